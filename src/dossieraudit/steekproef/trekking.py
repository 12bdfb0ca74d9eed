"""The draw itself: which cases take part, how many of each stratum, and which ones the lot falls on.

Cases are ranked by the SHA-256 of 'seed:id' and the first ones are drawn (docs/decisions/0009). That depends on nothing
but the seed and the ids, and can be worked out with any tool that knows SHA-256.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading.trekking import stratumnaam
from dossieraudit.steekproef.lijst import Geval, Lijst

KENMERKEN = ("soort", "team")
Sleutel = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Verdeling:
    """A trait by which strata are made; with numbers per value, or else in proportion to the population."""

    kenmerk: str
    aantallen: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Verzoek:
    """What is asked: how many in all, by which strata, with which seed, and from which days."""

    aantal: int
    zaad: str
    per: tuple[Verdeling, ...] = ()
    reserves: int = 0
    van: date | None = None
    tot: date | None = None

    @property
    def nodig(self) -> tuple[str, ...]:
        """The columns that have to be filled in for every case."""
        datum = ("datum",) if self.van is not None or self.tot is not None else ()
        return (*(v.kenmerk for v in self.per), *datum)


@dataclass(frozen=True)
class Getrokken:
    """One stratum: its traits, its size, and who was drawn, in the order of the lot."""

    sleutel: Sleutel
    populatie: int
    gevallen: tuple[Geval, ...]
    reserves: tuple[Geval, ...]

    @property
    def naam(self) -> str:
        """The stratum in words."""
        return stratumnaam(self.sleutel)


@dataclass(frozen=True)
class Trekking:
    """The draw with all that its account has to say."""

    lijst: Lijst
    verzoek: Verzoek
    strata: tuple[Getrokken, ...]
    weggelaten: tuple[tuple[str, int], ...]

    @property
    def populatie(self) -> int:
        """The number of cases on which the lot could fall."""
        return sum(stratum.populatie for stratum in self.strata)


def rang(zaad: str, id_: str) -> str:
    """The place of a case in the order of the lot: the SHA-256 of 'seed:id', in hexadecimal."""
    return hashlib.sha256(f"{zaad}:{id_}".encode()).hexdigest()


def trek(lijst: Lijst, verzoek: Verzoek) -> Trekking:
    """Draw. Raises `Invoerfout` where a stratum holds fewer cases than were asked of it, or would get none."""
    deelnemers, weggelaten = _deelnemers(lijst, verzoek)
    strata: dict[Sleutel, list[Geval]] = defaultdict(list)
    for geval in deelnemers:
        strata[tuple((v.kenmerk, str(getattr(geval, v.kenmerk))) for v in verzoek.per)].append(geval)
    aantallen = _aantallen(lijst, verzoek, {sleutel: len(gevallen) for sleutel, gevallen in strata.items()})
    getrokken = []
    for sleutel in sorted(strata):
        geloot = sorted(strata[sleutel], key=lambda geval: rang(verzoek.zaad, geval.id))
        n = aantallen[sleutel]
        getrokken.append(Getrokken(sleutel, len(geloot), tuple(geloot[:n]), tuple(geloot[n : n + verzoek.reserves])))
    return Trekking(lijst, verzoek, tuple(getrokken), tuple(weggelaten.items()))


def _deelnemers(lijst: Lijst, verzoek: Verzoek) -> tuple[list[Geval], Counter[str]]:
    """The cases that were asked for, and why the others were not."""
    mee, weg = [], Counter[str]()
    for geval in lijst.gevallen:
        reden = _buiten(geval, verzoek)
        if reden is None:
            mee.append(geval)
        else:
            weg[reden] += 1
    return mee, Counter(dict(sorted(weg.items())))


def _buiten(geval: Geval, verzoek: Verzoek) -> str | None:
    if verzoek.van is not None and geval.datum is not None and geval.datum < verzoek.van:
        return f"overgedragen vóór {verzoek.van}"
    if verzoek.tot is not None and geval.datum is not None and geval.datum > verzoek.tot:
        return f"overgedragen na {verzoek.tot}"
    for verdeling in verzoek.per:
        waarde = str(getattr(geval, verdeling.kenmerk))
        if verdeling.aantallen is not None and waarde not in verdeling.aantallen:
            return f"{verdeling.kenmerk} {waarde} is niet gevraagd"
    return None


def _aantallen(lijst: Lijst, verzoek: Verzoek, groottes: Mapping[Sleutel, int]) -> dict[Sleutel, int]:
    """How many to draw of each stratum."""
    vast = next((v for v in verzoek.per if v.aantallen is not None), None)
    if vast is None or vast.aantallen is None:
        groepen = {"": (verzoek.aantal, dict(groottes))}
    else:
        groepen = {
            f"{vast.kenmerk} {waarde}": (aantal, {s: g for s, g in groottes.items() if (vast.kenmerk, waarde) in s})
            for waarde, aantal in vast.aantallen.items()
        }
    fouten: list[Fout] = []
    aantallen: dict[Sleutel, int] = {}
    for naam, (aantal, binnen) in groepen.items():
        aanwezig = sum(binnen.values())
        if aantal > aanwezig:
            waar = f" met {naam}" if naam else ""
            er_zijn = "er is 1 geval" if aanwezig == 1 else f"er zijn {aanwezig} gevallen"
            melding = f"{er_zijn}{waar} om uit te trekken, en er zijn er {aantal} gevraagd"
            fouten.append(Fout(lijst.naam, melding, advies="vraag er minder, of vul de lijst aan"))
            continue
        verdeeld = verdeel(aantal, binnen)
        aantallen |= verdeeld
        for sleutel in sorted(s for s, n in verdeeld.items() if not n):
            naam_ = ", ".join(f"{kenmerk} {waarde}" for kenmerk, waarde in sleutel)
            melding = f"{naam_} ({binnen[sleutel]} van de {aanwezig}) zou geen enkel dossier krijgen"
            advies = "vraag er meer, geef zelf de aantallen, of laat deze verdeling weg"
            fouten.append(Fout(lijst.naam, melding, verwacht="een kans voor elk geval", advies=advies))
    if fouten:
        raise Invoerfout(tuple(fouten))
    return aantallen


def verdeel(aantal: int, groottes: Mapping[Sleutel, int]) -> dict[Sleutel, int]:
    """Divide a number in proportion to the sizes, by largest remainders; of equal ones the first by name goes first."""
    totaal = sum(groottes.values())
    quota = {sleutel: Fraction(aantal * grootte, totaal) for sleutel, grootte in groottes.items()}
    verdeeld = {sleutel: int(quotum) for sleutel, quotum in quota.items()}
    over = aantal - sum(verdeeld.values())
    for sleutel in sorted(quota, key=lambda s: (verdeeld[s] - quota[s], s))[:over]:
        verdeeld[sleutel] += 1
    return verdeeld


def ontbrekende_reserves(trekking: Trekking) -> Sequence[tuple[str, int]]:
    """The strata with fewer reserves than were asked, and how many those have."""
    gevraagd = trekking.verzoek.reserves
    return [(s.naam, len(s.reserves)) for s in trekking.strata if len(s.reserves) < gevraagd]
