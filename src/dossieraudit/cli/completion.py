"""Completion with Tab in the user's shell: typer does the work, the words are ours."""

import os

import typer

from dossieraudit.errors import Gebruiksfout

PROGRAMMA = "dossieraudit"
VARIABELE = "_DOSSIERAUDIT_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def maak_gereed() -> None:
    """Tell typer about the shells, where the shell asks for completions; in any other run that would be idle."""
    if VARIABELE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined] # not re-exported by name

        completion_init()


def toon(gevraagd: bool) -> None:
    """Print the script that a shell has to run."""
    if gevraagd:
        from typer.completion import get_completion_script  # type: ignore[attr-defined] # not re-exported by name

        print(get_completion_script(prog_name=PROGRAMMA, complete_var=VARIABELE, shell=_shell()))
        raise typer.Exit


def installeer(gevraagd: bool) -> None:
    """Put that script where the shell finds it."""
    if gevraagd:
        from typer.completion import install  # type: ignore[attr-defined] # not re-exported by name

        shell, pad = install(shell=_shell(), prog_name=PROGRAMMA, complete_var=VARIABELE)
        print(f"Aanvulling met Tab voor {shell} staat in {pad}. Ze werkt in een nieuw venster.")
        raise typer.Exit


def _shell() -> str:
    """The shell that the program was started from. Raises `Gebruiksfout` where that is unknown or cannot complete."""
    import shellingham  # type: ignore[import-untyped] # it comes with typer

    try:
        naam, _ = shellingham.detect_shell()
    except shellingham.ShellDetectionFailure:
        naam = None
    if naam not in SHELLS:
        raise Gebruiksfout(f"aanvulling met Tab is er voor {', '.join(SHELLS)}; uw shell is een andere of onbekend")
    return str(naam)
