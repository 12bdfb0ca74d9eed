"""What tests of the command line share."""

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from dossieraudit.cli import main
from dossieraudit.models.resultaat import Resultaat

ROOT = Path(__file__).resolve().parents[1]
VLAARDINGEN = ROOT / "examples" / "vlaardingen"

# What it finds is shown as a difference, as in a test itself.
pytest.register_assert_rewrite("tests.handleiding")

# No test is a timed test: a busy machine would decide.
settings.register_profile("zonder klok", deadline=None)
settings.load_profile("zonder klok")


@dataclass(frozen=True)
class Afloop:
    """How a run ended: exit code, standard output, standard error."""

    code: int
    uit: str
    fout: str


Opdracht = Callable[..., Afloop]


@pytest.fixture
def dossieraudit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Opdracht:
    """Run the program in this process, at the root of the checkout and on a screen of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(ROOT)

    def draai(*argumenten: object, invoer: str = "") -> Afloop:
        monkeypatch.setattr(sys, "argv", ["dossieraudit", *map(str, argumenten)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(invoer.encode())))
        with pytest.raises(SystemExit) as einde:
            main()
        vastgelegd = capsys.readouterr()
        return Afloop(int(einde.value.code or 0), vastgelegd.out, vastgelegd.err)

    return draai


@pytest.fixture
def toetsing(dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opdracht:
    """Run `score` over a small onderzoek `toets` in a folder of its own."""
    from tests.ci_voorbeeld import klein_onderzoek

    klein_onderzoek(tmp_path)
    monkeypatch.chdir(tmp_path)
    return lambda *argumenten: dossieraudit("score", "toets", *argumenten)


@pytest.fixture(scope="session")
def klein_resultaat(tmp_path_factory: pytest.TempPathFactory) -> Resultaat:
    """The result of that small onderzoek."""
    from tests.ci_voorbeeld import klein_onderzoek

    map_ = klein_onderzoek(tmp_path_factory.mktemp("klein"))
    uit = map_ / "r.json"
    opdracht = [sys.executable, "-m", "dossieraudit", "score", str(map_), "--format", "json", "-q", "-o", str(uit)]
    subprocess.run(opdracht, check=True, cwd=map_)
    return Resultaat.model_validate_json(uit.read_bytes())
