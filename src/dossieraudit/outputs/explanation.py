"""Why a leaf has its uitkomst in a dossier, on the terminal: eisen, facts with their place, witnesses."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.text import Text

from dossieraudit.expressions.explain import Feit, Getuige, Uitleg
from dossieraudit.models.bronnen import Oordeelsvelling
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.resultaat import Beoordeling
from dossieraudit.outputs.lines import gevouwen
from dossieraudit.report.stijl import STIJLEN, bereik
from dossieraudit.report.taal import datum_voluit, zichtbaar
from dossieraudit.report.verkenner import REDEN_LABELS
from dossieraudit.scoring import Bladuitleg

MAX_FEITEN = 12
EIS_LABELS: dict[bool | None, str] = {True: "vervuld", False: "niet vervuld", None: "onbekend"}
EIS_STIJL: dict[bool | None, str] = {True: "blue", False: "red", None: "yellow"}
TEKENS: dict[bool | None, str] = {True: "+", False: "-", None: "?"}


def toon(
    uitleg: Bladuitleg,
    dossier: Dossier,
    peildatum: date,
    console: Console | None = None,
    *,
    mens: Beoordeling | None = None,
    betwist: Sequence[Oordeelsvelling] = (),
    hoogstens: int | None = MAX_FEITEN,
) -> None:
    """Print the explanation of one leaf for one dossier, with what persons judged of it.

    `betwist` are judgements of the same by several assessors, for which no consensus was recorded. Of each eis
    `hoogstens` so many witnesses and so many facts are named, and how many there are more; None names them all.
    """
    console = console or Console(highlight=False)
    regels = _regels(uitleg, dossier, peildatum, mens, betwist, console.width, hoogstens)
    console.print(Text("\n").join(regels), soft_wrap=True)


def _regels(
    uitleg: Bladuitleg,
    dossier: Dossier,
    peildatum: date,
    mens: Beoordeling | None,
    betwist: Sequence[Oordeelsvelling],
    breedte: int,
    hoogstens: int | None,
) -> list[Text]:
    blad, score = uitleg.regels.indicator, uitleg.score
    regels = gevouwen(f"{dossier.id} · {blad.id} {zichtbaar(blad.titel)}", breedte, stijl="bold")
    regels += [Text(f"peildatum {datum_voluit(peildatum)}", style="dim"), Text()]
    wiens = "Uitkomst van de regels" if mens is not None or betwist else "Uitkomst"
    regels += _van_mensen(mens, betwist, breedte)
    regels += gevouwen(f"{wiens}: {STIJLEN[score.uitkomst].label}{_waarom(uitleg)}", breedte, stijl="bold")
    if score.hoogstens and score.minstens:
        regels += gevouwen(f"Met wat nu onbekend is, kan het uitkomen op: {bereik(score)}.", breedte)
    regels += [Text(), *gevouwen(zichtbaar(blad.norm), breedte, "Norm: ", "dim"), Text()]
    for voorwaarde, gevonden in zip(blad.van_toepassing, uitleg.voorwaarden, strict=True):
        kop = {True: "geldt", False: "geldt niet", None: "onbekend of het geldt"}[gevonden.waarde]
        regels += gevouwen(f"{kop} ({' '.join(voorwaarde.als.split())})", breedte, "Van toepassing: ")
        regels += _gronden(gevonden, dossier, breedte, hoogstens)
    if score.uitkomst == "niet_van_toepassing" or not uitleg.regels.uit_dossier:
        return regels
    for eis, gevonden_eis in zip(blad.eisen, uitleg.eisen, strict=True):
        waarde = gevonden_eis.waarde if gevonden_eis is not None else None
        label = EIS_LABELS[waarde] if gevonden_eis is not None else "vraagt een professioneel oordeel"
        merk = " (essentieel)" if eis.essentieel else ""
        tekst = f"{label}{merk}: {zichtbaar(eis.tekst)}"
        regels += gevouwen(tekst, breedte, f"{TEKENS[waarde]} ", EIS_STIJL[waarde])
        if eis.bron:
            regels += gevouwen(zichtbaar(eis.bron), breedte, "    bron: ", "dim")
        if gevonden_eis is not None:
            regels += _gronden(gevonden_eis, dossier, breedte, hoogstens)
    return regels


def _van_mensen(mens: Beoordeling | None, betwist: Sequence[Oordeelsvelling], breedte: int) -> list[Text]:
    """What a person found and why, where that counts and where it no longer does."""
    regels: list[Text] = []
    if mens is not None:
        label, wie = STIJLEN[mens.uitkomst].label, f"{zichtbaar(mens.beoordelaar)}, {datum_voluit(mens.datum)}"
        if mens.verouderd:
            tekst = f"Oordeel van een beoordelaar, dat niet meer telt: {label} ({wie})"
            regels += gevouwen(tekst, breedte, stijl="bold")
            waarom = "De uitkomst van de regels, een feit eronder of de norm zelf is sindsdien veranderd."
            regels += gevouwen(waarom, breedte, "  ")
        else:
            regels += gevouwen(
                f"Uitkomst: {label}, naar het oordeel van een beoordelaar ({wie})", breedte, stijl="bold"
            )
        regels += gevouwen(zichtbaar(mens.motivering), breedte, "  motivering: ")
    if betwist:
        gezegd = "; ".join(f"{zichtbaar(o.beoordelaar)}: {STIJLEN[o.uitkomst].label}" for o in betwist)
        if len({o.uitkomst for o in betwist}) > 1:
            tekst = f"Beoordelaars zijn het niet eens ({gezegd}); tot er consensus is, telt geen van hun oordelen."
        else:
            tekst = (
                f"Beoordelaars vonden hetzelfde ({gezegd}), maar hun consensus is niet vastgelegd; tot dan telt geen "
                "van hun oordelen."
            )
        regels += gevouwen(tekst, breedte, stijl="bold")
    return [*regels, Text()] if regels else []


def _waarom(uitleg: Bladuitleg) -> str:
    reden = uitleg.score.reden
    return f" ({REDEN_LABELS[reden]})" if reden else ""


def _gronden(uitleg: Uitleg, dossier: Dossier, breedte: int, hoogstens: int | None) -> list[Text]:
    getuigen, feiten = uitleg.getuigen[:hoogstens], uitleg.feiten[:hoogstens]
    regels = [r for getuige in getuigen for r in gevouwen(getuige_tekst(getuige), breedte, "    ")]
    regels += [r for feit in feiten for r in gevouwen(_feit(feit, dossier), breedte, "    ", "dim")]
    rest = len(uitleg.getuigen) - len(getuigen) + len(uitleg.feiten) - len(feiten)
    if rest:
        regels.append(Text(f"    … en nog {rest} (met --alles ook die)", style="dim"))
    return regels


def getuige_tekst(getuige: Getuige) -> str:
    """A witness in a line."""
    omschrijving = f" ({zichtbaar(getuige.omschrijving)})" if getuige.omschrijving else ""
    return f"{zichtbaar(getuige.pad)}{omschrijving}: {({True: 'ja', False: 'nee', None: 'onbekend'})[getuige.waarde]}"


def _feit(feit: Feit, dossier: Dossier) -> str:
    plaats = vindplaats(dossier, feit.pad)
    waar = f"  [vindplaats: {zichtbaar(plaats)}]" if plaats else ""
    if feit.onbekend is not None:
        return f"{feit.pad}: {REDEN_LABELS[feit.onbekend]}{waar}"
    return f"{feit.pad} = {zichtbaar(waarde_tekst(feit.waarde))}{waar}"


def waarde_tekst(waarde: Any) -> str:
    """A fact's value in plain Dutch."""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, date):
        return datum_voluit(waarde)
    if isinstance(waarde, tuple):
        return ", ".join(waarde_tekst(w) for w in waarde) or "geen"
    return str(waarde)


def vindplaats(dossier: Dossier, pad: str) -> str | None:
    """Where in the file a fact stands: its own place, else that of the nearest part that holds it."""
    while pad:
        if pad in dossier.vindplaatsen:
            return dossier.vindplaatsen[pad]
        pad = pad[: max(pad.rfind("."), pad.rfind("["), 0)]
    return None
