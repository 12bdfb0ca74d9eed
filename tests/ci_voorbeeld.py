"""A small onderzoek for tests about gates: three dossiers of the example, and ways to change a result."""

import json
import shutil
from pathlib import Path
from typing import Any

from dossieraudit.models.resultaat import Resultaat
from dossieraudit.sample import tel_bladen
from tests.conftest import VLAARDINGEN

# V01 falls short on many leaves, V02 on some, V08 meets every eis that it can.
DOSSIERS = ("V01", "V02", "V08")
GEHEIM = "Zeldzaamwoord"


def klein_onderzoek(map_: Path, dossiers: tuple[str, ...] = DOSSIERS) -> Path:
    """An onderzoek of a few dossiers in a folder `toets`."""
    doel = map_ / "toets"
    (doel / "dossiers").mkdir(parents=True)
    shutil.copy(VLAARDINGEN / "onderzoek.yaml", doel)
    tekst = (doel / "onderzoek.yaml").read_text(encoding="utf-8")
    (doel / "onderzoek.yaml").write_text(
        "\n".join(regel for regel in tekst.splitlines() if not regel.startswith("profiel:")) + "\n", encoding="utf-8"
    )
    for dossier in dossiers:
        shutil.copy(VLAARDINGEN / "dossiers" / f"{dossier}.yaml", doel / "dossiers")
    return doel


def veranderd(resultaat: Resultaat, anders: dict[tuple[str, str], str]) -> Resultaat:
    """The result with other uitkomsten for some dossier × leaf, and the counts that go with them."""
    data: dict[str, Any] = json.loads(resultaat.model_dump_json())
    for dossier in data["dossiers"]:
        for blad, uitkomst in dossier["uitkomsten"].items():
            uitkomst["uitkomst"] = anders.get((dossier["id"], blad), uitkomst["uitkomst"])
    tellingen = tel_bladen(
        ({blad: u["uitkomst"] for blad, u in d["uitkomsten"].items()} for d in data["dossiers"]),
        list(data["indicatoren"]),
    )
    for blad, telling in tellingen.items():
        data["indicatoren"][blad] |= {
            naam: getattr(telling, naam) for naam in type(telling).model_fields if naam not in ("oordeel", "bronnen")
        }
    return Resultaat.model_validate_json(json.dumps(data))


def ontheffing(dossier: str = "V01", blad: str = "TT1.3", tot: str = "2018-07-01", **anders: str) -> str:
    """A file with one waiver."""
    velden = {
        "dossier": dossier,
        "blad": blad,
        "eigenaar": "teamleider Noord",
        "reden": f"{GEHEIM}: wacht op het nieuwe werkproces.",
        "tot": tot,
    } | anders
    eerste, *rest = (f'{naam}: "{waarde}"' if naam != "tot" else f"{naam}: {waarde}" for naam, waarde in velden.items())
    return "ontheffingen:\n" + f"  - {eerste}\n" + "".join(f"    {regel}\n" for regel in rest)
