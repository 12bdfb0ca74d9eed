"""Counts that can be added up over pieces, and become those of a sample."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress

from dossieraudit.expressions.rules import Regels
from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.models.resultaat import BladTelling, KenmerkTelling
from dossieraudit.scoring import Bladscore, Eiswaarden

Waarden = tuple[bool | None, bool | None]


@dataclass(slots=True)
class Tellingen:
    """Per leaf how often each uitkomst; per kenmerk how often each value where the one that it is `over` holds (True),
    and how often that is unknown (None, None)."""

    bladen: list[Counter[str]] = field(default_factory=list)
    kenmerken: list[Counter[Waarden]] = field(default_factory=list)

    def tel_op(self, ander: "Tellingen") -> None:
        """Add the counts of another piece."""
        if not self.bladen:
            self.bladen, self.kenmerken = ander.bladen, ander.kenmerken
            return
        for eigen, erbij in zip(self.bladen, ander.bladen, strict=True):
            eigen.update(erbij)
        for eigen_k, erbij_k in zip(self.kenmerken, ander.kenmerken, strict=True):
            eigen_k.update(erbij_k)

    def per_blad(self, regels: Regels) -> dict[str, BladTelling]:
        """As in the result of a sample."""
        bladen = self.bladen or [Counter() for _ in regels.bladen]
        return {
            blad.indicator.id: BladTelling.model_validate({u: teller[u] for u in UITKOMSTEN})
            for blad, teller in zip(regels.bladen, bladen, strict=True)
        }

    def per_kenmerk(self, regels: Regels) -> dict[str, KenmerkTelling]:
        """The same rule as for a sample: what may belong to the denominator counts as unknown."""
        kenmerken = self.kenmerken or [Counter() for _ in regels.kader.kenmerken]
        return {
            naam: KenmerkTelling(
                waar=teller[True, True],
                onwaar=teller[True, False],
                onbekend=teller[True, None] + teller[None, None],
            )
            for naam, teller in zip(regels.kader.kenmerken, kenmerken, strict=True)
        }


def tel(
    regels: Regels, bladen: Sequence[tuple[Bladscore, ...]], kenmerken: Sequence[Eiswaarden], noemers: Sequence[int]
) -> Tellingen:
    """Count the scores of one piece; `noemers` says per kenmerk which other one it is over, -1 where it is over all."""
    kolommen = list(zip(*kenmerken, strict=True)) or [()] * len(regels.kader.kenmerken)
    return Tellingen(
        [_uitkomsten(kolom) for kolom in zip(*bladen, strict=True)] or [Counter() for _ in regels.bladen],
        [
            _met_noemer(kolom, None if noemer < 0 else kolommen[noemer])
            for kolom, noemer in zip(kolommen, noemers, strict=True)
        ],
    )


def _uitkomsten(scores: Sequence[Bladscore]) -> Counter[str]:
    # Equal scores are mostly one object, so nearly all of the counting goes by identity.
    per_object, objecten = Counter(map(id, scores)), {id(score): score for score in scores}
    teller: Counter[str] = Counter()
    for nummer, aantal in per_object.items():
        teller[objecten[nummer].uitkomst] += aantal
    return teller


def _met_noemer(kolom: Sequence[bool | None], noemer: Sequence[bool | None] | None) -> Counter[Waarden]:
    geteld = Counter(kolom if noemer is None else compress(kolom, noemer))
    teller: Counter[Waarden] = Counter({(True, waarde): aantal for waarde, aantal in geteld.items()})
    teller[None, None] = 0 if noemer is None else Counter(noemer)[None]
    return teller
