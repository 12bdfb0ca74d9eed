"""What a cell of an export says: a value, nothing, or something that is told and then left unknown. Never a guess."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from dossieraudit.importeren.mapping import Feitregel, kale_code
from dossieraudit.importeren.tabelbestanden import Celwaarde, Ongelezen
from dossieraudit.loading.tekst import Json
from dossieraudit.models.mapping import Datumvolgorde, Eeuw

_JAREN = range(1900, 2200)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_JA = {"ja", "j", "true", "waar", "1"}
_NEE = {"nee", "n", "false", "onwaar", "0"}
_TIJD = r"(?:[T ]+\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?)?"
_ISO = re.compile(rf"(?P<jaar>\d{{4}})-(?P<maand>\d\d?)-(?P<dag>\d\d?){_TIJD}", re.ASCII)
_DRIE_DELEN = re.compile(rf"(?P<een>\d{{1,2}})[-/.](?P<twee>\d{{1,2}})[-/.](?P<jaar>\d{{4}}|\d\d){_TIJD}", re.ASCII)
_MET_MAAND = re.compile(
    rf"(?P<dag>\d{{1,2}})[-/. ]+(?P<maand>[a-z]{{3,9}})\.?[-/. ]+(?P<jaar>\d{{4}}|\d\d){_TIJD}", re.ASCII
)
# A space between thousands; '1 2' are two numbers, or a slip.
_GROEPEN = re.compile(r"-?\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?")
_MET_ZONE = re.compile(r".{1,20}\d:\d[\d:.,]{1,20}(?:Z|[+-]\d\d:?\d\d)")
_MAANDEN = {
    naam: nummer
    for nummer, namen in enumerate(
        (
            "jan januari january",
            "feb febr februari february",
            "mrt maa maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oct oktober october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for naam in namen.split()
}


class Onleesbaar(ValueError):
    """A cell that is not empty and says nothing that can be used; the message never holds the value."""


class OnbekendeCode(Onleesbaar):
    """A code that the mapping does not know."""

    def __init__(self, code: str) -> None:
        super().__init__("deze code kent de mapping niet")
        self.code = code


def lees_datum(tekst: str, volgorde: Datumvolgorde | None, eeuw: Eeuw | None) -> date:
    """A day in one of the Dutch notations. Raises `Onleesbaar` where it is none, or could be two."""
    tekst = tekst.strip()
    if vorm := _ISO.fullmatch(tekst):
        return _dag(vorm["jaar"], vorm["maand"], vorm["dag"], eeuw)
    if vorm := _MET_MAAND.fullmatch(tekst.lower()):
        maand = _MAANDEN.get(vorm["maand"])
        if maand is None:
            raise Onleesbaar("deze maand is onbekend")
        return _dag(vorm["jaar"], maand, vorm["dag"], eeuw)
    if vorm := _DRIE_DELEN.fullmatch(tekst):
        een, twee = int(vorm["een"]), int(vorm["twee"])
        if volgorde is None:
            if een <= 12 and twee <= 12 and een != twee:
                raise Onleesbaar("dubbelzinnige datum: zeg in de mapping 'datums: dag-maand-jaar'")
            dag, maand = (een, twee) if twee <= 12 else (twee, een)
        else:
            dag, maand = (een, twee) if volgorde == "dag-maand-jaar" else (twee, een)
        return _dag(vorm["jaar"], maand, dag, eeuw)
    if _MET_ZONE.fullmatch(tekst):
        raise Onleesbaar("tijdstip met een tijdzone: welke dag dat hier was, is niet zeker")
    raise Onleesbaar("dit is geen datum")


def _dag(jaar: str, maand: str | int, dag: str | int, eeuw: Eeuw | None) -> date:
    getal = int(jaar)
    if len(jaar) == 2:
        if eeuw is None:
            raise Onleesbaar("dubbelzinnige datum: zeg in de mapping welke 'eeuw' het is")
        getal += eeuw
    try:
        gevonden = date(getal, int(maand), int(dag))
    except ValueError:
        raise Onleesbaar("deze datum bestaat niet") from None
    if gevonden.year not in _JAREN:
        raise Onleesbaar(f"deze datum ligt niet tussen {_JAREN.start} en {_JAREN.stop - 1}")
    return gevonden


def lees_getal(tekst: str, decimaal: str | None) -> int:
    """A whole number in a Dutch notation or another. Raises `Onleesbaar` where it is none, or could be two."""
    kaal = tekst.strip()
    if _GROEPEN.fullmatch(kaal):
        kaal = re.sub(r"\s", "", kaal)
    if not kaal.isascii() or len(kaal) > 15 or not re.fullmatch(r"-?\d+(?:[.,]\d+)*", kaal):
        raise Onleesbaar("dit is geen getal")
    if decimaal is None:
        if re.fullmatch(r"-?\d{1,3}[.,]\d{3}", kaal):
            raise Onleesbaar("dubbelzinnig getal: zeg in de mapping 'decimaal: komma' of 'punt'")
        punten = [teken for teken in kaal if teken in ".,"]
        komma = punten[-1] if punten and punten.count(punten[-1]) == 1 else ","
    else:
        komma = {"komma": ",", "punt": "."}[decimaal]
    duizend = "." if komma == "," else ","
    heel, _, deel = kaal.partition(komma)
    if duizend in deel or komma in deel or (duizend in heel and not re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", heel)):
        raise Onleesbaar("dit is geen getal")
    if deel.strip("0"):
        raise Onleesbaar("dit is geen geheel getal")
    return int(heel.replace(duizend, ""))


def lezer_van(feit: Feitregel) -> Callable[[Celwaarde], Json]:
    """A function that gives the value of a cell for one fact; None where it says nothing. It raises `Onleesbaar`."""
    if feit.regel.kolom is None:
        vast = _constante(feit, feit.regel.waarde)
        return lambda _cel: vast
    omzetter = _OMZETTERS[feit.veld.soort]
    onthouden: dict[Any, Json] = {}

    def lees(cel: Celwaarde) -> Json:
        if cel is None or (isinstance(cel, str) and not cel.strip()):
            return None
        if isinstance(cel, Ongelezen):
            raise Onleesbaar(cel.reden)
        if isinstance(cel, list):
            return omzetter(feit, cel)
        sleutel = (type(cel), cel)
        if sleutel not in onthouden:
            waarde = omzetter(feit, cel)
            if feit.veld.soort == "tekst" or len(onthouden) > _MEESTE_ONTHOUDEN:
                return waarde
            onthouden[sleutel] = waarde
        return onthouden[sleutel]

    return lees


# Columns of codes and days repeat themselves.
_MEESTE_ONTHOUDEN = 5_000


def _constante(feit: Feitregel, waarde: Any) -> Json:
    soort = feit.veld.soort
    if soort in ("lijst_id", "lijst_keuze"):
        return [str(waarde)]
    if soort == "ja_nee":
        return waarde is True or str(waarde).casefold() in _JA
    if soort == "keuze":
        return "_".join(str(waarde).casefold().replace("-", " ").split())
    return str(waarde) if soort in ("id", "tekst") else int(waarde)


def tekst_van(cel: Celwaarde) -> str:
    """A cell as text: of whole numbers without the '.0' that spreadsheets keep."""
    if isinstance(cel, bool):
        return "true" if cel else "false"
    if isinstance(cel, float) and cel.is_integer():
        return str(int(cel))
    if isinstance(cel, list):
        return ", ".join(cel)
    return "" if cel is None or isinstance(cel, Ongelezen) else str(cel).strip()


def _code(feit: Feitregel, tekst: str) -> tuple[bool, Json]:
    """Whether the code list says what this code means, and what."""
    if feit.codes is None:
        return False, None
    kaal = kale_code(tekst)
    if kaal not in feit.codes:
        raise OnbekendeCode(tekst)
    return True, feit.codes[kaal]


def _ja_nee(feit: Feitregel, cel: Celwaarde) -> Json:
    if feit.codes is None and isinstance(cel, bool):
        return cel
    tekst = tekst_van(cel)
    bekend, waarde = _code(feit, tekst)
    if bekend:
        return waarde
    kaal = kale_code(tekst)
    if kaal in _JA | _NEE:
        return kaal in _JA
    raise OnbekendeCode(tekst)


def _datum(feit: Feitregel, cel: Celwaarde) -> Json:
    return _als_datum(feit, cel).isoformat()


def _als_datum(feit: Feitregel, cel: Celwaarde) -> date:
    if isinstance(cel, date):
        if cel.year not in _JAREN:
            raise Onleesbaar(f"deze datum ligt niet tussen {_JAREN.start} en {_JAREN.stop - 1}")
        return cel
    if not isinstance(cel, str):
        raise Onleesbaar("hier staat een getal en geen datum")
    return lees_datum(cel, feit.regel.datums or feit.bron.datums, feit.regel.eeuw or feit.bron.eeuw)


def _getal(feit: Feitregel, cel: Celwaarde) -> Json:
    if feit.regel.neem == "jaar":
        tekst = tekst_van(cel)
        if re.fullmatch(r"\d{4}", tekst) and int(tekst) in _JAREN:
            return int(tekst)
        return _als_datum(feit, cel).year
    if feit.codes is not None:
        return _code(feit, tekst_van(cel))[1]
    if isinstance(cel, bool | date):
        raise Onleesbaar("dit is geen getal")
    if isinstance(cel, float) and not cel.is_integer():
        raise Onleesbaar("dit is geen geheel getal")
    return int(cel) if isinstance(cel, int | float) else lees_getal(tekst_van(cel), feit.bron.decimaal)


def als_id(tekst: str, voorvoegsel: str | None, vervang: dict[str, str]) -> str:
    """An id as it can stand in a dossier. Raises `Onleesbaar`."""
    for van, naar in vervang.items():
        tekst = tekst.replace(van, naar)
    gevonden = f"{voorvoegsel or ''}{tekst}"
    if not _ID.fullmatch(gevonden):
        raise Onleesbaar("dit kan geen id zijn: letters, cijfers, '_', '-' en '.', hoogstens 64 (zie 'vervang')")
    return gevonden


def _id(feit: Feitregel, cel: Celwaarde) -> Json:
    tekst = tekst_van(cel)
    bekend, waarde = _code(feit, tekst)
    return waarde if bekend else als_id(tekst, feit.regel.voorvoegsel, feit.regel.vervang)


def _tekst(_feit: Feitregel, cel: Celwaarde) -> Json:
    return tekst_van(cel)


def _keuze(feit: Feitregel, cel: Celwaarde) -> Json:
    tekst = tekst_van(cel)
    bekend, waarde = _code(feit, tekst)
    if bekend:
        return waarde
    kaal = "_".join(tekst.casefold().replace("-", " ").replace("_", " ").split())
    if kaal in feit.veld.keuzes:
        return kaal
    raise OnbekendeCode(tekst)


def _lijst(feit: Feitregel, cel: Celwaarde) -> Json:
    """All of a list, or nothing: of a list with a gap in it, it is not known what it holds."""
    een = _id if feit.veld.soort == "lijst_id" else _keuze
    delen = cel if isinstance(cel, list) else _gesplitst(feit, tekst_van(cel))
    if "" in delen:
        raise Onleesbaar("in deze lijst staat een lege plaats")
    gevonden = [een(feit, deel) for deel in delen]
    return None if None in gevonden else gevonden


def _gesplitst(feit: Feitregel, tekst: str) -> list[str]:
    scheiding = feit.regel.scheiding
    return [deel.strip() for deel in tekst.split(scheiding)] if scheiding else [tekst]


_OMZETTERS: dict[str, Callable[[Feitregel, Celwaarde], Json]] = {
    "ja_nee": _ja_nee,
    "datum": _datum,
    "getal": _getal,
    "id": _id,
    "tekst": _tekst,
    "keuze": _keuze,
    "lijst_id": _lijst,
    "lijst_keuze": _lijst,
}
