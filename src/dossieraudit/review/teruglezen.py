"""Reading a score form back: whether it is the form that is meant, and every fault in it by sheet and cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dossieraudit.errors import Fout, Foutenlijst, Invoerfout
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.werkmap import DATUMVORMEN, Cel, cel, open_werkmap
from dossieraudit.models.bronnen import (
    KORTSTE_MOTIVERING,
    LANGSTE_MOTIVERING,
    leesbare_tekens,
    motivering_lang_genoeg,
)
from dossieraudit.models.kader import UITKOMSTEN, Uitkomst
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.report.taal import zichtbaar
from dossieraudit.review import vorm
from dossieraudit.review.ongelezen import ongelezen
from dossieraudit.review.overname import OPNIEUW, opnieuw_met
from dossieraudit.review.stempel import Stempel, lees_stempel
from dossieraudit.review.taken import Paar, is_pseudoniem

_AFDRUK = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Rij:
    """A row of the form, with its cells by the name of their column."""

    paar: Paar
    cellen: Mapping[str, Cel]
    oordeel: Uitkomst | None
    motivering: str
    bevestigd: bool

    def stempel(self, naam: str) -> str:
        """What the form itself wrote in a hidden column."""
        return self.cellen[naam].tekst


@dataclass(frozen=True)
class Formulier:
    """A form as it was filled in, before it is held against what was judged already."""

    pad: str
    stempel: Stempel
    datum: date | None
    rijen: tuple[Rij, ...]
    ongelezen: tuple[str, ...] = ()

    @property
    def beoordelaar(self) -> str:
        """For whom it was made, and who filled it in."""
        return self.stempel.beoordelaar


def lees(pad: Path, nu: Stempel, onderzoek: Onderzoek) -> Formulier:
    """Read a form; `nu` is the stamp of a form that would be made now. Raises `Invoerfout` with every fault in it."""
    werkmap = open_werkmap(lees_bytes(pad), str(pad))
    stempel = _toets_stempel(werkmap, str(pad), nu, onderzoek)
    formulier = _Lezer(str(pad), werkmap[vorm.OORDELENBLAD], stempel).formulier()
    return replace(formulier, ongelezen=tuple(ongelezen(werkmap)))


def _toets_stempel(werkmap: Any, pad: str, nu: Stempel, onderzoek: Onderzoek) -> Stempel:
    if vorm.STEMPELBLAD not in werkmap.sheetnames or vorm.OORDELENBLAD not in werkmap.sheetnames:
        melding = "dit is geen scoreformulier van dossieraudit: er ontbreken bladen"
        raise Invoerfout((Fout(pad, melding, advies=OPNIEUW),))
    blad = werkmap[vorm.OORDELENBLAD]
    stempel = lees_stempel(werkmap[vorm.STEMPELBLAD].iter_rows(max_col=2))
    if stempel is None:
        melding = "dit scoreformulier is gemaakt met een andere versie van dossieraudit, en wordt niet gelezen"
        raise Invoerfout((Fout(pad, melding, advies=opnieuw_met(blad)),))
    fouten = Foutenlijst()
    if stempel.onderzoek != nu.onderzoek:
        dit = zichtbaar(f"'{onderzoek.naam}' ({onderzoek.gemeente}, {onderzoek.wijkteam})")
        advies = f"lees het in bij zijn eigen onderzoek; heet dat sinds kort anders: {opnieuw_met(blad)}"
        fouten.voeg_toe(Fout(pad, f"dit scoreformulier is van een ander onderzoek dan {dit}", advies=advies))
    if stempel.kader != nu.kader:
        melding = f"dit scoreformulier hoort bij een ander kader dan '{nu.kader}'"
        fouten.voeg_toe(Fout(pad, melding, advies="noem met --kader het kader waarmee het is gemaakt"))
    fouten.meld()
    return stempel


class _Lezer:
    """Reads the sheet with judgements and collects what is wrong with it."""

    def __init__(self, pad: str, blad: Any, stempel: Stempel) -> None:
        self.pad, self.blad, self.stempel = pad, blad, stempel
        self.fouten = Foutenlijst()
        self.eerder: dict[Paar, int] = {}

    def formulier(self) -> Formulier:
        """The form. Raises `Invoerfout` with every fault."""
        kolommen = self._kolommen()
        self.fouten.meld()
        rijen = [rij for nummer, cellen in self._rijen(kolommen) if (rij := self._rij(nummer, cellen)) is not None]
        self._samengevoegd(kolommen)
        self._beoordelaar(cel(self.blad[vorm.CEL_BEOORDELAAR]))
        datum = self._datum(cel(self.blad[vorm.CEL_DATUM]))
        self.fouten.meld()
        return Formulier(self.pad, self.stempel, datum, tuple(rijen))

    def _kolommen(self) -> dict[str, int]:
        """Where each column stands: where the form put it, as the cells above the table moved along with a column."""
        koppen = [cel(self.blad.cell(vorm.KOPRIJ, kolom)) for kolom in range(1, self.blad.max_column + 1)]
        gevonden, verwacht = [kop.tekst for kop in koppen], list(vorm.KOLOMMEN)
        rij = Cel(None, f"rij {vorm.KOPRIJ}")
        if not set(gevonden) & set(verwacht):
            advies = f"haal ingevoegde rijen weg. Lukt dat niet: {OPNIEUW}"
            self._meld(rij, "hier horen de koppen van het formulier te staan", advies=advies)
        elif ontbreekt := [naam for naam in verwacht if naam not in gevonden]:
            for naam in ontbreekt:
                self._meld(rij, f"de kolom '{naam}' ontbreekt", advies=OPNIEUW)
        elif gevonden[: len(verwacht)] != verwacht:
            kop, hoort = next((kop, naam) for kop, naam in zip(koppen, verwacht, strict=False) if kop.tekst != naam)
            advies = (
                "haal ingevoegde kolommen weg en zet verplaatste terug; rechts van het formulier mag u er eigen zetten"
            )
            melding = f"de kolommen zijn niet die van het formulier: hier hoort '{hoort}' te staan"
            self._meld(kop, melding, advies=advies)
        return {naam: kolom for kolom, naam in enumerate(verwacht, 1)}

    def _beoordelaar(self, gevonden: Cel) -> None:
        voor = self.stempel.beoordelaar
        if gevonden.tekst != voor or not is_pseudoniem(voor):
            advies = f"zet hier {zichtbaar(voor)} terug, of maak met --beoordelaar een formulier voor een ander"
            self._meld(gevonden, f"dit formulier is gemaakt voor {zichtbaar(voor)}", advies=advies)

    def _samengevoegd(self, kolommen: Mapping[str, int]) -> None:
        """Merged cells to fill in: only the first holds anything, and a judgement meant for more rows would be lost."""
        invoer = {kolommen[naam] for naam in vorm.INVOER}
        for gebied in self.blad.merged_cells.ranges:
            if gebied.max_row > vorm.KOPRIJ and not invoer.isdisjoint(range(gebied.min_col, gebied.max_col + 1)):
                plaats = Cel(None, f"cellen {gebied.coord}")
                advies = "splits ze, en vul elke rij zelf in"
                self._meld(plaats, "deze cellen zijn samengevoegd: alleen de eerste wordt gelezen", advies=advies)

    def _rijen(self, kolommen: Mapping[str, int]) -> Iterator[tuple[int, dict[str, Cel]]]:
        for nummer in range(vorm.KOPRIJ + 1, self.blad.max_row + 1):
            cellen = {naam: cel(self.blad.cell(nummer, kolom)) for naam, kolom in kolommen.items()}
            # A remark below the table is no row of it; `ongelezen` names it.
            if any(cellen[naam].waarde is not None for naam in vorm.RIJ):
                yield nummer, cellen

    def _rij(self, nummer: int, cellen: dict[str, Cel]) -> Rij | None:
        if not cellen[vorm.ZEGEL].tekst:
            gevuld = next(cellen[naam] for naam in vorm.RIJ if cellen[naam].waarde is not None)
            advies = "haal haar weg; een formulier met meer bladen maakt u met --bladen"
            self._meld(gevuld, f"rij {nummer} is niet van dit formulier", advies=advies)
            return None
        formules = [gevonden for gevonden in cellen.values() if gevonden.formule]
        for gevonden in formules:
            self._meld(gevonden, "hier staat een formule", advies="schrijf de tekst zelf, of plak als waarde")
        if formules:
            return None
        paar = cellen[vorm.DOSSIER].tekst, cellen[vorm.BLAD].tekst
        self._zegel(cellen)
        eerste = self.eerder.setdefault(paar, nummer)
        if eerste != nummer:
            melding = f"dossier {paar[0]}, blad {paar[1]}, staat ook op rij {eerste}"
            self._meld(cellen[vorm.DOSSIER], melding, advies="laat één van de twee rijen staan")
        oordeel, motivering = self._oordeel(cellen[vorm.OORDEEL]), cellen[vorm.MOTIVERING].tekst
        self._samenhang(cellen)
        return Rij(paar, cellen, oordeel, motivering, self._bevestigd(cellen[vorm.BEVESTIGD]))

    def _zegel(self, cellen: Mapping[str, Cel]) -> None:
        """Whether dossier, leaf and facts still stand in the row in which the form wrote them."""
        tekst = {naam: cellen[naam].tekst for naam in vorm.GESCHREVEN}
        anders = vorm.veranderd(self.stempel.zout, tekst, cellen[vorm.ZEGEL].tekst)
        heel = tekst[vorm.MACHINE] in UITKOMSTEN and _AFDRUK.fullmatch(tekst[vorm.AFDRUK])
        if not anders and heel:
            return
        eerste = cellen[anders[0] if anders else vorm.MACHINE]
        meer = f" (en {len(anders) - 1} andere van deze rij)" if len(anders) > 1 else ""
        melding = f"deze cel{meer} is niet zoals het formulier haar schreef: veranderd, of los van de rij gesorteerd"
        advies = f"maak dat ongedaan; sorteer alleen hele rijen. Lukt dat niet: {OPNIEUW}"
        self._meld(eerste, melding, advies=advies)

    def _oordeel(self, gevonden: Cel) -> Uitkomst | None:
        if not gevonden.tekst:
            return None
        uitkomst = vorm.uitkomst_van(gevonden.tekst)
        if uitkomst is None:
            self._meld(gevonden, "dit is geen oordeel uit de lijst", verwacht=", ".join(vorm.LABELS))
        return uitkomst

    def _samenhang(self, cellen: Mapping[str, Cel]) -> None:
        oordeel, motivering = cellen[vorm.OORDEEL], cellen[vorm.MOTIVERING]
        lengte = len(motivering.tekst)
        bevestigd = cellen[vorm.BEVESTIGD]
        if bevestigd.tekst.lower() == vorm.JA and not oordeel.tekst and not lengte:
            advies = "kies het oordeel dat u opnieuw bekeek, of maak deze cel leeg"
            self._meld(bevestigd, f"bij deze '{vorm.JA}' ontbreekt het oordeel", advies=advies)
        elif oordeel.tekst and not lengte:
            self._meld(motivering, "bij dit oordeel ontbreekt de motivering", advies="schrijf waarom u dit vindt")
        elif lengte and not oordeel.tekst:
            self._meld(oordeel, "bij deze motivering ontbreekt het oordeel", advies="kies een oordeel uit de lijst")
        elif lengte and not motivering_lang_genoeg(motivering.tekst):
            verwacht = f"{KORTSTE_MOTIVERING} tot {LANGSTE_MOTIVERING} tekens"
            aantal = leesbare_tekens(motivering.tekst) if lengte <= LANGSTE_MOTIVERING else lengte
            soort = "leesbaar teken" if aantal == 1 else "leesbare tekens" if aantal != lengte else "tekens"
            self._meld(motivering, f"deze motivering heeft {aantal} {soort}", verwacht=verwacht)

    def _bevestigd(self, gevonden: Cel) -> bool:
        if gevonden.tekst.lower() not in ("", vorm.JA):
            self._meld(gevonden, "dit is geen antwoord", verwacht=f"{vorm.JA}, of leeg")
        return gevonden.tekst.lower() == vorm.JA

    def _datum(self, gevonden: Cel) -> date | None:
        if gevonden.waarde is None:
            return None
        try:
            return gevonden.datum
        except ValueError as fout:
            self._meld(gevonden, str(fout), verwacht=DATUMVORMEN)
            return None

    def _meld(self, gevonden: Cel, melding: str, *, verwacht: str | None = None, advies: str | None = None) -> None:
        self.fouten.voeg_toe(bij_cel(self.pad, gevonden, melding, verwacht, advies))


def bij_cel(pad: str, gevonden: Cel, melding: str, verwacht: str | None = None, advies: str | None = None) -> Fout:
    """A fault of a form, at a cell of its first sheet."""
    plaats = f"blad {vorm.OORDELENBLAD}, {gevonden.plaats}"
    waarde = gevonden.tekst or None
    return Fout(pad, melding, pad=plaats, waarde=waarde, verwacht=verwacht, advies=advies, vertrouwelijk=True)
