"""Reading reactie.yaml: comments on a draft, each held against the places that the report has."""

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from dossieraudit.errors import Foutenlijst, bedoelde
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.model import als_model
from dossieraudit.loading.yamltekst import YamlTekst, lees_yaml
from dossieraudit.models.paden import Pad
from dossieraudit.models.reactie import MET_REDEN, MET_WIJZIGING, Opmerking, Reactie

BESTAND = "reactie.yaml"
_CODE = re.compile(r"[A-Za-z-]{0,10}[.0-9]+")
Probleem = tuple[Pad, str, str | None]


@dataclass(frozen=True)
class Plaatsen:
    """What a comment can be about: the sections, leaves and dossiers of the report."""

    secties: Collection[str]
    bladen: Collection[str]
    dossiers: Collection[str]


@dataclass(frozen=True)
class GeladenReactie:
    """The comments as read, with the name and hash of their file."""

    reactie: Reactie
    bestand: str
    sha256: str


@dataclass(frozen=True)
class Reactietekst:
    """The file before its places are checked: it says itself for which framework it was written."""

    reactie: Reactie
    tekst: YamlTekst
    bestand: str
    sha256: str

    def getoetst(self, plaatsen: Plaatsen) -> GeladenReactie:
        """The comments, if every one of them is sound. Raises `Invoerfout` with every fault in the file."""
        fouten = Foutenlijst()
        for pad, melding, advies in _problemen(self.reactie, plaatsen):
            bereik = self.tekst.sleutelbereik(pad) or self.tekst.bereik(pad)
            fouten.voeg_toe(self.tekst.bron.fout(bereik, melding, advies=advies))
        fouten.meld()
        return GeladenReactie(self.reactie, self.bestand, self.sha256)


def lees_reactie(pad: Path) -> Reactietekst:
    """The comments in a file. Raises `Invoerfout` with every fault against the model."""
    inhoud = lees_bytes(pad)
    tekst = lees_yaml(inhoud, str(pad), vertrouwelijk=True)
    return Reactietekst(als_model(tekst, Reactie), tekst, pad.name, hashlib.sha256(inhoud).hexdigest())


def _problemen(reactie: Reactie, plaatsen: Plaatsen) -> Iterator[Probleem]:
    eerder: set[str] = set()
    for o, opmerking in enumerate(reactie.opmerkingen or ()):
        pad: Pad = ("opmerkingen", o)
        if opmerking.id in eerder:
            yield (*pad, "id"), f"opmerking '{opmerking.id}' staat er dubbel", "geef elke opmerking een eigen nummer"
        eerder.add(opmerking.id)
        if reactie.concept_van is not None and opmerking.datum < reactie.concept_van:
            advies = "controleer de datum, of die van 'concept_van'"
            yield (*pad, "datum"), "deze opmerking is van vóór het concept waarop zij reageert", advies
        yield from _plaats(opmerking, (*pad, "plaats"), plaatsen)
        yield from _antwoord(opmerking, pad)


def _plaats(opmerking: Opmerking, pad: Pad, plaatsen: Plaatsen) -> Iterator[Probleem]:
    delen = (
        ("sectie", "het rapport heeft geen onderdeel", opmerking.plaats.sectie, plaatsen.secties),
        ("blad", "het kader kent geen blad", opmerking.plaats.blad, plaatsen.bladen),
        ("dossier", "het rapport gaat niet over een dossier", opmerking.plaats.dossier, plaatsen.dossiers),
    )
    if all(gegeven is None for _, _, gegeven, _ in delen):
        yield pad, "deze opmerking zegt niet waar in het concept zij over gaat", "geef sectie, blad of dossier"
    for sleutel, melding, gegeven, bekend in delen:
        if gegeven is not None and gegeven not in bekend:
            # Whatever is no code of ours may be a name, which no message repeats.
            welk = f" '{gegeven}'" if _CODE.fullmatch(gegeven) else " met deze naam"
            yield (*pad, sleutel), f"{melding}{welk}", bedoelde(gegeven, bekend)


def _antwoord(opmerking: Opmerking, pad: Pad) -> Iterator[Probleem]:
    antwoord = opmerking.antwoord
    label = antwoord.replace("_", " ")
    if antwoord in MET_REDEN and opmerking.reden is None:
        yield (*pad, "antwoord"), f"bij '{label}' hoort een reden", "schrijf onder 'reden' waarom"
    if antwoord in MET_WIJZIGING and opmerking.gewijzigd is None:
        advies = "schrijf onder 'gewijzigd' wat er in het rapport is veranderd"
        yield (*pad, "antwoord"), f"bij '{label}' hoort wat er is gewijzigd", advies
    if antwoord not in MET_WIJZIGING and opmerking.gewijzigd is not None:
        advies = "kies overgenomen of gedeeltelijk, of haal 'gewijzigd' weg"
        yield (*pad, "gewijzigd"), f"het antwoord is '{label}', maar er is wel iets gewijzigd", advies
