"""Sentences that count municipalities: the word of the framework with x van n beside it, and the range of a verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dossieraudit.models.gemeenten import Gemeentenvergelijking, Groepsvergelijking, Klassetelling, Steekproefstaat
from dossieraudit.models.kader import Woord
from dossieraudit.models.rapportregels import GEORDENDE_KLASSEN, Klasse
from dossieraudit.models.resultaat import Oordeel
from dossieraudit.report.prose import KLASSE_LABELS, opsomming
from dossieraudit.report.tree import Kolom
from dossieraudit.wording import Telling, getalwoord, met_hoofdletter, vul_in

_MEERVOUD = {"gemeente": "gemeenten", "onderzoek": "onderzoeken"}
_NAAM = "gemeenten.aantal"
_VOLGORDE: tuple[Klasse, ...] = ("onvoldoende", "matig", "voldoende", "niet_beoordeeld")
GETOONDE_KLASSEN: tuple[Klasse, ...] = (*GEORDENDE_KLASSEN, "niet_beoordeeld")


def door_loting(steekproef: Steekproefstaat) -> str:
    """Whether the dossiers were drawn by lot, for a cell; what differs from the lot stands elsewhere."""
    if steekproef.afwijkingen:
        return "met afwijkingen"
    return {True: "ja", False: "nee", None: "niet vastgelegd"}[steekproef.aselect]


@dataclass(frozen=True)
class Woorden:
    """How one comparison speaks of its municipalities, or of its onderzoeken where a municipality has several."""

    eenheid: str
    totaal: int
    woordkeus: Sequence[Woord]

    @classmethod
    def van(cls, vergelijking: Gemeentenvergelijking, woordkeus: Sequence[Woord]) -> "Woorden":
        """The words for this comparison."""
        return cls(vergelijking.eenheid, len(vergelijking.gemeenten), woordkeus)

    @property
    def meervoud(self) -> str:
        """'gemeenten' or 'onderzoeken'."""
        return _MEERVOUD[self.eenheid]

    @property
    def hoofd(self) -> str:
        """The unit as the head of a column."""
        return self.eenheid.capitalize()

    def tel(self, aantal: int | None = None) -> str:
        """'zes gemeenten', 'één gemeente'."""
        n = self.totaal if aantal is None else aantal
        return f"{getalwoord(n)} {self.eenheid if n == 1 else self.meervoud}"

    def in_(self, aantal: int) -> str:
        """'in alle zes gemeenten', 'in een groot deel van de gemeenten (4 van de 6)', 'in geen van de zes …'."""
        if aantal == self.totaal:
            return f"in beide {self.meervoud}" if aantal == 2 else f"in alle {self.tel()}"
        if aantal == 0:
            return f"in geen van de {self.tel()}"
        telling = Telling(_NAAM, aantal, self.totaal)
        tekst = vul_in(f"In {{{_NAAM}|woord {self.eenheid}/{self.meervoud}}}", {_NAAM: telling}, self.woordkeus)
        return f"i{tekst[1:]}"

    def van_de(self, aantal: int) -> str:
        """'4 van de 6'."""
        return f"{aantal} van de {self.totaal}"

    def namen(self, gevonden: Iterable[str]) -> str:
        """Names after each other, and 'alle' where that is shorter and true."""
        namen = list(gevonden)
        return "alle" if len(namen) == self.totaal else ", ".join(namen)

    def namencel(self, telling: Klassetelling) -> str:
        """A count with the names behind it, and its bounds where they differ: '2 (1–3): Duinrade, Lindemeer'."""
        namen = f": {self.namen(telling.gemeenten)}" if telling.aantal else ""
        return f"{met_grenzen(telling)}{namen}"

    def verdeling(self, groep: Groepsvergelijking, alle_namen: bool = False) -> str:
        """How the verdicts lie: 'onvoldoende in alle zes gemeenten', 'onvoldoende in vijf en matig in één (X)'.

        A group of more than half is named by its number alone, unless `alle_namen`: the rest is what tells it apart.
        """
        aanwezig = [(klasse, groep.klassen[klasse]) for klasse in _VOLGORDE if groep.klassen[klasse].aantal]
        if len(aanwezig) == 1:
            return f"{KLASSE_LABELS[aanwezig[0][0]]} {self.in_(aanwezig[0][1].aantal)}"
        delen = []
        for plaats, (klasse, telling) in enumerate(aanwezig):
            aantal = getalwoord(telling.aantal) if plaats else self.tel(telling.aantal)
            wie = f" ({', '.join(telling.gemeenten)})" if alle_namen or 2 * telling.aantal <= self.totaal else ""
            delen.append(f"{KLASSE_LABELS[klasse]} in {aantal}{wie}")
        return opsomming(delen)

    def onzeker(self, groep: Groepsvergelijking) -> str:
        """In how many the verdict could be another, were everything known that is untraceable; empty for none."""
        n = sum(met_bereik(s.praktijk) != KLASSE_LABELS[s.praktijk.oordeel] for s in groep.gemeenten.values())
        if not n:
            return ""
        waar = met_hoofdletter(self.in_(n))
        return f"{waar} kan dit oordeel anders zijn, omdat het afhangt van wat nu niet navolgbaar is."


def met_grenzen(telling: Klassetelling) -> str:
    """A count, with how many there surely and possibly are where that differs: '2 (1–3)'."""
    grenzen = f" ({telling.zeker}–{telling.mogelijk})" if telling.zeker != telling.mogelijk else ""
    return f"{telling.aantal}{grenzen}"


def met_bereik(oordeel: Oordeel) -> str:
    """'onvoldoende', or 'onvoldoende (hoogstens matig)' where what is untraceable may change it."""
    delen = []
    if oordeel.hoogstens != oordeel.oordeel:
        delen.append(f"hoogstens {KLASSE_LABELS[oordeel.hoogstens]}")
    if oordeel.minstens != oordeel.oordeel:
        delen.append(f"minstens {KLASSE_LABELS[oordeel.minstens]}")
    label = KLASSE_LABELS[oordeel.oordeel]
    return f"{label} ({', '.join(delen)})" if delen else label


def klassekolommen() -> tuple[Kolom, ...]:
    """A column for a number under every class, wide enough that no heading breaks within a word."""
    breedtes = {"voldoende": 13, "matig": 12, "onvoldoende": 14, "niet_beoordeeld": 14}
    return tuple(Kolom(met_hoofdletter(KLASSE_LABELS[k]), breedtes[k], rechts=True) for k in GETOONDE_KLASSEN)
