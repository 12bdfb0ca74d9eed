"""The summary: the oordeel, policy beside practice, the main findings, what can help, what follows.

It repeats no sentence of a chapter; it counts, names and points.
"""

from collections.abc import Iterator, Sequence

from dossieraudit.models.kader import Indicator, Uitkomst
from dossieraudit.models.resultaat import Zin
from dossieraudit.report import verdicts
from dossieraudit.report.closing import vervolg
from dossieraudit.report.context import Context, Deel
from dossieraudit.report.leaves import grondslag_blad, zinsdeel
from dossieraudit.report.prose import alinea, grondslag_oordeel, grondslag_zin, opsomming, tel, tel_van, zin
from dossieraudit.report.sections import tussenkop
from dossieraudit.report.tree import Alinea, Blok, Inline, Kaderblok, Lijst, Nadruk, Verwijzing
from dossieraudit.wording import getalwoord

_GEEN_OORDEEL = "Het toezichtkader bevat geen beslisregels. Dit rapport geeft daarom geen oordeel."


def samenvatting(context: Context) -> Iterator[Blok]:
    """The whole report on two pages."""
    yield tussenkop(1, "Samenvatting", "samenvatting")
    yield Alinea((_waarover(context),), "aantallen gelezen dossiers, interviews, documenten en normen")
    yield _oordeel(context)
    yield from context.toelichting("samenvatting")
    if kloof := verdicts.beleid_en_praktijk(context, context.kader.indicatoren):
        yield tussenkop(2, "Beleid en praktijk", "samenvatting-beleid")
        yield Alinea((alinea(kloof, _kloof_per_deel(context)),), "beleid en praktijk per blad; zie bijlage 1")
    yield tussenkop(2, "Belangrijkste bevindingen", "samenvatting-bevindingen")
    yield Lijst(tuple(_deel(context, deel) for deel in context.onderwerpen))
    yield from _regels(context)
    if context.zinnen("kansen"):
        yield tussenkop(2, "Kansen", "samenvatting-kansen")
        yield from _kansen(context)
    yield tussenkop(2, "Vervolg", "samenvatting-vervolg")
    yield vervolg(context)


def _waarover(context: Context) -> str:
    personen, documenten = len(context.bronnen.interviews), len(context.bronnen.documenten)
    bronnen = [tel(context.aantal, "dossier", "dossiers")]
    if personen:
        bronnen.append(f"gesprekken met {tel(personen, 'persoon', 'personen')}")
    if documenten:
        bronnen.append(tel(documenten, "document", "documenten"))
    normen = verdicts.aantal_normen(len(context.kader.indicatoren))
    return f"Dit rapport gaat over {context.team}. Het berust op {opsomming(bronnen)}, getoetst aan {normen}."


def _oordeel(context: Context) -> Kaderblok:
    oordeel = context.resultaat.oordeel
    if oordeel is None:
        return Kaderblok(
            "Oordeel",
            (Alinea((_GEEN_OORDEEL,), "geen oordeel.yaml in het kader"),),
        )
    bladen = context.kader.indicatoren
    eerste = Alinea((Nadruk(zin(oordeel.tekst)),), grondslag_oordeel("totaal", oordeel))
    zeker = verdicts.gevoeligheid(oordeel, verdicts.met_navolgbaarheid([context.telling(b) for b in bladen]))
    tweede = Alinea(
        (alinea(verdicts.verdeling(context, bladen), verdicts.onbeoordeeld(context, bladen), zeker),),
        f"oordeel {oordeel.oordeel}, hoogstens {oordeel.hoogstens}, minstens {oordeel.minstens}",
    )
    return Kaderblok("Oordeel", (eerste, tweede))


def _kloof_per_deel(context: Context) -> str:
    """In which chapters policy is better than practice."""
    met = [d for d in context.onderwerpen if d.oordeel is not None and d.oordeel.kloof]
    totaal = len(context.onderwerpen)
    if not met:
        return ""
    if len(met) == totaal and totaal > 1:
        alle = "beide onderwerpen" if totaal == 2 else f"alle {getalwoord(totaal)} de onderwerpen"
        return f"Op {alle} is het beleid beter op orde dan de praktijk."
    namen = opsomming([f"‘{d.titel}’" for d in met])
    return f"Het verschil tussen beleid en praktijk is te zien bij {namen}."


def _deel(context: Context, deel: Deel) -> Alinea:
    """A subject in a few sentences: how its leaves fare, and what falls short in most dossiers."""
    zwakke = _zwakste(context, deel)
    zinnen = [verdicts.verdeling(context, deel.bladen), *(_tekort(context, blad, u) for blad, u in zwakke)]
    gronden = [f"hoofdstuk {deel.nummer}", *(grondslag_blad(b, context.telling(b)) for b, _ in zwakke)]
    if deel.praktijk is not None:
        gronden.append(grondslag_oordeel("oordeel", deel.praktijk))
    tekst = alinea(*zinnen) or "Over dit onderwerp kon geen norm worden getoetst."
    return Alinea((Verwijzing(deel.titel, f"h-{deel.nummer}"), f". {tekst}"), "; ".join(gronden))


def _zwakste(context: Context, deel: Deel) -> list[tuple[Indicator, Uitkomst]]:
    """The heavy leaf and the leaf with most dossiers that fall short in one way; often the same."""
    tekorten: list[tuple[int, Indicator, Uitkomst]] = []
    for blad in deel.bladen:
        telling = context.telling(blad)
        erg: Uitkomst = "voldoet_niet" if telling.voldoet_niet >= telling.niet_navolgbaar else "niet_navolgbaar"
        aantal = getattr(telling, erg)
        if 2 * aantal >= max(2, telling.beoordeeld):
            tekorten.append((aantal, blad, erg))
    zwaar = [t for t in tekorten if t[1].zwaarwegend]
    gekozen = [max(groep, key=lambda t: t[0]) for groep in (zwaar, tekorten) if groep]
    return list({t[1].id: t[1:] for t in gekozen}.values())


def _tekort(context: Context, blad: Indicator, uitkomst: Uitkomst) -> str:
    telling = context.telling(blad)
    n = getattr(telling, uitkomst)
    return zin(f"In {tel_van(n, telling.beoordeeld, 'dossier', 'dossiers')} {zinsdeel(blad, uitkomst)} ({blad.id})")


def _regels(context: Context) -> Iterator[Blok]:
    """Where sources contradict each other, and the risks: by name, with the place where they are worked out."""
    if tegenspraken := context.zinnen("tegenspraken"):
        n = len(tegenspraken)
        waar = "Op één punt" if n == 1 else f"Op {getalwoord(n)} punten"
        yield from _genoemd(context, f"{waar} spreken de bronnen elkaar tegen", tegenspraken)
    if risicos := context.zinnen("risicos"):
        aantal = tel(len(risicos), "risico", "risico's")
        yield from _genoemd(
            context, f"Uit de bevindingen {'volgt' if len(risicos) == 1 else 'volgen'} {aantal}", risicos
        )


def _genoemd(context: Context, kop: str, zinnen: Sequence[Zin]) -> Iterator[Blok]:
    """Sentences of rules by their titles; where a rule has none, only how many there are."""
    grond = f"regels {', '.join(z.id for z in zinnen)}"
    met_titel = [z for z in zinnen if z.titel]
    if not met_titel:
        yield Alinea((f"{kop}.",), grond)
        return
    yield Alinea((f"{kop}:",), grond)
    nummers = {d.kadernummer: d.nummer for d in (*context.onderwerpen, context.slot)}
    yield Lijst(
        tuple(
            Alinea(
                (f"{z.titel} (", Verwijzing(f"hoofdstuk {nummers[z.hoofdstuk]}", f"h-{nummers[z.hoofdstuk]}"), ")"),
                grondslag_zin(z),
            )
            for z in met_titel
        )
    )


def _kansen(context: Context) -> Iterator[Blok]:
    n = context.slot.nummer
    zinnen = context.zinnen("kansen")
    namen = [f"‘{z.titel}’" for z in zinnen if z.titel]
    tekst = f"Kansen zijn er ook: {opsomming(namen)}. Paragraaf " if namen else "Wat kan helpen, staat in paragraaf "
    delen: tuple[Inline, ...] = (tekst, Verwijzing(f"{n}.3", f"h-{n}-3"), " licht dat toe." if namen else ".")
    yield Alinea(delen, f"regels {', '.join(z.id for z in zinnen)}")
