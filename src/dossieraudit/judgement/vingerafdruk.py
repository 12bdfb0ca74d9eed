"""The facts that a leaf rests on in a dossier, as one short text: another text means that a fact changed."""

import hashlib
import json

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
    return hashlib.sha256(json.dumps(inhoud, default=str, ensure_ascii=False).encode()).hexdigest()


def _alles(dossier: Dossier) -> str:
    return dossier.model_dump_json(exclude={"vindplaatsen"})
