"""`dossieraudit score --verify`, and results of earlier runs as the command line takes them."""

from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.bulkopties import Bulkopties
from dossieraudit.cli.gather import exitcode
from dossieraudit.cli.messages import van_hier, zeg
from dossieraudit.cli.poortopties import Poortopties
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


def eis_alleen(*, formaat: str, uit: Path | None, bulk: Bulkopties, poort: Poortopties) -> None:
    """Raise `Gebruiksfout` for what asks of a run that it write or be held to something: this one only compares.

    Waivers are part of a result, so options that say which they are may stay: `--ontheffingen`, `--op`, `--config`.
    """
    andere = (uit, poort.faal_bij, poort.min_voldoet, poort.baseline, bulk.workers, bulk.rejects, bulk.cluster)
    if formaat != "console" or poort.rapporten or any(waarde is not None for waarde in andere):
        raise Gebruiksfout(
            "--verify rekent alleen na: het gaat niet samen met --format, -o, --rapport, poorten (--fail-on, "
            "--min-voldoet, --baseline) of opties voor een tabel; geef die in een opdracht van hun eigen"
        )


def vergelijk(pad: Path, eerder: Resultaat, nu: Resultaat, *, ongeldig_mag: bool, stil: bool) -> int:
    """Say whether the earlier result comes out again, and otherwise what differs; gives the exit code."""
    # By way of JSON, so that both have been through the same door.
    gevonden = afwijkingen(eerder, Resultaat.model_validate_json(nu.model_dump_json()))
    for regel in gevonden:
        zeg(regel)
    naam, afgekeurd = van_hier(str(pad)), len(nu.afgekeurd)
    if gevonden:
        zeg(f"{naam}: komt er niet hetzelfde uit.")
    elif not stil:
        delen = [f"{len(nu.dossiers)} dossiers", f"{len(nu.invoer)} bestanden"]
        delen += [f"{afgekeurd} keer invoer afgekeurd"] if afgekeurd else []
        zeg(f"{naam}: komt er precies zo weer uit ({', '.join(delen)}).")
    # As everywhere: over what was not read nothing can be said, so that goes first.
    code = exitcode(afgekeurd, ongeldig_mag)
    return exitcodes.POORT_NIET_GEHAALD if gevonden and code == exitcodes.GELUKT else code
