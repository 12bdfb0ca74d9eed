"""The text of a PDF file as a screen reader gets it: from the fonts' own tables of characters."""

import io
import re
from itertools import count

import pikepdf


def tekst(pdf: bytes) -> str:
    """All text, in the order in which it is drawn, without the space between words of different lines."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return "".join(_bladzijde(bladzijde) for bladzijde in document.pages)


def bladzijden(pdf: bytes) -> list[str]:
    """The same, page by page."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [_bladzijde(bladzijde) for bladzijde in document.pages]


def _bladzijde(bladzijde: pikepdf.Page) -> str:
    tabellen = {naam: _tabel(font) for naam, font in bladzijde.resources.get("/Font", {}).items()}
    delen: list[str] = []
    tabel: dict[int, str] = {}
    for operanden, operator in pikepdf.parse_content_stream(bladzijde):
        if str(operator) == "Tf":
            tabel = tabellen[str(operanden[0])]
        elif str(operator) == "TJ":
            stukken = [bytes(deel) for deel in operanden[0] if isinstance(deel, pikepdf.String)]
            delen.append(_gelezen(b"".join(stukken), tabel))
        elif str(operator) == "Tj":
            delen.append(_gelezen(bytes(operanden[0]), tabel))
    return "".join(delen)


def _gelezen(codes: bytes, tabel: dict[int, str]) -> str:
    return "".join(tabel[int.from_bytes(codes[plaats : plaats + 2], "big")] for plaats in range(0, len(codes), 2))


def _tabel(font: pikepdf.Object) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    tabel: dict[int, str] = {}
    for blok in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, waarde in re.findall(r"<(\w+)>\s*<(\w+)>", blok):
            tabel[int(code, 16)] = _tekens(waarde)
    for blok in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for begin, eind, waarde in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", blok):
            for code, teken in zip(range(int(begin, 16), int(eind, 16) + 1), count(ord(_tekens(waarde)))):
                tabel[code] = chr(teken)
    return tabel


def _tekens(waarde: str) -> str:
    return bytes.fromhex(waarde).decode("utf-16-be")
