"""The report as PDF, by typst: tagged, and declared as PDF/UA-1 and PDF/A-2a, which the compiler holds it to.

The template is fixed and the report is data (JSON): no text of a report is ever read as typst.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dossieraudit.report.glyphs import LETTERTYPEN, leesbaar
from dossieraudit.report.opmaak import (
    INHOUDSOPGAVE,
    Figuur,
    als_tabellen,
    celtekst,
    doelen,
    gebruikt,
    genummerd,
    inleidingen,
    koptekst,
    kort,
    onderschrift,
    titelregels,
)
from dossieraudit.report.stijl import RAND, legenda
from dossieraudit.report.taal import datum_voluit, maand_jaar, opgeschoond
from dossieraudit.report.tree import (
    Alinea,
    Blok,
    Cel,
    Document,
    Gebeurtenis,
    Inline,
    Kaderblok,
    Kop,
    Lijst,
    Nadruk,
    Staven,
    Tabel,
    Tijdlijn,
    Verwijzing,
    Voetnoot,
    Warmtekaart,
)

SJABLOON = Path(__file__).resolve().parent / "templates" / "rapport.typ"
# A word of letters is hyphenated; a path or an id may break where its parts meet, a long part or a hash anywhere.
_DEEL = re.compile(r"[^_/\\.=@+\]]*[_/\\.=@+\]]+|[^_/\\.=@+\]]+")
_LANGSTE_DEEL = 20
_LANG_WOORD = re.compile(r"(?=\S*[^\W\d_]?\S*[\d_/\\.=@+])\S{21,}|\S{46,}")

Json = dict[str, Any]


def schrijf(document: Document) -> bytes:
    """The report as a PDF file."""
    # typst is large, so it is loaded only where a PDF is asked for.
    import typst

    compiler = typst.Compiler(
        str(SJABLOON), root=str(SJABLOON.parent), font_paths=[str(LETTERTYPEN)], ignore_system_fonts=True
    )
    pdf, waarschuwingen = compiler.compile_with_warnings(
        format="pdf",
        sys_inputs={"data": json.dumps(_Rapport(document).als_json(), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=0,
    )
    if waarschuwingen:
        meldingen = "; ".join(str(waarschuwing) for waarschuwing in waarschuwingen)
        raise RuntimeError(f"typst waarschuwt bij het PDF-rapport: {meldingen}")
    if not isinstance(pdf, bytes):
        raise TypeError(f"typst gaf {type(pdf).__name__} terug in plaats van de inhoud van één PDF-bestand.")
    return pdf


class _Rapport:
    """One document on its way to the template; knows which anchors exist."""

    def __init__(self, document: Document) -> None:
        self.document = opgeschoond(document)
        self.ankers = doelen(self.document)
        self.geplaatst: set[str] = set()

    def als_json(self) -> Json:
        d, bijeen = self.document, inleidingen(self.document)
        return {
            "titel": leesbaar(d.titel),
            "ondertitel": leesbaar(d.ondertitel),
            "onderwerp": leesbaar(d.onderwerp),
            "titelregels": [leesbaar(regel) for regel in titelregels(d)],
            "kenmerk": leesbaar(d.kenmerk),
            "trefwoorden": [leesbaar(woord) for woord in d.trefwoorden],
            "datum": _datum(d.datum) if d.datum else None,
            "inhoudsopgave": INHOUDSOPGAVE,
            "rand": RAND,
            "stijlen": {
                uitkomst: {"label": s.label, "teken": s.teken, "vlak": s.vlak, "inkt": s.inkt}
                for uitkomst, s in legenda()
            },
            "blokken": [
                self.blok(blok, nummer) | {"bij_volgende": plaats in bijeen}
                for plaats, (blok, nummer) in enumerate(genummerd(d))
            ],
        }

    def blok(self, blok: Blok, nummer: str | None) -> Json:
        match blok:
            case Alinea():
                return {"soort": "alinea", "delen": self.inline(blok.delen)}
            case Lijst():
                return self.lijst(blok)
            case Kop():
                tekst = leesbaar(koptekst(blok))
                return {
                    "soort": "kop",
                    "niveau": blok.niveau,
                    "tekst": tekst,
                    "anker": self.anker(blok.anker),
                }
            case Kaderblok():
                blokken = [self.blok(deel, None) for deel in blok.blokken]
                return {"soort": "kader", "titel": leesbaar(blok.titel), "blokken": blokken}
            case Tabel():
                return self.tabellen(blok, nummer)
            case _:
                return self.figuur(blok, nummer)

    def figuur(self, figuur: Figuur, nummer: str | None) -> Json:
        basis = self.tabellen(figuur, nummer) | {"onder": leesbaar(onderschrift(figuur))}
        match figuur:
            case Warmtekaart():
                return basis | {"soort": "warmtekaart"}
            case Staven():
                return basis | _staven(figuur)
            case Tijdlijn():
                return basis | _tijdlijn(figuur)

    def lijst(self, lijst: Lijst) -> Json:
        items = [self.inline(item.delen) for item in lijst.items]
        return {"soort": "lijst", "geordend": lijst.geordend, "items": items}

    def tabellen(self, blok: Tabel | Figuur, nummer: str | None) -> Json:
        return {
            "soort": "tabel",
            "bijschrift": leesbaar(f"{nummer}. {blok.bijschrift}"),
            "anker": self.anker(blok.anker),
            "tabellen": [self.tabel(tabel, nummer) for tabel in als_tabellen(blok)],
        }

    def tabel(self, tabel: Tabel, nummer: str | None) -> Json:
        return {
            "bijschrift": leesbaar(f"{nummer}. {tabel.bijschrift}"),
            "kolommen": [
                {"kop": _cel(kolom.kop), "breedte": max(1, kolom.breedte), "rechts": kolom.rechts}
                for kolom in tabel.kolommen
            ],
            "bijeen": kort(tabel),
            "rijen": [[self.cel(cel) for cel in rij] for rij in tabel.rijen],
        }

    def cel(self, cel: Cel) -> Json:
        naar = cel.anker if cel.anker in self.ankers else None
        return {"tekst": _cel(celtekst(cel)), "uitkomst": cel.uitkomst, "naar": naar}

    def inline(self, delen: tuple[Inline, ...]) -> list[Json]:
        return [self.deel(deel) for deel in delen]

    def deel(self, deel: Inline) -> Json:
        match deel:
            case str():
                return {"soort": "tekst", "tekst": leesbaar(deel)}
            case Nadruk():
                return {"soort": "nadruk", "tekst": leesbaar(deel.tekst, cursief=True)}
            case Voetnoot():
                return {"soort": "voetnoot", "tekst": leesbaar(deel.tekst)}
            case Verwijzing():
                soort = "verwijzing" if deel.anker in self.ankers else "tekst"
                return {"soort": soort, "tekst": leesbaar(deel.tekst), "naar": deel.anker}

    def anker(self, anker: str | None) -> str | None:
        """The anchor where it is first used: typst takes a second label of that name for an ambiguity."""
        if not anker or anker in self.geplaatst:
            return None
        self.geplaatst.add(anker)
        return anker


def _staven(staven: Staven) -> Json:
    balken = [
        {
            "label": leesbaar(label),
            "totaal": sum(aantallen.values()),
            "delen": [[uitkomst, aantallen[uitkomst]] for uitkomst in gebruikt(staven) if aantallen.get(uitkomst)],
        }
        for label, aantallen in staven.staven
    ]
    alt = "; ".join(
        f"{label}: "
        + (", ".join(f"{n} {dict(legenda())[u].label}" for u, n in aantallen.items() if n) or "geen gegevens")
        for label, aantallen in staven.staven
    )
    return {"soort": "staven", "balken": balken, "alt": leesbaar(f"Gestapelde staven. {alt}.")}


def _tijdlijn(lijn: Tijdlijn) -> Json:
    punten = sorted(lijn.gebeurtenissen, key=lambda g: g.datum)
    begin = min((g.datum for g in punten), default=None)
    eind = max((g.tot or g.datum for g in punten), default=None)
    soorten = list(dict.fromkeys(g.soort for g in punten))
    if begin is None or eind is None:
        return {"soort": "tabel"}
    return {
        "soort": "tijdlijn",
        "banen": [
            {"naam": _cel(soort), "punten": [_punt(g, begin) for g in punten if g.soort == soort]} for soort in soorten
        ],
        "streepjes": _streepjes(begin, eind),
        "dagen": (eind - begin).days,
        "begin": datum_voluit(begin),
        "eind": datum_voluit(eind),
        "alt": leesbaar(
            f"Tijdlijn van {datum_voluit(begin)} tot en met {datum_voluit(eind)} met {len(punten)} "
            f"gebeurtenissen ({', '.join(soorten)}); de tabel eronder noemt ze alle."
        ),
    }


def _punt(gebeurtenis: Gebeurtenis, begin: date) -> list[int]:
    tot = gebeurtenis.tot or gebeurtenis.datum
    return [(gebeurtenis.datum - begin).days, (max(tot, gebeurtenis.datum) - begin).days]


def _streepjes(begin: date, eind: date) -> list[Json]:
    """The axis: first days of months, about eight, with a text where it stays clear of that of the two ends."""
    maanden = (eind.year - begin.year) * 12 + eind.month - begin.month
    stap = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if maanden / s <= 8), 240)
    dagen = (eind - begin).days
    marge = dagen * 0.28
    streepjes = []
    for maand in range(begin.year * 12 + begin.month - 1, eind.year * 12 + eind.month):
        dag = date(maand // 12, maand % 12 + 1, 1)
        plaats = (dag - begin).days
        if maand % stap == 0 and 0 <= plaats <= dagen:
            tekst = maand_jaar(dag) if marge < plaats < dagen - marge else ""
            streepjes.append({"dag": plaats, "tekst": tekst})
    return streepjes


def _datum(datum: date) -> Json:
    return {"jaar": datum.year, "maand": datum.month, "dag": datum.day}


def _cel(tekst: str) -> str:
    """Text for a narrow column: a word that cannot be hyphenated may break where its parts meet.

    A part that is long itself, as of a hash, may break after every eighth character.
    """
    return _LANG_WOORD.sub(lambda woord: "\u200b".join(_stukken(woord.group())), leesbaar(tekst))


def _stukken(woord: str) -> Iterator[str]:
    for deel in _DEEL.findall(woord):
        yield from [deel] if len(deel) <= _LANGSTE_DEEL else re.findall(".{1,8}", deel)
