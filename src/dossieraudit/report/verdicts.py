"""Verdicts in running text: how many leaves fare how, policy beside practice, and what would change a verdict."""

from collections import Counter
from collections.abc import Sequence

from dossieraudit.models.kader import Indicator
from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.resultaat import BladTelling, Oordeel
from dossieraudit.report.context import Context
from dossieraudit.report.prose import KLASSE_LABELS, opsomming, tel, zijn
from dossieraudit.wording import getalwoord, met_hoofdletter

_VOLGORDE: tuple[Klasse, ...] = ("onvoldoende", "matig", "voldoende")
# More titles than this make a sentence that no one reads; Bijlage 1 has them all.
_MEEST_GENOEMD = 4


def klasse(context: Context, blad: Indicator) -> Klasse:
    """The class of a leaf in practice."""
    oordeel = context.telling(blad).oordeel
    return oordeel.oordeel if oordeel else "niet_beoordeeld"


def titels(bladen: Sequence[Indicator]) -> str:
    """Leaves by their title and id."""
    return opsomming([f"‘{blad.titel}’ ({blad.id})" for blad in bladen])


def verdeling(context: Context, bladen: Sequence[Indicator]) -> str:
    """How many leaves have which class: 'Van de tien normen zijn er acht onvoldoende en twee matig.'"""
    per_klasse = {k: [b for b in bladen if klasse(context, b) == k] for k in (*_VOLGORDE, "niet_beoordeeld")}
    beoordeeld = len(bladen) - len(per_klasse["niet_beoordeeld"])
    if not bladen or not beoordeeld:
        return ""
    aanwezig = [(k, len(per_klasse[k])) for k in _VOLGORDE if per_klasse[k]]
    if len(aanwezig) == 1:
        label = KLASSE_LABELS[aanwezig[0][0]]
        wie = "De ene beoordeelde norm is" if beoordeeld == 1 else f"{_alle_normen(beoordeeld)} zijn"
        tekst = f"{wie} {label}."
    else:
        (eerste, n), *rest = aanwezig
        delen = [f"{zijn(n)} er {getalwoord(n)} {KLASSE_LABELS[eerste]}"]
        # After 'is er één' a plural needs its own verb; after a plural the verb carries on.
        delen += [f"{'zijn er ' if n == 1 and m > 1 else ''}{getalwoord(m)} {KLASSE_LABELS[k]}" for k, m in rest]
        tekst = f"Van de {getalwoord(beoordeeld)} beoordeelde normen {opsomming(delen)}."
    return tekst


def _alle_normen(aantal: int) -> str:
    return "Beide beoordeelde normen" if aantal == 2 else f"Alle {getalwoord(aantal)} beoordeelde normen"


def onbeoordeeld(context: Context, bladen: Sequence[Indicator]) -> str:
    """The leaves on which nothing can be said: by name, or their number where they are many."""
    niet = [b for b in bladen if klasse(context, b) == "niet_beoordeeld"]
    if not niet or len(niet) == len(bladen):
        return ""
    if len(niet) > _MEEST_GENOEMD:
        return f"Over de andere {getalwoord(len(niet))} normen is geen oordeel te geven."
    return f"Over {titels(niet)} is geen oordeel te geven."


def zware(context: Context, bladen: Sequence[Indicator]) -> str:
    """The heavy leaves that fall short: by name, or their number and the ones that are met least."""
    zwaar = [b for b in bladen if b.zwaarwegend and klasse(context, b) == "onvoldoende"]
    if not zwaar:
        return ""
    if len(zwaar) == 1:
        return f"Zwaar weegt daarbij {titels(zwaar)}."
    if len(zwaar) <= _MEEST_GENOEMD:
        return f"Zwaar wegen daarbij {titels(zwaar)}."
    ergst = sorted(zwaar, key=lambda b: -context.telling(b).niet_aangetoond)[:2]
    return f"Van de onvoldoende normen wegen er {getalwoord(len(zwaar))} zwaar, waaronder {titels(ergst)}."


def sterke(context: Context, bladen: Sequence[Indicator]) -> str:
    """The leaves that are met, by name: a report that only names what is wrong is not fair."""
    goed = [b for b in bladen if klasse(context, b) == "voldoende"]
    if not goed or len(goed) == len(bladen):
        return ""
    if len(goed) > _MEEST_GENOEMD:
        return ""
    return f"Op orde {zijn(len(goed))} {titels(goed)}."


def beleid_en_praktijk(context: Context, bladen: Sequence[Indicator]) -> str:
    """What documents lay down beside what practice shows, in counts of leaves."""
    beelden = [(b, beeld) for b in bladen if (beeld := context.telling(b).bronnen) is not None]
    met = [(b, beeld) for b, beeld in beelden if beeld.documenten]
    if not met:
        return ""
    klassen = Counter(beeld.beleid.oordeel for _, beeld in met)
    kloof = [b for b, beeld in beelden if beeld.kloof]
    delen = [_beleid(len(bladen), klassen["voldoende"], klassen["matig"], klassen["onvoldoende"])]
    if kloof:
        delen.append(_kloof(kloof, len(bladen)))
    return " ".join(delen)


def _beleid(totaal: int, helder: int, deels: int, genoemd: int) -> str:
    """How far the documents go, in counts of leaves."""
    if helder == totaal:
        alle = {1: "de norm is", 2: "beide normen zijn"}.get(totaal, f"alle {getalwoord(totaal)} normen zijn")
        return f"Het beleid is helder: {alle} in documenten vastgelegd."
    stil = totaal - helder - deels - genoemd
    van = f" van de {getalwoord(totaal)} normen"
    delen = [f"{getalwoord(helder)}{van} helder"] if helder else []
    if deels:
        delen.append(f"{getalwoord(deels)}{'' if helder else van} voor een deel")
    zinnen = []
    if delen:
        # 'Legt zes helder vast en twee voor een deel', but 'legt twee voor een deel vast'.
        vast = [f"{delen[0]} vast", *delen[1:]]
        zinnen.append(f"legt {opsomming(vast)}")
    if genoemd:
        wat = f"{getalwoord(genoemd)}{'' if delen else van}"
        zonder = f"zonder {'die' if genoemd == 1 else 'ze'} uit te werken"
        zinnen.append(f"{wat} noemt het {zonder}" if delen else f"noemt {wat} {zonder}")
    if stil:
        zinnen.append(f"over {'de andere' if stil == 1 else f'de andere {getalwoord(stil)}'} zegt het niets")
    return f"Het beleid {'; '.join(zinnen)}."


def _kloof(kloof: Sequence[Indicator], totaal: int) -> str:
    if len(kloof) == totaal:
        alle = {1: "deze norm", 2: "beide"}.get(totaal, f"alle {getalwoord(totaal)}")
        return f"Bij {alle} blijft de praktijk achter bij wat is vastgelegd."
    if len(kloof) <= _MEEST_GENOEMD:
        return f"De praktijk blijft achter bij wat is vastgelegd over {titels(kloof)}."
    van = f"{getalwoord(len(kloof))} van de {getalwoord(totaal)} normen"
    return f"Bij {van} blijft de praktijk achter bij wat is vastgelegd."


def gevoeligheid(oordeel: Oordeel, open_normen: bool = True) -> str:
    """What the verdict would be if everything untraceable were met, or not met."""
    nu, beste, slechtste = oordeel.oordeel, oordeel.hoogstens, oordeel.minstens
    if not open_normen or nu == "niet_beoordeeld":
        return ""
    if beste == slechtste == nu:
        if nu == "voldoende":
            return "Ook als alles wat niet navolgbaar is zou tegenvallen, blijft dit oordeel voldoende."
        return f"Ook als alles wat niet navolgbaar is in orde zou blijken, blijft dit oordeel {KLASSE_LABELS[nu]}."
    delen = []
    if beste != nu:
        delen.append(f"zou alles wat niet navolgbaar is in orde blijken, dan was het oordeel {KLASSE_LABELS[beste]}")
    if slechtste != nu:
        delen.append(f"zou het tegendeel blijken, dan was het oordeel {KLASSE_LABELS[slechtste]}")
    vast = "" if beste != nu and slechtste != nu else "; in het andere uiterste verandert het niet"
    return met_hoofdletter(f"{'; '.join(delen)}{vast}.")


def met_navolgbaarheid(tellingen: Sequence[BladTelling]) -> bool:
    """Whether anything in these leaves cannot be followed, so that a verdict could have been another."""
    return any(t.niet_navolgbaar for t in tellingen)


def aantal_normen(aantal: int) -> str:
    """'één norm', 'tien normen'."""
    return tel(aantal, "norm", "normen")
