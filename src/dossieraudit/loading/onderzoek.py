"""Reading onderzoek.yaml: what a folder says about itself."""

import json
from pathlib import Path

from pydantic import ValidationError

from dossieraudit.errors import Invoerfout
from dossieraudit.loading.vertaling import vertaal
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.onderzoek import Onderzoek

BESTAND = "onderzoek.yaml"


def laad_onderzoek(pad: Path | None) -> Onderzoek | None:
    """The onderzoek of a folder; None for loose files. Raises `Invoerfout` with every fault in it."""
    if pad is None or not (pad / BESTAND).is_file():
        return None
    tekst = lees_yaml((pad / BESTAND).read_bytes(), str(pad / BESTAND))
    try:
        return Onderzoek.model_validate_json(json.dumps(tekst.data))
    except ValidationError as fout:
        raise Invoerfout(tuple(vertaal(fout, Onderzoek, tekst))) from None
