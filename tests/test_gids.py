"""The guide to writing criteria is walked from top to bottom: its files are made, its commands run.

A person who follows it adds a leaf to a copy of a framework without touching any code, sees two deliberate mistakes
caught, and finds the leaf in everything that the program makes. `make golden` writes the output in the guide anew.
"""

import re
from pathlib import Path

import pytest

from dossieraudit.loading.kaders import laad_kader
from tests import golden
from tests.conftest import ROOT, Opdracht
from tests.test_docs import uitvoer

GIDS = ROOT / "docs" / "criteria-schrijven.md"
BLOK = re.compile(
    r"^(?:<!-- (?P<wat>nieuw|achteraan|verander): (?P<pad>\S+) -->\n)?```(?P<taal>\w+)\n(?P<inhoud>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def verander(pad: Path, diff: str) -> None:
    """Replace the lines with a minus by those with a plus; lines without either say where."""
    regels = diff.splitlines()
    oud = "".join(f"{r[1:]}\n" for r in regels if r[:1] in "- ")
    nieuw = "".join(f"{r[1:]}\n" for r in regels if r[:1] in "+ ")
    tekst = pad.read_text(encoding="utf-8")
    assert tekst.count(oud) == 1, f"not there, or more than once, in {pad}:\n{oud}"
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8")


@pytest.mark.slow
def test_a_person_who_follows_the_guide_gets_what_it_shows(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")

    def doe(blok: re.Match[str]) -> str:
        if blok["wat"] is not None:
            pad = tmp_path / blok["pad"]
            match blok["wat"]:
                case "nieuw":
                    assert not pad.exists()
                    pad.write_text(blok["inhoud"], encoding="utf-8")
                case "achteraan":
                    pad.write_text(pad.read_text(encoding="utf-8") + blok["inhoud"], encoding="utf-8")
                case _:
                    verander(pad, blok["inhoud"])
        elif blok["taal"] == "console":
            opdrachten = re.findall(r"^\$ (.*)$", blok["inhoud"], re.MULTILINE)
            return "```console\n" + "".join(f"$ {o}\n{uitvoer(dossieraudit, o)}" for o in opdrachten) + "```"
        return blok[0]

    tekst = GIDS.read_text(encoding="utf-8")
    nu = BLOK.sub(doe, tekst)
    assert "fout van dossieraudit zelf" not in nu, "a crash is never accepted as output"
    if golden.BIJWERKEN:
        GIDS.write_text(nu, encoding="utf-8")
    assert GIDS.read_text(encoding="utf-8") == nu, "`make golden` brings the guide up to date"
    _twee_fouten(nu)
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
    (blok,) = re.findall(
        r"^```yaml\n(uitzonderingen:.*?)^```$", GIDS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert dossieraudit("kader", "copy", "stelseltoezicht-jeugd-2017", tmp_path / "k", "-q").code == 0
    pad = tmp_path / "k" / "kader.yaml"
    pad.write_text(pad.read_text(encoding="utf-8") + blok, encoding="utf-8")
    assert laad_kader(str(tmp_path / "k")).kader.uitzonderingen[0].code == "K103"
    assert "K191 (K103 bij NT1.1/school_ingelicht)" in dossieraudit("kader", "check", tmp_path / "k").uit
