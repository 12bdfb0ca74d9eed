"""`dossieraudit kader docs`."""

from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.errors import Gebruiksfout
from dossieraudit.gevallen import laad_proeven
from dossieraudit.kaders.boek import Boek
from dossieraudit.loading.kaders import laad_kader, laad_met_plaatsen
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.report.schrijvers import DOCUMENTEN

FORMATEN = ("md", "html")


def schrijf(kader: str | None, profiel: Path | None, *, uit: Path | None, formaten: str, stil: bool) -> int:
    """Write the book of a framework in every format that was asked for."""
    gekozen = [deel.strip() for deel in formaten.split(",") if deel.strip()]
    if onbekend := [f for f in gekozen if f not in FORMATEN]:
        raise Gebruiksfout(f"formaat '{onbekend[0]}' bestaat niet; kies uit {', '.join(FORMATEN)}")
    if uit is None or not gekozen:
        raise Gebruiksfout("geef met -o de map waarin het boek komt" if uit is None else "kies een formaat: md of html")
    geladen = laad_met_plaatsen(kader, profiel)
    proeven = laad_proeven(geladen.map, laad_kader(kader).kader)
    if profiel is not None:
        proeven += laad_proeven(geladen.map, geladen.regels.kader, profiel)
    boek = Boek(geladen.regels, proeven)
    document = boek.document()
    for formaat in gekozen:
        pad = uit / f"{boek.kader.id}.{formaat}"
        schrijf_heel(pad, DOCUMENTEN[formaat](document), openbaar=True)
        if not stil:
            print(f"Geschreven: {pad}")
    return exitcodes.GELUKT
