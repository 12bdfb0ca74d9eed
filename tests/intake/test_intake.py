"""The intake workbook: nothing is lost on the way there and back, and every fault is told by sheet and cell."""

import re
import stat
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dossieraudit.errors import Invoerfout
from dossieraudit.intake import lees, schrijf, vorm
from dossieraudit.intake.cellen import uit_cel
from dossieraudit.loading import keuring
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.loading.tabellen import Veld, tabellen
from dossieraudit.loading.werkmap import Cel
from dossieraudit.models.delen import Contact, Gezinslid, Overdracht
from dossieraudit.models.dossier import ONDERDELEN, Dossier
from dossieraudit.models.hulp import Afsluiting
from tests import strategies
from tests.conftest import VLAARDINGEN, Opdracht

# Lists that hold lists: a row names the one that it belongs to by its id, which is one of a kind in any valid dossier.
HOUDERS = ("gezinsleden", "veiligheidsplannen", "netwerkpartners")
Vul = Callable[..., str]


def heen_en_weer(dossiers: list[Dossier], map_: Path) -> list[Dossier]:
    """Into a workbook and out of it again."""
    pad = map_ / "intake.xlsx"
    pad.write_bytes(schrijf(dossiers))
    return list(lees(pad))


@pytest.fixture
def zonder_samenhang(monkeypatch: pytest.MonkeyPatch) -> None:
    """Generated facts contradict each other; these tests are about reading them."""
    monkeypatch.setattr(keuring, "samenhang", lambda _dossier: [])


@pytest.fixture
def fouten(tmp_path: Path) -> Vul:
    """The faults of a workbook with these cells filled in: sheet → cell → value."""

    def vul(cellen: dict[str, dict[str, Any]], dossiers: list[Dossier] | None = None) -> str:
        boek = openpyxl.load_workbook(BytesIO(schrijf(dossiers or [Dossier(id="D1")])))
        for blad, inhoud in cellen.items():
            if blad not in boek.sheetnames:
                boek.create_sheet(blad)
            for cel, waarde in inhoud.items():
                boek[blad][cel] = waarde
        pad = tmp_path / "fout.xlsx"
        boek.save(pad)
        try:
            lees(pad, "fout.xlsx")
        except Invoerfout as gevangen:
            return "\n".join(fout.als_tekst() for fout in gevangen.fouten)
        return ""

    return vul


# Nothing is lost


@pytest.mark.usefixtures("zonder_samenhang")
@given(st.lists(strategies.dossiers(), min_size=1, max_size=6), st.text(), st.text(min_size=1))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_dossiers_come_back_equal(tmp_path: Path, gemaakt: list[Dossier], tekst: str, plaats: str) -> None:
    """Every field, unknown or none, in every part; texts with any character; in the same order."""
    for dossier in gemaakt:
        for naam in HOUDERS:
            ids = [item.id for item in getattr(dossier, naam) or ()]
            assume(len(ids) == len(set(ids)))
    vindplaatsen = {"niet_aangeleverd": plaats, "contacten[#1]": tekst, tekst or "x": plaats}
    gemaakt = [
        dossier.model_copy(update={"id": f"d{nummer}", "notities": tekst, "vindplaatsen": vindplaatsen})
        for nummer, dossier in enumerate(gemaakt)
    ]
    assert heen_en_weer(gemaakt, tmp_path) == gemaakt


LASTIGE_TEKSTEN = [
    "", " ", "=1+1", "@x", "-3", "+31", "ja", "(geen)", "niet vastgelegd", "12", "2017-01-01", "a\r\nb", "a\nb\t",
    "_x0041_", "_x005F_", "x005F_", "\x00\x1f", "\ufeff", "letterlijk:x", '"x"', "WAAR", "#N/A", "🙂", "\x85\u2028",
]  # fmt: skip


def test_texts_that_a_spreadsheet_would_change_come_back(tmp_path: Path) -> None:
    gemaakt = [
        Dossier(id=f"d{n}", notities=t, overdracht=Overdracht(toelichting=t), vindplaatsen={"overdracht": t})
        for n, t in enumerate(LASTIGE_TEKSTEN)
    ]
    assert heen_en_weer(gemaakt, tmp_path) == gemaakt


def test_unknown_and_none_and_not_supplied_stay_three_things(tmp_path: Path) -> None:
    drie = [Dossier(id="a"), Dossier(id="b", contacten=()), Dossier(id="c", niet_aangeleverd=("contacten", "regie"))]
    leeg_en_wel = [
        Dossier(id="d", contacten=(Contact(id="c1", gezien=(), onderwerpen=None),)),
        Dossier(id="e", overdracht=Overdracht()),
        Dossier(id="f", gezinsleden=(Gezinslid(id="m1", rol="moeder", problematiek=()),)),
        # An id may be called 'geen'; that is no empty list.
        Dossier(id="g", contacten=(Contact(id="c1", gezien=("geen",)),)),
    ]
    assert heen_en_weer(drie + leeg_en_wel, tmp_path) == drie + leeg_en_wel


def test_the_first_and_last_days_come_back(tmp_path: Path) -> None:
    dagen = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2017, 2, 28), date(2099, 12, 31)]
    gemaakt = [Dossier(id=f"d{n}", afsluiting=Afsluiting(datum=dag)) for n, dag in enumerate(dagen)]
    assert heen_en_weer(gemaakt, tmp_path) == gemaakt


def test_the_twenty_examples_come_back_through_the_command_line(dossieraudit: Opdracht, tmp_path: Path) -> None:
    boek, map_, regels = tmp_path / "uit.xlsx", tmp_path / "dossiers", tmp_path / "alle.jsonl"
    assert dossieraudit("init", "--xlsx", boek, "--van", VLAARDINGEN).code == 0
    assert stat.S_IMODE(boek.stat().st_mode) == 0o600
    gelezen = dossieraudit("import", boek, "-o", map_)
    assert (gelezen.code, gelezen.uit) == (0, f"20 dossiers uit {boek} geschreven in {map_}.\n")
    assert dossieraudit("import", boek, "-o", regels).code == 0
    origineel = [geladen.dossier for geladen in laad_dossiers(VLAARDINGEN).dossiers]
    for bron in (map_, regels):
        assert [geladen.dossier for geladen in laad_dossiers(bron).dossiers] == origineel
    assert {stat.S_IMODE(pad.stat().st_mode) for pad in (*map_.iterdir(), regels)} == {0o600}


def test_the_same_dossiers_give_the_same_bytes() -> None:
    dossiers = [Dossier(id="a", contacten=(Contact(id="c1", datum=date(2017, 5, 1)),))]
    assert schrijf(dossiers) == schrijf(dossiers)


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut(tmp_path: Path) -> None:
    dossier = Dossier(id="d1", overdracht=Overdracht(), vindplaatsen={"overdracht": "x" * 40_000})
    with pytest.raises(Invoerfout, match="past niet in een cel"):
        heen_en_weer([dossier], tmp_path)


# The workbook itself


def test_every_field_of_the_model_has_a_column_with_help() -> None:
    """A field that is added to the model is in the workbook without anyone thinking of it."""
    boek = openpyxl.load_workbook(BytesIO(schrijf()))
    for naam, tabel in vorm.bladen().items():
        assert len(naam) <= 31
        koppen = {vorm.kale_kop(str(cel.value)): cel for cel in boek[naam][1]}
        kolommen = vorm.kolommen(tabel.pad)
        assert len(koppen) == len(kolommen) == len({kolom.kop for kolom in kolommen})
        assert {veld.naam for veld in tabel.velden} | set(tabel.lijsten) <= {kolom.naam for kolom in kolommen}
        assert all(cel.comment is not None and len(cel.comment.text) > 10 for cel in koppen.values())
    delen = {tabel.pad[0] for tabel in tabellen().values() if tabel.pad}
    velden = {veld.naam for veld in tabellen()[()].velden}
    assert set(ONDERDELEN) <= delen | velden


def test_choices_read_back_as_themselves() -> None:
    """What is shown of a closed list is never the same for two values of it."""
    for tabel in tabellen().values():
        for veld in tabel.velden:
            assert tuple(vorm.kale_kop(vorm.keuze(waarde)) for waarde in veld.keuzes) == veld.keuzes


def test_yes_no_offers_not_recorded_and_begins_empty() -> None:
    boek = openpyxl.load_workbook(BytesIO(schrijf()))
    blad = boek["Contacten"]
    [kolom] = [cel for cel in blad[1] if cel.value == "Tot stand gekomen"]
    [keuze] = [k for k in blad.data_validations.dataValidation if f"{kolom.column_letter}2" in str(k.sqref)]
    assert keuze.formula1 == '"ja,nee,niet vastgelegd"'
    assert keuze.allow_blank
    assert blad[f"{kolom.column_letter}2"].value is None


# Faults


def test_every_fault_is_told_by_sheet_and_cell_all_at_once(fouten: Vul) -> None:
    tekst = fouten(
        {
            "Contacten": {
                "A2": "D1",
                "B2": "c1",
                "C2": "31-02-2017",
                "D2": "huisbezook",
                "E2": "misschien",
                "I2": "twee",
            },
            "Overdracht": {"A2": "D9"},
            "Veiligheidsplannen afspraken": {"A2": "D1", "B2": "p7", "C2": "a1"},
            "Niet aangeleverd": {"A2": "D1", "B2": "contactn"},
            "Vindplaatsen": {"A2": "D1", "B2": "contacten[c9]", "C2": "p. 1"},
        }
    )
    for melding in (
        "deze datum bestaat niet\n  pad: blad Contacten, cel C2",
        "deze waarde staat niet in de keuzelijst\n  pad: blad Contacten, cel D2",
        "dit is geen antwoord\n  pad: blad Contacten, cel E2",
        "dit is geen geheel getal\n  pad: blad Contacten, cel I2",
        "dit dossier staat niet op blad Dossiers\n  pad: blad Overdracht, cel A2",
        "dit id staat niet op blad Veiligheidsplannen\n  pad: blad Veiligheidsplannen afspraken, cel B2",
        "deze waarde staat niet in de keuzelijst\n  pad: blad Niet aangeleverd, cel B2",
        "dit pad leidt niet naar een feit in dit dossier\n  pad: blad Vindplaatsen, cel B2",
    ):
        assert melding in tekst
    assert "advies: bedoelde u 'huisbezoek'?" in tekst
    assert "verwacht: ja, nee, of leeg (niet vastgelegd)" in tekst


def test_what_cannot_be_together_is_told_by_cell(fouten: Vul) -> None:
    tekst = fouten(
        {
            "Overdracht": {"A2": "D1", "C2": date(2017, 5, 10), "D2": date(2017, 5, 1)},
            "Niet aangeleverd": {"A2": "D1", "B2": "overdracht"},
            "Gezinsleden": {"A2": "D1", "B2": "m 1", "C2": "moeder"},
            "Contacten": {"A2": "D1", "B2": "c1", "A3": "D1", "B3": "c1"},
        }
    )
    assert re.search(r"deze tekst heeft niet de vorm.*\n  pad: blad Gezinsleden, cel B2", tekst)
    assert "'opgepakt_op' ligt vóór 'ontvangen_op'\n  pad: blad Overdracht, cel D2, overdracht.opgepakt_op" in tekst
    assert "staat ook in 'niet_aangeleverd', en moet dan leeg zijn\n  pad: blad Niet aangeleverd, cel B2" in tekst
    assert "dit id staat ook bij punt 1 van deze lijst\n  pad: blad Contacten, cel B3" in tekst


def test_a_statement_about_a_list_and_its_rows_have_to_agree(fouten: Vul) -> None:
    kop = [kolom.naam for kolom in vorm.kolommen(())]
    letter = openpyxl.utils.get_column_letter(kop.index("contacten") + 1)
    standen = ["zie blad", "(geen)", "veel", "geen", "zie blad", None]
    cellen = {f"{letter}{rij}": stand for rij, stand in enumerate(standen, 2)}
    rijen = {"A2": "D2", "B2": "c1", "A3": "D5", "B3": "c1", "A4": "D6", "B4": "c1"}
    tekst = fouten({"Dossiers": cellen, "Contacten": rijen}, [Dossier(id=f"D{n}") for n in range(1, 7)])
    assert re.findall(r"fout.xlsx: (.*)\n  pad: blad Dossiers, cel ([A-Z]+\d)", tekst) == [
        ("op blad Contacten staat hiervoor geen rij", f"{letter}2"),
        ("op blad Contacten staan hiervoor wel rijen", f"{letter}3"),
        ("dit kan hier niet staan", f"{letter}4"),
    ]


def test_formulas_are_refused(fouten: Vul) -> None:
    tekst = fouten(
        {"Contacten": {"A2": "D1", "B2": "c1", "C2": "=TODAY()"}, "Dossiers": {"D2": '=HYPERLINK("http://x")'}}
    )
    assert tekst.count("hier staat een formule") == 2


def test_errors_of_a_spreadsheet_are_refused(fouten: Vul) -> None:
    """They are no text of a case, and in a cell that points at another they point at nothing."""
    tekst = fouten({"Contacten": {"A2": "D1", "B2": "c1", "K2": "#REF!"}, "Meldingen": {"A2": "#N/A", "B2": "m1"}})
    assert tekst.count("hier staat een foutwaarde van een rekenprogramma, zoals #N/B") == 2
    assert "blad Contacten, cel K2" in tekst


def test_a_sign_of_doubt_behind_an_answer_is_no_answer(fouten: Vul) -> None:
    rijen = {"A2": "D1", "B2": "c1", "E2": "nee ❓", "F2": "(geen) ❓", "A3": "D1", "B3": "c2", "E3": "nee*"}
    tekst = fouten({"Contacten": rijen, "Dossiers": {"J2": "(geen) ✗"}})
    assert [f"cel {cel}" in tekst for cel in ("E2", "F2", "E3", "J2")] == [True] * 4


def test_what_cannot_be_seen_and_how_it_is_written_do_not_matter(fouten: Vul) -> None:
    rijen = {"A2": "D1", "B2": "c1", "E2": "\xa0NEE\u200b", "D2": "Gesprek\xa0op  locatie", "F2": "(geen)\xa0"}
    assert fouten({"Contacten": rijen, "Dossiers": {"J1": "Veiligheidsrisico’s"}}) == ""


def test_a_sheet_or_column_of_ones_own_is_told(fouten: Vul) -> None:
    tekst = fouten(
        {
            "Blad1": {"A1": "aantekeningen"},
            "Leeg": {},
            "Contacte": {"A1": "Dossier"},
            "Contacten": {"C1": "Dag van contact", "Z2": "x"},
        }
    )
    assert "het blad 'Blad1' is onbekend; wat erop staat, zou verloren gaan" in tekst
    assert "bedoelde u 'Contacten'?" in tekst
    assert "'Leeg'" not in tekst
    assert "deze kolom is onbekend\n  pad: blad Contacten, cel C1" in tekst
    assert "boven deze cel staat geen kolomnaam\n  pad: blad Contacten, cel Z2" in tekst


def test_a_sheet_that_was_taken_out_is_unknown(tmp_path: Path) -> None:
    boek = openpyxl.load_workbook(BytesIO(schrijf([Dossier(id="D1")])))
    del boek["Contacten"], boek["Vindplaatsen"]
    boek.save(tmp_path / "a.xlsx")
    assert lees(tmp_path / "a.xlsx") == (Dossier(id="D1"),)


def test_a_workbook_that_excel_saved_is_read_without_a_word(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Excel keeps drop-downs that look at another sheet in an extension, of which openpyxl warns in English."""
    uitbreiding = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    pad = tmp_path / "excel.xlsx"
    with zipfile.ZipFile(BytesIO(schrijf([Dossier(id="D1")]))) as bron, zipfile.ZipFile(pad, "w") as doel:
        for naam in bron.namelist():
            doel.writestr(naam, bron.read(naam).replace(b"</worksheet>", uitbreiding))
    afloop = dossieraudit("import", pad, "-o", tmp_path / "uit")
    assert (afloop.code, afloop.fout) == (0, "")


def test_values_are_shown_only_when_asked(dossieraudit: Opdracht, tmp_path: Path) -> None:
    boek = openpyxl.load_workbook(BytesIO(schrijf([Dossier(id="D1")])))
    boek["Contacten"]["A2"], boek["Contacten"]["B2"], boek["Contacten"]["C2"] = "D1", "c1", "Jansen belde"
    boek.save(tmp_path / "a.xlsx")
    stil = dossieraudit("import", tmp_path / "a.xlsx", "-o", tmp_path / "uit")
    assert (stil.code, stil.uit) == (3, "")
    assert "Jansen" not in stil.fout
    assert "Jansen" in dossieraudit("import", tmp_path / "a.xlsx", "-o", tmp_path / "uit", "--toon-waarden").fout
    assert not (tmp_path / "uit").exists()


def test_a_bsn_is_refused_on_the_way_in_and_out(dossieraudit: Opdracht, tmp_path: Path) -> None:
    met_bsn = Dossier(id="D1", notities="bsn 111222333")
    (tmp_path / "a.xlsx").write_bytes(schrijf([met_bsn]))
    afloop = dossieraudit("import", tmp_path / "a.xlsx", "-o", tmp_path / "uit")
    assert afloop.code == 3
    assert "hier staat een burgerservicenummer" in afloop.fout
    assert not (tmp_path / "uit").exists()
    (tmp_path / "d.json").write_text(met_bsn.model_dump_json(), encoding="utf-8")
    assert dossieraudit("init", "--xlsx", tmp_path / "b.xlsx", "--van", tmp_path / "d.json").code == 3
    assert not (tmp_path / "b.xlsx").exists()


def test_what_is_no_intake_workbook_is_refused(dossieraudit: Opdracht, tmp_path: Path) -> None:
    boek = openpyxl.Workbook()
    boek.save(tmp_path / "x.xlsx")
    afloop = dossieraudit("import", tmp_path / "x.xlsx", "-o", tmp_path / "uit")
    assert afloop.code == 3
    assert "dit is geen werkmap om dossiers in te voeren" in afloop.fout
    (tmp_path / "y.xlsx").write_bytes(b"PK\x03\x04 kapot")
    assert "geen werkmap van Excel" in dossieraudit("import", tmp_path / "y.xlsx", "-o", tmp_path / "uit").fout
    with zipfile.ZipFile(tmp_path / "z.xlsx", "w", zipfile.ZIP_DEFLATED) as bom:
        bom.writestr("xl/worksheets/sheet1.xml", b"0" * 8_000_000)
    assert "wordt niet gelezen" in dossieraudit("import", tmp_path / "z.xlsx", "-o", tmp_path / "uit").fout


def test_work_of_the_user_is_never_overwritten(dossieraudit: Opdracht, tmp_path: Path) -> None:
    boek = tmp_path / "a.xlsx"
    boek.write_bytes(schrijf([Dossier(id="D1")]))
    assert "bestaat al" in dossieraudit("init", "--xlsx", boek).fout
    uit = tmp_path / "uit"
    assert dossieraudit("import", boek, "-o", uit).code == 0
    (uit / "D1.yaml").write_text("id: D1\nteam: t1\n", encoding="utf-8")
    afloop = dossieraudit("import", boek, "-o", uit)
    assert afloop.code == 3
    assert "geef --vervang" in afloop.fout
    assert dossieraudit("import", boek, "-o", uit, "--vervang").code == 0
    assert (uit / "D1.yaml").read_text(encoding="utf-8") == "id: D1\n"


@pytest.mark.parametrize(
    ("argumenten", "melding"),
    [
        (["init"], "noem een nieuwe map"),
        (["init", "a", "--xlsx", "b.xlsx"], "kies: een map"),
        (["init", "--xlsx", "b.ods"], "eindigt niet op .xlsx"),
        (["init", "a", "--van", "b"], "--van hoort bij --xlsx"),
        (["import", "a.xlsx"], "zeg met -o"),
        (["import", "a.csv", "--mapping", "m.yaml", "-o", "b.json"], "-o is een map, of een bestand .jsonl"),
        (["import", "a.csv", "--mapping", "m", "-o", "b.jsonl", "--rejects", "b.jsonl"], "niet hetzelfde bestand"),
        (["import", "a.csv", "--suggest", "--dry-run"], "--suggest maakt een mapping"),
        (["import", "a.csv", "-o", "b"], "zonder --mapping leest import één ingevulde werkmap"),
        (["import", "a.xlsx", "-o", "b", "--rejects", "r.jsonl"], "--rejects hoort bij --mapping"),
    ],
)
def test_wrong_usage_says_what_to_do(dossieraudit: Opdracht, argumenten: list[str], melding: str) -> None:
    afloop = dossieraudit(*argumenten)
    assert afloop.code == 2
    assert melding in " ".join(afloop.fout.split())


@pytest.mark.parametrize("tekst", ["m1, k2", "m1; k2", "m1;k2;", "m1 , k2,"])
def test_a_list_is_read_with_either_separator(tekst: str) -> None:
    """Spreadsheets in Dutch separate by a semicolon, and so do people who use them."""
    assert uit_cel(Veld("over", "lijst_id", "Over wie het gaat."), Cel(tekst, "cel B2")) == ["m1", "k2"]
