"""The chapter for municipalities can be followed from an empty folder: its files are made, its commands run."""

from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT, Opdracht
from tests.handleiding import volg

HANDLEIDING = ROOT / "docs" / "handleiding-gemeente.md"
HOOFDSTUKKEN = ("handleiding-inspecteur.md", "handleiding-gemeente.md", "handleiding-ci.md")


@pytest.mark.slow
def test_the_chapter_can_be_followed_from_an_empty_folder(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    volg(dossieraudit, HANDLEIDING)
    _gemaakt(tmp_path)


def _gemaakt(map_: Path) -> None:
    """What the municipality has in hand at the end."""
    acties = openpyxl.load_workbook(map_ / "acties.xlsx")["Acties"]
    eigen = [rij for rij in acties.iter_rows(min_row=2, values_only=True) if "in het team besproken" in str(rij[4])]
    assert {rij[7] for rij in eigen} <= {"teamleider", "casusregisseur"}
    assert eigen
    rapport = (map_ / "rapport" / "rapport.md").read_text(encoding="utf-8")
    assert "Daarvan is er één overgenomen en één nog niet beantwoord." in rapport
    assert not (map_ / "concept").exists(), "a reaction with a fault gives no report"
    assert (map_ / "kopie" / "onderzoek.yaml").is_file()
    assert not (map_ / "kopie" / "reactie.yaml").exists()


def test_the_general_handleiding_leads_to_every_chapter() -> None:
    tekst = (ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8")
    assert all(f"({naam})" in tekst for naam in HOOFDSTUKKEN)
