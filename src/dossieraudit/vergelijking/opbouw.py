"""Two sides as one comparison: leaves, groups, kenmerken, risks, dossiers, measures, and what they allow one to say."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from dossieraudit import __version__
from dossieraudit.loading.verbetering import Verbeterplan
from dossieraudit.models.resultaat import KenmerkTelling, Zin
from dossieraudit.models.vergelijking import (
    Bladvergelijking,
    Dossierblad,
    Dossiervergelijking,
    Groepsstand,
    Groepsvergelijking,
    Kenmerkstand,
    Kenmerkvergelijking,
    Maatregelstand,
    Norm,
    Richting,
    Risicostand,
    Risicovergelijking,
    Toets,
    Verantwoording,
    Vergelijking,
    Waarom,
)
from dossieraudit.report.improvement import te_laat
from dossieraudit.report.taal import datum_voluit
from dossieraudit.vergelijking.hertoets import redenen
from dossieraudit.vergelijking.normen import Normen
from dossieraudit.vergelijking.richting import Uitslag, over_dossiers, over_kenmerk, over_oordelen, over_uitkomst
from dossieraudit.vergelijking.toetsing import toets_bladen
from dossieraudit.vergelijking.zijden import Groep, Zijde

_ANDERE_NORM: dict[Norm, Waarom] = {"gewijzigd": "norm_gewijzigd", "onbekend": "norm_onbekend"}


def vergelijk(voor: Zijde, na: Zijde, *, hertoets: bool = False, met_kader: str | None = None) -> Vergelijking:
    """The whole comparison. `hertoets` keeps the leaves of a second look; `met_kader` names what rescored both."""
    return _Bouwer(voor, na).bouw(hertoets, met_kader)


class _Bouwer:
    """One comparison under construction."""

    def __init__(self, voor: Zijde, na: Zijde) -> None:
        self.voor, self.na = voor, na
        self.normen = Normen(voor, na)
        self.zelfde, self.anders = _dossiers_in_beide(voor, na)
        # The later side knows best which leaves there are and in what order; what only the earlier had comes last.
        self.bladen = tuple(dict.fromkeys((*na.resultaat.indicatoren, *voor.resultaat.indicatoren)))
        self.richtingen = {blad: self._richting(blad) for blad in self.bladen}

    def bouw(self, hertoets: bool, met_kader: str | None) -> Vergelijking:
        alle = self.bladen
        toetsen, geen_toets = toets_bladen(
            self.voor, self.na, [b for b in alle if self.richtingen[b][0] != "niet_te_vergelijken"], self.zelfde
        )
        bladen = tuple(self._blad(blad, toetsen.get(blad)) for blad in alle)
        if hertoets:
            bladen = tuple(blad for blad in bladen if blad.hertoets)
        gekozen = {blad.id for blad in bladen}
        risicos = tuple(self._risicos())
        return Vergelijking(
            versie=__version__,
            voor=self.voor.kant(),
            na=self.na.kant(),
            verantwoording=Verantwoording(
                normen=self.normen.geheel,
                normverschillen=self.normen.verschillen(),
                met_kader=met_kader,
                hertoets=hertoets,
                zelfde_dossiers=self.zelfde,
                andere_overdracht=self.anders,
                getoetst=len(toetsen),
                geen_toets=geen_toets,
            ),
            bladen=bladen,
            # A verdict over a group rests on leaves that a limited second look leaves out.
            groepen=() if hertoets else tuple(self._groepen()),
            kenmerken=() if hertoets else tuple(self._kenmerken()),
            risicos=tuple(r for r in risicos if not hertoets or gekozen.intersection(r.bladen)),
            dossiers=tuple(self._dossiers(gekozen)),
            maatregelen=tuple(self._maatregelen()),
        )

    def _richting(self, blad: str) -> Uitslag:
        telling = [zijde.resultaat.indicatoren.get(blad) for zijde in (self.voor, self.na)]
        if telling[0] is None or telling[1] is None:
            return "niet_te_vergelijken", "ontbreekt"
        if anders := _ANDERE_NORM.get(self.normen.blad(blad)):
            return "niet_te_vergelijken", anders
        if self._uit_dossiers(blad):
            return over_dossiers(self.voor.verdeling(blad), self.na.verdeling(blad))
        if self.normen.oordelen((blad,)) != "gelijk":
            return "niet_te_vergelijken", "oordeelregels_gewijzigd"
        return over_oordelen(telling[0].oordeel, telling[1].oordeel)

    def _uit_dossiers(self, blad: str) -> bool:
        return self.voor.uit_dossiers(blad) or self.na.uit_dossiers(blad)

    def _blad(self, blad: str, toets: Toets | None) -> Bladvergelijking:
        richting, waarom = self.richtingen[blad]
        return Bladvergelijking(
            id=blad,
            titel=self.na.titels.get(blad) or self.voor.titels.get(blad, ""),
            norm=self.normen.blad(blad),
            richting=richting,
            waarom=waarom,
            grond="dossiers" if self._uit_dossiers(blad) else "oordeel",
            voor=self.voor.stand(blad),
            na=self.na.stand(blad),
            hertoets=redenen(blad, self.voor.resultaat, self.voor.plan, self.na.plan),
            toets=toets,
        )

    def _groepen(self) -> Iterator[Groepsvergelijking]:
        oud = {(g.soort, g.id): g for g in self.voor.groepen()}
        nieuw = {(g.soort, g.id): g for g in self.na.groepen()}
        for sleutel in dict.fromkeys((*nieuw, *oud)):
            eerst, dan = oud.get(sleutel), nieuw.get(sleutel)
            gekozen = dan or eerst
            if gekozen is None:  # a key comes from one of the two
                continue
            richting, waarom = self._groepsrichting(eerst, dan)
            bladen = tuple(dict.fromkeys((*gekozen.bladen, *(eerst.bladen if eerst else ()))))
            yield Groepsvergelijking(
                soort=gekozen.soort,
                id=gekozen.id,
                titel=gekozen.titel,
                richting=richting,
                waarom=waarom,
                voor=_groepsstand(self.voor, eerst),
                na=_groepsstand(self.na, dan),
                bladen=bladen,
                richtingen=_geteld(self.richtingen[blad][0] for blad in bladen),
            )

    def _groepsrichting(self, eerst: Groep | None, dan: Groep | None) -> Uitslag:
        if eerst is None or dan is None or set(eerst.bladen) != set(dan.bladen):
            return "niet_te_vergelijken", "ontbreekt"
        if anders := _ANDERE_NORM.get(self.normen.bladen(eerst.bladen)):
            return "niet_te_vergelijken", anders
        if self.normen.oordelen(eerst.bladen) != "gelijk":
            return "niet_te_vergelijken", "oordeelregels_gewijzigd"
        return over_oordelen(self.voor.oordeel(eerst.soort, eerst.id), self.na.oordeel(dan.soort, dan.id))

    def _kenmerken(self) -> Iterator[Kenmerkvergelijking]:
        oud, nieuw = self.voor.resultaat.kenmerken, self.na.resultaat.kenmerken
        for naam in dict.fromkeys((*nieuw, *oud)):
            stand, waarom = self._kenmerkstand(naam)
            bron = [z.kader.kenmerken[naam] for z in (self.na, self.voor) if z.kader and naam in z.kader.kenmerken]
            yield Kenmerkvergelijking(
                naam=naam,
                omschrijving=bron[0].omschrijving if bron else "",
                stand=stand,
                waarom=waarom,
                voor=oud.get(naam),
                na=nieuw.get(naam),
            )

    def _kenmerkstand(self, naam: str) -> tuple[Kenmerkstand, Waarom | None]:
        eerst: KenmerkTelling | None = self.voor.resultaat.kenmerken.get(naam)
        dan: KenmerkTelling | None = self.na.resultaat.kenmerken.get(naam)
        if eerst is None or dan is None:
            return "niet_te_vergelijken", "ontbreekt"
        if anders := _ANDERE_NORM.get(self.normen.regel("kenmerk", naam)):
            return "niet_te_vergelijken", anders
        return over_kenmerk(eerst, dan)

    def _risicos(self) -> Iterator[Risicovergelijking]:
        oud, nieuw = ({z.id: z for z in zijde.resultaat.risicos} for zijde in (self.voor, self.na))
        for naam in dict.fromkeys((*nieuw, *oud)):
            eerst, dan = oud.get(naam), nieuw.get(naam)
            bladen = tuple(dict.fromkeys(blad for zin in (eerst, dan) if zin for blad in _bladen_van(zin)))
            stand: Risicostand = "gebleven" if eerst and dan else "verdwenen" if eerst else "nieuw"
            kenmerken = {k for zin in (eerst, dan) if zin for k in _kenmerken_van(zin)}
            waarom = self._waarom_onzeker(bladen, kenmerken) if stand != "gebleven" else None
            if not self._zelfde_regel(naam, bladen, kenmerken):
                stand, waarom = "niet_te_vergelijken", "regel_gewijzigd"
            zin = dan or eerst
            yield Risicovergelijking(
                id=naam,
                titel=(zin.titel if zin else None) or naam,
                stand=stand,
                zeker=waarom is None,
                waarom=waarom,
                voor=eerst.tekst if eerst else None,
                na=dan.tekst if dan else None,
                bladen=bladen,
            )

    def _zelfde_regel(self, risico: str, bladen: tuple[str, ...], kenmerken: set[str]) -> bool:
        """Whether a risk, and everything that it counts, asks the same on both sides."""
        normen = [self.normen.regel("risicos", risico), self.normen.bladen(bladen)]
        normen += [self.normen.regel("kenmerk", naam) for naam in kenmerken]
        return set(normen) == {"gelijk"}

    def _waarom_onzeker(self, bladen: tuple[str, ...], kenmerken: set[str]) -> Waarom | None:
        """Why it is not certain that a risk came or went: why a leaf or kenmerk under it has no direction.

        What is unknown is named first, and only where it plays a part: a leaf may also not have been judged at all.
        """
        gevonden = {self.richtingen[blad][1] for blad in bladen if blad in self.richtingen}
        gevonden.update(self._kenmerkstand(naam)[1] for naam in kenmerken)
        return next((waarom for waarom in get_args(Waarom) if waarom in gevonden), None)

    def _dossiers(self, bladen: set[str]) -> Iterator[Dossiervergelijking]:
        oud, nieuw = ({d.id: d.uitkomsten for d in z.resultaat.dossiers} for z in (self.voor, self.na))
        for id_ in self.zelfde:
            per_blad = {}
            for blad in (b for b in self.bladen if b in bladen and b in oud[id_] and b in nieuw[id_]):
                richting, waarom = over_uitkomst(oud[id_][blad], nieuw[id_][blad])
                if anders := _ANDERE_NORM.get(self.normen.blad(blad)):
                    richting, waarom = "niet_te_vergelijken", anders
                per_blad[blad] = Dossierblad(
                    voor=oud[id_][blad].uitkomst, na=nieuw[id_][blad].uitkomst, richting=richting, waarom=waarom
                )
            yield Dossiervergelijking(id=id_, bladen=per_blad)

    def _maatregelen(self) -> Iterator[Maatregelstand]:
        """The measures as the later side tells them, or as they were planned where it tells nothing."""
        plan = _plan(self.na) or _plan(self.voor)
        if plan is None:
            return
        for m in plan.maatregelen:
            laatste = max(m.voortgang, key=lambda v: v.datum, default=None)
            dag = self.na.resultaat.peildatum
            yield Maatregelstand(
                id=m.id,
                titel=m.titel,
                eigenaar=m.eigenaar,
                gereed=m.gereed,
                status=m.status,
                reden=m.reden,
                laatste_voortgang=f"{datum_voluit(laatste.datum)}: {laatste.tekst}" if laatste else None,
                te_laat=te_laat(m, dag),
                bladen={b: self.richtingen[b][0] if b in self.richtingen else None for b in plan.bladen_van(m)},
            )


def _plan(zijde: Zijde) -> Verbeterplan | None:
    return zijde.plan if zijde.plan is not None and zijde.plan.maatregelen else None


def _geteld(richtingen: Iterator[Richting]) -> dict[Richting, int]:
    return dict(Counter(richtingen))


def _groepsstand(zijde: Zijde, groep: Groep | None) -> Groepsstand | None:
    if groep is None:
        return None
    tellingen = [zijde.resultaat.indicatoren[blad] for blad in groep.bladen]
    klassen = [t.oordeel.oordeel for t in tellingen if t.oordeel is not None]
    oordeel = zijde.oordeel(groep.soort, groep.id)
    return Groepsstand(
        oordeel=oordeel.oordeel if oordeel else None,
        hoogstens=oordeel.hoogstens if oordeel else None,
        minstens=oordeel.minstens if oordeel else None,
        voldoende=klassen.count("voldoende"),
        beoordeeld=len(klassen) - klassen.count("niet_beoordeeld"),
        bladen=len(groep.bladen),
        niet_navolgbaar=sum(t.niet_navolgbaar for t in tellingen),
        toetsingen=sum(t.beoordeeld for t in tellingen),
    )


def _bladen_van(zin: Zin) -> tuple[str, ...]:
    """The leaves on which a sentence rests, those of its counts included."""
    uit_tellingen = (g.naam.split(".")[1].replace("_", ".") for g in zin.grondslag if g.naam.startswith("blad."))
    return tuple(dict.fromkeys((*zin.bladen, *uit_tellingen)))


def _kenmerken_van(zin: Zin) -> set[str]:
    """The kenmerken that a sentence counts."""
    return {g.naam.split(".")[1] for g in zin.grondslag if g.naam.startswith("kenmerk.")}


def _dossiers_in_beide(voor: Zijde, na: Zijde) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids on both sides: of the same dossier, and of what is another one as its hand-over was on another day."""
    oud = {d.id for d in voor.resultaat.dossiers}
    samen = [d.id for d in na.resultaat.dossiers if d.id in oud]
    anders = {id_ for id_ in samen if _andere_overdracht(voor, na, id_)}
    return tuple(d for d in samen if d not in anders), tuple(d for d in samen if d in anders)


def _andere_overdracht(voor: Zijde, na: Zijde, id_: str) -> bool:
    dagen = set()
    for zijde in (voor, na):
        dossier = zijde.context.dossiers.get(id_) if zijde.context is not None else None
        dagen.add(dossier.overdracht.ontvangen_op if dossier is not None and dossier.overdracht is not None else None)
    return None not in dagen and len(dagen) > 1
