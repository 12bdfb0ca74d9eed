"""The pieces of OpenDocument that the ODT renderer puts together.

Made with the standard library: the styles are ours (templates/odt), so what remains is plain elements.
"""

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MAP = Path(__file__).resolve().parent / "templates" / "odt"
MIMETYPE = b"application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAAMRUIMTEN = {
    "office": f"{_OASIS}:office:1.0",
    "style": f"{_OASIS}:style:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "meta": f"{_OASIS}:meta:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}

for _voorvoegsel, _uri in NAAMRUIMTEN.items():
    ElementTree.register_namespace(_voorvoegsel, _uri)

Inhoud = str | Element


def naam(kort: str) -> str:
    """A name with its name space written out: 'text:p'."""
    voorvoegsel, _, lokaal = kort.partition(":")
    return f"{{{NAAMRUIMTEN[voorvoegsel]}}}{lokaal}"


def el(tag: str, attributen: dict[str, str] | None = None, *inhoud: Inhoud) -> Element:
    """An element with attributes and mixed content: text and elements."""
    element = Element(naam(tag), {naam(n): waarde for n, waarde in (attributen or {}).items()})
    vul(element, inhoud)
    return element


def vul(element: Element, inhoud: tuple[Inhoud, ...] | list[Inhoud]) -> None:
    """Append text and elements to an element."""
    for deel in inhoud:
        if isinstance(deel, Element):
            element.append(deel)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + deel
        else:
            element.text = (element.text or "") + deel


def bestand(wortel: Element) -> bytes:
    """A part as a file."""
    inhoud: bytes = ElementTree.tostring(wortel, encoding="UTF-8", xml_declaration=True)
    return inhoud


def alinea(stijl: str, *inhoud: Inhoud) -> Element:
    """A paragraph in a style."""
    return el("text:p", {"text:style-name": stijl}, *inhoud)


def span(tekst: str, stijl: str) -> Element:
    """Text in a character style."""
    return el("text:span", {"text:style-name": stijl}, tekst)


def koppeling(anker: str, *inhoud: Inhoud, stijl: str = "Internet_20_link") -> Element:
    """A link to a bookmark."""
    attributen = {
        "xlink:type": "simple",
        "xlink:href": f"#{anker}",
        "text:style-name": stijl,
        "text:visited-style-name": stijl,
    }
    return el("text:a", attributen, *inhoud)


def bladwijzer(anker: str, inhoud: list[Inhoud]) -> list[Inhoud]:
    """Content as the target of links."""
    begin, eind = (el(f"text:bookmark-{kant}", {"text:name": anker}) for kant in ("start", "end"))
    return [begin, *inhoud, eind]


def voetnoot(nummer: int, tekst: str) -> Element:
    """A footnote at this point of the text."""
    return el(
        "text:note",
        {"text:id": f"ftn{nummer}", "text:note-class": "footnote"},
        el("text:note-citation", None, str(nummer)),
        el("text:note-body", None, alinea("Footnote", tekst)),
    )


def teller(soort: str, nummer: str) -> Element:
    """The number of a caption, counted on when the document is edited."""
    attributen = {
        "text:ref-name": f"ref{soort}{nummer}",
        "text:name": soort,
        "text:formula": f"ooow:{soort}+1",
        "style:num-format": "1",
    }
    return el("text:sequence", attributen, nummer)


def inhoudsopgave(titel: str, regels: list[tuple[int, str, str]], niveaus: int) -> Element:
    """A table of contents in which the headings (level, text, bookmark) stand already.

    The page numbers are references, which a word processor works out itself when it opens the document.
    """
    sjablonen = [
        el(
            "text:table-of-content-entry-template",
            {"text:outline-level": str(niveau), "text:style-name": f"Contents_20_{niveau}"},
            el("text:index-entry-link-start"),
            el("text:index-entry-chapter"),
            el("text:index-entry-text"),
            el("text:index-entry-tab-stop", {"style:type": "right", "style:leader-char": "."}),
            el("text:index-entry-page-number"),
            el("text:index-entry-link-end"),
        )
        for niveau in range(1, niveaus + 1)
    ]
    titelsjabloon = el("text:index-title-template", {"text:style-name": "Contents_20_Heading"}, titel)
    bron = el("text:table-of-content-source", {"text:outline-level": str(niveaus)}, titelsjabloon, *sjablonen)
    kop = el("text:index-title", {"text:name": "Inhoud_kop"}, alinea("Inhoudskop", titel))
    alineas = [
        alinea(f"Contents_20_{niveau}", koppeling(anker, tekst, el("text:tab"), _pagina(anker), stijl="Index_20_Link"))
        for niveau, tekst, anker in regels
    ]
    romp = el("text:index-body", None, kop, *alineas)
    return el("text:table-of-content", {"text:name": "Inhoud", "text:protected": "true"}, bron, romp)


def _pagina(anker: str) -> Element:
    return el("text:bookmark-ref", {"text:reference-format": "page", "text:ref-name": anker})
