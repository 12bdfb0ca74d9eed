"""Ratios out of paired runs: the machine may be shared, so only what ran side by side is compared."""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Verhouding:
    """The median of the ratios of paired runs, with their quartiles, and the ratio of the best runs."""

    mediaan: float
    laag: float
    hoog: float
    beste: float

    def __str__(self) -> str:
        return f"{self.mediaan:.2f} ({self.laag:.2f}–{self.hoog:.2f}; best/best {self.beste:.2f})"


Werk = Callable[[], Any]


def over(functie: Callable[[Any], Any], items: Sequence[Any]) -> Werk:
    """The work of calling a function on every item."""

    def doe() -> None:
        for item in items:
            functie(item)

    return doe


def vergelijk(basis: Werk, anderen: dict[str, Werk], rondes: int = 25) -> dict[str, Verhouding]:
    """Every other work against the same basis, in turns; the basis runs before and after each."""
    paren: dict[str, list[tuple[float, float]]] = {naam: [] for naam in anderen}
    for werk in (basis, *anderen.values()):
        werk()
    for _ in range(rondes):
        for naam, werk in anderen.items():
            voor, tijd, na = _duur(basis), _duur(werk), _duur(basis)
            paren[naam].append((tijd, (voor + na) / 2))
    return {naam: _verhouding(gemeten) for naam, gemeten in paren.items()}


def _verhouding(paren: Iterable[tuple[float, float]]) -> Verhouding:
    paren = list(paren)
    laag, midden, hoog = statistics.quantiles([a / b for a, b in paren], n=4)
    return Verhouding(midden, laag, hoog, min(a for a, _ in paren) / min(b for _, b in paren))


def _duur(werk: Werk) -> float:
    begin = time.process_time()
    werk()
    return time.process_time() - begin


def piek() -> int:
    """The most bytes of memory that this process held, its parent left out, where the system can tell."""
    status = Path("/proc/self/status")
    if status.exists():
        regel = next(regel for regel in status.read_text().splitlines() if regel.startswith("VmHWM"))
        return 1024 * int(regel.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
