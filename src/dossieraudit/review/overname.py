"""What stands in a form that is not read back: cells to take over into a new one, and work not to replace."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dossieraudit.errors import Gebruiksfout, Invoerfout
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.werkmap import cel, open_werkmap
from dossieraudit.models.bronnen import Oordeelsvelling
from dossieraudit.review import vorm
from dossieraudit.review.taken import Paar

OPNIEUW = "maak een nieuw formulier (wat al was ingelezen, staat erin) en neem uw andere oordelen over"
_LETTERS = (vorm.OORDEEL, vorm.MOTIVERING)


def opnieuw_met(blad: Any) -> str:
    """What to do, with the cells that hold something that was not in the form when it was made."""
    kolommen = {cel(kop).tekst: kop for kop in blad[vorm.KOPRIJ] if kop.value is not None}
    if any(naam not in kolommen for naam in _LETTERS):
        return OPNIEUW
    rijen = list(_ingevuld(blad, {naam: kop.column for naam, kop in kolommen.items()}))
    if not rijen:
        return "maak een nieuw formulier; in dit formulier staat niets dat nog over te nemen is"
    letters = " en ".join(kolommen[naam].column_letter for naam in _LETTERS)
    rij = "rij" if len(rijen) == 1 else "de rijen"
    return (
        "maak een nieuw formulier (wat al was ingelezen, staat erin) en neem daarin over wat hier in de kolommen "
        f"{letters} staat, op {rij} {', '.join(_reeksen(rijen))}"
    )


def eis_ingelezen(pad: Path, eigen: Mapping[Paar, Oordeelsvelling]) -> None:
    """Raise `Gebruiksfout` where a new form would take the place of one that holds judgements not yet read back.

    `eigen` are the judgements of the assessor that were recorded. What is no form is nobody's to replace either.
    """
    if not pad.exists():
        return
    try:
        werkmap = open_werkmap(lees_bytes(pad), str(pad))
    except Invoerfout:
        raise Gebruiksfout(f"'{pad}' bestaat al en is niet te lezen; kies een andere naam") from None
    if not {vorm.OORDELENBLAD, vorm.STEMPELBLAD} <= set(werkmap.sheetnames):
        raise Gebruiksfout(f"'{pad}' bestaat al en is geen scoreformulier; kies een andere naam")
    blad = werkmap[vorm.OORDELENBLAD]
    if rijen := list(_niet_vastgelegd(blad, eigen)):
        rij = "rij" if len(rijen) == 1 else "de rijen"
        raise Gebruiksfout(
            f"in '{pad}' staan oordelen die nog niet zijn ingelezen, op {rij} {', '.join(_reeksen(rijen))}; lees het "
            "eerst in met --lees, of kies een andere naam"
        )


def _niet_vastgelegd(blad: Any, eigen: Mapping[Paar, Oordeelsvelling]) -> Iterator[int]:
    """The rows with something that the assessor wrote and that was not recorded."""
    kolommen = {cel(kop).tekst: kop.column for kop in blad[vorm.KOPRIJ] if kop.value is not None}
    ingevuld = set(_ingevuld(blad, kolommen)) if set(_LETTERS) <= kolommen.keys() else set()

    def tekst(nummer: int, naam: str) -> str:
        return cel(blad.cell(nummer, kolommen[naam])).tekst if naam in kolommen else ""

    for nummer in range(vorm.KOPRIJ + 1, blad.max_row + 1):
        vast = eigen.get((tekst(nummer, vorm.DOSSIER), tekst(nummer, vorm.BLAD)))
        uitkomst = vorm.uitkomst_van(tekst(nummer, vorm.OORDEEL))
        in_formulier = vorm.kenmerk(uitkomst, tekst(nummer, vorm.MOTIVERING)) if uitkomst else None
        machine, afdruk, norm = (tekst(nummer, naam) for naam in (vorm.MACHINE, vorm.AFDRUK, vorm.NORM))
        nog_vers = vast is not None and vast.gaat_over(machine, afdruk, norm)
        bevestigd = tekst(nummer, vorm.BEVESTIGD) and not nog_vers
        if bevestigd or (nummer in ingevuld and in_formulier != vorm.kenmerk_van(vast)):
            yield nummer


def _ingevuld(blad: Any, kolommen: dict[str, int]) -> Iterator[int]:
    """The rows with something that the assessor wrote since the form was made."""
    for nummer in range(vorm.KOPRIJ + 1, blad.max_row + 1):
        oordeel, motivering = (cel(blad.cell(nummer, kolommen[naam])).tekst for naam in _LETTERS)
        eerder = cel(blad.cell(nummer, kolommen[vorm.EERDER])).tekst if vorm.EERDER in kolommen else ""
        uitkomst = vorm.uitkomst_van(oordeel)
        bekend = uitkomst is not None and vorm.kenmerk(uitkomst, motivering) == eerder
        if (oordeel or motivering) and not bekend:
            yield nummer


def _reeksen(rijen: Sequence[int]) -> Iterator[str]:
    """Row numbers, those that follow each other as a range."""
    eerste = vorige = rijen[0]
    for nummer in (*rijen[1:], 0):
        if nummer != vorige + 1:
            yield str(eerste) if eerste == vorige else f"{eerste} tot en met {vorige}"
            eerste = nummer
        vorige = nummer
