"""Reading the measures beside an onderzoek: the gate on a BSN, and what is said where they do not count."""

import sys
from pathlib import Path

from dossieraudit.cli.gather import Stukken
from dossieraudit.cli.messages import zeg
from dossieraudit.loading.verbetering import BESTAND, Verbeterplan, laad_verbeterplan
from dossieraudit.privacy.poort import weiger_bsn


def lees_verbeterplan(pad: Path, stukken: Stukken) -> Verbeterplan | None:
    """The measures of an onderzoek; None where there are none for this framework.

    Raises `Invoerfout` with every fault in the file, and where it holds a BSN.
    """
    if stukken.onderzoek is None:
        return None
    kader = stukken.scoring.regels.kader
    plan = laad_verbeterplan(pad, kader, stukken.eigen_kader)
    if plan is None:
        return None
    if plan.van_ander_kader:
        zeg(f"{pad / BESTAND} hoort bij een ander kader dan '{kader.id}' en telt hier niet mee.", file=sys.stderr)
        return None
    weiger_bsn((f"{BESTAND} ({m.id})", m) for m in plan.maatregelen)
    return plan
