"""What several frameworks have in common: the leaves, groups and sentences of which the rules are the same in each.

Two onderzoeken may be scored by versions of one framework, or with a profile. What counts is not the number of the
version but the rules, as `normen` reads them: everything that makes an uitkomst, a verdict or a sentence.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.normforms import bladvorm
from dossieraudit.expressions.rules import Bladregels, Regels
from dossieraudit.expressions.sample_rules import bladnaam
from dossieraudit.kaders.gebruik import tellingen_van
from dossieraudit.models.kader import Criterium, Kader
from dossieraudit.models.rapportregels import Rapportregel
from dossieraudit.vergelijking.normen import oordeelvorm, regelvorm

_VRAGEN = {"interview": "vragen", "document": "documentvragen"}


class Gedeeld:
    """What these frameworks have in common. The first one is the framework by which the comparison names things."""

    def __init__(self, kaders: Sequence[Regels]) -> None:
        self.kaders = tuple(kaders)
        self.zelfde = len({(r.kader.sha256, _profiel(r.kader)) for r in kaders}) == 1
        self._per_blad: list[dict[str, Bladregels]] = [{b.indicator.id: b for b in r.bladen} for r in kaders]
        self.bladen = frozenset(id_ for id_ in self._per_blad[0] if self._zelfde_blad(id_))
        self.oordeel = cache(self._zelfde_oordeel)

    def _zelfde_blad(self, id_: str) -> bool:
        """Whether a leaf gives the same uitkomst for the same dossier everywhere."""
        if not all(id_ in bladen for bladen in self._per_blad):
            return False
        return self._overal(lambda plaats, regels: bladvorm(self._per_blad[plaats][id_], regels))

    def _zelfde_oordeel(self, bladen: frozenset[str]) -> bool:
        """Whether a verdict over these leaves comes about in the same way everywhere."""
        return bladen <= self.bladen and self._overal(lambda _, regels: oordeelvorm(regels, bladen))

    def _overal(self, vorm: Callable[[int, Regels], Any]) -> bool:
        """Whether something has one and the same form in every framework."""
        if self.zelfde:
            return True
        eerste = vorm(0, self.kaders[0])
        return all(vorm(plaats, regels) == eerste for plaats, regels in enumerate(self.kaders))

    def niet_gedeeld(self) -> tuple[str, ...]:
        """Leaves of any framework that the others do not have, or have with other rules."""
        alle = dict.fromkeys(id_ for bladen in self._per_blad for id_ in bladen)
        return tuple(id_ for id_ in alle if id_ not in self.bladen)

    def groep(self, soort: str, id_: str) -> bool:
        """Whether a criterium, thema, chapter or the whole holds the same leaves everywhere, judged in the same way."""
        leden = groepen(self.kaders[0].kader, soort).get(id_, ())
        gelijk = all(groepen(regels.kader, soort).get(id_, ()) == leden for regels in self.kaders[1:])
        return gelijk and self.oordeel(frozenset(leden))

    def zinnen(self, soort: str) -> frozenset[str]:
        """The rules of one kind that are the same everywhere and count the same things."""
        return frozenset(
            regel.id
            for regel, node in self.kaders[0].steekproef.rapport[soort]
            if self.zelfde or self._zelfde_zin(soort, regel, node)
        )

    def _zelfde_zin(self, soort: str, regel: Rapportregel, node: n.Node) -> bool:
        hoofdstukken = {
            r.hoofdstuk for regels in self.kaders for r, _ in regels.steekproef.rapport[soort] if r.id == regel.id
        }
        if len(hoofdstukken) > 1 or not self._overal(lambda _, regels: regelvorm(regels, soort, regel.id)):
            return False
        return all(self._zelfde_telling(naam) for naam in tellingen_van(regel, node))

    def _zelfde_telling(self, telling: str) -> bool:
        """Whether a count that a sentence names counts the same thing everywhere."""
        soort, _, naam = telling.partition(".")
        if not naam:  # 'kenmerk' alone is only the way to a kenmerk
            return True
        match soort:
            case "blad":
                blad = next(id_ for id_ in self._per_blad[0] if bladnaam(id_) == naam)
                return self.oordeel(frozenset({blad}))
            case "hoofdstuk":
                return self.groep("hoofdstukken", naam.removeprefix("h"))
            case "kenmerk":
                return self._overal(lambda _, regels: regelvorm(regels, "kenmerk", naam))
        return self._overal(lambda _, regels: getattr(regels.kader.bronnen, _VRAGEN[soort]).get(naam))

    def niet_gedeelde_zinnen(self, soort: str) -> tuple[str, ...]:
        """The rules of one kind that are left out of the comparison."""
        gelijk = self.zinnen(soort)
        alle = dict.fromkeys(regel.id for r in self.kaders for regel, _ in r.steekproef.rapport[soort])
        return tuple(id_ for id_ in alle if id_ not in gelijk)


def groepen(kader: Kader, soort: str) -> Mapping[str, tuple[str, ...]]:
    """The leaves of every criterium, thema or chapter, or of the whole, by id."""
    match soort:
        case "criteria":
            return {c.id: _van([c]) for t in kader.themas for c in t.criteria}
        case "themas":
            return {t.id: _van(t.criteria) for t in kader.themas}
        case "hoofdstukken":
            return {str(h.nummer): h.indicatoren for h in kader.hoofdstukken}
    return {"totaal": tuple(i.id for i in kader.indicatoren)}


def _van(criteria: Iterable[Criterium]) -> tuple[str, ...]:
    return tuple(i.id for c in criteria for i in c.indicatoren)


def _profiel(kader: Kader) -> str | None:
    return kader.profiel.sha256 if kader.profiel is not None else None
