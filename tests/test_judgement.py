"""From scores to oordelen: declared rules, denominators, sensitivity, other sources, and a person over the machine."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossieraudit.data import examples_dir
from dossieraudit.judgement import beoordeel_alles
from dossieraudit.judgement.sources import verhouding
from dossieraudit.judgement.verdict import kloof, oordeel_over_blad
from dossieraudit.loading.bronnen import Bronnen, laad_bronnen
from dossieraudit.loading.dossiers import GeladenDossier, Lading, laad_dossiers
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.bronnen import Oordeelsvelling
from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.models.rapportregels import GEORDENDE_KLASSEN, Klasse
from dossieraudit.models.resultaat import Antwoordtelling, BladTelling, Resultaat
from dossieraudit.scoring import Scoring

PAD = examples_dir() / "vlaardingen"
REGELS = laad_kader()
SCORING = Scoring(REGELS)
PEILDATUM = date(2017, 11, 1)
BLADEN = {i.id: i for i in REGELS.kader.indicatoren}


def lading() -> Lading:
    """The twenty dossiers of the reference case."""
    return laad_dossiers(PAD)


def telling(**aantallen: int) -> BladTelling:
    """Counts of one leaf."""
    return BladTelling(**aantallen)


def oordeel(blad: str, tel: BladTelling, uitersten: tuple[BladTelling, BladTelling] | None = None) -> Any:
    """The verdict on a leaf with these counts and no other sources."""
    best, slechtst = uitersten or (tel, tel)
    return oordeel_over_blad(REGELS.steekproef, BLADEN[blad], tel, ([best], [slechtst]), (), ()).praktijk


def test_a_norm_for_all_cases_breaks_on_one_dossier() -> None:
    """SH2.2 is universal: nineteen good dossiers and one that fails is not sufficient; SH3.1 is not universal."""
    assert BLADEN["SH2.2"].universeel
    assert not BLADEN["SH3.1"].universeel
    assert oordeel("SH2.2", telling(voldoet=20)).oordeel == "voldoende"
    assert oordeel("SH2.2", telling(voldoet=19, voldoet_niet=1)).oordeel != "voldoende"
    assert oordeel("SH3.1", telling(voldoet=19, voldoet_niet=1)).oordeel == "voldoende"


def test_untraceable_counts_against_what_had_to_be_visible() -> None:
    """For a 'zichtbaar' leaf untraceable is not shown; for 'aannemelijk' another source may carry it."""
    assert BLADEN["SH3.1"].werkwoord == "zichtbaar"
    assert BLADEN["IZ2.2"].werkwoord == "aannemelijk"
    half = telling(voldoet=7, niet_navolgbaar=3)
    assert oordeel("SH3.1", half).oordeel == "matig"
    assert oordeel("IZ2.2", half).oordeel == "voldoende"


def test_nothing_seen_is_no_verdict() -> None:
    """Without dossiers, interviews or documents a leaf is not judged; it is not 'insufficient'."""
    assert oordeel("SH3.1", telling(niet_van_toepassing=20)).oordeel == "niet_beoordeeld"
    assert oordeel("BS1.1", telling(niet_getoetst=20)).oordeel == "niet_beoordeeld"


@settings(deadline=None)
@given(
    st.sampled_from(sorted(set(BLADEN) - {"BS1.1", "BS1.2", "BS2.1"})),
    st.lists(st.integers(0, 6), min_size=4, max_size=4),
    st.integers(0, 3),
)
def test_a_better_dossier_never_worsens_a_verdict(blad: str, aantallen: list[int], van: int) -> None:
    """Moving one dossier to a better uitkomst leaves the class as it was or improves it."""
    volgorde = ("voldoet_niet", "voldoet_gedeeltelijk", "voldoet")
    namen = dict(zip((*volgorde, "niet_navolgbaar"), aantallen, strict=True))
    slechter = volgorde[min(van, 1)]
    if not namen[slechter]:
        return
    beter = namen | {slechter: namen[slechter] - 1}
    beter[volgorde[min(van, 1) + 1]] += 1
    klassen: list[Klasse] = [oordeel(blad, telling(**n)).oordeel for n in (namen, beter)]
    assert GEORDENDE_KLASSEN.index(klassen[1]) <= GEORDENDE_KLASSEN.index(klassen[0])


def test_sensitivity_spans_the_verdict() -> None:
    """Every oordeel of the example lies between its best and its worst case, and says by which rule it came."""
    resultaat = beoordeel_alles(SCORING, lading(), PEILDATUM)
    alle = [t.oordeel for t in resultaat.indicatoren.values()] + [*resultaat.criteria.values()]
    alle += [*resultaat.themas.values(), resultaat.oordeel]
    beweegt = 0
    for o in alle:
        assert o is not None
        assert o.regel
        assert o.uitleg
        if "niet_beoordeeld" in (o.oordeel, o.hoogstens, o.minstens):
            continue
        hoog, midden, laag = (GEORDENDE_KLASSEN.index(k) for k in (o.hoogstens, o.oordeel, o.minstens))
        assert hoog <= midden <= laag
        beweegt += hoog != laag
    assert beweegt, "no verdict of the example depends on what cannot be followed; the test shows nothing"


def test_overall_verdict_of_the_reference_case() -> None:
    """§7.1: not yet sufficient and must be improved; no total score is computed anywhere."""
    resultaat = beoordeel_alles(SCORING, lading(), PEILDATUM, laad_bronnen(PAD, REGELS.kader))
    assert resultaat.oordeel is not None
    assert resultaat.oordeel.oordeel == "onvoldoende"
    assert "nog niet voldoende en moet worden verbeterd" in resultaat.oordeel.tekst
    assert all(h.praktijk.oordeel == "onvoldoende" for nr, h in resultaat.hoofdstukken.items() if nr in "3456")
    assert not {"score", "punten", "cijfer"} & set(resultaat.oordeel.gronden)


@pytest.mark.parametrize(
    ("goed", "niet", "steun", "tegen", "verwacht"),
    [
        (0, 10, 8, 0, "tegenspraak"),
        (10, 0, 0, 8, "tegenspraak"),
        (10, 0, 8, 0, "eens"),
        (5, 5, 8, 0, "eens"),
        (10, 0, 0, 0, "een_bron"),
        (0, 0, 4, 1, "een_bron"),
        (0, 0, 0, 0, "geen_bron"),
    ],
)
def test_sources_agree_or_contradict_by_their_majority(
    goed: int, niet: int, steun: int, tegen: int, verwacht: str
) -> None:
    """Two sources contradict only where most dossiers and most answers point in opposite directions."""
    antwoord = Antwoordtelling(vraag="v", groep="g", antwoorden={}, gevraagd=steun + tegen, steun=steun, tegen=tegen)
    assert verhouding(telling(voldoet=goed, voldoet_niet=niet), [antwoord]) == verwacht


def test_the_gap_needs_both_sides() -> None:
    """Policy against practice: only where policy is better, and never where one side was not judged."""
    assert kloof("onvoldoende", "voldoende")
    assert kloof("onvoldoende", "matig")
    assert not kloof("voldoende", "voldoende")
    assert not kloof("voldoende", "onvoldoende")
    assert not kloof("niet_beoordeeld", "voldoende")
    assert not kloof("onvoldoende", "niet_beoordeeld")


def met_beoordeling(uitkomst_machine: str, **anders: Any) -> Resultaat:
    """The example with one judgement by a person over V07, SH3.1."""
    vast: Mapping[str, Any] = {
        "dossier": "V07",
        "blad": "SH3.1",
        "beoordelaar": "b1",
        "datum": date(2017, 11, 20),
        "uitkomst": "voldoet_gedeeltelijk",
        "motivering": "De kinderen zijn op school gezien; dat staat op een los blad.",
        "uitkomst_machine": uitkomst_machine,
    }
    velling = Oordeelsvelling.model_validate({**vast, **anders})
    return beoordeel_alles(SCORING, lading(), PEILDATUM, Bronnen(beoordelingen=(velling,)))


def test_a_person_overrules_the_machine_and_it_shows() -> None:
    """The person's uitkomst counts; the engine's own stays beside it, with who, when and why."""
    zonder = beoordeel_alles(SCORING, lading(), PEILDATUM)
    met = met_beoordeling("voldoet_niet")
    u = next(d for d in met.dossiers if d.id == "V07").uitkomsten["SH3.1"]
    assert (u.uitkomst, u.beoordeling and u.beoordeling.uitkomst_machine) == ("voldoet_gedeeltelijk", "voldoet_niet")
    assert u.beoordeling is not None
    assert (u.beoordeling.beoordelaar, u.beoordeling.verouderd) == ("b1", False)
    voor, na = zonder.indicatoren["SH3.1"], met.indicatoren["SH3.1"]
    assert (na.voldoet_niet, na.voldoet_gedeeltelijk) == (voor.voldoet_niet - 1, voor.voldoet_gedeeltelijk + 1)
    assert all(zonder.indicatoren[b] == met.indicatoren[b] for b in BLADEN if b != "SH3.1")


def test_what_a_person_cannot_follow_leaves_the_oordeel_as_open_as_what_the_rules_cannot() -> None:
    """Where every dossier is untraceable in the eyes of a person, no oordeel 'stays as it is'."""
    machine = beoordeel_alles(SCORING, lading(), PEILDATUM)
    oordelen = tuple(
        Oordeelsvelling.model_validate(
            {
                "dossier": dossier.id,
                "blad": "TT1.3",
                "beoordelaar": "b1",
                "datum": date(2017, 11, 20),
                "uitkomst": "niet_navolgbaar",
                "motivering": "Uit het dossier is dit niet op te maken.",
                "uitkomst_machine": dossier.uitkomsten["TT1.3"].uitkomst,
            }
        )
        for dossier in machine.dossiers
    )
    telling = beoordeel_alles(SCORING, lading(), PEILDATUM, Bronnen(beoordelingen=oordelen)).indicatoren["TT1.3"]
    assert telling.niet_navolgbaar == len(machine.dossiers)
    assert (telling.oordeel.hoogstens, telling.oordeel.minstens) == ("voldoende", "onvoldoende")


def test_a_judgement_over_other_facts_is_stale_and_not_applied() -> None:
    """When the engine now says something else than the person saw, the judgement is shown as stale and waits."""
    u = next(d for d in met_beoordeling("niet_navolgbaar").dossiers if d.id == "V07").uitkomsten["SH3.1"]
    assert u.uitkomst == "voldoet_niet"
    assert u.beoordeling is not None
    assert u.beoordeling.verouderd
    assert u.beoordeling.uitkomst == "voldoet_gedeeltelijk"


def test_a_judgement_over_a_missing_dossier_is_reported() -> None:
    """Nothing that a person wrote is dropped in silence."""
    resultaat = met_beoordeling("voldoet_niet", dossier="V99")
    assert [(a.invoer, "V99" in a.fouten[0].melding) for a in resultaat.afgekeurd] == [("beoordelingen", True)]


def test_norms_that_came_later_are_refused_unless_asked_for(tmp_path: Path) -> None:
    """A dossier judged on a day before the framework held is rejected with the way out in the message."""
    del tmp_path
    eerder = date(2016, 12, 31)
    geweigerd = beoordeel_alles(SCORING, lading(), eerder)
    assert (len(geweigerd.dossiers), len(geweigerd.afgekeurd)) == (0, 20)
    assert "gelden vanaf 2017-01-01" in geweigerd.afgekeurd[0].fouten[0].melding
    assert len(beoordeel_alles(SCORING, lading(), eerder, latere_normen=True).dossiers) == 20


def test_counts_add_up_to_the_sample() -> None:
    """Every dossier has exactly one uitkomst on every leaf, judgements by persons included."""
    resultaat = beoordeel_alles(SCORING, lading(), PEILDATUM, laad_bronnen(PAD, REGELS.kader))
    for blad, tel in resultaat.indicatoren.items():
        assert sum(getattr(tel, u) for u in UITKOMSTEN) == 20, blad


def test_the_same_input_gives_the_same_bytes() -> None:
    """Nothing reads the clock: two runs give one JSON."""
    bronnen = laad_bronnen(PAD, REGELS.kader)
    een, twee = (beoordeel_alles(SCORING, lading(), PEILDATUM, bronnen).model_dump_json() for _ in range(2))
    assert een == twee


def test_an_unknown_condition_says_nothing() -> None:
    """Without interviews and documents no sentence rests on them: a share of nothing is unknown, not nought."""
    leeg = beoordeel_alles(SCORING, Lading(dossiers=_geen()), PEILDATUM)
    assert not leeg.risicos
    assert not leeg.bevindingen


def _geen() -> tuple[GeladenDossier, ...]:
    return ()
