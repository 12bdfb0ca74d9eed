"""A result beside its baseline: what got worse, what got better, and what only became clear."""

from collections.abc import Iterator

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.models.kader import Uitkomst
from dossieraudit.models.poorten import Baselinevergelijking, Richting, Verandering
from dossieraudit.models.resultaat import Resultaat

# How much of the norm a dossier shows. `niet_navolgbaar` is no rank: it says that nobody can tell.
RANG: dict[Uitkomst, int] = {"voldoet": 2, "voldoet_gedeeltelijk": 1, "voldoet_niet": 0}
ONBEKEND: Uitkomst = "niet_navolgbaar"
_ADVIES = "maak een nieuwe baseline met 'dossieraudit score … --format json', en leg vast waarom"


def richting(van: Uitkomst, naar: Uitkomst) -> Richting | None:
    """Which way an uitkomst went; None where it is the same.

    What could be followed and no longer can is worse, also after `voldoet_niet`: a file that tells less never helps.
    The other way round a file tells more, and that alone is no better and no worse work, unless it meets the norm.
    """
    if van == naar:
        return None
    if van in RANG and naar in RANG:
        return "beter" if RANG[naar] > RANG[van] else "slechter"
    if van in RANG and naar == ONBEKEND:
        return "slechter"
    if van == ONBEKEND and naar in RANG:
        return "beter" if naar == "voldoet" else "duidelijk"
    return "anders"


def vergelijk(baseline: Resultaat, nu: Resultaat, naam: str) -> Baselinevergelijking:
    """What changed since the baseline, known to the user as `naam`.

    Raises `Invoerfout` where the two cannot be compared: another framework, version or profile.
    """
    _eis_zelfde_maat(baseline, nu, naam)
    toen, thans = ({d.id: d for d in r.dossiers} for r in (baseline, nu))
    veranderingen = tuple(
        Verandering(dossier, blad, eerst.uitkomst, dan.uitkomst, kant)
        for dossier, nieuw in thans.items()
        if dossier in toen
        for blad, dan in nieuw.uitkomsten.items()
        if (eerst := toen[dossier].uitkomsten.get(blad)) is not None
        and (kant := richting(eerst.uitkomst, dan.uitkomst)) is not None
    )
    return Baselinevergelijking(
        veranderingen,
        tuple(dossier for dossier in thans if dossier not in toen),
        tuple(dossier for dossier in toen if dossier not in thans),
        tuple(_opmerkingen(baseline, nu, naam)),
    )


def _eis_zelfde_maat(baseline: Resultaat, nu: Resultaat, naam: str) -> None:
    fouten = [
        Fout(naam, f"deze baseline is met {wat} {toen} gemaakt, en nu wordt getoetst met {thans}", advies=_ADVIES)
        for wat, toen, thans in (
            ("kader", _kader(baseline), _kader(nu)),
            ("profiel", _profiel(baseline), _profiel(nu)),
        )
        if toen != thans
    ]
    if fouten:
        raise Invoerfout(tuple(fouten))


def _kader(resultaat: Resultaat) -> str:
    return f"{resultaat.kader.id} {resultaat.kader.versie}"


def _profiel(resultaat: Resultaat) -> str:
    return "geen" if resultaat.profiel is None else f"{resultaat.profiel.id} {resultaat.profiel.versie}"


def _opmerkingen(baseline: Resultaat, nu: Resultaat, naam: str) -> Iterator[str]:
    """Causes of a difference that lie outside the dossiers."""
    if baseline.kader.sha256 != nu.kader.sha256:
        yield f"de bestanden van het kader zijn sinds {naam} veranderd, onder dezelfde versie"
    if baseline.profiel is not None and nu.profiel is not None and baseline.profiel.sha256 != nu.profiel.sha256:
        yield f"het profiel is sinds {naam} veranderd, onder dezelfde versie"
    if baseline.versie != nu.versie:
        yield f"{naam} is gemaakt met dossieraudit {baseline.versie}; dit is {nu.versie}"
    if baseline.peildatum != nu.peildatum:
        dagen = [r.peildatum.isoformat() if r.peildatum else "per dossier" for r in (baseline, nu)]
        yield f"de peildatum was {dagen[0]} en is nu {dagen[1]}; een termijn kan intussen zijn verstreken"
