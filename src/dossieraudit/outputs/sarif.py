"""SARIF 2.1.0: findings for code scanning and other readers of static analysis.

Every leaf of the framework is a rule, every finding a result at the file of its dossier. Waivers are suppressions of
kind `external`; beside a baseline every result says whether it is new.
"""

import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dossieraudit.models.kader import Indicator, Kader
from dossieraudit.models.poorten import TOTAAL
from dossieraudit.models.resultaat import Afgekeurd
from dossieraudit.outputs.beeld import Beeld, Plaats
from dossieraudit.outputs.vondsten import TEKORT, Vondst, ontheffing_tekst, vondsten
from dossieraudit.report.taal import zichtbaar

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
WORTEL = "%SRCROOT%"
_NIVEAUS = {"fout": "error", "waarschuwing": "warning", "opmerking": "note"}
_POORTREGELS = {
    "poort.min_voldoet": ("Een kleiner aandeel van de dossiers voldoet dan is gevraagd", "De poort min_voldoet"),
    "poort.min_oordeel": ("Het oordeel is lager dan is gevraagd", "De poort min_oordeel"),
}


def schrijf(beeld: Beeld) -> str:
    """The log, as JSON."""
    regels = [*_regels(beeld.kader), *(_poortregel(naam) for naam in _POORTREGELS)]
    plaats = {regel["id"]: nummer for nummer, regel in enumerate(regels)}
    run = {
        "tool": {"driver": _programma(beeld, regels)},
        "automationDetails": {"id": f"dossieraudit/{beeld.kader.id}/"},
        "invocations": [_uitvoering(beeld)],
        "originalUriBaseIds": {WORTEL: {"description": {"text": "De map waarin de opdracht werd gegeven."}}},
        "columnKind": "unicodeCodePoints",
        "results": _resultaten(beeld, plaats),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _programma(beeld: Beeld, regels: list[dict[str, Any]]) -> dict[str, Any]:
    kader, profiel = beeld.resultaat.kader, beeld.resultaat.profiel
    return {
        "name": "dossieraudit",
        "version": beeld.resultaat.versie,
        "semanticVersion": beeld.resultaat.versie,
        "language": "nl-NL",
        "rules": regels,
        "properties": {
            "kader": f"{kader.id} {kader.versie}",
            "kaderSha256": kader.sha256,
            "profiel": f"{profiel.id} {profiel.versie}" if profiel else "geen",
        },
    }


def _regels(kader: Kader) -> list[dict[str, Any]]:
    return [
        _bladregel(blad, [thema.id, criterium.id])
        for thema in kader.themas
        for criterium in thema.criteria
        for blad in criterium.indicatoren
    ]


def _bladregel(blad: Indicator, waar: list[str]) -> dict[str, Any]:
    """The norm as it stands in the framework, which is public."""
    return {
        "id": blad.id,
        "shortDescription": {"text": zichtbaar(blad.titel)},
        "fullDescription": {"text": zichtbaar(blad.norm)},
        "help": {"text": zichtbaar(f"{blad.operationalisering} Waarom: dossieraudit explain PAD DOSSIER {blad.id}")},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": [*waar, *(["zwaarwegend"] if blad.zwaarwegend else [])]},
    }


def _poortregel(naam: str) -> dict[str, Any]:
    titel, poort = _POORTREGELS[naam]
    return {
        "id": naam,
        "shortDescription": {"text": titel},
        "fullDescription": {"text": f"{titel}. {poort} is niet gehaald, of stond er al of heeft een ontheffing."},
        "help": {"text": f"{poort} staat in dossieraudit.toml of in de opdracht."},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["poort"]},
    }


def _uitvoering(beeld: Beeld) -> dict[str, Any]:
    """Rejected input stands here: it was not judged, so it is no result."""
    uitvoering: dict[str, Any] = {"executionSuccessful": not beeld.resultaat.afgekeurd and not beeld.uitslag.leeg}
    if beeld.resultaat.afgekeurd:
        uitvoering["toolExecutionNotifications"] = [_afgekeurd(beeld, een) for een in beeld.resultaat.afgekeurd]
    return uitvoering


def _afgekeurd(beeld: Beeld, afgekeurd: Afgekeurd) -> dict[str, Any]:
    plaats = beeld.plaatsen.get(afgekeurd.invoer, Plaats(afgekeurd.invoer))
    regel = next((fout.regel for fout in afgekeurd.fouten if fout.regel is not None), None)
    return {
        "level": "error",
        "message": {"text": "afgekeurd; zie de meldingen van de opdracht"},
        "locations": [_locatie(Plaats(plaats.pad, regel))],
    }


def _resultaten(beeld: Beeld, regelnummers: dict[str, int]) -> list[dict[str, Any]]:
    gevonden = vondsten(beeld)
    # Either every result says whether it is suppressed, or none does (§3.27.23); the same for the baseline (§3.27.24).
    met_ontheffing = bool(beeld.ontheffingen)
    met_baseline = beeld.uitslag.vergelijking is not None
    resultaten = []
    for vondst in gevonden:
        resultaat = _resultaat(beeld, vondst, regelnummers)
        if met_ontheffing:
            resultaat["suppressions"] = _ontheven(vondst)
        if met_baseline:
            resultaat["baselineState"] = _baselinestand(vondst)
        resultaten.append(resultaat)
    return resultaten


def _resultaat(beeld: Beeld, vondst: Vondst, regelnummers: dict[str, int]) -> dict[str, Any]:
    regel = vondst.over if vondst.dossier is not None else f"poort.{vondst.poort}"
    eigen = {
        "dossier": vondst.dossier,
        "uitkomst": vondst.uitkomst,
        "reden": vondst.reden,
        "eerder": vondst.eerder,
        "poort": vondst.poort,
        "stand": vondst.stand,
    }
    return {
        "ruleId": regel,
        "ruleIndex": regelnummers[regel],
        "level": _NIVEAUS[vondst.ernst],
        "message": {"text": vondst.tekst},
        "locations": [_locatie(vondst.plaats, vondst)],
        "partialFingerprints": {"dossierEnBlad/v1": _vingerafdruk(beeld, vondst)},
        "properties": {naam: waarde for naam, waarde in eigen.items() if waarde is not None},
    }


def _locatie(plaats: Plaats, vondst: Vondst | None = None) -> dict[str, Any]:
    # Readers that show findings in a file want a line; a file of one dossier begins at its first.
    fysiek = {"artifactLocation": _bestand(plaats.pad), "region": {"startLine": plaats.regel or 1}}
    locatie: dict[str, Any] = {"physicalLocation": fysiek}
    if vondst is not None:
        naam = vondst.dossier or ("het geheel" if vondst.over == TOTAAL else vondst.over)
        locatie["logicalLocations"] = [{"name": naam}]
    return locatie


def _bestand(pad: str) -> dict[str, str]:
    """A file from the working directory; one that stands elsewhere by its whole path."""
    if Path(pad).is_absolute():
        return {"uri": f"file://{uri(pad)}"}
    return {"uri": uri(pad), "uriBaseId": WORTEL}


def uri(pad: str) -> str:
    """A path as a URI reference (RFC 3986): with slashes, and what is not plain escaped, a colon too."""
    return quote(Path(pad).as_posix(), safe="/")


def _vingerafdruk(beeld: Beeld, vondst: Vondst) -> str:
    """The same for the same leaf of the same dossier, whatever its uitkomst and wherever its file stands."""
    delen = (beeld.resultaat.kader.id, vondst.over, vondst.dossier or "", vondst.poort if not vondst.dossier else "")
    return hashlib.sha256("\n".join(deel or "" for deel in delen).encode()).hexdigest()


def _ontheven(vondst: Vondst) -> list[dict[str, str]]:
    if vondst.ontheffing is None or vondst.ontheffing[1].stand != "geldt":
        return []
    return [{"kind": "external", "status": "accepted", "justification": ontheffing_tekst(*vondst.ontheffing)}]


def _baselinestand(vondst: Vondst) -> str:
    if vondst.dossier is None:
        return "unchanged" if vondst.stand == "stond_er_al" else "new"
    if vondst.eerder == vondst.uitkomst:
        return "unchanged"
    return "updated" if vondst.eerder in TEKORT else "new"
