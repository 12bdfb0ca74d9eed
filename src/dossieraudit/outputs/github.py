"""Annotations for GitHub Actions: workflow commands on standard output, which the runner takes from the log."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from dossieraudit.outputs.beeld import Beeld, Plaats
from dossieraudit.outputs.vondsten import Vondst, anders_beoordeeld, ontheffing_tekst, vondsten
from dossieraudit.poorten.verslag import GEEN_DOSSIER
from dossieraudit.report.taal import zichtbaar

_NAAM = "dossieraudit"


def schrijf(beeld: Beeld) -> str:
    """Errors, warnings and notices, the gravest first: the runner shows no more than ten of a kind for each step.

    An error stands for everything that a gate stops and for rejected input, a warning for what to keep in mind. What
    was there already is a notice per leaf, and a waiver a notice of its own; so is what persons judged otherwise.
    """
    return "".join(f"{regel}\n" for regel in _regels(beeld))


def _regels(beeld: Beeld) -> Iterator[str]:
    for afgekeurd in beeld.resultaat.afgekeurd:
        plaats = beeld.plaatsen.get(afgekeurd.invoer, Plaats(afgekeurd.invoer))
        regel = next((fout.regel for fout in afgekeurd.fouten if fout.regel is not None), None)
        yield opdracht("error", "afgekeurd; zie de meldingen in het log", Plaats(plaats.pad, regel), _NAAM)
    if beeld.uitslag.leeg:
        yield opdracht("error", GEEN_DOSSIER, beeld.geheel, _NAAM)
    titels = {blad.id: f"{blad.id} {blad.titel}" for blad in beeld.kader.indicatoren}
    gevonden = vondsten(beeld)
    for vondst in gevonden:
        if vondst.ernst == "fout":
            yield opdracht("error", vondst.tekst, vondst.plaats, titels.get(vondst.over, f"poort {vondst.poort}"))
    for opmerking in beeld.uitslag.opmerkingen:
        yield opdracht("warning", opmerking, None, _NAAM)
    for nummer, stand in enumerate(beeld.ontheffingen):
        if stand.stand == "geldt":
            tekst = f"{ontheffing_tekst(nummer, stand)}: {', '.join(stand.dossiers)}"
            yield opdracht("notice", tekst, None, titels[stand.blad])
    if anders := anders_beoordeeld(beeld):
        waar = ", ".join(f"{dossier} {blad}" for dossier, blad, _ in anders)
        yield opdracht("notice", f"hier telt een beoordelaar, anders dan de regels: {waar}", None, _NAAM)
    for over, groep in groupby((v for v in gevonden if v.stand == "stond_er_al"), key=lambda v: v.over):
        yield opdracht("notice", f"stond er al: {_samen(groep)}", None, titels.get(over, over))


def _samen(groep: Iterable[Vondst]) -> str:
    """Findings of one leaf in a line."""
    return ", ".join(f"{vondst.dossier} {vondst.wat}" if vondst.dossier else vondst.wat for vondst in groep)


def opdracht(soort: str, tekst: str, plaats: Plaats | None, titel: str) -> str:
    """One workflow command, with the escapes that the runner undoes."""
    eigenschappen = {} if plaats is None else {"file": plaats.pad}
    if plaats is not None and plaats.regel is not None:
        eigenschappen["line"] = str(plaats.regel)
    eigenschappen["title"] = titel
    delen = ",".join(f"{naam}={_eigenschap(waarde)}" for naam, waarde in eigenschappen.items())
    return f"::{soort} {delen}::{_tekst(tekst)}"


def _tekst(tekst: str) -> str:
    return zichtbaar(tekst).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _eigenschap(tekst: str) -> str:
    return _tekst(tekst).replace(":", "%3A").replace(",", "%2C")
