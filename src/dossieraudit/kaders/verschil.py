"""`kader diff`: what differs between two frameworks, and what that does to a sample."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from dossieraudit.expressions.rules import Regels
from dossieraudit.kaders.boek import op_een_regel, waarde_tekst
from dossieraudit.models.kader import UITKOMSTEN, Criterium, Eis, Indicator, Kader, Thema, Woord
from dossieraudit.models.rapportregels import GEORDENDE_KLASSEN
from dossieraudit.models.resultaat import Resultaat


@dataclass(frozen=True)
class Verschil:
    """One difference: what it is about, and for a text both forms. An item on one side alone has None for the other."""

    soort: str
    naam: str
    oud: str | None
    nieuw: str | None

    def als_tekst(self) -> str:
        """The difference on one to three lines."""
        if self.oud is None or self.nieuw is None:
            wat = "komt erbij" if self.oud is None else "vervalt"
            tekst = self.nieuw if self.oud is None else self.oud
            return f"{self.soort} {self.naam} {wat}{f': {tekst}' if tekst else ''}"
        return f"{self.soort} {self.naam} is anders\n  - {self.oud}\n  + {self.nieuw}"


def verschillen(oud: Kader, nieuw: Kader) -> tuple[Verschil, ...]:
    """Every difference between two frameworks that says something else about a dossier or in a report."""
    bladen = {i.id: i for i in oud.indicatoren}, {i.id: i for i in nieuw.indicatoren}
    return (
        *_velden("kader", "", oud, nieuw, ("id", "titel", "versie", "bron", "toelichting", "herstel")),
        *_velden("geldigheid", "", oud.geldig, nieuw.geldig, ("van", "tot")),
        *_paren("thema", {t.id: t for t in oud.themas}, {t.id: t for t in nieuw.themas}, lambda t: t.titel, _thema),
        *_paren("criterium", _criteria(oud), _criteria(nieuw), lambda criterium: criterium.titel, _criterium),
        *_paren("blad", *bladen, lambda blad: blad.titel, _blad),
        *_paren(
            "parameter", oud.parameters, nieuw.parameters, lambda p: waarde_tekst(p.waarde), _velden_van("parameter")
        ),
        *_paren("kenmerk", oud.kenmerken, nieuw.kenmerken, lambda k: k.omschrijving, _velden_van("kenmerk")),
        *_paren("groep", oud.bronnen.groepen, nieuw.bronnen.groepen, lambda g: g.meervoud, _velden_van("groep")),
        *_paren("vraag", oud.bronnen.vragen, nieuw.bronnen.vragen, lambda v: v.tekst, _velden_van("vraag")),
        *_paren(
            "documentvraag",
            oud.bronnen.documentvragen,
            nieuw.bronnen.documentvragen,
            lambda v: v.tekst,
            _velden_van("documentvraag"),
        ),
        *_paren(
            "oordeelregel",
            _regels(oud.oordeel),
            _regels(nieuw.oordeel),
            lambda r: r.uitleg,
            _velden_van("oordeelregel"),
        ),
        *_volgorde("oordeelregels", _regels(oud.oordeel), _regels(nieuw.oordeel)),
        *_paren("oordeeltekst", _teksten(oud), _teksten(nieuw), str, _tekst("oordeeltekst")),
        *_paren("zin", _regels(oud.rapport), _regels(nieuw.rapport), lambda z: z.tekst, _velden_van("zin")),
        *_volgorde("zinnen", _regels(oud.rapport), _regels(nieuw.rapport)),
        *_paren("woord", _woorden(oud), _woorden(nieuw), lambda woord: woord.woord, _velden_van("woord")),
        *_volgorde("woorden", _woorden(oud), _woorden(nieuw)),
        *_paren("tag", oud.tags, nieuw.tags, str, _tekst("tag")),
        *_paren(
            "hoofdstuk",
            {str(h.nummer): h for h in oud.hoofdstukken},
            {str(h.nummer): h for h in nieuw.hoofdstukken},
            lambda h: h.titel,
            _velden_van("hoofdstuk"),
        ),
    )


def _criteria(kader: Kader) -> dict[str, Criterium]:
    return {criterium.id: criterium for thema in kader.themas for criterium in thema.criteria}


def _woorden(kader: Kader) -> dict[str, Woord]:
    return {woord.woord: woord for woord in kader.woordkeus}


def _thema(naam: str, oud: Thema, nieuw: Thema) -> Iterator[Verschil]:
    yield from _velden("thema", naam, oud, nieuw, ("titel", "omschrijving"))
    yield from _namen("thema", f"{naam}: criteria", *([c.id for c in thema.criteria] for thema in (oud, nieuw)))


def _criterium(naam: str, oud: Criterium, nieuw: Criterium) -> Iterator[Verschil]:
    yield from _velden("criterium", naam, oud, nieuw, ("titel", "bron"))
    yield from _namen("criterium", f"{naam}: bladen", *([i.id for i in c.indicatoren] for c in (oud, nieuw)))


def _namen(soort: str, waar: str, oud: Sequence[str], nieuw: Sequence[str]) -> Iterator[Verschil]:
    if oud != nieuw:
        yield Verschil(soort, waar, " | ".join(oud), " | ".join(nieuw))


def _volgorde(soort: str, oud: Mapping[str, Any], nieuw: Mapping[str, Any]) -> Iterator[Verschil]:
    """What both have in another order, by kind of rule: of rules and of words the first that fits decides."""
    beide = [naam for naam in oud if naam in nieuw], [naam for naam in nieuw if naam in oud]
    for deel in dict.fromkeys(_deel(naam) for naam in beide[0]):
        waar = f"{deel}: volgorde" if deel else "volgorde"
        yield from _namen(
            soort, waar, *([naam.rpartition("/")[2] for naam in namen if _deel(naam) == deel] for namen in beide)
        )


def _deel(naam: str) -> str:
    """The kind of a rule, as its name begins with it; empty for a name without."""
    return naam.rpartition("/")[0]


def _teksten(kader: Kader) -> dict[str, str]:
    """The sentences of oordeel.yaml by the part that they stand in."""
    if kader.oordeel is None:
        return {}
    delen = {naam: getattr(kader.oordeel, naam) for naam in ("totaalteksten", "hoofdstukteksten", "niet_na_te_gaan")}
    return {
        f"{naam}/{bij}": tekst for naam, deel in delen.items() if deel is not None for bij, tekst in dict(deel).items()
    }


def _tekst(soort: str) -> Callable[[str, str, str], Iterable[Verschil]]:
    def vergelijk(naam: str, oud: str, nieuw: str) -> Iterable[Verschil]:
        eerst, dan = op_een_regel(oud), op_een_regel(nieuw)
        return [Verschil(soort, naam, eerst, dan)] if eerst != dan else []

    return vergelijk


def _regels(bestand: BaseModel | None) -> dict[str, Any]:
    """The rules of oordeel.yaml or rapport.yaml by kind and id."""
    if bestand is None:
        return {}
    delen = {soort: regels for soort, regels in bestand if isinstance(regels, tuple)}
    return {f"{soort}/{regel.id}": regel for soort, regels in delen.items() for regel in regels}


def _paren(
    soort: str,
    oud: Mapping[str, Any],
    nieuw: Mapping[str, Any],
    toon: Callable[[Any], str],
    vergelijk: Callable[[str, Any, Any], Iterable[Verschil]],
) -> Iterator[Verschil]:
    """Items by name: those on one side alone, and what differs in those on both."""
    for naam in dict.fromkeys((*oud, *nieuw)):
        if naam not in nieuw:
            yield Verschil(soort, naam, op_een_regel(toon(oud[naam])), None)
        elif naam not in oud:
            yield Verschil(soort, naam, None, op_een_regel(toon(nieuw[naam])))
        else:
            yield from vergelijk(naam, oud[naam], nieuw[naam])


def _velden_van(soort: str) -> Callable[[str, BaseModel, BaseModel], Iterator[Verschil]]:
    """A comparison of two models field by field."""
    return lambda naam, oud, nieuw: _velden(soort, naam, oud, nieuw, type(oud).model_fields)


def _velden(soort: str, naam: str, oud: BaseModel, nieuw: BaseModel, velden: Iterable[str]) -> Iterator[Verschil]:
    for veld in velden:
        oude, nieuwe = getattr(oud, veld), getattr(nieuw, veld)
        if isinstance(oude, str) and isinstance(nieuwe, str):
            oude, nieuwe = op_een_regel(oude), op_een_regel(nieuwe)
        # Of answers the first is the best one.
        if oude != nieuwe or (isinstance(oude, dict) and list(oude) != list(nieuwe)):
            waar = f"{naam}: {veld}" if naam else veld
            yield Verschil(soort, waar, _waarde(oude), _waarde(nieuwe))


def _waarde(waarde: Any) -> str:
    """A value on one line."""
    if waarde is None or waarde == ():
        return "(leeg)"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, BaseModel):
        delen = ((veld, inhoud) for veld, inhoud in waarde if inhoud not in (None, (), False))
        return "; ".join(f"{veld}: {_waarde(inhoud)}" for veld, inhoud in delen)
    if isinstance(waarde, tuple):
        return " | ".join(_waarde(deel) for deel in waarde)
    if isinstance(waarde, dict):
        return ", ".join(f"{sleutel}: {_waarde(deel)}" for sleutel, deel in waarde.items())
    return op_een_regel(str(waarde))


def _blad(naam: str, oud: Indicator, nieuw: Indicator) -> Iterator[Verschil]:
    velden = [veld for veld in Indicator.model_fields if veld not in ("id", "eisen", "bevinding")]
    yield from _velden("blad", naam, oud, nieuw, velden)
    if oud.bevinding is not None and nieuw.bevinding is not None:
        yield from _velden("bevinding", naam, oud.bevinding, nieuw.bevinding, type(oud.bevinding).model_fields)
    elif oud.bevinding != nieuw.bevinding:
        yield from _velden("blad", naam, oud, nieuw, ("bevinding",))
    oude, nieuwe = ({f"{naam}/{eis.id}": eis for eis in blad.eisen} for blad in (oud, nieuw))
    yield from _paren("eis", oude, nieuwe, lambda eis: str(eis.tekst), _eis)


def _eis(naam: str, oud: Eis, nieuw: Eis) -> Iterator[Verschil]:
    return _velden("eis", naam, oud, nieuw, ("tekst", "als", "essentieel", "bron", "herstel"))


def gevolgen(oud: Resultaat, nieuw: Resultaat, regels: tuple[Regels, Regels]) -> Iterator[str]:
    """What the second framework makes of the same dossiers, beside what the first made of them."""
    eerder = {d.id: d.uitkomsten for d in oud.dossiers}
    later = {d.id: d.uitkomsten for d in nieuw.dossiers}
    samen = [d for d in eerder if d in later]
    yield f"Op {len(samen)} dossiers:"
    if weg := sorted(eerder.keys() ^ later.keys()):
        yield f"  alleen onder één van beide te beoordelen: {', '.join(weg)}"
    anders = False
    beide = [blad.indicator.id for blad in regels[0].bladen if blad.indicator.id in nieuw.indicatoren]
    for blad in beide:
        stappen = Counter(
            (eerder[d][blad].uitkomst, later[d][blad].uitkomst)
            for d in samen
            if eerder[d][blad].uitkomst != later[d][blad].uitkomst
        )
        volgorde = sorted(stappen, key=lambda stap: (UITKOMSTEN.index(stap[0]), UITKOMSTEN.index(stap[1])))
        for van, naar in volgorde:
            anders = True
            dossiers = [d for d in samen if (eerder[d][blad].uitkomst, later[d][blad].uitkomst) == (van, naar)]
            aantal = f"{len(dossiers)} {'dossier' if len(dossiers) == 1 else 'dossiers'}"
            yield f"  {blad}: {aantal} van {van} naar {naar} ({', '.join(dossiers)})"
        yield from _oordeel(blad, oud, nieuw)
    if oud.oordeel is not None and nieuw.oordeel is not None and oud.oordeel.oordeel != nieuw.oordeel.oordeel:
        yield f"  oordeel over het geheel: {oud.oordeel.oordeel} wordt {nieuw.oordeel.oordeel}"
    if not anders:
        yield "  geen enkele uitkomst is anders op de bladen die beide hebben"


def _oordeel(blad: str, oud: Resultaat, nieuw: Resultaat) -> Iterator[str]:
    eerst, dan = oud.indicatoren[blad].oordeel, nieuw.indicatoren[blad].oordeel
    if eerst is None or dan is None or eerst.oordeel == dan.oordeel:
        return
    beter = ""
    if eerst.oordeel in GEORDENDE_KLASSEN and dan.oordeel in GEORDENDE_KLASSEN:
        slechter = GEORDENDE_KLASSEN.index(dan.oordeel) > GEORDENDE_KLASSEN.index(eerst.oordeel)
        beter = " (slechter)" if slechter else " (beter)"
    yield f"  {blad}: oordeel {eerst.oordeel} wordt {dan.oordeel}{beter}"
