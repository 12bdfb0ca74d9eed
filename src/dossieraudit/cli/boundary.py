"""The one place where errors become messages and exit codes."""

import atexit
import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dossieraudit.cli import exitcodes
from dossieraudit.errors import Gebruiksfout, Invoerfout, weigering

# A run that a signal ended has the code that shells give it: 128 and its number. 130 is that of Ctrl-C.
AFGEBROKEN_VANAF, AFGEBROKEN = 128, 130

_STDERR = 2

# At the end everything is let go of anyway; Python would first look it all over for rubbish, for an eighth of a run.
atexit.register(gc.freeze)


def main() -> None:
    """Run the command line and leave with an exit code of the contract."""
    # Starting makes some hundred thousands of objects that stay; looking for rubbish among them costs a tenth of a run.
    gc.set_threshold(500_000, 20, 20)
    # Whatever else is installed, no plugin of another package gets to see the dossiers that pydantic reads.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    _vul_gaten()
    _leid_uitvoer()
    try:
        with _eind_als_ctrl_c():
            code = _voer_uit()
    except Invoerfout as fout:
        from dossieraudit.cli.messages import meld

        meld(fout.fouten, "--toon-waarden" in sys.argv)
        code = exitcodes.INVOER_AFGEKEURD
    except Gebruiksfout as fout:
        from dossieraudit.cli.messages import zeg

        zeg(f"Verkeerd gebruik: {fout}", file=sys.stderr)
        code = exitcodes.VERKEERD_GEBRUIK
    except KeyboardInterrupt:
        code = AFGEBROKEN
    except _Beeindigd as einde:
        code = einde.uitgang
    except OSError as fout:
        code = _meld_weigering(fout)
    except MemoryError:
        print("Deze invoer vraagt meer geheugen dan er is; verdeel haar over kleinere bestanden.", file=sys.stderr)
        code = exitcodes.INVOER_AFGEKEURD
    except Exception as fout:  # noqa: BLE001 - the last line of defence; what it caught is reported, without case text
        _meld_eigen_fout(fout)
        code = exitcodes.EIGEN_FOUT
    if code >= AFGEBROKEN_VANAF:
        print("Afgebroken.", file=sys.stderr)
    sys.exit(_spoel(code))


def _spoel(code: int) -> int:
    """Write what is still in memory while there is someone to say that it could not be written."""
    try:
        sys.stdout.flush()
    except OSError as fout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries once more, and complains
        return code or _meld_weigering(fout)  # what has been said need not be said again
    return code


def _voer_uit() -> int:
    import typer
    from typer.main import get_command

    from dossieraudit.cli.app import app
    from dossieraudit.cli.completion import PROGRAMMA, VARIABELE, maak_gereed

    maak_gereed()
    try:
        uitkomst = get_command(app).main(prog_name=PROGRAMMA, complete_var=VARIABELE, standalone_mode=False)
    except typer.Abort:
        return AFGEBROKEN
    return uitkomst if isinstance(uitkomst, int) else exitcodes.GELUKT


class _Beeindigd(BaseException):
    """Someone ends this process: a scheduler, the system that shuts down, a terminal that closes."""

    def __init__(self, nummer: int) -> None:
        self.uitgang = AFGEBROKEN_VANAF + nummer


@contextmanager
def _eind_als_ctrl_c() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end a run as Ctrl-C does, so that half files are cleared away and workers stop."""
    # One that is ignored, as by `nohup`, stays so. Windows has no SIGHUP.
    nummers = [
        nummer
        for naam in ("SIGTERM", "SIGHUP")
        if (nummer := getattr(signal, naam, None)) is not None and signal.getsignal(nummer) == signal.SIG_DFL
    ]

    def eindig(gekregen: int, _: object) -> None:
        for nummer in nummers:  # clearing away is done once, and to its end
            signal.signal(nummer, signal.SIG_IGN)
        raise _Beeindigd(gekregen)

    if threading.current_thread() is not threading.main_thread():
        nummers = []  # there Python sets no handlers
    for nummer in nummers:
        signal.signal(nummer, eindig)
    try:
        yield
    finally:
        for nummer in nummers:
            signal.signal(nummer, signal.SIG_DFL)


class _Pijp(io.FileIO):
    """Output to a pipe or file; once the reader has gone away (`| head`), the rest goes nowhere, and that is fine."""

    def write(self, inhoud: Any) -> int:
        try:
            return super().write(inhoud)
        except BrokenPipeError:
            return len(inhoud)


def _vul_gaten() -> None:
    """Standard streams that were closed hold nothing: without this the next file opened would take their place."""
    while (greep := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(greep)
    for naam in ("stdout", "stderr"):
        if getattr(sys, naam) is None:  # `print` would take standard output for an error stream that is not there
            setattr(sys, naam, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end


def _leid_uitvoer() -> None:
    """Outside a terminal: the same bytes on every machine, and a run to its end, so that its exit code holds."""
    for naam in ("stdout", "stderr"):
        stroom = getattr(sys, naam)
        # Another object than Python's own was put there by someone who wants to see what is written.
        if stroom is None or stroom is not getattr(sys, f"__{naam}__") or stroom.isatty():
            continue
        stroom.flush()
        pijp = io.BufferedWriter(_Pijp(stroom.fileno(), "wb", closefd=False))
        fouten = {"stdout": "strict", "stderr": "backslashreplace"}[naam]
        setattr(sys, naam, io.TextIOWrapper(pijp, "utf-8", fouten, newline="", line_buffering=naam == "stderr"))


def _meld_weigering(fout: OSError) -> int:
    """What the file system refused; without an errno it is our own data that is missing (`dossieraudit.data`)."""
    if fout.errno is None:
        print(f"De installatie van dossieraudit is niet compleet. {fout}", file=sys.stderr)
        return exitcodes.EIGEN_FOUT
    waar = f"'{os.fsdecode(fout.filename)}'" if fout.filename else "een bestand"
    print(f"dossieraudit kan niet bij {waar}: {weigering(fout)}", file=sys.stderr)
    return exitcodes.INVOER_AFGEKEURD


def _meld_eigen_fout(fout: Exception) -> None:
    """Say where our own code failed, by file and line; the message itself could hold something of a case."""
    import traceback

    plaatsen = [
        f"  {Path(regel.filename).name}:{regel.lineno} in {regel.name}"
        for regel in traceback.extract_tb(fout.__traceback__)[-5:]
    ]
    print(
        "Dit is een fout van dossieraudit zelf, niet van uw invoer.\n"
        f"  soort: {type(fout).__name__}\n" + "\n".join(plaatsen) + "\n"
        "Meld deze regels; er staat niets uit een dossier in. Uw bestanden zijn niet gewijzigd.",
        file=sys.stderr,
    )
