"""What the sources show of one leaf, in running text: dossiers, interviews and documents, each with its counts."""

from collections import Counter

from dossieraudit.models.bronnen import Groep
from dossieraudit.models.kader import Indicator, Reden, Uitkomst
from dossieraudit.models.resultaat import Antwoordtelling, BladTelling, Bronnenbeeld
from dossieraudit.report.context import Context
from dossieraudit.report.prose import alinea, alle, opsomming, overige, tel, tel_van, zin
from dossieraudit.report.taal import maand_jaar
from dossieraudit.report.tree import Alinea, Voetnoot
from dossieraudit.wording import getalwoord, met_hoofdletter

GETELD: tuple[Uitkomst, ...] = ("voldoet", "voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar")
# What is said where a framework has no clause of its own; verb first, after 'in zeven dossiers'.
_ALGEMEEN: dict[Uitkomst, str] = {
    "voldoet": "is aan de norm voldaan",
    "voldoet_gedeeltelijk": "is voor een deel aan de norm voldaan",
    "voldoet_niet": "is niet aan de norm voldaan",
    "niet_navolgbaar": "is niet na te gaan of aan de norm is voldaan",
}
# Which dossiers a denominator holds, by the reason why the others fall outside it; the last for more than one reason.
_WAARVOOR: dict[Reden | None, str] = {
    "buiten_bereik": "waarvoor deze norm geldt",
    "doet_zich_niet_voor": "waarin dit speelde",
    "nog_niet_aan_de_orde": "waarin dit al aan de orde was",
    None: "waarin deze norm aan de orde was",
}
# The same where of some of them nobody can say whether they belong there.
_WAARVOOR_MISSCHIEN: dict[Reden | None, str] = {
    "buiten_bereik": "waarvoor deze norm geldt of kan gelden",
    "doet_zich_niet_voor": "waarin dit speelde of kan hebben gespeeld",
    "nog_niet_aan_de_orde": "waarin dit al aan de orde was of kan zijn geweest",
    None: "waarin deze norm aan de orde was of kan zijn geweest",
}
_NIET_VAN_TOEPASSING: dict[Reden | None, str] = {
    "buiten_bereik": "zij geldt niet voor de soort overdracht",
    # Silence may be enough for a framework not to apply a norm: the dossiers do not say that nothing happened.
    "doet_zich_niet_voor": "er blijkt niet dat de situatie zich voordeed",
    "nog_niet_aan_de_orde": "het was daarvoor op de peildatum nog te vroeg",
    None: "een beoordelaar vond haar niet van toepassing",
}
_MATEN = {"vastgelegd": "", "gedeeltelijk": " (voor een deel)", "niet_uitgewerkt": " (niet uitgewerkt)"}
# Answers are called divided where the majority is under two in three.
_VERDEELD = 3


def grondslag_blad(blad: Indicator, telling: BladTelling) -> str:
    """The counts of a leaf, as the grounds of the sentences about it."""
    aantallen = ", ".join(f"{u} {getattr(telling, u)} van {telling.beoordeeld}" for u in GETELD)
    buiten = f"niet_van_toepassing {telling.niet_van_toepassing}, niet_getoetst {telling.niet_getoetst}"
    return f"regels van blad {blad.id}; {aantallen}; {buiten}"


def dossierbeeld(context: Context, blad: Indicator) -> Alinea | None:
    """What the dossiers show of a leaf; None where no dossier can carry it."""
    telling = context.telling(blad)
    if "dossier" not in blad.bewijs:
        return None
    if telling.beoordeeld == 0:
        tekst = alinea(_niet_aan_de_orde(context, blad), _wacht(telling, context.aantal))
    else:
        tekst = alinea(*_uitkomsten(context, blad), _of_zij_geldt(context, blad), _wacht(telling, context.aantal))
    return Alinea((tekst,), grondslag_blad(blad, telling))


def _redenen(context: Context, blad: Indicator) -> Counter[Reden | None]:
    """Why the leaf does not apply, counted over the dossiers."""
    gevonden = (dossier.uitkomsten[blad.id] for dossier in context.resultaat.dossiers)
    return Counter(u.reden for u in gevonden if u.uitkomst == "niet_van_toepassing")


def _bijzin(context: Context, blad: Indicator) -> str:
    """Which dossiers the denominator holds, as a clause; nothing where it holds all."""
    telling, redenen = context.telling(blad), _redenen(context, blad)
    if telling.niet_getoetst:
        return " dat is beoordeeld," if telling.beoordeeld == 1 else " die zijn beoordeeld,"
    if not redenen:
        return ""
    waarvoor = _WAARVOOR_MISSCHIEN if _misschien(context, blad) else _WAARVOOR
    return f" {waarvoor[next(iter(redenen)) if len(redenen) == 1 else None]},"


def _misschien(context: Context, blad: Indicator) -> int:
    """In how many dossiers of the denominator it cannot be followed whether the leaf applies."""
    return sum(dossier.uitkomsten[blad.id].misschien_nvt for dossier in context.resultaat.dossiers)


def _of_zij_geldt(context: Context, blad: Indicator) -> str:
    n, totaal = _misschien(context, blad), context.telling(blad).beoordeeld
    if not n:
        return ""
    waar = "daarin" if n == totaal else f"in {tel(n, 'van deze dossiers', 'van deze dossiers')}"
    return f"Of deze norm geldt, is {waar} niet na te gaan."


def _niet_aan_de_orde(context: Context, blad: Indicator) -> str:
    redenen = _redenen(context, blad)
    if not redenen:
        return ""
    waar = f"In {tel_van(0, context.aantal, 'dossier', 'dossiers')}" if context.aantal > 1 else "In het ene dossier"
    niet = "" if context.aantal > 1 else " niet"
    delen = opsomming([_NIET_VAN_TOEPASSING[reden] for reden in sorted(redenen, key=str)], "of")
    return f"{waar} was deze norm{niet} aan de orde: {delen}."


def _wacht(telling: BladTelling, totaal: int) -> str:
    """Dossiers that the rules leave to a professional, which count nowhere until judged."""
    n = telling.niet_getoetst
    if not n:
        return ""
    if n == totaal:
        return f"In {alle(n, 'dossier', 'dossiers')} wacht de norm op het oordeel van een professional."
    hoe = "dat dossier telt" if n == 1 else "die dossiers tellen"
    return f"In {tel(n, 'dossier', 'dossiers')} wacht de norm op het oordeel van een professional; {hoe} hier niet mee."


def _uitkomsten(context: Context, blad: Indicator) -> list[str]:
    """The counts with the clauses of the framework: the largest first, what is left last."""
    telling, bijzin = context.telling(blad), _bijzin(context, blad)
    totaal = telling.beoordeeld
    aanwezig = [(n, zinsdeel(blad, u)) for u in GETELD if (n := getattr(telling, u))]
    aanwezig.sort(key=lambda paar: -paar[0])
    (eerste, tekst), *rest = aanwezig
    if not rest:
        return [zin(f"In {alle(totaal, 'dossier', 'dossiers')}{bijzin} {tekst}")]
    kop = f"In {getalwoord(eerste)} van de {getalwoord(totaal)} dossiers{bijzin} {tekst}"
    delen = _rest(eerste, [n for n, _ in rest])
    staart = [f"{waar} {deel}" for waar, (_, deel) in zip(delen, rest, strict=True)]
    if len(rest) == 1:
        return [f"{kop}; {staart[0]}."]
    return [zin(kop), zin("; ".join(staart))]


def _rest(eerste: int, aantallen: list[int]) -> list[str]:
    """How the dossiers after the first are called: 'in twee andere dossiers', 'in nog eens twee', 'in de rest'."""
    delen, vorige = [], eerste
    for plaats, n in enumerate(aantallen):
        if plaats == len(aantallen) - 1:
            delen.append("in het laatste" if n == 1 and plaats else f"in {overige(n, 'dossier', 'dossiers')}")
        elif plaats and n == vorige:
            delen.append(f"in nog {'één' if n == 1 else f'eens {getalwoord(n)}'}")
        else:
            delen.append(f"in {getalwoord(n)} {'ander dossier' if n == 1 else 'andere dossiers'}")
        vorige = n
    return delen


def zinsdeel(blad: Indicator, uitkomst: Uitkomst) -> str:
    """The clause for an uitkomst of a leaf, verb first; the framework's own where it has one."""
    eigen = getattr(blad.bevinding, uitkomst) if blad.bevinding is not None else None
    return eigen or _ALGEMEEN[uitkomst]


def gesprekken(context: Context, blad: Indicator) -> Alinea | None:
    """What interviews say of a leaf beside the dossiers; None where no answer bears on it."""
    telling = context.telling(blad)
    beeld = telling.bronnen
    steun, tegen = _stemmen(beeld)
    if beeld is None or not steun + tegen:
        return None
    geen_van_beide = sum(a.gevraagd for a in _sprekend(beeld)) - steun - tegen
    waar = " in de gesprekken" if beeld.verhouding == "een_bron" else ""
    tekst = f"{_verhouding(beeld, telling)}{_antwoorden(steun, tegen, geen_van_beide, waar)}."
    grond = (
        f"blad {blad.id}; verhouding {beeld.verhouding}; antwoorden die steunen {steun}, die tegenspreken {tegen}, "
        f"die geen van beide doen {geen_van_beide}"
    )
    return Alinea((met_hoofdletter(tekst), Voetnoot(_wie(context, beeld))), grond)


def _stemmen(beeld: Bronnenbeeld | None) -> tuple[int, int]:
    antwoorden = beeld.interviews if beeld is not None else ()
    return sum(a.steun for a in antwoorden), sum(a.tegen for a in antwoorden)


def _sprekend(beeld: Bronnenbeeld) -> tuple[Antwoordtelling, ...]:
    """The questions to which an answer bore on the leaf, with every group that answered them."""
    vragen = {a.vraag for a in beeld.interviews if a.steun + a.tegen}
    return tuple(a for a in beeld.interviews if a.vraag in vragen)


def _antwoorden(steun: int, tegen: int, geen_van_beide: int, waar: str) -> str:
    """How the answers lie. All of them are in the denominator: one that takes no side is not left out unsaid."""
    totaal = steun + tegen + geen_van_beide
    if not geen_van_beide and not (tegen and steun):
        wie = "het ene antwoord" if totaal == 1 else alle(totaal, "antwoord", "antwoorden")
        return f"{wie}{waar} {_werk(totaal, 'de norm', steunt=not tegen)}"
    steunt = steun >= tegen
    groot, klein = max(steun, tegen), min(steun, tegen)
    kop = f"{getalwoord(groot)} van de {getalwoord(totaal)} antwoorden{waar} {_werk(groot, 'de norm', steunt=steunt)}"
    if not klein:
        return f"{kop}; geen enkel antwoord {_werk(1, 'haar', steunt=not steunt)}"
    ander = f"{kop}, {getalwoord(klein)} {_werk(klein, 'haar', steunt=not steunt)}"
    if not geen_van_beide:
        return ander
    return f"{ander} en {getalwoord(geen_van_beide)} {'doet' if geen_van_beide == 1 else 'doen'} geen van beide"


def _werk(aantal: int, norm: str, *, steunt: bool) -> str:
    if steunt:
        return f"{'steunt' if aantal == 1 else 'steunen'} {norm}"
    return f"{'spreekt' if aantal == 1 else 'spreken'} {norm} tegen"


def _verhouding(beeld: Bronnenbeeld, telling: BladTelling) -> str:
    """How interviews and dossiers lie to each other; a narrow majority is called divided, not agreement."""
    steun, tegen = _stemmen(beeld)
    if beeld.verhouding == "een_bron":
        return ""
    if _VERDEELD * max(steun, tegen) < (_VERDEELD - 1) * (steun + tegen):
        return "In de gesprekken is het beeld verdeeld: "
    if beeld.verhouding == "tegenspraak":
        return "De gesprekken geven een ander beeld dan de dossiers: "
    if tegen > steun:
        return "De gesprekken bevestigen dat: " if telling.voldoet_niet else "De gesprekken zijn minder gunstig: "
    return (
        "De gesprekken bevestigen dat: "
        if 2 * telling.voldoet > telling.beoordeeld
        else "De gesprekken zijn gunstiger: "
    )


def _wie(context: Context, beeld: Bronnenbeeld) -> str:
    """Who answered and how many questions, for a footnote; the questions themselves stand in a table."""
    vragen = list(dict.fromkeys(a.vraag for a in _sprekend(beeld)))
    personen = Counter(
        i.groep for i in context.bronnen.interviews if any(i.antwoorden.get(v) is not None for v in vragen)
    )
    wie = opsomming([tel(personen[n], g.enkelvoud, g.meervoud) for n, g in _groepen(context) if personen[n]])
    return zin(f"{wie}, op {tel(len(vragen), 'vraag', 'vragen')}; de antwoorden staan in bijlage 2")


def _groepen(context: Context) -> list[tuple[str, Groep]]:
    return list(context.kader.bronnen.groepen.items())


def beleidsnoot(context: Context, blad: Indicator) -> Voetnoot | None:
    """The documents that say something of a leaf, each with its date and place; None where there are none."""
    beeld = context.telling(blad).bronnen
    if beeld is None or not beeld.documenten:
        return None
    per_id = {d.id: d for d in context.bronnen.documenten}
    delen = []
    for mate, label in _MATEN.items():
        for stuk in (d for d in beeld.documenten if d.mate == mate):
            document = per_id.get(stuk.document)
            datum = f", {maand_jaar(document.datum)}" if document is not None and document.datum else ""
            delen.append(f"{stuk.titel}{datum}{f', {stuk.plaats}' if stuk.plaats else ''}{label}")
    return Voetnoot(zin("; ".join(delen)))
