"""What a run writes is never something that it reads, never one file twice, and never anything but a file."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from dossieraudit.loading.dossiers import laad_dossiers
from tests.conftest import VLAARDINGEN, Opdracht

EEN = laad_dossiers(VLAARDINGEN).dossiers[0].dossier.model_dump_json() + "\n"
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of this kind are of POSIX")


def inhoud(map_: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {str(p.relative_to(map_)): p.read_bytes() for p in sorted(map_.rglob("*")) if p.is_file()}


@pytest.fixture
def plek(dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a file of dossiers `s.jsonl`, an onderzoek `map` and a plain folder `los`."""
    del dossieraudit  # it goes to the root of the checkout, and this away from there
    (tmp_path / "s.jsonl").write_text(EEN)
    (tmp_path / "los").mkdir()
    (tmp_path / "los" / "a.jsonl").write_text(EEN)
    shutil.copytree(VLAARDINGEN, tmp_path / "map")
    shutil.copytree(tmp_path / "map" / "dossiers", tmp_path / "kaal")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "argumenten",
    [
        ["score", "s.jsonl", "-o", "s.jsonl"],
        ["score", "s.jsonl", "-o", "los/../s.jsonl"],
        ["score", "./s.jsonl", "-o", "{hier}/s.jsonl"],
        ["score", "s.jsonl", "-o", "o.csv", "--rejects", "s.jsonl"],
        ["score", "los", "-o", "los/a.jsonl"],
        ["score", "kaal", "--format", "json", "-o", "kaal/V01.yaml"],
        ["score", "map", "--format", "json", "-o", "map/dossiers/V01.yaml"],
        ["score", "map", "--format", "json", "-o", "map/onderzoek.yaml"],
        ["score", "map", "--format", "json", "-o", "map/profiel.yaml"],
        ["score", "map", "--rapport", "junit=map/dossiers/V07.yaml"],
        ["score", "map", "-o", "o.csv", "--rejects", "map/dossiers/V07.yaml"],
        ["score", "map", "--view", "regie", "--format", "console", "-o", "map/toelichtingen/notitie.txt"],
        ["privacy", "check", "map", "-o", "map/dossiers/V02.yaml"],
        ["privacy", "check", "s.jsonl", "--namen", "namen.txt", "-o", "namen.txt"],
        ["report", "map", "--format", "md", "-o", "map/toelichtingen/1.md"],
        ["compare", "map", "vorige.json", "--format", "json", "-o", "vorige.json"],
        ["review", "map", "--beoordelaar", "b1", "-o", "map/documenten/plan.xlsx"],
        ["review", "agreement", "b1.yaml", "b2.yaml", "-o", "b1.yaml"],
        ["import", "export.csv", "--mapping", "m.jsonl", "-o", "o.jsonl", "--rejects", "m.jsonl"],
    ],
    ids=" ".join,
)
def test_no_command_writes_over_what_it_reads(dossieraudit: Opdracht, plek: Path, argumenten: Sequence[str]) -> None:
    for extra in ("namen.txt", "m.jsonl", "export.csv", "b1.yaml", "b2.yaml"):
        (plek / extra).write_text("Jansen\n")
    (plek / "map" / "documenten" / "plan.xlsx").write_text("van een ander")
    (plek / "map" / "toelichtingen" / "notitie.txt").write_text("van een mens")
    if "vorige.json" in argumenten:
        assert dossieraudit("score", "map", "--format", "json", "-o", "vorige.json").code == 0
    eerder = inhoud(plek)
    afloop = dossieraudit(*(deel.format(hier=plek) for deel in argumenten))
    assert (afloop.code, afloop.uit) == (2, ""), afloop.fout
    assert "zou invoer van deze opdracht vervangen" in afloop.fout
    assert inhoud(plek) == eerder


@_POSIX
@pytest.mark.parametrize("soort", ["symbolic", "hard"])
@pytest.mark.parametrize("invoer", ["s.jsonl", "los"])
def test_another_name_for_an_input_is_that_input(dossieraudit: Opdracht, plek: Path, soort: str, invoer: str) -> None:
    bron = plek / ("s.jsonl" if invoer == "s.jsonl" else "los/a.jsonl")
    ander = plek / "ander.jsonl"
    if soort == "symbolic":
        ander.symlink_to(bron)
    else:
        ander.hardlink_to(bron)
    eerder = inhoud(plek)
    afloop = dossieraudit("score", invoer, "-o", "ander.jsonl")
    assert afloop.code == 2
    assert "'ander.jsonl' zou invoer" in afloop.fout
    assert inhoud(plek) == eerder


@_POSIX
def test_standard_input_from_a_file_is_that_file(plek: Path) -> None:
    with (plek / "s.jsonl").open() as stroom:
        opdracht = [sys.executable, "-m", "dossieraudit", "score", "-", "--format", "json", "-o", "s.jsonl"]
        gedaan = subprocess.run(opdracht, stdin=stroom, capture_output=True, text=True, check=False)
    assert gedaan.returncode == 2, gedaan.stderr
    assert (plek / "s.jsonl").read_text() == EEN


@pytest.mark.parametrize(
    "argumenten",
    [
        ["score", "map", "-o", "map/uitvoer/x.csv"],
        ["score", "map", "--format", "json", "-o", "map/uitkomst.json"],
        ["score", "kaal", "-o", "kaal/x.csv"],
        ["report", "map", "--format", "md", "-o", "map/rapport"],
        ["privacy", "check", "map", "-o", "gevonden.txt"],
    ],
    ids=" ".join,
)
def test_an_earlier_result_may_be_replaced_also_in_a_folder_that_is_read(
    dossieraudit: Opdracht, plek: Path, argumenten: Sequence[str]
) -> None:
    eerste = dossieraudit(*argumenten)
    eerder = inhoud(plek)
    tweede = dossieraudit(*argumenten)
    assert eerste.code == tweede.code < 2, tweede.fout
    assert inhoud(plek) == eerder


@pytest.mark.parametrize(
    "argumenten",
    [
        ["score", "s.jsonl", "-o", "o.csv", "--rejects", "o.csv"],
        ["score", "s.jsonl", "-o", "o.csv", "--rejects", "los/../o.csv"],
        ["score", "s.jsonl", "--format", "json", "-o", "o.xml", "--rapport", "junit=los/../o.xml"],
        ["score", "s.jsonl", "--rapport", "json=o.xml", "--rapport", "junit=los/../o.xml"],
        ["import", "export.csv", "--mapping", "m.yaml", "-o", "o.jsonl", "--rejects", "los/../o.jsonl"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("staat_er", [False, True])
def test_two_outputs_are_two_files(
    dossieraudit: Opdracht, plek: Path, argumenten: Sequence[str], staat_er: bool
) -> None:
    if staat_er:
        for naam in ("o.csv", "o.xml", "o.jsonl"):
            (plek / naam).write_text("eerder")
    eerder = inhoud(plek)
    afloop = dossieraudit(*argumenten)
    assert afloop.code == 2
    assert "kunnen niet hetzelfde bestand zijn; geef elke uitvoer een eigen naam" in afloop.fout
    assert inhoud(plek) == eerder


@_POSIX
@pytest.mark.parametrize(
    "argumenten",
    [
        ["score", "s.jsonl", "-o", "pijp.csv"],
        ["score", "s.jsonl", "-o", "o.csv", "--rejects", "pijp.csv"],
        ["score", "s.jsonl", "--format", "json", "-o", "pijp.csv"],
        ["score", "s.jsonl", "--format", "json", "-o", "naar-pijp"],
        ["score", "s.jsonl", "--rapport", "json=o.json", "--rapport", "junit=pijp.csv"],
        ["privacy", "check", "s.jsonl", "-o", "pijp.csv"],
        ["kader", "schema", "dossier", "-o", "pijp.csv"],
    ],
    ids=" ".join,
)
def test_a_pipe_stays_a_pipe(dossieraudit: Opdracht, plek: Path, argumenten: Sequence[str]) -> None:
    os.mkfifo(plek / "pijp.csv")
    (plek / "naar-pijp").symlink_to("pijp.csv")
    eerder = sorted(plek.iterdir())
    afloop = dossieraudit(*argumenten)
    assert afloop.code == 2
    assert "is niet te schrijven: dit is geen gewoon bestand; kies een andere plaats" in afloop.fout
    assert (plek / "pijp.csv").is_fifo()
    assert sorted(plek.iterdir()) == eerder


def test_a_folder_is_refused_before_anything_is_written(dossieraudit: Opdracht, plek: Path) -> None:
    afloop = dossieraudit("score", "s.jsonl", "-o", "o.csv", "--rejects", "los")
    assert afloop.code == 2
    assert "'los' is niet te schrijven: dit is een map" in afloop.fout
    assert not (plek / "o.csv").exists()


@_POSIX
def test_a_link_to_an_ordinary_file_may_be_written(dossieraudit: Opdracht, plek: Path) -> None:
    (plek / "doel.csv").write_text("eerder")
    (plek / "link.csv").symlink_to("doel.csv")
    assert dossieraudit("score", "s.jsonl", "-o", "link.csv").code == 0
    assert (plek / "link.csv").read_text().startswith("dossier,")


# Standard streams that are closed


def in_een_schil(opdracht: str) -> subprocess.CompletedProcess[str]:
    """A command of which the shell closes a stream."""
    return subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m dossieraudit {opdracht}'], capture_output=True, text=True, check=False
    )


@_POSIX
@pytest.mark.usefixtures("plek")
@pytest.mark.parametrize("opdracht", ["score - <&-", "validate - <&-", "score s.jsonl - -o o.json --format json <&-"])
def test_standard_input_that_is_closed_is_said(opdracht: str) -> None:
    gedaan = in_een_schil(opdracht)
    assert gedaan.returncode == 2
    assert "'-' leest de standaardinvoer, maar die is dicht" in gedaan.stderr


@_POSIX
@pytest.mark.usefixtures("plek")
@pytest.mark.parametrize(
    ("opdracht", "code"),
    [
        ("validate nietda 2>&-", 3),
        ("score --bestaat-niet 2>&-", 2),
        ("score s.jsonl -q <&-", 0),
        ("score s.jsonl -o o.csv 2>&-", 0),
        ("score s.jsonl --format json >&-", 0),
        ("validate nietda <&- >&- 2>&-", 3),
    ],
)
def test_a_closed_stream_changes_no_exit_code(opdracht: str, code: int) -> None:
    gedaan = in_een_schil(opdracht)
    assert (gedaan.returncode, gedaan.stdout, gedaan.stderr) == (code, "", "")
