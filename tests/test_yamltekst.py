"""The YAML reader: what it takes, what it refuses and in which words, and where it says that things stand."""

import json
import math
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.loading import tekst as teksten
from dossieraudit.loading import yamltekst
from dossieraudit.loading.yamlfouten import vertaal_yamlfout
from dossieraudit.loading.yamlschrijven import SCHRIJVER, SNELLE_SCHRIJVER
from dossieraudit.loading.yamltekst import lees_yaml

# JSON that YAML writes alike: no raw control characters, and no halves of a character.
LETTERS = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff", include_characters="\t\n\r\x01\x1f"
)
TEKST = st.text(LETTERS, max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEKST,
    lambda deel: st.lists(deel, max_size=5) | st.dictionaries(TEKST, deel, max_size=5),
    max_leaves=25,
)


class MetAanhalingstekens(yaml.SafeDumper):
    """Writes block style with every text in quotes, as PyYAML's own idea of plain text is that of YAML 1.1."""


MetAanhalingstekens.add_representer(
    str, lambda dumper, waarde: dumper.represent_scalar("tag:yaml.org,2002:str", waarde, style='"')
)


def data(inhoud: str | bytes) -> Any:
    return lees_yaml(inhoud if isinstance(inhoud, bytes) else inhoud.encode(), "d.yaml").data


def fouten(inhoud: str | bytes) -> str:
    with pytest.raises(Invoerfout) as gevangen:
        data(inhoud)
    return "\n".join(fout.als_tekst() for fout in gevangen.value.fouten)


@given(JSON, st.sampled_from([None, 1, 4]))
@example({"": {"a b": [[], {}, "", " ", "\n", "ja", "2017-03-01"]}}, None)
@example(["\x85", "a\u2028b", "c\u2029", "\ue000"], None)
def test_json_text_gives_what_json_gives(waarde: Any, inspringing: int | None) -> None:
    tekst = json.dumps(waarde, ensure_ascii=False, indent=inspringing)
    assert data(tekst) == json.loads(tekst)


@given(st.text(st.characters(max_codepoint=0xD7FF, exclude_characters="\x7f"), max_size=40))
def test_escapes_of_json_are_read_as_json_reads_them(waarde: str) -> None:
    tekst = json.dumps([waarde, {waarde: waarde}])
    assert data(tekst) == json.loads(tekst)


@pytest.mark.parametrize("dumper", [SCHRIJVER, SNELLE_SCHRIJVER])
@given(TEKST | st.from_regex(r"-?[0-9]{1,3}(\.[0-9]{1,2})?([eE][-+]?[0-9]{1,3})?", fullmatch=True))
@example("2e5")
@example("-1E9")
@example("1e400")
@example("no")
@example("12:30")
@example("a\u2028b")
def test_a_text_that_is_written_is_read_back_as_that_text(dumper: Any, waarde: str) -> None:
    """An id like '2e5' stood there without quotes, and every file that named it could no longer be read."""
    geschreven = yaml.dump({"a": waarde, "b": [waarde]}, Dumper=dumper, allow_unicode=True, width=110)
    assert data(geschreven) == {"a": waarde, "b": [waarde]}


@given(JSON)
def test_block_style_gives_back_what_was_written(waarde: Any) -> None:
    tekst = yaml.dump(waarde, Dumper=MetAanhalingstekens, allow_unicode=True, default_flow_style=False, width=40)
    if isinstance(waarde, list | dict):  # a float such as 1e+16 is written by PyYAML as 1.0e+16, and the same number
        assert data(tekst) == waarde


@pytest.mark.parametrize(
    ("geschreven", "gelezen"),
    [
        *[(woord, woord) for woord in ("no", "No", "NO", "yes", "on", "off", "y", "n", "True", "TRUE", "False")],
        *[(woord, woord) for woord in ("Null", "NULL", "12:30", "1:20:30", "017", "-017", "0x1F", "0o17", "0b1")],
        *[(woord, woord) for woord in ("1_000", "+1", ".5", "1.", ".inf", "-.inf", ".nan", "1e", "٣", "=", "<<")],
        *[(woord, woord) for woord in ("2017-03-01", "2017-03-01T10:00:00Z", "1,5", "1.2.3")],
        *[(woord, None) for woord in ("", "~", "null")],
        *[("true", True), ("false", False), ("0", 0), ("-0", 0), ("-12", -12), ("1.50", 1.5), ("1e3", 1000.0)],
        *[('"true"', "true"), ("'12'", "12"), ("'~'", "~"), ('""', "")],
    ],
)
def test_only_what_json_has_is_special(geschreven: str, gelezen: object) -> None:
    gevonden = data(f"a: {geschreven}\n")["a"]
    assert gevonden == gelezen
    assert type(gevonden) is type(gelezen)


def test_keys_are_text_as_written() -> None:
    assert data("1: a\nno: b\n~: c\n2017-01-01: d\n<<: e\n") == {
        "1": "a",
        "no": "b",
        "~": "c",
        "2017-01-01": "d",
        "<<": "e",
    }


SYNTAX = {
    "a: [een, twee\n": """\
d.yaml:1:4: de lijst die hier met '[' begint, wordt nergens gesloten
  | a: [een, twee
  |    ^
  advies: sluit de lijst met ']'""",
    'a: [\n  "een"\n  "twee"\n]\n': """\
d.yaml:3:3: hier ontbreekt een komma of een ']': de lijst die op regel 1 met '[' begint, is nog niet gesloten
  |   "twee"
  |   ^
  advies: zet een komma tussen twee punten van de lijst, of sluit de lijst met ']'""",
    'a: {"b": 1 "c": 2}': """\
d.yaml:1:15: hier ontbreekt een komma of een '}': de groep die op regel 1 met '{' begint, is nog niet gesloten
  | a: {"b": 1 "c": 2}
  |               ^
  advies: zet een komma tussen twee sleutels, of sluit de groep met '}'""",
    "a: {b: 1,": """\
d.yaml:1:4: de groep die hier met '{' begint, wordt nergens gesloten
  | a: {b: 1,
  |    ^
  advies: sluit de groep met '}'""",
    "a: gesprek: met moeder": """\
d.yaml:1:11: een ':' kan hier niet staan
  | a: gesprek: met moeder
  |           ^
  advies: zet een waarde met ': ' erin tussen aanhalingstekens; kijk anders of de regel even ver inspringt als de \
sleutels erboven, en of daar een ':' ontbreekt""",
    "a:\n\t- b": """\
d.yaml:2:1: hier staat een tab in de inspringing
  |  - b
  | ^
  advies: gebruik spaties om te laten inspringen""",
    "a: >\n\tx": """\
d.yaml:2:1: hier staat een tab in de inspringing
  |  x
  | ^
  advies: gebruik spaties om te laten inspringen""",
    "a:\n  - b\n c: d": """\
d.yaml:3:2: de inspringing van deze regel klopt niet: zij past bij geen van de sleutels erboven
  |  c: d
  |  ^
  advies: laat sleutels die bij elkaar horen even ver inspringen, met spaties""",
    "- a\nb: c": """\
d.yaml:2:1: de inspringing van deze regel past niet bij de lijst die op regel 1 begint
  | b: c
  | ^
  advies: laat elk punt van een lijst met '-' even ver inspringen""",
    "a: 1\nb\n": """\
d.yaml:2:1: na deze sleutel ontbreekt een ':'
  | b
  | ^
  advies: schrijf 'sleutel: waarde', of laat tekst die bij de vorige regel hoort verder inspringen""",
    "a: 'x\nb: y\n": """\
d.yaml:1:4: de tekst die hier met een aanhalingsteken begint, wordt nergens gesloten
  | a: 'x
  |    ^
  advies: zet hetzelfde aanhalingsteken aan het eind van de tekst""",
    'a: "zorg" plan': """\
d.yaml:1:11: de waarde is hier al afgesloten, maar er staat nog tekst achter
  | a: "zorg" plan
  |           ^
  advies: zet de hele waarde tussen aanhalingstekens""",
    'a: "c:\\map"': """\
d.yaml:1:7: deze code met een '\\' bestaat niet in YAML, of is een half teken (\\ud800 tot en met \\udfff)
  | a: "c:\\map"
  |       ^
  advies: schrijf '\\\\' voor een gewone '\\', schrijf het teken zelf, of gebruik enkele aanhalingstekens""",
    "a: @x": """\
d.yaml:1:4: een waarde kan niet met '@' beginnen
  | a: @x
  |    ^
  advies: zet de hele waarde tussen aanhalingstekens""",
    "a: - b": """\
d.yaml:1:4: een lijst met '-' kan hier niet beginnen
  | a: - b
  |    ^
  advies: zet elk punt van de lijst op een eigen regel, onder de sleutel""",
    "a: |tekst\n  b": """\
d.yaml:1:5: na '|' of '>' kan op dezelfde regel geen tekst staan
  | a: |tekst
  |     ^
  advies: begin de tekst op de volgende regel, en laat die verder inspringen dan de sleutel""",
    "- *nadruk* op": """\
d.yaml:1:3: een waarde kan niet met '*' of '&' beginnen
  | - *nadruk* op
  |   ^
  advies: zet de hele waarde tussen aanhalingstekens""",
    "[a]]": """\
d.yaml:1:4: hier staat nog iets nadat de inhoud al is afgesloten
  | [a]]
  |    ^
  advies: haal weg wat te veel is; vaak is het een ']', een '}' of tekst na een aanhalingsteken""",
    "a: [b,, c]": """\
d.yaml:1:7: hier hoort een waarde te staan
  | a: [b,, c]
  |       ^
  advies: vul de waarde in, of haal het leesteken weg""",
    ": x": """\
d.yaml:1:1: voor deze ':' staat geen sleutel
  | : x
  | ^
  advies: zet er een sleutel voor, of haal de ':' weg""",
}


@pytest.mark.parametrize("inhoud", SYNTAX)
def test_a_syntax_fault_is_told_in_dutch_with_a_caret(inhoud: str) -> None:
    assert fouten(inhoud) == SYNTAX[inhoud]


@pytest.mark.parametrize("inhoud", SYNTAX)
def test_the_parser_in_python_knows_the_same_faults(inhoud: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where libyaml is missing, the words stay; only the place within an escape may differ by one."""
    monkeypatch.setattr(yamltekst, "_LEZER", yaml.SafeLoader)
    assert fouten(inhoud).splitlines()[-1] == SYNTAX[inhoud].splitlines()[-1]


@given(JSON)
@settings(max_examples=25)
def test_the_parser_in_python_reads_the_same(waarde: Any) -> None:
    tekst = json.dumps(waarde, ensure_ascii=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamltekst, "_LEZER", yaml.SafeLoader)
        assert data(tekst) == json.loads(tekst)


def test_the_parser_in_python_passes_no_half_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltekst, "_LEZER", yaml.SafeLoader)
    assert fouten('a: "\\ud800"').startswith("d.yaml:1:4: deze tekst bevat een half teken")
    assert fouten('"\\ud800": 1').startswith("d.yaml:1:1: deze tekst bevat een half teken")


def test_an_unknown_kind_of_syntax_fault_keeps_the_words_of_the_parser() -> None:
    fout = yaml.scanner.ScannerError(
        "while doing something", None, "found a new thing", yaml.Mark("", 3, 0, 3, None, 0)
    )
    bron = teksten.Brontekst("d.yaml", "a: b")
    assert vertaal_yamlfout(fout, bron).als_tekst() == (
        "d.yaml:1:4: dit is geen geldige YAML (while doing something: found a new thing)\n"
        "  | a: b\n"
        "  |    ^\n"
        "  advies: vergelijk de schrijfwijze met de regels erboven; zet waarden met leestekens tussen aanhalingstekens"
    )


def test_all_double_keys_are_reported_and_the_syntax_fault_after_them() -> None:
    assert (
        fouten("a: 1\na: 2\nb: {c: 1, c: 2}\n'a': 3\nd: [")
        == """\
d.yaml:2:1: de sleutel 'a' staat hier dubbel: ook op regel 1
  | a: 2
  | ^
  advies: laat één van de twee staan
d.yaml:3:11: de sleutel 'c' staat hier dubbel: ook in kolom 5
  | b: {c: 1, c: 2}
  |           ^
  advies: laat één van de twee staan
d.yaml:4:1: de sleutel 'a' staat hier dubbel: ook op regel 1
  | 'a': 3
  | ^^^
  advies: laat één van de twee staan
d.yaml:5:4: de lijst die hier met '[' begint, wordt nergens gesloten
  | d: [
  |    ^
  advies: sluit de lijst met ']'"""
    )


def test_a_double_key_that_may_be_case_text_is_not_repeated_in_the_message() -> None:
    with pytest.raises(Invoerfout) as gevangen:
        lees_yaml(b"Jan de Vries: 1\nJan de Vries: 2", "d.yaml", vertrouwelijk=True)
    assert str(gevangen.value) == (
        "d.yaml:2:1: de sleutel staat hier dubbel: ook op regel 1\n  advies: laat één van de twee staan"
    )


def test_an_alias_bomb_is_refused_without_being_built() -> None:
    bom = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    plaatsen = [regel.split(": ")[0] for regel in fouten(bom).splitlines() if regel.startswith("d.yaml")]
    assert plaatsen == ["d.yaml:1:4", "d.yaml:2:4", "d.yaml:2:8", "d.yaml:2:12", "d.yaml:3:5", "d.yaml:3:9"]
    assert fouten("a: &x 1") == (
        "d.yaml:1:4: een merkteken met '&' (anker) wordt niet gelezen\n"
        "  | a: &x 1\n"
        "  |    ^^^^\n"
        "  advies: haal het merkteken weg, of zet een waarde die met '&' begint tussen aanhalingstekens"
    )


@pytest.mark.parametrize("inhoud", ["a: !!str 1", "a: !foo 1", "a: ! 1", "!!map {a: b}", "!!python/name:os.system {}"])
def test_tags_are_refused(inhoud: str) -> None:
    assert "een tag met '!' wordt niet gelezen" in fouten(inhoud)


@pytest.mark.parametrize("deel", ["[", "{a: ", "- ", "{[", "? "])
def test_a_hundred_thousand_levels_are_refused(deel: str) -> None:
    gevonden = fouten(deel * 100_000)
    assert "dieper genest dan 64 niveaus" in gevonden or "kan geen sleutel zijn" in gevonden


def test_sixty_four_levels_are_read_and_one_more_is_not() -> None:
    diepte = data("[" * 64 + "]" * 64)
    for _ in range(63):
        diepte = diepte[0]
    assert diepte == []
    assert fouten("[" * 65 + "]" * 65).startswith("d.yaml:1:65: de inhoud is dieper genest dan 64 niveaus")


def test_what_is_no_text_is_refused() -> None:
    assert (
        fouten(b"a: x\0y\nb: \x01")
        == """\
d.yaml:1:5: een NUL-teken kan niet in een tekstbestand staan
  | a: x\ufffdy
  |     ^
  advies: verwijder het teken; het komt vaak mee bij kopiëren uit een ander programma
d.yaml:2:4: het onzichtbare stuurteken U+0001 kan niet in een tekstbestand staan
  | b: \ufffd
  |    ^
  advies: verwijder het teken; het komt vaak mee bij kopiëren uit een ander programma"""
    )


def test_another_encoding_is_refused_at_the_place_where_it_shows() -> None:
    assert fouten("a: b\nc: café\n".encode("cp1252")) == (
        "d.yaml:2:7: dit is geen UTF-8: de byte 0xE9 kan hier niet staan\n"
        "  advies: sla het bestand op met codering UTF-8; waarschijnlijk is het nu Windows-1252 (Latin-1)"
    )
    assert fouten("a: b".encode("utf-16")) == (
        "d.yaml: het bestand is opgeslagen als UTF-16; verwacht wordt UTF-8\n"
        "  advies: open het bestand in een teksteditor en sla het op met codering UTF-8"
    )


def test_a_byte_order_mark_is_accepted_and_moves_nothing() -> None:
    gelezen = lees_yaml(b"\xef\xbb\xbfa: b", "d.yaml")
    assert gelezen.data == {"a": "b"}
    assert gelezen.plaats(("a",)) == (1, 4)


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teksten, "MAX_INVOER", 1024**2)
    assert data(b"a: 1\n" + b"#" * (1024**2 - 5)) == {"a": 1}
    assert fouten(b"a: 1\n" + b"#" * (1024**2 - 4)).startswith("d.yaml: het bestand is groter dan 1 MiB")


@pytest.mark.parametrize("inhoud", ["", "\n\n", "# alleen commentaar\n", "\ufeff"])
def test_an_empty_file_is_refused(inhoud: str) -> None:
    assert fouten(inhoud) == "d.yaml: het bestand is leeg\n  advies: vul het bestand, of verwijder het"


def test_only_one_document_is_read() -> None:
    assert data("---\na: 1\n...\n") == {"a": 1}
    assert fouten("a: 1\n---\nb: 2\n").startswith("d.yaml:2:1: hier begint een tweede document")


@pytest.mark.parametrize("inhoud", ["? [a]\n: b", "{[a, b]: c}", "{{a: b}: c}"])
def test_a_key_is_a_text(inhoud: str) -> None:
    assert fouten(inhoud).splitlines()[0].endswith("een lijst of groep kan geen sleutel zijn")


@pytest.mark.parametrize("getal", ["1e999", "-1e999", "9" * 5_000])
def test_a_number_that_cannot_be_held_is_refused(getal: str) -> None:
    assert fouten(f"a: {getal}").startswith("d.yaml:1:4: dit getal is te groot om te lezen")
    assert math.isfinite(data("a: 1e300")["a"])


@given(st.text(max_size=60) | st.text(alphabet="ab:-[]{},&*!|>'\"%@#?\\ \n\t", max_size=60) | st.binary(max_size=40))
@settings(max_examples=400)
def test_anything_at_all_gives_data_or_faults_in_words(inhoud: str | bytes) -> None:
    ruw = inhoud if isinstance(inhoud, bytes) else inhoud.encode(errors="surrogatepass")
    gevonden: tuple[Fout, ...] = ()
    try:
        json.dumps(lees_yaml(ruw, "d.yaml").data, allow_nan=False)
    except Invoerfout as fout:
        gevonden = fout.fouten
    assert all(fout.melding and fout.als_tekst() for fout in gevonden)
    assert not [fout.melding for fout in gevonden if fout.melding.startswith("dit is geen geldige YAML")]


VOORBEELD = """\
# commentaar
naam: waarde
lijst:
  - id: een
    als: |
      eerste regel
        tweede regel
  - id: "twee"
    als: >-

      any(x for x
      in y)
kort: {a: 'b c', d: [1, null]}
"""


@pytest.mark.parametrize(
    ("pad", "waarde", "sleutel"),
    [
        ((), (2, 1), None),
        (("naam",), (2, 7), (2, 1)),
        (("lijst",), (4, 3), (3, 1)),
        (("lijst", 0), (4, 5), None),
        (("lijst", 0, "als"), (5, 10), (5, 5)),
        (("lijst", 1, "id"), (8, 9), (8, 5)),
        (("kort", "d", 1), (13, 25), None),
        (("kort", "d"), (13, 21), (13, 18)),
        (("kort", "x"), None, None),
        (("lijst", 7, "id"), None, None),
        (("naam", "id"), None, None),
    ],
)
def test_places_are_those_of_an_editor(
    pad: tuple[str | int, ...], waarde: tuple[int, int] | None, sleutel: tuple[int, int] | None
) -> None:
    gelezen = lees_yaml(VOORBEELD.encode(), "d.yaml")
    assert gelezen.plaats(pad) == waarde
    assert gelezen.sleutelplaats(pad) == sleutel


def test_the_text_of_a_block_begins_below_its_mark() -> None:
    gelezen = lees_yaml(VOORBEELD.encode(), "d.yaml")
    assert gelezen.tekstplaats(("lijst", 0, "als")) == (6, 7)
    assert gelezen.tekstplaats(("lijst", 0, "als"), len("eerste regel\n  twee")) == (7, 13)
    assert gelezen.tekstplaats(("lijst", 1, "als")) == (10, 1)
    assert gelezen.tekstplaats(("lijst", 1, "als"), len("\n")) == (11, 7)
    assert gelezen.tekstplaats(("lijst", 1, "als"), len("\nany(x for x ")) == (12, 7)
    assert gelezen.tekstplaats(("lijst", 1, "id"), 1) == (8, 11)
    assert gelezen.tekstplaats(("kort", "d", 0)) is None


def test_white_space_of_a_text_stands_right_after_the_character_before_it() -> None:
    gelezen = lees_yaml(VOORBEELD.encode(), "d.yaml")
    assert gelezen.tekstplaats(("kort", "a"), 1) == (13, 13)
    assert gelezen.tekstplaats(("lijst", 1, "als"), len("\nany(x for x")) == (11, 18)
    assert gelezen.tekstplaats(("kort", "a"), 99) == (13, 15)


WOORDEN = st.lists(st.text(alphabet="abcé(=", min_size=1, max_size=6), min_size=1, max_size=8)


@given(WOORDEN, st.sampled_from(["|", ">", ">-", "'", '"', ""]), st.booleans(), st.data())
def test_a_character_of_a_text_is_found_in_the_file(
    woorden: list[str], stijl: str, gebroken: bool, keuze: st.DataObject
) -> None:
    tussen = "\n    " if gebroken else " "
    tekst = tussen.join(woorden)
    tekst = f"{stijl}\n    {tekst}" if stijl[:1] in ("|", ">") else f"{stijl}{tekst}{stijl}"
    bron = f"x: 1\na:\n  b: {tekst}\nc: 2\n"
    gelezen = lees_yaml(bron.encode(), "d.yaml")
    waarde: str = data(bron)["a"]["b"]
    plek = keuze.draw(st.sampled_from([i for i, teken in enumerate(waarde) if not teken.isspace()]))
    gevonden = gelezen.tekstplaats(("a", "b"), plek)
    assert gevonden is not None
    assert bron.split("\n")[gevonden[0] - 1][gevonden[1] - 1] == waarde[plek]


def test_old_line_ends_count_as_text_and_windows_line_ends_as_lines() -> None:
    gelezen = lees_yaml("a: x\u2028y\u0085z\r\nb: 1\r\n".encode(), "d.yaml")
    assert gelezen.data == {"a": "x\u2028y\x85z", "b": 1}
    assert gelezen.plaats(("b",)) == (2, 4)


def test_an_item_of_a_list_is_a_document_of_its_own() -> None:
    gelezen = lees_yaml(b"- id: a\n- id: b\n", "d.yaml")
    assert gelezen.deel(1).data == {"id": "b"}
    assert gelezen.deel(1).plaats(("id",)) == (2, 7)
    with pytest.raises(TypeError):
        lees_yaml(b"a: 1", "d.yaml").deel(0)


def test_a_long_line_is_shown_around_the_fault() -> None:
    regels = fouten("a: 1\n" + "x" * 300 + ": 'y' z " + "w" * 200).splitlines()
    assert regels[0].startswith("d.yaml:2:307: de waarde is hier al afgesloten")
    assert len(regels[1]) <= 106
    assert regels[1][regels[2].index("^")] == "z"
