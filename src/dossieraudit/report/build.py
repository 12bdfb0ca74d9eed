"""The document: title data and every chapter in order, from a context."""

from collections.abc import Iterator

from dossieraudit.report.annexes import bijlage_bronnen, bijlage_kader, bijlage_scores
from dossieraudit.report.chapters import onderwerp
from dossieraudit.report.closing import slothoofdstuk
from dossieraudit.report.context import Context
from dossieraudit.report.improvement import maatregelsectie
from dossieraudit.report.introduction import inleiding, netwerk
from dossieraudit.report.justification import bijlage_verantwoording
from dossieraudit.report.reactie import bijlage_reactie
from dossieraudit.report.summary import samenvatting
from dossieraudit.report.tree import Blok, Document

BIJLAGEN = tuple(f"bijlage-{n}" for n in range(1, 5))
TREFWOORDEN = ("dossieronderzoek", "toezicht", "jeugdhulp", "veiligheid", "wijkteam")


def maak_document(context: Context) -> Document:
    """The whole report."""
    o, r = context.onderzoek, context.resultaat
    return Document(
        titel=o.naam if o is not None else f"Dossieronderzoek: {context.kader.titel}",
        ondertitel=f"{o.wijkteam}, gemeente {o.gemeente}" if o is not None else "Losse dossiers",
        datum=r.peildatum,
        onderwerp="Rapport van bevindingen en oordeel",
        blokken=tuple(_blokken(context)),
        kenmerk=f"{r.kader.id} {r.kader.versie}",
        trefwoorden=TREFWOORDEN,
    )


def secties(context: Context) -> Iterator[str]:
    """The names of the sections to which a writer can add; they follow from the framework's chapters."""
    yield from ("samenvatting", "1", "1.1", "1.2", "1.3", "2")
    for deel in context.onderwerpen:
        delen = ("", ".1", ".2", ".3", ".3.1", ".3.2", ".3.3", ".4")
        yield from (f"{deel.nummer}{onder}" for onder in delen)
    yield from (f"{context.slot.nummer}{onder}" for onder in ("", ".1", ".2", ".3", ".4"))
    if context.maatregelen is not None and context.maatregelen.maatregelen:
        yield maatregelsectie(context)
    yield from BIJLAGEN


def _blokken(context: Context) -> Iterator[Blok]:
    yield from samenvatting(context)
    yield from inleiding(context)
    yield from netwerk(context)
    for deel in context.onderwerpen:
        yield from onderwerp(context, deel)
    yield from slothoofdstuk(context)
    yield from bijlage_kader(context)
    yield from bijlage_bronnen(context)
    yield from bijlage_scores(context)
    yield from bijlage_verantwoording(context)
    yield from bijlage_reactie(context.reactie, len(BIJLAGEN) + 1)
