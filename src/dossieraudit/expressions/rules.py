"""The checked rules of a framework: every expression of a kader as a typed node, or every fault with its path."""

import graphlib
from collections.abc import Iterable, Mapping

from msgspec import Struct

from dossieraudit.errors import bedoelde
from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.check import Omgeving, controleer, onderdelen
from dossieraudit.expressions.faults import Pad, Regelfout, parameterwaarden
from dossieraudit.expressions.sample_rules import Steekproefregels, bouw_steekproefregels
from dossieraudit.expressions.types import van_model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Indicator, Kader, Reden

# Of a kenmerk in nodes, with those that it names written out in it: what reads rules by hand walks over all of them.
MAX_UITGESCHREVEN = 2_000


class Bladregels(Struct, frozen=True):
    """A leaf with its conditions (each with the reden of 'does not apply') and its eisen as nodes.

    An eis without a node is one that only a person can judge.
    """

    indicator: Indicator
    voorwaarden: tuple[tuple[n.Node, Reden], ...]
    eisen: tuple[tuple[str, n.Node | None], ...]

    @property
    def uit_dossier(self) -> bool:
        """Whether a dossier can carry this leaf at all."""
        return "dossier" in self.indicator.bewijs


class Regels(Struct, frozen=True):
    """Everything that scoring needs of a framework. `kenmerken` stands in order of dependence."""

    kader: Kader
    kenmerken: dict[str, n.Node]
    bladen: tuple[Bladregels, ...]
    steekproef: Steekproefregels


def bouw_regels(kader: Kader) -> tuple[Regels | None, list[Regelfout]]:
    """Check every expression of a framework. Returns the rules, or None with every fault that was found."""
    fouten: list[Regelfout] = []
    wortel = van_model(Dossier)
    bezet = {*wortel.velden, "peildatum", "param", "true", "false"}
    fouten += [
        Regelfout(("kenmerken", naam), f"'{naam}' is al de naam van een veld", "kies een andere naam")
        for naam in kader.kenmerken
        if naam in bezet
    ]
    nodes, omgeving = _kenmerken(kader, fouten)
    bladen: list[Bladregels] = []
    for t, thema in enumerate(kader.themas):
        for c, criterium in enumerate(thema.criteria):
            for i, blad in enumerate(criterium.indicatoren):
                bladen.append(_blad(blad, omgeving, ("themas", t, "criteria", c, "indicatoren", i), fouten))
    steekproef, gevonden = bouw_steekproefregels(kader)
    fouten += gevonden
    if fouten:
        return None, fouten
    return Regels(kader, nodes, tuple(bladen), steekproef), []


def _kenmerken(kader: Kader, fouten: list[Regelfout]) -> tuple[dict[str, n.Node], Omgeving]:
    """The named facts in order of dependence, and the environment in which eisen are checked."""
    wortel, parameters = van_model(Dossier), parameterwaarden(kader)
    # First with every name known, to learn who uses whom; then in that order, to learn who may be unknown.
    alle = Omgeving(wortel, dict.fromkeys(kader.kenmerken, True), parameters)
    gelezen: dict[str, n.Node | None] = {}
    for naam, kenmerk in kader.kenmerken.items():
        node, gevonden = controleer(kenmerk.als, alle)
        fouten.extend(Regelfout(("kenmerken", naam, "als"), fout) for fout in gevonden)
        gelezen[naam] = node
        if kenmerk.over is not None and kenmerk.over not in kader.kenmerken:
            fouten.append(
                Regelfout(
                    ("kenmerken", naam, "over"),
                    f"onbekend kenmerk '{kenmerk.over}'",
                    bedoelde(kenmerk.over, kader.kenmerken),
                )
            )
        if kenmerk.over == naam:
            melding = f"kenmerk '{naam}' is hier zijn eigen noemer, en zo in elk dossier waar"
            fouten.append(Regelfout(("kenmerken", naam, "over"), melding, "noem het kenmerk waarvan het een deel is"))
    try:
        volgorde = list(
            graphlib.TopologicalSorter({naam: set(_genoemd(node)) for naam, node in gelezen.items()}).static_order()
        )
    except graphlib.CycleError as fout:
        kring: list[str] = fout.args[1]
        fouten.append(
            Regelfout(("kenmerken", kring[0], "als"), f"kenmerken verwijzen in een kring: {' → '.join(kring)}")
        )
        return {}, alle
    if te_groot := _te_groot(volgorde, gelezen):
        melding = "dit kenmerk wordt met de kenmerken die het noemt te groot"
        fouten.append(Regelfout(("kenmerken", te_groot, "als"), melding, "noem minder kenmerken in elkaar"))
        return {}, alle
    nodes: dict[str, n.Node] = {}
    nullable: dict[str, bool] = {}
    delen: dict[str, frozenset[str]] = {}
    for naam in volgorde:
        omgeving = Omgeving(wortel, dict.fromkeys(kader.kenmerken, True) | nullable, parameters, True, delen)
        node, _ = controleer(kader.kenmerken[naam].als, omgeving)
        if node is not None:
            nodes[naam], nullable[naam], delen[naam] = node, node.nullable, onderdelen(node, omgeving)
    return nodes, Omgeving(wortel, dict.fromkeys(kader.kenmerken, True) | nullable, parameters, True, delen)


def _te_groot(volgorde: Iterable[str], gelezen: Mapping[str, n.Node | None]) -> str | None:
    """The first kenmerk, in order of dependence, that grows too large with those that it names."""
    omvang: dict[str, int] = {}
    for naam in volgorde:
        node = gelezen[naam]
        omvang[naam] = _aantal(node) + sum(omvang[ander] for ander in _genoemd(node))
        if omvang[naam] > MAX_UITGESCHREVEN:
            return naam
    return None


def _aantal(node: n.Node | None) -> int:
    return 0 if node is None else 1 + sum(map(_aantal, n.kinderen(node)))


def _genoemd(node: n.Node | None) -> list[str]:
    """The kenmerken that an expression names, each as often as it does."""
    if node is None:
        return []
    eigen = [node.naam] if isinstance(node, n.Kenmerkwaarde) else []
    return [*eigen, *(naam for kind in n.kinderen(node) for naam in _genoemd(kind))]


def _blad(blad: Indicator, omgeving: Omgeving, pad: Pad, fouten: list[Regelfout]) -> Bladregels:
    voorwaarden: list[tuple[n.Node, Reden]] = []
    for v, voorwaarde in enumerate(blad.van_toepassing):
        node, gevonden = controleer(voorwaarde.als, omgeving)
        fouten.extend(Regelfout((*pad, "van_toepassing", v, "als"), f) for f in gevonden)
        if node is not None:
            voorwaarden.append((node, voorwaarde.anders))
    eisen: list[tuple[str, n.Node | None]] = []
    for e, eis in enumerate(blad.eisen):
        if eis.id in {naam for naam, _ in eisen}:
            fouten.append(Regelfout((*pad, "eisen", e, "id"), f"eis '{eis.id}' staat er twee keer"))
        node = None
        if eis.als is not None:
            node, gevonden = controleer(eis.als, omgeving)
            fouten.extend(Regelfout((*pad, "eisen", e, "als"), f) for f in gevonden)
        eisen.append((eis.id, node))
    if "dossier" in blad.bewijs and not eisen:
        fouten.append(Regelfout((*pad, "eisen"), f"blad {blad.id} heeft bewijs uit het dossier maar geen eisen"))
    return Bladregels(blad, tuple(voorwaarden), tuple(eisen))
