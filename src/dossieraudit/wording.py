"""Sentences with counts in them: the word that fits, n of N beside it, singular and plural right.

A text of the framework holds placeholders between braces:

    {kenmerk.x}                        zeven van de elf
    {kenmerk.x|n}  {kenmerk.x|N}       zeven / elf
    {kenmerk.x|cijfers}                7 van de 11
    {kenmerk.x|cijfers geval/gevallen} 7 van de 11 gevallen; of one: het enige geval, geen enkel geval
    {kenmerk.x|woord}                  een groot deel (7 van de 11)
    {kenmerk.x|woord dossier/dossiers} een groot deel van de dossiers (7 van de 11)
    {is/zijn}                          picks by the last count before it

A count that is not known in full says so: beside a word as '(7 van de 11; in 2 niet na te gaan)', else in a sentence
behind.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache

from msgspec import Struct

from dossieraudit.models.kader import Woord

GETALWOORDEN = [
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
    "twintig",
]
_RANG = ("eerste", "tweede", "derde", "vierde", "vijfde")
_PLAATS = re.compile(r"\{([^{}]*)\}")
_TELLING = re.compile(
    r"(?P<naam>[a-z_]+(?:\.\w+)+)(?:\|(?P<vorm>n|N|cijfers|getal|woord)(?: (?P<naamwoord>[^/]+/[^/]+))?)?"
)
# Words that stand before a noun as they are; the others need 'van de'.
_BEPALERS = {"geen", "één", "enkele", "meerdere", "alle", "vrijwel alle", "niet alle", "een aantal", "een klein aantal"}

# Nouns with 'het' of which there may be one; those of people have 'de'.
_HET_WOORDEN = {"antwoord", "document", "dossier", "geval", "gesprek", "gezin", "kind", "plan", "traject"}


class Telling(Struct, frozen=True):
    """`aantal` of `totaal`, by the name under which rules and texts know it.

    Of `onbekend` other dossiers, within the total or not, nobody can say.
    """

    naam: str
    aantal: int
    totaal: int
    onbekend: int = 0


@cache
def _deel(aantal: int, totaal: int) -> Fraction:
    return Fraction(aantal, totaal) if totaal else Fraction(0)


@cache
def _breuk(aandeel: float) -> Fraction:
    """A share as it is written in a framework: 0.1 is a tenth, and not the number that comes nearest to it."""
    return Fraction(str(aandeel))


def past(woord: Woord, aantal: int, totaal: int) -> bool:
    """Whether a quantifier word fits `aantal` of `totaal` (§ wording rule of the framework; shares of 0–1)."""
    aandeel = _deel(aantal, totaal)
    return not (
        (woord.minstens is not None and aantal < woord.minstens)
        or (woord.hoogstens is not None and aantal > woord.hoogstens)
        or (woord.aandeel_vanaf is not None and aandeel < _breuk(woord.aandeel_vanaf))
        or (woord.aandeel_boven is not None and aandeel <= _breuk(woord.aandeel_boven))
        or (woord.aandeel_tot is not None and aandeel > _breuk(woord.aandeel_tot))
        or (woord.aandeel_onder is not None and aandeel >= _breuk(woord.aandeel_onder))
    )


def passende_woorden(woordkeus: Sequence[Woord], aantal: int, totaal: int) -> tuple[str, ...]:
    """Every quantifier word that fits, the one that the tool writes first."""
    return tuple(woord.woord for woord in woordkeus if past(woord, aantal, totaal))


def getalwoord(getal: int) -> str:
    """A number as running Dutch text writes it: in words up to twenty."""
    return GETALWOORDEN[getal] if 0 <= getal < len(GETALWOORDEN) else str(getal)


def met_hoofdletter(tekst: str) -> str:
    """The text with its first letter as a capital; 'één' becomes 'Eén', as Dutch writes it."""
    return tekst[:1].upper().replace("É", "E") + tekst[1:]


def enkele(namen: Sequence[str], hoogstens: int, tussen: str = ", ") -> str:
    """The first so many names, and how many more there are."""
    rest = len(namen) - hoogstens
    return tussen.join(namen[:hoogstens]) + (f" en nog {rest}" if rest > 0 else "")


def tellingen_in(tekst: str) -> tuple[str, ...]:
    """The names of the counts that a text asks for, in order."""
    gevonden = (_TELLING.fullmatch(plek) for plek in _PLAATS.findall(tekst))
    return tuple(m["naam"] for m in gevonden if m is not None)


def verkeerde_plaatsen(tekst: str) -> tuple[str, ...]:
    """Placeholders that are neither a count nor a pair of words, and pairs before which no count stands."""
    verkeerd, geteld = [], False
    for plek in _PLAATS.findall(tekst):
        if _TELLING.fullmatch(plek) is not None:
            geteld = True
        elif not _paar(plek) or not geteld:
            verkeerd.append(plek)
    return tuple(verkeerd)


def losse_accolade(tekst: str) -> bool:
    """Whether a brace stands without its other one, so that it would be printed."""
    return bool(set("{}") & set(_PLAATS.sub("", tekst)))


def _paar(plek: str) -> bool:
    return plek.count("/") == 1 and all(plek.split("/")) and "|" not in plek


def vul_in(tekst: str, tellingen: Mapping[str, Telling], woordkeus: Sequence[Woord]) -> str:
    """The sentence with its counts. Raises KeyError for a count that does not exist, ValueError for a wrong form."""
    laatste: list[Telling] = []
    gezegd: set[str] = set()

    def plaats(treffer: re.Match[str]) -> str:
        inhoud = treffer[1]
        telling = _TELLING.fullmatch(inhoud)
        if telling is not None:
            laatste.append(tellingen[telling["naam"]])
            if telling["vorm"] == "woord":
                gezegd.add(telling["naam"])
            return _vorm(laatste[-1], telling["vorm"] or "getal", telling["naamwoord"], woordkeus)
        if not _paar(inhoud) or not laatste:
            raise ValueError(inhoud)
        enkelvoud, meervoud = inhoud.split("/")
        return enkelvoud if laatste[-1].aantal == 1 else meervoud

    zin = met_hoofdletter(_PLAATS.sub(plaats, " ".join(tekst.split())))
    return " ".join([zin, *_niet_na_te_gaan(laatste, gezegd)])


def _niet_na_te_gaan(genoemd: Sequence[Telling], gezegd: Container[str]) -> Iterator[str]:
    """What stands behind a sentence with counts that are not known in full and do not say so themselves."""
    verschillend = list(dict.fromkeys(genoemd))
    for rang, telling in enumerate(verschillend):
        if not telling.onbekend or telling.naam in gezegd:
            continue
        hoeveelste = _RANG[rang] if rang < len(_RANG) else f"{rang + 1}e"
        wat = "dit" if len(verschillend) == 1 else f"het {hoeveelste} aantal"
        dossiers = "één dossier" if telling.onbekend == 1 else f"{getalwoord(telling.onbekend)} dossiers"
        yield f"In {dossiers} is {wat} niet na te gaan."


def _vorm(telling: Telling, vorm: str, naamwoord: str | None, woordkeus: Sequence[Woord]) -> str:
    n, totaal = telling.aantal, telling.totaal
    if vorm == "n":
        return getalwoord(n)
    if vorm == "N":
        return getalwoord(totaal)
    cijfers = f"{n} van de {totaal}"
    if vorm == "cijfers":
        return _met_naamwoord(n, totaal, naamwoord) if naamwoord else cijfers
    if vorm == "getal":
        return f"geen van de {getalwoord(totaal)}" if n == 0 else f"{getalwoord(n)} van de {getalwoord(totaal)}"
    woorden = passende_woorden(woordkeus, n, totaal)
    niet_na_te_gaan = f"in {telling.onbekend} niet na te gaan" if telling.onbekend else ""
    if not woorden:  # a framework without a word for this count: the count itself always holds
        zonder = cijfers if naamwoord is None else f"{cijfers} {naamwoord.split('/')[1]}"
        return f"{zonder} ({niet_na_te_gaan})" if niet_na_te_gaan else zonder
    cijfers = "; ".join(filter(None, (cijfers, niet_na_te_gaan)))
    woord = woorden[0]
    if naamwoord is None:
        return f"{woord} ({cijfers})"
    enkelvoud, meervoud = naamwoord.split("/")
    if woord in _BEPALERS:
        return f"{woord} {enkelvoud if n == 1 and woord == 'één' else meervoud} ({cijfers})"
    return f"{woord} van de {meervoud} ({cijfers})"


def _met_naamwoord(n: int, totaal: int, naamwoord: str) -> str:
    enkelvoud, meervoud = naamwoord.split("/")
    if totaal != 1:
        return f"{n} van de {totaal} {meervoud}"
    het = enkelvoud in _HET_WOORDEN
    if n == 1:
        return f"{'het' if het else 'de'} enige {enkelvoud}"
    return f"{'geen enkel' if het else 'geen enkele'} {enkelvoud}"


def past_woord(woord: str, telling: Telling, woordkeus: Sequence[Woord]) -> bool:
    """Whether a writer may call this count by this word."""
    return woord in passende_woorden(woordkeus, telling.aantal, telling.totaal)
