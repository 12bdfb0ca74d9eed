"""Measures in the progress report: their status beside what the norms did."""

from collections.abc import Iterator

from dossieraudit.models.vergelijking import Bladvergelijking, Maatregelstand, Vergelijking
from dossieraudit.report.improvement import STATUSSEN
from dossieraudit.report.prose import opsomming, tel, zijn
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import Alinea, Blok, Cel, Kolom, Lijst, Tabel
from dossieraudit.vergelijking import woorden


def te_laat(v: Vergelijking) -> list[Maatregelstand]:
    """The measures that should have been ready."""
    return [m for m in v.maatregelen if m.te_laat]


def zonder_maatregel(v: Vergelijking) -> list[Bladvergelijking]:
    """Norms that are insufficient now and about which there is no measure that did not lapse."""
    gedekt = {blad for m in v.maatregelen if m.status != "vervallen" for blad in m.bladen}
    return [b for b in v.bladen if b.na is not None and b.na.oordeel == "onvoldoende" and b.id not in gedekt]


def maatregelen(v: Vergelijking, nummer: str) -> Iterator[Blok]:  # noqa: ARG001 - every chapter has this signature
    """Every measure with its status and the direction of the norms that it is about."""
    if not v.maatregelen:
        return
    yield Alinea(
        (
            "De stand van een maatregel is die volgens de gemeente. De laatste kolom zegt wat de normen deden waarop "
            "zij zich richt; of dat door de maatregel komt, zegt deze vergelijking niet.",
        ),
        "verbetermaatregelen.yaml",
    )
    kolommen = (
        Kolom("Maatregel", 26),
        Kolom("Eigenaar", 15),
        Kolom("Gereed", 14),
        Kolom("Stand", 21),
        Kolom("Normen", 24),
    )
    yield Tabel("Verbetermaatregelen en hun normen", kolommen, tuple(_rij(m) for m in v.maatregelen))
    if laat := te_laat(v):
        dag = datum_voluit(v.na.peildatum) if v.na.peildatum else ""
        hoeveel = f"{zijn(len(laat))} {tel(len(laat), 'maatregel', 'maatregelen')}"
        yield Alinea(
            (f"Op de peildatum ({dag}) {hoeveel} te laat: {opsomming([m.id for m in laat])}.",),
            "gereed vóór de peildatum, en niet afgerond of vervallen",
        )
    zonder = zonder_maatregel(v)
    if zonder:
        waarover = "is bij de tweede meting deze norm" if len(zonder) == 1 else "zijn bij de tweede meting deze normen"
        yield Alinea(
            (f"Onvoldoende, en zonder maatregel of alleen met een vervallen maatregel, {waarover}.",),
            "oordeel na onvoldoende; geen maatregel die niet verviel",
        )
        yield Lijst(tuple(Alinea((woorden.norm_naam(b),), f"oordeel na over {b.id}") for b in zonder))


def _rij(m: Maatregelstand) -> tuple[Cel, ...]:
    delen = [STATUSSEN[m.status] + (", te laat" if m.te_laat else "")]
    if m.reden:
        delen.append(m.reden.rstrip("."))
    if m.laatste_voortgang:
        delen.append(m.laatste_voortgang.rstrip("."))
    normen = "; ".join(f"{b}: {woorden.RICHTINGEN[r] if r else 'niet vergeleken'}" for b, r in m.bladen.items())
    return (
        Cel(f"{m.id} {m.titel}"),
        Cel(m.eigenaar),
        Cel(datum_voluit(m.gereed)),
        Cel(". ".join(delen)),
        Cel(normen or woorden.GEEN),
    )
