"""`explain` shows what a person judged beside what the rules found, and whether it counts."""

import shutil
from pathlib import Path

import pytest

from dossieraudit.data import examples_dir
from tests.conftest import Opdracht


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    """The example, to be changed."""
    return Path(shutil.copytree(examples_dir() / "vlaardingen", tmp_path / "onderzoek"))


def uitleg(dossieraudit: Opdracht, onderzoek: Path, dossier: str, blad: str) -> str:
    """What `explain` prints, folded lines joined."""
    return " ".join(dossieraudit("explain", onderzoek, dossier, blad).uit.split())


def test_a_judgement_that_counts_comes_before_what_the_rules_found(dossieraudit: Opdracht, onderzoek: Path) -> None:
    tekst = uitleg(dossieraudit, onderzoek, "V18", "SH3.5")
    assert "Uitkomst: voldoet gedeeltelijk, naar het oordeel van een beoordelaar (b1, 31 oktober 2017)" in tekst
    assert "motivering: Of Veilig Thuis naar de afspraken vroeg, was niet ingevuld." in tekst
    assert "Uitkomst van de regels: niet navolgbaar" in tekst


def test_a_judgement_over_other_facts_is_shown_as_one_that_no_longer_counts(
    dossieraudit: Opdracht, onderzoek: Path
) -> None:
    bestand = onderzoek / "beoordelingen" / "b1.yaml"
    oud = bestand.read_text()
    begin = oud.index("- dossier: V18")
    bestand.write_text(oud[:begin] + oud[begin:].replace("machine: niet_navolgbaar", "machine: voldoet", 1))
    tekst = uitleg(dossieraudit, onderzoek, "V18", "SH3.5")
    assert "Oordeel van een beoordelaar, dat niet meer telt: voldoet gedeeltelijk (b1, 31 oktober 2017)" in tekst
    assert "Uitkomst van de regels: niet navolgbaar" in tekst


def test_assessors_who_differ_are_both_named_and_neither_counts(dossieraudit: Opdracht, onderzoek: Path) -> None:
    b1 = (onderzoek / "beoordelingen" / "b1.yaml").read_text()
    b9 = b1[b1.index("- dossier: V18") :].replace("beoordelaar: b1", "beoordelaar: b9")
    (onderzoek / "beoordelingen" / "b9.yaml").write_text(b9.replace("voldoet_gedeeltelijk", "voldoet", 1))
    tekst = uitleg(dossieraudit, onderzoek, "V18", "SH3.5")
    assert "Beoordelaars zijn het niet eens (b1: voldoet gedeeltelijk; b9: voldoet)" in tekst
    assert "Uitkomst van de regels: niet navolgbaar" in tekst


def test_without_a_judgement_there_is_one_uitkomst(dossieraudit: Opdracht, onderzoek: Path) -> None:
    tekst = uitleg(dossieraudit, onderzoek, "V01", "IZ1.1")
    assert "Uitkomst: niet navolgbaar" in tekst
    assert "beoordelaar" not in tekst
