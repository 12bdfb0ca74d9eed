"""A bar for what takes longer than a moment: on a terminal, and nowhere else."""

import io
import sys
import time

import pytest

from dossieraudit.cli import voortgang as module
from dossieraudit.cli.voortgang import een_voor_een, toonbaar, voortgang
from tests.conftest import VLAARDINGEN, Opdracht


class Scherm(io.StringIO):
    """A terminal that remembers what was written to it."""

    def isatty(self) -> bool:
        return True


def op_een_scherm(monkeypatch: pytest.MonkeyPatch) -> Scherm:
    """A terminal on standard error, outside CI, that need not be waited for.

    No fixture: pytest puts its own standard error back between the fixtures and the test.
    """
    gemaakt = Scherm()
    monkeypatch.setattr(sys, "stderr", gemaakt)
    monkeypatch.setattr(module, "WACHT", 0.01)
    for naam in ("CI", "NO_COLOR"):
        monkeypatch.delenv(naam, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    return gemaakt


def werk(stil: bool = False) -> None:
    """Two steps that each take longer than the wait."""
    with voortgang(2, stil) as volgende:
        for wat in ("eerste", "tweede"):
            volgende(wat)
            time.sleep(0.12)


def test_a_bar_names_the_step_and_how_many_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    scherm = op_een_scherm(monkeypatch)
    werk()
    assert "eerste" in scherm.getvalue()
    assert "1/2" in scherm.getvalue()
    assert "\x1b[?25h" in scherm.getvalue(), "the cursor comes back"


def test_a_bar_comes_in_the_first_long_step(monkeypatch: pytest.MonkeyPatch) -> None:
    scherm = op_een_scherm(monkeypatch)
    with voortgang(1) as volgende:
        volgende("lang")
        time.sleep(0.12)
        assert "lang" in scherm.getvalue()


def test_what_is_done_at_once_needs_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    scherm = op_een_scherm(monkeypatch)
    monkeypatch.setattr(module, "WACHT", 60)
    begin = time.monotonic()
    with voortgang(1) as volgende:
        volgende("kort")
    assert time.monotonic() - begin < 30, "nothing waits for the bar"
    assert "kort" not in scherm.getvalue()


@pytest.mark.parametrize("waarde", ["true", "1", "woodpecker"])
def test_no_bar_in_ci(monkeypatch: pytest.MonkeyPatch, waarde: str) -> None:
    scherm = op_een_scherm(monkeypatch)
    monkeypatch.setenv("CI", waarde)
    werk()
    assert scherm.getvalue() == ""


def test_ci_that_is_switched_off_is_no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    op_een_scherm(monkeypatch)
    monkeypatch.setenv("CI", "false")
    assert toonbaar()


def test_no_bar_in_a_pipe_and_none_with_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    scherm = op_een_scherm(monkeypatch)
    assert not toonbaar(stil=True)
    werk(stil=True)
    assert scherm.getvalue() == ""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert not toonbaar()


def test_no_colour_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    scherm = op_een_scherm(monkeypatch)
    werk()
    assert "\x1b[3" in scherm.getvalue()
    scherm.truncate(0)
    monkeypatch.setenv("NO_COLOR", "1")
    werk()
    assert "eerste" in scherm.getvalue()
    assert "\x1b[3" not in scherm.getvalue()


def test_things_pass_through_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    op_een_scherm(monkeypatch)
    assert list(een_voor_een([1, 2, 3], "tellen")) == [1, 2, 3]


def test_a_fault_goes_on_and_takes_the_bar_along(monkeypatch: pytest.MonkeyPatch) -> None:
    scherm = op_een_scherm(monkeypatch)

    def mis() -> None:
        with voortgang(1) as volgende:
            volgende("mis")
            time.sleep(0.1)
            raise ValueError("mis")

    with pytest.raises(ValueError, match="mis"):
        mis()
    assert scherm.getvalue().rstrip().endswith("\x1b[2K") or "\x1b[?25h" in scherm.getvalue()


def test_a_report_in_a_pipe_says_only_what_it_wrote(dossieraudit: Opdracht, tmp_path: object) -> None:
    afloop = dossieraudit("report", VLAARDINGEN, "-o", f"{tmp_path}/r.md", "--format", "md")
    assert afloop.fout == f"Geschreven: {tmp_path}/r.md\n"
