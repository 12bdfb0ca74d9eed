"""What the report says: every chapter, every sentence of the result once, every count true, and Dutch that is right."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from dossieraudit.cli.report import Werk, maak_werk
from dossieraudit.models.kader import Uitkomst
from dossieraudit.models.resultaat import BladTelling, Zin
from dossieraudit.publicatie import MIN_CEL, maak_publicatie
from dossieraudit.report.tree import Document, Kaderblok, Kop, Tabel, Tijdlijn, Warmtekaart
from dossieraudit.wording import getalwoord
from tests import golden
from tests.conftest import VLAARDINGEN, Opdracht
from tests.rapport_lezen import (
    alineas,
    alle_teksten,
    koppen,
    noten,
    schrijf,
    sectie,
    tekst,
    toets_getal,
    toets_grondslag,
    toets_schoon,
)

SOORTEN = ("bevindingen", "tegenspraken", "risicos", "verklaringen", "kansen", "gronden")
AANTAL = re.compile(r"(?<![\w.])(\d+) van de (\d+)")


@pytest.fixture(scope="module")
def werk() -> Werk:
    return maak_werk(VLAARDINGEN)


@pytest.fixture(scope="module")
def document(werk: Werk) -> Document:
    return werk.document


def test_every_chapter_and_annex_is_there_in_order(document: Document) -> None:
    hoofd = [b.nummer or b.tekst for b in document.blokken if isinstance(b, Kop) and b.niveau == 1]
    bijlagen = [k for k in koppen(document) if k.startswith("Bijlage")]
    assert hoofd[:8] == ["Samenvatting", "1", "2", "3", "4", "5", "6", "7"]
    assert hoofd[8:] == bijlagen
    assert [b.split(":")[0] for b in bijlagen] == [f"Bijlage {n}" for n in range(1, 5)]


def test_every_subject_has_the_same_build(document: Document) -> None:
    titels = {
        "1": "Verwachting",
        "2": "Beleid",
        "3": "Praktijk",
        "3.1": "Bevindingen",
        "3.2": "Risico's",
        "3.3": "Verklaringen",
        "4": "Conclusie",
    }
    for hoofdstuk in range(3, 7):
        for onder, titel in titels.items():
            assert f"{hoofdstuk}.{onder} {titel}" in koppen(document)
    assert [k for k in koppen(document) if re.match(r"7\.\d ", k)] == [
        "7.1 Algemeen",
        "7.2 Onderbouwing",
        "7.3 Kansen",
        "7.4 Vervolg",
    ]


def test_heading_levels_never_skip_and_anchors_are_unique(document: Document) -> None:
    rij = [b for b in document.blokken if isinstance(b, Kop)]
    for vorige, volgende in pairwise(rij):
        assert volgende.niveau <= vorige.niveau + 1, volgende.tekst
    assert len({k.anker for k in rij}) == len(rij)


def test_every_sentence_of_a_rule_stands_in_the_report_once(werk: Werk, document: Document) -> None:
    geheel = "\n".join(tekst(a) for a in alineas(document.blokken))
    zinnen: list[Zin] = [zin for soort in SOORTEN for zin in getattr(werk.resultaat, soort)]
    assert len(zinnen) > 50
    # A sentence of the rules may be the beginning of another, so the whole paragraph counts.
    for zin in zinnen:
        assert (
            sum(
                zin.id in (a.grondslag or "").replace(";", " ").split() and zin.tekst in tekst(a)
                for a in alineas(document.blokken)
            )
            == 1
        ), zin.id
        assert zin.tekst in geheel


def test_a_count_in_a_sentence_of_a_rule_is_among_its_grounds(werk: Werk) -> None:
    for soort in SOORTEN:
        for zin in getattr(werk.resultaat, soort):
            gronden = {(g.aantal, g.van) for g in zin.grondslag}
            for aantal, totaal in AANTAL.findall(zin.tekst):
                assert (int(aantal), int(totaal)) in gronden, zin.tekst


def test_every_count_in_figures_is_one_of_the_result(werk: Werk, document: Document) -> None:
    r = werk.resultaat
    bekend = {(k.waar, k.totaal) for k in r.kenmerken.values()}
    bekend |= {
        (getattr(t, u), t.beoordeeld)
        for t in r.indicatoren.values()
        for u in (*t.model_fields_set,)
        if isinstance(getattr(t, u), int)
    }
    bekend |= {
        (g.aantal, g.van) for soort in SOORTEN for z in getattr(r, soort) for g in z.grondslag if g.van is not None
    }
    for alinea in alineas(sectie(document, "Samenvatting", "Bijlage 1")):
        # Counts of norms have a test of their own.
        for aantal, totaal in AANTAL.findall(re.sub(r"\d+ van de \d+ normen", "", tekst(alinea))):
            assert (int(aantal), int(totaal)) in bekend, tekst(alinea)


def test_the_counts_of_norms_are_those_of_the_oordeel(werk: Werk, document: Document) -> None:
    oordeel = werk.resultaat.oordeel
    assert oordeel is not None
    g = oordeel.gronden
    woorden = {naam: getalwoord(int(g[naam])) for naam in ("bladen", "onvoldoende", "matig", "zwaar_onvoldoende")}
    algemeen = " ".join(tekst(a) for a in alineas(sectie(document, "7.1", "7.2")))
    zin = f"Van de {woorden['bladen']} beoordeelde normen zijn er {woorden['onvoldoende']} onvoldoende"
    assert zin in algemeen
    assert f"{woorden['matig']} matig" in algemeen
    assert f"wegen er {woorden['zwaar_onvoldoende']} zwaar" in algemeen
    kloven = sum(t.bronnen is not None and t.bronnen.kloof for t in werk.resultaat.indicatoren.values())
    assert f"Bij {getalwoord(kloven)} van de 26 normen blijft de praktijk achter" in algemeen


def test_the_paragraph_of_a_leaf_counts_all_its_dossiers(werk: Werk, document: Document) -> None:
    """The grounds of a paragraph on dossiers add up to the denominator of the leaf."""
    gezien = set()
    for alinea in alineas(sectie(document, "3", "Bijlage 1")):
        treffer = re.match(r"regels van blad (\S+);(.*)", alinea.grondslag or "")
        if treffer is None:
            continue
        telling: BladTelling = werk.resultaat.indicatoren[treffer[1]]
        uitkomsten: tuple[Uitkomst, ...] = ("voldoet", "voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar")
        for uitkomst in uitkomsten:
            assert f"{uitkomst} {getattr(telling, uitkomst)} van {telling.beoordeeld}" in treffer[2]
        gezien.add(treffer[1])
    assert gezien == {i.id for i in werk.context.kader.indicatoren if "dossier" in i.bewijs}


def test_no_percentages_of_a_small_sample(document: Document) -> None:
    for alinea in alineas(sectie(document, "Samenvatting", "Bijlage 4")):
        assert "%" not in tekst(alinea)
        assert "procent" not in tekst(alinea)


def test_numbers_up_to_twenty_are_words_in_running_text(document: Document) -> None:
    """Beside a word the count stands in figures between brackets; elsewhere figures are numbers of things named so."""
    for alinea in alineas(sectie(document, "Belangrijkste bevindingen", "Kansen")):
        kaal = re.sub(r"hoofdstuk \d+|\b[A-Z]{2}\d(?:\.\d)?\b|1G1P1R", "", tekst(alinea))
        assert not re.search(r"(?<![\d(])\b(?:[1-9]|1\d|20)\b(?! van de)", kaal), kaal


def test_the_oordeel_of_the_example(werk: Werk, document: Document) -> None:
    assert werk.resultaat.oordeel is not None
    assert "nog niet voldoende en moet worden verbeterd" in werk.resultaat.oordeel.tekst
    kader = next(b for b in document.blokken if isinstance(b, Kaderblok))
    assert werk.resultaat.oordeel.tekst in " ".join(tekst(a) for a in alineas([kader]))
    assert len(werk.resultaat.risicos) == 9
    assert all(h.kloof for nummer, h in werk.resultaat.hoofdstukken.items() if nummer != "7")


def test_sources_stand_in_footnotes(werk: Werk, document: Document) -> None:
    titels = [d.titel for d in werk.context.bronnen.documenten if d.bepalingen]
    alle = " ".join(n for a in alineas(document.blokken) for n in noten(a))
    assert not [t for t in titels if t not in alle]


def test_a_judgement_by_a_person_is_accounted_for(werk: Werk, document: Document) -> None:
    """Who, when, why, and what the rules had found, for every one in the result; outdated ones apart."""
    tabellen = [b for b in sectie(document, "Oordelen van beoordelaars", "Afgekeurde invoer") if isinstance(b, Tabel)]
    cellen = " ".join(c.tekst for t in tabellen for rij in t.rijen for c in rij)
    gegeven = [
        u.beoordeling for d in werk.resultaat.dossiers for u in d.uitkomsten.values() if u.beoordeling is not None
    ]
    assert gegeven
    for beoordeling in gegeven:
        assert beoordeling.beoordelaar in cellen
        assert " ".join(beoordeling.motivering.split()) in " ".join(cellen.split())
    handmatig = next(b for b in document.blokken if isinstance(b, Warmtekaart)).handmatig
    assert len(handmatig) == sum(not b.verouderd for b in gegeven)


def test_the_time_line_is_one_dossier_from_report_to_closing(document: Document) -> None:
    lijn = next(b for b in document.blokken if isinstance(b, Tijdlijn))
    assert {"melding", "overdracht", "contact", "plan", "afsluiting"} <= {g.soort for g in lijn.gebeurtenissen}
    assert list(lijn.gebeurtenissen) == sorted(lijn.gebeurtenissen, key=lambda g: g.datum)


def test_the_whole_report(dossieraudit: Opdracht, tmp_path: Path) -> None:
    afloop = dossieraudit("report", VLAARDINGEN, "--format", "md", "-o", tmp_path / "rapport.md")
    assert afloop.code == 0
    golden.houd_tegen("rapport/vlaardingen.md", (tmp_path / "rapport.md").read_text("utf-8"))


def test_the_text_is_clean(document: Document) -> None:
    toets_schoon(document)


def test_singular_and_plural(document: Document) -> None:
    toets_getal(document)


def test_what_is_generated_says_on_what_it_rests(document: Document) -> None:
    toets_grondslag(document)


def test_no_code_of_a_dossier_or_framework_stands_in_the_report(werk: Werk) -> None:
    """What a reader knows as LIRIK or financiën is not called as the files call it."""
    teksten = "\n".join(alle_teksten(werk.document))
    assert not re.findall(r"\b(?:lirik|etm|zrm|adl|financien|vt)\b", teksten)
    assert "monitoring Veilig Thuis (1)" in teksten
    (lijn,) = (b for b in werk.document.blokken if isinstance(b, Tijdlijn))
    assert "Instrument ingevuld: ETM" in [g.tekst for g in lijn.gebeurtenissen]


def test_an_answer_that_takes_no_side_is_counted_among_the_answers() -> None:
    """Two of four is not 'both answers': whoever answered 'ten dele' was asked too."""
    werk = maak_werk(VLAARDINGEN, kader="randvoorwaarden-veiligheid-jeugdigen")
    teksten = [tekst(alinea) for alinea in alineas(werk.document.blokken)]
    assert (
        "Twee van de vier antwoorden in de gesprekken steunen de norm; geen enkel antwoord spreekt haar tegen."
        in teksten
    )
    zes = "Twee van de zes antwoorden in de gesprekken spreken de norm tegen, één steunt haar en drie doen geen van"
    assert f"{zes} beide." in teksten
    for telling in werk.context.resultaat.indicatoren.values():
        antwoorden = telling.bronnen.interviews if telling.bronnen is not None else ()
        gekleurd = {a.vraag for a in antwoorden if a.steun + a.tegen}
        alle = sum(a.gevraagd for a in antwoorden if a.vraag in gekleurd)
        if sum(a.steun + a.tegen for a in antwoorden) < alle:
            assert any(f"van de {getalwoord(alle)} antwoorden" in t for t in teksten)


def test_of_a_dossier_that_says_nothing_it_is_not_said_that_nothing_happened(tmp_path: Path) -> None:
    """SH2.1 does not apply where the dossier is silent; that the situation did not occur, nobody knows."""
    schrijf(tmp_path / "L1.yaml", {"id": "L1"})
    (alinea,) = (
        t
        for t in map(tekst, alineas(maak_werk(tmp_path, peildatum=date(2017, 11, 1)).document.blokken))
        if "niet aan de orde" in t
    )
    assert alinea == "In het ene dossier was deze norm niet aan de orde: er blijkt niet dat de situatie zich voordeed."


def test_a_report_on_one_dossier_never_counts_it_among_several(tmp_path: Path) -> None:
    """'In 1 van de 1 gevallen' and '0 van de 1 dossiers' are no Dutch."""
    (tmp_path / "V07.yaml").write_bytes((VLAARDINGEN / "dossiers" / "V07.yaml").read_bytes())
    teksten = "\n".join(alle_teksten(maak_werk(tmp_path, peildatum=date(2017, 11, 1)).document))
    assert not re.findall(r"van de 1 [a-z]+", teksten)
    assert "Een integrale probleemanalyse is er in geen enkel dossier." in teksten


def test_an_instrument_is_written_out_where_the_summary_names_it(document: Document) -> None:
    """A council member does not know what an ETM is."""
    samenvatting = "\n".join(map(tekst, alineas(sectie(document, "Samenvatting", "1"))))
    assert "Ernst taxatie model (ETM): voorgeschreven" in samenvatting
    assert "Zelfredzaamheid-Matrix (ZRM): voorgeschreven" in samenvatting
    assert "1G1P1R" not in samenvatting


def test_norms_of_a_profile_are_not_told_as_those_of_the_framework() -> None:
    """The framework has 26 norms; five more are agreements of the wijkteam itself."""
    werk = maak_werk(VLAARDINGEN, profiel=VLAARDINGEN / "profiel.yaml")
    teksten = [tekst(alinea) for alinea in alineas(werk.document.blokken)]
    (getoetst,) = (t for t in teksten if t.startswith("Getoetst is aan"))
    assert "met daarover het profiel ‘Werkafspraken van het wijkteam Vlaardingen’ (versie 1.0.0)." in getoetst
    assert "Samen tellen zij 31 normen in vijf thema's. Wat het profiel verandert, staat in bijlage 4." in getoetst
    assert any("in de woorden van het kader en het profiel" in t for t in teksten)
    openbaar = "\n".join(alle_teksten(maak_publicatie(werk.context, MIN_CEL)))
    assert "met het profiel ‘Werkafspraken van het wijkteam Vlaardingen’, versie 1.0.0" in openbaar
