"""Nothing leaves: no network is used, and nothing out of a dossier stands in messages unless it is asked for."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from dossieraudit.cli.app import app
from tests.conftest import ROOT, VLAARDINGEN, Opdracht

# Python tells an audit hook of every use of a socket, also by code in C; a network of any kind ends the process.
BEWAKER = """
import os, sys

def bewaak(gebeurtenis, argumenten):
    if gebeurtenis.startswith(("socket.", "urllib.", "ftplib.", "smtplib.", "http.client.")):
        os.write(2, f"NETWERK: {gebeurtenis}".encode())
        os._exit(99)

sys.addaudithook(bewaak)
"""


def bewaakt(programma: str, *argumenten: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", BEWAKER + programma, *map(str, argumenten)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"},
    )


def draai(*argumenten: object) -> "subprocess.CompletedProcess[str]":
    programma = "sys.argv[0] = 'dossieraudit'\nfrom dossieraudit.cli import main\nmain()"
    return bewaakt(programma, *argumenten)


@pytest.mark.parametrize(
    "programma",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://localhost:9/')",
    ],
)
def test_the_guard_sees_a_network(programma: str) -> None:
    afloop = bewaakt(programma)
    assert (afloop.returncode, "NETWERK" in afloop.stderr) == (99, True)


# Every command there is, in an order in which each finds what it reads. {v}: the example, {w}: a folder to work in.
ALLE: dict[str, list[str]] = {
    "init": ["{w}/init", "-q"],
    "validate": ["{v}"],
    "score": ["{v}", "-q"],
    "score (tabel)": ["{w}/d.jsonl", "-o", "{w}/uit.csv", "--rejects", "{w}/rest.jsonl", "--workers", "1", "-q"],
    "score (json)": ["{v}", "--format", "json", "-o", "{w}/r.json", "-q"],
    "score (verify)": ["{v}", "--verify", "{w}/r.json"],
    "explain": ["{v}", "V07", "SH3.1"],
    "report": ["{v}", "-o", "{w}/rapport", "--format", "html,md,docx,odt,pdf,xlsx", "-q"],
    "report (publicatie)": ["{v}", "-o", "{w}/p", "--publicatie", "--format", "html,md,docx,odt,pdf,xlsx", "-q"],
    "compare": ["{v}", "{w}/init"],
    "sample": ["{w}/lijst.csv", "--aantal", "1", "--zaad", "z", "-o", "{w}/loting", "-q"],
    "import": ["{w}/tabel.csv", "--suggest"],
    "review assess": ["{w}/init", "--beoordelaar", "b9", "-o", "{w}/f.xlsx", "-q"],
    "review assess (lees)": ["{w}/init", "--lees", "{w}/f.xlsx", "-q"],
    "review agreement": ["{w}/init/beoordelingen/b1.yaml", "{w}/init/beoordelingen/b2.yaml"],
    "kader list": [],
    "kader show": [],
    "kader copy": ["stelseltoezicht-jeugd-2017", "{w}/kader"],
    "kader check": ["{r}"],
    "kader test": ["{r}"],
    "kader docs": ["{r}", "-o", "{w}/boek"],
    "kader diff": ["stelseltoezicht-jeugd-2017", "{w}/kader"],
    "kader schema": ["--all", "-o", "{w}/schemas"],
    "privacy check": ["{v}", "-q"],
    "privacy pseudonymise": ["{v}", "-o", "{w}/ps", "--sleutel", "{w}/sleutel.txt", "-q"],
}
# What says nothing about a family may be read by others: norms, schemas and the invented example.
OPENBAAR = ("init/", "kader/", "boek/", "schemas/", "lijst.csv", "tabel.csv", "d.jsonl")
# Commands one after the other in one process: starting Python for each would take longer than all of them together.
REEKS = """
import json
from dossieraudit.cli import main
for naam, opdracht in json.loads(sys.argv[1]).items():
    sys.argv = ["dossieraudit", *opdracht]
    try:
        main()
    except SystemExit as einde:
        os.write(2, f"KLAAR {naam}: {einde.code or 0}\\n".encode())
"""


@pytest.fixture(scope="module")
def alles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, "subprocess.CompletedProcess[str]"]:
    werk = tmp_path_factory.mktemp("stil")
    (werk / "d.jsonl").write_text(json.dumps(_vol()) + "\n", encoding="utf-8")
    (werk / "lijst.csv").write_text("id\nD1\nD2\n", encoding="utf-8")
    (werk / "tabel.csv").write_text("zaaknr;datum\n1;2017-05-10\n", encoding="utf-8")
    reeks = {
        naam: [
            *naam.split(" (")[0].split(),
            *(d.format(v=VLAARDINGEN, w=werk, r="randvoorwaarden-veiligheid-jeugdigen") for d in rest),
        ]
        for naam, rest in ALLE.items()
    }
    return werk, bewaakt(REEKS, json.dumps(reeks))


def test_no_command_touches_a_network(alles: tuple[Path, "subprocess.CompletedProcess[str]"]) -> None:
    """The first that did would end the process, and the others would not be done."""
    afloop = alles[1]
    assert "NETWERK" not in afloop.stderr
    gedaan = dict(re.findall(r"KLAAR (.+): (\d+)", afloop.stderr))
    assert {naam: int(code) for naam, code in gedaan.items()} == dict.fromkeys(ALLE, 0), afloop.stderr[-3_000:]


def test_every_command_is_among_them() -> None:
    """A new command has to be added to the list above, so that it is guarded too."""

    def namen(opdracht: Any, voor: str = "") -> Iterator[str]:
        for naam, onder in opdracht.commands.items():
            if getattr(onder, "commands", None):
                yield from namen(onder, f"{voor}{naam} ")
            else:
                yield f"{voor}{naam}"

    assert {naam.split(" (")[0] for naam in ALLE} == set(namen(get_command(app)))


def test_every_file_is_for_its_owner_alone(alles: tuple[Path, "subprocess.CompletedProcess[str]"]) -> None:
    werk = alles[0]
    bestanden = [pad for pad in werk.rglob("*") if pad.is_file()]
    geheim = {pad for pad in bestanden if not str(pad.relative_to(werk)).startswith(OPENBAAR)}
    assert len(geheim) > 40
    assert {str(pad) for pad in geheim if pad.stat().st_mode & 0o077} == set()
    assert not [pad for pad in bestanden if pad.name.startswith(".")]


# Messages

MERK = "Xylofoonbloesem"


def _vol() -> dict[str, Any]:
    """A dossier with the mark in every free text."""
    return {
        "id": "D1",
        "overdracht": {"soort": "na_triage", "ontvangen_op": "2017-05-10", "toelichting": MERK},
        "contacten": [{"id": "c1", "datum": "2017-05-12", "verslag": MERK}],
        "veiligheidsrisicos": [{"id": "r1", "soort": "huisvesting", "omschrijving": MERK}],
        "instrumenten": [{"id": "i1", "soort": "ander_instrument", "naam": MERK}],
        "escalaties": [{"id": "e1", "omschrijving": MERK}],
        "hulpvraag": {"omschrijving": MERK},
        "afsluiting": {"toelichting": MERK},
        "notities": MERK,
    }


def _met(pad: str, waarde: Any) -> Callable[[], bytes]:
    def maak() -> bytes:
        dossier: Any = _vol()
        deel, *stappen = dossier, *pad.split(".")
        for stap in stappen[:-1]:
            deel = deel[int(stap)] if stap.isdecimal() else deel.setdefault(stap, {})
        deel[stappen[-1]] = waarde
        return yaml.safe_dump(dossier, allow_unicode=True).encode()

    return maak


def _tekst(inhoud: str, codering: str = "utf-8") -> Callable[[], bytes]:
    return lambda: inhoud.encode(codering)


GEBROKEN: dict[str, Callable[[], bytes]] = {
    # A key may be a name; only the name of a field of ours is ever repeated.
    "a name for a key": _met(MERK, 1),
    "a name for a key below": _met(f"overdracht.{MERK.lower()}", 1),
    "a name for a key twice": _tekst(f"id: D1\n{MERK}: 1\n{MERK}: 2\n"),
    "a name for a path": _met("vindplaatsen", {MERK: "blz. 1"}),
    "a name for a path below": _met("vindplaatsen", {f"overdracht.{MERK}": "blz. 1"}),
    "a name for the id of what is wrong": _met("contacten", [{"id": MERK.lower(), "datum": "gisteren"}]),
    "a name for the id of who is referred to": _met("gezinsleden", [{"id": MERK, "rol": "kind", "woont_thuis": 1}]),
    "an unknown key": _met(f"{MERK} zei", 1),
    "an unknown key below": _met(f"overdracht.Volgens {MERK}", MERK),
    "an unknown field": _met("overdracht.opmerking", MERK),
    "text for a date": _met("overdracht.ontvangen_op", MERK),
    "text for a day": _met("contacten.0.datum", f"12 mei, {MERK}"),
    "text for a choice": _met("overdracht.soort", MERK),
    "text for yes or no": _met("overdracht.gesprek_gehouden", MERK),
    "text for a number": _met("contacten.0.aantal_medewerkers", MERK),
    "text for a list": _met("contacten", MERK),
    "text for a group": _met("overdracht", MERK),
    "a list for text": _met("notities", [MERK]),
    "a group for text": _met("contacten.0.verslag", {MERK: MERK}),
    "no valid id": _met("contacten.0.id", f"{MERK} van de buren"),
    "a person that is not there": _met("gezinsleden", [{"id": "m1", "rol": "moeder"}, {"id": "k1", "rol": MERK}]),
    "a reference to nobody": lambda: yaml.safe_dump(
        _vol() | {"gezinsleden": [], "hulpvraag": {"betrokkenen": [MERK], "omschrijving": MERK}}
    ).encode(),
    "dates in the wrong order": _met("overdracht.opgepakt_op", "2017-01-01"),
    "a path to nothing": _met("vindplaatsen", {f"contacten[{MERK}].datum": MERK}),
    "a path that is a sentence": _met("vindplaatsen", {f"{MERK} zei dat": MERK}),
    "too long a text": _met("notities", MERK * 2_000),
    "a value where no value is": _met("niet_aangeleverd", [MERK]),
    "YAML without an end": _tekst(f'id: D1\nnotities: "{MERK}\n'),
    "YAML with a tab": _tekst(f"id: D1\nnotities:\n\t- {MERK}\n"),
    "YAML with a double key": _tekst(f"id: D1\nnotities: {MERK}\nnotities: {MERK}\n"),
    "YAML with an alias": _tekst(f"id: &a {MERK}\nnotities: *a\n"),
    "YAML with a tag": _tekst(f"id: D1\nnotities: !!python/name:{MERK} x\n"),
    "YAML with a colon": _tekst(f"id: D1\nnotities: {MERK}: zei hij: nee\n"),
    "YAML that is one text": _tekst(MERK),
    "a NUL": _tekst(f"id: D1\nnotities: {MERK}\0\n"),
    "another encoding": _tekst(f"id: D1\nnotities: {MERK} caf\u00e9\n", "latin-1"),
    "UTF-16": _tekst(f"id: D1\nnotities: {MERK}\n", "utf-16"),
}
GEBROKEN_JSON: dict[str, Callable[[], bytes]] = {
    "JSON without an end": _tekst(f'{{"id": "D1", "notities": "{MERK}'),
    "JSON with a comma too many": _tekst(f'{{"id": "D1", "notities": "{MERK}",}}'),
    "JSON with a double key": _tekst(f'{{"id": "D1", "notities": "{MERK}", "notities": "{MERK}"}}'),
    "JSON with a name for a key": _tekst(f'{{"id": "D1", "{MERK}": 1}}'),
    "JSON with a name for a key twice": _tekst(f'{{"id": "D1", "{MERK}": 1, "{MERK}": 2}}'),
    "JSON with half a character": _tekst(f'{{"id": "D1", "notities": "{MERK}\\ud800"}}'),
    "JSON that nests without end": _tekst(f'{{"id": {"[" * 500}"{MERK}"'),
}
OPDRACHTEN: dict[str, list[str]] = {
    "score": ["score", "{map}", "--allow-invalid"],
    "validate": ["validate", "{map}"],
    "explain": ["explain", "{map}", "D1", "SH1.1"],
    "report": ["report", "{map}", "-o", "{uit}", "--format", "md"],
    "privacy check": ["privacy", "check", "{map}", "--vanaf", "mogelijk"],
    "privacy pseudonymise": ["privacy", "pseudonymise", "{map}", "-o", "{uit}2", "--sleutel", "{uit}.sleutel"],
}


@pytest.fixture(scope="module")
def map_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plek = tmp_path_factory.mktemp("dossiers")
    for soort, gevallen in (("yaml", GEBROKEN), ("json", GEBROKEN_JSON)):
        for nummer, maak in enumerate(gevallen.values()):
            (plek / f"{nummer:02}.{soort}").write_bytes(maak())
    (plek / "goed.json").write_text(json.dumps(_vol() | {"id": "goed"}), encoding="utf-8")
    (plek / "regels.jsonl").write_bytes(b"\n".join(maak() for maak in GEBROKEN_JSON.values()) + b"\n")
    return plek


def _lekken(tekst: str) -> Iterator[str]:
    return (regel for regel in tekst.splitlines() if MERK.lower() in regel.lower())


def test_every_way_of_breaking_is_seen(dossieraudit: Opdracht, map_: Path) -> None:
    """Otherwise silence would prove nothing: all of them are rejected, and each says something."""
    resultaat = dossieraudit("score", map_, "--format", "json", "--allow-invalid", "--peildatum", "2017-11-01")
    afgekeurd = {een["invoer"] for een in json.loads(resultaat.uit)["afgekeurd"]}
    alle = {pad.name for pad in map_.iterdir()} - {"goed.json"}
    assert alle - {naam.rsplit("/", 1)[-1] for naam in afgekeurd} == set()


@pytest.mark.parametrize("opdracht", OPDRACHTEN)
def test_no_message_holds_anything_of_a_case(dossieraudit: Opdracht, map_: Path, tmp_path: Path, opdracht: str) -> None:
    argumenten = [deel.format(map=map_, uit=tmp_path / "uit") for deel in OPDRACHTEN[opdracht]]
    afloop = dossieraudit(*argumenten)
    assert list(_lekken(afloop.fout)) == []
    assert list(_lekken(afloop.uit)) == []
    assert afloop.code != 70, afloop.fout


# What stands beside the dossiers is written about the same people, and is held against the lists of the framework.
ONDERZOEK = "naam: n\ngemeente: g\nwijkteam: w\nkader: stelseltoezicht-jeugd-2017\npeildatum: 2017-11-01\n"
OORDEEL = {
    "dossier": "D1",
    "blad": "SH1.1",
    "beoordelaar": "b1",
    "datum": "2017-10-30",
    "uitkomst": "voldoet",
    "motivering": f"dat zei {MERK} ons",
    "uitkomst_machine": f"{MERK} zei nee",
}
BRONNEN: dict[str, Any] = {
    "interviews/a.yaml": {"id": "C1", "groep": MERK.lower(), "antwoorden": {MERK.lower(): MERK.lower()}},
    "interviews/b.yaml": {"id": "C2", "groep": "client", "antwoorden": {"wijkteam_actief": MERK.lower()}},
    "documenten/a.yaml": {"id": "D01", "titel": MERK, "soort": "beleid", "antwoorden": {MERK.lower(): MERK.lower()}},
    "beoordelingen/b1.yaml": [OORDEEL],
    "beoordelingen/b2.yaml": [OORDEEL | {"beoordelaar": "b2"}],
}


@pytest.mark.parametrize(
    "opdracht",
    [
        ["score", "{map}"],
        ["privacy", "pseudonymise", "{map}", "-o", "{uit}", "--sleutel", "{uit}.sleutel"],
        ["review", "agreement", "{map}/beoordelingen/b1.yaml", "{map}/beoordelingen/b2.yaml"],
    ],
)
def test_no_message_holds_anything_of_an_interview_or_judgement(
    dossieraudit: Opdracht, tmp_path: Path, opdracht: list[str]
) -> None:
    plek = tmp_path / "onderzoek"
    for naam, inhoud in ({"dossiers/d.yaml": _vol()} | BRONNEN).items():
        (plek / naam).parent.mkdir(parents=True, exist_ok=True)
        (plek / naam).write_text(yaml.safe_dump(inhoud), encoding="utf-8")
    (plek / "onderzoek.yaml").write_text(ONDERZOEK, encoding="utf-8")
    afloop = dossieraudit(*(deel.format(map=plek, uit=tmp_path / "uit") for deel in opdracht))
    assert afloop.code == 3
    assert "geen uitkomst" in afloop.fout, "it is refused for what is held back here"
    assert list(_lekken(afloop.uit + afloop.fout)) == []


def test_no_message_holds_a_line_of_an_onderzoek(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Why a drawn case could not be read is about that case; so may be the reason for the onderzoek."""
    regel = f"steekproef: {{vervangingen: [{{dossier: D1, doro: D2, reden: {MERK} is verhuisd}}]}}\n"
    (tmp_path / "dossiers").mkdir()
    (tmp_path / "onderzoek.yaml").write_text(f"{ONDERZOEK}{regel}aanleiding: [{MERK}]\n", encoding="utf-8")
    afloop = dossieraudit("score", tmp_path)
    assert (afloop.code, afloop.fout.count("onderzoek.yaml:6:"), list(_lekken(afloop.fout))) == (3, 1, [])
    assert len(list(_lekken(dossieraudit("score", tmp_path, "--toon-waarden").fout))) > 0


def test_values_are_shown_on_request(dossieraudit: Opdracht, map_: Path) -> None:
    """The proof that the mark would be seen if it were not held back."""
    assert len(list(_lekken(dossieraudit("validate", map_, "--toon-waarden").fout))) > 10


@pytest.mark.parametrize("plaats", ["dossieraudit.scoring.Scoring.score", "dossieraudit.privacy.check.zoek"])
def test_a_fault_of_ours_shows_no_case_text(
    dossieraudit: Opdracht, map_: Path, monkeypatch: pytest.MonkeyPatch, plaats: str
) -> None:
    def stuk(*waarden: Any, **_: Any) -> None:
        raise ValueError(f"kapot op {MERK}: {waarden}")

    monkeypatch.setattr(plaats, stuk)
    opdracht = "privacy check" if "privacy" in plaats else "score"
    afloop = dossieraudit(*(deel.format(map=map_) for deel in OPDRACHTEN[opdracht]), *["--toon-waarden"])
    assert afloop.code == 70
    assert list(_lekken(afloop.uit)) == []
    assert "kapot op" not in afloop.fout


def test_no_plugin_of_another_package_sees_the_dossiers(tmp_path: Path, map_: Path) -> None:
    """pydantic hands what it reads to any installed package that says it is a plugin; ours tells it not to."""
    spion = "import sys\nsys.stderr.write('spion geladen')\nplugin = None\n"
    (tmp_path / "spion.py").write_text(spion, encoding="utf-8")
    gegevens = tmp_path / "spion-1.0.dist-info"
    gegevens.mkdir()
    (gegevens / "METADATA").write_text("Metadata-Version: 2.1\nName: spion\nVersion: 1.0\n", encoding="utf-8")
    (gegevens / "entry_points.txt").write_text("[pydantic]\nspion = spion:plugin\n", encoding="utf-8")
    omgeving = os.environ | {"PYTHONPATH": str(tmp_path)}
    omgeving.pop("PYDANTIC_DISABLE_PLUGINS", None)  # a command that ran in this process has set it

    def fout_van(*opdracht: str) -> str:
        klaar = subprocess.run([sys.executable, *opdracht], env=omgeving, capture_output=True, text=True, check=False)
        return klaar.stderr

    ongehinderd = "from pydantic import BaseModel\nclass A(BaseModel):\n    x: int\nA(x=1)"
    assert "spion geladen" in fout_van("-c", ongehinderd)
    assert "spion geladen" not in fout_van("-m", "dossieraudit", "score", str(map_))
