"""The last chapter: the oordeel over the whole, its grounds, what can help, and what follows."""

from collections.abc import Iterator

from dossieraudit.report import verdicts
from dossieraudit.report.chapters import beleid, bevindingen, conclusie, risicos, verklaringen, verwachting
from dossieraudit.report.context import SLOTTITEL, Context
from dossieraudit.report.improvement import verbetermaatregelen
from dossieraudit.report.prose import alinea, grondslag_oordeel, zin
from dossieraudit.report.sections import sectie, tussenkop, zin_alinea
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import Alinea, Blok, Lijst, Voetnoot


def slothoofdstuk(context: Context) -> Iterator[Blok]:
    """Oordeel, onderbouwing, kansen, vervolg."""
    n = str(context.slot.nummer)
    yield from sectie(context, n, SLOTTITEL)
    yield from sectie(context, f"{n}.1", "Algemeen", algemeen(context))
    yield from sectie(context, f"{n}.2", "Onderbouwing", onderbouwing(context))
    yield from sectie(context, f"{n}.3", "Kansen", kansen(context))
    yield from sectie(context, f"{n}.4", "Vervolg", [vervolg(context)])
    yield from verbetermaatregelen(context)


def algemeen(context: Context) -> Iterator[Blok]:
    """The oordeel, how it came about, and whether it could have been another."""
    oordeel = context.resultaat.oordeel
    if oordeel is None:
        yield Alinea(
            (
                "Het toezichtkader bevat geen beslisregels voor een oordeel. Dit rapport beschrijft wat is "
                "aangetroffen; het oordeel daarover is aan de toezichthouder.",
            ),
            "geen oordeel.yaml in het kader",
        )
        return
    bladen = context.kader.indicatoren
    tekst = alinea(
        verdicts.verdeling(context, bladen),
        verdicts.zware(context, bladen),
        verdicts.onbeoordeeld(context, bladen),
    )
    regel = Voetnoot(f"Beslisregel: {zin(oordeel.uitleg)} Alle regels staan in bijlage 4.")
    yield Alinea((zin(oordeel.tekst), regel, f" {tekst}"), grondslag_oordeel("totaal", oordeel))
    if kloof := verdicts.beleid_en_praktijk(context, bladen):
        yield Alinea((kloof,), "beleid en praktijk van alle bladen; zie bijlage 1")
    tellingen = [context.telling(b) for b in bladen]
    if zeker := verdicts.gevoeligheid(oordeel, verdicts.met_navolgbaarheid(tellingen)):
        grond = f"oordeel {oordeel.oordeel}, hoogstens {oordeel.hoogstens}, minstens {oordeel.minstens}"
        yield Alinea((zeker,), grond)


def onderbouwing(context: Context) -> Iterator[Blok]:
    """The grounds, then the leaves about the organisation, which no other chapter treats."""
    gronden = context.zinnen("gronden")
    if gronden:
        yield Alinea(("Het oordeel berust vooral op het volgende.",), f"regels {', '.join(z.id for z in gronden)}")
        yield Lijst(tuple(zin_alinea(context, z, met_titel=True) for z in gronden))
    elif context.resultaat.oordeel is not None:
        verwijst = "De hoofdstukken hiervoor geven per onderwerp de bevindingen waarop het oordeel berust."
        yield Alinea((verwijst,), "geen grond ging op")
    yield from _eigen_bladen(context)
    yield from _eigen_verklaringen(context)


def _eigen_verklaringen(context: Context) -> Iterator[Blok]:
    """What the municipality itself gives as a cause: shown as its own, and never weighed in the oordeel."""
    verklaringen = context.onderzoek.verklaringen if context.onderzoek is not None else ()
    if not verklaringen:
        return
    yield tussenkop(3, "Verklaringen van de gemeente zelf", f"h-{context.slot.nummer}-eigen-verklaringen")
    yield Alinea(
        ("De gemeente geeft zelf een verklaring voor wat is gevonden. Die is niet getoetst en weegt niet mee.",),
        "onderzoek.yaml: verklaringen",
    )
    tags = context.kader.tags
    yield Lijst(
        tuple(
            Alinea(
                (
                    alinea(
                        zin(v.tekst),
                        zin(f"Het gaat om: {'; '.join(tags.get(t, t).lower() for t in v.tags)}") if v.tags else "",
                    ),
                ),
                f"onderzoek.yaml: verklaringen{f'; {v.bron}' if v.bron else ''}",
            )
            for v in verklaringen
        )
    )


def _eigen_bladen(context: Context) -> Iterator[Blok]:
    slot = context.slot
    if not slot.bladen:
        return
    yield tussenkop(3, context.slotonderwerp, f"h-{slot.nummer}-eigen")
    if slot.verwachting:
        yield from verwachting(context, slot)
    yield from beleid(context, slot)
    if all("dossier" not in b.bewijs for b in slot.bladen):
        deze = "Deze norm gaat" if len(slot.bladen) == 1 else "Deze normen gaan"
        hoe = f"zij {'is' if len(slot.bladen) == 1 else 'zijn'} getoetst aan gesprekken"
        if not context.bronnen.interviews:
            hoe = "gesprekken kunnen dat wel, en die zijn bij dit onderzoek niet betrokken"
        yield Alinea(
            (f"{deze} over de organisatie en niet over een gezin. Dossiers kunnen er niets over zeggen; {hoe}.",),
            f"bewijs van {', '.join(b.id for b in slot.bladen)}",
        )
    yield from bevindingen(context, slot, 4)
    yield from _risicos_en_verklaringen(context)
    if slot.praktijk is not None:
        yield tussenkop(4, "Conclusie", f"h-{slot.nummer}-eigen-conclusie")
        yield from conclusie(context, slot)


def _risicos_en_verklaringen(context: Context) -> Iterator[Blok]:
    for soort, titel, blokken in (("risicos", "Risico's", risicos), ("verklaringen", "Verklaringen", verklaringen)):
        if context.zinnen(soort, context.slot):
            yield tussenkop(4, titel, f"h-{context.slot.nummer}-eigen-{soort}")
            yield from blokken(context, context.slot)


def kansen(context: Context) -> Iterator[Blok]:
    """What can help, by rule."""
    zinnen = context.zinnen("kansen")
    if not zinnen:
        heeft = bool(context.kader.rapport.kansen)
        tekst = "De aantallen wijzen niet op een kans" if heeft else "Het toezichtkader heeft geen regels voor kansen"
        waarvoor = " waarvoor het toezichtkader een regel heeft" if heeft else ""
        yield Alinea((f"{tekst}{waarvoor}.",), "geen regel ging op")
    for zin_ in zinnen:
        yield zin_alinea(context, zin_)


def vervolg(context: Context) -> Alinea:
    """What is asked, and when progress is looked at."""
    o = context.onderzoek
    zinnen = []
    if o is not None and o.vervolg.beeld_voor is not None:
        zinnen.append(
            f"Vóór {datum_voluit(o.vervolg.beeld_voor)} moet er een compleet beeld zijn van de maatregelen die de "
            "betrokken partijen nemen en van de voortgang daarvan."
        )
    if o is not None and o.vervolg.voortgang_na:
        zinnen.append(zin(f"{o.vervolg.voortgang_na} wordt nagegaan hoe het met de verbeteringen staat"))
    if not zinnen:
        zinnen.append("Over het vervolg is nog niets vastgelegd.")
    return Alinea((alinea(*zinnen),), "onderzoek.yaml: vervolg" if o is not None else "geen onderzoek.yaml")
