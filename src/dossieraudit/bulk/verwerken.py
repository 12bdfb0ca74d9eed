"""One piece of input → its rows, counts and faults. Runs in this process, in a worker, or on another machine."""

import gc
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from threading import get_ident
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dossieraudit.bulk.brokken import Brok
from dossieraudit.bulk.poort import weiger_bsn_in_naam, weiger_bsn_in_regel
from dossieraudit.bulk.tellen import Tellingen, tel
from dossieraudit.bulk.uitvoer import Formaat, Rijen, codeur
from dossieraudit.bulk.uniek import Herkomst, Plaats, herkomst
from dossieraudit.bulk.velden import Gelezen, Veldenlezer
from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.expressions.rules import Regels
from dossieraudit.judgement import met_peildatum
from dossieraudit.loading.dossiers import GeladenDossier, Lading, keur_regel, laad_dossiers
from dossieraudit.loading.keuring import Keuring
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Geldigheid
from dossieraudit.privacy.poort import weiger_bsn_in_invoer
from dossieraudit.scoring import Dossierscore, Scoring

Afgekeurd = tuple[str, int | None, tuple[Fout, ...]]


@dataclass(frozen=True)
class Opdracht:
    """What to do with every piece."""

    regels: Regels
    peildatum: date | None
    geldig: Geldigheid | None
    formaat: Formaat


class Uitslag(Struct, frozen=True, tag=True):
    """What came out of one piece.

    Lines are counted from the first of the piece; `regels` says how many it has, where it is a piece of a file.
    """

    inhoud: bytes
    herkomst: Herkomst
    tellingen: Tellingen
    afgekeurd: tuple[Afgekeurd, ...]
    regels: int


@dataclass(slots=True)
class _Oogst:
    """The rows of a piece while it is read."""

    rijen: Rijen = field(default_factory=lambda: Rijen([], [], [], []))
    plaatsen: list[Plaats] = field(default_factory=list)
    afgekeurd: list[Afgekeurd] = field(default_factory=list)
    regels: int = 0

    def neem_op(self, id_: str, dag: date, score: Dossierscore, bestand: str, regel: int | None) -> None:
        """One dossier that was judged, and where it stood."""
        rijen = self.rijen
        rijen.ids.append(id_)
        rijen.peildatums.append(dag)
        rijen.bladen.append(score.bladen)
        rijen.kenmerken.append(score.kenmerken)
        self.plaatsen.append((bestand, regel))


class Verwerker:
    """The rules, compiled once for all the pieces that come along."""

    def __init__(self, opdracht: Opdracht) -> None:
        self._opdracht = opdracht
        self._scoring = Scoring(opdracht.regels)
        self._snel = self._scoring.voor_andere_objecten()
        self._lezer = Veldenlezer()

    @cached_property
    def _codeer(self) -> Callable[[Rijen], bytes]:
        """Made when the first rows are there: only who encodes loads the library for it."""
        return codeur(self._opdracht.formaat, self._opdracht.regels)

    def verwerk(self, brok: Brok, overslaan: frozenset[int] = frozenset()) -> Uitslag:
        """Judge every dossier of a piece; rows with a number in `overslaan` are left out."""
        oogst = _Oogst()
        stond_aan = gc.isenabled()
        gc.disable()  # dossiers hold no cycles, and looking for those takes a quarter of the time
        try:
            if brok.bestanden:
                self._bestanden(brok, oogst)
            else:
                self._regels(brok, oogst)
        finally:
            if stond_aan:
                gc.enable()
        if overslaan:
            _laat_weg(oogst, overslaan)
        rijen = oogst.rijen
        return Uitslag(
            self._codeer(rijen),
            herkomst(rijen.ids, oogst.plaatsen),
            tel(rijen.bladen),
            tuple(oogst.afgekeurd),
            oogst.regels,
        )

    def _regels(self, brok: Brok, oogst: _Oogst) -> None:
        weiger_bsn_in_naam(brok.naam)
        lees, score = self._lezer.lees, self._snel.score
        regels = brok.lees()
        oogst.regels = len(regels)
        for nummer, regel in enumerate(regels, start=1):
            if regel is None:
                fout = Fout(brok.naam, "deze rij is leeg", regel=nummer, advies="laat de rij weg, of vul haar")
                oogst.afgekeurd.append((brok.naam, nummer, (fout,)))
                continue
            gelezen = lees(regel)
            dag = self._dag(gelezen) if gelezen is not None else None
            if gelezen is not None and dag is not None:
                dossier = gelezen.dossier
                oogst.neem_op(dossier.id, dag, score(dossier, dag), brok.naam, nummer)
            else:
                weiger_bsn_in_regel(regel, brok.naam, nummer)
                self._keuring(keur_regel(regel, brok.naam, nummer), brok.naam, nummer, oogst)

    def _dag(self, gelezen: Gelezen) -> date | None:
        """The day for the terms of a dossier, or None where there is something to say about it."""
        dag = self._opdracht.peildatum or gelezen.laatste_datum
        geldig = self._opdracht.geldig
        return None if dag is None or (geldig is not None and dag < geldig.van) else dag

    def _keuring(self, keuring: Keuring | None, naam: str, nummer: int, oogst: _Oogst) -> None:
        if isinstance(keuring, Dossier):
            self._lading(Lading((GeladenDossier(keuring, naam, nummer),)), oogst)
        elif keuring is not None:
            oogst.afgekeurd.append((naam, nummer, keuring))

    def _bestanden(self, brok: Brok, oogst: _Oogst) -> None:
        for pad, naam in brok.bestanden:
            try:
                lading = laad_dossiers(Path(pad))
            except Invoerfout as fout:
                oogst.afgekeurd.append((naam, None, tuple(_onder(naam, f) for f in fout.fouten)))
            else:
                weiger_bsn_in_naam(naam)
                weiger_bsn_in_invoer(lading)
                dossiers = tuple(GeladenDossier(g.dossier, naam, g.regel) for g in lading.dossiers)
                afgekeurd = tuple((naam, tuple(_onder(naam, f) for f in fouten)) for _, fouten in lading.afgekeurd)
                self._lading(Lading(dossiers, (), afgekeurd), oogst)

    def _lading(self, lading: Lading, oogst: _Oogst) -> None:
        opdracht = self._opdracht
        stukken, afgekeurd = met_peildatum(lading, opdracht.peildatum, opdracht.geldig)
        oogst.afgekeurd += [(naam, fouten[0].regel, fouten) for naam, fouten in afgekeurd]
        for stuk in stukken:
            dossier = stuk.geladen.dossier
            score = self._scoring.score(dossier, stuk.peildatum)
            oogst.neem_op(dossier.id, stuk.peildatum, score, stuk.geladen.invoer, stuk.geladen.regel)


def _laat_weg(oogst: _Oogst, overslaan: frozenset[int]) -> None:
    houden = [i for i in range(len(oogst.plaatsen)) if i not in overslaan]
    rijen = oogst.rijen
    for lijst in (rijen.ids, rijen.peildatums, rijen.bladen, rijen.kenmerken, oogst.plaatsen):
        _kies(lijst, houden)


def _kies(lijst: list[Any], houden: list[int]) -> None:
    lijst[:] = [lijst[i] for i in houden]


def _onder(naam: str, fout: Fout) -> Fout:
    """A fault under the name that the file has in this run."""
    return replace(fout, bestand=naam)


@lru_cache(maxsize=8)
def _verwerker(opdracht: bytes, _thread: int) -> Verwerker:
    """The rules travel as bytes, so that a worker knows the same ones again and compiles them once per thread."""
    return Verwerker(pickle.loads(opdracht))


def verwerk(opdracht: bytes, brok: Brok) -> Uitslag:
    """The task of a worker that gets the rules with every piece, as those of a cluster do."""
    return _verwerker(opdracht, get_ident()).verwerk(brok)
