"""The slow evaluation: the value of an expression with the facts it read and the witnesses that decided it.

It gives the same values as the compiled function (a property test holds the two together); it exists so that a
person can follow a verdict down to the place in the file.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from msgspec import Struct, field

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.functions import (
    MAX_WERK_UITLEG,
    ONEINDIG,
    aandeel,
    leeftijd,
    plus_maanden,
    te_veel_werk,
    tussenpoos,
    werkdagen,
)
from dossieraudit.expressions.waarden import kleene_en, kleene_niet, vergelijk, vergelijk_bereik
from dossieraudit.models.basis import Model

Onbekendheid = Literal["niet_vastgelegd", "onderdeel_niet_aangeleverd"]


class Feit(Struct, frozen=True):
    """A fact that was read: its path, its value, and why it is unknown where it is."""

    pad: str
    waarde: Any
    onbekend: Onbekendheid | None = None


class Getuige(Struct, frozen=True):
    """An item that decided a quantifier (or left it open): its path, a label for people, and its value."""

    pad: str
    omschrijving: str
    waarde: bool | None


class Uitleg(Struct, frozen=True):
    """A value (True, False, None, a date, a number …; a pair of bounds for a range) with what it rests on."""

    waarde: Any
    feiten: tuple[Feit, ...] = ()
    getuigen: tuple[Getuige, ...] = ()

    def met(self, waarde: Any) -> "Uitleg":
        """The same grounds for another value."""
        return Uitleg(waarde, self.feiten, self.getuigen)


class Zaak(Struct, frozen=True):
    """What is explained: the thing judged, the day, the named facts, and which parts were not supplied."""

    wortel: Any
    peildatum: date | None
    kenmerken: Mapping[str, n.Node] = field(default_factory=dict)
    niet_aangeleverd: frozenset[str] = frozenset()
    # Kenmerken that read no part that is missing, with the values that the compiled function gave them.
    zonder_wat_kwijt_is: Mapping[str, bool | None] = field(default_factory=dict)


def leg_uit(node: n.Node, zaak: Zaak) -> Uitleg:
    """Value and grounds of an expression over one dossier."""
    return _Uitlegger(zaak).waarde(node)


_NIETS = Uitleg(None)


def open_door_wat_kwijt_is(node: n.Node, zaak: Zaak) -> bool:
    """Whether the value is unknown, and a fact in a part that was not supplied has to do with that.

    What `leg_uit` says of it, without the account: this is asked for every dossier that lacks a part.
    """
    uitleg = _Zoeker(zaak).waarde(node)
    return uitleg.waarde is None and _KWIJT in uitleg.feiten


def _samen(uitleggen: Iterable[Uitleg], waarde: Any) -> Uitleg:
    gronden = [uitleg for uitleg in uitleggen if uitleg.feiten or uitleg.getuigen]
    if not gronden:
        return Uitleg(waarde)
    if len(gronden) == 1:
        return gronden[0].met(waarde)
    feiten = dict.fromkeys(feit for uitleg in gronden for feit in uitleg.feiten)
    getuigen = dict.fromkeys(getuige for uitleg in gronden for getuige in uitleg.getuigen)
    return Uitleg(waarde, tuple(feiten), tuple(getuigen))


class _Item(Struct, frozen=True):
    """A loop variable at work: its value, its path, and the part of the file that it came from."""

    waarde: Any
    pad: str
    onderdeel: str | None


class _Gedeeld(Struct):
    """What an expression and the kenmerken that it names have in common: what was worked out, and work that is left."""

    kenmerken: dict[str, Uitleg] = field(default_factory=dict)
    werk: int = MAX_WERK_UITLEG


@cache
def _methode(soort: type[n.Node]) -> str:
    return f"_{soort.__name__.lower()}"


class _Uitlegger:
    """One expression; every kenmerk has its own, as it has loop variables of its own."""

    def __init__(self, zaak: Zaak, gedeeld: _Gedeeld | None = None) -> None:
        self.zaak = zaak
        self.gedeeld = gedeeld or _Gedeeld()
        self.items: dict[int, _Item] = {}

    def waarde(self, node: n.Node) -> Uitleg:
        methode: Callable[[Any], Uitleg] = getattr(self, _methode(type(node)))
        return methode(node)

    def _const(self, node: n.Const) -> Uitleg:
        return Uitleg(node.waarde)

    def _constlijst(self, node: n.ConstLijst) -> Uitleg:
        return Uitleg(node.waarden)

    def _peildatum(self, _node: n.Peildatum) -> Uitleg:
        return Uitleg(self.zaak.peildatum)

    def _kenmerkwaarde(self, node: n.Kenmerkwaarde) -> Uitleg:
        # Once each: kenmerken that name kenmerken twice would otherwise double the work at every step.
        klaar = self.gedeeld.kenmerken
        if node.naam not in klaar:
            klaar[node.naam] = type(self)(self.zaak, self.gedeeld).waarde(self.zaak.kenmerken[node.naam])
        return klaar[node.naam]

    def _variabele(self, node: n.Variabele) -> Uitleg:
        return Uitleg(self.items[node.nummer].waarde)

    def _veldwaarde(self, node: n.Veldwaarde) -> Uitleg:
        if node.van is None:
            waarde = getattr(self.zaak.wortel, node.naam)
        else:
            van = self.waarde(node.van).waarde
            waarde = None if van is None else getattr(van, node.naam)
        # Of an id the path of every other fact already says which item it is.
        return Uitleg(waarde, self._feiten(node, waarde) if node.naam != "id" else ())

    def _feiten(self, node: n.Veldwaarde, waarde: Any) -> tuple[Feit, ...]:
        """The fact that a field is, with this value; an object is none, its fields are."""
        if isinstance(waarde, Model):
            return ()
        pad, onderdeel = self._pad(node)
        kwijt: Onbekendheid = (
            "onderdeel_niet_aangeleverd" if onderdeel in self.zaak.niet_aangeleverd else "niet_vastgelegd"
        )
        return (Feit(pad, _toonbaar(waarde), kwijt if waarde is None else None),)

    def _pad(self, node: n.Node) -> tuple[str, str | None]:
        """The path of a field or item as people write it, and the part of the file that it lies in."""
        if isinstance(node, n.Variabele):
            item = self.items[node.nummer]
            return item.pad, item.onderdeel
        if isinstance(node, n.Veldwaarde) and node.van is not None:
            pad, onderdeel = self._pad(node.van)
            return f"{pad}.{node.naam}", onderdeel
        if isinstance(node, n.Veldwaarde):
            return node.naam, node.naam
        return getattr(node, "parameter", None) or "lijst", None

    def _enof(self, node: n.EnOf) -> Uitleg:
        delen = [self.waarde(d) for d in node.delen]
        if node.en:
            uitkomst = kleene_en(d.waarde for d in delen)
        else:
            uitkomst = kleene_niet(kleene_en(kleene_niet(d.waarde) for d in delen))
        # What decided: the first operand that settles it, or all that left it open, or else everything.
        bepalend = [d for d in delen if d.waarde is uitkomst]
        return _samen(bepalend[:1] if uitkomst is not None and uitkomst is not node.en else bepalend, uitkomst)

    def _niet(self, node: n.Niet) -> Uitleg:
        deel = self.waarde(node.deel)
        return deel.met(kleene_niet(deel.waarde))

    def _vergelijking(self, node: n.Vergelijking) -> Uitleg:
        links, rechts = self.waarde(node.links), self.waarde(node.rechts)
        if "bereik" in (node.links.type.soort, node.rechts.type.soort):
            return _samen((links, rechts), vergelijk_bereik(node.op, _grenzen(links), _grenzen(rechts)))
        onbekend = [u for u in (links, rechts) if u.waarde is None]
        if onbekend:
            return _samen(onbekend, None)
        return _samen((links, rechts), vergelijk(node.op, links.waarde, rechts.waarde))

    def _bevat(self, node: n.Bevat) -> Uitleg:
        item, lijst = self.waarde(node.item), self.waarde(node.lijst)
        onbekend = [u for u in (item, lijst) if u.waarde is None]
        if onbekend:
            return _samen(onbekend, None)
        return _samen((item, lijst), item.waarde in lijst.waarde)

    def _rekensom(self, node: n.Rekensom) -> Uitleg:
        links, rechts = self.waarde(node.links), self.waarde(node.rechts)
        if links.waarde is None or rechts.waarde is None:
            return _samen([u for u in (links, rechts) if u.waarde is None], None)
        teken = 1 if node.op == "+" else -1
        if node.links.type.soort != "datum":
            waarde = links.waarde + teken * rechts.waarde
        elif node.rechts.type.soort == "datum":
            waarde = (links.waarde - rechts.waarde).days
        elif node.rechts.type.soort == "maanden":
            waarde = plus_maanden(links.waarde, teken * rechts.waarde)
        else:
            waarde = links.waarde + teken * timedelta(days=rechts.waarde)
        return _samen((links, rechts), waarde)

    def _keuze(self, node: n.Keuze) -> Uitleg:
        voorwaarde, dan, anders = (self.waarde(x) for x in (node.voorwaarde, node.dan, node.anders))
        if voorwaarde.waarde is None:
            eens = dan.waarde == anders.waarde
            return _samen((voorwaarde, dan, anders) if eens else (voorwaarde,), dan.waarde if eens else None)
        tak = dan if voorwaarde.waarde else anders
        return _samen((voorwaarde, tak), tak.waarde)

    def _opzoeking(self, node: n.Opzoeking) -> Uitleg:
        sleutel = self.waarde(node.sleutel)
        return sleutel.met(None if sleutel.waarde is None else dict(node.tabel).get(sleutel.waarde))

    def _aanroep(self, node: n.Aanroep) -> Uitleg:
        argumenten = [self.waarde(a) for a in node.argumenten]
        onbekend = [a for a in argumenten if a.waarde is None]
        if onbekend:
            return _samen(onbekend, None)
        functies: dict[str, Callable[..., Any]] = {"werkdagen": werkdagen, "leeftijd": leeftijd, "aandeel": aandeel}
        return _samen(argumenten, functies[node.functie](*(a.waarde for a in argumenten)))

    def _bekend(self, node: n.Bekend) -> Uitleg:
        deel = self.waarde(node.deel)
        return deel.met(True if deel.waarde is not None else self._niet_of_onbekend(node.onderdelen))

    def _aantoonbaar(self, node: n.Aantoonbaar) -> Uitleg:
        deel = self.waarde(node.deel)
        return deel if deel.waarde is not None else deel.met(self._niet_of_onbekend(node.onderdelen))

    def _niet_of_onbekend(self, onderdelen: frozenset[str]) -> bool | None:
        return None if onderdelen & self.zaak.niet_aangeleverd else False

    # Loops

    def _doorloop(self, doorloop: n.Doorloop) -> tuple[Uitleg, list[tuple[_Item, Uitleg]]]:
        """The list itself, and every item with the value of its conditions (all of them at once)."""
        bron = self.waarde(doorloop.bron)
        pad, onderdeel = self._pad(doorloop.bron)
        gevonden = []
        self.gedeeld.werk -= len(bron.waarde or ())
        if self.gedeeld.werk < 0:
            te_veel_werk()
        for plaats, waarde in enumerate(bron.waarde or (), start=1):
            item = _Item(waarde, self._itempad(pad, waarde, plaats), onderdeel)
            self.items[doorloop.variabele.nummer] = item
            voorwaarden = [self.waarde(v) for v in doorloop.voorwaarden]
            samen = kleene_en(v.waarde for v in voorwaarden)
            gevonden.append((item, _samen(voorwaarden, samen)))
        return bron, gevonden

    def _itempad(self, pad: str, waarde: Any, plaats: int) -> str:
        naam = waarde if isinstance(waarde, str) else getattr(waarde, "id", f"#{plaats}")
        return f"{pad}[{naam}]"

    def _getuigen(self, items: Iterable[tuple[_Item, Uitleg]]) -> Uitleg:
        return Uitleg(None, (), tuple(dict.fromkeys(_getuige(item, uitleg.waarde) for item, uitleg in items)))

    def _afgevallen(self, items: Iterable[tuple[_Item, Uitleg]]) -> tuple[Uitleg, ...]:
        """Why items do not take part, on which a count or a gap rests as well: named last."""
        return tuple(v for _, v in items if v.waarde is False)

    def _inhoud(self, doorloop: n.Doorloop, item: _Item, inhoud: n.Node) -> Uitleg:
        self.items[doorloop.variabele.nummer] = item
        return self.waarde(inhoud)

    def _kwantor(self, node: n.Kwantor) -> Uitleg:
        bron, items = self._doorloop(node.doorloop)
        if bron.waarde is None:
            geen = (0, ONEINDIG) if node.soort == "count" else None
            return bron.met(geen)
        if node.soort in ("any", "all"):
            return self._any_all(node, bron, items)
        if node.soort == "count":
            mee = [(i, v) for i, v in items if v.waarde is not False]
            zeker = sum(1 for _, v in mee if v.waarde is True)
            return _samen(
                (bron, *(v for _, v in mee), self._getuigen(mee), *self._afgevallen(items)), (zeker, len(mee))
            )
        return self._verzamel(node, bron, items)

    def _any_all(self, node: n.Kwantor, bron: Uitleg, items: list[tuple[_Item, Uitleg]]) -> Uitleg:
        zoekt = node.soort == "any"
        gezien: list[tuple[_Item, Uitleg]] = []
        for item, voorwaarde in items:
            inhoud = self._inhoud(node.doorloop, item, node.inhoud)
            if zoekt:
                waarde = kleene_en((voorwaarde.waarde, inhoud.waarde))
            else:  # all(E if C): an item counts against it only where C holds and E does not
                waarde = kleene_niet(kleene_en((voorwaarde.waarde, kleene_niet(inhoud.waarde))))
            gezien.append((item, _samen((voorwaarde, inhoud), waarde)))
        waarden = [u.waarde for _, u in gezien]
        uitkomst = zoekt if zoekt in waarden else None if None in waarden else not zoekt
        bepalend = [(i, u) for i, u in gezien if u.waarde is uitkomst]
        if uitkomst is zoekt:
            # One item decides 'any'; of 'all' every item that breaks it is worth knowing.
            bepalend = bepalend[:1] if zoekt else bepalend
        # Where nothing was found the list itself is the ground, and its items are no witnesses one by one.
        genoemd = bepalend if uitkomst is zoekt or uitkomst is None else []
        lijst = bron if uitkomst is not zoekt else _NIETS
        return _samen((self._getuigen(genoemd), lijst, *(u for _, u in bepalend)), uitkomst)

    def _verzamel(self, node: n.Kwantor, bron: Uitleg, items: list[tuple[_Item, Uitleg]]) -> Uitleg:
        mee = [(i, v) for i, v in items if v.waarde is not False]
        inhoud = [self._inhoud(node.doorloop, i, node.inhoud) for i, _ in mee]
        gronden = (bron, *(v for _, v in mee), *inhoud, *self._afgevallen(items))
        if any(v.waarde is None for _, v in mee) or any(u.waarde is None for u in inhoud):
            return _samen(gronden, None)
        waarden = [u.waarde for u in inhoud]
        if node.soort == "sum":
            return _samen(gronden, sum(waarden))
        kies = min if node.soort == "min" else max
        return _samen(gronden, kies(waarden) if waarden else None)

    def _tussenpoos(self, node: n.Tussenpoos) -> Uitleg:
        bron, items = self._doorloop(node.doorloop)
        mee = [(i, v) for i, v in items if v.waarde is not False]
        inhoud = [self._inhoud(node.doorloop, i, node.inhoud) for i, _ in mee]
        van, tot = self.waarde(node.van), self.waarde(node.tot)
        zeker = [u.waarde for (_, v), u in zip(mee, inhoud, strict=True) if v.waarde and u.waarde is not None]
        mogelijk = [u.waarde for u in inhoud if u.waarde is not None]
        ongedateerd = bron.waarde is None or len(mogelijk) < len(inhoud)
        grenzen = tussenpoos(zeker, mogelijk, ongedateerd, van.waarde, tot.waarde)
        return _samen((bron, *(v for _, v in mee), *inhoud, van, tot, *self._afgevallen(items)), grenzen)


_KWIJT = Feit("", None, "onderdeel_niet_aangeleverd")


class _Zoeker(_Uitlegger):
    """The same, with one fact in place of all that were not supplied, and no other facts, paths or witnesses."""

    def _kenmerkwaarde(self, node: n.Kenmerkwaarde) -> Uitleg:
        # What read only parts that were supplied rests on no other.
        if node.naam in self.zaak.zonder_wat_kwijt_is:
            return Uitleg(self.zaak.zonder_wat_kwijt_is[node.naam])
        return super()._kenmerkwaarde(node)

    def _itempad(self, _pad: str, _waarde: Any, _plaats: int) -> str:
        return ""

    def _afgevallen(self, _items: Iterable[tuple[_Item, Uitleg]]) -> tuple[Uitleg, ...]:
        # What surely does not take part leaves nothing open.
        return ()

    def _getuigen(self, _items: Iterable[tuple[_Item, Uitleg]]) -> Uitleg:
        return _NIETS

    def _feiten(self, node: n.Veldwaarde, waarde: Any) -> tuple[Feit, ...]:
        kwijt = waarde is None and self._pad(node)[1] in self.zaak.niet_aangeleverd
        return (_KWIJT,) if kwijt else ()


def _getuige(item: _Item, waarde: bool | None) -> Getuige:
    rol = getattr(item.waarde, "rol", None) or getattr(item.waarde, "soort", None)
    return Getuige(item.pad, str(rol).replace("_", " ") if rol else "", waarde)


def _toonbaar(waarde: Any) -> Any:
    """A value as a fact: a list of items by their ids, so that facts stay small and comparable."""
    if isinstance(waarde, tuple):
        return tuple(getattr(w, "id", w) if isinstance(w, Model) else w for w in waarde)
    return waarde


def _grenzen(uitleg: Uitleg) -> tuple[int, int]:
    if isinstance(uitleg.waarde, tuple):
        return uitleg.waarde
    return (-ONEINDIG, ONEINDIG) if uitleg.waarde is None else (uitleg.waarde, uitleg.waarde)
