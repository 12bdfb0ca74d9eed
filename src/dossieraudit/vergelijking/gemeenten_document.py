"""The overall report as a document: summary, a chapter per subject, common risks and causes, good examples, account."""

from collections.abc import Iterator, Sequence

from dossieraudit.models.gemeenten import Bladvergelijking, Gemeentenvergelijking, Groepsvergelijking, Zinvergelijking
from dossieraudit.models.kader import Kader
from dossieraudit.models.rapportregels import GEORDENDE_KLASSEN
from dossieraudit.models.resultaat import Oordeel
from dossieraudit.report.prose import KLASSE_LABELS, alinea, opsomming, zin
from dossieraudit.report.sections import kop
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import (
    Alinea,
    Blok,
    Cel,
    Document,
    Inline,
    Kolom,
    Lijst,
    Nadruk,
    Tabel,
    Verwijzing,
)
from dossieraudit.vergelijking.gemeenten_bijlagen import bijlagen, verantwoording
from dossieraudit.vergelijking.gemeenten_overzicht import Onderdeel, Overzicht
from dossieraudit.vergelijking.gemeenten_samenvatting import samenvatting
from dossieraudit.vergelijking.gemeenten_woorden import GETOONDE_KLASSEN, Woorden, klassekolommen, met_bereik
from dossieraudit.wording import getalwoord, met_hoofdletter

_MEEST_GENOEMD = 4
TREFWOORDEN = ("dossieronderzoek", "toezicht", "jeugdhulp", "veiligheid", "wijkteam", "gemeenten")


def maak_document(vergelijking: Gemeentenvergelijking, kader: Kader) -> Document:
    """The whole report."""
    o = Overzicht(vergelijking, kader, Woorden.van(vergelijking, kader.woordkeus))
    dagen = [g.peildatum for g in vergelijking.gemeenten]
    namen = {g.onderzoek for g in vergelijking.gemeenten}
    return Document(
        titel=namen.pop() if len(namen) == 1 else f"Dossieronderzoeken aan één kader: {kader.titel}",
        ondertitel=f"Overkoepelend beeld van {o.woorden.tel()}: {opsomming([g.naam for g in vergelijking.gemeenten])}",
        datum=max(dagen),
        onderwerp="Overkoepelend rapport: onderzoeken naast elkaar",
        blokken=tuple(_blokken(o)),
        kenmerk=f"{kader.id} {kader.versie}",
        trefwoorden=TREFWOORDEN,
        vroegste=min(dagen),
    )


def _blokken(o: Overzicht) -> Iterator[Blok]:
    yield from samenvatting(o)
    yield from _inleiding(o)
    for nummer, deel in enumerate(o.onderdelen, 2):
        yield from _onderwerp(o, nummer, deel)
    nummer = len(o.onderdelen) + 2
    yield from _risicos(o, nummer)
    yield from _verklaringen(o, nummer + 1)
    yield from _goede_voorbeelden(o, nummer + 2)
    yield kop(str(nummer + 3), "Werkwijze en verantwoording")
    yield from verantwoording(o.vergelijking, o.woorden, str(nummer + 3))
    yield from bijlagen(o.vergelijking, o.woorden)


def _inleiding(o: Overzicht) -> Iterator[Blok]:
    v, w = o.vergelijking, o.woorden
    yield kop("1", "De onderzoeken")
    yield Alinea(
        (
            f"De tabel zegt per {w.eenheid} waarop het beeld berust. De aantallen verschillen, en ook hoe de dossiers "
            "zijn gekozen. Lees daarom elk aantal naast zijn eigen noemer.",
        ),
        "onderzoek.yaml van elk onderzoek",
    )
    kolommen = (
        Kolom(w.hoofd, 20),
        Kolom("Wijkteam", 26),
        Kolom("Peildatum", 20),
        Kolom("Dossiers", 11, rechts=True),
        Kolom("Gesprekken", 12, rechts=True),
        Kolom("Documenten", 12, rechts=True),
    )
    rijen = tuple(
        (
            Cel(g.naam),
            Cel(g.wijkteam),
            Cel(datum_voluit(g.peildatum)),
            *(Cel(str(n)) for n in (g.dossiers, g.interviews, g.documenten)),
        )
        for g in v.gemeenten
    )
    yield Tabel("De onderzoeken in dit rapport", kolommen, rijen, "onderzoeken")
    delen: tuple[Inline, ...] = (
        f"In de hoofdstukken hierna staat per norm in hoeveel {w.meervoud} het oordeel zo luidt, en in welke. Staan er "
        "achter een aantal twee getallen tussen haakjes, dan is dat het kleinste en het grootste aantal dat het zou "
        "zijn als alles wat nu niet navolgbaar is, bekend was. De aantallen dossiers staan in ",
        Verwijzing("bijlage 1", "bijlage-1"),
        ".",
    )
    yield Alinea(delen, "oordeel per blad van elk onderzoek")


def _onderwerp(o: Overzicht, nummer: int, deel: Onderdeel) -> Iterator[Blok]:
    yield kop(str(nummer), deel.titel)
    if deel.verwachting:
        yield Alinea((zin(deel.verwachting),), "kader: verwachting bij dit hoofdstuk")
    if deel.groep is not None:
        yield kop(f"{nummer}.1", "Het beeld")
        tekst = alinea(
            f"Het oordeel over de praktijk is {o.woorden.verdeling(deel.groep)}.",
            o.woorden.onzeker(deel.groep),
            _gelijk_beeld(o, deel),
        )
        yield Alinea((tekst,), f"oordeel over {', '.join(b.id for b in deel.bladen)}")
        yield _groepstabel(o, deel.groep, deel.titel)
    yield kop(f"{nummer}.2" if deel.groep is not None else f"{nummer}.1", "Per norm")
    yield from _normen(o, nummer, deel)


def _gelijk_beeld(o: Overzicht, deel: Onderdeel) -> str:
    """Leaves that fall short everywhere, and how often the municipalities differ."""
    totaal = o.woorden.totaal
    overal = [b for b in deel.bladen if b.klassen and b.klassen["onvoldoende"].aantal == totaal]
    verschil = [b for b in deel.bladen if sum(b.klassen[k].aantal > 0 for k in GEORDENDE_KLASSEN if b.klassen) > 1]
    zinnen = []
    if overal and len(overal) <= _MEEST_GENOEMD:
        namen = opsomming([f"‘{b.titel}’ ({b.id})" for b in overal])
        zinnen.append(
            f"{met_hoofdletter(o.woorden.in_(totaal))} onvoldoende {'is' if len(overal) == 1 else 'zijn'} {namen}."
        )
    elif overal:
        aantal = f"{getalwoord(len(overal))} van de {getalwoord(len(deel.bladen))} normen"
        zinnen.append(f"{met_hoofdletter(aantal)} zijn {o.woorden.in_(totaal)} onvoldoende.")
    if verschil:
        wat = "norm lopen" if len(verschil) == 1 else "normen lopen"
        zinnen.append(f"Bij {getalwoord(len(verschil))} {wat} de oordelen uiteen.")
    return " ".join(zinnen)


def _groepstabel(o: Overzicht, groep: Groepsvergelijking, titel: str) -> Tabel:
    """Municipality × verdict, with the counts of leaves behind it."""
    beleid = any(stand.beleid is not None for stand in groep.gemeenten.values())
    kolommen = [Kolom(o.woorden.hoofd, 16), Kolom("Praktijk", 16)]
    if beleid:
        kolommen.append(Kolom("Beleid", 15))
    kolommen += klassekolommen()
    rijen = []
    for naam, stand in groep.gemeenten.items():
        rij = [Cel(naam), Cel(met_bereik(stand.praktijk))]
        if beleid:
            rij.append(Cel(met_bereik(stand.beleid) if stand.beleid is not None else "–"))
        totaal = sum(stand.normen.values())
        rij += [Cel(f"{stand.normen[k]} van {totaal}") for k in GETOONDE_KLASSEN]
        rijen.append(tuple(rij))
    return Tabel(
        f"{titel}: oordeel per {o.woorden.eenheid}, en hoeveel normen zo zijn beoordeeld", tuple(kolommen), tuple(rijen)
    )


def _normen(o: Overzicht, nummer: int, deel: Onderdeel) -> Iterator[Blok]:
    met = [b for b in deel.bladen if b.klassen]
    if not met:
        yield Alinea(
            (f"Het kader geeft geen oordeel per norm; de aantallen per {o.woorden.eenheid} staan in bijlage 1.",)
        )
        return
    kolommen = tuple(
        Kolom(titel, breedte)
        for titel, breedte in zip(
            ("Norm", *(met_hoofdletter(KLASSE_LABELS[k]) for k in GETOONDE_KLASSEN)), (26, 18, 18, 21, 17), strict=True
        )
    )
    rijen = tuple(
        (Cel(f"{b.id} {b.titel}"), *(Cel(o.woorden.namencel(b.klassen[k])) for k in GETOONDE_KLASSEN)) for b in met
    )
    yield Tabel(f"{deel.titel}: {o.woorden.meervoud} per oordeel", kolommen, rijen, f"normen-{nummer}")


def _risicos(o: Overzicht, nummer: int) -> Iterator[Blok]:
    yield kop(str(nummer), "Gemeenschappelijke risico's")
    risicos = o.vergelijking.risicos
    if not risicos:
        yield Alinea(("Geen regel voor een risico gaat in een van de onderzoeken op.",), "geen regel ging op")
        return
    yield Alinea(
        (
            f"Een risico volgt uit een regel van het kader over de aantallen van één {o.woorden.eenheid}. De tabel "
            "telt waar die regel opgaat; wat daar is gevonden, staat in ",
            Verwijzing("bijlage 3", "bijlage-3"),
            ".",
        ),
        "risico's van elk onderzoek",
    )
    yield _zintabel(o, "Risico's en waar zij zich voordoen", risicos, "risicos")


def _zintabel(o: Overzicht, bijschrift: str, zinnen: Sequence[Zinvergelijking], anker: str) -> Tabel:
    kolommen = (
        Kolom("Waar het om gaat", 38),
        Kolom("Aantal", 12),
        Kolom("Waar", 28),
        Kolom("Ligt aan", 22),
    )
    rijen = tuple(
        (
            Cel(z.titel),
            Cel(o.woorden.van_de(len(z.gemeenten))),
            Cel(o.woorden.namen(z.gemeenten)),
            Cel(o.oorzaken(z.tags) or "–"),
        )
        for z in zinnen
    )
    return Tabel(bijschrift, kolommen, rijen, anker)


def _verklaringen(o: Overzicht, nummer: int) -> Iterator[Blok]:
    v, n = o.vergelijking, str(nummer)
    yield kop(n, "Verklaringen")
    yield kop(f"{n}.1", "Waar het aan ligt")
    if v.tags:
        yield Alinea(
            (
                "Het kader heeft een vaste lijst van oorzaken. Een verklaring telt mee waar een regel haar uit "
                "dossiers, gesprekken en documenten afleidt. Daarnaast staat wat een gemeente er zelf van zegt: dat is "
                "niet getoetst.",
            ),
            "tags van het kader",
        )
        yield _tagtabel(o)
    else:
        yield Alinea(("Dit kader heeft geen lijst van oorzaken.",), "kader.yaml: tags")
    yield kop(f"{n}.2", "Verklaringen uit de onderzoeken")
    if v.verklaringen:
        yield _zintabel(o, "Verklaringen en waar zij opgaan", v.verklaringen, "verklaringen")
    else:
        yield Alinea(("Geen regel voor een verklaring gaat in een van de onderzoeken op.",), "geen regel ging op")
    eigen = [(g.naam, e) for g in v.gemeenten for e in g.verklaringen]
    if eigen:
        wie = (
            "gemeenten zelf als verklaring geven" if len({naam for naam, _ in eigen}) > 1 else "een gemeente zelf zegt"
        )
        yield kop(f"{n}.3", f"Wat {wie}")
        yield Lijst(
            tuple(
                Alinea(
                    (Nadruk(naam), f": {zin(e.tekst)}{_tussen_haakjes(o.oorzaken(e.tags))}"),
                    f"onderzoek.yaml: verklaringen{f'; {e.bron}' if e.bron else ''}",
                )
                for naam, e in eigen
            )
        )


def _tagtabel(o: Overzicht) -> Tabel:
    w = o.woorden
    kolommen = (
        Kolom("Oorzaak", 30),
        Kolom("Verklaring uit regels", 24),
        Kolom("Eigen verklaring", 24),
        Kolom("Een van beide", 22),
    )

    def cel(namen: Sequence[str]) -> Cel:
        return Cel(f"{w.van_de(len(namen))}{f': {o.woorden.namen(namen)}' if namen else ''}")

    rijen = tuple(
        (Cel(t.omschrijving), cel(t.verklaringen), cel(t.eigen), Cel(w.van_de(len(t.samen))))
        for t in o.vergelijking.tags
    )
    return Tabel(f"Oorzaken: in hoeveel {w.meervoud} zij worden genoemd", kolommen, rijen, "oorzaken")


def _goede_voorbeelden(o: Overzicht, nummer: int) -> Iterator[Blok]:
    """Where a norm is met, whoever it is: someone to learn from."""
    yield kop(str(nummer), "Goede voorbeelden")
    rijen = []
    for blad in o.vergelijking.bladen:
        goed = [naam for naam, t in blad.gemeenten.items() if t.oordeel is not None and _zeker_voldoende(t.oordeel)]
        if goed:
            waar = "; ".join(f"{naam} ({_voldoet(blad, naam)})" for naam in goed)
            rijen.append((Cel(f"{blad.id} {blad.titel}"), Cel(o.woorden.van_de(len(goed))), Cel(waar)))
    if not rijen:
        yield Alinea((f"Er is geen norm waarop de praktijk in een van de {o.woorden.meervoud} voldoende is.",))
        return
    yield Alinea(
        (
            f"Op de volgende normen is de praktijk in ten minste één {o.woorden.eenheid} voldoende, ook als wat niet "
            "navolgbaar is zou tegenvallen. Wie daar tekortschiet, kan er gaan kijken. Tussen haakjes staat in hoeveel "
            "van de dossiers waarvoor de norm geldt, aan de norm is voldaan. Gaat het om enkele dossiers, dan is dat "
            "een aanwijzing en niet meer.",
        ),
        "bladen met oordeel voldoende",
    )
    kolommen = (Kolom("Norm", 40), Kolom("Voldoende in", 16), Kolom("Waar", 44))
    yield Tabel("Normen waarop de praktijk voldoende is", kolommen, tuple(rijen), "goede-voorbeelden")


def _voldoet(blad: Bladvergelijking, naam: str) -> str:
    telling = blad.gemeenten[naam]
    if not telling.beoordeeld:
        return "uit gesprekken"
    open_ = f", {telling.niet_navolgbaar} niet navolgbaar" if telling.niet_navolgbaar else ""
    return f"{telling.voldoet} van {telling.beoordeeld}{open_}"


def _zeker_voldoende(oordeel: Oordeel) -> bool:
    """Voldoende, and also if everything untraceable turned out against it."""
    return oordeel.oordeel == oordeel.minstens == "voldoende"


def _tussen_haakjes(tekst: str) -> str:
    return f" ({tekst})" if tekst else ""
