"""Consensus of two assessors: what they agree on is recorded, the rest is listed, and what was settled stays."""

from collections.abc import Iterable
from dataclasses import dataclass

from dossieraudit.models.bronnen import (
    CONSENSUS,
    LANGSTE_MOTIVERING,
    MINSTENS_SAMEN,
    Oordeelsvelling,
    samen_beoordeeld,
)
from dossieraudit.review.overeenstemming import Paar, Vergelijking, zelfde_feiten


@dataclass(frozen=True)
class Consensus:
    """The judgements to record, how many of them are new, and why other pairs are not among them."""

    oordelen: tuple[Oordeelsvelling, ...]
    nieuw: int
    open: tuple[tuple[Paar, str], ...]


def leg_vast(vergelijking: Vergelijking, bestaand: Iterable[Oordeelsvelling]) -> Consensus:
    """Add what the assessors agree on to the consensus that exists.

    What was settled before stays, except over facts that changed since, when both judged again and agree.
    """
    vast = {(o.dossier, o.blad): o for o in bestaand}
    nieuw = 0
    open_: dict[Paar, str] = {}
    for a, b in vergelijking.samen:
        paar = (a.dossier, a.blad)
        eerder = vast.get(paar)
        geldt = eerder is not None and zelfde_feiten(eerder, a)
        if eerder is not None and geldt:
            if a.uitkomst == b.uitkomst != eerder.uitkomst:
                open_[paar] = "beiden vinden nu iets anders dan de vastgelegde consensus"
        elif a.uitkomst == b.uitkomst and len(_motivering(a, b)) > LANGSTE_MOTIVERING:
            open_[paar] = f"de motiveringen zijn samen langer dan {LANGSTE_MOTIVERING} tekens; kort ze in"
        elif a.uitkomst == b.uitkomst:
            vast[paar] = _samen(a, b)
            nieuw += 1
        else:
            oud = "; de vastgelegde consensus gaat over oudere feiten" if eerder is not None else ""
            open_[paar] = f"zij verschillen{oud}"
    for a, _ in vergelijking.andere_feiten:
        open_[a.dossier, a.blad] = "zij oordeelden over verschillende feiten of normen"
    for oordeel in (*vergelijking.alleen_eerste, *vergelijking.alleen_tweede):
        if (oordeel.dossier, oordeel.blad) not in vast:
            open_[oordeel.dossier, oordeel.blad] = f"alleen {oordeel.beoordelaar} oordeelde"
    return Consensus(tuple(vast.values()), nieuw, tuple(sorted(open_.items())))


def consensusgrond(anderen: Iterable[Oordeelsvelling], eerder: Oordeelsvelling | None) -> tuple[str, ...]:
    """Whose judgements a consensus rests on: those that there are, else those of before; none where they are no two."""
    wie = tuple(oordeel.beoordelaar for oordeel in anderen)
    if len(wie) < MINSTENS_SAMEN and eerder is not None:
        wie = eerder.beoordelaars
    return wie if len(samen_beoordeeld(wie)) >= MINSTENS_SAMEN else ()


def _samen(a: Oordeelsvelling, b: Oordeelsvelling) -> Oordeelsvelling:
    return a.model_copy(
        update={
            "beoordelaar": CONSENSUS,
            "beoordelaars": (a.beoordelaar, b.beoordelaar),
            "datum": max(a.datum, b.datum),
            "motivering": _motivering(a, b),
            "vingerafdruk": a.vingerafdruk or b.vingerafdruk,
            "normafdruk": a.normafdruk or b.normafdruk,
        }
    )


def _motivering(a: Oordeelsvelling, b: Oordeelsvelling) -> str:
    """What both wrote; once where they wrote the same."""
    eerste, tweede = a.motivering.strip(), b.motivering.strip()
    return eerste if eerste == tweede else f"{a.beoordelaar}: {eerste} {b.beoordelaar}: {tweede}"
