"""On real dossiers: the compiled function and the explaining evaluation are one and the same language."""

from datetime import date
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from dossieraudit.expressions import types as t
from dossieraudit.expressions.check import Omgeving, controleer, onderdelen
from dossieraudit.expressions.compile import Codeschrijver
from dossieraudit.expressions.explain import Uitleg, Zaak, leg_uit
from dossieraudit.models.dossier import Dossier
from tests.strategies import dossiers

PEILDATUM = date(2017, 9, 1)
TABEL = {"licht": 12, "matig": 6, "ernstig": 2, "acuut": 1}
OMGEVING = Omgeving(t.van_model(Dossier), {}, {"t": TABEL, "n": 3, "rollen": ("moeder", "vader")})
LETTERS = "xyzuvw"


@st.composite
def expressies(draw: st.DrawFn, diepte: int = 3) -> str:
    """A well-typed yes/no expression over the whole model, written as a user would write it."""
    return draw(_bool({}, diepte))


def _plaatsen(lussen: dict[str, t.Type], soort: str) -> list[str]:
    """Every field of this kind that can be reached from the dossier or a loop variable."""
    gevonden: list[str] = []

    def zoek(pad: str, type_: t.Type) -> None:
        if type_.soort == soort:
            gevonden.append(pad)
        for naam, veld in type_.velden.items():
            zoek(f"{pad}.{naam}" if pad else naam, veld.type)

    zoek("", OMGEVING.wortel)
    for naam, type_ in lussen.items():
        zoek(naam, type_)
    return sorted(gevonden)


def _veldtype(pad: str, lussen: dict[str, t.Type]) -> t.Type:
    eerste, *rest = pad.split(".")
    type_ = lussen[eerste] if eerste in lussen else OMGEVING.wortel.velden[eerste].type
    for naam in rest:
        type_ = type_.velden[naam].type
    return type_


def _bool(lussen: dict[str, t.Type], diepte: int) -> st.SearchStrategy[str]:
    takken = [st.sampled_from(_plaatsen(lussen, "bool")), _datumvergelijking(lussen), _tekstvergelijking(lussen)]
    if diepte:
        kind = _bool(lussen, diepte - 1)
        takken += [
            st.builds("({} and {})".format, kind, kind),
            st.builds("({} or {})".format, kind, kind),
            st.builds("(not {})".format, kind),
            st.builds("({} if {} else {})".format, kind, kind, kind),
            st.builds("aantoonbaar({})".format, kind),
            st.sampled_from(_plaatsen(lussen, "datum")).map("bekend({})".format),
            _kwantor(lussen, diepte),
            _kwantor(lussen, diepte),
        ]
    return st.one_of(takken)


def _datum(lussen: dict[str, t.Type]) -> st.SearchStrategy[str]:
    veld = st.one_of(st.sampled_from(_plaatsen(lussen, "datum")), st.just("peildatum"))
    periode = st.sampled_from(["dagen(20)", "weken(param.n)", "maanden(2)"])
    ernst = st.sampled_from([p for p in _plaatsen(lussen, "tekst") if p.endswith("ernst")] or ["-"])
    opzoek = ernst.filter(lambda p: p != "-").map("weken(param.t[{}])".format)
    perioden = st.one_of(periode, opzoek) if any(p.endswith("ernst") for p in _plaatsen(lussen, "tekst")) else periode
    return st.one_of(veld, st.builds("({} {} {})".format, veld, st.sampled_from("+-"), perioden))


def _datumvergelijking(lussen: dict[str, t.Type]) -> st.SearchStrategy[str]:
    op = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    datum = _datum(lussen)
    return st.one_of(
        st.builds("({} {} {})".format, datum, op, datum),
        st.builds("({} - {} {} weken(4))".format, datum, datum, op),
        st.builds("(werkdagen({}, {}) {} 5)".format, datum, datum, op),
    )


@st.composite
def _tekstvergelijking(draw: st.DrawFn, lussen: dict[str, t.Type]) -> str:
    pad = draw(st.sampled_from(_plaatsen(lussen, "tekst")))
    waarden = sorted(_veldtype(pad, lussen).waarden or {"m1", "k1"})
    if draw(st.booleans()):
        return f'({pad} {draw(st.sampled_from(["==", "!="]))} "{draw(st.sampled_from(waarden))}")'
    lijst = draw(st.lists(st.sampled_from(waarden), min_size=1, max_size=3))
    namen = ", ".join(f'"{w}"' for w in lijst)
    return f"({pad} {draw(st.sampled_from(['in', 'not in']))} [{namen}])"


@st.composite
def _kwantor(draw: st.DrawFn, lussen: dict[str, t.Type], diepte: int) -> str:
    lijsten = [p for p in _plaatsen(lussen, "lijst") if _element(p, lussen).soort == "object"]
    lijst, letter = draw(st.sampled_from(lijsten)), LETTERS[len(lussen)]
    binnen = lussen | {letter: _element(lijst, lussen)}
    als = f" if {draw(_bool(binnen, 0))}" if draw(st.booleans()) else ""
    lus = f"for {letter} in {lijst}{als}"
    soort = draw(st.sampled_from(["any", "all", "count", "min", "max", "langste_tussenpoos"]))
    op = draw(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
    if soort in ("any", "all"):
        return f"{soort}({draw(_bool(binnen, diepte - 1))} {lus})"
    if soort == "count":
        return f"(count({letter} {lus}) {op} {draw(st.integers(0, 3))})"
    if soort == "langste_tussenpoos":
        grenzen = f"{draw(_datum(lussen))}, {draw(_datum(lussen))}"
        return f"(langste_tussenpoos(({draw(_datum(binnen))} {lus}), {grenzen}) {op} weken(6))"
    return f"({soort}({draw(_datum(binnen))} {lus}) {op} {draw(_datum(lussen))})"


def _element(pad: str, lussen: dict[str, t.Type]) -> t.Type:
    element = _veldtype(pad, lussen).element
    assert element is not None
    return element


def gecompileerd(node: Any, dossier: Dossier) -> Any:
    """The value that the compiled function gives."""
    code = Codeschrijver()
    code.regel(f"return {code.waarde(node)}")
    return code.functie("proef", "d, peildatum")(dossier, PEILDATUM)


def tweemaal(tekst: str, data: st.DataObject) -> tuple[Any, Uitleg]:
    """An expression over any dossier, compiled and explained: both give the same of the three values."""
    node, fouten = controleer(tekst, OMGEVING)
    assert node is not None, fouten
    dossier = data.draw(dossiers(onderdelen(node, OMGEVING)))
    uitleg = leg_uit(node, Zaak(dossier, PEILDATUM, {}, frozenset(dossier.niet_aangeleverd)))
    event(str(uitleg.waarde))
    assert gecompileerd(node, dossier) is uitleg.waarde
    return node, uitleg


@settings(max_examples=300, deadline=None)
@given(expressies(), st.data())
def test_compiled_is_explained(tekst: str, data: st.DataObject) -> None:
    """Both evaluations give the same of the three values for any expression over any dossier."""
    node, uitleg = tweemaal(tekst, data)
    if uitleg.waarde is None:
        assert node.nullable, "a node that says it is never unknown was unknown"
        assert any(f.onbekend for f in uitleg.feiten) or uitleg.feiten, "unknown without a fact that is missing"


@st.composite
def nesten(draw: st.DrawFn, lussen: dict[str, t.Type], diepte: int) -> str:
    """Loops within conditions of loops, where any part may be about any loop around it: what decides where a line of
    the compiled function stands."""
    if not diepte or len(lussen) == 4:
        eigen = [p for p in _plaatsen(lussen, "bool") if p.split(".")[0] in lussen]
        datums = [f"bekend({p})" for p in _plaatsen(lussen, "datum") if p.split(".")[0] in lussen]
        return draw(st.sampled_from([*eigen, *datums, "true", "afsluiting.afgesloten"]))
    objecten = [p for p in _plaatsen(lussen, "lijst") if _element(p, lussen).soort == "object"]
    # Mostly a list within an item of a loop around it, or else a few that are short.
    dichtbij = [p for p in objecten if p.split(".")[0] in lussen]
    lijst = draw(
        st.sampled_from([*dichtbij, *dichtbij, "contacten", "opschalingen", "regie.perioden", "ondersteuning"])
    )
    letter = LETTERS[len(lussen)]
    binnen = lussen | {letter: _element(lijst, lussen)}
    eisen = draw(st.lists(nesten(binnen, diepte - 1), max_size=2))
    lus = f"for {letter} in {lijst}" + "".join(f" if {eis}" for eis in eisen)
    soort = draw(st.sampled_from(["any", "all", "all", "count"]))
    if soort == "count":
        return f"(count({letter} {lus}) >= 1)"
    return f"{soort}({draw(nesten(binnen, diepte - 1))} {lus})"


@settings(max_examples=250, deadline=None)
@given(nesten({}, 4), st.data())
def test_loops_within_loops_are_compiled_to_the_same(tekst: str, data: st.DataObject) -> None:
    tweemaal(tekst, data)


HOUDEN_OP = """
all(all(any(true for z in veiligheidsrisicos if x.gestart)
        and all(any(onbekend(y.tot) for u in ['licht', 'acuut']) for z in opschalingen)
        for y in regie.perioden if x.ingekocht) for x in ondersteuning)
"""
LANGS_ELKAAR = (
    HOUDEN_OP,
    "all(true for x in veiligheidsplannen if count(y for y in x.evaluaties if all(true for z in x.afspraken "
    "if any(true for u in contacten if x.vervolg_vastgelegd) if y.gehouden)) > count(ondersteuning))",
    "count(x for x in casusbesprekingen if any(true for y in monitoring_vt if max(overdracht.gesprek_op "
    "for z in niet_aangeleverd if max(x.datum for u in overdracht.inhoud) != y.datum) == x.datum)) > 3",
)


@pytest.mark.parametrize("tekst", LANGS_ELKAAR)
def test_lines_for_a_loop_further_out_do_not_end_up_in_another(tekst: str) -> None:
    """A line that is put off within a line that is put off once stood behind a `break`: 'unknown' became 'no'."""
    node, fouten = controleer(tekst, OMGEVING)
    assert node is not None, fouten
    dossier = Dossier.model_validate_json(
        '{"id": "d1", "regie": {"perioden": [{"id": "p1", "tot": "2017-07-01"}]},'
        ' "ondersteuning": [{"id": "o1", "soort": "overig"}], "opschalingen": [{"id": "m1"}]}'
    )
    uitleg = leg_uit(node, Zaak(dossier, PEILDATUM, {}, frozenset()))
    assert gecompileerd(node, dossier) is uitleg.waarde
    if tekst is HOUDEN_OP:
        assert uitleg.waarde is None


INSTRUMENT = "i.domeinen for i in instrumenten"
ALLE_LID = (
    f"all(any(d in {INSTRUMENT}) for d in ['financien', 'huisvesting'])",
    f"all(any(d in {INSTRUMENT} if i.soort in ['zrm', 'etm']) for d in ['financien'])",
    f"all(any(d in {INSTRUMENT} if i.datum < peildatum) for d in ['financien', 'huisvesting'])",
    f"all(any(d in {INSTRUMENT}) for d in ['financien', 'huisvesting']) "
    f"or all(any(d in {INSTRUMENT}) for d in ['adl'])",
    f"all(all(any(d in {INSTRUMENT} if g.id in i.over) for d in ['financien', 'adl']) for g in gezinsleden)",
    f"not any(g.rol == 'kind' and all(any(d in {INSTRUMENT} if g.id in i.over and i.datum > peildatum) "
    "for d in ['financien']) for g in gezinsleden)",
)


@pytest.mark.parametrize("tekst", ALLE_LID)
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_all_of_a_fixed_list_are_asked_at_once_to_the_same_end(tekst: str, data: st.DataObject) -> None:
    """Whether each of a few words is in the list of some item, in three values, is asked of a set."""
    tweemaal(tekst, data)


@settings(max_examples=150, deadline=None)
@given(expressies(2), dossiers(), st.data())
def test_only_what_an_expression_reads_can_change_it(tekst: str, dossier: Dossier, data: st.DataObject) -> None:
    """Emptying a part of the file that an expression does not name never changes its value."""
    node, fouten = controleer(tekst, OMGEVING)
    assert node is not None, fouten
    vreemd = sorted({"regie", "hulpvraag", "contacten", "netwerkpartners", "terugmelding"} - onderdelen(node, OMGEVING))
    if vreemd:
        ander = dossier.model_copy(update={data.draw(st.sampled_from(vreemd)): None})
        assert gecompileerd(node, ander) is gecompileerd(node, dossier)
