"""What is wrong with a dossier, in Dutch: whole texts, every kind of fault, true paths, and no case text."""

import io
import json
import types
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import PydanticCustomError, to_json

from dossieraudit.loading import annotaties
from dossieraudit.loading.dossiers import Formaat, keur_regel, laad_dossiers
from dossieraudit.loading.vertaling import vertaal
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Criterium, KaderBestand, Parameter
from tests.strategies import dossiers as dossierstrategie
from tests.test_loading import fouttekst, keur, plekken, zet

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
standaardinvoer:4:5: deze sleutel is hier onbekend
  pad: contacten[c1][…]
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
        gevonden = fouttekst({"id": "d1", "contacten": [{"id": "c1", "datum": seconden}]}, formaat)
        assert "deze datum staat niet in de vorm jjjj-mm-dd\n  pad: contacten[c1].datum" in gevonden
    assert isinstance(keur({"id": "1", "vindplaatsen": {"id": "12"}}, "json"), Dossier)


@pytest.mark.parametrize("gecodeerd", [r"\u0031488326400", r"\u002B86400", r"148832640\u0030", r"\u0030"])
def test_digits_that_are_written_as_codes_are_digits_too(gecodeerd: str) -> None:
    regel = f'{{"id": "d1", "contacten": [{{"id": "c1", "datum": "{gecodeerd}"}}]}}'.encode()
    gekeurd = keur_regel(regel, "x.jsonl", 1)
    assert isinstance(gekeurd, tuple)
    assert [fout.melding for fout in gekeurd] == ["deze datum staat niet in de vorm jjjj-mm-dd"]


# What the translation covers


def haal(data: Any, pad: tuple[str | int, ...]) -> Any:
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
    plek = keuze.draw(st.sampled_from(list(plekken(data))))
    zet(data, plek, keuze.draw(LAP))
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
    zet(data, keuze.draw(st.sampled_from(list(plekken(data)))), keuze.draw(LAP))
    try:
        Dossier.__pydantic_validator__.validate_json(json.dumps(data))
    except ValidationError as fout:
        for detail in fout.errors():
            pad = annotaties.volg(Dossier, detail["loc"]).pad
            if detail["type"] == "missing":
                assert pad[-1] not in haal(data, pad[:-1])
            else:
                assert haal(data, pad) == detail["input"]


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


class _Deel(BaseModel):
    essentieel: bool


class _Delen(BaseModel):
    eisen: Annotated[tuple[_Deel, ...], Field(min_length=1)]


def meldingen(tekst: str) -> list[str]:
    """What is said of a list of parts, each fault with its advice."""
    document = lees_yaml(tekst.encode(), "d.yaml")
    with pytest.raises(ValidationError) as fout:
        _Delen.model_validate_json(json.dumps(document.data))
    return [f"{een.pad}: {een.advies}" for een in vertaal(fout.value, _Delen, document)]


def test_a_list_is_not_called_too_short_for_a_fault_in_its_items() -> None:
    """Two were there; the advice to fill up the list sent people looking for a third."""
    assert [melding.split(":")[0] for melding in meldingen("eisen: [{essentieel: joh}, {essentieel: meh}]")] == [
        "eisen[#1].essentieel",
        "eisen[#2].essentieel",
    ]
    assert meldingen("eisen: []") == ["eisen: vul de lijst aan"]


def test_none_of_a_kind_is_an_empty_list() -> None:
    advies = "schrijf [] als vaststaat dat er geen zijn, of laat de sleutel weg als het niet is vastgelegd"
    assert meldingen("eisen: geen") == [f"eisen: {advies}"]
