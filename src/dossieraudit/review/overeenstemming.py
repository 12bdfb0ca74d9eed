"""How far two assessors agree: raw agreement, the table, and Cohen's kappa where there is one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dossieraudit.models.bronnen import Oordeelsvelling

Paar = tuple[str, str]


@dataclass(frozen=True)
class Overeenstemming:
    """Two judgements of each thing, counted: `tabel[a, b]` things that the one called a and the other b."""

    tabel: Mapping[tuple[str, str], int]

    @property
    def aantal(self) -> int:
        """How many things both judged."""
        return sum(self.tabel.values())

    @property
    def gelijk(self) -> int:
        """How many they judged the same."""
        return sum(aantal for (a, b), aantal in self.tabel.items() if a == b)

    @property
    def kappa(self) -> Fraction | None:
        """Cohen's kappa: (Po - Pe) / (1 - Pe), exact; None where it does not exist.

        It does not where both used one and the same category throughout: then chance alone (Pe) explains everything,
        and the quotient is 0 / 0.
        """
        n = self.aantal
        eerste, tweede = Counter[str](), Counter[str]()
        for (a, b), aantal in self.tabel.items():
            eerste[a] += aantal
            tweede[b] += aantal
        toeval = sum(eerste[c] * tweede[c] for c in eerste)
        if not n or toeval == n * n:
            return None
        return Fraction(self.gelijk * n - toeval, n * n - toeval)


def tel(paren: Iterable[tuple[str, str]]) -> Overeenstemming:
    """Count pairs of categories."""
    return Overeenstemming(dict(Counter(paren)))


@dataclass(frozen=True)
class Vergelijking:
    """The judgements of two assessors side by side."""

    namen: tuple[str, str]
    samen: tuple[tuple[Oordeelsvelling, Oordeelsvelling], ...]
    andere_feiten: tuple[tuple[Oordeelsvelling, Oordeelsvelling], ...]
    alleen_eerste: tuple[Oordeelsvelling, ...]
    alleen_tweede: tuple[Oordeelsvelling, ...]

    @property
    def verschillen(self) -> tuple[tuple[Oordeelsvelling, Oordeelsvelling], ...]:
        """What they judged differently."""
        return tuple((a, b) for a, b in self.samen if a.uitkomst != b.uitkomst)

    def over(self, bladen: Iterable[str]) -> Overeenstemming:
        """The agreement over these leaves."""
        gekozen = frozenset(bladen)
        return tel((a.uitkomst, b.uitkomst) for a, b in self.samen if a.blad in gekozen)


def zelfde_feiten(a: Oordeelsvelling, b: Oordeelsvelling) -> bool:
    """Whether two judgements were given over the same facts and norm, as far as that was recorded."""
    afdrukken, normen = {a.vingerafdruk, b.vingerafdruk} - {None}, {a.normafdruk, b.normafdruk} - {None}
    return a.uitkomst_machine == b.uitkomst_machine and len(afdrukken) < 2 and len(normen) < 2


def vergelijk(
    namen: tuple[str, str], eerste: Sequence[Oordeelsvelling], tweede: Sequence[Oordeelsvelling]
) -> Vergelijking:
    """Lay the judgements of two assessors side by side, by dossier and leaf."""
    a, b = ({(o.dossier, o.blad): o for o in oordelen} for oordelen in (eerste, tweede))
    beide = [(a[paar], b[paar]) for paar in sorted(a.keys() & b.keys())]
    return Vergelijking(
        namen,
        tuple(paar for paar in beide if zelfde_feiten(*paar)),
        tuple(paar for paar in beide if not zelfde_feiten(*paar)),
        tuple(a[paar] for paar in sorted(a.keys() - b.keys())),
        tuple(b[paar] for paar in sorted(b.keys() - a.keys())),
    )
