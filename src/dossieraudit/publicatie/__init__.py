"""What may be published of a result: few counts, none of them small, and nothing about one dossier or person."""

from dossieraudit.publicatie.document import maak_publicatie
from dossieraudit.publicatie.onthulling import KLEINSTE_GRENS, MIN_CEL

__all__ = ["KLEINSTE_GRENS", "MIN_CEL", "maak_publicatie"]
