"""What tests of the command line share."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dossieraudit.cli import main

ROOT = Path(__file__).resolve().parents[1]
VLAARDINGEN = ROOT / "examples" / "vlaardingen"


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
