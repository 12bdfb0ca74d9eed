"""Reading the list of hand-overs to draw from: CSV or XLSX, with every fault by row and cell."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from stdnum.nl import bsn

from dossieraudit.errors import Fout, Foutenlijst, Gebruiksfout, Invoerfout, bedoelde
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.tekst import lees_tekst
from dossieraudit.loading.werkmap import (
    DATUMVORMEN,
    EERSTE_AFGEROND,
    FOUTWAARDE,
    Cel,
    Celwaarde,
    cel,
    is_totaalregel,
    open_werkmap,
)
from dossieraudit.models.basis import OverdrachtSoort
from dossieraudit.wording import enkele

KOLOMMEN = ("id", "soort", "datum", "team")
SOORTEN: tuple[OverdrachtSoort, ...] = get_args(OverdrachtSoort)
EXTENSIES = (".csv", ".xlsx")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_SCHEIDINGEN = ";,\t"
# Other numbers are shorter; the check alone passes for one of each eleven of any length.
_BSN = re.compile(r"(?:[.-]*\d){8,9}[.-]*")
# A first line by which some programs tell Excel what stands between cells.
_SEP_REGEL = re.compile(r"sep=(.)\s*")
_LANGSTE_TEAM = 100
_MEEST_GENOEMD = 10
# What a spreadsheet takes for the beginning of a formula.
_FORMULETEKENS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Geval:
    """A hand-over on the list. What is not filled in is None."""

    id: str
    soort: OverdrachtSoort | None = None
    datum: date | None = None
    team: str | None = None


@dataclass(frozen=True)
class Lijst:
    """The list: the name of its file, the hash of its bytes, and its cases by id."""

    naam: str
    sha256: str
    gevallen: tuple[Geval, ...]


def lees_lijst(pad: Path, nodig: Iterable[str] = ()) -> Lijst:
    """Read the list. `nodig` are the columns that the draw cannot do without: they have to be filled in everywhere.

    The cases come sorted by id, so that the order of the rows makes no difference. Raises `Invoerfout` with every
    fault.
    """
    extensie = pad.suffix.lower()
    if extensie not in EXTENSIES:
        raise Gebruiksfout(f"'{pad}' is geen lijst die gelezen kan worden; lever {' of '.join(EXTENSIES)} aan")
    inhoud = lees_bytes(pad)
    rijen = _uit_csv(inhoud, str(pad)) if extensie == ".csv" else _uit_xlsx(inhoud, str(pad))
    gevallen = _Lezer(str(pad), ("id", *nodig)).lees(rijen)
    return Lijst(pad.name, hashlib.sha256(inhoud).hexdigest(), tuple(sorted(gevallen, key=lambda g: g.id)))


Rij = tuple[int, Sequence[Cel]]


def _uit_csv(inhoud: bytes, naam: str) -> Iterator[Rij]:
    tekst = lees_tekst(inhoud, naam, vertrouwelijk=True).tekst.removeprefix("\ufeff")
    eerste = tekst.lstrip("\r\n").split("\n", 1)[0]
    scheiding = max(_SCHEIDINGEN, key=eerste.count)
    genoemd = _SEP_REGEL.fullmatch(eerste)
    scheiding = genoemd[1] if genoemd and genoemd[1] in _SCHEIDINGEN else scheiding
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True)
    begin = 1
    try:
        if genoemd:
            next(lezer)
            begin = lezer.line_num + 1
        for waarden in lezer:
            yield begin, [Cel(w if w.strip() else None, f"kolom {k}") for k, w in enumerate(waarden, 1)]
            begin = lezer.line_num + 1
    except csv.Error as fout:
        advies = "controleer de aanhalingstekens op deze regel, of lever de lijst als .xlsx aan"
        raise Invoerfout((Fout(naam, "deze regel is niet als CSV te lezen", regel=begin, advies=advies),)) from fout


def _uit_xlsx(inhoud: bytes, naam: str) -> Iterator[Rij]:
    bladen = [blad for blad in open_werkmap(inhoud, naam).worksheets if any(_gevuld(rij) for rij in blad.iter_rows())]
    if len(bladen) > 1:
        titels = ", ".join(f"'{blad.title}'" for blad in bladen)
        advies = "laat één blad met de lijst over"
        raise Invoerfout((Fout(naam, f"er staat iets op meer dan één blad: {titels}", advies=advies),))
    for blad in bladen:
        if verborgen := [str(rij[0].row) for rij in blad.iter_rows() if _gevuld(rij) and _verborgen(blad, rij[0].row)]:
            melding = f"er zijn rijen verborgen, misschien door een filter: {enkele(verborgen, _MEEST_GENOEMD)}"
            advies = "haal het filter weg, of verwijder de rijen die niet bij de populatie horen"
            raise Invoerfout((Fout(naam, melding, advies=advies),))
        for rij in blad.iter_rows():
            yield rij[0].row, [cel(gevonden) for gevonden in rij]


def _verborgen(blad: Any, rij: int) -> bool:
    """Whether a row does not show: who filtered a list on one team may take what shows for the population."""
    maat = blad.row_dimensions.get(rij)
    return maat is not None and bool(maat.hidden)


def _gevuld(rij: Iterable[object]) -> bool:
    return any(getattr(gevonden, "value", None) is not None for gevonden in rij)


class _Lezer:
    """Makes cases of rows and collects what is wrong with them."""

    def __init__(self, bestand: str, nodig: Sequence[str]) -> None:
        self.bestand = bestand
        self.nodig = nodig
        self.fouten = Foutenlijst()
        self.kolommen: list[str | None] = []
        self.eerder: dict[str, tuple[str, int]] = {}
        self.teams: dict[str, tuple[str, int]] = {}

    def lees(self, rijen: Iterator[Rij]) -> list[Geval]:
        """Every case. Raises `Invoerfout` with every fault in every row."""
        gevuld = ((nummer, cellen) for nummer, cellen in rijen if any(c.waarde is not None for c in cellen))
        kop = next(gevuld, None)
        if kop is None:
            raise Invoerfout((Fout(self.bestand, "deze lijst is leeg", advies=_ADVIES_KOP),))
        self._koppen(*kop)
        self.fouten.meld()
        gevallen = [geval for nummer, cellen in gevuld if (geval := self._geval(nummer, cellen)) is not None]
        self.fouten.meld()
        if not gevallen:
            raise Invoerfout((Fout(self.bestand, "onder de kolomnamen staat niets", advies="vul de lijst aan"),))
        return gevallen

    def _koppen(self, nummer: int, cellen: Sequence[Cel]) -> None:
        for gevonden in cellen:
            naam = gevonden.tekst.lower()
            if naam in self.kolommen and naam:
                self._meld(
                    nummer, gevonden, f"de kolom '{naam}' staat er twee keer", advies="laat één van de twee staan"
                )
            elif naam and naam not in KOLOMMEN:
                # Without headings the first row holds a case, so what stands in it is not shown unasked.
                self._meld(nummer, gevonden, "deze kolom is onbekend", verwacht=_VERWACHT_KOP, advies=_ADVIES_KOLOM)
            self.kolommen.append(naam or None)
        for naam in self.nodig:
            if naam not in self.kolommen:
                melding = f"de kolom '{naam}' ontbreekt"
                self._meld(nummer, Cel(None, "de kolomnamen"), melding, verwacht=_VERWACHT_KOP, advies=_ADVIES_KOP)

    def _geval(self, nummer: int, cellen: Sequence[Cel]) -> Geval | None:
        waarden: dict[str, Cel] = {}
        for plaats, gevonden in enumerate(cellen):
            kolom = self.kolommen[plaats] if plaats < len(self.kolommen) else None
            if kolom is not None:
                waarden[kolom] = gevonden
            elif gevonden.waarde is not None:
                self._meld(nummer, gevonden, "boven deze cel staat geen kolomnaam", advies="verwijder wat hier staat")
        for kolom in self.nodig:
            leeg = waarden.get(kolom)
            if leeg is None or leeg.waarde is None:
                plaats_ = leeg or Cel(None, f"kolom '{kolom}'")
                self._meld(nummer, plaats_, f"'{kolom}' is niet ingevuld", advies=_ADVIES_LEEG[kolom])
        id_ = self._id(nummer, waarden["id"]) if "id" in waarden else None
        soort = self._soort(nummer, waarden["soort"]) if "soort" in waarden else None
        datum = self._datum(nummer, waarden["datum"]) if "datum" in waarden else None
        team = self._team(nummer, waarden["team"]) if "team" in waarden else None
        return Geval(id_, soort, datum, team) if id_ is not None else None

    def _id(self, nummer: int, gevonden: Cel) -> str | None:
        tekst = self._tekst(nummer, gevonden)
        if tekst is None:
            return None
        if _omgezet(gevonden.waarde):
            melding = "dit is geen tekst: een rekenprogramma maakt van een id soms een datum of een ander getal"
            advies = "maak van deze kolom tekst, en vul het id opnieuw in"
            self._meld(nummer, gevonden, melding, advies=advies)
            return None
        if is_totaalregel(tekst):
            melding = "dit lijkt een regel met een totaal, en geen overdracht"
            self._meld(nummer, gevonden, melding, advies="haal deze rij uit de lijst")
            return None
        if not _ID.fullmatch(tekst):
            verwacht = "letters, cijfers, '-', '_' en '.', hooguit 64 tekens"
            self._meld(nummer, gevonden, "dit id kan niet", verwacht=verwacht, advies="gebruik een pseudoniem")
            return None
        if _BSN.fullmatch(tekst) and bsn.is_valid(tekst):
            self._meld(
                nummer, gevonden, "dit id heeft de vorm van een burgerservicenummer", advies="gebruik een pseudoniem"
            )
            return None
        eerste = self.eerder.setdefault(tekst.lower(), (tekst, nummer))
        if eerste[1] != nummer:
            hoe = "staat ook" if eerste[0] == tekst else "staat, op hoofdletters na, ook"
            self._meld(nummer, gevonden, f"dit id {hoe} op rij {eerste[1]}", advies="geef elk geval één rij")
        return tekst

    def _soort(self, nummer: int, gevonden: Cel) -> OverdrachtSoort | None:
        tekst = self._tekst(nummer, gevonden)
        if tekst is None:
            return None
        kaal = re.sub(r"[\s-]+", "_", tekst.lower())
        for soort in SOORTEN:
            if soort == kaal:
                return soort
        advies = bedoelde(kaal, SOORTEN) or "kies een van deze soorten"
        self._meld(nummer, gevonden, "deze soort overdracht is onbekend", verwacht=", ".join(SOORTEN), advies=advies)
        return None

    def _datum(self, nummer: int, gevonden: Cel) -> date | None:
        if self._tekst(nummer, gevonden) is None:
            return None
        try:
            return gevonden.datum
        except ValueError as fout:
            self._meld(nummer, gevonden, str(fout), verwacht=DATUMVORMEN)
            return None

    def _team(self, nummer: int, gevonden: Cel) -> str | None:
        tekst = self._tekst(nummer, gevonden)
        if tekst is None:
            return None
        tekst = " ".join(tekst.split())
        if len(tekst) > _LANGSTE_TEAM or tekst.startswith(_FORMULETEKENS) or not tekst.isprintable():
            verwacht = f"hooguit {_LANGSTE_TEAM} tekens, en niet beginnend met {' '.join(_FORMULETEKENS)}"
            self._meld(nummer, gevonden, "deze naam van een team kan niet", verwacht=verwacht)
            return None
        anders, rij = self.teams.setdefault(tekst.casefold(), (tekst, nummer))
        if anders != tekst and "team" in self.nodig:
            melding = f"dit team staat op rij {rij} met andere hoofdletters; zo zouden het twee teams zijn"
            self._meld(nummer, gevonden, melding, advies="schrijf elk team overal hetzelfde")
        return tekst

    def _tekst(self, nummer: int, gevonden: Cel) -> str | None:
        if gevonden.formule:
            self._meld(nummer, gevonden, "hier staat een formule", advies="plak de lijst als waarden")
            return None
        if gevonden.foutwaarde:
            self._meld(nummer, gevonden, f"hier staat {FOUTWAARDE}", advies="schrijf wat er hoort te staan")
            return None
        return gevonden.tekst or None

    def _meld(
        self, regel: int, gevonden: Cel, melding: str, *, verwacht: str | None = None, advies: str | None = None
    ) -> None:
        self.fouten.voeg_toe(
            Fout(
                self.bestand,
                melding,
                regel=regel,
                pad=gevonden.plaats,
                waarde=gevonden.tekst or None,
                verwacht=verwacht,
                advies=advies,
                vertrouwelijk=True,
            )
        )


def _omgezet(waarde: Celwaarde) -> bool:
    """Whether a cell of a workbook holds what a spreadsheet may have made of an id: '3-1' is a day to it."""
    if isinstance(waarde, bool | date):
        return True
    # Written so that what is no number at all (nan) is no id either.
    return isinstance(waarde, int | float) and not (abs(waarde) < EERSTE_AFGEROND and waarde == int(waarde))


_VERWACHT_KOP = f"op de eerste rij de kolomnamen: {', '.join(KOLOMMEN)} (alleen id is altijd nodig)"
_ADVIES_KOP = "zet de kolomnamen op de eerste rij en elk geval op een eigen rij daaronder"
_ADVIES_KOLOM = "verwijder de kolom: voor een loting is meer niet nodig, en de lijst hoort niemand te noemen"
_ADVIES_LEEG = {
    "id": "geef elk geval een pseudoniem",
    "soort": f"vul in: {', '.join(SOORTEN)}; of loot zonder --per soort",
    "datum": "vul de datum van de overdracht in; of loot zonder --van en --tot",
    "team": "vul het team in; of loot zonder --per team",
}
