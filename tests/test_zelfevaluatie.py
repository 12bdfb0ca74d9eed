"""The self-assessment: every shortcoming once, the heaviest first; what can be mended told apart from what cannot."""

import io
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from dossieraudit.beelden.zelfevaluatie import gesloten, herstelbaar
from dossieraudit.kaders.schemas import schema
from dossieraudit.models.beelden import HERSTELBAAR, Gebrek, Herstelbaar
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.herstel import STANDAARD, Herstel, geldend
from dossieraudit.models.hulp import Afsluiting
from dossieraudit.outputs.acties import KOLOMMEN, STATUS
from tests.conftest import ROOT, VLAARDINGEN, Opdracht
from tests.rapport_lezen import kopie, lees, schrijf
from tests.test_gevallen import vervang

KADER = ROOT / "criteria" / "stelseltoezicht-jeugd-2017"
BEELD = ("--view", "zelfevaluatie")


@pytest.fixture(scope="module")
def resultaten(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The view and the scores of the example, each as the program writes them."""
    from dossieraudit.cli.beelden import Vraag, voer_uit
    from dossieraudit.cli.report import maak_werk

    map_ = tmp_path_factory.mktemp("beeld")
    vraag = Vraag([VLAARDINGEN], None, None, None, False, None)
    for soort in ("json", "xlsx", "md"):
        opties = {"stil": True, "ongeldig_mag": False, "toon_waarden": False}
        assert voer_uit("zelfevaluatie", vraag, formaat="console", uit=map_ / f"acties.{soort}", **opties) == 0
    return {
        "beeld": json.loads((map_ / "acties.json").read_text(encoding="utf-8")),
        "scores": json.loads(maak_werk(VLAARDINGEN).resultaat.model_dump_json(by_alias=True)),
        "xlsx": (map_ / "acties.xlsx").read_bytes(),
        "md": (map_ / "acties.md").read_text(encoding="utf-8"),
    }


def test_every_eis_that_is_not_shown_is_listed_once_and_nothing_else(resultaten: dict[str, Any]) -> None:
    """Held against the scores: an eis that is false or unknown, in a leaf that applies and was not met."""
    verwacht = {
        (d["id"], blad, eis)
        for d in resultaten["scores"]["dossiers"]
        for blad, u in d["uitkomsten"].items()
        if u["uitkomst"] not in ("voldoet", "niet_van_toepassing")
        for eis, waarde in u["eisen"].items()
        if waarde is not True
    }
    van_regels = [t for t in resultaten["beeld"]["tekorten"] if t["wat"] != "beoordeeld"]
    gevonden = [(t["dossier"], t["blad"], t["eis"]) for t in van_regels]
    assert len(gevonden) == len(set(gevonden))
    eerst_de_norm = {(d, blad) for d, blad, eis in gevonden if eis is None}
    van_mensen = {("TT1.4", "inzet_sluit_aan"), ("TT1.5", "passend_aanbod")}
    over = {(d, b, e) for d, b, e in verwacht if (d, b) not in eerst_de_norm and (b, e) not in van_mensen}
    assert {paar for paar in gevonden if paar[2] is not None} == over


def test_the_heaviest_come_first(resultaten: dict[str, Any]) -> None:
    """Essential eisen, then heavy leaves, then what most dossiers lack."""
    tekorten = resultaten["beeld"]["tekorten"]
    aantal: dict[tuple[str, str | None], int] = {}
    for t in tekorten:
        aantal[t["blad"], t["eis"]] = aantal.get((t["blad"], t["eis"]), 0) + 1
    gewichten = [(not t["essentieel"], not t["zwaarwegend"], -aantal[t["blad"], t["eis"]]) for t in tekorten]
    assert gewichten == sorted(gewichten)
    assert len(set(gewichten)) > 10
    bladen = [(b["zwaarwegend"], b["dossiers"]) for b in resultaten["beeld"]["bladen"]]
    assert bladen[0] == (True, 18)


def test_the_json_is_valid_under_its_schema(resultaten: dict[str, Any]) -> None:
    Draft202012Validator(schema("zelfevaluatie")).validate(resultaten["beeld"])
    assert resultaten["beeld"]["zonder_tekort"] == ["V08", "V15"]
    assert resultaten["beeld"]["andere_bron"] == ["BS1.1", "BS1.2", "BS2.1"]


REGEL = geldend(Herstel(wie="gemeente", lopend="alsnog_doen", gesloten="niet_meer"))


@pytest.mark.parametrize(
    ("wat", "dicht", "kan"),
    [
        ("niet_vervuld", False, "alsnog_doen"),
        ("niet_vervuld", True, "niet_meer"),
        ("niet_vervuld", None, "niet_vast_te_stellen"),
        ("niet_vastgelegd", True, "alsnog_vastleggen"),
        ("niet_vastgelegd", None, "alsnog_vastleggen"),
        ("niet_aangeleverd", True, "alsnog_aanleveren"),
    ],
)
def test_what_can_be_mended_follows_from_the_fact_and_from_the_state_of_the_case(
    wat: Gebrek, dicht: bool | None, kan: Herstelbaar
) -> None:
    assert herstelbaar(REGEL, wat, dicht) == kan


def test_an_unknown_state_is_no_matter_where_both_states_say_the_same() -> None:
    regel = geldend(Herstel(lopend="niet_meer", gesloten="niet_meer"))
    assert herstelbaar(regel, "niet_vervuld", None) == "niet_meer"


@pytest.mark.parametrize(
    ("sluiting", "verwacht"),
    [
        (None, None),
        (Afsluiting(), None),
        (Afsluiting(afgesloten=False), False),
        (Afsluiting(afgesloten=True), True),
        (Afsluiting(afgesloten=True, datum=date(2017, 5, 1)), True),
        (Afsluiting(afgesloten=True, datum=date(2018, 5, 1)), False),
    ],
)
def test_a_case_is_closed_on_a_day_or_not_or_that_is_unknown(
    sluiting: Afsluiting | None, verwacht: bool | None
) -> None:
    assert gesloten(Dossier(id="D1", afsluiting=sluiting), date(2017, 11, 1)) is verwacht


def test_layers_fill_each_other_in_and_a_source_counts_only_for_the_whole() -> None:
    eis, blad = Herstel(lopend="niet_meer"), Herstel(wie="teamleider", lopend="alsnog_doen")
    regel = geldend(eis, blad, None)
    assert (regel.wie, regel.lopend, regel.gesloten) == ("teamleider", "niet_meer", STANDAARD.gesloten)
    assert (regel.herkomst, regel.bron) == ("aanname", None)
    heel = Herstel(
        wie="gemeente",
        lopend="alsnog_doen",
        gesloten="alsnog_doen",
        niet_vastgelegd="alsnog_vastleggen",
        vastlegger="teamleider",
        herkomst="bron",
        bron="§9",
    )
    assert (geldend(heel).herkomst, geldend(heel).bron) == ("bron", "§9")
    assert geldend(Herstel(wie="teamleider"), heel).herkomst == "aanname"


# As a municipality uses it


@pytest.mark.parametrize(
    ("blad", "eis", "pad"),
    [("SH3.1", "elk_kind_in_beeld", "gezinsleden[k1]"), ("TT1.1", "kinderen_betrokken", "gezinsleden[k1]")],
)
def test_a_talk_that_did_not_take_place_is_past_mending_once_the_case_is_closed(
    dossieraudit: Opdracht, tmp_path: Path, blad: str, eis: str, pad: str
) -> None:
    """Only the state of the case differs between the three runs."""
    inhoud = lees(VLAARDINGEN / "dossiers" / "V01.yaml")
    inhoud["hulpvraag"] |= {"betrokkenen": ["m1"]}
    inhoud["gezinsleden"][-1]["geboortejaar"] = inhoud["gezinsleden"][-2]["geboortejaar"] = 2003
    onbekend = dict.fromkeys(inhoud["afsluiting"])
    open_ = onbekend | {"afgesloten": False}
    standen = {"niet_meer": inhoud["afsluiting"], "alsnog_doen": open_, "niet_vast_te_stellen": onbekend}
    for kan, sluiting in standen.items():
        schrijf(tmp_path / "V01.yaml", inhoud | {"afsluiting": sluiting})
        opties = ("--peildatum", "2017-11-01", "--format", "json")
        afloop = dossieraudit("score", tmp_path / "V01.yaml", *BEELD, *opties)
        eigen = [t for t in json.loads(afloop.uit)["tekorten"] if t["blad"] == blad]
        [tekort] = [t for t in eigen if t["eis"] == eis]
        assert (tekort["wat"], tekort["kan"], tekort["wie"]) == ("niet_vervuld", kan, "casusregisseur")
        assert pad in tekort["paden"]


def test_what_was_not_supplied_can_be_supplied(resultaten: dict[str, Any]) -> None:
    """V19 came without the part on regie."""
    eigen = [t for t in resultaten["beeld"]["tekorten"] if (t["dossier"], t["blad"]) == ("V19", "IZ1.1")]
    assert {(t["wat"], t["kan"], t["wie"]) for t in eigen if t["eis"] != "taakverdeling"} == {
        ("niet_aangeleverd", "alsnog_aanleveren", "casusregisseur")
    }


def test_a_leaf_that_a_person_judged_to_be_met_has_no_shortcoming(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = kopie(tmp_path / "onderzoek")
    for pad in (map_ / "dossiers").glob("*.yaml"):
        if pad.stem != "V07":
            pad.unlink()
    (map_ / "beoordelingen" / "b1.yaml").unlink()
    (map_ / "beoordelingen" / "b2.yaml").unlink()

    def eisen() -> set[str]:
        uit = json.loads(dossieraudit("score", map_, *BEELD, "--format", "json").uit)["tekorten"]
        return {t["blad"] for t in uit}

    assert "SH2.1" in eisen()
    oordeel = {"beoordelaar": "b9", "datum": date(2017, 11, 20), "dossier": "V07", "blad": "SH2.1"}
    oordeel |= {"uitkomst": "voldoet", "uitkomst_machine": "voldoet_niet", "motivering": "Gebleken uit het gesprek."}
    schrijf(map_ / "beoordelingen" / "b9.yaml", [oordeel])
    assert "SH2.1" not in eisen()


def test_nothing_lacks_is_not_said_where_only_a_person_found_it_so(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """The rules miss a lot in V07; a person who overrules all of it shows, also where no shortcoming is left."""
    map_ = kopie(tmp_path / "onderzoek")
    uitkomsten = json.loads(dossieraudit("score", map_, "--format", "json").uit)["dossiers"][6]["uitkomsten"]
    velling = {"beoordelaar": "b9", "datum": "2017-11-20", "dossier": "V07", "motivering": "Gebleken in gesprek."}
    tekort = {
        b: u["uitkomst"] for b, u in uitkomsten.items() if u["uitkomst"] not in ("voldoet", "niet_van_toepassing")
    }
    oordelen = [
        velling | {"blad": blad, "uitkomst": "voldoet", "uitkomst_machine": machine}
        for blad, machine in tekort.items()
        if not blad.startswith("BS")
    ]
    schrijf(map_ / "beoordelingen" / "b9.yaml", oordelen)
    afloop = dossieraudit("score", map_, *BEELD, "--dossier", "V07")
    scherm = " ".join(afloop.uit.split())
    assert "ontbreekt niets" not in scherm
    assert re.search(r"In één dossier is geen tekort over\. \d+ keer vond een beoordelaar, anders dan de", scherm)


def test_one_dossier_of_several_has_its_shortcomings_in_the_singular(dossieraudit: Opdracht, tmp_path: Path) -> None:
    for naam in ("V07", "V08"):
        shutil.copy(VLAARDINGEN / "dossiers" / f"{naam}.yaml", tmp_path)
    afloop = dossieraudit("score", tmp_path, *BEELD, "--peildatum", "2017-11-01")
    assert "Van de 2 dossiers heeft er één 43 tekorten." in afloop.uit


def test_a_leaf_that_a_person_judged_not_to_be_met_is_a_shortcoming(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """By the rules V08 meets SH1.1; who overrules that sees it, and 'nothing lacks' would be untrue."""
    map_ = kopie(tmp_path / "onderzoek")
    velling = {"beoordelaar": "b9", "datum": date(2017, 11, 20), "dossier": "V08", "motivering": "Motiefwoord, blz. 4."}
    oordeel = velling | {"blad": "SH1.1", "uitkomst": "voldoet_niet", "uitkomst_machine": "voldoet"}
    verouderd = velling | {"blad": "IZ1.1", "uitkomst": "voldoet_niet", "uitkomst_machine": "niet_navolgbaar"}
    for naam, inhoud in (("b8", oordeel), ("b9", verouderd)):
        schrijf(map_ / "beoordelingen" / f"{naam}.yaml", [inhoud])
    beeld = json.loads(dossieraudit("score", map_, *BEELD, "--dossier", "V08", "--format", "json").uit)
    [tekort] = beeld["tekorten"]
    assert (tekort["blad"], tekort["wat"], tekort["kan"]) == ("SH1.1", "beoordeeld", "zie_beoordeling")
    assert beeld["zonder_tekort"] == []
    assert beeld["door_beoordelaar"] == 0, "TT1.4 and TT1.5 only wait for a person, who found them met"
    afloop = dossieraudit("score", map_, *BEELD, "--dossier", "V08")
    assert "Een beoordelaar kwam tot een ander oordeel dan de regels: voldoet niet." in " ".join(afloop.uit.split())
    assert "Motiefwoord" not in afloop.uit


def test_what_waits_for_a_person_who_has_judged_waits_no_longer(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = kopie(tmp_path / "onderzoek")

    def wachtend() -> int:
        uit = dossieraudit("score", map_, *BEELD, "--dossier", "V08", "--format", "json").uit
        return int(json.loads(uit)["professional"])

    assert wachtend() == 0
    pad = map_ / "beoordelingen" / "b1.yaml"
    pad.write_text(pad.read_text(encoding="utf-8").replace("uitkomst: voldoet\n", "uitkomst: voldoet_gedeeltelijk\n"))
    assert wachtend() == 0
    pad.unlink()
    assert wachtend() == 2


def test_what_is_only_not_on_record_can_be_recorded_after_closing(resultaten: dict[str, Any]) -> None:
    """'In kaart gebracht' is false where the field is empty: that nobody wrote it down is not that nobody did it."""
    eigen = [t for t in resultaten["beeld"]["tekorten"] if (t["dossier"], t["eis"]) == ("V03", "problematiek_kinderen")]
    assert [t["kan"] for t in eigen] == ["alsnog_vastleggen"]


def test_the_screen_fits_and_tells_the_two_apart(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("score", VLAARDINGEN, *BEELD)
    assert (afloop.code, afloop.fout) == (0, "")
    # A command that does not fit stays in one piece, so that it can be copied.
    assert max(len(regel) for regel in afloop.uit.splitlines() if "dossieraudit score" not in regel) <= 80
    assert "Van de 20 dossiers hebben er 18 samen 594 tekorten." in afloop.uit
    assert "alsnog doen (gedragswetenschapper): V07, V10, V12, V14, V17, V20" in afloop.uit
    assert "niet meer te herstellen: V01, V02, V04, V05, V06, V09, V11, V16, V19" in afloop.uit
    assert f"actielijst  dossieraudit score {VLAARDINGEN} --view zelfevaluatie -o acties.xlsx" in afloop.uit


def test_the_workbook_can_be_filtered_and_ticked_off(resultaten: dict[str, Any]) -> None:
    """Read with another library than the one that wrote it."""
    werkmap = openpyxl.load_workbook(io.BytesIO(resultaten["xlsx"]))
    assert werkmap.sheetnames == ["Acties", "Niet meer te herstellen", "Uitleg"]
    te_doen, voorbij = werkmap["Acties"], werkmap["Niet meer te herstellen"]
    assert [cel.value for cel in te_doen[1]] == list(KOLOMMEN)
    tekorten = resultaten["beeld"]["tekorten"]
    rijen = list(te_doen.iter_rows(min_row=2, values_only=True))
    assert len(rijen) == sum(t["kan"] != "niet_meer" for t in tekorten) == te_doen.max_row - 1
    assert voorbij.max_row - 1 == sum(t["kan"] == "niet_meer" for t in tekorten)
    assert te_doen.auto_filter.ref == f"A1:L{te_doen.max_row}"
    [keuze] = te_doen.data_validations.dataValidation
    assert (keuze.type, keuze.formula1) == ("list", f'"{",".join(STATUS)}"')
    assert str(keuze.sqref) == f"B2:B{te_doen.max_row}"
    eerste = dict(zip(KOLOMMEN, rijen[0], strict=True))
    assert (eerste["Status"], eerste["Dossier"], eerste["Blad"]) == ("open", "V07", "TT1.3")
    assert (eerste["Wat nog kan"], eerste["Wie"], eerste["Essentieel"]) == ("alsnog doen", "gedragswetenschapper", "ja")
    assert str(eerste["Plaats in het dossier"]).startswith("instrumenten")
    assert {rij[6] for rij in rijen} <= set(HERSTELBAAR.values()) - {HERSTELBAAR["niet_meer"]}


def test_no_text_of_a_case_is_in_any_form(resultaten: dict[str, Any]) -> None:
    """Only ids, codes and paths: nothing that someone wrote in a dossier, nor where it stands."""
    teksten: set[str] = set()

    def verzamel(deel: object, sleutel: str = "") -> None:
        if isinstance(deel, dict):
            for naam, waarde in deel.items():
                verzamel(waarde, "vindplaats" if sleutel == "vindplaatsen" else str(naam))
        elif isinstance(deel, list):
            for waarde in deel:
                verzamel(waarde, sleutel)
        elif isinstance(deel, str) and sleutel in ("omschrijving", "toelichting", "verslag", "notities", "vindplaats"):
            teksten.add(deel)

    for pad in (VLAARDINGEN / "dossiers").glob("*.yaml"):
        verzamel(lees(pad))
    assert len(teksten) > 100
    werkmap = openpyxl.load_workbook(io.BytesIO(resultaten["xlsx"]))
    cellen = "\n".join(str(cel) for blad in werkmap for rij in blad.iter_rows(values_only=True) for cel in rij)
    geheel = "\n".join((json.dumps(resultaten["beeld"], ensure_ascii=False), resultaten["md"], cellen))
    van_het_kader = "\n".join(pad.read_text(encoding="utf-8") for pad in KADER.glob("*.yaml"))
    assert not [tekst for tekst in teksten if tekst in geheel and tekst not in van_het_kader]


def test_the_markdown_has_a_list_for_everyone_who_can_mend(resultaten: dict[str, Any]) -> None:
    for kop in ("Casusregisseur", "Teamleider", "Gedragswetenschapper", "Gemeente", "Veilig Thuis"):
        assert f"\n### {kop}\n" in resultaten["md"]
    assert "| V07, SH3.1 | Elk kind is na de overdracht gezien" in resultaten["md"]
    assert "\n## Wat niet meer te herstellen is\n" in resultaten["md"]


def test_the_same_input_gives_the_same_workbook(dossieraudit: Opdracht, tmp_path: Path) -> None:
    pad = VLAARDINGEN / "dossiers" / "V07.yaml"
    for naam in ("a.xlsx", "b.xlsx"):
        opties = ("--peildatum", "2017-11-01", "-o", tmp_path / naam)
        assert dossieraudit("score", pad, *BEELD, *opties, "-q").code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_dossier_without_shortcomings_says_so(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("score", VLAARDINGEN, *BEELD, "--dossier", "V08")
    assert afloop.code == 0
    assert "In één dossier ontbreekt niets van wat de regels in een dossier kunnen nagaan." in afloop.uit
    assert "actielijst" not in afloop.uit


def test_rejected_dossiers_give_exit_code_3_and_the_rest_goes_on(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "goed.yaml").write_bytes((VLAARDINGEN / "dossiers" / "V07.yaml").read_bytes())
    (tmp_path / "fout.yaml").write_text("id: D2\nonbekend: 1\n", encoding="utf-8")
    afloop = dossieraudit("score", tmp_path, *BEELD, "--peildatum", "2017-11-01")
    assert afloop.code == 3
    assert "SH3.1!" in afloop.uit
    assert "onbekend" in afloop.fout


# In a framework


@pytest.mark.parametrize(
    ("herstel", "melding"),
    [
        ("{wie: teamleidr}", "teamleider"),
        ("{lopend: alsnog}", "alsnog_doen"),
        ("{herkomst: bron}", "herkomst 'bron' maar noemt er geen"),
        ("{na_sluiten: niet_meer}", "onbekend"),
    ],
)
def test_a_rule_on_mending_that_is_wrong_is_a_fault_with_its_place(
    dossieraudit: Opdracht, tmp_path: Path, herstel: str, melding: str
) -> None:
    map_ = tmp_path / "kader"
    assert dossieraudit("kader", "copy", "randvoorwaarden-veiligheid-jeugdigen", map_, "-q").code == 0
    vervang(map_ / "PR2.yaml", "    bevinding:", f"    herstel: {herstel}\n    bevinding:")
    afloop = dossieraudit("kader", "check", map_)
    assert afloop.code == 3
    assert "PR2.yaml:" in afloop.fout
    assert melding in afloop.fout


def test_the_rule_of_a_profile_holds_for_its_own_eis(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "profiel.yaml").write_text(
        """
id: eigen
titel: Eigen werkinstructie
versie: 1.0.0
kader: stelseltoezicht-jeugd-2017
bron: Werkinstructie 7
eisen:
  - blad: SH3.1
    eis:
      id: besproken
      tekst: De casus is in het team besproken.
      als: count(b for b in casusbesprekingen) >= 1
      bron: Werkinstructie 7
      herstel: {wie: teamleider, gesloten: alsnog_doen, herkomst: bron, bron: Werkinstructie 7}
""",
        encoding="utf-8",
    )
    inhoud = lees(VLAARDINGEN / "dossiers" / "V01.yaml") | {"casusbesprekingen": []}
    schrijf(tmp_path / "V01.yaml", inhoud)
    opties = ("--profiel", tmp_path / "profiel.yaml", "--peildatum", "2017-11-01", "--format", "json")
    afloop = dossieraudit("score", tmp_path / "V01.yaml", *BEELD, *opties)
    [tekort] = [t for t in json.loads(afloop.uit)["tekorten"] if t["eis"] == "besproken"]
    assert (tekort["wie"], tekort["kan"], tekort["aanname"]) == ("teamleider", "alsnog_doen", True)


def test_the_book_of_a_framework_says_who_mends(dossieraudit: Opdracht, tmp_path: Path) -> None:
    afloop = dossieraudit("kader", "docs", "randvoorwaarden-veiligheid-jeugdigen", "-o", tmp_path)
    assert afloop.code == 0, afloop.fout
    [boek] = tmp_path.glob("*.md")
    tekst = boek.read_text(encoding="utf-8")
    assert "*Herstel van een tekort:* gedragswetenschapper; zolang de zaak loopt alsnog doen, na het sluiten" in tekst
    assert "(aanname)" in tekst


@pytest.mark.parametrize("naam", ["plan", "plan.bak", "plan.2017"])
def test_the_gate_looks_at_what_a_file_is_and_not_at_its_name(
    dossieraudit: Opdracht, tmp_path: Path, naam: str
) -> None:
    """A PDF is read through its Markdown whatever it is called: a BSN stays in, and a clean one goes out."""
    vraag = ("score", VLAARDINGEN, *BEELD, "--dossier", "V03", "--format", "pdf", "-o", tmp_path / naam)
    assert dossieraudit(*vraag, "-q").code == 0
    assert (tmp_path / naam).read_bytes().startswith(b"%PDF")
    (tmp_path / naam).unlink()
    shutil.copytree(ROOT / "criteria" / "stelseltoezicht-jeugd-2017", tmp_path / "kader")
    for pad in (tmp_path / "kader").glob("??[0-9].yaml"):
        tekst = pad.read_text(encoding="utf-8")
        pad.write_text(re.sub(r"(?m)^(    titel: .*)$", r"\1 999990019", tekst), encoding="utf-8")
    afloop = dossieraudit(*vraag, "--kader", tmp_path / "kader")
    assert (afloop.code, (tmp_path / naam).exists()) == (3, False)
    assert "burgerservicenummer" in afloop.fout
    assert "999990019" not in afloop.fout
