"""The command that brings dossiers in from elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from dossieraudit.cli import options as o
from dossieraudit.cli.help import Opdracht

VOORBEELDEN = """\
dossieraudit import intake.xlsx -o onderzoek/dossiers/
dossieraudit import zaken.csv contacten.csv --suggest -o mapping.yaml
dossieraudit import zaken.csv contacten.csv --mapping mapping.yaml --dry-run
dossieraudit import zaken.csv contacten.csv --mapping mapping.yaml \\
    -o dossiers.jsonl --rejects niet-geplaatst.jsonl

Leeg, of een code die de mapping niet kent, is onbekend en nooit nee. Exitcode 3:
er is iets niet ingelezen; de rest is geschreven, en alles wat ontbreekt genoemd."""


def importeer(
    exports: Annotated[
        list[Path],
        typer.Argument(
            metavar="EXPORT…",
            help="Ingevulde werkmap (.xlsx), of tabellen: .csv .txt .tsv .xlsx .json .jsonl, of een map.",
        ),
    ],
    uit: o.Uit = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="PAD",
            help="YAML die zegt welke kolom welk feit is; niet nodig bij een werkmap van init --xlsx.",
            show_default=False,
        ),
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Stel een mapping voor uit de kolomkoppen, op scherm of in -o.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Schrijf geen dossiers; zeg per kolom wat er is gevuld.")
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects",
            metavar="BESTAND",
            help="Schrijf wat niet is geplaatst, met de reden, naar dit bestand (jsonl).",
            show_default=False,
        ),
    ] = None,
    vervang: Annotated[
        bool, typer.Option("--vervang", help="Vervang dossiers die al in de map van -o staan.", show_default=False)
    ] = False,
    ongeldig_mag: o.OngeldigMag = False,
    stil: o.Stil = False,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Lees dossiers in uit een ingevulde werkmap of uit exports van een systeem."""
    from dossieraudit.cli.importeren import voer_uit

    return voer_uit(
        exports,
        uit=uit,
        mapping=mapping,
        suggest=suggest,
        dry_run=dry_run,
        rejects=rejects,
        vervang=vervang,
        ongeldig_mag=ongeldig_mag,
        stil=stil,
        toon_waarden=toon_waarden,
    )


def voeg_toe(app: typer.Typer) -> None:
    """Register the command."""
    app.command("import", cls=Opdracht, epilog=VOORBEELDEN)(importeer)
