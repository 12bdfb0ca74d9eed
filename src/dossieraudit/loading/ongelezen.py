"""What stands in the folders of an onderzoek and is not read, so that nothing is passed over unseen."""

from collections.abc import Collection, Iterator
from pathlib import Path

from dossieraudit.loading.bestand import leesbare_naam
from dossieraudit.loading.dossiers import DOSSIERMAP, FORMATEN
from dossieraudit.loading.onderzoek import BESTAND as ONDERZOEK

# Folders of an onderzoek, and the extensions that are read in them.
_MAPPEN: dict[str, Collection[str]] = {
    DOSSIERMAP: tuple(FORMATEN),
    **dict.fromkeys(("interviews", "documenten", "beoordelingen"), (".yaml",)),
}
_BIJSCHRIFT = ("readme", "leesmij")


def ongelezen(map_: Path) -> tuple[str, ...]:
    """Files and folders, by their path in `map_`, that nobody reads though they stand among what is read.

    Of a folder without onderzoek.yaml, which may hold anything, only what looks like a dossier that was renamed.
    """
    if (map_ / ONDERZOEK).is_file():
        gevonden = [pad for naam, soorten in _MAPPEN.items() for pad in _vreemd(map_ / naam, soorten)]
    else:
        gevonden = [pad for pad in _vreemd(map_, tuple(FORMATEN)) if Path(pad.stem).suffix.lower() in FORMATEN]
    return tuple(leesbare_naam(pad.relative_to(map_).as_posix()) for pad in gevonden)


def _vreemd(map_: Path, soorten: Collection[str]) -> Iterator[Path]:
    if not map_.is_dir():
        return
    for pad in sorted(map_.iterdir()):
        # The other folders are read by the letter; names with a dot in front are left behind by editors.
        soort = pad.suffix.lower() if len(soorten) > 1 else pad.suffix
        bijschrift = pad.name.startswith(".") or pad.stem.lower() in _BIJSCHRIFT
        if not bijschrift and (pad.is_dir() or soort not in soorten):
            yield pad
