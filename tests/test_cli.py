"""The contract of the command line: exit codes, whole texts, formats that agree with one another."""

import csv
import io
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.main import get_command

from dossieraudit.cli import score as scoremodule
from dossieraudit.cli.app import app
from dossieraudit.kaders.schemas import SOORTEN
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.kader import UITKOMSTEN
from tests.conftest import ROOT, VLAARDINGEN, Opdracht

VOORBEELD = "examples/vlaardingen"
DOSSIER = {"id": "D1", "overdracht": {"soort": "na_triage", "ontvangen_op": "2017-05-01"}}
GOED = json.dumps(DOSSIER)
ONBEKEND_VELD = json.dumps({"id": "D2", "oordeel": "Jan uit de Kerkstraat"})


@pytest.fixture(scope="module")
def resultaat(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The JSON of the reference case."""
    uit = tmp_path_factory.mktemp("json") / "r.json"
    opdracht = [sys.executable, "-m", "dossieraudit", "score", VOORBEELD, "--format", "json", "-q", "-o", str(uit)]
    subprocess.run(opdracht, check=True, cwd=ROOT)
    gelezen: dict[str, Any] = json.loads(uit.read_bytes())
    return gelezen


# Help


def _alle_opdrachten() -> Iterator[str]:
    """Every command by its words, the program itself ('') and its groups included."""

    def loop_af(opdracht: Any, naam: str) -> Iterator[str]:
        yield naam
        for kind, deel in getattr(opdracht, "commands", {}).items():
            yield from loop_af(deel, f"{naam} {kind}".strip())

    return loop_af(get_command(app), "")


OPDRACHTEN = list(_alle_opdrachten())
EERSTE = ", ".join(naam for naam in OPDRACHTEN if naam and " " not in naam)
ENGELS = r"\b(Usage|Options|Arguments|Commands|Show this|exit\.|required|default|Try|Error|for help|Missing)\b"


@pytest.mark.parametrize("opdracht", OPDRACHTEN)
@pytest.mark.parametrize("optie", ["--help", "-h"])
def test_help_is_dutch_and_fits_the_screen(dossieraudit: Opdracht, opdracht: str, optie: str) -> None:
    afloop = dossieraudit(*opdracht.split(), optie)
    assert (afloop.code, afloop.fout) == (0, "")
    assert afloop.uit.startswith(f"Gebruik: {' '.join(['dossieraudit', *opdracht.split()])} [OPTIES]")
    assert "Toon deze uitleg en stop." in afloop.uit
    assert not re.findall(ENGELS, afloop.uit)
    uitleg, _, voorbeelden = afloop.uit.partition("Voorbeelden:\n")
    assert not [regel for regel in uitleg.splitlines() if len(regel) > 80]
    assert not [regel for regel in (uitleg + voorbeelden).splitlines() if regel != regel.rstrip()]


@pytest.mark.parametrize("opdracht", OPDRACHTEN)
def test_help_has_examples_that_the_program_understands(dossieraudit: Opdracht, opdracht: str) -> None:
    """Every example of the help names an existing command with options that it has."""
    uitleg = dossieraudit(*opdracht.split(), "--help").uit
    regels = uitleg.split("Voorbeelden:\n")[1]
    voorbeelden = re.findall(r"^  (?:.* \| )?dossieraudit (.*?)(?:  .*| > .*)?$", regels, re.MULTILINE)
    assert voorbeelden
    for voorbeeld in voorbeelden:
        namen = voorbeeld.split()
        naam = max((o for o in OPDRACHTEN if namen[: len(o.split())] == o.split()), key=len)
        assert naam, voorbeeld
        # A group may take the options of one of its own commands.
        familie = [o for o in OPDRACHTEN if o == naam or o.startswith(f"{naam} ")]
        hulp = "".join(dossieraudit(*o.split(), "--help").uit for o in familie)
        assert all(optie in hulp for optie in re.findall(r"(?<= )--?[a-z][a-z-]*", voorbeeld)), voorbeeld


def test_without_a_command_the_help_stands_on_standard_error(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit()
    assert (afloop.code, afloop.uit) == (2, "")
    assert afloop.fout == dossieraudit("--help").uit


def test_completion_speaks_dutch(dossieraudit: Opdracht, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("fish", "/usr/bin/fish"))
    monkeypatch.setenv("HOME", str(tmp_path))
    script = dossieraudit("--show-completion")
    assert script.code == 0
    assert "_DOSSIERAUDIT_COMPLETE=complete_fish" in script.uit
    geplaatst = tmp_path / ".config/fish/completions/dossieraudit.fish"
    afloop = dossieraudit("--install-completion")
    assert afloop.uit == f"Aanvulling met Tab voor fish staat in {geplaatst}. Ze werkt in een nieuw venster.\n"
    assert "_DOSSIERAUDIT_COMPLETE=complete_fish" in geplaatst.read_text()
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("tcsh", "/usr/bin/tcsh"))
    assert dossieraudit("--show-completion").fout == (
        "Verkeerd gebruik: aanvulling met Tab is er voor bash, zsh, fish, powershell, pwsh; "
        "uw shell is een andere of onbekend\n"
    )


def test_completion_completes() -> None:
    omgeving = os.environ | {
        "_DOSSIERAUDIT_COMPLETE": "complete_bash",
        "COMP_WORDS": "dossieraudit kader s",
        "COMP_CWORD": "2",
    }
    opdracht = [sys.executable, "-m", "dossieraudit"]
    klaar = subprocess.run(opdracht, env=omgeving, capture_output=True, text=True, check=False)
    assert klaar.stdout.split() == ["show", "schema"]


# Wrong usage: exit code 2


def _met_gebruik(melding: str, opdracht: str, rest: str) -> str:
    naam = f"dossieraudit {opdracht}".strip()
    return f"Verkeerd gebruik: {melding}\n  gebruik: {naam} [OPTIES]{rest}\n  uitleg:  {naam} --help\n"


@pytest.mark.parametrize(
    ("argumenten", "tekst"),
    [
        ("scor", _met_gebruik("onbekende opdracht 'scor'; bedoelde u 'score'?", "", " OPDRACHT …")),
        ("xyzzy", _met_gebruik("onbekende opdracht 'xyzzy'", "", " OPDRACHT …")),
        ("kader schma", _met_gebruik("onbekende opdracht 'schma'; bedoelde u 'schema'?", "kader", " OPDRACHT …")),
        ("--verzie", _met_gebruik("onbekende optie '--verzie'; bedoelde u '--version'?", "", " OPDRACHT …")),
        ("score", _met_gebruik("er ontbreekt een argument: PAD…", "score", " PAD…")),
        ("explain", _met_gebruik("er ontbreekt een argument: PAD", "explain", " PAD [DOSSIER] [BLAD]")),
        ("explain x", "Verkeerd gebruik: geef een DOSSIER en een BLAD, of vraag een oordeel met --oordeel\n"),
        (
            f"explain {VOORBEELD} --oordeel SH3.11",
            "Verkeerd gebruik: er is geen oordeel over 'SH3.11'; bedoelde u 'SH3.1'?\n",
        ),
        ("score x --frmat json", _met_gebruik("onbekende optie '--frmat'; bedoelde u '--format'?", "score", " PAD…")),
        ("score x -z", _met_gebruik("onbekende optie '-z'", "score", " PAD…")),
        ("score x -o", _met_gebruik("optie -o heeft een waarde nodig: PAD", "score", " PAD…")),
        ("score x --quiet=ja", _met_gebruik("optie --quiet krijgt geen waarde", "score", " PAD…")),
        ("kader list te veel", _met_gebruik("te veel argumenten: 'te' 'veel'", "kader list", "")),
        (
            "--",
            _met_gebruik(f"er ontbreekt een opdracht; kies uit {EERSTE}", "", " OPDRACHT …"),
        ),
        (
            "score x --peildatum gisteren",
            "Verkeerd gebruik: 'gisteren' is geen datum; schrijf JJJJ-MM-DD, bijvoorbeeld 2017-11-01\n",
        ),
        ("score x --min-voldoet veel", "Verkeerd gebruik: 'veel' is geen getal; schrijf bijvoorbeeld 0.8\n"),
        ("score x --min-voldoet 80", "Verkeerd gebruik: --min-voldoet is een aandeel van 0 tot 1, niet 80\n"),
        (
            "score x --format xml",
            "Verkeerd gebruik: formaat 'xml' bestaat niet; kies uit console, json, jsonl, csv, junit, sarif, github, "
            "markdown\n",
        ),
        (
            "score x --fail-on slecht",
            f"Verkeerd gebruik: onbekende uitkomst in --fail-on: slecht; kies uit {', '.join(UITKOMSTEN)}\n",
        ),
        (
            f"score {VOORBEELD} --kader stelseltoezicht-jeug-2017",
            "Verkeerd gebruik: er is geen kader 'stelseltoezicht-jeug-2017'; bedoelde u 'stelseltoezicht-jeugd-2017'? "
            "(of geef het pad van een map met kader.yaml)\n",
        ),
        (
            f"score {VOORBEELD} --kader tests",
            "Verkeerd gebruik: in de map 'tests' staat geen kader.yaml; een kader is een map met dat bestand\n",
        ),
        (
            f"explain {VOORBEELD} V7 SH3.1",
            "Verkeerd gebruik: dossier 'V7' is er niet; bedoelde u 'V17'?\n",
        ),
        (
            f"explain {VOORBEELD} V07 SH31",
            "Verkeerd gebruik: blad 'SH31' is er niet; bedoelde u 'SH3.1'?\n",
        ),
        (
            "kader show stelseltoezicht-jeugd-2017 SH3",
            re.compile(r"Verkeerd gebruik: blad 'SH3' is er niet; .*\n"),
        ),
        (
            "kader schema dossiers",
            re.compile(r"Verkeerd gebruik: er is geen schema 'dossiers'; .*\bdossier\b.*\n"),
        ),
        (
            "init examples",
            "Verkeerd gebruik: 'examples' bestaat al en is niet leeg; kies een nieuwe map\n",
        ),
    ],
)
def test_wrong_usage(dossieraudit: Opdracht, argumenten: str, tekst: str | re.Pattern[str]) -> None:
    """Exit code 2, nothing on standard output, and a text that says what to do."""
    afloop = dossieraudit(*argumenten.split())
    assert (afloop.code, afloop.uit) == (2, "")
    assert afloop.fout == tekst if isinstance(tekst, str) else tekst.fullmatch(afloop.fout)


# Input: exit code 3


def test_a_path_that_is_not_there(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("score", "nergens")
    assert afloop == type(afloop)(
        3,
        "",
        "nergens: dit bestand of deze map bestaat niet\n  advies: controleer de naam en de map waarin u werkt\n",
    )


def test_a_rejected_dossier_stops_no_other(dossieraudit: Opdracht) -> None:
    """The rest is scored, the rejected one stands in the result with its faults, and the exit code is 3."""
    afloop = dossieraudit("score", "-", "--format", "json", invoer=f"{GOED}\n{ONBEKEND_VELD}\n")
    uit = json.loads(afloop.uit)
    assert afloop.code == 3
    assert [d["id"] for d in uit["dossiers"]] == ["D1"]
    [afgekeurd] = uit["afgekeurd"]
    assert afgekeurd["invoer"] == "standaardinvoer"
    assert [(f["regel"], f["pad"]) for f in afgekeurd["fouten"]] == [(2, "[…]")]
    assert afgekeurd["fouten"][0]["melding"] in afloop.fout


def test_allow_invalid_gives_0_and_keeps_the_rejected_in_sight(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("score", "-", "--allow-invalid", "--format", "json", invoer=f"{GOED}\n{ONBEKEND_VELD}\n")
    assert afloop.code == 0
    assert len(json.loads(afloop.uit)["afgekeurd"]) == 1
    assert "deze sleutel is hier onbekend" in afloop.fout
    assert "oordeel" not in afloop.fout, "an unknown key may be a name"


def test_allow_invalid_does_not_open_a_gate(dossieraudit: Opdracht) -> None:
    invoer = f"{GOED}\n{ONBEKEND_VELD}\n"
    poort = ("--fail-on", "niet_navolgbaar")
    assert dossieraudit("score", "-", "-q", "--allow-invalid", *poort, invoer=invoer).code == 1
    assert dossieraudit("score", "-", "-q", *poort, invoer=invoer).code == 3


def test_values_from_a_dossier_show_only_on_request(dossieraudit: Opdracht) -> None:
    zonder = dossieraudit("validate", "-", invoer=ONBEKEND_VELD)
    met = dossieraudit("validate", "-", "--toon-waarden", invoer=ONBEKEND_VELD)
    assert zonder.code == met.code == 3
    assert "Kerkstraat" not in zonder.uit + zonder.fout
    assert "Kerkstraat" in met.fout


def test_validate_counts(dossieraudit: Opdracht) -> None:
    assert dossieraudit("validate", VOORBEELD).uit == "20 dossiers in orde, 0 afgekeurd.\n"
    assert dossieraudit("validate", "-", invoer=GOED).uit == "1 dossier in orde, 0 afgekeurd.\n"
    assert dossieraudit("validate", VOORBEELD, "--quiet").uit == ""


def test_names_in_faults_are_paths_from_here(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader can open what the message names, from where they stand."""
    (tmp_path / "map" / "sub").mkdir(parents=True)
    (tmp_path / "map" / "sub" / "x.json").write_text(ONBEKEND_VELD)
    monkeypatch.chdir(tmp_path)
    for pad in ("map/sub", "map/sub/x.json", str(tmp_path / "map" / "sub")):
        # The fixture chooses the folder once, before this test did.
        assert dossieraudit("validate", pad).fout.startswith("map/sub/x.json:1:")


# Gates: exit code 1


def test_gate_fail_on(dossieraudit: Opdracht, resultaat: dict[str, Any]) -> None:
    afloop = dossieraudit("score", VOORBEELD, "-q", "--fail-on", "voldoet_niet,niet_navolgbaar")
    verwacht = [
        f"poort: {blad} heeft {telling[uitkomst]} keer '{uitkomst}'\n"
        for blad, telling in resultaat["indicatoren"].items()
        for uitkomst in ("niet_navolgbaar", "voldoet_niet")
        if telling[uitkomst]
    ]
    assert verwacht
    assert (afloop.code, afloop.uit, afloop.fout) == (1, "", "".join(verwacht))


def test_gate_min_voldoet(dossieraudit: Opdracht) -> None:
    """Where every dossier that counts meets every leaf the gate is open, at any share."""
    poort = dossieraudit("score", "examples/vlaardingen/dossiers/V01.yaml", "-q", "--min-voldoet", "0,5")
    assert poort.code == 1
    assert "poort: SH3.1 voldoet in 0 van 1, gevraagd is een aandeel van 0.5\n" in poort.fout
    assert dossieraudit("score", VOORBEELD, "-q", "--min-voldoet", "0").code == 0
    assert dossieraudit("score", VOORBEELD, "-q", "--min-voldoet", "1").code == 1


def test_gates_that_are_met(dossieraudit: Opdracht) -> None:
    """A good dossier passes the gate on everything that its eisen could fail."""
    afloop = dossieraudit("score", "examples/vlaardingen/dossiers/V08.yaml", "-q", "--fail-on", "voldoet_niet")
    assert (afloop.code, afloop.uit, afloop.fout) == (0, "", "")


# A fault of ours: exit code 70


def test_a_fault_of_ours_says_nothing_of_a_case(dossieraudit: Opdracht, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuk(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Jan uit de Kerkstraat")

    monkeypatch.setattr(scoremodule, "beoordeel", stuk)
    afloop = dossieraudit("score", VOORBEELD)
    assert (afloop.code, afloop.uit) == (70, "")
    assert re.fullmatch(
        r"""Dit is een fout van dossieraudit zelf, niet van uw invoer\.
  soort: ZeroDivisionError
(  [\w.]+\.py:\d+ in \w+
){1,5}Meld deze regels; er staat niets uit een dossier in\. Uw bestanden zijn niet gewijzigd\.
""",
        afloop.fout,
    )


def test_an_incomplete_installation_is_a_fault_of_ours(
    dossieraudit: Opdracht, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("dossieraudit.data._PACKAGE", tmp_path / "dossieraudit")
    afloop = dossieraudit("kader", "list")
    assert (afloop.code, afloop.uit) == (70, "")
    assert afloop.fout.startswith(
        "De installatie van dossieraudit is niet compleet. De map 'criteria' van dossieraudit"
    )


def test_an_unreadable_onderzoek_is_input(
    dossieraudit: Opdracht, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "onderzoek.yaml").write_text("x")

    def geweigerd(pad: Path, *_args: object) -> bytes:
        raise PermissionError(13, "Permission denied", str(pad))

    monkeypatch.setattr(Path, "open", geweigerd)
    afloop = dossieraudit("score", tmp_path)
    assert (afloop.code, afloop.fout) == (
        3,
        f"{tmp_path}/onderzoek.yaml: dit is niet te lezen: u hebt er geen rechten voor\n"
        "  advies: controleer het bestand\n",
    )


# Pipes and signals


def _programma(*argumenten: str, **opties: Any) -> "subprocess.Popen[str]":
    opdracht = [sys.executable, "-m", "dossieraudit", *argumenten]
    return subprocess.Popen(
        opdracht, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE, **opties
    )


@pytest.mark.parametrize(
    ("argumenten", "code"),
    [
        (("score", VOORBEELD), 0),
        (("score", VOORBEELD, "--format", "json"), 0),
        (("score", VOORBEELD, "--fail-on", "voldoet_niet"), 1),
        (("kader", "schema", "dossier"), 0),
    ],
)
def test_a_reader_that_goes_away_changes_no_exit_code(argumenten: tuple[str, ...], code: int) -> None:
    """`| head` is no fault, and it hides no gate."""
    with _programma(*argumenten) as lopend:
        assert lopend.stdout is not None
        assert lopend.stderr is not None
        lopend.stdout.close()
        fouten = lopend.stderr.read()
        assert lopend.wait() == code
    assert [regel for regel in fouten.splitlines() if not regel.startswith("poort:")] == []


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_interrupted_by_the_user() -> None:
    # A shell that runs the tests in the background lets its children ignore the signal.
    with _programma("score", "-", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)) as lopend:
        assert lopend.stdin is not None
        lopend.stdin.write("\n" * 1_000_000)  # more than a pipe holds: it has started, and waits for the rest
        lopend.stdin.flush()
        lopend.send_signal(signal.SIGINT)
        uit, fout = lopend.communicate(timeout=20)
    assert (lopend.returncode, uit, fout) == (130, "", "Afgebroken.\n")


def test_output_to_a_pipe_is_utf8_without_escape_codes() -> None:
    """Whatever the locale and the terminal say, a file holds the same bytes."""
    bytes_ = set()
    for omgeving in ({"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, {"TERM": "xterm-256color"}, {"NO_COLOR": "1"}):
        klaar = subprocess.run(
            [sys.executable, "-m", "dossieraudit", "score", VOORBEELD],
            cwd=ROOT,
            env=os.environ | {"COLUMNS": "80"} | omgeving,
            capture_output=True,
            check=True,
        )
        bytes_.add(klaar.stdout)
    assert len(bytes_) == 1
    assert b"\x1b" not in bytes_.pop()


def _op_een_terminal(omgeving: dict[str, str]) -> bytes:
    import pty

    meester, slaaf = pty.openpty()
    opdracht = [sys.executable, "-m", "dossieraudit", "score", VOORBEELD]
    lopend = subprocess.Popen(opdracht, cwd=ROOT, env=os.environ | {"TERM": "xterm"} | omgeving, stdout=slaaf)
    os.close(slaaf)
    tekst = b""
    while True:
        try:
            deel = os.read(meester, 65536)
        except OSError:  # how Linux says that the other side closed
            break
        if not deel:
            break
        tekst += deel
    os.close(meester)
    assert lopend.wait() == 0
    return tekst


@pytest.mark.skipif(os.name == "nt", reason="pseudo terminals")
def test_no_color_is_respected() -> None:
    """On a terminal there are colours, and with NO_COLOR none."""
    kleur = re.compile(rb"\x1b\[[0-9;]*3[0-7]m")
    zonder_keus = {naam: w for naam, w in os.environ.items() if naam != "NO_COLOR"}
    assert kleur.search(_op_een_terminal(zonder_keus | {"NO_COLOR": ""}))
    assert not kleur.search(_op_een_terminal({"NO_COLOR": "1"}))


# Writing


def test_output_files_are_whole_and_for_the_owner_alone(dossieraudit: Opdracht, tmp_path: Path) -> None:
    for formaat in ("console", "json", "jsonl", "csv"):
        uit = tmp_path / "nieuw" / f"scores.{formaat}"
        afloop = dossieraudit("score", VOORBEELD, "--format", formaat, "-o", uit)
        assert (afloop.code, afloop.uit, afloop.fout) == (0, "", f"Geschreven: {uit}\n")
        assert stat.S_IMODE(uit.stat().st_mode) == 0o600
        if formaat != "console":
            assert uit.read_text() == dossieraudit("score", VOORBEELD, "--format", formaat).uit
    assert sorted(pad.name for pad in (tmp_path / "nieuw").iterdir()) == [
        "scores.console",
        "scores.csv",
        "scores.json",
        "scores.jsonl",
    ]


def test_a_failed_write_leaves_the_old_file_and_no_other(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uit = tmp_path / "scores.csv"
    uit.write_text("oud")

    def vol(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", vol)
    afloop = dossieraudit("score", VOORBEELD, "--format", "csv", "-o", uit)
    assert afloop.code == 2
    assert afloop.fout == f"Verkeerd gebruik: '{uit}' is niet te schrijven: de schijf is vol; kies een andere plaats\n"
    assert [(pad.name, pad.read_text()) for pad in tmp_path.iterdir()] == [("scores.csv", "oud")]


def test_a_folder_is_no_output_file(dossieraudit: Opdracht, tmp_path: Path) -> None:
    afloop = dossieraudit("score", VOORBEELD, "--format", "csv", "-o", tmp_path)
    assert afloop.code == 2
    assert (
        afloop.fout == f"Verkeerd gebruik: '{tmp_path}' is niet te schrijven: dit is een map; kies een andere plaats\n"
    )
    assert list(tmp_path.parent.glob(f".{tmp_path.name}*")) == []


@pytest.mark.parametrize("opdracht", ["score", "validate"])
def test_quiet_says_nothing_but_faults(dossieraudit: Opdracht, opdracht: str) -> None:
    goed = dossieraudit(opdracht, VOORBEELD, "--quiet")
    assert (goed.code, goed.uit, goed.fout) == (0, "", "")
    fout = dossieraudit(opdracht, "-", "--quiet", invoer=ONBEKEND_VELD)
    assert (fout.code, fout.uit) == (3, "")
    assert fout.fout.startswith("standaardinvoer:1:")


# Input in several ways


def test_the_same_dossiers_in_any_format_give_the_same_scores(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """A folder of YAML, a JSON Lines file and standard input: same dossiers, same uitkomsten."""
    map_ = VLAARDINGEN / "dossiers"
    regels = "".join(geladen.dossier.model_dump_json() + "\n" for geladen in laad_dossiers(map_).dossiers)
    (tmp_path / "alle.jsonl").write_text(regels)
    uit = []
    for pad in (map_, tmp_path / "alle.jsonl", "-"):
        afloop = dossieraudit("score", pad, "--peildatum", "2017-11-01", "--format", "jsonl", invoer=regels)
        assert afloop.code == 0
        uit.append([{**json.loads(regel), "invoer": None} for regel in afloop.uit.splitlines()])
    assert len(uit[0]) == 20
    assert uit[0] == uit[1] == uit[2]


def test_several_paths_are_one_sample(dossieraudit: Opdracht) -> None:
    map_ = f"{VOORBEELD}/dossiers"
    afloop = dossieraudit("score", f"{map_}/V07.yaml", f"{map_}/V03.yaml", "-", "--format", "jsonl", invoer=GOED)
    assert afloop.code == 0
    gelezen = [json.loads(regel) for regel in afloop.uit.splitlines()]
    assert [(d["id"], d["invoer"]) for d in gelezen] == [
        ("V07", f"{map_}/V07.yaml"),
        ("V03", f"{map_}/V03.yaml"),
        ("D1", "standaardinvoer"),
    ]


def test_peildatum_of_the_user_goes_before_that_of_the_onderzoek(dossieraudit: Opdracht) -> None:
    """And a term that is not over yet by then is not held against anyone."""
    standaard = json.loads(dossieraudit("score", VOORBEELD, "--format", "json").uit)
    vroeg = json.loads(dossieraudit("score", VOORBEELD, "--format", "json", "--peildatum", "2017-06-15").uit)
    assert (standaard["peildatum"], vroeg["peildatum"]) == ("2017-11-01", "2017-06-15")
    redenen = {u["reden"] for d in vroeg["dossiers"] for u in d["uitkomsten"].values()}
    assert "nog_niet_aan_de_orde" in redenen
    assert vroeg["indicatoren"]["SH3.5"]["niet_van_toepassing"] == 20


def test_loose_files_have_the_last_date_in_each(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("score", f"{VOORBEELD}/dossiers/V07.yaml", "--format", "json")
    uit = json.loads(afloop.uit)
    assert uit["peildatum"] is None
    assert uit["dossiers"][0]["peildatum"] == "2017-10-19"
    scherm = " ".join(dossieraudit("score", f"{VOORBEELD}/dossiers/V07.yaml").uit.split())
    assert " 1 dossier · peildatum per dossier de laatste datum in het dossier (19 oktober 2017) " in scherm


# The formats agree


SLEUTELS = {
    "schema", "versie", "peildatum", "kader", "profiel", "invoer", "dossiers", "indicatoren", "kenmerken", "criteria",
    "themas", "oordeel", "bevindingen", "risicos", "verklaringen", "kansen", "afgekeurd",
}  # fmt: skip


def test_json_keeps_the_contract_key_by_key(resultaat: dict[str, Any]) -> None:
    kader = laad_kader().kader
    assert resultaat.keys() >= SLEUTELS
    assert resultaat["schema"] == "dossieraudit/resultaat/1"
    assert resultaat["kader"] == {"id": kader.id, "versie": kader.versie, "sha256": kader.sha256}
    assert resultaat["profiel"] is None
    assert resultaat["peildatum"] == "2017-11-01"
    dossierbestanden = [i for i in resultaat["invoer"] if i["naam"].startswith("dossiers/")]
    assert len(dossierbestanden) == 20
    assert all(i.keys() == {"naam", "sha256"} and len(i["sha256"]) == 64 for i in resultaat["invoer"])
    bladen = [blad.id for blad in kader.indicatoren]
    assert len(bladen) == 26
    for dossier in resultaat["dossiers"]:
        assert dossier.keys() >= {"id", "uitkomsten", "kenmerken"}
        assert list(dossier["uitkomsten"]) == bladen
        assert list(dossier["kenmerken"]) == list(kader.kenmerken)
        assert set(dossier["kenmerken"].values()) <= {True, False, None}
        for uitkomst in dossier["uitkomsten"].values():
            assert uitkomst.keys() >= {"uitkomst", "reden", "hoogstens", "minstens", "eisen", "beoordeling"}
            assert uitkomst["uitkomst"] in UITKOMSTEN
            assert set(uitkomst["eisen"].values()) <= {True, False, None}
    assert list(resultaat["indicatoren"]) == bladen
    for telling in resultaat["indicatoren"].values():
        assert telling.keys() >= {*UITKOMSTEN, "oordeel"}
    assert list(resultaat["kenmerken"]) == list(kader.kenmerken)
    assert all(telling.keys() == {"waar", "onwaar", "onbekend"} for telling in resultaat["kenmerken"].values())
    assert list(resultaat["criteria"]) == [c.id for t in kader.themas for c in t.criteria]
    assert list(resultaat["themas"]) == [t.id for t in kader.themas]


def test_json_is_what_the_published_schema_says(dossieraudit: Opdracht, resultaat: dict[str, Any]) -> None:
    schema = json.loads(dossieraudit("kader", "schema", "resultaat").uit)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(resultaat, schema, cls=jsonschema.Draft202012Validator)


def test_counts_are_those_of_the_dossiers(resultaat: dict[str, Any]) -> None:
    for blad, telling in resultaat["indicatoren"].items():
        gevonden = [d["uitkomsten"][blad]["uitkomst"] for d in resultaat["dossiers"]]
        assert {u: telling[u] for u in UITKOMSTEN} == {u: gevonden.count(u) for u in UITKOMSTEN}


def test_jsonl_is_the_dossiers_of_the_json(dossieraudit: Opdracht, resultaat: dict[str, Any]) -> None:
    afloop = dossieraudit("score", VOORBEELD, "--format", "jsonl")
    assert [json.loads(regel) for regel in afloop.uit.splitlines()] == resultaat["dossiers"]


def test_csv_is_the_uitkomsten_of_the_json(dossieraudit: Opdracht, resultaat: dict[str, Any]) -> None:
    rijen = list(csv.DictReader(io.StringIO(dossieraudit("score", VOORBEELD, "--format", "csv").uit)))
    assert [(r["dossier"], r["blad"], r["uitkomst"], r["reden"], r["hoogstens"], r["minstens"]) for r in rijen] == [
        (d["id"], blad, u["uitkomst"], u["reden"] or "", u["hoogstens"] or "", u["minstens"] or "")
        for d in resultaat["dossiers"]
        for blad, u in d["uitkomsten"].items()
    ]


def test_the_screen_shows_the_counts_of_the_json(dossieraudit: Opdracht, resultaat: dict[str, Any]) -> None:
    scherm = dossieraudit("score", VOORBEELD).uit
    for blad, t in resultaat["indicatoren"].items():
        n = sum(t[u] for u in UITKOMSTEN[:4])
        geteld = [f"{t[u]}/{n}" for u in UITKOMSTEN[:4]] if n else []
        buiten = [str(t[u]) for u in UITKOMSTEN[4:] if t[u]]
        [regel] = re.findall(rf"^{re.escape(blad)}!? .*$", scherm, re.MULTILINE)
        cijfers = re.findall(r"(?<=\s)\d+(?:/\d+)?(?=\s)", regel)
        assert cijfers == geteld + buiten, regel


def test_the_same_input_gives_the_same_bytes(dossieraudit: Opdracht, tmp_path: Path) -> None:
    kopie = tmp_path / "vlaardingen"
    shutil.copytree(VLAARDINGEN, kopie)
    for formaat in ("json", "jsonl", "csv"):
        hier, daar = (dossieraudit("score", pad, "--format", formaat).uit for pad in (VOORBEELD, kopie))
        assert hier == daar


# The screen


def test_the_screen_says_where_a_person_overruled_the_rules(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Every judgement is named with both uitkomsten; one over facts that changed is said not to count."""
    shutil.copytree(VLAARDINGEN, tmp_path / "o")
    assert "V18 SH3.5 (regels ?, mens G)" in " ".join(dossieraudit("score", tmp_path / "o").uit.split())
    [bestand] = [p for p in (tmp_path / "o" / "beoordelingen").iterdir() if "V18" in p.read_text(encoding="utf-8")]
    tekst = bestand.read_text(encoding="utf-8")
    voor, na = tekst.split("V18", 1)
    assert "uitkomst_machine: niet_navolgbaar" in na
    na = na.replace("uitkomst_machine: niet_navolgbaar", "uitkomst_machine: voldoet_niet", 1)
    bestand.write_text(f"{voor}V18{na}", encoding="utf-8")
    scherm = " ".join(dossieraudit("score", tmp_path / "o").uit.split())
    assert "verouderd, telt niet: V18 SH3.5 (regels ?, mens G)" in scherm


@pytest.mark.parametrize("breedte", [80, 120])
def test_the_screen_fits_and_aligns(dossieraudit: Opdracht, monkeypatch: pytest.MonkeyPatch, breedte: int) -> None:
    monkeypatch.setenv("COLUMNS", str(breedte))
    regels = dossieraudit("score", VOORBEELD).uit.splitlines()
    assert not [r for r in regels if len(r) > breedte or r != r.rstrip()]
    koppen = [r for r in regels if r.startswith("Blad ")]
    assert len(koppen) == 4
    assert len(set(koppen)) == 1
    balken = {re.search(r"[█▓░?·]{10}$", r).start() for r in regels if re.match(r"[A-Z]{2}\d\.\d", r)}  # type: ignore[union-attr]
    assert len(balken) == 1


def test_commands_to_copy_stay_whole_and_work(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """What 'Wat nu' offers is on one line each, quoted where the path asks for it, and runs."""
    import shlex

    lang = tmp_path / "een map met een lange naam waar geen enkel scherm van tachtig tekens breed genoeg voor is"
    shutil.copytree(VLAARDINGEN, lang)
    scherm = dossieraudit("score", lang, "--peildatum", "2017-10-01").uit
    opdrachten = re.findall(r"^  (\S+) +dossieraudit (.*)$", scherm, re.MULTILINE)
    assert [naam for naam, _ in opdrachten] == ["waarom?", "rapport", "gegevens"]
    argumenten = shlex.split(opdrachten[0][1])
    assert argumenten[1] == str(lang)
    assert dossieraudit(*argumenten).code == 0


def test_nothing_to_repeat_for_standard_input(dossieraudit: Opdracht) -> None:
    assert "Wat nu" not in dossieraudit("score", "-", invoer=GOED).uit


# The other commands


def test_init_lays_an_onderzoek_that_scores(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = tmp_path / "proef"
    afloop = dossieraudit("init", map_)
    assert afloop.code == 0
    assert (
        afloop.uit
        == f"""\
Klaargezet in {map_}: een onderzoek met verzonnen dossiers.
  toetsen   dossieraudit score {map_}
  rapport   dossieraudit report {map_} -o {map_}-rapport
Vervang de bestanden in dossiers/ door uw eigen, geanonimiseerde dossiers.
"""
    )
    assert dossieraudit("score", map_, "--format", "csv").uit == dossieraudit("score", VOORBEELD, "--format", "csv").uit
    tweede = dossieraudit("init", map_)
    assert (tweede.code, tweede.fout) == (
        2,
        f"Verkeerd gebruik: '{map_}' bestaat al en is niet leeg; kies een nieuwe map\n",
    )


def test_kader_list_and_check(dossieraudit: Opdracht) -> None:
    kader = laad_kader().kader
    lijst = dossieraudit("kader", "list")
    assert lijst.code == 0
    assert f"{kader.id}  {kader.titel}, versie {kader.versie}, 26 bladen\n" in lijst.uit
    controle = dossieraudit("kader", "check")
    assert controle.code == 0
    assert re.fullmatch(r".*: in orde \(26 bladen, \d+ eisen, \d+ kenmerken.*\)\.\n", controle.uit)


@pytest.mark.parametrize("soort", SOORTEN)
def test_schemas_are_json_schemas(dossieraudit: Opdracht, soort: str) -> None:
    schema = json.loads(dossieraudit("kader", "schema", soort).uit)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert soort in schema["$id"]


def test_the_dossier_schema_knows_the_example(dossieraudit: Opdracht) -> None:
    """The published schema accepts every dossier of the example and refuses an unknown field."""
    schema = json.loads(dossieraudit("kader", "schema", "dossier").uit)
    controle = jsonschema.Draft202012Validator(schema)
    for geladen in laad_dossiers(VLAARDINGEN).dossiers:
        controle.validate(geladen.dossier.model_dump(mode="json"))
    assert not controle.is_valid({"id": "x", "oordeel": "goed"})


@pytest.mark.skipif(os.name == "nt", reason="no CPU time of children")
def test_help_costs_at_most_twice_an_import_of_its_libraries() -> None:
    """Help starts at once: pandas, jinja2 and the models load only where they are used."""
    import resource

    def cpu(*argumenten: str) -> float:
        def totaal() -> float:
            gebruik = resource.getrusage(resource.RUSAGE_CHILDREN)
            return gebruik.ru_utime + gebruik.ru_stime

        voor = totaal()
        subprocess.run([sys.executable, *argumenten], check=True, capture_output=True, cwd=ROOT)
        return totaal() - voor

    metingen = [(cpu("-c", "import typer, rich"), cpu("-m", "dossieraudit", "--help")) for _ in range(7)]
    basis, hulp = (min(kolom) for kolom in zip(*metingen, strict=True))
    assert hulp <= 2 * basis


# Why an oordeel is what it is


@pytest.mark.parametrize("naam", ["SH3.1", "SH3", "SH", "hoofdstuk 3", "totaal"])
def test_every_oordeel_explains_itself(naam: str) -> None:
    """The rule, the counts it saw and the sensitivity of a leaf, criterium, thema, chapter and the whole."""
    klaar = subprocess.run(
        [sys.executable, "-m", "dossieraudit", "explain", str(VOORBEELD), "--oordeel", naam],
        capture_output=True,
        text=True,
        check=False,
    )
    assert klaar.returncode == 0, klaar.stderr
    assert klaar.stdout.startswith(naam)
    assert "Oordeel: onvoldoende" in klaar.stdout
    assert "Regel " in klaar.stdout
    assert "Toegepast op:" in klaar.stdout
    assert "navolgbaar is" in klaar.stdout


def test_an_oordeel_over_part_of_the_dossiers_says_which_are_not_in_it(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = tmp_path / "onderzoek"
    shutil.copytree(VOORBEELD, map_)
    (map_ / "dossiers" / "stuk.yaml").write_text("id: X\nonbekend: 1\n", encoding="utf-8")
    afloop = dossieraudit("explain", map_, "--oordeel", "totaal")
    assert (afloop.code, "stuk.yaml" in afloop.fout) == (3, True)
