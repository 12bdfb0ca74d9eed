"""Waivers open a gate until a day, and hide nothing: counts stay, and every one is said."""

import json
import re
from pathlib import Path

import pytest

from tests.ci_voorbeeld import GEHEIM, klein_onderzoek, ontheffing
from tests.conftest import Opdracht


def test_a_waiver_opens_the_gate_and_changes_no_count(toetsing: Opdracht, tmp_path: Path) -> None:
    poort = ("--fail-on", "voldoet_niet")
    zonder = json.loads(toetsing("--format", "json", *poort).uit)
    (tmp_path / "toets" / "ontheffingen.yaml").write_text(ontheffing())
    afloop = toetsing("--format", "json", *poort)
    met = json.loads(afloop.uit)
    assert met["indicatoren"] == zonder["indicatoren"]
    assert met["dossiers"] == zonder["dossiers"]
    [stand] = met["ontheffingen"]
    assert (stand["stand"], stand["op"], stand["dossiers"]) == ("geldt", "2017-11-01", ["V01"])
    assert "poort: TT1.3 heeft 1 keer 'voldoet_niet'\n" in afloop.fout
    assert "ontheven: V01 TT1.3 'voldoet_niet' (teamleider Noord, tot en met 2018-07-01)\n" in afloop.fout


@pytest.mark.parametrize(
    ("tot", "op", "stand"),
    [
        ("2017-11-01", (), "geldt"),
        ("2017-10-31", (), "verlopen"),
        ("2018-07-01", ("--op", "2018-07-01"), "geldt"),
        ("2018-07-01", ("--op", "2018-07-02"), "verlopen"),
    ],
)
def test_a_waiver_holds_up_to_its_day_by_peildatum_or_by_the_day_that_was_asked(
    toetsing: Opdracht, tmp_path: Path, tot: str, op: tuple[str, ...], stand: str
) -> None:
    (tmp_path / "dossieraudit.toml").write_text('[poorten.bladen."TT1.3"]\nfaal_bij = ["voldoet_niet"]\n')
    (tmp_path / "o.yaml").write_text(ontheffing(dossier="V0[12]", tot=tot))
    afloop = toetsing("--ontheffingen", "o.yaml", *op)
    assert afloop.code == (0 if stand == "geldt" else 1)
    verlopen = "let op: ontheffing 1 (V0[12], TT1.3, teamleider Noord) is verlopen"
    assert (verlopen in afloop.fout) is (stand == "verlopen")
    assert f"V01, V02: teamleider Noord, tot en met {int(tot[8:])}" in " ".join(afloop.uit.split())


def test_a_share_passes_only_by_a_waiver_for_every_dossier(toetsing: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "dossieraudit.toml").write_text(
        'ontheffingen = "o.yaml"\n[poorten.bladen."TT1.3"]\nmin_voldoet = 0.9\n'
    )
    (tmp_path / "o.yaml").write_text(ontheffing(dossier="V*"))
    assert toetsing("-q").code == 1
    (tmp_path / "o.yaml").write_text(ontheffing(dossier="alle"))
    assert toetsing("-q").code == 0


def test_a_waiver_that_does_nothing_is_said(toetsing: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "toets" / "ontheffingen.yaml").write_text(ontheffing(dossier="V08"))
    assert "let op: ontheffing 1 (V08, TT1.3, teamleider Noord) is niet nodig: " in toetsing().fout
    (tmp_path / "toets" / "ontheffingen.yaml").write_text(ontheffing(dossier="W*"))
    assert "(W*, TT1.3, teamleider Noord) gaat over geen enkel dossier dat nu is getoetst" in toetsing().fout


def test_what_is_refused_in_a_waiver_is_not_repeated_in_a_log(toetsing: Opdracht, tmp_path: Path) -> None:
    """An owner that is no role may well be a person, with a number."""
    bestand = tmp_path / "toets" / "ontheffingen.yaml"
    bestand.write_text(ontheffing(eigenaar="Jan Jansen, 010-1234567") + '    "Piet Pieters": ja\n')
    afloop = toetsing()
    assert afloop.code == 3
    assert "pad: ontheffingen[#1].eigenaar\n" in afloop.fout
    assert not [woord for woord in ("Jansen", "1234567", "Pieters") if woord in afloop.fout]


def test_faults_in_waivers(toetsing: Opdracht, tmp_path: Path) -> None:
    bestand = tmp_path / "toets" / "ontheffingen.yaml"
    bestand.write_text(ontheffing(blad="TT1.33"))
    afloop = toetsing()
    assert afloop.code == 3
    assert afloop.fout.startswith(
        "toets/ontheffingen.yaml:3:11: kader 'stelseltoezicht-jeugd-2017' heeft geen blad 'TT1.33'\n"
    )
    bestand.write_text(ontheffing(eigenaar="", tot="morgen"))
    afloop = toetsing()
    assert afloop.code == 3
    assert "toets/ontheffingen.yaml:4:" in afloop.fout
    assert "jjjj-mm-dd" in afloop.fout
    bestand.write_text(ontheffing(reden="Zie het dossier van 111222333 voor de rest."))
    afloop = toetsing()
    assert afloop.code == 3
    assert "burgerservicenummer" in afloop.fout
    assert toetsing("--ontheffingen", "niet.yaml").code == 2


def test_without_a_shared_peildatum_the_day_has_to_be_said(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = klein_onderzoek(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "o.yaml").write_text(ontheffing())
    opdracht = ("score", map_ / "dossiers", "--ontheffingen", "o.yaml", "-q")
    assert dossieraudit(*opdracht).fout == (
        "Verkeerd gebruik: deze dossiers delen geen peildatum; zeg met --op op welke dag ontheffingen moeten gelden\n"
    )
    assert dossieraudit(*opdracht, "--op", "2018-01-01").code == 0


def test_waivers_stand_in_the_report(dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    map_ = klein_onderzoek(tmp_path)
    monkeypatch.chdir(tmp_path)
    dossieraudit("report", map_, "-o", "r1", "--format", "md", "-q")
    (map_ / "ontheffingen.yaml").write_text(ontheffing())
    assert dossieraudit("report", map_, "-o", "r2", "--format", "md", "-q").code == 0
    # Anchors and tables have numbers, which move along.
    zonder, met = (
        re.sub(r"anker-\d+|Tabel \d+", "", (tmp_path / naam / "rapport.md").read_text(encoding="utf-8"))
        for naam in ("r1", "r2")
    )
    assert "Ontheffingen" not in zonder
    nieuw = [regel for regel in met.splitlines() if regel not in zonder.splitlines()]
    assert any("teamleider Noord" in regel and "1 juli 2018" in regel and "geldt" in regel for regel in nieuw)
    assert any(GEHEIM in regel for regel in nieuw)
    assert not [regel for regel in zonder.splitlines() if regel not in met.splitlines()], "a waiver changes no text"
