"""What came of the gates in lines for a terminal or a log: codes and counts, nothing out of a dossier."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dossieraudit.models.poorten import Baselinevergelijking, Poortmelding, Poortuitslag
from dossieraudit.models.resultaat import Ontheffingstand

MAX_REGELS = 40
GEEN_DOSSIER = "er is geen enkel dossier getoetst; over niets wordt geen poort gehaald"
_RICHTINGEN = (
    ("beter", "beter"),
    ("duidelijk", "duidelijk geworden"),
    ("anders", "anders"),
)


def regels(uitslag: Poortuitslag, ontheffingen: Sequence[Ontheffingstand] = (), *, kort: bool = False) -> Iterator[str]:
    """Everything that a gate stops; unless `kort` also what it let pass and why, and what changed."""
    yield from _faalt([m for m in uitslag.meldingen if m.stand == "faalt"], uitslag.vergelijking is not None)
    if kort:
        return
    yield from _stond_er_al([m for m in uitslag.meldingen if m.stand == "stond_er_al"])
    yield from _ingekort(
        _ontheven(m, ontheffingen) for m in uitslag.meldingen if m.stand == "ontheven" and m.ontheffing is not None
    )
    if uitslag.vergelijking is not None:
        yield from _veranderingen(uitslag.vergelijking)
    yield from (f"let op: {opmerking}" for opmerking in uitslag.opmerkingen)


def _faalt(meldingen: Sequence[Poortmelding], met_baseline: bool) -> Iterator[str]:
    """What got worse dossier by dossier, the rest per leaf; beside a baseline, where all is new, with the dossiers."""
    for _, groep in groupby(meldingen, key=lambda m: (m.over, m.poort, m.uitkomst)):
        yield from _faalt_samen(tuple(groep), met_baseline)


def _faalt_samen(groep: Sequence[Poortmelding], met_baseline: bool) -> Iterator[str]:
    eerste = groep[0]
    if eerste.poort == "baseline":
        yield from _ingekort(f"poort: {m.dossier} {m.over} {_verslechtering(m)}" for m in groep)
    elif eerste.poort == "faal_bij":
        wie = f", nieuw: {', '.join(m.dossier or '' for m in groep)}" if met_baseline else ""
        yield f"poort: {eerste.over} heeft {sum(m.aantal for m in groep)} keer '{eerste.uitkomst}'{wie}"
    elif eerste.poort == "min_voldoet":
        yield f"poort: {eerste.over} voldoet in {eerste.gevonden}, gevraagd is een aandeel van {eerste.gevraagd}"
    else:
        yield f"poort: het oordeel over {eerste.over} is '{eerste.gevonden}', gevraagd is '{eerste.gevraagd}'"


def _verslechtering(melding: Poortmelding) -> str:
    if melding.eerder is None:
        return f"is nieuw, en is '{melding.uitkomst}'"
    waarom = f": {melding.waarom}" if melding.waarom else ""
    return f"ging van '{melding.eerder}' naar '{melding.uitkomst}'{waarom}"


def _stond_er_al(meldingen: Sequence[Poortmelding]) -> Iterator[str]:
    for _, groep in groupby(meldingen, key=lambda m: (m.over, m.poort, m.uitkomst)):
        eerste, *overige = groep
        if eerste.uitkomst is not None:
            yield f"stond er al: {eerste.over} heeft {1 + len(overige)} keer '{eerste.uitkomst}'"
        elif eerste.poort == "min_voldoet":
            yield f"stond er al: {eerste.over} voldoet in {eerste.gevonden}, gevraagd is {eerste.gevraagd}"
        else:
            yield f"stond er al: het oordeel over {eerste.over} is '{eerste.gevonden}', gevraagd is '{eerste.gevraagd}'"


def _ontheven(melding: Poortmelding, ontheffingen: Sequence[Ontheffingstand]) -> str:
    stand = ontheffingen[melding.ontheffing or 0]
    wat = f"'{melding.uitkomst}'" if melding.uitkomst else f"{melding.gevonden}, gevraagd is {melding.gevraagd}"
    wie = f"{melding.dossier} {melding.over}" if melding.dossier else melding.over
    return f"ontheven: {wie} {wat} ({stand.eigenaar}, tot en met {stand.tot})"


def _veranderingen(vergelijking: Baselinevergelijking) -> Iterator[str]:
    for kant, naam in _RICHTINGEN:
        yield from _ingekort(
            f"{naam}: {v.dossier} {v.blad} ging van '{v.van}' naar '{v.naar}'"
            for v in vergelijking.veranderingen
            if v.richting == kant
        )
    if vergelijking.nieuw:
        yield f"nieuw, stond niet in de baseline: {', '.join(vergelijking.nieuw)}"
    if vergelijking.verdwenen:
        yield f"verdwenen, stond wel in de baseline: {', '.join(vergelijking.verdwenen)}"


def _ingekort(alle: Iterable[str]) -> Iterator[str]:
    """The first so many, and how many more there are."""
    gevonden = list(alle)
    yield from gevonden[:MAX_REGELS]
    if len(gevonden) > MAX_REGELS:
        yield f"… en nog {len(gevonden) - MAX_REGELS}"
