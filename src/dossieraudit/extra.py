"""Libraries of extras, loaded where they are used."""

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


def opslag_van(url: str) -> tuple[Any, str]:
    """The store that a URL is in (a file system of fsspec), and the path there.

    Raises `Gebruiksfout` for a kind of store that nothing here can reach.
    """
    fsspec = haal("fsspec", "cluster")
    try:
        systeem, pad = fsspec.url_to_fs(url)
    except (ValueError, ImportError) as fout:
        raise Gebruiksfout(
            f"de opslag '{url.partition('://')[0]}://' is hier niet te bereiken ({fout}); controleer het adres, of "
            "installeer het pakket dat fsspec daarvoor gebruikt"
        ) from fout
    return systeem, pad
