"""What stands among the files of an onderzoek and is not read is named: nothing is passed over unseen."""

import shutil
from pathlib import Path

import pytest

from dossieraudit.data import examples_dir
from dossieraudit.loading.ongelezen import ongelezen
from tests.conftest import Opdracht


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    """The example, to be changed."""
    return Path(shutil.copytree(examples_dir() / "vlaardingen", tmp_path / "onderzoek"))


def test_the_examples_have_nothing_unread() -> None:
    assert [ongelezen(pad.parent) for pad in examples_dir().rglob("onderzoek.yaml")].count(()) >= 2
    assert not [gevonden for pad in examples_dir().rglob("onderzoek.yaml") if (gevonden := ongelezen(pad.parent))]


@pytest.mark.parametrize("opdracht", ["validate", "score"])
def test_a_renamed_file_is_named(dossieraudit: Opdracht, onderzoek: Path, opdracht: str) -> None:
    """As an editor or a colleague leaves them: each was left out, and the report said that all input was read."""
    (onderzoek / "dossiers" / "V20.yaml").rename(onderzoek / "dossiers" / "V20.yaml.txt")
    (onderzoek / "documenten" / "D01.yaml").rename(onderzoek / "documenten" / "D01.YAML")
    (onderzoek / "beoordelingen" / "b1.yaml").rename(onderzoek / "beoordelingen" / "b1.yml")
    (onderzoek / "dossiers" / "later").mkdir()
    (onderzoek / "dossiers" / "README.md").write_text("x")
    afloop = dossieraudit(opdracht, onderzoek)
    for naam in ("dossiers/V20.yaml.txt", "dossiers/later", "documenten/D01.YAML", "beoordelingen/b1.yml"):
        assert naam in afloop.fout
    assert "README" not in afloop.fout


def test_of_a_loose_folder_only_what_looks_like_a_dossier(tmp_path: Path) -> None:
    for naam in ("V01.yaml", "V02.yaml.txt", "V03.JSON.bak", "brief.docx"):
        (tmp_path / naam).write_text("id: V01\n")
    assert ongelezen(tmp_path) == ("V02.yaml.txt", "V03.JSON.bak")
