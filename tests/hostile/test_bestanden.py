"""Hostile and broken dossier files: each is refused in Dutch within two seconds and 200 MB, by every command."""

import json
import os
import resource
import sys
from pathlib import Path

import pytest

from tests.conftest import Opdracht
from tests.hostile.aanvallen import AANVALLEN, DOSSIER
from tests.hostile.meting import MEGABYTES, SECONDEN, draai, eis_binnen_grenzen, eis_weigering

# Each attack alone costs a start of the program; these have something to do with time or memory.
ZWAAR = tuple(
    naam for naam in AANVALLEN if naam.startswith(("regel", "nesten", "veel", "yaml-aliasbom", "json-groot", "lege"))
)


@pytest.mark.parametrize("naam", ZWAAR)
def test_a_heavy_file_is_refused_in_time_and_memory(tmp_path: Path, naam: str) -> None:
    (tmp_path / "w").mkdir()
    pad = AANVALLEN[naam].schrijf(tmp_path / "w" / "d")
    eis_weigering(draai("validate", pad.name, map_=tmp_path / "w"), {3}, AANVALLEN[naam].zegt)


@pytest.mark.parametrize("naam", AANVALLEN)
def test_every_file_is_refused_with_a_reason(dossieraudit: Opdracht, tmp_path: Path, naam: str) -> None:
    pad = AANVALLEN[naam].schrijf(tmp_path / "d")
    afloop = dossieraudit("validate", pad)
    assert afloop.code == 3
    assert AANVALLEN[naam].zegt in afloop.fout, afloop.fout[:1_000]
    assert len(afloop.fout) < 200_000


@pytest.fixture(scope="module")
def verzameling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one good dossier and every small attack; the heavy ones are measured one by one."""
    map_ = tmp_path_factory.mktemp("aanvallen")
    (map_ / "d").mkdir()
    for naam in AANVALLEN.keys() - set(ZWAAR):
        AANVALLEN[naam].schrijf(map_ / "d" / naam)
    (map_ / "d" / "goed.json").write_text(json.dumps(DOSSIER | {"id": "goed"}), encoding="utf-8")
    return map_


OPDRACHTEN: dict[str, list[str]] = {
    "score": ["score", "d", "--peildatum", "2017-11-01", "-q"],
    "report": ["report", "d", "--peildatum", "2017-11-01", "-o", "uit", "--format", "md"],
    "explain": ["explain", "d", "niet", "SH1.1"],
    "explain goed": ["explain", "d", "goed", "SH1.1", "--peildatum", "2017-11-01"],
    "privacy check": ["privacy", "check", "d"],
    "privacy pseudonymise": ["privacy", "pseudonymise", "d", "-o", "ps", "--sleutel", "sleutel.txt"],
    "bulk": ["score", "d", "-o", "uit.csv", "--peildatum", "2017-11-01", "--workers", "1"],
}


@pytest.mark.parametrize("opdracht", OPDRACHTEN)
def test_every_command_that_reads_dossiers_survives_all_of_them(verzameling: Path, opdracht: str) -> None:
    """All at once, the good one among them: no crash, within the bounds, and the bad ones are named."""
    meting = draai(*OPDRACHTEN[opdracht], map_=verzameling)
    eis_binnen_grenzen(meting, opdracht)
    genoemd = {naam for naam in AANVALLEN if f"{naam}." in meting.fout + meting.uit}
    # A dossier that is asked for by its id is explained without a word on the others; bulk shows the first twenty
    # faults; and what is only no dossier, `privacy check` can read.
    assert len(genoemd) >= {"explain goed": 0, "bulk": 2, "privacy check": 15}.get(opdracht, 25), sorted(genoemd)


@pytest.mark.parametrize("naam", ["regel-1gb-jsonl", "nesten-jsonl", "dubbele-sleutel-jsonl", "lege-regels"])
@pytest.mark.parametrize("opdracht", ["bulk", "privacy check"])
def test_the_ways_past_the_loader_refuse_too(tmp_path: Path, naam: str, opdracht: str) -> None:
    """Bulk reads lines by itself, and `privacy check` reads any file; neither gets further."""
    (tmp_path / "w").mkdir()
    pad = AANVALLEN[naam].schrijf(tmp_path / "w" / "d")
    meting = draai(*(pad.name if deel == "d" else deel for deel in OPDRACHTEN[opdracht]), map_=tmp_path / "w")
    if naam == "lege-regels" or (opdracht == "privacy check" and naam == "dubbele-sleutel-jsonl"):
        eis_binnen_grenzen(meting)
    else:
        eis_weigering(meting, {2, 3})


def test_bom_and_windows_line_ends_are_no_fault(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfid: D1\r\nnotities: 'na\xc3\xafef'\r\n")
    (tmp_path / "b.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(DOSSIER | {"id": "D2"}).encode())
    (tmp_path / "c.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(DOSSIER | {"id": "D3"}).encode() + b"\r\n")
    afloop = dossieraudit("validate", tmp_path)
    assert (afloop.code, "3 dossiers in orde" in afloop.uit + afloop.fout) == (0, True), afloop.fout


# Paths


def test_links_and_paths_out_of_the_onderzoek_are_refused(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """Every kind of file that an onderzoek has, by a link or by '..'; what lies outside is not read."""
    buiten = tmp_path / "buiten"
    buiten.mkdir()
    geheim = "GEHEIM: Xylofoonbloesem"
    (buiten / "geheim.yaml").write_text(f"{geheim}\n", encoding="utf-8")
    (buiten / "geheim.md").write_text(f"{geheim}\n", encoding="utf-8")

    def onderzoek(nummer: int) -> Path:
        map_ = tmp_path / f"o{nummer}"
        (map_ / "dossiers").mkdir(parents=True)
        (map_ / "dossiers" / "d.json").write_text(json.dumps(DOSSIER), encoding="utf-8")
        (map_ / "onderzoek.yaml").write_text(
            "naam: N\ngemeente: G\nwijkteam: W\npeildatum: 2017-11-01\n", encoding="utf-8"
        )
        return map_

    def link(map_: Path, naam: str, doel: Path) -> None:
        (map_ / naam).parent.mkdir(exist_ok=True)
        (map_ / naam).symlink_to(doel)

    kapot = []
    for nummer, naam in enumerate(
        ["dossiers/x.yaml", "interviews/x.yaml", "documenten/x.yaml", "beoordelingen/x.yaml", "toelichtingen/1.md"]
    ):
        map_ = onderzoek(nummer)
        link(map_, naam, buiten / ("geheim.md" if naam.endswith(".md") else "geheim.yaml"))
        kapot.append((naam, map_))
    map_ = onderzoek(10)
    link(map_, "interviews", buiten)
    kapot.append(("interviews", map_))
    for nummer, sleutel in enumerate(["kader", "profiel"], 20):
        map_ = onderzoek(nummer)
        with (map_ / "onderzoek.yaml").open("a", encoding="utf-8") as bestand:
            bestand.write(f"{sleutel}: ../buiten/geheim.yaml\n")
        kapot.append((sleutel, map_))
    for naam, map_ in kapot:
        afloop = dossieraudit("report", map_, "-o", tmp_path / "uit", "--format", "md")
        assert afloop.code == 3, naam
        assert "buiten de map" in afloop.fout, (naam, afloop.fout)
        assert "Xylofoonbloesem" not in afloop.fout + afloop.uit, naam
        assert not (tmp_path / "uit" / "rapport.md").exists() or "Xylofoonbloesem" not in (
            tmp_path / "uit" / "rapport.md"
        ).read_text(encoding="utf-8")


@pytest.mark.parametrize("sleutel", ["kader", "profiel"])
def test_a_bulk_run_does_not_leave_the_onderzoek_either(dossieraudit: Opdracht, tmp_path: Path, sleutel: str) -> None:
    map_ = tmp_path / "o"
    (map_ / "dossiers").mkdir(parents=True)
    (map_ / "dossiers" / "d.json").write_text(json.dumps(DOSSIER), encoding="utf-8")
    (map_ / "onderzoek.yaml").write_text(
        f"naam: N\ngemeente: G\nwijkteam: W\npeildatum: 2017-11-01\n{sleutel}: ../buiten\n", encoding="utf-8"
    )
    (tmp_path / "buiten").mkdir()
    afloop = dossieraudit("score", map_, "-o", tmp_path / "uit.csv", "--workers", "1")
    assert (afloop.code, "buiten de map" in afloop.fout) == (3, True), afloop.fout
    (map_ / "dossiers" / "weg.jsonl").symlink_to(tmp_path / "elders.jsonl")
    (tmp_path / "elders.jsonl").write_text(json.dumps(DOSSIER | {"id": "buiten"}), encoding="utf-8")
    (map_ / "onderzoek.yaml").write_text("naam: N\ngemeente: G\nwijkteam: W\npeildatum: 2017-11-01\n", encoding="utf-8")
    afloop = dossieraudit("score", map_, "-o", tmp_path / "uit.csv", "--workers", "1")
    assert (afloop.code, "buiten de map" in afloop.fout) == (3, True), afloop.fout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system itself refuses such a name")
@pytest.mark.parametrize("opdracht", ["score", "validate", "bulk"])
def test_a_name_that_is_no_text_is_written_out(dossieraudit: Opdracht, tmp_path: Path, opdracht: str) -> None:
    """As from an old archive: bytes that are no UTF-8, of which no list or message can be made as they are."""
    map_ = tmp_path / "w"
    map_.mkdir()
    Path(os.fsdecode(os.fsencode(map_) + b"/caf\xe9.json")).write_text("{", encoding="utf-8")
    rejects = tmp_path / "fout.jsonl"
    extra = ["-o", tmp_path / "uit.csv", "--rejects", rejects] if opdracht == "bulk" else []
    afloop = dossieraudit("validate" if opdracht == "validate" else "score", map_, *extra)
    assert afloop.code == 3, afloop.fout
    assert "caf\\xe9.json" in (json.loads(rejects.read_bytes())["invoer"] if extra else afloop.fout)


def test_devices_pipes_and_rings_are_no_files(tmp_path: Path) -> None:
    """`/dev/zero` never ends, a pipe never begins, and a ring of links goes nowhere."""
    map_ = tmp_path / "w"
    (map_ / "d").mkdir(parents=True)
    os.mkfifo(map_ / "d" / "pijp.yaml")
    (map_ / "d" / "nul.json").symlink_to("/dev/zero")
    (map_ / "d" / "ring.yaml").symlink_to("ring.yaml")
    (map_ / "d" / "goed.json").write_text(json.dumps(DOSSIER), encoding="utf-8")
    for opdracht in (["validate", "d"], ["score", "d", "-o", "uit.csv", "--workers", "1"], ["privacy", "check", "d"]):
        meting = draai(*opdracht, map_=map_)
        eis_binnen_grenzen(meting, opdracht)
        assert meting.code == 3, (opdracht, meting.fout)
    for naam in ("/dev/zero", "d/pijp.yaml"):
        eis_weigering(draai("validate", naam, map_=map_), {2, 3})


def test_the_bounds_are_those_of_the_issue() -> None:
    """And they can be measured here: the most memory of a child is given in kilobytes."""
    assert (SECONDEN, MEGABYTES) == (2.0, 200)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >= 0
