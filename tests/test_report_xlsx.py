"""Claims about the scores as an Excel workbook: complete, labelled, and never a formula."""

import io
import re
import zipfile
from collections import Counter
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from dossieraudit.loading.kaders import laad_kader
from dossieraudit.models.kader import UITKOMSTEN, Kader, Kenmerk, Parameter
from dossieraudit.models.resultaat import (
    Afgekeurd,
    AfgekeurdeFout,
    Beoordeling,
    BladTelling,
    BladUitkomst,
    DossierResultaat,
    InvoerVerwijzing,
    KaderVerwijzing,
    KenmerkTelling,
    Oordeel,
    Resultaat,
)
from dossieraudit.report import xlsx
from dossieraudit.report.stijl import STIJLEN

FORMULE = "=CMD('calc')\x07 +1 @SUM(A1) http://x"
LEESBAAR = FORMULE.replace("\x07", "[U+0007]")
OORDEEL = Oordeel(
    oordeel="onvoldoende", hoogstens="matig", minstens="niet_beoordeeld", regel="r", uitleg="Bij een breuk.", gronden={}
)
OORDEELTEKSTEN = ["onvoldoende", "matig", "niet beoordeeld", "Bij een breuk."]


@pytest.fixture(scope="module")
def kader() -> Kader:
    """The shipped framework, with a kenmerk and a parameter whose texts are hostile."""
    geladen = laad_kader().kader
    return geladen.model_copy(
        update={
            "kenmerken": {"proef": Kenmerk(als="true", omschrijving=FORMULE)},
            "parameters": {
                "termijn": Parameter(waarde=5, eenheid="dagen", herkomst="aanname", omschrijving=FORMULE),
                "kenmerkende_lijst": Parameter(waarde=("een", "twee"), herkomst="bron", bron="§ 1", omschrijving="x"),
            },
        }
    )


@pytest.fixture(scope="module")
def resultaat(kader: Kader) -> Resultaat:
    bladen = [indicator.id for indicator in kader.indicatoren]
    beoordeling = Beoordeling(
        beoordelaar="beoordelaar-a",
        datum=date(2017, 10, 2),
        uitkomst="voldoet",
        motivering=FORMULE,
        uitkomst_machine="niet_navolgbaar",
    )
    dossiers = tuple(
        DossierResultaat(
            id=f"dossier-{nummer:02}",
            invoer=f"dossier-{nummer:02}.yaml",
            peildatum=date(2017, 11, nummer),
            uitkomsten={blad: BladUitkomst(uitkomst=UITKOMSTEN[(n + nummer) % 6]) for n, blad in enumerate(bladen)}
            | ({bladen[0]: BladUitkomst(uitkomst="voldoet", beoordeling=beoordeling)} if nummer == 2 else {}),
            kenmerken={"proef": None},
        )
        for nummer in range(1, 8)
    )
    return Resultaat(
        versie="1.2.3",
        peildatum=None,
        kader=KaderVerwijzing(id=kader.id, versie=kader.versie, sha256="ab" * 32),
        invoer=(InvoerVerwijzing(naam=FORMULE, sha256="cd" * 32),),
        dossiers=dossiers,
        indicatoren={
            blad: BladTelling(**Counter(d.uitkomsten[blad].uitkomst for d in dossiers), oordeel=OORDEEL)
            for blad in bladen
        },
        kenmerken={"proef": KenmerkTelling(waar=7, onwaar=4, onbekend=9)},
        afgekeurd=(Afgekeurd(invoer="kapot.yaml", fouten=(AfgekeurdeFout(melding=FORMULE, regel=3, pad="a.b"),)),),
    )


@pytest.fixture(scope="module")
def inhoud(resultaat: Resultaat, kader: Kader) -> bytes:
    return xlsx.schrijf(resultaat, kader)


@pytest.fixture(scope="module")
def werkmap(inhoud: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(inhoud))


def waarden(werkmap: Workbook, blad: str) -> list[list[object]]:
    return [list(rij) for rij in werkmap[blad].iter_rows(values_only=True)]


def test_two_runs_give_the_same_bytes(inhoud: bytes, resultaat: Resultaat, kader: Kader) -> None:
    assert xlsx.schrijf(resultaat, kader) == inhoud


def test_has_the_four_sheets(werkmap: Workbook) -> None:
    assert werkmap.sheetnames == ["Scores", "Indicatoren", "Kenmerken", "Toelichting"]


def test_scores_hold_every_dossier_and_leaf_with_label_and_colour(
    werkmap: Workbook, resultaat: Resultaat, kader: Kader
) -> None:
    blad = werkmap["Scores"]
    assert blad.max_row == 1 + len(resultaat.dossiers)
    assert [cel.value for cel in blad[1][2:]] == [f"{i.id} {i.titel}" for i in kader.indicatoren]
    for rij, dossier in zip(blad.iter_rows(min_row=2), resultaat.dossiers, strict=True):
        assert (rij[0].value, rij[1].value) == (dossier.id, datetime.combine(dossier.peildatum, datetime.min.time()))
        for cel, indicator in zip(rij[2:], kader.indicatoren, strict=True):
            gevonden = dossier.uitkomsten[indicator.id]
            stijl = STIJLEN[gevonden.uitkomst]
            assert cel.value == stijl.label + (
                " *" if dossier.id == "dossier-02" and indicator == kader.indicatoren[0] else ""
            )
            assert cel.fill.start_color.rgb == f"FF{stijl.vlak[1:].upper()}"


def test_a_judgement_that_is_out_of_date_marks_no_score(resultaat: Resultaat, kader: Kader) -> None:
    dossier = resultaat.dossiers[1]
    eerste = kader.indicatoren[0].id
    gevonden = dossier.uitkomsten[eerste]
    assert gevonden.beoordeling
    oud = gevonden.model_copy(update={"beoordeling": gevonden.beoordeling.model_copy(update={"verouderd": True})})
    dossiers = (dossier.model_copy(update={"uitkomsten": dossier.uitkomsten | {eerste: oud}}),)
    werkmap = openpyxl.load_workbook(
        io.BytesIO(xlsx.schrijf(resultaat.model_copy(update={"dossiers": dossiers}), kader))
    )
    assert werkmap["Scores"]["C2"].value == "voldoet"
    assert any(
        "nee, de uitkomst van de regels of een feit is sindsdien veranderd" in rij
        for rij in waarden(werkmap, "Toelichting")
    )


def test_counts_are_those_of_the_result(werkmap: Workbook, resultaat: Resultaat) -> None:
    koppen, *rijen = waarden(werkmap, "Indicatoren")
    assert koppen[5:11] == [stijl.label for stijl in STIJLEN.values()]
    assert {rij[2]: rij[5:] for rij in rijen} == {
        blad: [*(getattr(t, u) for u in UITKOMSTEN), t.beoordeeld, t.niet_aangetoond, *OORDEELTEKSTEN]
        for blad, t in resultaat.indicatoren.items()
    }
    assert waarden(werkmap, "Kenmerken")[1] == ["proef", LEESBAAR, 7, 4, 9, 20]


def test_explains_itself(werkmap: Workbook) -> None:
    rijen = waarden(werkmap, "Toelichting")
    gevuld = [[w for w in rij if w is not None] for rij in rijen]
    assert ["Gemaakt met", "dossieraudit 1.2.3"] in gevuld
    assert ["Peildatum", "per dossier; zie het blad Scores"] in gevuld
    assert ["termijn", LEESBAAR, 5, "dagen", "aanname"] in gevuld
    assert ["kenmerkende_lijst", "x", "een; twee", "bron", "§ 1"] in gevuld
    assert [LEESBAAR, "cd" * 32] in gevuld
    assert ["kapot.yaml", LEESBAAR, 3, "a.b"] in gevuld
    beoordeling = next(rij for rij in gevuld if "beoordelaar-a" in rij)
    assert beoordeling[2:] == ["niet navolgbaar", "beoordelaar-a", datetime(2017, 10, 2), "ja", LEESBAAR]  # noqa: DTZ001


def test_no_cell_is_a_formula_or_a_link(werkmap: Workbook, inhoud: bytes) -> None:
    cellen = [cel for blad in werkmap for rij in blad.iter_rows() for cel in rij]
    assert {cel.data_type for cel in cellen} <= {"s", "n", "d"}
    assert not any(cel.hyperlink for cel in cellen)
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        bladen = [archief.read(naam) for naam in archief.namelist() if naam.startswith("xl/worksheets/")]
    assert not any(re.search(rb"<f[ >]", blad) for blad in bladen)


def test_hostile_text_stays_text_after_an_edit(werkmap: Workbook) -> None:
    """Without the quote prefix Excel makes a formula of such a cell as soon as someone presses Enter in it."""
    verdacht = [cel for blad in werkmap for rij in blad.iter_rows() for cel in rij if str(cel.value).startswith("=")]
    assert len(verdacht) == 5
    assert all(cel.quotePrefix for cel in verdacht)


@pytest.mark.parametrize("blad", ["Scores", "Indicatoren", "Kenmerken"])
def test_sheets_filter_freeze_and_print_on_a4(werkmap: Workbook, blad: str) -> None:
    sheet = werkmap[blad]
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.freeze_panes
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"


def test_a_result_without_dossiers_can_be_written(resultaat: Resultaat, kader: Kader) -> None:
    leeg = resultaat.model_copy(update={"dossiers": (), "afgekeurd": (), "invoer": ()})
    werkmap = openpyxl.load_workbook(io.BytesIO(xlsx.schrijf(leeg, kader)))
    assert werkmap["Scores"].max_row == 1
