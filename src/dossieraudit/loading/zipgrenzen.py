"""What an Excel workbook from outside may be before it is opened: small enough, and without what explodes."""

import io
import re
import zipfile
from typing import IO

# Text of a workbook takes some fifty times its size in memory once it is open.
MAX_OPEN = 6 * 1024 * 1024
# Read row by row, more can be borne.
MAX_STROMEND = 256 * 1024 * 1024
MAX_DELEN = 2_000
# Sheets that people make are pressed to a tenth or twentieth; a bomb to a thousandth.
_MAX_VERHOUDING = 500
_KLEIN = 1024 * 1024
_MAX_SAMENGEVOEGD = 10_000  # cells in one merged block
_HOEKEN = rb"\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)"
_SAMENGEVOEGD = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']" + _HOEKEN)
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ANDERE_CODERING = (b"\xff\xfe", b"\xfe\xff")
_LANGSTE_RIJTEKEN = 600
_RIJ = re.compile(rb"<(?:\w{1,20}:)?row(?=[\s/>])([^>]{0,500})>")
_RIJNUMMER = re.compile(rb"\sr\s*=\s*[\"'](\d{1,9})[\"']")
_BLOK = 1024**2
_VERST = re.compile(rb"<(?:\w+:)?c\s[^>]*?r\s*=\s*[\"']([A-Z]{1,3})(\d+)[\"']")
# Excel itself goes further; nobody fills in a form that wide or long, and every place up to it would be visited.
MAX_KOLOMMEN = 1_000
MAX_RIJEN_OPEN = 100_000


class OnveiligeWerkmapError(ValueError):
    """A workbook that is not opened; the message says why, in Dutch."""


def eis_veilig(inhoud: bytes, *, stromend: bool) -> None:
    """Raise `OnveiligeWerkmapError` for a workbook that would grow beyond bounds, before anything is made of it."""
    grens = MAX_STROMEND if stromend else MAX_OPEN
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        delen = archief.infolist()
        if len(delen) > MAX_DELEN:
            raise OnveiligeWerkmapError(f"deze werkmap bestaat uit meer dan {MAX_DELEN} delen")
        if sum(deel.file_size for deel in delen) > grens:
            raise OnveiligeWerkmapError(f"deze werkmap is uitgepakt groter dan {grens // 1024**2} MiB")
        for deel in delen:
            if deel.file_size > _KLEIN and deel.file_size > _MAX_VERHOUDING * max(1, deel.compress_size):
                raise OnveiligeWerkmapError("deze werkmap is zo samengeperst dat zij bij het openen zou uitdijen")
            with archief.open(deel) as stroom:
                _toets(stroom.read(4096) if stromend else stroom.read(grens), heel=not stromend)
            if deel.filename.lower().endswith(".xml"):
                with archief.open(deel) as stroom:
                    _eis_volgorde(stroom)


def _toets(xml: bytes, *, heel: bool) -> None:
    if xml.startswith(_ANDERE_CODERING) or b"\0<\0" in xml:
        raise OnveiligeWerkmapError("deze werkmap is opgeslagen in een codering die geen rekenprogramma gebruikt")
    if _DOCTYPE.search(xml):
        raise OnveiligeWerkmapError("deze werkmap bevat eigen afkortingen (DOCTYPE), en dat doet geen rekenprogramma")
    if not heel:
        return
    for van, rij, tot, laatste in _SAMENGEVOEGD.findall(xml):
        breed, hoog = kolomnummer(tot.decode()) - kolomnummer(van.decode()) + 1, int(laatste) - int(rij) + 1
        if breed * hoog > _MAX_SAMENGEVOEGD:
            raise OnveiligeWerkmapError("deze werkmap bevat een samengevoegd blok van te veel cellen")
    for kolom, rij in _VERST.findall(xml):
        if int(rij) > MAX_RIJEN_OPEN or kolomnummer(kolom.decode()) > MAX_KOLOMMEN:
            raise OnveiligeWerkmapError(f"deze werkmap heeft een blad tot cel {kolom.decode()}{int(rij)}")


def _eis_volgorde(stroom: IO[bytes]) -> None:
    """openpyxl keeps one of two rows with one number, and as a stream passes over a row that comes too late."""
    vorige, rest = 0, b""
    while blok := stroom.read(_BLOK):
        tekst, klaar = rest + blok, 0
        for rij in _RIJ.finditer(tekst):
            nummer = _RIJNUMMER.search(rij[1])
            nieuwe = int(nummer[1]) if nummer else vorige + 1
            if nieuwe <= vorige:
                raise OnveiligeWerkmapError(
                    f"deze werkmap heeft een blad waarin rij {nieuwe} niet op haar plaats staat"
                )
            vorige, klaar = nieuwe, rij.end()
        rest = tekst[max(klaar, len(tekst) - _LANGSTE_RIJTEKEN) :]


def kolomnummer(letters: str) -> int:
    """The number of a column, from 1: 'A' is 1, 'AA' is 27."""
    nummer = 0
    for letter in letters:
        nummer = 26 * nummer + ord(letter) - 64
    return nummer
