"""The functions behind the language, shared by the compiled and the explained evaluation. Dates and days only."""

import calendar
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from operator import sub

from dossieraudit.errors import TeVeelWerk
from dossieraudit.expressions.feestdagen import feestdagen

# Larger than any list or period that a dossier can hold: the upper bound of what is not known.
ONEINDIG = 10**9
# A hundred years: dates stay far inside Python's range, whatever sums a rule makes.
MAX_DAGEN = 36_525
MAX_MAANDEN = 1_200
# How often the rules of a framework may go round in loops within loops, for one dossier: about a second of work. The
# slow evaluation of one expression goes round in all its loops, and does so some fifty times slower.
MAX_WERK = 5_000_000
MAX_WERK_UITLEG = 100_000


def te_veel_werk() -> None:
    """Stop, where a dossier asks for more than that. Raises `TeVeelWerk`."""
    raise TeVeelWerk


def plus_maanden(dag: date, maanden: int) -> date:
    """The same day `maanden` months on (or back); the last day of the month where that day does not exist."""
    jaren, maand = divmod(dag.month - 1 + maanden, 12)
    jaar = dag.year + jaren
    return date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))


def leeftijd(geboortejaar: int, dag: date) -> int:
    """Age in whole years that someone born in `geboortejaar` reaches in the year of `dag` (no birthday is kept)."""
    return dag.year - geboortejaar


def aandeel(deel: int, geheel: int) -> Fraction | None:
    """`deel` as a percentage (0–100) of `geheel`, exact; None where that is zero."""
    return Fraction(100 * deel, geheel) if geheel else None


def _weekdagen(dag: date) -> int:
    """Weekdays since the first day of the calendar, `dag` included."""
    weken, rest = divmod(dag.toordinal(), 7)
    return 5 * weken + min(rest, 5)  # day 1 was a Monday


def werkdagen(van: date, tot: date) -> int:
    """Working days after `van` up to and including `tot`, Dutch public holidays left out; negative if reversed."""
    if tot < van:
        return -werkdagen(tot, van)
    vrij = bisect_right(feestdagen(tot.year), tot) - bisect_right(feestdagen(van.year), van)
    for jaar in range(van.year, tot.year):
        vrij += len(feestdagen(jaar))
    return _weekdagen(tot) - _weekdagen(van) - vrij


def _langste(datums: Iterable[date], van: date, tot: date) -> int:
    """The longest gap in days between consecutive dates within [van, tot], both ends included as dates."""
    punten = [van, *sorted(d for d in datums if van < d < tot), tot]
    langste: timedelta = max(map(sub, punten[1:], punten))
    return langste.days


def tussenpoos(
    zeker: Sequence[date], mogelijk: Sequence[date], ongedateerd: bool, van: date | None, tot: date | None
) -> tuple[int, int]:
    """Bounds (days) on the longest gap: `zeker` are dates that count, `mogelijk` those and all that may.

    More dates never lengthen a gap, so the certain ones give the upper bound and the possible ones the lower; an item
    without a date (`ongedateerd`) could lie anywhere. Without `van` or `tot` nothing is known.
    """
    if van is None or tot is None:
        return 0, ONEINDIG
    if tot < van:
        return 0, 0
    langste = _langste(zeker, van, tot)
    if ongedateerd:
        return 0, langste
    return (langste if len(zeker) == len(mogelijk) else _langste(mogelijk, van, tot)), langste
