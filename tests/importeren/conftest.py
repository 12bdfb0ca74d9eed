"""An export to import."""

from pathlib import Path

import pytest

from tests.conftest import Opdracht
from tests.importeren.hulp import CONTACTEN, ZAKEN, Proef


@pytest.fixture
def proef(dossieraudit: Opdracht, tmp_path: Path) -> Proef:
    """Four cases, of which two have contacts."""
    gemaakt = Proef(tmp_path, dossieraudit)
    gemaakt.zet(zaken=ZAKEN, contacten=CONTACTEN)
    return gemaakt
