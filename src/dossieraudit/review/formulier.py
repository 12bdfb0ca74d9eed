"""The score form of an assessor, as an Excel workbook: what is asked, the facts, and cells to fill in.

Text is always written as text, so that nothing from a dossier can be a formula or a link. Only the cells to fill in can
be changed; that guards against slips, not against intent, so there is no password.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Any

from dossieraudit import __version__
from dossieraudit.errors import Gebruiksfout
from dossieraudit.expressions.explain import Uitleg
from dossieraudit.models.bronnen import CONSENSUS, KORTSTE_MOTIVERING, LANGSTE_MOTIVERING
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Kader
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.outputs.explanation import EIS_LABELS, TEKENS, getuige_tekst, vindplaats, waarde_tekst
from dossieraudit.report.stijl import STIJLEN, legenda
from dossieraudit.report.taal import datum_voluit, zichtbaar
from dossieraudit.report.verkenner import REDEN_LABELS
from dossieraudit.report.werkmap import (
    BASIS,
    EEN_DATUM,
    KOP,
    LANGSTE_CEL,
    MEESTE_RIJEN,
    OMRAND,
    REGEL,
    TEKST,
    Werkmap,
    hoogte,
)
from dossieraudit.review import vorm
from dossieraudit.review.stempel import maak_stempel
from dossieraudit.review.taken import Taak, in_woorden

# What Excel takes on one sheet.
MEESTE_LINKS = 65_000
MEESTE_FEITEN = MEESTE_RIJEN
_MENS = "vraagt een professioneel oordeel"


def schrijf(
    taken: Sequence[Taak],
    kader: Kader,
    onderzoek: Onderzoek,
    beoordelaar: str,
    datum: date | None,
    gemaakt: date | None,
) -> bytes:
    """The form as an XLSX file; `gemaakt` stands in its properties, as nothing here reads the clock.

    Raises `Gebruiksfout` where it holds more than a sheet can.
    """
    werkmap = Werkmap(f"Scoreformulier – {zichtbaar(kader.titel)}", gemaakt)
    schrijver = _Schrijver(werkmap, taken, kader, onderzoek, beoordelaar)
    schrijver.oordelen(datum)
    schrijver.feiten()
    schrijver.toelichting()
    schrijver.stempel()
    return werkmap.gesloten()


class _Schrijver:
    """One form with its formats."""

    def __init__(
        self, werkmap: Werkmap, taken: Sequence[Taak], kader: Kader, onderzoek: Onderzoek, beoordelaar: str
    ) -> None:
        self.werkmap, self.taken, self.kader, self.beoordelaar = werkmap, taken, kader, beoordelaar
        self.onderzoek = onderzoek
        self.merk = maak_stempel(onderzoek, kader, beoordelaar, (taak.paar for taak in taken))
        self.feitrijen = _feitrijen(taken)
        aantal_feiten = sum(len(rijen) for _, rijen in self.feitrijen.values())
        if len(taken) > MEESTE_LINKS or aantal_feiten > MEESTE_FEITEN:
            # The library would leave out the rest without a word.
            melding = f"{len(taken)} vragen met {aantal_feiten} feiten passen niet in één formulier"
            raise Gebruiksfout(f"{melding}; beoordeel met --in-terminal, of maak een onderzoek met minder dossiers")
        opmaak, basis = werkmap.boek.add_format, BASIS | {"text_wrap": True}
        self.titel = opmaak({"font_name": "Calibri", "bold": True, "font_size": 13})
        self.kop = opmaak(KOP)
        self.tekst = opmaak(TEKST)
        self.link = opmaak(basis | {"font_color": "#1d5d9b", "underline": 1})
        self.let_op = opmaak(basis | OMRAND | {"bold": True, "bg_color": "#fbdf8f"})
        invoer = basis | OMRAND | {"bg_color": "#fff7d6", "locked": False}
        self.invoer = opmaak(invoer | {"num_format": "@"})
        self.invoerdatum = opmaak(invoer | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.uitkomst = {u: opmaak(basis | OMRAND | {"bg_color": s.vlak, "font_color": s.inkt}) for u, s in legenda()}

    def oordelen(self, datum: date | None) -> None:
        """The sheet to fill in."""
        blad = self.blad(vorm.OORDELENBLAD, list(vorm.KOLOMMEN.values()))
        blad.write_string(0, 0, f"Scoreformulier – {zichtbaar(self.kader.titel)}", self.titel)
        blad.write_string("A2", "Beoordelaar", self.kop)
        blad.write_string(vorm.CEL_BEOORDELAAR, self.beoordelaar, self.tekst)
        blad.write_string("A3", "Datum", self.kop)
        if datum is None:
            blad.write_blank(vorm.CEL_DATUM, None, self.invoerdatum)
        else:
            blad.write_datetime(vorm.CEL_DATUM, datum, self.invoerdatum)
        blad.write_string("C3", "Dag van de beoordeling; geldt voor elk nieuw of gewijzigd oordeel.", self.tekst)
        blad.data_validation(vorm.CEL_DATUM, _DATUMKEUZE)
        for kolom, kop in enumerate(vorm.KOLOMMEN):
            blad.write_string(vorm.KOPRIJ - 1, kolom, kop, self.kop)
        blad.set_row(vorm.KOPRIJ - 1, 2 * REGEL)
        for rij, taak in enumerate(self.taken, vorm.KOPRIJ):
            self.taak(blad, rij, taak)
        laatste = vorm.KOPRIJ + len(self.taken) - 1
        kolommen = list(vorm.KOLOMMEN)
        if self.taken:
            for naam, keuze in ((vorm.OORDEEL, _OORDEELKEUZE), (vorm.MOTIVERING, _MOTIVERINGKEUZE)):
                blad.data_validation(vorm.KOPRIJ, kolommen.index(naam), laatste, kolommen.index(naam), keuze)
            # Over the hidden columns too: who sorts by a button then sorts whole rows.
            blad.autofilter(vorm.KOPRIJ - 1, 0, laatste, len(kolommen) - 1)
        for naam in vorm.VERBORGEN:
            kolom = kolommen.index(naam)
            blad.set_column(kolom, kolom, vorm.KOLOMMEN[naam], None, {"hidden": True})
        if self.beoordelaar != CONSENSUS:
            kolom = kolommen.index("Oordelen van anderen")
            blad.set_column(kolom, kolom, vorm.KOLOMMEN["Oordelen van anderen"], None, {"hidden": True})
        blad.freeze_panes(vorm.KOPRIJ, 2)
        blad.repeat_rows(vorm.KOPRIJ - 1)

    def taak(self, blad: Any, rij: int, taak: Taak) -> None:
        """One leaf of one dossier."""
        score, eerder = taak.uitleg.score, taak.eerder
        cellen = [
            taak.dossier.id,
            taak.blad.id,
            f"{taak.blad.titel}. {taak.blad.norm}",
            STIJLEN[score.uitkomst].label,
            taak.waarom,
            "\n".join(_eisregels(taak)),
            f"rij {self.feitrij(taak)}",
            _stand(taak),
            "\n".join(in_woorden(oordeel) for oordeel in taak.anderen),
            STIJLEN[eerder.uitkomst].label if eerder else "",
            eerder.motivering if eerder else "",
            "",
            score.uitkomst,
            taak.vingerafdruk,
            vorm.kenmerk_van(eerder),
            taak.normafdruk,
        ]
        inhouden = dict(zip(vorm.KOLOMMEN, map(_cel, cellen), strict=False))
        inhouden[vorm.ZEGEL] = vorm.zegel(self.merk.zout, inhouden)
        for kolom, (naam, inhoud) in enumerate(inhouden.items()):
            if naam in vorm.INVOER:
                opmaak = self.invoer if naam != vorm.BEVESTIGD or taak.verouderd else self.tekst
                # A blank cell keeps its format, so that it can be filled in.
                (
                    blad.write_string(rij, kolom, inhoud, opmaak)
                    if inhoud
                    else blad.write_blank(rij, kolom, None, opmaak)
                )
            elif naam == "Feiten":
                plek = f"internal:'{vorm.FEITENBLAD}'!A{self.feitrij(taak)}"
                blad.write_url(rij, kolom, plek, self.link, inhoud)
            elif naam == "Uitkomst van de regels":
                blad.write_string(rij, kolom, inhoud, self.uitkomst[score.uitkomst])
            else:
                blad.write_string(rij, kolom, inhoud, self.let_op if naam == "Stand" and taak.verouderd else self.tekst)
        if taak.verouderd:
            kolom = list(vorm.KOLOMMEN).index(vorm.BEVESTIGD)
            blad.data_validation(rij, kolom, rij, kolom, _JAKEUZE)
        blad.set_row(rij, _hoogte(cellen))

    def feitrij(self, taak: Taak) -> int:
        """Where its facts begin, as the sheet numbers its rows."""
        return self.feitrijen[taak.paar][0] + 2

    def feiten(self) -> None:
        """Every fact on which an uitkomst rests, and where it stands."""
        blad = self.blad(vorm.FEITENBLAD, list(vorm.FEITKOLOMMEN.values()))
        for kolom, kop in enumerate(vorm.FEITKOLOMMEN):
            blad.write_string(0, kolom, kop, self.kop)
        rij = 0
        for _, rijen in self.feitrijen.values():
            for cellen in rijen:
                rij += 1
                for kolom, tekst in enumerate(cellen):
                    blad.write_string(rij, kolom, _cel(tekst), self.tekst)
                blad.set_row(rij, _hoogte(cellen, vorm.FEITKOLOMMEN))
        blad.autofilter(0, 0, max(rij, 1), len(vorm.FEITKOLOMMEN) - 1)
        blad.freeze_panes(1, 2)
        blad.repeat_rows(0)

    def toelichting(self) -> None:
        """How to fill in the form, and what it was made from."""
        blad = self.blad(vorm.UITLEGBLAD, [34, 90])
        o = self.onderzoek
        rijen = [
            ("Onderzoek", f"{o.naam} ({o.gemeente}, {o.wijkteam})"),
            ("Kader", f"{self.kader.titel} ({self.kader.id} {self.kader.versie})"),
            ("Gemaakt met", f"dossieraudit {__version__}"),
            *_UITLEG,
            *((STIJLEN[u].label, _BETEKENIS[u]) for u in vorm.LABELS.values()),
        ]
        for rij, (links, rechts) in enumerate(rijen):
            blad.write_string(rij, 0, _cel(links), self.kop)
            blad.write_string(rij, 1, _cel(rechts), self.tekst)

    def stempel(self) -> None:
        """What reading back needs, on a sheet that is not shown."""
        blad = self.blad(vorm.STEMPELBLAD, [20, 40])
        for rij, (naam, waarde) in enumerate(self.merk.regels()):
            blad.write_string(rij, 0, naam, self.tekst)
            blad.write_string(rij, 1, waarde, self.tekst)
        blad.very_hidden()

    def blad(self, naam: str, breedtes: Sequence[int]) -> Any:
        """A protected sheet that prints on A4."""
        blad = self.werkmap.blad(naam, breedtes)
        blad.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
        return blad


def _stand(taak: Taak) -> str:
    if taak.eerder is None:
        return "nog te beoordelen"
    wanneer = f"beoordeeld op {datum_voluit(taak.eerder.datum)}"
    return f"VEROUDERD: {taak.verouderd}; {wanneer}" if taak.verouderd else wanneer


def _eisregels(taak: Taak) -> Iterator[str]:
    for eis, gevonden in zip(taak.blad.eisen, taak.uitleg.eisen, strict=True):
        label = _MENS if gevonden is None else EIS_LABELS[gevonden.waarde]
        teken = TEKENS[None if gevonden is None else gevonden.waarde]
        yield f"{teken} {label}{' (essentieel)' if eis.essentieel else ''}: {zichtbaar(eis.tekst)}"


def _feitrijen(taken: Sequence[Taak]) -> dict[tuple[str, str], tuple[int, list[list[str]]]]:
    """The rows of facts of each leaf of a dossier, and the number of the first of them."""
    rijen: dict[tuple[str, str], tuple[int, list[list[str]]]] = {}
    eerste = 0
    for taak in taken:
        eigen = [[*taak.paar, *rest] for rest in _feiten(taak)] or [[*taak.paar, "", _MENS, "", "", ""]]
        rijen[taak.paar] = (eerste, eigen)
        eerste += len(eigen)
    return rijen


def _feiten(taak: Taak) -> Iterator[list[str]]:
    for voorwaarde, gevonden in zip(taak.blad.van_toepassing, taak.uitleg.voorwaarden, strict=True):
        geldt = {True: "geldt", False: "geldt niet", None: "onbekend"}[gevonden.waarde]
        yield from _gronden(f"Van toepassing: {' '.join(voorwaarde.als.split())}", geldt, gevonden, taak.dossier)
    for eis, uitleg in zip(taak.blad.eisen, taak.uitleg.eisen, strict=True):
        if uitleg is None:
            yield [eis.tekst, _MENS, "", "", ""]
        else:
            yield from _gronden(eis.tekst, EIS_LABELS[uitleg.waarde], uitleg, taak.dossier)


def _gronden(eis: str, waarde: str, uitleg: Uitleg, dossier: Dossier) -> Iterator[list[str]]:
    for getuige in uitleg.getuigen:
        yield [eis, waarde, getuige_tekst(getuige), "", vindplaats(dossier, getuige.pad) or ""]
    for feit in uitleg.feiten:
        vastgelegd = REDEN_LABELS[feit.onbekend] if feit.onbekend else waarde_tekst(feit.waarde)
        yield [eis, waarde, feit.pad, vastgelegd, vindplaats(dossier, feit.pad) or ""]
    if not uitleg.getuigen and not uitleg.feiten:
        yield [eis, waarde, "", "", ""]


def _hoogte(cellen: Sequence[str], kolommen: Mapping[str, int] = vorm.KOLOMMEN) -> float:
    regels = 1
    for (naam, breedte), tekst in zip(kolommen.items(), cellen, strict=False):
        if naam not in vorm.VERBORGEN:
            nodig = sum(max(1, ceil(0.8 * len(regel) / breedte)) for regel in tekst.split("\n"))
            regels = max(regels, nodig)
    return hoogte(regels)


def _cel(tekst: str) -> str:
    return "\n".join(map(zichtbaar, tekst.split("\n")))[:LANGSTE_CEL]


_OORDEELKEUZE = {
    "validate": "list",
    "source": list(vorm.LABELS),
    "error_title": "Geen oordeel uit de lijst",
    "error_message": "Kies een oordeel uit de lijst, of laat de cel leeg.",
}
_JAKEUZE = {
    "validate": "list",
    "source": [vorm.JA],
    "error_title": "Alleen ja of leeg",
    "error_message": "Kies ja als u het eerdere oordeel opnieuw hebt bekeken en het zo blijft.",
}
_MOTIVERINGKEUZE = {
    "validate": "length",
    "criteria": "between",
    "minimum": KORTSTE_MOTIVERING,
    "maximum": LANGSTE_MOTIVERING,
    "error_title": "Motivering te kort of te lang",
    "error_message": f"Schrijf {KORTSTE_MOTIVERING} tot {LANGSTE_MOTIVERING} tekens.",
}
_DATUMKEUZE = EEN_DATUM | {
    "error_title": "Geen datum",
    "error_message": "Schrijf een datum, bijvoorbeeld 2017-11-20.",
}
_UITLEG = (
    ("Invullen", "De gele cellen op het blad Oordelen: de datum, en per rij Oordeel en Motivering. De rest ligt vast."),
    (
        "Motivering",
        f"Verplicht bij elk oordeel; {KORTSTE_MOTIVERING} tot {LANGSTE_MOTIVERING} tekens. Noem geen namen.",
    ),
    ("Leeg laten", "Een rij zonder oordeel blijft open. Wie een eerder oordeel wist, trekt het daarmee niet in."),
    (
        "Verouderd",
        "De uitkomst van de regels of een feit is veranderd sinds uw oordeel. Het telt niet mee tot u het wijzigt, of "
        "bij 'Opnieuw bekeken' ja kiest.",
    ),
    ("Feiten", "De link in de kolom Feiten gaat naar de feiten waarop de uitkomst van de regels rust."),
    ("Eisen", "+ vervuld, - niet vervuld, ? onbekend of voor een mens."),
)
_BETEKENIS = {
    "voldoet": "Aan de norm is voldaan.",
    "voldoet_gedeeltelijk": "Aan een deel van de norm is voldaan.",
    "voldoet_niet": "Aan de norm is niet voldaan.",
    "niet_navolgbaar": "Uit het dossier is niet op te maken of aan de norm is voldaan.",
    "niet_van_toepassing": "De norm geldt niet voor dit dossier.",
}
