"""Sentences of the report: every rule over the sample whose condition is true, with the counts that it rests on."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from msgspec import Struct

from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.explain import Zaak, leg_uit
from dossieraudit.expressions.sample_rules import BLADTELLINGEN, RAPPORTSOORTEN, Steekproefregels, bladnaam
from dossieraudit.judgement.sources import tel_antwoorden
from dossieraudit.judgement.verdict import Bladoordelen, Groepsoordelen
from dossieraudit.loading.bronnen import Bronnen
from dossieraudit.models.bronnen import Vraag
from dossieraudit.models.kader import Kader
from dossieraudit.models.rapportregels import Rapportregel
from dossieraudit.models.resultaat import BladTelling, Grondslag, Zin
from dossieraudit.sample import Kenmerktellingen
from dossieraudit.wording import Telling, tellingen_in, vul_in


class Steekproef(Struct, frozen=True):
    """The sample as rules see it (`waarden`), and its counts as texts name them."""

    waarden: SimpleNamespace
    tellingen: Mapping[str, Telling]


def steekproef(
    kader: Kader,
    aantal_dossiers: int,
    bladen: Mapping[str, BladTelling],
    kenmerken: Kenmerktellingen,
    oordelen: Mapping[str, Bladoordelen],
    groepen: Groepsoordelen | None,
    bronnen: Bronnen,
) -> Steekproef:
    """Everything that a rule or a text over the sample may name."""
    tellingen: dict[str, Telling] = {}
    for naam, k in kenmerken.tellingen.items():
        tellingen[f"kenmerk.{naam}"] = Telling(f"kenmerk.{naam}", k.waar, kenmerken.noemer(naam), k.onbekend)
    blad_waarden = {}
    for blad, telling in bladen.items():
        aantallen = {naam: getattr(telling, naam) for naam in BLADTELLINGEN}
        for naam, aantal in aantallen.items():
            volledig = f"blad.{bladnaam(blad)}.{naam}"
            buiten = naam in ("niet_van_toepassing", "niet_getoetst")
            totaal = aantal_dossiers if buiten else telling.beoordeeld
            tellingen[volledig] = Telling(volledig, aantal, totaal)
        eigen = oordelen.get(blad)
        klassen = {
            "oordeel": eigen.praktijk.oordeel if eigen else "niet_beoordeeld",
            "beleid": eigen.beleid.oordeel if eigen else "niet_beoordeeld",
        }
        blad_waarden[bladnaam(blad)] = SimpleNamespace(**aantallen, **klassen)
    interviews = {code: _interview(code, vraag, bronnen) for code, vraag in kader.bronnen.vragen.items()}
    documenten = {code: _document(code, vraag, bronnen) for code, vraag in kader.bronnen.documentvragen.items()}
    for soort, antwoorden in (("interview", interviews), ("document", documenten)):
        for code, aantallen in antwoorden.items():
            for antwoord, aantal in aantallen.items():
                volledig = f"{soort}.{code}.{antwoord}"
                tellingen[volledig] = Telling(volledig, aantal, aantallen["gevraagd"])
    waarden = SimpleNamespace(
        kenmerk=SimpleNamespace(
            **{
                naam: SimpleNamespace(waar=k.waar, onwaar=k.onwaar, onbekend=k.onbekend, totaal=k.totaal)
                for naam, k in kenmerken.tellingen.items()
            }
        ),
        blad=SimpleNamespace(**blad_waarden),
        interview=SimpleNamespace(**{code: SimpleNamespace(**w) for code, w in interviews.items()}),
        document=SimpleNamespace(**{code: SimpleNamespace(**w) for code, w in documenten.items()}),
        hoofdstuk=SimpleNamespace(**_hoofdstukken(groepen)),
        dossiers=aantal_dossiers,
        interviews=len(bronnen.interviews),
        documenten=len(bronnen.documenten),
    )
    return Steekproef(waarden, tellingen)


def _interview(code: str, vraag: Vraag, bronnen: Bronnen) -> dict[str, int]:
    gegeven = [i.antwoorden.get(code) for i in bronnen.interviews if i.groep in vraag.groepen]
    telling = tel_antwoorden(code, "", vraag, gegeven)
    return {**telling.antwoorden, "gevraagd": telling.gevraagd}


def _document(code: str, vraag: Vraag, bronnen: Bronnen) -> dict[str, int]:
    telling = tel_antwoorden(code, "", vraag, [d.antwoorden.get(code) for d in bronnen.documenten])
    return {**telling.antwoorden, "gevraagd": telling.gevraagd}


def _hoofdstukken(groepen: Groepsoordelen | None) -> dict[str, Any]:
    if groepen is None:
        return {}
    return {
        f"h{nummer}": SimpleNamespace(oordeel=h.praktijk.oordeel, beleid=h.beleid.oordeel)
        for nummer, h in groepen.hoofdstukken.items()
    }


def zinnen(kader: Kader, regels: Steekproefregels, sample: Steekproef) -> dict[str, tuple[Zin, ...]]:
    """The sentences of every kind whose condition is true; an unknown condition says nothing."""
    return {
        soort: tuple(
            zin for regel, node in regels.rapport[soort] if (zin := _zin(kader, regel, node, sample)) is not None
        )
        for soort in RAPPORTSOORTEN
    }


def _zin(kader: Kader, regel: Rapportregel, node: n.Node, sample: Steekproef) -> Zin | None:
    uitleg = leg_uit(node, Zaak(sample.waarden, None))
    if uitleg.waarde is not True:
        return None
    gronden = {naam: sample.tellingen[naam] for naam in tellingen_in(regel.tekst)}
    grondslag = [Grondslag(naam=t.naam, aantal=t.aantal, van=t.totaal) for t in gronden.values()]
    gezien = {g.naam for g in grondslag}
    for feit in uitleg.feiten:
        naam = feit.pad.removesuffix(".waar")
        if naam not in gezien and isinstance(feit.waarde, int):
            van = sample.tellingen[naam].totaal if naam in sample.tellingen else None
            grondslag.append(Grondslag(naam=naam, aantal=feit.waarde, van=van))
            gezien.add(naam)
    return Zin(
        id=regel.id,
        titel=regel.titel,
        hoofdstuk=regel.hoofdstuk,
        tekst=vul_in(regel.tekst, sample.tellingen, kader.woordkeus),
        bladen=regel.bladen,
        tags=regel.tags,
        grondslag=tuple(grondslag),
        bron=regel.bron,
    )
