"""A whole run: pieces to workers, results back in order of input, rows to a file, faults to another."""

import json
import os
import pickle
import sys
import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from msgspec.structs import replace

from dossieraudit.bulk.brokken import Brok, brokken
from dossieraudit.bulk.tellen import Tellingen
from dossieraudit.bulk.uitvoer import schrijver
from dossieraudit.bulk.uniek import Dubbel, Gezien, Plaats
from dossieraudit.bulk.verwerken import (
    Afgekeurd,
    Opdracht,
    Uitslag,
    Verwerker,
    begin_als_worker,
    ongestoord,
    verwerk,
    verwerk_als_worker,
)
from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.outputs.files import schrijf_stromend

Meld = Callable[[Sequence[Fout]], None]
# Gives the result of a piece, or raises what stood in its way.
Haal = Callable[[], Uitslag]
# Pieces that wait for, or are with, each worker: enough to keep it busy, few enough to hold.
VOORRAAD = 3
# So many seconds a worker gets for the piece that it is at when the run is broken off; it takes less than one.
GEDULD = 10.0


@dataclass(slots=True)
class Samenvatting:
    """What a run came to."""

    gescoord: int = 0
    afgekeurd: int = 0
    tellingen: Tellingen = field(default_factory=Tellingen)


@dataclass(frozen=True)
class Plan:
    """What to read, where to write, and with whose help."""

    paden: Sequence[str]
    uit: str
    rejects: str | None = None
    workers: int = 1
    executor: Executor | None = None
    toon_waarden: bool = False


def cores() -> int:
    """How many workers this process may have at the same time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def draai(plan: Plan, opdracht: Opdracht, meld: Meld, vordering: Callable[[int], None]) -> Samenvatting:
    """Do it all. `meld` gets faults that go to no file, `vordering` the size of each piece that is done.

    Raises `Invoerfout` or `Gebruiksfout` where it cannot begin or go on; then no file is changed.
    """
    lopend = _Lopend(opdracht)
    with _melding_bij_uitval(plan.uit), ExitStack() as open_:
        bestand = open_.enter_context(schrijf_stromend(plan.uit))
        rejects = open_.enter_context(schrijf_stromend(plan.rejects)) if plan.rejects else None
        # Closed here: what is refused is refused outside of it, and its workers should not outlive the run.
        uitslagen = open_.enter_context(closing(_uitslagen(plan, opdracht, lopend.verwerker)))
        # Workers begin before the libraries of the output start threads, beside which no process can be forked.
        eerste = list(islice(uitslagen, 1))
        tabel = schrijver(opdracht.formaat, bestand, opdracht.regels)
        for brok, haal in chain(eerste, uitslagen):
            goed = lopend.neem(brok, haal)
            tabel.voeg_toe(goed.inhoud)
            for deel in goed.afgekeurd:
                if rejects is not None:
                    rejects.write(_als_regel(deel, plan.toon_waarden))
                else:
                    meld(deel[2])
            vordering(brok.lengte)
        tabel.sluit()
    return lopend.samenvatting


@contextmanager
def _melding_bij_uitval(uit: str) -> Iterator[None]:
    """Say in words that a worker process was ended from outside."""
    try:
        yield
    except BrokenProcessPool as fout:
        melding = (
            "een worker is onverwacht gestopt: het geheugen was op, of het systeem of iemand anders heeft hem "
            "gestopt; er is niets geschreven"
        )
        raise Invoerfout((Fout(uit, melding, advies="probeer het met minder workers: --workers 1"),)) from fout


class _Lopend:
    """What a run has to remember of everything that came before."""

    def __init__(self, opdracht: Opdracht) -> None:
        self.samenvatting = Samenvatting()
        self.verwerker = Verwerker(opdracht)
        self._gezien = Gezien()
        # Lines of the file at hand that were in pieces before.
        self._ervoor = 0

    def neem(self, brok: Brok, haal: Haal) -> Uitslag:
        """Count a piece, with the dossiers whose id came before taken out of it, and faults at their lines of the file.

        Raises `Invoerfout` where the piece was refused.
        """
        if not brok.vervolg:
            self._ervoor = 0
        try:
            uitslag = haal()
        except Invoerfout as fout:
            raise Invoerfout(_verschoven(fout.fouten, self._ervoor)) from None
        dubbel = self._gezien.dubbele(uitslag.herkomst, self._ervoor)
        if dubbel:
            uitslag = self.verwerker.verwerk(brok, frozenset(dubbel))
        afgekeurd = [
            (naam, _op(regel, self._ervoor), _verschoven(fouten, self._ervoor))
            for naam, regel, fouten in uitslag.afgekeurd
        ]
        if dubbel:
            afgekeurd = sorted((*afgekeurd, *map(_dubbel, dubbel.values())), key=lambda deel: deel[1] or 0)
        self._ervoor += uitslag.regels
        self.samenvatting.gescoord += uitslag.herkomst.aantal
        self.samenvatting.afgekeurd += len(afgekeurd)
        self.samenvatting.tellingen.tel_op(uitslag.tellingen)
        return replace(uitslag, afgekeurd=tuple(afgekeurd))


def _op(regel: int | None, ervoor: int) -> int | None:
    return None if regel is None else regel + ervoor


def _verschoven(fouten: tuple[Fout, ...], ervoor: int) -> tuple[Fout, ...]:
    return tuple(replace(fout, regel=_op(fout.regel, ervoor)) for fout in fouten) if ervoor else fouten


def _dubbel(dubbel: Dubbel) -> Afgekeurd:
    naam, regel = dubbel.hier
    fout = Fout(
        naam,
        f"het dossier-id '{dubbel.id}' komt al voor in {_waar(dubbel.eerder)}",
        regel=regel,
        pad="id",
        verwacht="een eigen id voor elk dossier van het onderzoek",
        advies="geef dit dossier een ander id, of verwijder een van de twee",
    )
    return naam, regel, (fout,)


def _waar(plaats: Plaats) -> str:
    naam, regel = plaats
    return f"{naam} (regel {regel})" if regel else naam


def _als_regel(afgekeurd: Afgekeurd, toon_waarden: bool) -> bytes:
    naam, regel, fouten = afgekeurd
    delen = [
        {
            sleutel: waarde
            for sleutel in ("melding", "regel", "kolom", "pad", "waarde", "verwacht", "advies")
            if (waarde := getattr(fout, sleutel)) is not None
            and (sleutel != "waarde" or toon_waarden or not fout.vertrouwelijk)
        }
        for fout in fouten
    ]
    return json.dumps({"invoer": naam, "regel": regel, "fouten": delen}, ensure_ascii=False).encode() + b"\n"


# Workers


def _uitslagen(plan: Plan, opdracht: Opdracht, hier: Verwerker) -> Generator[tuple[Brok, Haal], None, None]:
    """Every piece with what gives its result, in order of input, whoever did it."""
    stroom = brokken(plan.paden)
    if plan.executor is not None:
        wachtrij: _Wachtrij = deque()
        try:
            taak = partial(verwerk, pickle.dumps(opdracht))
            yield from _verdeeld(plan.executor.submit, plan.workers, taak, stroom, wachtrij)
        finally:
            for _, toekomst in wachtrij:
                toekomst.cancel()
        return
    eerste = next(stroom, None)
    tweede = next(stroom, None) if plan.workers > 1 and eerste is not None else None
    if eerste is None or tweede is None:
        # One piece is done sooner here than a worker takes to start.
        for brok in (eerste, *stroom) if plan.workers == 1 else (eerste,):
            if brok is not None:
                yield brok, partial(hier.verwerk, brok)
        return
    with _processen(plan.workers, opdracht, hier) as geef:
        yield from _verdeeld(geef, plan.workers, verwerk_als_worker, chain((eerste, tweede), stroom), deque())


_Taak = Callable[[Brok], Uitslag]
_Wachtrij = deque[tuple[Brok, "Future[Uitslag]"]]


def _verdeeld(
    geef: Callable[[_Taak, Brok], "Future[Uitslag]"],
    workers: int,
    taak: _Taak,
    stroom: Iterable[Brok],
    wachtrij: _Wachtrij,
) -> Iterator[tuple[Brok, Haal]]:
    """A few pieces ahead for every worker; what is done waits for its turn in `wachtrij`."""
    for brok in stroom:
        wachtrij.append((brok, geef(taak, brok)))
        if len(wachtrij) >= VOORRAAD * workers:
            voorste, toekomst = wachtrij.popleft()
            yield voorste, toekomst.result
    while wachtrij:
        voorste, toekomst = wachtrij.popleft()
        yield voorste, toekomst.result


@contextmanager
def _processen(
    aantal: int, opdracht: Opdracht, hier: Verwerker
) -> Iterator[Callable[[_Taak, Brok], "Future[Uitslag]"]]:
    """Workers on this machine, each with the rules compiled; gives how to hand one of them a task.

    A forked one has everything at once, a spawned one reads and compiles for half a second. Forking is safe only where
    no other thread runs, which Linux alone can tell.
    """
    geforkt = _een_thread()
    context = get_context("fork" if geforkt else "spawn")
    eerder = set(active_children())
    workers: set[BaseProcess] = set()
    with ongestoord():  # the processes that this begins are left alone, as workers are
        gestopt = context.Event()
        executor = ProcessPoolExecutor(
            aantal,
            mp_context=context,
            initializer=begin_als_worker,
            initargs=(hier if geforkt else opdracht, gestopt),
        )

    def geef(taak: _Taak, brok: Brok) -> "Future[Uitslag]":
        with ongestoord():  # giving a task may begin a worker
            toekomst = executor.submit(taak, brok)
            workers.update(set(active_children()) - eerder)
        return toekomst

    try:
        yield geef
    except BaseException:
        with ongestoord():
            gestopt.set()
            # The pool itself cancels what waits: a task that we cancel makes it fall over when a worker falls out.
            executor.shutdown(wait=False, cancel_futures=True)
            _laat_eindigen(workers)
        raise
    executor.shutdown()


def _laat_eindigen(workers: Collection[BaseProcess]) -> None:
    """Wait for the pieces that workers are at, but not for ever; where one fell out nobody takes their results."""
    tot = time.monotonic() + GEDULD
    while any(worker.is_alive() for worker in workers):
        if time.monotonic() > tot or any(worker.exitcode for worker in workers):
            for worker in workers:
                worker.kill()
        time.sleep(0.01)


def _een_thread() -> bool:
    """Whether this process surely has no thread but this one, those of libraries included."""
    taken = Path("/proc/self/task")
    return sys.platform == "linux" and taken.is_dir() and len(list(taken.iterdir())) == 1
