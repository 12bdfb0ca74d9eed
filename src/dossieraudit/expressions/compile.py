"""Turns checked expressions into the source of one plain Python function, so that scoring runs at native speed.

Only nodes that the check built are written out; texts of a framework reach the source as entries of a table of
constants, never as source. Three values throughout: True, False and None (unknown), strong Kleene.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.bereik import vergelijk_grenzen, vergelijk_lengte
from dossieraudit.expressions.functions import (
    ONEINDIG,
    aandeel,
    leeftijd,
    plus_maanden,
    te_veel_werk,
    tussenpoos,
    werkdagen,
)
from dossieraudit.expressions.loops import Lusschrijver, zonder_lus
from dossieraudit.expressions.sharing import lidmaatschap, vorm

HULP: dict[str, Any] = {
    "_maanden": plus_maanden,
    "_leeftijd": leeftijd,
    "_aandeel": aandeel,
    "_werkdagen": werkdagen,
    "_tussenpoos": tussenpoos,
    "_len": len,
    "_te_veel_werk": te_veel_werk,
}
# Python takes a hundred levels of indentation; an expression itself may be forty deep.
_DIEP = 20
# Already a name or a constant.
_ENKELVOUDIG = (n.Const, n.ConstLijst, n.Peildatum, n.Kenmerkwaarde, n.Variabele)


class Codeschrijver(Lusschrijver):
    """Writes statements into a growing function body; `waarde` gives the expression that holds a node's value."""

    def __init__(self) -> None:
        super().__init__()
        self.constanten |= HULP
        self.kenmerken: dict[str, str] = {}

    def atoom(self, node: n.Node) -> str:
        """A name or literal for the value of a node, safe to write more than once."""
        return self._als_naam(self.waarde(node))

    def _als_naam(self, tekst: str) -> str:
        if tekst.isidentifier() or tekst.isdigit():
            return tekst
        naam = self.nieuw()
        self.regel(f"{naam} = {tekst}")
        return naam

    def bewaar(self, node: n.Node, naam: str) -> None:
        """Put the value of a node under a name of ours."""
        self.regel(f"{naam} = {self.waarde(node)}")

    # Values

    def waarde(self, node: n.Node) -> str:
        """Python source for the value of a node; statements that it needs are written first."""
        laag = self._laag_voor(node)
        if laag is None:
            return self._waarde(node)
        naam: str = self.eenmaal(vorm(node), laag, lambda: self._als_naam(self._waarde(node)))
        return naam

    def _laag_voor(self, node: n.Node) -> int | None:
        """The layer of a node that does not depend on the innermost loop, so that it is worked out before it."""
        if not self.lusdiepte or isinstance(node, _ENKELVOUDIG) or zonder_lus(node):
            return None
        laag = self.laag_van(node)
        return laag if laag < self.lusdiepte else None

    def _waarde(self, node: n.Node) -> str:
        methode: Callable[[Any], str] = getattr(self, f"_{type(node).__name__.lower()}")
        return methode(node)

    def _const(self, node: n.Const) -> str:
        if node.type.soort in ("getal", "duur"):
            return str(node.waarde) if int(node.waarde) >= 0 else f"({node.waarde})"
        return str(node.waarde) if isinstance(node.waarde, bool) else self.constante(node.waarde)

    def _constlijst(self, node: n.ConstLijst) -> str:
        return self.constante(node.waarden)

    def _peildatum(self, _node: n.Peildatum) -> str:
        return "peildatum"

    def _kenmerkwaarde(self, node: n.Kenmerkwaarde) -> str:
        return self.kenmerken[node.naam]

    def _variabele(self, node: n.Variabele) -> str:
        return self._lussen[node.nummer]

    def _niet(self, node: n.Niet) -> str:
        if not node.deel.nullable:
            return f"(not {self.waarde(node.deel)})"
        atoom = self.atoom(node.deel)
        return f"(None if {atoom} is None else not {atoom})"

    def _bevat(self, node: n.Bevat) -> str:
        return self._als_bekend((node.item, node.lijst), "{} in {}")

    def _opzoeking(self, node: n.Opzoeking) -> str:
        naam = self.nieuw("T")
        self.constanten[naam] = dict(node.tabel)
        return self._als_bekend((node.sleutel,), naam + ".get({})")

    def _aanroep(self, node: n.Aanroep) -> str:
        return self._als_bekend(node.argumenten, f"_{node.functie}(" + ", ".join("{}" for _ in node.argumenten) + ")")

    def _bekend(self, node: n.Bekend) -> str:
        return f"({self.waarde(node.deel)} is not None{self._of_niet_aangeleverd(node.onderdelen)})"

    def _aantoonbaar(self, node: n.Aantoonbaar) -> str:
        atoom = self.atoom(node.deel)
        if not node.deel.nullable:
            return atoom
        return f"({atoom} if {atoom} is not None else False{self._of_niet_aangeleverd(node.onderdelen)})"

    def _kwantor(self, node: n.Kwantor) -> str:
        lid = lidmaatschap(node)
        if lid is not None:
            laag = self._laag_van_leden(lid)
            if laag < self.lusdiepte:
                return self._is_lid(lid, laag)
        return self._any_all(node) if node.soort in ("any", "all") else self._verzamel(node)

    def _als_bekend(self, delen: Iterable[n.Node], sjabloon: str) -> str:
        """`sjabloon` over the values, or None as soon as one of them is unknown."""
        leeg, tekst = self._leeg_of(delen, sjabloon)
        return f"(None if {leeg} else {tekst})" if leeg else f"({tekst})"

    def _leeg_of(self, delen: Iterable[n.Node], sjabloon: str) -> tuple[str, str]:
        """When one of the values is unknown (nothing if that cannot be), and `sjabloon` over the values."""
        delen = tuple(delen)
        atomen = [self.atoom(d) if d.nullable else self.waarde(d) for d in delen]
        leeg = [f"{a} is None" for a, d in dict(zip(atomen, delen, strict=True)).items() if d.nullable]
        return " or ".join(leeg), sjabloon.format(*atomen)

    def _gesplitst(self, node: n.Node) -> tuple[str, str] | None:
        """The same for a test that is looked at only once, so that its value needs no name."""
        if self._laag_voor(node) is not None:
            return None
        if isinstance(node, n.Bevat):
            return self._leeg_of((node.item, node.lijst), "{} in {}")
        if isinstance(node, n.Vergelijking) and "bereik" not in (node.links.type.soort, node.rechts.type.soort):
            return self._leeg_of((node.links, node.rechts), "{} " + node.op + " {}")
        return None

    def _of_niet_aangeleverd(self, delen: frozenset[str]) -> str:
        """Turns a False into unknown where one of these parts of the file was not supplied."""
        if not delen:
            return ""
        kwijt = self.vooraf("d.niet_aangeleverd")
        return f" or (None if {kwijt} and not {self.constante(delen)}.isdisjoint({kwijt}) else False)"

    def _veldwaarde(self, node: n.Veldwaarde) -> str:
        if node.van is None:
            return self.vooraf(f"d.{node.naam}")
        van = self.atoom(node.van)
        tekst = f"{van}.{node.naam}"
        if node.van.nullable:
            tekst = f"(None if {van} is None else {tekst})"
        return self.vooraf(tekst) if zonder_lus(node) else tekst

    def _enof(self, node: n.EnOf) -> str:
        """Kleene and/or; stops at the first operand that decides."""
        beslissend, anders = ("False", "True") if node.en else ("True", "False")
        delen = [deel for deel in node.delen if vaste_waarde(deel) is not node.en]
        if any(vaste_waarde(deel) is not None for deel in delen) or not delen:
            return beslissend if delen else anders
        naam, diepte = self.nieuw(), self._diepte
        self.bewaar(delen[0], naam)
        for deel in delen[1:]:
            if self._diepte > _DIEP:
                self._diepte = diepte
            self.regel(f"if {naam} is not {beslissend}:")
            self._diepte += 1
            # An operand that decides or is unknown replaces what was found; any other leaves it as it was.
            if deel.nullable:
                deelwaarde = self.atoom(deel)
                self.regel(f"if {deelwaarde} is not {anders}: {naam} = {deelwaarde}")
            else:
                self.regel(f"if {'not ' if node.en else ''}{self.waarde(deel)}: {naam} = {beslissend}")
        self._diepte = diepte
        return naam

    def _vergelijking(self, node: n.Vergelijking) -> str:
        if "bereik" in (node.links.type.soort, node.rechts.type.soort):
            return self._vergelijk_bereik(node)
        return self._als_bekend((node.links, node.rechts), "{} " + node.op + " {}")

    def _grenzen(self, node: n.Node) -> tuple[str, str]:
        """Lower and upper bound of a count, gap or plain number; the whole range where that is unknown."""
        schrijf: Callable[[], tuple[str, str]] | None = None
        if isinstance(node, n.Tussenpoos):
            schrijf = partial(self._grenzen_tussenpoos, node)
        elif isinstance(node, n.Kwantor) and node.soort == "count":
            schrijf = partial(self._tel, node)
        if schrijf is not None:
            laag = self._laag_voor(node)
            paar: tuple[str, str] = schrijf() if laag is None else self.eenmaal(vorm(node), laag, schrijf)
            return paar
        atoom = self.atoom(node)
        if not node.nullable:
            return atoom, atoom
        return f"(-{ONEINDIG} if {atoom} is None else {atoom})", f"({ONEINDIG} if {atoom} is None else {atoom})"

    def _vergelijk_bereik(self, node: n.Vergelijking) -> str:
        links, rechts = node.links, node.rechts
        if isinstance(links, n.Kwantor) and links.soort == "count" and isinstance(rechts, n.Const):
            bron = links.doorloop.bron
            if not links.doorloop.voorwaarden:
                return vergelijk_lengte(self.atoom(bron), bron.nullable, node.op, int(rechts.waarde))
        return vergelijk_grenzen(node.op, self._grenzen(links), self._grenzen(rechts))

    def _rekensom(self, node: n.Rekensom) -> str:
        links, rechts = node.links, node.rechts
        if links.type.soort == rechts.type.soort == "datum":
            return self._als_bekend((links, rechts), "({} - {}).days")
        if links.type.soort != "datum":
            return self._als_bekend((links, rechts), "{} " + node.op + " {}")
        if rechts.type.soort == "maanden":
            maanden = rechts.waarde if isinstance(rechts, n.Const) else 0
            return self._als_bekend((links,), f"_maanden({{}}, {maanden if node.op == '+' else -int(maanden)})")
        if isinstance(rechts, n.Const):
            periode = self.constante(timedelta(days=int(rechts.waarde)))
            return self._als_bekend((links,), f"{{}} {node.op} {periode}")
        self.constanten["_dagen"] = timedelta
        return self._als_bekend((links, rechts), f"{{}} {node.op} _dagen({{}})")

    def _keuze(self, node: n.Keuze) -> str:
        """The branch that the condition picks; with the condition unknown, what both branches agree on."""
        voorwaarde, naam = self.atoom(node.voorwaarde), self.nieuw()
        if not node.voorwaarde.nullable:
            with self.blok(f"if {voorwaarde}:"):
                self.bewaar(node.dan, naam)
            with self.blok("else:"):
                self.bewaar(node.anders, naam)
            return naam
        # Each branch is written once, or the code would double with every choice within a choice.
        anders = self.nieuw()
        with self.blok(f"if {voorwaarde} is not False:"):
            self.bewaar(node.dan, naam)
        with self.blok(f"if {voorwaarde} is not True:"):
            self.bewaar(node.anders, anders)
        with self.blok(f"if {voorwaarde} is False:"):
            self.regel(f"{naam} = {anders}")
        with self.blok(f"elif {voorwaarde} is None and {naam} != {anders}:"):
            self.regel(f"{naam} = None")
        return naam


_VERGELIJKINGEN: dict[str, Callable[[Any, Any], bool]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


def vaste_waarde(node: n.Node) -> bool | None:
    """What a comparison of constants comes to, as of a parameter that a profile sets; None for anything else."""
    if isinstance(node, n.Vergelijking) and isinstance(node.links, n.Const) and isinstance(node.rechts, n.Const):
        return _VERGELIJKINGEN[node.op](node.links.waarde, node.rechts.waarde)
    return None
