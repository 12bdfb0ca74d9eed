"""The agreement of two assessors as text, for the screen and for the file of the onderzoek."""

from collections.abc import Iterator

from dossieraudit.models.bronnen import Oordeelsvelling
from dossieraudit.models.kader import Kader
from dossieraudit.report.prose import procent
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import zichtbaar
from dossieraudit.review.consensus import Consensus
from dossieraudit.review.overeenstemming import Overeenstemming, Vergelijking
from dossieraudit.review.taken import OORDELEN


def als_markdown(vergelijking: Vergelijking, kader: Kader, consensus: Consensus | None = None) -> str:
    """The whole account."""
    delen = (
        _inleiding(vergelijking, kader),
        _tabel(vergelijking, kader),
        _per_deel(vergelijking, kader),
        _verschillen(vergelijking, kader),
        _niet_vergeleken(vergelijking),
        _consensus(consensus) if consensus is not None else (),
    )
    return "\n".join(regel for deel in delen for regel in deel).rstrip() + "\n"


def _alles(vergelijking: Vergelijking, kader: Kader) -> Overeenstemming:
    return vergelijking.over(i.id for i in kader.indicatoren)


def _inleiding(v: Vergelijking, kader: Kader) -> Iterator[str]:
    a, b = v.namen
    alles = _alles(v, kader)
    yield from (f"# Overeenstemming tussen {a} en {b}", "")
    yield f"- Door beiden beoordeeld, over dezelfde feiten: {alles.aantal}."
    yield f"- Alleen door {a}: {len(v.alleen_eerste)}. Alleen door {b}: {len(v.alleen_tweede)}."
    if v.andere_feiten:
        anders = "Door beiden beoordeeld, maar over verschillende feiten of normen"
        yield f"- {anders}: {len(v.andere_feiten)}; die tellen hier niet."
    if alles.aantal:
        yield f"- Gelijk: {alles.gelijk} van de {alles.aantal} ({procent(alles.gelijk, alles.aantal)})."
        yield f"- Cohens kappa: {kappa_tekst(alles)}."
    yield ""
    if alles.kappa is not None:
        yield (
            "Kappa zegt hoe ver de overeenstemming uitkomt boven wat toeval zou geven; 1 is volledig, 0 niet meer dan "
            "toeval. Grenzen voor 'goed' of 'matig' zijn willekeurig en staan hier daarom niet. Lees het getal naast "
            "de tabel: als bijna alles in één categorie valt, is kappa laag bij veel overeenstemming."
        )
        yield ""


def _tabel(v: Vergelijking, kader: Kader) -> Iterator[str]:
    alles = _alles(v, kader)
    gebruikt = [u for u in OORDELEN if any(u in paar for paar in alles.tabel)]
    if not gebruikt:
        return
    yield from (f"## Tabel (rijen {v.namen[0]}, kolommen {v.namen[1]})", "")
    yield f"| | {' | '.join(STIJLEN[u].label for u in gebruikt)} | totaal |"
    yield "|---" * (len(gebruikt) + 2) + "|"
    for rij in gebruikt:
        aantallen = [alles.tabel.get((rij, kolom), 0) for kolom in gebruikt]
        yield f"| **{STIJLEN[rij].label}** | {' | '.join(map(str, aantallen))} | {sum(aantallen)} |"
    totalen = [sum(alles.tabel.get((rij, kolom), 0) for rij in gebruikt) for kolom in gebruikt]
    yield f"| **totaal** | {' | '.join(map(str, totalen))} | {sum(totalen)} |"
    yield ""


def _per_deel(v: Vergelijking, kader: Kader) -> Iterator[str]:
    themas = [(f"{t.id} {t.titel}", v.over(i.id for c in t.criteria for i in c.indicatoren)) for t in kader.themas]
    bladen = [(f"{i.id} {i.titel}", v.over([i.id])) for i in kader.indicatoren]
    for kop, rijen in (("Per thema", themas), ("Per blad", bladen)):
        gevuld = [(naam, telling) for naam, telling in rijen if telling.aantal]
        if gevuld:
            yield from (f"## {kop}", "", "| | beoordeeld | gelijk | aandeel | kappa |", "|---|---:|---:|---:|---|")
            for naam, telling in gevuld:
                aandeel = procent(telling.gelijk, telling.aantal)
                cellen = (_cel(naam), telling.aantal, telling.gelijk, aandeel, kappa_tekst(telling))
                yield f"| {' | '.join(map(str, cellen))} |"
            yield ""


def _verschillen(v: Vergelijking, kader: Kader) -> Iterator[str]:
    if not v.samen:
        return
    yield from ("## Verschillen om door te spreken", "")
    if not v.verschillen:
        yield from ("Geen.", "")
        return
    titels = {i.id: i.titel for i in kader.indicatoren}
    for a, b in v.verschillen:
        yield f"- **{a.dossier}, {a.blad}** {_cel(titels[a.blad])} (regels: {_label(a.uitkomst_machine)})"
        yield from (f"  - {_oordeel(oordeel)}" for oordeel in (a, b))
    yield ""


def _niet_vergeleken(v: Vergelijking) -> Iterator[str]:
    a, b = v.namen
    groepen = (
        (f"Alleen door {a} beoordeeld", [(o.dossier, o.blad) for o in v.alleen_eerste]),
        (f"Alleen door {b} beoordeeld", [(o.dossier, o.blad) for o in v.alleen_tweede]),
        ("Over verschillende feiten of normen beoordeeld", [(o.dossier, o.blad) for o, _ in v.andere_feiten]),
    )
    for kop, paren in groepen:
        if paren:
            yield from (f"## {kop}", "", "; ".join(f"{dossier} {blad}" for dossier, blad in paren) + ".", "")


def _consensus(consensus: Consensus) -> Iterator[str]:
    yield from ("## Consensus", "")
    vast = f"Vastgelegd: {len(consensus.oordelen)}, waarvan nu nieuw: {consensus.nieuw}."
    yield f"{vast} Nog open: {len(consensus.open)}."
    yield ""
    yield from (f"- {dossier} {blad}: {waarom}" for (dossier, blad), waarom in consensus.open)


def _oordeel(o: Oordeelsvelling) -> str:
    return f"{o.beoordelaar}: {STIJLEN[o.uitkomst].label} – {_cel(o.motivering)}"


def _label(uitkomst: str) -> str:
    return next(stijl.label for u, stijl in STIJLEN.items() if u == uitkomst)


def kappa_tekst(telling: Overeenstemming) -> str:
    """Kappa in two decimals, 1 only where they agree on all; or why there is none."""
    if telling.kappa is not None:
        honderdsten = round(telling.kappa * 100) if telling.kappa == 1 else min(round(telling.kappa * 100), 99)
        teken = "-" if honderdsten < 0 else ""
        return f"{teken}{abs(honderdsten) // 100},{abs(honderdsten) % 100:02}"
    if not telling.aantal:
        return "niet te berekenen (niets is door beiden beoordeeld)"
    return "niet te berekenen (één categorie)"


def _cel(tekst: str) -> str:
    """Text of a person as plain text in Markdown, on one line."""
    return "".join(f"\\{teken}" if teken in "\\`*_[]<>|#" else teken for teken in zichtbaar(tekst).strip())
