"""The plans of a dossier: veiligheidsplan, familiegroepsplan and ondersteuningsplan, with their evaluations."""

from typing import Annotated, Literal

from pydantic import Field

from dossieraudit.models.basis import Datum, Ernst, GeplandeDatum, Id, Model, VrijeTekst

Rang = Annotated[int, Field(ge=1, le=1_000)]


class Veiligheidsafspraak(Model):
    """One agreement of a veiligheidsplan: with whom, who answers for it, when and to whom it is reported (SH3.2)."""

    id: Id = Field(description="Nummer binnen het plan.")
    met: Literal["gezin", "netwerk", "professional"] | None = Field(None, description="Met wie de afspraak is gemaakt.")
    verantwoordelijke: Id | None = Field(
        None, description="Wie verantwoordelijk is (gezinslid, netwerkpartner of medewerker)."
    )
    rapporteert: (
        Literal["dagelijks", "wekelijks", "tweewekelijks", "maandelijks", "op_datum", "bij_incident"] | None
    ) = Field(None, description="Wanneer gerapporteerd wordt.")
    rapporteert_aan: Id | None = Field(None, description="Aan wie gerapporteerd wordt.")
    omschrijving: VrijeTekst | None = Field(None, description="Vrije tekst.")


class Veiligheidsevaluatie(Model):
    """A planned or held evaluation of a veiligheidsplan (SH3.3, SH3.4)."""

    id: Id = Field(description="Nummer binnen het plan.")
    gepland_op: GeplandeDatum | None = Field(None, description="Geplande datum.")
    gehouden: bool | None = Field(None, description="De evaluatie is gehouden.")
    gehouden_op: Datum | None = Field(None, description="Datum waarop de evaluatie is gehouden.")
    resultaat: Literal["hersteld", "niet_hersteld", "onvoldoende_zicht"] | None = Field(
        None, description="Of de directe veiligheid is hersteld, volgens de evaluatie."
    )
    maatregel_genomen: bool | None = Field(
        None, description="Na de evaluatie is een maatregel genomen (plan aangescherpt, opgeschaald, …)."
    )


class Veiligheidsplan(Model):
    """A veiligheidsplan (§3.2, §3.3.1, SH3.2–SH3.4)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    start: Datum | None = Field(None, description="Ingangsdatum.")
    eind: GeplandeDatum | None = Field(None, description="Einddatum zoals in het plan afgesproken.")
    ernst: Ernst | None = Field(None, description="Ernst van de bedreiging van de directe veiligheid.")
    afspraken: tuple[Veiligheidsafspraak, ...] | None = Field(None, description="Veiligheidsafspraken.")
    consequenties_vastgelegd: bool | None = Field(
        None, description="Het plan zegt wat er gebeurt als afspraken niet worden nagekomen (§3.3.1)."
    )
    vervolg_vastgelegd: bool | None = Field(
        None, description="Het plan zegt hoe het verder gaat en hoe het wijkteam regie houdt (§3.3.1)."
    )
    evaluaties: tuple[Veiligheidsevaluatie, ...] | None = Field(None, description="Geplande en gehouden evaluaties.")


class Familiegroepsplan(Model):
    """The familiegroepsplan of the Jeugdwet (art. 1.1, 2.1 g, 4.1.2; TT2.1)."""

    aangeboden: bool | None = Field(None, description="Het gezin kreeg de gelegenheid er een te maken.")
    opgesteld: bool | None = Field(None, description="Het gezin maakte een familiegroepsplan.")
    opgesteld_op: Datum | None = Field(None, description="Datum waarop het gezin het plan maakte.")
    werkt_vanuit: bool | None = Field(None, description="De professional werkt op basis van dit plan.")
    afgezien: bool | None = Field(None, description="Vastgelegd is dat het gezin ervan afzag.")
    uitzondering: Literal["geen", "belang_kind", "voogdij", "jeugdreclassering"] | None = Field(
        None, description="Uitzondering van de Jeugdwet die in het dossier is vastgelegd."
    )


class Doel(Model):
    """One goal of the ondersteuningsplan (§5.1, IZ2.1)."""

    id: Id = Field(description="Nummer binnen het plan.")
    prioriteit: Rang | None = Field(None, description="Rangorde in het plan (1 is eerst).")
    concreet: bool | None = Field(None, description="Het doel noemt een waarneembaar resultaat.")
    gericht_op: Literal["effect", "activiteit"] | None = Field(
        None, description="Effect voor het gezin, of alleen een activiteit."
    )
    betreft: tuple[Id, ...] | None = Field(None, description="Gezinsleden (id) voor wie het doel is.")
    acties_per_persoon: bool | None = Field(None, description="Per betrokkene staan acties vastgelegd (§5.2).")
    resultaat_vastgelegd: bool | None = Field(None, description="Het resultaat is vastgelegd (§5.2).")
    omschrijving: VrijeTekst | None = Field(None, description="Vrije tekst.")


class Planevaluatie(Model):
    """An evaluation of the goals (§5.1, IZ2.2, IZ2.3)."""

    id: Id = Field(description="Nummer binnen het plan.")
    datum: Datum | None = Field(None, description="Datum.")
    met: tuple[Id, ...] | None = Field(None, description="Gezinsleden (id) met wie is geëvalueerd.")
    doelen_besproken: bool | None = Field(None, description="De doelen zijn een voor een besproken.")
    risicos_vergeleken: bool | None = Field(
        None, description="De veiligheidsrisico's van de start zijn vergeleken met die van nu."
    )


class Ondersteuningsplan(Model):
    """The ondersteuningsplan of the wijkteam (§5.1, §5.2, §5.3.1, TT2.1, IZ2.1–IZ2.3)."""

    opgesteld: bool | None = Field(None, description="Er is een ondersteuningsplan.")
    opgesteld_op: Datum | None = Field(None, description="Datum van opstellen.")
    opgesteld_met: tuple[Id, ...] | None = Field(
        None, description="Gezinsleden (id) met wie het plan is opgesteld. Achteraf doornemen telt niet."
    )
    besproken_met: tuple[Id, ...] | None = Field(
        None, description="Gezinsleden (id) met wie het plan achteraf is doorgenomen (§5.3.1)."
    )
    integrale_probleemanalyse: bool | None = Field(
        None, description="Het plan berust op een analyse die de problemen in samenhang beziet (§5.1)."
    )
    gewenst_perspectief: bool | None = Field(None, description="Het plan noemt een gewenst perspectief (§5.1).")
    doelen: tuple[Doel, ...] | None = Field(None, description="Doelen.")
    evaluaties: tuple[Planevaluatie, ...] | None = Field(None, description="Evaluaties van de doelen.")
    evaluatie_gepland_op: GeplandeDatum | None = Field(None, description="Eerstvolgende geplande evaluatie.")
