"""The action list as an Excel workbook: a row for every shortcoming, to filter and to tick off.

Text is always written as text, so that nothing of a dossier can be a formula or a link. Nothing is in it but ids, codes
of the framework and paths of fields: no text of a case.
"""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from math import ceil
from typing import Any

import xlsxwriter

from dossieraudit.models.beelden import GEBREKEN, HERSTELBAAR, Tekort, Zelfevaluatie
from dossieraudit.models.herstel import HERSTELLERS
from dossieraudit.report.inpakken import herpakt
from dossieraudit.report.stijl import RAND
from dossieraudit.report.taal import datum_voluit, zichtbaar
from dossieraudit.report.zelfevaluatie import NIET_MEER, VASTLEGGEN, acties, samengevat, verantwoording

ACTIEBLAD, BLIJFTBLAD, UITLEGBLAD = "Acties", "Niet meer te herstellen", "Uitleg"
STATUS = ("open", "bezig", "gereed", "vervalt")
# What Excel takes on one sheet, the heading apart.
MEESTE_RIJEN = 1_048_000
_REGEL = 13.5
_MEESTE_REGELS = 20
_A4 = 9
_EERSTE_DAG = date(1980, 1, 1)
_LANGSTE_CEL = 32_767
KOLOMMEN = {
    "Nr": 6,
    "Status": 10,
    "Dossier": 11,
    "Blad": 8,
    "Eis": 52,
    "Wat ontbreekt": 21,
    "Wat nog kan": 19,
    "Wie": 20,
    "Essentieel": 11,
    "Weegt zwaar": 11,
    "Plaats in het dossier": 38,
    "Aantekening": 34,
}
_ALLEEN_ACTIES = frozenset({"Status", "Aantekening"})


def schrijf(beeld: Zelfevaluatie, naam: str | None) -> bytes:
    """The action list as an XLSX file; its properties carry the peildatum, as nothing here reads the clock."""
    uit = io.BytesIO()
    opties = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    werkmap = xlsxwriter.Workbook(uit, opties)
    gemaakt = datetime.combine(beeld.peildatum or _EERSTE_DAG, time(), UTC)
    werkmap.set_properties({"title": "Actielijst uit de zelfevaluatie", "author": "", "created": gemaakt})
    schrijver = _Schrijver(werkmap)
    te_doen = acties(beeld)
    schrijver.lijst(ACTIEBLAD, te_doen, list(KOLOMMEN), len(te_doen))
    voorbij = [t for t in beeld.tekorten if t.kan == "niet_meer"]
    if voorbij:
        schrijver.lijst(BLIJFTBLAD, voorbij, [kop for kop in KOLOMMEN if kop not in _ALLEEN_ACTIES], 0)
    schrijver.uitleg(beeld, naam)
    werkmap.close()
    return herpakt(uit.getvalue())


class _Schrijver:
    """One workbook with its formats."""

    def __init__(self, werkmap: Any) -> None:
        self.werkmap = werkmap
        basis = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True}
        rand = {"border": 1, "border_color": RAND}
        self.kop = werkmap.add_format(basis | rand | {"bold": True, "bg_color": "#e4eaf1"})
        lijn = {"bottom": 1, "bottom_color": "#d9dde3"}
        self.tekst = werkmap.add_format(basis | lijn | {"quote_prefix": True})
        self.getal = werkmap.add_format(basis | lijn)
        self.invoer = werkmap.add_format(basis | rand | {"bg_color": "#fff7d6", "num_format": "@"})

    def lijst(self, naam: str, tekorten: Sequence[Tekort], koppen: list[str], met_status: int) -> None:
        """A sheet of shortcomings; the first `met_status` rows have a status to choose."""
        blad = self.blad(naam, [KOLOMMEN[kop] for kop in koppen])
        for kolom, kop in enumerate(koppen):
            blad.write_string(0, kolom, kop, self.kop)
        blad.set_row(0, 2 * _REGEL)
        for rij, tekort in enumerate(tekorten[:MEESTE_RIJEN], 1):
            self.rij(blad, rij, tekort, koppen)
        if met_status:
            kolom = koppen.index("Status")
            blad.data_validation(1, kolom, met_status, kolom, _STATUSKEUZE)
        blad.autofilter(0, 0, max(1, len(tekorten)), len(koppen) - 1)
        blad.freeze_panes(1, 4)
        blad.repeat_rows(0)

    def rij(self, blad: Any, rij: int, tekort: Tekort, koppen: Sequence[str]) -> None:
        cellen = _cellen(rij, tekort)
        for kolom, kop in enumerate(koppen):
            waarde = cellen[kop]
            if isinstance(waarde, int):
                blad.write_number(rij, kolom, waarde, self.getal)
            elif kop in _ALLEEN_ACTIES:
                # A blank cell keeps its format, so that it can be filled in.
                schrijf_cel = blad.write_string if waarde else blad.write_blank
                schrijf_cel(rij, kolom, waarde or None, self.invoer)
            else:
                blad.write_string(rij, kolom, zichtbaar(waarde)[:_LANGSTE_CEL], self.tekst)
        # Not every program works out the height of wrapped text when it opens a file.
        regels = max(ceil(0.85 * len(str(cellen[kop])) / KOLOMMEN[kop]) for kop in koppen)
        blad.set_row(rij, min(max(1, regels), _MEESTE_REGELS) * _REGEL)

    def uitleg(self, beeld: Zelfevaluatie, naam: str | None) -> None:
        """How to read the list and on what it rests."""
        blad = self.blad(UITLEGBLAD, [30, 100])
        peildatum = datum_voluit(beeld.peildatum) if beeld.peildatum else "per dossier de laatste datum erin"
        rijen = [
            ("Onderzoek", naam or "losse dossiers"),
            ("Kader", f"{beeld.kader.id} {beeld.kader.versie}"),
            *((("Profiel", beeld.profiel),) if beeld.profiel else ()),
            ("Peildatum", peildatum),
            ("Gemaakt met", f"dossieraudit {beeld.versie}"),
            ("Status", f"Kies per rij: {', '.join(STATUS)}. De gele cellen zijn voor u."),
            ("In het kort", " ".join(samengevat(beeld))),
            ("Alsnog vastleggen", VASTLEGGEN),
            ("Niet meer te herstellen", NIET_MEER),
            ("Hoe deze lijst is gemaakt", " ".join(verantwoording(beeld))),
            *((f"Wat ontbreekt: {label}", _GEBREKEN[wat]) for wat, label in GEBREKEN.items()),
        ]
        for rij, (links, rechts) in enumerate(rijen):
            blad.write_string(rij, 0, zichtbaar(links), self.kop)
            blad.write_string(rij, 1, zichtbaar(rechts), self.tekst)
            blad.set_row(rij, max(1, ceil(len(rechts) / 95), ceil(len(links) / 28)) * _REGEL)

    def blad(self, naam: str, breedtes: Sequence[int]) -> Any:
        """A sheet that prints on A4, its headings repeated."""
        blad = self.werkmap.add_worksheet(naam)
        for kolom, breedte in enumerate(breedtes):
            blad.set_column(kolom, kolom, breedte)
        blad.set_landscape()
        blad.set_paper(_A4)
        blad.fit_to_pages(1, 0)
        blad.set_footer("&L&A&RPagina &P van &N")
        return blad


def _cellen(nummer: int, tekort: Tekort) -> dict[str, str | int]:
    return {
        "Nr": nummer,
        "Status": STATUS[0],
        "Dossier": tekort.dossier,
        "Blad": tekort.blad,
        "Eis": tekort.tekst,
        "Wat ontbreekt": GEBREKEN[tekort.wat],
        "Wat nog kan": HERSTELBAAR[tekort.kan],
        "Wie": HERSTELLERS[tekort.wie],
        "Essentieel": "ja" if tekort.essentieel else "nee",
        "Weegt zwaar": "ja" if tekort.zwaarwegend else "nee",
        "Plaats in het dossier": ", ".join(tekort.paden),
        "Aantekening": "",
    }


_STATUSKEUZE = {
    "validate": "list",
    "source": list(STATUS),
    "error_title": "Geen status uit de lijst",
    "error_message": f"Kies uit {', '.join(STATUS)}.",
}
_GEBREKEN = {
    "niet_vervuld": "Uit het dossier blijkt dat het er niet is of niet is gebeurd.",
    "niet_vastgelegd": "Het dossier zegt er niets over. Misschien weet iemand het wel.",
    "beoordeeld": "Een beoordelaar oordeelde anders dan de regels; waarom staat in de beoordeling.",
    "niet_aangeleverd": "Dit deel van het dossier was er bij het toetsen niet bij.",
}
