"""A strict reader of YAML: plain data only, nothing is guessed, and every part knows where it stood.

Of YAML 1.2 it takes what JSON can say: groups with text keys, lists, text, numbers, `true`, `false` and `null`.
The surprises of YAML 1.1 (no, 12:30, 017, 1_000, dates) stay text, and the model then says what it wanted.
"""

import math
import re
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct, field

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading import tekst as grenzen
from dossieraudit.loading.tekst import MAX_DIEPTE, MAX_FOUTEN, YAML_STUURTEKEN, Bereik, Brontekst, Json, lees_tekst
from dossieraudit.loading.yamlfouten import vertaal_yamlfout
from dossieraudit.models.paden import Pad

_LEZER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_GETAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<breuk>(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)")
_VAST: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_MAX_CIJFERS = 4_000
# Some four hundred dossiers; the parser takes a second for it.
_MAX_ONDERDELEN = 150_000
_BLOK = ("|", ">")
# Line ends in YAML 1.1 and so to the parser, but not in YAML 1.2, in JSON or in an editor.
_OUDE_REGELEINDEN = "\x85\u2028\u2029"
_PRIVE = range(0xE000, 0xF900)
_HALF_TEKEN = re.compile(r"[\ud800-\udfff]")


def is_getal(tekst: str) -> bool:
    """Whether this is read as a number where it stands without quotes."""
    return _GETAL.fullmatch(tekst) is not None


class _Knoop(Struct):
    """Where a value stands: its characters, how it was written, and the same of what it holds."""

    van: int
    tot: int
    stijl: str = ""
    onderdelen: "dict[str, _Knoop] | list[_Knoop] | None" = None
    sleutels: dict[str, Bereik] | None = None  # only of a group


class YamlTekst:
    """Data read from YAML, and the place of each part of it."""

    def __init__(self, data: Json, bron: Brontekst, wortel: _Knoop) -> None:
        self.data = data
        self.bron = bron
        self._wortel = wortel

    def deel(self, plaats: int) -> "YamlTekst":
        """One item of the list at the top, as a document of its own; paths then start there."""
        if not isinstance(self.data, list) or not isinstance(self._wortel.onderdelen, list):
            raise TypeError("only a list has parts by number")
        return YamlTekst(self.data[plaats], self.bron, self._wortel.onderdelen[plaats])

    def bereik(self, pad: Pad) -> Bereik | None:
        """The characters of the value at this path."""
        knoop = self._knoop(pad)
        return None if knoop is None else (knoop.van, knoop.tot)

    def sleutelbereik(self, pad: Pad) -> Bereik | None:
        """The characters of the key at this path."""
        if not pad or not isinstance(pad[-1], str):
            return None
        knoop = self._knoop(pad[:-1])
        return None if knoop is None or knoop.sleutels is None else knoop.sleutels.get(pad[-1])

    def plaats(self, pad: Pad) -> tuple[int, int] | None:
        """Line and column (from 1) at which the value at this path begins."""
        bereik = self.bereik(pad)
        return None if bereik is None else self.bron.plaats(bereik[0])

    def sleutelplaats(self, pad: Pad) -> tuple[int, int] | None:
        """Line and column (from 1) at which the key at this path begins."""
        bereik = self.sleutelbereik(pad)
        return None if bereik is None else self.bron.plaats(bereik[0])

    def tekstplaats(self, pad: Pad, verschuiving: int = 0) -> tuple[int, int] | None:
        """Line and column at which a character of the text value at this path stands in the file.

        With 0 that is the first line of the text itself, also of a block under `|` or `>`. Where an escape makes it
        impossible to say, the beginning of the value.
        """
        knoop = self._knoop(pad)
        waarde = _opzoeken(self.data, pad)
        if knoop is None or not isinstance(waarde, str):
            return None
        return self.bron.plaats(_teken_in_bron(self.bron.tekst, knoop, waarde, verschuiving))

    def _knoop(self, pad: Pad) -> _Knoop | None:
        knoop: _Knoop | None = self._wortel
        for deel in pad:
            onderdelen = knoop.onderdelen if knoop is not None else None
            if isinstance(onderdelen, dict) and isinstance(deel, str):
                knoop = onderdelen.get(deel)
            elif isinstance(onderdelen, list) and isinstance(deel, int) and deel < len(onderdelen):
                knoop = onderdelen[deel]
            else:
                return None
        return knoop


def lees_yaml(inhoud: bytes, bestand: str, *, vertrouwelijk: bool = False) -> YamlTekst:
    """Read one YAML document; raises `Invoerfout` with every fault that can be found.

    `vertrouwelijk`: the file may hold something of a case, so that faults show its lines only on request.
    """
    bron = lees_tekst(inhoud, bestand, vertrouwelijk=vertrouwelijk, verboden=YAML_STUURTEKEN, grens=grenzen.MAX_INVOER)
    heen, terug = _vervangingen(bron.tekst)
    bouwer = _Bouwer(bron, terug)
    try:
        bouwer.bouw(_gebeurtenissen(bron.tekst.translate(heen) if heen else bron.tekst))
    except yaml.YAMLError as fout:
        bouwer.fouten.append(vertaal_yamlfout(fout, bron, bouwer.nog_open))
    if not bouwer.fouten and bouwer.wortel is None:
        bouwer.fouten.append(bron.fout(None, "het bestand is leeg", advies="vul het bestand, of verwijder het"))
    if bouwer.fouten or bouwer.wortel is None:
        raise Invoerfout(tuple(bouwer.fouten))
    return YamlTekst(bouwer.data, bron, bouwer.wortel)


def _gebeurtenissen(tekst: str) -> Iterator[Any]:
    """What the parser comes across, up to the end. `yaml.parse` asks twice for each."""
    lezer = _LEZER(tekst)
    try:
        while (gebeurtenis := lezer.get_event()) is not None:
            yield gebeurtenis
    finally:
        lezer.dispose()


def _vervangingen(tekst: str) -> tuple[dict[int, str], dict[int, str]]:
    """Stand-ins, one for one so that places stay true, for characters that the parser takes for line ends."""
    gezocht = [teken for teken in _OUDE_REGELEINDEN if teken in tekst]
    if not gezocht:
        return {}, {}
    gebruikt = set(tekst)
    vrij = (chr(code) for code in _PRIVE if chr(code) not in gebruikt)
    heen = dict(zip(gezocht, vrij, strict=False))
    return {ord(teken): naar for teken, naar in heen.items()}, {ord(naar): teken for teken, naar in heen.items()}


def _opzoeken(data: Json, pad: Pad) -> Json:
    for deel in pad:
        if isinstance(data, dict) and isinstance(deel, str):
            data = data.get(deel)
        elif isinstance(data, list) and isinstance(deel, int) and deel < len(data):
            data = data[deel]
        else:
            return None
    return data


def _teken_in_bron(tekst: str, knoop: _Knoop, waarde: str, verschuiving: int) -> int:
    """The n-th character that is no white space is the same in value and source, however lines are folded."""
    begin, tot = knoop.van, knoop.tot
    if knoop.stijl in _BLOK:
        begin = tekst.index("\n", begin, tot) + 1 if "\n" in tekst[begin:tot] else tot
    elif knoop.stijl:
        begin += 1
        if "\\" in tekst[begin:tot] or "''" in tekst[begin:tot]:
            return begin
    verschuiving = min(verschuiving, len(waarde))
    rang = sum(not teken.isspace() for teken in waarde[:verschuiving])
    zichtbaar = (index for index in range(begin, tot) if not tekst[index].isspace())
    if verschuiving < len(waarde) and waarde[verschuiving].isspace():
        # White space may be folded away; it comes right after the character before it.
        return begin if rang == 0 else _nde(zichtbaar, rang - 1, tot - 1) + 1
    return _nde(zichtbaar, rang, tot)


def _nde(rij: Iterator[int], n: int, anders: int) -> int:
    return next((waarde for nummer, waarde in enumerate(rij) if nummer == n), anders)


class _Raam(Struct):
    """A group or list that is still open. `als_sleutel`: it stands where a key belongs."""

    data: dict[str, Json] | list[Json]
    knoop: _Knoop
    wacht_op_sleutel: bool  # only in a group
    als_sleutel: bool
    sleutels: dict[str, Bereik] = field(default_factory=dict)
    sleutel: str | None = None  # None: what comes next is read but not kept


_TE_DIEP = (
    f"de inhoud is dieper genest dan {MAX_DIEPTE} niveaus en wordt niet gelezen",
    "een dossier of kader is nooit zo diep genest; controleer hoe het bestand is gemaakt",
)
_GEEN_ALIAS = (
    "een verwijzing met '*' (alias) wordt niet gelezen",
    "schrijf de waarde uit, of zet een waarde die met '*' begint tussen aanhalingstekens",
)
_TE_VEEL = (
    f"dit bestand heeft meer dan {_MAX_ONDERDELEN} onderdelen en wordt niet verder gelezen",
    "verdeel de inhoud over meer bestanden, of lever dossiers aan als .jsonl (één dossier per regel)",
)
_TE_VEEL_FOUTEN = (
    f"na {MAX_FOUTEN} fouten is gestopt met lezen",
    "verbeter deze fouten eerst; kijk of het bestand op de goede manier is gemaakt",
)
_TWEEDE_DOCUMENT = (
    "hier begint een tweede document; een bestand kan er maar één bevatten",
    "zet elk document in een eigen bestand, of maak er één lijst van",
)


def _knoop_van(gebeurtenis: Any, stijl: str = "") -> _Knoop:
    return _Knoop(gebeurtenis.start_mark.index, gebeurtenis.end_mark.index, stijl)


class _Bouwer:
    """Builds data from the parser's events, without recursion, and collects what is not allowed."""

    def __init__(self, bron: Brontekst, terug: dict[int, str]) -> None:
        self.bron = bron
        self.terug = terug
        self.fouten: list[Fout] = []
        self.data: Json = None
        self.wortel: _Knoop | None = None
        self.open: list[_Raam] = []

    @property
    def nog_open(self) -> int | None:
        """Where the innermost list or group begins that was not closed yet."""
        return self.open[-1].knoop.van if self.open else None

    def bouw(self, gebeurtenissen: Iterator[Any]) -> None:
        """Take events until the end, or until reading on is of no use."""
        documenten = 0
        for nummer, gebeurtenis in enumerate(gebeurtenissen):
            soort = type(gebeurtenis)
            if nummer > _MAX_ONDERDELEN or len(self.fouten) >= MAX_FOUTEN:
                self._fout(gebeurtenis, *(_TE_VEEL if len(self.fouten) < MAX_FOUTEN else _TE_VEEL_FOUTEN))
                return
            if soort is yaml.ScalarEvent:
                self._tekstdeel(gebeurtenis)
            elif soort is yaml.MappingStartEvent or soort is yaml.SequenceStartEvent:
                if len(self.open) >= MAX_DIEPTE:
                    self._fout(gebeurtenis, *_TE_DIEP)
                    return
                self._open(gebeurtenis)
            elif soort is yaml.MappingEndEvent or soort is yaml.SequenceEndEvent:
                raam = self.open.pop()
                raam.knoop.tot = gebeurtenis.end_mark.index
                if raam.als_sleutel:
                    self.open[-1].wacht_op_sleutel = False
            elif soort is yaml.AliasEvent:
                self._fout(gebeurtenis, *_GEEN_ALIAS)
                self._plaats_waarde(None, _knoop_van(gebeurtenis))
            elif soort is yaml.DocumentStartEvent:
                documenten += 1
                if documenten > 1:
                    self._fout(gebeurtenis, *_TWEEDE_DOCUMENT)
                    return

    def _tekstdeel(self, gebeurtenis: Any) -> None:
        self._weiger_extras(gebeurtenis)
        if gebeurtenis.style == '"' and _HALF_TEKEN.search(gebeurtenis.value):  # libyaml refuses this by itself
            self._fout(gebeurtenis, "deze tekst bevat een half teken", "schrijf het teken zelf")
        raam = self.open[-1] if self.open else None
        if raam is not None and raam.wacht_op_sleutel:
            self._neem_sleutel(raam, gebeurtenis)
        else:
            self._plaats_waarde(self._scalar(gebeurtenis), _knoop_van(gebeurtenis, gebeurtenis.style or ""))

    def _open(self, gebeurtenis: Any) -> None:
        self._weiger_extras(gebeurtenis)
        groep = type(gebeurtenis) is yaml.MappingStartEvent
        data: dict[str, Json] | list[Json] = {} if groep else []
        knoop = _knoop_van(gebeurtenis)
        knoop.onderdelen = {} if groep else []
        boven = self.open[-1] if self.open else None
        als_sleutel = boven is not None and boven.wacht_op_sleutel
        if boven is not None and als_sleutel:
            boven.sleutel = None
            self._fout(gebeurtenis, "een lijst of groep kan geen sleutel zijn", "gebruik een tekst als sleutel")
        else:
            self._plaats_waarde(data, knoop)
        raam = _Raam(data, knoop, groep, als_sleutel)
        knoop.sleutels = raam.sleutels
        self.open.append(raam)

    def _neem_sleutel(self, raam: _Raam, gebeurtenis: Any) -> None:
        sleutel = raam.sleutel = self._terug(gebeurtenis.value)
        raam.wacht_op_sleutel = False
        bereik = gebeurtenis.start_mark.index, gebeurtenis.end_mark.index
        eerder = raam.sleutels.setdefault(sleutel, bereik)
        if eerder is not bereik:
            naam = f" '{sleutel}'" if self.bron.noembaar(sleutel) else ""
            self._fout(
                gebeurtenis,
                f"de sleutel{naam} staat hier dubbel: ook {self.bron.elders(eerder[0], bereik[0])}",
                "laat één van de twee staan",
            )

    def _plaats_waarde(self, waarde: Json, knoop: _Knoop) -> None:
        if not self.open:
            self.data, self.wortel = waarde, knoop
            return
        raam = self.open[-1]
        if isinstance(raam.data, list):
            raam.data.append(waarde)
            assert isinstance(raam.knoop.onderdelen, list)
            raam.knoop.onderdelen.append(knoop)
            return
        if raam.wacht_op_sleutel:  # an alias in the place of a key
            raam.wacht_op_sleutel, raam.sleutel = False, None
            return
        if raam.sleutel is not None:
            raam.data[raam.sleutel] = waarde
            assert isinstance(raam.knoop.onderdelen, dict)
            raam.knoop.onderdelen[raam.sleutel] = knoop
        raam.wacht_op_sleutel = True

    def _scalar(self, gebeurtenis: Any) -> Json:
        tekst: str = self._terug(gebeurtenis.value)
        if gebeurtenis.style:
            return tekst
        if tekst in _VAST:
            return _VAST[tekst]
        getal = _GETAL.fullmatch(tekst)
        if getal is None:
            return tekst
        if len(tekst) <= _MAX_CIJFERS:
            if not getal["breuk"]:
                return int(tekst)
            if math.isfinite(float(tekst)):
                return float(tekst)
        self._fout(
            gebeurtenis,
            "dit getal is te groot om te lezen",
            "zet het tussen aanhalingstekens als het geen getal is om mee te rekenen",
        )
        return None

    def _weiger_extras(self, gebeurtenis: Any) -> None:
        if gebeurtenis.anchor is not None:
            self._fout(
                gebeurtenis,
                "een merkteken met '&' (anker) wordt niet gelezen",
                "haal het merkteken weg, of zet een waarde die met '&' begint tussen aanhalingstekens",
            )
        if gebeurtenis.tag is not None:
            self._fout(
                gebeurtenis,
                "een tag met '!' wordt niet gelezen",
                "haal de tag weg, of zet een waarde die met '!' begint tussen aanhalingstekens",
            )

    def _terug(self, tekst: str) -> str:
        return tekst.translate(self.terug) if self.terug else tekst

    def _fout(self, gebeurtenis: Any, melding: str, advies: str) -> None:
        bereik = gebeurtenis.start_mark.index, gebeurtenis.end_mark.index
        self.fouten.append(self.bron.fout(bereik, melding, advies=advies))
