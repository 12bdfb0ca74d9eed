"""The action list as an Excel workbook: a row for every shortcoming, to filter and to tick off.

Text is always written as text, so that nothing of a dossier can be a formula or a link. Nothing is in it but ids, codes
of the framework and paths of fields: no text of a case.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any

from dossieraudit.models.beelden import GEBREKEN, HERSTELBAAR, Tekort, Zelfevaluatie
from dossieraudit.models.herstel import HERSTELLERS
from dossieraudit.report.taal import datum_voluit, zichtbaar
from dossieraudit.report.werkmap import BASIS, KOP, MEESTE_RIJEN, OMRAND, REGEL, TEKST, Werkmap, celtekst, hoogte
from dossieraudit.report.zelfevaluatie import NIET_MEER, VASTLEGGEN, acties, samengevat, verantwoording

ACTIEBLAD, BLIJFTBLAD, UITLEGBLAD = "Acties", "Niet meer te herstellen", "Uitleg"
STATUS = ("open", "bezig", "gereed", "vervalt")
_MEESTE_REGELS = 20
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
    werkmap = Werkmap("Actielijst uit de zelfevaluatie", beeld.peildatum)
    schrijver = _Schrijver(werkmap)
    te_doen = acties(beeld)
    schrijver.lijst(ACTIEBLAD, te_doen, list(KOLOMMEN), len(te_doen))
    voorbij = [t for t in beeld.tekorten if t.kan == "niet_meer"]
    if voorbij:
        schrijver.lijst(BLIJFTBLAD, voorbij, [kop for kop in KOLOMMEN if kop not in _ALLEEN_ACTIES], 0)
    schrijver.uitleg(beeld, naam)
    return werkmap.gesloten()


class _Schrijver:
    """One workbook with its formats."""

    def __init__(self, werkmap: Werkmap) -> None:
        self.werkmap = werkmap
        opmaak, basis = werkmap.boek.add_format, BASIS | {"text_wrap": True}
        self.kop = opmaak(KOP)
        lijn = {"bottom": 1, "bottom_color": "#d9dde3"}
        self.tekst = opmaak(TEKST | lijn)
        self.getal = opmaak(basis | lijn)
        self.invoer = opmaak(basis | OMRAND | {"bg_color": "#fff7d6", "num_format": "@"})

    def lijst(self, naam: str, tekorten: Sequence[Tekort], koppen: list[str], met_status: int) -> None:
        """A sheet of shortcomings; the first `met_status` rows have a status to choose."""
        blad = self.werkmap.blad(naam, [KOLOMMEN[kop] for kop in koppen])
        for kolom, kop in enumerate(koppen):
            blad.write_string(0, kolom, kop, self.kop)
        blad.set_row(0, 2 * REGEL)
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
                blad.write_string(rij, kolom, celtekst(waarde), self.tekst)
        regels = max(ceil(0.85 * len(str(cellen[kop])) / KOLOMMEN[kop]) for kop in koppen)
        blad.set_row(rij, hoogte(max(1, regels), _MEESTE_REGELS))

    def uitleg(self, beeld: Zelfevaluatie, naam: str | None) -> None:
        """How to read the list and on what it rests."""
        blad = self.werkmap.blad(UITLEGBLAD, [30, 100])
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
            blad.set_row(rij, max(1, ceil(len(rechts) / 95), ceil(len(links) / 28)) * REGEL)


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
