"""The types of the expression language, read off the pydantic models, so that a rule is checked when it is loaded."""

import types as pytypes
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from dossieraudit.models.basis import Model, VrijeTekstMarkering

Soort = Literal[
    "bool",
    "getal",
    "tekst",
    "datum",
    "duur",
    "maanden",
    "lijst",
    "object",
    "tabel",
    "bereik",
    "vrije_tekst",
    "onleesbaar",
    "fout",
]

# How a type is called in messages, with its article.
BENAMING: dict[Soort, str] = {
    "bool": "een ja/nee-waarde",
    "getal": "een getal",
    "tekst": "een tekst",
    "datum": "een datum",
    "duur": "een aantal dagen (duur)",
    "maanden": "een aantal maanden",
    "lijst": "een lijst",
    "object": "een onderdeel",
    "tabel": "een tabel",
    "bereik": "een telling",
    "vrije_tekst": "vrije tekst",
    "onleesbaar": "een veld dat niet gelezen mag worden",
    "fout": "iets onbekends",
}


@dataclass(frozen=True)
class Type:
    """A type. `waarden`: the closed list of a text; `velden`: of an object; `element`: of a list or a range."""

    soort: Soort
    element: "Type | None" = None
    velden: "dict[str, Veld]" = field(default_factory=dict, compare=False, hash=False)
    waarden: frozenset[str] | None = None
    naam: str = ""

    @property
    def benaming(self) -> str:
        """The type in plain Dutch."""
        if self.soort == "bereik" and self.element is not None and self.element.soort == "duur":
            return BENAMING["duur"]
        return BENAMING[self.soort]

    @property
    def kaal(self) -> str:
        """The same without its article, as after 'geen'."""
        return self.benaming.removeprefix("een ")


@dataclass(frozen=True)
class Veld:
    """A field of an object: its type, and whether it may be empty (unknown)."""

    type: Type
    nullable: bool


BOOL = Type("bool")
GETAL = Type("getal")
TEKST = Type("tekst")
DATUM = Type("datum")
DUUR = Type("duur")
MAANDEN = Type("maanden")
FOUT = Type("fout")
VRIJE_TEKST = Type("vrije_tekst")
ONLEESBAAR = Type("onleesbaar")
TELLING = Type("bereik", element=GETAL)
TUSSENPOOS = Type("bereik", element=DUUR)


def lijst(element: Type) -> Type:
    """The type of a list of `element`."""
    return Type("lijst", element=element)


@cache
def van_model(model: type[Model]) -> Type:
    """The object type of a pydantic model, with every field's type."""
    hints = get_type_hints(model, include_extras=True)
    velden = {naam: _van_annotatie(hints[naam]) for naam in model.model_fields}
    return Type("object", velden=velden, naam=model.__name__)


def _van_annotatie(annotatie: Any) -> Veld:
    """Type and nullability of one annotation. Raises TypeError on one that the language has no type for."""
    herkomst = get_origin(annotatie)
    if herkomst is Annotated:
        basis, *meta = get_args(annotatie)
        if any(isinstance(m, VrijeTekstMarkering) for m in meta):
            return Veld(VRIJE_TEKST, nullable=False)
        return _van_annotatie(basis)
    if herkomst in (Union, pytypes.UnionType):
        takken = [_van_annotatie(a) for a in get_args(annotatie) if a is not type(None)]
        return Veld(_verenig([t.type for t in takken]), nullable=type(None) in get_args(annotatie))
    if herkomst is Literal:
        return Veld(Type("tekst", waarden=frozenset(get_args(annotatie))), nullable=False)
    if herkomst is tuple:
        return Veld(lijst(_van_annotatie(get_args(annotatie)[0]).type), nullable=False)
    if herkomst is dict:
        return Veld(ONLEESBAAR, nullable=False)
    if isinstance(annotatie, type) and issubclass(annotatie, Model):
        return Veld(van_model(annotatie), nullable=False)
    eenvoudig = {bool: BOOL, int: GETAL, str: TEKST, date: DATUM}
    if annotatie in eenvoudig:
        return Veld(eenvoudig[annotatie], nullable=False)
    raise TypeError(f"no expression type for {annotatie!r}")


def _verenig(takken: list[Type]) -> Type:
    """One type for a union: texts merge their closed lists; anything else must stand alone."""
    if len(takken) == 1:
        return takken[0]
    waarden = [t.waarden for t in takken]
    if all(w is not None for w in waarden):
        return Type("tekst", waarden=frozenset().union(*(w for w in waarden if w is not None)))
    raise TypeError("a union of different kinds has no expression type")
