"""Several onderzoeken beside each other: the one frozen thing that every view of the municipalities reads."""

from typing import Literal

from pydantic import ConfigDict, Field

from dossieraudit.models.basis import Datum, Model
from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.resultaat import BladTelling, InvoerVerwijzing, KaderVerwijzing, Oordeel

Schema = Literal["dossieraudit/gemeenten/1"]


class Steekproefstaat(Model):
    """How the dossiers of one onderzoek were chosen, as far as that was written down."""

    aselect: bool | None = Field(description="De dossiers zijn door loting getrokken; leeg: niet vastgelegd.")
    populatie: int | None = Field(description="Aantal overdrachten waaruit is gekozen; leeg: niet vastgelegd.")
    omschrijving: str | None = Field(description="Hoe de dossiers zijn gekozen.")
    vervangen: int = Field(
        0, description="Aantal uitgevallen gevallen dat volgens de regels door een reserve is vervangen."
    )
    afwijkingen: tuple[str, ...] = Field((), description="Waar de gelezen dossiers niet de getrokken dossiers zijn.")


class EigenUitleg(Model):
    """What a municipality itself gives as a cause."""

    tekst: str = Field(description="De verklaring in de woorden van de gemeente.")
    tags: tuple[str, ...] = Field((), description="Waar het volgens de gemeente aan ligt.")
    bron: str | None = Field(None, description="Waar de verklaring vandaan komt.")


class Deelnemer(Model):
    """One onderzoek in the comparison. `naam` is unique in it and is how every table names it."""

    naam: str = Field(description="Naam in deze vergelijking; uniek.")
    gemeente: str = Field(description="Gemeente waarover het onderzoek gaat.")
    wijkteam: str = Field(description="Naam van het wijkteam.")
    onderzoek: str = Field(description="Naam van het onderzoek.")
    peildatum: Datum = Field(description="Dag waarop termijnen zijn beoordeeld.")
    dossiers: int = Field(description="Aantal getoetste dossiers.")
    afgekeurd: int = Field(description="Aantal invoerbestanden dat is afgekeurd en niet meetelt.")
    interviews: int = Field(description="Aantal gesprekken.")
    documenten: int = Field(description="Aantal documenten.")
    beoordelingen: int = Field(description="Aantal uitkomsten dat een beoordelaar vaststelde.")
    kader: KaderVerwijzing = Field(description="Het kader waaraan is getoetst.")
    profiel: str | None = Field(description="Profiel over het kader, met versie.")
    steekproef: Steekproefstaat = Field(description="Hoe de dossiers zijn gekozen.")
    verklaringen: tuple[EigenUitleg, ...] = Field(description="Verklaringen die de gemeente zelf geeft.")
    invoer: tuple[InvoerVerwijzing, ...] = Field(description="Elk bestand dat is gelezen, met zijn hash.")


class Klassetelling(Model):
    """How many onderzoeken have one class, and how many surely and possibly have it given what is untraceable."""

    aantal: int = Field(description="Aantal onderzoeken met dit oordeel.")
    zeker: int = Field(description="Aantal dat dit oordeel houdt, hoe het niet-navolgbare ook uitvalt.")
    mogelijk: int = Field(description="Aantal dat dit oordeel kan hebben als het niet-navolgbare bekend was.")
    gemeenten: tuple[str, ...] = Field(description="Namen van de onderzoeken met dit oordeel.")


class Bladvergelijking(Model):
    """One leaf over the onderzoeken."""

    id: str = Field(description="Code van het blad.")
    titel: str = Field(description="Korte naam van het blad.")
    zwaarwegend: bool = Field(description="Weegt zwaar in het oordeel.")
    gemeenten: dict[str, BladTelling] = Field(description="Tellingen en oordeel per onderzoek.")
    klassen: dict[Klasse, Klassetelling] = Field(description="Aantal onderzoeken per oordeel.")


class Groepsstand(Model):
    """A criterium, thema or chapter, or the whole, in one onderzoek."""

    praktijk: Oordeel = Field(description="Oordeel over de praktijk.")
    beleid: Oordeel | None = Field(None, description="Oordeel over het beleid; alleen bij hoofdstukken.")
    normen: dict[Klasse, int] = Field(description="Aantal bladen per oordeel.")


class Groepsvergelijking(Model):
    """A criterium, thema or chapter, or the whole, over the onderzoeken."""

    id: str = Field(description="Code of nummer.")
    titel: str = Field(description="Naam.")
    bladen: tuple[str, ...] = Field(description="De bladen die erin zitten.")
    gemeenten: dict[str, Groepsstand] = Field(description="Oordeel per onderzoek.")
    klassen: dict[Klasse, Klassetelling] = Field(description="Aantal onderzoeken per oordeel.")


class Zinvergelijking(Model):
    """A risk or an explanation over the onderzoeken: in which ones a rule for it is true, and what it says there."""

    regels: tuple[str, ...] = Field(description="Regels in rapport.yaml; regels met dezelfde titel gelden als één.")
    titel: str = Field(description="Korte naam.")
    hoofdstuk: int = Field(description="Nummer van het hoofdstuk.")
    tags: tuple[str, ...] = Field(description="Waar het aan ligt.")
    gemeenten: dict[str, str] = Field(description="Per onderzoek waar zij opgaat: de zin, met de aantallen van daar.")


class Tagvergelijking(Model):
    """One cause from the closed list of the framework, and in which onderzoeken it is named."""

    tag: str = Field(description="Code van de oorzaak.")
    omschrijving: str = Field(description="Wat eronder valt.")
    verklaringen: tuple[str, ...] = Field(description="Onderzoeken met een verklaring uit de regels.")
    eigen: tuple[str, ...] = Field(description="Onderzoeken waar de gemeente dit zelf als verklaring geeft.")
    samen: tuple[str, ...] = Field(description="Onderzoeken met het een of het ander.")
    risicos: tuple[str, ...] = Field(description="Onderzoeken met een risico dat hieraan ligt.")


class NietVergeleken(Model):
    """What is left out of the comparison, and why."""

    wat: str = Field(description="Waar het om gaat.")
    reden: str = Field(description="Waarom het niet is vergeleken.")


class Gemeentenvergelijking(Model):
    """The whole comparison, as published under `schema`. Onderzoeken stand in the order of their names, never by score.

    Every count is of onderzoeken, or of dossiers of one onderzoek; nothing is added up over municipalities.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, serialize_by_alias=True)

    schema_: Schema = Field("dossieraudit/gemeenten/1", alias="schema", description="Naam en versie van dit formaat.")
    versie: str = Field(description="Versie van dossieraudit.")
    eenheid: Literal["gemeente", "onderzoek"] = Field(
        description="Wat wordt geteld: gemeenten, of onderzoeken als een gemeente er meer dan één heeft."
    )
    gemeenten: tuple[Deelnemer, ...] = Field(description="De onderzoeken, op naam.")
    totaal: Groepsvergelijking | None = Field(description="Het oordeel over het geheel.")
    hoofdstukken: tuple[Groepsvergelijking, ...] = Field(description="Per hoofdstuk.")
    themas: tuple[Groepsvergelijking, ...] = Field(description="Per thema.")
    criteria: tuple[Groepsvergelijking, ...] = Field(description="Per criterium.")
    bladen: tuple[Bladvergelijking, ...] = Field(description="Per blad dat alle onderzoeken gemeen hebben.")
    risicos: tuple[Zinvergelijking, ...] = Field(description="Risico's en waar zij optreden.")
    verklaringen: tuple[Zinvergelijking, ...] = Field(description="Verklaringen en waar zij opgaan.")
    tags: tuple[Tagvergelijking, ...] = Field(description="Oorzaken uit de lijst van het kader.")
    niet_vergeleken: tuple[NietVergeleken, ...] = Field((), description="Wat buiten de vergelijking blijft.")
