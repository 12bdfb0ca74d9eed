"""The scores as an Excel workbook: every dossier and leaf, the counts, and on what they rest.

Text is always written as text, so that nothing from a dossier can be a formula or a link.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from dossieraudit.models.kader import UITKOMSTEN, Kader
from dossieraudit.models.reactie import ANTWOORDEN, Opmerking, Reactie
from dossieraudit.models.resultaat import Beoordeling, BladTelling, Resultaat
from dossieraudit.report.reactie import plaats_tekst
from dossieraudit.report.stijl import HANDMATIG, HANDMATIG_UITLEG, STIJLEN, legenda
from dossieraudit.report.taal import zichtbaar
from dossieraudit.report.werkmap import (
    BASIS,
    DATUM,
    KOP,
    OMRAND,
    REGEL,
    TEKST,
    Celvormen,
    Waarde,
    Werkmap,
    celtekst,
    schrijf_rij,
)

NIET_MEER_GELDIG = "nee, de uitkomst van de regels of een feit is sindsdien veranderd"


def schrijf(resultaat: Resultaat, kader: Kader, reactie: Reactie | None = None) -> bytes:
    """The result as an XLSX file, with the comments of the municipality on the report where there are any."""
    werkmap = Werkmap(f"Scores – {zichtbaar(kader.titel)}", resultaat.peildatum)
    schrijver = _Schrijver(werkmap, resultaat, kader)
    schrijver.scores()
    schrijver.indicatoren()
    schrijver.kenmerken()
    if reactie is not None and reactie.opmerkingen is not None:
        schrijver.reactie(reactie.opmerkingen)
    schrijver.toelichting()
    return werkmap.gesloten()


class _Schrijver:
    """One workbook with its formats."""

    def __init__(self, werkmap: Werkmap, resultaat: Resultaat, kader: Kader) -> None:
        self.werkmap = werkmap
        self.resultaat = resultaat
        self.kader = kader
        self.breedtes: dict[str, list[int]] = {}
        opmaak = werkmap.boek.add_format
        self.kop = opmaak(KOP)
        self.titel = opmaak(BASIS | {"bold": True, "font_size": 12, "font_color": "#1f4e5f"})
        self.tekst = opmaak(TEKST)
        self.vormen = Celvormen(self.tekst, opmaak(BASIS), opmaak(DATUM))
        self.uitkomst = {
            u: opmaak(BASIS | OMRAND | {"bg_color": s.vlak, "font_color": s.inkt, "text_wrap": True})
            for u, s in legenda()
        }

    def scores(self) -> None:
        """Every dossier × every leaf."""
        bladen = self.kader.indicatoren
        blad = self.blad("Scores", [18, 18, *[11] * len(bladen)], vaste_kolommen=1)
        koppen = ["Dossier", "Peildatum", *(f"{b.id} {b.titel}" for b in bladen)]
        self.koppen(blad, 0, koppen)
        blad.set_row(0, 7 * REGEL)
        for rij, dossier in enumerate(self.resultaat.dossiers, 1):
            self.rij(blad, rij, [dossier.id, dossier.peildatum])
            blad.set_row(rij, 2 * REGEL)
            for kolom, indicator in enumerate(bladen, 2):
                gevonden = dossier.uitkomsten.get(indicator.id)
                if gevonden is not None:
                    label = STIJLEN[gevonden.uitkomst].label
                    tekst = f"{label} {HANDMATIG}" if _telt(gevonden.beoordeling) else label
                    blad.write_string(rij, kolom, tekst, self.uitkomst[gevonden.uitkomst])
        blad.autofilter(0, 0, len(self.resultaat.dossiers), len(koppen) - 1)

    def indicatoren(self) -> None:
        """The counts of every leaf."""
        blad = self.blad("Indicatoren", [24, 28, 10, 36, 13, *[12] * (len(UITKOMSTEN) + 5), 48], vaste_kolommen=4)
        koppen = [
            "Thema",
            "Criterium",
            "Indicator",
            "Titel",
            "Zwaarwegend",
            *(s.label for _, s in legenda()),
            "beoordeeld (N)",
            "niet aangetoond",
            "Oordeel",
            "Oordeel op zijn best",
            "Oordeel op zijn slechtst",
            "Beslisregel",
        ]
        self.koppen(blad, 0, koppen)
        rijen = [
            [thema.titel, criterium.titel, i.id, i.titel, "ja" if i.zwaarwegend else "nee", *self.telling(i.id)]
            for thema in self.kader.themas
            for criterium in thema.criteria
            for i in criterium.indicatoren
        ]
        self.rijen(blad, 1, rijen)
        blad.autofilter(0, 0, len(rijen), len(koppen) - 1)

    def telling(self, indicator: str) -> list[Waarde]:
        telling = self.resultaat.indicatoren.get(indicator, BladTelling())
        aantallen: list[Waarde] = [getattr(telling, uitkomst) for uitkomst in UITKOMSTEN]
        aantallen += [telling.beoordeeld, telling.niet_aangetoond]
        if telling.oordeel is None:
            return aantallen
        klassen = (telling.oordeel.oordeel, telling.oordeel.hoogstens, telling.oordeel.minstens)
        return [*aantallen, *(klasse.replace("_", " ") for klasse in klassen), telling.oordeel.uitleg]

    def kenmerken(self) -> None:
        """The counts of every kenmerk."""
        blad = self.blad("Kenmerken", [36, 70, 10, 10, 10, 10], vaste_kolommen=1)
        self.koppen(blad, 0, ["Kenmerk", "Omschrijving", "waar", "onwaar", "onbekend", "totaal"])
        rijen = []
        for naam, telling in self.resultaat.kenmerken.items():
            kenmerk = self.kader.kenmerken.get(naam)
            omschrijving = kenmerk.omschrijving if kenmerk else None
            rijen.append([naam, omschrijving, telling.waar, telling.onwaar, telling.onbekend, telling.totaal])
        self.rijen(blad, 1, rijen)
        blad.autofilter(0, 0, len(rijen), 5)

    def reactie(self, opmerkingen: Sequence[Opmerking]) -> None:
        """The comments of the municipality, each with the answer of the inspectorate."""
        blad = self.blad("Reactie", [12, 26, 20, 18, 60, 22, 48, 48], vaste_kolommen=1)
        koppen = ["Opmerking", "Plaats", "Van", "Datum", "Wat de gemeente opmerkt", "Antwoord", "Reden", "Gewijzigd"]
        self.koppen(blad, 0, koppen)
        rijen: list[list[Waarde]] = [
            [o.id, plaats_tekst(o), o.van, o.datum, o.opmerking, ANTWOORDEN[o.antwoord], o.reden, o.gewijzigd]
            for o in opmerkingen
        ]
        self.rijen(blad, 1, rijen)
        blad.autofilter(0, 0, max(1, len(rijen)), len(koppen) - 1)

    def toelichting(self) -> None:
        """What the labels mean and on what the scores rest."""
        blad = self.blad("Toelichting", [34, 44, 18, 22, 24, 20, 50], vaste_kolommen=0, vaste_rijen=0)
        rij = self.deel(blad, 0, "Over deze werkmap", ["Onderwerp", "Waarde"], self.herkomst())
        blad.write_string(rij, 0, "Uitkomsten", self.titel)
        self.koppen(blad, rij + 1, ["Uitkomst", "Teken in het rapport"])
        for nummer, (uitkomst, stijl) in enumerate(legenda(), rij + 2):
            blad.write_string(nummer, 0, stijl.label, self.uitkomst[uitkomst])
            blad.write_string(nummer, 1, stijl.teken, self.tekst)
        rij += 2 + len(STIJLEN)
        blad.write_string(rij, 0, HANDMATIG_UITLEG, self.tekst)
        rij = self.deel(blad, rij + 2, "Beoordelingen", _BEOORDELINGEN, self.beoordelingen())
        rij = self.deel(blad, rij, "Parameters van het kader", _PARAMETERS, self.parameters())
        invoer: list[list[Waarde]] = [[i.naam, i.sha256] for i in self.resultaat.invoer]
        rij = self.deel(blad, rij, "Invoer", ["Bestand", "SHA-256"], invoer)
        self.deel(blad, rij, "Afgekeurde invoer", ["Bestand", "Melding", "Regel", "Pad", "Verwacht"], self.afgekeurd())

    def herkomst(self) -> list[list[Waarde]]:
        r = self.resultaat
        return [
            ["Kader", self.kader.titel],
            ["Versie van het kader", f"{r.kader.id} {r.kader.versie}"],
            ["SHA-256 van het kader", r.kader.sha256],
            ["Peildatum", r.peildatum or "per dossier; zie het blad Scores"],
            ["Dossiers", str(len(r.dossiers))],
            ["Afgekeurde dossiers", str(len(r.afgekeurd))],
            ["Gemaakt met", f"dossieraudit {r.versie}"],
        ]

    def beoordelingen(self) -> list[list[Waarde]]:
        return [
            [
                dossier.id,
                f"{indicator}: {STIJLEN[gevonden.beoordeling.uitkomst].label}",
                STIJLEN[gevonden.beoordeling.uitkomst_machine].label,
                gevonden.beoordeling.beoordelaar,
                gevonden.beoordeling.datum,
                "ja" if _telt(gevonden.beoordeling) else NIET_MEER_GELDIG,
                gevonden.beoordeling.motivering,
            ]
            for dossier in self.resultaat.dossiers
            for indicator, gevonden in dossier.uitkomsten.items()
            if gevonden.beoordeling
        ]

    def parameters(self) -> list[list[Waarde]]:
        return [
            [naam, p.omschrijving, _als_tekst(p.waarde), p.eenheid, p.herkomst, p.bron]
            for naam, p in self.kader.parameters.items()
        ]

    def afgekeurd(self) -> list[list[Waarde]]:
        return [
            [afgekeurd.invoer, fout.melding, fout.regel, fout.pad, fout.verwacht]
            for afgekeurd in self.resultaat.afgekeurd
            for fout in afgekeurd.fouten
        ]

    def blad(self, naam: str, breedtes: list[int], vaste_kolommen: int, vaste_rijen: int = 1) -> Any:
        """A sheet that stays readable on screen and prints on A4, its headings repeated."""
        blad = self.werkmap.blad(naam, breedtes, breed=True)
        self.breedtes[naam] = breedtes
        if vaste_rijen or vaste_kolommen:
            blad.freeze_panes(vaste_rijen, vaste_kolommen)
        if vaste_rijen:
            blad.repeat_rows(0, vaste_rijen - 1)
        if vaste_kolommen:
            blad.repeat_columns(0, vaste_kolommen - 1)
        return blad

    def deel(self, blad: Any, rij: int, titel: str, koppen: list[str], rijen: list[list[Waarde]]) -> int:
        """A titled part of a sheet; gives the row at which the next can start."""
        blad.write_string(rij, 0, titel, self.titel)
        if not rijen:
            blad.write_string(rij + 1, 0, "Geen", self.tekst)
            return rij + 3
        self.koppen(blad, rij + 1, koppen)
        self.rijen(blad, rij + 2, rijen)
        return rij + 3 + len(rijen)

    def koppen(self, blad: Any, rij: int, koppen: Iterable[str]) -> None:
        blad.set_row(rij, 2 * REGEL)
        for kolom, kop in enumerate(koppen):
            blad.write_string(rij, kolom, celtekst(kop), self.kop)

    def rijen(self, blad: Any, rij: int, rijen: Iterable[Iterable[Waarde]]) -> None:
        for nummer, waarden in enumerate(rijen, rij):
            self.rij(blad, nummer, waarden)

    def rij(self, blad: Any, rij: int, waarden: Iterable[Waarde]) -> None:
        schrijf_rij(blad, rij, waarden, self.breedtes[blad.name], self.vormen)


_BEOORDELINGEN = [
    "Dossier",
    "Indicator en uitkomst van de beoordelaar",
    "Uitkomst van de regels",
    "Beoordelaar",
    "Datum",
    "Telt mee",
    "Motivering",
]
_PARAMETERS = ["Parameter", "Betekenis", "Waarde", "Eenheid", "Herkomst", "Bron"]


def _telt(beoordeling: Beoordeling | None) -> bool:
    return beoordeling is not None and not beoordeling.verouderd


def _als_tekst(waarde: int | tuple[str, ...] | dict[str, int]) -> Waarde:
    if isinstance(waarde, dict):
        return "; ".join(f"{naam} {getal}" for naam, getal in waarde.items())
    return waarde if isinstance(waarde, int) else "; ".join(waarde)
