"""The engine carries any framework: a second one runs on the same dossiers, and no code knows either."""

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dossieraudit.loading.bronnen import laad_bronnen
from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader, standaardkader
from dossieraudit.models.kader import Kader
from tests.conftest import ROOT, VLAARDINGEN, Opdracht

TWEEDE = "randvoorwaarden-veiligheid-jeugdigen"
BRON = ROOT / "src" / "dossieraudit"


@cache
def teksten() -> tuple[tuple[str, str], ...]:
    """Every string in the code that is no docstring and no help of a command, with its file."""
    return tuple(
        (str(pad.relative_to(BRON)), tekst)
        for pad in sorted(BRON.rglob("*.py"))
        for tekst in _teksten(ast.parse(pad.read_text(encoding="utf-8")))
    )


def _teksten(boom: ast.Module) -> Iterator[str]:
    buiten: set[int] = set()
    for node in ast.walk(boom):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            buiten.add(id(node.body[0].value))  # type: ignore[attr-defined]
        if isinstance(node, ast.keyword) and node.arg in ("epilog", "help", "description"):
            buiten |= {id(kind) for kind in ast.walk(node.value)}
    yield from (
        n.value
        for n in ast.walk(boom)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in buiten
    )


def namen(kader: Kader) -> set[str]:
    """What only a framework knows: its id, those of its criteria and leaves, and its titles."""
    # A framework without a closing chapter gets one from the report, under a title that any report could have.
    gevonden = {kader.id, kader.titel, *(h.titel for h in kader.hoofdstukken if not h.slot)}
    gevonden |= {t.titel for t in kader.themas}
    gevonden |= {c.id for t in kader.themas for c in t.criteria} | {i.id for i in kader.indicatoren}
    gevonden |= {i.id.replace(".", "_") for i in kader.indicatoren}
    return gevonden


@pytest.mark.parametrize("kader", beschikbare_kaders())
def test_no_code_knows_a_framework_a_leaf_or_a_chapter(kader: str) -> None:
    eigen = namen(laad_kader(kader).kader)
    assert [(pad, tekst) for pad, tekst in teksten() if tekst in eigen or kader in tekst] == []


def test_the_default_framework_is_named_beside_the_frameworks() -> None:
    assert standaardkader() in beschikbare_kaders()


def test_the_second_framework_has_the_preconditions_of_its_source() -> None:
    """Seven for professionals, ten for the organisation, each under its own number."""
    kader = laad_kader(TWEEDE).kader
    rijen = sorted((i.bron.rij or "") for i in kader.indicatoren)
    verwacht = [f"randvoorwaarde {n} voor professionals" for n in range(1, 8)]
    verwacht += [f"randvoorwaarde {n} voor de organisatie" for n in range(1, 11)]
    assert rijen == sorted(verwacht)


def test_the_same_dossiers_interviews_and_documents_carry_both_frameworks(dossieraudit: Opdracht) -> None:
    """What dossiers show comes from dossiers, what the organisation arranges from interviews and documents."""
    afloop = dossieraudit("score", VLAARDINGEN, "--kader", TWEEDE, "--format", "json")
    assert afloop.code == 0
    resultaat = json.loads(afloop.uit)
    assert resultaat["kader"]["id"] == TWEEDE
    assert len(resultaat["dossiers"]) == 20
    assert list(resultaat["hoofdstukken"]) == ["1", "2", "3", "4", "5"]
    for blad, telling in resultaat["indicatoren"].items():
        assert telling["niet_getoetst"] == 20 or blad.startswith("PR")
        assert telling["oordeel"]["oordeel"] != "niet_beoordeeld", blad
    assert all(resultaat[soort] for soort in ("bevindingen", "risicos", "verklaringen", "gronden"))
    assert "geschreven voor kader 'stelseltoezicht-jeugd-2017' en tellen niet mee" in afloop.fout


def test_the_second_framework_has_a_report_of_its_own(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Its chapters, its leaves and its sentences; nothing of the other one."""
    afloop = dossieraudit("report", VLAARDINGEN, "--kader", TWEEDE, "-o", tmp_path, "--format", "md")
    assert afloop.code == 0, afloop.fout
    (pad,) = tmp_path.glob("*.md")
    rapport = pad.read_text(encoding="utf-8")
    kader = laad_kader(TWEEDE).kader
    assert all(h.titel in rapport for h in kader.hoofdstukken if not h.slot)
    assert all(i.id in rapport for i in kader.indicatoren)
    assert not [i.id for i in laad_kader().kader.indicatoren if i.id in rapport]


def test_the_second_framework_says_no_more_than_its_dossiers(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """V14 has an instrument, V16 and V19 a follow-up, and what a problem means for children was not written down."""
    scores = json.loads(dossieraudit("score", VLAARDINGEN, "--kader", TWEEDE, "--format", "json").uit)
    per_id = {d["id"]: d for d in scores["dossiers"]}
    assert per_id["V14"]["uitkomsten"]["PR1.1"]["eisen"]["instrument_gebruikt"] is True
    for id_ in ("V16", "V19"):
        assert per_id[id_]["uitkomsten"]["PR1.3"]["eisen"]["niet_losgelaten"] is True
        assert per_id[id_]["kenmerken"]["losgelaten_met_zorgen"] is False
    afloop = dossieraudit("report", VLAARDINGEN, "--kader", TWEEDE, "-o", tmp_path, "--format", "md", "-q")
    assert afloop.code == 0, afloop.fout
    rapport = next(tmp_path.glob("*.md")).read_text(encoding="utf-8")
    assert "niet na te gaan of de veiligheid van elk kind navolgbaar met een instrument is ingeschat" in rapport
    assert "Zes gezinnen zijn losgelaten terwijl niet te zien is dat de zorgen weg waren of dat een vervolg" in rapport
    assert "niet bij elk probleem van een volwassene vastgelegd of het op de kinderen doorwerkt" in rapport
    assert "Niet bij elk probleem is ingeschat" not in rapport


# Sources belong to one framework


def test_items_that_name_their_framework_count_only_there() -> None:
    eerste, tweede = laad_kader().kader, laad_kader(TWEEDE).kader
    met_eerste = laad_bronnen(VLAARDINGEN, eerste, eerste.id)
    met_tweede = laad_bronnen(VLAARDINGEN, tweede, eerste.id)
    assert len(met_eerste.interviews) == 28
    assert len(met_tweede.interviews) == 8
    assert not {i.id for i in met_eerste.interviews} & {i.id for i in met_tweede.interviews}
    assert met_eerste.van_ander_kader == 0, "what names another framework was meant to be passed over"
    assert met_tweede.van_ander_kader == 28 + len(met_eerste.documenten) + _beoordelingen()


def _beoordelingen() -> int:
    bestanden = sorted((VLAARDINGEN / "beoordelingen").glob("*.yaml"))
    return sum(pad.read_text(encoding="utf-8").count("beoordelaar:") for pad in bestanden)


def test_a_copy_that_an_onderzoek_names_is_its_own_framework(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Under another id too: the interviews of the onderzoek belong to the framework that it names."""
    assert dossieraudit("init", tmp_path / "proef", "-q").code == 0
    assert dossieraudit("kader", "copy", standaardkader(), tmp_path / "proef" / "eigen", "-q").code == 0
    kader = tmp_path / "proef" / "eigen" / "kader.yaml"
    kader.write_text(
        kader.read_text(encoding="utf-8").replace(f"id: {standaardkader()}", "id: eigen-kader"), encoding="utf-8"
    )
    onderzoek = tmp_path / "proef" / "onderzoek.yaml"
    onderzoek.write_text(
        onderzoek.read_text(encoding="utf-8").replace(f"kader: {standaardkader()}", "kader: eigen"), encoding="utf-8"
    )
    afloop = dossieraudit("score", tmp_path / "proef", "--format", "json")
    assert (afloop.code, afloop.fout) == (0, "")
    antwoorden = [t["bronnen"]["interviews"] for t in json.loads(afloop.uit)["indicatoren"].values()]
    assert any(antwoorden)
