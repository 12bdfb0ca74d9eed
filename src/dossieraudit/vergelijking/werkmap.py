"""A comparison as an Excel workbook: a sheet for every part, numbers as numbers, text always as text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from dossieraudit.models.vergelijking import Bladvergelijking, Kant, Vergelijking
from dossieraudit.report.improvement import STATUSSEN
from dossieraudit.report.taal import zichtbaar
from dossieraudit.report.werkmap import BASIS, DATUM, KOP, REGEL, TEKST, Celvormen, Waarde, Werkmap, schrijf_rij
from dossieraudit.vergelijking import woorden


@dataclass(frozen=True, slots=True)
class Blad:
    """A sheet: its name, its headings with their widths in characters, its rows."""

    naam: str
    kolommen: dict[str, int]
    rijen: Sequence[Sequence[Waarde]]
    vast: int = 1


def schrijf_bladen(titel: str, dag: date | None, bladen: Iterable[Blad]) -> bytes:
    """These sheets as an XLSX file; `dag` stands in its properties."""
    werkmap = Werkmap(zichtbaar(titel), dag)
    opmaak = werkmap.boek.add_format
    kop, vormen = opmaak(KOP), Celvormen(opmaak(TEKST), opmaak(BASIS), opmaak(DATUM))
    for blad in bladen:
        _schrijf_blad(werkmap, blad, kop, vormen)
    return werkmap.gesloten()


def _schrijf_blad(werkmap: Werkmap, blad: Blad, kop: Any, vormen: Celvormen) -> None:
    breedtes = list(blad.kolommen.values())
    werkblad = werkmap.blad(blad.naam, breedtes, breed=True)
    werkblad.set_row(0, max(ceil(1.3 * len(naam) / breedte) for naam, breedte in blad.kolommen.items()) * REGEL)
    for kolom, naam in enumerate(blad.kolommen):
        werkblad.write_string(0, kolom, naam, kop)
    for nummer, rij in enumerate(blad.rijen, 1):
        schrijf_rij(werkblad, nummer, rij, breedtes, vormen)
    werkblad.freeze_panes(1, blad.vast)
    werkblad.repeat_rows(0)
    werkblad.repeat_columns(0, blad.vast - 1)
    if blad.rijen:
        werkblad.autofilter(0, 0, len(blad.rijen), len(breedtes) - 1)


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
