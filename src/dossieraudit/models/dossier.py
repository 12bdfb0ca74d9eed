"""The dossier: what one file of the wijkteam holds about one household. Facts only, never verdicts."""

from typing import Literal, get_args

from pydantic import Field

from dossieraudit.models.basis import Id, Model, VrijeTekst
from dossieraudit.models.delen import Contact, Gezinslid, Melding, Overdracht, OverlegVT, Terugmelding
from dossieraudit.models.hulp import (
    Afsluiting,
    Behoeftewijziging,
    Casusbespreking,
    Escalatie,
    Hulpvraag,
    Instrument,
    Monitoringcontact,
    Netwerkpartner,
    Ondersteuning,
    Opschaling,
    Regie,
    Toestemming,
    Veiligheidsrisico,
)
from dossieraudit.models.plannen import Familiegroepsplan, Ondersteuningsplan, Veiligheidsplan

Onderdeel = Literal[
    "gezinsleden",
    "meldingen",
    "overdracht",
    "overleg_vt",
    "terugmelding",
    "contacten",
    "toestemmingen",
    "hulpvraag",
    "instrumenten",
    "veiligheidsrisicos",
    "veiligheidsplannen",
    "familiegroepsplan",
    "ondersteuningsplan",
    "regie",
    "netwerkpartners",
    "ondersteuning",
    "escalaties",
    "opschalingen",
    "vrijwillige_hulp",
    "monitoring_vt",
    "casusbesprekingen",
    "behoeftewijzigingen",
    "afsluiting",
]
ONDERDELEN: tuple[str, ...] = get_args(Onderdeel)


class Dossier(Model):
    """One file of the wijkteam, as facts.

    A list that is left out or `null` is *not recorded*; an empty list says that the file was looked at and holds
    nothing of that kind; a part named in `niet_aangeleverd` was not supplied to the inspector, so everything in it
    is unknown. Dates are ISO dates (days); ids are pseudonyms within the file.
    """

    id: Id = Field(description="Pseudoniem van het dossier; uniek binnen het onderzoek.")
    team: Id | None = Field(None, description="Pseudoniem van het team binnen het wijkteam.")
    gezinsleden: tuple[Gezinslid, ...] | None = Field(
        None, description="Gezinsleden en anderen die ertoe doen, zoals een ex-partner."
    )
    meldingen: tuple[Melding, ...] | None = Field(
        None, description="Meldingen bij Veilig Thuis over dit gezin, de overgedragen melding inbegrepen."
    )
    overdracht: Overdracht | None = Field(None, description="De overdracht door Veilig Thuis.")
    overleg_vt: OverlegVT | None = Field(None, description="Overleg met Veilig Thuis.")
    terugmelding: Terugmelding | None = Field(None, description="Terugmelding aan Veilig Thuis.")
    contacten: tuple[Contact, ...] | None = Field(None, description="Contactjournaal met het gezin.")
    toestemmingen: tuple[Toestemming, ...] | None = Field(None, description="Gevraagde toestemmingen.")
    hulpvraag: Hulpvraag | None = Field(None, description="De hulpvraag.")
    instrumenten: tuple[Instrument, ...] | None = Field(
        None, description="Ingevulde instrumenten en gestructureerde gesprekken."
    )
    veiligheidsrisicos: tuple[Veiligheidsrisico, ...] | None = Field(
        None, description="Veiligheidsrisico's en ontwikkelingsbedreigingen die het dossier noemt."
    )
    veiligheidsplannen: tuple[Veiligheidsplan, ...] | None = Field(None, description="Veiligheidsplannen.")
    familiegroepsplan: Familiegroepsplan | None = Field(None, description="Het familiegroepsplan.")
    ondersteuningsplan: Ondersteuningsplan | None = Field(None, description="Het ondersteuningsplan.")
    regie: Regie | None = Field(None, description="De regie over de hulp.")
    netwerkpartners: tuple[Netwerkpartner, ...] | None = Field(None, description="Partijen en personen rond het gezin.")
    ondersteuning: tuple[Ondersteuning, ...] | None = Field(None, description="Ingezette ondersteuning.")
    escalaties: tuple[Escalatie, ...] | None = Field(None, description="Escalaties en acuut onveilige situaties.")
    opschalingen: tuple[Opschaling, ...] | None = Field(None, description="Opschalingen.")
    vrijwillige_hulp: Literal["loopt", "geweigerd", "stagneert", "niet_tot_stand_gekomen"] | None = Field(
        None, description="Hoe het met de vrijwillige hulp staat (§6.3.1, IZ2.4)."
    )
    monitoring_vt: tuple[Monitoringcontact, ...] | None = Field(
        None, description="Monitoringcontacten van Veilig Thuis."
    )
    casusbesprekingen: tuple[Casusbespreking, ...] | None = Field(
        None, description="Besprekingen van de casus in het team."
    )
    behoeftewijzigingen: tuple[Behoeftewijziging, ...] | None = Field(
        None, description="Veranderingen in de ondersteuningsbehoefte."
    )
    afsluiting: Afsluiting | None = Field(None, description="De afsluiting van het dossier.")
    niet_aangeleverd: tuple[Onderdeel, ...] = Field(
        (), description="Onderdelen die niet zijn aangeleverd; alles daarin is onbekend."
    )
    vindplaatsen: dict[str, str] = Field(
        default_factory=dict,
        description="Pad van een feit (bijvoorbeeld 'contacten[c3].datum') → plaats in het dossier.",
    )
    notities: VrijeTekst | None = Field(None, description="Vrije tekst van de onderzoeker.")
