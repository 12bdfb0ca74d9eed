"""Whether a norm is the same on both sides: a change of framework or profile is no change of practice."""

from collections.abc import Iterable
from typing import Any

from dossieraudit.expressions.normforms import bladvorm, vorm
from dossieraudit.expressions.rules import Regels
from dossieraudit.kaders.verschil import verschillen
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.models.vergelijking import Norm
from dossieraudit.vergelijking.zijden import Zijde

MEESTE_VERSCHILLEN = 40


class Normen:
    """The norms of two sides beside each other."""

    def __init__(self, voor: Zijde, na: Zijde) -> None:
        self.voor, self.na = voor, na
        self.zelfde = _herkomst(voor.resultaat) == _herkomst(na.resultaat)
        self._vormen = None
        if not self.zelfde and voor.regels is not None and na.regels is not None:
            self._vormen = _vormen(voor.regels), _vormen(na.regels)

    @property
    def geheel(self) -> Norm:
        """Whether framework and profile are the same as a whole, leaf by leaf and in how they judge."""
        if self.zelfde:
            return "gelijk"
        if self._vormen is None:
            return "onbekend"
        bladen = {*self._vormen[0], *self._vormen[1]}
        return "gelijk" if self._vormen[0] == self._vormen[1] and self.oordelen(bladen) == "gelijk" else "gewijzigd"

    def blad(self, blad: str) -> Norm:
        """Whether a leaf gives the same uitkomst for the same dossier, on both sides."""
        if self.zelfde:
            return "gelijk"
        if self._vormen is None:
            return "onbekend"
        return "gelijk" if self._vormen[0].get(blad) == self._vormen[1].get(blad) else "gewijzigd"

    def bladen(self, bladen: Iterable[str]) -> Norm:
        """The same for several leaves: one that changed makes that all of them changed."""
        gevonden = {self.blad(blad) for blad in bladen}
        return "gewijzigd" if "gewijzigd" in gevonden else "onbekend" if "onbekend" in gevonden else "gelijk"

    def oordelen(self, bladen: Iterable[str]) -> Norm:
        """Whether verdicts over these leaves come about in the same way: decision rules, weights, questions."""
        if self.zelfde:
            return "gelijk"
        if self.voor.regels is None or self.na.regels is None:
            return "onbekend"
        gekozen = frozenset(bladen)
        oud, nieuw = (oordeelvorm(z.regels, gekozen) for z in (self.voor, self.na) if z.regels is not None)
        return "gelijk" if oud == nieuw else "gewijzigd"

    def regel(self, soort: str, naam: str) -> Norm:
        """Whether a rule of the report, or a kenmerk, asks the same on both sides."""
        if self.zelfde:
            return "gelijk"
        if self.voor.regels is None or self.na.regels is None:
            return "onbekend"
        oud, nieuw = (regelvorm(zijde.regels, soort, naam) for zijde in (self.voor, self.na) if zijde.regels)
        return "gelijk" if oud == nieuw else "gewijzigd"

    def verschillen(self) -> tuple[str, ...]:
        """What differs between the frameworks and profiles, in words; the first so many."""
        if self.zelfde:
            return ()
        if self.voor.regels is None or self.na.regels is None:
            wat = [f"{k.resultaat.kader.id} {k.resultaat.kader.versie}{_profiel(k.resultaat)}" for k in self._kanten]
            return (f"Vóór is getoetst met {wat[0]}, na met {wat[1]}; wat daarin verschilt, is niet na te gaan.",)
        gevonden = [v.als_tekst() for v in verschillen(self.voor.regels.kader, self.na.regels.kader)]
        gevonden += _profielverschil(self.voor.resultaat, self.na.resultaat)
        if len(gevonden) > MEESTE_VERSCHILLEN:
            rest = len(gevonden) - MEESTE_VERSCHILLEN
            return (*gevonden[:MEESTE_VERSCHILLEN], f"en nog {rest}; 'dossieraudit kader diff' noemt ze alle")
        return tuple(gevonden)

    @property
    def _kanten(self) -> tuple[Zijde, Zijde]:
        return self.voor, self.na


def _herkomst(resultaat: Resultaat) -> tuple[str, str, str | None]:
    """Framework and profile by the hashes of their files."""
    return resultaat.kader.id, resultaat.kader.sha256, resultaat.profiel.sha256 if resultaat.profiel else None


def _profiel(resultaat: Resultaat) -> str:
    return f" met profiel {resultaat.profiel.id} {resultaat.profiel.versie}" if resultaat.profiel else ""


def _profielverschil(voor: Resultaat, na: Resultaat) -> list[str]:
    oud, nieuw = (_profiel(r).strip() or "zonder profiel" for r in (voor, na))
    return [f"profiel: vóór {oud}, na {nieuw}"] if oud != nieuw else []


def _vormen(regels: Regels) -> dict[str, Any]:
    return {blad.indicator.id: bladvorm(blad, regels) for blad in regels.bladen}


def oordeelvorm(regels: Regels, bladen: frozenset[str]) -> Any:
    """The decision rules with their parameters filled in, and what they look at in these leaves and in questions."""
    bronnen = regels.kader.bronnen
    vragen = (*bronnen.vragen.items(), *bronnen.documentvragen.items())
    return (
        {
            soort: [(vorm(node, regels), r.oordeel) for r, node in rij]
            for soort, rij in regels.steekproef.oordeel.items()
        },
        [(i.id, i.zwaarwegend, i.universeel, i.werkwoord) for i in regels.kader.indicatoren if i.id in bladen],
        {code: vraag for code, vraag in vragen if bladen.intersection(vraag.bladen)},
    )


def regelvorm(regels: Regels, soort: str, naam: str) -> Any:
    if soort == "kenmerk":
        kenmerk = regels.kader.kenmerken.get(naam)
        if kenmerk is None:
            return None
        noemer = regels.kenmerken.get(kenmerk.over) if kenmerk.over else None
        return vorm(regels.kenmerken[naam], regels), vorm(noemer, regels)
    return next((vorm(node, regels) for regel, node in regels.steekproef.rapport[soort] if regel.id == naam), None)
