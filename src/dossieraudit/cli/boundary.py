"""The one place where errors become messages and exit codes."""

import os
import sys
from pathlib import Path

from dossieraudit.cli import exitcodes
from dossieraudit.errors import Gebruiksfout, Invoerfout


def main() -> None:
    """Run the command line and leave with an exit code of the contract."""
    try:
        code = _voer_uit()
    except Invoerfout as fout:
        for deel in fout.fouten:
            print(deel.als_tekst(toon_waarden=toon_waarden()), file=sys.stderr)
        code = exitcodes.INVOER_AFGEKEURD
    except Gebruiksfout as fout:
        print(f"Verkeerd gebruik: {fout}", file=sys.stderr)
        code = exitcodes.VERKEERD_GEBRUIK
    except BrokenPipeError:
        # The reader went away (`| head`): nothing is wrong. Python would complain once more on closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = exitcodes.GELUKT
    except KeyboardInterrupt:
        print("Afgebroken.", file=sys.stderr)
        code = 130
    except OSError as fout:
        naam = f" ({fout.filename})" if fout.filename else ""
        print(f"Het bestandssysteem weigerde: {fout.strerror or fout}{naam}", file=sys.stderr)
        code = exitcodes.INVOER_AFGEKEURD
    except Exception as fout:  # noqa: BLE001 - the last line of defence; what it caught is reported, without case text
        _meld_eigen_fout(fout)
        code = exitcodes.EIGEN_FOUT
    sys.exit(code)


def _voer_uit() -> int:
    import typer

    from dossieraudit.cli.app import app

    try:
        uitkomst = app(standalone_mode=False)
    except typer.Exit as einde:
        return einde.exit_code
    except typer.Abort:
        print("Afgebroken.", file=sys.stderr)
        return 130
    except Exception as fout:
        toon = getattr(fout, "show", None)
        if toon is None:
            raise
        toon()
        return exitcodes.VERKEERD_GEBRUIK
    return uitkomst if isinstance(uitkomst, int) else exitcodes.GELUKT


def toon_waarden() -> bool:
    """Whether the user asked to see values out of dossiers in messages."""
    return "--toon-waarden" in sys.argv


def _meld_eigen_fout(fout: Exception) -> None:
    """Say where our own code failed, by file and line; the message itself could hold something of a case."""
    import traceback

    plaatsen = [
        f"  {Path(regel.filename).name}:{regel.lineno} in {regel.name}"
        for regel in traceback.extract_tb(fout.__traceback__)[-5:]
    ]
    print(
        "Dit is een fout van dossieraudit zelf, niet van uw invoer.\n"
        f"  soort: {type(fout).__name__}\n" + "\n".join(plaatsen) + "\n"
        "Meld deze regels; er staat niets uit een dossier in. Uw bestanden zijn niet gewijzigd.",
        file=sys.stderr,
    )
