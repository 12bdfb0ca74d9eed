"""`explain` shows what a person judged beside what the rules found, and whether it counts."""

import re
import shutil
from pathlib import Path

import pytest

from dossieraudit.data import examples_dir
from dossieraudit.report.stijl import STIJLEN
from tests.conftest import Opdracht


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    """The example, to be changed."""
    return Path(shutil.copytree(examples_dir() / "vlaardingen", tmp_path / "onderzoek"))


def uitleg(dossieraudit: Opdracht, onderzoek: Path, *wat: str) -> str:
    """What `explain` prints, folded lines joined."""
    return " ".join(dossieraudit("explain", onderzoek, *wat).uit.split())


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


def test_assessors_who_found_the_same_are_not_said_to_differ(dossieraudit: Opdracht, onderzoek: Path) -> None:
    b1 = (onderzoek / "beoordelingen" / "b1.yaml").read_text()
    b9 = b1[b1.index("- dossier: V18") :].replace("beoordelaar: b1", "beoordelaar: b9")
    (onderzoek / "beoordelingen" / "b9.yaml").write_text(b9)
    tekst = " ".join(uitleg(dossieraudit, onderzoek, "V18", "SH3.5").split())
    assert "vonden hetzelfde (b1: voldoet gedeeltelijk; b9: voldoet gedeeltelijk), maar hun consensus is niet" in tekst
    assert "niet eens" not in tekst
    assert "Uitkomst van de regels: niet navolgbaar" in tekst


def test_without_a_judgement_there_is_one_uitkomst(dossieraudit: Opdracht, onderzoek: Path) -> None:
    tekst = uitleg(dossieraudit, onderzoek, "V01", "IZ1.1")
    assert "Uitkomst: niet navolgbaar" in tekst
    assert "beoordelaar" not in tekst


@pytest.mark.parametrize("blad", ["SH3.1", "SH3.5", "TT1.4", "BS1.1"])
def test_an_oordeel_names_the_dossiers_answers_and_documents_that_it_counted(
    dossieraudit: Opdracht, onderzoek: Path, blad: str
) -> None:
    """From a count a reader goes on to the dossiers, and from there to the facts."""
    tekst = uitleg(dossieraudit, onderzoek, "--oordeel", blad)
    telling = {naam: int(n) for naam, n in re.findall(r"(\w+) = (\d+)", tekst)}
    labels = {stijl.label: uitkomst for uitkomst, stijl in STIJLEN.items()}
    genoemd = re.findall(rf"({'|'.join(map(re.escape, labels))}) \((\d+)\): ((?:V\d\d\*?(?:, )?)+)", tekst)
    assert {labels[label] for label, _, _ in genoemd} == {u for u in STIJLEN if telling[u]}
    for label, aantal, ids in genoemd:
        assert len(set(ids.split(", "))) == int(aantal) == telling[labels[label]]
    assert ("*: vastgesteld door een beoordelaar" in tekst) is (blad in ("SH3.5", "TT1.4"))
    antwoorden = re.findall(r"vraag \w+, \w+: (\d+) voor, (\d+) tegen, van (\d+)", tekst)
    assert [sum(map(int, kolom)) for kolom in zip(*antwoorden, strict=True)] == [
        telling[naam] for naam in ("steun", "tegen", "gevraagd") if antwoorden
    ]
    assert len(re.findall(r"D\d\d: (?:vastgelegd|gedeeltelijk|niet uitgewerkt)", tekst)) == sum(
        telling[mate] for mate in ("vastgelegd", "gedeeltelijk", "niet_uitgewerkt")
    )


def test_an_oordeel_over_leaves_names_them(dossieraudit: Opdracht, onderzoek: Path) -> None:
    tekst = uitleg(dossieraudit, onderzoek, "--oordeel", "SH3")
    assert "matig (2): SH3.3!, SH3.4! onvoldoende (3): SH3.1!, SH3.2!, SH3.5" in tekst


def test_every_fact_can_be_asked_for(dossieraudit: Opdracht, onderzoek: Path) -> None:
    """Where there are many, some are named with the number of the others; with --alles those are there too."""
    kort = dossieraudit("explain", onderzoek, "V07", "SH3.1").uit
    lang = dossieraudit("explain", onderzoek, "V07", "SH3.1", "--alles").uit
    meer = [int(n) for n in re.findall(r"… en nog (\d+) \(met --alles ook die\)", kort)]
    assert meer
    assert "…" not in lang
    feit = re.compile(r"^    (?:[a-z_]+(?:\[[^\]]+\])?\.?)+(?: = |: | \()", re.MULTILINE)
    assert len(feit.findall(lang)) - len(feit.findall(kort)) == sum(meer)
