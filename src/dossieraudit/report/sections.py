"""Headings, sections and rule-made sentences as blocks, alike in every chapter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dossieraudit.models.resultaat import Zin
from dossieraudit.report.context import Context
from dossieraudit.report.prose import grondslag_zin, opsomming, tel
from dossieraudit.report.tree import Alinea, Blok, Inline, Kop, Nadruk, Voetnoot
from dossieraudit.wording import getalwoord

# More groups than this make a footnote that no one reads.
_MEESTE_GROEPEN = 3
_ZINNEN_PER_ALINEA = 3


def kop(nummer: str, titel: str) -> Kop:
    """A numbered heading; its level follows from its number."""
    return Kop(nummer.count(".") + 1, titel, f"h-{nummer.replace('.', '-')}", nummer)


def tussenkop(niveau: int, titel: str, anker: str) -> Kop:
    """A heading without a number."""
    return Kop(niveau, titel, anker)


def sectie(context: Context, nummer: str, titel: str, blokken: Iterable[Blok] = ()) -> Iterator[Blok]:
    """A numbered section: what was made of the result, then what the writer added."""
    yield kop(nummer, titel)
    yield from blokken
    yield from context.toelichting(nummer)


def zin_alinea(context: Context, zin: Zin, met_titel: bool = False, vooraf: str = "") -> Alinea:
    """A rule-made sentence with its sources in a footnote, led by its title where it stands in an enumeration."""
    delen: list[Inline] = []
    if met_titel and zin.titel:
        delen += [Nadruk(f"{vooraf}{zin.titel}"), ". "]
    delen.append(zin.tekst)
    if noot := bronnoot(context, [zin]):
        delen.append(noot)
    return Alinea(tuple(delen), grondslag_zin(zin))


def samengevoegd(context: Context, zinnen: Sequence[Zin]) -> Iterator[Alinea]:
    """Sentences that belong together as paragraphs of a few, each with its own sources and grounds."""
    for begin in range(0, len(zinnen), _ZINNEN_PER_ALINEA):
        stuk = zinnen[begin : begin + _ZINNEN_PER_ALINEA]
        delen: list[Inline] = []
        for plaats, zin in enumerate(stuk):
            delen.append(f"{' ' if plaats else ''}{zin.tekst}")
            if noot := bronnoot(context, [zin]):
                delen.append(noot)
        yield Alinea(tuple(delen), " | ".join(grondslag_zin(z) for z in stuk))


def bronnoot(context: Context, zinnen: Iterable[Zin]) -> Voetnoot | None:
    """The questions to people and documents on which sentences rest; dossiers need none, they are the subject."""
    vragen = [g.naam.split(".")[:2] for z in zinnen for g in z.grondslag if g.naam.count(".") >= 2]
    noten = []
    for soort, code in dict.fromkeys(tuple(v) for v in vragen):
        if soort == "interview" and code in context.kader.bronnen.vragen:
            noten.append(f"Gesprekken: ‘{context.kader.bronnen.vragen[code].tekst}’ ({_groepen(context, code)})")
        elif soort == "document" and code in context.kader.bronnen.documentvragen:
            noten.append(_documentnoot(context, code))
    return Voetnoot(f"{'; '.join(noten)}.") if noten else None


def _groepen(context: Context, code: str) -> str:
    """Who answered a question: by group, or how many from how many groups where that would be a long list."""
    geteld = Counter(i.groep for i in context.bronnen.interviews if i.antwoorden.get(code) is not None)
    groepen = [(n, g) for n, g in context.kader.bronnen.groepen.items() if geteld[n]]
    if len(groepen) > _MEESTE_GROEPEN:
        return f"{geteld.total()} personen uit {getalwoord(len(groepen))} groepen"
    return opsomming([tel(geteld[n], g.enkelvoud, g.meervoud) for n, g in groepen]) or "door niemand beantwoord"


def _documentnoot(context: Context, code: str) -> str:
    stukken = [d.titel for d in context.bronnen.documenten if d.antwoorden.get(code) is not None]
    waar = opsomming([f"‘{titel}’" for titel in stukken]) or "geen van de bekeken documenten"
    return f"Documenten: {waar}"
