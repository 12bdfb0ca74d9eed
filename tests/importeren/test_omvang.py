"""A hundred thousand contacts in bounded memory, and nothing of them left on the disk."""

import contextlib
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dossieraudit.importeren.opslag import Opslag
from tests.importeren.hulp import MAPPING

# What a run over many rows may hold more than one over few: mostly the cache of the database. Rows that are kept in
# memory, by the database or as a list, take more than twice as much.
SPEELRUIMTE = 30 * 1024 * 1024
PER_DOSSIER = 50
METER = """\
import resource, sys
from dossieraudit.cli import main
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def schrijf_export(map_: Path, contacten: int) -> None:
    """A table of contacts in no order at all."""
    geluk, zaken = random.Random(1), contacten // PER_DOSSIER
    map_.mkdir()
    mapping = MAPPING.replace("contacten.csv}", "contacten.csv, datums: dag-maand-jaar}") + "      verslag: tekst\n"
    (map_ / "mapping.yaml").write_text(mapping)
    with (map_ / "zaken.csv").open("w") as tabel:
        tabel.write("nr;dicht;sluiting\n")
        tabel.writelines(f"{nummer};N;\n" for nummer in range(zaken))
    with (map_ / "contacten.csv").open("w") as tabel:
        tabel.write("nr;datum;type;met;tekst\n")
        for _ in range(contacten):
            dag, maand = geluk.randint(1, 28), geluk.randint(1, 12)
            tabel.write(f"{geluk.randrange(zaken)};{dag}-{maand}-2017;HB;m1+k1;{'verzonnen ' * 40}\n")


def opdracht(map_: Path) -> list[str]:
    tabellen = [str(map_ / naam) for naam in ("zaken.csv", "contacten.csv")]
    return ["import", *tabellen, "--mapping", str(map_ / "mapping.yaml"), "-o", str(map_ / "uit.jsonl")]


def naamloos(proces: int) -> list[Path]:
    """The temporary files of SQLite that a process has open and that have no name any more."""
    gevonden = []
    for pad in Path(f"/proc/{proces}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            doel = str(pad.readlink())
            if "etilqs_" in doel and doel.endswith(" (deleted)"):
                gevonden.append(pad)
    return gevonden


def piek(map_: Path, contacten: int) -> int:
    """The most memory that an import of so many contacts held, in bytes."""
    schrijf_export(map_, contacten)
    gelopen = subprocess.run([sys.executable, "-c", METER, *opdracht(map_)], capture_output=True, text=True, check=True)
    assert f"{contacten} rijen in = {contacten} geplaatst + 0 afgewezen" in gelopen.stdout
    eenheid = 1 if sys.platform == "darwin" else 1024
    return int(gelopen.stderr.split()[-1]) * eenheid


@pytest.mark.skipif(os.name == "nt", reason="measured with resource")
@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_contacts(tmp_path: Path) -> None:
    weinig, veel = piek(tmp_path / "weinig", 1_000), piek(tmp_path / "veel", 100_000)
    assert veel - weinig < SPEELRUIMTE


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at open files by /proc")
def test_rows_on_disk_have_no_name_and_are_for_their_owner_alone() -> None:
    with Opslag() as opslag:
        opslag.bewaar(0, ((str(n), n, ["verzonnen " * 100], None) for n in range(20_000)))
        open_ = naamloos(os.getpid())
        assert open_, "so many rows do not stay in memory"
        assert {stat.S_IMODE(pad.stat().st_mode) for pad in open_} == {0o600}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at open files by /proc")
def test_nothing_stays_behind_when_the_program_is_killed(tmp_path: Path) -> None:
    tijdelijk = tmp_path / "tijdelijk"
    tijdelijk.mkdir()
    schrijf_export(tmp_path / "export", 60_000)
    omgeving = os.environ | {"SQLITE_TMPDIR": str(tijdelijk), "TMPDIR": str(tijdelijk)}
    with subprocess.Popen(
        [sys.executable, "-m", "dossieraudit", *opdracht(tmp_path / "export")], env=omgeving
    ) as lopend:
        einde = time.monotonic() + 30
        while not naamloos(lopend.pid) and time.monotonic() < einde:
            time.sleep(0.02)
        bezig = bool(naamloos(lopend.pid))
        lopend.send_signal(signal.SIGKILL)
    assert bezig, "it was killed while rows were on the disk"
    assert list(tijdelijk.iterdir()) == []
    assert not (tmp_path / "export" / "uit.jsonl").exists()
