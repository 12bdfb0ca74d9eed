"""The data behind the explorer (verkenner) of the HTML report: leaf, dossier, eisen, facts.

The reader's browser renders on demand, so everything is encoded compactly: what occurs often stands once in a
list, and the rest points at it. The script in `templates/html/` is the only reader of `codeer`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, get_args

from dossieraudit.models.kader import UITKOMSTEN, Kader, Reden, Uitkomst
from dossieraudit.models.resultaat import Beoordeling, BladUitkomst, Resultaat
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import datum_voluit, zichtbaar

# What is left of 6 MB for facts beside the report itself and the uitkomsten of 3,000 dossiers.
RUIMTE_FEITEN = 3_500_000

REDENEN: tuple[Reden, ...] = get_args(Reden)
REDEN_LABELS: dict[Reden, str] = {
    "niet_vastgelegd": "niet vastgelegd in het dossier",
    "onderdeel_niet_aangeleverd": "dit onderdeel van het dossier is niet aangeleverd",
    "professioneel_oordeel_nodig": "vraagt een professioneel oordeel",
    "andere_bron": "alleen interviews of documenten kunnen dit uitwijzen",
    "buiten_bereik": "geldt niet voor deze soort overdracht",
    "doet_zich_niet_voor": "de situatie doet zich in dit dossier niet voor",
    "nog_niet_aan_de_orde": "de termijn is op de peildatum nog niet verstreken",
}
# No digits: nine of them in a row could pass for a BSN, and the gate would refuse the report.
_EIS_TEKENS: dict[bool | None, str] = {True: "+", False: "x", None: "?"}
_NIET_BEPAALD = "-"


class Feit(NamedTuple):
    """A fact that an uitkomst rests on: its path in the dossier, its value as text, and where in the file it stands."""

    pad: str
    waarde: str
    vindplaats: str | None = None


Feiten = Callable[[str, str], Sequence[Feit]] | Mapping[tuple[str, str], Sequence[Feit]]


@dataclass(frozen=True, slots=True)
class EisTekst:
    """An eis of a leaf and the claim that it makes."""

    id: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Blad:
    """A leaf with the title of its thema."""

    id: str
    titel: str
    thema: str
    eisen: tuple[EisTekst, ...]


@dataclass(frozen=True, slots=True)
class DossierRij:
    """A dossier with its uitkomst per leaf, by the id of the leaf."""

    id: str
    uitkomsten: Mapping[str, BladUitkomst]


@dataclass(frozen=True, slots=True)
class Verkenner:
    """Leaves × dossiers. `feiten` gives the facts of a dossier and a leaf, as a mapping or as a function of both ids.

    A function is asked in the order of the dossiers, and no longer once the facts fill `ruimte_feiten` bytes.
    """

    bladen: tuple[Blad, ...]
    dossiers: tuple[DossierRij, ...]
    feiten: Feiten | None = None
    ruimte_feiten: int = RUIMTE_FEITEN

    @classmethod
    def uit(cls, resultaat: Resultaat, kader: Kader, feiten: Feiten | None = None) -> "Verkenner":
        """The explorer of a result; leaves in the order of the framework, dossiers in that of the result."""
        bladen = tuple(
            Blad(i.id, i.titel, thema.titel, tuple(EisTekst(e.id, e.tekst) for e in i.eisen))
            for thema in kader.themas
            for criterium in thema.criteria
            for i in criterium.indicatoren
        )
        dossiers = tuple(DossierRij(d.id, d.uitkomsten) for d in resultaat.dossiers)
        return cls(bladen, dossiers, feiten)

    def codeer(self) -> dict[str, Any]:
        """The explorer as plain lists for JSON; `templates/html/gegevens.js` says how they hang together."""
        return _Codering(self).als_json()


def json_in_html(waarde: Any) -> str:
    """Compact JSON that can stand inside a script element: nothing in it can end that element or open a comment."""
    gecodeerd = json.dumps(waarde, ensure_ascii=False, separators=(",", ":"))
    return gecodeerd.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@dataclass(slots=True)
class _Lijst:
    """Values in order of first appearance; a value is replaced by its place."""

    waarden: list[Any] = field(default_factory=list)
    plaatsen: dict[Any, int] = field(default_factory=dict)

    def plaats(self, waarde: Any) -> int:
        if waarde not in self.plaatsen:
            self.plaatsen[waarde] = len(self.waarden)
            self.waarden.append(waarde)
        return self.plaatsen[waarde]


class _Codering:
    """One explorer on its way to JSON."""

    def __init__(self, verkenner: Verkenner) -> None:
        self.verkenner = verkenner
        self.themas = _Lijst()
        self.cellen = _Lijst()
        self.teksten = _Lijst()
        self.beoordelingen: dict[str, list[Any]] = {}
        self.ruimte = verkenner.ruimte_feiten

    def als_json(self) -> dict[str, Any]:
        v = self.verkenner
        bladen = [self.blad(blad) for blad in v.bladen]
        rijen = [
            [self.cel(d, n, dossier, blad) for n, blad in enumerate(v.bladen)] for d, dossier in enumerate(v.dossiers)
        ]
        feiten = self.feiten()
        return {
            "uitkomsten": [[u, STIJLEN[u].label, STIJLEN[u].teken] for u in UITKOMSTEN],
            "redenen": [REDEN_LABELS[reden] for reden in REDENEN],
            "themas": self.themas.waarden,
            "bladen": bladen,
            "dossiers": [zichtbaar(dossier.id) for dossier in v.dossiers],
            "cellen": self.cellen.waarden,
            "rijen": rijen,
            "beoordelingen": self.beoordelingen,
            "teksten": self.teksten.waarden,
            "feiten": feiten,
            "metFeiten": v.feiten is not None,
        }

    def blad(self, blad: Blad) -> list[Any]:
        eisen = [[zichtbaar(eis.id), zichtbaar(eis.tekst)] for eis in blad.eisen]
        return [zichtbaar(blad.id), zichtbaar(blad.titel), self.themas.plaats(zichtbaar(blad.thema)), eisen]

    def cel(self, rij: int, kolom: int, dossier: DossierRij, blad: Blad) -> int:
        """The place of [uitkomst, reden, eisen, hoogstens, minstens, misschien n.v.t.], -1 where there is none."""
        gevonden = dossier.uitkomsten.get(blad.id)
        if gevonden is None:
            return -1
        if gevonden.beoordeling is not None:
            self.beoordelingen[f"{rij},{kolom}"] = _beoordeling(gevonden.beoordeling)
        return self.cellen.plaats(
            (
                UITKOMSTEN.index(gevonden.uitkomst),
                -1 if gevonden.reden is None else REDENEN.index(gevonden.reden),
                "".join(_eis_teken(gevonden, eis.id) for eis in blad.eisen),
                _plaats(gevonden.hoogstens),
                _plaats(gevonden.minstens),
                int(gevonden.misschien_nvt),
            )
        )

    def feiten(self) -> list[list[Any]]:
        """Per dossier its facts once, and per leaf which of them; dossiers for which there is no room are left off."""
        gecodeerd: list[list[Any]] = []
        for dossier in self.verkenner.dossiers:
            eerste_nieuwe = len(self.teksten.waarden)
            dossierfeiten = self.dossierfeiten(dossier)
            if dossierfeiten is None:
                break
            nieuw = [dossierfeiten, self.teksten.waarden[eerste_nieuwe:]]
            self.ruimte -= len(json_in_html(nieuw).encode())
            if self.ruimte < 0:
                del self.teksten.waarden[eerste_nieuwe:]
                break
            gecodeerd.append(dossierfeiten)
        return gecodeerd

    def dossierfeiten(self, dossier: DossierRij) -> list[Any] | None:
        bron = self.verkenner.feiten
        if bron is None:
            return None
        eigen = _Lijst()
        per_blad: dict[str, list[int]] = {}
        for n, blad in enumerate(self.verkenner.bladen):
            gevonden = bron.get((dossier.id, blad.id), ()) if isinstance(bron, Mapping) else bron(dossier.id, blad.id)
            if gevonden:
                per_blad[str(n)] = [eigen.plaats(self.feit(feit)) for feit in gevonden]
        return [[getal for feit in eigen.waarden for getal in feit], per_blad]

    def feit(self, feit: Feit) -> tuple[int, int, int]:
        vindplaats = -1 if feit.vindplaats is None else self.teksten.plaats(zichtbaar(feit.vindplaats))
        return (self.teksten.plaats(zichtbaar(feit.pad)), self.teksten.plaats(zichtbaar(feit.waarde)), vindplaats)


def _eis_teken(gevonden: BladUitkomst, eis: str) -> str:
    return _EIS_TEKENS[gevonden.eisen[eis]] if eis in gevonden.eisen else _NIET_BEPAALD


def _plaats(uitkomst: Uitkomst | None) -> int:
    return -1 if uitkomst is None else UITKOMSTEN.index(uitkomst)


def _beoordeling(beoordeling: Beoordeling) -> list[Any]:
    return [
        UITKOMSTEN.index(beoordeling.uitkomst),
        UITKOMSTEN.index(beoordeling.uitkomst_machine),
        zichtbaar(beoordeling.beoordelaar),
        datum_voluit(beoordeling.datum),
        zichtbaar(beoordeling.motivering),
        beoordeling.verouderd,
    ]
