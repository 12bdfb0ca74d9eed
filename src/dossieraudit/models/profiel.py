"""A profiel: an overlay on a framework, such as a municipality's work instructions. The base is never edited."""

from typing import Annotated

from pydantic import Field, StringConstraints

from dossieraudit.models.basis import BladId, Id, KaderId, Model, Naam, Tekst
from dossieraudit.models.kader import Criterium, Eis, Kenmerk, Parameter, Parameterwaarde


class Parameterzetting(Model):
    """Another value for a parameter of the framework, and where it comes from."""

    waarde: Parameterwaarde = Field(description="De waarde die in plaats van die van het kader geldt.")
    bron: Tekst = Field(description="Waar deze waarde staat: werkinstructie, besluit, paragraaf.")


class Weglating(Model):
    """A leaf that is left out, and why."""

    blad: BladId = Field(description="Blad van het kader dat niet meetelt.")
    reden: Tekst = Field(description="Waarom het niet meetelt.")


class EigenEis(Model):
    """An eis that the profile adds to a leaf of the framework."""

    blad: BladId = Field(description="Blad van het kader dat deze eis erbij krijgt.")
    eis: Eis = Field(description="De eis.")


class Hoofdstukplaats(Model):
    """In which chapter of the report local leaves are treated."""

    nummer: Annotated[int, Field(ge=1, le=99)] = Field(description="Nummer van een hoofdstuk van het kader.")
    bladen: Annotated[tuple[BladId, ...], Field(min_length=1)] = Field(
        description="Eigen bladen die in dat hoofdstuk komen."
    )


class EigenThema(Model):
    """A thema of local leaves, shown after those of the framework."""

    id: Id = Field(description="Korte code van het thema.")
    titel: Tekst = Field(description="Naam van het thema.")
    criteria: Annotated[tuple[Criterium, ...], Field(min_length=1)] = Field(
        description="Criteria van het thema, met hun bladen."
    )
    hoofdstukken: tuple[Hoofdstukplaats, ...] = Field(
        (), description="In welk hoofdstuk van het rapport de bladen komen."
    )


class Profiel(Model):
    """The file of a profile."""

    id: KaderId = Field(description="Naam van het profiel: kleine letters, cijfers en streepjes.")
    titel: Tekst = Field(description="Titel van het profiel, zoals het rapport die noemt.")
    versie: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")] = Field(
        description="Versie van het profiel: drie getallen, bijvoorbeeld 1.0.0."
    )
    kader: Tekst = Field(description="Id van het kader waarover dit profiel ligt.")
    bron: Tekst = Field(description="Waar de eigen regels vandaan komen.")
    parameters: dict[Naam, Parameterzetting] = Field(
        default_factory=dict, description="Andere waarden voor parameters van het kader."
    )
    eigen_parameters: dict[Naam, Parameter] = Field(
        default_factory=dict, description="Eigen parameters; hun namen staan niet in het kader."
    )
    weglaten: tuple[Weglating, ...] = Field((), description="Bladen die niet meetellen, met de reden.")
    kenmerken: dict[Naam, Kenmerk] = Field(
        default_factory=dict, description="Eigen kenmerken; hun namen staan niet in het kader."
    )
    eisen: tuple[EigenEis, ...] = Field((), description="Eisen die aan een blad van het kader worden toegevoegd.")
    themas: tuple[EigenThema, ...] = Field((), description="Eigen thema's met eigen bladen.")
