"""How an uitkomst looks, for every format: label, sign and colours, in one place.

Blue against orange, light against dark: the pairs stay apart for every common form of colour blindness. The
sign is in every cell and bar, so that nothing is lost in grey. Each ink on its fill has a contrast of 4.5 : 1
or more; fills beside each other need an outline (`RAND`), as not every pair of them reaches 3 : 1.
"""

from msgspec import Struct

from dossieraudit.models.kader import Uitkomst
from dossieraudit.scoring import Bladscore


class Stijl(Struct, frozen=True):
    """The presentation of one uitkomst; colours as '#rrggbb'."""

    label: str
    teken: str
    vlak: str
    inkt: str
    vlak_donker: str
    inkt_donker: str


STIJLEN: dict[Uitkomst, Stijl] = {
    "voldoet": Stijl("voldoet", "V", "#1d5d9b", "#ffffff", "#7ab8ec", "#0d1117"),
    "voldoet_gedeeltelijk": Stijl("voldoet gedeeltelijk", "G", "#bcd9f2", "#1a1a1a", "#1f4a75", "#ffffff"),
    "voldoet_niet": Stijl("voldoet niet", "N", "#b3420e", "#ffffff", "#f79a63", "#0d1117"),
    "niet_navolgbaar": Stijl("niet navolgbaar", "?", "#fbdf8f", "#1a1a1a", "#6b4e00", "#ffffff"),
    "niet_van_toepassing": Stijl("n.v.t.", "–", "#e9e9ec", "#3d3d45", "#33383f", "#e6e6e6"),
    "niet_getoetst": Stijl("niet getoetst", "o", "#ffffff", "#3d3d45", "#161b22", "#c9d1d9"),
}

RAND = "#5a5f69"
RAND_DONKER = "#8b949e"
HANDMATIG = "*"
HANDMATIG_UITLEG = f"{HANDMATIG} = vastgesteld door een beoordelaar"


def legenda() -> tuple[tuple[Uitkomst, Stijl], ...]:
    """Every uitkomst with its presentation, in the order of the framework."""
    return tuple(STIJLEN.items())


def bereik(score: Bladscore) -> str:
    """What an open uitkomst may come to: 'voldoet niet tot voldoet', 'voldoet niet of niet van toepassing'."""
    # From worst to best, and once where those are the same.
    labels = dict.fromkeys(STIJLEN[u].label for u in (score.minstens, score.hoogstens) if u is not None)
    vervalt = " of niet van toepassing" if score.misschien_nvt else ""
    return f"{' tot '.join(labels)}{vervalt}"
