"""Dossiers as rows of the intake workbook; what does not fit in a cell is refused, never cut off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dossieraudit.errors import Fout, Foutenlijst
from dossieraudit.intake import vorm
from dossieraudit.intake.cellen import naar_cel
from dossieraudit.loading.tabellen import Tabel, tabellen
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.paden import Pad, pad_tekst

Celinhoud = str | int | date | None
Rij = list[Celinhoud]


@dataclass
class Bladen:
    """The rows of every sheet with facts."""

    delen: dict[tuple[str, ...], list[Rij]] = field(default_factory=lambda: {pad: [] for pad in tabellen()})
    niet_aangeleverd: list[Rij] = field(default_factory=list)
    vindplaatsen: list[Rij] = field(default_factory=list)


def als_rijen(dossiers: Iterable[Dossier]) -> Bladen:
    """The rows of these dossiers. Raises `Invoerfout` where a text is longer than a cell can hold."""
    bladen, fouten = Bladen(), Foutenlijst()
    for dossier in dossiers:
        _Uitschrijver(dossier, bladen, fouten).schrijf()
    fouten.meld()
    return bladen


class _Uitschrijver:
    """Lays one dossier out over the sheets."""

    def __init__(self, dossier: Dossier, bladen: Bladen, fouten: Foutenlijst) -> None:
        self.dossier, self.bladen, self.fouten = dossier, bladen, fouten
        self.over = dict(dossier.vindplaatsen)

    def schrijf(self) -> None:
        """Every row of it."""
        self.deel(tabellen()[()], self.dossier, (), None)
        for onderdeel in self.dossier.niet_aangeleverd:
            self.bladen.niet_aangeleverd.append([self.dossier.id, vorm.keuze(onderdeel)])
        for pad, plaats in self.over.items():
            rij = [
                vorm.als_cel(self.dossier.id),
                *(self.passend(vorm.als_cel(t), f"vindplaatsen, {pad}") for t in (pad, plaats)),
            ]
            self.bladen.vindplaatsen.append(list(rij))

    def deel(self, tabel: Tabel, deel: Any, pad: Pad, houder: str | None) -> None:
        """One part: its row, and the rows of what it holds."""
        naam = pad_tekst(pad, self.dossier)
        plaats = self.over.pop(naam, None) if pad else None
        rij: Rij = []
        for kolom in vorm.kolommen(tabel.pad):
            rij.append(self.passend(self.inhoud(kolom, deel, houder, plaats), f"{naam}.{kolom.naam}".strip(".")))
        self.bladen.delen[tabel.pad].append(rij)
        for binnen in _binnen(tabel):
            onder = getattr(deel, binnen.pad[-1])
            eigen = deel.id if tabel.lijst and onder else None
            for plek, item in _items(binnen, onder):
                self.deel(binnen, item, (*pad, binnen.pad[-1], *plek), eigen)

    def inhoud(self, kolom: vorm.Kolom, deel: Any, houder: str | None, plaats: str | None) -> Celinhoud:
        """What one cell holds."""
        if kolom.rol == "dossier":
            return vorm.als_cel(self.dossier.id)
        if kolom.rol == "houder":
            return None if houder is None else vorm.als_cel(houder)
        if kolom.rol == "vindplaats":
            return None if plaats is None else vorm.als_cel(plaats)
        waarde = getattr(deel, kolom.naam)
        if kolom.veld is not None:
            return naar_cel(kolom.veld, waarde)
        return None if waarde is None else vorm.ZIE_BLAD if waarde else vorm.GEEN

    def passend(self, inhoud: Celinhoud, pad: str) -> Celinhoud:
        """The same, if a cell can hold it; Excel counts in units of UTF-16."""
        if isinstance(inhoud, str) and len(inhoud.encode("utf-16-le")) // 2 > vorm.LANGSTE_CEL:
            melding = f"deze tekst past niet in een cel van een werkmap (hooguit {vorm.LANGSTE_CEL} tekens)"
            self.fouten.voeg_toe(Fout(self.dossier.id, melding, pad=pad, advies="kort de tekst in", vertrouwelijk=True))
        return inhoud


def _binnen(tabel: Tabel) -> Iterator[Tabel]:
    return (t for t in tabellen().values() if t.pad and t.pad[:-1] == tabel.pad)


def _items(tabel: Tabel, deel: Any) -> Iterator[tuple[Pad, Any]]:
    if tabel.lijst:
        yield from (((plaats,), item) for plaats, item in enumerate(deel or ()))
    elif deel is not None:
        yield (), deel
