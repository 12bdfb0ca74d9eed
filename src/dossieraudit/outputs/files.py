"""Writing files: whole or not at all, and readable by their owner alone."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import escape
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, TypeVar

from dossieraudit.errors import Gebruiksfout, weigering
from dossieraudit.extra import opslag_van

# Windows has none.
fcntl: Any = import_module("fcntl") if find_spec("fcntl") else None
# At the end of the name of a file that is still being written.
ACHTERVOEGSEL = ".dossieraudit-half"
_Greep = TypeVar("_Greep", bound=int | None)
_GEEN_RUIMTE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def schrijf_heel(pad: Path, inhoud: bytes, *, openbaar: bool = False) -> None:
    """Write a file so that after any interruption the old or the new one stands there, never half of it.

    The file has mode 0600, as results speak of families, unless it is `openbaar`: about norms alone. Raises
    `Gebruiksfout` where it cannot be written.
    """
    try:
        _schrijf_heel(pad, inhoud, 0o644 if openbaar else 0o600)
    except OSError as fout:
        raise _onschrijfbaar(pad, fout) from fout


def _schrijf_heel(pad: Path, inhoud: bytes, modus: int) -> None:
    pad.parent.mkdir(parents=True, exist_ok=True)
    with _tijdelijk(pad) as (bestand, tijdelijk):
        bestand.write(inhoud)
        bestand.flush()
        os.fsync(bestand.fileno())
        tijdelijk.chmod(modus)


@contextmanager
def schrijf_stromend(pad: str) -> Iterator[IO[bytes]]:
    """A file to write piece by piece: it appears when all is well, and never half or after a fault.

    Like `schrijf_heel`, and also for a URL (through fsspec), where the store itself says who may read.
    """
    if "://" in pad:
        with _naar_url(pad) as bestand:
            yield bestand
        return
    doel = Path(pad)
    try:
        doel.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fout:
        raise _onschrijfbaar(pad, fout) from fout
    try:
        with _tijdelijk(doel) as (bestand, _):
            yield bestand
            bestand.flush()
            os.fsync(bestand.fileno())
    except OSError as fout:
        # What is read meanwhile may be refused as well, and that is another fault.
        if fout.errno in _GEEN_RUIMTE or ACHTERVOEGSEL in str(fout.filename or ""):
            raise _onschrijfbaar(pad, fout) from fout
        raise


@contextmanager
def tijdelijke_map(bij: str) -> Iterator[Path]:
    """A folder for what a run hands over to itself while it writes the file `bij`; gone when the run ends, however.

    Beside that file, so that nothing of a dossier comes on another disk than the user chose, and for the user alone.
    For a URL it stands among the temporary files of the system. Raises `Gebruiksfout` where it cannot be made.
    """
    if "://" in bij:
        with tempfile.TemporaryDirectory(prefix="dossieraudit-") as naam:
            yield Path(naam)
        return
    try:
        greep, naam = _op_slot_gemaakt(Path(bij), _maak_map)
    except OSError as fout:
        raise _onschrijfbaar(bij, fout) from fout
    try:
        yield Path(naam)
    finally:
        shutil.rmtree(naam)
        if greep is not None:
            os.close(greep)


def eis_bestand(pad: str | Path) -> None:
    """Raise `Gebruiksfout` where something stands at `pad` that is no ordinary file: it would be replaced by one.

    So it would be with a device, a pipe, and with /dev/stdout, which is a link to whatever this process writes to.
    """
    doel = Path(pad)
    if "://" in str(pad) or not (doel.exists() or doel.is_symlink()):
        return
    stroom = doel.is_symlink() and doel.readlink().is_relative_to("/proc")
    if stroom or (doel.exists() and not doel.is_file()):
        wat = "dit is een map" if doel.is_dir() else "dit is geen gewoon bestand"
        raise Gebruiksfout(f"'{pad}' is niet te schrijven: {wat}; kies een andere plaats")


def _onschrijfbaar(pad: str | Path, fout: OSError) -> Gebruiksfout:
    return Gebruiksfout(f"'{pad}' is niet te schrijven: {weigering(fout)}; kies een andere plaats")


@contextmanager
def _tijdelijk(doel: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file beside another, that takes its place when all is well and is gone when it is not.

    In the same folder, so that the rename is one step of the file system; mkstemp makes it 0600. Only when the
    process is killed does one stay behind; the next one that writes the same file clears it away.
    """
    eis_bestand(doel)
    _ruim_op(doel)
    greep, naam = _op_slot_gemaakt(doel, _maak_bestand)
    tijdelijk = Path(naam)
    try:
        with os.fdopen(greep, "wb") as bestand:
            yield bestand, tijdelijk
            if fcntl is not None:  # while it is open, so that the lock holds until then
                tijdelijk.replace(doel)
        if fcntl is None:  # Windows moves no file that is open
            tijdelijk.replace(doel)
    except BaseException:
        tijdelijk.unlink(missing_ok=True)
        raise


def _maak_bestand(map_: Path, voor: str) -> tuple[int, str]:
    return tempfile.mkstemp(dir=map_, prefix=voor, suffix=ACHTERVOEGSEL)


def _maak_map(map_: Path, voor: str) -> tuple[int | None, str]:
    naam = tempfile.mkdtemp(dir=map_, prefix=voor, suffix=ACHTERVOEGSEL)
    return (None if fcntl is None else os.open(naam, os.O_RDONLY)), naam  # Windows opens no folder


def _op_slot_gemaakt(doel: Path, maak: Callable[[Path, str], tuple[_Greep, str]]) -> tuple[_Greep, str]:
    """What `maak` makes beside a file, under a name by which it is known for litter, locked against that."""
    while True:
        greep, naam = maak(doel.parent, f".{doel.name}.")
        if greep is None or (_op_slot(greep, wachten=True) and os.fstat(greep).st_nlink):
            return greep, naam
        os.close(greep)  # another took it for litter in the moment before it was locked


def _ruim_op(doel: Path) -> None:
    """Remove what a killed process left: a file or folder that nobody holds a lock on."""
    for pad in doel.parent.glob(f".{escape(doel.name)}.*{ACHTERVOEGSEL}"):
        is_map = pad.is_dir()
        try:
            greep = os.open(pad, (os.O_RDONLY if is_map else os.O_RDWR) | getattr(os, "O_NOFOLLOW", 0))
        except OSError:
            continue  # not ours, or already gone
        try:
            if fcntl is not None and _op_slot(greep, wachten=False):
                shutil.rmtree(pad) if is_map else pad.unlink(missing_ok=True)
        finally:
            os.close(greep)


def _op_slot(greep: int, *, wachten: bool) -> bool:
    """Lock a file for as long as it is open in this process; where there are no locks, that is all right too."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(greep, fcntl.LOCK_EX | (0 if wachten else fcntl.LOCK_NB))
    except OSError as fout:
        # A file system without locks: then nothing is ever taken for litter.
        return wachten and fout.errno != errno.EWOULDBLOCK
    return True


@contextmanager
def _naar_url(url: str) -> Iterator[IO[bytes]]:
    opslag, pad = opslag_van(url)
    # Within a transaction a file of fsspec is only put in its place when all went well.
    with opslag.transaction, opslag.open(pad, "wb") as bestand:
        yield bestand
