"""Small-cell suppression: which counts of a leaf may be published, at what detail.

A leaf divides the dossiers of the sample over its uitkomsten. Published is the finest division from a fixed ladder of
which every part holds at least `min_cel` dossiers; the parts always make up the whole sample, so that whatever is
left out lies within a part of that size and can be neither derived from totals nor from the other parts. A part
without dossiers is not published either: it says something about everyone.

Two leaves can give away together what neither does alone: where the dossiers of one part lie within those of
another, their difference is a count as well. So a leaf goes down the ladder until no part, nor any sum of parts,
differs by less than `min_cel` dossiers from one within or around it that was published before. Several can do so too:
norms for cases of three kinds leave, together, the few of no kind. So no conditions may divide all but a few either.

The threshold of 5 is the one of which the Glossary of Statistical Disclosure Control speaks under 'threshold rule'
(Statistics Netherlands and others, 2005; https://stats.oecd.org/glossary/detail.asp?ID=7010).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dossieraudit.models.kader import UITKOMSTEN, Indicator, Kader, Uitkomst
from dossieraudit.models.resultaat import DossierResultaat

MIN_CEL = 5
# The smallest threshold that the glossary knows of; with less there would be no point in it.
KLEINSTE_GRENS = 3

Deel = tuple[Uitkomst, ...]

_GEEN_OORDEEL: Deel = ("niet_van_toepassing", "niet_getoetst")
BEOORDEELD: Deel = ("voldoet", "voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar")
# From fine to coarse; each divides all uitkomsten, and each is made of whole parts of the one before it.
LADDER: tuple[tuple[Deel, ...], ...] = (
    (("voldoet",), ("voldoet_gedeeltelijk",), ("voldoet_niet",), ("niet_navolgbaar",), _GEEN_OORDEEL),
    (("voldoet",), ("voldoet_gedeeltelijk",), ("voldoet_niet", "niet_navolgbaar"), _GEEN_OORDEEL),
    (("voldoet", "voldoet_gedeeltelijk"), ("voldoet_niet", "niet_navolgbaar"), _GEEN_OORDEEL),
    (BEOORDEELD, _GEEN_OORDEEL),
)


@dataclass(frozen=True, slots=True)
class Verdeling:
    """What may be published of one leaf: parts of the uitkomsten with their counts; no parts: nothing."""

    blad: str
    delen: tuple[tuple[Deel, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Gekozen:
    """A division that was taken, as sets of dossiers (bits), and the set to which its leaf applies."""

    blad: Indicator
    sommen: tuple[int, ...]
    bereik: tuple[int, int]


def verdelingen(kader: Kader, dossiers: Sequence[DossierResultaat], min_cel: int) -> dict[str, Verdeling]:
    """What may be published of every leaf that dossiers can carry, in the order of the framework."""
    genomen: list[_Gekozen] = []
    gevonden: dict[str, Verdeling] = {}
    for blad in kader.indicatoren:
        if "dossier" not in blad.bewijs:
            continue
        verzamelingen = _verzamelingen(blad, dossiers)
        gevonden[blad.id] = Verdeling(blad.id)
        for delen in LADDER:
            keuze = _veilig(blad, verzamelingen, delen, min_cel)
            if keuze is None or any(_botst(keuze, eerder, min_cel) for eerder in genomen):
                continue
            if not _laat_enkele_over(keuze, genomen, min_cel):
                genomen.append(keuze)
                gevonden[blad.id] = Verdeling(blad.id, tuple(_geteld(verzamelingen, delen)))
                break
    return gevonden


def _verzamelingen(blad: Indicator, dossiers: Sequence[DossierResultaat]) -> dict[Uitkomst, int]:
    """Per uitkomst the dossiers that have it, as bits of a number."""
    gevonden: dict[Uitkomst, int] = dict.fromkeys(UITKOMSTEN, 0)
    for plaats, dossier in enumerate(dossiers):
        gevonden[dossier.uitkomsten[blad.id].uitkomst] |= 1 << plaats
    return gevonden


def _samen(verzamelingen: Mapping[Uitkomst, int], deel: Iterable[Uitkomst]) -> int:
    som = 0
    for uitkomst in deel:
        som |= verzamelingen[uitkomst]
    return som


def _geteld(verzamelingen: Mapping[Uitkomst, int], delen: Iterable[Deel]) -> Iterator[tuple[Deel, int]]:
    for deel in delen:
        if aantal := _samen(verzamelingen, deel).bit_count():
            yield deel, aantal


def _veilig(
    blad: Indicator, verzamelingen: Mapping[Uitkomst, int], delen: Sequence[Deel], min_cel: int
) -> _Gekozen | None:
    """This division, if by itself no part of it is too small."""
    sets = [_samen(verzamelingen, deel) for deel in delen]
    # A norm without conditions applies to every dossier: that nobody is left out is no news.
    if not sets[-1] and not blad.van_toepassing:
        sets.pop()
    if len(sets) < 2 or any(s.bit_count() < min_cel for s in sets):
        return None
    alle = _samen(verzamelingen, UITKOMSTEN)
    sommen = {_som(keuze) for aantal in range(1, len(sets)) for keuze in combinations(sets, aantal)}
    bereik = _samen(verzamelingen, BEOORDEELD), _samen(verzamelingen, _GEEN_OORDEEL)
    return _Gekozen(blad, tuple(sommen - {0, alle}), bereik)


def _som(sets: Iterable[int]) -> int:
    totaal = 0
    for een in sets:
        totaal |= een
    return totaal


def _botst(keuze: _Gekozen, eerder: _Gekozen, min_cel: int) -> bool:
    """Whether two published leaves could be subtracted from each other to give a small count, or none at all.

    Complements are sums of parts too, so parts that nearly make up the whole together are seen as well.
    """
    zelfde_bereik = keuze.blad.van_toepassing == eerder.blad.van_toepassing
    for een in keuze.sommen:
        for ander in eerder.sommen:
            if een & ~ander and ander & ~een:
                continue
            if een == ander and zelfde_bereik and een in keuze.bereik:
                continue  # the same condition, published twice
            if (een ^ ander).bit_count() < min_cel:
                return True
    return False


def _laat_enkele_over(keuze: _Gekozen, genomen: Sequence[_Gekozen], min_cel: int) -> bool:
    """Whether the dossiers of three or more conditions lie apart, and leave fewer than `min_cel` of all of them.

    Only conditions: whether they exclude each other stands in the framework, where everyone can read it. What two
    of them leave, `_botst` has seen.
    """
    alle = _som(keuze.bereik)
    if alle in keuze.bereik:
        return False  # without conditions it lies apart from nothing
    eerder = tuple({verzameling for een in genomen for verzameling in een.bereik})
    return any(_deelt_op(alle & ~een, eerder, min_cel - 1, 2) for een in keuze.bereik)


def _deelt_op(rest: int, sets: Sequence[int], over: int, minstens: int) -> bool:
    """Whether at least so many sets that lie apart hold all of `rest` but at most `over`."""
    if rest.bit_count() <= over:
        return minstens <= 0
    eerste = rest & -rest
    for een in sets:
        if een & eerste and not een & ~rest and _deelt_op(rest & ~een, sets, over, minstens - 1):
            return True
    return over > 0 and _deelt_op(rest & ~eerste, sets, over - 1, minstens)
