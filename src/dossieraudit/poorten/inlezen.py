"""Reading the configuration and the waivers, strictly, and checking every code in them against the framework."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout, bedoelde
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.model import als_model
from dossieraudit.loading.tekst import Document, fout_bij
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.kader import Kader
from dossieraudit.models.poorten import Configuratie, OntheffingenBestand
from dossieraudit.poorten.tomltekst import TomlTekst, lees_toml
from dossieraudit.poorten.vinden import PROJECT
from dossieraudit.privacy.poort import weiger_bsn


@dataclass(frozen=True)
class GelezenConfiguratie:
    """A configuration with the file that it came from, for what is said of it later."""

    pad: Path
    inhoud: Configuratie
    document: TomlTekst

    def pad_van(self, naam: str | None) -> Path | None:
        """A path in the file, from where the file stands."""
        return None if naam is None else self.pad.parent / naam


def lees_configuratie(pad: Path, naam: str) -> GelezenConfiguratie:
    """The configuration in a file, known to the user as `naam`.

    Raises `Invoerfout` with every fault in it, and `Gebruiksfout` where there is no such file or table.
    """
    if not pad.is_file():
        raise Gebruiksfout(f"de configuratie '{naam}' is er niet")
    wortel = ("tool", "dossieraudit") if pad.name == PROJECT else ()
    try:
        document = lees_toml(lees_bytes(pad, naam), naam, wortel)
    except (KeyError, TypeError):
        raise Gebruiksfout(f"'{naam}' heeft geen tabel [tool.dossieraudit]") from None
    if fouten := list(_losse_bladen(document)):
        raise Invoerfout(tuple(fouten))
    return GelezenConfiguratie(pad, als_model(document, Configuratie), document)


def _losse_bladen(document: TomlTekst) -> Iterator[Fout]:
    """The code of a leaf has a point in it, which without quotes is a table in a table."""
    poorten = document.data.get("poorten") if isinstance(document.data, dict) else None
    bladen = poorten.get("bladen") if isinstance(poorten, dict) else None
    for naam, inhoud in bladen.items() if isinstance(bladen, dict) else ():
        for nummer in inhoud if isinstance(inhoud, dict) else ():
            if nummer.isdecimal():
                yield fout_bij(
                    document,
                    ("poorten", "bladen", naam, nummer),
                    "de code van een blad staat tussen aanhalingstekens, om de punt erin",
                    verwacht=f'[poorten.bladen."{naam}.{nummer}"]',
                    bij_sleutel=True,
                )


def controleer_codes(gelezen: GelezenConfiguratie, kader: Kader) -> None:
    """Raise `Invoerfout` for every code that the framework does not have, and for a verdict that it does not give."""
    poorten = gelezen.inhoud.poorten
    bekend = {
        "themas": [thema.id for thema in kader.themas],
        "criteria": [criterium.id for thema in kader.themas for criterium in thema.criteria],
        "bladen": [blad.id for blad in kader.indicatoren],
    }
    fouten = [
        _onbekend(gelezen.document, ("poorten", soort, naam), naam, keuzes, kader)
        for soort, keuzes in bekend.items()
        for naam in getattr(poorten, soort)
        if naam not in keuzes
    ]
    alle = (poorten, *(g for soort in bekend for g in getattr(poorten, soort).values()))
    if kader.oordeel is None and any(grenzen.min_oordeel is not None for grenzen in alle):
        melding = f"kader '{kader.id}' heeft geen regels voor een oordeel, dus min_oordeel kan hier niet"
        fouten.append(fout_bij(gelezen.document, ("poorten",), melding, advies="haal min_oordeel weg"))
    if fouten:
        raise Invoerfout(tuple(fouten))


def _onbekend(document: Document, pad: tuple[str | int, ...], naam: str, keuzes: Iterable[str], kader: Kader) -> Fout:
    soort = {"themas": "thema", "criteria": "criterium", "bladen": "blad"}[str(pad[1])]
    advies = bedoelde(naam, keuzes) or f"kies uit {', '.join(keuzes)}"
    return fout_bij(document, pad, f"kader '{kader.id}' heeft geen {soort} '{naam}'", advies=advies, bij_sleutel=True)


def lees_ontheffingen(pad: Path, naam: str, kader: Kader) -> OntheffingenBestand:
    """The waivers in a file, known to the user as `naam`.

    Raises `Invoerfout` with every fault in it, for a leaf that the framework does not have and for a BSN.
    """
    # Reasons and owners are about people: what does not fit here is not repeated in a log.
    tekst = lees_yaml(lees_bytes(pad, naam), naam, vertrouwelijk=True)
    bestand = als_model(tekst, OntheffingenBestand)
    weiger_bsn([(naam, bestand)])
    bladen = [blad.id for blad in kader.indicatoren]
    fouten = tuple(
        fout_bij(
            tekst,
            ("ontheffingen", plaats, "blad"),
            f"kader '{kader.id}' heeft geen blad '{ontheffing.blad}'",
            advies=bedoelde(ontheffing.blad, bladen) or f"kies uit {', '.join(bladen)}",
        )
        for plaats, ontheffing in enumerate(bestand.ontheffingen)
        if ontheffing.blad not in bladen
    )
    if fouten:
        raise Invoerfout(fouten)
    return bestand
