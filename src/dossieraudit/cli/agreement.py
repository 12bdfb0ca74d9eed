"""`dossieraudit review agreement`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.bewaking import spaar
from dossieraudit.errors import Fout, Foutenlijst, Gebruiksfout, bedoelde
from dossieraudit.loading.kaders import kader_id, laad_kader
from dossieraudit.loading.onderzoek import kader_van, laad_onderzoek
from dossieraudit.models.bronnen import CONSENSUS, Oordeelsvelling
from dossieraudit.models.kader import UITKOMSTEN, Kader
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.review.consensus import leg_vast
from dossieraudit.review.opslag import MAP, bewaar, lees_oordelen, lees_van
from dossieraudit.review.overeenstemming import vergelijk
from dossieraudit.review.verslag import als_markdown


def voer_uit(
    eerste: Path, tweede: Path, *, consensus: Path | None, uit: Path | None, kader: str | None, stil: bool
) -> int:
    """Compare, record what both find, and tell the rest."""
    spaar((uit, consensus), (eerste, tweede, kader))
    van_onderzoek = _kader_van(eerste)
    regels = laad_kader(kader or van_onderzoek)
    eigen = regels.kader.id if kader is None else kader_id(van_onderzoek)
    oordelen = [_lees(pad, regels.kader, eigen) for pad in (eerste, tweede)]
    namen = [_beoordelaar(pad, gelezen) for pad, gelezen in zip((eerste, tweede), oordelen, strict=True)]
    if namen[0].casefold() == namen[1].casefold():
        raise Gebruiksfout(f"beide bestanden zijn van {namen[0]}; vergelijk twee beoordelaars")
    if consensus is not None and CONSENSUS in namen:
        raise Gebruiksfout("--consensus legt vast wat twee beoordelaars vonden; geef van elk het eigen bestand")
    vergelijking = vergelijk((namen[0], namen[1]), *oordelen)
    vast = None
    if consensus is not None:
        vast = leg_vast(vergelijking, _van_kader(lees_van(consensus, CONSENSUS), regels.kader, eigen))
        bewaar(consensus, CONSENSUS, vast.oordelen, eigen)
    tekst = als_markdown(vergelijking, regels.kader, vast)
    if uit is not None:
        schrijf_heel(uit, tekst.encode())
    elif not stil:
        sys.stdout.write(tekst)
    for pad in (uit, consensus):
        if pad is not None and not stil:
            print(f"Geschreven: {pad}", file=sys.stderr)
    return exitcodes.GELUKT


def _kader_van(pad: Path) -> str | None:
    """The framework of the onderzoek in which the file stands, if it stands in one."""
    map_ = pad.absolute().parent
    return kader_van(laad_onderzoek(map_.parent), map_.parent) if map_.name == MAP else None


def _lees(pad: Path, kader: Kader, eigen: str) -> tuple[Oordeelsvelling, ...]:
    oordelen = _van_kader(lees_oordelen(pad), kader, eigen)
    fouten, bladen = Foutenlijst(), {i.id for i in kader.indicatoren}
    for oordeel in oordelen:
        if oordeel.blad not in bladen:
            melding = f"het kader kent geen blad '{oordeel.blad}'"
            fouten.voeg_toe(Fout(str(pad), melding, advies=bedoelde(oordeel.blad, bladen)))
        if oordeel.uitkomst_machine not in UITKOMSTEN:
            # Any text may stand there, so it is not repeated.
            melding = f"{oordeel.dossier} {oordeel.blad}: bij 'uitkomst_machine' staat geen uitkomst"
            fouten.voeg_toe(Fout(str(pad), melding, advies=bedoelde(oordeel.uitkomst_machine, UITKOMSTEN)))
    paren = [(oordeel.dossier, oordeel.blad) for oordeel in oordelen]
    for dossier, blad in sorted({paar for paar in paren if paren.count(paar) > 1}):
        melding = f"dossier {dossier}, blad {blad}, staat hier meer dan één keer"
        fouten.voeg_toe(Fout(str(pad), melding, advies="laat één oordeel staan"))
    fouten.meld()
    return oordelen


def _van_kader(oordelen: Sequence[Oordeelsvelling], kader: Kader, eigen: str) -> tuple[Oordeelsvelling, ...]:
    return tuple(oordeel for oordeel in oordelen if (oordeel.kader or eigen) == kader.id)


def _beoordelaar(pad: Path, oordelen: Sequence[Oordeelsvelling]) -> str:
    namen = sorted({oordeel.beoordelaar for oordeel in oordelen})
    if len(namen) != 1:
        wat = f"oordelen van {', '.join(namen)}" if namen else "geen oordelen over dit kader"
        raise Gebruiksfout(f"in '{pad}' staan {wat}; geef van elke beoordelaar één bestand")
    return namen[0]
