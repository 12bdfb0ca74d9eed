"""Reading the intake workbook back: every fault by sheet and cell, all at once; what is empty stays unknown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dossieraudit.errors import Fout, Invoerfout, bedoelde
from dossieraudit.intake import vorm
from dossieraudit.intake.cellen import ZONDER_FOUTWAARDE, Celfout, een_keuze, uit_cel
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.celdossier import Celdossier
from dossieraudit.loading.tabellen import Tabel, tabellen
from dossieraudit.loading.tekst import Json, begrensd
from dossieraudit.loading.werkmap import FOUTWAARDE, Cel, open_werkmap, rijen_van
from dossieraudit.models.dossier import ONDERDELEN, Dossier
from dossieraudit.models.paden import Pad, pad_tekst

_NIEUW = "maak een lege werkmap met 'dossieraudit init --xlsx' en neem de kolomkoppen daaruit over"
_GEEN_INTAKE = (
    "maak er een met 'dossieraudit init --xlsx intake.xlsx'; een export uit een ander systeem leest u in met "
    "'dossieraudit import EXPORT --mapping mapping.yaml'"
)
_ZONDER_ID = "geef op blad Dossiers elk dossier een rij met een id"

Sleutel = tuple[tuple[str, ...], str, str | None]


@dataclass(frozen=True, slots=True)
class _Houder:
    """A part that was read: its data, and where it stands in its dossier."""

    data: dict[str, Json]
    pad: Pad


@dataclass(frozen=True, slots=True)
class _Rij:
    """A row with something in it, by the name of its columns; every cell knows its place in words."""

    blad: str
    nummer: int
    cellen: Mapping[str, Cel]

    @property
    def plaats(self) -> str:
        return f"blad {self.blad}, rij {self.nummer}"

    def cel(self, naam: str) -> Cel:
        """The cell in a column; an empty one where there is no such column."""
        return self.cellen.get(naam) or Cel(None, f"rij {self.nummer}")


def is_intake(werkmap: Any) -> bool:
    """Whether a workbook is one of ours, of the version that is read here."""
    if vorm.STEMPELBLAD not in werkmap.sheetnames:
        return False
    for _, cellen in rijen_van(werkmap[vorm.STEMPELBLAD], vorm.STEMPELBLAD):
        return [c.tekst for c in cellen[:2]] == ["formaat", vorm.FORMAAT]
    return False


def lees(pad: Path, naam: str | None = None) -> tuple[Dossier, ...]:
    """The dossiers of a workbook, in its order. Raises `Invoerfout` with every fault in it."""
    naam = str(pad) if naam is None else naam
    werkmap = open_werkmap(lees_bytes(pad), naam, stromend=True)
    try:
        if not is_intake(werkmap):
            melding = "dit is geen werkmap om dossiers in te voeren, of een van een andere versie"
            raise Invoerfout((Fout(naam, melding, advies=_GEEN_INTAKE),))
        return _Lezer(naam, werkmap).dossiers()
    finally:
        werkmap.close()


@dataclass
class _Lezer:
    """Reads sheet after sheet, and collects what is wrong."""

    naam: str
    werkmap: Any
    fouten: list[Fout] = field(default_factory=list)
    celdossiers: dict[str, Celdossier] = field(default_factory=dict)
    houders: dict[Sleutel, _Houder] = field(default_factory=dict)
    standen: list[tuple[_Houder, Tabel, Cel, str]] = field(default_factory=list)
    vindplaatsen: list[tuple[str, Pad, Cel, str]] = field(default_factory=list)

    def dossiers(self) -> tuple[Dossier, ...]:
        """Every dossier. Raises `Invoerfout` with every fault, of the cells and of the dossiers that they make."""
        self.onbekende_bladen()
        for blad, tabel in vorm.bladen().items():
            for rij in self.rijen(blad, vorm.kolommen(tabel.pad)):
                self.neem_dossier(rij) if not tabel.pad else self.neem_deel(tabel, rij)
        if not self.celdossiers and not self.fouten:
            self.meld(vorm.DOSSIERBLAD, Cel(None, "rij 2"), "er staat geen enkel dossier in deze werkmap", _ZONDER_ID)
        for houder, binnen, cel, blad in self.standen:
            self.stand(houder, binnen, cel, blad)
        self.niet_aangeleverd()
        self.losse_vindplaatsen()
        return self.gekeurd()

    def gekeurd(self) -> tuple[Dossier, ...]:
        """The dossiers, held against the model. A cell that could not be read is told once, not again as missing."""
        goed = []
        al_genoemd = {fout.pad for fout in self.fouten}
        for celdossier in self.celdossiers.values():
            keuring = celdossier.keur()
            if isinstance(keuring, Dossier):
                goed.append(keuring)
            else:
                self.fouten += [f for f in keuring if (f.pad or "").rpartition(", ")[0] not in al_genoemd]
        if self.fouten:
            raise Invoerfout(tuple(begrensd(self.fouten)))
        return tuple(goed)

    # Rows

    def onbekende_bladen(self) -> None:
        """A sheet of the user's own would not be read, and that has to be said."""
        bekend = (*vorm.bladen(), vorm.NIET_AANGELEVERD, vorm.VINDPLAATSEN, *vorm.ZONDER_FEITEN)
        if vorm.DOSSIERBLAD not in self.werkmap.sheetnames:
            self.fouten.append(Fout(self.naam, f"het blad '{vorm.DOSSIERBLAD}' ontbreekt", advies=_NIEUW))
        for blad in self.werkmap.worksheets:
            if blad.title in bekend:
                continue
            if any(c.waarde is not None for _, rij in rijen_van(blad, self.naam) for c in rij):
                melding = f"het blad '{blad.title}' is onbekend; wat erop staat, zou verloren gaan"
                tip = bedoelde(blad.title, bekend)
                self.fouten.append(Fout(self.naam, melding, advies=tip or "verwijder het blad, of verplaats de rijen"))

    def rijen(self, blad: str, kolommen: Sequence[vorm.Kolom]) -> Iterator[_Rij]:
        """The rows of a sheet that hold something. A sheet that was taken out says nothing, and so nothing is known."""
        if blad not in self.werkmap.sheetnames:
            return
        namen: list[str | None] | None = None
        for nummer, cellen in rijen_van(self.werkmap[blad], self.naam):
            if namen is None:
                namen = self.koppen(blad, cellen, kolommen)
                continue
            gevuld = {plek: cel for plek, cel in enumerate(cellen) if cel.waarde is not None and cel.tekst}
            gevonden: dict[str, Cel] = {}
            for plek, cel in gevuld.items():
                kolom = namen[plek] if plek < len(namen) else None
                if kolom is None:
                    self.meld(blad, cel, "boven deze cel staat geen kolomnaam", "verwijder wat hier staat")
                else:
                    gevonden[kolom] = cel
            if gevonden:
                yield _Rij(blad, nummer, gevonden)

    def koppen(self, blad: str, cellen: Sequence[Cel], kolommen: Sequence[vorm.Kolom]) -> list[str | None]:
        """The columns by their headings, whatever their order. Columns that were taken out say nothing."""
        bekend = {vorm.kale_kop(kolom.kop): kolom for kolom in kolommen} | {kolom.naam: kolom for kolom in kolommen}
        namen: list[str | None] = []
        for cel in cellen:
            kolom = bekend.get(vorm.kale_kop(cel.tekst))
            if cel.tekst and kolom is None:
                tip = bedoelde(vorm.kale_kop(cel.tekst), [k.naam for k in kolommen])
                self.meld(blad, cel, "deze kolom is onbekend", tip or _NIEUW, f"een van: {_koppen(kolommen)}")
            elif kolom is not None and kolom.naam in namen:
                self.meld(blad, cel, f"de kolom '{kolom.kop}' staat er twee keer", "laat één van de twee staan")
            namen.append(kolom.naam if kolom is not None else None)
        for kolom in kolommen:
            if kolom.verplicht and kolom.naam not in namen:
                self.meld(blad, Cel(None, "rij 1"), f"de kolom '{kolom.kop}' ontbreekt", _NIEUW)
        return namen

    # Parts

    def neem_dossier(self, rij: _Rij) -> None:
        """A row of the sheet with dossiers."""
        celdossier = Celdossier(self.naam, {}, {(): rij.plaats})
        self.feiten(tabellen()[()], rij, _Houder(celdossier.data, ()), celdossier)
        id_ = celdossier.data.get("id")
        if not isinstance(id_, str):
            return
        if id_ in self.celdossiers:
            self.meld(rij.blad, rij.cel("id"), "dit dossier staat er twee keer", "geef elk dossier één rij")
            return
        self.celdossiers[id_] = celdossier
        self.houders[(), id_, None] = _Houder(celdossier.data, ())

    def neem_deel(self, tabel: Tabel, rij: _Rij) -> None:
        """A row of any other sheet: one part of one dossier."""
        gevonden = self.houder_van(tabel, rij)
        if gevonden is None:
            return
        id_, houder = gevonden
        celdossier, naam = self.celdossiers[id_], tabel.pad[-1]
        data: dict[str, Json] = {}
        pad: Pad = (*houder.pad, naam)
        if tabel.lijst:
            lijst = houder.data.setdefault(naam, [])
            assert isinstance(lijst, list)
            lijst.append(data)
            pad = (*pad, len(lijst) - 1)
        elif naam in houder.data:
            self.meld(rij.blad, rij.cel("dossier"), "dit dossier heeft hier al een rij", "laat één van de rijen staan")
            return
        else:
            houder.data[naam] = data
        celdossier.plaatsen[pad] = rij.plaats
        eigen = _Houder(data, pad)
        self.feiten(tabel, rij, eigen, celdossier)
        sleutel = data.get("id") if tabel.lijst else None
        self.houders.setdefault((tabel.pad, id_, sleutel if isinstance(sleutel, str) else None), eigen)
        if "vindplaats" in rij.cellen:
            self.vindplaatsen.append((id_, pad, rij.cel("vindplaats"), rij.blad))

    def houder_van(self, tabel: Tabel, rij: _Rij) -> tuple[str, _Houder] | None:
        """The dossier of a row, and the part of it that holds the row."""
        id_ = self.dossier_van(rij)
        if id_ is None:
            return None
        ouder = tabellen()[tabel.pad[:-1]]
        sleutel = self.tekst(rij, "hoort_bij") if ouder.lijst else None
        if ouder.lijst and sleutel is None:
            return None
        houder = self.houders.get((ouder.pad, id_, sleutel))
        if houder is None:
            blad = vorm.bladnaam(ouder)
            wat = "dit id staat" if ouder.lijst else "dit dossier staat"
            plek = rij.cel("hoort_bij" if ouder.lijst else "dossier")
            self.meld(rij.blad, plek, f"{wat} niet op blad {blad}", f"voeg op blad {blad} een rij toe voor dit dossier")
            return None
        return id_, houder

    def feiten(self, tabel: Tabel, rij: _Rij, houder: _Houder, celdossier: Celdossier) -> None:
        """The facts of one row."""
        for kolom in vorm.kolommen(tabel.pad):
            cel = rij.cellen.get(kolom.naam)
            if kolom.rol == "lijst" and cel is not None:
                self.standen.append((houder, tabellen()[(*tabel.pad, kolom.naam)], cel, rij.blad))
                continue
            if kolom.veld is None:
                continue
            pad = (*houder.pad, kolom.naam)
            celdossier.plaatsen[pad] = f"blad {rij.blad}, {cel.plaats}" if cel is not None else rij.plaats
            if cel is None:
                if kolom.verplicht:
                    self.meld(rij.blad, rij.cel(kolom.naam), f"'{kolom.kop}' is niet ingevuld", kolom.uitleg)
                    celdossier.plaatsen[pad] = rij.plaats
                continue
            try:
                waarde = uit_cel(kolom.veld, cel)
            except Celfout as fout:
                self.meld(rij.blad, cel, str(fout), fout.advies, fout.verwacht)
                continue
            if waarde is not None:
                houder.data[kolom.naam] = waarde

    def stand(self, houder: _Houder, binnen: Tabel, cel: Cel, blad: str) -> None:
        """What a row says of a list that stands on another sheet: that there are none, or that they are there."""
        kaal, rijen = vorm.kale_keuze(cel.tekst), binnen.pad[-1] in houder.data
        elders = vorm.bladnaam(binnen)
        if cel.formule or kaal not in _STANDEN:
            self.meld(blad, cel, "dit kan hier niet staan", None, f"{vorm.ZIE_BLAD}, {vorm.GEEN}, of leeg")
        elif _STANDEN[kaal] == vorm.GEEN and not rijen:
            houder.data[binnen.pad[-1]] = []
        elif _STANDEN[kaal] == vorm.ZIE_BLAD and not rijen:
            advies = f"kies {vorm.GEEN} als er geen zijn, of maak de cel leeg als het niet is vastgelegd"
            self.meld(blad, cel, f"op blad {elders} staat hiervoor geen rij", advies)
        elif _STANDEN[kaal] != vorm.ZIE_BLAD and rijen:
            advies = f"kies {vorm.ZIE_BLAD}, of verwijder de rijen daar"
            self.meld(blad, cel, f"op blad {elders} staan hiervoor wel rijen", advies)

    # Sheets over dossiers as a whole

    def niet_aangeleverd(self) -> None:
        """The parts that were not supplied."""
        for rij in self.rijen(vorm.NIET_AANGELEVERD, vorm.NIET_AANGELEVERD_KOLOMMEN):
            id_, onderdeel = self.dossier_van(rij), self.tekst(rij, "onderdeel")
            if id_ is None or onderdeel is None:
                continue
            celdossier, cel = self.celdossiers[id_], rij.cel("onderdeel")
            try:
                keuze = een_keuze(onderdeel, ONDERDELEN)
            except Celfout as fout:
                self.meld(rij.blad, cel, str(fout), fout.advies, fout.verwacht)
                continue
            lijst = celdossier.data.setdefault("niet_aangeleverd", [])
            assert isinstance(lijst, list)
            celdossier.plaatsen["niet_aangeleverd", len(lijst)] = f"blad {rij.blad}, {cel.plaats}"
            # A part that is there too is told where it says that it is not.
            celdossier.plaatsen[keuze,] = f"blad {rij.blad}, {cel.plaats}"
            lijst.append(keuze)

    def losse_vindplaatsen(self) -> None:
        """Where facts stand: of a whole row in its own sheet, of single facts on a sheet for them."""
        for id_, pad, cel, blad in self.vindplaatsen:
            celdossier = self.celdossiers[id_]
            plaats = self.uit_cel(blad, cel)
            if plaats is not None:
                self.vindplaats(celdossier, pad_tekst(pad, celdossier.data), plaats, f"blad {blad}, {cel.plaats}", cel)
        for rij in self.rijen(vorm.VINDPLAATSEN, vorm.VINDPLAATS_KOLOMMEN):
            dossier, feit, waar = self.dossier_van(rij), self.tekst(rij, "pad"), self.tekst(rij, "plaats")
            if dossier is not None and feit is not None and waar is not None:
                cel = rij.cel("pad")
                self.vindplaats(self.celdossiers[dossier], feit, waar, f"blad {rij.blad}, {cel.plaats}", cel)

    def vindplaats(self, celdossier: Celdossier, pad: str, plaats: str, waar: str, cel: Cel) -> None:
        """Keep one of them; one path has one place."""
        alle = celdossier.data.setdefault("vindplaatsen", {})
        assert isinstance(alle, dict)
        if pad in alle:
            eerder = celdossier.plaatsen["vindplaatsen", pad]
            self.fouten.append(_fout(self.naam, waar, cel, f"de vindplaats van dit feit staat ook op {eerder}"))
            return
        alle[pad] = plaats
        celdossier.plaatsen["vindplaatsen", pad] = waar

    def dossier_van(self, rij: _Rij) -> str | None:
        """The id of the dossier of a row, of those that have a row of their own."""
        id_ = self.tekst(rij, "dossier")
        if id_ is None or id_ in self.celdossiers:
            return id_
        melding = f"dit dossier staat niet op blad {vorm.DOSSIERBLAD}"
        self.meld(rij.blad, rij.cel("dossier"), melding, bedoelde(id_, self.celdossiers) or _ZONDER_ID)
        return None

    # Cells

    def tekst(self, rij: _Rij, kolom: str) -> str | None:
        """The text of a cell that has to be filled in."""
        if kolom not in rij.cellen:
            self.meld(rij.blad, rij.cel(kolom), f"'{kolom.replace('_', ' ').capitalize()}' is niet ingevuld", None)
            return None
        return self.uit_cel(rij.blad, rij.cel(kolom))

    def uit_cel(self, blad: str, cel: Cel) -> str | None:
        if cel.formule:
            self.meld(blad, cel, "hier staat een formule", "schrijf de tekst zelf, of plak als waarde")
            return None
        if cel.foutwaarde:
            self.meld(blad, cel, f"hier staat {FOUTWAARDE}", ZONDER_FOUTWAARDE)
            return None
        try:
            return vorm.uit_cel(cel.tekst)
        except ValueError as fout:
            self.meld(blad, cel, str(fout), None)
            return None

    def meld(self, blad: str, cel: Cel, melding: str, advies: str | None, verwacht: str | None = None) -> None:
        self.fouten.append(_fout(self.naam, f"blad {blad}, {cel.plaats}", cel, melding, verwacht, advies))


_STANDEN = {vorm.kale_keuze(t): t for t in (vorm.GEEN, vorm.ZIE_BLAD, vorm.ONBEKEND)} | {"geen": vorm.GEEN}


def _koppen(kolommen: Sequence[vorm.Kolom]) -> str:
    return ", ".join(kolom.kop for kolom in kolommen)


def _fout(
    bestand: str, plaats: str, cel: Cel, melding: str, verwacht: str | None = None, advies: str | None = None
) -> Fout:
    waarde = cel.tekst or None
    return Fout(bestand, melding, pad=plaats, waarde=waarde, verwacht=verwacht, advies=advies, vertrouwelijk=True)
