"""Who leads a case over time: days held against brute force, unknown dates never 'none', and what a user sees."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dossieraudit.beelden.perioden import dagen, doorsnede, verenigd, verschil
from dossieraudit.beelden.regie import Verloop, overzicht, regiebeeld, twee_regisseurs
from dossieraudit.expressions.explain import leg_uit
from dossieraudit.kaders.schemas import schema
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.delen import Contact, Gezinslid, Overdracht
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.hulp import Afsluiting, Netwerkpartner, Regie, Regieperiode
from dossieraudit.report.regie import dagen_tekst
from dossieraudit.report.tree import Tijdlijn
from dossieraudit.scoring import Scoring
from tests.conftest import VLAARDINGEN, Opdracht

NUL = date(2017, 1, 1)
# The little world of the properties: the case came in on day 3, and is looked at up to day 8.
ONTVANGEN, PEIL = 3, 8
RUIM = range(1, 12)

stukken = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), max_size=6)


def als_dagen(reeks: list[tuple[int, int]]) -> set[int]:
    return {dag for van, tot in reeks for dag in range(van, tot)}


@given(stukken, stukken)
def test_intervals_are_the_sets_of_days_that_they_stand_for(
    links: list[tuple[int, int]], rechts: list[tuple[int, int]]
) -> None:
    """Half-open: (3, 5) holds days 3 and 4. Sets of single days are the other way of counting."""
    a, b = als_dagen(links), als_dagen(rechts)
    assert als_dagen(list(verenigd(links))) == a
    assert als_dagen(list(doorsnede(links, rechts))) == a & b
    assert als_dagen(list(verschil(links, rechts))) == a - b
    assert dagen(links) == len(a)


def dag(nummer: int) -> date:
    return NUL + timedelta(days=nummer)


@st.composite
def perioden(draw: st.DrawFn) -> Regieperiode:
    """A period as a file may have it: any date may be missing, and whether it still runs."""
    van = draw(st.none() | st.integers(1, PEIL))
    tot = draw(st.none() | st.integers(van or 1, PEIL))
    loopt = False if tot is not None else draw(st.sampled_from([None, True, False]))
    return Regieperiode(
        id="p",
        regisseur=draw(st.sampled_from(["a", "b", None])),
        organisatie=draw(st.sampled_from(["wijkteam", "veilig_thuis", "gezin", None])),
        van=None if van is None else dag(van),
        tot=None if tot is None else dag(tot),
        loopt_nog=loopt,
    )


afsluitingen = st.sampled_from(
    [
        None,
        Afsluiting(afgesloten=False),
        Afsluiting(afgesloten=True, datum=dag(6)),
        Afsluiting(afgesloten=True),
        Afsluiting(afgesloten=None),
    ]
)


def zaak(delen: list[Regieperiode] | None, sluiting: Afsluiting | None = None) -> Dossier:
    genummerd = None if delen is None else tuple(p.model_copy(update={"id": f"p{n}"}) for n, p in enumerate(delen))
    return Dossier(
        id="D1",
        overdracht=Overdracht(ontvangen_op=dag(ONTVANGEN)),
        regie=Regie(perioden=genummerd),
        afsluiting=sluiting or Afsluiting(afgesloten=False),
    )


def invullingen(p: Regieperiode) -> Iterator[tuple[int, int | None]]:
    """Every first and last day that a period can have; no last day where it runs on."""
    van = [(p.van - NUL).days] if p.van else [*RUIM]
    for eerste in van:
        if p.tot is not None:
            laatste: list[int | None] = [(p.tot - NUL).days]
        elif p.loopt_nog:
            laatste = [None]
        else:
            laatste = [d for d in RUIM if p.loopt_nog is None or d <= PEIL]
            laatste += [None] if p.loopt_nog is None else []
        yield from ((eerste, einde) for einde in laatste if eerste <= (PEIL if einde is None else einde))


def eindes(sluiting: Afsluiting) -> list[int]:
    """Every day that can be the last of the window."""
    if sluiting.afgesloten is False:
        return [PEIL]
    if sluiting.datum is not None:
        return [(sluiting.datum - NUL).days]
    return [*range(ONTVANGEN, PEIL + 1)]


def dagen_van(invulling: tuple[int, int | None]) -> set[int]:
    eerste, laatste = invulling
    return set(range(eerste, (PEIL if laatste is None else laatste) + 1))


def samen(een: tuple[int, int | None], ander: tuple[int, int | None]) -> set[int]:
    """Days of both, without one on which the one hands over to the other."""
    wissel = {a[1] for a, b in ((een, ander), (ander, een)) if a[1] == b[0]}
    return (dagen_van(een) & dagen_van(ander)) - wissel


@settings(max_examples=60, deadline=None)
@given(st.lists(perioden(), max_size=2), afsluitingen)
def test_bounds_hold_for_every_way_in_which_the_unknown_can_be_filled_in(
    delen: list[Regieperiode], sluiting: Afsluiting | None
) -> None:
    """And the bounds on days without regie are no wider than needed where the window is known."""
    sluiting = sluiting or Afsluiting(afgesloten=False)
    dossier = zaak(delen, sluiting)
    verloop = Verloop(dossier, dag(PEIL))
    zonder, botsing = verloop.zonder(), verloop.telling(twee_regisseurs)
    gaten, botsingen = set(), set()
    for einde, *keuze in product(eindes(sluiting), *map(invullingen, delen)):
        venster = set(range(ONTVANGEN, einde + 1))
        gaten.add(len(venster.difference(*map(dagen_van, keuze))))
        for (p, een), (q, ander) in combinations(zip(delen, keuze, strict=True), 2):
            if twee_regisseurs(p, q) is True:
                botsingen.add(len(venster & samen(een, ander)))
            elif twee_regisseurs(p, q) is None:
                botsingen |= {0, len(venster & samen(een, ander))}
    assert zonder.hoogstens is not None
    assert zonder.minstens <= min(gaten)
    assert max(gaten) <= zonder.hoogstens
    if len(eindes(sluiting)) == 1:
        assert (zonder.minstens, zonder.hoogstens) == (min(gaten), max(gaten))
    assert botsing.hoogstens is not None
    assert botsing.minstens <= min(botsingen or {0})
    assert max(botsingen or {0}) <= botsing.hoogstens


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 8), st.integers(0, 4), st.sampled_from("abc")), min_size=1, max_size=3))
def test_two_who_lead_at_once_are_found_exactly_where_the_framework_finds_them(
    delen: list[tuple[int, int, str]],
) -> None:
    """IZ1.1 asks the same of the same periods in its own words: a day on which one takes over is no clash."""
    rijen = [
        Regieperiode(id="p", regisseur=wie, organisatie="wijkteam", van=dag(van), tot=dag(van + duur), loopt_nog=False)
        for van, duur, wie in delen
    ]
    dossier = zaak(rijen).model_copy(update={"overdracht": Overdracht(ontvangen_op=dag(1))})
    blad = next(b for b in SCORING.regels.bladen if b.indicator.id == "IZ1.1")
    node = next(node for naam, node in blad.eisen if naam == "een_tegelijk")
    een_tegelijk = leg_uit(node, SCORING.zaak(dossier, dag(20))).waarde
    assert (Verloop(dossier, dag(20)).telling(twee_regisseurs).minstens == 0) is een_tegelijk


SCORING = Scoring(laad_kader("stelseltoezicht-jeugd-2017"))


@pytest.mark.parametrize(
    ("delen", "tekst"),
    [
        (None, "niet vast te stellen (hoogstens 6 dagen)"),
        ([], "6 dagen"),
        ([("wijkteam", 3, None, True)], "geen"),
        ([("wijkteam", 5, 8, False)], "2 dagen"),
        ([("wijkteam", None, 8, False)], "niet vast te stellen (hoogstens 5 dagen)"),
        ([("wijkteam", 5, None, None)], "2 tot 5 dagen"),
        ([("wijkteam", 5, None, False)], "2 tot 5 dagen"),
        ([("wijkteam", 1, 4, False), ("wijkteam", 5, None, True)], "geen"),
    ],
)
def test_an_unknown_date_is_never_no_gap(
    delen: list[tuple[str, int | None, int | None, bool | None]] | None, tekst: str
) -> None:
    rijen = None
    if delen is not None:
        rijen = [
            Regieperiode(
                id="p",
                regisseur="a",
                organisatie=org,  # type: ignore[arg-type]
                van=None if van is None else dag(van),
                tot=None if tot is None else dag(tot),
                loopt_nog=loopt,
            )
            for org, van, tot, loopt in delen
        ]
    assert dagen_tekst(regiebeeld(zaak(rijen), dag(PEIL)).zonder_regie) == tekst


def test_without_the_day_of_hand_over_nothing_is_counted() -> None:
    dossier = zaak([]).model_copy(update={"overdracht": None})
    beeld = regiebeeld(dossier, dag(PEIL))
    assert {dagen_tekst(t) for t in (beeld.zonder_regie, beeld.tot_wijkteam)} == {"niet vast te stellen"}


def test_what_was_not_supplied_is_unknown() -> None:
    """A part that was held back says nothing, also where something of it came along."""
    dossier = zaak([]).model_copy(
        update={
            "gezinsleden": (Gezinslid(id="k1", rol="kind"),),
            "contacten": (),
            "niet_aangeleverd": ("regie", "contacten", "netwerkpartners"),
        }
    )
    beeld = regiebeeld(dossier, dag(PEIL))
    assert (beeld.perioden, beeld.partijen) == (None, None)
    assert beeld.zonder_regie.antwoord == "niet_vast_te_stellen"
    assert beeld.gezin is not None
    assert beeld.gezin[0].gesproken == "niet_vast_te_stellen"


@pytest.mark.parametrize(
    ("contacten", "gesproken", "gezien"),
    [
        (None, "niet_vast_te_stellen", "niet_vast_te_stellen"),
        ((), "nee", "nee"),
        ((Contact(id="c1", tot_stand_gekomen=True, gesproken_met=("k1",), gezien=()),), "ja", "ja"),
        ((Contact(id="c1", tot_stand_gekomen=True, gesproken_met=(), gezien=("k1",)),), "nee", "ja"),
        ((Contact(id="c1", tot_stand_gekomen=False, gesproken_met=("k1",), gezien=()),), "nee", "nee"),
        ((Contact(id="c1", tot_stand_gekomen=True, gezien=()),), "niet_vast_te_stellen", "niet_vast_te_stellen"),
    ],
)
def test_who_was_spoken_with_is_yes_no_or_unknown(
    contacten: tuple[Contact, ...] | None, gesproken: str, gezien: str
) -> None:
    dossier = Dossier(id="D1", gezinsleden=(Gezinslid(id="k1", rol="kind"),), contacten=contacten)
    beeld = regiebeeld(dossier, dag(PEIL)).gezin
    assert beeld is not None
    assert (beeld[0].gesproken, beeld[0].gezien) == (gesproken, gezien)


def test_counts_over_the_sample_hold_every_dossier_once() -> None:
    paren = [
        (zaak([]), dag(PEIL)),
        (zaak(None), dag(PEIL)),
        (zaak([Regieperiode(id="p", organisatie="wijkteam", van=dag(3), loopt_nog=True)]), dag(PEIL)),
    ]
    samen_ = overzicht(paren)
    assert (samen_.zonder_regie.ja, samen_.zonder_regie.nee, samen_.zonder_regie.niet_vast_te_stellen) == (1, 1, 1)
    assert (samen_.zonder_regie.dagen.minstens, samen_.zonder_regie.dagen.hoogstens) == (6, 12)


def test_partners_without_exchanges_were_not_spoken_with() -> None:
    leeg, onbekend = (Netwerkpartner(id="s1", soort="school", uitwisselingen=u) for u in ((), None))
    beeld = regiebeeld(Dossier(id="D1", netwerkpartners=(leeg, onbekend)), dag(PEIL)).partijen
    assert beeld is not None
    assert [p.gesproken for p in beeld] == ["nee", "niet_vast_te_stellen"]


# As a user sees it


def test_the_screen_shows_one_line_per_dossier_and_what_stands_out(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("score", VLAARDINGEN, "--view", "regie")
    assert (afloop.code, afloop.fout) == (0, "")
    regels = afloop.uit.splitlines()
    lijnen = {regel[:3]: regel for regel in regels if regel[:3] in {f"V{n:02}" for n in range(1, 21)}}
    assert len(lijnen) == 20
    assert max(map(len, regels)) <= 80
    # V16 had nobody between 13 July and 14 September; of V20 no regie is recorded.
    assert "....." in lijnen["V16"]
    assert set(lijnen["V20"][3:].strip()) == {"v", "?"}
    assert "Het langst zonder regie: V16 (76 dagen), V17 (56 dagen)" in afloop.uit
    assert "kind: 9 van 40 gesproken, 31 niet" in afloop.uit


def test_one_dossier_shows_everyone_who_matters(dossieraudit: Opdracht) -> None:
    afloop = dossieraudit("score", VLAARDINGEN, "--view", "regie", "--dossier", "V14")
    assert afloop.code == 0
    for verwacht in (
        "wijkteam (mw6): 11 april 2017, loopt nog",
        "Veilig Thuis (regisseur niet vastgelegd): 11 april 2017, einde niet vastgelegd",
        "Veilig Thuis en wijkteam tegelijk: niet vast te stellen (hoogstens 205 dagen)",
        "niet gesproken: v1 (vader), k1 (kind) en k2 (kind)",
        "vt1 (Veilig Thuis)",
        "medewerkers met contact: mw6",
    ):
        assert verwacht in " ".join(afloop.uit.split()), verwacht
    assert "V13" not in afloop.uit


def test_the_json_is_valid_under_its_schema_and_holds_every_dossier(dossieraudit: Opdracht) -> None:
    uit = json.loads(dossieraudit("score", VLAARDINGEN, "--view", "regie", "--format", "json").uit)
    Draft202012Validator(schema("regie")).validate(uit)
    assert len(uit["dossiers"]) == 20
    assert {k: uit["samenloop"][k] for k in ("ja", "nee", "niet_vast_te_stellen")} == {
        "ja": 0,
        "nee": 16,
        "niet_vast_te_stellen": 4,
    }


def test_the_text_version_has_a_time_line_of_every_dossier(dossieraudit: Opdracht, tmp_path: Path) -> None:
    naar = tmp_path / "regie.md"
    assert dossieraudit("score", VLAARDINGEN, "--view", "regie", "-o", naar, "-q").code == 0
    tekst = naar.read_text(encoding="utf-8")
    assert tekst.count("Verloop van dossier") == 20
    assert "| 2 mei 2017 tot en met 13 juli 2017 | regie | Regie: wijkteam |" in tekst
    # Once more: the same bytes.
    eerste = naar.read_bytes()
    dossieraudit("score", VLAARDINGEN, "--view", "regie", "-o", naar, "-q")
    assert naar.read_bytes() == eerste


def test_the_report_names_no_member_of_staff(werk_vlaardingen: object) -> None:
    """The bijlage says which party led and when; who that was is for the municipality itself."""
    document = werk_vlaardingen.document  # type: ignore[attr-defined]
    [tabel] = [b for b in document.blokken if getattr(b, "anker", None) == "regie-per-dossier"]
    assert tabel.rijen[0][1].tekst == "wijkteam: 20 april 2017 tot en met 25 april 2017"
    assert not any("mw" in cel.tekst for rij in tabel.rijen for cel in rij)
    [lijn] = [b for b in document.blokken if isinstance(b, Tijdlijn)]
    assert any(g.soort == "regie" for g in lijn.gebeurtenissen)


@pytest.fixture(scope="module")
def werk_vlaardingen() -> object:
    from dossieraudit.cli.report import maak_werk

    return maak_werk(VLAARDINGEN)


@pytest.mark.parametrize(
    ("argumenten", "melding"),
    [
        (("--view", "regi"), "bedoelde u 'regie'?"),
        (("--dossier", "V01"), "--dossier hoort bij --view"),
        (("--view", "regie", "--dossier", "V77"), "bedoelde u 'V17'?"),
        (("--view", "regie", "-o", "uit.xlsx"), "is er niet als 'xlsx'"),
        (("--view", "zelfevaluatie", "-o", "uit.csv"), "is er niet als 'csv'"),
        (("--view", "regie", "--format", "docx"), "geef een naam met -o"),
        (("--view", "regie", "--format", "md", "-o", "uit.json"), "ander soort bestand"),
        (("--view", "regie", "--fail-on", "voldoet_niet"), "gaat niet samen"),
    ],
)
def test_wrong_usage_says_what_can_be_done(dossieraudit: Opdracht, argumenten: tuple[str, ...], melding: str) -> None:
    afloop = dossieraudit("score", VLAARDINGEN / "dossiers" / "V17.yaml", "--peildatum", "2017-11-01", *argumenten)
    assert afloop.code == 2
    assert melding in " ".join(afloop.fout.split())
