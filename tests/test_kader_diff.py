"""`kader diff`: every difference between two frameworks, and what it does to a sample."""

from pathlib import Path

import pytest

from tests.conftest import VLAARDINGEN, Opdracht
from tests.test_gevallen import vervang

NAAM = "randvoorwaarden-veiligheid-jeugdigen"


@pytest.fixture
def eigen(dossieraudit: Opdracht, tmp_path: Path) -> Path:
    map_ = tmp_path / "kader"
    assert dossieraudit("kader", "copy", NAAM, map_, "-q").code == 0
    return map_


def test_a_copy_does_not_differ(dossieraudit: Opdracht, eigen: Path) -> None:
    afloop = dossieraudit("kader", "diff", NAAM, eigen, "--op", VLAARDINGEN)
    assert afloop.code == 0
    assert afloop.uit == (
        "0 verschillen.\n\nOp 20 dossiers:\n  geen enkele uitkomst is anders op de bladen die beide hebben\n"
    )


def test_every_kind_of_difference_is_told(dossieraudit: Opdracht, eigen: Path) -> None:
    vervang(eigen / "kader.yaml", "versie: 1.0.0", "versie: 1.1.0")
    vervang(eigen / "kader.yaml", "geldig: {van: 2015-01-01}", "geldig: {van: 2016-01-01}")
    vervang(eigen / "parameters.yaml", "  waarde: 42\n", "  waarde: 14\n")
    vervang(eigen / "PR1.yaml", "    titel: Niet loslaten zolang er zorgen zijn", "    titel: Nooit loslaten")
    vervang(
        eigen / "PR1.yaml",
        "        als: kijkwijzer_gebruikt\n        essentieel: true",
        "        als: kijkwijzer_gebruikt",
    )
    vervang(eigen / "PR1.yaml", "      - id: te_volgen\n", "      - id: navolgbaar\n")
    vervang(eigen / "PR1.yaml", "      voldoet: weet ieder", "      voldoet: weet iedereen")
    vervang(eigen / "kenmerken.yaml", "  bron: randvoorwaarde 5\n", "")
    vervang(eigen / "bronnen.yaml", "  privacy:\n    tekst: Werkt u", "  privacy:\n    tekst: Werkt u altijd")
    vervang(eigen / "oordeel.yaml", "  - id: ten_dele\n", "  - id: deels\n")
    vervang(eigen / "rapport.yaml", "    hoofdstuk: 5\n    als: blad.PR1_3", "    hoofdstuk: 1\n    als: blad.PR1_3")
    vervang(eigen / "gevallen/PR1.yaml", "te_volgen", "navolgbaar")
    afloop = dossieraudit("kader", "diff", NAAM, eigen)
    assert (afloop.code, afloop.fout) == (0, "")
    assert (
        afloop.uit
        == """\
kader versie is anders
  - 1.0.0
  + 1.1.0
geldigheid van is anders
  - 2015-01-01
  + 2016-01-01
eis PR1.1/instrument_gebruikt: essentieel is anders
  - ja
  + nee
eis PR1.1/te_volgen vervalt: Te volgen is waar de inschatting op berust.
eis PR1.1/navolgbaar komt erbij: Te volgen is waar de inschatting op berust.
bevinding PR1.2: voldoet is anders
  - weet ieder wie wat wanneer doet voor de veiligheid
  + weet iedereen wie wat wanneer doet voor de veiligheid
blad PR1.3: titel is anders
  - Niet loslaten zolang er zorgen zijn
  + Nooit loslaten
parameter besproken_dagen: waarde is anders
  - 42
  + 14
kenmerk volwassenenproblematiek: bron is anders
  - randvoorwaarde 5
  + (leeg)
vraag privacy: tekst is anders
  - Werkt u volgens een vaste werkwijze voor persoonsgegevens?
  + Werkt u altijd volgens een vaste werkwijze voor persoonsgegevens?
oordeelregel beleid/ten_dele vervalt: Een document legt de randvoorwaarde ten dele vast.
oordeelregel beleid/deels komt erbij: Een document legt de randvoorwaarde ten dele vast.
zin gronden/grond_loslaten: hoofdstuk is anders
  - 5
  + 1
13 verschillen.
"""
    )


def test_a_stricter_norm_shows_which_dossiers_change_and_how(dossieraudit: Opdracht, eigen: Path) -> None:
    """Uitkomsten dossier by dossier, and the oordeel over the leaf where it changes."""
    vervang(eigen / "parameters.yaml", "  waarde: 42\n", "  waarde: 1\n")
    afloop = dossieraudit("kader", "diff", NAAM, eigen, "--op", VLAARDINGEN)
    op = afloop.uit.split("Op 20 dossiers:\n")[1]
    assert op.startswith("  PR2.1: ")
    assert " dossiers van voldoet naar voldoet_gedeeltelijk (V" in op
    assert op.count("PR2.1") == len(op.splitlines()), "nothing else changes"


def test_leaves_on_one_side_are_named_and_not_compared(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("kader", "diff", "stelseltoezicht-jeugd-2017", NAAM, "--op", VLAARDINGEN)
    assert afloop.code == 0
    assert "blad SH1.1 vervalt: Schriftelijke informatie van Veilig Thuis na triage\n" in afloop.uit
    assert "blad PR1.1 komt erbij: Risico's op een vaste manier ingeschat\n" in afloop.uit
    assert afloop.uit.endswith("  geen enkele uitkomst is anders op de bladen die beide hebben\n")


def test_faults_in_either_framework_are_exit_code_3(dossieraudit: Opdracht, eigen: Path) -> None:
    vervang(eigen / "PR1.yaml", "als: kijkwijzer_gebruikt", "als: kijkwijzer_gebrukt")
    assert dossieraudit("kader", "diff", NAAM, eigen).code == 3


def test_every_dossier_that_is_not_among_the_compared_is_named(
    dossieraudit: Opdracht, eigen: Path, tmp_path: Path
) -> None:
    """Also one that a rule about time could not judge, for want of a day."""
    los = tmp_path / "los.yaml"
    los.write_text("id: D1\noverdracht: {soort: na_triage}\n", encoding="utf-8")
    afloop = dossieraudit("kader", "diff", NAAM, eigen, "--op", los)
    assert (afloop.code, "los.yaml" in afloop.fout, "peildatum" in afloop.fout) == (3, True, True)
