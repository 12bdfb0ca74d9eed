"""`privacy check`: every kind of file is read, what is not read is said, and values stay where they are."""

import io
import json
import os
import sys
import types
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dossieraudit.privacy import kantoor
from dossieraudit.privacy.check import Opties, doorzoek
from dossieraudit.privacy.stukken import stukken_van
from tests.conftest import VLAARDINGEN, Opdracht

BSN = "999990019"


def docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph("Niets hier.")
    alinea = document.add_paragraph("Nummer: 9999")
    alinea.add_run(".90.019").bold = True
    document.sections[0].header.paragraphs[0].text = "Voor Yassin El Amrani"
    document.core_properties.author = "Fatima Yilmaz"
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


def odt() -> bytes:
    from odfdo import Document, Paragraph

    document = Document("text")
    document.body.append(Paragraph(f"bsn {BSN}"))
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


def xlsx() -> bytes:
    import openpyxl
    from openpyxl.comments import Comment

    werkmap = openpyxl.Workbook()
    blad = werkmap.active
    assert blad is not None
    blad["B3"] = int(BSN)
    blad["C4"] = "mail yassin.elamrani@voorbeeld.nl"
    blad["A1"].comment = Comment("Bel 06-12345678", "Sanne de Vries")
    uit = io.BytesIO()
    werkmap.save(uit)
    return uit.getvalue()


BESTANDEN: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "a.yaml": (lambda: f"id: D1\nnotities: 'kind {BSN}'  # van mevrouw Jansen\n".encode(), {"bsn", "naam"}),
    "b.json": (lambda: json.dumps({"x": [{"y": int(BSN)}]}).encode(), {"bsn"}),
    "c.jsonl": (lambda: f'{{"a": "niets"}}\n{{"a": "{BSN}"}}\n'.encode(), {"bsn"}),
    "d.md": (
        lambda: b"# Verslag\n\nGesproken met Yassin\nEl Amrani, geboren op 3 mei 2012.\n",
        {"naam", "geboortedatum"},
    ),
    "e.html": (
        lambda: (
            f"<p title='bel 06-12345678'>kind <b>Yassin</b> El Amrani</p><script>var a='{BSN}'</script>"
            '<script type="application/json">{"v": "GZ-123-P"}</script><!-- NL20INGB0001234567 -->'.encode()
        ),
        {"telefoon", "naam", "bsn", "kenteken", "iban"},
    ),
    "f.csv": (lambda: b"naam;plaats\nFatima Yilmaz;1234 AB 12\n", {"naam", "postcode"}),
    "g.txt": (lambda: b"Zaak VT-2017-00431", {"zaaknummer"}),
    "h.docx": (docx, {"bsn", "naam"}),
    "i.odt": (odt, {"bsn"}),
    "j.xlsx": (xlsx, {"bsn", "email", "telefoon", "naam"}),
}


@pytest.mark.parametrize("naam", BESTANDEN)
def test_every_kind_of_file_is_read_to_its_corners(naam: str) -> None:
    maak, verwacht = BESTANDEN[naam]
    stukken = stukken_van(naam, Path(naam).suffix, maak())
    assert {g.vondst.soort for g in doorzoek(naam, stukken, Opties()) if g.vondst.zekerheid != "mogelijk"} == verwacht


@pytest.mark.parametrize(
    ("deel", "inhoud"),
    [
        (
            "xl/worksheets/sheet1.xml",
            '<w><headerFooter><oddHeader>&amp;C&amp;"Arial,Vet"{}</oddHeader></headerFooter></w>',
        ),
        ("xl/worksheets/sheet1.xml", '<w><dataValidation><formula1>"geen,{}"</formula1></dataValidation></w>'),
        ("xl/workbook.xml", '<w><definedName name="Fatima">Blad!$A$1</definedName><t title="{}"/></w>'),
        ("xl/pivotCache/pivotCacheDefinition1.xml", '<p><sharedItems><s v="{}"/></sharedItems></p>'),
        ("xl/persons/person.xml", '<p><person displayName="{}" userId="x"/></p>'),
        (
            "xl/threadedComments/threadedComment1.xml",
            '<t><threadedComment ref="A1"><text>{}</text></threadedComment></t>',
        ),
        ("content.xml", "<o><annotation><creator>{}</creator></annotation></o>"),
    ],
)
def test_a_name_in_a_corner_of_an_office_file_is_found(deel: str, inhoud: str) -> None:
    """Headers of a sheet, lists to choose from, what a pivot table keeps, and who made a remark or answered it."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        archief.writestr(deel, inhoud.format("Fatima Yildirim"))
    gevonden = doorzoek("a", stukken_van("a", ".xlsx", uit.getvalue()), Opties())
    assert "Fatima Yildirim" in {een.waarde for een in gevonden}


def test_a_docx_says_who_made_it_and_what_stands_in_its_header() -> None:
    waarden = {g.waarde for g in doorzoek("h.docx", stukken_van("h.docx", ".docx", docx()), Opties())}
    assert {"9999.90.019", "Yassin El Amrani", "Fatima Yilmaz"} <= waarden


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    for naam, (maak, _) in BESTANDEN.items():
        (tmp_path / naam).write_bytes(maak())
    return tmp_path


def test_findings_give_exit_code_1_and_their_values_only_on_request(dossieraudit: Opdracht, map_: Path) -> None:
    stil, luid = dossieraudit("privacy", "check", map_), dossieraudit("privacy", "check", map_, "--toon-waarden")
    assert (stil.code, luid.code) == (1, 1)
    for waarde in (BSN, "Yassin", "Yilmaz", "06-12345678", "GZ-123-P", "Jansen"):
        assert waarde not in stil.uit + stil.fout
    plat = "".join(luid.uit.split())
    assert all(waarde in plat for waarde in (BSN, "Yassin", "GZ-123-P"))
    assert "burgerservicenummer" in stil.uit


def test_the_level_decides_what_counts(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("De evaluatie was op 3 mei.", encoding="utf-8")
    codes = {v: dossieraudit("privacy", "check", tmp_path, "--vanaf", v).code for v in ("zeker", "waarschijnlijk")}
    assert codes == {"zeker": 0, "waarschijnlijk": 0}
    assert dossieraudit("privacy", "check", tmp_path, "--vanaf", "mogelijk").code == 1
    assert "1 minder zekere" in dossieraudit("privacy", "check", tmp_path).uit


def test_json_holds_place_and_kind_and_no_value_unless_asked(dossieraudit: Opdracht, map_: Path) -> None:
    afloop = dossieraudit("privacy", "check", map_ / "a.yaml", "--format", "json")
    inhoud = json.loads(afloop.uit)
    assert inhoud["schema"] == "dossieraudit/privacy/1"
    assert [(v["plaats"], v["soort"], v["zekerheid"], v["waarde"]) for v in inhoud["vondsten"]] == [
        ("notities", "bsn", "zeker", None),
        ("regel 2 (opmerking)", "naam", "zeker", None),
    ]
    luid = json.loads(dossieraudit("privacy", "check", map_ / "a.yaml", "--format", "json", "--toon-waarden").uit)
    assert [v["waarde"] for v in luid["vondsten"]] == [BSN, "Jansen"]


def test_clean_input_gives_0(dossieraudit: Opdracht) -> None:
    """The example is invented, and says nothing that looks like a person."""
    afloop = dossieraudit("privacy", "check", VLAARDINGEN)
    assert (afloop.code, "0 plaatsen gevonden" in afloop.uit) == (0, True)


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding"),
    [
        ("a.pdf", b"%PDF-1.7", "pdf wordt niet gelezen"),
        ("a.png", b"\x89PNG", "worden niet gelezen"),
        ("a", b"x", "dit soort bestand is onbekend"),
        ("a.docx", b"geen zip", "beschadigd of versleuteld"),
        ("a.yaml", b"a: [", "a.yaml"),
        ("a.txt", "caf\u00e9".encode("latin-1"), "geen UTF-8"),
    ],
)
def test_what_cannot_be_read_gives_3_and_is_said(
    dossieraudit: Opdracht, tmp_path: Path, naam: str, inhoud: bytes, melding: str
) -> None:
    (tmp_path / naam).write_bytes(inhoud)
    (tmp_path / "z.txt").write_text(f"bsn {BSN}", encoding="utf-8")
    afloop = dossieraudit("privacy", "check", tmp_path)
    assert (afloop.code, melding in afloop.fout) == (3, True)
    assert "burgerservicenummer" in afloop.uit, "the rest is searched all the same"


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_to_a_folder_is_not_followed_and_that_is_said(dossieraudit: Opdracht, tmp_path: Path) -> None:
    buiten = tmp_path / "buiten"
    buiten.mkdir()
    (buiten / "a.txt").write_text(f"bsn {BSN}", encoding="utf-8")
    binnen = tmp_path / "binnen"
    binnen.mkdir()
    (binnen / "link").symlink_to(buiten)
    (binnen / "rond").symlink_to(binnen)
    afloop = dossieraudit("privacy", "check", binnen)
    assert (afloop.code, "burgerservicenummer" in afloop.uit) == (3, False)
    assert "link" in afloop.fout


def test_what_the_user_passes_over_is_passed_over(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.txt").write_text("niets", encoding="utf-8")
    assert dossieraudit("privacy", "check", tmp_path, "--overslaan", "*.pdf").code == 0


def test_names_in_a_file_of_the_user_are_found_in_any_case(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("volgens xylandra is het goed", encoding="utf-8")
    namen = tmp_path.parent / "namen.txt"
    namen.write_text("# namen van dit gezin\nXylandra\n", encoding="utf-8")
    assert dossieraudit("privacy", "check", tmp_path).code == 0
    assert dossieraudit("privacy", "check", tmp_path, "--namen", namen, "--vanaf", "zeker").code == 1


def test_names_of_files_are_looked_at(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "verslag-fatima.txt").write_text("niets", encoding="utf-8")
    afloop = dossieraudit("privacy", "check", tmp_path)
    assert (afloop.code, "bestandsnaam" in afloop.uit) == (1, True)


def test_a_path_does_not_give_away_an_id_that_is_a_name(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"gezinsleden": [{"id": "fatima", "rol": "moeder"}]}), encoding="utf-8")
    afloop = dossieraudit("privacy", "check", tmp_path)
    assert afloop.code == 1
    assert "fatima" not in afloop.uit + afloop.fout
    assert "gezinsleden[#1].id" in afloop.uit


def test_a_zip_that_grows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archief:
        archief.writestr("word/document.xml", "<a>" + " " * 2_000_000 + "</a>")
    monkeypatch.setattr(kantoor, "MAX_UITGEPAKT", 1_000_000)
    with pytest.raises(kantoor.OnleesbaarError, match="groter"):
        list(kantoor.stukken(uit.getvalue()))


def test_xml_that_grows_or_nests_without_end_is_refused() -> None:
    bom = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "dos">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    diep = "<p>" + "<a>" * 100_000 + "x" + "</a>" * 100_000 + "</p>"
    for inhoud in (bom + "]><p>&a11;</p>", diep):
        uit = io.BytesIO()
        with zipfile.ZipFile(uit, "w") as archief:
            archief.writestr("word/document.xml", inhoud)
        with pytest.raises(kantoor.OnleesbaarError):
            list(kantoor.stukken(uit.getvalue()))


def test_deduce_is_loaded_only_when_asked_for_and_with_a_warning(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("volgens qwertzo is het goed", encoding="utf-8")
    afloop = dossieraudit("privacy", "check", tmp_path, "--deduce")
    assert (afloop.code, "pip install 'dossieraudit[deduce]'" in afloop.fout) == (2, True)

    annotatie = types.SimpleNamespace(tag="persoon", start_char=8, end_char=15)
    antwoord = types.SimpleNamespace(annotations={annotatie.tag: annotatie}.values())
    namaak = types.ModuleType("deduce")
    namaak.Deduce = lambda: types.SimpleNamespace(deidentify=lambda _: antwoord)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "deduce", namaak)
    opties = ["--deduce", "--vanaf", "mogelijk", "--toon-waarden", "--format", "json"]
    afloop = dossieraudit("privacy", "check", tmp_path, *opties)
    assert (afloop.code, json.loads(afloop.uit)["vondsten"][0]["waarde"]) == (1, "qwertzo")
    assert all(deel in afloop.fout for deel in ("LGPL-3.0", "1 GB", "minuten"))
    assert dossieraudit("privacy", "check", tmp_path, "--vanaf", "mogelijk").code == 0


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_a_list_of_findings_is_for_its_owner_alone(dossieraudit: Opdracht, map_: Path) -> None:
    uit = map_.parent / "vondsten.json"
    dossieraudit("privacy", "check", map_, "--format", "json", "-o", uit)
    assert (uit.stat().st_mode & 0o777, json.loads(uit.read_text(encoding="utf-8"))["bestanden"]) == (0o600, 10)
