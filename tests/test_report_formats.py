"""Claims about the report as Markdown, DOCX, ODT and PDF: what is in the tree is in the file, as text, every time."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import docx as python_docx
import odfdo
import pikepdf
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from markdown_it import MarkdownIt

from dossieraudit.report import docx, html, markdown, odt, pdf
from dossieraudit.report.inpakken import herpakt, ingepakt
from dossieraudit.report.opmaak import WARMTEKAART_KOLOMMEN, WARMTEKAART_RIJEN, doorlopend_genummerd, genummerd
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.tree import Alinea, Cel, Document, Kolom, Kop, Nadruk, Tabel
from tests import pdf_tekst
from tests.formaten_voorbeeld import (
    REGELBEGINNEN,
    VIJANDIG,
    VIJANDIG_LEESBAAR,
    leesbare_teksten,
    staven,
    tijdlijn,
    voorbeeld,
    warmtekaart,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SCHRIJVERS: dict[str, Callable[[Document], bytes]] = {
    "md": markdown.schrijf,
    "docx": docx.schrijf,
    "odt": odt.schrijf,
    "pdf": pdf.schrijf,
}


@pytest.fixture(scope="module")
def document() -> Document:
    return voorbeeld()


@pytest.fixture(scope="module")
def bestanden(document: Document) -> dict[str, bytes]:
    return {formaat: schrijf(document) for formaat, schrijf in SCHRIJVERS.items()}


def deel(archief: bytes, naam: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(archief)) as bestand:
        return ElementTree.fromstring(bestand.read(naam))


def gelezen(formaat: str, inhoud: bytes) -> str:
    """The text of a file, as another program than ours reads it."""
    if formaat == "pdf":
        return pdf_tekst.tekst(inhoud)
    if formaat == "md":
        html = MarkdownIt("commonmark").enable("table").render(inhoud.decode())
        return "".join(ElementTree.fromstring(f"<html>{re.sub('<hr ?/?>', '', html)}</html>").itertext())
    if formaat == "docx":
        delen = ("word/document.xml", "word/footnotes.xml")
        return "".join("".join(t.text or "" for t in deel(inhoud, naam).iter(f"{W}t")) for naam in delen)
    return "".join(deel(inhoud, "content.xml").itertext())


def dicht(tekst: str) -> str:
    """Without white space and hyphens, which a format may add where it breaks a line."""
    return re.sub(r"[\s\u00ad\u200b-]", "", tekst)


@pytest.mark.parametrize("formaat", SCHRIJVERS)
def test_two_runs_give_the_same_bytes(formaat: str, bestanden: dict[str, bytes]) -> None:
    assert SCHRIJVERS[formaat](voorbeeld()) == bestanden[formaat]


@pytest.mark.parametrize("formaat", SCHRIJVERS)
def test_every_text_of_the_tree_is_read_back_as_it_was(
    formaat: str, document: Document, bestanden: dict[str, bytes]
) -> None:
    """Hostile text too: nothing of it is run, made bold, or lost."""
    gevonden = dicht(gelezen(formaat, bestanden[formaat]))
    assert [tekst for tekst in leesbare_teksten(document) if dicht(tekst) not in gevonden] == []


@pytest.mark.parametrize("formaat", SCHRIJVERS)
def test_charts_give_their_counts_and_signs_as_text(formaat: str, bestanden: dict[str, bytes]) -> None:
    gevonden = dicht(gelezen(formaat, bestanden[formaat]))
    assert [n for n in ("V12", "G5", "N9", "?3", "N120") if n not in gevonden] == []
    assert "V=voldoet;G=voldoetgedeeltelijk;N=voldoetniet;?=nietnavolgbaar;" in gevonden
    assert "*=vastgestelddooreenbeoordelaar" in gevonden
    assert "V*" in gevonden


@pytest.mark.parametrize("formaat", SCHRIJVERS)
def test_a_long_heat_map_is_cut_off_and_says_so(formaat: str) -> None:
    kort = Document("T", "", None, "", (Kop(1, "Kaart", "k"), warmtekaart(WARMTEKAART_RIJEN + 15, 6)))
    gevonden = gelezen(formaat, SCHRIJVERS[formaat](kort))
    assert dicht("dossier-0060") in dicht(gevonden)
    assert dicht("dossier-0061") not in dicht(gevonden)
    zin = "Hier staan de eerste 60 van de 75 dossiers; alle dossiers staan in de HTML-versie en in het Excel-bestand."
    assert dicht(zin) in dicht(gevonden)


@pytest.mark.parametrize("formaat", SCHRIJVERS)
def test_a_wide_heat_map_continues_in_a_second_table(formaat: str) -> None:
    breed = Document("T", "", None, "", (Kop(1, "Kaart", "k"), warmtekaart(3, WARMTEKAART_KOLOMMEN + 8)))
    gevonden = dicht(gelezen(formaat, SCHRIJVERS[formaat](breed)))
    assert gevonden.count(dicht("Figuur 1. Uitkomsten per dossier")) >= 2
    assert dicht("Figuur 1. Uitkomsten per dossier (vervolg)") in gevonden
    assert f"IZ{(WARMTEKAART_KOLOMMEN + 7) // 4 + 1}.4" in gevonden


@pytest.mark.parametrize("formaat", SCHRIJVERS)
def test_a_document_without_data_can_be_written(formaat: str) -> None:
    leeg = Document(
        "T",
        "",
        None,
        "",
        (
            Kop(1, "Leeg", "k"),
            warmtekaart(0, 3),
            replace(staven(), staven=()),
            replace(tijdlijn(), gebeurtenissen=()),
            Tabel("Leeg", (Kolom("Naam"),), ()),
        ),
    )
    assert "Geengegevens" in dicht(gelezen(formaat, SCHRIJVERS[formaat](leeg)))


@pytest.mark.parametrize("formaat", ["docx", "odt"])
def test_an_archive_holds_no_time_of_writing(formaat: str, bestanden: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(bestanden[formaat])) as archief:
        assert {ingang.date_time for ingang in archief.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert herpakt(bestanden[formaat]) == bestanden[formaat]


def test_an_opendocument_archive_starts_with_its_kind() -> None:
    archief = ingepakt([("content.xml", b"x"), ("mimetype", b"soort")])
    assert archief[30:43] == b"mimetypesoort"


def test_the_report_package_loads_no_format_by_itself() -> None:
    script = (
        "import sys, dossieraudit.report; "
        "print(sorted({'docx', 'odfdo', 'typst', 'xlsxwriter', 'jinja2', 'lxml'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


class TestMarkdown:
    def test_hostile_text_becomes_no_markup(self) -> None:
        tekst = Document("T", "", None, "", (Alinea((VIJANDIG,)), Alinea((Nadruk(VIJANDIG),))))
        html = MarkdownIt("gfm-like", {"linkify": False}).render(markdown.schrijf(tekst).decode())
        tags = set(re.findall(r"<(\w+)", html))
        assert tags == {"h1", "h2", "p", "em"}

    @pytest.mark.parametrize("begin", REGELBEGINNEN)
    def test_a_line_that_looks_like_a_list_or_a_rule_stays_a_paragraph(self, begin: str) -> None:
        md = markdown.schrijf(Document("T", "", None, "", (Alinea((begin[:1], begin[1:])),))).decode()
        html = MarkdownIt("commonmark").render(md)
        assert html.endswith(f"<p>{begin.replace('>', '&gt;')}</p>\n")

    def test_links_arrive_at_an_anchor(self, bestanden: dict[str, bytes]) -> None:
        tekst = bestanden["md"].decode()
        ankers = re.findall(r'<a id="([^"]+)"></a>', tekst)
        assert len(ankers) == len(set(ankers))
        assert set(re.findall(r"\]\(#([^)]+)\)", tekst)) <= set(ankers)
        assert "verwijzing naar niets." in tekst

    def test_every_footnote_is_set_once(self, bestanden: dict[str, bytes]) -> None:
        tekst = bestanden["md"].decode()
        assert (
            re.findall(r"(?<!\\)\[\^(\d)\](?!:)", tekst)
            == re.findall(r"^\[\^(\d)\]:", tekst, re.MULTILINE)
            == ["1", "2"]
        )


@pytest.mark.parametrize("formaat", [*SCHRIJVERS, "html"])
def test_the_day_on_the_cover_is_called_the_peildatum_in_every_format(formaat: str) -> None:
    """Unnamed it reads as the day of the report; that of several onderzoeken is a period."""
    schrijf = SCHRIJVERS.get(formaat, html.schrijf)

    def voorkant(document: Document) -> str:
        inhoud = schrijf(document)
        return inhoud.decode() if formaat == "html" else gelezen(formaat, inhoud)

    dag = Document("T", "", date(2018, 2, 28), "Rapport van bevindingen", ())
    assert dicht("Peildatum: 28 februari 2018") in dicht(voorkant(dag))
    assert dicht("Rapport van bevindingen") in dicht(voorkant(dag))
    samen = replace(dag, vroegste=date(2017, 11, 15))
    assert dicht("Peildata: 15 november 2017 tot en met 28 februari 2018") in dicht(voorkant(samen))
    assert "Peildat" not in voorkant(replace(dag, datum=None))


def test_a_heading_and_the_sentence_under_it_stay_with_their_table() -> None:
    """Alone at the foot of a page they announce what the reader does not see."""
    vulling = tuple(Alinea(("Vulling.",)) for _ in range(44))
    tabel = Tabel("Normen", (Kolom("Norm", 100),), ((Cel("Een norm"),),) * 30)
    staart = (Kop(2, "Een kop", "k"), Alinea(("Alle normen zijn ongewijzigd.",)), tabel)
    for weg in range(0, 44, 2):
        document = Document("T", "", None, "", (Kop(1, "Vooraf", "v"), *vulling[weg:], *staart))
        (pagina,) = (tekst for tekst in pdf_tekst.bladzijden(pdf.schrijf(document))[2:] if "Alle normen" in tekst)
        assert "Een kop" in pagina
        assert "Een norm" in pagina, weg
    word = python_docx.Document(io.BytesIO(docx.schrijf(document)))
    bij_volgende = {a.text: a.paragraph_format.keep_with_next for a in word.paragraphs}
    assert bij_volgende["Alle normen zijn ongewijzigd."]
    assert not bij_volgende["Vulling."]
    (alinea,) = (a for a in deel(odt.schrijf(document), "content.xml").iter(f"{TEXT}p") if "Alle" in (a.text or ""))
    assert alinea.get(f"{TEXT}style-name") == "Inleiding"


@pytest.fixture(scope="module")
def word(bestanden: dict[str, bytes]) -> "python_docx.document.Document":
    return python_docx.Document(io.BytesIO(bestanden["docx"]))


class TestDocx:
    def test_headings_are_word_headings_that_word_numbers(self, word: "python_docx.document.Document") -> None:
        koppen = [(a.style.name, a.text) for a in word.paragraphs if a.style.name.startswith("Heading")]
        assert koppen[:3] == [
            ("Heading 1", "Samenvatting"),
            ("Heading 1", "Veiligheid van kinderen"),
            ("Heading 2", "Overdracht van de melding"),
        ]
        assert koppen[3] == ("Heading 3", f"Kop met {VIJANDIG_LEESBAAR}")
        ongenummerd = [
            a.text for a in word.paragraphs if a.style.name == "Heading 1" and a._p.findall(f"{W}pPr/{W}numPr/{W}numId")
        ]
        assert ongenummerd == ["Samenvatting", "Bijlage 1 Verantwoording"]

    def test_other_numbers_are_written_out(self) -> None:
        """A chapter that is left out would make Word's own numbers differ from those in the text."""
        sprong = Document("T", "", None, "", (Kop(1, "Een", "a", "1"), Kop(1, "Drie", "b", "3")))
        assert not doorlopend_genummerd(sprong)
        word = python_docx.Document(io.BytesIO(docx.schrijf(sprong)))
        assert [a.text for a in word.paragraphs if a.style.name == "Heading 1"] == ["1 Een", "3 Drie"]

    def test_tables_repeat_their_header_and_have_a_text_alternative(
        self, word: "python_docx.document.Document", document: Document
    ) -> None:
        verwacht = sum(nummer is not None for _, nummer in genummerd(document))
        assert len(word.tables) == verwacht
        for tabel in word.tables:
            xml = tabel._tbl
            assert xml.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
            assert xml.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
            assert xml.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")

    def test_an_uitkomst_has_its_colour_and_its_text(self, word: "python_docx.document.Document") -> None:
        rijen = next(t for t in word.tables if t.cell(0, 0).text == "Indicator").rows[1:]
        for rij, stijl in zip(rijen, STIJLEN.values(), strict=False):
            cel = rij.cells[2]
            assert cel.text == f"{stijl.teken} {stijl.label}"
            assert cel._tc.find(f"{W}tcPr/{W}shd").get(f"{W}fill") == stijl.vlak[1:]

    def test_page_language_and_properties(self, word: "python_docx.document.Document") -> None:
        sectie = word.sections[0]
        assert (sectie.orientation, round(sectie.page_width.mm), round(sectie.page_height.mm)) == (
            WD_ORIENT.PORTRAIT,
            Mm(210).mm,
            Mm(297).mm,
        )
        assert word.styles.element.find(f".//{W}docDefaults//{W}lang").get(f"{W}val") == "nl-NL"
        kern = word.core_properties
        assert (kern.title, kern.language, kern.author) == ("Triage en overdracht in Voorbeeldstad", "nl-NL", "")
        assert kern.created.date() == kern.modified.date() == date(2017, 11, 1)

    def test_contents_are_there_without_a_question_on_opening(self, bestanden: dict[str, bytes]) -> None:
        document = deel(bestanden["docx"], "word/document.xml")
        regels = [
            "".join(t.text or "" for t in alinea.iter(f"{W}t"))
            for alinea in document.iter(f"{W}p")
            if (stijl := alinea.find(f"{W}pPr/{W}pStyle")) is not None and stijl.get(f"{W}val", "").startswith("TOC")
        ]
        assert regels[:4] == [
            "Inhoudsopgave",
            "Samenvatting",
            "1 Veiligheid van kinderen",
            "1.1 Overdracht van de melding",
        ]
        assert "TOC" in "".join(e.text or "" for e in document.iter(f"{W}instrText"))
        assert deel(bestanden["docx"], "word/settings.xml").find(f"{W}updateFields") is None
        assert b"w:dirty" not in bestanden["docx"]

    def test_links_and_footnotes_arrive(self, bestanden: dict[str, bytes]) -> None:
        document = deel(bestanden["docx"], "word/document.xml")
        bladwijzers = [e.get(f"{W}name") for e in document.iter(f"{W}bookmarkStart")]
        assert len(bladwijzers) == len(set(bladwijzers))
        assert {e.get(f"{W}anchor") for e in document.iter(f"{W}hyperlink")} <= set(bladwijzers)
        noten = {e.get(f"{W}id") for e in deel(bestanden["docx"], "word/footnotes.xml")}
        assert {e.get(f"{W}id") for e in document.iter(f"{W}footnoteReference")} == noten - {"-1", "0"} == {"1", "2"}

    def test_each_ordered_list_starts_at_one(self, bestanden: dict[str, bytes]) -> None:
        document = deel(bestanden["docx"], "word/document.xml")
        nummers = [
            alinea.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
            for alinea in document.iter(f"{W}p")
            if (stijl := alinea.find(f"{W}pPr/{W}pStyle")) is not None and stijl.get(f"{W}val") == "ListNumber"
        ]
        assert nummers == ["11", "11", "12"]
        lijsten = {e.get(f"{W}numId"): e for e in deel(bestanden["docx"], "word/numbering.xml").iter(f"{W}num")}
        assert all(lijsten[n].find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1" for n in nummers)


@pytest.fixture(scope="module")
def tekst(bestanden: dict[str, bytes]) -> odfdo.Document:
    return odfdo.Document(io.BytesIO(bestanden["odt"]))


class TestOdt:
    def test_headings_have_levels_and_only_numbered_ones_count(self, tekst: odfdo.Document) -> None:
        koppen = [
            (kop.get_attribute("text:outline-level"), kop.get_attribute("text:is-list-header"), kop.inner_text)
            for kop in tekst.body.headers
        ]
        assert koppen[:3] == [
            ("1", True, "Samenvatting"),
            ("1", None, "Veiligheid van kinderen"),
            ("2", None, "Overdracht van de melding"),
        ]

    def test_tables_have_header_rows_and_a_text_alternative(self, tekst: odfdo.Document, document: Document) -> None:
        tabellen = tekst.body.get_elements("//table:table")
        assert len(tabellen) == sum(nummer is not None for _, nummer in genummerd(document))
        for tabel in tabellen:
            assert len(tabel.get_elements("table:table-header-rows/table:table-row")) == 1
            assert tabel.get_element("table:title").text
            assert tabel.get_element("table:desc").text

    def test_contents_footnotes_and_links(self, tekst: odfdo.Document) -> None:
        inhoud = tekst.body.get_element("//text:table-of-content")
        assert "1.1 Overdracht van de melding" in inhoud.inner_text
        assert len(tekst.body.get_notes(note_class="footnote")) == 2
        namen = [e.get_attribute("text:name") for e in tekst.body.get_elements("//text:bookmark-start")]
        assert len(namen) == len(set(namen))
        links = {e.get_attribute("xlink:href") for e in tekst.body.get_elements("//text:a")}
        assert links <= {f"#{naam}" for naam in namen}

    def test_every_style_that_is_used_exists(self, bestanden: dict[str, bytes]) -> None:
        content, stijlen = (deel(bestanden["odt"], naam) for naam in ("content.xml", "styles.xml"))
        style = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name"
        bekend = {e.get(style) for wortel in (content, stijlen) for e in wortel.iter() if e.get(style)}
        gebruikt = {waarde for e in content.iter() for naam, waarde in e.attrib.items() if naam.endswith("}style-name")}
        assert gebruikt <= bekend

    def test_page_language_and_properties(self, tekst: odfdo.Document, bestanden: dict[str, bytes]) -> None:
        assert (tekst.meta.title, tekst.meta.language) == ("Triage en overdracht in Voorbeeldstad", "nl-NL")
        stijlen = ElementTree.tostring(deel(bestanden["odt"], "styles.xml"), encoding="unicode")
        for eigenschap in ('page-width="21cm"', 'page-height="29.7cm"', 'language="nl"', 'country="NL"'):
            assert eigenschap in stijlen


@pytest.mark.slow
@pytest.mark.parametrize("formaat", ["docx", "odt"])
def test_libreoffice_opens_the_file(formaat: str, bestanden: dict[str, bytes], tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) staat niet op deze machine; deze controle is overgeslagen.")
    bron = tmp_path / f"rapport.{formaat}"
    bron.write_bytes(bestanden[formaat])
    profiel = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
    opdracht = [soffice, profiel, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(bron)]
    subprocess.run(opdracht, capture_output=True, check=True, timeout=180)
    with pikepdf.open(tmp_path / "rapport.pdf") as gelezen_pdf:
        assert len(gelezen_pdf.pages) >= 7
