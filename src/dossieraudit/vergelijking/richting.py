"""Better, the same or worse: the one rule, over counts and over verdicts, in three values (docs/decisions/0014).

What is unknown is never the reason for 'verbeterd' or 'verslechterd': each side is a range from its worst to its best
reading, and a direction is given only where every reading of both sides gives it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from dossieraudit.models.kader import Uitkomst
from dossieraudit.models.rapportregels import GEORDENDE_KLASSEN, Klasse
from dossieraudit.models.resultaat import BladUitkomst, KenmerkTelling, Oordeel
from dossieraudit.models.vergelijking import Kenmerkstand, Richting, Waarom

Uitslag = tuple[Richting, Waarom | None]
# From worst to best; the other uitkomsten have no place in that order.
RANG: dict[Uitkomst, int] = {"voldoet_niet": 0, "voldoet_gedeeltelijk": 1, "voldoet": 2}


def bereik(uitkomst: BladUitkomst) -> tuple[int, int] | None:
    """The rank of an uitkomst at worst and at best; None where the leaf does not apply or was not tested.

    An uitkomst that waits for a person counts as unknown, as it applies and may still go either way.
    """
    if uitkomst.uitkomst in RANG:
        return RANG[uitkomst.uitkomst], RANG[uitkomst.uitkomst]
    if uitkomst.uitkomst == "niet_navolgbaar" or uitkomst.reden == "professioneel_oordeel_nodig":
        if uitkomst.misschien_nvt:
            # Whether it counts at all is unknown; that is no better than the best, and no worse than the worst.
            return min(RANG.values()), max(RANG.values())
        # A person who found it untraceable gave no range: then it may be anything.
        return RANG[uitkomst.minstens or "voldoet_niet"], RANG[uitkomst.hoogstens or "voldoet"]
    return None


@dataclass(frozen=True)
class Verdeling:
    """The dossiers of one leaf on one side, by the worst and the best rank that each may have."""

    aantallen: Mapping[tuple[int, int], int]

    @classmethod
    def van(cls, uitkomsten: Iterable[BladUitkomst]) -> "Verdeling":
        """The distribution of these uitkomsten; those that the leaf does not judge are left out."""
        return cls(Counter(b for u in uitkomsten if (b := bereik(u)) is not None))

    @property
    def n(self) -> int:
        """How many dossiers."""
        return sum(self.aantallen.values())

    def minst(self, rang: int) -> int:
        """How many surely have this rank or a better one."""
        return sum(n for (laag, _), n in self.aantallen.items() if laag >= rang)

    def meest(self, rang: int) -> int:
        """How many may have this rank or a better one."""
        return sum(n for (_, hoog), n in self.aantallen.items() if hoog >= rang)

    @property
    def aandelen(self) -> dict[tuple[int, int], Fraction]:
        """The share of every range."""
        return {sleutel: Fraction(n, self.n) for sleutel, n in self.aantallen.items() if n}


def over_dossiers(voor: Verdeling, na: Verdeling) -> Uitslag:
    """Whether a leaf went better, from its dossiers.

    Two shares count: of dossiers that meet the norm, and of those that meet it at least in part. Better: one of them
    rose and the other did not fall, in every reading of what is unknown.
    """
    if not voor.n or not na.n:
        return "niet_te_vergelijken", "niet_beoordeeld"
    if voor.aandelen == na.aandelen:
        return "ongewijzigd", None
    tekens = [
        _tekens((voor.minst(rang), voor.meest(rang), voor.n), (na.minst(rang), na.meest(rang), na.n))
        for rang in (RANG["voldoet"], RANG["voldoet_gedeeltelijk"])
    ]
    return _uitslag({_samen(a, b) for a, b in product(*tekens)}, _zonder_onbekend(voor, na))


def _tekens(voor: tuple[int, int, int], na: tuple[int, int, int]) -> set[int]:
    """Which ways a share may have gone: -1, 0, 1. A side is (surely, possibly, of how many).

    A rise is sure from a whole dossier of the smaller sample on; no difference is sure below one of the larger. What
    lies between may be either.
    """
    laagst = Fraction(na[0], na[2]) - Fraction(voor[1], voor[2])
    hoogst = Fraction(na[1], na[2]) - Fraction(voor[0], voor[2])
    grof, fijn = Fraction(1, min(voor[2], na[2])), Fraction(1, max(voor[2], na[2]))
    mogelijk = set()
    if hoogst >= fijn:
        mogelijk.add(1)
    if laagst <= -fijn:
        mogelijk.add(-1)
    if laagst < grof and hoogst > -grof:
        mogelijk.add(0)
    return mogelijk


def _samen(a: int, b: int) -> int | None:
    """Two signs as one; None where they contradict each other."""
    return None if a * b < 0 else max(-1, min(1, a + b))


def _uitslag(mogelijk: set[int | None], alles_bekend: bool) -> Uitslag:
    namen: dict[int | None, Uitslag] = {
        1: ("verbeterd", None),
        0: ("ongewijzigd", None),
        -1: ("verslechterd", None),
        None: ("niet_te_zeggen", "tegengesteld"),
    }
    if len(mogelijk) == 1:
        return namen[mogelijk.pop()]
    return "niet_te_zeggen", "verschil_te_klein" if alles_bekend else "hangt_af_van_onbekend"


def _zonder_onbekend(*kanten: Verdeling) -> bool:
    return all(laag == hoog for kant in kanten for laag, hoog in kant.aantallen)


def over_uitkomst(voor: BladUitkomst, na: BladUitkomst) -> Uitslag:
    """Whether one leaf of one dossier went better."""
    eerst, dan = bereik(voor), bereik(na)
    if eerst is None or dan is None:
        return "niet_te_vergelijken", "niet_beoordeeld"
    if (voor.uitkomst, eerst) == (na.uitkomst, dan):
        return "ongewijzigd", None
    return _over_bereik(eerst, dan)


def over_oordelen(voor: Oordeel | None, na: Oordeel | None) -> Uitslag:
    """Whether a verdict went better, from what it would be at best and at worst on either side."""
    if voor is None or na is None:
        return "niet_te_vergelijken", "geen_oordeel"
    if "niet_beoordeeld" in (voor.oordeel, na.oordeel):
        return "niet_te_vergelijken", "niet_beoordeeld"
    eerst, dan = _klassebereik(voor), _klassebereik(na)
    if (voor.oordeel, eerst) == (na.oordeel, dan):
        return "ongewijzigd", None
    return _over_bereik(eerst, dan)


def _over_bereik(eerst: tuple[int, int], dan: tuple[int, int]) -> Uitslag:
    if dan[0] > eerst[1]:
        return "verbeterd", None
    if dan[1] < eerst[0]:
        return "verslechterd", None
    if eerst == dan and eerst[0] == eerst[1]:
        return "ongewijzigd", None
    return "niet_te_zeggen", "hangt_af_van_onbekend"


def _klassebereik(oordeel: Oordeel) -> tuple[int, int]:
    """The rank of a verdict at worst and at best; where an extreme was not judged it may be any."""
    klassen: list[Klasse] = [oordeel.oordeel, oordeel.hoogstens, oordeel.minstens]
    if "niet_beoordeeld" in klassen:
        return 0, len(GEORDENDE_KLASSEN) - 1
    rangen = [len(GEORDENDE_KLASSEN) - 1 - GEORDENDE_KLASSEN.index(klasse) for klasse in klassen]
    return min(rangen), max(rangen)


def over_kenmerk(voor: KenmerkTelling, na: KenmerkTelling) -> tuple[Kenmerkstand, Waarom | None]:
    """Whether a kenmerk is true more or less often, whatever is unknown turns out to be."""
    if not voor.totaal or not na.totaal:
        return "niet_te_vergelijken", "niet_beoordeeld"
    delen = [
        tuple(Fraction(getattr(kant, veld), kant.totaal) for veld in ("waar", "onwaar", "onbekend"))
        for kant in (voor, na)
    ]
    if delen[0] == delen[1]:
        return "gelijk", None
    kanten = [(kant.waar, kant.waar + kant.onbekend, kant.totaal) for kant in (voor, na)]
    mogelijk = _tekens(kanten[0], kanten[1])
    namen: dict[int, Kenmerkstand] = {1: "vaker", 0: "gelijk", -1: "minder_vaak"}
    if len(mogelijk) == 1:
        return namen[mogelijk.pop()], None
    bekend = not voor.onbekend and not na.onbekend
    return "niet_te_zeggen", "verschil_te_klein" if bekend else "hangt_af_van_onbekend"
