"""TOML with the place of each key, as far as tables and keys on a line of their own tell it."""

import json
import re
import tomllib
from typing import Any

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading.tekst import Bereik, Brontekst, Json, lees_tekst
from dossieraudit.models.paden import Pad

_DEEL = r"""(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_SLEUTEL = rf"{_DEEL}(?:[ \t]*\.[ \t]*{_DEEL})*"
_TABEL = re.compile(rf"^[ \t]*\[[ \t]*(?P<sleutel>{_SLEUTEL})[ \t]*\]")
_WAARDE = re.compile(rf"^[ \t]*(?P<sleutel>{_SLEUTEL})[ \t]*=[ \t]*(?P<waarde>[^\n]*)")
_PLAATS = re.compile(r"\(at line (\d+), column (\d+)\)")


class TomlTekst:
    """Data of a TOML file below a table, and where its keys stand; the place of anything else is its nearest key."""

    def __init__(self, data: Json, bron: Brontekst, wortel: tuple[str, ...]) -> None:
        self.data = data
        self.bron = bron
        self._wortel = wortel
        self._plaatsen = dict(_plaatsen(bron.tekst))

    def bereik(self, pad: Pad) -> Bereik | None:
        """The characters of the value at this path."""
        gevonden = self._plaatsen.get((*self._wortel, *pad))
        return None if gevonden is None else gevonden[1]

    def sleutelbereik(self, pad: Pad) -> Bereik | None:
        """The characters of the key at this path."""
        gevonden = self._plaatsen.get((*self._wortel, *pad))
        return None if gevonden is None else gevonden[0]


def lees_toml(inhoud: bytes, naam: str, wortel: tuple[str, ...] = ()) -> TomlTekst:
    """The data below the table `wortel`. Raises `Invoerfout` for what is no TOML, and KeyError without that table."""
    bron = lees_tekst(inhoud, naam)
    try:
        data: Any = tomllib.loads(bron.tekst)
    except tomllib.TOMLDecodeError as fout:
        raise Invoerfout((_geen_toml(bron, str(fout)),)) from None
    except RecursionError:
        advies = "instellingen zijn nooit zo diep genest; controleer hoe het bestand is gemaakt"
        raise Invoerfout((bron.fout(None, "de inhoud is te diep genest", advies=advies),)) from None
    for deel in wortel:
        data = data[deel]
    # Dates are a type of TOML; here they are text, as in every other file.
    return TomlTekst(json.loads(json.dumps(data, default=str)), bron, wortel)


def _geen_toml(bron: Brontekst, melding: str) -> Fout:
    plaats = _PLAATS.search(melding)
    bereik = None
    if plaats is not None:
        regels = bron.tekst.splitlines(keepends=True)
        begin = sum(len(regel) for regel in regels[: int(plaats[1]) - 1]) + int(plaats[2]) - 1
        bereik = (min(begin, len(bron.tekst)), min(begin + 1, len(bron.tekst)))
    return bron.fout(
        bereik,
        "hier kan het bestand niet verder worden gelezen: dit is geen geldige TOML",
        advies='schrijf \'sleutel = waarde\', tekst tussen aanhalingstekens, en lijsten als ["een", "twee"]',
    )


def _plaatsen(tekst: str) -> list[tuple[Pad, tuple[Bereik, Bereik]]]:
    """For every path the place of its key and of its value; of a table both are its name."""
    gevonden: list[tuple[Pad, tuple[Bereik, Bereik]]] = []
    tabel: Pad = ()
    begin = 0
    for regel in tekst.splitlines(keepends=True):
        if (treffer := _TABEL.match(regel)) is not None:
            tabel = _delen(treffer["sleutel"])
            sleutel = waarde = treffer.span("sleutel")
            pad = tabel
        elif (treffer := _WAARDE.match(regel)) is not None:
            pad = (*tabel, *_delen(treffer["sleutel"]))
            sleutel, waarde = treffer.span("sleutel"), treffer.span("waarde")
        else:
            begin += len(regel)
            continue
        gevonden.append((pad, ((begin + sleutel[0], begin + sleutel[1]), (begin + waarde[0], begin + waarde[1]))))
        begin += len(regel)
    return gevonden


def _delen(sleutel: str) -> Pad:
    return tuple(deel.strip("\"'") for deel in re.findall(_DEEL, sleutel))
