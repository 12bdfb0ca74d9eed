"""The table of a bulk run: one row per dossier, written as CSV, JSON lines or Parquet while it grows.

Columns: `dossier`, `peildatum`, then for every leaf its uitkomst under the leaf's id and the reden under that id with
`_reden` behind it, then every kenmerk as true, false or empty (unknown).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any, Literal, Protocol, get_args

from dossieraudit.expressions.rules import Regels
from dossieraudit.extra import haal
from dossieraudit.models.kader import UITKOMSTEN, Reden
from dossieraudit.scoring import Bladscore, Eiswaarden

Formaat = Literal["csv", "jsonl", "parquet"]
REDENEN: tuple[str, ...] = get_args(Reden)


@dataclass(slots=True)
class Rijen:
    """The rows of one piece, by column."""

    ids: list[str]
    peildatums: list[date]
    bladen: list[tuple[Bladscore, ...]]
    kenmerken: list[Eiswaarden]


class Schrijver(Protocol):
    """Puts encoded pieces into a file."""

    def voeg_toe(self, inhoud: bytes) -> None:
        """Write one piece."""

    def sluit(self) -> None:
        """Write what comes at the end."""


def codeur(formaat: Formaat, regels: Regels) -> Callable[[Rijen], bytes]:
    """A function that encodes the rows of a piece; this is the part of writing that workers do."""
    if formaat == "csv":
        return _Csv(regels).codeer
    return _Jsonl(regels).codeer if formaat == "jsonl" else _Parquet(regels).codeer


def schrijver(formaat: Formaat, bestand: IO[bytes], regels: Regels) -> Schrijver:
    """What puts the encoded pieces together."""
    if formaat == "parquet":
        return _Parquetschrijver(bestand, regels)
    return _Tekstschrijver(bestand, _kop(regels) if formaat == "csv" else b"")


def kolommen(regels: Regels) -> list[str]:
    """The names of the columns, in order."""
    bladen = [naam for blad in regels.bladen for naam in (blad.indicator.id, f"{blad.indicator.id}_reden")]
    return ["dossier", "peildatum", *bladen, *regels.kader.kenmerken]


def _kop(regels: Regels) -> bytes:
    return (",".join(kolommen(regels)) + "\n").encode()


class _Csv:
    # Ids, leaves and kenmerken hold no character that CSV would want quoted: their models see to that.
    def __init__(self, regels: Regels) -> None:
        del regels
        self._ja_nee = {True: "true", False: "false", None: ""}
        self._cellen = _Onthouden(lambda score: f"{score.uitkomst},{score.reden or ''}")

    def codeer(self, rijen: Rijen) -> bytes:
        ja_nee, cellen = self._ja_nee.__getitem__, self._cellen.van
        regels = [
            f"{id_},{dag},{','.join(cellen(bladen))},{','.join(map(ja_nee, kenmerken))}\n"
            for id_, dag, bladen, kenmerken in zip(
                rijen.ids, rijen.peildatums, rijen.bladen, rijen.kenmerken, strict=True
            )
        ]
        return "".join(regels).encode()


class _Jsonl:
    def __init__(self, regels: Regels) -> None:
        self._ja_nee = {True: "true", False: "false", None: "null"}
        namen = kolommen(regels)
        aantal = len(regels.bladen)
        bladen = "".join(f',"{naam}":%s' for naam in namen[2 : 2 + 2 * aantal])
        kenmerken = "".join(f',"{naam}":%s' for naam in namen[2 + 2 * aantal :])
        self._cellen = _Onthouden(lambda s: (f'"{s.uitkomst}"', "null" if s.reden is None else f'"{s.reden}"'))
        self._sjabloon = f'{{"dossier":"%s","peildatum":"%s"{bladen}{kenmerken}}}\n'

    def codeer(self, rijen: Rijen) -> bytes:
        ja_nee, cellen = self._ja_nee.__getitem__, self._cellen.van
        regels = [
            self._sjabloon % (id_, dag, *(deel for cel in cellen(bladen) for deel in cel), *map(ja_nee, kenmerken))
            for id_, dag, bladen, kenmerken in zip(
                rijen.ids, rijen.peildatums, rijen.bladen, rijen.kenmerken, strict=True
            )
        ]
        return "".join(regels).encode()


class _Onthouden:
    """The cells of a score, made once for scores that are one object."""

    def __init__(self, maak: Callable[[Bladscore], Any]) -> None:
        self._maak = maak
        self._cellen: dict[int, Any] = {}
        # The scores are kept as well, so that no other one can get the identity of one of them.
        self._scores: list[Bladscore] = []

    def van(self, scores: Sequence[Bladscore]) -> list[Any]:
        """The cells of a row."""
        try:
            return list(map(self._cellen.__getitem__, map(id, scores)))
        except KeyError:
            self._scores += scores
            self._cellen |= {id(score): self._maak(score) for score in scores}
            return self.van(scores)


class _Tekstschrijver:
    def __init__(self, bestand: IO[bytes], kop: bytes) -> None:
        self._bestand = bestand
        bestand.write(kop)

    def voeg_toe(self, inhoud: bytes) -> None:
        self._bestand.write(inhoud)

    def sluit(self) -> None:
        """Nothing comes at the end of a text."""


def _arrow_schema(pa: Any, regels: Regels) -> Any:
    woorden = pa.dictionary(pa.int8(), pa.string())
    velden = [("dossier", pa.string()), ("peildatum", pa.date32())]
    namen = kolommen(regels)
    bladen = 2 * len(regels.bladen)
    velden += [(naam, woorden) for naam in namen[2 : 2 + bladen]]
    velden += [(naam, pa.bool_()) for naam in namen[2 + bladen :]]
    return pa.schema(velden)


class _Parquet:
    def __init__(self, regels: Regels) -> None:
        self._pa = haal("pyarrow", "bulk")
        self._schema = _arrow_schema(self._pa, regels)

    def codeer(self, rijen: Rijen) -> bytes:
        pa = self._pa
        kolom = [pa.array(rijen.ids, pa.string()), pa.array(rijen.peildatums, pa.date32())]
        if rijen.ids:
            for scores in zip(*rijen.bladen, strict=True):
                kolom.append(self._woorden([s.uitkomst for s in scores], UITKOMSTEN))
                kolom.append(self._woorden([s.reden for s in scores], REDENEN))
            kolom += [pa.array(waarden, pa.bool_()) for waarden in zip(*rijen.kenmerken, strict=True)]
            batch = pa.record_batch(kolom, schema=self._schema)
        else:
            batch = pa.RecordBatch.from_pylist([], schema=self._schema)
        stroom = pa.BufferOutputStream()
        with pa.ipc.new_stream(stroom, self._schema) as uit:
            uit.write_batch(batch)
        inhoud: bytes = stroom.getvalue().to_pybytes()
        return inhoud

    def _woorden(self, waarden: Sequence[str | None], lijst: Sequence[str]) -> Any:
        nummers = {woord: nummer for nummer, woord in enumerate(lijst)}
        indices = self._pa.array([None if w is None else nummers[w] for w in waarden], self._pa.int8())
        return self._pa.DictionaryArray.from_arrays(indices, self._pa.array(lijst, self._pa.string()))


class _Parquetschrijver:
    # So many rows make a row group: the most that is held at a time.
    _GROEP = 16_384

    def __init__(self, bestand: IO[bytes], regels: Regels) -> None:
        self._pa = haal("pyarrow", "bulk")
        self._schema = _arrow_schema(self._pa, regels)
        self._uit = haal("pyarrow.parquet", "bulk").ParquetWriter(bestand, self._schema, compression="zstd")
        self._batches: list[Any] = []

    def voeg_toe(self, inhoud: bytes) -> None:
        with self._pa.ipc.open_stream(inhoud) as stroom:
            self._batches += list(stroom)
        if sum(batch.num_rows for batch in self._batches) >= self._GROEP:
            self._spoel()

    def _spoel(self) -> None:
        if self._batches:
            self._uit.write_table(self._pa.Table.from_batches(self._batches, schema=self._schema))
        self._batches = []

    def sluit(self) -> None:
        self._spoel()
        self._uit.close()
