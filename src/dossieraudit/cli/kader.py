"""`dossieraudit kader …`."""

import json

from dossieraudit.cli import exitcodes
from dossieraudit.errors import Gebruiksfout
from dossieraudit.expressions.check import bedoelde
from dossieraudit.loading.kaders import beschikbare_kaders, kadermap, laad_kader
from dossieraudit.models.basis import Model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Criterium, Indicator, KaderBestand
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.models.resultaat import Resultaat

SCHEMAS: dict[str, type[Model]] = {
    "dossier": Dossier,
    "kader": KaderBestand,
    "criterium": Criterium,
    "onderzoek": Onderzoek,
    "resultaat": Resultaat,
}


def lijst() -> int:
    """Every shipped framework with its title and size."""
    for naam in beschikbare_kaders():
        kader = laad_kader(naam).kader
        print(f"{naam}  {kader.titel}, versie {kader.versie}, {len(kader.indicatoren)} bladen")
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
    print(f"{kader.titel}\nversie {kader.versie}, bron: {kader.bron}\n")
    for thema in kader.themas:
        print(f"{thema.id}  {thema.titel}")
        for criterium in thema.criteria:
            print(f"  {criterium.id}  {criterium.titel}")
            for indicator in criterium.indicatoren:
                bewijs = ", ".join(indicator.bewijs)
                print(f"    {indicator.id}  {indicator.titel}  [{bewijs}; {len(indicator.eisen)} eisen]")
    return exitcodes.GELUKT


def _toon_blad(blad: Indicator) -> None:
    print(f"{blad.id}  {blad.titel}\n\nNorm\n  {blad.norm}\n\nOperationalisering\n  {blad.operationalisering}\n")
    bron = [d for d in (blad.bron.document, blad.bron.thema, blad.bron.criterium, blad.bron.rij) if d]
    print(f"Bron: {'; '.join([*bron, *blad.bron.paragrafen])}")
    merken = [m for m, geldt in (("universeel", blad.universeel), ("zwaarwegend", blad.zwaarwegend)) if geldt]
    print(f"Werkwoord: {blad.werkwoord}. Bewijs: {', '.join(blad.bewijs)}. {', '.join(merken)}")
    for voorwaarde in blad.van_toepassing:
        print(f"Van toepassing als: {' '.join(voorwaarde.als.split())}  (anders: {voorwaarde.anders})")
    print("\nEisen")
    for eis in blad.eisen:
        print(f"  {eis.id}{' (essentieel)' if eis.essentieel else ''}: {eis.tekst}")
        print(f"    {' '.join(eis.als.split()) if eis.als else 'een professional beoordeelt dit'}")


def controleer(naam: str | None) -> int:
    """Check a framework; faults are raised and shown by the boundary."""
    regels = laad_kader(naam)
    eisen = sum(len(blad.eisen) for blad in regels.bladen)
    print(f"{kadermap(naam)}: in orde ({len(regels.bladen)} bladen, {eisen} eisen, {len(regels.kenmerken)} kenmerken).")
    return exitcodes.GELUKT


def schema(soort: str) -> int:
    """The JSON Schema of one kind of file, on standard output."""
    if soort not in SCHEMAS:
        raise Gebruiksfout(f"er is geen schema '{soort}'; kies uit {', '.join(SCHEMAS)}")
    inhoud = SCHEMAS[soort].model_json_schema(by_alias=True)
    kop = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:dossieraudit:schema:{soort}:1"}
    print(json.dumps(kop | inhoud, ensure_ascii=False, indent=2))
    return exitcodes.GELUKT
