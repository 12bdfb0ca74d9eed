"""What the score form looks like: the names by which writing and reading it know its sheets, columns and cells."""

import hashlib
from collections.abc import Mapping

from dossieraudit.models.bronnen import Oordeelsvelling
from dossieraudit.models.kader import Uitkomst
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import zichtbaar
from dossieraudit.review.taken import OORDELEN

FORMAAT = "dossieraudit/scoreformulier/2"
OORDELENBLAD = "Oordelen"
FEITENBLAD = "Feiten"
UITLEGBLAD = "Toelichting"
STEMPELBLAD = "stempel"

# Cells above the table of judgements, and the row (from 1) with its headings.
CEL_BEOORDELAAR = "B2"
CEL_DATUM = "B3"
KOPRIJ = 5
BOVEN = ("A1", "A2", CEL_BEOORDELAAR, "A3", CEL_DATUM, "C3")

DOSSIER = "Dossier"
BLAD = "Blad"
OORDEEL = "Oordeel"
MOTIVERING = "Motivering"
BEVESTIGD = "Opnieuw bekeken"
MACHINE = "uitkomst_machine"
AFDRUK = "vingerafdruk"
EERDER = "eerder"
NORM = "norm"
ZEGEL = "zegel"
INVOER = (OORDEEL, MOTIVERING, BEVESTIGD)
VERBORGEN = (MACHINE, AFDRUK, EERDER, NORM, ZEGEL)
KOLOMMEN = {
    DOSSIER: 12,
    BLAD: 8,
    "Norm": 40,
    "Uitkomst van de regels": 16,
    "Toelichting": 26,
    "Eisen": 56,
    "Feiten": 9,
    "Stand": 26,
    "Oordelen van anderen": 44,
    OORDEEL: 20,
    MOTIVERING: 60,
    BEVESTIGD: 11,
    **dict.fromkeys(VERBORGEN, 10),
}
FEITKOLOMMEN = {"Dossier": 12, "Blad": 8, "Eis": 60, "Waarde": 16, "Feit": 44, "Vastgelegd": 40, "Vindplaats": 34}
# What the form itself writes in a row, and what its seal is over.
GESCHREVEN = tuple(naam for naam in KOLOMMEN if naam not in (*INVOER, ZEGEL))
# What makes a row one of the table.
RIJ = (DOSSIER, BLAD, *INVOER, *VERBORGEN)
LABELS: dict[str, Uitkomst] = {STIJLEN[uitkomst].label: uitkomst for uitkomst in OORDELEN}
JA = "ja"


def uitkomst_van(tekst: str) -> Uitkomst | None:
    """The judgement that someone wrote, by its label or its name, however capitals and spaces are used; else None."""
    gegeven = " ".join(tekst.lower().replace("_", " ").split())
    return next((u for label, u in LABELS.items() if gegeven in (label, u.replace("_", " "))), None)


def zegel(zout: str, cellen: Mapping[str, str]) -> str:
    """The seal of a row: a short hash of each cell that the form wrote, so that another one can be pointed at.

    `zout` stands for the form, so that a row of another form does not fit. White space is passed over: spreadsheets
    change it.
    """
    return "".join(_deel(zout, naam, cellen[naam]) for naam in GESCHREVEN)


def veranderd(zout: str, cellen: Mapping[str, str], gezegeld: str) -> list[str]:
    """The columns in which a row no longer holds what the form wrote there."""
    delen = {naam: gezegeld[i * _DEEL : (i + 1) * _DEEL] for i, naam in enumerate(GESCHREVEN)}
    return [naam for naam, deel in delen.items() if deel != _deel(zout, naam, cellen[naam])]


_DEEL = 8


def _deel(zout: str, naam: str, tekst: str) -> str:
    return hashlib.sha256(f"{zout}\n{naam}\n{' '.join(tekst.split())}".encode()).hexdigest()[:_DEEL]


def kenmerk(uitkomst: str, motivering: str) -> str:
    """A judgement as one short text, to see whether it is still the one that the form was made with."""
    tekst = f"{uitkomst}\n{_kaal(motivering)}"
    return hashlib.sha256(tekst.encode()).hexdigest()[:16]


def kenmerk_van(oordeel: Oordeelsvelling | None) -> str:
    """The same of a judgement in a file; empty where there is none."""
    return "" if oordeel is None else kenmerk(oordeel.uitkomst, oordeel.motivering)


def _kaal(tekst: str) -> str:
    """The text as it stands in a cell: spreadsheets change white space, and cannot show every character."""
    return zichtbaar(tekst).strip()
