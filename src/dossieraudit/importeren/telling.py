"""What an import did, counted: per table what came in and where it went, per column what was filled and what not."""

from collections import Counter
from dataclasses import dataclass, field

from dossieraudit.importeren.mapping import Afname, Feitregel
from dossieraudit.importeren.waarden import OnbekendeCode, Onleesbaar

# Of a column with more different codes than this the rest is counted together: it is no column of codes.
_MEESTE_CODES = 1_000


@dataclass
class Kolomtelling:
    """One column, as it filled one fact of one part. `onleesbaar` counts by reason, without the codes."""

    kolom: str
    naar: str
    rijen: int = 0
    gevuld: int = 0
    leeg: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    andere_codes: int = 0
    onleesbaar: Counter[str] = field(default_factory=Counter)
    eerste: int | None = None

    @property
    def onbekende_codes(self) -> int:
        """How many cells hold a code that the mapping does not know."""
        return self.codes.total() + self.andere_codes

    def tel_onleesbaar(self, fout: Onleesbaar, rij: int) -> None:
        """One more cell that says something which did not come over; the first of them is told by its row."""
        if self.eerste is None:
            self.eerste = rij
        if not isinstance(fout, OnbekendeCode):
            self.onleesbaar[str(fout)] += 1
        elif fout.code in self.codes or len(self.codes) < _MEESTE_CODES:
            self.codes[fout.code] += 1
        else:
            self.andere_codes += 1


@dataclass
class Tabeltelling:
    """The rows of one table. What comes in is placed or rejected, and nothing else.

    `gelijk` counts rows that say the same of their dossier as a row before them, `eerste_gelijke` is the first.
    """

    naam: str
    bestand: str
    binnen: int = 0
    geplaatst: int = 0
    gelijk: int = 0
    eerste_gelijke: int | None = None
    redenen: Counter[str] = field(default_factory=Counter)

    @property
    def afgewezen(self) -> int:
        """How many rows were not placed."""
        return self.redenen.total()

    def tel_gelijk(self, rij: int) -> None:
        """One more row that repeats another; the first of them is told by its row."""
        self.gelijk += 1
        if self.eerste_gelijke is None:
            self.eerste_gelijke = rij

    def eis_sluitend(self) -> None:
        """Raise where a row was lost or counted twice: a fault of ours that nobody must overlook."""
        if self.binnen != self.geplaatst + self.afgewezen:
            raise RuntimeError("rows in do not equal rows out and rejected")


@dataclass
class Telling:
    """All of it."""

    tabellen: list[Tabeltelling] = field(default_factory=list)
    kolommen: list[Kolomtelling] = field(default_factory=list)
    sleutels: int = 0
    dossiers: int = 0
    afgekeurd: int = 0
    leeg_verklaard: Counter[str] = field(default_factory=Counter)
    opmerkingen: list[str] = field(default_factory=list)

    def kolom(self, afname: Afname, feit: Feitregel) -> Kolomtelling:
        """A new count, of one column for one fact; of a constant there is nothing to count."""
        telling = Kolomtelling(f"{afname.tabelnaam}.{feit.regel.kolom}", f"{afname.naam}.{feit.veld.naam}")
        if feit.regel.kolom is not None:
            self.kolommen.append(telling)
        return telling

    @property
    def cellen_niet_gelezen(self) -> int:
        """How many cells say something that did not come over."""
        return sum(k.onbekende_codes + k.onleesbaar.total() for k in self.kolommen)

    @property
    def rijen_afgewezen(self) -> int:
        """How many rows were not placed."""
        return sum(tabel.afgewezen for tabel in self.tabellen)

    def eis_sluitend(self) -> None:
        """Raise `RuntimeError` where the counts of any table do not add up."""
        for tabel in self.tabellen:
            tabel.eis_sluitend()
        if self.sleutels != self.dossiers + self.afgekeurd:
            raise RuntimeError("dossiers in do not equal dossiers out and rejected")
