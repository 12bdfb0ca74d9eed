"""The chapter on CI can be followed from an empty folder: its files and commands, in order, say what it says."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, Opdracht
from tests.handleiding import bestanden, volg
from tests.test_haken import ACTIE, GITLAB, HAKEN

HANDLEIDING = ROOT / "docs" / "handleiding-ci.md"


def test_the_chapter_can_be_followed_from_an_empty_folder(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    volg(dossieraudit, HANDLEIDING)


def test_the_hooks_of_the_chapter_exist_and_each_is_named() -> None:
    ids = {haak["id"] for haak in HAKEN}
    [repo] = yaml.safe_load(bestanden(HANDLEIDING)[".pre-commit-config.yaml"])["repos"]
    assert {haak["id"] for haak in repo["hooks"]} <= ids
    assert all(f"| `{naam}` |" in HANDLEIDING.read_text(encoding="utf-8") for naam in ids)


def test_the_jobs_of_the_chapter_ask_for_what_there_is() -> None:
    workflow: dict[Any, Any] = yaml.safe_load(bestanden(HANDLEIDING)[".github/workflows/dossiers.yml"])
    [stap] = [stap for stap in workflow["jobs"]["toets"]["steps"] if "with" in stap]
    assert set(stap["with"]) <= set(ACTIE["inputs"])
    verplicht = {naam for naam, eigen in ACTIE["inputs"].items() if eigen.get("required")}
    assert verplicht <= set(stap["with"])
    tekst = HANDLEIDING.read_text(encoding="utf-8")
    assert all(f"`{naam}`" in tekst for naam in ACTIE["inputs"])
    gitlab = yaml.safe_load(bestanden(HANDLEIDING)[".gitlab-ci.yml"])
    assert (ROOT / gitlab["include"][0]["file"]).is_file()
    assert gitlab["dossiertoets"]["extends"] in GITLAB
    assert set(gitlab["dossiertoets"]["variables"]) <= set(GITLAB[".dossieraudit"]["variables"])
