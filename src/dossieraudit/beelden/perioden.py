"""Days as half-open intervals of day numbers, and periods of which a date may be unknown.

A day number is `date.toordinal()`; the interval (a, b) holds the days a up to but not including b. A period that is
recorded 'from 3 to 10 May' holds both those days, so it is (3, 11). On the last day of one period another may begin:
that is a hand-over and no clash.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

Stuk = tuple[int, int]
Stukken = tuple[Stuk, ...]
BEGIN, EINDE = date.min.toordinal(), date.max.toordinal()


def verenigd(stukken: Iterable[Stuk]) -> Stukken:
    """The days in any of the intervals, as intervals in order that do not touch."""
    gevonden: list[Stuk] = []
    for van, tot in sorted(stukken):
        if van >= tot:
            continue
        if gevonden and van <= gevonden[-1][1]:
            gevonden[-1] = (gevonden[-1][0], max(tot, gevonden[-1][1]))
        else:
            gevonden.append((van, tot))
    return tuple(gevonden)


def doorsnede(links: Iterable[Stuk], rechts: Iterable[Stuk]) -> Stukken:
    """The days in both."""
    rechts = verenigd(rechts)
    return verenigd((max(a, c), min(b, d)) for a, b in verenigd(links) for c, d in rechts)


def verschil(links: Iterable[Stuk], rechts: Iterable[Stuk]) -> Stukken:
    """The days in the first that are not in the second."""
    rechts = verenigd(rechts)
    buiten = zip((BEGIN, *(tot for _, tot in rechts)), (*(van for van, _ in rechts), EINDE), strict=True)
    return doorsnede(links, buiten)


def dagen(stukken: Iterable[Stuk]) -> int:
    """How many days that is."""
    return sum(tot - van for van, tot in verenigd(stukken))


@dataclass(frozen=True, slots=True)
class Periode:
    """A period by its first and last day, each of which may be unknown.

    `loopt` says that it still runs on the day up to which is looked (`peildag`): then it has no last day yet. False
    says that it ended by then; None that this is not recorded.
    """

    van: int | None
    laatste: int | None
    loopt: bool | None
    peildag: int

    @property
    def zeker(self) -> Stukken:
        """The days that it surely holds; a period holds at least one."""
        if self.laatste is not None:
            return verenigd([(self.laatste if self.van is None else self.van, self.laatste + 1)])
        if self.loopt:
            return verenigd([(self.peildag if self.van is None else self.van, self.peildag + 1)])
        return () if self.van is None else ((self.van, self.van + 1),)

    @property
    def mogelijk(self) -> Stukken:
        """The days that it may hold, whatever the unknown dates are."""
        einde = EINDE
        if self.laatste is not None:
            einde = self.laatste + 1
        elif self.loopt is not None:
            einde = self.peildag + 1
        return verenigd([(BEGIN if self.van is None else self.van, einde)])

    @property
    def kan_eindigen(self) -> Stukken:
        """The days that may be its last."""
        if self.laatste is not None:
            return ((self.laatste, self.laatste + 1),)
        return () if self.loopt else self.mogelijk

    @property
    def kan_beginnen(self) -> Stukken:
        """The days that may be its first."""
        return self.mogelijk if self.van is None else ((self.van, self.van + 1),)

    @property
    def eindigt(self) -> Stukken:
        """The day that is surely its last."""
        return () if self.laatste is None else ((self.laatste, self.laatste + 1),)

    @property
    def begint(self) -> Stukken:
        """The day that is surely its first."""
        return () if self.van is None else ((self.van, self.van + 1),)


def samen_zeker(p: Periode, q: Periode) -> Stukken:
    """Days that both surely hold and that can be no hand-over from the one to the other."""
    wissel = (*doorsnede(p.kan_eindigen, q.kan_beginnen), *doorsnede(q.kan_eindigen, p.kan_beginnen))
    return verschil(doorsnede(p.zeker, q.zeker), wissel)


def samen_mogelijk(p: Periode, q: Periode) -> Stukken:
    """Days that both may hold, and that are not surely a hand-over."""
    wissel = (*doorsnede(p.eindigt, q.begint), *doorsnede(q.eindigt, p.begint))
    return verschil(doorsnede(p.mogelijk, q.mogelijk), wissel)
