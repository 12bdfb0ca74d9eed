"""Cases beside a framework: a fragment over a base dossier, and what the rules must say of it."""

from typing import Annotated, Any

from pydantic import Field

from dossieraudit.models.basis import BladId, Datum, Model, Naam, Tekst
from dossieraudit.models.kader import Parameterwaarde, Reden, Uitkomst


class Verwachting(Model):
    """What a leaf must come to; eisen that are not named may have any value."""

    uitkomst: Uitkomst = Field(description="De uitkomst die het blad moet hebben.")
    reden: Reden | None = Field(None, description="De reden bij die uitkomst; leeg waar er geen is.")
    eisen: dict[Naam, bool | None] = Field(
        default_factory=dict,
        description="Waarden van eisen (true, false of null); wat hier niet staat, mag alles zijn.",
    )


class Geval(Model):
    """One case. `dossier` is laid over the base dossier as a JSON Merge Patch (RFC 7396); null means unknown."""

    naam: Tekst = Field(description="Wat dit geval laat zien, in gewone taal.")
    indicator: BladId = Field(description="Blad dat wordt beproefd.")
    peildatum: Datum = Field(description="Dag waarop termijnen worden beoordeeld.")
    dossier: dict[str, Any] = Field(
        default_factory=dict,
        description="Wat er anders is dan in basis.yaml: groepen worden samengevoegd, lijsten en waarden vervangen, "
        "null maakt onbekend.",
    )
    parameters: dict[Naam, Parameterwaarde] = Field(
        default_factory=dict, description="Andere waarden van parameters, alleen voor dit geval."
    )
    verwacht: Verwachting = Field(description="Wat eruit moet komen.")


class Gevallen(Model):
    """The file gevallen/<criterium>.yaml."""

    gevallen: Annotated[tuple[Geval, ...], Field(min_length=1)] = Field(description="De gevallen van dit criterium.")
