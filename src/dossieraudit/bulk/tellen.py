"""Counts that can be added up over pieces, and become those of a sample."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import add

from dossieraudit.expressions.rules import Regels
from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.models.resultaat import BladTelling
from dossieraudit.scoring import Bladscore


@dataclass(slots=True)
class Tellingen:
    """How often each uitkomst of each leaf, one leaf after the other; nothing where nothing was counted yet."""

    aantallen: list[int] = field(default_factory=list)

    def tel_op(self, ander: "Tellingen") -> None:
        """Add the counts of another piece."""
        if self.aantallen and ander.aantallen:
            self.aantallen = list(map(add, self.aantallen, ander.aantallen))
        else:
            self.aantallen = self.aantallen or ander.aantallen

    def per_blad(self, regels: Regels) -> dict[str, BladTelling]:
        """As in the result of a sample."""
        breedte = len(UITKOMSTEN)
        aantallen = self.aantallen or [0] * (breedte * len(regels.bladen))
        per_blad = (aantallen[begin : begin + breedte] for begin in range(0, len(aantallen), breedte))
        return {
            blad.indicator.id: BladTelling.model_validate(dict(zip(UITKOMSTEN, telling, strict=True)))
            for blad, telling in zip(regels.bladen, per_blad, strict=True)
        }


def tel(bladen: Sequence[tuple[Bladscore, ...]]) -> Tellingen:
    """Count the scores of one piece, given per dossier."""
    aantallen: list[int] = []
    for scores in zip(*bladen, strict=True):
        teller = Counter([score.uitkomst for score in scores])
        aantallen += [teller[uitkomst] for uitkomst in UITKOMSTEN]
    return Tellingen(aantallen)
