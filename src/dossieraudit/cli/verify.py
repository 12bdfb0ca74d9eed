"""`dossieraudit score --verify`."""

from pathlib import Path

from pydantic import ValidationError

from dossieraudit.cli import exitcodes
from dossieraudit.cli.messages import zeg
from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout
from dossieraudit.judgement.reproduction import afwijkingen
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.tekst import MAX_BYTES
from dossieraudit.models.resultaat import Resultaat


def lees_resultaat(pad: Path) -> Resultaat:
    """An earlier result. Raises `Invoerfout` where the file is none."""
    if not pad.is_file():
        raise Gebruiksfout(f"het resultaat '{pad}' is er niet")
    advies = "geef een bestand dat 'score --format json' heeft geschreven"
    try:
        return Resultaat.model_validate_json(lees_bytes(pad, grens=MAX_BYTES))
    except ValidationError as fout:
        eerste = fout.errors(include_url=False, include_input=False)[0]
        waar = ".".join(map(str, eerste["loc"])) or None
        raise Invoerfout((Fout(str(pad), "dit is geen resultaat van dossieraudit", pad=waar, advies=advies),)) from None


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
