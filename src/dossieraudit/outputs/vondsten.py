"""What CI formats tell: every finding once, with how grave it is and why a gate let it pass.

Only codes, ids and paths: no facts, no motivation, no reason of a waiver.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dossieraudit.models.kader import Reden, Uitkomst
from dossieraudit.models.poorten import TOTAAL, Poortmelding, Stand
from dossieraudit.models.resultaat import BladUitkomst, Ontheffingstand
from dossieraudit.outputs.beeld import Beeld, Plaats
from dossieraudit.report.stijl import STIJLEN

Ernst = Literal["fout", "waarschuwing", "opmerking"]
# What falls short of the norm, or may do so.
TEKORT: tuple[Uitkomst, ...] = ("voldoet_gedeeltelijk", "voldoet_niet", "niet_navolgbaar")


@dataclass(frozen=True, slots=True)
class Vondst:
    """One finding: of a dossier × leaf, or (without a dossier) of a gate over a part of the framework.

    `wat` is the finding by itself, `tekst` says the same with whom it is about and why it was let pass. `stand` is what
    a gate made of it; None where no gate was about it.
    """

    over: str
    ernst: Ernst
    wat: str
    tekst: str
    plaats: Plaats
    dossier: str | None = None
    uitkomst: Uitkomst | None = None
    reden: Reden | None = None
    eerder: Uitkomst | None = None
    stand: Stand | None = None
    poort: str | None = None
    ontheffing: tuple[int, Ontheffingstand] | None = None


def vondsten(beeld: Beeld) -> tuple[Vondst, ...]:
    """Every finding: leaf by leaf in the order of the framework, then the gates over parts of it."""
    maken = _Maker(beeld)
    meldingen = maken.meldingen
    gevonden = [
        maken.vondst(blad.id, dossier.id, u)
        for blad in beeld.kader.indicatoren
        for dossier in beeld.resultaat.dossiers
        if (u := dossier.uitkomsten[blad.id]).uitkomst in TEKORT or (blad.id, dossier.id) in meldingen
    ]
    return (*gevonden, *_van_delen(beeld))


class _Maker:
    """Findings of dossiers, from what is known of each leaf and dossier."""

    def __init__(self, beeld: Beeld) -> None:
        self.beeld = beeld
        self.meldingen = {(m.over, m.dossier): m for m in beeld.uitslag.meldingen if m.dossier is not None}
        # Of several waivers the one that holds longest is shown, and one that holds before one that does not.
        standen = sorted(enumerate(beeld.ontheffingen), key=lambda p: (p[1].stand == "geldt", p[1].tot))
        self.ontheffingen = {(s.blad, dossier): (plaats, s) for plaats, s in standen for dossier in s.dossiers}
        vergelijking = beeld.uitslag.vergelijking
        self.nieuw = None if vergelijking is None else frozenset(vergelijking.nieuw)
        self.was = {} if vergelijking is None else {(v.blad, v.dossier): v.van for v in vergelijking.veranderingen}

    def vondst(self, blad: str, dossier: str, gevonden: BladUitkomst) -> Vondst:
        """The finding of one leaf of one dossier."""
        melding, ontheffing = self.meldingen.get((blad, dossier)), self.ontheffingen.get((blad, dossier))
        stand = melding.stand if melding is not None else None
        wat = STIJLEN[gevonden.uitkomst].label
        return Vondst(
            blad,
            _ernst(self.beeld, gevonden.uitkomst, stand, ontheffing),
            wat,
            "; ".join([f"{dossier} {blad}: {wat}", *_beoordeling(gevonden), *_waarom(melding, ontheffing)]),
            self.beeld.plaatsen.get(dossier, self.beeld.geheel),
            dossier,
            gevonden.uitkomst,
            gevonden.reden,
            self._eerder(blad, dossier, gevonden.uitkomst),
            stand,
            melding.poort if melding is not None else None,
            ontheffing,
        )

    def _eerder(self, blad: str, dossier: str, nu: Uitkomst) -> Uitkomst | None:
        """The uitkomst in the baseline; None without one, or for a dossier that it did not have."""
        if self.nieuw is None or dossier in self.nieuw:
            return None
        return self.was.get((blad, dossier), nu)


def _ernst(
    beeld: Beeld, uitkomst: Uitkomst, stand: Stand | None, ontheffing: tuple[int, Ontheffingstand] | None
) -> Ernst:
    """A gate that stops it makes a fault of it; where there is no gate, not meeting the norm does."""
    if stand == "faalt":
        return "fout"
    if uitkomst != "voldoet_niet":
        return "opmerking"
    ontheven = ontheffing is not None and ontheffing[1].stand == "geldt"
    return "waarschuwing" if beeld.uitslag.gevraagd or ontheven else "fout"


def _waarom(melding: Poortmelding | None, ontheffing: tuple[int, Ontheffingstand] | None) -> Iterator[str]:
    if melding is not None and melding.eerder is not None and melding.eerder != melding.uitkomst:
        yield f"was {STIJLEN[melding.eerder].label}"
    if melding is not None and melding.waarom:
        yield melding.waarom
    if melding is not None and melding.stand == "stond_er_al":
        yield "stond er al"
    if ontheffing is not None:
        yield ontheffing_tekst(*ontheffing)


def ontheffing_tekst(plaats: int, stand: Ontheffingstand) -> str:
    """A waiver by number, owner and day; why it was given stands in its file."""
    verlopen = ", verlopen" if stand.stand == "verlopen" else ""
    return f"ontheffing {plaats + 1} ({stand.eigenaar}, tot en met {stand.tot}{verlopen})"


def beoordeling_tekst(gevonden: BladUitkomst) -> str | None:
    """That a person decided otherwise than the rules, or that such a judgement no longer counts; never why."""
    beoordeling = gevonden.beoordeling
    if beoordeling is None:
        return None
    if beoordeling.verouderd:
        return "een beoordeling hiervan is verouderd en telt niet"
    if beoordeling.uitkomst_machine == gevonden.uitkomst:
        return None
    return f"volgens een beoordelaar; de regels zeggen: {STIJLEN[beoordeling.uitkomst_machine].label}"


def anders_beoordeeld(beeld: Beeld) -> tuple[tuple[str, str, BladUitkomst], ...]:
    """Dossier, leaf and uitkomst wherever a person's judgement stands in the place of that of the rules."""
    return tuple(
        (dossier.id, blad.id, u)
        for blad in beeld.kader.indicatoren
        for dossier in beeld.resultaat.dossiers
        if (u := dossier.uitkomsten[blad.id]).beoordeling is not None
        and not u.beoordeling.verouderd
        and u.beoordeling.uitkomst_machine != u.uitkomst
    )


def _beoordeling(gevonden: BladUitkomst) -> Iterator[str]:
    tekst = beoordeling_tekst(gevonden)
    if tekst is not None:
        yield tekst


def _van_delen(beeld: Beeld) -> Iterator[Vondst]:
    for melding in beeld.uitslag.meldingen:
        if melding.dossier is not None:
            continue
        ontheffing = None
        if melding.ontheffing is not None:
            ontheffing = (melding.ontheffing, beeld.ontheffingen[melding.ontheffing])
        onderwerp = "het aandeel dat voldoet" if melding.poort == "min_voldoet" else "het oordeel"
        over = "het geheel" if melding.over == TOTAAL else melding.over
        wat = f"{onderwerp} is {melding.gevonden}, gevraagd is {melding.gevraagd}"
        yield Vondst(
            melding.over,
            "fout" if melding.stand == "faalt" else "waarschuwing",
            wat,
            "; ".join([f"{over}: {wat}", *_waarom(melding, ontheffing)]),
            beeld.geheel,
            stand=melding.stand,
            poort=melding.poort,
            ontheffing=ontheffing,
        )
