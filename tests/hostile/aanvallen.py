"""Hostile and broken files, by name: what each is called, what stands in it, and what the refusal must say."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GIGABYTE = 1 << 30
DIEP = 100_000
DOSSIER = {"id": "D1", "overdracht": {"soort": "na_triage", "ontvangen_op": "2017-05-10"}}


@dataclass(frozen=True)
class Aanval:
    """A file that must be refused: its suffix, its contents (or a sparse size), and a word of the message."""

    achtervoegsel: str
    maak: Callable[[], bytes] | int
    zegt: str

    def schrijf(self, pad: Path) -> Path:
        """Write it beside others, under its own suffix."""
        doel = pad.with_suffix(self.achtervoegsel)
        if isinstance(self.maak, int):
            with doel.open("wb") as bestand:
                bestand.truncate(self.maak)
        else:
            doel.write_bytes(self.maak())
        return doel


def _t(tekst: str, codering: str = "utf-8") -> Callable[[], bytes]:
    return lambda: tekst.encode(codering)


def _lol() -> bytes:
    regels = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    regels += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefghi", "bcdefghij", strict=True)]
    return "\n".join(regels).encode()


def _blok() -> bytes:
    """Block style: as deep as indentation gets in a file of an ordinary size."""
    return "".join(f"{' ' * diep}a:\n" for diep in range(3_000)).encode()


AANVALLEN: dict[str, Aanval] = {
    "yaml-aliasbom": Aanval(".yaml", _lol, "alias"),
    "yaml-zelfverwijzing": Aanval(".yaml", _t("&a [*a]\n"), "alias"),
    "yaml-samenvoegsleutel": Aanval(".yaml", _t("id: D1\nafsluiting:\n  <<: {reden: x}\n"), "onbekend"),
    "yaml-python-tag": Aanval(".yaml", _t("id: !!python/object/apply:os.system ['true']\n"), "tag"),
    "regel-1gb-jsonl": Aanval(".jsonl", GIGABYTE, "64 MiB"),
    "regel-1gb-yaml": Aanval(".yaml", GIGABYTE, "16 MiB"),
    "regel-1gb-json": Aanval(".json", GIGABYTE, "16 MiB"),
    "regel-16mb-yaml": Aanval(".yaml", lambda: b"id: " + b"a" * (15 << 20), "vorm"),
    "regel-16mb-json": Aanval(".json", lambda: b'{"id": "' + b"a" * (15 << 20) + b'"}', "vorm"),
    "nesten-yaml": Aanval(".yaml", lambda: b"[" * DIEP, "genest"),
    "nesten-yaml-groepen": Aanval(".yaml", lambda: b"{a: " * DIEP, "genest"),
    "nesten-yaml-blok": Aanval(".yaml", _blok, "genest"),
    "nesten-json": Aanval(".json", lambda: b'{"id": ' + b"[" * DIEP + b"]" * DIEP + b"}", "genest"),
    "nesten-json-lijst": Aanval(".json", lambda: b"[" * DIEP, "genest"),
    "nesten-jsonl": Aanval(".jsonl", lambda: b'{"a":' * DIEP + b"1" + b"}" * DIEP, "genest"),
    "nul-yaml": Aanval(".yaml", _t("id: D1\0\n"), "NUL"),
    "nul-json": Aanval(".json", _t('{"id": "D1\0"}'), "NUL"),
    "alleen-nullen": Aanval(".jsonl", lambda: bytes(1_000), "NUL"),
    "codering-utf16": Aanval(".yaml", _t("id: D1\n", "utf-16"), "UTF-16"),
    "codering-latin1": Aanval(".yaml", _t("id: D1\nnotities: caf\u00e9\n", "latin-1"), "UTF-8"),
    "codering-latin1-jsonl": Aanval(".jsonl", _t('{"id": "caf\u00e9"}\n', "latin-1"), "UTF-8"),
    "codering-afgekapt": Aanval(".json", lambda: b'{"id": "D\xc3', "UTF-8"),
    "alleen-bom": Aanval(".yaml", lambda: b"\xef\xbb\xbf", "leeg"),
    "leeg-json": Aanval(".json", lambda: b"", "leeg"),
    "yaml11-nee": Aanval(".yaml", _t("id: D1\noverdracht: {gesprek_gehouden: no}\n"), "true of false"),
    "yaml11-aan": Aanval(".yaml", _t("id: D1\noverdracht: {gesprek_gehouden: on}\n"), "true of false"),
    "yaml11-zestigtallig": Aanval(
        ".yaml", _t("id: D1\ncontacten: [{id: c1, aantal_medewerkers: 12:30}]\n"), "geheel getal"
    ),
    "yaml11-octaal": Aanval(".yaml", _t("id: D1\ncontacten: [{id: c1, aantal_medewerkers: 017}]\n"), "geheel getal"),
    "yaml11-streepjes": Aanval(".yaml", _t("id: D1\ncontacten: [{id: c1, aantal_medewerkers: 1_0}]\n"), "geheel getal"),
    "yaml11-tijdstip": Aanval(".yaml", _t("id: D1\ncontacten: [{id: c1, datum: 2017-05-10T10:00:00Z}]\n"), "datum"),
    "dubbele-sleutel-yaml": Aanval(".yaml", _t("id: D1\nid: D2\n"), "dubbel"),
    "dubbele-sleutel-json": Aanval(".json", _t('{"id": "D1", "id": "D2"}'), "dubbel"),
    "dubbele-sleutel-jsonl": Aanval(".jsonl", _t('{"id": "D1", "id": "D2"}\n'), "dubbel"),
    "json-nan": Aanval(".json", _t('{"id": NaN}'), "NaN"),
    "json-half-teken": Aanval(".json", _t('{"id": "D1", "notities": "\\ud800"}'), "helft van een teken"),
    "json-groot-getal": Aanval(".json", lambda: b'{"id": ' + b"9" * 1_000_000 + b"}", "te groot"),
    "yaml-groot-getal": Aanval(".yaml", lambda: b"id: " + b"9" * 1_000_000, "te groot"),
    "yaml-groot-macht": Aanval(".yaml", _t("id: 1e999999999\n"), "te groot"),
    "veel-sleutels": Aanval(".json", lambda: json.dumps({f"k{n}": n for n in range(60_000)}).encode(), "waarden"),
    "veel-onderdelen-yaml": Aanval(".yaml", lambda: b"[" + b"a," * 200_000 + b"a]", "onderdelen"),
    "veel-fouten-jsonl": Aanval(".jsonl", lambda: b"{\n" * 11_000, "gestopt met lezen"),
    "lege-regels": Aanval(".jsonl", lambda: b"\n" * 200_000, "lege regels"),
    "plaatje": Aanval(".yaml", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 200, "UTF-8"),
}


def zipbom(megabytes: int = 1_024) -> bytes:
    """A workbook of which one part unpacks to gigabytes; made in little memory."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archief:
        archief.writestr("[Content_Types].xml", "<Types/>")
        with archief.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as deel:
            for _ in range(megabytes // 16):
                deel.write(bytes(16 << 20))
    return uit.getvalue()


def leugenachtige_zipbom() -> bytes:
    """The same, of which the directory says that it is small."""
    uit = bytearray(zipbom(512))
    grootte = (512 << 20).to_bytes(4, "little")
    while (plaats := uit.find(grootte)) >= 0:
        uit[plaats : plaats + 4] = (100).to_bytes(4, "little")
    return bytes(uit)
