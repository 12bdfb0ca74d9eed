"""A mapping to begin with, from the headings of an export: likely facts by likeness of names, to be looked through."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dossieraudit.errors import Gebruiksfout
from dossieraudit.importeren.gelijkenis import Keuze, beste, beste_lijst, delen_van, sleutels
from dossieraudit.importeren.kijken import Kolombeeld, Tabelbeeld, bekijk
from dossieraudit.loading.tabellen import Veld, tabellen

_GEWOON = re.compile(r"[A-Za-z][A-Za-z0-9_ ().-]*[A-Za-z0-9).]|[A-Za-z]")
_GERESERVEERD = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "ja", "nee"}
_SCHEIDINGEN = (";", "/", "+", "|", ",")
_KOP = """\
# Voorstel van 'dossieraudit import --suggest': loop elke regel na. Het getal erachter is hoe sterk de naam van
# de kolom op die van het feit lijkt. Wat hier niet staat, blijft onbekend; dat is nooit nee."""


def stel_voor(exports: Mapping[str, Path], toon_waarden: bool = False) -> str:
    """The text of a mapping. No value of the export is in it, but for codes where `toon_waarden` asks for them."""
    beelden = [beeld for beeld in bekijk(exports) if beeld.kolommen]
    if not beelden:
        raise Gebruiksfout("er is geen tabel met kolomnamen om een mapping voor te maken; elke naam mag maar één keer")
    return "\n".join(_Voorstel(beelden, toon_waarden).regels()) + "\n"


class _Voorstel:
    """Chooses key and parts, and writes the mapping."""

    def __init__(self, beelden: Sequence[Tabelbeeld], toon_waarden: bool) -> None:
        self.beelden, self.toon_waarden = beelden, toon_waarden
        self.namen = _namen(beelden)
        self.dossiertabel, self.sleutels = sleutels(beelden)

    def regels(self) -> Iterator[str]:
        """The lines of the file."""
        self.gebruikt: set[tuple[str, str]] = {(beeld, kolom.naam) for beeld, kolom in self.sleutels.items()}
        dossier = self.dossiertabel
        eigen = self.sleutels[dossier.naam]
        eigen_feiten = list(beste(dossier, [tabellen()[()]], eigen, breed=False))
        self.gebruikt |= {(dossier.naam, keuze.kolom.naam) for keuze in eigen_feiten}
        feiten = [regel for keuze in eigen_feiten for regel in self.feit(keuze)]
        blokken = {beeld.naam: list(self.van_tabel(beeld)) for beeld in self.beelden}
        in_gebruik = {n for n, eigen_blokken in blokken.items() if any(b[0].startswith("  -") for b in eigen_blokken)}
        yield _KOP
        yield "tabellen:"
        for beeld, naam in zip(self.beelden, self.namen, strict=True):
            hekje = "" if beeld is dossier or beeld.naam in in_gebruik else "  # "
            yield from (f"{hekje}{regel[2:]}" if hekje else regel for regel in self.tabel(beeld, naam))
        yield "dossier:"
        yield f"  tabel: {self.namen[self.beelden.index(dossier)]}"
        yield f"  sleutel: {_q(eigen.naam)}  # nagaan: heeft elk dossier hier een eigen nummer?"
        if feiten:
            yield "  velden:"
            yield from (regel[2:] for regel in feiten)
        yield "onderdelen:" if in_gebruik else "onderdelen: []"
        yield from (regel for eigen_blokken in blokken.values() for blok in eigen_blokken for regel in blok)
        yield from self.over()

    def tabel(self, beeld: Tabelbeeld, naam: str) -> Iterator[str]:
        """One table, with what had to be supposed."""
        yield f"  {naam}:  # {beeld.rijen} rijen bekeken"
        for opmerking in beeld.opmerkingen:
            yield f"    # nagaan: {opmerking}"
        for sleutel in ("bestand", "blad", "lijst", "codering", "scheiding"):
            if (waarde := getattr(beeld.bron, sleutel)) is not None:
                yield f"    {sleutel}: {_q(waarde)}"
        datums = [kolom for kolom in beeld.kolommen if kolom.is_datum]
        dag, maand = sum(k.dag_eerst for k in datums), sum(k.maand_eerst for k in datums)
        if dag and not maand:
            yield f"    datums: dag-maand-jaar  # {_datums(dag)} niet anders, geen spreekt het tegen"
        elif maand and not dag:
            yield f"    datums: maand-dag-jaar  # {_datums(maand)} niet anders, geen spreekt het tegen"
        elif datums and (dag or maand):
            yield f"    # nagaan: {dag} datums zijn alleen als dag-maand te lezen, {maand} alleen als maand-dag"
        if any(kolom.twee_cijfers for kolom in datums):
            yield "    eeuw: 2000  # nagaan: jaartallen in twee cijfers"

    def van_tabel(self, beeld: Tabelbeeld) -> Iterator[list[str]]:
        """The parts that one table may hold; of the table of the dossiers there may be several."""
        naam, sleutel = self.namen[self.beelden.index(beeld)], self.sleutels.get(beeld.naam)
        if beeld is self.dossiertabel:
            delen = [tabel for tabel in tabellen().values() if tabel.pad and not tabel.lijst]
            vrij = [kolom for kolom in beeld.kolommen if (beeld.naam, kolom.naam) not in self.gebruikt]
            keuzes = [k for k in beste(beeld, delen, sleutel, breed=True) if k.kolom in vrij]
        else:
            keuzes = beste_lijst(beeld, sleutel)
        per_deel: dict[str, list[Keuze]] = {}
        for keuze in keuzes:
            per_deel.setdefault(keuze.tabel.naam, []).append(keuze)
        for groep in per_deel.values():
            yield self.blok(naam, sleutel, groep, beeld)

    def blok(self, naam: str, sleutel: Kolombeeld | None, keuzes: Sequence[Keuze], beeld: Tabelbeeld) -> list[str]:
        """One part; written as a comment where it lacks what every row must have."""
        tabel = keuzes[0].tabel
        namen = {keuze.veld.naam for keuze in keuzes}
        regels = [f"  - onderdeel: {tabel.naam}", f"    tabel: {naam}"]
        if sleutel is not None and sleutel.naam != self.sleutels[self.dossiertabel.naam].naam:
            regels.append(f"    sleutel: {_q(sleutel.naam)}")
        if tabel.lijst and tabel.heeft_id and "id" not in namen:
            regels.append(f"    nummering: {tabel.pad[-1][0]}")
        regels.append("    velden:")
        for keuze in keuzes:
            self.gebruikt.add((beeld.naam, keuze.kolom.naam))
            regels += self.feit(keuze)
        mist = [v.naam for v in tabel.velden if v.verplicht and v.naam not in namen and v.naam != "id"]
        genest = len(tabel.pad) > 1 and tabellen()[tabel.pad[:-1]].lijst
        if mist or genest or sleutel is None:
            waarom = f"vul {', '.join(mist)} aan" if mist else "vul 'hoort_bij' aan" if genest else "vul 'sleutel' aan"
            return [f"  # {waarom}, en haal de hekjes weg:", *(f"  #{regel[1:]}" for regel in regels)]
        return regels

    def feit(self, keuze: Keuze) -> Iterator[str]:
        """One fact, with its code list where the values are not ours."""
        kolom, veld = keuze.kolom, keuze.veld
        opties: list[str] = []
        if veld.soort == "getal" and kolom.is_datum:
            opties.append("neem: jaar")
        scheiding = _scheiding(kolom) if veld.soort in ("lijst_id", "lijst_keuze") else None
        if scheiding is not None:
            opties.append(f"scheiding: {json.dumps(scheiding)}")
        codes = _codes(veld, kolom, scheiding)
        zeker = f"  # {keuze.gelijkenis:.2f}; gevuld: {kolom.gevuld}"
        if codes is not None and self.toon_waarden and codes:
            yield f"      {veld.naam}:{zeker}"
            yield from (f"        {optie}" for optie in (f"kolom: {_q(kolom.naam)}", *opties, "codes:"))
            yield from (f"          {_q(code)}: onbekend" for code in codes)
            return
        if codes is not None:
            opties.append("codes: {}")
            zeker += f"; {len(codes) or 'veel'} verschillende codes, zie --toon-waarden"
        if opties:
            yield f"      {veld.naam}: {{kolom: {_in_rij(kolom.naam)}, {', '.join(opties)}}}{zeker}"
        else:
            yield f"      {veld.naam}: {_q(kolom.naam)}{zeker}"

    def over(self) -> Iterator[str]:
        """Columns for which nothing was found, so that nobody has to look for what is missing."""
        for beeld, naam in zip(self.beelden, self.namen, strict=True):
            for kolom in beeld.kolommen:
                if kolom.is_bsn:
                    yield f"# LET OP, {naam}: '{kolom.naam}' lijkt een BSN te bevatten; lever deze kolom niet aan"
                elif (beeld.naam, kolom.naam) not in self.gebruikt:
                    yield f"# niet gebruikt, {naam}: '{kolom.naam}' (gevuld: {kolom.gevuld} van {beeld.rijen})"


def _namen(beelden: Sequence[Tabelbeeld]) -> list[str]:
    """A name for each table in the mapping, all different."""
    namen: list[str] = []
    for beeld in beelden:
        kaal = "_".join(delen_van(beeld.naam)) or "tabel"
        naam = kaal = (kaal if kaal[0].isalpha() else f"t_{kaal}")[:60]
        nummer = 2
        while naam in namen:
            naam, nummer = f"{kaal}_{nummer}", nummer + 1
        namen.append(naam)
    return namen


def _codes(veld: Veld, kolom: Kolombeeld, scheiding: str | None) -> list[str] | None:
    """The codes that need a meaning; none of them where there are too many to be codes, None where all is ours."""
    if veld.soort not in ("keuze", "ja_nee", "lijst_keuze") or (veld.soort == "ja_nee" and kolom.is_ja_nee):
        return None
    gevonden = kolom.codes
    if gevonden is None:
        return []
    if scheiding is not None:
        gevonden = [deel for waarde in gevonden for deel in waarde.split(scheiding)]
    uniek = {" ".join(code.casefold().split()): code.strip() for code in gevonden if code.strip()}
    if veld.soort != "ja_nee" and all("_".join(delen_van(code)) in veld.keuzes for code in uniek.values()):
        return None
    return sorted(uniek.values())


def _datums(aantal: int) -> str:
    return "1 datum kan" if aantal == 1 else f"{aantal} datums kunnen"


def _scheiding(kolom: Kolombeeld) -> str | None:
    """What stands between the parts of a list in a cell, if anything does."""
    return next((teken for teken in _SCHEIDINGEN if any(teken in waarde for waarde in kolom.verschillend)), None)


def _in_rij(tekst: str) -> str:
    """A text as YAML within braces, where a comma would end it."""
    return json.dumps(tekst, ensure_ascii=False) if re.search(r"[,{}\[\]]", tekst) else _q(tekst)


def _q(tekst: str) -> str:
    """A text as YAML: plain where that is safe, else between quotes."""
    return (
        tekst
        if _GEWOON.fullmatch(tekst) and tekst.lower() not in _GERESERVEERD
        else json.dumps(tekst, ensure_ascii=False)
    )
