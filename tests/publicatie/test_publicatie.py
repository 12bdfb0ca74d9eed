"""What is published gives no small count away: not by itself, not by subtracting, not in any file or hidden part."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pikepdf
import pytest
from openpyxl import load_workbook
from scipy.optimize import linprog

from dossieraudit.cli.report import NAMEN, Werk, maak, maak_werk
from dossieraudit.errors import Gebruiksfout, Invoerfout
from dossieraudit.models.kader import UITKOMSTEN, Kader, Uitkomst
from dossieraudit.models.resultaat import BladUitkomst, DossierResultaat, Resultaat
from dossieraudit.publicatie import MIN_CEL, maak_publicatie
from dossieraudit.publicatie.onthulling import LADDER, Verdeling, verdelingen
from dossieraudit.report.tree import Document, Staven, Tabel, Tijdlijn, Warmtekaart
from tests.conftest import VLAARDINGEN, Opdracht
from tests.pdf_tekst import tekst as pdf_tekst
from tests.rapport_lezen import te_lage_rijen

SOORTEN = tuple(NAMEN)
# Where a cell stands in a sheet, which looks like the id of an interview.
_CELVERWIJZING = re.compile(r' (?:r|ref|sqref|topLeftCell|activeCell)="[A-Z0-9:]+"')


@pytest.fixture(scope="module")
def werk() -> Werk:
    return replace(maak_werk(VLAARDINGEN), min_cel=MIN_CEL)


def _dossiers(kolommen: dict[str, Sequence[Uitkomst]], aantal: int) -> tuple[DossierResultaat, ...]:
    """Dossiers with these uitkomsten per leaf, one for each place of a column."""
    voorbeeld = {"invoer": "d.yaml", "peildatum": "2017-11-01", "kenmerken": {}}
    return tuple(
        DossierResultaat.model_validate_json(
            json.dumps(
                voorbeeld
                | {"id": f"D{n}", "uitkomsten": {blad: {"uitkomst": kolom[n]} for blad, kolom in kolommen.items()}}
            )
        )
        for n in range(aantal)
    )


def _bladen(kader: Kader) -> list[str]:
    return [i.id for i in kader.indicatoren if "dossier" in i.bewijs]


# An attacker who knows the totals and can solve linear equations


def _grenzen(gepubliceerd: dict[str, Verdeling], aantal: int) -> Iterator[tuple[str, str, float, float]]:
    """Per leaf and uitkomst the least and the most that is possible, given everything published."""
    bladen = list(gepubliceerd)
    plaats = {(b, u): i for i, (b, u) in enumerate(product(bladen, UITKOMSTEN))}
    gelijk, rechts = [], []
    for blad, verdeling in gepubliceerd.items():
        sommen = [(UITKOMSTEN, aantal), *verdeling.delen]
        for deel, som in sommen:
            rij = np.zeros(len(plaats))
            for uitkomst in deel:
                rij[plaats[blad, uitkomst]] = 1
            gelijk.append(rij)
            rechts.append(som)
    for (blad, uitkomst), i in plaats.items():
        doel = np.zeros(len(plaats))
        doel[i] = 1
        uitersten = [
            linprog(teken * doel, A_eq=np.array(gelijk), b_eq=rechts, bounds=(0, aantal)).fun * teken
            for teken in (1, -1)
        ]
        yield blad, uitkomst, uitersten[0], uitersten[1]


def test_what_is_left_out_keeps_room(werk: Werk) -> None:
    """Every count that is not published may, for all that is published, be nothing and at least the threshold."""
    context = werk.context
    gepubliceerd = verdelingen(context.kader, context.resultaat.dossiers, MIN_CEL)
    los = {(b, d[0]) for b, v in gepubliceerd.items() for d, _ in v.delen if len(d) == 1}
    weg = 0
    for blad, uitkomst, laagst, hoogst in _grenzen(gepubliceerd, context.aantal):
        if (blad, uitkomst) in los:
            continue
        ware = getattr(context.resultaat.indicatoren[blad], uitkomst)
        assert laagst - 1e-6 <= ware <= hoogst + 1e-6
        dicht = hoogst - laagst < MIN_CEL
        assert not dicht or _structureel(context.kader, gepubliceerd[blad], blad, uitkomst), (blad, uitkomst)
        weg += 1
    assert weg > 50


def _structureel(kader: Kader, verdeling: Verdeling, blad: str, uitkomst: str) -> bool:
    """Nobody outside a norm that has no conditions: known from the framework, not from the dossiers."""
    indicator = next(i for i in kader.indicatoren if i.id == blad)
    return (
        not indicator.van_toepassing and uitkomst in ("niet_van_toepassing", "niet_getoetst") and bool(verdeling.delen)
    )


def test_every_published_count_is_one_that_the_result_has(werk: Werk) -> None:
    context = werk.context
    iets = 0
    for blad, verdeling in verdelingen(context.kader, context.resultaat.dossiers, MIN_CEL).items():
        telling = context.resultaat.indicatoren[blad]
        for deel, aantal in verdeling.delen:
            assert aantal == sum(getattr(telling, u) for u in deel) >= MIN_CEL
            iets += 1
        assert sum(n for _, n in verdeling.delen) in (0, context.aantal)
    assert iets > 10


# An attacker who knows the program as well


def _vectoren(aantal: int, delen: int) -> Iterator[tuple[int, ...]]:
    if delen == 1:
        yield (aantal,)
        return
    for eerste in range(aantal + 1):
        for rest in _vectoren(aantal - eerste, delen - 1):
            yield eerste, *rest


@pytest.mark.parametrize("met_voorwaarde", [True, False])
def test_knowing_the_program_does_not_help(werk: Werk, met_voorwaarde: bool) -> None:
    """Over all counts of one leaf: what gives the same publication always holds both few and many of each uitkomst."""
    kader, aantal = werk.context.kader, 2 * MIN_CEL + 4
    blad = next(i for i in kader.indicatoren if bool(i.van_toepassing) is met_voorwaarde and "dossier" in i.bewijs)
    een = kader.model_copy(
        update={"themas": (kader.themas[0].model_copy(update={"criteria": (_met(kader, blad.id),)}),)}
    )
    # Without conditions nothing falls outside a leaf, and everyone knows that.
    soorten = UITKOMSTEN[:5] if met_voorwaarde else UITKOMSTEN[:4]
    mogelijk: dict[object, list[tuple[int, ...]]] = {}
    dossiers = _dossiers({blad.id: ["voldoet"] * aantal}, aantal)
    per_soort = {
        u: [d.model_copy(update={"uitkomsten": {blad.id: BladUitkomst(uitkomst=u)}}) for d in dossiers] for u in soorten
    }
    for vector in _vectoren(aantal, len(soorten)):
        rij = [per_soort[u][n] for u, n in zip(soorten, vector, strict=True) for n in range(n)]
        mogelijk.setdefault(verdelingen(een, rij, MIN_CEL)[blad.id], []).append(vector)
    assert len(mogelijk) > 5
    for gepubliceerd, vectoren in mogelijk.items():
        los = {d[0] for d, _ in gepubliceerd.delen if len(d) == 1}
        for plaats, uitkomst in enumerate(soorten):
            waarden = {v[plaats] for v in vectoren}
            vast = uitkomst in los or (
                uitkomst == "niet_van_toepassing" and any("niet_getoetst" in d for d, _ in gepubliceerd.delen)
            )
            if vast:
                assert max(waarden) - min(waarden) == 0
                assert min(waarden) >= MIN_CEL
            else:
                assert min(waarden) == 0, (gepubliceerd, uitkomst)
                assert max(waarden) >= MIN_CEL, (gepubliceerd, uitkomst)


def _met(kader: Kader, blad: str) -> object:
    for thema in kader.themas:
        for criterium in thema.criteria:
            for indicator in criterium.indicatoren:
                if indicator.id == blad:
                    return criterium.model_copy(update={"indicatoren": (indicator,)})
    raise KeyError(blad)


# An attacker who subtracts one norm from another


def test_no_two_norms_differ_by_a_small_count(werk: Werk) -> None:
    """On random samples: where one published group lies within another, their difference is never small or nothing."""
    kader = werk.context.kader
    bladen, toeval = _bladen(kader), Random(6)
    voorwaarden = {i.id: i.van_toepassing for i in kader.indicatoren}
    genoemd = 0
    for ronde in range(25):
        aantal = toeval.choice([12, 20, 35, 60])
        basis = [toeval.choice(UITKOMSTEN) for _ in range(aantal)]
        kolommen = {}
        for blad in bladen:
            # Nearly the same as before, so that groups lie within groups, as they do where norms share conditions.
            basis = [toeval.choice(UITKOMSTEN) if toeval.random() < 0.07 else u for u in basis]
            kolommen[blad] = basis
        gepubliceerd = verdelingen(kader, _dossiers(kolommen, aantal), MIN_CEL)
        groepen = [
            (blad, deel, {n for n in range(aantal) if kolommen[blad][n] in deel})
            for blad, v in gepubliceerd.items()
            for deel, _ in v.delen
        ]
        genoemd += len(groepen)
        for een, deel, klein in groepen:
            for ander, _, groot in groepen:
                if een == ander or not klein <= groot:
                    continue
                zelfde = klein == groot and voorwaarden[een] == voorwaarden[ander] and _is_bereik(deel)
                assert zelfde or len(groot - klein) >= MIN_CEL, (ronde, een, ander)
    assert genoemd > 100


@pytest.mark.parametrize(
    ("groepen", "gepubliceerd"),
    [((6, 6, 6), 2), ((6, 7, 7), 2), ((5, 5, 5), 3), ((5, 5, 5, 5), 3), ((6, 5), 2), ((10, 10), 1)],
)
def test_norms_for_cases_of_several_kinds_do_not_leave_a_few_together(
    werk: Werk, groepen: Sequence[int], gepubliceerd: int
) -> None:
    """Twenty dossiers, divided by conditions that exclude each other: 20 - 6 - 6 - 6 would be a published 2."""
    eigen = [i for i in werk.context.kader.indicatoren if i.van_toepassing and "dossier" in i.bewijs]
    eigen = [i for n, i in enumerate(eigen) if i.van_toepassing not in [e.van_toepassing for e in eigen[:n]]]
    kolommen: dict[str, Sequence[Uitkomst]] = {blad: ["voldoet"] * 20 for blad in _bladen(werk.context.kader)}
    begin = 0
    for blad, aantal in zip(eigen, groepen, strict=False):
        kolommen[blad.id] = [
            "voldoet_niet" if begin <= n < begin + aantal else "niet_van_toepassing" for n in range(20)
        ]
        begin += aantal
    uit = verdelingen(werk.context.kader, _dossiers(kolommen, 20), MIN_CEL)
    assert sum(bool(v.delen) for v in uit.values()) == gepubliceerd


def _is_bereik(deel: Sequence[str]) -> bool:
    return deel == LADDER[-1][0] or deel == LADDER[-1][1]


# What stands in the files


@pytest.fixture(scope="module")
def bestanden(werk: Werk) -> dict[str, bytes]:
    return {soort: maak(werk, soort) for soort in SOORTEN}


def _tekst(inhoud: bytes) -> str:
    """Everything in a file: the parts of an office file unpacked, of a PDF its text and its properties."""
    if inhoud.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(inhoud)) as pdf:
            return f"{pdf_tekst(inhoud)}\n{pdf.docinfo}\n{pdf.Root.Metadata.read_bytes().decode()}"
    if not zipfile.is_zipfile(io.BytesIO(inhoud)):
        return inhoud.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        delen = "\n".join(f"{naam}\n{archief.read(naam).decode('utf-8', 'replace')}" for naam in archief.namelist())
    return _CELVERWIJZING.sub("", delen)


@pytest.mark.parametrize("soort", SOORTEN)
def test_nothing_about_one_dossier_or_person_is_in_any_file(
    werk: Werk, bestanden: dict[str, bytes], soort: str
) -> None:
    tekst = _tekst(bestanden[soort])
    r, bronnen = werk.resultaat, werk.context.bronnen
    verboden = {d.id for d in r.dossiers} | {i.naam for i in r.invoer} | {i.sha256 for i in r.invoer}
    verboden |= {i.id for i in bronnen.interviews} | set(r.kenmerken)
    verboden |= {
        z.tekst for s in ("bevindingen", "risicos", "verklaringen", "kansen", "gronden") for z in getattr(r, s)
    }
    verboden |= {b.motivering for d in r.dossiers for u in d.uitkomsten.values() if (b := u.beoordeling)}
    gevonden = {woord for woord in verboden if re.search(rf"(?<![\w#-]){re.escape(woord)}(?![\w-])", tekst)}
    assert gevonden == set()
    assert "da-gegevens" not in tekst
    assert '<script type="application/json"' not in tekst


def test_pictures_and_annexes_are_left_out(werk: Werk) -> None:
    assert not [b for b in werk.document.blokken if isinstance(b, Warmtekaart | Staven | Tijdlijn)]


@pytest.mark.parametrize("soort", ["md", "xlsx"])
def test_every_number_in_a_table_is_a_published_one(werk: Werk, bestanden: dict[str, bytes], soort: str) -> None:
    gepubliceerd = verdelingen(werk.context.kader, werk.resultaat.dossiers, MIN_CEL)
    goed = {n for v in gepubliceerd.values() for _, n in v.delen}
    if soort == "xlsx":
        werkmap = load_workbook(io.BytesIO(bestanden["xlsx"]))
        cellen = [str(rij[2].value) for blad in werkmap for rij in blad.iter_rows(min_row=3) if len(rij) == 3]
    else:
        rijen = [r.split(" | ") for r in bestanden["md"].decode().splitlines() if r.startswith("| ")]
        cellen = [rij[2] for rij in rijen if len(rij) == 3]
    getallen = {int(getal) for cel in cellen for getal in re.findall(r"\d+", cel)}
    assert getallen
    assert getallen <= goed
    assert min(getallen) >= MIN_CEL


def test_the_workbook_prints_on_one_page_wide_without_texts_over_each_other(bestanden: dict[str, bytes]) -> None:
    """Programs other than Excel do not work out the height of a row, and a table in two halves cannot be read."""
    werkmap = load_workbook(io.BytesIO(bestanden["xlsx"]))
    for blad in werkmap:
        assert (blad.page_setup.orientation, blad.page_setup.fitToWidth) == ("landscape", None)
        assert blad.sheet_properties.pageSetUpPr.fitToPage
        assert te_lage_rijen(blad) == []
    assert [rij[0].value for rij in werkmap["Over deze publicatie"].iter_rows(min_row=3, max_row=4)] == [
        "Uitkomsten voor publicatie",
        "Peildatum: 1 november 2017",
    ]


def _anders(resultaat: Resultaat, toeval: Random) -> Resultaat:
    """The same publication, other dossiers: renamed, shuffled, and every suppressed count different."""
    namen = {d.id: f"X{n}" for n, d in enumerate(resultaat.dossiers)}
    dossiers = [d.model_copy(update={"id": namen[d.id], "invoer": "anders.yaml"}) for d in resultaat.dossiers]
    toeval.shuffle(dossiers)
    return resultaat.model_copy(
        update={
            "dossiers": tuple(dossiers),
            "invoer": (),
            "afgekeurd": (),
            "kenmerken": {},
            "indicatoren": dict.fromkeys(resultaat.indicatoren, next(iter(resultaat.indicatoren.values()))),
            **dict.fromkeys(("bevindingen", "tegenspraken", "risicos", "verklaringen", "kansen", "gronden"), ()),
        }
    )


def _verschuif(
    dossiers: Sequence[DossierResultaat], gepubliceerd: dict[str, Verdeling]
) -> tuple[DossierResultaat, ...]:
    """Every uitkomst replaced by another of the same published part."""
    uit = []
    for dossier in dossiers:
        nieuw = dict(dossier.uitkomsten)
        for blad, verdeling in gepubliceerd.items():
            oud = nieuw[blad].uitkomst
            deel = next((d for d, _ in verdeling.delen if oud in d), None)
            if deel is not None and len(deel) > 1 and "niet_getoetst" not in deel:
                nieuw[blad] = BladUitkomst(uitkomst=deel[-1])
        uit.append(dossier.model_copy(update={"uitkomsten": nieuw}))
    return tuple(uit)


@pytest.mark.parametrize("soort", SOORTEN)
def test_files_are_the_same_whatever_was_suppressed(werk: Werk, bestanden: dict[str, bytes], soort: str) -> None:
    """The strongest proof: other ids, files, sentences, counts, sources and dossiers give the very same bytes."""
    gepubliceerd = verdelingen(werk.context.kader, werk.resultaat.dossiers, MIN_CEL)
    resultaat = _anders(werk.resultaat, Random(1))
    resultaat = resultaat.model_copy(update={"dossiers": _verschuif(resultaat.dossiers, gepubliceerd)})
    assert verdelingen(werk.context.kader, resultaat.dossiers, MIN_CEL) == gepubliceerd
    context = replace(werk.context, resultaat=resultaat, bronnen=type(werk.context.bronnen)(), dossiers={})
    ander = replace(werk, resultaat=resultaat, context=context, bruikbaar=())
    assert maak(ander, soort) == bestanden[soort]


# Verdicts


@pytest.mark.parametrize(("normen", "dossiers", "gezegd"), [(2, 5, True), (1, 20, False), (6, 4, False), (0, 0, False)])
def test_a_verdict_that_comes_down_to_one_norm_or_to_few_dossiers_is_kept_back(
    werk: Werk, normen: int, dossiers: int, gezegd: bool
) -> None:
    """So many norms of a thema, each judged on so many dossiers; the rest applies to nobody, and that is not said."""
    thema = next(t for t in werk.context.kader.themas if t.id == "TT")
    wel = [i.id for c in thema.criteria for i in c.indicatoren][:normen]
    oordeel = werk.resultaat.themas["TT"]
    oordeel = oordeel.model_copy(update={"oordeel": "matig", "gronden": oordeel.gronden | {"bladen": normen}})
    kolommen: dict[str, Sequence[Uitkomst]] = {
        blad: ["voldoet_niet" if blad in wel and n < dossiers else "niet_van_toepassing" for n in range(20)]
        for blad in _bladen(werk.context.kader)
    }
    resultaat = werk.resultaat.model_copy(
        update={"dossiers": _dossiers(kolommen, 20), "themas": werk.resultaat.themas | {"TT": oordeel}}
    )
    document = maak_publicatie(replace(werk.context, resultaat=resultaat), MIN_CEL)
    cellen = [rij for b in document.blokken if isinstance(b, Tabel) for rij in b.rijen]
    klasse = next(rij[1].tekst for rij in cellen if rij[0].tekst == f"TT {thema.titel}")
    assert klasse == ("matig" if gezegd else "niet vermeld")


# The command


def test_the_command_writes_files_of_their_own_name(dossieraudit: Opdracht, tmp_path: Path) -> None:
    afloop = dossieraudit("report", VLAARDINGEN, "--publicatie", "-o", tmp_path, "--format", "md,xlsx")
    assert afloop.code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["publicatie.md", "publicatie.xlsx"]
    assert {oct(p.stat().st_mode & 0o777) for p in tmp_path.iterdir()} == {"0o600"}


@pytest.mark.parametrize(
    ("opties", "code", "zegt"),
    [
        (["--min-cel", "10"], 2, "--min-cel hoort bij --publicatie"),
        (["--publicatie", "--min-cel", "2"], 2, "ten minste 3"),
        (["--publicatie", "--min-cel", "11"], 3, "te weinig dossiers"),
    ],
)
def test_requests_that_make_no_sense_are_refused(
    dossieraudit: Opdracht, tmp_path: Path, opties: list[str], code: int, zegt: str
) -> None:
    afloop = dossieraudit("report", VLAARDINGEN, "-o", tmp_path / "uit", "--format", "md", *opties)
    assert (afloop.code, zegt in afloop.fout, (tmp_path / "uit").exists()) == (code, True, False), afloop.fout


@pytest.mark.parametrize("grens", [3, 5, 10])
def test_a_higher_threshold_never_says_more(werk: Werk, grens: int) -> None:
    document = maak_publicatie(werk.context, grens)
    getallen = [int(g) for cel in _derde_cellen(document) for g in re.findall(r"\d+", cel)]
    assert all(getal >= grens for getal in getallen)
    assert len(getallen) <= len(
        [g for cel in _derde_cellen(maak_publicatie(werk.context, 3)) for g in re.findall(r"\d+", cel)]
    )


def _derde_cellen(document: Document) -> list[str]:
    tabellen = [b for b in document.blokken if isinstance(b, Tabel) and b.kolommen[-1].kop == "Dossiers"]
    return [rij[2].tekst for tabel in tabellen for rij in tabel.rijen]


def test_few_dossiers_are_not_published(werk: Werk) -> None:
    klein = werk.resultaat.model_copy(update={"dossiers": werk.resultaat.dossiers[:9]})
    with pytest.raises(Invoerfout, match="te weinig dossiers"):
        maak_publicatie(replace(werk.context, resultaat=klein), MIN_CEL)
    with pytest.raises(Gebruiksfout):
        maak_publicatie(werk.context, 1)


def test_a_subject_is_named_for_what_it_is_about(werk: Werk) -> None:
    """The title of the last chapter of a report, 'Oordeel en vervolg', is no subject to have a verdict on."""
    document = maak_publicatie(werk.context, MIN_CEL)
    (tabel,) = (b for b in document.blokken if isinstance(b, Tabel) and b.bijschrift == "Oordeel per onderwerp")
    onderwerpen = [rij[0].tekst for rij in tabel.rijen]
    assert "Oordeel en vervolg" not in onderwerpen
    assert onderwerpen[-1] == "Borgen van samenhang in het lokale stelsel"
