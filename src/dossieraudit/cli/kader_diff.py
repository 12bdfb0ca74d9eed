"""`dossieraudit kader diff`."""

from datetime import date
from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.beoordelen import beoordeel
from dossieraudit.cli.gather import exitcode, meld_uit_resultaat, verzamel
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
    # Two frameworks are compared on purpose, so norms of another time are no reason to refuse a dossier.
    voor = beoordeel(verzamel([op], oud, peildatum), [op], latere_normen=True).resultaat
    stukken = verzamel([op], nieuw, peildatum)
    na = beoordeel_alles(stukken.scoring, stukken.lading, stukken.peildatum, stukken.bronnen, latere_normen=True)
    alleen_na = [een for een in na.afgekeurd if een not in voor.afgekeurd]
    meld_uit_resultaat(alleen_na, [op])
    zeg()
    for regel in gevolgen(voor, na, regels):
        zeg(regel)
    return exitcode(len(voor.afgekeurd) + len(alleen_na), ongeldig_mag=False)
