"""Which file holds the configuration: told by looking at files alone, so that a run without one loads nothing."""

import re
from pathlib import Path

EIGEN = "dossieraudit.toml"
PROJECT = "pyproject.toml"
ONTHEFFINGEN = "ontheffingen.yaml"
# At the beginning of a line: a comment or a text about us is no table of ours.
_TABEL = re.compile(rb"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*[\"']?dossieraudit[\"']?[ \t]*[.\]]", re.MULTILINE)


def vind_configuratie(map_: Path) -> Path | None:
    """The nearest configuration from a folder upwards. A pyproject.toml counts only with a table of ours."""
    for plaats in (map_, *map_.parents):
        if (plaats / EIGEN).is_file():
            return plaats / EIGEN
        if heeft_tabel(plaats / PROJECT):
            return plaats / PROJECT
    return None


def heeft_tabel(pad: Path) -> bool:
    """Whether this file has a table of ours. One that cannot be read is not ours to complain of."""
    try:
        return pad.is_file() and _TABEL.search(pad.read_bytes()) is not None
    except OSError:
        return False
