"""Claims about forms as people work on them: rows and columns taken out or put in, remarks beside the table."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from dossieraudit.models.bronnen import leesbare_tekens
from tests.conftest import Opdracht
from tests.review_voorbeeld import MOTIVERING, Formulier, bewaard, klein_onderzoek, maak, oordeel, vervang

PAAR = ("V03", "IZ2.3")
GEHEIM = "Bel de moeder terug"


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    return klein_onderzoek(tmp_path / "onderzoek")


@pytest.fixture
def formulier(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> Formulier:
    return maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx")


def test_rows_that_were_taken_out_are_named_and_stay_open(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    dossieraudit("review", onderzoek, "--lees", formulier.vul({("V03", "TT1.4"): oordeel("voldoet")}))
    eerst = bewaard(onderzoek)
    formulier.vul({("V04", "IZ2.3"): oordeel("voldoet")})
    formulier.blad.delete_rows(6, 3)
    formulier.werkmap.save(formulier.pad)
    afloop = dossieraudit("review", onderzoek, "--lees", formulier.pad)
    assert afloop.code == 0
    weg = "V03 TT1.4; V03 TT1.5; V03 IZ2.3"
    assert afloop.fout == f"Weggehaald uit het formulier; wat erover vastligt, blijft zoals het was: {weg}.\n"
    assert afloop.uit.startswith("1 nieuw of gewijzigd, 1 ongewijzigd, 0 verouderd, 6 open.\n")
    assert bewaard(onderzoek)["V03", "TT1.4"] == eerst["V03", "TT1.4"]


def test_what_nobody_reads_is_named_by_place_and_not_repeated(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    formulier.blad["R8"].value = GEHEIM
    formulier.blad["D2"].value = GEHEIM
    onder_tabel = formulier.blad.max_row + 3
    formulier.blad.cell(onder_tabel, 3).value = GEHEIM
    formulier.cel(PAAR, "Oordeel").comment = Comment(GEHEIM, "b1")
    feiten = formulier.werkmap["Feiten"]
    feiten["H3"].value = GEHEIM
    onder = feiten.max_row + 2
    feiten.cell(onder, 3).value = GEHEIM
    formulier.werkmap.create_sheet("Kladblok")["A1"].value = GEHEIM
    afloop = dossieraudit("review", onderzoek, "--lees", formulier.vul({PAAR: oordeel("voldoet")}))
    assert (afloop.code, afloop.uit.startswith("1 nieuw")) == (0, True)
    assert afloop.fout == (
        "Niet gelezen; neem zelf over wat telt: blad Oordelen, cel D2; blad Oordelen, opmerking bij cel J8; "
        f"blad Oordelen, cel R8; blad Oordelen, cel C{onder_tabel}; "
        f"blad Feiten, cel H3; blad Feiten, cel C{onder}; blad Kladblok.\n"
    )


def test_a_form_as_it_came_holds_nothing_that_is_not_read(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    assert dossieraudit("review", onderzoek, "--lees", formulier.pad).fout == ""


def test_of_many_places_the_first_are_named(dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier) -> None:
    for rij in range(6, 106):
        formulier.blad.cell(rij, 20).value = GEHEIM
    fout = dossieraudit("review", onderzoek, "--lees", formulier.vul({})).fout
    assert fout.endswith("blad Oordelen, cel T25 en nog 80.\n")


@pytest.mark.parametrize(("kolom", "hoort"), [(1, "Dossier"), (2, "Blad"), (10, "Oordeel")])
def test_a_column_that_was_put_in_is_told_as_that(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier, kolom: int, hoort: str
) -> None:
    """And not as a day or a name that is wrong, because the cells above the table moved along."""
    formulier.vul({PAAR: oordeel("voldoet")})
    formulier.blad.insert_cols(kolom)
    formulier.werkmap.save(formulier.pad)
    afloop = dossieraudit("review", onderzoek, "--lees", formulier.pad)
    assert (afloop.code, afloop.fout.count("pad: ")) == (3, 1)
    plaats = formulier.blad.cell(5, kolom).coordinate
    melding = f"de kolommen zijn niet die van het formulier: hier hoort '{hoort}' te staan"
    assert f"{melding}\n  pad: blad Oordelen, cel {plaats}\n" in afloop.fout
    assert "haal ingevoegde kolommen weg" in afloop.fout


def test_a_row_that_was_put_in_above_the_table_is_told_as_that(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    formulier.vul({PAAR: oordeel("voldoet")})
    formulier.blad.insert_rows(2)
    formulier.werkmap.save(formulier.pad)
    afloop = dossieraudit("review", onderzoek, "--lees", formulier.pad)
    assert (afloop.code, afloop.fout.count("pad: ")) == (3, 1)
    assert "hier horen de koppen van het formulier te staan\n  pad: blad Oordelen, rij 5\n" in afloop.fout


# A motivation that says something

NIETS = (
    "\u200b" * 30,
    "\u200d\u2060\ufeff" * 10,
    "\u3164" * 20,
    "\u00a0\u2800" * 20,
    "ja" + "\u200b" * 30,
    "j" + " " * 20 + "a",
)


@pytest.mark.parametrize("tekst", NIETS)
def test_a_motivation_that_cannot_be_read_is_none(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier, tekst: str
) -> None:
    afloop = dossieraudit("review", onderzoek, "--lees", formulier.vul({PAAR: oordeel("voldoet", tekst)}))
    assert afloop.code == 3
    aantal = leesbare_tekens(tekst)
    assert aantal < 4
    assert f"deze motivering heeft {aantal} leesbare tekens\n  pad: blad Oordelen, cel K8\n" in afloop.fout
    assert "verwacht: 10 tot 5000 tekens" in afloop.fout
    opdracht = ["review", onderzoek, "--beoordelaar", "b1", "--in-terminal", "--datum", "2017-11-20"]
    terminal = dossieraudit(*opdracht, invoer=f"1\n{tekst}x\ns\n")
    assert "Schrijf 10 tot 5000 tekens." in terminal.uit
    assert not (onderzoek / "beoordelingen").exists()


def test_nor_is_one_in_a_file(dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier) -> None:
    dossieraudit("review", onderzoek, "--lees", formulier.vul({PAAR: oordeel("voldoet")}))
    bestand = onderzoek / "beoordelingen" / "b1.yaml"
    tekst = bestand.read_text(encoding="utf-8")
    bestand.write_text(tekst.replace(MOTIVERING, '"' + r"\u200b" * 30 + '"'), encoding="utf-8")
    afloop = dossieraudit("score", onderzoek, "-q")
    assert afloop.code == 3
    assert "deze motivering heeft 0 leesbare tekens" in afloop.fout


def test_what_people_write_counts_as_they_wrote_it() -> None:
    assert leesbare_tekens(MOTIVERING) == len(MOTIVERING)
    assert leesbare_tekens("één\nregel «2»") == len("een regel «2»")
    assert leesbare_tekens("e\u0301e\u0301n") == 3


# A new form in the place of an old one


def test_a_form_with_work_that_was_not_read_is_not_replaced(
    dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path
) -> None:
    """The same command twice took a day of judging away without a word."""
    formulier = maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx")
    opdracht = ["review", onderzoek, "--beoordelaar", "b1", "-o", formulier.pad]
    assert dossieraudit(*opdracht).code == 0
    pad = formulier.vul({("V03", "IZ2.3"): oordeel("voldoet niet"), ("V04", "SH1.1"): {"Motivering": "Nog nagaan."}})
    inhoud = pad.read_bytes()
    afloop = dossieraudit(*opdracht)
    assert afloop.code == 2
    rijen = sorted(formulier.rijen[paar] for paar in (("V03", "IZ2.3"), ("V04", "SH1.1")))
    assert f"oordelen die nog niet zijn ingelezen, op de rijen {rijen[0]}, {rijen[1]}; lees het eerst in" in afloop.fout
    assert pad.read_bytes() == inhoud

    formulier.vul({("V04", "SH1.1"): {"Motivering": None}})
    assert dossieraudit("review", onderzoek, "--lees", pad).code == 0
    assert dossieraudit(*opdracht).uit.endswith("1 beoordeeld, 0 verouderd.\n")


def test_a_confirmation_that_was_not_read_is_not_replaced(
    dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path
) -> None:
    paar = ("V04", "SH1.1")
    formulier = maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx")
    assert dossieraudit("review", onderzoek, "--lees", formulier.vul({paar: oordeel("voldoet niet")})).code == 0
    vervang(onderzoek / "dossiers" / "V04.yaml", "opgeslagen_in_dossier: false", "opgeslagen_in_dossier: true")
    opnieuw = maak(dossieraudit, onderzoek, formulier.pad)
    pad = opnieuw.vul({paar: {"Opnieuw bekeken": "ja"}})
    opdracht = ["review", onderzoek, "--beoordelaar", "b1", "-o", pad]
    assert f"op rij {opnieuw.rijen[paar]}; lees het eerst in" in dossieraudit(*opdracht).fout
    assert dossieraudit("review", onderzoek, "--lees", pad).code == 0
    assert dossieraudit(*opdracht).code == 0


def test_what_is_no_form_is_not_replaced_by_one(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> None:
    pad = tmp_path / "b1.xlsx"
    opdracht = ["review", onderzoek, "--beoordelaar", "b1", "-o", pad]
    openpyxl.Workbook().save(pad)
    assert "bestaat al en is geen scoreformulier; kies een andere naam" in dossieraudit(*opdracht).fout
    pad.write_bytes(b"versleuteld")
    assert "bestaat al en is niet te lezen; kies een andere naam" in dossieraudit(*opdracht).fout
    assert pad.read_bytes() == b"versleuteld"
