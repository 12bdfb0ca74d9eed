"""Broken input, whole texts: every fault in one run, each with its place and what to do; exit code 3, no traceback."""

import shutil
from pathlib import Path

import pytest

from dossieraudit.loading.kaders import kadermap
from tests.conftest import Opdracht

FOUTEN_IN_KADER = {
    # file: (what stood there, what stands there now)
    "kenmerken.yaml": ('overdracht.soort == "na_triage"', 'overdracht.soort == "na_triaje"'),
    "SH1.yaml": ("als: overdracht.schriftelijk_ontvangen\n", "als: overdracht.schriftelijk_ontvagen\n"),
    "SH4.yaml": ("e.gehandeld_op - e.datum <= dagen(param.acuut_handelen_dagen)", "e.datum <= 3"),
}
MELDINGEN_OVER_KADER = """\
kapot/kenmerken.yaml:{kenmerken}:28: 'na_triaje' komt hier niet voor
  pad: kenmerk na_triage
  | overdracht.soort == "na_triaje"
  |                     ^^^^^^^^^^^
  advies: bedoelde u 'na_triage'?
kapot/SH1.yaml:{SH1}:25: Overdracht heeft geen veld 'schriftelijk_ontvagen'
  pad: SH1.1 > eis schriftelijk_ontvangen
  | overdracht.schriftelijk_ontvagen
  |            ^^^^^^^^^^^^^^^^^^^^^
  advies: bedoelde u 'schriftelijk_ontvangen'?
kapot/SH4.yaml:{SH4}:13: een datum kan niet met een getal worden vergeleken
  pad: SH4.1 > eis binnen_termijn
  |   e.datum <= 3
  |   ^^^^^^^^^^^^
  advies: schrijf het getal als periode bij een datum, bijvoorbeeld ontvangen_op + dagen(14)
"""


@pytest.fixture
def werkmap(dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - order
    """An empty working directory, so that every message can name its file as a user would."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def regels_van_kapot_kader(werkmap: Path) -> dict[str, int]:
    """A framework with a typo in a field, a wrong value and a date against a number; file → line of the fault."""
    kapot = werkmap / "kapot"
    shutil.copytree(kadermap(None), kapot)
    regels = {}
    for naam, (goed, fout) in FOUTEN_IN_KADER.items():
        tekst = (kapot / naam).read_text(encoding="utf-8")
        assert tekst.count(goed) == 1, f"{naam} no longer holds the text that this test breaks"
        regels[naam.removesuffix(".yaml")] = tekst[: tekst.index(goed)].count("\n") + 1
        (kapot / naam).write_text(tekst.replace(goed, fout), encoding="utf-8")
    return regels


@pytest.mark.parametrize("opdracht", ["kader check kapot", "kader show kapot", "score nergens --kader kapot"])
def test_a_broken_framework(dossieraudit: Opdracht, regels_van_kapot_kader: dict[str, int], opdracht: str) -> None:
    """Three faults of three kinds in three files, all in one run, whichever command meets them."""
    afloop = dossieraudit(*opdracht.split())
    assert (afloop.code, afloop.uit) == (3, "")
    assert afloop.fout == MELDINGEN_OVER_KADER.format(**regels_van_kapot_kader)


KAPOTTE_DOSSIERS = {
    "datums.yaml": """\
id: D3
overdracht: {soort: na_triage, ontvangen_op: 2017-05-10, opgepakt_op: 2017-05-01}
veiligheidsplannen:
  - {id: p1, start: 2017-06-01, eind: 2017-05-01}
""",
    "dubbel.jsonl": """\
{"id": "D4", "overdracht": {"ontvangen_op": "2017-05-10"}}
{"id": "D4", "notities": "Jan uit de Kerkstraat"}
""",
    "komma.json": """\
{
  "id": "D1"
  "team": "team1"
}
""",
    "komma.yaml": """\
id: D5
gezinsleden:
  - {id: m1, rol: moeder woont_thuis: true}
""",
    "veld.yaml": """\
id: D2
gezinsleden:
  - {id: m1, rol: moeder, geboortedatum: 1980-01-01}
""",
}
MELDINGEN = """\
dossiers/datums.yaml:4:39: 'eind' ligt vóór 'start'
  pad: veiligheidsplannen[p1].eind
dossiers/datums.yaml:2:71: 'opgepakt_op' ligt vóór 'ontvangen_op'
  pad: overdracht.opgepakt_op
dossiers/dubbel.jsonl:2:8: het dossier-id 'D4' komt al voor in dubbel.jsonl (regel 1)
  pad: id
  verwacht: een eigen id voor elk dossier van het onderzoek
  advies: geef dit dossier een ander id, of verwijder een van de twee
dossiers/komma.json:3:3: hier ontbreekt een komma, of een afsluitende '}' of ']'
  advies: zet een komma tussen twee onderdelen, of sluit de groep of lijst
dossiers/komma.yaml:3:37: hier ontbreekt een komma of een '}': de groep die op regel 3 met '{' begint, is nog niet \
gesloten
  advies: zet een komma tussen twee sleutels, of sluit de groep met '}'
dossiers/veld.yaml:3:27: deze sleutel is hier onbekend
  pad: gezinsleden[m1][…]
  verwacht: een van de sleutels: id, rol, geboortejaar, woont_thuis, problematiek
  advies: bedoelde u 'geboortejaar'?
"""
MELDINGEN_MET_WAARDEN = """\
dossiers/datums.yaml:4:39: 'eind' ligt vóór 'start'
  pad: veiligheidsplannen[p1].eind
  waarde: 2017-05-01 (en 'start' is 2017-06-01)
  |   - {id: p1, start: 2017-06-01, eind: 2017-05-01}
  |                                       ^^^^^^^^^^
dossiers/datums.yaml:2:71: 'opgepakt_op' ligt vóór 'ontvangen_op'
  pad: overdracht.opgepakt_op
  waarde: 2017-05-01 (en 'ontvangen_op' is 2017-05-10)
  | overdracht: {soort: na_triage, ontvangen_op: 2017-05-10, opgepakt_op: 2017-05-01}
  |                                                                       ^^^^^^^^^^
dossiers/dubbel.jsonl:2:8: het dossier-id 'D4' komt al voor in dubbel.jsonl (regel 1)
  pad: id
  | {"id": "D4", "notities": "Jan uit de Kerkstraat"}
  |        ^^^^
  verwacht: een eigen id voor elk dossier van het onderzoek
  advies: geef dit dossier een ander id, of verwijder een van de twee
dossiers/komma.json:3:3: hier ontbreekt een komma, of een afsluitende '}' of ']'
  |   "team": "team1"
  |   ^
  advies: zet een komma tussen twee onderdelen, of sluit de groep of lijst
dossiers/komma.yaml:3:37: hier ontbreekt een komma of een '}': de groep die op regel 3 met '{' begint, is nog niet \
gesloten
  |   - {id: m1, rol: moeder woont_thuis: true}
  |                                     ^
  advies: zet een komma tussen twee sleutels, of sluit de groep met '}'
dossiers/veld.yaml:3:27: deze sleutel is hier onbekend
  pad: gezinsleden[m1][…]
  waarde: "geboortedatum"
  |   - {id: m1, rol: moeder, geboortedatum: 1980-01-01}
  |                           ^^^^^^^^^^^^^
  verwacht: een van de sleutels: id, rol, geboortejaar, woont_thuis, problematiek
  advies: bedoelde u 'geboortejaar'?
"""


@pytest.fixture
def kapotte_dossiers(werkmap: Path) -> Path:
    """A folder with a fault of every kind, and one dossier (D4, the first of its id) that is good."""
    map_ = werkmap / "dossiers"
    map_.mkdir()
    for naam, inhoud in KAPOTTE_DOSSIERS.items():
        (map_ / naam).write_text(inhoud, encoding="utf-8")
    return map_


@pytest.mark.usefixtures("kapotte_dossiers")
@pytest.mark.parametrize("opdracht", ["validate dossiers -q", "score dossiers -q"])
@pytest.mark.parametrize(("opties", "tekst"), [("", MELDINGEN), ("--toon-waarden", MELDINGEN_MET_WAARDEN)])
def test_broken_dossiers(dossieraudit: Opdracht, opdracht: str, opties: str, tekst: str) -> None:
    """A missing comma, an unknown field, a date before another, an id twice: all named in one run.

    What a dossier says shows only where the user asked for it.
    """
    afloop = dossieraudit(*opdracht.split(), *opties.split())
    assert (afloop.code, afloop.uit) == (3, "")
    assert afloop.fout == tekst


@pytest.mark.usefixtures("kapotte_dossiers")
def test_the_good_one_among_them_is_scored(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("score", "dossiers", "--format", "jsonl", "--allow-invalid")
    assert afloop.code == 0
    assert afloop.uit.startswith('{"id":"D4"')
    assert afloop.uit.count("\n") == 1
    assert afloop.fout == MELDINGEN
