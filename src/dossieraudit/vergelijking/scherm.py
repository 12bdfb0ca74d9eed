"""A comparison on the terminal: every leaf before and after, verdicts, risks, measures, and what may be concluded."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.vergelijking import Bladvergelijking, Kant, Richting, Stand, Vergelijking
from dossieraudit.outputs.lines import gevouwen
from dossieraudit.report.improvement import STATUSSEN
from dossieraudit.report.taal import datum_voluit, zichtbaar
from dossieraudit.vergelijking import woorden
from dossieraudit.vergelijking.indeling import onderdelen

TEKENS: dict[Richting, str] = {
    "verbeterd": "+",
    "ongewijzigd": "=",
    "verslechterd": "-",
    "niet_te_zeggen": "?",
    "niet_te_vergelijken": "–",
}
KLEUREN: dict[Richting, str] = {
    "verbeterd": "blue",
    "ongewijzigd": "",
    "verslechterd": "red",
    "niet_te_zeggen": "yellow",
    "niet_te_vergelijken": "dim",
}
# Where dossiers say nothing the verdict stands in the place of the counts, so it has to be as short.
KORT: dict[Klasse | None, str] = {"voldoende": "vold.", "matig": "matig", "onvoldoende": "onv."}
SMALSTE_TITEL = 16
MEEST_GENOEMD = 12


def toon(vergelijking: Vergelijking, opdracht: str = "", stil: bool = False, console: Console | None = None) -> None:
    """Print the comparison; `opdracht` is the command that gave it, to go on from."""
    console = console or Console(quiet=stil, highlight=False)
    breedte = console.width
    delen = [
        _kop(vergelijking, breedte),
        *_tabellen(vergelijking, breedte),
        _zonder_richting(vergelijking, breedte),
        _legenda(breedte),
        _oordelen(vergelijking, breedte),
        _risicos(vergelijking, breedte),
        _maatregelen(vergelijking, breedte),
        _dossiers(vergelijking, breedte),
        _lezing(vergelijking, breedte),
        _vervolg(opdracht),
    ]
    console.print(Text("\n\n").join(Text("\n").join(deel) for deel in delen if deel), soft_wrap=True)


def _kop(v: Vergelijking, breedte: int) -> list[Text]:
    hertoets = " – hertoets" if v.verantwoording.hertoets else ""
    titel = next((k.onderzoek for k in (v.na, v.voor) if k.onderzoek), None)
    regels = gevouwen(zichtbaar(f"{titel or 'Vergelijking van twee resultaten'}{hertoets}"), breedte, stijl="bold")
    if eerder := woorden.eerdere_naam(v):
        regels += gevouwen(zichtbaar(f"{v.na.wijkteam}, gemeente {v.na.gemeente} ({eerder})"), breedte)
    for label, kant in (("vóór  ", v.voor), ("na    ", v.na)):
        regels += gevouwen(zichtbaar(_kant(kant)), breedte, label)
    regels += gevouwen(woorden.verdeling(v.bladen) if v.bladen else "Er is geen norm om te vergelijken.", breedte)
    if v.verantwoording.normen != "gelijk":
        regels += gevouwen(_normen(v), breedte, stijl="bold yellow")
    return regels


def _kant(kant: Kant) -> str:
    peildatum = f" · peildatum {datum_voluit(kant.peildatum)}" if kant.peildatum else ""
    profiel = f" met profiel {kant.profiel.id}" if kant.profiel else ""
    dossiers = "1 dossier" if kant.dossiers == 1 else f"{kant.dossiers} dossiers"
    afgekeurd = f" ({kant.afgekeurd} afgekeurd)" if kant.afgekeurd else ""
    return f"{kant.naam} · {dossiers}{afgekeurd}{peildatum} · {kant.kader.id} {kant.kader.versie}{profiel}"


def _normen(v: Vergelijking) -> str:
    if v.verantwoording.normen == "gewijzigd":
        wat = "Kader of profiel verschilt. Bladen waarvan de norm anders werd, zijn niet te vergelijken."
    else:
        wat = "Kader of profiel verschilt, en wat er anders werd is niet na te gaan: geen blad is te vergelijken."
    return f"{wat} Toets beide mappen met één kader: --met-kader NAAM."


def _tabellen(v: Vergelijking, breedte: int) -> Iterator[list[Text]]:
    if not v.bladen:
        return
    cel = max(len(_cel(kant)) for b in v.bladen for kant in (b.voor, b.na))
    code = max(len(b.id) for b in v.bladen)
    rest = breedte - code - 2 * (cel + 2) - max(map(len, woorden.RICHTINGEN.values())) - 6
    titel = max(SMALSTE_TITEL, min(rest, max(len(zichtbaar(b.titel)) for b in v.bladen)))
    for groep, naam, bladen in onderdelen(v):
        yield [
            *gevouwen(zichtbaar(f"{groep.id}  {naam}" if groep else naam), breedte, stijl="bold"),
            Text(f"{'Blad':<{code}}  {'Norm':<{titel}}  {'vóór':>{cel}}  {'na':>{cel}}", style="dim"),
            *(regel for blad in bladen for regel in _rij(blad, code, titel, cel)),
        ]


def _rij(blad: Bladvergelijking, code: int, titel: int, cel: int) -> list[Text]:
    eerste, *rest = gevouwen(zichtbaar(blad.titel) or GEEN_TITEL, titel)
    regel = Text(f"{blad.id:<{code}}  {eerste.plain:<{titel}}  {_cel(blad.voor):>{cel}}  {_cel(blad.na):>{cel}}  ")
    regel.append(f"{TEKENS[blad.richting]} {woorden.RICHTINGEN[blad.richting]}", style=KLEUREN[blad.richting])
    return [regel, *(Text(f"{'':<{code}}  {r.plain}") for r in rest)]


GEEN_TITEL = "(titel niet bekend)"


def _cel(kant: Stand | None) -> str:
    if kant is None:
        return woorden.GEEN
    if not kant.beoordeeld:
        return KORT.get(kant.oordeel, woorden.GEEN)
    deels = f" G{kant.voldoet_gedeeltelijk}" if kant.voldoet_gedeeltelijk else ""
    open_ = f" ?{kant.niet_navolgbaar}" if kant.niet_navolgbaar else ""
    return f"{kant.voldoet}/{kant.beoordeeld}{deels}{open_}"


def _legenda(breedte: int) -> list[Text]:
    uitleg = (
        "n/N: in n van de N beoordeelde dossiers is aan de norm voldaan; G: gedeeltelijk; ?: niet navolgbaar. De "
        "richting volgt uit wat voldoet en wat ten minste gedeeltelijk voldoet, en geldt hoe het onbekende ook uitvalt."
    )
    return [Text(r.plain, style="dim") for r in gevouwen(uitleg, breedte)]


def _zonder_richting(v: Vergelijking, breedte: int) -> list[Text]:
    """Why some leaves have no direction, by reason."""
    regels = []
    for waarom, tekst in woorden.REDENEN.items():
        if bladen := [b for b in v.bladen if b.waarom == waarom]:
            wat = woorden.RICHTINGEN[bladen[0].richting].capitalize()
            namen = ", ".join(b.id for b in bladen)
            regels += gevouwen(f"{wat} ({tekst}): {namen}", breedte)
    return regels


def _oordelen(v: Vergelijking, breedte: int) -> list[Text]:
    groepen = (*v.groep("totaal"), *(v.groep("hoofdstuk") or v.groep("thema")))
    if not groepen:
        return []
    regels = [Text("Oordelen", style="bold")]
    for groep in groepen:
        naam = groep.titel if groep.soort == "totaal" else f"{groep.soort} {groep.id} {groep.titel}"
        kanten = [woorden.klasse(kant.oordeel) if kant else woorden.GEEN for kant in (groep.voor, groep.na)]
        tekst = f"{zichtbaar(naam)}: {kanten[0]} → {kanten[1]} ({woorden.bladen_per_richting(groep)})"
        regels += gevouwen(tekst, breedte, f"  {TEKENS[groep.richting]} ", KLEUREN[groep.richting])
    return regels


def _risicos(v: Vergelijking, breedte: int) -> list[Text]:
    if not v.risicos:
        return []
    regels = [Text("Risico's", style="bold")]
    for stand, label in woorden.RISICOSTANDEN.items():
        for risico in (r for r in v.risicos if r.stand == stand):
            twijfel = "niet zeker: " if stand != "niet_te_vergelijken" else ""
            reden = f" ({twijfel}{woorden.REDENEN[risico.waarom]})" if risico.waarom else ""
            regels += gevouwen(f"{zichtbaar(risico.titel)}{reden}", breedte, f"  {label}: ")
    return regels


def _maatregelen(v: Vergelijking, breedte: int) -> list[Text]:
    if not v.maatregelen:
        return []
    regels = [Text("Verbetermaatregelen", style="bold")]
    for m in v.maatregelen:
        laat = ", te laat" if m.te_laat else ""
        bladen = ", ".join(f"{b} {woorden.RICHTINGEN[r]}" if r else b for b, r in m.bladen.items())
        kop = f"{m.titel}: {STATUSSEN[m.status]}{laat} (gereed {datum_voluit(m.gereed)})"
        regels += gevouwen(zichtbaar(f"{kop}; {bladen}"), breedte, f"  {m.id}: ", "red" if m.te_laat else "")
    return regels


def _dossiers(v: Vergelijking, breedte: int) -> list[Text]:
    if not v.dossiers:
        return []
    regels = [Text("Dezelfde dossiers", style="bold")]
    anders = [d for d in v.dossiers if d.met("verbeterd") or d.met("verslechterd")]
    for dossier in anders[:MEEST_GENOEMD]:
        delen = [f"{woorden.RICHTINGEN[r]} {', '.join(bladen)}" for r in _GENOEMD if (bladen := dossier.met(r))]
        regels += gevouwen("; ".join(delen), breedte, f"  {dossier.id}: ")
    if rest := anders[MEEST_GENOEMD:]:
        regels.append(Text(f"  … en nog {len(rest)}"))
    gelijk = len(v.dossiers) - len(anders)
    if gelijk:
        wie = "1 dossier" if gelijk == 1 else f"{gelijk} dossiers"
        regels += gevouwen(f"In {wie} is geen blad zeker beter of slechter.", breedte, "  ")
    return regels


_GENOEMD: Sequence[Richting] = ("verbeterd", "verslechterd")


def _lezing(v: Vergelijking, breedte: int) -> list[Text]:
    regels = [Text("Wat dit zegt", style="bold")]
    a = v.verantwoording
    if a.geen_toets:
        regels += gevouwen(zichtbaar(f"Geen exacte toets. {a.geen_toets}"), breedte, "  ")
    for blad in (b for b in v.bladen if b.toets):
        if blad.toets is not None and blad.toets.aantoonbaar:
            regels += gevouwen(f"{blad.id}: {woorden.toets_tekst(blad.toets)}", breedte, "  ")
    if a.getoetst:
        getoond = [b.toets for b in v.bladen if b.toets is not None]
        wat = "1 blad" if len(getoond) == 1 else f"{len(getoond)} bladen"
        over = f" over {a.getoetst} bladen" if a.getoetst != len(getoond) else ""
        aantoonbaar = sum(toets.aantoonbaar for toets in getoond)
        zin = f"Exact getoetst (Fisher, gecorrigeerd naar Holm{over}): {wat}, waarvan {aantoonbaar} aantoonbaar "
        regels += gevouwen(f"{zin}anders bij alle overdrachten.", breedte, "  ")
    for label, kant in (("Vóór", v.voor), ("Na", v.na)):
        for stand in kant.ontheffingen:
            tekst = f"{label}: ontheffing voor {stand.blad} ({stand.eigenaar}, tot en met {datum_voluit(stand.tot)};"
            regels += gevouwen(f"{zichtbaar(tekst)} {stand.stand}) telt mee als wat het is.", breedte, "  ")
    if a.andere_overdracht:
        namen = ", ".join(a.andere_overdracht)
        regels += gevouwen(f"Zelfde id, andere overdracht, dus een ander dossier: {namen}.", breedte, "  ")
    return regels


def _vervolg(opdracht: str) -> list[Text]:
    """A command that can be copied as it is."""
    return [Text("Wat nu", style="bold"), Text(f"  rapport   {opdracht} -o voortgang/")] if opdracht else []
