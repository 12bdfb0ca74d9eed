"""A whole run: pieces to workers, results back in order of input, rows to a file, faults to another."""

import json
import os
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import TypeVar

from msgspec.structs import replace

from dossieraudit.bulk.brokken import Brok, brokken
from dossieraudit.bulk.processen import haal_op, processen
from dossieraudit.bulk.tellen import Tellingen
from dossieraudit.bulk.uitvoer import schrijver
from dossieraudit.bulk.uniek import Dubbel, Gezien, Plaats
from dossieraudit.bulk.verwerken import Afgekeurd, Opdracht, Uitslag, Verwerker, verwerk
from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.outputs.files import schrijf_stromend, tijdelijke_map

Meld = Callable[[Sequence[Fout]], None]
# Gives the result of a piece, or raises what stood in its way.
Haal = Callable[[], Uitslag]
# Pieces that wait for, or are with, each worker: enough to keep it busy, few enough to hold.
VOORRAAD = 3


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
        wachtrij: deque[tuple[Brok, Future[Uitslag]]] = deque()
        geef_ver = partial(plan.executor.submit, partial(verwerk, pickle.dumps(opdracht)))
        try:
            yield from _verdeeld(geef_ver, Future.result, plan.workers, stroom, wachtrij)
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
    with tijdelijke_map(plan.uit) as map_, processen(plan.workers, opdracht, hier, map_) as geef:
        yield from _verdeeld(geef, partial(haal_op, map_), plan.workers, chain((eerste, tweede), stroom), deque())


_Toekomst = TypeVar("_Toekomst", "Future[Uitslag]", "Future[str]")


def _verdeeld(
    geef: Callable[[Brok], _Toekomst],
    haal: Callable[[_Toekomst], Uitslag],
    workers: int,
    stroom: Iterable[Brok],
    wachtrij: deque[tuple[Brok, _Toekomst]],
) -> Iterator[tuple[Brok, Haal]]:
    """A few pieces ahead for every worker; what is done waits for its turn in `wachtrij`."""
    for brok in stroom:
        wachtrij.append((brok, geef(brok)))
        if len(wachtrij) >= VOORRAAD * workers:
            voorste, toekomst = wachtrij.popleft()
            yield voorste, partial(haal, toekomst)
    while wachtrij:
        voorste, toekomst = wachtrij.popleft()
        yield voorste, partial(haal, toekomst)
