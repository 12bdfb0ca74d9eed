"""Claims about the HTML report in a real browser: axe-core finds nothing, and a reader gets from sentence to fact.

Needs Node, Chromium and the modules of tests/browser (`make test-browser` installs those); skipped without them,
unless BROWSERTEST_VERPLICHT is set: then a missing part is a failure.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dossieraudit.report.html import schrijf
from dossieraudit.report.tree import Alinea, Cel, Document, Kolom, Kop, Tabel
from tests import html_voorbeeld as voorbeeld
from tests.pdf_tekst import bladzijden as bladzijden_van

BROWSERTESTS = Path(__file__).resolve().parent / "browser"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of this machine."""
    gevonden = next((pad for pad in map(shutil.which, CHROMIUMS) if pad), None)
    if not shutil.which("node"):
        ontbreekt("Node is not installed")
    if not (BROWSERTESTS / "node_modules" / "axe-core").is_dir():
        ontbreekt("the modules of tests/browser are not installed: run `make test-browser`")
    if gevonden is None:
        ontbreekt(f"no Chromium found (looked for {', '.join(CHROMIUMS)})")
    return str(gevonden)


def ontbreekt(reden: str) -> None:
    if os.environ.get("BROWSERTEST_VERPLICHT"):
        pytest.fail(f"browser tests are required here, but {reden}")
    pytest.skip(reden)


def draai(chromium: str, script: str, *argumenten: str) -> dict[str, Any]:
    """What a script of tests/browser prints as JSON."""
    klaar = subprocess.run(
        ["node", script, *argumenten],
        cwd=BROWSERTESTS,
        env={**os.environ, "CHROMIUM": chromium},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert klaar.returncode == 0, klaar.stderr
    uitvoer: dict[str, Any] = json.loads(klaar.stdout)
    return uitvoer


@pytest.fixture(scope="session")
def rapporten(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports by name."""
    map_ = tmp_path_factory.mktemp("rapporten")
    inhoud = {
        "gewoon": schrijf(voorbeeld.document(20), voorbeeld.verkenner(20)),
        "groot": schrijf(voorbeeld.document(3_000), voorbeeld.verkenner(3_000)),
        "vijandig": schrijf(voorbeeld.document(5, voorbeeld.VIJANDIG), voorbeeld.verkenner(5)),
        "leeg": schrijf(voorbeeld.leeg()),
    }
    paden = {naam: map_ / f"{naam}.html" for naam in inhoud}
    for naam, pad in paden.items():
        pad.write_bytes(inhoud[naam])
    return paden


@pytest.mark.slow
@pytest.mark.parametrize(
    ("naam", "kleuren", "breedte"),
    [
        ("gewoon", "light", 1280),
        ("gewoon", "dark", 1280),
        ("gewoon", "dark", 390),
        ("groot", "light", 1280),
        ("groot", "dark", 1280),
        ("vijandig", "light", 1280),
        ("leeg", "dark", 1280),
    ],
)
def test_axe_finds_no_violation_in_any_view(
    chromium: str, rapporten: dict[str, Path], naam: str, kleuren: str, breedte: int
) -> None:
    """Nor does the page log an error, run anything foreign, or ask for anything outside itself."""
    assert draai(chromium, "axe.mjs", str(rapporten[naam]), kleuren, str(breedte)) == {"violations": [], "faults": []}


@pytest.mark.slow
def test_a_reader_gets_from_a_sentence_to_the_facts_in_three_thousand_dossiers(
    chromium: str, rapporten: dict[str, Path]
) -> None:
    uitvoer = draai(chromium, "gebruik.mjs", str(rapporten["groot"]))
    print(f"\n3.000 dossiers, {rapporten['groot'].stat().st_size / 1e6:.1f} MB; seconds: {uitvoer['seconds']}")
    gezien = uitvoer["seen"]
    blad = f"{voorbeeld.BLADEN[0]} Norm 1 over het handelen van het wijkteam"
    uitkomsten = [voorbeeld.uitkomst(rij, 0) for rij in range(3_000)]
    niet = uitkomsten.count("voldoet_niet")
    gevonden = sum(u == "voldoet_niet" for u in uitkomsten[:99])
    eerste = 1 + uitkomsten.index("voldoet_niet")
    assert uitvoer["faults"] == []
    assert gezien["firstStop"] == "Ga naar de inhoud"
    assert gezien["fromSentence"] == "Dossiers bij SH1.1"
    assert (gezien["leaf"], gezien["leafFocus"]) == (blad, "da-vk-kop")
    assert gezien["themaStatus"] == "6 indicatoren; 18.000 uitkomsten in 3.000 dossiers."
    assert gezien["leafStatus"] == "3.000 dossiers; u ziet 1 tot en met 50."
    assert gezien["outcomeStatus"] == f"{niet} dossiers; u ziet 1 tot en met 50."
    assert gezien["outcomes"] == ["Nvoldoet niet"]
    assert gezien["pageStatus"] == f"{niet} dossiers; u ziet 51 tot en met 100."
    assert gezien["pageFocus"] == "Volgende 50"
    assert gezien["searchStatus"] == f"{gevonden} dossiers; u ziet 1 tot en met {gevonden}."
    assert (gezien["detail"], gezien["detailFocus"]) == (f"SH1.1 in dossier D-{eerste:04}", "da-vk-kop")
    assert [eis.partition(".")[2] for eis in gezien["eisen"]] == ["✗ niet vervuld", "✓ vervuld", "✗ niet vervuld"]
    assert gezien["facts"][0] == "overdracht.soortna onderzoekoverdrachtsformulier"
    assert gezien["back"] == blad
    assert gezien["resetStatus"] == "26 indicatoren; 78.000 uitkomsten in 3.000 dossiers."


def test_on_paper_the_head_of_a_table_never_stands_without_its_first_row(chromium: str, tmp_path: Path) -> None:
    rijen = tuple((Cel(f"Rij {n}"), Cel("Waarde")) for n in range(30))
    tabel = Tabel("Parameters van het kader", (Kolom("Parameter", 60), Kolom("Kolomkop", 40)), rijen)
    # Every table begins a little further down its page than the one before.
    blokken = [
        blok
        for aantal in range(24, 40)
        for blok in (Kop(1, f"Deel {aantal}", f"d{aantal}"), *(Alinea(("Vulling.",)) for _ in range(aantal)), tabel)
    ]
    (tmp_path / "rapport.html").write_bytes(schrijf(Document("T", "", None, "", tuple(blokken))))
    bladzijden = druk_af(chromium, tmp_path / "rapport.html", tmp_path / "rapport.pdf")
    beginnen = [tekst for tekst in bladzijden if "Parameters van het kader" in tekst and "Kolomkop" in tekst]
    assert len(beginnen) == 16
    assert all("Rij 0" in tekst for tekst in beginnen)


def druk_af(chromium: str, html: Path, naar: Path) -> list[str]:
    """The text of each page as the browser prints it."""
    opties = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={naar.parent}"]
    opdracht = [chromium, *opties, f"--print-to-pdf={naar}", html.as_uri()]
    subprocess.run(opdracht, capture_output=True, timeout=120, check=True)
    return bladzijden_van(naar.read_bytes())
