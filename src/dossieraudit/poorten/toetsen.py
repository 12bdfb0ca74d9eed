"""The gates themselves: what is asked of each part of a framework, held against counts, uitkomsten and oordelen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from msgspec.structs import replace

from dossieraudit.models.kader import Kader, Uitkomst
from dossieraudit.models.poorten import (
    TOTAAL,
    Grenzen,
    Grond,
    Poort,
    Poortinstellingen,
    Poortmelding,
    Poortuitslag,
    Richting,
    Stand,
)
from dossieraudit.models.rapportregels import GEORDENDE_KLASSEN, Klasse
from dossieraudit.models.resultaat import BladTelling, Oordeel, Resultaat
from dossieraudit.poorten.ontheffingen import geldende, geldende_voor_alle, past, voor_vervallen
from dossieraudit.poorten.vergelijken import vergelijk, weeg

# Beside a baseline, where nothing else was asked for.
_VERBODEN_BIJ_BASELINE: frozenset[Uitkomst] = frozenset({"voldoet_niet"})


@dataclass(frozen=True)
class Bladgrens:
    """What is asked of one leaf, after inheritance; None where nothing is."""

    verboden: frozenset[Uitkomst] | None
    min_voldoet: float | None


@dataclass(frozen=True)
class Poorten:
    """All that is asked, worked out over a framework. `bladen` is in the order of the framework."""

    bladen: Mapping[str, Bladgrens]
    oordelen: Mapping[str, Klasse]

    @property
    def gevraagd(self) -> bool:
        """Whether there is any gate, a baseline apart."""
        return bool(self.oordelen) or any(g.verboden or g.min_voldoet is not None for g in self.bladen.values())


def werk_uit(instellingen: Poortinstellingen, kader: Kader) -> Poorten:
    """What holds for every part: of limits for leaves the nearest, of oordelen each for its own part."""
    bladen: dict[str, Bladgrens] = {}
    oordelen: dict[str, Klasse] = {}

    def oordeel(naam: str, grenzen: Grenzen) -> None:
        if grenzen.min_oordeel is not None:
            oordelen[naam] = grenzen.min_oordeel

    oordeel(TOTAAL, instellingen)
    for thema in kader.themas:
        op_thema = instellingen.themas.get(thema.id, Grenzen())
        oordeel(thema.id, op_thema)
        for criterium in thema.criteria:
            op_criterium = instellingen.criteria.get(criterium.id, Grenzen())
            oordeel(criterium.id, op_criterium)
            for blad in criterium.indicatoren:
                op_blad = instellingen.bladen.get(blad.id, Grenzen())
                oordeel(blad.id, op_blad)
                bladen[blad.id] = _dichtstbij(op_blad, op_criterium, op_thema, instellingen)
    return Poorten(bladen, oordelen)


def _dichtstbij(*grenzen: Grenzen) -> Bladgrens:
    verboden = next((frozenset(g.faal_bij) for g in grenzen if g.faal_bij is not None), None)
    return Bladgrens(verboden, next((g.min_voldoet for g in grenzen if g.min_voldoet is not None), None))


def toets_tellingen(poorten: Poorten, tellingen: Mapping[str, BladTelling]) -> Poortuitslag:
    """The gates over counts alone, for a run that keeps no dossiers."""
    meldingen: list[Poortmelding] = []
    for blad, grens in poorten.bladen.items():
        meldingen += (
            Poortmelding("faal_bij", "faalt", blad, uitkomst=uitkomst, aantal=aantal)
            for uitkomst in sorted(grens.verboden or ())
            if (aantal := getattr(tellingen[blad], uitkomst))
        )
        meldingen += _aandeel(blad, grens, tellingen[blad])
    dossiers = max((_geteld(telling) for telling in tellingen.values()), default=0)
    return Poortuitslag(
        poorten.gevraagd,
        tuple(meldingen),
        opmerkingen=tuple(_zonder_aandeel(poorten, tellingen)),
        leeg=poorten.gevraagd and not dossiers,
        grond=_grond(list(_gronden(poorten, tellingen, {}, dossiers))),
    )


def toets(poorten: Poorten, resultaat: Resultaat, baseline: tuple[Resultaat, str] | None = None) -> Poortuitslag:
    """The gates over a result. A baseline is a result with the name by which the user knows it.

    Raises `Invoerfout` for a baseline that was made by another measure.
    """
    vergelijking = None if baseline is None else vergelijk(baseline[0], resultaat, baseline[1])
    eerder = None if baseline is None else baseline[0]
    per_blad: dict[str, list[Poortmelding]] = {blad: [] for blad in poorten.bladen}
    for melding in (*_uitkomsten(poorten, resultaat, eerder), *_aandelen(poorten, resultaat, eerder)):
        per_blad[melding.over].append(melding)
    meldingen = [m for blad in per_blad.values() for m in sorted(blad, key=_volgorde)]
    meldingen += _oordelen(poorten, resultaat, eerder)
    opmerkingen = (
        *(() if vergelijking is None else vergelijking.opmerkingen),
        *_zonder_aandeel(poorten, resultaat.indicatoren),
        *_zonder_oordeel(poorten, resultaat),
        *over_ontheffingen(resultaat, frozenset(m.ontheffing for m in meldingen)),
    )
    gevraagd, dossiers = poorten.gevraagd or baseline is not None, len(resultaat.dossiers)
    gronden = list(_gronden(poorten, resultaat.indicatoren, alle_oordelen(resultaat), dossiers))
    if baseline is not None:
        gronden.append(dossiers > 0)
    return Poortuitslag(
        gevraagd, tuple(meldingen), vergelijking, opmerkingen, leeg=gevraagd and not dossiers, grond=_grond(gronden)
    )


def _gronden(
    poorten: Poorten, tellingen: Mapping[str, BladTelling], oordelen: Mapping[str, Oordeel], dossiers: int
) -> Iterator[bool]:
    """For every gate whether there is anything that it can be about."""
    for blad, grens in poorten.bladen.items():
        if grens.verboden:
            yield dossiers > 0
        if grens.min_voldoet is not None:
            yield tellingen[blad].beoordeeld > 0
    for naam in poorten.oordelen:
        yield naam in oordelen and oordelen[naam].oordeel in GEORDENDE_KLASSEN


def _grond(gronden: Sequence[bool]) -> Grond:
    return "alles" if all(gronden) else "deel" if any(gronden) else "niets"


def _geteld(telling: BladTelling) -> int:
    return telling.beoordeeld + telling.niet_van_toepassing + telling.niet_getoetst


def _volgorde(melding: Poortmelding) -> tuple[bool, str, str]:
    return melding.uitkomst is None, melding.uitkomst or "", melding.poort


def _uitkomsten(poorten: Poorten, resultaat: Resultaat, eerder: Resultaat | None) -> Iterator[Poortmelding]:
    """Every dossier × leaf that a gate stops or would have stopped."""
    toen = None if eerder is None else {d.id: d.uitkomsten for d in eerder.dossiers}
    ontheffing = geldende(resultaat.ontheffingen)
    for dossier in resultaat.dossiers:
        for blad, gevonden in dossier.uitkomsten.items():
            verboden = poorten.bladen[blad].verboden
            melding = Poortmelding("faal_bij", "faalt", blad, dossier.id, gevonden.uitkomst)
            if toen is None:
                if gevonden.uitkomst not in (verboden or ()):
                    continue
            else:
                oud = toen.get(dossier.id, {}).get(blad)
                kant, waarom = (None, "") if oud is None else weeg(oud, gevonden)
                melding = replace(melding, eerder=None if oud is None else oud.uitkomst, waarom=waarom)
                beoordeling = _naast_baseline(melding.eerder, gevonden.uitkomst, kant, verboden)
                if beoordeling is None:
                    continue
                melding = replace(melding, poort=beoordeling[0], stand=beoordeling[1])
            plaats = ontheffing.get((dossier.id, blad))
            if plaats is None and melding.poort == "baseline":
                plaats = voor_vervallen(resultaat.ontheffingen, dossier.id, blad)
            if plaats is not None:
                melding = replace(melding, stand="ontheven", ontheffing=plaats)
            yield melding


def _naast_baseline(
    eerder: Uitkomst | None, nu: Uitkomst, kant: Richting | None, gevraagd: frozenset[Uitkomst] | None
) -> tuple[Poort, Stand] | None:
    """What a baseline makes of an uitkomst: new, there already, or nothing that anybody asked about."""
    if kant == "slechter":
        return "baseline", "faalt"
    verboden = _VERBODEN_BIJ_BASELINE if gevraagd is None else gevraagd
    poort: Poort = "baseline" if gevraagd is None else "faal_bij"
    if nu not in verboden:
        return None
    if eerder == nu or eerder in verboden or kant == "beter":
        return poort, "stond_er_al"
    # That nobody could tell was there already; that it now shows is only new to who asked for it.
    return None if kant == "duidelijk" and gevraagd is None else (poort, "faalt")


def _aandelen(poorten: Poorten, resultaat: Resultaat, eerder: Resultaat | None) -> Iterator[Poortmelding]:
    voor_alle = geldende_voor_alle(resultaat.ontheffingen)
    for blad, grens in poorten.bladen.items():
        oud = None if eerder is None else eerder.indicatoren.get(blad)
        for melding in _aandeel(blad, grens, resultaat.indicatoren[blad], oud):
            plaats = voor_alle.get(blad)
            yield melding if plaats is None else replace(melding, stand="ontheven", ontheffing=plaats)


def _aandeel(
    blad: str, grens: Bladgrens, telling: BladTelling, eerder: BladTelling | None = None
) -> Iterator[Poortmelding]:
    """A share that is too small. It fails unless it was no larger in the baseline."""
    # As the user wrote it: 0.28 of 25 is 7, which a product of floats misses by a hair.
    if grens.min_voldoet is None or telling.voldoet >= Fraction(repr(grens.min_voldoet)) * telling.beoordeeld:
        return
    was = eerder is not None and eerder.voldoet * telling.beoordeeld <= telling.voldoet * eerder.beoordeeld
    stand: Stand = "stond_er_al" if was and eerder is not None and eerder.beoordeeld else "faalt"
    gevonden = f"{telling.voldoet} van {telling.beoordeeld}"
    yield Poortmelding("min_voldoet", stand, blad, gevonden=gevonden, gevraagd=f"{grens.min_voldoet:g}")


def _oordelen(poorten: Poorten, resultaat: Resultaat, eerder: Resultaat | None) -> Iterator[Poortmelding]:
    """Oordelen that are worse than was asked; each fails unless it was no better in the baseline."""
    oud = {} if eerder is None else alle_oordelen(eerder)
    voor_alle = geldende_voor_alle(resultaat.ontheffingen)
    nu = alle_oordelen(resultaat)
    for naam, gevraagd in poorten.oordelen.items():
        gevonden = nu[naam].oordeel
        if gevonden not in GEORDENDE_KLASSEN or not _slechter(gevonden, gevraagd):
            continue
        was = oud[naam].oordeel if naam in oud else None
        stand: Stand = "stond_er_al" if was in GEORDENDE_KLASSEN and not _slechter(gevonden, was) else "faalt"
        plaats = voor_alle.get(naam)
        melding = Poortmelding("min_oordeel", stand, naam, gevonden=gevonden, gevraagd=gevraagd)
        yield melding if plaats is None else replace(melding, stand="ontheven", ontheffing=plaats)


def _slechter(een: Klasse, ander: Klasse) -> bool:
    return GEORDENDE_KLASSEN.index(een) > GEORDENDE_KLASSEN.index(ander)


def alle_oordelen(resultaat: Resultaat) -> dict[str, Oordeel]:
    """Every oordeel over practice by the code of its part; none for a framework without decision rules."""
    bladen = {blad: t.oordeel for blad, t in resultaat.indicatoren.items() if t.oordeel is not None}
    totaal = {} if resultaat.oordeel is None else {TOTAAL: resultaat.oordeel}
    return {**bladen, **resultaat.criteria, **resultaat.themas, **totaal}


def _zonder_aandeel(poorten: Poorten, tellingen: Mapping[str, BladTelling]) -> Iterator[str]:
    """A share of no dossiers is not too small and not large enough."""
    bladen = [b for b, grens in poorten.bladen.items() if grens.min_voldoet is not None and not tellingen[b].beoordeeld]
    if bladen and any(map(_geteld, tellingen.values())):  # without a dossier that itself is what is said
        yield f"min_voldoet zegt niets over {', '.join(bladen)}: daarop is geen enkel dossier beoordeeld"


def _zonder_oordeel(poorten: Poorten, resultaat: Resultaat) -> Iterator[str]:
    """What was not judged is neither good enough nor too bad, so no gate can tell."""
    oordelen = alle_oordelen(resultaat)
    for naam in poorten.oordelen:
        if oordelen[naam].oordeel not in GEORDENDE_KLASSEN:
            yield f"{naam} is niet beoordeeld; min_oordeel zegt er niets over"


def over_ontheffingen(resultaat: Resultaat, gebruikt: frozenset[int | None] = frozenset()) -> Iterator[str]:
    """Waivers that do nothing: expired, or about nothing. `gebruikt` are those that let something pass."""
    for nummer, stand in enumerate(resultaat.ontheffingen, 1):
        wat = f"ontheffing {nummer} ({stand.dossier}, {stand.blad}, {stand.eigenaar})"
        if stand.stand == "verlopen":
            yield f"{wat} is verlopen: zij gold tot en met {stand.tot}, en het is {stand.op}"
        elif stand.stand == "ongebruikt" and nummer - 1 not in gebruikt:
            if any(past(stand.dossier, dossier.id) for dossier in resultaat.dossiers):
                yield f"{wat} is niet nodig: geen dossier heeft daar een uitkomst die niet in orde is"
            else:
                yield f"{wat} gaat over geen enkel dossier dat nu is getoetst"
