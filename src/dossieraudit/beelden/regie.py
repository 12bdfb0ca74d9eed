"""Who leads which case over time, where nobody or more than one does, and who was spoken with.

The window of a case runs from the day on which the wijkteam received it up to and including the day on which it was
closed, or the day up to which is looked. A date that is not recorded leaves a number open between two bounds: it never
makes 'none' out of 'not recorded'.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations

from dossieraudit import __version__
from dossieraudit.beelden.perioden import (
    Periode,
    Stuk,
    Stukken,
    dagen,
    doorsnede,
    samen_mogelijk,
    samen_zeker,
    verenigd,
    verschil,
)
from dossieraudit.beelden.personen import geteld, gezin, medewerkers, partijen
from dossieraudit.beelden.zelfevaluatie import gesloten
from dossieraudit.models.beelden import (
    Dagtelling,
    Leidperiode,
    Regiebeeld,
    Regieoverzicht,
    Steekproeftelling,
)
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.hulp import Regieperiode

WIJKTEAM, VEILIG_THUIS, GEZIN = "wijkteam", "veilig_thuis", "gezin"
METINGEN = ("zonder_regie", "tot_wijkteam", "samenloop", "vt_en_wijkteam")


class Verloop:
    """The periods of one case against its window, as days that are certain and days that are possible."""

    def __init__(self, dossier: Dossier, peildatum: date) -> None:
        self.dossier = dossier
        self.peildag = peildatum.toordinal()
        regie = dossier.regie if "regie" not in dossier.niet_aangeleverd else None
        self.perioden: tuple[Regieperiode, ...] | None = regie.perioden if regie is not None else None
        self.paren = [(p, self._periode(p)) for p in self.perioden or ()]
        self.dicht = gesloten(dossier, peildatum)

    def _periode(self, p: Regieperiode) -> Periode:
        tot = p.tot.toordinal() if p.tot is not None else None
        return Periode(p.van.toordinal() if p.van is not None else None, tot, p.loopt_nog, self.peildag)

    @property
    def ontvangen(self) -> int | None:
        """The day on which the wijkteam received the case."""
        overdracht = self.dossier.overdracht
        if overdracht is None or overdracht.ontvangen_op is None:
            return None
        return overdracht.ontvangen_op.toordinal()

    @property
    def einde(self) -> int | None:
        """The day after the last of the window; None where it is unknown."""
        if self.dicht is None:
            return None
        if not self.dicht:
            return self.peildag + 1
        sluiting = self.dossier.afsluiting
        dag = sluiting.datum if sluiting is not None else None
        return None if dag is None else dag.toordinal() + 1

    @property
    def venster(self) -> Stukken:
        """The days that surely lie in the window."""
        if self.ontvangen is None or self.einde is None:
            return ()
        return verenigd([(self.ontvangen, self.einde)])

    @property
    def ruimste_venster(self) -> Stukken | None:
        """The days that may lie in the window; None where nothing bounds it."""
        if self.ontvangen is None:
            return None
        return verenigd([(self.ontvangen, self.einde if self.einde is not None else self.peildag + 1)])

    @property
    def zeker_geleid(self) -> Stukken:
        """The days on which surely someone leads."""
        return verenigd(stuk for _, p in self.paren for stuk in p.zeker)

    @property
    def mogelijk_geleid(self) -> Stukken | None:
        """The days on which someone may lead; None where no periods are recorded, so that it may be any day."""
        if self.perioden is None:
            return None
        return verenigd(stuk for _, p in self.paren for stuk in p.mogelijk)

    def van(self, organisatie: str) -> Stukken:
        """The days on which surely this organisation leads."""
        return verenigd(stuk for p, periode in self.paren if p.organisatie == organisatie for stuk in periode.zeker)

    def zonder(self) -> Dagtelling:
        """Days of the window on which nobody leads."""
        mogelijk, ruim = self.mogelijk_geleid, self.ruimste_venster
        minstens = 0 if mogelijk is None else dagen(verschil(self.venster, mogelijk))
        hoogstens = None if ruim is None else dagen(verschil(ruim, self.zeker_geleid))
        return Dagtelling(minstens=minstens, hoogstens=hoogstens)

    def tot_wijkteam(self) -> Dagtelling:
        """Days of the window before the first on which the wijkteam leads; all of them where it never does."""
        begin, ruim = self.ontvangen, self.ruimste_venster
        if begin is None or ruim is None:
            return Dagtelling(minstens=0, hoogstens=None)
        eigen = [periode for p, periode in self.paren if p.organisatie == WIJKTEAM]
        anders = [periode for p, periode in self.paren if p.organisatie is None]
        vroegst: Iterable[Stuk] = (stuk for p in (*eigen, *anders) for stuk in p.mogelijk)
        if self.perioden is None:
            vroegst = ruim
        zeker = verenigd(stuk for p in eigen for stuk in p.zeker)
        return Dagtelling(
            minstens=dagen(_ervoor(self.venster, begin, verenigd(vroegst))),
            hoogstens=dagen(_ervoor(ruim, begin, zeker)),
        )

    def samen(self, botst: Callable[[Regieperiode, Regieperiode], bool | None]) -> tuple[Stukken, Stukken | None]:
        """Days of the window on which two periods that clash surely run together, and on which they may."""
        if self.perioden is None:
            return (), self.ruimste_venster
        zeker: list[Stuk] = []
        mogelijk: list[Stuk] = []
        for (p, eerste), (q, tweede) in combinations(self.paren, 2):
            antwoord = botst(p, q)
            if antwoord is True:
                zeker += samen_zeker(eerste, tweede)
            if antwoord is not False:
                mogelijk += samen_mogelijk(eerste, tweede)
        ruim = self.ruimste_venster
        if ruim is None:
            # Without a window nothing can be counted, but periods that cannot clash never do.
            return (), None if mogelijk else ()
        return doorsnede(self.venster, zeker), doorsnede(ruim, mogelijk)

    def telling(self, botst: Callable[[Regieperiode, Regieperiode], bool | None]) -> Dagtelling:
        """How many days that is."""
        zeker, mogelijk = self.samen(botst)
        return Dagtelling(minstens=dagen(zeker), hoogstens=None if mogelijk is None else dagen(mogelijk))


def _ervoor(venster: Stukken, begin: int, geleid: Stukken) -> Stukken:
    """The part of a window before the first of these days that is not over when the window begins."""
    eerste = next((max(van, begin) for van, tot in geleid if tot > begin), None)
    return venster if eerste is None else doorsnede(venster, [(begin, eerste)])


def twee_regisseurs(p: Regieperiode, q: Regieperiode) -> bool | None:
    """Whether two periods are of two who lead: not for one and the same person, nor where the gezin leads along."""
    if GEZIN in (p.organisatie, q.organisatie):
        return False
    if p.regisseur is None or q.regisseur is None:
        return None
    return p.regisseur != q.regisseur


def veilig_thuis_en_wijkteam(p: Regieperiode, q: Regieperiode) -> bool | None:
    """Whether one of two periods is of Veilig Thuis and the other of the wijkteam."""
    partijen_ = {p.organisatie, q.organisatie}
    if partijen_ == {WIJKTEAM, VEILIG_THUIS}:
        return True
    if None not in partijen_:
        return False
    return None if partijen_ <= {None, WIJKTEAM, VEILIG_THUIS} else False


def regiebeeld(dossier: Dossier, peildatum: date) -> Regiebeeld:
    """The view on one case, as it stood on a day."""
    verloop = Verloop(dossier, peildatum)
    overdracht = dossier.overdracht
    ontvangen = overdracht.ontvangen_op if overdracht is not None else None
    perioden = verloop.perioden
    return Regiebeeld(
        dossier=dossier.id,
        peildatum=peildatum,
        melding_op=_laatste_melding(dossier, ontvangen),
        overgedragen_op=ontvangen,
        afgesloten=verloop.dicht,
        afgesloten_op=dossier.afsluiting.datum if dossier.afsluiting is not None and verloop.dicht else None,
        perioden=None if perioden is None else tuple(map(_leidperiode, perioden)),
        zonder_regie=verloop.zonder(),
        tot_wijkteam=verloop.tot_wijkteam(),
        samenloop=verloop.telling(twee_regisseurs),
        vt_en_wijkteam=verloop.telling(veilig_thuis_en_wijkteam),
        gezin=gezin(dossier),
        partijen=partijen(dossier),
        medewerkers=medewerkers(dossier),
    )


def overzicht(paren: Sequence[tuple[Dossier, date]]) -> Regieoverzicht:
    """The view on every case, each with the day up to which is looked, and what they come to together."""
    beelden = tuple(regiebeeld(dossier, peildatum) for dossier, peildatum in paren)
    return Regieoverzicht(
        versie=__version__,
        dossiers=beelden,
        zonder_regie=_samen(b.zonder_regie for b in beelden),
        tot_wijkteam=_samen(b.tot_wijkteam for b in beelden),
        samenloop=_samen(b.samenloop for b in beelden),
        vt_en_wijkteam=_samen(b.vt_en_wijkteam for b in beelden),
        gezin=geteld((g.rol, g.gesproken) for b in beelden for g in b.gezin or ()),
        partijen=geteld((p.soort, p.gesproken) for b in beelden for p in b.partijen or ()),
        gezin_onbekend=tuple(b.dossier for b in beelden if b.gezin is None),
        partijen_onbekend=tuple(b.dossier for b in beelden if b.partijen is None),
    )


def _samen(tellingen: Iterable[Dagtelling]) -> Steekproeftelling:
    alle = tuple(tellingen)
    antwoorden = [t.antwoord for t in alle]
    grenzen = [t.hoogstens for t in alle]
    bekend = [g for g in grenzen if g is not None]
    return Steekproeftelling(
        ja=antwoorden.count("ja"),
        nee=antwoorden.count("nee"),
        niet_vast_te_stellen=antwoorden.count("niet_vast_te_stellen"),
        dagen=Dagtelling(
            minstens=sum(t.minstens for t in alle), hoogstens=sum(bekend) if len(bekend) == len(grenzen) else None
        ),
    )


def _leidperiode(p: Regieperiode) -> Leidperiode:
    return Leidperiode(
        id=p.id, organisatie=p.organisatie, regisseur=p.regisseur, van=p.van, tot=p.tot, loopt_nog=p.loopt_nog
    )


def _laatste_melding(dossier: Dossier, ontvangen: date | None) -> date | None:
    """The last report up to the hand-over: from then on the case lay with Veilig Thuis."""
    if ontvangen is None or "meldingen" in dossier.niet_aangeleverd:
        return None
    eerder = [m.datum for m in dossier.meldingen or () if m.datum is not None and m.datum <= ontvangen]
    return max(eerder, default=None)
