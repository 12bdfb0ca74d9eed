"""The gate: input or output that holds a BSN is refused. There is no way around it but taking the number out.

It stands in the way of every run, so the road for what is clean is short: mostly there are too few digits for one.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace
from pydantic import BaseModel
from pydantic_core import to_json

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading.dossiers import Lading
from dossieraudit.loading.jsontekst import JsonTekst, lees_json
from dossieraudit.loading.tekst import lees_tekst

if TYPE_CHECKING:  # the search itself takes a twentieth of a small run to load, and clean files do without
    from dossieraudit.privacy.stukken import Stuk
    from dossieraudit.privacy.vondst import Vondst

Inhoud: TypeAlias = BaseModel | str | bytes

_CIJFERS = bytes.maketrans(b"0123456789", b"0" * 10)
_GEEN_CIJFERS = bytes(set(range(256)) - set(b"0123456789"))
_ASCII = bytes(range(128))
# What may stand between digits; also every special space, dash and invisible character, all beyond ASCII.
_SCHEIDING = b" .-/\t" + bytes(range(128, 256))
_TAB = b"\\t"  # as JSON writes it
_NEGEN = b"0" * 9
_ACHT_NULLEN = b"0" * 8
_ACHT = re.compile(rb"(?<![0-9])[0-9]{8}(?![0-9])")
_KORTSTE = 8
_GENOEMD = (b"bsn", b"burger", b"sofi", b"persoonsnummer")
_ADVIES = (
    "haal het nummer weg, ook als het geen BSN is maar er wel een lijkt: schrijf dan bijvoorbeeld alleen de laatste "
    "cijfers op ('dossieraudit privacy check' wijst alle plaatsen aan)"
)


def weiger_bsn(stukken: Iterable[tuple[str, Inhoud]]) -> None:
    """Raise `Invoerfout`, with every place, if a model or text holds a BSN.

    Each is given with the name under which it is known to the user. Bytes are JSON or text in UTF-8.
    """
    weiger_bsn_op_regel((naam, None, inhoud) for naam, inhoud in stukken)


def weiger_bsn_op_regel(stukken: Iterable[tuple[str, int | None, Inhoud]]) -> None:
    """The same, for what stands on a line of a file (from 1; None: the whole file)."""
    fouten = [replace(fout, regel=regel) for naam, regel, inhoud in stukken for fout in _fouten(naam, inhoud)]
    if fouten:
        raise Invoerfout(tuple(fouten))


def weiger_bsn_in_json(naam: str, tekst: JsonTekst) -> None:
    """The same for JSON before it is made into a model, so that no fault in it can repeat the number."""
    if kan_bsn_bevatten(to_json(tekst.data)):
        from dossieraudit.privacy.stukken import boom

        if fouten := tuple(_in_stukken(naam, boom(tekst.data, tekst, _waard))):
            raise Invoerfout(fouten)


def weiger_bsn_in_invoer(lading: Lading, extra: Sequence[tuple[str, BaseModel | None]] = ()) -> None:
    """The gate before scoring: the dossiers as read, the names of all files, and what else was read (`extra`)."""
    namen = {naam for naam, _ in (*lading.invoer, *lading.afgekeurd)}
    weiger_bsn_op_regel(
        [
            *((naam, None, model) for naam, model in extra if model is not None),
            *((geladen.invoer, geladen.regel, geladen.dossier) for geladen in lading.dossiers),
            *(("de naam van een bestand", None, naam) for naam in sorted(namen)),
        ]
    )


def weiger_bsn_in_uitvoer(naam: str, inhoud: bytes) -> None:
    """The gate before writing: a file of a report or a result, by its name. Raises `Invoerfout` with every place.

    Of a PDF the text cannot be read back: give its source (the data from which it is made) to `weiger_bsn`.
    """
    if Path(naam).suffix.lower() == ".pdf" or not any(map(_lijkt_op_bsn, _delen(inhoud))):
        return
    from dossieraudit.privacy.stukken import stukken_van

    fouten = [
        _fout(naam, stuk.plaats, vondst, uitvoer=True)
        for stuk in stukken_van(naam, Path(naam).suffix, inhoud)
        for vondst in _in_tekst(stuk)
    ]
    if fouten:
        raise Invoerfout(tuple(fouten))


def _delen(inhoud: bytes) -> Iterator[bytes]:
    """A file, or the parts of which an office file is made."""
    if not zipfile.is_zipfile(io.BytesIO(inhoud)):
        yield inhoud
        return
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        for deel in archief.infolist():
            yield archief.read(deel)


def _lijkt_op_bsn(deel: bytes) -> bool:
    """A look at a file as it is, tags and all: a number of nine digits is never cut in two by what we write."""
    if not kan_bsn_bevatten(deel):
        return False
    from dossieraudit.privacy.patterns import bsn, effen

    return any(True for _ in bsn(effen(deel.decode(errors="replace"))))


def kan_bsn_bevatten(inhoud: bytes) -> bool:
    """Whether it is worth a real look: nine digits in a row (separators apart), or eight where a BSN is spoken of."""
    genoeg = len(inhoud.translate(None, _GEEN_CIJFERS)) >= _KORTSTE
    if _TAB in inhoud:
        inhoud = inhoud.replace(_TAB, b" ")
    aaneen = inhoud.translate(_CIJFERS, _SCHEIDING) if genoeg else b""
    if _NEGEN in aaneen:
        return True
    # Digits of other scripts are rare enough to be a reason by themselves.
    if not inhoud.isascii():
        ander_schrift = inhoud.translate(None, _ASCII)
        if any(teken.isdecimal() for teken in ander_schrift.decode(errors="replace")):
            return True
    if _ACHT_NULLEN not in aaneen or _ACHT_NULLEN not in inhoud.translate(_CIJFERS):
        return False
    klein = inhoud.lower()
    return any(woord in klein for woord in _GENOEMD) and _ACHT.search(inhoud) is not None


def _fouten(naam: str, inhoud: Inhoud) -> Iterator[Fout]:
    if isinstance(inhoud, BaseModel):
        bytes_ = to_json(inhoud)
        if kan_bsn_bevatten(bytes_):
            from dossieraudit.privacy.stukken import boom

            yield from _in_stukken(
                naam, boom(lees_json(lees_tekst(bytes_, naam, vertrouwelijk=True)).data, waard=_waard)
            )
        return
    bytes_ = inhoud.encode(errors="replace") if isinstance(inhoud, str) else inhoud
    if kan_bsn_bevatten(bytes_):
        from dossieraudit.privacy.stukken import Stuk

        yield from _in_stukken(naam, [Stuk("", bytes_.decode(errors="replace"))])


def _in_stukken(naam: str, stukken: "Iterable[Stuk]") -> Iterator[Fout]:
    return (_fout(naam, stuk.plaats, vondst, uitvoer=False) for stuk in stukken for vondst in _in_tekst(stuk))


def _waard(tekst: str) -> bool:
    return len(tekst) >= _KORTSTE and kan_bsn_bevatten(tekst.encode(errors="replace"))


def _in_tekst(stuk: "Stuk") -> "list[Vondst]":
    if not _waard(f"{stuk.vooraf}{stuk.tekst}"):
        return []
    from dossieraudit.privacy.patterns import bsn, effen

    voor = len(stuk.vooraf)
    return [v for v in bsn(effen(stuk.vooraf + stuk.tekst)) if v.zekerheid != "mogelijk" and v.begin >= voor]


def _fout(naam: str, plaats: str, vondst: "Vondst", *, uitvoer: bool) -> Fout:
    waar = "de uitvoer wordt niet geschreven" if uitvoer else "hiermee wordt niet gewerkt"
    twijfel = "" if vondst.zekerheid == "zeker" else " (waarschijnlijk)"
    return Fout(
        bestand=naam if not uitvoer else f"{naam} (uitvoer)",
        melding=f"hier staat een burgerservicenummer{twijfel}; {waar}",
        pad=plaats or None,
        verwacht="geen burgerservicenummers: de toets heeft ze niet nodig",
        advies=_ADVIES,
        vertrouwelijk=True,
    )
