"""Reports on other input: good, thin or rejected dossiers, frameworks that give less, samples of several kinds."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from dossieraudit.cli.report import NAMEN, maak, maak_werk
from dossieraudit.inference import interval
from dossieraudit.report.tree import Kop
from tests.conftest import ROOT, VLAARDINGEN, Opdracht
from tests.rapport_lezen import (
    alineas,
    alle_teksten,
    kopie,
    lees,
    schrijf,
    sectie,
    tekst,
    toets_getal,
    toets_grondslag,
    toets_schoon,
)

KADER = ROOT / "criteria" / "stelseltoezicht-jeugd-2017"


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
                # What is asked for another framework stays as it is.
                item["antwoorden"] = {
                    c: next(iter(vragen[c].antwoorden)) if c in vragen else antwoord
                    for c, antwoord in (item.get("antwoorden") or {}).items()
                }
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
    toets_schoon(werk.document)
    toets_getal(werk.document)


@pytest.mark.parametrize("naam", ["V08", "V07"])
def test_one_dossier_reads_as_one(tmp_path: Path, naam: str) -> None:
    map_ = tmp_path / "een"
    map_.mkdir()
    shutil.copy(VLAARDINGEN / "dossiers" / f"{naam}.yaml", map_)
    werk = maak_werk(map_)
    assert "Onderzocht is één dossier" in " ".join(alle_teksten(werk.document))
    toets_schoon(werk.document)
    toets_getal(werk.document)


def test_no_dossier_at_all_still_gives_a_report(tmp_path: Path) -> None:
    map_ = kopie(tmp_path / "leeg")
    shutil.rmtree(map_ / "toelichtingen")
    for pad in (map_ / "dossiers").glob("*.yaml"):
        pad.write_text("id: V01\nonbekend: 1\n", encoding="utf-8")
    werk = maak_werk(map_)
    assert not werk.resultaat.dossiers
    toets_schoon(werk.document)
    for soort in NAMEN:
        assert maak(werk, soort)


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
    toets_schoon(werk.document)
    toets_grondslag(werk.document)


def test_a_framework_without_chapters_is_ordered_by_thema(tmp_path: Path) -> None:
    kader = ander_kader(tmp_path, "rapport.yaml")
    inhoud = lees(kader / "kader.yaml")
    del inhoud["hoofdstukken"]
    schrijf(kader / "kader.yaml", inhoud)
    werk = maak_werk(VLAARDINGEN, kader=str(kader))
    hoofd = [b.tekst for b in werk.document.blokken if isinstance(b, Kop) and b.niveau == 1 and b.nummer]
    assert hoofd[2:] == [t.titel for t in werk.context.kader.themas] + ["Oordeel en vervolg"]
    toets_schoon(werk.document)


@pytest.mark.parametrize("naam", sorted(p.parent.name for p in (ROOT / "criteria").glob("*/kader.yaml")))
def test_every_framework_that_ships_gives_a_whole_report(naam: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The build is the same for each; notes for one framework stay out of the report of another, and it is said."""
    werk = maak_werk(VLAARDINGEN, kader=naam, latere_normen=True)
    hoofd = [b.tekst for b in werk.document.blokken if isinstance(b, Kop) and b.niveau == 1 and b.nummer]
    onderwerpen = [h.titel for h in werk.context.kader.hoofdstukken if not h.slot]
    assert hoofd[2:] == [*onderwerpen, "Oordeel en vervolg"]
    toets_schoon(werk.document)
    toets_getal(werk.document)
    toets_grondslag(werk.document)
    eigen = naam == werk.stukken.eigen_kader
    assert bool(werk.context.toelichtingen.per_sectie) == eigen
    assert ("blijven weg" in capsys.readouterr().err) != eigen


# The sample


def met_steekproef(map_: Path, **steekproef: Any) -> str:
    kopie(map_)
    inhoud = lees(map_ / "onderzoek.yaml")
    inhoud["steekproef"] = steekproef
    schrijf(map_ / "onderzoek.yaml", inhoud)
    return " ".join(alle_teksten(maak_werk(map_).document))


def test_nothing_is_said_beyond_a_sample_that_was_not_drawn() -> None:
    geheel = " ".join(alle_teksten(maak_werk(VLAARDINGEN).document))
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
