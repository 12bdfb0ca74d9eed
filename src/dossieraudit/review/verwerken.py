"""Holding a form that was filled in against what was judged already, so that nothing of either is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dossieraudit.errors import Fout, Foutenlijst
from dossieraudit.loading.werkmap import DATUMVORMEN, Cel
from dossieraudit.models.bronnen import CONSENSUS, Oordeelsvelling, geen_dossier_over
from dossieraudit.review import vorm
from dossieraudit.review.consensus import consensusgrond
from dossieraudit.review.overname import OPNIEUW
from dossieraudit.review.stempel import Stempel
from dossieraudit.review.taken import Paar
from dossieraudit.review.teruglezen import Formulier, Rij, bij_cel

_MAAK_LEEG = (
    "bewaar een kopie, maak oordeel en motivering op deze rij leeg en lees de rest in; maak dan een nieuw formulier en "
    "beoordeel dit naar de norm van nu"
)


@dataclass
class Verwerkt:
    """What reading a form back comes to."""

    nieuw: list[Oordeelsvelling] = field(default_factory=list)
    ongewijzigd: int = 0
    open: int = 0
    verouderd: list[Paar] = field(default_factory=list)
    gewist: list[Paar] = field(default_factory=list)
    ingetrokken: list[Paar] = field(default_factory=list)
    weggehaald: list[Paar] = field(default_factory=list)


@dataclass(frozen=True)
class Stand:
    """What there is now to hold a form against.

    `eigen` are the judgements of its assessor, `anderen` those that a consensus settles. `stempel` is that of a form
    that would be made now, and `normen` are the prints of its norms, as forms and judgements keep them; `bladen` are
    those of which a dossier can say something. `kader` is written into new judgements where it is not that of the
    onderzoek.
    """

    stempel: Stempel
    normen: Mapping[str, str]
    bladen: frozenset[str]
    dossiers: frozenset[str]
    eigen: Mapping[Paar, Oordeelsvelling]
    anderen: Mapping[Paar, Sequence[Oordeelsvelling]]
    kader: str | None


def verwerk(formulier: Formulier, stand: Stand, datum: date | None) -> Verwerkt:
    """Hold a form against what was judged already: what the assessor changed is new, everything else stays.

    Raises `Invoerfout` where a new judgement cannot count: its dossier is not there, its norm is another one now, or it
    was changed elsewhere too.
    """
    uit, fouten, te_bewaren = Verwerkt(), Foutenlijst(), list[Rij]()
    dag = datum or formulier.datum
    for rij in formulier.rijen:
        eerder = stand.eigen.get(rij.paar)
        if not _veranderd(rij, eerder, stand, uit):
            continue
        gevonden = _bezwaar(formulier, rij, eerder, stand)
        if gevonden is None:
            te_bewaren.append(rij)
        else:
            fouten.voeg_toe(gevonden)
    over = {rij.paar for rij in formulier.rijen}
    uit.weggehaald = [paar for paar in formulier.stempel.rijen if paar not in over]
    uit.open += sum(paar not in stand.eigen for paar in uit.weggehaald)
    uit.ongewijzigd += sum(paar in stand.eigen for paar in uit.weggehaald)
    if te_bewaren and dag is None:
        plaats, melding = Cel(None, f"cel {vorm.CEL_DATUM}"), "de dag van de beoordeling ontbreekt"
        fouten.voeg_toe(bij_cel(formulier.pad, plaats, melding, DATUMVORMEN, "vul haar in, of geef --datum"))
    fouten.meld()
    if dag is not None:
        uit.nieuw = [_als_oordeel(formulier, rij, dag, stand) for rij in te_bewaren]
    return uit


def _bezwaar(formulier: Formulier, rij: Rij, eerder: Oordeelsvelling | None, stand: Stand) -> Fout | None:
    """Why a new judgement cannot be taken over; None where it can."""

    def bij(kolom: str, melding: str, advies: str) -> Fout:
        return bij_cel(formulier.pad, rij.cellen[kolom], melding, advies=advies)

    dossier, blad = rij.paar
    if dossier not in stand.dossiers:
        return bij(vorm.DOSSIER, f"dossier '{dossier}' is er niet, of is afgekeurd", OPNIEUW)
    if not formulier.stempel.zelfde_normen(stand.stempel):
        sinds = f"sinds dit formulier ({formulier.stempel.verschil(stand.stempel)})"
        if blad not in stand.normen:
            return bij(vorm.BLAD, f"het kader heeft blad {blad} niet meer {sinds}", _MAAK_LEEG)
        if rij.stempel(vorm.NORM) != stand.normen[blad]:
            return bij(vorm.OORDEEL, f"de norm van blad {blad} is veranderd {sinds}", _MAAK_LEEG)
    if blad not in stand.bladen:
        advies = "maak oordeel en motivering op deze rij leeg; gebruik interviews en documenten"
        return bij(vorm.BLAD, geen_dossier_over(f"blad {blad}"), advies)
    if formulier.beoordelaar == CONSENSUS and not consensusgrond(stand.anderen.get(rij.paar, ()), eerder):
        melding = f"over dossier {dossier}, blad {blad}, zijn er nu geen twee beoordelaars"
        return bij(vorm.OORDEEL, melding, "consensus rust op minstens twee oordelen; lees eerst die van elk van hen in")
    if _elders_gewijzigd(rij, eerder):
        melding = "dit oordeel is ook buiten dit formulier gewijzigd, en anders"
        advies = "maak een nieuw formulier; daarin staat het oordeel zoals het nu is vastgelegd"
        return bij(vorm.OORDEEL, melding, advies)
    return None


def _veranderd(rij: Rij, eerder: Oordeelsvelling | None, stand: Stand, uit: Verwerkt) -> bool:
    """Whether the assessor judged here; counts the rows where not."""
    in_formulier = vorm.kenmerk(rij.oordeel, rij.motivering) if rij.oordeel else ""
    if not in_formulier:
        if eerder is None:
            uit.open += 1
        else:
            uit.gewist.append(rij.paar)
        return False
    onaangeroerd = in_formulier == rij.stempel(vorm.EERDER) and not rij.bevestigd
    if onaangeroerd and eerder is None:
        # Withdrawn in the file since the form was made; leaving the row as it is does not bring it back.
        uit.ingetrokken.append(rij.paar)
        return False
    nog_vers = eerder is not None and _zelfde_stempel(rij, eerder, stand)
    if eerder is not None and in_formulier == vorm.kenmerk_van(eerder):
        if nog_vers:
            uit.ongewijzigd += 1
            return False
        if onaangeroerd:
            uit.verouderd.append(rij.paar)
            return False
        return True
    if in_formulier == rij.stempel(vorm.EERDER) and eerder is not None:
        # Untouched in the form, and judged anew elsewhere since.
        uit.ongewijzigd += 1
        return False
    return True


def _zelfde_stempel(rij: Rij, eerder: Oordeelsvelling, stand: Stand) -> bool:
    return eerder.gaat_over(rij.stempel(vorm.MACHINE), rij.stempel(vorm.AFDRUK), stand.normen.get(rij.paar[1]))


def _elders_gewijzigd(rij: Rij, eerder: Oordeelsvelling | None) -> bool:
    """Whether the judgement that stands is neither the one that the form began with nor the one that it brings."""
    bekend = (rij.stempel(vorm.EERDER), vorm.kenmerk(rij.oordeel or "", rij.motivering))
    return eerder is not None and vorm.kenmerk_van(eerder) not in bekend


def _als_oordeel(formulier: Formulier, rij: Rij, dag: date, stand: Stand) -> Oordeelsvelling:
    wie: tuple[str, ...] = ()
    if formulier.beoordelaar == CONSENSUS:
        wie = consensusgrond(stand.anderen.get(rij.paar, ()), stand.eigen.get(rij.paar))
    return Oordeelsvelling.model_validate(
        {
            "kader": stand.kader,
            "dossier": rij.paar[0],
            "blad": rij.paar[1],
            "beoordelaar": formulier.beoordelaar,
            "beoordelaars": wie,
            "datum": dag,
            "uitkomst": rij.oordeel,
            "motivering": rij.motivering,
            "uitkomst_machine": rij.stempel(vorm.MACHINE),
            "vingerafdruk": rij.stempel(vorm.AFDRUK),
            # A new judgement over a norm that changed since the form is refused, so it is about the norm of now.
            "normafdruk": stand.normen[rij.paar[1]],
        }
    )
