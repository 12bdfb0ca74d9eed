"""Whether the dossiers that were read are those on which the lot fell, and what it means where they are not.

A random draw lets a report speak of dossiers that nobody read. That ends as soon as someone chose after the draw: a
dossier more, a dossier less, a reserve out of turn. Each of these is named, and says whether it ends the inference.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dossieraudit.loading.trekking import GETROKKEN, RESERVE, Lot, Lotlijst
from dossieraudit.models.onderzoek import Steekproef, Vervanging
from dossieraudit.wording import enkele

# More ids than this make a line that no one reads.
_MEEST_GENOEMD = 10


class Afwijking(Struct, frozen=True):
    """One way in which what was read differs from what was drawn. `breekt`: nothing follows for other dossiers."""

    tekst: str
    breekt: bool


class Lotcontrole(Struct, frozen=True):
    """What comparing the lot with the dossiers gave; `vervangen` are the replacements that are in order.

    `strata` says of each case on the list of the lot, drawn or reserve, which stratum it was in.
    """

    afwijkingen: tuple[Afwijking, ...] = ()
    vervangen: tuple[Vervanging, ...] = ()
    strata: Mapping[str, str] = {}

    @property
    def breuken(self) -> tuple[str, ...]:
        """Everything for which nothing can be said beyond the dossiers that were read."""
        return tuple(a.tekst for a in self.afwijkingen if a.breekt)


def controleer_loting(steekproef: Steekproef, lijst: Lotlijst, gelezen: Collection[str]) -> Lotcontrole:
    """Lay the list of the lot beside the ids of the dossiers that were read, and beside the replacements noted."""
    if not lijst.aanwezig:
        melding = (
            f"onderzoek.yaml noemt de trekking '{lijst.naam}', maar dat bestand is er niet; of dit de getrokken "
            "dossiers zijn, is niet na te gaan"
        )
        return Lotcontrole((Afwijking(melding, True),))
    toets = _Toets(steekproef, lijst, frozenset(gelezen))
    # The replacements that are in order are known when the differences have been found.
    afwijkingen = tuple(toets.afwijkingen())
    return Lotcontrole(afwijkingen, tuple(toets.in_orde), {lot.id: lot.stratum for lot in lijst.loten})


class _Toets:
    """One comparison."""

    def __init__(self, steekproef: Steekproef, lijst: Lotlijst, gelezen: frozenset[str]) -> None:
        self.steekproef = steekproef
        self.lijst = lijst
        self.gelezen = gelezen
        self.loten = {lot.id: lot for lot in lijst.loten}
        self.getrokken = [lot.id for lot in lijst.met_rol(GETROKKEN)]
        self.reserves = [lot.id for lot in lijst.met_rol(RESERVE)]
        self.uitval = {v.dossier: v for v in steekproef.vervangingen}
        self.ingezet = {v.door: v for v in steekproef.vervangingen if v.door is not None}
        self.in_orde: list[Vervanging] = []

    def afwijkingen(self) -> Iterator[Afwijking]:
        """Every difference, those of the list itself first."""
        yield from self._lijst()
        if extra := sorted(self.gelezen - self.loten.keys()):
            yield Afwijking(f"{_dossiers(extra)} niet getrokken: {_namen(extra)}", True)
        weg = [id_ for id_ in self.getrokken if id_ not in self.gelezen and id_ not in self.uitval]
        if weg:
            yield Afwijking(f"{_dossiers(weg)} wel getrokken en niet gelezen, zonder reden: {_namen(weg)}", True)
        los = [id_ for id_ in self.reserves if id_ in self.gelezen and id_ not in self.ingezet]
        if los:
            gebruikt = "reserve is" if len(los) == 1 else "reserves zijn"
            melding = f"{len(los)} {gebruikt} gebruikt zonder dat 'vervangingen' zegt waarvoor: {_namen(los)}"
            yield Afwijking(melding, True)
        for vervanging in self.steekproef.vervangingen:
            yield from self._vervanging(vervanging)
        yield from self._dubbel()

    def _lijst(self) -> Iterator[Afwijking]:
        """The list against the account: the seed gives the ranks, and the numbers drawn are those of the strata."""
        s, naam = self.steekproef, self.lijst.naam
        if s.zaad is not None and any(lot.rang != _rang(s.zaad, lot.id) for lot in self.lijst.loten):
            yield Afwijking(f"de rangen in '{naam}' volgen niet uit het zaad in onderzoek.yaml", True)
        if any(rij != sorted(rij, key=lambda lot: lot.rang) for rij in self._per_stratum().values()):
            yield Afwijking(
                f"in '{naam}' staan de getrokken gevallen en reserves niet in de volgorde van de loting", True
            )
        if any(nummers != list(range(1, len(nummers) + 1)) for nummers in self._nummers()):
            yield Afwijking(f"in '{naam}' zijn getrokken gevallen of reserves weggelaten of dubbel genummerd", True)
        if s.strata:
            geteld = Counter(lot.stratum for lot in self.lijst.met_rol(GETROKKEN))
            if sorted(geteld.values()) != sorted(stratum.aantal for stratum in s.strata if stratum.aantal):
                yield Afwijking(f"de aantallen in '{naam}' zijn niet die van de strata in onderzoek.yaml", True)

    def _per_stratum(self) -> dict[str, list[Lot]]:
        """Every stratum: those drawn in their order, then the reserves in theirs."""
        strata: dict[str, list[Lot]] = defaultdict(list)
        for rol in (GETROKKEN, RESERVE):
            for lot in sorted(self.lijst.met_rol(rol), key=lambda lot: lot.volgorde):
                strata[lot.stratum].append(lot)
        return strata

    def _nummers(self) -> Iterator[list[int]]:
        """The numbers of each role in each stratum: a reserve that was taken out would not have been passed over."""
        per_rol: dict[tuple[str, str], list[int]] = defaultdict(list)
        for lot in self.lijst.loten:
            per_rol[lot.stratum, lot.rol].append(lot.volgorde)
        yield from map(sorted, per_rol.values())

    def _vervanging(self, v: Vervanging) -> Iterator[Afwijking]:
        """One replacement: of a case that was drawn and is gone, by the first reserve of its stratum that was free."""
        if v.dossier not in self.loten:
            yield Afwijking(f"'vervangingen' noemt {v.dossier}, dat niet is getrokken", False)
            return
        if v.dossier in self.gelezen:
            yield Afwijking(f"{v.dossier} is volgens 'vervangingen' uitgevallen, maar het dossier is er wel", True)
            return
        if v.door is None:
            yield Afwijking(f"{v.dossier} is uitgevallen en niet vervangen", True)
            return
        reserve = self.loten.get(v.door)
        if reserve is None or reserve.rol != RESERVE:
            yield Afwijking(f"{v.door} vervangt {v.dossier}, maar is geen reserve", True)
        elif v.door not in self.gelezen and v.door not in self.uitval:
            yield Afwijking(f"reserve {v.door}, voor {v.dossier}, is niet gelezen", True)
        elif reserve.stratum != self.loten[v.dossier].stratum:
            yield Afwijking(f"reserve {v.door} komt uit een ander stratum dan {v.dossier}", True)
        elif overgeslagen := self._overgeslagen(reserve):
            yield Afwijking(
                f"reserve {v.door} is gebruikt vóór {_namen(overgeslagen)}, dat eerder aan de beurt was", True
            )
        else:
            self.in_orde.append(v)

    def _overgeslagen(self, reserve: Lot) -> list[str]:
        """Reserves of the same stratum with an earlier turn that were neither used nor noted as gone."""
        return [
            lot.id
            for lot in self.lijst.met_rol(RESERVE)
            if lot.stratum == reserve.stratum and lot.volgorde < reserve.volgorde and lot.id not in self.ingezet
        ]

    def _dubbel(self) -> Iterator[Afwijking]:
        for naam in _meermaals(v.dossier for v in self.steekproef.vervangingen):
            yield Afwijking(f"'vervangingen' noemt {naam} meer dan één keer als uitgevallen", True)
        for door in _meermaals(v.door for v in self.steekproef.vervangingen if v.door is not None):
            yield Afwijking(f"reserve {door} komt volgens 'vervangingen' voor meer dan één dossier in de plaats", True)


def _meermaals(namen: Iterable[str]) -> list[str]:
    return sorted(naam for naam, n in Counter(namen).items() if n > 1)


def _rang(zaad: str, id_: str) -> str:
    """The place of a case in the order of the lot, as docs/decisions/0009 has it."""
    return hashlib.sha256(f"{zaad}:{id_}".encode()).hexdigest()


def _dossiers(ids: Sequence[str]) -> str:
    return "1 dossier is" if len(ids) == 1 else f"{len(ids)} dossiers zijn"


def _namen(ids: Sequence[str]) -> str:
    return enkele(ids, _MEEST_GENOEMD)
