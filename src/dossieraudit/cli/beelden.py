"""`dossieraudit score --view`: what is still to mend, or who leads a case over time."""

import shlex
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from dossieraudit.cli.beoordelen import beoordeel
from dossieraudit.cli.bestanden import bewaar, eis_zonder_bsn
from dossieraudit.cli.gather import Stukken, exitcode, verzamel
from dossieraudit.errors import Gebruiksfout, bedoelde
from dossieraudit.judgement import Beoordeelstuk
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.report.schrijvers import DOCUMENTEN
from dossieraudit.report.tree import Document

if TYPE_CHECKING:
    from rich.console import Console

    from dossieraudit.models.beelden import Regieoverzicht, Zelfevaluatie

# Formats that every view has, and what only an action list is good for.
TEKSTSOORTEN = tuple(DOCUMENTEN)
_BREEDTE = 120


@dataclass(frozen=True)
class Vraag:
    """What the user asked for."""

    paden: Sequence[Path]
    kader: str | None
    profiel: Path | None
    peildatum: date | None
    latere_normen: bool
    dossier: str | None

    @property
    def opdracht(self) -> str | None:
        """The same question as a command; None for what came from standard input, which cannot be asked again."""
        if any(str(pad) == "-" for pad in self.paden):
            return None
        opties = {
            "--kader": self.kader,
            "--profiel": self.profiel,
            "--peildatum": self.peildatum,
            "--dossier": self.dossier,
        }
        delen = [str(deel) for optie in opties.items() if optie[1] is not None for deel in optie]
        delen += ["--latere-normen"] if self.latere_normen else []
        return shlex.join(["dossieraudit", "score", *map(str, self.paden), *delen])


@dataclass(frozen=True)
class Materiaal:
    """What a view is made from: the dossiers that were judged, each with its day, and the result."""

    vraag: Vraag
    stukken: Stukken
    bruikbaar: tuple[Beoordeelstuk, ...]
    resultaat: Resultaat

    @property
    def naam(self) -> str | None:
        """The onderzoek as people call it."""
        o = self.stukken.onderzoek
        return f"{o.naam} ({o.gemeente})" if o is not None else None


class Beeld(ABC):
    """One view in every form that it has."""

    soorten: ClassVar[tuple[str, ...]] = ("console", "json", *TEKSTSOORTEN)

    def __init__(self, materiaal: Materiaal) -> None:
        self.materiaal = materiaal

    @abstractmethod
    def toon(self, console: "Console") -> None:
        """Show it on a screen."""

    @abstractmethod
    def json(self) -> str:
        """The data."""

    @abstractmethod
    def document(self) -> Document:
        """The text."""

    def xlsx(self) -> bytes:
        """The workbook, of a view that has one."""
        raise NotImplementedError


class _Zelfevaluatie(Beeld):
    """What every dossier lacks, and who can mend it."""

    soorten = ("console", "xlsx", "json", *TEKSTSOORTEN)

    @cached_property
    def beeld(self) -> "Zelfevaluatie":
        from dossieraudit.beelden.zelfevaluatie import evalueer

        m = self.materiaal
        return evalueer(m.stukken.scoring, m.bruikbaar, m.resultaat)

    def toon(self, console: "Console") -> None:
        from dossieraudit.outputs.zelfevaluatie import toon

        opdracht = self.materiaal.vraag.opdracht
        vervolg = f"{opdracht} --view zelfevaluatie -o acties.xlsx" if opdracht is not None else None
        toon(console, self.beeld, self.materiaal.naam, vervolg)

    def json(self) -> str:
        return self.beeld.model_dump_json(indent=2, by_alias=True) + "\n"

    def document(self) -> Document:
        from dossieraudit.report.zelfevaluatie import maak_document

        return maak_document(self.beeld, self.materiaal.naam)

    def xlsx(self) -> bytes:
        from dossieraudit.outputs.acties import schrijf

        return schrijf(self.beeld, self.materiaal.naam)


class _Regie(Beeld):
    """Who leads which case over time, and who was spoken with."""

    def __init__(self, materiaal: Materiaal) -> None:
        super().__init__(materiaal)
        self.dossiers = [stuk.geladen.dossier for stuk in materiaal.bruikbaar]

    @cached_property
    def beeld(self) -> "Regieoverzicht":
        from dossieraudit.beelden.regie import overzicht

        return overzicht([(stuk.geladen.dossier, stuk.peildatum) for stuk in self.materiaal.bruikbaar])

    def toon(self, console: "Console") -> None:
        from dossieraudit.outputs.regie import toon

        toon(console, self.beeld, self.dossiers, self.materiaal.naam)

    def json(self) -> str:
        return self.beeld.model_dump_json(indent=2, by_alias=True) + "\n"

    def document(self) -> Document:
        from dossieraudit.report.regie import maak_document

        return maak_document(self.beeld, self.dossiers, self.materiaal.naam, self.materiaal.resultaat.peildatum)


BEELDEN: dict[str, type[Beeld]] = {"zelfevaluatie": _Zelfevaluatie, "regie": _Regie}


def alleen_beeld(beeld: str | None, *andere: object) -> str:
    """The name of the view. Raises `Gebruiksfout` where there is none, or where it goes with options for scores."""
    if beeld is None:
        raise Gebruiksfout("--dossier hoort bij --view; 'dossieraudit explain' legt een blad in één dossier uit")
    if any(waarde not in (None, [], ()) for waarde in andere):
        raise Gebruiksfout("--view gaat niet samen met poorten, --rapport, --verify of opties voor een tabel")
    return beeld


def voer_uit(
    beeld: str,
    vraag: Vraag,
    *,
    formaat: str,
    uit: Path | None,
    stil: bool,
    ongeldig_mag: bool,
    toon_waarden: bool,
) -> int:
    """Show or write a view, and give the exit code. Raises `Gebruiksfout` for a view or format that does not exist."""
    if beeld not in BEELDEN:
        tip = bedoelde(beeld, BEELDEN) or f"kies uit {', '.join(BEELDEN)}"
        raise Gebruiksfout(f"er is geen beeld '{beeld}'; {tip}")
    soort = _soort(beeld, formaat, uit)
    materiaal = _materiaal(vraag, toon_waarden)
    gekozen = BEELDEN[beeld](materiaal)
    if soort == "console" and uit is None:
        from rich.console import Console

        gekozen.toon(Console(quiet=stil, highlight=False))
    else:
        _schrijf(gekozen, soort, uit, stil)
    return exitcode(len(materiaal.resultaat.afgekeurd), ongeldig_mag)


def _soort(beeld: str, formaat: str, uit: Path | None) -> str:
    """The format: the one that is asked for, or else the one that the name of the file says."""
    soorten = BEELDEN[beeld].soorten
    naar = uit.suffix.lower().lstrip(".") if uit is not None else ""
    # A name without an extension, or .txt, holds what the screen would show.
    soort = naar if formaat == "console" and naar not in ("", "txt") else formaat
    if soort not in soorten:
        raise Gebruiksfout(f"het beeld '{beeld}' is er niet als '{soort}'; kies uit {', '.join(soorten)}")
    if naar in soorten and naar != soort:
        raise Gebruiksfout(f"'{uit}' is de naam van een ander soort bestand dan --format {soort}")
    if uit is None and soort not in ("console", "json", "md"):
        raise Gebruiksfout(f"een bestand in formaat '{soort}' is niet op het scherm te tonen; geef een naam met -o")
    return soort


def _materiaal(vraag: Vraag, toon_waarden: bool) -> Materiaal:
    stukken = verzamel(vraag.paden, vraag.kader, vraag.peildatum, vraag.profiel)
    beoordeeld = beoordeel(stukken, vraag.paden, latere_normen=vraag.latere_normen, toon_waarden=toon_waarden)
    bruikbaar, resultaat = beoordeeld.bruikbaar, beoordeeld.resultaat
    if vraag.dossier is not None:
        ids = {stuk.geladen.dossier.id for stuk in bruikbaar}
        if vraag.dossier not in ids:
            tip = bedoelde(vraag.dossier, ids)
            raise Gebruiksfout(
                f"er is geen dossier '{vraag.dossier}' dat beoordeeld kon worden{f'; {tip}' if tip else ''}"
            )
        bruikbaar = tuple(stuk for stuk in bruikbaar if stuk.geladen.dossier.id == vraag.dossier)
    return Materiaal(vraag, stukken, bruikbaar, resultaat)


# What the screen would show is text in a file.
_OP_SCHIJF = {"console": "txt"}


def _schrijf(beeld: Beeld, soort: str, uit: Path | None, stil: bool) -> None:
    inhoud = _inhoud(beeld, soort)
    if uit is None:
        eis_zonder_bsn("uitvoer", _OP_SCHIJF.get(soort, soort), inhoud, beeld.document)
        sys.stdout.write(inhoud.decode())
    else:
        vraag = beeld.materiaal.vraag
        gelezen = (*vraag.paden, vraag.kader, vraag.profiel)
        bewaar({uit: (_OP_SCHIJF.get(soort, soort), inhoud)}, beeld.document, gelezen=gelezen, stil=stil)


def _inhoud(beeld: Beeld, soort: str) -> bytes:
    if soort == "console":
        return _als_tekst(beeld)
    if soort == "json":
        return beeld.json().encode()
    if soort == "xlsx":
        return beeld.xlsx()
    return DOCUMENTEN[soort](beeld.document())


def _als_tekst(beeld: Beeld) -> bytes:
    from io import StringIO

    from rich.console import Console

    tekst = StringIO()
    beeld.toon(Console(file=tekst, width=_BREEDTE, highlight=False))
    return tekst.getvalue().encode()
