"""`score --verify`: a result comes out again from the same input, and otherwise what differs is said, causes first."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossieraudit.judgement.reproduction import MAX_PER_SOORT
from tests.ci_voorbeeld import ontheffing
from tests.conftest import VLAARDINGEN, Opdracht
from tests.test_gevallen import vervang


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    """A copy of the example, to change."""
    return Path(shutil.copytree(VLAARDINGEN, tmp_path / "onderzoek"))


@pytest.fixture
def eerder(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> Path:
    uit = tmp_path / "resultaat.json"
    assert dossieraudit("score", onderzoek, "--format", "json", "-q", "-o", uit).code == 0
    return uit


def test_the_same_input_gives_the_same_result(dossieraudit: Opdracht, onderzoek: Path, eerder: Path) -> None:
    afloop = dossieraudit("score", onderzoek, "--verify", eerder)
    assert (afloop.code, afloop.fout) == (0, "")
    assert afloop.uit.startswith(f"{eerder}: komt er precies zo weer uit (20 dossiers, ")


def test_a_changed_dossier_is_named_with_what_came_of_it(dossieraudit: Opdracht, onderzoek: Path, eerder: Path) -> None:
    vervang(onderzoek / "dossiers" / "V01.yaml", "soort: na_triage", "soort: na_onderzoek")
    afloop = dossieraudit("score", onderzoek, "--verify", eerder)
    assert afloop.code == 1
    regels = afloop.uit.splitlines()
    assert regels[0] == "invoer dossiers/V01.yaml: de inhoud is veranderd"
    assert any(regel.startswith("dossier V01, blad SH1.1, uitkomst: was ") for regel in regels)
    assert any(regel.startswith("kenmerken na_triage: waar was 11, is nu 10; onwaar was 9") for regel in regels)
    assert regels[-1] == f"{eerder}: komt er niet hetzelfde uit."


def test_files_that_came_and_went_are_named(dossieraudit: Opdracht, onderzoek: Path, eerder: Path) -> None:
    (onderzoek / "dossiers" / "V20.yaml").unlink()
    (onderzoek / "dossiers" / "V21.yaml").write_text("id: V21\n", encoding="utf-8")
    uit = dossieraudit("score", onderzoek, "--verify", eerder).uit
    assert "invoer dossiers/V20.yaml: is er niet meer\n" in uit
    assert "invoer dossiers/V21.yaml: was er eerder niet\n" in uit
    assert "dossier V20: is nu niet beoordeeld\n" in uit
    assert "dossier V21: was eerder niet beoordeeld\n" in uit


@pytest.mark.parametrize("bestand", ["onderzoek.yaml", "interviews/W1.yaml", "documenten/D01.yaml"])
def test_every_input_file_counts_even_where_nothing_else_differs(
    dossieraudit: Opdracht, onderzoek: Path, eerder: Path, bestand: str
) -> None:
    pad = onderzoek / bestand
    pad.write_text(pad.read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
    afloop = dossieraudit("score", onderzoek, "--verify", eerder)
    assert afloop.code == 1
    assert afloop.uit == f"invoer {bestand}: de inhoud is veranderd\n{eerder}: komt er niet hetzelfde uit.\n"


def test_another_day_framework_or_profile_is_said_first(dossieraudit: Opdracht, onderzoek: Path, eerder: Path) -> None:
    dag = dossieraudit("score", onderzoek, "--verify", eerder, "--peildatum", "2017-09-01")
    assert (dag.code, dag.uit.splitlines()[0]) == (1, "peildatum: was 2017-11-01, is nu 2017-09-01")
    kader = dossieraudit("score", onderzoek, "--verify", eerder, "--kader", "randvoorwaarden-veiligheid-jeugdigen")
    assert kader.uit.startswith(
        "kader: was stelseltoezicht-jeugd-2017 1.0.0, is nu randvoorwaarden-veiligheid-jeugdigen 1.0.0\n"
        "bestanden van het kader (sha256): was "
    )
    assert "verschillen in uitkomsten en kenmerken\n" in kader.uit
    assert len(kader.uit.splitlines()) < 4 * (MAX_PER_SOORT + 5) + 10
    profiel = dossieraudit("score", onderzoek, "--verify", eerder, "--profiel", onderzoek / "profiel.yaml")
    assert profiel.uit.startswith("profiel: was geen, is nu wijkteam-vlaardingen 1.0.0\n")
    assert "dossier V01, blad VL1.1: bestond eerder niet\n" in profiel.uit


def test_a_tampered_result_is_seen(dossieraudit: Opdracht, onderzoek: Path, eerder: Path) -> None:
    """Every figure that the file holds is computed again."""
    inhoud = json.loads(eerder.read_bytes())
    inhoud["oordeel"]["oordeel"] = "voldoende"
    inhoud["bevindingen"][0]["tekst"] = "Alles is goed."
    inhoud["dossiers"][0]["uitkomsten"]["SH1.1"]["eisen"]["advies"] = None
    eerder.write_text(json.dumps(inhoud), encoding="utf-8")
    regels = dossieraudit("score", onderzoek, "--verify", eerder).uit.splitlines()
    assert len(regels) == 4
    assert regels[0].startswith("dossier V01, blad SH1.1, eis advies: was leeg, is nu ")
    assert regels[1] == "oordeel geheel: oordeel was voldoende, is nu onvoldoende"
    assert regels[2].endswith(": de zin of zijn grondslag is anders")


@pytest.mark.parametrize(("inhoud", "code"), [(None, 2), ("{}", 3), ("geen json", 3), ('{"schema": "x"}', 3)])
def test_what_is_no_result_is_refused(dossieraudit: Opdracht, tmp_path: Path, inhoud: str | None, code: int) -> None:
    pad = tmp_path / "r.json"
    if inhoud is not None:
        pad.write_text(inhoud, encoding="utf-8")
    afloop = dossieraudit("score", VLAARDINGEN, "--verify", pad)
    assert (afloop.code, afloop.uit) == (code, "")
    assert str(pad) in afloop.fout


# Whatever was changed in the file


def _weg_uit_eisen(r: dict[str, Any]) -> None:
    eisen = next(u["eisen"] for d in r["dossiers"] for u in d["uitkomsten"].values() if None in u["eisen"].values())
    del eisen[next(naam for naam, waarde in eisen.items() if waarde is None)]


VERVALSINGEN: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "the file of a dossier": (lambda r: r["dossiers"][3].update(invoer="elders.yaml"), "dossier V04, invoer: was "),
    "the file that was rejected": (lambda r: r["afgekeurd"][0].update(invoer="x.yaml"), "afgekeurd 1, invoer: was x."),
    "why it was rejected": (
        lambda r: r["afgekeurd"][0]["fouten"][0].update(melding="Niets."),
        "afgekeurd 1 (dossiers/V21.yaml): de fouten zijn anders",
    ),
    "a waiver that was not there": (
        lambda r: r["ontheffingen"].append(r["ontheffingen"][0]),
        "ontheffing 2 (V01, TT1.3): bestaat niet meer",
    ),
    "a waiver that is gone": (lambda r: r["ontheffingen"].clear(), "ontheffing 1 (V01, TT1.3): bestond eerder niet"),
    "a waiver that holds longer": (
        lambda r: r["ontheffingen"][0].update(tot="2020-01-01"),
        "ontheffing 1 (V01, TT1.3): tot was 2020-01-01, is nu 2018-07-01",
    ),
    "the reason of a waiver": (
        lambda r: r["ontheffingen"][0].update(reden="Een andere reden dan deze."),
        "ontheffing 1 (V01, TT1.3): reden is anders",
    ),
    "the order of sentences": (lambda r: r["risicos"].reverse(), "risicos[#1].id: is anders"),
    "the order of dossiers": (lambda r: r["dossiers"].reverse(), "dossiers[#1].id: is anders"),
    "an input file twice": (lambda r: r["invoer"].append(r["invoer"][0]), "invoer: had "),
    "an eis without a value": (_weg_uit_eisen, ": was er niet, is nu leeg"),
    "yes for one": (
        lambda r: r["oordeel"]["gronden"].update({k: True for k, v in r["oordeel"]["gronden"].items() if v == 1}),
        "oordeel.gronden.",
    ),
}


@pytest.fixture
def ruim(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> Path:
    """A result with everything in it: a waiver, and a dossier that was rejected."""
    (onderzoek / "ontheffingen.yaml").write_text(ontheffing(), encoding="utf-8")
    (onderzoek / "dossiers" / "V21.yaml").write_text("id: [\n", encoding="utf-8")
    uit = tmp_path / "ruim.json"
    assert dossieraudit("score", onderzoek, "--format", "json", "-q", "-o", uit).code == 3
    return uit


@pytest.mark.parametrize("wat", VERVALSINGEN)
def test_no_change_in_a_result_passes(dossieraudit: Opdracht, onderzoek: Path, ruim: Path, wat: str) -> None:
    verander, melding = VERVALSINGEN[wat]
    inhoud = json.loads(ruim.read_bytes())
    verander(inhoud)
    if inhoud == json.loads(ruim.read_bytes()) and wat != "yes for one":
        pytest.fail("nothing was changed")
    ruim.write_text(json.dumps(inhoud), encoding="utf-8")
    afloop = dossieraudit("score", onderzoek, "--verify", ruim, "--allow-invalid")
    assert afloop.code == 1
    assert melding in afloop.uit
    assert afloop.uit.endswith("komt er niet hetzelfde uit.\n")


def test_a_dossier_that_was_put_in_twice_is_refused(dossieraudit: Opdracht, onderzoek: Path, eerder: Path) -> None:
    """Of two with one id the last would be looked at, and the first believed by whoever reads the file."""
    inhoud = json.loads(eerder.read_bytes())
    vals = json.loads(json.dumps(inhoud["dossiers"][0]))
    vals["uitkomsten"]["SH1.1"]["uitkomst"] = "voldoet"
    inhoud["dossiers"].insert(0, vals)
    eerder.write_text(json.dumps(inhoud), encoding="utf-8")
    afloop = dossieraudit("score", onderzoek, "--verify", eerder)
    assert (afloop.code, afloop.uit) == (3, "")
    assert "dit dossier staat hier dubbel" in afloop.fout


def test_how_the_json_was_written_is_no_difference(dossieraudit: Opdracht, onderzoek: Path, eerder: Path) -> None:
    inhoud = json.loads(eerder.read_bytes())
    assert inhoud.pop("ontheffingen") == []
    eerder.write_text(json.dumps(inhoud, sort_keys=True), encoding="utf-8")
    assert dossieraudit("score", onderzoek, "--verify", eerder).code == 0


def test_the_result_of_a_run_in_ci_comes_out_again_with_its_day(
    dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path
) -> None:
    """Waivers and the day on which they were looked at are part of it, and are asked for in the same way."""
    (tmp_path / "o.yaml").write_text(ontheffing(), encoding="utf-8")
    uit, opties = tmp_path / "r.json", ("--ontheffingen", tmp_path / "o.yaml", "--op", "2018-01-01")
    assert dossieraudit("score", onderzoek, "--format", "json", "-q", "-o", uit, *opties).code == 0
    assert dossieraudit("score", onderzoek, "--verify", uit, *opties).code == 0
    afloop = dossieraudit("score", onderzoek, "--verify", uit, *opties[:2])
    assert (afloop.code, afloop.uit.splitlines()[0]) == (
        1,
        "ontheffing 1 (V01, TT1.3): op was 2018-01-01, is nu 2017-11-01",
    )


def test_rejected_input_goes_before_what_comes_out(dossieraudit: Opdracht, onderzoek: Path, ruim: Path) -> None:
    afloop = dossieraudit("score", onderzoek, "--verify", ruim)
    assert (afloop.code, afloop.uit.count("1 keer invoer afgekeurd")) == (3, 1)
    assert dossieraudit("score", onderzoek, "--verify", ruim, "--allow-invalid").code == 0
    (onderzoek / "dossiers" / "V21.yaml").unlink()
    assert dossieraudit("score", onderzoek, "--verify", ruim).code == 1


@pytest.mark.parametrize(
    "opties",
    [
        ("--fail-on", "voldoet_niet"),
        ("--min-voldoet", "0.9"),
        ("--baseline", "{r}"),
        ("-o", "uit.txt"),
        ("--format", "json"),
        ("--rapport", "junit=j.xml"),
        ("--workers", "2"),
        ("--rejects", "x.jsonl"),
    ],
)
def test_what_a_check_would_pass_over_in_silence_is_refused(
    dossieraudit: Opdracht, onderzoek: Path, eerder: Path, opties: tuple[str, ...]
) -> None:
    afloop = dossieraudit("score", onderzoek, "--verify", eerder, *(o.replace("{r}", str(eerder)) for o in opties))
    assert (afloop.code, afloop.uit) == (2, "")
    assert "--verify rekent alleen na" in afloop.fout


def test_quiet_says_only_what_differs(dossieraudit: Opdracht, onderzoek: Path, eerder: Path) -> None:
    assert dossieraudit("score", onderzoek, "--verify", eerder, "-q").uit == ""
