"""JSON Schemas of every kind of file, for completion and hover in an editor, and the line that points at them."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from dossieraudit.gevallen import BASIS, MAP
from dossieraudit.loading.kaders import Kenmerken, Parameters
from dossieraudit.loading.onderzoek import BESTAND
from dossieraudit.loading.reactie import BESTAND as REACTIE
from dossieraudit.loading.verbetering import BESTAND as VERBETERPLAN
from dossieraudit.models.beelden import Regieoverzicht, Zelfevaluatie
from dossieraudit.models.bronnen import Beleidsdocument, BronnenBestand, Interview, Oordeelsvelling
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.gemeenten import Gemeentenvergelijking
from dossieraudit.models.geval import Gevallen
from dossieraudit.models.kader import HOOFDBESTAND, Criterium, KaderBestand
from dossieraudit.models.mapping import Mapping
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.models.poorten import Configuratie, OntheffingenBestand
from dossieraudit.models.profiel import Profiel
from dossieraudit.models.rapportregels import OordeelBestand, RapportBestand
from dossieraudit.models.reactie import Reactie
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.models.verbetering import VerbeterBestand
from dossieraudit.models.vergelijking import Vergelijking
from dossieraudit.poorten.vinden import ONTHEFFINGEN

# Goes up when a file that was valid under a schema is no longer so; the number is part of the file's name.
VERSIE = 1
METASCHEMA = "https://json-schema.org/draft/2020-12/schema"
MODELINE = "# yaml-language-server: $schema="
_MODELINE = re.compile(rf"^{re.escape(MODELINE)}.*\n")


@dataclass(frozen=True)
class Bestandssoort:
    """A kind of file: its model, what it is, and whether a file may hold a list of them."""

    model: type[BaseModel]
    omschrijving: str
    lijst: bool = False


SOORTEN: dict[str, Bestandssoort] = {
    "kader": Bestandssoort(KaderBestand, "kader.yaml: de boom, de hoofdstukken en de woordkeus van een kader."),
    "criterium": Bestandssoort(Criterium, "Een criterium van een kader, met zijn bladen en hun eisen."),
    "parameters": Bestandssoort(
        Parameters, "parameters.yaml: getallen, lijsten en tabellen die de normen nodig hebben."
    ),
    "kenmerken": Bestandssoort(Kenmerken, "kenmerken.yaml: feiten over een dossier die een naam hebben."),
    "bronnen": Bestandssoort(
        BronnenBestand, "bronnen.yaml: groepen gesprekspartners, en vragen aan hen en aan documenten."
    ),
    "oordeel": Bestandssoort(OordeelBestand, "oordeel.yaml: regels die van tellingen een oordeel maken."),
    "rapport": Bestandssoort(RapportBestand, "rapport.yaml: zinnen van het rapport, elk met een voorwaarde."),
    "gevallen": Bestandssoort(Gevallen, "Gevallen die een criterium beproeven."),
    "dossier": Bestandssoort(Dossier, "Een dossier: feiten, nooit oordelen.", lijst=True),
    "interview": Bestandssoort(Interview, "Een gesprek: antwoorden op vragen van het kader.", lijst=True),
    "document": Bestandssoort(Beleidsdocument, "Een document: wat het vastlegt.", lijst=True),
    "beoordeling": Bestandssoort(Oordeelsvelling, "Het oordeel van een mens over een blad in een dossier.", lijst=True),
    "onderzoek": Bestandssoort(Onderzoek, "onderzoek.yaml: wat is onderzocht, wanneer en hoe."),
    "profiel": Bestandssoort(Profiel, "Een profiel: eigen regels over een kader heen."),
    "ontheffingen": Bestandssoort(OntheffingenBestand, "ontheffingen.yaml: wat een poort voor nu doorlaat."),
    "configuratie": Bestandssoort(Configuratie, "dossieraudit.toml: de poorten, de baseline en de ontheffingen."),
    "reactie": Bestandssoort(Reactie, "reactie.yaml: opmerkingen op het concept, en het antwoord van de inspectie."),
    "zelfevaluatie": Bestandssoort(
        Zelfevaluatie, "Wat dossiers missen en wie dat kan herstellen, zoals 'score --view zelfevaluatie' het schrijft."
    ),
    "regie": Bestandssoort(Regieoverzicht, "Wie wanneer de regie had, zoals 'score --view regie' het schrijft."),
    "mapping": Bestandssoort(Mapping, "Een mapping: welke kolom van een export welk feit van een dossier is."),
    "resultaat": Bestandssoort(Resultaat, "Het resultaat zoals 'score --format json' het schrijft."),
    "verbetermaatregelen": Bestandssoort(
        VerbeterBestand, "verbetermaatregelen.yaml: wat de gemeente doet aan normen die tekortschieten."
    ),
    "vergelijking": Bestandssoort(Vergelijking, "De vergelijking zoals 'compare --format json' die schrijft."),
    "gemeenten": Bestandssoort(
        Gemeentenvergelijking, "De vergelijking zoals 'compare --gemeenten --format json' die schrijft."
    ),
}
# What the program writes and nobody else.
_GESCHREVEN = frozenset({"resultaat", "zelfevaluatie", "regie", "vergelijking", "gemeenten"})
# Files of a framework and of an onderzoek that are known by their name, and folders whose files are of one kind.
_KADERBESTANDEN = {f"{naam}.yaml": naam for naam in ("parameters", "kenmerken", "bronnen", "oordeel", "rapport")}
_MAPPEN = {"dossiers": "dossier", "interviews": "interview", "documenten": "document", "beoordelingen": "beoordeling"}


def schema(soort: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file. Raises KeyError for a kind that does not exist."""
    gekozen = SOORTEN[soort]
    # What we write holds every field; what people write may leave out what has a default.
    wijze: Literal["validation", "serialization"] = "serialization" if soort in _GESCHREVEN else "validation"
    inhoud = gekozen.model.model_json_schema(by_alias=True, mode=wijze)
    definities: dict[str, Any] = inhoud.pop("$defs", {})
    if soort == "gevallen":
        definities |= _deeldossier(definities)
    naam = gekozen.model.__name__
    for deel in (inhoud, *definities.values()):
        _opschonen(deel)
    if gekozen.lijst:
        definities[naam] = inhoud
        verwijzing = {"$ref": f"#/$defs/{naam}"}
        inhoud = {"anyOf": [verwijzing, {"type": "array", "items": verwijzing, "minItems": 1}]}
    kop = {
        "$schema": METASCHEMA,
        "$id": f"urn:dossieraudit:schema:{soort}:{VERSIE}",
        "title": f"dossieraudit {soort}",
        "description": gekozen.omschrijving,
    }
    return kop | inhoud | ({"$defs": dict(sorted(definities.items()))} if definities else {})


def _deeldossier(definities: dict[str, Any]) -> dict[str, Any]:
    """What a case lays over the base: a dossier of which nothing at the top is required."""
    dossier = Dossier.model_json_schema(by_alias=True)
    eigen: dict[str, Any] = dossier.pop("$defs")
    dossier.pop("required")
    omschrijving = definities["Geval"]["properties"]["dossier"]["description"]
    definities["Geval"]["properties"]["dossier"] = {"$ref": "#/$defs/Dossier", "description": omschrijving}
    return {**eigen, "Dossier": dossier}


def _opschonen(deel: dict[str, Any]) -> None:
    """Titles that only repeat the key, and descriptions of classes, which are for programmers and in English."""
    deel.pop("description", None)
    for kind in _schemas_in(deel):
        kind.pop("title", None)
        if "patternProperties" in kind:
            kind.setdefault("additionalProperties", False)


def _schemas_in(deel: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and every schema in it; the names under `properties` are no keys of a schema."""
    yield deel
    for sleutel in ("properties", "patternProperties"):
        for kind in deel.get(sleutel, {}).values():
            yield from _schemas_in(kind)
    for sleutel in ("items", "additionalProperties"):
        if isinstance(deel.get(sleutel), dict):
            yield from _schemas_in(deel[sleutel])
    for kind in deel.get("anyOf", ()):
        yield from _schemas_in(kind)


def als_json(soort: str) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema(soort), ensure_ascii=False, indent=2) + "\n"


def bestandsnaam(soort: str) -> str:
    """The name of the file of a schema."""
    return f"{soort}-{VERSIE}.json"


def bestanden() -> dict[str, str]:
    """Every schema by the name of its file."""
    return {bestandsnaam(soort): als_json(soort) for soort in SOORTEN}


def soort_van(pad: Path) -> str | None:
    """The kind of a YAML file by its name and place; None for one that is not ours."""
    if pad.name == HOOFDBESTAND:
        return "kader"
    if pad.name == BESTAND:
        return "onderzoek"
    if pad.name == VERBETERPLAN:
        return "verbetermaatregelen"
    if pad.name == REACTIE:
        return "reactie"
    if pad.name == ONTHEFFINGEN:
        return "ontheffingen"
    if pad.parent.name == MAP:
        return "dossier" if pad.name == BASIS else "gevallen"
    if pad.stem.endswith(f"-{MAP}"):
        return "gevallen"
    if pad.parent.name in _MAPPEN:
        return _MAPPEN[pad.parent.name]
    if (pad.parent / HOOFDBESTAND).is_file():
        return _KADERBESTANDEN.get(pad.name, "criterium")
    return next((soort for soort in ("profiel", "mapping") if pad.stem.startswith(soort)), None)


def modeline(pad: Path, schemas: Path) -> str | None:
    """The first line of a YAML file, by which an editor finds its schema; None for a file that is not ours."""
    soort = soort_van(pad)
    if soort is None:
        return None
    naar = os.path.relpath(schemas / bestandsnaam(soort), pad.parent)
    return f"{MODELINE}{Path(naar).as_posix()}\n"


def zet_modelines(map_: Path, schemas: Path) -> None:
    """Give every YAML file under a folder of ours the line that points at its schema."""
    for pad, regel in _yaml_met_soort(map_, schemas):
        tekst = pad.read_text(encoding="utf-8")
        pad.write_text(regel + _MODELINE.sub("", tekst), encoding="utf-8", newline="\n")


def _yaml_met_soort(map_: Path, schemas: Path) -> Iterator[tuple[Path, str]]:
    for pad in sorted(map_.rglob("*.yaml")):
        regel = modeline(pad, schemas)
        if regel is not None:
            yield pad, regel
