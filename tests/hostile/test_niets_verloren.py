"""Nothing is lost: killed at any moment of writing, or on a full disk, a file is the old one or the new one, whole."""

import errno
import os
import re
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dossieraudit.cli import main
from dossieraudit.errors import Gebruiksfout
from dossieraudit.outputs import files
from dossieraudit.outputs.files import ACHTERVOEGSEL, schrijf_heel, schrijf_stromend, tijdelijke_map
from tests.conftest import ROOT, Afloop, Opdracht
from tests.hostile.meting import draai
from tests.review_voorbeeld import Formulier, klein_onderzoek, oordeel

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills children of its own; needs fork")
OUD, NIEUW = b"oud" * 1_000, b"nieuw" * 50_000
# What Python reports of everything that touches the file system.
STAPPEN = ("open", "os.rename", "os.remove", "os.chmod", "os.mkdir", "tempfile.mkstemp", "os.truncate")


def in_kind(doe: Callable[[], None]) -> int:
    """Run something in a forked child; gives its exit code, or minus the signal that ended it."""
    sys.stdout.flush()
    sys.stderr.flush()
    kind = os.fork()
    if kind == 0:
        code = 99
        try:
            for greep in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), greep)
            doe()
            code = 0
        except SystemExit as einde:
            code = int(einde.code or 0)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1])


def dood_bij_stap(stap: int, onder: Path) -> None:
    """Kill this process the n-th time that it touches a file under a folder, before it does."""
    over = [stap]

    def tel(gebeurtenis: str, argumenten: tuple[object, ...]) -> None:
        if gebeurtenis in STAPPEN and any(str(a).startswith(str(onder)) for a in argumenten):
            if gebeurtenis == "open" and isinstance(argumenten[1], str) and argumenten[1].startswith("r"):
                return
            over[0] -= 1
            if over[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(tel)


def resten(map_: Path) -> Iterator[Path]:
    return (pad for pad in map_.rglob("*") if pad.name.endswith(ACHTERVOEGSEL))


@pytest.mark.parametrize("hoe", ["heel", "stromend"])
@pytest.mark.parametrize("was_er", [True, False])
def test_a_kill_at_any_step_leaves_the_old_or_the_new_file(tmp_path: Path, hoe: str, was_er: bool) -> None:
    """Also within the writing itself, between two blocks and before they reach the disk."""

    def schrijf(doel: Path, stap: int) -> None:
        dood_bij_stap(stap - 100, doel.parent) if stap > 100 else None
        echt = os.fsync
        if stap == 1:
            os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
        elif stap == 2:
            os.fsync = lambda greep: (echt(greep), os.kill(os.getpid(), signal.SIGKILL))[0]  # type: ignore[assignment]
        if hoe == "heel":
            schrijf_heel(doel, NIEUW)
            return
        with schrijf_stromend(str(doel)) as bestand:
            bestand.write(NIEUW[:70_000])
            if stap == 3:
                os.kill(os.getpid(), signal.SIGKILL)
            bestand.write(NIEUW[70_000:])

    gedood = 0
    for stap in (1, 2, 3, *range(101, 108)):
        map_ = tmp_path / f"{stap}"
        map_.mkdir()
        doel = map_ / "rapport.md"
        if was_er:
            doel.write_bytes(OUD)
        code = in_kind(lambda doel=doel, stap=stap: schrijf(doel, stap))  # type: ignore[misc]
        gedood += code == -signal.SIGKILL
        assert code in (0, -signal.SIGKILL)
        gevonden = doel.read_bytes() if doel.exists() else None
        assert gevonden in ((OUD if was_er else None), NIEUW), (stap, gevonden and gevonden[:20])
        assert {pad.stat().st_mode & 0o777 for pad in resten(map_)} <= {0o600}
        schrijf_heel(doel, NIEUW)
        assert [pad.name for pad in map_.iterdir()] == ["rapport.md"], "the next run clears away what was left"
    assert gedood >= 5


def test_a_file_that_another_is_writing_is_left_alone(tmp_path: Path) -> None:
    """What is locked is no litter: two that write the same file at once both come to an end."""
    doel = tmp_path / "uit.csv"
    with schrijf_stromend(str(doel)) as eerste:
        eerste.write(b"een")
        schrijf_heel(doel, b"twee")
        assert len(list(resten(tmp_path))) == 1
    assert doel.read_bytes() == b"een"
    assert [pad.name for pad in tmp_path.iterdir()] == ["uit.csv"]


def test_a_folder_of_a_run_is_for_its_owner_and_gone_at_the_end(tmp_path: Path) -> None:
    """Also where the run fails, and where another that writes the same file clears away what was left."""
    doel = tmp_path / "uit.csv"

    def breek_af() -> None:
        with tijdelijke_map(str(doel)) as map_:
            assert (map_.parent, map_.stat().st_mode & 0o777) == (tmp_path, 0o700)
            (map_ / "deel").write_bytes(b"een")
            schrijf_heel(doel, b"twee")
            assert (map_ / "deel").read_bytes() == b"een"
            raise KeyError

    with pytest.raises(KeyError):
        breek_af()
    assert [pad.name for pad in tmp_path.iterdir()] == ["uit.csv"]
    with tijdelijke_map("memory://uit.csv") as map_:
        assert map_.stat().st_mode & 0o777 == 0o700
    assert not map_.exists()
    with pytest.raises(Gebruiksfout, match="niet te schrijven"), tijdelijke_map(str(tmp_path / "nergens" / "uit.csv")):
        pass


def test_litter_is_read_by_nobody(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """What a killed run left in an onderzoek is no dossier, interview, judgement or note."""
    onderzoek = klein_onderzoek(tmp_path / "o")
    for naam in ("dossiers/.V03.yaml.x", "interviews/.C1.yaml.x", "beoordelingen/.b1.yaml.x", "toelichtingen/.1.md.x"):
        (onderzoek / naam).parent.mkdir(exist_ok=True)
        (onderzoek / f"{naam}{ACHTERVOEGSEL}").write_text("id: [half", encoding="utf-8")
    assert dossieraudit("score", onderzoek, "-q").code == 0


# Whole commands


def _opdracht(*argumenten: object) -> Callable[[], None]:
    def doe() -> None:
        sys.argv = ["dossieraudit", *map(str, argumenten)]
        main()

    return doe


@pytest.fixture(scope="module")
def basis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An onderzoek with a judgement, a filled-in form with another, lines for bulk and a list to draw from."""
    map_ = tmp_path_factory.mktemp("basis")
    onderzoek = klein_onderzoek(map_ / "o")
    assert in_kind(_opdracht("review", onderzoek, "--beoordelaar", "b1", "-o", map_ / "f.xlsx", "-q")) == 0
    formulier = Formulier(map_ / "f.xlsx")
    eerste, tweede = list(formulier.rijen)[:2]
    formulier.vul({eerste: oordeel("voldoet", "Oud en bewaard oordeel.")})
    assert in_kind(_opdracht("review", onderzoek, "--lees", map_ / "f.xlsx", "-q")) == 0
    assert in_kind(_opdracht("review", onderzoek, "--beoordelaar", "b1", "-o", map_ / "f.xlsx", "-q")) == 0
    Formulier(map_ / "f.xlsx").vul({tweede: oordeel("voldoet", "Nieuw oordeel in dit formulier.")})
    dossier = '{"id": "D%d", "overdracht": {"soort": "na_triage", "ontvangen_op": "2017-05-10"}}\n'
    (map_ / "d.jsonl").write_text("".join(dossier % n for n in range(300)), encoding="utf-8")
    (map_ / "lijst.csv").write_text("id\n" + "".join(f"D{n}\n" for n in range(50)), encoding="utf-8")
    return map_


SCHRIJVERS: dict[str, tuple[list[str], list[str]]] = {
    "report": (["report", "o", "-o", "uit", "--format", "md"], ["uit/rapport.md"]),
    "score": (["score", "o", "--format", "json", "-o", "uit/r.json"], ["uit/r.json"]),
    "bulk": (
        ["score", "d.jsonl", "-o", "uit/t.csv", "--rejects", "uit/r.jsonl", "--workers", "1"],
        ["uit/t.csv", "uit/r.jsonl"],
    ),
    "sample": (
        ["sample", "lijst.csv", "--aantal", "5", "--zaad", "z", "-o", "uit"],
        ["uit/steekproef.yaml", "uit/steekproef.md", "uit/trekking.csv"],
    ),
    "review lees": (["review", "o", "--lees", "f.xlsx"], ["o/beoordelingen/b1.yaml"]),
    "review formulier": (["review", "o", "--beoordelaar", "b1", "-o", "uit/f.xlsx"], ["uit/f.xlsx"]),
    "pseudonymise": (
        ["privacy", "pseudonymise", "o", "-o", "uit", "--sleutel", "sleutel.txt"],
        ["uit/dossiers/V03.yaml", "uit/onderzoek.yaml"],
    ),
}


@pytest.mark.parametrize("naam", SCHRIJVERS)
def test_a_kill_while_a_command_writes(basis: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naam: str) -> None:
    """At several steps of its own writing; afterwards the same command comes to an end and leaves no litter."""
    opdracht, bestanden = SCHRIJVERS[naam]

    def vers(soort: str) -> Path:
        map_ = tmp_path / soort
        shutil.copytree(basis, map_)
        monkeypatch.chdir(map_)
        return map_

    vol = vers("vol")
    assert in_kind(_opdracht(*opdracht, "-q")) == 0
    nieuw = {b: (vol / b).read_bytes() for b in bestanden if (vol / b).exists()}
    assert nieuw
    gedood = 0
    for stap in (1, 4):
        map_ = vers(f"stap{stap}")
        oud = {b: (map_ / b).read_bytes() if (map_ / b).exists() else None for b in bestanden}

        def doe(stap: int = stap, map_: Path = map_) -> None:
            dood_bij_stap(stap, map_)
            _opdracht(*opdracht, "-q")()

        code = in_kind(doe)
        gedood += code == -signal.SIGKILL
        for bestand in bestanden:
            gevonden = (map_ / bestand).read_bytes() if (map_ / bestand).exists() else None
            assert gevonden == oud[bestand] or (naam == "pseudonymise" and gevonden) or gevonden == nieuw.get(bestand)
        assert {pad.stat().st_mode & 0o777 for pad in resten(map_)} <= {0o600}
        if naam != "pseudonymise":  # it does not write into a folder that holds something
            assert in_kind(_opdracht(*opdracht, "-q")) == 0
            assert {b: (map_ / b).read_bytes() for b in nieuw} == nieuw
            assert list(resten(map_)) == []
    assert gedood


@pytest.mark.parametrize("seconden", [0.5, 0.9])
def test_a_real_kill_at_a_moment_of_its_own(basis: Path, tmp_path: Path, seconden: float) -> None:
    """The program as a user starts it, ended from outside wherever it happens to be."""
    import subprocess
    import time

    map_ = tmp_path / "w"
    shutil.copytree(basis, map_)
    (map_ / "uit").mkdir()
    (map_ / "uit" / "rapport.md").write_bytes(OUD)
    opdracht = [sys.executable, "-m", "dossieraudit", "report", "o", "-o", "uit", "--format", "md"]
    with subprocess.Popen(opdracht, cwd=map_, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as proces:
        time.sleep(seconden)
        proces.kill()
    gevonden = (map_ / "uit" / "rapport.md").read_bytes()
    assert gevonden == OUD or (gevonden.startswith(b"# ") and gevonden.rstrip().endswith(b"."))
    assert (map_ / "o" / "beoordelingen" / "b1.yaml").read_text(encoding="utf-8").count("Oud en bewaard") == 1


# A full disk


@pytest.mark.parametrize("naam", SCHRIJVERS)
def test_a_full_disk_is_said_and_changes_nothing(
    basis: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dossieraudit: Opdracht, naam: str
) -> None:
    """Three commands take the place of nothing that is not theirs, so there is nothing for them to change."""
    opdracht, bestanden = SCHRIJVERS[naam]
    map_ = tmp_path / "w"
    shutil.copytree(basis, map_)
    for bestand in bestanden:
        if naam not in ("pseudonymise", "sample", "review formulier") and not (map_ / bestand).exists():
            (map_ / bestand).parent.mkdir(exist_ok=True)
            (map_ / bestand).write_bytes(OUD)
    voor = {pad: pad.read_bytes() for pad in map_.rglob("*") if pad.is_file()}
    monkeypatch.setattr(files.os, "fsync", _vol)
    monkeypatch.chdir(map_)
    afloop: Afloop = dossieraudit(*(map_ / d if d.startswith(("uit", "o/")) or d in _PADEN else d for d in opdracht))
    assert (afloop.code, "de schijf is vol" in afloop.fout) == (2, True), afloop.fout
    assert "Traceback" not in afloop.fout
    na = {pad: pad.read_bytes() for pad in map_.rglob("*") if pad.is_file() and pad.name != "sleutel.txt"}
    assert na == voor


_PADEN = {"o", "d.jsonl", "lijst.csv", "f.xlsx", "sleutel.txt"}


def _vol(greep: int) -> None:
    del greep
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_limit_of_the_system_is_said_too(basis: Path, tmp_path: Path) -> None:
    """For real: a process that may write no more than 4 kB, in the middle of a table."""
    map_ = tmp_path / "w"
    shutil.copytree(basis, map_)

    def doe() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))
        os.chdir(map_)
        with schrijf_stromend(str(map_ / "t.csv")) as bestand:
            bestand.write(NIEUW)

    assert in_kind(_vang(doe)) == 2
    assert list(map_.glob("*.csv")) == [map_ / "lijst.csv"]
    assert list(resten(map_)) == []


def _vang(doe: Callable[[], None]) -> Callable[[], None]:
    def gevangen() -> None:
        try:
            doe()
        except Gebruiksfout as fout:
            sys.exit(2 if "groter dan hier mag" in str(fout) else 98)

    return gevangen


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a device of Linux")
@pytest.mark.parametrize("formaat", ["console", "json"])
def test_a_screen_that_goes_to_a_full_disk(basis: Path, formaat: str) -> None:
    """Standard output is a file too; what could not be written ends the run with a message and an exit code."""
    import subprocess

    with Path("/dev/full").open("wb") as vol:
        afloop = subprocess.run(
            [sys.executable, "-m", "dossieraudit", "score", "o", "--format", formaat],
            cwd=basis, stdout=vol, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (afloop.returncode, afloop.stderr.count("de schijf is vol")) == (3, 1), afloop.stderr
    assert "Traceback" not in afloop.stderr


def test_everything_is_written_by_the_one_writer() -> None:
    """No module but these opens a file to write: the writer itself, the key (made once), and texts about norms."""
    schrijft = re.compile(r"\.write_(?:text|bytes)\(|open\([^)]*[\"'](?:w|a|x|wb|ab|xb)[\"']|O_WRONLY|O_CREAT")
    bron = ROOT / "src" / "dossieraudit"
    gevonden = {
        str(pad.relative_to(bron)) for pad in bron.rglob("*.py") if schrijft.search(pad.read_text(encoding="utf-8"))
    }
    assert gevonden <= {"outputs/files.py", "privacy/sleutel.py", "kaders/schemas.py", "cli/boundary.py"}, gevonden


def test_the_runner_of_these_tests_sees_a_kill(tmp_path: Path) -> None:
    assert in_kind(lambda: os.kill(os.getpid(), signal.SIGKILL)) == -signal.SIGKILL
    (tmp_path / "w").mkdir()
    assert draai("--version", map_=tmp_path / "w").code == 0
