"""The document about importing can be followed: its commands run here, and say what it says."""

from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, Opdracht
from tests.handleiding import stukken, volg

HANDLEIDING = ROOT / "docs" / "importeren.md"


def test_the_document_shows_what_the_program_says(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    volg(dossieraudit, HANDLEIDING)


def test_the_piece_of_a_mapping_is_that_of_the_example() -> None:
    [stuk] = stukken(HANDLEIDING, "yaml")
    mapping = yaml.safe_load((ROOT / "examples" / "import-zaken" / "mapping.yaml").read_text(encoding="utf-8"))
    [contacten] = [o for o in mapping["onderdelen"] if o["onderdeel"] == "contacten"]
    [getoond] = yaml.safe_load(stuk)
    assert getoond["velden"].items() <= contacten["velden"].items()
