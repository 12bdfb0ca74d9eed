"""Bijlagen 1 to 3: the framework with its results, the sources, the scores per dossier."""

from collections import Counter
from collections.abc import Iterator, Mapping

from dossieraudit.models.kader import UITKOMSTEN, Indicator, Thema, Uitkomst
from dossieraudit.models.resultaat import BladTelling, Oordeel
from dossieraudit.report.context import Context
from dossieraudit.report.leaves import GETELD
from dossieraudit.report.prose import KLASSE_LABELS, grondslag_oordeel, opsomming, tel, zin
from dossieraudit.report.regie import regie_in_rapport
from dossieraudit.report.sections import tussenkop
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.timeline import tijdlijn
from dossieraudit.report.tree import Alinea, Blok, Cel, Kolom, Staven, Tabel, Warmtekaart

_ONBEKEND = "–"


def bijlage_kader(context: Context) -> Iterator[Blok]:
    """Every norm with its counts, its verdicts and the rule that gave them."""
    yield tussenkop(1, "Bijlage 1: Toezichtkader en uitkomst per norm", "bijlage-1")
    profiel, van = context.resultaat.profiel, "het kader"
    bron = zin(context.kader.bron)
    if profiel is not None:
        van = "het kader en het profiel"
        bron = f"{bron} {zin(f'Daarover ligt het profiel ‘{profiel.titel}’; bron: {profiel.bron}')}"
    yield Alinea(
        (
            f"{bron} De normen staan hieronder in de woorden van {van}. Bij elke norm staat in "
            "hoeveel dossiers zij is getoetst en met welke uitkomst, het oordeel over praktijk en beleid, en de "
            "beslisregel waaruit het oordeel over de praktijk volgt. In beslisregels heet een norm een blad.",
        )
    )
    yield from context.toelichting("bijlage-1")
    for thema in context.kader.themas:
        yield tussenkop(2, f"{thema.id} {thema.titel}", f"thema-{thema.id.lower()}")
        if (alinea := _themaoordeel(context, thema)) is not None:
            yield alinea
        yield _thematabel(context, thema)


def _themaoordeel(context: Context, thema: Thema) -> Alinea | None:
    oordeel = context.resultaat.themas.get(thema.id)
    if oordeel is None:
        return None
    delen = [
        f"{c.id} ({KLASSE_LABELS[eigen.oordeel]})"
        for c in thema.criteria
        if (eigen := context.resultaat.criteria.get(c.id)) is not None
    ]
    tekst = f"Oordeel over dit thema: {KLASSE_LABELS[oordeel.oordeel]}. Per criterium: {opsomming(delen)}."
    return Alinea((tekst,), grondslag_oordeel(f"thema {thema.id}", oordeel))


def _thematabel(context: Context, thema: Thema) -> Tabel:
    kolommen = (
        Kolom("Indicator", 22),
        Kolom("Norm", 29),
        Kolom("Dossiers", 17),
        Kolom("Praktijk (beslisregel)", 18),
        Kolom("Beleid", 14),
    )
    rijen = tuple(_rij(context, blad) for c in thema.criteria for blad in c.indicatoren)
    return Tabel(f"Uitkomst per norm van het thema ‘{thema.titel}’", kolommen, rijen, f"tabel-{thema.id.lower()}")


def _rij(context: Context, blad: Indicator) -> tuple[Cel, ...]:
    telling = context.telling(blad)
    merken = [
        m for m, geldt in (("weegt zwaar", blad.zwaarwegend), ("geldt in alle gevallen", blad.universeel)) if geldt
    ]
    merk = f" ({opsomming(merken)})" if merken else ""
    regel = f" ({telling.oordeel.regel.replace('_', ' ')})" if telling.oordeel else ""
    return (
        Cel(f"{blad.id} {blad.titel}{merk}", anker=f"blad-{blad.id.replace('.', '-').lower()}"),
        Cel(blad.norm),
        Cel(aantallen(blad, telling)),
        Cel(f"{_klasse(telling.oordeel)}{regel}"),
        Cel(_klasse(telling.bronnen.beleid if telling.bronnen else None)),
    )


def _klasse(oordeel: Oordeel | None) -> str:
    return KLASSE_LABELS[oordeel.oordeel] if oordeel is not None else _ONBEKEND


def aantallen(blad: Indicator, telling: BladTelling) -> str:
    """The counts of a leaf in a cell: '2 voldoet, 15 voldoet niet; van 20'."""
    if "dossier" not in blad.bewijs:
        return "niet uit dossiers"
    if not telling.beoordeeld:
        return "; ".join(["niet beoordeeld", *_buiten(telling)])
    delen = [f"{n} {STIJLEN[u].label}" for u in GETELD if (n := getattr(telling, u))]
    return f"{', '.join(delen)}; van {telling.beoordeeld}"


def _buiten(telling: BladTelling) -> list[str]:
    buiten: tuple[Uitkomst, ...] = ("niet_van_toepassing", "niet_getoetst")
    return [f"{n} {STIJLEN[u].label}" for u in buiten if (n := getattr(telling, u))]


def bijlage_bronnen(context: Context) -> Iterator[Blok]:
    """Dossiers, people and documents."""
    yield tussenkop(1, "Bijlage 2: Geraadpleegde bronnen", "bijlage-2")
    yield from context.toelichting("bijlage-2")
    yield tussenkop(2, "Dossiers", "bijlage-2-dossiers")
    teams = {d.team for d in context.dossiers.values() if d.team}
    uit = f" uit {tel(len(teams), 'team', 'teams')}" if len(teams) > 1 else ""
    noemt = f", onder pseudoniem; bijlage 3 noemt {'het' if context.aantal == 1 else 'ze'}" if context.aantal else ""
    yield Alinea((zin(f"{tel(context.aantal, 'dossier', 'dossiers')}{uit}{noemt}"),))
    yield tussenkop(2, "Gesprekken", "bijlage-2-gesprekken")
    yield from _gesprekken(context)
    yield tussenkop(2, "Documenten", "bijlage-2-documenten")
    yield from _documenten(context)


def _gesprekken(context: Context) -> Iterator[Blok]:
    groepen = Counter(i.groep for i in context.bronnen.interviews)
    if not groepen:
        yield Alinea(("Bij dit onderzoek zijn geen gesprekken betrokken.",))
        return
    rijen = tuple(
        (Cel(groep.enkelvoud if groepen[naam] == 1 else groep.meervoud), Cel(str(groepen[naam])))
        for naam, groep in context.kader.bronnen.groepen.items()
        if groepen[naam]
    )
    yield Tabel("Gesproken personen per groep", (Kolom("Groep", 80), Kolom("Aantal", 20, rechts=True)), rijen)
    antwoorden = tuple(_antwoorden(context))
    if antwoorden:
        kolommen = (Kolom("Vraag", 36), Kolom("Beantwoord door", 28), Kolom("Antwoorden", 36))
        yield Tabel("Antwoorden per vraag en groep", kolommen, antwoorden)


def _antwoorden(context: Context) -> Iterator[tuple[Cel, ...]]:
    """A row for each question and group; groups that all gave the one same answer share a row."""
    for code, vraag in context.kader.bronnen.vragen.items():
        eenstemmig: dict[str, dict[str, int]] = {}
        verdeeld: list[tuple[dict[str, int], Counter[str]]] = []
        for naam in vraag.groepen:
            gegeven = Counter(
                antwoord
                for i in context.bronnen.interviews
                if i.groep == naam and (antwoord := i.antwoorden.get(code)) is not None
            )
            if len(gegeven) == 1:
                eenstemmig.setdefault(next(iter(gegeven)), {})[naam] = gegeven.total()
            elif gegeven:
                verdeeld.append(({naam: gegeven.total()}, gegeven))
        samen = [(groepen, Counter({a: sum(groepen.values())})) for a, groepen in eenstemmig.items()]
        for groepen, tellingen in (*verdeeld, *samen):
            delen = [
                f"‘{soort.tekst.rstrip('.')}’: {tellingen[a]}" for a, soort in vraag.antwoorden.items() if tellingen[a]
            ]
            yield Cel(vraag.tekst), Cel(_wie(context, groepen)), Cel("; ".join(delen))


def _wie(context: Context, groepen: Mapping[str, int]) -> str:
    namen = context.kader.bronnen.groepen
    return ", ".join(f"{n} {namen[g].enkelvoud if n == 1 else namen[g].meervoud}" for g, n in groepen.items())


def _documenten(context: Context) -> Iterator[Blok]:
    if not context.bronnen.documenten:
        yield Alinea(("Bij dit onderzoek zijn geen documenten betrokken.",))
        return
    rijen = tuple(
        (
            Cel(d.titel),
            Cel(d.soort.replace("_", " ")),
            Cel(datum_voluit(d.datum) if d.datum else "zonder datum"),
            Cel(opsomming(list(dict.fromkeys(b.blad for b in d.bepalingen))) or "geen norm"),
        )
        for d in context.bronnen.documenten
    )
    kolommen = (Kolom("Document", 42), Kolom("Soort", 20), Kolom("Datum", 18), Kolom("Zegt iets over", 20))
    yield Tabel("Bekeken documenten", kolommen, rijen)


def bijlage_scores(context: Context) -> Iterator[Blok]:
    """Dossier × leaf, the thema's in bars, and the course of one dossier."""
    yield tussenkop(1, "Bijlage 3: Scores per dossier", "bijlage-3")
    if not context.resultaat.dossiers:
        yield from context.toelichting("bijlage-3")
        yield Alinea(("Er is geen dossier dat beoordeeld kon worden.",))
        return
    lijn = tijdlijn(context)
    figuren = (
        "laat per dossier en per norm de uitkomst zien, de tweede telt de uitkomsten per thema op, en de derde volgt "
        "één dossier in de tijd"
        if lijn is not None
        else "laat per dossier en per norm de uitkomst zien, en de tweede telt de uitkomsten per thema op"
    )
    yield Alinea(
        (
            f"De eerste figuur {figuren}. Daarna staat wie wanneer de regie had. Een optelsom over normen is geen "
            "rapportcijfer: normen wegen niet even zwaar.",
        )
    )
    yield from context.toelichting("bijlage-3")
    yield tussenkop(2, "Uitkomst per dossier en norm", "bijlage-3-kaart")
    yield _kaart(context)
    yield tussenkop(2, "Uitkomsten per thema", "bijlage-3-staven")
    yield _staven(context)
    if lijn is not None:
        yield tussenkop(2, "Eén dossier in de tijd", "bijlage-3-tijdlijn")
        yield lijn
    yield from regie_in_rapport(context)
    yield from _ontheffingen(context)


def _ontheffingen(context: Context) -> Iterator[Blok]:
    """Waivers: what a municipality let pass for now in its own checks. They change no uitkomst."""
    standen = context.resultaat.ontheffingen
    if not standen:
        return
    yield tussenkop(2, "Ontheffingen", "bijlage-3-ontheffingen")
    yield Alinea(
        (
            f"Bij deze dossiers {'hoort' if len(standen) == 1 else 'horen'} "
            f"{tel(len(standen), 'ontheffing', 'ontheffingen')} van de eigen controle, bezien op "
            f"{datum_voluit(standen[0].op)}. Een ontheffing verandert in dit rapport geen uitkomst en geen oordeel.",
        )
    )
    kolommen = (
        Kolom("Dossier", 18),
        Kolom("Norm", 8),
        Kolom("Reden", 34),
        Kolom("Eigenaar", 18),
        Kolom("Tot en met", 12),
        Kolom("Stand", 10),
    )
    rijen = tuple(
        (
            Cel(opsomming(list(stand.dossiers)) or stand.dossier),
            Cel(stand.blad),
            Cel(stand.reden),
            Cel(stand.eigenaar),
            Cel(datum_voluit(stand.tot)),
            Cel(stand.stand),
        )
        for stand in standen
    )
    yield Tabel("Ontheffingen, met wat zij raken", kolommen, rijen, "tabel-ontheffingen")


def _kaart(context: Context) -> Warmtekaart:
    bladen = [i.id for i in context.kader.indicatoren if "dossier" in i.bewijs]
    dossiers = context.resultaat.dossiers
    handmatig = frozenset(
        (r, k)
        for r, d in enumerate(dossiers)
        for k, blad in enumerate(bladen)
        if (b := d.uitkomsten[blad].beoordeling) is not None and not b.verouderd
    )
    return Warmtekaart(
        "Uitkomst per dossier en norm",
        tuple(d.id for d in dossiers),
        tuple(bladen),
        tuple(tuple(d.uitkomsten[blad].uitkomst for blad in bladen) for d in dossiers),
        handmatig,
        _kaarttekst(context),
        "warmtekaart",
    )


def _kaarttekst(context: Context) -> str:
    """What the figure shows, in words: for who cannot see it and for who wants the point."""
    tellingen = [context.telling(i) for i in context.kader.indicatoren]
    getoetst = sum(t.beoordeeld for t in tellingen)
    if not getoetst:
        return "In geen enkel dossier kon een norm worden beoordeeld."
    delen = [f"{sum(getattr(t, u) for t in tellingen)} keer ‘{STIJLEN[u].label}’" for u in GETELD]
    return f"Op {getoetst} beoordeelde combinaties van dossier en norm is de uitkomst {opsomming(delen)}."


def _staven(context: Context) -> Staven:
    staven = []
    for thema in context.kader.themas:
        bladen = [i for c in thema.criteria for i in c.indicatoren if "dossier" in i.bewijs]
        if bladen:
            tellingen = [context.telling(b) for b in bladen]
            som: dict[Uitkomst, int] = {u: sum(getattr(t, u) for t in tellingen) for u in UITKOMSTEN}
            staven.append((thema.titel, {u: n for u, n in som.items() if n}))
    delen = []
    for titel, som in staven:
        getoetst = sum(som.get(u, 0) for u in GETELD)
        if getoetst:
            delen.append(f"{titel}: {som.get('voldoet', 0)} van {getoetst}")
    uitleg = "Elke uitkomst is die van één norm in één dossier."
    voldoet = f" Voldoet volledig: {'; '.join(delen)}." if delen else ""
    return Staven("Uitkomsten per thema", tuple(staven), f"{uitleg}{voldoet}", "staven")
