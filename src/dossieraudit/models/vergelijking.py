"""Two results beside each other, as `compare --format json` writes them (docs/decisions/0014)."""

from typing import Literal

from pydantic import ConfigDict, Field

from dossieraudit.models.basis import Datum, Model
from dossieraudit.models.kader import Profieltoepassing, Uitkomst
from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.resultaat import KaderVerwijzing, KenmerkTelling, Ontheffingstand
from dossieraudit.models.verbetering import Maatregelstatus

Schema = Literal["dossieraudit/vergelijking/1"]
Richting = Literal["verbeterd", "ongewijzigd", "verslechterd", "niet_te_zeggen", "niet_te_vergelijken"]
Waarom = Literal[
    "hangt_af_van_onbekend",
    "verschil_te_klein",
    "tegengesteld",
    "niet_beoordeeld",
    "norm_gewijzigd",
    "norm_onbekend",
    "ontbreekt",
    "geen_oordeel",
    "oordeelregels_gewijzigd",
    "regel_gewijzigd",
]
Norm = Literal["gelijk", "gewijzigd", "onbekend"]
Kenmerkstand = Literal["vaker", "gelijk", "minder_vaak", "niet_te_zeggen", "niet_te_vergelijken"]
Risicostand = Literal["verdwenen", "gebleven", "nieuw", "niet_te_vergelijken"]
Groepssoort = Literal["criterium", "thema", "hoofdstuk", "totaal"]
Hertoetsreden = Literal["onvoldoende", "maatregel"]


class Stand(Model):
    """Counts and verdict of a leaf on one side."""

    voldoet: int = Field(description="Aantal dossiers dat voldoet.")
    voldoet_gedeeltelijk: int = Field(description="Aantal dossiers dat gedeeltelijk voldoet.")
    voldoet_niet: int = Field(description="Aantal dossiers dat niet voldoet.")
    niet_navolgbaar: int = Field(description="Aantal dossiers waarin het niet is na te gaan.")
    beoordeeld: int = Field(description="De som van deze vier: waarvoor het blad geldt en dat getoetst is.")
    wacht_op_oordeel: int = Field(description="Aantal dossiers waarin alleen een mens nog kan oordelen.")
    oordeel: Klasse | None = Field(None, description="Oordeel over het blad.")


class Toets(Model):
    """An exact test of one leaf. The least favourable reading of what is unknown counts."""

    voor: tuple[int, int] = Field(description="Voldoet, van hoeveel: zoals vóór in de toets gaat.")
    na: tuple[int, int] = Field(description="Voldoet, van hoeveel: zoals na in de toets gaat.")
    p: float = Field(description="Tweezijdige p van Fishers exacte toets.")
    p_holm: float = Field(description="Dezelfde p, gecorrigeerd naar Holm voor alle getoetste bladen.")
    aantoonbaar: bool = Field(description="p_holm is hoogstens 0,05.")


class Bladvergelijking(Model):
    """One leaf before and after."""

    id: str = Field(description="Code van het blad.")
    titel: str = Field(description="Titel; leeg als het kader niet te lezen was.")
    norm: Norm = Field(description="Of de norm aan beide kanten dezelfde is.")
    richting: Richting = Field(description="Wat de dossiers laten zien; zonder dossiers: het oordeel.")
    waarom: Waarom | None = Field(None, description="Waarom er geen richting is.")
    grond: Literal["dossiers", "oordeel"] = Field(description="Waarop de richting berust.")
    voor: Stand | None = Field(description="Stand vóór; leeg als het blad er niet was.")
    na: Stand | None = Field(description="Stand na; leeg als het blad er niet was.")
    hertoets: tuple[Hertoetsreden, ...] = Field((), description="Waarom het blad in een hertoets hoort.")
    toets: Toets | None = Field(None, description="Exacte toets, waar die mag.")


class Groepsstand(Model):
    """Verdict over a group of leaves on one side, with its leaves and their dossiers counted."""

    oordeel: Klasse | None = Field(description="Het oordeel; leeg zonder beslisregels.")
    hoogstens: Klasse | None = Field(description="Oordeel als alles wat niet navolgbaar is, gunstig uitviel.")
    minstens: Klasse | None = Field(description="Oordeel als alles wat niet navolgbaar is, ongunstig uitviel.")
    voldoende: int = Field(description="Aantal bladen met het oordeel voldoende.")
    beoordeeld: int = Field(description="Aantal bladen met een oordeel.")
    bladen: int = Field(description="Aantal bladen.")
    niet_navolgbaar: int = Field(description="Aantal keren niet navolgbaar, over alle bladen en dossiers.")
    toetsingen: int = Field(description="Aantal keren dat een blad in een dossier is beoordeeld.")


class Groepsvergelijking(Model):
    """A criterium, thema, chapter or the whole before and after."""

    soort: Groepssoort = Field(description="Waarover het oordeel gaat.")
    id: str = Field(description="Code of nummer; bij het geheel 'totaal'.")
    titel: str = Field(description="Titel; leeg als het kader niet te lezen was.")
    richting: Richting = Field(description="Of het oordeel anders is.")
    waarom: Waarom | None = Field(None, description="Waarom er geen richting is.")
    voor: Groepsstand | None = Field(description="Stand vóór.")
    na: Groepsstand | None = Field(description="Stand na.")
    bladen: tuple[str, ...] = Field((), description="Bladen van de groep.")
    richtingen: dict[Richting, int] = Field(description="Aantal bladen per richting.")


class Kenmerkvergelijking(Model):
    """A kenmerk before and after; more or less often is neither good nor bad."""

    naam: str = Field(description="Naam van het kenmerk.")
    omschrijving: str = Field(description="Wat het betekent; leeg als het kader niet te lezen was.")
    stand: Kenmerkstand = Field(description="Of het vaker of minder vaak voorkomt.")
    waarom: Waarom | None = Field(None, description="Waarom dat niet te zeggen is.")
    voor: KenmerkTelling | None = Field(description="Telling vóór.")
    na: KenmerkTelling | None = Field(description="Telling na.")


class Risicovergelijking(Model):
    """A risk that a rule of the framework named on either side."""

    id: str = Field(description="Naam van de regel.")
    titel: str = Field(description="Korte naam.")
    stand: Risicostand = Field(description="Verdwenen, gebleven of nieuw.")
    zeker: bool = Field(description="Onwaar als een blad of kenmerk waarop het risico rust, geen richting heeft.")
    waarom: Waarom | None = Field(None, description="Waarom er niet is vergeleken, of waarom het niet zeker is.")
    voor: str | None = Field(description="De zin vóór.")
    na: str | None = Field(description="De zin na.")
    bladen: tuple[str, ...] = Field((), description="Bladen waarop het risico rust.")


class Dossierblad(Model):
    """One leaf of one dossier that is on both sides."""

    voor: Uitkomst = Field(description="Uitkomst vóór.")
    na: Uitkomst = Field(description="Uitkomst na.")
    richting: Richting = Field(description="Of de uitkomst beter of slechter is.")
    waarom: Waarom | None = Field(None, description="Waarom er geen richting is.")


class Dossiervergelijking(Model):
    """A dossier that is on both sides, leaf by leaf."""

    id: str = Field(description="Pseudoniem van het dossier.")
    bladen: dict[str, Dossierblad] = Field(description="Per blad de uitkomst vóór en na.")

    def met(self, richting: Richting) -> tuple[str, ...]:
        """The leaves that went this way."""
        return tuple(blad for blad, b in self.bladen.items() if b.richting == richting)


class Maatregelstand(Model):
    """A measure with its status, and what the leaves that it is about did."""

    id: str = Field(description="Code van de maatregel.")
    titel: str = Field(description="De maatregel.")
    eigenaar: str = Field(description="Rol die ervoor zorgt.")
    gereed: Datum = Field(description="Dag waarop de maatregel klaar moet zijn.")
    status: Maatregelstatus = Field(description="Stand volgens de gemeente.")
    reden: str | None = Field(None, description="Waarom de maatregel is vervallen.")
    laatste_voortgang: str | None = Field(None, description="Wat er het laatst over is gemeld.")
    te_laat: bool = Field(description="Open, terwijl de dag voorbij is op de peildatum van de laatste kant.")
    bladen: dict[str, Richting | None] = Field(description="Richting per blad; leeg als het niet is vergeleken.")


class Kant(Model):
    """One of the two sides: what was read, and how the dossiers were chosen."""

    naam: str = Field(description="Naam van de map of het bestand.")
    onderzoek: str | None = Field(None, description="Naam van het onderzoek.")
    gemeente: str | None = Field(None, description="Gemeente.")
    wijkteam: str | None = Field(None, description="Wijkteam.")
    peildatum: Datum | None = Field(description="Gedeelde peildatum.")
    kader: KaderVerwijzing = Field(description="Kader.")
    profiel: Profieltoepassing | None = Field(None, description="Profiel over het kader.")
    versie: str = Field(description="Versie van dossieraudit die het resultaat maakte.")
    dossiers: int = Field(description="Aantal dossiers.")
    afgekeurd: int = Field(description="Aantal afgekeurde bestanden.")
    steekproef: str = Field(description="Hoe de dossiers zijn gekozen, of waarom dat niet bekend is.")
    ontheffingen: tuple[Ontheffingstand, ...] = Field(
        (), description="Ontheffingen bij deze kant; de uitkomsten tellen mee als wat zij zijn."
    )


class Verantwoording(Model):
    """What was compared with what, and which conclusions that allows."""

    normen: Norm = Field(description="Of kader en profiel aan beide kanten dezelfde zijn.")
    normverschillen: tuple[str, ...] = Field((), description="Wat er in kader of profiel verschilt.")
    met_kader: str | None = Field(None, description="Kader waarmee beide opnieuw zijn getoetst.")
    hertoets: bool = Field(False, description="Alleen de bladen van een hertoets zijn vergeleken.")
    zelfde_dossiers: tuple[str, ...] = Field((), description="Dossiers die aan beide kanten staan.")
    andere_overdracht: tuple[str, ...] = Field(
        (), description="Dossiers met dezelfde id en een andere overdracht: niet als hetzelfde dossier gelezen."
    )
    getoetst: int = Field(description="Aantal bladen met een exacte toets.")
    geen_toets: str | None = Field(None, description="Waarom er geen exacte toets is.")


class Vergelijking(Model):
    """The whole comparison, as published under `schema`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, serialize_by_alias=True)

    schema_: Schema = Field(
        "dossieraudit/vergelijking/1", alias="schema", description="Naam en versie van dit formaat."
    )
    versie: str = Field(description="Versie van dossieraudit.")
    voor: Kant = Field(description="De eerste kant.")
    na: Kant = Field(description="De tweede kant.")
    verantwoording: Verantwoording = Field(description="Wat is vergeleken en wat dat toelaat.")
    bladen: tuple[Bladvergelijking, ...] = Field(description="Per blad.")
    groepen: tuple[Groepsvergelijking, ...] = Field((), description="Per criterium, thema, hoofdstuk en het geheel.")
    kenmerken: tuple[Kenmerkvergelijking, ...] = Field((), description="Per kenmerk.")
    risicos: tuple[Risicovergelijking, ...] = Field((), description="Per risico.")
    dossiers: tuple[Dossiervergelijking, ...] = Field((), description="Per dossier dat aan beide kanten staat.")
    maatregelen: tuple[Maatregelstand, ...] = Field((), description="Verbetermaatregelen met hun stand.")

    def groep(self, soort: Groepssoort) -> tuple[Groepsvergelijking, ...]:
        """The groups of one kind."""
        return tuple(g for g in self.groepen if g.soort == soort)
