"""The oordeel per leaf, criterium, thema, chapter and overall, by the decision rules of the framework."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import SimpleNamespace

from msgspec import Struct

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.explain import Zaak, leg_uit
from dossieraudit.expressions.sample_rules import BLADTELLINGEN, Steekproefregels
from dossieraudit.models.kader import Indicator, Kader, Uitkomst
from dossieraudit.models.rapportregels import GEORDENDE_KLASSEN, Klasse, Oordeelregel
from dossieraudit.models.resultaat import (
    Antwoordtelling,
    BladTelling,
    BladUitkomst,
    Documentplaats,
    DossierResultaat,
    Hoofdstukoordeel,
    Oordeel,
    Totaaloordeel,
)
from dossieraudit.sample import tel_bladen

Waarden = Mapping[str, int | bool]
# For the extremes of a verdict: that nothing is left to judge is no fault, and no merit either.
_VAN_KWAAD_TOT_GOED: tuple[Klasse, ...] = ("onvoldoende", "matig", "niet_beoordeeld", "voldoende")

_TEKORT: tuple[Klasse, ...] = ("matig", "onvoldoende")
# What shows that a norm is not met, or not in full: dossiers, and people who speak against it.
_GEZIEN_TEKORT = ("voldoet_niet", "voldoet_gedeeltelijk", "tegen")


class Bladoordelen(Struct, frozen=True):
    """The verdicts over one leaf: on practice and on what the documents lay down."""

    praktijk: Oordeel
    beleid: Oordeel

    @property
    def kloof(self) -> bool:
        """The gap between policy and practice (§7.1 of the report): laid down, and not shown."""
        return kloof(self.praktijk.oordeel, self.beleid.oordeel)


def kloof(praktijk: Klasse, beleid: Klasse) -> bool:
    """Whether policy is better than practice; nothing is said where one of them was not judged."""
    if "niet_beoordeeld" in (praktijk, beleid):
        return False
    return GEORDENDE_KLASSEN.index(beleid) < GEORDENDE_KLASSEN.index(praktijk)


def oordeel_over_blad(
    regels: Steekproefregels,
    blad: Indicator,
    telling: BladTelling,
    uitersten: tuple[Sequence[BladTelling], Sequence[BladTelling]],
    antwoorden: Sequence[Antwoordtelling],
    documenten: Sequence[Documentplaats],
) -> Bladoordelen:
    """Judge one leaf. `uitersten` are the counts that may be its best, and its worst (see `uiterste_tellingen`)."""
    mate = Counter(d.mate for d in documenten)
    vast: dict[str, int | bool] = {
        "steun": sum(a.steun for a in antwoorden),
        "tegen": sum(a.tegen for a in antwoorden),
        "gevraagd": sum(a.gevraagd for a in antwoorden),
        "vastgelegd": mate["vastgelegd"],
        "gedeeltelijk": mate["gedeeltelijk"],
        "niet_uitgewerkt": mate["niet_uitgewerkt"],
        "zichtbaar": blad.werkwoord == "zichtbaar",
        "universeel": blad.universeel,
        "zwaarwegend": blad.zwaarwegend,
        "uit_dossier": "dossier" in blad.bewijs,
    }
    waarden = _tellingen(telling) | vast
    beste, slechtste = ([_tellingen(t) | vast for t in kant] for kant in uitersten)
    return Bladoordelen(
        _oordeel(regels.oordeel["blad"], waarden, beste, slechtste),
        _oordeel(regels.oordeel["beleid"], waarden, [waarden], [waarden]),
    )


def _tellingen(telling: BladTelling) -> dict[str, int | bool]:
    return {naam: getattr(telling, naam) for naam in BLADTELLINGEN}


def _oordeel(
    regels: Sequence[tuple[Oordeelregel, n.Node]],
    waarden: Waarden,
    beste: Sequence[Waarden],
    slechtste: Sequence[Waarden],
) -> Oordeel:
    """The first rule that is true decides; its sensitivity comes from the same rules on the extremes."""
    regel = _beslis(regels, waarden)
    hoogste, laagste = (
        [_klasse(regel if w == waarden else _beslis(regels, w)) for w in kant] for kant in (beste, slechtste)
    )
    return Oordeel(
        oordeel=_klasse(regel),
        hoogstens=max(hoogste, key=_VAN_KWAAD_TOT_GOED.index),
        minstens=min(laagste, key=_VAN_KWAAD_TOT_GOED.index),
        regel=regel.id if regel else "geen_regel",
        uitleg=regel.uitleg if regel else "Geen beslisregel is van toepassing.",
        gronden=dict(waarden),
    )


def _beslis(regels: Sequence[tuple[Oordeelregel, n.Node]], waarden: Waarden) -> Oordeelregel | None:
    zaak = Zaak(SimpleNamespace(**waarden), None)
    return next((regel for regel, node in regels if leg_uit(node, zaak).waarde is True), None)


def _klasse(regel: Oordeelregel | None) -> Klasse:
    return regel.oordeel if regel is not None else "niet_beoordeeld"


def uiterste_tellingen(
    dossiers: Sequence[DossierResultaat], bladen: Sequence[str]
) -> tuple[Sequence[dict[str, BladTelling]], Sequence[dict[str, BladTelling]]]:
    """Counts per leaf with every untraceable dossier at its best, and at its worst.

    Where a leaf may not apply to a dossier, leaving that one out is better than any uitkomst but `voldoet`, and worse
    than any but `voldoet_niet`, or it is not: that depends on the others. So there the counts are given both ways.
    A person who found a leaf untraceable gave no range: then it may be anything.
    """

    def uiterste(uiteinde: Callable[[BladUitkomst], Uitkomst]) -> dict[str, BladTelling]:
        def van(dossier: DossierResultaat) -> dict[str, Uitkomst]:
            return {
                blad: uiteinde(u) if u.uitkomst == "niet_navolgbaar" else u.uitkomst
                for blad, u in dossier.uitkomsten.items()
            }

        return tel_bladen((van(dossier) for dossier in dossiers), bladen)

    def op_zijn_best(u: BladUitkomst) -> Uitkomst:
        return u.hoogstens or "voldoet"

    def op_zijn_slechtst(u: BladUitkomst) -> Uitkomst:
        return u.minstens or "voldoet_niet"

    def zonder(uitkomst: Uitkomst, u: BladUitkomst, uiterst: Uitkomst) -> Uitkomst:
        return "niet_van_toepassing" if u.misschien_nvt and uitkomst != uiterst else uitkomst

    beste, slechtste = [uiterste(op_zijn_best)], [uiterste(op_zijn_slechtst)]
    if any(u.misschien_nvt for dossier in dossiers for u in dossier.uitkomsten.values()):
        beste.append(uiterste(lambda u: zonder(op_zijn_best(u), u, "voldoet")))
        slechtste.append(uiterste(lambda u: zonder(op_zijn_slechtst(u), u, "voldoet_niet")))
    return beste, slechtste


def _samen(regels: Sequence[tuple[Oordeelregel, n.Node]], bladen: Iterable[tuple[Indicator, Oordeel]]) -> Oordeel:
    """Judge a group of leaves by their classes, with the classes at best and at worst for the sensitivity."""
    paren = tuple(bladen)
    kanten = [
        [(blad, getattr(oordeel, kant)) for blad, oordeel in paren] for kant in ("oordeel", "hoogstens", "minstens")
    ]
    nu, beste, slechtste = map(_klassen, kanten)
    return _oordeel(regels, nu, [beste], [slechtste])


def _klassen(paren: Sequence[tuple[Indicator, Klasse]]) -> dict[str, int | bool]:
    """How many leaves of a group have which class; the untested ones stand apart."""
    klassen = Counter(klasse for _, klasse in paren)
    zwaar = Counter(klasse for blad, klasse in paren if blad.zwaarwegend)
    return {
        "bladen": len(paren) - klassen["niet_beoordeeld"],
        "voldoende": klassen["voldoende"],
        "matig": klassen["matig"],
        "onvoldoende": klassen["onvoldoende"],
        "niet_beoordeeld": klassen["niet_beoordeeld"],
        "zwaarwegend": zwaar.total() - zwaar["niet_beoordeeld"],
        "zwaar_matig": zwaar["matig"],
        "zwaar_onvoldoende": zwaar["onvoldoende"],
    }


class Groepsoordelen(Struct, frozen=True):
    """The verdicts over everything above a leaf."""

    criteria: dict[str, Oordeel]
    themas: dict[str, Oordeel]
    hoofdstukken: dict[str, Hoofdstukoordeel]
    totaal: Totaaloordeel


def oordeel_over_groepen(
    kader: Kader, regels: Steekproefregels, bladen: Mapping[str, Bladoordelen]
) -> Groepsoordelen | None:
    """Judge criteria, thema's, chapters and the whole; None for a framework without decision rules."""
    if kader.oordeel is None:
        return None
    samengesteld = regels.oordeel["samengesteld"]
    per_id = {i.id: i for i in kader.indicatoren}

    def praktijk(indicatoren: Iterable[Indicator]) -> list[tuple[Indicator, Oordeel]]:
        return [(i, bladen[i.id].praktijk) for i in indicatoren]

    hoofdstukken = {}
    teksten, anders = kader.oordeel, kader.oordeel.niet_na_te_gaan
    for hoofdstuk in kader.hoofdstukken:
        eigen = [per_id[blad] for blad in hoofdstuk.indicatoren]
        doen = _samen(samengesteld, praktijk(eigen))
        beleid = _samen(samengesteld, [(i, bladen[i.id].beleid) for i in eigen])
        hoofdstukken[str(hoofdstuk.nummer)] = Hoofdstukoordeel(
            titel=hoofdstuk.titel,
            praktijk=doen,
            beleid=beleid,
            kloof=kloof(doen.oordeel, beleid.oordeel),
            tekst=_als_zin(doen, praktijk(eigen), teksten.hoofdstukteksten, anders.hoofdstuk if anders else None),
        )
    totaal = _samen(regels.oordeel["totaal"], praktijk(kader.indicatoren))
    alle = praktijk(kader.indicatoren)
    tekst = _als_zin(totaal, alle, teksten.totaalteksten, anders.totaal if anders else None)
    return Groepsoordelen(
        criteria={c.id: _samen(samengesteld, praktijk(c.indicatoren)) for t in kader.themas for c in t.criteria},
        themas={
            t.id: _samen(samengesteld, praktijk(i for c in t.criteria for i in c.indicatoren)) for t in kader.themas
        },
        hoofdstukken=hoofdstukken,
        totaal=Totaaloordeel(**totaal.model_dump(), tekst=tekst),
    )


def _als_zin(
    oordeel: Oordeel,
    bladen: Iterable[tuple[Indicator, Oordeel]],
    teksten: Mapping[Klasse, str],
    niet_na_te_gaan: str | None,
) -> str:
    """The verdict as a sentence: another one where all that falls short is that norms cannot be followed."""
    tekort = [blad.gronden for _, blad in bladen if blad.oordeel in _TEKORT]
    gezien = any(gronden[naam] for gronden in tekort for naam in _GEZIEN_TEKORT)
    if niet_na_te_gaan and oordeel.oordeel in _TEKORT and tekort and not gezien:
        return niet_na_te_gaan
    return teksten.get(oordeel.oordeel, oordeel.uitleg)
