"""What an assessor is asked: the leaves that need a person, with the rules' uitkomst, the facts and what was judged."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dossieraudit.errors import Gebruiksfout, bedoelde
from dossieraudit.judgement.build import Beoordeelstuk
from dossieraudit.judgement.vingerafdruk import normafdruk, vingerafdruk
from dossieraudit.models.bronnen import Oordeelsvelling, geen_dossier_over
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Indicator, Kader, Uitkomst
from dossieraudit.report.stijl import STIJLEN, bereik
from dossieraudit.report.taal import zichtbaar
from dossieraudit.report.verkenner import REDEN_LABELS
from dossieraudit.scoring import Bladscore, Bladuitleg, Scoring, verklaar

Paar = tuple[str, str]
# What a person can find; the rules can also leave a leaf untested.
OORDELEN: tuple[Uitkomst, ...] = (
    "voldoet",
    "voldoet_gedeeltelijk",
    "voldoet_niet",
    "niet_navolgbaar",
    "niet_van_toepassing",
)
ALLE = "alle"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True)
class Taak:
    """One leaf of one dossier to judge. `anderen` are judgements of others that this one has to settle."""

    stuk: Beoordeelstuk
    uitleg: Bladuitleg
    vingerafdruk: str
    normafdruk: str
    eerder: Oordeelsvelling | None = None
    anderen: tuple[Oordeelsvelling, ...] = ()

    @property
    def dossier(self) -> Dossier:
        """The dossier that is judged."""
        return self.stuk.geladen.dossier

    @property
    def blad(self) -> Indicator:
        """The leaf that is judged."""
        return self.uitleg.regels.indicator

    @property
    def paar(self) -> Paar:
        """Dossier and leaf, by id."""
        return self.dossier.id, self.blad.id

    @property
    def verouderd(self) -> str | None:
        """Why the earlier judgement no longer counts; None where it does, or where there is none."""
        if self.eerder is None:
            return None
        nu = self.uitleg.score.uitkomst
        if self.eerder.uitkomst_machine != nu:
            toen = next((s.label for u, s in STIJLEN.items() if u == self.eerder.uitkomst_machine), "iets anders")
            return f"de regels kwamen toen op '{toen}' en nu op '{STIJLEN[nu].label}'"
        if self.eerder.vingerafdruk not in (None, self.vingerafdruk):
            return "een feit waarop de uitkomst rust, is veranderd"
        if self.eerder.normafdruk not in (None, self.normafdruk):
            return "de norm, een eis of een parameter van dit blad is veranderd"
        return None

    @property
    def open(self) -> bool:
        """Whether this still waits for the assessor."""
        return self.eerder is None or self.verouderd is not None

    @property
    def waarom(self) -> str:
        """Why the rules' uitkomst is not plain, and between what it lies."""
        score = self.uitleg.score
        delen = [REDEN_LABELS[score.reden]] if score.reden else []
        if score.hoogstens and score.minstens:
            delen.append(f"mogelijk: {bereik(score)}")
        return "; ".join(delen)


def vraagt_mens(score: Bladscore) -> bool:
    """Whether a person has to judge this, as the rules cannot or could not follow it."""
    return score.uitkomst == "niet_navolgbaar" or score.reden == "professioneel_oordeel_nodig"


def maak_taken(
    scoring: Scoring,
    stukken: Iterable[Beoordeelstuk],
    eigen: Mapping[Paar, Oordeelsvelling],
    extra: frozenset[str] = frozenset(),
) -> tuple[Taak, ...]:
    """What one assessor is asked, by dossier and in the order of the framework, what was judged before included."""

    def kies(paar: Paar, score: Bladscore) -> bool:
        return vraagt_mens(score) or paar[1] in extra or paar in eigen

    return tuple(
        _taak(scoring, stuk, blad, eigen)
        for stuk in stukken
        for blad, score in _scores(scoring, stuk)
        if kies((stuk.geladen.dossier.id, blad), score)
    )


def maak_consensustaken(
    scoring: Scoring,
    stukken: Iterable[Beoordeelstuk],
    eigen: Mapping[Paar, Oordeelsvelling],
    anderen: Mapping[Paar, tuple[Oordeelsvelling, ...]],
) -> tuple[Taak, ...]:
    """What assessors have to settle together, by what each judged alone (`anderen`), and what they settled before."""
    return tuple(
        _taak(scoring, stuk, blad, eigen, anderen.get((stuk.geladen.dossier.id, blad), ()))
        for stuk in stukken
        for blad, _ in _scores(scoring, stuk)
        if len(anderen.get((stuk.geladen.dossier.id, blad), ())) > 1 or (stuk.geladen.dossier.id, blad) in eigen
    )


def _scores(scoring: Scoring, stuk: Beoordeelstuk) -> Iterable[tuple[str, Bladscore]]:
    scores = scoring.score(stuk.geladen.dossier, stuk.peildatum).bladen
    return [(regels.indicator.id, score) for regels, score in zip(scoring.regels.bladen, scores, strict=True)]


def _taak(
    scoring: Scoring,
    stuk: Beoordeelstuk,
    blad: str,
    eigen: Mapping[Paar, Oordeelsvelling],
    anderen: tuple[Oordeelsvelling, ...] = (),
) -> Taak:
    dossier = stuk.geladen.dossier
    uitleg = verklaar(scoring, dossier, stuk.peildatum, blad)
    norm = normafdruk(uitleg.regels, scoring.regels)
    return Taak(stuk, uitleg, vingerafdruk(uitleg, dossier), norm, eigen.get((dossier.id, blad)), anderen)


def is_pseudoniem(tekst: str) -> bool:
    """Whether an assessor can go by this name; it is the name of a file too."""
    return _ID.fullmatch(tekst) is not None


def kies_bladen(kader: Kader, gevraagd: str | None) -> frozenset[str]:
    """The leaves that were asked for by leaf, criterium or thema, as far as a dossier says something of them.

    Raises `Gebruiksfout` for an unknown one, and for one that is about the organisation alone: a judgement of one
    dossier over it would not be read.
    """
    groepen = {ALLE: [i.id for i in kader.indicatoren]}
    groepen |= {naam: [i.id for i in bladen] for naam, bladen in kader.groepen.items()}
    groepen |= {i.id: [i.id] for i in kader.indicatoren}
    uit_dossiers = over_dossiers(kader)
    namen = [naam.strip() for naam in (gevraagd or "").split(",") if naam.strip()]
    for naam in namen:
        if naam not in groepen:
            tip = bedoelde(naam, groepen) or f"kies uit {', '.join(groepen)}"
            raise Gebruiksfout(f"--bladen: het kader kent geen blad, criterium of thema '{naam}'; {tip}")
        if not uit_dossiers.intersection(groepen[naam]):
            melding = geen_dossier_over(f"'{naam}'")
            raise Gebruiksfout(f"--bladen: {melding}; gebruik interviews en documenten")
    return uit_dossiers.intersection(blad for naam in namen for blad in groepen[naam])


def over_dossiers(kader: Kader) -> frozenset[str]:
    """The leaves of which a dossier can say something; over the others no dossier is judged."""
    return frozenset(i.id for i in kader.indicatoren if "dossier" in i.bewijs)


def standen(taken: Sequence[Taak]) -> tuple[int, int]:
    """How many are judged, and how many there are."""
    return sum(not taak.open for taak in taken), len(taken)


def in_woorden(oordeel: Oordeelsvelling) -> str:
    """A judgement in a line."""
    label = STIJLEN[oordeel.uitkomst].label
    return f"{oordeel.beoordelaar} ({oordeel.datum}): {label} – {zichtbaar(oordeel.motivering)}"
