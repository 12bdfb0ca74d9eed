"""Libraries that only the bulk path needs, loaded where they are used."""

from importlib import import_module
from typing import Any

from dossieraudit.errors import Gebruiksfout


def haal(module: str, extra: str) -> Any:
    """A library of an extra. Raises `Gebruiksfout` where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        naam = module.partition(".")[0]
        raise Gebruiksfout(
            f"hiervoor is '{naam}' nodig, en dat is niet geïnstalleerd; doe: pip install 'dossieraudit[{extra}]'"
        ) from None
