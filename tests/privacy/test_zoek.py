"""What the search finds, what it leaves alone, and that neither gets worse unseen."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as stdnum_bsn

from dossieraudit.privacy.check import Opties, doorzoek, zoek
from dossieraudit.privacy.patterns import effen
from dossieraudit.privacy.stukken import Stuk
from dossieraudit.privacy.vondst import Vondst, Zekerheid
from tests.privacy.meting import GELOOT, HERTOETS, ONTWIKKEL, TOETS, lees, meet, totaal

# What the benchmark measured (benchmarks/privacy.py), rounded down. Better is fine; less is a step back.
GEMETEN: list[tuple[str, Zekerheid, float, float]] = [
    ("ontwikkel", "mogelijk", 0.99, 0.98),
    ("toets", "mogelijk", 0.99, 0.99),
    ("geloot", "mogelijk", 0.98, 0.91),
    ("hertoets", "mogelijk", 0.89, 0.93),
    ("ontwikkel", "waarschijnlijk", 0.92, 0.99),
    ("toets", "waarschijnlijk", 0.91, 0.99),
    ("geloot", "waarschijnlijk", 0.78, 0.99),
    ("hertoets", "waarschijnlijk", 0.58, 0.99),
]
SETS = {"ontwikkel": ONTWIKKEL, "toets": TOETS, "geloot": GELOOT, "hertoets": HERTOETS}


def gevonden(tekst: str, *soorten: str, vanaf: tuple[str, ...] = ("zeker", "waarschijnlijk", "mogelijk")) -> list[str]:
    return [
        tekst[v.begin : v.eind] for v in zoek(tekst) if (not soorten or v.soort in soorten) and v.zekerheid in vanaf
    ]


@pytest.mark.parametrize(("naam", "vanaf", "recall", "precisie"), GEMETEN)
def test_recall_and_precision_stay_at_the_measured_level(
    naam: str, vanaf: Zekerheid, recall: float, precisie: float
) -> None:
    som = totaal(meet(lees(SETS[naam]), vanaf))
    assert som.recall >= recall, f"recall {som.recall:.3f}"
    assert som.precisie >= precisie, f"precision {som.precisie:.3f}"


@pytest.mark.parametrize("naam", SETS)
def test_numbers_with_a_form_of_their_own_are_all_found(naam: str) -> None:
    """Names are guesswork; a BSN, an account, a mail address, a plate and a case number are not."""
    uitslagen = meet(lees(SETS[naam]))
    vaste_vorm = ("bsn", "iban", "email", "telefoon", "kenteken", "zaaknummer", "postcode")
    assert {soort: uitslagen[soort].gemist for soort in vaste_vorm if soort in uitslagen} == {
        soort: [] for soort in vaste_vorm if soort in uitslagen
    }


def test_the_labelled_set_is_as_large_as_it_should_be() -> None:
    notities = [notitie for bestand in SETS.values() for notitie in lees(bestand)]
    assert len(notities) >= 80
    assert sum(len(notitie.merken) for notitie in notities) >= 300
    assert len({notitie.id for notitie in notities}) == len(notities)


@pytest.mark.parametrize(
    "tekst",
    [
        "999990019",
        "9999.90.019",
        "999 990 019",
        "999-990-019",
        "9 9 9 9 9 0 0 1 9",
        "999\u00a0990\u00a0019",
        "999\u2011990\u2011019",
        "9999\u200b90019",
        "\u202a999\u200e990\u200e019\u202c",
        "999\u200b 990 \u200b019",
        "999990019.0",
        "999990019,00",
        "\uff19\uff19\uff19\uff19\uff19\uff10\uff10\uff11\uff19",
        "BSN:999990019.",
        "(999990019)",
        "NL999990019B01",
        "BSN 999  990  019",
        "bsn: 999/990/019",
        "sofinummer 9999\t90\t019",
        "BSN 999. 990. 019",
    ],
)
def test_a_bsn_is_found_however_it_is_typed(tekst: str) -> None:
    soorten = [v.soort for v in zoek(f"Nummer kind {tekst} genoteerd")]
    assert soorten == ["bsn"]


@pytest.mark.parametrize(
    "tekst",
    [
        "000000000",
        "999990018",
        "1999990019",
        "9999900190",
        "0.999990019",
        "999990019.5",
        "999990019.001",
        "12-04-2017 en 3 mei",
        "e3b0c44298fc1c149afbf4c8996fb924999990019ae41e4649b934ca495991b7",
        "99999001",
        "999  990  019",
        "999/990/019",
    ],
)
def test_what_is_no_bsn_is_not_taken_for_one(tekst: str) -> None:
    assert gevonden(f"Er staat {tekst} in het stuk", "bsn") == []


def test_zeros_alone_are_no_bsn_though_they_pass_the_eleven_test() -> None:
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    assert sum(g * int(c) for g, c in zip(gewichten, "000000000", strict=True)) % 11 == 0
    assert gevonden("bsn 000000000", "bsn") == []


@given(st.integers(1, 999_999_999).map(lambda n: f"{n:09}"), st.sampled_from(["{}", "kind {} is gezien", "a {}, b"]))
def test_every_nine_digits_that_pass_the_eleven_test_are_found_and_no_others(nummer: str, zin: str) -> None:
    assert (gevonden(zin.format(nummer), "bsn") == [nummer]) is stdnum_bsn.is_valid(nummer)


def test_a_second_bsn_right_after_another_number_is_found_too() -> None:
    assert gevonden("12 3456 111 999 990 019", "bsn") == ["999 990 019"]


@pytest.mark.parametrize(
    ("tekst", "namen"),
    [
        ("fatima zegt dat het goed gaat", ["fatima"]),
        ("Kind S. (4) huilt. Later lacht S. weer.", ["S.", "S."]),
        ("Gesproken met Yassin El Amrani.", ["Yassin El Amrani"]),
        ("Mevrouw Enver is er niet.", ["Enver"]),
        ("Henks moeder belt.", ["Henks"]),
        ("Dhr. Qwzrtelius kwam langs.", ["Qwzrtelius"]),
        ("Jansen, P. (gezinscoach)", ["Jansen, P."]),
        ("ÇELIK belde", ["ÇELIK"]),
    ],
)
def test_names_by_list_and_by_what_stands_around_them(tekst: str, namen: list[str]) -> None:
    assert gevonden(tekst, "naam") == namen


@pytest.mark.parametrize(
    "tekst",
    [
        "Veilig Thuis is gebeld. Enver is betrokken.",
        "De William Schrikker Groep en het Leger des Heils.",
        "Wij wonen in Bergen op Zoom, niet in Vlaardingen.",
        "De roos bloeit. Storm en regen. Ik ben thuis, wil jij de deur open doen?",
        "In mei en augustus was het rustig.",
        "Volgens de ZRM en de LIRIK. Signs of Safety is gebruikt.",
    ],
)
def test_what_is_protected_or_ordinary_is_left_alone(tekst: str) -> None:
    assert gevonden(tekst) == []


def test_own_names_count_in_any_case_and_are_sure() -> None:
    tekst = "roosmarijntje lacht; haar opa, de oude xylander, niet."
    vondsten = zoek(tekst, ["Roosmarijntje", "Xylander"])
    assert [(tekst[v.begin : v.eind], v.zekerheid) for v in vondsten] == [
        ("roosmarijntje", "zeker"),
        ("xylander", "zeker"),
    ]


def test_an_id_that_is_a_name_is_a_known_name_in_the_rest_of_the_dossier() -> None:
    stukken = [
        Stuk("gezinsleden[#1].id", "storm1", "id: ", "id"),
        Stuk("gezinsleden[#2].id", "fatima", "id: ", "id"),
        Stuk("contacten[c1].verslag", "moeder zegt dat FATIMA slaapt", "verslag: ", "waarde"),
    ]
    vondsten = [(g.plaats, g.waarde, g.vondst.zekerheid) for g in doorzoek("d.yaml", stukken, Opties())]
    assert ("contacten[c1].verslag", "FATIMA", "zeker") in vondsten


def test_a_long_text_in_data_is_pointed_out() -> None:
    stukken = [Stuk("notities", "de " * 80, "notities: ", "waarde"), Stuk("verslag", "kort", "verslag: ", "waarde")]
    assert [(g.plaats, g.vondst.soort) for g in doorzoek("d.yaml", stukken, Opties(max_vrije_tekst=200))] == [
        ("notities", "vrije_tekst")
    ]
    assert list(doorzoek("d.yaml", stukken, Opties(max_vrije_tekst=300))) == []


def test_a_second_opinion_adds_only_what_was_not_found() -> None:
    def tweede(_: str) -> list[Vondst]:
        return [Vondst("naam", 0, 6, "mogelijk"), Vondst("naam", 13, 20, "mogelijk")]

    tekst = "fatima kent qwertzo niet"
    stuk = Stuk("regel 1", tekst)
    namen = [g.waarde for g in doorzoek("a.txt", [stuk], Opties(tweede=tweede))]
    assert namen == ["fatima", tekst[13:20]]


@given(st.text(max_size=300))
def test_any_text_gives_findings_in_order_inside_it_and_without_overlap(tekst: str) -> None:
    vondsten = zoek(tekst)
    assert all(0 <= v.begin < v.eind <= len(tekst) for v in vondsten)
    assert all(a.eind <= b.begin for a, b in pairwise(vondsten))


def test_digits_of_every_script_become_ours_and_every_place_stays() -> None:
    """Over all of Unicode: what Python reads as a digit is that digit afterwards, and ASCII is left alone."""
    alles = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    gelijk = effen("".join(alles))
    assert len(gelijk) == len(alles)
    assert all(na == voor for voor, na in zip(alles, gelijk, strict=True) if voor.isascii())
    assert all(na == str(int(voor)) for voor, na in zip(alles, gelijk, strict=True) if voor.isdecimal())
    assert not any(na.isdecimal() for na in gelijk if not na.isascii())
