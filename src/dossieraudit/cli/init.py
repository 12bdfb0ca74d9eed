"""`dossieraudit init`."""

from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.messages import zeg
from dossieraudit.data import examples_dir
from dossieraudit.kaders.kopie import kopieer_map

VOORBEELD = "vlaardingen"


def voer_uit(map_: Path, *, stil: bool) -> int:
    """Lay a complete example onderzoek in a new or empty folder; nothing that exists is ever overwritten."""
    kopieer_map(examples_dir() / VOORBEELD, map_)
    if not stil:
        zeg(f"Klaargezet in {map_}: een onderzoek met verzonnen dossiers.")
        zeg(f"  toetsen   dossieraudit score {map_}")
        zeg(f"  rapport   dossieraudit report {map_} -o {map_}-rapport")
        zeg("Vervang de bestanden in dossiers/ door uw eigen, geanonimiseerde dossiers.")
    return exitcodes.GELUKT
