"""The reference case: the counts of the published report come out, each with its denominator."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import yaml
from pydantic import ValidationError

from dossieraudit.judgement import beoordeel_alles
from dossieraudit.loading.bronnen import laad_bronnen
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.loading.onderzoek import laad_onderzoek
from dossieraudit.models.basis import Model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import UITKOMSTEN, Kader
from dossieraudit.models.samenhang import samenhang
from dossieraudit.scoring import Bladuitleg, Scoring, verklaar
from dossieraudit.wording import passende_woorden
from tests.conftest import VLAARDINGEN

VERWACHT: dict[str, dict[str, Any]] = yaml.safe_load((VLAARDINGEN / "verwacht.yaml").read_text(encoding="utf-8"))
OORDEELSWOORDEN = {*UITKOMSTEN, "oordeel", "score", "bevinding", "voldoende", "onvoldoende", "goed", "slecht"}
GOEDE_DOSSIERS = ["V08", "V15"]


@pytest.fixture(scope="module")
def kader() -> Kader:
    return laad_kader().kader


@pytest.fixture(scope="module")
def resultaat() -> dict[str, Any]:
    """The result as `score --format json` writes it."""
    onderzoek, scoring = laad_onderzoek(VLAARDINGEN), Scoring(laad_kader())
    assert onderzoek is not None
    bronnen = laad_bronnen(VLAARDINGEN, scoring.regels.kader)
    alles = beoordeel_alles(scoring, laad_dossiers(VLAARDINGEN), onderzoek.peildatum, bronnen)
    gelezen: dict[str, Any] = json.loads(alles.model_dump_json())
    return gelezen


def test_twenty_dossiers_are_read_and_none_is_rejected(resultaat: dict[str, Any]) -> None:
    assert [d["id"] for d in resultaat["dossiers"]] == [f"V{nummer:02}" for nummer in range(1, 21)]
    assert resultaat["afgekeurd"] == []


@pytest.mark.parametrize(("naam", "verwacht"), VERWACHT["rapport"].items(), ids=VERWACHT["rapport"])
def test_counts_that_the_report_gives(resultaat: dict[str, Any], naam: str, verwacht: dict[str, Any]) -> None:
    """A number of the report comes out exactly, over its denominator; a lower bound at least."""
    telling = resultaat["kenmerken"][naam]
    assert sum(telling.values()) == verwacht["van"]
    if "minstens" in verwacht:
        assert telling["waar"] >= verwacht["minstens"]
    else:
        assert telling["waar"] == verwacht["aantal"]


@pytest.mark.parametrize(("naam", "verwacht"), VERWACHT["aanname"].items(), ids=VERWACHT["aanname"])
def test_counts_behind_a_word_of_the_report(
    resultaat: dict[str, Any], kader: Kader, naam: str, verwacht: dict[str, Any]
) -> None:
    """A number of ours comes out exactly, and the word that the report has for it fits."""
    telling = resultaat["kenmerken"][naam]
    assert (telling["waar"], sum(telling.values())) == (verwacht["aantal"], verwacht["van"])
    assert verwacht["woord"] in passende_woorden(kader.woordkeus, verwacht["aantal"], verwacht["van"])


def _beoordeeld(resultaat: dict[str, Any], blad: str) -> set[str]:
    """The dossiers that count for a leaf."""
    buiten = ("niet_van_toepassing", "niet_getoetst")
    return {d["id"] for d in resultaat["dossiers"] if d["uitkomsten"][blad]["uitkomst"] not in buiten}


def test_leaves_are_judged_on_the_hand_over_that_they_are_about(resultaat: dict[str, Any]) -> None:
    """§1.3: 11 after triage, 9 after an investigation; a leaf for the one never counts the other."""
    na_triage = {d["id"] for d in resultaat["dossiers"] if d["kenmerken"]["na_triage"]}
    na_onderzoek = {d["id"] for d in resultaat["dossiers"] if d["kenmerken"]["na_onderzoek"]}
    assert (len(na_triage), len(na_onderzoek)) == (11, 9)
    assert _beoordeeld(resultaat, "SH1.1") == _beoordeeld(resultaat, "SH3.1") == na_triage
    assert _beoordeeld(resultaat, "SH2.2") == na_onderzoek
    assert _beoordeeld(resultaat, "SH2.1") <= na_triage
    for dossier in resultaat["dossiers"]:
        uitkomst = dossier["uitkomsten"]["SH2.1" if dossier["id"] in na_onderzoek else "SH2.2"]
        assert (uitkomst["uitkomst"], uitkomst["reden"]) == ("niet_van_toepassing", "buiten_bereik")


def test_the_local_system_is_judged_on_no_dossier(resultaat: dict[str, Any], kader: Kader) -> None:
    """BS asks how the municipality evaluates and improves; no family's file can tell."""
    bladen = [blad.id for blad in kader.indicatoren if blad.id.startswith("BS")]
    assert len(bladen) == 3
    for dossier in resultaat["dossiers"]:
        for blad in bladen:
            uitkomst = dossier["uitkomsten"][blad]
            assert (uitkomst["uitkomst"], uitkomst["reden"]) == ("niet_getoetst", "andere_bron")


@pytest.mark.parametrize("dossier", GOEDE_DOSSIERS)
def test_a_good_dossier_passes_everything_that_rules_can_judge(resultaat: dict[str, Any], dossier: str) -> None:
    [gevonden] = [d for d in resultaat["dossiers"] if d["id"] == dossier]
    uitkomsten = {blad: u["uitkomst"] for blad, u in gevonden["uitkomsten"].items()}
    assert set(uitkomsten.values()) <= {"voldoet", "niet_van_toepassing", "niet_getoetst"}
    assert list(uitkomsten.values()).count("voldoet") >= 12
    assert not [e for u in gevonden["uitkomsten"].values() for e, waarde in u["eisen"].items() if waarde is False]


def test_no_other_dossier_is_good_throughout(resultaat: dict[str, Any]) -> None:
    for dossier in resultaat["dossiers"]:
        slecht = [u for u in dossier["uitkomsten"].values() if u["uitkomst"] in ("voldoet_niet", "niet_navolgbaar")]
        assert bool(slecht) is (dossier["id"] not in GOEDE_DOSSIERS)


def _sleutels(deel: Any) -> Iterator[str]:
    if isinstance(deel, dict):
        yield from deel
    for kind in deel.values() if isinstance(deel, dict) else deel if isinstance(deel, list) else ():
        yield from _sleutels(kind)


@pytest.mark.parametrize("pad", sorted((VLAARDINGEN / "dossiers").glob("*.yaml")), ids=lambda pad: pad.stem)
def test_dossiers_hold_facts_and_no_verdicts(pad: Path) -> None:
    """No key is a verdict, and none is a number of the report: those follow from facts."""
    sleutels = set(_sleutels(yaml.safe_load(pad.read_text(encoding="utf-8"))))
    assert not sleutels & (OORDEELSWOORDEN | VERWACHT["rapport"].keys())


# Changing one fact


PEILDATUM = date(2017, 11, 1)


@cache
def _scoring() -> Scoring:
    return Scoring(laad_kader())


@cache
def _dossiers() -> dict[str, Dossier]:
    return {geladen.dossier.id: geladen.dossier for geladen in laad_dossiers(VLAARDINGEN).dossiers}


@cache
def _gelezen() -> dict[str, frozenset[str]]:
    """Every name in the expressions of a leaf, those of the kenmerken that it uses included; out of the bare text."""
    kader = _scoring().regels.kader

    def namen(expressies: list[str]) -> set[str]:
        gevonden: set[str] = set()
        nieuw = {naam for e in expressies for naam in re.findall(r"[a-z_][a-z0-9_]*", e)}
        while nieuw:
            gevonden |= nieuw
            teksten = [kader.kenmerken[naam].als for naam in nieuw if naam in kader.kenmerken]
            nieuw = {naam for e in teksten for naam in re.findall(r"[a-z_][a-z0-9_]*", e)} - gevonden
        return gevonden

    return {
        blad.id: frozenset(namen([e.als for e in blad.eisen if e.als] + [v.als for v in blad.van_toepassing]))
        for blad in kader.indicatoren
    }


def _stappen(pad: str) -> list[str]:
    """The steps of a path: 'contacten[c3].datum' → contacten, [c3], datum."""
    return re.findall(r"\[[^\]]+\]|\w+", pad)


def _kies(waarde: Any, stap: str) -> Any:
    """One step down into a model; an item by its id, by its place ('#2') or by itself."""
    if not stap.startswith("["):
        return getattr(waarde, stap)
    naam = stap[1:-1]
    if naam.startswith("#"):
        return waarde[int(naam[1:]) - 1]
    return next(item for item in waarde if getattr(item, "id", item) == naam)


def _andere_waarden(annotatie: Any, waarde: Any) -> list[Any]:
    """Other values that the field may have: a few of each kind."""
    herkomst, delen = get_origin(annotatie), get_args(annotatie)
    if herkomst is Annotated:
        return _andere_waarden(delen[0], waarde)
    if herkomst in (Union, UnionType):
        return [keus for deel in delen for keus in _andere_waarden(deel, waarde)]
    if herkomst is Literal:
        return [keus for keus in delen if keus != waarde][:2]
    if herkomst is tuple:
        return [waarde[:-1], ()] if waarde else []
    if annotatie is NoneType:
        return [None] if waarde is not None else []
    if annotatie is bool:
        return [keus for keus in (True, False) if keus is not waarde]
    if annotatie is date:
        return [waarde + timedelta(days=n) for n in (-45, 45)] if waarde else [date(2017, 6, 20)]
    if annotatie is int:
        return [(waarde or 0) + 1, (waarde or 2) - 1]
    return []


def _met(deel: Any, stappen: list[str], waarde: Any) -> Any:
    """The same model with another value at the end of the path."""
    if not stappen:
        return waarde
    stap, *rest = stappen
    oud = _kies(deel, stap)
    nieuw = _met(oud, rest, waarde)
    if stap.startswith("["):
        return tuple(nieuw if item is oud else item for item in deel)
    return deel.model_copy(update={stap: nieuw})


def _paden(deel: Model, voor: str = "") -> Iterator[str]:
    """Every fact of a dossier, by the path under which `explain` names it."""
    for veld in type(deel).model_fields:
        if veld in ("id", "vindplaatsen", "niet_aangeleverd"):
            continue
        waarde = getattr(deel, veld)
        yield voor + veld
        if isinstance(waarde, Model):
            yield from _paden(waarde, f"{voor}{veld}.")
        for nummer, item in enumerate(waarde if isinstance(waarde, tuple) else (), start=1):
            if isinstance(item, Model):
                yield from _paden(item, f"{voor}{veld}[{getattr(item, 'id', f'#{nummer}')}].")


def _varianten(dossier: Dossier, pad: str) -> Iterator[Dossier]:
    """The dossier with another value of one fact, as far as that is still a dossier."""
    *heen, laatste = _stappen(pad)
    ouder: Any = dossier
    for stap in heen:
        ouder = _kies(ouder, stap)
    annotatie = get_type_hints(type(ouder), include_extras=True)[laatste]
    for waarde in _andere_waarden(annotatie, getattr(ouder, laatste)):
        try:
            anders = Dossier.model_validate_json(_met(dossier, [*heen, laatste], waarde).model_dump_json())
        except ValidationError:
            continue
        if not samenhang(anders):
            yield anders


def _uitleggen(uitleg: Bladuitleg) -> list[Any]:
    return [*uitleg.voorwaarden, *uitleg.eisen]


def _noemt(uitleg: Any, pad: str) -> bool:
    """Whether an explanation names the fact; a list or group also by what is in it."""
    return uitleg is not None and any(re.match(rf"{re.escape(pad)}(?=[.\[]|$)", feit.pad) for feit in uitleg.feiten)


def test_compiled_and_explained_agree_on_every_eis_of_the_example() -> None:
    scoring = _scoring()
    for dossier in _dossiers().values():
        scores = scoring.score(dossier, PEILDATUM).bladen
        for regels, score in zip(scoring.regels.bladen, scores, strict=True):
            uitleg = verklaar(scoring, dossier, PEILDATUM, regels.indicator.id)
            if score.eisen:
                assert score.eisen == tuple(None if u is None else u.waarde for u in uitleg.eisen)
            if score.uitkomst == "niet_van_toepassing":
                assert False in [u.waarde for u in uitleg.voorwaarden]


@pytest.mark.parametrize("naam", ["V01", "V03", "V07", "V08", "V12", "V15", "V17", "V20"])
def test_one_fact_changes_only_the_leaves_that_rest_on_it_and_explain_shows_why(naam: str) -> None:
    """Every fact of the dossier is changed, one at a time.

    Only leaves whose expressions read that field may then differ. Where an eis or condition got another value, its
    explanation names the fact, before or after.
    """
    scoring, dossier = _scoring(), _dossiers()[naam]
    bladen = [regels.indicator.id for regels in scoring.regels.bladen]
    eerst = dict(zip(bladen, scoring.score(dossier, PEILDATUM).bladen, strict=True))
    uitleg_eerst = {blad: verklaar(scoring, dossier, PEILDATUM, blad) for blad in bladen}
    veranderd = set()
    for pad in _paden(dossier):
        velden = {stap for stap in _stappen(pad) if not stap.startswith("[")}
        for anders in _varianten(dossier, pad):
            daarna = dict(zip(bladen, scoring.score(anders, PEILDATUM).bladen, strict=True))
            for blad in [b for b in bladen if daarna[b] != eerst[b]]:
                assert velden <= _gelezen()[blad], f"{blad} changed with {pad}, which it does not read"
                uitleg_daarna = verklaar(scoring, anders, PEILDATUM, blad)
                delen = zip(_uitleggen(uitleg_eerst[blad]), _uitleggen(uitleg_daarna), strict=True)
                anders_nu = [(voor, na) for voor, na in delen if voor and na and voor.waarde != na.waarde]
                assert anders_nu, f"{blad} changed with {pad} for no reason that explain knows"
                assert all(_noemt(voor, pad) or _noemt(na, pad) for voor, na in anders_nu), (blad, pad)
                veranderd.add(blad)
    # Otherwise the property would hold because nothing ever moved.
    assert len(veranderd) >= 10


@pytest.mark.parametrize(
    ("naam", "blad", "onbekend", "verwacht"),
    [
        ("V12", "TT1.5", {"toestemming_of_reden"}, "en er met toestemming verbinding is met elke relevante partij"),
        ("V18", "SH3.5", {"gevraagd_naar_afspraken"}, "bij de monitoring deden wat was afgesproken"),
    ],
)
def test_what_cannot_be_followed_is_not_what_the_dossier_shows(
    naam: str, blad: str, onbekend: set[str], verwacht: str
) -> None:
    """The care started and the parties were asked; the monitoring took place: the sentence is about the whole norm."""
    uitleg = verklaar(_scoring(), _dossiers()[naam], PEILDATUM, blad)
    eisen = zip(uitleg.regels.indicator.eisen, uitleg.eisen, strict=True)
    assert {eis.id for eis, deel in eisen if deel is not None and deel.waarde is None} == onbekend
    assert uitleg.score.uitkomst == "niet_navolgbaar"
    bevinding = uitleg.regels.indicator.bevinding
    assert bevinding is not None
    assert str(bevinding.niet_navolgbaar).endswith(verwacht)
