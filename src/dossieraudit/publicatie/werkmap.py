"""A document for publication as an Excel workbook: a sheet of text, and a sheet for every table. Text stays text."""

from collections.abc import Iterable

from dossieraudit.report.opmaak import titelregels
from dossieraudit.report.taal import opgeschoond
from dossieraudit.report.tree import Alinea, Blok, Document, Kaderblok, Kop, Lijst, Tabel
from dossieraudit.report.werkmap import KOP, TEKST, Celvormen, Werkmap, celtekst, schrijf_rij

_BREEDTE = 110
# A caption runs on over the columns beside it.
_BIJSCHRIFT = {"bold": True, "text_wrap": False}


def schrijf(document: Document) -> bytes:
    """The document as an XLSX file; of blocks other than texts and tables there are none in a publication."""
    document = opgeschoond(document)
    werkmap = Werkmap(document.titel, document.datum)
    kop, tekst, vet, los = (
        werkmap.boek.add_format(vorm) for vorm in (KOP, TEKST, TEKST | {"bold": True}, TEKST | _BIJSCHRIFT)
    )
    blad = werkmap.blad("Over deze publicatie", [_BREEDTE])
    for rij, (is_kop, regel) in enumerate(_regels(document)):
        schrijf_rij(blad, rij, [regel], [_BREEDTE], Celvormen(vet if is_kop else tekst, None))
    for nummer, tabel in enumerate((b for b in document.blokken if isinstance(b, Tabel)), 1):
        breedtes = [max(16, kolom.breedte * _BREEDTE // 100) for kolom in tabel.kolommen]
        blad = werkmap.blad(f"Tabel {nummer}", breedtes)
        blad.write_string(0, 0, celtekst(tabel.bijschrift), los)
        schrijf_rij(blad, 1, [kolom.kop for kolom in tabel.kolommen], breedtes, Celvormen(kop, None))
        for rij, cellen in enumerate(tabel.rijen, 2):
            schrijf_rij(blad, rij, [cel.tekst for cel in cellen], breedtes, Celvormen(tekst, None))
        blad.freeze_panes(2, 1)
        blad.repeat_rows(1)
    return werkmap.gesloten()


def _regels(document: Document) -> Iterable[tuple[bool, str]]:
    yield True, document.titel
    yield False, document.ondertitel
    yield from ((False, regel) for regel in titelregels(document))
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
