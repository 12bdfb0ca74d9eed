"""The onderzoek: what is investigated, when, and how the sample came about (onderzoek.yaml)."""

from typing import Annotated

from pydantic import Field

from dossieraudit.models.basis import Datum, Id, Model, Naam, OverdrachtSoort, Tekst

Aantal = Annotated[int, Field(ge=0)]


class Periode(Model):
    """A period in days, both ends included."""

    van: Datum = Field(description="Eerste dag.")
    tot: Datum = Field(description="Laatste dag.")


class Stratum(Model):
    """A group of cases from which a fixed number was drawn."""

    soort: OverdrachtSoort | None = Field(None, description="Soort overdracht van de gevallen; leeg: elke soort.")
    team: Tekst | None = Field(None, description="Team van de gevallen; leeg: elk team.")
    populatie: Aantal = Field(description="Aantal gevallen waaruit is getrokken.")
    aantal: Aantal = Field(description="Aantal getrokken gevallen.")
    reserves: Aantal = Field(0, description="Aantal reserves, in vaste volgorde.")


class Weggelaten(Model):
    """Cases of the list that could not be drawn."""

    reden: Tekst = Field(description="Waarom deze gevallen niet meededen.")
    aantal: Annotated[int, Field(ge=1)] = Field(description="Om hoeveel gevallen het gaat.")


class Vervanging(Model):
    """A drawn case that could not be read, and the reserve that took its place."""

    dossier: Id = Field(description="Het getrokken geval dat uitviel.")
    door: Id | None = Field(None, description="De reserve die ervoor in de plaats kwam; leeg: geen.")
    reden: Tekst = Field(description="Waarom het geval uitviel; verplicht.")


class Steekproef(Model):
    """How the dossiers were chosen. Without a random draw and a population nothing is said beyond the sample.

    With more than one stratum the dossiers do not weigh the same: what holds for the whole follows per stratum.
    """

    populatie: Annotated[int, Field(ge=1)] | None = Field(None, description="Aantal overdrachten in de periode.")
    aselect: bool | None = Field(None, description="De dossiers zijn door loting getrokken.")
    omschrijving: Tekst | None = Field(None, description="Hoe de dossiers zijn gekozen.")
    methode: Tekst | None = Field(None, description="Hoe er is geloot, zodat iedereen het kan narekenen.")
    zaad: Tekst | None = Field(None, description="Zaad van de loting.")
    strata: tuple[Stratum, ...] = Field((), description="Groepen waaruit een vast aantal is getrokken.")
    bestand: Tekst | None = Field(None, description="Naam van de lijst waaruit is getrokken.")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description="SHA-256 van die lijst: een andere lijst geeft een andere waarde."
    )
    weggelaten: tuple[Weggelaten, ...] = Field((), description="Gevallen van de lijst die niet meededen, met reden.")
    trekking: Tekst | None = Field(
        None, description="Pad, vanuit deze map, van trekking.csv: wie is getrokken en wie reserve is."
    )
    vervangingen: tuple[Vervanging, ...] = Field(
        (), description="Getrokken gevallen die uitvielen, met de reden en de reserve die in de plaats kwam."
    )


class EigenVerklaring(Model):
    """What the municipality itself gives as a cause; told apart from what rules of the framework find."""

    tekst: Tekst = Field(description="De verklaring, in een of meer zinnen en zonder namen.")
    tags: tuple[Naam, ...] = Field((), description="Waar het aan ligt; codes uit 'tags' van het kader.")
    bron: Tekst | None = Field(None, description="Waar de verklaring vandaan komt: gesprek, brief, plan.")


class Vervolg(Model):
    """What happens after the report (§7.4)."""

    beeld_voor: Datum | None = Field(None, description="Dag waarvoor een compleet beeld van de maatregelen er is.")
    voortgang_na: Tekst | None = Field(None, description="Wanneer de voortgang wordt nagegaan.")


class Onderzoek(Model):
    """The file onderzoek.yaml."""

    naam: Tekst = Field(description="Naam van het onderzoek; wordt de titel van het rapport.")
    gemeente: Tekst = Field(description="Gemeente waarover het onderzoek gaat.")
    wijkteam: Tekst = Field(description="Naam van het wijkteam.")
    kader: Tekst | None = Field(None, description="Naam van een meegeleverd kader, of een pad vanuit deze map.")
    profiel: Tekst | None = Field(None, description="Pad van een profiel over het kader, vanuit deze map.")
    peildatum: Datum = Field(description="Dag waarop termijnen worden beoordeeld.")
    aanleiding: Tekst | None = Field(None, description="Waarom het onderzoek is gedaan.")
    periode: Periode | None = Field(None, description="Periode waarin de onderzochte overdrachten vielen.")
    steekproef: Steekproef = Field(Steekproef(), description="Hoe de dossiers zijn gekozen.")
    verklaringen: tuple[EigenVerklaring, ...] = Field(
        (), description="Wat de gemeente zelf als verklaring geeft voor wat is gevonden."
    )
    vervolg: Vervolg = Field(Vervolg(), description="Wat er na het rapport gebeurt.")
