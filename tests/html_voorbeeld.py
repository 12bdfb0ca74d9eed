"""An invented report and an invented sample of any size, for the tests of the HTML report."""

from datetime import date
from itertools import product

from dossieraudit.models.kader import UITKOMSTEN, Reden, Uitkomst
from dossieraudit.models.resultaat import Beoordeling, BladUitkomst
from dossieraudit.report.tree import (
    Alinea,
    Blok,
    Cel,
    Document,
    Gebeurtenis,
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
from dossieraudit.report.verkenner import Blad, DossierRij, EisTekst, Feit, Verkenner

THEMAS = {"SH": "Signaleren en handelen", "TT": "Toeleiding en toegang", "IZ": "In zorg", "BS": "Borgen van samenhang"}
BLADEN = tuple(
    f"{thema}{criterium}.{rij}"
    for thema, criteria in {"SH": (2, 2, 5, 1), "TT": (5, 1), "IZ": (1, 6), "BS": (2, 1)}.items()
    for criterium, rijen in enumerate(criteria, 1)
    for rij in range(1, rijen + 1)
)
VIJANDIG = '<script>alert("x")</script> & <b onmouseover=alert(1)>{{ 7 * 7 }}</b> </style>'


def uitkomst(rij: int, kolom: int) -> Uitkomst:
    """An uitkomst for a dossier and a leaf, spread over all six."""
    if kolom >= len(BLADEN) - 3:
        return "niet_getoetst"
    return UITKOMSTEN[(rij * 7 + kolom * kolom + rij * kolom // 3) % 11 % 5]


def _blad(rij: int, kolom: int) -> BladUitkomst:
    gevonden = uitkomst(rij, kolom)
    reden: Reden | None = {"niet_navolgbaar": "niet_vastgelegd", "niet_van_toepassing": "buiten_bereik"}.get(gevonden)  # type: ignore[assignment]
    onbekend = gevonden == "niet_navolgbaar"
    beoordeling = None
    if (rij, kolom) == (0, 0):
        beoordeling = Beoordeling(
            beoordelaar="beoordelaar-a",
            datum=date(2017, 11, 20),
            motivering="Het gespreksverslag in bijlage 3 noemt de afspraken wel.",
            uitkomst="voldoet",
            uitkomst_machine="voldoet_niet",
        )
    return BladUitkomst(
        uitkomst=gevonden,
        reden="andere_bron" if gevonden == "niet_getoetst" else reden,
        hoogstens="voldoet" if onbekend else None,
        misschien_nvt=onbekend,
        minstens="voldoet_niet" if onbekend else None,
        eisen={"tijdig": gevonden == "voldoet", "compleet": None if onbekend else True, "besproken": False},
        beoordeling=beoordeling,
    )


def feiten(dossier: str, blad: str) -> tuple[Feit, ...]:
    """Four facts for each leaf of a dossier, of which one is the same for every leaf."""
    nummer = int(dossier.rpartition("-")[2])
    return (
        Feit("overdracht.soort", "na triage" if nummer % 2 else "na onderzoek", "overdrachtsformulier"),
        Feit("overdracht.ontvangen", f"{1 + nummer % 28} mei 2017", f"p. {1 + nummer % 9}"),
        Feit(
            f"contacten[{BLADEN.index(blad) % 12}].datum",
            f"{1 + nummer % 28} juni 2017",
            f"contactjournaal, p. {nummer % 40}",
        ),
        Feit(f"contacten[{BLADEN.index(blad) % 12}].met", "beide ouders", None),
    )


def verkenner(dossiers: int, met_feiten: bool = True) -> Verkenner:
    """An explorer over this number of dossiers."""
    eisen = (
        EisTekst("tijdig", "Het wijkteam legt binnen de afgesproken termijn contact met het gezin."),
        EisTekst("compleet", "Alle gezinsleden uit de melding zijn gesproken."),
        EisTekst("besproken", "De uitkomst is met de ouders besproken."),
    )
    bladen = tuple(
        Blad(b, f"Norm {n} over het handelen van het wijkteam", THEMAS[b[:2]], eisen) for n, b in enumerate(BLADEN, 1)
    )
    rijen = tuple(
        DossierRij(f"D-{rij + 1:04}", {blad: _blad(rij, kolom) for kolom, blad in enumerate(BLADEN)})
        for rij in range(dossiers)
    )
    return Verkenner(bladen, rijen, feiten if met_feiten else None)


def kaart(dossiers: int) -> Warmtekaart:
    """The heat map of the same sample."""
    return Warmtekaart(
        bijschrift="Uitkomst per dossier en indicator",
        rijen=tuple(f"D-{rij + 1:04}" for rij in range(dossiers)),
        kolommen=BLADEN,
        waarden=tuple(tuple(uitkomst(rij, kolom) for kolom in range(len(BLADEN))) for rij in range(dossiers)),
        handmatig=frozenset({(0, 0)}),
        samenvatting="In geen van de dossiers voldoet alles; bij de contacten met de kinderen is het beeld het zwakst.",
        anker="kaart",
    )


def document(dossiers: int = 20, tekst: str = "") -> Document:
    """A report with every kind of block; `tekst` comes in every place where text can stand."""
    return Document(
        titel=f"Borgen van veiligheid door het wijkteam Voorbeeldstad{tekst}",
        ondertitel=f"Dossieronderzoek na overdracht vanuit Veilig Thuis{tekst}",
        datum=date(2017, 11, 1),
        onderwerp=f"Dossieronderzoek{tekst}",
        blokken=(*_samenvatting(tekst), *_hoofdstuk_3(tekst), *_bijlagen(dossiers, tekst)),
        kenmerk=f"Concept 2017-014{tekst}",
        trefwoorden=("toezicht", f"wijkteam{tekst}"),
    )


def _samenvatting(tekst: str) -> tuple[Blok, ...]:
    return (
        Kop(1, f"Samenvatting{tekst}", "samenvatting"),
        Kaderblok(
            f"Oordeel{tekst}",
            (
                Alinea(
                    ("Het borgen van de veiligheid is ", Nadruk(f"nog niet voldoende{tekst}"), " en moet beter."),
                    grondslag=f"Regel totaal: 9 van 25 onvoldoende, SH1.1 en SH3.2 zwaarwegend.{tekst}",
                ),
                Lijst((Alinea((f"Het beleid is helder.{tekst}",)), Alinea(("De praktijk blijft daarbij achter.",)))),
            ),
        ),
        Alinea(
            (
                "De toezichthouder bekeek twintig dossiers. In 7 van de 11 dossiers die direct na triage zijn "
                "overgedragen, sloot het wijkteam af na één of enkele contacten, omdat de ouders geen hulp vroegen. ",
                f"Bij vijf daarvan was de melding zo ernstig dat het afsluiten niet navolgbaar is.{tekst}",
                Voetnoot(f"Zie paragraaf 3.3.1 en de uitkomsten in bijlage 3.{tekst}"),
            ),
            grondslag=f"Kenmerk direct_afgesloten: 7 van 11 (na_triage); SH2.1.{tekst}",
        ),
        Alinea(("Hoe dit per dossier ligt, staat in ", Verwijzing(f"bijlage 3{tekst}", "bijlage-3"), ".")),
    )


def _hoofdstuk_3(tekst: str) -> tuple[Blok, ...]:
    staven = tuple(
        (
            titel + (tekst if not n else ""),
            {
                "voldoet": 40 - 9 * n,
                "voldoet_gedeeltelijk": 3 * n,
                "voldoet_niet": 30 + 8 * n,
                "niet_navolgbaar": 9,
                "niet_van_toepassing": 1,
                "niet_getoetst": 2 * n,
            },
        )
        for n, titel in enumerate(THEMAS.values())
    )
    return (
        Kop(1, f"Directe veiligheid{tekst}", "h3", "3"),
        Kop(2, "Verwachting", "h3-1", "3.1"),
        Alinea(("Het wijkteam zorgt na de overdracht dat de kinderen direct veilig zijn en legt vast hoe.",)),
        Kop(2, "Beleid", "h3-2", "3.2"),
        Alinea(
            (
                "De procesbeschrijving noemt wie het wijkteam spreekt en binnen welke termijn.",
                Voetnoot("Procesbeschrijving, p. 4."),
            )
        ),
        Kop(2, "Praktijk", "h3-3", "3.3"),
        Kop(3, "Bevindingen", "h3-3-1", "3.3.1"),
        Alinea(
            ("In geen van de zeven afgesloten dossiers is te zien dat met de kinderen is gesproken.",),
            grondslag="SH2.2, eis kinderen_gesproken: 0 van 7.",
        ),
        Staven(
            f"Uitkomsten per thema{tekst}",
            staven,
            f"In alle thema’s blijft een deel van de normen onaangetoond.{tekst}",
            "staven",
        ),
        Kop(3, "Risico’s", "h3-3-2", "3.3.2"),
        Lijst(
            (
                Alinea(
                    (f"Niet iedereen uit de melding wordt gesproken, de kinderen het minst.{tekst}",),
                    grondslag=f"Regel risico_gesproken; SH2.2{tekst}",
                ),
                Alinea(("Onduidelijk blijft wat Veilig Thuis monitort.",)),
            ),
            geordend=True,
        ),
        Tijdlijn(
            f"Verloop van dossier D-0004{tekst}",
            (
                Gebeurtenis(
                    date(2017, 2, 3), f"Melding{tekst}", f"Melding bij Veilig Thuis na huiselijk geweld{tekst}"
                ),
                Gebeurtenis(date(2017, 3, 17), "Overdracht", "Overdracht na triage"),
                Gebeurtenis(date(2017, 3, 20), "Contact", "Telefonisch contact met moeder"),
                Gebeurtenis(date(2017, 3, 22), "Contact", "Huisbezoek bij moeder"),
                Gebeurtenis(date(2017, 4, 24), "Contact", "Gesprek met vader"),
                Gebeurtenis(date(2017, 4, 1), "Veiligheidsplan", "Veiligheidsplan van kracht", date(2017, 7, 1)),
                Gebeurtenis(date(2017, 7, 14), "Afsluiting", "Dossier afgesloten"),
            ),
            f"Tussen melding en overdracht liggen zes weken.{tekst}",
            "tijdlijn",
        ),
    )


def _bijlagen(dossiers: int, tekst: str) -> tuple[Blok, ...]:
    rijen = tuple(
        (
            Cel(f"{blad}{tekst}", anker="h3"),
            Cel(f"Norm {n} over het handelen van het wijkteam{tekst}"),
            Cel(f"{gevonden.replace('_', ' ')}{tekst}", gevonden),
            Cel(str(n)),
        )
        for n, (blad, gevonden) in enumerate(zip(BLADEN, UITKOMSTEN * 5, strict=False), 1)
    )
    kolommen = (
        Kolom("Indicator", 15),
        Kolom(f"Norm{tekst}", 50),
        Kolom("Oordeel", 25),
        Kolom("Aantal", 10, rechts=True),
    )
    return (
        Kop(1, "Bijlage 1: het toetsingskader", "bijlage-1"),
        Tabel(f"De indicatoren met hun oordeel{tekst}", kolommen, rijen, "tabel-kader"),
        Tabel("Bronnen zonder gegevens", (Kolom("Bron", 50), Kolom("Aantal", 50, rechts=True)), ()),
        Kop(1, "Bijlage 3: uitkomsten per dossier", "bijlage-3"),
        kaart(dossiers),
        Tabel(
            "Vastlegging",
            (Kolom("Bestand", 40), Kolom("Hash", 60)),
            tuple((Cel(f"dossiers/{n:04}.yaml"), Cel(f"{n * 0xABCDEF123456789:064x}")) for n in range(1, 4)),
        ),
    )


def leeg() -> Document:
    """A report in which every figure is empty."""
    return Document(
        "Leeg",
        "",
        None,
        "",
        (
            Kop(1, "Niets", "niets"),
            Tabel("Geen rijen", (Kolom("A", 50), Kolom("", 50)), ()),
            Warmtekaart("Geen dossiers", (), ("SH1.1",), ()),
            Staven("Geen staven", (("Leeg thema", {}),), ""),
            Tijdlijn("Geen gebeurtenissen", (), ""),
            Alinea((Verwijzing("nergens", "bestaat-niet"),)),
        ),
    )


assert len(BLADEN) == 26
assert {uitkomst(r, k) for r, k in product(range(20), range(26))} == set(UITKOMSTEN)
