"""The nodes of a checked expression. Every node knows its type, its place in the text and whether it may be unknown."""

from dataclasses import dataclass
from typing import Literal

from dossieraudit.expressions.types import Type

Constante = bool | int | str


@dataclass(frozen=True, slots=True)
class Span:
    """Place in the expression text: 1-based line, 0-based column, and the end (exclusive)."""

    regel: int
    kolom: int
    eindregel: int
    eindkolom: int


@dataclass(frozen=True, slots=True)
class Node:
    """What every node has."""

    type: Type
    span: Span
    nullable: bool


@dataclass(frozen=True, slots=True)
class Const(Node):
    """A literal or a parameter's value; `parameter` names it where it is one."""

    waarde: Constante
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class ConstLijst(Node):
    """A list literal or a list parameter."""

    waarden: tuple[Constante, ...]
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class Peildatum(Node):
    """The day at which terms are judged."""


@dataclass(frozen=True, slots=True)
class Kenmerkwaarde(Node):
    """The value of another named fact."""

    naam: str


@dataclass(frozen=True, slots=True)
class Variabele(Node):
    """A loop variable; `nummer` is unique in the expression."""

    naam: str
    nummer: int


@dataclass(frozen=True, slots=True)
class Veldwaarde(Node):
    """A field of an object; `van` is None for a field of the dossier itself."""

    van: Node | None
    naam: str


@dataclass(frozen=True, slots=True)
class EnOf(Node):
    """`and` / `or` over two or more operands."""

    en: bool
    delen: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Niet(Node):
    """`not`."""

    deel: Node


@dataclass(frozen=True, slots=True)
class Vergelijking(Node):
    """A comparison of two values, or of a range (count, gap) with a value."""

    op: Literal["==", "!=", "<", "<=", ">", ">="]
    links: Node
    rechts: Node


@dataclass(frozen=True, slots=True)
class Bevat(Node):
    """`item in lijst`."""

    item: Node
    lijst: Node


@dataclass(frozen=True, slots=True)
class Rekensom(Node):
    """`+` or `-` on dates, periods and numbers."""

    op: Literal["+", "-"]
    links: Node
    rechts: Node


@dataclass(frozen=True, slots=True)
class Keuze(Node):
    """`a if voorwaarde else b`."""

    voorwaarde: Node
    dan: Node
    anders: Node


@dataclass(frozen=True, slots=True)
class Doorloop:
    """The `for x in lijst if …` part of a quantifier."""

    variabele: Variabele
    bron: Node
    voorwaarden: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Kwantor(Node):
    """any / all / count / min / max / sum over a list."""

    soort: Literal["any", "all", "count", "min", "max", "sum"]
    doorloop: Doorloop
    inhoud: Node


@dataclass(frozen=True, slots=True)
class Tussenpoos(Node):
    """The longest gap between consecutive dates, with two outer bounds."""

    doorloop: Doorloop
    inhoud: Node
    van: Node
    tot: Node


@dataclass(frozen=True, slots=True)
class Opzoeking(Node):
    """A value out of a table parameter by a text."""

    parameter: str
    tabel: tuple[tuple[str, int], ...]
    sleutel: Node


@dataclass(frozen=True, slots=True)
class Aanroep(Node):
    """A call of a function on plain values; unknown as soon as one argument is, a share also where it is of nothing."""

    functie: Literal["werkdagen", "leeftijd", "aandeel"]
    argumenten: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Bekend(Node):
    """Whether a field is recorded. Unknown only where its part of the file (`onderdelen`) was not supplied."""

    deel: Node
    onderdelen: frozenset[str]


@dataclass(frozen=True, slots=True)
class Aantoonbaar(Node):
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
