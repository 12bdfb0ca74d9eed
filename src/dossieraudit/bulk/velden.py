"""Reading a line of JSON straight into plain objects: for the many lines without a fault.

A line is accepted here only if the ordinary way would accept it too; at the least doubt it is left to that way, which
is slower and explains. The types of the objects are made from the Dossier model itself (`bulk/vormen.py`), and filled
by msgspec, which is as strict as the model and several times faster.
"""

import re
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from dossieraudit.bulk.toets import maak_toets
from dossieraudit.bulk.vormen import maak_vorm
from dossieraudit.loading.tekst import MAX_INVOER, MAX_WAARDEN
from dossieraudit.models.dossier import Dossier
from dossieraudit.privacy.poort import kan_bsn_bevatten

_SLEUTEL = re.compile(rb'"[ \t\r]*:')


class Gelezen(Struct, frozen=True):
    """A dossier with every field of the model, and the latest day that it speaks of, planned days apart."""

    dossier: Any
    laatste_datum: date | None


class Veldenlezer:
    """Lines of JSON → dossiers as plain objects. Not for more than one thread at a time."""

    def __init__(self) -> None:
        self._weggelaten: list[None] = []
        self._lees = msgspec.json.Decoder(maak_vorm(Dossier, self._weggelaten)).decode
        self._toets = maak_toets()

    def lees(self, regel: bytes) -> Gelezen | None:
        """The dossier on a line, or None where the ordinary way has to look at it."""
        if len(regel) > MAX_WAARDEN and _groot(regel):
            return None
        self._weggelaten.clear()
        try:
            dossier = self._lees(regel)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None
        teksten: list[str] = []
        gevonden = self._toets(dossier, teksten)
        # The whole line need not be looked through: what is no text or id here is a date, a year or a word of ours.
        if gevonden is None or kan_bsn_bevatten("\n".join(teksten).encode()):
            return None
        sleutels, laatste = gevonden
        # Of a key that stands twice the last one is kept; the number of keys in the text gives it away.
        sleutels -= len(self._weggelaten)
        if regel.count(b":") != sleutels and len(_SLEUTEL.findall(regel)) != sleutels:
            return None
        return Gelezen(dossier, laatste)


def _groot(regel: bytes) -> bool:
    """Whether a line may be beyond a limit: every value but the first has one of these before it."""
    return len(regel) > MAX_INVOER or sum(map(regel.count, (b",", b":", b"[", b"{"))) >= MAX_WAARDEN
