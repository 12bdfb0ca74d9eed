"""Toelichtingen: what the writer adds to a section, kept on every regeneration and held against the counts.

A word tied to a count, `[een groot deel](kenmerk.direct_afgesloten)`, is checked: a word that the count contradicts
is refused, so that no edit outlives the figures that it was written for.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dossieraudit.errors import Fout, Foutenlijst, Invoerfout, bedoelde
from dossieraudit.loading.bestand import eis_binnen, lees_bytes
from dossieraudit.models.kader import Woord
from dossieraudit.report.tree import Alinea, Blok, Inline, Kop, Lijst, Nadruk
from dossieraudit.wording import Telling, getalwoord, past_woord

MAP = "toelichtingen"
# Bytes: some forty pages for one section. Reading Markdown that was made to be slow stays bearable.
_LANGSTE = 128 * 1024
_TELLING = re.compile(r"(?:kenmerk|blad|interview|document)\.\w+(?:\.\w+)*")
_ANKER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Toelichting:
    """The note of one section: its blocks, without the headings' numbers, and where it stands."""

    sectie: str
    bestand: str
    blokken: tuple[Blok, ...]


@dataclass(frozen=True, slots=True)
class Toelichtingen:
    """Every note, by the name of its section."""

    per_sectie: Mapping[str, Toelichting] = field(default_factory=dict)
    invoer: tuple[tuple[str, str], ...] = ()

    def blokken(self, sectie: str) -> tuple[Blok, ...]:
        """The blocks of a section; none if the writer added nothing."""
        gevonden = self.per_sectie.get(sectie)
        return gevonden.blokken if gevonden else ()


def laad_toelichtingen(
    map_: Path | None, secties: Iterable[str], tellingen: Mapping[str, Telling], woordkeus: Sequence[Woord]
) -> Toelichtingen:
    """Read every `*.md` of a folder. Raises `Invoerfout` with every fault: unknown section or count, wrong word."""
    bekend = tuple(secties)
    fouten = Foutenlijst()
    gevonden, invoer = {}, []
    for pad in sorted(map_.glob("*.md")) if map_ is not None else ():
        sectie = pad.stem
        if sectie not in bekend:
            advies = bedoelde(sectie, bekend) or f"mogelijk zijn: {', '.join(bekend)}"
            fouten.voeg_toe(Fout(str(pad), f"het rapport heeft geen onderdeel '{sectie}'", advies=advies))
            continue
        try:
            eis_binnen(pad, pad.parent)
            inhoud = lees_bytes(pad, grens=_LANGSTE)
        except Invoerfout as fout:
            fouten.neem_over(fout.fouten)
            continue
        lezer = _Lezer(pad, sectie, tellingen, woordkeus)
        gevonden[sectie] = Toelichting(sectie, f"{MAP}/{pad.name}", tuple(lezer.lees(inhoud)))
        invoer.append((f"{MAP}/{pad.name}", hashlib.sha256(inhoud).hexdigest()))
        fouten.neem_over(lezer.fouten.fouten)
    fouten.meld()
    return Toelichtingen(gevonden, tuple(invoer))


class _Lezer:
    """One file: Markdown to blocks of the document tree."""

    def __init__(self, pad: Path, sectie: str, tellingen: Mapping[str, Telling], woordkeus: Sequence[Woord]) -> None:
        self.pad = pad
        self.sectie = sectie
        self.tellingen = tellingen
        self.woordkeus = woordkeus
        self.fouten = Foutenlijst()
        self.gronden: list[str] = []
        self.koppen = 0

    def lees(self, inhoud: bytes) -> Iterator[Blok]:
        """The blocks of the file, in order."""
        try:
            tekst = inhoud.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.fout("dit bestand is geen tekst in UTF-8", None, "sla het op als UTF-8")
            return
        tokens = MarkdownIt("commonmark", {"html": False}).parse(tekst)
        plaats = 0
        while plaats < len(tokens):
            blok, plaats = self.blok(tokens, plaats)
            if blok is not None:
                yield blok

    def blok(self, tokens: list[Token], plaats: int) -> tuple[Blok | None, int]:
        token = tokens[plaats]
        if token.type == "heading_open":
            return self.kop(tokens[plaats + 1]), plaats + 3
        if token.type == "paragraph_open":
            return self.alinea(tokens[plaats + 1]), plaats + 3
        if token.type in ("bullet_list_open", "ordered_list_open"):
            einde = _einde(tokens, plaats)
            inhoud = [t for t in tokens[plaats:einde] if t.type == "inline"]
            return Lijst(tuple(self.alinea(t) for t in inhoud), token.type.startswith("ordered")), einde + 1
        self.fout("een toelichting bestaat uit alinea's, koppen en lijsten", token, "schrijf dit stuk als gewone tekst")
        return None, _einde(tokens, plaats) + 1

    def kop(self, token: Token) -> Kop:
        self.koppen += 1
        tekst = "".join(_kaal(self.inline(token)))
        niveau = self.sectie.count(".") + 2
        anker = _ANKER.sub("-", f"{self.sectie}-{tekst}".lower()).strip("-")
        return Kop(niveau, tekst, f"toelichting-{anker}")

    def alinea(self, token: Token) -> Alinea:
        self.gronden = [f"toelichting van de schrijver ({MAP}/{self.pad.name})"]
        delen = tuple(self.inline(token))
        return Alinea(delen, "; ".join(self.gronden))

    def inline(self, token: Token) -> Iterator[Inline]:
        """The parts of running text, those next to each other that are plain joined."""
        tekst = ""
        for deel in self.delen(token):
            if isinstance(deel, str):
                tekst += deel
                continue
            if tekst:
                yield tekst
                tekst = ""
            yield deel
        if tekst:
            yield tekst

    def delen(self, token: Token) -> Iterator[Inline]:
        kinderen = iter(token.children or ())
        for kind in kinderen:
            if kind.type in ("text", "code_inline"):
                yield kind.content
            elif kind.type in ("softbreak", "hardbreak"):
                yield " "
            elif kind.type in ("em_open", "strong_open"):
                yield Nadruk(_tot(kinderen, kind.type.replace("open", "close")))
            elif kind.type == "link_open":
                yield self.koppeling(str(kind.attrs.get("href", "")), _tot(kinderen, "link_close"), token)
            else:
                self.fout("beelden en HTML kunnen niet in een toelichting", token, "laat dit stuk weg")

    def koppeling(self, doel: str, tekst: str, token: Token) -> str:
        """A word with its count behind it; a link to elsewhere as its text and address."""
        if not _TELLING.fullmatch(doel):
            return f"{tekst} ({doel})"
        telling = self.tellingen.get(doel)
        if telling is None:
            self.fout(f"onbekende telling '{doel}'", token, bedoelde(doel, self.tellingen))
            return tekst
        self.toets(tekst, telling, token)
        cijfers = f"{telling.aantal} van de {telling.totaal}"
        self.gronden.append(f"{doel.replace('.', ' ', 1)} {telling.aantal} van {telling.totaal}")
        return f"{tekst} ({cijfers})"

    def toets(self, tekst: str, telling: Telling, token: Token) -> None:
        """The word at the head of the link must fit the count."""
        klein = tekst.lower()
        woorden = [w.woord for w in self.woordkeus if klein == w.woord or klein.startswith(f"{w.woord} ")]
        cijfers = f"{telling.aantal} van de {telling.totaal}"
        past = [w.woord for w in self.woordkeus if past_woord(w.woord, telling, self.woordkeus)]
        if woorden:
            if max(woorden, key=len) not in past:
                advies = f"bij {cijfers} passen: {', '.join(past)}"
                self.fout(f"'{max(woorden, key=len)}' past niet bij {telling.naam} ({cijfers})", token, advies)
            return
        getal = getalwoord(telling.aantal)
        if klein.split(" ")[0] not in (getal, str(telling.aantal)):
            advies = f"schrijf '{getal}', of kies uit: {', '.join(past)}"
            self.fout(f"'{tekst}' is geen woord voor {telling.naam} ({cijfers})", token, advies)

    def fout(self, melding: str, token: Token | None, advies: str | None) -> None:
        regel = token.map[0] + 1 if token is not None and token.map else None
        self.fouten.voeg_toe(Fout(str(self.pad), melding, regel=regel, advies=advies))


def _einde(tokens: list[Token], begin: int) -> int:
    """The place of the token that closes the block at `begin`."""
    diepte = 0
    for plaats in range(begin, len(tokens)):
        diepte += tokens[plaats].nesting
        if diepte == 0:
            return plaats
    return len(tokens) - 1


def _tot(kinderen: Iterator[Token], sluiter: str) -> str:
    """The text up to a closing token."""
    tekst = ""
    for kind in kinderen:
        if kind.type == sluiter:
            break
        tekst += " " if kind.type.endswith("break") else kind.content
    return tekst


def _kaal(delen: Iterable[Inline]) -> Iterator[str]:
    for deel in delen:
        yield deel if isinstance(deel, str) else deel.tekst
