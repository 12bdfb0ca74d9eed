"""Input in pieces of bounded size, each of which a worker can read and judge by itself."""

import gzip
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout, weigering
from dossieraudit.extra import haal, opslag_van
from dossieraudit.loading.bestand import eis_binnen, leesbare_naam
from dossieraudit.loading.dossiers import DOSSIERMAP, FORMATEN, ONDERZOEK
from dossieraudit.loading.tekst import MAX_INVOER, MAX_REGEL, geen_regels

BROK = 2 * 1024 * 1024
# So much is read at a time to find where a line ends.
_STAP = 64 * 1024
# So many small files make one piece.
BESTANDEN = 64
INGEPAKT = (".jsonl.gz", ".jsonl.zst")
PARQUET = ".parquet"
# The column of a Parquet file that holds the JSON, where it has more than one.
KOLOMMEN = ("json", "dossier")


@dataclass(frozen=True, slots=True)
class Brok:
    """A piece: a range of bytes in a file of lines, or the lines themselves, or a few small files.

    `vervolg` says that it goes on where the piece before it ended. Which line of the file is its first is known only to
    who has the counts of all pieces before it. `lengte` is how much of the input it takes (in bytes on disk, where that
    is known).
    """

    naam: str
    lengte: int
    vervolg: bool = False
    pad: str | None = None
    begin: int = 0
    regels: tuple[bytes | None, ...] | None = None
    bestanden: tuple[tuple[str, str], ...] = ()

    def lees(self) -> Sequence[bytes | None]:
        """The lines of this piece; of one that is longer than allowed only the beginning."""
        if self.regels is not None:
            return self.regels
        with open_invoer(str(self.pad), _STAP) as bestand:
            bestand.seek(self.begin)
            if self.lengte <= 2 * MAX_INVOER:
                return _regels(bestand.read(self.lengte))
            delen = snijd(
                lambda aantal: bestand.read(min(aantal, self.begin + self.lengte - bestand.tell())), self.lengte
            )
            return [regel for inhoud in delen for regel in _regels(inhoud)]


def open_invoer(pad: str, ineens: int | None = None) -> IO[bytes]:
    """A file by path, or by URL through fsspec; `ineens`: how many bytes beyond what is asked for it may fetch."""
    if "://" in pad:
        systeem, plek = opslag_van(pad)
        bestand: IO[bytes] = systeem.open(plek, "rb", block_size=ineens)
        return bestand
    return Path(pad).open("rb")


class _RegelZonderEinde(Exception):
    """A line that is longer than any file of lines has."""


def snijd(lees: Callable[[int], bytes], langste: int) -> Iterator[bytes]:
    """A stream in pieces of whole lines.

    A line that is too long is cut off just past the limit, so that it can be refused without being held. Raises
    `_RegelZonderEinde` where it goes on beyond `langste` bytes.
    """
    rest, plaats, regelbegin = b"", 0, 0
    while blok := lees(BROK):
        knip = blok.rfind(b"\n") + 1
        if knip:
            yield rest + blok[:knip]
            rest, regelbegin = blok[knip:], plaats + knip
        elif len(rest) <= MAX_INVOER:
            rest = (rest + blok)[: MAX_INVOER + 1]
        plaats += len(blok)
        if plaats - regelbegin > langste:
            raise _RegelZonderEinde
    if rest:
        yield rest


def brokken(paden: Sequence[str]) -> Iterator[Brok]:
    """The pieces of files, folders and URLs, in order. Raises `Invoerfout` where one of them cannot be read."""
    for pad in paden:
        meer = len(paden) > 1
        if "://" not in pad and Path(pad).is_dir():
            yield from _uit_map(Path(pad), pad.rstrip("/") + "/" if meer else "")
        else:
            yield from _uit_bestand(pad, leesbare_naam(pad if meer else Path(pad).name))


def omvang(paden: Sequence[str]) -> int | None:
    """The bytes of input, for showing progress; None where that is not known beforehand."""
    if any("://" in pad for pad in paden):
        return None
    bestanden = [b for pad in map(Path, paden) for b in (_bestanden(pad) if pad.is_dir() else [pad])]
    return sum(bestand.stat().st_size for bestand in bestanden if bestand.is_file())


def _bestanden(map_: Path) -> list[Path]:
    bron = map_ / DOSSIERMAP if (map_ / ONDERZOEK).exists() else map_
    if not bron.is_dir():
        raise _weiger(str(map_), f"dit onderzoek heeft geen map '{DOSSIERMAP}'", f"zet de dossiers in '{DOSSIERMAP}'")
    soorten = (*FORMATEN, *INGEPAKT, PARQUET)
    return [
        pad
        for pad in sorted(bron.iterdir(), key=lambda pad: pad.name)
        if pad.name.lower().endswith(soorten) and not pad.name.startswith(".") and not pad.is_dir()
    ]


def _uit_map(map_: Path, voor: str) -> Iterator[Brok]:
    bestanden = _bestanden(map_)
    if not bestanden:
        advies = "zet er dossiers in als .jsonl, .jsonl.gz, .jsonl.zst, .parquet, .json of .yaml"
        raise _weiger(voor or map_.name, "in deze map staan geen dossiers", advies)
    klein: list[tuple[str, str]] = []
    for pad in bestanden:
        naam = leesbare_naam(voor + pad.relative_to(map_).as_posix())
        eis_binnen(pad, map_, naam)
        if not pad.is_file():
            raise _weiger(naam, "dit is geen gewoon bestand", "haal het weg uit de map")
        if pad.suffix.lower() in FORMATEN and pad.suffix.lower() != ".jsonl":
            klein.append((str(pad), naam))
        if klein and (len(klein) == BESTANDEN or klein[-1][0] != str(pad)):
            yield _klein(klein)
            klein = []
        if not (pad.suffix.lower() in FORMATEN and pad.suffix.lower() != ".jsonl"):
            yield from _uit_bestand(str(pad), naam)
    if klein:
        yield _klein(klein)


def _klein(bestanden: list[tuple[str, str]]) -> Brok:
    lengte = sum(Path(pad).stat().st_size for pad, _ in bestanden)
    return Brok(bestanden[0][1], lengte, bestanden=tuple(bestanden))


def _uit_bestand(pad: str, naam: str) -> Iterator[Brok]:
    try:
        if pad.lower().endswith(PARQUET):
            yield from _uit_parquet(pad, naam)
        elif pad.lower().endswith(INGEPAKT):
            yield from _uit_ingepakt(pad, naam)
        else:
            yield from _uit_regels(pad, naam)
    except OSError as fout:
        advies = "controleer de naam, de leesrechten en of het bestand heel is"
        waarom = weigering(fout) if fout.errno else fout  # the library of zstd says it in words
        raise _weiger(naam, f"dit is niet te lezen ({waarom})", advies) from fout
    except _RegelZonderEinde as fout:
        raise geen_regels(naam) from fout
    except EOFError as fout:
        raise _weiger(naam, "dit ingepakte bestand houdt te vroeg op", "pak het opnieuw in") from fout


def _uit_regels(pad: str, naam: str) -> Iterator[Brok]:
    """Where the pieces begin. Only what stands around their ends is read here, as a file may be far away."""
    if "://" not in pad and Path(pad).exists() and not Path(pad).is_file():
        # Its pieces could not be read at their own places, and opening a pipe may wait for ever.
        raise _weiger(naam, "dit is geen gewoon bestand", "schrijf de dossiers eerst naar een bestand")
    try:
        with open_invoer(pad, _STAP) as bestand:
            begin, totaal = 0, bestand.seek(0, os.SEEK_END)
            while begin < totaal:
                einde = min(_na_regel(bestand, begin + BROK - 1), totaal)
                yield Brok(naam, einde - begin, begin > 0, pad=pad, begin=begin)
                begin = einde
    except ValueError as fout:  # so fsspec says that a server gives a file from begin to end only
        advies = "haal het bestand eerst op, of pak het in als .jsonl.gz"
        raise _weiger(naam, "dit is niet in stukken te lezen", advies) from fout


def _na_regel(bestand: IO[bytes], plaats: int) -> int:
    """Where the line ends that this byte is part of. Raises `_RegelZonderEinde` where that is far away."""
    bestand.seek(plaats)
    einde = plaats
    while deel := bestand.read(_STAP):
        knip = deel.find(b"\n") + 1
        if knip:
            return einde + knip
        einde += len(deel)
        if einde - plaats > MAX_REGEL:
            raise _RegelZonderEinde
    return einde


def _uit_ingepakt(pad: str, naam: str) -> Iterator[Brok]:
    with open_invoer(pad) as bestand, _uitpakker(pad, bestand) as stroom:
        gelezen, vervolg = 0, False
        for inhoud in snijd(stroom.read, MAX_REGEL):
            yield Brok(naam, bestand.tell() - gelezen, vervolg, regels=tuple(_regels(inhoud)))
            gelezen, vervolg = bestand.tell(), True


def _uitpakker(pad: str, bestand: IO[bytes]) -> Any:
    if pad.lower().endswith(".gz"):
        return gzip.GzipFile(fileobj=bestand, mode="rb")
    return _Zst(haal("zstandard", "bulk"), bestand)


class _Zst:
    """A stream out of zstd, with the faults of that library as those of the file system."""

    def __init__(self, zstandard: Any, bestand: IO[bytes]) -> None:
        self._fout = zstandard.ZstdError
        self._stroom = zstandard.ZstdDecompressor().stream_reader(bestand, read_across_frames=True)

    def __enter__(self) -> "_Zst":
        return self

    def __exit__(self, *_: object) -> None:
        self._stroom.close()

    def read(self, aantal: int) -> bytes:
        """At most so many bytes."""
        try:
            gelezen: bytes = self._stroom.read(aantal)
        except self._fout as fout:
            raise OSError(str(fout)) from fout
        return gelezen


def _uit_parquet(pad: str, naam: str) -> Iterator[Brok]:
    pa, parquet = haal("pyarrow", "bulk"), haal("pyarrow.parquet", "bulk")
    with open_invoer(pad) as bestand:
        try:
            tabel = parquet.ParquetFile(bestand)
        except ValueError as fout:
            raise _weiger(naam, "dit is geen Parquet-bestand", "controleer hoe het bestand is gemaakt") from fout
        kolom = _json_kolom(tabel.schema_arrow.names, naam)
        gezien, totaal = 0, Path(pad).stat().st_size if "://" not in pad else 0
        for batch in tabel.iter_batches(batch_size=512, columns=[kolom]):
            waarden = batch.column(0)
            if pa.types.is_dictionary(waarden.type):
                waarden = waarden.dictionary_decode()
            try:
                # As they are: whether this is UTF-8 is for the reader of lines to say, with the place.
                regels = tuple(waarden.cast(pa.large_binary()).to_pylist())
            except pa.ArrowNotImplementedError as fout:
                advies = "zet elk dossier als JSON-tekst in één kolom"
                raise _weiger(naam, f"kolom '{kolom}' bevat geen tekst", advies) from fout
            deel = totaal * len(regels) // max(1, tabel.metadata.num_rows)
            yield Brok(naam, deel, gezien > 0, regels=regels)
            gezien += len(regels)


def _json_kolom(namen: list[str], bestand: str) -> str:
    gevonden = namen if len(namen) == 1 else [naam for naam in KOLOMMEN if naam in namen]
    if not gevonden:
        raise Gebruiksfout(
            f"in '{bestand}' is niet te zien welke kolom de dossiers bevat; noem die kolom 'json' (nu: "
            f"{', '.join(namen)})"
        )
    return gevonden[0]


def _regels(inhoud: bytes) -> list[bytes]:
    regels = inhoud.split(b"\n")
    if not regels[-1]:
        regels.pop()
    return regels


def _weiger(naam: str, melding: str, advies: str) -> Invoerfout:
    return Invoerfout((Fout(leesbare_naam(naam), melding, advies=advies),))
