"""The eisen in the languages of other engines, as far as they can say them, and those engines behind one face.

CEL is the one language here that can hold unknown apart from false: a key that is missing is an error, and `&&`, `||`,
`exists` and `all` absorb errors the Kleene way. An eis that a language cannot say is left out for everyone.
"""

import logging
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.compile import Codeschrijver
from dossieraudit.expressions.rules import Regels

Json = dict[str, Any]
Waarden = list[bool | None]
# cel-python makes a text of every error out of the texts of the errors in it, so that a long list with unknowns takes
# more memory than there is; a dossier that takes longer than this is left out for it.
GEDULD = 1.0


@dataclass(frozen=True)
class Motor:
    """An engine: how it wants the data in memory (not measured), and the values of all programs per dossier."""

    bereid: Callable[[list[Json]], Any]
    doe: Callable[[Any], Sequence[Waarden | None]]


class OnzegbaarError(Exception):
    """The language has no words for this."""


@dataclass(frozen=True)
class Programma:
    """One expression: a kenmerk that others use, or an eis."""

    naam: str
    node: n.Node
    tekst: str
    is_kenmerk: bool


def programmas(regels: Regels, peildatum: str) -> tuple[list[Programma], list[str]]:
    """What CEL can say, kenmerken first and in order of dependence; and the names of what it cannot."""
    gelukt: list[Programma] = []
    onzegbaar: list[str] = []
    schrijver = CelSchrijver(peildatum)
    for naam, node, is_kenmerk in _expressies(regels):
        try:
            tekst = schrijver.schrijf(node)
        except OnzegbaarError:
            onzegbaar.append(naam)
            continue
        gelukt.append(Programma(naam, node, tekst, is_kenmerk))
        if is_kenmerk:
            schrijver.kenmerken.add(naam)
    return gelukt, onzegbaar


def _expressies(regels: Regels) -> Iterator[tuple[str, n.Node, bool]]:
    for naam, node in regels.kenmerken.items():
        yield naam, node, True
    for blad in regels.bladen:
        for eis, van_eis in blad.eisen:
            if van_eis is not None:
                yield f"{blad.indicator.id}.{eis}", van_eis, False


class CelSchrijver:
    """Nodes of ours → text of CEL. Dates are ISO text; they become timestamps only to calculate with."""

    def __init__(self, peildatum: str) -> None:
        self.kenmerken: set[str] = set()
        self._peildatum = peildatum

    def schrijf(self, node: n.Node) -> str:  # noqa: C901 - one line per kind of node
        """The text, or `OnzegbaarError`."""
        match node:
            case n.Const(waarde=bool(waarde)):
                return str(waarde).lower()
            case n.Const(waarde=int(waarde)):
                if node.type.soort == "maanden":
                    raise OnzegbaarError("months")
                return f'duration("{24 * waarde}h")' if node.type.soort == "duur" else str(waarde)
            case n.Const(waarde=waarde):
                return f'"{waarde}"'
            case n.ConstLijst(waarden=waarden):
                return "[" + ", ".join(f'"{w}"' if isinstance(w, str) else str(w) for w in waarden) + "]"
            case n.Peildatum():
                return f'"{self._peildatum}"'
            case n.Kenmerkwaarde(naam=naam):
                if naam not in self.kenmerken:
                    raise OnzegbaarError(naam)
                return f"k.{naam}"
            case n.Variabele(nummer=nummer):
                return f"x{nummer}"
            case n.Veldwaarde(van=van, naam=naam):
                return f"{'d' if van is None else self.schrijf(van)}.{naam}"
            case n.EnOf(en=en, delen=delen):
                return "(" + (" && " if en else " || ").join(map(self.schrijf, delen)) + ")"
            case n.Niet(deel=deel):
                return f"(!{self.schrijf(deel)})"
            case n.Bevat(item=item, lijst=lijst):
                return f"({self.schrijf(item)} in {self.schrijf(lijst)})"
            case n.Bekend(deel=n.Veldwaarde() as veld):
                return self._bekend(veld)
            case n.Vergelijking():
                return self._vergelijking(node)
            case n.Kwantor(soort="any" | "all"):
                return self._kwantor(node)
        raise OnzegbaarError(type(node).__name__)

    def _bekend(self, veld: n.Veldwaarde) -> str:
        keten = [veld]
        while isinstance(keten[0].van, n.Veldwaarde):
            keten.insert(0, keten[0].van)
        return "(" + " && ".join(f"has({self.schrijf(deel)})" for deel in keten) + ")"

    def _vergelijking(self, node: n.Vergelijking) -> str:
        delen = (node.links, node.rechts)
        if any(deel.type.soort == "bereik" for deel in delen):
            return self._telling(node)
        if any(isinstance(deel, n.Rekensom) for deel in delen):
            links, rechts = map(self._tijd, delen)
        else:
            links, rechts = map(self.schrijf, delen)
        return f"({links} {node.op} {rechts})"

    def _tijd(self, node: n.Node) -> str:
        if isinstance(node, n.Rekensom):
            return f"({self._tijd(node.links)} {node.op} {self._tijd(node.rechts)})"
        tekst = self.schrijf(node)
        return f'timestamp({tekst} + "T00:00:00Z")' if node.type.soort == "datum" else tekst

    def _kwantor(self, node: n.Kwantor) -> str:
        voorwaarden = [self.schrijf(v) for v in node.doorloop.voorwaarden]
        inhoud = self.schrijf(node.inhoud)
        if node.soort == "any":
            return self._macro(node, "exists", " && ".join([*voorwaarden, inhoud]))
        return self._macro(node, "all", " || ".join([*(f"!({v})" for v in voorwaarden), inhoud]))

    def _macro(self, node: n.Kwantor, macro: str, inhoud: str) -> str:
        return f"{self.schrijf(node.doorloop.bron)}.{macro}(x{node.doorloop.variabele.nummer}, {inhoud})"

    def _telling(self, node: n.Vergelijking) -> str:
        """`count(…) >= 1` is `exists`; other counts only where it is known what to count."""
        tel, grens = node.links, node.rechts
        if not (isinstance(tel, n.Kwantor) and tel.soort == "count" and isinstance(grens, n.Const)):
            raise OnzegbaarError("range")
        voorwaarden = tel.doorloop.voorwaarden
        if not voorwaarden:
            return f"(size({self.schrijf(tel.doorloop.bron)}) {node.op} {grens.waarde})"
        bestaat = self._macro(tel, "exists", " && ".join(map(self.schrijf, voorwaarden)))
        if (node.op, grens.waarde) == (">=", 1):
            return bestaat
        if (node.op, grens.waarde) == ("==", 0):
            return f"(!{bestaat})"
        raise OnzegbaarError("count")


def onze(programma: list[Programma]) -> Callable[[Any, Any], tuple[bool | None, ...]]:
    """The same expressions through our compiler, in one function over plain objects."""
    code = Codeschrijver()
    namen = []
    for deel in programma:
        namen.append(code.nieuw("p"))
        code.bewaar(deel.node, namen[-1])
        if deel.is_kenmerk:
            code.kenmerken[deel.naam] = namen[-1]
        code.sluit_af()
    code.regel(f"return ({', '.join(namen)},)")
    functie: Callable[[Any, Any], tuple[bool | None, ...]] = code.functie("proef", "d, peildatum")
    return functie


def zonder_leeg(waarde: Any) -> Any:
    """Data as CEL wants it: what is unknown is left out."""
    if isinstance(waarde, dict):
        return {naam: zonder_leeg(deel) for naam, deel in waarde.items() if deel is not None}
    return [zonder_leeg(deel) for deel in waarde] if isinstance(waarde, list) else waarde


def loop(programma: list[Programma], reken: Callable[[int], bool | None], kenmerken: Json) -> Waarden:
    """Every program in order, with the kenmerken that are known kept for those after it."""
    waarden = []
    for nummer, deel in enumerate(programma):
        waarde = reken(nummer)
        if deel.is_kenmerk and waarde is not None:
            kenmerken[deel.naam] = waarde
        waarden.append(waarde)
    return waarden


def _cel(een: Callable[[Json], Waarden | None]) -> Motor:
    return Motor(lambda dossiers: [zonder_leeg(d) for d in dossiers], lambda dossiers: [een(d) for d in dossiers])


def rust(programma: list[Programma], _peildatum: str) -> Motor:
    """common-expression-language: CEL in Rust."""
    import cel

    vertaald = [cel.compile(deel.tekst) for deel in programma]

    def een(dossier: Json) -> Waarden:
        kenmerken: Json = {}
        gegevens = {"d": dossier, "k": kenmerken}

        def reken(nummer: int) -> bool | None:
            try:
                waarde: bool | None = vertaald[nummer].execute(gegevens)
            except (RuntimeError, KeyError, TypeError, ValueError):
                return None
            return waarde

        return loop(programma, reken, kenmerken)

    return _cel(een)


def cpp(programma: list[Programma], _peildatum: str) -> Motor:
    """cel-expr-python: Google's CEL in C++."""
    from cel_expr_python import cel

    omgeving = cel.NewEnv(variables={"d": cel.Type.DYN, "k": cel.Type.DYN})
    vertaald = [omgeving.compile(deel.tekst) for deel in programma]

    def een(dossier: Json) -> Waarden:
        kenmerken: Json = {}
        # One activation for all; a new one only after a kenmerk, since it copies what it is given.
        activatie = [omgeving.Activation({"d": dossier, "k": kenmerken})]

        def reken(nummer: int) -> bool | None:
            if nummer and programma[nummer - 1].is_kenmerk:
                activatie[0] = omgeving.Activation({"d": dossier, "k": kenmerken})
            try:
                waarde = vertaald[nummer].eval(activatie[0]).value()
            except (RuntimeError, ValueError):
                return None
            return waarde if isinstance(waarde, bool) else None

        return loop(programma, reken, kenmerken)

    return _cel(een)


def python(programma: list[Programma], _peildatum: str) -> Motor:
    """cel-python: CEL in Python."""
    import celpy

    logging.getLogger("celpy").setLevel(logging.CRITICAL)
    omgeving = celpy.Environment()
    vertaald = [omgeving.program(omgeving.compile(deel.tekst)) for deel in programma]

    def een(gegevens: Any) -> Waarden | None:
        kenmerken = celpy.celtypes.MapType()
        gegevens = celpy.celtypes.MapType({"d": gegevens, "k": kenmerken})

        def reken(nummer: int) -> bool | None:
            try:
                waarde = vertaald[nummer].evaluate(gegevens)
            except celpy.CELEvalError:
                return None
            return bool(waarde)

        signal.setitimer(signal.ITIMER_REAL, GEDULD)
        try:
            return loop(programma, reken, kenmerken)
        except TimeoutError:
            return None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def te_lang(_signaal: int, _frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, te_lang)
    return Motor(
        lambda dossiers: [celpy.json_to_cel(zonder_leeg(d)) for d in dossiers],
        lambda dossiers: [een(d) for d in dossiers],
    )
