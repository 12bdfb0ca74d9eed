"""The denominators of kenmerken: who surely counts, who may, and who does not, along the whole chain."""

from pathlib import Path

import pytest

from dossieraudit.data import examples_dir
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.resultaat import KenmerkTelling
from dossieraudit.sample import tel_kenmerken
from dossieraudit.scoring import Eiswaarden
from tests.conftest import Opdracht

REGELS = laad_kader()
NAMEN = list(REGELS.kader.kenmerken)


def score(**waarden: bool | None) -> Eiswaarden:
    """A dossier of which these kenmerken have these values; all others are false."""
    return tuple(waarden.get(naam, False) for naam in NAMEN)


@pytest.mark.parametrize(
    ("noemer", "noemer_ervan", "verwacht"),
    [
        (True, True, KenmerkTelling(waar=1)),
        (True, None, KenmerkTelling(onbekend=1)),
        (None, True, KenmerkTelling(onbekend=1)),
        (None, None, KenmerkTelling(onbekend=1)),
        # After an investigation it cannot be one that was closed right after triage, whatever else is unknown.
        (None, False, KenmerkTelling()),
        (False, None, KenmerkTelling()),
    ],
)
def test_the_whole_chain_of_denominators_counts(
    noemer: bool | None, noemer_ervan: bool | None, verwacht: KenmerkTelling
) -> None:
    """Three-valued 'and' along the chain; it once stopped at the first, so that other cases came into the figure."""
    assert REGELS.kader.kenmerken["direct_afgesloten_ernstig"].over == "direct_afgesloten"
    assert REGELS.kader.kenmerken["direct_afgesloten"].over == "na_triage"
    dossier = score(na_triage=noemer_ervan, direct_afgesloten=noemer, direct_afgesloten_ernstig=True)
    assert tel_kenmerken(REGELS.kader, [dossier]).tellingen["direct_afgesloten_ernstig"] == verwacht


def test_what_may_belong_to_a_denominator_is_no_part_of_it_in_a_text() -> None:
    """Three instruments that nobody knows of made 'of the eleven dossiers with a ZRM' out of eight."""
    met, misschien = score(zrm_ingevuld=True, zrm_navolgbaar=True), score(zrm_ingevuld=None, zrm_navolgbaar=None)
    geteld = tel_kenmerken(REGELS.kader, [met] * 8 + [misschien] * 3 + [score()] * 9)
    assert geteld.tellingen["zrm_navolgbaar"] == KenmerkTelling(waar=8, onbekend=3)
    assert geteld.noemer("zrm_navolgbaar") == 8


def test_the_day_of_a_typing_error_is_refused(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """2107 for 2017 made every term pass: the peildatum of a loose file is its latest day."""
    dossier = (examples_dir() / "vlaardingen" / "dossiers" / "V01.yaml").read_text()
    assert "2017-04" in dossier
    (tmp_path / "V01.yaml").write_text(dossier.replace("2017-04", "2107-04", 1))
    afloop = dossieraudit("validate", tmp_path / "V01.yaml")
    assert afloop.code == 3
    assert "2107-04" in dossieraudit("validate", tmp_path / "V01.yaml", "--toon-waarden").fout
