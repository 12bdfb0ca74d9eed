"""One dossier from its rows. A row that cannot be placed takes its dossier with it: with a contact missing from a list
the rest of that list would say something that the export does not say."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dossieraudit.importeren.mapping import Afname, Plan, kale_code
from dossieraudit.importeren.opslag import Bewaarderij
from dossieraudit.importeren.tabelbestanden import Celwaarde, Ongelezen
from dossieraudit.importeren.telling import Kolomtelling, Telling
from dossieraudit.importeren.waarden import Onleesbaar, als_id, lezer_van, tekst_van
from dossieraudit.loading.celdossier import Celdossier
from dossieraudit.loading.tabellen import Tabel, ouder_van
from dossieraudit.loading.tekst import Json
from dossieraudit.models.mapping import Voorwaarde
from dossieraudit.models.paden import Pad

NIET_GEVRAAGD = "geen onderdeel van de mapping neemt deze rij op"
MET_DOSSIER = "hoort bij een dossier dat is afgekeurd"
Rijnaam = tuple[int, int]


@dataclass
class Gebouwd:
    """A dossier before it is held against the model; `redenen` says of rows why they could not be placed.

    `fataal`: one of them belonged in this dossier, so that it is not whole.
    """

    celdossier: Celdossier
    redenen: dict[Rijnaam, str] = field(default_factory=dict)
    fataal: bool = False


@dataclass
class Kolomlezer:
    """A fact with the place of its column in the rows of the table, and how to read it."""

    naam: str
    plek: int | None
    lees: Callable[[Celwaarde], Json]
    telling: Kolomtelling


@dataclass
class Gerichte:
    """An `Afname` that is bound to the columns of an open table."""

    afname: Afname
    tabel: int
    sleutel: int
    lezers: list[Kolomlezer]
    kolommen: Mapping[str, str]
    hoort_bij: int | None = None
    als: int | None = None
    als_is: frozenset[str] = frozenset()

    @cached_property
    def verplicht(self) -> tuple[str, ...]:
        """What a row cannot do without."""
        return tuple(veld.naam for veld in self.afname.tabel.velden if veld.verplicht)

    def neemt(self, rij: Bewaarderij) -> bool:
        """Whether a row fulfils the condition. Raises `Onleesbaar` where that cannot be seen."""
        voorwaarde: Voorwaarde | None = self.afname.als
        if voorwaarde is None or self.als is None:
            return True
        cel = _cel(rij, self.als)
        if isinstance(cel, Ongelezen):
            raise Onleesbaar(f"of deze rij telt, is niet te zien: in kolom '{voorwaarde.kolom}' {cel.reden}")
        tekst = tekst_van(cel)
        if voorwaarde.gevuld is not None:
            return bool(tekst) is voorwaarde.gevuld
        return kale_code(tekst) in self.als_is


def richt(afname: Afname, tabel: int, plekken: Mapping[str, int], telling: Telling) -> Gerichte:
    """Bind what a mapping asks of a table to its columns, all of which are there."""
    lezers, kolommen = [], dict[str, str]()
    for feit in afname.regels:
        naam, kolom = feit.veld.naam, feit.regel.kolom
        plek = None if kolom is None else plekken[kolomsleutel(kolom)]
        lezers.append(Kolomlezer(naam, plek, lezer_van(feit), telling.kolom(afname, feit)))
        if kolom is not None:
            kolommen[naam] = kolom
    als = afname.als
    return Gerichte(
        afname,
        tabel,
        plekken[kolomsleutel(afname.sleutel)],
        lezers,
        kolommen,
        None if afname.hoort_bij is None else plekken[kolomsleutel(afname.hoort_bij)],
        None if als is None else plekken[kolomsleutel(als.kolom)],
        frozenset() if als is None else frozenset(map(kale_code, als.is_ or ())),
    )


def kolomsleutel(naam: str) -> str:
    """The name of a column as it is looked up: capitals and double spaces make no difference."""
    return " ".join(naam.casefold().split())


@dataclass
class Bouwer:
    """Makes dossiers by a plan, and counts what it came across."""

    plan: Plan
    afnames: Sequence[Gerichte]
    bestanden: Sequence[str]
    telling: Telling
    leeg: Sequence[tuple[str, int, frozenset[str]]] = ()

    def __post_init__(self) -> None:
        self.per_tabel: dict[int, list[Gerichte]] = {}
        for gericht in self.afnames:
            self.per_tabel.setdefault(gericht.tabel, []).append(gericht)
        self.dossiertabel = self.afnames[0].tabel

    def id_van(self, sleutel: str) -> str:
        """The id of the dossier with this key. Raises `Onleesbaar`."""
        bron = self.plan.mapping.dossier
        return als_id(sleutel, bron.voorvoegsel, bron.vervang)

    def bouw(self, id_: str, rijen: Iterable[Bewaarderij]) -> Gebouwd:
        """The dossier from all of its rows."""
        werk = _Werk(self, Gebouwd(Celdossier(id_, {"id": id_})))
        per_tabel: dict[int, list[Bewaarderij]] = {}
        for rij in rijen:
            per_tabel.setdefault(rij.tabel, []).append(rij)
            if rij.gebrek is not None:
                werk.weiger(rij, rij.gebrek)
        for gericht in self.afnames:
            for rij in per_tabel.get(gericht.tabel, ()):
                if rij.gebrek is None:
                    werk.neem(gericht, rij)
        for groep in per_tabel.values():
            for rij in groep:
                if (rij.tabel, rij.nummer) not in werk.gezien and rij.gebrek is None:
                    werk.uit.redenen[rij.tabel, rij.nummer] = NIET_GEVRAAGD
        werk.leeg_verklaren(per_tabel.get(self.dossiertabel, ()))
        if self.plan.mapping.niet_aangeleverd:
            werk.data["niet_aangeleverd"] = list(self.plan.mapping.niet_aangeleverd)
        return werk.uit


@dataclass
class _Werk:
    """One dossier in the making."""

    bouwer: Bouwer
    uit: Gebouwd
    gezien: set[Rijnaam] = field(default_factory=set)
    nummers: Counter[tuple[Pad, str]] = field(default_factory=Counter)
    houders: dict[tuple[tuple[str, ...], str], tuple[dict[str, Json], Pad]] = field(default_factory=dict)
    gevuld_door: dict[Pad, str] = field(default_factory=dict)
    eerder: set[tuple[int, Pad, str]] = field(default_factory=set)
    # How a part is called in paths; asking the data would mean going through a whole list for each of its items.
    namen: dict[Pad, str] = field(default_factory=lambda: {(): ""})

    @property
    def data(self) -> dict[str, Json]:
        return self.uit.celdossier.data

    def weiger(self, rij: Bewaarderij, reden: str) -> None:
        """A row that belongs here and cannot be placed."""
        self.gezien.add((rij.tabel, rij.nummer))
        self.uit.redenen.setdefault((rij.tabel, rij.nummer), reden)
        self.uit.fataal = True

    def neem(self, gericht: Gerichte, rij: Bewaarderij) -> None:
        """What one part takes of one row."""
        try:
            if not gericht.neemt(rij):
                return
        except Onleesbaar as fout:
            self.weiger(rij, str(fout))
            return
        self.gezien.add((rij.tabel, rij.nummer))
        tabel = gericht.afname.tabel
        feiten = self.feiten(gericht, rij)
        if not tabel.pad:
            self.vul(self.data, (), feiten, rij, gericht)
            return
        houder = self.houder(gericht, tabel, rij)
        if houder is None:
            return
        data, pad = houder
        if tabel.lijst:
            self.lijstrij(gericht, rij, data, pad, feiten)
        else:
            nieuw = tabel.pad[-1] not in data
            deel = data.setdefault(tabel.pad[-1], {})
            assert isinstance(deel, dict)
            self.namen[*pad, tabel.pad[-1]] = f"{self.namen[pad]}.{tabel.pad[-1]}".strip(".")
            self.vul(deel, (*pad, tabel.pad[-1]), feiten, rij, gericht)
            self.bewaar_plaats((*pad, tabel.pad[-1]), tuple(feiten), self.waar(rij), nieuw)

    def lijstrij(
        self, gericht: Gerichte, rij: Bewaarderij, data: dict[str, Json], pad: Pad, feiten: dict[str, Json]
    ) -> None:
        """A row that becomes an item of a list."""
        tabel = gericht.afname.tabel
        eigen = (*pad, tabel.pad[-1])
        if gericht.afname.nummering is not None:
            self.let_op_gelijk(gericht, rij, eigen, repr(feiten))
            self.nummers[eigen, gericht.afname.nummering] += 1
            feiten["id"] = f"{gericht.afname.nummering}{self.nummers[eigen, gericht.afname.nummering]}"
        ontbreekt = [naam for naam in gericht.verplicht if naam not in feiten]
        if ontbreekt:
            namen = " en ".join(f"'{naam}'" for naam in ontbreekt)
            self.weiger(rij, f"{namen} van {tabel.naam} is leeg of niet te lezen, en kan niet ontbreken")
            return
        lijst = data.setdefault(tabel.pad[-1], [])
        assert isinstance(lijst, list)
        lijst.append(feiten)
        item: Pad = (*eigen, len(lijst) - 1)
        eigen_id = feiten.get("id", f"#{len(lijst)}")
        self.namen[item] = f"{self.namen[pad]}.{tabel.pad[-1]}[{eigen_id}]".strip(".")
        waar = self.waar(rij)
        self.uit.celdossier.rijen[item] = (waar, gericht.kolommen)
        if isinstance(feiten.get("id"), str):
            self.houders.setdefault((tabel.pad, str(feiten["id"])), (feiten, item))
        self.bewaar_plaats(item, (), waar, True)

    def let_op_gelijk(self, gericht: Gerichte, rij: Bewaarderij, lijst: Pad, inhoud: str) -> None:
        """Notice a row that repeats one before it: an export may hold a contact twice, and two may be alike."""
        # Of one row two parts may be alike, such as two children born in one year.
        zegt = (id(gericht), lijst, inhoud)
        if zegt in self.eerder:
            self.bouwer.telling.tabellen[rij.tabel].tel_gelijk(rij.nummer)
        self.eerder.add(zegt)

    def feiten(self, gericht: Gerichte, rij: Bewaarderij) -> dict[str, Json]:
        """The facts of a row; what is empty or cannot be read, is not among them."""
        feiten: dict[str, Json] = {}
        for lezer in gericht.lezers:
            if lezer.plek is None:
                feiten[lezer.naam] = lezer.lees(None)
                continue
            telling = lezer.telling
            telling.rijen += 1
            try:
                waarde = lezer.lees(rij.cellen[lezer.plek])
            except Onleesbaar as fout:
                telling.tel_onleesbaar(fout, rij.nummer)
                continue
            if waarde is None:
                telling.leeg += 1
            else:
                telling.gevuld += 1
                feiten[lezer.naam] = waarde
        return feiten

    def vul(
        self, deel: dict[str, Json], pad: Pad, feiten: dict[str, Json], rij: Bewaarderij, gericht: Gerichte
    ) -> None:
        """Facts of what a dossier has one of; two rows may not say different things about it."""
        for naam, waarde in feiten.items():
            if naam in deel and deel[naam] != waarde:
                eerder = self.gevuld_door[*pad, naam]
                naar = f"{self.namen[pad]}.{naam}".strip(".")
                self.weiger(rij, f"'{naar}' is hier anders dan in {eerder}, en een dossier heeft er maar één")
                return
        for naam, waarde in feiten.items():
            deel[naam] = waarde
            self.gevuld_door.setdefault((*pad, naam), self.waar(rij))
            kolom = f", kolom {gericht.kolommen[naam]}" if naam in gericht.kolommen else ""
            self.uit.celdossier.plaatsen[*pad, naam] = self.waar(rij) + kolom
        self.uit.celdossier.plaatsen.setdefault(pad, self.waar(rij))

    def houder(self, gericht: Gerichte, tabel: Tabel, rij: Bewaarderij) -> tuple[dict[str, Json], Pad] | None:
        """The part that holds a row; None where the row names one that is not there."""
        ouder = ouder_van(tabel)
        if ouder is None or not ouder.pad:
            return self.data, ()
        if not ouder.lijst:
            deel = self.data.setdefault(ouder.pad[-1], {})
            assert isinstance(deel, dict)
            self.namen[ouder.pad] = ouder.naam
            return deel, ouder.pad
        naam = self.houdernaam(gericht, ouder, rij)
        if naam is None or (ouder.pad, naam) not in self.houders:
            self.weiger(rij, f"hoort bij een rij van {ouder.naam} die er voor dit dossier niet is")
            return None
        return self.houders[ouder.pad, naam]

    def houdernaam(self, gericht: Gerichte, ouder: Tabel, rij: Bewaarderij) -> str | None:
        """The id that a row names, made in the same way as the id that is meant was made."""
        cel = _cel(rij, gericht.hoort_bij)
        for ander in self.bouwer.afnames:
            if ander.afname.tabel is not ouder:
                continue
            for lezer in ander.lezers:
                if lezer.naam == "id" and lezer.plek is not None:
                    try:
                        gevonden = lezer.lees(cel)
                    except Onleesbaar:
                        continue
                    if isinstance(gevonden, str) and (ouder.pad, gevonden) in self.houders:
                        return gevonden
        return tekst_van(cel) or None

    def leeg_verklaren(self, dossierrijen: Iterable[Bewaarderij]) -> None:
        """Lists without rows are empty only where the export says so, and nothing in it says otherwise."""
        rijen = list(dossierrijen)
        for naam, plek, waarden in self.bouwer.leeg:
            gevuld = [(rij, cel) for rij in rijen if isinstance(cel := _cel(rij, plek), Ongelezen) or tekst_van(cel)]
            geen = [rij for rij, cel in gevuld if kale_code(tekst_van(cel)) in waarden]
            if not geen:
                continue
            *ouder, eigen = naam.split(".")
            deel = self.data.get(ouder[0], {}) if ouder else self.data
            if len(geen) < len(gevuld):
                self.weiger(geen[0], f"volgens deze rij zijn er geen {naam}, en een andere rij zegt iets anders")
            elif isinstance(deel, dict) and deel.get(eigen):
                self.weiger(geen[0], f"volgens deze rij zijn er geen {naam}, en in de export staan ze wel")
            elif isinstance(deel, dict) and eigen not in deel:
                deel[eigen] = []
                if ouder:
                    self.data[ouder[0]] = deel
                self.bouwer.telling.leeg_verklaard[naam] += 1

    # Places

    def waar(self, rij: Bewaarderij) -> str:
        return f"{self.bouwer.bestanden[rij.tabel]}, rij {rij.nummer}"

    def bewaar_plaats(self, pad: Pad, velden: tuple[str, ...], waar: str, nieuw: bool) -> None:
        """Where a part stands in the export; what a second table added to it, stands elsewhere."""
        if not self.bouwer.plan.mapping.vindplaatsen:
            return
        alle = self.data.setdefault("vindplaatsen", {})
        assert isinstance(alle, dict)
        naam = self.namen[pad]
        if nieuw:
            alle[naam] = waar
            return
        for veld in velden:
            if self.gevuld_door.get((*pad, veld)) == waar and alle.get(naam) != waar:
                alle[f"{naam}.{veld}"] = waar


def _cel(rij: Bewaarderij, plek: int | None) -> Celwaarde:
    return rij.cellen[plek] if plek is not None and plek < len(rij.cellen) else None
