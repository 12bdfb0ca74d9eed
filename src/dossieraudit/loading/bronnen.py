"""Reading what stands beside the dossiers of an onderzoek: interviews, documents and judgements by persons."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from pydantic import BaseModel

from dossieraudit.errors import Fout, Foutenlijst, Invoerfout, bedoelde
from dossieraudit.loading.bestand import eis_binnen, lees_bytes, leesbare_naam
from dossieraudit.loading.model import als_model
from dossieraudit.loading.onderzoek import BESTAND as ONDERZOEK
from dossieraudit.loading.yamltekst import YamlTekst, lees_yaml
from dossieraudit.models.bronnen import (
    CONSENSUS,
    KORTSTE_MOTIVERING,
    MINSTENS_SAMEN,
    Beleidsdocument,
    Interview,
    Oordeelsvelling,
    Vraag,
    geen_dossier_over,
    leesbare_tekens,
    motivering_lang_genoeg,
    samen_beoordeeld,
)
from dossieraudit.models.kader import UITKOMSTEN, Kader
from dossieraudit.models.paden import Pad

M = TypeVar("M", bound=BaseModel)
Toets = Callable[[M, Kader], Iterable[tuple[Pad, str, str | None]]]


class Bronnen(Struct, frozen=True):
    """The sources beside the dossiers, and the hashes of their files.

    `beoordelingen` are the judgements that count, at most one over a leaf of a dossier. `betwist` are those of
    assessors who judged the same leaf of the same dossier and did not settle it yet (docs/decisions/0010).
    `van_ander_kader` counts what names no framework and was written for that of the onderzoek, not for this one.
    """

    interviews: tuple[Interview, ...] = ()
    documenten: tuple[Beleidsdocument, ...] = ()
    beoordelingen: tuple[Oordeelsvelling, ...] = ()
    invoer: tuple[tuple[str, str], ...] = ()
    van_ander_kader: int = 0
    betwist: tuple[tuple[Oordeelsvelling, ...], ...] = ()


def laad_bronnen(map_: Path | None, kader: Kader, eigen_kader: str | None = None) -> Bronnen:
    """The sources of an onderzoek; empty for loose files. Raises `Invoerfout` with every fault in every file.

    Questions and leaves are those of one framework: an item belongs to the one that it names, and otherwise to
    `eigen_kader`, the framework (id) of the onderzoek itself. What belongs to another one is passed over.
    """
    if map_ is None or not map_.is_dir():
        return Bronnen()
    lader = _Lader(map_, kader, eigen_kader or kader.id)
    lader.hash(ONDERZOEK)
    interviews = lader.lees("interviews", Interview, _toets_interview)
    documenten = lader.lees("documenten", Beleidsdocument, _toets_document)
    beoordelingen = lader.lees("beoordelingen", Oordeelsvelling, _toets_beoordeling)
    lader.fouten.meld()
    geldend, betwist = beslecht(beoordelingen)
    return Bronnen(tuple(interviews), tuple(documenten), geldend, tuple(lader.invoer), lader.van_ander_kader, betwist)


def beslecht(
    beoordelingen: Iterable[Oordeelsvelling],
) -> tuple[tuple[Oordeelsvelling, ...], tuple[tuple[Oordeelsvelling, ...], ...]]:
    """The judgements that count, and those of several assessors over the same leaf of a dossier without consensus.

    A consensus is one of those whom it names: with another who found something else there is none.
    """
    per_paar: dict[tuple[str, str], list[Oordeelsvelling]] = defaultdict(list)
    for oordeel in beoordelingen:
        per_paar[oordeel.dossier, oordeel.blad].append(oordeel)
    geldend, betwist = [], []
    for oordelen in per_paar.values():
        samen = next((oordeel for oordeel in oordelen if oordeel.beoordelaar == CONSENSUS), None)
        buiten = [o for o in oordelen if samen is not None and _valt_buiten(o, samen)]
        if samen is not None:
            oordelen = [samen, *buiten]
        if len(oordelen) == 1:
            geldend.append(oordelen[0])
        else:
            betwist.append(tuple(oordelen))
    return tuple(geldend), tuple(betwist)


def _valt_buiten(oordeel: Oordeelsvelling, consensus: Oordeelsvelling) -> bool:
    """Whether an assessor had no part in a consensus, and found something else."""
    wie = (CONSENSUS, *consensus.beoordelaars)
    return oordeel.beoordelaar not in wie and oordeel.uitkomst != consensus.uitkomst


class _Lader:
    """Reads the folders one after the other and collects faults over all of them."""

    def __init__(self, map_: Path, kader: Kader, eigen_kader: str) -> None:
        self.map = map_
        self.kader = kader
        self.eigen_kader = eigen_kader
        self.van_ander_kader = 0
        self.fouten = Foutenlijst()
        self.invoer: list[tuple[str, str]] = []

    def hash(self, naam: str) -> None:
        """Note the hash of a file that someone else reads."""
        pad = self.map / naam
        if pad.is_file():
            self.invoer.append((naam, hashlib.sha256(lees_bytes(pad)).hexdigest()))

    def lees(self, soort: str, model: type[M], toets: Toets[M]) -> list[M]:
        """Every item of a folder; a file holds one item or a list of them."""
        gevonden: list[M] = []
        eerder: dict[str, str] = {}
        for pad in sorted((self.map / soort).glob("*.yaml")):
            naam = leesbare_naam(f"{soort}/{pad.name}")
            try:
                eis_binnen(pad, self.map)
                inhoud = lees_bytes(pad)
                self.invoer.append((naam, hashlib.sha256(inhoud).hexdigest()))
                tekst = lees_yaml(inhoud, str(pad), vertrouwelijk=True)
            except Invoerfout as fout:
                self.fouten.neem_over(fout.fouten)
                continue
            delen = [tekst.deel(i) for i in range(len(tekst.data))] if isinstance(tekst.data, list) else [tekst]
            for deel in delen:
                item = self._item(deel, model, toets)
                if item is None:
                    continue
                sleutel = _sleutel(item)
                if sleutel in eerder:
                    melding = f"'{sleutel}' staat ook in {eerder[sleutel]}"
                    self.fouten.voeg_toe(deel.bron.fout(deel.bereik(()), melding, advies="laat één van de twee staan"))
                eerder.setdefault(sleutel, naam)
                gevonden.append(item)
        return gevonden

    def _item(self, deel: YamlTekst, model: type[M], toets: Toets[M]) -> M | None:
        try:
            item = als_model(deel, model)
        except Invoerfout as fout:
            self.fouten.neem_over(fout.fouten)
            return None
        genoemd: str | None = getattr(item, "kader", None)
        if (genoemd or self.eigen_kader) != self.kader.id:
            self.van_ander_kader += genoemd is None
            return None
        for pad, melding, advies in toets(item, self.kader):
            self.fouten.voeg_toe(_bij(deel, pad, melding, advies))
        return item


def _bij(deel: YamlTekst, pad: Pad, melding: str, advies: str | None) -> Fout:
    return deel.bron.fout(deel.sleutelbereik(pad) or deel.bereik(pad), melding, advies=advies)


def _sleutel(item: BaseModel) -> str:
    if isinstance(item, Oordeelsvelling):
        return f"{item.dossier} {item.blad} van {item.beoordelaar}"
    return str(getattr(item, "id", ""))


# What is on no list of the framework may be a name or a sentence: no message repeats it, its place points at it.


def _toets_interview(item: Interview, kader: Kader) -> Iterable[tuple[Pad, str, str | None]]:
    groepen, vragen = kader.bronnen.groepen, kader.bronnen.vragen
    if item.groep not in groepen:
        yield ("groep",), "deze groep kent het kader niet", bedoelde(item.groep, groepen)
    yield from _toets_antwoorden(item.antwoorden, vragen)
    for code in item.antwoorden:
        if code in vragen and item.groep in groepen and item.groep not in vragen[code].groepen:
            yield ("antwoorden", code), f"vraag '{code}' is niet voor de groep '{item.groep}'", None


def _toets_document(item: Beleidsdocument, kader: Kader) -> Iterable[tuple[Pad, str, str | None]]:
    bladen = {i.id for i in kader.indicatoren} | set(kader.weggelaten)
    for b, bepaling in enumerate(item.bepalingen):
        if bepaling.blad not in bladen:
            melding = f"het kader kent geen blad '{bepaling.blad}'"
            yield ("bepalingen", b, "blad"), melding, bedoelde(bepaling.blad, bladen)
    yield from _toets_antwoorden(item.antwoorden, kader.bronnen.documentvragen)


def _toets_antwoorden(
    antwoorden: dict[str, str | None], vragen: dict[str, Vraag]
) -> Iterable[tuple[Pad, str, str | None]]:
    for code, antwoord in antwoorden.items():
        if code not in vragen:
            yield ("antwoorden", code), "deze vraag kent het kader niet", bedoelde(code, vragen)
        elif antwoord is not None and antwoord not in vragen[code].antwoorden:
            keuzes = vragen[code].antwoorden
            advies = bedoelde(antwoord, keuzes) or f"mogelijk zijn: {', '.join(keuzes)}"
            yield ("antwoorden", code), f"dit is geen antwoord op '{code}'", advies


def _toets_beoordeling(item: Oordeelsvelling, kader: Kader) -> Iterable[tuple[Pad, str, str | None]]:
    bewijs = {i.id: i.bewijs for i in kader.indicatoren}
    bladen = {*bewijs, *kader.weggelaten}
    if item.blad not in bladen:
        yield ("blad",), f"het kader kent geen blad '{item.blad}'", bedoelde(item.blad, bladen)
    elif "dossier" not in bewijs.get(item.blad, ("dossier",)):
        wat_nu = "verwijder deze beoordeling; gebruik interviews en documenten"
        yield ("blad",), geen_dossier_over(f"blad {item.blad}"), wat_nu
    if item.beoordelaar != CONSENSUS and item.beoordelaar.casefold() == CONSENSUS:
        yield ("beoordelaar",), "consensus wordt met kleine letters geschreven", f"schrijf '{CONSENSUS}'"
    if item.beoordelaar == CONSENSUS and len(samen_beoordeeld(item.beoordelaars)) < MINSTENS_SAMEN:
        wat_nu = "noem onder 'beoordelaars' wie het eens werden, of zet het oordeel in het bestand van wie het gaf"
        yield ("beoordelaar",), "consensus rust op minstens twee beoordelaars", wat_nu
    if not motivering_lang_genoeg(item.motivering):
        aantal = leesbare_tekens(item.motivering)
        melding = f"deze motivering heeft {aantal} {'leesbaar teken' if aantal == 1 else 'leesbare tekens'}"
        yield ("motivering",), melding, f"schrijf er minstens {KORTSTE_MOTIVERING}"
    if item.uitkomst_machine not in UITKOMSTEN:
        yield ("uitkomst_machine",), "dit is geen uitkomst", bedoelde(item.uitkomst_machine, UITKOMSTEN)
