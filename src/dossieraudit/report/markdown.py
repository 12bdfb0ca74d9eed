"""The report as Markdown (GitHub's flavour): tables, footnotes and links; text is escaped unless we made it."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from dossieraudit.report.opmaak import (
    INHOUD_NIVEAUS,
    INHOUDSOPGAVE,
    Figuur,
    als_tabellen,
    celtekst,
    doelen,
    genummerd,
    koptekst,
    onderschrift,
    titelregels,
)
from dossieraudit.report.taal import opgeschoond
from dossieraudit.report.tree import (
    Alinea,
    Blok,
    Document,
    Inline,
    Kaderblok,
    Kop,
    Lijst,
    Nadruk,
    Tabel,
    Verwijzing,
    Voetnoot,
)

SJABLONEN = Path(__file__).resolve().parent / "templates"
# The title of the report is the one heading of level 1.
_DIEPSTE_KOP = 6

_TEKENS = re.compile(r"[\\`*_{}\[\]|~$^#]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# At the start of a line these make a list or a rule; a number keeps its digits, as a full stop after it does that.
_BEGIN = re.compile(r"^(?:(?P<getal>\d+)(?=[.)](?:\s|$))|[-+](?=[-\s]|$)|=(?==*$))")


class Md(str):
    """Text that is Markdown already."""

    __slots__ = ()


def schrijf(document: Document) -> bytes:
    """The report as a Markdown file."""
    omgeving = SandboxedEnvironment(
        loader=FileSystemLoader(SJABLONEN),
        undefined=StrictUndefined,
        finalize=ontsnapt,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    tekst = omgeving.get_template("rapport.md.j2").render(_Schrijver(opgeschoond(document)).context())
    return tekst.encode("utf-8")


def ontsnapt(waarde: object) -> object:
    """Any text as Markdown that shows exactly that text; Markdown of our own as it is."""
    if not isinstance(waarde, str) or isinstance(waarde, Md):
        return waarde
    return _regel(_letterlijk(waarde))


def _letterlijk(tekst: str) -> str:
    return "".join(_HTML.get(teken, teken) for teken in _TEKENS.sub(r"\\\g<0>", tekst))


def _regel(tekst: str) -> Md:
    """A line of Markdown that does not begin a list or a rule."""
    return Md(_BEGIN.sub(lambda b: f"{b['getal']}\\" if b["getal"] else f"\\{b.group()}", tekst))


class _Schrijver:
    """The context of the template for one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.doelen = doelen(document)
        self.geplaatst: set[str] = set()
        self.voetnoten: list[str] = []

    def context(self) -> dict[str, Any]:
        d = self.document
        gegevens = (d.ondertitel, *titelregels(d))
        koppen = [blok for blok in d.blokken if isinstance(blok, Kop) and blok.niveau <= INHOUD_NIVEAUS]
        blokken = [self.blok(blok, nummer) for blok, nummer in genummerd(d)]
        return {
            "titel": d.titel,
            "gegevens": [regel for regel in gegevens if regel],
            "inhoudsopgave": INHOUDSOPGAVE,
            "inhoud": [
                {"inspringing": Md("  " * (kop.niveau - 1)), "koppeling": self.koppeling(koptekst(kop), kop.anker)}
                for kop in koppen
            ],
            "blokken": blokken,
            "voetnoten": self.voetnoten,
        }

    def blok(self, blok: Blok, nummer: str | None) -> dict[str, Any]:
        match blok:
            case Alinea():
                return {"soort": "alinea", "ankers": [], "tekst": self.inline(blok.delen)}
            case Lijst():
                return {"soort": "lijst", "ankers": [], "regels": self.lijst(blok)}
            case Kop():
                return {
                    "soort": "kop",
                    "ankers": self.ankers(blok.anker),
                    "hekjes": Md("#" * min(blok.niveau + 1, _DIEPSTE_KOP)),
                    "tekst": koptekst(blok),
                }
            case Kaderblok():
                return {"soort": "kader", "ankers": [], "regels": self.kader(blok)}
            case _:
                return self.tabellen(blok, nummer)

    def tabellen(self, blok: Tabel | Figuur, nummer: str | None) -> dict[str, Any]:
        tabellen = als_tabellen(blok)
        return {
            "soort": "tabel",
            "ankers": self.ankers(blok.anker),
            "tabellen": [
                {"bijschrift": f"{nummer}. {tabel.bijschrift}", "rijen": self.rijen(tabel)} for tabel in tabellen
            ],
            "onder": "" if isinstance(blok, Tabel) else onderschrift(blok),
        }

    def rijen(self, tabel: Tabel) -> list[list[str]]:
        rijen: list[list[str]] = [
            [kolom.kop for kolom in tabel.kolommen],
            [Md("---:" if kolom.rechts else "---") for kolom in tabel.kolommen],
        ]
        rijen.extend([self.koppeling(celtekst(cel), cel.anker) for cel in rij] for rij in tabel.rijen)
        return rijen

    def lijst(self, lijst: Lijst) -> list[Md]:
        return [
            Md(f"{f'{nummer}.' if lijst.geordend else '-'} {self.inline(item.delen)}")
            for nummer, item in enumerate(lijst.items, 1)
        ]

    def kader(self, kader: Kaderblok) -> list[Md]:
        regels = [Md(f"**{_letterlijk(kader.titel)}**")]
        for blok in kader.blokken:
            inhoud = self.lijst(blok) if isinstance(blok, Lijst) else [self.inline(blok.delen)]
            regels += [Md(""), *inhoud]
        return [Md(f"> {regel}".rstrip()) for regel in regels]

    def inline(self, delen: Iterable[Inline]) -> Md:
        return _regel("".join(self.deel(deel) for deel in delen))

    def deel(self, deel: Inline) -> str:
        match deel:
            case str():
                return _letterlijk(deel)
            case Nadruk():
                return _nadruk(deel.tekst)
            case Verwijzing():
                return self.koppeling(deel.tekst, deel.anker)
            case Voetnoot():
                self.voetnoten.append(deel.tekst)
                return f"[^{len(self.voetnoten)}]"

    def koppeling(self, tekst: str, anker: str | None) -> Md:
        schoon = _letterlijk(tekst)
        doel = self.doelen.get(anker or "")
        return Md(f"[{schoon}](#anker-{doel})" if doel else schoon)

    def ankers(self, anker: str | None) -> list[Md]:
        if not anker or anker in self.geplaatst:
            return []
        self.geplaatst.add(anker)
        return [Md(f"anker-{self.doelen[anker]}")]


def _nadruk(tekst: str) -> str:
    """Emphasis; Markdown does not see it with a space just inside the asterisks."""
    kern = tekst.strip()
    if not kern:
        return tekst
    begin, _, eind = tekst.partition(kern)
    return f"{begin}*{_letterlijk(kern)}*{eind}"
