"""What is fuzzed: functions that take bytes from outside.

Each gives a result or an `Invoerfout`; all else is a find.
"""

import contextlib
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dossieraudit.bulk.poort import weiger_bsn_in_regel
from dossieraudit.errors import Invoerfout
from dossieraudit.expressions import types as t
from dossieraudit.expressions.check import Omgeving, controleer
from dossieraudit.expressions.explain import Zaak, leg_uit
from dossieraudit.expressions.types import van_model
from dossieraudit.importeren.mapping import als_plan
from dossieraudit.importeren.tabelbestanden import open_tabel
from dossieraudit.loading.dossiers import keur_regel
from dossieraudit.loading.model import als_model
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.mapping import Tabelbron
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.privacy.stukken import stukken_van

_OMGEVING = Omgeving(van_model(Dossier))
_DOSSIER = Dossier.model_validate_json('{"id": "D1", "contacten": [{"id": "c1", "datum": "2017-05-12"}]}')
_MEEST = 20_000
_SOORTEN = (".html", ".md", ".csv", ".json", ".jsonl", ".yaml", ".xlsx", ".docx", ".odt")


def laden(inhoud: bytes) -> None:
    """A YAML file as a dossier, and as an onderzoek."""
    for model in (Dossier, Onderzoek):
        with contextlib.suppress(Invoerfout):
            als_model(lees_yaml(inhoud, "f.yaml", vertrouwelijk=True), model)


def regels(inhoud: bytes) -> None:
    """A line of JSON, past the gate, as a dossier."""
    with contextlib.suppress(Invoerfout):
        weiger_bsn_in_regel(inhoud, "f.jsonl", 1)
    keuring = keur_regel(inhoud, "f.jsonl", 1)
    if isinstance(keuring, tuple):
        for fout in keuring:
            fout.als_tekst()


def expressies(inhoud: bytes) -> None:
    """An expression: checked, and where it is a good one about yes or no, worked out."""
    node, fouten = controleer(inhoud.decode("utf-8", "surrogateescape"), _OMGEVING)
    if not fouten and node is not None and node.type == t.BOOL:
        leg_uit(node, Zaak(_DOSSIER, date(2017, 11, 1)))


def privacy(inhoud: bytes) -> None:
    """A file of any kind as `privacy check` reads it; the first byte says which kind."""
    if inhoud:
        soort = _SOORTEN[inhoud[0] % len(_SOORTEN)]
        with contextlib.suppress(Invoerfout):
            for _ in stukken_van(f"f{soort}", soort, inhoud[1:]):
                pass


def importeren(inhoud: bytes) -> None:
    """A mapping, and a table of an export."""
    with contextlib.suppress(Invoerfout):
        als_plan(lees_yaml(inhoud, "mapping.yaml"))
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / "d.csv"
        pad.write_bytes(inhoud)
        with contextlib.suppress(Invoerfout):
            for _ in open_tabel(pad, Tabelbron(bestand="d.csv")).rijen:
                pass


DOELEN: dict[str, Callable[[bytes], None]] = {
    "laden": laden,
    "regels": regels,
    "expressies": expressies,
    "privacy": privacy,
    "importeren": importeren,
}
