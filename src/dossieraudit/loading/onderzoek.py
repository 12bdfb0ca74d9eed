"""Reading onderzoek.yaml: what a folder says about itself."""

from pathlib import Path

from dossieraudit.loading.model import als_model
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.onderzoek import Onderzoek

BESTAND = "onderzoek.yaml"


def laad_onderzoek(pad: Path | None) -> Onderzoek | None:
    """The onderzoek of a folder; None for loose files. Raises `Invoerfout` with every fault in it."""
    if pad is None or not (pad / BESTAND).is_file():
        return None
    return als_model(lees_yaml((pad / BESTAND).read_bytes(), str(pad / BESTAND)), Onderzoek)
