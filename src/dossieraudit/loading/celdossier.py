"""A dossier that was put together from cells: held against the model as any other, with its faults by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from dossieraudit.errors import Fout
from dossieraudit.loading.keuring import Keuring, keur_document
from dossieraudit.loading.tekst import Bereik, Brontekst, Json
from dossieraudit.models.paden import Pad


class _Celbron(Brontekst):
    """Stands in for the text of a file: a 'character' of it is the number of a place in a workbook or a table."""

    def __init__(self, bestand: str) -> None:
        super().__init__(bestand, "", vertrouwelijk=True)
        self.plaatsen: list[str] = []

    def fout(
        self,
        bereik: Bereik | None,
        melding: str,
        *,
        pad: str | None = None,
        waarde: str | None = None,
        verwacht: str | None = None,
        advies: str | None = None,
    ) -> Fout:
        """A fault at a cell, by sheet or table, row and column; the path tells which fact it would have been."""
        plaats = ", ".join(deel for deel in (self.plaatsen[bereik[0]] if bereik else "", pad or "") if deel)
        return Fout(
            self.bestand, melding, pad=plaats or None, waarde=waarde, verwacht=verwacht, advies=advies,
            vertrouwelijk=True,
        )  # fmt: skip


@dataclass
class Celdossier:
    """The data of one dossier and, by path, the cell from which each fact came; a `Document`.

    `rijen` says the same of whole rows at once: the place of the row, and the columns of its facts.
    """

    bestand: str
    data: dict[str, Json]
    plaatsen: dict[Pad, str] = field(default_factory=dict)
    rijen: dict[Pad, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._bron = _Celbron(self.bestand)

    @property
    def bron(self) -> Brontekst:
        """What faults are told by."""
        return self._bron

    def bereik(self, pad: Pad) -> Bereik | None:
        """The place of a fact, as a number of `bron`."""
        plaats = self.plaatsen.get(pad) or self._in_rij(pad)
        if plaats is None:
            return None
        self._bron.plaatsen.append(plaats)
        return len(self._bron.plaatsen) - 1, len(self._bron.plaatsen)

    def _in_rij(self, pad: Pad) -> str | None:
        if pad in self.rijen:
            return self.rijen[pad][0]
        if not pad or pad[:-1] not in self.rijen:
            return None
        rij, kolommen = self.rijen[pad[:-1]]
        kolom = kolommen.get(str(pad[-1]))
        return rij if kolom is None else f"{rij}, kolom {kolom}"

    def sleutelbereik(self, pad: Pad) -> Bereik | None:
        """The same: a cell is key and value at once."""
        return self.bereik(pad)

    def keur(self) -> Keuring:
        """The dossier, or every fault in it."""
        keuring = keur_document(self)
        if isinstance(keuring, tuple):
            return tuple(replace(fout, advies=_in_cellen(fout.advies)) for fout in keuring)
        return keuring


def _in_cellen(advies: str | None) -> str | None:
    """The advice without the words of YAML: in a cell there is no null, and there are no keys."""
    if advies is None or not any(woord in advies for woord in ("null", "sleutel", "[]", "aanhalingstekens")):
        return advies
    return "verbeter wat in deze cel staat, of maak haar leeg als het niet is vastgelegd"
