"""The lists behind the search for names, read from the files in `namen/`."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ANDERS = str.maketrans("ıłøđßŁØĐ", "ilods" + "lod")


def vouw(woord: str) -> str:
    """A word without case and accents, as the lists have it."""
    if woord.isascii():
        return woord.lower()
    kaal = unicodedata.normalize("NFKD", woord.translate(_ANDERS).lower())
    return "".join(teken for teken in kaal if not unicodedata.combining(teken))


def _lees(naam: str) -> list[str]:
    tekst = files(__package__).joinpath("namen", naam).read_text(encoding="utf-8")
    return [regel for regel in tekst.splitlines() if regel and not regel.startswith("#")]


def _woorden(regels: Iterable[str]) -> frozenset[str]:
    return frozenset(vouw(deel) for regel in regels for woord in regel.split() for deel in woord.split("-"))


def _omgeving() -> dict[str, frozenset[str]]:
    """The sections of the file with the words around names."""
    delen: dict[str, list[str]] = {}
    for regel in _lees("omgeving.txt"):
        if regel.startswith("["):
            deel = delen.setdefault(regel.strip("[]"), [])
        else:
            deel.append(regel)
    return {naam: _woorden(regels) for naam, regels in delen.items()}


@dataclass(frozen=True)
class Lijsten:
    """The lists that come with the program, folded."""

    voornamen: frozenset[str]
    achternamen: frozenset[str]
    alleen_naam: frozenset[str]
    gewoon: frozenset[str]
    opent_zin: frozenset[str]
    tussen: frozenset[str]
    aanspreek: frozenset[str]
    afkorting: frozenset[str]
    persoon: frozenset[str]
    kort_aanspreek: frozenset[str]
    functie: frozenset[str]
    verwant: frozenset[str]
    nooit: frozenset[str]
    voor_organisatie: frozenset[str]
    doet: frozenset[str]
    voor_naam: frozenset[str]
    geen_naam: frozenset[str]
    beschermd: re.Pattern[str]


@cache
def lijsten() -> Lijsten:
    """Read the lists, once."""
    om = _omgeving()
    voornamen, achternamen = _woorden(_lees("voornamen.txt")), _woorden(_lees("achternamen.txt"))
    gewoon = _woorden(_lees("gewone_woorden.txt"))
    # Words with which a sentence begins without being a name.
    opent_zin = _woorden(_lees("zinsbegin.txt")) | om["functie"] | om["aanspreek"] | om["tussen"] | om["doet"]
    langste_eerst = sorted(_lees("beschermd.txt"), key=len, reverse=True)
    return Lijsten(
        voornamen=voornamen,
        achternamen=achternamen,
        alleen_naam=(voornamen | achternamen) - gewoon - opent_zin,
        gewoon=gewoon,
        opent_zin=opent_zin,
        beschermd=re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, langste_eerst))})(?![\w-])"),
        voor_naam=om["aanspreek"] | om["functie"],
        geen_naam=om["voor_organisatie"] | opent_zin,
        **om,
    )
