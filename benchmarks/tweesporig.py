"""Rules for an engine with two values only: each is written twice, for when it is surely true and surely false.

What is neither is unknown. This is how rule-engine and pandas can hold three values at all.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from benchmarks.motoren import Json, Motor, OnzegbaarError, Programma, loop
from dossieraudit.expressions import nodes as n


class Regelschrijver:
    """Nodes of ours → text of rule-engine."""

    def __init__(self, peildatum: str) -> None:
        self._peildatum = peildatum

    def waar(self, node: n.Node) -> str:
        """When this is surely true."""
        return self._spoor(node, True)

    def onwaar(self, node: n.Node) -> str:
        """When this is surely false."""
        return self._spoor(node, False)

    def _spoor(self, node: n.Node, ja: bool) -> str:
        niet = "" if ja else "not "
        match node:
            case n.Const(waarde=bool(waarde)):
                return str(waarde is ja).lower()
            case n.Kenmerkwaarde() | n.Veldwaarde():
                return f"({self._waarde(node)} == {str(ja).lower()})"
            case n.EnOf(en=en, delen=delen):
                return "(" + (" and " if en is ja else " or ").join(self._spoor(deel, ja) for deel in delen) + ")"
            case n.Niet(deel=deel):
                return self._spoor(deel, not ja)
            case n.Bekend(deel=deel):
                return f"({self._waarde(deel)} {'!=' if ja else '=='} null)"
            case n.Bevat(item=item, lijst=lijst):
                return self._bekende((item, lijst), f"{niet}({self._waarde(item)} in {self._waarde(lijst)})")
            case n.Vergelijking(links=n.Kwantor(soort="count") as telling, rechts=grens):
                return self._telling(node, telling, grens, ja)
            case n.Vergelijking(links=links, rechts=rechts, op=op):
                return self._bekende((links, rechts), f"{niet}({self._waarde(links)} {op} {self._waarde(rechts)})")
            case n.Kwantor():
                return self._kwantor(node, ja)
        raise OnzegbaarError(type(node).__name__)

    def _bekende(self, delen: tuple[n.Node, ...], tekst: str) -> str:
        eisen = [f"{self._waarde(deel)} != null" for heel in delen for deel in _termen(heel) if deel.nullable]
        return "(" + " and ".join([*eisen, tekst]) + ")"

    def _waarde(self, node: n.Node) -> str:
        match node:
            case n.Const(waarde=int(waarde)):
                return f't"P{waarde}D"' if node.type.soort == "duur" else str(waarde)
            case n.Const(waarde=waarde):
                return f'"{waarde}"'
            case n.ConstLijst(waarden=waarden):
                return "[" + ", ".join(f'"{w}"' if isinstance(w, str) else str(w) for w in waarden) + "]"
            case n.Peildatum():
                return f'd"{self._peildatum}"'
            case n.Kenmerkwaarde(naam=naam):
                return f"k.{naam}"
            case n.Variabele(nummer=nummer):
                return f"x{nummer}"
            case n.Veldwaarde(van=None, naam=naam):
                return f"d.{naam}"
            case n.Veldwaarde(van=n.Node() as van, naam=naam):
                return f"{self._waarde(van)}{'.' if isinstance(van, n.Variabele) else '&.'}{naam}"
            case n.Rekensom(links=links, rechts=rechts, op=op):
                return f"({self._waarde(links)} {op} {self._waarde(rechts)})"
        raise OnzegbaarError(type(node).__name__)

    def _over(self, doorloop: n.Doorloop, functie: str, inhoud: str) -> str:
        bron = self._waarde(doorloop.bron)
        return f"({bron} != null and {functie}([{inhoud} for x{doorloop.variabele.nummer} in {bron}]))"

    def _kwantor(self, node: n.Kwantor, ja: bool) -> str:
        wel = [self.waar(v) for v in node.doorloop.voorwaarden]
        niet = [self.onwaar(v) for v in node.doorloop.voorwaarden]
        zoekt = (node.soort == "any") is ja  # whether one item is enough
        inhoud = self._spoor(node.inhoud, ja)
        if zoekt:
            return self._over(node.doorloop, "$any", f"({' and '.join([*wel, inhoud])})")
        return self._over(node.doorloop, "$all", f"({' or '.join([*niet, inhoud])})")

    def _telling(self, node: n.Vergelijking, telling: n.Kwantor, grens: n.Node, ja: bool) -> str:
        """As CEL can say it: the length of a list, or whether there is one at all."""
        if not telling.doorloop.voorwaarden:
            bron = self._waarde(telling.doorloop.bron)
            lengte = f"({bron}.length {node.op} {self._waarde(grens)})"
            return f"({bron} != null and {'' if ja else 'not '}{lengte})"
        bestaat = (node.op == ">=") is ja
        if bestaat:
            wel = " and ".join(map(self.waar, telling.doorloop.voorwaarden))
            return self._over(telling.doorloop, "$any", f"({wel})")
        niet = " or ".join(map(self.onwaar, telling.doorloop.voorwaarden))
        return self._over(telling.doorloop, "$all", f"({niet})")


def _termen(node: n.Node) -> list[n.Node]:
    """What a sum is made of."""
    return _termen(node.links) + _termen(node.rechts) if isinstance(node, n.Rekensom) else [node]


def met_datums(waarde: Any) -> Any:
    """Days as points in time, which is what rule-engine calculates with."""
    if isinstance(waarde, dict):
        return {naam: met_datums(deel) for naam, deel in waarde.items()}
    if isinstance(waarde, list):
        return [met_datums(deel) for deel in waarde]
    if isinstance(waarde, str) and len(waarde) == 10 and waarde[4] == waarde[7] == "-":
        return datetime.fromisoformat(waarde)
    return waarde


def regels(programma: list[Programma], peildatum: str) -> Motor:
    """rule-engine, a language of its own in Python."""
    import rule_engine

    schrijver, context = Regelschrijver(peildatum), rule_engine.Context(resolver=rule_engine.resolve_item)
    vertaald = [
        tuple(rule_engine.Rule(spoor(deel.node), context=context) for spoor in (schrijver.waar, schrijver.onwaar))
        for deel in programma
    ]

    def een(dossier: Json) -> list[bool | None]:
        kenmerken: Json = dict.fromkeys(deel.naam for deel in programma if deel.is_kenmerk)
        gegevens = {"d": dossier, "k": kenmerken}

        def reken(nummer: int) -> bool | None:
            wel, niet = vertaald[nummer]
            return True if wel.matches(gegevens) else False if niet.matches(gegevens) else None

        return loop(programma, reken, kenmerken)

    alle: Callable[[list[Json]], list[list[bool | None]]] = lambda dossiers: [een(d) for d in dossiers]  # noqa: E731
    return Motor(lambda dossiers: [met_datums(d) for d in dossiers], alle)
