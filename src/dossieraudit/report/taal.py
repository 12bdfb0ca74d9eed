"""Dutch typography and safe text, shared by every renderer."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

_MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

# Codes and parts of codes that are more than words without their underscores.
_CODES = {
    "ex_partner": "ex-partner",
    "jeugdbeschermingsplein": "Jeugdbeschermingsplein",
    "jeugdbeschermingstafel": "Jeugdbeschermingstafel",
    "lokaal_zorgnetwerk": "Lokaal Zorgnetwerk",
    "raad_voor_de_kinderbescherming": "Raad voor de Kinderbescherming",
    "veilig_thuis": "Veilig Thuis",
}
_AFKORTINGEN = {
    "adl": "ADL",
    "etm": "ETM",
    "financien": "financiën",
    "ggz": "GGZ",
    "lirik": "LIRIK",
    "vt": "Veilig Thuis",
    "zrm": "ZRM",
}

# What XML 1.0 forbids, and what turns text round or hides it; white space has its own rule.
_ONZICHTBAAR = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_WITRUIMTE = re.compile(r"[ \t\r\n]+")

T = TypeVar("T")


def datum_voluit(datum: date) -> str:
    """A date as Dutch running text writes it: '1 november 2017'."""
    return f"{datum.day} {_MAANDEN[datum.month - 1]} {datum.year}"


def maand_jaar(datum: date) -> str:
    """The month of a date: 'november 2017'."""
    return f"{_MAANDEN[datum.month - 1]} {datum.year}"


def periode_voluit(van: date, tot: date | None) -> str:
    """A day or a period: '1 november 2017', '1 november 2017 tot en met 3 januari 2018'."""
    if tot is None or tot == van:
        return datum_voluit(van)
    return f"{datum_voluit(van)} tot en met {datum_voluit(tot)}"


def in_woorden(code: str) -> str:
    """A code of a dossier or framework as a reader writes it: 'basale ADL', 'ex-partner', 'LIRIK'."""
    return _CODES.get(code) or " ".join(_AFKORTINGEN.get(woord, woord) for woord in code.split("_"))


def codepunt(teken: str) -> str:
    """A character that cannot be shown, as text: '[U+0007]'."""
    return f"[U+{ord(teken):04X}]"


def zichtbaar(tekst: str) -> str:
    """The text on one line, with every control character, surrogate and direction mark written out."""
    op_een_regel = _WITRUIMTE.sub(" ", tekst)
    return _ONZICHTBAAR.sub(lambda treffer: codepunt(treffer.group()), op_een_regel)


def regels_zichtbaar(tekst: str) -> str:
    """The same for text of several lines, which keeps its white space."""
    return _ONZICHTBAAR.sub(lambda treffer: codepunt(treffer.group()), tekst.replace("\r", "\n"))


def opgeschoond(deel: T) -> T:
    """A part of the document tree with `zichtbaar` applied to every string in it."""
    return _opgeschoond(deel)  # type: ignore[no-any-return]


def _opgeschoond(deel: Any) -> Any:
    if isinstance(deel, str):
        return zichtbaar(deel)
    if isinstance(deel, tuple | frozenset):
        return type(deel)(map(_opgeschoond, deel))
    if isinstance(deel, dict):
        return {sleutel: _opgeschoond(waarde) for sleutel, waarde in deel.items()}
    if is_dataclass(deel) and not isinstance(deel, type):
        return replace(deel, **{veld.name: _opgeschoond(getattr(deel, veld.name)) for veld in fields(deel)})
    if deel is None or isinstance(deel, int | float | date):
        return deel
    raise TypeError(f"a report holds no {type(deel).__name__}")  # text in it would go unseen
