"""`dossieraudit explain`."""

from datetime import date
from pathlib import Path

from dossieraudit.cli.beoordelen import beoordeel
from dossieraudit.cli.gather import Stukken, exitcode, meld_afgekeurd, verzamel
from dossieraudit.errors import Gebruiksfout, bedoelde
from dossieraudit.judgement import met_peildatum, oordeel_van_mens
from dossieraudit.outputs.explanation import MAX_FEITEN, toon
from dossieraudit.outputs.verdict import toon_oordeel
from dossieraudit.scoring import verklaar


def voer_uit(
    pad: Path,
    dossier: str | None,
    blad: str | None,
    *,
    oordeel: str | None,
    alles: bool,
    kader: str | None,
    profiel: Path | None,
    peildatum: date | None,
    toon_waarden: bool,
) -> int:
    """Explain one leaf of one dossier, or one oordeel over the sample."""
    if oordeel is None and (dossier is None or blad is None):
        raise Gebruiksfout("geef een DOSSIER en een BLAD, of vraag een oordeel met --oordeel")
    stukken = verzamel([pad], kader, peildatum, profiel)
    if oordeel is not None:
        resultaat = beoordeel(stukken, [pad], toon_waarden=toon_waarden).resultaat
        toon_oordeel(resultaat, stukken.scoring.regels.kader, oordeel)
        return exitcode(len(resultaat.afgekeurd), ongeldig_mag=False)
    return _leg_blad_uit(stukken, pad, str(dossier), str(blad), alles=alles, toon_waarden=toon_waarden)


def _leg_blad_uit(stukken: Stukken, pad: Path, dossier: str, blad: str, *, alles: bool, toon_waarden: bool) -> int:
    bruikbaar, afgekeurd = met_peildatum(stukken.lading, stukken.peildatum)
    per_id = {stuk.geladen.dossier.id: stuk for stuk in bruikbaar}
    if dossier not in per_id:
        meld_afgekeurd(afgekeurd, toon_waarden, [pad])
        tip = bedoelde(dossier, per_id) or f"er zijn {len(per_id)} dossiers in {pad}"
        raise Gebruiksfout(f"dossier '{dossier}' is er niet; {tip}")
    bladen = [regels.indicator.id for regels in stukken.scoring.regels.bladen]
    if blad not in bladen:
        raise Gebruiksfout(f"blad '{blad}' is er niet; {bedoelde(blad, bladen) or 'kies uit ' + ', '.join(bladen)}")
    stuk = per_id[dossier]
    uitleg = verklaar(stukken.scoring, stuk.geladen.dossier, stuk.peildatum, blad)
    mens = oordeel_van_mens(stukken.scoring, stuk, stukken.bronnen, blad)
    betwist = [o for oordelen in stukken.bronnen.betwist for o in oordelen if (o.dossier, o.blad) == (dossier, blad)]
    hoogstens = None if alles else MAX_FEITEN
    toon(uitleg, stuk.geladen.dossier, stuk.peildatum, mens=mens, betwist=betwist, hoogstens=hoogstens)
    return exitcode(0, ongeldig_mag=True)
