"""The document about importing can be followed: its commands run here, and say what it says."""

import re
from pathlib import Path

import pytest
import yaml

from tests import golden
from tests.conftest import ROOT, Opdracht
from tests.test_docs import met_echte_uitvoer

HANDLEIDING = ROOT / "docs" / "importeren.md"


def test_the_document_shows_what_the_program_says(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    nu = met_echte_uitvoer(dossieraudit, HANDLEIDING.read_text(encoding="utf-8"))
    assert "fout van dossieraudit zelf" not in nu, "a program that is broken has nothing to say in a document"
    if golden.BIJWERKEN:
        HANDLEIDING.write_text(nu, encoding="utf-8")
    assert HANDLEIDING.read_text(encoding="utf-8") == nu, "`make golden` brings the document up to date"


def test_the_piece_of_a_mapping_is_that_of_the_example() -> None:
    [stuk] = re.findall(r"^```yaml\n(.*?)^```$", HANDLEIDING.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    mapping = yaml.safe_load((ROOT / "examples" / "import-zaken" / "mapping.yaml").read_text(encoding="utf-8"))
    [contacten] = [o for o in mapping["onderdelen"] if o["onderdeel"] == "contacten"]
    [getoond] = yaml.safe_load(stuk)
    assert getoond["velden"].items() <= contacten["velden"].items()
