"""Whether a vindplaats leads to a field of a dossier (as plain objects): worked out once for every path."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from dossieraudit.bulk.vormen import delen
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.paden import stappen, vind_item
from dossieraudit.models.samenhang import LIJSTEN

_VELDEN = Dossier.model_fields
_DELEN = delen(Dossier)
# The lists of which an item is called by its id.
_MET_ID = {veld for veld in LIJSTEN if "id" in _DELEN[veld].model_fields}


@lru_cache(maxsize=4_096)
def zoeker(pad: str) -> Callable[[Any], bool]:
    """A function that says of a dossier what `pad_bestaat` says of its model; the field itself may be empty."""
    match stappen(pad):
        case ((veld, ""),):
            bestaat = veld in _VELDEN
            return lambda _: bestaat
        case ((veld, ""), (binnen, "")) if veld not in LIJSTEN and veld in _DELEN:
            kent = binnen in _DELEN[veld].model_fields
            return lambda dossier: kent and getattr(dossier, veld) is not None
        case ((veld, ""), ("", item)) if veld in _MET_ID and not item.startswith("#"):
            return lambda dossier: _heeft(getattr(dossier, veld), item)
        case ((veld, ""), ("", item), (binnen, "")) if veld in _MET_ID and binnen and not item.startswith("#"):
            kent = binnen in _DELEN[veld].model_fields
            return lambda dossier: kent and _heeft(getattr(dossier, veld), item)
        case anders:
            return lambda dossier: _loop_af(dossier, anders)


def _heeft(lijst: Any, naam: str) -> bool:
    for item in lijst or ():  # noqa: SIM110 - a third of a run went to looking up places
        if item.id == naam:
            return True
    return False


def _loop_af(waarde: Any, stappen_: tuple[tuple[str, str], ...]) -> bool:
    """Any path, step by step."""
    for veld, item in stappen_:
        if veld:
            if veld not in getattr(waarde, "__struct_fields__", ()):
                return False
            waarde = getattr(waarde, veld)
        else:
            waarde = vind_item(waarde, item)
            if waarde is None:
                return False
    return bool(stappen_)
