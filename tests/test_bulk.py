"""Scoring in pieces gives what scoring all at once gives, whatever the input comes in and whoever does the work."""

import csv
import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from multiprocessing import active_children
from pathlib import Path
from typing import IO, Annotated, Any

import pytest
from benchmarks.generator import dossiers as gemaakte_dossiers
from benchmarks.generator import schrijf as schrijf_dossiers
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, StringConstraints, field_validator

from dossieraudit.bulk import brokken as brokken_module
from dossieraudit.bulk.brokken import Brok, brokken
from dossieraudit.bulk.poort import weiger_bsn_in_regel
from dossieraudit.bulk.run import Plan, Samenvatting, draai
from dossieraudit.bulk.uitvoer import Formaat
from dossieraudit.bulk.uniek import Gezien, herkomst
from dossieraudit.bulk.velden import Veldenlezer
from dossieraudit.bulk.verwerken import Opdracht
from dossieraudit.bulk.vormen import maak_vorm
from dossieraudit.data import examples_dir
from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout
from dossieraudit.expressions.explain import Zaak, leg_uit
from dossieraudit.expressions.rules import Regels
from dossieraudit.judgement import beoordeel_alles
from dossieraudit.loading.dossiers import keur_regel, laad_dossiers
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.basis import Model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.outputs.files import schrijf_stromend
from dossieraudit.scoring import Scoring
from dossieraudit.scoring import laatste_datum as laatste_datum_van_model
from tests.strategies import dossiers as willekeurige_dossiers

PEILDATUM = date(2017, 11, 1)
VLAARDINGEN = examples_dir() / "vlaardingen"


@pytest.fixture(scope="module")
def regels() -> Regels:
    return laad_kader(None)


@pytest.fixture(scope="module")
def lijnen() -> list[bytes]:
    """The example and 150 varied dossiers, as lines."""
    voorbeeld = [g.dossier.model_dump_json().encode() for g in laad_dossiers(VLAARDINGEN).dossiers]
    return voorbeeld + [json.dumps(d, ensure_ascii=False).encode() for d in gemaakte_dossiers(150, zaad=7)]


def toets(
    regels: Regels,
    pad: Path,
    uit: Path,
    *,
    workers: int = 1,
    peildatum: date | None = PEILDATUM,
    rejects: Path | None = None,
) -> tuple[Samenvatting, list[Fout]]:
    """One run, with the faults that went to no file."""
    gemeld: list[Fout] = []
    formaat: dict[str, Formaat] = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"}
    opdracht = Opdracht(regels, peildatum, None, formaat[uit.suffix])
    plan = Plan([str(pad)], str(uit), str(rejects) if rejects else None, workers)
    return draai(plan, opdracht, gemeld.extend, lambda _: None), gemeld


def rijen(pad: Path) -> list[dict[str, Any]]:
    """The rows of a table, with empty, true and false as such."""
    if pad.suffix == ".jsonl":
        return [json.loads(regel) for regel in pad.read_text().splitlines()]
    if pad.suffix == ".parquet":
        gelezen = pytest.importorskip("pyarrow.parquet").read_table(pad).to_pylist()
        return [rij | {"peildatum": rij["peildatum"].isoformat()} for rij in gelezen]
    vertaling: dict[str, Any] = {"": None, "true": True, "false": False}
    with pad.open(newline="") as bestand:
        return [{k: vertaling.get(v, v) for k, v in rij.items()} for rij in csv.DictReader(bestand)]


def gewone_weg(regels: Regels, pad: Path, peildatum: date | None = PEILDATUM) -> list[dict[str, Any]]:
    """What the ordinary path finds, as rows."""
    resultaat = beoordeel_alles(Scoring(regels), laad_dossiers(pad), peildatum, latere_normen=True)
    return [
        {"dossier": d.id, "peildatum": d.peildatum.isoformat()}
        | {k: v for blad, u in d.uitkomsten.items() for k, v in ((blad, u.uitkomst), (f"{blad}_reden", u.reden))}
        | d.kenmerken
        for d in resultaat.dossiers
    ]


@pytest.fixture
def kleine_brokken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a few dossiers, so that there are many."""
    monkeypatch.setattr(brokken_module, "BROK", 40_000)


@pytest.mark.usefixtures("kleine_brokken")
@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
@pytest.mark.parametrize("peildatum", [PEILDATUM, None])
def test_streaming_is_the_ordinary_path(
    regels: Regels, lijnen: list[bytes], tmp_path: Path, suffix: str, peildatum: date | None
) -> None:
    """The same rows and the same counts, with a shared day and with each dossier's own."""
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    bron = tmp_path / "in.jsonl"
    bron.write_bytes(b"\n".join(lijnen) + b"\n")
    samenvatting, gemeld = toets(regels, bron, tmp_path / f"uit{suffix}", peildatum=peildatum)
    assert not gemeld
    assert rijen(tmp_path / f"uit{suffix}") == gewone_weg(regels, bron, peildatum)
    resultaat = beoordeel_alles(Scoring(regels), laad_dossiers(bron), peildatum, latere_normen=True)
    geteld = samenvatting.tellingen.per_blad(regels)
    assert {blad: [getattr(t, u) for u in UITKOMSTEN] for blad, t in geteld.items()} == {
        blad: [getattr(t, u) for u in UITKOMSTEN] for blad, t in resultaat.indicatoren.items()
    }


@pytest.mark.usefixtures("kleine_brokken")
def test_two_workers_give_the_bytes_of_one(regels: Regels, lijnen: list[bytes], tmp_path: Path) -> None:
    bron = tmp_path / "in.jsonl"
    bron.write_bytes(b"\n".join([*lijnen[:90], b"{", *lijnen[90:], lijnen[3]]))
    een, fouten_een = toets(regels, bron, tmp_path / "een.csv", workers=1)
    twee, fouten_twee = toets(regels, bron, tmp_path / "twee.csv", workers=2)
    assert (tmp_path / "een.csv").read_bytes() == (tmp_path / "twee.csv").read_bytes()
    assert een == twee
    assert een.afgekeurd == 2
    assert fouten_een == fouten_twee


def _gz(pad: Path) -> IO[bytes]:
    return gzip.open(pad, "wb")  # type: ignore[return-value]


@contextmanager
def _zst(pad: Path) -> Iterator[Any]:
    with pytest.importorskip("zstandard").open(pad, "wb") as bestand:
        yield bestand


@pytest.mark.usefixtures("kleine_brokken")
@pytest.mark.parametrize(("naam", "maak"), [("in.jsonl.gz", _gz), ("in.jsonl.zst", _zst)])
def test_packed_lines_are_the_same_lines(
    regels: Regels,
    lijnen: list[bytes],
    tmp_path: Path,
    naam: str,
    maak: Callable[[Path], Any],
) -> None:
    (tmp_path / "plat.jsonl").write_bytes(b"\n".join(lijnen))
    with maak(tmp_path / naam) as bestand:
        bestand.write(b"\n".join(lijnen))
    toets(regels, tmp_path / "plat.jsonl", tmp_path / "a.csv")
    toets(regels, tmp_path / naam, tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_parquet_of_json_records_and_its_empty_rows(regels: Regels, lijnen: list[bytes], tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    kolom = [lijn.decode() for lijn in lijnen[:30]]
    tabel = pa.table({"nummer": range(31), "json": [*kolom, None]})
    pytest.importorskip("pyarrow.parquet").write_table(tabel, tmp_path / "in.parquet")
    (tmp_path / "plat.jsonl").write_bytes(b"\n".join(lijnen[:30]))
    samenvatting, gemeld = toets(regels, tmp_path / "in.parquet", tmp_path / "a.csv")
    toets(regels, tmp_path / "plat.jsonl", tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert (samenvatting.gescoord, samenvatting.afgekeurd) == (30, 1)
    assert [(fout.melding, fout.regel) for fout in gemeld] == [("deze rij is leeg", 31)]


def test_text_of_parquet_that_is_no_utf8_costs_only_its_row(
    regels: Regels, lijnen: list[bytes], tmp_path: Path
) -> None:
    """The library does not look at it, so a damaged file or a careless writer may hold such text."""
    pa = pytest.importorskip("pyarrow")
    kapot = lijnen[20].replace(b"g0000000", b"g\xff000000")
    kolom = pa.array([lijnen[21], kapot, lijnen[22]], pa.binary()).view(pa.string())
    pytest.importorskip("pyarrow.parquet").write_table(pa.table({"json": kolom}), tmp_path / "in.parquet")
    samenvatting, gemeld = toets(regels, tmp_path / "in.parquet", tmp_path / "uit.csv")
    assert (samenvatting.gescoord, samenvatting.afgekeurd) == (2, 1)
    assert [(fout.melding, fout.regel) for fout in gemeld] == [
        ("dit is geen UTF-8: de byte 0xFF kan hier niet staan", 2)
    ]


@pytest.mark.parametrize("waarden", [[1, 2], [1.5], [{"id": "a"}], [["a"]], [True]])
def test_a_parquet_column_without_text_is_refused(regels: Regels, tmp_path: Path, waarden: list[Any]) -> None:
    pa = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet").write_table(pa.table({"json": waarden}), tmp_path / "in.parquet")
    with pytest.raises(Invoerfout, match="kolom 'json' bevat geen tekst"):
        toets(regels, tmp_path / "in.parquet", tmp_path / "uit.csv")


def test_a_parquet_column_that_cannot_be_told_is_asked_for(regels: Regels, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet").write_table(pa.table({"a": ["{}"], "b": ["{}"]}), tmp_path / "in.parquet")
    with pytest.raises(Gebruiksfout, match=r"noem die kolom 'json' \(nu: a, b\)"):
        toets(regels, tmp_path / "in.parquet", tmp_path / "uit.csv")


def test_a_folder_of_all_kinds_in_order_of_name(regels: Regels, lijnen: list[bytes], tmp_path: Path) -> None:
    """YAML, JSON and lines of a folder, packed ones too; a broken file costs only itself."""
    map_ = tmp_path / "map"
    map_.mkdir()
    for naam in ("V01.yaml", "V02.yaml"):
        (map_ / naam).write_bytes((VLAARDINGEN / "dossiers" / naam).read_bytes())
    (map_ / "V03.jsonl").write_bytes(b"\n".join(lijnen[20:25]))
    (map_ / "V04.json").write_bytes(lijnen[3])
    (map_ / "V05.json").write_bytes(b"{")
    with gzip.open(map_ / "V06.jsonl.gz", "wb") as bestand:
        bestand.write(lijnen[5])
    samenvatting, gemeld = toets(regels, map_, tmp_path / "uit.csv")
    ids = [rij["dossier"] for rij in rijen(tmp_path / "uit.csv")]
    assert ids == ["V01", "V02", *(json.loads(lijn)["id"] for lijn in lijnen[20:25]), "V04", "V06"]
    assert samenvatting.afgekeurd == 1
    assert [fout.bestand for fout in gemeld] == ["V05.json"]


@pytest.mark.usefixtures("kleine_brokken")
def test_wrong_lines_go_to_rejects_and_are_counted(regels: Regels, lijnen: list[bytes], tmp_path: Path) -> None:
    """A broken line, an unknown key, a key twice, a date of digits alone and an id that came before: each by line."""
    goed = lijnen[20]
    fout = [
        b'{"id": "a", ',
        goed.replace(b'"id": "g0000000"', b'"id": "x1", "onbekend": 1'),
        goed.replace(b'"id": "g0000000"', b'"id": "x2", "id": "x3"'),
        b'{"id": "x4", "meldingen": [{"id": "m", "datum": "1490000000"}]}',
        goed,
        b"\xff",
    ]
    bron, rejects = tmp_path / "in.jsonl", tmp_path / "fout.jsonl"
    bron.write_bytes(b"\n".join([*lijnen[:40], *fout, *lijnen[40:80]]) + b"\n\n")
    samenvatting, gemeld = toets(regels, bron, tmp_path / "uit.csv", rejects=rejects)
    geweigerd = [json.loads(regel) for regel in rejects.read_text().splitlines()]
    assert not gemeld
    assert (samenvatting.gescoord, samenvatting.afgekeurd) == (80, 6)
    assert [deel["regel"] for deel in geweigerd] == list(range(41, 47))
    assert "deze sleutel is hier onbekend" in rejects.read_text()
    assert "de sleutel 'id' staat hier dubbel" in rejects.read_text()
    assert geweigerd[4]["fouten"][0]["melding"] == "het dossier-id 'g0000000' komt al voor in in.jsonl (regel 21)"
    assert not any("waarde" in deel for regel in geweigerd for deel in regel["fouten"])
    assert len(rijen(tmp_path / "uit.csv")) == 80


@pytest.mark.usefixtures("kleine_brokken")
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("naam", ["in.jsonl", "in.jsonl.gz"])
def test_faults_stand_where_the_ordinary_path_finds_them(
    regels: Regels, lijnen: list[bytes], tmp_path: Path, naam: str, workers: int
) -> None:
    """In whatever piece they are, and in each of several files: file, line, column and message."""
    slecht = [
        b'{"id": "a", ',
        lijnen[20].replace(b'"id": "g0000000"', b'"id": "x2", "id": "x3"'),
        lijnen[20].replace(b'"id": "g0000000"', b'"id": "x1", "onbekend": 1'),
        b'{"id": "a",\r"id": "b", "onbekend":\r1}',
        b'{"id": "a"\r',
        b"\xff",
        lijnen[30],
    ]
    regels_ = [regel for i, goed in enumerate(lijnen[30:80]) for regel in (goed, b"", *(slecht if i % 7 == 3 else ()))]
    lading = laad_dossiers(_plat(tmp_path / "plat" / "in.jsonl", regels_))
    verwacht = [_waar(fout, "in.jsonl") for _, fouten in lading.afgekeurd for fout in fouten]
    bronnen = [_plat(tmp_path / map_ / naam, regels_) for map_ in ("a", "b")]
    gemeld: list[Fout] = []
    plan = Plan(list(map(str, bronnen)), str(tmp_path / "uit.csv"), None, workers)
    draai(plan, Opdracht(regels, PEILDATUM, None, "csv"), gemeld.extend, lambda _: None)
    eerste, tweede = ([_waar(f, f.bestand) for f in gemeld if f.bestand == str(bron)] for bron in bronnen)
    assert len(verwacht) > 30
    assert eerste == verwacht
    # All dossiers of the second file came before in the first.
    assert [w for w in tweede if "komt al voor" not in w[1]] == [w for w in verwacht if "komt al voor" not in w[1]]
    assert len(tweede) > len(eerste)


def _waar(fout: Fout, bestand: str) -> tuple[str, str]:
    """Line, column (of an id that came before the bulk path says only the line) and message."""
    melding = fout.melding.replace(bestand, "in.jsonl")
    return f"{fout.regel}" if "komt al voor" in melding else f"{fout.regel}:{fout.kolom}", melding


def _plat(pad: Path, regels: list[bytes]) -> Path:
    pad.parent.mkdir(exist_ok=True)
    inhoud = b"\n".join(regels)
    pad.write_bytes(gzip.compress(inhoud) if pad.suffix == ".gz" else inhoud)
    return pad


@pytest.mark.usefixtures("kleine_brokken")
@pytest.mark.parametrize("workers", [1, 2])
def test_the_gate_names_the_line_in_whatever_piece(
    regels: Regels, lijnen: list[bytes], tmp_path: Path, workers: int
) -> None:
    """A line that would pass but for a BSN, far into the file, refuses the run."""
    fout = lijnen[20].replace(b'"id": "g0000000"', b'"id": "x1", "notities": "bsn 111222333"')
    bron = tmp_path / "in.jsonl"
    bron.write_bytes(b"\n".join([*lijnen[30:80], fout, *lijnen[80:90]]))
    with pytest.raises(Invoerfout, match=r"in\.jsonl:51: hier staat een burgerservicenummer"):
        toets(regels, bron, tmp_path / "uit.csv", workers=workers)
    assert not (tmp_path / "uit.csv").exists()
    assert not active_children()


def test_an_id_that_returns_in_the_same_piece_counts_once(regels: Regels, lijnen: list[bytes], tmp_path: Path) -> None:
    bron = tmp_path / "in.jsonl"
    bron.write_bytes(b"\n".join([lijnen[0], lijnen[1], lijnen[0]]))
    samenvatting, gemeld = toets(regels, bron, tmp_path / "uit.csv")
    assert [rij["dossier"] for rij in rijen(tmp_path / "uit.csv")] == ["V01", "V02"]
    per_blad = samenvatting.tellingen.per_blad(regels)
    assert {sum(getattr(t, u) for u in UITKOMSTEN) for t in per_blad.values()} == {2}
    assert [(f.regel, f.melding) for f in gemeld] == [(3, "het dossier-id 'V01' komt al voor in in.jsonl (regel 1)")]


@pytest.mark.parametrize(
    ("inhoud", "aantal"),
    [
        pytest.param(lambda _a, _b: b"", 0, id="an empty file"),
        pytest.param(lambda _a, _b: b"\n\n", 0, id="empty lines only"),
        pytest.param(lambda a, b: a + b"\r\n" + b + b"\r\n", 2, id="CRLF"),
        pytest.param(lambda a, b: a + b"\n" + b, 2, id="no newline at the end"),
        pytest.param(lambda a, b: b"\xef\xbb\xbf" + a + b"\n" + b, 2, id="a byte order mark"),
        pytest.param(lambda a, b: a.replace(b":", b" : ") + b"\n" + b, 2, id="white space before colons"),
    ],
)
def test_ends_of_lines_and_files(
    regels: Regels, lijnen: list[bytes], tmp_path: Path, inhoud: Callable[[bytes, bytes], bytes], aantal: int
) -> None:
    bron = tmp_path / "in.jsonl"
    bron.write_bytes(inhoud(lijnen[0], lijnen[1]))
    samenvatting, gemeld = toets(regels, bron, tmp_path / "uit.csv")
    assert (samenvatting.gescoord, gemeld) == (aantal, [])
    assert len(rijen(tmp_path / "uit.csv")) == aantal


def test_a_line_beyond_the_limit_is_refused_without_being_held(
    regels: Regels, lijnen: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines around it keep their numbers and are scored."""
    monkeypatch.setattr(brokken_module, "BROK", 20_000)
    monkeypatch.setattr(brokken_module, "MAX_INVOER", 50_000)
    monkeypatch.setattr("dossieraudit.loading.dossiers.MAX_INVOER", 50_000)
    bron = tmp_path / "in.jsonl"
    bron.write_bytes(b"\n".join([lijnen[0], b'{"id": "' + b"x" * 400_000 + b'"}', lijnen[1], b"{", lijnen[2]]))
    assert all(len(regel) <= 100_000 for brok in brokken([str(bron)]) for regel in brok.lees() if regel)
    samenvatting, gemeld = toets(regels, bron, tmp_path / "uit.csv")
    assert samenvatting.gescoord == 3
    assert [fout.regel for fout in gemeld] == [2, 4]
    assert gemeld[0].melding.startswith("deze regel is groter dan")


def test_a_packed_file_that_is_cut_off_changes_no_output(regels: Regels, lijnen: list[bytes], tmp_path: Path) -> None:
    """The fault is named, and what stood there before still does."""
    uit = tmp_path / "uit.csv"
    uit.write_text("eerder")
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(b"\n".join(lijnen))[:2000])
    with pytest.raises(Invoerfout, match="dit ingepakte bestand houdt te vroeg op"):
        toets(regels, tmp_path / "in.jsonl.gz", uit)
    assert uit.read_text() == "eerder"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl.gz", "uit.csv"]


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    doel = tmp_path / "uit.csv"

    def breek_af() -> None:
        with schrijf_stromend(str(doel)) as bestand:
            bestand.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breek_af()
    assert not list(tmp_path.iterdir())
    with schrijf_stromend(str(doel)) as bestand:
        bestand.write(b"heel")
    assert (doel.read_bytes(), doel.stat().st_mode & 0o777) == (b"heel", 0o600)


def test_ids_are_remembered_through_growth() -> None:
    """And without taking one id for another."""
    gezien = Gezien()
    ids = [f"d{i}" for i in range(20_000)]
    stuk = herkomst(ids, [("in.jsonl", i + 1) for i in range(20_000)])
    assert not gezien.dubbele(stuk, 0)
    dubbel = gezien.dubbele(stuk, 20_000)
    assert [(d.id, d.hier, d.eerder) for d in dubbel.values()] == [
        (id_, ("in.jsonl", i + 20_001), ("in.jsonl", i + 1)) for i, id_ in enumerate(ids)
    ]
    assert not gezien.dubbele(herkomst(["D1"], [("in.jsonl", 1)]), 0)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.lists(st.tuples(st.text("abc", max_size=2), st.sampled_from(["a", "b"]), st.none() | st.integers(1, 9))),
        )
    )
)
def test_a_double_id_is_told_with_its_place_and_its_first_one(
    stukken: list[tuple[int, list[tuple[str, str, int | None]]]],
) -> None:
    """As a dictionary would have it, over pieces of files that are cut and of files that are whole."""
    gezien, eerste = Gezien(), {}
    for ervoor, rijen_ in stukken:
        # Only a piece of lines has lines before it.
        voor = ervoor if all(regel for _, _, regel in rijen_) else 0
        verwacht = {}
        for rij, (id_, naam, regel) in enumerate(rijen_):
            plaats = (naam, regel and regel + voor)
            if id_ in eerste:
                verwacht[rij] = (id_, plaats, eerste[id_])
            else:
                eerste[id_] = plaats
        stuk = herkomst([id_ for id_, _, _ in rijen_], [(naam, regel) for _, naam, regel in rijen_])
        dubbel = gezien.dubbele(stuk, voor)
        assert {rij: (d.id, d.hier, d.eerder) for rij, d in dubbel.items()} == verwacht
        assert stuk.aantal == len(rijen_)


def test_pieces_cover_a_file_exactly_and_end_with_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brokken_module, "BROK", 100)
    regels = [b"x" * (i % 70) for i in range(200)]
    bron = tmp_path / "in.jsonl"
    bron.write_bytes(b"\n".join(regels) + b"\n")
    stukken = list(brokken([str(bron)]))
    assert [regel for stuk in stukken for regel in stuk.lees()] == regels
    assert [stuk.vervolg for stuk in stukken] == [False] + [True] * (len(stukken) - 1)
    assert sum(stuk.lengte for stuk in stukken) == bron.stat().st_size
    assert len(stukken) > 20
    assert all(isinstance(stuk, Brok) for stuk in stukken)


@pytest.mark.parametrize("maak", [os.mkfifo, lambda pad: pad.symlink_to("/dev/zero")], ids=["a pipe", "a device"])
def test_what_cannot_be_read_twice_is_refused(regels: Regels, tmp_path: Path, maak: Callable[[Path], None]) -> None:
    """At once: opening a pipe would wait for someone to write to it."""
    bron = tmp_path / "in.jsonl"
    maak(bron)
    with pytest.raises(Invoerfout, match="dit is geen gewoon bestand"):
        toets(regels, bron, tmp_path / "uit.csv")


# The fast way in and the fast rules against the ones that explain


@settings(max_examples=200, deadline=None)
@given(willekeurige_dossiers())
def test_the_fast_reader_accepts_only_what_the_ordinary_one_does(dossier: Dossier) -> None:
    """And gives the same facts and the same latest date."""
    regel = dossier.model_dump_json(exclude_unset=True).encode()
    vergelijk_lezers(Veldenlezer(), regel)


@settings(max_examples=1_000, deadline=None)
@given(st.data())
def test_a_damaged_line_is_never_read_faster_than_it_is_refused(lijnen: list[bytes], data: st.DataObject) -> None:
    """A byte changed, taken out or put in, a piece said twice, a value swapped: good and the same, or left alone."""
    regel = data.draw(st.sampled_from(lijnen))
    van = data.draw(st.integers(0, len(regel) - 1))
    tot = data.draw(st.integers(van, min(len(regel), van + data.draw(st.sampled_from([0, 1, 8, 200])))))
    stoorders = [
        b"",
        regel[van:tot] * 2,
        b"null",
        b'"x\\u0031"',
        b'"\\ud800"',
        b"1",
        b"-0",
        b"1.0",
        b"\xff",
        b"\t",
        b"\n",
    ]
    stoorders += [
        b'"1817-11-01"',
        b'"2201-11-01"',
        b'"2017-02-30"',
        b'"123456782"',
        b"NaN",
        b",",
        b'"id":"z",',
        b"\xc3\xab",
    ]
    vergelijk_lezers(_LEZER, regel[:van] + data.draw(st.sampled_from(stoorders)) + regel[tot:])


_LEZER = Veldenlezer()


def vergelijk_lezers(lezer: Veldenlezer, regel: bytes) -> None:
    """What the fast reader takes, the ordinary one takes too, with the same facts, and the gate lets it through."""
    gelezen = lezer.lees(regel)
    if gelezen is not None:
        gekeurd = keur_regel(regel, "x", 1)
        assert isinstance(gekeurd, Dossier)
        assert als_velden(gelezen.dossier) == gekeurd.model_dump()
        assert gelezen.laatste_datum == laatste_datum_van_model(gekeurd)
        weiger_bsn_in_regel(regel, "x", 1)


def als_velden(deel: Any) -> Any:
    """A plain object as the dicts that a model gives."""
    if isinstance(deel, tuple):
        return tuple(map(als_velden, deel))
    if hasattr(deel, "__struct_fields__"):
        return {naam: als_velden(getattr(deel, naam)) for naam in deel.__struct_fields__}
    return deel


def test_good_dossiers_take_the_fast_way(lijnen: list[bytes]) -> None:
    assert all(Veldenlezer().lees(lijn) is not None for lijn in lijnen)


def test_the_ordinary_way_gives_the_same_rows_as_the_fast_one(
    regels: Regels, lijnen: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bron = tmp_path / "in.jsonl"
    bron.write_bytes(b"\n".join(lijnen[:40]))
    toets(regels, bron, tmp_path / "snel.csv")
    monkeypatch.setattr(Veldenlezer, "lees", lambda *_: None)
    toets(regels, bron, tmp_path / "gewoon.csv")
    assert (tmp_path / "snel.csv").read_bytes() == (tmp_path / "gewoon.csv").read_bytes()


def test_a_demand_of_a_model_that_the_fast_reader_does_not_know_is_no_silence() -> None:
    """A pattern, a limit or a validator that is new in a model stops the fast reader from being made."""

    class MetPatroon(Model):
        code: Annotated[str, StringConstraints(pattern="^x$")]

    class MetVeelvoud(Model):
        aantal: Annotated[int, Field(multiple_of=2)]

    class MetKeuring(Model):
        aantal: int

        @field_validator("aantal")
        @classmethod
        def _even(cls, waarde: int) -> int:
            return waarde

    for model in (MetPatroon, MetVeelvoud, MetKeuring):
        with pytest.raises(TypeError, match="no rule"):
            maak_vorm(model, [])


@pytest.mark.parametrize(
    "regel",
    [
        b'{"id":"a","id":"b"}',
        b'{"id":"a","team":"x","team":"y","notities":"een: twee"}',
        b'{"id":"a","afsluiting":{"datum":"1490000000"}}',
        b'{"id":"a","gezinsleden":[{"id":"m1","rol":"moeder"},{"id":"m1","rol":"vader"}]}',
        b'{"id":"a","niet_aangeleverd":["contacten"],"contacten":[]}',
        b'{"id":"a","vindplaatsen":{"contacten[c1].datum":"blz. 1"}}',
        b'{"id":"a","onbekend":1}',
        b'{"id":"a b"}',
        b'{"id":"a\\n"}',
        b'{"id":"a","team":"-"}',
        b'{"id":"a","overdracht":{"ontvangen_op":"1899-12-31"}}',
        b'{"id":"a","gezinsleden":[],"hulpvraag":{"betrokkenen":["k1"]}}',
        b'{"id":"a","vindplaatsen":{"__class__":"x"}}',
        b'{"id":"a","vindplaatsen":{"id.upper":"x"}}',
    ],
)
def test_the_fast_reader_leaves_doubt_to_the_ordinary_one(regel: bytes) -> None:
    assert Veldenlezer().lees(regel) is None
    assert not isinstance(keur_regel(regel, "x", 1), Dossier)


def test_compiled_rules_on_plain_objects_are_the_explained_ones(regels: Regels, lijnen: list[bytes]) -> None:
    """Every kenmerk and every eis of the framework, on varied dossiers: plain objects, models, explained."""
    scoring, lezer = Scoring(regels), Veldenlezer()
    snel = scoring.voor_andere_objecten()
    for lijn in islice(lijnen, 0, None, 4):
        dossier = Dossier.model_validate_json(lijn)
        zaak = Zaak(dossier, PEILDATUM, regels.kenmerken, frozenset(dossier.niet_aangeleverd))
        score = scoring.score(dossier, PEILDATUM)
        gelezen = lezer.lees(lijn)
        if gelezen is not None:
            assert snel.score(gelezen.dossier, PEILDATUM) == score
        uitgelegd = {naam: leg_uit(node, zaak).waarde for naam, node in regels.kenmerken.items()}
        assert score.kenmerken == tuple(uitgelegd[naam] for naam in regels.kader.kenmerken)
        for blad, gevonden in zip(regels.bladen, score.bladen, strict=True):
            if gevonden.eisen:
                waarden = tuple(None if node is None else leg_uit(node, zaak).waarde for _, node in blad.eisen)
                assert gevonden.eisen == waarden


# On the command line


def opdracht(*argumenten: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dossieraudit", *map(str, argumenten)], capture_output=True, text=True, check=False
    )


def test_the_command_line_writes_a_table_by_the_name_of_the_output(lijnen: list[bytes], tmp_path: Path) -> None:
    bron, uit = tmp_path / "in.jsonl", tmp_path / "uit.csv"
    bron.write_bytes(b"\n".join([*lijnen[:5], b"{"]))
    gedaan = opdracht("score", bron, "--peildatum", "2017-11-01", "-o", uit, "--rejects", tmp_path / "fout.jsonl")
    assert gedaan.returncode == 3
    assert gedaan.stdout == ""
    assert re.search(r"^5 dossiers getoetst.*, 1 afgekeurd\.$", gedaan.stderr, re.MULTILINE)
    assert len(rijen(uit)) == 5


def test_gates_hold_for_a_table_too(lijnen: list[bytes], tmp_path: Path) -> None:
    bron = tmp_path / "in.jsonl"
    bron.write_bytes(b"\n".join(lijnen[:5]))
    gedaan = opdracht("score", bron, "-o", tmp_path / "uit.csv", "-q", "--fail-on", "voldoet_niet")
    assert gedaan.returncode == 1
    assert "keer 'voldoet_niet'" in gedaan.stderr


def test_bulk_options_without_a_table_are_wrong_usage(tmp_path: Path) -> None:
    gedaan = opdracht("score", tmp_path, "--workers", "2")
    assert gedaan.returncode == 2
    assert "--workers, --rejects en --cluster horen bij een tabel" in gedaan.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process held, its parent left out")
def test_memory_does_not_grow_with_the_number_of_dossiers(tmp_path: Path) -> None:
    """20,000 dossiers, 190 MB of JSON, within 150 MB in one process, and near to what a tenth of them takes."""
    piek = {}
    for aantal in (2_000, 20_000):
        bron = tmp_path / f"{aantal}.jsonl"
        schrijf_dossiers(bron, aantal, verschillend=200)
        script = (
            "import sys; from dossieraudit.cli.app import app\n"
            "app(sys.argv[1:], standalone_mode=False)\n"
            # What getrusage says of a process includes what its parent held before it began; this does not.
            "print(next(r for r in open('/proc/self/status') if r.startswith('VmHWM')).split()[1])"
        )
        argumenten = ["score", str(bron), "-o", str(tmp_path / "uit.csv"), "--workers", "1", "-q"]
        argumenten += ["--peildatum", "2017-11-01"]
        gedaan = subprocess.run([sys.executable, "-c", script, *argumenten], capture_output=True, text=True, check=True)
        piek[aantal] = int(gedaan.stdout.split()[-1]) / 1024
    assert piek[20_000] < 150
    assert piek[20_000] < piek[2_000] + 30


@pytest.mark.parametrize(
    "plan",
    [
        {"veiligheidsplannen": [{"id": "p1", "eind": "2017-05-01"}]},
        {"ondersteuningsplan": {"evaluatie_gepland_op": "2017-05-01"}},
    ],
)
def test_a_birth_after_days_that_are_only_planned_is_for_the_ordinary_reader(plan: dict[str, Any]) -> None:
    """It counts planned days too, and rejects the file."""
    dossier = {"id": "d1", "gezinsleden": [{"id": "k1", "rol": "kind", "geboortejaar": 2018}], **plan}
    regel = json.dumps(dossier).encode()
    assert Veldenlezer().lees(regel) is None
    assert isinstance(keur_regel(regel, "x.jsonl", 1), tuple)
    assert Veldenlezer().lees(json.dumps({"id": "d1"}).encode()) is not None, "no day and no birth is no doubt"
