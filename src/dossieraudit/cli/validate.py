"""`dossieraudit validate`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from dossieraudit.cli.gather import exitcode, meld_afgekeurd
from dossieraudit.loading.dossiers import laad_dossiers


def voer_uit(paden: Sequence[Path], *, stil: bool, toon_waarden: bool) -> int:
    """Read everything, name every fault, and count."""
    lading = laad_dossiers(paden, sys.stdin.buffer)
    meld_afgekeurd(lading.afgekeurd, toon_waarden, paden)
    if not stil:
        goed, fout = len(lading.dossiers), len(lading.afgekeurd)
        print(f"{goed} {'dossier' if goed == 1 else 'dossiers'} in orde, {fout} afgekeurd.")
    return exitcode(len(lading.afgekeurd), ongeldig_mag=False)
