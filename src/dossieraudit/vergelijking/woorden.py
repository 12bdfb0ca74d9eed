"""How a comparison is said in Dutch, alike on the screen and in every format."""

from collections.abc import Iterable, Sequence

from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.resultaat import KenmerkTelling
from dossieraudit.models.vergelijking import (
    Bladvergelijking,
    Groepsstand,
    Groepsvergelijking,
    Hertoetsreden,
    Kenmerkstand,
    Richting,
    Risicostand,
    Risicovergelijking,
    Stand,
    Toets,
    Vergelijking,
    Waarom,
)
from dossieraudit.report.prose import KLASSE_LABELS, alle, opsomming, zijn, zin
from dossieraudit.report.prose import procent as hele_procenten
from dossieraudit.vergelijking.zijden import zelfde_naam
from dossieraudit.wording import getalwoord

RICHTINGEN: dict[Richting, str] = {
    "verbeterd": "verbeterd",
    "ongewijzigd": "ongewijzigd",
    "verslechterd": "verslechterd",
    "niet_te_zeggen": "niet te zeggen",
    "niet_te_vergelijken": "niet te vergelijken",
}
REDENEN: dict[Waarom, str] = {
    "hangt_af_van_onbekend": "hangt af van wat onbekend is",
    "verschil_te_klein": "het verschil is kleiner dan één dossier",
    "tegengesteld": "meer voldoen, maar ook meer voldoen niet, of andersom",
    "niet_beoordeeld": "niet aan beide kanten beoordeeld",
    "norm_gewijzigd": "norm gewijzigd",
    "norm_onbekend": "of de norm gelijk bleef, is niet na te gaan",
    "ontbreekt": "staat maar aan één kant",
    "geen_oordeel": "het kader heeft geen beslisregels",
    "oordeelregels_gewijzigd": "de beslisregels zijn gewijzigd of niet na te gaan",
    "regel_gewijzigd": "de regel of een norm eronder is gewijzigd",
}
KENMERKSTANDEN: dict[Kenmerkstand, str] = {
    "vaker": "vaker",
    "gelijk": "gelijk",
    "minder_vaak": "minder vaak",
    "niet_te_zeggen": "niet te zeggen",
    "niet_te_vergelijken": "niet te vergelijken",
}
RISICOSTANDEN: dict[Risicostand, str] = {
    "nieuw": "Nieuw",
    "gebleven": "Gebleven",
    "verdwenen": "Verdwenen",
    "niet_te_vergelijken": "Niet te vergelijken",
}
HERTOETSREDENEN: dict[Hertoetsreden, str] = {"onvoldoende": "was onvoldoende", "maatregel": "heeft een maatregel"}
# Below this many cases a percentage looks surer than it is.
MINST_VOOR_PROCENT = 20
GEEN = "–"


def richting(gevonden: Richting, waarom: Waarom | None = None) -> str:
    """A direction with why there is none: 'niet te zeggen (hangt af van wat onbekend is)'."""
    return f"{RICHTINGEN[gevonden]} ({REDENEN[waarom]})" if waarom else RICHTINGEN[gevonden]


def klasse(gevonden: Klasse | None) -> str:
    """A verdict, or that there is none."""
    return KLASSE_LABELS[gevonden] if gevonden is not None else GEEN


def deel(aantal: int, van: int, procent: bool = False) -> str:
    """'4 van 20', with a percentage where there are enough cases on both sides (`procent`)."""
    return f"{aantal} van {van}" + (f" ({hele_procenten(aantal, van)})" if procent and van else "")


def met_procent(*noemers: int) -> bool:
    """Whether these denominators allow percentages."""
    return min(noemers, default=0) >= MINST_VOOR_PROCENT


def stand(blad: Bladvergelijking, kant: Stand | None) -> str:
    """One side of a leaf in a cell: counts, what cannot be followed apart, and the verdict."""
    if kant is None:
        return GEEN
    if not kant.beoordeeld:
        delen = ["geen dossier beoordeeld" if blad.grond == "dossiers" else "niet uit dossiers"]
    else:
        noemers = [k.beoordeeld for k in (blad.voor, blad.na) if k is not None]
        delen = [f"voldoet {deel(kant.voldoet, kant.beoordeeld, met_procent(*noemers))}"]
        delen += [
            f"{wat} {n}"
            for wat, n in (
                ("gedeeltelijk", kant.voldoet_gedeeltelijk),
                ("niet", kant.voldoet_niet),
                ("niet navolgbaar", kant.niet_navolgbaar),
            )
            if n
        ]
    if kant.wacht_op_oordeel:
        delen.append(f"wacht op een mens {kant.wacht_op_oordeel}")
    tekst = ", ".join(delen)
    return f"{tekst}; oordeel {KLASSE_LABELS[kant.oordeel]}" if kant.oordeel is not None else tekst


def groepsstand(kant: Groepsstand | None) -> str:
    """One side of a group in a cell."""
    if kant is None:
        return GEEN
    if not kant.beoordeeld:
        return klasse(kant.oordeel)
    geteld = f"normen voldoende {deel(kant.voldoende, kant.beoordeeld)}"
    open_ = f"; niet navolgbaar {deel(kant.niet_navolgbaar, kant.toetsingen)} keer" if kant.niet_navolgbaar else ""
    return f"{klasse(kant.oordeel)}; {geteld}{open_}"


def twijfel(risico: Risicovergelijking) -> str:
    """Why it is not certain that a risk came or went, as a clause; empty where it is, or where nothing is compared."""
    if risico.waarom is None or risico.stand == "niet_te_vergelijken":
        return ""
    if risico.waarom == "hangt_af_van_onbekend":
        return "of dat zo is, hangt af van wat niet navolgbaar is"
    return f"zeker is dat niet, door een norm of kenmerk eronder ({REDENEN[risico.waarom]})"


def kenmerkstand(kant: KenmerkTelling | None, procent: bool) -> str:
    """One side of a kenmerk in a cell."""
    if kant is None:
        return GEEN
    open_ = f", {kant.onbekend} onbekend" if kant.onbekend else ""
    return f"{deel(kant.waar, kant.totaal, procent)}{open_}"


def bladen_per_richting(groep: Groepsvergelijking) -> str:
    """How many leaves of a group went which way: '3 verbeterd, 5 ongewijzigd'."""
    geteld = [f"{n} {label}" for naam, label in RICHTINGEN.items() if (n := groep.richtingen.get(naam, 0))]
    return ", ".join(geteld) or GEEN


def verdeling(bladen: Sequence[Bladvergelijking]) -> str:
    """The same for any leaves, as a sentence."""
    geteld = [(n, label) for naam, label in RICHTINGEN.items() if (n := sum(b.richting == naam for b in bladen))]
    totaal = len(bladen)
    if len(geteld) == 1:
        wie = alle(totaal, "norm", "normen")
        return zin(f"{wie} {zijn(totaal)} {geteld[0][1]}")
    delen, vorige = [], ""
    for n, label in geteld:
        werkwoord = f"{zijn(n)} er "
        delen.append(f"{'' if werkwoord == vorige else werkwoord}{getalwoord(n)} {label}")
        vorige = werkwoord
    return zin(f"van de {getalwoord(totaal)} normen {opsomming(delen)}")


def toets_tekst(toets: Toets) -> str:
    """The test of a leaf in a cell."""
    p = "minder dan 0,001" if toets.p_holm < 0.001 else f"{toets.p_holm:.3f}".replace(".", ",")
    return f"p {p} ({'aantoonbaar' if toets.aantoonbaar else 'niet aantoonbaar'})"


def norm_naam(blad: Bladvergelijking) -> str:
    """A leaf by id and title."""
    return f"{blad.id} {blad.titel}".rstrip()


def wanneer(vergelijking: Vergelijking) -> tuple[str, str]:
    """How both sides are called in a heading: their names, or the days where the names are equal."""
    namen = vergelijking.voor.naam, vergelijking.na.naam
    return namen if namen[0] != namen[1] else (f"{namen[0]} (vóór)", f"{namen[1]} (na)")


def namen(bladen: Iterable[Bladvergelijking]) -> str:
    """Leaves by title and id, as running text."""
    return opsomming([f"{b.titel or b.id} ({b.id})" if b.titel else b.id for b in bladen])


def eerdere_naam(v: Vergelijking) -> str:
    """How the team was called before, where both sides name it and not in the same way; else empty."""
    voor, na = v.voor, v.na
    if voor.wijkteam is None or voor.gemeente is None or na.wijkteam is None or na.gemeente is None:
        return ""
    if zelfde_naam((voor.wijkteam, voor.gemeente), (na.wijkteam, na.gemeente)):
        return ""
    gemeente = "" if zelfde_naam((voor.gemeente,), (na.gemeente,)) else f", gemeente {voor.gemeente}"
    return f"eerder {voor.wijkteam}{gemeente}"
