"""Waivers over a result: which findings each of them covers, and whether it still holds. No uitkomst changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from dossieraudit.errors import Gebruiksfout
from dossieraudit.loading.bestand import eis_binnen
from dossieraudit.models.kader import Kader, Uitkomst
from dossieraudit.models.poorten import ALLE, Ontheffing
from dossieraudit.models.resultaat import Ontheffingstand, Resultaat
from dossieraudit.poorten.inlezen import lees_ontheffingen
from dossieraudit.poorten.vinden import ONTHEFFINGEN

# Nothing is the matter there, so that there is nothing to waive.
_IN_ORDE: tuple[Uitkomst, ...] = ("voldoet", "niet_van_toepassing")


def met_ontheffingen(resultaat: Resultaat, pad: Path, naam: str, kader: Kader, op: date | None = None) -> Resultaat:
    """The result with the waivers of a file, judged on the day `op`, by default the shared peildatum.

    Raises `Invoerfout` for what is wrong in the file, and `Gebruiksfout` where there is no day.
    """
    bestand = lees_ontheffingen(pad, naam, kader)
    dag = op or resultaat.peildatum
    if dag is None:
        raise Gebruiksfout("deze dossiers delen geen peildatum; zeg met --op op welke dag ontheffingen moeten gelden")
    standen = tuple(_stand(ontheffing, resultaat, dag) for ontheffing in bestand.ontheffingen)
    return resultaat.model_copy(update={"ontheffingen": standen})


def met_eigen_ontheffingen(resultaat: Resultaat, map_: Path, kader: Kader) -> Resultaat:
    """The result with the waivers that stand beside the onderzoek, if any, judged on the peildatum."""
    pad = map_ / ONTHEFFINGEN
    if not pad.is_file():
        return resultaat
    eis_binnen(pad, map_)
    return met_ontheffingen(resultaat, pad, str(pad), kader)


def _stand(ontheffing: Ontheffing, resultaat: Resultaat, op: date) -> Ontheffingstand:
    geraakt = tuple(
        dossier.id
        for dossier in resultaat.dossiers
        if past(ontheffing.dossier, dossier.id)
        and (gevonden := dossier.uitkomsten.get(ontheffing.blad)) is not None
        and gevonden.uitkomst not in _IN_ORDE
    )
    return Ontheffingstand(
        dossier=ontheffing.dossier,
        blad=ontheffing.blad,
        eigenaar=ontheffing.eigenaar,
        reden=ontheffing.reden,
        tot=ontheffing.tot,
        op=op,
        stand="verlopen" if ontheffing.tot < op else "geldt" if geraakt else "ongebruikt",
        dossiers=geraakt,
    )


def past(patroon: str, dossier: str) -> bool:
    """Whether a waiver for this pattern is about this dossier."""
    return patroon == ALLE or fnmatchcase(dossier, patroon)


def geldende(standen: Sequence[Ontheffingstand]) -> Mapping[tuple[str, str], int]:
    """For dossier and leaf the place of the waiver that holds; of several the one that holds longest."""
    volgorde = sorted(range(len(standen)), key=lambda plaats: standen[plaats].tot)
    return {
        (dossier, standen[plaats].blad): plaats
        for plaats in volgorde
        if standen[plaats].stand == "geldt"
        for dossier in standen[plaats].dossiers
    }


def voor_vervallen(standen: Sequence[Ontheffingstand], dossier: str, blad: str) -> int | None:
    """The place of a waiver for what only a baseline shows to have got worse: a norm that no longer applies, say.

    In the result by itself nothing is the matter there, so that the waiver may well be called unused in it.
    """
    kan = [
        plaats
        for plaats, stand in enumerate(standen)
        if stand.stand != "verlopen" and stand.blad == blad and past(stand.dossier, dossier)
    ]
    return max(kan, key=lambda plaats: standen[plaats].tot, default=None)


def geldende_voor_alle(standen: Sequence[Ontheffingstand]) -> Mapping[str, int]:
    """For a leaf the place of a waiver that holds for every dossier: only that one lets a share pass."""
    return {
        stand.blad: plaats
        for plaats, stand in enumerate(standen)
        if stand.stand == "geldt" and stand.dossier in (ALLE, "*")
    }
