"""Workers on this machine: how they begin, what they hand over, and how they end, whatever happens to one of them."""

import gc
import multiprocessing.connection
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Thread

from msgspec import Struct, msgpack

from dossieraudit.bulk.brokken import Brok
from dossieraudit.bulk.verwerken import Opdracht, Uitslag, Verwerker
from dossieraudit.errors import Fout, Invoerfout

# So many seconds a worker gets for the piece that it is at when the run is broken off; it takes less than one.
GEDULD = 10.0
# What a terminal sends to the parent and its workers alike, and what others send to end a run. Windows has no SIGHUP.
_EINDE = tuple(getattr(signal, naam) for naam in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, naam))


class Geweigerd(Struct, frozen=True, tag=True):
    """A piece that was refused."""

    fouten: tuple[Fout, ...]


@cache
def _lezer() -> msgpack.Decoder[Uitslag | Geweigerd]:
    """Takes nothing but these two forms, whoever else could write where they stand."""
    return msgpack.Decoder(Uitslag | Geweigerd)


@contextmanager
def processen(
    aantal: int, opdracht: Opdracht, hier: Verwerker, map_: Path
) -> Iterator[Callable[[Brok], "Future[str]"]]:
    """Workers, each with the rules compiled; gives how to hand one of them a piece. Its result is for `haal_op`.

    A forked one has everything at once, a spawned one reads and compiles for half a second. Forking is safe only where
    no other thread runs, which Linux alone can tell.

    Results go through files in `map_`, and only their names through the pipe that all workers share: one that is killed
    with half a result in that pipe would leave the pool waiting for the rest for ever. A name goes whole, or not at all
    (POSIX: what is no longer than PIPE_BUF, at least 512 bytes).
    """
    geforkt = _een_thread()
    context = get_context("fork" if geforkt else "spawn")
    eerder = set(active_children())
    workers: set[BaseProcess] = set()
    with _ongestoord():  # the processes that this begins are left alone, as workers are
        gestopt = context.Event()
        executor = ProcessPoolExecutor(
            aantal,
            mp_context=context,
            initializer=_begin,
            initargs=(hier if geforkt else opdracht, gestopt, map_),
        )

    def geef(brok: Brok) -> "Future[str]":
        with _ongestoord():  # giving a task may begin a worker
            toekomst = executor.submit(_verwerk, brok)
            workers.update(set(active_children()) - eerder)
        return toekomst

    try:
        yield geef
    finally:
        with _ongestoord():
            gestopt.set()
            # The pool itself cancels what waits: a task that we cancel makes it fall over when a worker falls out.
            executor.shutdown(wait=False, cancel_futures=True)
            _laat_eindigen(workers)


def haal_op(map_: Path, toekomst: "Future[str]") -> Uitslag:
    """The result of a piece, once it is there. Raises `Invoerfout` where the piece was refused."""
    pad = map_ / toekomst.result()
    uitkomst = _lezer().decode(pad.read_bytes())
    pad.unlink()
    if isinstance(uitkomst, Geweigerd):
        raise Invoerfout(uitkomst.fouten)
    return uitkomst


@contextmanager
def _ongestoord() -> Iterator[None]:
    """Keep signals that end a run waiting, also for processes that begin meanwhile, until they know what to do."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    eerder = signal.pthread_sigmask(signal.SIG_BLOCK, _EINDE)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, eerder)


def _laat_eindigen(workers: Collection[BaseProcess]) -> None:
    """Wait for the pieces that workers are at, but not for ever; one that fell out may hold what others wait for."""
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


# In a worker

_eigen: list[tuple[Verwerker, Event, Path]] = []


def _begin(met: Opdracht | Verwerker, gestopt: Event, map_: Path) -> None:
    """The beginning of a worker process: the rules, compiled already or to be compiled here.

    Once `gestopt` is set, the pieces that still come along are not judged.
    """
    _gehoorzaam_ouder()
    gc.freeze()  # what a fork inherits stays, and would otherwise be copied page by page when it is looked over
    _eigen[:] = [(met if isinstance(met, Verwerker) else Verwerker(met), gestopt, map_)]


def _verwerk(brok: Brok) -> str:
    """The task of a worker: the file with the result of a piece. Raises `CancelledError` where the run was stopped."""
    verwerker, gestopt, map_ = _eigen[0]
    if gestopt.is_set():
        raise CancelledError
    uitkomst: Uitslag | Geweigerd
    try:
        uitkomst = verwerker.verwerk(brok)
    except Invoerfout as fout:
        uitkomst = Geweigerd(fout.fouten)
    with NamedTemporaryFile(dir=map_, delete=False) as bestand:
        bestand.write(msgpack.encode(uitkomst))
    return Path(bestand.name).name


def _gehoorzaam_ouder() -> None:
    """In a worker process: leave what ends a run to the parent, and end when that is gone; elsewhere nothing.

    To the parent a worker that ends by itself has fallen out, and that is another message than that the run was ended.
    """
    ouder = multiprocessing.parent_process()
    if ouder is None:
        return
    for nummer in _EINDE:
        signal.signal(nummer, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _EINDE)
    Thread(target=_eindig_na, args=(ouder.sentinel,), daemon=True).start()


def _eindig_na(ouder: int) -> None:
    """Nobody is left to read what this process would still make; also without the lock that Python exits with."""
    multiprocessing.connection.wait([ouder])
    os._exit(1)
