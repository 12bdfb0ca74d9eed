"""Claims about the project's own files: what is pinned, published and shipped agrees with pyproject.toml."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import dossieraudit
from dossieraudit import data

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements/lock.txt", "requirements/dev.txt")
# Of environments of their own: extra of pyproject.toml → lock.
EXTRA_LOCKS = {extra: f"requirements/{extra}.txt" for extra in ("audit", "bench", "fuzz")}


def normalised(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, f"no package name in {requirement!r}"
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def pinned(lock: str) -> dict[str, set[str]]:
    """The versions that a lock file pins a package to: more than one where Pythons need different ones."""
    pins: dict[str, set[str]] = {}
    text = (ROOT / lock).read_text(encoding="utf-8")
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE):
        pins.setdefault(normalised(name), set()).add(version)
    return pins


@pytest.fixture(scope="module")
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def publiccode() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("lock", [*LOCKS, *EXTRA_LOCKS.values()])
def test_lock_names_no_index_host_or_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.findall(r"\S*://\S*|--(?:extra-)?index\S*|--find-links\S*|--trusted-host\S*| @ \S+", text)
    assert not re.findall(r"(?:^|[\s=:])(?:/|[A-Za-z]:\\)\S*", text, flags=re.MULTILINE)


@pytest.mark.parametrize("lock", [*LOCKS, *EXTRA_LOCKS.values()])
def test_every_pin_is_exact_and_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text(encoding="utf-8"))
    pins = [entry for entry in entries if not entry.startswith("#")]
    loose = [entry for entry in pins if not re.match(r"[\w.-]+==[\w.]+ ", entry) or "--hash=sha256:" not in entry]
    assert pins
    assert not loose


def test_locks_hold_what_pyproject_asks_for(pyproject: dict[str, Any]) -> None:
    core = {normalised(requirement) for requirement in pyproject["project"]["dependencies"]}
    tools = {normalised(requirement) for requirement in pyproject["project"]["optional-dependencies"]["dev"]}
    backend = {normalised(requirement) for requirement in pyproject["build-system"]["requires"]}
    assert core <= pinned("requirements/lock.txt").keys()
    assert core | tools | backend <= pinned("requirements/dev.txt").keys()


@pytest.mark.parametrize(("extra", "lock"), EXTRA_LOCKS.items())
def test_every_other_lock_holds_its_extra_and_the_versions_that_were_tested(
    pyproject: dict[str, Any], extra: str, lock: str
) -> None:
    asked = {normalised(requirement) for requirement in pyproject["project"]["optional-dependencies"][extra]}
    pins, tested = pinned(lock), pinned("requirements/dev.txt")
    assert asked <= pins.keys()
    assert {name: pins[name] for name in pins.keys() & tested.keys() if not pins[name] <= tested[name]} == {}


def test_the_core_lock_is_part_of_the_development_lock() -> None:
    """What users install is what was tested: the same version of every package."""
    core, everything = (pinned(lock) for lock in LOCKS)
    assert core == {name: everything.get(name) for name in core}


def test_one_version_everywhere(pyproject: dict[str, Any], publiccode: dict[str, Any]) -> None:
    version = pyproject["project"]["version"]
    assert publiccode["softwareVersion"] == version
    assert dossieraudit.__version__ == version


def test_one_licence_everywhere(pyproject: dict[str, Any], publiccode: dict[str, Any]) -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    articles = [int(number) for number in re.findall(r"^(\d+)\. ?[A-Z]", text, flags=re.MULTILINE)]
    assert publiccode["legal"]["license"] == "EUPL-1.2"
    # What is installed also holds the typeface of the reports.
    assert pyproject["project"]["license"].split(" AND ") == ["EUPL-1.2", "OFL-1.1"]
    assert all((ROOT / file).is_file() for file in pyproject["project"]["license-files"])
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert articles == list(range(1, 16))
    assert "Appendix" in text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_publiccode_description_keeps_the_limits_of_the_standard(publiccode: dict[str, Any], language: str) -> None:
    description = publiccode["description"][language]
    assert len(description["genericName"]) <= 35
    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert description["features"]
    assert all(len(feature) <= 100 for feature in description["features"])


def test_supported_pythons_are_the_ones_that_ci_runs(pyproject: dict[str, Any]) -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    declared = {
        classifier.rpartition(" ")[2]
        for classifier in pyproject["project"]["classifiers"]
        if re.search(r":: 3\.\d+$", classifier)
    }
    assert set(workflow["jobs"]["test"]["strategy"]["matrix"]["python"]) == declared


def test_data_folders_are_those_of_the_checkout() -> None:
    assert data.criteria_dir() == ROOT / "criteria"
    assert data.examples_dir() == ROOT / "examples"
    assert data.schemas_dir() == ROOT / "schemas"


def test_data_folders_of_an_installed_package_stand_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "dossieraudit"
    (package / "_data" / "criteria").mkdir(parents=True)
    monkeypatch.setattr(data, "_PACKAGE", package)
    assert data.criteria_dir() == package / "_data" / "criteria"


def test_a_missing_data_folder_is_an_error_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither does a folder of that name beside an installed package count as ours."""
    package = tmp_path / "site-packages" / "dossieraudit"
    package.mkdir(parents=True)
    (tmp_path / "examples").mkdir()
    monkeypatch.setattr(data, "_PACKAGE", package)
    with pytest.raises(FileNotFoundError, match=r"'examples' van dossieraudit is niet gevonden.*Installeer"):
        data.examples_dir()


def test_importing_the_package_loads_no_dependency() -> None:
    script = "import sys; before = set(sys.modules); import dossieraudit; print(*set(sys.modules) - before)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == ["dossieraudit"]


def test_an_unknown_attribute_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'versie'"):
        _ = dossieraudit.versie
