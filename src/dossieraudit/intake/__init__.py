"""The intake workbook: dossiers as sheets that a person fills in, and back again without losing anything."""

from dossieraudit.intake.lezen import is_intake, lees
from dossieraudit.intake.schrijven import schrijf

__all__ = ["is_intake", "lees", "schrijf"]
