"""The progress report: a comparison as a document, for every format of the report."""

from collections.abc import Iterator

from dossieraudit.models.vergelijking import Bladvergelijking, Kant, Richting, Vergelijking
from dossieraudit.report.prose import alinea, opsomming, tel, zin
from dossieraudit.report.sections import kop, tussenkop
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import Alinea, Blok, Cel, Document, Inline, Kaderblok, Kolom, Lijst, Nadruk, Tabel
from dossieraudit.vergelijking import woorden
from dossieraudit.vergelijking.maatregelen import maatregelen, te_laat
from dossieraudit.vergelijking.onderdelen import kenmerken_en_dossiers, oordelen, per_hoofdstuk, risicos
from dossieraudit.vergelijking.verantwoording import verantwoording

TREFWOORDEN = ("dossieronderzoek", "toezicht", "jeugdhulp", "voortgang", "hertoets")


def maak_document(v: Vergelijking) -> Document:
    """The whole progress report; it tells what the comparison holds and computes nothing."""
    wie = next((k for k in (v.na, v.voor) if k.onderzoek), None)
    soort = "Hertoets" if v.verantwoording.hertoets else "Voortgang"
    return Document(
        titel=f"{soort}: {wie.onderzoek}" if wie else f"{soort}: twee resultaten vergeleken",
        ondertitel=_team(v, wie) if wie else f"{v.voor.naam} en {v.na.naam}",
        datum=v.na.peildatum,
        vroegste=v.voor.peildatum,
        onderwerp="Voortgangsrapport",
        blokken=tuple(_blokken(v)),
        kenmerk=f"{v.na.kader.id} {v.na.kader.versie}",
        trefwoorden=TREFWOORDEN,
    )


def _team(v: Vergelijking, wie: Kant) -> str:
    eerder = woorden.eerdere_naam(v)
    return f"{wie.wijkteam}, gemeente {wie.gemeente}" + (f" ({eerder})" if eerder else "")


def _blokken(v: Vergelijking) -> Iterator[Blok]:
    yield from _samenvatting(v)
    yield kop("1", "Wat is vergeleken")
    yield from _kanten(v)
    delen = (
        ("Oordelen", oordelen),
        ("Bevindingen per norm", per_hoofdstuk),
        ("Risico's", risicos),
        ("Verbetermaatregelen", maatregelen),
        ("Kenmerken en dossiers", kenmerken_en_dossiers),
    )
    nummer = 1
    for titel, maak in delen:
        blokken = tuple(maak(v, str(nummer + 1)))
        if blokken:
            nummer += 1
            yield kop(str(nummer), titel)
            yield from blokken
    yield from verantwoording(v)


def _samenvatting(v: Vergelijking) -> Iterator[Blok]:
    yield tussenkop(1, "Samenvatting", "samenvatting")
    yield Alinea((_waarover(v),), f"{v.voor.naam} en {v.na.naam}")
    if v.verantwoording.normen != "gelijk":
        yield Alinea((Nadruk("Let op. "), _normen(v)), "kader en profiel van beide kanten")
    yield Kaderblok("Uitkomst", tuple(_uitkomst(v)))
    punten = tuple(_punten(v))
    if punten:
        yield Lijst(punten)
    yield Alinea((_reikwijdte(v),), "steekproef van beide kanten; zie de verantwoording")


def _waarover(v: Vergelijking) -> str:
    moment = [f"de stand op {datum_voluit(k.peildatum)}" if k.peildatum else f"‘{k.naam}’" for k in (v.voor, v.na)]
    waar = f" bij {wie.wijkteam}" if (wie := next((k for k in (v.na, v.voor) if k.wijkteam), None)) else ""
    if eerder := woorden.eerdere_naam(v):
        waar += f" ({eerder})"
    if moment[0] == moment[1]:
        moment = [f"‘{naam}’" for naam in woorden.wanneer(v)]
    aantallen = [tel(k.dossiers, "dossier", "dossiers") for k in (v.voor, v.na)]
    wat = " voor de normen van de hertoets" if v.verantwoording.hertoets else ""
    berust = f"Het eerste beeld berust op {aantallen[0]}, het tweede op {aantallen[1]}."
    if v.na.dossiers and len(v.verantwoording.zelfde_dossiers) == v.voor.dossiers == v.na.dossiers:
        welke = "hetzelfde ene dossier" if v.na.dossiers == 1 else f"dezelfde {aantallen[0]}"
        berust = f"Beide berusten op {welke}."
    return f"Dit rapport vergelijkt{waar}{wat} {moment[0]} met {moment[1]}. {berust}"


def _normen(v: Vergelijking) -> str:
    if v.verantwoording.normen == "gewijzigd":
        return (
            "Het kader of het profiel is tussen beide metingen veranderd. Normen die anders werden, zijn niet te "
            "vergelijken: een ander getal kan daar van de norm komen en niet van de praktijk. Wie beide onderzoeken "
            "opnieuw toetst met één kader, ziet de verandering in de praktijk."
        )
    return (
        "Het kader of het profiel is tussen beide metingen veranderd, en wat er anders werd is niet na te gaan. "
        "Daarom is geen enkele norm te vergelijken."
    )


def _uitkomst(v: Vergelijking) -> Iterator[Alinea]:
    if not v.bladen:
        yield Alinea(("Er is geen norm om te vergelijken.",), "geen bladen")
        return
    yield Alinea((Nadruk(woorden.verdeling(v.bladen)),), "richting per blad")
    for totaal in v.groep("totaal"):
        eerst, dan = (woorden.klasse(k.oordeel) if k else woorden.GEEN for k in (totaal.voor, totaal.na))
        wat = f"was {eerst} en is {dan}" if eerst != dan else f"was en blijft {dan}"
        reden = f" ({woorden.richting(totaal.richting, totaal.waarom)})" if totaal.waarom else ""
        yield Alinea((f"Het oordeel over het geheel {wat}{reden}.",), "oordeel over het geheel")


def _punten(v: Vergelijking) -> Iterator[Alinea]:
    """What a reader has to know first: what went which way, new risks, measures that are late."""
    for richting, label in (("verbeterd", "Verbeterd"), ("verslechterd", "Verslechterd")):
        if bladen := _met(v, richting):
            yield _punt(label, woorden.namen(bladen))
    if bladen := [b for b in v.bladen if b.waarom == "hangt_af_van_onbekend"]:
        yield _punt("Niet te zeggen", f"{woorden.namen(bladen)}: de volgorde hangt af van wat niet navolgbaar is")
    for stand, label in (("nieuw", "Nieuw risico"), ("verdwenen", "Risico niet meer gevonden")):
        for risico in (r for r in v.risicos if r.stand == stand):
            yield _punt(label, "; ".join(filter(None, (risico.titel, woorden.twijfel(risico)))))
    if laat := te_laat(v):
        yield _punt("Te laat", opsomming([f"{m.titel} ({m.id})" for m in laat]))


def _met(v: Vergelijking, richting: Richting | str) -> list[Bladvergelijking]:
    return [b for b in v.bladen if b.richting == richting]


def _punt(label: str, tekst: str) -> Alinea:
    delen: tuple[Inline, ...] = (Nadruk(f"{label}. "), zin(tekst))
    return Alinea(delen, f"richting: {label.lower()}")


def _reikwijdte(v: Vergelijking) -> str:
    if v.verantwoording.getoetst:
        aantoonbaar = [b.id for b in v.bladen if b.toets is not None and b.toets.aantoonbaar]
        hoeveel = f"{tel(len(aantoonbaar), 'norm', 'normen')} ({opsomming(aantoonbaar)})"
        # Others were tested as well, and are not shown here.
        welke = " van de hertoets" if v.verantwoording.hertoets else ""
        wat = f"bij {hoeveel} is dat" if aantoonbaar else f"bij geen enkele norm{welke} is dat"
        return (
            "Beide steekproeven zijn door loting getrokken. Of een verschil ook geldt voor dossiers die niet zijn "
            f"gelezen, is exact getoetst; {wat} aantoonbaar."
        )
    return (
        "De verschillen gelden voor de gelezen dossiers. Over dossiers die niet zijn gelezen zegt deze vergelijking "
        "niets; de verantwoording zegt waarom."
    )


def _kanten(v: Vergelijking) -> Iterator[Blok]:
    rijen = tuple((Cel(wat), Cel(_waarde(v.voor, wat)), Cel(_waarde(v.na, wat))) for wat in _KANTREGELS)
    kolommen = (Kolom("Wat", 20), Kolom("Vóór", 40), Kolom("Na", 40))
    yield Tabel("De twee metingen", kolommen, rijen, "tabel-metingen")
    a = v.verantwoording
    if a.met_kader:
        yield Alinea(
            (
                f"Beide onderzoeken zijn voor deze vergelijking opnieuw getoetst met kader ‘{v.na.kader.id}’, versie "
                f"{v.na.kader.versie}, zonder profiel. De getallen kunnen daardoor anders zijn dan in eerdere "
                "rapporten.",
            ),
            "--met-kader",
        )
    if a.normverschillen:
        yield Alinea(("In kader en profiel verschilt het volgende.",), "verschil tussen de kaders")
        yield Lijst(tuple(Alinea((" ".join(regel.split()),)) for regel in a.normverschillen))
    yield Alinea((alinea(*_zelfde(v)),), "ids van dossiers aan beide kanten")
    yield from _ontheffingen(v)


_KANTREGELS = ("Naam", "Onderzoek", "Peildatum", "Kader", "Profiel", "Dossiers", "Keuze van de dossiers")


def _waarde(kant: Kant, wat: str) -> str:
    profiel = kant.profiel
    afgekeurd = f"; {tel(kant.afgekeurd, 'bestand', 'bestanden')} afgekeurd" if kant.afgekeurd else ""
    waarden = {
        "Naam": kant.naam,
        "Onderzoek": kant.onderzoek or "staat niet in het resultaat",
        "Peildatum": datum_voluit(kant.peildatum) if kant.peildatum else "per dossier",
        "Kader": f"{kant.kader.id} {kant.kader.versie}",
        "Profiel": f"{profiel.id} {profiel.versie}" if profiel else "geen",
        "Dossiers": f"{kant.dossiers}{afgekeurd}",
        "Keuze van de dossiers": kant.steekproef,
    }
    return waarden[wat]


def _zelfde(v: Vergelijking) -> Iterator[str]:
    a = v.verantwoording
    if not a.zelfde_dossiers:
        yield "Geen dossier staat in beide metingen."
    else:
        staan = "staat" if len(a.zelfde_dossiers) == 1 else "staan"
        yield (
            f"In beide metingen {staan} {tel(len(a.zelfde_dossiers), 'dossier', 'dossiers')} met dezelfde id. Die zijn "
            "als hetzelfde dossier gelezen en ook per dossier vergeleken."
        )
    if a.andere_overdracht:
        yield zin(
            f"{opsomming(list(a.andere_overdracht))} {'komt' if len(a.andere_overdracht) == 1 else 'komen'} ook aan "
            "beide kanten voor, maar met een overdracht op een andere dag; dat is als een ander dossier gelezen"
        )


def _ontheffingen(v: Vergelijking) -> Iterator[Blok]:
    """Waivers on either side. They change no uitkomst, so they change no comparison."""
    standen = [(wanneer, s) for wanneer, kant in (("vóór", v.voor), ("na", v.na)) for s in kant.ontheffingen]
    if not standen:
        return
    hoort = "hoort" if len(standen) == 1 else "horen"
    yield Alinea(
        (
            f"Bij deze dossiers {hoort} {tel(len(standen), 'ontheffing', 'ontheffingen')} van de eigen controle. Wat "
            "daaronder valt, telt hier mee als wat het is.",
        ),
        "ontheffingen.yaml",
    )
    rijen = tuple(
        (
            Cel(f"{s.blad} ({wanneer})"),
            Cel(opsomming(list(s.dossiers)) or s.dossier),
            Cel(s.reden),
            Cel(s.eigenaar),
            Cel(f"{datum_voluit(s.tot)} ({s.stand})"),
        )
        for wanneer, s in standen
    )
    kolommen = (Kolom("Norm", 14), Kolom("Dossier", 18), Kolom("Reden", 32), Kolom("Eigenaar", 18))
    yield Tabel("Ontheffingen, met wat zij raken", (*kolommen, Kolom("Tot en met", 18)), rijen)
