"""Recall and precision of the search on the labelled, invented case notes; shared by the tests and the benchmark."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from dossieraudit.privacy.check import zoek
from dossieraudit.privacy.vondst import SOORTEN, Vondst, Zekerheid, minstens

MAP = Path(__file__).parent
ONTWIKKEL = MAP / "notities_ontwikkel.yaml"
TOETS = MAP / "notities_toets.yaml"
GELOOT = MAP / "notities_geloot.yaml"
HERTOETS = MAP / "notities_hertoets.yaml"
_MERK = re.compile(r"\[\[(?P<soort>[a-z_]+)\|(?P<tekst>[^\]]+)\]\]")


@dataclass(frozen=True)
class Merk:
    """What ought to be found."""

    soort: str
    begin: int
    eind: int


@dataclass(frozen=True)
class Notitie:
    """A note without its labels, and the labels."""

    id: str
    tekst: str
    merken: tuple[Merk, ...]


@dataclass
class Uitslag:
    """Counts of one kind, with what was missed and what was taken for something."""

    gemerkt: int = 0
    gevonden: int = 0
    vondsten: int = 0
    terecht: int = 0
    gemist: list[tuple[str, str]] = field(default_factory=list)
    onterecht: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.gevonden / self.gemerkt if self.gemerkt else 1.0

    @property
    def precisie(self) -> float:
        return self.terecht / self.vondsten if self.vondsten else 1.0


def lees(bestand: Path) -> list[Notitie]:
    """The notes of one file."""
    notities = yaml.safe_load(bestand.read_text(encoding="utf-8"))["notities"]
    return [_notitie(notitie["id"], notitie["tekst"].strip()) for notitie in notities]


def _notitie(naam: str, gemerkt: str) -> Notitie:
    kaal, merken, vorige = "", [], 0
    for match in _MERK.finditer(gemerkt):
        assert match["soort"] in SOORTEN, f"{naam}: soort {match['soort']} bestaat niet"
        kaal += gemerkt[vorige : match.start()]
        merken.append(Merk(match["soort"], len(kaal), len(kaal) + len(match["tekst"])))
        kaal += match["tekst"]
        vorige = match.end()
    return Notitie(naam, kaal + gemerkt[vorige:], tuple(merken))


def meet(notities: Iterable[Notitie], vanaf: Zekerheid = "mogelijk") -> dict[str, Uitslag]:
    """A label is found when findings of its own kind cover every letter and digit of it.

    A finding is right when it touches a label of its own kind.
    """
    uitslagen: dict[str, Uitslag] = defaultdict(Uitslag)
    for notitie in notities:
        vondsten = [v for v in zoek(notitie.tekst) if minstens(v.zekerheid, vanaf)]
        for merk in notitie.merken:
            uitslag = uitslagen[merk.soort]
            uitslag.gemerkt += 1
            if _gedekt(notitie.tekst, merk, vondsten):
                uitslag.gevonden += 1
            else:
                uitslag.gemist.append((notitie.id, notitie.tekst[merk.begin : merk.eind]))
        for vondst in vondsten:
            uitslag = uitslagen[vondst.soort]
            uitslag.vondsten += 1
            if any(m.soort == vondst.soort and m.begin < vondst.eind and vondst.begin < m.eind for m in notitie.merken):
                uitslag.terecht += 1
            else:
                uitslag.onterecht.append((notitie.id, notitie.tekst[vondst.begin : vondst.eind]))
    return dict(uitslagen)


def _gedekt(tekst: str, merk: Merk, vondsten: list[Vondst]) -> bool:
    eigen = [v for v in vondsten if v.soort == merk.soort]
    return all(
        any(v.begin <= plaats < v.eind for v in eigen)
        for plaats in range(merk.begin, merk.eind)
        if tekst[plaats].isalnum()
    )


def totaal(uitslagen: dict[str, Uitslag]) -> Uitslag:
    """All kinds together."""
    som = Uitslag()
    for uitslag in uitslagen.values():
        som.gemerkt += uitslag.gemerkt
        som.gevonden += uitslag.gevonden
        som.vondsten += uitslag.vondsten
        som.terecht += uitslag.terecht
    return som
