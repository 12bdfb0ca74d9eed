"""The view on regie on the terminal: a time line per dossier on one axis, and the counts over all of them."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from dossieraudit.beelden.perioden import Stukken, dagen, doorsnede, verenigd, verschil
from dossieraudit.beelden.regie import VEILIG_THUIS, WIJKTEAM, Verloop, twee_regisseurs
from dossieraudit.models.beelden import Antwoord, Betrokkene, Partij, Regiebeeld, Regieoverzicht
from dossieraudit.models.dossier import Dossier
from dossieraudit.outputs.lines import gevouwen
from dossieraudit.report.regie import (
    GESPROKEN_UITLEG,
    METINGEN,
    ONBEKEND,
    UITLEG,
    dagen_tekst,
    personen_tekst,
    venster_tekst,
    wanneer_tekst,
    wie_tekst,
)
from dossieraudit.report.taal import datum_voluit, in_woorden, zichtbaar

# Sign → meaning; where states meet in one place of the line, the one of most days is shown.
TEKENS = {
    "v": "bij Veilig Thuis (melding tot overdracht)",
    "W": "regie wijkteam",
    "V": "regie Veilig Thuis",
    "A": "regie van een ander",
    "X": "meer dan één",
    "x": "misschien meer dan één",
    ".": "niemand",
    "?": "niet vast te stellen",
}
_STIJL = {
    "W": "blue",
    "V": "magenta",
    "v": "magenta",
    "A": "cyan",
    "X": "red",
    "x": "yellow",
    ".": "red",
    "?": "yellow",
}
_ANTWOORD: dict[Antwoord, str] = {"ja": "gesproken", "nee": "niet gesproken", "niet_vast_te_stellen": ONBEKEND}


def toon(console: Console, beeld: Regieoverzicht, dossiers: Sequence[Dossier], titel: str | None) -> None:
    """Print the view; of a single dossier everything about it."""
    breedte = console.width
    delen = [_kop(beeld, titel, breedte), _lijnen(beeld, dossiers, breedte)]
    if len(beeld.dossiers) == 1:
        delen.append(_dossier(beeld.dossiers[0], breedte))
    elif beeld.dossiers:
        delen += [_tellingen(beeld, breedte), _mensen(beeld, breedte)]
    delen.append(_uitleg(breedte))
    console.print(Text("\n\n").join(Text("\n").join(deel) for deel in delen if deel), soft_wrap=True)


def _kop(beeld: Regieoverzicht, titel: str | None, breedte: int) -> list[Text]:
    aantal = len(beeld.dossiers)
    regels = gevouwen(f"Regie en betrokkenen{f': {zichtbaar(titel)}' if titel else ''}", breedte, stijl="bold")
    dagen_ = sorted({b.peildatum for b in beeld.dossiers})
    wanneer = f" · stand op {datum_voluit(dagen_[0])}" if len(dagen_) == 1 else ""
    return [*regels, *gevouwen(f"{'1 dossier' if aantal == 1 else f'{aantal} dossiers'}{wanneer}", breedte)]


def _lijnen(beeld: Regieoverzicht, dossiers: Sequence[Dossier], breedte: int) -> list[Text]:
    """A line per dossier, all on the same axis."""
    standen = [(b, _stand(b, d)) for b, d in zip(beeld.dossiers, dossiers, strict=True)]
    randen = [rand for _, stand in standen for stukken in stand.values() for stuk in stukken for rand in stuk]
    if not randen:
        return []
    naam = max(len(b.dossier) for b, _ in standen)
    begin, eind = min(randen), max(randen)
    plaatsen = max(10, min(breedte - naam - 2, eind - begin))
    regels = [_as(begin, eind, naam + 2, plaatsen)]
    for b, stand in standen:
        regel = Text(f"{b.dossier:<{naam}}  ")
        for plaats in range(plaatsen):
            van = begin + plaats * (eind - begin) // plaatsen
            tot = begin + (plaats + 1) * (eind - begin) // plaatsen
            teken = _teken(stand, van, tot)
            regel.append(teken, style=_STIJL.get(teken, ""))
        regel.rstrip()
        regels.append(regel)
    aanwezig = [t for t in TEKENS if any(stand.get(t) for _, stand in standen)]
    return [
        *regels,
        *gevouwen("   ".join(f"{t} {TEKENS[t]}".replace(" ", "\u00a0") for t in aanwezig), breedte, stijl="dim"),
    ]


def _stand(b: Regiebeeld, dossier: Dossier) -> dict[str, Stukken]:
    """Which days have which sign; each day has at most one."""
    verloop = Verloop(dossier, b.peildatum)
    ruim = verloop.ruimste_venster
    if ruim is None:
        return {}
    gevonden: dict[str, Stukken] = {}
    if b.melding_op is not None and b.overgedragen_op is not None:
        gevonden["v"] = verenigd([(b.melding_op.toordinal(), b.overgedragen_op.toordinal())])
    rest = ruim
    per_partij = {
        "X": verloop.samen(twee_regisseurs)[0],
        "x": doorsnede(verloop.zeker_geleid, verloop.samen(twee_regisseurs)[1] or ()),
        "W": verloop.van(WIJKTEAM),
        "V": verloop.van(VEILIG_THUIS),
        "A": verloop.zeker_geleid,
    }
    for teken, stukken in per_partij.items():
        gevonden[teken] = doorsnede(rest, stukken)
        rest = verschil(rest, stukken)
    mogelijk = verloop.mogelijk_geleid
    gevonden["."] = () if mogelijk is None else doorsnede(verschil(rest, mogelijk), verloop.venster)
    gevonden["?"] = verschil(rest, gevonden["."])
    return gevonden


def _teken(stand: dict[str, Stukken], van: int, tot: int) -> str:
    """The sign of most of these days; a blank where the case did not run."""
    geteld = {teken: dagen(doorsnede(stukken, [(van, tot)])) for teken, stukken in stand.items()}
    teken = max(geteld, key=lambda t: geteld[t], default=" ")
    return teken if geteld.get(teken) else " "


def _as(begin: int, eind: int, inspringing: int, plaatsen: int) -> Text:
    """The first and the last day of the axis above the lines."""
    links, rechts = datum_voluit(date.fromordinal(begin)), datum_voluit(date.fromordinal(eind - 1))
    ruimte = max(1, plaatsen - len(links) - len(rechts))
    return Text(f"{' ' * inspringing}{links}{' ' * ruimte}{rechts}", style="dim")


def _tellingen(beeld: Regieoverzicht, breedte: int) -> list[Text]:
    regels = [Text("Over alle dossiers", style="bold")]
    for meting, label in METINGEN.items():
        telling = getattr(beeld, meting)
        delen = [f"in {telling.ja} dossiers wel", f"in {telling.nee} niet"]
        if telling.niet_vast_te_stellen:
            delen.append(f"in {telling.niet_vast_te_stellen} {ONBEKEND}")
        samen = f" (samen {dagen_tekst(telling.dagen)})" if telling.ja else ""
        regels += gevouwen(f"{', '.join(delen)}{samen}", breedte, f"  {label}: ")
    langste = sorted((b for b in beeld.dossiers if b.zonder_regie.minstens), key=lambda b: -b.zonder_regie.minstens)
    if langste:
        namen = ", ".join(f"{b.dossier} ({dagen_tekst(b.zonder_regie)})" for b in langste[:5])
        regels += gevouwen(namen, breedte, "  Het langst zonder regie: ")
    return regels


def _mensen(beeld: Regieoverzicht, breedte: int) -> list[Text]:
    regels = [Text("Wie is gesproken", style="bold")]
    for t in (*beeld.gezin, *beeld.partijen):
        onbekend = f", {t.niet_vast_te_stellen} {ONBEKEND}" if t.niet_vast_te_stellen else ""
        totaal = t.ja + t.nee + t.niet_vast_te_stellen
        regels += gevouwen(
            f"{t.ja} van {totaal} gesproken, {t.nee} niet{onbekend}", breedte, f"  {in_woorden(t.soort)}: "
        )
    for wat, namen in (("het gezin", beeld.gezin_onbekend), ("de partijen", beeld.partijen_onbekend)):
        if namen:
            regels += gevouwen(", ".join(namen), breedte, f"  niet vastgelegd wie {wat} zijn: ")
    return regels


def _dossier(b: Regiebeeld, breedte: int) -> list[Text]:
    """Everything about one dossier."""
    regels = gevouwen(venster_tekst(b), breedte)
    regels += [Text(), Text("Wie wanneer de regie had", style="bold")]
    if b.perioden is None:
        regels.append(Text(f"  {ONBEKEND}: niet vastgelegd of niet aangeleverd"))
    elif not b.perioden:
        regels.append(Text("  niemand"))
    for p in b.perioden or ():
        regels += gevouwen(wanneer_tekst(p), breedte, f"  {wie_tekst(p)}: ")
    regels += [Text(), Text("Dagen", style="bold")]
    for meting, label in METINGEN.items():
        regels += gevouwen(dagen_tekst(getattr(b, meting)), breedte, f"  {label}: ")
    for kop, deel in (("Gezin en anderen", b.gezin), ("Netwerk en professionals", b.partijen)):
        regels += [Text(), Text(kop, style="bold"), *_groep(deel, breedte)]
    if b.medewerkers:
        regels += gevouwen(", ".join(b.medewerkers), breedte, "  medewerkers met contact: ")
    return regels


def _groep(deel: Sequence[Betrokkene | Partij] | None, breedte: int) -> list[Text]:
    if deel is None:
        return [Text(f"  {ONBEKEND}: niet vastgelegd of niet aangeleverd")]
    regels = []
    for antwoord, label in _ANTWOORD.items():
        if namen := personen_tekst(deel, antwoord):
            regels += gevouwen(namen, breedte, f"  {label}: ")
    return regels or [Text("  niemand")]


def _uitleg(breedte: int) -> list[Text]:
    regels = [Text("Zo leest u dit", style="bold")]
    for tekst in (*UITLEG, GESPROKEN_UITLEG):
        regels += gevouwen(tekst, breedte, "  ", "dim")
    return regels
