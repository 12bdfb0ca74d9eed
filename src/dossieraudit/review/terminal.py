"""Judging in the terminal, dossier by dossier. Every answer is kept before the next question is asked."""

from collections.abc import Callable, Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from dossieraudit.models.bronnen import (
    CONSENSUS,
    KORTSTE_MOTIVERING,
    LANGSTE_MOTIVERING,
    Oordeelsvelling,
    motivering_lang_genoeg,
)
from dossieraudit.outputs.explanation import toon
from dossieraudit.outputs.lines import gevouwen
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.review.consensus import consensusgrond
from dossieraudit.review.taken import OORDELEN, Taak, in_woorden, standen

OVERSLAAN, STOPPEN, BEVESTIGEN = "o", "s", "b"
TERUG = ""


class _Gestopt(Exception):
    """The assessor stops, or the input ended."""


def beoordeel(
    taken: Sequence[Taak],
    beoordelaar: str,
    datum: date,
    kader: str | None,
    lees_regel: Callable[[], str],
    bewaar: Callable[[Oordeelsvelling], None],
    console: Console,
) -> int:
    """Ask for what is open, and keep each answer at once; gives the number of answers."""
    gegeven, vorige = 0, None
    klaar, totaal = standen(taken)
    try:
        for taak in taken:
            if not taak.open:
                continue
            if taak.dossier.id != vorige:
                console.rule(Text(f"Dossier {taak.dossier.id} · {klaar + gegeven} van de {totaal} beoordeeld"))
                vorige = taak.dossier.id
            antwoord = _Vraag(taak, lees_regel, console).stel()
            if antwoord is not None:
                bewaar(_als_oordeel(taak, antwoord, beoordelaar, datum, kader))
                gegeven += 1
    except _Gestopt:
        console.print("Gestopt. Alles wat u hebt beantwoord, is bewaard; dezelfde opdracht gaat verder.")
    console.print(f"{klaar + gegeven} van de {totaal} beoordeeld.")
    return gegeven


class _Vraag:
    """One leaf of one dossier, asked until there is an answer."""

    def __init__(self, taak: Taak, lees_regel: Callable[[], str], console: Console) -> None:
        self.taak, self.lees_regel, self.console = taak, lees_regel, console

    def stel(self) -> tuple[str, str] | None:
        """Uitkomst and motivation; None where the assessor passes over this one."""
        self._toon()
        while True:
            keuze = self._regel(self._keuzes()).lower()
            if keuze == STOPPEN:
                raise _Gestopt
            if keuze == OVERSLAAN:
                return None
            if keuze == BEVESTIGEN and self.taak.eerder is not None:
                return self.taak.eerder.uitkomst, self.taak.eerder.motivering
            if keuze.isdecimal() and 1 <= int(keuze) <= len(OORDELEN):
                motivering = self._motivering()
                if motivering != TERUG:
                    return OORDELEN[int(keuze) - 1], motivering
            else:
                self.console.print("Dat is geen keuze.")

    def _toon(self) -> None:
        toon(self.taak.uitleg, self.taak.dossier, self.taak.stuk.peildatum, self.console)
        for ander in self.taak.anderen:
            self._zeg(f"Oordeel van {in_woorden(ander)}")
        if self.taak.eerder is not None:
            self._zeg(f"Uw eerdere oordeel telt niet meer, want {self.taak.verouderd}.")
            self._zeg(in_woorden(self.taak.eerder))

    def _zeg(self, tekst: str) -> None:
        self.console.print(Text("\n").join(gevouwen(tekst, self.console.width)), soft_wrap=True)

    def _keuzes(self) -> str:
        keuzes = [f"{nummer} {STIJLEN[uitkomst].label}" for nummer, uitkomst in enumerate(OORDELEN, 1)]
        if self.taak.eerder is not None:
            keuzes.append(f"{BEVESTIGEN} eerder oordeel bevestigen")
        return "   ".join((*keuzes, f"{OVERSLAAN} overslaan", f"{STOPPEN} stoppen"))

    def _motivering(self) -> str:
        while True:
            motivering = self._regel("Motivering (een lege regel gaat terug naar de keuze):")
            if motivering == TERUG or motivering_lang_genoeg(motivering):
                return motivering
            self.console.print(f"Schrijf {KORTSTE_MOTIVERING} tot {LANGSTE_MOTIVERING} tekens.")

    def _regel(self, vraag: str) -> str:
        self._zeg(vraag)
        self.console.print("> ", end="")
        regel = self.lees_regel()
        if not regel:
            raise _Gestopt
        return regel.strip()


def _als_oordeel(
    taak: Taak, antwoord: tuple[str, str], beoordelaar: str, datum: date, kader: str | None
) -> Oordeelsvelling:
    wie = consensusgrond(taak.anderen, taak.eerder) if beoordelaar == CONSENSUS else ()
    return Oordeelsvelling.model_validate(
        {
            "kader": kader,
            "dossier": taak.dossier.id,
            "blad": taak.blad.id,
            "beoordelaar": beoordelaar,
            "beoordelaars": wie,
            "datum": datum,
            "uitkomst": antwoord[0],
            "motivering": antwoord[1],
            "uitkomst_machine": taak.uitleg.score.uitkomst,
            "vingerafdruk": taak.vingerafdruk,
            "normafdruk": taak.normafdruk,
        }
    )
