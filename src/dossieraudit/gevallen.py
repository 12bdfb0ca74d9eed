"""The cases of a framework: reading them, and holding the rules to them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dossieraudit.errors import Fout, Foutenlijst, Invoerfout
from dossieraudit.expressions.rules import bouw_regels
from dossieraudit.loading.vertaling import vertaal
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.geval import Geval, Gevallen
from dossieraudit.models.paden import pad_tekst
from dossieraudit.models.samenhang import samenhang
from dossieraudit.scoring import Bladuitleg, Scoring, verklaar

BASIS = "basis.yaml"
MAP = "gevallen"


@dataclass(frozen=True)
class Proef:
    """A case that can be run: its file, the case, and the whole dossier that it speaks of."""

    bestand: str
    geval: Geval
    dossier: Dossier


@dataclass(frozen=True)
class Proefuitslag:
    """What became of a case: the explanation, and every way in which it differs from what was expected."""

    proef: Proef
    uitleg: Bladuitleg
    verschillen: tuple[str, ...]


def leg_over(basis: Any, fragment: Any) -> Any:
    """JSON Merge Patch (RFC 7396), but that null stays: here it says 'unknown'."""
    if not isinstance(fragment, dict) or not isinstance(basis, dict):
        return fragment
    return basis | {sleutel: leg_over(basis.get(sleutel), waarde) for sleutel, waarde in fragment.items()}


def laad_proeven(kadermap: Path) -> tuple[Proef, ...]:
    """Every case of a framework. Raises `Invoerfout` with every fault in the case files."""
    map_ = kadermap / MAP
    fouten, proeven = Foutenlijst(), []
    try:
        basis = lees_yaml((map_ / BASIS).read_bytes(), str(map_ / BASIS)).data
    except FileNotFoundError:
        melding = "het basisdossier van de gevallen ontbreekt"
        raise Invoerfout(
            (Fout(str(map_ / BASIS), melding, advies="maak een volledig dossier met deze naam"),)
        ) from None
    for pad in sorted(map_.glob("*.yaml")):
        if pad.name == BASIS:
            continue
        try:
            tekst = lees_yaml(pad.read_bytes(), str(pad))
            gevallen = Gevallen.model_validate_json(json.dumps(tekst.data)).gevallen
        except Invoerfout as fout:
            fouten.neem_over(fout.fouten)
            continue
        except ValidationError as fout:
            fouten.neem_over(vertaal(fout, Gevallen, tekst))
            continue
        for g, geval in enumerate(gevallen):
            dossier = _dossier(basis, geval, fouten, str(pad), tekst.plaats(("gevallen", g)))
            if dossier is not None:
                proeven.append(Proef(pad.name, geval, dossier))
    fouten.meld()
    return tuple(proeven)


def _dossier(
    basis: Any, geval: Geval, fouten: Foutenlijst, bestand: str, plaats: tuple[int, int] | None
) -> Dossier | None:
    """The whole dossier of a case; its faults are reported at the case, for the base is not what is wrong."""
    regel, kolom = plaats or (None, None)
    try:
        dossier = Dossier.model_validate_json(json.dumps(leg_over(basis, geval.dossier)))
    except ValidationError as fout:
        for detail in fout.errors(include_url=False):
            melding = f"geval '{geval.naam}' geeft geen geldig dossier: {detail['msg']}"
            fouten.voeg_toe(Fout(bestand, melding, regel, kolom, pad=".".join(str(deel) for deel in detail["loc"])))
        return None
    for pad, waarde, melding in samenhang(dossier):
        melding = f"geval '{geval.naam}': {melding}"
        fouten.voeg_toe(Fout(bestand, melding, regel, kolom, pad=pad_tekst(pad, dossier), waarde=str(waarde)))
    return dossier


def beproef(scoring: Scoring, proef: Proef) -> Proefuitslag:
    """Run one case against the rules. Raises KeyError for a leaf or parameter that the framework does not have."""
    geval = proef.geval
    if geval.parameters:
        regels, fouten = bouw_regels(scoring.regels.kader.met_parameters(geval.parameters))
        if regels is None:
            raise Invoerfout(tuple(Fout(proef.bestand, f"geval '{geval.naam}': {f.fout}") for f in fouten))
        scoring = Scoring(regels)
    uitleg = verklaar(scoring, proef.dossier, geval.peildatum, geval.indicator)
    verwacht, score = geval.verwacht, uitleg.score
    verschillen = []
    if score.uitkomst != verwacht.uitkomst:
        verschillen.append(f"uitkomst: verwacht {verwacht.uitkomst}, gevonden {score.uitkomst}")
    if score.reden != verwacht.reden:
        verschillen.append(f"reden: verwacht {verwacht.reden}, gevonden {score.reden}")
    namen = [naam for naam, _ in uitleg.regels.eisen]
    gevonden = dict(zip(namen, score.eisen, strict=False))
    for naam, waarde in verwacht.eisen.items():
        if naam not in namen:
            verschillen.append(f"eis '{naam}' bestaat niet in {geval.indicator}")
        elif naam in gevonden and gevonden[naam] is not waarde:
            verschillen.append(f"eis {naam}: verwacht {waarde}, gevonden {gevonden[naam]}")
        elif naam not in gevonden:
            verschillen.append(f"eis {naam}: verwacht {waarde}, maar het blad is niet van toepassing")
    return Proefuitslag(proef, uitleg, tuple(verschillen))
