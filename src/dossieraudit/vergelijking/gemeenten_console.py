"""The comparison on the terminal: per subject and norm how many municipalities, then common risks and causes."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dossieraudit.models.gemeenten import Gemeentenvergelijking, Zinvergelijking
from dossieraudit.models.kader import Kader
from dossieraudit.outputs.lines import gevouwen
from dossieraudit.report.prose import KLASSE_LABELS
from dossieraudit.report.taal import datum_voluit, zichtbaar
from dossieraudit.vergelijking.gemeenten_overzicht import Onderdeel, Overzicht
from dossieraudit.vergelijking.gemeenten_woorden import GETOONDE_KLASSEN, Woorden, door_loting, met_bereik, met_grenzen
from dossieraudit.wording import met_hoofdletter


def toon(console: Console, v: Gemeentenvergelijking, kader: Kader) -> None:
    """Print the whole comparison."""
    o = Overzicht(v, kader, Woorden.van(v, kader.woordkeus))
    for regel in gevouwen(f"{met_hoofdletter(o.woorden.tel())} naast elkaar", console.width, stijl="bold"):
        console.print(regel)
    for regel in gevouwen(f"{zichtbaar(kader.titel)}, versie {kader.versie}", console.width):
        console.print(regel)
    _zet(console, _onderzoeken(o))
    if v.totaal is not None:
        _zin(console, f"Oordeel over het geheel: {o.woorden.verdeling(v.totaal)}.")
        _zin(console, o.woorden.onzeker(v.totaal))
    for deel in o.onderdelen:
        console.print()
        for kop in gevouwen(zichtbaar(deel.titel), console.width, stijl="bold"):
            console.print(kop)
        for zin in _onderdeel(o, deel):
            _zin(console, zin, "  ")
        if any(blad.klassen for blad in deel.bladen):
            _zet(console, _normen(deel))
    _zin(
        console,
        f"Een norm met ! weegt zwaar. Een aantal is het aantal {o.woorden.meervoud}; (1–3) zegt hoeveel het er "
        "ten minste en ten hoogste zijn als bekend was wat nu niet navolgbaar is.",
        stijl="dim",
    )
    _zinnen(console, o, "Risico's", v.risicos)
    _zinnen(console, o, "Verklaringen", v.verklaringen)
    _oorzaken(console, o)
    if v.niet_vergeleken:
        console.print()
        wat = "; ".join(x.wat for x in v.niet_vergeleken)
        _zin(console, f"Niet vergeleken, omdat de regels verschillen: {wat}.")


def _zin(console: Console, tekst: str, inspringen: str = "", stijl: str | None = None) -> None:
    if tekst:
        for regel in gevouwen(zichtbaar(tekst), console.width, inspringen, stijl=stijl or ""):
            console.print(regel)


def _zet(console: Console, tabel: Table) -> None:
    """Print a table without the spaces that a grid leaves behind its lines."""
    with console.capture() as vangst:
        console.print(tabel)
    for regel in vangst.get().splitlines():
        console.print(Text.from_ansi(regel.rstrip()), soft_wrap=True)


def _tabel(*kolommen: tuple[str, str]) -> Table:
    tabel = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, header_style="dim")
    for titel, waar in kolommen:
        tabel.add_column(titel, justify="right" if waar == "rechts" else "left", overflow="fold")
    return tabel


def _onderzoeken(o: Overzicht) -> Table:
    tabel = _tabel(
        (o.woorden.hoofd, ""), ("peildatum", ""), ("dossiers", "rechts"), ("gesprekken", "rechts"), ("door loting", "")
    )
    for g in o.vergelijking.gemeenten:
        cellen = (g.naam, datum_voluit(g.peildatum), str(g.dossiers), str(g.interviews), door_loting(g.steekproef))
        tabel.add_row(*(Text(zichtbaar(c)) for c in cellen))
    return tabel


def _onderdeel(o: Overzicht, deel: Onderdeel) -> Iterator[str]:
    if deel.groep is None:
        return
    yield f"Praktijk: {o.woorden.verdeling(deel.groep)}."
    afwijkend = {naam: met_bereik(s.praktijk) for naam, s in deel.groep.gemeenten.items()}
    ruim = [f"{naam}: {tekst}" for naam, tekst in afwijkend.items() if "(" in tekst]
    if ruim:
        yield f"Met wat niet navolgbaar is: {'; '.join(ruim)}."


def _normen(deel: Onderdeel) -> Table:
    tabel = _tabel(("norm", ""), ("", ""), *((KLASSE_LABELS[k], "rechts") for k in GETOONDE_KLASSEN))
    for blad in deel.bladen:
        if not blad.klassen:
            continue
        cellen = [met_grenzen(blad.klassen[klasse]) for klasse in GETOONDE_KLASSEN]
        tabel.add_row(Text(f"{blad.id}{'!' if blad.zwaarwegend else ''}"), Text(zichtbaar(blad.titel)), *cellen)
    return tabel


def _zinnen(console: Console, o: Overzicht, titel: str, zinnen: Sequence[Zinvergelijking]) -> None:
    console.print()
    console.print(Text(titel, style="bold"))
    if not zinnen:
        console.print("  Geen.")
    for z in zinnen:
        tags = f" [{o.oorzaken(z.tags)}]" if z.tags else ""
        waar = "" if len(z.gemeenten) == o.woorden.totaal else f": {', '.join(z.gemeenten)}"
        for regel in gevouwen(
            zichtbaar(f"{z.titel}{tags}, {o.woorden.in_(len(z.gemeenten))}{waar}"), console.width, "  "
        ):
            console.print(regel)


def _oorzaken(console: Console, o: Overzicht) -> None:
    if not o.vergelijking.tags:
        return
    console.print()
    console.print(Text("Oorzaken", style="bold"))
    tabel = _tabel(("", ""), ("uit regels", "rechts"), ("eigen", "rechts"), ("samen", "rechts"), ("waar", ""))
    for t in o.vergelijking.tags:
        waar = "alle" if len(t.samen) == o.woorden.totaal else ", ".join(t.samen)
        aantallen = (str(len(t.verklaringen)), str(len(t.eigen)), str(len(t.samen)))
        tabel.add_row(Text(zichtbaar(t.omschrijving)), *aantallen, Text(zichtbaar(waar)))
    _zet(console, tabel)
