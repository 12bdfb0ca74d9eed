"""Notes of the writer in the report, and the command that writes it."""

from pathlib import Path

import pytest

from dossieraudit.cli.report import Werk, maak_werk
from dossieraudit.errors import Invoerfout
from dossieraudit.report.schrijvers import DOCUMENTEN
from dossieraudit.report.tree import Document, Lijst
from tests.conftest import VLAARDINGEN, Opdracht
from tests.rapport_lezen import alineas, alle_teksten, kopie, koppen, sectie, tekst


def met_toelichting(map_: Path, naam: str, inhoud: str) -> Werk:
    kopie(map_)
    (map_ / "toelichtingen").mkdir(exist_ok=True)
    (map_ / "toelichtingen" / naam).write_text(inhoud, encoding="utf-8")
    return maak_werk(map_)


def test_a_note_stands_in_its_section_with_its_counts(tmp_path: Path) -> None:
    inhoud = "Het wijkteam sloot [een groot deel van de dossiers](kenmerk.direct_afgesloten).\n\n- *een*\n- twee\n"
    werk = met_toelichting(tmp_path / "o", "3.2.md", inhoud)
    blokken = sectie(werk.document, "3.2", "3.3")
    zin = next(a for a in alineas(blokken) if "sloot" in tekst(a))
    assert tekst(zin) == "Het wijkteam sloot een groot deel van de dossiers (7 van de 11)."
    assert "kenmerk direct_afgesloten 7 van 11" in (zin.grondslag or "")
    assert [tekst(a) for b in blokken if isinstance(b, Lijst) for a in b.items][-2:] == ["een", "twee"]


def test_the_network_is_told_by_the_writer_with_numbered_headings(tmp_path: Path) -> None:
    werk = met_toelichting(tmp_path / "o", "2.md", "## Visie\n\nTekst.\n\n## Het team\n\nMeer.\n")
    assert {"2.1 Visie", "2.2 Het team"} <= set(koppen(werk.document))
    assert "vult" not in " ".join(tekst(a) for a in alineas(sectie(werk.document, "2", "3")))


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding", "regel"),
    [
        ("3.2.md", "Zin.\n\nIn [enkele](kenmerk.direct_afgesloten) dossiers.\n", "'enkele' past niet bij", 3),
        ("3.2.md", "In [zes](kenmerk.direct_afgesloten) dossiers.\n", "'zes' is geen woord voor", 1),
        ("3.2.md", "In [alle](kenmerk.direct_afgeslote) dossiers.\n", "onbekende telling", 1),
        ("3.9.md", "Tekst.\n", "het rapport heeft geen onderdeel '3.9'", None),
        ("3.2.md", "| a | b |\n\n![beeld](x.png)\n", "beelden en HTML", 3),
    ],
)
def test_a_note_that_the_counts_contradict_is_refused(
    tmp_path: Path, naam: str, inhoud: str, melding: str, regel: int | None
) -> None:
    with pytest.raises(Invoerfout) as gevangen:
        met_toelichting(tmp_path / "o", naam, inhoud)
    (fout,) = gevangen.value.fouten
    assert melding in fout.melding
    assert fout.bestand.endswith(f"toelichtingen/{naam}")
    assert fout.regel == regel
    assert fout.advies


def test_a_writer_may_choose_another_word_that_fits(tmp_path: Path) -> None:
    werk = met_toelichting(
        tmp_path / "o", "3.2.md", "In [zeven](kenmerk.direct_afgesloten), [een merendeel](kenmerk.direct_afgesloten).\n"
    )
    assert "zeven (7 van de 11), een merendeel (7 van de 11)" in " ".join(alle_teksten(werk.document))


# The command


def test_only_the_asked_formats_are_written_and_named(dossieraudit: Opdracht, tmp_path: Path) -> None:
    afloop = dossieraudit("report", VLAARDINGEN, "-o", tmp_path / "uit", "--format", "md,xlsx")
    assert (afloop.code, afloop.uit) == (0, "")
    assert {p.name for p in (tmp_path / "uit").iterdir()} == {"rapport.md", "scores.xlsx"}
    assert all(str(tmp_path / "uit" / naam) in afloop.fout for naam in ("rapport.md", "scores.xlsx"))


def test_one_format_to_a_file(dossieraudit: Opdracht, tmp_path: Path) -> None:
    assert dossieraudit("report", VLAARDINGEN, "-o", tmp_path / "x.html", "--format", "html", "-q").code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["x.html"]
    assert dossieraudit("report", VLAARDINGEN, "-o", tmp_path / "y.html").code == 2


def test_an_unknown_format_is_wrong_usage(dossieraudit: Opdracht, tmp_path: Path) -> None:
    afloop = dossieraudit("report", VLAARDINGEN, "-o", tmp_path, "--format", "html,doc")
    assert afloop.code == 2
    assert "'doc' bestaat niet" in afloop.fout
    assert not list(tmp_path.iterdir())


def test_a_report_that_cannot_be_made_leaves_nothing(
    dossieraudit: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kapot(_: Document) -> bytes:
        raise RuntimeError

    monkeypatch.setitem(DOCUMENTEN, "md", kapot)
    assert dossieraudit("report", VLAARDINGEN, "-o", tmp_path, "--format", "html,md").code == 70
    assert not list(tmp_path.iterdir())


def test_the_explorer_holds_facts_with_their_place() -> None:
    feiten = maak_werk(VLAARDINGEN).verkenner.feiten
    assert callable(feiten)
    gevonden = feiten("V08", "TT1.3")
    assert gevonden
    assert any(f.vindplaats for f in gevonden)
    assert len({f.pad for f in gevonden}) == len(gevonden)
