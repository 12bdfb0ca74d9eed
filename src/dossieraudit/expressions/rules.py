"""The checked rules of a framework: every expression of a kader as a typed node, or every fault with its path."""

import graphlib
from dataclasses import dataclass

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.check import Omgeving, bedoelde, controleer, onderdelen
from dossieraudit.expressions.faults import Pad, Regelfout, parameterwaarden
from dossieraudit.expressions.sample_rules import Steekproefregels, bouw_steekproefregels
from dossieraudit.expressions.types import van_model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Indicator, Kader, Reden

MAX_KENMERKDIEPTE = 20


@dataclass(frozen=True)
class Bladregels:
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


@dataclass(frozen=True)
class Regels:
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
    gebruik: dict[str, set[str]] = {}
    for naam, kenmerk in kader.kenmerken.items():
        node, gevonden = controleer(kenmerk.als, alle)
        fouten.extend(Regelfout(("kenmerken", naam, "als"), fout) for fout in gevonden)
        gebruik[naam] = _genoemd(node) if node is not None else set()
        if kenmerk.over is not None and kenmerk.over not in kader.kenmerken:
            fouten.append(
                Regelfout(
                    ("kenmerken", naam, "over"),
                    f"onbekend kenmerk '{kenmerk.over}'",
                    bedoelde(kenmerk.over, kader.kenmerken),
                )
            )
    try:
        volgorde = list(graphlib.TopologicalSorter(gebruik).static_order())
    except graphlib.CycleError as fout:
        kring: list[str] = fout.args[1]
        fouten.append(
            Regelfout(("kenmerken", kring[0], "als"), f"kenmerken verwijzen in een kring: {' → '.join(kring)}")
        )
        return {}, alle
    diepte: dict[str, int] = {}
    for naam in volgorde:
        diepte[naam] = 1 + max((diepte[ander] for ander in gebruik.get(naam, ())), default=0)
        if diepte[naam] == MAX_KENMERKDIEPTE + 1:
            melding = f"kenmerken verwijzen meer dan {MAX_KENMERKDIEPTE} keer door naar een ander kenmerk"
            fouten.append(Regelfout(("kenmerken", naam, "als"), melding, "schrijf minder kenmerken na elkaar"))
    if max(diepte.values(), default=0) > MAX_KENMERKDIEPTE:
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


def _genoemd(node: n.Node) -> set[str]:
    eigen = {node.naam} if isinstance(node, n.Kenmerkwaarde) else set()
    return eigen.union(*(_genoemd(kind) for kind in n.kinderen(node)))


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
