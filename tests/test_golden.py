"""Output as people see it, whole, against files; `make golden` accepts a change, and the diff of git shows it."""

import json

import pytest

from tests import golden
from tests.conftest import Opdracht

VOORBEELD = "examples/vlaardingen"
# File → screen width and command.
SCHERMEN = {
    "help.txt": (80, "--help"),
    "help_score.txt": (80, "score --help"),
    "score_80.txt": (80, f"score {VOORBEELD}"),
    "score_120.txt": (120, f"score {VOORBEELD}"),
    "score_los_bestand.txt": (80, f"score {VOORBEELD}/dossiers/V08.yaml"),
    "explain_voldoet_niet.txt": (80, f"explain {VOORBEELD} V07 SH3.1"),
    "explain_niet_navolgbaar.txt": (80, f"explain {VOORBEELD} V17 SH1.2"),
    "explain_niet_van_toepassing.txt": (80, f"explain {VOORBEELD} V07 SH2.2"),
    "explain_professioneel_oordeel.txt": (80, f"explain {VOORBEELD} V08 TT1.4"),
    "explain_andere_bron.txt": (80, f"explain {VOORBEELD} V07 BS1.1"),
    "kader_show.txt": (80, "kader show stelseltoezicht-jeugd-2017"),
    "kader_show_SH1.1.txt": (80, "kader show stelseltoezicht-jeugd-2017 SH1.1"),
}
DOSSIER = "dossier_V07.json"


@pytest.mark.parametrize("naam", SCHERMEN)
def test_screen(dossieraudit: Opdracht, monkeypatch: pytest.MonkeyPatch, naam: str) -> None:
    breedte, opdracht = SCHERMEN[naam]
    monkeypatch.setenv("COLUMNS", str(breedte))
    afloop = dossieraudit(*opdracht.split())
    assert (afloop.code, afloop.fout) == (0, "")
    golden.houd_tegen(naam, afloop.uit)


def test_one_dossier_as_json(dossieraudit: Opdracht) -> None:
    bestand = f"{VOORBEELD}/dossiers/V07.yaml"
    afloop = dossieraudit("score", bestand, "--peildatum", "2017-11-01", "--format", "jsonl")
    assert (afloop.code, afloop.fout) == (0, "")
    golden.houd_tegen(DOSSIER, json.dumps(json.loads(afloop.uit), indent=2, ensure_ascii=False) + "\n")


def test_no_golden_file_is_left_behind() -> None:
    assert {pad.name for pad in golden.MAP.iterdir() if pad.is_file()} == {*SCHERMEN, DOSSIER}
