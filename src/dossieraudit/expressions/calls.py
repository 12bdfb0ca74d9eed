"""The rules of what looks like a call: quantifiers, periods and functions. Part of the check."""

import ast
from typing import TYPE_CHECKING, Literal, cast

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions import types as t
from dossieraudit.expressions.functions import MAX_DAGEN, MAX_MAANDEN
from dossieraudit.expressions.syntax import Bron

# Name → what it gives, for messages and for the reference of the language.
FUNCTIES: dict[str, str] = {
    "any": "waar als het voor minstens één item geldt: any(E for x in lijst if C)",
    "all": "waar als het voor alle items geldt: all(E for x in lijst if C)",
    "count": "telt items: count(x for x in lijst if C) of count(lijst); alleen om te vergelijken",
    "min": "het kleinste: min(E for x in lijst if C)",
    "max": "het grootste: max(E for x in lijst if C)",
    "sum": "de som van getallen: sum(E for x in lijst if C)",
    "langste_tussenpoos": "langste tussenpoos in dagen: langste_tussenpoos((D for x in lijst if C), van, tot)",
    "dagen": "een periode van n dagen",
    "weken": "een periode van n weken",
    "maanden": "n kalendermaanden, bij een datum op te tellen",
    "werkdagen": "aantal werkdagen na de eerste tot en met de tweede datum: werkdagen(van, tot)",
    "leeftijd": "leeftijd in jaren in het kalenderjaar van de datum: leeftijd(geboortejaar, datum)",
    "aandeel": "het eerste getal als percentage (0 tot 100) van het tweede; onbekend als dat nul is",
    "bekend": "waar als het veld is vastgelegd",
    "onbekend": "waar als het veld niet is vastgelegd",
    "aantoonbaar": "waar als het aantoonbaar waar is; onbekend telt als niet aangetoond",
}
MAX_LUSSEN = 4
PERIODEN = {"dagen": (1, MAX_DAGEN), "weken": (7, MAX_DAGEN // 7), "maanden": (1, MAX_MAANDEN)}


class Aanroepregels:
    """Mixed into the check; it has `bezoek`, `bool_`, `fout` and the loop variables."""

    bron: Bron
    variabelen: dict[str, n.Variabele]
    teller: int
    uit_lijst: set[int]  # loop variables over a fixed list: each of their texts must be possible

    if TYPE_CHECKING:

        def bezoek(self, boom: ast.expr) -> n.Node: ...
        def bool_(self, boom: ast.expr) -> n.Node: ...
        def fout(self, plaats: ast.AST, melding: str, advies: str | None = None) -> n.Node: ...
        def onderdelen(self, node: n.Node) -> frozenset[str]: ...
        def heeft_betekenis(self, naam: str) -> bool: ...

    def aanroep(self, boom: ast.Call, naam: str) -> n.Node:
        """The typed node of a call of one of `FUNCTIES`."""
        if naam in ("any", "all", "count", "min", "max", "sum"):
            return self._kwantor(boom, naam)
        if naam == "langste_tussenpoos":
            return self._tussenpoos(boom)
        if naam in PERIODEN:
            return self._periode(boom, naam)
        if naam in ("bekend", "onbekend", "aantoonbaar"):
            return self._weten(boom, naam)
        return self._gewoon(boom, naam)

    def _aantal(self, boom: ast.Call, naam: str, aantal: int) -> bool:
        if len(boom.args) == aantal:
            return True
        self.fout(boom, f"{naam} vraagt {aantal} argument{'en' if aantal > 1 else ''}", FUNCTIES[naam])
        return False

    def _leeg(self, boom: ast.AST) -> n.Node:
        """Stands for a part whose fault is already noted."""
        return n.Const(t.FOUT, self.bron.span(boom), False, False)

    # Quantifiers

    def _kwantor(self, boom: ast.Call, naam: str) -> n.Node:
        if not self._aantal(boom, naam, 1):
            return self._leeg(boom)
        argument = boom.args[0]
        if naam == "count" and not isinstance(argument, (ast.GeneratorExp, ast.ListComp)):
            return self._tel_lijst(boom, argument)
        doorlopen = self._doorloop(argument, naam)
        if doorlopen is None:
            return self._leeg(boom)
        doorloop, inhoud, plaats = doorlopen
        soort = cast('Literal["any", "all", "count", "min", "max", "sum"]', naam)
        span = self.bron.span(boom)
        onbekend = doorloop.bron.nullable or inhoud.nullable or any(v.nullable for v in doorloop.voorwaarden)
        if naam in ("any", "all"):
            if inhoud.type.soort not in ("bool", "fout"):
                return self.fout(plaats, f"{naam} vraagt een ja/nee-waarde per item, geen {inhoud.type.benaming}")
            return n.Kwantor(t.BOOL, span, onbekend, soort, doorloop, inhoud)
        if naam == "count":
            if not isinstance(inhoud, n.Variabele):
                return self.fout(plaats, "count telt items", "schrijf count(x for x in lijst if voorwaarde)")
            return n.Kwantor(t.TELLING, span, True, soort, doorloop, inhoud)
        mag = ("getal",) if naam == "sum" else ("getal", "datum", "duur")
        if inhoud.type.soort not in (*mag, "fout"):
            return self.fout(plaats, f"{naam} gaat over {' of '.join(mag)}, niet over {inhoud.type.benaming}")
        # The smallest of nothing is unknown, so min and max may always be.
        return n.Kwantor(inhoud.type, span, onbekend or naam != "sum", soort, doorloop, inhoud)

    def _tel_lijst(self, boom: ast.Call, argument: ast.expr) -> n.Node:
        bron = self.bezoek(argument)
        if bron.type.soort == "fout":
            return bron
        if bron.type.soort != "lijst" or bron.type.element is None:
            return self.fout(argument, f"count telt een lijst, geen {bron.type.kaal}")
        self.teller += 1
        span = self.bron.span(boom)
        variabele = n.Variabele(bron.type.element, span, False, "item", self.teller)
        return n.Kwantor(t.TELLING, span, True, "count", n.Doorloop(variabele, bron, ()), variabele)

    def _doorloop(self, argument: ast.expr, naam: str) -> tuple[n.Doorloop, n.Node, ast.expr] | None:
        """The loop, its content and the content's place; None where a fault was noted."""
        if not isinstance(argument, (ast.GeneratorExp, ast.ListComp)):
            self.fout(argument, f"{naam} vraagt 'E for x in lijst'", FUNCTIES[naam])
            return None
        if len(argument.generators) != 1:
            self.fout(argument, "er mag maar één 'for' staan", "zet een tweede any(…) of all(…) binnen de eerste")
            return None
        lus = argument.generators[0]
        if len(self.variabelen) >= MAX_LUSSEN:
            self.fout(argument, f"meer dan {MAX_LUSSEN} lussen in elkaar", "splits de eis of maak er een kenmerk van")
            return None
        if lus.is_async or not isinstance(lus.target, ast.Name):
            self.fout(lus.target, "na 'for' hoort één naam")
            return None
        bron = self.bezoek(lus.iter)
        if bron.type.soort != "lijst" or bron.type.element is None:
            if bron.type.soort != "fout":
                self.fout(lus.iter, f"na 'in' hoort een lijst, geen {bron.type.kaal}")
            return None
        self.teller += 1
        naam_variabele = lus.target.id
        buiten = self.variabelen.get(naam_variabele)
        if buiten is not None or self.heeft_betekenis(naam_variabele):
            self.fout(lus.target, f"'{naam_variabele}' is al in gebruik", "kies een andere naam")
            return None
        variabele = n.Variabele(bron.type.element, self.bron.span(lus.target), False, naam_variabele, self.teller)
        self.variabelen[naam_variabele] = variabele
        if isinstance(bron, n.ConstLijst):
            self.uit_lijst.add(self.teller)
        voorwaarden = tuple(self.bool_(v) for v in lus.ifs)
        inhoud = self.bezoek(argument.elt)
        del self.variabelen[naam_variabele]
        return n.Doorloop(variabele, bron, voorwaarden), inhoud, argument.elt

    def _tussenpoos(self, boom: ast.Call) -> n.Node:
        if not self._aantal(boom, "langste_tussenpoos", 3):
            return self._leeg(boom)
        doorlopen = self._doorloop(boom.args[0], "langste_tussenpoos")
        grenzen = [self.bezoek(a) for a in boom.args[1:]]
        if doorlopen is None:
            return self._leeg(boom)
        doorloop, inhoud, plaats = doorlopen
        for node, waar in ((inhoud, plaats), (grenzen[0], boom.args[1]), (grenzen[1], boom.args[2])):
            if node.type.soort not in ("datum", "fout"):
                return self.fout(waar, f"langste_tussenpoos gaat over datums, niet over {node.type.benaming}")
        return n.Tussenpoos(t.TUSSENPOOS, self.bron.span(boom), True, doorloop, inhoud, grenzen[0], grenzen[1])

    # Periods and plain functions

    def _periode(self, boom: ast.Call, naam: str) -> n.Node:
        """A fixed period; a number of weeks becomes days here, so nothing is left to compute."""
        if not self._aantal(boom, naam, 1):
            return self._leeg(boom)
        maal, grens = PERIODEN[naam]
        soort = t.MAANDEN if naam == "maanden" else t.DUUR
        span, argument = self.bron.span(boom), self.bezoek(boom.args[0])
        match argument:
            case n.Const(type=t.FOUT):
                return argument
            case n.Const(waarde=int(waarde), type=t.GETAL, parameter=parameter):
                if not 0 <= waarde <= grens:
                    return self.fout(boom.args[0], f"een aantal {naam} ligt tussen 0 en {grens}")
                return n.Const(soort, span, False, waarde * maal, parameter)
            case n.Opzoeking(parameter=parameter, tabel=tabel, sleutel=sleutel) if naam != "maanden":
                if not all(0 <= w <= grens for _, w in tabel):
                    return self.fout(boom.args[0], f"een aantal {naam} ligt tussen 0 en {grens}")
                omgerekend = tuple((k, w * maal) for k, w in tabel)
                return n.Opzoeking(soort, span, argument.nullable, parameter, omgerekend, sleutel)
        return self.fout(boom.args[0], f"{naam} vraagt een getal of een parameter", FUNCTIES[naam])

    def _gewoon(self, boom: ast.Call, naam: str) -> n.Node:
        soorten = {"werkdagen": ("datum", "datum"), "leeftijd": ("getal", "datum"), "aandeel": ("getal", "getal")}[naam]
        if not self._aantal(boom, naam, len(soorten)):
            return self._leeg(boom)
        argumenten = tuple(self.bezoek(a) for a in boom.args)
        for node, soort, waar in zip(argumenten, soorten, boom.args, strict=True):
            if node.type.soort not in (soort, "fout"):
                return self.fout(waar, f"{naam} vraagt hier {t.Type(soort).benaming}, geen {node.type.benaming}")  # type: ignore[arg-type]
        functie = cast('Literal["werkdagen", "leeftijd", "aandeel"]', naam)
        nullable = naam == "aandeel" or any(a.nullable for a in argumenten)  # a share of nothing is unknown
        return n.Aanroep(t.GETAL, self.bron.span(boom), nullable, functie, argumenten)

    # What is recorded

    def _weten(self, boom: ast.Call, naam: str) -> n.Node:
        if not self._aantal(boom, naam, 1):
            return self._leeg(boom)
        span = self.bron.span(boom)
        if naam == "aantoonbaar":
            deel = self.bool_(boom.args[0])
            delen = self.onderdelen(deel)
            return n.Aantoonbaar(t.BOOL, span, deel.nullable and bool(delen), deel, delen)
        veld = self.bezoek(boom.args[0])
        if veld.type.soort == "fout":
            return veld
        if not isinstance(veld, n.Veldwaarde):
            return self.fout(boom.args[0], f"{naam} vraagt een veld", FUNCTIES[naam])
        if not veld.nullable:
            return self.fout(boom.args[0], f"dit veld is altijd vastgelegd, dus {naam} zegt niets")
        delen = self._wortels(veld)
        node = n.Bekend(t.BOOL, span, bool(delen), veld, delen)
        return node if naam == "bekend" else n.Niet(t.BOOL, span, node.nullable, node)

    def _wortels(self, veld: n.Veldwaarde) -> frozenset[str]:
        """The part of the file of a field of the dossier itself; an item of a list was supplied, so it has none."""
        node: n.Node = veld
        while isinstance(node, n.Veldwaarde):
            if node.van is None:
                return frozenset({node.naam})
            node = node.van
        return frozenset()
