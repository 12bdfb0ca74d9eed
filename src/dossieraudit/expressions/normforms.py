"""What decides the uitkomst of a leaf, apart from how it is written: two leaves with one form are the same norm."""

from typing import Any

from msgspec import Struct

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.rules import Bladregels, Regels

# Of a node: where it stood and what a parameter was called change no uitkomst.
_TERZIJDE = ("span", "parameter", "type", "nullable")


def bladvorm(blad: Bladregels, regels: Regels) -> Any:
    """A leaf as what decides its uitkomst, and nothing else."""
    eisen = {eis.id: eis for eis in blad.indicator.eisen}
    return (
        blad.indicator.bewijs,
        tuple((vorm(node, regels), reden) for node, reden in blad.voorwaarden),
        tuple(
            # What a person judges is the text itself.
            (eisen[id_].tekst if node is None else vorm(node, regels), eisen[id_].essentieel)
            for id_, node in blad.eisen
        ),
    )


def vorm(deel: Any, regels: Regels) -> Any:
    """A node without its place in the text; a kenmerk as what it stands for, a parameter as its value."""
    if isinstance(deel, n.Kenmerkwaarde):
        return vorm(regels.kenmerken[deel.naam], regels)
    if isinstance(deel, tuple | frozenset):
        delen = [vorm(d, regels) for d in deel]
        return tuple(delen) if isinstance(deel, tuple) else tuple(sorted(delen, key=str))
    if isinstance(deel, Struct):
        inhoud = [vorm(getattr(deel, naam), regels) for naam in deel.__struct_fields__ if naam not in _TERZIJDE]
        return (type(deel).__name__, *inhoud)
    return deel
