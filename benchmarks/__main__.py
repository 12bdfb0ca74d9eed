"""Measure everything once and write RESULTS.md: `python -m benchmarks`, or `make bench`."""

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from importlib import metadata
from pathlib import Path

from benchmarks import motoren, pandasmotor, tweesporig
from benchmarks.generator import dossiers, schrijf, voorbeelden
from benchmarks.meten import Werk, over, vergelijk
from dossieraudit.bulk.brokken import Brok
from dossieraudit.bulk.run import cores
from dossieraudit.bulk.velden import Veldenlezer
from dossieraudit.bulk.verwerken import Opdracht, Verwerker
from dossieraudit.data import examples_dir
from dossieraudit.expressions.rules import Regels
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.samenhang import samenhang
from dossieraudit.scoring import Scoring

PEILDATUM = date(2017, 11, 1)
RESULTS = Path(__file__).parent / "RESULTS.md"
PAKKETTEN = (
    *("pydantic", "pydantic-core", "msgspec", "pyarrow", "pandas", "cel-expr-python", "common-expression-language"),
    *("cel-python", "rule-engine"),
)
# Per engine: how it is made, and how many dossiers it gets, so that each takes some seconds.
MOTOREN = {
    "cel-expr-python (Google's CEL, C++)": (motoren.cpp, 200),
    "common-expression-language (CEL, Rust)": (motoren.rust, 8),
    "cel-python (CEL, Python)": (motoren.python, 8),
    "rule-engine (Python)": (tweesporig.regels, 3),
    "pandas (tables, merge and groupby)": (pandasmotor.tabellen, 200),
}


def main() -> None:
    """Run every part and write what came out."""
    opties = argparse.ArgumentParser(prog="benchmarks")
    opties.add_argument("--dossiers", type=int, default=1_000_000, help="the largest number for growth")
    opties.add_argument("--rondes", type=int, default=15)
    gekozen = opties.parse_args()
    regels = laad_kader(None)
    delen: list[str] = []
    werk = (
        _kop,
        partial(_vloer, regels, gekozen.rondes),
        partial(_motoren, regels),
        _opstarten,
        partial(_groei, gekozen.dossiers),
    )
    for deel in werk:
        delen.append(deel())
        print(delen[-1], flush=True)
    RESULTS.write_text("\n".join(delen))


def _kop() -> str:
    versies = ", ".join(f"{naam} {metadata.version(naam)}" for naam in PAKKETTEN)
    processor = re.sub(r"\s+", " ", next(_processoren(), platform.machine()))
    return (
        "# Results of `make bench`\n\n"
        f"{platform.system()} on {platform.machine()} ({processor}), {cores()} cores, "
        f"Python {platform.python_version()};\n{versies}.\n"
        f"Load average at the start: {os.getloadavg()[0]:.1f}. Figures are ratios of runs in turns: the median, its\n"
        "quartiles, and the best of one against the best of the other, which says most where the machine is shared.\n"
    )


def _processoren() -> Iterator[str]:
    cpuinfo = Path("/proc/cpuinfo")
    regels = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    return (regel.partition(":")[2].strip() for regel in regels if regel.startswith("model name"))


def _tabel(koppen: list[str], rijen: list[list[str]]) -> str:
    regels = [koppen, ["---"] * len(koppen), *rijen]
    return "\n".join("| " + " | ".join(regel) + " |" for regel in regels) + "\n"


# One dossier: the floor, and what we add


def _vloer(regels: Regels, rondes: int) -> str:
    delen = ["## One core, against pydantic's `validate_json` on the same dossiers\n"]
    for naam, gegevens in (("the 20 of the example", voorbeelden()), ("1,000 generated", list(dossiers(1_000)))):
        lijnen = [json.dumps(d, ensure_ascii=False, separators=(",", ":")).encode() for d in gegevens]
        gemiddeld = sum(map(len, lijnen)) // len(lijnen)
        basis, werk = _werk(regels, lijnen * max(1, 200 // len(lijnen)))
        gemeten = vergelijk(basis, werk, rondes=rondes)
        delen.append(f"On {naam} (mean {gemiddeld:,} bytes):\n")
        delen.append(_tabel(["work", "× validate_json"], [[wat, str(v)] for wat, v in gemeten.items()]))
    return "\n".join(delen)


def _werk(regels: Regels, lijnen: list[bytes]) -> tuple[Werk, dict[str, Werk]]:
    valideer = Dossier.__pydantic_validator__.validate_json
    modellen = [valideer(lijn) for lijn in lijnen]
    scoring, lezer = Scoring(regels), Veldenlezer()
    snel = scoring.voor_andere_objecten()
    gelezen = [g.dossier for lijn in lijnen if (g := lezer.lees(lijn)) is not None]
    verwerker = Verwerker(Opdracht(regels, PEILDATUM, None, "csv"))
    brok = Brok("bench", 0, regels=tuple(lijnen))
    return over(valideer, lijnen), {
        "reading the bytes (splitting lines)": partial(b"\n".join(lijnen).split, b"\n"),
        "json.loads": over(json.loads, lijnen),
        "validate_json and samenhang": over(lambda lijn: samenhang(valideer(lijn)), lijnen),
        "the bulk reader (with samenhang, double keys and the BSN gate)": over(lezer.lees, lijnen),
        "scoring alone, on models": over(lambda d: scoring.score(d, PEILDATUM), modellen),
        "scoring alone, on the plain objects of the bulk reader": over(lambda d: snel.score(d, PEILDATUM), gelezen),
        "load + score + count + rows (the bulk path)": partial(verwerker.verwerk, brok),
    }


# Other engines


def _motoren(regels: Regels) -> str:
    programma, onzegbaar = motoren.programmas(regels, str(PEILDATUM))
    lezer, onze = Veldenlezer(), motoren.onze(programma)
    # Nothing is left out of the file: what was not supplied is a notion of ours.
    bron = (d | {"niet_aangeleverd": []} for d in dossiers(1_000, zaad=11))
    paren = [(g.dossier, d) for d in bron if (g := lezer.lees(json.dumps(d).encode())) is not None]
    rijen = []
    for naam, (maak, aantal) in MOTOREN.items():
        motor, eigen = maak(programma, str(PEILDATUM)), [dossier for dossier, _ in paren[:aantal]]
        gegevens = motor.bereid([json_ for _, json_ in paren[:aantal]])
        waarden = [list(onze(dossier, PEILDATUM)) for dossier in eigen]
        zelf = over(lambda dossier: onze(dossier, PEILDATUM), eigen)
        tijden = [_tegen(partial(motor.doe, gegevens), zelf) for _ in range(3)]
        gevonden = motor.doe(gegevens)
        gelukt = [(a, b) for a, b in zip(waarden, gevonden, strict=True) if b is not None]
        anders = {p.naam for a, b in gelukt for p, x, y in zip(programma, a, b, strict=True) if x is not y}
        keer = f"{sorted(tijden)[1]:,.0f} ({min(tijden):,.0f}–{max(tijden):,.0f})"
        gelijk = f"{len(programma) - len(anders)} of {len(programma)}"
        rijen.append([naam, keer, gelijk, f"{len(gelukt)} of {aantal}"])
    koppen = ["engine", "× our time (of 3)", "expressions with the same values", "dossiers it came through"]
    return (
        "## The rules in other engines\n\n"
        f"{len(programma)} expressions of the framework that CEL can say, on generated dossiers with every part\n"
        "supplied, data already in memory in the form that the engine wants. Ours is one compiled function.\n"
        "rule-engine and pandas have two values; there each expression is asked twice, for surely true and for\n"
        "surely false.\n\n"
        + _tabel(koppen, rijen)
        + f"\nA dossier over which cel-python takes longer than {motoren.GEDULD:g} s is left out, and its time counts\n"
        "up to there: it makes texts of errors out of texts of errors, until the memory is full.\n\n"
        "Left out for all, since CEL cannot say them (months, working days, gaps, counts with unknowns,\n"
        f"`aantoonbaar`): {', '.join(onzegbaar)}.\n"
    )


def _tegen(ander: Werk, eigen: Werk) -> float:
    """CPU time of another work against that of ours, which is repeated to be long enough to measure."""
    begin = time.process_time()
    ander()
    midden = time.process_time()
    for _ in range(50):
        eigen()
    return 50 * (midden - begin) / (time.process_time() - midden)


# Growth


def _groei(grootste: int) -> str:
    rijen = []
    with tempfile.TemporaryDirectory() as map_:
        bron, uit = Path(map_) / "in.jsonl", Path(map_) / "uit.csv"
        per_dossier: dict[tuple[int, int], float] = {}
        for aantal in (aantal for aantal in (1_000, 10_000, 100_000, 1_000_000) if aantal <= grootste):
            grootte = schrijf(bron, aantal)
            keren = 7 if aantal <= 10_000 else 3
            rondes = [
                ({w: _draai(bron, uit, w) for w in (1, cores())}, _naast_elkaar(bron, Path(map_))) for _ in range(keren)
            ]
            gemeten = [keer for keer, _ in rondes]
            sneller = _spreiding(keer[1][0] / keer[cores()][0] for keer in gemeten)
            # What the machine itself gives: as many runs of one worker beside each other as it has cores.
            plafond = _spreiding(cores() * keer[1][0] / naast for keer, naast in rondes)
            for workers in (1, cores()):
                cpu = min(keer[workers][1] for keer in gemeten)
                per_dossier[aantal, workers] = cpu / aantal
                ijk = per_dossier.get((10_000, workers), cpu / aantal)
                rijen.append(
                    [
                        f"{aantal:,}",
                        f"{grootte / 1024**2:,.0f} MB",
                        str(workers),
                        f"{per_dossier[aantal, workers] / ijk:.2f}",
                        "1" if workers == 1 else sneller,
                        "" if workers == 1 else plafond,
                        f"{max(keer[workers][2] for keer in gemeten):.0f} MB",
                    ]
                )
            print(*rijen[-2:], sep="\n", file=sys.stderr, flush=True)
    koppen = ["dossiers", "input", "workers", "CPU per dossier ÷ at 10,000", "× one worker", "separate runs", "memory"]
    return (
        "## From few to many: `score in.jsonl -o uit.csv`\n\n"
        + _tabel(koppen, rijen)
        + "\nThe whole command after the import of its face, so that modules are loaded and the framework is read and\n"
        "compiled in it. How much faster more workers are is by the clock, median of pairs with the extremes, and\n"
        "says little while others use the machine. 'Separate runs' is what as many runs of one worker give that do\n"
        "not know of each other: more than that the machine does not have. Memory is that of the largest process.\n"
        "Beyond 20,000 dossiers the contents return under another id.\n"
    )


def _spreiding(verhoudingen: Iterable[float]) -> str:
    """The median and the extremes."""
    op_rij = sorted(verhoudingen)
    return f"{op_rij[len(op_rij) // 2]:.2f} ({op_rij[0]:.2f}–{op_rij[-1]:.2f})"


def _naast_elkaar(bron: Path, map_: Path) -> float:
    """Seconds by the clock for as many runs of one worker at the same time as there are cores."""
    with ThreadPoolExecutor(cores()) as helpers:
        runs = [helpers.submit(_draai, bron, map_ / f"uit{nummer}.csv", 1) for nummer in range(cores())]
        return max(run.result()[0] for run in runs)


def _draai(bron: Path, uit: Path, workers: int) -> tuple[float, float, float]:
    """Seconds by the clock, CPU seconds of all processes, and the MB of the largest of them."""
    argumenten = ["score", str(bron), "-o", str(uit), "--workers", str(workers), "-q", "--peildatum", str(PEILDATUM)]
    script = (
        "import resource, sys, time; from dossieraudit.cli.app import app\n"
        "wie = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)\n"
        "cpu = lambda: sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, wie))\n"
        "begin, cpu_begin = time.perf_counter(), cpu()\n"
        "app(sys.argv[1:], standalone_mode=False)\n"
        "seconden, cpus = time.perf_counter() - begin, cpu() - cpu_begin\n"
        # What getrusage says of a process itself includes what its parent held before it began.
        "from benchmarks.meten import piek\n"
        "print(seconden, cpus, max(piek(), resource.getrusage(wie[1]).ru_maxrss * 1024 ** (sys.platform != 'darwin')))"
    )
    gedaan = subprocess.run([sys.executable, "-c", script, *argumenten], capture_output=True, text=True, check=True)
    seconden, cpu, geheugen = map(float, gedaan.stdout.split()[-3:])
    return seconden, cpu, geheugen / 1024**2


# Start-up, in CPU time


def _opstarten() -> str:
    vlaardingen = str(examples_dir() / "vlaardingen")
    kaal, help_, alles = ["-c", "pass"], ["-c", "import typer, rich"], ["-c", "import pydantic, typer, rich, yaml"]
    with tempfile.TemporaryDirectory() as map_:
        werk = {
            "`dossieraudit --help`": ["-m", "dossieraudit", "--help"],
            "`import dossieraudit.cli.score`": ["-c", "import dossieraudit.cli.app, dossieraudit.cli.score"],
            "`score examples/vlaardingen`": ["-m", "dossieraudit", "score", vlaardingen],
            "`report examples/vlaardingen --format html`": [
                *("-m", "dossieraudit", "report", vlaardingen, "--format", "html", "-o", map_, "-q")
            ],
        }
        # Compiled modules as an installed package has them, wherever this runs and whatever its environment says.
        omgeving = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        omgeving["PYTHONPYCACHEPREFIX"] = str(Path(map_) / "pyc")
        argumenten = (kaal, help_, alles, *werk.values())
        rondes = [[_cpu(deel, omgeving) for deel in argumenten] for _ in range(8)][1:]
        *ijk, eerste, tweede, derde, vierde = (min(kolom) for kolom in zip(*rondes, strict=True))
        rijen = [
            [naam, *(f"{tijd / basis:.1f}" for basis in ijk)]
            for naam, tijd in zip(werk, (eerste, tweede, derde, vierde), strict=True)
        ]
    koppen = ["command", "× bare Python", "× `import typer, rich`", "× `import pydantic, typer, rich, yaml`"]
    return "## Start-up and small jobs (CPU time, best of seven in turns)\n\n" + _tabel(koppen, rijen)


def _cpu(argumenten: list[str], omgeving: dict[str, str]) -> float:
    voor = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *argumenten],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
        env=omgeving,
    )
    na = resource.getrusage(resource.RUSAGE_CHILDREN)
    return na.ru_utime + na.ru_stime - voor.ru_utime - voor.ru_stime


if __name__ == "__main__":
    main()
