"""The BSN gate for lines: cheap for a line that is clean, and the same gate as elsewhere for one that may not be."""

from itertools import pairwise

from dossieraudit.loading.dossiers import keur_regel
from dossieraudit.models.dossier import Dossier
from dossieraudit.privacy.poort import kan_bsn_bevatten, weiger_bsn, weiger_bsn_op_regel

_TUSSEN = b" .-"
# Codes of accents, quotes and dashes; only beside a digit could these be part of a number.
_GEWOON = (b"00", b"20")


def weiger_bsn_in_regel(regel: bytes, naam: str, nummer: int) -> None:
    """Raise `Invoerfout`, with its place, if a line of JSON holds a BSN, whether or not it is a good dossier."""
    if not kan_bsn_bevatten(regel) and (b"\\u" not in regel or not _ontsnapt(regel)):
        return
    keuring = keur_regel(regel, naam, nummer)
    weiger_bsn_op_regel([(naam, nummer, keuring if isinstance(keuring, Dossier) else regel)])


def weiger_bsn_in_naam(naam: str) -> None:
    """Raise `Invoerfout` if the name of a file holds a BSN: names end up in messages and in the file of rejects."""
    weiger_bsn([("de naam van een bestand", naam)])


def _ontsnapt(regel: bytes) -> bool:
    """Whether a digit, or what stands between digits, may be written as a code, as JSON allows."""
    eerste, *rest = regel.split(b"\\u")
    for voor, na in pairwise((b"----" + eerste, *rest)):  # the first is not preceded by a code of four characters
        if not na.startswith(_GEWOON) or na.startswith(b"003"):
            return True
        if voor[4:][-8:].rstrip(_TUSSEN)[-1:].isdigit() or na[4:12].lstrip(_TUSSEN)[:1].isdigit():
            return True
    return False
