"""A second opinion on free text by `deduce`, an optional extra: LGPL-3.0, large, and slow to load."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from dossieraudit.errors import Gebruiksfout
from dossieraudit.privacy.vondst import Soort, Vondst

WAARSCHUWING = (
    "De tweede mening komt van deduce (LGPL-3.0). Het laden vraagt ruim 1 GB geheugen en duurt de eerste keer "
    "een tot twee minuten; deduce bewaart daarbij bestanden in zijn eigen installatiemap. Wat alleen deduce vindt, "
    "is 'mogelijk'."
)
# deduce's words for what it finds. Ages and names of hospitals are left out: they are no trace of one family.
_SOORTEN: dict[str, Soort] = {
    "persoon": "naam",
    "patient": "naam",
    "datum": "datum",
    "telefoonnummer": "telefoon",
    "emailadres": "email",
    "locatie": "adres",
    "id": "zaaknummer",
    "bsn": "bsn",
}


def laad() -> Callable[[str], list[Vondst]]:
    """Load deduce, and give the search. Raises `Gebruiksfout` where it is not installed."""
    try:
        # By name: it is no part of the set-up, so type checkers do not find it.
        deduce: Any = import_module("deduce")
    except ImportError:
        raise Gebruiksfout("deduce is niet geïnstalleerd; doe dat met: pip install 'dossieraudit[deduce]'") from None
    model = deduce.Deduce()

    def zoek(tekst: str) -> list[Vondst]:
        gevonden = model.deidentify(tekst).annotations
        return [
            Vondst(_SOORTEN[deel.tag], deel.start_char, deel.end_char, "mogelijk")
            for deel in sorted(gevonden, key=lambda deel: int(deel.start_char))
            if deel.tag in _SOORTEN
        ]

    return zoek
