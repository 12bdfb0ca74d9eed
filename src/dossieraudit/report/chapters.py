"""A chapter for each subject of the framework: expectation, policy, practice, conclusion."""

from collections.abc import Iterator, Sequence

from dossieraudit.models.kader import Indicator
from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.resultaat import Zin
from dossieraudit.report import verdicts
from dossieraudit.report.context import Context, Deel
from dossieraudit.report.leaves import beleidsnoot, dossierbeeld, gesprekken
from dossieraudit.report.prose import alinea, grondslag_oordeel, tel, zijn, zin
from dossieraudit.report.sections import samengevoegd, sectie, tussenkop, zin_alinea
from dossieraudit.report.tree import Alinea, Blok, Inline, Lijst, Nadruk, Voetnoot
from dossieraudit.wording import getalwoord

# How the leaves that are not laid down in full are led in, by the class of policy.
_BELEID: dict[Klasse, str] = {
    "matig": "Voor een deel vastgelegd",
    "onvoldoende": "Wel genoemd, maar niet uitgewerkt",
}


def onderwerp(context: Context, deel: Deel) -> Iterator[Blok]:
    """A chapter on one subject: expectation, policy, practice, conclusion."""
    n = str(deel.nummer)
    yield from sectie(context, n, deel.titel)
    yield from sectie(context, f"{n}.1", "Verwachting", verwachting(context, deel))
    yield from sectie(context, f"{n}.2", "Beleid", beleid(context, deel))
    yield from sectie(context, f"{n}.3", "Praktijk")
    yield from sectie(context, f"{n}.3.1", "Bevindingen", bevindingen(context, deel, 4))
    yield from sectie(context, f"{n}.3.2", "Risico's", risicos(context, deel))
    yield from sectie(context, f"{n}.3.3", "Verklaringen", verklaringen(context, deel))
    yield from sectie(context, f"{n}.4", "Conclusie", conclusie(context, deel))


def verwachting(context: Context, deel: Deel) -> Iterator[Blok]:
    """What the framework expects, in its own words."""
    if deel.verwachting:
        yield Alinea((zin(deel.verwachting), Voetnoot(zin(context.kader.bron))), _uit_kader(deel, "verwachting"))
        return
    yield Alinea(("Op dit onderwerp verwacht het toezichtkader het volgende.",), _uit_kader(deel, "normen"))
    yield Lijst(tuple(Alinea((zin(blad.norm),), f"norm van blad {blad.id}") for blad in deel.bladen))


def _uit_kader(deel: Deel, wat: str) -> str:
    return f"kader: {wat} bij ‘{deel.titel}’"


def beleid(context: Context, deel: Deel) -> Iterator[Blok]:
    """What the documents lay down: the leaves by how far they go, each with its documents in a footnote."""
    if not context.bronnen.documenten:
        geen = "Bij dit onderzoek zijn geen documenten betrokken. Over het beleid is daarom niets te zeggen."
        yield Alinea((geen,), "0 documenten")
        return
    per_klasse: dict[Klasse, list[Indicator]] = {}
    for blad in deel.bladen:
        beeld = context.telling(blad).bronnen
        per_klasse.setdefault(beeld.beleid.oordeel if beeld else "niet_beoordeeld", []).append(blad)
    if helder := per_klasse.get("voldoende", []):
        yield Alinea((f"{_vastgelegd(len(helder))}",), _beleidsgrond(context, helder))
        yield Lijst(tuple(_beleidspunt(context, blad) for blad in helder))
    for klasse, begin in _BELEID.items():
        if bladen := per_klasse.get(klasse, []):
            yield _beleidsalinea(context, f"{begin} {zijn(len(bladen))}", bladen)
    if stil := per_klasse.get("niet_beoordeeld", []):
        tekst = f"Over {verdicts.titels(stil)} zeggen de bekeken documenten niets."
        yield Alinea((tekst,), f"geen bepaling over {', '.join(b.id for b in stil)}")


def _vastgelegd(aantal: int) -> str:
    normen = "de volgende norm" if aantal == 1 else f"de volgende {getalwoord(aantal)} normen"
    return f"De documenten leggen {normen} helder vast."


def _beleidsalinea(context: Context, kop_: str, bladen: Sequence[Indicator]) -> Alinea:
    delen: list[Inline] = [f"{kop_} "]
    for plaats, blad in enumerate(bladen):
        if plaats:
            delen.append(" en " if plaats == len(bladen) - 1 else ", ")
        delen.append(f"‘{blad.titel}’")
        if noot := beleidsnoot(context, blad):
            delen.append(noot)
    return Alinea((*delen, "."), _beleidsgrond(context, bladen))


def _beleidspunt(context: Context, blad: Indicator) -> Alinea:
    noot = beleidsnoot(context, blad)
    delen: tuple[Inline, ...] = (Nadruk(blad.titel), f". {zin(blad.norm)}")
    return Alinea((*delen, noot) if noot else delen, _beleidsgrond(context, [blad]))


def _beleidsgrond(context: Context, bladen: Sequence[Indicator]) -> str:
    gronden = []
    for blad in bladen:
        beeld = context.telling(blad).bronnen
        stukken = [f"{d.document} {d.mate}" for d in beeld.documenten] if beeld else []
        gronden.append(f"{blad.id}: {', '.join(stukken)}")
    return f"bepalingen in documenten; {'; '.join(gronden)}"


def bevindingen(context: Context, deel: Deel, niveau: int) -> Iterator[Blok]:
    """Per leaf: what rules found, what dossiers show, what people say, and where these contradict each other."""
    los, per_blad = _verdeeld(context.zinnen("bevindingen", deel), deel.bladen)
    los_tegen, tegen = _verdeeld(context.zinnen("tegenspraken", deel), deel.bladen)
    if los:
        yield from samengevoegd(context, los)
    for zin_ in los_tegen:
        yield _tegenspraak(context, zin_)
    for blad in deel.bladen:
        yield tussenkop(niveau, f"{blad.titel} ({blad.id})", f"blad-{blad.id.replace('.', '-').lower()}")
        yield from _blad(context, blad, per_blad[blad.id], tegen[blad.id])


def _blad(context: Context, blad: Indicator, zinnen: Sequence[Zin], tegen: Sequence[Zin]) -> Iterator[Blok]:
    """One leaf: the sentences of rules, the dossiers, and the interviews where no sentence speaks of them yet."""
    gevonden: list[Blok] = []
    if zinnen:
        gevonden += samengevoegd(context, zinnen)
    if (dossiers := dossierbeeld(context, blad)) is not None:
        gevonden.append(dossiers)
    besproken = any(g.naam.startswith("interview.") for z in (*zinnen, *tegen) for g in z.grondslag)
    if not besproken and (gesproken := gesprekken(context, blad)) is not None:
        gevonden.append(gesproken)
    gevonden += [_tegenspraak(context, zin_) for zin_ in tegen]
    yield from gevonden or [Alinea((_niets_gevonden(context),), f"blad {blad.id}")]


def _niets_gevonden(context: Context) -> str:
    if not context.bronnen.interviews:
        return "Geen dossier is aan deze norm getoetst, en gesprekken zijn bij dit onderzoek niet betrokken."
    return "Geen van de gesprekken zegt of aan deze norm wordt voldaan."


def _tegenspraak(context: Context, zin_: Zin) -> Alinea:
    return zin_alinea(context, zin_, met_titel=True, vooraf="Tegenspraak tussen bronnen: ")


def _verdeeld(zinnen: Sequence[Zin], bladen: Sequence[Indicator]) -> tuple[list[Zin], dict[str, list[Zin]]]:
    """Sentences by the first leaf of this chapter that they rest on, and those that rest on none."""
    per_blad: dict[str, list[Zin]] = {b.id: [] for b in bladen}
    los: list[Zin] = []
    for zin_ in zinnen:
        eigen = next((blad for blad in zin_.bladen if blad in per_blad), None)
        (los if eigen is None else per_blad[eigen]).append(zin_)
    return los, per_blad


def risicos(context: Context, deel: Deel) -> Iterator[Blok]:
    """The risks that rules see in the counts."""
    zinnen = context.zinnen("risicos", deel)
    if not zinnen:
        yield Alinea((_geen(context, deel, "risicos", "wijzen niet op risico's", "risico's"),), "geen regel ging op")
    elif len(zinnen) == 1:
        yield zin_alinea(context, zinnen[0])
    else:
        aantal = tel(len(zinnen), "risico", "risico's")
        yield Alinea((f"Uit deze bevindingen volgen {aantal}.",), _regels(zinnen))
        yield Lijst(tuple(zin_alinea(context, z, met_titel=True) for z in zinnen), geordend=True)


def verklaringen(context: Context, deel: Deel) -> Iterator[Blok]:
    """What may explain it, by rules over dossiers, interviews and documents."""
    zinnen = context.zinnen("verklaringen", deel)
    if not zinnen:
        geen = _geen(context, deel, "verklaringen", "geven geen verklaring", "verklaringen")
        yield Alinea((geen,), "geen regel ging op")
    for zin_ in zinnen:
        yield zin_alinea(context, zin_)


def _geen(context: Context, deel: Deel, soort: str, zegt: str, waarvoor: str) -> str:
    regels = getattr(context.kader.rapport, soort)
    if any(r.hoofdstuk == deel.kadernummer for r in regels):
        beoordeeld = sum(context.telling(b).beoordeeld for b in deel.bladen)
        onbekend = sum(context.telling(b).niet_navolgbaar for b in deel.bladen)
        if soort == "risicos" and beoordeeld and beoordeeld == onbekend:
            return "Of er risico's zijn, is op dit onderwerp niet na te gaan."
        return f"De aantallen op dit onderwerp {zegt} waarvoor het toezichtkader een regel heeft."
    return f"Het toezichtkader heeft op dit onderwerp geen regels voor {waarvoor}."


def _regels(zinnen: Sequence[Zin]) -> str:
    return f"regels {', '.join(z.id for z in zinnen)}"


def conclusie(context: Context, deel: Deel) -> Iterator[Blok]:
    """The verdict on the subject, policy beside practice, and what would change it."""
    if deel.praktijk is None:
        yield Alinea((_zonder_oordeel(context),), "geen oordeel.yaml in het kader")
        return
    delen: list[Inline] = [_tekst(deel)]
    cijfers = alinea(
        verdicts.verdeling(context, deel.bladen),
        verdicts.zware(context, deel.bladen),
        verdicts.sterke(context, deel.bladen),
        verdicts.onbeoordeeld(context, deel.bladen),
    )
    if cijfers:
        delen.append(f" {cijfers}")
    yield Alinea(tuple(delen), grondslag_oordeel(f"hoofdstuk {deel.nummer}", deel.praktijk))
    if kloof := verdicts.beleid_en_praktijk(context, deel.bladen):
        grond = grondslag_oordeel("beleid", deel.oordeel.beleid) if deel.oordeel else f"hoofdstuk {deel.nummer}"
        yield Alinea((kloof,), grond)
    tellingen = [context.telling(b) for b in deel.bladen]
    if zeker := verdicts.gevoeligheid(deel.praktijk, verdicts.met_navolgbaarheid(tellingen)):
        grond = (
            f"oordeel {deel.praktijk.oordeel}, hoogstens {deel.praktijk.hoogstens}, minstens {deel.praktijk.minstens}"
        )
        yield Alinea((zeker,), grond)


def _tekst(deel: Deel) -> str:
    if deel.oordeel is not None:
        return zin(deel.oordeel.tekst)
    return zin(deel.praktijk.uitleg) if deel.praktijk is not None else ""


def _zonder_oordeel(context: Context) -> str:
    if context.kader.oordeel is None:
        return (
            "Het toezichtkader bevat geen beslisregels. Dit rapport geeft daarom de aantallen en geen oordeel over dit "
            "onderwerp."
        )
    return "Over dit onderwerp is geen oordeel gegeven."
