"""The report as a Word document: real styles, headings, captions, lists and footnotes, ready to be edited."""

import io
from datetime import UTC, datetime

import docx
from docx.document import Document as Worddocument
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from dossieraudit.report import docx_xml as x
from dossieraudit.report.inpakken import herpakt
from dossieraudit.report.opmaak import (
    INHOUD_NIVEAUS,
    INHOUDSOPGAVE,
    Figuur,
    als_tabellen,
    celtekst,
    doelen,
    doorlopend_genummerd,
    genummerd,
    inleidingen,
    koptekst,
    kort,
    onderschrift,
    titelregels,
)
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import opgeschoond
from dossieraudit.report.tree import (
    Alinea,
    Blok,
    Cel,
    Document,
    Inline,
    Kaderblok,
    Kolom,
    Kop,
    Lijst,
    Nadruk,
    Tabel,
    Verwijzing,
    Voetnoot,
    Warmtekaart,
)

# In twips, twentieths of a point: the text width of A4 with our margins, and parts of a heat map.
TEKSTBREEDTE = 9070
NAAMBREEDTE = 1400
KOPHOOGTE = 760
# A table has no space below it, so what follows brings its own.
NA_TABEL = 220
_KOPPEN = 4
# Each ordered list starts at 1 again, so it needs a number of its own, beyond those in numbering.xml.
_EERSTE_LIJST = 10
_ABSTRACTE_LIJST = {"ListNumber": 3, "Kadernummering": 5}
_GEEN_DATUM = datetime(1980, 1, 1, tzinfo=UTC)


def schrijf(document: Document) -> bytes:
    """The report as a DOCX file."""
    schoon = opgeschoond(document)
    word = docx.Document(io.BytesIO(x.sjabloon()))
    schrijver = _Schrijver(schoon)
    schrijver.schrijf()
    _vul(word, schrijver)
    _eigenschappen(word, schoon)
    _kop_en_voet(word, schoon)
    uit = io.BytesIO()
    word.save(uit)
    return herpakt(uit.getvalue())


class _Schrijver:
    """Collects the body, the footnotes and the ordered lists of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.doelen = doelen(document)
        self.genummerd = doorlopend_genummerd(document)
        self.inhoud: list[Element] = []
        self.voetnoten: list[Element] = []
        self.lijsten: list[Element] = []
        self.geplaatst: set[str] = set()
        self.bladwijzers = 0
        self.koppen = 0
        self.na_tabel = False

    def schrijf(self) -> None:
        self.titelblad()
        koppen = [blok for blok in self.document.blokken if isinstance(blok, Kop)]
        regels = [
            (kop.niveau, koptekst(kop), f"_Toc{nummer:06}")
            for nummer, kop in enumerate(koppen, 1)
            if kop.niveau <= INHOUD_NIVEAUS
        ]
        self.inhoud.append(x.inhoudsopgave(INHOUDSOPGAVE, regels, INHOUD_NIVEAUS))
        bijeen = inleidingen(self.document)
        for plaats, (blok, nummer) in enumerate(genummerd(self.document)):
            self.blok(blok, nummer, bij_volgende=plaats in bijeen)
        if self.na_tabel:
            self.inhoud.append(x.alinea(None))

    def titelblad(self) -> None:
        d = self.document
        self.inhoud.append(x.alinea("Title", x.run(d.titel)))
        if d.ondertitel:
            self.inhoud.append(x.alinea("Subtitle", x.run(d.ondertitel)))
        self.inhoud.extend(x.alinea("Titelgegevens", x.run(tekst)) for tekst in titelregels(d))

    def blok(self, blok: Blok, nummer: str | None, bij_volgende: bool) -> None:
        match blok:
            case Alinea():
                delen = self.delen(blok.delen)
                self.inhoud.append(x.alinea(None, *delen, voor=self.ruimte(), bij_volgende=bij_volgende))
            case Lijst():
                self.lijst(blok, "ListNumber" if blok.geordend else "ListBullet")
            case Kop():
                self.kop(blok)
            case Kaderblok():
                self.kader(blok)
            case _:
                self.tabellen(blok, nummer)

    def kop(self, kop: Kop) -> None:
        """A heading; Word counts its number itself where the numbers allow that."""
        self.ruimte()
        automatisch = self.genummerd and kop.nummer is not None
        tekst = [x.run(kop.tekst if automatisch else koptekst(kop))]
        self.koppen += 1
        delen = self.bladwijzer(f"_Toc{self.koppen:06}", self.geankerd(kop.anker, tekst))
        stijl = f"Heading{min(kop.niveau, _KOPPEN)}"
        self.inhoud.append(x.alinea(stijl, *delen, num=None if automatisch else 0))

    def lijst(self, lijst: Lijst, stijl: str) -> None:
        num = None
        if lijst.geordend:
            num = _EERSTE_LIJST + len(self.lijsten)
            self.lijsten.append(x.nummering(num, _ABSTRACTE_LIJST[stijl]))
        for item in lijst.items:
            self.inhoud.append(x.alinea(stijl, *self.delen(item.delen), voor=self.ruimte(), num=num))

    def kader(self, kader: Kaderblok) -> None:
        self.ruimte()
        self.inhoud.append(x.alinea("Kaderkop", x.run(kader.titel)))
        for blok in kader.blokken:
            if isinstance(blok, Lijst):
                self.lijst(blok, "Kadernummering" if blok.geordend else "Kaderopsomming")
            else:
                self.inhoud.append(x.alinea("Kader", *self.delen(blok.delen)))
        self.na_tabel = True

    def tabellen(self, blok: Tabel | Figuur, nummer: str | None) -> None:
        onder = "" if isinstance(blok, Tabel) else onderschrift(blok)
        for deel, tabel in enumerate(als_tabellen(blok)):
            self.ruimte()
            self.inhoud.append(self.bijschrift(tabel, f"{nummer}", deel))
            self.inhoud.append(self.tabel(tabel, onder, isinstance(blok, Warmtekaart)))
        self.na_tabel = not onder
        if onder:
            self.inhoud.append(x.alinea("Figuurtekst", x.run(onder)))

    def bijschrift(self, tabel: Tabel, nummer: str, deel: int) -> Element:
        soort, _, volgnummer = nummer.partition(" ")
        # Only the first part counts: the second part of a wide heat map has the same number.
        teller = x.veld(f"SEQ {soort} \\* ARABIC", volgnummer) if deel == 0 else x.run(volgnummer)
        delen = [x.run(f"{soort} "), teller, x.run(f". {tabel.bijschrift}")]
        return x.alinea("Caption", *self.geankerd(tabel.anker, delen))

    def tabel(self, tabel: Tabel, onder: str, warmte: bool) -> Element:
        breedtes = _breedtes(tabel.kolommen, warmte)
        kolommen = list(zip(breedtes, tabel.kolommen, strict=True))
        koppen = [
            _kopcel(breedte, kolom, staand=warmte and plaats > 0) for plaats, (breedte, kolom) in enumerate(kolommen)
        ]
        rijen = [x.rij(koppen, kop=True, hoogte=KOPHOOGTE if warmte else None)]
        bijeen = len(tabel.rijen) - 1 if kort(tabel) else 0
        for nummer, rij in enumerate(tabel.rijen):
            cellen = [
                self.cel(breedte, kolom, cel, smal=warmte and plaats > 0, bij_volgende=nummer < bijeen)
                for plaats, ((breedte, kolom), cel) in enumerate(zip(kolommen, rij, strict=True))
            ]
            rijen.append(x.rij(cellen))
        return x.tabel(breedtes, rijen, tabel.bijschrift, onder or tabel.bijschrift)

    def cel(self, breedte: int, kolom: Kolom, cel: Cel, smal: bool, bij_volgende: bool) -> Element:
        stijl = STIJLEN[cel.uitkomst] if cel.uitkomst else None
        doel = self.doelen.get(cel.anker or "")
        run = x.run(celtekst(cel), "Hyperlink" if doel else None, stijl.inkt if stijl else None)
        inhoud = x.koppeling(f"anker_{doel}", run) if doel else run
        stijlnaam = "Warmtecel" if smal else "Tabeltekst"
        alinea = x.alinea(stijlnaam, inhoud, bij_volgende=bij_volgende, rechts=kolom.rechts)
        return x.cel(breedte, alinea, stijl.vlak if stijl else None, smal=smal)

    def delen(self, delen: tuple[Inline, ...]) -> list[Element]:
        return [self.deel(deel) for deel in delen]

    def deel(self, deel: Inline) -> Element:
        match deel:
            case str():
                return x.run(deel)
            case Nadruk():
                return x.run(deel.tekst, "Emphasis")
            case Verwijzing():
                doel = self.doelen.get(deel.anker)
                return x.koppeling(f"anker_{doel}", x.run(deel.tekst, "Hyperlink")) if doel else x.run(deel.tekst)
            case Voetnoot():
                nummer = len(self.voetnoten) + 1
                self.voetnoten.append(x.voetnoot(nummer, deel.tekst))
                return x.voetnootverwijzing(nummer)

    def geankerd(self, anker: str | None, delen: list[Element]) -> list[Element]:
        if not anker or anker in self.geplaatst:
            return delen
        self.geplaatst.add(anker)
        return self.bladwijzer(f"anker_{self.doelen[anker]}", delen)

    def bladwijzer(self, naam: str, delen: list[Element]) -> list[Element]:
        self.bladwijzers += 1
        return x.bladwijzer(self.bladwijzers, naam, delen)

    def ruimte(self) -> int | None:
        """Space above what follows a table, once."""
        ruimte = NA_TABEL if self.na_tabel else None
        self.na_tabel = False
        return ruimte


def _kopcel(breedte: int, kolom: Kolom, staand: bool) -> Element:
    alinea = x.alinea("Warmtekop" if staand else "Tabelkop", x.run(kolom.kop), rechts=kolom.rechts)
    return x.cel(breedte, alinea, staand=staand, smal=staand)


def _breedtes(kolommen: tuple[Kolom, ...], warmte: bool) -> list[int]:
    if warmte:
        # Few columns stay small instead of filling the page with colour.
        vak = min(500, (TEKSTBREEDTE - NAAMBREEDTE) // max(1, len(kolommen) - 1))
        return [NAAMBREEDTE, *[vak] * (len(kolommen) - 1)]
    gewichten = [max(1, kolom.breedte) for kolom in kolommen]
    return [TEKSTBREEDTE * gewicht // sum(gewichten) for gewicht in gewichten]


def _vul(word: Worddocument, schrijver: _Schrijver) -> None:
    body = word.element.body
    for plaats, element in enumerate(schrijver.inhoud):
        body.insert(plaats, element)
    word.part.numbering_part.element.extend(schrijver.lijsten)
    for relatie in word.part.rels.values():
        if relatie.reltype.endswith("/footnotes"):
            noten = x.gelezen(relatie.target_part.blob)
            noten.extend(schrijver.voetnoten)
            # python-docx knows no footnotes: to it this part is bytes without a setter.
            relatie.target_part._blob = x.geschreven(noten)


def _eigenschappen(word: Worddocument, document: Document) -> None:
    datum = document.datum
    moment = datetime(datum.year, datum.month, datum.day, tzinfo=UTC) if datum else _GEEN_DATUM
    kern = word.core_properties
    kern.title = document.titel[:255]
    kern.subject = document.onderwerp[:255]
    kern.keywords = ", ".join(document.trefwoorden)[:255]
    kern.identifier = document.kenmerk[:255]
    kern.language = "nl-NL"
    kern.author = kern.last_modified_by = ""
    kern.created = kern.modified = moment
    kern.revision = 1


def _kop_en_voet(word: Worddocument, document: Document) -> None:
    sectie = word.sections[0]
    kop = sectie.header.paragraphs[0]._p
    tekst = f"{document.titel}\t{document.kenmerk}" if document.kenmerk else document.titel
    kop.append(x.run(tekst))
    voet = sectie.footer.paragraphs[0]._p
    voet.extend([x.run("Pagina "), x.veld("PAGE", "1"), x.run(" van "), x.veld("NUMPAGES", "1")])
