"""What every command does first: read the onderzoek, the dossiers and the framework, and report what was rejected."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.messages import meld
from dossieraudit.errors import Fout
from dossieraudit.loading.bronnen import Bronnen, laad_bronnen
from dossieraudit.loading.dossiers import Lading, laad_dossiers
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.loading.onderzoek import laad_onderzoek
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.scoring import Scoring


@dataclass(frozen=True)
class Stukken:
    """The input of a run, read and checked."""

    onderzoek: Onderzoek | None
    lading: Lading
    scoring: Scoring
    bronnen: Bronnen
    peildatum: date | None


def verzamel(paden: Sequence[Path], kader: str | None, peildatum: date | None, profiel: Path | None = None) -> Stukken:
    """Read everything that a run needs; what is not asked for comes from the onderzoek.

    Raises `Invoerfout` or `Gebruiksfout` where it cannot begin.
    """
    onderzoek = laad_onderzoek(paden[0]) if len(paden) == 1 else None
    naam = kader
    if naam is None and onderzoek is not None and onderzoek.kader is not None:
        eigen = paden[0] / onderzoek.kader
        naam = str(eigen) if eigen.is_dir() else onderzoek.kader
    if profiel is None and onderzoek is not None and onderzoek.profiel is not None:
        profiel = paden[0] / onderzoek.profiel
    scoring = Scoring(laad_kader(naam, profiel))
    lading = laad_dossiers(paden, sys.stdin.buffer)
    dag = peildatum or (onderzoek.peildatum if onderzoek is not None else None)
    bronnen = laad_bronnen(paden[0] if onderzoek is not None else None, scoring.regels.kader)
    return Stukken(onderzoek, lading, scoring, bronnen, dag)


def meld_afgekeurd(
    afgekeurd: Sequence[tuple[str, tuple[Fout, ...]]], toon_waarden: bool, paden: Sequence[Path] = ()
) -> None:
    """Every fault of every rejected dossier, on standard error."""
    for _, fouten in afgekeurd:
        meld(fouten, toon_waarden, paden)


def exitcode(afgekeurd: int, ongeldig_mag: bool) -> int:
    """0, or 3 where something was rejected and that was not allowed."""
    return exitcodes.INVOER_AFGEKEURD if afgekeurd and not ongeldig_mag else exitcodes.GELUKT
