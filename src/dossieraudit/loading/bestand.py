"""Files that belong to something: ordinary ones of an ordinary size, inside the folder of which they are a part."""

from pathlib import Path

from dossieraudit.errors import Fout, Invoerfout, weigering
from dossieraudit.loading import tekst as grenzen

_ADVIES = "zet een kopie in de map zelf; een kader of profiel van elders geeft u op met --kader of --profiel"


def lees_bytes(pad: Path, naam: str | None = None, grens: int | None = None) -> bytes:
    """The bytes of a file. Raises `Invoerfout` where it cannot be read, is too large, or is no ordinary file.

    `grens`: the most bytes it may have; the limit of files that users write where none is given.
    """
    naam = str(pad) if naam is None else naam
    grens = grenzen.MAX_INVOER if grens is None else grens
    try:
        if pad.exists() and not pad.is_file():  # a device or a pipe may give bytes for ever
            raise _weiger(naam, "dit is geen gewoon bestand", "geef een bestand op")
        with pad.open("rb") as stroom:
            inhoud = stroom.read(grens + 1)
    except OSError as fout:
        raise _weiger(naam, f"dit is niet te lezen: {weigering(fout)}", "controleer het bestand") from fout
    if len(inhoud) > grens:
        raise grenzen.te_groot(naam, grens)
    return inhoud


def eis_binnen(pad: Path, map_: Path, naam: str | None = None) -> None:
    """Refuse a path that leads out of a folder, by '..' or by a link: what is no part of it is not read as if it were.

    What the user names on the command line may stand anywhere; this is for what a folder says of itself.
    """
    try:
        binnen = pad.resolve().is_relative_to(map_.resolve())
    except (OSError, RuntimeError):  # a ring of links
        binnen = False
    if not binnen:
        raise _weiger(str(pad) if naam is None else naam, "dit leidt naar een plaats buiten de map", _ADVIES)


def leesbare_naam(naam: str) -> str:
    """The name of a file as text: bytes in it that are no UTF-8, as from an old archive, are written out."""
    return naam.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _weiger(naam: str, melding: str, advies: str) -> Invoerfout:
    return Invoerfout((Fout(naam, melding, advies=advies),))
