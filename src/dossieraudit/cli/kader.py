"""`dossieraudit kader …`."""

from pathlib import Path

from msgspec.structs import replace

from dossieraudit.cli import exitcodes
from dossieraudit.cli.messages import van_hier, zeg
from dossieraudit.errors import Gebruiksfout, bedoelde
from dossieraudit.loading.kaders import beschikbare_kaders, kadermap, laad_kader, laad_met_plaatsen
from dossieraudit.models.kader import HOOFDBESTAND, Indicator
from dossieraudit.outputs.files import schrijf_heel


def lijst() -> int:
    """Every shipped framework with its title and size."""
    for naam in beschikbare_kaders():
        kader = laad_kader(naam).kader
        zeg(f"{naam}  {kader.titel}, versie {kader.versie}, {len(kader.indicatoren)} bladen")
    return exitcodes.GELUKT


def toon(naam: str | None, blad: str | None) -> int:
    """The tree of a framework, or one leaf in full."""
    kader = laad_kader(naam).kader
    if blad is not None:
        bladen = {i.id: i for i in kader.indicatoren}
        if blad not in bladen:
            raise Gebruiksfout(f"blad '{blad}' is er niet; {bedoelde(blad, bladen) or 'kies uit ' + ', '.join(bladen)}")
        _toon_blad(bladen[blad])
        return exitcodes.GELUKT
    zeg(f"{kader.titel}\nversie {kader.versie}, bron: {kader.bron}\n")
    for thema in kader.themas:
        zeg(f"{thema.id}  {thema.titel}")
        for criterium in thema.criteria:
            zeg(f"  {criterium.id}  {criterium.titel}")
            for indicator in criterium.indicatoren:
                bewijs = ", ".join(indicator.bewijs)
                zeg(f"    {indicator.id}  {indicator.titel}  [{bewijs}; {len(indicator.eisen)} eisen]")
    return exitcodes.GELUKT


def _toon_blad(blad: Indicator) -> None:
    zeg(f"{blad.id}  {blad.titel}\n\nNorm\n  {blad.norm}\n\nOperationalisering\n  {blad.operationalisering}\n")
    bron = [d for d in (blad.bron.document, blad.bron.thema, blad.bron.criterium, blad.bron.rij) if d]
    zeg(f"Bron: {'; '.join([*bron, *blad.bron.paragrafen])}")
    merken = [m for m, geldt in (("universeel", blad.universeel), ("zwaarwegend", blad.zwaarwegend)) if geldt]
    zeg(f"Werkwoord: {blad.werkwoord}. Bewijs: {', '.join(blad.bewijs)}. {', '.join(merken)}")
    for voorwaarde in blad.van_toepassing:
        zeg(f"Van toepassing als: {' '.join(voorwaarde.als.split())}  (anders: {voorwaarde.anders})")
    zeg("\nEisen")
    for eis in blad.eisen:
        zeg(f"  {eis.id}{' (essentieel)' if eis.essentieel else ''}: {eis.tekst}")
        zeg(f"    {' '.join(eis.als.split()) if eis.als else 'een professional beoordeelt dit'}")


def controleer(naam: str | None, profiel: Path | None) -> int:
    """Check a framework. Faults are raised and shown by the boundary; findings stand on standard output."""
    from dossieraudit.gevallen import laad_proeven
    from dossieraudit.kaders.lint import Onderwerp, als_fout, bevindingen
    from dossieraudit.kaders.ongelezen import ongelezen

    geladen = laad_met_plaatsen(naam, profiel)
    regels, kader = geladen.regels, geladen.regels.kader
    proeven = laad_proeven(geladen.map, laad_kader(naam).kader)
    if profiel is not None:
        proeven += laad_proeven(geladen.map, kader, profiel)
    gevonden = bevindingen(Onderwerp(regels, proeven, ongelezen(geladen.map, geladen.bestanden)))
    for bevinding in gevonden:
        fout = als_fout(geladen, bevinding)
        zeg(replace(fout, bestand=van_hier(fout.bestand)).als_tekst())
    eisen = sum(len(blad.eisen) for blad in regels.bladen)
    stand = f"{len(gevonden)} {'bevinding' if len(gevonden) == 1 else 'bevindingen'}" if gevonden else "in orde"
    omvang = f"{len(regels.bladen)} bladen, {eisen} eisen, {len(regels.kenmerken)} kenmerken"
    zeg(f"{kader.id} {kader.versie}: {stand} ({omvang}).")
    return exitcodes.POORT_NIET_GEHAALD if gevonden else exitcodes.GELUKT


def toon_codes() -> int:
    """Every code of `kader check` with what it finds."""
    from dossieraudit.kaders.lint import OVER_UITZONDERINGEN, REGELS

    for code, (wat, _) in REGELS.items():
        zeg(f"{code}  {wat}")
    for code, wat in OVER_UITZONDERINGEN.items():
        zeg(f"{code}  {wat}")
    return exitcodes.GELUKT


def kopieer(naam: str, map_: Path, *, stil: bool) -> int:
    """Lay a copy of a framework in a new or empty folder, with the schemas that its files point at."""
    from dossieraudit.kaders.kopie import kopieer_map

    kopieer_map(kadermap(naam), map_)
    if not stil:
        zeg(f"Klaargezet in {map_}: een kopie van het kader om zelf aan te passen.")
        zeg(f"  controleren  dossieraudit kader check {map_}")
        zeg(f"  beproeven    dossieraudit kader test {map_}")
        zeg(f"Geef het kader in {map_ / HOOFDBESTAND} een eigen id, titel en versie.")
    return exitcodes.GELUKT


def schema(soort: str | None, *, alle: bool, uit: Path | None) -> int:
    """The JSON Schema of one kind of file, or of all of them in a folder."""
    from dossieraudit.kaders.schemas import SOORTEN, als_json, bestanden

    if alle:
        if soort is not None or uit is None:
            raise Gebruiksfout("--all schrijft elk schema in een map; noem geen SOORT, en geef de map met -o")
        for naam, inhoud in bestanden().items():
            schrijf_heel(uit / naam, inhoud.encode(), openbaar=True)
        return exitcodes.GELUKT
    if soort not in SOORTEN:
        wat = f"er is geen schema '{soort}'" if soort else "er ontbreekt een SOORT"
        raise Gebruiksfout(f"{wat}; kies uit {', '.join(SOORTEN)}")
    if uit is None:
        zeg(als_json(soort), end="")
    else:
        schrijf_heel(uit, als_json(soort).encode(), openbaar=True)
    return exitcodes.GELUKT
