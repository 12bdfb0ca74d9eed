"""The result on the terminal: a table per thema, what stands out, and what to do next."""

import shlex
from collections.abc import Mapping
from datetime import date
from textwrap import wrap

from msgspec import Struct
from rich.console import Console
from rich.text import Text

from dossieraudit.models.kader import Indicator, Kader, Uitkomst
from dossieraudit.models.resultaat import BladTelling, Resultaat
from dossieraudit.outputs.lines import gevouwen
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import datum_voluit, zichtbaar

BALK = 10
BUITEN_BREED = 2
SMALSTE_TITEL = 16
OPVALLEND = 6
GENOEMD = 12
# Shown as columns with n of N; the rest are denominators of another kind and stand as plain numbers.
GETELD: tuple[Uitkomst, ...] = ("voldoet", "voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar")
BUITEN: tuple[Uitkomst, ...] = ("niet_van_toepassing", "niet_getoetst")
KLEUREN: dict[Uitkomst, str] = {
    "voldoet": "blue",
    "voldoet_gedeeltelijk": "cyan",
    "voldoet_niet": "red",
    "niet_navolgbaar": "yellow",
}
VULLING: dict[Uitkomst, str] = {
    "voldoet": "█",
    "voldoet_gedeeltelijk": "▓",
    "voldoet_niet": "░",
    "niet_navolgbaar": "?",
}


class Aanhef(Struct, frozen=True):
    """What the screen says of the run itself: the onderzoek, and how to name it in a next command."""

    titel: str | None
    paden: tuple[str, ...]
    opties: tuple[str, ...] = ()
    # What `explain` does not know.
    opties_alle_dossiers: tuple[str, ...] = ()


def toon(console: Console, resultaat: Resultaat, kader: Kader, aanhef: Aanhef) -> None:
    """Print the whole result."""
    breedte = console.width
    if not resultaat.dossiers:
        console.print(Text("\n").join(_kop(resultaat, kader, aanhef, breedte)), soft_wrap=True)
        return
    kolommen = Kolommen.voor(resultaat, kader, breedte)
    delen = [_kop(resultaat, kader, aanhef, breedte)]
    for thema in kader.themas:
        bladen = [i for c in thema.criteria for i in c.indicatoren]
        delen.append(_themadeel(f"{thema.id}  {zichtbaar(thema.titel)}", bladen, resultaat.indicatoren, kolommen))
    delen += [_legenda(breedte), _opvallend(resultaat, kader, breedte)]
    delen += [_van_mensen(resultaat, breedte), _ontheffingen(resultaat, breedte)]
    delen.append(_vervolg(resultaat, kader, aanhef))
    # Every line has its width already; a command that does not fit has to stay in one piece to be copied.
    console.print(Text("\n\n").join(Text("\n").join(deel) for deel in delen if deel), soft_wrap=True)


def _kop(resultaat: Resultaat, kader: Kader, aanhef: Aanhef, breedte: int) -> list[Text]:
    regels = gevouwen(zichtbaar(aanhef.titel), breedte, stijl="bold") if aanhef.titel else []
    regels += gevouwen(f"{zichtbaar(kader.titel)}, versie {kader.versie}", breedte)
    if kader.profiel is not None:
        regels += gevouwen(f"met profiel {zichtbaar(kader.profiel.titel)}, versie {kader.profiel.versie}", breedte)
    aantal = len(resultaat.dossiers)
    dossiers = "1 dossier" if aantal == 1 else f"{aantal} dossiers"
    peildatum = f" · peildatum {_peildatum(resultaat)}" if aantal else ""
    regels += gevouwen(f"{dossiers}{peildatum}", breedte)
    if resultaat.afgekeurd:
        namen = ", ".join(dict.fromkeys(zichtbaar(a.invoer) for a in resultaat.afgekeurd))
        regels += gevouwen(f"Niet gelezen: {namen}. Zie de meldingen.", breedte, stijl="bold red")
    return regels


def _peildatum(resultaat: Resultaat) -> str:
    if resultaat.peildatum is not None:
        return datum_voluit(resultaat.peildatum)
    dagen: list[date] = [d.peildatum for d in resultaat.dossiers]
    eigen = f"{datum_voluit(min(dagen))} tot en met {datum_voluit(max(dagen))}"
    return f"per dossier de laatste datum in het dossier ({eigen if len(set(dagen)) > 1 else datum_voluit(dagen[0])})"


class Kolommen(Struct, frozen=True):
    """The widths of the columns, the same for every thema so that the tables stand under each other."""

    blad: int
    titel: int
    geteld: int

    @classmethod
    def voor(cls, resultaat: Resultaat, kader: Kader, breedte: int) -> "Kolommen":
        """The widths for this result on a screen of this width; titles take what the rest leaves, if they need it."""
        blad = max(len(_bladnaam(i)) for i in kader.indicatoren)
        geteld = max(len(f"{t.beoordeeld}/{t.beoordeeld}") for t in resultaat.indicatoren.values())
        rest = breedte - blad - len(GETELD) * (geteld + 1) - len(BUITEN) * (BUITEN_BREED + 1) - BALK - 4
        titel = max(len(zichtbaar(i.titel)) for i in kader.indicatoren)
        return cls(blad, max(SMALSTE_TITEL, min(titel, rest)), geteld)

    def regel(self, blad: str, titel: str, geteld: list[str], buiten: list[str]) -> str:
        """One line, up to the bar."""
        cijfers = [f"{cel:>{self.geteld}}" for cel in geteld] + [f"{cel:>{BUITEN_BREED}}" for cel in buiten]
        return f"{blad:<{self.blad}}  {titel:<{self.titel}} {' '.join(cijfers)}"


def _bladnaam(blad: Indicator) -> str:
    return f"{blad.id}{'!' if blad.zwaarwegend else ''}"


def _themadeel(
    titel: str, bladen: list[Indicator], tellingen: Mapping[str, BladTelling], kolommen: Kolommen
) -> list[Text]:
    tekens = [[STIJLEN[uitkomst].teken for uitkomst in soort] for soort in (GETELD, BUITEN)]
    regels = [Text(titel, style="bold"), Text(kolommen.regel("Blad", "Indicator", *tekens), style="dim")]
    for blad in bladen:
        telling = tellingen[blad.id]
        n = telling.beoordeeld
        cellen = [f"{getattr(telling, u)}/{n}" if n else "" for u in GETELD]
        buiten = [str(getattr(telling, u) or "") for u in BUITEN]
        eerste, *overige = wrap(zichtbaar(blad.titel), kolommen.titel)
        regels.append(Text(kolommen.regel(_bladnaam(blad), eerste, cellen, buiten)) + Text("  ") + _balk(telling))
        regels += [Text(f"{'':<{kolommen.blad}}  {regel}") for regel in overige]
    return regels


def _balk(telling: BladTelling) -> Text:
    """A bar of fixed width; every uitkomst that occurs gets at least one place."""
    balk = Text()
    n = telling.beoordeeld
    if not n:
        return Text("·" * BALK, style="dim")
    delen = [(u, getattr(telling, u)) for u in GETELD if getattr(telling, u)]
    breedtes = [max(1, round(BALK * aantal / n)) for _, aantal in delen]
    breedtes[breedtes.index(max(breedtes))] += BALK - sum(breedtes)
    for (uitkomst, _), breedte in zip(delen, breedtes, strict=True):
        balk.append(VULLING[uitkomst] * breedte, style=KLEUREN[uitkomst])
    return balk


def _legenda(breedte: int) -> list[Text]:
    delen = [f"{STIJLEN[u].teken} {VULLING[u]} {STIJLEN[u].label}" for u in GETELD]
    delen += [f"{STIJLEN[u].teken} {STIJLEN[u].label}" for u in BUITEN]
    # No-break spaces keep a sign with its label.
    tekens = "   ".join(deel.replace(" ", "\u00a0") for deel in delen)
    uitleg = ["n/N: van de N dossiers waarvoor het blad geldt en die getoetst zijn", "!: weegt zwaar"]
    regels = [regel for tekst in (tekens, *uitleg) for regel in wrap(tekst, breedte, break_on_hyphens=False)]
    return [Text(regel.replace("\u00a0", " "), style="dim") for regel in regels]


def zwaarste(resultaat: Resultaat, kader: Kader) -> list[tuple[Indicator, BladTelling]]:
    """Leaves with dossiers that fall short or cannot be followed: heavy ones first, then by how many dossiers."""
    gevonden = [(blad, resultaat.indicatoren[blad.id]) for blad in kader.indicatoren]
    gevonden = [(blad, t) for blad, t in gevonden if t.voldoet_niet + t.niet_navolgbaar]

    def gewicht(paar: tuple[Indicator, BladTelling]) -> tuple[bool, int, float]:
        blad, t = paar
        slecht = t.voldoet_niet + t.niet_navolgbaar
        return (not blad.zwaarwegend, -slecht, -slecht / t.beoordeeld)

    return sorted(gevonden, key=gewicht)


def _opvallend(resultaat: Resultaat, kader: Kader, breedte: int) -> list[Text]:
    regels = [Text("Opvallend", style="bold")]
    for blad, t in zwaarste(resultaat, kader)[:OPVALLEND]:
        delen = []
        if t.voldoet_niet:
            delen.append(f"{t.voldoet_niet} van {t.beoordeeld} {'voldoet' if t.voldoet_niet == 1 else 'voldoen'} niet")
        if t.niet_navolgbaar:
            delen.append(f"{t.niet_navolgbaar} van {t.beoordeeld} niet navolgbaar")
        bijzonder = " (norm voor alle gevallen)" if blad.universeel else ""
        regels += gevouwen(f"{zichtbaar(blad.titel)}{bijzonder}: {', '.join(delen)}", breedte, f"  {blad.id:<6} ")
    if len(regels) == 1:
        regels += gevouwen("Geen blad met dossiers die niet voldoen of niet navolgbaar zijn.", breedte, "  ")
    return regels


def _van_mensen(resultaat: Resultaat, breedte: int) -> list[Text]:
    """Where a person's judgement counts instead of the rules, and where it no longer does."""
    soorten: dict[str, list[str]] = {"telt": [], "verouderd, telt niet": []}
    for dossier in resultaat.dossiers:
        for blad, gevonden in dossier.uitkomsten.items():
            oordeel = gevonden.beoordeling
            if oordeel is not None:
                regels, mens = STIJLEN[oordeel.uitkomst_machine].teken, STIJLEN[oordeel.uitkomst].teken
                soort = "verouderd, telt niet" if oordeel.verouderd else "telt"
                soorten[soort].append(f"{dossier.id} {blad} (regels {regels}, mens {mens})")
    gevonden_regels = [
        regel
        for soort, gevallen in soorten.items()
        if gevallen
        for regel in gevouwen(f"{soort}: {_enkele(gevallen)}", breedte, "  ")
    ]
    return [Text("Oordeel van een mens", style="bold"), *gevonden_regels] if gevonden_regels else []


def _enkele(gevallen: list[str]) -> str:
    rest = len(gevallen) - GENOEMD
    return ", ".join(gevallen[:GENOEMD]) + (f" en nog {rest}; zie het rapport" if rest > 0 else "")


def _ontheffingen(resultaat: Resultaat, breedte: int) -> list[Text]:
    """Waivers with what they are about, which counts all the same."""
    if not resultaat.ontheffingen:
        return []
    regels = [Text("Ontheffingen (tellen mee als wat zij zijn)", style="bold")]
    for stand in resultaat.ontheffingen:
        wie = ", ".join(stand.dossiers) or stand.dossier
        tekst = (
            f"{wie}: {stand.eigenaar}, tot en met {datum_voluit(stand.tot)}; {stand.stand}. {zichtbaar(stand.reden)}"
        )
        regels += gevouwen(tekst, breedte, f"  {stand.blad:<6} ")
    return regels


def _vervolg(resultaat: Resultaat, kader: Kader, aanhef: Aanhef) -> list[Text]:
    """Commands that can be copied as they are; what came from standard input cannot be asked for again."""
    if "-" in aanhef.paden:
        return []
    paden, een_pad = shlex.join(aanhef.paden), len(aanhef.paden) == 1
    opties, alle = (
        "".join(f" {shlex.quote(optie)}" for optie in soort)
        for soort in (aanhef.opties, aanhef.opties + aanhef.opties_alle_dossiers)
    )
    regels = [Text("Wat nu", style="bold")]
    voorbeeld = _voorbeeld(resultaat, kader)
    if een_pad and voorbeeld is not None:
        regels.append(Text(f"  waarom?   dossieraudit explain {paden} {' '.join(voorbeeld)}{opties}"))
    if een_pad:
        regels.append(Text(f"  rapport   dossieraudit report {paden} -o rapport/{alle}"))
    regels.append(Text(f"  gegevens  dossieraudit score {paden} --format csv -o scores.csv{alle}"))
    return regels


def _voorbeeld(resultaat: Resultaat, kader: Kader) -> tuple[str, str] | None:
    """A dossier and leaf worth a look: the heaviest leaf, the first dossier that does not meet it."""
    for blad, _ in zwaarste(resultaat, kader):
        for dossier in resultaat.dossiers:
            if dossier.uitkomsten[blad.id].uitkomst in ("voldoet_niet", "niet_navolgbaar"):
                return dossier.id, blad.id
    return None
