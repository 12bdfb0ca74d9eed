"""A second look that is limited: which leaves it has to hold, and what to arrange for it."""

from dataclasses import dataclass

from dossieraudit.loading.verbetering import Verbeterplan
from dossieraudit.models.kader import Bewijs
from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.models.vergelijking import Hertoetsreden, Stand
from dossieraudit.vergelijking.richting import RANG
from dossieraudit.vergelijking.zijden import Zijde


@dataclass(frozen=True, slots=True)
class Hertoetsblad:
    """A leaf of a second look: why, what was found, in which dossiers, what it takes to judge it.

    `tekort` holds the dossiers in which the norm was not or only partly met. Those in which that could not be followed
    stand apart, in `niet_navolgbaar`: silence is no shortfall.
    """

    id: str
    titel: str
    redenen: tuple[Hertoetsreden, ...]
    stand: Stand | None
    tekort: tuple[str, ...]
    niet_navolgbaar: tuple[str, ...]
    bewijs: tuple[Bewijs, ...]
    maatregelen: tuple[str, ...]
    minstens: Klasse | None = None


def redenen(blad: str, resultaat: Resultaat, *plannen: Verbeterplan | None) -> tuple[Hertoetsreden, ...]:
    """Why a second look has to hold a leaf: it was insufficient, or there is a measure about it that did not lapse."""
    telling = resultaat.indicatoren.get(blad)
    gevonden: list[Hertoetsreden] = []
    if telling is not None and telling.oordeel is not None and telling.oordeel.oordeel == "onvoldoende":
        gevonden.append("onvoldoende")
    if any(m.status != "vervallen" for plan in plannen if plan is not None for m in plan.over(blad)):
        gevonden.append("maatregel")
    return tuple(gevonden)


def bladen_van_hertoets(voor: Zijde) -> tuple[Hertoetsblad, ...]:
    """Every leaf that a second look has to hold, in the order of the framework."""
    alle = [_blad(voor, blad) for blad in voor.resultaat.indicatoren]
    return tuple(blad for blad in alle if blad.redenen)


def te_overwegen(voor: Zijde) -> tuple[Hertoetsblad, ...]:
    """Leaves that would have been insufficient had what could not be followed turned out badly."""
    gevonden = [_blad(voor, blad) for blad in voor.resultaat.indicatoren]
    return tuple(blad for blad in gevonden if not blad.redenen and blad.minstens == "onvoldoende")


def _blad(voor: Zijde, blad: str) -> Hertoetsblad:
    telling = voor.resultaat.indicatoren[blad]
    indicator = next((i for i in voor.kader.indicatoren if i.id == blad), None) if voor.kader is not None else None
    gevonden = {d.id: d.uitkomsten[blad].uitkomst for d in voor.resultaat.dossiers if blad in d.uitkomsten}
    return Hertoetsblad(
        id=blad,
        titel=voor.titels.get(blad, ""),
        redenen=redenen(blad, voor.resultaat, voor.plan),
        stand=voor.stand(blad),
        tekort=tuple(d for d, uitkomst in gevonden.items() if uitkomst in RANG and uitkomst != "voldoet"),
        niet_navolgbaar=tuple(d for d, uitkomst in gevonden.items() if uitkomst == "niet_navolgbaar"),
        bewijs=indicator.bewijs if indicator is not None else (),
        maatregelen=tuple(m.id for m in voor.plan.over(blad)) if voor.plan is not None else (),
        minstens=telling.oordeel.minstens if telling.oordeel is not None else None,
    )
