"""The parts of a dossier with which it begins: household, reports, hand-over, contacts, and who was consulted.

Facts as they stand in the file, never verdicts. `None` means *not recorded*; an empty list means that the file
was looked at and holds nothing of that kind. Paragraphs are those of the report on wijkteam Vlaardingen.
"""

from typing import Annotated, Literal

from pydantic import Field

from dossieraudit.models.basis import (
    Datum,
    Ernst,
    Id,
    Jaar,
    Leefgebied,
    Model,
    Onderwerp,
    Organisatie,
    OverdrachtSoort,
    Rol,
    VrijeTekst,
)

Aantal = Annotated[int, Field(ge=0, le=10_000)]


class Problematiek(Model):
    """One problem of one person on one leefgebied (§4.1, §5.3.1)."""

    leefgebied: Leefgebied = Field(description="Leefgebied waarop het probleem speelt.")
    ernst: Ernst | None = Field(None, description="Ernst zoals in het dossier vastgelegd.")
    van_invloed_op_kinderen: bool | None = Field(
        None, description="Werkt door in de veiligheid of ontwikkeling van de kinderen (§4.3.1, §4.3.2)."
    )
    vastgesteld_op: Datum | None = Field(None, description="Datum waarop het probleem in het dossier verschijnt.")


class Gezinslid(Model):
    """A member of the household, or someone else who matters to it, such as an ex-partner (§4.1)."""

    id: Id = Field(description="Pseudoniem binnen het dossier, bijvoorbeeld 'm1' of 'k2'.")
    rol: Rol = Field(description="Rol in het gezin. Ouder zijn: moeder, vader en stiefouder.")
    geboortejaar: Jaar | None = Field(None, description="Geboortejaar (jaartal); geen volledige datum.")
    woont_thuis: bool | None = Field(None, description="Woont in het huishouden waarover de melding gaat.")
    problematiek: tuple[Problematiek, ...] | None = Field(
        None, description="Problemen per leefgebied. Lege lijst: in kaart gebracht en geen gevonden."
    )


class Melding(Model):
    """A report at Veilig Thuis (§3.2, §3.3.1)."""

    id: Id = Field(description="Nummer van de melding binnen het dossier.")
    datum: Datum | None = Field(None, description="Datum waarop Veilig Thuis de melding ontving.")
    datum_incident: Datum | None = Field(None, description="Datum van de gebeurtenis zelf (§3.3.3).")
    triage_afgerond_op: Datum | None = Field(None, description="Datum waarop de triage klaar was.")
    melder: Organisatie | None = Field(None, description="Wie meldde.")
    aard: (
        tuple[
            Literal[
                "partnergeweld",
                "ex_partnergeweld",
                "kindermishandeling",
                "getuige_van_geweld",
                "verwaarlozing",
                "psychische_mishandeling",
                "seksueel_geweld",
                "eergerelateerd_geweld",
                "overig",
            ],
            ...,
        ]
        | None
    ) = Field(None, description="Waar de melding over gaat.")
    ernst: Ernst | None = Field(None, description="Ernst volgens de triage van Veilig Thuis.")
    letsel: bool | None = Field(None, description="Er was lichamelijk letsel.")
    kinderen_aanwezig: bool | None = Field(None, description="Kinderen waren aanwezig bij de gebeurtenis (§3.3.2).")
    betrokkenen: tuple[Id, ...] | None = Field(
        None, description="Gezinsleden (id) die bij de melding betrokken zijn, kinderen en (ex-)partner inbegrepen."
    )
    eerdere_meldingen: Aantal | None = Field(
        None, description="Aantal eerdere meldingen bij Veilig Thuis volgens de triage (§3.3.1)."
    )


OverdrachtInhoud = Literal[
    "reden_melding",
    "uitkomst_triage",
    "eerdere_betrokkenheid",
    "afweging_doorzetten",
    "advies",
    "veiligheidspunten",
    "onderzoeksvraag",
    "onderzoeksresultaten",
    "doelen",
    "hulpverleningsadvies",
    "voorstel_casusregisseur",
    "veiligheidsplan",
    "veiligheidsafspraken",
]


class Overdracht(Model):
    """The hand-over from Veilig Thuis to the wijkteam (§3.2, §3.3.1, footnote 9)."""

    soort: OverdrachtSoort | None = Field(
        None, description="Na triage, na onderzoek, of na een andere interventie van Veilig Thuis (§1.3)."
    )
    ontvangen_op: Datum | None = Field(None, description="Datum waarop het wijkteam de overdracht kreeg.")
    opgepakt_op: Datum | None = Field(None, description="Datum waarop het wijkteam aan de slag ging.")
    schriftelijk_ontvangen: bool | None = Field(
        None, description="De informatie van Veilig Thuis kwam schriftelijk (brief, mail, rapportage)."
    )
    inhoud: tuple[OverdrachtInhoud, ...] | None = Field(
        None, description="Wat er in de schriftelijke overdracht staat. Leeg: niets van deze onderdelen."
    )
    opgeslagen_in_dossier: bool | None = Field(
        None, description="De schriftelijke overdracht is in het dossier opgeslagen (§3.3.1)."
    )
    gesprek_gehouden: bool | None = Field(None, description="Er was een overdrachtsgesprek.")
    gesprek_op: Datum | None = Field(None, description="Datum van het overdrachtsgesprek.")
    plan_overgedragen: bool | None = Field(
        None,
        description="Het plan of de rapportage van Veilig Thuis is overgedragen "
        "(hulpverleningsplan, herstelplan, rapportage of overdracht; voetnoot 9).",
    )
    toelichting: VrijeTekst | None = Field(None, description="Vrije tekst.")


class Contact(Model):
    """One line of the contact journal: a contact of the wijkteam with the household (§3.3.1, §6.3.1)."""

    id: Id = Field(description="Nummer van het contact binnen het dossier.")
    datum: Datum | None = Field(None, description="Datum van het contact.")
    soort: Literal["huisbezoek", "gesprek_op_locatie", "telefonisch", "digitaal", "gezamenlijk_overleg"] | None = Field(
        None, description="Hoe het contact verliep. Telefonisch en digitaal zijn niet persoonlijk."
    )
    tot_stand_gekomen: bool | None = Field(None, description="Het contact kwam tot stand (niet: een vergeefse poging).")
    gesproken_met: tuple[Id, ...] | None = Field(None, description="Gezinsleden (id) die gesproken zijn.")
    gezien: tuple[Id, ...] | None = Field(
        None, description="Gezinsleden (id) die gezien zijn zonder gesprek, bijvoorbeeld een baby."
    )
    onderwerpen: tuple[Onderwerp, ...] | None = Field(None, description="Waarover het contact ging.")
    aantal_medewerkers: Aantal | None = Field(None, description="Aantal medewerkers van het wijkteam.")
    door: tuple[Id, ...] | None = Field(None, description="Pseudoniemen van de medewerkers.")
    verslag: VrijeTekst | None = Field(None, description="Vrije tekst.")


class Overlegverzoek(Model):
    """A request of the wijkteam to consult with Veilig Thuis (§3.3.1, SH1.2)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    gevraagd_op: Datum | None = Field(None, description="Datum van het verzoek.")
    tot_stand_gekomen: bool | None = Field(None, description="Het overleg kwam er.")
    gehouden_op: Datum | None = Field(None, description="Datum van het overleg.")
    uitkomst_vastgelegd: bool | None = Field(None, description="De uitkomst staat in het dossier.")


class OverlegVT(Model):
    """Consultation with Veilig Thuis about this household (§3.3.1, SH1.2)."""

    nodig: bool | None = Field(None, description="Het dossier noemt dat overleg met Veilig Thuis nodig was.")
    verzoeken: tuple[Overlegverzoek, ...] | None = Field(None, description="Verzoeken om overleg.")


class Terugmeldpoging(Model):
    """An attempt to hand the case back to Veilig Thuis (SH2.1)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    datum: Datum | None = Field(None, description="Datum van de poging.")
    gelukt: bool | None = Field(None, description="Veilig Thuis nam de terugmelding aan.")


class Terugmelding(Model):
    """Handing back to Veilig Thuis because the wijkteam cannot act (§3.2, SH2.1)."""

    onvoldoende_mogelijkheden: bool | None = Field(
        None, description="Het wijkteam legde vast onvoldoende mogelijkheden te hebben voor passende hulp."
    )
    pogingen: tuple[Terugmeldpoging, ...] | None = Field(None, description="Pogingen om terug te melden.")
    vt_nam_zicht_over: bool | None = Field(
        None, description="Veilig Thuis nam de verantwoordelijkheid voor het zicht op veiligheid over."
    )
