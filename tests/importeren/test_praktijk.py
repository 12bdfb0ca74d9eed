"""Exports as systems and spreadsheets give them: what a cell does not say for certain, it does not say at all."""

import json
import re

import pytest

from tests.conftest import Opdracht
from tests.importeren.hulp import CONTACTEN, MAPPING, Proef, met_blad, xlsx

KOP = ["nr", "datum", "type", "met"]
ALS_GEVULD = "    nummering: c\n    als: {kolom: datum, gevuld: true}\n"
UIT_WERKMAP = MAPPING.replace("contacten.csv", "contacten.xlsx")


def _contacten_in_werkmap(proef: Proef, *rijen: list[object]) -> None:
    (proef.map / "contacten.csv").unlink()
    proef.zet(contacten__xlsx=xlsx([KOP, *rijen]))


# Conditions


def test_a_condition_that_cannot_be_read_is_not_an_empty_one(proef: Proef) -> None:
    """A contact is not left out of its dossier because its date is a formula: then nobody would have been seen."""
    _contacten_in_werkmap(proef, ["1", "=DATE(2017,3,1)", "HB", "m1"], ["3", "2017-04-02", "HB", None])
    afloop = proef.importeer(mapping=UIT_WERKMAP.replace("    nummering: c\n", ALS_GEVULD))
    assert (afloop.code, set(proef.dossiers)) == (3, {"D2", "D3", "D4"})
    assert "of deze rij telt, is niet te zien: in kolom 'datum' er staat een formule" in afloop.fout


def test_a_condition_is_compared_as_codes_are(proef: Proef) -> None:
    """A space that does not break, or two of them, cost no row."""
    mapping = MAPPING.replace("HB: huisbezoek", "Huis bezoek: huisbezoek").replace(
        "    nummering: c\n", "    nummering: c\n    als: {kolom: type, is: [Huis bezoek]}\n"
    )
    proef.zet(contacten="nr;datum;type;met\n3;;huis\xa0bezoek;\n3;;Huis  bezoek;\n")
    assert proef.importeer(mapping=mapping).code == 0
    assert [c.soort for c in proef.dossiers["D3"].contacten or ()] == ["huisbezoek"] * 2


# Empty


def test_an_empty_list_in_json_is_an_empty_cell(proef: Proef) -> None:
    """Nobody filled in with whom there was contact; that is not a contact with nobody."""
    (proef.map / "contacten.csv").unlink()
    proef.zet(contacten__json=json.dumps([{"nr": 1, "datum": "2017-03-01", "type": "HB", "met": []}]))
    assert proef.importeer(mapping=MAPPING.replace("contacten.csv", "contacten.json")).code == 0
    assert [c.gesproken_met for c in proef.dossiers["D1"].contacten or ()] == [None]


@pytest.mark.parametrize(
    ("cellen", "leeg", "reden"),
    [
        (["geen"], True, ""),
        (["geen", "Geen ", ""], True, ""),
        (["ja"], False, ""),
        (["geen", "ja, twee"], None, "volgens deze rij zijn er geen escalaties, en een andere rij zegt iets anders"),
        (["geen", "#N/B"], None, "volgens deze rij zijn er geen escalaties, en een andere rij zegt iets anders"),
    ],
)
def test_there_are_none_only_where_nothing_says_otherwise(
    proef: Proef, cellen: list[str], leeg: bool | None, reden: str
) -> None:
    proef.zet(zaken="nr;dicht;sluiting;esc\n" + "".join(f"2;N;;{cel}\n" for cel in cellen))
    afloop = proef.importeer(mapping=MAPPING + "leeg_als:\n  - {onderdeel: escalaties, kolom: esc, is: [geen]}\n")
    assert {n: d.escalaties == () for n, d in proef.dossiers.items()} == ({} if leeg is None else {"D2": leeg})
    assert reden in afloop.fout


def test_an_export_that_says_none_and_gives_some_contradicts_itself(proef: Proef) -> None:
    proef.zet(zaken="nr;dicht;sluiting;cont\n1;N;;geen\n2;N;;geen\n")
    afloop = proef.importeer(mapping=MAPPING + "leeg_als:\n  - {onderdeel: contacten, kolom: cont, is: [geen]}\n")
    assert "volgens deze rij zijn er geen contacten, en in de export staan ze wel" in afloop.fout
    assert set(proef.dossiers) == {"D2"}


def test_two_columns_may_say_that_there_are_none(proef: Proef) -> None:
    proef.zet(zaken="nr;dicht;sluiting;a;b\n2;N;;geen;geen\n")
    regels = "".join(f"  - {{onderdeel: escalaties, kolom: {kolom}, is: [geen]}}\n" for kolom in "ab")
    proef.importeer(mapping=f"{MAPPING}leeg_als:\n{regels}")
    assert proef.dossiers["D2"].escalaties == ()


# Errors of spreadsheets


def test_an_error_of_a_spreadsheet_is_no_text_and_not_empty(proef: Proef) -> None:
    """'Plak als waarde' of a formula that failed leaves its error, which says nothing of the case."""
    mapping = UIT_WERKMAP.replace("      soort:", "      verslag: met\n      soort:").replace(
        "      gesproken_met: {kolom: met, scheiding: +}\n", ""
    )
    _contacten_in_werkmap(proef, ["1", "2017-03-01", "HB", "#N/A"], ["3", "2017-03-01", "#REF!", "#VERW!"])
    afloop = proef.importeer(mapping=mapping)
    assert [c.verslag for n in ("D1", "D3") for c in proef.dossiers[n].contacten or ()] == [None, None]
    assert "contacten.verslag: 2 × er staat een foutwaarde van een rekenprogramma" in afloop.uit
    assert afloop.code == 3


def test_an_error_as_heading_is_told_as_that(proef: Proef) -> None:
    proef.zet(contacten="nr;datum;#NAAM?;met\n1;;HB;\n")
    assert "nr, datum, (er staat een foutwaarde van een rekenprogramma, zoals #N/B), met" in proef.importeer().fout


@pytest.mark.parametrize("fout", ["#N/B", "#verw!", "#DEEL/0!", "#NAAM?", " #N/A ", "Err:502", "########"])
def test_every_error_is_known_in_a_csv_too(proef: Proef, fout: str) -> None:
    """Also as the condition of a row: there it is not an answer either."""
    proef.zet(contacten=f"nr;datum;type;met\n3;{fout};HB;\n")
    assert proef.importeer(mapping=MAPPING.replace("    nummering: c\n", ALS_GEVULD)).code == 3
    assert "D3" not in proef.dossiers


# What is not read


def test_a_table_that_the_mapping_does_not_name_is_told(proef: Proef) -> None:
    proef.zet(contacten_2016="nr;datum\n1;2016-01-01\n")
    assert "contacten_2016.csv: niet gelezen, want de mapping noemt het niet" in proef.importeer().uit


def test_what_stands_among_the_tables_and_is_none_is_told(proef: Proef, dossieraudit: Opdracht) -> None:
    """Nobody takes contacten.xls for imported; a mapping and a note may stand there; of hundreds some are named."""
    proef.zet(contacten__xls="x", journaal__ods="x", mapping__yaml=MAPPING, leesmij__md="x")
    (proef.map / "2016").mkdir()
    waarom = "Niet gelezen, want geen tabel (.csv .txt .tsv .xlsx .json .jsonl)"
    for opties in (["--suggest"], ["--mapping", proef.map / "mapping.yaml", "--dry-run"]):
        fout = dossieraudit("import", proef.map, *opties).fout
        assert fout == f"{waarom}: 2016, contacten.xls, journaal.ods.\n"
    for nummer in range(300):
        (proef.map / f"scan{nummer}.pdf").touch()
    assert dossieraudit("import", proef.map, "--suggest").fout.endswith("scan0.pdf, scan1.pdf en nog 298.\n")


# Numbers of cases


def test_a_number_that_a_spreadsheet_rounds_is_no_key(proef: Proef) -> None:
    """Two cases whose numbers are alike in their first fifteen figures would have become one."""
    _contacten_in_werkmap(proef, [2017000000000010, "2017-03-01", "HB", None], ["2017000000000012", None, "HB", None])
    proef.zet(zaken="nr;dicht;sluiting\n2017000000000010;N;\n2017000000000012;N;\n")
    assert proef.importeer(mapping=UIT_WERKMAP).code == 3
    assert [len(d.contacten or ()) for d in proef.dossiers.values()] == [0, 1]
    reden = "de sleutel van het dossier is niet te lezen: er staat een getal van meer dan 15 cijfers"
    assert [r["reden"].split(",")[0] for r in proef.rejects] == [reden]


# Rows of a workbook


@pytest.mark.parametrize(("van", "naar"), [("3", "2"), ("4", "3"), ("2", "9")])
def test_a_workbook_that_would_lose_a_row_is_refused(proef: Proef, van: str, naar: str) -> None:
    """Of two rows with one number one would be kept, and a row that comes too late would be passed over."""
    _contacten_in_werkmap(proef, *([1, f"2017-03-0{dag}", "HB", "m1"] for dag in (1, 2, 3)))
    pad = proef.map / "contacten.xlsx"
    met_blad(pad, lambda xml: re.sub(f'r="([A-D]?){van}"', rf'r="\g<1>{naar}"', xml))
    afloop = proef.importeer(mapping=UIT_WERKMAP)
    assert afloop.code == 3
    assert "niet op haar plaats staat; zij wordt niet gelezen" in afloop.fout
    assert not (proef.map / "uit.jsonl").exists()


# Rows that are no case


@pytest.mark.parametrize("sleutel", ["Totaal", "EINDTOTAAL:", "totaal aantal zaken", "Gemiddelde", "NR"])
def test_a_row_of_totals_or_headings_makes_no_dossier(proef: Proef, sleutel: str) -> None:
    proef.zet(zaken=f"nr;dicht;sluiting\n1;J;\n{sleutel};;\n2;N;\n", contacten="nr;datum;type;met\n")
    afloop = proef.importeer()
    assert (afloop.code, set(proef.dossiers)) == (3, {"D1", "D2"})
    assert [r["reden"] for r in proef.rejects] == [
        "dit lijkt een herhaalde koprij of een regel met een totaal, en geen dossier"
    ]


def test_a_case_may_be_called_almost_so(proef: Proef) -> None:
    proef.zet(zaken="nr;dicht;sluiting\ntotaal1;J;\nnr1;J;\n", contacten="nr;datum;type;met\n")
    assert proef.importeer().code == 0
    assert set(proef.dossiers) == {"Dtotaal1", "Dnr1"}


def test_rows_that_end_too_early_are_told(proef: Proef) -> None:
    """The end of a file that was cut off, or a line torn in two, looks like cells that nobody filled in."""
    proef.zet(contacten="nr;datum;type;met;;\n1;2017-03-01;HB;m1\n3;2017-04-01;HB\n3;2017-04-02;T")
    afloop = proef.importeer()
    assert "contacten.csv: 2 × een rij met minder cellen dan er kolommen zijn (de eerste is rij 3)" in afloop.uit
    proef.zet(contacten="nr;datum;type;met\n3;2017-04-01;HB;\n")
    assert "minder cellen" not in proef.importeer().uit


@pytest.mark.parametrize("rij", [{"a": {"b": 1}, "a.b": 2}, {"a.b": 2, "a": {"b": None}}])
def test_two_values_of_one_name_in_json_are_refused(proef: Proef, rij: dict[str, object]) -> None:
    """One of them would have been lost."""
    (proef.map / "contacten.csv").unlink()
    proef.zet(contacten__json=json.dumps([{"nr": 1, "datum": "", "type": "", "met": "", **rij}]))
    afloop = proef.importeer(mapping=MAPPING.replace("contacten.csv", "contacten.json"))
    assert afloop.code == 3
    assert "in punt 1 hebben twee waarden dezelfde naam" in afloop.fout


def test_a_row_that_a_quotation_mark_may_have_swallowed_is_told(proef: Proef) -> None:
    """Two stray marks make one contact of two, in silence; a text of more lines is no such thing."""
    proef.zet(contacten='nr;datum;type;met\n1;2017-03-01;HB;"m1\n1;2017-04-01;TEL;k1"\n')
    melding = "contacten.csv: 1 × een cel waarin een hele volgende rij kan zitten (de eerste is op rij 2)"
    assert melding in proef.importeer().uit
    proef.zet(contacten='nr;datum;type;met\n1;2017-03-01;HB;"m1; k1\nen oma"\n')
    assert "volgende rij" not in proef.importeer().uit


# What comes twice, and what does not come at all


def test_rows_that_say_the_same_are_both_taken_over_and_told(proef: Proef) -> None:
    """An export may hold a contact twice, and two contacts may be alike: only who made it can tell."""
    proef.zet(contacten=CONTACTEN + "1;2017-03-01;HB;m1+k1\n3;2017-03-01;HB;m1+k1\n")
    afloop = proef.importeer()
    assert afloop.code == 0
    assert (
        "contacten.csv: 1 × een rij die hetzelfde zegt als een eerdere van dat dossier (de eerste is rij 5)"
        in " ".join(afloop.uit.split())
    )
    assert [c.id for c in proef.dossiers["D1"].contacten or ()] == ["c1", "c2", "c3"]


def test_two_parts_of_one_row_may_be_alike(proef: Proef) -> None:
    """Two children of one year in one row are no row that stands there twice."""
    kind = (
        "  - {onderdeel: gezinsleden, tabel: zaken, nummering: k, velden: {rol: {waarde: kind}, geboortejaar: KOLOM}}\n"
    )
    zaken = "nr;dicht;sluiting;een;ander\n1;J;2017-05-01;2009;2009\n3;N;;;\n"
    proef.zet(zaken=zaken, contacten="nr;datum;type;met\n1;2017-03-01;HB;\n")
    afloop = proef.importeer(mapping=MAPPING + kind.replace("KOLOM", "een") + kind.replace("KOLOM", "ander"))
    assert afloop.code == 0
    assert [g.geboortejaar for g in proef.dossiers["D1"].gezinsleden or ()] == [2009, 2009]
    assert "die hetzelfde zegt" not in afloop.uit


def test_an_export_of_headings_alone_is_no_import(proef: Proef) -> None:
    proef.zet(zaken="nr;dicht;sluiting\n")
    afloop = proef.importeer()
    assert afloop.code == 3
    assert "zaken.csv: hier staat geen enkel dossier: er zijn geen rijen" in afloop.fout
    assert not (proef.map / "uit.jsonl").exists()


def test_where_no_dossier_came_out_nothing_is_said_to_be_written(proef: Proef) -> None:
    """And what stood there is left as it is."""
    proef.zet(zaken="nr;dicht;sluiting\n;J;\n")
    afloop = proef.importeer()
    assert afloop.code == 3
    assert "Er is geen dossier om te schrijven" in afloop.uit
    assert not (proef.map / "uit.jsonl").exists()


def test_a_quiet_try_of_an_export_without_dossiers_speaks_of_no_output(proef: Proef, dossieraudit: Opdracht) -> None:
    proef.zet(zaken="nr;dicht;sluiting\n;J;\n")
    (proef.map / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    tabellen = [proef.map / "zaken.csv", proef.map / "contacten.csv"]
    afloop = dossieraudit("import", *tabellen, "--mapping", proef.map / "mapping.yaml", "--dry-run", "-q")
    assert afloop.code == 3
    assert "te schrijven" not in afloop.uit
    assert "None" not in afloop.uit
