"""Who leads which case over time, as blocks of a document: for a bijlage of the report and for the view of its own."""

from collections.abc import Iterator, Sequence
from datetime import date

from dossieraudit.beelden.regie import overzicht
from dossieraudit.models.beelden import (
    Antwoord,
    Betrokkene,
    Dagtelling,
    Gesproken,
    Leidperiode,
    Partij,
    Regiebeeld,
    Regieoverzicht,
    Steekproeftelling,
)
from dossieraudit.models.dossier import Dossier
from dossieraudit.report.context import Context
from dossieraudit.report.prose import opsomming
from dossieraudit.report.sections import tussenkop
from dossieraudit.report.taal import datum_voluit, in_woorden
from dossieraudit.report.timeline import gebeurtenissen
from dossieraudit.report.tree import Alinea, Blok, Cel, Document, Kolom, Lijst, Tabel, Tijdlijn

ONBEKEND = "niet vast te stellen"
# Printed documents hold the first of these many dossiers, as they do in the heat map.
MEESTE_RIJEN = 200
ANTWOORDEN: dict[Antwoord, str] = {"ja": "ja", "nee": "nee", "niet_vast_te_stellen": ONBEKEND}
METINGEN = {
    "tot_wijkteam": "Van overdracht tot regie van het wijkteam",
    "zonder_regie": "Zonder regie",
    "samenloop": "Meer dan één regisseur",
    "vt_en_wijkteam": "Veilig Thuis en wijkteam tegelijk",
}
UITLEG = (
    "Gekeken is van de dag waarop het wijkteam de zaak ontving tot en met de dag van sluiten, of tot en met de "
    "peildatum als de zaak nog loopt. Een dag begint om middernacht en telt één keer; de eerste en de laatste dag van "
    "een periode tellen mee. Begint op de laatste dag van de ene periode een andere, dan is dat een overdracht en geen "
    "samenloop. Voert het gezin zelf de regie, of voert het die mee, dan is ook dat geen samenloop.",
    "Is een begin, een einde of een regisseur niet vastgelegd, dan staat er hoeveel dagen het ten minste en ten "
    f"hoogste zijn, of dat het {ONBEKEND} is. Wat niet is vastgelegd, telt nooit als ‘geen’.",
)
GESPROKEN_UITLEG = (
    "Of iemand is gesproken, volgt uit het contactjournaal van het wijkteam, ongeacht de datum; of er met een partij "
    "is uitgewisseld, uit wat daarover bij die partij is vastgelegd."
)


def maak_document(
    beeld: Regieoverzicht, dossiers: Sequence[Dossier], naam: str | None, peildatum: date | None
) -> Document:
    """The view as a document of its own; `naam` is the onderzoek, if there is one."""
    return Document(
        titel="Regie en betrokkenen",
        ondertitel=naam or "Losse dossiers",
        datum=peildatum,
        onderwerp="Wie had wanneer de regie, en wie is gesproken",
        blokken=(
            # Of one dossier there is nothing to count.
            *((tussenkop(1, "In het kort", "kort"), *steekproefblokken(beeld)) if len(dossiers) != 1 else ()),
            tussenkop(1, "Per dossier", "per-dossier"),
            *(blok for b, d in zip(beeld.dossiers, dossiers, strict=True) for blok in _dossier(b, d)),
            tussenkop(1, "Hoe dit is gemaakt", "verantwoording"),
            Lijst(tuple(Alinea((regel,)) for regel in (*UITLEG, GESPROKEN_UITLEG))),
        ),
        trefwoorden=("regie", "overdracht", "wijkteam"),
    )


def steekproefblokken(beeld: Regieoverzicht, met_personen: bool = True) -> Iterator[Blok]:
    """What holds over all dossiers: days in counts, people who were spoken with, and a row for every dossier.

    Without `met_personen` the pseudonyms of those who lead are left out: a report is not about single members of staff.
    """
    if not beeld.dossiers:
        yield Alinea(("Er is geen dossier dat bekeken kon worden.",))
        return
    yield Tabel(
        "Regie over alle dossiers",
        (
            Kolom("Dagen", 40),
            Kolom("komen voor in", 16, rechts=True),
            Kolom("niet in", 12, rechts=True),
            Kolom(ONBEKEND, 14, rechts=True),
            Kolom("Dagen samen", 18),
        ),
        tuple(_telrij(label, getattr(beeld, meting)) for meting, label in METINGEN.items()),
        "regie-samen",
    )
    yield _per_dossier(beeld, met_personen)
    yield from _personen(beeld)


def regie_in_rapport(context: Context) -> Iterator[Blok]:
    """Who led each dossier of a report, on the days on which they were judged."""
    peildatums = {d.id: d.peildatum for d in context.resultaat.dossiers}
    paren = [(d, peildatums[naam]) for naam, d in context.dossiers.items() if naam in peildatums]
    if not paren:
        return
    yield tussenkop(2, "Regie en gesproken gezinsleden", "bijlage-3-regie")
    yield from (Alinea((regel,)) for regel in (*UITLEG, GESPROKEN_UITLEG))
    yield from steekproefblokken(overzicht(paren), met_personen=False)


def dagen_tekst(telling: Dagtelling) -> str:
    """A number of days: '6 dagen', 'geen', 'ten minste 1 en ten hoogste 9 dagen', 'niet vast te stellen'."""
    if telling.bekend:
        return _dagen(telling.minstens) if telling.minstens else "geen"
    if telling.hoogstens is None:
        return f"ten minste {_dagen(telling.minstens)}" if telling.minstens else ONBEKEND
    if telling.minstens:
        return f"{telling.minstens} tot {_dagen(telling.hoogstens)}"
    return f"{ONBEKEND} (hoogstens {_dagen(telling.hoogstens)})"


def wie_tekst(periode: Leidperiode, met_persoon: bool = True) -> str:
    """Who led: the party and, where recorded and asked for, the person."""
    partij = "partij niet vastgelegd" if periode.organisatie is None else in_woorden(periode.organisatie)
    if periode.regisseur is not None and not met_persoon:
        return partij
    return f"{partij} ({periode.regisseur or 'regisseur niet vastgelegd'})"


def wanneer_tekst(periode: Leidperiode) -> str:
    """From when to when, with what is not recorded said."""
    van = datum_voluit(periode.van) if periode.van else "begin niet vastgelegd"
    if periode.tot is not None:
        return f"{van} tot en met {datum_voluit(periode.tot)}"
    if periode.loopt_nog:
        return f"{van}, loopt nog"
    geeindigd = "geëindigd op een dag die niet is vastgelegd" if periode.loopt_nog is False else "einde niet vastgelegd"
    return f"{van}, {geeindigd}"


def personen_tekst(antwoorden: Sequence[Betrokkene | Partij], wat: Antwoord) -> str:
    """Those to whom an answer applies, each with what they are."""
    return opsomming([f"{wie.id} ({soort_van(wie)})" for wie in antwoorden if wie.gesproken == wat])


def soort_van(wie: Betrokkene | Partij) -> str:
    """What someone is to the household."""
    return in_woorden(wie.rol if isinstance(wie, Betrokkene) else wie.soort)


def _dagen(aantal: int) -> str:
    return "1 dag" if aantal == 1 else f"{aantal} dagen"


def _telrij(label: str, telling: Steekproeftelling) -> tuple[Cel, ...]:
    return (
        Cel(label),
        Cel(str(telling.ja)),
        Cel(str(telling.nee)),
        Cel(str(telling.niet_vast_te_stellen)),
        Cel(dagen_tekst(telling.dagen)),
    )


def _per_dossier(beeld: Regieoverzicht, met_personen: bool) -> Tabel:
    getoond = beeld.dossiers[:MEESTE_RIJEN]
    rest = f" (de eerste {MEESTE_RIJEN} van {len(beeld.dossiers)})" if len(beeld.dossiers) > MEESTE_RIJEN else ""
    kolommen = (
        Kolom("Dossier", 9),
        Kolom("Regie", 33),
        Kolom("Zonder regie", 13),
        Kolom("Meer dan één regisseur", 13),
        Kolom("Gesproken", 16),
        Kolom("Niet gesproken", 16),
    )
    rijen = tuple(
        (
            Cel(b.dossier),
            Cel(_regietekst(b, met_personen)),
            Cel(dagen_tekst(b.zonder_regie)),
            Cel(dagen_tekst(b.samenloop)),
            Cel(_gezinsleden(b, "ja")),
            Cel(_gezinsleden(b, "nee")),
        )
        for b in getoond
    )
    return Tabel(f"Regie en gesproken gezinsleden per dossier{rest}", kolommen, rijen, "regie-per-dossier")


def _regietekst(b: Regiebeeld, met_personen: bool) -> str:
    if b.perioden is None:
        return "niet vastgelegd"
    if not b.perioden:
        return "niemand"
    return "; ".join(f"{wie_tekst(p, met_personen)}: {wanneer_tekst(p)}" for p in b.perioden)


def _gezinsleden(b: Regiebeeld, wat: Antwoord) -> str:
    if b.gezin is None:
        return "gezin niet vastgelegd"
    namen = ", ".join(f"{g.id} ({in_woorden(g.rol)})" for g in b.gezin if g.gesproken == wat)
    onbekend = [g.id for g in b.gezin if g.gesproken == "niet_vast_te_stellen"]
    if wat == "nee" and onbekend:
        namen = "; ".join(deel for deel in (namen, f"{ONBEKEND}: {', '.join(onbekend)}") if deel)
    return namen or "niemand"


def _personen(beeld: Regieoverzicht) -> Iterator[Blok]:
    delen: tuple[tuple[str, tuple[Gesproken, ...], tuple[str, ...], bool], ...] = (
        ("Gesproken gezinsleden en anderen, per rol", beeld.gezin, beeld.gezin_onbekend, True),
        ("Uitwisseling met partijen rond het gezin, per soort", beeld.partijen, beeld.partijen_onbekend, False),
    )
    for titel, tellingen, onbekend, is_gezin in delen:
        kolommen = (
            Kolom("Rol" if is_gezin else "Soort partij", 40),
            Kolom("ja", 20, rechts=True),
            Kolom("nee", 20, rechts=True),
            Kolom(ONBEKEND, 20, rechts=True),
        )
        yield Tabel(titel, kolommen, tuple(map(_gesproken, tellingen)))
        if onbekend:
            yield Alinea((f"Niet vastgelegd wie het zijn, en daarom niet geteld, in: {opsomming(onbekend)}.",))


def _gesproken(telling: Gesproken) -> tuple[Cel, ...]:
    aantallen = (telling.ja, telling.nee, telling.niet_vast_te_stellen)
    return Cel(in_woorden(telling.soort)), *(Cel(str(n)) for n in aantallen)


def _dossier(b: Regiebeeld, dossier: Dossier) -> Iterator[Blok]:
    """One dossier: its periods, its days, everyone who matters, and its time line."""
    naam = f"dossier-{b.dossier.lower()}"
    yield tussenkop(2, f"Dossier {b.dossier}", naam)
    yield Alinea((venster_tekst(b),))
    if b.perioden is None:
        yield Alinea(("Wie de regie had, is niet vastgelegd of niet aangeleverd.",))
    else:
        periodes = tuple((Cel(p.id), Cel(wie_tekst(p)), Cel(wanneer_tekst(p))) for p in b.perioden)
        kolommen = (Kolom("Periode", 14), Kolom("Wie", 40), Kolom("Wanneer", 46))
        yield Tabel("Wie wanneer de regie had", kolommen, periodes)
    rijen = tuple((Cel(label), Cel(dagen_tekst(getattr(b, meting)))) for meting, label in METINGEN.items())
    yield Tabel("Dagen", (Kolom("Wat", 50), Kolom("Aantal", 50)), rijen)
    yield _iedereen(b)
    if lijn := gebeurtenissen(dossier, b.peildatum):
        tekst = "De regie en de gedateerde gebeurtenissen in dit dossier."
        yield Tijdlijn(f"Verloop van dossier {b.dossier}", lijn, tekst, f"{naam}-tijdlijn")


def venster_tekst(b: Regiebeeld) -> str:
    """From when to when is looked, and on what that rests."""
    if b.overgedragen_op is None:
        return "Wanneer het wijkteam de zaak ontving, is niet vastgelegd; de dagen zijn daarom niet te tellen."
    begin = f"Ontvangen door het wijkteam op {datum_voluit(b.overgedragen_op)}"
    if b.melding_op is not None:
        begin = f"Gemeld bij Veilig Thuis op {datum_voluit(b.melding_op)}; {begin[:1].lower()}{begin[1:]}"
    if b.afgesloten is None:
        return f"{begin}. Of de zaak is gesloten, is niet vastgelegd; gekeken is tot en met de peildatum."
    if not b.afgesloten:
        return f"{begin}; de zaak loopt op {datum_voluit(b.peildatum)} nog."
    if b.afgesloten_op is None:
        return f"{begin}; gesloten op een dag die niet is vastgelegd."
    return f"{begin}; gesloten op {datum_voluit(b.afgesloten_op)}."


def _iedereen(b: Regiebeeld) -> Tabel:
    rijen: list[tuple[Cel, ...]] = []
    for g in b.gezin or ():
        thuis = {True: ", woont thuis", False: ", woont elders", None: ""}[g.woont_thuis]
        gezien = " (wel gezien)" if g.gesproken == "nee" and g.gezien == "ja" else ""
        rijen.append(
            (
                Cel(g.id),
                Cel(f"{in_woorden(g.rol)}{thuis}"),
                Cel(f"{ANTWOORDEN[g.gesproken]}{gezien}"),
                _laatst(g.laatst),
            )
        )
    for p in b.partijen or ():
        relevant = {True: "", False: ", niet relevant", None: ""}[p.relevant]
        rijen.append(
            (Cel(p.id), Cel(f"{in_woorden(p.soort)}{relevant}"), Cel(ANTWOORDEN[p.gesproken]), _laatst(p.laatst))
        )
    leeg = [naam for naam, deel in (("het gezin", b.gezin), ("het netwerk", b.partijen)) if deel is None]
    if leeg:
        rijen.append((Cel("–"), Cel(f"{opsomming(leeg)}: niet vastgelegd"), Cel(ONBEKEND), Cel("–")))
    if b.medewerkers:
        rijen.append((Cel(", ".join(b.medewerkers)), Cel("medewerkers die contact hadden"), Cel("–"), Cel("–")))
    kolommen = (Kolom("Wie", 20), Kolom("Rol of soort", 36), Kolom("Gesproken", 24), Kolom("Laatst", 20))
    return Tabel("Iedereen die ertoe doet", kolommen, tuple(rijen))


def _laatst(dag: date | None) -> Cel:
    return Cel(datum_voluit(dag) if dag is not None else "–")
