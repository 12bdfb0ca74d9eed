"""The functions behind the language, shared by the compiled and the explained evaluation. Dates and days only."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise

# Larger than any list or period that a dossier can hold: the upper bound of what is not known.
ONEINDIG = 10**9
# A hundred years: dates stay far inside Python's range, whatever sums a rule makes.
MAX_DAGEN = 36_525
MAX_MAANDEN = 1_200


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


@cache
def _feestdagen(jaar: int) -> frozenset[date]:
    """Dutch public holidays of one year."""
    from holidays.countries.netherlands import Netherlands  # costs a tenth of a second, and few rules need it

    return frozenset(Netherlands(years=jaar))  # type: ignore[no-untyped-call]


def werkdagen(van: date, tot: date) -> int:
    """Working days after `van` up to and including `tot`, Dutch public holidays left out; negative if reversed."""
    if tot < van:
        return -werkdagen(tot, van)
    dagen = (van + timedelta(n) for n in range(1, (tot - van).days + 1))
    return sum(1 for dag in dagen if dag.weekday() < 5 and dag not in _feestdagen(dag.year))


def _langste(datums: Iterable[date], van: date, tot: date) -> int:
    """The longest gap in days between consecutive dates within [van, tot], both ends included as dates."""
    punten = sorted({van, tot, *(d for d in datums if van <= d <= tot)})
    return max(((b - a).days for a, b in pairwise(punten)), default=0)


def tussenpoos(
    zeker: Iterable[date], mogelijk: Iterable[date], ongedateerd: bool, van: date | None, tot: date | None
) -> tuple[int, int]:
    """Bounds (days) on the longest gap: `zeker` are dates that count, `mogelijk` all that may count.

    More dates never lengthen a gap, so the certain ones give the upper bound and the possible ones the lower; an item
    without a date (`ongedateerd`) could lie anywhere. Without `van` or `tot` nothing is known.
    """
    if van is None or tot is None:
        return 0, ONEINDIG
    if tot < van:
        return 0, 0
    return (0 if ongedateerd else _langste(mogelijk, van, tot)), _langste(zeker, van, tot)
