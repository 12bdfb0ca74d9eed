"""`kader docs`: the book of a framework says all that its files say, and the shipped books are current."""

from functools import cache
from pathlib import Path

import pytest

from dossieraudit.gevallen import laad_proeven
from dossieraudit.kaders.boek import Boek
from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader
from dossieraudit.report import html, markdown
from dossieraudit.report.tree import Alinea, Document, Kaderblok, Lijst, Tabel
from tests.conftest import ROOT, VLAARDINGEN, Opdracht

KADERS = beschikbare_kaders()


@cache
def boek(kader: str) -> Boek:
    regels = laad_kader(kader)
    return Boek(regels, laad_proeven(KADERS[kader], regels.kader))


def tekst_van(document: Document) -> str:
    """Every text of a document."""
    delen: list[str] = []
    for blok in document.blokken:
        match blok:
            case Alinea():
                delen += [d if isinstance(d, str) else d.tekst for d in blok.delen]
            case Lijst():
                delen += [d if isinstance(d, str) else d.tekst for item in blok.items for d in item.delen]
            case Tabel():
                delen += [blok.bijschrift, *(cel.tekst for rij in blok.rijen for cel in rij)]
            case Kaderblok():
                delen += [blok.titel]
            case _:
                delen.append(getattr(blok, "tekst", ""))
    return "\n".join(delen)


def plat(tekst: str) -> str:
    return " ".join(tekst.split())


@pytest.mark.parametrize("kader", KADERS)
def test_the_shipped_book_is_current(kader: str) -> None:
    """`make boeken` writes it anew."""
    document = boek(kader).document()
    for schrijf, soort in ((markdown.schrijf, "md"), (html.schrijf, "html")):
        assert (ROOT / "docs" / "kader" / f"{kader}.{soort}").read_bytes() == schrijf(document), "run `make boeken`"


@pytest.mark.parametrize("kader", KADERS)
def test_the_book_holds_everything(kader: str) -> None:
    """Each norm, eis with its expression, parameter with its origin, kenmerk, question, rule, sentence and case."""
    eigen = boek(kader).kader
    gezocht = [t for i in eigen.indicatoren for t in (i.titel, i.norm, i.operationalisering)]
    gezocht += [t for i in eigen.indicatoren for e in i.eisen for t in (e.id, e.tekst, e.als or "een professional")]
    gezocht += [v.als for i in eigen.indicatoren for v in i.van_toepassing]
    gezocht += [t for naam, p in eigen.parameters.items() for t in (naam, p.omschrijving, p.bron or "aanname")]
    gezocht += [t for naam, k in eigen.kenmerken.items() for t in (naam, k.omschrijving, k.als)]
    gezocht += [v.tekst for v in (*eigen.bronnen.vragen.values(), *eigen.bronnen.documentvragen.values())]
    gezocht += [z.tekst for _, zinnen in eigen.rapport for z in zinnen]
    assert eigen.oordeel is not None
    gezocht += [
        r.uitleg for soort in ("blad", "beleid", "samengesteld", "totaal") for r in getattr(eigen.oordeel, soort)
    ]
    gezocht += [proef.geval.naam for proef in boek(kader).proeven]
    inhoud = plat(tekst_van(boek(kader).document()))
    assert [t for t in gezocht if plat(t) not in inhoud] == []


def test_a_leaf_names_the_sentences_that_rest_on_it() -> None:
    """By name, by the count in the text, and by the count in the condition."""
    per_blad = boek("randvoorwaarden-veiligheid-jeugdigen").zinnen_per_blad
    assert {zin.id for _, zin in per_blad["PR1.1"]} == {"zonder_instrument", "kind_uit_beeld", "grond_inschatten"}
    assert ("tegenspraken", "bespreken_zeggen_en_doen") in [(soort, zin.id) for soort, zin in per_blad["PR2.1"]]


def test_a_book_of_a_framework_under_a_profile_tells_what_it_changed(dossieraudit: Opdracht, tmp_path: Path) -> None:
    opdracht = ("kader", "docs", "--profiel", VLAARDINGEN / "profiel.yaml", "-o", tmp_path, "--format", "md")
    assert dossieraudit(*opdracht).code == 0
    (pad,) = tmp_path.iterdir()
    tekst = pad.read_text(encoding="utf-8")
    assert "Profiel: Werkafspraken van het wijkteam Vlaardingen" in tekst
    assert "Eigen blad VL1.2: ETM waar kinderen zijn" in tekst
    assert "ETM over beide ouders, met daarna een LIRIK" in tekst


@pytest.mark.parametrize("opties", [(), ("-o", "x", "--format", "pdf"), ("-o", "x", "--format", ",")])
def test_wrong_usage_is_named(dossieraudit: Opdracht, opties: tuple[str, ...]) -> None:
    assert dossieraudit("kader", "docs", *opties).code == 2
