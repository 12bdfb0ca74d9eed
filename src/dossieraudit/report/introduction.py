"""The first two chapters: why and how there was an onderzoek, and the network that it is about."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from dossieraudit.models.basis import OverdrachtSoort
from dossieraudit.report import verdicts
from dossieraudit.report.context import Context
from dossieraudit.report.prose import alinea, opsomming, tel, tel_van, zijn, zin
from dossieraudit.report.reactie import LEESWIJZER as REACTIE_LEESWIJZER
from dossieraudit.report.reactie import heeft_reactie
from dossieraudit.report.sections import kop, sectie
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import Alinea, Blok, Kop, Voetnoot
from dossieraudit.wording import met_hoofdletter

_OVERDRACHTEN: dict[OverdrachtSoort | None, str] = {
    "na_triage": "na triage",
    "na_onderzoek": "na onderzoek",
    "na_interventie": "na een andere interventie",
    None: "op een wijze die het dossier niet vermeldt",
}


def inleiding(context: Context) -> Iterator[Blok]:
    """Chapter 1: why, what was examined, how to read."""
    yield from sectie(context, "1", "Inleiding", [Alinea((_onderwerp(context),))])
    yield from sectie(context, "1.1", "Aanleiding", [Alinea((_aanleiding(context),))])
    yield from sectie(context, "1.2", "Het onderzoek", _onderzoek(context))
    yield from sectie(context, "1.3", "Leeswijzer", [_leeswijzer(context)])


def _onderwerp(context: Context) -> str:
    o = context.onderzoek
    if o is None:
        return (
            f"Dit rapport beschrijft wat {tel(context.aantal, 'dossier', 'dossiers')} van een wijkteam laten zien, "
            "getoetst aan een toezichtkader."
            if context.aantal != 1
            else "Dit rapport beschrijft wat één dossier van een wijkteam laat zien, getoetst aan een toezichtkader."
        )
    return (
        f"Dit rapport gaat over {context.team}. Het beschrijft wat {opsomming(_soorten(context))} laten zien, en hoe "
        "zich dat verhoudt tot wat het toezichtkader verwacht."
    )


def _soorten(context: Context) -> list[str]:
    b = context.bronnen
    return ["dossiers", *(["gesprekken"] if b.interviews else []), *(["documenten"] if b.documenten else [])]


def _aanleiding(context: Context) -> str:
    if context.onderzoek is None:
        return (
            "Bij de dossiers hoort geen beschrijving van het onderzoek. De aanleiding, de periode en de herkomst "
            "van de dossiers ontbreken daarom in dit rapport, en er zijn geen gesprekken of documenten bij "
            "betrokken."
        )
    return zin(context.onderzoek.aanleiding or "De aanleiding van het onderzoek is niet vastgelegd.")


def _onderzoek(context: Context) -> Iterator[Blok]:
    kader = context.kader
    normen, themas = len(kader.indicatoren), len(kader.themas)
    noot = Voetnoot(zin(f"{kader.bron}. Kader {kader.id}, versie {kader.versie}"))
    waarin = tel(themas, "thema", "thema's")
    over = tel(len(context.onderwerpen), "onderwerp", "onderwerpen")
    profiel = context.resultaat.profiel
    daarover, telt, wat = "", "Het telt", ""
    if profiel is not None:
        daarover = f", met daarover het profiel ‘{profiel.titel}’ (versie {profiel.versie})"
        telt, wat = "Samen tellen zij", " Wat het profiel verandert, staat in bijlage 4."
    yield Alinea(
        (
            f"Getoetst is aan het toezichtkader ‘{kader.titel}’",
            noot,
            f"{daarover}. {telt} {verdicts.aantal_normen(normen)} in {waarin}.{wat} De bevindingen zijn geordend naar "
            f"{over}.",
        )
    )
    yield Alinea((alinea(*_dossiers(context)),), f"{context.aantal} dossiers; zie bijlage 2 en 4")
    yield from _bronnen(context)


def _dossiers(context: Context) -> Iterator[str]:
    o, r = context.onderzoek, context.resultaat
    wanneer = f", beoordeeld naar de stand op {datum_voluit(r.peildatum)}" if r.peildatum else ""
    yield zin(f"Onderzocht {zijn(context.aantal)} {tel(context.aantal, 'dossier', 'dossiers')}{wanneer}")
    if r.peildatum is None and context.aantal:
        wie = "Het" if context.aantal == 1 else "Elk dossier"
        yield f"{wie} is beoordeeld naar de stand op de laatste datum die erin voorkomt."
    if o is not None and o.periode is not None:
        van, tot = datum_voluit(o.periode.van), datum_voluit(o.periode.tot)
        yield f"De overdrachten vonden plaats van {van} tot en met {tot}."
    yield _overdrachten(context)
    if o is not None and o.steekproef.omschrijving:
        yield zin(o.steekproef.omschrijving)
    if afgekeurd := len({a.invoer for a in r.afgekeurd}):
        telt = "telt" if afgekeurd == 1 else "tellen"
        kon = "kon" if afgekeurd == 1 else "konden"
        bestanden = tel(afgekeurd, "aangeleverd bestand", "aangeleverde bestanden")
        yield zin(f"{bestanden} {kon} niet of niet volledig worden gelezen en {telt} niet mee; bijlage 4 zegt waarom")


def _overdrachten(context: Context) -> str:
    """How many dossiers came by which kind of hand-over."""
    soorten = Counter[OverdrachtSoort | None](
        d.overdracht.soort if d.overdracht else None for d in context.dossiers.values()
    )
    if not soorten or set(soorten) == {None}:
        return ""
    aanwezig = [(s, soorten[s]) for s in _OVERDRACHTEN if soorten[s]]
    totaal = soorten.total()
    if len(aanwezig) == 1:
        wie = met_hoofdletter(tel_van(totaal, totaal, "dossier", "dossiers"))
        return f"{wie} {zijn(totaal)} overgedragen {_OVERDRACHTEN[aanwezig[0][0]]}."
    (eerste, n), *rest = aanwezig
    delen = [f"{tel(n, 'gezin', 'gezinnen').split()[0]} {_OVERDRACHTEN[eerste]} overgedragen"]
    delen += [f"{tel(m, 'gezin', 'gezinnen').split()[0]} {_OVERDRACHTEN[s]}" for s, m in rest]
    return f"Van deze gezinnen {zijn(n)} er {opsomming(delen)}."


def _bronnen(context: Context) -> Iterator[Blok]:
    groepen = Counter(i.groep for i in context.bronnen.interviews)
    personen, documenten = groepen.total(), len(context.bronnen.documenten)
    if not personen and not documenten:
        if context.onderzoek is not None:
            yield Alinea(
                (
                    "Er zijn geen gesprekken gevoerd en geen documenten bekeken. Normen die alleen daarop kunnen "
                    "rusten, konden niet worden beoordeeld.",
                )
            )
        return
    zinnen = []
    if personen:
        wie = [
            tel(groepen[naam], groep.enkelvoud, groep.meervoud)
            for naam, groep in context.kader.bronnen.groepen.items()
            if groepen[naam]
        ]
        zinnen.append(zin(f"Gesproken is met {tel(personen, 'persoon', 'personen')}: {opsomming(wie)}"))
    if documenten:
        zinnen.append(zin(f"Ook {zijn(documenten)} {tel(documenten, 'document', 'documenten')} bekeken"))
    yield Alinea((*zinnen[:1], *(f" {z}" for z in zinnen[1:]), " Bijlage 2 noemt alle bronnen."))


def _leeswijzer(context: Context) -> Alinea:
    onderwerpen, slot = context.onderwerpen, context.slot
    eerste, laatste = onderwerpen[0].nummer, onderwerpen[-1].nummer
    reeks = (
        f"Hoofdstuk {eerste} beschrijft"
        if eerste == laatste
        else f"De hoofdstukken {eerste} tot en met {laatste} beschrijven"
    )
    namen = opsomming([f"‘{d.titel}’" for d in onderwerpen])
    per = "het onderwerp" if eerste == laatste else "achtereenvolgens"
    return Alinea(
        (
            f"Hoofdstuk 2 schetst het lokale netwerk. {reeks} {per} {namen}: wat het toezichtkader verwacht, wat het "
            "beleid zegt, wat in de praktijk is aangetroffen en welke conclusie daarbij past. Hoofdstuk "
            f"{slot.nummer} geeft het oordeel over het geheel en het vervolg. Bijlage 1 zet de uitkomst per norm op "
            "een rij, bijlage 2 de bronnen, bijlage 3 de scores per dossier en bijlage 4 de verantwoording. Staat "
            "er een aantal bij een woord, dan is dat het aantal dossiers, personen of documenten waarop het woord "
            "berust. Een norm is voldoende, matig of onvoldoende, of kon niet worden beoordeeld. Antwoorden uit "
            "gesprekken zijn per vraag ingedeeld: een antwoord steunt een norm, spreekt haar tegen of doet geen "
            "van beide.",
            *((REACTIE_LEESWIJZER,) if heeft_reactie(context) else ()),
        )
    )


def netwerk(context: Context) -> Iterator[Blok]:
    """Chapter 2: what the writer tells of the network; its headings are numbered."""
    waar = f" in {context.onderzoek.gemeente}" if context.onderzoek else ""
    yield kop("2", f"Het lokale netwerk{waar}")
    eigen = context.toelichting("2")
    if not eigen:
        yield Alinea(
            (
                "Een beschrijving van het lokale netwerk volgt niet uit de dossiers."
                + (" De schrijver van het rapport vult haar aan in toelichtingen/2.md." if context.onderzoek else ""),
            )
        )
    teller = 0
    for blok in eigen:
        if isinstance(blok, Kop):
            teller += 1
            yield replace(blok, nummer=f"2.{teller}", anker=f"h-2-{teller}")
        else:
            yield blok
