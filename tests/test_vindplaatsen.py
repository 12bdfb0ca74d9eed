"""Looking a place up in the plain objects of a bulk run gives what looking it up in the model gives."""

from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dossieraudit.bulk.velden import Veldenlezer
from dossieraudit.bulk.vindplaatsen import zoeker
from dossieraudit.bulk.vormen import delen
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.paden import pad_bestaat
from tests.conftest import VLAARDINGEN

VELDEN = sorted({*Dossier.model_fields, *(veld for model in delen(Dossier).values() for veld in model.model_fields)})
ITEMS = ("c1", "c2", "g1", "m1", "#1", "#2", "#99", "#", "niemand", "ml1")
STAPPEN = st.sampled_from([*(f".{veld}" for veld in VELDEN), *(f"[{item}]" for item in ITEMS), ".bestaat_niet", "[]"])
PADEN = st.builds(
    lambda eerste, rest: eerste + "".join(rest), st.sampled_from([*VELDEN, "x", ""]), st.lists(STAPPEN, max_size=4)
)


@cache
def paren() -> list[tuple[Dossier, Any]]:
    """The dossiers of the example, each as a model and as a plain object."""
    lezer = Veldenlezer()
    modellen = [geladen.dossier for geladen in laad_dossiers(VLAARDINGEN).dossiers]
    gelezen = [lezer.lees(dossier.model_dump_json().encode()) for dossier in modellen]
    return [(model, plat.dossier) for model, plat in zip(modellen, gelezen, strict=True) if plat is not None]


@given(PADEN)
def test_a_path_leads_to_the_same_in_a_model_and_in_a_plain_object(pad: str) -> None:
    zoek = zoeker(pad)
    assert [zoek(plat) for _, plat in paren()] == [pad_bestaat(model, pad) for model, _ in paren()]


def test_every_part_and_item_is_among_what_was_looked_up() -> None:
    """Every short path there is: a part, a field of it, an item of a list, a field of that."""
    paden = [
        pad
        for model, _ in paren()
        for deel, soort in delen(Dossier).items()
        for item in ("", *(f"[{getattr(i, 'id', '#1')}]" for i in _lijst(model, deel)))
        for pad in (f"{deel}{item}", *(f"{deel}{item}.{veld}" for veld in soort.model_fields))
    ]
    assert len(paden) > 1_000
    for pad in dict.fromkeys(paden):
        zoek = zoeker(pad)
        assert [zoek(plat) for _, plat in paren()] == [pad_bestaat(model, pad) for model, _ in paren()], pad


def _lijst(model: Dossier, deel: str) -> tuple[Any, ...]:
    waarde = getattr(model, deel)
    return waarde if isinstance(waarde, tuple) else ()
