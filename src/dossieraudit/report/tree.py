"""The document tree: what a report says, apart from how a format shows it.

Built once from the Resultaat; every renderer reads it and none computes anything. All strings are plain text: a
renderer escapes for its own format. Colour is never the only carrier of meaning, so every cell and bar has a text.
"""

from dataclasses import dataclass, field
from datetime import date

from dossieraudit.models.kader import Uitkomst


@dataclass(frozen=True, slots=True)
class Nadruk:
    """Emphasised text."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A link to another block of the document by its anchor."""

    tekst: str
    anker: str


@dataclass(frozen=True, slots=True)
class Voetnoot:
    """A footnote, set at this point of the text."""

    tekst: str


Inline = str | Nadruk | Verwijzing | Voetnoot


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph. `grondslag` says on what the sentence rests (rule, leaves, counts); shown on demand."""

    delen: tuple[Inline, ...]
    grondslag: str | None = None


@dataclass(frozen=True, slots=True)
class Kop:
    """A heading; level 1 is a chapter. `nummer` is part of the text of numbered headings ('3.3.1')."""

    niveau: int
    tekst: str
    anker: str
    nummer: str | None = None


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list of paragraphs."""

    items: tuple[Alinea, ...]
    geordend: bool = False


@dataclass(frozen=True, slots=True)
class Kolom:
    """A table column: its heading and relative width (the widths of a table sum to about 100)."""

    kop: str
    breedte: int = 10
    rechts: bool = False


@dataclass(frozen=True, slots=True)
class Cel:
    """A table cell; `uitkomst` asks for the colour and sign of that uitkomst beside the text."""

    tekst: str
    uitkomst: Uitkomst | None = None
    anker: str | None = None


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table with a caption; the first column holds row headers."""

    bijschrift: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[tuple[Cel, ...], ...]
    anker: str | None = None


@dataclass(frozen=True, slots=True)
class Warmtekaart:
    """Dossiers × leaves: `waarden[r][k]` is the uitkomst of row r and column k; `handmatig` marks changed cells."""

    bijschrift: str
    rijen: tuple[str, ...]
    kolommen: tuple[str, ...]
    waarden: tuple[tuple[Uitkomst, ...], ...]
    handmatig: frozenset[tuple[int, int]] = frozenset()
    samenvatting: str = ""
    anker: str | None = None


@dataclass(frozen=True, slots=True)
class Staven:
    """Stacked bars: per label a count for each uitkomst."""

    bijschrift: str
    staven: tuple[tuple[str, dict[Uitkomst, int]], ...]
    samenvatting: str
    anker: str | None = None


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """One point or period on a time line."""

    datum: date
    soort: str
    tekst: str
    tot: date | None = None


@dataclass(frozen=True, slots=True)
class Tijdlijn:
    """A time line of one dossier."""

    bijschrift: str
    gebeurtenissen: tuple[Gebeurtenis, ...]
    samenvatting: str
    anker: str | None = None


@dataclass(frozen=True, slots=True)
class Kaderblok:
    """A boxed text, such as the oordeel at the top."""

    titel: str
    blokken: tuple["Alinea | Lijst", ...]


Blok = Alinea | Kop | Lijst | Tabel | Warmtekaart | Staven | Tijdlijn | Kaderblok


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `datum` is the peildatum: nothing reads the clock.

    Where several were compared it is the latest of their peildata, and `vroegste` the earliest.
    """

    titel: str
    ondertitel: str
    datum: date | None
    onderwerp: str
    blokken: tuple[Blok, ...]
    kenmerk: str = ""
    trefwoorden: tuple[str, ...] = field(default_factory=tuple)
    vroegste: date | None = None
