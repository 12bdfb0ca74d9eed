"""The parts of a dossier about the help: risks, instruments, regie, network, support, escalation and closing.

Facts as they stand in the file, never verdicts. `None` means *not recorded*; an empty list means that the file
was looked at and holds nothing of that kind. Paragraphs are those of the report on wijkteam Vlaardingen.
"""

from typing import Literal

from pydantic import Field

from dossieraudit.models.basis import Datum, Ernst, Id, Leefgebied, Model, Onderwerp, Organisatie, VrijeTekst


class Veiligheidsrisico(Model):
    """A safety risk for a child that the file mentions (§3.3.1, §4.3.2)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    soort: Literal[
        "huiselijk_geweld",
        "kindermishandeling",
        "verwaarlozing",
        "middelengebruik_ouder",
        "psychische_problematiek_ouder",
        "dreiging_ex_partner",
        "huisvesting",
        "ontwikkelingsbedreiging",
        "overig",
    ] = Field(description="Aard van het risico.")
    betreft: tuple[Id, ...] | None = Field(None, description="Kinderen (id) die het risico lopen.")
    ernst: Ernst | None = Field(None, description="Ernst zoals in het dossier vastgelegd.")
    gesignaleerd_op: Datum | None = Field(None, description="Datum waarop het risico is vastgelegd.")
    opgeheven: bool | None = Field(None, description="Het risico is opgeheven, volgens het dossier.")
    opgeheven_op: Datum | None = Field(None, description="Datum waarop het risico was opgeheven.")
    omschrijving: VrijeTekst | None = Field(None, description="Vrije tekst.")


class Instrument(Model):
    """An instrument that was filled in, or a structured conversation (§4.2, §4.3.1). Never its verdict."""

    id: Id = Field(description="Nummer binnen het dossier.")
    soort: Literal[
        "zrm",
        "zrm_ouderschap",
        "lirik",
        "veiligheidstaxatie",
        "etm",
        "standaardvragen_veiligheid",
        "kindcheck",
        "gesprek_alle_leefgebieden",
        "netwerkanalyse",
        "ander_instrument",
    ] = Field(description="Welk instrument.")
    naam: VrijeTekst | None = Field(None, description="Naam van een ander instrument (vrije tekst).")
    datum: Datum | None = Field(None, description="Datum van invullen.")
    moment: Literal["start", "tussentijds", "einde"] | None = Field(
        None, description="Wanneer in het traject het is ingevuld (§5.2)."
    )
    over: tuple[Id, ...] | None = Field(None, description="Gezinsleden (id) over wie het is ingevuld.")
    domeinen: tuple[Leefgebied, ...] | None = Field(
        None, description="Leefgebieden die zijn ingevuld; de scores zelf zijn geen toetspunt."
    )
    navolgbaar: bool | None = Field(
        None, description="Uit het dossier is te volgen waarop de invulling berust (§4.3.1)."
    )
    risico_gesignaleerd: bool | None = Field(None, description="Het instrument wijst op een risico.")


class Hulpvraag(Model):
    """How the request for help was worded, and with whom (§4.1, TT1.1)."""

    aanwezig: bool | None = Field(None, description="Het gezin heeft zelf een hulpvraag.")
    geformuleerd_op: Datum | None = Field(None, description="Datum waarop de hulpvraag is geformuleerd.")
    betrokkenen: tuple[Id, ...] | None = Field(
        None, description="Gezinsleden (id) die meepraatten over de formulering."
    )
    zwaarte: Literal["licht", "zwaar"] | None = Field(
        None, description="Lichte of zwaardere hulpvraag; bepaalt hoe zwaar de risico-inschatting is (voetnoot 12)."
    )
    omschrijving: VrijeTekst | None = Field(None, description="Vrije tekst.")


class Regieperiode(Model):
    """Who held the regie from when to when (§6.1, §6.2)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    regisseur: Id | None = Field(None, description="Pseudoniem van de regisseur.")
    organisatie: Organisatie | Literal["gezin"] | None = Field(None, description="Bij wie de regie ligt.")
    van: Datum | None = Field(None, description="Eerste dag.")
    tot: Datum | None = Field(None, description="Laatste dag; leeg bij een lopende periode.")
    loopt_nog: bool | None = Field(None, description="De periode loopt nog op de peildatum.")


class Regie(Model):
    """The regie over the help to this household (§6.1, §6.2, §6.3.1, IZ1.1)."""

    perioden: tuple[Regieperiode, ...] | None = Field(None, description="Wie wanneer regisseur was.")
    bepaling_vastgelegd: bool | None = Field(None, description="Vastgelegd is hoe de regisseur is bepaald.")
    inhoud_vastgelegd: bool | None = Field(None, description="Vastgelegd is wat de regie inhoudt.")
    taakverdeling_vastgelegd: bool | None = Field(
        None, description="Bij meer partijen (VT, CIT, GI): vastgelegd is wie wat doet (§6.3.1)."
    )


class Uitwisseling(Model):
    """One exchange with a network partner (§2.3, §6.3.1)."""

    id: Id = Field(description="Nummer binnen de netwerkpartner.")
    datum: Datum | None = Field(None, description="Datum.")
    soort: Literal["bevraagd", "geinformeerd", "afgestemd"] | None = Field(
        None, description="De partner is bevraagd, geïnformeerd, of er is samen afgestemd."
    )
    over: tuple[Id, ...] | None = Field(None, description="Gezinsleden (id) over wie het ging.")
    onderwerpen: tuple[Onderwerp, ...] | None = Field(None, description="Waarover het ging.")


class Netwerkpartner(Model):
    """An organisation or person around the household (§2.3, §6.3.1, TT1.5)."""

    id: Id = Field(description="Pseudoniem binnen het dossier, bijvoorbeeld 'school1'.")
    soort: Organisatie = Field(description="Soort partij.")
    relevant: bool | None = Field(None, description="Voor dit gezin een relevante betrokken partij.")
    ziet_kinderen: tuple[Id, ...] | None = Field(
        None, description="Kinderen (id) die deze partij beroepsmatig ziet, zoals een leerkracht."
    )
    gelijktijdig_actief: bool | None = Field(
        None, description="De partij werkte tegelijk met het wijkteam in dit gezin (§6.3.1)."
    )
    uitwisselingen: tuple[Uitwisseling, ...] | None = Field(None, description="Contacten met deze partij.")
    toestemming: Literal["verleend", "geweigerd", "niet_gevraagd"] | None = Field(
        None, description="Toestemming van het gezin voor uitwisseling met deze partij (§6.3.1)."
    )
    reden_zonder_toestemming_vastgelegd: bool | None = Field(
        None, description="Bij uitwisseling zonder toestemming, of bij afzien ervan: de reden staat in het dossier."
    )


class Toestemming(Model):
    """A consent that was asked from a member of the household (§3.3.2, §6.3.1)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    gevraagd_op: Datum | None = Field(None, description="Datum van de vraag.")
    van: Id | None = Field(None, description="Gezinslid (id) dat toestemming geeft of weigert.")
    waarvoor: Literal["hulpverlening", "gesprek_met_kinderen", "informatie_delen"] | None = Field(
        None, description="Waarvoor toestemming is gevraagd."
    )
    uitkomst: Literal["verleend", "geweigerd", "ingetrokken"] | None = Field(None, description="Antwoord.")
    gewezen_op_gevolgen: bool | None = Field(
        None, description="Bij weigeren is gewezen op de gevolgen: vrijwillig is niet vrijblijvend (§3.3.2)."
    )


class Ondersteuning(Model):
    """A form of help or support that was put in place, bought or not (§4.1, TT1.4, TT1.5)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    soort: Literal[
        "begeleiding_wijkteam",
        "praktische_hulp",
        "jeugdhulp",
        "ggz_behandeling",
        "verslavingszorg",
        "opvoedondersteuning",
        "schuldhulpverlening",
        "opvang",
        "wmo_voorziening",
        "overig",
    ] = Field(description="Soort ondersteuning.")
    voor: tuple[Id, ...] | None = Field(None, description="Gezinsleden (id) voor wie.")
    leefgebieden: tuple[Leefgebied, ...] | None = Field(None, description="Leefgebieden waarop gericht.")
    ingekocht: bool | None = Field(None, description="Ingekochte zorg (met beschikking).")
    aangevraagd_op: Datum | None = Field(None, description="Datum van de aanvraag.")
    gestart: bool | None = Field(None, description="De ondersteuning is gestart.")
    gestart_op: Datum | None = Field(None, description="Startdatum.")


class Escalatie(Model):
    """An escalation or an acutely unsafe situation, with what was done (§6.3.1, SH4)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    datum: Datum | None = Field(None, description="Datum van de gebeurtenis of het bekend worden ervan.")
    acuut_onveilig: bool | None = Field(
        None,
        description="Direct fysiek gevaar, of ontbrekende basiszorg: veiligheid in de komende uren of dagen "
        "niet gegarandeerd.",
    )
    gehandeld: bool | None = Field(None, description="Er is gehandeld.")
    gehandeld_op: Datum | None = Field(None, description="Datum van het handelen.")
    onveiligheid_opgeheven: bool | None = Field(None, description="De onveiligheid is daarmee opgeheven.")
    omschrijving: VrijeTekst | None = Field(None, description="Vrije tekst.")


class Opschaling(Model):
    """Upscaling because voluntary help falls short (§2.3, §6.2, §6.3.1, IZ2.4)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    datum: Datum | None = Field(None, description="Datum van de aanmelding.")
    naar: (
        Literal[
            "jeugdbeschermingsplein",
            "jeugdbeschermingstafel",
            "crisisinterventieteam",
            "veilig_thuis",
            "lokaal_zorgnetwerk",
            "raad_voor_de_kinderbescherming",
        ]
        | None
    ) = Field(None, description="Waarheen is opgeschaald.")
    wachtlijst: bool | None = Field(None, description="Er was een wachttijd voordat de hulp begon.")
    zicht_op_veiligheid_gehouden: bool | None = Field(
        None, description="Het wijkteam hield in de wachttijd zicht op de veiligheid (§6.3.2)."
    )


class Monitoringcontact(Model):
    """A monitoring contact by Veilig Thuis (§3.2, §3.3.1, SH3.5)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    datum: Datum | None = Field(None, description="Datum.")
    vraagt_naar_afspraken: bool | None = Field(
        None, description="Veilig Thuis vroeg naar de afspraken uit de rapportage (§3.3.1)."
    )
    reactie_conform_afspraken: bool | None = Field(None, description="Het wijkteam reageerde volgens die afspraken.")


class Casusbespreking(Model):
    """A discussion of the case within the team (§4.3.3, §6.2)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    datum: Datum | None = Field(None, description="Datum.")
    soort: Literal["team", "duo", "expert"] | None = Field(None, description="Met wie.")


class Behoeftewijziging(Model):
    """A changed need for support (§5.1, IZ2.5)."""

    id: Id = Field(description="Nummer binnen het dossier.")
    datum: Datum | None = Field(None, description="Datum waarop de verandering blijkt.")
    nieuw_probleem: bool | None = Field(None, description="Er kwam een nog niet bekend probleem aan het licht.")
    doelen_bijgesteld: bool | None = Field(None, description="De doelen zijn bijgesteld.")
    samen_met: tuple[Id, ...] | None = Field(None, description="Gezinsleden (id) met wie de doelen zijn bijgesteld.")
    omschrijving: VrijeTekst | None = Field(None, description="Vrije tekst.")


class Afsluiting(Model):
    """The closing of the case (§3.3.1, §3.3.2, §5.1, IZ2.6)."""

    afgesloten: bool | None = Field(None, description="Het dossier is afgesloten.")
    datum: Datum | None = Field(None, description="Datum van afsluiten.")
    reden: (
        Literal[
            "geen_hulpvraag",
            "doelen_behaald",
            "overgedragen",
            "geen_toestemming",
            "geen_contact",
            "verhuisd",
            "overig",
        ]
        | None
    ) = Field(None, description="Reden van afsluiten.")
    inschatting_zelfstandig_verder: bool | None = Field(
        None, description="Vastgelegd is de inschatting dat het gezin zelfstandig verder kan."
    )
    inschatting_veiligheid: bool | None = Field(
        None, description="De veiligheid van de gezinsleden is in die inschatting meegewogen."
    )
    vervolg_nodig: bool | None = Field(None, description="Er is nog ondersteuning nodig.")
    vervolg_geregeld: bool | None = Field(None, description="Een vervolg- of natraject is geregeld.")
    vt_geinformeerd: bool | None = Field(
        None, description="In het dossier staat dat Veilig Thuis over de afsluiting is geïnformeerd (§3.3.2)."
    )
    vt_geinformeerd_op: Datum | None = Field(None, description="Datum van die terugkoppeling.")
    toelichting: VrijeTekst | None = Field(None, description="Vrije tekst.")
