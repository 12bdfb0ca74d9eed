"""`dossieraudit compare --gemeenten`."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dossieraudit.cli.gather import exitcode, meld_afgekeurd, meld_loting, meld_te_zwaar, verzamel
from dossieraudit.cli.messages import zeg
from dossieraudit.cli.voortgang import voortgang
from dossieraudit.errors import Gebruiksfout
from dossieraudit.judgement import beoordeel_alles, losse_oordelen, met_peildatum
from dossieraudit.loading.onderzoek import BESTAND
from dossieraudit.models.gemeenten import Gemeentenvergelijking
from dossieraudit.models.kader import Kader
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.privacy.poort import weiger_bsn_in_uitvoer
from dossieraudit.report.tree import Document
from dossieraudit.vergelijking.gemeenten import Onderzocht, op_naam, vergelijk

STANDAARD = "html,md"
# What can be shown on standard output, where no -o is given.
_TEKST = ("md", "json")


def _document(v: Gemeentenvergelijking, kader: Kader) -> Document:
    from dossieraudit.vergelijking.gemeenten_document import maak_document

    return maak_document(v, kader)


def _html(v: Gemeentenvergelijking, kader: Kader) -> bytes:
    from dossieraudit.report.html import schrijf

    return schrijf(_document(v, kader))


def _md(v: Gemeentenvergelijking, kader: Kader) -> bytes:
    from dossieraudit.report.markdown import schrijf

    return schrijf(_document(v, kader))


def _docx(v: Gemeentenvergelijking, kader: Kader) -> bytes:
    from dossieraudit.report.docx import schrijf

    return schrijf(_document(v, kader))


def _odt(v: Gemeentenvergelijking, kader: Kader) -> bytes:
    from dossieraudit.report.odt import schrijf

    return schrijf(_document(v, kader))


def _pdf(v: Gemeentenvergelijking, kader: Kader) -> bytes:
    from dossieraudit.report.pdf import schrijf

    return schrijf(_document(v, kader))


def _xlsx(v: Gemeentenvergelijking, _: Kader) -> bytes:
    from dossieraudit.vergelijking.gemeenten_werkmap import schrijf

    return schrijf(v)


def _json(v: Gemeentenvergelijking, _: Kader) -> bytes:
    return f"{v.model_dump_json(indent=2)}\n".encode()


# Per format: the name of its file in a folder, and what makes it. A library is loaded only where its format is asked.
FORMATEN: dict[str, tuple[str, Callable[[Gemeentenvergelijking, Kader], bytes]]] = {
    "html": ("gemeenten.html", _html),
    "md": ("gemeenten.md", _md),
    "docx": ("gemeenten.docx", _docx),
    "odt": ("gemeenten.odt", _odt),
    "pdf": ("gemeenten.pdf", _pdf),
    "xlsx": ("gemeenten.xlsx", _xlsx),
    "json": ("gemeenten.json", _json),
}


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
    plaatsen = _plaatsen(uit, gevraagd)
    mappen = onderzoeksmappen(paden)
    with voortgang(len(mappen) + max(1, len(gevraagd)), stil) as volgende:
        onderzoeken = []
        for map_ in mappen:
            volgende(f"{map_.name} toetsen")
            onderzoeken.append(_onderzoek(map_, kader, toon_waarden))
        vergelijking, eerste = vergelijk(onderzoeken), op_naam(onderzoeken)[0].regels.kader
        # Everything is made before anything is written: a report that fails half-way leaves the old files as they were.
        inhoud = {}
        for soort in gevraagd:
            volgende(f"{soort} maken")
            inhoud[soort] = FORMATEN[soort][1](vergelijking, eerste)
    _lever(inhoud, plaatsen, vergelijking, eerste, stil)
    return exitcode(sum(g.afgekeurd for g in vergelijking.gemeenten), ongeldig_mag=False)


def _gevraagd(formaten: str | None, uit: Path | None) -> tuple[str, ...]:
    """The formats; without -o one of text, or none for the screen."""
    tekst = formaten if formaten is not None else STANDAARD if uit is not None else ""
    if formaten is None and uit is not None and not uit.is_dir() and uit.suffix.lstrip(".").lower() in FORMATEN:
        tekst = uit.suffix.lstrip(".").lower()
    namen = tuple(dict.fromkeys(deel.strip().lower() for deel in tekst.split(",") if deel.strip()))
    if onbekend := [naam for naam in namen if naam not in FORMATEN]:
        raise Gebruiksfout(f"formaat '{onbekend[0]}' bestaat niet; kies uit {', '.join(FORMATEN)}")
    if formaten is not None and not namen:
        raise Gebruiksfout(f"geef met --format ten minste één van {', '.join(FORMATEN)}")
    if uit is None and (len(namen) > 1 or any(naam not in _TEKST for naam in namen)):
        raise Gebruiksfout("geef met -o de map voor het rapport, bijvoorbeeld: -o overkoepelend/")
    return namen


def _plaatsen(uit: Path | None, gevraagd: Sequence[str]) -> dict[str, Path]:
    """Where each format goes: into a folder, or one format to a file of its own kind."""
    if uit is None:
        return {}
    soort = uit.suffix.lower().lstrip(".")
    if soort in FORMATEN and not uit.is_dir():
        if tuple(gevraagd) != (soort,):
            raise Gebruiksfout(f"'{uit}' is één bestand; geef een map, of vraag alleen --format {soort}")
        return {soort: uit}
    if uit.is_file():
        raise Gebruiksfout(f"'{uit}' is een bestand; geef een map, of een naam die eindigt op .{gevraagd[0]}")
    return {naam: uit / FORMATEN[naam][0] for naam in gevraagd}


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
    geldig = stukken.scoring.regels.kader.geldig
    bruikbaar, afgekeurd = met_peildatum(stukken.lading, stukken.peildatum, geldig)
    afgekeurd += losse_oordelen(stukken.bronnen, bruikbaar)
    meld_afgekeurd(afgekeurd, toon_waarden, [map_])
    resultaat = beoordeel_alles(stukken.scoring, stukken.lading, stukken.peildatum, stukken.bronnen)
    meld_te_zwaar(resultaat, len(afgekeurd), [map_])
    loting = meld_loting(stukken.onderzoek, stukken.lotlijst, {d.id for d in resultaat.dossiers}, map_)
    return Onderzocht(str(map_), stukken.onderzoek, resultaat, stukken.scoring.regels, stukken.bronnen, loting)


def _lever(
    inhoud: dict[str, bytes],
    plaatsen: dict[str, Path],
    vergelijking: Gemeentenvergelijking,
    kader: Kader,
    stil: bool,
) -> None:
    if not inhoud:
        from rich.console import Console

        from dossieraudit.vergelijking.gemeenten_console import toon

        toon(Console(quiet=stil, highlight=False), vergelijking, kader)
        return
    for soort, tekst in inhoud.items():
        # The text of a PDF cannot be read back; the Markdown says the same.
        naam = plaatsen[soort].name if plaatsen else FORMATEN[soort][0]
        gezien = _md(vergelijking, kader) if soort == "pdf" else tekst
        weiger_bsn_in_uitvoer(f"{naam}.md" if soort == "pdf" else naam, gezien)
    if not plaatsen:
        sys.stdout.write(next(iter(inhoud.values())).decode())
        return
    for soort, plaats in plaatsen.items():
        schrijf_heel(plaats, inhoud[soort])
        if not stil:
            zeg(f"Geschreven: {plaats}", file=sys.stderr)
