"""`kader diff`: every difference between two frameworks, and what it does to a sample."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from dossieraudit.kaders.verschil import verschillen
from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader
from dossieraudit.models.kader import Kader
from tests.conftest import VLAARDINGEN, Opdracht
from tests.test_gevallen import vervang

NAAM = "randvoorwaarden-veiligheid-jeugdigen"


@pytest.fixture
def eigen(dossieraudit: Opdracht, tmp_path: Path) -> Path:
    map_ = tmp_path / "kader"
    assert dossieraudit("kader", "copy", NAAM, map_, "-q").code == 0
    return map_


def test_a_copy_does_not_differ(dossieraudit: Opdracht, eigen: Path) -> None:
    afloop = dossieraudit("kader", "diff", NAAM, eigen, "--op", VLAARDINGEN)
    assert afloop.code == 0
    assert afloop.uit == (
        "0 verschillen.\n\nOp 20 dossiers:\n  geen enkele uitkomst is anders op de bladen die beide hebben\n"
    )


def test_every_kind_of_difference_is_told(dossieraudit: Opdracht, eigen: Path) -> None:
    vervang(eigen / "kader.yaml", "versie: 1.0.0", "versie: 1.1.0")
    vervang(eigen / "kader.yaml", "geldig: {van: 2015-01-01}", "geldig: {van: 2016-01-01}")
    vervang(eigen / "parameters.yaml", "  waarde: 42\n", "  waarde: 14\n")
    vervang(eigen / "PR1.yaml", "    titel: Niet loslaten zolang er zorgen zijn", "    titel: Nooit loslaten")
    vervang(
        eigen / "PR1.yaml",
        "        als: kijkwijzer_gebruikt\n        essentieel: true",
        "        als: kijkwijzer_gebruikt",
    )
    vervang(eigen / "PR1.yaml", "      - id: te_volgen\n", "      - id: navolgbaar\n")
    vervang(eigen / "PR1.yaml", "      voldoet: weet ieder", "      voldoet: weet iedereen")
    vervang(eigen / "kenmerken.yaml", "  bron: randvoorwaarde 5\n", "")
    vervang(eigen / "bronnen.yaml", "  privacy:\n    tekst: Werkt u", "  privacy:\n    tekst: Werkt u altijd")
    vervang(eigen / "oordeel.yaml", "  - id: ten_dele\n", "  - id: deels\n")
    vervang(eigen / "rapport.yaml", "    hoofdstuk: 5\n    als: blad.PR1_3", "    hoofdstuk: 1\n    als: blad.PR1_3")
    vervang(eigen / "gevallen/PR1.yaml", "te_volgen", "navolgbaar")
    afloop = dossieraudit("kader", "diff", NAAM, eigen)
    assert (afloop.code, afloop.fout) == (0, "")
    assert (
        afloop.uit
        == """\
kader versie is anders
  - 1.0.0
  + 1.1.0
geldigheid van is anders
  - 2015-01-01
  + 2016-01-01
eis PR1.1/instrument_gebruikt: essentieel is anders
  - ja
  + nee
eis PR1.1/te_volgen vervalt: Te volgen is waar de inschatting op berust.
eis PR1.1/navolgbaar komt erbij: Te volgen is waar de inschatting op berust.
bevinding PR1.2: voldoet is anders
  - weet ieder wie wat wanneer doet voor de veiligheid
  + weet iedereen wie wat wanneer doet voor de veiligheid
blad PR1.3: titel is anders
  - Niet loslaten zolang er zorgen zijn
  + Nooit loslaten
parameter besproken_dagen: waarde is anders
  - 42
  + 14
kenmerk volwassenenproblematiek: bron is anders
  - randvoorwaarde 5
  + (leeg)
vraag privacy: tekst is anders
  - Werkt u volgens een vaste werkwijze voor persoonsgegevens?
  + Werkt u altijd volgens een vaste werkwijze voor persoonsgegevens?
oordeelregel beleid/ten_dele vervalt: Een document legt de randvoorwaarde ten dele vast.
oordeelregel beleid/deels komt erbij: Een document legt de randvoorwaarde ten dele vast.
zin gronden/grond_loslaten: hoofdstuk is anders
  - 5
  + 1
13 verschillen.
"""
    )


def waarden(deel: Any, pad: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every single value."""
    stappen = deel.items() if isinstance(deel, dict) else enumerate(deel) if isinstance(deel, list) else ()
    for stap, waarde in stappen:
        yield from waarden(waarde, (*pad, stap))
    if not isinstance(deel, dict | list) and deel is not None:
        yield pad


def met(kader: dict[str, Any], pad: tuple[str | int, ...]) -> Kader | None:
    """The framework with one value changed; None where no other value of its kind belongs there."""
    anders = deepcopy(kader)
    deel: Any = anders
    for stap in pad[:-1]:
        deel = deel[stap]
    oud = deel[pad[-1]]
    deel[pad[-1]] = (
        not oud
        if isinstance(oud, bool)
        else oud / 2
        if isinstance(oud, float)
        else oud + 1
        if isinstance(oud, int)
        else oud * 2
    )
    try:
        return Kader.model_validate_json(json.dumps(anders))
    except ValidationError:
        return None


# What no dossier and no report shows: the hash, and what `kader check` keeps silent about.
ONGEZEGD = {"sha256", "uitzonderingen", "profiel"}


@pytest.mark.parametrize("naam", beschikbare_kaders())
def test_no_change_in_a_framework_goes_unsaid(naam: str) -> None:
    """It said '0 verschillen' of another verdict, another word for a count, and a criterium in another thema."""
    kader = laad_kader(naam).kader
    inhoud = json.loads(kader.model_dump_json())
    paden = [pad for pad in waarden(inhoud) if pad[0] not in ONGEZEGD]
    anders = {pad: ander for pad in random.Random(17).sample(paden, 150) if (ander := met(inhoud, pad)) is not None}
    assert [pad for pad, ander in anders.items() if not verschillen(kader, ander)] == []
    assert {pad[0] for pad in anders} >= {"themas", "woordkeus", "oordeel", "rapport", "bronnen", "kenmerken"}


@pytest.mark.parametrize(
    ("pad", "waar"),
    [
        (("oordeel", "blad"), "oordeelregels blad: volgorde"),
        (("oordeel", "totaal"), "oordeelregels totaal: volgorde"),
        (("rapport", "bevindingen"), "zinnen bevindingen: volgorde"),
        (("woordkeus",), "woorden volgorde"),
        (("themas", 0, "criteria"), "thema SH: criteria"),
    ],
)
def test_another_order_is_a_difference_where_the_first_decides(pad: tuple[str | int, ...], waar: str) -> None:
    """Two rules that change places give other oordelen: the first that holds is the one."""
    kader = laad_kader().kader
    anders = json.loads(kader.model_dump_json())
    lijst: Any = anders
    for stap in pad:
        lijst = lijst[stap]
    lijst[0], lijst[1] = lijst[1], lijst[0]
    (verschil,) = verschillen(kader, Kader.model_validate_json(json.dumps(anders)))
    assert f"{verschil.soort} {verschil.naam}" == waar


def test_a_stricter_norm_shows_which_dossiers_change_and_how(dossieraudit: Opdracht, eigen: Path) -> None:
    """Uitkomsten dossier by dossier, and the oordeel over the leaf where it changes."""
    vervang(eigen / "parameters.yaml", "  waarde: 42\n", "  waarde: 1\n")
    afloop = dossieraudit("kader", "diff", NAAM, eigen, "--op", VLAARDINGEN)
    op = afloop.uit.split("Op 20 dossiers:\n")[1]
    assert op.startswith("  PR2.1: ")
    assert " dossiers van voldoet naar voldoet_gedeeltelijk (V" in op
    assert op.count("PR2.1") == len(op.splitlines()), "nothing else changes"


def test_leaves_on_one_side_are_named_and_not_compared(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("kader", "diff", "stelseltoezicht-jeugd-2017", NAAM, "--op", VLAARDINGEN)
    assert afloop.code == 0
    assert "blad SH1.1 vervalt: Schriftelijke informatie van Veilig Thuis na triage\n" in afloop.uit
    assert "blad PR1.1 komt erbij: Risico's op een vaste manier ingeschat\n" in afloop.uit
    assert afloop.uit.endswith("  geen enkele uitkomst is anders op de bladen die beide hebben\n")


def test_faults_in_either_framework_are_exit_code_3(dossieraudit: Opdracht, eigen: Path) -> None:
    vervang(eigen / "PR1.yaml", "als: kijkwijzer_gebruikt", "als: kijkwijzer_gebrukt")
    assert dossieraudit("kader", "diff", NAAM, eigen).code == 3


def test_every_dossier_that_is_not_among_the_compared_is_named(
    dossieraudit: Opdracht, eigen: Path, tmp_path: Path
) -> None:
    """Also one that a rule about time could not judge, for want of a day."""
    los = tmp_path / "los.yaml"
    los.write_text("id: D1\noverdracht: {soort: na_triage}\n", encoding="utf-8")
    afloop = dossieraudit("kader", "diff", NAAM, eigen, "--op", los)
    assert (afloop.code, "los.yaml" in afloop.fout, "peildatum" in afloop.fout) == (3, True, True)
