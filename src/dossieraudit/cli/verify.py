"""`dossieraudit score --verify`, and results of earlier runs as the command line takes them."""

from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.messages import van_hier, zeg
from dossieraudit.errors import Gebruiksfout
from dossieraudit.judgement.inlezen import lees_resultaat as lees
from dossieraudit.judgement.reproduction import afwijkingen
from dossieraudit.models.resultaat import Resultaat


def lees_resultaat(pad: Path, wat: str = "het resultaat", maak: str = "") -> Resultaat:
    """An earlier result. Raises `Gebruiksfout` where there is no such file, and `Invoerfout` for what is wrong in it.

    `wat` is what the user knows it as, `maak` the command that would make it.
    """
    naam = van_hier(str(pad))
    if pad.is_dir():
        raise Gebruiksfout(
            f"{wat} '{naam}' is een map; hier hoort een bestand dat 'score --format json' heeft geschreven"
            + (f": {maak}" if maak else "")
        )
    if not pad.exists():
        raise Gebruiksfout(f"{wat} '{naam}' is er niet" + (f"; maak haar met: {maak}" if maak else ""))
    return lees(pad, naam)


def vergelijk(pad: Path, nu: Resultaat) -> int:
    """Say whether the earlier result comes out again, and otherwise what differs."""
    # By way of JSON, so that both have been through the same door.
    gevonden = afwijkingen(lees_resultaat(pad), Resultaat.model_validate_json(nu.model_dump_json()))
    for regel in gevonden:
        zeg(regel)
    if gevonden:
        zeg(f"{pad}: komt er niet hetzelfde uit.")
        return exitcodes.POORT_NIET_GEHAALD
    zeg(f"{pad}: komt er precies zo weer uit ({len(nu.dossiers)} dossiers, {len(nu.invoer)} bestanden).")
    return exitcodes.GELUKT
