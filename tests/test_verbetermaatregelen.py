"""verbetermaatregelen.yaml: strict, tied to the framework, and a section of the report. Without it nothing changes."""

import re
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from dossieraudit.kaders.schemas import schema, soort_van
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.loading.verbetering import laad_verbeterplan
from tests.conftest import VLAARDINGEN, Opdracht
from tests.rapport_lezen import lees, schrijf
from tests.vervolg_voorbeeld import MAATREGELEN, kopie

BESTAND = "verbetermaatregelen.yaml"
ANDER_KADER = "randvoorwaarden-veiligheid-jeugdigen"
FOUT = """\
maatregelen:
  - id: M1
    titel: Inschatten
    bladen: [SH31, TT1.3, TT1.3]
    eigenaar: teamleider
    gereed: 2018-02-31
    status: klaar
    eigenaars: iedereen
  - id: M1
    titel: Overdragen
    bladen: [SH1]
    eigenaar: beleidsadviseur
    gereed: 2018-01-01
    status: vervallen
    oorzaken: [tyd, werkdruk]
"""


@pytest.fixture(scope="module")
def onderzoek(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kopie(tmp_path_factory.mktemp("maatregelen") / "onderzoek", MAATREGELEN)


def _rapport(dossieraudit: Opdracht, map_: Path, uit: Path, *opties: str) -> str:
    afloop = dossieraudit("report", map_, "-o", uit, "--format", "md", "-q", *opties)
    assert afloop.code == 0, afloop.fout
    return (uit / "rapport.md").read_text(encoding="utf-8")


def test_every_fault_is_named_at_once_with_its_place_and_what_to_do(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = kopie(tmp_path / "o", FOUT)
    afloop = dossieraudit("report", map_, "-o", tmp_path / "rapport")
    assert (afloop.code, afloop.uit) == (3, "")
    assert not (tmp_path / "rapport").exists()
    for plaats, melding, advies in (
        ("4:14", "het kader kent geen blad, criterium of thema 'SH31'", "bedoelde u 'SH3.1'?"),
        ("4:27", "'TT1.3' staat er al bij deze maatregel", "noem het één keer"),
        ("6:13", "deze datum bestaat niet", "controleer de dag en de maand"),
        ("7:13", "deze waarde is hier niet toegestaan", "een van: gepland, in_uitvoering, afgerond, vervallen"),
        ("8:5", "deze sleutel is hier onbekend", "bedoelde u 'eigenaar'?"),
        ("9:9", "maatregel 'M1' staat er al", "geef elke maatregel een eigen code"),
        ("14:13", "een vervallen maatregel heeft een reden nodig", "zeg met 'reden'"),
        ("15:16", "het kader kent geen tag 'tyd'", "mogelijk zijn: competenties"),
        ("15:21", "het kader kent geen tag 'werkdruk'", ""),
    ):
        [blok] = [b for b in afloop.fout.split(f"{BESTAND}:")[1:] if b.startswith(f"{plaats}:")]
        assert melding in blok, plaats
        assert advies in blok, plaats


def test_a_measure_may_name_leaves_criteria_and_themas(tmp_path: Path) -> None:
    kader = laad_kader().kader
    tekst = MAATREGELEN.replace("bladen: [SH1]", "bladen: [BS, SH1, SH1.2]")
    (tmp_path / BESTAND).write_text(tekst, encoding="utf-8")
    plan = laad_verbeterplan(tmp_path, kader)
    assert plan is not None
    per_id = {m.id: plan.bladen_van(m) for m in plan.maatregelen}
    assert per_id["M2"] == ("SH1.1", "SH1.2", "BS1.1", "BS1.2", "BS2.1"), "in the order of the framework, each once"
    assert [m.id for m in plan.over("BS2.1")] == ["M2", "M3"]


def test_without_the_file_the_report_is_what_it_was(dossieraudit: Opdracht, tmp_path: Path, onderzoek: Path) -> None:
    """Byte for byte: the same folder, with the file taken away again."""
    zonder = _rapport(dossieraudit, VLAARDINGEN, tmp_path / "zonder")
    assert "erbetermaatregel" not in zonder
    met = _rapport(dossieraudit, onderzoek, tmp_path / "met")
    kop = met.index("### 7.5 Verbetermaatregelen")
    assert zonder[: zonder.index("## Inhoudsopgave")] == met[: met.index("## Inhoudsopgave")]
    assert BESTAND in met[kop:]
    assert (
        dossieraudit("score", onderzoek, "--format", "csv").uit
        == dossieraudit("score", VLAARDINGEN, "--format", "csv").uit
    ), "measures change no score"


def test_the_report_says_what_is_done_about_each_insufficient_norm(
    dossieraudit: Opdracht, tmp_path: Path, onderzoek: Path
) -> None:
    rapport = _rapport(dossieraudit, onderzoek, tmp_path)
    deel = rapport[rapport.index("### 7.5 Verbetermaatregelen") : rapport.index("## Bijlage 1: ")]
    assert "drie verbetermaatregelen: één in uitvoering, één afgerond en één vervallen" in deel
    assert "| 1 oktober 2017 | in uitvoering, te laat | TT1.2, TT1.3 |" in deel
    assert "Richt zich op: kennis en vaardigheden van medewerkers" in deel
    assert "is de ene lopende maatregel te laat: Veiligheid inschatten met een instrument (M1)" in deel
    assert "| SH1.1 Schriftelijke informatie van Veilig Thuis na triage | M2 " in deel
    assert "| SH3.1 Zicht op veiligheid en zo nodig een veiligheidsplan | geen maatregel |" in deel
    assert "vervallen: Opgegaan in het landelijke cliëntervaringsonderzoek" in deel
    assert deel.index("15 augustus 2017") < deel.index("20 september 2017")


def test_norms_that_could_not_be_judged_are_not_called_sufficient(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """One dossier that holds nothing, and nobody asked."""
    map_ = kopie(tmp_path / "o", MAATREGELEN.replace("[TT1.3, TT1.2]", "[PR1]").replace("[SH1]", "[PR2]"))
    for deel in ("beoordelingen", "dossiers", "documenten", "interviews", "toelichtingen"):
        shutil.rmtree(map_ / deel)
    (map_ / "dossiers").mkdir()
    (map_ / "dossiers" / "L1.yaml").write_text("id: L1\n", encoding="utf-8")
    schrijf(map_ / "onderzoek.yaml", lees(map_ / "onderzoek.yaml") | {"kader": ANDER_KADER})
    plan = (map_ / BESTAND).read_text(encoding="utf-8").replace("[BS2.1]", "[PR1.1]")
    (map_ / BESTAND).write_text(re.sub("    oorzaken: .*\n", "", plan), encoding="utf-8")
    rapport = _rapport(dossieraudit, map_, tmp_path / "uit")
    assert "Geen enkele norm kon worden beoordeeld." in rapport
    assert "Geen enkele norm is onvoldoende." not in rapport


def test_late_is_judged_on_the_peildatum_and_not_by_the_clock(
    dossieraudit: Opdracht, tmp_path: Path, onderzoek: Path
) -> None:
    vroeg = _rapport(dossieraudit, onderzoek, tmp_path, "--peildatum", "2017-09-30")
    assert "Op de peildatum, 30 september 2017, is geen lopende maatregel te laat." in vroeg


def test_the_writer_can_add_to_the_section(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = kopie(tmp_path / "o", MAATREGELEN)
    (map_ / "toelichtingen" / "7.5.md").write_text("De wethouder bespreekt dit elk kwartaal.\n", encoding="utf-8")
    assert "De wethouder bespreekt dit elk kwartaal." in _rapport(dossieraudit, map_, tmp_path / "uit")
    (map_ / BESTAND).unlink()
    afloop = dossieraudit("report", map_, "-o", tmp_path / "geen")
    assert afloop.code == 3, "a note for a section that is not there would be lost"
    assert "het rapport heeft geen onderdeel '7.5'" in afloop.fout


def test_measures_for_another_framework_do_not_count_and_that_is_said(
    dossieraudit: Opdracht, tmp_path: Path, onderzoek: Path
) -> None:
    afloop = dossieraudit("report", onderzoek, "-o", tmp_path, "--format", "md", "--kader", ANDER_KADER)
    assert afloop.code == 0
    assert f"{BESTAND} hoort bij een ander kader" in " ".join(afloop.fout.split())
    assert "erbetermaatregel" not in (tmp_path / "rapport.md").read_text(encoding="utf-8")


def test_a_file_that_leads_out_of_the_folder_is_refused(dossieraudit: Opdracht, tmp_path: Path) -> None:
    map_ = kopie(tmp_path / "o")
    (tmp_path / "elders.yaml").write_text(MAATREGELEN, encoding="utf-8")
    (map_ / BESTAND).symlink_to(tmp_path / "elders.yaml")
    afloop = dossieraudit("report", map_, "-o", tmp_path / "uit")
    assert afloop.code == 3
    assert "buiten de map" in afloop.fout


def test_a_bsn_in_a_measure_stops_the_report_without_repeating_it(dossieraudit: Opdracht, tmp_path: Path) -> None:
    # Satisfies the check of a BSN, and is known to be given to nobody.
    map_ = kopie(
        tmp_path / "o", MAATREGELEN.replace("Alle medewerkers zijn", "In gezin 111222333 zijn alle medewerkers")
    )
    afloop = dossieraudit("report", map_, "-o", tmp_path / "uit")
    assert afloop.code == 3
    assert BESTAND in afloop.fout
    assert "111222333" not in afloop.fout + afloop.uit


def test_the_schema_of_the_file_takes_it_and_refuses_what_the_program_refuses() -> None:
    keurder = jsonschema.Draft202012Validator(schema("verbetermaatregelen"))
    keurder.validate(_als_json(MAATREGELEN))
    assert not keurder.is_valid(_als_json(MAATREGELEN.replace("afgerond", "klaar")))
    assert not keurder.is_valid(_als_json(MAATREGELEN.replace("eigenaar: teamleider wijkteam", "wie: teamleider")))
    assert soort_van(Path("onderzoek") / BESTAND) == "verbetermaatregelen"


def _als_json(tekst: str) -> object:
    """YAML as an editor's checker sees it: dates are text."""
    return yaml.load(tekst, yaml.BaseLoader)
