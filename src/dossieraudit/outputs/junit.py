"""JUnit XML: what every CI server shows as tests. Valid by the schema of Jenkins' xUnit plugin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree as ET

from dossieraudit.models.kader import Uitkomst
from dossieraudit.models.resultaat import DossierResultaat
from dossieraudit.outputs.beeld import Beeld
from dossieraudit.outputs.vondsten import Vondst, beoordeling_tekst, vondsten
from dossieraudit.poorten.verslag import GEEN_DOSSIER
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import regels_zichtbaar, zichtbaar

Afloop = Literal["goed", "failure", "error", "skipped"]
BUITEN: tuple[Uitkomst, ...] = ("niet_van_toepassing", "niet_getoetst")


@dataclass(frozen=True, slots=True)
class Geval:
    """One test: how it ended, why in a line, and more of it in `uitvoer`."""

    naam: str
    afloop: Afloop = "goed"
    melding: str = ""
    tekst: str = ""
    uitvoer: str = ""


@dataclass(frozen=True, slots=True)
class Reeks:
    """Tests that belong together. `klasse` is the name under which CI servers group them."""

    naam: str
    klasse: str
    gevallen: Sequence[Geval] = field(default_factory=tuple)


def als_xml(naam: str, reeksen: Sequence[Reeks]) -> str:
    """A report. What XML cannot hold is written out."""
    wortel = ET.Element("testsuites", {"name": zichtbaar(naam)} | _tellingen([g for r in reeksen for g in r.gevallen]))
    for reeks in reeksen:
        tellingen = _tellingen(reeks.gevallen)
        if overgeslagen := _tel(reeks.gevallen, "skipped"):
            tellingen["skipped"] = str(overgeslagen)
        deel = ET.SubElement(wortel, "testsuite", {"name": zichtbaar(reeks.naam)} | tellingen)
        for geval in reeks.gevallen:
            _voeg_toe(deel, reeks.klasse, geval)
    ET.indent(wortel)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(wortel, encoding="unicode") + "\n"


def _tellingen(gevallen: Sequence[Geval]) -> dict[str, str]:
    fouten, mislukt = _tel(gevallen, "error"), _tel(gevallen, "failure")
    return {"tests": str(len(gevallen)), "failures": str(mislukt), "errors": str(fouten)}


def _tel(gevallen: Sequence[Geval], afloop: Afloop) -> int:
    return sum(1 for geval in gevallen if geval.afloop == afloop)


def _voeg_toe(reeks: ET.Element, klasse: str, geval: Geval) -> None:
    element = ET.SubElement(reeks, "testcase", classname=klasse, name=zichtbaar(geval.naam))
    if geval.afloop != "goed":
        waarom = ET.SubElement(element, geval.afloop, message=zichtbaar(geval.melding))
        waarom.text = regels_zichtbaar(geval.tekst) or None
    if geval.uitvoer:
        ET.SubElement(element, "system-out").text = regels_zichtbaar(geval.uitvoer)


def schrijf(beeld: Beeld) -> str:
    """A suite for every leaf with a test for every dossier; then gates over parts, and rejected input.

    A test fails exactly where a gate stops its dossier, or, without any gate, where the norm is not met.
    """
    per_blad: dict[str, list[Vondst]] = {}
    for vondst in vondsten(beeld):
        per_blad.setdefault(vondst.over, []).append(vondst)
    reeksen = [
        Reeks(
            f"{blad.id} {blad.titel}",
            blad.id,
            [*_dossiers(beeld, blad.id, per_blad.get(blad.id, [])), *map(_deel, _delen(per_blad.pop(blad.id, [])))],
        )
        for blad in beeld.kader.indicatoren
    ]
    if rest := [_deel(vondst) for gevonden in per_blad.values() for vondst in gevonden]:
        reeksen.append(Reeks("poorten", "poorten", rest))
    if beeld.uitslag.leeg:
        reeksen.append(Reeks("poorten", "poorten", [Geval("dossiers", "error", GEEN_DOSSIER)]))
    if beeld.resultaat.afgekeurd:
        reeksen.append(Reeks("invoer", "invoer", list(_afgekeurd(beeld))))
    return als_xml(f"{beeld.kader.id} {beeld.kader.versie}", reeksen)


def _delen(gevonden: Sequence[Vondst]) -> Iterator[Vondst]:
    return (vondst for vondst in gevonden if vondst.dossier is None)


def _dossiers(beeld: Beeld, blad: str, gevonden: Sequence[Vondst]) -> Iterator[Geval]:
    per_dossier = {vondst.dossier: vondst for vondst in gevonden if vondst.dossier is not None}
    for dossier in beeld.resultaat.dossiers:
        yield _dossier(blad, dossier, per_dossier.get(dossier.id))


def _dossier(blad: str, dossier: DossierResultaat, vondst: Vondst | None) -> Geval:
    gevonden = dossier.uitkomsten[blad]
    if vondst is None:
        buiten, label = gevonden.uitkomst in BUITEN, STIJLEN[gevonden.uitkomst].label
        mens = beoordeling_tekst(gevonden)
        uitvoer = f"{label}; {mens}" if mens is not None else ""
        return Geval(dossier.id, "skipped" if buiten else "goed", label if buiten else "", uitvoer=uitvoer)
    return Geval(dossier.id, _afloop(vondst), vondst.tekst, uitvoer=f"{vondst.plaats.pad}\n{vondst.tekst}")


def _afloop(vondst: Vondst) -> Afloop:
    """What is let pass did not pass by itself: it stands apart, and says why."""
    if vondst.ernst == "fout":
        return "failure"
    ontheven = vondst.ontheffing is not None and vondst.ontheffing[1].stand == "geldt"
    let_door = vondst.stand is not None or ontheven or vondst.uitkomst in BUITEN
    return "skipped" if let_door else "goed"


def _deel(vondst: Vondst) -> Geval:
    naam = f"{vondst.over} {vondst.poort}"
    return Geval(naam, _afloop(vondst), vondst.tekst, uitvoer=vondst.tekst)


def _afgekeurd(beeld: Beeld) -> Iterator[Geval]:
    for afgekeurd in beeld.resultaat.afgekeurd:
        aantal = len(afgekeurd.fouten)
        fouten = "1 fout" if aantal == 1 else f"{aantal} fouten"
        pad = beeld.plaatsen[afgekeurd.invoer].pad if afgekeurd.invoer in beeld.plaatsen else afgekeurd.invoer
        yield Geval(pad, "error", f"afgekeurd: {fouten}; zie de meldingen")
