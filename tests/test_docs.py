"""Documents show real output: every command in a ```console block runs here, and says what the document says.

`make golden` writes the output anew. Commands of one document run one after another in one folder, which begins
with `examples/` and two faulty dossiers.
"""

import re
from pathlib import Path

import pytest

from dossieraudit.cli import exitcodes
from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.verkenner import REDEN_LABELS
from tests.conftest import ROOT, Opdracht
from tests.handleiding import stukken, volg

HANDLEIDING = ROOT / "docs" / "handleiding.md"
DOCUMENTEN = ["README.md", "docs/handleiding.md"]
FOUTE_DOSSIERS = {
    "D1.yaml": """\
id: D1
contacten:
  - {id: c1, datum: 2017-05-11, sort: huisbezoek}
""",
    "D2.yaml": """\
id: D2
overdracht: {soort: na_triage, ontvangen_op: 2017-05-10, opgepakt_op: 2017-05-01}
""",
}


@pytest.mark.parametrize("naam", DOCUMENTEN)
def test_documents_show_what_the_program_says(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naam: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "fout").mkdir()
    for naam_dossier, inhoud in FOUTE_DOSSIERS.items():
        (tmp_path / "fout" / naam_dossier).write_text(inhoud, encoding="utf-8")
    volg(dossieraudit, ROOT / naam)


LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("document", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda p: p.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    doelen = [doel for doel in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in doel]
    assert not [doel for doel in doelen if not (document.parent / doel).exists()]


def test_the_handleiding_names_every_exit_code_and_uitkomst() -> None:
    tekst = HANDLEIDING.read_text(encoding="utf-8")
    codes = [waarde for naam, waarde in vars(exitcodes).items() if naam.isupper()]
    assert all(re.search(rf"^\| {code} \|", tekst, re.MULTILINE) for code in codes)
    assert all(f"| {STIJLEN[uitkomst].label} |" in tekst for uitkomst in UITKOMSTEN)
    assert all(f"| {label} |" in tekst for label in REDEN_LABELS.values())


def test_the_dossier_in_the_handleiding_is_a_dossier(dossieraudit: Opdracht) -> None:
    [voorbeeld] = stukken(HANDLEIDING, "yaml")
    assert dossieraudit("validate", "-", invoer=voorbeeld).uit == "1 dossier in orde, 0 afgekeurd.\n"


def test_decisions_are_numbered_one_after_another() -> None:
    namen = sorted(pad.name for pad in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [naam[:4] for naam in namen] == [f"{nummer:04}" for nummer in range(1, len(namen) + 1)]
    for naam in namen:
        kop = (ROOT / "docs" / "decisions" / naam).read_text(encoding="utf-8").splitlines()[0]
        assert kop.startswith(f"# {naam[:4]}. ")
