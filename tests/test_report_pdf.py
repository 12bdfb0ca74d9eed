"""Claims about the PDF report: tagged, navigable, and with a glyph for every character that it shows."""

import io
from collections import Counter

import pikepdf
import pytest

from dossieraudit.report import glyphs, pdf
from dossieraudit.report.taal import zichtbaar
from dossieraudit.report.tree import Alinea, Document, Kop, Nadruk
from tests import pdf_tekst
from tests.formaten_voorbeeld import voorbeeld


@pytest.fixture(scope="module")
def inhoud() -> bytes:
    return pdf.schrijf(voorbeeld())


@pytest.fixture(scope="module")
def bestand(inhoud: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(inhoud))


def test_is_tagged_and_declares_its_standards_title_and_language(bestand: pikepdf.Pdf) -> None:
    assert bestand.Root.MarkInfo.Marked
    assert str(bestand.Root.Lang).lower() == "nl-nl"
    assert bestand.Root.ViewerPreferences.DisplayDocTitle
    with bestand.open_metadata() as gegevens:
        assert gegevens["pdfuaid:part"] == "1"
        assert (gegevens["pdfaid:part"], gegevens["pdfaid:conformance"]) == ("2", "A")
        assert gegevens["dc:title"] == "Triage en overdracht in Voorbeeldstad"


def test_structure_has_headings_tables_lists_notes_and_alternatives(bestand: pikepdf.Pdf) -> None:
    soorten: Counter[str] = Counter()
    alternatieven: list[str] = []
    wachtrij: list[object] = [bestand.Root.StructTreeRoot]
    while wachtrij:
        element = wachtrij.pop()
        if not isinstance(element, pikepdf.Dictionary):
            continue
        soort = str(element.get("/S", ""))
        soorten[soort] += 1
        if "/Alt" in element and soort == "/Figure":
            alternatieven.append(str(element.Alt))
        kinderen = element.get("/K")
        wachtrij.extend(kinderen if isinstance(kinderen, pikepdf.Array) else [kinderen])
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Note", "/TOC", "/Caption"} <= set(soorten)
    assert any("Signaleren: 12 voldoet, 5 voldoet gedeeltelijk" in alt for alt in alternatieven)
    assert any(alt.startswith("Tijdlijn van 3 november 2016 tot en met 1 augustus 2017") for alt in alternatieven)


def test_has_bookmarks_and_page_numbers(bestand: pikepdf.Pdf, inhoud: bytes) -> None:
    with bestand.open_outline() as overzicht:
        titels = [ingang.title for ingang in overzicht.root]
    assert titels == [
        "Samenvatting",
        "1 Veiligheid van kinderen",
        "2 Oordeel en vervolg",
        "Bijlage 1 Verantwoording",
    ]
    assert f"Pagina 2 van {len(bestand.pages)}" in pdf_tekst.tekst(inhoud)


def test_embeds_no_other_font_than_the_shipped_one(bestand: pikepdf.Pdf) -> None:
    namen = {
        str(font.BaseFont).partition("+")[2]
        for bladzijde in bestand.pages
        for font in dict(bladzijde.resources.get("/Font", {})).values()
    }
    assert namen
    assert all(naam.startswith("SourceSansPro-") for naam in namen)


def test_a_character_that_the_font_lacks_is_written_out() -> None:
    assert glyphs.leesbaar("漢 😀 é") == "[U+6F22] [U+1F600] é"
    tekst = Document("漢", "", None, "", (Kop(1, "😀", "a"), Alinea((Nadruk("Ж 漢"),))))
    assert "[U+1F600]" in pdf_tekst.tekst(pdf.schrijf(tekst))


@pytest.mark.parametrize("cursief", [False, True])
def test_every_character_that_passes_can_be_set(cursief: bool) -> None:
    """The compiler is the judge: it refuses a character without a glyph."""
    alles = "".join(map(chr, (*range(0x20, 0xD800), *range(0xE000, 0xFFFF))))
    tekens = [t for t in alles if zichtbaar(t) == t and glyphs.leesbaar(t, cursief) == t]
    assert len(tekens) > 500
    tekst = " ".join(tekens)
    pdf.schrijf(Document("T", "", None, "", (Kop(1, "K", "k"), Alinea((Nadruk(tekst) if cursief else tekst,)))))


def test_a_path_breaks_where_its_parts_meet_and_a_hash_anywhere() -> None:
    """'familiegroepspla n.uitzondering' reads as two words that there are not."""
    cellen = ("familiegroepsplan.uitzondering", "afsluiting.inschatting_veiligheid", "0123456789abcdef" * 4)
    pad, lang, som = (pdf._cel(tekst).split("\u200b") for tekst in cellen)
    assert pad == ["familiegroepsplan.", "uitzondering"]
    assert lang == ["afsluiting.", "inschatting_", "veiligheid"]
    assert max(map(len, som)) == 8
    assert pdf._cel("veiligheidsplannen") == "veiligheidsplannen"
