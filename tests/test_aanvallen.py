"""The table of attacks is complete, and every test that it names is there, runs and is not set aside."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
TABEL = (ROOT / "docs" / "aanvallen.md").read_text(encoding="utf-8")
RIJEN = re.findall(r"^\| (?!attack|---)(.+?) \| (.+?) \| (.+?) \|$", TABEL, flags=re.MULTILINE)
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py::\w+)`", TABEL)))

# What was asked for, attack by attack and fault by fault; each has to be the beginning of a row.
GEVRAAGD = (
    "YAML alias bombs",
    "a 1 GB line",
    "100,000 nested levels",
    "NUL bytes",
    "wrong encodings",
    "BOM",
    "YAML 1.1 surprises",
    "duplicate keys",
    "symlinks",
    "paths that lead out of the onderzoek",
    "zip bombs as XLSX",
    "formulas in CSV cells, in",
    "formulas in XLSX cells, in",
    "formulas in CSV and XLSX cells, out",
    "HTML in every text field",
    "Jinja in every text field",
    "Markdown in every text field",
    "expressions made to explode",
    "expressions made to reach Python's internals",
    "fuzzing of loading",
    "fuzzing of expressions",
    "fuzzing of import",
    "small cells",
    "files with mode 0600",
    "case text in logs and tracebacks",
    "case text in error messages",
    "network use",
    "a BSN in the input",
    "a BSN in the output",
    "kill at any moment of writing",
    "disk full",
    "the review form survives a crash",
    "judgements survive a crash",
    "SBOM and pip-audit",
)


@pytest.mark.parametrize("aanval", GEVRAAGD)
def test_every_attack_that_was_named_has_a_row(aanval: str) -> None:
    assert [rij for rij in RIJEN if rij[0].startswith(aanval)]


def test_every_row_says_what_happens_and_names_a_test() -> None:
    assert len(RIJEN) > 40
    assert [rij for rij in RIJEN if not rij[1].strip() or "`tests/" not in rij[2]] == []


def test_every_test_of_the_table_is_collected() -> None:
    """By pytest itself, with the options of the project: a test that was renamed or left out is missed here."""
    bestanden = sorted({naam.split("::")[0] for naam in TESTS})
    afloop = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "--collect-only", "-q", *bestanden],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    verzameld = {regel.split("[")[0] for regel in afloop.stdout.splitlines() if "::" in regel}
    assert set(TESTS) - verzameld == set(), afloop.stdout[-2_000:]


def test_none_of_them_is_marked_away() -> None:
    """`make test` runs everything; no file of attacks has a test that is expected to fail, or for some other day."""
    for pad in (ROOT / "tests" / "hostile").glob("test_*.py"):
        assert not re.search(r"mark\.(?:xfail|slow|skip\()", pad.read_text(encoding="utf-8")), pad.name
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^test: .*\n\t\$\(BIN\)/python -m pytest -n 2$", makefile, flags=re.MULTILINE)


def test_ci_makes_an_sbom_and_looks_up_vulnerabilities() -> None:
    ci = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    stappen = [stap.get("run", "") for stap in ci["jobs"]["supply-chain"]["steps"]]
    assert {"make sbom", "make audit"} <= set(stappen)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "cyclonedx-py requirements requirements/lock.txt" in makefile
    assert makefile.count("pip-audit --strict") == 2


@pytest.mark.parametrize("document", ["SECURITY.md", "docs/threat-model.md", "docs/dpia-hulp.md", "docs/aanvallen.md"])
def test_links_between_the_documents_arrive(document: str) -> None:
    pad = ROOT / document
    doelen = re.findall(r"\]\((?!https?://)([^)#]+)", pad.read_text(encoding="utf-8"))
    assert doelen or document == "docs/aanvallen.md"
    assert [doel for doel in doelen if not (pad.parent / doel).exists()] == []
