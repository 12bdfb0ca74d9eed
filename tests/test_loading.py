"""Reading dossiers: every format ends in the same model, every fault is told in Dutch, and no case text leaks."""

import hashlib
import io
import json
import types
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import PydanticCustomError, to_json

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading import annotaties, dossiers, tekst
from dossieraudit.loading.dossiers import Formaat, Lading, laad_dossiers, lees_jsonl
from dossieraudit.loading.vertaling import vertaal
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Criterium, KaderBestand, Parameter
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
    monkeypatch.setattr(dossiers, "samenhang", lambda _dossier: [])


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


# Faults, in full


def test_a_missing_comma_in_yaml() -> None:
    assert (
        fouttekst("id: d1\ncontacten:\n  - {id: c1, gesproken_met: [m1, 'k1' 'k2']}\n")
        == """\
standaardinvoer:3:39: hier ontbreekt een komma of een ']': de lijst die op regel 3 met '[' begint, is nog niet gesloten
  |   - {id: c1, gesproken_met: [m1, 'k1' 'k2']}
  |                                       ^
  advies: zet een komma tussen twee punten van de lijst, of sluit de lijst met ']'"""
    )


def test_an_unknown_field_with_a_suggestion() -> None:
    assert (
        fouttekst("id: d1\ncontacten:\n  - id: c1\n    gesproken: [m1]\n")
        == """\
standaardinvoer:4:5: de sleutel 'gesproken' is hier onbekend
  pad: contacten[c1].gesproken
  waarde: "gesproken"
  |     gesproken: [m1]
  |     ^^^^^^^^^
  verwacht: een van de sleutels: id, datum, soort, tot_stand_gekomen, gesproken_met, gezien, onderwerpen, \
aantal_medewerkers, door, verslag
  advies: bedoelde u 'gesproken_met'?"""
    )


def test_a_wrong_enum_value_with_a_suggestion() -> None:
    assert (
        fouttekst("id: d1\ncontacten:\n  - id: c1\n    soort: Huis-bezoek\n")
        == """\
standaardinvoer:4:12: deze waarde is hier niet toegestaan
  pad: contacten[c1].soort
  waarde: "Huis-bezoek"
  |     soort: Huis-bezoek
  |            ^^^^^^^^^^^
  verwacht: een van: huisbezoek, gesprek_op_locatie, telefonisch, digitaal, gezamenlijk_overleg; null mag ook
  advies: bedoelde u 'huisbezoek'?"""
    )


def test_a_date_before_another() -> None:
    assert (
        fouttekst("id: d1\noverdracht:\n  ontvangen_op: 2017-05-02\n  opgepakt_op: 2017-05-01\n")
        == """\
standaardinvoer:4:16: 'opgepakt_op' ligt vóór 'ontvangen_op'
  pad: overdracht.opgepakt_op
  waarde: 2017-05-01 (en 'ontvangen_op' is 2017-05-02)
  |   opgepakt_op: 2017-05-01
  |                ^^^^^^^^^^"""
    )


def test_the_same_id_twice_in_a_list_is_named_by_its_position() -> None:
    assert (
        fouttekst("id: d1\ncontacten:\n  - id: c1\n  - id: c1\n")
        == """\
standaardinvoer:4:9: dit id staat ook bij punt 1 van deze lijst
  pad: contacten[#2].id
  waarde: c1
  |   - id: c1
  |         ^^"""
    )


def test_a_missing_key_and_what_belongs_there() -> None:
    assert (
        fouttekst("contacten:\n  - datum: 2017-03-01\n")
        == """\
standaardinvoer:1:1: de verplichte sleutel 'id' ontbreekt
  pad: id
  | contacten:
  | ^^^^^^^^^^
  verwacht: een id: hoogstens 64 letters, cijfers, '_', '-' of '.', met een letter of cijfer vooraan
  advies: voeg 'id' toe
standaardinvoer:2:5: de verplichte sleutel 'id' ontbreekt
  pad: contacten[#1].id
  |   - datum: 2017-03-01
  |     ^^^^^^^^^^^^^^^^^
  verwacht: een id: hoogstens 64 letters, cijfers, '_', '-' of '.', met een letter of cijfer vooraan
  advies: voeg 'id' toe"""
    )


@pytest.mark.parametrize(
    ("veld", "geschreven", "melding", "advies"),
    [
        (
            "tot_stand_gekomen",
            "nee",
            "hier hoort true of false te staan; er staat tekst",
            "schrijf true of false (ja, nee, yes, no, on en off zijn hier gewone tekst); "
            "schrijf null als het niet is vastgelegd",
        ),
        (
            "tot_stand_gekomen",
            "Yes",
            "hier hoort true of false te staan; er staat tekst",
            "schrijf true of false (ja, nee, yes, no, on en off zijn hier gewone tekst); "
            "schrijf null als het niet is vastgelegd",
        ),
        (
            "tot_stand_gekomen",
            "True",
            "hier hoort true of false te staan; er staat tekst",
            "schrijf true of false met kleine letters en zonder aanhalingstekens",
        ),
        (
            "tot_stand_gekomen",
            "onbekend",
            "hier hoort true of false te staan; er staat tekst",
            "schrijf null, of laat de sleutel weg, als het niet is vastgelegd",
        ),
        (
            "tot_stand_gekomen",
            "1",
            "hier hoort true of false te staan; er staat een geheel getal",
            "schrijf true of false; schrijf null als het niet is vastgelegd",
        ),
        (
            "aantal_medewerkers",
            "017",
            "hier hoort een geheel getal te staan; er staat tekst",
            "schrijf het getal zonder nul vooraan; met een nul vooraan is het hier gewone tekst",
        ),
        (
            "aantal_medewerkers",
            "0x1F",
            "hier hoort een geheel getal te staan; er staat tekst",
            "schrijf het getal in gewone cijfers; 0x, 0o en 0b zijn hier gewone tekst",
        ),
        (
            "aantal_medewerkers",
            "1_000",
            "hier hoort een geheel getal te staan; er staat tekst",
            "schrijf het getal zonder liggende streepjes; daarmee is het hier gewone tekst",
        ),
        (
            "aantal_medewerkers",
            "12:30",
            "hier hoort een geheel getal te staan; er staat tekst",
            "schrijf één getal; iets met een ':' erin, zoals een tijd, is hier gewone tekst",
        ),
        (
            "aantal_medewerkers",
            "2.0",
            "hier hoort een geheel getal te staan; er staat een getal met decimalen",
            "schrijf een geheel getal, zonder cijfers achter de komma",
        ),
        (
            "aantal_medewerkers",
            "-1",
            "deze waarde ligt onder de kleinste die wordt aangenomen",
            "controleer of dit een tikfout is",
        ),
        (
            "datum",
            "01-03-2017",
            "deze datum staat niet in de vorm jjjj-mm-dd",
            "schrijf het jaar in vier cijfers, dan de maand en de dag in twee, bijvoorbeeld 2017-03-01",
        ),
        ("datum", "2017-02-29", "deze datum bestaat niet", "controleer de dag en de maand"),
        (
            "datum",
            "2017-03-01 10:00",
            "deze datum staat niet in de vorm jjjj-mm-dd",
            "laat de tijd weg: een datum is hier een dag",
        ),
        (
            "datum",
            "20170301",
            "hier hoort een datum te staan; er staat een geheel getal",
            "schrijf de datum als jjjj-mm-dd, bijvoorbeeld 2017-03-01",
        ),
        (
            "datum",
            "1817-03-01",
            "deze waarde ligt onder de kleinste die wordt aangenomen",
            "controleer of dit een tikfout is",
        ),
        (
            "gesproken_met",
            "m1",
            "hier hoort een lijst te staan; er staat tekst",
            "schrijf een lijst: [eerste, tweede], of elk punt op een eigen regel met een '-' ervoor",
        ),
        (
            "gesproken_met",
            "[de vader]",
            "deze tekst heeft niet de vorm die hier hoort",
            "gebruik een pseudoniem zonder spaties of accenten, bijvoorbeeld m1 of c3",
        ),
        (
            "gesproken_met",
            "[1]",
            "hier hoort een id te staan; er staat een geheel getal",
            "zet de waarde tussen aanhalingstekens, zodat het tekst is",
        ),
        (
            "gesproken_met",
            "[~]",
            "deze waarde mag niet leeg (null) zijn",
            "vul dit punt van de lijst in, of haal het weg",
        ),
        ("soort", "3", "hier hoort een waarde uit de vaste lijst te staan; er staat een geheel getal",
         "kies een van de toegestane waarden"),
        ("verslag", "'" + "x" * 20_001 + "'", "deze tekst is te lang", "kort de tekst in"),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_gets_advice_of_its_own(veld: str, geschreven: str, melding: str, advies: str) -> None:
    gekeurd = keur(f"id: d1\ncontacten:\n  - id: c1\n    {veld}: {geschreven}\n")
    assert isinstance(gekeurd, tuple)
    (fout,) = gekeurd
    assert (fout.melding, fout.advies, fout.regel) == (melding, advies, 4)
    assert (fout.pad or "").startswith(f"contacten[c1].{veld}")


@pytest.mark.parametrize("seconden", ["0", "0000", "86400", "+86400", "1488326400.0"])
def test_digits_are_never_taken_for_a_date(seconden: str) -> None:
    """Pydantic reads such text as seconds since 1970, also in strict mode."""
    for formaat in ("yaml", "json", "jsonl"):
        gevonden = fouttekst({"id": "d1", "contacten": [{"id": "c1", "datum": seconden}]}, formaat)  # type: ignore[arg-type]
        assert "deze datum staat niet in de vorm jjjj-mm-dd\n  pad: contacten[c1].datum" in gevonden
    assert isinstance(keur({"id": "1", "vindplaatsen": {"id": "12"}}, "json"), Dossier)


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
    '{"id": "a", "notities": "b", "id": "c"}': ":1:30: de sleutel 'id' staat hier dubbel: ook op regel 1",
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
        assert fouttekst("[]", formaat) == (  # type: ignore[arg-type]
            "standaardinvoer: dit bestand bevat geen dossiers\n  advies: vul het bestand, of verwijder het"
        )


@given(st.data())
def test_a_fault_in_json_stands_where_the_same_text_read_as_yaml_has_it(keuze: st.DataObject) -> None:
    """The places of the JSON reader, checked against those of another reader."""
    data = keuze.draw(st.builds(lambda d: d.model_dump(mode="json", exclude_none=True), dossierstrategie()))
    plek = keuze.draw(st.sampled_from(list(_plekken(data))))
    _zet(data, plek, {"fout": [1]})
    inhoud = json.dumps(data, indent=keuze.draw(st.sampled_from([None, 2])), ensure_ascii=False)
    als_json, als_yaml = keur(inhoud, "json"), keur(inhoud, "yaml")
    assert isinstance(als_json, tuple)
    assert als_json == als_yaml


# What the translation covers


def _plekken(data: Any, pad: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    delen = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for sleutel, waarde in delen:
        yield (*pad, sleutel)
        yield from _plekken(waarde, (*pad, sleutel))


def _zet(data: Any, pad: tuple[str | int, ...], waarde: Any) -> None:
    for deel in pad[:-1]:
        data = data[deel]
    data[pad[-1]] = waarde


def _haal(data: Any, pad: tuple[str | int, ...]) -> Any:
    for deel in pad:
        data = data[deel]
    return data


LAP = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda deel: st.lists(deel, max_size=2) | st.dictionaries(st.text(max_size=8), deel, max_size=2),
    max_leaves=4,
)


@given(st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_wrong_value_anywhere_gives_faults_in_dutch_at_a_true_path(keuze: st.DataObject) -> None:
    data = keuze.draw(st.builds(lambda d: d.model_dump(mode="json", exclude_none=True), dossierstrategie()))
    plek = keuze.draw(st.sampled_from(list(_plekken(data))))
    _zet(data, plek, keuze.draw(LAP))
    lading = laad_dossiers(None, io.BytesIO(json.dumps([data], allow_nan=True).encode()), formaat="json")
    for _, fouten in lading.afgekeurd:
        for fout in fouten:
            assert "soort fout" not in fout.melding
            assert "nput should" not in fout.als_tekst()
            assert fout.regel == 1


WAARDEN: tuple[Any, ...] = (
    None, True, 0, -1, 10**9, 1.5, "", "x", "é é", "2017-13-01", "a" * 25_000, [], [None], [1], {}, {"é": 1},
)  # fmt: skip


def _velden(model: type[BaseModel], gezien: set[type[BaseModel]]) -> Iterator[tuple[type[BaseModel], str]]:
    if model in gezien:
        return
    gezien.add(model)
    for naam, annotatie in annotaties.velden(model).items():
        yield model, naam
        for kern in annotaties._alle_kernen(annotatie):
            if annotaties.is_model(kern):
                yield from _velden(kern, gezien)


MODELLEN: tuple[type[BaseModel], ...] = (Dossier, KaderBestand, Criterium)


def test_every_kind_of_fault_that_the_models_can_give_has_words_of_its_own() -> None:
    soorten: set[str] = set()
    for houder, naam in {paar for model in MODELLEN for paar in _velden(model, set())}:
        for waarde in WAARDEN:
            document = lees_yaml(json.dumps({naam: waarde}).encode(), "d.yaml")
            with pytest.raises(ValidationError) as gevangen:
                # A key that is in no model sees to it that there is a fault at all.
                houder.__pydantic_validator__.validate_json(json.dumps({naam: waarde, "é": 1}))
            soorten |= {detail["type"] for detail in gevangen.value.errors()}
            for fout in vertaal(gevangen.value, houder, document):
                assert "soort fout" not in fout.melding
                assert "nput should" not in fout.als_tekst()
                assert fout.verwacht
                assert fout.advies
    assert soorten >= {"bool_type", "date_parsing", "literal_error", "string_pattern_mismatch", "tuple_type"}


@given(st.data())
def test_the_path_of_a_fault_leads_to_what_is_wrong(keuze: st.DataObject) -> None:
    data = keuze.draw(st.builds(lambda d: d.model_dump(mode="json", exclude_none=True), dossierstrategie()))
    _zet(data, keuze.draw(st.sampled_from(list(_plekken(data)))), keuze.draw(LAP))
    try:
        Dossier.__pydantic_validator__.validate_json(json.dumps(data))
    except ValidationError as fout:
        for detail in fout.errors():
            pad = annotaties.volg(Dossier, detail["loc"]).pad
            if detail["type"] == "missing":
                assert pad[-1] not in _haal(data, pad[:-1])
            else:
                assert _haal(data, pad) == detail["input"]


def test_every_pattern_of_the_models_is_described_in_words() -> None:
    gezien: set[type[BaseModel]] = set()
    beschreven = [
        annotaties.omschrijving(annotaties.velden(houder)[naam])
        for model in MODELLEN
        for houder, naam in _velden(model, gezien)
    ]
    assert len(beschreven) > 100
    assert not [tekst_ for tekst_ in beschreven if "patroon" in tekst_ or "een andere waarde" in tekst_]


def test_an_unforeseen_kind_of_fault_still_gives_a_dutch_sentence() -> None:
    class Vreemd(BaseModel):
        id: str

    fout = ValidationError.from_exception_data(
        "Vreemd", [{"type": PydanticCustomError("iets_nieuws", "Input is strange"), "loc": ("id",), "input": "x"}]
    )
    (vertaald,) = vertaal(fout, Vreemd, lees_yaml(b"id: x", "d.yaml"))
    assert (
        vertaald.als_tekst()
        == """\
d.yaml:1:5: deze waarde wordt hier niet aangenomen (soort fout: iets_nieuws)
  pad: id
  waarde: "x"
  | id: x
  |     ^
  verwacht: tekst
  advies: vervang de waarde door wat hier wordt verwacht"""
    )


@pytest.mark.parametrize(
    ("waarde", "paden"),
    [
        ("1.5", [("waarde", (1, 9))]),
        ("{int: x}", [("waarde.int", (1, 15))]),
        ("[a, 1, b, 2]", [("waarde[#2]", (1, 13)), ("waarde[#4]", (1, 19))]),
        ("{a: 1, b: [x]}", [("waarde.b", (1, 19))]),
    ],
)
def test_paths_hold_no_names_of_branches(waarde: str, paden: list[tuple[str, tuple[int, int]]]) -> None:
    document = lees_yaml(f"waarde: {waarde}\nherkomst: aanname\nomschrijving: x".encode(), "d.yaml")
    with pytest.raises(ValidationError) as gevangen:
        Parameter.__pydantic_validator__.validate_json(to_json(document.data))
    vertaald = vertaal(gevangen.value, Parameter, document)
    assert [(fout.pad, (fout.regel, fout.kolom)) for fout in vertaald] == paden


def test_a_choice_between_closed_lists_gives_one_fault_with_all_values() -> None:
    gekeurd = keur({"id": "d1", "regie": {"perioden": [{"id": "r1", "organisatie": "gezinn"}]}})
    assert isinstance(gekeurd, tuple)
    (fout,) = gekeurd
    assert fout.pad == "regie.perioden[r1].organisatie"
    assert fout.advies == "bedoelde u 'gezin'?"
    assert fout.verwacht is not None
    assert "wijkteam" in fout.verwacht


def test_a_wrong_key_of_a_table_is_named_at_the_key() -> None:
    class Tabel(BaseModel):
        rijen: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$")], int]

    document = lees_yaml(b"rijen:\n  Foo Bar: 1\n", "d.yaml")
    with pytest.raises(ValidationError) as gevangen:
        Tabel.__pydantic_validator__.validate_json(to_json(document.data))
    (fout,) = vertaal(gevangen.value, Tabel, document)
    assert (fout.regel, fout.kolom, fout.pad) == (2, 3, "rijen[…]")
    assert fout.verwacht == "een naam van kleine letters, cijfers en '_', met een letter vooraan"


# Nothing of the case leaks


def _met_geheim(annotatie: Any) -> Any:
    """A valid value that holds the secret wherever there is room for text."""
    herkomst, argumenten = get_origin(annotatie), get_args(annotatie)
    if herkomst is Annotated:
        return _met_geheim(argumenten[0])
    if herkomst in (Union, types.UnionType):
        return _met_geheim(argumenten[0])
    if herkomst is tuple:
        return [_met_geheim(argumenten[0])]
    if herkomst is dict:
        return {"geheim sleutel": "geheim"}
    if herkomst is Literal:
        return "geheim"
    if isinstance(annotatie, type) and issubclass(annotatie, BaseModel):
        return {naam: _met_geheim(a) for naam, a in annotaties.velden(annotatie).items()} | {"geheim en meer": 1}
    return {bool: "geheim", str: "het geheim ", date: "geheim", int: "geheim"}[annotatie]


@pytest.mark.parametrize("formaat", ["yaml", "json", "jsonl"])
def test_faults_show_nothing_of_the_case_unless_asked(formaat: Formaat) -> None:
    gekeurd = keur(_met_geheim(Dossier), formaat)
    assert isinstance(gekeurd, tuple)
    assert len(gekeurd) > 100
    for fout in gekeurd:
        assert fout.vertrouwelijk
        assert "geheim" not in fout.als_tekst(toon_waarden=False)
        assert "geheim" not in f"{fout.melding} {fout.pad} {fout.verwacht} {fout.advies}"
    assert any("geheim" in fout.als_tekst(toon_waarden=True) for fout in gekeurd)


@pytest.mark.parametrize("inhoud", ["a: geheim: b", "a: ['geheim' 'x']", "geheim en meer: 1\ngeheim en meer: 2"])
def test_a_syntax_fault_shows_nothing_of_the_case_unless_asked(inhoud: str) -> None:
    gekeurd = keur(inhoud)
    assert isinstance(gekeurd, tuple)
    assert "geheim" not in gekeurd[0].als_tekst(toon_waarden=False)
    assert "geheim" in gekeurd[0].als_tekst(toon_waarden=True)


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
    monkeypatch.setattr(dossiers, "MAX_BYTES", 1024**2)
    monkeypatch.setattr(tekst, "MAX_BYTES", 1024**2)
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
        lading = laad_dossiers(None, io.BytesIO(inhoud), formaat=formaat)  # type: ignore[arg-type]
        assert isinstance(lading, Lading)
        assert all(fouten for _, fouten in lading.afgekeurd)


def test_the_examples_are_read_without_a_fault() -> None:
    voorbeelden = Path(__file__).parents[1] / "examples"
    mappen = [pad.parent for pad in voorbeelden.glob("*/onderzoek.yaml")]
    assert mappen
    for map_ in mappen:
        assert [fout.als_tekst() for _, fouten in laad_dossiers(map_).afgekeurd for fout in fouten] == []
