"""The types of plain objects (structs of msgspec) that a model is read into, made from the model itself.

What a model demands is demanded here by the type, or else by `bulk/toets.py`: the pattern of an id and the range of a
date. A demand that neither knows raises TypeError when the types are made, so that none is ever dropped in silence.
"""

from collections.abc import Callable, Sequence
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from annotated_types import Ge, Le, MaxLen
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from dossieraudit.models.basis import GeplandMarkering, Id, Model, VrijeTekstMarkering

ID_PATROON = str(next(eis.pattern for eis in get_args(Id) if isinstance(eis, StringConstraints)))
_ZONDER_EIS = (VrijeTekstMarkering, GeplandMarkering)


def maak_vorm(model: type[Model], weggelaten: list[None]) -> Any:
    """The type for a model; every field that a text leaves out adds one to `weggelaten`."""
    return _Maker(weggelaten).vorm(model)


def eisen_van(markeringen: Sequence[Any]) -> dict[str, Any]:
    """What annotations demand, as keywords: `ge`, `le`, `max_length`, `pattern`. Raises TypeError for another one."""
    gevonden: dict[str, Any] = {}
    for markering in markeringen:
        if isinstance(markering, FieldInfo):
            gevonden |= eisen_van(markering.metadata)
        elif isinstance(markering, Ge):
            gevonden["ge"] = markering.ge
        elif isinstance(markering, Le):
            gevonden["le"] = markering.le
        elif isinstance(markering, MaxLen):
            gevonden["max_length"] = markering.max_length
        elif isinstance(markering, StringConstraints):
            gevonden |= {naam: eis for naam, eis in vars(markering).items() if eis is not None}
        elif not isinstance(markering, _ZONDER_EIS):
            raise TypeError(f"no rule for {markering!r}")
    if gevonden.keys() - {"ge", "le", "max_length", "pattern"} or gevonden.get("pattern", ID_PATROON) != ID_PATROON:
        raise TypeError(f"no rule for {gevonden!r}")
    return gevonden


class _Maker:
    def __init__(self, weggelaten: list[None]) -> None:
        self._weggelaten = weggelaten
        self._vormen: dict[type[Model], Any] = {}

    def vorm(self, model: type[Model]) -> Any:
        if model not in self._vormen:
            keurders = model.__pydantic_decorators__
            if keurders.validators or keurders.field_validators or keurders.model_validators:
                raise TypeError(f"no rule for the validators of {model.__name__}")
            velden = [self._veld(naam, veld) for naam, veld in model.model_fields.items()]
            # They live for the length of one line and hold no cycles, so the collector need not know them; and two
            # are the same only if they are one.
            self._vormen[model] = msgspec.defstruct(
                model.__name__, velden, forbid_unknown_fields=True, gc=False, eq=False
            )
        return self._vormen[model]

    def _veld(self, naam: str, veld: FieldInfo) -> tuple[Any, ...]:
        soort = self._soort(veld.annotation, veld.metadata)
        if veld.is_required():
            return naam, soort
        return naam, soort, msgspec.field(default_factory=self._weglating(veld))

    def _weglating(self, veld: FieldInfo) -> Callable[[], Any]:
        standaard, tel = veld.get_default(call_default_factory=True), self._weggelaten.append
        if standaard is None:
            return lambda: tel(None)
        soort = type(standaard)

        def leeg() -> Any:
            tel(None)
            return soort()

        return leeg

    def _soort(self, annotatie: Any, markeringen: Sequence[Any] = ()) -> Any:
        """The same type for msgspec, with the demands that it can check."""
        oorsprong, delen = get_origin(annotatie), get_args(annotatie)
        if oorsprong is Annotated:
            return self._soort(delen[0], (*delen[1:], *markeringen))
        eisen = eisen_van(markeringen)
        if isinstance(annotatie, type) and issubclass(annotatie, Model):
            return self.vorm(annotatie)
        if annotatie in (int, str):
            controleerbaar = {naam: eis for naam, eis in eisen.items() if naam != "pattern"}
            return Annotated[annotatie, msgspec.Meta(**controleerbaar)] if controleerbaar else annotatie
        if annotatie in (bool, date, NoneType):
            return annotatie
        if eisen:
            raise TypeError(f"no rule for {annotatie} with {eisen!r}")
        return self._samengesteld(annotatie, oorsprong, delen)

    def _samengesteld(self, annotatie: Any, oorsprong: Any, delen: tuple[Any, ...]) -> Any:
        if oorsprong is Literal:
            return annotatie
        if oorsprong in (Union, UnionType):
            return Union[tuple(self._soort(deel) for deel in delen)]  # noqa: UP007 - made of a tuple
        if oorsprong is tuple and delen[1:] == (...,):
            return tuple[self._soort(delen[0]), ...]  # type: ignore[misc]
        if oorsprong is dict and delen[0] is str:
            return dict[str, self._soort(delen[1])]  # type: ignore[misc]
        raise TypeError(f"no rule for {annotatie}")


def delen(model: type[Model]) -> dict[str, type[Model]]:
    """The fields of a model that hold other models, alone or in a list."""
    gevonden = {naam: _model_in(veld.annotation) for naam, veld in model.model_fields.items()}
    return {naam: soort for naam, soort in gevonden.items() if soort is not None}


def _model_in(annotatie: Any) -> type[Model] | None:
    if isinstance(annotatie, type) and issubclass(annotatie, Model):
        return annotatie
    return next((m for deel in get_args(annotatie) if (m := _model_in(deel)) is not None), None)
