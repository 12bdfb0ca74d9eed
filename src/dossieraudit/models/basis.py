"""What every model shares: the frozen base, identifiers, dates and the field's closed vocabularies."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Model(BaseModel):
    """Frozen and strict: an unknown key or a value of another type is an error, never a guess."""

    # Built when first used: a run needs the models that stand at a root, and each of those builds what is in it.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class VrijeTekstMarkering:
    """Marks a field as free text: it may hold personal data, so no expression may read it."""


class GeplandMarkering:
    """Marks a date that lies ahead by intention; it never tells up to which day a file was kept."""


VRIJE_TEKST = VrijeTekstMarkering()

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
VrijeTekst = Annotated[str, StringConstraints(max_length=20_000), VRIJE_TEKST]
# Names and texts of a framework.
Naam = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Expressie = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
# White space alone says nothing, and is nothing to print.
Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
BladId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}[0-9]{1,2}\.[0-9]{1,2}$")]
KaderId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,79}$")]
# Outside this range a date in a file is a typing error (2107 for 2017), and date arithmetic could overflow.
Datum = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2099, 12, 31))]
GeplandeDatum = Annotated[Datum, GeplandMarkering()]
Jaar = Annotated[int, Field(ge=1900, le=2099)]

OverdrachtSoort = Literal["na_triage", "na_onderzoek", "na_interventie"]
Rol = Literal["moeder", "vader", "stiefouder", "kind", "partner", "ex_partner", "grootouder", "overig"]
Ernst = Literal["licht", "matig", "ernstig", "acuut"]

# The 13 domains of the ZRM 2017, the three that only the older 11-domain version has (dagbesteding,
# verslaving, adl) and the four of the supplement Ouderschap.
Leefgebied = Literal[
    "financien",
    "werk_en_opleiding",
    "tijdsbesteding",
    "huisvesting",
    "huiselijke_relaties",
    "geestelijke_gezondheid",
    "lichamelijke_gezondheid",
    "middelengebruik",
    "basale_adl",
    "instrumentele_adl",
    "sociaal_netwerk",
    "maatschappelijke_participatie",
    "justitie",
    "dagbesteding",
    "verslaving",
    "adl",
    "ouderschap_lichamelijke_verzorging",
    "ouderschap_sociaal_emotioneel",
    "ouderschap_scholing",
    "ouderschap_opvang",
]

Organisatie = Literal[
    "wijkteam",
    "veilig_thuis",
    "crisisinterventieteam",
    "gecertificeerde_instelling",
    "raad_voor_de_kinderbescherming",
    "politie",
    "school",
    "kinderopvang",
    "jeugdgezondheidszorg",
    "huisarts",
    "praktijkondersteuner_ggz",
    "ggz",
    "verslavingszorg",
    "jeugdhulpaanbieder",
    "schuldhulpverlening",
    "woningcorporatie",
    "vrouwenopvang",
    "reclassering",
    "lokaal_zorgnetwerk",
    "informeel_netwerk",
    "overig",
]

Onderwerp = Literal[
    "kennismaking",
    "intake",
    "melding",
    "veiligheid",
    "hulpvraag",
    "leefgebieden",
    "toestemming",
    "veiligheidsplan",
    "ondersteuningsplan",
    "evaluatie",
    "regie",
    "praktische_hulp",
    "opvoeding",
    "afsluiting",
    "overig",
]
