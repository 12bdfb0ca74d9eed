"""The result on the terminal: a table per thema, what stands out, and what to do next."""

from dataclasses import dataclass
from datetime import date

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dossieraudit.models.kader import Indicator, Kader, Uitkomst
from dossieraudit.models.resultaat import BladTelling, Resultaat
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import datum_voluit

BALK = 10
OPVALLEND = 6
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


@dataclass(frozen=True)
class Aanhef:
    """What the screen says of the run itself: the onderzoek, and how to name it in a next command."""

    titel: str | None
    pad: str


def toon(console: Console, resultaat: Resultaat, kader: Kader, aanhef: Aanhef) -> None:
    """Print the whole result."""
    console.print(_kop(resultaat, kader, aanhef))
    for thema in kader.themas:
        bladen = [i for c in thema.criteria for i in c.indicatoren]
        console.print(_thematabel(f"{thema.id}  {thema.titel}", bladen, resultaat.indicatoren))
    console.print(_legenda())
    console.print(_opvallend(resultaat, kader))
    console.print(_vervolg(resultaat, kader, aanhef))


def _kop(resultaat: Resultaat, kader: Kader, aanhef: Aanhef) -> RenderableType:
    regels = [Text(aanhef.titel, style="bold")] if aanhef.titel else []
    regels.append(Text(f"{kader.titel}, versie {kader.versie}"))
    aantal = len(resultaat.dossiers)
    dossiers = "1 dossier" if aantal == 1 else f"{aantal} dossiers"
    regels.append(Text(f"{dossiers} · peildatum {_peildatum(resultaat)}"))
    if resultaat.afgekeurd:
        namen = ", ".join(dict.fromkeys(a.invoer for a in resultaat.afgekeurd))
        regels.append(Text(f"Niet gelezen: {namen}. Zie de meldingen.", style="bold red"))
    return Padding(Group(*regels), (0, 0, 1, 0))


def _peildatum(resultaat: Resultaat) -> str:
    if resultaat.peildatum is not None:
        return datum_voluit(resultaat.peildatum)
    dagen: list[date] = [d.peildatum for d in resultaat.dossiers]
    if not dagen:
        return "onbekend"
    eigen = f"{datum_voluit(min(dagen))} tot en met {datum_voluit(max(dagen))}"
    return f"per dossier de laatste datum in het dossier ({eigen if len(set(dagen)) > 1 else datum_voluit(dagen[0])})"


def _thematabel(titel: str, bladen: list[Indicator], tellingen: dict[str, BladTelling]) -> RenderableType:
    tabel = Table(title=titel, title_justify="left", title_style="bold", box=None, padding=(0, 1), show_edge=False)
    breedte = max((len(f"{t.beoordeeld}/{t.beoordeeld}") for t in tellingen.values()), default=1)
    tabel.add_column("Blad", no_wrap=True, min_width=6)
    tabel.add_column("Indicator", ratio=1, overflow="fold")
    for uitkomst in GETELD:
        tabel.add_column(STIJLEN[uitkomst].teken, justify="right", no_wrap=True, min_width=breedte)
    for uitkomst in BUITEN:
        tabel.add_column(STIJLEN[uitkomst].teken, justify="right", no_wrap=True, style="dim", min_width=2)
    tabel.add_column("", no_wrap=True, width=BALK)
    for blad in bladen:
        telling = tellingen[blad.id]
        n = telling.beoordeeld
        cellen = [f"{getattr(telling, u)}/{n}" if n else "" for u in GETELD]
        buiten = [str(getattr(telling, u) or "") for u in BUITEN]
        naam = f"{blad.id}{'!' if blad.zwaarwegend else ''}"
        tabel.add_row(naam, blad.titel, *cellen, *buiten, _balk(telling))
    return Padding(tabel, (0, 0, 1, 0))


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


def _legenda() -> RenderableType:
    delen = [f"{STIJLEN[u].teken} {STIJLEN[u].label} ({VULLING[u]})" for u in GETELD]
    delen += [f"{STIJLEN[u].teken} {STIJLEN[u].label}" for u in BUITEN]
    uitleg = "n/N: N zijn de dossiers waarvoor het blad geldt en dat getoetst is. ! weegt zwaar."
    return Padding(Text(f"{'  '.join(delen)}\n{uitleg}", style="dim"), (0, 0, 1, 0))


def zwaarste(resultaat: Resultaat, kader: Kader) -> list[tuple[Indicator, BladTelling]]:
    """Leaves with dossiers that fall short or cannot be followed: heavy ones first, then by how many dossiers."""
    gevonden = [(blad, resultaat.indicatoren[blad.id]) for blad in kader.indicatoren]
    gevonden = [(blad, t) for blad, t in gevonden if t.voldoet_niet + t.niet_navolgbaar]

    def gewicht(paar: tuple[Indicator, BladTelling]) -> tuple[bool, int, float]:
        blad, t = paar
        slecht = t.voldoet_niet + t.niet_navolgbaar
        return (not blad.zwaarwegend, -slecht, -slecht / t.beoordeeld)

    return sorted(gevonden, key=gewicht)


def _opvallend(resultaat: Resultaat, kader: Kader) -> RenderableType:
    regels = [Text("Opvallend", style="bold")]
    for blad, t in zwaarste(resultaat, kader)[:OPVALLEND]:
        delen = [f"{t.voldoet_niet} van {t.beoordeeld} voldoet niet" if t.voldoet_niet else ""]
        delen.append(f"{t.niet_navolgbaar} van {t.beoordeeld} niet navolgbaar" if t.niet_navolgbaar else "")
        bijzonder = " (norm voor alle gevallen)" if blad.universeel else ""
        regels.append(Text(f"  {blad.id:<6} {blad.titel}{bijzonder}: {', '.join(d for d in delen if d)}"))
    if len(regels) == 1:
        regels.append(Text("  Geen blad met dossiers die niet voldoen of niet navolgbaar zijn."))
    return Padding(Group(*regels), (0, 0, 1, 0))


def _vervolg(resultaat: Resultaat, kader: Kader, aanhef: Aanhef) -> RenderableType:
    regels = [Text("Wat nu", style="bold")]
    voorbeeld = _voorbeeld(resultaat, kader)
    if voorbeeld is not None:
        dossier, blad = voorbeeld
        regels.append(Text(f"  waarom?      dossieraudit explain {aanhef.pad} {dossier} {blad}", overflow="ignore"))
    regels.append(Text(f"  rapport      dossieraudit report {aanhef.pad} -o rapport/", overflow="ignore"))
    regels.append(Text(f"  gegevens     dossieraudit score {aanhef.pad} --format csv -o scores.csv", overflow="ignore"))
    return Group(*regels)


def _voorbeeld(resultaat: Resultaat, kader: Kader) -> tuple[str, str] | None:
    """A dossier and leaf worth a look: the heaviest leaf, the first dossier that does not meet it."""
    for blad, _ in zwaarste(resultaat, kader):
        for dossier in resultaat.dossiers:
            if dossier.uitkomsten[blad.id].uitkomst in ("voldoet_niet", "niet_navolgbaar"):
                return dossier.id, blad.id
    return None
