"""Which characters the shipped font can show: PDF/A refuses a text with a character that has no glyph."""

from functools import cache
from pathlib import Path
from struct import unpack_from

from dossieraudit.report.taal import codepunt

LETTERTYPEN = Path(__file__).resolve().parent / "lettertype"
# Emphasis is set in italics, whose file holds fewer characters than the upright ones.
_RECHTOP = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")
_ALLE = (*_RECHTOP, "SourceSansPro-It.ttf", "SourceSansPro-BoldIt.ttf")


def leesbaar(tekst: str, cursief: bool = False) -> str:
    """The text with every character that the font lacks written out, as '[U+1F600]'."""
    if tekst.isascii():
        return tekst
    dekking = _dekking(_ALLE if cursief else _RECHTOP)
    return "".join(t if ord(t) in dekking or t == "\u00ad" else codepunt(t) for t in tekst)


@cache
def _dekking(bestanden: tuple[str, ...]) -> frozenset[int]:
    return frozenset.intersection(*(frozenset(_tekens((LETTERTYPEN / b).read_bytes())) for b in bestanden))


def _tekens(font: bytes) -> set[int]:
    """The code points in the `cmap` table of an OpenType font (subtable formats 4 and 12)."""
    (aantal,) = unpack_from(">H", font, 4)
    tabellen = {font[12 + 16 * i : 16 + 16 * i]: unpack_from(">L", font, 20 + 16 * i)[0] for i in range(aantal)}
    cmap = tabellen[b"cmap"]
    (subtabellen,) = unpack_from(">H", font, cmap + 2)
    tekens: set[int] = set()
    for i in range(subtabellen):
        plaats = cmap + unpack_from(">L", font, cmap + 8 + 8 * i)[0]
        (formaat,) = unpack_from(">H", font, plaats)
        if formaat == 4:
            tekens.update(_formaat_4(font, plaats))
        elif formaat == 12:
            tekens.update(_formaat_12(font, plaats))
    return tekens


def _formaat_4(font: bytes, plaats: int) -> set[int]:
    segmenten = unpack_from(">H", font, plaats + 6)[0] // 2
    einden = unpack_from(f">{segmenten}H", font, plaats + 14)
    beginnen = unpack_from(f">{segmenten}H", font, plaats + 16 + 2 * segmenten)
    bereiken = zip(beginnen, einden, strict=True)
    return {teken for begin, eind in bereiken for teken in range(begin, eind + 1) if teken != 0xFFFF}


def _formaat_12(font: bytes, plaats: int) -> set[int]:
    (groepen,) = unpack_from(">L", font, plaats + 12)
    bereiken = (unpack_from(">LL", font, plaats + 16 + 12 * i) for i in range(groepen))
    return {teken for begin, eind in bereiken for teken in range(begin, eind + 1)}
