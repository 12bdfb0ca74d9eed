"""`privacy pseudonymise`: nobody to be found in the copy, and every score as it was."""

import json
import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import StringConstraints

from dossieraudit.errors import Gebruiksfout, Invoerfout
from dossieraudit.loading.annotaties import kern, takken
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.basis import Model, VrijeTekstMarkering
from dossieraudit.models.bronnen import Beleidsdocument, Interview, Oordeelsvelling
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.pseudoniemen import zegt_niets
from dossieraudit.models.samenhang import samenhang
from dossieraudit.privacy import omzetten
from dossieraudit.privacy.omzetten import Omzetter, maskeer
from dossieraudit.privacy.pseudonymise import zet_om
from dossieraudit.privacy.sleutel import Sleutel, open_sleutel
from dossieraudit.privacy.verschuiving import MAX_WEKEN
from dossieraudit.scoring import Scoring, laatste_datum
from tests.conftest import VLAARDINGEN, Opdracht
from tests.strategies import dossiers

PEILDATUM = date(2017, 11, 1)
SCORING = Scoring(laad_kader(None))
SLEUTELS = st.binary(min_size=32, max_size=32).map(Sleutel)


def gelijk(oud: Dossier, nieuw: Dossier) -> bool:
    return SCORING.score(oud, PEILDATUM) == SCORING.score(nieuw, PEILDATUM)


def datums(waarde: Any) -> list[date]:
    if isinstance(waarde, dict):
        return [d for deel in waarde.values() for d in datums(deel)]
    if isinstance(waarde, list):
        return [d for deel in waarde for d in datums(deel)]
    if isinstance(waarde, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", waarde):
        return [date.fromisoformat(waarde)]
    return []


# Scores


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dossiers(), SLEUTELS, st.sampled_from(["verwijder", "maskeer"]))
def test_scores_before_and_after_are_equal(dossier: Dossier, sleutel: Sleutel, vrije_tekst: Any) -> None:
    """On every leaf and kenmerk, whatever the facts, the key and what becomes of free text."""
    if list(samenhang(dossier)):
        return
    een = zet_om(Omzetter(sleutel, vrije_tekst), dossier, gelijk)
    assert SCORING.score(een.nieuw, PEILDATUM) == SCORING.score(dossier, PEILDATUM)
    assert list(samenhang(een.nieuw)) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dossiers(), SLEUTELS)
def test_every_day_moves_by_the_same_number_of_weeks(dossier: Dossier, sleutel: Sleutel) -> None:
    if list(samenhang(dossier)):
        return
    een = zet_om(Omzetter(sleutel, "verwijder"), dossier, gelijk)
    voor, na = (datums(d.model_dump(mode="json", exclude={"vindplaatsen"})) for d in (dossier, een.nieuw))
    assert {b - a for a, b in zip(voor, na, strict=True)} <= {timedelta(weeks=een.weken or 0)}
    assert een.weken != 0 or not voor, "zero weeks is no shift"


def test_every_dossier_of_the_example_moves_and_scores_as_before() -> None:
    om = Omzetter(Sleutel(bytes(32)), "verwijder")
    omgezet = [zet_om(om, g.dossier, gelijk) for g in laad_dossiers(VLAARDINGEN).dossiers]
    assert all(een.weken and abs(een.weken) <= MAX_WEKEN for een in omgezet)
    assert len({een.weken for een in omgezet}) > 3, "each dossier has a shift of its own"
    assert all(gelijk(een.oud, een.nieuw) for een in omgezet)


def test_weeks_alone_would_not_do() -> None:
    """Moved along with its peildatum, a real dossier still scores differently: months and holidays do not move along.

    That is why a shift is tried before it is taken.
    """
    from dossieraudit.privacy.verschuiving import verschuif

    gestuit = 0
    for geladen in laad_dossiers(VLAARDINGEN).dossiers:
        data = geladen.dossier.model_dump(mode="json", exclude_unset=True)
        for weken in range(-MAX_WEKEN, MAX_WEKEN + 1):
            nieuw = Dossier.model_validate_json(json.dumps(verschuif(data, weken)))
            if not list(samenhang(nieuw)):
                zelfde = SCORING.score(nieuw, PEILDATUM + timedelta(weeks=weken))
                gestuit += zelfde != SCORING.score(geladen.dossier, PEILDATUM)
    assert gestuit > 0


def test_where_no_shift_will_do_there_is_none() -> None:
    dossier = laad_dossiers(VLAARDINGEN).dossiers[0].dossier
    een = zet_om(Omzetter(Sleutel(bytes(32)), "verwijder"), dossier, lambda _oud, _nieuw: False)
    assert een.weken is None
    assert laatste_datum(een.nieuw) == laatste_datum(dossier)


def test_a_dossier_that_cannot_move_is_left_out_and_named(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dossieraudit.cli.privacy as cli

    monkeypatch.setattr(cli._Nagerekend, "gelijk", lambda *_: False)
    uit, sleutel = tmp_path / "kopie", tmp_path / "sleutel.txt"
    afloop = dossieraudit("privacy", "pseudonymise", VLAARDINGEN, "-o", uit, "--sleutel", sleutel)
    assert (afloop.code, afloop.fout.count("niet overgenomen")) == (3, 20)
    assert not (uit / "dossiers").exists()
    toch = dossieraudit(
        "privacy", "pseudonymise", VLAARDINGEN, "-o", tmp_path / "toch", "--sleutel", sleutel, "--onverschoven-mag"
    )
    assert (toch.code, len(list((tmp_path / "toch" / "dossiers").iterdir()))) == (0, 20)
    assert "nagerekend" not in toch.uit, "nothing came out the same, so nothing is said to have"


# The copy of a whole onderzoek


def score(dossieraudit: Opdracht, pad: Path) -> dict[str, Any]:
    inhoud: dict[str, Any] = json.loads(dossieraudit("score", pad, "--format", "json").uit)
    return inhoud


@pytest.mark.parametrize("vrije_tekst", ["verwijder", "maskeer"])
def test_the_whole_result_of_the_example_is_the_same(dossieraudit: Opdracht, tmp_path: Path, vrije_tekst: str) -> None:
    uit = tmp_path / "kopie"
    opties = ["-o", uit, "--sleutel", tmp_path / "sleutel.txt", "--vrije-tekst", vrije_tekst]
    assert dossieraudit("privacy", "pseudonymise", VLAARDINGEN, *opties).code == 0
    voor, na = score(dossieraudit, VLAARDINGEN), score(dossieraudit, uit)
    for deel in ("indicatoren", "kenmerken", "criteria", "themas", "oordeel", "risicos", "verklaringen", "kansen"):
        assert voor[deel] == na[deel], deel

    def uitkomsten(resultaat: dict[str, Any]) -> list[str]:
        return sorted(
            json.dumps(
                [
                    d["kenmerken"],
                    {b: {k: v for k, v in u.items() if k != "beoordeling"} for b, u in d["uitkomsten"].items()},
                ],
                sort_keys=True,
            )
            for d in resultaat["dossiers"]
        )

    assert uitkomsten(voor) == uitkomsten(na)
    tellen = [
        sum(
            u["beoordeling"] is not None and not u["beoordeling"]["verouderd"]
            for d in r["dossiers"]
            for u in d["uitkomsten"].values()
        )
        for r in (voor, na)
    ]
    assert tellen[0] == tellen[1] > 0, "judgements by persons still apply"


def test_a_judgement_with_a_fingerprint_holds_in_the_copy(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """The facts moved, so the fingerprint has to be made anew; one that was already outdated stays so."""
    from dossieraudit.judgement.vingerafdruk import vingerafdruk
    from dossieraudit.scoring import verklaar

    map_ = tmp_path / "onderzoek"
    dossieraudit("init", map_)
    per_id = {g.dossier.id: g.dossier for g in laad_dossiers(map_).dossiers}
    pad = map_ / "beoordelingen" / "b1.yaml"
    oordelen = yaml.safe_load(pad.read_text(encoding="utf-8"))
    for nummer, oordeel in enumerate(oordelen):
        dossier = per_id[oordeel["dossier"]]
        echt = vingerafdruk(verklaar(SCORING, dossier, PEILDATUM, oordeel["blad"]), dossier)
        oordeel["vingerafdruk"] = echt if nummer else "0" * 64
        oordeel["datum"] = str(oordeel["datum"])
    pad.write_text(yaml.safe_dump(oordelen, allow_unicode=True), encoding="utf-8")
    opties = ["-o", tmp_path / "kopie", "--sleutel", tmp_path / "sleutel.txt"]
    assert dossieraudit("privacy", "pseudonymise", map_, *opties).code == 0

    def verouderd(resultaat: dict[str, Any]) -> list[bool]:
        alle = [u["beoordeling"] for d in resultaat["dossiers"] for u in d["uitkomsten"].values() if u["beoordeling"]]
        return sorted(b["verouderd"] for b in alle)

    voor, na = verouderd(score(dossieraudit, map_)), verouderd(score(dossieraudit, tmp_path / "kopie"))
    assert voor == na
    assert {True, False} <= set(na)


OORDEEL = {
    "blad": "SH1.1",
    "beoordelaar": "b1",
    "datum": "2017-10-30",
    "uitkomst": "voldoet",
    "motivering": "Een motivering.",
    "uitkomst_machine": "voldoet_niet",
}


@pytest.mark.parametrize("waardoor", ["een ander kader", "--kader", "--profiel"])
def test_a_judgement_over_a_leaf_that_is_not_scored_is_outdated_in_the_copy_and_that_is_said(
    dossieraudit: Opdracht, tmp_path: Path, waardoor: str
) -> None:
    """One of another framework beside it, of the own one where another is asked for, or over a leaf left out."""
    map_, uit, ander = tmp_path / "onderzoek", tmp_path / "kopie", "randvoorwaarden-veiligheid-jeugdigen"
    dossieraudit("init", map_)
    profiel = {"id": "p-1", "titel": "P", "versie": "1.0.0", "kader": "stelseltoezicht-jeugd-2017", "bron": "b"}
    profiel["weglaten"] = [{"blad": "SH1.1", "reden": "Hier niet onderzocht."}]  # type: ignore[assignment]
    (tmp_path / "profiel.yaml").write_text(yaml.safe_dump(profiel), encoding="utf-8")
    opties = {"--kader": ["--kader", ander], "--profiel": ["--profiel", tmp_path / "profiel.yaml"]}.get(waardoor, [])
    oordeel = OORDEEL | {"dossier": laad_dossiers(map_).dossiers[0].dossier.id, "vingerafdruk": "a" * 64}
    if waardoor == "een ander kader":
        oordeel |= {"kader": ander, "blad": "PR1.1"}
    for pad in (map_ / "beoordelingen").iterdir():
        pad.unlink()
    (map_ / "beoordelingen" / "b1.yaml").write_text(yaml.safe_dump([oordeel]), encoding="utf-8")
    sleutel = ["-o", uit, "--sleutel", tmp_path / "k"]
    afloop = dossieraudit("privacy", "pseudonymise", map_, *sleutel, *opties)
    assert afloop.code == 0, afloop.fout
    assert "Verouderd in de kopie: 1 oordeel, over een blad" in afloop.uit
    (kopie,) = yaml.safe_load((uit / "beoordelingen" / "001.yaml").read_bytes())
    assert (kopie["blad"], kopie["vingerafdruk"]) == (oordeel["blad"], "0" * 64)


def test_what_was_held_against_no_list_is_not_in_a_copy(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Codes of interviews and documents of another framework: one of them may be a name.

    Of one that ships with the program they are looked up, and refused; of one that is not here they are left out.
    """
    map_, uit, opties = tmp_path / "onderzoek", tmp_path / "kopie", ["--sleutel", tmp_path / "k"]
    dossieraudit("init", map_)
    code = {"antwoorden": {"yildirim_zei_nee": "yildirim"}}
    interview = {"id": "C8", "groep": "client", "kader": "normen-van-hier"} | code
    document = {"id": "D8", "titel": "Instructie", "soort": "werkinstructie", "kader": "normen-van-hier"} | code
    (map_ / "interviews" / "x.yaml").write_text(yaml.safe_dump([interview]), encoding="utf-8")
    (map_ / "documenten" / "x.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    afloop = dossieraudit("privacy", "pseudonymise", map_, "-o", uit, *opties)
    assert afloop.code == 0, afloop.fout
    for soort in ("interviews", "documenten"):
        assert f"{soort} van een kader dat hier niet is (1)" in afloop.uit
    alles = "".join(pad.read_text(encoding="utf-8").lower() for pad in uit.rglob("*.yaml"))
    assert "yildirim" not in alles
    assert "kader: randvoorwaarden-veiligheid-jeugdigen" in alles, "what is on the lists of another goes along"

    ander = interview | {"kader": "randvoorwaarden-veiligheid-jeugdigen"}
    (map_ / "interviews" / "x.yaml").write_text(yaml.safe_dump([ander]), encoding="utf-8")
    afloop = dossieraudit("privacy", "pseudonymise", map_, "-o", tmp_path / "tweede", *opties)
    assert (afloop.code, "deze vraag kent het kader niet" in afloop.fout) == (3, True), afloop.fout
    assert "yildirim" not in afloop.fout
    assert not (tmp_path / "tweede").exists()


def test_the_same_id_has_the_same_pseudonym_in_every_file(dossieraudit: Opdracht, tmp_path: Path) -> None:
    uit = tmp_path / "kopie"
    dossieraudit("privacy", "pseudonymise", VLAARDINGEN, "-o", uit, "--sleutel", tmp_path / "sleutel.txt")
    ids = {pad.stem for pad in (uit / "dossiers").iterdir()}
    beoordeeld = {o["dossier"] for pad in (uit / "beoordelingen").iterdir() for o in yaml.safe_load(pad.read_bytes())}
    assert beoordeeld <= ids
    assert len(ids) == 20


def test_the_order_of_a_copy_does_not_lead_back(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Other ids of dossiers and respondents, and so another order of everything: the copy is in no order of theirs."""
    map_, uit, sleutel = tmp_path / "onderzoek", tmp_path / "kopie", tmp_path / "k"
    dossieraudit("init", map_)
    for pad in (map_ / "beoordelingen").iterdir():
        pad.unlink()
    ids = sorted(g.dossier.id for g in laad_dossiers(map_).dossiers)
    oordelen = [{"dossier": id_} | OORDEEL for id_ in ids]
    (map_ / "beoordelingen" / "b1.yaml").write_text(yaml.safe_dump(oordelen, sort_keys=False), encoding="utf-8")
    assert dossieraudit("privacy", "pseudonymise", map_, "-o", uit, "--sleutel", sleutel).code == 0
    om = Omzetter(open_sleutel(sleutel, niet_in=uit)[0], "verwijder")
    in_kopie = [een["dossier"] for een in yaml.safe_load((uit / "beoordelingen" / "001.yaml").read_bytes())]
    assert in_kopie == sorted(map(om.dossier_id, ids))
    partners = [
        om.gesprekspartner(een["id"])
        for pad in (map_ / "interviews").glob("*.yaml")
        for een in [yaml.safe_load(pad.read_bytes())]
        if isinstance(een, dict)
    ]
    kopieen = [yaml.safe_load(pad.read_bytes()) for pad in sorted((uit / "interviews").iterdir())]
    assert [een["id"] for een in kopieen if isinstance(een, dict)] == sorted(partners)


def test_the_same_key_gives_the_same_bytes_and_another_key_others(dossieraudit: Opdracht, tmp_path: Path) -> None:
    def maak(naam: str, sleutel: str) -> dict[str, bytes]:
        uit = tmp_path / naam
        dossieraudit("privacy", "pseudonymise", VLAARDINGEN, "-o", uit, "--sleutel", tmp_path / sleutel)
        return {str(pad.relative_to(uit)): pad.read_bytes() for pad in uit.rglob("*.yaml")}

    eerste, tweede, ander = maak("a", "k1"), maak("b", "k1"), maak("c", "k2")
    assert eerste == tweede
    assert not {naam for naam in eerste if naam.startswith("dossiers")} & set(ander)


VOL = yaml.safe_load("""
id: Dossier-Yilmaz
team: team-de-vries
gezinsleden:
  - {id: fatima, rol: moeder}
  - {id: k1, rol: kind, geboortejaar: 2010}
  - {id: xylandra, rol: kind, geboortejaar: 2012}
netwerkpartners:
  - {id: juf.anja, soort: school, ziet_kinderen: [xylandra]}
  - {id: school1, soort: school}
overdracht: {soort: na_triage, ontvangen_op: "2017-05-10", toelichting: Gemeld door Sanne de Vries.}
contacten:
  - {id: c1, datum: "2017-05-12", gesproken_met: [fatima, xylandra], door: [p.jansen], verslag: xylandra kwam op 3 mei.}
  - {id: gesprek-fatima, datum: "2017-05-19", gesproken_met: [fatima], door: [p.jansen, mw2]}
toestemmingen: [{id: t1, van: fatima, gevraagd_op: "2017-05-12", uitkomst: verleend}]
regie: {perioden: [{id: r1, regisseur: mw-jansen, van: "2017-05-10", loopt_nog: true}]}
veiligheidsplannen:
  - id: vp1
    start: "2017-05-20"
    afspraken:
      - {id: a1, met: gezin, verantwoordelijke: fatima, rapporteert_aan: juf.anja, omschrijving: Slaapt bij oma.}
vindplaatsen: {"contacten[gesprek-fatima].datum": "journaal, blz. 3 (Fatima)", "contacten[c1]": "journaal, 3 mei"}
notities: BSN 999990019
""")
NAMEN = ("fatima", "xylandra", "jansen", "anja", "vries", "yilmaz", "sanne", "999990019")


@pytest.mark.parametrize("vrije_tekst", ["verwijder", "maskeer"])
def test_nothing_that_identifies_is_left(dossieraudit: Opdracht, tmp_path: Path, vrije_tekst: str) -> None:
    """Also where ids were names, and also in the names of files; input that the gate refuses may be taken in."""
    bron = tmp_path / "Yilmaz.json"
    bron.write_text(json.dumps(VOL), encoding="utf-8")
    uit = tmp_path / "kopie"
    opties = ["-o", uit, "--sleutel", tmp_path / "k", "--vrije-tekst", vrije_tekst, "--peildatum", "2017-11-01"]
    afloop = dossieraudit("privacy", "pseudonymise", bron, *opties)
    assert afloop.code == 0, afloop.fout
    (pad,) = uit.iterdir()
    alles = (pad.name + pad.read_text(encoding="utf-8")).lower()
    assert [naam for naam in NAMEN if naam in alles] == []
    nieuw = yaml.safe_load(pad.read_bytes())
    leden = [lid["id"] for lid in nieuw["gezinsleden"]]
    assert leden == ["m1", "k1", "k2"], "the shape of an id stays, and an id of that shape stays itself"
    assert nieuw["contacten"][0]["gesproken_met"] == ["m1", "k2"]
    assert nieuw["netwerkpartners"][0]["id"] != "school1" == nieuw["netwerkpartners"][1]["id"]
    afspraak = nieuw["veiligheidsplannen"][0]["afspraken"][0]
    assert (afspraak["met"], afspraak["verantwoordelijke"]) == ("gezin", "m1")
    assert afspraak["rapporteert_aan"] == nieuw["netwerkpartners"][0]["id"]
    assert nieuw["contacten"][0]["door"] == nieuw["contacten"][1]["door"][:1]
    assert all(d.startswith("mw-") for d in nieuw["contacten"][1]["door"])
    if vrije_tekst == "maskeer":
        assert nieuw["contacten"][0]["verslag"] == "[naam] kwam op [datum]."
        assert set(nieuw["vindplaatsen"]) == {f"contacten[{nieuw['contacten'][1]['id']}].datum", "contacten[c1]"}
    else:
        assert nieuw["contacten"][0]["verslag"] is None
        assert nieuw["vindplaatsen"] == {}


def test_the_copy_of_the_example_passes_the_check(dossieraudit: Opdracht, tmp_path: Path) -> None:
    uit = tmp_path / "kopie"
    dossieraudit("privacy", "pseudonymise", VLAARDINGEN, "-o", uit, "--sleutel", tmp_path / "k")
    afloop = dossieraudit("privacy", "check", uit, "--vanaf", "mogelijk", "--max-tekst", "20")
    assert afloop.code in (0, 1)
    assert not any(pad.name in afloop.uit for pad in (uit / "dossiers").iterdir()), "no text is left in a dossier"


@pytest.mark.parametrize("formaat", ["jsonl", "json"])
def test_loose_files_keep_their_own_last_day(dossieraudit: Opdracht, tmp_path: Path, formaat: str) -> None:
    """Without a shared peildatum the day of judgement moves along with the dossier."""
    lijst = [g.dossier.model_dump(mode="json", exclude_unset=True) for g in laad_dossiers(VLAARDINGEN).dossiers]
    bron = tmp_path / f"alles.{formaat}"
    tekst = "\n".join(map(json.dumps, lijst)) if formaat == "jsonl" else json.dumps(lijst)
    bron.write_text(tekst, encoding="utf-8")
    uit = tmp_path / "kopie"
    assert dossieraudit("privacy", "pseudonymise", bron, "-o", uit, "--sleutel", tmp_path / "k").code == 0
    invoer = uit / "dossiers.jsonl" if formaat == "jsonl" else uit
    voor, na = score(dossieraudit, bron), score(dossieraudit, invoer)
    assert voor["indicatoren"] == na["indicatoren"]
    assert {d["peildatum"] for d in voor["dossiers"]} != {d["peildatum"] for d in na["dossiers"]}


# Fields


def _velden(model: type[Model], gezien: set[type[Model]]) -> list[tuple[type[Model], str, Any]]:
    gezien.add(model)
    gevonden = []
    for naam, hint in get_type_hints(model, include_extras=True).items():
        if naam not in model.model_fields:
            continue
        gevonden.append((model, naam, hint))
        for sub in _modellen(hint):
            if sub not in gezien:
                gevonden += _velden(sub, gezien)
    return gevonden


def _modellen(hint: Any) -> list[type[Model]]:
    if isinstance(hint, type) and issubclass(hint, Model):
        return [hint]
    return [model for deel in get_args(hint) for model in _modellen(deel)]


def _merken(hint: Any) -> list[Any]:
    eigen = list(getattr(hint, "__metadata__", ()))
    return eigen + [
        merk for deel in get_args(hint) if get_origin(deel) or hasattr(deel, "__metadata__") for merk in _merken(deel)
    ]


ALLE_VELDEN = _velden(Dossier, set())


def test_every_field_with_an_id_or_free_text_is_known_by_name() -> None:
    """A new field cannot slip through: what is free text goes, what is an id becomes a pseudonym."""
    bekend_id = omzetten.PERSONEEL | omzetten.LEDEN | omzetten.LID | {"id", "team"}
    for model, naam, hint in ALLE_VELDEN:
        merken = _merken(hint)
        plek = f"{model.__name__}.{naam}"
        if any(isinstance(merk, VrijeTekstMarkering) for merk in merken):
            assert naam in omzetten.VRIJE_TEKST, plek
        elif any(isinstance(merk, StringConstraints) and merk.pattern for merk in merken):
            assert naam in bekend_id, plek
        elif any(kern(tak)[0] is str for tak in takken(hint)[0]):
            pytest.fail(f"{plek} is text of no known kind")


def test_every_free_text_beside_the_dossiers_is_known_by_name() -> None:
    for model in (Interview, Beleidsdocument, Oordeelsvelling):
        for houder, naam, hint in _velden(model, set()):
            if any(isinstance(merk, VrijeTekstMarkering) for merk in _merken(hint)):
                assert naam in omzetten.VRIJE_TEKST, f"{houder.__name__}.{naam}"
    om = Omzetter(Sleutel(bytes(32)), "verwijder")
    oordeel = om.boom(
        {"dossier": "V01", "beoordelaar": "jansen", "beoordelaars": ["jansen"], "motivering": "Sanne zei ja."}
    )
    assert oordeel["motivering"] == omzetten.VERWIJDERD
    assert oordeel["beoordelaar"] == oordeel["beoordelaars"][0] != "jansen"
    assert om.boom({"beoordelaar": "consensus"}) == {"beoordelaar": "consensus"}


@pytest.mark.parametrize("id_", ["m1", "k12", "school1", "oma", "vp3", "cb1", "kdv1", "praktijkondersteuner"])
def test_an_id_that_says_nothing_stays(id_: str) -> None:
    assert zegt_niets(id_)


@pytest.mark.parametrize(
    "id_",
    [
        "fatima",
        "p.jansen",
        "Jansen",
        "k1234567",
        "999990019",
        "ali1",
        "mw-jansen",
        "V01",
        "fy1985",
        "fy85",
        "fy-12",
        "f1985",
        "moeder1985",
    ],
)
def test_an_id_that_may_say_something_does_not(id_: str) -> None:
    assert not zegt_niets(id_)


def test_masking_keeps_the_rest_of_the_text() -> None:
    tekst = "Kind S. (4) woont bij mevrouw Jansen, tel. 06-12345678."
    assert maskeer(tekst) == "Kind [naam] (4) woont bij mevrouw [naam], tel. [telefoon]."


# The key and the output


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    pad, uit = tmp_path / "geheim" / "sleutel.txt", tmp_path / "uit"
    eerste, nieuw = open_sleutel(pad, niet_in=uit)
    assert not pad.parent.exists(), "nothing is written before there is a copy"
    eerste.bewaar()
    weer, nog_nieuw = open_sleutel(pad, niet_in=uit)
    assert (eerste, nieuw, nog_nieuw) == (weer, True, False)
    assert os.name != "posix" or pad.stat().st_mode & 0o777 == 0o600
    assert open_sleutel(tmp_path / "ander", niet_in=uit)[0] != eerste


def test_a_key_inside_the_output_is_refused(tmp_path: Path) -> None:
    uit = tmp_path / "uit"
    uit.mkdir()
    (tmp_path / "via").symlink_to(uit)
    for pad in (uit / "k", uit / "a" / "b", tmp_path / "via" / "k", tmp_path / "x" / ".." / "uit" / "k"):
        with pytest.raises(Gebruiksfout, match="ligt in de uitvoermap"):
            open_sleutel(pad, niet_in=uit)
    assert list(uit.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    pad = tmp_path / "k"
    open_sleutel(pad, niet_in=tmp_path / "uit")[0].bewaar()
    pad.chmod(0o644)
    with pytest.raises(Gebruiksfout, match="chmod 600"):
        open_sleutel(pad, niet_in=tmp_path / "uit")


@pytest.mark.parametrize("inhoud", ["", "geheim", "dossieraudit-sleutel-1 00", "dossieraudit-sleutel-1 " + "g" * 64])
def test_what_is_no_key_is_refused(tmp_path: Path, inhoud: str) -> None:
    pad = tmp_path / "k"
    pad.write_text(inhoud, encoding="utf-8")
    pad.chmod(0o600)
    with pytest.raises(Invoerfout, match="geen sleutel"):
        open_sleutel(pad, niet_in=tmp_path / "uit")


def test_nothing_is_overwritten_and_nothing_lands_in_the_original(dossieraudit: Opdracht, tmp_path: Path) -> None:
    vol = tmp_path / "vol"
    vol.mkdir()
    (vol / "a.txt").write_text("van mij", encoding="utf-8")
    map_ = tmp_path / "onderzoek"
    dossieraudit("init", map_)
    for uit in (vol, map_ / "kopie", map_):
        afloop = dossieraudit("privacy", "pseudonymise", map_, "-o", uit, "--sleutel", tmp_path / "k")
        assert afloop.code == 2, uit
    assert not (tmp_path / "k").exists()


@given(SLEUTELS, st.text(max_size=40), st.text(max_size=40))
def test_pseudonyms_are_letters_without_words_and_differ(sleutel: Sleutel, een: str, ander: str) -> None:
    pseudoniem = sleutel.pseudoniem("dossier", een)
    assert re.fullmatch(r"[bcdfghjklmnpqrstvwxz]{12}", pseudoniem)
    assert (pseudoniem == sleutel.pseudoniem("dossier", ander)) is (een == ander)
    assert pseudoniem != sleutel.pseudoniem("medewerker", een)
