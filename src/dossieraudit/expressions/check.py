"""Checks an expression against the model when a framework is loaded, and turns it into typed nodes.

Every fault of an expression is collected; a faulty part gets the type `fout`, which raises no further complaints.
"""

import ast
from collections.abc import Callable, Mapping
from typing import cast

from msgspec import Struct, field

from dossieraudit.errors import bedoelde
from dossieraudit.expressions import nodes as n
from dossieraudit.expressions import types as t
from dossieraudit.expressions.calls import FUNCTIES, Aanroepregels
from dossieraudit.expressions.comparisons import Rekenregels
from dossieraudit.expressions.syntax import MAX_NODES, Bron, Expressiefout, ontleed
from dossieraudit.models.kader import Parameterwaarde

MAX_GETAL = 1_000_000
WOORDEN = {"true": True, "True": True, "false": False, "False": False}


class Omgeving(Struct, frozen=True):
    """What names mean: the fields of the thing judged, the named facts, the parameters, and whether there is a day."""

    wortel: t.Type
    kenmerken: Mapping[str, bool] = field(default_factory=dict)
    parameters: Mapping[str, Parameterwaarde] = field(default_factory=dict)
    peildatum: bool = True
    onderdelen_van: Mapping[str, frozenset[str]] = field(default_factory=dict)


def controleer(tekst: str, omgeving: Omgeving, verwacht: t.Type = t.BOOL) -> tuple[n.Node | None, list[Expressiefout]]:
    """Check one expression.

    Returns the typed node (None where there is a fault) and every fault found. `verwacht` is the type that the
    whole must have, normally a yes/no value.
    """
    try:
        boom, bron = ontleed(tekst)
    except Expressiefout as fout:
        return None, [fout]
    controle = Controle(omgeving, bron)
    try:
        node = controle.bezoek(boom)
    except Expressiefout as fout:
        return None, [fout]
    if node.type not in (verwacht, t.FOUT):
        controle.fout(boom, f"de expressie geeft {node.type.benaming}, geen {verwacht.kaal}")
    return (None if controle.fouten else node), controle.fouten


def onderdelen(node: n.Node, omgeving: Omgeving) -> frozenset[str]:
    """The parts of the file (fields of the dossier) that an expression reads, through kenmerken too."""
    eigen: set[str] = set()
    if isinstance(node, n.Veldwaarde) and node.van is None:
        eigen.add(node.naam)
    elif isinstance(node, n.Kenmerkwaarde):
        eigen |= omgeving.onderdelen_van.get(node.naam, frozenset())
    for kind in n.kinderen(node):
        eigen |= onderdelen(kind, omgeving)
    return frozenset(eigen)


class Controle(Aanroepregels, Rekenregels):
    """One pass over one expression."""

    def __init__(self, omgeving: Omgeving, bron: Bron) -> None:
        self.omgeving = omgeving
        self.bron = bron
        self.fouten: list[Expressiefout] = []
        self.variabelen: dict[str, n.Variabele] = {}
        self.teller = 0
        self.uit_lijst: set[int] = set()
        self.bezocht = 0

    def fout(self, plaats: ast.AST, melding: str, advies: str | None = None, staart: int = 0) -> n.Node:
        """Note a fault (at the last `staart` characters of the place) and go on with a node that raises no others."""
        span = self.bron.staart(plaats, staart) if staart else self.bron.span(plaats)
        self.fouten.append(Expressiefout(melding, span, advies))
        return n.Const(t.FOUT, span, False, False)

    def onderdelen(self, node: n.Node) -> frozenset[str]:
        """The parts of the file that a node reads."""
        return onderdelen(node, self.omgeving)

    def heeft_betekenis(self, naam: str) -> bool:
        """Whether a name says something already, so that a loop variable of that name would mislead."""
        omg = self.omgeving
        eigen = {*WOORDEN, *FUNCTIES, "param", "null", "None", *(["peildatum"] if omg.peildatum else [])}
        return naam in eigen or naam in omg.wortel.velden or naam in omg.kenmerken

    def buiten_lijst(self, waarde: t.Type, veld: t.Type) -> tuple[str, str | None] | None:
        """A literal text that the other side can never be."""
        if veld.waarden is None or waarde.waarden is None:
            return None
        for tekst in sorted(waarde.waarden - veld.waarden):
            keuzes = ", ".join(sorted(veld.waarden))
            return f"'{tekst}' komt hier niet voor", bedoelde(tekst, veld.waarden) or f"mogelijk zijn: {keuzes}"
        return None

    def bezoek(self, boom: ast.expr) -> n.Node:
        """The typed node of a parsed one."""
        # The middle of a < b < c belongs to two comparisons; chains within chains would double the work each time.
        self.bezocht += 1
        if self.bezocht > 2 * MAX_NODES:
            raise Expressiefout("de expressie is te groot of te diep genest", self.bron.hele(), "splits haar in eisen")
        methode = cast("Callable[[ast.expr], n.Node] | None", getattr(self, f"_{type(boom).__name__.lower()}", None))
        if methode is None:
            return self.fout(boom, "dit hoort niet bij de taal van expressies", "zie de naslag van de expressietaal")
        return methode(boom)

    def bool_(self, boom: ast.expr) -> n.Node:
        """A part that must be a yes/no value."""
        node = self.bezoek(boom)
        if node.type.soort not in ("bool", "fout"):
            return self.fout(boom, f"hier moet een ja/nee-waarde staan, geen {node.type.kaal}")
        return node

    # Literals, names and fields

    def _constant(self, boom: ast.Constant) -> n.Node:
        span = self.bron.span(boom)
        match boom.value:
            case bool():
                return n.Const(t.BOOL, span, False, boom.value)
            case int() if _past_in_rekenwerk(boom.value):
                return n.Const(t.GETAL, span, False, boom.value)
            case str():
                return n.Const(t.Type("tekst", waarden=frozenset({boom.value})), span, False, boom.value)
        return self.fout(boom, "deze waarde kent de taal niet", "gebruik true, false, een heel getal of een tekst")

    def _list(self, boom: ast.List) -> n.Node:
        delen = [self.bezoek(deel) for deel in boom.elts]
        if any(d.type.soort == "fout" for d in delen):
            return n.Const(t.FOUT, self.bron.span(boom), False, False)
        vast = [d for d in delen if isinstance(d, n.Const)]
        if not delen or len(vast) != len(delen) or len({d.type.soort for d in delen}) != 1:
            return self.fout(boom, "een lijst bevat een of meer teksten of getallen van dezelfde soort")
        waarden = tuple(d.waarde for d in vast)
        element = _tekst(tuple(str(w) for w in waarden)) if delen[0].type.soort == "tekst" else delen[0].type
        return n.ConstLijst(t.lijst(element), self.bron.span(boom), False, waarden)

    def _name(self, boom: ast.Name) -> n.Node:
        naam, span, omg = boom.id, self.bron.span(boom), self.omgeving
        if naam in self.variabelen:
            v = self.variabelen[naam]
            return n.Variabele(v.type, span, False, v.naam, v.nummer)
        if naam in WOORDEN:
            return n.Const(t.BOOL, span, False, WOORDEN[naam])
        if naam == "peildatum" and omg.peildatum:
            return n.Peildatum(t.DATUM, span, False)
        if naam in omg.kenmerken:
            return n.Kenmerkwaarde(t.BOOL, span, omg.kenmerken[naam], naam)
        if naam in omg.wortel.velden:
            return self._veld(boom, None, naam, omg.wortel.velden[naam], False)
        if naam == "param":
            return self.fout(boom, "'param' vraagt om een naam", "schrijf bijvoorbeeld param.langer_traject_weken")
        if naam in ("null", "None"):
            return self.fout(boom, "met 'leeg' kan niet worden vergeleken", "gebruik bekend(…) of onbekend(…)")
        bekend = [*self.variabelen, *omg.kenmerken, *omg.wortel.velden, "peildatum"]
        return self.fout(boom, f"onbekende naam '{naam}'", bedoelde(naam, bekend))

    def _attribute(self, boom: ast.Attribute) -> n.Node:
        if isinstance(boom.value, ast.Name) and boom.value.id == "param":
            return self._parameter(boom)
        van = self.bezoek(boom.value)
        if van.type.soort == "fout":
            return van
        if van.type.soort == "lijst":
            return self.fout(
                boom, f"een lijst heeft geen veld '{boom.attr}'", "gebruik any(… for x in lijst), all(…) of count(…)"
            )
        veld = van.type.velden.get(boom.attr)
        if veld is None:
            waar = f"{van.type.naam if van.type.soort == 'object' else van.type.benaming} heeft"
            advies = bedoelde(boom.attr, van.type.velden)
            return self.fout(boom, f"{waar} geen veld '{boom.attr}'", advies, staart=len(boom.attr))
        return self._veld(boom, van, boom.attr, veld, van.nullable)

    def _veld(self, boom: ast.expr, van: n.Node | None, naam: str, veld: t.Veld, nullable: bool) -> n.Node:
        if veld.type.soort in ("vrije_tekst", "onleesbaar"):
            return self.fout(
                boom,
                f"'{naam}' is {veld.type.benaming}; een eis mag die niet lezen",
                "vrije tekst kan persoonsgegevens bevatten en telt niet als vastgelegd feit",
            )
        return n.Veldwaarde(veld.type, self.bron.span(boom), nullable or veld.nullable, van, naam)

    def _parameter(self, boom: ast.Attribute) -> n.Node:
        naam, span = boom.attr, self.bron.span(boom)
        waarde = self.omgeving.parameters.get(naam)
        match waarde:
            case None:
                advies = bedoelde(naam, self.omgeving.parameters)
                return self.fout(boom, f"onbekende parameter '{naam}'", advies, staart=len(naam))
            case int() if not _past_in_rekenwerk(waarde):
                return self._te_groot(boom)
            case dict() if not all(map(_past_in_rekenwerk, waarde.values())):
                return self._te_groot(boom)
            case int():
                return n.Const(t.GETAL, span, False, waarde, naam)
            case tuple():
                return n.ConstLijst(t.lijst(_tekst(waarde)), span, False, waarde, naam)
        return n.Const(t.Type("tabel", naam=naam), span, False, False, naam)

    def _te_groot(self, boom: ast.expr) -> n.Node:
        return self.fout(boom, f"getallen in parameters zijn hoogstens {MAX_GETAL}", "kies een kleinere waarde")

    def _subscript(self, boom: ast.Subscript) -> n.Node:
        tabel = self.bezoek(boom.value)
        if tabel.type.soort == "fout":
            return tabel
        if tabel.type.soort != "tabel":
            return self.fout(boom, "alleen in een tabelparameter kan worden opgezocht", "schrijf param.tabel[veld]")
        sleutel = self.bezoek(boom.slice)
        waarden = cast("Mapping[str, int]", self.omgeving.parameters[tabel.type.naam])
        if sleutel.type.soort == "fout":
            return sleutel
        if sleutel.type.soort != "tekst":
            return self.fout(boom.slice, f"opzoeken gaat op een tekst, niet op {sleutel.type.benaming}")
        ontbreekt = sorted((sleutel.type.waarden or frozenset()) - set(waarden))
        if ontbreekt:
            return self.fout(
                boom, f"tabel '{tabel.type.naam}' heeft geen waarde voor {', '.join(ontbreekt)}", "vul de tabel aan"
            )
        # A text without a closed list may miss the table, so its answer may be unknown.
        nullable = sleutel.nullable or sleutel.type.waarden is None
        return n.Opzoeking(t.GETAL, self.bron.span(boom), nullable, tabel.type.naam, tuple(waarden.items()), sleutel)

    # Logic

    def _boolop(self, boom: ast.BoolOp) -> n.Node:
        delen = tuple(self.bool_(deel) for deel in boom.values)
        nullable = any(d.nullable for d in delen)
        return n.EnOf(t.BOOL, self.bron.span(boom), nullable, isinstance(boom.op, ast.And), delen)

    def _unaryop(self, boom: ast.UnaryOp) -> n.Node:
        if not isinstance(boom.op, ast.Not):
            return self.fout(boom, "alleen 'not' kan voor een waarde staan")
        deel = self.bool_(boom.operand)
        return n.Niet(t.BOOL, self.bron.span(boom), deel.nullable, deel)

    def _ifexp(self, boom: ast.IfExp) -> n.Node:
        voorwaarde, dan, anders = self.bool_(boom.test), self.bezoek(boom.body), self.bezoek(boom.orelse)
        if t.FOUT in (dan.type, anders.type):
            return n.Const(t.FOUT, self.bron.span(boom), False, False)
        if dan.type.soort != anders.type.soort or dan.type.soort in ("bereik", "lijst", "object", "tabel"):
            return self.fout(
                boom,
                f"beide takken van 'if … else' moeten van dezelfde soort zijn: {dan.type.benaming} en "
                f"{anders.type.benaming}",
            )
        nullable = voorwaarde.nullable or dan.nullable or anders.nullable
        soort = dan.type if dan.type == anders.type else t.Type(dan.type.soort)
        return n.Keuze(soort, self.bron.span(boom), nullable, voorwaarde, dan, anders)

    # Calls

    def _call(self, boom: ast.Call) -> n.Node:
        naam = boom.func.id if isinstance(boom.func, ast.Name) else None
        if naam is None or naam not in FUNCTIES:
            wat = f"onbekende functie '{naam}'" if naam else "dit kan niet worden aangeroepen"
            return self.fout(boom, wat, bedoelde(naam or "", FUNCTIES))
        if boom.keywords or any(isinstance(a, ast.Starred) for a in boom.args):
            return self.fout(boom, f"{naam} kent geen benoemde of uitgepakte argumenten")
        return self.aanroep(boom, naam)


def _past_in_rekenwerk(waarde: int) -> bool:
    """Whether a number stays far below what stands for 'no bound', whatever sums are made of it."""
    return abs(waarde) <= MAX_GETAL


def _tekst(waarden: tuple[str, ...]) -> t.Type:
    return t.Type("tekst", waarden=frozenset(waarden))
