"""Why an oordeel is what it is, on the terminal: the rule that decided, its sensitivity, and what it counted."""

from collections.abc import Iterator
from typing import get_args

from rich.console import Console
from rich.text import Text

from dossieraudit.errors import Gebruiksfout, bedoelde
from dossieraudit.models.kader import Kader, Uitkomst
from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.resultaat import Oordeel, Resultaat
from dossieraudit.outputs.lines import gevouwen
from dossieraudit.report.stijl import HANDMATIG, HANDMATIG_UITLEG, STIJLEN
from dossieraudit.report.taal import zichtbaar
from dossieraudit.wording import enkele

TOTAAL = "totaal"
# So many dossiers of one uitkomst are named; a sample has fewer.
_MEESTE = 60


def toon_oordeel(resultaat: Resultaat, kader: Kader, naam: str, console: Console | None = None) -> None:
    """Print one oordeel: of a leaf, criterium, thema or chapter by its id, or of the whole (`totaal`).

    Under the counts stands what was counted: of a leaf the dossiers, answers and documents, of the others the leaves.
    Raises `Gebruiksfout` for an id that the result does not have.
    """
    oordelen, titels = _oordelen(resultaat, kader)
    if naam not in oordelen:
        tip = bedoelde(naam, oordelen) or f"kies uit {', '.join(oordelen)}"
        raise Gebruiksfout(f"er is geen oordeel over '{naam}'; {tip}")
    console = console or Console(highlight=False)
    oordeel = oordelen[naam]
    regels = gevouwen(f"{naam}  {titels.get(naam, '')}".rstrip(), console.width, stijl="bold")
    regels += gevouwen(f"Oordeel: {_woord(oordeel.oordeel)}", console.width, stijl="bold")
    regels += gevouwen(f"Regel {oordeel.regel}: {zichtbaar(oordeel.uitleg)}", console.width)
    regels += gevouwen(_gevoeligheid(oordeel), console.width)
    regels.append(Text("Toegepast op:"))
    for grond, waarde in oordeel.gronden.items():
        regels.append(Text(f"  {grond} = {('ja' if waarde else 'nee') if isinstance(waarde, bool) else waarde}"))
    for kop, delen in _geteld(resultaat, kader, naam):
        regels += [
            Text(),
            Text(kop),
            *(r for wat, tekst in delen for r in gevouwen(tekst, console.width, f"  {wat}: ")),
        ]
    console.print(Text("\n").join(regels), soft_wrap=True)


def _gevoeligheid(oordeel: Oordeel) -> str:
    if oordeel.hoogstens == oordeel.minstens:
        return "Wat niet navolgbaar is, verandert dit oordeel niet."
    return (
        f"Met alles wat niet navolgbaar is op zijn gunstigst: {_woord(oordeel.hoogstens)}; "
        f"op zijn ongunstigst: {_woord(oordeel.minstens)}."
    )


def _geteld(resultaat: Resultaat, kader: Kader, naam: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What the counts of an oordeel were made of, so that a reader can go on from there: a heading with its lines."""
    if naam in resultaat.indicatoren:
        yield from _van_blad(resultaat, naam)
    else:
        yield "Bladen (! is zwaarwegend; elk met --oordeel verder uit te leggen)", _van_groep(resultaat, kader, naam)


def _van_blad(resultaat: Resultaat, blad: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    per_uitkomst: dict[Uitkomst, list[str]] = {uitkomst: [] for uitkomst in STIJLEN}
    for dossier in resultaat.dossiers:
        if blad in dossier.uitkomsten:
            gevonden = dossier.uitkomsten[blad]
            mens = gevonden.beoordeling is not None and not gevonden.beoordeling.verouderd
            per_uitkomst[gevonden.uitkomst].append(f"{dossier.id}{HANDMATIG if mens else ''}")
    dossiers = [
        (f"{STIJLEN[uitkomst].label} ({len(ids)})", enkele(ids, _MEESTE))
        for uitkomst, ids in per_uitkomst.items()
        if ids
    ]
    if dossiers:
        met_mens = any(HANDMATIG in tekst for _, tekst in dossiers)
        kop = f"Dossiers (waarom: dossieraudit explain … DOSSIER {blad})"
        yield kop, [*dossiers, *([(HANDMATIG, HANDMATIG_UITLEG.removeprefix(f"{HANDMATIG} = "))] if met_mens else [])]
    bronnen = resultaat.indicatoren[blad].bronnen
    if bronnen is not None and bronnen.interviews:
        yield (
            "Antwoorden in gesprekken",
            [
                (
                    f"vraag {a.vraag}{f', {a.groep}' if a.groep else ''}",
                    f"{a.steun} voor, {a.tegen} tegen, van {a.gevraagd}",
                )
                for a in bronnen.interviews
            ],
        )
    if bronnen is not None and bronnen.documenten:
        yield (
            "Documenten",
            [
                (d.document, f"{_woord(d.mate)}{f' ({zichtbaar(d.plaats)})' if d.plaats else ''}")
                for d in bronnen.documenten
            ],
        )


def _van_groep(resultaat: Resultaat, kader: Kader, naam: str) -> list[tuple[str, str]]:
    leden = kader.groepen | {
        f"hoofdstuk {h.nummer}": tuple(i for i in kader.indicatoren if i.id in h.indicatoren)
        for h in kader.hoofdstukken
    }
    per_klasse: dict[str, list[str]] = {}
    for blad in leden.get(naam, kader.indicatoren):
        if (oordeel := resultaat.indicatoren[blad.id].oordeel) is not None:
            per_klasse.setdefault(oordeel.oordeel, []).append(f"{blad.id}{'!' if blad.zwaarwegend else ''}")
    return [
        (f"{_woord(klasse)} ({len(per_klasse[klasse])})", ", ".join(per_klasse[klasse]))
        for klasse in get_args(Klasse)
        if klasse in per_klasse
    ]


def _oordelen(resultaat: Resultaat, kader: Kader) -> tuple[dict[str, Oordeel], dict[str, str]]:
    """Every oordeel of a result by its id, and the titles that go with the ids."""
    oordelen: dict[str, Oordeel] = {
        blad: telling.oordeel for blad, telling in resultaat.indicatoren.items() if telling.oordeel is not None
    }
    oordelen |= resultaat.criteria | resultaat.themas
    oordelen |= {f"hoofdstuk {nummer}": h.praktijk for nummer, h in resultaat.hoofdstukken.items()}
    if resultaat.oordeel is not None:
        oordelen[TOTAAL] = resultaat.oordeel
    titels = {i.id: i.titel for i in kader.indicatoren} | {t.id: t.titel for t in kader.themas}
    titels |= {c.id: c.titel for t in kader.themas for c in t.criteria}
    titels |= {f"hoofdstuk {nummer}": h.titel for nummer, h in resultaat.hoofdstukken.items()}
    return oordelen, titels


def _woord(klasse: str) -> str:
    return klasse.replace("_", " ")
