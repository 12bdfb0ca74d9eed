"""A run on a Dask cluster survives the death of a worker, and redoes no more than what that worker held."""

import os
import signal
import sys
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from benchmarks.generator import schrijf as schrijf_dossiers

from dossieraudit.bulk import brokken as brokken_module
from dossieraudit.bulk.brokken import brokken
from dossieraudit.bulk.run import VOORRAAD, Plan, draai
from dossieraudit.bulk.verwerken import Opdracht
from dossieraudit.errors import Gebruiksfout, Invoerfout
from dossieraudit.loading.kaders import laad_kader

distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
fsspec = pytest.importorskip("fsspec", reason="the extra [cluster] is not installed")
pytestmark = [
    pytest.mark.slow,
    # The libraries under the cluster warn about the network and about their own future.
    pytest.mark.filterwarnings("default"),
]


class Sporen:
    """An executor that leaves a file for every piece that a worker starts on."""

    def __init__(self, executor: Any, map_: Path) -> None:
        self._executor, self._map = executor, map_

    def submit(self, functie: Any, brok: Any) -> Future[Any]:
        gestart: Future[Any] = self._executor.submit(_met_spoor, str(self._map), functie, brok)
        return gestart


def _met_spoor(map_: str, functie: Any, brok: Any) -> Any:
    (Path(map_) / f"{brok.begin}-{uuid4()}").touch()
    return functie(brok)


class Verbestand(fsspec.spec.AbstractBufferedFile):  # type: ignore[misc]
    """A file far away, that counts what is fetched of it."""

    gehaald = 0

    def _fetch_range(self, begin: int, einde: int) -> bytes:
        Verbestand.gehaald += einde - begin
        return Path(self.path).read_bytes()[begin:einde]


class Verweg(fsspec.AbstractFileSystem):  # type: ignore[misc]
    """Files of this machine as if they were elsewhere."""

    protocol = "verweg"

    def info(self, pad: str, **_: Any) -> dict[str, Any]:
        return {"name": pad, "size": Path(pad).stat().st_size, "type": "file"}

    def _open(self, pad: str, mode: str = "rb", block_size: Any = None, **kwargs: Any) -> Any:
        return Verbestand(self, pad, mode, block_size, **kwargs)


def test_a_file_far_away_is_cut_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What hands out the pieces fetches a small part; who works on them hardly more than the lines of a file nearby."""
    fsspec.register_implementation("verweg", Verweg, clobber=True)
    monkeypatch.setattr(brokken_module, "BROK", 1_000_000)
    bron = tmp_path / "in.jsonl"
    schrijf_dossiers(bron, 1_000, verschillend=300)
    Verbestand.gehaald = 0
    ver = list(brokken([f"verweg://{bron}"]))
    assert len(ver) > 5
    assert Verbestand.gehaald < bron.stat().st_size / 4
    dichtbij = list(brokken([str(bron)]))
    assert [(brok.begin, brok.lengte) for brok in ver] == [(brok.begin, brok.lengte) for brok in dichtbij]
    Verbestand.gehaald = 0
    assert [list(brok.lees()) for brok in ver] == [list(brok.lees()) for brok in dichtbij]
    assert Verbestand.gehaald < bron.stat().st_size * 1.1


@pytest.mark.parametrize("waar", ["in", "uit"])
def test_a_store_that_is_not_known_is_wrong_usage(tmp_path: Path, waar: str) -> None:
    bron = tmp_path / "in.jsonl"
    bron.write_bytes(b"")
    plan = Plan(["niets://in.jsonl" if waar == "in" else str(bron)], "niets://uit.csv" if waar == "uit" else str(bron))
    with pytest.raises(Gebruiksfout, match=r"de opslag 'niets://' is hier niet te bereiken"):
        draai(plan, Opdracht(laad_kader(None), date(2017, 11, 1), None, "csv"), _geen_fouten, lambda _: None)


def test_a_file_that_comes_from_begin_to_end_only_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As fsspec has it for a web server that cannot give a part of a file."""
    fsspec.register_implementation("verweg", Verweg, clobber=True)
    monkeypatch.setattr(Verbestand, "seek", _weigert)
    with pytest.raises(Invoerfout, match="dit is niet in stukken te lezen"):
        list(brokken([f"verweg://{_een_regel(tmp_path)}"]))


def _weigert(*_: object) -> int:
    raise ValueError("Cannot seek streaming HTTP file")


def _een_regel(map_: Path) -> Path:
    pad = map_ / "in.jsonl"
    pad.write_bytes(b"{}\n")
    return pad


def test_a_worker_that_is_killed_costs_only_its_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real scheduler and two worker processes; one is killed after the first results are in."""
    import cloudpickle

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    monkeypatch.setattr(brokken_module, "BROK", 400_000)
    bron, sporen = tmp_path / "in.jsonl", tmp_path / "sporen"
    sporen.mkdir()
    schrijf_dossiers(bron, 2_000, verschillend=300)
    opdracht = Opdracht(laad_kader(None), date(2017, 11, 1), None, "csv")
    ongestoord = draai(Plan([str(bron)], str(tmp_path / "een.csv")), opdracht, _geen_fouten, lambda _: None)
    aantal = len(list(brokken([str(bron)])))
    assert aantal > 4 * VOORRAAD

    gedood: list[int] = []

    def dood_een_werker(_: int) -> None:
        if not gedood:
            gedood.append(next(iter(client.run(os.getpid).values())))
            os.kill(gedood[0], signal.SIGKILL)

    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        executor = Sporen(client.get_executor(pure=False, retries=3), sporen)
        plan = Plan([str(bron)], (tmp_path / "uit" / "twee.csv").as_uri(), None, 2, executor)  # type: ignore[arg-type]
        (tmp_path / "uit").mkdir()
        gestoord = draai(plan, opdracht, _geen_fouten, dood_een_werker)
        assert gedood[0] not in client.run(os.getpid).values()
    assert gestoord == ongestoord
    assert (tmp_path / "uit" / "twee.csv").read_bytes() == (tmp_path / "een.csv").read_bytes()
    gestart = [spoor.name.partition("-")[0] for spoor in sporen.iterdir()]
    assert len(set(gestart)) == aantal
    assert len(gestart) - aantal <= 2 * VOORRAAD


def _geen_fouten(fouten: Any) -> None:
    assert not fouten
