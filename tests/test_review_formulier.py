"""Claims about `dossieraudit review`: the form asks what needs a person, and reads back without loss or guesses."""

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from stdnum.nl import bsn

from tests.conftest import ROOT, Opdracht
from tests.rapport_lezen import te_lage_rijen
from tests.review_voorbeeld import MOTIVERING, Formulier, bewaard, klein_onderzoek, maak, oordeel, vervang

DATUM = ["--datum", "2017-11-20"]


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    return klein_onderzoek(tmp_path / "onderzoek")


@pytest.fixture
def formulier(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> Formulier:
    return maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx")


def resultaat(dossieraudit: Opdracht, onderzoek: Path) -> dict[tuple[str, str], dict[str, object]]:
    gelezen = json.loads(dossieraudit("score", onderzoek, "--format", "json", "--allow-invalid").uit)
    return {(d["id"], blad): u for d in gelezen["dossiers"] for blad, u in d["uitkomsten"].items()}


# What is asked


def test_the_form_asks_for_what_the_rules_leave_to_a_person(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    uitkomsten = resultaat(dossieraudit, onderzoek)
    vragen = {
        paar
        for paar, u in uitkomsten.items()
        if u["uitkomst"] == "niet_navolgbaar" or u["reden"] == "professioneel_oordeel_nodig"
    }
    assert len(vragen) > 5
    assert set(formulier.rijen) == vragen
    machine = {paar: u["uitkomst"] for paar, u in uitkomsten.items() if paar in vragen}
    assert formulier.waarden("uitkomst_machine") == machine
    assert {"niet navolgbaar", "niet getoetst"} == set(formulier.waarden("Uitkomst van de regels").values())


def test_the_form_shows_the_facts_with_their_place_in_the_file(formulier: Formulier) -> None:
    feiten = [rij for rij in formulier.werkmap["Feiten"].iter_rows(values_only=True) if rij[:2] == ("V03", "IZ2.3")]
    gezocht = ("ondersteuningsplan.evaluaties[pe1].risicos_vergeleken", "niet vastgelegd in het dossier")
    assert (*gezocht, "ondersteuningsplan, blz. 1 tot en met 3") in {rij[4:] for rij in feiten}
    link = formulier.cel(("V03", "IZ2.3"), "Feiten").hyperlink.location
    rij = formulier.werkmap["Feiten"][int(link.rsplit("A", 1)[1])]
    assert [cel.value for cel in rij[:2]] == ["V03", "IZ2.3"]


def test_no_text_of_the_form_runs_over_the_next_row(formulier: Formulier) -> None:
    """Programs other than Excel do not work out the height of a row: facts stood printed over each other."""
    assert te_lage_rijen(formulier.werkmap["Feiten"]) == []


def test_only_the_cells_to_fill_in_can_be_changed_and_a_judgement_is_a_choice(formulier: Formulier) -> None:
    assert all(blad.protection.sheet for blad in formulier.werkmap.worksheets)
    open_cellen = {cel.coordinate for rij in formulier.blad.iter_rows() for cel in rij if not cel.protection.locked}
    rijen = range(6, 6 + len(formulier.rijen))
    kolommen = [formulier.cel(6, naam).column_letter for naam in ("Oordeel", "Motivering")]
    assert open_cellen == {"B3", *(f"{kolom}{rij}" for kolom in kolommen for rij in rijen)}
    for naam in ("Feiten", "Toelichting", "stempel"):
        cellen = [cel for rij in formulier.werkmap[naam].iter_rows() for cel in rij]
        assert all(cel.protection.locked for cel in cellen)
    keuzes = {str(v.sqref): (v.type, v.formula1, v.formula2) for v in formulier.blad.data_validations.dataValidation}
    laatste = rijen[-1]
    lijst = '"voldoet,voldoet gedeeltelijk,voldoet niet,niet navolgbaar,n.v.t."'
    assert keuzes[f"{kolommen[0]}6:{kolommen[0]}{laatste}"] == ("list", lijst, None)
    assert keuzes[f"{kolommen[1]}6:{kolommen[1]}{laatste}"] == ("textLength", "10", "5000")


def test_other_leaves_come_on_request_and_an_unknown_one_is_told(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier, tmp_path: Path
) -> None:
    opdracht = ["review", onderzoek, "--beoordelaar", "b1", "-o", tmp_path / "meer.xlsx", "--bladen"]
    assert dossieraudit(*opdracht, "SH4.1,TT2").code == 0
    erbij = set(Formulier(tmp_path / "meer.xlsx").rijen) - set(formulier.rijen)
    assert erbij == {(d, b) for d in ("V03", "V04") for b in ("SH4.1", "TT2.1")}
    afloop = dossieraudit(*opdracht, "SH41")
    assert afloop.code == 2
    assert "het kader kent geen blad, criterium of thema 'SH41'; bedoelde u 'SH4.1'?" in afloop.fout


def test_the_same_input_gives_the_same_form(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> None:
    inhoud = []
    for nummer in range(2):
        uit = tmp_path / f"{nummer}.xlsx"
        dossieraudit("review", onderzoek, "--beoordelaar", "b1", *DATUM, "-o", uit)
        inhoud.append(uit.read_bytes())
    assert inhoud[0] == inhoud[1]


# Reading back


def test_a_filled_in_form_becomes_judgements_that_count(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    paar = ("V04", "SH1.1")
    pad = formulier.vul({paar: oordeel("voldoet gedeeltelijk"), ("V03", "TT1.5"): oordeel("Voldoet")})
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    assert (afloop.code, afloop.fout) == (0, "")
    assert afloop.uit.startswith("2 nieuw of gewijzigd, 0 ongewijzigd, 0 verouderd, 6 open.\n")
    opgeslagen = bewaard(onderzoek)
    assert len(opgeslagen) == 2
    assert re.fullmatch("[0-9a-f]{64}", opgeslagen[paar].pop("vingerafdruk"))
    assert re.fullmatch("[0-9a-f]{64}", opgeslagen[paar].pop("normafdruk"))
    assert opgeslagen[paar] == {
        "dossier": "V04",
        "blad": "SH1.1",
        "beoordelaar": "b1",
        "datum": "2017-11-20",
        "uitkomst": "voldoet_gedeeltelijk",
        "motivering": MOTIVERING,
        "uitkomst_machine": "niet_navolgbaar",
    }
    gevonden = resultaat(dossieraudit, onderzoek)[paar]
    assert gevonden["uitkomst"] == "voldoet_gedeeltelijk"
    assert isinstance(gevonden["beoordeling"], dict)
    assert gevonden["beoordeling"]["uitkomst_machine"] == "niet_navolgbaar"
    assert gevonden["beoordeling"]["verouderd"] is False


def test_every_fault_of_a_form_is_told_at_once_by_sheet_and_cell(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    fout = {
        ("V03", "TT1.4"): oordeel("goed"),
        ("V03", "TT1.5"): oordeel("voldoet", "kort"),
        ("V03", "IZ2.3"): {"Oordeel": "voldoet"},
        ("V03", "IZ2.6"): {"Motivering": MOTIVERING},
        ("V04", "SH1.1"): oordeel("voldoet", '="Het staat"&" er"'),
        ("V04", "TT1.5"): {"Opnieuw bekeken": "misschien"},
        ("V04", "IZ1.1"): {"Blad": "IZ9.9"},
        ("V04", "IZ2.3"): {"uitkomst_machine": "prima"},
    }
    pad = formulier.vul(fout, datum="31-11-2017")
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    assert afloop.code == 3
    gevonden = re.findall(r"^\S+: (.*)\n  pad: blad Oordelen, (cel .*)$", afloop.fout, re.MULTILINE)
    veranderd = "deze cel is niet zoals het formulier haar schreef: veranderd, of los van de rij gesorteerd"
    assert [plaats for melding, plaats in gevonden if melding == veranderd] == ["cel B12", "cel M13"]
    plaatsen = {melding: plaats for melding, plaats in gevonden if melding != veranderd}
    assert plaatsen == {
        "dit is geen oordeel uit de lijst": "cel J6",
        "deze motivering heeft 4 tekens": "cel K7",
        "bij dit oordeel ontbreekt de motivering": "cel K8",
        "bij deze motivering ontbreekt het oordeel": "cel J9",
        "hier staat een formule": "cel K10",
        "dit is geen antwoord": "cel L11",
        "deze datum bestaat niet": "cel B3",
    }
    assert "Het staat" not in afloop.fout
    assert not (onderzoek / "beoordelingen").exists()


def test_merged_cells_to_fill_in_are_refused(dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier) -> None:
    """A judgement that was meant for two rows would be recorded for the first alone."""
    formulier.vul({("V03", "TT1.4"): oordeel("voldoet")})
    for kolom in "JK":
        formulier.blad.merge_cells(f"{kolom}6:{kolom}7")
    formulier.werkmap.save(formulier.pad)
    afloop = dossieraudit("review", onderzoek, "--lees", formulier.pad)
    assert afloop.code == 3
    for kolom in "JK":
        assert (
            "deze cellen zijn samengevoegd: alleen de eerste wordt gelezen\n"
            f"  pad: blad Oordelen, cellen {kolom}6:{kolom}7\n"
        ) in afloop.fout
    assert not (onderzoek / "beoordelingen").exists()


def test_a_confirmation_without_a_judgement_is_told(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    """Whoever chooses 'ja' believes to have judged."""
    pad = formulier.vul({("V03", "TT1.4"): {"Opnieuw bekeken": "Ja"}})
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    assert afloop.code == 3
    assert "bij deze 'ja' ontbreekt het oordeel\n  pad: blad Oordelen, cel L6\n" in afloop.fout


def test_an_empty_form_is_not_said_to_have_left_judgements(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    afloop = dossieraudit("review", onderzoek, "--lees", formulier.vul({}))
    assert (afloop.code, afloop.uit.splitlines()[-1]) == (0, "Van b1 ligt nog niets vast.")
    assert not (onderzoek / "beoordelingen").exists()


def test_a_day_that_no_file_may_hold_is_a_fault_of_the_form(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    pad = formulier.vul({("V03", "TT1.4"): oordeel("voldoet")}, datum="20-11-2150")
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    assert afloop.code == 3
    assert "deze datum ligt niet tussen 1900 en 2099\n  pad: blad Oordelen, cel B3\n" in afloop.fout


def test_without_a_day_nothing_is_recorded_and_the_command_line_can_give_it(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    pad = formulier.vul({("V03", "IZ2.3"): oordeel("voldoet niet")}, datum=None)
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    assert afloop.code == 3
    assert "de dag van de beoordeling ontbreekt\n  pad: blad Oordelen, cel B3" in afloop.fout
    assert dossieraudit("review", onderzoek, "--lees", pad, *DATUM).code == 0
    assert bewaard(onderzoek)["V03", "IZ2.3"]["datum"] == "2017-11-20"


@pytest.mark.parametrize("soort", ["ander bestand", "andere werkmap", "zonder kolom"])
def test_what_is_no_form_is_refused(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier, tmp_path: Path, soort: str
) -> None:
    pad = tmp_path / "f.xlsx"
    if soort == "ander bestand":
        pad.write_bytes(b"geen werkmap")
    elif soort == "andere werkmap":
        openpyxl.Workbook().save(pad)
    else:
        formulier.cel(5, "Motivering").value = "Waarom"
        formulier.werkmap.save(pad)
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    assert afloop.code == 3
    verwacht = {
        "ander bestand": "dit is geen werkmap van Excel die gelezen kan worden",
        "andere werkmap": "dit is geen scoreformulier van dossieraudit: er ontbreken bladen",
        "zonder kolom": "de kolom 'Motivering' ontbreekt\n  pad: blad Oordelen, rij 5",
    }
    assert verwacht[soort] in afloop.fout


# Nothing is lost


def test_a_second_form_holds_what_was_judged_and_reading_it_changes_nothing(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    vreemd = "=Vader zei: «nee»,\tdat staat op blz. 4.\nEn op blz. 5: 'null'."
    pad = formulier.vul({("V04", "SH1.1"): oordeel("n.v.t.")})
    dossieraudit("review", onderzoek, "--lees", pad)
    bestand = onderzoek / "beoordelingen" / "b1.yaml"
    extra = {"blad": "IZ2.3", "dossier": "V03", "beoordelaar": "b1", "datum": "2017-11-01", "uitkomst": "voldoet"}
    extra |= {"uitkomst_machine": "niet_navolgbaar", "motivering": vreemd}
    ander_kader = {**extra, "kader": "ander-kader", "blad": "QQ1.1"}
    tekst = bestand.read_text(encoding="utf-8")
    bestand.write_text(f"# Van mij.\n{tekst}- {json.dumps(extra)}\n- {json.dumps(ander_kader)}\n", encoding="utf-8")
    eerst = bestand.read_text(encoding="utf-8")

    dossieraudit("review", onderzoek, "--beoordelaar", "b1", "-o", pad)
    tweede = Formulier(pad)
    assert tweede.cel(("V04", "SH1.1"), "Oordeel").value == "n.v.t."
    assert tweede.cel(("V03", "IZ2.3"), "Oordeel").value == "voldoet"
    assert tweede.cel(("V03", "IZ2.3"), "Motivering").data_type == "s"
    assert dossieraudit("review", onderzoek, "--lees", pad).uit.startswith("0 nieuw of gewijzigd, 2 ongewijzigd")
    assert bestand.read_text(encoding="utf-8") == eerst

    tweede.vul({("V03", "TT1.4"): oordeel("voldoet niet")})
    assert dossieraudit("review", onderzoek, "--lees", pad).uit.startswith("1 nieuw of gewijzigd, 2 ongewijzigd")
    assert bestand.read_text(encoding="utf-8").startswith("# Van mij.\n")
    opgeslagen = bewaard(onderzoek)
    assert len(opgeslagen) == 4
    assert opgeslagen["V03", "IZ2.3"] == extra
    assert opgeslagen["V03", "QQ1.1"] == ander_kader


def test_a_form_that_is_read_twice_changes_nothing_the_second_time(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    pad = formulier.vul(lambda _: oordeel("voldoet niet"))
    dossieraudit("review", onderzoek, "--lees", pad)
    eerst = (onderzoek / "beoordelingen" / "b1.yaml").read_bytes()
    afloop = dossieraudit("review", onderzoek, "--lees", pad, "--datum", "2018-01-01")
    assert afloop.uit.startswith(f"0 nieuw of gewijzigd, {len(formulier.rijen)} ongewijzigd")
    assert (onderzoek / "beoordelingen" / "b1.yaml").read_bytes() == eerst


def test_emptying_a_row_withdraws_nothing_and_says_so(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    pad = formulier.vul({("V03", "IZ2.3"): oordeel("voldoet")})
    dossieraudit("review", onderzoek, "--lees", pad)
    eerst = bewaard(onderzoek)
    dossieraudit("review", onderzoek, "--beoordelaar", "b1", "-o", pad)
    Formulier(pad).vul({("V03", "IZ2.3"): {"Oordeel": None, "Motivering": None}})
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    assert afloop.fout == "V03 IZ2.3: in het formulier gewist; het vastgelegde oordeel blijft staan.\n"
    assert bewaard(onderzoek) == eerst


def test_a_judgement_that_was_changed_elsewhere_too_is_not_overwritten(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    """Two forms of one assessor, filled in differently: the second is refused by cell."""
    ander = Path(shutil.copy(formulier.pad, formulier.pad.with_name("ander.xlsx")))
    dossieraudit("review", onderzoek, "--lees", formulier.vul({("V03", "IZ2.3"): oordeel("voldoet")}))
    eerst = bewaard(onderzoek)
    Formulier(ander).vul({("V03", "IZ2.3"): oordeel("voldoet niet"), ("V03", "IZ2.6"): oordeel("voldoet")})
    afloop = dossieraudit("review", onderzoek, "--lees", ander)
    assert afloop.code == 3
    assert "dit oordeel is ook buiten dit formulier gewijzigd, en anders\n  pad: blad Oordelen, cel J8" in afloop.fout
    assert bewaard(onderzoek) == eerst


# A changed fact


def test_a_changed_fact_makes_a_judgement_stale_until_it_was_looked_at_again(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    """The rules' uitkomst stays what it was; of the other leaves only the one that a person weighs whole is touched."""
    paren = [("V04", "SH1.1"), ("V04", "IZ1.1"), ("V04", "TT1.5"), ("V03", "TT1.5")]
    pad = formulier.vul({paar: oordeel("voldoet niet") for paar in paren})
    dossieraudit("review", onderzoek, "--lees", pad)
    vervang(onderzoek / "dossiers" / "V04.yaml", "opgeslagen_in_dossier: false", "opgeslagen_in_dossier: true")

    nu = resultaat(dossieraudit, onderzoek)
    oud = {paar: nu[paar]["beoordeling"]["verouderd"] for paar in paren}  # type: ignore[index]
    assert oud == dict(zip(paren, [True, False, True, False], strict=True))
    assert (nu[paren[0]]["uitkomst"], nu[paren[1]]["uitkomst"]) == ("niet_navolgbaar", "voldoet_niet")

    afloop = dossieraudit("review", onderzoek, "--beoordelaar", "b1", "-o", pad)
    assert afloop.uit.endswith("8 te beoordelen, 2 beoordeeld, 2 verouderd.\n")
    opnieuw = Formulier(pad)
    stand = "VEROUDERD: een feit waarop de uitkomst rust, is veranderd; beoordeeld op 20 november 2017"
    assert opnieuw.cel(paren[0], "Stand").value == stand
    assert opnieuw.cel(paren[0], "Oordeel").value == "voldoet niet"
    assert not opnieuw.cel(paren[0], "Opnieuw bekeken").protection.locked
    assert opnieuw.cel(paren[1], "Opnieuw bekeken").protection.locked

    ongezien = dossieraudit("review", onderzoek, "--lees", opnieuw.vul({}, datum="2017-12-01"))
    assert "V04 SH1.1: verouderd en niet opnieuw bekeken; telt niet mee.\n" in ongezien.fout
    assert ongezien.uit.startswith("0 nieuw of gewijzigd, 2 ongewijzigd, 2 verouderd")
    opnieuw.vul(
        {paren[0]: {"Opnieuw bekeken": "ja"}, paren[2]: oordeel("voldoet niet", "Nu ook opgeslagen.")}, "2017-12-01"
    )
    assert dossieraudit("review", onderzoek, "--lees", pad).uit.startswith("2 nieuw of gewijzigd, 2 ongewijzigd")
    assert bewaard(onderzoek)[paren[0]]["datum"] == "2017-12-01"
    assert bewaard(onderzoek)[paren[1]]["datum"] == "2017-11-20"
    weer = resultaat(dossieraudit, onderzoek)
    assert not any(weer[paar]["beoordeling"]["verouderd"] for paar in paren)  # type: ignore[index]
    assert weer[paren[0]]["uitkomst"] == "voldoet_niet"


def test_a_fact_that_changed_while_the_form_was_out_is_told(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    pad = formulier.vul({("V03", "IZ2.3"): oordeel("voldoet niet")})
    vervang(onderzoek / "dossiers" / "V03.yaml", "risicos_vergeleken: null", "risicos_vergeleken: true")
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    waarom = "de regels kwamen toen op 'niet navolgbaar' en nu op 'voldoet'"
    assert afloop.fout == f"V03 IZ2.3: veranderd sinds het formulier, telt niet mee: {waarom}.\n"
    assert bewaard(onderzoek)["V03", "IZ2.3"]["uitkomst"] == "voldoet_niet"
    assert resultaat(dossieraudit, onderzoek)["V03", "IZ2.3"]["uitkomst"] == "voldoet"


def test_where_a_fact_stands_in_the_file_is_no_fact(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    pad = formulier.vul(lambda _: oordeel("voldoet niet"))
    dossieraudit("review", onderzoek, "--lees", pad)
    vervang(onderzoek / "dossiers" / "V03.yaml", "blz. 1 tot en met 3", "blz. 7")
    afloop = dossieraudit("review", onderzoek, "--beoordelaar", "b1", "-o", pad)
    assert afloop.uit.endswith("8 te beoordelen, 8 beoordeeld, 0 verouderd.\n")


# Wrong usage


@pytest.mark.parametrize(
    ("opties", "melding"),
    [
        ([], "kies één van: -o FORMULIER.xlsx, --lees FORMULIER.xlsx of --in-terminal"),
        (["--beoordelaar", "b1", "-o", "f.xlsx", "--in-terminal"], "kies één van"),
        (["-o", "f.xlsx"], "noem met --beoordelaar het pseudoniem van de beoordelaar, bijvoorbeeld b1"),
        (["--beoordelaar", "../b1", "-o", "f.xlsx"], "--beoordelaar '../b1' kan niet"),
        (["--beoordelaar", "b1", "-o", "f.csv"], "geef -o een naam die eindigt op .xlsx, niet 'f.csv'"),
        (["--beoordelaar", "b1", "--in-terminal"], "noem met --datum de dag van de beoordeling"),
    ],
)
def test_a_request_that_makes_no_sense_is_wrong_usage(
    dossieraudit: Opdracht, onderzoek: Path, opties: list[str], melding: str
) -> None:
    afloop = dossieraudit("review", onderzoek, *opties)
    assert afloop.code == 2
    assert melding in afloop.fout


def test_a_form_that_would_lose_facts_is_not_made(
    dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossieraudit.review.formulier.MEESTE_FEITEN", 20)
    afloop = dossieraudit("review", onderzoek, "--beoordelaar", "b1", "-o", tmp_path / "b1.xlsx")
    assert afloop.code == 2
    assert re.search(r"8 vragen met \d+ feiten passen niet in één formulier", afloop.fout)
    assert not (tmp_path / "b1.xlsx").exists()


def test_judgements_need_an_onderzoek(dossieraudit: Opdracht, tmp_path: Path) -> None:
    losse = ROOT / "examples/vlaardingen/dossiers/V03.yaml"
    afloop = dossieraudit("review", losse, "--beoordelaar", "b1", "-o", tmp_path / "f.xlsx")
    assert afloop.code == 2
    assert "is geen onderzoeksmap" in afloop.fout


def test_the_judgements_of_an_assessor_stand_in_one_file(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    dossieraudit("review", onderzoek, "--lees", formulier.vul({("V03", "IZ2.3"): oordeel("voldoet")}))
    map_ = onderzoek / "beoordelingen"
    (map_ / "b1.yaml").rename(map_ / "oud.yaml")
    afloop = dossieraudit("review", onderzoek, "--beoordelaar", "b1", "-o", formulier.pad)
    assert afloop.code == 3
    assert "oud.yaml: hier staan oordelen van b1\n  advies: zet ze in b1.yaml" in afloop.fout
    (map_ / "oud.yaml").rename(map_ / "b2.yaml")
    afloop = dossieraudit("review", onderzoek, "--beoordelaar", "b2", "-o", formulier.pad)
    assert afloop.code == 3
    assert "in het bestand van b2 staan ook oordelen van b1" in afloop.fout


def test_a_bsn_in_a_motivation_is_refused_and_nothing_is_recorded(
    dossieraudit: Opdracht, onderzoek: Path, formulier: Formulier
) -> None:
    nummer = next(str(n) for n in range(123_456_700, 123_456_800) if bsn.is_valid(str(n)))
    pad = formulier.vul({("V03", "IZ2.3"): oordeel("voldoet", f"Zie het gezin met BSN {nummer}.")})
    afloop = dossieraudit("review", onderzoek, "--lees", pad)
    assert afloop.code == 3
    assert "V03 IZ2.3: hier staat een burgerservicenummer" in afloop.fout
    assert nummer not in afloop.fout
    assert not (onderzoek / "beoordelingen").exists()
