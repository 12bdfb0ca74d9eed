"""The chapters of the progress report: verdicts, norms, risks, kenmerken, dossiers."""

from collections.abc import Iterator, Sequence

from dossieraudit.models.vergelijking import (
    Bladvergelijking,
    Dossiervergelijking,
    Richting,
    Risicovergelijking,
    Vergelijking,
)
from dossieraudit.report.leaves import GETELD
from dossieraudit.report.prose import opsomming, tel, tel_van, zijn, zin
from dossieraudit.report.sections import kop
from dossieraudit.report.tree import Alinea, Blok, Cel, Inline, Kolom, Lijst, Nadruk, Staven, Tabel, Voetnoot
from dossieraudit.vergelijking import woorden
from dossieraudit.vergelijking.indeling import onderdelen

# What a figure shows, most telling first, and as many norms as stay legible.
_IN_FIGUUR: tuple[Richting, ...] = ("verbeterd", "verslechterd", "niet_te_zeggen")
MEEST_IN_FIGUUR = 10
_SOORTEN = {"totaal": "", "hoofdstuk": "Hoofdstuk ", "thema": "Thema ", "criterium": ""}


def oordelen(v: Vergelijking, nummer: str) -> Iterator[Blok]:  # noqa: ARG001 - every chapter has this signature
    """The verdicts over the whole, chapters, thema's and criteria."""
    if not v.groepen:
        return
    yield Alinea(
        (
            "Een oordeel is verbeterd of verslechterd als dat geldt hoe het niet-navolgbare ook uitvalt. Een oordeel "
            "kan gelijk blijven terwijl normen eronder veranderen; de laatste kolom telt die.",
        ),
        "oordelen van beide metingen, met hun uitersten",
    )
    rijen = tuple(
        (
            Cel(f"{_SOORTEN[g.soort]}{g.id if g.soort != 'totaal' else ''} {g.titel}".strip()),
            Cel(woorden.groepsstand(g.voor)),
            Cel(woorden.groepsstand(g.na)),
            Cel(woorden.richting(g.richting, g.waarom)),
            Cel(woorden.bladen_per_richting(g)),
        )
        for g in v.groepen
    )
    kolommen = (
        Kolom("Onderdeel", 24),
        Kolom("Vóór", 22),
        Kolom("Na", 22),
        Kolom("Oordeel", 14),
        Kolom("Normen eronder", 18),
    )
    yield Tabel("Oordelen vóór en na", kolommen, rijen, "tabel-oordelen")


def per_hoofdstuk(v: Vergelijking, nummer: str) -> Iterator[Blok]:
    """Every norm before and after, chapter by chapter."""
    if not v.bladen:
        return
    if (figuur := _figuur(v)) is not None:
        yield figuur
    for plaats, (_, titel, bladen) in enumerate(onderdelen(v), 1):
        yield kop(f"{nummer}.{plaats}", titel)
        yield Alinea((woorden.verdeling(bladen),), f"bladen {', '.join(b.id for b in bladen)}")
        yield _normtabel(titel, bladen)


def _figuur(v: Vergelijking) -> Staven | None:
    """The norms that changed, or may have, in bars: before beside after. None where there is none."""
    anders = [b for b in v.bladen if b.richting in _IN_FIGUUR and b.grond == "dossiers"]
    anders.sort(key=lambda b: _IN_FIGUUR.index(b.richting))
    staven = [
        (f"{b.id} {wanneer}", {uitkomst: getattr(kant, uitkomst) for uitkomst in GETELD})
        for b in anders[:MEEST_IN_FIGUUR]
        for wanneer, kant in (("vóór", b.voor), ("na", b.na))
        if kant is not None
    ]
    if not staven:
        return None
    rest = len(anders) - MEEST_IN_FIGUUR
    meer = f" Nog {tel(rest, 'norm staat', 'normen staan')} alleen in de tabellen." if rest > 0 else ""
    samenvatting = f"Per norm het aantal dossiers per uitkomst, eerst vóór, dan na.{meer}"
    return Staven("Normen die veranderden of veranderd kunnen zijn", tuple(staven), samenvatting, "figuur-veranderd")


def _normtabel(titel: str, bladen: Sequence[Bladvergelijking]) -> Tabel:
    kolommen = (Kolom("Norm", 30), Kolom("Vóór", 25), Kolom("Na", 25), Kolom("Richting", 20))
    rijen = tuple(
        (
            Cel(woorden.norm_naam(b)),
            Cel(woorden.stand(b, b.voor)),
            Cel(woorden.stand(b, b.na)),
            Cel(_richting(b)),
        )
        for b in bladen
    )
    return Tabel(f"Normen vóór en na: {titel}", kolommen, rijen)


def _richting(blad: Bladvergelijking) -> str:
    """The direction of a leaf, with what else a reader needs to weigh it."""
    delen = [woorden.richting(blad.richting, blad.waarom)]
    if blad.grond == "oordeel" and blad.richting != "niet_te_vergelijken":
        delen.append("naar het oordeel")
    if blad.toets is not None and (blad.toets.aantoonbaar or blad.richting in ("verbeterd", "verslechterd")):
        delen.append(woorden.toets_tekst(blad.toets))
    return "; ".join(delen)


def risicos(v: Vergelijking, nummer: str) -> Iterator[Blok]:
    """Risks that went, came and stayed."""
    gegeven = [(stand, [r for r in v.risicos if r.stand == stand]) for stand in woorden.RISICOSTANDEN]
    plaats = 0
    for stand, gevonden in gegeven:
        if gevonden:
            plaats += 1
            yield kop(f"{nummer}.{plaats}", woorden.RISICOSTANDEN[stand])
            yield Lijst(tuple(_risico(r) for r in gevonden))


def _risico(risico: Risicovergelijking) -> Alinea:
    delen: list[Inline] = [Nadruk(f"{zin(risico.titel)} "), risico.na or risico.voor or ""]
    if risico.stand == "gebleven" and risico.voor and risico.voor != risico.na:
        delen.append(Voetnoot(f"Vóór stond er: {risico.voor}"))
    if risico.stand == "verdwenen":
        delen.append(" Dat stond er vóór; de regel gaat nu niet meer op.")
    if twijfel := woorden.twijfel(risico):
        delen.append(f" {zin(twijfel)}")
    elif risico.waarom:
        delen.append(f" {zin(woorden.REDENEN[risico.waarom])}")
    return Alinea(tuple(delen), f"regel {risico.id}; bladen {', '.join(risico.bladen) or 'geen'}")


def kenmerken_en_dossiers(v: Vergelijking, nummer: str) -> Iterator[Blok]:
    """What lies under the norms: named facts, and the dossiers that were read twice."""
    plaats = 0
    for titel, blokken in (("Kenmerken", tuple(_kenmerken(v))), ("Dezelfde dossiers", tuple(_dossiers(v)))):
        if blokken:
            plaats += 1
            yield kop(f"{nummer}.{plaats}", titel)
            yield from blokken


def _kenmerken(v: Vergelijking) -> Iterator[Blok]:
    """Kenmerken that occur more or less often, or of which that cannot be said."""
    if not v.kenmerken:
        return
    # What was asked of no dossier on either side has nothing to compare, and is no difference.
    nergens = [k for k in v.kenmerken if k.voor and k.na and not k.voor.totaal and not k.na.totaal]
    anders = [k for k in v.kenmerken if k.stand != "gelijk" and k not in nergens]
    yield Alinea(
        (
            "Een kenmerk is een feit over een dossier dat een naam heeft. Vaker of minder vaak is op zichzelf niet "
            f"goed of slecht. {_gelijk(len(v.kenmerken), len(nergens), len(anders))}",
        ),
        "tellingen van kenmerken",
    )
    if not anders:
        return
    rijen = tuple(
        (
            Cel(k.omschrijving or k.naam),
            Cel(woorden.kenmerkstand(k.voor, procent)),
            Cel(woorden.kenmerkstand(k.na, procent)),
            Cel(f"{woorden.KENMERKSTANDEN[k.stand]}{f' ({woorden.REDENEN[k.waarom]})' if k.waarom else ''}"),
        )
        for k in anders
        for procent in [woorden.met_procent(*(t.totaal for t in (k.voor, k.na) if t is not None))]
    )
    kolommen = (Kolom("Kenmerk", 40), Kolom("Vóór", 18), Kolom("Na", 18), Kolom("Verschil", 24))
    yield Tabel("Kenmerken die verschillen, of waarvan dat niet te zeggen is", kolommen, rijen)


def _gelijk(totaal: int, nergens: int, anders: int) -> str:
    """What the table leaves out: what counts the same, and what no dossier on either side was about."""
    if not anders and not nergens:
        return "Geen enkel kenmerk telt anders."
    gelijk = totaal - nergens - anders
    delen = [f"{'telt' if gelijk == 1 else 'tellen'} er {gelijk} hetzelfde"]
    if nergens:
        delen.append(f"{'gaat' if nergens == 1 else 'gaan'} er {nergens} aan beide kanten over geen enkel dossier")
    return f"Van de {totaal} kenmerken {' en '.join(delen)}{'; de tabel toont de rest' if anders else ''}."


def _zonder_richting(dossiers: Sequence[Dossiervergelijking], met: Sequence[Dossiervergelijking]) -> Iterator[str]:
    """What is to say of dossiers that the table leaves out; another uitkomst may have no direction, as 'n.v.t.' has."""
    rest = [d for d in dossiers if d not in met]
    wel = sum(any(blad.voor != blad.na for blad in d.bladen.values()) for d in rest)
    if gelijk := len(rest) - wel:
        yield zin(f"in {tel_van(gelijk, len(dossiers), 'dossier', 'dossiers')} is geen uitkomst anders")
    if wel:
        wie = tel_van(wel, len(dossiers), "dossier", "dossiers")
        yield zin(f"in {wie} is wel een uitkomst anders, maar niet als beter of slechter te lezen")


def _dossiers(v: Vergelijking) -> Iterator[Blok]:
    """Dossiers on both sides: which leaves went which way in each."""
    if not v.dossiers:
        return
    richtingen: tuple[Richting, ...] = ("verbeterd", "verslechterd", "niet_te_zeggen")
    anders = [d for d in v.dossiers if any(d.met(r) for r in richtingen)]
    aantal = len(v.dossiers)
    eerste = f"{tel(aantal, 'dossier', 'dossiers')} {zijn(aantal)} in beide metingen gelezen"
    zinnen = [zin(eerste), *_zonder_richting(v.dossiers, anders)]
    yield Alinea((" ".join(zinnen),), f"dossiers {opsomming([d.id for d in v.dossiers])}")
    if not anders:
        return
    rijen = tuple((Cel(d.id), *(Cel(", ".join(d.met(r)) or woorden.GEEN) for r in richtingen)) for d in anders)
    kolommen = (Kolom("Dossier", 16), *(Kolom(woorden.RICHTINGEN[r].capitalize(), 28) for r in richtingen))
    yield Tabel("Normen per dossier", kolommen, rijen)
