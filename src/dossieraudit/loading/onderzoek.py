"""Reading onderzoek.yaml: what a folder says about itself."""

from pathlib import Path

from dossieraudit.errors import Fout, Invoerfout, bedoelde
from dossieraudit.loading.bestand import eis_binnen, lees_bytes
from dossieraudit.loading.kaders import beschikbare_kaders
from dossieraudit.loading.model import als_model
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.kader import Kader
from dossieraudit.models.onderzoek import Onderzoek

BESTAND = "onderzoek.yaml"


def laad_onderzoek(pad: Path | None) -> Onderzoek | None:
    """The onderzoek of a folder; None for loose files. Raises `Invoerfout` with every fault in it."""
    if pad is None or not (pad / BESTAND).is_file():
        return None
    eis_binnen(pad / BESTAND, pad)
    return als_model(lees_yaml(lees_bytes(pad / BESTAND), str(pad / BESTAND), vertrouwelijk=True), Onderzoek)


def toets_tags(onderzoek: Onderzoek | None, map_: Path, kader: Kader) -> None:
    """Raise `Invoerfout` for every tag of the municipality's own explanations that the framework does not declare."""
    onbekend = [
        (plaats, t, tag)
        for plaats, verklaring in enumerate(onderzoek.verklaringen if onderzoek is not None else ())
        for t, tag in enumerate(verklaring.tags)
        if tag not in kader.tags
    ]
    if not onbekend:
        return
    bestand = map_ / BESTAND
    tekst = lees_yaml(lees_bytes(bestand), str(bestand), vertrouwelijk=True)
    mogelijk = f"mogelijk zijn: {', '.join(kader.tags)}" if kader.tags else "dit kader noemt geen tags"
    raise Invoerfout(
        tuple(
            tekst.bron.fout(
                tekst.bereik(("verklaringen", plaats, "tags", t)),
                f"het kader kent geen tag '{tag}'",
                advies=bedoelde(tag, kader.tags) or mogelijk,
            )
            for plaats, t, tag in onbekend
        )
    )


def kader_van(onderzoek: Onderzoek | None, map_: Path) -> str | None:
    """The framework of an onderzoek: the name of a shipped one, or the path of one inside its folder.

    Raises `Invoerfout` where there is neither, and for a path that leads out of that folder.
    """
    naam = onderzoek.kader if onderzoek is not None else None
    if naam is None or naam in beschikbare_kaders():
        return naam
    pad = map_ / naam
    eis_binnen(pad, map_, f"{map_ / BESTAND}: kader '{naam}'")
    if not pad.exists():
        advies = bedoelde(naam, beschikbare_kaders()) or f"meegeleverd: {', '.join(beschikbare_kaders())}"
        melding = f"er is geen kader '{naam}'"
        raise Invoerfout((Fout(str(map_ / BESTAND), melding, advies=f"{advies} (of een pad vanuit deze map)"),))
    for deel in sorted(pad.glob("*.yaml")):
        eis_binnen(deel, map_)
    return str(pad)


def profiel_van(onderzoek: Onderzoek | None, map_: Path) -> Path | None:
    """The profile of an onderzoek, inside its folder. Raises `Invoerfout` for a path that leads out of it."""
    if onderzoek is None or onderzoek.profiel is None:
        return None
    eis_binnen(map_ / onderzoek.profiel, map_, f"{map_ / BESTAND}: profiel '{onderzoek.profiel}'")
    return map_ / onderzoek.profiel
