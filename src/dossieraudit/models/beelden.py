"""What the views of `score` say: shortcomings that may be mended, and who leads a case over time."""

from typing import Literal

from pydantic import ConfigDict, Field

from dossieraudit.models.basis import Datum, Model
from dossieraudit.models.herstel import Hersteller
from dossieraudit.models.resultaat import KaderVerwijzing

Gebrek = Literal["niet_vervuld", "niet_vastgelegd", "niet_aangeleverd", "beoordeeld"]
Herstelbaar = Literal[
    "alsnog_doen", "alsnog_vastleggen", "alsnog_aanleveren", "zie_beoordeling", "niet_vast_te_stellen", "niet_meer"
]
GEBREKEN: dict[Gebrek, str] = {
    "niet_vervuld": "niet gebeurd of niet aanwezig",
    "niet_vastgelegd": "niet vastgelegd",
    "niet_aangeleverd": "dit deel van het dossier ontbrak",
    "beoordeeld": "volgens een beoordelaar",
}
HERSTELBAAR: dict[Herstelbaar, str] = {
    "alsnog_doen": "alsnog doen",
    "alsnog_vastleggen": "alsnog vastleggen",
    "alsnog_aanleveren": "alsnog aanleveren",
    "zie_beoordeling": "zie de beoordeling",
    "niet_vast_te_stellen": "hangt ervan af of de zaak nog loopt",
    "niet_meer": "niet meer te herstellen",
}
# The same after 'er zijn'.
TE_HERSTELLEN: dict[Herstelbaar, str] = {
    "alsnog_doen": "alsnog te doen",
    "alsnog_vastleggen": "alsnog vast te leggen",
    "alsnog_aanleveren": "alsnog aan te leveren",
    "zie_beoordeling": "na te lezen in een beoordeling",
    "niet_vast_te_stellen": "afhankelijk van de vraag of de zaak nog loopt",
    "niet_meer": "niet meer te herstellen",
}
Antwoord = Literal["ja", "nee", "niet_vast_te_stellen"]


class _Uitvoer(Model):
    """What is published: everything it holds stands in its schema."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Tekort(Model):
    """One eis (or condition) that one dossier does not show, and what can be done about it."""

    dossier: str = Field(description="Pseudoniem van het dossier.")
    blad: str = Field(description="Code van het blad.")
    eis: str | None = Field(
        description="Naam van de eis; leeg als niet is vastgelegd of het blad geldt, en bij het oordeel van een mens."
    )
    tekst: str = Field(description="De eis in gewone taal.")
    essentieel: bool = Field(description="Zonder deze eis voldoet het dossier niet.")
    zwaarwegend: bool = Field(description="Het blad weegt zwaar in het oordeel.")
    wat: Gebrek = Field(description="Wat eraan ontbreekt.")
    kan: Herstelbaar = Field(description="Wat daar nog aan te doen is.")
    wie: Hersteller = Field(description="Wie het kan herstellen.")
    aanname: bool = Field(description="Wie en wat nog kan, is een aanname van de makers van het kader.")
    paden: tuple[str, ...] = Field(description="Plaatsen in het dossier waar het om gaat.")


class BladTekorten(Model):
    """The shortcomings of one leaf over the dossiers, counted."""

    blad: str = Field(description="Code van het blad.")
    titel: str = Field(description="Korte naam van het blad.")
    zwaarwegend: bool = Field(description="Het blad weegt zwaar in het oordeel.")
    dossiers: int = Field(description="Aantal dossiers met een tekort op dit blad.")
    tekorten: dict[Herstelbaar, int] = Field(description="Aantal tekorten, naar wat er nog aan te doen is.")


class Zelfevaluatie(_Uitvoer):
    """What dossiers lack by a framework, the heaviest first."""

    schema_: Literal["dossieraudit/zelfevaluatie/1"] = Field(
        "dossieraudit/zelfevaluatie/1", alias="schema", description="Vorm van dit bestand."
    )
    versie: str = Field(description="Versie van dossieraudit.")
    peildatum: Datum | None = Field(None, description="Gedeelde peildatum; leeg als elk dossier zijn eigen heeft.")
    kader: KaderVerwijzing = Field(description="Het kader waaraan is getoetst.")
    profiel: str | None = Field(None, description="Het profiel over het kader.")
    dossiers: int = Field(description="Aantal getoetste dossiers.")
    zonder_tekort: tuple[str, ...] = Field(description="Dossiers waaraan niets ontbreekt.")
    bladen: tuple[BladTekorten, ...] = Field(description="Bladen met tekorten, het zwaarste eerst.")
    tekorten: tuple[Tekort, ...] = Field(description="Elk tekort, het zwaarste eerst.")
    professional: int = Field(description="Aantal eisen dat op het oordeel van een professional wacht.")
    door_beoordelaar: int = Field(
        description="Hoe vaak een beoordelaar een blad vervuld of niet van toepassing vond, anders dan de regels."
    )
    andere_bron: tuple[str, ...] = Field(description="Bladen die een dossier niet kan uitwijzen.")


class Dagtelling(Model):
    """A number of days; where dates are unknown, the least and the most that it can be."""

    minstens: int = Field(description="Aantal dagen dat zeker is.")
    hoogstens: int | None = Field(description="Grootste aantal dagen dat kan; leeg als er geen grens is.")

    @property
    def antwoord(self) -> Antwoord:
        """Whether there is such a day. An unknown date never makes it 'nee'."""
        if self.minstens:
            return "ja"
        return "nee" if self.hoogstens == 0 else "niet_vast_te_stellen"

    @property
    def bekend(self) -> bool:
        """Whether the number is certain."""
        return self.minstens == self.hoogstens


class Leidperiode(Model):
    """One period in which someone led the help."""

    id: str = Field(description="Nummer van de periode binnen het dossier.")
    organisatie: str | None = Field(description="Bij wie de regie lag; leeg: niet vastgelegd.")
    regisseur: str | None = Field(description="Pseudoniem van de regisseur; leeg: niet vastgelegd.")
    van: Datum | None = Field(description="Eerste dag; leeg: niet vastgelegd.")
    tot: Datum | None = Field(description="Laatste dag; leeg: loopt nog, of niet vastgelegd.")
    loopt_nog: bool | None = Field(description="De periode loopt op de peildatum nog.")


class Betrokkene(Model):
    """Someone of the household, and whether the wijkteam spoke with them by its journal of contacts."""

    id: str = Field(description="Pseudoniem binnen het dossier.")
    rol: str = Field(description="Rol in het gezin.")
    woont_thuis: bool | None = Field(description="Woont in het huishouden.")
    gesproken: Antwoord = Field(description="Het wijkteam heeft deze persoon gesproken.")
    gezien: Antwoord = Field(description="Het wijkteam heeft deze persoon gezien of gesproken.")
    keren: int = Field(description="Aantal contacten waarvan vaststaat dat deze persoon is gesproken.")
    laatst: Datum | None = Field(description="Laatste daarvan met een datum.")


class Partij(Model):
    """An organisation or person around the household, and whether the wijkteam was in touch with them."""

    id: str = Field(description="Pseudoniem binnen het dossier.")
    soort: str = Field(description="Soort partij.")
    relevant: bool | None = Field(description="Voor dit gezin een relevante partij.")
    gesproken: Antwoord = Field(description="Er is met deze partij uitgewisseld.")
    laatst: Datum | None = Field(description="Laatste uitwisseling met een datum.")


class Regiebeeld(Model):
    """Who led one dossier over time, and who was spoken with."""

    dossier: str = Field(description="Pseudoniem van het dossier.")
    peildatum: Datum = Field(description="Dag tot en met welke wordt gekeken.")
    melding_op: Datum | None = Field(description="Laatste melding vóór de overdracht: vanaf dan lag de zaak bij VT.")
    overgedragen_op: Datum | None = Field(description="Dag waarop het wijkteam de zaak ontving; begin van het venster.")
    afgesloten: bool | None = Field(description="Het dossier is op de peildatum gesloten.")
    afgesloten_op: Datum | None = Field(description="Dag van sluiten; einde van het venster.")
    perioden: tuple[Leidperiode, ...] | None = Field(description="Perioden van regie; leeg: niet vastgelegd.")
    zonder_regie: Dagtelling = Field(description="Dagen in het venster waarop niemand de regie had.")
    tot_wijkteam: Dagtelling = Field(
        description="Dagen van de overdracht tot de eerste dag van regie van het wijkteam."
    )
    samenloop: Dagtelling = Field(description="Dagen waarop meer dan één persoon de regie had.")
    vt_en_wijkteam: Dagtelling = Field(description="Dagen waarop Veilig Thuis en het wijkteam beide de regie hadden.")
    gezin: tuple[Betrokkene, ...] | None = Field(description="Gezinsleden en anderen; leeg: niet vastgelegd.")
    partijen: tuple[Partij, ...] | None = Field(description="Partijen rond het gezin; leeg: niet vastgelegd.")
    medewerkers: tuple[str, ...] = Field(description="Medewerkers die volgens het journaal contact hadden.")


class Steekproeftelling(Model):
    """How many dossiers have days of a kind, how many have none, and for how many that cannot be told."""

    ja: int = Field(description="Aantal dossiers met ten minste één zo'n dag.")
    nee: int = Field(description="Aantal dossiers waarvan vaststaat dat die dagen er niet zijn.")
    niet_vast_te_stellen: int = Field(description="Aantal dossiers waarvan het niet is vast te stellen.")
    dagen: Dagtelling = Field(description="Die dagen, over alle dossiers opgeteld.")


class Gesproken(Model):
    """How many people of one kind were spoken with."""

    soort: str = Field(description="Rol in het gezin, of soort partij.")
    ja: int = Field(description="Aantal dat is gesproken.")
    nee: int = Field(description="Aantal dat niet is gesproken.")
    niet_vast_te_stellen: int = Field(description="Aantal van wie het niet is vast te stellen.")


class Regieoverzicht(_Uitvoer):
    """The view on regie over all dossiers."""

    schema_: Literal["dossieraudit/regie/1"] = Field(
        "dossieraudit/regie/1", alias="schema", description="Vorm van dit bestand."
    )
    versie: str = Field(description="Versie van dossieraudit.")
    dossiers: tuple[Regiebeeld, ...] = Field(description="Per dossier.")
    zonder_regie: Steekproeftelling = Field(description="Dossiers met dagen zonder regie.")
    tot_wijkteam: Steekproeftelling = Field(
        description="Dossiers met dagen tussen overdracht en regie van het wijkteam."
    )
    samenloop: Steekproeftelling = Field(description="Dossiers met dagen met meer dan één regisseur.")
    vt_en_wijkteam: Steekproeftelling = Field(description="Dossiers met dagen van Veilig Thuis en wijkteam samen.")
    gezin: tuple[Gesproken, ...] = Field(description="Gezinsleden en anderen, per rol.")
    partijen: tuple[Gesproken, ...] = Field(description="Partijen rond het gezin, per soort.")
    gezin_onbekend: tuple[str, ...] = Field(description="Dossiers waarin niet vaststaat wie er bij het gezin horen.")
    partijen_onbekend: tuple[str, ...] = Field(description="Dossiers waarin niet vaststaat welke partijen er zijn.")
