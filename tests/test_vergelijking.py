"""Better, the same or worse: the rule of `compare` on its own, and its exact test, held against other ways."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from dossieraudit.models.resultaat import BladUitkomst, Oordeel
from dossieraudit.models.vergelijking import Richting
from dossieraudit.vergelijking.richting import Verdeling, over_dossiers, over_oordelen, over_uitkomst
from dossieraudit.vergelijking.toets import fisher, holm, toets_alle

OMGEKEERD: dict[Richting, Richting] = {"verbeterd": "verslechterd", "verslechterd": "verbeterd"}


# The rule


def _u(uitkomst: str, minstens: str | None = None, hoogstens: str | None = None) -> BladUitkomst:
    return BladUitkomst.model_validate({"uitkomst": uitkomst, "minstens": minstens, "hoogstens": hoogstens})


V, G, N = _u("voldoet"), _u("voldoet_gedeeltelijk"), _u("voldoet_niet")
OPEN = _u("niet_navolgbaar", "voldoet_niet", "voldoet")
HALF_OPEN = _u("niet_navolgbaar", "voldoet_gedeeltelijk", "voldoet")
NVT = _u("niet_van_toepassing")
WACHT = BladUitkomst(
    uitkomst="niet_getoetst", reden="professioneel_oordeel_nodig", minstens="voldoet_niet", hoogstens="voldoet"
)
ANDERE_BRON = BladUitkomst(uitkomst="niet_getoetst", reden="andere_bron")


@pytest.mark.parametrize(
    ("voor", "na", "verwacht"),
    [
        ([N] * 10, [V] * 10, ("verbeterd", None)),
        ([N] * 10, [G] * 10, ("verbeterd", None)),
        ([V] * 10, [V] * 9 + [N], ("verslechterd", None)),
        ([N] * 10, [N] * 9 + [V], ("verbeterd", None)),
        # One dossier more was found to meet the norm, and ten are open: they could have been either.
        ([N] * 5 + [OPEN] * 5, [N] * 4 + [V] + [OPEN] * 5, ("niet_te_zeggen", "hangt_af_van_onbekend")),
        # What was open before turned out well: it may have been so all along.
        ([OPEN] * 5, [V] * 5, ("niet_te_zeggen", "hangt_af_van_onbekend")),
        # Even with everything open at its best, before was worse.
        ([N] * 9 + [OPEN], [V] * 9 + [OPEN], ("verbeterd", None)),
        ([N] * 10, [HALF_OPEN] * 10, ("verbeterd", None)),
        # What waits for a person is as open as what cannot be followed.
        ([N] * 2 + [WACHT] * 8, [V] * 2 + [WACHT] * 8, ("niet_te_zeggen", "hangt_af_van_onbekend")),
        ([G] * 4, [V] * 2 + [N] * 2, ("niet_te_zeggen", "tegengesteld")),
        ([V] + [N] * 10, [V] + [N] * 9, ("ongewijzigd", None)),
        ([V] * 3 + [N] * 6, [V] * 8 + [N] * 12, ("niet_te_zeggen", "verschil_te_klein")),
        ([V, N], [V, V, N, N], ("ongewijzigd", None)),
        ([V, OPEN, N], [V, OPEN, N], ("ongewijzigd", None)),
        ([NVT, NVT], [V, N], ("niet_te_vergelijken", "niet_beoordeeld")),
        ([ANDERE_BRON], [ANDERE_BRON], ("niet_te_vergelijken", "niet_beoordeeld")),
    ],
)
def test_a_leaf_goes_better_only_where_every_reading_of_the_unknown_says_so(
    voor: list[BladUitkomst], na: list[BladUitkomst], verwacht: tuple[str, str | None]
) -> None:
    assert over_dossiers(Verdeling.van(voor), Verdeling.van(na)) == verwacht


UITKOMSTEN = st.sampled_from([V, G, N, OPEN, HALF_OPEN, WACHT, NVT])
STEEKPROEF = st.lists(UITKOMSTEN, max_size=7)


@settings(max_examples=150, deadline=None)
@given(STEEKPROEF)
def test_what_is_compared_with_itself_is_unchanged_or_was_not_judged(uitkomsten: list[BladUitkomst]) -> None:
    verdeling = Verdeling.van(uitkomsten)
    verwacht = "ongewijzigd" if verdeling.n else "niet_te_vergelijken"
    assert over_dossiers(verdeling, verdeling)[0] == verwacht


@settings(max_examples=150, deadline=None)
@given(STEEKPROEF, STEEKPROEF)
def test_swapping_the_sides_swaps_the_direction(voor: list[BladUitkomst], na: list[BladUitkomst]) -> None:
    heen, terug = (
        over_dossiers(*paar)
        for paar in (
            (Verdeling.van(voor), Verdeling.van(na)),
            (Verdeling.van(na), Verdeling.van(voor)),
        )
    )
    assert (OMGEKEERD.get(heen[0], heen[0]), heen[1]) == terug


def _lezingen(uitkomsten: list[BladUitkomst]) -> list[list[BladUitkomst]]:
    """Every way in which what is open may turn out."""
    orde = {"voldoet_niet": N, "voldoet_gedeeltelijk": G, "voldoet": V}
    namen = list(orde)
    keuzes = [
        [orde[n] for n in namen[namen.index(u.minstens) : namen.index(u.hoogstens) + 1]]
        if u.minstens and u.hoogstens
        else [u]
        for u in uitkomsten
    ]
    return [list(keuze) for keuze in product(*keuzes)]


@settings(max_examples=60, deadline=None)
@given(st.lists(UITKOMSTEN, max_size=4), st.lists(UITKOMSTEN, max_size=4))
def test_a_direction_survives_whatever_the_unknown_turns_out_to_be(
    voor: list[BladUitkomst], na: list[BladUitkomst]
) -> None:
    """The oracle: fill in everything that is open in every way, and compare what is then known in full."""
    richting, _ = over_dossiers(Verdeling.van(voor), Verdeling.van(na))
    if richting in ("verbeterd", "verslechterd"):
        for eerst, dan in product(_lezingen(voor), _lezingen(na)):
            assert over_dossiers(Verdeling.van(eerst), Verdeling.van(dan))[0] == richting


def _oordeel(oordeel: str, minstens: str, hoogstens: str) -> Oordeel:
    return Oordeel.model_validate(
        {"oordeel": oordeel, "minstens": minstens, "hoogstens": hoogstens, "regel": "r", "uitleg": "u", "gronden": {}}
    )


@pytest.mark.parametrize(
    ("voor", "na", "verwacht"),
    [
        (("onvoldoende",) * 3, ("matig",) * 3, "verbeterd"),
        (("voldoende",) * 3, ("matig",) * 3, "verslechterd"),
        (("matig", "onvoldoende", "voldoende"), ("matig", "onvoldoende", "voldoende"), "ongewijzigd"),
        # Better on paper, and no more than that.
        (("onvoldoende", "onvoldoende", "matig"), ("matig", "matig", "voldoende"), "niet_te_zeggen"),
        (("onvoldoende",) * 3, ("matig", "onvoldoende", "voldoende"), "niet_te_zeggen"),
        (("niet_beoordeeld",) * 3, ("matig",) * 3, "niet_te_vergelijken"),
    ],
)
def test_a_verdict_goes_better_only_if_its_worst_beats_the_best_of_before(
    voor: tuple[str, str, str], na: tuple[str, str, str], verwacht: str
) -> None:
    assert over_oordelen(_oordeel(*voor), _oordeel(*na))[0] == verwacht


def test_a_dossier_goes_better_by_its_own_range() -> None:
    assert over_uitkomst(N, HALF_OPEN) == ("verbeterd", None)
    assert over_uitkomst(OPEN, V) == ("niet_te_zeggen", "hangt_af_van_onbekend")
    assert over_uitkomst(OPEN, OPEN) == ("ongewijzigd", None)
    assert over_uitkomst(NVT, V) == ("niet_te_vergelijken", "niet_beoordeeld")


# The test


@pytest.mark.parametrize(
    ("voor", "na"), [((1, 11), (11, 11)), ((3, 14), (5, 14)), ((0, 9), (0, 12)), ((7, 20), (15, 22)), ((2, 3), (3, 3))]
)
def test_fishers_test_is_that_of_scipy(voor: tuple[int, int], na: tuple[int, int]) -> None:
    tabel = [[voor[0], voor[1] - voor[0]], [na[0], na[1] - na[0]]]
    assert fisher(voor, na) == pytest.approx(float(fisher_exact(tabel)[1]), rel=1e-12)


def test_fishers_test_of_the_lady_tasting_tea() -> None:
    """Fisher's own example: all four right of four, 2/70 two-sided."""
    assert fisher((4, 4), (0, 4)) == pytest.approx(2 / 70)


def test_holms_correction_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.9, 0.8]) == pytest.approx((1.0, 1.0))
    assert holm([]) == ()


def test_what_is_unknown_is_read_so_that_the_test_is_least_likely_to_find_something() -> None:
    voor, na = Verdeling.van([N] * 9 + [OPEN] * 2), Verdeling.van([V] * 10 + [OPEN])
    toets = toets_alle({"A1.1": (voor, na), "A1.2": (voor, voor)})
    assert (toets["A1.1"].voor, toets["A1.1"].na) == ((2, 11), (10, 11))
    assert toets["A1.1"].p == pytest.approx(float(fisher_exact([[2, 9], [10, 1]])[1]))
    assert toets["A1.1"].p_holm == pytest.approx(2 * toets["A1.1"].p), "both leaves belong to the family"
    assert (toets["A1.2"].p, toets["A1.2"].aantoonbaar) == (1.0, False)
    # At its best far above, at its worst below: they may be equal, so there is nothing to find.
    twijfel = toets_alle({"A1.1": (Verdeling.van([V] * 8 + [N] * 3), Verdeling.van([N] * 2 + [OPEN] * 9))})
    assert twijfel["A1.1"].p == 1.0


def test_a_share_is_compared_as_a_fraction_not_as_a_float() -> None:
    """A third is a third, in three dossiers and in thirty."""
    drie, dertig = Verdeling.van([V, N, N]), Verdeling.van([V] * 10 + [N] * 20)
    assert drie.aandelen[(2, 2)] == Fraction(1, 3)
    assert over_dossiers(drie, dertig) == ("ongewijzigd", None)
