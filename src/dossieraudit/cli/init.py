"""`dossieraudit init`."""

import shutil
from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.data import examples_dir
from dossieraudit.errors import Gebruiksfout, weigering

VOORBEELD = "vlaardingen"


def voer_uit(map_: Path, *, stil: bool) -> int:
    """Lay a complete example onderzoek in a new or empty folder; nothing that exists is ever overwritten."""
    if map_.exists() and (not map_.is_dir() or any(map_.iterdir())):
        raise Gebruiksfout(f"'{map_}' bestaat al en is niet leeg; kies een nieuwe map")
    voorbeeld = examples_dir() / VOORBEELD
    try:
        shutil.copytree(voorbeeld, map_, dirs_exist_ok=True)
    except OSError as fout:
        raise Gebruiksfout(f"'{map_}' is niet te schrijven: {weigering(fout)}; kies een andere plaats") from fout
    if not stil:
        print(f"Klaargezet in {map_}: een onderzoek met verzonnen dossiers.")
        print(f"  toetsen   dossieraudit score {map_}")
        print(f"  rapport   dossieraudit report {map_} -o {map_}-rapport")
        print("Vervang de bestanden in dossiers/ door uw eigen, geanonimiseerde dossiers.")
    return exitcodes.GELUKT
