"""The summary of the overall report: what was laid beside each other, the verdicts, common risks and causes."""

from collections.abc import Iterator, Sequence

from dossieraudit.models.gemeenten import Zinvergelijking
from dossieraudit.report.prose import opsomming, tel
from dossieraudit.report.sections import tussenkop
from dossieraudit.report.tree import Alinea, Blok, Kaderblok, Lijst, Nadruk, Verwijzing
from dossieraudit.vergelijking.gemeenten_overzicht import Onderdeel, Overzicht
from dossieraudit.wording import getalwoord, met_hoofdletter

_RANGSCHIKT_NIET = (
    "Dit rapport rangschikt niet: het telt per onderwerp in hoeveel {meervoud} iets het geval is. De aantallen "
    "dossiers van verschillende {meervoud} worden niet opgeteld, want elk onderzoek koos zijn eigen dossiers."
)


def samenvatting(o: Overzicht) -> Iterator[Blok]:
    """The whole comparison on a page."""
    v, w = o.vergelijking, o.woorden
    yield tussenkop(1, "Samenvatting", "samenvatting")
    dossiers = [g.dossiers for g in v.gemeenten]
    aantal = getalwoord(dossiers[0]) if len(set(dossiers)) == 1 else f"{min(dossiers)} tot en met {max(dossiers)}"
    yield Alinea(
        (
            f"Dit rapport legt de onderzoeken bij {w.tel()} naast elkaar: {opsomming([g.naam for g in v.gemeenten])}. "
            f"Per {w.eenheid} zijn {aantal} dossiers getoetst aan hetzelfde toezichtkader. "
            f"{_RANGSCHIKT_NIET.format(meervoud=w.meervoud)}",
        ),
        "onderzoek.yaml en het resultaat van elk onderzoek",
    )
    if v.totaal is not None:
        tekst = met_hoofdletter(f"Het oordeel over het geheel is {w.verdeling(v.totaal, alle_namen=True)}.")
        yield Kaderblok(
            "Oordeel", (Alinea((Nadruk(tekst), f" {w.onzeker(v.totaal)}".rstrip()), "totaaloordeel van elk onderzoek"),)
        )
    elif v.niet_vergeleken:
        tekst = "Over het geheel is geen oordeel te vergelijken; hoofdstuk ‘Werkwijze en verantwoording’ zegt waarom."
        yield Alinea((tekst,))
    yield tussenkop(2, "Per onderwerp", "samenvatting-onderwerpen")
    yield Lijst(
        tuple(
            Alinea((Verwijzing(deel.titel, f"h-{nummer}"), f": {_oordeelzin(o, deel)}"), "oordeel per hoofdstuk")
            for nummer, deel in enumerate(o.onderdelen, 2)
        )
    )
    yield from _kort(o, "Gemeenschappelijke risico's", "samenvatting-risicos", v.risicos, "risico")
    yield from _oorzaken_kort(o)


def _oordeelzin(o: Overzicht, deel: Onderdeel) -> str:
    if deel.groep is None:
        return (
            f"{tel(len(deel.bladen), 'norm', 'normen')} vergeleken, zonder oordeel over het geheel van dit onderwerp."
        )
    return f"{o.woorden.verdeling(deel.groep)}."


def _kort(o: Overzicht, titel: str, anker: str, zinnen: Sequence[Zinvergelijking], wat: str) -> Iterator[Blok]:
    """What occurs in more than half, by name."""
    vaak = [z for z in zinnen if 2 * len(z.gemeenten) > o.woorden.totaal]
    yield tussenkop(2, titel, anker)
    if not vaak:
        yield Alinea((f"Geen enkel {wat} komt in meer dan de helft van de {o.woorden.meervoud} voor.",))
        return
    yield Lijst(tuple(Alinea((Nadruk(z.titel), f", {o.woorden.in_(len(z.gemeenten))}."), _regelgrond(z)) for z in vaak))


def _oorzaken_kort(o: Overzicht) -> Iterator[Blok]:
    genoemd = [t for t in o.vergelijking.tags if t.samen]
    yield tussenkop(2, "Verklaringen", "samenvatting-verklaringen")
    if not genoemd:
        yield Alinea(("Geen van de onderzoeken geeft een verklaring uit de lijst van het kader.",))
        return
    genoemd.sort(key=lambda t: -len(t.samen))
    yield Lijst(
        tuple(
            Alinea((Nadruk(t.omschrijving), f", {o.woorden.in_(len(t.samen))}."), f"tag {t.tag}: {', '.join(t.samen)}")
            for t in genoemd
        )
    )


def _regelgrond(z: Zinvergelijking) -> str:
    return f"regels {', '.join(z.regels)}: {', '.join(z.gemeenten)}"
