"""From scores to the one frozen result that every report and output reads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from dossieraudit import __version__
from dossieraudit.errors import Fout, TeVeelWerk
from dossieraudit.expressions.rules import Bladregels, Regels
from dossieraudit.judgement.findings import steekproef, zinnen
from dossieraudit.judgement.sources import antwoorden_per_blad, documenten_per_blad, verhouding
from dossieraudit.judgement.verdict import Bladoordelen, oordeel_over_blad, oordeel_over_groepen, uiterste_tellingen
from dossieraudit.judgement.vingerafdruk import normafdruk, vingerafdruk
from dossieraudit.loading.bronnen import Bronnen
from dossieraudit.loading.dossiers import GeladenDossier, Lading
from dossieraudit.models.bronnen import CONSENSUS, MINSTENS_SAMEN, Oordeelsvelling
from dossieraudit.models.kader import Geldigheid, Kader
from dossieraudit.models.resultaat import (
    Afgekeurd,
    AfgekeurdeFout,
    Beoordeling,
    BladTelling,
    BladUitkomst,
    Bronnenbeeld,
    DossierResultaat,
    InvoerVerwijzing,
    KaderVerwijzing,
    Resultaat,
)
from dossieraudit.sample import tel_bladen, tel_kenmerken
from dossieraudit.scoring import Bladscore, Dossierscore, Scoring, laatste_datum, verklaar


class Beoordeelstuk(Struct, frozen=True):
    """A dossier that can be scored, with the day at which its terms are judged."""

    geladen: GeladenDossier
    peildatum: date


def met_peildatum(
    lading: Lading, peildatum: date | None, geldig: Geldigheid | None = None
) -> tuple[tuple[Beoordeelstuk, ...], tuple[tuple[str, tuple[Fout, ...]], ...]]:
    """Give every dossier its day: the shared one, else the latest date in the dossier itself.

    Returns the dossiers that have one, and everything rejected: what the loading rejected, dossiers without any date,
    for which no term can be judged, and, where `geldig` is given, dossiers of before the norms held.
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
        elif geldig is not None and dag < geldig.van:
            fout = Fout(
                geladen.invoer,
                f"de normen van dit kader gelden vanaf {geldig.van}; dit dossier wordt beoordeeld op {dag}",
                regel=geladen.regel,
                advies="kies een kader van die tijd, of vraag er uitdrukkelijk om met --latere-normen",
            )
            afgekeurd.append((geladen.invoer, (fout,)))
        else:
            stukken.append(Beoordeelstuk(geladen, dag))
    return tuple(stukken), tuple(afgekeurd)


def beoordeel_alles(
    scoring: Scoring,
    lading: Lading,
    peildatum: date | None,
    bronnen: Bronnen | None = None,
    latere_normen: bool = False,
) -> Resultaat:
    """Score every dossier, weigh the other sources, and put the result together.

    `peildatum` is shared by all dossiers where it is given; otherwise each has its own and the result says so.
    Norms that came after a dossier's day are applied to it only with `latere_normen`.
    """
    bronnen = bronnen or Bronnen()
    regels, kader = scoring.regels, scoring.regels.kader
    stukken, afgekeurd = met_peildatum(lading, peildatum, None if latere_normen else kader.geldig)
    stukken, scores, te_zwaar = _getoetst(scoring, stukken)
    velling = {(v.dossier, v.blad): v for v in bronnen.beoordelingen}
    dossiers = tuple(_dossier(scoring, stuk, score, velling) for stuk, score in zip(stukken, scores, strict=True))
    afgekeurd += (*losse_oordelen(bronnen, stukken), *te_zwaar)
    bladen = [blad.indicator.id for blad in regels.bladen]
    tellingen = tel_bladen(({b: u.uitkomst for b, u in d.uitkomsten.items()} for d in dossiers), bladen)
    kenmerken = tel_kenmerken(kader, (score.kenmerken for score in scores))
    oordelen = _bladoordelen(regels, bronnen, dossiers, tellingen)
    groepen = oordeel_over_groepen(kader, regels.steekproef, oordelen) if oordelen else None
    sample = steekproef(kader, len(dossiers), tellingen, kenmerken, oordelen, groepen, bronnen)
    tekst = zinnen(kader, regels.steekproef, sample)
    return Resultaat(
        versie=__version__,
        peildatum=peildatum,
        kader=KaderVerwijzing(id=kader.id, versie=kader.versie, sha256=kader.sha256),
        profiel=kader.profiel,
        invoer=tuple(InvoerVerwijzing(naam=naam, sha256=sha) for naam, sha in (*lading.invoer, *bronnen.invoer)),
        dossiers=dossiers,
        indicatoren=_met_oordelen(kader, bronnen, tellingen, oordelen),
        kenmerken=kenmerken.tellingen,
        criteria=groepen.criteria if groepen else {},
        themas=groepen.themas if groepen else {},
        hoofdstukken=groepen.hoofdstukken if groepen else {},
        oordeel=groepen.totaal if groepen else None,
        bevindingen=tekst["bevindingen"],
        tegenspraken=tekst["tegenspraken"],
        risicos=tekst["risicos"],
        verklaringen=tekst["verklaringen"],
        kansen=tekst["kansen"],
        gronden=tekst["gronden"],
        afgekeurd=tuple(_afgekeurd(naam, fouten) for naam, fouten in afgekeurd),
    )


def oordeel_van_mens(scoring: Scoring, stuk: Beoordeelstuk, bronnen: Bronnen, blad: str) -> Beoordeling | None:
    """The judgement by a person over one leaf of one dossier, and whether it still counts; None where there is none."""
    dossier = stuk.geladen.dossier
    velling = {(v.dossier, v.blad): v for v in bronnen.beoordelingen if (v.dossier, v.blad) == (dossier.id, blad)}
    return _dossier(scoring, stuk, scoring.score(dossier, stuk.peildatum), velling).uitkomsten[blad].beoordeling


def _getoetst(
    scoring: Scoring, stukken: Iterable[Beoordeelstuk]
) -> tuple[tuple[Beoordeelstuk, ...], tuple[Dossierscore, ...], tuple[tuple[str, tuple[Fout, ...]], ...]]:
    """Every dossier with its score; one that would take too long is rejected and stops no other."""
    gelukt, afgekeurd = [], []
    for stuk in stukken:
        try:
            gelukt.append((stuk, scoring.score(stuk.geladen.dossier, stuk.peildatum)))
        except TeVeelWerk as fout:
            fouten = tuple(replace(f, bestand=stuk.geladen.invoer, regel=stuk.geladen.regel) for f in fout.fouten)
            afgekeurd.append((stuk.geladen.invoer, fouten))
    return tuple(s for s, _ in gelukt), tuple(s for _, s in gelukt), tuple(afgekeurd)


def _bladoordelen(
    regels: Regels, bronnen: Bronnen, dossiers: Sequence[DossierResultaat], tellingen: Mapping[str, BladTelling]
) -> dict[str, Bladoordelen]:
    """The verdict over every leaf; none for a framework without decision rules."""
    if regels.kader.oordeel is None:
        return {}
    beste, slechtste = uiterste_tellingen(dossiers, list(tellingen))
    antwoorden = antwoorden_per_blad(regels.kader, bronnen)
    documenten = documenten_per_blad(regels.kader, bronnen)
    return {
        i.id: oordeel_over_blad(
            regels.steekproef,
            i,
            tellingen[i.id],
            ([telling[i.id] for telling in beste], [telling[i.id] for telling in slechtste]),
            antwoorden[i.id],
            documenten[i.id],
        )
        for i in regels.kader.indicatoren
    }


def _met_oordelen(
    kader: Kader, bronnen: Bronnen, tellingen: Mapping[str, BladTelling], oordelen: Mapping[str, Bladoordelen]
) -> dict[str, BladTelling]:
    """The counts with the verdict and the view of the sources beside them."""
    antwoorden, documenten = antwoorden_per_blad(kader, bronnen), documenten_per_blad(kader, bronnen)
    return {
        blad: telling.model_copy(
            update={
                "oordeel": oordelen[blad].praktijk,
                "bronnen": Bronnenbeeld(
                    interviews=antwoorden[blad],
                    documenten=documenten[blad],
                    verhouding=verhouding(telling, antwoorden[blad]),
                    beleid=oordelen[blad].beleid,
                    kloof=oordelen[blad].kloof,
                ),
            }
        )
        if blad in oordelen
        else telling
        for blad, telling in tellingen.items()
    }


def losse_oordelen(bronnen: Bronnen, stukken: Iterable[Beoordeelstuk]) -> tuple[tuple[str, tuple[Fout, ...]], ...]:
    """Judgements that cannot be applied, over dossiers that are not there or without consensus: never dropped."""
    return (*_zonder_dossier(bronnen, stukken), *_betwist(bronnen))


def _zonder_dossier(bronnen: Bronnen, stukken: Iterable[Beoordeelstuk]) -> tuple[tuple[str, tuple[Fout, ...]], ...]:
    bekend = {stuk.geladen.dossier.id for stuk in stukken}
    return tuple(
        (
            "beoordelingen",
            (
                Fout(
                    "beoordelingen",
                    f"de beoordeling over dossier {v.dossier}, blad {v.blad}, hoort bij geen gelezen dossier",
                ),
            ),
        )
        for v in bronnen.beoordelingen
        if v.dossier not in bekend
    )


def _betwist(bronnen: Bronnen) -> Iterator[tuple[str, tuple[Fout, ...]]]:
    """Judgements of which none counts, as assessors did not settle between them: reported, never chosen."""
    for oordelen in bronnen.betwist:
        wie = ", ".join(f"{oordeel.beoordelaar}: {oordeel.uitkomst.replace('_', ' ')}" for oordeel in oordelen)
        melding = f"over dossier {oordelen[0].dossier}, blad {oordelen[0].blad}, is nog geen consensus ({wie})"
        yield "beoordelingen", (Fout("beoordelingen", melding, advies=_tot_consensus(oordelen)),)


def _tot_consensus(oordelen: Sequence[Oordeelsvelling]) -> str:
    """What to do: the comparison is of two; with more, or beside a consensus, only the form shows what each found."""
    if len(oordelen) > MINSTENS_SAMEN or any(oordeel.beoordelaar == CONSENSUS for oordeel in oordelen):
        hoe = "dossieraudit review ONDERZOEK --beoordelaar consensus -o FORMULIER.xlsx"
        return f"leg vast wat allen samen vinden, met: {hoe}; tot dan telt geen van deze oordelen"
    return "leg de consensus vast met: dossieraudit review agreement A B --consensus; tot dan telt geen van beide"


def _dossier(
    scoring: Scoring,
    stuk: Beoordeelstuk,
    score: Dossierscore,
    velling: Mapping[tuple[str, str], Oordeelsvelling],
) -> DossierResultaat:
    dossier, regels = stuk.geladen.dossier.id, scoring.regels
    uitkomsten = {}
    for blad, bladscore in zip(regels.bladen, score.bladen, strict=True):
        eigen = velling.get((dossier, blad.indicator.id))
        ingehaald = eigen is not None and (_andere_norm(regels, blad, eigen) or _andere_feiten(scoring, stuk, eigen))
        uitkomsten[blad.indicator.id] = _blad([naam for naam, _ in blad.eisen], bladscore, eigen, ingehaald)
    return DossierResultaat(
        id=dossier,
        invoer=stuk.geladen.invoer,
        peildatum=stuk.peildatum,
        uitkomsten=uitkomsten,
        kenmerken=dict(zip(regels.kader.kenmerken, score.kenmerken, strict=True)),
    )


def _andere_feiten(scoring: Scoring, stuk: Beoordeelstuk, oordeel: Oordeelsvelling) -> bool:
    """Whether a fact changed since the judgement. Without a fingerprint nobody can tell, and the uitkomst decides."""
    if oordeel.vingerafdruk is None:
        return False
    uitleg = verklaar(scoring, stuk.geladen.dossier, stuk.peildatum, oordeel.blad)
    return vingerafdruk(uitleg, stuk.geladen.dossier) != oordeel.vingerafdruk


def _andere_norm(regels: Regels, blad: Bladregels, oordeel: Oordeelsvelling) -> bool:
    """Whether the norm changed since the judgement; without a print of it nobody can tell."""
    return oordeel.normafdruk is not None and oordeel.normafdruk != normafdruk(blad, regels)


def _blad(eisen: Sequence[str], score: Bladscore, velling: Oordeelsvelling | None, ingehaald: bool) -> BladUitkomst:
    """The engine's uitkomst, or a person's over it; one over other facts or another norm is shown and not applied."""
    machine = BladUitkomst(
        uitkomst=score.uitkomst,
        reden=score.reden,
        hoogstens=score.hoogstens,
        minstens=score.minstens,
        misschien_nvt=score.misschien_nvt,
        eisen=dict(zip(eisen, score.eisen, strict=False)),
    )
    if velling is None:
        return machine
    beoordeling = Beoordeling(
        beoordelaar=_wie(velling),
        datum=velling.datum,
        uitkomst=velling.uitkomst,
        motivering=velling.motivering,
        uitkomst_machine=score.uitkomst,
        verouderd=velling.uitkomst_machine != score.uitkomst or ingehaald,
    )
    if beoordeling.verouderd:
        return machine.model_copy(update={"beoordeling": beoordeling})
    toegepast = {
        "uitkomst": velling.uitkomst,
        "reden": None,
        "hoogstens": None,
        "minstens": None,
        "misschien_nvt": False,
    }
    return machine.model_copy(update={**toegepast, "beoordeling": beoordeling})


def _wie(velling: Oordeelsvelling) -> str:
    return f"{velling.beoordelaar} ({', '.join(velling.beoordelaars)})" if velling.beoordelaars else velling.beoordelaar


def _afgekeurd(naam: str, fouten: Iterable[Fout]) -> Afgekeurd:
    return Afgekeurd(
        invoer=naam,
        fouten=tuple(AfgekeurdeFout(melding=f.melding, regel=f.regel, pad=f.pad, verwacht=f.verwacht) for f in fouten),
    )
