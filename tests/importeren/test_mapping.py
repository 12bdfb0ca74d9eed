"""A mapping is held against the model before anything is read, and can never say 'no' where the export is silent."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossieraudit.errors import Gebruiksfout, Invoerfout
from dossieraudit.importeren import laad_mapping
from dossieraudit.importeren.mapping import als_plan
from dossieraudit.importeren.waarden import Onleesbaar, lees_datum, lees_getal
from dossieraudit.kaders.schemas import schema
from dossieraudit.loading.yamltekst import lees_yaml
from tests.conftest import ROOT, Opdracht
from tests.importeren.hulp import MAPPING, Proef

MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
DAGEN = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def fouten(mapping: str) -> str:
    """Every fault of a mapping, as the user reads it."""
    try:
        als_plan(lees_yaml(mapping.encode(), "mapping.yaml"))
    except Invoerfout as gevangen:
        return "\n".join(fout.als_tekst() for fout in gevangen.fouten)
    return ""


def met_veld(regel: str, onderdeel: str = "afsluiting") -> str:
    """A mapping with one fact."""
    return f"""\
tabellen: {{zaken: {{bestand: zaken.csv}}}}
dossier: {{tabel: zaken, sleutel: nr}}
codelijsten: {{jn: {{J: ja, N: nee}}}}
onderdelen:
  - onderdeel: {onderdeel}
    tabel: zaken
    velden:
      {regel}
"""


@pytest.mark.parametrize("pad", ["import-zaken", "import-tabellen"])
def test_the_worked_examples_are_sound(pad: str) -> None:
    assert laad_mapping(ROOT / "examples" / pad / "mapping.yaml").afnames


@pytest.mark.parametrize(
    "regel",
    [
        "afgesloten: {waarde: false}",
        "afgesloten: {waarde: nee}",
        "afgesloten: {kolom: x, codes: {'': nee}}",
        "afgesloten: {kolom: x, codes: {' ': false}}",
    ],
)
def test_a_default_of_no_is_refused(regel: str) -> None:
    assert "onbekend" in fouten(met_veld(regel))


@pytest.mark.parametrize(
    ("onderdeel", "regel"),
    [
        ("meldingen", "id: x\n      eerdere_meldingen: {waarde: 0}"),
        ("familiegroepsplan", "uitzondering: {waarde: geen}"),
        ("netwerkpartners", "id: x\n      soort: y\n      toestemming: {waarde: niet_gevraagd}"),
    ],
)
def test_so_is_a_zero_or_none_for_every_row(onderdeel: str, regel: str) -> None:
    assert "een vaste waarde kan niet zeggen dat iets er niet was" in fouten(met_veld(regel, onderdeel))


def test_a_constant_that_says_what_something_is_is_fine() -> None:
    assert fouten(met_veld("id: {waarde: m1}\n      rol: {waarde: moeder}", "gezinsleden")) == ""
    assert fouten(met_veld("afgesloten: {waarde: ja}")) == ""


def test_every_fault_is_told_at_its_line_all_at_once() -> None:
    tekst = fouten(
        """\
tabellen:
  zaken: {bestand: zaken.csv}
  over: {bestand: over.csv}
codelijsten:
  jn: {J: ja, j: nee}
dossier: {tabel: zaken, sleutel: nr, velden: {team: t, gezinsleden: g}}
onderdelen:
  - {onderdeel: contactn, tabel: zaken, velden: {datum: d}}
  - {onderdeel: contacten, tabel: zakn, velden: {id: i, datm: d, soort: {kolom: s, codes: {HB: huisbezoekje}}}}
  - {onderdeel: gezinsleden, tabel: zaken, velden: {rol: r}}
  - {onderdeel: veiligheidsplannen.afspraken, tabel: zaken, nummering: a, velden: {met: {kolom: m, waarde: gezin}}}
  - {onderdeel: overdracht, tabel: zaken, hoort_bij: x, sleutel: y, velden: {ontvangen_op: {kolom: o, scheiding: ;}}}
  - {onderdeel: hulpvraag, tabel: zaken, als: {kolom: h}, velden: {aanwezig: {kolom: h, codes: janee}}}
leeg_als: [{onderdeel: overdracht, kolom: x, is: [""]}]
niet_aangeleverd: [overdracht]
"""
    )
    for regel, melding in (
        (3, "tabel 'over' wordt nergens gebruikt"),
        (5, "deze code staat er ook als 'J'"),
        (6, "'gezinsleden' is een onderdeel met eigen rijen"),
        (8, "dit onderdeel heeft een dossier niet"),
        (9, "er is geen tabel 'zakn'"),
        (9, "'datm' is geen feit van contacten"),
        (9, "'huisbezoekje' is geen waarde van 'soort' (bij 'onderdelen.1.velden.soort')"),
        (10, "'id' ontbreekt, en elke rij moet het hebben"),
        (11, "'hoort_bij' ontbreekt: welke kolom noemt het id uit 'veiligheidsplannen'?"),
        (11, "deze mapping vult 'veiligheidsplannen' niet, en daar hoort dit bij"),
        (11, "geef bij een feit óf een kolom, óf een vaste waarde"),
        (12, "dit onderdeel hoort bij het dossier zelf"),
        (12, "de rijen van 'zaken' horen al bij een dossier door de kolom 'nr'"),
        (12, "'ontvangen_op' is geen lijst, en heeft geen scheiding"),
        (13, "geef bij een voorwaarde óf 'is', óf 'gevuld'"),
        (13, "er is geen codelijst 'janee'"),
        (14, "dit is geen lijst van een dossier"),
        (14, "een lege cel zegt niet dat er is gekeken"),
        (15, "'overdracht' is hier niet aangeleverd, en wordt ook gevuld"),
    ):
        assert re.search(rf"^mapping\.yaml:{regel}:\d+: {re.escape(melding)}", tekst, re.MULTILINE), melding
    for tip in ("contacten", "zaken", "datum", "huisbezoek"):
        assert f"bedoelde u '{tip}'?" in tekst


def test_columns_that_are_not_there_are_told_at_the_mapping(proef: Proef) -> None:
    mapping = MAPPING.replace("kolom: dicht", "kolom: gedicht").replace("datum: datum", "datum: dag")
    afloop = proef.importeer(mapping=mapping.replace("contacten.csv", "contact.csv"))
    assert afloop.code == 3
    assert "'contact.csv' is er niet bij" in afloop.fout
    assert "bedoelde u 'contacten.csv'?" in afloop.fout
    afloop = proef.importeer(mapping=mapping)
    assert re.search(r"mapping.yaml:8:\d+: .*heeft geen kolom 'gedicht'", afloop.fout)
    assert "bedoelde u 'dicht'?" in afloop.fout
    assert "heeft geen kolom 'dag'" in afloop.fout


def test_a_first_row_that_holds_a_case_is_not_repeated(proef: Proef, dossieraudit: Opdracht) -> None:
    proef.zet(zaken="107;Jansen;03-04-2017\n108;Pietersen;\n")
    afloop = proef.importeer()
    assert "staan de kolomnamen wel op de eerste rij?" in afloop.fout
    voorstel = dossieraudit("import", proef.map / "zaken.csv", "--suggest")
    assert voorstel.code == 3
    assert "dat lijkt geen rij met kolomnamen" in voorstel.fout
    assert "Jansen" not in afloop.fout + afloop.uit + voorstel.fout + voorstel.uit


def test_a_mapping_has_a_schema_for_editors() -> None:
    assert json.dumps(schema("mapping")).count("Leg bij elk feit vast") == 1


# Notations


@given(DAGEN, st.sampled_from(["{d}-{m}-{j}", "{d:02}/{m:02}/{j}", "{d}.{m}.{j}", "{d:02}-{m:02}-{j} 14:05"]))
def test_a_date_in_the_order_that_the_mapping_names(dag: date, vorm: str) -> None:
    tekst = vorm.format(d=dag.day, m=dag.month, j=dag.year)
    assert lees_datum(tekst, "dag-maand-jaar", None) == dag
    omgekeerd = vorm.format(d=dag.month, m=dag.day, j=dag.year)
    assert lees_datum(omgekeerd, "maand-dag-jaar", None) == dag


@given(
    DAGEN,
    st.sampled_from(
        ["{d} {n} {j}", "{d:02}-{n}-{j}", "{d} {n}. {j}", "{j}-{m:02}-{d:02}", "{j}-{m:02}-{d:02}T00:00:00"]
    ),
)
def test_a_date_that_can_only_be_read_in_one_way_needs_no_order(dag: date, vorm: str) -> None:
    tekst = vorm.format(d=dag.day, m=dag.month, n=MAANDEN[dag.month - 1], j=dag.year)
    assert lees_datum(tekst, None, None) == dag
    assert lees_datum(tekst.upper(), None, None) == dag


@given(DAGEN)
def test_a_date_that_could_be_two_is_not_read(dag: date) -> None:
    tekst = f"{dag.day}-{dag.month}-{dag.year}"
    if dag.day <= 12 and dag.day != dag.month:
        with pytest.raises(Onleesbaar, match="dubbelzinnige datum"):
            lees_datum(tekst, None, None)
    else:
        assert lees_datum(tekst, None, None) == dag


@pytest.mark.parametrize(
    "tekst",
    ["31-02-2017", "2017-13-01", "1-1-1850", "gisteren", "42856", "3 foo 2017", "2017-03-01T23:30:00Z", "",
     "\uff11-\uff11-2017"],
)  # fmt: skip
def test_what_is_no_day_is_not_read(tekst: str) -> None:
    with pytest.raises(Onleesbaar):
        lees_datum(tekst, "dag-maand-jaar", 2000)


def test_only_a_time_has_a_zone() -> None:
    with pytest.raises(Onleesbaar, match="met een tijdzone"):
        lees_datum("2017-04-03T00:30:00+02:00", None, None)
    with pytest.raises(Onleesbaar, match="dit is geen datum"):
        lees_datum("3-1985", None, None)


def test_a_year_of_two_figures_needs_its_century() -> None:
    assert lees_datum("01/02/17", "dag-maand-jaar", 2000) == date(2017, 2, 1)
    assert lees_datum("1 feb 78", None, 1900) == date(1978, 2, 1)
    with pytest.raises(Onleesbaar, match="welke 'eeuw'"):
        lees_datum("01/02/17", "dag-maand-jaar", None)


@pytest.mark.parametrize(
    ("tekst", "decimaal", "waarde"),
    [
        ("3", None, 3), ("3,0", None, 3), ("3.00", None, 3), ("1.234", "komma", 1234), ("1,234", "punt", 1234),
        ("1.234,0", "komma", 1234), ("1 234", None, 1234), ("1.234.567", None, 1234567), ("1.234", None, None),
        ("2,5", "komma", None), ("1.23", "komma", None), ("x", None, None), ("1,2,3", "komma", None),
        ("1\u202f234\xa0567", None, 1234567), ("1 2", None, None), ("12 34", "komma", None), ("2 345,0", "komma", 2345),
    ],
)  # fmt: skip
def test_numbers_in_either_notation(tekst: str, decimaal: str | None, waarde: int | None) -> None:
    if waarde is None:
        with pytest.raises(Onleesbaar):
            lees_getal(tekst, decimaal)
    else:
        assert lees_getal(tekst, decimaal) == waarde


# Suggestions


def test_a_suggestion_can_be_used_and_shows_no_values(dossieraudit: Opdracht, tmp_path: Path) -> None:
    for naam in ("import-zaken", "import-tabellen"):
        voorstel = tmp_path / f"{naam}.yaml"
        assert dossieraudit("import", ROOT / "examples" / naam, "--suggest", "-o", voorstel).code == 0
        assert laad_mapping(voorstel).afnames
    tekst = (tmp_path / "import-zaken.yaml").read_text(encoding="utf-8")
    assert "sleutel: Zaaknummer" in tekst
    assert "onderdeel: contacten" in tekst
    assert "codering: cp1252" in tekst
    assert "datums: dag-maand-jaar" in tekst
    for waarde in ("HB", "TEL", "2017-107", "Doelen behaald", "Noord"):
        assert waarde not in tekst
    met = dossieraudit("import", ROOT / "examples" / "import-zaken", "--suggest", "--toon-waarden").uit
    assert "          HB: onbekend" in met
    afloop = dossieraudit(
        "import", ROOT / "examples" / "import-zaken", "--mapping", tmp_path / "import-zaken.yaml", "--dry-run"
    )
    assert "dossiers: 8 in = 8 gemaakt + 0 afgekeurd" in afloop.uit
    assert (
        "bestaat al"
        in dossieraudit("import", ROOT / "examples", "--suggest", "-o", tmp_path / "import-zaken.yaml").fout
    )


def test_a_suggestion_names_columns_that_it_cannot_name(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "zaken.csv").write_text("Dossiernummer;Datum;DATUM;;Team\nD1;2017-01-01;2017-01-02;x;T1\n")
    uit = dossieraudit("import", tmp_path / "zaken.csv", "--suggest").uit
    assert "nagaan: 3 van de 5 kolommen blijven buiten beschouwing: hun naam staat er meer dan één keer" in uit


def test_a_title_above_the_headings_is_told(dossieraudit: Opdracht, tmp_path: Path) -> None:
    (tmp_path / "zaken.csv").write_text("Overzicht zaken\nDossiernummer;Team\nD1;T1\n")
    uit = dossieraudit("import", tmp_path / "zaken.csv", "--suggest").uit
    assert "nagaan: de meeste rijen hebben meer cellen dan de eerste: is dat een titel?" in uit


def test_a_column_of_bsns_is_never_proposed(dossieraudit: Opdracht, tmp_path: Path) -> None:
    rijen = "".join(f"{n};{nummer};2017-03-01\n" for n, nummer in enumerate((111222333, 123456782, 999999990)))
    (tmp_path / "a.csv").write_text("zaaknummer;id;overdracht ontvangen\n" + rijen, encoding="utf-8")
    afloop = dossieraudit("import", tmp_path / "a.csv", "--suggest")
    assert "# LET OP, a: 'id' lijkt een BSN te bevatten" in afloop.uit
    assert "123456782" not in afloop.uit


KOPPEN = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12), min_size=1, max_size=6
)


@given(KOPPEN, st.lists(st.lists(st.sampled_from(["", "1", "J", "1-2-2017", "a"]), max_size=6), max_size=4))
@settings(max_examples=30, deadline=None)
def test_a_suggestion_is_sound_whatever_the_headings(koppen: list[str], rijen: list[list[str]]) -> None:
    import csv
    import tempfile

    from dossieraudit.importeren import stel_voor

    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / "tabel.csv"
        with pad.open("w", encoding="utf-8", newline="") as bestand:
            csv.writer(bestand, delimiter=";", quoting=csv.QUOTE_ALL).writerows([koppen, *rijen])
        try:
            tekst = stel_voor({"tabel.csv": pad}, toon_waarden=True)
        except (Gebruiksfout, Invoerfout):
            return
        assert fouten(tekst) == "", tekst
