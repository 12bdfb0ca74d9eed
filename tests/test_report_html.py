"""Claims about the HTML report: one file, offline, accessible, and hostile text stays text."""

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
import tinycss2

from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.report.html import schrijf
from dossieraudit.report.html_figuren import STRAAL, staafdiagram, tijdas
from dossieraudit.report.opmaak import GEEN_RIJEN
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.tree import Alinea, Document, Kaderblok, Kop, Lijst, Staven, Tijdlijn, Verwijzing, Voetnoot
from tests import html_voorbeeld as voorbeeld

ADRESSEN = {"href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href", "cite", "background"}


def ontleed(html: bytes) -> Element:
    """The page as a browser reads it; a parse error in it is a fault."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    pagina: Element = parser.parse(html, transport_encoding="utf-8")
    return pagina


def tekst(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def zichtbaar(pagina: Element) -> str:
    """All text of the page that is read, without style and scripts."""
    return " ".join("".join(_gelezen(alle(pagina, "body")[0])).split())


def _gelezen(element: Element) -> Iterator[str]:
    if naam(element) not in {"script", "style"}:
        yield element.text or ""
        for kind in element:
            yield from _gelezen(kind)
            yield kind.tail or ""


def naam(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def alle(pagina: Element, *namen: str) -> list[Element]:
    return [element for element in pagina.iter() if naam(element) in namen]


def gegevens(pagina: Element) -> dict[str, Any]:
    (script,) = [s for s in alle(pagina, "script") if s.get("type") == "application/json"]
    gelezen: dict[str, Any] = json.loads(script.text or "")
    return gelezen


@pytest.fixture(scope="module")
def html() -> bytes:
    return schrijf(voorbeeld.document(20), voorbeeld.verkenner(20))


@pytest.fixture(scope="module")
def pagina(html: bytes) -> Element:
    return ontleed(html)


@pytest.fixture(scope="module")
def vijandig() -> Element:
    return ontleed(schrijf(voorbeeld.document(20, voorbeeld.VIJANDIG), voorbeeld.verkenner(3)))


def test_two_runs_give_the_same_bytes(html: bytes) -> None:
    assert schrijf(voorbeeld.document(20), voorbeeld.verkenner(20)) == html


def test_the_page_names_its_language_and_title(pagina: Element) -> None:
    assert pagina.get("lang") == "nl"
    assert tekst(alle(pagina, "title")[0]).startswith("Borgen van veiligheid door het wijkteam Voorbeeldstad")


def test_headings_start_at_one_h1_and_skip_no_level(pagina: Element) -> None:
    rangen = [int(naam(kop)[1]) for kop in alle(pagina, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert rangen.count(1) == 1
    assert rangen[0] == 1
    assert all(volgende <= vorige + 1 for vorige, volgende in pairwise(rangen))


def test_a_numbered_heading_shows_its_number_once() -> None:
    koppen = (Kop(1, "Directe veiligheid", "a", "3"), Kop(2, "3.1 Beleid", "b", "3.1"))
    pagina = ontleed(schrijf(Document("T", "", None, "", koppen)))
    assert [tekst(kop) for kop in alle(pagina, "h2", "h3")] == ["3 Directe veiligheid", "3.1 Beleid"]


def test_there_is_one_of_each_landmark_and_a_skip_link_that_arrives(pagina: Element) -> None:
    assert [len(alle(pagina, soort)) for soort in ("main", "header")] == [1, 1]
    sprong = alle(pagina, "a")[0]
    assert tekst(sprong) == "Ga naar de inhoud"
    assert sprong.get("href") == f"#{alle(pagina, 'main')[0].get('id')}"


def test_the_table_of_contents_leads_to_every_heading_of_the_first_three_levels(pagina: Element) -> None:
    inhoud = next(nav for nav in alle(pagina, "nav") if nav.get("class") == "inhoud")
    genoemd = {a.get("href") for a in alle(inhoud, "a")}
    koppen = {f"#{kop.get('id')}" for kop in alle(pagina, "h2", "h3", "h4") if kop.get("id")}
    assert genoemd == koppen


def test_every_table_has_a_caption_and_every_header_cell_a_scope(pagina: Element) -> None:
    tabellen = alle(pagina, "table")
    assert tabellen
    assert all(naam(tabel[0]) == "caption" and tekst(tabel[0]) for tabel in tabellen)
    assert all(th.get("scope") in {"col", "row"} and tekst(th) for th in alle(pagina, "th"))


def test_every_svg_is_an_image_with_a_title_and_a_description(pagina: Element) -> None:
    tekeningen = alle(pagina, "svg")
    assert len(tekeningen) == 2
    for svg in tekeningen:
        assert svg.get("role") == "img"
        assert [naam(kind) for kind in svg[:2]] == ["title", "desc"]
        assert all(tekst(kind) for kind in svg[:2])
        assert (svg.get("aria-labelledby") or "").split() == [kind.get("id") for kind in svg[:2]]


@pytest.mark.parametrize("soort", ["gewoon", "vijandig", "leeg"])
def test_ids_are_unique_and_every_reference_arrives(soort: str) -> None:
    documenten = {
        "gewoon": voorbeeld.document(20),
        "vijandig": voorbeeld.document(3, voorbeeld.VIJANDIG),
        "leeg": voorbeeld.leeg(),
    }
    pagina = ontleed(schrijf(documenten[soort], voorbeeld.verkenner(3)))
    ids = [element.get("id") for element in pagina.iter() if element.get("id")]
    verwijzingen = [
        doel
        for element in pagina.iter()
        for attribuut in ("aria-labelledby", "aria-describedby", "for")
        for doel in (element.get(attribuut) or "").split()
    ]
    verwijzingen += [a.get("href", "")[1:] for a in alle(pagina, "a")]
    assert len(ids) == len(set(ids))
    assert set(verwijzingen) <= set(ids)


def test_nothing_refers_outside_the_file(html: bytes, pagina: Element) -> None:
    adressen = [e.attrib[a] for e in pagina.iter() for a in e.attrib if str(a).rpartition("}")[2] in ADRESSEN]
    assert all(adres.startswith("#") for adres in adressen)
    assert not alle(pagina, "link", "img", "iframe", "object", "embed", "base", "audio", "video", "image", "use")
    assert not re.search(rb"https?:|//\w+\.\w|url\(|@import|fetch\(|XMLHttpRequest|WebSocket|import\(", html)


def test_the_security_policy_allows_this_style_and_this_script_and_nothing_else(pagina: Element) -> None:
    (beleid,) = [m.get("content", "") for m in alle(pagina, "meta") if m.get("http-equiv") == "Content-Security-Policy"]
    (stijl,) = alle(pagina, "style")
    (script,) = [s for s in alle(pagina, "script") if s.get("type") is None]

    def hash_van(element: Element) -> str:
        return f"'sha256-{b64encode(sha256((element.text or '').encode()).digest()).decode()}'"

    assert beleid == (
        f"default-src 'none'; style-src {hash_van(stijl)}; script-src {hash_van(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def test_no_element_carries_a_style_or_a_handler(pagina: Element, vijandig: Element) -> None:
    """The policy would block both, so such an element would look or work wrong."""
    attributen = {str(a) for bron in (pagina, vijandig) for e in bron.iter() for a in e.attrib}
    assert not {a for a in attributen if a == "style" or a.startswith("on")}


def test_the_style_sheet_parses_without_a_fault(pagina: Element) -> None:
    regels = tinycss2.parse_stylesheet(alle(pagina, "style")[0].text, skip_whitespace=True, skip_comments=True)
    inhoud = [
        deel
        for regel in regels
        if regel.type == "qualified-rule"
        for deel in tinycss2.parse_blocks_contents(regel.content, skip_whitespace=True, skip_comments=True)
    ]
    assert inhoud
    assert not [deel for deel in (*regels, *inhoud) if deel.type == "error"]


def test_hostile_text_shows_as_text_in_every_place(pagina: Element, vijandig: Element) -> None:
    """The page with it has exactly the elements of the page without it, and each text stands in full."""
    # The label of a bar is wrapped, so a long one takes more lines of text in the drawing.
    geteld, verwacht = (
        Counter(naam(element) for element in bron.iter() if naam(element) != "text") for bron in (vijandig, pagina)
    )
    assert geteld == verwacht
    # Every string of the example but the folded label, and the two in the head.
    assert zichtbaar(vijandig).count(voorbeeld.VIJANDIG) >= 26 * 3 + 20


def test_hostile_text_in_the_explorer_stays_data() -> None:
    verkenner = voorbeeld.verkenner(2)
    boos = voorbeeld.Blad(
        "SH9.9", voorbeeld.VIJANDIG, voorbeeld.VIJANDIG, (voorbeeld.EisTekst("e", voorbeeld.VIJANDIG),)
    )
    html = schrijf(voorbeeld.leeg(), voorbeeld.Verkenner((boos,), verkenner.dossiers))
    pagina = ontleed(html)
    assert gegevens(pagina)["bladen"] == [["SH9.9", voorbeeld.VIJANDIG, 0, [["e", voorbeeld.VIJANDIG]]]]
    assert len(alle(pagina, "script")) == 2
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", html.decode())


def test_a_heat_map_cell_has_a_colour_a_sign_and_words(pagina: Element) -> None:
    (kaart,) = [t for t in alle(pagina, "table") if t.get("class") == "kaart"]
    cellen = [[cel for cel in rij if naam(cel) == "td"] for rij in alle(kaart, "tr")[1:]]
    assert [len(rij) for rij in cellen] == [len(voorbeeld.BLADEN)] * 20
    for r, rij in enumerate(cellen):
        for k, cel in enumerate(rij):
            uitkomst = voorbeeld.uitkomst(r, k)
            aangepast = (r, k) == (0, 0)
            assert cel.get("class") == f"u-{uitkomst}"
            assert [tekst(deel) for deel in cel] == [
                STIJLEN[uitkomst].teken + "*" * aangepast,
                STIJLEN[uitkomst].label + ", vastgesteld door een beoordelaar" * aangepast,
            ]
            assert (cel[0].get("aria-hidden"), cel[1].get("class")) == ("true", "vh")


def test_a_long_heat_map_shows_the_first_rows_and_says_where_the_rest_is() -> None:
    lang = ontleed(schrijf(voorbeeld.document(61), voorbeeld.verkenner(61)))
    (kaart,) = [t for t in alle(lang, "table") if t.get("class") == "kaart"]
    assert len(alle(kaart, "tr")) == 61
    assert "Hier staan de eerste 60 van de 61 dossiers. De verkenner op het scherm bevat ze alle." in tekst(lang)
    zonder = zichtbaar(ontleed(schrijf(voorbeeld.document(1234))))
    assert "Hier staan de eerste 60 van de 1.234 dossiers." in zonder
    assert "verkenner" not in zonder.lower()


def test_without_javascript_the_reader_is_told_and_the_explorer_stays_hidden(pagina: Element) -> None:
    assert "De verkenner heeft JavaScript nodig" in tekst(alle(pagina, "noscript")[0])
    (app,) = [e for e in pagina.iter() if e.get("id") == "da-app"]
    assert "hidden" in app.attrib


def test_footnotes_are_numbered_in_order_and_lead_back() -> None:
    blokken = tuple(Alinea((f"zin {n}", Voetnoot(f"bron {n}"))) for n in (1, 2, 3))
    pagina = ontleed(schrijf(Document("T", "", None, "", blokken)))
    verwijzingen = [e for e in alle(pagina, "sup") if e.get("class") == "noot"]
    assert [tekst(v) for v in verwijzingen] == ["voetnoot 1", "voetnoot 2", "voetnoot 3"]
    (noten,) = [e for e in alle(pagina, "section") if e.get("role") == "doc-endnotes"]
    for n, (verwijzing, noot) in enumerate(zip(verwijzingen, alle(noten, "li"), strict=True), 1):
        assert verwijzing[0].get("href") == f"#{noot.get('id')}"
        assert tekst(noot).startswith(f"bron {n} Terug naar de tekst bij voetnoot {n}")
        assert alle(noot, "a")[0].get("href") == f"#{verwijzing.get('id')}"


def test_the_grondslag_of_a_paragraph_is_shown_on_demand() -> None:
    pagina = ontleed(schrijf(Document("T", "", None, "", (Alinea(("a",), grondslag="7 van 11"), Alinea(("b",))))))
    (vak,) = [e for e in alle(pagina, "details") if e.get("class") == "grondslag"]
    assert "open" not in vak.attrib
    assert [naam(kind) for kind in vak] == ["summary", "p"]
    assert tekst(vak[0]) == "Grondslag van deze alinea"
    assert tekst(vak[1]) == "7 van 11"


@pytest.mark.parametrize("plaats", ["paragraph", "list", "box", "nowhere"])
def test_the_button_for_all_grondslagen_is_there_if_there_is_one(plaats: str) -> None:
    alinea = Alinea(("a",), grondslag=None if plaats == "nowhere" else "7 van 11")
    blok = {"list": Lijst((alinea,)), "box": Kaderblok("k", (Lijst((alinea,)),))}.get(plaats, alinea)
    pagina = ontleed(schrijf(Document("T", "", None, "", (blok,))))
    assert bool(alle(pagina, "button")) is (plaats != "nowhere")


def test_a_link_to_a_place_that_is_not_there_is_plain_text() -> None:
    blokken = (Kop(1, "Een", "een"), Alinea((Verwijzing("wel", "een"), Verwijzing("niet", "twee"))))
    pagina = ontleed(schrijf(Document("T", "", None, "", blokken)))
    (alinea,) = [e for e in alle(pagina, "p") if tekst(e) == "welniet"]
    assert [tekst(a) for a in alle(alinea, "a")] == ["wel"]


def test_an_anchor_used_twice_is_placed_once_and_ours_cannot_be_taken() -> None:
    blokken = (Kop(1, "Een", "een"), Kop(1, "Twee", "een"), Kop(1, "Drie", "da-hoofd"))
    pagina = ontleed(schrijf(Document("T", "", None, "", blokken)))
    ids = [e.get("id") for e in pagina.iter() if e.get("id")]
    assert ids.count("een") == 1
    assert ids.count("da-hoofd") == 1


def test_empty_figures_say_that_there_are_no_data() -> None:
    pagina = ontleed(schrijf(voorbeeld.leeg()))
    assert zichtbaar(pagina).count(GEEN_RIJEN) == 3
    assert "geen gegevens" in zichtbaar(pagina)


def test_the_segments_of_a_bar_fill_it_and_only_room_decides_what_stands_in_them() -> None:
    aantallen = {"voldoet": 60, "voldoet_niet": 30, "niet_navolgbaar": 7, "niet_getoetst": 3}
    (staaf,) = staafdiagram(Staven("s", (("a", aantallen),), "")).staven  # type: ignore[dict-item]
    assert [s.uitkomst for s in staaf.segmenten] == [u for u in UITKOMSTEN if u in aantallen]
    assert sum(s.breedte for s in staaf.segmenten) == pytest.approx(100)
    assert [s.x for s in staaf.segmenten] == [0, 60, 90, 97]
    tekens = {u: STIJLEN[u].teken for u in UITKOMSTEN}
    assert [s.tekst for s in staaf.segmenten] == [
        f"{tekens['voldoet']} 60",
        f"{tekens['voldoet_niet']} 30",
        tekens["niet_navolgbaar"],
        "",
    ]
    assert staaf.onder.endswith(f"{tekens['niet_getoetst']} 3 (totaal 100)")


def test_points_of_a_time_line_stand_in_order_and_cover_no_other_point() -> None:
    (lijn,) = [b for b in voorbeeld.document().blokken if isinstance(b, Tijdlijn)]
    tekening = tijdas(lijn)
    punten = [punt for baan in tekening.banen for punt in baan.punten]
    assert [p.x for p in sorted(punten, key=lambda p: p.nummer)] == sorted(p.x for p in punten)
    assert all(p.x - STRAAL >= 0 and p.x + STRAAL <= 100.001 for p in punten)
    for een in punten:
        assert all(een is ander or een.y != ander.y or abs(een.x - ander.x) >= 2 * STRAAL - 0.01 for ander in punten)
    assert all(p.y < tekening.hoogte for p in punten)


def test_the_lock_of_the_browser_modules_names_no_host() -> None:
    lock = json.loads((Path(__file__).resolve().parent / "browser" / "package-lock.json").read_text(encoding="utf-8"))
    pakketten = {naam: pakket for naam, pakket in lock["packages"].items() if naam}
    assert pakketten
    assert all(pakket["integrity"] and "resolved" not in pakket for pakket in pakketten.values())
    assert "://" not in json.dumps(lock)
