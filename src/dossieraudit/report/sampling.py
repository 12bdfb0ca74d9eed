"""How the dossiers were chosen, and what they may say of those that were not: nothing, unless a lot was drawn."""

from collections.abc import Iterator, Sequence

from dossieraudit.inference import interval
from dossieraudit.loading.trekking import heet_als
from dossieraudit.models.onderzoek import Steekproef, Stratum
from dossieraudit.models.resultaat import BladUitkomst
from dossieraudit.report.context import Context
from dossieraudit.report.prose import alinea, opsomming, tel, zin
from dossieraudit.report.tree import Alinea, Blok, Cel, Kolom, Tabel
from dossieraudit.wording import enkele

SOORTEN = {"na_triage": "na triage", "na_onderzoek": "na onderzoek", "na_interventie": "na een andere interventie"}
_ALLEEN_DEZE = (
    "Alle aantallen gelden daarom alleen voor de onderzochte dossiers; over andere dossiers zegt dit rapport niets."
)
# More ids than this make a line that no one reads.
_MEEST_GENOEMD = 10
_ONBEKEND = (
    " Is in een dossier niet na te gaan of aan de norm is voldaan, dan telt het voor de ondergrens als niet voldaan "
    "en voor de bovengrens als voldaan."
)


def steekproef(context: Context) -> Iterator[Blok]:
    """The account of the sample, and exact intervals where a random draw from a known number allows them."""
    s = context.onderzoek.steekproef if context.onderzoek is not None else Steekproef()
    hoe = zin(s.omschrijving) if s.omschrijving else "Hoe de dossiers zijn gekozen, is niet vastgelegd."
    bezwaar = _bezwaar(context, s)
    grond = "onderzoek.yaml: steekproef" if context.onderzoek is not None else "geen onderzoek.yaml"
    yield Alinea((alinea(hoe, *_loting(s), *_getrokken(context, s), bezwaar),), grond)
    if bezwaar:
        return
    tabel, onbekend = _intervallen(context, _strata(context, s))
    yield Alinea(
        (
            "Voor de normen die zwaar wegen zegt de tabel in hoeveel van alle dossiers aan de norm is voldaan, met "
            "een betrouwbaarheid van 95%. Het zijn exacte intervallen voor een eindige populatie. Een dossier "
            "waarin de norm niet aan de orde was, telt daarbij als een dossier waarin niet aan de norm is voldaan."
            f"{_ONBEKEND if onbekend else ''}",
        ),
        "hypergeometrische verdeling; tweezijdig, exact",
    )
    yield tabel


def _loting(s: Steekproef) -> Iterator[str]:
    """What another needs to draw the same lot again."""
    if s.methode:
        yield zin(s.methode)
    if s.zaad:
        yield f"Het zaad van de loting is ‘{s.zaad}’."
    if s.bestand and s.sha256:
        yield f"Getrokken is uit de lijst ‘{s.bestand}’ (SHA-256 {s.sha256})."
    if s.weggelaten:
        delen = [f"{tel(w.aantal, 'geval', 'gevallen')} ({w.reden.rstrip('.')})" for w in s.weggelaten]
        yield f"Van die lijst deden niet mee: {opsomming(delen)}."


def _getrokken(context: Context, s: Steekproef) -> Iterator[str]:
    """Whether the dossiers that were read are those that were drawn, and which came in the place of another."""
    if context.loting is None:
        if s.aselect and s.populatie is not None:
            yield (
                "De lijst van de loting (trekking.csv) is bij dit onderzoek niet opgegeven; dat de gelezen dossiers "
                "de getrokken dossiers zijn, is daarom niet nagegaan."
            )
        return
    if not context.loting.afwijkingen:
        behalve = ", op vervangingen na" if context.loting.vervangen else ""
        yield f"De gelezen dossiers zijn naast de lijst van de loting gelegd: het zijn de getrokken dossiers{behalve}."
    for v in context.loting.vervangen:
        yield zin(f"Dossier {v.dossier} viel uit ({v.reden.rstrip('.')}) en is vervangen door reserve {v.door}")
    if context.loting.vervangen:
        yield "Wie van zulke dossiers op de rest besluit, neemt aan dat de uitval niets met de uitkomst te maken heeft."


def bezwaar_tegen_gevolgtrekking(context: Context) -> str:
    """Why this sample says nothing of dossiers that were not read, in sentences; empty where it does."""
    bezwaar = _bezwaar(context, context.onderzoek.steekproef if context.onderzoek is not None else Steekproef())
    return bezwaar.removesuffix(_ALLEEN_DEZE).strip()


def _bezwaar(context: Context, s: Steekproef) -> str:
    """Why nothing can be said beyond the sample; empty where it can."""
    if s.aselect is False:
        return f"De dossiers zijn niet door loting getrokken. {_ALLEEN_DEZE}"
    if context.loting is not None and (breuken := context.loting.breuken):
        return f"Wat is gelezen, is niet wat is getrokken: {'; '.join(breuken)}. {_ALLEEN_DEZE}"
    ontbreekt = [
        wat
        for wat, er in (
            ("of de dossiers door loting zijn getrokken", s.aselect is not None),
            ("hoeveel dossiers er in totaal waren", s.populatie is not None),
        )
        if not er
    ]
    if ontbreekt:
        return f"Niet vastgelegd is {opsomming(ontbreekt)}. {_ALLEEN_DEZE}"
    samen = sum(stratum.populatie for stratum in s.strata)
    if s.populatie is not None and samen > s.populatie:
        return f"De strata tellen samen {samen} gevallen, meer dan de populatie van {s.populatie}. {_ALLEEN_DEZE}"
    if vreemd := _elders(context, s):
        past = "past niet bij een stratum" if len(vreemd) == 1 else "passen niet bij een stratum"
        return (
            f"{enkele(vreemd, _MEEST_GENOEMD)} {past} van de loting: de soort overdracht in het dossier is een andere "
            f"dan die waarvoor is getrokken, of onderzoek.yaml noemt andere strata dan trekking.csv. {_ALLEEN_DEZE}"
        )
    for stratum, dossiers in _strata(context, s):
        if len(dossiers) != stratum.aantal or not 0 < stratum.aantal <= stratum.populatie:
            return (
                f"Gelezen {'is' if len(dossiers) == 1 else 'zijn'} {tel(len(dossiers), 'dossier', 'dossiers')} van "
                f"de {stratum.aantal} die {_naam(stratum)} zijn getrokken uit {stratum.populatie}. Dat is niet de "
                f"getrokken steekproef. {_ALLEEN_DEZE}"
            )
    return ""


def _strata(context: Context, s: Steekproef) -> list[tuple[Stratum, list[str]]]:
    """Every stratum with the ids of its dossiers; a sample without strata is one of its own."""
    ids = [d.id for d in context.resultaat.dossiers]
    if not s.strata:
        heel = Stratum(soort=None, team=None, populatie=s.populatie or 0, aantal=len(ids) + _kwijt(context), reserves=0)
        return [(heel, ids)]
    return [(stratum, [d for d in ids if hoort_bij(context, d, stratum)]) for stratum in s.strata]


def _elders(context: Context, s: Steekproef) -> list[str]:
    """Drawn dossiers that belong to none of the strata."""
    if not s.strata or context.loting is None:
        return []
    getrokken = [d.id for d in context.resultaat.dossiers if d.id in context.loting.strata]
    return [id_ for id_ in getrokken if not any(hoort_bij(context, id_, stratum) for stratum in s.strata)]


def _kwijt(context: Context) -> int:
    """Drawn dossiers that could not be read: a sample without them is no longer random."""
    return len({a.invoer for a in context.resultaat.afgekeurd} - {"beoordelingen"})


def hoort_bij(context: Context, id_: str, stratum: Stratum) -> bool:
    """Whether a dossier is one of a stratum: by the list of the lot, else by what the dossier itself says.

    A dossier need not record its team or soort, and may call its team otherwise than the list; but one of a soort for
    which it was not drawn may be another dossier than the one that was.
    """
    dossier = context.dossiers[id_]
    soort = dossier.overdracht.soort if dossier.overdracht is not None else None
    geloot = context.loting.strata.get(id_) if context.loting is not None else None
    if geloot is not None:
        return heet_als(geloot, soort=stratum.soort, team=stratum.team) and (
            stratum.soort is None or soort in (None, stratum.soort)
        )
    return stratum.soort in (None, soort) and stratum.team in (None, dossier.team)


def _naam(stratum: Stratum) -> str:
    delen = [SOORTEN[stratum.soort]] if stratum.soort else []
    delen += [f"bij team {stratum.team}"] if stratum.team else []
    return " ".join(delen) or "in totaal"


def _intervallen(context: Context, strata: Sequence[tuple[Stratum, Sequence[str]]]) -> tuple[Tabel, bool]:
    """The table, and whether there are dossiers in it of which nobody can tell whether they meet a norm."""
    per_id = {d.id: d for d in context.resultaat.dossiers}
    rijen, iets_onbekend = [], False
    for blad in context.kader.indicatoren:
        if not blad.zwaarwegend or not context.telling(blad).beoordeeld:
            continue
        for stratum, ids in strata:
            uitkomsten = [per_id[d].uitkomsten[blad.id] for d in ids]
            if all(u.uitkomst == "niet_van_toepassing" for u in uitkomsten):
                # Where a norm was at stake in no dossier, a bound on how many meet it would read as a shortfall.
                continue
            n = sum(u.uitkomst == "voldoet" for u in uitkomsten)
            onbekend = sum(map(_kan_voldoen, uitkomsten))
            laagste, _ = interval(n, len(ids), stratum.populatie)
            _, hoogste = interval(n + onbekend, len(ids), stratum.populatie)
            iets_onbekend |= onbekend > 0
            groep = f", {_naam(stratum)}" if len(strata) > 1 else ""
            rijen.append(
                (
                    Cel(f"{blad.id} {blad.titel}{groep}"),
                    Cel(f"{n} van {len(ids)}{f'; {onbekend} niet na te gaan' if onbekend else ''}"),
                    Cel(f"{laagste} tot en met {hoogste} van {stratum.populatie}"),
                )
            )
    kolommen = (Kolom("Norm", 50), Kolom("Voldoet in de steekproef", 22), Kolom("Voldoet van alle dossiers", 28))
    return Tabel("Wat de steekproef over alle dossiers zegt", kolommen, tuple(rijen)), iets_onbekend


def _kan_voldoen(gevonden: BladUitkomst) -> bool:
    """Whether the norm may be met where nobody can tell: what is not recorded is no shortfall."""
    return gevonden.uitkomst in ("niet_navolgbaar", "niet_getoetst") and gevonden.hoogstens in (None, "voldoet")
