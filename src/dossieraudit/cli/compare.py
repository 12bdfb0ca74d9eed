"""`dossieraudit compare VOOR NA`, and what a second look has to hold: `compare VOOR --hertoets`."""

import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dossieraudit.cli.beoordelen import beoordeel
from dossieraudit.cli.bestanden import bewaar, eis_zonder_bsn, lees_formaten, plaatsen, soort_van
from dossieraudit.cli.gather import exitcode, verzamel
from dossieraudit.cli.messages import zeg
from dossieraudit.cli.verbeterplan import lees_verbeterplan
from dossieraudit.cli.verify import lees_resultaat
from dossieraudit.errors import Gebruiksfout, Invoerfout
from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader
from dossieraudit.loading.onderzoek import BESTAND as ONDERZOEK
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.poorten.ontheffingen import met_eigen_ontheffingen
from dossieraudit.report.context import Context
from dossieraudit.report.schrijvers import DOCUMENTEN
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import Document
from dossieraudit.vergelijking.zijden import Zijde, eis_zelfde_team

STANDAARD = "html,md"


FORMATEN = (*DOCUMENTEN, "xlsx", "json")


def voer_uit(
    paden: Sequence[Path],
    *,
    uit: Path | None,
    formaten: str | None,
    stil: bool,
    kader: str | None,
    hertoets: bool,
    hernoemd: bool,
    toon_waarden: bool,
) -> int:
    """Compare two sides, or say what a second look at one has to hold; gives the exit code."""
    gevraagd = _gevraagd(formaten, uit)
    if len(paden) == 1 and hertoets:
        if hernoemd:
            raise Gebruiksfout("--hernoemd gaat over VOOR en NA; er is maar één onderzoek gegeven")
        return _plan(paden[0], uit, gevraagd, stil, kader, toon_waarden)
    if len(paden) != 2:
        raise Gebruiksfout(_verkeerd_aantal(len(paden)))
    zijden = [lees_zijde(pad, kader, toon_waarden) for pad in paden]
    voor, na = _met_namen(*zijden)
    if not hernoemd:
        eis_zelfde_team(voor, na)
    _meld_volgorde(voor, na)
    from dossieraudit.vergelijking.opbouw import vergelijk

    vergelijking = vergelijk(voor, na, hertoets=hertoets, met_kader=kader)
    if not gevraagd:
        from dossieraudit.vergelijking.scherm import toon

        toon(vergelijking, _opdracht(paden, kader, hertoets, hernoemd), stil=stil)
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

        _lever({soort: inhoud(soort) for soort in gevraagd}, document, uit, "voortgang", [*paden, kader], stil)
    return exitcode(sum(len(zijde.resultaat.afgekeurd) for zijde in zijden), ongeldig_mag=False)


def _opdracht(paden: Sequence[Path], kader: str | None, hertoets: bool, hernoemd: bool) -> str:
    """The same comparison as a command that can be copied."""
    opties = [*(["--met-kader", kader] if kader else []), *(["--hertoets"] if hertoets else [])]
    opties += ["--hernoemd"] if hernoemd else []
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
        _lever(
            {soort: DOCUMENTEN[soort](document) for soort in gevraagd}, document, uit, "hertoets", [pad, kader], stil
        )
    return exitcode(len(zijde.resultaat.afgekeurd), ongeldig_mag=False)


def _gevraagd(formaten: str | None, uit: Path | None) -> tuple[str, ...]:
    """The formats that were asked for; none means the screen. A file by its own suffix, a folder by the standard."""
    if formaten is None and uit is None:
        return ()
    namen = lees_formaten(formaten if formaten is not None else soort_van(uit, FORMATEN) or STANDAARD, FORMATEN)
    if uit is None and namen != ("json",) and "json" in namen:
        raise Gebruiksfout("json naast andere formaten gaat naar een map; geef die met -o")
    return namen


def _lever(
    inhoud: Mapping[str, bytes],
    document: Document,
    uit: Path | None,
    naam: str,
    gelezen: Sequence[Path | str | None],
    stil: bool,
) -> None:
    """Into files; JSON alone goes to standard output."""
    if uit is None and tuple(inhoud) == ("json",):
        eis_zonder_bsn("uitvoer", "json", inhoud["json"], lambda: document)
        sys.stdout.write(inhoud["json"].decode())
        return
    naar = plaatsen(uit, tuple(inhoud), {soort: f"{naam}.{soort}" for soort in FORMATEN}, Path(naam))
    bestanden = {naar[soort]: (soort, inhoud[soort]) for soort in inhoud}
    bewaar(bestanden, lambda: document, gelezen=gelezen, stil=stil)


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
    beoordeeld = beoordeel(stukken, [pad], latere_normen=kader is not None, toon_waarden=toon_waarden)
    resultaat = beoordeeld.resultaat
    if kader is None:  # waivers are about the framework of the onderzoek itself
        resultaat = met_eigen_ontheffingen(resultaat, pad, regels.kader)
    context = Context(
        resultaat,
        regels.kader,
        stukken.bronnen,
        stukken.onderzoek,
        {stuk.geladen.dossier.id: stuk.geladen.dossier for stuk in beoordeeld.bruikbaar},
        loting=beoordeeld.loting,
    )
    return Zijde(pad.resolve().name, resultaat, regels.kader, regels, context, lees_verbeterplan(pad, stukken))


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
