"""The chapter for inspectors can be followed from an empty folder: its commands run here, and say what it says."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Afloop, Opdracht
from tests.handleiding import volg
from tests.review_voorbeeld import Formulier, oordeel

HANDLEIDING = ROOT / "docs" / "handleiding-inspecteur.md"
PAREN = [("V01", "IZ1.1"), ("V03", "TT1.4"), ("V03", "IZ2.3"), ("V04", "SH1.1")]
INVULLINGEN = {
    "formulier-b3.xlsx": ["voldoet niet", "voldoet gedeeltelijk", "niet navolgbaar", "voldoet niet"],
    "formulier-b4.xlsx": ["voldoet niet", "voldoet", "niet navolgbaar"],
    "formulier-samen.xlsx": ["voldoet niet", "voldoet gedeeltelijk", "niet navolgbaar"],
}


def als_inspecteur(dossieraudit: Opdracht) -> Opdracht:
    """Run a command; a form that it made is filled in, as the text then asks."""

    def draai(*argumenten: object, **opties: Any) -> Afloop:
        afloop = dossieraudit(*argumenten, **opties)
        naam = str(argumenten[-1])
        if naam in INVULLINGEN and "-o" in argumenten:
            formulier = Formulier(Path(naam))
            invulling = zip(PAREN, INVULLINGEN[naam], strict=False)
            motivering = f"Zo staat het in het dossier ({naam.removesuffix('.xlsx')})."
            formulier.vul({paar: oordeel(u, motivering) for paar, u in invulling if paar in formulier.rijen})
        return afloop

    return draai


def test_the_chapter_can_be_followed_from_an_empty_folder(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    volg(als_inspecteur(dossieraudit), HANDLEIDING)


def test_the_command_for_the_terminal_is_one_that_runs(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    [opdracht] = re.findall(r"^    dossieraudit (.*)$", HANDLEIDING.read_text(encoding="utf-8"), re.MULTILINE)
    dossieraudit("init", "onderzoek")
    afloop = dossieraudit(*opdracht.split(), invoer="o\n3\nZo staat het in het dossier.\ns\n")
    assert afloop.code == 0
    assert re.search(r"1 van de \d+ beoordeeld\.\n$", afloop.uit)
