"""Opening an Excel workbook that a user filled in: refusals in Dutch, and nothing that grows beyond its limits."""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading.zipgrenzen import MAX_KOLOMMEN, OnveiligeWerkmapError, eis_veilig

MAX_RIJEN = 1_048_576  # what a sheet of Excel holds
DATUMVORMEN = "jjjj-mm-dd of dd-mm-jjjj, bijvoorbeeld 2017-04-10"

_ISO = re.compile(r"(?P<jaar>\d{4})-(?P<maand>\d\d)-(?P<dag>\d\d)")
_NEDERLANDS = re.compile(r"(?P<dag>\d{1,2})-(?P<maand>\d{1,2})-(?P<jaar>\d{4})")
# The years of a day in every file.
_JAREN = range(1900, 2100)
# Dutch and English, of Excel and LibreOffice; '###' is what a column that is too narrow leaves in a CSV.
_FOUTWAARDE = re.compile(
    r"#(?:N/[AB]|WAARDE!|VALUE!|VERW!|REF!|DEEL/0!|DIV/0!|GETAL!|NUM!|NAAM\?|NAME\?|LEEG!|NULL!|OVERLOOP!|SPILL!"
    r"|BEREKENEN!|CALC!|##+)|(?:Err|Fout):\d{3}",
    re.IGNORECASE,
)
_TOTAALREGEL = re.compile(r"(?:(?:eind|sub)?totaal|totalen|gemiddelde)(?:\s.*|:.*)?", re.IGNORECASE)
# Spreadsheets keep fifteen figures of a number: beyond, the numbers of two cases may have become one.
EERSTE_AFGEROND = 10**15
FOUTWAARDE = "een foutwaarde van een rekenprogramma, zoals #N/B"

Celwaarde = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Cel:
    """What stands in a cell, and where: as people point at it ('cel C7')."""

    waarde: Celwaarde
    plaats: str
    formule: bool = False

    @property
    def datum(self) -> date:
        """The value as a day. Raises ValueError, in Dutch, where it is none."""
        if isinstance(self.waarde, date):
            dag = self.waarde
        else:
            vorm = _ISO.fullmatch(self.tekst) or _NEDERLANDS.fullmatch(self.tekst)
            if vorm is None:
                raise ValueError("dit is geen datum")
            try:
                dag = date(int(vorm["jaar"]), int(vorm["maand"]), int(vorm["dag"]))
            except ValueError:
                raise ValueError("deze datum bestaat niet") from None
        if dag.year not in _JAREN:
            raise ValueError(f"deze datum ligt niet tussen {_JAREN.start} en {_JAREN.stop - 1}")
        return dag

    @property
    def tekst(self) -> str:
        """The value as text, without the spaces around it; empty for an empty cell."""
        if self.waarde is None:
            return ""
        if isinstance(self.waarde, float) and self.waarde.is_integer():
            return str(int(self.waarde))
        return str(self.waarde).strip()

    @property
    def foutwaarde(self) -> bool:
        """Whether a spreadsheet could not work out what belongs here: that is neither a value nor nothing."""
        return isinstance(self.waarde, str) and is_foutwaarde(self.waarde)


LEGE_CEL = Cel(None, "")


def is_foutwaarde(tekst: str) -> bool:
    """Whether this is what a spreadsheet shows for a value that it could not work out."""
    # Of a long table every cell comes by here, and hardly any begins in this way.
    kaal = tekst.strip()
    return kaal[:1] in ("#", "E", "e", "F", "f") and _FOUTWAARDE.fullmatch(kaal) is not None


def is_totaalregel(sleutel: str) -> bool:
    """Whether what stands for the number of a case is the beginning of a row of totals below a list."""
    return _TOTAALREGEL.fullmatch(sleutel.strip()) is not None


def open_werkmap(inhoud: bytes, naam: str, *, stromend: bool = False) -> Any:
    """The workbook in these bytes. Raises `Invoerfout` where they hold none.

    `stromend`: to be read row by row, by `rijen_van`, so that a large one needs little memory.
    """
    import openpyxl  # a quarter of a second to load

    # It warns, in English, of what it would lose when writing: drop-downs, say. Nothing is written here.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    try:
        eis_veilig(inhoud, stromend=stromend)
        return openpyxl.load_workbook(io.BytesIO(inhoud), keep_links=False, read_only=stromend)
    except OnveiligeWerkmapError as fout:
        advies = "plak alleen wat nodig is, als waarden, in een nieuwe werkmap; een lijst kan ook als .csv"
        raise Invoerfout((Fout(naam, f"{fout}; zij wordt niet gelezen", advies=advies),)) from None
    except Exception as fout:
        # openpyxl raises whatever its parsers raise; for the user it is one thing.
        raise Invoerfout(
            (
                Fout(
                    naam,
                    "dit is geen werkmap van Excel die gelezen kan worden",
                    advies="open het bestand in uw rekenprogramma en sla het opnieuw op als .xlsx",
                ),
            )
        ) from fout


def rijen_van(blad: Any, naam: str) -> Iterator[tuple[int, list[Cel]]]:
    """The rows of a sheet of a workbook that is read as a stream, each with its number (from 1).

    Raises `Invoerfout` where the sheet is no table, or is broken.
    """
    blad.reset_dimensions()  # what the file says of its own size may be anything
    try:
        for nummer, rij in enumerate(blad.iter_rows(max_row=MAX_RIJEN), start=1):
            if len(rij) > MAX_KOLOMMEN:
                raise ValueError
            yield nummer, [cel(c) if c.value is not None else LEGE_CEL for c in rij]
    except Exception as fout:
        # Again whatever the parsers raise; the workbook was opened, but this sheet of it cannot be read.
        advies = "open het bestand in uw rekenprogramma en sla het opnieuw op als .xlsx"
        melding = f"blad '{blad.title}' is niet te lezen"
        raise Invoerfout((Fout(naam, melding, advies=advies),)) from fout


def cel(gevonden: Any) -> Cel:
    """A cell of openpyxl; a moment at midnight is the date that the user typed."""
    waarde = gevonden.value
    if isinstance(waarde, datetime):
        waarde = waarde.date() if waarde.time() == datetime.min.time() else waarde.isoformat(" ")
    elif waarde is not None and not isinstance(waarde, str | int | float | bool | date):
        waarde = str(waarde)
    return Cel(waarde, f"cel {gevonden.coordinate}", gevonden.data_type == "f")
