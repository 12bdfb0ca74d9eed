"""The framework (kader): norms, never facts. One file `kader.yaml`, one file per criterium, cases beside them."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from dossieraudit.models.basis import BladId, Datum, Expressie, Id, KaderId, Model, Naam, Tekst
from dossieraudit.models.bronnen import BronnenBestand
from dossieraudit.models.herstel import Herstel
from dossieraudit.models.paden import Pad
from dossieraudit.models.rapportregels import OordeelBestand, RapportBestand

Parameterwaarde = int | tuple[str, ...] | dict[str, int]

Uitkomst = Literal[
    "voldoet",
    "voldoet_gedeeltelijk",
    "voldoet_niet",
    "niet_navolgbaar",
    "niet_van_toepassing",
    "niet_getoetst",
]
UITKOMSTEN: tuple[Uitkomst, ...] = get_args(Uitkomst)
Reden = Literal[
    "niet_vastgelegd",
    "onderdeel_niet_aangeleverd",
    "professioneel_oordeel_nodig",
    "andere_bron",
    "buiten_bereik",
    "doet_zich_niet_voor",
    "nog_niet_aan_de_orde",
]
Bewijs = Literal["dossier", "interview", "document"]
Werkwoord = Literal["zichtbaar", "duidelijk", "aannemelijk", "aantonen"]


class Bron(Model):
    """Where a norm comes from: the row of Bijlage 1, and paragraphs that make it more precise."""

    document: Tekst | None = Field(None, description="Naam van het brondocument, als het niet dat van het kader is.")
    thema: Tekst | None = Field(None, description="Thema in de bron.")
    criterium: Tekst | None = Field(None, description="Criterium in de bron.")
    rij: Tekst | None = Field(None, description="Rij (indicator) in de bron, kort aangeduid.")
    paragrafen: tuple[Tekst, ...] = Field((), description="Paragrafen of voetnoten die de norm preciezer maken.")


class Parameter(Model):
    """A number, list or table that a norm needs. `aanname` is in no source and is shown as such in every report."""

    waarde: Parameterwaarde = Field(description="Standaardwaarde.")
    eenheid: Tekst | None = Field(None, description="Eenheid: dagen, weken, werkdagen, jaar, aantal …")
    herkomst: Literal["bron", "aanname"] = Field(description="Uit een bron, of een aanname van de makers.")
    bron: Tekst | None = Field(None, description="Paragraaf of artikel; verplicht bij herkomst 'bron'.")
    omschrijving: Tekst = Field(description="Wat de parameter betekent.")


class Kenmerk(Model):
    """A named dossier-level fact by expression, usable in eisen and counted over the sample."""

    als: Expressie = Field(description="Expressie over één dossier.")
    omschrijving: Tekst = Field(description="Wat het kenmerk betekent.")
    over: Naam | None = Field(
        None, description="Kenmerk dat de noemer bepaalt: alleen dossiers waarvoor dat waar is, tellen mee."
    )
    bron: Tekst | None = Field(None, description="Paragraaf waar het feit vandaan komt.")


class Voorwaarde(Model):
    """A condition for a leaf to apply; `anders` says why it does not where the condition is false."""

    als: Expressie = Field(description="Expressie over één dossier.")
    anders: Literal["buiten_bereik", "doet_zich_niet_voor", "nog_niet_aan_de_orde"] = Field(
        description="Reden van 'niet van toepassing' als de voorwaarde onwaar is."
    )


class Eis(Model):
    """One testable requirement of a leaf: an expression over one dossier, or a question for a professional."""

    id: Naam = Field(description="Naam van de eis binnen het blad.")
    tekst: Tekst = Field(description="De eis als bewering in gewone taal.")
    als: Expressie | None = Field(
        None, description="Expressie over één dossier. Leeg: alleen een mens kan deze eis beoordelen."
    )
    essentieel: bool = Field(
        False, description="Aantoonbaar niet vervuld betekent: voldoet niet, wat er verder ook is."
    )
    bron: Tekst | None = Field(None, description="Rij van Bijlage 1 of paragraaf.")
    herstel: Herstel | None = Field(None, description="Wie een tekort op deze eis kan herstellen, en of dat nog kan.")


class Bevindingtekst(Model):
    """Clauses after 'In n van de N dossiers', verb first, for each uitkomst of a leaf."""

    voldoet: Tekst = Field(description="Zinsdeel voor dossiers die voldoen, na 'In n van de N dossiers'.")
    voldoet_gedeeltelijk: Tekst | None = Field(None, description="Zinsdeel voor dossiers die gedeeltelijk voldoen.")
    voldoet_niet: Tekst = Field(description="Zinsdeel voor dossiers die niet voldoen.")
    niet_navolgbaar: Tekst = Field(description="Zinsdeel voor dossiers waarin het niet is na te gaan.")


class Indicator(Model):
    """A leaf of the framework: the thing that is judged."""

    id: BladId = Field(
        description="Code van het blad: letters, een cijfer, een punt en een cijfer, bijvoorbeeld AB1.2."
    )
    titel: Tekst = Field(description="Korte naam van de indicator.")
    norm: Tekst = Field(description="De norm in eigen woorden.")
    operationalisering: Tekst = Field(description="Waaraan je ziet of aan de norm is voldaan.")
    bron: Bron = Field(description="Waar de norm vandaan komt.")
    werkwoord: Werkwoord = Field(description="Het werkwoord van de operationalisering; bepaalt het bewijs.")
    bewijs: Annotated[tuple[Bewijs, ...], Field(min_length=1)] = Field(description="Bronnen die de norm kunnen dragen.")
    universeel: bool = Field(False, description="'In alle gevallen': één negatief dossier breekt de norm.")
    zwaarwegend: bool = Field(False, description="Weegt zwaar in het oordeel (wettelijke termijn, veiligheid).")
    van_toepassing: tuple[Voorwaarde, ...] = Field((), description="Wanneer het blad geldt; alle voorwaarden.")
    eisen: tuple[Eis, ...] = Field((), description="De eisen; leeg als het dossier deze norm niet kan dragen.")
    bevinding: Bevindingtekst | None = Field(None, description="Zinsdelen voor het rapport.")
    herstel: Herstel | None = Field(None, description="Wie tekorten op dit blad kan herstellen, en of dat nog kan.")


class Criterium(Model):
    """A criterium of the framework, with its leaves; one file."""

    id: Id = Field(description="Code van het criterium; gelijk aan de naam van het bestand.")
    titel: Tekst = Field(description="Naam van het criterium.")
    bron: Bron = Field(description="Waar het criterium vandaan komt.")
    indicatoren: Annotated[tuple[Indicator, ...], Field(min_length=1)] = Field(
        description="De bladen: wat per dossier wordt beoordeeld."
    )


class ThemaVerwijzing(Model):
    """A thema in kader.yaml: it names its criteria, each in a file of its own."""

    id: Id = Field(description="Korte code van het thema.")
    titel: Tekst = Field(description="Naam van het thema.")
    omschrijving: Tekst | None = Field(None, description="Waar het thema over gaat.")
    criteria: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        description="Codes van de criteria; elk heeft een bestand met die naam."
    )


class Hoofdstuk(Model):
    """A chapter of the report, with the leaves that it treats."""

    nummer: Annotated[int, Field(ge=1, le=99)] = Field(description="Nummer van het hoofdstuk in het rapport.")
    titel: Tekst = Field(description="Titel van het hoofdstuk.")
    verwachting: Tekst | None = Field(None, description="Wat de toezichthouder verwacht, in eigen woorden.")
    indicatoren: tuple[BladId, ...] = Field(description="Bladen die in dit hoofdstuk worden behandeld.")
    slot: bool = Field(False, description="Het laatste hoofdstuk: ook het oordeel over het geheel, kansen en vervolg.")


class Geldigheid(Model):
    """From when to when the norms hold (days, both included)."""

    van: Datum = Field(description="Eerste dag waarop de normen gelden.")
    tot: Datum | None = Field(None, description="Laatste dag; leeg als de normen nog gelden.")


class Woord(Model):
    """A quantifier word and the counts for which it fits, as shares of 0–1 and absolute counts."""

    woord: Tekst = Field(description="Het woord, zoals 'meerdere' of 'een groot deel'.")
    minstens: Annotated[int, Field(ge=0)] | None = Field(None, description="Minste aantal.")
    hoogstens: Annotated[int, Field(ge=0)] | None = Field(None, description="Grootste aantal.")
    aandeel_vanaf: Annotated[float, Field(ge=0, le=1)] | None = Field(None, description="Aandeel, inclusief.")
    aandeel_boven: Annotated[float, Field(ge=0, le=1)] | None = Field(None, description="Aandeel, exclusief.")
    aandeel_tot: Annotated[float, Field(ge=0, le=1)] | None = Field(None, description="Aandeel, inclusief.")
    aandeel_onder: Annotated[float, Field(ge=0, le=1)] | None = Field(None, description="Aandeel, exclusief.")


class Uitzondering(Model):
    """A finding of `kader check` that the writers accept, and why. Without a reason it is a finding itself."""

    code: Annotated[str, StringConstraints(pattern=r"^K[0-9]{3}$")] = Field(
        description="Code van de bevinding van 'kader check', bijvoorbeeld K103."
    )
    bij: Tekst = Field(description="Waar de bevinding over gaat, zoals 'kader check' het noemt: SH1.1/advies, param.x.")
    reden: Tekst | None = Field(None, description="Waarom het hier zo hoort; verplicht.")


HOOFDBESTAND = "kader.yaml"


class KaderBestand(Model):
    """The file kader.yaml; parameters.yaml and kenmerken.yaml stand beside it."""

    id: KaderId = Field(description="Naam van het kader: kleine letters, cijfers en streepjes.")
    titel: Tekst = Field(description="Titel van het kader, zoals het rapport die noemt.")
    versie: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")] = Field(
        description="Versie van dit kader: drie getallen, bijvoorbeeld 1.0.0."
    )
    geldig: Geldigheid = Field(description="Van wanneer tot wanneer de normen gelden.")
    bron: Tekst = Field(description="Het document waar de normen uit komen.")
    toelichting: Tekst | None = Field(None, description="Wat een lezer van het kader vooraf moet weten.")
    themas: Annotated[tuple[ThemaVerwijzing, ...], Field(min_length=1)] = Field(
        description="De thema's, met hun criteria; elk criterium staat in een eigen bestand."
    )
    hoofdstukken: tuple[Hoofdstuk, ...] = Field(
        (), description="Hoofdstukken van het rapport, met de bladen die erin worden behandeld."
    )
    woordkeus: tuple[Woord, ...] = Field(
        (), description="Welk woord bij welk aantal past; het eerste dat past wordt geschreven."
    )
    tags: dict[Naam, Tekst] = Field(
        default_factory=dict,
        description="Gesloten lijst van oorzaken (code → omschrijving) waaronder verklaringen en risico's vallen, "
        "zodat ze over gemeenten heen te tellen zijn.",
    )
    uitzonderingen: tuple[Uitzondering, ...] = Field(
        (), description="Bevindingen van 'kader check' die hier horen, elk met een reden."
    )
    herstel: Herstel | None = Field(
        None, description="Wie tekorten kan herstellen, en of dat nog kan, waar blad en eis er niets over zeggen."
    )


class Thema(Model):
    """A thema with its criteria, as loaded."""

    id: Id
    titel: Tekst
    omschrijving: Tekst | None = None
    criteria: tuple[Criterium, ...]


class Profieltoepassing(Model):
    """Which profile lies over a framework, and everything that it changed, in plain Dutch."""

    id: str = Field(description="Naam van het profiel.")
    titel: str = Field(description="Titel van het profiel.")
    versie: str = Field(description="Versie van het profiel.")
    sha256: str = Field(description="Hash van het bestand.")
    bron: str = Field(description="Waar de eigen regels vandaan komen.")
    wijzigingen: tuple[str, ...] = Field(description="Alles wat het profiel verandert, in zinnen.")


class Kader(Model):
    """The whole framework as loaded: the tree thema > criterium > indicator, parameters, kenmerken, chapters."""

    id: str
    titel: str
    versie: str
    geldig: Geldigheid
    bron: str
    toelichting: str | None
    sha256: str
    themas: tuple[Thema, ...]
    hoofdstukken: tuple[Hoofdstuk, ...]
    parameters: dict[str, Parameter]
    kenmerken: dict[str, Kenmerk]
    woordkeus: tuple[Woord, ...]
    bronnen: BronnenBestand
    oordeel: OordeelBestand | None
    rapport: RapportBestand
    tags: dict[str, str] = Field(default_factory=dict)
    uitzonderingen: tuple[Uitzondering, ...] = ()
    herstel: Herstel | None = None
    profiel: Profieltoepassing | None = None
    weggelaten: tuple[str, ...] = ()
    """Leaves that the profile left out: other sources may still speak of them."""

    def met_parameters(self, waarden: Mapping[str, Parameterwaarde]) -> "Kader":
        """The same framework with other values for some parameters. Raises KeyError for one that it does not have."""
        anders = {naam: self.parameters[naam].model_copy(update={"waarde": waarde}) for naam, waarde in waarden.items()}
        return self.model_copy(update={"parameters": self.parameters | anders})

    def herstelplaatsen(self) -> Iterator[tuple[Pad, Herstel]]:
        """Every rule on mending that the framework gives itself, with its path in the framework."""
        if self.herstel is not None:
            yield ("herstel",), self.herstel
        for t, thema in enumerate(self.themas):
            for c, criterium in enumerate(thema.criteria):
                for i, blad in enumerate(criterium.indicatoren):
                    pad: Pad = ("themas", t, "criteria", c, "indicatoren", i)
                    if blad.herstel is not None:
                        yield (*pad, "herstel"), blad.herstel
                    for e, eis in enumerate(blad.eisen):
                        if eis.herstel is not None:
                            yield (*pad, "eisen", e, "herstel"), eis.herstel

    @property
    def groepen(self) -> dict[str, tuple[Indicator, ...]]:
        """The leaves of every thema and criterium, by its id."""
        themas = {t.id: tuple(i for c in t.criteria for i in c.indicatoren) for t in self.themas}
        return themas | {c.id: c.indicatoren for t in self.themas for c in t.criteria}

    @property
    def indicatoren(self) -> tuple[Indicator, ...]:
        """Every leaf, in the order of the framework."""
        return tuple(i for t in self.themas for c in t.criteria for i in c.indicatoren)
