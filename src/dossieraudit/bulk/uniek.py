"""Which ids were seen before, over any number of dossiers, in bounded memory."""

from array import array
from hashlib import blake2b

_LEEG = 0
_BEGIN = 1 << 12


class Gezien:
    """A hash table of 64-bit hashes with the place where each came first.

    It takes 32 to 64 bytes per dossier (twice that for a moment while it grows), whatever the ids look like. Two
    different ids have the same hash once in some thirty million runs of a million dossiers.
    """

    def __init__(self) -> None:
        self._hashes = array("Q", bytes(8 * _BEGIN))
        self._plaatsen = array("Q", bytes(8 * _BEGIN))
        self._aantal = 0

    def eerder(self, id_: str, plaats: int) -> int | None:
        """Where this id came first, or None if that is here and now."""
        hash_ = int.from_bytes(blake2b(id_.encode(), digest_size=8).digest(), "little") or 1
        index = self._zoek(hash_)
        if self._hashes[index] == hash_:
            return self._plaatsen[index]
        self._hashes[index], self._plaatsen[index] = hash_, plaats
        self._aantal += 1
        if 2 * self._aantal > len(self._hashes):
            self._groei()
        return None

    def _zoek(self, hash_: int) -> int:
        """The slot that holds this hash, or the empty one where it belongs."""
        masker, hashes = len(self._hashes) - 1, self._hashes
        index = hash_ & masker
        while hashes[index] != _LEEG and hashes[index] != hash_:
            index = (index + 1) & masker
        return index

    def _groei(self) -> None:
        oud = zip(self._hashes, self._plaatsen, strict=True)
        nieuw = 2 * len(self._hashes)
        self._hashes, self._plaatsen = array("Q", bytes(8 * nieuw)), array("Q", bytes(8 * nieuw))
        for hash_, plaats in oud:
            if hash_ != _LEEG:
                index = self._zoek(hash_)
                self._hashes[index], self._plaatsen[index] = hash_, plaats
