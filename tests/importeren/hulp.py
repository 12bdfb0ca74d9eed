"""What tests of the import share: a small export in a folder, and the dossiers that come out."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.models.dossier import Dossier
from tests.conftest import Afloop, Opdracht

MAPPING = """\
tabellen:
  zaken: {bestand: zaken.csv}
  contacten: {bestand: contacten.csv}
dossier: {tabel: zaken, sleutel: nr, voorvoegsel: D}
onderdelen:
  - onderdeel: afsluiting
    tabel: zaken
    velden: {afgesloten: {kolom: dicht, codes: {J: ja, N: nee, O: onbekend}}, datum: sluiting}
  - onderdeel: contacten
    tabel: contacten
    nummering: c
    velden:
      datum: datum
      soort: {kolom: type, codes: {HB: huisbezoek, TEL: telefonisch}}
      gesproken_met: {kolom: met, scheiding: +}
"""
ZAKEN = "nr;dicht;sluiting\n1;J;2017-05-01\n2;N;\n3;;\n4;O;\n"
CONTACTEN = "nr;datum;type;met\n1;2017-03-01;HB;m1+k1\n1;2017-04-01;TEL;m1\n3;2017-04-02;HB;\n"


@dataclass
class Proef:
    """An export in a folder."""

    map: Path
    dossieraudit: Opdracht

    def zet(self, **bestanden: str | bytes) -> None:
        """Write files; `zaken` is zaken.csv."""
        for naam, inhoud in bestanden.items():
            pad = self.map / (naam.replace("__", ".") if "__" in naam else f"{naam}.csv")
            pad.write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())

    def importeer(self, *opties: object, mapping: str = MAPPING) -> Afloop:
        """Run the command on every table in the folder."""
        (self.map / "mapping.yaml").write_text(mapping, encoding="utf-8")
        tabellen = sorted(p for p in self.map.iterdir() if p.suffix in (".csv", ".xlsx", ".json", ".tsv"))
        uit = self.map / "uit.jsonl"
        uit.unlink(missing_ok=True)
        rejects = self.map / "rejects.jsonl"
        opties = ("--mapping", self.map / "mapping.yaml", "-o", uit, "--rejects", rejects, *opties)
        return self.dossieraudit("import", *tabellen, *opties)

    @property
    def dossiers(self) -> dict[str, Dossier]:
        """What came out, by id; without any there is no file."""
        if not (self.map / "uit.jsonl").exists():
            return {}
        return {geladen.dossier.id: geladen.dossier for geladen in laad_dossiers(self.map / "uit.jsonl").dossiers}

    @property
    def rejects(self) -> list[dict[str, Any]]:
        """What did not."""
        regels = (self.map / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(regel) for regel in regels]


def xlsx(rijen: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet."""
    boek = openpyxl.Workbook()
    for rij in rijen:
        boek.active.append(rij)
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


def met_blad(pad: Path, anders: Callable[[str], str]) -> None:
    """The workbook with its first sheet changed as no spreadsheet would do it."""
    with zipfile.ZipFile(pad) as archief:
        delen = {naam: archief.read(naam) for naam in archief.namelist()}
    delen["xl/worksheets/sheet1.xml"] = anders(delen["xl/worksheets/sheet1.xml"].decode()).encode()
    with zipfile.ZipFile(pad, "w") as archief:
        for naam, inhoud in delen.items():
            archief.writestr(naam, inhoud)
