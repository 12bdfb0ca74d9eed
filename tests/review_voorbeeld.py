"""A small onderzoek to judge, and score forms filled in as an assessor would."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from tests.conftest import VLAARDINGEN, Opdracht

MOTIVERING = "Het journaal laat dit zien (blz. 4)."
KOPRIJ = 5
Invulling = Mapping[str, Any]


def klein_onderzoek(map_: Path, dossiers: tuple[str, ...] = ("V03", "V04")) -> Path:
    """A few dossiers of the example, without judgements."""
    (map_ / "dossiers").mkdir(parents=True)
    shutil.copy(VLAARDINGEN / "onderzoek.yaml", map_)
    for dossier in dossiers:
        shutil.copy(VLAARDINGEN / "dossiers" / f"{dossier}.yaml", map_ / "dossiers")
    return map_


class Formulier:
    """A score form, opened as an assessor would."""

    def __init__(self, pad: Path) -> None:
        self.pad = pad
        self.werkmap = openpyxl.load_workbook(pad)
        self.blad = self.werkmap["Oordelen"]
        self.kolommen = {cel.value: cel.column for cel in self.blad[KOPRIJ]}
        self.rijen: dict[tuple[str, str], int] = {}
        for rij in range(KOPRIJ + 1, self.blad.max_row + 1):
            self.rijen[self.cel(rij, "Dossier").value, self.cel(rij, "Blad").value] = rij

    def cel(self, rij: int | tuple[str, str], kolom: str) -> Any:
        return self.blad.cell(rij if isinstance(rij, int) else self.rijen[rij], self.kolommen[kolom])

    def waarden(self, kolom: str) -> dict[tuple[str, str], Any]:
        return {paar: self.cel(rij, kolom).value for paar, rij in self.rijen.items()}

    def vul(
        self,
        invulling: Mapping[tuple[str, str], Invulling] | Callable[[tuple[str, str]], Invulling],
        datum: str | None = "2017-11-20",
    ) -> Path:
        """Fill in rows and save."""
        self.blad["B3"].value = datum
        for paar in self.rijen:
            cellen = invulling(paar) if callable(invulling) else invulling.get(paar, {})
            for kolom, waarde in cellen.items():
                self.cel(paar, kolom).value = waarde
        self.werkmap.save(self.pad)
        return self.pad


def oordeel(uitkomst: str, motivering: str = MOTIVERING) -> Invulling:
    return {"Oordeel": uitkomst, "Motivering": motivering}


def bewaard(map_: Path, beoordelaar: str = "b1") -> dict[tuple[str, str], dict[str, Any]]:
    """The judgements in the file of an assessor."""
    pad = map_ / "beoordelingen" / f"{beoordelaar}.yaml"
    return {(o["dossier"], o["blad"]): o for o in yaml.safe_load(pad.read_bytes())}


def vervang(pad: Path, oud: str, nieuw: str) -> None:
    """Change a fact in a file."""
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst, f"{oud!r} does not stand in {pad.name}"
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")


def maak(dossieraudit: Opdracht, onderzoek: Path, pad: Path, wie: str = "b1", *opties: object) -> Formulier:
    """The form that an assessor is given."""
    assert dossieraudit("review", onderzoek, "--beoordelaar", wie, "-o", pad, "-q", *opties).code == 0
    return Formulier(pad)
