"""Why an oordeel is what it is, on the terminal: the rule that decided, the counts it saw, and its sensitivity."""

from dossieraudit.errors import Gebruiksfout, bedoelde
from dossieraudit.models.kader import Kader
from dossieraudit.models.resultaat import Oordeel, Resultaat

TOTAAL = "totaal"


def toon_oordeel(resultaat: Resultaat, kader: Kader, naam: str) -> None:
    """Print one oordeel: of a leaf, criterium, thema or chapter by its id, or of the whole (`totaal`).

    Raises `Gebruiksfout` for an id that the result does not have.
    """
    oordelen, titels = _oordelen(resultaat, kader)
    if naam not in oordelen:
        tip = bedoelde(naam, oordelen) or f"kies uit {', '.join(oordelen)}"
        raise Gebruiksfout(f"er is geen oordeel over '{naam}'; {tip}")
    oordeel = oordelen[naam]
    print(f"{naam}  {titels.get(naam, '')}".rstrip())
    print(f"Oordeel: {_woord(oordeel.oordeel)}")
    print(f"Regel {oordeel.regel}: {oordeel.uitleg}")
    if oordeel.hoogstens == oordeel.minstens:
        print("Wat niet navolgbaar is, verandert dit oordeel niet.")
    else:
        print(
            f"Met alles wat niet navolgbaar is op zijn gunstigst: {_woord(oordeel.hoogstens)}; "
            f"op zijn ongunstigst: {_woord(oordeel.minstens)}."
        )
    print("Toegepast op:")
    for grond, waarde in oordeel.gronden.items():
        print(f"  {grond} = {('ja' if waarde else 'nee') if isinstance(waarde, bool) else waarde}")


def _oordelen(resultaat: Resultaat, kader: Kader) -> tuple[dict[str, Oordeel], dict[str, str]]:
    """Every oordeel of a result by its id, and the titles that go with the ids."""
    oordelen: dict[str, Oordeel] = {
        blad: telling.oordeel for blad, telling in resultaat.indicatoren.items() if telling.oordeel is not None
    }
    oordelen |= resultaat.criteria | resultaat.themas
    oordelen |= {f"hoofdstuk {nummer}": h.praktijk for nummer, h in resultaat.hoofdstukken.items()}
    if resultaat.oordeel is not None:
        oordelen[TOTAAL] = resultaat.oordeel
    titels = {i.id: i.titel for i in kader.indicatoren} | {t.id: t.titel for t in kader.themas}
    titels |= {c.id: c.titel for t in kader.themas for c in t.criteria}
    titels |= {f"hoofdstuk {nummer}": h.titel for nummer, h in resultaat.hoofdstukken.items()}
    return oordelen, titels


def _woord(klasse: str) -> str:
    return klasse.replace("_", " ")
