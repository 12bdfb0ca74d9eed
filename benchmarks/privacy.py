"""Recall and precision of `privacy check` on invented case notes, per kind, with every miss.

Run from the root of the checkout: `python benchmarks/privacy.py [--vanaf waarschijnlijk]`.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.privacy.meting import GELOOT, HERTOETS, ONTWIKKEL, TOETS, Notitie, Uitslag, lees, meet, totaal

from dossieraudit.privacy.check import zoek
from dossieraudit.privacy.vondst import SOORTEN, ZEKERHEDEN

REGEL = "{:<16}{:>9}{:>9}{:>9}{:>10}{:>9}{:>10}"


def toon(titel: str, notities: list[Notitie], vanaf: str) -> None:
    """A table for one set of notes."""
    uitslagen = meet(notities, vanaf)  # type: ignore[arg-type]
    print(f"\n{titel}: {len(notities)} notities, vanaf '{vanaf}'")
    print(REGEL.format("soort", "gemerkt", "gevonden", "recall", "vondsten", "terecht", "precisie"))
    rijen = [(soort, uitslagen[soort]) for soort in SOORTEN if soort in uitslagen]
    for naam, u in [*rijen, ("alles", totaal(uitslagen))]:
        print(REGEL.format(naam, u.gemerkt, u.gevonden, f"{u.recall:.1%}", u.vondsten, u.terecht, f"{u.precisie:.1%}"))
    for naam, u in rijen:
        toon_missers(naam, u)


def toon_missers(soort: str, uitslag: Uitslag) -> None:
    """What was missed, and what was taken for something that it is not."""
    for kop, stukken in (("gemist", uitslag.gemist), ("onterecht", uitslag.onterecht)):
        for notitie, tekst in stukken:
            print(f"  {kop:<10} {soort:<14} {notitie}  {tekst}")


def main() -> None:
    """Print every table and how fast the search is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vanaf", choices=ZEKERHEDEN, default="mogelijk")
    vanaf = parser.parse_args().vanaf
    sets = {
        "Gebruikt bij het maken": ONTWIKKEL,
        "Eerste toets": TOETS,
        "Moeilijk, met gelote namen; gebruikt bij het bijstellen": GELOOT,
        "Hertoets met gelote namen; hierna is niets bijgesteld": HERTOETS,
    }
    for titel, bestand in sets.items():
        toon(titel, lees(bestand), vanaf)
    teksten = [notitie.tekst for bestand in sets.values() for notitie in lees(bestand)]
    begin = time.perf_counter()
    for tekst in teksten:
        zoek(tekst)
    duur, tekens = time.perf_counter() - begin, sum(map(len, teksten))
    print(f"\n{tekens} tekens in {duur * 1000:.0f} ms: {duur / tekens * 1_000_000:.1f} s per miljoen tekens")


if __name__ == "__main__":
    main()
