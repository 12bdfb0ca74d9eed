"""Cases beside a framework: a fragment over a base dossier, and what the rules must say of it."""

from typing import Annotated, Any

from pydantic import Field

from dossieraudit.models.basis import BladId, Datum, Model, Naam, Tekst
from dossieraudit.models.kader import Parameterwaarde, Reden, Uitkomst


class Verwachting(Model):
    """What a leaf must come to; eisen that are not named may have any value."""

    uitkomst: Uitkomst
    reden: Reden | None = None
    eisen: dict[Naam, bool | None] = Field(default_factory=dict)


class Geval(Model):
    """One case. `dossier` is laid over the base dossier as a JSON Merge Patch (RFC 7396); null means unknown."""

    naam: Tekst
    indicator: BladId
    peildatum: Datum
    dossier: dict[str, Any] = Field(default_factory=dict)
    parameters: dict[Naam, Parameterwaarde] = Field(
        default_factory=dict, description="Andere waarden van parameters, alleen voor dit geval."
    )
    verwacht: Verwachting


class Gevallen(Model):
    """The file gevallen/<criterium>.yaml."""

    gevallen: Annotated[tuple[Geval, ...], Field(min_length=1)]
