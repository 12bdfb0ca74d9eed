"""Several municipalities side by side: the counts of each onderzoek, no ranking, whatever the order of arguments."""

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from dossieraudit.cli.gemeenten import _onderzoek
from dossieraudit.kaders.schemas import schema
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.gemeenten import Gemeentenvergelijking
from dossieraudit.models.rapportregels import KLASSEN
from dossieraudit.vergelijking.gemeenten import Onderzocht, mogelijke_klassen, vergelijk
from dossieraudit.vergelijking.gemeenten_document import maak_document
from dossieraudit.vergelijking.gemeenten_woorden import Woorden
from tests import zes_gemeenten
from tests.conftest import ROOT, Afloop, Opdracht
from tests.rapport_lezen import alle_teksten

ZES = zes_gemeenten.MAP
NAMEN = sorted(recept.gemeente for recept in zes_gemeenten.RECEPTEN)
ECHTE = ("Almelo", "Bergen op Zoom", "Den Helder", "Doetinchem", "Goeree-Overflakkee", "Gouda")
UITKOMSTEN = ("voldoet", "voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar", "niet_van_toepassing")


@cache
def onderzocht(map_: Path) -> Onderzocht:
    """One onderzoek as the command reads it, once for all tests."""
    return _onderzoek(map_, None, False)


@cache
def de_zes() -> Gemeentenvergelijking:
    return vergelijk([onderzocht(ZES / naam.lower()) for naam in NAMEN])


def naast_elkaar(dossieraudit: Opdracht, *paden: Path, verder: tuple[object, ...] = ()) -> Any:
    afloop = dossieraudit("compare", "--gemeenten", *paden, "--format", "json", *verder)
    assert afloop.code == 0, afloop.fout
    return json.loads(afloop.uit)


def kopie(naam: str, doel: Path, **anders: Any) -> Path:
    """An onderzoek of the six with another onderzoek.yaml."""
    shutil.copytree(ZES / naam.lower(), doel)
    pad = doel / "onderzoek.yaml"
    inhoud = yaml.load(pad.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    inhoud.pop("steekproef", None)
    pad.write_text(yaml.safe_dump({**inhoud, **anders}, allow_unicode=True), encoding="utf-8")
    return doel


# The example


def test_the_example_is_what_the_generator_makes() -> None:
    """`python -m tests.zes_gemeenten` brings the folder up to date."""
    gemaakt = zes_gemeenten.bestanden()
    assert {p.relative_to(ZES).as_posix() for p in ZES.rglob("*") if p.is_file()} == {*gemaakt, "README.md"}
    anders = [naam for naam, inhoud in gemaakt.items() if (ZES / naam).read_bytes() != inhoud]
    assert not anders


def test_the_example_is_small_sound_and_about_nobody(dossieraudit: Opdracht) -> None:
    assert sum(pad.stat().st_size for pad in ZES.rglob("*") if pad.is_file()) < 300_000
    assert (
        dossieraudit("validate", *(ZES / naam.lower() for naam in NAMEN)).uit == "61 dossiers in orde, 0 afgekeurd.\n"
    )
    assert dossieraudit("privacy", "check", ZES).code == 0
    inhoud = "".join(pad.read_text(encoding="utf-8") for pad in ZES.rglob("*") if pad.is_file())
    assert not [naam for naam in ECHTE if naam in inhoud]


def test_init_lays_the_example_out(dossieraudit: Opdracht, tmp_path: Path) -> None:
    afloop = dossieraudit("init", tmp_path / "zes", "--voorbeeld", "zes-gemeenten")
    assert f"dossieraudit compare --gemeenten {tmp_path / 'zes'}" in afloop.uit
    assert {pad.parent.name for pad in (tmp_path / "zes").glob("*/onderzoek.yaml")} == {n.lower() for n in NAMEN}
    anders = dossieraudit("init", tmp_path / "x", "--voorbeeld", "gouda")
    assert (anders.code, anders.fout) == (
        2,
        "Verkeerd gebruik: er is geen voorbeeld 'gouda'; kies uit vlaardingen, zes-gemeenten\n",
    )


# Counts


def test_every_count_is_that_of_the_onderzoek_itself(dossieraudit: Opdracht) -> None:
    """What `score --format json` says of a folder stands in the comparison, and nothing else."""
    beide = [ZES / "duinrade", ZES / "hazelmonde"]
    samen = naast_elkaar(dossieraudit, *beide)
    for map_ in beide:
        naam = map_.name.capitalize()
        eigen = json.loads(dossieraudit("score", map_, "--format", "json").uit)
        for blad in samen["bladen"]:
            eigen_blad = eigen["indicatoren"][blad["id"]]
            assert {u: blad["gemeenten"][naam][u] for u in UITKOMSTEN} == {u: eigen_blad[u] for u in UITKOMSTEN}
            assert blad["gemeenten"][naam]["oordeel"] == eigen_blad["oordeel"]
        for soort in ("criteria", "themas"):
            assert {g["id"]: g["gemeenten"][naam]["praktijk"] for g in samen[soort]} == eigen[soort]
        for hoofdstuk in samen["hoofdstukken"]:
            eigen_hoofdstuk = eigen["hoofdstukken"][hoofdstuk["id"]]
            assert hoofdstuk["gemeenten"][naam]["praktijk"] == eigen_hoofdstuk["praktijk"]
            assert hoofdstuk["gemeenten"][naam]["beleid"] == eigen_hoofdstuk["beleid"]
        for soort in ("risicos", "verklaringen"):
            hier = sorted(regel for z in samen[soort] if naam in z["gemeenten"] for regel in z["regels"])
            assert {z["id"] for z in eigen[soort]} <= set(hier)
        deelnemer = next(g for g in samen["gemeenten"] if g["naam"] == naam)
        assert deelnemer["dossiers"] == len(eigen["dossiers"])
        assert deelnemer["invoer"] == eigen["invoer"]


def test_classes_count_every_municipality_once_and_lie_within_their_bounds() -> None:
    v = de_zes()
    groepen = [*v.bladen, *v.criteria, *v.themas, *v.hoofdstukken, v.totaal]
    assert len(v.bladen) == 26
    verschil = 0
    for groep in groepen:
        assert groep is not None
        assert sum(t.aantal for t in groep.klassen.values()) == len(NAMEN)
        assert sorted(naam for t in groep.klassen.values() for naam in t.gemeenten) == NAMEN
        for telling in groep.klassen.values():
            assert telling.zeker <= telling.aantal <= telling.mogelijk
            assert telling.aantal == len(telling.gemeenten)
            verschil += telling.zeker != telling.mogelijk
    assert verschil, "the example shows verdicts that hang on what is untraceable"


def test_a_bound_counts_what_each_verdict_may_come_to() -> None:
    for blad in de_zes().bladen:
        mogelijk = {naam: mogelijke_klassen(t.oordeel) for naam, t in blad.gemeenten.items() if t.oordeel is not None}
        for klasse in KLASSEN:
            assert blad.klassen[klasse].mogelijk == sum(klasse in klassen for klassen in mogelijk.values())
            assert blad.klassen[klasse].zeker == sum(klassen == {klasse} for klassen in mogelijk.values())


def test_the_order_of_the_municipalities_changes_nothing() -> None:
    mappen = [onderzocht(ZES / naam) for naam in ("vennekerk", "duinrade", "oosterwaard")]
    gezien = {vergelijk(volgorde).model_dump_json() for volgorde in itertools.permutations(mappen)}
    assert len(gezien) == 1
    [namen] = [[g["naam"] for g in json.loads(tekst)["gemeenten"]] for tekst in gezien]
    assert namen == ["Duinrade", "Oosterwaard", "Vennekerk"]


def test_the_same_onderzoek_six_times_says_everything_of_all_six(dossieraudit: Opdracht, tmp_path: Path) -> None:
    for naam in NAMEN:
        kopie("Oosterwaard", tmp_path / "zes" / naam.lower(), gemeente=naam)
    afloop = dossieraudit("compare", "--gemeenten", tmp_path / "zes", "--format", "json,md", "-o", tmp_path / "uit")
    assert afloop.code == 0
    v = Gemeentenvergelijking.model_validate_json((tmp_path / "uit" / "gemeenten.json").read_bytes())
    assert {t.aantal for b in v.bladen for t in b.klassen.values()} == {0, 6}
    assert v.risicos
    assert {len(z.gemeenten) for z in (*v.risicos, *v.verklaringen)} == {6}
    tekst = (tmp_path / "uit" / "gemeenten.md").read_text(encoding="utf-8")
    assert "*Het oordeel over het geheel is onvoldoende in alle zes gemeenten.*" in tekst
    samenvatting = tekst.partition("# Samenvatting")[2].partition("## 1 De onderzoeken")[0]
    assert not re.findall(r"van de gemeenten|in één|in vijf", samenvatting)
    assert "lopen de oordelen uiteen" not in tekst


def test_two_teams_of_one_municipality_are_onderzoeken_not_municipalities(tmp_path: Path) -> None:
    mappen = [
        kopie("Braamstede", tmp_path / str(n), wijkteam=f"Wijkteam {kant}") for n, kant in enumerate(("Noord", "Zuid"))
    ]
    v = vergelijk([_onderzoek(map_, None, False) for map_ in mappen])
    assert [g.naam for g in v.gemeenten] == ["Braamstede, Wijkteam Noord", "Braamstede, Wijkteam Zuid"]
    assert v.eenheid == "onderzoek"
    assert Woorden.van(v, ()).in_(2) == "in beide onderzoeken"


# Risks and causes


def test_causes_are_counted_by_tag_and_a_municipalitys_own_stand_apart() -> None:
    tags = {t.tag: t for t in de_zes().tags}
    assert list(tags) == list(laad_kader("stelseltoezicht-jeugd-2017").kader.tags)
    assert tags["bevoegdheden"].verklaringen == ()
    assert tags["bevoegdheden"].eigen == tags["bevoegdheden"].samen == ("Hazelmonde", "Vennekerk")
    training = next(z for z in de_zes().verklaringen if "behoefte_training" in z.regels)
    assert training.tags == ("competenties",)
    assert set(training.gemeenten) <= set(tags["competenties"].verklaringen)
    for tag in tags.values():
        assert set(tag.samen) == {*tag.verklaringen, *tag.eigen}
        waar = {
            naam
            for naam in NAMEN
            for zin in onderzocht(ZES / naam.lower()).resultaat.verklaringen
            if tag.tag in zin.tags
        }
        assert set(tag.verklaringen) == waar


def test_common_risks_come_first_and_differ_between_the_municipalities() -> None:
    aantallen = [len(z.gemeenten) for z in de_zes().risicos]
    assert aantallen == sorted(aantallen, reverse=True)
    assert len(set(aantallen)) > 2


def test_a_tag_outside_the_list_of_the_framework_is_a_fault(dossieraudit: Opdracht, tmp_path: Path) -> None:
    kader = tmp_path / "kader"
    shutil.copytree(ROOT / "criteria" / "randvoorwaarden-veiligheid-jeugdigen", kader)
    rapport = kader / "rapport.yaml"
    rapport.write_text(rapport.read_text(encoding="utf-8").replace("[competenties]", "[competentie]"), encoding="utf-8")
    afloop = dossieraudit("kader", "check", kader)
    assert afloop.code == 3
    assert "onbekende tag 'competentie'" in afloop.fout
    assert "bedoelde u 'competenties'?" in afloop.fout


def test_a_municipality_cannot_use_a_tag_of_its_own(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = kopie("Braamstede", tmp_path / "b", verklaringen=[{"tekst": "Te veel werk.", "tags": ["tijd", "drukte"]}])
    afloop = dossieraudit("score", map_, "--quiet")
    assert afloop.code == 3
    assert "het kader kent geen tag 'drukte'" in afloop.fout
    assert f"{map_ / 'onderzoek.yaml'}:" in afloop.fout


def test_the_report_of_one_municipality_shows_its_own_explanation_as_its_own(
    dossieraudit: Opdracht, tmp_path: Path
) -> None:
    dossieraudit("report", ZES / "hazelmonde", "-o", tmp_path, "--format", "md", "-q")
    _, _, na = (tmp_path / "rapport.md").read_text(encoding="utf-8").partition("Verklaringen van de gemeente zelf\n\n")
    assert "Die is niet getoetst en weegt niet mee." in na[:400]
    assert "Functies stonden een half jaar open. Het gaat om: middelen" in na[:400]


# Frameworks


def test_different_frameworks_are_refused_and_one_can_be_asked_for(dossieraudit: Opdracht, tmp_path: Path) -> None:
    ander = kopie("Duinrade", tmp_path / "d", kader="randvoorwaarden-veiligheid-jeugdigen")
    shutil.rmtree(ander / "interviews")
    shutil.rmtree(ander / "documenten")
    afloop = dossieraudit("compare", "--gemeenten", ander, ZES / "braamstede")
    assert (afloop.code, afloop.uit) == (2, "")
    assert "aan verschillende kaders getoetst" in afloop.fout
    assert "randvoorwaarden-veiligheid-jeugdigen: Duinrade" in afloop.fout
    assert "--met-kader NAAM" in afloop.fout
    kader = "randvoorwaarden-veiligheid-jeugdigen"
    v = naast_elkaar(dossieraudit, ander, ZES / "braamstede", verder=("--met-kader", kader))
    assert {g["kader"]["id"] for g in v["gemeenten"]} == {kader}
    assert v["niet_vergeleken"] == []


def andere_versie(map_: Path, bestand: str, oud: str, nieuw: str) -> Path:
    """Duinrade, judged with a framework of its own that differs from the shipped one in one place."""
    kopie("Duinrade", map_, kader="kader")
    shutil.copytree(ROOT / "criteria" / "stelseltoezicht-jeugd-2017", map_ / "kader")
    for naam, van, naar in (("kader.yaml", "versie: 1.0.0", "versie: 1.1.0"), (bestand, oud, nieuw)):
        pad = map_ / "kader" / naam
        tekst = pad.read_text(encoding="utf-8")
        assert van in tekst
        pad.write_text(tekst.replace(van, naar, 1), encoding="utf-8")
    return map_


def test_a_leaf_that_weighs_otherwise_keeps_its_counts_and_loses_its_verdict(
    dossieraudit: Opdracht, tmp_path: Path
) -> None:
    map_ = andere_versie(tmp_path / "d", "BS1.yaml", "    werkwoord: ", "    zwaarwegend: true\n    werkwoord: ")
    v = naast_elkaar(dossieraudit, map_, ZES / "braamstede")
    weg = {x["wat"] for x in v["niet_vergeleken"]}
    assert {
        f"oordeel over {wat}" for wat in ("blad BS1.1", "thema BS", "criterium BS1", "hoofdstuk 7", "het geheel")
    } <= weg
    assert not [wat for wat in weg if wat.startswith("blad ")]
    [blad] = [b for b in v["bladen"] if b["id"] == "BS1.1"]
    assert blad["klassen"] == {}
    assert v["totaal"] is None
    assert {t["id"] for t in v["themas"]} == {"SH", "TT", "IZ"}
    scherm = dossieraudit("compare", "--gemeenten", map_, ZES / "braamstede").uit
    assert "Niet vergeleken, omdat de regels verschillen: oordeel over blad BS1.1" in scherm
    rapport = dossieraudit("compare", "--gemeenten", map_, ZES / "braamstede", "--format", "md").uit
    assert "| oordeel over blad BS1.1 | het weegt niet overal even zwaar; de aantallen staan er wel |" in rapport


def test_a_leaf_with_another_rule_is_left_out_with_all_that_rests_on_it(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Another value of a parameter is another rule, wherever that parameter is used."""
    map_ = andere_versie(tmp_path / "d", "parameters.yaml", "waarde: 5", "waarde: 9")
    v = naast_elkaar(dossieraudit, map_, ZES / "braamstede")
    weg = {x["wat"] for x in v["niet_vergeleken"]}
    bladen = {wat.removeprefix("blad ") for wat in weg if wat.startswith("blad ")}
    assert bladen
    assert not bladen & {b["id"] for b in v["bladen"]}
    assert len(bladen) + len(v["bladen"]) == 26
    for groep in (*v["themas"], *v["criteria"], *v["hoofdstukken"]):
        assert not bladen & set(groep["bladen"])


def test_a_version_that_differs_in_words_alone_is_compared_whole(tmp_path: Path) -> None:
    map_ = kopie("Duinrade", tmp_path / "d", kader="kader")
    shutil.copytree(ROOT / "criteria" / "stelseltoezicht-jeugd-2017", map_ / "kader")
    pad = map_ / "kader" / "kader.yaml"
    pad.write_text(f"{pad.read_text(encoding='utf-8')}# een opmerking\n", encoding="utf-8")
    v = vergelijk([_onderzoek(map_, None, False), onderzocht(ZES / "braamstede")])
    assert len({g.kader.sha256 for g in v.gemeenten}) == 2
    assert (len(v.bladen), v.niet_vergeleken) == (26, ())
    assert v.totaal is not None


# What is written


@pytest.fixture(scope="module")
def rapport(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The overall report of the six in every format that can be read back as it is."""
    from dossieraudit.cli.gemeenten import NAMEN, maak

    map_ = tmp_path_factory.mktemp("overkoepelend")
    kader = onderzocht(ZES / "braamstede").regels.kader
    for soort, naam in NAMEN.items():
        (map_ / naam).write_bytes(maak(de_zes(), maak_document(de_zes(), kader), soort))
        opnieuw = maak(de_zes(), maak_document(de_zes(), kader), soort)
        assert opnieuw == (map_ / naam).read_bytes(), f"{soort}: same input, same bytes"
    return map_


def test_the_overall_report_counts_without_percentages_ranks_or_dossiers(rapport: Path) -> None:
    tekst = (rapport / "gemeenten.md").read_text(encoding="utf-8")
    assert "%" not in tekst
    assert not re.findall(r"\b(?:totaalscore van|plaats \d|beste gemeente|slechtste gemeente|ranglijst)\b", tekst)
    codes = "|".join(recept.code for recept in zes_gemeenten.RECEPTEN)
    assert not re.findall(rf"\b(?:{codes})\d\d\b", tekst)
    assert not re.findall(rf"\b(?:{codes})\d\d\b", (rapport / "gemeenten.json").read_text(encoding="utf-8"))
    for deel in (
        "## Samenvatting",
        "Gemeenschappelijke risico's",
        "9 Goede voorbeelden",
        "10 Werkwijze en verantwoording",
        "Bijlage 1: Aantallen per norm en gemeente",
        "Eén dossier viel uit en is vervangen door een reserve.",
        "**Tabel 17. SH1.1 Schriftelijke informatie van Veilig Thuis na triage (weegt zwaar)**",
    ):
        assert deel in tekst, deel


def test_a_good_example_is_one_that_nothing_untraceable_can_undo(rapport: Path) -> None:
    tekst = (rapport / "gemeenten.md").read_text(encoding="utf-8")
    [tabel] = re.findall(r"Normen waarop de praktijk voldoende is\*\*\n\n(.*?)\n\n", tekst, re.DOTALL)
    rijen = {rij.split(" ")[1]: rij for rij in tabel.splitlines()[2:]}
    for blad in de_zes().bladen:
        zeker = {n for n, t in blad.gemeenten.items() if t.oordeel and mogelijke_klassen(t.oordeel) == {"voldoende"}}
        assert zeker == {naam for naam in NAMEN if naam in rijen.get(blad.id, "")}


def test_the_json_is_valid_by_its_published_schema(rapport: Path) -> None:
    inhoud = json.loads((rapport / "gemeenten.json").read_bytes())
    Draft202012Validator(schema("gemeenten")).validate(inhoud)
    assert inhoud["schema"] == "dossieraudit/gemeenten/1"


def test_the_workbook_holds_a_row_for_every_leaf_and_municipality(rapport: Path) -> None:
    from openpyxl import load_workbook

    werkmap = load_workbook(rapport / "gemeenten.xlsx", read_only=True)
    rijen = list(werkmap["Normen"].iter_rows(values_only=True))
    assert len(rijen) == 1 + 26 * 6
    telling = {(rij[0], rij[3]): rij for rij in rijen[1:]}
    blad = next(b for b in de_zes().bladen if b.id == "SH1.1")
    for naam, t in blad.gemeenten.items():
        assert telling["SH1.1", naam][7:12] == (
            t.voldoet,
            t.voldoet_gedeeltelijk,
            t.voldoet_niet,
            t.niet_navolgbaar,
            t.beoordeeld,
        )


def test_causes_are_named_alike_everywhere_and_never_by_their_code() -> None:
    """A reader who meets 'competenties' cannot find it in the table of causes."""
    kader = laad_kader("stelseltoezicht-jeugd-2017").kader
    document = maak_document(de_zes(), kader)
    teksten = list(alle_teksten(document))
    assert "Kennis en vaardigheden van medewerkers" in teksten
    assert not [t for t in teksten if t in kader.tags]
    assert any("(Middelen, bezetting en hulpaanbod; Tijd en werkdruk)" in t for t in teksten)


def test_the_cover_gives_the_peildata_of_all() -> None:
    document = maak_document(de_zes(), laad_kader("stelseltoezicht-jeugd-2017").kader)
    dagen = [g.peildatum for g in de_zes().gemeenten]
    assert (document.vroegste, document.datum) == (min(dagen), max(dagen))


def test_the_screen_fits_eighty_columns_and_names_who_differs(dossieraudit: Opdracht) -> None:
    afloop: Afloop = dossieraudit("compare", "--gemeenten", ZES / "duinrade", ZES / "hazelmonde", ZES / "vennekerk")
    assert (afloop.code, afloop.fout) == (0, "")
    regels = afloop.uit.splitlines()
    assert regels[0] == "Drie gemeenten naast elkaar"
    assert not [regel for regel in regels if len(regel) > 80 or regel != regel.rstrip()]
    assert "  Behoefte aan training [Kennis en vaardigheden van medewerkers], in een groot" in regels


# Use


@pytest.mark.parametrize(
    ("paden", "opties", "melding"),
    [
        (["duinrade"], [], "geef twee of meer onderzoeksmappen, of een map waarin er zoveel staan"),
        (["duinrade", "duinrade/../duinrade"], [], "is twee keer gegeven"),
        (["duinrade/interviews"], [], "is geen onderzoek en er staan er ook geen in"),
        (["duinrade", "hazelmonde"], ["--format", "pdf"], "geef met -o de map voor het rapport"),
        (["duinrade", "hazelmonde"], ["--format", "csv"], "formaat 'csv' bestaat niet"),
        (["duinrade", "hazelmonde"], ["-o", "x.pdf", "--format", "html"], "is één bestand"),
    ],
)
def test_wrong_use_is_told(dossieraudit: Opdracht, paden: list[str], opties: list[str], melding: str) -> None:
    afloop = dossieraudit("compare", "--gemeenten", *(ZES / pad for pad in paden), *opties)
    assert (afloop.code, afloop.uit) == (2, "")
    assert melding in afloop.fout


def test_a_rejected_dossier_stops_nothing_and_is_told(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = kopie("Duinrade", tmp_path / "d")
    with (map_ / "dossiers" / "dossiers.jsonl").open("a", encoding="utf-8") as bestand:
        bestand.write('{"id": "DU99", "onbekend": 1}\n')
    afloop = dossieraudit("compare", "--gemeenten", map_, ZES / "braamstede", "-o", tmp_path / "uit", "--format", "md")
    assert afloop.code == 3
    assert "onbekend" in afloop.fout
    assert "Eén bestand afgekeurd; dat telt niet mee." in (tmp_path / "uit" / "gemeenten.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("woorden", "aanvulling"),
    [("compare --gem", "--gemeenten"), ("compare --met", "--met-kader"), ("init --voor", "--voorbeeld")],
)
def test_tab_completes_what_is_new(woorden: str, aanvulling: str) -> None:
    omgeving = {"_DOSSIERAUDIT_COMPLETE": "complete_bash", "COMP_WORDS": f"dossieraudit {woorden}", "COMP_CWORD": "2"}
    opdracht = [sys.executable, "-m", "dossieraudit"]
    klaar = subprocess.run(opdracht, env=os.environ | omgeving, capture_output=True, text=True, check=False)
    assert klaar.stdout.split() == [aanvulling]
