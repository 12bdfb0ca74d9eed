"""Which values an expression can take, without any dossier: for eisen that no file could ever meet or break.

The parts that the logic joins (a comparison, a quantifier) are taken to be free of each other, save where they ask
the same of the same field. That allows too much, never too little: what cannot happen here can happen nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import Any

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.sharing import Vorm, vorm
from dossieraudit.expressions.waarden import kleene_en, kleene_niet, vergelijk

Waarde = bool | None
Stand = Mapping[Vorm, Any]
Kenmerken = Mapping[str, n.Node]
# More combinations than this are not tried; then nothing is claimed.
MAX_STANDEN = 20_000


def waarden(node: n.Node, kenmerken: Kenmerken, voorwaarden: Sequence[n.Node] = ()) -> frozenset[Waarde] | None:
    """The values that a node can take where none of the conditions is false; None where there is too much to try."""
    domeinen = _domeinen((*voorwaarden, node), kenmerken)
    if domeinen is None:
        return waarden(node, kenmerken) if voorwaarden else None
    gevonden: set[Waarde] = set()
    for stand in _standen(domeinen):
        if all(_reken(v, kenmerken, stand) is not False for v in voorwaarden):
            gevonden.add(_reken(node, kenmerken, stand))
            if len(gevonden) == (3 if node.nullable else 2):
                break
    return frozenset(gevonden)


def kan_gelden(voorwaarden: Sequence[n.Node], kenmerken: Kenmerken) -> bool:
    """Whether all conditions of a leaf can be true together; also where there is too much to try."""
    domeinen = _domeinen(voorwaarden, kenmerken)
    return domeinen is None or any(
        all(_reken(v, kenmerken, stand) is True for v in voorwaarden) for stand in _standen(domeinen)
    )


def _domeinen(nodes: Sequence[n.Node], kenmerken: Kenmerken) -> dict[Vorm, tuple[Any, ...]] | None:
    """The free parts of some nodes, each with the values that it can take; None where there is too much to try."""
    domeinen: dict[Vorm, tuple[Any, ...]] = {}
    for node in nodes:
        _verzamel(node, kenmerken, domeinen)
    return domeinen if prod(map(len, domeinen.values())) <= MAX_STANDEN else None


def _standen(domeinen: Mapping[Vorm, tuple[Any, ...]]) -> Iterator[Stand]:
    for keuze in islice(product(*domeinen.values()), MAX_STANDEN):
        yield dict(zip(domeinen, keuze, strict=True))


def _verzamel(node: n.Node, kenmerken: Kenmerken, domeinen: dict[Vorm, tuple[Any, ...]]) -> None:
    """The free parts of an expression, each with the values that it can take."""
    match node:
        case n.Const():
            return
        case n.Kenmerkwaarde(naam=naam):
            _verzamel(kenmerken[naam], kenmerken, domeinen)
        case n.EnOf(delen=delen):
            for deel in delen:
                _verzamel(deel, kenmerken, domeinen)
        case n.Niet(deel=deel) | n.Aantoonbaar(deel=deel):
            _verzamel(deel, kenmerken, domeinen)
        case n.Keuze(voorwaarde=voorwaarde, dan=dan, anders=anders) if node.type.soort == "bool":
            for deel in (voorwaarde, dan, anders):
                _verzamel(deel, kenmerken, domeinen)
        case n.Vergelijking() | n.Bevat() if (keuze := _keuzeveld(node)) is not None:
            veld, _ = keuze
            leeg = (None,) if veld.nullable else ()
            domeinen[vorm(veld)] = (*sorted(veld.type.waarden or ()), *leeg)
        case n.Vergelijking(links=n.Const(), rechts=n.Const()):
            return
        case _:
            domeinen[vorm(node)] = (True, False, None) if node.nullable else (True, False)


def _keuzeveld(node: n.Node) -> tuple[n.Node, frozenset[Any]] | None:
    """A field with a closed list that is held against fixed values, and the values for which that is true."""
    match node:
        case n.Vergelijking(op="==" | "!=", links=links, rechts=rechts):
            for veld, ander in ((links, rechts), (rechts, links)):
                if isinstance(veld, n.Veldwaarde) and veld.type.waarden and isinstance(ander, n.Const):
                    gelijk = frozenset({ander.waarde})
                    return veld, gelijk if node.op == "==" else frozenset(veld.type.waarden) - gelijk
        case n.Bevat(item=n.Veldwaarde() as veld, lijst=n.ConstLijst(waarden=vast)) if veld.type.waarden:
            return veld, frozenset(vast)
    return None


def _reken(node: n.Node, kenmerken: Kenmerken, stand: Stand) -> Waarde:
    """The value of an expression, given those of its free parts."""
    match node:
        case n.Const(waarde=waarde):
            return bool(waarde)
        case n.Kenmerkwaarde(naam=naam):
            return _reken(kenmerken[naam], kenmerken, stand)
        case n.EnOf(en=en, delen=delen):
            gevonden = [_reken(deel, kenmerken, stand) for deel in delen]
            return kleene_en(gevonden) if en else kleene_niet(kleene_en(kleene_niet(w) for w in gevonden))
        case n.Niet(deel=deel):
            return kleene_niet(_reken(deel, kenmerken, stand))
        case n.Aantoonbaar(deel=deel):
            return _reken(deel, kenmerken, stand) is True
        case n.Keuze(voorwaarde=voorwaarde, dan=dan, anders=anders) if node.type.soort == "bool":
            keus = _reken(voorwaarde, kenmerken, stand)
            tak, ander = _reken(dan, kenmerken, stand), _reken(anders, kenmerken, stand)
            return tak if keus is True else ander if keus is False else tak if tak is ander else None
        case n.Vergelijking() | n.Bevat() if (keuze := _keuzeveld(node)) is not None:
            veld, goed = keuze
            waarde = stand[vorm(veld)]
            return None if waarde is None else waarde in goed
        case n.Vergelijking(op=op, links=n.Const(waarde=a), rechts=n.Const(waarde=b)):
            return vergelijk(op, a, b)
    uitkomst: Waarde = stand[vorm(node)]
    return uitkomst


def leest(node: n.Node, kenmerken: Kenmerken) -> bool:
    """Whether an expression reads anything of the dossier (or the peildatum) at all."""
    if isinstance(node, n.Veldwaarde | n.Peildatum):
        return True
    if isinstance(node, n.Kenmerkwaarde):
        return leest(kenmerken[node.naam], kenmerken)
    return any(leest(kind, kenmerken) for kind in n.kinderen(node))


def vangt_leeg_op(node: n.Node, kenmerken: Kenmerken) -> bool:
    """Whether what is not recorded always counts as something: unknown only where a part was not supplied."""
    return _leest_leeg(node, kenmerken) and not _mag_onbekend(node, kenmerken)


def _leest_leeg(node: n.Node, kenmerken: Kenmerken) -> bool:
    """Whether it reads a field that may be empty."""
    if isinstance(node, n.Kenmerkwaarde):
        return _leest_leeg(kenmerken[node.naam], kenmerken)
    if isinstance(node, n.Veldwaarde) and node.nullable:
        return True
    return any(_leest_leeg(kind, kenmerken) for kind in n.kinderen(node))


def _mag_onbekend(node: n.Node, kenmerken: Kenmerken) -> bool:
    """Whether it can be unknown with every part of the file supplied."""
    match node:
        case n.Bekend() | n.Aantoonbaar():
            return False
        case n.Kenmerkwaarde(naam=naam):
            return _mag_onbekend(kenmerken[naam], kenmerken)
        case n.EnOf() | n.Niet():
            return any(_mag_onbekend(kind, kenmerken) for kind in n.kinderen(node))
    return node.nullable
