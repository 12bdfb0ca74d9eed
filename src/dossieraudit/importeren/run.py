"""An import from beginning to end: tables in, dossiers and rejected rows out, and the counts of both agree."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dossieraudit.errors import Fout, Invoerfout, bedoelde
from dossieraudit.importeren.bouwen import MET_DOSSIER, Bouwer, Gerichte, kolomsleutel, richt
from dossieraudit.importeren.mapping import Afname, Plan, kale_code
from dossieraudit.importeren.opslag import Bewaarderij, Opslag
from dossieraudit.importeren.tabelbestanden import Celwaarde, Ongelezen, Tabelbestand, open_tabel
from dossieraudit.importeren.telling import Tabeltelling, Telling
from dossieraudit.importeren.waarden import Onleesbaar, tekst_van
from dossieraudit.loading.tekst import MAX_FOUTEN, begrensd
from dossieraudit.loading.werkmap import is_totaalregel
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.mapping import Tabelbron
from dossieraudit.outputs.dossiers import als_jsonregel
from dossieraudit.privacy.poort import weiger_bsn
from dossieraudit.wording import enkele

# A dossier with more rows than this is no dossier: something else was taken for its key.
_MEESTE_RIJEN = 20_000
# Of the columns of a table, in a message.
_MEESTE_NAMEN = 60
_LANGSTE_NAAM = 100
_ZONDER_SLEUTEL = "de sleutel van het dossier is leeg of niet te lezen"
_SLEUTEL_ONLEESBAAR = "de sleutel van het dossier is niet te lezen"
_GEEN_DOSSIER = "dit lijkt een herhaalde koprij of een regel met een totaal, en geen dossier"
_ZONDER_DOSSIER = "sluit bij geen dossier aan"
_GEEN_ID = "van de sleutel is geen id te maken"

Afwijzing = dict[str, Any]


@dataclass
class Uitkomst:
    """What an import came to; the dossiers themselves are in the `Opslag` that was given."""

    telling: Telling
    afgekeurd: list[Fout] = field(default_factory=list)


@dataclass
class _Bron:
    """A table that is open, with the place of each column that is used in the rows that are kept."""

    naam: str
    tabel: Tabelbestand
    plekken: dict[str, int]
    sleutel: int

    def rijen(self) -> Iterator[tuple[str | None, int, Sequence[Celwaarde], str | None]]:
        """The rows, of which only the columns that are used are kept: what nobody asked for goes nowhere."""
        koppen = [kolomsleutel(kolom) for kolom in self.tabel.kolommen]
        sleutelkop = list(self.plekken)[self.sleutel]
        bronplekken = [koppen.index(naam) for naam in self.plekken]
        for rij in self.tabel.rijen:
            cellen = [rij.cellen[plek] if plek < len(rij.cellen) else None for plek in bronplekken]
            sleutel = cellen[self.sleutel]
            tekst = "" if isinstance(sleutel, Ongelezen | list) else tekst_van(sleutel)
            gebrek = f"{_SLEUTEL_ONLEESBAAR}: {sleutel.reden}" if isinstance(sleutel, Ongelezen) else rij.gebrek
            if kolomsleutel(tekst) == sleutelkop or is_totaalregel(tekst):
                yield None, rij.nummer, cellen, _GEEN_DOSSIER
                continue
            yield tekst or None, rij.nummer, cellen, gebrek


def importeer(
    plan: Plan,
    exports: Mapping[str, Path],
    opslag: Opslag,
    afwijzing: Callable[[Afwijzing], None],
    toon_waarden: bool = False,
) -> Uitkomst:
    """Read the tables and put the dossiers into `opslag`, ready to be written; `afwijzing` gets every rejected row.

    Raises `Invoerfout` where the mapping does not fit the tables, a table cannot be read, or a dossier holds a BSN.
    """
    with ExitStack() as open_:
        bronnen = _open_alles(plan, exports, open_)
        telling = Telling()
        for nummer, bron in enumerate(bronnen):
            telling.tabellen.append(Tabeltelling(bron.naam, _benaming(plan.mapping.tabellen[bron.naam])))
            telling.tabellen[-1].binnen = opslag.bewaar(nummer, bron.rijen())
            telling.opmerkingen += bron.tabel.opmerkingen
    genoemd = {bron.bestand for bron in plan.mapping.tabellen.values()}
    telling.opmerkingen += [
        f"{naam}: niet gelezen, want de mapping noemt het niet" for naam in exports if naam not in genoemd
    ]
    loop = _Loop(plan, bronnen, opslag, telling, afwijzing, toon_waarden)
    loop.alles()
    telling.eis_sluitend()
    return loop.uitkomst


def _open_alles(plan: Plan, exports: Mapping[str, Path], open_: ExitStack) -> list[_Bron]:
    """Every table with its columns. Raises `Invoerfout` with all that is wrong with any of them."""
    fouten: list[Fout] = []
    bronnen: list[_Bron] = []
    for naam, bron in plan.mapping.tabellen.items():
        pad = exports.get(bron.bestand)
        if pad is None:
            tip = bedoelde(bron.bestand, exports)
            advies = tip or "noem het bestand achter 'import', of verbeter de naam"
            fouten.append(plan.fout(("tabellen", naam, "bestand"), f"'{bron.bestand}' is er niet bij", advies=advies))
            continue
        try:
            tabel = open_tabel(pad, bron)
        except Invoerfout as fout:
            fouten += fout.fouten
            continue
        open_.callback(getattr(tabel.rijen, "close", lambda: None))
        fouten += list(_kolomfouten(plan, naam, tabel))
        gebruikt = dict.fromkeys(kolomsleutel(kolom) for kolom, _ in _kolommen(plan, naam))
        plekken = {kolom: plek for plek, kolom in enumerate(gebruikt)}
        bronnen.append(_Bron(naam, tabel, plekken, plekken[kolomsleutel(_sleutel(plan, naam))]))
    if fouten:
        raise Invoerfout(tuple(begrensd(fouten)))
    return bronnen


def _benaming(bron: Tabelbron) -> str:
    """The table as people know it: the file and, in it, the sheet or list."""
    deel = bron.blad or bron.lijst
    return f"{bron.bestand} ({deel})" if deel else bron.bestand


def _sleutel(plan: Plan, naam: str) -> str:
    return next(afname.sleutel for afname in plan.afnames if afname.tabelnaam == naam)


def _kolommen(plan: Plan, naam: str) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every column that the mapping asks of a table, and where it asks."""
    for afname in plan.afnames:
        if afname.tabelnaam != naam:
            continue
        plek = (*afname.pad, "sleutel")
        yield afname.sleutel, plek
        if afname.hoort_bij is not None:
            yield afname.hoort_bij, (*afname.pad, "hoort_bij")
        if afname.als is not None:
            yield afname.als.kolom, (*afname.pad, "als", "kolom")
        for feit in afname.regels:
            if feit.regel.kolom is not None:
                yield feit.regel.kolom, feit.pad
    if naam == plan.mapping.dossier.tabel:
        for nummer, regel in enumerate(plan.mapping.leeg_als):
            yield regel.kolom, ("leeg_als", nummer, "kolom")


def _kolomfouten(plan: Plan, naam: str, tabel: Tabelbestand) -> Iterator[Fout]:
    koppen = [kolomsleutel(kolom) for kolom in tabel.kolommen]
    gemeld: set[str] = set()
    # Where no heading is the one that was expected, the first row may hold a case, and is not repeated.
    is_kop = any(kolomsleutel(kolom) in koppen for kolom, _ in _kolommen(plan, naam))
    for kolom, pad in _kolommen(plan, naam):
        sleutel = kolomsleutel(kolom)
        if sleutel in gemeld or koppen.count(sleutel) == 1:
            continue
        gemeld.add(sleutel)
        if sleutel in koppen:
            yield plan.fout(
                pad, f"'{tabel.naam}' heeft meer dan één kolom '{kolom}'", advies="geef ze elk een eigen naam"
            )
            continue
        verwacht = "een van de kolommen: " + _opgesomd([kolom for kolom in tabel.kolommen if kolom]) if is_kop else None
        tip = bedoelde(kolom, tabel.kolommen) if is_kop else "staan de kolomnamen wel op de eerste rij?"
        yield plan.fout(pad, f"'{tabel.naam}' heeft geen kolom '{kolom}'", verwacht=verwacht, advies=tip)


def _opgesomd(namen: Sequence[str]) -> str:
    return enkele([naam[:_LANGSTE_NAAM] for naam in namen], _MEESTE_NAMEN)


class _Loop:
    """The dossiers one by one, then the rows that belong to none."""

    def __init__(
        self,
        plan: Plan,
        bronnen: Sequence[_Bron],
        opslag: Opslag,
        telling: Telling,
        afwijzing: Callable[[Afwijzing], None],
        toon_waarden: bool,
    ) -> None:
        self.opslag, self.telling, self.afwijzing, self.toon_waarden = opslag, telling, afwijzing, toon_waarden
        self.bronnen = bronnen
        self.uitkomst = Uitkomst(telling)
        nummers = {bron.naam: nummer for nummer, bron in enumerate(bronnen)}
        gericht = [self._gericht(afname, nummers) for afname in plan.afnames]
        self.dossiertabel = nummers[plan.mapping.dossier.tabel]
        plekken = bronnen[self.dossiertabel].plekken
        leeg = [
            (regel.onderdeel, plekken[kolomsleutel(regel.kolom)], frozenset(map(kale_code, regel.is_)))
            for regel in plan.mapping.leeg_als
        ]
        self.bouwer = Bouwer(plan, gericht, [tabel.bestand for tabel in telling.tabellen], telling, leeg)
        self.bsn: list[Fout] = []

    def _gericht(self, afname: Afname, nummers: Mapping[str, int]) -> Gerichte:
        nummer = nummers[afname.tabelnaam]
        return richt(afname, nummer, self.bronnen[nummer].plekken, self.telling)

    def alles(self) -> None:
        """Every dossier, and every row that is left. Raises `Invoerfout` where there are none, or one holds a BSN."""
        self.telling.sleutels = self.opslag.sorteer(self.dossiertabel)
        hoofd = self.telling.tabellen[self.dossiertabel]
        if not hoofd.binnen:
            advies = "controleer de export, en of de mapping bij 'dossier' de goede tabel noemt"
            raise Invoerfout((Fout(hoofd.bestand, "hier staat geen enkel dossier: er zijn geen rijen", advies=advies),))
        for sleutel in self.opslag.sleutels():
            self.dossier(sleutel)
        for rij, genoemd in self.opslag.wezen():
            self.wijs_af(rij, rij.gebrek or (_ZONDER_DOSSIER if genoemd else _ZONDER_SLEUTEL))
        if self.bsn:
            raise Invoerfout(tuple(begrensd(self.bsn)))

    def dossier(self, sleutel: str) -> None:
        """One dossier: placed with all of its rows, or rejected with all of them."""
        rijen = self.opslag.rijen_van(sleutel, _MEESTE_RIJEN)
        try:
            id_ = self.bouwer.id_van(sleutel)
        except Onleesbaar as fout:
            self.keur_af(sleutel, None, (self.fout(rijen[0], f"{_GEEN_ID}: {fout}"),), {})
            return
        if self.is_bsn(rijen[0], id_):
            self.keur_af(sleutel, None, (self.fout(rijen[0], _GEEN_ID),), {})
            return
        if len(rijen) > _MEESTE_RIJEN:
            melding = f"dit dossier heeft meer dan {_MEESTE_RIJEN} rijen; is de sleutel wel die van een dossier?"
            self.keur_af(sleutel, id_, (self.fout(rijen[0], melding),), {})
            return
        gebouwd = self.bouwer.bouw(id_, rijen)
        gebouwd.celdossier.bestand = id_
        if gebouwd.fataal:
            fouten = tuple(
                self.fout(rij, reden, id_)
                for rij in rijen
                if (reden := gebouwd.redenen.get((rij.tabel, rij.nummer))) is not None
            )
            self.keur_af(sleutel, id_, fouten, gebouwd.redenen)
            return
        keuring = gebouwd.celdossier.keur()
        if not isinstance(keuring, Dossier):
            self.keur_af(sleutel, id_, keuring, gebouwd.redenen)
            return
        self.is_bsn(rijen[0], keuring)
        if not self.opslag.voeg_uit_toe(id_, als_jsonregel(keuring)):
            melding = "een ander dossier kreeg hetzelfde id"
            self.keur_af(sleutel, id_, (self.fout(rijen[0], melding, id_),), gebouwd.redenen)
            return
        self.telling.dossiers += 1
        for rij in rijen:
            reden = gebouwd.redenen.get((rij.tabel, rij.nummer))
            if reden is None:
                self.telling.tabellen[rij.tabel].geplaatst += 1
            else:
                self.wijs_af(rij, reden, id_)

    def keur_af(
        self, sleutel: str, id_: str | None, fouten: tuple[Fout, ...], redenen: Mapping[tuple[int, int], str]
    ) -> None:
        """A dossier that is left out, with all of its rows."""
        self.telling.afgekeurd += 1
        if len(self.uitkomst.afgekeurd) <= MAX_FOUTEN:
            self.uitkomst.afgekeurd += fouten
        self.afwijzing(
            {
                "soort": "dossier",
                "dossier": id_,
                "fouten": [{"plaats": f.pad or f.bestand, "melding": f.melding} for f in fouten],
            }
        )
        for rij in self.opslag.stroom_van(sleutel):
            self.wijs_af(rij, redenen.get((rij.tabel, rij.nummer)) or MET_DOSSIER, id_)

    def wijs_af(self, rij: Bewaarderij, reden: str, id_: str | None = None) -> None:
        """A row that is not placed; what is in it, is only written when that was asked for."""
        tabel = self.telling.tabellen[rij.tabel]
        tabel.redenen[reden] += 1
        bericht: Afwijzing = {"soort": "rij", "tabel": tabel.naam, "bestand": tabel.bestand, "rij": rij.nummer}
        bericht |= {"dossier": id_, "reden": reden}
        if self.toon_waarden:
            namen = self.bronnen[rij.tabel].plekken
            bericht["waarden"] = {naam: tekst_van(cel) for naam, cel in zip(namen, rij.cellen, strict=True)}
        self.afwijzing(bericht)

    def is_bsn(self, rij: Bewaarderij, inhoud: Dossier | str) -> bool:
        """The gate: whether there is a BSN in it. All places are collected, and then nothing is written."""
        try:
            weiger_bsn([(f"{self.telling.tabellen[rij.tabel].bestand}, rij {rij.nummer}", inhoud)])
        except Invoerfout as fout:
            if len(self.bsn) <= MAX_FOUTEN:
                self.bsn += fout.fouten
            return True
        return False

    def fout(self, rij: Bewaarderij, melding: str, id_: str | None = None) -> Fout:
        plaats = f"{self.telling.tabellen[rij.tabel].bestand}, rij {rij.nummer}"
        return Fout(id_ or plaats, melding, pad=plaats if id_ else None, vertrouwelijk=True)
