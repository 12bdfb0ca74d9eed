"""What the paged formats and Markdown share: numbered captions, link targets, charts written as tables."""

from collections.abc import Iterator
from dataclasses import replace

from dossieraudit.models.kader import Uitkomst
from dossieraudit.report.prose import zin
from dossieraudit.report.stijl import HANDMATIG, HANDMATIG_UITLEG, STIJLEN, legenda
from dossieraudit.report.taal import datum_voluit, periode_voluit
from dossieraudit.report.tree import (
    Alinea,
    Blok,
    Cel,
    Document,
    Kolom,
    Kop,
    Staven,
    Tabel,
    Tijdlijn,
    Warmtekaart,
)

INHOUDSOPGAVE = "Inhoudsopgave"
INHOUD_NIVEAUS = 3
GEEN_RIJEN = "Geen gegevens"
# A longer heat map fills pages that no one reads; XLSX and HTML hold all of it. A wider one does not fit on A4.
WARMTEKAART_RIJEN = 60
WARMTEKAART_KOLOMMEN = 32
# A longer paragraph may stand apart from its table: kept together they would leave a page half empty.
LANGSTE_INLEIDING = 300

Figuur = Warmtekaart | Staven | Tijdlijn


def koptekst(kop: Kop) -> str:
    """The heading as it is read: its number, then its text."""
    if kop.nummer is None or kop.tekst.startswith(kop.nummer):
        return kop.tekst
    return f"{kop.nummer} {kop.tekst}"


def doorlopend_genummerd(document: Document) -> bool:
    """Whether the numbers of the headings are those that a word processor would count out itself."""
    tellers = [0] * 10
    for kop in document.blokken:
        if not isinstance(kop, Kop) or kop.nummer is None:
            continue
        tellers[kop.niveau] += 1
        tellers[kop.niveau + 1 :] = [0] * (len(tellers) - kop.niveau - 1)
        if kop.nummer != ".".join(map(str, tellers[1 : kop.niveau + 1])) or koptekst(kop) == kop.tekst:
            return False
    return True


def genummerd(document: Document) -> Iterator[tuple[Blok, str | None]]:
    """Every block with its label: 'Tabel 1' for tables, 'Figuur 1' for charts, also where those are tables."""
    tabellen = figuren = 0
    for blok in document.blokken:
        if isinstance(blok, Tabel):
            tabellen += 1
            yield blok, f"Tabel {tabellen}"
        elif isinstance(blok, Figuur):
            figuren += 1
            yield blok, f"Figuur {figuren}"
        else:
            yield blok, None


def doelen(document: Document) -> dict[str, int]:
    """The anchors that a link can reach, each with a number for formats whose ids are not free text.

    A link to anything else is shown as plain text: a dead link is worse than none.
    """
    ankers: dict[str, int] = {}
    for blok in document.blokken:
        if isinstance(blok, Kop | Tabel | Figuur) and blok.anker:
            ankers.setdefault(blok.anker, len(ankers) + 1)
    return ankers


def celtekst(cel: Cel) -> str:
    """The text of a cell, after the sign of its uitkomst."""
    if cel.uitkomst is None:
        return cel.tekst
    teken = STIJLEN[cel.uitkomst].teken
    return teken + cel.tekst if cel.tekst == HANDMATIG else f"{teken} {cel.tekst}".strip()


def als_tabellen(blok: Tabel | Figuur) -> tuple[Tabel, ...]:
    """A table, or a chart as the table of its data; a wide heat map in parts, and one without rows says so."""
    match blok:
        case Tabel():
            return (_gevuld(blok),)
        case Warmtekaart():
            return tuple(_gevuld(_warmtekaart(deel)) for deel in _delen(blok))
        case Staven():
            return (_gevuld(_staven(blok)),)
        case Tijdlijn():
            return (_gevuld(_tijdlijn(blok)),)


def kort(tabel: Tabel) -> bool:
    """Whether a table is so small that it should not be broken over two pages."""
    return len(tabel.rijen) <= 10 and sum(len(cel.tekst) for rij in tabel.rijen for cel in rij) <= 1_200


def onderschrift(figuur: Figuur) -> str:
    """What stands below a chart: its summary, the rows that were left out, the meaning of the signs."""
    delen = [figuur.samenvatting]
    if isinstance(figuur, Warmtekaart):
        if len(figuur.rijen) > WARMTEKAART_RIJEN:
            delen.append(
                f"Hier staan de eerste {WARMTEKAART_RIJEN} van de {len(figuur.rijen)} dossiers; alle dossiers "
                "staan in de HTML-versie en in het Excel-bestand."
            )
        delen.append(_tekens(figuur))
    return " ".join(deel for deel in delen if deel)


def gebruikt(staven: Staven) -> tuple[Uitkomst, ...]:
    """The uitkomsten that occur in any bar, in the order of the framework."""
    return tuple(u for u, _ in legenda() if any(aantallen.get(u) for _, aantallen in staven.staven))


def _gevuld(tabel: Tabel) -> Tabel:
    if tabel.rijen:
        return tabel
    return replace(tabel, rijen=((Cel(GEEN_RIJEN), *(Cel("–") for _ in tabel.kolommen[1:])),))


def _tekens(kaart: Warmtekaart) -> str:
    aanwezig = {waarde for rij in kaart.waarden for waarde in rij}
    tekens = [f"{stijl.teken} = {stijl.label}" for uitkomst, stijl in legenda() if uitkomst in aanwezig]
    if kaart.handmatig:
        tekens.append(HANDMATIG_UITLEG)
    return zin("; ".join(tekens)) if tekens else ""


def _delen(kaart: Warmtekaart) -> Iterator[Warmtekaart]:
    """The heat map in parts of columns that fit side by side on a page."""
    for begin in range(0, max(1, len(kaart.kolommen)), WARMTEKAART_KOLOMMEN):
        eind = begin + WARMTEKAART_KOLOMMEN
        yield replace(
            kaart,
            bijschrift=kaart.bijschrift if begin == 0 else f"{kaart.bijschrift} (vervolg)",
            anker=kaart.anker if begin == 0 else None,
            kolommen=kaart.kolommen[begin:eind],
            waarden=tuple(rij[begin:eind] for rij in kaart.waarden),
            handmatig=frozenset((r, k - begin) for r, k in kaart.handmatig if begin <= k < eind),
        )


def _warmtekaart(kaart: Warmtekaart) -> Tabel:
    rijen = tuple(
        (
            Cel(naam),
            *(Cel(HANDMATIG if (r, k) in kaart.handmatig else "", u) for k, u in enumerate(kaart.waarden[r])),
        )
        for r, naam in enumerate(kaart.rijen[:WARMTEKAART_RIJEN])
    )
    breedte = max(1, 84 // max(1, len(kaart.kolommen)))
    kolommen = (Kolom("Dossier", 16), *(Kolom(kop, breedte) for kop in kaart.kolommen))
    return Tabel(kaart.bijschrift, kolommen, rijen, kaart.anker)


def _staven(staven: Staven) -> Tabel:
    uitkomsten = gebruikt(staven)
    kolommen = (
        Kolom("Onderdeel", 20),
        *(Kolom(f"{STIJLEN[u].label} ({STIJLEN[u].teken})", 12, rechts=True) for u in uitkomsten),
        Kolom("totaal", 8, rechts=True),
    )
    rijen = tuple(
        (
            Cel(label),
            *(Cel(str(n), u) if (n := aantallen.get(u, 0)) else Cel("0") for u in uitkomsten),
            Cel(str(sum(aantallen.values()))),
        )
        for label, aantallen in staven.staven
    )
    return Tabel(staven.bijschrift, kolommen, rijen, staven.anker)


def _tijdlijn(lijn: Tijdlijn) -> Tabel:
    kolommen = (Kolom("Datum", 30), Kolom("Soort", 22), Kolom("Gebeurtenis", 48))
    rijen = tuple(
        (Cel(periode_voluit(g.datum, g.tot)), Cel(g.soort), Cel(g.tekst))
        for g in sorted(lijn.gebeurtenissen, key=lambda g: g.datum)
    )
    return Tabel(lijn.bijschrift, kolommen, rijen, lijn.anker)


def inleidingen(document: Document) -> frozenset[int]:
    """The places of short paragraphs between a heading and a table or figure: without it they would stand alone."""
    blokken = document.blokken
    return frozenset(
        plaats
        for plaats, (kop, blok, volgende) in enumerate(zip(blokken, blokken[1:], blokken[2:], strict=False), 1)
        if isinstance(kop, Kop)
        and isinstance(blok, Alinea)
        and isinstance(volgende, Tabel | Figuur)
        and sum(len(deel if isinstance(deel, str) else deel.tekst) for deel in blok.delen) <= LANGSTE_INLEIDING
    )


def titelregels(document: Document) -> tuple[str, ...]:
    """What stands under the title: the kind of document, its peildatum and its kenmerk, as far as there are any."""
    kenmerk = f"Kenmerk: {document.kenmerk}" if document.kenmerk else ""
    return tuple(regel for regel in (document.onderwerp, peildatumregel(document), kenmerk) if regel)


def peildatumregel(document: Document) -> str:
    """The peildatum, called so: unnamed it would be read as the day on which the report was written."""
    if document.datum is None:
        return ""
    if document.vroegste is not None and document.vroegste < document.datum:
        return f"Peildata: {periode_voluit(document.vroegste, document.datum)}"
    return f"Peildatum: {datum_voluit(document.datum)}"
