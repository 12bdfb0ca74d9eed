"""Hypothesis strategies that read the pydantic models, so that a new field is tested without anyone thinking of it."""

import types
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from dossieraudit.models.basis import Model
from dossieraudit.models.dossier import ONDERDELEN, Dossier

DATUMS = st.dates(date(2017, 1, 1), date(2017, 12, 31))
IDS = st.sampled_from(["m1", "v1", "k1", "k2", "school1", "mw1"])


@cache
def veld(annotatie: Any) -> st.SearchStrategy[Any]:
    """Values for one annotation; unknown (None) is drawn often wherever it is allowed."""
    herkomst = get_origin(annotatie)
    if herkomst is Annotated:
        basis, *meta = get_args(annotatie)
        return getallen(meta) if basis is int else veld(basis)
    if herkomst in (Union, types.UnionType):
        return st.one_of([veld(tak) for tak in get_args(annotatie)])
    if herkomst is Literal:
        return st.sampled_from(get_args(annotatie))
    if herkomst is tuple:
        return st.lists(veld(get_args(annotatie)[0]), max_size=2).map(tuple)
    if herkomst is dict:
        return st.just({})
    if isinstance(annotatie, type) and issubclass(annotatie, Model):
        return model(annotatie)
    return {
        bool: st.booleans(),
        str: IDS,
        date: DATUMS,
        type(None): st.none(),
    }[annotatie]


def getallen(meta: list[Any]) -> st.SearchStrategy[int]:
    """Whole numbers within the bounds that the model sets, near the lower one."""
    laagste = next(m.ge for veldinfo in meta for m in veldinfo.metadata if hasattr(m, "ge"))
    return st.integers(laagste, laagste + 120)


@cache
def model(soort: type[Model], **vast: Any) -> st.SearchStrategy[Any]:
    """Instances of a model, every field drawn."""
    hints = get_type_hints(soort, include_extras=True)
    return st.builds(soort, **({naam: veld(hints[naam]) for naam in soort.model_fields} | vast))


@st.composite
def dossiers(draw: st.DrawFn, delen: frozenset[str] = frozenset()) -> Dossier:
    """A dossier with any facts in a few of its parts (`delen` for sure), and some parts that were not supplied."""
    hints = get_type_hints(Dossier, include_extras=True)
    kwijt = draw(st.sets(st.sampled_from(ONDERDELEN), max_size=2))
    gevuld = (delen & set(ONDERDELEN) or draw(st.sets(st.sampled_from(ONDERDELEN), max_size=5))) - kwijt
    feiten = {naam: draw(veld(hints[naam])) for naam in sorted(gevuld)}
    return Dossier(id="d1", niet_aangeleverd=tuple(sorted(kwijt)), **feiten)
