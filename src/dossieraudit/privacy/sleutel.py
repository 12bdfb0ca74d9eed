"""Keyed pseudonyms: as long as the key is the same, so is the pseudonym; without the key it tells nothing."""

import hashlib
import hmac
import os
import re
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout

_REGEL = re.compile(r"dossieraudit-sleutel-1 (?P<hex>[0-9a-f]{64})\n?")
# No vowels, so no words; no digits, so no number that looks like a BSN.
_LETTERS = "bcdfghjklmnpqrstvwxz"
_LENGTE = 12


@dataclass(frozen=True)
class Sleutel:
    """The secret from which all pseudonyms and shifts of one onderzoek follow.

    `nog_naar`: where a new one is still to be written.
    """

    geheim: bytes
    nog_naar: Path | None = field(default=None, compare=False)

    def bewaar(self) -> None:
        """Write a new key, for its owner alone. One that was read stands there already."""
        if self.nog_naar is not None:
            self.nog_naar.parent.mkdir(parents=True, exist_ok=True)
            greep = os.open(self.nog_naar, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(greep, "w", encoding="ascii") as bestand:
                bestand.write(f"dossieraudit-sleutel-1 {self.geheim.hex()}\n")

    def _getal(self, soort: str, waarde: str) -> int:
        # A length in front keeps ('a', 'bc') and ('ab', 'c') apart.
        boodschap = f"{len(soort)}:{soort}:{waarde}".encode()
        return int.from_bytes(hmac.digest(self.geheim, boodschap, hashlib.sha256))

    def pseudoniem(self, soort: str, waarde: str) -> str:
        """Twelve letters for this value of this kind (52 bits of the HMAC)."""
        getal, letters = self._getal(soort, waarde), ""
        for _ in range(_LENGTE):
            getal, rest = divmod(getal, len(_LETTERS))
            letters += _LETTERS[rest]
        return letters

    def volgorde(self, soort: str, waarde: str, keuzes: list[int]) -> list[int]:
        """The choices in an order that only the key tells."""
        return sorted(keuzes, key=lambda keuze: self._getal(soort, f"{waarde}\n{keuze}"))


def open_sleutel(pad: Path, *, niet_in: Path) -> tuple[Sleutel, bool]:
    """The key in this file; where there is none a new one (then True), which is written only by its `bewaar`.

    Raises `Gebruiksfout` for a place inside the output, or a file that others may read.
    """
    werkelijk = pad.resolve()
    if werkelijk.is_relative_to(niet_in.resolve()):
        raise Gebruiksfout(
            f"de sleutel '{pad}' ligt in de uitvoermap '{niet_in}'; wie beide heeft, kan alles terugzoeken. "
            "Kies een andere plaats"
        )
    if not werkelijk.exists():
        return Sleutel(secrets.token_bytes(32), werkelijk), True
    if not werkelijk.is_file():
        raise Gebruiksfout(f"de sleutel '{pad}' is geen bestand")
    if os.name == "posix" and stat.S_IMODE(werkelijk.stat().st_mode) & 0o077:
        raise Gebruiksfout(f"anderen mogen bij de sleutel '{pad}'; zet de rechten goed met: chmod 600 {pad}")
    return _lees(werkelijk, str(pad)), False


def _lees(pad: Path, naam: str) -> Sleutel:
    with pad.open("rb") as bestand:
        match = _REGEL.fullmatch(bestand.read(200).decode("ascii", errors="replace"))
    if match is None:
        advies = "geef het bestand dat bij de eerste keer is gemaakt, of een nieuwe naam voor een nieuwe sleutel"
        raise Invoerfout((Fout(naam, "dit is geen sleutel van dossieraudit", advies=advies),))
    return Sleutel(bytes.fromhex(match["hex"]))
