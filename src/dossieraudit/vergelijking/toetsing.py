"""When an exact test may be done, and over which leaves: only between two samples that were drawn by lot."""

from collections.abc import Sequence

from dossieraudit.models.onderzoek import Stratum
from dossieraudit.models.vergelijking import Toets
from dossieraudit.report.sampling import hoort_bij
from dossieraudit.vergelijking.richting import bereik
from dossieraudit.vergelijking.toets import toets_alle
from dossieraudit.vergelijking.zijden import Zijde

_GESTRATIFICEERD = (
    "De dossiers zijn per stratum geloot en wegen daardoor niet even zwaar; van geen blad kwamen zij aan beide kanten "
    "uit één stratum."
)
_GEEN_BLAD = "Er is geen blad dat aan beide kanten in dossiers is beoordeeld."


def toets_bladen(
    voor: Zijde, na: Zijde, bladen: Sequence[str], zelfde: Sequence[str]
) -> tuple[dict[str, Toets], str | None]:
    """The tests of all leaves that allow one, as one family; or none, and why."""
    if bezwaar := _bezwaar(voor, na, zelfde):
        return {}, bezwaar
    uit_dossiers = [b for b in bladen if voor.verdeling(b).n and na.verdeling(b).n]
    mogelijk = [b for b in uit_dossiers if _een_stratum(voor, b) and _een_stratum(na, b)]
    if not mogelijk:
        return (
            {},
            _GESTRATIFICEERD if uit_dossiers else _GEEN_BLAD,
        )
    return toets_alle({b: (voor.verdeling(b), na.verdeling(b)) for b in mogelijk}), None


def _bezwaar(voor: Zijde, na: Zijde, zelfde: Sequence[str]) -> str:
    """Why no leaf at all can be tested; empty where it can."""
    for zijde, wanneer in ((voor, "Vóór"), (na, "Na")):
        if zijde.bezwaar:
            return f"{wanneer}: {zijde.bezwaar}"
    if zelfde:
        return (
            "Aan beide kanten staan dezelfde dossiers. De toets vraagt twee steekproeven die los van elkaar zijn "
            "getrokken; de vergelijking per dossier zegt hier meer."
        )
    return ""


def _een_stratum(zijde: Zijde, blad: str) -> bool:
    """Whether the dossiers of a leaf come from one stratum: then each had the same chance to be drawn."""
    strata = zijde.steekproef.strata
    if len(strata) < 2 or zijde.context is None:
        return True
    context = zijde.context
    geteld = [d.id for d in zijde.resultaat.dossiers if bereik(d.uitkomsten[blad]) is not None]

    def in_stratum(stratum: Stratum) -> bool:
        return all(hoort_bij(context, id_, stratum) for id_ in geteld)

    return any(in_stratum(stratum) for stratum in strata)
