"""Laying a profile over a framework: the base is copied, never edited, and every change is written down."""

from dossieraudit.expressions.check import bedoelde
from dossieraudit.models.kader import Criterium, Hoofdstuk, Indicator, Kader, Profieltoepassing, Thema
from dossieraudit.models.paden import Pad
from dossieraudit.models.profiel import Profiel

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
    samen = kader.met_parameters(waarden).model_copy(
        update={
            "themas": tuple(t for t in themas if t.criteria),
            "kenmerken": kader.kenmerken | profiel.kenmerken,
            "hoofdstukken": tuple(_hoofdstuk(h, profiel, weg) for h in kader.hoofdstukken),
            "profiel": toepassing,
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


def _wijzigingen(kader: Kader, profiel: Profiel) -> tuple[str, ...]:
    """Everything that the profile changes, a sentence each."""
    zinnen = [
        f"Parameter {naam}: {kader.parameters[naam].waarde} wordt {zetting.waarde} ({zetting.bron})."
        for naam, zetting in profiel.parameters.items()
    ]
    zinnen += [f"Blad {w.blad} telt niet mee: {w.reden}." for w in profiel.weglaten]
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
    fouten += [
        (("kenmerken", naam), f"kenmerk '{naam}' staat al in het kader", "kies een andere naam")
        for naam in profiel.kenmerken
        if naam in kader.kenmerken
    ]
    return fouten + _plaatsfouten(kader, profiel)


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
                fouten.append(
                    (("themas", t, "hoofdstukken", h), f"hoofdstuk {plaats.nummer} staat niet in het kader", None)
                )
            for blad in plaats.bladen:
                if blad not in eigen:
                    fouten.append((("themas", t, "hoofdstukken", h), f"blad '{blad}' staat niet in dit thema", None))
    return fouten
