"""Shifting the days of a dossier: all by the same whole number of weeks, and only where no score changes.

Whole weeks keep every distance in days and every day of the week. Terms in months, working days (holidays) and ages do
not follow from that, nor does the distance to the peildatum, which is public and stays. So a shift is chosen by trying:
the first, in an order that only the key tells, after which every score is what it was (docs/decisions/0011).
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dossieraudit.privacy.sleutel import Sleutel

MAX_WEKEN = 26
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def verschuif(waarde: Any, weken: int) -> Any:
    """A tree of data with every text that is a day moved by this many weeks; OverflowError beyond the calendar."""
    if isinstance(waarde, dict):
        return {sleutel: verschuif(deel, weken) for sleutel, deel in waarde.items()}
    if isinstance(waarde, list | tuple):
        return [verschuif(deel, weken) for deel in waarde]
    if isinstance(waarde, str) and _ISO.fullmatch(waarde):
        return str(date.fromisoformat(waarde) + timedelta(weeks=weken))
    return waarde


def heeft_datums(waarde: Any) -> bool:
    """Whether there is any day in this tree."""
    if isinstance(waarde, dict):
        return any(map(heeft_datums, waarde.values()))
    if isinstance(waarde, list | tuple):
        return any(map(heeft_datums, waarde))
    return isinstance(waarde, str) and _ISO.fullmatch(waarde) is not None


def kies(sleutel: Sleutel, dossier: str, past: Callable[[int], bool]) -> int | None:
    """A shift in weeks, never zero, that `past` accepts; None where none does."""
    keuzes = [weken for weken in range(-MAX_WEKEN, MAX_WEKEN + 1) if weken]
    return next((weken for weken in sleutel.volgorde("verschuiving", dossier, keuzes) if past(weken)), None)
