"""Who can mend what a dossier lacks, and whether that can still be done: data of a framework, never of the code.

A requirement that is shown not to be met may be mended while the case runs and be past mending once it is closed. One
of which nothing is recorded may well be known to someone: that is written down as yet, under the day on which it is
written down. Who mends and what can be mended stands in no source unless a framework names one: it is an assumption.
"""

from typing import Literal

from msgspec import Struct
from pydantic import Field

from dossieraudit.models.basis import Model, Tekst

Hersteller = Literal[
    "casusregisseur",
    "teamleider",
    "gedragswetenschapper",
    "gemeente",
    "veilig_thuis",
]
Herstelwijze = Literal["alsnog_vastleggen", "alsnog_doen", "niet_meer"]
HerstelHerkomst = Literal["bron", "aanname"]

HERSTELLERS: dict[Hersteller, str] = {
    "casusregisseur": "casusregisseur",
    "teamleider": "teamleider",
    "gedragswetenschapper": "gedragswetenschapper",
    "gemeente": "gemeente",
    "veilig_thuis": "Veilig Thuis",
}


class Herstel(Model):
    """How a shortcoming is mended. What is left out comes from the leaf, then the framework, then `STANDAARD`."""

    wie: Hersteller | None = Field(None, description="Wie dit kan herstellen.")
    lopend: Herstelwijze | None = Field(
        None, description="Wat nog kan als de eis niet is vervuld en de zaak nog loopt."
    )
    gesloten: Herstelwijze | None = Field(
        None, description="Wat nog kan als de eis niet is vervuld en het dossier is gesloten."
    )
    niet_vastgelegd: Herstelwijze | None = Field(
        None, description="Wat nog kan als niet is vastgelegd of de eis is vervuld, in een lopende of gesloten zaak."
    )
    vastlegger: Hersteller | None = Field(
        None, description="Wie het dossier bijhoudt: legt alsnog vast of levert aan wat ontbreekt."
    )
    herkomst: HerstelHerkomst = Field("aanname", description="Uit een bron, of een aanname van de makers.")
    bron: Tekst | None = Field(None, description="Waar dit staat; verplicht bij herkomst 'bron'.")


class Herstelregel(Struct, frozen=True):
    """A rule on mending with everything filled in."""

    wie: Hersteller
    lopend: Herstelwijze
    gesloten: Herstelwijze
    niet_vastgelegd: Herstelwijze
    vastlegger: Hersteller
    herkomst: HerstelHerkomst
    bron: str | None


STANDAARD = Herstelregel(
    "casusregisseur", "alsnog_doen", "niet_meer", "alsnog_vastleggen", "casusregisseur", "aanname", None
)
_DELEN = ("wie", "lopend", "gesloten", "niet_vastgelegd", "vastlegger")


def geldend(*lagen: Herstel | None) -> Herstelregel:
    """The rule that holds, from the most particular layer (an eis) to the most general (the framework).

    Each part comes from the first layer that gives it. The source is named only where every part comes from a layer
    with one: a rule that rests in part on an assumption is an assumption.
    """
    aanwezig = [laag for laag in lagen if laag is not None]
    delen: dict[str, str] = {}
    gronden: list[Herstel | None] = []
    for naam in _DELEN:
        gever = next((laag for laag in aanwezig if getattr(laag, naam) is not None), None)
        delen[naam] = getattr(gever if gever is not None else STANDAARD, naam)
        gronden.append(gever)
    bronnen = dict.fromkeys(g.bron for g in gronden if g is not None and g.herkomst == "bron" and g.bron)
    uit_bron = all(g is not None and g.herkomst == "bron" for g in gronden)
    return Herstelregel(
        **delen,  # type: ignore[arg-type]
        herkomst="bron" if uit_bron else "aanname",
        bron="; ".join(bronnen) if uit_bron else None,
    )
