"""Hoor en wederhoor: comments laid beside the draft with their answers, checked to the last place, in six formats."""

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from dossieraudit.cli.reactie import met_reactie
from dossieraudit.cli.report import Werk, maak_werk
from dossieraudit.errors import Invoerfout
from dossieraudit.kaders.schemas import schema, soort_van
from dossieraudit.loading.kaders import beschikbare_kaders
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.reactie import ANTWOORDEN, Opmerking, Plaats
from dossieraudit.report import docx, odt, pdf
from dossieraudit.report.build import maak_document
from dossieraudit.report.reactie import antwoord_tekst, bijlage_reactie, telling
from tests.conftest import VLAARDINGEN, Opdracht
from tests.pdf_tekst import tekst as pdf_tekst
from tests.rapport_lezen import koppen, schrijf

OPMERKING: dict[str, Any] = {
    "id": "o1",
    "plaats": {"sectie": "3.3.1", "blad": "SH3.1", "dossier": "V07"},
    "opmerking": "Het tweede kind is wel gezien, zie <b>blz. 9</b> en *hier*.",
    "van": "teamleider",
    "datum": date(2017, 12, 11),
    "antwoord": "gedeeltelijk",
    "reden": "Het bezoek staat er, maar niet met wie is gesproken.",
    "gewijzigd": "In 3.3.1 staat nu dat het kind is gezien.",
}
TWEEDE: dict[str, Any] = {
    "id": "o2",
    "plaats": {"blad": "TT1.3"},
    "opmerking": "De risico's zijn wel ingeschat.",
    "van": "gedragswetenschapper",
    "datum": date(2017, 12, 12),
    "antwoord": "niet_overgenomen",
    "reden": "Dat gebeurde zonder gestandaardiseerd instrument.",
}


@pytest.fixture(scope="module")
def werk() -> Werk:
    return maak_werk(VLAARDINGEN)


def reactie(map_: Path, *opmerkingen: dict[str, Any], **rest: Any) -> Path:
    pad = map_ / "reactie.yaml"
    # Copies, so that the same thing twice is written out twice.
    schrijf(pad, {**rest, "opmerkingen": [deepcopy(opmerking) for opmerking in opmerkingen]})
    return pad


def fouten(werk: Werk, pad: Path) -> list[str]:
    """What is wrong with a file, each fault as its line and text."""
    with pytest.raises(Invoerfout) as gevangen:
        met_reactie(werk.context, VLAARDINGEN, pad, werk.stukken.eigen_kader)
    return [f"{f.regel}: {f.melding} | {f.advies}" for f in gevangen.value.fouten]


def test_a_report_without_comments_is_the_same_to_the_byte(dossieraudit: Opdracht, tmp_path: Path, werk: Werk) -> None:
    """Also with a form that is still empty; only `opmerkingen: []` says that there were none."""
    formulier = tmp_path / "reactie.yaml"
    assert dossieraudit("report", VLAARDINGEN, "--reactie-formulier", formulier).code == 0
    leeg = met_reactie(werk.context, VLAARDINGEN, formulier, werk.stukken.eigen_kader)
    assert leeg.reactie is not None
    assert maak_document(leeg) == maak_document(werk.context)
    geen = met_reactie(werk.context, VLAARDINGEN, reactie(tmp_path), werk.stukken.eigen_kader)
    document = maak_document(geen)
    assert koppen(document)[-1] == "Bijlage 5: Reactie op het conceptrapport"
    assert document.blokken[-1].delen == ("De gemeente had geen opmerkingen over feiten in het concept.",)  # type: ignore[union-attr]


@pytest.mark.parametrize("kader", beschikbare_kaders())
def test_the_form_says_every_place_and_its_example_is_sound(dossieraudit: Opdracht, tmp_path: Path, kader: str) -> None:
    """Whoever takes away the hashes before the example has a file that can be read, under any framework."""
    werk = maak_werk(VLAARDINGEN, kader)
    formulier = tmp_path / "reactie.yaml"
    afloop = dossieraudit("report", VLAARDINGEN, "--kader", kader, "--reactie-formulier", formulier)
    assert afloop.code == 0
    assert f"Geschreven: {formulier}\n" in afloop.fout
    tekst = formulier.read_text(encoding="utf-8")
    for blad in werk.context.kader.indicatoren:
        assert f"\n#   {blad.id}  {blad.titel}\n" in tekst
    assert all(f"\n#   '{nummer}'  " in tekst for nummer in ("1", "3.3.1"))
    formulier.write_text(re.sub(r"^#(  (?:- id|  \w+:))", r" \1", tekst, flags=re.MULTILINE), encoding="utf-8")
    gevuld = met_reactie(werk.context, VLAARDINGEN, formulier, werk.stukken.eigen_kader)
    assert gevuld.reactie is not None
    assert [o.id for o in gevuld.reactie.reactie.opmerkingen or ()] == ["o1"]
    tweede = dossieraudit("report", VLAARDINGEN, "--reactie-formulier", formulier)
    assert tweede.code == 2
    assert "wordt niet vervangen" in tweede.fout
    assert dossieraudit("report", VLAARDINGEN, "--reactie-formulier", tmp_path / "r.xlsx").code == 2


def test_every_format_lays_the_answer_beside_the_comment_as_text(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Markup in a comment is shown and does nothing."""
    pad = reactie(tmp_path, OPMERKING, TWEEDE, concept_van=date(2017, 12, 1))
    uit = tmp_path / "rapport"
    opties = ("--reactie", pad, "-o", uit, "--format", "html,md,xlsx", "-q")
    afloop = dossieraudit("report", VLAARDINGEN, *opties)
    assert (afloop.code, afloop.fout) == (0, "")
    markdown = (uit / "rapport.md").read_text(encoding="utf-8")
    assert "drie opmerkingen" not in markdown
    assert (
        "De gemeente maakte twee opmerkingen over feiten in het concept van 1 december 2017. Daarvan is er één "
        "gedeeltelijk overgenomen en één niet overgenomen."
    ) in markdown
    assert "zie &lt;b&gt;blz. 9&lt;/b&gt; en \\*hier\\*." in markdown
    assert re.search(
        r"\[o1: onderdeel 3\.3\.1, norm SH3\.1, dossier V07 \(teamleider, 11 december 2017\)\]\(#anker", markdown
    )
    html = (uit / "rapport.html").read_text(encoding="utf-8")
    assert "zie &lt;b&gt;blz. 9&lt;/b&gt; en *hier*." in html
    blad = openpyxl.load_workbook(uit / "scores.xlsx")["Reactie"]
    assert [cel.value for cel in blad[2]] == [
        "o1",
        "onderdeel 3.3.1, norm SH3.1, dossier V07",
        "teamleider",
        blad["D2"].value,
        OPMERKING["opmerking"],
        "gedeeltelijk overgenomen",
        OPMERKING["reden"],
        OPMERKING["gewijzigd"],
    ]
    assert "| reactie.yaml | " in markdown


def test_the_bijlage_is_whole_in_every_format_for_print(tmp_path: Path, werk: Werk) -> None:
    pad = reactie(tmp_path, OPMERKING, TWEEDE)
    geladen = met_reactie(werk.context, VLAARDINGEN, pad, werk.stukken.eigen_kader).reactie
    document = replace(maak_document(werk.context), blokken=tuple(bijlage_reactie(geladen, 5)))
    inhoud = {
        "docx": zipfile.ZipFile(io.BytesIO(docx.schrijf(document))).read("word/document.xml").decode(),
        "odt": zipfile.ZipFile(io.BytesIO(odt.schrijf(document))).read("content.xml").decode(),
        "pdf": pdf_tekst(pdf.schrijf(document)),
    }
    for soort, tekst in inhoud.items():
        # A line may break inside a word; LibreOffice writes spaces of its own kind.
        kaal = re.sub(r"[\s\xad\u2060-]", "", re.sub(r"<[^>]*>", "", tekst))
        for verwacht in (
            "Bijlage 5: Reactie op het conceptrapport",
            "zonder gestandaardiseerd instrument",
            "en *hier*.",
        ):
            assert verwacht.replace(" ", "") in kaal, (soort, verwacht)


def test_reactie_yaml_in_the_folder_is_taken_along_and_open_comments_are_said(
    dossieraudit: Opdracht, tmp_path: Path
) -> None:
    assert dossieraudit("init", tmp_path / "o", "-q").code == 0
    reactie(tmp_path / "o", {k: OPMERKING[k] for k in ("id", "plaats", "opmerking", "van", "datum")})
    afloop = dossieraudit("report", tmp_path / "o", "-o", tmp_path / "r", "--format", "md", "-q")
    assert afloop.code == 0
    assert "1 opmerking is in" in afloop.fout
    assert "nog niet beantwoord" in afloop.fout
    assert "Die is nog niet beantwoord." in (tmp_path / "r" / "rapport.md").read_text(encoding="utf-8")


def test_every_fault_is_told_at_once_with_its_place_and_what_was_meant(tmp_path: Path, werk: Werk) -> None:
    verkeerd = [
        OPMERKING | {"plaats": {"sectie": "3.3.9", "blad": "SH3.11", "dossier": "W07"}},
        OPMERKING | {"plaats": {}, "antwoord": "overgenomen", "reden": None, "gewijzigd": None},
        TWEEDE | {"reden": None, "gewijzigd": "Toch iets.", "datum": date(2017, 11, 1)},
    ]
    gevonden = fouten(werk, reactie(tmp_path, *verkeerd, concept_van=date(2017, 12, 1)))
    assert [f.split(": ", 1)[1] for f in gevonden] == [
        "het rapport heeft geen onderdeel '3.3.9' | bedoelde u '3.3.3'?",
        "het kader kent geen blad 'SH3.11' | bedoelde u 'SH3.1'?",
        "het rapport gaat niet over een dossier 'W07' | bedoelde u 'V07'?",
        "opmerking 'o1' staat er dubbel | geef elke opmerking een eigen nummer",
        "deze opmerking zegt niet waar in het concept zij over gaat | geef sectie, blad of dossier",
        "bij 'overgenomen' hoort wat er is gewijzigd | schrijf onder 'gewijzigd' wat er in het rapport is veranderd",
        "deze opmerking is van vóór het concept waarop zij reageert | controleer de datum, of die van 'concept_van'",
        "bij 'niet overgenomen' hoort een reden | schrijf onder 'reden' waarom",
        "het antwoord is 'niet overgenomen', maar er is wel iets gewijzigd | kies overgenomen of gedeeltelijk, of haal "
        "'gewijzigd' weg",
    ]
    regels = [int(f.split(":")[0]) for f in gevonden]
    assert regels == sorted(regels)


def test_a_wrong_shape_is_a_fault_that_shows_nothing_of_the_case(dossieraudit: Opdracht, tmp_path: Path) -> None:
    pad = reactie(
        tmp_path, OPMERKING | {"antwoord": "misschien", "geheim": "x", "opmerking": "Geheime tekst", "van": 3}
    )
    afloop = dossieraudit("report", VLAARDINGEN, "--reactie", pad, "-o", tmp_path / "r")
    assert afloop.code == 3
    for verwacht in ("antwoord", "van"):
        assert f"opmerkingen[o1].{verwacht}" in afloop.fout
    assert "deze sleutel is hier onbekend" in afloop.fout
    assert "eheim" not in afloop.fout
    assert not (tmp_path / "r").exists()


def test_a_comment_with_a_bsn_is_refused(dossieraudit: Opdracht, tmp_path: Path) -> None:
    # A number made for tests, that passes the check and belongs to nobody.
    pad = reactie(tmp_path, OPMERKING | {"opmerking": "Zie het dossier met BSN 999990019 en verder."})
    afloop = dossieraudit("report", VLAARDINGEN, "--reactie", pad, "-o", tmp_path / "r")
    assert afloop.code == 3
    assert "burgerservicenummer" in afloop.fout
    assert "999990019" not in afloop.fout


def test_comments_on_a_report_by_another_framework_stay_out(tmp_path: Path, werk: Werk) -> None:
    pad = reactie(tmp_path, OPMERKING, kader="randvoorwaarden-veiligheid-jeugdigen")
    [fout] = fouten(werk, pad)
    assert "gaat over het rapport volgens kader 'randvoorwaarden-veiligheid-jeugdigen'" in fout
    zonder = met_reactie(werk.context, tmp_path, None, werk.stukken.eigen_kader)
    assert zonder.reactie is None


def test_comments_are_no_part_of_a_version_for_publication(dossieraudit: Opdracht, tmp_path: Path) -> None:
    pad = reactie(tmp_path, OPMERKING)
    afloop = dossieraudit("report", VLAARDINGEN, "--reactie", pad, "--publicatie", "-o", tmp_path / "r")
    assert afloop.code == 2
    assert "--publicatie" in afloop.fout


@pytest.mark.parametrize(
    ("antwoorden", "zin"),
    [
        (["overgenomen"], "De gemeente maakte één opmerking over feiten in het concept. Die is overgenomen."),
        (
            ["open", "open"],
            "De gemeente maakte twee opmerkingen over feiten in het concept. Alle 2 zijn nog niet beantwoord.",
        ),
        (
            ["overgenomen", "overgenomen", "open"],
            "De gemeente maakte drie opmerkingen over feiten in het concept. Daarvan zijn er twee overgenomen en één "
            "nog niet beantwoord.",
        ),
    ],
)
def test_the_counts_agree_with_the_answers(antwoorden: list[Any], zin: str) -> None:
    opmerkingen = tuple(
        Opmerking(
            id=f"o{n}", plaats=Plaats(blad="SH3.1"), opmerking="x", van="y", datum=date(2017, 12, 1), antwoord=antwoord
        )
        for n, antwoord in enumerate(antwoorden)
    )
    assert telling(opmerkingen) == zin
    assert antwoord_tekst(opmerkingen[0]).lower() == f"{ANTWOORDEN[antwoorden[0]]}."


def test_the_schema_agrees_with_the_program(tmp_path: Path) -> None:
    keurder = Draft202012Validator(schema("reactie"), format_checker=Draft202012Validator.FORMAT_CHECKER)
    data = lees_yaml(reactie(tmp_path, OPMERKING, TWEEDE).read_bytes(), "x").data
    assert not list(keurder.iter_errors(data))
    assert not keurder.is_valid({"opmerkingen": [{"id": "o1"}]})
    assert soort_van(tmp_path / "reactie.yaml") == "reactie"
