"""The one rule that judges a leaf, held against an oracle of its own and against brute force; and the default day."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dossieraudit.expressions.rules import bouw_regels
from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader
from dossieraudit.models.basis import Model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Eis, Uitkomst, Voorwaarde
from dossieraudit.models.rapportregels import RapportBestand
from dossieraudit.scoring import Bladscore, Eiswaarden, Scoring, bekende_uitkomst, beoordeel, laatste_datum
from tests.strategies import dossiers

VAN_SLECHT_NAAR_GOED: tuple[Uitkomst, ...] = ("voldoet_niet", "voldoet_gedeeltelijk", "voldoet")
MEESTE_EISEN = 4


def rang(uitkomst: Uitkomst | None) -> int:
    assert uitkomst is not None
    return VAN_SLECHT_NAAR_GOED.index(uitkomst)


# Written out by hand from the rule in the design: eisen ('1' met, '0' not; 'e' before it where essential) → uitkomst.
TABEL: dict[str, Uitkomst] = {
    "1": "voldoet",
    "0": "voldoet_niet",
    "e1": "voldoet",
    "e0": "voldoet_niet",
    "1 1": "voldoet",
    "1 0": "voldoet_gedeeltelijk",
    "0 1": "voldoet_gedeeltelijk",
    "0 0": "voldoet_niet",
    "e1 1": "voldoet",
    "e1 0": "voldoet_gedeeltelijk",
    "e0 1": "voldoet_niet",
    "e0 0": "voldoet_niet",
    "e1 e1": "voldoet",
    "e1 e0": "voldoet_niet",
    "e0 e0": "voldoet_niet",
    "e1 0 0": "voldoet_gedeeltelijk",
    "1 0 0": "voldoet_gedeeltelijk",
    "e1 e1 0": "voldoet_gedeeltelijk",
    "e1 e0 1": "voldoet_niet",
    "0 0 0": "voldoet_niet",
}


@pytest.mark.parametrize(("geval", "uitkomst"), TABEL.items(), ids=TABEL)
def test_with_everything_known_the_table_holds(geval: str, uitkomst: Uitkomst) -> None:
    eisen = tuple(eis.endswith("1") for eis in geval.split())
    essentieel = tuple(eis.startswith("e") for eis in geval.split())
    assert bekende_uitkomst(eisen, essentieel) == uitkomst
    assert beoordeel(eisen, essentieel, (False,) * len(eisen), True) == Bladscore(uitkomst, eisen=eisen)


def alle_bladen() -> Iterator[tuple[Eiswaarden, tuple[bool, ...]]]:
    """Every leaf of up to four eisen: their values, and which of them are essential."""
    for aantal in range(1, MEESTE_EISEN + 1):
        yield from product(product((True, False, None), repeat=aantal), product((True, False), repeat=aantal))


def invullingen(eisen: Eiswaarden) -> Iterator[tuple[bool, ...]]:
    """Every way in which what is unknown could turn out."""
    return product(*((True, False) if waarde is None else (waarde,) for waarde in eisen))


def test_best_and_worst_case_are_those_of_brute_force() -> None:
    """`hoogstens` and `minstens` are the best and worst uitkomst over all completions; where they meet, that is it."""
    for eisen, essentieel in alle_bladen():
        score = beoordeel(eisen, essentieel, (False,) * len(eisen), True)
        mogelijk = {rang(bekende_uitkomst(invulling, essentieel)) for invulling in invullingen(eisen)}
        if len(mogelijk) == 1:
            assert score == Bladscore(VAN_SLECHT_NAAR_GOED[mogelijk.pop()], eisen=eisen)
        else:
            assert (score.uitkomst, score.reden) == ("niet_navolgbaar", "niet_vastgelegd")
            assert (rang(score.minstens), rang(score.hoogstens)) == (min(mogelijk), max(mogelijk))


def test_learning_a_fact_never_leads_outside_the_range() -> None:
    """And an uitkomst that was certain stays: nothing that is still unknown can overturn it."""
    for eisen, essentieel in alle_bladen():
        mens = (False,) * len(eisen)
        eerst = beoordeel(eisen, essentieel, mens, True)
        for plaats in [i for i, waarde in enumerate(eisen) if waarde is None]:
            for geleerd in (True, False):
                daarna = beoordeel((*eisen[:plaats], geleerd, *eisen[plaats + 1 :]), essentieel, mens, True)
                if eerst.hoogstens is None:
                    assert daarna.uitkomst == eerst.uitkomst
                    continue
                laagste, hoogste = (
                    (rang(daarna.minstens), rang(daarna.hoogstens))
                    if daarna.hoogstens is not None
                    else (rang(daarna.uitkomst), rang(daarna.uitkomst))
                )
                assert rang(eerst.minstens) <= laagste <= hoogste <= rang(eerst.hoogstens)


def test_meeting_one_eis_more_never_makes_it_worse() -> None:
    for aantal in range(1, MEESTE_EISEN + 1):
        for eisen, essentieel in product(product((True, False), repeat=aantal), product((True, False), repeat=aantal)):
            for plaats in [i for i, waarde in enumerate(eisen) if not waarde]:
                beter = (*eisen[:plaats], True, *eisen[plaats + 1 :])
                assert rang(bekende_uitkomst(beter, essentieel)) >= rang(bekende_uitkomst(eisen, essentieel))


def test_an_essential_eis_that_is_not_met_decides() -> None:
    """Whatever the others are, known or not, and also where a person still has to judge one of them."""
    for eisen, essentieel in alle_bladen():
        if any(e and waarde is False for waarde, e in zip(eisen, essentieel, strict=True)):
            for mens in product((True, False), repeat=len(eisen)):
                assert beoordeel(eisen, essentieel, mens, True).uitkomst == "voldoet_niet"


def test_what_only_a_person_can_judge_is_not_untraceable() -> None:
    """Open because of facts: niet navolgbaar. Open for nothing but a person's judgement: niet getoetst."""
    for eisen, essentieel in alle_bladen():
        zonder = beoordeel(eisen, essentieel, (False,) * len(eisen), True)
        for mens in product((True, False), repeat=len(eisen)):
            score = beoordeel(eisen, essentieel, mens, True)
            feiten_open = any(w is None and not m for w, m in zip(eisen, mens, strict=True))
            if zonder.uitkomst == "niet_navolgbaar" and not feiten_open:
                assert score == replace(zonder, uitkomst="niet_getoetst", reden="professioneel_oordeel_nodig")
            else:
                assert score == zonder


def test_where_it_is_unknown_whether_a_leaf_applies_nothing_is_certain() -> None:
    for eisen, essentieel in alle_bladen():
        score = beoordeel(eisen, essentieel, (False,) * len(eisen), None)
        assert (score.uitkomst, score.reden) == ("niet_navolgbaar", "niet_vastgelegd")
        assert None not in (score.minstens, score.hoogstens)


# The default day


GEPLAND = {"gepland_op", "eind", "evaluatie_gepland_op"}
VROEG, LAAT = date(2017, 5, 1), "2019-01-01"


@pytest.mark.parametrize(
    "gepland",
    [
        {"ondersteuningsplan": {"evaluatie_gepland_op": LAAT}},
        {"veiligheidsplannen": [{"id": "p1", "start": str(VROEG), "eind": LAAT}]},
        {"veiligheidsplannen": [{"id": "p1", "evaluaties": [{"id": "e1", "gepland_op": LAAT}]}]},
    ],
    ids=["evaluation of the plan", "end of a safety plan", "evaluation of a safety plan"],
)
def test_a_day_that_lies_ahead_by_intention_is_not_the_default(gepland: dict[str, object]) -> None:
    """Otherwise every term would be over, judged from a future that the file cannot know."""
    dossier = Dossier.model_validate_json(
        json.dumps({"id": "d1", "overdracht": {"ontvangen_op": str(VROEG)}} | gepland)
    )
    assert laatste_datum(dossier) == VROEG


def test_a_file_with_nothing_but_plans_has_no_default() -> None:
    dossier = Dossier.model_validate_json('{"id": "d1", "ondersteuningsplan": {"evaluatie_gepland_op": "2019-01-01"}}')
    assert laatste_datum(dossier) is None


def datums(deel: object) -> Iterator[date]:
    """Every date of a dossier that is not planned, by a walk of its own."""
    if isinstance(deel, date):
        yield deel
    elif isinstance(deel, tuple):
        for item in deel:
            yield from datums(item)
    elif isinstance(deel, Model):
        for naam, waarde in deel:
            if naam not in GEPLAND:
                yield from datums(waarde)


@given(dossiers())
def test_the_default_is_the_last_day_that_the_file_speaks_of(dossier: Dossier) -> None:
    assert laatste_datum(dossier) == max(datums(dossier), default=None)


@given(st.data())
def test_the_default_is_a_day_of_the_file_itself(data: st.DataObject) -> None:
    """The oracle above and the rule could share a blind spot: any dated contact must move it."""
    dag = data.draw(st.dates(date(2010, 1, 1), date(2018, 12, 31)))
    dossier = data.draw(dossiers(frozenset({"contacten"})))
    laatste = laatste_datum(dossier)
    melding = Dossier.model_validate_json(f'{{"id": "x", "contacten": [{{"id": "c9", "datum": "{dag}"}}]}}')
    samen = dossier.model_copy(update={"contacten": (*(dossier.contacten or ()), *(melding.contacten or ()))})
    assert laatste_datum(samen) == max(filter(None, (laatste, dag)))


def test_a_leaf_may_have_any_number_of_conditions() -> None:
    kader = laad_kader().kader
    [thema, *_] = kader.themas
    criterium = thema.criteria[0]
    voorwaarde = Voorwaarde(als="count(contacten) >= 0", anders="buiten_bereik")
    eis = Eis(id="e", tekst="Er is een contact.", als="count(contacten) >= 1")
    blad = criterium.indicatoren[0].model_copy(
        update={"bewijs": ("dossier",), "van_toepassing": (voorwaarde,) * 150, "eisen": (eis,)}
    )
    themas = (thema.model_copy(update={"criteria": (criterium.model_copy(update={"indicatoren": (blad,)}),)}),)
    leeg = {"kenmerken": {}, "oordeel": None, "rapport": RapportBestand()}
    regels, fouten = bouw_regels(kader.model_copy(update={"themas": themas} | leeg))
    assert regels is not None, fouten
    [score] = Scoring(regels).score(Dossier(id="d1", contacten=()), date(2017, 9, 1)).bladen
    assert score.uitkomst == "voldoet_niet"


@pytest.mark.parametrize("kader", beschikbare_kaders())
def test_the_compiled_function_has_no_more_names_than_are_reached_directly(kader: str) -> None:
    """Beyond 256 names each use of one takes Python two steps; this is what keeps scoring within its goal."""
    assert Scoring(laad_kader(kader))._functie.__code__.co_nlocals <= 256
