"""The document that may be published: made of framework texts, verdicts over whole subjects, and safe counts alone.

This is the one place where is decided what a publication says. The writers of formats get this document and nothing
else: no result, no dossiers, no sources.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout
from dossieraudit.models.kader import Indicator, Kader, Thema
from dossieraudit.models.resultaat import Oordeel
from dossieraudit.publicatie.onthulling import BEOORDEELD, KLEINSTE_GRENS, Deel, Verdeling, verdelingen
from dossieraudit.report.context import Context
from dossieraudit.report.context import Deel as Hoofdstukdeel
from dossieraudit.report.prose import KLASSE_LABELS, opsomming, zin
from dossieraudit.report.sections import kop
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import Alinea, Blok, Cel, Document, Kaderblok, Kolom, Lijst, Tabel

NIET_VERMELD = "niet vermeld"
_TREFWOORDEN = ("dossieronderzoek", "toezicht", "jeugdhulp", "publicatie")
# A verdict over one norm can be traced back to its counts.
_MINSTE_NORMEN = 2


def maak_publicatie(context: Context, min_cel: int) -> Document:
    """The report for publication.

    Raises `Gebruiksfout` for a threshold that protects nobody and `Invoerfout` where there are too few dossiers.
    """
    if min_cel < KLEINSTE_GRENS:
        raise Gebruiksfout(f"--min-cel is ten minste {KLEINSTE_GRENS}; een kleinere grens beschermt niemand")
    if context.aantal < 2 * min_cel:
        melding = f"er zijn te weinig dossiers om over te publiceren: minder dan twee keer de grens van {min_cel}"
        advies = "publiceer hierover alleen een tekst die u zelf schrijft en die geen aantallen noemt"
        raise Invoerfout((Fout("publicatie", melding, advies=advies),))
    o = context.onderzoek
    return Document(
        titel=o.naam if o is not None else f"Dossieronderzoek: {context.kader.titel}",
        ondertitel=f"{o.wijkteam}, gemeente {o.gemeente}" if o is not None else "Losse dossiers",
        datum=context.resultaat.peildatum,
        onderwerp="Uitkomsten voor publicatie",
        blokken=tuple(_blokken(context, min_cel)),
        kenmerk=f"{context.kader.id} {context.kader.versie}",
        trefwoorden=_TREFWOORDEN,
    )


def _blokken(context: Context, min_cel: int) -> Iterator[Blok]:
    yield kop("1", "Oordeel")
    yield from _oordeel(context, min_cel)
    yield kop("2", "Uitkomsten per norm")
    yield from _uitkomsten(context, min_cel)
    yield kop("3", "Verantwoording")
    yield from _verantwoording(context, min_cel)


def _oordeel(context: Context, min_cel: int) -> Iterator[Blok]:
    totaal = context.resultaat.oordeel
    dragend = _dragend(context, min_cel)
    if totaal is not None:
        klasse = _klasse(totaal, context.kader.indicatoren, dragend)
        yield Kaderblok("Oordeel over het geheel", (Alinea((zin(f"Het oordeel over het geheel is {klasse}"),)),))
    slot = replace(context.slot, titel=context.slotonderwerp)
    rijen = tuple(_hoofdstukrij(deel, dragend) for deel in (*context.onderwerpen, slot) if _telt(deel))
    if rijen:
        kolommen = (Kolom("Onderwerp", 50), Kolom("Praktijk", 25), Kolom("Beleid op papier", 25))
        yield Tabel("Oordeel per onderwerp", kolommen, rijen, "oordeel-onderwerp")
    rijen = tuple(
        (Cel(f"{thema.id} {thema.titel}"), Cel(_klasse(context.resultaat.themas.get(thema.id), bladen, dragend)))
        for thema in context.kader.themas
        if len(bladen := tuple(i for c in thema.criteria for i in c.indicatoren)) >= _MINSTE_NORMEN
    )
    if rijen:
        yield Tabel("Oordeel per thema van het kader", (Kolom("Thema", 70), Kolom("Praktijk", 30)), rijen, "thema")
    yield Alinea(("Een oordeel gaat over het werk, niet over een gezin, en volgt uit meer dan één norm.",))


def _telt(deel: Hoofdstukdeel) -> bool:
    return deel.praktijk is not None and len(deel.bladen) >= _MINSTE_NORMEN


def _dragend(context: Context, min_cel: int) -> frozenset[str]:
    """The norms on which a verdict may rest: those of no dossier, and those judged on dossiers enough to publish."""
    return frozenset(
        blad.id
        for blad in context.kader.indicatoren
        if "dossier" not in blad.bewijs
        or sum(d.uitkomsten[blad.id].uitkomst in BEOORDEELD for d in context.resultaat.dossiers) >= min_cel
    )


def _hoofdstukrij(deel: Hoofdstukdeel, dragend: frozenset[str]) -> tuple[Cel, ...]:
    beleid = deel.oordeel.beleid if deel.oordeel is not None else None
    op_papier = KLASSE_LABELS[beleid.oordeel] if beleid is not None else "niet beoordeeld"
    return Cel(deel.titel), Cel(_klasse(deel.praktijk, deel.bladen, dragend)), Cel(op_papier)


def _klasse(oordeel: Oordeel | None, bladen: Iterable[Indicator], dragend: frozenset[str]) -> str:
    """The class of a verdict on practice. It is kept back where it comes down to one norm, or to a few dossiers.

    'Not judged' is kept back as well: that a norm applies to nobody says something about everyone.
    """
    if oordeel is None:
        return "niet beoordeeld"
    rust_op = min(int(oordeel.gronden["bladen"]), sum(blad.id in dragend for blad in bladen))
    return KLASSE_LABELS[oordeel.oordeel] if rust_op >= _MINSTE_NORMEN else NIET_VERMELD


def _uitkomsten(context: Context, min_cel: int) -> Iterator[Blok]:
    gevonden = verdelingen(context.kader, context.resultaat.dossiers, min_cel)
    yield Alinea(
        (
            f"Beoordeeld zijn {context.aantal} dossiers. Bij elke norm staat over hoeveel daarvan een uitkomst kan "
            f"worden gegeven zonder dat er iets over minder dan {min_cel} dossiers uit af te leiden is. Waar dat niet "
            f"kan, staat ‘{NIET_VERMELD}’; dat zegt niets over de uitkomst zelf.",
        )
    )
    for thema in context.kader.themas:
        if rijen := tuple(_rijen(thema, gevonden)):
            kolommen = (Kolom("Norm", 30), Kolom("Wat zij vraagt", 40), Kolom("Dossiers", 30))
            yield Tabel(f"Uitkomsten bij ‘{thema.titel}’", kolommen, rijen, f"norm-{thema.id.lower()}")


def _rijen(thema: Thema, gevonden: dict[str, Verdeling]) -> Iterator[tuple[Cel, ...]]:
    for criterium in thema.criteria:
        for blad in criterium.indicatoren:
            if blad.id in gevonden:
                yield Cel(f"{blad.id} {blad.titel}"), Cel(blad.norm), Cel(verdeling_tekst(gevonden[blad.id]))


def verdeling_tekst(verdeling: Verdeling) -> str:
    """The published counts of a leaf, or that there are none."""
    if not verdeling.delen:
        return NIET_VERMELD
    return "; ".join(f"{aantal} {deel_tekst(deel)}" for deel, aantal in verdeling.delen)


def deel_tekst(deel: Deel) -> str:
    """What the uitkomsten of a part are called together."""
    namen = {
        BEOORDEELD: "beoordeeld",
        ("niet_van_toepassing", "niet_getoetst"): "niet van toepassing of niet getoetst",
        ("voldoet", "voldoet_gedeeltelijk"): "voldoet geheel of gedeeltelijk",
        ("voldoet_niet", "niet_navolgbaar"): "voldoet niet of niet navolgbaar",
    }
    return namen.get(deel) or opsomming([STIJLEN[u].label for u in deel], "of")


def _verantwoording(context: Context, min_cel: int) -> Iterator[Blok]:
    kader: Kader = context.kader
    peildatum = context.resultaat.peildatum
    wanneer = f"; peildatum {datum_voluit(peildatum)}" if peildatum is not None else ""
    profiel = context.resultaat.profiel
    daarover = f", met het profiel ‘{profiel.titel}’, versie {profiel.versie}" if profiel is not None else ""
    yield Alinea(
        (f"Getoetst is aan het kader ‘{kader.titel}’, versie {kader.versie}{daarover}{wanneer}. {zin(kader.bron)}",)
    )
    yield Alinea(("Wat hier niet staat, is weggelaten om de gezinnen en de gesproken personen te beschermen:",))
    yield Lijst(
        tuple(
            Alinea((tekst,))
            for tekst in (
                f"elk aantal onder de {min_cel}, en elk aantal waaruit zo’n aantal zou volgen: door aftrekken van een "
                "totaal, of door normen met elkaar te vergelijken;",
                "elke norm waarbij ‘geen enkel’ of ‘elk’ dossier het antwoord zou zijn, want dat zegt iets over ieder "
                "gezin in het onderzoek;",
                "alles per dossier: uitkomsten, tijdlijnen, namen van bestanden en oordelen van beoordelaars;",
                "wat in gesprekken is gezegd, en door hoeveel mensen;",
                "bevindingen, verklaringen, risico’s en kansen in zinnen, want die rusten op dezelfde aantallen.",
            )
        )
    )
    yield Alinea(
        (
            f"De grens van {min_cel} dossiers is een drempelregel uit de statistische beveiliging. Zij geldt per "
            "publicatie: wie twee publicaties over dezelfde dossiers naast elkaar legt, kan uit de verschillen meer "
            "afleiden. Publiceer daarom één keer.",
        )
    )
