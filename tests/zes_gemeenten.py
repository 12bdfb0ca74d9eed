"""Makes examples/zes-gemeenten: six onderzoeken of invented municipalities, derived from the example's dossiers.

    python -m tests.zes_gemeenten

Every municipality takes dossiers of examples/vlaardingen, as invented as itself, moves their days by whole weeks, gives
them other ids, and changes what `RECEPTEN` says. A test holds the folder to what this makes.
"""

import copy
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import yaml

from dossieraudit.kaders.schemas import modeline
from dossieraudit.loading.dossiers import laad_dossiers
from dossieraudit.steekproef.lijst import Geval, Lijst
from dossieraudit.steekproef.trekking import Trekking, Verdeling, Verzoek, trek
from dossieraudit.steekproef.verantwoording import als_csv, als_model
from tests.conftest import ROOT, VLAARDINGEN

MAP = ROOT / "examples" / "zes-gemeenten"
SCHEMAS = ROOT / "schemas"
KADER = "stelseltoezicht-jeugd-2017"
PEILDATUM = date(2017, 11, 1)
NAAM = "Borgen van veiligheid na overdracht door Veilig Thuis"
ZAAD = "zes-gemeenten"
_DAG = re.compile(r"\d{4}-\d{2}-\d{2}")
_KOP = "# Verzonnen: deze gemeente bestaat niet, en niemand in dit onderzoek. Gemaakt door tests/zes_gemeenten.py.\n"
# Free text and places in the file make a dossier large and decide nothing.
_WEG = ("vindplaatsen", "verslag", "omschrijving", "aantekening", "toelichting")

_CONTACTEN = 3

Gegevens = dict[str, Any]
Wijziging = Callable[[Gegevens, dict[str, Gegevens]], None]


# What may be changed in a dossier


def overdracht_op_orde(d: Gegevens, bron: dict[str, Gegevens]) -> None:
    """Everything that a hand-over of this kind should hold came along and was kept."""
    goed = bron["V08" if d["overdracht"]["soort"] == "na_triage" else "V15"]["overdracht"]
    for veld in ("schriftelijk_ontvangen", "inhoud", "opgeslagen_in_dossier", "gesprek_gehouden", "plan_overgedragen"):
        d["overdracht"][veld] = goed[veld]
    if goed["gesprek_gehouden"]:
        d["overdracht"]["gesprek_op"] = d["overdracht"]["ontvangen_op"]


def overdracht_kaal(d: Gegevens, _: dict[str, Gegevens]) -> None:
    """Only the reason of the report came along."""
    d["overdracht"]["inhoud"] = ["reden_melding"]


def veiligheid_ingeschat(d: Gegevens, _: dict[str, Gegevens]) -> None:
    """An instrument on every child at the start, that can be followed."""
    kinderen = [lid["id"] for lid in d["gezinsleden"] if lid["rol"] == "kind"]
    nieuw = {
        "id": "i91",
        "soort": "lirik",
        "datum": d["overdracht"].get("opgepakt_op", d["overdracht"]["ontvangen_op"]),
        "moment": "start",
        "over": kinderen,
        "domeinen": [],
        "navolgbaar": True,
        "risico_gesignaleerd": True,
    }
    d["instrumenten"] = [*d.get("instrumenten", []), nieuw]


def regie_helder(d: Gegevens, _: dict[str, Gegevens]) -> None:
    """Who leads, what that means and who does what is written down."""
    if "regie" in d:
        d["regie"] |= {"bepaling_vastgelegd": True, "inhoud_vastgelegd": True, "taakverdeling_vastgelegd": True}


def niet_aangeleverd(onderdeel: str) -> Wijziging:
    """A part of the file did not come: nothing can be said of it."""

    def wijzig(d: Gegevens, _: dict[str, Gegevens]) -> None:
        d.pop(onderdeel, None)
        d["niet_aangeleverd"] = sorted({*d.get("niet_aangeleverd", []), onderdeel})

    return wijzig


# The municipalities


@dataclass(frozen=True)
class Recept:
    """One municipality: its sources, by how many weeks their days move, what changes in how many of them."""

    gemeente: str
    code: str
    weken: int
    bronnen: str
    wijzigingen: tuple[tuple[Wijziging, int], ...] = ()
    ongunstig: tuple[str, ...] = ()
    vastgelegd: tuple[str, ...] = ()
    steekproef: Gegevens = field(default_factory=dict)
    verklaringen: tuple[Gegevens, ...] = ()
    loting: bool = False

    @property
    def map(self) -> str:
        """The name of its folder."""
        return self.gemeente.lower()


_VRAGEN_STURING = (
    "aangesproken_op_instrumenten",
    "gevolg_zonder_plan",
    "instrumenten_gecontroleerd",
    "plan_gecontroleerd",
)
RECEPTEN = (
    Recept(
        "Braamstede",
        "BR",
        4,
        "V01 V02 V04 V05 V06 V07 V09 V10 V17 V19",
        ((overdracht_kaal, 4),),
        ("overleg_vt", "behoefte_overleg_vt", "behoefte_training", "instrumenten_eenduidig", *_VRAGEN_STURING),
        ("SH1.1", "SH2.2", "TT1.2", "IZ2.1"),
        {"aselect": False, "omschrijving": "De gemeente koos de dossiers zelf."},
        ({"tekst": "Medewerkers hebben meer gezinnen dan de norm van het team.", "tags": ["tijd"], "bron": "gesprek"},),
    ),
    Recept(
        "Duinrade",
        "DU",
        9,
        "V08 V08 V03 V08 V09 V04 V15 V15 V16 V15",
        ((overdracht_op_orde, 9), (veiligheid_ingeschat, 8), (regie_helder, 9)),
        ("monitoring_vt_doelen",),
        ("SH1.1", "SH1.2", "SH2.2", "SH3.1", "SH3.2", "TT1.1", "TT1.2", "TT1.3", "IZ1.1", "IZ2.1"),
        loting=True,
    ),
    Recept(
        "Hazelmonde",
        "HA",
        2,
        "V01 V02 V05 V06 V07 V09 V11 V14 V19 V20",
        ((niet_aangeleverd("instrumenten"), 5), (niet_aangeleverd("ondersteuningsplan"), 3)),
        ("complexe_problematiek", "behoefte_training", "gezin_zegt_opgelost", "duur_tot_overdracht"),
        ("SH1.1", "TT1.2", "TT1.3"),
        verklaringen=(
            {"tekst": "Functies stonden een half jaar open.", "tags": ["middelen", "tijd"]},
            {"tekst": "Zonder toestemming van ouders kan het wijkteam weinig.", "tags": ["bevoegdheden"]},
        ),
    ),
    Recept(
        "Lindemeer",
        "LI",
        13,
        "V08 V03 V08 V10 V15 V12 V15 V18 V20 V16",
        ((overdracht_op_orde, 8), (veiligheid_ingeschat, 9), (regie_helder, 7)),
        ("overleg_vt", "behoefte_overleg_vt", "aanpak_na_overdracht_vt", "monitoring_vt_doelen"),
        ("SH1.1", "SH1.2", "SH2.2", "SH3.5", "TT1.2", "IZ1.1"),
        {"aselect": None, "omschrijving": "De dossiers zijn de laatste tien die Veilig Thuis overdroeg."},
        ({"tekst": "De afspraken met Veilig Thuis worden herzien.", "tags": ["samenwerkingsafspraken"]},),
    ),
    Recept(
        "Oosterwaard",
        "OW",
        6,
        "V01 V04 V05 V06 V07 V11 V12 V14 V19 V20",
        ((veiligheid_ingeschat, 3), (overdracht_op_orde, 3)),
        ("overleg_vt", "behoefte_overleg_vt", "instrumenten_eenduidig", "afspraak_etm", *_VRAGEN_STURING[:2]),
        ("SH1.1", "SH2.2", "TT1.3", "IZ1.1"),
        loting=True,
    ),
    Recept(
        "Vennekerk",
        "VE",
        17,
        "V01 V02 V04 V05 V06 V09 V10 V11 V18 V19 V20",
        ((overdracht_kaal, 5), (niet_aangeleverd("contacten"), 2)),
        ("overleg_vt", "behoefte_overleg_vt", "behoefte_training", "complexe_problematiek", "aanpak_na_overdracht_vt"),
        ("SH1.1", "SH2.2"),
        verklaringen=({"tekst": "Opschalen lukt niet zonder besluit van een ander.", "tags": ["bevoegdheden"]},),
    ),
)


# From recipe to files


def bestanden() -> dict[str, bytes]:
    """Every file of the folder but its README, by its path in it."""
    bron = {d["id"]: d for d in _brondossiers()}
    return {naam: inhoud for recept in RECEPTEN for naam, inhoud in _van_gemeente(recept, bron)}


def _brondossiers() -> Iterator[Gegevens]:
    for geladen in laad_dossiers([VLAARDINGEN], None).dossiers:  # type: ignore[arg-type] # nothing is read from stdin
        yield _ingekort(_kaal(json.loads(geladen.dossier.model_dump_json(exclude_unset=True, exclude_none=True))))


def _ingekort(d: Gegevens) -> Gegevens:
    """The first contacts and exchanges only: what happened later makes the example large, not clearer."""
    if "contacten" in d:
        d["contacten"] = [
            {sleutel: waarde for sleutel, waarde in contact.items() if sleutel not in ("door", "aantal_medewerkers")}
            for contact in d["contacten"][:_CONTACTEN]
        ]
    for lid in d.get("gezinsleden", []):
        for probleem in lid.get("problematiek", []):
            probleem.pop("vastgesteld_op", None)
    for partner in d.get("netwerkpartners", []):
        if "uitwisselingen" in partner:
            partner["uitwisselingen"] = partner["uitwisselingen"][:1]
    return d


def _kaal(waarde: Any) -> Any:
    if isinstance(waarde, dict):
        return {sleutel: _kaal(deel) for sleutel, deel in waarde.items() if sleutel not in _WEG}
    return [_kaal(deel) for deel in waarde] if isinstance(waarde, list) else waarde


def _verschoven(waarde: Any, weken: int) -> Any:
    if isinstance(waarde, dict):
        return {sleutel: _verschoven(deel, weken) for sleutel, deel in waarde.items()}
    if isinstance(waarde, list):
        return [_verschoven(deel, weken) for deel in waarde]
    if isinstance(waarde, str) and _DAG.fullmatch(waarde):
        return (date.fromisoformat(waarde) + timedelta(weeks=weken)).isoformat()
    return waarde


def _van_gemeente(recept: Recept, bron: dict[str, Gegevens]) -> Iterator[tuple[str, bytes]]:
    dossiers = [copy.deepcopy(bron[id_]) for id_ in recept.bronnen.split()]
    loterij = random.Random(recept.gemeente)
    for wijziging, aantal in recept.wijzigingen:
        for plaats in sorted(loterij.sample(range(len(dossiers)), aantal)):
            wijziging(dossiers[plaats], bron)
    dossiers = [_verschoven(d, recept.weken) for d in dossiers]
    steekproef = dict(recept.steekproef)
    ids = [f"{recept.code}{nummer:02}" for nummer in range(1, len(dossiers) + 1)]
    if recept.loting:
        trekking = _loting(recept, dossiers)
        ids, steekproef = _geloot(trekking, dossiers, met_reserve=recept.gemeente == "Oosterwaard")
        yield f"{recept.map}/trekking.csv", als_csv(trekking).encode()
    regels = [
        json.dumps(d | {"id": id_}, ensure_ascii=False, separators=(",", ":"))
        for id_, d in zip(ids, dossiers, strict=True)
    ]
    yield f"{recept.map}/dossiers/dossiers.jsonl", "".join(f"{r}\n" for r in sorted(regels)).encode()
    yield _yaml(f"{recept.map}/onderzoek.yaml", _onderzoek(recept, steekproef))
    yield _yaml(f"{recept.map}/interviews/medewerkers.yaml", _interviews(recept))
    yield _yaml(f"{recept.map}/documenten/documenten.yaml", _documenten(recept))


def _loting(recept: Recept, dossiers: Sequence[Gegevens]) -> Trekking:
    """A draw from an invented list of forty hand-overs, as many of each kind as the recipe has dossiers."""
    soorten = ["na_triage" if d["overdracht"]["soort"] == "na_triage" else "na_onderzoek" for d in dossiers]
    gevallen = tuple(
        Geval(f"{recept.code}{nummer:02}", "na_triage" if nummer % 5 < 3 else "na_onderzoek") for nummer in range(1, 41)
    )
    aantallen = {soort: soorten.count(soort) for soort in ("na_onderzoek", "na_triage")}
    for d, soort in zip(dossiers, soorten, strict=True):
        d["overdracht"]["soort"] = soort
    verzoek = Verzoek(len(dossiers), ZAAD, (Verdeling("soort", aantallen),), reserves=2)
    return trek(Lijst("overdrachten.csv", "0" * 64, gevallen), verzoek)


def _geloot(trekking: Trekking, dossiers: Sequence[Gegevens], met_reserve: bool) -> tuple[list[str], Gegevens]:
    """The id of every dossier, and the account; with one case that fell out and the reserve in its place."""
    per_soort = {dict(s.sleutel)["soort"]: [g.id for g in s.gevallen] for s in trekking.strata}
    model = als_model(trekking, "trekking.csv").model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    # The list itself is not part of the example, so neither is its hash.
    for sleutel in ("bestand", "sha256"):
        model.pop(sleutel)
    if met_reserve:
        eerste = next(s for s in trekking.strata if dict(s.sleutel)["soort"] == "na_triage")
        uit, in_ = eerste.gevallen[0].id, eerste.reserves[0].id
        per_soort["na_triage"] = [in_ if id_ == uit else id_ for id_ in per_soort["na_triage"]]
        reden = "het gezin is verhuisd en het dossier is overgedragen"
        model["vervangingen"] = [{"dossier": uit, "door": in_, "reden": reden}]
    wachtrij = {soort: iter(ids) for soort, ids in per_soort.items()}
    return [next(wachtrij[d["overdracht"]["soort"]]) for d in dossiers], model


def _onderzoek(recept: Recept, steekproef: Gegevens) -> Gegevens:
    inhoud: Gegevens = {
        "naam": NAAM,
        "gemeente": recept.gemeente,
        "wijkteam": f"Wijkteam {recept.gemeente}",
        "kader": KADER,
        "peildatum": (PEILDATUM + timedelta(weeks=recept.weken)).isoformat(),
        "aanleiding": "Onderzoek bij zes gemeenten naar het werk van wijkteams na een overdracht door Veilig Thuis.",
    }
    if steekproef:
        inhoud["steekproef"] = steekproef
    if recept.verklaringen:
        inhoud["verklaringen"] = [dict(v) for v in recept.verklaringen]
    return inhoud


def _interviews(recept: Recept) -> list[Gegevens]:
    """Three members of the team: on every question the favourable answer, but on those of the recipe two against it."""
    vragen: Gegevens = yaml.safe_load((ROOT / "criteria" / KADER / "bronnen.yaml").read_bytes())["vragen"]
    gevraagd = [code for code, v in vragen.items() if "medewerker_wijkteam" in v["groepen"]][::3]
    gevraagd = [code for code in vragen if code in {*gevraagd, *recept.ongunstig, *_VRAGEN_STURING}]
    return [
        {
            "id": f"W{nummer}",
            "groep": "medewerker_wijkteam",
            "antwoorden": {
                code: list(vragen[code]["antwoorden"])[1 if code in recept.ongunstig and nummer < 3 else 0]
                for code in gevraagd
            },
        }
        for nummer in (1, 2, 3)
    ]


def _documenten(recept: Recept) -> list[Gegevens]:
    bepalingen = [
        {"blad": blad, "mate": "vastgelegd", "plaats": f"blz. {n}"} for n, blad in enumerate(recept.vastgelegd, 1)
    ]
    deel = [b for b in bepalingen if b["blad"].startswith("SH")]
    rest = [b for b in bepalingen if b not in deel]
    return [
        {
            "id": "D1",
            "titel": f"Samenwerkingsafspraken Veilig Thuis en wijkteam {recept.gemeente}",
            "soort": "samenwerkingsafspraken",
            "bepalingen": deel,
            "antwoorden": {
                "afspraken_overdracht_vt": "vastgelegd",
                "criteria_terugmelding": "vastgelegd" if len(recept.vastgelegd) > 5 else "niet_uitgewerkt",
            },
        },
        {
            "id": "D2",
            "titel": f"Werkinstructie wijkteam {recept.gemeente}",
            "soort": "werkinstructie",
            "bepalingen": rest,
            "antwoorden": {"werkinstructies": "aanwezig"},
        },
    ]


def _yaml(naam: str, inhoud: Any) -> tuple[str, bytes]:
    tekst = yaml.safe_dump(inhoud, allow_unicode=True, sort_keys=False, width=110)
    # The dumper quotes days, and the rest of the examples do not.
    tekst = re.sub(r"'(\d{4}-\d{2}-\d{2})'", r"\1", tekst)
    return naam, f"{modeline(MAP / naam, SCHEMAS) or ''}{_KOP}{tekst}".encode()


def main() -> None:
    """Write the folder."""
    for naam, inhoud in bestanden().items():
        pad = MAP / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(inhoud)


if __name__ == "__main__":
    main()
