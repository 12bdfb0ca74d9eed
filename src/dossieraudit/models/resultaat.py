"""The result: the one frozen thing that every report and output reads. None of them computes a verdict."""

from typing import Literal

from pydantic import ConfigDict, Field

from dossieraudit.models.basis import Datum, Model
from dossieraudit.models.kader import Reden, Uitkomst

Schema = Literal["dossieraudit/resultaat/1"]


class Beoordeling(Model):
    """A person's judgement over an uitkomst; the engine's own stays beside it."""

    beoordelaar: str = Field(description="Pseudoniem van de beoordelaar.")
    datum: Datum
    motivering: str
    uitkomst_machine: Uitkomst = Field(description="Wat de regels zelf vonden.")
    verouderd: bool = Field(False, description="De uitkomst van de regels is na de beoordeling veranderd.")


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


class BladTelling(Model):
    """Counts of dossiers per uitkomst of one leaf, after judgements by persons."""

    voldoet: int = 0
    voldoet_gedeeltelijk: int = 0
    voldoet_niet: int = 0
    niet_navolgbaar: int = 0
    niet_van_toepassing: int = 0
    niet_getoetst: int = 0
    oordeel: str | None = None

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
    profiel: None = None
    invoer: tuple[InvoerVerwijzing, ...]
    dossiers: tuple[DossierResultaat, ...]
    indicatoren: dict[str, BladTelling]
    kenmerken: dict[str, KenmerkTelling]
    criteria: dict[str, str] = Field(default_factory=dict)
    themas: dict[str, str] = Field(default_factory=dict)
    oordeel: dict[str, str] = Field(default_factory=dict)
    bevindingen: tuple[str, ...] = ()
    risicos: tuple[str, ...] = ()
    verklaringen: tuple[str, ...] = ()
    kansen: tuple[str, ...] = ()
    afgekeurd: tuple[Afgekeurd, ...] = ()
