"""Reading a score form back: every fault by sheet and cell, and nothing lost of what was judged before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dossieraudit.errors import Fout, Foutenlijst, Invoerfout
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.werkmap import DATUMVORMEN, Cel, cel, open_werkmap
from dossieraudit.models.bronnen import KORTSTE_MOTIVERING, LANGSTE_MOTIVERING, Oordeelsvelling
from dossieraudit.models.kader import UITKOMSTEN, Kader, Uitkomst
from dossieraudit.review import vorm
from dossieraudit.review.taken import Paar, is_pseudoniem

_OPNIEUW = "maak het formulier opnieuw; wat u al had ingelezen, staat er dan in"


@dataclass(frozen=True, slots=True)
class Rij:
    """A row of the form; `cellen` are those that hold something, by the name of their column."""

    paar: Paar
    cellen: Mapping[str, Cel]
    oordeel: Uitkomst | None
    motivering: str
    bevestigd: bool

    def stempel(self, naam: str) -> str:
        """What the form itself wrote in a hidden column."""
        return self.cellen[naam].tekst if naam in self.cellen else ""


@dataclass(frozen=True)
class Formulier:
    """A form as it was filled in, before it is held against what was judged already."""

    pad: str
    beoordelaar: str
    datum: date | None
    rijen: tuple[Rij, ...]


@dataclass
class Verwerkt:
    """What reading a form back comes to."""

    nieuw: list[Oordeelsvelling] = field(default_factory=list)
    ongewijzigd: int = 0
    open: int = 0
    verouderd: list[Paar] = field(default_factory=list)
    gewist: list[Paar] = field(default_factory=list)


def lees(pad: Path, kader: Kader) -> Formulier:
    """Read a form. Raises `Invoerfout` with every fault in it."""
    werkmap = open_werkmap(lees_bytes(pad), str(pad))
    _toets_stempel(werkmap, str(pad), kader)
    return _Lezer(str(pad), werkmap[vorm.OORDELENBLAD], {i.id for i in kader.indicatoren}).formulier()


def _toets_stempel(werkmap: Any, pad: str, kader: Kader) -> None:
    if vorm.STEMPELBLAD not in werkmap.sheetnames or vorm.OORDELENBLAD not in werkmap.sheetnames:
        melding = "dit is geen scoreformulier van dossieraudit: er ontbreken bladen"
        raise Invoerfout((Fout(pad, melding, advies=_OPNIEUW),))
    stempel = {rij[0].value: rij[1].value for rij in werkmap[vorm.STEMPELBLAD].iter_rows(max_col=2)}
    if stempel.get("formaat") != vorm.FORMAAT:
        raise Invoerfout((Fout(pad, "dit scoreformulier is van een andere versie", advies=_OPNIEUW),))
    if stempel.get("kader") != kader.id:
        melding = f"dit scoreformulier hoort bij een ander kader dan '{kader.id}'"
        raise Invoerfout((Fout(pad, melding, advies="noem met --kader het kader waarmee het is gemaakt"),))


class _Lezer:
    """Reads the sheet with judgements and collects what is wrong with it."""

    def __init__(self, pad: str, blad: Any, bladen: set[str]) -> None:
        self.pad, self.blad, self.bladen = pad, blad, bladen
        self.fouten = Foutenlijst()
        self.eerder: dict[Paar, int] = {}

    def formulier(self) -> Formulier:
        """The form. Raises `Invoerfout` with every fault."""
        kolommen = self._kolommen()
        self.fouten.meld()
        rijen = [rij for nummer, cellen in self._rijen(kolommen) if (rij := self._rij(nummer, cellen)) is not None]
        beoordelaar = cel(self.blad[vorm.CEL_BEOORDELAAR])
        if not is_pseudoniem(beoordelaar.tekst):
            self._meld(beoordelaar, "hier hoort het pseudoniem van de beoordelaar", advies=_OPNIEUW)
        datum = self._datum(cel(self.blad[vorm.CEL_DATUM]))
        self.fouten.meld()
        return Formulier(self.pad, beoordelaar.tekst, datum, tuple(rijen))

    def _kolommen(self) -> dict[str, int]:
        koppen = {str(c.value): c.column for c in self.blad[vorm.KOPRIJ] if c.value is not None}
        nodig = (vorm.DOSSIER, vorm.BLAD, *vorm.INVOER, *vorm.VERBORGEN)
        for naam in nodig:
            if naam not in koppen:
                plaats = Cel(None, f"rij {vorm.KOPRIJ}")
                self._meld(plaats, f"de kolom '{naam}' ontbreekt", advies=_OPNIEUW)
        return {naam: koppen[naam] for naam in nodig if naam in koppen}

    def _rijen(self, kolommen: Mapping[str, int]) -> Iterator[tuple[int, dict[str, Cel]]]:
        for nummer in range(vorm.KOPRIJ + 1, self.blad.max_row + 1):
            cellen = {naam: cel(self.blad.cell(nummer, kolom)) for naam, kolom in kolommen.items()}
            if any(gevonden.waarde is not None for gevonden in cellen.values()):
                yield nummer, cellen

    def _rij(self, nummer: int, cellen: dict[str, Cel]) -> Rij | None:
        begin = len(self.fouten.fouten)
        for naam, gevonden in cellen.items():
            if gevonden.formule:
                self._meld(gevonden, "hier staat een formule", advies="schrijf de tekst zelf, of plak als waarde")
            elif not gevonden.tekst and naam not in (*vorm.INVOER, vorm.EERDER):
                self._meld(gevonden, f"'{naam}' is leeg", advies=_OPNIEUW)
        if len(self.fouten.fouten) > begin:
            return None
        paar = cellen[vorm.DOSSIER].tekst, cellen[vorm.BLAD].tekst
        self._plaats(nummer, paar, cellen)
        oordeel, motivering = self._oordeel(cellen[vorm.OORDEEL]), cellen[vorm.MOTIVERING].tekst
        self._samenhang(cellen)
        return Rij(paar, cellen, oordeel, motivering, self._bevestigd(cellen[vorm.BEVESTIGD]))

    def _plaats(self, nummer: int, paar: Paar, cellen: Mapping[str, Cel]) -> None:
        if paar[1] not in self.bladen:
            self._meld(cellen[vorm.BLAD], f"het kader kent geen blad '{paar[1]}'", advies=_OPNIEUW)
        if cellen[vorm.MACHINE].tekst not in UITKOMSTEN or len(cellen[vorm.AFDRUK].tekst) != 64:
            self._meld(cellen[vorm.MACHINE], "wat het formulier hier zelf schreef, is veranderd", advies=_OPNIEUW)
        eerste = self.eerder.setdefault(paar, nummer)
        if eerste != nummer:
            melding = f"dossier {paar[0]}, blad {paar[1]}, staat ook op rij {eerste}"
            self._meld(cellen[vorm.DOSSIER], melding, advies="laat één van de twee rijen staan")

    def _oordeel(self, gevonden: Cel) -> Uitkomst | None:
        if not gevonden.tekst:
            return None
        gegeven = " ".join(gevonden.tekst.lower().replace("_", " ").split())
        for label, uitkomst in vorm.LABELS.items():
            if gegeven in (label, uitkomst.replace("_", " ")):
                return uitkomst
        self._meld(gevonden, "dit is geen oordeel uit de lijst", verwacht=", ".join(vorm.LABELS))
        return None

    def _samenhang(self, cellen: Mapping[str, Cel]) -> None:
        oordeel, motivering = cellen[vorm.OORDEEL], cellen[vorm.MOTIVERING]
        lengte = len(motivering.tekst)
        if oordeel.tekst and not lengte:
            self._meld(motivering, "bij dit oordeel ontbreekt de motivering", advies="schrijf waarom u dit vindt")
        elif lengte and not oordeel.tekst:
            self._meld(oordeel, "bij deze motivering ontbreekt het oordeel", advies="kies een oordeel uit de lijst")
        elif lengte and not KORTSTE_MOTIVERING <= lengte <= LANGSTE_MOTIVERING:
            verwacht = f"{KORTSTE_MOTIVERING} tot {LANGSTE_MOTIVERING} tekens"
            self._meld(motivering, f"deze motivering heeft {lengte} tekens", verwacht=verwacht)

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
        self.fouten.voeg_toe(_fout(self.pad, gevonden, melding, verwacht, advies))


def _fout(pad: str, gevonden: Cel, melding: str, verwacht: str | None = None, advies: str | None = None) -> Fout:
    plaats = f"blad {vorm.OORDELENBLAD}, {gevonden.plaats}"
    waarde = gevonden.tekst or None
    return Fout(pad, melding, pad=plaats, waarde=waarde, verwacht=verwacht, advies=advies, vertrouwelijk=True)


def verwerk(
    formulier: Formulier,
    bestaand: Mapping[Paar, Oordeelsvelling],
    dossiers: set[str],
    datum: date | None,
    kader: str | None,
    anderen: Mapping[Paar, Sequence[Oordeelsvelling]],
) -> Verwerkt:
    """Hold a form against what was judged already: what the assessor changed is new, everything else stays.

    `kader` is written into new judgements where it is not that of the onderzoek. `anderen` are the judgements that a
    consensus settles. Raises `Invoerfout` where a row is
    about a dossier that is not there, or was changed elsewhere too.
    """
    uit, fouten, te_bewaren = Verwerkt(), Foutenlijst(), list[Rij]()
    dag = datum or formulier.datum
    for rij in formulier.rijen:
        eerder = bestaand.get(rij.paar)
        nieuw = _veranderd(rij, eerder, uit)
        if nieuw and rij.paar[0] not in dossiers:
            melding = f"dossier '{rij.paar[0]}' is er niet"
            fouten.voeg_toe(_fout(formulier.pad, rij.cellen[vorm.DOSSIER], melding, advies=_OPNIEUW))
        elif nieuw and _elders_gewijzigd(rij, eerder):
            melding = "dit oordeel is ook buiten dit formulier gewijzigd, en anders"
            advies = "maak een nieuw formulier; daarin staat het oordeel zoals het nu is vastgelegd"
            fouten.voeg_toe(_fout(formulier.pad, rij.cellen[vorm.OORDEEL], melding, advies=advies))
        elif nieuw:
            te_bewaren.append(rij)
    if te_bewaren and dag is None:
        plaats, melding = Cel(None, f"cel {vorm.CEL_DATUM}"), "de dag van de beoordeling ontbreekt"
        fouten.voeg_toe(_fout(formulier.pad, plaats, melding, DATUMVORMEN, "vul haar in, of geef --datum"))
    fouten.meld()
    if dag is not None:
        uit.nieuw = [_als_oordeel(formulier, rij, dag, kader, anderen.get(rij.paar, ())) for rij in te_bewaren]
    return uit


def _veranderd(rij: Rij, eerder: Oordeelsvelling | None, uit: Verwerkt) -> bool:
    """Whether the assessor judged here; counts the rows where not."""
    in_formulier = vorm.kenmerk(rij.oordeel, rij.motivering) if rij.oordeel else ""
    if not in_formulier:
        if eerder is None:
            uit.open += 1
        else:
            uit.gewist.append(rij.paar)
        return False
    nog_vers = eerder is not None and _zelfde_stempel(rij, eerder)
    if eerder is not None and in_formulier == vorm.kenmerk_van(eerder):
        if nog_vers:
            uit.ongewijzigd += 1
            return False
        if in_formulier == rij.stempel(vorm.EERDER) and not rij.bevestigd:
            uit.verouderd.append(rij.paar)
            return False
        return True
    if in_formulier == rij.stempel(vorm.EERDER) and eerder is not None:
        # Untouched in the form, and judged anew elsewhere since.
        uit.ongewijzigd += 1
        return False
    return True


def _zelfde_stempel(rij: Rij, eerder: Oordeelsvelling) -> bool:
    zelfde_feiten = eerder.vingerafdruk in (None, rij.stempel(vorm.AFDRUK))
    return zelfde_feiten and eerder.uitkomst_machine == rij.stempel(vorm.MACHINE)


def _elders_gewijzigd(rij: Rij, eerder: Oordeelsvelling | None) -> bool:
    """Whether the judgement that stands is neither the one that the form began with nor the one that it brings."""
    bekend = (rij.stempel(vorm.EERDER), vorm.kenmerk(rij.oordeel or "", rij.motivering))
    return eerder is not None and vorm.kenmerk_van(eerder) not in bekend


def _als_oordeel(
    formulier: Formulier, rij: Rij, dag: date, kader: str | None, anderen: Sequence[Oordeelsvelling]
) -> Oordeelsvelling:
    return Oordeelsvelling.model_validate(
        {
            "kader": kader,
            "dossier": rij.paar[0],
            "blad": rij.paar[1],
            "beoordelaar": formulier.beoordelaar,
            "beoordelaars": tuple(oordeel.beoordelaar for oordeel in anderen),
            "datum": dag,
            "uitkomst": rij.oordeel,
            "motivering": rij.motivering,
            "uitkomst_machine": rij.stempel(vorm.MACHINE),
            "vingerafdruk": rij.stempel(vorm.AFDRUK),
        }
    )
