"""`kader test`: running the cases of a framework, and what they cover."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import get_args

from dossieraudit.expressions.explain import Feit
from dossieraudit.expressions.rules import Bladregels, Regels
from dossieraudit.gevallen import WAARDEN, Proef, Proefuitslag, beproef
from dossieraudit.models.kader import UITKOMSTEN, Indicator, Kader, Reden
from dossieraudit.outputs.explanation import waarde_tekst
from dossieraudit.outputs.junit import Geval, Reeks, als_xml
from dossieraudit.report.verkenner import REDEN_LABELS
from dossieraudit.scoring import Scoring, beoordeel

Waarde = bool | None
REDENEN: tuple[Reden, ...] = get_args(Reden)
MAX_FEITEN = 8
# More eisen of one kind than this make no other uitkomst: the rule asks only for all, any, and an essential one.
_PER_SOORT = 3


@dataclass(frozen=True)
class Bladdekking:
    """What the cases show of one leaf, beside what they could: values of each eis, uitkomsten, redenen."""

    blad: str
    gevallen: int
    eisen: dict[str, tuple[frozenset[Waarde], frozenset[Waarde]]]
    uitkomsten: tuple[frozenset[str], frozenset[str]]
    redenen: tuple[frozenset[str], frozenset[str]]

    @property
    def tekorten(self) -> tuple[str, ...]:
        """Everything that no case shows, a phrase each."""
        zinnen = [f"blad {self.blad} heeft geen gevallen"] if not self.gevallen else []
        for naam, (gezien, nodig) in self.eisen.items():
            if mist := sorted((WAARDEN[w] for w in nodig - gezien), reverse=True):
                zinnen.append(f"{self.blad}/{naam}: geen geval maakt deze eis {' of '.join(mist)}")
        for soort, namen, (gezien_, nodig_) in (
            ("uitkomst", UITKOMSTEN, self.uitkomsten),
            ("reden", REDENEN, self.redenen),
        ):
            zinnen += [f"{self.blad}: geen geval met {soort} {naam}" for naam in namen if naam in nodig_ - gezien_]
        return tuple(zinnen)


@dataclass(frozen=True)
class Proefverslag:
    """The cases of one framework, run."""

    kader: Kader
    uitslagen: tuple[Proefuitslag, ...]
    dekking: tuple[Bladdekking, ...]

    @property
    def mislukt(self) -> tuple[Proefuitslag, ...]:
        """The cases that did not come out as expected."""
        return tuple(u for u in self.uitslagen if u.verschillen)

    @property
    def gedekt(self) -> tuple[int, int]:
        """How many of the values that eisen can take the cases show, of how many."""
        paren = [paar for blad in self.dekking for paar in blad.eisen.values()]
        return sum(len(gezien & nodig) for gezien, nodig in paren), sum(len(nodig) for _, nodig in paren)


def beproef_kader(regels: Regels, proeven: Iterable[Proef], basis: Kader | None = None) -> Proefverslag:
    """Run every case. Raises `Invoerfout` where the parameters of a case break a rule.

    With `basis`, the framework under a profile, coverage is only about what the profile adds to it.
    """
    scoring = Scoring(regels)
    uitslagen = tuple(beproef(scoring, proef) for proef in proeven)
    per_blad: dict[str, list[Proefuitslag]] = defaultdict(list)
    for uitslag in uitslagen:
        per_blad[uitslag.proef.geval.indicator].append(uitslag)
    van_basis = {blad.id: blad for blad in basis.indicatoren} if basis is not None else {}
    dekking = tuple(
        _dekking(blad, per_blad[blad.indicator.id], van_basis.get(blad.indicator.id))
        for blad in regels.bladen
        if blad.indicator != van_basis.get(blad.indicator.id)
    )
    return Proefverslag(regels.kader, uitslagen, dekking)


def _dekking(blad: Bladregels, uitslagen: list[Proefuitslag], basis: Indicator | None) -> Bladdekking:
    """Coverage of a leaf; of one of the framework itself (`basis`) only the eisen that a profile added count."""
    gezien: dict[str, set[Waarde]] = defaultdict(set)
    for uitslag in uitslagen:
        for (naam, _), waarde in zip(blad.eisen, uitslag.uitleg.score.eisen, strict=False):
            gezien[naam].add(waarde)
    scores = [u.uitleg.score for u in uitslagen]
    eerder = {eis.id for eis in basis.eisen} if basis is not None else set()
    uitkomsten, redenen = bereikbaar(blad) if basis is None else (frozenset[str](), frozenset[str]())
    return Bladdekking(
        blad=blad.indicator.id,
        gevallen=len(uitslagen),
        eisen={
            naam: (frozenset(gezien[naam]), mogelijke_waarden(blad, i))
            for i, (naam, _) in enumerate(blad.eisen if blad.uit_dossier else ())
            if naam not in eerder
        },
        uitkomsten=(frozenset(s.uitkomst for s in scores), uitkomsten),
        redenen=(frozenset(s.reden for s in scores if s.reden), redenen),
    )


def mogelijke_waarden(blad: Bladregels, plaats: int) -> frozenset[Waarde]:
    """The values that an eis can take by its type; one for a professional is always unknown to the engine."""
    node = blad.eisen[plaats][1]
    if node is None:
        return frozenset({None})
    return frozenset({True, False, None} if node.nullable else {True, False})


def bereikbaar(blad: Bladregels) -> tuple[frozenset[str], frozenset[str]]:
    """The uitkomsten and redenen that the rule allows for this leaf, whatever its eisen come to."""
    if not blad.uit_dossier:
        return frozenset({"niet_getoetst"}), frozenset({"andere_bron"})
    soorten: dict[tuple[bool, frozenset[Waarde], bool], int] = defaultdict(int)
    for i, eis in enumerate(blad.indicator.eisen):
        soorten[eis.essentieel, mogelijke_waarden(blad, i), blad.eisen[i][1] is None] += 1
    gekozen = [soort for soort, aantal in soorten.items() for _ in range(min(aantal, _PER_SOORT))]
    essentieel, door_mens = [s[0] for s in gekozen], [s[2] for s in gekozen]
    uitkomsten: set[str] = {"niet_van_toepassing"} if blad.voorwaarden else set()
    redenen: set[str] = {reden for _, reden in blad.voorwaarden}
    for waarden in product(*(s[1] for s in gekozen)):
        score = beoordeel(waarden, essentieel, door_mens, True)
        uitkomsten.add(score.uitkomst)
        redenen |= {score.reden} if score.reden else set()
    return frozenset(uitkomsten), frozenset(redenen)


def als_tekst(verslag: Proefverslag, dekking: bool) -> str:
    """What the terminal shows: every case that failed with the differing eisen explained, coverage, and a count."""
    regels = [regel for uitslag in verslag.mislukt for regel in _mislukt(uitslag)]
    if dekking:
        regels += _dekkingstabel(verslag)
    aantal, mis = len(verslag.uitslagen), len(verslag.mislukt)
    kader = verslag.kader
    met = f" met profiel {kader.profiel.id}" if kader.profiel else ""
    wat = "geval" if aantal == 1 else "gevallen"
    regels.append(f"{kader.id} {kader.versie}{met}: {aantal} {wat}, {aantal - mis} goed, {mis} mislukt.")
    return "\n".join(regels) + "\n"


def plaats(proef: Proef) -> str:
    """File and line of a case."""
    return proef.bestand if proef.regel is None else f"{proef.bestand}:{proef.regel}"


def _mislukt(uitslag: Proefuitslag) -> Iterator[str]:
    geval = uitslag.proef.geval
    yield f"{plaats(uitslag.proef)}: {geval.indicator} '{geval.naam}' mislukt"
    for verschil in uitslag.verschillen:
        yield f"  {verschil}"
    yield from (f"  {regel}" for regel in uitleg(uitslag))
    yield ""


def uitleg(uitslag: Proefuitslag) -> Iterator[str]:
    """The eisen (or conditions) behind a difference, each with its expression and the facts that it rests on.

    Where only the uitkomst differs, every eis that is not met and every condition that does not hold is shown.
    """
    blad, gevonden = uitslag.uitleg.regels.indicator, uitslag.uitleg
    if gevonden.score.uitkomst == "niet_van_toepassing" or not gevonden.score.eisen:
        for voorwaarde, uitkomst in zip(blad.van_toepassing, gevonden.voorwaarden, strict=True):
            if uitkomst.waarde is not True:
                yield f"van toepassing als: {_op_een_regel(voorwaarde.als)}  → {WAARDEN[uitkomst.waarde]}"
                yield from _feiten(uitkomst.feiten)
        return
    tonen = uitslag.afwijkend or {
        eis.id for eis, w in zip(blad.eisen, gevonden.score.eisen, strict=True) if w is not True
    }
    for eis, uitkomst_ in zip(blad.eisen, gevonden.eisen, strict=True):
        if eis.id not in tonen:
            continue
        waarde = uitkomst_.waarde if uitkomst_ is not None else None
        yield f"{eis.id}: {eis.tekst}  → {WAARDEN[waarde]}"
        if eis.als is None or uitkomst_ is None:
            yield "  een professional beoordeelt deze eis"
            continue
        yield f"  {_op_een_regel(eis.als)}"
        yield from (f"  getuige: {g.pad} → {WAARDEN[g.waarde]}" for g in uitkomst_.getuigen[:MAX_FEITEN])
        yield from _feiten(uitkomst_.feiten)


def _feiten(feiten: Sequence[Feit]) -> Iterator[str]:
    for feit in feiten[:MAX_FEITEN]:
        waarde = f": {REDEN_LABELS[feit.onbekend]}" if feit.onbekend else f" = {waarde_tekst(feit.waarde)}"
        yield f"  {feit.pad}{waarde}"
    if len(feiten) > MAX_FEITEN:
        yield f"  … en {len(feiten) - MAX_FEITEN} andere feiten"


def _op_een_regel(expressie: str) -> str:
    return " ".join(expressie.split())


def _dekkingstabel(verslag: Proefverslag) -> Iterator[str]:
    """A line for every eis: which values the cases showed, and what is missing."""
    for blad in verslag.dekking:
        gezien, nodig = blad.uitkomsten
        yield f"{blad.blad}  {blad.gevallen} {'geval' if blad.gevallen == 1 else 'gevallen'}"
        yield f"  uitkomsten: {', '.join(_merk(u, u in gezien) for u in UITKOMSTEN if u in nodig | gezien)}"
        for naam, (waarden, mogelijk) in blad.eisen.items():
            tekens = " ".join(_merk(WAARDEN[w], w in waarden) for w in (True, False, None) if w in mogelijk)
            yield f"  {naam}: {tekens}"
    gedekt, totaal = verslag.gedekt
    tekorten = [tekort for blad in verslag.dekking for tekort in blad.tekorten]
    yield ""
    yield from (f"niet gedekt: {tekort}" for tekort in tekorten)
    deel = f" ({100 * gedekt // totaal}%)" if totaal else ""
    yield f"Dekking: {gedekt} van {totaal} waarden van eisen{deel}."


def _merk(naam: str, gezien: bool) -> str:
    return naam if gezien else f"[{naam} ontbreekt]"


def als_junit(verslag: Proefverslag) -> str:
    """The cases as a JUnit report: a suite for every leaf."""
    reeksen = [
        Reeks(
            blad.blad,
            blad.blad,
            [_als_geval(u) for u in verslag.uitslagen if u.proef.geval.indicator == blad.blad],
        )
        for blad in verslag.dekking
    ]
    return als_xml(f"{verslag.kader.id} {verslag.kader.versie}", reeksen)


def _als_geval(uitslag: Proefuitslag) -> Geval:
    naam, waar = uitslag.proef.geval.naam, plaats(uitslag.proef)
    if not uitslag.verschillen:
        return Geval(naam)
    regels = [waar, *uitslag.verschillen, *uitleg(uitslag)]
    return Geval(naam, "failure", "; ".join(uitslag.verschillen), "\n".join(regels))
