"""The commands under `dossieraudit privacy`."""

from pathlib import Path
from typing import Annotated

import typer

from dossieraudit.cli import options as o
from dossieraudit.cli.help import Groep, Opdracht

privacy_app = typer.Typer(
    cls=Groep,
    help="Persoonsgegevens zoeken, en een kopie zonder maken.",
    epilog="""\
dossieraudit privacy check onderzoek/
dossieraudit privacy check rapport/ --overslaan '*.pdf'
dossieraudit privacy pseudonymise onderzoek/ -o kopie/ --sleutel sleutel.txt""",
    rich_markup_mode=None,
)
Namen = Annotated[
    Path | None,
    typer.Option(
        "--namen",
        metavar="PAD",
        help="Tekstbestand met namen die in deze stukken spelen, één per regel.",
        show_default=False,
    ),
]


@privacy_app.command(
    "check",
    cls=Opdracht,
    epilog="""\
dossieraudit privacy check onderzoek/
dossieraudit privacy check brief.docx --vanaf mogelijk --toon-waarden
dossieraudit privacy check onderzoek/ --format json""",
)
def privacy_check(
    paden: Annotated[list[Path], typer.Argument(metavar="PAD…", help="Map of bestand; mappen worden doorzocht.")],
    vanaf: Annotated[
        str,
        typer.Option("--vanaf", metavar="ZEKERHEID", help="zeker, waarschijnlijk of mogelijk: exitcode 1 hiervanaf."),
    ] = "waarschijnlijk",
    formaat: Annotated[str, typer.Option("--format", metavar="SOORT", help="console of json.")] = "console",
    namen: Namen = None,
    max_tekst: Annotated[
        int,
        typer.Option(
            "--max-tekst",
            metavar="N",
            parser=o.heel_getal,
            help="Meld in gegevensbestanden ook teksten van meer dan N tekens, als 'mogelijk'.",
        ),
    ] = 200,
    overslaan: Annotated[
        list[str] | None,
        typer.Option(
            "--overslaan",
            metavar="PATROON",
            help="Sla bestanden met zo'n naam over, bijvoorbeeld '*.pdf'. Mag vaker.",
            show_default=False,
        ),
    ] = None,
    deduce: Annotated[
        bool,
        typer.Option(
            "--deduce",
            help="Vraag over vrije tekst ook deduce (los te installeren, 1 GB geheugen).",
            show_default=False,
        ),
    ] = False,
    uit: o.Uit = None,
    stil: o.Stil = False,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Zoek wat naar een persoon kan leiden, in invoer en in uitvoer."""
    from dossieraudit.cli.privacy import controleer

    return controleer(
        paden,
        vanaf=vanaf,
        formaat=formaat,
        namen=namen,
        max_tekst=max_tekst,
        overslaan=overslaan or [],
        deduce=deduce,
        uit=uit,
        stil=stil,
        toon_waarden=toon_waarden,
    )


@privacy_app.command(
    "pseudonymise",
    cls=Opdracht,
    epilog="""\
dossieraudit privacy pseudonymise onderzoek/ -o kopie/ --sleutel sleutel.txt
dossieraudit privacy pseudonymise onderzoek/ -o kopie/ --sleutel sleutel.txt \\
    --vrije-tekst maskeer --namen namen.txt

De scores van de kopie zijn die van het origineel; dat wordt nagerekend.""",
)
def privacy_pseudonymise(
    pad: o.Pad,
    uit: Annotated[Path, typer.Option("--output", "-o", metavar="MAP", help="Nieuwe of lege map.", show_default=False)],
    sleutel: Annotated[
        Path,
        typer.Option(
            "--sleutel",
            metavar="PAD",
            help="Sleutel, buiten de uitvoer; wordt de eerste keer gemaakt.",
            show_default=False,
        ),
    ],
    vrije_tekst: Annotated[
        str, typer.Option("--vrije-tekst", metavar="KEUZE", help="verwijder of maskeer.")
    ] = "verwijder",
    namen: Namen = None,
    onverschoven_mag: Annotated[
        bool,
        typer.Option(
            "--onverschoven-mag",
            help="Neem ook dossiers over waarvan geen datum kan schuiven zonder dat een score verandert.",
            show_default=False,
        ),
    ] = False,
    kader: o.Kader = None,
    profiel: o.Profiel = None,
    peildatum: o.Peildatum = None,
    stil: o.Stil = False,
    ongeldig_mag: o.OngeldigMag = False,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Maak een kopie met pseudoniemen, verschoven datums en zonder vrije tekst."""
    from dossieraudit.cli.privacy import pseudonymiseer

    return pseudonymiseer(
        pad,
        uit=uit,
        sleutel=sleutel,
        vrije_tekst=vrije_tekst,
        namen=namen,
        onverschoven_mag=onverschoven_mag,
        kader=kader,
        profiel=profiel,
        peildatum=peildatum,
        stil=stil,
        ongeldig_mag=ongeldig_mag,
        toon_waarden=toon_waarden,
    )
