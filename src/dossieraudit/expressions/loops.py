"""The loops of the compiled function: quantifiers, counts and gaps. Part of the compiler."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.functions import MAX_WERK, ONEINDIG
from dossieraudit.expressions.sharing import Eisen, Lidmaatschap, lidmaatschap, op_volgorde, uitgesplitst
from dossieraudit.expressions.writing import INSPRINGING, Regelschrijver


class Lusschrijver(Regelschrijver):
    """Mixed into the compiler, which writes what stands in the loops."""

    def __init__(self) -> None:
        super().__init__()
        self._lussen: dict[int, str] = {}

    if TYPE_CHECKING:

        def atoom(self, node: n.Node) -> str: ...
        def waarde(self, node: n.Node) -> str: ...
        def _laag_voor(self, node: n.Node) -> int | None: ...
        def _gesplitst(self, node: n.Node) -> tuple[str, str] | None: ...

    @contextmanager
    def _lus(self, doorloop: n.Doorloop, zonder_lijst: str, inhoud: Eisen = ()) -> Iterator[str | None]:
        """A loop over the items that pass the conditions and `inhoud`.

        Gives the name that is None where that is uncertain.
        """
        bron = self.atoom(doorloop.bron)
        diepte = self._diepte
        if doorloop.bron.nullable:
            self.regel(f"if {bron} is None:")
            self.regel(f"{INSPRINGING}{zonder_lijst}")
            self.regel("else:")
            self._diepte += 1
        if self.lusdiepte:
            werk = self.vooraf(str(MAX_WERK))
            lengte = f"_len({bron})"
            if zonder_lus(doorloop.bron):
                lengte = self.vooraf(f"(0 if {bron} is None else {lengte})" if doorloop.bron.nullable else lengte)
            self.regel(f"{werk} -= {lengte}")
            self.regel(f"if {werk} < 0: _te_veel_werk()")
        item = self._lussen[doorloop.variabele.nummer] = self.nieuw("x")
        self.regel(f"for {item} in {bron}:")
        self._diepte += 1
        self.open_laag(doorloop.variabele.nummer)
        eisen = (*(eis for voorwaarde in doorloop.voorwaarden for eis in uitgesplitst(voorwaarde, True)), *inhoud)
        mist = None
        for deel, gewenst in op_volgorde(eisen, doorloop.variabele):
            eerste = deel.nullable and mist is None
            if eerste:
                mist = self.nieuw("m")
            self._eis(deel, gewenst, mist, eerste)
            self.voorbij_de_voorwaarden()
        yield mist
        self.sluit_laag()
        self._diepte = diepte

    def _eis(self, deel: n.Node, gewenst: bool, mist: str | None, eerste: bool) -> None:
        """Go to the next item where a part is not as wanted, and remember where it is unknown.

        `eerste`: nothing is remembered about the item so far, so that this begins here.
        """
        if not deel.nullable:
            self.regel(f"if {'not ' if gewenst else ''}{self.waarde(deel)}: continue")
            return
        gesplitst = self._gesplitst(deel)
        if gesplitst is not None and gesplitst[0]:
            self.regel(f"if {gesplitst[0]}: {mist} = None")
            self.regel(f"elif {'not ' if gewenst else ''}({gesplitst[1]}): continue")
        else:
            # A field that is as wanted, as most are, is read once; a name would take as long as reading it twice.
            veld = isinstance(deel, n.Veldwaarde) and self._laag_voor(deel) is None
            waarde = self.waarde(deel) if veld else self.atoom(deel)
            with self.blok(f"if {waarde} is not {gewenst}:"):
                self.regel(f"if {waarde} is {not gewenst}: continue")
                self.regel(f"{mist} = None")
        if eerste:
            self.regel(f"else: {mist} = True")

    def _any_all(self, node: n.Kwantor) -> str:
        """any: one true item decides; all: one false item. An uncertain item leaves it open until one decides."""
        alle_lid = self._alle_lid(node)
        if alle_lid is not None:
            return alle_lid
        beslissend = node.soort == "any"
        naam = self.nieuw("q")
        self.regel(f"{naam} = {not beslissend}")
        eisen = [
            eis
            for deel, gewenst in (*((v, True) for v in node.doorloop.voorwaarden), (node.inhoud, beslissend))
            for eis in uitgesplitst(deel, gewenst)
        ]
        # Where one part alone may be unknown, that decides about an item, and nothing has to be remembered.
        onzeker = [eis for eis in eisen if eis[0].nullable]
        laatste = onzeker[0] if len(onzeker) == 1 else None
        if laatste is not None:
            eisen.remove(laatste)
        with self._lus(replace(node.doorloop, voorwaarden=()), f"{naam} = None", eisen) as mist:
            if laatste is not None:
                self._beslis(*laatste, naam, beslissend)
                return naam
            if mist is not None:
                with self.blok(f"if {mist} is None:"):
                    self.regel(f"{naam} = None")
                    self.regel("continue")
            self.regel(f"{naam} = {beslissend}")
            self.regel("break")
        return naam

    def _beslis(self, deel: n.Node, gewenst: bool, naam: str, beslissend: bool) -> None:
        """Let the one part of an item that may be unknown decide, or leave open what no other item decides."""
        gesplitst = self._gesplitst(deel)
        if gesplitst is not None and gesplitst[0]:
            self.regel(f"if {gesplitst[0]}: {naam} = None")
            kop = f"elif {'' if gewenst else 'not '}({gesplitst[1]}):"
        else:
            atoom = self.atoom(deel)
            self.regel(f"if {atoom} is None: {naam} = None")
            kop = f"elif {atoom} is {gewenst}:"
        with self.blok(kop):
            self.regel(f"{naam} = {beslissend}")
            self.regel("break")

    def _is_lid(self, lid: Lidmaatschap, laag: int) -> str:
        """Ask a set of what certainly belongs, and one of what may, in place of a loop."""
        zeker, mogelijk, open_ = self.eenmaal(lid.vorm, laag, lambda: self._verzamel_leden(lid))
        item = self.atoom(lid.item)
        return f"(True if {item} in {zeker} else None if {open_} or {item} in {mogelijk} else False)"

    def _alle_lid(self, node: n.Kwantor) -> str | None:
        """The same for all of a fixed list at once, where that is what a quantifier asks."""
        inhoud, lijst = node.inhoud, node.doorloop.bron
        if node.soort != "all" or node.doorloop.voorwaarden or not isinstance(lijst, n.ConstLijst):
            return None
        lid = lidmaatschap(inhoud) if isinstance(inhoud, n.Kwantor) else None
        if lid is None or lid.item.nummer != node.doorloop.variabele.nummer:
            return None
        zeker, mogelijk, open_ = self.eenmaal(lid.vorm, self._laag_van_leden(lid), lambda: self._verzamel_leden(lid))
        alle = self.constante(frozenset(lijst.waarden))
        return f"(True if {alle} <= {zeker} else None if {open_} or {alle} <= {zeker} | {mogelijk} else False)"

    def _laag_van_leden(self, lid: Lidmaatschap) -> int:
        return self.laag_van(lid.doorloop.bron, *lid.doorloop.voorwaarden, lid.lijst)

    def _verzamel_leden(self, lid: Lidmaatschap) -> tuple[str, str, str]:
        """The members for sure, those that may be, and whether anything at all may be one."""
        zeker, mogelijk, open_ = self.nieuw("z"), self.nieuw("z"), self.nieuw("u")
        self.constanten["_set"] = set
        self.regel(f"{zeker}, {mogelijk}, {open_} = _set(), _set(), False")
        with self._lus(lid.doorloop, f"{open_} = True") as mist:
            atoom = self.atoom(lid.lijst)
            with self.blok(f"if {atoom} is None:"):
                self.regel(f"{open_} = True")
            erbij = zeker if mist is None else f"({zeker} if {mist} else {mogelijk})"
            with self.blok("else:"):
                self.regel(f"{erbij}.update({atoom})")
        return zeker, mogelijk, open_

    def _tel(self, node: n.Kwantor) -> tuple[str, str]:
        laag, hoog = self.nieuw("n"), self.nieuw("n")
        if not node.doorloop.voorwaarden:
            bron = self.atoom(node.doorloop.bron)
            self.regel(f"{laag} = 0 if {bron} is None else _len({bron})")
            self.regel(f"{hoog} = {ONEINDIG} if {bron} is None else {laag}")
            return laag, hoog
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


def zonder_lus(node: n.Node) -> bool:
    """Whether a chain of fields starts at the dossier itself."""
    while isinstance(node, n.Veldwaarde) and node.van is not None:
        node = node.van
    return isinstance(node, n.Veldwaarde)
