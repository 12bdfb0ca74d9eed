"""The pieces of WordprocessingML that the DOCX renderer puts together."""

from collections.abc import Iterable
from pathlib import Path

from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from dossieraudit.report.inpakken import ingepakt

MAP = Path(__file__).resolve().parent / "templates" / "docx"
_PLAATSEN = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "rels.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/footnotes.xml": "footnotes.xml",
}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RUIMTE = "{http://www.w3.org/XML/1998/namespace}space"


def sjabloon() -> bytes:
    """An empty document with our styles, lists and settings."""
    return ingepakt((plaats, (MAP / bestand).read_bytes()) for plaats, bestand in _PLAATSEN.items())


def w(naam: str, *kinderen: Element | None, **attributen: str | int) -> Element:
    """An element of WordprocessingML."""
    element = OxmlElement(f"w:{naam}", {f"{{{_W}}}{n}": str(waarde) for n, waarde in attributen.items()})
    element.extend([kind for kind in kinderen if kind is not None])
    return element


def gelezen(xml: bytes) -> Element:
    """The root element of a part."""
    return parse_xml(xml)


def geschreven(element: Element) -> bytes:
    """A part as a file."""
    return serialize_part_xml(element)


def run(tekst: str, stijl: str | None = None, inkt: str | None = None) -> Element:
    """Text, with a character style or a colour ('#rrggbb')."""
    t = w("t")
    t.text = tekst
    t.set(_RUIMTE, "preserve")
    if stijl is None and inkt is None:
        return w("r", t)
    eigenschappen = w("rPr", w("rStyle", val=stijl) if stijl else None, w("color", val=inkt[1:]) if inkt else None)
    return w("r", eigenschappen, t)


def alinea(
    stijl: str | None,
    *delen: Element,
    voor: int | None = None,
    num: int | None = None,
    bij_volgende: bool = False,
    rechts: bool = False,
) -> Element:
    """A paragraph in a style; `voor` is extra space above it, `num` another list than that of its style."""
    eigenschappen = w(
        "pPr",
        w("pStyle", val=stijl) if stijl else None,
        w("keepNext") if bij_volgende else None,
        w("numPr", w("ilvl", val=0), w("numId", val=num)) if num is not None else None,
        w("spacing", before=voor) if voor is not None else None,
        w("jc", val="right") if rechts else None,
    )
    return w("p", eigenschappen if len(eigenschappen) else None, *delen)


def veld(opdracht: str, waarde: str) -> Element:
    """A field with the value that is shown until someone updates it."""
    return w("fldSimple", run(waarde), instr=f" {opdracht} ")


def koppeling(naam: str, *delen: Element) -> Element:
    """A link to a bookmark."""
    return w("hyperlink", *delen, anchor=naam, history=1)


def bladwijzer(nummer: int, naam: str, delen: Iterable[Element]) -> list[Element]:
    """Content as the target of links."""
    return [w("bookmarkStart", id=nummer, name=naam), *delen, w("bookmarkEnd", id=nummer)]


def voetnootverwijzing(nummer: int) -> Element:
    """The mark of a footnote in the text."""
    return w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteReference", id=nummer))


def voetnoot(nummer: int, tekst: str) -> Element:
    """A footnote itself."""
    teken = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
    return w("footnote", alinea("FootnoteText", teken, run(f" {tekst}")), id=nummer)


def nummering(nummer: int, lijst: int) -> Element:
    """An ordered list that starts at 1, after the pattern of a list in numbering.xml."""
    begin = w("lvlOverride", w("startOverride", val=1), ilvl=0)
    return w("num", w("abstractNumId", val=lijst), begin, numId=nummer)


def inhoudsopgave(titel: str, regels: list[tuple[int, str, str]], niveaus: int) -> Element:
    """A table of contents in which the headings (level, text, bookmark) stand already.

    Page numbers come when someone updates the field: only a word processor knows them, and asking it to update on
    opening would greet every reader with a question.
    """
    begin = [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", _opdracht(f' TOC \\o "1-{niveaus}" \\h \\z \\u ')),
        w("r", w("fldChar", fldCharType="separate")),
    ]
    alineas = [
        alinea(f"TOC{niveau}", *(begin if nummer == 0 else []), koppeling(naam, run(tekst)))
        for nummer, (niveau, tekst, naam) in enumerate(regels)
    ]
    if not alineas:
        alineas = [alinea("TOC1", *begin)]
    alineas.append(alinea(None, w("r", w("fldChar", fldCharType="end"))))
    galerij = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return w("sdt", w("sdtPr", galerij), w("sdtContent", alinea("TOCHeading", run(titel)), *alineas))


def _opdracht(tekst: str) -> Element:
    opdracht = w("instrText")
    opdracht.text = tekst
    opdracht.set(_RUIMTE, "preserve")
    return opdracht


def tabel(breedtes: list[int], rijen: list[Element], titel: str, beschrijving: str) -> Element:
    """A table with fixed widths (twips), whose first row and column are headers."""
    eigenschappen = w(
        "tblPr",
        w("tblStyle", val="Rapporttabel"),
        w("tblW", w=sum(breedtes), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="06A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
        w("tblCaption", val=titel),
        w("tblDescription", val=beschrijving),
    )
    return w("tbl", eigenschappen, w("tblGrid", *(w("gridCol", w=breedte) for breedte in breedtes)), *rijen)


def rij(cellen: list[Element], kop: bool = False, hoogte: int | None = None) -> Element:
    """A row that stays on one page; a header row is repeated on every page."""
    eigenschappen = w(
        "trPr",
        w("cantSplit"),
        w("trHeight", val=hoogte, hRule="atLeast") if hoogte else None,
        w("tblHeader") if kop else None,
    )
    return w("tr", eigenschappen, *cellen)


def cel(breedte: int, inhoud: Element, vlak: str | None = None, staand: bool = False, smal: bool = False) -> Element:
    """A cell with a colour; `staand` turns its text upright, `smal` takes its side margins away."""
    eigenschappen = w(
        "tcPr",
        w("tcW", w=breedte, type="dxa"),
        w("shd", val="clear", color="auto", fill=vlak[1:]) if vlak else None,
        w("tcMar", w("left", w=10, type="dxa"), w("right", w=10, type="dxa")) if smal else None,
        w("textDirection", val="btLr") if staand else None,
        w("vAlign", val="bottom" if staand else "center") if smal else None,
    )
    return w("tc", eigenschappen, inhoud)
