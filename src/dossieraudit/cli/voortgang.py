"""A bar on the terminal for what takes longer than a moment: never in CI, never in a pipe, never with --quiet."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import TypeVar

T = TypeVar("T")
# A job that is done within this time, in seconds, needs no bar.
WACHT = 1.0
_UIT = ("", "0", "false", "no")


def toonbaar(stil: bool = False) -> bool:
    """Whether someone sits there to look at a bar; rich itself sees to NO_COLOR."""
    in_ci = os.environ.get("CI", "").lower() not in _UIT
    return not stil and not in_ci and sys.stderr.isatty()


def een_voor_een(dingen: Sequence[T], wat: str, stil: bool = False) -> Iterator[T]:
    """The same things, with a bar that says how many have had their turn."""
    with voortgang(len(dingen), stil) as volgende:
        for ding in dingen:
            volgende(wat)
            yield ding


@contextmanager
def voortgang(totaal: int, stil: bool = False) -> Iterator[Callable[[str], None]]:
    """Give a function that begins the next of `totaal` steps, by what is being done; the bar goes when all is done."""
    if not toonbaar(stil):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    kolommen = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    balk = Progress(*kolommen, console=Console(stderr=True), transient=True, redirect_stdout=False)
    taak, begonnen = balk.add_task("", total=totaal), 0
    # The bar comes by itself, also when the first step is the one that takes long.
    wekker = Timer(WACHT, balk.start)
    wekker.daemon = True
    wekker.start()

    def volgende(wat: str) -> None:
        nonlocal begonnen
        balk.update(taak, description=wat, completed=begonnen)
        begonnen += 1

    try:
        yield volgende
    finally:
        wekker.cancel()
        # A bar that is just being started has to be there before it can be taken away.
        wekker.join()
        balk.stop()
