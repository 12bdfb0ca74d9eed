"""The gate: nothing with a BSN comes in, and nothing with a BSN goes out."""

import json
import timeit
from datetime import date
from pathlib import Path

import pytest

from dossieraudit.bulk.poort import _ontsnapt, weiger_bsn_in_regel
from dossieraudit.errors import Invoerfout
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.models.delen import Contact
from dossieraudit.models.dossier import Dossier
from dossieraudit.privacy.poort import kan_bsn_bevatten, weiger_bsn, weiger_bsn_in_invoer, weiger_bsn_in_uitvoer
from tests.conftest import VLAARDINGEN, Opdracht

BSN = "999990019"
DOSSIER = {"id": "D1", "overdracht": {"soort": "na_triage", "ontvangen_op": "2017-05-10"}}


def met(**velden: object) -> dict[str, object]:
    return DOSSIER | velden


DOSSIERS = {
    "free text": met(notities=f"Nummer van het kind: {BSN}."),
    "free text with points": met(notities="Nummer 9999.90.019 klopt."),
    "eight digits that are called a BSN": met(notities="bsn 10000008 (voorloopnul weg)"),
    "an id": met(id=BSN),
    "an id of a contact": met(contacten=[{"id": BSN}]),
    "a place in the file": met(vindplaatsen={"overdracht": f"map {BSN}"}),
    "a report with special spaces": met(contacten=[{"id": "c1", "verslag": "999\u00a0990\u00a0019"}]),
    "marks for the direction": met(notities="999\u200e990\u200e019"),
    "cells of a table": met(notities="bsn\t9999\t90\t019"),
    "slashes and wide spaces": met(notities="Burgerservicenummer: 999 / 990 / 019"),
    "an amount of a spreadsheet": met(notities="999990019.0"),
    "full-width digits": met(notities="\uff19\uff19\uff19\uff19\uff19\uff10\uff10\uff11\uff19"),
    "an escaped digit": met(notities=BSN),
}


@pytest.fixture
def bestand(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    inhoud = json.dumps(DOSSIERS[request.param])
    if request.param == "an escaped digit":
        inhoud = inhoud.replace("9", "\\u0039", 1)
    pad = tmp_path / "d.json"
    pad.write_text(inhoud, encoding="utf-8")
    return pad


@pytest.mark.parametrize("bestand", DOSSIERS, indirect=True)
@pytest.mark.parametrize("opdracht", ["score", "explain", "report"])
def test_input_with_a_bsn_is_refused_and_the_number_is_not_repeated(
    dossieraudit: Opdracht, tmp_path: Path, bestand: Path, opdracht: str
) -> None:
    rest = {"score": [], "explain": ["D1", "SH1.1"], "report": ["-o", tmp_path / "uit", "--format", "md"]}[opdracht]
    afloop = dossieraudit(opdracht, bestand, *rest, "--peildatum", "2017-11-01")
    assert afloop.code == 3
    assert "burgerservicenummer" in afloop.fout
    assert not any(getal in afloop.uit + afloop.fout for getal in (BSN, "9999.90.019", "10000008"))
    assert not (tmp_path / "uit").exists()


def test_no_option_opens_the_gate(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text(json.dumps(DOSSIERS["free text"]), encoding="utf-8")
    for opties in (["--allow-invalid"], ["--quiet"], ["--toon-waarden"], ["--latere-normen"]):
        assert dossieraudit("score", tmp_path / "d.json", *opties).code == 3


def test_the_message_names_file_and_place(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text(json.dumps(DOSSIERS["an id of a contact"]), encoding="utf-8")
    fout = dossieraudit("score", tmp_path / "d.json").fout
    assert "d.json" in fout
    assert "pad: contacten[#1].id" in fout or "pad: contacten[" in fout


def test_a_bsn_in_the_name_of_a_file_is_refused(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """The name ends up in results and reports, also that of a dossier that is rejected for another reason."""
    for inhoud in (json.dumps(DOSSIER), "{}"):
        (tmp_path / f"{BSN}.json").write_text(inhoud, encoding="utf-8")
        afloop = dossieraudit("score", tmp_path, "--allow-invalid")
        assert (afloop.code, "de naam van een bestand" in afloop.fout) == (3, True)


def test_a_bsn_beside_the_dossiers_is_refused(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = tmp_path / "onderzoek"
    assert dossieraudit("init", map_).code == 0
    interview = next((map_ / "interviews").iterdir())
    interview.write_text(interview.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    tekst = interview.read_text(encoding="utf-8")
    regels = [regel for regel in tekst.splitlines() if not regel.startswith("aantekening")]
    interview.write_text("\n".join([*regels, f'aantekening: "over {BSN}"', ""]), encoding="utf-8")
    afloop = dossieraudit("score", map_)
    assert (afloop.code, "interviews (" in afloop.fout) == (3, True)


def test_a_report_that_would_hold_a_bsn_is_not_written(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Also where it comes from a text that no rule reads, and also where only a PDF is asked for."""
    map_ = tmp_path / "onderzoek"
    dossieraudit("init", map_)
    (map_ / "toelichtingen" / "1.md").write_text(f"Zie het dossier van {BSN}.\n", encoding="utf-8")
    for formaat in ("html", "md", "docx", "odt", "pdf"):
        afloop = dossieraudit("report", map_, "-o", tmp_path / "uit", "--format", formaat)
        assert (afloop.code, list((tmp_path / "uit").glob("*"))) == (3, []), formaat
        assert BSN not in afloop.fout


def test_the_examples_pass() -> None:
    weiger_bsn_in_invoer(laad_dossiers(VLAARDINGEN))


def test_every_place_is_named_at_once() -> None:
    dossier = Dossier(id="d1", notities=BSN, contacten=(Contact(id="c1", verslag="999990020 en 999990032"),))
    with pytest.raises(Invoerfout) as fout:
        weiger_bsn([("a.yaml", dossier), ("b.txt", b"ook 999990044")])
    assert [f.bestand for f in fout.value.fouten] == ["a.yaml", "a.yaml", "a.yaml", "b.txt"]


@pytest.mark.parametrize("naam", ["uit.html", "uit.md", "uit.json", "uit.csv"])
def test_output_is_looked_at_as_text(naam: str) -> None:
    schoon = {"uit.json": b'{"a": 1}'}.get(naam, b"<p>niets</p>")
    weiger_bsn_in_uitvoer(naam, schoon)
    vuil = schoon.replace(b"1", BSN.encode()).replace(b"niets", BSN.encode())
    with pytest.raises(Invoerfout, match="uitvoer wordt niet geschreven"):
        weiger_bsn_in_uitvoer(naam, vuil)


def test_hashes_and_fractions_in_results_do_not_close_the_gate() -> None:
    for tekst in (f'{{"sha256": "{"a" * 20}{BSN}{"b" * 35}"}}', f'{{"aandeel": 0.{BSN}}}'):
        weiger_bsn_in_uitvoer("uit.json", tekst.encode())


def test_a_clean_dossier_costs_a_small_part_of_reading_it() -> None:
    """The gate stands before every run; measured against what is done anyway, so that the machine does not matter."""
    lezen = min(timeit.repeat(lambda: laad_dossiers(VLAARDINGEN), number=1, repeat=3))
    lading = laad_dossiers(VLAARDINGEN)
    poort = min(timeit.repeat(lambda: weiger_bsn_in_invoer(lading), number=1, repeat=5))
    assert poort < lezen / 5


def test_dates_and_years_do_not_send_a_dossier_down_the_slow_road() -> None:
    dossier = Dossier(id="d1", contacten=tuple(Contact(id=f"c{n}", datum=date(2017, 5, n)) for n in range(1, 28)))
    assert not kan_bsn_bevatten(dossier.model_dump_json().encode())


# Bulk: lines are judged without becoming a dossier first, and pass the same gate


@pytest.mark.parametrize("naam", DOSSIERS)
@pytest.mark.parametrize("ascii_", [True, False])
def test_a_line_of_a_bulk_run_with_a_bsn_is_refused(
    dossieraudit: Opdracht, tmp_path: Path, naam: str, ascii_: bool
) -> None:
    """Whatever the form in which the number is written; no table is left, and the number is not repeated."""
    regel = json.dumps(DOSSIERS[naam], ensure_ascii=ascii_)
    if naam == "an escaped digit":
        regel = regel.replace("9", "\\u0039", 1)
    (tmp_path / "d.jsonl").write_text(f"{json.dumps(DOSSIER | {'id': 'eerst'})}\n{regel}\n", encoding="utf-8")
    opties = ["--rejects", tmp_path / "rest.jsonl", "--toon-waarden", "--allow-invalid", "--workers", "1"]
    afloop = dossieraudit("score", tmp_path / "d.jsonl", "-o", tmp_path / "uit.csv", *opties)
    assert (afloop.code, sorted(p.name for p in tmp_path.iterdir())) == (3, ["d.jsonl"])
    assert "d.jsonl:2: " in afloop.fout
    assert "burgerservicenummer" in afloop.fout
    assert not any(getal in afloop.uit + afloop.fout for getal in (BSN, "9999.90.019", "10000008"))


def test_a_bulk_run_refuses_a_bsn_in_rejected_lines_files_and_names(dossieraudit: Opdracht, tmp_path: Path) -> None:
    gevallen = {
        "regels.jsonl": json.dumps({"id": "D1", "onbekend": BSN}) + "\n",
        f"{BSN}.jsonl": json.dumps(DOSSIER) + "\n",
        "map/d.json": json.dumps(met(notities=BSN)),
        f"map2/{BSN}.json": json.dumps(DOSSIER),
    }
    for nummer, (naam, inhoud) in enumerate(gevallen.items()):
        pad = tmp_path / str(nummer) / naam
        pad.parent.mkdir(parents=True)
        pad.write_text(inhoud, encoding="utf-8")
        bron = pad.parent if naam.startswith("map") else pad
        afloop = dossieraudit("score", bron, "-o", tmp_path / "uit.csv", "--workers", "2", "--allow-invalid")
        assert (afloop.code, (tmp_path / "uit.csv").exists()) == (3, False), naam
        assert "burgerservicenummer" in afloop.fout, naam


def test_clean_lines_pass_the_gate_of_a_bulk_run() -> None:
    """Accents written as codes are no reason for a second look, or every export would be slow."""
    weiger_bsn_in_regel(json.dumps(met(notities="Één café in 2017–2018; 12345678, 9.999.900")).encode(), "d.jsonl", 1)
    assert not _ontsnapt(json.dumps("Één café, naïef, ‘citaat’ – na").encode())
