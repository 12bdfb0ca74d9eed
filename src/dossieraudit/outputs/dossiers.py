"""Dossiers as files: a YAML file for each in a folder, or one file of JSON lines."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout
from dossieraudit.loading.tekst import begrensd
from dossieraudit.loading.yamlschrijven import SNELLE_SCHRIJVER
from dossieraudit.models.dossier import Dossier
from dossieraudit.outputs.files import schrijf_heel

# What has another default than unknown, and says nothing where it is empty.
_ZONDER_INHOUD = ("niet_aangeleverd", "vindplaatsen")


def als_yaml(dossier: Dossier) -> bytes:
    """The file of one dossier; what is unknown is left out."""
    tekst: str = yaml.dump(_inhoud(dossier), Dumper=SNELLE_SCHRIJVER, allow_unicode=True, sort_keys=False, width=110)
    return tekst.encode()


def als_jsonregel(dossier: Dossier) -> bytes:
    """The same as one line of JSON."""
    weg = {naam for naam in _ZONDER_INHOUD if not getattr(dossier, naam)}
    return dossier.model_dump_json(exclude_none=True, exclude=weg).encode() + b"\n"


def _inhoud(dossier: Dossier) -> dict[str, Any]:
    weg = {naam for naam in _ZONDER_INHOUD if not getattr(dossier, naam)}
    return dossier.model_dump(mode="python", exclude_none=True, exclude=weg)


def bestandsnaam(dossier: Dossier) -> str:
    """The name of the file of a dossier in a folder."""
    return f"{dossier.id}.yaml"


class Dossiermap:
    """A folder to write dossiers into. What stands there already and is different is only replaced when asked."""

    def __init__(self, map_: Path, *, vervang: bool = False) -> None:
        if map_.exists() and not map_.is_dir():
            raise Gebruiksfout(f"'{map_}' is geen map; geef een map, of een bestand dat op .jsonl eindigt")
        self.map, self.vervang = map_, vervang
        self.eerder = {pad.name.lower() for pad in map_.iterdir()} if map_.exists() else set()

    def bezwaar(self, dossier: Dossier, inhoud: bytes) -> Fout | None:
        """Why this dossier cannot be written; None where it can."""
        naam = bestandsnaam(dossier)
        if naam.lower() not in self.eerder or self.vervang:
            return None
        pad = self.map / naam
        if pad.is_file() and pad.read_bytes() == inhoud:
            return None
        melding = "hier staat al een ander bestand, dat niet wordt vervangen"
        return Fout(str(pad), melding, advies="kies een andere map, of geef --vervang")

    def eis_ruimte(self, dossiers: Iterable[Dossier]) -> None:
        """Raise `Invoerfout` where any of these cannot be written, so that either all of them are or none."""
        bezwaren = tuple(b for dossier in dossiers if (b := self.bezwaar(dossier, als_yaml(dossier))) is not None)
        if bezwaren:
            raise Invoerfout(tuple(begrensd(list(bezwaren))))

    def zet_neer(self, dossier: Dossier) -> None:
        """Write one of them."""
        schrijf_heel(self.map / bestandsnaam(dossier), als_yaml(dossier))

    def schrijf(self, dossiers: Sequence[Dossier]) -> None:
        """Write them all, or nothing where one of them cannot be. Raises `Invoerfout`."""
        if gelijk := tuple(_gelijke_namen(dossier.id for dossier in dossiers)):
            raise Invoerfout(gelijk)
        self.eis_ruimte(dossiers)
        for dossier in dossiers:
            self.zet_neer(dossier)


def _gelijke_namen(ids: Iterable[str]) -> Iterator[Fout]:
    """Ids that differ in capitals alone: on many computers one file would take the place of the other."""
    eerste: dict[str, str] = {}
    for id_ in ids:
        ander = eerste.setdefault(id_.lower(), id_)
        if ander != id_:
            melding = f"dit id verschilt alleen in hoofdletters van '{ander}'; er kan maar één bestand zo heten"
            yield Fout(id_, melding, advies="geef een van de twee een ander id, of schrijf naar een bestand .jsonl")
