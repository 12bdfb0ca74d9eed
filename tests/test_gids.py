"""The guide to writing criteria is walked from top to bottom: its files are made, its commands run.

A person who follows it adds a leaf to a copy of a framework without touching any code, sees two deliberate mistakes
caught, and finds the leaf in everything that the program makes. `make golden` writes the output in the guide anew.
"""

from pathlib import Path

import pytest

from dossieraudit.loading.kaders import laad_kader
from tests.conftest import ROOT, Opdracht
from tests.handleiding import stukken, volg

GIDS = ROOT / "docs" / "criteria-schrijven.md"


@pytest.mark.slow
def test_a_person_who_follows_the_guide_gets_what_it_shows(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    _twee_fouten(volg(dossieraudit, GIDS))
    _overal_te_vinden(dossieraudit, tmp_path)


def _twee_fouten(gids: str) -> None:
    """The two deliberate mistakes were caught, each with its place and what to do or to see."""
    assert "NT1.yaml:34:40: " in gids
    assert "Afsluiting heeft geen veld 'dautm'" in gids
    assert "bedoelde u 'datum'?" in gids
    assert "'de school hoort het een maand later' mislukt" in gids
    assert "uitkomst: verwacht voldoet_niet, gevonden voldoet_gedeeltelijk" in gids


def _overal_te_vinden(dossieraudit: Opdracht, map_: Path) -> None:
    """The new leaf is in score, explain, report and docs."""
    titel = "School weet dat het wijkteam stopt"
    scores = dossieraudit("score", "proef", "--format", "csv").uit
    assert "V08,2017-11-01,NT1.1,niet_van_toepassing,nog_niet_aan_de_orde" in scores
    assert titel in dossieraudit("explain", "proef", "V12", "NT1.1").uit.replace("\n", " ")
    assert dossieraudit("report", "proef", "-o", "rapport", "--format", "md").code == 0
    (rapport,) = (map_ / "rapport").glob("*.md")
    assert titel in rapport.read_text(encoding="utf-8")
    assert "is de school niet ingelicht dat het wijkteam stopt" in rapport.read_text(encoding="utf-8")
    assert titel in (map_ / "boek" / "mijn-kader.md").read_text(encoding="utf-8")
    assert titel in (map_ / "boek" / "mijn-kader.html").read_text(encoding="utf-8")


def test_the_exception_in_the_guide_is_one(tmp_path: Path, dossieraudit: Opdracht) -> None:
    """The framework takes the block as the guide writes it; here it suppresses nothing, and that is found."""
    (blok,) = (stuk for stuk in stukken(GIDS, "yaml") if stuk.startswith("uitzonderingen:"))
    assert dossieraudit("kader", "copy", "stelseltoezicht-jeugd-2017", tmp_path / "k", "-q").code == 0
    pad = tmp_path / "k" / "kader.yaml"
    pad.write_text(pad.read_text(encoding="utf-8") + blok, encoding="utf-8")
    assert laad_kader(str(tmp_path / "k")).kader.uitzonderingen[0].code == "K103"
    assert "K191 (K103 bij NT1.1/school_ingelicht)" in dossieraudit("kader", "check", tmp_path / "k").uit
