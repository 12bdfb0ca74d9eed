"""`dossieraudit score`."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dossieraudit.cli import exitcodes
from dossieraudit.cli.beoordelen import beoordeel
from dossieraudit.cli.bewaking import spaar
from dossieraudit.cli.bulkopties import Bulkopties
from dossieraudit.cli.gather import Stukken, exitcode, verzamel
from dossieraudit.cli.messages import zeg
from dossieraudit.cli.poortopties import Poortopties
from dossieraudit.errors import Gebruiksfout
from dossieraudit.models.poorten import Poortuitslag
from dossieraudit.outputs import UITVOER
from dossieraudit.outputs.beeld import Beeld
from dossieraudit.outputs.console import Aanhef, toon
from dossieraudit.outputs.files import schrijf_heel

if TYPE_CHECKING:
    from dossieraudit.cli.poorten import Poortwerk


def voer_uit(
    paden: Sequence[Path],
    *,
    kader: str | None,
    profiel: Path | None,
    peildatum: date | None,
    formaat: str,
    uit: Path | None,
    stil: bool,
    ongeldig_mag: bool,
    latere_normen: bool,
    controleer: Path | None,
    toon_waarden: bool,
    bulk: Bulkopties,
    poort: Poortopties,
) -> int:
    """Score, print or write, and give the exit code."""
    if formaat != "console" and formaat not in UITVOER:
        raise Gebruiksfout(f"formaat '{formaat}' bestaat niet; kies uit console, {', '.join(UITVOER)}")
    poort.controleer()
    eerder = None
    if controleer is not None:
        from dossieraudit.cli.verify import eis_alleen, lees_resultaat

        eis_alleen(formaat=formaat, uit=uit, bulk=bulk, poort=poort)
        eerder = lees_resultaat(controleer)
    uitvoer = [pad for pad in (uit, bulk.rejects, *poort.bestanden) if pad is not None]
    if uitvoer:
        spaar(uitvoer, (*paden, kader, profiel, poort.configuratie()))
    if bulk.is_bulk(paden, formaat, uit) and uit is not None:
        from dossieraudit.cli.bulk import toets_alles

        if poort.nodig(paden, formaat):
            from dossieraudit.cli.poorten import eis_tellingen

            eis_tellingen(poort)
        code, indicatoren, gebruikt = toets_alles(
            paden,
            bulk,
            kader=kader,
            profiel=profiel,
            peildatum=peildatum,
            uit=uit,
            stil=stil,
            ongeldig_mag=ongeldig_mag,
            latere_normen=latere_normen,
            toon_waarden=toon_waarden,
        )
        if poort.nodig(paden, formaat):
            from dossieraudit.cli.poorten import toets_tabel

            return _na_poorten(code, toets_tabel(poort, paden, gebruikt, indicatoren, stil=stil))
        return code
    stukken = verzamel(paden, kader, peildatum, profiel)
    werk = _poortwerk(poort, stukken, paden, formaat, alleen_ontheffingen=eerder is not None)
    resultaat = beoordeel(stukken, paden, latere_normen=latere_normen, toon_waarden=toon_waarden).resultaat
    if controleer is not None and eerder is not None:
        from dossieraudit.cli.verify import vergelijk

        nu = resultaat if werk is None else werk.met_standen(resultaat)
        return vergelijk(controleer, eerder, nu, ongeldig_mag=ongeldig_mag, stil=stil)
    beeld = Beeld(resultaat, stukken.scoring.regels.kader) if werk is None else werk.bezie(resultaat, stukken, paden)
    _schrijf(beeld, formaat, uit, stil, _aanhef(stukken, paden, kader, profiel, peildatum, latere_normen))
    for plaats, soort in poort.bestanden.items():
        _bewaar(plaats, UITVOER[soort](beeld), stil)
    code = exitcode(len(resultaat.afgekeurd), ongeldig_mag)
    if werk is not None:
        werk.meld(beeld, paden, stil=stil)
    return _na_poorten(code, beeld.uitslag)


def _poortwerk(
    poort: Poortopties, stukken: Stukken, paden: Sequence[Path], formaat: str, *, alleen_ontheffingen: bool
) -> "Poortwerk | None":
    """What the gates need, read before anything is scored; None where nobody asked for them."""
    if not poort.nodig(paden, formaat):
        return None
    from dossieraudit.cli.poorten import bereid_voor

    return bereid_voor(poort, paden, stukken.scoring.regels.kader, alleen_ontheffingen=alleen_ontheffingen)


def _na_poorten(code: int, uitslag: Poortuitslag) -> int:
    if uitslag.leeg:  # as of an empty folder; that some input may be invalid does not make none of it enough
        return exitcodes.INVOER_AFGEKEURD
    return exitcodes.POORT_NIET_GEHAALD if code == exitcodes.GELUKT and not uitslag.gehaald else code


def _aanhef(
    stukken: Stukken,
    paden: Sequence[Path],
    kader: str | None,
    profiel: Path | None,
    peildatum: date | None,
    latere_normen: bool,
) -> Aanhef:
    """What the screen says of this run, with the options that a next command needs to say the same."""
    titel = f"{stukken.onderzoek.naam} ({stukken.onderzoek.gemeente})" if stukken.onderzoek else None
    gevraagd = {"--kader": kader, "--profiel": profiel, "--peildatum": peildatum}
    opties = tuple(str(deel) for optie in gevraagd.items() if optie[1] is not None for deel in optie)
    return Aanhef(titel, tuple(map(str, paden)), opties, ("--latere-normen",) if latere_normen else ())


def _schrijf(beeld: Beeld, formaat: str, uit: Path | None, stil: bool, aanhef: Aanhef) -> None:
    if formaat == "console":
        from rich.console import Console

        resultaat = beeld.resultaat.model_copy(update={"ontheffingen": beeld.ontheffingen})
        if uit is None:
            toon(Console(quiet=stil, highlight=False), resultaat, beeld.kader, aanhef)
            return
        from io import StringIO

        tekst = StringIO()
        toon(Console(file=tekst, width=120, highlight=False), resultaat, beeld.kader, aanhef)
        inhoud = tekst.getvalue()
    else:
        inhoud = UITVOER[formaat](beeld)
    if uit is None:
        sys.stdout.write(inhoud)
    else:
        _bewaar(uit, inhoud, stil)


def _bewaar(pad: Path, inhoud: str, stil: bool) -> None:
    schrijf_heel(pad, inhoud.encode())
    if not stil:
        zeg(f"Geschreven: {pad}", file=sys.stderr)
