"""The time line of one dossier: from report to closing, chosen by rule so that every run shows the same one."""

from collections.abc import Callable, Iterator
from datetime import date

from dossieraudit.models.dossier import Dossier
from dossieraudit.report.context import Context
from dossieraudit.report.prose import opsomming, tel
from dossieraudit.report.taal import datum_voluit, in_woorden
from dossieraudit.report.tree import Gebeurtenis, Tijdlijn

_OVERDRACHT = {
    "na_triage": "Veilig Thuis draagt het gezin over na triage",
    "na_onderzoek": "Veilig Thuis draagt het gezin over na onderzoek",
    "na_interventie": "Veilig Thuis draagt het gezin over na een interventie",
    None: "Veilig Thuis draagt het gezin over",
}
_CONTACT = {
    "huisbezoek": "Huisbezoek",
    "gesprek_op_locatie": "Gesprek op locatie",
    "telefonisch": "Telefonisch contact",
    "digitaal": "Digitaal contact",
    "gezamenlijk_overleg": "Gezamenlijk overleg",
    None: "Contact",
}
_REDEN = {
    "geen_hulpvraag": "omdat er geen hulpvraag was",
    "doelen_behaald": "omdat de doelen waren behaald",
    "overgedragen": "na overdracht aan een andere partij",
    "geen_toestemming": "omdat toestemming ontbrak",
    "geen_contact": "omdat er geen contact tot stand kwam",
    "verhuisd": "omdat het gezin verhuisde",
}
SOORTEN = (
    "gebeurtenis",
    "melding",
    "overdracht",
    "regie",
    "contact",
    "inschatting",
    "plan",
    "evaluatie",
    "escalatie",
    "opschaling",
    "monitoring",
    "afsluiting",
)
# The steps that make a course from beginning to end.
HOOFDLIJN = frozenset({"melding", "overdracht", "contact", "plan", "afsluiting"})
Gevonden = Iterator[tuple[date | None, str, str, date | None]]


def tijdlijn(context: Context) -> Tijdlijn | None:
    """The dossier with the median number of events, out of those that show most of the course; None without dates."""
    stand = {d.id: d.peildatum for d in context.resultaat.dossiers}
    lijnen = [(d.id, lijn) for d in context.dossiers.values() if (lijn := gebeurtenissen(d, stand.get(d.id)))]
    if not lijnen:
        return None
    volledigst = max(_hoofdlijn(lijn) for _, lijn in lijnen)
    keuze = sorted(
        (paar for paar in lijnen if _hoofdlijn(paar[1]) == volledigst), key=lambda paar: (len(paar[1]), paar[0])
    )
    naam, lijn = keuze[(len(keuze) - 1) // 2]
    return Tijdlijn(f"Verloop van dossier {naam}", lijn, _samenvatting(naam, lijn, len(keuze)), "tijdlijn")


def _hoofdlijn(lijn: tuple[Gebeurtenis, ...]) -> int:
    return len(HOOFDLIJN & {g.soort for g in lijn})


def _samenvatting(naam: str, lijn: tuple[Gebeurtenis, ...], keuze: int) -> str:
    begin, eind = lijn[0].datum, max(g.tot or g.datum for g in lijn)
    stappen = opsomming([s for s in SOORTEN if s in HOOFDLIJN & {g.soort for g in lijn}])
    waarom = (
        f"Het is het enige dossier dat {stappen} met een datum laat zien."
        if keuze == 1
        else f"Van de {keuze} dossiers die het verloop even volledig laten zien ({stappen}), heeft dit het middelste "
        "aantal gebeurtenissen."
    )
    return (
        f"Dossier {naam} telt {tel(len(lijn), 'gedateerde gebeurtenis', 'gedateerde gebeurtenissen')}, van "
        f"{datum_voluit(begin)} tot en met {datum_voluit(eind)}. {waarom}"
    )


def gebeurtenissen(dossier: Dossier, stand: date | None = None) -> tuple[Gebeurtenis, ...]:
    """Every dated event of a dossier that bears on its course, by date; coded facts only, never free text.

    What still runs is drawn up to `stand`, the day up to which is looked.
    """
    gevonden = [
        Gebeurtenis(datum, soort, tekst, tot)
        for deel in (*(deel(dossier) for deel in _DELEN), _regie(dossier, stand))
        for datum, soort, tekst, tot in deel
        if datum is not None
    ]
    return tuple(sorted(gevonden, key=lambda g: g.datum))


def _meldingen(d: Dossier) -> Gevonden:
    for m in d.meldingen or ():
        yield m.datum_incident, "gebeurtenis", "Gebeurtenis waarover is gemeld", None
        yield m.datum, "melding", "Melding bij Veilig Thuis", None


def _overdracht(d: Dossier) -> Gevonden:
    if d.overdracht is not None:
        yield d.overdracht.ontvangen_op, "overdracht", _OVERDRACHT[d.overdracht.soort], None
        yield d.overdracht.gesprek_op, "overdracht", "Overdrachtsgesprek met Veilig Thuis", None


def _regie(d: Dossier, stand: date | None) -> Gevonden:
    for p in d.regie.perioden or () if d.regie is not None else ():
        wie = in_woorden(p.organisatie) if p.organisatie else "onbekend"
        loopt = stand is not None and p.loopt_nog is True and (p.van is None or p.van <= stand)
        yield p.van, "regie", f"Regie: {wie}{' (loopt nog)' if p.loopt_nog else ''}", stand if loopt else p.tot


def _contacten(d: Dossier) -> Gevonden:
    for c in d.contacten or ():
        vergeefs = " (kwam niet tot stand)" if c.tot_stand_gekomen is False else ""
        yield c.datum, "contact", f"{_CONTACT[c.soort]}{vergeefs}", None


def _plannen(d: Dossier) -> Gevonden:
    for i in d.instrumenten or ():
        yield i.datum, "inschatting", f"Instrument ingevuld: {in_woorden(i.soort)}", None
    for v in d.veiligheidsplannen or ():
        yield v.start, "plan", "Veiligheidsplan", v.eind
    if d.ondersteuningsplan is not None:
        yield d.ondersteuningsplan.opgesteld_op, "plan", "Ondersteuningsplan opgesteld", None
        for e in d.ondersteuningsplan.evaluaties or ():
            yield e.datum, "evaluatie", "Evaluatie van het ondersteuningsplan", None


def _verloop(d: Dossier) -> Gevonden:
    for e in d.escalaties or ():
        yield e.datum, "escalatie", "Acuut onveilige situatie" if e.acuut_onveilig else "Escalatie", None
    for o in d.opschalingen or ():
        yield o.datum, "opschaling", _opschaling(o.naar), None
    for m in d.monitoring_vt or ():
        yield m.datum, "monitoring", "Veilig Thuis monitort", None


def _opschaling(naar: str | None) -> str:
    return f"Opschaling naar {in_woorden(naar)}" if naar else "Opschaling"


def _afsluiting(d: Dossier) -> Gevonden:
    if d.afsluiting is not None:
        waarom = _REDEN.get(d.afsluiting.reden or "", "")
        yield d.afsluiting.datum, "afsluiting", f"Dossier afgesloten {waarom}".strip(), None
        yield d.afsluiting.vt_geinformeerd_op, "afsluiting", "Veilig Thuis over de afsluiting geïnformeerd", None


_DELEN: tuple[Callable[[Dossier], Gevonden], ...] = (
    _meldingen,
    _overdracht,
    _contacten,
    _plannen,
    _verloop,
    _afsluiting,
)
