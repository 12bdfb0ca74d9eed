"""An invented report with every block, every inline and hostile text, for the tests of the paged formats."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice

from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.tree import (
    Alinea,
    Blok,
    Cel,
    Document,
    Gebeurtenis,
    Inline,
    Kaderblok,
    Kolom,
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

VIJANDIG = (
    '<script>alert(1)</script> {{ 7 * 7 }} {% raw %} #panic("x") $x$ *vet* _cursief_ **dik** ~~weg~~ '
    "[naam](http://x) ![beeld](x.png) `code` [^1] \\ @label <anker> &lt; &#35; | pijp ]]> '--"
    " =CMD('calc') \x07\x00\x1b \u202e\u2028 \ud800"
)
# What a reader sees of it: the same text, with what no one can see written out.
VIJANDIG_LEESBAAR = (
    VIJANDIG.replace("\x07", "[U+0007]")
    .replace("\x00", "[U+0000]")
    .replace("\x1b", "[U+001B]")
    .replace("\u202e", "[U+202E]")
    .replace("\u2028", "[U+2028]")
    .replace("\ud800", "[U+D800]")
)
REGELBEGINNEN = (
    "1. geen lijst",
    "- geen streepje",
    "+ geen plus",
    "# geen kop",
    "===",
    "---",
    "> geen citaat",
    "2) nee",
)
ALINEA = (
    "Uit de dossiers blijkt dat de medewerkers de ontvangst van een melding meestal bevestigen, maar dat zij de "
    "veiligheid van de kinderen daarna niet steeds zichtbaar volgen."
)


def warmtekaart(rijen: int, kolommen: int, anker: str | None = None) -> Warmtekaart:
    """A heat map of any size, in which every uitkomst occurs."""
    uitkomsten = cycle(UITKOMSTEN)
    return Warmtekaart(
        "Uitkomsten per dossier",
        tuple(f"dossier-{rij:04}" for rij in range(1, rijen + 1)),
        tuple(f"IZ{k // 4 + 1}.{k % 4 + 1}" for k in range(kolommen)),
        tuple(tuple(islice(uitkomsten, kolommen)) for _ in range(rijen)),
        frozenset({(0, 0), (1, kolommen - 1)}),
        "De meeste dossiers voldoen op de eerste indicatoren.",
        anker,
    )


def staven() -> Staven:
    return Staven(
        "Uitkomsten per thema",
        (
            ("Signaleren", dict(zip(UITKOMSTEN, (12, 5, 9, 3, 2, 1), strict=True))),
            ("Toeleiding", {"voldoet_niet": 120, "voldoet": 1}),
            ("Borgen", {}),
        ),
        "In het thema toeleiding voldoet het kleinste deel.",
        "staven",
    )


def tijdlijn() -> Tijdlijn:
    return Tijdlijn(
        "Van melding tot sluiting",
        (
            Gebeurtenis(date(2017, 8, 1), "sluiting", "Dossier gesloten zonder bericht"),
            Gebeurtenis(date(2016, 11, 3), "melding", "Melding over huiselijk geweld"),
            Gebeurtenis(date(2017, 1, 20), "veiligheidsplan", "Veiligheidsplan van kracht", date(2017, 6, 30)),
        ),
        "De melding is na elf dagen opgepakt.",
        "tijdlijn",
    )


def tabel() -> Tabel:
    rijen = tuple(
        (Cel(f"IZ{n}.1", anker="p11"), Cel(ALINEA), Cel(STIJLEN[u].label, u), Cel(f"{n}/20"))
        for n, u in enumerate((*UITKOMSTEN, *UITKOMSTEN), 1)
    )
    kolommen = (Kolom("Indicator", 12), Kolom("Norm", 48), Kolom("Uitkomst", 26), Kolom("Aantal", 14, rechts=True))
    return Tabel("Indicatoren met hun uitkomst", kolommen, rijen, "tabel")


def blokken() -> Iterator[Blok]:
    yield Kop(1, "Samenvatting", "samenvatting")
    punten = Lijst((Alinea(("Eerste punt", Voetnoot("Noot in het kader"))), Alinea(("Tweede punt",))))
    yield Kaderblok("Oordeel: moet beter", (Alinea((ALINEA,)), punten, Lijst((Alinea(("Stap een",)),), True)))
    yield Alinea(("Na het kader.",), "regel-1: 7 van 11")
    yield Kop(1, "Veiligheid van kinderen", "h1", "1")
    yield Kop(2, "Overdracht van de melding", "p11", "1.1")
    yield Alinea(
        (
            "Tekst met ",
            Nadruk("let op: "),
            "een ",
            Verwijzing("verwijzing naar 1.1", "p11"),
            ", een noot",
            Voetnoot(f"Bron: {VIJANDIG}"),
            " en een ",
            Verwijzing("verwijzing naar niets", "bestaat-niet"),
            ".",
        )
    )
    yield Alinea((VIJANDIG,))
    yield Lijst(tuple(Alinea((begin,)) for begin in REGELBEGINNEN))
    yield Lijst((Alinea(("Eerste",)), Alinea(("Tweede",))), geordend=True)
    yield Lijst((Alinea(("Opnieuw eerste",)),), geordend=True)
    yield from (Alinea((begin,)) for begin in REGELBEGINNEN)
    yield Kop(3, f"Kop met {VIJANDIG}", "vijandig anker <&\"'#)", "1.1.1")
    yield staven()
    yield tijdlijn()
    yield Kop(2, "Uitkomsten", "h1", "1.2")
    yield warmtekaart(20, 26, "kaart")
    yield tabel()
    yield Kop(1, "Oordeel en vervolg", "h2", "2")
    yield Tabel(
        f"Bijschrift met {VIJANDIG}",
        (Kolom(f"Kop {VIJANDIG}", 50), Kolom("sha256", 50)),
        ((Cel(VIJANDIG), Cel("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
         (Cel(VIJANDIG, "niet_navolgbaar"), Cel("=1+1"))),
    )  # fmt: skip
    yield Tabel("Lege tabel", (Kolom("Naam"), Kolom("Waarde")), ())
    yield Kop(1, "Bijlage 1 Verantwoording", "b1")
    yield Alinea(("Slot.",))


def voorbeeld(*extra: Blok) -> Document:
    """The report, with these blocks at its end."""
    return Document(
        "Triage en overdracht in Voorbeeldstad",
        "Rapport na dossieronderzoek bij het wijkteam",
        date(2017, 11, 1),
        "Toezicht op de veiligheid van kinderen",
        (*blokken(), *extra),
        "VB-2017-004",
        ("toezicht", "jeugdhulp"),
    )


def leesbare_teksten(document: Document) -> list[str]:
    """Everything that a reader of any format must find, each as it stands in the tree."""
    teksten = [document.titel, document.ondertitel, document.onderwerp, document.kenmerk, "1 november 2017"]
    for blok in document.blokken:
        teksten.extend(_teksten(blok))
    return [tekst.replace(VIJANDIG, VIJANDIG_LEESBAAR) for tekst in teksten]


def _teksten(blok: Blok) -> Iterator[str]:
    match blok:
        case Kop():
            yield blok.tekst
        case Alinea():
            yield from map(_tekst, blok.delen)
        case Lijst():
            for item in blok.items:
                yield from _teksten(item)
        case Kaderblok():
            yield blok.titel
            for deel in blok.blokken:
                yield from _teksten(deel)
        case Tabel():
            yield from (blok.bijschrift, *(kolom.kop for kolom in blok.kolommen))
            yield from (cel.tekst for rij in blok.rijen for cel in rij)
        case Warmtekaart():
            yield from (blok.bijschrift, blok.samenvatting, *blok.rijen[:60], *blok.kolommen)
        case Staven():
            yield from (blok.bijschrift, blok.samenvatting, *(label for label, _ in blok.staven))
        case Tijdlijn():
            yield from (
                blok.bijschrift,
                blok.samenvatting,
                "3 november 2016",
                "20 januari 2017 tot en met 30 juni 2017",
            )
            yield from (gebeurtenis.tekst for gebeurtenis in blok.gebeurtenissen)


def _tekst(deel: Inline) -> str:
    return deel if isinstance(deel, str) else deel.tekst
