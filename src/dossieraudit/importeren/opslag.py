"""Rows and dossiers on their way, on disk: so that memory holds one dossier at a time, however long the tables are.

The database is one of SQLite's own temporary files: readable by this user alone and already taken out of its folder
when it is opened, so that nothing of it stays behind, not even when the program is killed. TMPDIR says where.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Any

from dossieraudit.importeren.tabelbestanden import Celwaarde, Ongelezen

_GEHEUGEN = "-8000"  # of pages kept in memory, in kibibytes
_PORTIE = 2_000

_OPZET = f"""
PRAGMA temp_store = FILE;
PRAGMA cache_size = {_GEHEUGEN};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE rijen (sleutel TEXT, tabel INTEGER, nummer INTEGER, cellen TEXT, gebrek TEXT);
CREATE TABLE dossiers (volgorde INTEGER PRIMARY KEY, sleutel TEXT UNIQUE);
CREATE TABLE uit (id TEXT PRIMARY KEY, klein TEXT, inhoud BLOB);
"""


@dataclass(frozen=True, slots=True)
class Bewaarderij:
    """A row as it was kept: table and number, its cells, and why it cannot be trusted as it stands."""

    tabel: int
    nummer: int
    cellen: Sequence[Celwaarde]
    gebrek: str | None


class Opslag:
    """What an import keeps while it runs; a context manager that leaves nothing behind."""

    def __init__(self) -> None:
        self.db = sqlite3.connect("")  # no name: a temporary file, unlinked at once
        self.db.executescript(_OPZET)

    def __enter__(self) -> "Opslag":
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self.db.close()

    def bewaar(self, tabel: int, rijen: Iterable[tuple[str | None, int, Sequence[Celwaarde], str | None]]) -> int:
        """Keep the rows of a table: key of the dossier, number, cells, and what is wrong; gives how many there were."""
        aantal, portie = 0, []
        for sleutel, nummer, cellen, gebrek in rijen:
            aantal += 1
            tekst = json.dumps([_inpakken(cel) for cel in cellen], ensure_ascii=False)
            portie.append((sleutel, tabel, nummer, tekst, gebrek))
            if len(portie) >= _PORTIE:
                self._schrijf(portie)
                portie = []
        self._schrijf(portie)
        return aantal

    def _schrijf(self, portie: Sequence[Any]) -> None:
        self.db.executemany("INSERT INTO rijen VALUES (?, ?, ?, ?, ?)", portie)

    def sorteer(self, dossiertabel: int) -> int:
        """Put together what belongs together; the dossiers are those of one table, in its order. Gives how many."""
        self.db.execute("CREATE INDEX op_sleutel ON rijen (sleutel, tabel, nummer)")
        self.db.execute(
            """INSERT OR IGNORE INTO dossiers (sleutel) SELECT sleutel FROM rijen
            WHERE tabel = ? AND sleutel IS NOT NULL ORDER BY nummer""",
            (dossiertabel,),
        )
        [(aantal,)] = self.db.execute("SELECT count(*) FROM dossiers")
        return int(aantal)

    def sleutels(self) -> Iterator[str]:
        """The keys of the dossiers, in order."""
        with closing(self.db.cursor()) as lezer:
            for (sleutel,) in lezer.execute("SELECT sleutel FROM dossiers ORDER BY volgorde"):
                yield sleutel

    def rijen_van(self, sleutel: str, hoogstens: int) -> list[Bewaarderij]:
        """The rows of a dossier, table by table; one more than `hoogstens` where there are too many."""
        vraag = "SELECT tabel, nummer, cellen, gebrek FROM rijen WHERE sleutel = ? ORDER BY tabel, nummer LIMIT ?"
        return [_uitgepakt(rij) for rij in self.db.execute(vraag, (sleutel, hoogstens + 1))]

    def stroom_van(self, sleutel: str) -> Iterator[Bewaarderij]:
        """The same rows one after another, however many there are."""
        vraag = "SELECT tabel, nummer, cellen, gebrek FROM rijen WHERE sleutel = ? ORDER BY tabel, nummer"
        with closing(self.db.cursor()) as lezer:
            yield from map(_uitgepakt, lezer.execute(vraag, (sleutel,)))

    def wezen(self) -> Iterator[tuple[Bewaarderij, bool]]:
        """Rows that belong to no dossier, and whether they named one."""
        vraag = """SELECT tabel, nummer, cellen, gebrek, sleutel IS NOT NULL FROM rijen
            WHERE sleutel IS NULL OR sleutel NOT IN (SELECT sleutel FROM dossiers) ORDER BY tabel, nummer"""
        with closing(self.db.cursor()) as lezer:
            for *rij, genoemd in lezer.execute(vraag):
                yield _uitgepakt(rij), bool(genoemd)

    def voeg_uit_toe(self, id_: str, inhoud: bytes) -> bool:
        """Keep a dossier that is ready; False where there is one with that id already."""
        lezer = self.db.execute("INSERT OR IGNORE INTO uit VALUES (?, ?, ?)", (id_, id_.lower(), inhoud))
        return lezer.rowcount == 1

    def uit(self) -> Iterator[tuple[str, bytes]]:
        """The dossiers that are ready, in the order in which they came."""
        with closing(self.db.cursor()) as lezer:
            yield from lezer.execute("SELECT id, inhoud FROM uit ORDER BY rowid")

    def gelijknamig(self) -> list[tuple[str, str]]:
        """Ids that differ in capitals alone, two by two."""
        vraag = "SELECT a.id, b.id FROM uit a JOIN uit b ON a.klein = b.klein AND a.rowid < b.rowid"
        return list(self.db.execute(vraag))


def _inpakken(cel: Celwaarde) -> Any:
    if isinstance(cel, date):
        return {"d": cel.isoformat()}
    return {"o": cel.reden} if isinstance(cel, Ongelezen) else cel


def _uitgepakt(rij: Sequence[Any]) -> Bewaarderij:
    tabel, nummer, cellen, gebrek = rij
    return Bewaarderij(tabel, nummer, [_uitgepakte_cel(cel) for cel in json.loads(cellen)], gebrek)


def _uitgepakte_cel(cel: Any) -> Celwaarde:
    if isinstance(cel, dict):
        return date.fromisoformat(cel["d"]) if "d" in cel else Ongelezen(cel["o"])
    return cel  # type: ignore[no-any-return]
