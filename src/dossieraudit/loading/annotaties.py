"""What a model expects at a place, read off its annotations and said in plain Dutch."""

import types
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from dossieraudit.loading.tekst import toonbaar
from dossieraudit.models.paden import Pad

# Patterns of the models, in words. A test holds this to be complete.
PATRONEN = {
    r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$": (
        "een id: hoogstens 64 letters, cijfers, '_', '-' of '.', met een letter of cijfer vooraan"
    ),
    r"^[a-z][a-z0-9_]{0,79}$": "een naam van kleine letters, cijfers en '_', met een letter vooraan",
    r"^[A-Z]{1,4}[0-9]{1,2}\.[0-9]{1,2}$": "de code van een indicator, zoals SH1.1",
    r"^[a-z0-9][a-z0-9-]{1,79}$": "een naam van minstens twee kleine letters, cijfers of '-'",
    r"^\d+\.\d+\.\d+$": "een versie zoals 1.0.0",
    r"^K[0-9]{3}$": "een code van drie cijfers met een K ervoor, zoals K001",
    r"^[^/\\\x00-\x1f]{1,200}$": "een bestandsnaam, zonder map ervoor",
    r"^[A-Za-z][A-Za-z0-9_.-]{0,15}$": (
        "een voorvoegsel: een letter, dan hoogstens 15 letters of cijfers, '_', '-', '.'"
    ),
}
_GEEN_ANNOTATIE: Any = Any


class Spoor(Struct, frozen=True):
    """A place in the data, without the names that pydantic adds, and what belongs there.

    `vereniging`: how long the path was where a choice between types was made, and `keuze` that choice.
    """

    pad: Pad
    annotatie: Any
    houder: type[BaseModel] | None = None
    bij_sleutel: bool = False
    vereniging: int | None = None
    keuze: Any = None


@cache
def velden(model: type[BaseModel]) -> dict[str, Any]:
    """The annotation of each field, under the name that stands in a file."""
    hints = get_type_hints(model, include_extras=True)
    return {info.alias or naam: _met_metadata(hints[naam], info) for naam, info in model.model_fields.items()}


def _met_metadata(hint: Any, info: FieldInfo) -> Any:
    """Constraints may also stand in the field (`x: int = Field(ge=0)`)."""
    eigen = tuple(m for m in info.metadata if m not in _metadata(hint))
    return Annotated[(hint, *eigen)] if eigen else hint


def takken(annotatie: Any) -> tuple[list[Any], bool]:
    """The types between which there is a choice, and whether null is one of them."""
    te_doen, gevonden, leeg = [annotatie], [], False
    while te_doen:
        huidig = te_doen.pop(0)
        basis = _zonder_metadata(huidig)
        if get_origin(basis) in (Union, types.UnionType):
            te_doen = [*get_args(basis), *te_doen]
        elif basis in (None, types.NoneType):
            leeg = True
        else:
            gevonden.append(huidig)
    return gevonden, leeg


def kern(annotatie: Any) -> tuple[Any, tuple[Any, ...]]:
    """What kind a type is (`bool`, `date`, `tuple`, `Literal`, a model …) and its arguments."""
    basis = _zonder_metadata(annotatie)
    herkomst = get_origin(basis)
    return (basis, ()) if herkomst is None else (herkomst, get_args(basis))


def is_model(basis: Any) -> bool:
    """Whether a type is a pydantic model."""
    return isinstance(basis, type) and issubclass(basis, BaseModel)


def _wortel(basis: Any) -> Any:
    """What stands in a model of a whole file without fields of its own; None for any other type."""
    return basis.model_fields["root"].annotation if is_model(basis) and issubclass(basis, RootModel) else None


def waarden(annotatie: Any) -> list[Any]:
    """Every value that a closed list allows, over all branches."""
    return [w for tak in takken(annotatie)[0] if kern(tak)[0] is Literal for w in kern(tak)[1]]


def kort(annotatie: Any) -> str:
    """What belongs here, in a few words, with its article."""
    namen = dict.fromkeys(_kort(tak) for tak in takken(annotatie)[0])
    return " of ".join(namen) if namen else "niets (null)"


def omschrijving(annotatie: Any) -> str:
    """What belongs here, in full."""
    soorten, leeg = takken(annotatie)
    lijst = waarden(annotatie)
    delen = [_lang(tak) for tak in soorten if kern(tak)[0] is not Literal]
    if lijst:
        delen.append("een van: " + ", ".join(w if isinstance(w, str) else toonbaar(w) for w in lijst))
    return (", of ".join(dict.fromkeys(delen)) or "null") + ("; null mag ook" if leeg and delen else "")


def volg(model: type[BaseModel], loc: Sequence[str | int]) -> Spoor:
    """Walk a `loc` of pydantic along the model; its names of branches are taken out of the path."""
    pad: list[str | int] = []
    annotatie: Any = model
    houder: type[BaseModel] | None = None
    vereniging, keuze, bij_sleutel = None, None, False
    resten = list(loc)
    while resten:
        soorten, _ = takken(annotatie)
        if len(soorten) > 1:
            vereniging, keuze = len(pad), annotatie
            annotatie = _kies(soorten, str(resten.pop(0)))
            continue
        basis, argumenten = kern(soorten[0]) if soorten else (None, ())
        if (wortel := _wortel(basis)) is not None:
            annotatie = wortel  # of which a `loc` says nothing
            continue
        deel = resten.pop(0)
        if is_model(basis):
            houder = basis
            annotatie = velden(basis).get(str(deel), _GEEN_ANNOTATIE)
        elif basis in (tuple, list):
            annotatie = argumenten[0] if argumenten else _GEEN_ANNOTATIE
        elif basis is dict:
            bij_sleutel = resten[:1] == ["[key]"]
            annotatie = argumenten[0 if bij_sleutel else 1]
            resten = [] if bij_sleutel else resten
        else:
            break
        pad.append(deel)
    return Spoor(tuple(pad), annotatie, houder, bij_sleutel, vereniging, keuze)


def datumvelden(model: type[BaseModel]) -> frozenset[str]:
    """The names of all fields, at any depth, that hold a date."""
    gevonden: set[str] = set()
    te_doen, gezien = [model], {model}
    while te_doen:
        for naam, annotatie in velden(te_doen.pop()).items():
            for basis in _alle_kernen(annotatie):
                if basis is date:
                    gevonden.add(naam)
                elif is_model(basis) and basis not in gezien:
                    gezien.add(basis)
                    te_doen.append(basis)
    return frozenset(gevonden)


def _alle_kernen(annotatie: Any) -> Iterator[Any]:
    for tak in takken(annotatie)[0]:
        basis, argumenten = kern(tak)
        yield basis
        if basis in (tuple, list, dict):
            for argument in argumenten:
                if argument is not Ellipsis:
                    yield from _alle_kernen(argument)


def _zonder_metadata(annotatie: Any) -> Any:
    while get_origin(annotatie) is Annotated:
        annotatie = get_args(annotatie)[0]
    return annotatie


def _metadata(annotatie: Any) -> tuple[Any, ...]:
    return get_args(annotatie)[1:] if get_origin(annotatie) is Annotated else ()


def _kies(soorten: list[Any], naam: str) -> Any:
    """The branch that pydantic means by a name such as 'tuple[str, ...]' or "literal['gezin']"."""
    for soort in soorten:
        basis, argumenten = kern(soort)
        if basis is Literal:
            if naam.startswith("literal[") and repr(argumenten[0]) in naam:
                return soort
        elif naam.split("[")[0].removeprefix("constrained-") == getattr(basis, "__name__", ""):
            return soort
    return soorten[0]


def _beperkingen(annotatie: Any) -> dict[str, Any]:
    gevonden: dict[str, Any] = {}
    for bron in _metadata(annotatie):
        for deel in bron.metadata if isinstance(bron, FieldInfo) else (bron,):
            for naam in ("ge", "gt", "le", "lt", "min_length", "max_length", "pattern"):
                if getattr(deel, naam, None) is not None:
                    gevonden[naam] = getattr(deel, naam)
    return gevonden


def _kort(annotatie: Any) -> str:
    basis, _ = kern(annotatie)
    if basis is str and _beperkingen(annotatie).get("pattern") in PATRONEN:
        return PATRONEN[_beperkingen(annotatie)["pattern"]].split(":")[0].split(" van ")[0].split(",")[0]
    vast = {
        bool: "true of false",
        int: "een geheel getal",
        float: "een getal",
        str: "tekst",
        date: "een datum",
        tuple: "een lijst",
        list: "een lijst",
        dict: "een groep van sleutels",
        Literal: "een waarde uit de vaste lijst",
    }
    if is_model(basis):
        return "een groep van sleutels"
    return vast.get(basis, "een andere waarde")


def _lang(annotatie: Any) -> str:
    basis, argumenten = kern(annotatie)
    grenzen = _beperkingen(annotatie)
    if is_model(basis):
        return "een groep met sleutels uit: " + ", ".join(velden(basis))
    if basis is str:
        return _tekstvorm(grenzen)
    if basis in (int, float):
        return _kort(annotatie) + _van_tot(grenzen)
    if basis is date:
        return "een datum als jjjj-mm-dd" + _van_tot(grenzen)
    if basis in (tuple, list) and argumenten:
        minstens = grenzen.get("min_length")
        aantal = f" van minstens {minstens}" if minstens else ""
        return f"een lijst{aantal} met per punt {kort(argumenten[0])}"
    if basis is dict:
        return f"een groep van sleutels met als waarde {kort(argumenten[1])}"
    return _kort(annotatie)


def _tekstvorm(grenzen: dict[str, Any]) -> str:
    patroon = grenzen.get("pattern")
    if patroon is not None:
        return PATRONEN.get(patroon, f"tekst volgens het patroon {patroon}")
    minstens, hoogstens = grenzen.get("min_length"), grenzen.get("max_length")
    delen = []
    if minstens:
        delen.append(f"minstens {minstens}")
    if hoogstens is not None:
        delen.append(f"hoogstens {hoogstens}")
    return "tekst" + (f" van {' en '.join(delen)} teken(s)" if delen else "")


def _van_tot(grenzen: dict[str, Any]) -> str:
    tekst = ""
    if (van := grenzen.get("ge")) is not None:
        tekst += f" van {van}"
    elif (boven := grenzen.get("gt")) is not None:
        tekst += f" groter dan {boven}"
    if (tot := grenzen.get("le")) is not None:
        tekst += f" tot en met {tot}" if tekst else f" van hoogstens {tot}"
    elif (onder := grenzen.get("lt")) is not None:
        tekst += f", kleiner dan {onder}"
    return tekst if grenzen.keys() & {"le", "lt", "gt"} else tekst.replace(" van ", " vanaf ", 1)
