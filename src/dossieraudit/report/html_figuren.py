"""The geometry of the two charts of the HTML report; the template draws it as SVG.

Horizontal places are percentages of the width, vertical ones are pixels: so a chart follows the width of a phone or
a page while its letters keep their size.
"""

import textwrap
from dataclasses import dataclass
from datetime import date

from dossieraudit.models.kader import Uitkomst
from dossieraudit.report.opmaak import gebruikt
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import maand_jaar
from dossieraudit.report.tree import Gebeurtenis, Staven, Tijdlijn

REGEL = 20
BALK = 28
# From these shares of the width on, a phone has room for 'V 12' or for 'V' in a segment.
RUIMTE_AANTAL, RUIMTE_TEKEN = 12.0, 4.5
LETTERS_PER_REGEL = 42

BAAN = 26
# Half the width that a numbered point takes on a phone, and with that the margin of the time axis.
STRAAL = 3.4
STREEPJES = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar; `tekst` is what fits in it."""

    uitkomst: Uitkomst
    aantal: int
    x: float
    breedte: float
    tekst: str


@dataclass(frozen=True, slots=True)
class Staaf:
    """A bar below its label, with the counts in words below it."""

    regels: tuple[str, ...]
    segmenten: tuple[Segment, ...]
    onder: str
    y: int

    @property
    def y_balk(self) -> int:
        """The top of the bar itself."""
        return self.y + REGEL * len(self.regels)


@dataclass(frozen=True, slots=True)
class Staafdiagram:
    """All bars, and the height that they take."""

    staven: tuple[Staaf, ...]
    hoogte: int


def staafdiagram(figuur: Staven) -> Staafdiagram:
    """Every bar over the full width, so that shares can be compared; the counts stand beside them."""
    staven: list[Staaf] = []
    y = 0
    for label, aantallen in figuur.staven:
        telling = tuple((u, aantallen.get(u, 0)) for u in gebruikt(figuur) if aantallen.get(u))
        regels = tuple(textwrap.wrap(label, LETTERS_PER_REGEL)) or ("",)
        staven.append(Staaf(regels, _segmenten(telling), _in_tekens(telling), y))
        y = staven[-1].y_balk + BALK + REGEL + 12
    return Staafdiagram(tuple(staven), y)


def _segmenten(telling: tuple[tuple[Uitkomst, int], ...]) -> tuple[Segment, ...]:
    totaal = sum(aantal for _, aantal in telling)
    segmenten: list[Segment] = []
    ervoor = 0
    for uitkomst, aantal in telling:
        breedte = 100 * aantal / totaal
        teken = STIJLEN[uitkomst].teken
        tekst = f"{teken} {aantal}" if breedte >= RUIMTE_AANTAL else teken if breedte >= RUIMTE_TEKEN else ""
        segmenten.append(Segment(uitkomst, aantal, round(100 * ervoor / totaal, 3), round(breedte, 3), tekst))
        ervoor += aantal
    return tuple(segmenten)


def _in_tekens(telling: tuple[tuple[Uitkomst, int], ...]) -> str:
    if not telling:
        return "geen gegevens"
    delen = " · ".join(f"{STIJLEN[uitkomst].teken} {aantal}" for uitkomst, aantal in telling)
    return f"{delen} (totaal {sum(aantal for _, aantal in telling)})"


@dataclass(frozen=True, slots=True)
class Punt:
    """An event: its number in the table, and where it begins and ends."""

    nummer: int
    x: float
    x_tot: float | None
    y: int


@dataclass(frozen=True, slots=True)
class Baan:
    """The events of one kind, under the name of that kind."""

    naam: str
    y: int
    hoogte: int
    punten: tuple[Punt, ...]


@dataclass(frozen=True, slots=True)
class Streepje:
    """A first day of a month on the axis."""

    x: float
    tekst: str


@dataclass(frozen=True, slots=True)
class Tijdas:
    """A drawn time line; `op_volgorde` are the events as numbered, from 1."""

    banen: tuple[Baan, ...]
    streepjes: tuple[Streepje, ...]
    op_volgorde: tuple[Gebeurtenis, ...]
    hoogte: int


def tijdas(lijn: Tijdlijn) -> Tijdas:
    """A lane for each kind of event, over an axis of whole months."""
    op_volgorde = tuple(sorted(lijn.gebeurtenissen, key=lambda g: g.datum))
    if not op_volgorde:
        return Tijdas((), (), (), 0)
    begin = _maandnummer(op_volgorde[0].datum)
    eind = _maandnummer(max(_einde(g) for g in op_volgorde)) + 1
    as_ = _As(_eerste_dag(begin), _eerste_dag(eind))
    banen: list[Baan] = []
    y = REGEL + 12
    for soort in dict.fromkeys(g.soort for g in op_volgorde):
        eigen = [(n, g) for n, g in enumerate(op_volgorde, 1) if g.soort == soort]
        banen.append(_baan(soort, y, eigen, as_))
        y += banen[-1].hoogte + 8
    return Tijdas(tuple(banen), _streepjes(begin, eind, as_), op_volgorde, y)


@dataclass(frozen=True, slots=True)
class _As:
    """The scale: days to a percentage of the width, with a margin for half a point."""

    begin: date
    eind: date

    def x(self, dag: date) -> float:
        deel = (dag - self.begin).days / (self.eind - self.begin).days
        return round(STRAAL + deel * (100 - 2 * STRAAL), 3)


def _baan(soort: str, y: int, gebeurtenissen: list[tuple[int, Gebeurtenis]], as_: _As) -> Baan:
    """Events that would cover each other stand in rows below each other."""
    vrij_vanaf: list[float] = []
    punten: list[Punt] = []
    for nummer, gebeurtenis in gebeurtenissen:
        x = as_.x(gebeurtenis.datum)
        x_tot = as_.x(_einde(gebeurtenis)) if _einde(gebeurtenis) > gebeurtenis.datum else None
        rij = next((r for r, vrij in enumerate(vrij_vanaf) if vrij <= x), len(vrij_vanaf))
        vrij_vanaf[rij : rij + 1] = [max(x, x_tot or x) + 2 * STRAAL]
        punten.append(Punt(nummer, x, x_tot, y + REGEL + rij * BAAN + BAAN // 2))
    naam = textwrap.shorten(soort, LETTERS_PER_REGEL, placeholder=" …")
    return Baan(naam, y, REGEL + len(vrij_vanaf) * BAAN, tuple(punten))


def _streepjes(begin: int, eind: int, as_: _As) -> tuple[Streepje, ...]:
    stap = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if (eind - begin) / s <= STREEPJES), 240)
    maanden = range(begin, eind + 1, stap)
    return tuple(Streepje(as_.x(_eerste_dag(maand)), maand_jaar(_eerste_dag(maand))) for maand in maanden)


def _einde(gebeurtenis: Gebeurtenis) -> date:
    return max(gebeurtenis.tot or gebeurtenis.datum, gebeurtenis.datum)


def _maandnummer(dag: date) -> int:
    return dag.year * 12 + dag.month - 1


def _eerste_dag(maandnummer: int) -> date:
    return date(maandnummer // 12, maandnummer % 12 + 1, 1)
