"""The three values and comparisons as functions, for evaluations of one node at a time."""

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

_OPERATOREN: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def kleene_en(waarden: Iterable[bool | None]) -> bool | None:
    """Strong Kleene 'and': one False decides, otherwise one unknown leaves it open."""
    waarden = tuple(waarden)
    return False if False in waarden else None if None in waarden else True


def kleene_niet(waarde: bool | None) -> bool | None:
    """Strong Kleene 'not'."""
    return None if waarde is None else not waarde


def vergelijk(op: str, links: Any, rechts: Any) -> bool:
    """Compare two values that are known."""
    return bool(_OPERATOREN[op](links, rechts))


def vergelijk_bereik(op: str, links: tuple[int, int], rechts: tuple[int, int]) -> bool | None:
    """Compare two ranges: True or False only where every pair of values within them agrees."""
    uitersten = {vergelijk(op, a, b) for a in links for b in rechts}
    if op in ("==", "!=") and links != rechts and links[0] <= rechts[1] and rechts[0] <= links[1]:
        return None
    return uitersten.pop() if len(uitersten) == 1 else None
