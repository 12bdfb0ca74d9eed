"""From scores to the one frozen result that every report and output reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dossieraudit import __version__
from dossieraudit.errors import Fout
from dossieraudit.expressions.rules import Regels
from dossieraudit.loading.dossiers import GeladenDossier, Lading
from dossieraudit.models.resultaat import (
    Afgekeurd,
    AfgekeurdeFout,
    BladUitkomst,
    DossierResultaat,
    InvoerVerwijzing,
    KaderVerwijzing,
    Resultaat,
)
from dossieraudit.sample import tel_bladen, tel_kenmerken
from dossieraudit.scoring import Bladscore, Dossierscore, Scoring, laatste_datum


@dataclass(frozen=True)
class Beoordeelstuk:
    """A dossier that can be scored, with the day at which its terms are judged."""

    geladen: GeladenDossier
    peildatum: date


def met_peildatum(
    lading: Lading, peildatum: date | None
) -> tuple[tuple[Beoordeelstuk, ...], tuple[tuple[str, tuple[Fout, ...]], ...]]:
    """Give every dossier its day: the shared one, else the latest date in the dossier itself.

    Returns the dossiers that have one, and everything rejected: what the loading rejected and dossiers without any
    date, for which no term can be judged.
    """
    stukken, afgekeurd = [], list(lading.afgekeurd)
    for geladen in lading.dossiers:
        dag = peildatum or laatste_datum(geladen.dossier)
        if dag is None:
            fout = Fout(
                geladen.invoer,
                "het dossier bevat geen enkele datum, dus er is geen peildatum",
                regel=geladen.regel,
                advies="geef --peildatum JJJJ-MM-DD",
            )
            afgekeurd.append((geladen.invoer, (fout,)))
        else:
            stukken.append(Beoordeelstuk(geladen, dag))
    return tuple(stukken), tuple(afgekeurd)


def beoordeel_alles(scoring: Scoring, lading: Lading, peildatum: date | None) -> Resultaat:
    """Score every dossier and put the result together.

    `peildatum` is shared by all dossiers where it is given; otherwise each has its own and the result says so.
    """
    stukken, afgekeurd = met_peildatum(lading, peildatum)
    scores = [scoring.score(stuk.geladen.dossier, stuk.peildatum) for stuk in stukken]
    dossiers = tuple(_dossier(scoring.regels, stuk, score) for stuk, score in zip(stukken, scores, strict=True))
    kader = scoring.regels.kader
    bladen = [blad.indicator.id for blad in scoring.regels.bladen]
    uitkomsten = ({blad: u.uitkomst for blad, u in dossier.uitkomsten.items()} for dossier in dossiers)
    return Resultaat(
        versie=__version__,
        peildatum=peildatum,
        kader=KaderVerwijzing(id=kader.id, versie=kader.versie, sha256=kader.sha256),
        invoer=tuple(InvoerVerwijzing(naam=naam, sha256=sha) for naam, sha in lading.invoer),
        dossiers=dossiers,
        indicatoren=tel_bladen(uitkomsten, bladen),
        kenmerken=tel_kenmerken(scoring.regels, scores),
        afgekeurd=tuple(_afgekeurd(naam, fouten) for naam, fouten in afgekeurd),
    )


def _dossier(regels: Regels, stuk: Beoordeelstuk, score: Dossierscore) -> DossierResultaat:
    return DossierResultaat(
        id=stuk.geladen.dossier.id,
        invoer=stuk.geladen.invoer,
        peildatum=stuk.peildatum,
        uitkomsten={
            blad.indicator.id: _blad([naam for naam, _ in blad.eisen], bladscore)
            for blad, bladscore in zip(regels.bladen, score.bladen, strict=True)
        },
        kenmerken=dict(zip(regels.kader.kenmerken, score.kenmerken, strict=True)),
    )


def _blad(eisen: Sequence[str], score: Bladscore) -> BladUitkomst:
    return BladUitkomst(
        uitkomst=score.uitkomst,
        reden=score.reden,
        hoogstens=score.hoogstens,
        minstens=score.minstens,
        eisen=dict(zip(eisen, score.eisen, strict=False)),
    )


def _afgekeurd(naam: str, fouten: Iterable[Fout]) -> Afgekeurd:
    return Afgekeurd(
        invoer=naam,
        fouten=tuple(AfgekeurdeFout(melding=f.melding, regel=f.regel, pad=f.pad, verwacht=f.verwacht) for f in fouten),
    )
