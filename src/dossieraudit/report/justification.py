"""Bijlage 4: how the report came about, so that every step can be followed and done again."""

import hashlib
from collections import Counter
from collections.abc import Iterator

from dossieraudit.loading.verbetering import BESTAND as VERBETERPLAN
from dossieraudit.models.kader import Parameter, Reden
from dossieraudit.models.resultaat import Beoordeling
from dossieraudit.report.context import Context
from dossieraudit.report.prose import KLASSE_LABELS, opsomming, tel, zijn, zin
from dossieraudit.report.sampling import steekproef
from dossieraudit.report.sections import tussenkop
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import datum_voluit, in_woorden
from dossieraudit.report.tree import Alinea, Blok, Cel, Kolom, Lijst, Tabel
from dossieraudit.report.verkenner import REDEN_LABELS

# A longer list of hashes fills pages that no one reads; one hash over the list says as much.
MEESTE_BESTANDEN = 100
_ENKELVOUD = {"dagen": "dag", "werkdagen": "werkdag", "weken": "week", "maanden": "maand"}
_SOORTEN = (
    ("blad", "norm"),
    ("samengesteld", "criterium, thema, hoofdstuk"),
    ("totaal", "geheel"),
    ("beleid", "beleid"),
)


def bijlage_verantwoording(context: Context) -> Iterator[Blok]:
    """Sample, denominators, what could not be followed, parameters, rules, judgements, rejected input, versions."""
    yield tussenkop(1, "Bijlage 4: Verantwoording", "bijlage-4")
    yield from context.toelichting("bijlage-4")
    onderdelen = (
        ("Steekproef en reikwijdte", steekproef),
        ("Noemers en woorden", _noemers),
        ("Wat niet navolgbaar of niet getoetst is", _niet_navolgbaar),
        ("Parameters", _parameters),
        ("Beslisregels", _regels),
        ("Oordelen van beoordelaars", _beoordelingen),
        ("Afgekeurde invoer", _afgekeurd),
        ("Versies en bestanden", _versies),
    )
    for titel, maak in onderdelen:
        blokken = tuple(maak(context))
        if blokken:
            yield tussenkop(2, titel, f"bijlage-4-{maak.__name__.strip('_').replace('_', '-')}")
            yield from blokken


def _noemers(context: Context) -> Iterator[Blok]:
    yield Alinea(
        (
            "De noemer bij een norm is het aantal dossiers waarvoor zij geldt of kan gelden en waarin zij is getoetst, "
            "dus met inbegrip van dossiers waarin niet na te gaan is of aan de norm is voldaan, of zelfs of zij geldt. "
            "Is dat laatste de vraag, dan staat het bij de norm. Dossiers waarvoor de norm niet "
            "geldt of die op het oordeel van een professional wachten, tellen niet mee. Wat een dossier niet vermeldt, "
            "telt nooit als ‘nee’. De noemer bij een antwoord is het aantal personen dat antwoord gaf.",
        )
    )
    if context.kader.woordkeus:
        yield Alinea(
            (
                "Woorden als ‘enkele’ en ‘een groot deel’ volgen uit vaste grenzen van het kader; het aantal staat "
                "erbij. Percentages gebruikt dit rapport niet.",
            )
        )


def _niet_navolgbaar(context: Context) -> Iterator[Blok]:
    redenen: Counter[tuple[str, Reden | None]] = Counter()
    for dossier in context.resultaat.dossiers:
        for u in dossier.uitkomsten.values():
            if u.uitkomst in ("niet_navolgbaar", "niet_getoetst", "niet_van_toepassing"):
                redenen[(u.uitkomst, u.reden)] += 1
    if redenen:
        kolommen = (Kolom("Uitkomst", 28), Kolom("Reden", 54), Kolom("Aantal keer", 18, rechts=True))
        rijen = tuple(
            (Cel(STIJLEN[uitkomst].label), Cel(_reden(reden)), Cel(str(n)))  # type: ignore[index]
            for (uitkomst, reden), n in sorted(redenen.items(), key=lambda r: (r[0][0], -r[1], str(r[0][1])))
        )
        yield Tabel("Redenen, geteld over alle dossiers en normen", kolommen, rijen)
    yield from _per_blad(context)
    onderdelen = Counter(deel for d in context.dossiers.values() for deel in d.niet_aangeleverd)
    if onderdelen:
        dossiers = sum(1 for d in context.dossiers.values() if d.niet_aangeleverd)
        namen = opsomming([f"{in_woorden(deel)} ({n})" for deel, n in sorted(onderdelen.items())])
        tekst = f"Van {tel(dossiers, 'dossier', 'dossiers')} {zijn(dossiers)} onderdelen niet aangeleverd: {namen}."
        yield Alinea((tekst,), "niet_aangeleverd in de dossiers")


def _per_blad(context: Context) -> Iterator[Blok]:
    met = [(b, t) for b in context.kader.indicatoren if (t := context.telling(b)).niet_navolgbaar]
    if not met:
        getoetst = any(context.telling(b).beoordeeld for b in context.kader.indicatoren)
        na_te_gaan = "In elk dossier was elke geldende norm na te gaan."
        yield Alinea((na_te_gaan if getoetst else "In geen dossier is een norm getoetst.",))
        return
    rijen = []
    for blad, telling in met:
        waarom = Counter(
            u.reden for d in context.resultaat.dossiers if (u := d.uitkomsten[blad.id]).uitkomst == "niet_navolgbaar"
        )
        tekst = "; ".join(f"{n} {_reden(r)}" for r, n in sorted(waarom.items(), key=lambda p: (-p[1], str(p[0]))))
        aantal = f"{telling.niet_navolgbaar} van {telling.beoordeeld}"
        rijen.append((Cel(f"{blad.id} {blad.titel}"), Cel(aantal), Cel(tekst)))
    kolommen = (Kolom("Norm", 42), Kolom("Niet navolgbaar", 18), Kolom("Waarom", 40))
    yield Tabel("Normen die niet in elk dossier na te gaan zijn", kolommen, tuple(rijen))


def _reden(reden: Reden | None) -> str:
    return REDEN_LABELS[reden] if reden else "door een beoordelaar vastgesteld"


def _parameters(context: Context) -> Iterator[Blok]:
    parameters = context.kader.parameters
    if not parameters:
        return
    aannames = sum(1 for p in parameters.values() if p.herkomst == "aanname")
    if aannames:
        staat = "staat" if aannames == 1 else "staan"
        yield Alinea(
            (
                f"Een aantal normen vraagt om een getal of lijst. Van de {len(parameters)} {staat} er {aannames} in "
                "geen bron: dat zijn aannames van de makers van het kader, en zij zijn als zodanig gemerkt. Wie een "
                "andere waarde kiest, kan een andere uitkomst krijgen.",
            )
        )
    kolommen = (Kolom("Parameter", 46), Kolom("Waarde", 26), Kolom("Herkomst", 28))
    rijen = tuple((Cel(p.omschrijving), Cel(_waarde(p)), Cel(_herkomst(p))) for p in parameters.values())
    yield Tabel("Parameters van het kader", kolommen, rijen)


def _waarde(p: Parameter) -> str:
    waarde = p.waarde
    if isinstance(waarde, int):
        return _met_eenheid(waarde, p.eenheid)
    delen = [f"{k} {v}" for k, v in waarde.items()] if isinstance(waarde, dict) else list(waarde)
    tekst = ", ".join(in_woorden(str(deel)) for deel in delen) or "geen"
    return f"{tekst} ({p.eenheid})" if p.eenheid and isinstance(waarde, dict) else tekst


def _met_eenheid(waarde: int, eenheid: str | None) -> str:
    """'3 dagen', '1 dag'; a unit that tells what the number stands for comes behind it."""
    if eenheid is None or eenheid == "aantal":
        return str(waarde)
    if "=" in eenheid:
        return f"{waarde} ({eenheid})"
    return f"{waarde} {_ENKELVOUD.get(eenheid, eenheid) if waarde == 1 else eenheid}"


def _herkomst(p: Parameter) -> str:
    return "aanname" if p.herkomst == "aanname" else f"bron: {p.bron}"


def _regels(context: Context) -> Iterator[Blok]:
    oordeel = context.kader.oordeel
    if oordeel is None:
        yield Alinea(("Het toezichtkader bevat geen beslisregels; dit rapport geeft geen oordeel.",))
        return
    yield Alinea(("Per soort beslist de eerste regel die opgaat. De laatste kolom zegt hoe vaak zij besliste.",))
    gebruikt = _gebruik(context)
    rijen = tuple(
        (
            Cel(f"{naam}: {regel.id.replace('_', ' ')}"),
            Cel(regel.uitleg),
            Cel(KLASSE_LABELS[regel.oordeel]),
            Cel(str(gebruikt[(soort, regel.id)])),
        )
        for soort, naam in _SOORTEN
        for regel in getattr(oordeel, soort)
    )
    kolommen = (Kolom("Regel", 28), Kolom("Uitleg", 44), Kolom("Oordeel", 16), Kolom("Keer", 12, rechts=True))
    yield Tabel("Beslisregels in de volgorde waarin zij gelden", kolommen, rijen)


def _gebruik(context: Context) -> Counter[tuple[str, str]]:
    """How often each decision rule decided."""
    r = context.resultaat
    tellingen = r.indicatoren.values()
    geteld = Counter(("blad", t.oordeel.regel) for t in tellingen if t.oordeel)
    geteld += Counter(("beleid", t.bronnen.beleid.regel) for t in tellingen if t.bronnen)
    hoofdstukken = [o for h in r.hoofdstukken.values() for o in (h.praktijk, h.beleid)]
    samen = [*r.criteria.values(), *r.themas.values(), *hoofdstukken]
    geteld += Counter(("samengesteld", o.regel) for o in samen)
    if r.oordeel is not None:
        geteld[("totaal", r.oordeel.regel)] += 1
    return geteld


def _beoordelingen(context: Context) -> Iterator[Blok]:
    alle = [
        (d.id, blad, u.beoordeling)
        for d in context.resultaat.dossiers
        for blad, u in d.uitkomsten.items()
        if u.beoordeling is not None
    ]
    if not alle:
        yield Alinea(("Geen uitkomst is door een beoordelaar vastgesteld.",))
        return
    geldig = [b for b in alle if not b[2].verouderd]
    oud = [b for b in alle if b[2].verouderd]
    if geldig:
        yield _beoordelingstabel("Uitkomsten die een beoordelaar vaststelde", geldig)
    if oud:
        yield Alinea(
            (
                "De volgende oordelen zijn gegeven over feiten of normen die sindsdien zijn veranderd. Zij tellen niet "
                "mee tot de beoordelaar ze heeft herzien.",
            )
        )
        yield _beoordelingstabel("Verouderde oordelen, die niet meetellen", oud)


def _beoordelingstabel(bijschrift: str, gevonden: list[tuple[str, str, Beoordeling]]) -> Tabel:
    kolommen = (
        Kolom("Dossier en norm", 14),
        Kolom("Beoordelaar en datum", 18),
        Kolom("Uitkomst van de regels", 15),
        Kolom("Uitkomst van de beoordelaar", 15),
        Kolom("Motivering", 38),
    )
    rijen = tuple(
        (
            Cel(f"{dossier}, {blad}"),
            Cel(f"{b.beoordelaar}, {datum_voluit(b.datum)}"),
            Cel(STIJLEN[b.uitkomst_machine].label, b.uitkomst_machine),
            Cel(STIJLEN[b.uitkomst].label, b.uitkomst),
            Cel(b.motivering),
        )
        for dossier, blad, b in gevonden
    )
    return Tabel(bijschrift, kolommen, rijen)


def _afgekeurd(context: Context) -> Iterator[Blok]:
    afgekeurd = context.resultaat.afgekeurd
    if not afgekeurd:
        yield Alinea(("Geen invoer is afgekeurd.",))
        return
    rijen = tuple(
        (
            Cel(a.invoer if fout.regel is None else f"{a.invoer}, regel {fout.regel}"),
            Cel(zin(f"{fout.melding}{f'; verwacht: {fout.verwacht}' if fout.verwacht else ''}")),
        )
        for a in afgekeurd
        for fout in a.fouten
    )
    yield Alinea(("Het volgende is afgekeurd en telt in dit rapport niet mee.",))
    yield Tabel("Afgekeurde invoer", (Kolom("Invoer", 30), Kolom("Melding", 70)), rijen)


def _versies(context: Context) -> Iterator[Blok]:
    r = context.resultaat
    yield Alinea(
        (
            f"Dit rapport is gemaakt met dossieraudit {r.versie}. Met dezelfde versie, hetzelfde kader en dezelfde "
            "bestanden komt er precies hetzelfde uit.",
        )
    )
    if r.profiel is not None:
        p = r.profiel
        yield Alinea((zin(f"Over het kader ligt het profiel {p.titel} (versie {p.versie}); {p.bron}"),))
        yield Lijst(tuple(Alinea((zin(w),)) for w in p.wijzigingen))
    rijen = [(Cel(f"kader {r.kader.id}, versie {r.kader.versie}"), Cel(r.kader.sha256))]
    if r.profiel is not None:
        rijen.append((Cel(f"profiel {r.profiel.id}, versie {r.profiel.versie}"), Cel(r.profiel.sha256)))
    bestanden = [(i.naam, i.sha256) for i in r.invoer] + list(context.toelichtingen.invoer)
    if context.maatregelen is not None:
        bestanden.append((VERBETERPLAN, context.maatregelen.sha256))
    if context.reactie is not None and context.reactie.reactie.opmerkingen is not None:
        bestanden.append((context.reactie.bestand, context.reactie.sha256))
    if len(bestanden) > MEESTE_BESTANDEN:
        lijst = "\n".join(f"{sha}  {naam}" for naam, sha in bestanden)
        samen = hashlib.sha256(lijst.encode()).hexdigest()
        rijen.append((Cel(f"de lijst van {len(bestanden)} invoerbestanden met hun hashes"), Cel(samen)))
    else:
        rijen += [(Cel(naam), Cel(sha)) for naam, sha in bestanden]
    yield Tabel("Gebruikte bestanden met hun SHA-256", (Kolom("Bestand", 40), Kolom("SHA-256", 60)), tuple(rijen))
