"""A document for publication as an Excel workbook: a sheet of text, and a sheet for every table. Text stays text."""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

import xlsxwriter

from dossieraudit.report.inpakken import herpakt
from dossieraudit.report.taal import datum_voluit, opgeschoond
from dossieraudit.report.tree import Alinea, Blok, Document, Kaderblok, Kop, Lijst, Tabel

_EERSTE_DAG = date(1980, 1, 1)
_BREEDTE = 110
_LANGSTE_TEKST = 32_767


def schrijf(document: Document) -> bytes:
    """The document as an XLSX file; of blocks other than texts and tables there are none in a publication."""
    document = opgeschoond(document)
    uit = io.BytesIO()
    vast = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    werkmap = xlsxwriter.Workbook(uit, vast)
    gemaakt = datetime.combine(document.datum or _EERSTE_DAG, time(), UTC)
    werkmap.set_properties({"title": document.titel, "author": "", "created": gemaakt})
    # With the prefix a text that starts with '=' stays text, also after someone edits the cell.
    tekst = werkmap.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    vet = werkmap.add_format({"bold": True, "text_wrap": True, "valign": "top", "quote_prefix": True})
    blad = werkmap.add_worksheet("Over deze publicatie")
    blad.set_column(0, 0, _BREEDTE)
    for rij, (is_kop, regel) in enumerate(_regels(document)):
        blad.write_string(rij, 0, regel[:_LANGSTE_TEKST], vet if is_kop else tekst)
    for nummer, tabel in enumerate((b for b in document.blokken if isinstance(b, Tabel)), 1):
        blad = werkmap.add_worksheet(f"Tabel {nummer}")
        blad.write_string(0, 0, tabel.bijschrift, vet)
        for kolom, kop in enumerate(tabel.kolommen):
            blad.set_column(kolom, kolom, max(16, kop.breedte * _BREEDTE // 100))
            blad.write_string(1, kolom, kop.kop, vet)
        for rij, cellen in enumerate(tabel.rijen, 2):
            for kolom, cel in enumerate(cellen):
                blad.write_string(rij, kolom, cel.tekst[:_LANGSTE_TEKST], tekst)
        blad.freeze_panes(2, 1)
    werkmap.close()
    return herpakt(uit.getvalue())


def _regels(document: Document) -> Iterable[tuple[bool, str]]:
    yield True, document.titel
    yield False, document.ondertitel
    yield False, document.onderwerp
    if document.datum is not None:
        yield False, datum_voluit(document.datum)
    for blok in document.blokken:
        yield from _blokregels(blok)


def _blokregels(blok: Blok) -> Iterable[tuple[bool, str]]:
    match blok:
        case Kop():
            yield True, f"{blok.nummer} {blok.tekst}" if blok.nummer else blok.tekst
        case Alinea():
            yield False, _tekst(blok)
        case Lijst():
            for item in blok.items:
                yield False, f"– {_tekst(item)}"
        case Kaderblok():
            yield True, blok.titel
            for deel in blok.blokken:
                yield from _blokregels(deel)
        case _:
            return


def _tekst(alinea: Alinea) -> str:
    return "".join(deel if isinstance(deel, str) else deel.tekst for deel in alinea.delen)
