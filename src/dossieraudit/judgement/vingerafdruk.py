"""What a judgement is about, as short texts: the facts of the dossier, and the norm. Another text means a change."""

import hashlib
import json
from typing import Any

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.rules import Bladregels, Regels
from dossieraudit.models.dossier import Dossier
from dossieraudit.scoring import Bladuitleg


def vingerafdruk(uitleg: Bladuitleg, dossier: Dossier) -> str:
    """The SHA-256 of the facts that the rules read for this leaf: their paths, their values, and why some are unknown.

    Where a person has to judge an eis, nobody knows which facts that person reads; then every fact of the dossier
    counts. Where in the file a fact stands is no fact.
    """
    gelezen = {
        (feit.pad, json.dumps(feit.waarde, default=str, ensure_ascii=False), feit.onbekend)
        for deel in (*uitleg.voorwaarden, *uitleg.eisen)
        if deel is not None
        for feit in deel.feiten
    }
    inhoud = {
        "voorwaarden": [deel.waarde for deel in uitleg.voorwaarden],
        "eisen": [None if deel is None else deel.waarde for deel in uitleg.eisen],
        "feiten": sorted(gelezen, key=str),
        "dossier": _alles(dossier) if not uitleg.regels.uit_dossier or None in uitleg.eisen else None,
    }
    return _afdruk(inhoud)


def normafdruk(blad: Bladregels, regels: Regels) -> str:
    """The SHA-256 of what a person judges a leaf by: the norm, its conditions and eisen, and all that these stand on.

    It is made of what the writer wrote, spaces apart, so that it means the same in a later version of the program.
    """
    kenmerken: dict[str, str] = {}
    parameters: dict[str, Any] = {}
    te_doen = [*(node for node, _ in blad.voorwaarden), *(node for _, node in blad.eisen if node is not None)]
    while te_doen:
        node = te_doen.pop()
        te_doen += n.kinderen(node)
        if (parameter := getattr(node, "parameter", None)) is not None:
            parameters[parameter] = regels.kader.parameters[parameter].waarde
        if isinstance(node, n.Kenmerkwaarde) and node.naam not in kenmerken:
            kenmerken[node.naam] = _als(regels.kader.kenmerken[node.naam].als)
            te_doen.append(regels.kenmerken[node.naam])
    indicator = blad.indicator
    inhoud = {
        "norm": indicator.norm,
        "bewijs": indicator.bewijs,
        "voorwaarden": [(_als(voorwaarde.als), voorwaarde.anders) for voorwaarde in indicator.van_toepassing],
        "eisen": [(eis.tekst, eis.als and _als(eis.als), eis.essentieel) for eis in indicator.eisen],
        "kenmerken": sorted(kenmerken.items()),
        "parameters": sorted(parameters.items()),
    }
    return _afdruk(inhoud)


def _als(expressie: str) -> str:
    return " ".join(expressie.split())


def _afdruk(inhoud: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(inhoud, default=str, ensure_ascii=False).encode()).hexdigest()


def _alles(dossier: Dossier) -> str:
    return dossier.model_dump_json(exclude={"vindplaatsen"})
