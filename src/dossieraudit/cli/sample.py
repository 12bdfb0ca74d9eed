"""`dossieraudit sample`."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.cli.messages import zeg
from dossieraudit.errors import Gebruiksfout
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.privacy.poort import weiger_bsn
from dossieraudit.steekproef.lijst import SOORTEN, lees_lijst
from dossieraudit.steekproef.trekking import KENMERKEN, Trekking, Verdeling, Verzoek, ontbrekende_reserves, trek
from dossieraudit.steekproef.verantwoording import als_csv, als_markdown, als_yaml, omschrijving

TREKKING = "trekking.csv"
_LANGSTE_ZAAD = 100
_PER = "schrijf --per soort, --per team, of met aantallen: --per soort=na_triage:11,na_onderzoek:9"


def voer_uit(
    lijst: Path,
    *,
    aantal: int | None,
    per: Sequence[str],
    zaad: str,
    reserves: int,
    van: date | None,
    tot: date | None,
    uit: Path | None,
    stil: bool,
    toon_waarden: bool,  # noqa: ARG001 - read by the error boundary
) -> int:
    """Draw, write the account, and say where it stands."""
    if uit is None:
        raise Gebruiksfout("geef met -o de map voor de verantwoording, bijvoorbeeld: -o steekproef/")
    verzoek = _verzoek(aantal, [_verdeling(tekst) for tekst in per], zaad, reserves, van, tot)
    trekking = trek(lees_lijst(lijst, verzoek.nodig), verzoek)
    bestanden = {
        "steekproef.yaml": als_yaml(trekking, f"{uit.resolve().name}/{TREKKING}"),
        "steekproef.md": als_markdown(trekking),
        TREKKING: als_csv(trekking),
    }
    _schrijf(uit, bestanden)
    for naam, aanwezig in ontbrekende_reserves(trekking):
        zeg(f"{naam}: {aanwezig} van de {reserves} gevraagde reserves; meer gevallen zijn er niet.", file=sys.stderr)
    if not stil:
        _vertel(trekking, uit, bestanden)
    return exitcodes.GELUKT


def _schrijf(uit: Path, bestanden: dict[str, str]) -> None:
    """Write the account; another draw that was accounted for is never replaced, as that would leave no trace of it."""
    for naam, inhoud in bestanden.items():
        eerder = uit / naam
        if eerder.exists() and eerder.read_bytes() != inhoud.encode():
            raise Gebruiksfout(f"in '{uit}' staat al een andere loting ({naam}); kies een andere map")
    weiger_bsn(bestanden.items())
    for naam, inhoud in bestanden.items():
        schrijf_heel(uit / naam, inhoud.encode())


def _vertel(trekking: Trekking, uit: Path, bestanden: dict[str, str]) -> None:
    zeg(omschrijving(trekking))
    for stratum in trekking.strata:
        zeg(f"  {stratum.naam}: {', '.join(geval.id for geval in stratum.gevallen)}")
        if stratum.reserves:
            zeg(f"    reserves: {', '.join(geval.id for geval in stratum.reserves)}")
    for reden, aantal in trekking.weggelaten:
        zeg(f"  weggelaten: {aantal} ({reden})")
    zeg(f"Geschreven in {uit}: {', '.join(bestanden)}")


def _verzoek(
    aantal: int | None, per: list[Verdeling], zaad: str, reserves: int, van: date | None, tot: date | None
) -> Verzoek:
    zaad = zaad.strip()
    if not zaad or len(zaad) > _LANGSTE_ZAAD or not zaad.isprintable():
        raise Gebruiksfout(f"--zaad is een tekst of getal van 1 tot {_LANGSTE_ZAAD} tekens")
    if len({v.kenmerk for v in per}) < len(per):
        raise Gebruiksfout("--per noemt hetzelfde kenmerk twee keer")
    vast = [sum(v.aantallen.values()) for v in per if v.aantallen is not None]
    if len(vast) > 1:
        raise Gebruiksfout("geef bij hooguit één --per aantallen; het andere kenmerk wordt naar verhouding verdeeld")
    if aantal is None and not vast:
        raise Gebruiksfout("zeg met --aantal hoeveel dossiers u wilt trekken")
    totaal = aantal if aantal is not None else vast[0]
    if vast and totaal != vast[0]:
        raise Gebruiksfout(f"--aantal is {totaal}, maar de aantallen bij --per tellen op tot {vast[0]}")
    if totaal < 1 or reserves < 0:
        raise Gebruiksfout("--aantal is minstens 1, en --reserves is niet kleiner dan 0")
    if van is not None and tot is not None and tot < van:
        raise Gebruiksfout(f"--tot {tot} ligt vóór --van {van}")
    return Verzoek(totaal, zaad, tuple(per), reserves, van, tot)


def _verdeling(tekst: str) -> Verdeling:
    kenmerk, is_, rest = tekst.partition("=")
    if kenmerk not in KENMERKEN:
        raise Gebruiksfout(f"--per {tekst}: '{kenmerk}' is geen kenmerk van de lijst; {_PER}")
    if not is_:
        return Verdeling(kenmerk)
    aantallen: dict[str, int] = {}
    for deel in rest.split(","):
        waarde, _, getal = deel.rpartition(":")
        waarde = waarde.strip()
        if not waarde or not getal.strip().isdecimal() or not int(getal) or waarde in aantallen:
            raise Gebruiksfout(f"--per {tekst}: '{deel}' is geen waarde met een aantal van minstens 1; {_PER}")
        if kenmerk == "soort" and waarde not in SOORTEN:
            raise Gebruiksfout(f"--per {tekst}: soort '{waarde}' is onbekend; kies uit {', '.join(SOORTEN)}")
        aantallen[waarde] = int(getal)
    return Verdeling(kenmerk, aantallen)
