"""The rules of what stands between two values: comparing, 'in', + and -. Part of the check."""

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions import types as t
from dossieraudit.expressions.functions import MAX_DAGEN
from dossieraudit.expressions.syntax import Bron

Vergelijker = Literal["==", "!=", "<", "<=", ">", ">="]

VERGELIJKERS: dict[type[ast.cmpop], Vergelijker] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
GEORDEND = {"getal", "datum", "duur"}


class Rekenregels:
    """Mixed into the check; it has `bezoek`, `fout`, `buiten_lijst` and the loop variables."""

    bron: Bron
    uit_lijst: set[int]

    if TYPE_CHECKING:

        def bezoek(self, boom: ast.expr) -> n.Node: ...
        def fout(self, plaats: ast.AST, melding: str, advies: str | None = None) -> n.Node: ...
        def buiten_lijst(self, waarde: t.Type, veld: t.Type) -> tuple[str, str | None] | None: ...

    def _compare(self, boom: ast.Compare) -> n.Node:
        delen, links = [], boom.left
        for op, rechts in zip(boom.ops, boom.comparators, strict=True):
            delen.append(self._vergelijk(boom, op, links, rechts))
            links = rechts
        if len(delen) == 1:
            return delen[0]
        return n.EnOf(t.BOOL, self.bron.span(boom), any(d.nullable for d in delen), True, tuple(delen))

    def _vergelijk(self, boom: ast.Compare, op: ast.cmpop, linkerdeel: ast.expr, rechterdeel: ast.expr) -> n.Node:
        links, rechts = self.bezoek(linkerdeel), self.bezoek(rechterdeel)
        if t.FOUT in (links.type, rechts.type):
            return n.Const(t.FOUT, self.bron.span(boom), False, False)
        if isinstance(op, (ast.In, ast.NotIn)):
            return self._bevat(boom, op, (linkerdeel, links), (rechterdeel, rechts))
        teken = VERGELIJKERS.get(type(op))
        if teken is None:
            return self.fout(boom, "deze vergelijking kent de taal niet", "gebruik ==, !=, <, <=, >, >= of in")
        fout = self._past(links.type, rechts.type, teken)
        if fout is not None:
            return self.fout(boom, *fout)
        for eigen, ander, plaats in ((links, rechts, linkerdeel), (rechts, links, rechterdeel)):
            if isinstance(eigen, n.Const) and (kwaad := self.buiten_lijst(eigen.type, ander.type)):
                return self.fout(plaats, *kwaad)
        nullable = links.nullable or rechts.nullable or "bereik" in (links.type.soort, rechts.type.soort)
        return n.Vergelijking(t.BOOL, self.bron.span(boom), nullable, teken, links, rechts)

    def _past(self, links: t.Type, rechts: t.Type, teken: str) -> tuple[str, str | None] | None:
        """What is wrong with comparing these two types, or None."""
        soorten = [
            (x.element.soort if x.element is not None else "fout") if x.soort == "bereik" else x.soort
            for x in (links, rechts)
        ]
        if soorten[0] != soorten[1]:
            return (
                f"{links.benaming} kan niet met {rechts.benaming} worden vergeleken",
                _advies_vergelijking(soorten),
            )
        mag = GEORDEND | {"bool", "tekst"} if teken in ("==", "!=") else GEORDEND
        if soorten[0] not in mag:
            return f"{links.benaming} kan niet met '{teken}' worden vergeleken", None
        return None

    def _bevat(
        self, boom: ast.Compare, op: ast.cmpop, item: tuple[ast.expr, n.Node], lijst: tuple[ast.expr, n.Node]
    ) -> n.Node:
        element = lijst[1].type.element
        if lijst[1].type.soort != "lijst" or element is None:
            return self.fout(lijst[0], f"na 'in' hoort een lijst, geen {lijst[1].type.kaal}")
        if element.soort != item[1].type.soort or element.soort == "object":
            return self.fout(boom, f"{item[1].type.benaming} kan niet in een lijst van {element.soort} staan")
        vast = isinstance(item[1], n.Const) or (isinstance(item[1], n.Variabele) and item[1].nummer in self.uit_lijst)
        if vast and (kwaad := self.buiten_lijst(item[1].type, element)):
            return self.fout(item[0], *kwaad)
        if isinstance(lijst[1], n.ConstLijst) and (kwaad := self.buiten_lijst(element, item[1].type)):
            return self.fout(lijst[0], *kwaad)
        span, nullable = self.bron.span(boom), item[1].nullable or lijst[1].nullable
        node = n.Bevat(t.BOOL, span, nullable, item[1], lijst[1])
        return n.Niet(t.BOOL, span, nullable, node) if isinstance(op, ast.NotIn) else node

    def _binop(self, boom: ast.BinOp) -> n.Node:
        links, rechts = self.bezoek(boom.left), self.bezoek(boom.right)
        if t.FOUT in (links.type, rechts.type):
            return n.Const(t.FOUT, self.bron.span(boom), False, False)
        if not isinstance(boom.op, (ast.Add, ast.Sub)):
            return self.fout(boom, "alleen + en - bestaan", "reken met dagen(…), weken(…) en maanden(…)")
        teken: Literal["+", "-"] = "+" if isinstance(boom.op, ast.Add) else "-"
        uitkomst = {
            ("datum", "-", "datum"): t.DUUR,
            ("datum", "+", "duur"): t.DATUM,
            ("datum", "-", "duur"): t.DATUM,
            ("datum", "+", "maanden"): t.DATUM,
            ("datum", "-", "maanden"): t.DATUM,
            ("duur", "+", "duur"): t.DUUR,
            ("duur", "-", "duur"): t.DUUR,
            ("getal", "+", "getal"): t.GETAL,
            ("getal", "-", "getal"): t.GETAL,
        }.get((links.type.soort, teken, rechts.type.soort))
        if uitkomst is None:
            return self.fout(
                boom,
                f"{links.type.benaming} {teken} {rechts.type.benaming} heeft geen betekenis",
                _advies_vergelijking([links.type.soort, rechts.type.soort]),
            )
        if uitkomst == t.DATUM and not isinstance(rechts, (n.Const, n.Opzoeking)):
            return self.fout(boom.right, "bij een datum hoort een vaste periode", "gebruik dagen(…) of weken(…)")
        if uitkomst == t.DATUM and _verste(links) + _verste(rechts) > 2 * MAX_DAGEN:
            return self.fout(boom, "de perioden bij deze datum zijn samen langer dan tweehonderd jaar")
        nullable = links.nullable or rechts.nullable
        return n.Rekensom(uitkomst, self.bron.span(boom), nullable, teken, links, rechts)


def _verste(node: n.Node) -> int:
    """How many days a date (or period) can lie from a date of the file at most."""
    if isinstance(node, n.Const) and node.type.soort in ("duur", "maanden"):
        return int(node.waarde) * (31 if node.type.soort == "maanden" else 1)
    if isinstance(node, n.Opzoeking):
        return max((waarde for _, waarde in node.tabel), default=0)
    delen = [_verste(kind) for kind in n.kinderen(node) if kind.type.soort in ("datum", "duur", "maanden")]
    return sum(delen) if isinstance(node, n.Rekensom) else max(delen, default=0)


def _advies_vergelijking(soorten: Iterable[str]) -> str | None:
    """Advice for the mixtures that people make."""
    paar = set(soorten)
    if paar == {"datum", "getal"}:
        return "schrijf het getal als periode bij een datum, bijvoorbeeld ontvangen_op + dagen(14)"
    if paar == {"duur", "getal"}:
        return "schrijf het getal als dagen(…) of weken(…)"
    if "maanden" in paar:
        return "tel maanden bij een datum op, bijvoorbeeld start + maanden(3)"
    return None
