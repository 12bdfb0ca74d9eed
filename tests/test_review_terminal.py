"""Claims about judging in the terminal: dossier by dossier, kept after each answer, resumed where it stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossieraudit.models.bronnen import Oordeelsvelling
from dossieraudit.review.opslag import als_yaml, lees_oordelen
from tests.conftest import ROOT, Opdracht
from tests.review_voorbeeld import MOTIVERING, bewaard, klein_onderzoek, vervang

TERMINAL = ["--beoordelaar", "b1", "--in-terminal", "--datum", "2017-11-20"]
AANTAL = 8


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    return klein_onderzoek(tmp_path / "onderzoek")


def test_answers_become_judgements_and_what_was_passed_over_comes_back(dossieraudit: Opdracht, onderzoek: Path) -> None:
    eerste = dossieraudit("review", onderzoek, *TERMINAL, invoer=f"9\n2\nkort\n{MOTIVERING}\no\n4\n{MOTIVERING}\ns\n")
    assert eerste.code == 0
    assert "Dat is geen keuze." in eerste.uit
    assert "Schrijf 10 tot 5000 tekens." in eerste.uit
    assert "Gestopt. Alles wat u hebt beantwoord, is bewaard" in eerste.uit
    assert eerste.uit.endswith("2 van de 8 beoordeeld.\n")
    oordelen = {paar: (o["uitkomst"], o["datum"], o["motivering"]) for paar, o in bewaard(onderzoek).items()}
    assert oordelen == {
        ("V03", "TT1.4"): ("voldoet_gedeeltelijk", "2017-11-20", MOTIVERING),
        ("V03", "IZ2.3"): ("niet_navolgbaar", "2017-11-20", MOTIVERING),
    }
    tweede = dossieraudit("review", onderzoek, *TERMINAL, invoer=f"3\n{MOTIVERING}\n" * (AANTAL - 2))
    assert tweede.uit.endswith("8 van de 8 beoordeeld.\n")
    assert "TT1.4" not in tweede.uit
    assert bewaard(onderzoek)["V03", "TT1.5"]["uitkomst"] == "voldoet_niet"
    assert bewaard(onderzoek)["V03", "TT1.4"]["uitkomst"] == "voldoet_gedeeltelijk"
    assert dossieraudit("review", onderzoek, *TERMINAL).uit == "8 van de 8 beoordeeld.\n"


def test_the_facts_are_shown_before_the_question(dossieraudit: Opdracht, onderzoek: Path) -> None:
    uit = dossieraudit("review", onderzoek, *TERMINAL, "--bladen", "SH1.1", invoer="s\n").uit
    assert "Dossier V03 · 0 van de 9 beoordeeld" in uit
    vraag = uit.index("1 voldoet   2 voldoet gedeeltelijk   3 voldoet niet")
    assert uit.index("overdracht.schriftelijk_ontvangen = ja") < vraag


def test_an_empty_motivation_goes_back_to_the_choice(dossieraudit: Opdracht, onderzoek: Path) -> None:
    dossieraudit("review", onderzoek, *TERMINAL, invoer=f"1\n\n3\n{MOTIVERING}\ns\n")
    assert [o["uitkomst"] for o in bewaard(onderzoek).values()] == ["voldoet_niet"]


def test_a_stale_judgement_is_asked_again_and_can_be_confirmed(dossieraudit: Opdracht, onderzoek: Path) -> None:
    dossieraudit("review", onderzoek, *TERMINAL, invoer=f"3\n{MOTIVERING}\n" * AANTAL)
    oud = bewaard(onderzoek)
    vervang(onderzoek / "dossiers" / "V04.yaml", "opgeslagen_in_dossier: false", "opgeslagen_in_dossier: true")
    later = [*TERMINAL[:-1], "2017-12-01"]
    afloop = dossieraudit("review", onderzoek, *later, invoer="b\no\n")
    assert "Uw eerdere oordeel telt niet meer, want een feit waarop de uitkomst rust, is" in afloop.uit
    assert afloop.uit.endswith("7 van de 8 beoordeeld.\n")
    nieuw = bewaard(onderzoek)
    assert {paar for paar in oud if oud[paar] != nieuw[paar]} == {("V04", "SH1.1")}
    assert nieuw["V04", "SH1.1"]["datum"] == "2017-12-01"
    assert nieuw["V04", "SH1.1"]["motivering"] == MOTIVERING


def test_a_consensus_that_is_confirmed_rests_on_those_who_settled_it(dossieraudit: Opdracht, onderzoek: Path) -> None:
    """Of two who settled it one is left; it does not become the consensus of one."""
    dossieraudit("review", onderzoek, *TERMINAL, invoer=f"3\n{MOTIVERING}\n")
    map_ = onderzoek / "beoordelingen"
    tekst = (map_ / "b1.yaml").read_text(encoding="utf-8").replace("beoordelaar: b1", "beoordelaar: consensus")
    samen = tekst.replace("uitkomst_machine: niet_getoetst", "uitkomst_machine: voldoet")
    (map_ / "consensus.yaml").write_text(samen + "  beoordelaars: [b1, b2]\n", encoding="utf-8")
    opdracht = ["--beoordelaar", "consensus", *TERMINAL[2:]]
    eerst = dossieraudit("review", onderzoek, *opdracht, invoer="b\n")
    assert eerst.code == 0
    [gevonden] = bewaard(onderzoek, "consensus").values()
    assert (gevonden["beoordelaars"], gevonden["uitkomst_machine"]) == (["b1", "b2"], "niet_getoetst")


def test_a_kill_loses_nothing_that_was_answered(onderzoek: Path, dossieraudit: Opdracht) -> None:
    """The process is killed hard while it waits for the third answer; the same command then asks the third."""
    opdracht = [sys.executable, "-m", "dossieraudit", "review", str(onderzoek), *TERMINAL]
    omgeving = os.environ | {"COLUMNS": "80"}
    with subprocess.Popen(opdracht, cwd=ROOT, env=omgeving, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as proces:
        assert proces.stdin is not None
        proces.stdin.write(f"1\n{MOTIVERING}\n2\n{MOTIVERING}\n".encode())
        proces.stdin.flush()
        bestand = onderzoek / "beoordelingen" / "b1.yaml"
        for _ in range(600):
            if bestand.exists() and len(bewaard(onderzoek)) == 2:
                break
            time.sleep(0.1)
        proces.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    assert len(bewaard(onderzoek)) == 2
    assert [pad.name for pad in bestand.parent.iterdir()] == ["b1.yaml"]
    afloop = dossieraudit("review", onderzoek, *TERMINAL, invoer=f"5\n{MOTIVERING}\ns\n")
    assert "2 van de 8 beoordeeld" in afloop.uit
    assert [o["uitkomst"] for o in bewaard(onderzoek).values()].count("niet_van_toepassing") == 1
    assert len(bewaard(onderzoek)) == 3


@given(st.text(min_size=10, max_size=200).filter(lambda t: t.isprintable() or "\n" in t))
def test_any_motivation_survives_the_file(tmp_path_factory: pytest.TempPathFactory, motivering: str) -> None:
    oordeel = Oordeelsvelling.model_validate_json(
        '{"dossier": "V1", "blad": "SH1.1", "beoordelaar": "null", "datum": "2017-11-20", "uitkomst": "voldoet",'
        ' "motivering": "0123456789", "uitkomst_machine": "voldoet"}'
    ).model_copy(update={"motivering": motivering})
    pad = tmp_path_factory.getbasetemp() / "null.yaml"
    pad.write_text(als_yaml("# kop\n", [oordeel]), encoding="utf-8")
    assert lees_oordelen(pad) == (oordeel,)
