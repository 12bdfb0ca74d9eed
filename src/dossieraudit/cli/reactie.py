"""Comments of the municipality on the draft: into a report, or a form to begin with."""

import sys
from dataclasses import replace
from pathlib import Path

from dossieraudit.cli.messages import zeg
from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout
from dossieraudit.kaders.schemas import bestandsnaam, modeline
from dossieraudit.loading.bestand import eis_binnen
from dossieraudit.loading.reactie import BESTAND, Plaatsen, lees_reactie
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.privacy.poort import weiger_bsn
from dossieraudit.report.build import BIJLAGEN, maak_document
from dossieraudit.report.context import Context
from dossieraudit.report.reactie import formulier
from dossieraudit.report.tree import Kop


def met_reactie(context: Context, pad: Path, gevraagd: Path | None, eigen_kader: str) -> Context:
    """The context with the comments of the file that is asked for, or that stands in the folder of the onderzoek.

    Comments on the report by another framework are left out; where they were asked for, that is a fault. Raises
    `Invoerfout` with every fault in the file.
    """
    bestand = gevraagd if gevraagd is not None else pad / BESTAND
    if gevraagd is None:
        if context.onderzoek is None or not bestand.is_file():
            return context
        eis_binnen(bestand, pad)
    gelezen = lees_reactie(bestand)
    kader = gelezen.reactie.kader or eigen_kader
    if kader != context.kader.id:
        melding = f"deze reactie gaat over het rapport volgens kader '{kader}'"
        if gevraagd is not None:
            raise Invoerfout((Fout(str(bestand), melding, advies=f"het rapport is nu volgens '{context.kader.id}'"),))
        zeg(f"{bestand}: {melding} en blijft weg.", file=sys.stderr)
        return context
    weiger_bsn([(str(bestand), gelezen.reactie)])
    geladen = gelezen.getoetst(_plaatsen(context)[0])
    open_ = sum(1 for o in geladen.reactie.opmerkingen or () if o.antwoord == "open")
    if open_:
        telt = "1 opmerking is" if open_ == 1 else f"{open_} opmerkingen zijn"
        zeg(f"Let op: {telt} in {bestand} nog niet beantwoord; het rapport zegt dat ook.", file=sys.stderr)
    return replace(context, reactie=geladen)


def schrijf_formulier(context: Context, naar: Path, stil: bool) -> None:
    """Write a form to begin with. Raises `Gebruiksfout` where a file stands already: it may hold comments."""
    if naar.exists():
        raise Gebruiksfout(
            f"'{naar}' bestaat al; kies een andere naam, want een ingevuld formulier wordt niet vervangen"
        )
    if naar.suffix.lower() not in (".yaml", ".yml"):
        raise Gebruiksfout(f"'{naar}': een formulier voor de reactie is een bestand dat eindigt op .yaml")
    plaatsen, koppen = _plaatsen(context)
    schemas = naar.parent / "schemas"
    schema = modeline(naar, schemas) if (schemas / bestandsnaam("reactie")).is_file() else None
    tekst = formulier(context.kader, plaatsen, koppen, schema.rstrip("\n") if schema else None)
    schrijf_heel(naar, tekst.encode())
    if not stil:
        zeg(f"Geschreven: {naar}", file=sys.stderr)


def _plaatsen(context: Context) -> tuple[Plaatsen, list[Kop]]:
    """Every place in the draft, and its numbered headings."""
    document = maak_document(replace(context, reactie=None))
    koppen = [blok for blok in document.blokken if isinstance(blok, Kop) and blok.nummer is not None]
    secties = [str(k.nummer) for k in koppen] + ["samenvatting", *BIJLAGEN]
    bladen = [blad.id for blad in context.kader.indicatoren]
    return Plaatsen(secties, bladen, [d.id for d in context.resultaat.dossiers]), koppen
