"""Arguments and options that commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dossieraudit.errors import Gebruiksfout


def dag(tekst: str) -> date:
    """A day as the user wrote it."""
    try:
        gevonden = date.fromisoformat(tekst)
    except ValueError:
        raise Gebruiksfout(f"'{tekst}' is geen datum; schrijf JJJJ-MM-DD, bijvoorbeeld 2017-11-01") from None
    # The days that a dossier may hold too; around any other a term could not be worked out.
    if not 1900 <= gevonden.year <= 2099:
        raise Gebruiksfout(f"'{tekst}' is te lang geleden of te ver weg; kies een dag van 1900 tot en met 2099")
    return gevonden


def getal(tekst: str) -> float:
    """A number as the user wrote it, with a point or a comma."""
    try:
        return float(tekst.replace(",", "."))
    except ValueError:
        raise Gebruiksfout(f"'{tekst}' is geen getal; schrijf bijvoorbeeld 0.8") from None


def heel_getal(tekst: str | int) -> int:
    """A whole number as the user wrote it; typer passes a default through here too."""
    if isinstance(tekst, str) and not tekst.isdecimal():
        raise Gebruiksfout(f"'{tekst}' is geen geheel getal; schrijf bijvoorbeeld 20")
    return int(tekst)


Pad = Annotated[
    Path, typer.Argument(metavar="PAD", help="Onderzoeksmap, map met dossiers, of bestand (.yaml .json .jsonl).")
]
Paden = Annotated[
    list[Path],
    typer.Argument(
        metavar="PAD…", help="Onderzoeksmap, map met dossiers, bestand (.yaml .json .jsonl), of - (invoer)."
    ),
]
Kader = Annotated[
    str | None,
    typer.Option("--kader", metavar="NAAM|PAD", help="Kader; standaard dat van het onderzoek.", show_default=False),
]
Profiel = Annotated[
    Path | None,
    typer.Option(
        "--profiel", metavar="PAD", help="Profiel over het kader; standaard dat van het onderzoek.", show_default=False
    ),
]
LatereNormen = Annotated[
    bool,
    typer.Option(
        "--latere-normen", help="Toets ook dossiers van vóór de geldigheid van het kader.", show_default=False
    ),
]
Peildatum = Annotated[
    date | None,
    typer.Option(
        "--peildatum",
        metavar="JJJJ-MM-DD",
        parser=dag,
        help="Dag waarop termijnen worden beoordeeld; standaard die van het onderzoek, anders de laatste datum "
        "in elk dossier.",
        show_default=False,
    ),
]
Uit = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PAD", help="Schrijf naar dit bestand of deze map.", show_default=False),
]
Stil = Annotated[bool, typer.Option("--quiet", "-q", help="Alleen fouten melden.", show_default=False)]
ToonWaarden = Annotated[
    bool,
    typer.Option(
        "--toon-waarden",
        help="Laat in meldingen ook waarden uit dossiers zien (kan persoonsgegevens tonen).",
        show_default=False,
    ),
]
Reactie = Annotated[
    Path | None,
    typer.Option(
        "--reactie",
        metavar="PAD",
        help="Opmerkingen van de gemeente op het concept, met het antwoord erop; standaard reactie.yaml van het "
        "onderzoek.",
        show_default=False,
    ),
]
ReactieFormulier = Annotated[
    Path | None,
    typer.Option(
        "--reactie-formulier",
        metavar="PAD",
        help="Schrijf geen rapport, maar een leeg formulier voor die opmerkingen (.yaml).",
        show_default=False,
    ),
]
Beeld = Annotated[
    str | None,
    typer.Option(
        "--view",
        metavar="BEELD",
        help="Ander beeld: zelfevaluatie (wat nog te herstellen is) of regie (wie leidt). Ook als "
        "--format json of md; met -o ook xlsx (zelfevaluatie), html, docx, odt of pdf.",
        show_default=False,
    ),
]
EenDossier = Annotated[
    str | None,
    typer.Option("--dossier", metavar="ID", help="Bij --view: alleen dit dossier.", show_default=False),
]
OngeldigMag = Annotated[
    bool,
    typer.Option(
        "--allow-invalid", help="Afgekeurde dossiers geven geen exitcode 3; ze blijven zichtbaar.", show_default=False
    ),
]
FaalBij = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="UITKOMST[,…]",
        help="Exitcode 1 als een blad in een dossier deze uitkomst heeft.",
        show_default=False,
    ),
]
MinVoldoet = Annotated[
    float | None,
    typer.Option(
        "--min-voldoet",
        metavar="AANDEEL",
        parser=getal,
        help="Exitcode 1 als bij een blad een kleiner aandeel (0 tot 1) van de dossiers voldoet.",
        show_default=False,
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="PAD",
        help="Poorten uit dit bestand; standaard dossieraudit.toml of pyproject.toml, vanaf deze map omhoog.",
        show_default=False,
    ),
]
ZonderConfig = Annotated[
    bool,
    typer.Option("--zonder-config", help="Kijk niet naar dossieraudit.toml of pyproject.toml.", show_default=False),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="PAD",
        help="Exitcode 1 als iets slechter is dan in dit eerdere resultaat (json); wat er al stond, blijft zichtbaar.",
        show_default=False,
    ),
]
Ontheffingen = Annotated[
    Path | None,
    typer.Option(
        "--ontheffingen",
        metavar="PAD",
        help="Wat een poort voor nu doorlaat; standaard ontheffingen.yaml in de map van het onderzoek.",
        show_default=False,
    ),
]
Op = Annotated[
    date | None,
    typer.Option(
        "--op",
        metavar="JJJJ-MM-DD",
        parser=dag,
        help="Dag waarop wordt bezien of een ontheffing nog geldt; standaard de peildatum.",
        show_default=False,
    ),
]
Rapport = Annotated[
    list[str] | None,
    typer.Option(
        "--rapport",
        metavar="SOORT=PAD",
        help="Schrijf daarnaast dit bestand, bijvoorbeeld junit=scores.xml of sarif=scores.sarif. Mag vaker.",
        show_default=False,
    ),
]
