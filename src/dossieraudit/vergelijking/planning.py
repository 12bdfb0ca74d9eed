"""What a second look has to hold, before there is one: on the screen, and as a document to plan with."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from dossieraudit.models.kader import Bewijs
from dossieraudit.outputs.lines import gevouwen
from dossieraudit.report.improvement import geen_onvoldoende
from dossieraudit.report.prose import opsomming, zin
from dossieraudit.report.sections import kop, tussenkop
from dossieraudit.report.taal import datum_voluit, zichtbaar
from dossieraudit.report.tree import Alinea, Blok, Cel, Document, Kolom, Lijst, Tabel
from dossieraudit.vergelijking import woorden
from dossieraudit.vergelijking.hertoets import Hertoetsblad, bladen_van_hertoets, te_overwegen
from dossieraudit.vergelijking.zijden import Zijde
from dossieraudit.wording import enkele, getalwoord

_BRONNEN: dict[Bewijs, str] = {"dossier": "dossiers", "interview": "gesprekken", "document": "documenten"}
MEEST_GENOEMD = 8
_GEEN_MAATREGEL = "en er is geen geldende verbetermaatregel: een hertoets heeft niets om te bevatten."
_ZONDER_OORDELEN = (
    "Dit kader heeft geen beslisregels, dus geen norm heet onvoldoende. Alleen normen met een verbetermaatregel staan "
    "hier."
)


def toon(zijde: Zijde, pad: str, stil: bool = False, console: Console | None = None) -> None:
    """Print what a second look has to hold."""
    console = console or Console(quiet=stil, highlight=False)
    console.print(Text("\n").join(_regels(zijde, pad, console.width)), soft_wrap=True)


def _regels(zijde: Zijde, pad: str, breedte: int) -> list[Text]:
    bladen = bladen_van_hertoets(zijde)
    regels = gevouwen(zichtbaar(f"Hertoets van {_naam(zijde)}"), breedte, stijl="bold")
    regels += gevouwen(_telzin(zijde, bladen), breedte)
    for blad in bladen:
        regels += [Text(), *gevouwen(zichtbaar(f"{blad.id} {blad.titel}"), breedte, stijl="bold")]
        for label, tekst in _over(blad):
            regels += gevouwen(zichtbaar(tekst), breedte, f"  {label:<12}")
    if misschien := te_overwegen(zijde):
        namen = ", ".join(b.id for b in misschien)
        uitleg = "op zijn slechtst onvoldoende, omdat niet alles vaststond"
        regels += [Text(), *gevouwen(f"Te overwegen: {namen} ({uitleg}).", breedte)]
    regels += [Text(), Text("Wat nu", style="bold")]
    regels += [Text(f"  plan       dossieraudit compare {pad} --hertoets -o hertoets/")]
    regels += [Text(f"  na afloop  dossieraudit compare {pad} na/ --hertoets")]
    return regels


def _over(blad: Hertoetsblad) -> Iterator[tuple[str, str]]:
    yield "waarom", opsomming([woorden.HERTOETSREDENEN[r] for r in blad.redenen])
    if blad.bewijs:
        yield "nodig", opsomming([_BRONNEN[b] for b in blad.bewijs])
    if blad.stand is not None and blad.stand.beoordeeld:
        yield "vóór", _geteld(blad)
    if blad.tekort or blad.niet_navolgbaar:
        open_ = f"; niet navolgbaar in {_ingekort(blad.niet_navolgbaar)}" if blad.niet_navolgbaar else ""
        yield "tekort in", f"{_ingekort(blad.tekort) or 'geen dossier'}{open_}"
    if blad.maatregelen:
        yield "maatregel", ", ".join(blad.maatregelen)


def _geteld(blad: Hertoetsblad) -> str:
    stand = blad.stand
    if stand is None or not stand.beoordeeld:
        return "niet uit dossiers"
    open_ = f", niet navolgbaar {stand.niet_navolgbaar}" if stand.niet_navolgbaar else ""
    return f"voldoet {woorden.deel(stand.voldoet, stand.beoordeeld)}{open_}"


def _ingekort(ids: Sequence[str]) -> str:
    return enkele(ids, MEEST_GENOEMD)


def _naam(zijde: Zijde) -> str:
    onderzoek = zijde.context.onderzoek if zijde.context is not None else None
    return f"{onderzoek.naam} ({onderzoek.gemeente})" if onderzoek is not None else zijde.naam


def _telzin(zijde: Zijde, bladen: Sequence[Hertoetsblad]) -> str:
    zonder = zijde.resultaat.oordeel is None and all(t.oordeel is None for t in zijde.resultaat.indicatoren.values())
    if not bladen:
        return (
            f"{_ZONDER_OORDELEN} Er is er geen."
            if zonder
            else zin(f"{geen_onvoldoende(zijde.resultaat)}, {_GEEN_MAATREGEL}")
        )
    extra = sum(blad.redenen == ("maatregel",) for blad in bladen)
    waarom = [(len(bladen) - extra, "omdat het oordeel onvoldoende was"), (extra, "alleen om een verbetermaatregel")]
    delen = [(n, tekst) for n, tekst in waarom if n]
    alle = f"een hertoets bevat {getalwoord(len(bladen))} van de {len(zijde.resultaat.indicatoren)} normen"
    if len(delen) == 1:
        tekst = f"{alle}, {delen[0][1]}"
    else:
        tekst = f"{alle}: {opsomming([f'{getalwoord(n)} {reden}' for n, reden in delen])}"
    return f"{f'{_ZONDER_OORDELEN} ' if zonder else ''}{zin(tekst)}"


def maak_document(zijde: Zijde) -> Document:
    """The same as a document."""
    onderzoek = zijde.context.onderzoek if zijde.context is not None else None
    r = zijde.resultaat
    return Document(
        titel=f"Plan voor een hertoets: {onderzoek.naam if onderzoek else zijde.naam}",
        ondertitel=f"{onderzoek.wijkteam}, gemeente {onderzoek.gemeente}" if onderzoek else "",
        datum=r.peildatum,
        onderwerp="Voorbereiding van een hertoets",
        blokken=tuple(_blokken(zijde)),
        kenmerk=f"{r.kader.id} {r.kader.versie}",
        trefwoorden=("dossieronderzoek", "hertoets"),
    )


def _blokken(zijde: Zijde) -> Iterator[Blok]:
    bladen = bladen_van_hertoets(zijde)
    yield tussenkop(1, "Samenvatting", "samenvatting")
    peildatum = zijde.resultaat.peildatum
    stand = f" Het gaat uit van de stand op {datum_voluit(peildatum)}." if peildatum else ""
    yield Alinea((f"{_telzin(zijde, bladen)}{stand}",), "oordelen per blad en verbetermaatregelen.yaml")
    if bladen:
        yield kop("1", "Wat de hertoets bevat")
        yield _normtabel(bladen)
    if misschien := te_overwegen(zijde):
        wie, zij = (
            ("is ook de volgende norm: op haar", "was")
            if len(misschien) == 1
            else ("zijn ook de volgende normen: op hun", "waren")
        )
        yield Alinea(
            (f"Te overwegen {wie} slechtst {zij} zij onvoldoende, omdat niet alles vaststond.",),
            "oordeel op zijn slechtst onvoldoende",
        )
        yield Lijst(tuple(Alinea((f"{b.id} {b.titel}".rstrip(),), f"minstens {b.minstens}") for b in misschien))
    if bladen:
        yield kop("2", "Dossiers waarin de norm niet is aangetoond")
        yield from _tekorten(bladen)


def _normtabel(bladen: Sequence[Hertoetsblad]) -> Tabel:
    kolommen = (
        Kolom("Norm", 34),
        Kolom("Waarom", 16),
        Kolom("Nodig", 14),
        Kolom("Vóór", 18),
        Kolom("Maatregelen", 18),
    )
    rijen = tuple(
        (
            Cel(f"{b.id} {b.titel}".rstrip()),
            Cel(opsomming([woorden.HERTOETSREDENEN[r] for r in b.redenen])),
            Cel(opsomming([_BRONNEN[bewijs] for bewijs in b.bewijs]) or woorden.GEEN),
            Cel(_geteld(b)),
            Cel(", ".join(b.maatregelen) or woorden.GEEN),
        )
        for b in bladen
    )
    return Tabel("Normen van de hertoets", kolommen, rijen, "tabel-hertoets")


def _tekorten(bladen: Sequence[Hertoetsblad]) -> Iterator[Blok]:
    rijen = tuple(
        (Cel(f"{b.id} {b.titel}".rstrip()), *(Cel(", ".join(d) or woorden.GEEN) for d in (b.tekort, b.niet_navolgbaar)))
        for b in bladen
        if b.tekort or b.niet_navolgbaar
    )
    if not rijen:
        yield Alinea(("In geen dossier is over deze normen een tekort gevonden.",), "uitkomsten per dossier")
        return
    yield Alinea(
        (
            "In deze dossiers is niet aangetoond dat aan de norm is voldaan. In de laatste kolom staan dossiers waarin "
            "dat niet is na te gaan; of daar iets tekortschoot, is niet bekend. Een hertoets in dezelfde dossiers laat "
            "zien wat daarin is hersteld; een nieuwe loting laat zien of de werkwijze anders is.",
        ),
        "uitkomsten per dossier",
    )
    kolommen = (Kolom("Norm", 34), Kolom("Voldoet niet of gedeeltelijk", 38), Kolom("Niet navolgbaar", 28))
    yield Tabel("Dossiers per norm", kolommen, rijen)
