"""Copies for a user to change: a folder of ours in a place of theirs, with schemas that an editor finds."""

import shutil
from pathlib import Path

from dossieraudit.data import schemas_dir
from dossieraudit.errors import Gebruiksfout, weigering
from dossieraudit.kaders.schemas import zet_modelines

SCHEMAMAP = "schemas"


def kopieer_map(bron: Path, map_: Path) -> None:
    """Copy a folder to a new or empty one; nothing that exists is ever overwritten.

    Raises `Gebruiksfout` where the place is taken or cannot be written.
    """
    if map_.exists() and (not map_.is_dir() or any(map_.iterdir())):
        raise Gebruiksfout(f"'{map_}' bestaat al en is niet leeg; kies een nieuwe map")
    try:
        shutil.copytree(bron, map_, dirs_exist_ok=True)
        shutil.copytree(schemas_dir(), map_ / SCHEMAMAP, dirs_exist_ok=True)
        zet_modelines(map_, map_ / SCHEMAMAP)
    except OSError as fout:
        raise Gebruiksfout(f"'{map_}' is niet te schrijven: {weigering(fout)}; kies een andere plaats") from fout
