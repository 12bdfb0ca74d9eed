"""Whether the dossiers in the folder are those that were drawn: warned of, and no inference where they are not."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from dossieraudit.inference import interval
from dossieraudit.loading.onderzoek import laad_onderzoek
from dossieraudit.loading.trekking import laad_trekking
from dossieraudit.loting import controleer_loting
from tests.conftest import Afloop, Opdracht
from tests.zes_gemeenten import MAP as ZES

NIET_DE_STEEKPROEF = "Zo is dit niet de getrokken steekproef: het rapport doet geen uitspraak over andere dossiers."
INTERVALLEN = "Wat de steekproef over alle dossiers zegt"
REDEN = "het gezin is verhuisd"


@pytest.fixture
def duinrade(tmp_path: Path) -> Path:
    """An onderzoek whose dossiers are the drawn ones; two reserves in each of two strata were not used."""
    shutil.copytree(ZES / "duinrade", tmp_path / "duinrade")
    return tmp_path / "duinrade"


def loten(map_: Path) -> dict[tuple[str, str], list[str]]:
    """The ids of trekking.csv by soort and rol, in the order of the lot."""
    gevonden: dict[tuple[str, str], list[str]] = {}
    for rij in csv.DictReader(io.StringIO((map_ / "trekking.csv").read_text(encoding="utf-8"))):
        gevonden.setdefault((rij["soort"], rij["rol"]), []).append(rij["id"])
    return gevonden


def hernoem(map_: Path, oud: str, nieuw: str) -> None:
    """Give a dossier another id, as if another one was read in its place."""
    pad = map_ / "dossiers" / "dossiers.jsonl"
    tekst = pad.read_text(encoding="utf-8")
    assert f'"id":"{oud}"' in tekst
    pad.write_text(tekst.replace(f'"id":"{oud}"', f'"id":"{nieuw}"'), encoding="utf-8")


def laat_weg(map_: Path, id_: str) -> None:
    pad = map_ / "dossiers" / "dossiers.jsonl"
    regels = pad.read_text(encoding="utf-8").splitlines(keepends=True)
    pad.write_text("".join(r for r in regels if json.loads(r)["id"] != id_), encoding="utf-8")


def noteer(map_: Path, **steekproef: Any) -> None:
    """Change the account of the draw in onderzoek.yaml."""
    pad = map_ / "onderzoek.yaml"
    inhoud = yaml.load(pad.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    inhoud["steekproef"] |= {"aselect": True, "populatie": 40} | steekproef
    for stratum in inhoud["steekproef"]["strata"]:
        stratum |= {sleutel: int(w) for sleutel, w in stratum.items() if sleutel != "soort"}
    pad.write_text(yaml.safe_dump(inhoud, allow_unicode=True), encoding="utf-8")


def waarschuwingen(afloop: Afloop) -> list[str]:
    return [regel.split("onderzoek.yaml: ")[1] for regel in afloop.fout.splitlines() if regel.startswith("Let op: ")]


def rapport(dossieraudit: Opdracht, map_: Path) -> str:
    uit = map_.parent / "rapport.md"
    assert dossieraudit("report", map_, "-o", uit, "--format", "md", "-q").code == 0
    return uit.read_text(encoding="utf-8")


def afwijkingen(map_: Path) -> list[tuple[str, bool]]:
    """What the check itself says, without a run of the whole program."""
    onderzoek = laad_onderzoek(map_)
    lijst = laad_trekking(onderzoek, map_)
    assert onderzoek is not None
    assert lijst is not None
    regels = (map_ / "dossiers" / "dossiers.jsonl").read_text(encoding="utf-8").splitlines()
    controle = controleer_loting(onderzoek.steekproef, lijst, [json.loads(regel)["id"] for regel in regels])
    return [(a.tekst, a.breekt) for a in controle.afwijkingen]


# As it should be


def test_the_drawn_dossiers_give_no_warning_and_the_report_infers(dossieraudit: Opdracht, duinrade: Path) -> None:
    for opdracht in (["validate", duinrade], ["score", duinrade, "-q"]):
        afloop = dossieraudit(*opdracht)
        assert (afloop.code, afloop.fout) == (0, "")
    tekst = rapport(dossieraudit, duinrade)
    assert "naast de lijst van de loting gelegd: het zijn de getrokken dossiers." in tekst
    assert INTERVALLEN in tekst


def test_a_replacement_with_its_reason_keeps_the_inference_and_is_told(dossieraudit: Opdracht, duinrade: Path) -> None:
    gevallen = loten(duinrade)
    uit, in_ = gevallen["na_triage", "getrokken"][2], gevallen["na_triage", "reserve"][0]
    hernoem(duinrade, uit, in_)
    noteer(duinrade, vervangingen=[{"dossier": uit, "door": in_, "reden": REDEN}])
    assert dossieraudit("score", duinrade, "-q").fout == ""
    tekst = rapport(dossieraudit, duinrade)
    assert f"Dossier {uit} viel uit ({REDEN}) en is vervangen door reserve {in_}." in tekst
    assert "neemt aan dat de uitval niets met de uitkomst te maken heeft" in tekst
    assert INTERVALLEN in tekst


def test_the_list_counts_among_the_input(dossieraudit: Opdracht, duinrade: Path) -> None:
    invoer = json.loads(dossieraudit("score", duinrade, "--format", "json").uit)["invoer"]
    assert "trekking.csv" in {een["naam"] for een in invoer}


# As it should not be


@pytest.mark.parametrize("opdracht", ["validate", "score", "score --view regie", "report", "explain"])
def test_every_command_says_that_a_dossier_was_not_drawn(dossieraudit: Opdracht, duinrade: Path, opdracht: str) -> None:
    uit = loten(duinrade)["na_triage", "getrokken"][0]
    hernoem(duinrade, uit, "DU99")
    eigen = {"report": ["-o", duinrade.parent / "r.md", "--format", "md"], "explain": ["--oordeel", "totaal"]}
    opdracht, *opties = opdracht.split()
    afloop = dossieraudit(opdracht, duinrade, *opties, *eigen.get(opdracht, ["-q"]))
    assert afloop.code == 0
    assert waarschuwingen(afloop) == [
        "1 dossier is niet getrokken: DU99.",
        f"1 dossier is wel getrokken en niet gelezen, zonder reden: {uit}.",
    ]
    assert NIET_DE_STEEKPROEF in afloop.fout


def test_the_report_refuses_to_infer_and_says_why(dossieraudit: Opdracht, duinrade: Path) -> None:
    hernoem(duinrade, loten(duinrade)["na_onderzoek", "getrokken"][0], "DU99")
    tekst = rapport(dossieraudit, duinrade)
    assert INTERVALLEN not in tekst
    assert (
        "Wat is gelezen, is niet wat is getrokken: 1 dossier is niet getrokken: DU99; 1 dossier is wel getrokken"
        in tekst
    )
    assert "over andere dossiers zegt dit rapport niets" in tekst


def test_a_missing_dossier_and_an_extra_one_are_told(duinrade: Path) -> None:
    eerste, tweede = loten(duinrade)["na_onderzoek", "getrokken"][:2]
    laat_weg(duinrade, eerste)
    laat_weg(duinrade, tweede)
    [(tekst, breekt)] = afwijkingen(duinrade)
    assert breekt
    assert tekst.startswith("2 dossiers zijn wel getrokken en niet gelezen, zonder reden: ")
    assert {eerste, tweede} == set(tekst.rpartition(": ")[2].split(", "))


def test_a_reserve_without_a_reason_is_told(duinrade: Path) -> None:
    gevallen = loten(duinrade)
    uit, in_ = gevallen["na_triage", "getrokken"][0], gevallen["na_triage", "reserve"][0]
    hernoem(duinrade, uit, in_)
    assert afwijkingen(duinrade) == [
        (f"1 dossier is wel getrokken en niet gelezen, zonder reden: {uit}", True),
        (f"1 reserve is gebruikt zonder dat 'vervangingen' zegt waarvoor: {in_}", True),
    ]


def test_a_reserve_before_its_turn_breaks_the_inference(duinrade: Path) -> None:
    gevallen = loten(duinrade)
    uit, (eerste, tweede) = gevallen["na_triage", "getrokken"][0], gevallen["na_triage", "reserve"]
    hernoem(duinrade, uit, tweede)
    noteer(duinrade, vervangingen=[{"dossier": uit, "door": tweede, "reden": REDEN}])
    assert afwijkingen(duinrade) == [(f"reserve {tweede} is gebruikt vóór {eerste}, dat eerder aan de beurt was", True)]


def test_a_reserve_that_fell_out_itself_gives_way_to_the_next(duinrade: Path) -> None:
    gevallen = loten(duinrade)
    uit, (eerste, tweede) = gevallen["na_triage", "getrokken"][0], gevallen["na_triage", "reserve"]
    hernoem(duinrade, uit, tweede)
    vervangingen = [
        {"dossier": uit, "door": eerste, "reden": REDEN},
        {"dossier": eerste, "door": tweede, "reden": "dossier niet gevonden"},
    ]
    noteer(duinrade, vervangingen=vervangingen)
    assert afwijkingen(duinrade) == []


def test_a_reserve_of_another_stratum_breaks_the_inference(duinrade: Path) -> None:
    gevallen = loten(duinrade)
    uit, in_ = gevallen["na_triage", "getrokken"][0], gevallen["na_onderzoek", "reserve"][0]
    hernoem(duinrade, uit, in_)
    noteer(duinrade, vervangingen=[{"dossier": uit, "door": in_, "reden": REDEN}])
    assert afwijkingen(duinrade) == [(f"reserve {in_} komt uit een ander stratum dan {uit}", True)]


@pytest.mark.parametrize(
    ("vervanging", "melding", "breekt"),
    [
        ({"dossier": "DU77"}, "'vervangingen' noemt DU77, dat niet is getrokken", False),
        ({"dossier": "{0}"}, "{0} is volgens 'vervangingen' uitgevallen, maar het dossier is er wel", True),
    ],
)
def test_a_replacement_of_what_was_never_gone_is_told(
    duinrade: Path, vervanging: dict[str, str], melding: str, breekt: bool
) -> None:
    eerste = loten(duinrade)["na_triage", "getrokken"][0]
    noteer(duinrade, vervangingen=[{"dossier": vervanging["dossier"].format(eerste), "reden": REDEN}])
    assert afwijkingen(duinrade) == [(melding.format(eerste), breekt)]


def test_a_case_that_fell_out_and_was_not_replaced_breaks_the_inference(duinrade: Path) -> None:
    eerste = loten(duinrade)["na_triage", "getrokken"][0]
    laat_weg(duinrade, eerste)
    noteer(duinrade, vervangingen=[{"dossier": eerste, "reden": REDEN}])
    assert afwijkingen(duinrade) == [(f"{eerste} is uitgevallen en niet vervangen", True)]


def test_ranks_that_do_not_follow_from_the_seed_are_seen(duinrade: Path) -> None:
    noteer(duinrade, zaad="een ander zaad")
    assert afwijkingen(duinrade) == [("de rangen in 'trekking.csv' volgen niet uit het zaad in onderzoek.yaml", True)]


def test_a_reserve_that_was_made_a_drawn_case_afterwards_is_seen(duinrade: Path) -> None:
    """Whoever swaps the roles of two cases in the list leaves the order of the lot behind."""
    gevallen = loten(duinrade)
    uit, in_ = gevallen["na_triage", "getrokken"][0], gevallen["na_triage", "reserve"][0]
    pad = duinrade / "trekking.csv"
    tekst = pad.read_text(encoding="utf-8")
    rijen = {id_: next(r for r in tekst.splitlines() if f",{id_}," in r) for id_ in (uit, in_)}
    anders = {
        rijen[uit]: rijen[uit].replace("getrokken,1", "reserve,1"),
        rijen[in_]: rijen[in_].replace("reserve,1", "getrokken,1"),
    }
    pad.write_text("".join(f"{anders.get(r, r)}\n" for r in tekst.splitlines()), encoding="utf-8")
    hernoem(duinrade, uit, in_)
    melding = "in 'trekking.csv' staan de getrokken gevallen en reserves niet in de volgorde van de loting"
    assert afwijkingen(duinrade) == [(melding, True)]


def test_a_case_that_is_replaced_twice_is_told(duinrade: Path) -> None:
    """Else two dossiers would stand in for one, and nobody would say so."""
    gevallen = loten(duinrade)
    uit, (eerste, tweede) = gevallen["na_triage", "getrokken"][0], gevallen["na_triage", "reserve"]
    hernoem(duinrade, uit, eerste)
    hernoem(duinrade, gevallen["na_triage", "getrokken"][1], tweede)
    noteer(duinrade, vervangingen=[{"dossier": uit, "door": door, "reden": REDEN} for door in (eerste, tweede)])
    assert (f"'vervangingen' noemt {uit} meer dan één keer als uitgevallen", True) in afwijkingen(duinrade)


def test_a_reserve_that_was_taken_out_of_the_list_is_missed(duinrade: Path) -> None:
    """Without its row nobody would see that its turn was passed over."""
    gevallen = loten(duinrade)
    uit, (eerste, tweede) = gevallen["na_triage", "getrokken"][0], gevallen["na_triage", "reserve"]
    pad = duinrade / "trekking.csv"
    regels = pad.read_text(encoding="utf-8").splitlines(keepends=True)
    pad.write_text("".join(regel for regel in regels if f",{eerste}," not in regel), encoding="utf-8")
    hernoem(duinrade, uit, tweede)
    noteer(duinrade, vervangingen=[{"dossier": uit, "door": tweede, "reden": REDEN}])
    melding = "in 'trekking.csv' zijn getrokken gevallen of reserves weggelaten of dubbel genummerd"
    assert afwijkingen(duinrade) == [(melding, True)]


# What a dossier itself says of its stratum


def verander(map_: Path, id_: str, **overdracht: Any) -> None:
    """Change what a dossier says of its hand-over."""
    pad = map_ / "dossiers" / "dossiers.jsonl"
    dossiers = [json.loads(regel) for regel in pad.read_text(encoding="utf-8").splitlines()]
    for dossier in dossiers:
        if dossier["id"] == id_:
            dossier["overdracht"] |= overdracht
    pad.write_text("".join(json.dumps(dossier) + "\n" for dossier in dossiers), encoding="utf-8")


def test_a_drawn_dossier_that_does_not_record_its_soort_is_of_the_stratum_of_the_lot(
    dossieraudit: Opdracht, duinrade: Path
) -> None:
    verander(duinrade, loten(duinrade)["na_triage", "getrokken"][0], soort=None)
    tekst = rapport(dossieraudit, duinrade)
    assert INTERVALLEN in tekst
    assert "Gelezen zijn" not in tekst


def test_a_dossier_of_another_soort_than_was_drawn_is_named(dossieraudit: Opdracht, duinrade: Path) -> None:
    eerste = loten(duinrade)["na_triage", "getrokken"][0]
    verander(duinrade, eerste, soort="na_onderzoek")
    tekst = rapport(dossieraudit, duinrade)
    assert f"{eerste} past niet bij een stratum van de loting: de soort overdracht in het dossier" in tekst
    assert INTERVALLEN not in tekst


def test_a_draw_by_team_infers_where_no_dossier_names_its_team(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """A list calls a team as people do; in a dossier it goes by a pseudonym, or is not recorded."""
    map_ = tmp_path / "onderzoek"
    shutil.copytree(ZES / "duinrade", map_)
    dossiers = [json.loads(r) for r in (map_ / "dossiers" / "dossiers.jsonl").read_text(encoding="utf-8").splitlines()]
    lijst = tmp_path / "lijst.csv"
    rijen = [f"{d['id']};{('Team Zuid', 'Noord')[i % 2]};{d['overdracht']['soort']}" for i, d in enumerate(dossiers)]
    lijst.write_text("\n".join(["id;team;soort", *rijen]), encoding="utf-8")
    opties = ["--per", "team", "--per", "soort", "--aantal", len(dossiers), "--zaad", 1, "-o", map_ / "loting"]
    assert dossieraudit("sample", lijst, *opties).code == 0
    verantwoording = yaml.safe_load((map_ / "loting" / "steekproef.yaml").read_text(encoding="utf-8"))
    onderzoek = yaml.safe_load((map_ / "onderzoek.yaml").read_text(encoding="utf-8")) | verantwoording
    (map_ / "onderzoek.yaml").write_text(yaml.safe_dump(onderzoek, allow_unicode=True), encoding="utf-8")
    tekst = rapport(dossieraudit, map_)
    assert INTERVALLEN in tekst
    assert "na triage bij team Team Zuid" in tekst.split(INTERVALLEN)[1]


def test_strata_that_hold_more_than_the_population_give_nothing(dossieraudit: Opdracht, duinrade: Path) -> None:
    noteer(duinrade, populatie=39)
    tekst = rapport(dossieraudit, duinrade)
    assert "De strata tellen samen 40 gevallen, meer dan de populatie van 39." in tekst
    assert INTERVALLEN not in tekst


def test_a_stratum_to_which_a_norm_never_applies_gets_no_interval(dossieraudit: Opdracht, duinrade: Path) -> None:
    """SH1.1 is about hand-overs after triage: 'hoogstens 8 van 16' after onderzoek would read as a shortfall."""
    rijen = [r for r in rapport(dossieraudit, duinrade).split(INTERVALLEN)[1].splitlines() if r.startswith("| SH1.1")]
    assert len(rijen) == 1
    assert "na triage, na triage |" in rijen[0]


def test_what_cannot_be_followed_is_not_counted_as_not_met_in_an_interval(
    dossieraudit: Opdracht, duinrade: Path
) -> None:
    """Of the six dossiers none surely meets IZ2.6, and two may: the upper bound allows for them."""
    tekst = rapport(dossieraudit, duinrade)
    [rij] = [r for r in tekst.split(INTERVALLEN)[1].splitlines() if r.startswith("| IZ2.6") and "na triage" in r]
    assert [cel.strip() for cel in rij.strip("|").split("|")][1:] == [
        "0 van 6; 2 niet na te gaan",
        f"0 tot en met {interval(2, 6, 24)[1]} van 24",
    ]
    assert "telt het voor de ondergrens als niet voldaan en voor de bovengrens als voldaan" in tekst


def test_a_list_that_is_named_and_not_there_is_told(dossieraudit: Opdracht, duinrade: Path) -> None:
    (duinrade / "trekking.csv").unlink()
    [waarschuwing] = waarschuwingen(dossieraudit("score", duinrade, "-q"))
    assert waarschuwing.startswith("onderzoek.yaml noemt de trekking 'trekking.csv', maar dat bestand is er niet")
    assert INTERVALLEN not in rapport(dossieraudit, duinrade)


def test_without_a_list_the_report_says_that_nobody_looked(dossieraudit: Opdracht, duinrade: Path) -> None:
    pad = duinrade / "onderzoek.yaml"
    pad.write_text(pad.read_text(encoding="utf-8").replace("  trekking: trekking.csv\n", ""), encoding="utf-8")
    assert dossieraudit("score", duinrade, "-q").fout == ""
    assert "dat de gelezen dossiers de getrokken dossiers zijn, is daarom niet nagegaan." in rapport(
        dossieraudit, duinrade
    )


def test_every_fault_in_the_list_is_told_by_row(dossieraudit: Opdracht, duinrade: Path) -> None:
    pad = duinrade / "trekking.csv"
    regels = pad.read_text(encoding="utf-8").splitlines()
    regels[1] = regels[1].replace("getrokken", "gekozen")
    regels[2] = regels[2].replace("getrokken,2", "getrokken,twee")
    regels.append(regels[3])
    pad.write_text("\n".join(regels), encoding="utf-8")
    afloop = dossieraudit("score", duinrade)
    assert afloop.code == 3
    meldingen = [r.removeprefix(f"{pad}:") for r in afloop.fout.splitlines() if not r.startswith("  ")]
    assert meldingen == [
        "2: de rol is 'getrokken' of 'reserve'",
        "3: de volgorde is een geheel getal",
        f"{len(regels)}: dit geval staat ook op regel 4",
    ]


def test_a_list_outside_the_folder_is_not_read(dossieraudit: Opdracht, duinrade: Path) -> None:
    shutil.move(duinrade / "trekking.csv", duinrade.parent / "trekking.csv")
    noteer(duinrade, trekking="../trekking.csv")
    afloop = dossieraudit("score", duinrade)
    assert afloop.code == 3
    assert "dit leidt naar een plaats buiten de map" in afloop.fout


# From the draw to the onderzoek, and out of it again


def test_the_account_of_a_draw_points_at_its_list(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """What `sample` writes can be taken over as it is, with its folder."""
    lijst = tmp_path / "lijst.csv"
    lijst.write_text("id\n" + "".join(f"G{n}\n" for n in range(9)), encoding="utf-8")
    dossieraudit("sample", lijst, "--aantal", 3, "--zaad", 1, "-o", tmp_path / "steekproef")
    tekst = (tmp_path / "steekproef" / "steekproef.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(tekst)["steekproef"]["trekking"] == "steekproef/trekking.csv"
    assert tekst.splitlines()[1].endswith("in de map van het onderzoek: steekproef/trekking.csv")


def test_a_pseudonymised_copy_holds_no_id_of_the_lot(dossieraudit: Opdracht, tmp_path: Path) -> None:
    uit = tmp_path / "kopie"
    afloop = dossieraudit("privacy", "pseudonymise", ZES / "oosterwaard", "-o", uit, "--sleutel", tmp_path / "s.key")
    assert afloop.code == 0, afloop.fout
    inhoud = (uit / "onderzoek.yaml").read_text(encoding="utf-8")
    assert "vervangingen" not in inhoud
    assert "trekking" not in yaml.safe_load(inhoud)["steekproef"]
    assert not (uit / "trekking.csv").exists()
    ids = {id_ for gevallen in loten(ZES / "oosterwaard").values() for id_ in gevallen}
    alles = "".join(pad.read_text(encoding="utf-8") for pad in uit.rglob("*") if pad.is_file())
    assert not [id_ for id_ in ids if id_ in alles]
