"""The JSON Schemas: sound, current, in Dutch, and an independent validator agrees with them about every file."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dossieraudit.kaders.schemas import (
    MODELINE,
    SOORTEN,
    als_json,
    bestanden,
    bestandsnaam,
    modeline,
    schema,
    soort_van,
    zet_modelines,
)
from dossieraudit.loading.yamltekst import lees_yaml
from tests.conftest import ROOT, VLAARDINGEN, Opdracht

SCHEMAS = ROOT / "schemas"
YAML = [pad for map_ in ("criteria", "examples") for pad in sorted((ROOT / map_).rglob("*.yaml"))]
# A file of the tests, not of the program: what the example must come to.
ZONDER_SCHEMA = {VLAARDINGEN / "verwacht.yaml"}
ENGELS = re.compile(r"\b(?:the|of the|which|and the|with the)\b")


@cache
def keurder(soort: str) -> Draft202012Validator:
    return Draft202012Validator(schema(soort), format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_files_are_current() -> None:
    """`dossieraudit kader schema --all -o schemas` (or `make boeken`) writes them."""
    assert {pad.name: pad.read_text(encoding="utf-8") for pad in SCHEMAS.iterdir()} == bestanden()


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_schema_is_sound_versioned_and_dutch_throughout(soort: str) -> None:
    inhoud = schema(soort)
    Draft202012Validator.check_schema(inhoud)
    assert inhoud["$id"] == f"urn:dossieraudit:schema:{soort}:1"
    assert bestandsnaam(soort) == f"{soort}-1.json"
    velden = list(velden_van(inhoud))
    assert velden
    assert not [naam for naam, veld in velden if not veld.get("description")]
    assert not [naam for naam, veld in velden if ENGELS.search(veld["description"])]


def velden_van(deel: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of every object in a schema."""
    if isinstance(deel, dict):
        eigenschappen = deel.get("properties")
        if isinstance(eigenschappen, dict) and all(isinstance(v, dict) for v in eigenschappen.values()):
            yield from eigenschappen.items()
        for kind in deel.values():
            yield from velden_van(kind)
    elif isinstance(deel, list):
        for kind in deel:
            yield from velden_van(kind)


@pytest.mark.parametrize("pad", YAML, ids=lambda pad: str(pad.relative_to(ROOT)))
def test_every_yaml_file_names_its_schema_and_is_valid_under_it(pad: Path) -> None:
    """Judged by a validator that knows nothing of our models."""
    soort = soort_van(pad)
    if pad in ZONDER_SCHEMA:
        assert soort is None
        return
    assert soort is not None, "a new kind of file: give it a schema in kaders/schemas.py"
    regel = modeline(pad, SCHEMAS)
    eerste = pad.read_text(encoding="utf-8").splitlines(keepends=True)[0]
    assert eerste == regel
    assert (pad.parent / eerste.removeprefix(MODELINE).strip()).resolve() == SCHEMAS / bestandsnaam(soort)
    fouten = [
        f"{list(f.absolute_path)}: {f.message}"
        for f in keurder(soort).iter_errors(lees_yaml(pad.read_bytes(), "x").data)
    ]
    assert not fouten


@pytest.mark.parametrize(
    ("soort", "fout"),
    [
        ("dossier", {"id": "D1", "overdracht": {"soort": "na_triagee"}}),
        ("dossier", {"id": "D1", "contacten": [{"id": "c1", "datum": "gisteren"}]}),
        ("dossier", {"overdracht": None}),
        ("parameters", {"x": {"waarde": 1, "herkomst": "gok", "omschrijving": "x"}}),
        ("kenmerken", {"Hoofdletter": {"als": "x", "omschrijving": "x"}}),
        ("gevallen", {"gevallen": []}),
        ("interview", {"id": "W1", "groep": "medewerker", "antwoord": {}}),
        ("profiel", {"id": "x"}),
    ],
)
def test_a_schema_refuses_what_the_program_refuses(soort: str, fout: dict[str, Any]) -> None:
    assert not keurder(soort).is_valid(fout)


def test_a_case_may_give_any_part_of_a_dossier_and_no_other_key() -> None:
    geval = {"naam": "x", "indicator": "AB1.1", "peildatum": "2017-09-01", "verwacht": {"uitkomst": "voldoet"}}
    assert keurder("gevallen").is_valid({"gevallen": [{**geval, "dossier": {"overdracht": {"soort": None}}}]})
    assert not keurder("gevallen").is_valid({"gevallen": [{**geval, "dossier": {"overdrachten": []}}]})


def test_a_file_may_hold_a_list_of_dossiers() -> None:
    assert keurder("dossier").is_valid([{"id": "D1"}, {"id": "D2"}])
    assert not keurder("dossier").is_valid([])


def test_a_result_is_valid_under_its_schema(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("score", VLAARDINGEN, "--format", "json", "--profiel", VLAARDINGEN / "profiel.yaml")
    assert not list(keurder("resultaat").iter_errors(json.loads(afloop.uit)))


def test_one_command_writes_one_schema_or_all(dossieraudit: Opdracht, tmp_path: Path) -> None:
    assert dossieraudit("kader", "schema", "dossier").uit == als_json("dossier")
    assert dossieraudit("kader", "schema", "dossier", "-o", tmp_path / "d.json").code == 0
    assert (tmp_path / "d.json").read_text(encoding="utf-8") == als_json("dossier")
    assert dossieraudit("kader", "schema", "--all", "-o", tmp_path / "alle").code == 0
    assert {pad.name for pad in (tmp_path / "alle").iterdir()} == set(bestanden())
    for verkeerd in (("--all",), ("dossier", "--all", "-o", tmp_path), (), ("dosier",)):
        assert dossieraudit("kader", "schema", *verkeerd).code == 2


@pytest.mark.parametrize("opdracht", [("init",), ("kader", "copy", "randvoorwaarden-veiligheid-jeugdigen")])
def test_copies_bring_their_schemas_and_point_at_them(
    dossieraudit: Opdracht, tmp_path: Path, opdracht: tuple[str, ...]
) -> None:
    map_ = tmp_path / "eigen"
    assert dossieraudit(*opdracht, map_, "-q").code == 0
    paden = [pad for pad in map_.rglob("*.yaml") if pad.name != "verwacht.yaml"]
    assert paden
    for pad in paden:
        eerste = pad.read_text(encoding="utf-8").splitlines()[0]
        assert (pad.parent / eerste.removeprefix(MODELINE)).resolve().parent == map_ / "schemas", pad
        assert (pad.parent / eerste.removeprefix(MODELINE)).is_file()


def test_the_line_is_set_once_and_only_in_files_of_ours(tmp_path: Path) -> None:
    (tmp_path / "kader.yaml").write_text("# Mijn kader\nid: x\n", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "anders.yaml").write_text("x: 1\n", encoding="utf-8")
    for _ in range(2):
        zet_modelines(tmp_path, tmp_path / "schemas")
    assert (tmp_path / "kader.yaml").read_text(
        encoding="utf-8"
    ) == f"{MODELINE}schemas/kader-1.json\n# Mijn kader\nid: x\n"
    assert (tmp_path / "sub" / "anders.yaml").read_text(encoding="utf-8") == "x: 1\n"
