"""A line of JSON for every dossier."""

from collections import defaultdict

from dossieraudit.models.resultaat import Ontheffingstand, Resultaat


def schrijf(resultaat: Resultaat) -> str:
    """The dossiers as lines; one that a waiver is about names it, under `ontheffingen` by the code of the leaf."""
    eigen: dict[str, dict[str, Ontheffingstand]] = defaultdict(dict)
    for stand in resultaat.ontheffingen:
        for dossier in stand.dossiers:
            eigen[dossier][stand.blad] = stand
    return "".join(_regel(dossier.model_dump_json(), eigen.get(dossier.id)) for dossier in resultaat.dossiers)


def _regel(dossier: str, ontheffingen: dict[str, Ontheffingstand] | None) -> str:
    if not ontheffingen:
        return f"{dossier}\n"
    delen = ",".join(
        f'"{blad}":{stand.model_dump_json(include={"eigenaar", "reden", "tot", "stand"})}'
        for blad, stand in ontheffingen.items()
    )
    return f'{dossier[:-1]},"ontheffingen":{{{delen}}}}}\n'
