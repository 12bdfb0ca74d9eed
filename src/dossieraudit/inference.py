"""What a random sample says of the whole it was drawn from: exact intervals for a finite population."""

from collections.abc import Callable


def interval(aantal: int, steekproef: int, populatie: int, betrouwbaarheid: float = 0.95) -> tuple[int, int]:
    """The numbers in the population that `aantal` of `steekproef` drawn without replacement does not rule out.

    Exact, by inverting the two one-sided hypergeometric tests (Clopper and Pearson's way, for a finite population).
    Raises ValueError for counts that cannot be: more hits than draws, or more draws than there are.
    """
    if not 0 <= aantal <= steekproef <= populatie or not steekproef:
        raise ValueError(f"{aantal} of {steekproef} of {populatie}")
    from scipy.stats import hypergeom  # half a second to load, and few reports need it

    staart = (1 - betrouwbaarheid) / 2
    mogelijk = range(aantal, populatie - (steekproef - aantal) + 1)
    # Both tails are monotone in the number of hits in the population, so each bound is found by bisection.
    laagste = _eerste(mogelijk, lambda k: hypergeom.sf(aantal - 1, populatie, k, steekproef) > staart)
    hoogste = _eerste(mogelijk, lambda k: hypergeom.cdf(aantal, populatie, k, steekproef) <= staart) - 1
    return laagste, hoogste


def _eerste(mogelijk: range, voldoet: Callable[[int], bool]) -> int:
    """The first number for which a monotone condition holds; one past the last where it never does."""
    onder, boven = mogelijk.start, mogelijk.stop
    while onder < boven:
        midden = (onder + boven) // 2
        if voldoet(midden):
            boven = midden
        else:
            onder = midden + 1
    return onder
