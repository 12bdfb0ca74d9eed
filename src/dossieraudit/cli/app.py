"""The commands. Each module is imported only when its command runs, so that help and small jobs start at once."""

from pathlib import Path
from typing import Annotated

import typer

from dossieraudit.cli import completion
from dossieraudit.cli import options as o
from dossieraudit.cli.compare_app import voeg_toe as voeg_compare_toe
from dossieraudit.cli.help import Groep, Opdracht
from dossieraudit.cli.import_app import voeg_toe as voeg_import_toe
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
voeg_compare_toe(app)
voeg_import_toe(app)


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
dossieraudit score onderzoek/ --baseline vorig.json --rapport junit=j.xml
dossieraudit score onderzoek/ --verify resultaat.json
dossieraudit score onderzoek/ --view zelfevaluatie -o acties.xlsx
dossieraudit score onderzoek/ --view regie --dossier V07
cat dossiers.jsonl | dossieraudit score - --format jsonl

Exitcodes: 0 gedaan, 1 poort niet gehaald (uit opties of dossieraudit.toml),
2 verkeerd gebruik, 3 invoer afgekeurd, 70 fout van dossieraudit zelf.""",
)
def score(
    paden: o.Paden,
    kader: o.Kader = None,
    profiel: o.Profiel = None,
    peildatum: o.Peildatum = None,
    formaat: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="SOORT",
            help="Uitvoer: console, json, jsonl of csv; voor CI junit, sarif, github of markdown.",
        ),
    ] = "console",
    uit: o.Uit = None,
    stil: o.Stil = False,
    ongeldig_mag: o.OngeldigMag = False,
    faal_bij: o.FaalBij = None,
    min_voldoet: o.MinVoldoet = None,
    config: o.Config = None,
    zonder_config: o.ZonderConfig = False,
    baseline: o.Baseline = None,
    ontheffingen: o.Ontheffingen = None,
    op: o.Op = None,
    rapporten: o.Rapport = None,
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
    beeld: o.Beeld = None,
    dossier: o.EenDossier = None,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Toets dossiers aan het kader en laat de uitkomsten zien."""
    if beeld is not None or dossier is not None:
        from dossieraudit.cli.beelden import Vraag, alleen_beeld
        from dossieraudit.cli.beelden import voer_uit as toon_beeld

        naam = alleen_beeld(
            beeld,
            faal_bij,
            min_voldoet,
            config,
            baseline,
            ontheffingen,
            op,
            rapporten,
            controleer,
            workers,
            rejects,
            cluster,
        )
        return toon_beeld(
            naam,
            Vraag(paden, kader, profiel, peildatum, latere_normen, dossier),
            formaat=formaat,
            uit=uit,
            stil=stil,
            ongeldig_mag=ongeldig_mag,
            toon_waarden=toon_waarden,
        )
    from dossieraudit.cli.bulkopties import Bulkopties
    from dossieraudit.cli.poortopties import Poortopties
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
        latere_normen=latere_normen,
        controleer=controleer,
        toon_waarden=toon_waarden,
        bulk=Bulkopties(workers, rejects, cluster),
        poort=Poortopties(
            faal_bij, min_voldoet, config, zonder_config, baseline, ontheffingen, op, tuple(rapporten or ()), uit
        ),
    )


@app.command(
    cls=Opdracht,
    epilog="""\
dossieraudit report onderzoek/ -o rapport/
dossieraudit report onderzoek/ -o rapport/ --format html,docx,xlsx
dossieraudit report onderzoek/ -o openbaar/ --publicatie
dossieraudit report onderzoek/ --reactie-formulier onderzoek/reactie.yaml""",
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
    publicatie: Annotated[
        bool,
        typer.Option(
            "--publicatie",
            help="Maak in plaats van het rapport een versie voor publicatie: zonder kleine aantallen en zonder iets "
            "over één dossier.",
            show_default=False,
        ),
    ] = False,
    min_cel: Annotated[
        int | None,
        typer.Option(
            "--min-cel",
            metavar="N",
            parser=o.heel_getal,
            help="Bij --publicatie: het kleinste aantal dossiers dat genoemd mag worden; standaard 5.",
            show_default=False,
        ),
    ] = None,
    reactie: o.Reactie = None,
    reactie_formulier: o.ReactieFormulier = None,
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
        publicatie=publicatie,
        min_cel=min_cel,
        reactie=reactie,
        reactie_formulier=reactie_formulier,
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
    alles: Annotated[
        bool, typer.Option("--alles", help="Noem van elke eis alle feiten, ook waar het er veel zijn.")
    ] = False,
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
        alles=alles,
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
dossieraudit init proef
dossieraudit init gemeenten --voorbeeld zes-gemeenten
dossieraudit init --xlsx intake.xlsx
dossieraudit init --xlsx intake.xlsx --van onderzoek/""",
)
def init(
    map_: Annotated[Path | None, typer.Argument(metavar="MAP", help="Nieuwe of lege map.", show_default=False)] = None,
    xlsx: Annotated[
        Path | None,
        typer.Option(
            "--xlsx",
            metavar="BESTAND",
            help="Maak in plaats van een map een werkmap om dossiers in te voeren; lees haar in met 'import'.",
            show_default=False,
        ),
    ] = None,
    van: Annotated[
        list[Path] | None,
        typer.Option(
            "--van",
            metavar="PAD",
            help="Bij --xlsx: zet deze dossiers alvast in de werkmap. Mag vaker.",
            show_default=False,
        ),
    ] = None,
    voorbeeld: Annotated[
        str | None,
        typer.Option(
            "--voorbeeld",
            metavar="NAAM",
            help="Welk voorbeeld: vlaardingen (standaard) of zes-gemeenten.",
            show_default=False,
        ),
    ] = None,
    stil: o.Stil = False,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Zet een voorbeeldonderzoek klaar in een nieuwe map, of maak een werkmap."""
    from dossieraudit.cli.init import voer_uit

    return voer_uit(map_, xlsx=xlsx, van=van or [], voorbeeld=voorbeeld, stil=stil, toon_waarden=toon_waarden)
