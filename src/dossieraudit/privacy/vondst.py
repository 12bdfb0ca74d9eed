"""What a search gives: the kind of what was found, where it stands, and how sure that is."""

from dataclasses import dataclass
from typing import Literal, get_args

Soort = Literal[
    "bsn",
    "iban",
    "email",
    "telefoon",
    "zaaknummer",
    "kenteken",
    "postcode",
    "adres",
    "geboortedatum",
    "datum",
    "school",
    "naam",
    "vrije_tekst",
]
Zekerheid = Literal["zeker", "waarschijnlijk", "mogelijk"]

# In the order in which they win where they overlap: a number that passes a check before one that looks like it.
SOORTEN: tuple[Soort, ...] = get_args(Soort)
ZEKERHEDEN: tuple[Zekerheid, ...] = get_args(Zekerheid)

BENAMING: dict[Soort, str] = {
    "bsn": "burgerservicenummer",
    "iban": "rekeningnummer (IBAN)",
    "email": "e-mailadres",
    "telefoon": "telefoonnummer",
    "zaaknummer": "zaak- of dossiernummer",
    "kenteken": "kenteken",
    "postcode": "postcode",
    "adres": "straat en huisnummer",
    "geboortedatum": "geboortedatum",
    "datum": "datum in tekst",
    "school": "school of opvang",
    "naam": "naam",
    "vrije_tekst": "lange vrije tekst",
}


@dataclass(frozen=True, slots=True)
class Vondst:
    """Characters `begin` up to `eind` of a text that may identify a person."""

    soort: Soort
    begin: int
    eind: int
    zekerheid: Zekerheid


def minstens(zekerheid: Zekerheid, vanaf: Zekerheid) -> bool:
    """Whether a finding is at least this sure."""
    return ZEKERHEDEN.index(zekerheid) <= ZEKERHEDEN.index(vanaf)


def zonder_overlap(vondsten: list[Vondst]) -> list[Vondst]:
    """In order of place, one finding per character: the stronger kind wins, then the longer span."""
    gekozen: list[Vondst] = []
    volgorde = sorted(vondsten, key=lambda v: (SOORTEN.index(v.soort), v.begin - v.eind, v.begin))
    for vondst in volgorde:
        if all(vondst.eind <= ander.begin or vondst.begin >= ander.eind for ander in gekozen):
            gekozen.append(vondst)
    return sorted(gekozen, key=lambda v: v.begin)
