"""What is not certain stays open: whether a leaf applies at all, and which report is the one that was handed over."""

import json
import re
import shutil
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dossieraudit.data import criteria_dir, examples_dir
from dossieraudit.errors import Invoerfout
from dossieraudit.expressions.sample_rules import RAPPORTSOORTEN
from dossieraudit.judgement import beoordeel_alles
from dossieraudit.loading.bronnen import laad_bronnen
from dossieraudit.loading.dossiers import GeladenDossier, Lading
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.dossier import Dossier, Onderdeel
from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.report.stijl import bereik
from dossieraudit.scoring import Bladscore, Scoring
from dossieraudit.vergelijking.richting import bereik as rangbereik
from tests.conftest import Opdracht

REGELS = laad_kader()
SCORING = Scoring(REGELS)
PEILDATUM = date(2017, 11, 1)
BASIS: dict[str, Any] = yaml.safe_load((criteria_dir() / REGELS.kader.id / "gevallen" / "basis.yaml").read_text())
ORDE: tuple[Klasse, ...] = ("onvoldoende", "matig", "niet_beoordeeld", "voldoende")
SOORTEN = ("na_triage", "na_onderzoek", "na_interventie")


def dossier(id_: str, **delen: Any) -> Dossier:
    """The good dossier of the cases with other parts laid over it."""
    inhoud = deepcopy(BASIS) | {"id": id_}
    for naam, deel in delen.items():
        inhoud[naam] = inhoud[naam] | deel if isinstance(deel, dict) else deel
    return Dossier.model_validate_json(json.dumps(inhoud, default=str))


def toets(*dossiers: Dossier) -> Resultaat:
    """The result of a sample."""
    lading = Lading(tuple(GeladenDossier(d, "d.yaml", None) for d in dossiers))
    return beoordeel_alles(SCORING, lading, PEILDATUM, latere_normen=True)


def soort_onbekend(soort: str | None, gesprek: bool, plan: bool) -> Dossier:
    """A dossier of which it may be unknown whether the leaves for one kind of hand-over apply."""
    return dossier("U", overdracht={"soort": soort, "gesprek_gehouden": gesprek, "plan_overgedragen": plan})


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(SOORTEN), st.booleans(), st.booleans()), max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_an_oordeel_stays_within_its_range_whatever_the_unknown_turns_out_to_be(
    andere: list[tuple[str, bool, bool]], gesprek: bool, plan: bool
) -> None:
    """Also where the leaf then does not apply, so that the dossier falls out of the count."""
    rest = [
        dossier(f"D{i}", overdracht={"soort": s, "gesprek_gehouden": g, "plan_overgedragen": p})
        for i, (s, g, p) in enumerate(andere)
    ]
    open_ = toets(*rest, soort_onbekend(None, gesprek, plan))
    for soort in SOORTEN:
        bekend = toets(*rest, soort_onbekend(soort, gesprek, plan))
        for blad in ("SH2.1", "SH2.2", "SH3.1", "SH3.5"):
            ruim, nauw = open_.indicatoren[blad].oordeel, bekend.indicatoren[blad].oordeel
            assert ruim is not None
            assert nauw is not None
            assert ORDE.index(ruim.minstens) <= ORDE.index(nauw.oordeel) <= ORDE.index(ruim.hoogstens), (blad, soort)


def test_an_open_uitkomst_says_that_the_leaf_may_not_apply() -> None:
    """SH2.2 fails for a hand-over after investigation, and is nothing to judge after triage."""
    gevonden = toets(soort_onbekend(None, False, False)).dossiers[0].uitkomsten["SH2.2"]
    assert (gevonden.uitkomst, gevonden.minstens, gevonden.hoogstens) == (
        "niet_navolgbaar",
        "voldoet_niet",
        "voldoet_niet",
    )
    assert gevonden.misschien_nvt
    assert rangbereik(gevonden) == (0, 2)
    ander = toets(soort_onbekend("na_onderzoek", False, False)).dossiers[0].uitkomsten["SH2.2"]
    assert not ander.misschien_nvt


def test_the_range_in_words() -> None:
    assert bereik(Bladscore("niet_navolgbaar", None, "voldoet", "voldoet_niet")) == "voldoet niet tot voldoet"
    assert (
        bereik(Bladscore("niet_navolgbaar", None, "voldoet_niet", "voldoet_niet", (), True))
        == "voldoet niet of niet van toepassing"
    )


def test_a_judgement_of_a_dossier_over_the_organisation_is_refused(tmp_path: Path) -> None:
    """BS is never scored on a dossier (Bijlage 1): one such judgement would outweigh all interviews."""
    shutil.copytree(examples_dir() / "vlaardingen", tmp_path / "o")
    oordeel = {
        "dossier": "V01",
        "blad": "BS1.1",
        "uitkomst": "voldoet",
        "uitkomst_machine": "niet_getoetst",
        "beoordelaar": "b1",
        "datum": "2017-11-01",
        "motivering": "In dit dossier stond hoe het wijkteam samenwerkt.",
    }
    (tmp_path / "o" / "beoordelingen").mkdir(exist_ok=True)
    (tmp_path / "o" / "beoordelingen" / "bs.yaml").write_text(json.dumps([oordeel]))
    with pytest.raises(Invoerfout) as fout:
        laad_bronnen(tmp_path / "o", REGELS.kader, REGELS.kader.id)
    assert [f.melding for f in fout.value.fouten] == [
        "over blad BS1.1 zegt geen dossier iets: het gaat over de organisatie"
    ]


# Which report is the one that was handed over (§3.3.1–§3.3.3)

KORT: dict[str, Any] = {
    "afsluiting": {"reden": "geen_hulpvraag", "vt_geinformeerd": None, "vt_geinformeerd_op": None},
    "contacten": [
        {"id": "c1", "datum": "2017-03-08", "soort": "telefonisch", "tot_stand_gekomen": True, "gesproken_met": ["m1"]}
    ],
    "veiligheidsrisicos": [{"id": "r1", "betreft": ["k1"], "soort": "huiselijk_geweld", "opgeheven": False}],
}


def melding(id_: str, dag: str | None, **feiten: Any) -> dict[str, Any]:
    """A report to Veilig Thuis of this day."""
    return {"id": id_, "datum": dag, "betrokkenen": ["m1", "v1"], "eerdere_meldingen": 0} | feiten


def kenmerken(*meldingen: dict[str, Any]) -> dict[str, bool | None]:
    """What is found in a dossier that was closed at once, with these reports; the hand-over was on 6 March 2017."""
    return toets(dossier("K", **KORT, meldingen=list(meldingen))).dossiers[0].kenmerken


NU = melding("nu", "2017-02-22", ernst="licht", kinderen_aanwezig=False, datum_incident="2017-02-20")


@pytest.mark.parametrize(
    ("meldingen", "verwacht"),
    [
        ((NU,), False),
        ((NU, melding("oud", "2012-05-01")), True),
        ((NU, melding("later", "2017-08-01")), False),
        ((NU, melding("eens", None)), None),
        ((melding("eens", None),), False),
        ((melding("eens", None) | {"eerdere_meldingen": 1},), True),
        ((NU, melding("later", "2017-08-01", eerdere_meldingen=1)), False),
        ((NU | {"eerdere_meldingen": 1},), True),
    ],
)
def test_an_earlier_report_came_before_the_one_handed_over(meldingen: tuple[Any, ...], verwacht: bool | None) -> None:
    """Where only one is dated, nobody can tell which of the two came first."""
    assert kenmerken(*meldingen)["direct_afgesloten_eerdere_melding"] is verwacht


def test_an_old_report_says_nothing_of_the_one_handed_over() -> None:
    """Not how serious it was, not whether children were there, and not how long the hand-over took."""
    oud = melding("oud", "2012-05-01", ernst="ernstig", kinderen_aanwezig=True, datum_incident="2012-04-01")
    namen = ("direct_afgesloten_ernstig", "kinderen_aanwezig_niet_gesproken", "weken_tussen_incident_en_overdracht")
    assert [kenmerken(NU, oud)[naam] for naam in namen] == [kenmerken(NU)[naam] for naam in namen] == [False] * 3
    zwaar = NU | {"ernst": "ernstig", "kinderen_aanwezig": True, "datum_incident": "2016-11-01"}
    assert [kenmerken(zwaar, oud)[naam] for naam in namen] == [True] * 3
    assert [kenmerken(zwaar)[naam] for naam in namen] == [True] * 3


@pytest.mark.parametrize(("geboortejaar", "kind"), [(2003, True), (1999, True), (1998, False), (None, True)])
def test_who_is_surely_grown_up_is_no_child_that_was_spoken_with(geboortejaar: int | None, kind: bool) -> None:
    """The norms are about young people; a son of thirty who answered the telephone is none (Jeugdwet art. 1.1)."""
    gezin = [
        {"id": "m1", "rol": "moeder", "geboortejaar": 1971},
        {"id": "v1", "rol": "vader", "geboortejaar": 1970},
        {"id": "k1", "rol": "kind", "geboortejaar": geboortejaar},
        {"id": "k2", "rol": "kind", "geboortejaar": 2009},
    ]
    contact = KORT["contacten"][0] | {"gesproken_met": ["k1"], "gezien": []}
    meldingen = [NU | {"kinderen_aanwezig": True}]
    gevonden = toets(dossier("K", **KORT | {"contacten": [contact]}, gezinsleden=gezin, meldingen=meldingen))
    gezien = gevonden.dossiers[0].kenmerken
    assert gezien["direct_afgesloten_kinderen_gesproken"] is kind
    assert gezien["kinderen_aanwezig_niet_gesproken"] is not kind


def test_facts_of_after_the_peildatum_are_said_to_count(dossieraudit: Opdracht) -> None:
    """A dossier is judged as it is, with the terms of that day; what was to come then is no such fact."""
    onderzoek = str(examples_dir() / "vlaardingen")
    assert "na de peildatum" not in dossieraudit("score", onderzoek, "--quiet").fout
    eerder = dossieraudit("score", onderzoek, "--quiet", "--peildatum", "2017-06-01")
    assert eerder.code == 0
    assert "feiten van na de peildatum (1 juni 2017), en die tellen mee: V" in eerder.fout


@pytest.mark.parametrize("delen", [(), get_args(Onderdeel)], ids=["nothing recorded", "nothing supplied"])
def test_where_nothing_is_known_nothing_is_said_to_be_undone(delen: tuple[Onderdeel, ...]) -> None:
    """Not recorded is not 'not done', in no sentence of the report: files that hold nothing show no shortfall."""
    resultaat = toets(*(Dossier(id=naam, niet_aangeleverd=delen) for naam in ("E01", "E02", "E03")))
    zinnen = {zin.id: zin.tekst for soort in RAPPORTSOORTEN for zin in getattr(resultaat, soort)}
    assert "verantwoordelijkheid" in zinnen.pop("gezamenlijke_verantwoordelijkheid")
    assert zinnen
    assert resultaat.oordeel is not None
    assert resultaat.oordeel.oordeel == "onvoldoende"
    open_ = re.compile("niet (in elk dossier |overal )?(na te gaan|te volgen)|geen oordeel|aangetroffen")
    oordelen = (resultaat.oordeel.tekst, *(h.tekst for h in resultaat.hoofdstukken.values()))
    assert not [tekst for tekst in (*zinnen.values(), *oordelen) if not open_.search(tekst)]
