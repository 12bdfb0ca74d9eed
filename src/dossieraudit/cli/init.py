"""`dossieraudit init`."""

from collections.abc import Sequence
from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.messages import zeg
from dossieraudit.data import examples_dir
from dossieraudit.errors import Gebruiksfout
from dossieraudit.kaders.kopie import kopieer_map
from dossieraudit.loading.onderzoek import BESTAND as ONDERZOEK

VOORBEELD = "vlaardingen"


def voer_uit(
    map_: Path | None,
    *,
    xlsx: Path | None,
    van: Sequence[Path],
    voorbeeld: str | None,
    stil: bool,
    toon_waarden: bool,
) -> int:
    """Lay out a complete example in a new or empty folder, or make an intake workbook."""
    if xlsx is not None:
        if voorbeeld is not None:
            raise Gebruiksfout("--voorbeeld hoort bij een map, niet bij --xlsx")
        if map_ is not None:
            raise Gebruiksfout(f"kies: een map ('{map_}') of een werkmap (--xlsx)")
        return _werkmap(xlsx, van, stil, toon_waarden)
    if van:
        raise Gebruiksfout("--van hoort bij --xlsx: welke dossiers komen in de werkmap?")
    if map_ is None:
        raise Gebruiksfout("noem een nieuwe map, bijvoorbeeld: dossieraudit init proef; of een werkmap met --xlsx")
    return _voorbeeld(map_, voorbeeld or VOORBEELD, stil)


def _voorbeeld(map_: Path, naam: str, stil: bool) -> int:
    """Nothing that exists is ever overwritten."""
    bekend = sorted({VOORBEELD, *(pad.parents[1].name for pad in examples_dir().glob(f"*/*/{ONDERZOEK}"))})
    if naam not in bekend:
        raise Gebruiksfout(f"er is geen voorbeeld '{naam}'; kies uit {', '.join(bekend)}")
    kopieer_map(examples_dir() / naam, map_)
    if not stil and naam != VOORBEELD:
        zeg(f"Klaargezet in {map_}: onderzoeken bij verzonnen gemeenten.")
        zeg(f"  naast elkaar  dossieraudit compare --gemeenten {map_}")
        zeg(f"  rapport       dossieraudit compare --gemeenten {map_} -o {map_}-rapport")
    elif not stil:
        zeg(f"Klaargezet in {map_}: een onderzoek met verzonnen dossiers.")
        zeg(f"  toetsen   dossieraudit score {map_}")
        zeg(f"  rapport   dossieraudit report {map_} -o {map_}-rapport")
        zeg("Vervang de bestanden in dossiers/ door uw eigen, geanonimiseerde dossiers.")
    return exitcodes.GELUKT


def _werkmap(pad: Path, van: Sequence[Path], stil: bool, toon_waarden: bool) -> int:
    from dossieraudit.cli.gather import meld_afgekeurd
    from dossieraudit.intake import schrijf
    from dossieraudit.loading.dossiers import laad_dossiers
    from dossieraudit.outputs.files import schrijf_heel
    from dossieraudit.privacy.poort import weiger_bsn_in_invoer

    if pad.suffix.lower() != ".xlsx":
        raise Gebruiksfout(f"'{pad}' eindigt niet op .xlsx; een rekenprogramma zou de werkmap dan niet openen")
    if pad.exists():
        raise Gebruiksfout(f"'{pad}' bestaat al, en er kan werk in staan; kies een andere naam")
    lading = laad_dossiers(van) if van else None
    if lading is not None:
        weiger_bsn_in_invoer(lading)
        meld_afgekeurd(lading.afgekeurd, toon_waarden, van)
        if lading.afgekeurd:
            # A workbook with some of the dossiers would look as if it held them all.
            zeg(f"{pad} is niet gemaakt: verbeter eerst de dossiers hierboven.")
            return exitcodes.INVOER_AFGEKEURD
    dossiers = [geladen.dossier for geladen in lading.dossiers] if lading is not None else []
    schrijf_heel(pad, schrijf(dossiers))
    if not stil:
        erin = f"met {len(dossiers)} dossiers" if dossiers else "zonder dossiers"
        zeg(f"Gemaakt: {pad}, {erin}. Blad Uitleg zegt hoe u haar invult.")
        zeg(f"  inlezen   dossieraudit import {pad} -o onderzoek/dossiers/")
    return exitcodes.GELUKT
