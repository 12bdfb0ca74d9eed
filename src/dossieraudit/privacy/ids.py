"""What comes in the place of the ids of a dossier that may not stay."""

from collections.abc import Iterable
from typing import Any

from dossieraudit.models.pseudoniemen import zegt_niets

VOORVOEGSEL_PER_ROL: dict[str, str] = {
    "moeder": "m",
    "vader": "v",
    "stiefouder": "s",
    "kind": "k",
    "partner": "p",
    "ex_partner": "x",
    "grootouder": "g",
    "overig": "o",
}


def hernoem(items: Iterable[dict[str, Any]], voorvoegsel: str, bezet: set[str]) -> dict[str, str]:
    """For the items of one list: old id → new id. What says nothing stays; the rest is numbered, free of `bezet`."""
    items = [item for item in items if isinstance(item.get("id"), str)]
    nieuw = {item["id"]: item["id"] for item in items if zegt_niets(item["id"])}
    bezet |= set(nieuw)
    for item in items:
        if item["id"] not in nieuw:
            letter = VOORVOEGSEL_PER_ROL.get(str(item.get("rol")), voorvoegsel)
            nieuw[item["id"]] = vrij(letter, bezet)
    return nieuw


def vrij(letter: str, bezet: set[str]) -> str:
    """The first id with this letter that is not in use; it is then."""
    nummer = 1
    while f"{letter}{nummer}" in bezet:
        nummer += 1
    bezet.add(f"{letter}{nummer}")
    return f"{letter}{nummer}"
