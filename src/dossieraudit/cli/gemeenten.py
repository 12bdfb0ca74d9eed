"""`dossieraudit compare --gemeenten`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from dossieraudit.cli.beoordelen import beoordeel
from dossieraudit.cli.bestanden import bewaar, eis_zonder_bsn, lees_formaten, plaatsen, soort_van
from dossieraudit.cli.gather import exitcode, verzamel
from dossieraudit.cli.voortgang import voortgang
from dossieraudit.errors import Gebruiksfout
from dossieraudit.loading.onderzoek import BESTAND
from dossieraudit.models.gemeenten import Gemeentenvergelijking
from dossieraudit.models.kader import Kader
from dossieraudit.report.schrijvers import DOCUMENTEN
from dossieraudit.report.tree import Document
from dossieraudit.vergelijking.gemeenten import Onderzocht, op_naam, vergelijk
from dossieraudit.vergelijking.gemeenten_document import maak_document

STANDAARD = "html,md"
# What can be shown on standard output, where no -o is given.
_TEKST = ("md", "json")


NAMEN = {soort: f"gemeenten.{soort}" for soort in (*DOCUMENTEN, "xlsx", "json")}


def maak(v: Gemeentenvergelijking, document: Document, soort: str) -> bytes:
    """The comparison in one format."""
    if soort == "json":
        return f"{v.model_dump_json(indent=2)}\n".encode()
    if soort == "xlsx":
        from dossieraudit.vergelijking.gemeenten_werkmap import schrijf

        return schrijf(v)
    return DOCUMENTEN[soort](document)


def voer_uit(
    paden: Sequence[Path],
    *,
    uit: Path | None,
    formaten: str | None,
    stil: bool,
    kader: str | None,
    toon_waarden: bool,
) -> int:
    """Lay the onderzoeken beside each other, show or write it, and give the exit code."""
    gevraagd = _gevraagd(formaten, uit)
    naar = plaatsen(uit, gevraagd, NAMEN, uit) if uit is not None else {}
    mappen = onderzoeksmappen(paden)
    with voortgang(len(mappen) + max(1, len(gevraagd)), stil) as volgende:
        onderzoeken = []
        for map_ in mappen:
            volgende(f"{map_.name} toetsen")
            onderzoeken.append(_onderzoek(map_, kader, toon_waarden))
        vergelijking, eerste = vergelijk(onderzoeken), op_naam(onderzoeken)[0].regels.kader
        document = maak_document(vergelijking, eerste)
        inhoud = {}
        for soort in gevraagd:
            volgende(f"{soort} maken")
            inhoud[soort] = maak(vergelijking, document, soort)
    if naar:
        bestanden = {naar[soort]: (soort, inhoud[soort]) for soort in gevraagd}
        bewaar(bestanden, lambda: document, gelezen=(*mappen, kader), stil=stil)
    elif inhoud:
        [(soort, tekst)] = inhoud.items()
        eis_zonder_bsn("uitvoer", soort, tekst, lambda: document)
        sys.stdout.write(tekst.decode())
    else:
        _toon(vergelijking, eerste, stil)
    return exitcode(sum(g.afgekeurd for g in vergelijking.gemeenten), ongeldig_mag=False)


def _gevraagd(formaten: str | None, uit: Path | None) -> tuple[str, ...]:
    """The formats; without -o one of text, or none for the screen."""
    if formaten is None and uit is None:
        return ()
    namen = lees_formaten(formaten if formaten is not None else soort_van(uit, NAMEN) or STANDAARD, NAMEN)
    if uit is None and (len(namen) > 1 or any(naam not in _TEKST for naam in namen)):
        raise Gebruiksfout("geef met -o de map voor het rapport, bijvoorbeeld: -o overkoepelend/")
    return namen


def onderzoeksmappen(paden: Sequence[Path]) -> tuple[Path, ...]:
    """The folders of onderzoeken: those that were named, and those inside a folder that is none itself.

    Raises `Gebruiksfout` for a path without any, and for one that is named twice.
    """
    gevonden: list[Path] = []
    for pad in paden:
        if (pad / BESTAND).is_file():
            gevonden.append(pad)
            continue
        binnen = sorted(deel.parent for deel in pad.glob(f"*/{BESTAND}")) if pad.is_dir() else []
        if not binnen:
            raise Gebruiksfout(
                f"'{pad}' is geen onderzoek en er staan er ook geen in; een onderzoek is een map met {BESTAND}"
            )
        gevonden += binnen
    eerder: dict[Path, Path] = {}
    for map_ in gevonden:
        if (zelfde := eerder.get(map_.resolve())) is not None:
            raise Gebruiksfout(f"'{map_}' is twee keer gegeven (ook als '{zelfde}'); noem elk onderzoek één keer")
        eerder[map_.resolve()] = map_
    return tuple(gevonden)


def _onderzoek(map_: Path, kader: str | None, toon_waarden: bool) -> Onderzocht:
    """Read and judge one onderzoek, as `score` does."""
    stukken = verzamel([map_], kader, None, zonder_profiel=kader is not None)
    if stukken.onderzoek is None:
        raise TypeError("a folder with an onderzoek.yaml gave no onderzoek")
    beoordeeld = beoordeel(stukken, [map_], toon_waarden=toon_waarden)
    regels = stukken.scoring.regels
    return Onderzocht(str(map_), stukken.onderzoek, beoordeeld.resultaat, regels, stukken.bronnen, beoordeeld.loting)


def _toon(vergelijking: Gemeentenvergelijking, kader: Kader, stil: bool) -> None:
    from rich.console import Console

    from dossieraudit.vergelijking.gemeenten_console import toon

    toon(Console(quiet=stil, highlight=False), vergelijking, kader)
