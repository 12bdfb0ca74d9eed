"""The report as an OpenDocument text: real styles, headings, captions, lists and footnotes, ready to be edited."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from dossieraudit.report import odt_xml as o
from dossieraudit.report.inpakken import ingepakt
from dossieraudit.report.odt_xml import Inhoud, el
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
from dossieraudit.report.stijl import legenda
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

# In hundredths of a centimetre: the text width of A4 with our margins, and parts of a heat map.
TEKSTBREEDTE = 1600
NAAMBREEDTE = 250
VAKBREEDTE = 90
_KOPPEN = 4
_RAND = "0.5pt solid #8a8f98"


def schrijf(document: Document) -> bytes:
    """The report as an ODT file."""
    schoon = opgeschoond(document)
    schrijver = _Schrijver(schoon)
    schrijver.schrijf()
    return ingepakt(
        [
            ("mimetype", o.MIMETYPE),
            ("content.xml", o.bestand(schrijver.content())),
            ("styles.xml", o.bestand(_stijlen(schoon))),
            ("meta.xml", o.bestand(_meta(schoon))),
            ("META-INF/manifest.xml", (o.MAP / "manifest.xml").read_bytes()),
        ]
    )


class _Schrijver:
    """Collects the body and the automatic styles of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.doelen = doelen(document)
        self.genummerd = doorlopend_genummerd(document)
        self.romp: list[Element] = []
        self.stijlen: dict[str, Element] = {}
        self.geplaatst: set[str] = set()
        self.voetnoten = 0
        self.koppen = 0
        self.tabelnummer = 0
        self.na_kader = False

    def content(self) -> Element:
        tellers = [
            el("text:sequence-decl", {"text:display-outline-level": "0", "text:name": soort})
            for soort in ("Tabel", "Figuur")
        ]
        tekst = el("office:text", None, el("text:sequence-decls", None, *tellers), *self.romp)
        return el(
            "office:document-content",
            {"office:version": "1.3"},
            el("office:automatic-styles", None, *_vaste_stijlen(), *self.stijlen.values()),
            el("office:body", None, tekst),
        )

    def schrijf(self) -> None:
        self.titelblad()
        koppen = [blok for blok in self.document.blokken if isinstance(blok, Kop)]
        regels = [
            (kop.niveau, koptekst(kop), f"_Toc{nummer:06}")
            for nummer, kop in enumerate(koppen, 1)
            if kop.niveau <= INHOUD_NIVEAUS
        ]
        self.romp.append(o.inhoudsopgave(INHOUDSOPGAVE, regels, INHOUD_NIVEAUS))
        bijeen = inleidingen(self.document)
        for plaats, (blok, nummer) in enumerate(genummerd(self.document)):
            self.blok(blok, nummer, bij_volgende=plaats in bijeen)

    def titelblad(self) -> None:
        d = self.document
        self.romp.append(o.alinea("Titel", d.titel))
        if d.ondertitel:
            self.romp.append(o.alinea("Subtitle", d.ondertitel))
        self.romp.extend(o.alinea("Titelgegevens", tekst) for tekst in titelregels(d))

    def blok(self, blok: Blok, nummer: str | None, bij_volgende: bool) -> None:
        match blok:
            case Alinea():
                stijl = "Na_20_kader" if self.na_kader else "Inleiding" if bij_volgende else "Standard"
                self.romp.append(o.alinea(stijl, *self.delen(blok.delen)))
            case Lijst():
                stijl = "Numbering_20_1" if blok.geordend else "List_20_1"
                self.romp.append(self.lijst(blok, stijl, "Nummering" if blok.geordend else "Opsomming"))
            case Kop():
                self.romp.append(self.kop(blok))
            case Kaderblok():
                self.kader(blok)
            case _:
                self.tabellen(blok, nummer)
        self.na_kader = isinstance(blok, Kaderblok)

    def kop(self, kop: Kop) -> Element:
        """A heading; the word processor counts its number itself where the numbers allow that."""
        self.koppen += 1
        automatisch = self.genummerd and kop.nummer is not None
        niveau = str(min(kop.niveau, _KOPPEN))
        attributen = {"text:style-name": f"Heading_20_{niveau}", "text:outline-level": niveau}
        if not automatisch:
            attributen["text:is-list-header"] = "true"
        tekst = self.geankerd(kop.anker, [kop.tekst if automatisch else koptekst(kop)])
        return el("text:h", attributen, *o.bladwijzer(f"_Toc{self.koppen:06}", tekst))

    def lijst(self, lijst: Lijst, alineastijl: str, lijststijl: str) -> Element:
        items = [el("text:list-item", None, o.alinea(alineastijl, *self.delen(item.delen))) for item in lijst.items]
        return el("text:list", {"text:style-name": lijststijl}, *items)

    def kader(self, kader: Kaderblok) -> None:
        self.romp.append(o.alinea("Kaderkop", kader.titel))
        for blok in kader.blokken:
            if isinstance(blok, Lijst):
                soort = ("Kadernummering", "Kadernummers") if blok.geordend else ("Kaderopsomming", "Kaderlijst")
                self.romp.append(self.lijst(blok, *soort))
            else:
                self.romp.append(o.alinea("Kader", *self.delen(blok.delen)))

    def tabellen(self, blok: Tabel | Figuur, nummer: str | None) -> None:
        onder = "" if isinstance(blok, Tabel) else onderschrift(blok)
        for deel, tabel in enumerate(als_tabellen(blok)):
            self.romp.append(self.bijschrift(tabel, f"{nummer}", deel))
            self.romp.append(self.tabel(tabel, onder, isinstance(blok, Warmtekaart)))
        if onder:
            self.romp.append(o.alinea("Figuurtekst", onder))

    def bijschrift(self, tabel: Tabel, nummer: str, deel: int) -> Element:
        soort, _, volgnummer = nummer.partition(" ")
        # Only the first part counts: the second part of a wide heat map has the same number.
        teller = o.teller(soort, volgnummer) if deel == 0 else volgnummer
        return o.alinea("Caption", *self.geankerd(tabel.anker, [f"{soort} ", teller, f". {tabel.bijschrift}"]))

    def tabel(self, tabel: Tabel, onder: str, warmte: bool) -> Element:
        self.tabelnummer += 1
        breedtes = _breedtes(tabel.kolommen, warmte)
        koppen = [_kopcel(kolom, staand=warmte and plaats > 0) for plaats, kolom in enumerate(tabel.kolommen)]
        rijen = [
            el(
                "table:table-row",
                {"table:style-name": "Rij"},
                *(
                    self.cel(kolom, cel, smal=warmte and plaats > 0)
                    for plaats, (kolom, cel) in enumerate(zip(tabel.kolommen, rij, strict=True))
                ),
            )
            for rij in tabel.rijen
        ]
        attributen = {
            "table:name": f"Tabel{self.tabelnummer}",
            "table:style-name": self.tabelstijl(sum(breedtes), kort(tabel)),
        }
        return el(
            "table:table",
            attributen,
            el("table:title", None, tabel.bijschrift),
            el("table:desc", None, onder or tabel.bijschrift),
            *(el("table:table-column", {"table:style-name": self.kolomstijl(breedte)}) for breedte in breedtes),
            el("table:table-header-rows", None, el("table:table-row", {"table:style-name": "Rij"}, *koppen)),
            *rijen,
        )

    def cel(self, kolom: Kolom, cel: Cel, smal: bool) -> Element:
        tekst = celtekst(cel)
        inhoud: Inhoud = o.span(tekst, f"Inkt_{cel.uitkomst}") if cel.uitkomst else tekst
        doel = self.doelen.get(cel.anker or "")
        if doel:
            inhoud = o.koppeling(_bladwijzernaam(doel), inhoud)
        celstijl = ("Vak" if smal else "Cel") + (f"_{cel.uitkomst}" if cel.uitkomst else "")
        alineastijl = "Warmtecel" if smal else "Rechts" if kolom.rechts else "Tabeltekst"
        return _cel(celstijl, o.alinea(alineastijl, inhoud))

    def delen(self, delen: tuple[Inline, ...]) -> list[Inhoud]:
        return [self.deel(deel) for deel in delen]

    def deel(self, deel: Inline) -> Inhoud:
        match deel:
            case str():
                return deel
            case Nadruk():
                return o.span(deel.tekst, "Emphasis")
            case Verwijzing():
                doel = self.doelen.get(deel.anker)
                if doel is None:
                    return deel.tekst
                return o.koppeling(_bladwijzernaam(doel), deel.tekst)
            case Voetnoot():
                self.voetnoten += 1
                return o.voetnoot(self.voetnoten, deel.tekst)

    def geankerd(self, anker: str | None, inhoud: list[Inhoud]) -> list[Inhoud]:
        if not anker or anker in self.geplaatst:
            return inhoud
        self.geplaatst.add(anker)
        return o.bladwijzer(_bladwijzernaam(self.doelen[anker]), inhoud)

    def tabelstijl(self, breedte: int, bijeen: bool) -> str:
        eigenschappen = {
            "style:width": _cm(breedte),
            "table:align": "left",
            "table:border-model": "collapsing",
            "fo:margin-bottom": "0.35cm",
            "style:may-break-between-rows": "false" if bijeen else "true",
        }
        stijlnaam = f"Bijeen{breedte}" if bijeen else f"Breed{breedte}"
        return self.stijl(stijlnaam, "table", "style:table-properties", eigenschappen)

    def kolomstijl(self, breedte: int) -> str:
        eigenschappen = {"style:column-width": _cm(breedte)}
        return self.stijl(f"Kolom{breedte}", "table-column", "style:table-column-properties", eigenschappen)

    def stijl(self, stijlnaam: str, familie: str, tag: str, eigenschappen: dict[str, str]) -> str:
        self.stijlen.setdefault(stijlnaam, _stijl(stijlnaam, familie, el(tag, eigenschappen)))
        return stijlnaam


def _vaste_stijlen() -> list[Element]:
    """The automatic styles that every document has: the title page, and cells per uitkomst."""
    titel = {
        "style:name": "Titel",
        "style:family": "paragraph",
        "style:parent-style-name": "Title",
        "style:master-page-name": "Titelblad",
    }
    inhoudskop = titel | {
        "style:name": "Inhoudskop",
        "style:parent-style-name": "Contents_20_Heading",
        "style:master-page-name": "Standard",
    }
    stijlen = [
        el("style:style", titel),
        el("style:style", inhoudskop),
        _stijl("Rij", "table-row", el("style:table-row-properties", {"fo:keep-together": "always"})),
        _celstijl("Kopcel", "#e4eaf1"),
        _celstijl("Kopvak", "#e4eaf1", smal=True),
        _celstijl("Cel", None),
        _celstijl("Vak", None, smal=True),
        _stijl("Staand", "text", el("style:text-properties", {"style:text-rotation-angle": "90"})),
    ]
    for uitkomst, stijl in legenda():
        stijlen.append(_celstijl(f"Cel_{uitkomst}", stijl.vlak))
        stijlen.append(_celstijl(f"Vak_{uitkomst}", stijl.vlak, smal=True))
        stijlen.append(_stijl(f"Inkt_{uitkomst}", "text", el("style:text-properties", {"fo:color": stijl.inkt})))
    return stijlen


def _celstijl(stijlnaam: str, vlak: str | None, smal: bool = False) -> Element:
    eigenschappen = {
        "fo:border": _RAND,
        "fo:padding": "0.02cm" if smal else "0.08cm",
        "style:vertical-align": "middle" if smal else "top",
    }
    if vlak:
        eigenschappen["fo:background-color"] = vlak
    return _stijl(stijlnaam, "table-cell", el("style:table-cell-properties", eigenschappen))


def _stijl(stijlnaam: str, familie: str, eigenschappen: Element) -> Element:
    return el("style:style", {"style:name": stijlnaam, "style:family": familie}, eigenschappen)


def _kopcel(kolom: Kolom, staand: bool) -> Element:
    if staand:
        return _cel("Kopvak", o.alinea("Warmtekop", o.span(kolom.kop, "Staand")))
    return _cel("Kopcel", o.alinea("Kop_20_rechts" if kolom.rechts else "Tabelkop", kolom.kop))


def _cel(stijlnaam: str, inhoud: Element) -> Element:
    return el("table:table-cell", {"table:style-name": stijlnaam, "office:value-type": "string"}, inhoud)


def _breedtes(kolommen: tuple[Kolom, ...], warmte: bool) -> list[int]:
    if warmte:
        # Few columns stay small instead of filling the page with colour.
        vak = min(VAKBREEDTE, (TEKSTBREEDTE - NAAMBREEDTE) // max(1, len(kolommen) - 1))
        return [NAAMBREEDTE, *[vak] * (len(kolommen) - 1)]
    gewichten = [max(1, kolom.breedte) for kolom in kolommen]
    return [TEKSTBREEDTE * gewicht // sum(gewichten) for gewicht in gewichten]


def _bladwijzernaam(nummer: int) -> str:
    return f"anker_{nummer}"


def _cm(breedte: int) -> str:
    return f"{breedte / 100:.2f}cm"


def _stijlen(document: Document) -> Element:
    """The fixed styles, with the running head filled in."""
    wortel = ElementTree.fromstring((o.MAP / "styles.xml").read_bytes())
    kop = wortel.find(f".//{o.naam('style:header')}/{o.naam('text:p')}")
    if kop is None:
        raise LookupError("styles.xml van de ODT-sjabloon heeft geen koptekst.")
    o.vul(kop, [document.titel, el("text:tab"), document.kenmerk])
    return wortel


def _meta(document: Document) -> Element:
    gegevens = [
        el("meta:generator", None, "dossieraudit"),
        el("dc:title", None, document.titel),
        el("dc:subject", None, document.onderwerp),
        el("dc:language", None, "nl-NL"),
        *(el("meta:keyword", None, woord) for woord in document.trefwoorden),
    ]
    if document.datum:
        moment = f"{document.datum.isoformat()}T00:00:00"
        gegevens += [el("meta:creation-date", None, moment), el("dc:date", None, moment)]
    return el("office:document-meta", {"office:version": "1.3"}, el("office:meta", None, *gegevens))
