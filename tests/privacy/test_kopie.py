"""The copy of a whole onderzoek by `privacy pseudonymise`: nothing of what people wrote in it passes as it was."""

import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import pytest
import yaml

from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader
from dossieraudit.models.basis import Model, Tekst, VrijeTekst
from dossieraudit.models.bronnen import Beleidsdocument, Interview, Oordeelsvelling
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.privacy import omzetten
from dossieraudit.privacy.normen import KADERBESTANDEN
from dossieraudit.privacy.omzetten import Omzetter, maskeer
from dossieraudit.privacy.sleutel import Sleutel
from tests.conftest import VLAARDINGEN, Opdracht

KADER = beschikbare_kaders()["stelseltoezicht-jeugd-2017"]
# A name that is on the lists; it stands for whatever may not pass.
MERK = "Yildirim"
ONDERZOEK = f"""
# Opmerking van {MERK}
naam: Onderzoek_{MERK}
gemeente: Vlaardingen
wijkteam: {MERK}
kader: normen-{MERK}
profiel: Profiel_{MERK}.yaml
peildatum: 2017-11-01
aanleiding: Gemeld door {MERK}.
steekproef:
  populatie: 40
  aselect: true
  omschrijving: Gekozen door {MERK}
  methode: loting_{MERK}
  zaad: {MERK}
  strata: [{{team: {MERK}, populatie: 40, aantal: 3}}]
  bestand: Lijst_Fatima_{MERK}_Dorpsstraat12.csv
  weggelaten: [{{reden: zaak{MERK}, aantal: 1}}]
verklaringen: [{{tekst: {MERK}, bron: {MERK}, tags: [tijd]}}]
vervolg: {{voortgang_na: {MERK.lower()}}}
"""
DOSSIER = f"""
id: {MERK}-1
team: {MERK}
gezinsleden: [{{id: {MERK}, rol: moeder}}, {{id: fy1985, rol: kind}}]
overdracht: {{soort: na_triage, ontvangen_op: 2017-05-10, toelichting: {MERK}}}
contacten: [{{id: c-{MERK}, datum: 2017-05-12, gesproken_met: [{MERK}], door: [{MERK}], verslag: Met {MERK}.}}]
vindplaatsen: {{"contacten[c-{MERK}].datum": "{MERK}, blz. 2"}}
notities: {MERK}
"""
DOCUMENTEN = f"""
- {{id: Fatima.{MERK}, titel: Fatima_{MERK}, soort: beleid, aantekening: {MERK}, antwoorden: {{}},
   bepalingen: [{{blad: SH1.1, mate: vastgelegd, plaats: Fatima-{MERK}.pdf}}, {{blad: SH1.2, mate: vastgelegd,
   plaats: map/{MERK}/verslag Xylandra.docx}}]}}
- {{id: D07, titel: Werkinstructie, soort: werkinstructie}}
"""
BEOORDELING = {
    "dossier": f"{MERK}-1",
    "blad": "SH1.1",
    "beoordelaar": "consensus",
    "beoordelaars": [MERK, f"Fatima.{MERK}"],
    "datum": "2017-10-30",
    "uitkomst": "voldoet",
    "motivering": f"Dat zei {MERK} tegen ons.",
    "uitkomst_machine": "niet_getoetst",
    "vingerafdruk": "1" * 64,
}

PROFIEL = """
id: eigen-profiel
titel: Eigen
versie: 1.0.0
kader: stelseltoezicht-jeugd-2017
bron: Eigen afspraken
"""


def schrijf(map_: Path, bestanden: dict[str, str]) -> None:
    for naam, inhoud in bestanden.items():
        (map_ / naam).parent.mkdir(parents=True, exist_ok=True)
        (map_ / naam).write_text(inhoud, encoding="utf-8")


def met_kader(map_: Path, plek: str) -> None:
    """Put the files of a framework in a folder that may hold others."""
    (map_ / plek).mkdir(parents=True, exist_ok=True)
    for pad in KADER.glob("*.yaml"):
        shutil.copy(pad, map_ / plek / pad.name)


def noem_kader(map_: Path, naam: str) -> None:
    """The onderzoek of the example in this folder, with another framework."""
    data = yaml.safe_load((VLAARDINGEN / "onderzoek.yaml").read_bytes())
    (map_ / "onderzoek.yaml").write_text(yaml.safe_dump(data | {"kader": naam}), encoding="utf-8")


@pytest.fixture
def gemerkt(tmp_path: Path) -> Path:
    """An onderzoek with the name in every text, id and name of a file that may hold one."""
    map_ = tmp_path / "onderzoek"
    schrijf(
        map_,
        {
            "onderzoek.yaml": ONDERZOEK,
            f"dossiers/{MERK}.yaml": DOSSIER,
            f"interviews/{MERK}.yaml": f"id: {MERK}\ngroep: client\nantwoorden: {{}}\naantekening: {MERK}\n",
            f"documenten/{MERK}.yaml": DOCUMENTEN,
            f"beoordelingen/{MERK}.yaml": yaml.safe_dump([BEOORDELING]),
            f"toelichtingen/{MERK}.md": f"Aldus {MERK}.",
            "toelichtingen/1.1.md": f"Aldus {MERK}.",
            f"normen-{MERK}/{MERK}.yaml": DOSSIER,
            f"Profiel_{MERK}.yaml": PROFIEL,
            f"{MERK}.csv": MERK,
        },
    )
    met_kader(map_, f"normen-{MERK}")
    return map_


def resultaat(dossieraudit: Opdracht, map_: Path) -> dict[str, Any]:
    afloop = dossieraudit("score", map_, "--format", "json")
    assert afloop.code == 0, afloop.fout
    inhoud: dict[str, Any] = json.loads(afloop.uit)
    return inhoud


def zonder_ids(indicatoren: dict[str, Any]) -> dict[str, Any]:
    """What is said of each leaf, without the ids of documents."""
    for blad in indicatoren.values():
        for document in (blad.get("bronnen") or {}).get("documenten", ()):
            document.pop("document")
            document.pop("titel", None)
            document.pop("plaats", None)
    return indicatoren


@pytest.mark.parametrize("vrije_tekst", ["verwijder", "maskeer"])
def test_a_name_in_every_text_passes_in_none(
    dossieraudit: Opdracht, gemerkt: Path, tmp_path: Path, vrije_tekst: str
) -> None:
    """Values of one word, names of files, ids and remarks included; and the copy is scored as the original is."""
    uit = tmp_path / "kopie"
    opties = ["-o", uit, "--sleutel", tmp_path / "k", "--vrije-tekst", vrije_tekst]
    afloop = dossieraudit("privacy", "pseudonymise", gemerkt, *opties)
    assert afloop.code == 0, afloop.fout
    bestanden = {pad.relative_to(uit).as_posix(): pad.read_text(encoding="utf-8") for pad in uit.rglob("*.*")}
    for naam, tekst in bestanden.items():
        if not naam.startswith("kader/"):
            over = [
                woord
                for woord in (MERK, "fatima", "xylandra", "dorpsstraat", "fy1985")
                if woord.lower() in (naam + tekst).lower()
            ]
            assert over == [], f"{naam}: {tekst}"
    kopie = yaml.safe_load(bestanden["onderzoek.yaml"])
    assert (kopie["gemeente"], kopie["kader"], kopie["profiel"]) == ("Vlaardingen", "kader", "profiel.yaml")
    assert kopie["steekproef"]["bestand"] == "bestand.csv"
    assert "zaad" not in kopie["steekproef"]
    fatima, werkinstructie = yaml.safe_load(bestanden["documenten/001.yaml"])
    assert [b["plaats"] for b in fatima["bepalingen"]] == ["bestand.pdf", "bestand.docx"]
    assert (werkinstructie["id"], werkinstructie["titel"]) == ("D07", "Werkinstructie"), "what says nothing stays"
    assert f"normen-{MERK}/{MERK}.yaml" in afloop.uit, "what stays behind is named"
    assert yaml.safe_load(bestanden["beoordelingen/001.yaml"])[0]["vingerafdruk"] == "0" * 64
    assert ("toelichtingen/1.1.md" in bestanden) is (vrije_tekst == "maskeer")
    voor, na = resultaat(dossieraudit, gemerkt), resultaat(dossieraudit, uit)
    assert zonder_ids(voor["indicatoren"]) == zonder_ids(na["indicatoren"])
    assert (voor["kader"], voor["oordeel"], voor["kenmerken"]) == (na["kader"], na["oordeel"], na["kenmerken"])


def test_a_text_or_id_that_is_a_day_goes_as_any_other(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Somebody's day of birth looks like a day that has to stay; only where a day belongs does one stay."""
    geboren, map_, uit = "2011-03-14", tmp_path / "o", tmp_path / "kopie"
    leden = [{"id": geboren, "rol": "kind"}, {"id": "m1", "rol": "moeder"}]
    dossier = {
        **yaml.safe_load(DOSSIER),
        "id": geboren,
        "team": geboren,
        "gezinsleden": leden,
        "notities": geboren,
        "vindplaatsen": {},
        "overdracht": {"soort": "na_triage", "ontvangen_op": "2017-05-10", "toelichting": geboren},
        "contacten": [{"id": "c1", "datum": "2017-05-12", "gesproken_met": [geboren], "verslag": geboren}],
        "toestemmingen": [{"id": "t1", "van": geboren, "gevraagd_op": "2017-05-12"}],
        "regie": {"perioden": [{"id": "p1", "regisseur": geboren, "van": "2017-05-12"}]},
    }
    beoordeling = BEOORDELING | {"dossier": geboren, "beoordelaars": [geboren, "b2"], "motivering": geboren}
    interview = {"id": geboren, "groep": "client", "datum": "2017-10-16", "aantekening": geboren}
    schrijf(
        map_,
        {
            "onderzoek.yaml": f"{{naam: n, gemeente: g, wijkteam: w, aanleiding: {geboren}, peildatum: 2017-11-01}}",
            "dossiers/a.yaml": yaml.safe_dump(dossier),
            "beoordelingen/a.yaml": yaml.safe_dump([beoordeling]),
            "interviews/a.yaml": yaml.safe_dump(interview),
        },
    )
    afloop = dossieraudit("privacy", "pseudonymise", map_, "-o", uit, "--sleutel", tmp_path / "k")
    assert afloop.code == 0, afloop.fout
    assert [pad for pad in uit.rglob("*.yaml") if geboren in pad.read_text(encoding="utf-8")] == []
    (kopie,) = (yaml.safe_load(pad.read_bytes()) for pad in (uit / "dossiers").iterdir())
    weken = {
        (date.fromisoformat(dag) - date(2017, 5, 12)).days / 7
        for dag in (kopie["contacten"][0]["datum"], kopie["regie"]["perioden"][0]["van"])
    }
    assert len(weken) == 1, "a day that is one moves with the others"
    assert kopie["toestemmingen"][0]["van"] == kopie["gezinsleden"][0]["id"] == "k1"
    (oordeel,) = yaml.safe_load((uit / "beoordelingen" / "001.yaml").read_bytes())
    assert (oordeel["dossier"], oordeel["datum"]) == (kopie["id"], "2017-10-30"), "the judgement still is about it"
    assert resultaat(dossieraudit, map_)["indicatoren"] == resultaat(dossieraudit, uit)["indicatoren"]


def test_a_document_keeps_one_pseudonym() -> None:
    om = Omzetter(Sleutel(bytes(32)), "verwijder")
    assert om.document("Fatima.Yildirim") == om.document("Fatima.Yildirim") != om.document("fatima")
    assert om.document("D07") == "D07"


@pytest.mark.parametrize(
    ("tekst", "gemaskeerd"),
    [
        ("yildirim", "[naam]"),
        ("fatima_yildirim", "[naam]"),
        ("FatimaYildirim2", "[naam]2"),
        ("Dorpsstraat12", "[adres]"),
        ("zie Verslag_Xylandra.pdf.", "zie bestand.pdf."),
        ("Hendrik-Ido-Ambacht", "Hendrik-Ido-Ambacht"),
        ("werkinstructie_2020", "werkinstructie_2020"),
        ("Zuid", "Zuid"),
    ],
)
def test_words_that_are_stuck_together_are_read_apart(tekst: str, gemaskeerd: str) -> None:
    assert maskeer(tekst, (), "waarschijnlijk") == gemaskeerd


# Every field


def _tekstvelden(hint: Any, model: type[Model], veld: str) -> list[tuple[type[Model], str, Any]]:
    """The fields under a type that hold text, each with the type of the text."""
    if isinstance(hint, type) and issubclass(hint, Model):
        hints = get_type_hints(hint, include_extras=True)
        return [een for naam in hint.model_fields for een in _tekstvelden(hints[naam], hint, naam)]
    if hint is str or get_origin(hint) is Literal or (get_origin(hint) is Annotated and get_args(hint)[0] is str):
        return [(model, veld, hint)]
    return [een for deel in get_args(hint) for een in _tekstvelden(deel, model, veld)]


def _is_vrij(hint: Any) -> bool:
    """Whether people may write what they like in it."""
    if get_origin(hint) is Literal:
        return False
    patronen = [getattr(merk, "pattern", None) for merk in getattr(hint, "__metadata__", ())]
    patronen += [
        getattr(diep, "pattern", None)
        for merk in getattr(hint, "__metadata__", ())
        for diep in getattr(merk, "metadata", ())
    ]
    return not any(patronen)


VELDEN = [
    een for model in (Onderzoek, Interview, Beleidsdocument, Oordeelsvelling) for een in _tekstvelden(model, model, "")
]
VERVANGEN = {"id", "dossier", "team", "door", "beoordelaar", "beoordelaars", "trekking", "zaad", "vervangingen"}
# Text by its type, but none that is copied: the copying of the norms writes them anew.
VAN_NORMEN = {(Onderzoek, "kader"), (Onderzoek, "profiel")}


def test_what_stays_is_no_text_that_people_write() -> None:
    """By the types of the models: a new field of text is masked without anyone thinking of it."""
    assert len(VELDEN) > 40
    om = Omzetter(Sleutel(bytes(32)), "verwijder")
    for model, veld, hint in VELDEN:
        plek = f"{model.__name__}.{veld}"
        if _is_vrij(hint) and (model, veld) not in VAN_NORMEN:
            assert veld not in omzetten.BLIJFT, plek
            assert MERK not in str(om.boom({veld: MERK})), plek
        elif veld not in VERVANGEN:
            assert veld in omzetten.BLIJFT, plek
    assert {Tekst, VrijeTekst} <= {hint for _, _, hint in VELDEN if _is_vrij(hint)}


def test_an_outcome_of_the_rules_stays_and_another_text_in_its_place_does_not() -> None:
    om = Omzetter(Sleutel(bytes(32)), "verwijder")
    assert om.boom({"uitkomst_machine": "niet_getoetst"}) == {"uitkomst_machine": "niet_getoetst"}
    assert om.boom({"uitkomst_machine": "xylandra"}) == {"uitkomst_machine": omzetten.VERWIJDERD}
    assert om.boom({"antwoorden": {"toelichting": "ja"}}) == {"antwoorden": {"toelichting": "ja"}}, "codes of questions"


# The framework


@pytest.mark.parametrize("naam", [".", "kader.yaml", "dossiers/..", "eigen", "eigen/kader.yaml", "dossiers/../eigen/."])
def test_of_a_framework_exactly_its_files_go_along(dossieraudit: Opdracht, tmp_path: Path, naam: str) -> None:
    """However its path is written: no dossier beside it, no missing part, and the very same norms."""
    map_, uit, plek = tmp_path / "o", tmp_path / "kopie", "eigen" if "eigen" in naam else ""
    met_kader(map_, plek)
    schrijf(map_, {str(Path(plek, "oud/V01.yaml")): DOSSIER, str(Path(plek, "los.yaml")): DOSSIER})
    for soort in ("dossiers", "interviews"):
        shutil.copytree(VLAARDINGEN / soort, map_ / soort)
    noem_kader(map_, naam)
    afloop = dossieraudit("privacy", "pseudonymise", map_, "-o", uit, "--sleutel", tmp_path / "k")
    assert afloop.code == 0, afloop.fout
    criteria = {f"{c.id}.yaml" for thema in laad_kader(str(KADER)).kader.themas for c in thema.criteria}
    verwacht = {pad.name for pad in KADER.glob("*.yaml") if pad.name in {*KADERBESTANDEN, *criteria}}
    kadermap = uit / "kader" if plek else uit
    assert {pad.name for pad in kadermap.glob("*.yaml")} - {"onderzoek.yaml"} == verwacht
    assert {pad.name for pad in uit.iterdir() if pad.is_dir()} == {
        "dossiers",
        "interviews",
        *(["kader"] if plek else []),
    }
    assert all(pad.stem.startswith("d-") for pad in (uit / "dossiers").iterdir())
    assert MERK not in "".join(pad.read_text(encoding="utf-8") for pad in uit.rglob("*.yaml"))
    voor, na = resultaat(dossieraudit, map_), resultaat(dossieraudit, uit)
    assert (voor["kader"], voor["indicatoren"]) == (na["kader"], na["indicatoren"]), "with the same hash of the norms"


def test_where_the_copy_is_refused_no_key_is_left(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """The own framework is none, which shows only while copying; or the copy itself holds a number of a person."""
    map_, sleutel = tmp_path / "o", tmp_path / "k"
    met_kader(map_, "eigen")
    shutil.copytree(VLAARDINGEN / "dossiers", map_ / "dossiers")
    noem_kader(map_, "eigen")
    opties = ["-o", tmp_path / "kopie", "--sleutel", sleutel]
    heel = (map_ / "eigen" / "SH1.yaml").read_bytes()
    (map_ / "eigen" / "SH1.yaml").write_bytes(heel + b"# bsn 999990019\n")
    assert dossieraudit("privacy", "pseudonymise", map_, *opties).code == 3
    (map_ / "eigen" / "SH1.yaml").write_text(DOSSIER, encoding="utf-8")
    extra = ["--kader", "stelseltoezicht-jeugd-2017"]
    assert dossieraudit("privacy", "pseudonymise", map_, *opties, *extra).code == 3
    assert not sleutel.exists()
    assert not (tmp_path / "kopie").exists()
    (map_ / "eigen" / "SH1.yaml").write_bytes(heel)
    assert dossieraudit("privacy", "pseudonymise", map_, *opties).code == 0
    assert os.name != "posix" or sleutel.stat().st_mode & 0o777 == 0o600


# The places that `privacy check` gives


@pytest.mark.parametrize("bestand", ["a.yaml", "a.json", "a.jsonl"])
def test_a_name_that_is_a_key_is_found_and_not_shown(dossieraudit: Opdracht, tmp_path: Path, bestand: str) -> None:
    """A key that is no field of ours stays hidden, with its line to find it by; the name in it is a finding too."""
    (tmp_path / bestand).write_text(json.dumps({"id": "d1", "notities": {MERK: MERK, "jansen": 1}}), encoding="utf-8")
    afloop = dossieraudit("privacy", "check", tmp_path, "--format", "json")
    assert MERK not in afloop.uit
    assert "jansen" not in afloop.uit
    plekken = [een["plaats"] for een in json.loads(afloop.uit)["vondsten"]]
    assert any(plek.endswith("notities[…]") and plek.startswith("regel 1, ") for plek in plekken), plekken
    assert any(plek.endswith("notities (sleutel)") for plek in plekken), plekken
