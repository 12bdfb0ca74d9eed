"""The reference of the expression language: every example in it is worked out, twice, and every function is in it."""

import json
import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dossieraudit.expressions import types as t
from dossieraudit.expressions.calls import FUNCTIES, MAX_LUSSEN
from dossieraudit.expressions.check import Omgeving, controleer, onderdelen
from dossieraudit.expressions.compile import Codeschrijver
from dossieraudit.expressions.explain import Zaak, leg_uit
from dossieraudit.expressions.syntax import MAX_LENGTE
from dossieraudit.expressions.types import van_model
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.dossier import Dossier
from tests.conftest import ROOT

NASLAG = ROOT / "docs" / "expressietaal.md"
TEKST = NASLAG.read_text(encoding="utf-8")
PEILDATUM = date(2017, 9, 1)
WAARDEN = {"true": True, "false": False, "null": None}


def blokken(taal: str) -> list[str]:
    return re.findall(rf"^```{taal}\n(.*?)^```$", TEKST, re.MULTILINE | re.DOTALL)


def voorbeelden(taal: str) -> list[tuple[str, str]]:
    """Pairs of an expression and what the reference says of it."""
    return [paar for blok in blokken(taal) for paar in re.findall(r"(.*?)\n→ (.*)\n", blok)]


def yaml(plaats: int) -> Any:
    return lees_yaml(blokken("yaml")[plaats].encode(), "naslag").data


DOSSIER = Dossier.model_validate_json(json.dumps(yaml(0)))
PARAMETERS = {naam: tuple(w) if isinstance(w, list) else w for naam, w in yaml(1)["parameters"].items()}
_KAAL = Omgeving(van_model(Dossier), {}, PARAMETERS)
KENMERKEN = {naam: controleer(als, _KAAL)[0] for naam, als in yaml(1)["kenmerken"].items()}
OMGEVING = Omgeving(
    van_model(Dossier),
    {naam: node.nullable for naam, node in KENMERKEN.items() if node is not None},
    PARAMETERS,
    True,
    {naam: onderdelen(node, _KAAL) for naam, node in KENMERKEN.items() if node is not None},
)


@pytest.mark.parametrize(("expressie", "verwacht"), voorbeelden("expressie"))
def test_an_example_gives_what_the_reference_says(expressie: str, verwacht: str) -> None:
    """By the evaluation that explains and by the one that is compiled; a fault by its message."""
    node, fouten = controleer(expressie, OMGEVING)
    if verwacht.startswith("fout: "):
        assert [fout.melding for fout in fouten] == [verwacht.removeprefix("fout: ")]
        return
    assert node is not None, fouten
    kenmerken = {naam: k for naam, k in KENMERKEN.items() if k is not None}
    zaak = Zaak(DOSSIER, PEILDATUM, kenmerken, frozenset(DOSSIER.niet_aangeleverd))
    assert leg_uit(node, zaak).waarde is WAARDEN[verwacht]
    code = Codeschrijver()
    for naam, kenmerk in kenmerken.items():
        code.kenmerken[naam] = code.nieuw("k")
        code.bewaar(kenmerk, code.kenmerken[naam])
    code.regel(f"return {code.atoom(node)}")
    assert code.functie("naslag", "d, peildatum")(DOSSIER, PEILDATUM) is WAARDEN[verwacht]


@pytest.mark.parametrize(("expressie", "verwacht"), voorbeelden("steekproef"))
def test_an_example_over_the_sample_gives_what_the_reference_says(expressie: str, verwacht: str) -> None:
    telling = t.Type("object", velden={n: t.Veld(t.GETAL, False) for n in ("waar", "totaal")}, naam="een kenmerk")
    kenmerk = t.Type("object", velden={"zorgen": t.Veld(telling, False)}, naam="kenmerk")
    getallen = {naam: t.Veld(t.GETAL, False) for naam in ("dossiers", "interviews", "documenten")}
    wortel = t.Type("object", velden={"kenmerk": t.Veld(kenmerk, False), **getallen}, naam="steekproef")
    node, fouten = controleer(expressie, Omgeving(wortel, peildatum=False))
    if verwacht.startswith("fout: "):
        assert [fout.melding for fout in fouten] == [verwacht.removeprefix("fout: ")]
        return
    assert node is not None, fouten
    zorgen = SimpleNamespace(waar=7, totaal=11)
    steekproef = SimpleNamespace(kenmerk=SimpleNamespace(zorgen=zorgen), dossiers=11, interviews=0, documenten=0)
    assert leg_uit(node, Zaak(steekproef, None)).waarde is WAARDEN[verwacht]


def test_every_function_and_limit_is_in_the_reference_and_used_in_an_example() -> None:
    for naam, uitleg in FUNCTIES.items():
        assert f"| `{naam}` | {uitleg} |" in TEKST
        assert [e for taal in ("expressie", "steekproef") for e, _ in voorbeelden(taal) if f"{naam}(" in e], naam
    assert f"hoogstens {MAX_LENGTE} tekens" in TEKST
    assert MAX_LUSSEN == 4


def test_every_block_of_examples_is_read_whole() -> None:
    """An example that the pattern misses would never run."""
    for taal in ("expressie", "steekproef"):
        assert sum(len(blok.splitlines()) for blok in blokken(taal)) == 2 * len(voorbeelden(taal))
