"""`dossieraudit kader diff`."""

from datetime import date
from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.gather import exitcode, meld_afgekeurd, verzamel
from dossieraudit.cli.messages import zeg
from dossieraudit.judgement import beoordeel_alles
from dossieraudit.kaders.verschil import gevolgen, verschillen
from dossieraudit.loading.kaders import laad_kader


def vergelijk(oud: str, nieuw: str, *, op: Path | None, peildatum: date | None) -> int:
    """Print every difference, and with a sample what it does to that; a difference is no failure."""
    regels = laad_kader(oud), laad_kader(nieuw)
    gevonden = verschillen(regels[0].kader, regels[1].kader)
    for verschil in gevonden:
        zeg(verschil.als_tekst())
    zeg(f"{len(gevonden)} {'verschil' if len(gevonden) == 1 else 'verschillen'}.")
    if op is None:
        return exitcodes.GELUKT
    resultaten, afgekeurd = [], 0
    for kader in (oud, nieuw):
        stukken = verzamel([op], kader, peildatum)
        # Two frameworks are compared on purpose, so norms of another time are no reason to refuse a dossier.
        resultaten.append(beoordeel_alles(stukken.scoring, stukken.lading, stukken.peildatum, stukken.bronnen, True))
        if kader == oud:
            meld_afgekeurd(stukken.lading.afgekeurd, toon_waarden=False, paden=[op])
            afgekeurd = len(stukken.lading.afgekeurd)
    zeg()
    for regel in gevolgen(resultaten[0], resultaten[1], regels):
        zeg(regel)
    return exitcode(afgekeurd, ongeldig_mag=False)
