"""Hooks, the action for GitHub and the template for GitLab: valid by published schemas, and run as their hosts do."""

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.ci_voorbeeld import klein_onderzoek, ontheffing
from tests.conftest import ROOT, Opdracht

HAKEN: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTIE: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GITLAB: dict[str, Any] = yaml.safe_load((ROOT / "ci/gitlab/dossieraudit.gitlab-ci.yml").read_text(encoding="utf-8"))
unix = pytest.mark.skipif(os.name == "nt", reason="the hosts run these in a Unix shell")


def _haak(naam: str) -> dict[str, Any]:
    return next(haak for haak in HAKEN if haak["id"] == f"dossieraudit-{naam}")


# pre-commit


@pytest.mark.parametrize("haak", HAKEN, ids=lambda haak: haak["id"])
def test_a_hook_names_a_command_that_exists(dossieraudit: Opdracht, haak: dict[str, Any]) -> None:
    assert {"id", "name", "entry", "language", "files"} <= haak.keys()
    programma, *argumenten = shlex.split(haak["entry"])
    assert (programma, haak["language"]) == ("dossieraudit", "python")
    assert dossieraudit(*argumenten, "--help").code == 0


@pytest.mark.parametrize(
    ("naam", "wel", "niet"),
    [
        ("validate", ["onderzoek/dossiers/V01.yaml", "dossiers/alle.jsonl"], ["onderzoek/onderzoek.yaml", "README.md"]),
        ("privacy", ["o/interviews/i1.yaml", "o/toelichtingen/1.md", "o/onderzoek.yaml"], ["README.md", "src/x.py"]),
        ("score", ["o/dossiers/V01.yaml", "o/ontheffingen.yaml", "dossieraudit.toml"], ["o/toelichtingen/1.md"]),
        ("kader-check", ["mijn-kader/SH1.yaml"], ["README.md"]),
    ],
)
def test_a_hook_looks_at_the_files_that_it_is_about(naam: str, wel: list[str], niet: list[str]) -> None:
    patroon = re.compile(_haak(naam)["files"])
    assert [pad for pad in wel if not patroon.search(pad)] == []
    assert [pad for pad in niet if patroon.search(pad)] == []


def test_hooks_stop_what_is_wrong_and_pass_the_rest(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    klein_onderzoek(tmp_path, ("V08",))
    monkeypatch.chdir(tmp_path)
    goed, fout = "toets/dossiers/V08.yaml", "toets/dossiers/V99.yaml"

    def haak(naam: str, *bestanden: str) -> int:
        _, *argumenten = shlex.split(_haak(naam)["entry"])
        return dossieraudit(*argumenten, *bestanden).code

    assert [haak("validate", goed), haak("privacy", goed), haak("score", "toets")] == [0, 0, 0]
    (tmp_path / fout).write_text("id: V99\noordeel: goed\n")
    assert haak("validate", goed, fout) == 3
    (tmp_path / fout).write_text("id: V99\nmelding: {toelichting: 'BSN 111222333'}\n")
    assert haak("privacy", goed, fout) == 1
    (tmp_path / fout).unlink()
    (tmp_path / "dossieraudit.toml").write_text('[poorten]\nfaal_bij = ["voldoet"]\n')
    assert haak("score", "toets") == 1


# GitHub


def test_the_action_is_valid_by_the_published_schema() -> None:
    schema = json.loads((ROOT / "tests/schemas/github-action.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(ACTIE)


def test_no_input_of_the_action_becomes_text_of_a_script() -> None:
    """An input in a script could be a command; in a variable it is a value."""
    stappen = ACTIE["runs"]["steps"]
    assert not [stap for stap in stappen if "${{" in stap["run"]]
    gebruikt = {waarde for stap in stappen for waarde in stap["env"].values()}
    assert gebruikt == {f"${{{{ inputs.{naam} }}}}" for naam in ACTIE["inputs"]}


def _programma(plaats: Path) -> None:
    """The program as the first step of a job installs it, from this checkout."""
    plaats.parent.mkdir(parents=True)
    plaats.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dossieraudit "$@"\n')
    plaats.chmod(0o755)


def _stap(map_: Path, **inputs: str) -> tuple[int, str, str, dict[str, str]]:
    """Run the step that scores as the runner does. Gives exit code, log, job summary and outputs."""
    _, stap = ACTIE["runs"]["steps"]
    if not (map_ / "tijdelijk").exists():
        _programma(map_ / "tijdelijk/dossieraudit/bin/dossieraudit")
    waarden = {naam: eigen.get("default", "") for naam, eigen in ACTIE["inputs"].items()} | inputs
    omgeving = {naam: waarden[verwijzing[11:-3]] for naam, verwijzing in stap["env"].items()}
    script = map_ / "stap.sh"
    script.write_text(stap["run"])
    vast = {
        "RUNNER_TEMP": str(map_ / "tijdelijk"),
        "GITHUB_STEP_SUMMARY": str(map_ / "summary"),
        "GITHUB_OUTPUT": str(map_ / "output"),
    }
    for naam in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        Path(vast[naam]).write_text("")
    klaar = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
        cwd=map_, env=os.environ | vast | omgeving, capture_output=True, text=True, check=False,
    )  # fmt: skip
    uit = dict(regel.split("=", 1) for regel in (map_ / "output").read_text().splitlines())
    return klaar.returncode, klaar.stdout + klaar.stderr, (map_ / "summary").read_text(encoding="utf-8"), uit


@unix
def test_the_action_writes_its_reports_and_fails_with_the_gate(tmp_path: Path) -> None:
    klein_onderzoek(tmp_path)
    code, log, samenvatting, uit = _stap(tmp_path, pad="toets", **{"fail-on": "voldoet_niet"})
    assert (code, uit["exitcode"]) == (1, "1")
    assert "::error file=toets/dossiers/V01.yaml," in log
    assert samenvatting.startswith("# Dossiertoets: poort niet gehaald\n")
    assert all((tmp_path / uit[soort]).is_file() for soort in ("junit", "sarif"))
    assert _stap(tmp_path, pad="toets")[0] == 0


@unix
def test_waivers_expire_by_the_day_on_which_the_action_runs(tmp_path: Path) -> None:
    """The program knows no clock; the job gives it the day, unless it was asked for another."""
    map_ = klein_onderzoek(tmp_path, ("V01",))
    (tmp_path / "dossieraudit.toml").write_text('[poorten.bladen."TT1.3"]\nfaal_bij = ["voldoet_niet"]\n')
    (map_ / "ontheffingen.yaml").write_text(ontheffing(tot="2019-01-01"))
    assert date(2019, 1, 1) < date.fromtimestamp(Path(__file__).stat().st_mtime)  # noqa: DTZ012
    codes = {op: _stap(tmp_path, pad="toets", op=op)[0] for op in ("vandaag", "peildatum", "2019-01-01", "2019-01-02")}
    assert codes == {"vandaag": 1, "peildatum": 0, "2019-01-01": 0, "2019-01-02": 1}


@unix
def test_an_input_of_the_action_is_a_value_whatever_it_holds(tmp_path: Path) -> None:
    klein_onderzoek(tmp_path, ("V08",))
    (tmp_path / "toets").rename(tmp_path / "een; touch kwaad $(touch kwaad)")
    code, _, _, uit = _stap(tmp_path, pad="een; touch kwaad $(touch kwaad)", op="peildatum", uit="mijn uit")
    assert (code, uit["junit"]) == (0, "mijn uit/junit.xml")
    assert (tmp_path / "mijn uit/junit.xml").is_file()
    assert not (tmp_path / "kwaad").exists()
    code, log, samenvatting, uit = _stap(tmp_path, pad="niet-hier")
    assert (code, uit["exitcode"], samenvatting) == (3, "3", "")
    assert "niet-hier" in log


# GitLab


def test_the_template_is_valid_by_the_published_schema() -> None:
    schema = json.loads((ROOT / "tests/schemas/gitlab-ci.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(GITLAB)
    gebruikt = GITLAB | {"dossiertoets": {"extends": ".dossieraudit", "variables": {"DOSSIERAUDIT_PAD": "onderzoek"}}}
    jsonschema.Draft7Validator(schema).validate(gebruikt)


@unix
def test_the_template_scores_and_keeps_its_reports(tmp_path: Path) -> None:
    """Its script, as the runner gives it to the shell of the image."""
    klein_onderzoek(tmp_path)
    _programma(tmp_path / ".dossieraudit-venv/bin/dossieraudit")
    taak = GITLAB[".dossieraudit"]
    script = "set -e\n" + "\n".join(taak["script"])

    def draai(**variabelen: str) -> subprocess.CompletedProcess[str]:
        omgeving = os.environ | taak["variables"] | {"DOSSIERAUDIT_PAD": "toets"} | variabelen
        return subprocess.run(["sh", "-c", script], cwd=tmp_path, env=omgeving, capture_output=True, text=True)

    assert draai().returncode == 0
    assert (tmp_path / taak["artifacts"]["reports"]["junit"].replace("$DOSSIERAUDIT_UIT", "dossieraudit-uit")).is_file()
    assert draai(DOSSIERAUDIT_BASELINE="niet.json").returncode == 2
    (tmp_path / "dossieraudit.toml").write_text('[poorten]\nfaal_bij = ["voldoet_niet"]\n')
    mislukt = draai(DOSSIERAUDIT_OP="peildatum")
    assert mislukt.returncode == 1
    assert "poort: TT1.3 heeft 2 keer 'voldoet_niet'" in mislukt.stderr
