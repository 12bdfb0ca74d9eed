"""Reading dossiers: every format ends in the same model, every fault is told in Dutch, and no case text leaks."""

import gc
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading import dossiers, keuring, tekst
from dossieraudit.loading.dossiers import Formaat, Lading, laad_dossiers, lees_jsonl
from dossieraudit.models.dossier import Dossier
from tests.strategies import dossiers as dossierstrategie
from tests.test_yamltekst import MetAanhalingstekens

GOED = {"id": "d1", "contacten": [{"id": "c1", "datum": "2017-03-01"}]}


def schrijf(pad: Path, inhoud: object) -> Path:
    """A file with these bytes, this text, or this data as JSON."""
    if isinstance(inhoud, bytes):
        pad.write_bytes(inhoud)
    else:
        pad.write_bytes((inhoud if isinstance(inhoud, str) else json.dumps(inhoud)).encode())
    return pad


def keur(inhoud: object, formaat: Formaat = "yaml") -> Dossier | tuple[Fout, ...]:
    ruw = (inhoud if isinstance(inhoud, str) else json.dumps(inhoud)).encode()
    lading = laad_dossiers(None, io.BytesIO(ruw), formaat=formaat)
    if lading.afgekeurd:
        return lading.afgekeurd[0][1]
    return lading.dossiers[0].dossier


def fouttekst(inhoud: object, formaat: Formaat = "yaml") -> str:
    gekeurd = keur(inhoud, formaat)
    assert isinstance(gekeurd, tuple)
    return "\n".join(fout.als_tekst() for fout in gekeurd)


def weigering(pad: Path, **opties: Any) -> str:
    with pytest.raises(Invoerfout) as gevangen:
        laad_dossiers(pad, **opties)
    return str(gevangen.value)


# Round trips


@pytest.fixture
def zonder_samenhang(monkeypatch: pytest.MonkeyPatch) -> None:
    """Generated facts contradict each other; these tests are about reading them."""
    monkeypatch.setattr(keuring, "samenhang", lambda _dossier: [])


@pytest.mark.usefixtures("zonder_samenhang")
@given(dossierstrategie(), st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_dossier_comes_back_equal_from_every_format(dossier: Dossier, tekst_: str) -> None:
    dossier = dossier.model_copy(update={"notities": tekst_})
    data = dossier.model_dump(mode="json")
    geschreven: dict[Formaat, str] = {
        "json": json.dumps(data, indent=1),
        "jsonl": json.dumps(data, ensure_ascii=False),
        "yaml": yaml.dump(data, Dumper=MetAanhalingstekens, allow_unicode=True, default_flow_style=False),
    }
    for formaat, inhoud in geschreven.items():
        assert keur(inhoud, formaat) == dossier
    assert keur(json.dumps([data], ensure_ascii=False), "yaml") == dossier


@pytest.mark.usefixtures("zonder_samenhang")
@given(st.lists(dossierstrategie(), min_size=1, max_size=4), st.sampled_from(["json", "yaml", "jsonl"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_list_of_dossiers_comes_back_in_order(gemaakt: list[Dossier], formaat: Formaat) -> None:
    gemaakt = [d.model_copy(update={"id": f"d{nummer}"}) for nummer, d in enumerate(gemaakt)]
    data = [d.model_dump(mode="json", exclude_none=True) for d in gemaakt]
    inhoud = "\n".join(json.dumps(d) for d in data) if formaat == "jsonl" else json.dumps(data, ensure_ascii=False)
    lading = laad_dossiers(None, io.BytesIO(inhoud.encode()), formaat=formaat)
    assert [geladen.dossier for geladen in lading.dossiers] == gemaakt
    assert not lading.afgekeurd


def test_dates_are_dates_in_every_format() -> None:
    for inhoud, formaat in (
        ("id: d1\ncontacten: [{id: c1, datum: 2017-03-01}]\n", "yaml"),
        (json.dumps(GOED), "json"),
        (json.dumps(GOED), "jsonl"),
    ):
        gekeurd = keur(inhoud, formaat)  # type: ignore[arg-type]
        assert isinstance(gekeurd, Dossier)
        assert gekeurd.contacten is not None
        assert gekeurd.contacten[0].datum == date(2017, 3, 1)


# JSON


JSONFOUTEN = {
    '{"id": "d1" "team": "t1"}': ":1:13: hier ontbreekt een komma, of een afsluitende '}' of ']'",
    '{"id": "d1",}': ":1:12: na deze komma volgt niets meer",
    '{"id": "d1", "contacten": [1,]}': ":1:29: na deze komma volgt niets meer",
    '{"id" "d1"}': ":1:7: na deze sleutel ontbreekt een ':'",
    "{'id': 1}": ":1:2: hier hoort een sleutel tussen dubbele aanhalingstekens te staan",
    '{"id": True}': ":1:8: hier hoort een waarde te staan",
    '{"id": "a': ":1:8: de tekst die hier met een aanhalingsteken begint, wordt nergens gesloten",
    '{"id": "a"': ":1:11: de tekst houdt hier op, terwijl een lijst of groep nog open staat",
    '{"id": "a\tb"}': (
        ":1:10: een tekst tussen aanhalingstekens loopt hier door op een volgende regel, of bevat een tab"
    ),
    '{"id": "\\q"}': ":1:9: deze code met een '\\' bestaat niet in JSON",
    '{"id": "\\ud800"}': ":1:9: deze code is maar de helft van een teken",
    '{"id": "a"} x': ":1:13: hier staat nog iets nadat de inhoud al is afgesloten",
    '{"id": NaN}': ":1:8: NaN is geen waarde in JSON",
    '{"id": "a", "notities": "b", "id": "c"}': ":1:30: de sleutel 'id' staat hier dubbel: ook in kolom 2",
    '{"id": ' + "9" * 5_000 + "}": ":1:8: dit getal is te groot om te lezen",
    "[" * 100_000: ":1:65: de inhoud is dieper genest dan 64 niveaus en wordt niet gelezen",
    '{"x": ' + "[" * 100 + "]" * 100 + "}": ":1:70: de inhoud is dieper genest dan 64 niveaus en wordt niet gelezen",
}


@pytest.mark.parametrize("inhoud", JSONFOUTEN)
def test_a_fault_in_json_is_told_in_dutch(inhoud: str) -> None:
    assert fouttekst(inhoud, "jsonl").splitlines()[0] == "standaardinvoer" + JSONFOUTEN[inhoud]
    assert fouttekst("\n" + inhoud, "jsonl").startswith("standaardinvoer:2:")


def test_json_that_is_cut_off_or_empty_as_a_file() -> None:
    assert fouttekst('[{"id": "a"}', "json").startswith("standaardinvoer:1:13: de tekst houdt hier op")
    assert fouttekst('[{"id": "a"} {"id": "b"}]', "json").startswith("standaardinvoer:1:14: hier ontbreekt een komma")
    assert fouttekst('[{"id": "a"}] 1', "json").startswith("standaardinvoer:1:15: hier staat nog iets")
    assert fouttekst("", "json") == "standaardinvoer: het bestand is leeg\n  advies: vul het bestand, of verwijder het"
    for formaat in ("json", "yaml"):
        assert fouttekst("[]", formaat) == (
            "standaardinvoer: dit bestand bevat geen dossiers\n  advies: vul het bestand, of verwijder het"
        )


def plekken(data: Any, pad: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything in this data."""
    delen = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for sleutel, waarde in delen:
        yield (*pad, sleutel)
        yield from plekken(waarde, (*pad, sleutel))


def zet(data: Any, pad: tuple[str | int, ...], waarde: Any) -> None:
    """Put a value at a path."""
    for deel in pad[:-1]:
        data = data[deel]
    data[pad[-1]] = waarde


@given(st.data())
def test_a_fault_in_json_stands_where_the_same_text_read_as_yaml_has_it(keuze: st.DataObject) -> None:
    """The places of the JSON reader, checked against those of another reader."""
    data = keuze.draw(st.builds(lambda d: d.model_dump(mode="json", exclude_none=True), dossierstrategie()))
    plek = keuze.draw(st.sampled_from(list(plekken(data))))
    zet(data, plek, {"fout": [1]})
    inhoud = json.dumps(data, indent=keuze.draw(st.sampled_from([None, 2])), ensure_ascii=False)
    als_json, als_yaml = keur(inhoud, "json"), keur(inhoud, "yaml")
    assert isinstance(als_json, tuple)
    assert als_json == als_yaml


# Files and folders


def test_a_folder_is_read_by_name_and_other_files_are_left_alone(tmp_path: Path) -> None:
    schrijf(tmp_path / "b.yml", "id: b")
    schrijf(tmp_path / "a.YAML", "id: a")
    schrijf(tmp_path / "c.json", [{"id": "c1"}, {"id": "c2"}])
    schrijf(tmp_path / "d.jsonl", '{"id": "d1"}\n\n{"id": "d2"}\n')
    schrijf(tmp_path / "LEESMIJ.md", "geen dossier")
    schrijf(tmp_path / "._a.yaml", b"\0\1")
    (tmp_path / "map.yaml").mkdir()
    schrijf(tmp_path / "map.yaml" / "e.yaml", "id: e")
    lading = laad_dossiers(tmp_path)
    assert [(g.dossier.id, g.invoer, g.regel) for g in lading.dossiers] == [
        ("a", "a.YAML", None),
        ("b", "b.yml", None),
        ("c1", "c.json", 1),
        ("c2", "c.json", 1),
        ("d1", "d.jsonl", 1),
        ("d2", "d.jsonl", 3),
    ]
    assert lading.invoer == tuple(
        (naam, hashlib.sha256((tmp_path / naam).read_bytes()).hexdigest())
        for naam in ("a.YAML", "b.yml", "c.json", "d.jsonl")
    )
    assert not lading.afgekeurd


def test_the_dossiers_of_an_onderzoek_stand_in_their_own_folder(tmp_path: Path) -> None:
    schrijf(tmp_path / "onderzoek.yaml", "naam: x")
    assert weigering(tmp_path) == (
        f"{tmp_path.name}: dit onderzoek heeft geen map 'dossiers'\n"
        "  advies: zet de dossiers in een map 'dossiers' naast onderzoek.yaml"
    )
    (tmp_path / "dossiers").mkdir()
    assert weigering(tmp_path).startswith(f"{tmp_path.name}/dossiers: in deze map staan geen dossiers\n")
    schrijf(tmp_path / "dossiers" / "d1.yaml", "id: d1")
    assert [g.invoer for g in laad_dossiers(tmp_path).dossiers] == ["dossiers/d1.yaml"]


def test_a_rejected_dossier_never_stops_the_others(tmp_path: Path) -> None:
    schrijf(tmp_path / "a.yaml", "id: [")
    schrijf(tmp_path / "b.json", '[{"id": "b1"}, {"id": 2}, {"id": "b3", "id": "b4"}, {"id": "b5"}]')
    schrijf(tmp_path / "c.jsonl", '{"id": "c1"}\n{kapot\n{"id": "c3"}')
    schrijf(tmp_path / "d.yaml", "- id: d1\n- {}\n- id: d3\n")
    schrijf(tmp_path / "e.yaml", b"\xff")
    (tmp_path / "f.yaml").symlink_to(tmp_path / "weg.yaml")
    lading = laad_dossiers(tmp_path)
    assert [g.dossier.id for g in lading.dossiers] == ["b1", "b5", "c1", "c3", "d1", "d3"]
    assert [naam for naam, _ in lading.afgekeurd] == [
        "a.yaml",
        "b.json",
        "b.json",
        "c.jsonl",
        "d.yaml",
        "e.yaml",
        "f.yaml",
    ]
    assert all(fouten and fouten[0].bestand == naam for naam, fouten in lading.afgekeurd)
    assert [fouten[0].regel for _, fouten in lading.afgekeurd] == [1, 1, 1, 2, 2, 1, None]


def test_an_id_that_returns_is_rejected_with_both_places(tmp_path: Path) -> None:
    schrijf(tmp_path / "a.jsonl", '{"id": "d0"}\n{"id": "d1"}\n')
    schrijf(tmp_path / "b.yaml", "team: t1\nid: d1\n")
    schrijf(tmp_path / "c.json", [{"id": "d2"}, {"id": "d1"}])
    lading = laad_dossiers(tmp_path)
    assert [g.dossier.id for g in lading.dossiers] == ["d0", "d1", "d2"]
    assert [fouten[0].als_tekst() for _, fouten in lading.afgekeurd] == [
        "b.yaml:2:5: het dossier-id 'd1' komt al voor in a.jsonl (regel 2)\n"
        "  pad: id\n"
        "  | id: d1\n"
        "  |     ^^\n"
        "  verwacht: een eigen id voor elk dossier van het onderzoek\n"
        "  advies: geef dit dossier een ander id, of verwijder een van de twee",
        "c.json:1:23: het dossier-id 'd1' komt al voor in a.jsonl (regel 2)\n"
        "  pad: id\n"
        '  | [{"id": "d2"}, {"id": "d1"}]\n'
        "  |                       ^^^^\n"
        "  verwacht: een eigen id voor elk dossier van het onderzoek\n"
        "  advies: geef dit dossier een ander id, of verwijder een van de twee",
    ]


def test_several_paths_are_read_as_one(tmp_path: Path) -> None:
    for naam in ("een", "twee"):
        (tmp_path / naam).mkdir()
        schrijf(tmp_path / naam / "d.yaml", f"id: {naam}")
        schrijf(tmp_path / naam / "zelfde.yaml", "id: zelfde")
    los = schrijf(tmp_path / "los.yaml", "id: los")
    lading = laad_dossiers([tmp_path / "een", tmp_path / "twee", los])
    basis = tmp_path.as_posix()
    assert [(g.dossier.id, g.invoer) for g in lading.dossiers] == [
        ("een", f"{basis}/een/d.yaml"),
        ("zelfde", f"{basis}/een/zelfde.yaml"),
        ("twee", f"{basis}/twee/d.yaml"),
        ("los", f"{basis}/los.yaml"),
    ]
    ((naam, (fout,)),) = lading.afgekeurd
    assert naam == f"{basis}/twee/zelfde.yaml"
    assert fout.melding == f"het dossier-id 'zelfde' komt al voor in {basis}/een/zelfde.yaml"


def test_a_path_that_cannot_be_read_is_refused_with_advice(tmp_path: Path) -> None:
    assert weigering(tmp_path / "weg.yaml") == (
        "weg.yaml: dit bestand of deze map bestaat niet\n  advies: controleer de naam en de map waarin u werkt"
    )
    assert weigering(tmp_path / "weg") == (
        "weg: dit bestand of deze map bestaat niet\n  advies: controleer de naam en de map waarin u werkt"
    )
    assert weigering(schrijf(tmp_path / "d.docx", "x")) == (
        "d.docx: bestanden met de extensie '.docx' worden niet gelezen\n"
        "  advies: lever dossiers als .yaml, .yml, .json of .jsonl aan"
    )
    assert weigering(schrijf(tmp_path / "dossier", "x")).startswith(
        "dossier: aan de naam van dit bestand is niet te zien wat erin staat\n"
    )
    leeg = tmp_path / "leeg"
    leeg.mkdir()
    assert weigering(leeg) == (
        "leeg: in deze map staan geen dossiers\n"
        "  advies: zet er dossiers als .yaml, .yml, .json of .jsonl in; mappen in deze map worden niet doorzocht"
    )


@pytest.mark.parametrize(
    ("fout", "melding"),
    [
        (PermissionError(13, "no"), "dit bestand of deze map mag niet gelezen worden"),
        (OSError(5, "Input/output error"), "dit is niet te lezen (Input/output error)"),
    ],
)
def test_a_file_that_may_not_be_read_is_refused_or_rejected(
    fout: OSError, melding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named by the user it is refused; as one of a folder it does not stop the others."""
    schrijf(tmp_path / "a.yaml", "id: a")
    schrijf(tmp_path / "b.yaml", "id: b")
    echt = Path.open

    def open_(pad: Path, *args: Any, **opties: Any) -> Any:
        if pad.name == "a.yaml":
            raise fout
        return echt(pad, *args, **opties)

    monkeypatch.setattr(Path, "open", open_)
    assert weigering(tmp_path / "a.yaml").startswith(f"a.yaml: {melding}\n")
    lading = laad_dossiers(tmp_path)
    assert [g.dossier.id for g in lading.dossiers] == ["b"]
    assert lading.afgekeurd[0][1][0].melding == melding


def test_a_device_is_no_file_to_read_from(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("/dev/zero")
    assert weigering(tmp_path / "a.yaml").startswith("a.yaml: dit is geen gewoon bestand\n")


@pytest.mark.parametrize(
    ("inhoud", "ids"),
    [
        ("id: a\n", ["a"]),
        ("- id: a\n- id: b\n", ["a", "b"]),
        ("# eerst iets\nid: a\n", ["a"]),
        ('{"id": "a"}', ["a"]),
        ('\n  {"id": "a",\n "team": "t"}\n', ["a"]),
        ('{"id": "a"}\n{"id": "b"}\n', ["a", "b"]),
        ('\ufeff{"id": "a"}\n\n{"id": "b"}', ["a", "b"]),
        ('[{"id": "a"},\n {"id": "b"}]', ["a", "b"]),
    ],
)
def test_standard_input_is_known_by_how_it_begins(inhoud: str, ids: list[str]) -> None:
    for pad in (None, Path("-")):
        lading = laad_dossiers(pad, io.BytesIO(inhoud.encode()))
        assert [g.dossier.id for g in lading.dossiers] == ids
        assert {g.invoer for g in lading.dossiers} == {"standaardinvoer"}
        assert lading.invoer == (("standaardinvoer", hashlib.sha256(inhoud.encode()).hexdigest()),)


def test_a_format_that_is_given_overrules_the_name(tmp_path: Path) -> None:
    pad = schrijf(tmp_path / "uitvoer.txt", '{"id": "a"}\n{"id": "b"}\n')
    assert len(laad_dossiers(pad, formaat="jsonl").dossiers) == 2
    assert laad_dossiers(pad, formaat="json").afgekeurd[0][1][0].melding.startswith("hier staat nog iets")


def test_without_a_path_there_has_to_be_a_stream() -> None:
    with pytest.raises(TypeError):
        laad_dossiers(None)


def test_jsonl_is_read_as_it_comes() -> None:
    class Traag(io.BytesIO):
        gelezen = 0

        def readline(self, grootte: int | None = -1, /) -> bytes:
            self.gelezen += 1
            return super().readline(grootte)

    stroom = Traag(b'{"id": "a"}\n{"id": 1}\n{"id": "c"}\n')
    rij = lees_jsonl(stroom, "x.jsonl")
    assert next(rij) == Dossier(id="a")
    assert stroom.gelezen == 1
    fouten = next(rij)
    assert isinstance(fouten, tuple)
    assert fouten[0].plaats == "x.jsonl:2:8"
    assert next(rij) == Dossier(id="c")
    assert list(rij) == []


def test_one_line_that_is_too_long_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossiers, "MAX_INVOER", 1024**2)
    monkeypatch.setattr(tekst, "MAX_INVOER", 1024**2)
    inhoud = b'{"id": "a"}\n' + b" " * (3 * 1024**2) + b'{"id": "b"}\n{"id": "c"}'
    lading = laad_dossiers(None, io.BytesIO(inhoud), formaat="jsonl")
    assert [(g.dossier.id, g.regel) for g in lading.dossiers] == [("a", 1), ("c", 3)]
    assert [f.als_tekst() for _, fouten in lading.afgekeurd for f in fouten] == [
        "standaardinvoer:2: deze regel is groter dan 1 MiB en wordt niet gelezen\n"
        "  advies: zet elk dossier op een eigen regel"
    ]
    assert lading.invoer == (("standaardinvoer", hashlib.sha256(inhoud).hexdigest()),)
    te_groot = laad_dossiers(None, io.BytesIO(b"id: a" + b" " * 1024**2), formaat="yaml")
    assert te_groot.afgekeurd[0][1][0].melding == "het bestand is groter dan 1 MiB en wordt niet gelezen"
    assert te_groot.invoer == ()


@given(st.binary(max_size=60) | st.text(alphabet='{}[]":, \n\\uaid1-.eNtrfls', max_size=60).map(str.encode))
@settings(max_examples=300)
def test_any_stream_gives_a_lading(inhoud: bytes) -> None:
    for formaat in (None, "yaml", "json", "jsonl"):
        lading = laad_dossiers(None, io.BytesIO(inhoud), formaat=formaat)
        assert isinstance(lading, Lading)
        assert all(fouten for _, fouten in lading.afgekeurd)


def test_the_examples_are_read_without_a_fault() -> None:
    voorbeelden = Path(__file__).parents[1] / "examples"
    mappen = [pad.parent for pad in voorbeelden.glob("*/onderzoek.yaml")]
    assert mappen
    for map_ in mappen:
        assert [fout.als_tekst() for _, fouten in laad_dossiers(map_).afgekeurd for fout in fouten] == []


def test_loading_leaves_the_collector_as_it_was(tmp_path: Path) -> None:
    for aan in (True, False):
        (gc.enable if aan else gc.disable)()
        try:
            with pytest.raises(Invoerfout):
                laad_dossiers(tmp_path / "weg.yaml")
            assert gc.isenabled() is aan
        finally:
            gc.enable()
