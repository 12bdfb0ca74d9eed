"""Which ids were seen before, over any number of dossiers, in bounded memory."""

from array import array
from collections.abc import Sequence
from hashlib import blake2b

from msgspec import Struct

Plaats = tuple[str, int | None]
"""A file and a line in it, if that says anything."""

_LEEG = 0
_BEGIN = 1 << 12
# A place in one number: which file above these bits, the line in them, 0 where there is none.
_BITS = 40


class Herkomst(Struct, frozen=True):
    """The ids of the rows of a piece and where they stood.

    Packed, as who puts the pieces together has to look at every row of all of them: hashes and places are numbers of 64
    bits. Lines count from the first of the piece.
    """

    ids: str
    afdrukken: bytes
    namen: tuple[str, ...]
    plaatsen: bytes

    @property
    def aantal(self) -> int:
        """The number of rows."""
        return len(self.afdrukken) // 8


class Dubbel(Struct, frozen=True):
    """An id that came before."""

    id: str
    hier: Plaats
    eerder: Plaats


def herkomst(ids: Sequence[str], plaatsen: Sequence[Plaats]) -> Herkomst:
    """Pack what stood where. No id holds the end of a line: their model sees to that."""
    namen = {naam: nummer for nummer, naam in enumerate(dict.fromkeys(naam for naam, _ in plaatsen))}
    return Herkomst(
        "\n".join(ids),
        array("Q", map(_afdruk, ids)).tobytes(),
        tuple(namen),
        array("Q", [namen[naam] << _BITS | (regel or 0) for naam, regel in plaatsen]).tobytes(),
    )


def _afdruk(id_: str) -> int:
    return int.from_bytes(blake2b(id_.encode(), digest_size=8).digest(), "little") or 1


class Gezien:
    """A hash table of 64-bit hashes with the place where each came first.

    It takes 32 to 64 bytes per dossier (twice that for a moment while it grows), whatever the ids look like. Two
    different ids have the same hash once in some thirty million runs of a million dossiers.
    """

    def __init__(self) -> None:
        self._afdrukken = array("Q", bytes(8 * _BEGIN))
        self._plaatsen = array("Q", bytes(8 * _BEGIN))
        self._aantal = 0
        self._namen: list[str] = []

    def dubbele(self, herkomst: Herkomst, ervoor: int) -> dict[int, Dubbel]:
        """The rows of a piece whose id came before, in it or in another; the rest is remembered.

        `ervoor` is the number of lines of its file that stood before the piece.
        """
        # Pieces of a file follow each other, so its name is written down once.
        if herkomst.namen and self._namen[-1:] == [herkomst.namen[0]]:
            self._namen.pop()
        erbij = (len(self._namen) << _BITS) + ervoor
        self._namen += herkomst.namen
        plaatsen = array("Q", herkomst.plaatsen)
        gevonden = self._neem_op(array("Q", herkomst.afdrukken), plaatsen, erbij)
        if not gevonden:
            return {}
        ids = herkomst.ids.split("\n")
        return {
            rij: Dubbel(ids[rij], self._plaats(plaatsen[rij] + erbij), self._plaats(eerder))
            for rij, eerder in gevonden.items()
        }

    def _neem_op(self, afdrukken: Sequence[int], plaatsen: Sequence[int], erbij: int) -> dict[int, int]:
        """Rows that were there already, with the place where they came first."""
        while 2 * (self._aantal + len(afdrukken)) > len(self._afdrukken):
            self._groei()
        tabel, masker = self._afdrukken, len(self._afdrukken) - 1
        gevonden = {}
        # Written out, as it is done for every dossier by the one process that the others wait for.
        for rij, afdruk in enumerate(afdrukken):
            index = afdruk & masker
            while (bezet := tabel[index]) != afdruk and bezet != _LEEG:
                index = (index + 1) & masker
            if bezet == afdruk:
                gevonden[rij] = self._plaatsen[index]
            else:
                tabel[index], self._plaatsen[index] = afdruk, plaatsen[rij] + erbij
        self._aantal += len(afdrukken) - len(gevonden)
        return gevonden

    def _groei(self) -> None:
        oud = zip(self._afdrukken, self._plaatsen, strict=True)
        nieuw = 2 * len(self._afdrukken)
        self._afdrukken, self._plaatsen = array("Q", bytes(8 * nieuw)), array("Q", bytes(8 * nieuw))
        masker = nieuw - 1
        for afdruk, plaats in oud:
            if afdruk != _LEEG:
                index = afdruk & masker
                while self._afdrukken[index] != _LEEG:
                    index = (index + 1) & masker
                self._afdrukken[index], self._plaatsen[index] = afdruk, plaats

    def _plaats(self, nummer: int) -> Plaats:
        return self._namen[nummer >> _BITS], nummer & ((1 << _BITS) - 1) or None
