"""The interval for a finite population: exact, and it contains the truth as often as it says."""

from math import comb

import pytest

from dossieraudit.inference import interval


def _kans(gevonden: int, treffers: int, steekproef: int, populatie: int) -> float:
    """The chance of so many hits in a sample, from the definition of the hypergeometric distribution."""
    if gevonden > treffers or steekproef - gevonden > populatie - treffers:
        return 0.0
    return comb(treffers, gevonden) * comb(populatie - treffers, steekproef - gevonden) / comb(populatie, steekproef)


def _zoekend(aantal: int, steekproef: int, populatie: int) -> tuple[int, int]:
    """Every possible number in the population held against both tails, one by one."""
    mogelijk = [
        k
        for k in range(aantal, populatie - steekproef + aantal + 1)
        if sum(_kans(x, k, steekproef, populatie) for x in range(aantal, steekproef + 1)) > 0.025
        and sum(_kans(x, k, steekproef, populatie) for x in range(aantal + 1)) > 0.025
    ]
    return mogelijk[0], mogelijk[-1]


@pytest.mark.parametrize(("steekproef", "populatie"), [(1, 1), (1, 7), (5, 12), (20, 20), (20, 64), (9, 200)])
def test_bounds_are_those_of_trying_every_number(steekproef: int, populatie: int) -> None:
    for aantal in range(steekproef + 1):
        assert interval(aantal, steekproef, populatie) == _zoekend(aantal, steekproef, populatie)


@pytest.mark.parametrize("treffers", [0, 1, 9, 20, 39, 40])
def test_holds_the_truth_in_at_least_95_of_100_draws(treffers: int) -> None:
    steekproef, populatie = 12, 40
    gedekt = sum(
        _kans(x, treffers, steekproef, populatie)
        for x in range(steekproef + 1)
        if _kans(x, treffers, steekproef, populatie)
        and interval(x, steekproef, populatie)[0] <= treffers <= interval(x, steekproef, populatie)[1]
    )
    assert gedekt >= 0.95


def test_a_sample_of_everything_leaves_no_doubt() -> None:
    assert interval(7, 20, 20) == (7, 7)


@pytest.mark.parametrize(("aantal", "steekproef", "populatie"), [(3, 2, 9), (-1, 2, 9), (1, 9, 8), (0, 0, 5)])
def test_impossible_counts_are_refused(aantal: int, steekproef: int, populatie: int) -> None:
    with pytest.raises(ValueError, match="of"):
        interval(aantal, steekproef, populatie)
