"""A profiel: an overlay on a framework, such as a municipality's work instructions. The base is never edited."""

from typing import Annotated

from pydantic import Field, StringConstraints

from dossieraudit.models.basis import BladId, Id, Model, Naam, Tekst
from dossieraudit.models.kader import Criterium, Eis, Kenmerk, Parameterwaarde


class Parameterzetting(Model):
    """Another value for a parameter of the framework, and where it comes from."""

    waarde: Parameterwaarde
    bron: Tekst = Field(description="Waar deze waarde staat: werkinstructie, besluit, paragraaf.")


class Weglating(Model):
    """A leaf that is left out, and why."""

    blad: BladId
    reden: Tekst


class EigenEis(Model):
    """An eis that the profile adds to a leaf of the framework."""

    blad: BladId
    eis: Eis


class Hoofdstukplaats(Model):
    """In which chapter of the report local leaves are treated."""

    nummer: Annotated[int, Field(ge=1, le=99)]
    bladen: Annotated[tuple[BladId, ...], Field(min_length=1)]


class EigenThema(Model):
    """A thema of local leaves, shown after those of the framework."""

    id: Id
    titel: Tekst
    criteria: Annotated[tuple[Criterium, ...], Field(min_length=1)]
    hoofdstukken: tuple[Hoofdstukplaats, ...] = ()


class Profiel(Model):
    """The file of a profile."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,79}$")]
    titel: Tekst
    versie: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    kader: Tekst = Field(description="Id van het kader waarover dit profiel ligt.")
    bron: Tekst = Field(description="Waar de eigen regels vandaan komen.")
    parameters: dict[Naam, Parameterzetting] = Field(default_factory=dict)
    weglaten: tuple[Weglating, ...] = ()
    kenmerken: dict[Naam, Kenmerk] = Field(default_factory=dict)
    eisen: tuple[EigenEis, ...] = ()
    themas: tuple[EigenThema, ...] = ()
