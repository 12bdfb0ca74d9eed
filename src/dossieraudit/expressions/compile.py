"""Turns checked expressions into the source of one plain Python function, so that scoring runs at native speed.

Only nodes that the check built are written out; texts of a framework reach the source as entries of a table of
constants, never as source. Three values throughout: True, False and None (unknown), strong Kleene.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.functions import ONEINDIG, aandeel, leeftijd, plus_maanden, tussenpoos, werkdagen

HULP: dict[str, Any] = {
    "_maanden": plus_maanden,
    "_leeftijd": leeftijd,
    "_aandeel": aandeel,
    "_werkdagen": werkdagen,
    "_tussenpoos": tussenpoos,
}
INSPRINGING = "    "


class Codeschrijver:
    """Writes statements into a growing function body; `waarde` gives the expression that holds a node's value."""

    def __init__(self) -> None:
        self.regels: list[str] = []
        self.kop: list[str] = []
        self.constanten: dict[str, Any] = dict(HULP)
        self.kenmerken: dict[str, str] = {}
        self._namen: dict[Any, str] = {}
        self._diepte = 1
        self._teller = 0
        self._lussen: dict[int, str] = {}

    # Building blocks

    def regel(self, tekst: str) -> None:
        """One statement at the current depth."""
        self.regels.append(INSPRINGING * self._diepte + tekst)

    @contextmanager
    def blok(self, kop: str) -> Iterator[None]:
        """A compound statement; what is written inside stands one level deeper."""
        self.regel(kop)
        self._diepte += 1
        begin = len(self.regels)
        yield
        if len(self.regels) == begin:
            self.regel("pass")
        self._diepte -= 1

    def nieuw(self, letter: str = "v") -> str:
        """A fresh local name."""
        self._teller += 1
        return f"{letter}{self._teller}"

    def constante(self, waarde: Any) -> str:
        """The name under which a constant of the framework is known to the function."""
        sleutel = (type(waarde), waarde)
        if sleutel not in self._namen:
            self._namen[sleutel] = f"C{len(self._namen)}"
            self.constanten[self._namen[sleutel]] = waarde
        return self._namen[sleutel]

    def atoom(self, node: n.Node) -> str:
        """A name or literal for the value of a node, safe to write more than once."""
        tekst = self.waarde(node)
        if tekst.isidentifier() or tekst.isdigit():
            return tekst
        naam = self.nieuw()
        self.regel(f"{naam} = {tekst}")
        return naam

    def bewaar(self, node: n.Node, naam: str) -> str:
        """Put the value of a node under a name of ours."""
        self.regel(f"{naam} = {self.waarde(node)}")
        return naam

    # Values

    def waarde(self, node: n.Node) -> str:
        """Python source for the value of a node; statements that it needs are written first."""
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
        atoom = self.atoom(node.deel)
        return f"(None if {atoom} is None else not {atoom})" if node.deel.nullable else f"(not {atoom})"

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
        return f"({self.waarde(node.deel)} is True{self._of_niet_aangeleverd(node.onderdelen)})"

    def _kwantor(self, node: n.Kwantor) -> str:
        return self._any_all(node) if node.soort in ("any", "all") else self._verzamel(node)

    def _als_bekend(self, delen: Iterable[n.Node], sjabloon: str) -> str:
        """`sjabloon` over the values, or None as soon as one of them is unknown."""
        delen = tuple(delen)
        atomen = [self.atoom(d) for d in delen]
        leeg = [f"{a} is None" for a, d in dict(zip(atomen, delen, strict=True)).items() if d.nullable]
        tekst = sjabloon.format(*atomen)
        return f"(None if {' or '.join(leeg)} else {tekst})" if leeg else f"({tekst})"

    def _of_niet_aangeleverd(self, delen: frozenset[str]) -> str:
        """Turns a False into unknown where one of these parts of the file was not supplied."""
        if not delen:
            return ""
        raakt = f"d.niet_aangeleverd and not {self.constante(delen)}.isdisjoint(d.niet_aangeleverd)"
        return f" or (None if {raakt} else False)"

    def _veldwaarde(self, node: n.Veldwaarde) -> str:
        if node.van is None:
            return self._vooraf(f"d.{node.naam}")
        van = self.atoom(node.van)
        tekst = f"(None if {van} is None else {van}.{node.naam})" if node.van.nullable else f"{van}.{node.naam}"
        return self._vooraf(tekst) if _zonder_lus(node) else tekst

    def _vooraf(self, tekst: str) -> str:
        """A field of the dossier outside every loop is read once, at the top of the function."""
        sleutel = ("vooraf", tekst)
        if sleutel not in self._namen:
            self._namen[sleutel] = self.nieuw("h")
            self.kop.append(f"{INSPRINGING}{self._namen[sleutel]} = {tekst}")
        return self._namen[sleutel]

    def _enof(self, node: n.EnOf) -> str:
        """Kleene and/or; stops at the first operand that decides."""
        beslissend = "False" if node.en else "True"
        naam = self.nieuw()
        self.bewaar(node.delen[0], naam)
        for deel in node.delen[1:]:
            with self.blok(f"if {naam} is not {beslissend}:"):
                deelwaarde = self.atoom(deel)
                # An operand that decides or is unknown replaces what was found; any other leaves it as it was.
                self.regel(f"if {deelwaarde} is not {'True' if node.en else 'False'}:")
                self.regel(f"{INSPRINGING}{naam} = {deelwaarde}")
        return naam

    def _vergelijking(self, node: n.Vergelijking) -> str:
        if "bereik" in (node.links.type.soort, node.rechts.type.soort):
            return self._vergelijk_bereik(node)
        return self._als_bekend((node.links, node.rechts), "{} " + node.op + " {}")

    def _grenzen(self, node: n.Node) -> tuple[str, str]:
        """Lower and upper bound of a count, gap or plain number; the whole range where that is unknown."""
        if isinstance(node, n.Kwantor) and node.soort == "count":
            return self._tel(node)
        if isinstance(node, n.Tussenpoos):
            return self._grenzen_tussenpoos(node)
        atoom = self.atoom(node)
        if not node.nullable:
            return atoom, atoom
        return f"(-{ONEINDIG} if {atoom} is None else {atoom})", f"({ONEINDIG} if {atoom} is None else {atoom})"

    def _vergelijk_bereik(self, node: n.Vergelijking) -> str:
        (al, ah), (bl, bh) = self._grenzen(node.links), self._grenzen(node.rechts)
        match node.op:
            case "<":
                waar, onwaar = f"{ah} < {bl}", f"{al} >= {bh}"
            case "<=":
                waar, onwaar = f"{ah} <= {bl}", f"{al} > {bh}"
            case ">":
                waar, onwaar = f"{al} > {bh}", f"{ah} <= {bl}"
            case ">=":
                waar, onwaar = f"{al} >= {bh}", f"{ah} < {bl}"
            case "==":
                waar, onwaar = f"{al} == {ah} == {bl} == {bh}", f"({ah} < {bl} or {bh} < {al})"
            case "!=":
                waar, onwaar = f"({ah} < {bl} or {bh} < {al})", f"{al} == {ah} == {bl} == {bh}"
        return f"(True if {waar} else False if {onwaar} else None)"

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
        with self.blok(f"if {voorwaarde}:"):
            self.bewaar(node.dan, naam)
        with self.blok(f"elif {voorwaarde} is False:" if node.voorwaarde.nullable else "else:"):
            self.bewaar(node.anders, naam)
        if node.voorwaarde.nullable:
            with self.blok("else:"):
                dan, anders = self.atoom(node.dan), self.atoom(node.anders)
                self.regel(f"{naam} = {dan} if {dan} == {anders} else None")
        return naam

    # Loops

    @contextmanager
    def _lus(self, doorloop: n.Doorloop, zonder_lijst: str) -> Iterator[str | None]:
        """A loop over the items that pass the conditions; gives the name that is None where that is uncertain."""
        bron = self.atoom(doorloop.bron)
        diepte = self._diepte
        if doorloop.bron.nullable:
            self.regel(f"if {bron} is None:")
            self.regel(f"{INSPRINGING}{zonder_lijst}")
            self.regel("else:")
            self._diepte += 1
        item = self._lussen[doorloop.variabele.nummer] = self.nieuw("x")
        self.regel(f"for {item} in {bron}:")
        self._diepte += 1
        mist = self.nieuw("m") if any(v.nullable for v in doorloop.voorwaarden) else None
        if mist is not None:
            self.regel(f"{mist} = True")
        for voorwaarde in doorloop.voorwaarden:
            atoom = self.atoom(voorwaarde)
            self.regel(f"if {atoom} is False:" if voorwaarde.nullable else f"if not {atoom}:")
            self.regel(f"{INSPRINGING}continue")
            if voorwaarde.nullable:
                self.regel(f"if {atoom} is None:")
                self.regel(f"{INSPRINGING}{mist} = None")
        yield mist
        self._diepte = diepte

    def _any_all(self, node: n.Kwantor) -> str:
        """any: one true item decides; all: one false item. An uncertain item leaves it open until one decides."""
        beslissend = node.soort == "any"
        naam = self.nieuw("q")
        self.regel(f"{naam} = {not beslissend}")
        with self._lus(node.doorloop, f"{naam} = None") as mist:
            atoom = self.atoom(node.inhoud)
            open_ = [f"{x} is None" for x, kan in ((mist, mist), (atoom, node.inhoud.nullable)) if kan]
            with self.blok(f"if {atoom} is not {not beslissend}:"):
                if open_:
                    self.regel(f"if {' or '.join(open_)}:")
                    self.regel(f"{INSPRINGING}{naam} = None")
                    self.regel(f"{INSPRINGING}continue")
                self.regel(f"{naam} = {beslissend}")
                self.regel("break")
        return naam

    def _tel(self, node: n.Kwantor) -> tuple[str, str]:
        laag, hoog = self.nieuw("n"), self.nieuw("n")
        self.regel(f"{laag} = {hoog} = 0")
        with self._lus(node.doorloop, f"{hoog} = {ONEINDIG}") as mist:
            self.regel(f"{hoog} += 1")
            if mist is None:
                self.regel(f"{laag} += 1")
            else:
                with self.blok(f"if {mist}:"):
                    self.regel(f"{laag} += 1")
        return laag, hoog

    def _verzamel(self, node: n.Kwantor) -> str:
        """min / max / sum: unknown as soon as one item is; the smallest of nothing is unknown too."""
        naam, leeg = self.nieuw("q"), self.nieuw("u")
        self.regel(f"{naam} = {'0' if node.soort == 'sum' else 'None'}")
        self.regel(f"{leeg} = False")
        with self._lus(node.doorloop, f"{leeg} = True") as mist:
            atoom = self.atoom(node.inhoud)
            open_ = [f"{x} is None" for x, kan in ((mist, mist), (atoom, node.inhoud.nullable)) if kan]
            if open_:
                with self.blok(f"if {' or '.join(open_)}:"):
                    self.regel(f"{leeg} = True")
                    self.regel("break")
            if node.soort == "sum":
                self.regel(f"{naam} += {atoom}")
            else:
                self.regel(f"if {naam} is None or {atoom} {'<' if node.soort == 'min' else '>'} {naam}:")
                self.regel(f"{INSPRINGING}{naam} = {atoom}")
        return f"(None if {leeg} else {naam})"

    def _grenzen_tussenpoos(self, node: n.Tussenpoos) -> tuple[str, str]:
        zeker, mogelijk, ongedateerd = self.nieuw("z"), self.nieuw("z"), self.nieuw("z")
        self.regel(f"{zeker}, {mogelijk}, {ongedateerd} = [], [], False")
        with self._lus(node.doorloop, f"{ongedateerd} = True") as mist:
            atoom = self.atoom(node.inhoud)
            if node.inhoud.nullable:
                with self.blok(f"if {atoom} is None:"):
                    self.regel(f"{ongedateerd} = True")
                    self.regel("continue")
            self.regel(f"{mogelijk}.append({atoom})")
            self.regel(f"if {mist}: {zeker}.append({atoom})" if mist else f"{zeker}.append({atoom})")
        van, tot, laag, hoog = self.atoom(node.van), self.atoom(node.tot), self.nieuw("n"), self.nieuw("n")
        self.regel(f"{laag}, {hoog} = _tussenpoos({zeker}, {mogelijk}, {ongedateerd}, {van}, {tot})")
        return laag, hoog

    def functie(self, naam: str, argumenten: str) -> Any:
        """Compile what was written into a function."""
        bron = "\n".join((f"def {naam}({argumenten}):", *self.kop, *self.regels, ""))
        omgeving: dict[str, Any] = {"__builtins__": {}, **self.constanten}
        exec(compile(bron, f"<{naam}>", "exec"), omgeving)
        return omgeving[naam]


def _zonder_lus(node: n.Node) -> bool:
    """Whether a chain of fields starts at the dossier itself."""
    while isinstance(node, n.Veldwaarde) and node.van is not None:
        node = node.van
    return isinstance(node, n.Veldwaarde)
