"""The nodes of a checked expression. Every node knows its type, its place in the text and whether it may be unknown."""

from typing import Literal

from msgspec import Struct

from dossieraudit.expressions.types import Type

Constante = bool | int | str


class Span(Struct, frozen=True):
    """Place in the expression text: 1-based line, 0-based column, and the end (exclusive)."""

    regel: int
    kolom: int
    eindregel: int
    eindkolom: int


class Node(Struct, frozen=True):
    """What every node has."""

    type: Type
    span: Span
    nullable: bool


class Const(Node, frozen=True):
    """A literal or a parameter's value; `parameter` names it where it is one."""

    waarde: Constante
    parameter: str | None = None


class ConstLijst(Node, frozen=True):
    """A list literal or a list parameter."""

    waarden: tuple[Constante, ...]
    parameter: str | None = None


class Peildatum(Node, frozen=True):
    """The day at which terms are judged."""


class Kenmerkwaarde(Node, frozen=True):
    """The value of another named fact."""

    naam: str


class Variabele(Node, frozen=True):
    """A loop variable; `nummer` is unique in the expression."""

    naam: str
    nummer: int


class Veldwaarde(Node, frozen=True):
    """A field of an object; `van` is None for a field of the dossier itself."""

    van: Node | None
    naam: str


class EnOf(Node, frozen=True):
    """`and` / `or` over two or more operands."""

    en: bool
    delen: tuple[Node, ...]


class Niet(Node, frozen=True):
    """`not`."""

    deel: Node


class Vergelijking(Node, frozen=True):
    """A comparison of two values, or of a range (count, gap) with a value."""

    op: Literal["==", "!=", "<", "<=", ">", ">="]
    links: Node
    rechts: Node


class Bevat(Node, frozen=True):
    """`item in lijst`."""

    item: Node
    lijst: Node


class Rekensom(Node, frozen=True):
    """`+` or `-` on dates, periods and numbers."""

    op: Literal["+", "-"]
    links: Node
    rechts: Node


class Keuze(Node, frozen=True):
    """`a if voorwaarde else b`."""

    voorwaarde: Node
    dan: Node
    anders: Node


class Doorloop(Struct, frozen=True):
    """The `for x in lijst if …` part of a quantifier."""

    variabele: Variabele
    bron: Node
    voorwaarden: tuple[Node, ...]


class Kwantor(Node, frozen=True):
    """any / all / count / min / max / sum over a list."""

    soort: Literal["any", "all", "count", "min", "max", "sum"]
    doorloop: Doorloop
    inhoud: Node


class Tussenpoos(Node, frozen=True):
    """The longest gap between consecutive dates, with two outer bounds."""

    doorloop: Doorloop
    inhoud: Node
    van: Node
    tot: Node


class Opzoeking(Node, frozen=True):
    """A value out of a table parameter by a text."""

    parameter: str
    tabel: tuple[tuple[str, int], ...]
    sleutel: Node


class Aanroep(Node, frozen=True):
    """A call of a function on plain values; unknown as soon as one argument is, a share also where it is of nothing."""

    functie: Literal["werkdagen", "leeftijd", "aandeel"]
    argumenten: tuple[Node, ...]


class Bekend(Node, frozen=True):
    """Whether a field is recorded. Unknown only where its part of the file (`onderdelen`) was not supplied."""

    deel: Node
    onderdelen: frozenset[str]


class Aantoonbaar(Node, frozen=True):
    """Demonstrably true: unknown counts as false, save where a part of the file was not supplied."""

    deel: Node
    onderdelen: frozenset[str]


def kinderen(node: Node) -> tuple[Node, ...]:
    """The nodes directly below this one, in reading order."""
    match node:
        case Veldwaarde(van=van):
            return () if van is None else (van,)
        case EnOf(delen=delen):
            return delen
        case Niet(deel=deel) | Bekend(deel=deel) | Aantoonbaar(deel=deel):
            return (deel,)
        case Vergelijking(links=links, rechts=rechts) | Rekensom(links=links, rechts=rechts):
            return (links, rechts)
        case Bevat(item=item, lijst=lijst):
            return (item, lijst)
        case Keuze(voorwaarde=voorwaarde, dan=dan, anders=anders):
            return (voorwaarde, dan, anders)
        case Kwantor(doorloop=d, inhoud=inhoud):
            return (d.bron, *d.voorwaarden, inhoud)
        case Tussenpoos(doorloop=d, inhoud=inhoud, van=van, tot=tot):
            return (d.bron, *d.voorwaarden, inhoud, van, tot)
        case Opzoeking(sleutel=sleutel):
            return (sleutel,)
        case Aanroep(argumenten=argumenten):
            return argumenten
    return ()
