"""Writing files: whole or not at all, and readable by their owner alone."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dossieraudit.errors import Gebruiksfout, weigering


def schrijf_heel(pad: Path, inhoud: bytes, *, openbaar: bool = False) -> None:
    """Write a file so that after any interruption the old or the new one stands there, never half of it.

    The file has mode 0600, as results speak of families, unless it is `openbaar`: about norms alone. Raises
    `Gebruiksfout` where it cannot be written.
    """
    try:
        _schrijf_heel(pad, inhoud, 0o644 if openbaar else 0o600)
    except OSError as fout:
        raise Gebruiksfout(f"'{pad}' is niet te schrijven: {weigering(fout)}; kies een andere plaats") from fout


def _schrijf_heel(pad: Path, inhoud: bytes, modus: int) -> None:
    pad.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes the file 0600; in the same folder, so that the rename is one step of the file system.
    greep, tijdelijk = tempfile.mkstemp(dir=pad.parent, prefix=f".{pad.name}.")
    try:
        with os.fdopen(greep, "wb") as bestand:
            bestand.write(inhoud)
            bestand.flush()
            os.fsync(bestand.fileno())
        Path(tijdelijk).chmod(modus)
        Path(tijdelijk).replace(pad)
    except BaseException:
        Path(tijdelijk).unlink(missing_ok=True)
        raise


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
        greep, tijdelijk = tempfile.mkstemp(dir=doel.parent, prefix=f".{doel.name}.")
    except OSError as fout:
        raise Gebruiksfout(f"'{pad}' is niet te schrijven: {weigering(fout)}; kies een andere plaats") from fout
    try:
        with os.fdopen(greep, "wb") as bestand:
            yield bestand
            bestand.flush()
            os.fsync(bestand.fileno())
        Path(tijdelijk).replace(doel)
    except BaseException:
        Path(tijdelijk).unlink(missing_ok=True)
        raise


@contextmanager
def _naar_url(url: str) -> Iterator[IO[bytes]]:
    import fsspec

    opslag, pad = fsspec.core.url_to_fs(url)
    # Within a transaction a file of fsspec is only put in its place when all went well.
    with opslag.transaction, opslag.open(pad, "wb") as bestand:
        yield bestand
