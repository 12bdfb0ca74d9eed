"""What must not matter to a verdict does not, and what matters can matter in one direction only."""

import json
import random
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from benchmarks.generator import dossiers as gemaakte
from benchmarks.generator import voorbeelden

from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.samenhang import samenhang
from dossieraudit.scoring import Bladscore, Dossierscore, Scoring

SCORING = Scoring(laad_kader())
BLADEN = [regels.indicator.id for regels in SCORING.regels.bladen]
PEILDATUM = date(2017, 11, 1)
RANG = {"voldoet_niet": 0, "voldoet_gedeeltelijk": 1, "voldoet": 2}
_DAG = re.compile(r"\d{4}-\d\d-\d\d")
Json = dict[str, Any]
Pad = tuple[str | int, ...]


@cache
def _reeks() -> tuple[str, ...]:
    """The twenty of the example and as many made-up ones, in which much is not recorded."""
    return tuple(json.dumps(d | {"vindplaatsen": {}}) for d in (*voorbeelden(), *gemaakte(20, zaad=7)))


def reeks() -> Iterator[Json]:
    yield from map(json.loads, _reeks())


def als_dossier(inhoud: Json) -> Dossier | None:
    """The dossier; None where these facts cannot be true together."""
    dossier = Dossier.model_validate_json(json.dumps(inhoud))
    return None if samenhang(dossier) else dossier


def score(inhoud: Json, dag: date = PEILDATUM) -> Dossierscore:
    dossier = als_dossier(inhoud)
    assert dossier is not None
    return SCORING.score(dossier, dag)


def kern(blad: Bladscore) -> tuple[Any, ...]:
    """All that is said of a leaf but for its eisen: an extra item may leave one open that decides nothing."""
    return blad.uitkomst, blad.reden, blad.hoogstens, blad.minstens, blad.misschien_nvt


def plekken(deel: Any, pad: Pad = ()) -> Iterator[tuple[Pad, Any]]:
    yield pad, deel
    for stap, waarde in deel.items() if isinstance(deel, dict) else enumerate(deel) if isinstance(deel, list) else ():
        yield from plekken(waarde, (*pad, stap))


def met(inhoud: Json, pad: Pad, waarde: Any) -> Json:
    anders = deepcopy(inhoud)
    deel: Any = anders
    for stap in pad[:-1]:
        deel = deel[stap]
    deel[pad[-1]] = waarde
    return anders


# What does not matter


def gehusseld(deel: Any, kans: random.Random) -> Any:
    if isinstance(deel, dict):
        return {naam: gehusseld(waarde, kans) for naam, waarde in deel.items()}
    if isinstance(deel, list):
        delen = [gehusseld(waarde, kans) for waarde in deel]
        return kans.sample(delen, len(delen))
    return deel


def hernoemd(deel: Any, namen: dict[str, str]) -> Any:
    if isinstance(deel, dict):
        return {naam: waarde if naam == "team" else hernoemd(waarde, namen) for naam, waarde in deel.items()}
    if isinstance(deel, list):
        return [hernoemd(waarde, namen) for waarde in deel]
    return namen.get(deel, deel) if isinstance(deel, str) else deel


def test_the_order_of_a_list_does_not_matter() -> None:
    """Of contacts, plans, children, subjects: an export has them in any order."""
    for inhoud in reeks():
        assert score(gehusseld(inhoud, random.Random(inhoud["id"]))) == score(inhoud), inhoud["id"]


def test_what_things_are_called_does_not_matter() -> None:
    for inhoud in reeks():
        ids = sorted({w for pad, w in plekken(inhoud) if len(pad) > 1 and pad[-1] == "id"})
        nieuw = random.Random(inhoud["id"]).sample(ids, len(ids))
        namen = {oud: f"z-{naam[::-1]}" for oud, naam in zip(ids, nieuw, strict=True)}
        assert score(hernoemd(inhoud, namen)) == score(inhoud), inhoud["id"]


def test_the_same_fact_twice_gives_the_same_uitkomst() -> None:
    """As where a line of the journal was entered twice. A child or parent twice has twice what is said of it."""
    for inhoud in reeks():
        eerst = score(inhoud)
        for pad, item in list(plekken(inhoud)):
            if not isinstance(item, dict) or len(pad) < 2 or "id" not in item:
                continue
            dubbel = f"{item['id']}-2"
            anders = deepcopy(inhoud)
            lijst: Any = anders
            for stap in pad[:-1]:
                lijst = lijst[stap]
            lijst.append(item | {"id": dubbel})
            if pad[0] == "gezinsleden":
                for _, verwijzingen in list(plekken(anders)):
                    if isinstance(verwijzingen, list) and item["id"] in verwijzingen:
                        verwijzingen.append(dubbel)
            daarna = score(anders)
            assert list(map(kern, daarna.bladen)) == list(map(kern, eerst.bladen)), (inhoud["id"], pad)


def test_the_calendar_does_not_matter() -> None:
    """Four times 365 and a quarter later, all terms of days, weeks and months are as they were."""
    verschuiving = timedelta(days=1461)
    for inhoud in reeks():
        later = json.loads(_DAG.sub(lambda m: str(date.fromisoformat(m[0]) + verschuiving), json.dumps(inhoud)))
        for lid in later["gezinsleden"] or ():
            lid["geboortejaar"] = lid["geboortejaar"] and lid["geboortejaar"] + 4
        assert score(later, PEILDATUM + verschuiving) == score(inhoud), inhoud["id"]


# What matters in one direction


def test_waiting_never_makes_a_dossier_better() -> None:
    """Nothing is added to the file, and terms run out: a leaf goes on applying, and its best case does not rise."""
    for inhoud in reeks():
        laatste = max(map(date.fromisoformat, _DAG.findall(json.dumps(inhoud))))
        vorige: tuple[Bladscore, ...] = ()
        for week in range(0, 60, 2):
            bladen = score(inhoud, laatste + timedelta(weeks=week)).bladen
            for naam, eerder, nu in zip(BLADEN, vorige, bladen, strict=True) if vorige else ():
                if eerder.uitkomst == "niet_van_toepassing" or eerder.reden == "andere_bron":
                    continue
                assert nu.uitkomst != "niet_van_toepassing", (inhoud["id"], naam, week)
                assert RANG[nu.hoogstens or nu.uitkomst] <= RANG[eerder.hoogstens or eerder.uitkomst], (naam, week)
            vorige = bladen


# Where the norm itself asks that something is written down, or lets silence count, 'not recorded' says something.
# Of each of these the framework says why; nowhere else may a field that is emptied make another verdict certain.
ZWIJGEN_TELT = {
    ("SH2.1", "terugmelding"),
    ("SH2.1", "terugmelding.onvoldoende_mogelijkheden"),
    ("SH2.1", "terugmelding.pogingen"),
    ("SH3.1", "veiligheidsrisicos.opgeheven"),
    ("SH3.2", "veiligheidsplannen.afspraken.rapporteert"),
    ("SH3.2", "veiligheidsplannen.afspraken.rapporteert_aan"),
    ("SH3.2", "veiligheidsplannen.afspraken.verantwoordelijke"),
    ("SH3.3", "veiligheidsplannen.eind"),
    ("SH3.3", "veiligheidsplannen.evaluaties.gepland_op"),
    ("TT1.2", "gezinsleden.problematiek"),
    ("TT1.3", "veiligheidsrisicos.ernst"),
}


def bereik(blad: Bladscore) -> set[str]:
    """Every uitkomst that is still possible."""
    if blad.hoogstens is None or blad.minstens is None:
        return {blad.uitkomst}
    mogelijk = {naam for naam, rang in RANG.items() if RANG[blad.minstens] <= rang <= RANG[blad.hoogstens]}
    return mogelijk | ({"niet_van_toepassing"} if blad.misschien_nvt else set())


def test_what_is_not_recorded_makes_no_other_verdict_certain() -> None:
    """A fact that is taken out of the file leaves a leaf as it was, or open; what it was before stays possible."""
    gezien = set()
    for inhoud in [inhoud for inhoud in reeks() if inhoud["id"] in {"V02", "V03", "V07", "V08", "V10", "V15", "V18"}]:
        eerst = score(inhoud)
        for pad, waarde in list(plekken(inhoud)):
            if waarde is None or not pad or not isinstance(pad[-1], str) or pad[-1] in ("id", "rol", "vindplaatsen"):
                continue
            try:
                anders = als_dossier(met(inhoud, pad, None))
            except ValueError:  # a field that cannot be empty
                continue
            if anders is None:
                continue
            for naam, voor, na in zip(BLADEN, eerst.bladen, SCORING.score(anders, PEILDATUM).bladen, strict=True):
                if not bereik(voor) <= bereik(na):
                    gezien.add((naam, ".".join(stap for stap in pad if isinstance(stap, str))))
    assert gezien <= ZWIJGEN_TELT
    # Otherwise the list would hide what is no longer so.
    assert len(gezien) >= 7


@pytest.mark.parametrize("blad", BLADEN)
def test_of_an_empty_dossier_nothing_is_said_to_fall_short(blad: str) -> None:
    """But where silence counts; see above."""
    leeg = SCORING.score(Dossier(id="leeg"), PEILDATUM).bladen[BLADEN.index(blad)]
    assert leeg.uitkomst in {"niet_navolgbaar", "niet_getoetst", "niet_van_toepassing"}
