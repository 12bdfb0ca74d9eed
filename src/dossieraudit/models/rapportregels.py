"""Rules over the sample: how uitkomsten become an oordeel, and which sentences the report makes of the counts."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from dossieraudit.models.basis import BladId, Expressie, Model, Naam, Tekst

Klasse = Literal["voldoende", "matig", "onvoldoende", "niet_beoordeeld"]
KLASSEN: tuple[Klasse, ...] = get_args(Klasse)
# From best to worst; `niet_beoordeeld` has no place in that order.
GEORDENDE_KLASSEN: tuple[Klasse, ...] = ("voldoende", "matig", "onvoldoende")


class Oordeelregel(Model):
    """A decision rule: the first whose condition is true gives the class."""

    id: Naam = Field(description="Naam van de regel.")
    als: Expressie = Field(description="Voorwaarde; de eerste regel waarvan zij waar is, beslist.")
    oordeel: Klasse = Field(description="Het oordeel dat deze regel geeft.")
    uitleg: Tekst = Field(description="De regel in gewone taal, voor wie het oordeel wil volgen.")


class NietNaTeGaan(Model):
    """How a verdict reads that rests on nothing but what cannot be followed: not recorded is not 'not done'."""

    totaal: Tekst = Field(description="Over het geheel.")
    hoofdstuk: Tekst = Field(description="Over een hoofdstuk.")


class OordeelBestand(Model):
    """The file oordeel.yaml.

    `blad`: rules over the counts of one leaf. `samengesteld`: rules over the classes of the leaves of a criterium,
    thema or chapter. `totaal`: the same for the whole. `beleid`: rules over what documents lay down about one leaf.
    """

    blad: Annotated[tuple[Oordeelregel, ...], Field(min_length=1)] = Field(
        description="Regels over de tellingen van één blad."
    )
    samengesteld: Annotated[tuple[Oordeelregel, ...], Field(min_length=1)] = Field(
        description="Regels over de oordelen van de bladen van een criterium, thema of hoofdstuk."
    )
    totaal: Annotated[tuple[Oordeelregel, ...], Field(min_length=1)] = Field(
        description="Regels over de oordelen van alle bladen samen."
    )
    beleid: Annotated[tuple[Oordeelregel, ...], Field(min_length=1)] = Field(
        description="Regels over wat documenten over één blad vastleggen."
    )
    totaalteksten: dict[Klasse, Tekst] = Field(description="Het oordeel over het geheel als zin, per klasse.")
    hoofdstukteksten: dict[Klasse, Tekst] = Field(description="Het oordeel over een hoofdstuk als zin, per klasse.")
    niet_na_te_gaan: NietNaTeGaan | None = Field(
        None, description="Het oordeel als zin waar alleen niet is na te gaan of aan normen is voldaan."
    )


class Rapportregel(Model):
    """A sentence of the report with its condition over the sample.

    `tekst` may hold placeholders between braces: a count with its form (`{kenmerk.x|woord dossier/dossiers}`), or two
    words of which the last count picks one (`{is/zijn}`).
    """

    id: Naam = Field(description="Naam van de zin; uniek in rapport.yaml.")
    hoofdstuk: Annotated[int, Field(ge=1, le=99)] = Field(description="Nummer van het hoofdstuk waarin de zin komt.")
    als: Expressie = Field(description="Voorwaarde over de steekproef.")
    tekst: Tekst = Field(description="De zin, met tellingen tussen accolades: {kenmerk.x|woord dossier/dossiers}.")
    titel: Tekst | None = Field(None, description="Korte naam, voor overzichten.")
    bladen: tuple[BladId, ...] = Field((), description="Bladen waarop de zin rust.")
    tags: tuple[Naam, ...] = Field(
        (), description="Bij een risico of verklaring: waar het aan ligt; codes uit 'tags' in kader.yaml."
    )
    bron: Tekst | None = Field(None, description="Waar de zin op teruggaat.")


class RapportBestand(Model):
    """The file rapport.yaml: what the report says, by rule."""

    bevindingen: tuple[Rapportregel, ...] = Field((), description="Wat in de praktijk is gevonden.")
    tegenspraken: tuple[Rapportregel, ...] = Field((), description="Bronnen die elkaar tegenspreken.")
    risicos: tuple[Rapportregel, ...] = Field((), description="Wat daardoor mis kan gaan.")
    verklaringen: tuple[Rapportregel, ...] = Field((), description="Wat het kan verklaren.")
    kansen: tuple[Rapportregel, ...] = Field((), description="Wat het wijkteam kan gebruiken om te verbeteren.")
    gronden: tuple[Rapportregel, ...] = Field((), description="Onderbouwing van het oordeel over het geheel.")
