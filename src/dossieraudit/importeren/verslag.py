"""What an import says of itself: counts that add up, and everything that was not taken over. Never a value unasked."""

from collections.abc import Iterator

from dossieraudit.importeren.bouwen import NIET_GEVRAAGD
from dossieraudit.importeren.telling import Kolomtelling, Telling

_MEESTE_CODES = 20


def tellingen(telling: Telling) -> Iterator[str]:
    """Rows and dossiers, in and out."""
    breedte = max(len(tabel.bestand) for tabel in telling.tabellen)
    cijfers = max(len(str(tabel.binnen)) for tabel in telling.tabellen)
    for tabel in telling.tabellen:
        erin = f"{tabel.bestand:<{breedte}}  {tabel.binnen:>{cijfers}} rijen in"
        yield f"{erin} = {tabel.geplaatst:>{cijfers}} geplaatst + {tabel.afgewezen} afgewezen"
    yield f"dossiers: {telling.sleutels} in = {telling.dossiers} gemaakt + {telling.afgekeurd} afgekeurd"


def bijzonderheden(telling: Telling, toon_waarden: bool) -> Iterator[str]:
    """Everything that was not taken over, and what was declared to be empty."""
    yield from telling.opmerkingen
    for tabel in telling.tabellen:
        if tabel.gelijk:
            yield (
                f"{tabel.bestand}: {tabel.gelijk} × een rij die hetzelfde zegt als een eerdere van dat dossier (de "
                f"eerste is rij {tabel.eerste_gelijke}); elke rij telt: kijk na of er iets dubbel in de export staat"
            )
    for tabel in telling.tabellen:
        for reden, aantal in sorted(tabel.redenen.items(), key=lambda paar: (-paar[1], paar[0])):
            yield f"afgewezen, {tabel.bestand}: {aantal} × {reden}"
    for kolom in telling.kolommen:
        yield from _niet_gelezen(kolom, toon_waarden)
    for naam, aantal in telling.leeg_verklaard.items():
        yield f"leeg, {naam}: volgens de export zijn ze er in {aantal} dossier(s) niet"


def _niet_gelezen(kolom: Kolomtelling, toon_waarden: bool) -> Iterator[str]:
    wat = f"niet gelezen, {kolom.kolom} → {kolom.naar}"
    eerste = f" (de eerste op rij {kolom.eerste})" if kolom.eerste is not None else ""
    if kolom.onbekende_codes:
        soorten = f"{len(kolom.codes)}{' of meer' if kolom.andere_codes else ''}"
        yield f"{wat}: {kolom.onbekende_codes} × onbekende code, {soorten} verschillende{eerste}"
        if toon_waarden:
            for code, aantal in sorted(kolom.codes.items(), key=lambda paar: (-paar[1], paar[0]))[:_MEESTE_CODES]:
                yield f"    {code}: {aantal} ×"
    for reden, aantal in sorted(kolom.onleesbaar.items(), key=lambda paar: (-paar[1], paar[0])):
        yield f"{wat}: {aantal} × {reden}{eerste}"


def per_kolom(telling: Telling) -> Iterator[str]:
    """Of every column that the mapping uses: how many of its cells became a fact."""
    kolommen = telling.kolommen
    if not kolommen:
        return
    links, rechts = max(len(k.kolom) for k in kolommen), max(len(k.naar) for k in kolommen)
    yield f"{'kolom':<{links}}  {'feit':<{rechts}}  gevuld van n   leeg  niet gelezen"
    for kolom in kolommen:
        niet = kolom.onbekende_codes + kolom.onleesbaar.total()
        gevuld = f"{kolom.gevuld} van {kolom.rijen}"
        yield f"{kolom.kolom:<{links}}  {kolom.naar:<{rechts}}  {gevuld:>12} {kolom.leeg:>6}  {niet:>12}"


def is_volledig(telling: Telling) -> bool:
    """Whether everything that the mapping asked for came over."""
    ongevraagd = sum(tabel.redenen[NIET_GEVRAAGD] for tabel in telling.tabellen)
    return not (telling.afgekeurd or telling.cellen_niet_gelezen or telling.rijen_afgewezen - ongevraagd)
