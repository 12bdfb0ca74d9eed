"""Which keys of a file may be repeated in a message.

A key of a dossier that belongs nowhere may be a name ('Jansen: ...') or a line out of a case. So of a confidential
file a message repeats a key only where it is a word of our own: the name of a field. Line and column tell where the
other one stands, and `--toon-waarden` shows it.
"""

from functools import cache
from typing import Any

from dossieraudit.models.paden import leesbare_sleutel


def noembaar(sleutel: str, vertrouwelijk: bool) -> bool:
    """Whether a message may repeat this key."""
    if not vertrouwelijk:
        return leesbare_sleutel(sleutel)
    return sleutel in _veldnamen()


@cache
def _veldnamen() -> frozenset[str]:
    """The names of all fields, at any depth, of everything that is read as confidential."""
    # Only a fault asks for these, and most runs read not all of them.
    from dossieraudit.models.bronnen import Beleidsdocument, Interview, Oordeelsvelling
    from dossieraudit.models.dossier import Dossier
    from dossieraudit.models.poorten import OntheffingenBestand
    from dossieraudit.models.reactie import Reactie

    vertrouwelijk = (Dossier, Interview, Beleidsdocument, Oordeelsvelling, Reactie, OntheffingenBestand)
    namen: set[str] = set()
    te_doen: list[Any] = [model.model_json_schema() for model in vertrouwelijk]
    while te_doen:
        deel = te_doen.pop()
        if isinstance(deel, dict):
            namen.update(deel.get("properties", ()))
            te_doen += deel.values()
        elif isinstance(deel, list):
            te_doen += deel
    return frozenset(namen)
