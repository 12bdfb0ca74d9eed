"""The comparison as an Excel workbook: a row per leaf and municipality, to filter on. Text stays text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dossieraudit.models.gemeenten import Gemeentenvergelijking, Groepsvergelijking
from dossieraudit.models.rapportregels import Klasse
from dossieraudit.models.resultaat import Oordeel
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.werkmap import BASIS, KOP, REGEL, TEKST, Celvormen, Waarde, Werkmap, schrijf_rij
from dossieraudit.vergelijking.gemeenten_bijlagen import hash_over
from dossieraudit.vergelijking.gemeenten_woorden import GETOONDE_KLASSEN, door_loting

Blad = tuple[str, Sequence[tuple[str, int]], list[list[Waarde]]]


def schrijf(v: Gemeentenvergelijking) -> bytes:
    """The comparison as an XLSX file."""
    werkmap = Werkmap("Onderzoeken naast elkaar", max(g.peildatum for g in v.gemeenten))
    opmaak = werkmap.boek.add_format
    kop, vormen = opmaak(KOP), Celvormen(opmaak(TEKST), opmaak(BASIS | {"text_wrap": True}))
    for naam, kolommen, rijen in _bladen(v):
        _schrijf(werkmap, naam, kolommen, rijen, kop, vormen)
    return werkmap.gesloten()


def _schrijf(
    werkmap: Werkmap,
    naam: str,
    kolommen: Sequence[tuple[str, int]],
    rijen: list[list[Waarde]],
    kop: Any,
    vormen: Celvormen,
) -> None:
    breedtes = [breedte for _, breedte in kolommen]
    blad = werkmap.blad(naam, breedtes, breed=True)
    blad.freeze_panes(1, 1)
    blad.repeat_rows(0)
    blad.set_row(0, 2 * REGEL)
    for kolom, (titel, _) in enumerate(kolommen):
        blad.write_string(0, kolom, titel, kop)
    for nummer, rij in enumerate(rijen, 1):
        schrijf_rij(blad, nummer, rij, breedtes, vormen)
    blad.autofilter(0, 0, max(1, len(rijen)), len(kolommen) - 1)


def _bladen(v: Gemeentenvergelijking) -> Iterator[Blad]:
    eenheid = v.eenheid.capitalize()
    yield "Onderzoeken", _ONDERZOEKEN, _onderzoeken(v)
    yield "Normen", [(eenheid if k == "Gemeente" else k, b) for k, b in _NORMEN], _normen(v)
    yield "Onderwerpen", [(eenheid if k == "Gemeente" else k, b) for k, b in _ONDERWERPEN], _onderwerpen(v)
    yield "Aantallen per oordeel", _KLASSEN, list(_klassen(v))
    yield "Risico's en verklaringen", [(eenheid if k == "Gemeente" else k, b) for k, b in _ZINNEN], _zinnen(v)
    yield "Oorzaken", _OORZAKEN, _oorzaken(v)
    if v.niet_vergeleken:
        yield "Niet vergeleken", [("Wat", 40), ("Waarom niet", 80)], [[x.wat, x.reden] for x in v.niet_vergeleken]


_ONDERZOEKEN = [
    ("Naam", 22),
    ("Gemeente", 18),
    ("Wijkteam", 24),
    ("Onderzoek", 34),
    ("Peildatum", 18),
    ("Dossiers", 10),
    ("Afgekeurd", 10),
    ("Gesprekken", 11),
    ("Documenten", 11),
    ("Door loting", 20),
    ("Populatie", 11),
    ("Keuze van de dossiers", 50),
    ("Kader", 34),
    ("Profiel", 20),
    ("SHA-256 over alle invoer", 34),
]
_NORMEN = [
    ("Norm", 9),
    ("Titel", 40),
    ("Zwaarwegend", 13),
    ("Gemeente", 22),
    ("Oordeel", 15),
    ("Hoogstens", 15),
    ("Minstens", 15),
    ("Voldoet", 10),
    ("Gedeeltelijk", 12),
    ("Voldoet niet", 10),
    ("Niet navolgbaar", 11),
    ("Noemer (N)", 10),
    ("Niet van toepassing", 12),
    ("Niet getoetst", 10),
]
_ONDERWERPEN = [
    ("Soort", 13),
    ("Code", 9),
    ("Titel", 44),
    ("Gemeente", 22),
    ("Oordeel", 15),
    ("Hoogstens", 15),
    ("Minstens", 15),
    ("Beleid", 15),
    *((f"Normen {k.replace('_', ' ')}", 12) for k in GETOONDE_KLASSEN),
]
_KLASSEN = [
    ("Soort", 13),
    ("Code", 9),
    ("Titel", 44),
    ("Oordeel", 16),
    ("Aantal", 10),
    ("Zeker", 10),
    ("Mogelijk", 10),
    ("Waar", 50),
]
_ZINNEN = [
    ("Soort", 13),
    ("Titel", 40),
    ("Hoofdstuk", 10),
    ("Ligt aan", 24),
    ("In hoeveel", 10),
    ("Gemeente", 22),
    ("Wat daar is gevonden", 90),
]
_OORZAKEN = [
    ("Code", 22),
    ("Oorzaak", 40),
    ("Verklaring uit regels", 14),
    ("Waar", 36),
    ("Eigen verklaring", 14),
    ("Waar", 36),
    ("Een van beide", 14),
    ("Risico dat hieraan ligt", 14),
]


def _onderzoeken(v: Gemeentenvergelijking) -> list[list[Waarde]]:
    return [
        [
            g.naam,
            g.gemeente,
            g.wijkteam,
            g.onderzoek,
            datum_voluit(g.peildatum),
            g.dossiers,
            g.afgekeurd,
            g.interviews,
            g.documenten,
            door_loting(g.steekproef),
            g.steekproef.populatie,
            " ".join(filter(None, (g.steekproef.omschrijving, *g.steekproef.afwijkingen))),
            f"{g.kader.id} {g.kader.versie}",
            g.profiel,
            hash_over(g),
        ]
        for g in v.gemeenten
    ]


def _klassen_van(oordeel: Oordeel | None) -> list[Waarde]:
    if oordeel is None:
        return [None, None, None]
    return [k.replace("_", " ") for k in (oordeel.oordeel, oordeel.hoogstens, oordeel.minstens)]


def _normen(v: Gemeentenvergelijking) -> list[list[Waarde]]:
    return [
        [
            blad.id,
            blad.titel,
            "ja" if blad.zwaarwegend else "nee",
            naam,
            *_klassen_van(t.oordeel),
            t.voldoet,
            t.voldoet_gedeeltelijk,
            t.voldoet_niet,
            t.niet_navolgbaar,
            t.beoordeeld,
            t.niet_van_toepassing,
            t.niet_getoetst,
        ]
        for blad in v.bladen
        for naam, t in blad.gemeenten.items()
    ]


def _groepen(v: Gemeentenvergelijking) -> Iterator[tuple[str, Groepsvergelijking]]:
    if v.totaal is not None:
        yield "geheel", v.totaal
    for soort, groepen in (("hoofdstuk", v.hoofdstukken), ("thema", v.themas), ("criterium", v.criteria)):
        yield from ((soort, groep) for groep in groepen)


def _onderwerpen(v: Gemeentenvergelijking) -> list[list[Waarde]]:
    return [
        [
            soort,
            groep.id,
            groep.titel,
            naam,
            *_klassen_van(s.praktijk),
            s.beleid.oordeel.replace("_", " ") if s.beleid is not None else None,
            *(s.normen[k] for k in GETOONDE_KLASSEN),
        ]
        for soort, groep in _groepen(v)
        for naam, s in groep.gemeenten.items()
    ]


def _klassen(v: Gemeentenvergelijking) -> Iterator[list[Waarde]]:
    """How many have which verdict, surely and possibly, for everything that is judged."""
    alles: Iterable[tuple[str, Any]] = (*_groepen(v), *(("norm", blad) for blad in v.bladen))
    for soort, deel in alles:
        klassen: dict[Klasse, Any] = deel.klassen
        for klasse in GETOONDE_KLASSEN if klassen else ():
            t = klassen[klasse]
            namen = ", ".join(t.gemeenten)
            yield [soort, deel.id, deel.titel, klasse.replace("_", " "), t.aantal, t.zeker, t.mogelijk, namen]


def _zinnen(v: Gemeentenvergelijking) -> list[list[Waarde]]:
    return [
        [soort, z.titel, z.hoofdstuk, ", ".join(z.tags), len(z.gemeenten), naam, tekst]
        for soort, zinnen in (("risico", v.risicos), ("verklaring", v.verklaringen))
        for z in zinnen
        for naam, tekst in z.gemeenten.items()
    ]


def _oorzaken(v: Gemeentenvergelijking) -> list[list[Waarde]]:
    return [
        [
            t.tag,
            t.omschrijving,
            len(t.verklaringen),
            ", ".join(t.verklaringen),
            len(t.eigen),
            ", ".join(t.eigen),
            len(t.samen),
            len(t.risicos),
        ]
        for t in v.tags
    ]
