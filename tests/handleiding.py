"""A document is followed from top to bottom: its files are made where it gives them, its commands are run.

What they print is held against what the document shows; `make golden` writes it anew. All of it in the current folder.

A file is a block with its path behind the language, or under a comment that says what to do with it: `nieuw`,
`achteraan` (added to what is there) or `verander` (a diff).
"""

import re
import shlex
from pathlib import Path

from tests import golden
from tests.conftest import Opdracht

BLOK = re.compile(
    r"^(?:<!-- (?P<wat>nieuw|achteraan|verander): (?P<pad>\S+) -->\n)?"
    r"```(?P<taal>\w+)(?: (?P<bestand>\S+))?\n(?P<inhoud>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
KNIP = re.compile(r" \| (head|tail) -n (\d+)$")


def volg(dossieraudit: Opdracht, document: Path) -> str:
    """Follow a document; it says what the program says. Gives its text."""
    tekst = document.read_text(encoding="utf-8")
    assert any(blok["taal"] == "console" for blok in BLOK.finditer(tekst)), "a document without a command"
    nu = BLOK.sub(lambda blok: _gedaan(dossieraudit, blok), tekst)
    if golden.BIJWERKEN:
        document.write_text(nu, encoding="utf-8")
    assert document.read_text(encoding="utf-8") == nu, "`make golden` brings the document up to date"
    return nu


def bestanden(document: Path) -> dict[str, str]:
    """The files of a document that have their path behind the language."""
    blokken = BLOK.finditer(document.read_text(encoding="utf-8"))
    return {blok["bestand"]: blok["inhoud"] for blok in blokken if blok["bestand"]}


def stukken(document: Path, taal: str) -> list[str]:
    """The blocks of a language without such a path."""
    blokken = BLOK.finditer(document.read_text(encoding="utf-8"))
    return [blok["inhoud"] for blok in blokken if blok["taal"] == taal and not blok["bestand"]]


def _gedaan(dossieraudit: Opdracht, blok: re.Match[str]) -> str:
    """Do what a block asks; gives the block as it has to be."""
    if blok["wat"]:
        _schrijf(blok["wat"], Path(blok["pad"]), blok["inhoud"])
    elif blok["bestand"]:
        Path(blok["bestand"]).parent.mkdir(parents=True, exist_ok=True)
        Path(blok["bestand"]).write_text(blok["inhoud"], encoding="utf-8")
    elif blok["taal"] == "console":
        opdrachten = re.findall(r"^\$ (.*)$", blok["inhoud"], re.MULTILINE)
        assert opdrachten, f"a console block without a command: {blok['inhoud']}"
        return "```console\n" + "".join(f"$ {o}\n{_uitvoer(dossieraudit, o)}" for o in opdrachten) + "```"
    return blok[0]


def _schrijf(wat: str, pad: Path, inhoud: str) -> None:
    match wat:
        case "nieuw":
            assert not pad.exists()
            pad.write_text(inhoud, encoding="utf-8")
        case "achteraan":
            pad.write_text(pad.read_text(encoding="utf-8") + inhoud, encoding="utf-8")
        case _:
            _verander(pad, inhoud)


def _verander(pad: Path, diff: str) -> None:
    """Replace the lines with a minus by those with a plus; lines without either say where."""
    regels = diff.splitlines()
    oud = "".join(f"{r[1:]}\n" for r in regels if r[:1] in "- ")
    nieuw = "".join(f"{r[1:]}\n" for r in regels if r[:1] in "+ ")
    tekst = pad.read_text(encoding="utf-8")
    assert tekst.count(oud) == 1, f"not there, or more than once, in {pad}:\n{oud}"
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8")


def _uitvoer(dossieraudit: Opdracht, opdracht: str) -> str:
    """What a command of a document prints, its faults included; of the shell only head and tail are known."""
    knip = KNIP.search(opdracht)
    naam, *argumenten = shlex.split(opdracht[: knip.start()] if knip else opdracht)
    if naam == "cat":
        tekst = "".join(Path(bestand).read_text(encoding="utf-8") for bestand in argumenten)
    else:
        assert naam == "dossieraudit", f"no document may ask for this: {opdracht}"
        afloop = dossieraudit(*argumenten)
        tekst = afloop.fout + afloop.uit
    assert "fout van dossieraudit zelf" not in tekst, f"a crash is never accepted as output: {opdracht}"
    regels = tekst.splitlines(keepends=True)
    if knip:
        aantal = int(knip[2])
        regels = regels[:aantal] if knip[1] == "head" else regels[-aantal:]
    return "".join(regels)
