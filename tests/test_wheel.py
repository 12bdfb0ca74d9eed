"""The wheel alone, in a virtual environment of its own and an empty folder, does the whole job."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from dossieraudit import __version__
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wiel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without reaching for the network."""
    map_ = tmp_path_factory.mktemp("dist")
    opdracht = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(map_), str(ROOT)]
    subprocess.run(opdracht, check=True, capture_output=True)
    [gebouwd] = map_.glob("*.whl")
    return gebouwd


@pytest.fixture(scope="module")
def omgeving(wiel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel in it and nothing else; the folder of its commands."""
    map_ = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(map_)], check=True)
    bin_ = map_ / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(bin_ / "python"), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wiel)], check=True)
    return bin_


def draai(omgeving: Path, map_: Path, *opdracht: str) -> str:
    """Run a command of the environment; dependencies come from ours, the program itself does not.

    A folder on PYTHONPATH has no say over `.pth` files, so the editable install of the checkout stays out of it.
    """
    afhankelijkheden = {"PYTHONPATH": sysconfig.get_path("purelib"), "COLUMNS": "80"}
    naam, *argumenten = opdracht
    klaar = subprocess.run(
        [omgeving / naam, *argumenten],
        cwd=map_,
        env=os.environ | afhankelijkheden,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert klaar.returncode == 0, klaar.stderr
    return klaar.stdout


def test_the_wheel_holds_the_program_its_data_and_its_licence(wiel: Path) -> None:
    """Every file of criteria/, examples/ and the package that git knows, and no tests."""
    with zipfile.ZipFile(wiel) as archief:
        inhoud = set(archief.namelist())
    opdracht = ["git", "ls-files", "--cached", "criteria", "examples", "src/dossieraudit"]
    bekend = subprocess.run(opdracht, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not bekend:
        pytest.skip("no git checkout")
    verwacht = {
        pad.removeprefix("src/") if pad.startswith("src/") else f"dossieraudit/_data/{pad}"
        for pad in bekend
        if (ROOT / pad).is_file()
    }
    assert not verwacht - inhoud
    assert not [
        pad for pad in inhoud if not pad.startswith(("dossieraudit/", f"dossieraudit-{__version__}.dist-info/"))
    ]
    assert f"dossieraudit-{__version__}.dist-info/licenses/LICENSE" in inhoud


def test_the_wheel_scores_the_example_in_an_empty_folder(omgeving: Path, tmp_path: Path) -> None:
    waar = draai(omgeving, tmp_path, "python", "-c", "import dossieraudit as d; print(d.__file__)")
    assert Path(waar.strip()).is_relative_to(omgeving.parent)
    assert draai(omgeving, tmp_path, "dossieraudit", "--version") == f"dossieraudit {__version__}\n"
    draai(omgeving, tmp_path, "dossieraudit", "init", "proef")
    scherm = draai(omgeving, tmp_path, "dossieraudit", "score", "proef")
    hier = subprocess.run(
        [sys.executable, "-m", "dossieraudit", "score", "examples/vlaardingen"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    ).stdout
    assert scherm == hier.replace("examples/vlaardingen", "proef")


def test_the_wheel_writes_the_report(omgeving: Path, tmp_path: Path) -> None:
    draai(omgeving, tmp_path, "dossieraudit", "init", "proef")
    draai(omgeving, tmp_path, "dossieraudit", "report", "proef", "-o", "rapport")
    assert {pad.suffix for pad in (tmp_path / "rapport").rglob("*")} >= {".html", ".md"}
