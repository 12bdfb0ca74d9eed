"""The text of an input file: decoding it with clear refusals, and faults at places in it as people count them."""

import json
import re
import unicodedata
from bisect import bisect_right
from functools import cached_property
from itertools import islice
from typing import Protocol, TypeAlias

from msgspec.structs import replace

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading.sleutels import noembaar
from dossieraudit.models.paden import Pad, pad_tekst
from dossieraudit.models.pseudoniemen import zegt_niets

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Bereik: TypeAlias = tuple[int, int]

# Limits that no honest file reaches, so that a hostile one is refused within seconds and in little memory.
MAX_BYTES = 64 * 1024 * 1024  # of any text, such as a report of ours
MAX_INVOER = 16 * 1024 * 1024  # of a file with dossiers or norms, or of one line of it
MAX_REGEL = MAX_BYTES  # a line beyond this is no line: reading on to look for its end would take seconds for nothing
MAX_DIEPTE = 64
MAX_WAARDEN = 50_000  # in one dossier, interview or other thing of its own
# A file with more faults than this was made wrongly as a whole; more of the same helps nobody.
MAX_FOUTEN = 250

_REGELEINDE = re.compile(r"\r\n|\r|\n")
NUL = re.compile("\0")
# What YAML does not take in a text as such, not even in quotes. JSON is milder, and sees to the rest itself.
YAML_STUURTEKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_MAX_STUURTEKENS = 20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_BOM = b"\xef\xbb\xbf"
_REGELBREEDTE = 100
_WAARDEBREEDTE = 80


class Brontekst:
    """The text of one file, with places counted as editors do: from 1, in characters.

    With `regel` it is that line of a file of lines, and one line whatever carriage returns are in it. With `resultaat`
    it is a result that was written before.
    """

    def __init__(
        self,
        bestand: str,
        tekst: str,
        *,
        vertrouwelijk: bool = False,
        regel: int | None = None,
        resultaat: bool = False,
    ) -> None:
        self.bestand = bestand
        self.tekst = tekst
        self.vertrouwelijk = vertrouwelijk
        self.regel = regel
        self._resultaat = resultaat

    def noembaar(self, sleutel: str) -> bool:
        """Whether a message about this text may repeat a key of it."""
        return noembaar(sleutel, self.vertrouwelijk, self._resultaat)

    def id_noembaar(self, id_: str) -> bool:
        """Whether a message may repeat the id of a part of it: where that is no pseudonym it may be a name."""
        return not self.vertrouwelijk or self._resultaat or zegt_niets(id_)

    @cached_property
    def _regelbegin(self) -> list[int]:
        if self.regel is not None:
            return [0]
        return [0, *(einde.end() for einde in _REGELEINDE.finditer(self.tekst))]

    def plaats(self, index: int) -> tuple[int, int]:
        """Line and column of a character."""
        nummer = bisect_right(self._regelbegin, index) - 1
        return (self.regel or 1) + nummer, index - self._regelbegin[nummer] + 1

    def elders(self, index: int, gezien: int) -> str:
        """Where a character stands, to who looks at another: in which column of the same line, or on which line."""
        (regel, kolom), (hier, _) = self.plaats(index), self.plaats(gezien)
        return f"in kolom {kolom}" if regel == hier else f"op regel {regel}"

    def regeltekst(self, regel: int) -> str:
        """A line without its end."""
        return self.tekst[slice(*self._regelgrenzen(regel))]

    def _regelgrenzen(self, regel: int) -> Bereik:
        """Where a line begins and ends, its end left out."""
        nummer = regel - (self.regel or 1)
        begin = self._regelbegin[nummer]
        if nummer + 1 == len(self._regelbegin):
            return begin, len(self.tekst if self.regel is None else self.tekst.rstrip("\r\n"))
        einde = self._regelbegin[nummer + 1] - 1
        return begin, einde - (einde > begin and self.tekst[einde - 1 : einde + 1] == "\r\n")

    def fout(
        self,
        bereik: Bereik | None,
        melding: str,
        *,
        pad: str | None = None,
        waarde: str | None = None,
        verwacht: str | None = None,
        advies: str | None = None,
    ) -> Fout:
        """A fault at these characters, with its line and a caret; `None`: no place is known."""
        regel = kolom = regeltekst = aanwijzer = None
        if bereik is not None:
            regel, kolom = self.plaats(bereik[0])
            regeltekst, aanwijzer = self._uitsnede(regel, kolom - 1, bereik[1] - bereik[0])
        return Fout(
            bestand=self.bestand,
            melding=melding,
            regel=regel,
            kolom=kolom,
            pad=pad or None,
            waarde=waarde,
            verwacht=verwacht,
            advies=advies,
            regeltekst=regeltekst,
            aanwijzer=aanwijzer,
            vertrouwelijk=self.vertrouwelijk,
        )

    def _uitsnede(self, regel: int, kolom: int, lengte: int) -> tuple[str, tuple[int, int]]:
        """The part of a line around a column, as it can be printed, and the span of the caret in it.

        A line may be as long as the file, so only that part of it is ever copied.
        """
        van, tot = self._regelgrenzen(regel)
        regellengte = tot - van
        lengte = max(1, min(lengte, regellengte - kolom))
        begin, voor, na = 0, "", ""
        if regellengte > _REGELBREEDTE:
            begin = max(0, min(kolom - _REGELBREEDTE // 3, regellengte - _REGELBREEDTE))
            voor = "…" if begin else ""
            na = "…" if begin + _REGELBREEDTE < regellengte else ""
        deel = self.tekst[van + begin : min(van + begin + _REGELBREEDTE, tot)]
        zichtbaar = "".join(_afdrukbaar(teken) for teken in deel)
        start = kolom - begin + len(voor)
        return voor + zichtbaar + na, (start, min(lengte, max(1, len(voor) + len(zichtbaar) - start)))


class Document(Protocol):
    """Data that was read from a text and knows where each part of it stood."""

    @property
    def data(self) -> Json: ...

    @property
    def bron(self) -> Brontekst: ...

    def bereik(self, pad: Pad) -> Bereik | None:
        """The characters of the value at this path."""

    def sleutelbereik(self, pad: Pad) -> Bereik | None:
        """The characters of the key at this path."""


def fout_bij(
    document: Document,
    pad: Pad,
    melding: str,
    *,
    waarde: str | None = None,
    verwacht: str | None = None,
    advies: str | None = None,
    bij_sleutel: bool = False,
) -> Fout:
    """A fault at a path; where that path has no place of its own, at the nearest part that holds it."""
    bereik = document.sleutelbereik(pad) if bij_sleutel else document.bereik(pad)
    omvattend = pad
    while bereik is None and omvattend:
        omvattend = omvattend[:-1]
        bereik = document.sleutelbereik(omvattend) or document.bereik(omvattend)
    return document.bron.fout(
        bereik,
        melding,
        pad=pad_tekst(pad, document.data, document.bron.noembaar, document.bron.id_noembaar),
        waarde=waarde,
        verwacht=verwacht,
        advies=advies,
    )


def toonbaar(waarde: object) -> str:
    """A value as it can stand in a message: on one line, short, and printable everywhere."""
    if isinstance(waarde, dict):
        return "een groep zonder sleutels" if not waarde else f"een groep met {len(waarde)} sleutel(s)"
    if isinstance(waarde, list | tuple):
        return "een lege lijst" if not waarde else f"een lijst van {len(waarde)}"
    if isinstance(waarde, str):
        waarde = waarde[: _WAARDEBREEDTE + 1]
    tekst = json.dumps(waarde, ensure_ascii=False, default=str).encode(errors="backslashreplace").decode()
    return tekst if len(tekst) <= _WAARDEBREEDTE else tekst[: _WAARDEBREEDTE - 1] + "…"


def te_groot(naam: str, grens: int) -> Invoerfout:
    """The refusal of a file over a limit."""
    if grens < 1024**2:
        return _weiger(naam, f"het bestand is groter dan {grens // 1024} kB en wordt niet gelezen", "kort de tekst in")
    return _weiger(
        naam,
        f"het bestand is groter dan {grens // 1024**2} MiB en wordt niet gelezen",
        "verdeel de dossiers over kleinere bestanden, of lever ze aan als .jsonl (één dossier per regel)",
    )


def geen_regels(naam: str, nummer: int | None = None) -> Invoerfout:
    """The refusal of a file of lines in which one has no end."""
    melding = f"hier staat een regel van meer dan {MAX_REGEL // 1024**2} MiB; het hele bestand wordt niet gelezen"
    return Invoerfout((Fout(naam, melding, regel=nummer, advies="zet elk dossier op een eigen regel"),))


def begrensd(fouten: list[Fout], ongenoemd: int = 0) -> list[Fout]:
    """The first faults of many, and how many more there are; `ongenoemd` were counted and not written out."""
    if len(fouten) <= MAX_FOUTEN:
        return fouten
    meer = len(fouten) - MAX_FOUTEN + max(ongenoemd, 0)
    melding = f"en nog {meer} {'fout' if meer == 1 else 'fouten'} hierna"
    laatste = replace(fouten[MAX_FOUTEN], melding=melding, pad=None, waarde=None, verwacht=None, advies=None)
    return [*fouten[:MAX_FOUTEN], laatste]


def te_veel_waarden(data: Json) -> bool:
    """Whether data holds more values than `MAX_WAARDEN`; stops looking as soon as it does."""
    aantal, te_doen = 1, [data]
    while te_doen:
        deel = te_doen.pop()
        if isinstance(deel, dict | list):
            aantal += len(deel)
            if aantal > MAX_WAARDEN:
                return True
            te_doen += deel.values() if isinstance(deel, dict) else deel
    return False


def lees_tekst(
    inhoud: bytes,
    bestand: str,
    *,
    vertrouwelijk: bool = False,
    regel: int | None = None,
    verboden: re.Pattern[str] = NUL,
    grens: int | None = None,
    resultaat: bool = False,
) -> Brontekst:
    """Decode a file, or that line of a file of lines.

    What is no UTF-8, holds `verboden` characters or is over the limit of bytes, is refused.
    """
    grens = MAX_BYTES if grens is None else grens
    if len(inhoud) > grens:
        raise te_groot(bestand, grens)
    if inhoud.startswith(_UTF16):
        raise _weiger(
            bestand,
            "het bestand is opgeslagen als UTF-16; verwacht wordt UTF-8",
            "open het bestand in een teksteditor en sla het op met codering UTF-8",
        )
    try:
        tekst = inhoud.removeprefix(_UTF8_BOM).decode("utf-8")
    except UnicodeDecodeError as fout:
        raise _verkeerde_codering(inhoud.removeprefix(_UTF8_BOM), fout, bestand, regel) from None
    bron = Brontekst(bestand, tekst, vertrouwelijk=vertrouwelijk, regel=regel, resultaat=resultaat)
    # A file of another kind (a picture, say) may hold millions of them.
    tekens = islice(verboden.finditer(tekst), _MAX_STUURTEKENS)
    fouten = tuple(_stuurteken(bron, teken) for teken in tekens)
    if fouten:
        raise Invoerfout(fouten)
    return bron


def _weiger(bestand: str, melding: str, advies: str) -> Invoerfout:
    return Invoerfout((Fout(bestand=bestand, melding=melding, advies=advies),))


def _verkeerde_codering(inhoud: bytes, fout: UnicodeDecodeError, bestand: str, op_regel: int | None) -> Invoerfout:
    # Everything before the fault is valid UTF-8, so its place can be counted in characters.
    voor = Brontekst(bestand, inhoud[: fout.start].decode("utf-8"), regel=op_regel)
    regel, kolom = voor.plaats(len(voor.tekst))
    return Invoerfout(
        (
            Fout(
                bestand=bestand,
                melding=f"dit is geen UTF-8: de byte 0x{inhoud[fout.start]:02X} kan hier niet staan",
                regel=regel,
                kolom=kolom,
                advies="sla het bestand op met codering UTF-8; waarschijnlijk is het nu Windows-1252 (Latin-1)",
            ),
        )
    )


def _stuurteken(bron: Brontekst, teken: re.Match[str]) -> Fout:
    code = ord(teken[0])
    naam = "een NUL-teken" if code == 0 else f"het onzichtbare stuurteken U+{code:04X}"
    return bron.fout(
        teken.span(),
        f"{naam} kan niet in een tekstbestand staan",
        advies="verwijder het teken; het komt vaak mee bij kopiëren uit een ander programma",
    )


def _afdrukbaar(teken: str) -> str:
    # One for one, so that the caret stays under its character.
    if teken == "\t":
        return " "
    return "\ufffd" if unicodedata.category(teken) in {"Cc", "Cf", "Zl", "Zp"} else teken
