"""Gates: what a user asks of a result (dossieraudit.toml), waivers (ontheffingen.yaml), and what came of them."""

from typing import Annotated, Literal

from msgspec import Struct
from pydantic import Field, StringConstraints

from dossieraudit.models.basis import BladId, Datum, Model, Tekst
from dossieraudit.models.kader import Uitkomst

ALLE = "alle"
TOTAAL = "totaal"

Aandeel = Annotated[float, Field(ge=0, le=1)]
Oordeelgrens = Literal["matig", "voldoende"]
Dossierpatroon = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.*?\[\]!-]{1,80}$")]
# A role or a pseudonym stands in every output; what does not fit here is no name of a role.
Eigenaar = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 _.-]{0,59}$")]


class Grenzen(Model):
    """What is asked at one place of the framework. What is left out is asked one place higher up."""

    faal_bij: tuple[Uitkomst, ...] | None = Field(
        None, description="Uitkomsten die in geen dossier mogen voorkomen; [] laat alles toe."
    )
    min_voldoet: Aandeel | None = Field(
        None, description="Kleinste aandeel (0 tot 1) van de beoordeelde dossiers dat per blad voldoet."
    )
    min_oordeel: Oordeelgrens | None = Field(
        None, description="Het oordeel over dit onderdeel zelf is ten minste dit: matig of voldoende."
    )


class Poortinstellingen(Grenzen):
    """The gates: for the whole, and closer by where that is named; the nearest holds."""

    themas: dict[str, Grenzen] = Field(default_factory=dict, description="Per thema, bij zijn code.")
    criteria: dict[str, Grenzen] = Field(default_factory=dict, description="Per criterium, bij zijn code.")
    bladen: dict[str, Grenzen] = Field(default_factory=dict, description="Per blad, bij zijn code.")


class Configuratie(Model):
    """The file dossieraudit.toml, or the table [tool.dossieraudit] of a pyproject.toml."""

    baseline: Tekst | None = Field(
        None, description="Pad van een eerder resultaat (json), vanuit de map van dit bestand."
    )
    ontheffingen: Tekst | None = Field(
        None, description="Pad van een bestand met ontheffingen, vanuit de map van dit bestand."
    )
    poorten: Poortinstellingen = Field(default_factory=Poortinstellingen, description="Wat van de scores wordt geëist.")


class Ontheffing(Model):
    """A waiver: the gate lets these findings pass until a day. The count stays what it is."""

    dossier: Dossierpatroon = Field(
        description="Id van het dossier, een patroon met * en ?, of 'alle' voor elk dossier."
    )
    blad: BladId = Field(description="Code van het blad.")
    eigenaar: Eigenaar = Field(description="Rol of pseudoniem van wie hiervoor staat; geen naam van een persoon.")
    reden: Annotated[str, StringConstraints(min_length=10, max_length=500)] = Field(
        description="Waarom dit voor nu mag; zonder gegevens over een gezin."
    )
    tot: Datum = Field(description="Laatste dag waarop de ontheffing geldt.")


class OntheffingenBestand(Model):
    """The file ontheffingen.yaml."""

    ontheffingen: Annotated[tuple[Ontheffing, ...], Field(max_length=2_000)] = Field(
        description="Elke ontheffing: waarvoor, wie, waarom en tot wanneer."
    )


# What came of the gates.

Poort = Literal["faal_bij", "baseline", "min_voldoet", "min_oordeel"]
Stand = Literal["faalt", "stond_er_al", "ontheven"]
Richting = Literal["slechter", "beter", "duidelijk", "anders"]
# Over how many of the gates there was anything to say: a share of no dossiers is no share.
Grond = Literal["alles", "deel", "niets"]


class Poortmelding(Struct, frozen=True):
    """One thing that a gate stops (`faalt`), or would have stopped.

    `over` is a leaf, criterium or thema, or `totaal`. Without a dossier it is about all of them together: `aantal`
    of them, or what `gevonden` says beside `gevraagd`. `ontheffing` is the place of a waiver in the result. `waarom`
    says why something is worse where the uitkomsten alone do not.
    """

    poort: Poort
    stand: Stand
    over: str
    dossier: str | None = None
    uitkomst: Uitkomst | None = None
    eerder: Uitkomst | None = None
    aantal: int = 1
    gevonden: str = ""
    gevraagd: str = ""
    ontheffing: int | None = None
    waarom: str = ""


class Verandering(Struct, frozen=True):
    """A leaf of a dossier that came out otherwise than in the baseline; `duidelijk`: nobody could tell before."""

    dossier: str
    blad: str
    van: Uitkomst
    naar: Uitkomst
    richting: Richting


class Baselinevergelijking(Struct, frozen=True):
    """A result beside its baseline: what changed, which dossiers came and went, and what to keep in mind."""

    veranderingen: tuple[Verandering, ...] = ()
    nieuw: tuple[str, ...] = ()
    verdwenen: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()


class Poortuitslag(Struct, frozen=True):
    """What came of all gates: the one thing about them that outputs read.

    `gevraagd`: there was a gate at all. `vergelijking` is there where a baseline was given. `leeg`: there was a gate
    and not one dossier, which is never enough.
    """

    gevraagd: bool = False
    meldingen: tuple[Poortmelding, ...] = ()
    vergelijking: Baselinevergelijking | None = None
    opmerkingen: tuple[str, ...] = ()
    leeg: bool = False
    grond: Grond = "alles"

    @property
    def gehaald(self) -> bool:
        """Whether no gate stops anything."""
        return not self.leeg and not any(melding.stand == "faalt" for melding in self.meldingen)
