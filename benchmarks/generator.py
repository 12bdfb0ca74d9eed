"""Made-up dossiers in any number, for measuring: the twenty of the example, varied at random by a seed.

Distributions, per dossier:

- shape: one of the 20 examples, each as likely; all dates 0 to 28 days earlier;
- contacts: the example's number times a lognormal factor (median 1.4, sigma 0.5), spread over the same period;
- free text: 60% of the contacts has a report of a lognormal number of words (median 35, sigma 0.7);
- not recorded: every field that may be empty is emptied with a chance drawn per dossier from Beta(1, 15), a whole part
  with a third of that chance;
- other facts: every yes/no is turned around with a chance of 5%;
- not supplied: 8% lacks one to three whole parts (the example's own are merely not recorded here);
- three to eight facts have a vindplaats.

A variation that makes the file contradict itself is drawn again, with fewer liberties each time.
"""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dossieraudit.data import examples_dir
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.models.dossier import ONDERDELEN, Dossier
from dossieraudit.models.samenhang import samenhang

WOORDEN = (
    *("moeder", "vader", "kind", "gesprek", "thuis", "school", "afspraak", "veiligheid", "rust", "ruzie", "zorgen"),
    *("plan", "hulp", "team", "week", "maandag", "avond", "vertelt", "vraagt", "ziet", "hoort", "belt", "komt", "gaat"),
    *("blijft", "wil", "kan", "zegt", "dat", "het", "de", "een", "en", "met", "over", "bij", "niet", "wel", "nog"),
)

Json = dict[str, Any]


def voorbeelden() -> list[Json]:
    """The dossiers of the example, as JSON."""
    lading = laad_dossiers(examples_dir() / "vlaardingen")
    return [json.loads(geladen.dossier.model_dump_json()) for geladen in lading.dossiers]


def dossiers(aantal: int, zaad: int = 2017) -> Iterator[Json]:
    """That many different dossiers; the same ones for the same seed."""
    basis = voorbeelden()
    for nummer in range(aantal):
        kans = random.Random(f"{zaad}-{nummer}")
        yield _dossier(kans, kans.choice(basis)) | {"id": f"g{nummer:07}"}


def schrijf(pad: Path, aantal: int, verschillend: int = 20_000, zaad: int = 2017) -> int:
    """Write JSON lines; beyond `verschillend` the contents return under another id. Gives the size in bytes."""
    regels = [_regel(d).partition(b",")[2] for d in dossiers(min(aantal, verschillend), zaad)]
    with pad.open("wb") as bestand:
        for nummer in range(aantal):
            bestand.write(b'{"id":"g%07d",%b' % (nummer, regels[nummer % len(regels)]))
    return pad.stat().st_size


def _regel(dossier: Json) -> bytes:
    in_volgorde = {"id": dossier["id"]} | dossier
    return json.dumps(in_volgorde, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _dossier(kans: random.Random, voorbeeld: Json) -> Json:
    vrijheid = 1.0
    while True:
        dossier = _varieer(kans, deepcopy(voorbeeld), vrijheid)
        geldig = Dossier.model_validate_json(json.dumps(dossier))
        if not samenhang(geldig):
            return dossier
        vrijheid = vrijheid / 2 if vrijheid > 0.1 else 0.0


def _varieer(kans: random.Random, dossier: Json, vrijheid: float) -> Json:
    dossier["vindplaatsen"], dossier["niet_aangeleverd"] = {}, []
    dossier = _verschuif(dossier, timedelta(days=-kans.randrange(29)))
    if dossier["contacten"]:
        dossier["contacten"] = _contacten(kans, dossier["contacten"])
    leegkans, omkeer = vrijheid * kans.betavariate(1, 15), vrijheid * 0.05
    for naam in ONDERDELEN:
        if kans.random() < leegkans / 3:
            dossier[naam] = None
        else:
            dossier[naam] = _feiten(kans, dossier[naam], leegkans, omkeer)
    if kans.random() < 0.08:
        kwijt = sorted(kans.sample(ONDERDELEN, kans.randint(1, 3)))
        dossier |= dict.fromkeys(kwijt) | {"niet_aangeleverd": kwijt}
    paden = [f"contacten[{c['id']}].datum" for c in dossier["contacten"] or ()]
    paden += [naam for naam in ONDERDELEN if dossier[naam] is not None]
    gekozen = kans.sample(paden, min(len(paden), kans.randint(3, 8)))
    dossier["vindplaatsen"] = {pad: f"blz. {kans.randint(1, 80)}" for pad in gekozen}
    return dossier


def _verschuif(waarde: Any, periode: timedelta) -> Any:
    if isinstance(waarde, dict):
        return {naam: _verschuif(deel, periode) for naam, deel in waarde.items()}
    if isinstance(waarde, list):
        return [_verschuif(deel, periode) for deel in waarde]
    if isinstance(waarde, str) and len(waarde) == 10 and waarde[4] == waarde[7] == "-":
        return str(date.fromisoformat(waarde) + periode)
    return waarde


def _contacten(kans: random.Random, contacten: list[Json]) -> list[Json]:
    dagen = sorted(date.fromisoformat(c["datum"]) for c in contacten if c["datum"])
    aantal = max(1, round(len(contacten) * kans.lognormvariate(0.34, 0.5)))
    gekozen = kans.sample(contacten, min(aantal, len(contacten)))
    gekozen += [dict(kans.choice(contacten)) for _ in range(aantal - len(gekozen))]
    for contact in gekozen[len(contacten) :]:
        contact["datum"] = (
            str(dagen[0] + timedelta(days=kans.randint(0, (dagen[-1] - dagen[0]).days))) if dagen else None
        )
    gekozen.sort(key=lambda c: c["datum"] or "")
    for nummer, contact in enumerate(gekozen, start=1):
        contact["id"] = f"c{nummer}"
        if kans.random() < 0.6:
            contact["verslag"] = " ".join(kans.choices(WOORDEN, k=max(3, round(kans.lognormvariate(3.56, 0.7)))))
    return gekozen


# Fields that the model wants filled, or that name the thing itself.
_VAST = {"id", "rol", "soort", "leefgebied", "niet_aangeleverd"}


def _feiten(kans: random.Random, deel: Any, leegkans: float, omkeer: float) -> Any:
    if isinstance(deel, list):
        return [_feiten(kans, item, leegkans, omkeer) if isinstance(item, dict) else item for item in deel]
    if not isinstance(deel, dict):
        return deel
    uit: Json = {}
    for naam, waarde in deel.items():
        if naam not in _VAST and kans.random() < leegkans:
            uit[naam] = None
        elif isinstance(waarde, bool) and kans.random() < omkeer:
            uit[naam] = not waarde
        else:
            uit[naam] = _feiten(kans, waarde, leegkans, omkeer)
    return uit
