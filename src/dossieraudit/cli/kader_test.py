"""`dossieraudit kader test`."""

import sys
from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.bewaking import spaar
from dossieraudit.cli.messages import zeg
from dossieraudit.errors import Gebruiksfout
from dossieraudit.gevallen import laad_proeven
from dossieraudit.kaders.proeven import Proefverslag, als_junit, als_tekst, beproef_kader
from dossieraudit.loading.kaders import laad_kader, laad_met_plaatsen
from dossieraudit.outputs.files import schrijf_heel

FORMATEN = ("console", "junit")


def beproef(
    kader: str | None, profiel: Path | None, *, dekking: bool, formaat: str, uit: Path | None, stil: bool
) -> int:
    """Run the cases, print or write, and give the exit code."""
    if formaat not in FORMATEN:
        raise Gebruiksfout(f"formaat '{formaat}' bestaat niet; kies uit {', '.join(FORMATEN)}")
    spaar([uit], (kader, profiel))
    geladen = laad_met_plaatsen(kader, profiel)
    proeven = laad_proeven(geladen.map, geladen.regels.kader, profiel)
    verslag = beproef_kader(geladen.regels, proeven, laad_kader(kader).kader if profiel is not None else None)
    inhoud = als_junit(verslag) if formaat == "junit" else als_tekst(verslag, dekking)
    if uit is not None:
        schrijf_heel(uit, inhoud.encode(), openbaar=True)
    elif not stil or verslag.mislukt:
        sys.stdout.write(inhoud)
    if not verslag.uitslagen:
        waar = (
            f"{profiel.stem}-gevallen.yaml naast het profiel"
            if profiel is not None
            else "gevallen/ in de map van het kader"
        )
        zeg(
            f"Er is niets beproefd: er zijn geen gevallen. Schrijf ze in {waar}; --coverage zegt welke.",
            file=sys.stderr,
        )
    return exitcodes.GELUKT if _gehaald(verslag, dekking) else exitcodes.POORT_NIET_GEHAALD


def _gehaald(verslag: Proefverslag, dekking: bool) -> bool:
    """There are cases, all of them came out as expected, and where coverage was asked for nothing is missing."""
    return (
        bool(verslag.uitslagen)
        and not verslag.mislukt
        and not (dekking and any(blad.tekorten for blad in verslag.dekking))
    )
