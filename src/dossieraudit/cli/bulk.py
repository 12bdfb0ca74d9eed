"""`dossieraudit score` over any number of dossiers: from lines to a table, in constant memory."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from dossieraudit.bulk.brokken import omvang
from dossieraudit.bulk.run import Plan, Samenvatting, cores, draai
from dossieraudit.bulk.verwerken import Opdracht
from dossieraudit.cli.bulkopties import SUFFIXEN, Bulkopties, als_url
from dossieraudit.cli.gather import exitcode
from dossieraudit.cli.messages import meld
from dossieraudit.cli.voortgang import toonbaar
from dossieraudit.errors import Fout, Gebruiksfout
from dossieraudit.expressions.rules import Regels
from dossieraudit.extra import haal
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.loading.onderzoek import kader_van, laad_onderzoek, profiel_van
from dossieraudit.models.kader import UITKOMSTEN, Kader
from dossieraudit.models.resultaat import BladTelling
from dossieraudit.report.stijl import STIJLEN

# So many faults on the screen; a run over everything may have thousands.
TOON_FOUTEN = 20
# More processes than this only stand in each other's way, and a slip of the keyboard could take a machine down.
WORKERS_PER_CORE, ALTIJD_GOED = 4, 64
WACHT_MET_BALK = 1.0


def toets_alles(
    paden: Sequence[Path],
    opties: Bulkopties,
    *,
    kader: str | None,
    profiel: Path | None,
    peildatum: date | None,
    uit: Path,
    stil: bool,
    ongeldig_mag: bool,
    latere_normen: bool,
    toon_waarden: bool,
) -> tuple[int, dict[str, BladTelling], Kader]:
    """Score in pieces, say what came of it, and give the exit code with the counts and the framework."""
    onderzoek = laad_onderzoek(paden[0]) if len(paden) == 1 else None
    if onderzoek is not None:
        kader, profiel = (
            kader or kader_van(onderzoek, paden[0]),
            profiel or profiel_van(onderzoek, paden[0]),
        )
        peildatum = peildatum or onderzoek.peildatum
    regels = laad_kader(kader, profiel)
    geldig = None if latere_normen else regels.kader.geldig
    opdracht = Opdracht(regels, peildatum, geldig, SUFFIXEN[uit.suffix.lower()])
    workers = _workers(opties)
    bronnen, doel = [als_url(pad) for pad in paden], als_url(uit)
    rejects = None if opties.rejects is None else als_url(opties.rejects)
    gemeld = _Melder(toon_waarden, paden)
    begin = time.monotonic()
    with _hulp(opties.cluster) as (executor, machines), _vordering(bronnen, stil) as vordering:
        plan = Plan(bronnen, doel, rejects, machines or workers, executor, toon_waarden)
        samenvatting = draai(plan, opdracht, gemeld, vordering)
    gemeld.sluit()
    if not stil:
        _vat_samen(samenvatting, regels, doel, rejects, time.monotonic() - begin)
        if onderzoek is not None and (paden[0] / "beoordelingen").is_dir():
            print(
                "De tabel bevat wat de regels zelf vonden; beoordelingen van mensen staan er niet in.", file=sys.stderr
            )
    return exitcode(samenvatting.afgekeurd, ongeldig_mag), samenvatting.tellingen.per_blad(regels), regels.kader


def _workers(opties: Bulkopties) -> int:
    """How many; as many as there are cores where nothing was said. Raises `Gebruiksfout` for far too many."""
    aantal, meeste = opties.workers or cores(), max(ALTIJD_GOED, WORKERS_PER_CORE * cores())
    if aantal > meeste:
        raise Gebruiksfout(
            f"--workers {aantal} is te veel: deze machine heeft {cores()} cores; geef hooguit {meeste}, of laat de "
            "optie weg voor één per core"
        )
    return aantal


@contextmanager
def _hulp(cluster: str | None) -> Iterator[tuple[Any, int]]:
    """An executor on a Dask cluster with the number of its threads, or nothing."""
    if cluster is None:
        yield None, 0
        return
    haal("fsspec", "cluster")
    try:
        client = haal("distributed", "cluster").Client(cluster, timeout=10)
    except OSError as fout:
        raise Gebruiksfout(f"er antwoordt geen cluster op '{cluster}'; controleer het adres en of het draait") from fout
    with client:
        yield client.get_executor(pure=False, retries=3), max(1, sum(client.nthreads().values()))


class _Melder:
    """Shows the first faults, and how many were left."""

    def __init__(self, toon_waarden: bool, paden: Sequence[Path]) -> None:
        self._toon_waarden, self._paden, self._aantal = toon_waarden, paden, 0

    def __call__(self, fouten: Sequence[Fout]) -> None:
        ruimte = max(0, TOON_FOUTEN - self._aantal)
        meld(fouten[:ruimte], self._toon_waarden, self._paden)
        self._aantal += len(fouten)

    def sluit(self) -> None:
        """Say how many faults were not shown."""
        if self._aantal > TOON_FOUTEN:
            rest = self._aantal - TOON_FOUTEN
            print(f"… en nog {rest} fouten; schrijf ze alle weg met --rejects BESTAND", file=sys.stderr)


@contextmanager
def _vordering(bronnen: Sequence[str], stil: bool) -> Iterator[Any]:
    """A bar on a terminal, for a run that takes longer than a moment."""
    if not toonbaar(stil):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    delen = (TextColumn("Dossiers toetsen"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    balk = Progress(*delen, console=Console(stderr=True), transient=True)
    taak, begin = balk.add_task("", total=omvang(bronnen)), time.monotonic()

    def verder(aantal: int) -> None:
        balk.advance(taak, aantal)
        if not balk.live.is_started and time.monotonic() - begin > WACHT_MET_BALK:
            balk.start()

    try:
        yield verder
    finally:
        balk.stop()


def _vat_samen(samenvatting: Samenvatting, regels: Regels, uit: str, rejects: str | None, seconden: float) -> None:
    from rich.console import Console
    from rich.table import Table

    tabel = Table(box=None, padding=(0, 1), show_edge=False)
    tabel.add_column("Blad", no_wrap=True)
    for uitkomst in UITKOMSTEN:
        tabel.add_column(STIJLEN[uitkomst].teken, justify="right", no_wrap=True)
    for blad, telling in samenvatting.tellingen.per_blad(regels).items():
        tabel.add_row(blad, *(str(getattr(telling, uitkomst)) for uitkomst in UITKOMSTEN))
    console = Console(highlight=False, stderr=True)
    console.print(tabel)
    console.print("  ".join(f"{STIJLEN[u].teken} {STIJLEN[u].label}" for u in UITKOMSTEN), style="dim")
    tempo = f" in {seconden:.0f} s" if seconden >= 1 else ""
    console.print(f"{samenvatting.gescoord} dossiers getoetst{tempo}, {samenvatting.afgekeurd} afgekeurd.")
    console.print(f"Geschreven: {uit}", soft_wrap=True)
    if rejects is not None:
        console.print(f"Afgekeurd, met de fouten: {rejects}", soft_wrap=True)
