"""Uitkomsten of many dossiers → counts, tables and the word that fits a count."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from dossieraudit.models.kader import UITKOMSTEN, Kader, Uitkomst
from dossieraudit.models.resultaat import BladTelling, KenmerkTelling, Ontheffingstand, Resultaat
from dossieraudit.scoring import Eiswaarden

if TYPE_CHECKING:
    import pandas as pd


class Kenmerktellingen(Struct, frozen=True):
    """How often each kenmerk is true, false or unknown, and in how many of the unknown dossiers it is unknown whether
    they belong to its denominator at all."""

    tellingen: dict[str, KenmerkTelling]
    misschien: dict[str, int]

    def noemer(self, naam: str) -> int:
        """The denominator for a text: the dossiers that surely belong there."""
        return self.tellingen[naam].totaal - self.misschien[naam]


def tel_kenmerken(kader: Kader, dossiers: Iterable[Eiswaarden]) -> Kenmerktellingen:
    """How often each kenmerk is true, false or unknown, within its denominator, over the values of each dossier.

    A dossier counts where the kenmerk that sets the denominator is true, and the one that sets that one's, and so on.
    Where one of them is false it does not; otherwise, where one is unknown, it may belong there, and counts as unknown.
    """
    namen = list(kader.kenmerken)
    plaats = {naam: i for i, naam in enumerate(namen)}
    over = [[plaats[noemer] for noemer in _noemers(kader, naam)] for naam in namen]
    tellers: list[Counter[bool | None]] = [Counter() for _ in namen]
    misschien = [0] * len(namen)
    for waarden in dossiers:
        for i, waarde in enumerate(waarden):
            noemers = [waarden[plek] for plek in over[i]]
            if False in noemers:
                continue
            mee = None not in noemers
            misschien[i] += not mee
            tellers[i][waarde if mee else None] += 1
    tellingen = [KenmerkTelling(waar=t[True], onwaar=t[False], onbekend=t[None]) for t in tellers]
    return Kenmerktellingen(dict(zip(namen, tellingen, strict=True)), dict(zip(namen, misschien, strict=True)))


def _noemers(kader: Kader, naam: str) -> Iterator[str]:
    """What a kenmerk is counted over, and what that is counted over, up to all dossiers."""
    gezien = {naam}
    while (noemer := kader.kenmerken[naam].over) is not None and noemer not in gezien:
        yield noemer
        gezien.add(noemer)
        naam = noemer


def tel_bladen(uitkomsten: Iterable[Mapping[str, Uitkomst]], bladen: Sequence[str]) -> dict[str, BladTelling]:
    """Counts per uitkomst for every leaf; one mapping leaf → uitkomst per dossier."""
    tellers: dict[str, Counter[str]] = {blad: Counter() for blad in bladen}
    for dossier in uitkomsten:
        for blad, uitkomst in dossier.items():
            tellers[blad][uitkomst] += 1
    return {blad: BladTelling.model_validate({u: teller[u] for u in UITKOMSTEN}) for blad, teller in tellers.items()}


def _ontheffing(stand: Ontheffingstand | None) -> dict[str, str | None]:
    return {
        "ontheffing": stand.stand if stand else None,
        "ontheffing_eigenaar": stand.eigenaar if stand else None,
        "ontheffing_tot": stand.tot.isoformat() if stand else None,
    }


def als_tabel(resultaat: Resultaat) -> "pd.DataFrame":
    """The scores as a table: a row for every dossier × leaf, in the order of the result."""
    import pandas as pd  # half a second to load, and only tables need it

    ontheven = {(dossier, stand.blad): stand for stand in resultaat.ontheffingen for dossier in stand.dossiers}
    rijen = [
        {
            "dossier": dossier.id,
            "peildatum": dossier.peildatum.isoformat(),
            "blad": blad,
            "uitkomst": u.uitkomst,
            "reden": u.reden,
            "hoogstens": u.hoogstens,
            "minstens": u.minstens,
            "uitkomst_machine": u.beoordeling.uitkomst_machine if u.beoordeling else u.uitkomst,
            "beoordelaar": u.beoordeling.beoordelaar if u.beoordeling else None,
        }
        # Columns of their own, only where there is something to say: other programs read the ones above.
        | (_ontheffing(ontheven.get((dossier.id, blad))) if resultaat.ontheffingen else {})
        for dossier in resultaat.dossiers
        for blad, u in dossier.uitkomsten.items()
    ]
    return pd.DataFrame(rijen)
