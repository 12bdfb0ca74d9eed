"""Laying a profile over a framework: the base is copied, never edited, and every change is written down."""

import re

from dossieraudit.errors import bedoelde
from dossieraudit.expressions.sample_rules import bladnaam
from dossieraudit.models.bronnen import BronnenBestand
from dossieraudit.models.kader import Criterium, Hoofdstuk, Indicator, Kader, Profieltoepassing, Thema
from dossieraudit.models.paden import Pad
from dossieraudit.models.profiel import Profiel
from dossieraudit.models.rapportregels import RapportBestand, Rapportregel

_TELLING = re.compile(r"\bblad\.(\w+)")

Probleem = tuple[Pad, str, str | None]


def pas_profiel_toe(kader: Kader, profiel: Profiel, sha256: str) -> tuple[Kader, list[Probleem]]:
    """The framework with the profile over it, and every fault in the profile by its path."""
    fouten = _fouten(kader, profiel)
    if fouten:
        return kader, fouten
    weg = {w.blad for w in profiel.weglaten}
    themas = [
        Thema(id=t.id, titel=t.titel, omschrijving=t.omschrijving, criteria=_criteria(t, profiel, weg))
        for t in kader.themas
    ]
    themas += [Thema(id=t.id, titel=t.titel, criteria=t.criteria) for t in profiel.themas]
    waarden = {naam: zetting.waarde for naam, zetting in profiel.parameters.items()}
    toepassing = Profieltoepassing(
        id=profiel.id,
        titel=profiel.titel,
        versie=profiel.versie,
        sha256=sha256,
        bron=profiel.bron,
        wijzigingen=_wijzigingen(kader, profiel),
    )
    gezet = kader.met_parameters(waarden)
    samen = gezet.model_copy(
        update={
            "parameters": gezet.parameters | profiel.eigen_parameters,
            "themas": tuple(t for t in themas if t.criteria),
            "kenmerken": kader.kenmerken | profiel.kenmerken,
            "hoofdstukken": tuple(_hoofdstuk(h, profiel, weg) for h in kader.hoofdstukken),
            "bronnen": _bronnen(kader.bronnen, weg),
            "rapport": _rapport(kader.rapport, weg),
            "profiel": toepassing,
            "weggelaten": tuple(sorted(weg)),
        }
    )
    return samen, []


def _criteria(thema: Thema, profiel: Profiel, weg: set[str]) -> tuple[Criterium, ...]:
    criteria = []
    for criterium in thema.criteria:
        bladen = tuple(_blad(i, profiel) for i in criterium.indicatoren if i.id not in weg)
        if bladen:
            criteria.append(criterium.model_copy(update={"indicatoren": bladen}))
    return tuple(criteria)


def _blad(blad: Indicator, profiel: Profiel) -> Indicator:
    eigen = tuple(e.eis for e in profiel.eisen if e.blad == blad.id)
    return blad.model_copy(update={"eisen": blad.eisen + eigen}) if eigen else blad


def _hoofdstuk(hoofdstuk: Hoofdstuk, profiel: Profiel, weg: set[str]) -> Hoofdstuk:
    eigen = [b for t in profiel.themas for h in t.hoofdstukken if h.nummer == hoofdstuk.nummer for b in h.bladen]
    return hoofdstuk.model_copy(update={"indicatoren": (*(b for b in hoofdstuk.indicatoren if b not in weg), *eigen)})


def _bronnen(bronnen: BronnenBestand, weg: set[str]) -> BronnenBestand:
    """The questions, about the leaves that are left."""
    if not weg:
        return bronnen
    anders = {
        soort: {
            code: vraag.model_copy(update={"bladen": tuple(b for b in vraag.bladen if b not in weg)})
            for code, vraag in getattr(bronnen, soort).items()
        }
        for soort in ("vragen", "documentvragen")
    }
    return bronnen.model_copy(update=anders)


def _rapport(rapport: RapportBestand, weg: set[str]) -> RapportBestand:
    """The sentences that do not count a leaf that is left out; the others no longer name it among their leaves."""
    if not weg:
        return rapport
    anders = {
        soort: tuple(
            zin.model_copy(update={"bladen": tuple(b for b in zin.bladen if b not in weg)})
            for zin in zinnen
            if not _telt(zin, weg)
        )
        for soort, zinnen in rapport
    }
    return rapport.model_copy(update=anders)


def _telt(zin: Rapportregel, weg: set[str]) -> bool:
    """Whether a sentence counts one of these leaves, in its condition or its text."""
    genoemd = set(_TELLING.findall(f"{zin.als} {zin.tekst}"))
    return any(bladnaam(blad) in genoemd for blad in weg)


def _wijzigingen(kader: Kader, profiel: Profiel) -> tuple[str, ...]:
    """Everything that the profile changes, a sentence each."""
    zinnen = [
        f"Parameter {naam}: {kader.parameters[naam].waarde} wordt {zetting.waarde} ({zetting.bron})."
        for naam, zetting in profiel.parameters.items()
    ]
    zinnen += [
        f"Eigen parameter {naam}: {p.waarde}{f' {p.eenheid}' if p.eenheid else ''} ({p.bron or 'aanname'})."
        for naam, p in profiel.eigen_parameters.items()
    ]
    zinnen += [f"Blad {w.blad} telt niet mee: {w.reden}." for w in profiel.weglaten]
    weg = {w.blad for w in profiel.weglaten}
    vervallen = [zin.id for _, regels in kader.rapport for zin in regels if _telt(zin, weg)]
    zinnen += [f"Zin '{naam}' van het rapport vervalt: zij telt een blad dat niet meetelt." for naam in vervallen]
    zinnen += [f"Blad {e.blad} krijgt de eis '{e.eis.id}': {e.eis.tekst}" for e in profiel.eisen]
    zinnen += [f"Eigen blad {i.id}: {i.titel}." for t in profiel.themas for c in t.criteria for i in c.indicatoren]
    return tuple(zinnen)


def _fouten(kader: Kader, profiel: Profiel) -> list[Probleem]:
    bladen = {i.id: i for i in kader.indicatoren}
    fouten: list[Probleem] = []
    if profiel.kader != kader.id:
        fouten.append((("kader",), f"dit profiel hoort bij kader '{profiel.kader}', niet bij '{kader.id}'", None))
    for naam, zetting in profiel.parameters.items():
        if naam not in kader.parameters:
            advies = bedoelde(naam, kader.parameters)
            fouten.append((("parameters", naam), f"het kader kent geen parameter '{naam}'", advies))
        elif type(zetting.waarde) is not type(kader.parameters[naam].waarde):
            melding = f"parameter '{naam}' vraagt een waarde zoals {kader.parameters[naam].waarde}"
            fouten.append((("parameters", naam, "waarde"), melding, None))
    for soort in ("weglaten", "eisen"):
        for plaats, item in enumerate(getattr(profiel, soort)):
            if item.blad not in bladen:
                advies = bedoelde(item.blad, bladen)
                fouten.append(((soort, plaats, "blad"), f"het kader kent geen blad '{item.blad}'", advies))
    if not profiel.themas and {w.blad for w in profiel.weglaten} >= set(bladen):
        fouten.append((("weglaten",), "dit profiel laat alle bladen weg", "laat er minstens één staan"))
    fouten += [
        (("kenmerken", naam), f"kenmerk '{naam}' staat al in het kader", "kies een andere naam")
        for naam in profiel.kenmerken
        if naam in kader.kenmerken
    ]
    return fouten + _parameterfouten(kader, profiel) + _dubbele_eisen(kader, profiel) + _plaatsfouten(kader, profiel)


def _parameterfouten(kader: Kader, profiel: Profiel) -> list[Probleem]:
    fouten: list[Probleem] = []
    for naam, parameter in profiel.eigen_parameters.items():
        pad = ("eigen_parameters", naam)
        if naam in kader.parameters:
            advies = "kies een andere naam, of zet de waarde onder 'parameters'"
            fouten.append((pad, f"parameter '{naam}' staat al in het kader", advies))
        if parameter.herkomst == "bron" and parameter.bron is None:
            melding = f"parameter '{naam}' heeft herkomst 'bron' maar noemt er geen"
            fouten.append((pad, melding, "vul 'bron' in, of kies herkomst: aanname"))
    return fouten


def _dubbele_eisen(kader: Kader, profiel: Profiel) -> list[Probleem]:
    """Eisen for a leaf that has one of that name already, or that the profile itself leaves out."""
    fouten: list[Probleem] = []
    bezet = {(blad.id, eis.id) for blad in kader.indicatoren for eis in blad.eisen}
    weg = {w.blad for w in profiel.weglaten}
    for e, item in enumerate(profiel.eisen):
        if (item.blad, item.eis.id) in bezet:
            melding = f"blad '{item.blad}' heeft al een eis '{item.eis.id}'"
            fouten.append((("eisen", e, "eis", "id"), melding, "geef de eis een andere naam"))
        if item.blad in weg:
            melding = f"blad '{item.blad}' wordt door dit profiel weggelaten"
            fouten.append((("eisen", e, "blad"), melding, "haal de eis weg, of laat het blad staan"))
        bezet.add((item.blad, item.eis.id))
    return fouten


def _plaatsfouten(kader: Kader, profiel: Profiel) -> list[Probleem]:
    """Local leaves: an id of their own, and a chapter that exists."""
    fouten: list[Probleem] = []
    bezet = {i.id for i in kader.indicatoren}
    nummers = {h.nummer for h in kader.hoofdstukken}
    for t, thema in enumerate(profiel.themas):
        eigen = [i.id for c in thema.criteria for i in c.indicatoren]
        geplaatst = {b for h in thema.hoofdstukken for b in h.bladen}
        for blad in eigen:
            if blad in bezet:
                fouten.append((("themas", t), f"blad '{blad}' bestaat al", "geef een eigen blad een eigen id"))
            bezet.add(blad)
            if nummers and blad not in geplaatst:
                advies = "noem het blad onder 'hoofdstukken' van het thema"
                fouten.append((("themas", t), f"blad '{blad}' staat in geen hoofdstuk", advies))
        for h, plaats in enumerate(thema.hoofdstukken):
            if plaats.nummer not in nummers:
                melding = f"hoofdstuk {plaats.nummer} staat niet in het kader"
                fouten.append((("themas", t, "hoofdstukken", h), melding, None))
            fouten += [
                (("themas", t, "hoofdstukken", h), f"blad '{blad}' staat niet in dit thema", None)
                for blad in plaats.bladen
                if blad not in eigen
            ]
    return fouten
