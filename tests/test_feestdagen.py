"""The table of holidays says what the library says, and the years beyond it are asked of the library itself."""

import json
from datetime import date, timedelta

import pytest
from holidays.countries.netherlands import Netherlands

from dossieraudit.expressions.feestdagen import TABEL, feestdagen, maak_tabel
from dossieraudit.expressions.functions import werkdagen


def test_the_table_is_that_of_the_library() -> None:
    """Where this fails the library changed its mind: `make boeken` takes that over, and the CHANGELOG says it."""
    assert TABEL.read_text(encoding="utf-8") == maak_tabel()


@pytest.mark.parametrize("jaar", [1905, 1989, 1990, 2017, 2020, 2060, 2061, 2250])
def test_a_year_has_the_holidays_of_the_library_whether_or_not_it_is_in_the_table(jaar: int) -> None:
    dagen = feestdagen(jaar)
    assert set(dagen) == {dag for dag in Netherlands(years=jaar) if dag.weekday() < 5}
    assert list(dagen) == sorted(dagen)


def test_working_days_are_counted_over_the_edges_of_the_table() -> None:
    """Day by day, with a calendar of the library and the days of the week."""
    jaren = [int(jaar) for jaar in json.loads(TABEL.read_text(encoding="utf-8"))]
    for van, tot in (
        (date(min(jaren) - 1, 6, 1), date(min(jaren), 7, 1)),
        (date(max(jaren), 6, 1), date(max(jaren) + 1, 7, 1)),
    ):
        vrij = Netherlands(years=(van.year, tot.year))
        dagen = (van + timedelta(days=n) for n in range(1, (tot - van).days + 1))
        assert werkdagen(van, tot) == sum(dag.weekday() < 5 and dag not in vrij for dag in dagen)
