"""Tables of an export as rows, one after another: CSV, XLSX, JSON and JSON lines. Nothing is guessed in silence.

A CSV that does not say how it was written has to be read by the mapping; what looks otherwise than that says, is told.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout, weigering
from dossieraudit.loading.bestand import eis_binnen, lees_bytes, leesbare_naam
from dossieraudit.loading.jsontekst import lees_json
from dossieraudit.loading.tekst import MAX_BYTES, MAX_INVOER, Json, lees_tekst
from dossieraudit.loading.werkmap import EERSTE_AFGEROND, FOUTWAARDE, Cel, is_foutwaarde, open_werkmap, rijen_van
from dossieraudit.models.mapping import Tabelbron

EXTENSIES = (".csv", ".txt", ".tsv", ".xlsx", ".json", ".jsonl")
_BIJSCHRIFTEN = (".yaml", ".yml", ".md")
SCHEIDINGEN = (";", ",", "\t", "|")
MAX_KOLOMMEN = 2_000
# Characters: of one line, and of one cell; free text of a dossier is shorter.
_MAX_REGEL = 1_000_000
_MAX_CEL = 131_072
_BLIK = 1024**2
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_BOM = b"\xef\xbb\xbf"
_CODERINGEN = "cp1252 (Windows, meestal dit), latin-1 of utf-16"


@dataclass(frozen=True, slots=True)
class Ongelezen:
    """Stands in a cell for what is not read, such as a formula: what that comes to, is not to be trusted."""

    reden: str


FORMULE = Ongelezen("er staat een formule; plak als waarde")
FOUT = Ongelezen(f"er staat {FOUTWAARDE}")
AFGEROND = Ongelezen(
    "er staat een getal van meer dan 15 cijfers, en een rekenprogramma rondt dat af; maak er tekst van"
)
GROEP = Ongelezen("er staat een groep of een lijst van groepen")
Celwaarde = str | int | float | bool | date | list[str] | Ongelezen | None


@dataclass(frozen=True, slots=True)
class Tabelrij:
    """A row with its number as a spreadsheet shows it; `gebrek`: why it cannot be trusted as it stands."""

    nummer: int
    cellen: Sequence[Celwaarde]
    gebrek: str | None = None


@dataclass
class Tabelbestand:
    """A table that is open: its columns, its rows, and what has to be said about how it was read."""

    naam: str
    kolommen: list[str]
    rijen: Iterator[Tabelrij]
    opmerkingen: list[str] = field(default_factory=list)


def vind_exports(paden: Sequence[Path]) -> dict[str, Path]:
    """The files of an export by their name; of a folder those in it. Raises `Gebruiksfout` where two have one name."""
    gevonden: dict[str, Path] = {}
    for pad in paden:
        for bestand in _in_map(pad) if pad.is_dir() else (pad,):
            naam = leesbare_naam(bestand.name)
            if bestand.suffix.lower() not in EXTENSIES:
                raise Gebruiksfout(
                    f"'{bestand}' is geen tabel die gelezen kan worden; lever {', '.join(EXTENSIES)} aan"
                )
            if gevonden.setdefault(naam, bestand) != bestand:
                raise Gebruiksfout(f"er zijn twee bestanden die '{naam}' heten; geef ze elk een eigen naam")
    return gevonden


def _in_map(map_: Path) -> Iterator[Path]:
    for pad in sorted(map_.iterdir()):
        if pad.suffix.lower() in EXTENSIES and not pad.name.startswith(".") and not pad.is_dir():
            if pad.is_symlink():
                eis_binnen(pad, map_)
            yield pad


def vreemd(paden: Sequence[Path]) -> list[str]:
    """What stands in the folders of an export and is no table that can be read; mappings and notes may stand there."""
    return [
        leesbare_naam(pad.name)
        for map_ in paden
        if map_.is_dir()
        for pad in sorted(map_.iterdir())
        if not pad.name.startswith(".") and (pad.is_dir() or pad.suffix.lower() not in (*EXTENSIES, *_BIJSCHRIFTEN))
    ]


def open_tabel(pad: Path, bron: Tabelbron) -> Tabelbestand:
    """Open a table. Raises `Invoerfout`, also while its rows are read, where it cannot be read."""
    lezers: dict[str, Callable[[Path, Tabelbron], Tabelbestand]] = {
        ".xlsx": _open_xlsx,
        ".json": _open_json,
        ".jsonl": _open_jsonl,
    }
    tabel = lezers.get(pad.suffix.lower(), _open_csv)(pad, bron)
    if len(tabel.kolommen) > MAX_KOLOMMEN:
        raise _weiger(tabel.naam, f"deze tabel heeft meer dan {MAX_KOLOMMEN} kolommen", "controleer de export")
    return tabel


def _weiger(naam: str, melding: str, advies: str | None = None, regel: int | None = None) -> Invoerfout:
    return Invoerfout((Fout(naam, melding, regel=regel, advies=advies),))


def _gewoon_bestand(pad: Path) -> BinaryIO:
    try:
        if pad.exists() and not pad.is_file():
            raise _weiger(str(pad), "dit is geen gewoon bestand", "geef een bestand op")
        return pad.open("rb")
    except OSError as fout:
        raise _weiger(str(pad), f"dit is niet te lezen: {weigering(fout)}", "controleer het bestand") from fout


def _ontleed(naam: str, rijen: Iterator[tuple[int, Sequence[Celwaarde]]], opmerkingen: list[str]) -> Tabelbestand:
    """The first row that is not empty holds the headings; cells beyond them make a row suspect."""
    for _, koppen in rijen:
        if any(_gevuld(cel) for cel in koppen):
            kolommen = [_kop(cel) if _gevuld(cel) else "" for cel in koppen]
            while kolommen and not kolommen[-1]:
                kolommen.pop()
            return Tabelbestand(naam, kolommen, _met_gebrek(rijen, len(kolommen)), opmerkingen)
    raise _weiger(naam, "deze tabel is leeg", "zet de kolomnamen op de eerste rij")


def _kop(cel: Celwaarde) -> str:
    return f"({cel.reden})" if isinstance(cel, Ongelezen) else " ".join(str(cel).split())


def _met_gebrek(rijen: Iterator[tuple[int, Sequence[Celwaarde]]], breedte: int) -> Iterator[Tabelrij]:
    for nummer, cellen in rijen:
        if any(_gevuld(cel) for cel in cellen):
            te_veel = any(_gevuld(cel) for cel in cellen[breedte:])
            yield Tabelrij(
                nummer, cellen[:breedte], "de rij heeft meer cellen dan er kolommen zijn" if te_veel else None
            )


def _gevuld(cel: Celwaarde) -> bool:
    return cel is not None and not (isinstance(cel, str) and not cel.strip())


# CSV


def _open_csv(pad: Path, bron: Tabelbron) -> Tabelbestand:
    naam, opmerkingen = str(pad), list[str]()
    codering = _codering(pad, bron, opmerkingen)
    scheiding = _scheiding(pad, bron, codering)
    tabel = _ontleed(naam, _csv_rijen(pad, naam, codering, scheiding), opmerkingen)
    tabel.rijen = _met_twijfel(tabel.rijen, tabel, scheiding, leesbare_naam(pad.name))
    return tabel


def _met_twijfel(rijen: Iterator[Tabelrij], tabel: Tabelbestand, scheiding: str, naam: str) -> Iterator[Tabelrij]:
    """Say how many rows end too early (some programs leave out empty cells, but a file may also be cut off or torn),
    and in how many a stray quotation mark may have swallowed the next row: what is in between has as many delimiters.
    """
    breedte = len(tabel.kolommen)
    kort = eerste_korte = geslokt = eerste_geslokt = 0
    for rij in rijen:
        if len(rij.cellen) < breedte:
            kort, eerste_korte = kort + 1, eerste_korte or rij.nummer
        for cel in rij.cellen:
            if isinstance(cel, str) and "\n" in cel and cel.count(scheiding) == (breedte - 1) * cel.count("\n") > 0:
                geslokt, eerste_geslokt = geslokt + 1, eerste_geslokt or rij.nummer
        yield rij
    if kort:
        waar = f"{kort} × een rij met minder cellen dan er kolommen zijn (de eerste is rij {eerste_korte})"
        tabel.opmerkingen.append(f"{naam}: {waar}; wat er niet staat, is onbekend: kijk na of het bestand heel is")
    if geslokt:
        waar = f"{geslokt} × een cel waarin een hele volgende rij kan zitten (de eerste is op rij {eerste_geslokt})"
        tabel.opmerkingen.append(f"{naam}: {waar}; kijk na of daar een aanhalingsteken te veel staat")


def _codering(pad: Path, bron: Tabelbron, opmerkingen: list[str]) -> str:
    """How the file was written, by the mapping or by what it says itself; a look at its beginning may contradict."""
    with _gewoon_bestand(pad) as stroom:
        begin = stroom.read(_BLIK)
    uit_bestand = "utf-8-sig" if begin.startswith(_UTF8_BOM) else "utf-16" if begin.startswith(_UTF16) else None
    if bron.codering in (None, "utf-8"):
        if bron.codering is None and uit_bestand == "utf-16":
            return "utf-16"
        return "utf-8-sig"
    if bron.codering == "utf-16":
        if uit_bestand != "utf-16":
            raise _weiger(str(pad), "dit begint niet zoals UTF-16 begint", "sla het bestand op als UTF-8")
        return "utf-16"
    if uit_bestand is not None:
        raise _weiger(str(pad), f"dit is {uit_bestand}, en de mapping zegt {bron.codering}", "verbeter de mapping")
    if not begin.isascii() and is_utf8(begin):
        opmerkingen.append(
            f"{pad.name}: gelezen als {bron.codering}, zoals de mapping zegt; het is ook geldig als UTF-8"
        )
    if bron.codering == "latin-1" and any(0x80 <= byte < 0xA0 for byte in begin):
        opmerkingen.append(f"{pad.name}: gelezen als latin-1, zoals de mapping zegt; het lijkt cp1252")
    return bron.codering


def is_utf8(begin: bytes) -> bool:
    """Whether this beginning of a file is UTF-8; a character that was cut in two at its end does not count."""
    for rest in range(4):
        with suppress(UnicodeDecodeError):
            begin[: len(begin) - rest].decode("utf-8")
            return True
    return False


def _scheiding(pad: Path, bron: Tabelbron, codering: str) -> str:
    if bron.scheiding is not None:
        return "\t" if bron.scheiding == "tab" else bron.scheiding
    kop = eerste_regel(pad, codering)
    mogelijk = [teken for teken in SCHEIDINGEN if teken in kop]
    if len(mogelijk) > 1:
        tekens = " en ".join("tab" if teken == "\t" else f"'{teken}'" for teken in mogelijk)
        advies = "zeg in de mapping bij deze tabel: scheiding: ';' (of ',', tab of '|')"
        raise _weiger(str(pad), f"in de koprij staan {tekens}; wat de kolommen scheidt, is niet te zien", advies, 1)
    return mogelijk[0] if mogelijk else ";"


def eerste_regel(pad: Path, codering: str) -> str:
    """The first line of a file that holds something."""
    for regel in _regels(pad, str(pad), codering):
        if regel.strip():
            return regel
    return ""


def _regels(pad: Path, naam: str, codering: str) -> Iterator[str]:
    """Lines of text, each with its end, none longer than there is memory for."""
    nummer = 0
    with _gewoon_bestand(pad) as bytes_, io.TextIOWrapper(bytes_, encoding=codering, newline="") as stroom:
        try:
            while regel := stroom.readline(_MAX_REGEL):
                nummer += 1
                if len(regel) == _MAX_REGEL and not regel.endswith(("\n", "\r")):
                    raise _weiger(naam, f"deze regel is langer dan {_MAX_REGEL} tekens", "controleer de export", nummer)
                if "\0" in regel:
                    advies = "dit is geen CSV, of een in UTF-16; sla het bestand op als UTF-8"
                    raise _weiger(naam, "hier staat een NUL-teken", advies, nummer)
                yield regel
        except UnicodeError as fout:
            melding = f"na regel {nummer} staat een byte die in {codering.removesuffix('-sig')} niet kan"
            advies = f"zeg in de mapping bij deze tabel welke 'codering' het is: {_CODERINGEN}"
            raise _weiger(naam, melding, advies) from fout


def _csv_rijen(pad: Path, naam: str, codering: str, scheiding: str) -> Iterator[tuple[int, Sequence[Celwaarde]]]:
    csv.field_size_limit(_MAX_CEL)
    lezer = csv.reader(_regels(pad, naam, codering), delimiter=scheiding, strict=True)
    nummer = 0
    while True:
        try:
            cellen = next(lezer)
        except StopIteration:
            return
        except csv.Error as fout:
            advies = "controleer de aanhalingstekens vanaf hier; één die niet wordt gesloten, slokt de rest op"
            raise _weiger(naam, "dit is niet als CSV te lezen", advies, lezer.line_num) from fout
        nummer += 1
        yield nummer, [_tekstcel(cel) for cel in cellen]


def _tekstcel(cel: str) -> Celwaarde:
    if not cel or cel.isspace():
        return None
    return FOUT if is_foutwaarde(cel) else cel


# XLSX


def _open_xlsx(pad: Path, bron: Tabelbron) -> Tabelbestand:
    naam = str(pad)
    werkmap = open_werkmap(lees_bytes(pad), naam, stromend=True)
    titels = [blad.title for blad in werkmap.worksheets]
    if bron.blad is not None and bron.blad not in titels:
        werkmap.close()
        raise _weiger(naam, f"er is geen blad '{bron.blad}'", f"kies uit: {', '.join(titels)}")
    if bron.blad is None and len(titels) > 1:
        werkmap.close()
        raise _weiger(naam, f"deze werkmap heeft {len(titels)} bladen", f"zeg welk 'blad' het is: {', '.join(titels)}")
    blad = werkmap[bron.blad] if bron.blad is not None else werkmap.worksheets[0]
    return _ontleed(naam if bron.blad is None else f"{naam} (blad {bron.blad})", _xlsx_rijen(werkmap, blad, naam), [])


def _xlsx_rijen(werkmap: Any, blad: Any, naam: str) -> Iterator[tuple[int, Sequence[Celwaarde]]]:
    try:
        for nummer, cellen in rijen_van(blad, naam):
            yield nummer, [_celwaarde(cel) for cel in cellen]
    finally:
        werkmap.close()


def _celwaarde(cel: Cel) -> Celwaarde:
    if cel.formule:
        return FORMULE
    if isinstance(cel.waarde, int | float) and abs(cel.waarde) >= EERSTE_AFGEROND:
        return AFGEROND
    return FOUT if cel.foutwaarde else cel.waarde


# JSON


def _open_json(pad: Path, bron: Tabelbron) -> Tabelbestand:
    naam = str(pad)
    with _gewoon_bestand(pad) as stroom:
        inhoud = stroom.read(MAX_BYTES + 1)
    data = lees_json(lees_tekst(inhoud, naam, vertrouwelijk=True)).data
    if bron.lijst is not None:
        if not isinstance(data, dict) or bron.lijst not in data:
            keuzes = ", ".join(lijsten_in(data)) or "geen"
            raise _weiger(naam, f"er is geen lijst '{bron.lijst}'", f"lijsten in dit bestand: {keuzes}")
        data = data[bron.lijst]
    elif isinstance(data, dict):
        keuzes = ", ".join(lijsten_in(data)) or "geen"
        raise _weiger(naam, "dit is een groep en geen lijst van rijen", f"zeg welke 'lijst' het is: {keuzes}")
    if not isinstance(data, list):
        raise _weiger(naam, "hier hoort een lijst van rijen te staan")
    return _json_tabel(naam, data)


def lijsten_in(data: Json) -> list[str]:
    """The keys under which a list of rows stands."""
    return [sleutel for sleutel, deel in data.items() if isinstance(deel, list)] if isinstance(data, dict) else []


def _open_jsonl(pad: Path, _bron: Tabelbron) -> Tabelbestand:
    # The columns are the keys of all rows, so the file is read twice rather than kept.
    naam = str(pad)
    kolommen = list(dict.fromkeys(sleutel for rij in _jsonregels(pad, naam) for sleutel in rij[1]))
    rijen = ((nummer, [_jsoncel(rij.get(kolom)) for kolom in kolommen]) for nummer, rij in _jsonregels(pad, naam))
    return Tabelbestand(naam, kolommen, _met_gebrek(rijen, len(kolommen)))


def _jsonregels(pad: Path, naam: str) -> Iterator[tuple[int, dict[str, Json]]]:
    with _gewoon_bestand(pad) as stroom:
        nummer = 0
        while regel := stroom.readline(MAX_INVOER + 1):
            nummer += 1
            if regel.isspace():
                continue
            bron = lees_tekst(regel, naam, vertrouwelijk=True, regel=nummer, grens=MAX_INVOER)
            yield nummer, _groep(naam, lees_json(bron).data, nummer)


def _json_tabel(naam: str, data: list[Json]) -> Tabelbestand:
    groepen = [_groep(naam, rij, nummer) for nummer, rij in enumerate(data, 1)]
    kolommen = list(dict.fromkeys(sleutel for rij in groepen for sleutel in rij))
    rijen = ((nummer, [_jsoncel(rij.get(kolom)) for kolom in kolommen]) for nummer, rij in enumerate(groepen, 1))
    return Tabelbestand(naam, kolommen, _met_gebrek(rijen, len(kolommen)))


def _groep(naam: str, rij: Json, nummer: int) -> dict[str, Json]:
    """A row as one level of keys: a group within it gives columns such as 'adres.plaats'."""
    if not isinstance(rij, dict):
        raise _weiger(naam, f"punt {nummer} is geen groep van sleutels", "zet elke rij tussen accolades")
    plat: dict[str, Json] = {}
    for sleutel, waarde in rij.items():
        nieuw = {sleutel: waarde}
        if isinstance(waarde, dict):
            nieuw = {f"{sleutel}.{binnen}": deel for binnen, deel in waarde.items()}
        if plat.keys() & nieuw.keys():
            raise _weiger(naam, f"in punt {nummer} hebben twee waarden dezelfde naam", "noem een van de twee anders")
        plat |= nieuw
    return plat


def _jsoncel(waarde: Json) -> Celwaarde:
    if isinstance(waarde, list):
        if any(isinstance(deel, list | dict) for deel in waarde):
            return GROEP
        # Systems write an empty list for what nobody filled in: it does not say that somebody looked.
        return ["" if deel is None else str(deel) for deel in waarde] or None
    if isinstance(waarde, str):
        return _tekstcel(waarde)
    return GROEP if isinstance(waarde, dict) else waarde
