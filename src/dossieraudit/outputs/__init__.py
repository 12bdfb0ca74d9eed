"""Outputs of a run. Each reads frozen things and computes no verdict; formats stand in one registry."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossieraudit.outputs.beeld import Beeld


def _json(beeld: "Beeld") -> str:
    return beeld.resultaat.model_dump_json(indent=2) + "\n"


def _jsonl(beeld: "Beeld") -> str:
    from dossieraudit.outputs.jsonl import schrijf

    return schrijf(beeld.resultaat)


def _csv(beeld: "Beeld") -> str:
    from dossieraudit.sample import als_tabel

    return str(als_tabel(beeld.resultaat).to_csv(index=False, lineterminator="\n"))


def _junit(beeld: "Beeld") -> str:
    from dossieraudit.outputs.junit import schrijf

    return schrijf(beeld)


def _sarif(beeld: "Beeld") -> str:
    from dossieraudit.outputs.sarif import schrijf

    return schrijf(beeld)


def _github(beeld: "Beeld") -> str:
    from dossieraudit.outputs.github import schrijf

    return schrijf(beeld)


def _markdown(beeld: "Beeld") -> str:
    from dossieraudit.outputs.samenvatting import schrijf

    return schrijf(beeld)


# A library or module is loaded only where its format is asked.
UITVOER: "dict[str, Callable[[Beeld], str]]" = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "junit": _junit,
    "sarif": _sarif,
    "github": _github,
    "markdown": _markdown,
}
