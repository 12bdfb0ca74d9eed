"""Whether a result can be had again: an earlier one beside one that was computed anew, difference by difference.

Nothing in a result may differ, and that is all there is to say of what may: not the version of the program, not the
waivers with the day on which they were looked at, not the names of files, which are as the user typed them. So who
computes a result again gives the same paths, day (`--op`) and configuration. Only how the JSON was written does not
count: white space, the order of keys, and keys left out that have a value of their own.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from pydantic import BaseModel

from dossieraudit.expressions.sample_rules import RAPPORTSOORTEN
from dossieraudit.models.resultaat import BladUitkomst, DossierResultaat, Resultaat

MAX_PER_SOORT = 20
_WEG = object()
# Texts that people wrote: that they differ is said, not how.
_TEKSTEN = ("reden",)


def afwijkingen(eerder: Resultaat, nu: Resultaat) -> tuple[str, ...]:
    """Everything that differs, causes first: program, framework, profile, input; then what came out of them.

    What has no words of its own here is told by its place. Nothing at all: the two are the same.
    """
    return (
        *_oorzaken(eerder, nu),
        *_ingekort(_dossiers(eerder, nu), "uitkomsten en kenmerken"),
        *_ingekort(_tellingen(eerder, nu), "tellingen en oordelen"),
        *_ingekort(_zinnen(eerder, nu), "zinnen"),
        *_ingekort(_bijzaken(eerder, nu), "ontheffingen en afgekeurde invoer"),
    ) or tuple(
        _ingekort(_plaatsen("", *(r.model_dump(mode="json", by_alias=True) for r in (eerder, nu))), "het resultaat")
    )


def _oorzaken(eerder: Resultaat, nu: Resultaat) -> Iterator[str]:
    yield from _waarde("versie van dossieraudit", eerder.versie, nu.versie)
    yield from _waarde("peildatum", eerder.peildatum, nu.peildatum)
    yield from _waarde("kader", f"{eerder.kader.id} {eerder.kader.versie}", f"{nu.kader.id} {nu.kader.versie}")
    yield from _waarde("bestanden van het kader (sha256)", eerder.kader.sha256, nu.kader.sha256)
    profielen = [f"{r.profiel.id} {r.profiel.versie}" if r.profiel else "geen" for r in (eerder, nu)]
    yield from _waarde("profiel", *profielen)
    if eerder.profiel is not None and nu.profiel is not None:
        yield from _waarde("bestand van het profiel (sha256)", eerder.profiel.sha256, nu.profiel.sha256)
    toen, thans = ({i.naam: i.sha256 for i in r.invoer} for r in (eerder, nu))
    for naam in sorted(toen.keys() | thans.keys()):
        if naam not in thans:
            yield f"invoer {naam}: is er niet meer"
        elif naam not in toen:
            yield f"invoer {naam}: was er eerder niet"
        elif toen[naam] != thans[naam]:
            yield f"invoer {naam}: de inhoud is veranderd"


def _waarde(naam: str, eerder: object, nu: object) -> Iterator[str]:
    if eerder != nu:
        yield f"{naam}: was {_toon(eerder)}, is nu {_toon(nu)}"


def _waarden(wat: str, toen: Mapping[str, object], thans: Mapping[str, object]) -> Iterator[str]:
    """Values by name; a name that is not there is another thing than one without a value."""
    for naam in dict.fromkeys((*toen, *thans)):
        yield from _waarde(f"{wat} {naam}", toen.get(naam, _WEG), thans.get(naam, _WEG))


def _toon(waarde: object) -> str:
    if waarde is _WEG:
        return "er niet"
    match waarde:
        case None:
            return "leeg"
        case bool():
            return "ja" if waarde else "nee"
        case tuple():
            return ", ".join(map(_toon, waarde)) or "geen"
    return str(waarde)


def _dossiers(eerder: Resultaat, nu: Resultaat) -> Iterator[str]:
    toen, thans = ({d.id: d for d in r.dossiers} for r in (eerder, nu))
    for naam in dict.fromkeys((*toen, *thans)):
        if naam not in thans or naam not in toen:
            yield f"dossier {naam}: {'is nu niet beoordeeld' if naam in toen else 'was eerder niet beoordeeld'}"
        else:
            yield from _dossier(toen[naam], thans[naam], eerder.peildatum == nu.peildatum)


def _dossier(toen: DossierResultaat, thans: DossierResultaat, zelfde_dag: bool) -> Iterator[str]:
    if zelfde_dag:
        yield from _waarde(f"dossier {toen.id}, peildatum", toen.peildatum, thans.peildatum)
    yield from _waarde(f"dossier {toen.id}, invoer", toen.invoer, thans.invoer)
    for blad in dict.fromkeys((*toen.uitkomsten, *thans.uitkomsten)):
        waar = f"dossier {toen.id}, blad {blad}"
        eerst, dan = toen.uitkomsten.get(blad), thans.uitkomsten.get(blad)
        if eerst is None or dan is None:
            yield f"{waar}: {'bestaat niet meer' if eerst else 'bestond eerder niet'}"
        else:
            yield from _blad(waar, eerst, dan)
    yield from _waarden(f"dossier {toen.id}, kenmerk", toen.kenmerken, thans.kenmerken)


def _blad(waar: str, eerst: BladUitkomst, dan: BladUitkomst) -> Iterator[str]:
    for veld in ("uitkomst", "reden", "hoogstens", "minstens", "misschien_nvt"):
        yield from _waarde(f"{waar}, {veld}", getattr(eerst, veld), getattr(dan, veld))
    yield from _waarden(f"{waar}, eis", eerst.eisen, dan.eisen)
    if eerst.beoordeling != dan.beoordeling:
        yield f"{waar}: de beoordeling door een mens is anders"


def _tellingen(eerder: Resultaat, nu: Resultaat) -> Iterator[str]:
    for soort in ("indicatoren", "kenmerken", "criteria", "themas", "hoofdstukken"):
        yield from _groep(soort, getattr(eerder, soort), getattr(nu, soort))
    if eerder.oordeel != nu.oordeel:
        yield from _groep("oordeel", {"geheel": eerder.oordeel}, {"geheel": nu.oordeel})


def _groep(soort: str, toen: Mapping[str, Any], thans: Mapping[str, Any]) -> Iterator[str]:
    for naam in dict.fromkeys((*toen, *thans)):
        eerst, dan = toen.get(naam), thans.get(naam)
        if eerst != dan:
            yield f"{soort} {naam}: {_velden(eerst, dan)}"


def _velden(eerst: BaseModel | None, dan: BaseModel | None) -> str:
    """Which fields differ; simple ones with both values."""
    if eerst is None or dan is None:
        return "bestaat niet meer" if eerst else "bestond eerder niet"
    delen = []
    for veld in type(eerst).model_fields:
        oud, nieuw = getattr(eerst, veld), getattr(dan, veld)
        if oud != nieuw:
            eenvoudig = veld not in _TEKSTEN and all(isinstance(w, str | int | date) for w in (oud, nieuw))
            delen.append(f"{veld} was {_toon(oud)}, is nu {_toon(nieuw)}" if eenvoudig else f"{veld} is anders")
    return "; ".join(delen)


def _zinnen(eerder: Resultaat, nu: Resultaat) -> Iterator[str]:
    for soort in RAPPORTSOORTEN:
        toen, thans = ({z.id: z for z in getattr(r, soort)} for r in (eerder, nu))
        for naam in dict.fromkeys((*toen, *thans)):
            if naam not in thans or naam not in toen:
                yield f"{soort} {naam}: {'staat er niet meer' if naam in toen else 'stond er eerder niet'}"
            elif toen[naam] != thans[naam]:
                yield f"{soort} {naam}: de zin of zijn grondslag is anders"


def _bijzaken(eerder: Resultaat, nu: Resultaat) -> Iterator[str]:
    """Waivers and rejected input, by number: neither has a name of its own. Their texts are not for a log."""
    for nummer, (toen, dan) in enumerate(zip_longest(eerder.ontheffingen, nu.ontheffingen), 1):
        een = toen or dan
        if toen != dan and een is not None:
            yield f"ontheffing {nummer} ({een.dossier}, {een.blad}): {_velden(toen, dan)}"
    yield from _waarde("aantal afgekeurde bestanden", len(eerder.afgekeurd), len(nu.afgekeurd))
    for nummer, (eerst, thans) in enumerate(zip(eerder.afgekeurd, nu.afgekeurd, strict=False), 1):
        yield from _waarde(f"afgekeurd {nummer}, invoer", eerst.invoer, thans.invoer)
        if eerst.fouten != thans.fouten:
            yield f"afgekeurd {nummer} ({thans.invoer}): de fouten zijn anders"


def _plaatsen(waar: str, toen: Any, thans: Any) -> Iterator[str]:
    """The places where two trees of JSON part; `true` is not 1, and a key without a value is not a key left out."""
    if isinstance(toen, dict) and isinstance(thans, dict):
        for sleutel in dict.fromkeys((*toen, *thans)):
            deel = f"{waar}.{sleutel}" if waar else str(sleutel)
            yield from _plaatsen(deel, toen.get(sleutel, _WEG), thans.get(sleutel, _WEG))
    elif isinstance(toen, list) and isinstance(thans, list):
        if len(toen) != len(thans):
            yield f"{waar}: had {len(toen)} onderdelen, heeft er nu {len(thans)}"
        for plaats, (een, ander) in enumerate(zip(toen, thans, strict=False), 1):
            yield from _plaatsen(f"{waar}[#{plaats}]", een, ander)
    elif type(toen) is not type(thans) or toen != thans:
        hoe = "stond er eerder niet" if toen is _WEG else "staat er niet meer" if thans is _WEG else "is anders"
        yield f"{waar}: {hoe}"


def _ingekort(regels: Iterator[str], wat: str) -> Iterator[str]:
    """The first so many, and how many more there are."""
    alle = tuple(regels)
    yield from alle[:MAX_PER_SOORT]
    if len(alle) > MAX_PER_SOORT:
        yield f"… en nog {len(alle) - MAX_PER_SOORT} verschillen in {wat}"
