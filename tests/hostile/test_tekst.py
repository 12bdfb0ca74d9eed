"""A hostile text in every free text of every file comes out as text: in six formats, on screen and in tables."""

import contextlib
import io
import json
import re
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from dossieraudit.cli import main
from dossieraudit.data import criteria_dir
from tests.conftest import Opdracht
from tests.hostile.kanarie import LADING, Kanaries, maak_kader, maak_onderzoek, merken
from tests.hostile.meting import Meting
from tests.pdf_tekst import tekst as pdf_tekst
from tests.review_voorbeeld import klein_onderzoek

FORMATEN = ("html", "md", "docx", "odt", "pdf", "xlsx")
# Where a text of this kind has to arrive, or silence would prove nothing.
VERWACHT = {
    "html": {"onderzoek.naam", "onderzoek.gemeente", "onderzoek.wijkteam", "onderzoek.aanleiding", "documenten.titel",
             "dossier.vindplaatsen", "kader.titel", "SH1.indicatoren.norm", "kader.hoofdstukken.titel"},
    "md": {"onderzoek.naam", "onderzoek.aanleiding", "documenten.titel", "documenten.bepalingen.plaats", "kader.titel"},
    "docx": {"onderzoek.naam", "documenten.titel", "kader.titel", "SH1.indicatoren.norm"},
    "odt": {"onderzoek.naam", "documenten.titel", "kader.titel", "SH1.indicatoren.norm"},
    "pdf": {"onderzoek.naam", "documenten.titel", "kader.titel", "SH1.indicatoren.norm"},
    "xlsx": {"beoordeling.motivering", "kader.titel", "SH1.indicatoren.titel", "kenmerken.na_triage.omschrijving"},
}  # fmt: skip
ONZICHTBAAR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200b\ufeff\ufffe]")


@pytest.fixture(scope="module")
def werk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Kanaries, dict[str, Meting]]:
    map_ = tmp_path_factory.mktemp("kanarie") / "w"
    map_.mkdir()
    _, kanaries = maak_onderzoek(map_ / "o")
    maak_kader(criteria_dir() / "stelseltoezicht-jeugd-2017", map_ / "kwaad", kanaries)
    opdrachten = {
        "report": ["report", "o", "-o", "uit", "--kader", "kwaad", "--format", ",".join(FORMATEN)],
        "score": ["score", "o", "--kader", "kwaad"],
        "explain": ["explain", "o", "V03", "SH1.1", "--kader", "kwaad"],
        "json": ["score", "o", "--kader", "kwaad", "--format", "json"],
        "csv": ["score", "o", "--kader", "kwaad", "--format", "csv"],
        "kader show": ["kader", "show", "kwaad"],
        "kader docs": ["kader", "docs", "kwaad", "-o", "boek"],
    }
    return map_, kanaries, {naam: _hier(map_, *opdracht) for naam, opdracht in opdrachten.items()}


def _hier(map_: Path, *opdracht: str) -> Meting:
    """The command in this process: starting Python eight times would take longer than all the rest."""
    uit, fout = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as m,
        contextlib.redirect_stdout(uit),
        contextlib.redirect_stderr(fout),
        contextlib.chdir(map_),
    ):
        m.setattr(sys, "argv", ["dossieraudit", *opdracht])
        with pytest.raises(SystemExit) as einde:
            main()
    return Meting(int(einde.value.code or 0), uit.getvalue(), fout.getvalue(), 0.0, 0.0)


def _namen(kanaries: Kanaries, tekst: str) -> set[str]:
    return {kanaries.namen[merk] for merk in merken(tekst)}


def test_every_command_takes_it(werk: tuple[Path, Kanaries, dict[str, Meting]]) -> None:
    for naam, meting in werk[2].items():
        assert meting.code == 0, (naam, meting.fout[:500])
        assert meting.fout == "" or "Geschreven" in meting.fout


@pytest.mark.parametrize("soort", FORMATEN)
def test_texts_arrive_as_text(werk: tuple[Path, Kanaries, dict[str, Meting]], soort: str) -> None:
    map_, kanaries, _ = werk
    inhoud = (map_ / "uit" / ("scores.xlsx" if soort == "xlsx" else f"rapport.{soort}")).read_bytes()
    tekst = {"html": _uit_html, "md": _uit_md, "pdf": pdf_tekst, "xlsx": _uit_xlsx}.get(soort, _uit_xml)(inhoud)
    assert _namen(kanaries, tekst) >= VERWACHT[soort]
    assert "{{7*7}}" in tekst
    assert "#read(" in tekst
    assert not ONZICHTBAAR.search(tekst)
    assert "root:" not in tekst


def _uit_html(inhoud: bytes) -> str:
    boom = html5lib.parse(inhoud.decode(), namespaceHTMLElements=False)
    scripts = boom.findall(".//script")
    assert [s.get("type") for s in scripts if "KANARIE" in "".join(s.itertext())] == ["application/json"]
    for element in boom.iter():
        if isinstance(element.tag, str):
            assert not [naam for naam in element.attrib if naam.lower().startswith("on")], element.tag
            verwijzing = element.get("href") or element.get("src") or "#"
            assert verwijzing.startswith("#"), verwijzing
            assert element.tag not in ("img", "iframe", "object", "link", "base", "embed"), element.tag
    gegevens = next(s for s in scripts if s.get("type") == "application/json")
    json.loads("".join(gegevens.itertext()))
    return "\n".join(boom.itertext())


def _uit_md(inhoud: bytes) -> str:
    """As a reader that shows raw HTML sees it: the only HTML is our own anchors."""
    delen = []
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(inhoud.decode()):
        assert token.type != "html_block" or re.fullmatch(r'(?:<a id="[\w-]+"></a>\s*)+', token.content), token.content
        for kind in token.children or ():
            assert kind.type != "image"
            assert kind.type != "html_inline" or re.fullmatch(r'<a id="[\w-]+">|</a>|<br ?/?>', kind.content)
            if kind.type == "link_open":
                assert str(kind.attrs["href"]).startswith("#"), kind.attrs
            delen.append(kind.content)
    return "\n".join(delen)


def _uit_xml(inhoud: bytes) -> str:
    delen = []
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        for naam in archief.namelist():
            if naam.endswith((".xml", ".rels")):
                boom = ElementTree.fromstring(archief.read(naam))
                doelen = [e.get("Target") for e in boom.iter() if e.get("TargetMode") == "External"]
                links = [v for e in boom.iter() for a, v in e.attrib.items() if a.endswith("}href") and "://" in v]
                assert (doelen, links) == ([], []), naam
                assert not [e.tag for e in boom.iter() if e.tag.endswith(("}script", "}object"))], naam
                velden = {v.split()[0] for e in boom.iter() for a, v in e.attrib.items() if a.endswith("}instr")}
                assert velden <= {"SEQ", "PAGE", "NUMPAGES", "TOC", "PAGEREF"}, velden
                delen += boom.itertext()
    return "\n".join(delen)


def _uit_xlsx(inhoud: bytes) -> str:
    cellen = [c for blad in load_workbook(io.BytesIO(inhoud)) for rij in blad.iter_rows() for c in rij]
    assert not [c.coordinate for c in cellen if c.data_type == "f" or c.hyperlink]
    return "\n".join(str(c.value) for c in cellen if c.value is not None)


@pytest.mark.parametrize("opdracht", ["score", "explain", "kader show"])
def test_a_terminal_is_told_nothing(werk: tuple[Path, Kanaries, dict[str, Meting]], opdracht: str) -> None:
    """No escape code, no direction mark: what they are is written out."""
    _, kanaries, metingen = werk
    assert _namen(kanaries, metingen[opdracht].uit)
    assert not ONZICHTBAAR.search(metingen[opdracht].uit)


def test_json_is_json_and_csv_holds_no_text(werk: tuple[Path, Kanaries, dict[str, Meting]]) -> None:
    _, kanaries, metingen = werk
    assert "beoordeling.motivering" in _namen(kanaries, json.dumps(json.loads(metingen["json"].uit)))
    assert _namen(kanaries, metingen["csv"].uit) == set()


def test_the_book_of_a_framework_shows_it_as_text(werk: tuple[Path, Kanaries, dict[str, Meting]]) -> None:
    map_, kanaries, _ = werk
    boeken = {pad.suffix: pad.read_bytes() for pad in (map_ / "boek").iterdir()}
    assert "SH1.indicatoren.norm" in _namen(kanaries, _uit_md(boeken[".md"]))
    boom = html5lib.parse(boeken[".html"].decode(), namespaceHTMLElements=False)
    assert not [s for s in boom.findall(".//script") if "KANARIE" in "".join(s.itertext())]
    assert not [e.tag for e in boom.iter() if isinstance(e.tag, str) and any(a.startswith("on") for a in e.attrib)]


@pytest.mark.parametrize(
    "tekst",
    ["<script>alert(1)</script>", "[x](javascript:alert(3))", "![y](http://kwaad.invalid/z)", LADING, "> " * 5_000,
     "- " * 5_000, "*" * 50_000, "[" * 50_000, "`" * 50_000, "a" * 200_000, "{{7*7}}"],
    ids=lambda t: ascii(t)[:20],
)  # fmt: skip
def test_a_hostile_note_is_refused_or_shown_as_text(dossieraudit: Opdracht, tmp_path: Path, tekst: str) -> None:
    (klein_onderzoek(tmp_path / "o", ("V03",)) / "toelichtingen").mkdir()
    (tmp_path / "o" / "toelichtingen" / "1.md").write_text(f"Tekst: {tekst}\n", encoding="utf-8")
    afloop = dossieraudit("report", tmp_path / "o", "-o", tmp_path / "uit", "--format", "html,md")
    if afloop.code == 3:
        assert "1.md" in afloop.fout
        return
    assert afloop.code == 0, afloop.fout
    _uit_md((tmp_path / "uit" / "rapport.md").read_bytes())
    boom = html5lib.parse((tmp_path / "uit" / "rapport.html").read_text(encoding="utf-8"), namespaceHTMLElements=False)
    assert not [s for s in boom.findall(".//script") if "alert" in "".join(s.itertext())]
    assert not boom.findall(".//img")


def test_half_characters_in_every_free_text_are_refused(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """A lone surrogate is no text: in JSON, in YAML between quotes, in an onderzoek and in a judgement."""
    _, kanaries = maak_onderzoek(tmp_path / "o")
    assert kanaries.namen
    for naam in ("onderzoek.yaml", "dossiers/V03.json", "interviews/C1.yaml", "beoordelingen/b1.yaml"):
        pad = tmp_path / "o" / naam
        goed = pad.read_text(encoding="utf-8")
        pad.write_text(goed.replace("<script>", "\\ud800", 1), encoding="utf-8")
        afloop = dossieraudit("score", tmp_path / "o", "-q")
        assert (afloop.code, pad.name in afloop.fout) == (3, True), (naam, afloop.fout)
        pad.write_text(goed, encoding="utf-8")
