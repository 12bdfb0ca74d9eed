"""Whatever is read, the answer is a result or a Dutch fault: never exit code 70, never a traceback.

Bounded, for `make test`; `make fuzz` goes on as long as it is let (fuzz/README.md).
"""

import contextlib
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossieraudit.cli import main
from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.expressions import types as t
from dossieraudit.expressions.check import Omgeving, controleer
from dossieraudit.expressions.explain import Zaak, leg_uit
from dossieraudit.expressions.types import van_model
from dossieraudit.loading.model import als_model
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.bronnen import Beleidsdocument, Interview, Oordeelsvelling
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.models.profiel import Profiel
from dossieraudit.privacy.stukken import stukken_van

GOED = {
    "id": "D1",
    "overdracht": {"soort": "na_triage", "ontvangen_op": "2017-05-10", "gesprek_gehouden": None},
    "contacten": [{"id": "c1", "datum": "2017-05-12", "soort": "huisbezoek", "aantal_medewerkers": 2}],
    "vindplaatsen": {"overdracht.soort": "blz. 1"},
}
ZAAD = json.dumps(GOED).encode()
OMGEVING = Omgeving(van_model(Dossier))

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["na_triage", "c1"]),
    lambda deel: (
        st.lists(deel, max_size=4)
        | st.dictionaries(st.sampled_from([*Dossier.model_fields, "soort", "datum", "x"]) | st.text(max_size=6), deel)
    ),
    max_leaves=25,
)


TEKENS = st.sampled_from([b'"', b"{", b"[", b"]", b"}", b",", b":", b"\n", b"- ", b"&a", b"*a", b"!!"])


@st.composite
def verminkt(draw: st.DrawFn, zaad: bytes = ZAAD) -> bytes:
    """A good file with a few bytes changed, lost, doubled or put elsewhere."""
    inhoud = bytearray(zaad)
    for _ in range(draw(st.integers(1, 6))):
        plaats = draw(st.integers(0, len(inhoud)))
        einde = draw(st.integers(plaats, min(len(inhoud), plaats + 12)))
        inhoud[plaats:einde] = draw(st.binary(max_size=4) | TEKENS)
    return bytes(inhoud)


INHOUD = st.binary(max_size=200) | verminkt() | JSON.map(lambda d: json.dumps(d, default=str).encode())


def _eis_fouten(fouten: tuple[Fout, ...]) -> None:
    assert fouten
    assert all(fout.melding and fout.bestand for fout in fouten)
    for fout in fouten:
        fout.als_tekst(toon_waarden=True)


@given(INHOUD)
@settings(max_examples=250, deadline=None)
def test_any_yaml_is_a_model_or_a_fault(inhoud: bytes) -> None:
    for model in (Dossier, Onderzoek, Interview, Beleidsdocument, Oordeelsvelling, Profiel):
        try:
            als_model(lees_yaml(inhoud, "f.yaml", vertrouwelijk=True), model)
        except Invoerfout as fout:
            _eis_fouten(fout.fouten)


WOORDEN = st.sampled_from(
    [
        "overdracht",
        ".soort",
        "contacten",
        "c",
        "datum",
        "any(",
        "all(",
        "count(",
        "for",
        "in",
        "if",
        "else",
        "and",
        "or",
        "not",
        "True",
        "False",
        "None",
        "(",
        ")",
        "[",
        "]",
        "==",
        "<",
        ">=",
        "+",
        "-",
        "'na_triage'",
        "1",
        "2",
        "dagen(",
        "weken(",
        "bekend(",
        "peildatum",
        "param.x",
        "__class__",
        ".",
        ",",
        ":",
        "lambda",
        "import",
        "'x'",
        "{}",
        "*",
        "**",
        "//",
        "@",
        ":=",
        "\\",
        "#",
    ]
)
EXPRESSIES = (
    st.lists(WOORDEN, max_size=18).map(" ".join) | st.text(max_size=60) | st.lists(WOORDEN, max_size=8).map("".join)
)


@given(EXPRESSIES)
@settings(max_examples=500, deadline=None)
def test_any_expression_is_a_node_or_a_fault(tekst: str) -> None:
    node, fouten = controleer(tekst, OMGEVING)
    if fouten:
        assert all(fout.melding and fout.span for fout in fouten)
        return
    assert node is not None
    if node.type == t.BOOL:
        zaak = Zaak(Dossier.model_validate_json(ZAAD), date(2017, 11, 1), {}, {})
        assert leg_uit(node, zaak).waarde in (True, False, None)


@given(INHOUD, st.sampled_from([".html", ".md", ".csv", ".json", ".jsonl", ".yaml", ".xlsx", ".docx", ".odt", ".txt"]))
@settings(max_examples=150, deadline=None)
def test_privacy_reads_any_file_or_says_why_not(inhoud: bytes, soort: str) -> None:
    with contextlib.suppress(Invoerfout):
        for stuk in stukken_van(f"f{soort}", soort, inhoud):
            assert isinstance(stuk.tekst, str)


# The program as a whole


def _draai(*argumenten: Any) -> tuple[int, str]:
    uit = io.StringIO()
    oud = sys.argv
    sys.argv = ["dossieraudit", *map(str, argumenten)]
    try:
        with contextlib.redirect_stdout(uit), contextlib.redirect_stderr(uit), pytest.raises(SystemExit) as einde:
            main()
    finally:
        sys.argv = oud
    return int(einde.value.code or 0), uit.getvalue()


@pytest.fixture(scope="module")
def plek(tmp_path_factory: pytest.TempPathFactory) -> Path:
    map_ = tmp_path_factory.mktemp("fuzz")
    (map_ / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    return map_


MET_MAP = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(inhoud=INHOUD, soort=st.sampled_from(["yaml", "json", "jsonl"]))
@MET_MAP
def test_no_file_of_dossiers_breaks_validate(plek: Path, inhoud: bytes, soort: str) -> None:
    pad = plek / f"d.{soort}"
    pad.write_bytes(inhoud)
    for opties in ([], ["--toon-waarden"]):
        code, tekst = _draai("validate", pad, *opties)
        assert code in (0, 3), tekst


@given(inhoud=st.lists(INHOUD, max_size=3).map(b"\n".join))
@settings(MET_MAP, max_examples=8)
def test_no_lines_break_score_in_either_way(plek: Path, inhoud: bytes) -> None:
    """One by one and in bulk, which reads lines by itself; both take and refuse the same."""
    pad = plek / "d.jsonl"
    pad.write_bytes(inhoud)
    codes = []
    for opties in (["-q"], ["-q", "-o", plek / "uit.csv", "--workers", "1"]):
        code, tekst = _draai("score", pad, *opties)
        assert code in (0, 3), tekst
        codes.append(code)
    assert codes[0] == codes[1]


LIJST = b"id;soort;datum;team\nD1;na_triage;2017-05-10;a\nD2;na_onderzoek;10-05-2017;b\n"
TABEL = b"zaaknr;datum;soort\n1;10-05-2017;Triage\n2;2017-05-11;Onderzoek\n"
MAPPING = """\
tabellen:
  zaken: {bestand: d.csv}
dossier:
  tabel: zaken
  sleutel: zaaknr
  velden: {}
"""


@given(inhoud=st.binary(max_size=120) | verminkt(LIJST))
@MET_MAP
def test_no_list_breaks_sample(plek: Path, inhoud: bytes) -> None:
    for soort in ("csv", "xlsx"):
        pad = plek / f"lijst.{soort}"
        pad.write_bytes(inhoud)
        code, tekst = _draai("sample", pad, "--aantal", "1", "--zaad", "z", "-o", plek / f"loting{hash(inhoud)}", "-q")
        assert code in (0, 2, 3), tekst


@given(
    inhoud=st.binary(max_size=120) | verminkt(TABEL) | verminkt(ZAAD), soort=st.sampled_from(["csv", "json", "xlsx"])
)
@MET_MAP
def test_no_export_breaks_import(plek: Path, inhoud: bytes, soort: str) -> None:
    pad = plek / f"d.{soort}"
    pad.write_bytes(inhoud)
    for opdracht in (["--suggest"], ["--mapping", plek / "mapping.yaml", "--dry-run"]):
        code, tekst = _draai("import", pad, *opdracht)
        assert code in (0, 2, 3), tekst


@given(inhoud=st.binary(max_size=120) | verminkt(MAPPING.encode()))
@MET_MAP
def test_no_mapping_breaks_import(plek: Path, inhoud: bytes) -> None:
    (plek / "d.csv").write_bytes(TABEL)
    (plek / "m.yaml").write_bytes(inhoud)
    code, tekst = _draai("import", plek / "d.csv", "--mapping", plek / "m.yaml", "--dry-run")
    assert code in (0, 2, 3), tekst
