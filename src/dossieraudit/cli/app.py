"""The commands. Each module is imported only when its command runs, so that help and small jobs start at once."""

from pathlib import Path
from typing import Annotated

import typer

from dossieraudit.cli import completion
from dossieraudit.cli import options as o
from dossieraudit.cli.help import Groep, Opdracht
from dossieraudit.cli.inspector_app import voeg_toe
from dossieraudit.cli.kader_app import kader_app
from dossieraudit.cli.privacy_app import privacy_app

app = typer.Typer(
    cls=Groep,
    help="Toetst dossiers van wijkteams aan een toezichtkader: van dossier naar oordeel, te volgen tot het feit.",
    epilog="""\
dossieraudit init proef                zet een voorbeeldonderzoek klaar
dossieraudit score proef               toets de dossiers
dossieraudit explain proef V07 SH3.1   waarom deze uitkomst?
dossieraudit report proef -o rapport/  maak het rapport""",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.add_typer(kader_app, name="kader")
app.add_typer(privacy_app, name="privacy")
voeg_toe(app)


def _toon_versie(gevraagd: bool) -> None:
    if gevraagd:
        from dossieraudit import __version__

        print(f"dossieraudit {__version__}")
        raise typer.Exit


@app.callback()
def hoofd(
    versie: Annotated[
        bool,
        typer.Option("--version", callback=_toon_versie, is_eager=True, help="Toon de versie en stop."),
    ] = False,
    zet_aanvulling: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            callback=completion.installeer,
            is_eager=True,
            help="Zet aanvulling met Tab klaar voor uw shell, en stop.",
        ),
    ] = False,
    toon_aanvulling: Annotated[
        bool,
        typer.Option(
            "--show-completion",
            callback=completion.toon,
            is_eager=True,
            help="Toon het script voor aanvulling met Tab, en stop.",
        ),
    ] = False,
) -> None:
    """Options before the command."""


@app.command(
    cls=Opdracht,
    epilog="""\
dossieraudit score onderzoek/
dossieraudit score dossiers/ los.yaml --peildatum 2017-11-01
dossieraudit score onderzoek/ --format csv -o scores.csv
dossieraudit score onderzoek/ --quiet --fail-on voldoet_niet,niet_navolgbaar
dossieraudit score onderzoek/ --verify resultaat.json
cat dossiers.jsonl | dossieraudit score - --format jsonl

Exitcodes: 0 gedaan, 1 poort niet gehaald (--fail-on, --min-voldoet),
2 verkeerd gebruik, 3 invoer afgekeurd, 70 fout van dossieraudit zelf.""",
)
def score(
    paden: o.Paden,
    kader: o.Kader = None,
    profiel: o.Profiel = None,
    peildatum: o.Peildatum = None,
    formaat: Annotated[
        str, typer.Option("--format", metavar="SOORT", help="Uitvoer: console, json, jsonl of csv.")
    ] = "console",
    uit: o.Uit = None,
    stil: o.Stil = False,
    ongeldig_mag: o.OngeldigMag = False,
    faal_bij: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="UITKOMST[,…]",
            help="Exitcode 1 als een blad in een dossier deze uitkomst heeft.",
            show_default=False,
        ),
    ] = None,
    min_voldoet: Annotated[
        float | None,
        typer.Option(
            "--min-voldoet",
            metavar="AANDEEL",
            parser=o.getal,
            help="Exitcode 1 als bij een blad een kleiner aandeel (0 tot 1) van de dossiers voldoet.",
            show_default=False,
        ),
    ] = None,
    latere_normen: o.LatereNormen = False,
    controleer: Annotated[
        Path | None,
        typer.Option(
            "--verify",
            metavar="PAD",
            help="Reken een eerder resultaat (json) na en noem wat verschilt; exitcode 1 als er iets verschilt.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            parser=o.heel_getal,
            help="Bij een tabel (-o): zoveel processen tegelijk; standaard het aantal kernen.",
            show_default=False,
        ),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects",
            metavar="BESTAND",
            help="Bij een tabel (-o): schrijf wat is afgekeurd, met de fouten, naar dit bestand (jsonl).",
            show_default=False,
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", metavar="ADRES", help="Bij een tabel (-o): reken op dit Dask-cluster.", show_default=False
        ),
    ] = None,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Toets dossiers aan het kader en laat de uitkomsten zien."""
    from dossieraudit.cli.bulkopties import Bulkopties
    from dossieraudit.cli.score import voer_uit

    return voer_uit(
        paden,
        kader=kader,
        profiel=profiel,
        peildatum=peildatum,
        formaat=formaat,
        uit=uit,
        stil=stil,
        ongeldig_mag=ongeldig_mag,
        faal_bij=faal_bij,
        min_voldoet=min_voldoet,
        latere_normen=latere_normen,
        controleer=controleer,
        toon_waarden=toon_waarden,
        bulk=Bulkopties(workers, rejects, cluster),
    )


@app.command(
    cls=Opdracht,
    epilog="""\
dossieraudit report onderzoek/ -o rapport/
dossieraudit report onderzoek/ -o rapport/ --format html,docx,xlsx""",
)
def report(
    pad: o.Pad,
    uit: o.Uit = None,
    formaten: Annotated[
        str, typer.Option("--format", metavar="SOORT[,…]", help="html, md, docx, odt, pdf of xlsx; meer met komma's.")
    ] = "html,md",
    kader: o.Kader = None,
    profiel: o.Profiel = None,
    peildatum: o.Peildatum = None,
    stil: o.Stil = False,
    ongeldig_mag: o.OngeldigMag = False,
    latere_normen: o.LatereNormen = False,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Maak het inspectierapport van een onderzoek."""
    from dossieraudit.cli.report import voer_uit

    return voer_uit(
        pad,
        uit=uit,
        formaten=formaten,
        kader=kader,
        profiel=profiel,
        peildatum=peildatum,
        stil=stil,
        ongeldig_mag=ongeldig_mag,
        latere_normen=latere_normen,
        toon_waarden=toon_waarden,
    )


@app.command(
    cls=Opdracht,
    epilog="""\
dossieraudit explain onderzoek/ V07 SH3.1
dossieraudit explain los.yaml D12 TT1.3 --peildatum 2017-11-01
dossieraudit explain onderzoek/ --oordeel totaal""",
)
def explain(
    pad: o.Pad,
    dossier: Annotated[
        str | None, typer.Argument(metavar="DOSSIER", help="Id van het dossier.", show_default=False)
    ] = None,
    blad: Annotated[
        str | None, typer.Argument(metavar="BLAD", help="Id van het blad, bijvoorbeeld SH3.1.", show_default=False)
    ] = None,
    oordeel: Annotated[
        str | None,
        typer.Option(
            "--oordeel",
            metavar="BLAD|CRITERIUM|THEMA|totaal",
            help="Leg in plaats van een dossier dit oordeel uit: regel, tellingen en gevoeligheid.",
            show_default=False,
        ),
    ] = None,
    kader: o.Kader = None,
    profiel: o.Profiel = None,
    peildatum: o.Peildatum = None,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Leg uit waarom een blad in een dossier zijn uitkomst heeft, tot en met de vindplaats."""
    from dossieraudit.cli.explain import voer_uit

    return voer_uit(
        pad,
        dossier,
        blad,
        oordeel=oordeel,
        kader=kader,
        profiel=profiel,
        peildatum=peildatum,
        toon_waarden=toon_waarden,
    )


@app.command(
    cls=Opdracht,
    epilog="""\
dossieraudit validate onderzoek/
dossieraudit validate los.yaml --toon-waarden""",
)
def validate(paden: o.Paden, stil: o.Stil = False, toon_waarden: o.ToonWaarden = False) -> int:
    """Controleer of dossiers gelezen kunnen worden, en noem alle fouten."""
    from dossieraudit.cli.validate import voer_uit

    return voer_uit(paden, stil=stil, toon_waarden=toon_waarden)


@app.command(
    cls=Opdracht,
    epilog="""\
dossieraudit init proef""",
)
def init(map_: Annotated[Path, typer.Argument(metavar="MAP", help="Nieuwe of lege map.")], stil: o.Stil = False) -> int:
    """Zet een volledig voorbeeldonderzoek klaar in een nieuwe map."""
    from dossieraudit.cli.init import voer_uit

    return voer_uit(map_, stil=stil)
