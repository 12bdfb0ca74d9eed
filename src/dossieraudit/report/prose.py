"""Dutch running text with counts: numbers in words, enumerations, singular and plural."""

from collections.abc import Sequence
from fractions import Fraction

from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.resultaat import Grondslag, Oordeel, Zin
from dossieraudit.wording import getalwoord, met_hoofdletter

KLASSE_LABELS: dict[Klasse, str] = {
    "voldoende": "voldoende",
    "matig": "matig",
    "onvoldoende": "onvoldoende",
    "niet_beoordeeld": "niet beoordeeld",
}


def opsomming(delen: Sequence[str], voegwoord: str = "en") -> str:
    """Parts as running text: 'a, b en c'."""
    if len(delen) < 2:
        return "".join(delen)
    return f"{', '.join(delen[:-1])} {voegwoord} {delen[-1]}"


def tel(aantal: int, enkelvoud: str, meervoud: str) -> str:
    """A count with its noun: 'één dossier', 'zeven dossiers', 'geen dossiers'."""
    if aantal == 0:
        return f"geen {meervoud}"
    return f"{getalwoord(aantal)} {enkelvoud if aantal == 1 else meervoud}"


def tel_van(aantal: int, totaal: int, enkelvoud: str, meervoud: str) -> str:
    """A part of a whole: 'geen van de elf dossiers', 'beide dossiers', 'alle elf de dossiers', 'zeven van de elf'."""
    if aantal == 0:
        return f"geen van de {getalwoord(totaal)} {meervoud}" if totaal > 1 else f"niet {het_enige(enkelvoud)}"
    if aantal == totaal:
        return alle(totaal, enkelvoud, meervoud)
    return f"{getalwoord(aantal)} van de {getalwoord(totaal)} {meervoud}"


def alle(totaal: int, enkelvoud: str, meervoud: str) -> str:
    """The whole: 'het ene dossier', 'beide dossiers', 'alle elf de dossiers'."""
    if totaal == 1:
        return het_enige(enkelvoud)
    if totaal == 2:
        return f"beide {meervoud}"
    aantal = getalwoord(totaal)
    return f"alle {aantal} {meervoud}" if aantal.isdigit() else f"alle {aantal} de {meervoud}"


def het_enige(enkelvoud: str) -> str:
    """The one there is; Dutch nouns for what is counted here are 'het dossier', and otherwise 'de'."""
    return f"{'het' if enkelvoud == 'dossier' else 'de'} ene {enkelvoud}"


def overige(aantal: int, enkelvoud: str | None = None, meervoud: str | None = None) -> str:
    """What is left: 'het andere dossier', 'de andere twee', 'de overige zeven dossiers'."""
    if aantal == 1:
        return f"het andere {enkelvoud}" if enkelvoud else "het andere"
    woord = "andere" if aantal == 2 else "overige"
    return f"de {woord} {getalwoord(aantal)} {meervoud}" if meervoud else f"de {woord} {getalwoord(aantal)}"


def procent(aantal: int, totaal: int) -> str:
    """A share in whole percents; '100%' is only said of all, and '0%' only of none."""
    afgerond = round(Fraction(100 * aantal, totaal))
    return f"{min(afgerond, 99) if aantal < totaal else 100}%" if afgerond or not aantal else "1%"


def zijn(aantal: int) -> str:
    """The verb that goes with a count."""
    return "is" if aantal == 1 else "zijn"


def zin(tekst: str) -> str:
    """A clause as a sentence: capital, full stop, no white space beyond what belongs there."""
    tekst = met_hoofdletter(" ".join(tekst.split()))
    return tekst if tekst.endswith((".", "!", "?")) else f"{tekst}."


def alinea(*zinnen: str) -> str:
    """Sentences as a paragraph; empty ones fall out."""
    return " ".join(deel for deel in zinnen if deel)


def naam_telling(g: Grondslag) -> str:
    """A count as the grounds of a sentence name it: 'kenmerk direct_afgesloten 7 van 11'."""
    naam = g.naam.replace(".", " ", 1)
    return f"{naam} {g.aantal}" if g.van is None else f"{naam} {g.aantal} van {g.van}"


def grondslag_zin(zin_: Zin) -> str:
    """Everything that a sentence of a rule rests on."""
    delen = [f"regel {zin_.id}"]
    if zin_.bladen:
        delen.append(", ".join(zin_.bladen))
    delen += [naam_telling(g) for g in zin_.grondslag]
    if zin_.bron:
        delen.append(f"bron van de regel: {zin_.bron}")
    return "; ".join(delen)


def grondslag_oordeel(waarover: str, oordeel: Oordeel) -> str:
    """The decision rule behind a verdict, with the counts to which it was applied."""
    gronden = ", ".join(
        f"{naam} {waarde}" for naam, waarde in oordeel.gronden.items() if not isinstance(waarde, bool) and waarde
    )
    return f"{waarover}: beslisregel {oordeel.regel}; {oordeel.uitleg} Tellingen: {gronden or 'geen'}."
