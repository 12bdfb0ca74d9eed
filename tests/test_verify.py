"""`score --verify`: a result comes out again from the same input, and otherwise what differs is said, causes first."""

import json
import shutil
from pathlib import Path

import pytest

from dossieraudit.judgement.reproduction import MAX_PER_SOORT
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
