"""The command line: thin. It parses, calls, prints and gives the exit code; one error boundary for all of it."""

from dossieraudit.cli.boundary import main

__all__ = ["main"]
