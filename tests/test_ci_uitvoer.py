"""Outputs for CI: each valid by its published schema or read by another's reader, and none holds a word of a case."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from dossieraudit.models.resultaat import Resultaat
from dossieraudit.outputs import UITVOER
from dossieraudit.outputs.beeld import Plaats
from dossieraudit.outputs.github import opdracht
from dossieraudit.outputs.junit import Geval, Reeks, als_xml
from dossieraudit.outputs.samenvatting import md
from dossieraudit.outputs.sarif import uri
from dossieraudit.report.taal import zichtbaar
from tests.ci_voorbeeld import GEHEIM, klein_onderzoek, ontheffing, veranderd
from tests.conftest import ROOT, Afloop, Opdracht

SCHEMAS = ROOT / "tests" / "schemas"
CI = ("junit", "sarif", "github", "markdown")
ALLES = [deel for soort in UITVOER for deel in ("--rapport", f"{soort}=uit/{soort}")]
Draai = Callable[..., tuple[Afloop, dict[str, str]]]


@pytest.fixture
def alle(toetsing: Opdracht, tmp_path: Path) -> Draai:
    """Run `score` with every output at once; gives how it ended and what each output says."""

    def draai(*argumenten: object) -> tuple[Afloop, dict[str, str]]:
        afloop = toetsing("-q", *ALLES, *argumenten)
        return afloop, {soort: (tmp_path / "uit" / soort).read_text(encoding="utf-8") for soort in UITVOER}

    return draai


@pytest.fixture(scope="module")
def junit_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


@pytest.fixture(scope="module")
def sarif_schema() -> Any:
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def opgezet(map_: Path, vorige: Resultaat) -> None:
    """A baseline in which V08 was better, waivers that hold, expired and do nothing, and a rejected dossier."""
    eerder = veranderd(vorige, {("V02", "TT1.1"): "voldoet", ("V02", "SH1.1"): "voldoet"})
    (map_ / "vorige.json").write_text(eerder.model_dump_json())
    (map_ / "toets" / "ontheffingen.yaml").write_text(
        ontheffing()
        + ontheffing(dossier="V02", blad="TT1.1").removeprefix("ontheffingen:\n")
        + ontheffing(dossier="V02", tot="2017-01-01").removeprefix("ontheffingen:\n")
    )
    (map_ / "toets" / "dossiers" / "V77, fout%20.json").write_text('{"id": "V77", "oordeel": "Jan uit de Kerkstraat"}')


# Each by its own grammar


def test_junit_is_valid_and_fails_exactly_where_a_gate_does(
    alle: Draai,
    klein_resultaat: Resultaat,
    tmp_path: Path,
    junit_schema: etree.XMLSchema,
) -> None:
    opgezet(tmp_path, klein_resultaat)
    afloop, uit = alle("--baseline", "vorige.json", "--allow-invalid")
    boom = etree.fromstring(uit["junit"].encode())
    junit_schema.assertValid(boom)
    assert afloop.code == 1
    mislukt = {(g.get("classname"), g.get("name")) for g in boom.iter("testcase") if g.find("failure") is not None}
    assert mislukt == {("SH1.1", "V02")}
    overgeslagen = {
        (g.get("classname"), g.get("name")): g.find("skipped").get("message")
        for g in boom.iter("testcase")
        if g.find("skipped") is not None
    }
    assert overgeslagen["TT1.3", "V01"] == (
        "V01 TT1.3: voldoet niet; ontheffing 1 (teamleider Noord, tot en met 2018-07-01)"
    )
    assert overgeslagen["TT1.3", "V02"].startswith("V02 TT1.3: voldoet niet; stond er al; ontheffing 3 ")
    assert "ontheffing 2" in overgeslagen["TT1.1", "V02"]
    assert overgeslagen["SH2.1", "V01"] == "n.v.t."
    [fout] = boom.iter("error")
    assert fout.get("message") == "afgekeurd: 1 fout; zie de meldingen"
    for soort, teller in (("failure", "failures"), ("error", "errors")):
        assert int(boom.get(teller)) == sum(int(r.get(teller)) for r in boom) == len(list(boom.iter(soort)))
    assert int(boom.get("tests")) == len(list(boom.iter("testcase")))


def test_junit_of_kader_test_is_valid_too(
    dossieraudit: Opdracht, tmp_path: Path, junit_schema: etree.XMLSchema
) -> None:
    eigen = tmp_path / "kader"
    dossieraudit("kader", "copy", "randvoorwaarden-veiligheid-jeugdigen", eigen, "-q")
    geval = eigen / "gevallen" / "PR1.yaml"
    geval.write_text(geval.read_text().replace("over_elk_kind: true", "over_elk_kind: false", 1))
    afloop = dossieraudit("kader", "test", eigen, "--format", "junit")
    assert afloop.code == 1
    boom = etree.fromstring(afloop.uit.encode())
    junit_schema.assertValid(boom)
    [mislukt] = boom.iter("failure")
    assert "PR1.yaml:" in mislukt.text.splitlines()[0], "where the case stands"


@given(st.text(max_size=40))
def test_junit_holds_any_text(tekst: str) -> None:
    """What XML cannot hold is written out; a parser that is not ours reads the rest back as it was."""
    boom = etree.fromstring(als_xml(tekst, [Reeks(tekst, "X", [Geval(tekst, "failure", tekst, tekst)])]).encode())
    [geval] = boom.iter("testcase")
    assert geval.get("name") == boom.get("name") == geval.find("failure").get("message") == zichtbaar(tekst)


def test_sarif_is_valid_and_says_what_is_new_and_what_is_suppressed(
    alle: Draai,
    klein_resultaat: Resultaat,
    tmp_path: Path,
    sarif_schema: Any,
) -> None:
    opgezet(tmp_path, klein_resultaat)
    _, uit = alle("--baseline", "vorige.json", "--allow-invalid")
    log = json.loads(uit["sarif"])
    sarif_schema.validate(log)
    [run] = log["runs"]
    regels = run["tool"]["driver"]["rules"]
    per_paar = {(r["ruleId"], r["properties"]["dossier"]): r for r in run["results"]}
    assert all(regels[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert [r["id"] for r in regels if not r["id"].startswith("poort.")] == list(klein_resultaat.indicatoren)
    assert {paar for paar, r in per_paar.items() if r["level"] == "error"} == {("SH1.1", "V02")}
    [ontheven] = per_paar["TT1.1", "V02"]["suppressions"]
    assert ontheven == {
        "kind": "external",
        "status": "accepted",
        "justification": "ontheffing 2 (teamleider Noord, tot en met 2018-07-01)",
    }
    assert per_paar["TT1.3", "V02"]["suppressions"] == [], "an expired waiver suppresses nothing"
    assert all("suppressions" in r and "baselineState" in r for r in run["results"])
    assert Counter(r["baselineState"] for r in run["results"])["new"] == 2
    assert per_paar["SH1.1", "V02"]["baselineState"] == "new"
    assert per_paar["SH1.1", "V02"]["properties"]["eerder"] == "voldoet"
    assert len({r["partialFingerprints"]["dossierEnBlad/v1"] for r in run["results"]}) == len(run["results"])
    [melding] = run["invocations"][0]["toolExecutionNotifications"]
    plaats = melding["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(plaats) == "toets/dossiers/V77, fout%20.json"
    assert run["invocations"][0]["executionSuccessful"] is False


def test_sarif_without_baseline_or_waivers_claims_nothing_of_them(alle: Draai, sarif_schema: Any) -> None:
    log = json.loads(alle()[1]["sarif"])
    sarif_schema.validate(log)
    assert not [r for r in log["runs"][0]["results"] if "suppressions" in r or "baselineState" in r]


def test_sarif_places_every_finding_in_a_file_that_is_there(alle: Draai, tmp_path: Path) -> None:
    """Gates over a part of the framework stand at the onderzoek, as code scanning wants a place for each."""
    shutil.move(tmp_path / "toets/dossiers/V01.yaml", tmp_path / "toets/dossiers/V01 ëén#2.yaml")
    (tmp_path / "dossieraudit.toml").write_text('[poorten]\nmin_oordeel = "voldoende"\nmin_voldoet = 0.9\n')
    _, uit = alle()
    plaatsen = {
        unquote(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for r in json.loads(uit["sarif"])["runs"][0]["results"]
    }
    assert {"toets/onderzoek.yaml", "toets/dossiers/V01 ëén#2.yaml"} <= plaatsen
    assert all((tmp_path / plaats).is_file() for plaats in plaatsen)


def test_the_same_finding_keeps_its_fingerprint_when_its_file_moves(alle: Draai, tmp_path: Path) -> None:
    def afdrukken() -> set[str]:
        run = json.loads(alle()[1]["sarif"])["runs"][0]
        return {r["partialFingerprints"]["dossierEnBlad/v1"] for r in run["results"]}

    eerst = afdrukken()
    shutil.move(tmp_path / "toets/dossiers/V01.yaml", tmp_path / "toets/dossiers/anders.yaml")
    assert afdrukken() == eerst


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40))
def test_a_path_is_a_uri_reference_without_a_scheme(tekst: str) -> None:
    pad = Path("map") / tekst.replace("/", "")
    delen = urlsplit(uri(str(pad)))
    assert (delen.scheme, delen.netloc, delen.query, delen.fragment) == ("", "", "", "")
    assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+", delen.path)
    assert unquote(delen.path) == pad.as_posix()


# The command line of the runner, as its documentation gives it: '::name key=value,key=value::message', in which
# '%', CR and LF are escaped, and in values ':' and ',' too. A line without that is shown as it is.
OPDRACHT = re.compile(r"::(?P<naam>[a-z-]+)(?: (?P<eigenschappen>[^:\n]*))?::(?P<tekst>[^\r\n]*)")


def gelezen(regel: str) -> tuple[str, dict[str, str], str]:
    """What the runner makes of a line."""
    treffer = OPDRACHT.fullmatch(regel)
    assert treffer, regel
    paren = (deel.partition("=") for deel in (treffer["eigenschappen"] or "").split(",") if deel)
    eigenschappen = {naam: waarde for naam, _, waarde in paren}
    return treffer["naam"], {n: _terug(w, "%3A:", "%2C,") for n, w in eigenschappen.items()}, _terug(treffer["tekst"])


def _terug(tekst: str, *meer: str) -> str:
    for code in ("%0D\r", "%0A\n", *meer, "%25%"):
        tekst = tekst.replace(code[:3], code[3])
    return tekst


@given(st.text(max_size=40), st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_an_annotation_is_one_line_that_reads_back(tekst: str, pad: str, titel: str) -> None:
    """No text breaks out of its place: none of it becomes another command, property or line."""
    soort, eigenschappen, bericht = gelezen(opdracht("error", tekst, Plaats(pad, 3), titel))
    assert (soort, bericht) == ("error", zichtbaar(tekst))
    assert eigenschappen == {"file": zichtbaar(pad), "line": "3", "title": zichtbaar(titel)}


def test_annotations_name_what_fails_first_and_where(alle: Draai, klein_resultaat: Resultaat, tmp_path: Path) -> None:
    opgezet(tmp_path, klein_resultaat)
    _, uit = alle("--baseline", "vorige.json", "--allow-invalid")
    regels = [gelezen(regel) for regel in uit["github"].splitlines()]
    ernst = [("error", "warning", "notice").index(soort) for soort, *_ in regels]
    assert ernst == sorted(ernst)
    fouten = [(e["file"], tekst) for soort, e, tekst in regels if soort == "error"]
    assert fouten == [
        ("toets/dossiers/V77, fout%20.json", "afgekeurd; zie de meldingen in het log"),
        ("toets/dossiers/V02.yaml", "V02 SH1.1: voldoet gedeeltelijk; was voldoet"),
    ]
    berichten = [tekst for _, _, tekst in regels]
    assert "ontheffing 1 (teamleider Noord, tot en met 2018-07-01): V01" in berichten
    assert any(bericht.startswith("stond er al: V01 voldoet niet") for bericht in berichten)
    assert any("is verlopen" in bericht for bericht in berichten)


def test_the_summary_is_markdown_with_the_counts_of_the_result(
    alle: Draai,
    klein_resultaat: Resultaat,
    tmp_path: Path,
) -> None:
    opgezet(tmp_path, klein_resultaat)
    _, uit = alle("--baseline", "vorige.json", "--allow-invalid")
    koppen, tabellen = ontleed(uit["markdown"])
    assert koppen[0] == "Dossiertoets: poort niet gehaald"
    assert {"Houdt de poort tegen (1)", "Doorgelaten met een ontheffing (2)", "Ontheffingen (3)", "Let op"} <= set(
        koppen
    )
    tellingen = next(t for t in tabellen if t[0][1] == "Indicator")
    uitkomsten = ("voldoet", "voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar")
    for rij in tellingen[1:]:
        telling = klein_resultaat.indicatoren[rij[0]]
        assert [int(cel) for cel in rij[2:6]] == [getattr(telling, naam) for naam in uitkomsten]
    [tegen] = next(t for t in tabellen if t[0] == ["Blad", "Bevinding", "Bestand"])[1:]
    assert tegen == ["SH1.1", "V02 SH1.1: voldoet gedeeltelijk; was voldoet", "toets/dossiers/V02.yaml"]


def ontleed(tekst: str) -> tuple[list[str], list[list[list[str]]]]:
    """Headings and tables of a Markdown text, by a reader that is not ours."""
    koppen: list[str] = []
    tabellen: list[list[list[str]]] = []
    tekens = MarkdownIt("commonmark").enable("table").parse(tekst)
    for vorige, teken in pairwise(tekens):
        if teken.type == "tr_open":
            tabellen[-1].append([])
        elif teken.type == "table_open":
            tabellen.append([])
        elif teken.type == "inline" and vorige.type == "heading_open":
            koppen.append(kale_tekst(teken))
        elif teken.type == "inline" and vorige.type in ("td_open", "th_open"):
            tabellen[-1][-1].append(kale_tekst(teken))
    return koppen, tabellen


def kale_tekst(teken: Any) -> str:
    assert {kind.type for kind in teken.children} <= {"text", "text_special"}, "nothing of the text became mark-up"
    return "".join(kind.content for kind in teken.children)


@given(st.text(max_size=40))
def test_no_text_becomes_mark_up(tekst: str) -> None:
    """In a table and in a list: the text comes out as it was, whatever signs it holds."""
    schoon = zichtbaar(tekst).strip()
    lezer = MarkdownIt("commonmark").enable("table")
    tekens = lezer.parse(f"| a |\n|---|\n| {md(schoon)} |\n\n- {md(schoon) or 'x'}\n")
    soorten = [t.type for t in tekens]
    cel, punt = (
        next(t for t in tekens[soorten.index(s) :] if t.type == "inline") for s in ("td_open", "list_item_open")
    )
    assert kale_tekst(cel).strip() == schoon
    assert kale_tekst(punt).strip() == (schoon or "x")
    assert soorten.count("bullet_list_open") == 1


# Together


def test_every_output_shows_the_waivers(alle: Draai, klein_resultaat: Resultaat, tmp_path: Path) -> None:
    opgezet(tmp_path, klein_resultaat)
    _, uit = alle("--allow-invalid")
    zonder_eigenaar = [soort for soort, tekst in uit.items() if "teamleider Noord" not in tekst]
    assert zonder_eigenaar == []
    assert [soort for soort, tekst in uit.items() if "2018-07-01" not in tekst] == []
    kop, *rijen = uit["csv"].splitlines()
    assert kop.endswith(",ontheffing,ontheffing_eigenaar,ontheffing_tot")
    [rij] = [rij for rij in rijen if rij.startswith("V01,2017-11-01,TT1.3,voldoet_niet,")]
    assert rij.endswith(",geldt,teamleider Noord,2018-07-01")
    regel = json.loads(uit["jsonl"].splitlines()[0])
    assert regel["uitkomsten"]["TT1.3"]["uitkomst"] == "voldoet_niet"
    assert regel["ontheffingen"]["TT1.3"]["stand"] == "geldt"


def test_ci_outputs_hold_no_word_of_a_case(alle: Draai, klein_resultaat: Resultaat, tmp_path: Path) -> None:
    """Free text of a dossier, the motivation of an assessor, the reason of a waiver and a rejected value stay out."""
    opgezet(tmp_path, klein_resultaat)
    dossier, woord = tmp_path / "toets/dossiers/V01.yaml", "Verhaalwoord"
    tekst = dossier.read_text(encoding="utf-8").replace("journaal", woord)
    assert woord in tekst
    dossier.write_text(tekst, encoding="utf-8")
    (tmp_path / "toets/beoordelingen").mkdir()
    (tmp_path / "toets/beoordelingen/b1.yaml").write_text(
        "- {beoordelaar: b1, datum: 2017-11-02, dossier: V01, blad: TT1.1, uitkomst: voldoet_niet, "
        "uitkomst_machine: voldoet_gedeeltelijk, motivering: Motiefwoord over het gezin}\n"
    )
    afloop, uit = alle("--fail-on", "voldoet_niet", "--allow-invalid")
    assert afloop.code == 1
    assert "Motiefwoord" in uit["json"], "the judgement counts"
    for soort in CI:
        assert not [w for w in (GEHEIM, woord, "Motiefwoord", "Kerkstraat") if w in uit[soort]], soort


def test_that_a_person_decided_shows_in_every_ci_output(alle: Draai, tmp_path: Path) -> None:
    """Also where that made a finding disappear; a judgement that no longer counts is said where it was given."""
    (tmp_path / "toets/beoordelingen").mkdir()
    regel = (
        "- {{beoordelaar: b1, datum: 2017-11-02, dossier: {0}, blad: {1}, uitkomst: {2}, uitkomst_machine: {3}, {4}}}\n"
    )
    motief = "motivering: Motiefwoord over het gezin"
    (tmp_path / "toets/beoordelingen/b1.yaml").write_text(
        regel.format("V01", "TT1.3", "voldoet", "voldoet_niet", motief)
        + regel.format("V08", "SH1.1", "voldoet_niet", "voldoet", motief)
        + regel.format("V01", "SH1.1", "voldoet", "niet_navolgbaar", motief)
    )
    _, uit = alle("--fail-on", "voldoet_niet")
    mens = "volgens een beoordelaar; de regels zeggen: "
    assert f"<system-out>voldoet; {mens}voldoet niet</system-out>" in uit["junit"]
    for soort in ("junit", "sarif", "github", "markdown"):
        assert f"V08 SH1.1: voldoet niet; {mens}voldoet" in uit[soort], soort
        assert "V01 SH1.1: voldoet niet; een beoordeling hiervan is verouderd en telt niet" in uit[soort], soort
    assert "::hier telt een beoordelaar, anders dan de regels: V08 SH1.1, V01 TT1.3\n" in uit["github"]
    assert "## Anders beoordeeld door een persoon (2)\n" in uit["markdown"]
    assert "| V01 | TT1.3 | voldoet niet | voldoet |\n" in uit["markdown"]


@pytest.mark.parametrize("soort", CI)
def test_to_the_screen_and_to_a_file_is_the_same_twice(
    toetsing: Opdracht,
    tmp_path: Path,
    soort: str,
) -> None:
    scherm = toetsing("--format", soort, "-q")
    toetsing("--format", soort, "-q", "-o", "uit.txt")
    assert scherm.uit == (tmp_path / "uit.txt").read_text(encoding="utf-8") != ""
    assert str(tmp_path) not in scherm.uit, "paths from here only"


def test_without_a_gate_not_meeting_the_norm_is_the_fault(alle: Draai, klein_resultaat: Resultaat) -> None:
    """The exit code stays 0: nobody asked for a gate, and a report of tests has to show something."""
    afloop, uit = alle()
    aantal = sum(telling.voldoet_niet for telling in klein_resultaat.indicatoren.values())
    assert afloop.code == 0
    assert (
        uit["junit"].count("<failure") == uit["github"].count("::error ") == uit["sarif"].count('"error"') - 2 == aantal
    )
    assert uit["markdown"].startswith("# Dossiertoets: geen poort gevraagd\n")


def test_dossiers_in_one_file_are_placed_by_line(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = klein_onderzoek(tmp_path, ("V01",))
    monkeypatch.chdir(tmp_path)
    import yaml

    dossier = yaml.safe_load((map_ / "dossiers/V01.yaml").read_text(encoding="utf-8"))
    regels = [json.dumps({**dossier, "id": naam}, default=str) for naam in ("A1", "A2")]
    (tmp_path / "alle.jsonl").write_text("\n".join(regels) + "\n")
    afloop = dossieraudit("score", "alle.jsonl", "--format", "github", "-q", "--peildatum", "2017-11-01")
    assert {(e["file"], e["line"]) for _, e, _ in map(gelezen, afloop.uit.splitlines())} == {
        ("alle.jsonl", "1"),
        ("alle.jsonl", "2"),
    }
