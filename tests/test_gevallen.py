"""Every shipped framework keeps to its own cases, and they show everything that it can come to."""

import shutil
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dossieraudit.gevallen import Proef, beproef, laad_proeven
from dossieraudit.kaders.proeven import Proefverslag, als_tekst, beproef_kader
from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader
from dossieraudit.scoring import Scoring
from tests.conftest import VLAARDINGEN, Opdracht

KADERS = beschikbare_kaders()
PROEVEN = [(naam, proef) for naam, map_ in KADERS.items() for proef in laad_proeven(map_, laad_kader(naam).kader)]


@cache
def scoring(kader: str) -> Scoring:
    """One compiled framework for all cases."""
    return Scoring(laad_kader(kader))


@cache
def verslag(kader: str) -> Proefverslag:
    return beproef_kader(scoring(kader).regels, [proef for naam, proef in PROEVEN if naam == kader])


@pytest.mark.parametrize(("kader", "proef"), PROEVEN, ids=[f"{p.geval.indicator} {p.geval.naam}" for _, p in PROEVEN])
def test_rules_keep_to_the_case(kader: str, proef: Proef) -> None:
    """The leaf comes to what the case says, by the reden and eisen that it names."""
    uitslag = beproef(scoring(kader), proef)
    assert not uitslag.verschillen, (proef.geval.naam, uitslag.verschillen, uitslag.uitleg.score)


@pytest.mark.parametrize("kader", KADERS)
def test_cases_of_a_leaf_have_names_of_their_own(kader: str) -> None:
    namen = [(p.geval.indicator, p.geval.naam) for k, p in PROEVEN if k == kader]
    assert len(set(namen)) == len(namen)


@pytest.mark.parametrize("kader", KADERS)
def test_every_eis_was_true_false_and_unknown(kader: str) -> None:
    """Over the cases each eis takes all its values, and each leaf every uitkomst and reden that its rule allows."""
    assert not [tekort for blad in verslag(kader).dekking for tekort in blad.tekorten]
    gedekt, totaal = verslag(kader).gedekt
    assert gedekt == totaal > 0


# `kader test`


@pytest.fixture
def eigen(dossieraudit: Opdracht, tmp_path: Path) -> Path:
    """A copy of the second framework, to break."""
    map_ = tmp_path / "kader"
    assert dossieraudit("kader", "copy", "randvoorwaarden-veiligheid-jeugdigen", map_, "-q").code == 0
    return map_


def vervang(bestand: Path, oud: str, nieuw: str) -> None:
    tekst = bestand.read_text(encoding="utf-8")
    assert tekst.count(oud) >= 1, oud
    bestand.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")


def test_all_good_is_exit_code_0(dossieraudit: Opdracht, eigen: Path) -> None:
    afloop = dossieraudit("kader", "test", eigen, "--coverage")
    assert (afloop.code, afloop.fout) == (0, "")
    assert "PR1.1  7 gevallen\n  uitkomsten: voldoet, voldoet_gedeeltelijk, " in afloop.uit
    assert "  instrument_gebruikt: true false null\n" in afloop.uit
    assert afloop.uit.endswith("1.0.0: 51 gevallen, 51 goed, 0 mislukt.\n")


def test_a_case_that_fails_is_explained_by_the_eis_that_differs(dossieraudit: Opdracht, eigen: Path) -> None:
    vervang(eigen / "gevallen/PR1.yaml", "te_volgen: true}", "te_volgen: false}")
    afloop = dossieraudit("kader", "test", eigen)
    assert afloop.code == 1
    assert (
        afloop.uit
        == f"""\
{eigen}/gevallen/PR1.yaml:4: PR1.1 'een LIRIK over beide kinderen, navolgbaar' mislukt
  eis te_volgen: verwacht false, gevonden true
  te_volgen: Te volgen is waar de inschatting op berust.  → true
    any(i.navolgbaar for i in instrumenten if i.soort in param.kijkwijzers)
    getuige: instrumenten[i1] → true
    instrumenten[i1].soort = lirik
    instrumenten[i1].navolgbaar = ja

randvoorwaarden-veiligheid-jeugdigen 1.0.0: 51 gevallen, 50 goed, 1 mislukt.
"""
    )


def test_where_only_the_uitkomst_differs_what_is_not_met_is_shown(dossieraudit: Opdracht, eigen: Path) -> None:
    """Eisen for a leaf that applies, conditions for one that does not."""
    vervang(eigen / "gevallen/PR2.yaml", "uitkomst: voldoet_niet\n", "uitkomst: voldoet\n")
    vervang(eigen / "gevallen/PR2.yaml", "uitkomst: niet_van_toepassing", "uitkomst: voldoet")
    afloop = dossieraudit("kader", "test", eigen)
    assert afloop.code == 1
    assert "  uitkomst: verwacht voldoet, gevonden voldoet_niet\n  met_collegas_besproken: De casus" in afloop.uit
    assert "    casusbesprekingen = geen\n" in afloop.uit
    assert "  van toepassing als: zorgen_om_veiligheid  → false\n    veiligheidsrisicos = geen\n" in afloop.uit


def test_coverage_that_lacks_something_fails_and_names_it(dossieraudit: Opdracht, eigen: Path) -> None:
    """A gap is no failure of a case: it only counts where coverage was asked for."""
    bestand = eigen / "gevallen/PR2.yaml"
    tekst = bestand.read_text(encoding="utf-8")
    weg = tekst[tekst.index("  - naam: niet besproken") : tekst.index("  - naam: niet vastgelegd of er bespre")]
    vervang(bestand, weg, "")
    assert dossieraudit("kader", "test", eigen).code == 0
    afloop = dossieraudit("kader", "test", eigen, "--coverage")
    assert afloop.code == 1
    assert "niet gedekt: PR2.1/met_collegas_besproken: geen geval maakt deze eis false\n" in afloop.uit
    assert "niet gedekt: PR2.1: geen geval met uitkomst voldoet_niet\n" in afloop.uit
    assert "  met_collegas_besproken: true [false ontbreekt] null\n" in afloop.uit
    assert "Dekking: 48 van 49 waarden van eisen (97%).\n" in afloop.uit


def test_junit_has_a_suite_for_every_leaf_and_a_failure_with_its_ground(
    dossieraudit: Opdracht, eigen: Path, tmp_path: Path
) -> None:
    vervang(eigen / "gevallen/PR1.yaml", "over_elk_kind: true", "over_elk_kind: false")
    uit = tmp_path / "gevallen.xml"
    assert dossieraudit("kader", "test", eigen, "--format", "junit", "-o", uit).code == 1
    wortel = ET.fromstring(uit.read_bytes())
    assert (wortel.attrib["tests"], wortel.attrib["failures"]) == ("51", "1")
    assert [reeks.attrib["name"] for reeks in wortel] == [b.id for b in laad_kader(str(eigen)).kader.indicatoren]
    (fout,) = wortel.iter("failure")
    assert fout.attrib["message"] == "eis over_elk_kind: verwacht false, gevonden true"
    assert "instrumenten[i1].over = k1, k2" in (fout.text or "")


def test_faults_in_cases_are_dutch_with_their_place_and_all_at_once(dossieraudit: Opdracht, eigen: Path) -> None:
    bestand = eigen / "gevallen/PR1.yaml"
    vervang(bestand, "indicator: PR1.1", "indicator: PR9.1")
    vervang(bestand, "eisen: {instrument_gebruikt: true, over_elk_kind: false", "eisen: {instrumnt_gebruikt: true")
    vervang(bestand, "{id: i1, soort: zrm, over: [m1]}", "{id: i1, sort: zrm, over: [m1]}")
    vervang(bestand, "dossier: {instrumenten: null}", "dossier: {contacten: [{id: c1, datum: gisteren}]}")
    afloop = dossieraudit("kader", "test", eigen)
    assert afloop.code == 3
    naam = "geval 'een LIRIK over beide kinderen, navolgbaar'"
    assert f"{bestand}:5:16: {naam}: onbekend blad 'PR9.1'\n" in afloop.fout
    assert "  advies: bedoelde u '" in afloop.fout
    assert "onbekende eis 'instrumnt_gebruikt'\n" in afloop.fout
    assert "geval 'alleen een ZRM': de verplichte sleutel 'soort' ontbreekt" in afloop.fout
    assert "geval 'niet vastgelegd welke instrumenten er zijn': " in afloop.fout
    assert "Field required" not in afloop.fout


def test_a_parameter_of_a_case_that_breaks_a_rule_is_a_fault(dossieraudit: Opdracht, eigen: Path) -> None:
    vervang(
        eigen / "gevallen/PR1.yaml", "    dossier: {}\n", "    dossier: {}\n    parameters: {kijkwijzers: [lrik]}\n"
    )
    afloop = dossieraudit("kader", "test", eigen)
    assert afloop.code == 3
    assert "geval 'een LIRIK over beide kinderen, navolgbaar': " in afloop.fout
    assert "'lrik' komt hier niet voor" in afloop.fout


def test_a_framework_without_a_base_dossier_says_so(dossieraudit: Opdracht, eigen: Path) -> None:
    (eigen / "gevallen/basis.yaml").unlink()
    afloop = dossieraudit("kader", "test", eigen)
    assert afloop.code == 3
    assert "basis.yaml: het basisdossier van de gevallen ontbreekt\n" in afloop.fout


def test_without_any_case_nothing_was_shown(dossieraudit: Opdracht, eigen: Path) -> None:
    """A check that has nothing to check does not succeed."""
    shutil.rmtree(eigen / "gevallen")
    afloop = dossieraudit("kader", "test", eigen)
    assert afloop.code == 1
    assert "Er is niets beproefd: er zijn geen gevallen. Schrijf ze in gevallen/ in de map van het kader" in afloop.fout


def test_an_unknown_format_is_wrong_usage(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("kader", "test", "--format", "xml")
    assert (afloop.code, afloop.fout) == (
        2,
        "Verkeerd gebruik: formaat 'xml' bestaat niet; kies uit console, junit\n",
    )


def test_own_leaves_of_the_example_profile_are_covered(dossieraudit: Opdracht) -> None:
    """Cases of a profile stand beside it; coverage is then about what the profile adds."""
    afloop = dossieraudit("kader", "test", "--profiel", VLAARDINGEN / "profiel.yaml", "--coverage")
    assert (afloop.code, afloop.fout) == (0, "")
    assert "VL1.1  5 gevallen\n" in afloop.uit
    assert "SH1.1" not in afloop.uit
    assert "(100%)" in afloop.uit
    assert " met profiel wijkteam-vlaardingen: 27 gevallen, 27 goed, 0 mislukt.\n" in afloop.uit


def test_coverage_leaves_out_what_the_framework_under_a_profile_had() -> None:
    kader = next(iter(KADERS))
    basis = laad_kader(kader)
    assert beproef_kader(basis, (), basis.kader).dekking == ()
    assert "Dekking: 0 van 0 waarden van eisen.\n" in als_tekst(beproef_kader(basis, (), basis.kader), True)
