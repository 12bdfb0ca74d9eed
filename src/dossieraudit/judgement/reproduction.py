"""Whether a result can be had again: an earlier one beside one that was computed anew, difference by difference."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from dossieraudit.judgement.kloppend import ZINNEN
from dossieraudit.models.resultaat import BladUitkomst, DossierResultaat, Resultaat

MAX_PER_SOORT = 20


def afwijkingen(eerder: Resultaat, nu: Resultaat) -> tuple[str, ...]:
    """Everything that differs, causes first: program, framework, profile, input; then what came out of them."""
    return (
        *_oorzaken(eerder, nu),
        *_ingekort(_dossiers(eerder, nu), "uitkomsten en kenmerken"),
        *_ingekort(_tellingen(eerder, nu), "tellingen en oordelen"),
        *_ingekort(_zinnen(eerder, nu), "zinnen"),
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


def _toon(waarde: object) -> str:
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
    yield from _waarde("aantal afgekeurde bestanden", len(eerder.afgekeurd), len(nu.afgekeurd))


def _dossier(toen: DossierResultaat, thans: DossierResultaat, zelfde_dag: bool) -> Iterator[str]:
    if zelfde_dag:
        yield from _waarde(f"dossier {toen.id}, peildatum", toen.peildatum, thans.peildatum)
    for blad in dict.fromkeys((*toen.uitkomsten, *thans.uitkomsten)):
        waar = f"dossier {toen.id}, blad {blad}"
        eerst, dan = toen.uitkomsten.get(blad), thans.uitkomsten.get(blad)
        if eerst is None or dan is None:
            yield f"{waar}: {'bestaat niet meer' if eerst else 'bestond eerder niet'}"
        else:
            yield from _blad(waar, eerst, dan)
    for kenmerk in dict.fromkeys((*toen.kenmerken, *thans.kenmerken)):
        waarden = toen.kenmerken.get(kenmerk), thans.kenmerken.get(kenmerk)
        yield from _waarde(f"dossier {toen.id}, kenmerk {kenmerk}", *waarden)


def _blad(waar: str, eerst: BladUitkomst, dan: BladUitkomst) -> Iterator[str]:
    for veld in ("uitkomst", "reden", "hoogstens", "minstens", "misschien_nvt"):
        yield from _waarde(f"{waar}, {veld}", getattr(eerst, veld), getattr(dan, veld))
    for eis in dict.fromkeys((*eerst.eisen, *dan.eisen)):
        yield from _waarde(f"{waar}, eis {eis}", eerst.eisen.get(eis), dan.eisen.get(eis))
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
            eenvoudig = isinstance(oud, str | int) and isinstance(nieuw, str | int)
            delen.append(f"{veld} was {_toon(oud)}, is nu {_toon(nieuw)}" if eenvoudig else f"{veld} is anders")
    return "; ".join(delen)


def _zinnen(eerder: Resultaat, nu: Resultaat) -> Iterator[str]:
    for soort in ZINNEN:
        toen, thans = ({z.id: z for z in getattr(r, soort)} for r in (eerder, nu))
        for naam in dict.fromkeys((*toen, *thans)):
            if naam not in thans or naam not in toen:
                yield f"{soort} {naam}: {'staat er niet meer' if naam in toen else 'stond er eerder niet'}"
            elif toen[naam] != thans[naam]:
                yield f"{soort} {naam}: de zin of zijn grondslag is anders"


def _ingekort(regels: Iterator[str], wat: str) -> Iterator[str]:
    """The first so many, and how many more there are."""
    alle = tuple(regels)
    yield from alle[:MAX_PER_SOORT]
    if len(alle) > MAX_PER_SOORT:
        yield f"… en nog {len(alle) - MAX_PER_SOORT} verschillen in {wat}"
