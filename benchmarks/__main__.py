"""Measure everything once and write RESULTS.md: `python -m benchmarks`, or `make bench`."""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from datetime import date
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks import motoren
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
PAKKETTEN = ("pydantic", "pydantic-core", "pyarrow", "common-expression-language", "cel-expr-python")


def main() -> None:
    """Run every part and write what came out."""
    opties = argparse.ArgumentParser(prog="benchmarks")
    opties.add_argument("--dossiers", type=int, default=100_000, help="the largest number for growth")
    opties.add_argument("--rondes", type=int, default=25)
    gekozen = opties.parse_args()
    regels = laad_kader(None)
    delen = [_kop(), _vloer(regels, gekozen.rondes), _motoren(regels), _groei(gekozen.dossiers), _opstarten()]
    RESULTS.write_text("\n".join(delen))
    print(f"Written: {RESULTS.relative_to(Path.cwd()) if RESULTS.is_relative_to(Path.cwd()) else RESULTS.name}")


def _kop() -> str:
    versies = ", ".join(f"{naam} {metadata.version(naam)}" for naam in PAKKETTEN)
    return (
        "# Results of `make bench`\n\n"
        f"{platform.system()} on {platform.machine()}, {cores()} cores, "
        f"Python {platform.python_version()};\n{versies}.\n"
        f"Load average at the start: {os.getloadavg()[0]:.1f}. Figures are ratios of runs in turns: the median, its\n"
        "quartiles, and the best of one against the best of the other, which says most where the machine is shared.\n"
    )


def _tabel(koppen: list[str], rijen: list[list[str]]) -> str:
    regels = [koppen, ["---"] * len(koppen), *rijen]
    return "\n".join("| " + " | ".join(regel) + " |" for regel in regels) + "\n"


# One dossier: the floor, and what we add


def _vloer(regels: Regels, rondes: int) -> str:
    delen = ["## One core, against pydantic's `validate_json` on the same dossiers\n"]
    for naam, gegevens in (("the 20 of the example", voorbeelden()), ("1,000 generated", list(dossiers(1_000)))):
        lijnen = [json.dumps(d, ensure_ascii=False, separators=(",", ":")).encode() for d in gegevens]
        gemiddeld = sum(map(len, lijnen)) // len(lijnen)
        keer = max(1, 200 // len(lijnen))
        gemeten = vergelijk(*_werk(regels, lijnen * keer), rondes=rondes)
        delen.append(f"On {naam} (mean {gemiddeld:,} bytes):\n")
        delen.append(_tabel(["work", "× validate_json"], [[wat, str(v)] for wat, v in gemeten.items()]))
    return "\n".join(delen)


def _werk(regels: Regels, lijnen: list[bytes]) -> tuple[Werk, dict[str, Werk]]:
    valideer = Dossier.__pydantic_validator__.validate_json
    modellen = [valideer(lijn) for lijn in lijnen]
    scoring, lezer = Scoring(regels), Veldenlezer()
    paren = [(velden, lijn) for lijn in lijnen if (velden := lezer.lees(lijn)) is not None]
    verwerker = Verwerker(Opdracht(regels, PEILDATUM, None, "csv"))
    brok = Brok("bench", 1, 0, regels=tuple(lijnen))

    def score_velden(paar: tuple[dict[str, Any], bytes]) -> object:
        return scoring.score_velden(paar[0], PEILDATUM, partial(valideer, paar[1]))

    def beide(lijn: bytes) -> object:
        return samenhang(valideer(lijn))

    return over(valideer, lijnen), {
        "reading the bytes (splitting lines)": partial(b"\n".join(lijnen).split, b"\n"),
        "json.loads": over(json.loads, lijnen),
        "validate_json and samenhang": over(beide, lijnen),
        "the bulk reader alone (to dicts, with samenhang and double keys)": over(lezer.lees, lijnen),
        "scoring alone, on models": over(lambda d: scoring.score(d, PEILDATUM), modellen),
        "scoring alone, on dicts": over(score_velden, paren),
        "load + score + count + rows (the bulk path)": partial(verwerker.verwerk, brok),
    }


# Other engines


def _motoren(regels: Regels) -> str:
    programma, onzegbaar = motoren.programmas(regels, str(PEILDATUM))
    lezer = Veldenlezer()
    gegevens = [dossier | {"niet_aangeleverd": []} for dossier in dossiers(60, zaad=11)]
    paren = [(v, motoren.zonder_leeg(d)) for d in gegevens if (v := lezer.lees(json.dumps(d).encode())) is not None]
    functie: Any = motoren.onze(programma)
    waarden = [list(functie(velden, PEILDATUM)) for velden, _ in paren]
    rijen = []
    for naam, maak in motoren.MOTOREN.items():
        motor = maak(programma)
        gevonden = [motor(dossier) for _, dossier in paren]
        anders = {
            deel.naam
            for eigen, ander in zip(waarden, gevonden, strict=True)
            for deel, x, y in zip(programma, eigen, ander, strict=True)
            if x is not y
        }
        basis = over(lambda paar: functie(paar[0], PEILDATUM), paren * 20)
        gemeten = vergelijk(basis, {naam: over(lambda paar, m=motor: m(paar[1]), paren)}, rondes=5)[naam]
        keer = f"{20 * gemeten.mediaan:.0f} ({20 * gemeten.laag:.0f}–{20 * gemeten.hoog:.0f})"
        rijen.append([naam, keer, f"{len(programma) - len(anders)} of {len(programma)}"])
    namen = ", ".join(onzegbaar)
    return (
        "## The rules in other engines\n\n"
        f"{len(programma)} expressions of the framework that CEL can say, on {len(paren)} generated dossiers\n"
        "with every part supplied, data already in memory. Ours is one compiled function.\n\n"
        + _tabel(["engine", "× our time", "expressions with the same values throughout"], rijen)
        + "\nLeft out for all, since CEL cannot say them (months, working days, gaps, counts with unknowns,\n"
        f"`aantoonbaar`): {namen}.\n\n"
        "Not measured yet: cel-python (a first run over all expressions was ended by the system), rule-engine and\n"
        "pandas (not written: neither holds unknown apart from false inside nested quantifiers by itself).\n"
    )


# Growth


def _groei(grootste: int) -> str:
    rijen = []
    with tempfile.TemporaryDirectory() as map_:
        aantallen = [aantal for aantal in (1_000, 10_000, 100_000, 1_000_000) if aantal <= grootste]
        per_dossier: dict[tuple[int, int], float] = {}
        for aantal in aantallen:
            bron = Path(map_) / "in.jsonl"
            grootte = schrijf(bron, aantal)
            for workers in (1, cores()):
                seconden, geheugen = _draai(bron, Path(map_) / "uit.csv", workers)
                per_dossier[aantal, workers] = seconden / aantal
                ijk = per_dossier.get((10_000, workers), seconden / aantal)
                snelheid = per_dossier[aantal, 1] / per_dossier[aantal, workers]
                rijen.append(
                    [
                        f"{aantal:,}",
                        f"{grootte / 1024**2:,.0f} MB",
                        str(workers),
                        f"{per_dossier[aantal, workers] / ijk:.2f}",
                        f"{snelheid:.2f}",
                        f"{geheugen:.0f} MB",
                    ]
                )
    koppen = ["dossiers", "input", "workers", "time per dossier ÷ that at 10,000", "× one worker", "peak memory"]
    return "## From few to many: `score in.jsonl -o uit.csv`\n\n" + _tabel(koppen, rijen)


def _draai(bron: Path, uit: Path, workers: int) -> tuple[float, float]:
    argumenten = ["score", str(bron), "-o", str(uit), "--workers", str(workers), "-q", "--peildatum", str(PEILDATUM)]
    script = (
        "import resource, sys, time; from dossieraudit.cli.app import app\n"
        "begin = time.perf_counter(); app(sys.argv[1:], standalone_mode=False); duur = time.perf_counter() - begin\n"
        "wie = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)\n"
        "print(duur, max(resource.getrusage(w).ru_maxrss for w in wie))"
    )
    gedaan = subprocess.run([sys.executable, "-c", script, *argumenten], capture_output=True, text=True, check=True)
    seconden, geheugen = map(float, gedaan.stdout.split()[-2:])
    return seconden, geheugen / (1024**2 if sys.platform == "darwin" else 1024)


# Start-up, in CPU time


def _opstarten() -> str:
    vlaardingen = str(examples_dir() / "vlaardingen")
    kaal, bibliotheken = ["-c", "pass"], ["-c", "import pydantic, typer, rich, yaml"]
    with tempfile.TemporaryDirectory() as map_:
        werk = {
            "`dossieraudit --help`": ["-m", "dossieraudit", "--help"],
            "`score examples/vlaardingen`": ["-m", "dossieraudit", "score", vlaardingen],
            "`report examples/vlaardingen --format html`": [
                *("-m", "dossieraudit", "report", vlaardingen, "--format", "html", "-o", map_, "-q")
            ],
        }
        ijk = [min(_cpu(argumenten) for _ in range(7)) for argumenten in (kaal, bibliotheken)]
        rijen = []
        for naam, argumenten in werk.items():
            tijd = min(_cpu(argumenten) for _ in range(5))
            rijen.append([naam, *(f"{tijd / basis:.1f}" for basis in ijk)])
    koppen = ["command", "× bare Python", "× `import pydantic, typer, rich, yaml`"]
    return "## Start-up and small jobs (CPU time, best of five)\n\n" + _tabel(koppen, rijen)


def _cpu(argumenten: list[str]) -> float:
    voor = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *argumenten], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    na = resource.getrusage(resource.RUSAGE_CHILDREN)
    return na.ru_utime + na.ru_stime - voor.ru_utime - voor.ru_stime


if __name__ == "__main__":
    main()
