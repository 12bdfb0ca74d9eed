"""Profielen: laid over a framework without touching it, every change written down, every fault at its place."""

import json
from functools import cache
from pathlib import Path

import pytest

from dossieraudit.errors import Invoerfout
from dossieraudit.loading.bronnen import laad_bronnen
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.resultaat import Resultaat
from tests.conftest import VLAARDINGEN, Opdracht

PROFIEL = VLAARDINGEN / "profiel.yaml"
KOP = """\
id: proef
titel: Proefprofiel
versie: 1.0.0
kader: stelseltoezicht-jeugd-2017
bron: werkinstructie
"""
BLAD = """\
themas:
  - id: EI
    titel: Eigen
    hoofdstukken: [{nummer: HOOFDSTUK, bladen: [GEPLAATST]}]
    criteria:
      - id: EI1
        titel: Eigen
        bron: {document: werkinstructie}
        indicatoren:
          - id: EIGEN
            titel: Eigen blad
            norm: Er is een overdrachtsgesprek.
            operationalisering: Het staat in het dossier.
            bron: {document: werkinstructie}
            werkwoord: zichtbaar
            bewijs: [dossier]
            eisen:
              - {id: gesprek, tekst: Er was een gesprek., als: EXPRESSIE, bron: werkinstructie}
"""


def blad(
    eigen: str = "EI1.1", geplaatst: str = "EI1.1", hoofdstuk: int = 3, als: str = "overdracht.gesprek_gehouden"
) -> str:
    tekst = BLAD.replace("HOOFDSTUK", str(hoofdstuk)).replace("GEPLAATST", geplaatst)
    return tekst.replace("EIGEN", eigen).replace("EXPRESSIE", als)


FOUTEN = {
    "ander kader": (
        KOP.replace("stelseltoezicht-jeugd-2017", "ander-kader"),
        "PAD:4:8: dit profiel hoort bij kader 'ander-kader', niet bij 'stelseltoezicht-jeugd-2017'\n"
        "  | kader: ander-kader\n  |        ^^^^^^^^^^^",
    ),
    "onbekende parameter": (
        KOP + "parameters: {evaluatie_wken: {waarde: 8, bron: x}}\n",
        "PAD:6:30: het kader kent geen parameter 'evaluatie_wken'\n"
        "  | parameters: {evaluatie_wken: {waarde: 8, bron: x}}\n"
        "  |                              ^^^^^^^^^^^^^^^^^^^^\n"
        "  advies: bedoelde u 'evaluatie_weken'?",
    ),
    "waarde van een andere soort": (
        KOP + "parameters: {evaluatie_weken: {waarde: [a], bron: x}}\n",
        "PAD:6:40: parameter 'evaluatie_weken' vraagt een waarde zoals 13\n"
        "  | parameters: {evaluatie_weken: {waarde: [a], bron: x}}\n  |                                        ^^^",
    ),
    "waarde zonder bron": (
        KOP + "parameters: {evaluatie_weken: {waarde: 8}}\n",
        "PAD:6:14: de verplichte sleutel 'bron' ontbreekt",
    ),
    "eigen parameter die al bestaat": (
        KOP + "eigen_parameters: {evaluatie_weken: {waarde: 8, herkomst: aanname, omschrijving: x}}\n",
        "parameter 'evaluatie_weken' staat al in het kader",
    ),
    "eigen parameter zonder bron": (
        KOP + "eigen_parameters: {termijn: {waarde: 8, herkomst: bron, omschrijving: x}}\n",
        "parameter 'termijn' heeft herkomst 'bron' maar noemt er geen",
    ),
    "weglaten wat er niet is": (
        KOP + "weglaten: [{blad: SH9.1, reden: x}]\n",
        "PAD:6:19: het kader kent geen blad 'SH9.1'\n"
        "  | weglaten: [{blad: SH9.1, reden: x}]\n  |                   ^^^^^\n  advies: bedoelde u 'SH",
    ),
    "weglaten zonder reden": (KOP + "weglaten: [{blad: SH1.1}]\n", "PAD:6:12: de verplichte sleutel 'reden' ontbreekt"),
    "eis bij een blad dat er niet is": (
        KOP + "eisen: [{blad: SH9.1, eis: {id: x, tekst: X.}}]\n",
        "PAD:6:16: het kader kent geen blad 'SH9.1'",
    ),
    "eis die er al is": (
        KOP + "eisen: [{blad: SH1.1, eis: {id: advies, tekst: X.}}]\n",
        "PAD:6:33: blad 'SH1.1' heeft al een eis 'advies'",
    ),
    "eis bij een weggelaten blad": (
        KOP + "weglaten: [{blad: SH1.1, reden: x}]\neisen: [{blad: SH1.1, eis: {id: x, tekst: X.}}]\n",
        "PAD:7:16: blad 'SH1.1' wordt door dit profiel weggelaten",
    ),
    "fout in een eigen eis": (
        KOP + "eisen: [{blad: SH1.1, eis: {id: x, tekst: X., als: overdracht.gesprk_gehouden}}]\n",
        "PAD:6:63: Overdracht heeft geen veld 'gesprk_gehouden'",
    ),
    "kenmerk dat er al is": (
        KOP + "kenmerken: {na_triage: {als: overdracht.gesprek_gehouden, omschrijving: x}}\n",
        "PAD:6:24: kenmerk 'na_triage' staat al in het kader",
    ),
    "fout in een eigen kenmerk": (
        KOP + "kenmerken: {eigen: {als: overdracht.gesprk, omschrijving: x}}\n",
        "Overdracht heeft geen veld 'gesprk'",
    ),
    "blad met een id dat er al is": (KOP + blad("SH1.1", "SH1.1"), "blad 'SH1.1' bestaat al"),
    "blad in geen hoofdstuk": (KOP + blad(geplaatst="EI1.2"), "blad 'EI1.1' staat in geen hoofdstuk"),
    "hoofdstuk dat er niet is": (KOP + blad(hoofdstuk=42), "hoofdstuk 42 staat niet in het kader"),
    "blad in een hoofdstuk dat niet in het thema staat": (
        KOP + blad(geplaatst="EI1.2"),
        "blad 'EI1.2' staat niet in dit thema",
    ),
    "fout in een eigen blad": (
        KOP + blad(als="overdracht.gesprk"),
        "PAD:23:75: Overdracht heeft geen veld 'gesprk'",
    ),
}


@pytest.mark.parametrize("naam", FOUTEN)
def test_every_fault_has_its_place_and_text(tmp_path: Path, naam: str) -> None:
    inhoud, verwacht = FOUTEN[naam]
    pad = tmp_path / "profiel.yaml"
    pad.write_text(inhoud, encoding="utf-8")
    with pytest.raises(Invoerfout) as fout:
        laad_kader(profiel=pad)
    gemeld = "\n".join(f.als_tekst() for f in fout.value.fouten)
    assert verwacht.replace("PAD", str(pad)) in gemeld
    assert all(f.bestand == str(pad) and f.regel for f in fout.value.fouten)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    pad = tmp_path / "profiel.yaml"
    pad.write_text(
        KOP + "parameters: {a: {waarde: 8, bron: x}}\nweglaten: [{blad: SH9.1, reden: x}]\n", encoding="utf-8"
    )
    with pytest.raises(Invoerfout) as fout:
        laad_kader(profiel=pad)
    assert len(fout.value.fouten) == 2


def test_a_profile_that_is_not_there_is_wrong_usage(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("score", VLAARDINGEN, "--profiel", "weg.yaml")
    assert (afloop.code, afloop.fout) == (2, "Verkeerd gebruik: het profiel 'weg.yaml' is er niet\n")


# What a profile does


def met(tmp_path: Path, inhoud: str) -> Path:
    pad = tmp_path / "profiel.yaml"
    pad.write_text(KOP + inhoud, encoding="utf-8")
    return pad


def test_a_parameter_is_set_and_the_base_stays_as_it_is(tmp_path: Path) -> None:
    profiel = met(tmp_path, "parameters: {evaluatie_weken: {waarde: 8, bron: werkinstructie}}\n")
    assert laad_kader(profiel=profiel).kader.parameters["evaluatie_weken"].waarde == 8
    assert laad_kader().kader.parameters["evaluatie_weken"].waarde == 13
    toepassing = laad_kader(profiel=profiel).kader.profiel
    assert toepassing is not None
    assert toepassing.wijzigingen == ("Parameter evaluatie_weken: 13 wordt 8 (werkinstructie).",)


def test_an_eis_is_added_to_its_leaf(tmp_path: Path) -> None:
    inhoud = (
        "eisen: [{blad: SH1.1, eis: {id: gesprek, tekst: Er was een gesprek., als: overdracht.gesprek_gehouden}}]\n"
    )
    samen, basis = laad_kader(profiel=met(tmp_path, inhoud)).kader, laad_kader().kader
    eisen = {i.id: [e.id for e in i.eisen] for i in samen.indicatoren}
    assert eisen["SH1.1"] == [*(e.id for e in basis.indicatoren[0].eisen), "gesprek"]
    assert samen.profiel is not None
    assert samen.profiel.wijzigingen == ("Blad SH1.1 krijgt de eis 'gesprek': Er was een gesprek.",)


def test_a_leaf_that_is_left_out_takes_along_what_counts_it(tmp_path: Path) -> None:
    """Its sentences go, questions and documents about it stay and say nothing of it, and every change is named."""
    samen = laad_kader(profiel=met(tmp_path, "weglaten: [{blad: TT1.3, reden: hier niet aan de orde}]\n")).kader
    basis = laad_kader().kader
    assert "TT1.3" not in {i.id for i in samen.indicatoren}
    assert not [h for h in samen.hoofdstukken if "TT1.3" in h.indicatoren]
    assert not [v for v in samen.bronnen.vragen.values() if "TT1.3" in v.bladen]
    weg = {z.id for _, zinnen in basis.rapport for z in zinnen} - {z.id for _, zinnen in samen.rapport for z in zinnen}
    assert weg
    assert samen.profiel is not None
    assert samen.profiel.wijzigingen[0] == "Blad TT1.3 telt niet mee: hier niet aan de orde."
    assert {zin.split("'")[1] for zin in samen.profiel.wijzigingen[1:]} == weg
    assert laad_bronnen(VLAARDINGEN, samen).documenten == laad_bronnen(VLAARDINGEN, basis).documenten


# The example: Vlaardingen's own rules


@cache
def _basis() -> set[str]:
    return {i.id for i in laad_kader().kader.indicatoren}


@pytest.fixture(scope="module")
def resultaten(tmp_path_factory: pytest.TempPathFactory) -> tuple[Resultaat, Resultaat]:
    """The example without and with its profile."""
    import subprocess
    import sys

    map_ = tmp_path_factory.mktemp("profiel")
    gelezen = []
    for naam, opties in (("zonder", []), ("met", ["--profiel", str(PROFIEL)])):
        uit = map_ / f"{naam}.json"
        opdracht = [
            sys.executable,
            "-m",
            "dossieraudit",
            "score",
            str(VLAARDINGEN),
            "--format",
            "json",
            "-q",
            "-o",
            str(uit),
        ]
        subprocess.run([*opdracht, *opties], check=True)
        gelezen.append(Resultaat.model_validate_json(uit.read_bytes()))
    return gelezen[0], gelezen[1]


def test_the_leaves_of_the_framework_come_out_as_without_the_profile(resultaten: tuple[Resultaat, Resultaat]) -> None:
    zonder, met_profiel = resultaten
    assert {b: met_profiel.indicatoren[b] for b in zonder.indicatoren} == zonder.indicatoren


def test_the_dossiers_are_scored_on_the_own_rules_of_vlaardingen(resultaten: tuple[Resultaat, Resultaat]) -> None:
    """What the report says of them: an ETM in a small number of dossiers and about one parent only (§4.3.1)."""
    eigen = {blad: t for blad, t in resultaten[1].indicatoren.items() if blad not in _basis()}
    assert list(eigen) == ["VL1.1", "VL1.2", "VL2.1", "VL2.2", "VL3.1"]
    etm = eigen["VL1.2"]
    assert (etm.voldoet, etm.voldoet_gedeeltelijk, etm.voldoet_niet) == (0, 3, 17)
    assert all(t.beoordeeld + t.niet_van_toepassing == 20 for t in eigen.values())
    gedeeltelijk = [d for d in resultaten[1].dossiers if d.uitkomsten["VL1.2"].uitkomst == "voldoet_gedeeltelijk"]
    assert all(d.uitkomsten["VL1.2"].eisen["over_alle_ouders"] is False for d in gedeeltelijk)


def test_the_result_tells_what_the_profile_changed(resultaten: tuple[Resultaat, Resultaat]) -> None:
    profiel = resultaten[1].profiel
    assert resultaten[0].profiel is None
    assert profiel is not None
    assert profiel.id == "wijkteam-vlaardingen"
    assert len(profiel.wijzigingen) == 8
    assert json.loads(resultaten[1].model_dump_json())["profiel"]["wijzigingen"] == list(profiel.wijzigingen)


def test_every_own_rule_names_its_paragraph() -> None:
    eigen = [i for i in laad_kader(profiel=PROFIEL).kader.indicatoren if i.id not in _basis()]
    assert all(i.bron.paragrafen and i.bron.document for i in eigen)
    assert all(eis.bron and eis.bron.startswith("§") for i in eigen for eis in i.eisen)


def test_the_screen_names_the_profile_under_which_it_counts(dossieraudit: Opdracht) -> None:
    """Other parameters and norms are another measure; without its name the counts look like those of the framework."""
    met = dossieraudit("score", VLAARDINGEN, "--profiel", PROFIEL)
    assert "met profiel Werkafspraken van het wijkteam Vlaardingen, versie 1.0.0" in met.uit.splitlines()
    assert "profiel" not in dossieraudit("score", VLAARDINGEN).uit
