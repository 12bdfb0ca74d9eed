"""The report as one HTML file: works offline, with an explorer from leaf to dossier to fact.

Style and script stand in the file, and a content security policy with their hashes keeps everything else out: what
is written in a dossier can neither run nor fetch. Templates escape by themselves; no text is ever markup.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from dossieraudit.report.html_figuren import staafdiagram, tijdas
from dossieraudit.report.opmaak import GEEN_RIJEN, INHOUDSOPGAVE, WARMTEKAART_RIJEN, doelen, genummerd, peildatumregel
from dossieraudit.report.stijl import HANDMATIG, HANDMATIG_UITLEG, RAND, RAND_DONKER, STIJLEN, legenda
from dossieraudit.report.taal import datum_voluit, opgeschoond, periode_voluit
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
from dossieraudit.report.verkenner import Verkenner, json_in_html

SJABLONEN = Path(__file__).resolve().parent / "templates"
NIVEAUS_INHOUD = 3
_CSS = ("basis.css", "onderdelen.css", "verkenner.css", "druk.css")
_JS = ("rapport.js",)
_JS_VERKENNER = ("gegevens.js", "bouw.js", "weergaven.js", "verkenner.js")
# Ids of our own carry this, so that they do not meet the anchors of the document.
_EIGEN = "da-"
# A word that may break anywhere, such as a hash; any other keeps its column wide enough.
_LANG_WOORD = re.compile(r"\S{25}")


def schrijf(document: Document, verkenner: Verkenner | None = None) -> bytes:
    """The report as an HTML file; with `verkenner` it can be searched down to the facts."""
    document = opgeschoond(document)
    stijl = _stijlblad(document)
    script = _script(verkenner is not None)
    html = (
        _omgeving()
        .get_template("rapport.html.j2")
        .render(
            document=document,
            zetter=_Zetter(document),
            blokken=tuple(genummerd(document)),
            inhoud=inhoudsopgave(document),
            stijl=Markup(stijl),
            script=Markup(script),
            csp=_beleid(stijl, script),
            gegevens=Markup(json_in_html(verkenner.codeer())) if verkenner else None,
        )
    )
    return html.encode()


@dataclass(frozen=True, slots=True)
class Ingang:
    """A line of the table of contents, with the lines below it."""

    kop: Kop
    onder: tuple["Ingang", ...]


def inhoudsopgave(document: Document) -> tuple[Ingang, ...]:
    """The headings down to level 3, as a tree."""
    return _ingangen([b for b in document.blokken if isinstance(b, Kop) and b.niveau <= NIVEAUS_INHOUD])


def _ingangen(koppen: list[Kop]) -> tuple[Ingang, ...]:
    """A heading takes all that follow it with a deeper level."""
    ingangen: list[Ingang] = []
    while koppen:
        eerste, *rest = koppen
        einde = next((n for n, kop in enumerate(rest) if kop.niveau <= eerste.niveau), len(rest))
        ingangen.append(Ingang(eerste, _ingangen(rest[:einde])))
        koppen = rest[einde:]
    return tuple(ingangen)


class _Zetter:
    """What the template asks about one document: ids that are unique, links that arrive, numbers of footnotes."""

    def __init__(self, document: Document) -> None:
        self.doelen = doelen(document)
        self.gebruikt: set[str] = set()
        self.eigen: Counter[str] = Counter()
        self.noten: list[str] = []

    def soort(self, blok: Blok) -> str:
        """The name of the macro for a block."""
        return type(blok).__name__.lower()

    def anker(self, anker: str | None) -> str | None:
        """The anchor as an id, where it is first used."""
        if not anker or anker in self.gebruikt or anker.startswith(_EIGEN):
            return None
        self.gebruikt.add(anker)
        return anker

    def id(self, soort: str) -> str:
        """A new id of our own."""
        self.eigen[soort] += 1
        return f"{_EIGEN}{soort}-{self.eigen[soort]}"

    def naar(self, anker: str | None) -> str | None:
        """The address of a link to an anchor; none if the document has no such place."""
        if anker is None or anker not in self.doelen or anker.startswith(_EIGEN):
            return None
        return f"#{quote(anker)}"

    def inline(self, delen: tuple[Inline, ...]) -> Markup:
        """Running text."""
        return Markup("").join(self.deel(deel) for deel in delen)

    def deel(self, deel: Inline) -> Markup | str:
        """One part of running text."""
        match deel:
            case str():
                return deel
            case Nadruk():
                return Markup("<em>{}</em>").format(deel.tekst)
            case Verwijzing():
                naar = self.naar(deel.anker)
                return Markup('<a href="{}">{}</a>').format(naar, deel.tekst) if naar else deel.tekst
            case Voetnoot():
                self.noten.append(deel.tekst)
                return Markup(
                    '<sup class="noot" id="{0}nootverwijzing-{1}"><a href="#{0}noot-{1}" role="doc-noteref">'
                    '<span class="vh">voetnoot </span>{1}</a></sup>'
                ).format(_EIGEN, len(self.noten))


def _heeft_grondslag(blokken: Iterable[Blok]) -> bool:
    for blok in blokken:
        match blok:
            case Alinea():
                gevonden = bool(blok.grondslag)
            case Lijst():
                gevonden = _heeft_grondslag(blok.items)
            case Kaderblok():
                gevonden = _heeft_grondslag(blok.blokken)
            case _:
                gevonden = False
        if gevonden:
            return True
    return False


@cache
def _omgeving() -> ImmutableSandboxedEnvironment:
    omgeving = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(SJABLONEN),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    omgeving.globals.update(
        stijlen=STIJLEN,
        legenda=legenda(),
        rand=RAND,
        rand_donker=RAND_DONKER,
        handmatig_teken=HANDMATIG,
        handmatig_uitleg=HANDMATIG_UITLEG,
        eigen=_EIGEN,
        geen_rijen=GEEN_RIJEN,
        inhoud_titel=INHOUDSOPGAVE,
        kaart_rijen=WARMTEKAART_RIJEN,
        staafdiagram=staafdiagram,
        tijdas=tijdas,
        heeft_grondslag=_heeft_grondslag,
    )
    omgeving.filters.update(datum=datum_voluit, getal=_getal, lang_woord=_LANG_WOORD.search)
    omgeving.filters["peildatumregel"] = peildatumregel
    omgeving.filters["periode"] = lambda gebeurtenis: periode_voluit(gebeurtenis.datum, gebeurtenis.tot)
    return omgeving


def _stijlblad(document: Document) -> str:
    """The style sheet; widths of columns are classes in it, as the policy allows no style on an element."""
    breedtes = sorted({k.breedte for b in document.blokken if isinstance(b, Tabel) for k in b.kolommen})
    kleuren = _omgeving().get_template("html/kleuren.css.j2").render(breedtes=breedtes)
    return kleuren + "".join(map(_deel, _CSS))


def _script(met_verkenner: bool) -> str:
    namen = _JS + _JS_VERKENNER if met_verkenner else _JS
    return '"use strict";\n(() => {\n' + "".join(map(_deel, namen)) + "})();\n"


@cache
def _deel(naam: str) -> str:
    return (SJABLONEN / "html" / naam).read_text(encoding="utf-8")


def _beleid(stijl: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(stijl)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(tekst: str) -> str:
    return f"'sha256-{b64encode(sha256(tekst.encode()).digest()).decode()}'"


def _getal(getal: int) -> str:
    return f"{getal:,}".replace(",", ".")
