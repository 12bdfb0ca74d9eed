"""A Markdown summary for the page of a CI job: gates, counts per leaf, waivers and what changed."""

import re
from collections.abc import Iterable, Iterator, Sequence

from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.outputs.beeld import Beeld
from dossieraudit.outputs.vondsten import Vondst, anders_beoordeeld, vondsten
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import datum_voluit, zichtbaar

# A page of GitHub holds 1 MiB; nobody reads that.
MAX_RIJEN = 50
_LEESTEKENS = re.compile(r"([\\`*_{}\[\]<>#!|~&])")
# At the beginning of a line these begin a list.
_LIJSTTEKEN = re.compile(r"^(?:(?=[-+])|\d+(?=[.)](?:\s|$)))")


def schrijf(beeld: Beeld) -> str:
    """The summary."""
    delen = (_kop, _poorten, _tellingen, _beoordelingen, _ontheffingen, _veranderd, _afgekeurd)
    return "\n".join(regel for deel in delen for regel in deel(beeld)).rstrip("\n") + "\n"


def _kop(beeld: Beeld) -> Iterator[str]:
    resultaat = beeld.resultaat
    aantal = len(resultaat.dossiers)
    dag = datum_voluit(resultaat.peildatum) if resultaat.peildatum else "per dossier"
    yield f"# Dossiertoets: {_stand(beeld)}"
    yield ""
    yield f"{md(beeld.kader.titel)}, versie {md(resultaat.kader.versie)}.  "
    profiel = f" Profiel: {md(resultaat.profiel.id)} {md(resultaat.profiel.versie)}." if resultaat.profiel else ""
    yield f"{aantal} {'dossier' if aantal == 1 else 'dossiers'}, peildatum {dag}.{profiel}"
    yield ""


def _stand(beeld: Beeld) -> str:
    if not beeld.uitslag.gevraagd:
        return "geen poort gevraagd"
    if beeld.uitslag.leeg:
        return "geen dossier getoetst"
    if beeld.uitslag.gehaald and beeld.uitslag.grond == "niets":
        return "geen poort kon iets zeggen"
    return "poorten gehaald" if beeld.uitslag.gehaald else "poort niet gehaald"


def _poorten(beeld: Beeld) -> Iterator[str]:
    """What a gate stops one by one, as someone has to look at each; what it lets pass leaf by leaf."""
    gevonden = vondsten(beeld)
    if faalt := [v for v in gevonden if v.stand == "faalt"]:
        yield from (f"## Houdt de poort tegen ({len(faalt)})", "")
        rijen = [(v.over, v.tekst, v.plaats.pad if v.dossier else "") for v in faalt]
        yield from _tabel(("Blad", "Bevinding", "Bestand"), rijen)
    for kop, stand in (("Stond er al", "stond_er_al"), ("Doorgelaten met een ontheffing", "ontheven")):
        if keuze := [v for v in gevonden if v.stand == stand]:
            yield from (f"## {kop} ({len(keuze)})", "")
            yield from _tabel(("Blad", "Bevinding", "Dossiers"), list(_per_blad(keuze)))
    if beeld.uitslag.opmerkingen:
        yield from ("## Let op", "")
        yield from (f"- {md(opmerking)}" for opmerking in beeld.uitslag.opmerkingen)
        yield ""


def _per_blad(gevonden: Sequence[Vondst]) -> Iterator[tuple[str, str, str]]:
    groepen: dict[tuple[str, str], list[str]] = {}
    for vondst in gevonden:
        groepen.setdefault((vondst.over, vondst.wat), []).extend([vondst.dossier] if vondst.dossier else [])
    for (over, wat), dossiers in groepen.items():
        yield over, f"{len(dossiers)} keer {wat}" if dossiers else wat, ", ".join(dossiers)


def _tellingen(beeld: Beeld) -> Iterator[str]:
    yield from ("## Uitkomsten per blad", "")
    koppen = ("Blad", "Indicator", *(STIJLEN[uitkomst].label for uitkomst in UITKOMSTEN))
    tellingen = beeld.resultaat.indicatoren
    rijen = [
        (blad.id, blad.titel, *(str(getattr(tellingen[blad.id], uitkomst)) for uitkomst in UITKOMSTEN))
        for blad in beeld.kader.indicatoren
    ]
    yield from _tabel(koppen, rijen, getallen=len(UITKOMSTEN), grens=None)


def _beoordelingen(beeld: Beeld) -> Iterator[str]:
    """Where a person's judgement counts in the place of that of the rules; why stands with the judgement."""
    if anders := anders_beoordeeld(beeld):
        yield from (f"## Anders beoordeeld door een persoon ({len(anders)})", "")
        rijen = [
            (dossier, blad, STIJLEN[u.beoordeling.uitkomst_machine].label, STIJLEN[u.uitkomst].label)
            for dossier, blad, u in anders
            if u.beoordeling is not None
        ]
        yield from _tabel(("Dossier", "Blad", "De regels", "De beoordelaar"), rijen)


def _ontheffingen(beeld: Beeld) -> Iterator[str]:
    standen = beeld.ontheffingen
    if not standen:
        return
    yield from (f"## Ontheffingen ({len(standen)})", "")
    yield "Wat is ontheven, telt hierboven mee als wat het is. De reden staat in het bestand met ontheffingen."
    yield ""
    rijen = [
        (str(nummer), stand.dossier, stand.blad, stand.eigenaar, stand.tot.isoformat(), stand.stand)
        for nummer, stand in enumerate(standen, 1)
    ]
    yield from _tabel(("Nr.", "Dossier", "Blad", "Eigenaar", "Tot en met", "Stand"), rijen)


def _veranderd(beeld: Beeld) -> Iterator[str]:
    vergelijking = beeld.uitslag.vergelijking
    if vergelijking is None:
        return
    for kop, kant in (("Beter", "beter"), ("Duidelijk geworden", "duidelijk"), ("Anders", "anders")):
        rijen = [
            (v.dossier, v.blad, STIJLEN[v.van].label, STIJLEN[v.naar].label)
            for v in vergelijking.veranderingen
            if v.richting == kant
        ]
        if rijen:
            yield from (f"## {kop} ({len(rijen)})", "")
            yield from _tabel(("Dossier", "Blad", "Was", "Is"), rijen)
    for kop, dossiers in (("Nieuw", vergelijking.nieuw), ("Verdwenen", vergelijking.verdwenen)):
        if dossiers:
            yield from (f"## {kop} ({len(dossiers)})", "", ", ".join(map(md, dossiers)) + ".", "")


def _afgekeurd(beeld: Beeld) -> Iterator[str]:
    afgekeurd = beeld.resultaat.afgekeurd
    if not afgekeurd:
        return
    yield from (f"## Afgekeurd ({len(afgekeurd)})", "", "Zie de meldingen in het log.", "")
    yield from (f"- {md(naam)}" for naam in dict.fromkeys(een.invoer for een in afgekeurd))
    yield ""


def _tabel(
    koppen: Sequence[str], rijen: Sequence[Sequence[str]], *, getallen: int = 0, grens: int | None = MAX_RIJEN
) -> Iterator[str]:
    """A table, of which the last columns may be numbers; of a long one the first rows."""
    yield _tabelrij(koppen)
    yield "|" + "---|" * (len(koppen) - getallen) + "---:|" * getallen
    yield from (_tabelrij(rij) for rij in rijen[:grens])
    yield ""
    if grens is not None and len(rijen) > grens:
        yield from (f"… en nog {len(rijen) - grens}.", "")


def _tabelrij(cellen: Iterable[str]) -> str:
    return "| " + " | ".join(md(cel) for cel in cellen) + " |"


def md(tekst: str) -> str:
    """Text that Markdown and HTML leave as it is, on one line."""
    return _LIJSTTEKEN.sub(r"\g<0>\\", _LEESTEKENS.sub(r"\\\1", zichtbaar(tekst)))
