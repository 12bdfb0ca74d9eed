"""Writing the body of a function line by line, with what does not change in a loop worked out before that loop."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from msgspec import Struct, field

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.sharing import Vorm, vrij

INSPRINGING = "    "
# What `nieuw` makes, save for what is read at the top ("h").
_NAAM = re.compile(r"\b[a-gi-z][0-9]+\b")


class _Laag(Struct):
    """The top level, or the body of a loop: where a line for it goes, and what was worked out there already."""

    regels: list[str]
    plaats: int
    diepte: int
    variabele: int | None = None
    bewaard: dict[Vorm, Any] = field(default_factory=dict)


class Regelschrijver:
    """Statements at the current depth, names, constants, and the layers of loops around the current statement."""

    def __init__(self) -> None:
        self.regels: list[str] = []
        self.kop: list[str] = []
        self.constanten: dict[str, Any] = {}
        self._klaar: list[list[str]] = []
        self._namen: dict[Any, str] = {}
        self._diepte = 1
        self._teller = 0
        self._lagen = [_Laag([], 0, 1)]
        # The layers around what is put off while a line for a layer further out is written.
        self._opgeschort: list[list[_Laag]] = []

    def regel(self, tekst: str) -> None:
        """One statement at the current depth."""
        self.regels.append(INSPRINGING * self._diepte + tekst)

    @contextmanager
    def blok(self, kop: str) -> Iterator[None]:
        """A compound statement; what is written inside stands one level deeper."""
        self.regel(kop)
        self._diepte += 1
        begin = len(self.regels)
        yield
        if len(self.regels) == begin:
            self.regel("pass")
        self._diepte -= 1

    def nieuw(self, letter: str = "v") -> str:
        """A fresh local name."""
        self._teller += 1
        return f"{letter}{self._teller}"

    def constante(self, waarde: Any) -> str:
        """The name under which a constant of the framework is known to the function."""
        sleutel = (type(waarde), waarde)
        if sleutel not in self._namen:
            self._namen[sleutel] = f"C{len(self._namen)}"
            self.constanten[self._namen[sleutel]] = waarde
        return self._namen[sleutel]

    def vooraf(self, tekst: str) -> str:
        """What is read once, at the top of the function."""
        sleutel = ("vooraf", tekst)
        if sleutel not in self._namen:
            self._namen[sleutel] = self.nieuw("h")
            self.kop.append(f"{INSPRINGING}{self._namen[sleutel]} = {tekst}")
        return self._namen[sleutel]

    # Layers

    @property
    def lusdiepte(self) -> int:
        """How many loops stand around the current statement."""
        return len(self._lagen) - 1

    def laag_van(self, *nodes: n.Node) -> int:
        """The innermost loop on which these nodes depend; 0 is the top level."""
        nummers = frozenset[int]().union(*(vrij(node) for node in nodes))
        return max((i for i, laag in enumerate(self._lagen) if laag.variabele in nummers), default=0)

    def open_laag(self, variabele: int) -> None:
        """From here on the lines are those of a loop."""
        self._lagen.append(_Laag(self.regels, len(self.regels), self._diepte, variabele))

    def voorbij_de_voorwaarden(self) -> None:
        """From here on fewer items are looked at, so what this layer still needs comes after the conditions so far."""
        self._lagen[-1].plaats = len(self.regels)

    def sluit_laag(self) -> None:
        """The loop is complete."""
        self._lagen.pop()

    def eenmaal(self, sleutel: Vorm, diepte: int, schrijf: Callable[[], Any]) -> Any:
        """What `schrijf` gives, worked out in the layer `diepte`, and once for everything there with this key."""
        laag = self._lagen[diepte]
        if sleutel not in laag.bewaard:
            hier = self.regels, self._diepte, self._lagen
            self._opgeschort.append(self._lagen)
            self.regels, self._diepte, self._lagen = [], laag.diepte, self._lagen[: diepte + 1]
            laag.bewaard[sleutel] = schrijf()
            regels = self.regels
            self.regels, self._diepte, self._lagen = hier
            self._voeg_in(laag, regels)
            self._opgeschort.pop()
        return laag.bewaard[sleutel]

    def _voeg_in(self, laag: _Laag, regels: list[str]) -> None:
        """Lines at the place of a layer; what stands after it in the same list moves on, in loops that wait as well."""
        begin = laag.plaats
        laag.regels[begin:begin] = regels
        for andere in {id(een): een for lagen in (self._lagen, *self._opgeschort) for een in lagen}.values():
            if andere.regels is laag.regels and andere.plaats >= begin:
                andere.plaats += len(regels)

    def sluit_af(self) -> None:
        """End a statement of the top level: what it needs once, and later statements may need too, comes before it."""
        top = self._lagen[0]
        self._klaar.append(top.regels + self.regels)
        self.regels, top.regels, top.plaats = [], [], 0

    def functie(self, naam: str, argumenten: str) -> Any:
        """Compile what was written into a function."""
        self.sluit_af()
        bron = "\n".join((f"def {naam}({argumenten}):", *self.kop, *_met_weinig_namen(self._klaar), ""))
        omgeving: dict[str, Any] = {"__builtins__": {}, **self.constanten}
        exec(compile(bron, f"<{naam}>", "exec"), omgeving)
        return omgeving[naam]


def _met_weinig_namen(delen: list[list[str]]) -> Iterator[str]:
    """The source of each part; names that it shares with no other part are used again in the next.

    Python reaches names beyond the 256th by a longer way, and clears every name at each call.
    """
    teksten = ["\n".join(deel) for deel in delen]
    namen = [dict.fromkeys(_NAAM.findall(tekst)) for tekst in teksten]
    in_delen = Counter(naam for van_deel in namen for naam in van_deel)
    for tekst, van_deel in zip(teksten, namen, strict=True):
        eigen = (naam for naam in van_deel if in_delen[naam] == 1)
        anders = {naam: f"t{nummer}" for nummer, naam in enumerate(eigen)}
        yield _NAAM.sub(partial(_hernoemd, anders), tekst)


def _hernoemd(anders: Mapping[str, str], gevonden: re.Match[str]) -> str:
    return anders.get(gevonden[0], gevonden[0])
