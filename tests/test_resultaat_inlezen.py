"""A result that is read again: whoever reads it, it is strictly a result, without a BSN, and its sums are right."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossieraudit.judgement.inlezen import lees_resultaat
from dossieraudit.models.resultaat import Resultaat
from tests.conftest import Opdracht

BSN = "999990019"  # passes the eleven-check, and is given to nobody
LEZERS: dict[str, tuple[str, ...]] = {
    "verify": ("score", "toets", "--verify", "r.json"),
    "baseline": ("score", "toets", "-q", "--baseline", "r.json"),
    "voor": ("compare", "r.json", "toets"),
    "na": ("compare", "toets", "r.json", "-o", "uit"),
    "hertoets": ("compare", "r.json", "--hertoets"),
}


@pytest.fixture
def gegevens(klein_resultaat: Resultaat) -> dict[str, Any]:
    """The small result as data, to change."""
    data: dict[str, Any] = json.loads(klein_resultaat.model_dump_json())
    return data


@pytest.fixture
def lees(toetsing: Opdracht, dossieraudit: Opdracht, tmp_path: Path) -> Callable[..., Any]:
    """Write a result as people get it, and let a command read it."""
    assert toetsing is not None

    def doe(inhoud: bytes | dict[str, Any], lezer: str = "verify") -> Any:
        tekst = inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud, indent=2).encode()
        (tmp_path / "r.json").write_bytes(tekst)
        return dossieraudit(*LEZERS[lezer])

    return doe


@pytest.mark.parametrize("lezer", LEZERS)
def test_every_reader_takes_a_result_that_is_right(
    lees: Callable[..., Any], gegevens: dict[str, Any], lezer: str
) -> None:
    assert lees(gegevens, lezer).code == 0


@pytest.mark.parametrize("lezer", LEZERS)
def test_every_reader_refuses_sums_that_are_wrong_and_names_them_all(
    lees: Callable[..., Any], gegevens: dict[str, Any], tmp_path: Path, lezer: str
) -> None:
    gegevens["indicatoren"]["TT1.3"]["voldoet"] += 40
    gegevens["indicatoren"]["SH1.1"]["voldoet_niet"] = -1
    del gegevens["dossiers"][0]["uitkomsten"]["SH1.2"]
    gegevens["dossiers"][2]["id"] = "V02"
    afloop = lees(gegevens, lezer)
    assert (afloop.code, afloop.uit) == (3, "")
    regels = (tmp_path / "r.json").read_text().splitlines()
    fouten = [regel for regel in afloop.fout.splitlines() if regel.startswith("r.json:")]
    assert fouten[0].endswith(": dit dossier heeft andere bladen dan er zijn geteld (ontbreekt: SH1.2)")
    assert ": dit dossier staat hier dubbel: ook op regel " in fouten[1]
    assert {fout.split(": ", 1)[1] for fout in fouten[2:]} >= {
        "deze telling is 41, en de dossiers hierin komen op 1",
        "dit aantal is -1",
    }
    assert '"voldoet": 41' in regels[next(int(f.split(":")[1]) for f in fouten if "is 41" in f) - 1]
    assert "pad: indicatoren.TT1.3.voldoet\n" in afloop.fout
    assert afloop.fout.count("maak het opnieuw") == 1
    assert not (tmp_path / "uit").exists()


def _verdwenen(data: dict[str, Any]) -> None:
    del data["dossiers"][1]


def _blad_weg(data: dict[str, Any]) -> None:
    del data["indicatoren"]["SH1.1"]


def _kenmerk_weg(data: dict[str, Any]) -> None:
    del data["dossiers"][0]["kenmerken"]["na_triage"]


def _kenmerk_te_vaak(data: dict[str, Any]) -> None:
    data["kenmerken"]["na_triage"]["waar"] += 9


def _zin_dubbel(data: dict[str, Any]) -> None:
    data["risicos"].append(data["risicos"][0])


@pytest.mark.parametrize(
    ("verander", "melding"),
    [
        (_verdwenen, "en de dossiers hierin komen op"),
        (_blad_weg, "andere bladen dan er zijn geteld (te veel: SH1.1)"),
        (_kenmerk_weg, "andere kenmerken dan er zijn geteld (ontbreekt: 1)"),
        (_kenmerk_te_vaak, "en de dossiers hierin komen op hoogstens"),
        (_zin_dubbel, "deze zin staat hier dubbel"),
    ],
)
def test_a_result_that_contradicts_itself_is_refused(
    lees: Callable[..., Any], gegevens: dict[str, Any], verander: Callable[[dict[str, Any]], None], melding: str
) -> None:
    verander(gegevens)
    afloop = lees(gegevens)
    assert afloop.code == 3
    assert melding in afloop.fout


@pytest.mark.parametrize("lezer", LEZERS)
def test_a_bsn_in_a_result_is_refused_once_by_the_name_of_the_input(
    lees: Callable[..., Any], gegevens: dict[str, Any], tmp_path: Path, lezer: str
) -> None:
    """Also where more is wrong: a message about that would name the dossier."""
    gegevens["dossiers"][0] |= {"id": BSN, "invoer": f"dossiers/{BSN}.yaml"}
    gegevens["indicatoren"]["TT1.3"]["voldoet"] = "veel"
    afloop = lees(gegevens, lezer)
    assert (afloop.code, afloop.uit) == (3, "")
    assert BSN not in afloop.fout
    assert afloop.fout.count("burgerservicenummer;") + afloop.fout.count("burgerservicenummer (") == 1
    assert afloop.fout.startswith("r.json: hier staat een burgerservicenummer")
    assert "(en nog op 1 plaats in dit bestand)" in afloop.fout
    assert not (tmp_path / "uit").exists()


def test_of_what_is_clean_no_place_is_worked_out(
    klein_resultaat: Resultaat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place of every text in two thousand dossiers took two minutes, and the reading of them four seconds."""
    gevraagd: list[tuple[str | int, ...]] = []
    monkeypatch.setattr("dossieraudit.privacy.stukken._Plekken.van", lambda _, pad: gevraagd.append(pad) or "ergens")
    (tmp_path / "r.json").write_text(klein_resultaat.model_dump_json())
    assert lees_resultaat(tmp_path / "r.json", "r.json").dossiers == klein_resultaat.dossiers
    assert {pad[-1] for pad in gevraagd} <= {"sha256"}, "a row of digits in a hash is looked at once more"


def test_a_key_that_stands_twice_is_refused(lees: Callable[..., Any], gegevens: dict[str, Any]) -> None:
    """The usual reader of JSON keeps the last one, and nobody sees the first."""
    tekst = json.dumps(gegevens, indent=2).replace('"peildatum": ', '"peildatum": "2019-01-01",\n  "peildatum": ', 1)
    afloop = lees(tekst.encode())
    assert afloop.code == 3
    assert afloop.fout.startswith("r.json:5:3: de sleutel 'peildatum' staat hier dubbel: ook op regel 4\n")


@pytest.mark.parametrize(
    ("maak", "melding"),
    [
        (lambda tekst: tekst[:3_000], "r.json:"),
        (lambda _: b"", "r.json: het bestand is leeg\n"),
        (lambda tekst: tekst.decode().encode("utf-16"), "r.json: het bestand is opgeslagen als UTF-16"),
        (lambda tekst: tekst + b"\xff", "r.json:"),
        (lambda _: b"{}", "r.json:1:1: dit is geen resultaat van dossieraudit\n"),
        (lambda _: b"[]", "r.json:1:1: dit is geen resultaat van dossieraudit\n"),
        (lambda tekst: tekst.replace(b"resultaat/1", b"resultaat/9"), "r.json:2:13: dit resultaat heeft een vorm die"),
    ],
)
def test_what_is_no_result_is_told_with_its_place_and_reason(
    lees: Callable[..., Any], gegevens: dict[str, Any], maak: Callable[[bytes], bytes], melding: str
) -> None:
    afloop = lees(maak(json.dumps(gegevens, indent=2).encode()))
    assert (afloop.code, afloop.uit) == (3, "")
    assert afloop.fout.startswith(melding)
    assert "  advies: " in afloop.fout
    if melding == "r.json:":
        assert afloop.fout.split(":")[1].isdecimal(), "a line"


def test_a_bom_is_no_fault(lees: Callable[..., Any], gegevens: dict[str, Any]) -> None:
    assert lees(b"\xef\xbb\xbf" + json.dumps(gegevens).encode()).code == 0


def test_all_faults_of_form_are_named_at_once_and_show_nothing(
    lees: Callable[..., Any], gegevens: dict[str, Any]
) -> None:
    gegevens["versie"] = 3
    gegevens["dossiers"][0]["uitkomsten"]["SH1.1"]["uitkomst"] = "Jansen"
    gegevens["Pietersen"] = 1
    afloop = lees(gegevens)
    assert afloop.code == 3
    assert "pad: versie\n" in afloop.fout
    assert "pad: dossiers[V01].uitkomsten.SH1.1.uitkomst\n" in afloop.fout
    assert "deze sleutel is hier onbekend" in afloop.fout
    assert not [naam for naam in ("Jansen", "Pietersen") if naam in afloop.fout]


@pytest.mark.parametrize(
    "opdracht", [("score", "toets", "--baseline", "toets"), ("score", "toets", "--verify", "toets")]
)
def test_a_folder_is_no_result_and_is_called_a_folder(
    lees: Callable[..., Any], gegevens: dict[str, Any], dossieraudit: Opdracht, opdracht: tuple[str, ...]
) -> None:
    lees(gegevens)
    afloop = dossieraudit(*opdracht)
    assert (afloop.code, afloop.uit) == (2, "")
    assert "'toets' is een map; hier hoort een bestand" in afloop.fout
    assert ("dossieraudit score toets --zonder-config --format json -o baseline.json" in afloop.fout) is (
        "--baseline" in opdracht
    )
