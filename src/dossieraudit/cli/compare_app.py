"""The command that lays results beside each other: before and after, or several municipalities."""

from pathlib import Path
from typing import Annotated

import typer

from dossieraudit.cli import options as o
from dossieraudit.cli.help import Opdracht
from dossieraudit.errors import Gebruiksfout

VOORBEELDEN = """\
dossieraudit compare voor/ na/
dossieraudit compare voor/ na/ -o voortgang/ --format html,docx,xlsx
dossieraudit compare resultaat-2017.json na/ --format json
dossieraudit compare voor/ na/ --met-kader mijn-kader/
dossieraudit compare voor/ --hertoets      wat een hertoets moet bevatten
dossieraudit compare voor/ na/ --hertoets  alleen die bladen
dossieraudit compare --gemeenten a/ b/ c/ -o overkoepelend/

VOOR en NA zijn elk een onderzoeksmap, of een resultaat van
'score --format json'. Zonder -o komt het beeld op het scherm."""


def compare(
    paden: Annotated[
        list[Path],
        typer.Argument(
            metavar="VOOR [NA]", help="Onderzoeksmappen of resultaten (.json); bij --gemeenten twee of meer mappen."
        ),
    ],
    gemeenten: Annotated[
        bool, typer.Option("--gemeenten", help="Leg onderzoeken van gemeenten naast elkaar.", show_default=False)
    ] = False,
    hertoets: Annotated[
        bool,
        typer.Option(
            "--hertoets",
            help="Alleen bladen die onvoldoende waren of een maatregel hebben; zonder NA: welke dat zijn.",
            show_default=False,
        ),
    ] = False,
    hernoemd: Annotated[
        bool,
        typer.Option(
            "--hernoemd",
            help="VOOR en NA gaan over hetzelfde team, al heet het wijkteam of de gemeente nu anders.",
            show_default=False,
        ),
    ] = False,
    kader: Annotated[
        str | None,
        typer.Option(
            "--met-kader",
            "--kader",
            metavar="NAAM|PAD",
            help="Toets beide mappen opnieuw met dit kader, zonder profiel.",
            show_default=False,
        ),
    ] = None,
    uit: o.Uit = None,
    formaten: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="SOORT[,…]",
            help="html, md, docx, odt, pdf, xlsx of json; meer met komma's. Standaard html,md bij -o.",
            show_default=False,
        ),
    ] = None,
    stil: o.Stil = False,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Vergelijk twee onderzoeken: wat is verbeterd, gelijk of slechter?"""
    if gemeenten:
        if hertoets:
            raise Gebruiksfout("--hertoets gaat over één onderzoek en past niet bij --gemeenten; kies er één")
        if hernoemd:
            raise Gebruiksfout("--hernoemd gaat over één team en past niet bij --gemeenten; kies er één")
        from dossieraudit.cli.gemeenten import voer_uit as naast_elkaar

        return naast_elkaar(paden, uit=uit, formaten=formaten, stil=stil, kader=kader, toon_waarden=toon_waarden)
    from dossieraudit.cli.compare import voer_uit

    return voer_uit(
        paden,
        uit=uit,
        formaten=formaten,
        stil=stil,
        kader=kader,
        hertoets=hertoets,
        hernoemd=hernoemd,
        toon_waarden=toon_waarden,
    )


def voeg_toe(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command("compare", cls=Opdracht, epilog=VOORBEELDEN)(compare)
