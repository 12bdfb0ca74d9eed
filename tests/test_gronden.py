"""What an explanation names is enough: who reads no more of the file than that comes to the same value."""

import types
from collections.abc import Iterator, Set
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from dossieraudit.data import criteria_dir
from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.check import controleer, onderdelen
from dossieraudit.expressions.explain import Uitleg, Zaak, leg_uit
from dossieraudit.expressions.rules import Regels
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.basis import Model
from dossieraudit.models.dossier import Dossier
from tests.conftest import VLAARDINGEN
from tests.strategies import dossiers
from tests.test_expressions_model import OMGEVING, PEILDATUM, expressies, nesten

KADERS = sorted(pad.name for pad in criteria_dir().iterdir() if pad.is_dir())
GEEN_FEIT = {"id", "niet_aangeleverd", "vindplaatsen"}


def alleen(zaak: Model, genoemd: Set[str], pad: str = "") -> Any:
    """The same with nothing recorded but what is named, and what a model cannot do without."""
    velden = {}
    for naam, info in type(zaak).model_fields.items():
        waarde, plek = getattr(zaak, naam), f"{pad}.{naam}" if pad else naam
        if isinstance(waarde, Model):
            waarde = alleen(waarde, genoemd, plek)
        elif isinstance(waarde, tuple) and waarde and isinstance(waarde[0], Model):
            items = ((f"{plek}[{getattr(w, 'id', f'#{i}')}]", w) for i, w in enumerate(waarde, start=1))
            over = tuple(alleen(w, genoemd, item) for item, w in items)
            waarde = over if any(feit == plek or feit.startswith(f"{plek}[") for feit in genoemd) else None
        elif naam not in GEEN_FEIT and plek not in genoemd and _kan_onbekend(info.annotation):
            waarde = None
        velden[naam] = waarde
    return type(zaak).model_construct(**velden)


def _kan_onbekend(annotatie: Any) -> bool:
    if get_origin(annotatie) is Annotated:
        return _kan_onbekend(get_args(annotatie)[0])
    return get_origin(annotatie) in (Union, types.UnionType) and type(None) in get_args(annotatie)


def blijft(node: n.Node, zaak: Zaak) -> tuple[Uitleg, Uitleg]:
    """What is explained of a dossier, and of what is left of it when only what was named there is kept."""
    uitleg = leg_uit(node, zaak)
    genoemd = {feit.pad for feit in uitleg.feiten} | {getuige.pad for getuige in uitleg.getuigen}
    rest = Zaak(alleen(zaak.wortel, genoemd), zaak.peildatum, zaak.kenmerken, zaak.niet_aangeleverd)
    return uitleg, leg_uit(node, rest)


def expressies_van(regels: Regels) -> Iterator[tuple[str, n.Node]]:
    """Every kenmerk, condition and eis of a framework that a dossier answers."""
    yield from regels.kenmerken.items()
    for blad in regels.bladen:
        yield from ((f"{blad.indicator.id} (van toepassing)", node) for node, _ in blad.voorwaarden)
        eisen = zip(blad.indicator.eisen, blad.eisen, strict=True)
        yield from ((f"{blad.indicator.id}.{eis.id}", node) for eis, (_, node) in eisen if node is not None)


@pytest.mark.parametrize("kader", KADERS)
def test_every_verdict_of_the_example_follows_from_the_facts_that_its_explanation_names(kader: str) -> None:
    """Also where contacts did not count: why they did not is what the verdict rests on."""
    regels, gezien = laad_kader(criteria_dir() / kader), 0
    for geladen in laad_dossiers(VLAARDINGEN).dossiers:
        dossier = geladen.dossier
        zaak = Zaak(dossier, PEILDATUM, regels.kenmerken, frozenset(dossier.niet_aangeleverd))
        for naam, node in expressies_van(regels):
            uitleg, rest = blijft(node, zaak)
            if uitleg.waarde is not None:
                gezien += 1
                assert rest.waarde == uitleg.waarde, (dossier.id, naam, rest.feiten)
    assert gezien > 20 * len(regels.bladen)


@settings(max_examples=300)
@given(st.one_of(expressies(), nesten({}, 3)), st.data())
def test_whatever_is_asked_the_facts_that_are_named_are_enough(tekst: str, data: st.DataObject) -> None:
    node, fouten = controleer(tekst, OMGEVING)
    assert node is not None, fouten
    dossier: Dossier = data.draw(dossiers(onderdelen(node, OMGEVING)))
    uitleg, rest = blijft(node, Zaak(dossier, PEILDATUM, {}, frozenset(dossier.niet_aangeleverd)))
    event(str(uitleg.waarde))
    if uitleg.waarde is not None:
        assert rest.waarde == uitleg.waarde, rest.feiten
