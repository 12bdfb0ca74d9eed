"""Holding a form that was filled in against what was judged already, so that nothing of either is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dossieraudit.errors import Foutenlijst
from dossieraudit.loading.werkmap import DATUMVORMEN, Cel
from dossieraudit.models.bronnen import Oordeelsvelling
from dossieraudit.review import vorm
from dossieraudit.review.overname import OPNIEUW
from dossieraudit.review.taken import Paar
from dossieraudit.review.teruglezen import Formulier, Rij, bij_cel


@dataclass
class Verwerkt:
    """What reading a form back comes to."""

    nieuw: list[Oordeelsvelling] = field(default_factory=list)
    ongewijzigd: int = 0
    open: int = 0
    verouderd: list[Paar] = field(default_factory=list)
    gewist: list[Paar] = field(default_factory=list)


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
            fouten.voeg_toe(bij_cel(formulier.pad, rij.cellen[vorm.DOSSIER], melding, advies=OPNIEUW))
        elif nieuw and _elders_gewijzigd(rij, eerder):
            melding = "dit oordeel is ook buiten dit formulier gewijzigd, en anders"
            advies = "maak een nieuw formulier; daarin staat het oordeel zoals het nu is vastgelegd"
            fouten.voeg_toe(bij_cel(formulier.pad, rij.cellen[vorm.OORDEEL], melding, advies=advies))
        elif nieuw:
            te_bewaren.append(rij)
    if te_bewaren and dag is None:
        plaats, melding = Cel(None, f"cel {vorm.CEL_DATUM}"), "de dag van de beoordeling ontbreekt"
        fouten.voeg_toe(bij_cel(formulier.pad, plaats, melding, DATUMVORMEN, "vul haar in, of geef --datum"))
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
