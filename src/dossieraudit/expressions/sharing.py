"""Which parts of expressions are the same, so that the compiled function works each of them out once."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from dossieraudit.expressions import nodes as n

# Nullability and place do not matter for the value; of the type only its kind does (months are no days).
_BIJZAAK = {"type", "span", "nullable", "parameter"}

Vorm = tuple[Any, ...]
# Parts with the value that each has to have.
Eisen = Sequence[tuple[n.Node, bool]]


def vrij(node: n.Node) -> frozenset[int]:
    """The numbers of the loop variables that a node reads and does not bind itself."""
    if isinstance(node, n.Variabele):
        return frozenset({node.nummer})
    gelezen = frozenset[int]().union(*(vrij(kind) for kind in n.kinderen(node)))
    return gelezen - {node.doorloop.variabele.nummer} if isinstance(node, n.Kwantor | n.Tussenpoos) else gelezen


def vorm(node: n.Node) -> Vorm:
    """What a node computes, whatever its loop variables are called and wherever it stands."""
    gevonden: Vorm = _vorm(node, {})
    return gevonden


def _vorm(deel: Any, gebonden: dict[int, int]) -> Any:
    if isinstance(deel, n.Variabele):
        return ("variabele", gebonden.get(deel.nummer, -deel.nummer))
    if isinstance(deel, n.Kwantor | n.Tussenpoos):
        gebonden = gebonden | {deel.doorloop.variabele.nummer: len(gebonden) + 1}
    if isinstance(deel, tuple):
        return tuple(_vorm(d, gebonden) for d in deel)
    if isinstance(deel, Struct):
        velden = (naam for naam in deel.__struct_fields__ if naam not in _BIJZAAK)
        soort = deel.type.soort if isinstance(deel, n.Node) else None
        return (type(deel).__name__, soort, *(_vorm(getattr(deel, naam), gebonden) for naam in velden))
    # True is 1 in a tuple, but no expression may mix them up.
    return (type(deel).__name__, deel)


def uitgesplitst(node: n.Node, gewenst: bool) -> Eisen:
    """The parts that must each have their value for the whole to be `gewenst`."""
    if isinstance(node, n.Niet):
        return uitgesplitst(node.deel, not gewenst)
    if isinstance(node, n.EnOf) and node.en is gewenst:
        return [eis for deel in node.delen for eis in uitgesplitst(deel, gewenst)]
    return [(node, gewenst)]


def op_volgorde(eisen: Eisen, x: n.Variabele) -> Eisen:
    """The same parts, those first that are cheap to ask and seldom true of an item of the loop over `x`.

    First what every item surely has, such as a role; then what ties it to an item of a loop around it. In three-valued
    logic too, the order of the parts of an 'and' makes no difference.
    """

    def rang(eis: tuple[n.Node, bool]) -> int:
        deel, gelezen = eis[0], vrij(eis[0])
        if not deel.nullable and gelezen == {x.nummer}:
            return 0
        return 1 if gelezen - {x.nummer} and not _heeft_lus(deel) else 2

    return sorted(eisen, key=rang)


def _heeft_lus(node: n.Node) -> bool:
    """Whether working a node out takes a loop."""
    return isinstance(node, n.Kwantor | n.Tussenpoos) or any(map(_heeft_lus, n.kinderen(node)))


class Lidmaatschap(Struct, frozen=True):
    """`any(item in x.lijst and rest for x in …)`, where the item is a variable of a loop around it.

    Whether it is in one of the lists can be asked of one set, made out of the lists of all that pass `doorloop`.
    """

    item: n.Variabele
    lijst: n.Node
    doorloop: n.Doorloop

    @property
    def vorm(self) -> Vorm:
        """What the set is made of, whatever is asked of it."""
        return ("leden", _vorm((self.lijst, self.doorloop), {self.doorloop.variabele.nummer: 1}))


def lidmaatschap(node: n.Kwantor) -> Lidmaatschap | None:
    """A quantifier as a question about membership of a loop variable, where it is one."""
    x, inhoud = node.doorloop.variabele, node.inhoud
    eisen = inhoud.delen if isinstance(inhoud, n.EnOf) and inhoud.en else (inhoud,)
    delen = (*node.doorloop.voorwaarden, *eisen)
    for plaats, deel in enumerate(delen if node.soort == "any" else ()):
        if isinstance(deel, n.Bevat) and isinstance(deel.item, n.Variabele) and deel.item != x:
            rest = n.Doorloop(x, node.doorloop.bron, (*delen[:plaats], *delen[plaats + 1 :]))
            return Lidmaatschap(deel.item, deel.lijst, rest)
    return None
