"""Faults on standard error, each with a path that works from where the user is."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from msgspec.structs import replace

from dossieraudit.errors import Fout
from dossieraudit.report.taal import regels_zichtbaar, zichtbaar


def meld(fouten: Iterable[Fout], toon_waarden: bool, paden: Sequence[Path] = ()) -> None:
    """Print every fault; `paden` are what the user asked to read, from which names of files are seen."""
    for fout in fouten:
        zeg(replace(fout, bestand=zichtbaar(van_hier(fout.bestand, paden))).als_tekst(toon_waarden), file=sys.stderr)


def zeg(tekst: str = "", *, file: TextIO | None = None, end: str = "\n") -> None:
    """Print lines for people: what a text of theirs could do to a terminal is written out, not done."""
    print(regels_zichtbaar(tekst), file=file, end=end)


def van_hier(naam: str, paden: Sequence[Path] = ()) -> str:
    """The name of a file as a path from the working directory, where it lies there; otherwise as it was."""
    pad = Path(naam)
    if len(paden) == 1 and not pad.is_absolute():
        onder = paden[0] / pad
        pad = paden[0] if paden[0].name == naam and paden[0].is_file() else onder if onder.exists() else pad
    if not pad.is_absolute() or not pad.is_relative_to(Path.cwd()):
        return str(pad)
    return os.path.relpath(pad)
