"""Outputs of a result. Each reads the frozen result and computes no verdict; formats stand in one registry."""

from collections.abc import Callable

from dossieraudit.models.resultaat import Resultaat


def _json(resultaat: Resultaat) -> str:
    return resultaat.model_dump_json(indent=2) + "\n"


def _jsonl(resultaat: Resultaat) -> str:
    return "".join(dossier.model_dump_json() + "\n" for dossier in resultaat.dossiers)


def _csv(resultaat: Resultaat) -> str:
    from dossieraudit.sample import als_tabel

    return str(als_tabel(resultaat).to_csv(index=False, lineterminator="\n"))


UITVOER: dict[str, Callable[[Resultaat], str]] = {"json": _json, "jsonl": _jsonl, "csv": _csv}
