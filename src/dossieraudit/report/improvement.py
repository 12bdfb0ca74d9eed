"""Verbetermaatregelen: what the municipality does about each norm that was insufficient, and what is late."""

from collections.abc import Iterator, Sequence
from datetime import date

from dossieraudit.loading.verbetering import BESTAND, Verbeterplan
from dossieraudit.models.kader import Indicator
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.models.verbetering import OPENSTAAND, Maatregelstatus, Verbetermaatregel
from dossieraudit.report.context import Context
from dossieraudit.report.prose import alle, opsomming, tel, tel_van, zijn, zin
from dossieraudit.report.sections import sectie, tussenkop
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import Alinea, Blok, Cel, Inline, Kolom, Lijst, Nadruk, Tabel
from dossieraudit.wording import getalwoord

STATUSSEN: dict[Maatregelstatus, str] = {
    "gepland": "gepland",
    "in_uitvoering": "in uitvoering",
    "afgerond": "afgerond",
    "vervallen": "vervallen",
}
TITEL = "Verbetermaatregelen"


def maatregelsectie(context: Context) -> str:
    """The number of the section on measures: the last of the last chapter."""
    return f"{context.slot.nummer}.5"


def verbetermaatregelen(context: Context) -> Iterator[Blok]:
    """The section on measures; nothing at all for an onderzoek without the file."""
    plan = context.maatregelen
    if plan is not None and plan.maatregelen:
        yield from sectie(context, maatregelsectie(context), TITEL, _inhoud(context, plan))


def _inhoud(context: Context, plan: Verbeterplan) -> Iterator[Blok]:
    aantal = len(plan.maatregelen)
    grond = f"{BESTAND}, SHA-256 {plan.sha256}"
    yield Alinea(
        (
            f"De gemeente noemt {tel(aantal, 'verbetermaatregel', 'verbetermaatregelen')}: {_per_status(plan)}. De "
            "stand is die volgens de gemeente; zij is voor dit rapport niet getoetst.",
        ),
        grond,
    )
    kolommen = (Kolom("Maatregel", 34), Kolom("Eigenaar", 18), Kolom("Gereed", 16), Kolom("Stand", 16))
    rijen = tuple(_rij(context, plan, m) for m in plan.maatregelen)
    yield Tabel("Verbetermaatregelen van de gemeente", (*kolommen, Kolom("Normen", 16)), rijen, "tabel-maatregelen")
    yield from _te_laat(context, plan)
    yield from _onvoldoende(context, plan)
    yield from _voortgang(context, plan)


def _per_status(plan: Verbeterplan) -> str:
    geteld = [(label, sum(m.status == status for m in plan.maatregelen)) for status, label in STATUSSEN.items()]
    return opsomming([f"{getalwoord(n)} {label}" for label, n in geteld if n])


def _rij(context: Context, plan: Verbeterplan, m: Verbetermaatregel) -> tuple[Cel, ...]:
    stand = STATUSSEN[m.status] + (", te laat" if te_laat(m, context.resultaat.peildatum) else "")
    reden = f": {m.reden.rstrip('.')}" if m.reden else ""
    delen = [f"{m.id} {m.titel.rstrip('.')}", *([m.omschrijving.rstrip(".")] if m.omschrijving else [])]
    if m.oorzaken:
        namen = [context.kader.tags.get(tag, tag) for tag in m.oorzaken]
        oorzaken = "; ".join(naam[:1].lower() + naam[1:] for naam in namen)
        delen.append(f"Richt zich op: {oorzaken}")
    return (
        Cel(". ".join(delen)),
        Cel(m.eigenaar),
        Cel(datum_voluit(m.gereed)),
        Cel(f"{stand}{reden}"),
        Cel(", ".join(plan.bladen_van(m)) or "geen norm van dit kader"),
    )


def te_laat(m: Verbetermaatregel, dag: date | None) -> bool:
    """Whether a measure should have been ready on this day, and is neither finished nor dropped."""
    return m.status in OPENSTAAND and dag is not None and m.gereed < dag


def _te_laat(context: Context, plan: Verbeterplan) -> Iterator[Blok]:
    dag = context.resultaat.peildatum
    if dag is None:
        return
    laat = [m for m in plan.maatregelen if te_laat(m, dag)]
    open_ = [m for m in plan.maatregelen if m.status in OPENSTAAND]
    grond = f"gereed vóór {dag.isoformat()}, en niet afgerond of vervallen"
    if laat:
        namen = opsomming([f"{m.titel.rstrip('.')} ({m.id})" for m in laat])
        hoeveel = tel_van(len(laat), len(open_), "lopende maatregel", "lopende maatregelen")
        yield Alinea((f"Op de peildatum, {datum_voluit(dag)}, {zijn(len(laat))} {hoeveel} te laat: {namen}.",), grond)
    elif open_:
        yield Alinea((f"Op de peildatum, {datum_voluit(dag)}, is geen lopende maatregel te laat.",), grond)


def _onvoldoende(context: Context, plan: Verbeterplan) -> Iterator[Blok]:
    """Every norm that was insufficient with its measures; those without stand out."""
    bladen = [b for b in context.kader.indicatoren if _is_onvoldoende(context, b)]
    if not bladen:
        if context.resultaat.oordeel is not None:
            yield Alinea((zin(geen_onvoldoende(context.resultaat)),), "oordeel per blad")
        return
    zonder = [b for b in bladen if not _geldend(plan, b)]
    yield Alinea((_dekking(len(bladen), zonder),), "oordeel per blad naast de maatregelen die niet zijn vervallen")
    rijen = tuple((Cel(f"{b.id} {b.titel}"), Cel(_maatregelen(plan, b))) for b in bladen)
    kolommen = (Kolom("Norm", 56), Kolom("Maatregelen", 44))
    yield Tabel("Normen die onvoldoende zijn, met hun maatregelen", kolommen, rijen, "tabel-onvoldoende")


def geen_onvoldoende(resultaat: Resultaat) -> str:
    """That no norm is insufficient, as a clause: it says nothing of norms that were not judged."""
    oordelen = [t.oordeel.oordeel for t in resultaat.indicatoren.values() if t.oordeel is not None]
    open_ = oordelen.count("niet_beoordeeld")
    if not open_:
        return "geen enkele norm is onvoldoende"
    return (
        "geen enkele norm kon worden beoordeeld" if open_ == len(oordelen) else "geen beoordeelde norm is onvoldoende"
    )


def _is_onvoldoende(context: Context, blad: Indicator) -> bool:
    oordeel = context.telling(blad).oordeel
    return oordeel is not None and oordeel.oordeel == "onvoldoende"


def _geldend(plan: Verbeterplan, blad: Indicator) -> list[Verbetermaatregel]:
    return [m for m in plan.over(blad.id) if m.status != "vervallen"]


def _dekking(totaal: int, zonder: Sequence[Indicator]) -> str:
    if not zonder:
        wie = alle(totaal, "norm die onvoldoende is", "normen die onvoldoende zijn")
        return zin(f"voor {wie} is er een maatregel")
    if totaal == 1:
        return "Voor de ene norm die onvoldoende is, is er geen maatregel."
    van = f"{getalwoord(len(zonder))} van de {getalwoord(totaal)} normen die onvoldoende zijn"
    if len(zonder) == totaal:
        return f"Voor geen van de {getalwoord(totaal)} normen die onvoldoende zijn, is er een maatregel."
    return zin(f"voor {van}, is er geen maatregel: {opsomming([b.id for b in zonder])}")


def _maatregelen(plan: Verbeterplan, blad: Indicator) -> str:
    gevonden = [f"{m.id} {m.titel.rstrip('.')} ({STATUSSEN[m.status]})" for m in plan.over(blad.id)]
    return "; ".join(gevonden) or "geen maatregel"


def _voortgang(context: Context, plan: Verbeterplan) -> Iterator[Blok]:
    gemeld = [m for m in plan.maatregelen if m.voortgang]
    if not gemeld:
        return
    yield tussenkop(3, "Voortgang volgens de gemeente", f"h-{maatregelsectie(context).replace('.', '-')}-voortgang")
    yield Lijst(tuple(_gemeld(m) for m in gemeld))


def _gemeld(m: Verbetermaatregel) -> Alinea:
    regels = [f"{datum_voluit(v.datum)}: {v.tekst.rstrip('.')}." for v in sorted(m.voortgang, key=lambda v: v.datum)]
    delen: list[Inline] = [Nadruk(f"{m.id} {m.titel.rstrip('.')}."), f" {' '.join(regels)}"]
    return Alinea(tuple(delen), f"voortgang van {m.id} in {BESTAND}")
