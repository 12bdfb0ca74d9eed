"""A side of a comparison: a result, with what is known of the framework and the onderzoek behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dossieraudit.errors import Gebruiksfout
from dossieraudit.expressions.rules import Regels
from dossieraudit.loading.verbetering import Verbeterplan
from dossieraudit.models.kader import Kader
from dossieraudit.models.onderzoek import Steekproef
from dossieraudit.models.resultaat import BladUitkomst, Oordeel, Resultaat
from dossieraudit.models.vergelijking import Groepssoort, Kant, Stand
from dossieraudit.report.context import Context, onderwerp_van
from dossieraudit.report.prose import tel
from dossieraudit.report.sampling import bezwaar_tegen_gevolgtrekking
from dossieraudit.vergelijking.richting import RANG, Verdeling

TOTAAL = "totaal"
_ONBEKEND_BIJ_JSON = (
    "Het resultaat zegt niet hoe de dossiers zijn gekozen; of zij door loting zijn getrokken, is daarom niet bekend."
)


@dataclass(frozen=True)
class Groep:
    """A group of leaves over which a verdict was given."""

    soort: Groepssoort
    id: str
    titel: str
    bladen: tuple[str, ...]


@dataclass(frozen=True)
class Zijde:
    """One side. `regels` are there only where they are exactly those that gave the result; `kader` at least names it.

    `context` is there for a folder: the onderzoek, the dossiers, the lot.
    """

    naam: str
    resultaat: Resultaat
    kader: Kader | None = None
    regels: Regels | None = None
    context: Context | None = None
    plan: Verbeterplan | None = None
    verdelingen: dict[str, Verdeling] = field(default_factory=dict)

    def uitkomsten(self, blad: str) -> Iterator[BladUitkomst]:
        """What was found about a leaf, dossier by dossier."""
        return (d.uitkomsten[blad] for d in self.resultaat.dossiers if blad in d.uitkomsten)

    def verdeling(self, blad: str) -> Verdeling:
        """The dossiers of a leaf by what they may be at worst and at best."""
        if blad not in self.verdelingen:
            self.verdelingen[blad] = Verdeling.van(self.uitkomsten(blad))
        return self.verdelingen[blad]

    def uit_dossiers(self, blad: str) -> bool:
        """Whether dossiers can say anything of this leaf at all."""
        uitkomsten = tuple(self.uitkomsten(blad))
        return not uitkomsten or any(u.reden != "andere_bron" for u in uitkomsten)

    def stand(self, blad: str) -> Stand | None:
        """The counts and the verdict of a leaf; None where the result does not have it."""
        telling = self.resultaat.indicatoren.get(blad)
        if telling is None:
            return None
        return Stand(
            **{uitkomst: getattr(telling, uitkomst) for uitkomst in RANG},
            niet_navolgbaar=telling.niet_navolgbaar,
            beoordeeld=telling.beoordeeld,
            wacht_op_oordeel=sum(u.reden == "professioneel_oordeel_nodig" for u in self.uitkomsten(blad)),
            oordeel=telling.oordeel.oordeel if telling.oordeel is not None else None,
        )

    def oordeel(self, soort: Groepssoort, id_: str) -> Oordeel | None:
        """The verdict over a group."""
        r = self.resultaat
        if soort == "hoofdstuk":
            return r.hoofdstukken[id_].praktijk if id_ in r.hoofdstukken else None
        if soort == "totaal":
            return r.oordeel
        return (r.criteria if soort == "criterium" else r.themas).get(id_)

    def groepen(self) -> Iterator[Groep]:
        """Every group of the framework, chapters last and the whole first; nothing where the framework is not known."""
        if self.kader is None:
            return
        yield Groep("totaal", TOTAAL, "Het geheel", self._aanwezig(i.id for i in self.kader.indicatoren))
        for hoofdstuk in self.kader.hoofdstukken:
            titel = onderwerp_van(self.kader, hoofdstuk.titel, hoofdstuk.indicatoren)
            yield Groep("hoofdstuk", str(hoofdstuk.nummer), titel, self._aanwezig(hoofdstuk.indicatoren))
        for thema in self.kader.themas:
            bladen = self._aanwezig(i.id for c in thema.criteria for i in c.indicatoren)
            yield Groep("thema", thema.id, thema.titel, bladen)
            for criterium in thema.criteria:
                bladen = self._aanwezig(i.id for i in criterium.indicatoren)
                yield Groep("criterium", criterium.id, criterium.titel, bladen)

    def _aanwezig(self, bladen: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
        return tuple(blad for blad in bladen if blad in self.resultaat.indicatoren)

    @cached_property
    def titels(self) -> Mapping[str, str]:
        """The titles of leaves, by id."""
        return {} if self.kader is None else {i.id: i.titel for i in self.kader.indicatoren}

    @cached_property
    def bezwaar(self) -> str:
        """Why nothing can be concluded beyond the sample; empty where it can."""
        return _ONBEKEND_BIJ_JSON if self.context is None else bezwaar_tegen_gevolgtrekking(self.context)

    @cached_property
    def steekproef(self) -> Steekproef:
        """How the dossiers were chosen, as far as the onderzoek says."""
        onderzoek = self.context.onderzoek if self.context is not None else None
        return onderzoek.steekproef if onderzoek is not None else Steekproef()

    def kant(self) -> Kant:
        """This side as the comparison tells it."""
        r = self.resultaat
        onderzoek = self.context.onderzoek if self.context is not None else None
        return Kant(
            naam=self.naam,
            onderzoek=onderzoek.naam if onderzoek is not None else None,
            gemeente=onderzoek.gemeente if onderzoek is not None else None,
            wijkteam=onderzoek.wijkteam if onderzoek is not None else None,
            peildatum=r.peildatum,
            kader=r.kader,
            profiel=r.profiel,
            versie=r.versie,
            dossiers=len(r.dossiers),
            afgekeurd=len({a.invoer for a in r.afgekeurd}),
            steekproef=self.bezwaar or self._loting(),
            ontheffingen=r.ontheffingen,
        )

    @property
    def team(self) -> tuple[str, str] | None:
        """The wijkteam and the gemeente; a result on its own does not record them."""
        onderzoek = self.context.onderzoek if self.context is not None else None
        return None if onderzoek is None else (onderzoek.wijkteam, onderzoek.gemeente)

    def _loting(self) -> str:
        s = self.steekproef
        strata = f", in {tel(len(s.strata), 'stratum', 'strata')}" if len(s.strata) > 1 else ""
        return f"Door loting getrokken uit {s.populatie} overdrachten{strata}."


def eis_zelfde_team(voor: Zijde, na: Zijde) -> None:
    """Raise `Gebruiksfout` where both sides say whom they are about, and it is not one team: that is no progress."""
    if voor.team is None or na.team is None or zelfde_naam(voor.team, na.team):
        return
    wie = [f"'{z.naam}' gaat over {z.team[0]} (gemeente {z.team[1]})" for z in (voor, na) if z.team is not None]
    raise Gebruiksfout(
        f"{' en '.join(wie)}; dat is geen voor en na van één team. Onderzoeken van verschillende teams of gemeenten "
        "legt u naast elkaar met --gemeenten; heet hetzelfde team nu anders, zeg dat dan met --hernoemd"
    )


def zelfde_naam(een: tuple[str, ...], ander: tuple[str, ...]) -> bool:
    """Whether names are the same to a reader: capitals and spaces make no other team."""
    gewoon = [tuple(" ".join(naam.split()).casefold() for naam in namen) for namen in (een, ander)]
    return gewoon[0] == gewoon[1]
