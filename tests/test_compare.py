"""`compare`: before and after, for whoever follows up an onderzoek. Driven as users do, and its rule on its own."""

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from rich.console import Console
from scipy.stats import fisher_exact

from dossieraudit.cli.compare import lees_zijde, uit_resultaat
from dossieraudit.kaders.schemas import schema
from dossieraudit.models.vergelijking import Richting, Vergelijking
from dossieraudit.report.tree import Tabel
from dossieraudit.vergelijking import onderdelen
from dossieraudit.vergelijking.hertoets import bladen_van_hertoets
from dossieraudit.vergelijking.opbouw import vergelijk
from dossieraudit.vergelijking.planning import maak_document as maak_plan
from dossieraudit.vergelijking.scherm import toon
from dossieraudit.vergelijking.voortgang import maak_document
from dossieraudit.vergelijking.zijden import Zijde
from tests.conftest import ROOT, VLAARDINGEN, Opdracht
from tests.rapport_lezen import alle_teksten, koppen, lees, schrijf, toets_getal, toets_schoon
from tests.vervolg_voorbeeld import MAATREGELEN, andere_dossiers, geloot, kopie, vervolg

KADER = "stelseltoezicht-jeugd-2017"
ANDER_KADER = "randvoorwaarden-veiligheid-jeugdigen"
OMGEKEERD: dict[Richting, Richting] = {"verbeterd": "verslechterd", "verslechterd": "verbeterd"}


@pytest.fixture(scope="module")
def mappen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The example as it is, and a year of measures later."""
    map_ = tmp_path_factory.mktemp("compare")
    return kopie(map_ / "voor"), vervolg(map_ / "na", MAATREGELEN)


@pytest.fixture(scope="module")
def zijden(mappen: tuple[Path, Path]) -> tuple[Zijde, Zijde]:
    voor, na = (lees_zijde(map_, None, False) for map_ in mappen)
    return voor, na


@pytest.fixture(scope="module")
def vergelijking(zijden: tuple[Zijde, Zijde]) -> Vergelijking:
    return vergelijk(*zijden)


@pytest.fixture(scope="module")
def gelote_zijden(tmp_path_factory: pytest.TempPathFactory) -> tuple[Zijde, Zijde]:
    """Two samples that were drawn by lot, of other families."""
    map_ = tmp_path_factory.mktemp("geloot")
    voor = lees_zijde(geloot(kopie(map_ / "voor")), None, False)
    return voor, lees_zijde(geloot(andere_dossiers(vervolg(map_ / "na", MAATREGELEN))), None, False)


@pytest.fixture(scope="module")
def resultaat_voor(zijden: tuple[Zijde, Zijde], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `score --format json` writes of the first side."""
    pad = tmp_path_factory.mktemp("json") / "voor.json"
    pad.write_text(zijden[0].resultaat.model_dump_json(), encoding="utf-8")
    return pad


def _richtingen(v: Vergelijking) -> dict[str, Richting]:
    return {b.id: b.richting for b in v.bladen}


# Before and after


def test_the_measures_of_the_example_show_and_nothing_else(vergelijking: Vergelijking) -> None:
    richtingen = _richtingen(vergelijking)
    assert {b for b, r in richtingen.items() if r == "verbeterd"} == {"SH1.1", "TT1.3"}
    assert {b for b, r in richtingen.items() if r not in ("verbeterd", "ongewijzigd")} == {"BS2.1"}
    eerste = vergelijking.bladen[0]
    assert eerste.voor is not None
    assert eerste.na is not None
    assert (eerste.voor.voldoet, eerste.voor.beoordeeld, eerste.voor.niet_navolgbaar) == (1, 11, 2)
    assert (eerste.na.voldoet, eerste.na.beoordeeld, eerste.na.niet_navolgbaar) == (11, 11, 0)


def test_the_sum_over_the_groups_is_that_of_their_leaves(vergelijking: Vergelijking) -> None:
    for groep in vergelijking.groepen:
        assert sum(groep.richtingen.values()) == len(groep.bladen), groep.id
    [totaal] = vergelijking.groep("totaal")
    assert len(totaal.bladen) == len(vergelijking.bladen)


def test_an_onderzoek_beside_itself_is_unchanged_everywhere(zijden: tuple[Zijde, Zijde]) -> None:
    for zijde in zijden:
        v = vergelijk(zijde, zijde)
        # What nobody judged, on either side, is said to be so.
        niet = [b for b in v.bladen if b.richting != "ongewijzigd"]
        assert [(b.id, b.waarom) for b in niet] == [("BS2.1", "niet_beoordeeld")]
        assert {g.richting for g in v.groepen} <= {"ongewijzigd", "niet_te_vergelijken"}
        assert {k.stand for k in v.kenmerken} <= {"gelijk", "niet_te_vergelijken"}
        assert {r.stand for r in v.risicos} == {"gebleven"}
        for dossier in v.dossiers:
            assert {b.richting for b in dossier.bladen.values()} <= {"ongewijzigd", "niet_te_vergelijken"}


def test_swapping_before_and_after_swaps_better_and_worse(
    zijden: tuple[Zijde, Zijde], vergelijking: Vergelijking
) -> None:
    terug = _richtingen(vergelijk(zijden[1], zijden[0]))
    assert terug == {b: OMGEKEERD.get(r, r) for b, r in _richtingen(vergelijking).items()}


def test_each_dossier_on_both_sides_is_followed(vergelijking: Vergelijking) -> None:
    per_id = {d.id: d for d in vergelijking.dossiers}
    assert len(per_id) == 20
    assert per_id["V05"].met("verbeterd") == ("SH1.1", "TT1.3")
    assert per_id["V12"].met("verbeterd") == ()
    assert not any(d.met("verslechterd") for d in per_id.values())
    # Its hand-over could not be followed before: it may have been complete then too.
    assert per_id["V10"].bladen["SH1.1"].waarom == "hangt_af_van_onbekend"


def test_the_same_id_with_another_hand_over_is_another_dossier(mappen: tuple[Path, Path], tmp_path: Path) -> None:
    na = tmp_path / "na"
    shutil.copytree(mappen[0], na)
    dossier = lees(na / "dossiers" / "V08.yaml")
    dossier["overdracht"]["ontvangen_op"] = "2017-04-25"
    schrijf(na / "dossiers" / "V08.yaml", dossier)
    v = vergelijk(lees_zijde(mappen[0], None, False), lees_zijde(na, None, False))
    assert v.verantwoording.andere_overdracht == ("V08",)
    assert "V08" not in {d.id for d in v.dossiers}


def test_risks_appear_and_disappear_with_what_they_rest_on(zijden: tuple[Zijde, Zijde]) -> None:
    """The first side without one of its risks: swapped, that risk is new."""
    r = zijden[0].resultaat
    zonder = uit_resultaat(r.model_copy(update={"risicos": r.risicos[1:]}), "zonder.json")
    heen = {x.id: x for x in vergelijk(zijden[0], zonder).risicos}
    terug = {x.id: x for x in vergelijk(zonder, zijden[0]).risicos}
    weg = r.risicos[0].id
    assert (heen[weg].stand, terug[weg].stand) == ("verdwenen", "nieuw")
    assert {x.stand for x in heen.values() if x.id != weg} == {"gebleven"}
    assert heen[weg].bladen, "a reader has to see on which leaves it rests"


def alleen(naar: Path, *dossiers: str) -> Path:
    """The example with these dossiers alone, and what a person judged left out."""
    kopie(naar)
    shutil.rmtree(naar / "beoordelingen")
    for pad in (naar / "dossiers").glob("*.yaml"):
        if pad.stem not in dossiers:
            pad.unlink()
    return naar


def test_a_risk_that_is_gone_is_put_down_to_the_unknown_only_where_something_is(tmp_path: Path) -> None:
    """V07 had a waiting list and V08 has none: nothing about it is untraceable, it just could not be judged."""
    voor, na = (lees_zijde(alleen(tmp_path / id_, id_), None, False) for id_ in ("V07", "V08"))
    v = vergelijk(voor, na)
    [wachtlijst] = [r for r in v.risicos if r.id == "wachtlijst_zonder_zicht"]
    assert (wachtlijst.stand, wachtlijst.zeker, wachtlijst.waarom) == ("verdwenen", False, "niet_beoordeeld")
    teksten = "\n".join(alle_teksten(maak_document(v)))
    assert "zeker is dat niet, door een norm of kenmerk eronder (niet aan beide kanten beoordeeld)" in teksten
    assert "hangt af van wat niet navolgbaar is" not in teksten


def test_another_uitkomst_without_a_direction_is_not_called_the_same(tmp_path: Path) -> None:
    """The norm on reporting back no longer applies to the one dossier: neither better nor worse, and not the same."""
    voor, na = alleen(tmp_path / "voor", "V07"), alleen(tmp_path / "na", "V07")
    dossier = lees(na / "dossiers" / "V07.yaml")
    dossier["terugmelding"] = {"onvoldoende_mogelijkheden": False, "pogingen": []}
    dossier["vindplaatsen"] = {}
    schrijf(na / "dossiers" / "V07.yaml", dossier)
    v = vergelijk(lees_zijde(voor, None, False), lees_zijde(na, None, False))
    assert [blad for blad, b in v.dossiers[0].bladen.items() if b.voor != b.na] == ["SH2.1"]
    teksten = "\n".join(alle_teksten(maak_document(v)))
    assert "is geen uitkomst anders" not in teksten
    assert "In het ene dossier is wel een uitkomst anders, maar niet als beter of slechter te lezen." in teksten
    assert "Beide berusten op hetzelfde ene dossier." in teksten
    assert "hetzelfde en gaan er" in teksten
    assert "0 van 0" not in teksten, "what is asked of no dossier on either side does not differ"


def test_dossiers_without_a_difference_are_counted_among_all(zijden: tuple[Zijde, Zijde]) -> None:
    teksten = "\n".join(alle_teksten(maak_document(vergelijk(zijden[0], zijden[0]))))
    assert "In alle twintig de dossiers is geen uitkomst anders." in teksten


def test_one_norm_that_is_left_out_of_the_figure_is_singular(
    vergelijking: Vergelijking, monkeypatch: pytest.MonkeyPatch
) -> None:
    anders = [b for b in vergelijking.bladen if b.richting in ("verbeterd", "verslechterd", "niet_te_zeggen")]
    monkeypatch.setattr(onderdelen, "MEEST_IN_FIGUUR", sum(b.grond == "dossiers" for b in anders) - 1)
    assert "Nog één norm staat alleen in de tabellen." in "\n".join(alle_teksten(maak_document(vergelijking)))


def test_a_norm_that_became_insufficient_is_not_called_still_insufficient(zijden: tuple[Zijde, Zijde]) -> None:
    teksten = "\n".join(alle_teksten(maak_document(vergelijk(*zijden))))
    assert "Nog onvoldoende" not in teksten
    assert "Onvoldoende, en zonder maatregel of alleen met een vervallen maatregel, zijn bij de tweede" in teksten


# What may be said beyond the dossiers


def test_a_second_look_counts_the_tests_that_it_shows(gelote_zijden: tuple[Zijde, Zijde]) -> None:
    """The correction is over every leaf; that one of the others differs is not denied."""
    v = vergelijk(*gelote_zijden, hertoets=True)
    getoond = sum(b.toets is not None for b in v.bladen)
    assert 1 < getoond < v.verantwoording.getoetst
    scherm = Console(file=io.StringIO(), width=1000, highlight=False)
    toon(v, console=scherm)
    wat = f"Holm over {v.verantwoording.getoetst} bladen): {getoond} bladen, waarvan "
    een = v.model_copy(update={"bladen": tuple(b for b in v.bladen if b.toets is not None)[:1]})
    toon(een, console=scherm)
    tekst = scherm.file.getvalue()  # type: ignore[attr-defined]
    assert wat in tekst
    assert "bladen): 1 blad, waarvan " in tekst
    geen = v.model_copy(update={"bladen": tuple(b.model_copy(update={"toets": None}) for b in v.bladen)})
    assert "bij geen enkele norm van de hertoets is dat aantoonbaar" in "\n".join(alle_teksten(maak_document(geen)))


def test_without_a_stated_random_draw_there_is_no_test(vergelijking: Vergelijking) -> None:
    assert vergelijking.verantwoording.getoetst == 0
    assert "Niet vastgelegd" in (vergelijking.verantwoording.geen_toets or "")
    assert all(b.toets is None for b in vergelijking.bladen)


def test_two_random_draws_are_tested_and_the_same_dossiers_are_not(
    gelote_zijden: tuple[Zijde, Zijde], tmp_path: Path
) -> None:
    voor, na = gelote_zijden
    zelfde = lees_zijde(geloot(vervolg(tmp_path / "zelfde")), None, False)
    assert "dezelfde dossiers" in (vergelijk(voor, zelfde).verantwoording.geen_toets or "")
    v = vergelijk(voor, na)
    assert (v.verantwoording.geen_toets, v.verantwoording.getoetst) == (None, 23)
    toetsen = {b.id: b.toets for b in v.bladen if b.toets is not None}
    assert {b for b, t in toetsen.items() if t.aantoonbaar} == {"SH1.1"}
    assert toetsen["SH1.1"].p == pytest.approx(float(fisher_exact([[2, 9], [11, 0]])[1]))
    assert toetsen["SH1.1"].p_holm == pytest.approx(23 * toetsen["SH1.1"].p)
    # A second look picks leaves for their bad result; the family stays that of all leaves.
    beperkt = {b.id: b.toets for b in vergelijk(voor, na, hertoets=True).bladen}
    assert beperkt["SH1.1"] == toetsen["SH1.1"]


def test_a_draw_by_stratum_is_tested_only_where_one_stratum_is_judged(tmp_path: Path) -> None:
    strata = [
        {"soort": "na_triage", "populatie": 30, "aantal": 11},
        {"soort": "na_onderzoek", "populatie": 15, "aantal": 7},
        {"soort": "na_interventie", "populatie": 5, "aantal": 2},
    ]
    zijden = []
    for map_ in (geloot(kopie(tmp_path / "voor")), geloot(andere_dossiers(vervolg(tmp_path / "na")))):
        onderzoek = lees(map_ / "onderzoek.yaml")
        onderzoek["steekproef"] = {"populatie": 50, "aselect": True, "strata": strata}
        schrijf(map_ / "onderzoek.yaml", onderzoek)
        zijden.append(lees_zijde(map_, None, False))
    v = vergelijk(*zijden)
    getoetst = {b.id for b in v.bladen if b.toets is not None}
    assert "SH1.1" in getoetst, "only hand-overs after triage"
    assert "TT1.1" not in getoetst, "both kinds of hand-over, which do not weigh the same"


def test_a_result_on_its_own_cannot_tell_how_the_dossiers_were_chosen(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], resultaat_voor: Path
) -> None:
    afloop = dossieraudit("compare", resultaat_voor, mappen[1])
    assert (afloop.code, afloop.fout) == (0, "")
    assert "zegt niet hoe de dossiers zijn gekozen" in " ".join(afloop.uit.split())
    assert "+ verbeterd" in afloop.uit


# Changes of framework and profile


@pytest.fixture(scope="module")
def met_profiel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    map_ = kopie(tmp_path_factory.mktemp("profiel") / "profiel")
    onderzoek = map_ / "onderzoek.yaml"
    onderzoek.write_text(onderzoek.read_text(encoding="utf-8") + "profiel: profiel.yaml\n", encoding="utf-8")
    return map_


def test_leaves_of_a_profile_stand_on_one_side_and_make_nothing_better(
    zijden: tuple[Zijde, Zijde], met_profiel: Path
) -> None:
    v = vergelijk(zijden[0], lees_zijde(met_profiel, None, False))
    assert v.verantwoording.normen == "gewijzigd"
    assert any("profiel" in regel for regel in v.verantwoording.normverschillen)
    eigen = {b.id for b in v.bladen if b.waarom == "ontbreekt"}
    assert eigen == {"VL1.1", "VL1.2", "VL2.1", "VL2.2", "VL3.1"}
    assert {b.richting for b in v.bladen if b.id not in eigen | {"BS2.1"}} == {"ongewijzigd"}, "the same dossiers"
    for groep in v.groepen:
        if eigen.intersection(groep.bladen):
            assert groep.richting == "niet_te_vergelijken", groep.id


def test_a_result_of_an_unknown_framework_is_not_compared_leaf_by_leaf(zijden: tuple[Zijde, Zijde]) -> None:
    r = zijden[0].resultaat
    ander = r.model_copy(update={"kader": r.kader.model_copy(update={"sha256": "0" * 64})})
    v = vergelijk(uit_resultaat(ander, "oud.json"), zijden[0])
    assert v.verantwoording.normen == "onbekend"
    assert {(b.richting, b.waarom) for b in v.bladen} == {("niet_te_vergelijken", "norm_onbekend")}
    assert {x.stand for x in v.risicos} == {"niet_te_vergelijken"}


def test_one_framework_over_both_gives_the_real_change(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], met_profiel: Path
) -> None:
    afloop = dossieraudit("compare", mappen[0], met_profiel, "--met-kader", KADER, "--format", "json")
    v = Vergelijking.model_validate_json(afloop.uit)
    assert (afloop.code, v.verantwoording.normen, v.verantwoording.met_kader) == (0, "gelijk", KADER)
    assert {b.richting for b in v.bladen if b.id != "BS2.1"} == {"ongewijzigd"}


def test_a_changed_norm_is_told_apart_from_a_changed_practice(
    zijden: tuple[Zijde, Zijde], mappen: tuple[Path, Path], tmp_path: Path
) -> None:
    """A longer term is a parameter in another file than the leaf, and another norm for that leaf alone."""
    kader = tmp_path / "kader"
    shutil.copytree(ROOT / "criteria" / KADER, kader)
    pad = kader / "parameters.yaml"
    parameters = lees(pad)
    parameters["veiligheidsinschatting_dagen"]["waarde"] += 1
    schrijf(pad, parameters)
    v = vergelijk(zijden[0], lees_zijde(mappen[1], str(kader), False))
    gewijzigd = {b.id for b in v.bladen if b.waarom == "norm_gewijzigd"}
    assert "TT1.3" in gewijzigd, "better in facts, and by another norm"
    assert _richtingen(v)["SH1.1"] == "verbeterd", "the same norm on both sides"
    assert any("veiligheidsinschatting_dagen" in regel for regel in v.verantwoording.normverschillen)
    for groep in v.groepen:
        if gewijzigd.intersection(groep.bladen):
            assert (groep.richting, groep.waarom) == ("niet_te_vergelijken", "norm_gewijzigd"), groep.id


def test_the_last_chapter_is_named_for_its_subject(zijden: tuple[Zijde, Zijde]) -> None:
    v = vergelijk(*zijden)
    assert [g.titel for g in v.groepen if g.soort == "hoofdstuk"][-1] == "Borgen van samenhang in het lokale stelsel"
    assert "3.5 Borgen van samenhang in het lokale stelsel" in koppen(maak_document(v))


# A second look


def test_a_second_look_holds_what_was_insufficient_and_what_has_a_measure(zijden: tuple[Zijde, Zijde]) -> None:
    v = vergelijk(*zijden, hertoets=True)
    onvoldoende = {
        blad
        for blad, telling in zijden[0].resultaat.indicatoren.items()
        if telling.oordeel is not None and telling.oordeel.oordeel == "onvoldoende"
    }
    # M1 is about TT1.2 too, which was not insufficient; M3 about BS2.1 lapsed.
    assert {b.id for b in v.bladen} == onvoldoende | {"TT1.2"}
    assert v.groepen == ()
    assert all(set(d.bladen) <= {b.id for b in v.bladen} for d in v.dossiers)


def test_what_a_second_look_takes_can_be_asked_before_there_is_one(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], tmp_path: Path
) -> None:
    afloop = dossieraudit("compare", mappen[1], "--hertoets")
    assert (afloop.code, afloop.fout) == (0, "")
    assert afloop.uit.startswith("Hertoets van Borgen van veiligheid")
    bladen = bladen_van_hertoets(lees_zijde(mappen[1], None, False))
    for blad in bladen:
        assert f"{blad.id} {blad.titel}" in afloop.uit
    assert "heeft een maatregel" in afloop.uit
    assert dossieraudit("compare", mappen[1], "--hertoets", "-o", tmp_path, "--format", "md").code == 0
    assert "Wat de hertoets bevat" in (tmp_path / "hertoets.md").read_text(encoding="utf-8")


@pytest.fixture
def niets_beoordeeld(tmp_path: Path) -> Path:
    """One dossier that holds nothing, by a framework that leaves unjudged what nobody was asked about."""
    map_ = tmp_path / "niets"
    map_.mkdir()
    onderzoek = {"naam": "Niets", "gemeente": "Testdorp", "wijkteam": "Wijkteam Test", "kader": ANDER_KADER}
    schrijf(map_ / "onderzoek.yaml", onderzoek | {"peildatum": "2017-11-01"})
    (map_ / "dossiers").mkdir()
    schrijf(map_ / "dossiers" / "L1.yaml", {"id": "L1"})
    return map_


def test_a_second_look_does_not_call_unjudged_norms_sufficient(niets_beoordeeld: Path) -> None:
    """Nor does it head a table of nothing, or say that much was untraceable of the one dossier there is."""
    plan = maak_plan(lees_zijde(niets_beoordeeld, None, False))
    teksten = "\n".join(alle_teksten(plan))
    assert "Geen enkele norm kon worden beoordeeld, en er is geen geldende verbetermaatregel" in teksten
    assert "op hun slechtst waren zij onvoldoende, omdat niet alles vaststond." in teksten
    assert koppen(plan) == ["Samenvatting"]


def test_norms_that_dossiers_say_nothing_of_have_no_dossiers_with_a_shortcoming(tmp_path: Path) -> None:
    zijde = lees_zijde(alleen(tmp_path / "V08", "V08"), None, False)
    assert not any(blad.tekort or blad.niet_navolgbaar for blad in bladen_van_hertoets(zijde))
    teksten = "\n".join(alle_teksten(maak_plan(zijde)))
    assert "In geen dossier is over deze normen een tekort gevonden." in teksten
    assert "In deze dossiers" not in teksten


def test_a_dossier_that_cannot_be_followed_is_no_shortcoming_of_a_second_look(
    dossieraudit: Opdracht, mappen: tuple[Path, Path]
) -> None:
    zijde = lees_zijde(mappen[0], None, False)
    bladen = {blad.id: blad for blad in bladen_van_hertoets(zijde)}
    uitkomsten = {d.id: d.uitkomsten["SH1.1"].uitkomst for d in zijde.resultaat.dossiers}
    stil = tuple(d for d, uitkomst in uitkomsten.items() if uitkomst == "niet_navolgbaar")
    assert bladen["SH1.1"].niet_navolgbaar == stil == ("V04", "V10")
    assert {uitkomsten[d] for d in bladen["SH1.1"].tekort} == {"voldoet_niet", "voldoet_gedeeltelijk"}
    assert "niet navolgbaar in V04," in dossieraudit("compare", mappen[0], "--hertoets").uit
    plan = maak_plan(zijde)
    assert not any("tekort" in kop for kop in koppen(plan))
    (tabel,) = (b for b in plan.blokken if isinstance(b, Tabel) and b.bijschrift == "Dossiers per norm")
    assert [kolom.kop for kolom in tabel.kolommen][1:] == ["Voldoet niet of gedeeltelijk", "Niet navolgbaar"]
    assert tabel.rijen[0][2].tekst == "V04, V10"


# What users see


@pytest.mark.parametrize(
    ("argumenten", "melding"),
    [
        (["voor"], "er ontbreekt een tweede onderzoek"),
        (["voor", "voor", "voor"], "--gemeenten"),
        (["voor", "voor", "--format", "csv"], "formaat 'csv' bestaat niet"),
        (["voor", "voor", "--format", "json,md"], "geef die met -o"),
        (["voor", "{json}", "--met-kader", KADER], "vraagt mappen"),
        (["--gemeenten", "--hertoets", "voor", "voor"], "past niet bij --gemeenten"),
        (["--gemeenten", "--hernoemd", "voor", "voor"], "past niet bij --gemeenten"),
        (["voor", "--hertoets", "--hernoemd"], "er is maar één onderzoek"),
        (["voor", "nergens.json"], "is er niet"),
        (["voor", "--hertoets", "--format", "xlsx"], "is er niet als xlsx"),
        (["voor", "voor/dossiers"], "is geen onderzoek"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_does(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], resultaat_voor: Path, argumenten: list[str], melding: str
) -> None:
    echt = [a.replace("{json}", str(resultaat_voor)) for a in argumenten]
    echt = [str(mappen[0]) + a[4:] if a.startswith("voor") else a for a in echt]
    afloop = dossieraudit("compare", *echt)
    assert afloop.code == 2
    assert melding in afloop.fout


def test_the_screen_shows_every_leaf_with_both_counts(dossieraudit: Opdracht, mappen: tuple[Path, Path]) -> None:
    afloop = dossieraudit("compare", *mappen)
    assert (afloop.code, afloop.fout) == (0, "")
    regels = {r.split()[0]: " ".join(r.split()) for r in afloop.uit.splitlines() if r[:1].isupper() and "." in r[:7]}
    assert regels["SH1.1"].endswith("1/11 G2 ?2 11/11 + verbeterd")
    assert len([r for r in regels if "." in r]) >= 26
    assert all(len(regel) <= 80 for regel in afloop.uit.splitlines() if "compare" not in regel)
    assert "M1: Veiligheid inschatten met een instrument: in uitvoering, te laat" in " ".join(afloop.uit.split())
    assert dossieraudit("compare", *mappen, "--quiet").uit == ""


def test_every_format_is_written_the_same_twice(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], tmp_path: Path
) -> None:
    soorten = "html,md,docx,odt,pdf,xlsx,json"
    for keer in ("een", "twee"):
        assert dossieraudit("compare", *mappen, "-o", tmp_path / keer, "--format", soorten, "-q").code == 0
    namen = sorted(p.name for p in (tmp_path / "een").iterdir())
    assert namen == sorted(f"voortgang.{soort}" for soort in soorten.split(","))
    for naam in namen:
        assert (tmp_path / "een" / naam).read_bytes() == (tmp_path / "twee" / naam).read_bytes(), naam
    inhoud = json.loads((tmp_path / "een" / "voortgang.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema("vergelijking")).validate(inhoud)
    _toets_werkmap((tmp_path / "een" / "voortgang.xlsx").read_bytes(), inhoud)


def _toets_werkmap(inhoud: bytes, gegevens: dict[str, Any]) -> None:
    werkmap = openpyxl.load_workbook(io.BytesIO(inhoud))
    rijen = list(werkmap["Normen"].iter_rows(min_row=2, values_only=True))
    assert [rij[0] for rij in rijen] == [b["id"] for b in gegevens["bladen"]]
    assert [rij[4] for rij in rijen] == [b["voor"]["voldoet"] for b in gegevens["bladen"]]
    assert len(list(werkmap["Maatregelen"].iter_rows(min_row=2))) == len(gegevens["maatregelen"])
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        assert not any(b"<f>" in archief.read(naam) for naam in archief.namelist() if "sheet" in naam)


def test_the_progress_report_reads_as_a_report(vergelijking: Vergelijking) -> None:
    document = maak_document(vergelijking)
    toets_schoon(document)
    toets_getal(document)
    teksten = " ".join(alle_teksten(document))
    for kop in ("1 Wat is vergeleken", "2 Oordelen", "3 Bevindingen per norm", "5 Verbetermaatregelen"):
        assert kop in koppen(document)
    assert "zijn er twee verbeterd, 23 ongewijzigd en is er één niet te vergelijken" in teksten
    assert "Op de peildatum (1 november 2017) is één maatregel te laat: M1." in teksten


def test_every_kind_of_progress_report_is_clean_dutch(
    zijden: tuple[Zijde, Zijde], gelote_zijden: tuple[Zijde, Zijde], met_profiel: Path, tmp_path: Path
) -> None:
    """No leftovers, and counts that agree with their nouns, whatever was compared with what."""
    r = zijden[0].resultaat
    vreemd = r.model_copy(update={"kader": r.kader.model_copy(update={"id": "eigen", "sha256": "0" * 64})})
    een = [lees_zijde(geloot(kopie(tmp_path / n), aselect=False), ANDER_KADER, False) for n in ("a", "b")]
    met_ontheffing = lees_zijde(_met_ontheffing(kopie(tmp_path / "e")), None, False)
    for v in (
        vergelijk(*zijden, hertoets=True),
        vergelijk(zijden[1], zijden[0]),
        vergelijk(zijden[0], lees_zijde(met_profiel, None, False)),
        vergelijk(uit_resultaat(vreemd, "oud.json"), zijden[1]),
        vergelijk(een[0], een[1], met_kader=ANDER_KADER),
        vergelijk(*gelote_zijden),
        vergelijk(zijden[0], met_ontheffing),
    ):
        document = maak_document(v)
        toets_schoon(document)
        toets_getal(document)
    for zijde in (*zijden, een[0]):
        toets_schoon(maak_plan(zijde))
        toets_getal(maak_plan(zijde))


def _met_ontheffing(map_: Path) -> Path:
    tekst = """\
ontheffingen:
  - {dossier: V05, blad: TT1.3, eigenaar: teamleider, reden: De training komt nog., tot: 2017-12-31}
"""
    (map_ / "ontheffingen.yaml").write_text(tekst, encoding="utf-8")
    return map_


def test_a_waiver_is_shown_and_changes_nothing(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], tmp_path: Path
) -> None:
    na = _met_ontheffing(kopie(tmp_path / "na"))
    afloop = dossieraudit("compare", mappen[0], na)
    assert "Na: ontheffing voor TT1.3 (teamleider, tot en met 31 december 2017; geldt)" in " ".join(afloop.uit.split())
    assert "+ verbeterd" not in afloop.uit
    v = Vergelijking.model_validate_json(dossieraudit("compare", mappen[0], na, "--format", "json").uit)
    assert [o.blad for o in v.na.ontheffingen] == ["TT1.3"]


@pytest.mark.parametrize(
    "anders", [{"gemeente": "Elders"}, {"wijkteam": "Wijkteam Zuid"}, {"gemeente": "Elders", "wijkteam": "Zuid"}]
)
def test_two_teams_are_no_before_and_after_of_one(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], tmp_path: Path, anders: dict[str, str]
) -> None:
    """A report would call the difference between two teams the progress of the second."""
    na = kopie(tmp_path / "na")
    onderzoek = lees(na / "onderzoek.yaml")
    schrijf(na / "onderzoek.yaml", onderzoek | anders)
    afloop = dossieraudit("compare", mappen[0], na, "-o", tmp_path / "uit")
    assert (afloop.code, afloop.uit, (tmp_path / "uit").exists()) == (2, "", False)
    for naam in (*anders.values(), onderzoek["gemeente"], onderzoek["wijkteam"], "--gemeenten", "--hernoemd"):
        assert naam in afloop.fout


def test_a_team_with_a_new_name_is_compared_on_purpose_and_named_by_both(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], tmp_path: Path
) -> None:
    na = kopie(tmp_path / "na")
    onderzoek = lees(na / "onderzoek.yaml")
    schrijf(na / "onderzoek.yaml", onderzoek | {"wijkteam": "Wijkteam Zuid"})
    afloop = dossieraudit("compare", mappen[0], na, "--hernoemd")
    assert afloop.code == 0
    samen = f"Wijkteam Zuid, gemeente {onderzoek['gemeente']} (eerder {onderzoek['wijkteam']})"
    assert samen in " ".join(afloop.uit.split())
    assert "--hernoemd -o voortgang/" in afloop.uit
    assert dossieraudit("compare", mappen[0], na, "--hernoemd", "-o", tmp_path / "v.md", "-q").code == 0
    tekst = (tmp_path / "v.md").read_text(encoding="utf-8")
    assert samen in tekst
    assert f"Dit rapport vergelijkt bij Wijkteam Zuid (eerder {onderzoek['wijkteam']}) " in tekst


def test_what_does_not_say_whom_it_is_about_is_compared(
    dossieraudit: Opdracht, resultaat_voor: Path, tmp_path: Path
) -> None:
    """So is a name that differs in capitals and spaces alone."""
    na = kopie(tmp_path / "na")
    onderzoek = lees(na / "onderzoek.yaml")
    schrijf(na / "onderzoek.yaml", onderzoek | {"wijkteam": "Wijkteam Zuid"})
    assert dossieraudit("compare", resultaat_voor, na, "-q").code == 0
    schrijf(na / "onderzoek.yaml", onderzoek | {"wijkteam": f" {onderzoek['wijkteam'].upper()}"})
    afloop = dossieraudit("compare", VLAARDINGEN, na)
    assert (afloop.code, "eerder" in afloop.uit) == (0, False)


def test_sides_in_the_wrong_order_are_noticed(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], tmp_path: Path
) -> None:
    vroeger = kopie(tmp_path / "vroeger")
    onderzoek = lees(vroeger / "onderzoek.yaml") | {"peildatum": "2017-10-31"}
    schrijf(vroeger / "onderzoek.yaml", onderzoek)
    assert "Staan zij in de goede volgorde?" in dossieraudit("compare", mappen[0], vroeger).fout
    assert dossieraudit("compare", vroeger, mappen[0]).fout == ""


def test_there_are_no_percentages_below_twenty_cases(vergelijking: Vergelijking) -> None:
    cellen = [tekst for tekst in alle_teksten(maak_document(vergelijking)) if "%" in tekst]
    assert cellen
    assert all("van 20 (" in cel for cel in cellen)


def test_the_leaves_that_changed_are_pictured_before_beside_after(vergelijking: Vergelijking) -> None:
    [figuur] = [b for b in maak_document(vergelijking).blokken if type(b).__name__ == "Staven"]
    assert [naam for naam, _ in figuur.staven] == ["SH1.1 vóór", "SH1.1 na", "TT1.3 vóór", "TT1.3 na"]  # type: ignore[union-attr]


def test_a_rejected_dossier_is_named_and_gives_code_three(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], tmp_path: Path
) -> None:
    na = tmp_path / "na"
    shutil.copytree(mappen[0], na)
    (na / "dossiers" / "stuk.yaml").write_text("id: X\nonbekend: 1\n", encoding="utf-8")
    afloop = dossieraudit("compare", mappen[0], na)
    assert afloop.code == 3
    assert "stuk.yaml" in afloop.fout
    assert "20 dossiers (1 afgekeurd)" in " ".join(afloop.uit.split())


def test_a_comparison_that_would_hold_a_bsn_is_not_written(
    dossieraudit: Opdracht, mappen: tuple[Path, Path], tmp_path: Path
) -> None:
    """In no format: the text of a PDF cannot be read back, so the same document is read as Markdown."""
    na = tmp_path / "gezin 999990019"
    shutil.copytree(mappen[0], na)
    for formaat in ("html", "md", "docx", "odt", "pdf", "xlsx", "json"):
        afloop = dossieraudit("compare", mappen[0], na, "-o", tmp_path / "uit", "--format", formaat)
        assert (afloop.code, list((tmp_path / "uit").glob("*"))) == (3, []), formaat
