"""What every Excel workbook has in common: how it begins and ends, its page on paper, its cells.

Text is always written as text, so that nothing from a dossier can be a formula or a link.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import ceil
from typing import Any

import xlsxwriter

from dossieraudit.report.inpakken import herpakt
from dossieraudit.report.stijl import RAND
from dossieraudit.report.taal import zichtbaar

Waarde = str | int | float | date | None

# What Excel takes: rows on a sheet, headings apart, and characters in a cell.
MEESTE_RIJEN = 1_048_000
LANGSTE_CEL = 32_767
# Height of a line in points.
REGEL = 13.5
BASIS: dict[str, Any] = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
OMRAND: dict[str, Any] = {"border": 1, "border_color": RAND}
KOP = BASIS | OMRAND | {"bold": True, "bg_color": "#e4eaf1", "text_wrap": True}
# With the prefix a text that starts with '=' stays text, also after someone edits the cell.
TEKST = BASIS | {"text_wrap": True, "quote_prefix": True}
# '[$-413]' asks for Dutch month names, whatever the language of the reader's Excel.
DATUM = BASIS | {"num_format": "[$-413]d mmmm yyyy", "align": "left"}
# The check of a cell that takes a date.
EEN_DATUM: dict[str, Any] = {
    "validate": "date",
    "criteria": "between",
    "minimum": date(1900, 1, 1),
    "maximum": date(2099, 12, 31),
}
_OPTIES = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_EERSTE_DAG = date(1980, 1, 1)
_A4 = 9
# In characters, about what A4 on its side holds legibly.
_PAGINABREEDTE = 170
_MEESTE_REGELS = 30


class Werkmap:
    """A workbook in memory. The same contents always give the same bytes: nothing here reads the clock."""

    def __init__(self, titel: str, dag: date | None = None) -> None:
        """`dag` stands in its properties as the day on which it was made."""
        self._uit = io.BytesIO()
        self.boek = xlsxwriter.Workbook(self._uit, _OPTIES)
        gemaakt = datetime.combine(dag or _EERSTE_DAG, time(), UTC)
        self.boek.set_properties({"title": titel, "author": "", "created": gemaakt})

    def blad(self, naam: str, breedtes: Sequence[int], *, breed: bool = False) -> Any:
        """A new sheet that prints on A4, with columns of these widths in characters; `breed` allows pages beside it."""
        blad = self.boek.add_worksheet(naam)
        for kolom, breedte in enumerate(breedtes):
            blad.set_column(kolom, kolom, breedte)
        op_papier(blad, paginas_voor(breedtes) if breed else 1)
        return blad

    def gesloten(self) -> bytes:
        """The file, when everything is in it."""
        self.boek.close()
        return herpakt(self._uit.getvalue())


def op_papier(blad: Any, paginas: int = 1) -> None:
    """Print a sheet on A4 on its side, so many pages wide and as long as it is."""
    blad.set_landscape()
    blad.set_paper(_A4)
    blad.fit_to_pages(paginas, 0)
    blad.set_footer("&L&A&RPagina &P van &N")


def paginas_voor(breedtes: Iterable[int]) -> int:
    """A wide sheet takes more pages side by side rather than letters that no one can read."""
    return max(1, round(sum(breedtes) / _PAGINABREEDTE))


def hoogte(regels: int, meeste: int = _MEESTE_REGELS) -> float:
    """Height of a row. Not every program works out that of wrapped text when it opens a file."""
    return min(regels, meeste) * REGEL


def celtekst(tekst: str) -> str:
    """A text as a cell can hold it."""
    return zichtbaar(tekst)[:LANGSTE_CEL]


@dataclass(frozen=True, slots=True)
class Celvormen:
    """The format of a cell, by what is in it."""

    tekst: Any
    getal: Any
    datum: Any = None


def schrijf_rij(blad: Any, rij: int, waarden: Iterable[Waarde], breedtes: Sequence[int], vormen: Celvormen) -> None:
    """Write a row, as high as its longest text takes; nothing where there is no value."""
    regels = 1
    for kolom, waarde in enumerate(waarden):
        if isinstance(waarde, str):
            tekst = celtekst(waarde)
            regels = max(regels, ceil(1.1 * len(tekst) / breedtes[kolom]))
            blad.write_string(rij, kolom, tekst, vormen.tekst)
        elif isinstance(waarde, date):
            blad.write_datetime(rij, kolom, waarde, vormen.datum)
        elif waarde is not None:
            blad.write_number(rij, kolom, waarde, vormen.getal)
    if regels > 1:
        blad.set_row(rij, hoogte(regels))
