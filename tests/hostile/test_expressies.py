"""Expressions made to explode, or to reach into Python: refused when the framework loads, within bounds."""

import ast
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from dossieraudit.data import criteria_dir
from dossieraudit.expressions import types as t
from dossieraudit.expressions.check import Omgeving, controleer
from dossieraudit.expressions.syntax import MAX_LENGTE, Bron, Expressiefout, ontleed
from dossieraudit.expressions.types import van_model
from dossieraudit.models.dossier import Dossier
from tests.conftest import Opdracht
from tests.hostile.meting import draai, eis_weigering

PYTHON = (
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "id.__class__.__mro__",
    "overdracht.__dict__",
    "overdracht.model_dump()",
    "overdracht.__init__.__globals__",
    "getattr(overdracht, 'soort')",
    "globals()",
    "open('/etc/passwd').read()",
    "eval('1')",
    "exec('1')",
    "breakpoint()",
    "(lambda: 1)()",
    "[x for x in ().__class__.__base__.__subclasses__()]",
    "{}.__class__",
    "f'{overdracht.__class__}'",
    "'{0.__class__}'.format(overdracht)",
    "(x := 1)",
    "await overdracht",
    "(yield 1)",
    "*overdracht",
    "overdracht.soort if True else __builtins__",
    "id[0]",
    "id.format_map(overdracht)",
    "any(c.__class__ for c in contacten)",
    "param.__class__",
    "peildatum.__reduce__()",
    "print(id)",
    "b'x'.hex()",
    "...",
    "1j",
    "not\u200bTrue",
    "ov\u0435rdracht.soort == 'na_triage'",  # a Cyrillic e
)
ONTPLOFFEND = (
    "9 ** 9 ** 9 ** 9 > 1",
    "1 << 10_000_000_000 > 1",
    "'a' * 10_000_000_000 == 'a'",
    "9" * 100_000 + " > 1",
    "1e999999 > 1",
    "(" * 100_000 + "1" + ")" * 100_000,
    "(" * 900 + "True" + ")" * 900,
    "not " * 400 + "True",
    "-" * 1_900 + "1 > 0",
    "True and " * 220 + "True" + " or not" * 100,
    "[" * 900 + "]" * 900,
    "1 < " * 400 + "1",
    " + ".join(["1"] * 900) + " > 0",
    "any(" * 50 + "True" + " for c in contacten)" * 50,
    "dagen(999999999999) == dagen(1)",
    "peildatum + dagen(36525) + dagen(36525) + dagen(36525) > peildatum",
    "id == '" + "a" * 3_000 + "'",
    "\x00",
    "id == '\ud800'",
    "\f" * 2_000,
    "#" * 1_000,
    "",
    "True\n" * 400,
    "True;True",
    "True)or(True",
)


GROEPEN = {
    "python": PYTHON,
    "ontploffend": tuple(e for e in ONTPLOFFEND if len(e) <= MAX_LENGTE),
    "lang": tuple(e for e in ONTPLOFFEND if len(e) > MAX_LENGTE),
}


def _omgeving() -> Omgeving:
    return Omgeving(van_model(Dossier))


@pytest.mark.parametrize("expressie", PYTHON + ONTPLOFFEND, ids=lambda tekst: ascii(tekst)[:40])
def test_it_is_refused_with_a_place(expressie: str) -> None:
    node, fouten = controleer(expressie, _omgeving())
    assert fouten, expressie[:100]
    assert all(fout.melding for fout in fouten)
    assert node is None or node.type != t.BOOL or fouten


@pytest.mark.parametrize("groep", ["python", "ontploffend", "lang"])
def test_a_framework_with_all_of_them_is_refused_at_once(tmp_path: Path, groep: str) -> None:
    """Every expression in one framework: one run, every fault named, within two seconds and 200 MB."""
    map_ = tmp_path / "w"
    kader = map_ / "kwaad"
    shutil.copytree(criteria_dir() / "randvoorwaarden-veiligheid-jeugdigen", kader)
    eigen = yaml.safe_load((kader / "kenmerken.yaml").read_text(encoding="utf-8"))
    # What is too long is refused before anything is read as an expression, so it would hide the others.
    lijst = [e for e in GROEPEN[groep] if not set(e) & {"\0", "\ud800"} and e.strip()]
    kenmerken = eigen | {f"kwaad_{n}": {"als": als, "omschrijving": "Kwaad."} for n, als in enumerate(lijst)}
    (kader / "kenmerken.yaml").write_text(yaml.safe_dump(kenmerken, allow_unicode=True), encoding="utf-8")
    for opdracht in (["kader", "check", "kwaad"], ["score", ".", "--kader", "kwaad"]):
        meting = draai(*opdracht, map_=map_)
        eis_weigering(meting, {2, 3}, "kenmerken.yaml")
        genoemd = {n for n in range(len(lijst)) if f"kwaad_{n}" in meting.fout}
        assert genoemd == set(range(len(lijst))), (opdracht, sorted(set(range(len(lijst))) - genoemd))


@pytest.mark.parametrize("opdracht", ["show", "check", "test", "docs", "diff"])
def test_every_command_on_frameworks_refuses_a_bomb(dossieraudit: Opdracht, tmp_path: Path, opdracht: str) -> None:
    kader = tmp_path / "kwaad"
    shutil.copytree(criteria_dir() / "randvoorwaarden-veiligheid-jeugdigen", kader)
    (kader / "kenmerken.yaml").write_bytes(b"[" * 100_000)
    rest = {"docs": ["-o", tmp_path / "boek"], "diff": [kader]}.get(opdracht, [])
    afloop = dossieraudit("kader", opdracht, kader, *rest)
    assert afloop.code in (2, 3), afloop.fout
    assert "dieper genest" in afloop.fout


@given(st.text("ab.,(1)[]<= \n\r\té€", max_size=40))
@example("x\r,1\r\n")
@example("\ra\r\n")
def test_the_short_way_to_a_place_is_the_same_place(tekst: str) -> None:
    try:
        boom, bron = ontleed(tekst)
    except Expressiefout:
        return
    omslachtig = Bron(tekst)
    omslachtig._eenvoudig = False
    for node in ast.walk(boom):
        if hasattr(node, "lineno"):
            assert bron.span(node) == omslachtig.span(node)
