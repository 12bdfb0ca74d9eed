"""Other sources than dossiers: interviews and documents, and what a framework asks of them."""

from typing import Annotated, Literal

from pydantic import Field

from dossieraudit.models.basis import BladId, Datum, Id, Model, Naam, Tekst, VrijeTekst


class Groep(Model):
    """A group of respondents, as sentences name it."""

    enkelvoud: Tekst = Field(description="Een lid van de groep: 'medewerker van het wijkteam'.")
    meervoud: Tekst = Field(description="De groep: 'medewerkers van het wijkteam'.")


class Antwoord(Model):
    """An answer code of a question. `steunt`: it supports the norm, speaks against it, or says nothing of it."""

    tekst: Tekst = Field(description="Het antwoord in gewone taal.")
    steunt: bool | None = Field(
        None, description="Steunt de norm (true), spreekt haar tegen (false), of geen van beide (leeg)."
    )


class Vraag(Model):
    """A question of the framework to a group of respondents, or to the documents (then without groups)."""

    tekst: Tekst
    groepen: tuple[Naam, ...] = Field((), description="Aan wie de vraag wordt gesteld; leeg bij documenten.")
    bladen: tuple[BladId, ...] = Field((), description="Bladen waarover het antwoord iets zegt.")
    antwoorden: Annotated[dict[Naam, Antwoord], Field(min_length=2)]
    bron: Tekst | None = None


class BronnenBestand(Model):
    """The file bronnen.yaml of a framework: groups of respondents, interview questions, document questions."""

    groepen: dict[Naam, Groep] = Field(default_factory=dict)
    vragen: dict[Naam, Vraag] = Field(default_factory=dict)
    documentvragen: dict[Naam, Vraag] = Field(default_factory=dict)


class Interview(Model):
    """One interview. An answer that is left out or null was not given: it counts in no denominator."""

    id: Id
    groep: Naam
    datum: Datum | None = None
    antwoorden: dict[Naam, Naam | None] = Field(default_factory=dict, description="Vraag → antwoordcode.")
    aantekening: VrijeTekst | None = Field(None, description="Vrije tekst van de onderzoeker.")


Mate = Literal["vastgelegd", "gedeeltelijk", "niet_uitgewerkt"]


class Bepaling(Model):
    """What a document lays down about a leaf, and where."""

    blad: BladId
    mate: Mate = Field(description="Helder vastgelegd, gedeeltelijk, of genoemd maar niet uitgewerkt.")
    plaats: Tekst | None = Field(None, description="Vindplaats in het document.")


class Beleidsdocument(Model):
    """A document of the municipality, the wijkteam or its partners."""

    id: Id
    titel: Tekst
    soort: Literal[
        "samenwerkingsafspraken",
        "beleid",
        "plan_van_aanpak",
        "werkinstructie",
        "format",
        "overeenkomst",
        "handleiding",
        "overig",
    ]
    datum: Datum | None = None
    bepalingen: tuple[Bepaling, ...] = ()
    antwoorden: dict[Naam, Naam | None] = Field(default_factory=dict, description="Documentvraag → antwoordcode.")
    aantekening: VrijeTekst | None = None


class Oordeelsvelling(Model):
    """A person's judgement over one leaf of one dossier (beoordelingen/*.yaml)."""

    dossier: Id
    blad: BladId
    beoordelaar: Id = Field(description="Pseudoniem van de beoordelaar.")
    datum: Datum
    uitkomst: Literal["voldoet", "voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar", "niet_van_toepassing"]
    motivering: Annotated[str, Field(min_length=10, max_length=2_000)] = Field(description="Waarom; verplicht.")
    uitkomst_machine: Tekst = Field(description="Uitkomst van de regels toen dit oordeel werd gegeven.")
