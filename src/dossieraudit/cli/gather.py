"""What every command does first: read the onderzoek, the dossiers and the framework, and report what was rejected."""

import sys
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from dossieraudit.cli import exitcodes
from dossieraudit.cli.messages import meld, van_hier, zeg
from dossieraudit.errors import Fout, Gebruiksfout
from dossieraudit.loading.bronnen import Bronnen, laad_bronnen
from dossieraudit.loading.dossiers import Lading, laad_dossiers
from dossieraudit.loading.kaders import kader_id, laad_kader
from dossieraudit.loading.onderzoek import BESTAND as ONDERZOEK
from dossieraudit.loading.onderzoek import kader_van, laad_onderzoek, profiel_van, toets_tags
from dossieraudit.loading.ongelezen import ongelezen
from dossieraudit.loading.trekking import Lotlijst, laad_trekking
from dossieraudit.loting import Lotcontrole, controleer_loting
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.models.resultaat import Afgekeurd
from dossieraudit.privacy.poort import weiger_bsn_in_invoer
from dossieraudit.report.taal import datum_voluit
from dossieraudit.scoring import Scoring, laatste_datum
from dossieraudit.wording import enkele

# So many dossiers are named in a remark about them.
_GENOEMD = 5


class Stukken(Struct, frozen=True):
    """The input of a run, read and checked. `eigen_kader` is the framework of what names none beside the dossiers."""

    onderzoek: Onderzoek | None
    lading: Lading
    scoring: Scoring
    bronnen: Bronnen
    peildatum: date | None
    eigen_kader: str
    lotlijst: Lotlijst | None = None


def verzamel(
    paden: Sequence[Path],
    kader: str | None,
    peildatum: date | None,
    profiel: Path | None = None,
    zonder_profiel: bool = False,
) -> Stukken:
    """Read everything that a run needs; what is not asked for comes from the onderzoek. Input with a BSN is refused.

    With `zonder_profiel` the bare framework is used, whatever profile the onderzoek names.

    Raises `Invoerfout` or `Gebruiksfout` where it cannot begin.
    """
    stukken = verzamel_ongezien(paden, kader, peildatum, profiel, zonder_profiel)
    bronnen = stukken.bronnen
    weiger_bsn_in_invoer(
        stukken.lading,
        [("onderzoek.yaml", stukken.onderzoek)]
        + [(f"interviews ({een.id})", een) for een in bronnen.interviews]
        + [(f"documenten ({een.id})", een) for een in bronnen.documenten]
        + [(f"beoordelingen ({een.dossier} {een.blad})", een) for een in bronnen.beoordelingen],
    )
    return stukken


def verzamel_ongezien(
    paden: Sequence[Path],
    kader: str | None,
    peildatum: date | None,
    profiel: Path | None = None,
    zonder_profiel: bool = False,
) -> Stukken:
    """The same without the gate: for the one command that takes out of input what the gate refuses."""
    onderzoek = laad_onderzoek(paden[0]) if len(paden) == 1 else None
    van_onderzoek = kader_van(onderzoek, paden[0]) if paden else None
    if profiel is None and paden and not zonder_profiel:
        profiel = profiel_van(onderzoek, paden[0])
    scoring = Scoring(laad_kader(kader or van_onderzoek, profiel))
    lading = laad_dossiers(paden, standaardinvoer(paden))
    meld_ongelezen(paden)
    dag = peildatum or (onderzoek.peildatum if onderzoek is not None else None)
    _meld_latere_feiten(lading, dag)
    gebruikt = scoring.regels.kader
    eigen = gebruikt.id if kader is None else kader_id(van_onderzoek)
    bronnen = laad_bronnen(paden[0] if onderzoek is not None else None, gebruikt, eigen)
    if bronnen.van_ander_kader:
        zeg(
            f"{bronnen.van_ander_kader} interviews, documenten of beoordelingen zijn geschreven voor kader '{eigen}' "
            f"en tellen niet mee bij '{gebruikt.id}'.",
            file=sys.stderr,
        )
    lotlijst = laad_trekking(onderzoek, paden[0]) if onderzoek is not None else None
    if lotlijst is not None and lotlijst.aanwezig:
        bronnen = replace(bronnen, invoer=(*bronnen.invoer, (lotlijst.naam, lotlijst.sha256)))
    if gebruikt.id == eigen:
        toets_tags(onderzoek, paden[0], gebruikt)
    return Stukken(onderzoek, lading, scoring, bronnen, dag, eigen, lotlijst)


def _meld_latere_feiten(lading: Lading, dag: date | None) -> None:
    """Say where a dossier speaks of days after the peildatum: it is judged as it is now, with the terms of that day."""
    if dag is None:
        return
    later = [
        g.dossier.id for g in lading.dossiers if (laatste := laatste_datum(g.dossier)) is not None and laatste > dag
    ]
    if later:
        noemt = "1 dossier noemt" if len(later) == 1 else f"{len(later)} dossiers noemen"
        zeg(
            f"Let op: {noemt} feiten van na de peildatum ({datum_voluit(dag)}), en die tellen mee: "
            f"{enkele(later, _GENOEMD)}.",
            file=sys.stderr,
        )


def meld_ongelezen(paden: Sequence[Path]) -> None:
    """Warn on standard error of files that stand among what was read, and were not read themselves."""
    namen = [van_hier(str(pad / naam)) for pad in paden if pad.is_dir() for naam in ongelezen(pad)]
    if namen:
        zeg(
            f"Let op: niet gelezen: {enkele(namen, _GENOEMD)}. Hernoem wat meetelt (dossiers: .yaml, .yml, "
            ".json of .jsonl; interviews, documenten en beoordelingen: .yaml), en zet het niet in een map eronder.",
            file=sys.stderr,
        )


def standaardinvoer(paden: Sequence[Path]) -> BinaryIO | None:
    """What `-` stands for. Raises `Gebruiksfout` where it is asked for and was closed before the program began."""
    if sys.stdin is not None:
        return sys.stdin.buffer
    if any(str(pad) == "-" for pad in paden):
        raise Gebruiksfout("'-' leest de standaardinvoer, maar die is dicht; geef een bestand of een map op")
    return None


def meld_loting(
    onderzoek: Onderzoek | None, lotlijst: Lotlijst | None, gelezen: Collection[str], map_: Path
) -> Lotcontrole | None:
    """Warn on standard error where what was read is not what was drawn; None where no list of the lot is named."""
    if onderzoek is None or lotlijst is None:
        return None
    controle = controleer_loting(onderzoek.steekproef, lotlijst, gelezen)
    for afwijking in controle.afwijkingen:
        zeg(f"Let op: {van_hier(str(map_ / ONDERZOEK))}: {afwijking.tekst}.", file=sys.stderr)
    if controle.breuken:
        zeg(
            "  Zo is dit niet de getrokken steekproef: het rapport doet geen uitspraak over andere dossiers. "
            "Herstel de map, of leg de reden vast onder 'vervangingen' bij de steekproef.",
            file=sys.stderr,
        )
    return controle


def meld_afgekeurd(
    afgekeurd: Sequence[tuple[str, tuple[Fout, ...]]], toon_waarden: bool, paden: Sequence[Path] = ()
) -> None:
    """Every fault of every rejected dossier, on standard error."""
    for _, fouten in afgekeurd:
        meld(fouten, toon_waarden, paden)


def meld_uit_resultaat(afgekeurd: Sequence[Afgekeurd], paden: Sequence[Path] = ()) -> None:
    """Faults as a result holds them, without anything of the dossier."""
    for een in afgekeurd:
        meld((Fout(een.invoer, f.melding, f.regel) for f in een.fouten), False, paden)


def exitcode(afgekeurd: int, ongeldig_mag: bool) -> int:
    """0, or 3 where something was rejected and that was not allowed."""
    return exitcodes.INVOER_AFGEKEURD if afgekeurd and not ongeldig_mag else exitcodes.GELUKT
