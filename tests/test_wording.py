"""Words for counts: the word fits, n of N stands beside it, and the grammar follows the count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossieraudit.loading.kaders import laad_kader
from dossieraudit.wording import Telling, getalwoord, passende_woorden, past_woord, verkeerde_plaatsen, vul_in

WOORDKEUS = laad_kader().kader.woordkeus
AANTALLEN = st.integers(1, 200).flatmap(lambda totaal: st.tuples(st.integers(0, totaal), st.just(totaal)))


def zin(tekst: str, aantal: int, totaal: int) -> str:
    """A text with one count, named t.x."""
    return vul_in(tekst, {"t.x": Telling("t.x", aantal, totaal)}, WOORDKEUS)


@given(AANTALLEN)
def test_every_count_has_a_word_and_shows_its_denominator(telling: tuple[int, int]) -> None:
    """Whatever the count, a word fits and 'n van de N' stands beside it."""
    aantal, totaal = telling
    assert passende_woorden(WOORDKEUS, aantal, totaal)
    assert f"({aantal} van de {totaal})" in zin("{t.x|woord dossier/dossiers}", aantal, totaal)


@given(AANTALLEN)
def test_words_do_not_contradict_their_count(telling: tuple[int, int]) -> None:
    """No count of nought or all, or on the wrong side of half, may carry a word that says otherwise."""
    aantal, totaal = telling
    past = {woord.woord: past_woord(woord.woord, Telling("t", aantal, totaal), WOORDKEUS) for woord in WOORDKEUS}
    assert past["geen"] is (aantal == 0)
    assert past["alle"] is (aantal == totaal)
    assert past["de helft"] is (2 * aantal == totaal)
    assert not (past["minder dan de helft"] and 2 * aantal >= totaal)
    assert not (past["een merendeel"] and 2 * aantal <= totaal)
    assert not (past["vrijwel alle"] and aantal == totaal)
    assert not (past["één"] and aantal != 1)


@pytest.mark.parametrize(
    ("tekst", "aantal", "totaal", "verwacht"),
    [
        ("in {t.x} dossiers {is/zijn} dit zo", 7, 11, "In zeven van de elf dossiers zijn dit zo"),
        ("{t.x|woord dossier/dossiers} {is/zijn} leeg", 1, 9, "Eén dossier (1 van de 9) is leeg"),
        ("{t.x|woord dossier/dossiers} {is/zijn} leeg", 0, 9, "Geen dossiers (0 van de 9) zijn leeg"),
        ("{t.x|woord dossier/dossiers}", 7, 11, "Een groot deel van de dossiers (7 van de 11)"),
        ("{t.x|woord medewerker/medewerkers} {zegt/zeggen}", 8, 8, "Alle medewerkers (8 van de 8) zeggen"),
        ("{t.x}", 0, 7, "Geen van de zeven"),
        ("{t.x|n} en {t.x|N} en {t.x|cijfers}", 3, 21, "Drie en 21 en 3 van de 21"),
        ("in {t.x|cijfers geval/gevallen}", 0, 2, "In 0 van de 2 gevallen"),
        ("in {t.x|cijfers geval/gevallen}", 1, 1, "In het enige geval"),
        ("in {t.x|cijfers geval/gevallen}", 0, 1, "In geen enkel geval"),
        ("volgens {t.x|cijfers medewerker/medewerkers}", 1, 1, "Volgens de enige medewerker"),
    ],
)
def test_sentences(tekst: str, aantal: int, totaal: int, verwacht: str) -> None:
    """Numbers up to twenty in words, singular for one, plural for the rest."""
    assert zin(tekst, aantal, totaal) == verwacht


def test_wrong_placeholders_are_named() -> None:
    """What is neither a count nor a pair of words is told apart, so that a framework with it does not load."""
    assert verkeerde_plaatsen("{t.x} {is/zijn} {t.x|woord a/b} {weg} {a/b/c} {t.x|groot}") == (
        "weg",
        "a/b/c",
        "t.x|groot",
    )
    with pytest.raises(KeyError):
        vul_in("{t.y}", {}, WOORDKEUS)
    with pytest.raises(ValueError, match="is/zijn"):
        vul_in("{is/zijn}", {}, WOORDKEUS)


def test_numbers_beyond_twenty_stand_in_figures() -> None:
    """Twenty is written out, twenty-one is not."""
    assert (getalwoord(20), getalwoord(21)) == ("twintig", "21")


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("{t.x|woord dossier/dossiers}.", "Geen dossiers (0 van de 5; in 4 niet na te gaan)."),
        (
            "Aanwezig in {t.x} dossiers.",
            "Aanwezig in geen van de vijf dossiers. In vier dossiers is dit niet na te gaan.",
        ),
        (
            "{t.y} en {t.x|cijfers}.",
            "Eén van de twee en 0 van de 5. In vier dossiers is het tweede aantal niet na te gaan.",
        ),
        ("{t.y} keer.", "Eén van de twee keer."),
    ],
)
def test_a_count_says_what_it_does_not_know(tekst: str, verwacht: str) -> None:
    """Nought of five is another thing where of four more nobody knows: not recorded is not 'not so'."""
    tellingen = {"t.x": Telling("t.x", 0, 5, 4), "t.y": Telling("t.y", 1, 2)}
    assert vul_in(tekst, tellingen, WOORDKEUS) == verwacht


def test_the_sixth_count_is_called_the_sixth() -> None:
    tellingen = {f"t.{letter}": Telling(f"t.{letter}", 1, 2, int(letter == "f")) for letter in "abcdefg"}
    tekst = vul_in(" ".join(f"{{{naam}|n}}" for naam in tellingen), tellingen, WOORDKEUS)
    assert tekst.endswith("In één dossier is het 6e aantal niet na te gaan.")
