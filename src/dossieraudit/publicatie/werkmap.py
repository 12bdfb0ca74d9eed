"""A document for publication as an Excel workbook: a sheet of text, and a sheet for every table. Text stays text."""

from collections.abc import Iterable

from dossieraudit.report.taal import datum_voluit, opgeschoond
from dossieraudit.report.tree import Alinea, Blok, Document, Kaderblok, Kop, Lijst, Tabel
from dossieraudit.report.werkmap import LANGSTE_CEL, Werkmap

_BREEDTE = 110


def schrijf(document: Document) -> bytes:
    """The document as an XLSX file; of blocks other than texts and tables there are none in a publication."""
    document = opgeschoond(document)
    werkmap = Werkmap(document.titel, document.datum)
    # With the prefix a text that starts with '=' stays text, also after someone edits the cell.
    vorm = {"text_wrap": True, "valign": "top", "quote_prefix": True}
    tekst, vet = werkmap.boek.add_format(vorm), werkmap.boek.add_format(vorm | {"bold": True})
    blad = werkmap.boek.add_worksheet("Over deze publicatie")
    blad.set_column(0, 0, _BREEDTE)
    for rij, (is_kop, regel) in enumerate(_regels(document)):
        blad.write_string(rij, 0, regel[:LANGSTE_CEL], vet if is_kop else tekst)
    for nummer, tabel in enumerate((b for b in document.blokken if isinstance(b, Tabel)), 1):
        blad = werkmap.boek.add_worksheet(f"Tabel {nummer}")
        blad.write_string(0, 0, tabel.bijschrift, vet)
        for kolom, kop in enumerate(tabel.kolommen):
            blad.set_column(kolom, kolom, max(16, kop.breedte * _BREEDTE // 100))
            blad.write_string(1, kolom, kop.kop, vet)
        for rij, cellen in enumerate(tabel.rijen, 2):
            for kolom, cel in enumerate(cellen):
                blad.write_string(rij, kolom, cel.tekst[:LANGSTE_CEL], tekst)
        blad.freeze_panes(2, 1)
    return werkmap.gesloten()


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
