"""The files of judgements, one for each assessor: read whole, written whole, and nothing in them lost."""

import re
from collections.abc import Iterable
from pathlib import Path

import yaml

from dossieraudit.errors import Fout, Foutenlijst, Invoerfout
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.model import als_model
from dossieraudit.loading.yamlschrijven import SCHRIJVER
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.bronnen import Oordeelsvelling
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.privacy.poort import weiger_bsn

MAP = "beoordelingen"
_COMMENTAAR = re.compile(r"(?:#[^\n]*\n|[ \t]*\n)*")
_KOP = """\
# Oordelen van {beoordelaar}. 'dossieraudit review' vult dit bestand aan en schrijft het dan opnieuw: oordelen en
# commentaar hierboven blijven staan, commentaar tussen oordelen niet.
"""

# Framework, dossier, leaf.
Plaats = tuple[str, str, str]


def bestand_van(onderzoek: Path, beoordelaar: str) -> Path:
    """Where the judgements of an assessor stand."""
    return onderzoek / MAP / f"{beoordelaar}.yaml"


def lees_oordelen(pad: Path) -> tuple[Oordeelsvelling, ...]:
    """Every judgement in a file, of whatever framework. Raises `Invoerfout` with every fault."""
    tekst = lees_yaml(lees_bytes(pad), str(pad), vertrouwelijk=True)
    delen = [tekst.deel(i) for i in range(len(tekst.data))] if isinstance(tekst.data, list) else [tekst]
    fouten, gevonden = Foutenlijst(), []
    for deel in delen:
        try:
            gevonden.append(als_model(deel, Oordeelsvelling))
        except Invoerfout as fout:
            fouten.neem_over(fout.fouten)
    fouten.meld()
    return tuple(gevonden)


def lees_van(pad: Path, beoordelaar: str) -> tuple[Oordeelsvelling, ...]:
    """The judgements of one assessor; none where the file is not there. Raises `Invoerfout` for one of another."""
    if not pad.exists():
        return ()
    oordelen = lees_oordelen(pad)
    if anderen := sorted({o.beoordelaar for o in oordelen} - {beoordelaar}):
        melding = f"in het bestand van {beoordelaar} staan ook oordelen van {', '.join(anderen)}"
        advies = "geef elke beoordelaar een eigen bestand, met zijn pseudoniem als naam"
        raise Invoerfout((Fout(str(pad), melding, advies=advies),))
    return oordelen


def op_plaats(oordelen: Iterable[Oordeelsvelling], eigen_kader: str) -> dict[Plaats, Oordeelsvelling]:
    """Judgements by what they are about; `eigen_kader` is meant where a judgement names no framework."""
    return {(o.kader or eigen_kader, o.dossier, o.blad): o for o in oordelen}


def als_yaml(kop: str, oordelen: Iterable[Oordeelsvelling]) -> str:
    """The file of an assessor, sorted, so that the order in which someone worked makes no difference."""
    gesorteerd = sorted(oordelen, key=lambda o: (o.dossier, o.blad, o.kader or ""))
    inhoud = [o.model_dump(mode="json", exclude_none=True, exclude_defaults=True) for o in gesorteerd]
    return kop + yaml.dump(inhoud, Dumper=SCHRIJVER, allow_unicode=True, sort_keys=False, width=110)


def bewaar(pad: Path, beoordelaar: str, nieuw: Iterable[Oordeelsvelling], eigen_kader: str) -> None:
    """Lay new judgements over those in the file, which is read again first; the others stay as they are.

    Raises `Invoerfout` where a new one holds a BSN.
    """
    nieuw = tuple(nieuw)
    weiger_bsn((f"{oordeel.dossier} {oordeel.blad}", oordeel) for oordeel in nieuw)
    samen = op_plaats(lees_van(pad, beoordelaar), eigen_kader) | op_plaats(nieuw, eigen_kader)
    schrijf_heel(pad, als_yaml(_kop(pad, beoordelaar), samen.values()).encode())


def _kop(pad: Path, beoordelaar: str) -> str:
    """The comment at the top: the one that is there, or ours."""
    eerder = _COMMENTAAR.match(pad.read_text(encoding="utf-8")) if pad.exists() else None
    return eerder[0] if eerder and eerder[0] else _KOP.format(beoordelaar=beoordelaar)
