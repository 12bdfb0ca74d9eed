"""The words of the intake workbook: how to fill it in, and what every column means."""

from collections.abc import Iterator

from dossieraudit.intake import vorm
from dossieraudit.loading.tabellen import Soort

_HOE: dict[Soort, str] = {
    "ja_nee": "Kies ja, nee of niet vastgelegd.",
    "datum": "Een datum, als dd-mm-jjjj.",
    "getal": "Een geheel getal.",
    "id": "Een kort pseudoniem: letters, cijfers, '_', '-' of '.', zonder spaties.",
    "tekst": "Vrije tekst. Schrijf geen namen of nummers van personen op.",
    "keuze": "Kies uit de lijst.",
    "lijst_id": f"Een of meer ids met komma's ertussen; {vorm.GEEN} als vaststaat dat er geen zijn.",
    "lijst_keuze": f"Een of meer keuzes met komma's ertussen; {vorm.GEEN} als vaststaat dat er geen zijn.",
}
_SOORTNAMEN: dict[Soort, str] = {
    "ja_nee": "ja of nee",
    "datum": "datum",
    "getal": "getal",
    "id": "id",
    "tekst": "vrije tekst",
    "keuze": "keuze",
    "lijst_id": "ids, met komma's",
    "lijst_keuze": "keuzes, met komma's",
}
_LEEG = "Leeg: niet vastgelegd."
KOPPEN = ("Blad", "Kolom", "Soort", "Betekenis", "Keuzes")

STUKKEN = (
    (
        "Dossiers invoeren",
        (
            ("Waarvoor", "In deze werkmap legt u vast wat er in dossiers staat: feiten, geen oordelen."),
            (
                "1. Begin op blad Dossiers",
                "Geef elk dossier een rij met een pseudoniem als id. Eén werkmap kan één dossier bevatten, of vele.",
            ),
            (
                "2. Vul de andere bladen",
                "Kies in de kolom Dossier bij welk dossier een rij hoort. Een kolom met * is verplicht. Hoort een rij "
                "bij een andere, zoals een afspraak bij een veiligheidsplan, dan staat in 'Hoort bij' het id daarvan.",
            ),
            (
                "3. Lees de werkmap in",
                "dossieraudit import intake.xlsx -o onderzoek/dossiers/\n"
                "Elke fout wordt genoemd met blad en cel, alle tegelijk.",
            ),
            ("Hulp bij een kolom", "Zet de aanwijzer op de kop van een kolom, kies een cel, of zie blad Kolommen."),
        ),
    ),
    (
        "Onbekend is geen nee",
        (
            (
                "Leeg",
                "Niet vastgelegd: het dossier zegt er niets over. Vul nooit 'nee' in omdat u niets vond.",
            ),
            ("nee", "Het dossier zegt dat het niet zo was."),
            (
                vorm.GEEN,
                "U hebt gekeken en er zijn er geen. Bijvoorbeeld bij Contacten op blad Dossiers: het contactjournaal "
                "is er, en het is leeg. Laat u die cel leeg en staan er geen rijen op blad Contacten, dan is het niet "
                "vastgelegd.",
            ),
            (
                "Niet aangeleverd",
                "Een onderdeel dat u niet hebt gekregen, zet u op blad Niet aangeleverd. Alles daarin is dan onbekend.",
            ),
        ),
    ),
    (
        "Hoe u iets opschrijft",
        (
            ("Datum", "Als 10-04-2017. Typt u tekst, dan is ook 2017-04-10 goed."),
            (
                "Meer dan een",
                "Met komma's ertussen: m1, k2. Bij keuzes alleen waar de hulp dat zegt.",
            ),
            (
                "Vindplaats",
                "Waar een rij in het dossier staat, bijvoorbeeld 'journaal, p. 12'. Voor één los feit is er het blad "
                "Vindplaatsen, met het pad van dat feit: contacten[c3].datum.",
            ),
            (
                "Pseudoniemen",
                "Schrijf m1 voor de moeder, k1 voor een kind, mw1 voor een medewerker. Geen namen, geen geboortedatums "
                "en geen burgerservicenummers: met een BSN erin wordt de werkmap geweigerd.",
            ),
            ("Formules", "Worden niet gelezen: zet er een waarde neer."),
            (
                'letterlijk:"…"',
                "Zo staat een tekst in een cel die een rekenprogramma anders zou veranderen, zoals een tekst met "
                "spaties vooraan. Laat hem staan, of zet er uw eigen tekst voor in de plaats.",
            ),
        ),
    ),
)


def hulp(kolom: vorm.Kolom) -> str:
    """The help of a column: what it means, how to write it, and what an empty cell says."""
    if kolom.veld is None:
        return kolom.uitleg
    delen = [kolom.uitleg, _HOE[kolom.veld.soort]]
    if not kolom.verplicht:
        delen.append(_LEEG)
    return " ".join(delen)


def inhoudsopgave() -> Iterator[tuple[str, str]]:
    """Every sheet, with what it holds."""
    for naam, tabel in vorm.bladen().items():
        if tabel.pad:
            yield naam, f"{tabel.omschrijving} {_HOEVEEL[tabel.lijst]}"
        else:
            yield naam, "Eén rij per dossier; hier begint u."
    yield vorm.NIET_AANGELEVERD, "Onderdelen die u niet hebt gekregen."
    yield vorm.VINDPLAATSEN, "Waar losse feiten in het dossier staan."
    yield vorm.KOLOMMENBLAD, "De betekenis van elke kolom, om op te zoeken of af te drukken."


def kolomrijen() -> Iterator[tuple[str, ...]]:
    """Every column of every sheet: sheet, heading, kind, meaning, choices."""
    for naam, tabel in vorm.bladen().items():
        for kolom in vorm.kolommen(tabel.pad):
            soort = _SOORTNAMEN[kolom.veld.soort] if kolom.veld else _ROLLEN[kolom.rol]
            keuzes = ", ".join(map(vorm.keuze, kolom.veld.keuzes)) if kolom.veld else ""
            yield naam, f"{kolom.kop}{' *' if kolom.verplicht else ''}", soort, kolom.uitleg, keuzes


_HOEVEEL = {True: "Een rij per stuk.", False: "Hooguit één rij per dossier."}
_ROLLEN = {"dossier": "id", "houder": "id", "lijst": "zie blad, of (geen)", "vindplaats": "tekst", "feit": ""}
