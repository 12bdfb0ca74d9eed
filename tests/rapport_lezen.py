"""Reading a report in tests: its sentences, footnotes and sections, and onderzoeken made for the occasion."""

import re
import shutil
from collections.abc import Iterable, Iterator
from math import ceil
from pathlib import Path
from typing import Any

import yaml
from openpyxl.worksheet.worksheet import Worksheet

from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.report.tree import Alinea, Blok, Document, Kaderblok, Kop, Lijst, Staven, Tabel, Tijdlijn, Warmtekaart
from tests.conftest import VLAARDINGEN


def alineas(blokken: Iterable[Blok]) -> Iterator[Alinea]:
    for blok in blokken:
        match blok:
            case Alinea():
                yield blok
            case Lijst():
                yield from blok.items
            case Kaderblok():
                yield from alineas(blok.blokken)


def tekst(alinea: Alinea) -> str:
    """What a reader reads, the footnotes apart."""
    return "".join(d if isinstance(d, str) else d.tekst for d in alinea.delen if type(d).__name__ != "Voetnoot")


def noten(alinea: Alinea) -> list[str]:
    return [d.tekst for d in alinea.delen if type(d).__name__ == "Voetnoot" and not isinstance(d, str)]


def alle_teksten(document: Document) -> Iterator[str]:
    for blok in document.blokken:
        match blok:
            case Kop():
                yield blok.tekst
            case Tabel():
                yield blok.bijschrift
                yield from (cel.tekst for rij in blok.rijen for cel in rij)
            case Warmtekaart() | Staven() | Tijdlijn():
                yield blok.samenvatting
    for alinea in alineas(document.blokken):
        yield tekst(alinea)
        yield from noten(alinea)


def koppen(document: Document) -> list[str]:
    return [f"{b.nummer} {b.tekst}" if b.nummer else b.tekst for b in document.blokken if isinstance(b, Kop)]


def sectie(document: Document, van: str, tot: str) -> list[Blok]:
    """The blocks from one heading up to another, by number or text."""
    plaats: dict[str | None, int] = {}
    for i, b in enumerate(document.blokken):
        if isinstance(b, Kop):
            plaats.setdefault(b.nummer, i)
            plaats.setdefault(b.tekst.split(":")[0], i)
    return list(document.blokken[plaats[van] : plaats[tot]])


def te_lage_rijen(blad: Worksheet) -> list[str]:
    """Rows of a sheet whose wrapped text needs more lines than they are high; no height means that of one line."""
    te_laag = []
    for rij in blad.iter_rows():
        regels = max(
            (
                ceil(0.8 * len(str(cel.value)) / blad.column_dimensions[cel.column_letter].width)
                for cel in rij
                if cel.value is not None and cel.alignment.wrap_text
            ),
            default=1,
        )
        if regels * 12 > (blad.row_dimensions[rij[0].row].height or 15):
            te_laag.append(f"{blad.title}!{rij[0].row}")
    return te_laag


def kopie(naar: Path) -> Path:
    shutil.copytree(VLAARDINGEN, naar)
    return naar


def lees(pad: Path) -> Any:
    return lees_yaml(pad.read_bytes(), str(pad)).data


def schrijf(pad: Path, inhoud: Any) -> None:
    pad.write_text(yaml.safe_dump(inhoud, allow_unicode=True, sort_keys=False), encoding="utf-8")


def toets_schoon(document: Document) -> None:
    """No leftovers of code or templates, and white space as it should be."""
    for stuk in alle_teksten(document):
        assert "None" not in stuk
        assert not re.search(r"[{}]", stuk), stuk
        assert "  " not in stuk, stuk
        assert " ." not in stuk, stuk
        assert ".." not in stuk, stuk
        assert stuk == stuk.strip(), stuk


def toets_getal(document: Document) -> None:
    """Counts and nouns agree."""
    geheel = " ".join(alle_teksten(document))
    for fout in (
        r"\béén (?:van de \w+ )?dossiers (?!\()\b",
        r"\béén (?:normen|medewerkers|risico's|documenten|antwoorden)\b",
        r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig) (?:dossier|norm|document)\b",
        r"\bzijn er één\b",
        r"\bgeen van de één\b",
        r"\balle (?:één|twee)\b",
    ):
        gevonden = [t for t in re.findall(fout, geheel) if "van de" not in t]
        assert not gevonden, (fout, gevonden)


def toets_grondslag(document: Document) -> None:
    """Every generated paragraph says on what it rests."""
    blokken = sectie(document, "Samenvatting", "1") + sectie(document, "3", "Bijlage 1")
    for alinea in alineas(blokken):
        assert alinea.grondslag, tekst(alinea)
