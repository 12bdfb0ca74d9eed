"""Other sources than dossiers: interviews and documents, and what a framework asks of them."""

import unicodedata
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from dossieraudit.models.basis import BladId, Datum, Id, KaderId, Model, Naam, Tekst, VrijeTekst

VAN_KADER = "Kader waar dit bij hoort; leeg: het kader dat het onderzoek zelf noemt."


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

    tekst: Tekst = Field(description="De vraag in gewone taal.")
    groepen: tuple[Naam, ...] = Field((), description="Aan wie de vraag wordt gesteld; leeg bij documenten.")
    bladen: tuple[BladId, ...] = Field((), description="Bladen waarover het antwoord iets zegt.")
    antwoorden: Annotated[dict[Naam, Antwoord], Field(min_length=2)] = Field(
        description="De mogelijke antwoorden, elk met een korte code."
    )
    bron: Tekst | None = Field(None, description="Waar de vraag vandaan komt.")


class BronnenBestand(Model):
    """The file bronnen.yaml of a framework: groups of respondents, interview questions, document questions."""

    groepen: dict[Naam, Groep] = Field(
        default_factory=dict, description="Groepen gesprekspartners, elk met een korte code."
    )
    vragen: dict[Naam, Vraag] = Field(
        default_factory=dict, description="Vragen aan gesprekspartners, elk met een korte code."
    )
    documentvragen: dict[Naam, Vraag] = Field(
        default_factory=dict, description="Vragen aan documenten, elk met een korte code."
    )


class Interview(Model):
    """One interview. An answer that is left out or null was not given: it counts in no denominator."""

    id: Id = Field(description="Pseudoniem van de gesprekspartner.")
    kader: KaderId | None = Field(None, description=VAN_KADER)
    groep: Naam = Field(description="Groep van de gesprekspartner; een code uit bronnen.yaml.")
    datum: Datum | None = Field(None, description="Datum van het gesprek.")
    antwoorden: dict[Naam, Naam | None] = Field(default_factory=dict, description="Vraag → antwoordcode.")
    aantekening: VrijeTekst | None = Field(None, description="Vrije tekst van de onderzoeker.")


Mate = Literal["vastgelegd", "gedeeltelijk", "niet_uitgewerkt"]


class Bepaling(Model):
    """What a document lays down about a leaf, and where."""

    blad: BladId = Field(description="Blad waarover het document iets vastlegt.")
    mate: Mate = Field(description="Helder vastgelegd, gedeeltelijk, of genoemd maar niet uitgewerkt.")
    plaats: Tekst | None = Field(None, description="Vindplaats in het document.")


class Beleidsdocument(Model):
    """A document of the municipality, the wijkteam or its partners."""

    id: Id = Field(description="Korte code van het document.")
    kader: KaderId | None = Field(None, description=VAN_KADER)
    titel: Tekst = Field(description="Titel van het document.")
    soort: Literal[
        "samenwerkingsafspraken",
        "beleid",
        "plan_van_aanpak",
        "werkinstructie",
        "format",
        "overeenkomst",
        "handleiding",
        "overig",
    ] = Field(description="Soort document.")
    datum: Datum | None = Field(None, description="Datum van het document.")
    bepalingen: tuple[Bepaling, ...] = Field((), description="Wat het document over bladen vastlegt.")
    antwoorden: dict[Naam, Naam | None] = Field(default_factory=dict, description="Documentvraag → antwoordcode.")
    aantekening: VrijeTekst | None = Field(None, description="Vrije tekst van de onderzoeker.")


# The pseudonym under which assessors judge together.
CONSENSUS = "consensus"
# With fewer assessors there is nothing to settle.
MINSTENS_SAMEN = 2
KORTSTE_MOTIVERING = 10
LANGSTE_MOTIVERING = 5_000
# Unicode calls these letters and symbols, and they are drawn as nothing.
_LEEG = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class Oordeelsvelling(Model):
    """A person's judgement over one leaf of one dossier (beoordelingen/*.yaml)."""

    kader: KaderId | None = Field(None, description=VAN_KADER)
    dossier: Id = Field(description="Dossier dat is beoordeeld.")
    blad: BladId = Field(description="Blad dat is beoordeeld.")
    beoordelaar: Id = Field(description="Pseudoniem van de beoordelaar; 'consensus' als beoordelaars het eens werden.")
    beoordelaars: tuple[Id, ...] = Field((), description="Bij consensus: wie het eens werden.")
    datum: Datum = Field(description="Dag van de beoordeling.")
    uitkomst: Literal["voldoet", "voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar", "niet_van_toepassing"] = (
        Field(description="Wat de beoordelaar vindt.")
    )
    motivering: Annotated[str, Field(min_length=KORTSTE_MOTIVERING, max_length=LANGSTE_MOTIVERING)] = Field(
        description="Waarom; verplicht."
    )
    uitkomst_machine: Tekst = Field(description="Uitkomst van de regels toen dit oordeel werd gegeven.")
    vingerafdruk: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description="SHA-256 van de feiten waarop het oordeel rust; 'review' vult haar in."
    )
    normafdruk: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description="SHA-256 van de norm waarover het oordeel gaat; 'review' vult haar in."
    )

    def gaat_over(self, uitkomst_machine: str, vingerafdruk: str, normafdruk: str | None) -> bool:
        """Whether the judgement is about what the rules found, these facts and this norm, as far as it keeps them."""
        return (
            self.uitkomst_machine == uitkomst_machine
            and self.vingerafdruk in (None, vingerafdruk)
            and self.normafdruk in (None, normafdruk)
        )


def samen_beoordeeld(namen: Iterable[str]) -> frozenset[str]:
    """The assessors among these names: each once, however capitals are used, and the consensus itself is none."""
    return frozenset(naam.casefold() for naam in namen) - {CONSENSUS}


def geen_dossier_over(wat: str) -> str:
    """Why nobody can judge one dossier by a leaf (or group) that rests on interviews and documents alone."""
    return f"over {wat} zegt geen dossier iets: het gaat over de organisatie"


def motivering_lang_genoeg(tekst: str) -> bool:
    """Whether a motivation says something, in so many characters that a reader sees, and is not too long."""
    return leesbare_tekens(tekst) >= KORTSTE_MOTIVERING and len(tekst) <= LANGSTE_MOTIVERING


def leesbare_tekens(tekst: str) -> int:
    """How many characters a reader sees: letters, digits, marks of punctuation, and one space between words."""
    woorden = "".join(teken for teken in tekst if teken.isspace() or _zichtbaar(teken)).split()
    return sum(map(len, woorden)) + max(0, len(woorden) - 1)


def _zichtbaar(teken: str) -> bool:
    return unicodedata.category(teken)[0] in "LNPS" and teken not in _LEEG
