"""The mapping: which column of which table of an export is which fact of a dossier (mapping.yaml).

What is not there, is unknown. A mapping has no way to say that something is not so where the export says nothing.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dossieraudit.models.basis import Model, Naam, Tekst
from dossieraudit.models.dossier import Onderdeel

Kolomnaam = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Tabelnaam = Naam
Bestandsnaam = Annotated[str, StringConstraints(pattern=r"^[^/\\\x00-\x1f]{1,200}$")]
Kort = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,15}$")]
Codewaarde = str | bool | int | None
Codelijst = dict[str, Codewaarde]
Datumvolgorde = Literal["dag-maand-jaar", "maand-dag-jaar"]
Eeuw = Literal[1900, 2000]


class Tabelbron(Model):
    """One table of the export, and how it was written."""

    bestand: Bestandsnaam = Field(description="Naam van het bestand, zonder map: .csv .txt .tsv .xlsx .json of .jsonl.")
    blad: Tekst | None = Field(None, description="Bij .xlsx met meer dan één blad: de naam van het blad.")
    lijst: Tekst | None = Field(None, description="Bij .json: de sleutel waaronder de lijst met rijen staat.")
    codering: Literal["utf-8", "cp1252", "latin-1", "utf-16"] | None = Field(
        None, description="Codering van een CSV. Zonder: UTF-8, of UTF-16 als het bestand dat zelf zegt."
    )
    scheiding: Literal[";", ",", "tab", "|"] | None = Field(
        None, description="Scheidingsteken van een CSV. Zonder: het enige dat in de koprij voorkomt."
    )
    datums: Datumvolgorde | None = Field(
        None, description="Volgorde in datums als 3-4-2017. Zonder: alleen datums die maar op één manier te lezen zijn."
    )
    eeuw: Eeuw | None = Field(
        None, description="Eeuw van jaartallen in twee cijfers: 1900 of 2000. Zonder: zo'n datum wordt niet gelezen."
    )
    decimaal: Literal["komma", "punt"] | None = Field(
        None, description="Decimaalteken in getallen. Zonder: alleen getallen die maar op één manier te lezen zijn."
    )


class Veldregel(Model):
    """Where one fact comes from."""

    kolom: Kolomnaam | None = Field(None, description="Naam van de kolom, zoals in de koprij.")
    waarde: Codewaarde = Field(
        None, description="In plaats van een kolom: deze waarde voor elke rij. Nooit false of nee."
    )
    codes: Tabelnaam | Codelijst | None = Field(
        None, description="Codelijst: een naam uit 'codelijsten', of codes met hun waarde (null of onbekend: onbekend)."
    )
    scheiding: Annotated[str, StringConstraints(min_length=1, max_length=3)] | None = Field(
        None, description="Bij een lijst in één cel: wat er tussen de delen staat."
    )
    neem: Literal["jaar"] | None = Field(None, description="Neem van een datum alleen het jaar.")
    voorvoegsel: Kort | None = Field(None, description="Bij een id: wat ervoor komt, bijvoorbeeld 'p' voor nummers.")
    vervang: dict[str, str] = Field(
        default_factory=dict, description="Bij een id: tekens die daarin niet kunnen, met wat ervoor in de plaats komt."
    )
    datums: Datumvolgorde | None = Field(None, description="Als bij de tabel, voor deze kolom alleen.")
    eeuw: Eeuw | None = Field(None, description="Als bij de tabel, voor deze kolom alleen.")


Velden = dict[str, Kolomnaam | Veldregel]


class Voorwaarde(Model):
    """Which rows of a table count."""

    kolom: Kolomnaam = Field(description="Naam van de kolom.")
    is_: tuple[str, ...] | None = Field(None, alias="is", description="De cel heeft een van deze waarden.")
    gevuld: bool | None = Field(None, description="De cel is gevuld (true) of leeg (false).")


class Dossierbron(Model):
    """The table that says which dossiers there are."""

    tabel: Tabelnaam = Field(description="Naam van de tabel; elke andere rij moet bij een sleutel hieruit horen.")
    sleutel: Kolomnaam = Field(description="Kolom met het nummer of pseudoniem van het dossier.")
    voorvoegsel: Kort | None = Field(None, description="Wat voor het id van elk dossier komt, bijvoorbeeld 'D'.")
    vervang: dict[str, str] = Field(
        default_factory=dict, description="Tekens die in een id niet kunnen, met wat ervoor in de plaats komt."
    )
    velden: Velden = Field(default_factory=dict, description="Feiten van het dossier zelf, zoals team.")


class Onderdeelbron(Model):
    """One part of the dossier from one table. The same part may come from more than one."""

    onderdeel: Tekst = Field(description="Het onderdeel, of een lijst daarin: contacten, veiligheidsplannen.afspraken.")
    tabel: Tabelnaam = Field(description="Naam van de tabel.")
    sleutel: Kolomnaam | None = Field(None, description="Kolom met het dossier; standaard die van 'dossier'.")
    hoort_bij: Kolomnaam | None = Field(
        None, description="Bij een lijst in een lijst: kolom met het id van de rij waar deze bij hoort."
    )
    nummering: Kort | None = Field(
        None, description="Geef de rijen zelf een id: dit voorvoegsel met een volgnummer, bijvoorbeeld c1, c2."
    )
    als: Voorwaarde | None = Field(None, description="Neem alleen rijen die hieraan voldoen.")
    velden: Velden = Field(description="Per feit de kolom, of hoe het eruit volgt.")


class Leegregel(Model):
    """When the export itself says that there are none of a kind: only then is a list without rows empty."""

    onderdeel: Tekst = Field(description="Het onderdeel dat een lijst is, bijvoorbeeld contacten.")
    kolom: Kolomnaam = Field(description="Kolom van de tabel van 'dossier' die het zegt.")
    is_: tuple[str, ...] = Field(alias="is", description="Bij deze waarden is er gekeken, en zijn er geen.")


class Mapping(Model):
    """The file mapping.yaml."""

    naam: Tekst | None = Field(None, description="Van welk systeem, en welke export.")
    tabellen: dict[Tabelnaam, Tabelbron] = Field(description="De tabellen van de export, elk met een naam.")
    codelijsten: dict[Tabelnaam, Codelijst] = Field(
        default_factory=dict, description="Codes met hun betekenis, om bij meer dan één kolom te gebruiken."
    )
    dossier: Dossierbron = Field(description="Welke dossiers er zijn.")
    onderdelen: tuple[Onderdeelbron, ...] = Field((), description="De onderdelen, elk uit een tabel.")
    leeg_als: tuple[Leegregel, ...] = Field(
        (), description="Wanneer een lijst zonder rijen leeg is in plaats van onbekend."
    )
    niet_aangeleverd: tuple[Onderdeel, ...] = Field(
        (), description="Onderdelen die niet in de export zitten; die zijn in elk dossier onbekend."
    )
    vindplaatsen: bool = Field(True, description="Leg bij elk feit vast uit welk bestand en welke rij het komt.")
