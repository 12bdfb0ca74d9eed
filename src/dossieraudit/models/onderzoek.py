"""The onderzoek: what is investigated, when, and how the sample came about (onderzoek.yaml)."""

from typing import Annotated

from pydantic import Field

from dossieraudit.models.basis import Datum, Model, Tekst


class Periode(Model):
    """A period in days, both ends included."""

    van: Datum
    tot: Datum


class Steekproef(Model):
    """How the dossiers were chosen. Without a random draw and a population nothing is said beyond the sample."""

    populatie: Annotated[int, Field(ge=1)] | None = Field(None, description="Aantal overdrachten in de periode.")
    aselect: bool | None = Field(None, description="De dossiers zijn door loting getrokken.")
    omschrijving: Tekst | None = Field(None, description="Hoe de dossiers zijn gekozen.")


class Vervolg(Model):
    """What happens after the report (§7.4)."""

    beeld_voor: Datum | None = Field(None, description="Dag waarvoor een compleet beeld van de maatregelen er is.")
    voortgang_na: Tekst | None = Field(None, description="Wanneer de voortgang wordt nagegaan.")


class Onderzoek(Model):
    """The file onderzoek.yaml."""

    naam: Tekst = Field(description="Naam van het onderzoek; wordt de titel van het rapport.")
    gemeente: Tekst
    wijkteam: Tekst
    kader: Tekst | None = Field(None, description="Naam van een meegeleverd kader, of een pad vanuit deze map.")
    profiel: Tekst | None = Field(None, description="Pad van een profiel over het kader, vanuit deze map.")
    peildatum: Datum = Field(description="Dag waarop termijnen worden beoordeeld.")
    aanleiding: Tekst | None = None
    periode: Periode | None = Field(None, description="Periode waarin de onderzochte overdrachten vielen.")
    steekproef: Steekproef = Steekproef()
    vervolg: Vervolg = Vervolg()
