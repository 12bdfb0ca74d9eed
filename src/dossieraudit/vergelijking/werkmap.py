"""A comparison as an Excel workbook: a sheet for every part, numbers as numbers, text always as text."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import ceil
from typing import Any

import xlsxwriter

from dossieraudit.models.vergelijking import Bladvergelijking, Kant, Vergelijking
from dossieraudit.report.improvement import STATUSSEN
from dossieraudit.report.inpakken import herpakt
from dossieraudit.report.stijl import RAND
from dossieraudit.report.taal import zichtbaar
from dossieraudit.vergelijking import woorden

Waarde = str | int | float | date | None
_EERSTE_DAG = date(1980, 1, 1)
_A4 = 9
# Height of a line in points, what Excel allows for a row, and what A4 on its side holds legibly, in characters.
_REGEL = 13.5
_MEESTE_REGELS = 30
_PAGINABREEDTE = 170
_LANGSTE_TEKST = 32_767


@dataclass(frozen=True, slots=True)
class Blad:
    """A sheet: its name, its headings with their widths in characters, its rows."""

    naam: str
    kolommen: dict[str, int]
    rijen: Sequence[Sequence[Waarde]]
    vast: int = 1


def schrijf_bladen(titel: str, dag: date | None, bladen: Iterable[Blad]) -> bytes:
    """These sheets as an XLSX file; `dag` stands in its properties, as nothing here reads the clock."""
    uit = io.BytesIO()
    opties = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    werkmap = xlsxwriter.Workbook(uit, opties)
    gemaakt = datetime.combine(dag or _EERSTE_DAG, time(), UTC)
    werkmap.set_properties({"title": zichtbaar(titel), "author": "", "created": gemaakt})
    basis = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
    kop = werkmap.add_format(
        basis | {"bold": True, "bg_color": "#e4eaf1", "text_wrap": True, "border": 1, "border_color": RAND}
    )
    # With the prefix a text that starts with '=' stays text, also after someone edits the cell.
    tekst = werkmap.add_format(basis | {"text_wrap": True, "quote_prefix": True})
    datum = werkmap.add_format(basis | {"num_format": "[$-413]d mmmm yyyy", "align": "left"})
    getal = werkmap.add_format(basis)
    for blad in bladen:
        _schrijf_blad(werkmap.add_worksheet(blad.naam), blad, kop, {str: tekst, date: datum, int: getal, float: getal})
    werkmap.close()
    return herpakt(uit.getvalue())


def _schrijf_blad(werkblad: Any, blad: Blad, kop: Any, vormen: dict[type, Any]) -> None:
    breedtes = list(blad.kolommen.values())
    werkblad.set_row(0, max(ceil(1.3 * len(naam) / breedte) for naam, breedte in blad.kolommen.items()) * _REGEL)
    for kolom, (naam, breedte) in enumerate(blad.kolommen.items()):
        werkblad.set_column(kolom, kolom, breedte)
        werkblad.write_string(0, kolom, naam, kop)
    for nummer, rij in enumerate(blad.rijen, 1):
        regels = 1
        for kolom, waarde in enumerate(rij):
            if isinstance(waarde, str):
                schoon = zichtbaar(waarde)[:_LANGSTE_TEKST]
                regels = max(regels, ceil(1.1 * len(schoon) / breedtes[kolom]))
                werkblad.write_string(nummer, kolom, schoon, vormen[str])
            elif isinstance(waarde, date):
                werkblad.write_datetime(nummer, kolom, waarde, vormen[date])
            elif waarde is not None:
                werkblad.write_number(nummer, kolom, waarde, vormen[int])
        if regels > 1:
            # Not every program works out the height of wrapped text when it opens a file.
            werkblad.set_row(nummer, min(regels, _MEESTE_REGELS) * _REGEL)
    werkblad.freeze_panes(1, blad.vast)
    werkblad.repeat_rows(0)
    werkblad.repeat_columns(0, blad.vast - 1)
    if blad.rijen:
        werkblad.autofilter(0, 0, len(blad.rijen), len(breedtes) - 1)
    werkblad.set_landscape()
    werkblad.set_paper(_A4)
    werkblad.fit_to_pages(max(1, round(sum(breedtes) / _PAGINABREEDTE)), 0)
    werkblad.set_footer("&L&A&RPagina &P van &N")


def schrijf(v: Vergelijking) -> bytes:
    """The comparison as an XLSX file."""
    return schrijf_bladen("Voortgang", v.na.peildatum, _bladen(v))


def _bladen(v: Vergelijking) -> Iterable[Blad]:
    yield Blad("Normen", _normkolommen(), [_normrij(b) for b in v.bladen], vast=2)
    if v.groepen:
        yield _oordelen(v)
    if v.risicos:
        yield _risicos(v)
    if v.maatregelen:
        yield _maatregelen(v)
    if v.kenmerken:
        yield _kenmerken(v)
    if v.dossiers:
        yield _dossiers(v)
    yield _verantwoording(v)


_STANDEN = ("voldoet", "voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar", "beoordeeld", "wacht_op_oordeel")
_STANDLABELS = ("voldoet", "gedeeltelijk", "niet", "niet navolgbaar", "beoordeeld (N)", "wacht op een mens")


def _normkolommen() -> dict[str, int]:
    kolommen = {"Norm": 10, "Titel": 40, "Richting": 18, "Waarom": 30}
    for kant in ("vóór", "na"):
        kolommen |= {f"{kant}: {label}": 12 for label in _STANDLABELS} | {f"{kant}: oordeel": 14}
    return kolommen | {"Hertoets": 24, "p (Fisher)": 12, "p na Holm": 12}


def _normrij(b: Bladvergelijking) -> list[Waarde]:
    rij: list[Waarde] = [b.id, b.titel, woorden.RICHTINGEN[b.richting], woorden.REDENEN[b.waarom] if b.waarom else None]
    for kant in (b.voor, b.na):
        rij += [getattr(kant, veld) if kant is not None else None for veld in _STANDEN]
        rij.append(woorden.klasse(kant.oordeel) if kant is not None else None)
    rij.append(", ".join(woorden.HERTOETSREDENEN[r] for r in b.hertoets) or None)
    return [*rij, *([b.toets.p, b.toets.p_holm] if b.toets is not None else [None, None])]


def _oordelen(v: Vergelijking) -> Blad:
    rijen: list[list[Waarde]] = []
    for g in v.groepen:
        kanten = [woorden.klasse(k.oordeel) if k else None for k in (g.voor, g.na)]
        open_ = [k.niet_navolgbaar if k else None for k in (g.voor, g.na)]
        waarom = woorden.REDENEN[g.waarom] if g.waarom else None
        richting = woorden.RICHTINGEN[g.richting]
        rijen.append([g.soort, g.id, g.titel, *kanten, richting, waarom, *open_, woorden.bladen_per_richting(g)])
    kolommen = {"Soort": 12, "Code": 10, "Titel": 46, "Vóór": 16, "Na": 16, "Richting": 18, "Waarom": 30}
    kolommen |= {"vóór: niet navolgbaar": 14, "na: niet navolgbaar": 14, "Normen eronder": 40}
    return Blad("Oordelen", kolommen, rijen, vast=3)


def _risicos(v: Vergelijking) -> Blad:
    rijen = [
        [
            woorden.RISICOSTANDEN[r.stand].lower(),
            r.titel,
            "ja" if r.zeker else "nee",
            woorden.REDENEN[r.waarom] if r.waarom else None,
            ", ".join(r.bladen),
            r.voor,
            r.na,
        ]
        for r in v.risicos
    ]
    kolommen = {"Stand": 16, "Risico": 36, "Zeker": 8, "Waarom": 26, "Normen": 18, "Vóór": 60, "Na": 60}
    return Blad("Risico's", kolommen, rijen, vast=2)


def _maatregelen(v: Vergelijking) -> Blad:
    rijen: list[list[Waarde]] = [
        [
            m.id,
            m.titel,
            m.eigenaar,
            m.gereed,
            STATUSSEN[m.status],
            "ja" if m.te_laat else "nee",
            m.reden,
            m.laatste_voortgang,
            "; ".join(f"{b}: {woorden.RICHTINGEN[r] if r else 'niet vergeleken'}" for b, r in m.bladen.items()),
        ]
        for m in v.maatregelen
    ]
    kolommen = {"Code": 10, "Maatregel": 40, "Eigenaar": 24, "Gereed": 18, "Stand": 14, "Te laat": 8, "Reden": 30}
    return Blad("Maatregelen", kolommen | {"Laatste voortgang": 44, "Normen": 44}, rijen, vast=2)


def _kenmerken(v: Vergelijking) -> Blad:
    rijen: list[list[Waarde]] = []
    for k in v.kenmerken:
        rij: list[Waarde] = [k.naam, k.omschrijving, woorden.KENMERKSTANDEN[k.stand]]
        for t in (k.voor, k.na):
            rij += [t.waar, t.onbekend, t.totaal] if t is not None else [None, None, None]
        rijen.append(rij)
    kolommen = {"Kenmerk": 34, "Omschrijving": 60, "Verschil": 16}
    kolommen |= {f"{kant}: {wat}": 11 for kant in ("vóór", "na") for wat in ("waar", "onbekend", "totaal")}
    return Blad("Kenmerken", kolommen, rijen)


def _dossiers(v: Vergelijking) -> Blad:
    rijen = [
        [
            d.id,
            blad,
            b.voor.replace("_", " "),
            b.na.replace("_", " "),
            woorden.RICHTINGEN[b.richting],
            woorden.REDENEN[b.waarom] if b.waarom else None,
        ]
        for d in v.dossiers
        for blad, b in d.bladen.items()
    ]
    kolommen = {"Dossier": 16, "Norm": 10, "Vóór": 22, "Na": 22, "Richting": 18, "Waarom": 36}
    return Blad("Dossiers", kolommen, rijen, vast=2)


def _verantwoording(v: Vergelijking) -> Blad:
    a = v.verantwoording
    rijen: list[list[Waarde]] = [
        ["Naam", v.voor.naam, v.na.naam],
        ["Onderzoek", v.voor.onderzoek, v.na.onderzoek],
        ["Peildatum", v.voor.peildatum, v.na.peildatum],
        ["Dossiers", v.voor.dossiers, v.na.dossiers],
        ["Kader", *(f"{k.kader.id} {k.kader.versie}" for k in (v.voor, v.na))],
        ["SHA-256 van het kader", v.voor.kader.sha256, v.na.kader.sha256],
        ["Profiel", *(_profiel(k) for k in (v.voor, v.na))],
        ["Keuze van de dossiers", v.voor.steekproef, v.na.steekproef],
        ["Normen aan beide kanten", a.normen, None],
        ["Opnieuw getoetst met", a.met_kader, None],
        ["Dossiers in beide", len(a.zelfde_dossiers), None],
        ["Geen exacte toets, want", a.geen_toets, None],
    ]
    rijen += [["Verschil in kader of profiel", verschil, None] for verschil in a.normverschillen]
    rijen.append(["Gemaakt met", f"dossieraudit {v.versie}", None])
    return Blad("Verantwoording", {"Onderwerp": 30, "Vóór": 68, "Na": 68}, rijen)


def _profiel(kant: Kant) -> str:
    return f"{kant.profiel.id} {kant.profiel.versie}" if kant.profiel else "geen"
