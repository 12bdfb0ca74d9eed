"""The self-assessment on the terminal: per leaf what is missing in which dossier, and who can mend it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from dossieraudit.models.beelden import HERSTELBAAR, BladTekorten, Herstelbaar, Tekort, Zelfevaluatie
from dossieraudit.models.herstel import HERSTELLERS
from dossieraudit.outputs.lines import gevouwen
from dossieraudit.report.taal import datum_voluit, zichtbaar
from dossieraudit.report.zelfevaluatie import NIET_MEER, VASTLEGGEN, acties, samengevat, verantwoording

_STIJL: dict[Herstelbaar, str] = {
    "alsnog_doen": "blue",
    "alsnog_vastleggen": "cyan",
    "alsnog_aanleveren": "cyan",
    "zie_beoordeling": "magenta",
    "niet_vast_te_stellen": "yellow",
    "niet_meer": "dim",
}


def toon(console: Console, beeld: Zelfevaluatie, titel: str | None, vervolg: str | None) -> None:
    """Print the whole view; `vervolg` is the command that writes the action list."""
    breedte = console.width
    delen: list[list[Text]] = [_kop(beeld, titel, breedte)]
    delen += [_blad(blad, beeld.tekorten, breedte) for blad in beeld.bladen]
    if beeld.tekorten:
        delen.append(_uitleg(beeld, breedte))
    if acties(beeld) and vervolg is not None:
        delen.append([Text("Wat nu", style="bold"), Text(f"  actielijst  {vervolg}")])
    console.print(Text("\n\n").join(Text("\n").join(deel) for deel in delen if deel), soft_wrap=True)


def _kop(beeld: Zelfevaluatie, titel: str | None, breedte: int) -> list[Text]:
    peildatum = f"peildatum {datum_voluit(beeld.peildatum)}" if beeld.peildatum else "per dossier de laatste datum"
    dossiers = "1 dossier" if beeld.dossiers == 1 else f"{beeld.dossiers} dossiers"
    profiel = f", met profiel {zichtbaar(beeld.profiel)}" if beeld.profiel else ""
    regels = gevouwen(f"Zelfevaluatie{f': {zichtbaar(titel)}' if titel else ''}", breedte, stijl="bold")
    regels += gevouwen(f"kader {beeld.kader.id} {beeld.kader.versie}{profiel} · {dossiers} · {peildatum}", breedte)
    regels.append(Text())
    for regel in samengevat(beeld):
        regels += gevouwen(regel, breedte)
    per_persoon = Counter(t.wie for t in acties(beeld))
    if per_persoon:
        delen = [f"{label} {per_persoon[wie]}" for wie, label in HERSTELLERS.items() if per_persoon[wie]]
        regels += gevouwen(f"{', '.join(delen)}.", breedte, "Aan zet: ")
    return regels


def _blad(blad: BladTekorten, tekorten: Sequence[Tekort], breedte: int) -> list[Text]:
    """One leaf: its eisen in order of weight, each with its dossiers by what can still be done."""
    naam = f"{blad.blad}{'!' if blad.zwaarwegend else ''}"
    dossiers = "1 dossier" if blad.dossiers == 1 else f"{blad.dossiers} dossiers"
    regels = gevouwen(f"{zichtbaar(blad.titel)} ({dossiers})", breedte, f"{naam}  ", "bold")
    per_eis: dict[str, list[Tekort]] = defaultdict(list)
    for tekort in tekorten:
        if tekort.blad == blad.blad:
            per_eis[tekort.tekst].append(tekort)
    for tekst, eigen in per_eis.items():
        regels += gevouwen(zichtbaar(tekst), breedte, "  * " if eigen[0].essentieel else "  - ")
        for kan, label, namen in _groepen(eigen):
            regels += gevouwen(", ".join(namen), breedte, f"      {label}: ", _STIJL[kan])
    return regels


def _groepen(tekorten: Sequence[Tekort]) -> Iterator[tuple[Herstelbaar, str, list[str]]]:
    """The dossiers with a shortcoming by what can be done and who can; what is past mending is for nobody."""
    per_groep: dict[tuple[Herstelbaar, str], list[str]] = defaultdict(list)
    for t in tekorten:
        wie = "" if t.kan == "niet_meer" else f" ({HERSTELLERS[t.wie]})"
        per_groep[t.kan, wie].append(t.dossier)
    for kan in HERSTELBAAR:
        for (soort, wie), namen in per_groep.items():
            if soort == kan:
                yield kan, f"{HERSTELBAAR[kan]}{wie}", namen


def _uitleg(beeld: Zelfevaluatie, breedte: int) -> list[Text]:
    regels = [Text("Zo leest u dit", style="bold")]
    tekens = "*: essentieel, zonder deze eis voldoet het dossier niet. !: de norm weegt zwaar."
    for tekst in (tekens, VASTLEGGEN, NIET_MEER, *verantwoording(beeld)[1:]):
        regels += gevouwen(tekst, breedte, "  ", "dim")
    return regels
