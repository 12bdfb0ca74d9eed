"""The result: the one frozen thing that every report and output reads. None of them computes a verdict."""

from typing import Literal

from pydantic import ConfigDict, Field

from dossieraudit.models.basis import Datum, Model
from dossieraudit.models.bronnen import Mate
from dossieraudit.models.kader import Profieltoepassing, Reden, Uitkomst
from dossieraudit.models.rapportregels import Klasse

Schema = Literal["dossieraudit/resultaat/1"]


class Beoordeling(Model):
    """A person's judgement over an uitkomst; the engine's own stays beside it."""

    beoordelaar: str = Field(description="Pseudoniem van de beoordelaar.")
    datum: Datum = Field(description="Dag van de beoordeling.")
    uitkomst: Uitkomst = Field(description="Wat de beoordelaar vond.")
    motivering: str = Field(description="Waarom de beoordelaar dit vindt.")
    uitkomst_machine: Uitkomst = Field(description="Wat de regels zelf vinden.")
    verouderd: bool = Field(
        False,
        description="De uitkomst van de regels, een feit waarop zij rust of de norm is sinds de beoordeling veranderd; "
        "de beoordeling telt niet tot zij is herzien.",
    )


class BladUitkomst(Model):
    """One leaf × one dossier."""

    uitkomst: Uitkomst = Field(description="Uitkomst van het blad in dit dossier.")
    reden: Reden | None = Field(None, description="Waarom de uitkomst niet gewoon is.")
    hoogstens: Uitkomst | None = Field(None, description="Uitkomst als al het onbekende vervuld was.")
    minstens: Uitkomst | None = Field(None, description="Uitkomst als al het onbekende niet vervuld was.")
    misschien_nvt: bool = Field(
        False, description="Of het blad geldt, is niet vast te stellen: het kan ook niet van toepassing zijn."
    )
    eisen: dict[str, bool | None] = Field(
        default_factory=dict, description="Waarde per eis: true, false of null (onbekend)."
    )
    beoordeling: Beoordeling | None = Field(None, description="Oordeel van een mens over deze uitkomst.")


class DossierResultaat(Model):
    """Everything that was found about one dossier."""

    id: str = Field(description="Pseudoniem van het dossier.")
    invoer: str = Field(description="Naam van het bestand waaruit het dossier komt.")
    peildatum: Datum = Field(description="De dag waarop de termijnen van dit dossier zijn beoordeeld.")
    uitkomsten: dict[str, BladUitkomst] = Field(description="Uitkomst per blad.")
    kenmerken: dict[str, bool | None] = Field(description="Waarde per kenmerk: true, false of null (onbekend).")


class Oordeel(Model):
    """A verdict with the rule that gave it and its sensitivity: what it would be at best and at worst."""

    oordeel: Klasse = Field(description="Het oordeel.")
    hoogstens: Klasse = Field(description="Oordeel als alles wat niet navolgbaar is, op zijn gunstigst uitviel.")
    minstens: Klasse = Field(description="Oordeel als alles wat niet navolgbaar is, op zijn ongunstigst uitviel.")
    regel: str = Field(description="Id van de beslisregel in oordeel.yaml.")
    uitleg: str = Field(description="Die regel in gewone taal.")
    gronden: dict[str, int | bool] = Field(description="De tellingen waarop de regel is toegepast.")


class Antwoordtelling(Model):
    """How one group of respondents answered one question."""

    vraag: str = Field(description="Code van de vraag.")
    groep: str = Field(description="Code van de groep; leeg bij alle groepen samen.")
    antwoorden: dict[str, int] = Field(description="Aantal per antwoord.")
    gevraagd: int = Field(description="Aantal leden van de groep dat antwoord gaf.")
    steun: int = Field(description="Aantal antwoorden dat de norm steunt.")
    tegen: int = Field(description="Aantal antwoorden dat de norm tegenspreekt.")


class Documentplaats(Model):
    """A document that says something of a leaf."""

    document: str = Field(description="Code van het document.")
    titel: str = Field(description="Titel van het document.")
    mate: Mate = Field(description="Hoe ver het document gaat.")
    plaats: str | None = Field(None, description="Vindplaats in het document.")


class Bronnenbeeld(Model):
    """What the three kinds of source say of one leaf, and whether they agree."""

    interviews: tuple[Antwoordtelling, ...] = Field((), description="Antwoorden per groep op vragen over dit blad.")
    documenten: tuple[Documentplaats, ...] = Field((), description="Documenten die iets over dit blad vastleggen.")
    verhouding: Literal["eens", "tegenspraak", "een_bron", "geen_bron"] = Field(
        description="Of dossiers en gesprekken over de praktijk hetzelfde zeggen."
    )
    beleid: Oordeel = Field(description="Oordeel over wat de documenten vastleggen.")
    kloof: bool = Field(description="Het beleid legt de norm vast, en de praktijk laat haar niet voldoende zien.")


class BladTelling(Model):
    """Counts of dossiers per uitkomst of one leaf, after judgements by persons."""

    voldoet: int = Field(0, description="Aantal dossiers dat voldoet.")
    voldoet_gedeeltelijk: int = Field(0, description="Aantal dossiers dat gedeeltelijk voldoet.")
    voldoet_niet: int = Field(0, description="Aantal dossiers dat niet voldoet.")
    niet_navolgbaar: int = Field(0, description="Aantal dossiers waarin het niet is na te gaan.")
    niet_van_toepassing: int = Field(0, description="Aantal dossiers waarvoor het blad niet geldt.")
    niet_getoetst: int = Field(0, description="Aantal dossiers waarin het blad niet is getoetst.")
    oordeel: Oordeel | None = Field(None, description="Oordeel over de praktijk op dit blad.")
    bronnen: Bronnenbeeld | None = Field(None, description="Wat andere bronnen over dit blad zeggen.")

    @property
    def beoordeeld(self) -> int:
        """N: the dossiers to which the leaf applies and that were tested, the untraceable included."""
        return self.voldoet + self.voldoet_gedeeltelijk + self.voldoet_niet + self.niet_navolgbaar

    @property
    def niet_aangetoond(self) -> int:
        """The dossiers in which the norm was not shown to be met in full."""
        return self.beoordeeld - self.voldoet


class KenmerkTelling(Model):
    """Counts of dossiers in which a kenmerk is true, false or unknown, within its denominator."""

    waar: int = Field(0, description="Aantal dossiers waarin het waar is.")
    onwaar: int = Field(0, description="Aantal dossiers waarin het onwaar is.")
    onbekend: int = Field(0, description="Aantal dossiers waarin het onbekend is.")

    @property
    def totaal(self) -> int:
        """The dossiers over which the kenmerk is counted, those that may belong there included."""
        return self.waar + self.onwaar + self.onbekend


class Hoofdstukoordeel(Model):
    """Practice and policy of one chapter, and whether they part."""

    titel: str = Field(description="Titel van het hoofdstuk.")
    praktijk: Oordeel = Field(description="Oordeel over de praktijk.")
    beleid: Oordeel = Field(description="Oordeel over het beleid.")
    kloof: bool = Field(description="Het beleid is beter dan de praktijk.")
    tekst: str = Field(description="Het oordeel als zin.")


class Totaaloordeel(Oordeel):
    """The oordeel over the whole, with its sentence."""

    tekst: str = Field(description="Het oordeel als zin.")


class Grondslag(Model):
    """A count on which a sentence rests."""

    naam: str = Field(description="Naam van de telling.")
    aantal: int = Field(description="Het aantal.")
    van: int | None = Field(None, description="Van hoeveel.")


class Zin(Model):
    """A sentence of the report that a rule made, with everything that it rests on."""

    id: str = Field(description="Naam van de regel in rapport.yaml.")
    titel: str | None = Field(None, description="Korte naam, voor overzichten.")
    hoofdstuk: int = Field(description="Nummer van het hoofdstuk.")
    tekst: str = Field(description="De zin.")
    bladen: tuple[str, ...] = Field((), description="Bladen waarop de zin rust.")
    tags: tuple[str, ...] = Field((), description="Bij een risico of verklaring: waar het aan ligt.")
    grondslag: tuple[Grondslag, ...] = Field((), description="Tellingen waarop de zin rust.")
    bron: str | None = Field(None, description="Waar de zin op teruggaat.")


class KaderVerwijzing(Model):
    """Which framework, which version, and the hash of its files."""

    id: str = Field(description="Naam van het kader.")
    versie: str = Field(description="Versie van het kader.")
    sha256: str = Field(description="Hash over de bestanden van het kader.")


class InvoerVerwijzing(Model):
    """An input file by name and hash."""

    naam: str = Field(description="Naam van het bestand.")
    sha256: str = Field(description="Hash van het bestand.")


class AfgekeurdeFout(Model):
    """One fault of a rejected dossier, without anything of its contents."""

    melding: str = Field(description="Wat er mis is.")
    regel: int | None = Field(None, description="Regel in het bestand.")
    pad: str | None = Field(None, description="Plaats in de gegevens.")
    verwacht: str | None = Field(None, description="Wat er had moeten staan.")


class Afgekeurd(Model):
    """Input that was rejected, with every fault."""

    invoer: str = Field(description="Naam van het bestand.")
    fouten: tuple[AfgekeurdeFout, ...] = Field(description="Elke fout.")


class Ontheffingstand(Model):
    """A waiver as it stands on the day it was judged, with what it covers; the uitkomsten themselves do not change."""

    dossier: str = Field(description="Id van het dossier, een patroon, of 'alle'.")
    blad: str = Field(description="Code van het blad.")
    eigenaar: str = Field(description="Rol of pseudoniem van wie hiervoor staat.")
    reden: str = Field(description="Waarom dit voor nu mag.")
    tot: Datum = Field(description="Laatste dag waarop de ontheffing geldt.")
    op: Datum = Field(description="De dag waarop is bezien of zij geldt.")
    stand: Literal["geldt", "verlopen", "ongebruikt"] = Field(
        description="Of zij geldt, verlopen is, of over niets gaat dat niet voldoet."
    )
    dossiers: tuple[str, ...] = Field((), description="Dossiers met een uitkomst waarover zij gaat.")


class Resultaat(Model):
    """The whole result, as published under `schema`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, serialize_by_alias=True)

    schema_: Schema = Field("dossieraudit/resultaat/1", alias="schema", description="Naam en versie van dit formaat.")
    versie: str = Field(description="Versie van dossieraudit.")
    peildatum: Datum | None = Field(description="Gedeelde peildatum; leeg als elk dossier zijn eigen heeft.")
    kader: KaderVerwijzing = Field(description="Het kader waaraan is getoetst.")
    profiel: Profieltoepassing | None = Field(
        None, description="Het profiel over het kader, met alles wat het veranderde."
    )
    invoer: tuple[InvoerVerwijzing, ...] = Field(description="Elk bestand dat is gelezen, met zijn hash.")
    dossiers: tuple[DossierResultaat, ...] = Field(description="Wat er over elk dossier is gevonden.")
    indicatoren: dict[str, BladTelling] = Field(description="Tellingen en oordeel per blad.")
    kenmerken: dict[str, KenmerkTelling] = Field(description="Tellingen per kenmerk.")
    criteria: dict[str, Oordeel] = Field(default_factory=dict, description="Oordeel per criterium.")
    themas: dict[str, Oordeel] = Field(default_factory=dict, description="Oordeel per thema.")
    hoofdstukken: dict[str, Hoofdstukoordeel] = Field(
        default_factory=dict, description="Oordeel per hoofdstuk van het rapport."
    )
    oordeel: Totaaloordeel | None = Field(None, description="Oordeel over het geheel.")
    bevindingen: tuple[Zin, ...] = Field((), description="Wat in de praktijk is gevonden.")
    tegenspraken: tuple[Zin, ...] = Field((), description="Waar bronnen elkaar tegenspreken.")
    risicos: tuple[Zin, ...] = Field((), description="Wat daardoor mis kan gaan.")
    verklaringen: tuple[Zin, ...] = Field((), description="Wat het kan verklaren.")
    kansen: tuple[Zin, ...] = Field((), description="Wat gebruikt kan worden om te verbeteren.")
    gronden: tuple[Zin, ...] = Field((), description="Waarop het oordeel over het geheel rust.")
    ontheffingen: tuple[Ontheffingstand, ...] = Field(
        (), description="Uitkomsten die een poort voor nu doorlaat; zij tellen mee als wat zij zijn."
    )
    afgekeurd: tuple[Afgekeurd, ...] = Field((), description="Invoer die niet gelezen of beoordeeld kon worden.")
