"""Hoor en wederhoor: the factual comments of a municipality on the draft, and what the inspectorate did with each."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dossieraudit.models.basis import Datum, Id, KaderId, Model, Tekst
from dossieraudit.models.bronnen import VAN_KADER

Antwoord = Literal["overgenomen", "gedeeltelijk", "niet_overgenomen", "open"]
ANTWOORDEN: dict[Antwoord, str] = {
    "overgenomen": "overgenomen",
    "gedeeltelijk": "gedeeltelijk overgenomen",
    "niet_overgenomen": "niet overgenomen",
    "open": "nog niet beantwoord",
}
# The answers that need a reason, and those that say that something was changed.
MET_REDEN: frozenset[Antwoord] = frozenset({"gedeeltelijk", "niet_overgenomen"})
MET_WIJZIGING: frozenset[Antwoord] = frozenset({"overgenomen", "gedeeltelijk"})
Functie = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Sectie = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Plaats(Model):
    """The place in the draft that a comment is about; at least one of the three."""

    sectie: Sectie | None = Field(
        None, description="Nummer van het onderdeel, tussen aanhalingstekens: '3.3.1'; of samenvatting, bijlage-1 …"
    )
    blad: Id | None = Field(None, description="Code van de norm, bijvoorbeeld SH3.1.")
    dossier: Id | None = Field(None, description="Pseudoniem van het dossier.")


class Opmerking(Model):
    """One factual comment, and the answer to it."""

    id: Id = Field(description="Nummer van de opmerking, bijvoorbeeld o1.")
    plaats: Plaats = Field(description="Waar in het concept de opmerking over gaat.")
    opmerking: Tekst = Field(description="Wat er volgens de gemeente feitelijk niet klopt. Zonder namen.")
    van: Functie = Field(description="Functie van wie de opmerking maakt, bijvoorbeeld teamleider. Geen naam.")
    datum: Datum = Field(description="Dag waarop de opmerking is gemaakt.")
    antwoord: Antwoord = Field("open", description="Wat de inspectie met de opmerking doet.")
    reden: Tekst | None = Field(
        None, description="Waarom een opmerking niet of maar gedeeltelijk is overgenomen; dan verplicht."
    )
    gewijzigd: Tekst | None = Field(
        None, description="Wat in het rapport is veranderd; verplicht als de opmerking (deels) is overgenomen."
    )


class Reactie(Model):
    """The file reactie.yaml."""

    kader: KaderId | None = Field(None, description=VAN_KADER)
    concept_van: Datum | None = Field(None, description="Datum van het concept waarop is gereageerd.")
    opmerkingen: tuple[Opmerking, ...] | None = Field(
        None, description="De opmerkingen. Leeg gelaten: nog niets ontvangen; lege lijst: de gemeente had er geen."
    )
