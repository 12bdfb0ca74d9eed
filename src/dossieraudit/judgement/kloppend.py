"""Whether a result that was read agrees with itself: one of each id, the same leaves everywhere, counts that add up.

What needs the framework or the dossiers (an oordeel, a sentence) is no part of this; `score --verify` computes it anew.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from dossieraudit.errors import Fout
from dossieraudit.expressions.sample_rules import RAPPORTSOORTEN
from dossieraudit.loading.tekst import Document, Json, fout_bij
from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.models.paden import Pad
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.wording import enkele

_ADVIES = "een resultaat verandert u niet met de hand; maak het opnieuw met 'dossieraudit score … --format json'"
# Numbers of a profile are its own, and one of them may well be below zero.
_EIGEN_GETALLEN = "profiel"
_BLAD = re.compile(r"[A-Z]{1,4}[0-9]{1,2}\.[0-9]{1,2}")
_GENOEMD = 6


def tegenspraken(tekst: Document, resultaat: Resultaat) -> Iterator[Fout]:
    """Every fault, in the order of the file; the first one says what to do."""
    gevonden = (
        *_dubbel(tekst, resultaat),
        *_bladen_en_kenmerken(tekst, resultaat),
        *_bladtellingen(tekst, resultaat),
        *_kenmerktellingen(tekst, resultaat),
        *_onder_nul(tekst),
    )
    volgorde = sorted(gevonden, key=lambda fout: (fout.regel or 0, fout.kolom or 0))
    return (fout if plaats else replace(fout, advies=_ADVIES) for plaats, fout in enumerate(volgorde))


def _dubbel(tekst: Document, resultaat: Resultaat) -> Iterator[Fout]:
    for soort, wat in (("dossiers", "dit dossier"), *((soort, "deze zin") for soort in RAPPORTSOORTEN)):
        gezien: dict[str, int] = {}
        for plaats, item in enumerate(getattr(resultaat, soort)):
            eerst = gezien.setdefault(item.id, plaats)
            if eerst != plaats:
                ook = tekst.bereik((soort, eerst, "id"))
                hier = tekst.bereik((soort, plaats, "id"))
                elders = "" if ook is None or hier is None else f": ook {tekst.bron.elders(ook[0], hier[0])}"
                yield fout_bij(tekst, (soort, plaats, "id"), f"{wat} staat hier dubbel{elders}")


def _bladen_en_kenmerken(tekst: Document, resultaat: Resultaat) -> Iterator[Fout]:
    """Every dossier was judged on all leaves, and on no other."""
    for plaats, dossier in enumerate(resultaat.dossiers):
        for eigen, geteld, veld, wat in (
            (dossier.uitkomsten, resultaat.indicatoren, "uitkomsten", "bladen"),
            (dossier.kenmerken, resultaat.kenmerken, "kenmerken", "kenmerken"),
        ):
            delen = [
                f"{hoe}: {_opgesomd(namen)}"
                for hoe, namen in (
                    ("ontbreekt", geteld.keys() - eigen.keys()),
                    ("te veel", eigen.keys() - geteld.keys()),
                )
                if namen
            ]
            if delen:
                melding = f"dit dossier heeft andere {wat} dan er zijn geteld ({'; '.join(delen)})"
                yield fout_bij(tekst, ("dossiers", plaats, veld), melding)


def _opgesomd(namen: set[str]) -> str:
    """Codes of leaves by name, of anything else only how many: a key may be any text."""
    codes = sorted(naam for naam in namen if _BLAD.fullmatch(naam))
    if len(codes) < len(namen):
        return str(len(namen))
    return enkele(codes, _GENOEMD)


def _bladtellingen(tekst: Document, resultaat: Resultaat) -> Iterator[Fout]:
    for blad, telling in resultaat.indicatoren.items():
        gevonden = Counter(d.uitkomsten[blad].uitkomst for d in resultaat.dossiers if blad in d.uitkomsten)
        for uitkomst in UITKOMSTEN:
            aantal = getattr(telling, uitkomst)
            if aantal != gevonden[uitkomst] and aantal >= 0:
                yield _telt_niet_op(tekst, ("indicatoren", blad, uitkomst), aantal, str(gevonden[uitkomst]))


def _kenmerktellingen(tekst: Document, resultaat: Resultaat) -> Iterator[Fout]:
    """A kenmerk is counted within a denominator that only the framework knows, so this is what it can be at most."""
    for naam, telling in resultaat.kenmerken.items():
        gevonden = Counter(d.kenmerken[naam] for d in resultaat.dossiers if naam in d.kenmerken)
        hoogstens: Mapping[str, int] = {
            "waar": gevonden[True],
            "onwaar": gevonden[False],
            "onbekend": len(resultaat.dossiers) - max(0, telling.waar) - max(0, telling.onwaar),
        }
        for veld, grens in hoogstens.items():
            aantal = getattr(telling, veld)
            if aantal > max(0, grens):
                yield _telt_niet_op(tekst, ("kenmerken", naam, veld), aantal, f"hoogstens {max(0, grens)}")


def _telt_niet_op(tekst: Document, pad: Pad, aantal: int, gevonden: str) -> Fout:
    return fout_bij(tekst, pad, f"deze telling is {aantal}, en de dossiers hierin komen op {gevonden}")


def _onder_nul(tekst: Document) -> Iterator[Fout]:
    te_doen: list[tuple[Pad, Json]] = [((), tekst.data)]
    while te_doen:
        pad, waarde = te_doen.pop()
        if isinstance(waarde, dict):
            te_doen += [
                ((*pad, sleutel), deel) for sleutel, deel in waarde.items() if (*pad, sleutel) != (_EIGEN_GETALLEN,)
            ]
        elif isinstance(waarde, list):
            te_doen += [((*pad, plaats), deel) for plaats, deel in enumerate(waarde)]
        elif isinstance(waarde, int) and waarde < 0:
            yield fout_bij(tekst, pad, f"dit aantal is {waarde}", verwacht="een aantal van nul of meer")
