"""The sentences of the framework: they read well for any count, say no more than their condition, and fire in time."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, islice, product
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.explain import Zaak, leg_uit
from dossieraudit.expressions.sample_rules import BLADTELLINGEN, RAPPORTSOORTEN, bladnaam
from dossieraudit.judgement import beoordeel_alles
from dossieraudit.loading.bronnen import Bronnen, laad_bronnen
from dossieraudit.loading.dossiers import GeladenDossier, Lading, laad_dossiers
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.loading.onderzoek import laad_onderzoek
from dossieraudit.models.bronnen import Interview, Vraag
from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.models.rapportregels import KLASSEN, Rapportregel
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.scoring import Scoring
from dossieraudit.wording import GETALWOORDEN, Telling, passende_woorden, tellingen_in, vul_in
from tests.conftest import VLAARDINGEN

SCORING = Scoring(laad_kader())
REGELS = SCORING.regels
KADER = REGELS.kader
ZINNEN: list[tuple[Rapportregel, n.Node]] = [p for soort in RAPPORTSOORTEN for p in REGELS.steekproef.rapport[soort]]
IDS = [regel.id for regel, _ in ZINNEN]
VERWACHT: dict[str, dict[str, Any]] = yaml.safe_load((VLAARDINGEN / "verwacht.yaml").read_text(encoding="utf-8"))
PLAATS = re.compile(r"\{[^{}]*\}")
WOORDEN = sorted((w.woord for w in KADER.woordkeus if w.woord != "één"), key=len, reverse=True)
GETELD = re.compile(rf"\b({'|'.join(WOORDEN)})\b[^().,:;]*?\((\d+) van de (\d+)\)")

# The nine risks and seven explanations that the published report names, and the five grounds of its oordeel (§7.2).
RISICOS = [
    "sluiten_zonder_criteria",
    "niet_alle_betrokkenen_gesproken",
    "overleg_vt_moeizaam",
    "monitoring_vt_onduidelijk",
    "eenzijdig_beeld",
    "veiligheid_kinderen_niet_ingeschat",
    "zonder_analyse_en_perspectief",
    "geen_overzicht_en_coordinatie",
    "wachtlijst_zonder_zicht",
]
VERKLARINGEN = [
    "weken_tot_overdracht",
    "afspraken_vt_niet_ingevoerd",
    "afspraak_etm_niet_bekend",
    "behoefte_training",
    "gebrek_aan_sturing",
    "fragmentarisch_plan",
    "complexe_problematiek",
]
GRONDEN = {
    "beleid_positief",
    "samenwerking_vt",
    "achterliggende_hulpvragen",
    "veiligheid_kinderen",
    "samenhangend_plan",
    "dossiervorming",
    "gezamenlijke_verantwoordelijkheid",
}
# What may be said of a sample in which nothing is wrong.
GOED_NIEUWS = {
    "overdrachten",
    "intake_huisbezoek",
    "kinderen_zelf_of_via_school",
    "leefgebieden_zonder_zrm",
    "urgente_problemen_opgepakt",
    "clienten_tevreden",
    "regie_duidelijk",
    "partners_tevreden",
    "wijkteam_bij_schooloverleg",
    "opschalen",
    "cit_beschikbaar",
    "beleid_positief",
    "inzet_positief",
    "praktijk_volgt_beleid",
    # V15 had a crisis, and it was answered the same day.
    "eerder_geescaleerd",
}


# Any count


@pytest.mark.parametrize("regel", [regel for regel, _ in ZINNEN], ids=IDS)
def test_a_text_reads_as_sentences_whatever_the_counts(regel: Rapportregel) -> None:
    """Every placeholder is filled, sentences begin with a capital and end with a full stop, no space too many."""
    namen = list(dict.fromkeys(tellingen_in(regel.tekst)))
    for totaal in (0, 1, 2, 3, 8, 20):
        aantallen = range(totaal + 1) if len(namen) < 3 else sorted({0, min(1, totaal), totaal})
        for keus in product(aantallen, repeat=len(namen)):
            tellingen = {naam: Telling(naam, a, totaal) for naam, a in zip(namen, keus, strict=True)}
            tekst = vul_in(regel.tekst, tellingen, KADER.woordkeus)
            assert not re.search(r"[{}|]|\s\s|\s[,.;:)]|\(\s", tekst), tekst
            assert tekst.endswith(".")
            assert all(zin[0].isupper() for zin in re.split(r"(?<=[.?!]) ", tekst)), tekst
            assert 1 <= len(re.split(r"(?<=[.?!]) ", tekst)) <= 5


@pytest.mark.parametrize("regel", [regel for regel, _ in ZINNEN], ids=IDS)
def test_no_count_is_typed_into_a_text(regel: Rapportregel) -> None:
    """Figures and words for counts come from placeholders, so that no text keeps those of another sample."""
    getypt = PLAATS.sub(" # ", regel.tekst).replace("1G1P1R", "")
    # What a kenmerk means by its parameters, not how many dossiers it holds for.
    for uitdrukking in ("op meerdere leefgebieden", "één of enkele contacten"):
        getypt = getypt.replace(uitdrukking, "")
    assert not re.search(r"\d", getypt)
    woorden = {w.woord for w in KADER.woordkeus} - {"geen", "één", "alle"} | set(GETALWOORDEN[2:])
    assert not [w for w in woorden if re.search(rf"\b{w}\b", getypt)]


def test_no_sentence_begins_with_a_count() -> None:
    """A count at the head of a sentence would need a capital that only the head of a text gets, and then 'Één'."""
    assert not [regel.id for regel, _ in ZINNEN if re.search(r"(?:^|[.?!] )\{", regel.tekst)]


# Any sample


def _tel_kenmerken(rng: random.Random, dossiers: int) -> dict[str, SimpleNamespace]:
    """Counts that could be: what one kenmerk counts over is what another found."""
    tellingen: dict[str, SimpleNamespace] = {}
    for naam, kenmerk in sorted(KADER.kenmerken.items(), key=lambda paar: paar[1].over is not None):
        over = tellingen.get(kenmerk.over or "")
        totaal = over.waar + over.onbekend if over else dossiers
        waar = rng.choice([0, totaal, rng.randint(0, totaal)])
        onbekend = rng.choice([0, 0, rng.randint(0, totaal - waar)])
        tellingen[naam] = SimpleNamespace(waar=waar, onwaar=totaal - waar - onbekend, onbekend=onbekend, totaal=totaal)
    return tellingen


def _tel_antwoorden(rng: random.Random, vraag: Vraag) -> dict[str, int]:
    gevraagd = rng.choice([0, 1, 2, 4, 8])
    keuzes = rng.choices(list(vraag.antwoorden), weights=[rng.random() for _ in vraag.antwoorden], k=gevraagd)
    return {a: keuzes.count(a) for a in vraag.antwoorden} | {"gevraagd": gevraagd}


def _steekproef(rng: random.Random) -> tuple[SimpleNamespace, dict[str, Telling]]:
    """A sample of any size and outcome, as rules see it, and its counts as texts name them."""
    dossiers = rng.choice([1, 2, 3, 8, 20])
    kenmerken = _tel_kenmerken(rng, dossiers)
    tellingen = {f"kenmerk.{k}": Telling(f"kenmerk.{k}", t.waar, t.totaal) for k, t in kenmerken.items()}
    bladen = {}
    for blad in KADER.indicatoren:
        aantallen = Counter(rng.choices(UITKOMSTEN, weights=[rng.random() for _ in UITKOMSTEN], k=dossiers))
        beoordeeld = sum(aantallen[u] for u in UITKOMSTEN[:4])
        telling: dict[str, int] = {u: aantallen[u] for u in UITKOMSTEN}
        telling |= {"beoordeeld": beoordeeld, "niet_aangetoond": beoordeeld - aantallen["voldoet"]}
        bladen[bladnaam(blad.id)] = SimpleNamespace(**telling, oordeel=rng.choice(KLASSEN), beleid=rng.choice(KLASSEN))
        for u in BLADTELLINGEN:
            naam = f"blad.{bladnaam(blad.id)}.{u}"
            tellingen[naam] = Telling(naam, telling[u], beoordeeld)
    vragen: dict[str, dict[str, SimpleNamespace]] = {}
    for soort, lijst in (("interview", KADER.bronnen.vragen), ("document", KADER.bronnen.documentvragen)):
        antwoorden = {code: _tel_antwoorden(rng, vraag) for code, vraag in lijst.items()}
        vragen[soort] = {code: SimpleNamespace(**aantallen) for code, aantallen in antwoorden.items()}
        for code, per_antwoord in antwoorden.items():
            for a, aantal in per_antwoord.items():
                naam = f"{soort}.{code}.{a}"
                tellingen[naam] = Telling(naam, aantal, per_antwoord["gevraagd"])
    beleid, praktijk = rng.choice([("voldoende",), KLASSEN]), rng.choice([("voldoende",), KLASSEN])
    return (
        SimpleNamespace(
            kenmerk=SimpleNamespace(**kenmerken),
            blad=SimpleNamespace(**bladen),
            interview=SimpleNamespace(**vragen["interview"]),
            document=SimpleNamespace(**vragen["document"]),
            hoofdstuk=SimpleNamespace(
                **{
                    f"h{h.nummer}": SimpleNamespace(oordeel=rng.choice(praktijk), beleid=rng.choice(beleid))
                    for h in KADER.hoofdstukken
                }
            ),
            dossiers=dossiers,
            interviews=rng.choice([0, 28]),
            documenten=rng.choice([0, 24]),
        ),
        tellingen,
    )


@cache
def _gevallen() -> dict[str, list[tuple[str, dict[str, Telling]]]]:
    """For every rule: the sentences that random samples made of it, with the counts that each rests on."""
    rng = random.Random(2017)
    gevonden: dict[str, list[tuple[str, dict[str, Telling]]]] = {regel.id: [] for regel, _ in ZINNEN}
    for _ in range(1_500):
        waarden, tellingen = _steekproef(rng)
        for regel, node in ZINNEN:
            if len(gevonden[regel.id]) < 60 and leg_uit(node, Zaak(waarden, None)).waarde is True:
                eigen = {naam: tellingen[naam] for naam in tellingen_in(regel.tekst)}
                gevonden[regel.id].append((vul_in(regel.tekst, tellingen, KADER.woordkeus), eigen))
    return gevonden


@pytest.mark.parametrize("regel", [regel for regel, _ in ZINNEN], ids=IDS)
def test_a_condition_keeps_its_text_from_saying_nothing(regel: Rapportregel) -> None:
    """Where a condition is true, no sentence counts over nothing, over the only one, or 'nul' of something."""
    gevallen = _gevallen()[regel.id]
    assert gevallen, "no sample fires this rule, so the test would prove nothing"
    for tekst, _ in gevallen:
        assert "nul " not in tekst
        assert "0 van de 0" not in tekst
        assert "van de één" not in tekst
        assert "van de nul" not in tekst
        for woord, aantal, totaal in GETELD.findall(tekst):
            assert woord in passende_woorden(KADER.woordkeus, int(aantal), int(totaal)), tekst


Aantallen = list[tuple[int, int]]


def _meer_wel(telling: tuple[int, int]) -> bool:
    return 2 * telling[0] > telling[1]


# Typed words that other counts would make untrue ('over het algemeen', 'vaak', 'niet structureel', 'geen kind'), as a
# claim about the counts of the same text.
BEWERINGEN: dict[str, Callable[[Aantallen], bool]] = {
    "informatie_na_triage_beperkt": lambda t: _meer_wel(t[0]),
    "triage_informatie_niet_in_elk_dossier": lambda t: 0 < t[0][0] < t[0][1],
    "triage_informatie_nergens": lambda t: t[0][0] == 0,
    "overleg_vt_gewenst": lambda t: _meer_wel(t[0]) and _meer_wel(t[1]),
    "direct_afgesloten_niemand_anders_gesproken": lambda t: t[0][0] == t[1][0] == 0,
    "direct_afgesloten_niet_iedereen_gesproken": lambda t: t[0][0] < t[0][1] or t[1][0] < t[1][1],
    "beide_ouders_en_kinderen": lambda t: 0 < t[0][0] < t[0][1],
    "beide_ouders_en_kinderen_nergens": lambda t: t[0][0] == 0,
    "zrm_niet_altijd_navolgbaar": lambda t: 0 < t[0][0] < t[0][1],
    "zrm_niet_navolgbaar": lambda t: t[0][0] == 0,
    "veiligheidstaxatie_ontbreekt": lambda t: 2 * t[0][0] < t[0][1],
    "probleemanalyse_niet_gemaakt": lambda t: _meer_wel(t[0]),
    "clienten_tevreden": lambda t: _meer_wel(t[0]) and _meer_wel(t[1]),
    "beide_ouders_spreken": lambda t: _meer_wel(t[0]) and 2 * t[1][0] < t[1][1],
    "bericht_aan_vt_bij_afsluiten": lambda t: _meer_wel(t[0]) and 2 * t[1][0] < t[1][1],
    "veiligheid_kinderen": lambda t: 2 * t[0][0] < t[0][1],
}


@pytest.mark.parametrize("naam", BEWERINGEN)
def test_a_typed_claim_holds_in_every_sample_that_fires_the_rule(naam: str) -> None:
    """A word that says how much or how often is true of the counts beside it, in any sample."""
    for tekst, eigen in _gevallen()[naam]:
        assert BEWERINGEN[naam]([(t.aantal, t.totaal) for t in eigen.values()]), tekst


def test_of_what_is_unknown_nothing_is_said() -> None:
    """With every fact of every dossier unknown, nobody asked and no document read, no rule speaks."""
    waarden, _ = _steekproef(random.Random(0))
    onbekend = SimpleNamespace(waar=0, onwaar=0, onbekend=20, totaal=20)
    leeg = SimpleNamespace(**dict.fromkeys(BLADTELLINGEN, 0), oordeel="niet_beoordeeld", beleid="niet_beoordeeld")
    waarden.dossiers, waarden.interviews, waarden.documenten = 20, 0, 0
    waarden.kenmerk = SimpleNamespace(**dict.fromkeys(KADER.kenmerken, onbekend))
    waarden.blad = SimpleNamespace(**{bladnaam(b.id): leeg for b in KADER.indicatoren})
    waarden.hoofdstuk = SimpleNamespace(**{f"h{h.nummer}": leeg for h in KADER.hoofdstukken})
    for bron in (waarden.interview, waarden.document):
        for code in vars(bron):
            setattr(bron, code, SimpleNamespace(**dict.fromkeys(vars(getattr(bron, code)), 0)))
    assert [regel.id for regel, node in ZINNEN if leg_uit(node, Zaak(waarden, None)).waarde is True] == []


# The example


@pytest.fixture(scope="module")
def vlaardingen() -> Resultaat:
    onderzoek = laad_onderzoek(VLAARDINGEN)
    assert onderzoek is not None
    bronnen = laad_bronnen(VLAARDINGEN, KADER)
    return beoordeel_alles(SCORING, laad_dossiers(VLAARDINGEN), onderzoek.peildatum, bronnen)


def test_the_nine_risks_and_seven_explanations_fire(vlaardingen: Resultaat) -> None:
    assert [z.id for z in vlaardingen.risicos] == RISICOS
    assert [z.id for z in vlaardingen.verklaringen] == VERKLARINGEN


def test_the_grounds_the_chances_and_the_contradiction_are_there(vlaardingen: Resultaat) -> None:
    assert {z.id for z in vlaardingen.gronden} >= GRONDEN
    assert [z.id for z in vlaardingen.kansen] == ["procesbeschrijving", "sturing_op_werkwijze"]
    [bericht] = [z for z in vlaardingen.tegenspraken if z.id == "bericht_aan_vt_bij_afsluiten"]
    assert "alle bevraagde medewerkers (8 van de 8)" in bericht.tekst
    assert "In geen van de tien gesloten dossiers" in bericht.tekst


def test_every_chapter_finds_something_and_says_nothing_twice(vlaardingen: Resultaat) -> None:
    per_hoofdstuk = Counter(z.hoofdstuk for z in vlaardingen.bevindingen)
    assert set(per_hoofdstuk) == {3, 4, 5, 6, 7}
    assert sum(per_hoofdstuk[h] for h in (3, 4, 5, 6)) >= 25
    zinnen = [z.tekst for soort in RAPPORTSOORTEN for z in getattr(vlaardingen, soort)]
    assert len(set(zinnen)) == len(zinnen)


@pytest.mark.parametrize(("naam", "verwacht"), VERWACHT["interviews"].items(), ids=VERWACHT["interviews"])
def test_interviews_give_what_the_report_says(naam: str, verwacht: dict[str, Any]) -> None:
    """The count of an answer, over those who answered; the word of the report fits it."""
    code, antwoord = naam.split(".")
    vraag = KADER.bronnen.vragen[code]
    interviews = laad_bronnen(VLAARDINGEN, KADER).interviews
    gegeven = [a for i in interviews if i.groep in vraag.groepen and (a := i.antwoorden.get(code)) is not None]
    assert (gegeven.count(antwoord), len(gegeven)) == (verwacht["aantal"], verwacht["van"])
    assert verwacht["woord"] in passende_woorden(KADER.woordkeus, verwacht["aantal"], verwacht["van"])
    assert verwacht["soort"] in ("rapport", "aanname")


def test_the_sources_are_those_of_bijlage_2() -> None:
    bronnen = laad_bronnen(VLAARDINGEN, KADER)
    gevonden = Counter(i.groep for i in bronnen.interviews)
    gevonden["documenten"] = len(bronnen.documenten)
    gevonden["dossiers"] = len(laad_dossiers(VLAARDINGEN).dossiers)
    assert gevonden == {naam: e["aantal"] for naam, e in VERWACHT["bronnen"].items()}


# A good sample


def _goed() -> Iterator[GeladenDossier]:
    """Eleven dossiers after triage and nine after an investigation, all as good as V08 and V15."""
    per_id = {g.dossier.id: g for g in laad_dossiers(VLAARDINGEN).dossiers}
    voorbeelden = [*islice(cycle(["V08"]), 11), *islice(cycle(["V15"]), 9)]
    for nummer, naam in enumerate(voorbeelden, start=1):
        dossier = per_id[naam].dossier.model_copy(update={"id": f"G{nummer:02}"})
        yield GeladenDossier(dossier, f"goed/G{nummer:02}.yaml")


def _goede_bronnen() -> Bronnen:
    """The same people and documents, each with the most favourable answer: the first that the framework lists."""
    bronnen, kader = laad_bronnen(VLAARDINGEN, KADER), KADER.bronnen
    interviews = tuple(
        Interview(
            id=i.id,
            groep=i.groep,
            antwoorden={code: next(iter(v.antwoorden)) for code, v in kader.vragen.items() if i.groep in v.groepen},
        )
        for i in bronnen.interviews
    )
    beste = {code: next(iter(v.antwoorden)) for code, v in kader.documentvragen.items()}
    documenten = tuple(
        d.model_copy(update={"antwoorden": {code: beste[code] for code in d.antwoorden}}) for d in bronnen.documenten
    )
    return Bronnen(interviews, documenten)


@pytest.fixture(scope="module")
def goed() -> Resultaat:
    onderzoek = laad_onderzoek(VLAARDINGEN)
    assert onderzoek is not None
    return beoordeel_alles(SCORING, Lading(tuple(_goed())), onderzoek.peildatum, _goede_bronnen())


def test_a_good_sample_has_no_risks_and_needs_no_explanation(goed: Resultaat) -> None:
    assert len(goed.dossiers) == 20
    for soort in ("risicos", "verklaringen", "tegenspraken", "kansen"):
        assert [z.id for z in getattr(goed, soort)] == []


def test_of_a_good_sample_only_good_things_are_said(goed: Resultaat) -> None:
    assert {z.id for z in (*goed.bevindingen, *goed.gronden)} <= GOED_NIEUWS
    assert {"beleid_positief", "inzet_positief", "praktijk_volgt_beleid"} <= {z.id for z in goed.gronden}


def test_good_dossiers_alone_do_not_hide_what_people_say() -> None:
    """With good dossiers and the interviews of Vlaardingen, what rests on interviews alone is still said."""
    onderzoek = laad_onderzoek(VLAARDINGEN)
    assert onderzoek is not None
    bronnen = laad_bronnen(VLAARDINGEN, KADER)
    zonder = Bronnen(bronnen.interviews, bronnen.documenten)
    gemengd = beoordeel_alles(SCORING, Lading(tuple(_goed())), onderzoek.peildatum, zonder)
    assert [z.id for z in gemengd.risicos] == ["overleg_vt_moeizaam", "monitoring_vt_onduidelijk"]


# The questions


def test_every_leaf_that_people_can_speak_to_has_a_question() -> None:
    """Each leaf with interviews as evidence has a question of which some answers support it and others do not."""
    for blad in KADER.indicatoren:
        if "interview" not in blad.bewijs:
            continue
        steun = {
            antwoord.steunt
            for vraag in KADER.bronnen.vragen.values()
            if blad.id in vraag.bladen
            for antwoord in vraag.antwoorden.values()
        }
        assert steun >= {True, False}, blad.id


def test_the_first_answer_is_never_one_against_the_norm() -> None:
    """The order is a promise that the good sample rests on: the most favourable answer comes first."""
    for vragen in (KADER.bronnen.vragen, KADER.bronnen.documentvragen):
        for code, vraag in vragen.items():
            eerste, *andere = vraag.antwoorden.values()
            assert eerste.steunt is not False, code
            assert eerste.steunt is True or all(a.steunt is not True for a in andere), code


def test_every_question_and_document_question_is_used() -> None:
    """A question that bears on no leaf and in no sentence asks people for nothing."""
    expressies = " ".join(regel.als + regel.tekst for regel, _ in ZINNEN)
    for soort, vragen in (("interview", KADER.bronnen.vragen), ("document", KADER.bronnen.documentvragen)):
        for code, vraag in vragen.items():
            assert vraag.bladen or f"{soort}.{code}." in expressies, code
