"""What every command that writes reports does: which formats, which files, the BSN gate, and then all of them."""

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from dossieraudit.cli.bewaking import spaar
from dossieraudit.cli.messages import zeg
from dossieraudit.errors import Gebruiksfout
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.privacy.poort import weiger_bsn_in_uitvoer
from dossieraudit.report.schrijvers import DOCUMENTEN
from dossieraudit.report.tree import Document


def lees_formaten(tekst: str, mogelijk: Collection[str]) -> tuple[str, ...]:
    """The formats in a list with commas, each once. Raises `Gebruiksfout` for one that is not possible, or none."""
    namen = tuple(dict.fromkeys(deel.strip().lower() for deel in tekst.split(",") if deel.strip()))
    if onbekend := [naam for naam in namen if naam not in mogelijk]:
        raise Gebruiksfout(f"formaat '{onbekend[0]}' bestaat niet; kies uit {', '.join(mogelijk)}")
    if not namen:
        raise Gebruiksfout(f"geef met --format ten minste één van {', '.join(mogelijk)}")
    return namen


def soort_van(uit: Path | None, mogelijk: Collection[str]) -> str | None:
    """The format that the name of a file says; None for a folder, or a name that says none."""
    if uit is None or uit.is_dir():
        return None
    soort = uit.suffix.lower().lstrip(".")
    return soort if soort in mogelijk else None


def plaatsen(uit: Path | None, gevraagd: Sequence[str], namen: Mapping[str, str], standaard: Path) -> dict[str, Path]:
    """Where each format goes: into a folder under its name in `namen`, or one format to a file of its own kind."""
    soort = soort_van(uit, namen)
    if uit is not None and soort is not None:
        if tuple(gevraagd) != (soort,):
            raise Gebruiksfout(f"'{uit}' is één bestand; geef een map, of vraag alleen --format {soort}")
        return {soort: uit}
    map_ = uit or standaard
    if map_.is_file():
        raise Gebruiksfout(f"'{map_}' is een bestand; geef een map, of een naam die eindigt op .{gevraagd[0]}")
    return {naam: map_ / namen[naam] for naam in gevraagd}


def eis_zonder_bsn(naam: str, soort: str, inhoud: bytes, document: Callable[[], Document]) -> None:
    """The gate before anything leaves. `soort` says what it is, whatever the name of the file; `naam` is for messages.

    The text of a PDF cannot be read back; the Markdown says the same.
    """
    zichtbaar = naam if naam.lower().endswith(f".{soort}") else f"{naam}.{soort}"
    if soort == "pdf":
        zichtbaar, inhoud = f"{zichtbaar}.md", DOCUMENTEN["md"](document())
    weiger_bsn_in_uitvoer(zichtbaar, inhoud)


def bewaar(
    bestanden: Mapping[Path, tuple[str, bytes]],
    document: Callable[[], Document],
    *,
    gelezen: Sequence[Path | str | None],
    stil: bool,
) -> None:
    """Write every file (its format and contents), or none where any of them holds a BSN or is input (`gelezen`).

    Everything was made before: a report that fails half-way leaves the old files as they were.
    """
    spaar(bestanden, gelezen)
    for plaats, (soort, inhoud) in bestanden.items():
        eis_zonder_bsn(plaats.name, soort, inhoud, document)
    for plaats, (_, inhoud) in bestanden.items():
        schrijf_heel(plaats, inhoud)
        if not stil:
            zeg(f"Geschreven: {plaats}", file=sys.stderr)
