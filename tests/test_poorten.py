"""Gates: limits close by and far off, and a baseline that fails only on what got worse."""

import json
import shutil
import subprocess
import sys
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any, get_args

import pytest

from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.kader import UITKOMSTEN, Kader, Uitkomst
from dossieraudit.models.poorten import Configuratie, Poortinstellingen, Richting
from dossieraudit.models.resultaat import Beoordeling, BladUitkomst, Resultaat
from dossieraudit.poorten.toetsen import toets, werk_uit
from dossieraudit.poorten.vergelijken import richting, weeg
from dossieraudit.poorten.vinden import vind_configuratie
from tests.ci_voorbeeld import ontheffing, veranderd
from tests.conftest import ROOT, VLAARDINGEN, Opdracht
from tests.rapport_lezen import lees, schrijf


@pytest.fixture(scope="module")
def kader() -> Kader:
    return laad_kader(None).kader


def uitslag(resultaat: Resultaat, kader: Kader, baseline: Resultaat | None = None, **poorten: Any) -> Any:
    werk = werk_uit(Poortinstellingen.model_validate_json(json.dumps(poorten)), kader)
    return toets(werk, resultaat, None if baseline is None else (baseline, "vorige.json"))


def meldingen(uitslag: Any, stand: str) -> set[tuple[str, str | None, str]]:
    return {(m.over, m.dossier, m.poort) for m in uitslag.meldingen if m.stand == stand}


# What is asked, and where


def test_the_nearest_limit_holds(kader: Kader) -> None:
    instellingen = Poortinstellingen.model_validate_json(
        json.dumps(
            {
                "faal_bij": ["voldoet_niet"],
                "min_voldoet": 0.5,
                "themas": {"SH": {"min_voldoet": 0.6}},
                "criteria": {"SH3": {"faal_bij": ["niet_navolgbaar"]}},
                "bladen": {"SH3.1": {"faal_bij": []}},
            }
        )
    )
    bladen = werk_uit(instellingen, kader).bladen
    assert {
        blad: (set(g.verboden or ()), g.min_voldoet) for blad, g in bladen.items() if blad[:3] in ("SH3", "TT2")
    } == {
        "SH3.1": (set(), 0.6),
        **dict.fromkeys(("SH3.2", "SH3.3", "SH3.4", "SH3.5"), ({"niet_navolgbaar"}, 0.6)),
        "TT2.1": ({"voldoet_niet"}, 0.5),
    }


def test_a_share_is_what_the_user_wrote(klein_resultaat: Resultaat, kader: Kader) -> None:
    """7 of 25 is 0.28, which a product of floats misses by a hair."""
    telling = klein_resultaat.indicatoren["TT1.3"].model_copy(update={"voldoet": 7, "voldoet_niet": 18})
    met = klein_resultaat.model_copy(update={"indicatoren": {**klein_resultaat.indicatoren, "TT1.3": telling}})
    assert 0.28 * 25 > 7
    assert uitslag(met, kader, bladen={"TT1.3": {"min_voldoet": 0.28}}).gehaald
    assert not uitslag(met, kader, bladen={"TT1.3": {"min_voldoet": 0.29}}).gehaald


def test_an_oordeel_is_asked_of_its_own_part_only(klein_resultaat: Resultaat, kader: Kader) -> None:
    gevonden = uitslag(klein_resultaat, kader, min_oordeel="voldoende", themas={"SH": {"min_oordeel": "matig"}})
    nu = {"totaal": klein_resultaat.oordeel, "SH": klein_resultaat.themas["SH"]}
    assert {over for over, *_ in meldingen(gevonden, "faalt")} == {
        naam
        for naam, vloer in (("totaal", ("voldoende",)), ("SH", ("voldoende", "matig")))
        if nu[naam] is not None and nu[naam].oordeel not in vloer  # type: ignore[union-attr]
    }
    assert "totaal" in {over for over, *_ in meldingen(gevonden, "faalt")}


def test_what_was_not_judged_is_neither_good_nor_bad(klein_resultaat: Resultaat, kader: Kader) -> None:
    assert klein_resultaat.indicatoren["SH2.2"].oordeel is not None
    assert klein_resultaat.indicatoren["SH2.2"].oordeel.oordeel == "niet_beoordeeld"
    gevonden = uitslag(klein_resultaat, kader, bladen={"SH2.2": {"min_oordeel": "voldoende"}})
    assert gevonden.gehaald
    assert gevonden.opmerkingen == ("SH2.2 is niet beoordeeld; min_oordeel zegt er niets over",)


# Configuration


def test_the_nearest_configuration_is_found_and_a_pyproject_without_our_table_is_not_one(tmp_path: Path) -> None:
    diep = tmp_path / "a" / "b"
    diep.mkdir(parents=True)
    (tmp_path / "dossieraudit.toml").write_text("")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.iets]\n")
    assert vind_configuratie(diep) == tmp_path / "dossieraudit.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.dossieraudit.poorten]\n")
    assert vind_configuratie(diep) == tmp_path / "a" / "pyproject.toml"
    for tekst in ("# [tool.dossieraudit]\n", 'naam = "zie [tool.dossieraudit]"\n', "[tool.dossieraudit-web]\n"):
        (tmp_path / "a" / "pyproject.toml").write_text(tekst)
        assert vind_configuratie(diep) == tmp_path / "dossieraudit.toml", tekst


def test_a_configuration_that_is_nested_without_end_is_a_fault_of_the_file(toetsing: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "dossieraudit.toml").write_text(f"a = {'[' * 5_000}{']' * 5_000}\n")
    afloop = toetsing()
    assert afloop.code == 3
    assert afloop.fout.startswith("dossieraudit.toml: de inhoud is te diep genest\n")


def test_an_empty_fail_on_opens_no_gate_in_silence(toetsing: Opdracht) -> None:
    """As where a variable of CI is not set."""
    afloop = toetsing("--fail-on", "")
    assert (afloop.code, afloop.uit) == (2, "")
    assert "--fail-on is leeg" in afloop.fout


def test_no_output_replaces_what_the_run_is_measured_by(
    toetsing: Opdracht, klein_resultaat: Resultaat, tmp_path: Path
) -> None:
    """A baseline that every run writes anew never fails twice."""
    tekst = klein_resultaat.model_dump_json()
    (tmp_path / "vorige.json").write_text(tekst)
    for uit in (("-o", "vorige.json"), ("--rapport", "json=./vorige.json")):
        afloop = toetsing("--baseline", "vorige.json", "--format", "json", *uit)
        assert afloop.code == 2
        assert "de uitvoer 'vorige.json' zou invoer van deze opdracht vervangen; er is niets geschreven" in afloop.fout
    assert (tmp_path / "vorige.json").read_text() == tekst
    afloop = toetsing("--format", "junit", "-o", "a", "--rapport", "sarif=a")
    assert afloop.code == 2
    assert "-o en --rapport vragen beide om 'a'" in afloop.fout


def test_a_configuration_sets_the_gates_and_options_win(toetsing: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.dossieraudit.poorten.bladen."TT1.3"]\nfaal_bij = ["voldoet_niet"]\nmin_voldoet = 0.9\n'
    )
    afloop = toetsing("-q")
    assert (afloop.code, afloop.uit) == (1, "")
    assert afloop.fout == (
        "poort: TT1.3 heeft 2 keer 'voldoet_niet'\npoort: TT1.3 voldoet in 1 van 3, gevraagd is een aandeel van 0.9\n"
    )
    assert toetsing("-q", "--fail-on", "niet_van_toepassing", "--min-voldoet", "0").fout.count("TT1.3") == 0
    assert "Poorten uit pyproject.toml.\n" in toetsing("--min-voldoet", "0", "--fail-on", "niet_getoetst").fout


def test_a_configuration_of_elsewhere(toetsing: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "streng.toml").write_text('[poorten]\nfaal_bij = ["niet_navolgbaar"]\n')
    assert toetsing("-q").code == 0
    afloop = toetsing("-q", "--config", "elders/streng.toml")
    assert (afloop.code, afloop.fout.splitlines()[0]) == (1, "poort: TT1.5 heeft 1 keer 'niet_navolgbaar'")
    assert toetsing("--config", "elders/niet.toml").fout == (
        "Verkeerd gebruik: de configuratie 'elders/niet.toml' is er niet\n"
    )
    (tmp_path / "pyproject.toml").write_text("[tool.iets]\n")
    assert toetsing("--config", "pyproject.toml").fout == (
        "Verkeerd gebruik: 'pyproject.toml' heeft geen tabel [tool.dossieraudit]\n"
    )


@pytest.mark.parametrize(
    ("inhoud", "verwacht"),
    [
        (
            '[poorten]\nfaalbij = ["voldoet_niet"]\n',
            ["dossieraudit.toml:2:1: de sleutel 'faalbij' is hier onbekend", "  advies: bedoelde u 'faal_bij'?"],
        ),
        (
            '[poorten]\nfaal_bij = ["voldoet_neit"]\nmin_voldoet = 80\n',
            [
                "dossieraudit.toml:2:1: deze waarde is hier niet toegestaan",
                "  advies: bedoelde u 'voldoet_niet'?",
                "dossieraudit.toml:3:15: deze waarde ligt boven de grootste die wordt aangenomen",
            ],
        ),
        (
            '[poorten.bladen."TT1.9"]\nmin_voldoet = 1\n[poorten.themas.SHH]\n',
            [
                "dossieraudit.toml:1:2: kader 'stelseltoezicht-jeugd-2017' heeft geen blad 'TT1.9'",
                "dossieraudit.toml:3:2: kader 'stelseltoezicht-jeugd-2017' heeft geen thema 'SHH'",
                "  advies: bedoelde u 'SH'?",
            ],
        ),
        (
            "[poorten.bladen.TT1.3]\nmin_voldoet = 1\n",
            [
                "dossieraudit.toml:1:2: de code van een blad staat tussen aanhalingstekens, om de punt erin",
                '  verwacht: [poorten.bladen."TT1.3"]',
            ],
        ),
        (
            "[poorten\n",
            ["dossieraudit.toml:1:9: hier kan het bestand niet verder worden gelezen: dit is geen geldige TOML"],
        ),
    ],
    ids=["sleutel", "waarden", "codes", "punt", "toml"],
)
def test_faults_in_a_configuration_are_dutch_with_their_place(
    toetsing: Opdracht, tmp_path: Path, inhoud: str, verwacht: list[str]
) -> None:
    (tmp_path / "dossieraudit.toml").write_text(inhoud)
    afloop = toetsing()
    assert (afloop.code, afloop.uit) == (3, "")
    regels = afloop.fout.splitlines()
    assert [v for v in verwacht if not any(regel.startswith(v) for regel in regels)] == []


def test_every_key_of_the_configuration_can_be_placed() -> None:
    """Both forms of file hold the same keys."""
    assert set(Configuratie.model_fields) == {"baseline", "ontheffingen", "poorten"}
    assert set(Poortinstellingen.model_fields) == {
        "faal_bij", "min_voldoet", "min_oordeel", "themas", "criteria", "bladen"
    }  # fmt: skip


# A baseline


def test_every_change_has_one_direction_and_telling_less_is_never_better() -> None:
    alle: tuple[Uitkomst, ...] = UITKOMSTEN
    gevonden = {(van, naar): richting(van, naar) for van in alle for naar in alle}
    assert {kant for kant in gevonden.values() if kant} == set(get_args(Richting))
    for (van, naar), kant in gevonden.items():
        assert (kant is None) == (van == naar)
        if kant == "beter":
            assert gevonden[naar, van] == "slechter"
    bekend = ("voldoet", "voldoet_gedeeltelijk", "voldoet_niet")
    for van, naar in permutations(bekend, 2):
        assert {gevonden[van, naar], gevonden[naar, van]} == {"beter", "slechter"}
    assert {gevonden[van, naar] for van in bekend for naar in ("niet_navolgbaar", "niet_getoetst")} == {"slechter"}
    tekort = ("voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar")
    assert {gevonden[van, "niet_van_toepassing"] for van in tekort} == {"slechter"}
    assert [gevonden["niet_navolgbaar", naar] for naar in bekend] == ["beter", "duidelijk", "duidelijk"]


def test_only_what_got_worse_fails_and_the_rest_stays_in_sight(klein_resultaat: Resultaat, kader: Kader) -> None:
    nu = veranderd(klein_resultaat, {("V08", "TT1.3"): "voldoet_gedeeltelijk", ("V01", "TT1.3"): "voldoet"})
    gevonden = uitslag(nu, kader, klein_resultaat)
    assert meldingen(gevonden, "faalt") == {("TT1.3", "V08", "baseline")}
    assert ("TT1.3", "V02", "baseline") in meldingen(gevonden, "stond_er_al")
    assert [(v.dossier, v.blad, v.richting) for v in gevonden.vergelijking.veranderingen] == [
        ("V01", "TT1.3", "beter"),
        ("V08", "TT1.3", "slechter"),
    ]
    zelfde = uitslag(klein_resultaat, kader, klein_resultaat)
    assert zelfde.gehaald
    assert zelfde.vergelijking.veranderingen == ()


@pytest.mark.parametrize(
    ("van", "naar", "poorten", "faalt"),
    [
        ("voldoet", "niet_navolgbaar", {}, True),
        ("voldoet_niet", "niet_navolgbaar", {}, True),
        ("niet_navolgbaar", "voldoet_niet", {}, False),
        ("niet_navolgbaar", "voldoet_niet", {"faal_bij": ["voldoet_niet"]}, True),
        ("niet_navolgbaar", "voldoet_niet", {"faal_bij": ["voldoet_niet", "niet_navolgbaar"]}, False),
        ("niet_navolgbaar", "voldoet_gedeeltelijk", {"faal_bij": ["voldoet_niet"]}, False),
        ("niet_van_toepassing", "voldoet_niet", {}, True),
        ("niet_van_toepassing", "voldoet_gedeeltelijk", {}, False),
        ("niet_van_toepassing", "voldoet_niet", {"faal_bij": []}, False),
        ("voldoet_niet", "niet_van_toepassing", {}, True),
        ("voldoet_gedeeltelijk", "niet_van_toepassing", {"faal_bij": []}, True),
        ("niet_navolgbaar", "niet_van_toepassing", {}, True),
        ("voldoet", "niet_van_toepassing", {}, False),
        ("voldoet_niet", "niet_getoetst", {}, True),
        ("voldoet", "niet_getoetst", {"faal_bij": []}, True),
        ("niet_van_toepassing", "niet_getoetst", {}, False),
        ("voldoet", "voldoet_gedeeltelijk", {"faal_bij": []}, True),
    ],
)
def test_what_a_baseline_makes_of_a_change(
    klein_resultaat: Resultaat, kader: Kader, van: str, naar: str, poorten: dict[str, Any], faalt: bool
) -> None:
    """What could be followed and no longer can is worse; what became clear is new only to who asked for it."""
    eerder, nu = (veranderd(klein_resultaat, {("V08", "TT1.3"): uitkomst}) for uitkomst in (van, naar))
    assert uitslag(nu, kader, eerder, **poorten).gehaald is not faalt


def _blad(uitkomst: Uitkomst, mens: Uitkomst | None = None, **anders: Any) -> BladUitkomst:
    """A leaf that the rules gave this uitkomst, and a person perhaps another."""
    if mens is None:
        return BladUitkomst(uitkomst=uitkomst, **anders)
    oordeel = Beoordeling(
        beoordelaar="A", datum=date(2017, 10, 1), uitkomst=mens, motivering="Gezien.", uitkomst_machine=uitkomst
    )
    if anders.get("verouderd"):
        return BladUitkomst(uitkomst=uitkomst, beoordeling=oordeel.model_copy(update={"verouderd": True}))
    return BladUitkomst(uitkomst=mens, beoordeling=oordeel)


@pytest.mark.parametrize(
    ("eerst", "dan", "kant"),
    [
        # A judgement that was taken away changed the uitkomst; the dossier did not get better by that.
        (_blad("niet_getoetst", mens="voldoet_niet"), _blad("niet_getoetst"), "slechter"),
        (_blad("niet_getoetst", mens="voldoet"), _blad("niet_getoetst"), "slechter"),
        (_blad("niet_getoetst", mens="niet_navolgbaar"), _blad("niet_getoetst"), "slechter"),
        (_blad("voldoet", mens="voldoet_niet"), _blad("voldoet"), "slechter"),
        (_blad("niet_van_toepassing", mens="voldoet_niet"), _blad("niet_van_toepassing"), "slechter"),
        (_blad("voldoet_niet", mens="voldoet"), _blad("voldoet_niet"), "slechter"),
        # One that is still there over other facts has to be given anew; until then nobody knows.
        (_blad("niet_getoetst", mens="voldoet_niet"), _blad("niet_getoetst", mens="voldoet_niet", verouderd=True),
         "slechter"),
        (_blad("voldoet_gedeeltelijk", mens="voldoet_niet"), _blad("voldoet", mens="voldoet_niet", verouderd=True),
         "beter"),
        # Who agreed with the rules takes nothing along.
        (_blad("voldoet_niet", mens="voldoet_niet"), _blad("voldoet"), "beter"),
        # All facts are known now, and only the person is waited for: that is no worse than it was at its worst.
        (_blad("voldoet_niet"), _blad("niet_getoetst", minstens="voldoet_niet", hoogstens="voldoet"), "anders"),
        (_blad("voldoet_gedeeltelijk"), _blad("niet_getoetst", minstens="voldoet_niet", hoogstens="voldoet"),
         "slechter"),
        # Whether the norm applied was unknown, and now the file tells.
        (_blad("niet_navolgbaar", misschien_nvt=True), _blad("niet_van_toepassing"), "anders"),
        (_blad("niet_navolgbaar"), _blad("niet_van_toepassing"), "slechter"),
    ],
)  # fmt: skip
def test_what_a_change_means_beyond_the_names_of_the_uitkomsten(
    eerst: BladUitkomst, dan: BladUitkomst, kant: Richting
) -> None:
    assert weeg(eerst, dan)[0] == kant


def test_taking_facts_out_of_a_dossier_opens_no_gate(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its terugmelding the norm about it no longer applies, and without the judgement nobody judged."""
    map_ = Path(shutil.copytree(VLAARDINGEN, tmp_path / "oz"))
    monkeypatch.chdir(tmp_path)
    assert dossieraudit("score", "oz", "--format", "json", "-q", "-o", "b.json").code == 0
    dossier = map_ / "dossiers" / "V07.yaml"
    data = lees(dossier)
    del data["terugmelding"]
    data["vindplaatsen"] = {p: v for p, v in data["vindplaatsen"].items() if not p.startswith("terugmelding")}
    schrijf(dossier, data)
    afloop = dossieraudit("score", "oz", "--baseline", "b.json", "-q", "--rapport", "junit=j.xml")
    assert afloop.code == 1
    regel = "V07 SH2.1 ging van 'voldoet_niet' naar 'niet_van_toepassing': de norm gold eerst, en geldt nu niet meer"
    assert f"poort: {regel}\n" in afloop.fout
    assert "V07 SH2.1: n.v.t.; was voldoet niet; de norm gold eerst" in (tmp_path / "j.xml").read_text()
    (map_ / "ontheffingen.yaml").write_text(ontheffing(dossier="V07", blad="SH2.1"))
    alle = ("--rapport", "sarif=s.json", "--rapport", "markdown=m.md", "--rapport", "json=r.json")
    afloop = dossieraudit("score", "oz", "--baseline", "b.json", *alle)
    assert afloop.code == 0
    assert "ontheven: V07 SH2.1 'niet_van_toepassing' (teamleider Noord" in afloop.fout
    assert "niet nodig" not in afloop.fout
    assert "V07: teamleider Noord, tot en met 1 juli 2018; geldt." in afloop.uit
    sarif = json.loads((tmp_path / "s.json").read_text())["runs"][0]["results"]
    assert [r["message"]["text"][:9] for r in sarif if r["suppressions"]] == ["V07 SH2.1"]
    assert "| geldt |" in (tmp_path / "m.md").read_text()
    # The result itself knows no baseline, so that it can be had again without one.
    assert dossieraudit("score", "oz", "--verify", "r.json").code == 0
    (map_ / "ontheffingen.yaml").write_text(ontheffing(dossier="V07", blad="SH2.1", tot="2017-01-01"))
    assert dossieraudit("score", "oz", "--baseline", "b.json", "-q").code == 1


def test_taking_away_a_judgement_opens_no_gate(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = Path(shutil.copytree(VLAARDINGEN, tmp_path / "oz"))
    monkeypatch.chdir(tmp_path)
    [*_, pad] = [p for p in sorted((map_ / "beoordelingen").glob("*.yaml")) if "V18" in p.read_text("utf-8")]
    assert dossieraudit("score", "oz", "--format", "json", "-q", "-o", "b.json").code == 0
    pad.unlink()
    afloop = dossieraudit("score", "oz", "--baseline", "b.json", "-q")
    assert afloop.code == 1
    assert "poort: V18 SH3.5 " in afloop.fout


def test_new_dossiers_count_and_lost_ones_are_named(klein_resultaat: Resultaat, kader: Kader) -> None:
    """A new dossier has no past: what is forbidden in it is new. One that is gone is said, as it may hide something."""
    eerder = klein_resultaat.model_copy(update={"dossiers": klein_resultaat.dossiers[1:]})
    gevonden = uitslag(klein_resultaat, kader, eerder)
    assert (gevonden.vergelijking.nieuw, gevonden.vergelijking.verdwenen) == (("V01",), ())
    assert {dossier for _, dossier, _ in meldingen(gevonden, "faalt")} == {"V01"}
    andersom = uitslag(eerder, kader, klein_resultaat)
    assert andersom.gehaald
    assert andersom.vergelijking.verdwenen == ("V01",)


def test_a_share_or_oordeel_that_was_no_better_was_there_already(klein_resultaat: Resultaat, kader: Kader) -> None:
    poorten = {"bladen": {"TT1.3": {"min_voldoet": 0.9, "min_oordeel": "voldoende"}}}
    zelfde = uitslag(klein_resultaat, kader, klein_resultaat, **poorten)
    assert zelfde.gehaald
    assert {("TT1.3", None, "min_voldoet"), ("TT1.3", None, "min_oordeel")} <= meldingen(zelfde, "stond_er_al")
    lager = veranderd(klein_resultaat, {("V08", "TT1.3"): "voldoet_niet"})
    assert ("TT1.3", None, "min_voldoet") in meldingen(uitslag(lager, kader, klein_resultaat, **poorten), "faalt")


def test_the_baseline_on_the_command_line(toetsing: Opdracht, klein_resultaat: Resultaat, tmp_path: Path) -> None:
    """Old findings do not fail, they are said; so are what got better, came and went."""
    eerder = veranderd(
        klein_resultaat,
        {("V08", "IZ1.1"): "niet_navolgbaar", ("V02", "TT1.1"): "voldoet", ("V02", "TT1.5"): "voldoet_niet"},
    )
    weg = eerder.dossiers[0].model_copy(update={"id": "V99"})
    (tmp_path / "vorige.json").write_text(
        eerder.model_copy(update={"dossiers": (weg, *eerder.dossiers[1:])}).model_dump_json()
    )
    (tmp_path / "toets/dossiers/V01.yaml").unlink()
    afloop = toetsing("--baseline", "vorige.json")
    assert afloop.code == 1
    regels = afloop.fout.splitlines()
    assert [regel for regel in regels if regel.startswith("poort: ")] == [
        "poort: V02 TT1.1 ging van 'voldoet' naar 'voldoet_gedeeltelijk'",
        "poort: V02 TT1.5 ging van 'voldoet_niet' naar 'niet_navolgbaar'",
    ]
    assert "stond er al: TT1.3 heeft 1 keer 'voldoet_niet'" in regels
    assert "beter: V08 IZ1.1 ging van 'niet_navolgbaar' naar 'voldoet'" in regels
    assert "verdwenen, stond wel in de baseline: V99" in regels
    kort = toetsing("--baseline", "vorige.json", "-q").fout.splitlines()
    assert kort == [regel for regel in regels if regel.startswith("poort: ")]


def test_another_measure_is_refused_and_other_causes_are_said(
    toetsing: Opdracht, klein_resultaat: Resultaat, tmp_path: Path
) -> None:
    vorige = tmp_path / "vorige.json"
    kader = klein_resultaat.kader.model_copy(update={"versie": "0.9.0"})
    vorige.write_text(klein_resultaat.model_copy(update={"kader": kader}).model_dump_json())
    afloop = toetsing("--baseline", "vorige.json")
    assert (afloop.code, afloop.uit) == (3, "")
    assert afloop.fout.startswith(
        "vorige.json: deze baseline is met kader stelseltoezicht-jeugd-2017 0.9.0 gemaakt, en nu wordt getoetst met "
    )
    kader = klein_resultaat.kader.model_copy(update={"sha256": "0" * 64})
    anders = {"kader": kader, "peildatum": klein_resultaat.dossiers[0].peildatum.replace(year=2016), "versie": "0.0.1"}
    vorige.write_text(klein_resultaat.model_copy(update=anders).model_dump_json())
    afloop = toetsing("--baseline", "vorige.json")
    assert afloop.code == 0
    assert [regel for regel in afloop.fout.splitlines() if regel.startswith("let op: ")] == [
        "let op: de bestanden van het kader zijn sinds vorige.json veranderd, onder dezelfde versie",
        f"let op: vorige.json is gemaakt met dossieraudit 0.0.1; dit is {klein_resultaat.versie}",
        "let op: de peildatum was 2016-11-01 en is nu 2017-11-01; een termijn kan intussen zijn verstreken",
    ]
    assert toetsing("--baseline", "niet.json").code == 2


# Nothing to hold a gate against


@pytest.mark.parametrize(
    "poort",
    [("--fail-on", "voldoet_niet"), ("--min-voldoet", "0.9"), ("--baseline", "vorige.json"), ("--config", "o.toml")],
    ids=lambda poort: poort[0],
)
@pytest.mark.parametrize("uit", [(), ("-q",), ("--allow-invalid",), ("-o", "uit.csv")], ids=lambda uit: uit[:1])
def test_an_empty_export_is_never_enough(
    toetsing: Opdracht,
    dossieraudit: Opdracht,
    klein_resultaat: Resultaat,
    tmp_path: Path,
    poort: tuple[str, str],
    uit: tuple[str, ...],
) -> None:
    """An export that failed has no dossiers; CI that turns green over it would let anything pass from then on."""
    assert toetsing is not None
    (tmp_path / "leeg.jsonl").write_text("\n")
    (tmp_path / "vorige.json").write_text(klein_resultaat.model_dump_json())
    (tmp_path / "o.toml").write_text('[poorten]\nmin_oordeel = "voldoende"\n')
    afloop = dossieraudit("score", "leeg.jsonl", *poort, *uit)
    if "-o" in uit and poort[0] in ("--baseline", "--config"):
        assert afloop.code == 2, "a table knows no such gates"
        return
    assert afloop.code == 3
    assert "leeg.jsonl: er is geen enkel dossier getoetst; over niets wordt geen poort gehaald\n" in afloop.fout
    assert "Poorten gehaald" not in afloop.fout
    assert dossieraudit("score", "leeg.jsonl").code == 0, "without a gate nobody asked for anything"


def test_rejected_dossiers_alone_are_not_enough_either(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.jsonl").write_text('{"id": "D1"}\n')
    rapporten = [deel for s in ("junit", "markdown", "github", "sarif") for deel in ("--rapport", f"{s}=uit.{s}")]
    afloop = dossieraudit("score", "d.jsonl", "--allow-invalid", "--fail-on", "voldoet_niet", *rapporten)
    assert afloop.code == 3
    assert "er is geen enkel dossier getoetst" in afloop.fout
    inhoud = {s: (tmp_path / f"uit.{s}").read_text() for s in ("junit", "markdown", "github", "sarif")}
    assert inhoud["markdown"].startswith("# Dossiertoets: geen dossier getoetst\n")
    assert all("er is geen enkel dossier getoetst" in inhoud[s] for s in ("junit", "github"))
    assert '"executionSuccessful": false' in inhoud["sarif"]


def test_a_share_over_nothing_is_not_reached(toetsing: Opdracht, tmp_path: Path) -> None:
    """Where the leaf applies in no dossier there is no share, and where that is so of every gate nothing was tested."""
    (tmp_path / "dossieraudit.toml").write_text('[poorten.bladen."SH2.1"]\nmin_voldoet = 1\n')
    zegt = "let op: min_voldoet zegt niets over SH2.1: daarop is geen enkel dossier beoordeeld\n"
    afloop = toetsing()
    assert afloop.code == 0
    assert zegt in afloop.fout
    assert afloop.fout.endswith("Geen poort kon iets zeggen: er is niets beoordeeld waar zij over gaan.\n")
    assert toetsing("--format", "markdown").uit.startswith("# Dossiertoets: geen poort kon iets zeggen\n")
    tabel = toetsing("-o", "uit.csv")
    assert zegt in tabel.fout
    assert "Poorten gehaald" not in tabel.fout
    with (tmp_path / "dossieraudit.toml").open("a") as stroom:
        stroom.write('[poorten.bladen."TT1.3"]\nmin_voldoet = 0.1\n')
    afloop = toetsing()
    assert zegt in afloop.fout
    assert afloop.fout.endswith("Poorten gehaald, voor zover er iets te toetsen was.\n")


# A table, and runs without gates


def test_gates_over_a_table_see_counts_and_refuse_what_needs_dossiers(toetsing: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "dossieraudit.toml").write_text('[poorten.criteria.TT1]\nfaal_bij = ["voldoet_niet"]\n')
    afloop = toetsing("-o", "uit.csv", "-q")
    assert afloop.code == 1
    assert afloop.fout.splitlines()[1] == "poort: TT1.3 heeft 2 keer 'voldoet_niet'"
    (tmp_path / "uit.csv").unlink()
    for optie in (("--baseline", "x.json"), ("--op", "2018-01-01"), ("--rapport", "json=x")):
        afloop = toetsing("-o", "uit.csv", *optie)
        assert (afloop.code, (tmp_path / "uit.csv").exists()) == (2, False)
        assert "gaan niet samen met een tabel" in afloop.fout


def test_a_run_without_gates_loads_nothing_of_them() -> None:
    """Who only wants scores does not wait for what CI needs."""
    code = (
        "import sys\nfrom dossieraudit.cli import main\n"
        "sys.argv = ['dossieraudit', 'score', 'examples/vlaardingen/dossiers/V08.yaml', '-q']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted(m for m in sys.modules if m == 'tomllib' or m.startswith('dossieraudit.poorten.')))"
    )
    klaar = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert klaar.stdout == "['dossieraudit.poorten.vinden']\n"


@pytest.mark.parametrize(
    ("rapport", "melding"),
    [
        ("junit", "'junit' is geen SOORT=PAD; schrijf bijvoorbeeld --rapport junit=uit/scores.xml"),
        ("xml=x", "soort 'xml' in --rapport bestaat niet; kies uit json, jsonl, csv, junit, sarif, github, markdown"),
    ],
)
def test_wrong_reports_are_refused_before_anything_is_read(dossieraudit: Opdracht, rapport: str, melding: str) -> None:
    afloop = dossieraudit("score", "bestaat-niet", "--rapport", rapport)
    assert (afloop.code, afloop.fout) == (2, f"Verkeerd gebruik: {melding}\n")
    dubbel = dossieraudit("score", "x", "--rapport", "junit=a", "--rapport", "sarif=a")
    assert dubbel.fout == "Verkeerd gebruik: --rapport vraagt twee keer om 'a'; geef elk bestand een eigen naam\n"
