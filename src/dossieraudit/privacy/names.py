"""Names of people in Dutch text: by the dossier's own list, by lists of common names, and by the words around them.

No list holds every name, so what stands like a name counts too (after 'mevrouw', as an initial with an age), with a
lower certainty. What is protected (organisations, places) is no name, unless a form of address says it is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dossieraudit.privacy.namenlijsten import lijsten, vouw
from dossieraudit.privacy.patterns import STRAAT
from dossieraudit.privacy.vondst import Vondst, Zekerheid, minstens

_WOORD = re.compile(r"[^\W\d_]+")
_ZINSEINDE = re.compile(r"(?:^|[.!?…:;•|#>\n]|\s\s)[\s'\"‘“(\-–*]*$|\d[.)]\s*$")
_INITIALEN = re.compile(r"(?<![\w.])(?:[A-ZÀ-Ý]\.[ -]?){1,4}")
_LEEFTIJD = re.compile(r"\s?\(\s?\d{1,2}\s?(?:\)|jaar|jr|j\b|mnd|maand|weken|wk)", re.IGNORECASE)
_GEEN_VOORLETTERS = frozenset({"VT", "NAW", "GI", "OTS", "NVT", "AMK", "HG", "KM", "BV", "NV", "OM"})


@dataclass(slots=True)
class _Woord:
    """A word of the text and what can be said of it alone."""

    tekst: str
    begin: int
    eind: int
    gevouwen: str
    hoofdletter: bool
    zinsbegin: bool
    beschermd: bool
    voornaam: bool
    achternaam: bool
    gewoon: bool

    @property
    def bekend(self) -> bool:
        return self.voornaam or self.achternaam


def _merk(veld: bytearray, spans: Sequence[tuple[int, int]]) -> None:
    for begin, eind in spans:
        veld[begin:eind] = b"\1" * (eind - begin)


def namen(tekst: str, eigen_namen: Iterable[str] = (), *, bezet: Sequence[tuple[int, int]] = ()) -> list[Vondst]:
    """The names in a text. `bezet`: spans that are something else already (a mail address, a school, a street)."""
    zoeker = _Zoeker(tekst, bezet)
    zoeker.eigen(eigen_namen)
    zoeker.voorletters()
    zoeker.aangesproken()
    zoeker.op_lijst()
    zoeker.omgekeerd()
    zoeker.onbekend()
    zoeker.herhaald()
    return sorted(zoeker.vondsten.values(), key=lambda vondst: vondst.begin)


class _Zoeker:
    """Looks through one text, the surest signs first; a word is taken once."""

    def __init__(self, tekst: str, bezet: Sequence[tuple[int, int]]) -> None:
        self.tekst = tekst
        self.lijsten = lijsten()
        # One byte per character: what is taken, and what is protected.
        self.genomen, self.beschermd = bytearray(len(tekst)), bytearray(len(tekst))
        _merk(self.genomen, bezet)
        _merk(self.beschermd, [match.span() for match in self.lijsten.beschermd.finditer(tekst)])
        self.woorden = [self._woord(match) for match in _WOORD.finditer(tekst) if not self.genomen[match.start()]]
        self.vondsten: dict[int, Vondst] = {}

    def _woord(self, match: re.Match[str]) -> _Woord:
        woord, begin, eind = match[0], match.start(), match.end()
        gevouwen = vouw(woord)
        hoofdletter = woord[0].isupper()
        voornaam, achternaam = gevouwen in self.lijsten.voornamen, gevouwen in self.lijsten.achternamen
        # 'Henks jas': the s of possession, where the word itself is no name.
        if hoofdletter and not (voornaam or achternaam) and gevouwen.endswith("s"):
            voornaam = gevouwen[:-1] in self.lijsten.voornamen and len(gevouwen) > 3
        return _Woord(
            woord,
            begin,
            eind,
            gevouwen,
            hoofdletter,
            _ZINSEINDE.search(self.tekst, max(0, begin - 12), begin) is not None or begin == 0,
            bool(self.beschermd[begin]) or gevouwen in self.lijsten.nooit,
            voornaam,
            achternaam,
            woord.lower() in self.lijsten.gewoon,
        )

    # What is between words

    def _tussen(self, i: int, j: int) -> str:
        return self.tekst[self.woorden[i].eind : self.woorden[j].begin]

    def _vrij(self, begin: int, eind: int) -> bool:
        return self.genomen.find(1, begin, eind) < 0

    def _neem(self, begin: int, eind: int, zekerheid: Zekerheid) -> None:
        if self._vrij(begin, eind):
            self.vondsten[begin] = Vondst("naam", begin, eind, zekerheid)
            _merk(self.genomen, [(begin, eind)])

    def _vervolg(self, i: int, *, kleine_letters: bool = False) -> int:
        """The last word of the name that begins at word `i`: first names, words in between, surnames."""
        laatste = i
        j = i + 1
        while j < len(self.woorden) and j - i <= 6:
            woord = self.woorden[j]
            if self._tussen(j - 1, j) not in (" ", "-", ". ", "'") or woord.beschermd or self._tussen(j - 1, j) == ". ":
                break
            if woord.gevouwen in self.lijsten.tussen and not woord.hoofdletter:
                j += 1
                continue
            naamachtig = woord.hoofdletter or (kleine_letters and woord.bekend and not woord.gewoon)
            if not naamachtig or (woord.tekst.isupper() and 1 < len(woord.tekst) <= 4 and not woord.bekend):
                break
            laatste = j
            j += 1
        return laatste

    # The signs, one by one

    def eigen(self, eigen_namen: Iterable[str]) -> None:
        """The names that the user or the dossier gives, in any case; short ones only with a capital."""
        rijen = [tuple(vouw(w) for w in _WOORD.findall(naam)) for naam in eigen_namen]
        for rij in sorted({rij for rij in rijen if rij}, key=len, reverse=True):
            for i in range(len(self.woorden) - len(rij) + 1):
                stuk = self.woorden[i : i + len(rij)]
                if not all(w.gevouwen in (r, r + "s") for w, r in zip(stuk, rij, strict=True)):
                    continue
                if len("".join(rij)) > 2 or stuk[0].hoofdletter:
                    self._neem(stuk[0].begin, stuk[-1].eind, "zeker")

    def voorletters(self) -> None:
        """'S. (4)', 'moeder A.', 'J.P. de Vries', and the same initials wherever else they stand."""
        op_begin = {woord.begin: i for i, woord in enumerate(self.woorden)}
        sterk: set[str] = set()
        los: list[tuple[int, int, str, bool]] = []
        for match in _INITIALEN.finditer(self.tekst):
            letters = match[0].strip(" -")
            begin, eind = match.start(), match.start() + len(letters)
            if letters.replace(".", "") in _GEEN_VOORLETTERS or begin not in op_begin:
                continue
            i = op_begin[begin]
            achter = next((j for j in range(i, len(self.woorden)) if self.woorden[j].begin >= eind), None)
            laatste = self._achternaam(achter, eind)
            if laatste is not None:
                self._neem(begin, self.woorden[laatste].eind, "zeker")
            elif _LEEFTIJD.match(self.tekst, eind):
                self._neem(begin, eind, "zeker")
                sterk.add(letters)
            elif i > 0 and self.woorden[i - 1].gevouwen in self.lijsten.voor_naam and self._tussen(i - 1, i) == " ":
                self._neem(begin, eind, "waarschijnlijk")
                sterk.add(letters)
            else:
                los.append((begin, eind, letters, self.woorden[i].zinsbegin))
        for begin, eind, letters, zinsbegin in los:
            if letters in sterk:
                self._neem(begin, eind, "waarschijnlijk")
            elif not zinsbegin:
                self._neem(begin, eind, "mogelijk")

    def _achternaam(self, i: int | None, na: int) -> int | None:
        """The last word of a surname that begins at word `i`, right after the initials that end at `na`."""
        if i is None or self.tekst[na : self.woorden[i].begin] not in ("", " "):
            return None
        j = i
        while (
            j < len(self.woorden) - 1
            and self.woorden[j].gevouwen in self.lijsten.tussen
            and self._tussen(j, j + 1) == " "
        ):
            j += 1
        woord = self.woorden[j]
        if not woord.hoofdletter or woord.beschermd or len(woord.tekst) == 1:
            return None
        if j == i and not woord.bekend and woord.gevouwen.endswith("en"):
            # 'uit groep A. Kinderen spelen': more likely a new sentence than a name that nobody listed.
            return None
        return self._vervolg(j)

    def aangesproken(self) -> None:
        """After 'mevrouw' or 'familie' any word with a capital is a name; after 'moeder' or 'mentor' most are."""
        for i, woord in enumerate(self.woorden[:-1]):
            aanspreek = woord.gevouwen in self.lijsten.aanspreek
            if not aanspreek and woord.gevouwen not in self.lijsten.functie:
                continue
            tussen = self._tussen(i, i + 1)
            punt_mag = woord.gevouwen in self.lijsten.afkorting
            if tussen not in (" ", ": ", ", ", " (") and not (tussen == ". " and punt_mag):
                continue
            self._na_aanspreek(i, aanspreek, direct=tussen in (" ", ". ") or (aanspreek and tussen == ": "))

    def _na_aanspreek(self, i: int, aanspreek: bool, direct: bool) -> None:
        j = i + 1
        kleine_letters = False
        while (
            j < len(self.woorden) - 1
            and self.woorden[j].gevouwen in self.lijsten.tussen
            and self._tussen(j, j + 1) == " "
        ):
            j += 1
        woord, begin = self.woorden[j], self.woorden[i + 1].begin
        if woord.gevouwen in self.lijsten.voor_naam:
            return
        if not woord.hoofdletter:
            # 'dhr de wit', 'tante joyce': typed in haste.
            kleine_letters = direct and (woord.voornaam if j == i + 1 else aanspreek and woord.achternaam)
            if not kleine_letters or (woord.gewoon and j == i + 1):
                if (
                    direct
                    and woord.achternaam
                    and not woord.gewoon
                    and self.woorden[i].gevouwen in self.lijsten.kort_aanspreek
                ):
                    self._neem(begin, woord.eind, "mogelijk")
                return
        elif woord.beschermd:
            # 'mevrouw Enver' and 'zoon Enver' are people; 'begeleider van Enver' and 'moeder, Rotterdam' are not.
            voor = self.woorden[i].gevouwen
            if not direct or not (voor in self.lijsten.persoon or (voor in self.lijsten.verwant and woord.bekend)):
                return
        elif not woord.bekend and not (aanspreek and direct) and (not direct or woord.tekst.isupper() or j > i + 1):
            return
        zekerheid: Zekerheid = "zeker" if woord.bekend and woord.hoofdletter else "waarschijnlijk"
        self._neem(begin, self.woorden[self._vervolg(j, kleine_letters=kleine_letters)].eind, zekerheid)

    def op_lijst(self) -> None:
        """Words on the lists, with what follows; at the start of a sentence only what is no ordinary word."""
        for i, woord in enumerate(self.woorden):
            if woord.beschermd or not woord.bekend or not self._vrij(woord.begin, woord.eind):
                continue
            if not woord.hoofdletter:
                self._kleine_letter(i, woord)
                continue
            if (woord.tekst.isupper() and len(woord.tekst) <= 3) or self._na_organisatie(i):
                continue
            laatste = self._vervolg(i)
            if laatste > i:
                vast = woord.voornaam and not (woord.gewoon and woord.zinsbegin and not self.woorden[laatste].bekend)
                self._neem(self._met_voorvoegsel(i), self.woorden[laatste].eind, "zeker" if vast else "waarschijnlijk")
            elif not (woord.gewoon and woord.zinsbegin):
                begin = self._met_voorvoegsel(i)
                sterk = woord.voornaam or begin < woord.begin or not woord.gewoon
                self._neem(begin, woord.eind, "waarschijnlijk" if sterk else "mogelijk")
            elif woord.voornaam and i + 1 < len(self.woorden) and self.woorden[i + 1].gevouwen in self.lijsten.doet:
                # 'Roos vertelt dat …': an ordinary word at the start of a sentence, but it does what people do.
                self._neem(woord.begin, woord.eind, "mogelijk")

    def _kleine_letter(self, i: int, woord: _Woord) -> None:
        if not woord.voornaam or woord.gewoon or len(woord.tekst) < 3 or self._aan_iets_vast(woord):
            return
        laatste = self._vervolg(i, kleine_letters=True)
        self._neem(woord.begin, self.woorden[laatste].eind, "waarschijnlijk" if len(woord.tekst) > 3 else "mogelijk")

    def _aan_iets_vast(self, woord: _Woord) -> bool:
        """Part of a code, a file name or a word with digits."""
        voor = self.tekst[woord.begin - 1 : woord.begin] if woord.begin else ""
        na = self.tekst[woord.eind : woord.eind + 1]
        return (voor != "" and voor in "_/\\@#=.&0123456789") or (na != "" and na in "_/\\@=0123456789&(")

    def _met_voorvoegsel(self, i: int) -> int:
        """Where a surname begins that has 'van den' or 'el' in front of it."""
        j = i
        while j > 0 and self.woorden[j - 1].gevouwen in self.lijsten.tussen and self._tussen(j - 1, j) in (" ", "-"):
            j -= 1
        if j == i or (self.woorden[i].voornaam and not self.woorden[i].achternaam):
            return self.woorden[i].begin
        # 'de Jong' and 'Van den Berg' are surnames; 'in Kaya' and 'op Smits' are not.
        eerste = self.woorden[j].gevouwen
        return self.woorden[i].begin if eerste in ("in", "op", "het", "ben", "la", "te") else self.woorden[j].begin

    def _na_organisatie(self, i: int) -> bool:
        return i > 0 and self.woorden[i - 1].gevouwen in self.lijsten.voor_organisatie and self._tussen(i - 1, i) == " "

    def omgekeerd(self) -> None:
        """'Jansen, P.' and 'Van Dijk, Rutger': a surname that is followed by what belongs before it."""
        for i, woord in enumerate(self.woorden[:-1]):
            volgende = self.woorden[i + 1]
            if not woord.hoofdletter or not woord.achternaam or self._tussen(i, i + 1) != ", ":
                continue
            voorletter = len(volgende.tekst) == 1 and self.tekst[volgende.eind : volgende.eind + 1] == "."
            if not (voorletter or (volgende.hoofdletter and volgende.voornaam)):
                continue
            j = i
            while j > 0 and self.woorden[j - 1].gevouwen in self.lijsten.tussen and self._tussen(j - 1, j) == " ":
                j -= 1
            begin, eind = self.woorden[j].begin, volgende.eind + voorletter
            for plaats in range(begin, eind):
                if oud := self.vondsten.pop(plaats, None):
                    eind = max(eind, oud.eind)
                    self.genomen[oud.begin : oud.eind] = bytes(oud.eind - oud.begin)
            self._neem(begin, eind, "zeker")

    def onbekend(self) -> None:
        """A capital in the middle of a sentence that no list explains: in Dutch nearly always a proper name."""
        for i, woord in enumerate(self.woorden):
            if not woord.zinsbegin and self._naamachtig(i):
                begin = woord.begin
                voor = self.woorden[i - 1] if i else None
                # 'Voornaam Achternaam' that opens a sentence, neither on a list.
                if voor and self._kan_zin_openen(i - 1) and self._tussen(i - 1, i) in (" ", "-"):
                    begin = voor.begin
                self._neem(begin, woord.eind, "mogelijk")
        for i, woord in enumerate(self.woorden[:-1]):
            if (
                self._kan_zin_openen(i)
                and self._tussen(i, i + 1) == " "
                and self.woorden[i + 1].gevouwen in self.lijsten.doet
            ):
                self._neem(woord.begin, woord.eind, "mogelijk")

    def _naamachtig(self, i: int) -> bool:
        woord = self.woorden[i]
        if not woord.hoofdletter or woord.beschermd or len(woord.tekst) < 3 or not woord.tekst[1:].islower():
            return False
        if woord.gevouwen in self.lijsten.geen_naam or self._na_organisatie(i):
            return False
        return STRAAT.fullmatch(woord.tekst) is None and not self._aan_iets_vast(woord)

    def _kan_zin_openen(self, i: int) -> bool:
        """A word at the start of a sentence that is not one of those with which Dutch sentences begin."""
        woord = self.woorden[i]
        return woord.zinsbegin and not woord.gewoon and self._naamachtig(i)

    def herhaald(self) -> None:
        """A word that was a name once is one wherever it stands in this text, also where a sentence begins."""
        for zekerheid in ("waarschijnlijk", "mogelijk"):
            bron = bytearray(len(self.tekst))
            _merk(bron, [(v.begin, v.eind) for v in self.vondsten.values() if minstens(v.zekerheid, zekerheid)])
            gezien = {w.gevouwen for w in self.woorden if bron[w.begin] and len(w.tekst) > 2} - self.lijsten.tussen
            for i, woord in enumerate(self.woorden):
                if (
                    woord.hoofdletter
                    and not woord.beschermd
                    and woord.gevouwen in gezien
                    and not self._na_organisatie(i)
                ):
                    self._neem(woord.begin, woord.eind, zekerheid)
