"""The commands under `dossieraudit kader`."""

from pathlib import Path
from typing import Annotated

import typer

from dossieraudit.cli import options as o
from dossieraudit.cli.help import Groep, Opdracht

kader_app = typer.Typer(
    cls=Groep,
    help="Kaders bekijken en controleren.",
    epilog="""\
dossieraudit kader list                    de meegeleverde kaders
dossieraudit kader show                    het standaardkader, als boom
dossieraudit kader copy KADER mijn-kader/  een kader om zelf aan te passen
dossieraudit kader check mijn-kader/       een eigen kader controleren
dossieraudit kader test mijn-kader/        en beproeven met zijn gevallen""",
    rich_markup_mode=None,
)
Kader = Annotated[str | None, typer.Argument(metavar="KADER", help="Naam of pad.", show_default=False)]


@kader_app.command("list", cls=Opdracht, epilog="dossieraudit kader list")
def kader_list() -> int:
    """Noem de meegeleverde kaders."""
    from dossieraudit.cli.kader import lijst

    return lijst()


@kader_app.command(
    "show",
    cls=Opdracht,
    epilog="""\
dossieraudit kader show
dossieraudit kader show mijn-kader/
dossieraudit kader show mijn-kader/ SH3.1""",
)
def kader_show(
    kader: Kader = None,
    blad: Annotated[str | None, typer.Argument(metavar="BLAD", help="Alleen dit blad.", show_default=False)] = None,
) -> int:
    """Toon een kader: thema's, criteria, bladen en hun eisen."""
    from dossieraudit.cli.kader import toon

    return toon(kader, blad)


@kader_app.command(
    "copy",
    cls=Opdracht,
    epilog="""\
dossieraudit kader copy stelseltoezicht-jeugd-2017 mijn-kader/""",
)
def kader_copy(
    kader: Annotated[str, typer.Argument(metavar="KADER", help="Naam of pad.")],
    map_: Annotated[Path, typer.Argument(metavar="MAP", help="Nieuwe of lege map.")],
    stil: o.Stil = False,
) -> int:
    """Zet een kopie van een kader klaar om zelf aan te passen."""
    from dossieraudit.cli.kader import kopieer

    return kopieer(kader, map_, stil=stil)


@kader_app.command(
    "check",
    cls=Opdracht,
    epilog="""\
dossieraudit kader check
dossieraudit kader check mijn-kader/
dossieraudit kader check --profiel onderzoek/profiel.yaml
dossieraudit kader check --codes

Exitcodes: 0 niets gevonden, 1 bevindingen, 3 fouten (het kader is niet te gebruiken).""",
)
def kader_check(
    kader: Kader = None,
    profiel: o.Profiel = None,
    codes: Annotated[bool, typer.Option("--codes", help="Noem alle codes en stop.", show_default=False)] = False,
) -> int:
    """Controleer een kader: fouten, en bevindingen met een code."""
    from dossieraudit.cli.kader import controleer, toon_codes

    return toon_codes() if codes else controleer(kader, profiel)


@kader_app.command(
    "test",
    cls=Opdracht,
    epilog="""\
dossieraudit kader test
dossieraudit kader test mijn-kader/ --coverage
dossieraudit kader test --profiel onderzoek/profiel.yaml
dossieraudit kader test mijn-kader/ --format junit -o gevallen.xml

Exitcodes: 0 alles goed, 1 een geval mislukt (met --coverage: of niet gedekt), 3 fouten.""",
)
def kader_test(
    kader: Kader = None,
    profiel: o.Profiel = None,
    dekking: Annotated[
        bool, typer.Option("--coverage", help="Toon wat de gevallen van elke eis laten zien.", show_default=False)
    ] = False,
    formaat: Annotated[str, typer.Option("--format", metavar="SOORT", help="Uitvoer: console of junit.")] = "console",
    uit: o.Uit = None,
    stil: o.Stil = False,
) -> int:
    """Beproef een kader met zijn gevallen."""
    from dossieraudit.cli.kader_test import beproef

    return beproef(kader, profiel, dekking=dekking, formaat=formaat, uit=uit, stil=stil)


@kader_app.command(
    "docs",
    cls=Opdracht,
    epilog="""\
dossieraudit kader docs -o boek/
dossieraudit kader docs mijn-kader/ -o boek/ --format html""",
)
def kader_docs(
    kader: Kader = None,
    profiel: o.Profiel = None,
    uit: o.Uit = None,
    formaten: Annotated[
        str, typer.Option("--format", metavar="SOORT[,…]", help="md, html; meer met komma's.")
    ] = "md,html",
    stil: o.Stil = False,
) -> int:
    """Maak het boek van een kader: normen, eisen, parameters en gevallen."""
    from dossieraudit.cli.kader_docs import schrijf

    return schrijf(kader, profiel, uit=uit, formaten=formaten, stil=stil)


@kader_app.command(
    "diff",
    cls=Opdracht,
    epilog="""\
dossieraudit kader diff stelseltoezicht-jeugd-2017 mijn-kader/
dossieraudit kader diff mijn-kader/ nieuw-kader/ --op onderzoek/""",
)
def kader_diff(
    oud: Annotated[str, typer.Argument(metavar="KADER", help="Naam of pad van het eerste kader.")],
    nieuw: Annotated[str, typer.Argument(metavar="KADER", help="Naam of pad van het tweede kader.")],
    op: Annotated[
        Path | None,
        typer.Option("--op", metavar="PAD", help="Dossiers waarop beide worden toegepast.", show_default=False),
    ] = None,
    peildatum: o.Peildatum = None,
) -> int:
    """Laat zien wat er tussen twee kaders verschilt, en wat dat met dossiers doet."""
    from dossieraudit.cli.kader_diff import vergelijk

    return vergelijk(oud, nieuw, op=op, peildatum=peildatum)


@kader_app.command(
    "schema",
    cls=Opdracht,
    epilog="""\
dossieraudit kader schema dossier > dossier.schema.json
dossieraudit kader schema --all -o schemas/""",
)
def kader_schema(
    soort: Annotated[
        str | None,
        typer.Argument(metavar="SOORT", help="kader, criterium, dossier, interview …", show_default=False),
    ] = None,
    alle: Annotated[bool, typer.Option("--all", help="Schrijf ze allemaal in een map.", show_default=False)] = False,
    uit: o.Uit = None,
) -> int:
    """Schrijf het JSON Schema van een soort bestand."""
    from dossieraudit.cli.kader import schema

    return schema(soort, alle=alle, uit=uit)
