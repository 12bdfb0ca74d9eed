"""An 'after' for the example: the same team, measures taken, some dossiers better and one worse. Small and stated.

`vervolg` copies the example and changes, in facts:

- every hand-over after triage came complete in writing and was stored (SH1.1);
- in six dossiers the safety of all children was assessed with an instrument within the term (TT1.3);
- in one dossier the only risk assessment that there was is gone (TT1.3 the other way).
"""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.conftest import VLAARDINGEN
from tests.rapport_lezen import lees, schrijf

VOLLEDIG = ["reden_melding", "uitkomst_triage", "eerdere_betrokkenheid", "advies", "veiligheidspunten"]
INGESCHAT = ("V05", "V06", "V07", "V08", "V10", "V11")
MAATREGELEN = """\
maatregelen:
  - id: M1
    titel: Veiligheid inschatten met een instrument
    bladen: [TT1.3, TT1.2]
    eigenaar: teamleider wijkteam
    gereed: 2017-10-01
    status: in_uitvoering
    oorzaken: [competenties, werkinstructies]
    voortgang:
      - {datum: 2017-08-15, tekst: Alle medewerkers zijn getraind in het instrument.}
      - {datum: 2017-09-20, tekst: Het instrument staat in de werkinstructie.}
  - id: M2
    titel: Vaste lijst voor de overdracht
    omschrijving: Veilig Thuis en wijkteam gebruiken één lijst voor wat bij een overdracht hoort.
    bladen: [SH1]
    eigenaar: beleidsadviseur jeugd
    gereed: 2017-07-01
    status: afgerond
  - id: M3
    titel: Tevredenheid van gezinnen meten
    bladen: [BS2.1]
    eigenaar: kwaliteitsmedewerker
    gereed: 2018-07-01
    status: vervallen
    reden: Opgegaan in het landelijke cliëntervaringsonderzoek.
"""


def kopie(naar: Path, maatregelen: str | None = None) -> Path:
    """The example as it is, with measures where these are given."""
    shutil.copytree(VLAARDINGEN, naar)
    if maatregelen is not None:
        (naar / "verbetermaatregelen.yaml").write_text(maatregelen, encoding="utf-8")
    return naar


def vervolg(naar: Path, maatregelen: str | None = None) -> Path:
    """The example after measures: the same dossiers, with other facts in them."""
    kopie(naar, maatregelen)
    for pad in sorted((naar / "dossiers").glob("*.yaml")):
        dossier = lees(pad)
        _verbeter(dossier)
        schrijf(pad, dossier)
    return naar


def _verbeter(dossier: dict[str, Any]) -> None:
    overdracht = dossier["overdracht"]
    if overdracht["soort"] == "na_triage":
        overdracht |= {"schriftelijk_ontvangen": True, "inhoud": VOLLEDIG, "opgeslagen_in_dossier": True}
    if dossier["id"] in INGESCHAT:
        kinderen = [g["id"] for g in dossier["gezinsleden"] if g["rol"] == "kind"]
        dag = date.fromisoformat(overdracht["ontvangen_op"]) + timedelta(days=3)
        dossier["instrumenten"] = [
            *(dossier.get("instrumenten") or []),
            {"id": "lirik1", "soort": "lirik", "datum": dag.isoformat(), "moment": "start", "over": kinderen,
             "domeinen": [], "navolgbaar": True, "risico_gesignaleerd": True},
        ]  # fmt: skip


def andere_dossiers(map_: Path) -> Path:
    """The same onderzoek about other families: V01 becomes W01 everywhere."""
    for pad in sorted([*map_.glob("dossiers/*.yaml"), *map_.glob("beoordelingen/*.yaml")]):
        nieuw = pad.with_name(re.sub(r"^V(\d\d)", r"W\1", pad.name))
        nieuw.write_text(re.sub(r"\bV(\d\d)\b", r"W\1", pad.read_text(encoding="utf-8")), encoding="utf-8")
        if nieuw != pad:
            pad.unlink()
    return map_


def geloot(map_: Path, populatie: int = 60, aselect: bool = True) -> Path:
    """The same onderzoek with a sample that was drawn by lot from a known number."""
    pad = map_ / "onderzoek.yaml"
    onderzoek = lees(pad)
    onderzoek["steekproef"] = {"populatie": populatie, "aselect": aselect}
    schrijf(pad, onderzoek)
    return map_
