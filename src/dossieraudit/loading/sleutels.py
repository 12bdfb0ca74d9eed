"""Which keys of a file may be repeated in a message.

A key of a dossier that belongs nowhere may be a name ('Jansen: ...') or a line out of a case. So of a confidential
file a message repeats a key only where it is a word of our own: the name of a field. Line and column tell where the
other one stands, and `--toon-waarden` shows it. In a result the code of a leaf is such a word too.
"""

import re
from functools import cache
from typing import Any

from dossieraudit.models.paden import leesbare_sleutel

_BLAD = re.compile(r"[A-Z]{1,4}[0-9]{1,2}\.[0-9]{1,2}")


def noembaar(sleutel: str, vertrouwelijk: bool, resultaat: bool = False) -> bool:
    """Whether a message may repeat this key. `resultaat`: it is one of a result that we wrote, and not of a case."""
    if not vertrouwelijk:
        return leesbare_sleutel(sleutel)
    return sleutel in _veldnamen(resultaat) or (resultaat and _BLAD.fullmatch(sleutel) is not None)


@cache
def _veldnamen(resultaat: bool) -> frozenset[str]:
    """The names of all fields, at any depth, of a result, or of everything else that is read as confidential."""
    # Only a fault asks for these, and most runs read not all of them.
    from dossieraudit.models.bronnen import Beleidsdocument, Interview, Oordeelsvelling
    from dossieraudit.models.dossier import Dossier
    from dossieraudit.models.poorten import OntheffingenBestand
    from dossieraudit.models.reactie import Reactie
    from dossieraudit.models.resultaat import Resultaat

    eigen = (Dossier, Interview, Beleidsdocument, Oordeelsvelling, Reactie, OntheffingenBestand)
    vertrouwelijk = (Resultaat,) if resultaat else eigen
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
