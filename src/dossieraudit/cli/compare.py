"""`dossieraudit compare VOOR NA`, and what a second look has to hold: `compare VOOR --hertoets`."""

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dossieraudit.cli.gather import exitcode, meld_afgekeurd, meld_loting, meld_te_zwaar, verzamel
from dossieraudit.cli.messages import zeg
from dossieraudit.cli.verbeterplan import lees_verbeterplan
from dossieraudit.cli.verify import lees_resultaat
from dossieraudit.errors import Gebruiksfout, Invoerfout
from dossieraudit.judgement import beoordeel_alles, losse_oordelen, met_peildatum
from dossieraudit.loading.bestand import eis_binnen
from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader
from dossieraudit.loading.onderzoek import BESTAND as ONDERZOEK
from dossieraudit.models.kader import Kader
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.poorten.vinden import ONTHEFFINGEN
from dossieraudit.privacy.poort import weiger_bsn_in_uitvoer
from dossieraudit.report.context import Context
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import Document
from dossieraudit.vergelijking.zijden import Zijde

STANDAARD = "html,md"


def _html(document: Document) -> bytes:
    from dossieraudit.report.html import schrijf

    return schrijf(document)


def _md(document: Document) -> bytes:
    from dossieraudit.report.markdown import schrijf

    return schrijf(document)


def _docx(document: Document) -> bytes:
    from dossieraudit.report.docx import schrijf

    return schrijf(document)


def _odt(document: Document) -> bytes:
    from dossieraudit.report.odt import schrijf

    return schrijf(document)


def _pdf(document: Document) -> bytes:
    from dossieraudit.report.pdf import schrijf

    return schrijf(document)


# What makes a document into a file; each library is loaded only where its format is asked.
DOCUMENTEN: dict[str, Callable[[Document], bytes]] = {"html": _html, "md": _md, "docx": _docx, "odt": _odt, "pdf": _pdf}
FORMATEN = (*DOCUMENTEN, "xlsx", "json")


def voer_uit(
    paden: Sequence[Path],
    *,
    uit: Path | None,
    formaten: str | None,
    stil: bool,
    kader: str | None,
    hertoets: bool,
    toon_waarden: bool,
) -> int:
    """Compare two sides, or say what a second look at one has to hold; gives the exit code."""
    gevraagd = kies_formaten(formaten, uit)
    if len(paden) == 1 and hertoets:
        return _plan(paden[0], uit, gevraagd, stil, kader, toon_waarden)
    if len(paden) != 2:
        raise Gebruiksfout(_verkeerd_aantal(len(paden)))
    zijden = [lees_zijde(pad, kader, toon_waarden) for pad in paden]
    voor, na = _met_namen(*zijden)
    _meld_volgorde(voor, na)
    from dossieraudit.vergelijking.opbouw import vergelijk

    vergelijking = vergelijk(voor, na, hertoets=hertoets, met_kader=kader)
    if not gevraagd:
        from dossieraudit.vergelijking.scherm import toon

        toon(vergelijking, _opdracht(paden, kader, hertoets), stil=stil)
    else:
        from dossieraudit.vergelijking.voortgang import maak_document

        document = maak_document(vergelijking)

        def inhoud(soort: str) -> bytes:
            if soort == "json":
                return (vergelijking.model_dump_json(indent=2) + "\n").encode()
            if soort == "xlsx":
                from dossieraudit.vergelijking.werkmap import schrijf

                return schrijf(vergelijking)
            return DOCUMENTEN[soort](document)

        schrijf_alles({soort: inhoud(soort) for soort in gevraagd}, uit, "voortgang", stil)
    return exitcode(sum(len(zijde.resultaat.afgekeurd) for zijde in zijden), ongeldig_mag=False)


def _opdracht(paden: Sequence[Path], kader: str | None, hertoets: bool) -> str:
    """The same comparison as a command that can be copied."""
    opties = [*(["--met-kader", kader] if kader else []), *(["--hertoets"] if hertoets else [])]
    return shlex.join(["dossieraudit", "compare", *map(str, paden), *opties])


def _verkeerd_aantal(aantal: int) -> str:
    if aantal == 1:
        return (
            "er ontbreekt een tweede onderzoek: compare VOOR NA; "
            "wat een hertoets van één onderzoek moet bevatten, zegt compare VOOR --hertoets"
        )
    return f"compare legt twee onderzoeken naast elkaar, niet {aantal}; voor meer gemeenten is er --gemeenten"


def _plan(
    pad: Path, uit: Path | None, gevraagd: Sequence[str], stil: bool, kader: str | None, toon_waarden: bool
) -> int:
    """What a second look at one onderzoek has to hold."""
    from dossieraudit.vergelijking.planning import maak_document, toon

    zijde = lees_zijde(pad, kader, toon_waarden)
    if not gevraagd:
        toon(zijde, str(pad), stil=stil)
    else:
        if verkeerd := [soort for soort in gevraagd if soort not in DOCUMENTEN]:
            keuze = ", ".join(DOCUMENTEN)
            raise Gebruiksfout(f"de voorbereiding van een hertoets is er niet als {verkeerd[0]}; kies uit {keuze}")
        document = maak_document(zijde)
        schrijf_alles({soort: DOCUMENTEN[soort](document) for soort in gevraagd}, uit, "hertoets", stil)
    return exitcode(len(zijde.resultaat.afgekeurd), ongeldig_mag=False)


def kies_formaten(formaten: str | None, uit: Path | None) -> tuple[str, ...]:
    """The formats that were asked for; none means the screen. A file by its own suffix, a folder by the standard."""
    if formaten is None:
        if uit is None:
            return ()
        eigen = uit.suffix.lower().lstrip(".")
        formaten = eigen if eigen in FORMATEN and not uit.is_dir() else STANDAARD
    namen = tuple(dict.fromkeys(deel.strip().lower() for deel in formaten.split(",") if deel.strip()))
    if onbekend := [naam for naam in namen if naam not in FORMATEN]:
        raise Gebruiksfout(f"formaat '{onbekend[0]}' bestaat niet; kies uit {', '.join(FORMATEN)}")
    if not namen:
        raise Gebruiksfout(f"geef met --format ten minste één van {', '.join(FORMATEN)}")
    if uit is None and namen != ("json",) and "json" in namen:
        raise Gebruiksfout("json naast andere formaten gaat naar een map; geef die met -o")
    return namen


def schrijf_alles(bestanden: Mapping[str, bytes], uit: Path | None, naam: str, stil: bool) -> None:
    """Write every file into a folder, or one to the file that was named; JSON alone goes to standard output.

    Nothing is written where any of it holds a BSN.
    """
    if uit is None and tuple(bestanden) == ("json",):
        weiger_bsn_in_uitvoer("uitvoer.json", bestanden["json"])
        sys.stdout.write(bestanden["json"].decode())
        return
    plaatsen = {soort: _plaats(soort, uit, naam, len(bestanden)) for soort in bestanden}
    for soort, plaats in plaatsen.items():
        weiger_bsn_in_uitvoer(plaats.name, bestanden[soort])
    for soort, plaats in plaatsen.items():
        schrijf_heel(plaats, bestanden[soort])
        if not stil:
            zeg(f"Geschreven: {plaats}", file=sys.stderr)


def _plaats(soort: str, uit: Path | None, naam: str, aantal: int) -> Path:
    map_ = uit or Path(naam)
    if uit is not None and not uit.is_dir() and uit.suffix.lower().lstrip(".") in FORMATEN:
        if aantal > 1 or uit.suffix.lower() != f".{soort}":
            raise Gebruiksfout(f"'{uit}' is één bestand; geef een map, of vraag alleen --format {uit.suffix[1:]}")
        return uit
    if map_.is_file():
        raise Gebruiksfout(f"'{map_}' is een bestand; geef een map, of een naam die eindigt op .{soort}")
    return map_ / f"{naam}.{soort}"


def lees_zijde(pad: Path, kader: str | None, toon_waarden: bool) -> Zijde:
    """One side: an onderzoek that is scored here, or a result that was scored before."""
    if pad.is_dir():
        return _uit_map(pad, kader, toon_waarden)
    if kader is not None:
        raise Gebruiksfout(
            f"--met-kader toetst opnieuw en vraagt mappen met dossiers; '{pad}' is een bestand met een resultaat"
        )
    return uit_resultaat(lees_resultaat(pad), pad.name)


def _uit_map(pad: Path, kader: str | None, toon_waarden: bool) -> Zijde:
    if not (pad / ONDERZOEK).is_file():
        raise Gebruiksfout(f"'{pad}' is geen onderzoek: er staat geen {ONDERZOEK} in")
    stukken = verzamel([pad], kader, None, zonder_profiel=kader is not None)
    regels = stukken.scoring.regels
    # Who asks for one framework over two moments asks for it on purpose, whenever its norms came.
    geldig = None if kader is not None else regels.kader.geldig
    bruikbaar, afgekeurd = met_peildatum(stukken.lading, stukken.peildatum, geldig)
    afgekeurd += losse_oordelen(stukken.bronnen, bruikbaar)
    meld_afgekeurd(afgekeurd, toon_waarden, [pad])
    resultaat = beoordeel_alles(stukken.scoring, stukken.lading, stukken.peildatum, stukken.bronnen, kader is not None)
    meld_te_zwaar(resultaat, len(afgekeurd), [pad])
    if kader is None:
        resultaat = met_ontheffingen_van(resultaat, pad, regels.kader)
    context = Context(
        resultaat,
        regels.kader,
        stukken.bronnen,
        stukken.onderzoek,
        {stuk.geladen.dossier.id: stuk.geladen.dossier for stuk in bruikbaar},
        loting=meld_loting(stukken.onderzoek, stukken.lotlijst, {d.id for d in resultaat.dossiers}, pad),
    )
    return Zijde(pad.resolve().name, resultaat, regels.kader, regels, context, lees_verbeterplan(pad, stukken))


def met_ontheffingen_van(resultaat: Resultaat, map_: Path, kader: Kader) -> Resultaat:
    """The result with the waivers beside the onderzoek; they are about its own framework."""
    if not (map_ / ONTHEFFINGEN).is_file():
        return resultaat
    from dossieraudit.poorten.ontheffingen import met_ontheffingen

    eis_binnen(map_ / ONTHEFFINGEN, map_)
    return met_ontheffingen(resultaat, map_ / ONTHEFFINGEN, str(map_ / ONTHEFFINGEN), kader)


def uit_resultaat(resultaat: Resultaat, naam: str) -> Zijde:
    """A result on its own; a shipped framework that is still what it was tells titles, and what the norms were."""
    if resultaat.kader.id not in beschikbare_kaders():
        return Zijde(naam, resultaat)
    try:
        regels = laad_kader(resultaat.kader.id)
    except Invoerfout:
        # Only titles are lost: a framework that cannot be read is another than the one that gave this result.
        return Zijde(naam, resultaat)
    if regels.kader.sha256 != resultaat.kader.sha256:
        return Zijde(naam, resultaat)
    # What a profile changed stands in its own file, which a result only names.
    return Zijde(naam, resultaat, regels.kader, regels if resultaat.profiel is None else None)


def _meld_volgorde(voor: Zijde, na: Zijde) -> None:
    """Better and worse change places with the sides, so a slip in their order has to be seen."""
    eerst, dan = voor.resultaat.peildatum, na.resultaat.peildatum
    if eerst is not None and dan is not None and dan < eerst:
        zeg(
            f"Let op: NA ({na.naam}, {datum_voluit(dan)}) ligt vóór VOOR ({voor.naam}, {datum_voluit(eerst)}). "
            "Staan zij in de goede volgorde?",
            file=sys.stderr,
        )


def _met_namen(voor: Zijde, na: Zijde) -> tuple[Zijde, Zijde]:
    """Both sides, each with a framework to read titles from where the other has the same one."""
    from dataclasses import replace

    if voor.kader is None and na.kader is not None and na.resultaat.kader == voor.resultaat.kader:
        voor = replace(voor, kader=na.kader)
    elif na.kader is None and voor.kader is not None and na.resultaat.kader == voor.resultaat.kader:
        na = replace(na, kader=voor.kader)
    return voor, na
