"""Reading a line of JSON into plain dicts by the very schema of the Dossier model: for the many lines without a fault.

A line is accepted here only if the ordinary way would accept it too; at the least doubt it is left to that way, which
is slower and explains. The schema is the model's own, with dicts in place of objects.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from typing import Any, get_args, get_type_hints

from pydantic import ValidationError
from pydantic_core import SchemaValidator, core_schema

from dossieraudit.bulk.toets import delen, maak_toets
from dossieraudit.loading.tekst import MAX_WAARDEN
from dossieraudit.models.basis import Model
from dossieraudit.models.dossier import Dossier
from dossieraudit.scoring import datumvelden

Velden = dict[str, Any]

# Text of digits alone could be a date that pydantic takes for seconds since 1970.
_CIJFERS = re.compile(rb':\s*"[+-]?[0-9.]+"')
_SLEUTEL = re.compile(rb'"[ \t\r]*:')


class Veldenlezer:
    """Lines of JSON → dossiers as dicts, every field of the model in them."""

    def __init__(self) -> None:
        self._weggelaten: list[None] = []
        # `append` gives None, the default of every field that may be left out, and counts at the same time.
        ontbreekt = partial(self._weggelaten.append, None)
        self._lees = SchemaValidator(_als_dicts(Dossier.__pydantic_core_schema__, ontbreekt)).validate_json
        self._toets = maak_toets()

    def lees(self, regel: bytes) -> Velden | None:
        """The dossier on a line, or None where the ordinary way has to look at it."""
        if len(regel) > MAX_WAARDEN:
            return None
        self._weggelaten.clear()
        try:
            velden: Velden = self._lees(regel)
        except ValidationError:
            return None
        if velden["niet_aangeleverd"] is None:
            velden["niet_aangeleverd"] = ()
        if velden["vindplaatsen"] is None:
            velden["vindplaatsen"] = {}
        sleutels = self._toets(velden)
        if sleutels is None or _CIJFERS.search(regel):
            return None
        # Of a key that stands twice, pydantic keeps the last; the number of keys in the text gives it away.
        sleutels -= len(self._weggelaten)
        return velden if regel.count(b":") == sleutels or len(_SLEUTEL.findall(regel)) == sleutels else None


def _als_dicts(schema: Any, ontbreekt: Callable[[], None]) -> Any:
    """A schema of pydantic with dicts in place of models, and `ontbreekt` for every default."""
    if isinstance(schema, (list, tuple)):
        return type(schema)(_als_dicts(deel, ontbreekt) for deel in schema)
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "model":
        velden = {naam: _veld(veld["schema"], ontbreekt) for naam, veld in schema["schema"]["fields"].items()}
        groep = core_schema.typed_dict_schema(velden, strict=True, extra_behavior="forbid")
        return groep | {"ref": schema["ref"]} if "ref" in schema else groep
    return {naam: deel if naam == "metadata" else _als_dicts(deel, ontbreekt) for naam, deel in schema.items()}


def _veld(schema: Any, ontbreekt: Callable[[], None]) -> core_schema.TypedDictField:
    if schema["type"] != "default":
        return core_schema.typed_dict_field(_als_dicts(schema, ontbreekt), required=True)
    inhoud = _als_dicts(schema["schema"], ontbreekt)
    leeg = core_schema.with_default_schema(inhoud, default_factory=ontbreekt)
    return core_schema.typed_dict_field(leeg, required=False)


def laatste_datum(velden: Velden) -> date | None:
    """The latest day that the file speaks of, planned days apart."""
    return max(_datums(velden, _plan(Dossier)), default=None)


def _datums(velden: Velden, plan: "Plan") -> Iterator[date]:
    for naam, binnen in plan:
        waarde = velden[naam]
        if waarde is None:
            continue
        if binnen is None:
            yield waarde
        else:
            for deel in waarde if isinstance(waarde, tuple) else (waarde,):
                yield from _datums(deel, binnen)


Plan = tuple[tuple[str, "Plan | None"], ...]


@cache
def _plan(model: type[Model]) -> Plan:
    """The fields of a model to look for dates in: a date itself, or parts with a plan of their own."""
    binnen, hints = delen(model), get_type_hints(model)
    return tuple(
        (naam, _plan(binnen[naam]) if naam in binnen else None)
        for naam in datumvelden(model)
        if naam in binnen or date in get_args(hints[naam]) or hints[naam] is date
    )
