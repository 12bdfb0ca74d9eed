"""What the checks of dossier rules and sample rules share: a fault with its path, and the values of parameters."""

from msgspec import Struct

from dossieraudit.expressions.syntax import Expressiefout
from dossieraudit.models.kader import Kader, Parameterwaarde

Pad = tuple[str | int, ...]


class Regelfout(Struct, frozen=True):
    """A fault in a rule: the path of its text within the framework, and the fault in that text (or a plain message)."""

    pad: Pad
    fout: Expressiefout | str
    advies: str | None = None


def parameterwaarden(kader: Kader) -> dict[str, Parameterwaarde]:
    """The value of every parameter by name."""
    return {naam: p.waarde for naam, p in kader.parameters.items()}
