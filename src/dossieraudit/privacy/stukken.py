"""The texts in a file, each with its place, whatever kind of file it is: what a search looks through."""

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Literal

from dossieraudit import models
from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading.jsontekst import lees_json
from dossieraudit.loading.tekst import MAX_BYTES, Document, Json, lees_tekst
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.basis import Model
from dossieraudit.models.paden import Pad, pad_tekst
from dossieraudit.models.pseudoniemen import zegt_niets
from dossieraudit.privacy import kantoor, opmaak

Aard = Literal["waarde", "id", "tekst", "code"]

_OPMERKING = re.compile(r"(?:^|\s)#+(?P<tekst>[^\n]*)", re.MULTILINE)
_ALINEA = re.compile(r"\S.*?(?=\n[ \t]*\n|\Z)", re.DOTALL)
# A single line end inside a paragraph is a space; before a list item, a heading or a table row it is not.
_ZACHT_EINDE = re.compile(r"(?<=\S)\n(?=[ \t]*[^\s\-*+#|>\d])")
# How `pad_tekst` writes a key that may not be shown.
_VERBORGEN = "[…]"
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
IDVELDEN = frozenset({"id", "team", "door", "regisseur", "verantwoordelijke", "rapporteert_aan", "beoordelaar"})


@dataclass(frozen=True, slots=True)
class Stuk:
    """One text and where it stands.

    `vooraf` is read with it but is no part of it: the key, which tells what a number means. `aard`: a value of a data
    file, an id, running text, or code, in which only numbers with a check say anything.
    """

    plaats: str
    tekst: str
    vooraf: str = ""
    aard: Aard = "tekst"


def stukken_van(naam: str, soort: str, inhoud: bytes) -> Iterator[Stuk]:
    """The texts of a file by its extension (`soort`, with the dot). Raises `Invoerfout` where it cannot be read."""
    lezer = LEZERS.get(soort.lower())
    if lezer is None:
        raise _niet_gelezen(naam, soort)
    return lezer(naam, inhoud)


def lees_bestand(pad: Path, naam: str) -> Iterator[Stuk]:
    """The texts of a file on disk."""
    if not pad.exists():
        raise _weiger(naam, "dit bestand of deze map bestaat niet", "controleer de naam en de map waarin u werkt")
    if pad.suffix.lower() not in LEZERS:
        raise _niet_gelezen(naam, pad.suffix)
    try:
        if not pad.is_file():
            raise _weiger(naam, "dit is geen gewoon bestand", "geef een bestand of een map op")
        if pad.suffix.lower() == ".jsonl":
            with pad.open("rb") as stroom:
                yield from _regels_json(naam, stroom)
            return
        with pad.open("rb") as stroom:
            inhoud = stroom.read(MAX_BYTES + 1)
    except OSError as fout:
        raise _weiger(
            naam, f"dit is niet te lezen ({fout.strerror or 'fout van de schijf'})", "controleer het bestand"
        ) from fout
    yield from stukken_van(naam, pad.suffix, inhoud)


def bestanden_in(pad: Path) -> Iterator[tuple[Path, str]]:
    """Every file under a folder, or the file itself, with its name as shown. Hidden files are left out.

    A link to a folder is not followed but given, so that it is said that it was not read.
    """
    if not pad.is_dir():
        yield pad, str(pad)
        return
    for map_, mappen, namen in os.walk(pad):
        mappen[:] = sorted(naam for naam in mappen if not naam.startswith("."))
        for naam in sorted([*namen, *(naam for naam in mappen if (Path(map_) / naam).is_symlink())]):
            if not naam.startswith("."):
                bestand = Path(map_) / naam
                yield bestand, str(bestand)


# Data files


def boom(data: Json, document: Document | None = None, waard: Callable[[str], bool] = lambda _: True) -> Iterator[Stuk]:
    """Every text, number and key of a tree of data, with its path; days of their own are no text.

    `document`: where the data stood, for the line of what has no path that may be shown. `waard` says of a text, with
    what is read before it, whether it is worth a look: to work out the path of each takes far longer than to read them.
    """
    return _tak(data, (), _Plekken(data, document), waard)


def _tak(data: Json, pad: Pad, plekken: "_Plekken", waard: Callable[[str], bool]) -> Iterator[Stuk]:
    if isinstance(data, dict):
        for sleutel, waarde in data.items():
            if not is_veld(sleutel) and waard(sleutel):
                yield Stuk(f"{plekken.van(pad)} (sleutel)".strip(), sleutel, aard="waarde")
            yield from _tak(waarde, (*pad, sleutel), plekken, waard)
    elif isinstance(data, list):
        for plaats, waarde in enumerate(data):
            yield from _tak(waarde, (*pad, plaats), plekken, waard)
    elif isinstance(data, str | int | float) and not isinstance(data, bool):
        yield from _waarde(str(data), pad, plekken, waard)


def _waarde(tekst: str, pad: Pad, plekken: "_Plekken", waard: Callable[[str], bool]) -> Iterator[Stuk]:
    sleutel = next((deel for deel in reversed(pad) if isinstance(deel, str)), "")
    vooraf = f"{sleutel.replace('_', ' ')}: " if sleutel.isidentifier() else ""
    if (_ISO.fullmatch(tekst) and "geboorte" not in sleutel) or not waard(vooraf + tekst):
        return
    aard: Aard = "id" if sleutel in IDVELDEN else "waarde"
    yield Stuk(plekken.van(pad) or "hele bestand", tekst, vooraf, aard)


@dataclass(frozen=True)
class _Plekken:
    """Paths without anything that they are meant to point at: a name may be used as an id, or as a key."""

    wortel: Json
    document: Document | None = None

    def van(self, pad: Pad) -> str:
        """The path: an id that is no pseudonym is a number in it, and a key that is no field has its line instead."""
        leesbaar = pad_tekst(pad, self.wortel, is_veld, zegt_niets)
        bereik = self.document.bereik(pad) if self.document is not None and _VERBORGEN in leesbaar else None
        if self.document is None or bereik is None:
            return leesbaar
        return f"regel {self.document.bron.plaats(bereik[0])[0]}, {leesbaar}"


def is_veld(sleutel: str) -> bool:
    """Whether a key is the name of a field of ours. Any other may be the name of a person, so no path repeats it."""
    return sleutel in _veldnamen()


@cache
def _veldnamen() -> frozenset[str]:
    for module in iter_modules(models.__path__, f"{models.__name__}."):
        import_module(module.name)
    namen: set[str] = set()
    te_doen = [Model]
    while te_doen:
        model = te_doen.pop()
        namen.update(model.model_fields)
        te_doen += model.__subclasses__()
    return frozenset(namen)


def _yaml(naam: str, inhoud: bytes) -> Iterator[Stuk]:
    tekst = lees_yaml(inhoud, naam, vertrouwelijk=True)
    waarden = list(boom(tekst.data, tekst))
    yield from waarden
    bekend = "\n".join(stuk.tekst for stuk in waarden)
    for match in _OPMERKING.finditer(tekst.bron.tekst):
        # A '#' in a text is no remark, and that text was already given.
        if match["tekst"].strip() and match["tekst"].strip() not in bekend:
            yield Stuk(f"regel {tekst.bron.plaats(match.start('tekst'))[0]} (opmerking)", match["tekst"].strip())


def _json(naam: str, inhoud: bytes) -> Iterator[Stuk]:
    tekst = lees_json(lees_tekst(inhoud, naam, vertrouwelijk=True))
    yield from boom(tekst.data, tekst)


def _jsonl(naam: str, inhoud: bytes) -> Iterator[Stuk]:
    return _regels_json(naam, io.BytesIO(inhoud))


def _regels_json(naam: str, stroom: io.BufferedIOBase) -> Iterator[Stuk]:
    nummer = 0
    while regel := stroom.readline(MAX_BYTES + 1):
        nummer += 1
        if not regel.strip():
            continue
        bron = lees_tekst(regel, naam, vertrouwelijk=True, regel=nummer)
        for stuk in boom(lees_json(bron).data):
            yield Stuk(f"regel {nummer}, {stuk.plaats}", stuk.tekst, stuk.vooraf, stuk.aard)


# Text


def _lopende_tekst(naam: str, inhoud: bytes) -> Iterator[Stuk]:
    bron = lees_tekst(inhoud, naam, vertrouwelijk=True)
    for alinea in _ALINEA.finditer(bron.tekst):
        yield Stuk(f"regel {bron.plaats(alinea.start())[0]}", _ZACHT_EINDE.sub(" ", alinea[0]))


def _regels(naam: str, inhoud: bytes) -> Iterator[Stuk]:
    """Text of which every line is on its own, such as a table."""
    bron = lees_tekst(inhoud, naam, vertrouwelijk=True)
    for nummer, regel in enumerate(bron.tekst.splitlines(), start=1):
        if regel.strip():
            yield Stuk(f"regel {nummer}", regel)


def _html(naam: str, inhoud: bytes) -> Iterator[Stuk]:
    for plaats, soort, tekst in opmaak.stukken(lees_tekst(inhoud, naam, vertrouwelijk=True).tekst):
        if soort == "json":
            gegevens = lees_json(lees_tekst(tekst.encode(), naam, vertrouwelijk=True)).data
            for stuk in boom(gegevens):
                yield Stuk(f"{plaats}, {stuk.plaats}", stuk.tekst, stuk.vooraf, stuk.aard)
        else:
            yield Stuk(plaats, tekst, aard="code" if soort == "code" else "tekst")


def _kantoor(naam: str, inhoud: bytes) -> Iterator[Stuk]:
    try:
        for plaats, tekst in kantoor.stukken(inhoud):
            yield Stuk(plaats, tekst)
    except kantoor.OnleesbaarError as fout:
        raise _weiger(
            naam, f"dit bestand is niet te lezen: {fout}", "open het, sla het opnieuw op en probeer het weer"
        ) from None


LEZERS: dict[str, Callable[[str, bytes], Iterator[Stuk]]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _json,
    ".jsonl": _jsonl,
    ".md": _lopende_tekst,
    ".txt": _lopende_tekst,
    ".csv": _regels,
    ".tsv": _regels,
    ".log": _regels,
    ".html": _html,
    ".htm": _html,
    ".svg": _html,
    ".xml": _html,
    ".docx": _kantoor,
    ".odt": _kantoor,
    ".xlsx": _kantoor,
    ".ods": _kantoor,
}


def _niet_gelezen(naam: str, soort: str) -> Invoerfout:
    if soort.lower() == ".pdf":
        melding = "tekst uit een pdf wordt niet gelezen, dus of er persoonsgegevens in staan is niet nagegaan"
        advies = "controleer de docx, odt of html van hetzelfde rapport, en sla de pdf dan over met --overslaan '*.pdf'"
    else:
        melding = (
            f"bestanden met de extensie '{soort}' worden niet gelezen" if soort else "dit soort bestand is onbekend"
        )
        advies = "zet de tekst in een bestand dat wel gelezen wordt, of sla dit over met --overslaan PATROON"
    return _weiger(naam, melding, advies)


def _weiger(naam: str, melding: str, advies: str) -> Invoerfout:
    return Invoerfout((Fout(bestand=naam, melding=melding, advies=advies),))
