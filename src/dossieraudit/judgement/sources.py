"""Triangulation: what interviews and documents say of each leaf, beside what the dossiers show."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from dossieraudit.loading.bronnen import Bronnen
from dossieraudit.models.bronnen import Vraag
from dossieraudit.models.kader import Kader
from dossieraudit.models.resultaat import Antwoordtelling, BladTelling, Documentplaats

Verhouding = Literal["eens", "tegenspraak", "een_bron", "geen_bron"]


def antwoorden_per_blad(kader: Kader, bronnen: Bronnen) -> dict[str, tuple[Antwoordtelling, ...]]:
    """For every leaf: how each group answered each question that bears on it."""
    per_blad: dict[str, list[Antwoordtelling]] = {i.id: [] for i in kader.indicatoren}
    for code, vraag in kader.bronnen.vragen.items():
        for groep in vraag.groepen:
            gegeven = [i.antwoorden.get(code) for i in bronnen.interviews if i.groep == groep]
            telling = tel_antwoorden(code, groep, vraag, gegeven)
            for blad in vraag.bladen if telling.gevraagd else ():
                per_blad[blad].append(telling)
    return {blad: tuple(tellingen) for blad, tellingen in per_blad.items()}


def tel_antwoorden(code: str, groep: str, vraag: Vraag, gegeven: Iterable[str | None]) -> Antwoordtelling:
    """Count answers; one that was not given counts nowhere."""
    aantallen = Counter(antwoord for antwoord in gegeven if antwoord is not None)
    return Antwoordtelling(
        vraag=code,
        groep=groep,
        antwoorden={antwoord: aantallen[antwoord] for antwoord in vraag.antwoorden},
        gevraagd=aantallen.total(),
        steun=sum(aantallen[a] for a, soort in vraag.antwoorden.items() if soort.steunt is True),
        tegen=sum(aantallen[a] for a, soort in vraag.antwoorden.items() if soort.steunt is False),
    )


def documenten_per_blad(kader: Kader, bronnen: Bronnen) -> dict[str, tuple[Documentplaats, ...]]:
    """For every leaf: the documents that say something of it, and how far they go."""
    per_blad: dict[str, list[Documentplaats]] = {i.id: [] for i in kader.indicatoren}
    for document in bronnen.documenten:
        for bepaling in document.bepalingen:
            plaats = Documentplaats(
                document=document.id, titel=document.titel, mate=bepaling.mate, plaats=bepaling.plaats
            )
            if bepaling.blad in per_blad:  # a profile may have left the leaf out
                per_blad[bepaling.blad].append(plaats)
    return {blad: tuple(plaatsen) for blad, plaatsen in per_blad.items()}


def verhouding(telling: BladTelling, antwoorden: Iterable[Antwoordtelling]) -> Verhouding:
    """Whether dossiers and interviews say the same of practice, each by its majority.

    Dossiers speak where at least one was tested; interviews where answers support the norm or speak against it. A tie
    contradicts nothing.
    """
    antwoorden = tuple(antwoorden)
    steun, tegen = sum(a.steun for a in antwoorden), sum(a.tegen for a in antwoorden)
    if not telling.beoordeeld and not steun + tegen:
        return "geen_bron"
    if not telling.beoordeeld or not steun + tegen:
        return "een_bron"
    # More than half of the dossiers show the norm met at least in part, or not.
    dossiers_goed = 2 * (telling.voldoet + telling.voldoet_gedeeltelijk) - telling.beoordeeld
    return "tegenspraak" if dossiers_goed * (steun - tegen) < 0 else "eens"
