"""The three-valued logic against judges that nobody here wrote: SQL in sqlite3, and an implementation of CEL."""

import operator
import sqlite3
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple

import cel
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossieraudit.expressions import types as t
from dossieraudit.expressions.check import Omgeving, controleer
from dossieraudit.expressions.compile import Codeschrijver
from dossieraudit.expressions.explain import Zaak, leg_uit

JA_NEE = [f"b{i}" for i in range(4)]
GETALLEN = [f"g{i}" for i in range(3)]
OMGEVING = Omgeving(
    t.Type(
        "object",
        velden={naam: t.Veld(t.BOOL, True) for naam in JA_NEE} | {naam: t.Veld(t.GETAL, True) for naam in GETALLEN},
        naam="proef",
    )
)


@dataclass(frozen=True)
class Tekst:
    """One formula in three notations."""

    onze: str
    sql: str
    cel: str


def _atoom() -> st.SearchStrategy[Tekst]:
    ja_nee = st.sampled_from(JA_NEE).map(lambda v: Tekst(v, v, v))
    vast = st.sampled_from([Tekst("true", "1", "true"), Tekst("false", "0", "false")])
    operatoren = st.sampled_from([("==", "="), ("!=", "<>"), ("<", "<"), ("<=", "<="), (">", ">"), (">=", ">=")])
    operand = st.one_of(st.sampled_from(GETALLEN), st.integers(0, 3).map(str))
    vergelijking = st.builds(
        lambda a, op, b: Tekst(f"({a} {op[0]} {b})", f"({a} {op[1]} {b})", f"({a} {op[0]} {b})"),
        operand,
        operatoren,
        operand,
    )
    return st.one_of(ja_nee, ja_nee, vergelijking, vergelijking, vast)


def _lid(v: str, waarden: list[int]) -> Tekst:
    lijst = ", ".join(map(str, waarden))
    return Tekst(f"({v} in [{lijst}])", f"({v} IN ({lijst}))", f"({v} in [{lijst}])")


def _groter(kinderen: st.SearchStrategy[Tekst]) -> st.SearchStrategy[Tekst]:
    return st.one_of(
        st.builds(lambda a: Tekst(f"(not {a.onze})", f"(NOT {a.sql})", f"(!{a.cel})"), kinderen),
        st.builds(
            lambda a, b: Tekst(f"({a.onze} and {b.onze})", f"({a.sql} AND {b.sql})", f"({a.cel} && {b.cel})"),
            kinderen,
            kinderen,
        ),
        st.builds(
            lambda a, b: Tekst(f"({a.onze} or {b.onze})", f"({a.sql} OR {b.sql})", f"({a.cel} || {b.cel})"),
            kinderen,
            kinderen,
        ),
    )


FORMULES = st.recursive(
    st.one_of(
        _atoom(), st.builds(_lid, st.sampled_from(GETALLEN), st.lists(st.integers(0, 3), min_size=1, max_size=3))
    ),
    _groter,
    max_leaves=12,
)
WAARDEN = st.fixed_dictionaries(
    {v: st.sampled_from([True, False, None]) for v in JA_NEE} | {v: st.sampled_from([0, 1, 2, None]) for v in GETALLEN}
)


def ons_antwoord(tekst: str, waarden: dict[str, Any], omgeving: Omgeving = OMGEVING) -> bool | None:
    """Compiled and explained, which must agree before either is compared with anyone else."""
    node, fouten = controleer(tekst, omgeving)
    assert node is not None, fouten
    zaak = SimpleNamespace(niet_aangeleverd=(), **waarden)
    code = Codeschrijver()
    code.regel(f"return {code.waarde(node)}")
    gecompileerd = code.functie("proef", "d, peildatum")(zaak, None)
    assert gecompileerd is leg_uit(node, Zaak(zaak, None)).waarde
    if not node.nullable:
        assert gecompileerd is not None, "a node that says it is never unknown was unknown"
    return gecompileerd  # type: ignore[no-any-return]


def sql_antwoord(sql: str, waarden: dict[str, Any]) -> bool | None:
    """The same in SQL; NULL is unknown."""
    kolommen = ", ".join(f":{naam} AS {naam}" for naam in waarden)
    with sqlite3.connect(":memory:") as verbinding:
        (antwoord,) = verbinding.execute(f"SELECT {sql} FROM (SELECT {kolommen})", waarden).fetchone()
    return None if antwoord is None else bool(antwoord)


@given(FORMULES, WAARDEN)
@example(Tekst("(b0 and b1)", "(b0 AND b1)", ""), dict.fromkeys([*JA_NEE, *GETALLEN]) | {"b1": False})
@example(Tekst("(b0 or b1)", "(b0 OR b1)", ""), dict.fromkeys([*JA_NEE, *GETALLEN]) | {"b1": True})
def test_logic_is_sql_three_valued_logic(formule: Tekst, waarden: dict[str, Any]) -> None:
    """and, or, not, the comparisons and `in` give what SQL gives, NULL being our unknown."""
    assert ons_antwoord(formule.onze, waarden) == sql_antwoord(formule.sql, waarden)


@given(FORMULES, WAARDEN)
def test_logic_is_cel_with_missing_keys(formule: Tekst, waarden: dict[str, Any]) -> None:
    """Whole formulas give what CEL gives; a key that is missing there is unknown here."""
    bekend = {naam: waarde for naam, waarde in waarden.items() if waarde is not None}
    try:
        antwoord = cel.evaluate(formule.cel, bekend)
    except (RuntimeError, KeyError):  # CEL has no unknown: a missing key that decides is an error
        antwoord = None
    assert ons_antwoord(formule.onze, waarden) is antwoord


OPERATOREN = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}


class Item(NamedTuple):
    """A row of the list."""

    b: bool | None
    g: int | None


LIJSTWAARDEN = st.one_of(
    st.none(),
    st.lists(st.tuples(st.sampled_from([True, False, None]), st.sampled_from([0, 1, 2, None])), max_size=5),
)
LIJST_OMGEVING = Omgeving(
    t.Type(
        "object",
        velden={
            "xs": t.Veld(
                t.lijst(t.Type("object", velden={"b": t.Veld(t.BOOL, True), "g": t.Veld(t.GETAL, True)}, naam="item")),
                True,
            )
        },
        naam="proef",
    )
)


def _met_lijst(tekst: str, xs: list[tuple[Any, Any]] | None) -> bool | None:
    items = None if xs is None else tuple(Item(b, g) for b, g in xs)
    return ons_antwoord(tekst, {"xs": items}, LIJST_OMGEVING)


def _sql_lijst(uitdrukking: str, xs: list[tuple[Any, Any]]) -> Any:
    with sqlite3.connect(":memory:") as verbinding:
        verbinding.execute("CREATE TABLE x (b, g)")
        verbinding.executemany("INSERT INTO x VALUES (?, ?)", xs)
        return verbinding.execute(f"SELECT {uitdrukking}").fetchone()[0]


@given(LIJSTWAARDEN)
def test_any_and_all_are_the_greatest_and_least_truth(xs: list[tuple[Any, Any]] | None) -> None:
    """any/all are SQL's OR and AND over the rows: `TRUE IN (…)` and its dual, with NULL kept unknown."""
    if xs is None:
        assert _met_lijst("any(x.b for x in xs)", xs) is None
        assert _met_lijst("all(x.b for x in xs)", xs) is None
        return
    een = _sql_lijst("1 IN (SELECT b FROM x)", xs)
    alle = _sql_lijst("NOT (0 IN (SELECT b FROM x))", xs)
    assert _met_lijst("any(x.b for x in xs)", xs) == (None if een is None else bool(een))
    assert _met_lijst("all(x.b for x in xs)", xs) == (None if alle is None else bool(alle))


@given(LIJSTWAARDEN, st.integers(0, 4), st.sampled_from(["<", "<=", "==", "!=", ">", ">="]))
def test_count_agrees_with_every_completion(xs: list[tuple[Any, Any]] | None, n: int, op: str) -> None:
    """A comparison of a count is known exactly when every way to fill in the unknown gives the same answer."""
    antwoord = _met_lijst(f"count(x for x in xs if x.b) {op} {n}", xs)
    if xs is None:
        # A list that is not recorded may have any length.
        mogelijk = range(50)
    else:
        zeker, open_ = sum(b is True for b, _ in xs), sum(b is None for b, _ in xs)
        mogelijk = range(zeker, zeker + open_ + 1)
    antwoorden = {OPERATOREN[op](k, n) for k in mogelijk}
    verwacht = antwoorden.pop() if len(antwoorden) == 1 else None
    assert antwoord is verwacht


@given(LIJSTWAARDEN, st.integers(0, 3))
def test_min_max_sum_are_unknown_unless_every_item_is_known(xs: list[tuple[Any, Any]] | None, n: int) -> None:
    """min, max and sum are SQL's over known rows; one unknown row, or none at all, leaves min and max unknown."""
    for ons, hun in (("min", "MIN"), ("max", "MAX"), ("sum", "TOTAL")):
        antwoord = _met_lijst(f"{ons}(x.g for x in xs) == {n}", xs)
        if xs is None or any(g is None for _, g in xs) or (not xs and ons != "sum"):
            assert antwoord is None
        else:
            assert antwoord is (_sql_lijst(f"(SELECT {hun}(g) FROM x)", xs) == n)


@pytest.mark.parametrize("tekst", ["b0 and not b0", "b0 or not b0"])
def test_unknown_is_not_decided_by_cleverness(tekst: str) -> None:
    """Strong Kleene: a formula that is always false or true stays unknown where its part is."""
    assert ons_antwoord(tekst, dict.fromkeys([*JA_NEE, *GETALLEN])) is None
