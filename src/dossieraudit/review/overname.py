"""What to do with a form that cannot be read back: which cells to take over into a new one."""

from collections.abc import Iterator, Sequence
from typing import Any

from dossieraudit.loading.werkmap import cel
from dossieraudit.review import vorm

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


def _ingevuld(blad: Any, kolommen: dict[str, int]) -> Iterator[int]:
    """The rows with something that the assessor wrote since the form was made."""
    for nummer in range(vorm.KOPRIJ + 1, blad.max_row + 1):
        oordeel, motivering = (cel(blad.cell(nummer, kolommen[naam])).tekst for naam in _LETTERS)
        eerder = cel(blad.cell(nummer, kolommen[vorm.EERDER])).tekst if vorm.EERDER in kolommen else ""
        uitkomst = vorm.LABELS.get(oordeel.lower())
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
