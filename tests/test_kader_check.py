"""`kader check`: every code is found where it belongs, with its place; exceptions need a reason and a use."""

from pathlib import Path

import pytest

from dossieraudit.data import criteria_dir
from dossieraudit.expressions.check import Omgeving, controleer
from dossieraudit.expressions.types import van_model
from dossieraudit.gevallen import laad_proeven
from dossieraudit.kaders.bereik import waarden
from dossieraudit.kaders.lint import OVER_UITZONDERINGEN, REGELS, Onderwerp, bevindingen
from dossieraudit.kaders.ongelezen import ongelezen
from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader, laad_met_plaatsen
from dossieraudit.models.dossier import Dossier
from tests.conftest import ROOT, VLAARDINGEN, Opdracht
from tests.test_gevallen import vervang

EIS = "        als: afsluiting.inschatting_veiligheid\n"


@pytest.fixture
def eigen(dossieraudit: Opdracht, tmp_path: Path) -> Path:
    map_ = tmp_path / "kader"
    assert dossieraudit("kader", "copy", "randvoorwaarden-veiligheid-jeugdigen", map_, "-q").code == 0
    return map_


def gevonden(map_: Path) -> list[tuple[str, str]]:
    """Code and subject of every finding."""
    geladen = laad_met_plaatsen(str(map_))
    proeven = laad_proeven(geladen.map, geladen.regels.kader)
    onderwerp = Onderwerp(geladen.regels, proeven, ongelezen(geladen.map, geladen.bestanden))
    return [(b.code, b.bij) for b in bevindingen(onderwerp)]


@pytest.mark.parametrize("kader", beschikbare_kaders())
def test_shipped_frameworks_are_clean(dossieraudit: Opdracht, kader: str) -> None:
    afloop = dossieraudit("kader", "check", kader)
    assert (afloop.code, afloop.fout) == (0, "")
    assert ": in orde (" in afloop.uit


def test_the_example_profile_is_clean(dossieraudit: Opdracht) -> None:
    assert dossieraudit("kader", "check", "--profiel", VLAARDINGEN / "profiel.yaml").code == 0


# One change to a clean framework, and the one finding that it gives.
WIJZIGINGEN = {
    "K101": ("PR1.yaml", EIS, "        als: param.matig_vanaf >= 50\n", "PR1.3/veiligheid_gewogen"),
    "K102": ("PR1.yaml", EIS, "        als: afsluiting.afgesloten\n", "PR1.3/veiligheid_gewogen"),
    "K103": ("PR1.yaml", EIS, "        als: bekend(afsluiting.inschatting_veiligheid)\n", "PR1.3/veiligheid_gewogen"),
    "K104": (
        "kenmerken.yaml",
        "er_zijn_",
        "los: {als: afsluiting.afgesloten, omschrijving: x}\ner_zijn_",
        "kenmerk.los",
    ),
    "K105": (
        "parameters.yaml",
        "voldoende_vanaf:",
        "los: {waarde: 1, herkomst: aanname, omschrijving: x}\nvoldoende_vanaf:",
        "param.los",
    ),
    "K106": ("PR1.yaml", "    bron: {rij: randvoorwaarde 3 voor professionals}\n", "    bron: {}\n", "PR1.3"),
    "K107": ("PR1.yaml", f"{EIS}        bron: randvoorwaarde 3\n", EIS, "PR1.3/veiligheid_gewogen"),
    "K108": ("gevallen/OR1.yaml", "indicator: OR1.1", "indicator: OR1.2", "OR1.1"),
    "K109": ("PR1.yaml", "      voldoet_gedeeltelijk: waren de zorgen", "      # waren de zorgen", "PR1.3"),
    "K111": (
        "PR1.yaml",
        "        als: any(i.navolgbaar for i",
        "        als: any(i.soort in param.kijkwijzers for i",
        None,
    ),
    "K112": (
        "OR1.yaml",
        "    werkwoord",
        "    eisen: [{id: x, tekst: X., als: overdracht.gesprek_gehouden, bron: x}]\n    werkwoord",
        "OR1.1",
    ),
    "K113": ("bronnen.yaml", "    bladen: [PR1.1]\n", "", "document.meldcode"),
    "K114": ("bronnen.yaml", "    bladen: [OR1.4]\n", "    bladen: [PR1.1]\n", "OR1.4"),
    "K115": ("OR1.yaml", "    werkwoord", "    herstel: {wie: gemeente}\n    werkwoord", "OR1.1"),
    "K116": (
        "PR1.yaml",
        "        herstel: {gesloten: niet_meer}\n",
        "        herstel: {lopend: niet_meer}\n",
        "PR1.3/veiligheid_gewogen",
    ),
}


@pytest.mark.parametrize("code", [code for code in WIJZIGINGEN if code not in ("K102", "K111")])
def test_one_change_gives_the_one_finding(eigen: Path, code: str) -> None:
    bestand, oud, nieuw, bij = WIJZIGINGEN[code]
    vervang(eigen / bestand, oud, nieuw)
    assert gevonden(eigen) == [(code, bij)]


def test_an_eis_that_its_leaf_takes_for_granted_can_never_be_broken(eigen: Path) -> None:
    """The conditions of the leaf count: a case is closed there, or the leaf does not apply."""
    vervang(eigen / "PR1.yaml", EIS, WIJZIGINGEN["K102"][2])
    vervang(eigen / "gevallen/PR1.yaml", "eisen: {niet_losgelaten: true, veiligheid_gewogen: false}", "eisen: {}")
    assert gevonden(eigen) == [("K102", "PR1.3/veiligheid_gewogen")]


GELDT = "      - als: zorgen_om_veiligheid\n        anders: doet_zich_niet_voor\n"
NOOIT = {
    "it denies itself": "      - {als: zorgen_om_veiligheid and not zorgen_om_veiligheid, anders: buiten_bereik}\n",
    "another denies it": f"{GELDT}      - {{als: not zorgen_om_veiligheid, anders: buiten_bereik}}\n",
    "one field is two things": "      - {als: overdracht.soort == 'na_triage', anders: buiten_bereik}\n"
    "      - {als: overdracht.soort == 'na_onderzoek', anders: buiten_bereik}\n",
}


@pytest.mark.parametrize("voorwaarden", NOOIT.values(), ids=NOOIT)
def test_a_leaf_that_can_never_apply_is_found_once(eigen: Path, voorwaarden: str) -> None:
    """It judges no dossier, whatever its eisen: the norm is gone, and dossiers say 'n.v.t.'"""
    vervang(eigen / "PR2.yaml", GELDT, voorwaarden)
    assert gevonden(eigen) == [("K102", "PR2.1/van_toepassing")]


def test_a_file_that_is_not_read_is_found(dossieraudit: Opdracht, eigen: Path) -> None:
    """A criterium that kader.yaml does not name, and names as an editor leaves them: each was passed over."""
    for naam in ("NT1.yaml", "rapport.yml", "Kenmerken.YAML", "gevallen/NT1.yml"):
        (eigen / naam).write_text("id: NT1\n", encoding="utf-8")
    for naam in ("LEESMIJ.md", ".kenmerken.yaml.swp", "profiel.yaml", "gevallen/uitleg.txt"):
        (eigen / naam).write_text("x", encoding="utf-8")
    assert gevonden(eigen) == [
        ("K117", naam) for naam in ("Kenmerken.YAML", "NT1.yaml", "gevallen/NT1.yml", "rapport.yml")
    ]
    afloop = dossieraudit("kader", "check", eigen)
    assert afloop.code == 1
    assert f"{eigen}/NT1.yaml: K117 (NT1.yaml) dit bestand wordt niet gelezen\n  advies: noem een" in afloop.uit
    uitzondering(eigen, "  - {code: K117, bij: NT1.yaml, reden: nog niet af}\n")
    assert ("K117", "NT1.yaml") not in gevonden(eigen)


def test_a_framework_in_the_folder_of_an_onderzoek_has_other_files_beside_it(eigen: Path) -> None:
    for naam in ("onderzoek.yaml", "verbetermaatregelen.yaml"):
        (eigen / naam).write_text("x: 1\n", encoding="utf-8")
    assert gevonden(eigen) == []


def test_an_eis_that_repeats_another_is_found_by_what_it_computes(eigen: Path) -> None:
    """Names of loop variables and white space make no difference."""
    vervang(
        eigen / "PR1.yaml",
        "als: kijkwijzer_gebruikt\n        essentieel",
        "als: any( j.soort in param.kijkwijzers for j in instrumenten )\n        essentieel",
    )
    vervang(eigen / "PR1.yaml", "any(i.navolgbaar for i", "any(i.soort in param.kijkwijzers for i")
    vervang(
        eigen / "PR1.yaml",
        " in param.kijkwijzers for i in instrumenten if i.soort in param.kijkwijzers)",
        " in param.kijkwijzers for i in instrumenten)",
    )
    assert ("K111", "PR1.1/te_volgen") in gevonden(eigen)


def test_two_leaves_with_the_same_eisen_are_found(eigen: Path) -> None:
    """Under the same conditions, whatever their texts and the order of their eisen."""
    tekst = (eigen / "PR2.yaml").read_text(encoding="utf-8")
    begin, einde = tekst.index("  - id: PR2.1"), tekst.index("  - id: PR2.2")
    (eigen / "PR2.yaml").write_text(tekst + tekst[begin:einde].replace("PR2.1", "PR2.4"), encoding="utf-8")
    vervang(eigen / "kader.yaml", "PR2.2, PR2.3]", "PR2.2, PR2.3, PR2.4]")
    assert set(gevonden(eigen)) == {("K108", "PR2.4"), ("K110", "PR2.4")}


def test_findings_are_exit_code_1_with_place_line_and_advice(dossieraudit: Opdracht, eigen: Path) -> None:
    vervang(eigen / "PR1.yaml", EIS, WIJZIGINGEN["K103"][1])
    vervang(eigen / "PR1.yaml", EIS, WIJZIGINGEN["K103"][2])
    afloop = dossieraudit("kader", "check", eigen)
    regel = (eigen / "PR1.yaml").read_text(encoding="utf-8").splitlines().index(
        "        als: bekend(afsluiting.inschatting_veiligheid)"
    ) + 1
    assert (afloop.code, afloop.fout) == (1, "")
    assert (
        afloop.uit
        == f"""\
{eigen}/PR1.yaml:{regel}:9: K103 (PR1.3/veiligheid_gewogen) deze eis is nooit onbekend, ook niet als de velden die zij leest leeg zijn
  |         als: bekend(afsluiting.inschatting_veiligheid)
  |         ^^^
  advies: gebruik bekend(…) en aantoonbaar(…) alleen waar de norm zelf vraagt dat iets is vastgelegd; noem dat dan als uitzondering
randvoorwaarden-veiligheid-jeugdigen 1.0.0: 1 bevinding (17 bladen, 17 eisen, 5 kenmerken).
"""  # noqa: E501 - the lines of the program
    )


def test_faults_are_exit_code_3_and_findings_then_wait(dossieraudit: Opdracht, eigen: Path) -> None:
    vervang(eigen / "PR1.yaml", EIS, "        als: afsluiting.inschatting_veilgheid\n")
    afloop = dossieraudit("kader", "check", eigen)
    assert (afloop.code, afloop.uit) == (3, "")
    assert "advies: bedoelde u 'inschatting_veiligheid'?" in afloop.fout


def uitzondering(map_: Path, regels: str) -> None:
    bestand = map_ / "kader.yaml"
    bestand.write_text(bestand.read_text(encoding="utf-8") + f"uitzonderingen:\n{regels}", encoding="utf-8")


def test_an_exception_with_a_reason_takes_the_finding_away(eigen: Path) -> None:
    vervang(eigen / "PR1.yaml", EIS, WIJZIGINGEN["K103"][2])
    uitzondering(eigen, "  - {code: K103, bij: PR1.3/veiligheid_gewogen, reden: de norm vraagt dat het er staat}\n")
    assert gevonden(eigen) == []


def test_an_exception_without_a_reason_does_not_hold_and_is_a_finding(eigen: Path) -> None:
    vervang(eigen / "PR1.yaml", EIS, WIJZIGINGEN["K103"][2])
    uitzondering(eigen, "  - {code: K103, bij: PR1.3/veiligheid_gewogen}\n")
    bij = "PR1.3/veiligheid_gewogen"
    assert gevonden(eigen) == [("K103", bij), ("K190", f"K103 bij {bij}")]


def test_an_exception_that_suppresses_nothing_is_a_finding_at_its_place(dossieraudit: Opdracht, eigen: Path) -> None:
    uitzondering(eigen, "  - {code: K104, bij: kenmerk.weg, reden: ooit nodig}\n")
    assert gevonden(eigen) == [("K191", "K104 bij kenmerk.weg")]
    afloop = dossieraudit("kader", "check", eigen)
    assert afloop.uit.startswith(f"{eigen}/kader.yaml:")
    assert "  |   - {code: K104, bij: kenmerk.weg, reden: ooit nodig}\n" in afloop.uit


def test_codes_are_listed_and_every_code_has_a_test(dossieraudit: Opdracht) -> None:
    codes = [regel.split()[0] for regel in dossieraudit("kader", "check", "--codes").uit.splitlines()]
    assert codes == [*REGELS, *OVER_UITZONDERINGEN] == sorted(codes)
    assert set(REGELS) == {*WIJZIGINGEN, "K110", "K117"}


def test_the_guide_explains_every_code() -> None:
    tekst = (ROOT / "docs" / "criteria-schrijven.md").read_text(encoding="utf-8")
    assert [code for code in (*REGELS, *OVER_UITZONDERINGEN) if f"| {code} |" not in tekst] == []


# What expressions can come to


@pytest.mark.parametrize(
    ("expressie", "mogelijk"),
    [
        ("overdracht.gesprek_gehouden", {True, False, None}),
        ("overdracht.gesprek_gehouden and not overdracht.gesprek_gehouden", {False, None}),
        ("overdracht.gesprek_gehouden or not overdracht.gesprek_gehouden", {True, None}),
        ('overdracht.soort == "na_triage" and overdracht.soort == "na_onderzoek"', {False, None}),
        ('overdracht.soort == "na_triage" or overdracht.soort != "na_triage"', {True, None}),
        ('overdracht.soort in ["na_triage"] and overdracht.soort != "na_triage"', {False, None}),
        ('aantoonbaar(overdracht.soort == "na_triage")', {True, False}),
        ("2 < 1 or overdracht.gesprek_gehouden", {True, False, None}),
        ("2 > 1 or overdracht.gesprek_gehouden", {True}),
        ("true if overdracht.gesprek_gehouden else false", {True, False, None}),
        ("count(c for c in contacten) >= 2", {True, False, None}),
    ],
)
def test_reach_of_an_expression(expressie: str, mogelijk: set[bool | None]) -> None:
    node, fouten = controleer(expressie, Omgeving(van_model(Dossier)))
    assert node is not None, fouten
    assert waarden(node, {}) == mogelijk


def test_reach_stops_where_there_is_too_much_to_try() -> None:
    """Nothing is claimed then; without the conditions it may still be little enough."""
    omgeving = Omgeving(van_model(Dossier))
    groot, _ = controleer(
        " and ".join(f"count(c for c in contacten if c.tot_stand_gekomen) >= {n}" for n in range(12)), omgeving
    )
    klein, _ = controleer("overdracht.gesprek_gehouden", omgeving)
    assert groot is not None
    assert klein is not None
    assert waarden(groot, {}) is None
    assert waarden(klein, {}, [groot]) == {True, False, None}


# What the files say, and how they are written: every fault at once


def test_faults_in_how_files_are_written_are_told_of_all_files_at_once(dossieraudit: Opdracht, eigen: Path) -> None:
    """Of criteria too where kader.yaml has faults itself: a writer mended one file, and then met the next."""
    vervang(eigen / "kader.yaml", "versie: 1.0.0", "versie: 1.0")
    vervang(eigen / "PR1.yaml", "    werkwoord: ", "    werkwoord: heel ")
    vervang(eigen / "OR1.yaml", "    titel: ", "    tittel: ")
    vervang(eigen / "kenmerken.yaml", "omschrijving: ", "omschriving: ")
    fout = dossieraudit("kader", "check", eigen).fout
    for bestand in ("kader.yaml", "PR1.yaml", "OR1.yaml", "kenmerken.yaml"):
        assert f"{eigen}/{bestand}:" in fout, bestand


def test_a_fault_at_a_kenmerk_or_parameter_is_named_at_its_key(dossieraudit: Opdracht, eigen: Path) -> None:
    """It was said of the kenmerk itself that it is unknown, and that it is missing, and of a parameter three times."""
    kenmerk = next(iter(laad_kader(str(eigen)).kader.kenmerken))
    vervang(eigen / "kenmerken.yaml", "omschrijving: ", "omschriving: ")
    vervang(eigen / "parameters.yaml", "waarde: 80", "waarde: tachtig")
    fout = dossieraudit("kader", "check", eigen).fout
    assert f"de verplichte sleutel 'omschrijving' ontbreekt\n  pad: {kenmerk}.omschrijving\n" in fout
    assert "de sleutel 'omschriving' is hier onbekend" in fout
    assert "advies: bedoelde u 'omschrijving'?" in fout
    assert f"'{kenmerk}'" not in fout
    assert fout.count("pad: voldoende_vanaf.waarde\n") == fout.count("voldoende_vanaf") == 1
    assert "hier hoort een geheel getal of een lijst of een groep van sleutels te staan; er staat tekst" in fout


def test_a_kenmerk_is_not_its_own_denominator(dossieraudit: Opdracht, eigen: Path) -> None:
    """It would be true in all of the dossiers in which it is true."""
    kenmerk = next(iter(laad_kader(str(eigen)).kader.kenmerken))
    vervang(eigen / "kenmerken.yaml", "  omschrijving: ", f"  over: {kenmerk}\n  omschrijving: ")
    afloop = dossieraudit("kader", "check", eigen)
    assert afloop.code == 3
    assert f"kenmerk '{kenmerk}' is hier zijn eigen noemer, en zo in elk dossier waar" in afloop.fout


ACCOLADES = {
    "rapport.yaml": ("dossier/dossiers}.", "dossier/dossiers.", "een accolade zonder de andere"),
    "oordeel.yaml": ("uitleg: Geen dossier", "uitleg: Van {dossiers} geen dossier", "geen telling ingevuld"),
    "PR1.yaml": ("voldoet_niet: is geen", "voldoet_niet: is in {dossiers} geen", "geen telling ingevuld"),
}


@pytest.mark.parametrize("bestand", ACCOLADES)
def test_no_brace_comes_into_the_report(dossieraudit: Opdracht, eigen: Path, bestand: str) -> None:
    """A count that was not closed, or in a text in which none is filled in, was printed as it stood."""
    oud, nieuw, melding = ACCOLADES[bestand]
    vervang(eigen / bestand, oud, nieuw)
    afloop = dossieraudit("kader", "check", eigen)
    assert afloop.code == 3
    assert f"{eigen}/{bestand}:" in afloop.fout
    assert melding in afloop.fout


# One change to kader.yaml, and what is said of it: each of these once passed, and the report then counted a norm twice
# or left a chapter out.
HOOFDSTUKKEN = {
    "[OR3.1, OR3.2]": ("[OR3.1, OR3.2, OR3.2]", "blad 'OR3.2' staat al in hoofdstuk 5"),
    "nummer: 2": ("nummer: 1", "hoofdstuk 1 staat dubbel"),
    "nummer: 4": ("slot: true\n    nummer: 4", "een rapport heeft één slot"),
    "{van: 2015-01-01}": ("{van: 2018-01-01, tot: 2017-12-31}", "de normen houden eerder op te gelden dan"),
    "titel: Organisatie van de toegang": ("titel: '  '", "deze tekst is te kort"),
    "id: OR\n": ("id: PR\n", "thema 'PR' staat dubbel"),
}


@pytest.mark.parametrize("oud", HOOFDSTUKKEN)
def test_a_report_with_a_part_twice_or_without_a_name_is_refused(dossieraudit: Opdracht, eigen: Path, oud: str) -> None:
    nieuw, melding = HOOFDSTUKKEN[oud]
    vervang(eigen / "kader.yaml", oud, nieuw)
    afloop = dossieraudit("kader", "check", eigen)
    assert afloop.code == 3
    assert melding in afloop.fout
    assert "kader.yaml:" in afloop.fout


def test_a_sentence_cannot_rest_on_an_oordeel_that_the_framework_does_not_give(
    dossieraudit: Opdracht, tmp_path: Path
) -> None:
    """It passed the check, and scoring then ended as a fault of the program."""
    map_ = tmp_path / "kader"
    assert dossieraudit("kader", "copy", "stelseltoezicht-jeugd-2017", map_, "-q").code == 0
    (map_ / "oordeel.yaml").unlink()
    afloop = dossieraudit("kader", "check", map_)
    assert afloop.code == 3
    assert "een hoofdstuk van een kader zonder oordeel.yaml heeft geen veld 'oordeel'" in afloop.fout


def test_a_file_of_a_framework_is_not_read_from_elsewhere(dossieraudit: Opdracht, eigen: Path, tmp_path: Path) -> None:
    """A link out of the folder would show lines of a file that the framework has nothing to do with."""
    (tmp_path / "elders.txt").write_text("iets anders\n")
    (eigen / "oordeel.yaml").unlink()
    (eigen / "oordeel.yaml").symlink_to(tmp_path / "elders.txt")
    afloop = dossieraudit("kader", "check", eigen)
    assert afloop.code == 3
    assert "oordeel.yaml: dit leidt naar een plaats buiten de map" in afloop.fout
    assert "iets anders" not in afloop.fout


def test_the_shipped_frameworks_may_be_links_into_the_store_of_an_installer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Some installers put links in place of files; what ships with the program is read all the same."""
    for pad in criteria_dir().rglob("*"):
        if pad.is_file():
            link = tmp_path / pad.relative_to(criteria_dir())
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(pad)
    monkeypatch.setattr("dossieraudit.loading.kaders.criteria_dir", lambda: tmp_path)
    assert len(laad_kader().bladen) == 26
