"""Claims about what every format shares: the look of an uitkomst, and Dutch typography."""

from datetime import date

import pytest

from dossieraudit.report import glyphs
from dossieraudit.report.stijl import STIJLEN, Stijl, legenda
from dossieraudit.report.taal import datum_voluit, in_woorden, opgeschoond, periode_voluit, zichtbaar
from dossieraudit.report.tree import Alinea, Nadruk


class TestStijl:
    @pytest.mark.parametrize("stijl", STIJLEN.values(), ids=list(STIJLEN))
    def test_contrast_is_that_of_wcag_aa(self, stijl: Stijl) -> None:
        assert contrast(stijl.vlak, stijl.inkt) >= 4.5
        assert contrast(stijl.vlak_donker, stijl.inkt_donker) >= 4.5

    def test_no_two_uitkomsten_share_a_sign_or_label(self) -> None:
        assert len({s.teken for _, s in legenda()}) == len({s.label for _, s in legenda()}) == 6
        assert glyphs.leesbaar("".join(s.teken for _, s in legenda()), cursief=True) == "VGN?–o"


def contrast(een: str, ander: str) -> float:
    licht, donker = sorted((helderheid(een), helderheid(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def helderheid(kleur: str) -> float:
    delen = [int(kleur[plaats : plaats + 2], 16) / 255 for plaats in (1, 3, 5)]
    rood, groen, blauw = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen)
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


def test_dates_are_written_as_in_running_text() -> None:
    assert datum_voluit(date(2017, 11, 1)) == "1 november 2017"
    assert periode_voluit(date(2017, 1, 20), None) == "20 januari 2017"
    assert periode_voluit(date(2017, 1, 20), date(2017, 6, 30)) == "20 januari 2017 tot en met 30 juni 2017"


def test_codes_are_written_as_a_reader_writes_them() -> None:
    codes = ("zrm_ouderschap", "basale_adl", "financien", "monitoring_vt", "ex_partner", "praktijkondersteuner_ggz")
    assert [in_woorden(code) for code in codes] == [
        "ZRM ouderschap",
        "basale ADL",
        "financiën",
        "monitoring Veilig Thuis",
        "ex-partner",
        "praktijkondersteuner GGZ",
    ]
    assert in_woorden("raad_voor_de_kinderbescherming") == "Raad voor de Kinderbescherming"


def test_what_cannot_be_seen_is_written_out_and_white_space_is_one_space() -> None:
    assert zichtbaar("a\r\n\tb\x00\u202ec\ufffe é 😀") == "a b[U+0000][U+202E]c[U+FFFE] é 😀"


def test_a_document_is_cleaned_to_its_last_text_and_refuses_what_it_cannot_clean() -> None:
    """A part of another kind would carry its text past the cleaning, so it stops the report."""
    assert opgeschoond(Alinea((Nadruk("a\u202e"), "b\x00"), "c\x07")) == Alinea(
        (Nadruk("a[U+202E]"), "b[U+0000]"), "c[U+0007]"
    )
    assert opgeschoond(frozenset({"a\u202e"})) == frozenset({"a[U+202E]"})
    with pytest.raises(TypeError, match="a report holds no Stijl"):
        opgeschoond((STIJLEN["voldoet"],))
