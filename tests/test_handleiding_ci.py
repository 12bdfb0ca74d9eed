"""The chapter on CI can be followed from an empty folder: its files and commands, in order, say what it says."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import golden
from tests.conftest import ROOT, Opdracht
from tests.test_docs import met_echte_uitvoer
from tests.test_haken import ACTIE, GITLAB, HAKEN

HANDLEIDING = ROOT / "docs" / "handleiding-ci.md"
BESTAND = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def bestanden() -> dict[str, str]:
    return dict(BESTAND.findall(HANDLEIDING.read_text(encoding="utf-8")))


def gevolgd(dossieraudit: Opdracht, tekst: str) -> str:
    """The text with what its commands say now; a file is written where the text gives it, not sooner."""
    delen, gedaan = [], 0
    for blok in BESTAND.finditer(tekst):
        delen += [met_echte_uitvoer(dossieraudit, tekst[gedaan : blok.start()]), blok[0]]
        Path(blok[1]).parent.mkdir(parents=True, exist_ok=True)
        Path(blok[1]).write_text(blok[2], encoding="utf-8")
        gedaan = blok.end()
    return "".join([*delen, met_echte_uitvoer(dossieraudit, tekst[gedaan:])])


def test_the_chapter_can_be_followed_from_an_empty_folder(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tekst = HANDLEIDING.read_text(encoding="utf-8")
    nu = gevolgd(dossieraudit, tekst)
    assert "fout van dossieraudit zelf" not in nu, "a program that is broken has nothing to say in a document"
    if golden.BIJWERKEN:
        HANDLEIDING.write_text(nu, encoding="utf-8")
    assert HANDLEIDING.read_text(encoding="utf-8") == nu, "`make golden` brings the document up to date"


def test_the_hooks_of_the_chapter_exist_and_each_is_named() -> None:
    ids = {haak["id"] for haak in HAKEN}
    [repo] = yaml.safe_load(bestanden()[".pre-commit-config.yaml"])["repos"]
    assert {haak["id"] for haak in repo["hooks"]} <= ids
    assert all(f"| `{naam}` |" in HANDLEIDING.read_text(encoding="utf-8") for naam in ids)


def test_the_jobs_of_the_chapter_ask_for_what_there_is() -> None:
    workflow: dict[Any, Any] = yaml.safe_load(bestanden()[".github/workflows/dossiers.yml"])
    [stap] = [stap for stap in workflow["jobs"]["toets"]["steps"] if "with" in stap]
    assert set(stap["with"]) <= set(ACTIE["inputs"])
    verplicht = {naam for naam, eigen in ACTIE["inputs"].items() if eigen.get("required")}
    assert verplicht <= set(stap["with"])
    tekst = HANDLEIDING.read_text(encoding="utf-8")
    assert all(f"`{naam}`" in tekst for naam in ACTIE["inputs"])
    gitlab = yaml.safe_load(bestanden()[".gitlab-ci.yml"])
    assert (ROOT / gitlab["include"][0]["file"]).is_file()
    assert gitlab["dossiertoets"]["extends"] in GITLAB
    assert set(gitlab["dossiertoets"]["variables"]) <= set(GITLAB[".dossieraudit"]["variables"])
