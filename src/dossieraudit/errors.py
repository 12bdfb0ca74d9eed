"""Faults in what the user gave us: Dutch, with file, place, what was expected and what to do; all at once."""

import errno
from collections.abc import Iterable

from msgspec import Struct


class Fout(Struct, frozen=True):
    """One fault at one place.

    `regel` and `kolom` are 1-based. `regeltekst` is the line shown to the reader and `aanwijzer` the 0-based
    span (start, length) in it that the caret points at. `vertrouwelijk` says that `waarde` and `regeltekst` may hold
    something from a dossier, so they are shown only on request.
    """

    bestand: str
    melding: str
    regel: int | None = None
    kolom: int | None = None
    pad: str | None = None
    waarde: str | None = None
    verwacht: str | None = None
    advies: str | None = None
    regeltekst: str | None = None
    aanwijzer: tuple[int, int] | None = None
    vertrouwelijk: bool = False

    @property
    def plaats(self) -> str:
        """File, line and column as editors understand them: `naam:3:7`."""
        return ":".join(str(deel) for deel in (self.bestand, self.regel, self.kolom) if deel is not None)

    def als_tekst(self, toon_waarden: bool = True) -> str:
        """The fault as a reader sees it: place and message, the line with a caret, expectation and advice."""
        regels = [f"{self.plaats}: {self.melding}"]
        tonen = toon_waarden or not self.vertrouwelijk
        if self.pad:
            regels.append(f"  pad: {self.pad}")
        if self.waarde is not None and tonen:
            regels.append(f"  waarde: {self.waarde}")
        if self.regeltekst is not None and tonen:
            regels.append(f"  | {self.regeltekst}")
            if self.aanwijzer is not None:
                begin, lengte = self.aanwijzer
                regels.append(f"  | {' ' * begin}{'^' * max(1, lengte)}")
        if self.verwacht:
            regels.append(f"  verwacht: {self.verwacht}")
        if self.advies:
            regels.append(f"  advies: {self.advies}")
        return "\n".join(regels)


class Invoerfout(Exception):
    """Input that could not be read or was rejected (exit code 3); carries every fault that was found."""

    def __init__(self, fouten: tuple[Fout, ...]) -> None:
        self.fouten = fouten

    def __str__(self) -> str:
        return "\n".join(f.als_tekst(toon_waarden=False) for f in self.fouten)


class TeVeelWerk(Invoerfout):
    """A dossier for which the rules of a framework would take too long: lists too long for its loops within loops."""

    def __init__(self, dossier: str = "een dossier") -> None:
        melding = "dit dossier heeft te lange lijsten voor de regels van dit kader; het toetsen zou te lang duren"
        advies = "controleer de export op dubbele regels; verdeel anders de eisen van het kader met lussen in lussen"
        super().__init__((Fout(dossier, melding, advies=advies),))


class Gebruiksfout(Exception):
    """Wrong usage (exit code 2): the request itself makes no sense, whatever the input."""


class Foutenlijst(Struct):
    """Collects faults and fails once."""

    fouten: list[Fout] = []

    def voeg_toe(self, *fouten: Fout) -> None:
        """Keep these faults."""
        self.fouten.extend(fouten)

    def neem_over(self, fouten: Iterable[Fout]) -> None:
        """Keep every fault of an iterable."""
        self.fouten.extend(fouten)

    def meld(self) -> None:
        """Raise `Invoerfout` with everything collected, if there is anything."""
        if self.fouten:
            raise Invoerfout(tuple(self.fouten))


def bedoelde(naam: str, keuzes: Iterable[str]) -> str | None:
    """A 'did you mean', or None where nothing comes near."""
    import difflib  # most runs have nothing to say

    keuzes = sorted(keuzes)
    zonder_hoofdletters = [keuze for keuze in keuzes if keuze.casefold() == naam.casefold()]
    bijna = zonder_hoofdletters or difflib.get_close_matches(naam, keuzes, n=1, cutoff=0.6)
    return f"bedoelde u '{bijna[0]}'?" if bijna else None


_WEIGERINGEN = {
    errno.EACCES: "u hebt er geen rechten voor",
    errno.EPERM: "u hebt er geen rechten voor",
    errno.ENOENT: "dit bestaat niet",
    errno.ENOTDIR: "een deel van dit pad is geen map",
    errno.EISDIR: "dit is een map",
    errno.EEXIST: "dit bestaat al",
    errno.EROFS: "deze schijf is alleen te lezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw ruimte op deze schijf is op",
    errno.EFBIG: "het bestand wordt groter dan hier mag",
    errno.ENAMETOOLONG: "deze naam is te lang",
    errno.EMFILE: "er staan te veel bestanden open",
}


def weigering(fout: OSError) -> str:
    """Why the file system refused, in Dutch; for a rare reason its number, which can be looked up."""
    return _WEIGERINGEN.get(fout.errno or 0, f"het bestandssysteem weigert (fout {fout.errno})")
