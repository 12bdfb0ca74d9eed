"""A result beside its baseline: what got worse, what got better, and what only became clear."""

from collections.abc import Iterator

from dossieraudit.errors import Fout, Invoerfout
from dossieraudit.models.kader import Uitkomst
from dossieraudit.models.poorten import Baselinevergelijking, Richting, Verandering
from dossieraudit.models.resultaat import BladUitkomst, Resultaat

# How much of the norm a dossier shows. `niet_navolgbaar` is no rank: it says that nobody can tell.
RANG: dict[Uitkomst, int] = {"voldoet": 2, "voldoet_gedeeltelijk": 1, "voldoet_niet": 0}
ONBEKEND: Uitkomst = "niet_navolgbaar"
NIET_GETOETST: Uitkomst = "niet_getoetst"
VERVALLEN: Uitkomst = "niet_van_toepassing"
# What falls short, or may do so: from here a dossier may come by facts that it tells, and never by telling less.
_TEKORT: tuple[Uitkomst, ...] = ("voldoet_gedeeltelijk", "voldoet_niet", ONBEKEND)
_GEEN_NORM = "de norm gold eerst, en geldt nu niet meer"
_OORDEEL_WEG = "het oordeel van een beoordelaar is weg"
_OORDEEL_OUD = "het oordeel van een beoordelaar is verouderd en telt niet meer"
_ADVIES = "maak een nieuwe baseline met 'dossieraudit score … --format json', en leg vast waarom"


def richting(van: Uitkomst, naar: Uitkomst) -> Richting | None:
    """Which way an uitkomst went; None where it is the same.

    What could be followed and no longer can is worse, also after `voldoet_niet`: a file that tells less never helps.
    So is what was known and waits for a person, and a shortfall of which the norm no longer applies. The other way
    round a file tells more, and that alone is no better and no worse work, unless it meets the norm.
    """
    if van == naar:
        return None
    if van in RANG and naar in RANG:
        return "beter" if RANG[naar] > RANG[van] else "slechter"
    if van in RANG and naar in (ONBEKEND, NIET_GETOETST):
        return "slechter"
    if van in _TEKORT and naar == VERVALLEN:
        return "slechter"
    if van == ONBEKEND and naar in RANG:
        return "beter" if naar == "voldoet" else "duidelijk"
    return "anders"


def weeg(eerst: BladUitkomst, dan: BladUitkomst) -> tuple[Richting | None, str]:
    """Which way a leaf of a dossier went, by more than the name of its uitkomst, and why where that is not plain."""
    van, naar = eerst.uitkomst, dan.uitkomst
    kant = richting(van, naar)
    if kant is None:
        return None, ""
    oordeel = eerst.beoordeling
    door_mens = oordeel is not None and not oordeel.verouderd
    eigen = oordeel is not None and door_mens and oordeel.uitkomst_machine != van
    if eigen and van in _TEKORT and dan.beoordeling is None and naar != "voldoet_niet":
        return "slechter", _OORDEEL_WEG
    if naar == NIET_GETOETST:
        if door_mens and van != VERVALLEN:
            return "slechter", _OORDEEL_WEG if dan.beoordeling is None else _OORDEEL_OUD
        # By the rules alone a leaf waits for a person once every fact is known. At its worst it is then what it was.
        if van in RANG and dan.minstens in RANG and RANG[dan.minstens] >= RANG[van]:
            return "anders", ""
    if naar == VERVALLEN and kant == "slechter":
        # Where it was unknown whether the norm applied, the file has now told.
        return ("anders", "") if eerst.misschien_nvt else (kant, _GEEN_NORM)
    return kant, ""


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
        if (eerst := toen[dossier].uitkomsten.get(blad)) is not None and (kant := weeg(eerst, dan)[0]) is not None
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
