"""What cannot be true together within one dossier: every rule with a case that breaks it and one that does not."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from dossieraudit.loading.annotaties import is_model, kern, kort, takken, velden
from dossieraudit.models import samenhang as module
from dossieraudit.models.basis import Model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.paden import pad_bestaat, pad_tekst
from dossieraudit.models.samenhang import LIJSTEN, ONDERDELEN, Regels, samenhang
from tests.strategies import dossiers

GEZIN = [{"id": "m1", "rol": "moeder", "geboortejaar": 1985}, {"id": "k1", "rol": "kind", "geboortejaar": 2012}]


def maak(**feiten: Any) -> Dossier:
    """A dossier of a mother and a child, without network, with these facts."""
    data = {"id": "d1", "gezinsleden": GEZIN, "netwerkpartners": []} | feiten
    return Dossier.model_validate_json(json.dumps(data))


def gevonden(**feiten: Any) -> list[tuple[str, str, str]]:
    dossier = maak(**feiten)
    return [(pad_tekst(pad, dossier), waarde, melding) for pad, waarde, melding in samenhang(dossier)]


ONBEKEND = "dit id staat niet in 'gezinsleden'"
NIEMAND = "dit is geen gezinslid, geen netwerkpartner en geen medewerker (id met 'mw' vooraan)"
ONGEBOREN = "dit gezinslid was volgens 'geboortejaar' op deze datum nog niet geboren"


def plan(**velden_: Any) -> dict[str, Any]:
    return {"veiligheidsplannen": [{"id": "vp1", **velden_}]}


FOUT: dict[str, tuple[dict[str, Any], list[tuple[str, str, str]]]] = {
    "two contacts with one id": (
        {"contacten": [{"id": "c1"}, {"id": "c2"}, {"id": "c1"}]},
        [("contacten[#3].id", "c1", "dit id staat ook bij punt 1 van deze lijst")],
    ),
    "two agreements of a plan with one id": (
        plan(afspraken=[{"id": "a1"}, {"id": "a1"}]),
        [("veiligheidsplannen[vp1].afspraken[#2].id", "a1", "dit id staat ook bij punt 1 van deze lijst")],
    ),
    "spoken with someone who is not there": (
        {"contacten": [{"id": "c1", "gesproken_met": ["m1", "k9"], "gezien": ["k8"]}]},
        [
            ("contacten[c1].gesproken_met[#2]", "k9", ONBEKEND),
            ("contacten[c1].gezien[#1]", "k8", ONBEKEND),
        ],
    ),
    "consent of someone who is not there": (
        {"toestemmingen": [{"id": "t1", "van": "v1"}]},
        [("toestemmingen[t1].van", "v1", ONBEKEND)],
    ),
    "a goal for someone who is not there": (
        {"ondersteuningsplan": {"doelen": [{"id": "g1", "betreft": ["v1"]}]}},
        [("ondersteuningsplan.doelen[g1].betreft[#1]", "v1", ONBEKEND)],
    ),
    "an exchange about someone who is not there": (
        {"netwerkpartners": [{"id": "s1", "soort": "school", "uitwisselingen": [{"id": "u1", "over": ["s1"]}]}]},
        [("netwerkpartners[s1].uitwisselingen[u1].over[#1]", "s1", ONBEKEND)],
    ),
    "a responsible person who is nobody": (
        plan(afspraken=[{"id": "a1", "verantwoordelijke": "oma", "rapporteert_aan": "buurt"}]),
        [
            ("veiligheidsplannen[vp1].afspraken[a1].verantwoordelijke", "oma", NIEMAND),
            ("veiligheidsplannen[vp1].afspraken[a1].rapporteert_aan", "buurt", NIEMAND),
        ],
    ),
    "a regisseur who is nobody": (
        {"regie": {"perioden": [{"id": "r1", "regisseur": "x1"}]}},
        [("regie.perioden[r1].regisseur", "x1", NIEMAND)],
    ),
    "reported before it happened": (
        {"meldingen": [{"id": "ml1", "datum_incident": "2017-03-02", "datum": "2017-03-01"}]},
        [
            (
                "meldingen[ml1].datum",
                "2017-03-01 (en 'datum_incident' is 2017-03-02)",
                "'datum' ligt vóór 'datum_incident'",
            )
        ],
    ),
    "triage before the report": (
        {"meldingen": [{"id": "ml1", "datum": "2017-03-02", "triage_afgerond_op": "2017-03-01"}]},
        [
            (
                "meldingen[ml1].triage_afgerond_op",
                "2017-03-01 (en 'datum' is 2017-03-02)",
                "'triage_afgerond_op' ligt vóór 'datum'",
            )
        ],
    ),
    "triage before it happened, the date of the report unknown": (
        {"meldingen": [{"id": "ml1", "datum_incident": "2017-03-02", "triage_afgerond_op": "2017-03-01"}]},
        [
            (
                "meldingen[ml1].triage_afgerond_op",
                "2017-03-01 (en 'datum_incident' is 2017-03-02)",
                "'triage_afgerond_op' ligt vóór 'datum_incident'",
            )
        ],
    ),
    "handed over before every report": (
        {
            "meldingen": [{"id": "ml1", "datum": "2017-04-01"}, {"id": "ml2", "datum": "2017-05-01"}],
            "overdracht": {"ontvangen_op": "2017-03-31"},
        },
        [("overdracht.ontvangen_op", "2017-03-31", "'overdracht.ontvangen_op' ligt vóór de datum van elke melding")],
    ),
    "picked up before it was received": (
        {"overdracht": {"ontvangen_op": "2017-03-02", "opgepakt_op": "2017-03-01"}},
        [
            (
                "overdracht.opgepakt_op",
                "2017-03-01 (en 'ontvangen_op' is 2017-03-02)",
                "'opgepakt_op' ligt vóór 'ontvangen_op'",
            )
        ],
    ),
    "closed before it was received": (
        {"overdracht": {"ontvangen_op": "2017-03-02"}, "afsluiting": {"datum": "2017-03-01"}},
        [("afsluiting.datum", "2017-03-01", "'afsluiting.datum' ligt vóór 'overdracht.ontvangen_op'")],
    ),
    "a plan that ends before it starts": (
        plan(start="2017-03-02", eind="2017-03-01"),
        [
            (
                "veiligheidsplannen[vp1].eind",
                "2017-03-01 (en 'start' is 2017-03-02)",
                "'eind' ligt vóór 'start'",
            )
        ],
    ),
    "an evaluation before its plan": (
        plan(start="2017-03-02", evaluaties=[{"id": "e1", "gehouden_op": "2017-03-01"}]),
        [
            (
                "veiligheidsplannen[vp1].evaluaties[e1].gehouden_op",
                "2017-03-01",
                "'gehouden_op' ligt vóór de 'start' van het plan",
            )
        ],
    ),
    "a consultation before it was asked for": (
        {"overleg_vt": {"verzoeken": [{"id": "o1", "gevraagd_op": "2017-03-02", "gehouden_op": "2017-03-01"}]}},
        [
            (
                "overleg_vt.verzoeken[o1].gehouden_op",
                "2017-03-01 (en 'gevraagd_op' is 2017-03-02)",
                "'gehouden_op' ligt vóór 'gevraagd_op'",
            )
        ],
    ),
    "a regisseur until before from": (
        {"regie": {"perioden": [{"id": "r1", "van": "2017-03-02", "tot": "2017-03-01"}]}},
        [("regie.perioden[r1].tot", "2017-03-01 (en 'van' is 2017-03-02)", "'tot' ligt vóór 'van'")],
    ),
    "help that started before it was asked for": (
        {
            "ondersteuning": [
                {"id": "h1", "soort": "opvang", "aangevraagd_op": "2017-03-02", "gestart_op": "2017-03-01"}
            ]
        },
        [
            (
                "ondersteuning[h1].gestart_op",
                "2017-03-01 (en 'aangevraagd_op' is 2017-03-02)",
                "'gestart_op' ligt vóór 'aangevraagd_op'",
            )
        ],
    ),
    "a risk lifted before it was seen": (
        {
            "veiligheidsrisicos": [
                {"id": "r1", "soort": "overig", "gesignaleerd_op": "2017-03-02", "opgeheven_op": "2017-03-01"}
            ]
        },
        [
            (
                "veiligheidsrisicos[r1].opgeheven_op",
                "2017-03-01 (en 'gesignaleerd_op' is 2017-03-02)",
                "'opgeheven_op' ligt vóór 'gesignaleerd_op'",
            )
        ],
    ),
    "acted before the escalation": (
        {"escalaties": [{"id": "e1", "datum": "2017-03-02", "gehandeld_op": "2017-03-01"}]},
        [
            (
                "escalaties[e1].gehandeld_op",
                "2017-03-01 (en 'datum' is 2017-03-02)",
                "'gehandeld_op' ligt vóór 'datum'",
            )
        ],
    ),
    "not closed, but with a date": (
        {"afsluiting": {"afgesloten": False, "datum": "2017-03-01"}},
        [("afsluiting.datum", "2017-03-01", "'datum' is ingevuld, terwijl 'afgesloten' false is")],
    ),
    "Veilig Thuis not told, but with a date": (
        {"afsluiting": {"vt_geinformeerd": False, "vt_geinformeerd_op": "2017-03-01"}},
        [
            (
                "afsluiting.vt_geinformeerd_op",
                "2017-03-01",
                "'vt_geinformeerd_op' is ingevuld, terwijl 'vt_geinformeerd' false is",
            )
        ],
    ),
    "help not started, but with a date": (
        {"ondersteuning": [{"id": "h1", "soort": "opvang", "gestart": False, "gestart_op": "2017-03-01"}]},
        [("ondersteuning[h1].gestart_op", "2017-03-01", "'gestart_op' is ingevuld, terwijl 'gestart' false is")],
    ),
    "an evaluation not held, but with a date": (
        plan(evaluaties=[{"id": "e1", "gehouden": False, "gehouden_op": "2017-03-01"}]),
        [
            (
                "veiligheidsplannen[vp1].evaluaties[e1].gehouden_op",
                "2017-03-01",
                "'gehouden_op' is ingevuld, terwijl 'gehouden' false is",
            )
        ],
    ),
    "a consultation that did not come about, but with a date": (
        {"overleg_vt": {"verzoeken": [{"id": "o1", "tot_stand_gekomen": False, "gehouden_op": "2017-03-01"}]}},
        [
            (
                "overleg_vt.verzoeken[o1].gehouden_op",
                "2017-03-01",
                "'gehouden_op' is ingevuld, terwijl 'tot_stand_gekomen' false is",
            )
        ],
    ),
    "no conversation, but with a date": (
        {"overdracht": {"gesprek_gehouden": False, "gesprek_op": "2017-03-01"}},
        [("overdracht.gesprek_op", "2017-03-01", "'gesprek_op' is ingevuld, terwijl 'gesprek_gehouden' false is")],
    ),
    "a risk not lifted, but with a date": (
        {"veiligheidsrisicos": [{"id": "r1", "soort": "overig", "opgeheven": False, "opgeheven_op": "2017-03-01"}]},
        [
            (
                "veiligheidsrisicos[r1].opgeheven_op",
                "2017-03-01",
                "'opgeheven_op' is ingevuld, terwijl 'opgeheven' false is",
            )
        ],
    ),
    "not acted, but with a date": (
        {"escalaties": [{"id": "e1", "gehandeld": False, "gehandeld_op": "2017-03-01"}]},
        [("escalaties[e1].gehandeld_op", "2017-03-01", "'gehandeld_op' is ingevuld, terwijl 'gehandeld' false is")],
    ),
    "no plan, but with a date": (
        {"ondersteuningsplan": {"opgesteld": False, "opgesteld_op": "2017-03-01"}},
        [("ondersteuningsplan.opgesteld_op", "2017-03-01", "'opgesteld_op' is ingevuld, terwijl 'opgesteld' false is")],
    ),
    "a period that still runs, but with an end": (
        {"regie": {"perioden": [{"id": "r1", "loopt_nog": True, "tot": "2017-03-01"}]}},
        [("regie.perioden[r1].tot", "2017-03-01", "'tot' is ingevuld, terwijl 'loopt_nog' true is")],
    ),
    "a part that was not supplied, and yet filled in": (
        {"contacten": [], "hulpvraag": {}, "niet_aangeleverd": ["contacten", "hulpvraag", "regie"]},
        [
            ("contacten", "0 punt(en)", "dit onderdeel staat ook in 'niet_aangeleverd', en moet dan leeg zijn"),
            ("hulpvraag", "ingevuld", "dit onderdeel staat ook in 'niet_aangeleverd', en moet dan leeg zijn"),
        ],
    ),
    "places of facts that are not there": (
        {
            "contacten": [{"id": "c1"}],
            "vindplaatsen": {"contacten[c2].datum": "1", "hulpvraag.aanwezig": "2", "contacten[c1].datum": "3"},
        },
        [
            ("vindplaatsen[…]", "contacten[c2].datum", "dit pad leidt niet naar een feit in dit dossier"),
            ("vindplaatsen[…]", "hulpvraag.aanwezig", "dit pad leidt niet naar een feit in dit dossier"),
        ],
    ),
    "spoken with before the year of birth": (
        {
            "contacten": [
                {"id": "c1", "datum": "2011-12-31", "gesproken_met": ["m1", "k1"]},
                {"id": "c2", "datum": "2012-01-01"},
            ]
        },
        [("contacten[c1].gesproken_met[#2]", "k1 (geboortejaar 2012, 'datum' 2011-12-31)", ONGEBOREN)],
    ),
    "a consent before the year of birth": (
        {
            "toestemmingen": [{"id": "t1", "van": "k1", "gevraagd_op": "2011-12-31"}],
            "afsluiting": {"datum": "2012-05-01"},
        },
        [("toestemmingen[t1].van", "k1 (geboortejaar 2012, 'gevraagd_op' 2011-12-31)", ONGEBOREN)],
    ),
    "born after everything in the file": (
        {"overdracht": {"ontvangen_op": "2011-03-01"}},
        [("gezinsleden[k1].geboortejaar", "2012", "dit jaar ligt na elke datum in het dossier")],
    ),
}


@pytest.mark.parametrize("naam", FOUT)
def test_what_cannot_be_is_named_with_its_path(naam: str) -> None:
    feiten, verwacht = FOUT[naam]
    assert gevonden(**feiten) == verwacht


GOED: dict[str, dict[str, Any]] = {
    "nothing at all": {"gezinsleden": None, "netwerkpartners": None},
    "everything on one day": {
        "meldingen": [
            {"id": "ml1", "datum_incident": "2017-03-01", "datum": "2017-03-01", "triage_afgerond_op": "2017-03-01"}
        ],
        "overdracht": {"ontvangen_op": "2017-03-01", "opgepakt_op": "2017-03-01"},
        "afsluiting": {"afgesloten": True, "datum": "2017-03-01"},
        **plan(start="2017-03-01", eind="2017-03-01", evaluaties=[{"id": "e1", "gehouden_op": "2017-03-01"}]),
        "escalaties": [{"id": "e1", "datum": "2017-03-01", "gehandeld": True, "gehandeld_op": "2017-03-01"}],
    },
    "unknown members of the household make every reference possible": {
        "gezinsleden": None,
        "contacten": [{"id": "c1", "gesproken_met": ["x1"]}],
        "toestemmingen": [{"id": "t1", "van": "x1"}],
        "regie": {"perioden": [{"id": "r1", "regisseur": "x1"}]},
    },
    "unknown partners make every responsible person possible": {
        "netwerkpartners": None,
        "regie": {"perioden": [{"id": "r1", "regisseur": "x1"}]},
        **plan(afspraken=[{"id": "a1", "verantwoordelijke": "oma", "rapporteert_aan": "x1"}]),
    },
    "a household member, a partner and a staff member can be responsible": {
        "netwerkpartners": [{"id": "school1", "soort": "school"}],
        **plan(afspraken=[{"id": "a1", "verantwoordelijke": "m1", "rapporteert_aan": "school1"}]),
        "regie": {"perioden": [{"id": "r1", "regisseur": "mw7"}]},
    },
    "the pseudonyms of staff are free": {"contacten": [{"id": "c1", "door": ["jansje", "x1"]}]},
    "a later report may follow the hand-over": {
        "meldingen": [{"id": "ml1", "datum": "2017-03-01"}, {"id": "ml2", "datum": "2017-06-01"}],
        "overdracht": {"ontvangen_op": "2017-03-31"},
    },
    "a report without a date may be the one that was handed over": {
        "meldingen": [{"id": "ml1"}, {"id": "ml2", "datum": "2017-06-01"}],
        "overdracht": {"ontvangen_op": "2017-03-31"},
    },
    "the same id in two lists": {"contacten": [{"id": "1"}], "meldingen": [{"id": "1"}]},
    "the same id in two plans": {
        "veiligheidsplannen": [
            {"id": "p1", "afspraken": [{"id": "a1"}]},
            {"id": "p2", "afspraken": [{"id": "a1"}]},
        ]
    },
    "a child that is born on the way": {
        "meldingen": [{"id": "ml1", "datum": "2011-11-01", "betrokkenen": ["m1", "k1"]}],
        "contacten": [
            {"id": "c1", "datum": "2011-12-01", "gesproken_met": ["m1"]},
            {"id": "c2", "datum": "2012-02-01", "gezien": ["k1"]},
        ],
    },
    "not held and without a date": {
        **plan(evaluaties=[{"id": "e1", "gehouden": False, "gepland_op": "2017-03-01"}]),
        "afsluiting": {"afgesloten": False},
    },
    "places of facts": {
        "contacten": [{"id": "c.1", "datum": "2017-03-01", "gesproken_met": ["m1"]}],
        "vindplaatsen": {
            "contacten": "journaal",
            "contacten[c.1]": "journaal, blz. 1",
            "contacten[#1].datum": "journaal, blz. 1",
            "contacten[c.1].gesproken_met[m1]": "journaal, blz. 1",
            "contacten[c.1].verslag": "journaal, blz. 2",
            "gezinsleden[k1].geboortejaar": "stamkaart",
            "afsluiting": "geen gevonden",
        },
    },
}


@pytest.mark.parametrize("naam", GOED)
def test_what_can_be_is_left_alone(naam: str) -> None:
    assert gevonden(**GOED[naam]) == []


@pytest.mark.parametrize(
    "pad",
    [
        *("", ".", "contacten.", "contacten[]", "contacten[c1", "contacten[#0]", "contacten[#2]", "contacten[#x]"),
        *("[c1]", "contacten[c1].weet_niet", "contacten.datum", "contacten[c1][c1]", "id.x", "model_fields"),
        *("contacten[#1].id.x", "contacten[#99999999999]", "contacten[c1].gesproken_met[v1]", "contacten [c1]"),
        "vindplaatsen[x]",
    ],
)
def test_a_path_that_leads_nowhere_is_no_place(pad: str) -> None:
    dossier = maak(contacten=[{"id": "c1", "gesproken_met": ["m1"]}])
    assert not pad_bestaat(dossier, pad)


def test_a_path_is_read_back_to_the_same_fact() -> None:
    dossier = maak(contacten=[{"id": "c1"}, {"id": "c2", "gesproken_met": ["m1"]}])
    for pad in (("contacten", 1, "gesproken_met", 0), ("contacten", 0), ("gezinsleden", 1, "rol"), ("id",)):
        assert pad_bestaat(dossier, pad_tekst(pad, dossier))
    assert pad_bestaat(dossier, "contacten[#2].gesproken_met[m1]")
    assert pad_tekst(("contacten", 1, "gesproken_met", 0), dossier) == "contacten[c2].gesproken_met[#1]"


@given(dossiers())
@settings(max_examples=300)
def test_the_short_cut_gives_what_the_long_way_gives(dossier: Dossier) -> None:
    snel = samenhang(dossier)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module._Toets, "_in_een_oogopslag_goed", lambda *_: False)
        assert samenhang(dossier) == snel


@given(dossiers())
@settings(max_examples=200)
def test_every_path_that_is_named_leads_to_the_fact(dossier: Dossier) -> None:
    for pad, waarde, melding in samenhang(dossier):
        deel: Any = dossier
        for stap in pad:
            deel = deel[stap] if isinstance(stap, int) else getattr(deel, stap)
        assert deel is not None
        assert waarde
        assert melding


# The tables, held against the models: a new field cannot be forgotten


@cache
def _tabellen() -> tuple[tuple[str, type[Model], Regels], ...]:
    return tuple(_tabel(Dossier, "", LIJSTEN | ONDERDELEN))


def _tabel(model: type[Model], pad: str, regels: dict[str, Regels]) -> Iterator[tuple[str, type[Model], Regels]]:
    for naam, van_deel in regels.items():
        (tak,) = takken(velden(model)[naam])[0]
        basis, argumenten = kern(tak)
        deel = basis if is_model(basis) else argumenten[0]
        yield f"{pad}{naam}", deel, van_deel
        yield from _tabel(deel, f"{pad}{naam}.", dict(van_deel.lijsten))


def _kinderen(model: type[Model], pad: str = "") -> Iterator[tuple[str, type[Model], bool]]:
    """Every model below this one, and whether it stands in a list."""
    for naam, annotatie in velden(model).items():
        for tak in takken(annotatie)[0]:
            basis, argumenten = kern(tak)
            deel = argumenten[0] if basis is tuple else basis
            if is_model(deel):
                yield f"{pad}{naam}", deel, basis is tuple
                yield from _kinderen(deel, f"{pad}{naam}.")


def test_every_list_of_things_with_an_id_is_checked_for_double_ids() -> None:
    met_id = {pad for pad, model, lijst in _kinderen(Dossier) if lijst and "id" in model.model_fields}
    assert met_id <= {pad for pad, _, _ in _tabellen()}
    assert len(met_id) > 20


VRIJ = {"contacten.door"}


def test_every_field_that_holds_an_id_is_checked_as_a_reference() -> None:
    gevonden_ = {
        f"{pad}.{naam}"
        for pad, model, _ in _kinderen(Dossier)
        for naam, annotatie in velden(model).items()
        for tak in takken(annotatie)[0]
        if naam != "id" and "een id" in _id_of_ids(tak)
    }
    gedekt = {f"{pad}.{naam}" for pad, _, r in _tabellen() for naam in (*r.leden, *r.lid, *r.wie)}
    assert gevonden_ == gedekt | VRIJ


def _id_of_ids(tak: Any) -> str:
    basis, argumenten = kern(tak)
    return kort(argumenten[0]) if basis is tuple else kort(tak)


def test_the_tables_name_fields_of_the_right_kind() -> None:
    for pad, model, regels in _tabellen():
        soort = {naam: {kern(tak)[0] for tak in takken(a)[0]} for naam, a in velden(model).items()}
        datums = {veld for paar in regels.volgorde for veld in paar} | {gevuld for _, _, gevuld in regels.ontkend}
        datums |= {regels.aanwezig_op} if regels.aanwezig_op else set()
        assert all(soort[veld] == {date} for veld in datums), pad
        assert all(soort[veld] == {bool} for veld, _, _ in regels.ontkend), pad
        assert all(soort[veld] == {tuple} for veld in regels.leden), pad


def test_a_yes_or_no_with_a_date_beside_it_cannot_deny_itself() -> None:
    """Where a model has both `x` and `x_op`, the table knows that a date goes with yes."""
    for pad, model, regels in _tabellen():
        for naam in model.model_fields:
            if f"{naam}_op" in model.model_fields:
                assert (naam, False, f"{naam}_op") in regels.ontkend, f"{pad}.{naam}"
