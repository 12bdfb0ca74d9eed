"""The rules over a sample: what names mean there, and the checked oordeel and report rules of a framework.

The same language as over a dossier, with counts for names. `blad.SH3_1` is the leaf SH3.1: a dot separates names.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from dossieraudit.errors import bedoelde
from dossieraudit.expressions import nodes as n
from dossieraudit.expressions import types as t
from dossieraudit.expressions.check import Omgeving, controleer
from dossieraudit.expressions.faults import Pad, Regelfout, parameterwaarden
from dossieraudit.models.bronnen import Vraag
from dossieraudit.models.kader import UITKOMSTEN, Kader
from dossieraudit.models.rapportregels import KLASSEN, Oordeelregel, RapportBestand, Rapportregel
from dossieraudit.wording import losse_accolade, tellingen_in, verkeerde_plaatsen

BLADTELLINGEN = (*UITKOMSTEN, "beoordeeld", "niet_aangetoond")
# What rules over one leaf may read: the dossiers, the interviews, the documents, and what the framework says of it.
BLADNAMEN_GETAL = (*BLADTELLINGEN, "steun", "tegen", "gevraagd", "vastgelegd", "gedeeltelijk", "niet_uitgewerkt")
BLADNAMEN_BOOL = ("zichtbaar", "universeel", "zwaarwegend", "uit_dossier")
# What rules over a criterium, thema, chapter or the whole may read: how many leaves have which class.
SAMENGESTELD = (
    "bladen",
    "voldoende",
    "matig",
    "onvoldoende",
    "niet_beoordeeld",
    "zwaarwegend",
    "zwaar_matig",
    "zwaar_onvoldoende",
)
R = TypeVar("R", Oordeelregel, Rapportregel)
RAPPORTSOORTEN = ("bevindingen", "tegenspraken", "risicos", "verklaringen", "kansen", "gronden")


class Steekproefregels(Struct, frozen=True):
    """The checked rules over the sample, in the order of the framework's files."""

    oordeel: dict[str, tuple[tuple[Oordeelregel, n.Node], ...]]
    rapport: dict[str, tuple[tuple[Rapportregel, n.Node], ...]]


def bladnaam(blad: str) -> str:
    """The name of a leaf in a rule: SH3_1 for SH3.1."""
    return blad.replace(".", "_")


def _object(velden: Mapping[str, t.Type], naam: str) -> t.Type:
    return t.Type("object", velden={veld: t.Veld(type_, False) for veld, type_ in velden.items()}, naam=naam)


def _vragen(vragen: Mapping[str, Vraag], naam: str) -> t.Type:
    per_vraag = {
        code: _object(dict.fromkeys([*vraag.antwoorden, "gevraagd"], t.GETAL), f"de vraag {code}")
        for code, vraag in vragen.items()
    }
    return _object(per_vraag, naam)


def steekproef_omgeving(kader: Kader) -> Omgeving:
    """What names mean in a rule of the report: counts of kenmerken, leaves, answers and documents.

    A framework without decision rules has no oordelen, so that no sentence can rest on one.
    """
    klasse = t.Type("tekst", waarden=frozenset(KLASSEN))
    oordelen = dict.fromkeys(("oordeel", "beleid"), klasse) if kader.oordeel is not None else {}
    zonder = "" if oordelen else " van een kader zonder oordeel.yaml"
    blad = _object(dict.fromkeys(BLADTELLINGEN, t.GETAL) | oordelen, f"een blad{zonder}")
    kenmerk = _object(dict.fromkeys(("waar", "onwaar", "onbekend", "totaal"), t.GETAL), "een kenmerk")
    wortel = {
        "kenmerk": _object(dict.fromkeys(kader.kenmerken, kenmerk), "kenmerk"),
        "blad": _object({bladnaam(i.id): blad for i in kader.indicatoren}, "blad"),
        "interview": _vragen(kader.bronnen.vragen, "interview"),
        "document": _vragen(kader.bronnen.documentvragen, "document"),
        "hoofdstuk": _object(
            {f"h{h.nummer}": _object(oordelen, f"een hoofdstuk{zonder}") for h in kader.hoofdstukken},
            "hoofdstuk",
        ),
        "dossiers": t.GETAL,
        "interviews": t.GETAL,
        "documenten": t.GETAL,
    }
    return Omgeving(_object(wortel, "steekproef"), {}, parameterwaarden(kader), peildatum=False)


def telnamen(kader: Kader) -> frozenset[str]:
    """The counts that a text may name: each is so many of so many."""
    namen = {f"kenmerk.{naam}" for naam in kader.kenmerken}
    namen |= {f"blad.{bladnaam(i.id)}.{u}" for i in kader.indicatoren for u in BLADTELLINGEN}
    for soort, vragen in (("interview", kader.bronnen.vragen), ("document", kader.bronnen.documentvragen)):
        namen |= {f"{soort}.{code}.{antwoord}" for code, vraag in vragen.items() for antwoord in vraag.antwoorden}
    return frozenset(namen)


def bouw_steekproefregels(kader: Kader) -> tuple[Steekproefregels, list[Regelfout]]:
    """Check every rule over the sample. Returns the sound ones, and every fault with its path in the framework."""
    fouten: list[Regelfout] = []
    parameters = parameterwaarden(kader)
    blad = dict.fromkeys(BLADNAMEN_GETAL, t.GETAL) | dict.fromkeys(BLADNAMEN_BOOL, t.BOOL)
    omgevingen = {
        "blad": Omgeving(_object(blad, "een blad"), {}, parameters, peildatum=False),
        "beleid": Omgeving(_object(blad, "een blad"), {}, parameters, peildatum=False),
    }
    samengesteld = Omgeving(
        _object(dict.fromkeys(SAMENGESTELD, t.GETAL), "een onderdeel"), {}, parameters, peildatum=False
    )
    oordeel = {}
    for soort in ("blad", "beleid", "samengesteld", "totaal"):
        regels: Iterable[Oordeelregel] = getattr(kader.oordeel, soort) if kader.oordeel is not None else ()
        oordeel[soort] = tuple(_controleer(regels, omgevingen.get(soort, samengesteld), ("oordeel", soort), fouten))
    rapport, omgeving, namen = {}, steekproef_omgeving(kader), telnamen(kader)
    for soort in RAPPORTSOORTEN:
        zinnen: tuple[Rapportregel, ...] = getattr(kader.rapport, soort)
        rapport[soort] = tuple(_controleer(zinnen, omgeving, ("rapport", soort), fouten))
        for plaats, zin in enumerate(zinnen):
            _controleer_tekst(zin, namen, ("rapport", soort, plaats), kader, fouten)
            fouten += _onbekende_tags(zin, ("rapport", soort, plaats), kader)
    _controleer_dubbel(kader.rapport, fouten)
    fouten += [
        Regelfout(pad, "in deze tekst wordt geen telling ingevuld; de accolade komt zo in het rapport", _ALLEEN_DAAR)
        for pad, tekst in _vaste_teksten(kader)
        if tekst is not None and ("{" in tekst or "}" in tekst)
    ]
    return Steekproefregels(oordeel, rapport), fouten


def _controleer(
    regels: Iterable[R], omgeving: Omgeving, pad: Pad, fouten: list[Regelfout]
) -> Iterable[tuple[R, n.Node]]:
    for plaats, regel in enumerate(regels):
        node, gevonden = controleer(regel.als, omgeving)
        fouten.extend(Regelfout((*pad, plaats, "als"), fout) for fout in gevonden)
        if node is not None:
            yield regel, node


def _controleer_tekst(
    zin: Rapportregel, namen: frozenset[str], pad: Pad, kader: Kader, fouten: list[Regelfout]
) -> None:
    """Placeholders that name no count, leaves that do not exist, a chapter that is not there."""
    fouten += [
        Regelfout((*pad, "tekst"), f"onbekende telling '{naam}' in de tekst", bedoelde(naam, namen))
        for naam in tellingen_in(zin.tekst)
        if naam not in namen
    ]
    for plek in verkeerde_plaatsen(zin.tekst):
        advies = "schrijf een telling, zoals {kenmerk.x|woord}, of na een telling twee woorden, zoals {is/zijn}"
        fouten.append(Regelfout((*pad, "tekst"), f"'{{{plek}}}' is geen telling en geen woordpaar", advies))
    if losse_accolade(zin.tekst):
        advies = "zet een telling tussen twee accolades, zoals {kenmerk.x|woord}"
        fouten.append(Regelfout((*pad, "tekst"), "in deze tekst staat een accolade zonder de andere", advies))
    bladen = {i.id for i in kader.indicatoren}
    for i, blad in enumerate(zin.bladen):
        if blad not in bladen:
            fouten.append(Regelfout((*pad, "bladen", i), f"onbekend blad '{blad}'", bedoelde(blad, bladen)))
    if zin.hoofdstuk not in {h.nummer for h in kader.hoofdstukken}:
        fouten.append(Regelfout((*pad, "hoofdstuk"), f"hoofdstuk {zin.hoofdstuk} staat niet in kader.yaml"))


_ALLEEN_DAAR = "laat de accolades weg; tellingen staan alleen in een 'tekst' van rapport.yaml"


def _vaste_teksten(kader: Kader) -> Iterator[tuple[Pad, str | None]]:
    """Texts of the report that are printed as they are, with their path in the framework."""
    for h, thema in enumerate(kader.themas):
        for c, criterium in enumerate(thema.criteria):
            for i, blad in enumerate(criterium.indicatoren):
                for veld, tekst in blad.bevinding or ():
                    yield ("themas", h, "criteria", c, "indicatoren", i, "bevinding", veld), tekst
    for soort in RAPPORTSOORTEN:
        for r, zin in enumerate(getattr(kader.rapport, soort)):
            yield ("rapport", soort, r, "titel"), zin.titel
    if kader.oordeel is None:
        return
    for soort in ("blad", "beleid", "samengesteld", "totaal"):
        for r, regel in enumerate(getattr(kader.oordeel, soort)):
            yield ("oordeel", soort, r, "uitleg"), regel.uitleg
    for soort in ("totaalteksten", "hoofdstukteksten", "niet_na_te_gaan"):
        teksten = getattr(kader.oordeel, soort) or {}
        for naam, tekst in teksten.items() if isinstance(teksten, dict) else teksten:
            yield ("oordeel", soort, naam), tekst


def _onbekende_tags(zin: Rapportregel, pad: Pad, kader: Kader) -> Iterable[Regelfout]:
    """Tags outside the closed list of the framework: what is not declared cannot be counted over municipalities."""
    for i, tag in enumerate(zin.tags):
        if tag not in kader.tags:
            bestaand = ", ".join(kader.tags)
            advies = bedoelde(tag, kader.tags) or (
                f"mogelijk zijn: {bestaand}" if bestaand else "noem de tags van dit kader in kader.yaml onder 'tags'"
            )
            yield Regelfout((*pad, "tags", i), f"onbekende tag '{tag}'", advies)


def _controleer_dubbel(rapport: RapportBestand, fouten: list[Regelfout]) -> None:
    gezien: set[str] = set()
    for soort in RAPPORTSOORTEN:
        for plaats, zin in enumerate(getattr(rapport, soort)):
            if zin.id in gezien:
                fouten.append(Regelfout(("rapport", soort, plaats, "id"), f"regel '{zin.id}' staat er twee keer"))
            gezien.add(zin.id)
