"""What stands in the folder of a framework and is not read: a norm in such a file is silently no norm."""

from collections.abc import Collection
from pathlib import Path

from dossieraudit.gevallen import MAP
from dossieraudit.loading.onderzoek import BESTAND as ONDERZOEK

_YAML = (".yaml", ".yml")


def ongelezen(map_: Path, gelezen: Collection[str]) -> tuple[str, ...]:
    """YAML files of a framework, by their path in its folder, that are not among the files that were read.

    Profiles may stand there too. Beside an onderzoek.yaml anything may, so there only the cases are looked at.
    """
    naast_onderzoek = (map_ / ONDERZOEK).is_file()
    gevonden = [
        pad.name
        for pad in map_.iterdir()
        if not naast_onderzoek
        and _is_yaml(pad)
        and pad.name not in gelezen
        and not pad.name.startswith(("profiel", "."))
    ]
    gevallen = map_ / MAP
    if gevallen.is_dir():
        # Cases are read by the letter of their extension.
        gevonden += [f"{MAP}/{pad.name}" for pad in gevallen.iterdir() if _is_yaml(pad) and pad.suffix != _YAML[0]]
    return tuple(sorted(gevonden))


def _is_yaml(pad: Path) -> bool:
    return pad.suffix.lower() in _YAML and pad.is_file()
