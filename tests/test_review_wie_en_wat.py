"""Claims about whose judgement it is and what it may be about: nothing recorded makes an onderzoek unreadable."""

from pathlib import Path

import pytest

from tests.conftest import Opdracht
from tests.review_voorbeeld import klein_onderzoek, maak, oordeel, vervang

DATUM = ["--datum", "2017-11-20"]
ORGANISATIE = "zegt geen dossier iets: het gaat over de organisatie"


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    return klein_onderzoek(tmp_path / "onderzoek")


@pytest.fixture
def beoordeeld(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> Path:
    """The onderzoek with a judgement of b3."""
    formulier = maak(dossieraudit, onderzoek, tmp_path / "b3.xlsx", "b3")
    pad = formulier.vul({("V03", "IZ2.3"): oordeel("voldoet niet")})
    assert dossieraudit("review", onderzoek, "--lees", pad).code == 0
    return onderzoek


# What it is about


def test_a_form_asks_for_no_leaf_of_which_no_dossier_says_anything(
    dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path
) -> None:
    """Such a judgement would be recorded, and after that nothing of the onderzoek could be read."""
    formulier = maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx", "b1", "--bladen", "alle")
    assert {"SH1.1", "IZ2.6"} <= {blad for _, blad in formulier.rijen}
    assert not {blad for _, blad in formulier.rijen if blad.startswith("BS")}
    pad = formulier.vul(lambda _: oordeel("voldoet niet"))
    assert dossieraudit("review", onderzoek, "--lees", pad).code == 0
    assert dossieraudit("score", onderzoek, "-q").code == 0


@pytest.mark.parametrize("bladen", ["BS", "BS1.1", "SH3,BS2"])
def test_asking_for_a_leaf_of_the_organisation_is_wrong_usage(
    dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path, bladen: str
) -> None:
    opdracht = ["review", onderzoek, "--beoordelaar", "b1", "--bladen", bladen]
    for manier in (["-o", tmp_path / "b1.xlsx"], ["--in-terminal", *DATUM]):
        afloop = dossieraudit(*opdracht, *manier)
        assert afloop.code == 2
        assert f"over '{bladen.split(',')[-1]}' {ORGANISATIE}" in afloop.fout


def test_a_form_of_before_with_a_leaf_of_the_organisation_is_refused_by_cell(
    dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as toen:
        toen.setattr(
            "dossieraudit.review.taken.over_dossiers", lambda kader: frozenset(i.id for i in kader.indicatoren)
        )
        formulier = maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx", "b1", "--bladen", "BS1.1")
    pad = formulier.vul({("V03", "BS1.1"): oordeel("voldoet")})
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    assert afloop.code == 3
    plaats = formulier.cel(("V03", "BS1.1"), "Blad").coordinate
    assert f"over blad BS1.1 {ORGANISATIE}\n  pad: blad Oordelen, cel {plaats}\n" in afloop.fout
    assert not (onderzoek / "beoordelingen").exists()


def test_ids_that_look_like_numbers_are_read_back_from_what_was_recorded(
    dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path
) -> None:
    vervang(onderzoek / "dossiers" / "V03.yaml", "id: V03", 'id: "2e5"')
    formulier = maak(dossieraudit, onderzoek, tmp_path / "f.xlsx", "1e3")
    pad = formulier.vul({("2e5", "IZ2.3"): oordeel("voldoet niet")})
    assert dossieraudit("review", onderzoek, "--lees", pad).code == 0
    afloop = dossieraudit("score", onderzoek, "-q")
    assert (afloop.code, afloop.fout) == (0, "")


# Whose it is


def test_consensus_in_capitals_is_no_assessor(dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path) -> None:
    """One person would judge under the name of two, and the form would show nothing of what others found."""
    for naam in ("Consensus", "CONSENSUS"):
        afloop = dossieraudit("review", beoordeeld, "--beoordelaar", naam, "-o", tmp_path / "c.xlsx")
        assert afloop.code == 2
        assert "schrijf --beoordelaar consensus met kleine letters" in afloop.fout
    bestand = beoordeeld / "beoordelingen" / "b3.yaml"
    (beoordeeld / "beoordelingen" / "Consensus.yaml").write_text(
        bestand.read_text(encoding="utf-8").replace("beoordelaar: b3", "beoordelaar: Consensus"), encoding="utf-8"
    )
    afloop = dossieraudit("score", beoordeeld, "-q")
    assert afloop.code == 3
    assert "consensus wordt met kleine letters geschreven" in afloop.fout


def test_one_person_in_other_capitals_is_not_a_second_assessor(
    dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path
) -> None:
    afloop = dossieraudit("review", beoordeeld, "--beoordelaar", "B3", "-o", tmp_path / "B3.xlsx")
    assert afloop.code == 2
    assert "er zijn al oordelen van 'b3'; schrijf 'B3' net zo" in afloop.fout

    eerste = beoordeeld / "beoordelingen" / "b3.yaml"
    tweede = tmp_path / "tweede.yaml"
    tweede.write_text(eerste.read_text(encoding="utf-8").replace("beoordelaar: b3", "beoordelaar: B3"))
    afloop = dossieraudit("review", "agreement", eerste, tweede, "--consensus", tmp_path / "consensus.yaml")
    assert afloop.code == 2
    assert "beide bestanden zijn van b3" in afloop.fout

    samen = beoordeeld / "beoordelingen" / "consensus.yaml"
    samen.write_text(
        eerste.read_text(encoding="utf-8").replace(
            "beoordelaar: b3", "beoordelaar: consensus\n  beoordelaars: [b3, B3]"
        )
    )
    afloop = dossieraudit("score", beoordeeld, "-q")
    assert afloop.code == 3
    assert "consensus rust op minstens twee beoordelaars" in afloop.fout
