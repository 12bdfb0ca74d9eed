"""Reading dossiers from files, folders and streams. A rejected dossier never stops the others."""

import gc
import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Literal

from msgspec import Struct, field
from pydantic_core import to_json

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading.bestand import eis_binnen, leesbare_naam
from dossieraudit.loading.jsontekst import lees_json, lees_json_lijst
from dossieraudit.loading.keuring import Keuring, keur
from dossieraudit.loading.tekst import (
    MAX_FOUTEN,
    MAX_INVOER,
    MAX_REGEL,
    Document,
    fout_bij,
    geen_regels,
    lees_tekst,
)
from dossieraudit.loading.yamltekst import YamlTekst, lees_yaml
from dossieraudit.models.dossier import Dossier

Formaat = Literal["yaml", "json", "jsonl"]
FORMATEN: dict[str, Formaat] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl"}
STANDAARDINVOER = "standaardinvoer"
ONDERZOEK = "onderzoek.yaml"
DOSSIERMAP = "dossiers"

_EXTENSIES = "dossiers als .yaml, .yml, .json of .jsonl"

_MAX_LEEG = 100_000
_REST = 256 * 1024  # of a line that is too long is read at a time: what stays in the cache goes fastest
# A run with more rejected dossiers than this has the wrong files; nothing is made of the rest of them.
_MAX_AFGEKEURD = 10_000


class GeladenDossier(Struct, frozen=True):
    """A dossier, the file it came from, and its line where that file holds more of them."""

    dossier: Dossier
    invoer: str
    regel: int | None = None

    @property
    def plaats(self) -> str:
        """The file and line, in words."""
        return self.invoer if self.regel is None else f"{self.invoer} (regel {self.regel})"


class Lading(Struct, frozen=True):
    """All that was read: the dossiers in order, the files with their hashes, and what was rejected and why."""

    dossiers: tuple[GeladenDossier, ...] = ()
    invoer: tuple[tuple[str, str], ...] = ()
    afgekeurd: tuple[tuple[str, tuple[Fout, ...]], ...] = ()


class _Gekeurd(Struct, frozen=True):
    """One dossier as it came out of a file; `document` is there as soon as there was data to look at."""

    keuring: Keuring
    document: Document | None = None
    regel: int | None = None


def laad_dossiers(
    paden: Path | Sequence[Path] | None, invoer: BinaryIO | None = None, *, formaat: Formaat | None = None
) -> Lading:
    """Read the dossiers of files, folders or onderzoeken; of the stream `invoer` where a path is `-` or `None`.

    `formaat` overrules what the name of a file, or the first character of the stream, says. Ids are unique over all
    that is read at once.
    """
    lader = _Lader()
    reeks = paden if isinstance(paden, Sequence) else [paden]
    with _zonder_afvalrondes():
        for pad in reeks:
            voor = pad.as_posix().rstrip("/") + "/" if pad is not None and len(reeks) > 1 else ""
            if pad is None or str(pad) == "-":
                if invoer is None:
                    raise TypeError("without a path there has to be a stream")
                lader.neem_stroom(invoer, STANDAARDINVOER, formaat)
            elif pad.is_dir():
                lader.neem_map(pad, voor, formaat)
            else:
                lader.neem_bestand(pad, voor.rstrip("/") or pad.name, formaat or _formaat_van(pad))
    return lader.lading()


@contextmanager
def _zonder_afvalrondes() -> Iterator[None]:
    """All dossiers are kept, and hold no cycles; looking for those again and again took a third of the time."""
    stond_aan = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if stond_aan:
            gc.enable()


def lees_jsonl(stroom: BinaryIO, naam: str) -> Iterator[Keuring]:
    """Dossiers line by line, as they come: each a dossier, or the faults for which it was rejected."""
    return (gekeurd.keuring for gekeurd in _keur_regels(stroom, naam))


class TeVeelAfgekeurd(Invoerfout):
    """So much was rejected that the run as a whole is refused, whatever else could be read."""


class _Lader(Struct):
    """Collects over all files, so that an id that returns is seen wherever it stands."""

    dossiers: list[GeladenDossier] = field(default_factory=list)
    invoer: list[tuple[str, str]] = field(default_factory=list)
    afgekeurd: list[tuple[str, tuple[Fout, ...]]] = field(default_factory=list)
    eerste: dict[str, GeladenDossier] = field(default_factory=dict)

    def lading(self) -> Lading:
        """What was collected."""
        return Lading(tuple(self.dossiers), tuple(self.invoer), tuple(self.afgekeurd))

    def neem_map(self, map_: Path, voor: str, formaat: Formaat | None) -> None:
        """Read a folder; a file of it that cannot be read does not stop the others."""
        for bestand, eigen_naam in _bestanden_in(map_):
            naam = leesbare_naam(eigen_naam)
            try:
                if bestand.is_symlink():
                    eis_binnen(bestand, map_, voor + naam)
                self.neem_bestand(bestand, voor + naam, formaat or FORMATEN[bestand.suffix.lower()])
            except TeVeelAfgekeurd:
                raise
            except Invoerfout as fout:
                self.afgekeurd.append((voor + naam, fout.fouten))

    def neem_bestand(self, pad: Path, naam: str, formaat: Formaat) -> None:
        """Read one file; raises `Invoerfout` if it cannot be opened or read."""
        naam = leesbare_naam(naam)
        try:
            if pad.exists() and not pad.is_file():
                raise _weiger(naam, "dit is geen gewoon bestand", "geef een bestand of een map op")
            # A large buffer, for a line that is too long is read too, if only to find its end.
            with pad.open("rb", buffering=1024**2) as stroom:
                self.neem_stroom(stroom, naam, formaat)
        except OSError as fout:
            raise _onleesbaar(naam, fout) from fout

    def neem_stroom(self, stroom: BinaryIO, naam: str, formaat: Formaat | None) -> None:
        """Read one stream of bytes."""
        if formaat == "jsonl":
            hash_ = hashlib.sha256()
            try:
                self._neem(_keur_regels(stroom, naam, hash_), naam)
            except TeVeelAfgekeurd:
                raise
            except Invoerfout:
                self._laat_los(naam)
                raise
            self.invoer.append((naam, hash_.hexdigest()))
            return
        inhoud = stroom.read(MAX_INVOER + 1)
        formaat = formaat or _raad_formaat(inhoud)
        if formaat == "jsonl":
            self.neem_stroom(io.BytesIO(inhoud), naam, formaat)
            return
        if len(inhoud) <= MAX_INVOER:
            self.invoer.append((naam, hashlib.sha256(inhoud).hexdigest()))
        keur = _keur_yaml if formaat == "yaml" else _keur_json
        try:
            self._neem(keur(inhoud, naam), naam)
        except TeVeelAfgekeurd:
            raise
        except Invoerfout as fout:
            self.afgekeurd.append((naam, fout.fouten))

    def _neem(self, gekeurden: Iterator[_Gekeurd], naam: str) -> None:
        for gekeurd in gekeurden:
            if not isinstance(gekeurd.keuring, Dossier):
                self.afgekeurd.append((naam, gekeurd.keuring))
                if len(self.afgekeurd) > _MAX_AFGEKEURD:
                    raise TeVeelAfgekeurd(self._te_veel())
                continue
            dossier = gekeurd.keuring
            geladen = GeladenDossier(dossier, naam, gekeurd.regel)
            eerder = self.eerste.setdefault(dossier.id, geladen)
            if eerder is geladen:
                self.dossiers.append(geladen)
            elif gekeurd.document is not None:
                self.afgekeurd.append((naam, (_dubbel(gekeurd.document, dossier.id, eerder),)))

    def _laat_los(self, naam: str) -> None:
        """A file that is refused half-way counts for nothing."""
        self.dossiers = [geladen for geladen in self.dossiers if geladen.invoer != naam]
        self.eerste = {id_: geladen for id_, geladen in self.eerste.items() if geladen.invoer != naam}

    def _te_veel(self) -> tuple[Fout, ...]:
        """The first faults, and that reading stopped."""
        naam = self.afgekeurd[-1][0]
        melding = f"er zijn meer dan {_MAX_AFGEKEURD} dossiers afgekeurd; er is gestopt met lezen en niets getoetst"
        eerste = islice(chain.from_iterable(fouten for _, fouten in self.afgekeurd), MAX_FOUTEN)
        return (*eerste, Fout(naam, melding, advies="verbeter de export aan de hand van de eerste fouten hierboven"))


def _dubbel(document: Document, dossier_id: str, eerder: GeladenDossier) -> Fout:
    return fout_bij(
        document,
        ("id",),
        f"het dossier-id '{dossier_id}' komt al voor in {eerder.plaats}",
        verwacht="een eigen id voor elk dossier van het onderzoek",
        advies="geef dit dossier een ander id, of verwijder een van de twee",
    )


# Which files


def _bestanden_in(map_: Path) -> list[tuple[Path, str]]:
    """The dossiers of a folder, or of the onderzoek that it holds, with their names seen from it."""
    bron, naam = map_, map_.name or str(map_)
    if (map_ / ONDERZOEK).exists():
        bron = map_ / DOSSIERMAP
        eis_binnen(bron, map_, f"{naam}/{DOSSIERMAP}")
        if not bron.is_dir():
            raise _weiger(
                naam,
                f"dit onderzoek heeft geen map '{DOSSIERMAP}'",
                f"zet de dossiers in een map '{DOSSIERMAP}' naast {ONDERZOEK}",
            )
    try:
        inhoud = sorted(bron.iterdir(), key=lambda pad: pad.name)
    except OSError as fout:
        raise _onleesbaar(naam, fout) from fout
    gevonden = [
        pad
        for pad in inhoud
        # Names with a dot in front are left behind by editors and operating systems.
        if pad.suffix.lower() in FORMATEN and not pad.name.startswith(".") and not pad.is_dir()
    ]
    if not gevonden:
        raise _weiger(
            naam if bron is map_ else f"{naam}/{DOSSIERMAP}",
            "in deze map staan geen dossiers",
            f"zet er {_EXTENSIES} in; mappen in deze map worden niet doorzocht",
        )
    return [(pad, pad.relative_to(map_).as_posix()) for pad in gevonden]


def _formaat_van(pad: Path) -> Formaat:
    formaat = FORMATEN.get(pad.suffix.lower())
    if formaat is None and pad.exists():
        raise _weiger(
            pad.name,
            f"bestanden met de extensie '{pad.suffix}' worden niet gelezen"
            if pad.suffix
            else "aan de naam van dit bestand is niet te zien wat erin staat",
            f"lever {_EXTENSIES} aan",
        )
    return formaat or "yaml"


def _raad_formaat(inhoud: bytes) -> Formaat:
    """What an unnamed stream holds, by its first character; several lines that are each a group are jsonl."""
    tekst = inhoud.removeprefix(b"\xef\xbb\xbf").lstrip()
    if tekst.startswith(b"["):
        return "json"
    if not tekst.startswith(b"{"):
        return "yaml"
    regels = [regel.strip() for regel in tekst.split(b"\n", 50) if regel.strip()][:50]
    op_eigen_regel = sum(regel.startswith(b"{") for regel in regels)
    return "jsonl" if op_eigen_regel > 1 and regels[0].endswith(b"}") else "json"


def _weiger(naam: str, melding: str, advies: str) -> Invoerfout:
    return Invoerfout((Fout(bestand=naam, melding=melding, advies=advies),))


def _onleesbaar(naam: str, fout: OSError) -> Invoerfout:
    if isinstance(fout, FileNotFoundError):
        return _weiger(naam, "dit bestand of deze map bestaat niet", "controleer de naam en de map waarin u werkt")
    if isinstance(fout, PermissionError):
        return _weiger(
            naam,
            "dit bestand of deze map mag niet gelezen worden",
            "vraag leesrechten, of maak een kopie waar u bij kunt",
        )
    return _weiger(naam, f"dit is niet te lezen ({fout.strerror or fout})", "controleer het bestand en de schijf")


# What is in them


def _keur_yaml(inhoud: bytes, naam: str) -> Iterator[_Gekeurd]:
    tekst = lees_yaml(inhoud, naam, vertrouwelijk=True)
    if not isinstance(tekst.data, list):
        yield _Gekeurd(keur(tekst, _als_json(tekst)), tekst)
        return
    if not tekst.data:
        raise _lege_lijst(naam)
    for plaats in range(len(tekst.data)):
        deel = tekst.deel(plaats)
        begin = deel.plaats(())
        yield _Gekeurd(keur(deel, _als_json(deel)), deel, begin[0] if begin else None)


def _als_json(tekst: YamlTekst) -> str:
    return to_json(tekst.data).decode()


def _keur_json(inhoud: bytes, naam: str) -> Iterator[_Gekeurd]:
    bron = lees_tekst(inhoud, naam, vertrouwelijk=True, grens=MAX_INVOER)
    items = lees_json_lijst(bron)
    if items is None:
        tekst = lees_json(bron)
        yield _Gekeurd(keur(tekst, tekst.tekst), tekst)
        return
    if not items:
        raise _lege_lijst(naam)
    for item in items:
        if isinstance(item, Invoerfout):
            yield _Gekeurd(item.fouten)
        else:
            yield _Gekeurd(keur(item, item.tekst), item, item.regel)


def _lege_lijst(naam: str) -> Invoerfout:
    return _weiger(naam, "dit bestand bevat geen dossiers", "vul het bestand, of verwijder het")


def keur_regel(regel: bytes, naam: str, nummer: int) -> Keuring | None:
    """One line of JSON lines; None where there is nothing on it."""
    gekeurd = _keur_regel(regel, naam, nummer)
    return None if gekeurd is None else gekeurd.keuring


def _keur_regels(stroom: BinaryIO, naam: str, hash_: "hashlib._Hash | None" = None) -> Iterator[_Gekeurd]:
    leeg = 0
    for nummer, regel in enumerate(_regels(stroom, naam, hash_), start=1):
        gekeurd = _keur_regel(regel, naam, nummer)
        if gekeurd is not None:
            yield gekeurd
            continue
        leeg += 1
        if leeg > _MAX_LEEG:
            advies = "controleer hoe het bestand is gemaakt"
            raise _weiger(naam, f"dit bestand heeft meer dan {_MAX_LEEG} lege regels en wordt niet gelezen", advies)


def _keur_regel(regel: bytes, naam: str, nummer: int) -> _Gekeurd | None:
    if len(regel) > MAX_INVOER:
        return _Gekeurd((_te_lang(naam, nummer),), None, nummer)
    if not regel or regel.isspace():
        return None
    try:
        bron = lees_tekst(regel, naam, vertrouwelijk=True, regel=nummer)
        if not bron.tekst.strip():
            return None
        tekst = lees_json(bron)
    except Invoerfout as fout:
        return _Gekeurd(fout.fouten, None, nummer)
    return _Gekeurd(keur(tekst, tekst.tekst), tekst, nummer)


def _te_lang(naam: str, nummer: int) -> Fout:
    melding = f"deze regel is groter dan {MAX_INVOER // 1024**2} MiB en wordt niet gelezen"
    advies = "zet elk dossier op een eigen regel"
    return Fout(bestand=naam, melding=melding, regel=nummer, advies=advies)


def _regels(stroom: BinaryIO, naam: str, hash_: "hashlib._Hash | None") -> Iterator[bytes]:
    """Lines, of which one that is too long is cut off just past the limit; everything counts for the hash."""
    nummer = 0
    while regel := stroom.readline(MAX_INVOER + 1):
        nummer += 1
        rest, lengte = regel, 0
        while rest:
            lengte += len(rest)
            if lengte > MAX_REGEL:
                raise geen_regels(naam, nummer)
            if hash_ is not None:
                hash_.update(rest)
            rest = b"" if rest.endswith(b"\n") else stroom.readline(_REST)
        yield regel.removesuffix(b"\n")
