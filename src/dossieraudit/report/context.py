"""What the report is made from: the frozen result, the framework, and the material behind them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dossieraudit.loading.bronnen import Bronnen
from dossieraudit.loading.reactie import GeladenReactie
from dossieraudit.loading.verbetering import Verbeterplan
from dossieraudit.loting import Lotcontrole
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Hoofdstuk, Indicator, Kader
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.models.resultaat import BladTelling, Hoofdstukoordeel, Oordeel, Resultaat, Zin
from dossieraudit.report.notes import Toelichtingen
from dossieraudit.report.prose import opsomming
from dossieraudit.report.tree import Blok

# Before the subjects come the introduction and the description of the network.
EERSTE_ONDERWERP = 3
SLOTTITEL = "Oordeel en vervolg"


def onderwerp_van(kader: Kader, titel: str, bladen: Collection[str]) -> str:
    """What a chapter with these leaves is about: its own title.

    That of the last chapter of a report says nothing of its subject; there it is that of the thema's of the leaves.
    """
    if titel != SLOTTITEL:
        return titel
    themas = (t for t in kader.themas if any(i.id in bladen for c in t.criteria for i in c.indicatoren))
    return opsomming([t.titel for t in themas]) or titel


@dataclass(frozen=True, slots=True)
class Deel:
    """A chapter as the report numbers it. `oordeel` is the verdict over it, if the framework gives one."""

    nummer: int
    titel: str
    verwachting: str | None
    bladen: tuple[Indicator, ...]
    kadernummer: int | None = None
    oordeel: Hoofdstukoordeel | None = None
    praktijk: Oordeel | None = None


@dataclass(frozen=True)
class Context:
    """Everything that a chapter may read; verdicts and counts come from `resultaat` alone."""

    resultaat: Resultaat
    kader: Kader
    bronnen: Bronnen = field(default_factory=Bronnen)
    onderzoek: Onderzoek | None = None
    dossiers: Mapping[str, Dossier] = field(default_factory=dict)
    toelichtingen: Toelichtingen = field(default_factory=Toelichtingen)
    loting: Lotcontrole | None = None
    maatregelen: Verbeterplan | None = None
    reactie: GeladenReactie | None = None

    @property
    def aantal(self) -> int:
        """The number of dossiers in the result."""
        return len(self.resultaat.dossiers)

    @property
    def team(self) -> str:
        """Who is investigated, as sentences name it."""
        o = self.onderzoek
        if o is None:
            return "een wijkteam"
        # A kind of team has an article, a proper name has none.
        naam = f"het {o.wijkteam}" if o.wijkteam.split(" ")[0].lower().endswith("team") else o.wijkteam
        return naam if o.gemeente in o.wijkteam else f"{naam} in de gemeente {o.gemeente}"

    def telling(self, blad: Indicator) -> BladTelling:
        """The counts of a leaf."""
        return self.resultaat.indicatoren[blad.id]

    def toelichting(self, sectie: str) -> tuple[Blok, ...]:
        """What the writer added to a section."""
        return self.toelichtingen.blokken(sectie)

    @cached_property
    def bladen(self) -> dict[str, Indicator]:
        """Every leaf by its id."""
        return {i.id: i for i in self.kader.indicatoren}

    @cached_property
    def onderwerpen(self) -> tuple[Deel, ...]:
        """The chapters on practice; those of the thema's where the framework names no chapters."""
        if not self.kader.hoofdstukken:
            return tuple(self._uit_thema(plaats) for plaats in range(len(self.kader.themas)))
        gewoon = [h for h in self.kader.hoofdstukken if not h.slot]
        return tuple(self._uit_hoofdstuk(h, EERSTE_ONDERWERP + plaats) for plaats, h in enumerate(gewoon))

    @cached_property
    def slot(self) -> Deel:
        """The last chapter, with the leaves that the framework treats there."""
        nummer = EERSTE_ONDERWERP + len(self.onderwerpen)
        eigen = next((h for h in self.kader.hoofdstukken if h.slot), None)
        return self._uit_hoofdstuk(eigen, nummer) if eigen else Deel(nummer, SLOTTITEL, None, ())

    @cached_property
    def slotonderwerp(self) -> str:
        """What the leaves of the last chapter are about: its own title, or where that is general their thema's."""
        return onderwerp_van(self.kader, self.slot.titel, [blad.id for blad in self.slot.bladen])

    def zinnen(self, soort: str, deel: Deel | None = None) -> tuple[Zin, ...]:
        """The sentences of one kind that rules made; of one chapter where that is given."""
        alle: tuple[Zin, ...] = getattr(self.resultaat, soort)
        return alle if deel is None else tuple(z for z in alle if z.hoofdstuk == deel.kadernummer)

    def _uit_hoofdstuk(self, h: Hoofdstuk, nummer: int) -> Deel:
        oordeel = self.resultaat.hoofdstukken.get(str(h.nummer))
        bladen = tuple(self.bladen[blad] for blad in h.indicatoren)
        return Deel(nummer, h.titel, h.verwachting, bladen, h.nummer, oordeel, oordeel.praktijk if oordeel else None)

    def _uit_thema(self, plaats: int) -> Deel:
        thema = self.kader.themas[plaats]
        bladen = tuple(i for c in thema.criteria for i in c.indicatoren)
        praktijk = self.resultaat.themas.get(thema.id)
        return Deel(EERSTE_ONDERWERP + plaats, thema.titel, thema.omschrijving, bladen, praktijk=praktijk)
