"""`dossieraudit validate`."""

from collections.abc import Sequence
from pathlib import Path

from dossieraudit.cli.gather import exitcode, meld_afgekeurd, meld_loting, meld_ongelezen, standaardinvoer
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.loading.onderzoek import laad_onderzoek
from dossieraudit.loading.trekking import laad_trekking


def voer_uit(paden: Sequence[Path], *, stil: bool, toon_waarden: bool) -> int:
    """Read everything, name every fault, and count; of an onderzoek also whether these are the dossiers drawn."""
    lading = laad_dossiers(paden, standaardinvoer(paden))
    meld_ongelezen(paden)
    meld_afgekeurd(lading.afgekeurd, toon_waarden, paden)
    onderzoek = laad_onderzoek(paden[0]) if len(paden) == 1 else None
    if onderzoek is not None:
        lotlijst = laad_trekking(onderzoek, paden[0])
        meld_loting(onderzoek, lotlijst, {stuk.dossier.id for stuk in lading.dossiers}, paden[0])
    if not stil:
        goed, fout = len(lading.dossiers), len(lading.afgekeurd)
        print(f"{goed} {'dossier' if goed == 1 else 'dossiers'} in orde, {fout} afgekeurd.")
    return exitcode(len(lading.afgekeurd), ongeldig_mag=False)
