"""What a municipality does to improve (verbetermaatregelen.yaml): measures with norms, an owner and a day."""

from typing import Annotated, Literal

from pydantic import Field

from dossieraudit.models.basis import Datum, Id, KaderId, Model, Naam, Tekst

Maatregelstatus = Literal["gepland", "in_uitvoering", "afgerond", "vervallen"]
# Work on these is not yet done, so a day that has passed is a day too late.
OPENSTAAND: frozenset[Maatregelstatus] = frozenset({"gepland", "in_uitvoering"})


class Voortgang(Model):
    """What was done on a measure, and when that was told."""

    datum: Datum = Field(description="Dag waarop dit is vastgesteld.")
    tekst: Tekst = Field(description="Wat er is gedaan of bereikt; geen namen van personen.")


class Verbetermaatregel(Model):
    """One measure. `bladen` may name leaves, criteria and thema's of the framework."""

    id: Id = Field(description="Code van de maatregel; uniek in het bestand.")
    titel: Tekst = Field(description="De maatregel in een paar woorden.")
    omschrijving: Tekst | None = Field(None, description="Wat er gaat gebeuren.")
    bladen: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        description="Bladen, criteria of thema's van het kader waarop de maatregel zich richt."
    )
    eigenaar: Tekst = Field(description="Rol of functie die ervoor zorgt; geen naam van een persoon.")
    gereed: Datum = Field(description="Dag waarop de maatregel klaar moet zijn.")
    status: Maatregelstatus = Field(description="Stand: gepland, in_uitvoering, afgerond of vervallen.")
    reden: Tekst | None = Field(None, description="Waarom de maatregel is vervallen; dan verplicht.")
    voortgang: tuple[Voortgang, ...] = Field((), description="Wat er is gedaan, met de dag erbij.")
    oorzaken: tuple[Naam, ...] = Field(
        (), description="Oorzaken van het tekort die de maatregel wegneemt; codes uit 'tags' van het kader."
    )


class VerbeterBestand(Model):
    """The file verbetermaatregelen.yaml."""

    kader: KaderId | None = Field(None, description="Kader waarvan de bladen zijn; leeg: dat van het onderzoek.")
    maatregelen: tuple[Verbetermaatregel, ...] = Field(description="De maatregelen.")
