"""Exports of a system, by a mapping, to dossiers: every row is placed or told why not, and nothing turns into 'no'."""

from dossieraudit.importeren.mapping import laad_mapping
from dossieraudit.importeren.run import Uitkomst, importeer
from dossieraudit.importeren.voorstel import stel_voor

__all__ = ["Uitkomst", "importeer", "laad_mapping", "stel_voor"]
