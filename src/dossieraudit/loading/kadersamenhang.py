"""What the models of a framework's files cannot see by themselves: how its parts hang together."""

from collections import Counter
from collections.abc import Iterator

from dossieraudit.errors import bedoelde
from dossieraudit.models.kader import HOOFDBESTAND, Kader
from dossieraudit.models.paden import Pad

# How rules over a sample name the number of answers to a question.
GEVRAAGD = "gevraagd"
# File, path in it, what is wrong, and what to do.
Gebrek = tuple[str, Pad, str, str | None]


def samenhang(kader: Kader) -> Iterator[Gebrek]:
    """Every fault in how the parts of a framework refer to each other."""
    bladen = {blad.id for blad in kader.indicatoren}
    yield from _dubbele_bladen(kader)
    yield from _hoofdstukken(kader, bladen)
    if kader.geldig.tot is not None and kader.geldig.tot < kader.geldig.van:
        melding = "de normen houden eerder op te gelden dan zij beginnen, en gelden dus op geen enkele dag"
        yield HOOFDBESTAND, ("geldig",), melding, "verwissel 'van' en 'tot', of verbeter de datum"
    for naam, parameter in kader.parameters.items():
        if parameter.herkomst == "bron" and parameter.bron is None:
            melding = f"parameter '{naam}' heeft herkomst 'bron' maar noemt er geen"
            yield "parameters.yaml", (naam,), melding, "vul 'bron' in, of kies herkomst: aanname"
    yield from _bronvragen(kader, bladen)


def _dubbele_bladen(kader: Kader) -> Iterator[Gebrek]:
    """Ids of leaves and thema's that stand twice."""
    gezien: set[str] = set()
    for t, thema in enumerate(kader.themas):
        if thema.id in {eerder.id for eerder in kader.themas[:t]}:
            yield HOOFDBESTAND, ("themas", t, "id"), f"thema '{thema.id}' staat dubbel", "geef elk thema een eigen id"
        for criterium in thema.criteria:
            for i, blad in enumerate(criterium.indicatoren):
                if blad.id in gezien:
                    yield f"{criterium.id}.yaml", ("indicatoren", i, "id"), f"blad '{blad.id}' staat dubbel", None
                gezien.add(blad.id)


def _hoofdstukken(kader: Kader, bladen: set[str]) -> Iterator[Gebrek]:
    """Chapters that name no leaf, leaves in no chapter or in two, numbers that stand twice, and a second end."""
    waar: dict[str, int] = {}
    nummers = Counter[int]()
    for h, hoofdstuk in enumerate(kader.hoofdstukken):
        nummers[hoofdstuk.nummer] += 1
        if nummers[hoofdstuk.nummer] > 1:
            melding = f"hoofdstuk {hoofdstuk.nummer} staat dubbel"
            yield HOOFDBESTAND, ("hoofdstukken", h, "nummer"), melding, "geef elk hoofdstuk een eigen nummer"
        if hoofdstuk.slot and any(eerder.slot for eerder in kader.hoofdstukken[:h]):
            yield HOOFDBESTAND, ("hoofdstukken", h, "slot"), "een rapport heeft één slot", "laat 'slot' hier weg"
        for i, naam in enumerate(hoofdstuk.indicatoren):
            pad: Pad = ("hoofdstukken", h, "indicatoren", i)
            if naam not in bladen:
                yield HOOFDBESTAND, pad, f"onbekend blad '{naam}'", bedoelde(naam, bladen)
            elif naam in waar:
                melding = f"blad '{naam}' staat al in hoofdstuk {waar[naam]}"
                yield HOOFDBESTAND, pad, melding, "laat het in één hoofdstuk staan; anders telt het dubbel"
            waar.setdefault(naam, hoofdstuk.nummer)
    for naam in sorted(bladen - waar.keys() if kader.hoofdstukken else ()):
        yield HOOFDBESTAND, ("hoofdstukken",), f"blad '{naam}' staat in geen hoofdstuk", None


def _bronvragen(kader: Kader, bladen: set[str]) -> Iterator[Gebrek]:
    """Questions to a group that is not there, or about a leaf that is not there."""
    for soort in ("vragen", "documentvragen"):
        for code, vraag in getattr(kader.bronnen, soort).items():
            for g, groep in enumerate(vraag.groepen):
                if groep not in kader.bronnen.groepen:
                    advies = bedoelde(groep, kader.bronnen.groepen)
                    yield "bronnen.yaml", (soort, code, "groepen", g), f"onbekende groep '{groep}'", advies
            if GEVRAAGD in vraag.antwoorden:
                plek: Pad = (soort, code, "antwoorden", GEVRAAGD)
                melding = f"'{GEVRAAGD}' is de naam van het aantal antwoorden zelf"
                yield "bronnen.yaml", plek, melding, "geef het antwoord een andere code"
            for b, blad in enumerate(vraag.bladen):
                if blad not in bladen:
                    pad: Pad = (soort, code, "bladen", b)
                    yield "bronnen.yaml", pad, f"onbekend blad '{blad}'", bedoelde(blad, bladen)
