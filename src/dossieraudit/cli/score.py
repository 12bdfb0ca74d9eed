"""`dossieraudit score`."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.bulkopties import Bulkopties
from dossieraudit.cli.gather import Stukken, exitcode, meld_afgekeurd, meld_te_zwaar, verzamel
from dossieraudit.cli.messages import zeg
from dossieraudit.cli.verify import vergelijk
from dossieraudit.errors import Gebruiksfout
from dossieraudit.judgement import beoordeel_alles, losse_oordelen, met_peildatum
from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.models.resultaat import BladTelling, Resultaat
from dossieraudit.outputs import UITVOER
from dossieraudit.outputs.console import Aanhef, toon
from dossieraudit.outputs.files import schrijf_heel


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
    faal_bij: str | None,
    min_voldoet: float | None,
    latere_normen: bool,
    controleer: Path | None,
    toon_waarden: bool,
    bulk: Bulkopties,
) -> int:
    """Score, print or write, and give the exit code."""
    if formaat != "console" and formaat not in UITVOER:
        raise Gebruiksfout(f"formaat '{formaat}' bestaat niet; kies uit console, {', '.join(UITVOER)}")
    verboden = _uitkomsten(faal_bij)
    if min_voldoet is not None and not 0 <= min_voldoet <= 1:
        raise Gebruiksfout(f"--min-voldoet is een aandeel van 0 tot 1, niet {min_voldoet:g}")
    if bulk.is_bulk(paden, formaat, uit) and controleer is None and uit is not None:
        from dossieraudit.cli.bulk import toets_alles

        code, indicatoren = toets_alles(
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
        return _na_poorten(code, indicatoren, verboden, min_voldoet)
    stukken = verzamel(paden, kader, peildatum, profiel)
    geldig = None if latere_normen else stukken.scoring.regels.kader.geldig
    bruikbaar, afgekeurd = met_peildatum(stukken.lading, stukken.peildatum, geldig)
    afgekeurd += losse_oordelen(stukken.bronnen, bruikbaar)
    meld_afgekeurd(afgekeurd, toon_waarden, paden)
    resultaat = beoordeel_alles(stukken.scoring, stukken.lading, stukken.peildatum, stukken.bronnen, latere_normen)
    meld_te_zwaar(resultaat, len(afgekeurd), paden)
    if controleer is not None:
        return vergelijk(controleer, resultaat)
    _schrijf(resultaat, stukken, formaat, uit, stil, _aanhef(stukken, paden, kader, profiel, peildatum, latere_normen))
    code = exitcode(len(resultaat.afgekeurd), ongeldig_mag)
    return _na_poorten(code, resultaat.indicatoren, verboden, min_voldoet)


def _na_poorten(
    code: int, indicatoren: Mapping[str, BladTelling], verboden: frozenset[str], min_voldoet: float | None
) -> int:
    if code == exitcodes.GELUKT and not _poorten(indicatoren, verboden, min_voldoet):
        return exitcodes.POORT_NIET_GEHAALD
    return code


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


def _schrijf(
    resultaat: Resultaat, stukken: Stukken, formaat: str, uit: Path | None, stil: bool, aanhef: Aanhef
) -> None:
    if formaat == "console":
        from rich.console import Console

        kader = stukken.scoring.regels.kader
        if uit is None:
            toon(Console(quiet=stil, highlight=False), resultaat, kader, aanhef)
            return
        from io import StringIO

        tekst = StringIO()
        toon(Console(file=tekst, width=120, highlight=False), resultaat, kader, aanhef)
        inhoud = tekst.getvalue()
    else:
        inhoud = UITVOER[formaat](resultaat)
    if uit is None:
        sys.stdout.write(inhoud)
    else:
        schrijf_heel(uit, inhoud.encode())
        if not stil:
            zeg(f"Geschreven: {uit}", file=sys.stderr)


def _uitkomsten(tekst: str | None) -> frozenset[str]:
    namen = frozenset(deel.strip() for deel in (tekst or "").split(",") if deel.strip())
    if onbekend := sorted(namen - set(UITKOMSTEN)):
        raise Gebruiksfout(f"onbekende uitkomst in --fail-on: {', '.join(onbekend)}; kies uit {', '.join(UITKOMSTEN)}")
    return namen


def _poorten(indicatoren: Mapping[str, BladTelling], verboden: frozenset[str], min_voldoet: float | None) -> bool:
    """Whether every gate that the user asked for was met; those that were not are named."""
    gehaald = True
    for blad, telling in indicatoren.items():
        for uitkomst in sorted(verboden):
            if aantal := getattr(telling, uitkomst):
                print(f"poort: {blad} heeft {aantal} keer '{uitkomst}'", file=sys.stderr)
                gehaald = False
        if min_voldoet is not None and telling.beoordeeld and telling.voldoet < min_voldoet * telling.beoordeeld:
            deel = f"{telling.voldoet} van {telling.beoordeeld}"
            print(f"poort: {blad} voldoet in {deel}, gevraagd is een aandeel van {min_voldoet:g}", file=sys.stderr)
            gehaald = False
    return gehaald
