"""What the report says: every chapter, every sentence of the result once, every count true, and Dutch that is right."""

import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from dossieraudit.cli.report import FORMATEN, Werk, maak_werk
from dossieraudit.errors import Invoerfout
from dossieraudit.inference import interval
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.kader import Uitkomst
from dossieraudit.models.resultaat import BladTelling, Zin
from dossieraudit.report.tree import Alinea, Blok, Document, Kaderblok, Kop, Lijst, Staven, Tabel, Tijdlijn, Warmtekaart
from dossieraudit.wording import getalwoord
from tests import golden
from tests.conftest import ROOT, VLAARDINGEN, Opdracht

KADER = ROOT / "criteria" / "stelseltoezicht-jeugd-2017"
SOORTEN = ("bevindingen", "tegenspraken", "risicos", "verklaringen", "kansen", "gronden")
AANTAL = re.compile(r"(?<![\w.])(\d+) van de (\d+)")


@pytest.fixture(scope="module")
def werk() -> Werk:
    return maak_werk(VLAARDINGEN)


@pytest.fixture(scope="module")
def document(werk: Werk) -> Document:
    return werk.document


def alineas(blokken: Iterable[Blok]) -> Iterator[Alinea]:
    for blok in blokken:
        match blok:
            case Alinea():
                yield blok
            case Lijst():
                yield from blok.items
            case Kaderblok():
                yield from alineas(blok.blokken)


def tekst(alinea: Alinea) -> str:
    """What a reader reads, the footnotes apart."""
    return "".join(d if isinstance(d, str) else d.tekst for d in alinea.delen if type(d).__name__ != "Voetnoot")


def noten(alinea: Alinea) -> list[str]:
    return [d.tekst for d in alinea.delen if type(d).__name__ == "Voetnoot" and not isinstance(d, str)]


def alle_teksten(document: Document) -> Iterator[str]:
    for blok in document.blokken:
        match blok:
            case Kop():
                yield blok.tekst
            case Tabel():
                yield blok.bijschrift
                yield from (cel.tekst for rij in blok.rijen for cel in rij)
            case Warmtekaart() | Staven() | Tijdlijn():
                yield blok.samenvatting
    for alinea in alineas(document.blokken):
        yield tekst(alinea)
        yield from noten(alinea)


def koppen(document: Document) -> list[str]:
    return [f"{b.nummer} {b.tekst}" if b.nummer else b.tekst for b in document.blokken if isinstance(b, Kop)]


def sectie(document: Document, van: str, tot: str) -> list[Blok]:
    """The blocks from one heading up to another, by number or text."""
    plaats: dict[str | None, int] = {}
    for i, b in enumerate(document.blokken):
        if isinstance(b, Kop):
            plaats.setdefault(b.nummer, i)
            plaats.setdefault(b.tekst.split(":")[0], i)
    return list(document.blokken[plaats[van] : plaats[tot]])


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


def test_what_is_generated_says_on_what_it_rests(document: Document) -> None:
    blokken = sectie(document, "Samenvatting", "1") + sectie(document, "3", "Bijlage 1")
    for alinea in alineas(blokken):
        assert alinea.grondslag, tekst(alinea)


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


def test_the_text_is_clean(document: Document) -> None:
    for stuk in alle_teksten(document):
        assert "None" not in stuk
        assert not re.search(r"[{}]", stuk), stuk
        assert "  " not in stuk, stuk
        assert " ." not in stuk, stuk
        assert ".." not in stuk, stuk
        assert stuk == stuk.strip(), stuk


def test_singular_and_plural(document: Document) -> None:
    geheel = " ".join(alle_teksten(document))
    for fout in (
        r"\béén (?:van de \w+ )?dossiers (?!\()\b",
        r"\béén (?:normen|medewerkers|risico's|documenten|antwoorden)\b",
        r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig) (?:dossier|norm|document)\b",
        r"\bzijn er één\b",
        r"\bgeen van de één\b",
        r"\balle (?:één|twee)\b",
    ):
        gevonden = [t for t in re.findall(fout, geheel) if "van de" not in t]
        assert not gevonden, (fout, gevonden)


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


# Other input


def kopie(naar: Path) -> Path:
    shutil.copytree(VLAARDINGEN, naar)
    return naar


def lees(pad: Path) -> Any:
    return lees_yaml(pad.read_bytes(), str(pad)).data


def schrijf(pad: Path, inhoud: Any) -> None:
    pad.write_text(yaml.safe_dump(inhoud, allow_unicode=True, sort_keys=False), encoding="utf-8")


def goed_onderzoek(map_: Path) -> Path:
    """Twenty dossiers that are in order, from the two of the example, with every answer the best one."""
    kopie(map_)
    kader = maak_werk(VLAARDINGEN).context.kader
    for pad in (map_ / "dossiers").glob("*.yaml"):
        if pad.stem not in ("V08", "V15"):
            pad.unlink()
    for bron in ("V08", "V15"):
        inhoud = lees(map_ / "dossiers" / f"{bron}.yaml")
        for nummer in range(9):
            schrijf(map_ / "dossiers" / f"{bron}-{nummer}.yaml", inhoud | {"id": f"{bron}-{nummer}"})
    for soort, vragen in (("interviews", kader.bronnen.vragen), ("documenten", kader.bronnen.documentvragen)):
        for pad in (map_ / soort).glob("*.yaml"):
            inhoud = lees(pad)
            for item in inhoud if isinstance(inhoud, list) else [inhoud]:
                item["antwoorden"] = {c: next(iter(vragen[c].antwoorden)) for c in item.get("antwoorden") or {}}
            schrijf(pad, inhoud)
    shutil.rmtree(map_ / "beoordelingen", ignore_errors=True)
    shutil.rmtree(map_ / "toelichtingen", ignore_errors=True)
    return map_


def test_a_good_sample_is_sufficient_and_has_no_risks(tmp_path: Path) -> None:
    werk = maak_werk(goed_onderzoek(tmp_path / "goed"))
    assert len(werk.resultaat.dossiers) == 20
    assert werk.resultaat.oordeel is not None
    assert werk.resultaat.oordeel.oordeel == "voldoende"
    assert [z.id for z in werk.resultaat.risicos] == []
    geheel = " ".join(alle_teksten(werk.document))
    assert "moet worden verbeterd" not in geheel
    assert "onvoldoende" not in " ".join(tekst(a) for a in alineas(sectie(werk.document, "Samenvatting", "1")))


def test_loose_files_give_a_thinner_report_that_says_what_is_missing(tmp_path: Path) -> None:
    map_ = tmp_path / "los"
    shutil.copytree(VLAARDINGEN / "dossiers", map_)
    werk = maak_werk(map_)
    geheel = " ".join(alle_teksten(werk.document))
    assert "Bij de dossiers hoort geen beschrijving van het onderzoek" in geheel
    assert "Bij dit onderzoek zijn geen documenten betrokken" in geheel
    assert "Hoe de dossiers zijn gekozen, is niet vastgelegd." in geheel
    assert werk.document.datum is None
    test_the_text_is_clean(werk.document)
    test_singular_and_plural(werk.document)


@pytest.mark.parametrize("naam", ["V08", "V07"])
def test_one_dossier_reads_as_one(tmp_path: Path, naam: str) -> None:
    map_ = tmp_path / "een"
    map_.mkdir()
    shutil.copy(VLAARDINGEN / "dossiers" / f"{naam}.yaml", map_)
    werk = maak_werk(map_)
    assert "Onderzocht is één dossier" in " ".join(alle_teksten(werk.document))
    test_the_text_is_clean(werk.document)
    test_singular_and_plural(werk.document)


def test_no_dossier_at_all_still_gives_a_report(tmp_path: Path) -> None:
    map_ = kopie(tmp_path / "leeg")
    shutil.rmtree(map_ / "toelichtingen")
    for pad in (map_ / "dossiers").glob("*.yaml"):
        pad.write_text("id: V01\nonbekend: 1\n", encoding="utf-8")
    werk = maak_werk(map_)
    assert not werk.resultaat.dossiers
    test_the_text_is_clean(werk.document)
    for _, maak in FORMATEN.values():
        assert maak(werk)


def test_a_rejected_dossier_leaves_a_report_of_the_rest(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = kopie(tmp_path / "onderzoek")
    shutil.rmtree(map_ / "toelichtingen")
    (map_ / "dossiers" / "V03.yaml").write_text("id: V03\nbestaat_niet: 1\n", encoding="utf-8")
    afloop = dossieraudit("report", map_, "-o", tmp_path / "uit", "--format", "md")
    assert afloop.code == 3
    rapport = (tmp_path / "uit" / "rapport.md").read_text("utf-8")
    assert "Onderzocht zijn negentien dossiers" in rapport
    assert "Eén aangeleverd bestand kon niet of niet volledig worden gelezen en telt niet mee" in rapport
    assert re.search(r"V03\.yaml.*\| .*bestaat_niet|V03\.yaml.*onbekend", rapport)
    assert "afgekeurd" in afloop.fout
    assert dossieraudit("report", map_, "-o", tmp_path / "uit", "--format", "md", "--allow-invalid").code == 0


# Frameworks that give less


def ander_kader(map_: Path, *zonder: str) -> Path:
    kader = map_ / "kader"
    shutil.copytree(KADER, kader)
    for naam in zonder:
        (kader / naam).unlink(missing_ok=True)
    return kader


def test_a_framework_without_rules_gives_counts_and_no_oordeel(tmp_path: Path) -> None:
    kader = ander_kader(tmp_path, "oordeel.yaml", "rapport.yaml")
    werk = maak_werk(VLAARDINGEN, kader=str(kader))
    geheel = " ".join(alle_teksten(werk.document))
    assert "Dit rapport geeft daarom geen oordeel." in geheel
    assert "Het toezichtkader heeft op dit onderwerp geen regels voor risico's." in geheel
    assert "In negen van de elf dossiers" in geheel
    test_the_text_is_clean(werk.document)
    test_what_is_generated_says_on_what_it_rests(werk.document)


def test_a_framework_without_chapters_is_ordered_by_thema(tmp_path: Path) -> None:
    kader = ander_kader(tmp_path, "rapport.yaml")
    inhoud = lees(kader / "kader.yaml")
    del inhoud["hoofdstukken"]
    schrijf(kader / "kader.yaml", inhoud)
    werk = maak_werk(VLAARDINGEN, kader=str(kader))
    hoofd = [b.tekst for b in werk.document.blokken if isinstance(b, Kop) and b.niveau == 1 and b.nummer]
    assert hoofd[2:] == [t.titel for t in werk.context.kader.themas] + ["Oordeel en vervolg"]
    test_the_text_is_clean(werk.document)


# The sample


def met_steekproef(map_: Path, **steekproef: Any) -> str:
    kopie(map_)
    inhoud = lees(map_ / "onderzoek.yaml")
    inhoud["steekproef"] = steekproef
    schrijf(map_ / "onderzoek.yaml", inhoud)
    return " ".join(alle_teksten(maak_werk(map_).document))


def test_nothing_is_said_beyond_a_sample_that_was_not_drawn(document: Document) -> None:
    geheel = " ".join(alle_teksten(document))
    assert "over andere dossiers zegt dit rapport niets" in geheel
    assert "betrouwbaarheid" not in geheel


def test_a_random_draw_from_a_known_number_gives_intervals(tmp_path: Path) -> None:
    geheel = met_steekproef(tmp_path / "aselect", aselect=True, populatie=64)
    assert "met een betrouwbaarheid van 95%" in geheel
    laagste, hoogste = interval(2, 20, 64)
    assert (
        f"TT1.3 Veiligheidsrisico's van de kinderen aantoonbaar en tijdig ingeschat 2 van 20 {laagste} tot en met"
        in geheel
    )
    assert f"{laagste} tot en met {hoogste} van 64" in geheel


@pytest.mark.parametrize(
    ("steekproef", "waarom"),
    [
        ({"aselect": False, "populatie": 64}, "De dossiers zijn niet door loting getrokken."),
        ({"aselect": True}, "Niet vastgelegd is hoeveel dossiers er in totaal waren."),
        ({"aselect": True, "populatie": 19}, "Dat is niet de getrokken steekproef."),
    ],
)
def test_a_sample_that_cannot_carry_it_gives_no_interval(
    tmp_path: Path, steekproef: dict[str, Any], waarom: str
) -> None:
    geheel = met_steekproef(tmp_path / "niet", **steekproef)
    assert waarom in geheel
    assert "betrouwbaarheid" not in geheel


def test_strata_are_not_poured_together(tmp_path: Path) -> None:
    strata = [
        {"soort": "na_triage", "populatie": 40, "aantal": 11},
        {"soort": "na_onderzoek", "populatie": 12, "aantal": 7},
        {"soort": "na_interventie", "populatie": 3, "aantal": 2},
    ]
    geheel = met_steekproef(tmp_path / "strata", aselect=True, populatie=55, strata=strata)
    assert "betrouwbaarheid" in geheel
    assert "van 40" in geheel
    assert "van 55" not in geheel.split("Wat de steekproef over alle dossiers zegt")[1].split("Noemers")[0]


def test_strata_of_which_a_dossier_is_missing_give_nothing(tmp_path: Path) -> None:
    strata = [
        {"soort": "na_triage", "populatie": 40, "aantal": 12},
        {"soort": "na_onderzoek", "populatie": 15, "aantal": 9},
    ]
    geheel = met_steekproef(tmp_path / "strata", aselect=True, populatie=55, strata=strata)
    assert "betrouwbaarheid" not in geheel


# Notes of the writer


def met_toelichting(map_: Path, naam: str, inhoud: str) -> Werk:
    kopie(map_)
    (map_ / "toelichtingen").mkdir(exist_ok=True)
    (map_ / "toelichtingen" / naam).write_text(inhoud, encoding="utf-8")
    return maak_werk(map_)


def test_a_note_stands_in_its_section_with_its_counts(tmp_path: Path) -> None:
    inhoud = "Het wijkteam sloot [een groot deel van de dossiers](kenmerk.direct_afgesloten).\n\n- *een*\n- twee\n"
    werk = met_toelichting(tmp_path / "o", "3.2.md", inhoud)
    blokken = sectie(werk.document, "3.2", "3.3")
    zin = next(a for a in alineas(blokken) if "sloot" in tekst(a))
    assert tekst(zin) == "Het wijkteam sloot een groot deel van de dossiers (7 van de 11)."
    assert "kenmerk direct_afgesloten 7 van 11" in (zin.grondslag or "")
    assert [tekst(a) for b in blokken if isinstance(b, Lijst) for a in b.items][-2:] == ["een", "twee"]


def test_the_network_is_told_by_the_writer_with_numbered_headings(tmp_path: Path) -> None:
    werk = met_toelichting(tmp_path / "o", "2.md", "## Visie\n\nTekst.\n\n## Het team\n\nMeer.\n")
    assert {"2.1 Visie", "2.2 Het team"} <= set(koppen(werk.document))
    assert "vult" not in " ".join(tekst(a) for a in alineas(sectie(werk.document, "2", "3")))


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding", "regel"),
    [
        ("3.2.md", "Zin.\n\nIn [enkele](kenmerk.direct_afgesloten) dossiers.\n", "'enkele' past niet bij", 3),
        ("3.2.md", "In [zes](kenmerk.direct_afgesloten) dossiers.\n", "'zes' is geen woord voor", 1),
        ("3.2.md", "In [alle](kenmerk.direct_afgeslote) dossiers.\n", "onbekende telling", 1),
        ("3.9.md", "Tekst.\n", "het rapport heeft geen onderdeel '3.9'", None),
        ("3.2.md", "| a | b |\n\n![beeld](x.png)\n", "beelden en HTML", 3),
    ],
)
def test_a_note_that_the_counts_contradict_is_refused(
    tmp_path: Path, naam: str, inhoud: str, melding: str, regel: int | None
) -> None:
    with pytest.raises(Invoerfout) as gevangen:
        met_toelichting(tmp_path / "o", naam, inhoud)
    (fout,) = gevangen.value.fouten
    assert melding in fout.melding
    assert fout.bestand.endswith(f"toelichtingen/{naam}")
    assert fout.regel == regel
    assert fout.advies


def test_a_writer_may_choose_another_word_that_fits(tmp_path: Path) -> None:
    werk = met_toelichting(
        tmp_path / "o", "3.2.md", "In [zeven](kenmerk.direct_afgesloten), [een merendeel](kenmerk.direct_afgesloten).\n"
    )
    assert "zeven (7 van de 11), een merendeel (7 van de 11)" in " ".join(alle_teksten(werk.document))


# The command


def test_only_the_asked_formats_are_written_and_named(dossieraudit: Opdracht, tmp_path: Path) -> None:
    afloop = dossieraudit("report", VLAARDINGEN, "-o", tmp_path / "uit", "--format", "md,xlsx")
    assert (afloop.code, afloop.uit) == (0, "")
    assert {p.name for p in (tmp_path / "uit").iterdir()} == {"rapport.md", "scores.xlsx"}
    assert all(str(tmp_path / "uit" / naam) in afloop.fout for naam in ("rapport.md", "scores.xlsx"))


def test_one_format_to_a_file(dossieraudit: Opdracht, tmp_path: Path) -> None:
    assert dossieraudit("report", VLAARDINGEN, "-o", tmp_path / "x.html", "--format", "html", "-q").code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["x.html"]
    assert dossieraudit("report", VLAARDINGEN, "-o", tmp_path / "y.html").code == 2


def test_an_unknown_format_is_wrong_usage(dossieraudit: Opdracht, tmp_path: Path) -> None:
    afloop = dossieraudit("report", VLAARDINGEN, "-o", tmp_path, "--format", "html,doc")
    assert afloop.code == 2
    assert "'doc' bestaat niet" in afloop.fout
    assert not list(tmp_path.iterdir())


def test_a_report_that_cannot_be_made_leaves_nothing(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kapot(_: Werk) -> bytes:
        raise RuntimeError

    monkeypatch.setitem(FORMATEN, "md", ("rapport.md", kapot))
    assert dossieraudit("report", VLAARDINGEN, "-o", tmp_path, "--format", "html,md").code == 70
    assert not list(tmp_path.iterdir())


def test_the_explorer_holds_facts_with_their_place(werk: Werk) -> None:
    feiten = werk.verkenner.feiten
    assert callable(feiten)
    gevonden = feiten("V08", "TT1.3")
    assert gevonden
    assert any(f.vindplaats for f in gevonden)
    assert len({f.pad for f in gevonden}) == len(gevonden)
