"""Claims about the data of the explorer: nothing is lost in the encoding, and the file stays small."""

import re
from itertools import product
from typing import Any

import pytest

from dossieraudit.models.kader import Bron, Criterium, Eis, Indicator, Kader, Reden, Thema
from dossieraudit.models.resultaat import BladUitkomst, DossierResultaat, Resultaat
from dossieraudit.privacy.poort import weiger_bsn_in_uitvoer
from dossieraudit.report.html import SJABLONEN, schrijf
from dossieraudit.report.verkenner import REDEN_LABELS, REDENEN, Blad, DossierRij, EisTekst, Feit, Verkenner
from tests import html_voorbeeld as voorbeeld

ZES_MB = 6_000_000


def feiten_van(gecodeerd: dict[str, Any], dossier: int, blad: int) -> list[Feit]:
    """What `feitenVan` in gegevens.js does."""
    plat, per_blad = gecodeerd["feiten"][dossier]
    teksten = gecodeerd["teksten"]
    return [
        Feit(
            teksten[plat[3 * n]], teksten[plat[3 * n + 1]], None if plat[3 * n + 2] == -1 else teksten[plat[3 * n + 2]]
        )
        for n in per_blad.get(str(blad), [])
    ]


def test_every_uitkomst_can_be_read_back() -> None:
    verkenner = voorbeeld.verkenner(20)
    gecodeerd = verkenner.codeer()
    namen = [u for u, _, _ in gecodeerd["uitkomsten"]]
    waarden = {"+": True, "x": False, "?": None}
    for d, dossier in enumerate(verkenner.dossiers):
        for b, blad in enumerate(verkenner.bladen):
            bedoeld = dossier.uitkomsten[blad.id]
            uitkomst, reden, eisen, hoogstens, minstens, nvt = gecodeerd["cellen"][gecodeerd["rijen"][d][b]]
            assert namen[uitkomst] == bedoeld.uitkomst
            assert (None if reden == -1 else REDENEN[reden]) == bedoeld.reden
            assert {eis.id: waarden[t] for eis, t in zip(blad.eisen, eisen, strict=True)} == bedoeld.eisen
            assert (None if hoogstens == -1 else namen[hoogstens]) == bedoeld.hoogstens
            assert (None if minstens == -1 else namen[minstens]) == bedoeld.minstens
            assert bool(nvt) == bedoeld.misschien_nvt


def test_no_code_of_ours_passes_for_a_bsn() -> None:
    """Nine eisen, each met or not, in every combination: one in eleven numbers of nine digits passes the check."""
    blad = Blad("SH1.1", "Een blad", "Een thema", tuple(EisTekst(f"e{n}", f"Eis {n}.") for n in range(9)))
    rijen = tuple(
        DossierRij(
            f"d{nummer}",
            {"SH1.1": BladUitkomst(uitkomst="voldoet_gedeeltelijk", eisen={f"e{n}": w for n, w in enumerate(waarden)})},
        )
        for nummer, waarden in enumerate(product((True, False), repeat=9))
    )
    assert len(rijen) == 512
    weiger_bsn_in_uitvoer("rapport.html", schrijf(voorbeeld.document(3), Verkenner((blad,), rijen)))


def test_every_fact_can_be_read_back() -> None:
    verkenner = voorbeeld.verkenner(20)
    gecodeerd = verkenner.codeer()
    for d, dossier in enumerate(verkenner.dossiers):
        for b, blad in enumerate(verkenner.bladen):
            assert feiten_van(gecodeerd, d, b) == list(voorbeeld.feiten(dossier.id, blad.id))


def test_facts_may_come_as_a_mapping_too() -> None:
    los = voorbeeld.verkenner(3, met_feiten=False)
    feiten = {(d.id, b.id): voorbeeld.feiten(d.id, b.id) for d in los.dossiers for b in los.bladen[:5]}
    gecodeerd = Verkenner(los.bladen, los.dossiers, feiten).codeer()
    assert feiten_van(gecodeerd, 2, 4) == list(feiten[("D-0003", los.bladen[4].id)])
    assert feiten_van(gecodeerd, 2, 5) == []


def test_without_facts_the_explorer_says_so() -> None:
    gecodeerd = voorbeeld.verkenner(3, met_feiten=False).codeer()
    assert (gecodeerd["metFeiten"], gecodeerd["feiten"]) == (False, [])


def test_facts_stop_at_the_dossier_for_which_there_is_no_room() -> None:
    gevraagd: list[str] = []

    def bron(dossier: str, blad: str) -> tuple[Feit, ...]:
        gevraagd.append(dossier)
        return voorbeeld.feiten(dossier, blad)

    los = voorbeeld.verkenner(40)
    gecodeerd = Verkenner(los.bladen, los.dossiers, bron, ruimte_feiten=8_000).codeer()
    geplaatst = len(gecodeerd["feiten"])
    assert 0 < geplaatst < 40
    # The one that did not fit was asked, those after it were not, and it left nothing behind.
    assert set(gevraagd) == {d.id for d in los.dossiers[: geplaatst + 1]}
    gebruikt = {n for plat, _ in gecodeerd["feiten"] for n in plat} - {-1}
    assert gebruikt == set(range(len(gecodeerd["teksten"])))


def test_a_judgement_by_a_person_stands_beside_the_uitkomst_of_the_rules() -> None:
    gecodeerd = voorbeeld.verkenner(2).codeer()
    eigen, machine, beoordelaar, datum, motivering, verouderd = gecodeerd["beoordelingen"]["0,0"]
    assert gecodeerd["uitkomsten"][eigen][0] == "voldoet"
    assert gecodeerd["uitkomsten"][machine][0] == "voldoet_niet"
    assert (beoordelaar, datum, verouderd) == ("beoordelaar-a", "20 november 2017", False)
    assert motivering.startswith("Het gespreksverslag")


def test_a_leaf_or_an_eis_without_a_value_is_not_given_one() -> None:
    los = voorbeeld.verkenner(1, met_feiten=False)
    (dossier,) = los.dossiers
    leeg = voorbeeld.DossierRij("D-9", {"SH1.1": BladUitkomst(uitkomst="niet_van_toepassing", reden="buiten_bereik")})
    gecodeerd = Verkenner(los.bladen, (dossier, leeg)).codeer()
    assert gecodeerd["rijen"][1][1:] == [-1] * 25
    assert gecodeerd["cellen"][gecodeerd["rijen"][1][0]][2] == "---"


def test_every_reden_has_words() -> None:
    assert set(REDEN_LABELS) == set(REDENEN)


def test_the_explorer_of_a_result_follows_the_framework() -> None:
    bewijs: Any = ("dossier",)
    indicatoren = tuple(
        Indicator(
            id=id_, titel=f"Titel {id_}", norm="n", operationalisering="o", bron=Bron(), werkwoord="zichtbaar",
            bewijs=bewijs, eisen=(Eis(id="eis_a", tekst="De eis.", als="afgesloten"),),
        )
        for id_ in ("SH1.2", "SH1.1")
    )  # fmt: skip
    criterium = Criterium(id="SH1", titel="C", bron=Bron(), indicatoren=indicatoren)
    reden: Reden = "niet_vastgelegd"
    gevonden = BladUitkomst(uitkomst="niet_navolgbaar", reden=reden, eisen={"eis_a": None})
    # Of both only these parts are read, so only these are made.
    kader = Kader.model_construct(themas=(Thema(id="SH", titel="Signaleren", criteria=(criterium,)),))
    dossier = DossierResultaat.model_construct(id="D-1", uitkomsten={"SH1.1": gevonden})
    resultaat = Resultaat.model_construct(dossiers=(dossier,))
    gecodeerd = Verkenner.uit(resultaat, kader).codeer()
    assert gecodeerd["themas"] == ["Signaleren"]
    assert gecodeerd["bladen"] == [[id_, f"Titel {id_}", 0, [["eis_a", "De eis."]]] for id_ in ("SH1.2", "SH1.1")]
    assert gecodeerd["rijen"] == [[-1, 0]]
    assert gecodeerd["cellen"] == [(3, REDENEN.index(reden), "?", -1, -1, 0)]


def test_the_script_reads_every_part_that_is_written_and_no_other() -> None:
    geschreven = set(voorbeeld.verkenner(1).codeer())
    scripts = "".join(pad.read_text(encoding="utf-8") for pad in sorted((SJABLONEN / "html").glob("*.js")))
    assert set(re.findall(r"\bG\.(\w+)", scripts)) == geschreven


@pytest.mark.slow
@pytest.mark.parametrize("uniek", [False, True], ids=["facts that recur", "every fact its own"])
def test_three_thousand_dossiers_take_at_most_6_mb(uniek: bool) -> None:
    los = voorbeeld.verkenner(3_000)

    def eigen(dossier: str, blad: str) -> tuple[Feit, ...]:
        return tuple(
            Feit(
                f"contacten[{n}].onderwerp",
                f"Waarde {n} van {blad} in {dossier}, in eigen woorden",
                f"p. {n}, {dossier}",
            )
            for n in range(4)
        )

    verkenner = Verkenner(los.bladen, los.dossiers, eigen if uniek else los.feiten)
    html = schrijf(voorbeeld.document(3_000), verkenner)
    assert 1_000_000 < len(html) <= ZES_MB
    assert (len(verkenner.codeer()["feiten"]) == 3_000) is not uniek
