"""An exact test of the difference between two random samples, leaf by leaf, corrected for how many leaves there are."""

from collections.abc import Mapping, Sequence

from dossieraudit.models.vergelijking import Toets
from dossieraudit.vergelijking.richting import RANG, Verdeling

ALFA = 0.05


def fisher(voor: tuple[int, int], na: tuple[int, int]) -> float:
    """The two-sided p of Fisher's exact test for 'x of n' before and after.

    Fisher's test and not Barnard's: both are exact, and Barnard's has somewhat more power where only the sizes of the
    samples were fixed, but it searches for a nuisance parameter numerically, so that its last digits depend on the
    version of the library; Fisher's is one sum of hypergeometric probabilities that anyone can do again by hand. It
    errs on the careful side, the more so as dossiers are drawn without replacement from a finite population.

    Source: R.A. Fisher, 'The Logic of Inductive Inference', Journal of the Royal Statistical Society 98 (1935),
    pp. 39-82; on the choice: A. Agresti, Categorical Data Analysis, 3rd ed. (2013), §3.5. Computed by scipy.
    """
    from scipy.stats import fisher_exact  # half a second to load, and few comparisons need it

    tabel = [[voor[0], voor[1] - voor[0]], [na[0], na[1] - na[0]]]
    return float(fisher_exact(tabel, alternative="two-sided").pvalue)


def holm(waarden: Sequence[float]) -> tuple[float, ...]:
    """The p-values adjusted for testing several at once, in the order given.

    Source: S. Holm, 'A Simple Sequentially Rejective Multiple Test Procedure', Scandinavian Journal of Statistics 6
    (1979), pp. 65-70. Holds whatever the dependence between the leaves.
    """
    volgorde = sorted(range(len(waarden)), key=lambda i: waarden[i])
    aangepast, hoogste = [0.0] * len(waarden), 0.0
    for plaats, i in enumerate(volgorde):
        hoogste = max(hoogste, min(1.0, (len(waarden) - plaats) * waarden[i]))
        aangepast[i] = hoogste
    return tuple(aangepast)


def dichtst_bij_elkaar(voor: Verdeling, na: Verdeling) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """'Meets the norm, of how many' on both sides, what is unknown read so that they differ least.

    None where they may not differ at all: then there is nothing to test.
    """
    goed = RANG["voldoet"]
    (v_min, v_max), (n_min, n_max) = ((kant.minst(goed), kant.meest(goed)) for kant in (voor, na))
    if n_min * voor.n > v_max * na.n:
        return (v_max, voor.n), (n_min, na.n)
    if n_max * voor.n < v_min * na.n:
        return (v_min, voor.n), (n_max, na.n)
    return None


def toets_alle(paren: Mapping[str, tuple[Verdeling, Verdeling]]) -> dict[str, Toets]:
    """The test of every leaf, as one family.

    A leaf whose ranges overlap is tested too, with p = 1: leaving it out afterwards would make the others look surer
    than they are.
    """
    invoer = {blad: dichtst_bij_elkaar(voor, na) for blad, (voor, na) in paren.items()}
    kaal = [1.0 if paar is None else fisher(*paar) for paar in invoer.values()]
    gecorrigeerd = holm(kaal)
    return {
        blad: _toets(paar or _zoals_gevonden(*paren[blad]), p, p_holm)
        for (blad, paar), p, p_holm in zip(invoer.items(), kaal, gecorrigeerd, strict=True)
    }


def _zoals_gevonden(voor: Verdeling, na: Verdeling) -> tuple[tuple[int, int], tuple[int, int]]:
    goed = RANG["voldoet"]
    return (voor.minst(goed), voor.n), (na.minst(goed), na.n)


def _toets(paar: tuple[tuple[int, int], tuple[int, int]], p: float, p_holm: float) -> Toets:
    voor, na = paar
    return Toets(voor=voor, na=na, p=p, p_holm=p_holm, aantoonbaar=p_holm <= ALFA)
