"""From the value of a field to its cell, and back: the same for every sheet."""

import re
from datetime import date
from typing import Any

from dossieraudit.errors import bedoelde
from dossieraudit.intake import vorm
from dossieraudit.loading.tabellen import Veld
from dossieraudit.loading.tekst import Json
from dossieraudit.loading.werkmap import DATUMVORMEN, FOUTWAARDE, Cel

# Before this day spreadsheets count differently from one another (they disagree about 29 February 1900).
EERSTE_DATUMCEL = date(1900, 3, 1)
ZONDER_FOUTWAARDE = "schrijf de waarde zelf, of maak de cel leeg als het niet is vastgelegd"
_SCHEIDING = re.compile("[,;]")
_SLOT = re.compile(r"[,;]\s*$")
_JA = {"ja", "j", "true", "waar"}
_NEE = {"nee", "n", "false", "onwaar"}


class Celfout(ValueError):
    """A cell that cannot be read as what belongs there; with what was expected, in Dutch."""

    def __init__(self, melding: str, verwacht: str | None = None, advies: str | None = None) -> None:
        super().__init__(melding)
        self.verwacht, self.advies = verwacht, advies


def naar_cel(veld: Veld, waarde: Any) -> str | int | date | None:
    """What the cell of a fact holds; None for an empty one."""
    if waarde is None:
        return None
    if isinstance(waarde, date):
        return waarde if waarde >= EERSTE_DATUMCEL else waarde.isoformat()
    match veld.soort:
        case "ja_nee":
            return vorm.JA if waarde else vorm.NEE
        case "getal":
            return int(waarde)
        case "keuze":
            return vorm.keuze(waarde)
        case "lijst_keuze" | "lijst_id":
            return _lijst_naar_cel(veld, waarde)
        case _:
            return vorm.als_cel(waarde)


def _lijst_naar_cel(veld: Veld, waarden: tuple[str, ...]) -> str:
    if not waarden:
        return vorm.GEEN
    tekst = ", ".join(map(vorm.keuze, waarden) if veld.soort == "lijst_keuze" else waarden)
    # An id that is called 'geen' is told from 'there are none' by a comma.
    return vorm.als_cel(f"{tekst}," if vorm.kale_keuze(tekst) == "geen" else tekst)


def uit_cel(veld: Veld, gevonden: Cel) -> Json:
    """The value of a filled cell, as JSON; None where it says that nothing was recorded. Raises `Celfout`."""
    if gevonden.formule:
        raise Celfout("hier staat een formule", advies="schrijf de waarde zelf, of plak als waarde")
    if gevonden.foutwaarde:
        raise Celfout(f"hier staat {FOUTWAARDE}", advies=ZONDER_FOUTWAARDE)
    if veld.soort == "ja_nee":
        return _ja_nee(gevonden)
    if veld.soort == "datum":
        return _datum(gevonden)
    if veld.soort == "getal":
        return _getal(gevonden)
    tekst = _tekst(gevonden)
    if veld.soort == "tekst":
        return tekst
    if vorm.kale_keuze(tekst) == vorm.kale_keuze(vorm.ONBEKEND):
        return None
    if veld.soort == "keuze":
        return een_keuze(tekst, veld.keuzes)
    if veld.soort == "id":
        return tekst
    if vorm.kale_keuze(tekst) in ("(geen)", "geen"):
        return []
    # Spreadsheets in Dutch separate by a semicolon, and so do people who use them.
    delen = [deel.strip() for deel in _SCHEIDING.split(_SLOT.sub("", tekst))]
    if "" in delen:
        raise Celfout("tussen twee komma's staat niets", advies="zet één komma tussen elke twee")
    return [een_keuze(deel, veld.keuzes) for deel in delen] if veld.soort == "lijst_keuze" else list(delen)


def een_keuze(tekst: str, keuzes: tuple[str, ...]) -> str:
    """The value of a closed list that is meant. Raises `Celfout`."""
    kaal = vorm.kale_keuze(tekst)
    if kaal in keuzes:
        return kaal
    verwacht = "een van: " + ", ".join(map(vorm.keuze, keuzes))
    tip = bedoelde(kaal, keuzes)
    raise Celfout("deze waarde staat niet in de keuzelijst", verwacht, tip.replace("_", " ") if tip else None)


def _ja_nee(gevonden: Cel) -> bool | None:
    kaal = vorm.kale_keuze(gevonden.tekst)
    if kaal in _JA | _NEE:
        return kaal in _JA
    if kaal == vorm.kale_keuze(vorm.ONBEKEND):
        return None
    raise Celfout("dit is geen antwoord", f"{vorm.JA}, {vorm.NEE}, of leeg ({vorm.ONBEKEND})")


def _datum(gevonden: Cel) -> str | None:
    if vorm.kale_keuze(gevonden.tekst) == vorm.kale_keuze(vorm.ONBEKEND):
        return None
    try:
        return gevonden.datum.isoformat()
    except ValueError as fout:
        raise Celfout(str(fout), DATUMVORMEN) from None


def _getal(gevonden: Cel) -> int | None:
    tekst = gevonden.tekst
    if vorm.kale_keuze(tekst) == vorm.kale_keuze(vorm.ONBEKEND):
        return None
    if isinstance(gevonden.waarde, bool) or not tekst.isascii() or not tekst.isdecimal() or len(tekst) > 9:
        raise Celfout("dit is geen geheel getal", "een geheel getal in cijfers")
    return int(tekst)


def _tekst(gevonden: Cel) -> str:
    try:
        return vorm.uit_cel(gevonden.tekst)
    except ValueError as fout:
        raise Celfout(str(fout)) from None
