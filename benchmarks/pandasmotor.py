"""The rules over tables: one per list of the dossier, a quantifier being a merge and a `groupby`.

Each expression gives two columns, surely true and surely false; what is neither is unknown.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.motoren import Json, Motor, OnzegbaarError, Programma
from dossieraudit.expressions import nodes as n

Spoor = tuple[pd.Series, pd.Series]


class Tabel:
    """Things of one kind, with their columns, the parts in them and the lists in them. Made once, then used."""

    def __init__(self, rijen: list[Json | None], ouder: list[int] | None = None) -> None:
        self._rijen = rijen
        self.ouder = ouder
        self.kolom, self.deel, self.lijst = cache(self._kolom), cache(self._deel), cache(self._lijst)

    def _kolom(self, naam: str, soort: str) -> pd.Series:
        reeks = pd.Series([None if rij is None else rij[naam] for rij in self._rijen], dtype=object)
        return pd.to_datetime(reeks) if soort == "datum" else reeks

    def _deel(self, naam: str) -> "Tabel":
        return Tabel([None if rij is None else rij[naam] for rij in self._rijen])

    def _lijst(self, naam: str) -> pd.DataFrame:
        """Which rows of `items` belong to which of these."""
        paren = [(i, item) for i, rij in enumerate(self._rijen) if rij is not None for item in rij[naam] or ()]
        frame = pd.DataFrame({"ouder": [i for i, _ in paren], "kind": range(len(paren))}, dtype=np.int64)
        frame.attrs["items"] = Tabel([item for _, item in paren])
        return frame


@dataclass(frozen=True)
class Omgeving:
    """The rows that are being looked at: for the dossier and for every loop variable a row in its table."""

    dossier: tuple[Tabel, pd.Series]
    items: dict[int, tuple[Tabel, pd.Series]]
    kenmerken: dict[str, Spoor]

    @property
    def aantal(self) -> int:
        return len(self.dossier[1])

    def met(self, nummer: int, tabel: Tabel, kind: pd.Series, plek: pd.Series) -> "Omgeving":
        """The same with a loop variable added, each row repeated for every item of it."""
        items = {i: (t, rij.take(plek).reset_index(drop=True)) for i, (t, rij) in self.items.items()}
        dossier = self.dossier[0], self.dossier[1].take(plek).reset_index(drop=True)
        return Omgeving(dossier, items | {nummer: (tabel, kind)}, self.kenmerken)

    def object(self, node: n.Node | None) -> tuple[Tabel, pd.Series]:
        """The table and rows of a thing that has fields."""
        if node is None:
            return self.dossier
        if isinstance(node, n.Variabele):
            return self.items[node.nummer]
        if isinstance(node, n.Veldwaarde):
            tabel, rij = self.object(node.van)
            return tabel.deel(node.naam), rij
        raise OnzegbaarError(type(node).__name__)


class Rekenaar:
    """Expressions over an `Omgeving`."""

    def __init__(self, peildatum: str) -> None:
        self._peildatum = pd.Timestamp(peildatum)

    def spoor(self, node: n.Node, om: Omgeving) -> Spoor:
        """Where this is surely true, and where surely false."""
        match node:
            case n.Const(waarde=bool(waarde)):
                ja = pd.Series(np.full(om.aantal, waarde))
                return ja, ~ja
            case n.Kenmerkwaarde(naam=naam):
                rij = om.dossier[1]
                return tuple(s.take(rij).reset_index(drop=True) for s in om.kenmerken[naam])
            case n.Veldwaarde():
                waarde = self._waarde(node, om)
                return waarde.eq(True), waarde.eq(False)
            case n.EnOf(en=en, delen=delen):
                return self._samen([self.spoor(deel, om) for deel in delen], en)
            case n.Niet(deel=deel):
                ja, nee = self.spoor(deel, om)
                return nee, ja
            case n.Bekend(deel=deel):
                ja = self._waarde(deel, om).notna()
                return ja, ~ja
            case n.Bevat():
                return self._bevat(node, om)
            case n.Vergelijking(links=n.Kwantor(soort="count") as telling, rechts=n.Const(waarde=grens), op=op):
                return self._telling(telling, op, int(grens), om)
            case n.Vergelijking(links=links, rechts=rechts, op=op):
                a, b = self._waarde(links, om), self._waarde(rechts, om)
                return self._zeker(_VERGELIJK[op](a, b), _bekend(a) & _bekend(b), om)
            case n.Kwantor(soort=soort, doorloop=doorloop, inhoud=inhoud):
                return self._kwantor(doorloop, inhoud, soort == "any", om)
        raise OnzegbaarError(type(node).__name__)

    def _samen(self, sporen: list[Spoor], en: bool) -> Spoor:
        ja, nee = sporen[0]
        for anders_ja, anders_nee in sporen[1:]:
            ja, nee = (ja & anders_ja, nee | anders_nee) if en else (ja | anders_ja, nee & anders_nee)
        return ja, nee

    def _zeker(self, waarde: Any, bekend: Any, om: Omgeving) -> Spoor:
        waarde = pd.Series(np.broadcast_to(np.asarray(waarde, dtype=bool), om.aantal))
        bekend = pd.Series(np.broadcast_to(np.asarray(bekend, dtype=bool), om.aantal))
        return waarde & bekend, ~waarde & bekend

    def _waarde(self, node: n.Node, om: Omgeving) -> Any:
        match node:
            case n.Const(waarde=waarde):
                return pd.Timedelta(days=int(waarde)) if node.type.soort == "duur" else waarde
            case n.ConstLijst(waarden=waarden):
                return waarden
            case n.Peildatum():
                return self._peildatum
            case n.Variabele(nummer=nummer):
                tabel, rij = om.items[nummer]
                return pd.Series(tabel._rijen, dtype=object).take(rij).reset_index(drop=True)
            case n.Veldwaarde(van=van, naam=naam):
                tabel, rij = om.object(van)
                return tabel.kolom(naam, node.type.soort).take(rij).reset_index(drop=True)
            case n.Rekensom(links=links, rechts=rechts, op=op):
                a, b = self._waarde(links, om), self._waarde(rechts, om)
                return a + b if op == "+" else a - b
        raise OnzegbaarError(type(node).__name__)

    def _bevat(self, node: n.Bevat, om: Omgeving) -> Spoor:
        item, lijst = self._waarde(node.item, om), self._waarde(node.lijst, om)
        if isinstance(node.lijst, n.ConstLijst):
            return self._zeker(item.isin(lijst), item.notna(), om)
        items = item if isinstance(item, pd.Series) else [item] * om.aantal
        gevonden = [b is not None and a in b for a, b in zip(items, lijst, strict=True)]
        return self._zeker(gevonden, _bekend(item) & lijst.notna(), om)

    def _doorloop(self, doorloop: n.Doorloop, om: Omgeving) -> tuple[pd.Series, pd.Series, Omgeving]:
        """Where the list is known; and every item, with the row that it belongs to."""
        bron, nummer = doorloop.bron, doorloop.variabele.nummer
        if isinstance(bron, n.ConstLijst):
            waarden: list[Any] = list(bron.waarden)
            plek = pd.Series(np.repeat(np.arange(om.aantal), len(bron.waarden)))
            kind = pd.Series(np.tile(np.arange(len(bron.waarden)), om.aantal))
            return pd.Series(np.full(om.aantal, True)), plek, om.met(nummer, Tabel(waarden), kind, plek)
        if not isinstance(bron, n.Veldwaarde):
            raise OnzegbaarError(type(bron).__name__)
        tabel, rij = om.object(bron.van)
        bekend = tabel.kolom(bron.naam, "lijst").take(rij).reset_index(drop=True).notna()
        kinderen = tabel.lijst(bron.naam)
        paren = pd.DataFrame({"plek": np.arange(om.aantal), "ouder": rij.to_numpy()}).merge(kinderen, on="ouder")
        binnen = om.met(nummer, kinderen.attrs["items"], paren["kind"], paren["plek"])
        return bekend, paren["plek"], binnen

    def _kwantor(self, doorloop: n.Doorloop, inhoud: n.Node | None, zoekt: bool, om: Omgeving) -> Spoor:
        bekend, plek, binnen = self._doorloop(doorloop, om)
        sporen = [self.spoor(v, binnen) for v in doorloop.voorwaarden]
        if inhoud is not None:
            spoor = self.spoor(inhoud, binnen)
            sporen.append(spoor if zoekt else spoor[::-1])
        ja, nee = self._samen(sporen, True)
        een = ja.groupby(plek.to_numpy()).any().reindex(range(om.aantal), fill_value=False) & bekend
        geen = nee.groupby(plek.to_numpy()).all().reindex(range(om.aantal), fill_value=True) & bekend
        return (een, geen) if zoekt else (geen, een)

    def _telling(self, telling: n.Kwantor, op: str, grens: int, om: Omgeving) -> Spoor:
        if telling.doorloop.voorwaarden:
            een, geen = self._kwantor(telling.doorloop, None, True, om)
            return (een, geen) if op == ">=" else (geen, een)
        bekend, plek, _ = self._doorloop(telling.doorloop, om)
        aantal = plek.value_counts().reindex(range(om.aantal), fill_value=0)
        return self._zeker(_VERGELIJK[op](aantal, grens), bekend, om)


_VERGELIJK: dict[str, Any] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _bekend(waarde: Any) -> Any:
    return waarde.notna() if isinstance(waarde, pd.Series) else True


def tabellen(programma: list[Programma], peildatum: str) -> Motor:
    """pandas: all dossiers at once, a column per expression."""
    rekenaar = Rekenaar(peildatum)

    def doe(wortel: Tabel) -> list[list[bool | None]]:
        om = Omgeving((wortel, pd.Series(np.arange(len(wortel._rijen)))), {}, {})
        kolommen = []
        onbekend: Any = None
        for deel in programma:
            ja, nee = rekenaar.spoor(deel.node, om)
            if deel.is_kenmerk:
                om.kenmerken[deel.naam] = ja, nee
            kolommen.append(np.where(ja, True, np.where(nee, False, onbekend)))
        return [list(rij) for rij in zip(*kolommen, strict=True)]

    return Motor(lambda dossiers: Tabel(list(dossiers)), doe)
