"""Counts, interviews, documents and judgements by persons → oordelen, risico's, verklaringen, and the one result."""

from dossieraudit.judgement.build import (
    Beoordeelstuk,
    beoordeel_alles,
    losse_oordelen,
    met_peildatum,
    oordeel_van_mens,
)

__all__ = ["Beoordeelstuk", "beoordeel_alles", "losse_oordelen", "met_peildatum", "oordeel_van_mens"]
