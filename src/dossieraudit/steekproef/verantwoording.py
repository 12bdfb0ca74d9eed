"""The account of a draw: for onderzoek.yaml, for people, and as a list of who was drawn."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import yaml

from dossieraudit.loading.yamlschrijven import SCHRIJVER
from dossieraudit.models.onderzoek import Steekproef, Stratum, Weggelaten
from dossieraudit.report.taal import datum_voluit, periode_voluit
from dossieraudit.steekproef.trekking import Getrokken, Trekking, ontbrekende_reserves, rang

METHODE = (
    "De gevallen van elk stratum zijn geordend naar de SHA-256 van 'zaad:id' (UTF-8, hexadecimaal, oplopend); de "
    "eerste zijn getrokken, de volgende zijn reserve."
)
_NAREKENEN = "printf '%s' '{zaad}:{id}' | sha256sum"
_SOORTNAMEN = {"na_triage": "na triage", "na_onderzoek": "na onderzoek", "na_interventie": "na een andere interventie"}


def als_model(trekking: Trekking, pad: str) -> Steekproef:
    """The draw as onderzoek.yaml holds it. `pad` is where the list of who was drawn stands, from the onderzoek."""
    return Steekproef(
        populatie=trekking.populatie,
        aselect=True,
        omschrijving=omschrijving(trekking),
        methode=METHODE,
        zaad=trekking.verzoek.zaad,
        strata=tuple(
            Stratum.model_validate(
                {
                    **dict(s.sleutel),
                    "populatie": s.populatie,
                    "aantal": len(s.gevallen),
                    "reserves": len(s.reserves),
                }
            )
            for s in trekking.strata
        ),
        bestand=trekking.lijst.naam,
        sha256=trekking.lijst.sha256,
        weggelaten=tuple(Weggelaten(reden=reden, aantal=aantal) for reden, aantal in trekking.weggelaten),
        trekking=pad,
    )


def omschrijving(trekking: Trekking) -> str:
    """How the dossiers were chosen, in the sentence that the report prints."""
    getrokken = sum(len(s.gevallen) for s in trekking.strata)
    overdrachten = "1 overdracht" if trekking.populatie == 1 else f"{trekking.populatie} overdrachten"
    zin = f"Van {overdrachten} {'is' if getrokken == 1 else 'zijn'} er door loting {getrokken} gekozen"
    if len(trekking.strata) == 1:
        return f"{zin}."
    return f"{zin}: {'; '.join(f'{len(s.gevallen)} van de {s.populatie} {_in_woorden(s)}' for s in trekking.strata)}."


def _in_woorden(stratum: Getrokken) -> str:
    delen = [_SOORTNAMEN[w] if kenmerk == "soort" else f"bij team {w}" for kenmerk, w in stratum.sleutel]
    return " ".join(delen)


def als_yaml(trekking: Trekking, pad: str) -> str:
    """The part of onderzoek.yaml that a draw can fill in; `pad` as in `als_model`."""
    verzoek = trekking.verzoek
    inhoud: dict[str, Any] = {}
    if verzoek.van is not None and verzoek.tot is not None:
        inhoud["periode"] = {"van": verzoek.van.isoformat(), "tot": verzoek.tot.isoformat()}
    inhoud["steekproef"] = als_model(trekking, pad).model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    tekst = yaml.dump(inhoud, Dumper=SCHRIJVER, allow_unicode=True, sort_keys=False, width=110)
    return (
        "# Neem dit over in onderzoek.yaml, in plaats van wat daar onder dezelfde sleutels staat, en zet de lijst\n"
        f"# van wie is getrokken in de map van het onderzoek: {pad}\n{tekst}"
    )


def als_csv(trekking: Trekking) -> str:
    """Who was drawn and who is reserve, in the order of the lot."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, lineterminator="\n")
    schrijver.writerow(["stratum", "rol", "volgorde", "id", "soort", "team", "datum", "rang"])
    for stratum in trekking.strata:
        for rol, gevallen in (("getrokken", stratum.gevallen), ("reserve", stratum.reserves)):
            for nummer, g in enumerate(gevallen, 1):
                rest = [g.soort, g.team, g.datum, rang(trekking.verzoek.zaad, g.id)]
                schrijver.writerow([stratum.naam, rol, nummer, g.id, *rest])
    return uit.getvalue()


def als_markdown(trekking: Trekking) -> str:
    """The whole account for a reader."""
    return "\n".join([*_inleiding(trekking), *_strata(trekking), *_werkwijze(trekking), *_geloot(trekking)]) + "\n"


def _inleiding(trekking: Trekking) -> Iterator[str]:
    lijst, verzoek = trekking.lijst, trekking.verzoek
    yield from ("# Verantwoording van de steekproef", "", omschrijving(trekking), "")
    yield f"- Lijst: `{lijst.naam}`, {len(lijst.gevallen)} gevallen, SHA-256 `{lijst.sha256}`."
    yield f"- Zaad: `{verzoek.zaad}`."
    if verzoek.van is not None or verzoek.tot is not None:
        yield f"- Gevraagde periode van de overdracht: {_venster(trekking)}."
    else:
        yield "- Er is geen periode gevraagd: elke datum deed mee."
    yield from _data(trekking)
    if not trekking.weggelaten:
        yield "- Van de lijst is niets weggelaten."
    for reden, aantal in trekking.weggelaten:
        yield f"- Weggelaten: {aantal} {'geval' if aantal == 1 else 'gevallen'}; {_cel(reden)}."
    for naam, aanwezig in ontbrekende_reserves(trekking):
        yield f"- {_cel(naam)}: {aanwezig} van de {verzoek.reserves} gevraagde reserves; meer gevallen zijn er niet."
    yield ""


def _venster(trekking: Trekking) -> str:
    van, tot = trekking.verzoek.van, trekking.verzoek.tot
    if van is not None and tot is not None:
        return periode_voluit(van, tot)
    return f"vanaf {datum_voluit(van)}" if van is not None else f"tot en met {datum_voluit(tot)}" if tot else ""


def _data(trekking: Trekking) -> Iterator[str]:
    data = [g.datum for g in trekking.lijst.gevallen if g.datum is not None]
    zonder = len(trekking.lijst.gevallen) - len(data)
    if data:
        yield f"- De overdrachten op de lijst lopen van {periode_voluit(min(data), max(data))}."
    if zonder:
        yield f"- Zonder datum op de lijst: {zonder}."


def _strata(trekking: Trekking) -> Iterator[str]:
    yield from ("## Strata", "", "| stratum | populatie | getrokken | reserves |", "|---|---:|---:|---:|")
    for s in trekking.strata:
        yield f"| {_cel(s.naam)} | {s.populatie} | {len(s.gevallen)} | {len(s.reserves)} |"
    yield ""
    fracties = {len(s.gevallen) * trekking.populatie == s.populatie * trekking.verzoek.aantal for s in trekking.strata}
    if fracties != {True}:
        yield (
            "De kans om getrokken te worden verschilt per stratum. Een uitspraak over alle overdrachten samen is "
            "alleen verantwoord als de strata naar hun omvang worden gewogen."
        )
        yield ""


def _werkwijze(trekking: Trekking) -> Iterator[str]:
    eerste = next(g for s in trekking.strata for g in s.gevallen)
    zaad = trekking.verzoek.zaad.replace("'", "'\\''")
    yield from ("## Zo is geloot", "", METHODE, "")
    yield "De volgorde van de lijst doet er niet toe. Narekenen kan met elk programma dat SHA-256 kent, bijvoorbeeld:"
    yield from (
        "",
        f"    {_NAREKENEN.format(zaad=zaad, id=eerste.id)}",
        f"    {rang(trekking.verzoek.zaad, eerste.id)}",
        "",
    )
    yield (
        "Valt een dossier uit, dan komt de eerste reserve van hetzelfde stratum in de plaats. Leg vast welk dossier "
        "uitviel en waarom."
    )
    yield ""


def _geloot(trekking: Trekking) -> Iterator[str]:
    for stratum in trekking.strata:
        yield from (f"## Getrokken: {_cel(stratum.naam)}", "")
        yield from (f"{nummer}. {g.id}" for nummer, g in enumerate(stratum.gevallen, 1))
        if stratum.reserves:
            yield from ("", "Reserves, in deze volgorde:", "")
            yield from (f"{nummer}. {g.id}" for nummer, g in enumerate(stratum.reserves, 1))
        yield ""


def _cel(tekst: str) -> str:
    """A name from the list as plain text in Markdown."""
    return "".join(f"\\{teken}" if teken in "\\`*_[]<>|#" else teken for teken in tekst)
