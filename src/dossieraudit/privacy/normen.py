"""The framework and the profile that an onderzoek brings along: exactly their files, as they are, for its copy."""

from dataclasses import dataclass, field
from pathlib import Path

from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.kaders import beschikbare_kaders, kadermap, laad_kader
from dossieraudit.loading.onderzoek import kader_van, laad_onderzoek, profiel_van
from dossieraudit.models.kader import HOOFDBESTAND

# What a framework consists of beside a file for each criterium. A test holds this against what the loading reads.
KADERBESTANDEN = (
    HOOFDBESTAND,
    "parameters.yaml",
    "kenmerken.yaml",
    "bronnen.yaml",
    "oordeel.yaml",
    "rapport.yaml",
)
# Names of folders and files may be names of people, so in the copy they have a name of their own.
_KADERMAP = "kader"
_PROFIEL = "profiel.yaml"


@dataclass
class Normen:
    """The files by their path in the copy, and what `kader` and `profiel` of the copied onderzoek have to say.

    `gezien` are the names in the folder of the onderzoek that this accounts for; `over` what was left in the folder
    of the framework.
    """

    bestanden: dict[str, bytes] = field(default_factory=dict)
    verwijzingen: dict[str, str] = field(default_factory=dict)
    gezien: set[str] = field(default_factory=set)
    over: list[str] = field(default_factory=list)


def normen_van(map_: Path) -> Normen:
    """What an onderzoek in this folder brings along. Raises `Invoerfout` where that is no framework or no profile.

    Both are loaded first: whatever else stands under a name of a framework file is not copied as if it were norms.
    """
    normen, onderzoek = Normen(), laad_onderzoek(map_)
    kader, profiel = kader_van(onderzoek, map_), profiel_van(onderzoek, map_)
    if kader is not None and kader not in beschikbare_kaders():
        kader = str(kadermap(kader).resolve())
        _neem_kader(normen, Path(kader), map_.resolve())
    if profiel is not None:
        laad_kader(kader, profiel)
        normen.bestanden[_PROFIEL] = lees_bytes(profiel)
        normen.verwijzingen["profiel"] = _PROFIEL
        normen.gezien.add(profiel.resolve().relative_to(map_.resolve()).parts[0])
    return normen


def _neem_kader(normen: Normen, bron: Path, map_: Path) -> None:
    criteria = [criterium for thema in laad_kader(str(bron)).kader.themas for criterium in thema.criteria]
    namen = {*KADERBESTANDEN, *(f"{criterium.id}.yaml" for criterium in criteria)}
    in_wortel = bron == map_
    for naam in sorted(namen):
        if (bron / naam).is_file():
            normen.bestanden[naam if in_wortel else f"{_KADERMAP}/{naam}"] = lees_bytes(bron / naam)
    normen.verwijzingen["kader"] = "." if in_wortel else _KADERMAP
    if in_wortel:
        normen.gezien |= namen
        return
    plek = bron.relative_to(map_)
    normen.gezien.add(plek.parts[0])
    normen.over += [
        (plek / pad.name).as_posix() for pad in bron.iterdir() if pad.name not in namen and not pad.name.startswith(".")
    ]
