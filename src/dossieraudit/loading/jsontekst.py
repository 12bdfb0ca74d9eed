"""A strict reader of JSON: no double keys, no NaN, and places of parts, looked up only where a fault needs them."""

import json
import re
from functools import cached_property
from typing import Any

from msgspec import Struct

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading.tekst import MAX_DIEPTE, MAX_FOUTEN, Bereik, Brontekst, Json
from dossieraudit.models.paden import Pad

_WIT = re.compile(r"[ \t\n\r]*")
# Tokens of text that is known to be JSON, so that nothing else needs to be recognised.
_TOKEN = re.compile(
    r'(?P<tekst>"[^"\\]*+(?:\\.[^"\\]*+)*+")|(?P<los>[^\s\[\]{}:,"]+)|(?P<leesteken>[\[\]{}:,])', re.DOTALL
)
_GEEN_GETAL = {"NaN", "Infinity", "-Infinity"}
_VEEL_CIJFERS = re.compile(r"[0-9]{640,}")
# Counted as commas and brackets, so that text is weighed before anything is made of it.
_MAX_ONDERDELEN = 500_000
_MAX_LIJST = 20_000
_TE_VEEL_ADVIES = "verdeel de inhoud over meer bestanden, of lever dossiers aan als .jsonl (één dossier per regel)"
_DIEP_ADVIES = "een dossier is nooit zo diep genest; controleer hoe het bestand is gemaakt"
_TE_DIEP = f"de inhoud is dieper genest dan {MAX_DIEPTE} niveaus en wordt niet gelezen"


class JsonTekst:
    """One value read from JSON text (a file, one line of it, or one item of its list), and where its parts stand."""

    def __init__(self, data: Json, bron: Brontekst, van: int, tot: int) -> None:
        self.data = data
        self.bron = bron
        self.van = van
        self.tot = tot

    @property
    def regel(self) -> int:
        """The line on which the value begins."""
        return self.bron.plaats(self.van)[0]

    @property
    def tekst(self) -> str:
        """The value as it was written."""
        return self.bron.tekst[self.van : self.tot]

    @cached_property
    def doorzocht(self) -> "Doorzocht":
        """The places of all parts and the faults that the fast reader cannot place."""
        return _doorzoek(self.bron, self.van, self.tot)

    def bereik(self, pad: Pad) -> Bereik | None:
        """The characters of the value at this path."""
        return self.doorzocht.waarden.get(pad)

    def sleutelbereik(self, pad: Pad) -> Bereik | None:
        """The characters of the key at this path."""
        return self.doorzocht.sleutels.get(pad)


class Doorzocht(Struct, frozen=True):
    """What a careful second look at JSON text gives."""

    waarden: dict[Pad, Bereik]
    sleutels: dict[Pad, Bereik]
    fouten: tuple[Fout, ...]


def lees_json(bron: Brontekst, *, onderdelen: int = _MAX_ONDERDELEN) -> JsonTekst:
    """The one value that a text holds, of at most so many parts."""
    lezer = _Lezer(bron, onderdelen)
    waarde, tot = lezer.lees(_na_wit(bron.tekst, 0))
    lezer.eis_einde(tot)
    if isinstance(waarde, Invoerfout):
        raise waarde
    return waarde


def lees_json_lijst(bron: Brontekst) -> list[JsonTekst | Invoerfout] | None:
    """Each item of the list that a text holds, or `None` where it holds something else.

    What is wrong within one item (a double key, NaN) stands in its place and leaves the others be; text that is no
    JSON raises `Invoerfout`, since nothing can then be said about where an item ends.
    """
    begin = _na_wit(bron.tekst, 0)
    if bron.tekst[begin : begin + 1] != "[":
        return None
    return _Lezer(bron).lees_lijst(begin + 1)


class _Lezer:
    def __init__(self, bron: Brontekst, onderdelen: int = _MAX_ONDERDELEN) -> None:
        if len(bron.tekst) > onderdelen and sum(map(bron.tekst.count, ",[{")) > onderdelen:
            melding = f"dit bestand heeft meer dan {onderdelen} onderdelen en wordt niet gelezen"
            raise Invoerfout((bron.fout(None, melding, advies=_TE_VEEL_ADVIES),))
        self.bron = bron
        self.verdacht = False
        self.decoder = json.JSONDecoder(object_pairs_hook=self._groep, parse_constant=self._constante)

    def _groep(self, paren: list[tuple[str, Json]]) -> dict[str, Json]:
        groep = dict(paren)
        if len(groep) != len(paren):
            self.verdacht = True
        return groep

    def _constante(self, _naam: str) -> Json:
        self.verdacht = True
        return None

    def lees(self, van: int) -> tuple[JsonTekst | Invoerfout, int]:
        """The value that begins here, and where it ends."""
        self.verdacht = False
        try:
            data, tot = self.decoder.raw_decode(self.bron.tekst, van)
        except json.JSONDecodeError as fout:
            raise Invoerfout((_syntaxfout(self.bron, fout),)) from None
        except RecursionError:
            raise Invoerfout((_dieptefout(self.bron, van),)) from None
        except ValueError:
            # The limit of Python itself on the number of digits.
            cijfers = _VEEL_CIJFERS.search(self.bron.tekst, van)
            fout_ = self.bron.fout(cijfers.span() if cijfers else None, "dit getal is te groot om te lezen")
            raise Invoerfout((fout_,)) from None
        tekst = JsonTekst(data, self.bron, van, tot)
        return (Invoerfout(tekst.doorzocht.fouten) if self.verdacht else tekst), tot

    def lees_lijst(self, van: int) -> list[JsonTekst | Invoerfout]:
        """The items of the list that begins here."""
        tekst = self.bron.tekst
        items: list[JsonTekst | Invoerfout] = []
        index = _na_wit(tekst, van)
        if tekst[index : index + 1] == "]":
            self.eis_einde(index + 1)
            return items
        while True:
            item, index = self.lees(index)
            items.append(item)
            if len(items) > _MAX_LIJST:
                melding = f"deze lijst heeft meer dan {_MAX_LIJST} punten en wordt niet gelezen"
                raise Invoerfout((self.bron.fout(None, melding, advies=_TE_VEEL_ADVIES),))
            index = _na_wit(tekst, index)
            teken = tekst[index : index + 1]
            if teken == "]":
                self.eis_einde(index + 1)
                return items
            if teken != ",":
                fout = json.JSONDecodeError("Expecting ',' delimiter", tekst, index)
                raise Invoerfout((_syntaxfout(self.bron, fout),))
            index = _na_wit(tekst, index + 1)

    def eis_einde(self, van: int) -> None:
        """Nothing but white space may follow."""
        index = _na_wit(self.bron.tekst, van)
        if index < len(self.bron.tekst):
            fout = json.JSONDecodeError("Extra data", self.bron.tekst, index)
            raise Invoerfout((_syntaxfout(self.bron, fout),))


def _na_wit(tekst: str, van: int) -> int:
    wit = _WIT.match(tekst, van)
    return wit.end() if wit else van


_SYNTAX = (
    (
        "Expecting ',' delimiter",
        "hier ontbreekt een komma, of een afsluitende '}' of ']'",
        "zet een komma tussen twee onderdelen, of sluit de groep of lijst",
    ),
    ("Expecting ':' delimiter", "na deze sleutel ontbreekt een ':'", 'schrijf "sleutel": waarde'),
    (
        "Expecting property name",
        "hier hoort een sleutel tussen dubbele aanhalingstekens te staan",
        'schrijf "sleutel": waarde',
    ),
    (
        "Expecting value",
        "hier hoort een waarde te staan",
        "JSON kent tekst tussen dubbele aanhalingstekens, getallen, lijsten, groepen, true, false en null",
    ),
    (
        "Invalid control character",
        "een tekst tussen aanhalingstekens loopt hier door op een volgende regel, of bevat een tab",
        "schrijf een regeleinde in een tekst als \\n en een tab als \\t",
    ),
    (
        "Invalid \\",
        "deze code met een '\\' bestaat niet in JSON",
        "schrijf '\\\\' voor een gewone '\\'",
    ),
    (
        "Unterminated string",
        "de tekst die hier met een aanhalingsteken begint, wordt nergens gesloten",
        "zet een dubbel aanhalingsteken aan het eind van de tekst",
    ),
    (
        "Extra data",
        "hier staat nog iets nadat de inhoud al is afgesloten",
        "maak van meer dossiers één lijst tussen [ en ], of gebruik .jsonl met één dossier per regel",
    ),
)


def _syntaxfout(bron: Brontekst, fout: json.JSONDecodeError) -> Fout:
    tekst, index = bron.tekst, min(fout.pos, len(bron.tekst))
    if not tekst.strip():
        return bron.fout(None, "het bestand is leeg", advies="vul het bestand, of verwijder het")
    # Versions of Python differ in what they call this and where they see it.
    komma = _overtollige_komma(tekst, index)
    if komma is not None:
        return bron.fout((komma, komma + 1), "na deze komma volgt niets meer", advies="haal de laatste komma weg")
    if fout.msg.startswith("Expecting") and index >= len(tekst.rstrip()):
        return bron.fout(
            (index, index + 1),
            "de tekst houdt hier op, terwijl een lijst of groep nog open staat",
            advies="controleer of alles is meegekomen; sluit anders de lijst of groep",
        )
    for begin, melding, advies in _SYNTAX:
        if fout.msg.startswith(begin):
            return bron.fout((index, index + 1), melding, advies=advies)
    return bron.fout((index, index + 1), f"dit is geen geldige JSON ({fout.msg})")


def _overtollige_komma(tekst: str, index: int) -> int | None:
    if tekst[index : index + 1] == ",":
        return index if tekst[_na_wit(tekst, index + 1) :][:1] in ("]", "}") else None
    ervoor = tekst[:index].rstrip()
    return len(ervoor) - 1 if tekst[index : index + 1] in ("]", "}") and ervoor.endswith(",") else None


def _dieptefout(bron: Brontekst, van: int) -> Fout:
    gezien = _doorzoek(bron, van, len(bron.tekst)).fouten
    return gezien[-1] if gezien else bron.fout(None, _TE_DIEP)


def _doorzoek(bron: Brontekst, van: int, tot: int) -> Doorzocht:
    zoeker = _Zoeker(bron)
    for token in _TOKEN.finditer(bron.tekst, van, tot):
        if not zoeker.neem(token) or len(zoeker.fouten) > MAX_FOUTEN:
            break
    return Doorzocht(zoeker.waarden, zoeker.sleutels, tuple(zoeker.fouten))


class _Zoeker:
    """Walks over JSON tokens and notes the place of everything; `open` is the path to where it is."""

    def __init__(self, bron: Brontekst) -> None:
        self.bron = bron
        self.waarden: dict[Pad, Bereik] = {}
        self.sleutels: dict[Pad, Bereik] = {}
        self.fouten: list[Fout] = []
        self.pad: list[str | int] = []
        self.open: list[tuple[str, int]] = []
        self.sleutel_verwacht = False

    def neem(self, token: re.Match[str]) -> bool:
        """Take one token; false: it is of no use to go on."""
        teken = token["leesteken"]
        if teken is None:
            self._waarde(token)
        elif teken in "[{":
            if len(self.open) >= MAX_DIEPTE:
                self.fouten.append(self.bron.fout(token.span(), _TE_DIEP, advies=_DIEP_ADVIES))
                return False
            self.open.append((teken, token.start()))
            self.pad.append(0)
            self.sleutel_verwacht = teken == "{"
        elif teken in "]}" and self.open:
            _, begin = self.open.pop()
            self.pad.pop()
            self.waarden.setdefault(tuple(self.pad), (begin, token.end()))
            self.sleutel_verwacht = False
        elif teken == "," and self.open:
            self.sleutel_verwacht = self.open[-1][0] == "{"
            laatste = self.pad[-1]
            if isinstance(laatste, int):
                self.pad[-1] = laatste + 1
        return True

    def _waarde(self, token: re.Match[str]) -> None:
        if self.sleutel_verwacht and token["tekst"]:
            self._sleutel(token)
            return
        self.waarden.setdefault(tuple(self.pad), token.span())
        if token["los"] in _GEEN_GETAL:
            self.fouten.append(
                self.bron.fout(
                    token.span(),
                    f"{token['los']} is geen waarde in JSON",
                    advies="schrijf null als de waarde niet is vastgelegd",
                )
            )

    def _sleutel(self, token: re.Match[str]) -> None:
        self.sleutel_verwacht = False
        sleutel: Any = json.loads(token[0])
        self.pad[-1] = sleutel
        eerder = self.sleutels.setdefault(tuple(self.pad), token.span())
        if eerder != token.span():
            naam = f" '{sleutel}'" if self.bron.noembaar(sleutel) else ""
            self.fouten.append(
                self.bron.fout(
                    token.span(),
                    f"de sleutel{naam} staat hier dubbel: ook {self.bron.elders(eerder[0], token.start())}",
                    advies="laat één van de twee staan",
                )
            )
