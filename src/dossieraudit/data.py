"""Where the frameworks and examples that come with the program stand."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def criteria_dir() -> Path:
    """The folder of the frameworks (kaders) that ship with this copy."""
    return _shipped("criteria")


def examples_dir() -> Path:
    """The folder of the example onderzoeken that ship with this copy."""
    return _shipped("examples")


def schemas_dir() -> Path:
    """The folder of the JSON Schemas that ship with this copy."""
    return _shipped("schemas")


def _shipped(name: str) -> Path:
    in_wheel = _PACKAGE / "_data" / name
    in_checkout = _PACKAGE.parents[1] / name
    if in_wheel.is_dir():
        return in_wheel
    # An installed package has site-packages above it, and a `criteria` there would be someone else's.
    if _PACKAGE.parent.name == "src" and in_checkout.is_dir():
        return in_checkout
    raise FileNotFoundError(
        f"De map {name!r} van dossieraudit is niet gevonden. Verwacht: {in_wheel} (geïnstalleerd) of "
        f"{in_checkout} (broncode). Installeer dossieraudit opnieuw, of herstel de map in de broncode."
    )
