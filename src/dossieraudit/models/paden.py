"""Paths to a fact in the notation that people read: `contacten[c3].datum`, or `contacten[#3]` where there is no id."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

Pad = tuple[str | int, ...]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_SLEUTEL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
_VINDPLAATS = re.compile(r"[A-Za-z_]\w*(?:\[[^\[\]]+\])*(?:\.[A-Za-z_]\w*(?:\[[^\[\]]+\])*)*")
_STAP = re.compile(r"\[(?P<item>[^\[\]]+)\]|(?P<veld>\w+)")


def leesbare_sleutel(sleutel: str) -> bool:
    """Whether a key looks like a field name; anything else may be text out of a case and is not repeated."""
    return _SLEUTEL.fullmatch(sleutel) is not None


def pad_tekst(
    pad: Sequence[str | int],
    gegevens: object,
    noembaar: Callable[[str], bool] = leesbare_sleutel,
    id_noembaar: Callable[[str], bool] = lambda _: True,
) -> str:
    """The path as people read it; `gegevens` (JSON-like, or a model) tells the ids of the items on the way.

    `noembaar` says which keys may stand in it; another becomes '[…]'. `id_noembaar` says so of ids; in the place of
    another stands its number.
    """
    tekst = ""
    for deel in pad:
        if isinstance(deel, int):
            naam = _itemnaam(gegevens, deel)
            tekst += f"[{naam if id_noembaar(naam) else f'#{deel + 1}'}]"
        elif noembaar(deel):
            tekst += f".{deel}" if tekst else deel
        else:
            tekst += "[…]"
        gegevens = _daal_af(gegevens, deel)
    return tekst


def pad_bestaat(model: BaseModel, pad: str) -> bool:
    """Whether this path, as people write it, leads to a field of this model; the field itself may be empty."""
    stappen_ = stappen(pad)
    waarde: Any = model
    for veld, item in stappen_:
        if veld:
            if not isinstance(waarde, BaseModel) or veld not in vars(waarde):
                return False
            waarde = vars(waarde)[veld]
        else:
            waarde = vind_item(waarde, item)
            if waarde is None:
                return False
    return bool(stappen_)


@lru_cache(maxsize=4_096)
def stappen(pad: str) -> tuple[tuple[str, str], ...]:
    """A path as steps, each a field or (between brackets) an item; nothing where it is no path."""
    if _VINDPLAATS.fullmatch(pad) is None:
        return ()
    return tuple((stap["veld"] or "", stap["item"] or "") for stap in _STAP.finditer(pad))


def vind_item(lijst: object, naam: str) -> Any:
    """The item of a list with this id, or at this place (`#3`); None where there is none."""
    if not isinstance(lijst, tuple):
        return None
    if naam.startswith("#"):
        nummer = int(naam[1:]) if naam[1:].isdecimal() and len(naam) < 8 else 0
        return lijst[nummer - 1] if 1 <= nummer <= len(lijst) else None
    for item in lijst:
        if getattr(item, "id", item) == naam:
            return item
    return None


def _itemnaam(lijst: object, plaats: int) -> str:
    """The id where it names this item and no other, else the 1-based position."""
    if isinstance(lijst, list | tuple) and plaats < len(lijst):
        eigen = _id_van(lijst[plaats])
        if eigen is not None and _ID.fullmatch(eigen) and [_id_van(item) for item in lijst].count(eigen) == 1:
            return eigen
    return f"#{plaats + 1}"


def _id_van(item: object) -> str | None:
    gevonden = item.get("id") if isinstance(item, dict) else getattr(item, "id", None)
    return gevonden if isinstance(gevonden, str) else None


def _daal_af(gegevens: object, deel: str | int) -> object:
    if isinstance(deel, int):
        return gegevens[deel] if isinstance(gegevens, list | tuple) and deel < len(gegevens) else None
    return gegevens.get(deel) if isinstance(gegevens, dict) else getattr(gegevens, deel, None)
