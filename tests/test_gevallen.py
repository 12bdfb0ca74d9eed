"""Every shipped framework keeps to its own cases, and no leaf or eis goes without."""

from collections import defaultdict
from functools import cache

import pytest

from dossieraudit.gevallen import Proef, beproef, laad_proeven
from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader
from dossieraudit.scoring import Scoring

KADERS = beschikbare_kaders()
PROEVEN = [(naam, proef) for naam, map_ in KADERS.items() for proef in laad_proeven(map_)]


@cache
def scoring(kader: str) -> Scoring:
    """One compiled framework for all cases."""
    return Scoring(laad_kader(kader))


@pytest.mark.parametrize(("kader", "proef"), PROEVEN, ids=[f"{p.geval.indicator} {p.geval.naam}" for _, p in PROEVEN])
def test_rules_keep_to_the_case(kader: str, proef: Proef) -> None:
    """The leaf comes to what the case says, by the reden and eisen that it names."""
    uitslag = beproef(scoring(kader), proef)
    assert not uitslag.verschillen, (proef.geval.naam, uitslag.verschillen, uitslag.uitleg.score)


@pytest.mark.parametrize("kader", KADERS)
def test_no_leaf_without_cases(kader: str) -> None:
    """Every leaf has cases, and no two of a leaf share a name."""
    namen: dict[str, list[str]] = defaultdict(list)
    for proef in (p for k, p in PROEVEN if k == kader):
        namen[proef.geval.indicator].append(proef.geval.naam)
    assert set(namen) == {blad.indicator.id for blad in scoring(kader).regels.bladen}
    assert all(len(set(n)) == len(n) for n in namen.values())


@pytest.mark.parametrize("kader", KADERS)
def test_every_eis_was_true_false_and_unknown(kader: str) -> None:
    """Over the cases each eis takes all three values; one for a professional is always unknown to the engine."""
    gezien: dict[tuple[str, str], set[bool | None]] = defaultdict(set)
    for proef in (p for k, p in PROEVEN if k == kader):
        uitleg = beproef(scoring(kader), proef).uitleg
        for (naam, _), waarde in zip(uitleg.regels.eisen, uitleg.score.eisen, strict=False):
            gezien[proef.geval.indicator, naam].add(waarde)
    tekort = {}
    for blad in scoring(kader).regels.bladen:
        for naam, node in blad.eisen if blad.uit_dossier else ():
            nodig = {None} if node is None else {True, False, None} if node.nullable else {True, False}
            if missend := nodig - gezien[blad.indicator.id, naam]:
                tekort[blad.indicator.id, naam] = missend
    assert not tekort


@pytest.mark.parametrize("kader", KADERS)
def test_every_reachable_uitkomst_has_a_case(kader: str) -> None:
    """For each leaf that a dossier can carry the cases show every uitkomst that its eisen allow."""
    gezien: dict[str, set[str]] = defaultdict(set)
    redenen: dict[str, set[str | None]] = defaultdict(set)
    for proef in (p for k, p in PROEVEN if k == kader):
        gezien[proef.geval.indicator].add(proef.geval.verwacht.uitkomst)
        redenen[proef.geval.indicator].add(proef.geval.verwacht.reden)
    tekort = {}
    for blad in scoring(kader).regels.bladen:
        essentieel = [eis.essentieel for eis in blad.indicator.eisen]
        mens = any(node is None for _, node in blad.eisen)
        nodig = {"niet_getoetst"} if not blad.uit_dossier or mens else {"voldoet"}
        if blad.uit_dossier:
            nodig |= {"voldoet_niet", "niet_navolgbaar"}
        if blad.uit_dossier and len(essentieel) > 1 and not all(essentieel) and not mens:
            nodig.add("voldoet_gedeeltelijk")
        if missend := nodig - gezien[blad.indicator.id]:
            tekort[blad.indicator.id] = missend
        if anders := {reden for _, reden in blad.voorwaarden} - redenen[blad.indicator.id]:
            tekort[blad.indicator.id, "reden"] = anders
    assert not tekort
