"""What a run writes is never something that it reads, never one file twice, and never anything but a file."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dossieraudit.cli.bulkopties import INVOER, als_url
from dossieraudit.errors import Gebruiksfout
from dossieraudit.extra import opslag_van
from dossieraudit.loading.dossiers import DOSSIERMAP, FORMATEN
from dossieraudit.loading.onderzoek import laad_onderzoek
from dossieraudit.models.kader import HOOFDBESTAND
from dossieraudit.outputs.files import eis_bestand

# Everything in these folders of an onderzoek is read by one command or another, and written by hand.
_MAPPEN = (DOSSIERMAP, "interviews", "documenten", "beoordelingen", "toelichtingen")
_YAML = (".yaml", ".yml")
# A URL; or the numbers by which the system knows a file, whatever its name; or the path of one that is still to come.
_Kenmerk = str | tuple[int, int]


def spaar(uitvoer: Iterable[Path | None], gelezen: Iterable[Path | str | None]) -> None:
    """Raise `Gebruiksfout` before anything is written where an output would take the place of an input or of another.

    `gelezen` is what the user named: files, folders, `-`, or the name of a framework. A file that stands in a folder
    and is no input, such as an earlier result, may be replaced.
    """
    naar: dict[_Kenmerk, Path] = {}
    for pad in uitvoer:
        if pad is None:
            continue
        eis_bestand(als_url(pad))
        kenmerk = _kenmerk(pad)
        if kenmerk in naar:
            raise Gebruiksfout(
                f"'{naar[kenmerk]}' en '{pad}' kunnen niet hetzelfde bestand zijn; geef elke uitvoer een eigen naam"
            )
        naar[kenmerk] = pad
    if not any(isinstance(kenmerk, tuple) or "://" in kenmerk for kenmerk in naar):
        return  # what is not there yet cannot be lost, and large folders need not be looked through
    for bestand in _invoer(gelezen):
        if (geraakt := naar.get(_kenmerk(bestand, invoer=True))) is not None:
            raise Gebruiksfout(
                f"de uitvoer '{geraakt}' zou invoer van deze opdracht vervangen; er is niets geschreven, "
                "kies een andere naam"
            )


def _kenmerk(pad: Path, *, invoer: bool = False) -> _Kenmerk:
    tekst = als_url(pad)
    if "://" in tekst:
        if not tekst.startswith(("file:", "local:")):
            return tekst
        tekst = opslag_van(tekst)[1]
    try:
        stand = os.fstat(0) if invoer and tekst == "-" else Path(tekst).stat()
    except OSError:
        return os.path.realpath(tekst)
    return stand.st_dev, stand.st_ino


def _invoer(gelezen: Iterable[Path | str | None]) -> Iterator[Path]:
    """Every file that may be read for these."""
    for deel in gelezen:
        pad = None if deel is None else Path(deel)
        if pad is not None and pad.is_dir():
            yield from _uit_map(pad)
        elif pad is not None:
            yield pad


def _uit_map(map_: Path) -> Iterator[Path]:
    onderzoek = laad_onderzoek(map_)
    if onderzoek is not None:
        yield from (pad for pad in map_.iterdir() if pad.suffix.lower() in _YAML)
        for naam in _MAPPEN:
            yield from (map_ / naam).rglob("*")
        genoemd = (onderzoek.kader, onderzoek.profiel, onderzoek.steekproef.trekking)
        yield from _invoer(map_ / naam for naam in genoemd if naam is not None)
    elif (map_ / HOOFDBESTAND).is_file():
        yield from (pad for pad in map_.rglob("*") if pad.suffix.lower() in _YAML)
    else:
        yield from (pad for pad in map_.iterdir() if pad.name.lower().endswith((*FORMATEN, *INVOER)))
