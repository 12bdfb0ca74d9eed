"""`python -m fuzz DOEL [SECONDEN]`: fuzz one target with atheris, from the examples of this project."""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dossieraudit"]):
    from fuzz.doelen import DOELEN

_ROOT = Path(__file__).resolve().parents[1]
_VONDSTEN = Path(__file__).resolve().parent / "vondsten"
_ZADEN = {
    "laden": "examples/vlaardingen/dossiers/*.yaml",
    "regels": "tests/golden/*.json",
    "expressies": "criteria/*/kenmerken.yaml",
    "privacy": "examples/vlaardingen/toelichtingen/*.md",
    "importeren": "examples/*/mapping.yaml",
}


def main() -> None:
    """Run until the time is over, or something was found; what was found stands in fuzz/vondsten/."""
    naam = sys.argv[1] if len(sys.argv) > 1 else ""
    if naam not in DOELEN:
        sys.exit(f"kies een doel: {', '.join(DOELEN)}")
    seconden = sys.argv[2] if len(sys.argv) > 2 else "60"
    zaden = _VONDSTEN / "zaden" / naam
    zaden.mkdir(parents=True, exist_ok=True)
    for nummer, pad in enumerate(sorted(_ROOT.glob(_ZADEN[naam]))):
        (zaden / f"{nummer}").write_bytes(pad.read_bytes()[:4_000])
    grenzen = [f"-max_total_time={seconden}", "-max_len=4096", "-timeout=10", "-rss_limit_mb=1024"]
    atheris.Setup([sys.argv[0], *grenzen, f"-artifact_prefix={_VONDSTEN}/", str(zaden)], DOELEN[naam])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
