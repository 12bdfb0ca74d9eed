"""A first look at the tables of an export: what can be told of each column without showing what is in it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from stdnum.nl import bsn

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.importeren.bouwen import kolomsleutel
from dossieraudit.importeren.tabelbestanden import (
    SCHEIDINGEN,
    Celwaarde,
    Ongelezen,
    Tabelbestand,
    eerste_regel,
    is_utf8,
    lijsten_in,
    open_tabel,
)
from dossieraudit.importeren.waarden import Onleesbaar, lees_datum, tekst_van
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.jsontekst import lees_json
from dossieraudit.loading.tekst import MAX_BYTES, lees_tekst
from dossieraudit.loading.werkmap import open_werkmap
from dossieraudit.models.mapping import Tabelbron

_MEESTE_RIJEN = 20_000
_MEESTE_WAARDEN = 30
_BLIK = 1024**2
_PROEFREGELS = 20
_LANGSTE_NAAM = 200  # of a column, in a mapping
_GEGEVEN = re.compile(r"\d{3}|\d{5,}|[^ ]+@[^ ]+\.[^ ]+|\d{4} ?[A-Za-z]{2}", re.ASCII)
JA_NEE = {"ja", "nee", "j", "n", "true", "false", "0", "1", "waar", "onwaar"}


@dataclass
class Kolombeeld:
    """What can be told of a column. `waarden`: its different values, as long as there are few."""

    naam: str
    gevuld: int = 0
    datums: int = 0
    dag_eerst: int = 0
    maand_eerst: int = 0
    twee_cijfers: int = 0
    bsn: int = 0
    verschillend: set[str] = field(default_factory=set)
    sleutels: set[int] = field(default_factory=set)

    @property
    def is_datum(self) -> bool:
        """Whether nearly all of it are days."""
        return self.gevuld > 0 and self.datums >= 0.9 * self.gevuld

    @property
    def is_bsn(self) -> bool:
        """Whether the name says so, or most of its values pass the test of a BSN."""
        genoemd = any(woord in self.naam.casefold() for woord in ("bsn", "burgerservice", "sofi"))
        return genoemd or (self.bsn > 1 and self.bsn > 0.5 * self.gevuld)

    @property
    def codes(self) -> list[str] | None:
        """Its different values, where there are few; else None."""
        return sorted(self.verschillend) if len(self.verschillend) <= _MEESTE_WAARDEN else None

    @property
    def is_ja_nee(self) -> bool:
        """Whether every value is a plain yes or no."""
        return bool(self.verschillend) and {w.casefold() for w in self.verschillend} <= JA_NEE

    def neem(self, cel: Celwaarde) -> None:
        """One more cell."""
        tekst = tekst_van(cel)
        if not tekst or isinstance(cel, Ongelezen):
            return
        self.gevuld += 1
        self.sleutels.add(hash(tekst))
        if len(self.verschillend) <= _MEESTE_WAARDEN:
            self.verschillend.add(tekst[:200])
        self.bsn += bsn.is_valid(tekst)
        if isinstance(cel, date):
            self.datums += 1
        elif isinstance(cel, str) and len(tekst) < 40:
            self._datum(tekst)

    def _datum(self, tekst: str) -> None:
        def kan(volgorde: str | None) -> bool:
            try:
                lees_datum(tekst, volgorde, 2000)  # type: ignore[arg-type]
            except Onleesbaar:
                return False
            return True

        dag, maand = kan("dag-maand-jaar"), kan("maand-dag-jaar")
        self.datums += dag or maand
        self.dag_eerst += dag and not maand
        self.maand_eerst += maand and not dag
        jaar = tekst.replace("/", "-").replace(".", "-").split("-")[-1]
        self.twee_cijfers += (dag or maand) and len(jaar) == 2 and len(tekst.split("-")[0]) < 3


@dataclass
class Tabelbeeld:
    """A table with its columns; `opmerkingen` is what had to be supposed to read it."""

    naam: str
    bron: Tabelbron
    rijen: int
    kolommen: list[Kolombeeld]
    opmerkingen: list[str]

    def kolom(self, naam: str) -> Kolombeeld | None:
        """The column of this name."""
        return next((kolom for kolom in self.kolommen if kolom.naam == naam), None)


def bekijk(exports: Mapping[str, Path]) -> list[Tabelbeeld]:
    """Every table of an export, looked through. Raises `Invoerfout` where one cannot be read."""
    return [
        _beeld(pad, bron, opmerkingen) for naam, pad in exports.items() for bron, opmerkingen in _bronnen(naam, pad)
    ]


def _beeld(pad: Path, bron: Tabelbron, opmerkingen: list[str]) -> Tabelbeeld:
    tabel = open_tabel(pad, bron)
    if any(map(_is_gegeven, tabel.kolommen)):
        _sluit(tabel)
        melding = "op de eerste rij staan getallen, datums of adressen: dat lijkt geen rij met kolomnamen"
        raise Invoerfout((Fout(tabel.naam, melding, advies="zet de kolomnamen op de eerste rij"),))
    # A heading that is there twice, or not at all, cannot be named in a mapping.
    vaak = Counter(map(kolomsleutel, tabel.kolommen))
    kolommen = {
        plek: Kolombeeld(naam)
        for plek, naam in enumerate(tabel.kolommen)
        if vaak[kolomsleutel(naam)] == 1 and 0 < len(naam) <= _LANGSTE_NAAM
    }
    rijen = te_breed = 0
    for rij in islice(tabel.rijen, _MEESTE_RIJEN):
        rijen += 1
        te_breed += rij.gebrek is not None
        for plek, kolom in kolommen.items():
            if plek < len(rij.cellen):
                kolom.neem(rij.cellen[plek])
    _sluit(tabel)
    if te_breed > rijen / 2:
        opmerkingen.append(
            "de meeste rijen hebben meer cellen dan de eerste: is dat een titel? Zet dan de kolomnamen op de eerste rij"
        )
    if over := len(tabel.kolommen) - len(kolommen):
        opmerkingen.append(
            f"{over} van de {len(tabel.kolommen)} kolommen blijven buiten beschouwing: hun naam staat er meer dan één "
            "keer, ontbreekt of is te lang; geef ze in de export een eigen naam"
        )
    naam = bron.blad or bron.lijst or Path(bron.bestand).stem
    return Tabelbeeld(naam, bron, rijen, list(kolommen.values()), opmerkingen)


def _is_gegeven(kop: str) -> bool:
    """Whether a heading is rather something of a case; a year may be the name of a column."""
    if _GEGEVEN.fullmatch(kop):
        return True
    try:
        lees_datum(kop, "dag-maand-jaar", 2000)
    except Onleesbaar:
        return False
    return True


def _sluit(tabel: Tabelbestand) -> None:
    getattr(tabel.rijen, "close", lambda: None)()


def _bronnen(naam: str, pad: Path) -> Iterator[tuple[Tabelbron, list[str]]]:
    """The tables in a file: sheets of a workbook, lists of a JSON, the file itself."""
    soort = pad.suffix.lower()
    if soort == ".xlsx":
        werkmap = open_werkmap(lees_bytes(pad), str(pad), stromend=True)
        titels = [blad.title for blad in werkmap.worksheets]
        werkmap.close()
        for titel in titels:
            if len(titels) == 1 or not _is_leeg(pad, Tabelbron(bestand=naam, blad=titel)):
                yield Tabelbron(bestand=naam, blad=titel if len(titels) > 1 else None), []
    elif soort == ".json":
        with pad.open("rb") as stroom:
            data = lees_json(lees_tekst(stroom.read(MAX_BYTES + 1), str(pad), vertrouwelijk=True)).data
        lijsten = lijsten_in(data)
        if not isinstance(data, dict) or not lijsten:
            yield Tabelbron(bestand=naam), []
        for lijst in lijsten:
            yield Tabelbron(bestand=naam, lijst=lijst), []
    elif soort == ".jsonl":
        yield Tabelbron(bestand=naam), []
    else:
        yield _csvbron(naam, pad)


def _is_leeg(pad: Path, bron: Tabelbron) -> bool:
    try:
        _sluit(open_tabel(pad, bron))
    except Invoerfout:
        return True
    return False


def _csvbron(naam: str, pad: Path) -> tuple[Tabelbron, list[str]]:
    """How a CSV was probably written; what is supposed is said."""
    with pad.open("rb") as stroom:
        begin = stroom.read(_BLIK)
    opmerkingen: list[str] = []
    codering = None
    if not begin.startswith((b"\xff\xfe", b"\xfe\xff")) and not is_utf8(begin):
        codering = "cp1252"
        opmerkingen.append("de codering is geen UTF-8; cp1252 (Windows) is een aanname: kijk na of é en ë goed zijn")
    kop = eerste_regel(pad, codering or ("utf-16" if begin.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"))
    mogelijk = [teken for teken in SCHEIDINGEN if teken in kop]
    if len(mogelijk) < 2:
        return Tabelbron.model_validate({"bestand": naam, "codering": codering}), opmerkingen
    tekst = begin.decode(codering or "utf-8", errors="replace")
    beste = max(mogelijk, key=lambda teken: _regelmaat(tekst, teken))
    opmerkingen.append("in de koprij staat meer dan één scheidingsteken; kijk na of dit het goede is")
    scheiding = "tab" if beste == "\t" else beste
    return Tabelbron.model_validate({"bestand": naam, "codering": codering, "scheiding": scheiding}), opmerkingen


def _regelmaat(tekst: str, scheiding: str) -> tuple[bool, int]:
    """Whether every line has as many cells, and how many that are."""
    try:
        breedtes = [
            len(rij) for rij in islice(csv.reader(io.StringIO(tekst), delimiter=scheiding), _PROEFREGELS) if rij
        ]
    except csv.Error:
        return False, 0
    return len(set(breedtes[:-1] or breedtes)) == 1, max(breedtes, default=0)
