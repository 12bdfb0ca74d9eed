"""From what was read to a result, for every command that judges: each fault said, and the lot held against it."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from dossieraudit.cli.gather import Stukken, meld_afgekeurd, meld_loting, meld_uit_resultaat
from dossieraudit.judgement import Beoordeelstuk, beoordeel_alles, losse_oordelen, met_peildatum
from dossieraudit.loting import Lotcontrole
from dossieraudit.models.resultaat import Resultaat


class Beoordeeld(Struct, frozen=True):
    """The result, the dossiers in it each with its day, and whether they are those that were drawn."""

    stukken: Stukken
    bruikbaar: tuple[Beoordeelstuk, ...]
    resultaat: Resultaat
    loting: Lotcontrole | None


def beoordeel(
    stukken: Stukken, paden: Sequence[Path], *, latere_normen: bool = False, toon_waarden: bool = False
) -> Beoordeeld:
    """Judge everything that can be judged; what was rejected, and what departs from the lot, goes to standard error.

    Norms that came after a dossier's day are applied to it only with `latere_normen`.
    """
    geldig = None if latere_normen else stukken.scoring.regels.kader.geldig
    bruikbaar, afgekeurd = met_peildatum(stukken.lading, stukken.peildatum, geldig)
    afgekeurd += losse_oordelen(stukken.bronnen, bruikbaar)
    meld_afgekeurd(afgekeurd, toon_waarden, paden)
    resultaat = beoordeel_alles(stukken.scoring, stukken.lading, stukken.peildatum, stukken.bronnen, latere_normen)
    # What only the scoring itself could reject comes after the rest.
    meld_uit_resultaat(resultaat.afgekeurd[len(afgekeurd) :], paden)
    in_resultaat = {dossier.id for dossier in resultaat.dossiers}
    loting = meld_loting(stukken.onderzoek, stukken.lotlijst, in_resultaat, paden[0]) if paden else None
    return Beoordeeld(stukken, tuple(s for s in bruikbaar if s.geladen.dossier.id in in_resultaat), resultaat, loting)
