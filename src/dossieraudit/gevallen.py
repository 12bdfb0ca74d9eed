"""The cases of a framework: reading them, and holding the rules to them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from pydantic import ValidationError

from dossieraudit.errors import Fout, Foutenlijst, Invoerfout, bedoelde
from dossieraudit.expressions.rules import bouw_regels
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.jsontekst import lees_json
from dossieraudit.loading.tekst import lees_tekst
from dossieraudit.loading.vertaling import vertaal
from dossieraudit.loading.yamltekst import YamlTekst, lees_yaml
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.geval import Geval, Gevallen
from dossieraudit.models.kader import Kader
from dossieraudit.models.paden import Pad, pad_tekst
from dossieraudit.models.samenhang import samenhang
from dossieraudit.scoring import Bladuitleg, Scoring, verklaar

BASIS = "basis.yaml"
MAP = "gevallen"


@dataclass(frozen=True)
class Proef:
    """A case that can be run: where it stands, the case, and the whole dossier that it speaks of."""

    bestand: str
    geval: Geval
    dossier: Dossier
    regel: int | None = None


@dataclass(frozen=True)
class Proefuitslag:
    """What became of a case: the explanation, and every way in which it differs from what was expected."""

    proef: Proef
    uitleg: Bladuitleg
    verschillen: tuple[str, ...]
    afwijkend: frozenset[str] = frozenset()
    """The eisen that differ, by name."""


def leg_over(basis: Any, fragment: Any) -> Any:
    """JSON Merge Patch (RFC 7396), but that null stays: here it says 'unknown'."""
    if not isinstance(fragment, dict) or not isinstance(basis, dict):
        return fragment
    return basis | {sleutel: leg_over(basis.get(sleutel), waarde) for sleutel, waarde in fragment.items()}


def laad_proeven(kadermap: Path, kader: Kader, profiel: Path | None = None) -> tuple[Proef, ...]:
    """Every case of a framework; with a profile its own cases, `<name>-gevallen.yaml` beside it, over the same base.

    Raises `Invoerfout` with every fault in the case files.
    """
    map_ = kadermap / MAP
    basispad = map_ / BASIS
    if profiel is None:
        paden = [pad for pad in sorted(map_.glob("*.yaml")) if pad.name != BASIS]
    else:
        eigen = profiel.with_name(f"{profiel.stem}-{MAP}.yaml")
        paden = [eigen] if eigen.is_file() else []
    if not paden:
        return ()
    if not basispad.exists():
        melding = "het basisdossier van de gevallen ontbreekt"
        raise Invoerfout((Fout(str(basispad), melding, advies="maak een volledig dossier met deze naam"),))
    basis = lees_yaml(lees_bytes(basispad), str(basispad)).data
    fouten, proeven = Foutenlijst(), []
    for pad in paden:
        try:
            tekst = lees_yaml(lees_bytes(pad), str(pad))
            gevallen = Gevallen.model_validate_json(json.dumps(tekst.data)).gevallen
        except Invoerfout as fout:
            fouten.neem_over(fout.fouten)
            continue
        except ValidationError as fout:
            fouten.neem_over(vertaal(fout, Gevallen, tekst))
            continue
        for g, geval in enumerate(gevallen):
            fouten.neem_over(_onbekend(geval, kader, tekst, ("gevallen", g)))
            plaats = tekst.plaats(("gevallen", g))
            dossier = _dossier(basis, geval, fouten, str(pad), plaats)
            if dossier is not None:
                proeven.append(Proef(str(pad), geval, dossier, plaats[0] if plaats else None))
    fouten.meld()
    return tuple(proeven)


def _onbekend(geval: Geval, kader: Kader, tekst: YamlTekst, pad: Pad) -> Iterator[Fout]:
    """Leaves, eisen and parameters that the framework does not have."""

    def fout(deel: Pad, soort: str, naam: str, keuzes: list[str]) -> Fout:
        bereik = tekst.sleutelbereik((*pad, *deel)) if deel[-1] == naam else tekst.bereik((*pad, *deel))
        melding = f"geval '{geval.naam}': onbekende {soort} '{naam}'".replace("onbekende blad", "onbekend blad")
        return tekst.bron.fout(bereik, melding, advies=bedoelde(naam, keuzes))

    bladen = {blad.id: blad for blad in kader.indicatoren}
    if geval.indicator not in bladen:
        yield fout(("indicator",), "blad", geval.indicator, list(bladen))
        return
    eisen = [eis.id for eis in bladen[geval.indicator].eisen]
    for naam in geval.verwacht.eisen:
        if naam not in eisen:
            yield fout(("verwacht", "eisen", naam), "eis", naam, eisen)
    for naam in geval.parameters:
        if naam not in kader.parameters:
            yield fout(("parameters", naam), "parameter", naam, list(kader.parameters))


def _dossier(
    basis: Any, geval: Geval, fouten: Foutenlijst, bestand: str, plaats: tuple[int, int] | None
) -> Dossier | None:
    """The whole dossier of a case; its faults are reported at the case, for the base is not what is wrong."""
    regel, kolom = plaats or (None, None)
    heel = json.dumps(leg_over(basis, geval.dossier))
    try:
        dossier = Dossier.model_validate_json(heel)
    except ValidationError as fout:
        for eigen in vertaal(fout, Dossier, lees_json(lees_tekst(heel.encode(), bestand))):
            melding = f"geval '{geval.naam}': {eigen.melding}"
            fouten.voeg_toe(replace(eigen, melding=melding, regel=regel, kolom=kolom, regeltekst=None, aanwijzer=None))
        return None
    for pad, waarde, melding in samenhang(dossier):
        melding = f"geval '{geval.naam}': {melding}"
        fouten.voeg_toe(Fout(bestand, melding, regel, kolom, pad=pad_tekst(pad, dossier), waarde=str(waarde)))
    return dossier


def beproef(scoring: Scoring, proef: Proef) -> Proefuitslag:
    """Run one case, of this framework, against the rules. Raises `Invoerfout` where its parameters break a rule."""
    geval = proef.geval
    if geval.parameters:
        regels, fouten = bouw_regels(scoring.regels.kader.met_parameters(geval.parameters))
        if regels is None:
            raise Invoerfout(tuple(Fout(proef.bestand, f"geval '{geval.naam}': {f.fout}", proef.regel) for f in fouten))
        scoring = Scoring(regels)
    uitleg = verklaar(scoring, proef.dossier, geval.peildatum, geval.indicator)
    verwacht, score = geval.verwacht, uitleg.score
    verschillen, afwijkend = [], []
    if score.uitkomst != verwacht.uitkomst:
        verschillen.append(f"uitkomst: verwacht {verwacht.uitkomst}, gevonden {score.uitkomst}")
    if score.reden != verwacht.reden:
        verschillen.append(f"reden: verwacht {verwacht.reden or 'geen'}, gevonden {score.reden or 'geen'}")
    namen = [naam for naam, _ in uitleg.regels.eisen]
    gevonden = dict(zip(namen, score.eisen, strict=False))
    for naam, waarde in verwacht.eisen.items():
        if naam not in gevonden:
            verschillen.append(f"eis {naam}: verwacht {WAARDEN[waarde]}, maar het blad is niet van toepassing")
        elif gevonden[naam] is not waarde:
            verschillen.append(f"eis {naam}: verwacht {WAARDEN[waarde]}, gevonden {WAARDEN[gevonden[naam]]}")
            afwijkend.append(naam)
    return Proefuitslag(proef, uitleg, tuple(verschillen), frozenset(afwijkend))


# A value as the case files write it.
WAARDEN: dict[bool | None, str] = {True: "true", False: "false", None: "null"}
