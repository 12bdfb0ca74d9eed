"""Workers of a large run: they obey their parent, stop with it, and their falling out is said in words."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossieraudit.bulk.run import cores
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.outputs.files import schrijf_stromend
from tests.conftest import VLAARDINGEN, Opdracht

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals to a group, and /proc to see who is left")

# Moments after the start: before there are workers, while they begin, and while they are at work.
MOMENTEN = (0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5)
GEDULD = 30


@pytest.fixture(scope="module")
def bron(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many dossiers that two workers are busy for a good while."""
    regels = [g.dossier.model_dump_json() for g in laad_dossiers(VLAARDINGEN).dossiers]
    pad = tmp_path_factory.mktemp("bron") / "groot.jsonl"
    with pad.open("w") as bestand:
        for ronde in range(1200):
            bestand.writelines(regel.replace('{"id":"', f'{{"id":"r{ronde}-', 1) + "\n" for regel in regels)
    return pad


def in_sessie(sessie: int) -> list[int]:
    """The processes of a session that still run."""
    gevonden = []
    for map_ in Path("/proc").glob("[0-9]*"):
        try:
            staat, _, _, van = (map_ / "stat").read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue  # it ended meanwhile
        if int(van) == sessie and staat not in "ZX":
            gevonden.append(int(map_.name))
    return gevonden


def wacht(hoe_lang: float, sessie: int, aantal: int) -> list[int]:
    """Wait until a session has so many processes, or fewer where that is none."""
    tot = time.monotonic() + hoe_lang
    while time.monotonic() < tot:
        lopend = in_sessie(sessie)
        if len(lopend) == aantal if aantal == 0 else len(lopend) >= aantal:
            break
        time.sleep(0.02)
    return in_sessie(sessie)


def wacht_op_rust(nummers: list[int]) -> None:
    """Wait until none of these processes has done anything for half a second."""
    tot, eerder = time.monotonic() + GEDULD, None
    while time.monotonic() < tot:
        tijden = [(Path("/proc") / str(n) / "stat").read_text().rpartition(")")[2].split()[11:13] for n in nummers]
        if tijden == eerder:
            return
        eerder = tijden
        time.sleep(0.5)


def _luister() -> None:
    """Take signals as from a terminal: who runs the tests in the background, or under nohup, has them ignored."""
    for nummer in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(nummer, signal.SIG_DFL)


class Run:
    """A run with two workers, in a session of its own and a folder of its own."""

    def __init__(self, bron: Path, map_: Path) -> None:
        self.map = map_
        opdracht = [sys.executable, "-m", "dossieraudit", "score", bron, "-o", "uit.csv", "--rejects", "fout.jsonl"]
        self.proces = subprocess.Popen(
            [*opdracht, "--workers", "2"],
            cwd=map_,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=_luister,
        )

    def aan_het_werk(self) -> list[int]:
        """Wait until the workers are there and had a moment to begin; gives their numbers."""
        lopend = wacht(GEDULD, self.proces.pid, 3)
        time.sleep(0.3)
        return [nummer for nummer in lopend if nummer != self.proces.pid]

    def einde(self) -> tuple[int, str]:
        """The exit code and what was said; nothing of the run may be left."""
        _, fout = self.proces.communicate(timeout=GEDULD)
        assert wacht(GEDULD, self.proces.pid, 0) == []
        assert list(self.map.iterdir()) == []
        return self.proces.returncode, fout


@pytest.fixture
def run(bron: Path, tmp_path: Path) -> Iterator[Run]:
    een = Run(bron, tmp_path)
    yield een
    for nummer in in_sessie(een.proces.pid):
        os.kill(nummer, signal.SIGKILL)
    een.proces.communicate()


@pytest.mark.parametrize("moment", MOMENTEN)
def test_ctrl_c_ends_the_parent_and_its_workers(run: Run, moment: float) -> None:
    """As a terminal sends it: to all of them at once."""
    time.sleep(moment)
    os.killpg(run.proces.pid, signal.SIGINT)
    code, fout = run.einde()
    if moment >= 0.5:  # before that Python itself may still be starting
        assert (code, fout.strip()) == (130, "Afgebroken.")


def test_ctrl_c_twice_is_no_other_end(run: Run) -> None:
    run.aan_het_werk()
    for _ in range(2):
        os.killpg(run.proces.pid, signal.SIGINT)
        time.sleep(0.01)
    code, fout = run.einde()
    assert code == 130
    assert "Traceback" not in fout


@pytest.mark.parametrize("allen", [False, True])
@pytest.mark.parametrize("nummer", [signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_ended_from_outside_ends_as_by_ctrl_c(run: Run, nummer: signal.Signals, allen: bool) -> None:
    run.aan_het_werk()
    (os.killpg if allen else os.kill)(run.proces.pid, nummer)
    code, fout = run.einde()
    assert (code, fout.strip()) == (128 + nummer, "Afgebroken.")


def test_a_worker_does_not_outlive_a_parent_that_was_killed(run: Run) -> None:
    run.aan_het_werk()
    run.proces.kill()
    assert wacht(GEDULD, run.proces.pid, 0) == []
    assert {pad.stat().st_mode & 0o077 for pad in run.map.iterdir()} == {0}
    with schrijf_stromend(str(run.map / "uit.csv")), schrijf_stromend(str(run.map / "fout.jsonl")):
        pass
    assert {pad.name for pad in run.map.iterdir()} == {"uit.csv", "fout.jsonl"}, "the next run clears what was left"


@pytest.mark.parametrize("welke", [0, 1])
@pytest.mark.parametrize("klaar", [False, True])
def test_a_worker_that_falls_out_is_said_and_nothing_is_written(run: Run, welke: int, klaar: bool) -> None:
    """While it works, and while it hands over what it did to a parent that does not listen just then."""
    workers = run.aan_het_werk()
    if klaar:
        run.proces.send_signal(signal.SIGSTOP)
        wacht_op_rust(workers)
    os.kill(workers[welke], signal.SIGKILL)
    run.proces.send_signal(signal.SIGCONT)
    code, fout = run.einde()
    assert code == 3
    assert "uit.csv: een worker is onverwacht gestopt" in fout
    assert "er is niets geschreven" in fout
    assert "--workers 1" in fout
    assert "fout van dossieraudit zelf" not in fout


def test_far_too_many_workers_are_refused(dossieraudit: Opdracht, bron: Path, tmp_path: Path) -> None:
    meeste = max(64, 4 * cores())
    afloop = dossieraudit("score", bron, "-o", tmp_path / "uit.csv", "--workers", meeste + 1)
    assert afloop.code == 2
    assert (
        f"--workers {meeste + 1} is te veel: deze machine heeft {cores()} cores; geef hooguit {meeste}" in afloop.fout
    )
    assert not list(tmp_path.iterdir())
