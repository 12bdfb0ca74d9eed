"""Claims about two assessors: kappa by its definition, differences in full, and nothing counts without consensus."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossieraudit.report.prose import procent
from dossieraudit.review.overeenstemming import tel
from dossieraudit.review.verslag import kappa_tekst
from tests.conftest import Afloop, Opdracht
from tests.review_voorbeeld import MOTIVERING, Formulier, bewaard, klein_onderzoek, oordeel, vervang

PAREN = [("V03", "TT1.4"), ("V03", "TT1.5"), ("V03", "IZ2.3"), ("V03", "IZ2.6"), ("V04", "SH1.1")]


def paren(tabel: Sequence[Sequence[int]]) -> list[tuple[str, str]]:
    """The judgements behind a table: rows of the first assessor, columns of the second."""
    namen = "abcdef"
    return [(namen[r], namen[k]) for r, rij in enumerate(tabel) for k, aantal in enumerate(rij) for _ in range(aantal)]


# Kappa


@pytest.mark.parametrize(
    ("tabel", "kappa"),
    [
        # Po 35/50, Pe (25·30 + 25·20)/50² = 1/2.
        ([[20, 5], [10, 15]], Fraction(2, 5)),
        # Viera and Garrett 2005: Po 0.85, Pe (25·20 + 75·80)/100² = 0.65; published as 0.57.
        ([[15, 10], [5, 70]], Fraction(4, 7)),
        # The pair of tables with the same raw agreement of 60%: Pe 0.54 and 0.46; published as 0.1304 and 0.2593.
        ([[45, 15], [25, 15]], Fraction(3, 23)),
        ([[25, 35], [5, 35]], Fraction(7, 27)),
        # Cohen 1960, table 1, in proportions of 100: Po 0.29, Pe 0.35; published as -0.09.
        ([[25, 13, 12], [12, 2, 16], [3, 15, 2]], Fraction(-6, 65)),
        ([[3, 0], [0, 4]], Fraction(1)),
    ],
)
def test_kappa_of_worked_examples(tabel: list[list[int]], kappa: Fraction) -> None:
    assert tel(paren(tabel)).kappa == kappa


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abcd")), max_size=30))
def test_kappa_is_what_its_definition_says(gegeven: list[tuple[str, str]]) -> None:
    """Chance agreement counted out: every judgement of the one against every judgement of the other."""
    n = len(gegeven)
    gevonden = tel(gegeven)
    assert gevonden.aantal == n
    if not n:
        assert gevonden.kappa is None
        return
    po = Fraction(sum(a == b for a, b in gegeven), n)
    pe = Fraction(sum(a == b for a, _ in gegeven for _, b in gegeven), n * n)
    assert gevonden.kappa == (None if pe == 1 else (po - pe) / (1 - pe))
    omgekeerd = tel((b, a) for a, b in gegeven)
    assert omgekeerd.kappa == gevonden.kappa


def test_kappa_does_not_exist_with_one_category_and_that_is_said() -> None:
    assert kappa_tekst(tel([("voldoet", "voldoet")] * 5)) == "niet te berekenen (één categorie)"
    assert kappa_tekst(tel([])) == "niet te berekenen (niets is door beiden beoordeeld)"
    assert kappa_tekst(tel(paren([[25, 13, 12], [12, 2, 16], [3, 15, 2]]))) == "-0,09"
    assert kappa_tekst(tel([("a", "b"), ("a", "a")])) == "0,00"


def test_nearly_all_is_not_rounded_to_all() -> None:
    """One difference in three hundred is a difference to talk about: not 100%, and no kappa of 1,00."""
    bijna = tel(
        [("voldoet", "voldoet")] * 150 + [("voldoet_niet", "voldoet_niet")] * 149 + [("voldoet", "voldoet_niet")]
    )
    assert (procent(bijna.gelijk, bijna.aantal), kappa_tekst(bijna)) == ("99%", "0,99")
    assert (procent(1, 300), procent(0, 300), procent(300, 300), procent(2, 3)) == ("1%", "0%", "100%", "67%")
    assert kappa_tekst(tel([("a", "a"), ("b", "b")])) == "1,00"


# Two assessors, as they work


@pytest.fixture
def onderzoek(tmp_path: Path) -> Path:
    return klein_onderzoek(tmp_path / "onderzoek")


@pytest.fixture
def beoordeeld(dossieraudit: Opdracht, onderzoek: Path, tmp_path: Path) -> Path:
    """b1 and b2 judged four leaves together, agreed on two, and each judged one alone."""
    for wie, uitkomsten in {
        "b1": ["voldoet", "voldoet niet", "voldoet niet", "voldoet", "voldoet"],
        "b2": ["voldoet", "voldoet niet", "voldoet", "n.v.t."],
    }.items():
        pad = tmp_path / f"{wie}.xlsx"
        dossieraudit("review", onderzoek, "--beoordelaar", wie, "-o", pad)
        invulling = {p: oordeel(u, f"{wie} zag dit op blz. 4.") for p, u in zip(PAREN, uitkomsten, strict=False)}
        assert dossieraudit("review", onderzoek, "--lees", Formulier(pad).vul(invulling)).code == 0
    return onderzoek


def vergelijk(dossieraudit: Opdracht, onderzoek: Path, *opties: object) -> Afloop:
    bestanden = [onderzoek / "beoordelingen" / f"{wie}.yaml" for wie in ("b1", "b2")]
    return dossieraudit("review", "agreement", *bestanden, *opties)


def test_the_account_has_agreement_table_kappa_and_differences(dossieraudit: Opdracht, beoordeeld: Path) -> None:
    afloop = vergelijk(dossieraudit, beoordeeld)
    assert (afloop.code, afloop.fout) == (0, "")
    for deel in (
        "- Door beiden beoordeeld, over dezelfde feiten: 4.\n",
        "- Alleen door b1: 1. Alleen door b2: 0.\n",
        "- Gelijk: 2 van de 4 (50%).\n",
        # Po 1/2; Pe (2·2 + 2·1 + 0·1)/16 = 3/8.
        "- Cohens kappa: 0,20.\n",
        "| | voldoet | voldoet niet | n.v.t. | totaal |\n|---|---|---|---|---|\n"
        "| **voldoet** | 1 | 0 | 1 | 2 |\n| **voldoet niet** | 1 | 1 | 0 | 2 |\n"
        "| **n.v.t.** | 0 | 0 | 0 | 0 |\n| **totaal** | 2 | 1 | 1 | 4 |\n",
        # Of IZ: Po 0; Pe (1·0 + 1·1 + 0·1)/4 = 1/4.
        "| TT Toeleiding en toegang | 2 | 2 | 100% | 1,00 |\n| IZ In zorg | 2 | 0 | 0% | -0,33 |\n",
        "afgestemd | 1 | 1 | 100% | niet te berekenen (één categorie) |",
        "- **V03, IZ2.3** Veiligheidsrisico's vergeleken met de start (regels: niet navolgbaar)\n"
        "  - b1: voldoet niet – b1 zag dit op blz. 4.\n  - b2: voldoet – b2 zag dit op blz. 4.\n",
        "## Alleen door b1 beoordeeld\n\nV04 SH1.1.\n",
    ):
        assert deel in afloop.uit


def test_without_consensus_no_judgement_of_two_counts_and_every_pair_is_named(
    dossieraudit: Opdracht, beoordeeld: Path
) -> None:
    afloop = dossieraudit("score", beoordeeld, "--format", "json")
    assert afloop.code == 3
    resultaat = json.loads(afloop.uit)
    oordelen = {(d["id"], b): u["beoordeling"] for d in resultaat["dossiers"] for b, u in d["uitkomsten"].items()}
    assert [oordelen[paar] for paar in PAREN[:4]] == [None] * 4
    assert oordelen[PAREN[4]]["beoordelaar"] == "b1"
    meldingen = [fout["melding"] for a in resultaat["afgekeurd"] for fout in a["fouten"]]
    assert "over dossier V03, blad IZ2.3, is nog geen consensus (b1: voldoet niet, b2: voldoet)" in meldingen
    assert len(meldingen) == afloop.fout.count("is nog geen consensus") == 4


def test_consensus_records_what_both_found_and_lists_the_rest(
    dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path
) -> None:
    uit = beoordeeld / "beoordelingen" / "consensus.yaml"
    afloop = vergelijk(dossieraudit, beoordeeld, "--consensus", uit, "-o", tmp_path / "v.md")
    assert (afloop.code, afloop.uit) == (0, "")
    verslag = (tmp_path / "v.md").read_text(encoding="utf-8")
    assert verslag.endswith(
        "Vastgelegd: 2, waarvan nu nieuw: 2. Nog open: 3.\n\n"
        "- V03 IZ2.3: zij verschillen\n- V03 IZ2.6: zij verschillen\n- V04 SH1.1: alleen b1 oordeelde\n"
    )
    samen = bewaard(beoordeeld, "consensus")
    assert set(samen) == set(PAREN[:2])
    assert samen[PAREN[0]]["beoordelaars"] == ["b1", "b2"]
    assert samen[PAREN[0]]["motivering"] == "b1: b1 zag dit op blz. 4. b2: b2 zag dit op blz. 4."

    score = dossieraudit("score", beoordeeld, "--format", "json")
    assert score.fout.count("is nog geen consensus") == 2
    dossier = json.loads(score.uit)["dossiers"][0]
    assert dossier["uitkomsten"]["TT1.5"]["uitkomst"] == "voldoet_niet"
    assert dossier["uitkomsten"]["TT1.5"]["beoordeling"]["beoordelaar"] == "consensus (b1, b2)"


def test_the_rest_is_settled_with_a_form_and_then_all_counts(
    dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path
) -> None:
    """The whole of double assessment: two forms, what both found, and a form for what they differ on."""
    uit, pad = beoordeeld / "beoordelingen" / "consensus.yaml", tmp_path / "samen.xlsx"
    vergelijk(dossieraudit, beoordeeld, "--consensus", uit, "-q")
    dossieraudit("review", beoordeeld, "--beoordelaar", "consensus", "-o", pad)
    formulier = Formulier(pad)
    assert set(formulier.rijen) == set(PAREN[:4])
    anderen = formulier.cel(PAREN[2], "Oordelen van anderen").value
    assert "b1 (2017-11-20): voldoet niet – b1 zag dit op blz. 4.\nb2 (2017-11-20): voldoet – " in anderen
    # One that they agreed on is changed too; of that as well the form says who settled it.
    formulier.vul(dict.fromkeys(PAREN[1:4], oordeel("voldoet gedeeltelijk", "Samen besproken op basis van blz. 4.")))
    assert dossieraudit("review", beoordeeld, "--lees", pad).uit.startswith("3 nieuw of gewijzigd, 1 ongewijzigd")
    assert all(bewaard(beoordeeld, "consensus")[paar]["beoordelaars"] == ["b1", "b2"] for paar in PAREN[:4])
    score = dossieraudit("score", beoordeeld, "-q")
    assert (score.code, score.fout) == (0, "")

    eerst = uit.read_bytes()
    nogmaals = vergelijk(dossieraudit, beoordeeld, "--consensus", uit)
    assert nogmaals.uit.endswith(
        "Vastgelegd: 4, waarvan nu nieuw: 0. Nog open: 2.\n\n"
        "- V03 TT1.5: beiden vinden nu iets anders dan de vastgelegde consensus\n- V04 SH1.1: alleen b1 oordeelde\n"
    )
    assert uit.read_bytes() == eerst


def test_a_consensus_does_not_outvote_who_had_no_part_in_it(
    dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path
) -> None:
    """Of a third assessor who found something else, nobody would have heard; who found the same changes nothing."""
    vergelijk(dossieraudit, beoordeeld, "--consensus", beoordeeld / "beoordelingen" / "consensus.yaml", "-q")
    pad, anders, gelijk = tmp_path / "b3.xlsx", PAREN[1], PAREN[0]
    dossieraudit("review", beoordeeld, "--beoordelaar", "b3", "-o", pad)
    Formulier(pad).vul({anders: oordeel("voldoet gedeeltelijk"), gelijk: oordeel("voldoet")})
    assert dossieraudit("review", beoordeeld, "--lees", pad).code == 0
    score = dossieraudit("score", beoordeeld, "--format", "json")
    assert "blad TT1.5, is nog geen consensus (consensus: voldoet niet, b3: voldoet gedeeltelijk)" in score.fout
    assert "review ONDERZOEK --beoordelaar consensus" in score.fout
    uitkomsten = json.loads(score.uit)["dossiers"][0]["uitkomsten"]
    assert uitkomsten["TT1.5"]["beoordeling"] is None
    assert uitkomsten["TT1.4"]["beoordeling"]["beoordelaar"] == "consensus (b1, b2)"

    samen = tmp_path / "samen.xlsx"
    dossieraudit("review", beoordeeld, "--beoordelaar", "consensus", "-o", samen)
    Formulier(samen).vul({anders: oordeel("voldoet gedeeltelijk", "Met b3 besproken op basis van blz. 4.")})
    assert dossieraudit("review", beoordeeld, "--lees", samen).code == 0
    assert bewaard(beoordeeld, "consensus")[anders]["beoordelaars"] == ["b1", "b2", "b3"]
    assert "TT1.5" not in dossieraudit("score", beoordeeld, "-q").fout


def test_judgements_over_different_facts_are_not_compared(
    dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path
) -> None:
    """A fact changed between the two; what b1 found was about another file than what b2 found."""
    vervang(beoordeeld / "dossiers" / "V04.yaml", "opgeslagen_in_dossier: false", "opgeslagen_in_dossier: true")
    pad = tmp_path / "b2.xlsx"
    dossieraudit("review", beoordeeld, "--beoordelaar", "b2", "-o", pad)
    dossieraudit("review", beoordeeld, "--lees", Formulier(pad).vul({PAREN[4]: oordeel("voldoet", MOTIVERING)}))
    uit = vergelijk(dossieraudit, beoordeeld, "--consensus", tmp_path / "c.yaml").uit
    assert "- Door beiden beoordeeld, over dezelfde feiten: 4.\n" in uit
    assert "## Over verschillende feiten of normen beoordeeld\n\nV04 SH1.1.\n" in uit
    assert "- V04 SH1.1: zij oordeelden over verschillende feiten of normen\n" in uit
    assert PAREN[4] not in {(o["dossier"], o["blad"]) for o in yaml.safe_load((tmp_path / "c.yaml").read_bytes())}


def test_consensus_over_older_facts_gives_way_when_both_agree_again(
    dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path
) -> None:
    uit = beoordeeld / "beoordelingen" / "consensus.yaml"
    vergelijk(dossieraudit, beoordeeld, "--consensus", uit, "-q")
    vervang(beoordeeld / "dossiers" / "V03.yaml", "gesprek_gehouden: false", "gesprek_gehouden: true")
    for wie in ("b1", "b2"):
        pad = tmp_path / f"{wie}.xlsx"
        dossieraudit("review", beoordeeld, "--beoordelaar", wie, "-o", pad)
        ingevuld = Formulier(pad).vul({PAREN[0]: oordeel("niet navolgbaar", MOTIVERING)}, "2017-12-01")
        dossieraudit("review", beoordeeld, "--lees", ingevuld)
    nogmaals = vergelijk(dossieraudit, beoordeeld, "--consensus", uit)
    assert "waarvan nu nieuw: 1." in nogmaals.uit
    assert bewaard(beoordeeld, "consensus")[PAREN[0]]["uitkomst"] == "niet_navolgbaar"
    assert bewaard(beoordeeld, "consensus")[PAREN[0]]["motivering"] == MOTIVERING


def test_a_consensus_rests_on_two_assessors_at_least(dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path) -> None:
    """One of the two withdrew after the form was made: what is settled now would be the judgement of one."""
    pad = tmp_path / "samen.xlsx"
    dossieraudit("review", beoordeeld, "--beoordelaar", "consensus", "-o", pad)
    formulier = Formulier(pad)
    formulier.vul({PAREN[2]: oordeel("voldoet niet")})
    b2 = beoordeeld / "beoordelingen" / "b2.yaml"
    eerst = b2.read_bytes()
    b2.unlink()
    afloop = dossieraudit("review", beoordeeld, "--lees", pad)
    assert afloop.code == 3
    plaats = formulier.cel(PAREN[2], "Oordeel").coordinate
    assert (
        f"over dossier V03, blad IZ2.3, zijn er nu geen twee beoordelaars\n  pad: blad Oordelen, cel {plaats}\n"
        "  advies: consensus rust op minstens twee oordelen; lees eerst die van elk van hen in\n"
    ) in afloop.fout
    assert not (beoordeeld / "beoordelingen" / "consensus.yaml").exists()
    b2.write_bytes(eerst)
    assert dossieraudit("review", beoordeeld, "--lees", pad).code == 0


@pytest.mark.parametrize("wie", [[], ["b1"], ["b1", "b1"], ["b1", "consensus"]])
def test_a_consensus_of_fewer_in_a_file_is_a_fault(
    dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path, wie: list[str]
) -> None:
    map_ = beoordeeld / "beoordelingen"
    samen = [{**o, "beoordelaar": "consensus", "beoordelaars": wie} for o in bewaard(beoordeeld).values()]
    (map_ / "consensus.yaml").write_text(json.dumps(samen), encoding="utf-8")
    afloop = dossieraudit("score", beoordeeld, "-q")
    assert afloop.code == 3
    assert afloop.fout.count("consensus rust op minstens twee beoordelaars") == len(samen)
    assert "noem onder 'beoordelaars' wie het eens werden" in afloop.fout
    afloop = dossieraudit(
        "review", "agreement", map_ / "b1.yaml", map_ / "consensus.yaml", "--consensus", tmp_path / "c.yaml"
    )
    assert (afloop.code, "geef van elk het eigen bestand" in afloop.fout) == (2, True)


def test_one_assessor_cannot_judge_the_same_thing_twice(dossieraudit: Opdracht, beoordeeld: Path) -> None:
    map_ = beoordeeld / "beoordelingen"
    (map_ / "b1-kopie.yaml").write_bytes((map_ / "b1.yaml").read_bytes())
    afloop = dossieraudit("score", beoordeeld, "-q")
    assert afloop.code == 3
    assert "'V03 TT1.4 van b1' staat ook in beoordelingen/b1-kopie.yaml" in afloop.fout


def test_what_cannot_be_compared_is_refused(dossieraudit: Opdracht, beoordeeld: Path, tmp_path: Path) -> None:
    b1 = beoordeeld / "beoordelingen" / "b1.yaml"
    zelfde = dossieraudit("review", "agreement", b1, b1)
    assert (zelfde.code, "beide bestanden zijn van b1; vergelijk twee beoordelaars" in zelfde.fout) == (2, True)
    weg = dossieraudit("review", "agreement", b1, tmp_path / "b9.yaml")
    assert (weg.code, "is niet te lezen: dit bestaat niet" in weg.fout) == (3, True)
    gemengd = tmp_path / "beide.yaml"
    gemengd.write_bytes(b1.read_bytes() + (b1.with_name("b2.yaml")).read_bytes())
    afloop = dossieraudit("review", "agreement", b1, gemengd)
    assert afloop.code == 3
    assert "dossier V03, blad TT1.4, staat hier meer dan één keer" in afloop.fout
    vervang(b1, "SH1.1", "SH1.9")
    afloop = vergelijk(dossieraudit, beoordeeld)
    assert afloop.code == 3
    assert "b1.yaml: het kader kent geen blad 'SH1.9'\n  advies: bedoelde u 'SH1.2'?" in afloop.fout
