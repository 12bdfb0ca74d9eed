"""The commands of an inspector around the scoring: drawing the dossiers, and judging beside the rules."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dossieraudit.cli import options as o
from dossieraudit.cli.help import GroepMetStandaard, Opdracht

SAMPLE_VOORBEELDEN = """\
dossieraudit sample lijst.xlsx --aantal 20 --zaad 4711 -o steekproef/
dossieraudit sample lijst.csv --per soort=na_triage:11,na_onderzoek:9 \\
    --per team --reserves 2 --zaad 4711 -o steekproef/

De lijst heeft op de eerste rij de kolomnamen id, soort, datum en team; alleen
id is altijd nodig. Dezelfde lijst en hetzelfde zaad geven dezelfde loting."""

review_app = typer.Typer(
    cls=GroepMetStandaard,
    help="Het oordeel van mensen naast dat van de regels. Zonder andere opdracht: assess.",
    epilog="""\
dossieraudit review onderzoek/ --beoordelaar b1 -o formulier-b1.xlsx
dossieraudit review onderzoek/ --lees formulier-b1.xlsx
dossieraudit review agreement onderzoek/beoordelingen/b1.yaml \\
    onderzoek/beoordelingen/b2.yaml""",
    rich_markup_mode=None,
)


def sample(
    lijst: Annotated[Path, typer.Argument(metavar="LIJST", help="Lijst van overdrachten: .csv of .xlsx.")],
    aantal: Annotated[
        int | None,
        typer.Option(
            "--aantal",
            metavar="N",
            parser=o.heel_getal,
            help="Aantal te trekken dossiers; mag weg als --per alle aantallen geeft.",
            show_default=False,
        ),
    ] = None,
    zaad: Annotated[
        str,
        typer.Option("--zaad", metavar="ZAAD", help="Zaad van de loting: een getal of tekst.", show_default=False),
    ] = "",
    per: Annotated[
        list[str] | None,
        typer.Option(
            "--per",
            metavar="KENMERK[=WAARDE:N,…]",
            help="Loot per soort of per team: naar verhouding, of met deze aantallen. Mag twee keer.",
            show_default=False,
        ),
    ] = None,
    reserves: Annotated[
        int,
        typer.Option("--reserves", metavar="K", parser=o.heel_getal, help="Reserves per stratum.", show_default=False),
    ] = 0,
    van: Annotated[
        date | None,
        typer.Option(
            "--van", metavar="JJJJ-MM-DD", parser=o.dag, help="Alleen overdrachten vanaf deze dag.", show_default=False
        ),
    ] = None,
    tot: Annotated[
        date | None,
        typer.Option(
            "--tot",
            metavar="JJJJ-MM-DD",
            parser=o.dag,
            help="Alleen overdrachten tot en met dan.",
            show_default=False,
        ),
    ] = None,
    uit: o.Uit = None,
    stil: o.Stil = False,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Loot dossiers uit een lijst van overdrachten, met verantwoording."""
    from dossieraudit.cli.sample import voer_uit

    return voer_uit(
        lijst,
        aantal=aantal,
        per=per or [],
        zaad=zaad,
        reserves=reserves,
        van=van,
        tot=tot,
        uit=uit,
        stil=stil,
        toon_waarden=toon_waarden,
    )


@review_app.command(
    "assess",
    cls=Opdracht,
    epilog="""\
dossieraudit review onderzoek/ --beoordelaar b1 -o formulier-b1.xlsx
dossieraudit review onderzoek/ --beoordelaar b1 --bladen SH3.1,TT \\
    -o formulier-b1.xlsx
dossieraudit review onderzoek/ --lees formulier-b1.xlsx
dossieraudit review onderzoek/ --beoordelaar b1 --in-terminal \\
    --datum 2017-11-20""",
)
def assess(
    pad: Annotated[Path, typer.Argument(metavar="PAD", help="Onderzoeksmap.")],
    beoordelaar: Annotated[
        str | None,
        typer.Option("--beoordelaar", metavar="ID", help="Pseudoniem van de beoordelaar.", show_default=False),
    ] = None,
    lees: Annotated[
        Path | None,
        typer.Option("--lees", metavar="PAD", help="Lees dit ingevulde formulier terug.", show_default=False),
    ] = None,
    in_terminal: Annotated[
        bool, typer.Option("--in-terminal", help="Beoordeel hier, dossier voor dossier.", show_default=False)
    ] = False,
    bladen: Annotated[
        str | None,
        typer.Option(
            "--bladen",
            metavar="BLAD[,…]",
            help="Ook deze bladen, criteria of thema's; of: alle.",
            show_default=False,
        ),
    ] = None,
    datum: Annotated[
        date | None,
        typer.Option("--datum", metavar="JJJJ-MM-DD", parser=o.dag, help="Dag van de beoordeling.", show_default=False),
    ] = None,
    uit: o.Uit = None,
    kader: o.Kader = None,
    profiel: o.Profiel = None,
    peildatum: o.Peildatum = None,
    stil: o.Stil = False,
    toon_waarden: o.ToonWaarden = False,
) -> int:
    """Beoordeel wat een mens vraagt: met een scoreformulier, of hier."""
    from dossieraudit.cli.review import voer_uit

    return voer_uit(
        pad,
        beoordelaar=beoordelaar,
        lees=lees,
        in_terminal=in_terminal,
        bladen=bladen,
        datum=datum,
        uit=uit,
        kader=kader,
        profiel=profiel,
        peildatum=peildatum,
        stil=stil,
        toon_waarden=toon_waarden,
    )


@review_app.command(
    "agreement",
    cls=Opdracht,
    epilog="""\
dossieraudit review agreement beoordelingen/b1.yaml beoordelingen/b2.yaml
dossieraudit review agreement beoordelingen/b1.yaml beoordelingen/b2.yaml \\
    --consensus beoordelingen/consensus.yaml -o overeenstemming.md""",
)
def agreement(
    eerste: Annotated[Path, typer.Argument(metavar="A", help="Oordelen van de ene beoordelaar (.yaml).")],
    tweede: Annotated[Path, typer.Argument(metavar="B", help="Oordelen van de andere beoordelaar (.yaml).")],
    consensus: Annotated[
        Path | None,
        typer.Option(
            "--consensus",
            metavar="PAD",
            help="Leg hier vast waarover zij het eens zijn; wat er al staat, blijft.",
            show_default=False,
        ),
    ] = None,
    uit: o.Uit = None,
    kader: o.Kader = None,
    stil: o.Stil = False,
) -> int:
    """Vergelijk twee beoordelaars: overeenstemming, kappa en verschillen."""
    from dossieraudit.cli.agreement import voer_uit

    return voer_uit(eerste, tweede, consensus=consensus, uit=uit, kader=kader, stil=stil)


def voeg_toe(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command("sample", cls=Opdracht, epilog=SAMPLE_VOORBEELDEN)(sample)
    app.add_typer(review_app, name="review")
