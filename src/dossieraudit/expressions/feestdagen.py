"""Dutch public holidays, from the library `holidays`; the years that dossiers are about are kept in a table of its
answers, because loading the library takes longer than judging a sample.

`make boeken` writes the table anew; a test holds it to the library.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path

TABEL = Path(__file__).with_name("feestdagen.json")
_JAREN = range(1990, 2061)


@cache
def feestdagen(jaar: int) -> tuple[date, ...]:
    """The public holidays of one year that fall on a weekday, in order."""
    bewaard = _tabel().get(str(jaar))
    return uit_bibliotheek(jaar) if bewaard is None else tuple(date.fromisoformat(f"{jaar}-{dag}") for dag in bewaard)


def uit_bibliotheek(jaar: int) -> tuple[date, ...]:
    """The same, asked of the library."""
    from holidays.countries.netherlands import Netherlands

    return tuple(sorted(dag for dag in Netherlands(years=jaar) if dag.weekday() < 5))  # type: ignore[no-untyped-call]


@cache
def _tabel() -> dict[str, list[str]]:
    """Per year its holidays, as month and day."""
    tabel: dict[str, list[str]] = json.loads(TABEL.read_text(encoding="utf-8"))
    return tabel


def maak_tabel() -> str:
    """The text of the table."""
    regels = (f'"{jaar}": {json.dumps([f"{dag:%m-%d}" for dag in uit_bibliotheek(jaar)])}' for jaar in _JAREN)
    return "{\n" + ",\n".join(regels) + "\n}\n"


if __name__ == "__main__":
    print(maak_tabel(), end="")
