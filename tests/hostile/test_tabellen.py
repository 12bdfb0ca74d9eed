"""Hostile workbooks and tables: bombs, formulas in and out, and cells without end; measured as real runs."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.conftest import Opdracht
from tests.hostile.aanvallen import GIGABYTE, leugenachtige_zipbom, zipbom
from tests.hostile.meting import draai, eis_binnen_grenzen, eis_weigering
from tests.review_voorbeeld import klein_onderzoek

FORMULES = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", '=HYPERLINK("http://x.invalid","x")', "\t=1+1", "\r=1+1")


def _werkmap(vul: Callable[[Workbook], None]) -> bytes:
    werkmap = Workbook()
    vul(werkmap)
    uit = io.BytesIO()
    werkmap.save(uit)
    return uit.getvalue()


def _verbouwd(deel: str, oud: bytes, nieuw: bytes, codering: str = "utf-8") -> bytes:
    """An ordinary workbook of which one part was changed by hand."""
    bron = _werkmap(lambda w: w.active.append(["id", "soort"]))
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bron)) as van, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as naar:
        for ingang in van.infolist():
            inhoud = van.read(ingang)
            if ingang.filename == deel:
                assert oud in inhoud
                inhoud = inhoud.replace(oud, nieuw, 1).decode().encode(codering)
            naar.writestr(ingang.filename, inhoud)
    return uit.getvalue()


_BLAD = "xl/worksheets/sheet1.xml"
_ENTITEITEN = b'<!DOCTYPE x [<!ENTITY a "lol">' + b"".join(
    b'<!ENTITY %c "%s">' % (naar, (b"&%c;" % van) * 10) for van, naar in zip(b"abcdefgh", b"bcdefghi", strict=True)
)


def _ver(w: Workbook) -> None:
    w.active.append(["id", "soort"])
    w.active["XFD1048576"] = "x"


def _groot() -> bytes:
    rij = b'<row><c t="inlineStr"><is><t>abcdef</t></is></c></row>'
    return _verbouwd(_BLAD, b"</sheetData>", rij * 200_000 + b"</sheetData>")


WERKMAPPEN: dict[str, Callable[[], bytes]] = {
    "zipbom": zipbom,
    "zipbom die over zijn grootte liegt": leugenachtige_zipbom,
    "entiteiten": lambda: _verbouwd(_BLAD, b"<worksheet", _ENTITEITEN + b"]><worksheet"),
    "entiteiten in UTF-16": lambda: _verbouwd(_BLAD, b"<worksheet", _ENTITEITEN + b"]><worksheet", "utf-16"),
    "externe entiteit": lambda: _verbouwd(
        "xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook'
    ),
    "samengevoegd blok zonder eind": lambda: _verbouwd(
        _BLAD, b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "cel in de verste hoek": lambda: _werkmap(_ver),
    "veel kleine rijen": _groot,
    "geen zip": lambda: b"PK\x03\x04" + bytes(1_000),
    "leeg": lambda: b"",
    "duizenden delen": lambda: _delen(5_000),
    "diep genest": lambda: _verbouwd(_BLAD, b"<sheetData>", b"<sheetData>" + b"<a>" * 100_000),
}


def _delen(aantal: int) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        for nummer in range(aantal):
            archief.writestr(f"{nummer}.xml", "<a/>")
    return uit.getvalue()


@pytest.fixture(scope="module")
def bommen() -> dict[str, bytes]:
    return {naam: maak() for naam, maak in WERKMAPPEN.items()}


@pytest.mark.parametrize("naam", WERKMAPPEN)
def test_no_workbook_explodes(tmp_path: Path, bommen: dict[str, bytes], naam: str) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "lijst.xlsx").write_bytes(bommen[naam])
    opdracht = ("sample", "lijst.xlsx", "--aantal", "1", "--zaad", "z", "-o", "uit")
    eis_weigering(draai(*opdracht, map_=tmp_path / "w"), {3}, "lijst.xlsx")


@pytest.mark.parametrize("naam", ["zipbom", "entiteiten", "samengevoegd blok zonder eind", "cel in de verste hoek"])
def test_a_score_form_that_explodes_is_refused(tmp_path: Path, bommen: dict[str, bytes], naam: str) -> None:
    onderzoek = klein_onderzoek(tmp_path / "w")
    (onderzoek / "f.xlsx").write_bytes(bommen[naam])
    eis_weigering(draai("review", ".", "--lees", "f.xlsx", map_=onderzoek), {3}, "f.xlsx")


def test_privacy_check_reads_every_workbook_within_bounds(tmp_path: Path, bommen: dict[str, bytes]) -> None:
    """It reads any file, so it meets all of them."""
    for nummer, naam in enumerate(["zipbom", "entiteiten", "duizenden delen"]):
        map_ = tmp_path / f"w{nummer}"
        map_.mkdir()
        (map_ / "a.xlsx").write_bytes(bommen[naam])
        eis_binnen_grenzen(draai("privacy", "check", ".", map_=map_), naam)


# What only import reads


EXPORTS: dict[str, tuple[str, Callable[[], bytes] | int]] = {
    "regel van 1 GB": ("d.csv", GIGABYTE),
    "JSON van 1 GB": ("d.json", GIGABYTE),
    "cel van 20 MB": ("d.csv", lambda: b'zaaknr;a\n"' + b"x" * (20 << 20)),
    "honderdduizenden kolommen": ("d.csv", lambda: b";".join([b"a"] * 200_000) + b"\n"),
    "diep genest": ("d.json", lambda: b"[" * 100_000),
    "NUL": ("d.csv", lambda: b"zaaknr\n\0\n"),
    "zipbom": ("d.xlsx", zipbom),
}


@pytest.mark.parametrize("naam", EXPORTS)
def test_an_export_that_explodes_is_refused(tmp_path: Path, naam: str) -> None:
    (tmp_path / "w").mkdir()
    bestand, maak = EXPORTS[naam]
    with (tmp_path / "w" / bestand).open("wb") as uit:
        if isinstance(maak, int):
            uit.truncate(maak)
        else:
            uit.write(maak())
    eis_weigering(draai("import", bestand, "--suggest", map_=tmp_path / "w"), {3}, bestand)


@pytest.mark.parametrize(
    "mapping", [b"[" * 100_000, b"&a [*a]", b"tabellen: \0", b"tabellen: {x: {bestand: ../x.csv}}"]
)
def test_a_hostile_mapping_is_refused(dossieraudit: Opdracht, tmp_path: Path, mapping: bytes) -> None:
    (tmp_path / "d.csv").write_bytes(b"zaaknr\n1\n")
    (tmp_path / "m.yaml").write_bytes(mapping)
    afloop = dossieraudit("import", tmp_path / "d.csv", "--mapping", tmp_path / "m.yaml", "--dry-run")
    assert (afloop.code, "m.yaml" in afloop.fout) == (3, True), afloop.fout


# Formulas


def test_a_formula_in_a_list_is_refused_and_not_run(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """In CSV as text that a spreadsheet would take for one, in XLSX as a real one."""
    for nummer, formule in enumerate(FORMULES):
        lijst = tmp_path / f"{nummer}.csv"
        with lijst.open("w", newline="", encoding="utf-8") as bestand:
            csv.writer(bestand, delimiter=";").writerows([["id", "team"], ["D1", formule], [formule, "a"]])
        afloop = dossieraudit("sample", lijst, "--aantal", "1", "--zaad", "z", "-o", tmp_path / f"uit{nummer}")
        assert (afloop.code, (tmp_path / f"uit{nummer}").exists()) == (3, False), formule
        assert afloop.fout.count(str(lijst)) >= 2, formule

    def vul(w: Workbook) -> None:
        w.active.append(["id", "team"])
        w.active.append(["D1", "=1+1"])

    (tmp_path / "f.xlsx").write_bytes(_werkmap(vul))
    afloop = dossieraudit("sample", tmp_path / "f.xlsx", "--aantal", "1", "--zaad", "z", "-o", tmp_path / "u")
    assert (afloop.code, "hier staat een formule" in afloop.fout) == (3, True)


def test_a_formula_in_a_score_form_is_refused(dossieraudit: Opdracht, tmp_path: Path) -> None:
    onderzoek = klein_onderzoek(tmp_path / "o")
    assert dossieraudit("review", onderzoek, "--beoordelaar", "b1", "-o", tmp_path / "f.xlsx").code == 0
    werkmap = load_workbook(tmp_path / "f.xlsx")
    blad = werkmap["Oordelen"]
    blad["B3"] = "=TODAY()"
    werkmap.save(tmp_path / "f.xlsx")
    afloop = dossieraudit("review", onderzoek, "--lees", tmp_path / "f.xlsx")
    assert (afloop.code, "cel B3" in afloop.fout) == (3, True), afloop.fout
    assert not (onderzoek / "beoordelingen").exists()


def test_no_cell_that_we_write_is_a_formula(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Texts that begin like a formula, in dossiers and judgements, come out as text: in CSV they cannot come at all."""
    onderzoek = klein_onderzoek(tmp_path / "o", ("V03",))
    dossier = onderzoek / "dossiers" / "V03.yaml"
    dossier.write_text(
        dossier.read_text(encoding="utf-8") + "notities: \"=cmd|' /C calc'!A0\"\n"
        if "notities:" not in dossier.read_text(encoding="utf-8")
        else dossier.read_text(encoding="utf-8").replace("notities:", "notities: =1+1 #"),
        encoding="utf-8",
    )
    (onderzoek / "beoordelingen").mkdir()
    (onderzoek / "beoordelingen" / "b1.yaml").write_text(
        json.dumps(
            [
                {
                    "dossier": "V03",
                    "blad": "SH1.1",
                    "beoordelaar": "b1",
                    "datum": "2017-11-01",
                    "uitkomst": "voldoet",
                    "uitkomst_machine": "voldoet_niet",
                    "motivering": formule + " lang genoeg",
                }
                for formule in FORMULES[:1]
            ]
        ),
        encoding="utf-8",
    )
    assert dossieraudit("report", onderzoek, "-o", tmp_path / "r", "--format", "xlsx").code == 0
    assert dossieraudit("review", onderzoek, "--beoordelaar", "b1", "-o", tmp_path / "f.xlsx").code == 0
    assert dossieraudit("score", onderzoek, "--format", "csv", "-o", tmp_path / "s.csv").code == 0
    gezien = 0
    for pad in (tmp_path / "r" / "scores.xlsx", tmp_path / "f.xlsx"):
        for blad in load_workbook(pad):
            for rij in blad.iter_rows():
                for cel in rij:
                    gezien += isinstance(cel.value, str) and cel.value.startswith("=cmd")
                    assert cel.data_type != "f" or blad.title in ("Voortgang", "Stand"), (pad.name, cel.coordinate)
                    assert cel.hyperlink is None or not str(cel.hyperlink.target or "").startswith("http")
    assert gezien
    with (tmp_path / "s.csv").open(newline="", encoding="utf-8") as bestand:
        assert not [cel for rij in csv.reader(bestand) for cel in rij if cel[:1] in ("=", "+", "-", "@", "\t", "\r")]
    shutil.rmtree(tmp_path / "r")
