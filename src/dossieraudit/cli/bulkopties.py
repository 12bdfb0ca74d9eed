"""When `score` goes in pieces: told from paths and options alone, so that small jobs load nothing for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from dossieraudit.errors import Gebruiksfout

SUFFIXEN: dict[str, Literal["csv", "jsonl", "parquet"]] = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"}
INVOER = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")


class Bulkopties(Struct, frozen=True):
    """What only this way of scoring knows."""

    workers: int | None = None
    rejects: Path | None = None
    cluster: str | None = None

    def is_bulk(self, paden: Sequence[Path], formaat: str, uit: Path | None) -> bool:
        """Whether these inputs and this output go in pieces.

        Raises `Gebruiksfout` where the user asked for it and it cannot be.
        """
        tabel = uit is not None and uit.suffix.lower() in SUFFIXEN and formaat == "console"
        past = tabel and all(_leesbaar(als_url(pad)) for pad in paden)
        if not past and any(optie is not None for optie in (self.workers, self.rejects, self.cluster)):
            raise Gebruiksfout(
                "--workers, --rejects en --cluster horen bij een tabel: lees .jsonl, .jsonl.gz, .jsonl.zst, .parquet "
                "of een map, schrijf met -o naar .csv, .jsonl of .parquet, en laat --format weg"
            )
        if self.workers is not None and self.workers < 1:
            raise Gebruiksfout("--workers is ten minste 1")
        return past


def als_url(pad: Path) -> str:
    """What the user wrote: a path type folds the two slashes of a URL into one."""
    soort, scheiding, rest = str(pad).partition(":/")
    return f"{soort}://{rest.lstrip('/')}" if scheiding and len(soort) > 1 and "/" not in soort else str(pad)


def _leesbaar(pad: str) -> bool:
    return pad.lower().endswith(INVOER) or ("://" not in pad and Path(pad).is_dir())
