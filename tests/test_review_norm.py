"""Claims about judgements over a norm that changes afterwards: they are shown, and do not count."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, Opdracht
from tests.review_voorbeeld import MOTIVERING, bewaard, klein_onderzoek, maak, oordeel, vervang

# A person judges part of the first; the rules cannot follow the second.
TT1_4, IZ2_3 = ("V03", "TT1.4"), ("V03", "IZ2.3")
EIS = "De ingezette zorg en ondersteuning sluiten aan bij de ingeschatte zelfredzaamheid."


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    """An onderzoek with a framework of its own beside it."""
    map_ = klein_onderzoek(tmp_path / "onderzoek", ("V03",))
    shutil.copytree(ROOT / "criteria" / "stelseltoezicht-jeugd-2017", map_ / "kader")
    vervang(map_ / "onderzoek.yaml", "kader: stelseltoezicht-jeugd-2017", "kader: kader")
    return map_


@pytest.fixture
def beoordeeld(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> Path:
    formulier = maak(dossieraudit, onderzoek, tmp_path / "b1.xlsx")
    pad = formulier.vul({TT1_4: oordeel("voldoet"), IZ2_3: oordeel("voldoet")})
    assert dossieraudit("review", onderzoek, "--lees", pad).code == 0
    assert tellend(dossieraudit, onderzoek) == {"TT1.4", "IZ2.3"}
    return onderzoek


def tellend(dossieraudit: Opdracht, onderzoek: Path) -> set[str]:
    """The leaves on which a person's judgement counts."""
    uitkomsten = json.loads(dossieraudit("score", onderzoek, "--format", "json", "-q").uit)["dossiers"][0]["uitkomsten"]
    met_mens = {blad: u for blad, u in uitkomsten.items() if u["beoordeling"] is not None}
    for uitkomst in met_mens.values():
        machine = uitkomst["beoordeling"]["uitkomst_machine"]
        assert uitkomst["uitkomst"] == (machine if uitkomst["beoordeling"]["verouderd"] else "voldoet")
    return {blad for blad, u in met_mens.items() if not u["beoordeling"]["verouderd"]}


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "blijft"),
    [
        ("TT1.yaml", EIS, "De hulp begon binnen een week.", "IZ2.3"),
        ("TT1.yaml", "Het wijkteam schat in hoe zelfredzaam de volwassenen", "Men schat in hoe rijk zij", "IZ2.3"),
        ("IZ2.yaml", "Een evaluatie stelt vast of", "Elke evaluatie stelt vast of", "TT1.4"),
        ("IZ2.yaml", "count(e for e in ondersteuningsplan.evaluaties) >= 1", "bekend(ondersteuningsplan)", "TT1.4"),
        ("kenmerken.yaml", "count(r for r in veiligheidsrisicos) >= 1", "count(veiligheidsrisicos) >= 1", "TT1.4"),
        ("parameters.yaml", "evaluatie_weken:\n  waarde: 13", "evaluatie_weken:\n  waarde: 12", "TT1.4"),
    ],
)  # fmt: skip
def test_a_judgement_over_a_norm_that_changed_since_does_not_count(
    dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path, bestand: str, oud: str, nieuw: str, blijft: str
) -> None:
    """Whatever the rules make of the dossier then: 'voldoet' was said of another norm. All others still count."""
    vervang(beoordeeld / "kader" / bestand, oud, nieuw)
    assert tellend(dossieraudit, beoordeeld) == {blijft}
    stand = maak(dossieraudit, beoordeeld, tmp_path / "nieuw.xlsx").waarden("Stand")
    (veranderd,) = {TT1_4, IZ2_3} - {("V03", blijft)}
    assert stand[veranderd].startswith("VEROUDERD: de norm, een eis of een parameter van dit blad is veranderd")
    assert "VEROUDERD" not in stand["V03", blijft]


def test_how_a_norm_is_written_does_not_matter(dossieraudit: Opdracht, beoordeeld: Path) -> None:
    """White space, remarks, where it comes from, what the report says of it, and a new version of the framework."""
    iz2 = beoordeeld / "kader" / "IZ2.yaml"
    eis = "count(e for e in ondersteuningsplan.evaluaties) >= 1"
    vervang(iz2, eis, "count(e  for e in ondersteuningsplan.evaluaties) >= 1")
    vervang(iz2, "zijn de veiligheidsrisico's niet vergeleken", "zijn veiligheidsrisico's niet vergeleken")
    vervang(iz2, "rij: 3e indicator", "rij: derde indicator")
    vervang(beoordeeld / "kader" / "kader.yaml", "versie: 1.0.0", "versie: 1.0.1")
    assert tellend(dossieraudit, beoordeeld) == {"TT1.4", "IZ2.3"}


def test_an_outdated_judgement_can_be_confirmed_for_the_norm_of_now(dossieraudit: Opdracht, beoordeeld: Path) -> None:
    vervang(beoordeeld / "kader" / "TT1.yaml", EIS, "De hulp begon binnen een week.")
    eerst = bewaard(beoordeeld)
    vraag = ["--beoordelaar", "b1", "--in-terminal", "--datum", "2017-11-21"]
    uit = dossieraudit("review", beoordeeld, *vraag, invoer="b\ns\n").uit
    assert "want de norm, een eis of een parameter van dit blad is veranderd." in " ".join(uit.split())
    assert tellend(dossieraudit, beoordeeld) == {"TT1.4", "IZ2.3"}
    nu = bewaard(beoordeeld)
    assert nu[IZ2_3] == eerst[IZ2_3]
    assert nu[TT1_4]["motivering"] == MOTIVERING
    assert nu[TT1_4]["normafdruk"] != eerst[TT1_4]["normafdruk"]


def test_where_an_outdated_judgement_is_shown_the_norm_may_be_why(
    dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path
) -> None:
    """No fact changed: it would not be true that one did."""
    vervang(beoordeeld / "kader" / "TT1.yaml", EIS, "De hulp begon binnen een week.")
    uit = " ".join(dossieraudit("explain", beoordeeld, *TT1_4).uit.split())
    assert "De uitkomst van de regels, een feit eronder of de norm zelf is sindsdien veranderd." in uit
    assert dossieraudit("report", beoordeeld, "-o", tmp_path / "r", "--format", "md", "-q").code == 0
    assert (
        "oordelen zijn gegeven over feiten of normen die sindsdien zijn" in (tmp_path / "r" / "rapport.md").read_text()
    )


def test_a_judgement_that_says_nothing_of_its_norm_counts_as_before(dossieraudit: Opdracht, beoordeeld: Path) -> None:
    """As files of before have it, and those that are written by hand."""
    pad = beoordeeld / "beoordelingen" / "b1.yaml"
    regels = pad.read_text(encoding="utf-8").splitlines(keepends=True)
    pad.write_text("".join(regel for regel in regels if "normafdruk" not in regel), encoding="utf-8")
    vervang(beoordeeld / "kader" / "TT1.yaml", EIS, "De hulp begon binnen een week.")
    assert tellend(dossieraudit, beoordeeld) == {"TT1.4", "IZ2.3"}


def test_judgements_over_two_versions_of_a_norm_are_not_compared(dossieraudit: Opdracht, beoordeeld: Path) -> None:
    vervang(beoordeeld / "kader" / "IZ2.yaml", "Een evaluatie stelt vast of", "Elke evaluatie stelt vast of")
    formulier = maak(dossieraudit, beoordeeld, beoordeeld.parent / "b2.xlsx", "b2")
    pad = formulier.vul({TT1_4: oordeel("voldoet"), IZ2_3: oordeel("voldoet niet")})
    assert dossieraudit("review", beoordeeld, "--lees", pad).code == 0
    namen = [beoordeeld / "beoordelingen" / f"{wie}.yaml" for wie in ("b1", "b2")]
    uit = dossieraudit("review", "agreement", *namen).uit
    assert "over verschillende feiten of normen: 1" in " ".join(uit.split())


def test_a_form_that_confirms_over_a_new_norm_is_not_replaced_before_it_is_read(
    dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path
) -> None:
    """The facts are the same, so only the norm tells that the 'ja' was not read back yet."""
    vervang(beoordeeld / "kader" / "TT1.yaml", EIS, "De hulp begon binnen een week.")
    formulier = maak(dossieraudit, beoordeeld, tmp_path / "b1.xlsx")
    pad = formulier.vul({TT1_4: {"Opnieuw bekeken": "ja"}})
    opnieuw = ["review", beoordeeld, "--beoordelaar", "b1", "-o", pad]
    afloop = dossieraudit(*opnieuw)
    assert afloop.code == 2
    assert "staan oordelen die nog niet zijn ingelezen" in afloop.fout
    assert dossieraudit("review", beoordeeld, "--lees", pad).code == 0
    assert dossieraudit(*opnieuw).code == 0
