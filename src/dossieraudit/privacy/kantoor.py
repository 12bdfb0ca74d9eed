"""The texts of DOCX, ODT, XLSX and ODS: every part, also notes, remarks, headers and the names of the makers.

Read as what they are, zip files with XML, so that nothing a library leaves out stays unseen.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

MAX_UITGEPAKT = 256 * 1024 * 1024
_VOORBIJ = re.compile(r"(?:theme|fontTable|webSettings|settings|numbering|styles|printerSettings)\d*\.(?:xml|bin)$")
_ALINEA = {"p", "h"}
_WIT = {"tab", "br", "cr", "line-break", "s"}
# Which program wrote the file.
_PROGRAMMA = {"Application", "AppVersion", "Template", "generator"}
# Text outside paragraphs and cells: who made a remark, what was answered to one, headers and footers of a sheet, and
# the list of which a cell takes one.
_LOS = {"author", "creator", "text", "formula1", "formula2"}
_LOS |= {f"{welke}{wat}" for welke in ("odd", "even", "first") for wat in ("Header", "Footer")}
_OPMAAKCODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Z])')
# By element, the attributes that are read; of any element those of None. A pivot table keeps all that was ever in it.
_GELEZEN: dict[str | None, set[str]] = {
    None: {"author", "descr", "title", "displayName", "userId"},
    "sheet": {"name"},
    "definedName": {"name"},
    "s": {"v"},
}
_VRAAGT_CEL = {"v", "is", "f"}


class OnleesbaarError(Exception):
    """This is no file that can be read; says why, without anything of its contents."""


def stukken(inhoud: bytes) -> Iterator[tuple[str, str]]:
    """Place and text of every paragraph and cell."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
            delen = archief.infolist()
            if sum(deel.file_size for deel in delen) > MAX_UITGEPAKT:
                raise OnleesbaarError(f"uitgepakt is het groter dan {MAX_UITGEPAKT // 1024**2} MiB")
            gedeeld = _gedeelde_teksten(archief)
            for deel in delen:
                if deel.file_size and deel.filename.endswith((".xml", ".rels")) and not _VOORBIJ.search(deel.filename):
                    with archief.open(deel) as stroom:
                        yield from _deel(deel.filename, stroom, gedeeld)
    except (zipfile.BadZipFile, ParseError, NotImplementedError, RuntimeError, EOFError, OSError) as fout:
        # RuntimeError: zipfile's word for 'encrypted'.
        raise OnleesbaarError("het is beschadigd of versleuteld") from fout


def _gedeelde_teksten(archief: zipfile.ZipFile) -> list[str]:
    """The table of texts to which the cells of an XLSX refer by number."""
    naam = "xl/sharedStrings.xml"
    if naam not in archief.namelist():
        return []
    with archief.open(naam) as stroom:
        return [_tekst(element) for _, element in iterparse(stroom) if _kaal(element.tag) == "si"]


def _deel(naam: str, stroom: IO[bytes], gedeeld: list[str]) -> Iterator[tuple[str, str]]:
    if naam == "xl/sharedStrings.xml":
        return
    if naam.endswith(".rels"):
        yield from _koppelingen(naam, stroom)
        return
    nummer = 0
    for _, element in iterparse(stroom):
        soort = _kaal(element.tag)
        if soort in _ALINEA:
            nummer += 1
            if tekst := _tekst(element).strip():
                yield f"{naam}, alinea {nummer}", tekst
            element.clear()
        elif soort == "c" and "r" in element.attrib:
            if tekst := _celtekst(element, gedeeld):
                yield f"{naam}, cel {element.attrib['r']}", tekst
            element.clear()
        elif element.text and not len(element) and (soort in _LOS or _is_eigenschap(naam, soort)):
            kop_of_voet = soort.endswith(("Header", "Footer"))
            yield f"{naam}, {soort}", _OPMAAKCODE.sub(" ", element.text) if kop_of_voet else element.text
        elif soort in ("comment", "si") and (tekst := _tekst(element).strip()):
            yield f"{naam}, {element.attrib.get('ref', soort)}", tekst
            element.clear()
        else:
            yield from _kenmerken(naam, element)


def _is_eigenschap(naam: str, soort: str) -> bool:
    return naam.startswith(("docProps/", "meta.xml")) and soort not in _PROGRAMMA


def _koppelingen(naam: str, stroom: IO[bytes]) -> Iterator[tuple[str, str]]:
    """Links out of the file, such as mail addresses."""
    for _, element in iterparse(stroom):
        if element.attrib.get("TargetMode") == "External":
            yield naam, element.attrib.get("Target", "").removeprefix("mailto:")


def _kenmerken(naam: str, element: Element) -> Iterator[tuple[str, str]]:
    """What stands in attributes and may be read: names of sheets, who made a remark, descriptions of pictures."""
    soort = _kaal(element.tag)
    gelezen = _GELEZEN[None] | _GELEZEN.get(soort, set())
    return ((f"{naam}, {soort}", waarde) for sleutel, waarde in element.attrib.items() if _kaal(sleutel) in gelezen)


def _celtekst(cel: Element, gedeeld: list[str]) -> str:
    if cel.attrib.get("t") == "s":
        nummer = next((kind.text or "" for kind in cel if _kaal(kind.tag) == "v"), "")
        return gedeeld[int(nummer)] if nummer.isdecimal() and int(nummer) < len(gedeeld) else ""
    return " ".join(_tekst(kind) for kind in cel if _kaal(kind.tag) in _VRAAGT_CEL).strip()


def _tekst(element: Element) -> str:
    delen = [element.text or ""]
    for kind in element:
        delen.append(" " if _kaal(kind.tag) in _WIT else _tekst(kind))
        delen.append(kind.tail or "")
    return "".join(delen)


def _kaal(naam: str) -> str:
    return naam.rsplit("}", 1)[-1]
