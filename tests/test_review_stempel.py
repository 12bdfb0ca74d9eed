"""Claims about what a score form is bound to: one onderzoek, its norms, one assessor, and rows that stay whole."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Opdracht
from tests.review_voorbeeld import KOPRIJ, MOTIVERING, Formulier, bewaard, klein_onderzoek, maak, oordeel, vervang

PAAR = ("V03", "IZ2.3")
OPNIEUW = "maak een nieuw formulier (wat al was ingelezen, staat erin) en neem"


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    return klein_onderzoek(tmp_path / "onderzoek")


@pytest.fixture
def formulier(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> Formulier:
    return maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx")


def weigering(dossieraudit: Opdracht, onderzoek: Path, pad: Path, *opties: object) -> str:
    """What is said of a form that is refused; nothing is recorded then."""
    map_ = onderzoek / "beoordelingen"
    eerst = {p.name: p.read_bytes() for p in map_.glob("*")}
    afloop = dossieraudit("review", onderzoek, "--lees", pad, *opties)
    assert afloop.code == 3, afloop.fout
    assert {p.name: p.read_bytes() for p in map_.glob("*")} == eerst
    return afloop.fout


def rijwaarden(formulier: Formulier, rij: int) -> list[Any]:
    return [cel.value for cel in formulier.blad[rij]]


# The onderzoek


@pytest.mark.parametrize("veld", ["naam", "gemeente", "wijkteam"])
def test_a_form_of_another_onderzoek_is_refused(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier, tmp_path: Path, veld: str
) -> None:
    """Dossiers of both have the same ids, and here the same facts: only the onderzoek tells them apart."""
    ander = klein_onderzoek(tmp_path / "ander")
    vervang(ander / "onderzoek.yaml", f"{veld}: ", f"{veld}: Ander ")
    pad = formulier.vul({PAAR: oordeel("voldoet"), ("V04", "SH1.1"): oordeel("voldoet")})
    fout = weigering(dossieraudit, ander, pad)
    assert "b1.xlsx: dit scoreformulier is van een ander onderzoek dan '" in fout
    assert "lees het in bij zijn eigen onderzoek" in fout
    assert f"{OPNIEUW} daarin over wat hier in de kolommen J en K staat, op de rijen 8, 10\n" in fout
    assert dossieraudit("review", onderzoek, "--lees", pad).code == 0


def test_the_day_of_the_onderzoek_may_be_corrected(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    vervang(onderzoek / "onderzoek.yaml", "peildatum: 2017-11-01", "peildatum: 2017-11-02")
    pad = formulier.vul({PAAR: oordeel("voldoet")})
    assert dossieraudit("review", onderzoek, "--lees", pad).uit.startswith("1 nieuw of gewijzigd")


def test_a_form_names_its_onderzoek_to_a_reader_and_its_stamp_holds_no_name(formulier: Formulier) -> None:
    blad = formulier.werkmap["Toelichting"]
    assert blad["A1"].value == "Onderzoek"
    assert "(Vlaardingen, " in blad["B1"].value
    stempel = " ".join(str(cel.value) for rij in formulier.werkmap["stempel"].iter_rows() for cel in rij)
    assert "Vlaardingen" not in stempel


# The rows


def test_whole_rows_may_be_sorted(dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier) -> None:
    """By the buttons of the heading too: their range holds the hidden columns."""
    laatste = formulier.blad.max_row
    assert formulier.blad.auto_filter.ref == f"A{KOPRIJ}:Q{laatste}"
    formulier.vul({PAAR: oordeel("voldoet"), ("V04", "SH1.1"): oordeel("voldoet niet")})
    rijen = [rijwaarden(formulier, rij) for rij in range(KOPRIJ + 1, laatste + 1)]
    for nummer, waarden in enumerate(reversed(rijen), KOPRIJ + 1):
        for kolom, waarde in enumerate(waarden, 1):
            formulier.blad.cell(nummer, kolom).value = waarde
    formulier.werkmap.save(formulier.pad)
    assert dossieraudit("review", onderzoek, "--lees", formulier.pad).code == 0
    gevonden = {paar: o["uitkomst"] for paar, o in bewaard(onderzoek).items()}
    assert gevonden == {PAAR: "voldoet", ("V04", "SH1.1"): "voldoet_niet"}


@pytest.mark.parametrize("kolom", ["Dossier", "Blad", "Norm", "Eisen", "Feiten", "vingerafdruk", "norm", "zegel"])
def test_one_column_that_was_sorted_by_itself_is_refused_by_cell(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier, kolom: str
) -> None:
    formulier.vul({PAAR: oordeel("voldoet")})
    cellen = [formulier.cel(rij, kolom) for rij in range(KOPRIJ + 1, formulier.blad.max_row + 1)]
    eerst = [cel.value for cel in cellen]
    for cel, waarde in zip(cellen, reversed(eerst), strict=True):
        cel.value = waarde
    formulier.werkmap.save(formulier.pad)
    fout = weigering(dossieraudit, onderzoek, formulier.pad)
    verschoven = [cel for cel, waarde in zip(cellen, eerst, strict=True) if cel.value != waarde]
    for cel in verschoven:
        # A seal that is elsewhere fits no cell of the row; the first is named.
        plaats = f"A{cel.row}" if kolom == "zegel" else cel.coordinate
        assert f"pad: blad Oordelen, cel {plaats}\n" in fout
    assert fout.count("is niet zoals het formulier haar schreef: veranderd, of los van de rij") == len(verschoven) > 1
    assert "sorteer alleen hele rijen" in fout


def test_a_dossier_with_the_same_facts_is_still_another_one(
    dossieraudit: Opdracht, tmp_path: Path, formulier: Formulier
) -> None:
    """V03 and V18 have the same facts for IZ2.3, so that their fingerprints are the same."""
    samen = klein_onderzoek(tmp_path / "samen", ("V03", "V18"))
    formulier = maak(dossieraudit, samen, tmp_path / "samen.xlsx")
    afdrukken = formulier.waarden("vingerafdruk")
    assert afdrukken["V03", "IZ2.3"] == afdrukken["V18", "IZ2.3"]
    a, b = (formulier.cel((dossier, "IZ2.3"), "Dossier") for dossier in ("V03", "V18"))
    formulier.vul({("V03", "IZ2.3"): oordeel("voldoet"), ("V18", "IZ2.3"): oordeel("voldoet niet")})
    a.value, b.value = b.value, a.value
    formulier.werkmap.save(formulier.pad)
    fout = weigering(dossieraudit, samen, formulier.pad)
    assert f"cel {a.coordinate}\n" in fout
    assert f"cel {b.coordinate}\n" in fout


def test_a_row_of_the_form_of_another_onderzoek_does_not_fit(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier, tmp_path: Path
) -> None:
    ander = klein_onderzoek(tmp_path / "ander")
    vervang(ander / "onderzoek.yaml", "naam: ", "naam: Ander ")
    geplakt = maak(dossieraudit, ander, tmp_path / "ander.xlsx")
    rij = formulier.rijen[PAAR]
    for kolom, waarde in enumerate(rijwaarden(geplakt, rij), 1):
        formulier.blad.cell(rij, kolom).value = waarde
    formulier.werkmap.save(formulier.pad)
    fout = weigering(dossieraudit, onderzoek, formulier.pad)
    assert "deze cel (en 12 andere van deze rij) is niet zoals het formulier haar schreef" in fout
    assert f"cel A{rij}\n" in fout


def test_a_row_that_the_form_did_not_write_is_one_fault(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    rij = formulier.blad.max_row + 1
    for kolom, waarde in {"Dossier": "V03", "Blad": "SH4.1", **oordeel("voldoet")}.items():
        formulier.cel(rij, kolom).value = waarde
    fout = weigering(dossieraudit, onderzoek, formulier.vul({}))
    assert fout.count("pad: ") == 1
    assert f"rij {rij} is niet van dit formulier\n  pad: blad Oordelen, cel A{rij}\n" in fout
    assert "een formulier met meer bladen maakt u met --bladen" in fout


def test_a_row_that_stands_twice_is_a_fault(dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier) -> None:
    rij = formulier.blad.max_row + 1
    for kolom, waarde in enumerate(rijwaarden(formulier, formulier.rijen[PAAR]), 1):
        formulier.blad.cell(rij, kolom).value = waarde
    fout = weigering(dossieraudit, onderzoek, formulier.vul({PAAR: oordeel("voldoet")}))
    assert f"dossier V03, blad IZ2.3, staat ook op rij 8\n  pad: blad Oordelen, cel A{rij}\n" in fout


@pytest.mark.parametrize("afdruk", ["z" * 64, "A" * 64, "0" * 63, None])
def test_a_fingerprint_that_is_none_is_a_fault_of_its_cell(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier, afdruk: str | None
) -> None:
    pad = formulier.vul({PAAR: {**oordeel("voldoet"), "vingerafdruk": afdruk}})
    fout = weigering(dossieraudit, onderzoek, pad)
    assert f"cel {formulier.cel(PAAR, 'vingerafdruk').coordinate}\n" in fout


def test_texts_survive_what_spreadsheets_do_to_white_space(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    for rij in formulier.rijen.values():
        cel = formulier.cel(rij, "Eisen")
        cel.value = cel.value.replace("\n", "\r\n") + " "
    pad = formulier.vul({PAAR: oordeel("voldoet")})
    assert dossieraudit("review", onderzoek, "--lees", pad).uit.startswith("1 nieuw")


# The assessor


@pytest.mark.parametrize("wie", ["consensus", "b9", "../b9", None])
def test_one_assessor_cannot_become_another_by_changing_the_name_in_the_form(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier, wie: str | None
) -> None:
    formulier.blad["B2"].value = wie
    pad = formulier.vul({PAAR: oordeel("voldoet")})
    fout = weigering(dossieraudit, onderzoek, pad)
    assert "dit formulier is gemaakt voor b1\n  pad: blad Oordelen, cel B2\n" in fout
    assert "zet hier b1 terug, of maak met --beoordelaar een formulier voor een ander" in fout
    ander = dossieraudit("review", onderzoek, "--lees", pad, "--beoordelaar", "b9")
    assert ander.code in (2, 3)
    assert not (onderzoek / "beoordelingen").exists()


def test_a_row_that_was_left_as_it_came_does_not_bring_back_what_was_withdrawn(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    pad = formulier.vul({("V03", "IZ2.3"): oordeel("voldoet"), ("V03", "IZ2.6"): oordeel("voldoet")})
    dossieraudit("review", onderzoek, "--lees", pad)
    dossieraudit("review", onderzoek, "--beoordelaar", "b1", "-o", pad)
    bestand = onderzoek / "beoordelingen" / "b1.yaml"
    delen = re.split("^(?=- )", bestand.read_text(encoding="utf-8"), flags=re.MULTILINE)
    bestand.write_text("".join(deel for deel in delen if "IZ2.3" not in deel), encoding="utf-8")
    afloop = dossieraudit("review", onderzoek, "--lees", pad, "--datum", "2017-11-20")
    assert afloop.uit.startswith("0 nieuw of gewijzigd, 1 ongewijzigd")
    assert afloop.fout == "V03 IZ2.3: sinds dit formulier ingetrokken, en dat blijft zo.\n"
    assert set(bewaard(onderzoek)) == {("V03", "IZ2.6")}


# The framework

PROFIEL = """\
id: eigen
titel: Eigen werkafspraken
versie: 1.0.0
kader: stelseltoezicht-jeugd-2017
bron: werkinstructie
"""


def met_profiel(onderzoek: Path, inhoud: str) -> None:
    """Lay a profile over the framework of the onderzoek."""
    vervang(onderzoek / "onderzoek.yaml", "naam: ", "profiel: profiel.yaml\nnaam: ")
    (onderzoek / "profiel.yaml").write_text(PROFIEL + inhoud, encoding="utf-8")


def kaderkopie(onderzoek: Path) -> Path:
    """The framework in a folder of the onderzoek, so that it can be changed."""
    kader = onderzoek / "kader"
    shutil.copytree(ROOT / "criteria" / "stelseltoezicht-jeugd-2017", kader)
    vervang(onderzoek / "onderzoek.yaml", "kader: stelseltoezicht-jeugd-2017", "kader: kader")
    return kader


def test_a_judgement_over_a_norm_that_changed_since_the_form_is_refused_by_cell(
    dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path
) -> None:
    """What stays the same is taken over as soon as the row is emptied, and what was recorded is not touched."""
    kader = kaderkopie(onderzoek)
    formulier = maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx")
    formulier.vul({PAAR: oordeel("voldoet"), ("V04", "SH1.1"): oordeel("voldoet niet")})
    vervang(kader / "IZ2.yaml", "Een evaluatie stelt vast of", "Elke evaluatie stelt vast of")
    vervang(kader / "kader.yaml", "versie: 1.0.0", "versie: 1.1.0")
    fout = weigering(dossieraudit, onderzoek, formulier.pad)
    assert fout.count("pad: ") == 1
    assert (
        "de norm van blad IZ2.3 is veranderd sinds dit formulier (kader 1.0.0, nu 1.1.0)\n"
        "  pad: blad Oordelen, cel J8\n"
        "  advies: bewaar een kopie, maak oordeel en motivering op deze rij leeg en lees de rest in; maak dan een "
        "nieuw formulier en beoordeel dit naar de norm van nu\n"
    ) in fout
    formulier.vul({PAAR: {"Oordeel": None, "Motivering": None}})
    afloop = dossieraudit("review", onderzoek, "--lees", formulier.pad)
    assert (afloop.code, afloop.uit.startswith("1 nieuw of gewijzigd")) == (0, True)
    assert "Let op: het kader of zijn profiel is veranderd sinds dit formulier" in afloop.fout
    assert list(bewaard(onderzoek)) == [("V04", "SH1.1")]


def test_a_parameter_that_changed_concerns_only_the_leaves_that_read_it(
    dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path
) -> None:
    """An inspector keeps the work over all other leaves, whatever profile came over the framework since."""
    formulier = maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx", "b1", "--bladen", "IZ2.1,IZ2.2")
    formulier.vul({("V03", "IZ2.1"): oordeel("voldoet"), ("V03", "IZ2.2"): oordeel("voldoet")})
    met_profiel(onderzoek, "parameters:\n  evaluatie_weken:\n    waarde: 7\n    bron: werkinstructie\n")
    fout = weigering(dossieraudit, onderzoek, formulier.pad)
    assert fout.count("pad: ") == 1
    plaats = formulier.cel(("V03", "IZ2.2"), "Oordeel").coordinate
    melding = "de norm van blad IZ2.2 is veranderd sinds dit formulier (met een ander profiel, of zonder profiel)"
    assert f"{melding}\n  pad: blad Oordelen, cel {plaats}\n" in fout
    formulier.vul({("V03", "IZ2.2"): {"Oordeel": None, "Motivering": None}})
    assert dossieraudit("review", onderzoek, "--lees", formulier.pad).code == 0
    assert list(bewaard(onderzoek)) == [("V03", "IZ2.1")]


def test_a_leaf_that_a_profile_left_out_since_is_told(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    """Rows over it that hold nothing are no fault."""
    met_profiel(onderzoek, "weglaten:\n- blad: IZ2.3\n  reden: geldt hier niet\n")
    pad = formulier.vul({PAAR: oordeel("voldoet"), ("V04", "SH1.1"): oordeel("voldoet")})
    fout = weigering(dossieraudit, onderzoek, pad)
    assert fout.count("pad: ") == 1
    assert "het kader heeft blad IZ2.3 niet meer sinds dit formulier" in fout
    formulier.vul({PAAR: {"Oordeel": None, "Motivering": None}})
    assert dossieraudit("review", onderzoek, "--lees", pad).code == 0


def test_a_remark_in_the_framework_changes_no_norm(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> None:
    kader = kaderkopie(onderzoek)
    formulier = maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx")
    pad = formulier.vul(lambda _: oordeel("voldoet"))
    for bestand in kader.glob("*.yaml"):
        bestand.write_text("# Nog eens nagelezen.\n" + bestand.read_text(encoding="utf-8"), encoding="utf-8")
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    assert (afloop.code, afloop.uit.startswith(f"{len(formulier.rijen)} nieuw of gewijzigd")) == (0, True), afloop.fout


# A form of before


def oud_formaat(formulier: Formulier) -> None:
    """As forms were before they were sealed."""
    formulier.werkmap["stempel"]["B1"].value = "dossieraudit/scoreformulier/1"
    formulier.blad.delete_cols(formulier.kolommen["norm"], 2)
    formulier.werkmap.save(formulier.pad)


def test_an_older_form_is_refused_and_says_which_cells_to_take_over(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    paren = list(formulier.rijen)
    pad = formulier.vul({paar: oordeel("voldoet") for paar in paren[1:4]})
    assert dossieraudit("review", onderzoek, "--lees", pad).code == 0
    tweede = maak(dossieraudit, onderzoek, formulier.pad)
    tweede.vul({paren[0]: oordeel("voldoet"), paren[2]: {"Motivering": MOTIVERING + " Ook blz. 5."}})
    tweede.vul({paren[5]: {"Oordeel": "n.v.t."}, paren[6]: oordeel("voldoet niet"), paren[7]: oordeel("voldoet")})
    oud_formaat(tweede)
    fout = weigering(dossieraudit, onderzoek, tweede.pad)
    assert "dit scoreformulier is gemaakt met een andere versie van dossieraudit, en wordt niet gelezen\n" in fout
    assert fout.endswith(
        f"{OPNIEUW} daarin over wat hier in de kolommen J en K staat, op de rijen 6, 8, 11 tot en met 13\n"
    )


def test_an_older_form_without_anything_new_says_so(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    oud_formaat(formulier)
    fout = weigering(dossieraudit, onderzoek, formulier.pad)
    assert "maak een nieuw formulier; in dit formulier staat niets dat nog over te nemen is\n" in fout
