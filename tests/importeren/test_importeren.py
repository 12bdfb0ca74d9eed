"""Exports to dossiers: nothing turns into 'no', no row is lost, and what is not certain is said."""

import io
import json
import stat
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossieraudit.loading.dossiers import laad_dossiers
from tests.conftest import ROOT, Opdracht
from tests.importeren.hulp import CONTACTEN, MAPPING, ZAKEN, Proef

BREED = ROOT / "examples" / "import-zaken"
TABELLEN = ROOT / "examples" / "import-tabellen"
IN_ORDE = {"max_examples": 40, "deadline": None, "suppress_health_check": list(HealthCheck)}


# The worked examples


def test_the_wide_example_gives_dossiers_that_score(dossieraudit: Opdracht, tmp_path: Path) -> None:
    uit = tmp_path / "dossiers"
    afloop = dossieraudit("import", BREED, "--mapping", BREED / "mapping.yaml", "-o", uit)
    assert afloop.code == 3, "one row joins nothing and one code is unknown, and both are said"
    assert "afgewezen, contacten.csv: 1 × sluit bij geen dossier aan" in afloop.uit
    assert "contacten.Type → contacten.soort: 1 × onbekende code, 1 verschillende (de eerste op rij 11)" in afloop.uit
    assert "contacten.csv  40 rijen in = 39 geplaatst + 1 afgewezen" in afloop.uit
    dossiers = {geladen.dossier.id: geladen.dossier for geladen in laad_dossiers(uit).dossiers}
    assert len(dossiers) == 8
    zaak = dossiers["Z2017-107"]
    assert [lid.id for lid in zaak.gezinsleden or ()] == ["m1", "v1", "k1", "k2"]
    assert [lid.id for lid in dossiers["Z2017-121"].gezinsleden or ()] == ["m1", "k1"]
    assert zaak.overdracht is not None
    assert (zaak.overdracht.soort, zaak.overdracht.schriftelijk_ontvangen) == ("na_triage", True)
    assert (zaak.contacten or ())[0].datum == date(2017, 4, 16), "written as '16 apr 2017'"
    assert "één adres" in str([c.verslag for c in zaak.contacten or ()]), "cp1252"
    assert zaak.escalaties == (), "the export says that there were none"
    assert dossiers["Z2017-114"].escalaties is None, "the export says nothing"
    assert zaak.vindplaatsen["contacten[c1]"] == "contacten.csv, rij 2"
    assert dossieraudit("score", uit, "--peildatum", "2017-11-01", "--quiet").code == 0


def test_the_example_of_tables_gives_dossiers_that_score(dossieraudit: Opdracht, tmp_path: Path) -> None:
    uit = tmp_path / "dossiers.jsonl"
    afloop = dossieraudit("import", TABELLEN, "--mapping", TABELLEN / "mapping.yaml", "-o", uit)
    assert afloop.code == 0
    assert "dossiers: 6 in = 6 gemaakt + 0 afgekeurd" in afloop.uit
    assert stat.S_IMODE(uit.stat().st_mode) == 0o600
    dossiers = {geladen.dossier.id: geladen.dossier for geladen in laad_dossiers(uit).dossiers}
    [plan] = dossiers["R41"].veiligheidsplannen or ()
    assert (plan.id, plan.ernst, [a.rapporteert for a in plan.afspraken or ()]) == (
        "VP-41",
        "matig",
        ["wekelijks", "bij_incident"],
    )
    assert dossiers["R42"].veiligheidsplannen is None, "no rows is unknown, not none"
    assert dossieraudit("score", uit, "--peildatum", "2017-11-01", "--quiet").code == 0


# Unknown is not no


def test_an_empty_cell_an_unknown_code_and_no_rows_are_unknown(proef: Proef) -> None:
    proef.zet(zaken=ZAKEN + "5;X;\n")
    afloop = proef.importeer()
    assert afloop.code == 3
    gesloten = {id_: d.afsluiting.afgesloten if d.afsluiting else "?" for id_, d in proef.dossiers.items()}
    assert gesloten == {"D1": True, "D2": False, "D3": None, "D4": None, "D5": None}
    assert proef.dossiers["D2"].contacten is None
    assert (proef.dossiers["D3"].contacten or ())[0].gesproken_met is None
    assert "1 × onbekende code" in afloop.uit
    assert "X" not in afloop.uit.replace("--rejects", "")
    assert "    X: 1 ×" in proef.importeer("--toon-waarden").uit
    assert proef.importeer("--allow-invalid").code == 0


@given(
    st.lists(
        st.sampled_from(["J", "N", "j", "n ", "O", "", " ", "X", "ja", "nee", "0", "?", "-"]), min_size=1, max_size=8
    )
)
@settings(**IN_ORDE)  # type: ignore[arg-type]
def test_only_a_code_that_says_no_gives_no(proef: Proef, cellen: list[str]) -> None:
    proef.zet(
        zaken="nr;dicht;sluiting\n" + "".join(f'{n};"{cel}";\n' for n, cel in enumerate(cellen)), contacten=CONTACTEN
    )
    proef.importeer()
    for n, cel in enumerate(cellen):
        afsluiting = proef.dossiers[f"D{n}"].afsluiting
        verwacht = {"j": True, "n": False}.get(cel.strip().lower())
        assert (afsluiting.afgesloten if afsluiting else None) is verwacht


def test_of_a_list_with_an_unknown_code_nothing_is_known(proef: Proef) -> None:
    mapping = MAPPING.replace("scheiding: +", "scheiding: +, codes: {m1: m1, k1: k1, zus: onbekend}")
    proef.zet(contacten="nr;datum;type;met\n1;;;m1+oma\n1;;;m1+zus\n1;;;m1+k1\n1;;;m1++k1\n")
    proef.importeer(mapping=mapping)
    assert [c.gesproken_met for c in proef.dossiers["D1"].contacten or ()] == [None, None, ("m1", "k1"), None]


# Nothing is lost


def test_rows_that_join_nothing_are_told_with_the_reason(proef: Proef) -> None:
    proef.zet(contacten=CONTACTEN + "99;2017-01-01;HB;\n;2017-01-02;HB;\n1;2017-01-03;HB;m1;te veel\n")
    afloop = proef.importeer()
    redenen = [(r["bestand"], r["rij"], r["reden"]) for r in proef.rejects if r["soort"] == "rij"]
    assert redenen == [
        ("zaken.csv", 2, "hoort bij een dossier dat is afgekeurd"),
        ("contacten.csv", 2, "hoort bij een dossier dat is afgekeurd"),
        ("contacten.csv", 3, "hoort bij een dossier dat is afgekeurd"),
        ("contacten.csv", 7, "de rij heeft meer cellen dan er kolommen zijn"),
        ("contacten.csv", 5, "sluit bij geen dossier aan"),
        ("contacten.csv", 6, "de sleutel van het dossier is leeg of niet te lezen"),
    ]
    assert "contacten.csv  6 rijen in = 1 geplaatst + 5 afgewezen" in afloop.uit
    assert "dossiers: 4 in = 3 gemaakt + 1 afgekeurd" in afloop.uit
    assert "waarden" not in proef.rejects[0]
    assert proef.importeer("--toon-waarden").code == 3
    assert proef.rejects[-1]["waarden"]["datum"] == "2017-01-02"
    assert stat.S_IMODE((proef.map / "rejects.jsonl").stat().st_mode) == 0o600


REGELS = st.tuples(
    st.sampled_from(["1", "2", "3", "4", "9", "", " 1"]),
    st.sampled_from(["2017-03-01", "", "31-02-2017", "1-2-2017", "x"]),
    st.sampled_from(["HB", "WA", ""]),
    st.sampled_from(["m1", "m1+k1", "m 1", "", '"', "a;b"]),
)


@given(st.lists(REGELS, max_size=12), st.lists(st.sampled_from(["1", "2", "1", "Ë", "", "4"]), min_size=1, max_size=6))
@settings(**IN_ORDE)  # type: ignore[arg-type]
def test_what_comes_in_goes_out_or_is_rejected(proef: Proef, regels: list[tuple[str, ...]], zaken: list[str]) -> None:
    """Whatever the rows are: every row is placed or rejected once, and no dossier lost a contact on the way."""
    rijen = ["nr;datum;type;met"] + [";".join('"' + c.replace('"', '""') + '"' for c in regel) for regel in regels]
    proef.zet(contacten="\n".join(rijen) + "\n", zaken="nr;dicht;sluiting\n" + "".join(f"{z};J;\n" for z in zaken))
    proef.importeer()
    afgewezen = [r["rij"] for r in proef.rejects if r["soort"] == "rij" and r["tabel"] == "contacten"]
    gebleven = sum(len(d.contacten or ()) for d in proef.dossiers.values())
    assert len(afgewezen) == len(set(afgewezen))
    assert len(regels) - sum(not any(c.strip() for c in regel) for regel in regels) == gebleven + len(afgewezen)


def test_rows_that_say_different_things_reject_the_dossier(proef: Proef) -> None:
    proef.zet(zaken=ZAKEN + "1;N;2017-05-01\n2;N;\n")
    afloop = proef.importeer()
    assert (
        "'afsluiting.afgesloten' is hier anders dan in zaken.csv, rij 2, en een dossier heeft er maar één"
        in afloop.fout
    )
    assert set(proef.dossiers) == {"D2", "D3", "D4"}


def test_a_dossier_that_cannot_be_is_rejected_by_row_and_column(proef: Proef) -> None:
    proef.zet(zaken=ZAKEN.replace("2;N;", "2;N;2017-05-01"))
    afloop = proef.importeer()
    assert "D2: 'datum' is ingevuld, terwijl 'afgesloten' false is" in afloop.fout
    assert "pad: zaken.csv, rij 3, kolom sluiting, afsluiting.datum" in afloop.fout
    assert [r["dossier"] for r in proef.rejects if r["soort"] == "dossier"] == ["D2"]


def test_a_row_whose_holder_is_not_there_rejects_the_dossier(proef: Proef) -> None:
    mapping = """\
tabellen: {zaken: {bestand: zaken.csv}, plannen: {bestand: plannen.csv}, afspraken: {bestand: afspraken.csv}}
dossier: {tabel: zaken, sleutel: nr, voorvoegsel: D}
onderdelen:
  - {onderdeel: veiligheidsplannen.afspraken, tabel: afspraken, hoort_bij: plan, nummering: a, velden: {met: met}}
  - {onderdeel: veiligheidsplannen, tabel: plannen, velden: {id: {kolom: plan, voorvoegsel: vp}}}
"""
    (proef.map / "contacten.csv").unlink()
    proef.zet(plannen="nr;plan\n1;7\n2;7\n", afspraken="nr;plan;met\n1;7;gezin\n2;8;gezin\n")
    afloop = proef.importeer(mapping=mapping)
    assert "hoort bij een rij van veiligheidsplannen die er voor dit dossier niet is" in afloop.fout
    [plan] = proef.dossiers["D1"].veiligheidsplannen or ()
    assert (plan.id, [a.id for a in plan.afspraken or ()]) == ("vp7", ["a1"])
    assert "D2" not in proef.dossiers


def test_only_a_condition_of_the_mapping_leaves_a_row_out(proef: Proef) -> None:
    mapping = MAPPING.replace("    nummering: c\n", "    nummering: c\n    als: {kolom: type, is: [hb]}\n")
    afloop = proef.importeer(mapping=mapping)
    assert afloop.code == 0, "that is what was asked for"
    assert "1 × geen onderdeel van de mapping neemt deze rij op" in afloop.uit
    assert len(proef.dossiers["D1"].contacten or ()) == 1


def test_two_keys_that_become_one_id_are_refused(proef: Proef) -> None:
    mapping = MAPPING.replace("voorvoegsel: D}", 'voorvoegsel: D, vervang: {"/": "-"}}')
    proef.zet(zaken="nr;dicht;sluiting\n1/2;J;\n1-2;J;\n")
    assert "een ander dossier kreeg hetzelfde id" in proef.importeer(mapping=mapping).fout


# How tables were written


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
@pytest.mark.parametrize("scheiding", [";", ",", "\t", "|"])
def test_every_encoding_and_delimiter(proef: Proef, codering: str, scheiding: str) -> None:
    tabel = [["nr", "dicht", "één reden"], ["1", "J", "doelen behaald"]]
    tekst = "".join(scheiding.join(rij) + "\r\n" for rij in tabel)
    naam = {"\t": "tab"}.get(scheiding, scheiding)
    opgave = f"codering: {codering.removesuffix('-sig')}, scheiding: '{naam}'"
    mapping = f"""\
tabellen: {{zaken: {{bestand: zaken.csv, {opgave}}}}}
dossier: {{tabel: zaken, sleutel: nr, voorvoegsel: D}}
onderdelen: [{{onderdeel: afsluiting, tabel: zaken, velden: {{reden: één reden}}}}]
"""
    (proef.map / "contacten.csv").unlink()
    proef.zet(zaken=tekst.encode(codering))
    assert proef.importeer(mapping=mapping).code == 0
    afsluiting = proef.dossiers["D1"].afsluiting
    assert afsluiting is not None
    assert afsluiting.reden == "doelen_behaald"


def test_an_encoding_or_delimiter_is_never_guessed(proef: Proef) -> None:
    proef.zet(zaken="nr;dicht;sluiting\n1;één;\n".encode("cp1252"))
    afloop = proef.importeer()
    assert afloop.code == 3
    assert "een byte die in utf-8 niet kan" in afloop.fout
    assert "cp1252 (Windows, meestal dit)" in afloop.fout
    assert not (proef.map / "uit.jsonl").exists()
    proef.zet(zaken="nr;dicht,sluiting\n1;J\n")
    assert "wat de kolommen scheidt, is niet te zien" in proef.importeer().fout
    proef.zet(zaken="nr;dicht;sluiting\n1;één;\n".encode())
    afloop = proef.importeer(mapping=MAPPING.replace("zaken.csv}", "zaken.csv, codering: cp1252}"))
    assert "zaken.csv: gelezen als cp1252, zoals de mapping zegt; het is ook geldig als UTF-8" in afloop.uit


def test_a_workbook_and_json_are_tables_too(proef: Proef) -> None:
    boek = openpyxl.Workbook()
    boek.active.title = "Zaken"
    for rij in [["nr", "dicht", "sluiting"], [1, "J", date(2017, 5, 1)], [2.0, "=1+1", "3 mei 2017"]]:
        boek["Zaken"].append(rij)
    boek.create_sheet("Ander").append(["x"])
    uit = io.BytesIO()
    boek.save(uit)
    (proef.map / "zaken.csv").unlink()
    (proef.map / "contacten.csv").unlink()
    rijen: list[dict[str, Any]] = [
        {"nr": 1, "datum": "2017-03-01", "type": "HB", "met": ["m1", "k1"]},
        {"nr": 2, "met": {"a": [1]}},
    ]
    proef.zet(zaken__xlsx=uit.getvalue(), contacten__json=json.dumps({"rijen": rijen}))
    mapping = MAPPING.replace("zaken.csv", "zaken.xlsx, blad: Zaken").replace(
        "contacten.csv", "contacten.json, lijst: rijen"
    )
    afloop = proef.importeer(mapping=mapping)
    assert "1 × er staat een formule; plak als waarde" in afloop.uit
    een, twee = proef.dossiers["D1"], proef.dossiers["D2"]
    assert een.afsluiting is not None
    assert twee.afsluiting is not None
    assert (een.afsluiting.datum, twee.afsluiting.datum) == (date(2017, 5, 1), date(2017, 5, 3))
    assert twee.afsluiting.afgesloten is None
    assert (een.contacten or ())[0].gesproken_met == ("m1", "k1")
    assert "deze werkmap heeft 2 bladen" in proef.importeer(mapping=mapping.replace(", blad: Zaken", "")).fout
    assert (
        "lijsten in dit bestand: rijen" in proef.importeer(mapping=mapping.replace("lijst: rijen", "lijst: rij")).fout
    )


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: ("nr;dicht;sluiting\n" + t).encode()))
@settings(**IN_ORDE)  # type: ignore[arg-type]
def test_whatever_a_file_holds_the_program_does_not_break(proef: Proef, inhoud: bytes) -> None:
    for naam in ("zaken.csv", "zaken.json", "zaken.xlsx"):
        (proef.map / naam).unlink(missing_ok=True)
    naam = {0: "zaken__csv", 1: "zaken__json", 2: "zaken__xlsx"}[len(inhoud) % 3]
    proef.zet(**{naam: inhoud})
    afloop = proef.importeer(mapping=MAPPING.replace("zaken.csv", naam.replace("__", ".")))
    assert afloop.code in (0, 3), afloop.fout
    assert "fout van dossieraudit zelf" not in afloop.fout


# Safety


def test_a_bsn_is_refused_and_not_repeated(proef: Proef) -> None:
    for zaken in ("nr;dicht;sluiting\n111222333;J;\n", "nr;dicht;sluiting\nbsn111222333;J;\n"):
        proef.zet(zaken=zaken)
        afloop = proef.importeer(mapping=MAPPING.replace(", voorvoegsel: D", ""))
        assert afloop.code == 3
        assert "hier staat een burgerservicenummer" in afloop.fout
        assert "111222333" not in afloop.fout + afloop.uit
        assert not (proef.map / "uit.jsonl").exists()
        assert not (proef.map / "rejects.jsonl").exists()


def test_a_folder_cannot_lead_out_of_itself(dossieraudit: Opdracht, proef: Proef, tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "zaken.csv").symlink_to(tmp_path / "zaken.csv")
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    afloop = dossieraudit("import", tmp_path / "export", "--mapping", tmp_path / "m.yaml", "--dry-run")
    assert "dit leidt naar een plaats buiten de map" in afloop.fout
    assert proef.importeer(mapping=MAPPING.replace("zaken.csv", "../zaken.csv")).code == 3


def test_a_dry_run_writes_nothing_and_counts_per_column(proef: Proef) -> None:
    for naam in ("uit.jsonl", "rejects.jsonl"):
        assert not (proef.map / naam).exists()
    afloop = proef.importeer("--dry-run")
    assert not (proef.map / "uit.jsonl").exists()
    regels = {
        regel.split()[0]: regel.split()[1:]
        for regel in afloop.uit.splitlines()
        if regel.startswith(("zaken.", "contacten."))
    }
    assert regels["zaken.dicht"] == ["afsluiting.afgesloten", "2", "van", "4", "2", "0"]
    assert regels["contacten.met"] == ["contacten.gesproken_met", "2", "van", "3", "1", "0"]


def test_dossiers_in_a_folder_are_only_replaced_when_asked(dossieraudit: Opdracht, proef: Proef) -> None:
    uit = proef.map / "dossiers"
    proef.importeer()
    opdracht = [
        "import",
        proef.map / "zaken.csv",
        proef.map / "contacten.csv",
        "--mapping",
        proef.map / "mapping.yaml",
        "-o",
        uit,
    ]
    assert dossieraudit(*opdracht).code == 0
    (uit / "D2.yaml").write_text("id: D2\n", encoding="utf-8")
    assert "geef --vervang" in dossieraudit(*opdracht).fout
    assert (uit / "D2.yaml").read_text(encoding="utf-8") == "id: D2\n"
    assert dossieraudit(*opdracht, "--vervang").code == 0
