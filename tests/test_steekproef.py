"""Claims about `dossieraudit sample`: reproducible by anybody, fair, and accounted for in full."""

import csv
import hashlib
import io
import random
import shutil
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn

from dossieraudit.loading.onderzoek import laad_onderzoek
from dossieraudit.steekproef.lijst import Geval, Lijst
from dossieraudit.steekproef.trekking import Verdeling, Verzoek, trek, verdeel
from tests.conftest import VLAARDINGEN, Opdracht

KOP = ["id", "soort", "datum", "team"]
TEAMS = ["Noord", "Noord", "Noord", "Zuid", "Zuid", "Oost"]


def overdrachten(aantal: int = 60) -> list[list[Any]]:
    """Invented hand-overs, two of three of them after triage, over three teams."""
    return [
        [f"G{n:03}", "na_onderzoek" if n % 3 == 0 else "na_triage", date(2017, 4, 1 + n % 28), TEAMS[n % len(TEAMS)]]
        for n in range(1, aantal + 1)
    ]


def als_csv(pad: Path, rijen: list[list[Any]], kop: list[str] | None = None) -> Path:
    uit = io.StringIO()
    csv.writer(uit, lineterminator="\n").writerows([kop or KOP, *rijen])
    pad.write_text(uit.getvalue(), encoding="utf-8")
    return pad


def als_xlsx(pad: Path, rijen: list[list[Any]]) -> Path:
    werkmap = openpyxl.Workbook()
    for rij in [KOP, *rijen]:
        werkmap.active.append(rij)
    werkmap.save(pad)
    return pad


def getrokken(map_: Path) -> dict[str, list[str]]:
    """Who was drawn and who is reserve, from the list that the program wrote."""
    gevonden: dict[str, list[str]] = {"getrokken": [], "reserve": []}
    for rij in csv.DictReader((map_ / "trekking.csv").read_text(encoding="utf-8").splitlines()):
        gevonden[rij["rol"]].append(rij["id"])
    return gevonden


def steekproef(map_: Path) -> dict[str, Any]:
    gelezen: dict[str, Any] = yaml.safe_load((map_ / "steekproef.yaml").read_bytes())["steekproef"]
    return gelezen


# Reproducible


def test_anybody_can_work_the_draw_out_with_sha256(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Eleven after triage and nine after onderzoek, as in Vlaardingen, ranked here without any code of the program."""
    lijst = als_csv(tmp_path / "lijst.csv", overdrachten())
    opdracht = ["sample", lijst, "--per", "soort=na_triage:11,na_onderzoek:9", "--reserves", 2, "--zaad", "4711"]
    assert dossieraudit(*opdracht, "-o", tmp_path / "uit").code == 0
    verwacht: dict[str, list[str]] = {"getrokken": [], "reserve": []}
    for soort, aantal in (("na_onderzoek", 9), ("na_triage", 11)):
        ids = [rij[0] for rij in overdrachten() if rij[1] == soort]
        geloot = sorted(ids, key=lambda id_: hashlib.sha256(f"4711:{id_}".encode()).hexdigest())
        verwacht["getrokken"] += geloot[:aantal]
        verwacht["reserve"] += geloot[aantal : aantal + 2]
    assert getrokken(tmp_path / "uit") == verwacht


def test_the_order_of_the_rows_and_the_kind_of_file_make_no_difference(dossieraudit: Opdracht, tmp_path: Path) -> None:
    rijen = overdrachten()
    door_elkaar = random.Random(1).sample(rijen, len(rijen))
    # As a Dutch Excel saves it: byte order mark, semicolons, days first.
    nederlands = tmp_path / "excel.csv"
    regels = [";".join(KOP), *(f"{i};{s};{d.day}-{d.month}-{d.year};{t}" for i, s, d, t in door_elkaar)]
    nederlands.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(regels).encode() + b"\r\n")
    lijsten = [
        als_csv(tmp_path / "lijst.csv", rijen),
        als_csv(tmp_path / "anders.csv", [[t, i, d, s.replace("_", " ")] for i, s, d, t in door_elkaar], KOP2),
        als_xlsx(tmp_path / "lijst.xlsx", door_elkaar),
        nederlands,
    ]
    trekkingen = []
    for nummer, lijst in enumerate(lijsten):
        uit = tmp_path / str(nummer)
        opdracht = [
            "--aantal",
            12,
            "--per",
            "soort",
            "--per",
            "team",
            "--van",
            "2017-04-02",
            "--zaad",
            "a b",
            "-o",
            uit,
        ]
        afloop = dossieraudit("sample", lijst, *opdracht)
        assert (afloop.code, afloop.fout) == (0, "")
        trekkingen.append((uit / "trekking.csv").read_bytes())
        assert steekproef(uit)["sha256"] == hashlib.sha256(lijst.read_bytes()).hexdigest()
    assert len(set(trekkingen)) == 1


KOP2 = ["Team", "ID", "Datum", "Soort"]


def test_the_same_command_gives_the_same_bytes_and_another_draw_replaces_nothing(
    dossieraudit: Opdracht, tmp_path: Path
) -> None:
    """Drawing again with another seed until the sample pleases leaves a trace."""
    lijst, uit = als_csv(tmp_path / "lijst.csv", overdrachten()), tmp_path / "uit"
    assert dossieraudit("sample", lijst, "--aantal", 5, "--zaad", 1, "-o", uit).code == 0
    eerst = {pad.name: pad.read_bytes() for pad in uit.iterdir()}
    assert dossieraudit("sample", lijst, "--aantal", 5, "--zaad", 1, "-o", uit).code == 0
    afloop = dossieraudit("sample", lijst, "--aantal", 5, "--zaad", 2, "-o", uit)
    melding = f"in '{uit}' staat al een andere loting (steekproef.yaml); kies een andere map"
    assert (afloop.code, afloop.fout) == (2, f"Verkeerd gebruik: {melding}\n")
    assert {pad.name: pad.read_bytes() for pad in uit.iterdir()} == eerst


def test_every_case_has_the_same_chance() -> None:
    """Over 2,000 seeds each of 20 cases is drawn about one time in four; the bound is five standard deviations."""
    lijst = Lijst("l", "0" * 64, tuple(Geval(f"G{n}") for n in range(20)))
    vaak: Counter[str] = Counter()
    for zaad in range(2_000):
        vaak.update(g.id for s in trek(lijst, Verzoek(5, str(zaad))).strata for g in s.gevallen)
    afwijking = (2_000 * 0.25 * 0.75) ** 0.5
    assert len(vaak) == 20
    assert all(abs(aantal - 500) < 5 * afwijking for aantal in vaak.values())


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 50), min_size=1), st.data())
def test_a_proportional_division_adds_up_and_is_off_by_less_than_one(groottes: dict[str, int], data: Any) -> None:
    totaal = sum(groottes.values())
    aantal = data.draw(st.integers(1, totaal))
    strata = {(("team", naam),): grootte for naam, grootte in groottes.items()}
    verdeeld = verdeel(aantal, strata)
    assert sum(verdeeld.values()) == aantal
    assert all(0 <= verdeeld[s] <= strata[s] for s in strata)
    assert all(abs(verdeeld[s] * totaal - aantal * strata[s]) < totaal for s in strata)


def test_a_case_is_drawn_once_and_every_stratum_gets_its_number() -> None:
    lijst = Lijst("l", "0" * 64, tuple(Geval(i, s, d, t) for i, s, d, t in overdrachten()))
    per = (Verdeling("soort", {"na_triage": 11, "na_onderzoek": 9}), Verdeling("team"))
    strata = trek(lijst, Verzoek(20, "z", per, reserves=1)).strata
    ids = [g.id for s in strata for g in (*s.gevallen, *s.reserves)]
    assert len(ids) == len(set(ids))
    aantallen = Counter(dict.fromkeys(("na_triage", "na_onderzoek"), 0))
    for stratum in strata:
        aantallen[dict(stratum.sleutel)["soort"]] += len(stratum.gevallen)
        assert {(g.soort, g.team) for g in stratum.gevallen} == {tuple(w for _, w in stratum.sleutel)}
    assert aantallen == {"na_triage": 11, "na_onderzoek": 9}


# The account


def test_the_account_says_population_strata_seed_and_what_was_left_out(dossieraudit: Opdracht, tmp_path: Path) -> None:
    rijen = [
        ["A1", "na_triage", "2017-04-10", "Noord"],
        ["A2", "na_triage", "2017-04-12", "Zuid"],
        ["A3", "na_onderzoek", "2017-05-25", "Zuid"],
        ["A4", "na_interventie", "2017-05-01", "Zuid"],
        ["A5", "na_triage", "2017-05-26", "Zuid"],
    ]
    lijst = als_csv(tmp_path / "lijst.csv", rijen)
    periode = ["--van", "2017-04-10", "--tot", "2017-05-25"]
    opdracht = ["--per", "soort=na_triage:1,na_onderzoek:1", "--reserves", 1, "--zaad", 7, *periode]
    afloop = dossieraudit("sample", lijst, *opdracht, "-o", tmp_path / "uit")
    assert afloop.code == 0
    assert afloop.fout == "soort na_onderzoek: 0 van de 1 gevraagde reserves; meer gevallen zijn er niet.\n"
    assert steekproef(tmp_path / "uit") | {"methode": ""} == {
        "populatie": 3,
        "aselect": True,
        "omschrijving": "Van 3 overdrachten zijn er door loting 2 gekozen: "
        "1 van de 1 na onderzoek; 1 van de 2 na triage.",
        "methode": "",
        "zaad": "7",
        "strata": [
            {"soort": "na_onderzoek", "populatie": 1, "aantal": 1},
            {"soort": "na_triage", "populatie": 2, "aantal": 1, "reserves": 1},
        ],
        "bestand": "lijst.csv",
        "sha256": hashlib.sha256(lijst.read_bytes()).hexdigest(),
        "weggelaten": [
            {"reden": "overgedragen na 2017-05-25", "aantal": 1},
            {"reden": "soort na_interventie is niet gevraagd", "aantal": 1},
        ],
        "trekking": "uit/trekking.csv",
    }
    verhaal = (tmp_path / "uit" / "steekproef.md").read_text(encoding="utf-8")
    for deel in (
        "SHA-256 `" + hashlib.sha256(lijst.read_bytes()).hexdigest(),
        "Zaad: `7`",
        "10 april 2017 tot en met 25 mei 2017",
        "Weggelaten: 1 geval; soort na\\_interventie is niet gevraagd.",
        "0 van de 1 gevraagde reserves",
        "| soort na\\_triage | 2 | 1 | 1 |",
        "De kans om getrokken te worden verschilt per stratum.",
        f"printf '%s' '7:A3' | sha256sum\n    {hashlib.sha256(b'7:A3').hexdigest()}",
    ):
        assert deel in verhaal


def test_onderzoek_yaml_takes_the_account_over_and_the_report_says_it(dossieraudit: Opdracht, tmp_path: Path) -> None:
    lijst = als_csv(tmp_path / "lijst.csv", overdrachten())
    opdracht = ["--aantal", 20, "--zaad", 3, "--van", "2017-04-01", "--tot", "2017-05-25", "-o", tmp_path / "uit"]
    dossieraudit("sample", lijst, *opdracht)
    map_ = tmp_path / "onderzoek"
    shutil.copytree(VLAARDINGEN, map_)
    zonder = yaml.safe_load((map_ / "onderzoek.yaml").read_bytes())
    kop = {s: str(w) if isinstance(w, date) else w for s, w in zonder.items() if s in ("naam", "gemeente", "wijkteam")}
    kop |= {"kader": zonder["kader"], "peildatum": str(zonder["peildatum"])}
    overgenomen = yaml.safe_dump(kop) + (tmp_path / "uit" / "steekproef.yaml").read_text(encoding="utf-8")
    (map_ / "onderzoek.yaml").write_text(overgenomen, encoding="utf-8")
    onderzoek = laad_onderzoek(map_)
    assert onderzoek is not None
    assert onderzoek.periode is not None
    assert (onderzoek.steekproef.aselect, onderzoek.steekproef.populatie) == (True, 60)
    assert onderzoek.periode.tot == date(2017, 5, 25)
    assert dossieraudit("report", map_, "-o", tmp_path / "rapport", "--format", "md", "-q").code == 0
    rapport = "".join(pad.read_text(encoding="utf-8") for pad in (tmp_path / "rapport").glob("*.md"))
    assert "Van 60 overdrachten zijn er door loting 20 gekozen." in rapport


# What is refused


def test_every_fault_of_a_csv_is_told_at_once_by_row_and_column(dossieraudit: Opdracht, tmp_path: Path) -> None:
    lijst = als_csv(
        tmp_path / "l.csv",
        [
            ["A1", "na_triage", "2017-04-31", "Noord"],
            ["", "na_triage", "2017-04-10", "Noord"],
            [],
            ["A 3", "triage", "04/05/2017", ""],
            ["a1", "na_onderzoek", "2017-04-10", "=1+1", "Jansen"],
        ],
    )
    afloop = dossieraudit("sample", lijst, "--aantal", 1, "--per", "team", "--zaad", 1, "-o", tmp_path / "uit")
    assert afloop.code == 3
    regels = [r.removeprefix(f"{lijst}:") for r in afloop.fout.splitlines() if not r.startswith("  ")]
    assert regels == [
        "2: deze datum bestaat niet",
        "3: 'id' is niet ingevuld",
        "5: 'team' is niet ingevuld",
        "5: dit id kan niet",
        "5: deze soort overdracht is onbekend",
        "5: dit is geen datum",
        "6: boven deze cel staat geen kolomnaam",
        "6: dit id staat, op hoofdletters na, ook op rij 2",
        "6: deze naam van een team kan niet",
    ]
    assert "  pad: kolom 5\n" in afloop.fout
    assert "Jansen" not in afloop.fout
    assert not (tmp_path / "uit").exists()
    opnieuw = dossieraudit(
        "sample", lijst, "--aantal", 1, "--per", "team", "--zaad", 1, "-o", tmp_path / "uit", "--toon-waarden"
    )
    assert "  waarde: Jansen\n" in opnieuw.fout


def test_every_fault_of_a_workbook_is_told_by_cell(dossieraudit: Opdracht, tmp_path: Path) -> None:
    burgerservicenummer = next(str(n) for n in range(100_000_000, 100_000_100) if bsn.is_valid(str(n)))
    rijen = [
        ["A1", "na_triage", date(2017, 4, 10), "Noord"],
        ["A1", "na_triage", datetime.combine(date(2017, 4, 10), time(12, 30)), "Noord"],
        [int(burgerservicenummer), "na_triage", None, None],
        ['="A"&4', "na_triage", None, None],
    ]
    lijst = als_xlsx(tmp_path / "l.xlsx", rijen)
    afloop = dossieraudit("sample", lijst, "--aantal", 1, "--zaad", 1, "-o", tmp_path / "uit")
    assert afloop.code == 3
    assert afloop.fout.replace(f"{lijst}", "l.xlsx") == (
        "l.xlsx:3: dit id staat ook op rij 2\n  pad: cel A3\n  advies: geef elk geval één rij\n"
        "l.xlsx:3: dit is geen datum\n  pad: cel C3\n"
        "  verwacht: jjjj-mm-dd of dd-mm-jjjj, bijvoorbeeld 2017-04-10\n"
        "l.xlsx:4: dit id heeft de vorm van een burgerservicenummer\n  pad: cel A4\n  advies: gebruik een pseudoniem\n"
        "l.xlsx:5: hier staat een formule\n  pad: cel A5\n  advies: plak de lijst als waarden\n"
    )


@pytest.mark.parametrize(
    ("rijen", "kop", "opties", "melding"),
    [
        (overdrachten(), KOP, ["--aantal", 61], "er zijn 60 gevallen om uit te trekken, en er zijn er 61 gevraagd"),
        (
            overdrachten(),
            KOP,
            ["--per", "soort=na_triage:41,na_interventie:1"],
            "er zijn 40 gevallen met soort na_triage om uit te trekken, en er zijn er 41 gevraagd\n"
            "er zijn 0 gevallen met soort na_interventie om uit te trekken, en er zijn er 1 gevraagd",
        ),
        (
            overdrachten(),
            KOP,
            ["--aantal", 2, "--per", "team"],
            "team Oost (10 van de 60) zou geen enkel dossier krijgen",
        ),
        ([["A1"]], ["nummer"], ["--aantal", 1], "deze kolom is onbekend\nde kolom 'id' ontbreekt"),
        ([["A1"]], ["id"], ["--aantal", 1, "--per", "soort"], "de kolom 'soort' ontbreekt"),
        ([["A1", "A1"]], ["id", "ID"], ["--aantal", 1], "de kolom 'id' staat er twee keer"),
        ([], KOP, ["--aantal", 1], "onder de kolomnamen staat niets"),
        ([["A1", ""]], ["id", "datum"], ["--aantal", 1, "--van", "2017-01-01"], "'datum' is niet ingevuld"),
        ([['A"1']], ["id"], ["--aantal", 1], "dit id kan niet"),
        ([["A1"], ["Totaal"]], ["id"], ["--aantal", 1], "dit lijkt een regel met een totaal, en geen overdracht"),
        (
            [["A1", "#N/B"]],
            ["id", "team"],
            ["--aantal", 1],
            "hier staat een foutwaarde van een rekenprogramma, zoals #N/B",
        ),
    ],
)
def test_a_list_that_cannot_give_the_draw_is_refused(
    dossieraudit: Opdracht, tmp_path: Path, rijen: list[list[Any]], kop: list[str], opties: list[Any], melding: str
) -> None:
    lijst = als_csv(tmp_path / "l.csv", rijen, kop)
    afloop = dossieraudit("sample", lijst, *opties, "--zaad", 1, "-o", tmp_path / "uit")
    regels = [regel.split(": ", 1)[1] for regel in afloop.fout.splitlines() if not regel.startswith("  ")]
    assert (afloop.code, "\n".join(regels)) == (3, melding)


@pytest.mark.parametrize("id_", [date(2017, 3, 1), True, 1.5, 10**15], ids=str)
def test_what_a_spreadsheet_made_of_an_id_is_no_id(dossieraudit: Opdracht, tmp_path: Path, id_: Any) -> None:
    """'1-3' becomes a day, and a long number is rounded: no dossier goes by what then stands in the cell."""
    lijst = als_xlsx(tmp_path / "l.xlsx", [["A1", "na_triage", None, None], [id_, "na_triage", None, None]])
    afloop = dossieraudit("sample", lijst, "--aantal", 1, "--zaad", 1, "-o", tmp_path / "uit")
    assert afloop.code == 3
    assert "l.xlsx:3: dit is geen tekst: een rekenprogramma maakt van een id soms een datum" in afloop.fout
    assert "  pad: cel A3\n" in afloop.fout


def test_a_seed_that_looks_like_a_number_is_read_back_as_text(dossieraudit: Opdracht, tmp_path: Path) -> None:
    lijst = als_csv(tmp_path / "l.csv", [["2e5"], ["A1"]], ["id"])
    opties = ["--aantal", 1, "--zaad", "1e5", "-o", tmp_path / "uit"]
    assert dossieraudit("sample", lijst, *opties).code == 0
    assert "  zaad: '1e5'\n" in (tmp_path / "uit" / "steekproef.yaml").read_text(encoding="utf-8")


def test_rows_that_a_filter_hides_are_not_drawn_from_unseen(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Who filtered the list on one team and saved it, takes what shows for the population."""
    lijst = als_xlsx(tmp_path / "l.xlsx", [[f"A{n}", "na_triage", None, None] for n in range(1, 5)])
    opties = ["sample", lijst, "--aantal", 1, "--zaad", 1, "-o", tmp_path / "uit"]
    werkmap = openpyxl.load_workbook(lijst)
    for rij in (3, 5):
        werkmap.active.row_dimensions[rij].hidden = True
    werkmap.save(lijst)
    afloop = dossieraudit(*opties)
    assert afloop.code == 3
    assert "l.xlsx: er zijn rijen verborgen, misschien door een filter: 3, 5\n" in afloop.fout
    for rij in (3, 5):
        werkmap.active.row_dimensions[rij].hidden = False
    werkmap.save(lijst)
    assert dossieraudit(*opties).code == 0


def test_a_short_number_is_no_bsn_though_it_passes_the_check(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """One of each eleven numbers of four figures does, so a list that is numbered through was refused."""
    kort = [str(n) for n in range(1000, 1100)]
    assert any(bsn.is_valid(nummer) for nummer in kort)
    lijst = als_csv(tmp_path / "l.csv", [[nummer] for nummer in kort], ["id"])
    afloop = dossieraudit("sample", lijst, "--aantal", 1, "--zaad", 1, "-o", tmp_path / "uit")
    assert (afloop.code, afloop.fout) == (0, "")


def test_a_bsn_is_no_id_however_it_is_written(dossieraudit: Opdracht, tmp_path: Path) -> None:
    nummer = next(str(n) for n in range(100_000_000, 100_000_100) if bsn.is_valid(str(n)))
    acht = next(str(n) for n in range(10_000_000, 10_000_100) if bsn.is_valid(str(n)))
    for id_ in (nummer, f"{nummer[:3]}.{nummer[3:6]}.{nummer[6:]}", f"{nummer[:4]}-{nummer[4:6]}-{nummer[6:]}", acht):
        lijst = als_csv(tmp_path / "l.csv", [[id_]], ["id"])
        afloop = dossieraudit("sample", lijst, "--aantal", 1, "--zaad", 1, "-o", tmp_path / "uit")
        assert afloop.code == 3
        assert "l.csv:2: dit id heeft de vorm van een burgerservicenummer" in afloop.fout


def test_a_team_in_other_capitals_makes_no_stratum_of_its_own(dossieraudit: Opdracht, tmp_path: Path) -> None:
    lijst = als_csv(tmp_path / "l.csv", [["A1", "Noord"], ["A2", "NOORD"], ["A3", "Zuid"]], ["id", "team"])
    opties = ["--aantal", 2, "--zaad", 1, "-o", tmp_path / "uit"]
    afloop = dossieraudit("sample", lijst, *opties, "--per", "team")
    assert afloop.code == 3
    assert "l.csv:3: dit team staat op rij 2 met andere hoofdletters; zo zouden het twee teams zijn" in afloop.fout
    assert dossieraudit("sample", lijst, *opties).code == 0


def test_a_first_line_that_tells_excel_the_separator_is_no_heading(dossieraudit: Opdracht, tmp_path: Path) -> None:
    lijst = tmp_path / "l.csv"
    lijst.write_bytes("\ufeffsep=;\r\nid;team\r\nA1;Noord\r\nA 2;Zuid\r\n".encode())
    opties = ["sample", lijst, "--aantal", 1, "--zaad", 1, "-o", tmp_path / "uit"]
    assert "l.csv:4: dit id kan niet" in dossieraudit(*opties).fout
    lijst.write_bytes(lijst.read_bytes().replace(b"A 2", b"A2"))
    assert dossieraudit(*opties).code == 0


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding"),
    [
        ("l.xlsx", b"PK geen zip", "dit is geen werkmap van Excel die gelezen kan worden"),
        ("l.csv", b"", "deze lijst is leeg"),
        ("l.csv", b'id\n"A1\n', "deze regel is niet als CSV te lezen"),
        ("l.csv", None, "dit is niet te lezen: dit bestaat niet"),
    ],
)
def test_a_file_that_is_no_list_is_refused(
    dossieraudit: Opdracht, tmp_path: Path, naam: str, inhoud: bytes | None, melding: str
) -> None:
    if inhoud is not None:
        (tmp_path / naam).write_bytes(inhoud)
    afloop = dossieraudit("sample", tmp_path / naam, "--aantal", 1, "--zaad", 1, "-o", tmp_path / "uit")
    assert afloop.code == 3
    assert melding in afloop.fout.splitlines()[0]


def test_a_workbook_with_two_sheets_is_not_guessed_at(dossieraudit: Opdracht, tmp_path: Path) -> None:
    werkmap = openpyxl.Workbook()
    for blad in (werkmap.active, werkmap.create_sheet("Oud")):
        blad.append(["id"])
    werkmap.save(tmp_path / "l.xlsx")
    afloop = dossieraudit("sample", tmp_path / "l.xlsx", "--aantal", 1, "--zaad", 1, "-o", tmp_path / "uit")
    assert afloop.code == 3
    assert "er staat iets op meer dan één blad: 'Sheet', 'Oud'" in afloop.fout


@pytest.mark.parametrize(
    ("opties", "melding"),
    [
        (["--zaad", "1"], "zeg met --aantal hoeveel dossiers u wilt trekken"),
        (["--aantal", "3"], "--zaad is een tekst of getal van 1 tot 100 tekens"),
        (["--aantal", "drie", "--zaad", "1"], "'drie' is geen geheel getal; schrijf bijvoorbeeld 20"),
        (["--aantal", "0", "--zaad", "1"], "--aantal is minstens 1, en --reserves is niet kleiner dan 0"),
        (
            ["--aantal", "19", "--zaad", "1", "--per", "soort=na_triage:11,na_onderzoek:9"],
            "--aantal is 19, maar de aantallen bij --per tellen op tot 20",
        ),
        (
            ["--zaad", "1", "--per", "soort=na_triage:1", "--per", "team=Noord:1"],
            "geef bij hooguit één --per aantallen; het andere kenmerk wordt naar verhouding verdeeld",
        ),
        (["--aantal", "1", "--zaad", "1", "--per", "team", "--per", "team"], "--per noemt hetzelfde kenmerk twee keer"),
        (["--aantal", "1", "--zaad", "1", "--van", "2017-05-01", "--tot", "2017-04-01"], "ligt vóór --van"),
        (["--aantal", "1", "--zaad", "1", "--per", "wijk"], "'wijk' is geen kenmerk van de lijst"),
        (["--zaad", "1", "--per", "soort=triage:2"], "soort 'triage' is onbekend"),
        (["--zaad", "1", "--per", "team=Noord"], "'Noord' is geen waarde met een aantal van minstens 1"),
    ],
)
def test_a_request_that_makes_no_sense_is_wrong_usage(
    dossieraudit: Opdracht, tmp_path: Path, opties: list[str], melding: str
) -> None:
    lijst = als_csv(tmp_path / "l.csv", overdrachten())
    afloop = dossieraudit("sample", lijst, *opties, "-o", tmp_path / "uit")
    assert afloop.code == 2
    assert melding in afloop.fout
    assert not (tmp_path / "uit").exists()


def test_without_a_place_for_the_account_nothing_is_drawn(dossieraudit: Opdracht, tmp_path: Path) -> None:
    lijst = als_csv(tmp_path / "l.csv", overdrachten())
    afloop = dossieraudit("sample", lijst, "--aantal", 3, "--zaad", 1)
    assert (afloop.code, afloop.uit) == (2, "")
