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
    datum: Datum
    uitkomst: Uitkomst = Field(description="Wat de beoordelaar vond.")
    motivering: str
    uitkomst_machine: Uitkomst = Field(description="Wat de regels zelf vinden.")
    verouderd: bool = Field(
        False,
        description="De uitkomst van de regels is sinds de beoordeling veranderd; zij telt niet tot zij is herzien.",
    )


class BladUitkomst(Model):
    """One leaf × one dossier."""

    uitkomst: Uitkomst
    reden: Reden | None = None
    hoogstens: Uitkomst | None = Field(None, description="Uitkomst als al het onbekende vervuld was.")
    minstens: Uitkomst | None = Field(None, description="Uitkomst als al het onbekende niet vervuld was.")
    eisen: dict[str, bool | None] = Field(default_factory=dict)
    beoordeling: Beoordeling | None = None


class DossierResultaat(Model):
    """Everything that was found about one dossier."""

    id: str
    invoer: str = Field(description="Naam van het bestand waaruit het dossier komt.")
    peildatum: Datum = Field(description="De dag waarop de termijnen van dit dossier zijn beoordeeld.")
    uitkomsten: dict[str, BladUitkomst]
    kenmerken: dict[str, bool | None]


class Oordeel(Model):
    """A verdict with the rule that gave it and its sensitivity: what it would be at best and at worst."""

    oordeel: Klasse
    hoogstens: Klasse = Field(description="Oordeel als alles wat niet navolgbaar is, op zijn gunstigst uitviel.")
    minstens: Klasse = Field(description="Oordeel als alles wat niet navolgbaar is, op zijn ongunstigst uitviel.")
    regel: str = Field(description="Id van de beslisregel in oordeel.yaml.")
    uitleg: str = Field(description="Die regel in gewone taal.")
    gronden: dict[str, int | bool] = Field(description="De tellingen waarop de regel is toegepast.")


class Antwoordtelling(Model):
    """How one group of respondents answered one question."""

    vraag: str
    groep: str
    antwoorden: dict[str, int]
    gevraagd: int = Field(description="Aantal leden van de groep dat antwoord gaf.")
    steun: int
    tegen: int


class Documentplaats(Model):
    """A document that says something of a leaf."""

    document: str
    titel: str
    mate: Mate
    plaats: str | None = None


class Bronnenbeeld(Model):
    """What the three kinds of source say of one leaf, and whether they agree."""

    interviews: tuple[Antwoordtelling, ...] = ()
    documenten: tuple[Documentplaats, ...] = ()
    verhouding: Literal["eens", "tegenspraak", "een_bron", "geen_bron"] = Field(
        description="Of dossiers en gesprekken over de praktijk hetzelfde zeggen."
    )
    beleid: Oordeel
    kloof: bool = Field(description="Het beleid legt de norm vast, en de praktijk laat haar niet voldoende zien.")


class BladTelling(Model):
    """Counts of dossiers per uitkomst of one leaf, after judgements by persons."""

    voldoet: int = 0
    voldoet_gedeeltelijk: int = 0
    voldoet_niet: int = 0
    niet_navolgbaar: int = 0
    niet_van_toepassing: int = 0
    niet_getoetst: int = 0
    oordeel: Oordeel | None = None
    bronnen: Bronnenbeeld | None = None

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

    waar: int = 0
    onwaar: int = 0
    onbekend: int = 0

    @property
    def totaal(self) -> int:
        """The denominator: the dossiers over which the kenmerk is counted."""
        return self.waar + self.onwaar + self.onbekend


class Hoofdstukoordeel(Model):
    """Practice and policy of one chapter, and whether they part."""

    titel: str
    praktijk: Oordeel
    beleid: Oordeel
    kloof: bool
    tekst: str


class Totaaloordeel(Oordeel):
    """The oordeel over the whole, with its sentence."""

    tekst: str


class Grondslag(Model):
    """A count on which a sentence rests."""

    naam: str
    aantal: int
    van: int | None = None


class Zin(Model):
    """A sentence of the report that a rule made, with everything that it rests on."""

    id: str
    titel: str | None = None
    hoofdstuk: int
    tekst: str
    bladen: tuple[str, ...] = ()
    grondslag: tuple[Grondslag, ...] = ()
    bron: str | None = None


class KaderVerwijzing(Model):
    """Which framework, which version, and the hash of its files."""

    id: str
    versie: str
    sha256: str


class InvoerVerwijzing(Model):
    """An input file by name and hash."""

    naam: str
    sha256: str


class AfgekeurdeFout(Model):
    """One fault of a rejected dossier, without anything of its contents."""

    melding: str
    regel: int | None = None
    pad: str | None = None
    verwacht: str | None = None


class Afgekeurd(Model):
    """Input that was rejected, with every fault."""

    invoer: str
    fouten: tuple[AfgekeurdeFout, ...]


class Resultaat(Model):
    """The whole result, as published under `schema`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, serialize_by_alias=True)

    schema_: Schema = Field("dossieraudit/resultaat/1", alias="schema")
    versie: str
    peildatum: Datum | None = Field(description="Gedeelde peildatum; leeg als elk dossier zijn eigen heeft.")
    kader: KaderVerwijzing
    profiel: Profieltoepassing | None = None
    invoer: tuple[InvoerVerwijzing, ...]
    dossiers: tuple[DossierResultaat, ...]
    indicatoren: dict[str, BladTelling]
    kenmerken: dict[str, KenmerkTelling]
    criteria: dict[str, Oordeel] = Field(default_factory=dict)
    themas: dict[str, Oordeel] = Field(default_factory=dict)
    hoofdstukken: dict[str, Hoofdstukoordeel] = Field(default_factory=dict)
    oordeel: Totaaloordeel | None = None
    bevindingen: tuple[Zin, ...] = ()
    tegenspraken: tuple[Zin, ...] = ()
    risicos: tuple[Zin, ...] = ()
    verklaringen: tuple[Zin, ...] = ()
    kansen: tuple[Zin, ...] = ()
    gronden: tuple[Zin, ...] = ()
    afgekeurd: tuple[Afgekeurd, ...] = ()
