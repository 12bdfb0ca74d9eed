"""`kader check`: what is sound by the rules of the language and still looks wrong to a reader.

Each rule is a function that yields findings; `REGELS` is the registry, code → what it finds and the function. A
finding that belongs there is listed under `uitzonderingen` in kader.yaml, with a reason.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dossieraudit.errors import Fout
from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.rules import Bladregels, Regels
from dossieraudit.expressions.sharing import vorm
from dossieraudit.gevallen import Proef
from dossieraudit.kaders.bereik import kan_gelden, leest, vangt_leeg_op, waarden
from dossieraudit.kaders.gebruik import alle_nodes, tellingen_van
from dossieraudit.loading.kaders import GeladenKader
from dossieraudit.models.herstel import geldend
from dossieraudit.models.kader import Eis, Kader
from dossieraudit.models.paden import Pad


@dataclass(frozen=True)
class Bevinding:
    """One finding: its code, what it is about as the writer calls it, its path in the framework, and the message.

    One about a file that is not read has no path but `bestand`, as the folder of the framework calls it.
    """

    code: str
    bij: str
    pad: Pad
    melding: str
    advies: str
    bestand: str | None = None


@dataclass(frozen=True)
class Onderwerp:
    """What the rules look at."""

    regels: Regels
    proeven: tuple[Proef, ...]
    ongelezen: tuple[str, ...] = ()

    @property
    def kader(self) -> Kader:
        """The framework."""
        return self.regels.kader

    @cached_property
    def paden(self) -> dict[str, Pad]:
        """Every leaf with its path in the framework."""
        return {
            blad.id: ("themas", t, "criteria", c, "indicatoren", i)
            for t, thema in enumerate(self.kader.themas)
            for c, criterium in enumerate(thema.criteria)
            for i, blad in enumerate(criterium.indicatoren)
        }

    @cached_property
    def gelezen(self) -> tuple[n.Node, ...]:
        """Every expression of the framework, over dossiers and over the sample."""
        delen: list[n.Node] = list(self.regels.kenmerken.values())
        for blad in self.regels.bladen:
            delen += [node for node, _ in blad.voorwaarden]
            delen += [node for _, node in blad.eisen if node is not None]
        steekproef = self.regels.steekproef
        for regels in steekproef.oordeel.values():
            delen += [node for _, node in regels]
        for zinnen in steekproef.rapport.values():
            delen += [node for _, node in zinnen]
        return tuple(delen)

    @cached_property
    def tellingen(self) -> frozenset[str]:
        """Every count that a rule or a text over the sample names, by its first two parts."""
        per_zin = [
            tellingen_van(zin, node) for zinnen in self.regels.steekproef.rapport.values() for zin, node in zinnen
        ]
        return frozenset().union(*per_zin)


Regel = Callable[[Onderwerp], Iterator[Bevinding]]


def _eisen(onderwerp: Onderwerp) -> Iterator[tuple[Bladregels, str, n.Node, Pad]]:
    """Every eis that a dossier can answer, with its path."""
    for blad in onderwerp.regels.bladen:
        for e, (naam, node) in enumerate(blad.eisen):
            if node is not None and blad.uit_dossier:
                yield blad, naam, node, (*onderwerp.paden[blad.indicator.id], "eisen", e, "als")


def constant(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """An eis or condition that reads nothing of the dossier."""
    kenmerken = onderwerp.regels.kenmerken
    advies = "laat de eis iets uit het dossier lezen, of haal haar weg"
    for blad, naam, node, pad in _eisen(onderwerp):
        if not leest(node, kenmerken):
            bij = f"{blad.indicator.id}/{naam}"
            yield Bevinding("K101", bij, pad, "deze eis leest niets uit het dossier en is altijd hetzelfde", advies)
    for blad in onderwerp.regels.bladen:
        for v, (node, _) in enumerate(blad.voorwaarden):
            if not leest(node, kenmerken):
                bij, pad = f"{blad.indicator.id}/van_toepassing", onderwerp.paden[blad.indicator.id]
                melding = f"voorwaarde {v + 1} leest niets uit het dossier en is altijd hetzelfde"
                yield Bevinding("K101", bij, (*pad, "van_toepassing", v, "als"), melding, advies)


def onbereikbaar(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """An eis that can never be met, or never broken, in any dossier to which its leaf applies; a leaf without any."""
    kenmerken = onderwerp.regels.kenmerken
    bladen = onderwerp.regels.bladen
    nooit = {b.indicator.id for b in bladen if not kan_gelden([v for v, _ in b.voorwaarden], kenmerken)}
    for naam in [b.indicator.id for b in bladen if b.indicator.id in nooit]:
        pad = (*onderwerp.paden[naam], "van_toepassing")
        melding = f"blad {naam} kan nooit gelden: geen dossier voldoet aan al zijn voorwaarden"
        advies = "kijk of de voorwaarden elkaar niet uitsluiten; een norm die nooit geldt, toetst niets"
        yield Bevinding("K102", f"{naam}/van_toepassing", pad, melding, advies)
    for blad, naam, node, pad in _eisen(onderwerp):
        if blad.indicator.id in nooit:
            continue
        mogelijk = waarden(node, kenmerken, [v for v, _ in blad.voorwaarden])
        if mogelijk is None or not leest(node, kenmerken):
            continue
        for waarde, woord in ((True, "vervuld"), (False, "niet vervuld")):
            if waarde not in mogelijk:
                melding = f"deze eis kan nooit {woord} zijn waar het blad geldt"
                advies = "kijk of de voorwaarden van het blad en de eis elkaar niet uitsluiten of herhalen"
                yield Bevinding("K102", f"{blad.indicator.id}/{naam}", pad, melding, advies)


def nooit_onbekend(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """An eis for which a field that is empty always counts as something."""
    for blad, naam, node, pad in _eisen(onderwerp):
        if vangt_leeg_op(node, onderwerp.regels.kenmerken):
            melding = "deze eis is nooit onbekend, ook niet als de velden die zij leest leeg zijn"
            advies = (
                "gebruik bekend(…) en aantoonbaar(…) alleen waar de norm zelf vraagt dat iets is vastgelegd; "
                "noem dat dan als uitzondering"
            )
            yield Bevinding("K103", f"{blad.indicator.id}/{naam}", pad, melding, advies)


def ongebruikt_kenmerk(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """A kenmerk that no eis, condition, other kenmerk, rule or text uses."""
    gebruikt = {d.naam for node in onderwerp.gelezen for d in alle_nodes(node) if isinstance(d, n.Kenmerkwaarde)}
    gebruikt |= {kenmerk.over for kenmerk in onderwerp.kader.kenmerken.values() if kenmerk.over}
    for naam in onderwerp.kader.kenmerken:
        if naam not in gebruikt and f"kenmerk.{naam}" not in onderwerp.tellingen:
            advies = "gebruik het in een eis of in rapport.yaml, of haal het weg"
            melding = f"kenmerk '{naam}' wordt nergens gebruikt"
            yield Bevinding("K104", f"kenmerk.{naam}", ("kenmerken", naam), melding, advies)


def ongebruikte_parameter(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """A parameter that no expression reads."""
    gebruikt = {getattr(d, "parameter", None) for node in onderwerp.gelezen for d in alle_nodes(node)}
    for naam in onderwerp.kader.parameters:
        if naam not in gebruikt:
            melding = f"parameter '{naam}' wordt nergens gebruikt"
            yield Bevinding("K105", f"param.{naam}", ("parameters", naam), melding, "gebruik hem, of haal hem weg")


def zonder_bron(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """A leaf whose norm comes from nowhere."""
    for blad in onderwerp.kader.indicatoren:
        if not any((blad.bron.document, blad.bron.criterium, blad.bron.rij, blad.bron.paragrafen)):
            advies = "noem onder 'bron' de rij, paragraaf of het document waar de norm staat"
            pad = (*onderwerp.paden[blad.id], "bron")
            yield Bevinding("K106", blad.id, pad, f"blad {blad.id} noemt geen bron", advies)


def eis_zonder_bron(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """An eis that comes from nowhere."""
    for blad in onderwerp.kader.indicatoren:
        for e, eis in enumerate(blad.eisen):
            if eis.bron is None:
                pad = (*onderwerp.paden[blad.id], "eisen", e)
                advies = "vul 'bron' in: zo kan een lezer nagaan dat de eis uit de norm volgt"
                yield Bevinding("K107", f"{blad.id}/{eis.id}", pad, f"eis '{eis.id}' noemt geen bron", advies)


def zonder_gevallen(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """A leaf that no case tests."""
    beproefd = {proef.geval.indicator for proef in onderwerp.proeven}
    for blad in onderwerp.kader.indicatoren:
        if blad.id not in beproefd:
            advies = "schrijf gevallen in gevallen/; 'kader test --coverage' zegt welke er nodig zijn"
            yield Bevinding("K108", blad.id, onderwerp.paden[blad.id], f"blad {blad.id} heeft geen gevallen", advies)


def zonder_bevinding(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """A leaf that dossiers carry, without words for the report; or without words for 'in part' where that occurs."""
    for blad in onderwerp.kader.indicatoren:
        pad, advies = onderwerp.paden[blad.id], "schrijf zinsdelen die volgen op 'In n van de N dossiers'"
        if "dossier" not in blad.bewijs:
            continue
        if blad.bevinding is None:
            yield Bevinding("K109", blad.id, pad, f"blad {blad.id} heeft geen bevinding voor het rapport", advies)
        elif blad.bevinding.voldoet_gedeeltelijk is None and _kan_gedeeltelijk(blad.eisen):
            melding = f"blad {blad.id} kan gedeeltelijk voldoen, maar zegt daar niets over in zijn bevinding"
            yield Bevinding("K109", blad.id, (*pad, "bevinding"), melding, advies)


def _kan_gedeeltelijk(eisen: Sequence[Eis]) -> bool:
    return len(eisen) > 1 and not all(eis.essentieel for eis in eisen)


def gelijke_bladen(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """Two leaves that ask exactly the same, under the same conditions."""
    gezien: dict[object, str] = {}
    for blad in onderwerp.regels.bladen:
        eisen = frozenset(vorm(node) for _, node in blad.eisen if node is not None)
        sleutel = (eisen, frozenset(vorm(node) for node, _ in blad.voorwaarden))
        naam = blad.indicator.id
        if not eisen or len(eisen) < len(blad.eisen):
            continue
        if sleutel in gezien:
            melding = f"blad {naam} heeft dezelfde eisen als {gezien[sleutel]}"
            advies = "laat één van de twee staan, of maak het verschil zichtbaar in de eisen"
            yield Bevinding("K110", naam, onderwerp.paden[naam], melding, advies)
        gezien.setdefault(sleutel, naam)


def gelijke_eisen(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """An eis that repeats another one of its leaf: it weighs twice and says nothing more."""
    gezien: dict[tuple[str, object], str] = {}
    for blad, naam, node, pad in _eisen(onderwerp):
        sleutel = (blad.indicator.id, vorm(node))
        if sleutel in gezien:
            melding = f"eis '{naam}' vraagt hetzelfde als '{gezien[sleutel]}'"
            yield Bevinding("K111", f"{blad.indicator.id}/{naam}", pad, melding, "laat één van de twee staan")
        gezien.setdefault(sleutel, naam)


def ongetoetste_eisen(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """Eisen of a leaf that no dossier can carry: they are never tested."""
    for blad in onderwerp.regels.bladen:
        if not blad.uit_dossier and (blad.eisen or blad.voorwaarden):
            naam = blad.indicator.id
            melding = f"blad {naam} heeft eisen of voorwaarden, maar 'dossier' staat niet onder zijn bewijs"
            advies = "voeg 'dossier' toe aan bewijs, of haal de eisen weg"
            yield Bevinding("K112", naam, onderwerp.paden[naam], melding, advies)


def ongebruikte_vraag(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """A question whose answers bear on no leaf and are named by no rule or text."""
    for soort, voor in (("vragen", "interview"), ("documentvragen", "document")):
        for code, vraag in getattr(onderwerp.kader.bronnen, soort).items():
            if not vraag.bladen and f"{voor}.{code}" not in onderwerp.tellingen:
                melding = f"het antwoord op vraag '{code}' wordt nergens gebruikt"
                advies = "noem onder 'bladen' waar het antwoord iets over zegt, of gebruik het in rapport.yaml"
                yield Bevinding("K113", f"{voor}.{code}", ("bronnen", soort, code), melding, advies)


def interview_zonder_vraag(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """A leaf that only interviews or documents can carry, about which no question is asked."""
    gevraagd: dict[str, set[str]] = defaultdict(set)
    for soort, bewijs in (("vragen", "interview"), ("documentvragen", "document")):
        for vraag in getattr(onderwerp.kader.bronnen, soort).values():
            for blad in vraag.bladen:
                gevraagd[blad].add(bewijs)
    for indicator in onderwerp.kader.indicatoren:
        if "interview" in indicator.bewijs and "dossier" not in indicator.bewijs and not gevraagd[indicator.id]:
            melding = f"blad {indicator.id} rust op gesprekken, maar geen vraag in bronnen.yaml gaat erover"
            advies = "schrijf een vraag die dit blad noemt"
            yield Bevinding("K114", indicator.id, onderwerp.paden[indicator.id], melding, advies)


def herstel_zonder_dossier(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """A rule on mending at a leaf that no dossier can carry: there is nothing in a dossier to mend."""
    bladen = {pad: blad for blad in onderwerp.kader.indicatoren for pad in [onderwerp.paden[blad.id]]}
    for pad, _ in onderwerp.kader.herstelplaatsen():
        blad = bladen.get(pad[:6])
        if blad is not None and "dossier" not in blad.bewijs:
            melding = f"blad {blad.id} zegt hoe een tekort is te herstellen, maar rust niet op dossiers"
            yield Bevinding("K115", blad.id, pad, melding, "haal 'herstel' weg, of voeg 'dossier' toe aan bewijs")


def alleen_na_sluiten(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """An eis that can be mended once the case is closed, and not while it runs."""
    for blad, naam, _, pad in _eisen(onderwerp):
        eis = next(e for e in blad.indicator.eisen if e.id == naam)
        regel = geldend(eis.herstel, blad.indicator.herstel, onderwerp.kader.herstel)
        if regel.lopend == "niet_meer" and regel.gesloten != "niet_meer":
            melding = f"een tekort op eis '{naam}' is na het sluiten wel te herstellen, en zolang de zaak loopt niet"
            plek = (*pad[:-1], "herstel") if eis.herstel is not None else pad[:-1]
            yield Bevinding("K116", f"{blad.indicator.id}/{naam}", plek, melding, "kijk 'lopend' en 'gesloten' na")


def ongelezen_bestand(onderwerp: Onderwerp) -> Iterator[Bevinding]:
    """A file among those of the framework that nothing reads."""
    advies = "noem een criterium onder 'themas' in kader.yaml; laat elke naam op '.yaml' eindigen; of haal het weg"
    for naam in onderwerp.ongelezen:
        yield Bevinding("K117", naam, (), "dit bestand wordt niet gelezen", advies, naam)


REGELS: dict[str, tuple[str, Regel]] = {
    "K101": ("een eis of voorwaarde die niets uit het dossier leest", constant),
    "K102": ("een eis die nooit of altijd vervuld is waar het blad geldt, of een blad dat nooit geldt", onbereikbaar),
    "K103": ("een eis die nooit onbekend is, ook als haar velden leeg zijn", nooit_onbekend),
    "K104": ("een kenmerk dat nergens wordt gebruikt", ongebruikt_kenmerk),
    "K105": ("een parameter die nergens wordt gebruikt", ongebruikte_parameter),
    "K106": ("een blad zonder bron", zonder_bron),
    "K107": ("een eis zonder bron", eis_zonder_bron),
    "K108": ("een blad zonder gevallen", zonder_gevallen),
    "K109": ("een blad zonder (volledige) bevinding voor het rapport", zonder_bevinding),
    "K110": ("twee bladen met dezelfde eisen", gelijke_bladen),
    "K111": ("twee gelijke eisen in één blad", gelijke_eisen),
    "K112": ("eisen bij een blad dat niet op dossiers rust", ongetoetste_eisen),
    "K113": ("een vraag waarvan het antwoord nergens wordt gebruikt", ongebruikte_vraag),
    "K114": ("een blad dat op gesprekken rust zonder vraag erover", interview_zonder_vraag),
    "K115": ("herstel bij een blad dat niet op dossiers rust", herstel_zonder_dossier),
    "K116": ("een tekort dat pas na het sluiten te herstellen zou zijn", alleen_na_sluiten),
    "K117": ("een bestand in de map van het kader dat niet wordt gelezen", ongelezen_bestand),
}
# About the exceptions themselves; these cannot be excepted.
ZONDER_REDEN, ONDERDRUKT_NIETS = "K190", "K191"
OVER_UITZONDERINGEN: dict[str, str] = {
    ZONDER_REDEN: "een uitzondering zonder reden",
    ONDERDRUKT_NIETS: "een uitzondering die niets onderdrukt",
}


def bevindingen(onderwerp: Onderwerp) -> tuple[Bevinding, ...]:
    """Every finding that stands, in the order of the codes, with what is wrong with the exceptions at the end."""
    gevonden = [b for _, regel in REGELS.values() for b in regel(onderwerp)]
    uitzonderingen = onderwerp.kader.uitzonderingen
    onderdrukt = {(u.code, u.bij) for u in uitzonderingen if u.reden}
    over = [b for b in gevonden if (b.code, b.bij) not in onderdrukt]
    return (*over, *_over_uitzonderingen(onderwerp.kader, {(b.code, b.bij) for b in gevonden}))


def _over_uitzonderingen(kader: Kader, gevonden: Iterable[tuple[str, str]]) -> Iterator[Bevinding]:
    for u, uitzondering in enumerate(kader.uitzonderingen):
        pad, bij = ("uitzonderingen", u), f"{uitzondering.code} bij {uitzondering.bij}"
        if uitzondering.reden is None:
            melding = f"uitzondering {bij} heeft geen reden, en geldt daarom niet"
            yield Bevinding(ZONDER_REDEN, bij, pad, melding, "schrijf onder 'reden' waarom het hier zo hoort")
        if (uitzondering.code, uitzondering.bij) not in gevonden:
            melding = f"uitzondering {bij} onderdrukt niets"
            yield Bevinding(ONDERDRUKT_NIETS, bij, pad, melding, "haal haar weg, of verbeter code en plaats")


def als_fout(geladen: GeladenKader, bevinding: Bevinding) -> Fout:
    """A finding as people read it: at its place in the file, with its code and what it is about."""
    melding = f"{bevinding.code} ({bevinding.bij}) {bevinding.melding}"
    if bevinding.bestand is not None:
        return Fout(str(geladen.map / bevinding.bestand), melding, advies=bevinding.advies)
    return geladen.fout_bij(bevinding.pad, melding, bevinding.advies)
