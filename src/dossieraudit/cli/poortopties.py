"""What the command line asks of the gates, told from options and files alone, so that a run without loads nothing."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from dossieraudit.errors import Gebruiksfout
from dossieraudit.models.kader import UITKOMSTEN, Uitkomst
from dossieraudit.outputs import UITVOER
from dossieraudit.poorten.vinden import ONTHEFFINGEN, vind_configuratie

# What these show is about gates.
CI_FORMATEN = ("junit", "sarif", "github", "markdown")


class Poortopties(Struct, frozen=True):
    """The options of `score` that are about gates and files for CI."""

    faal_bij: str | None = None
    min_voldoet: float | None = None
    config: Path | None = None
    zonder_config: bool = False
    baseline: Path | None = None
    ontheffingen: Path | None = None
    op: date | None = None
    rapporten: tuple[str, ...] = ()
    uit: Path | None = None

    @property
    def verboden(self) -> tuple[Uitkomst, ...] | None:
        """The uitkomsten of `--fail-on`; None where it was not given. Raises `Gebruiksfout` for a name that is none."""
        if self.faal_bij is None:
            return None
        namen = {deel.strip() for deel in self.faal_bij.split(",") if deel.strip()}
        if not namen:
            # A variable of CI that is not set would open every gate without a word.
            raise Gebruiksfout("--fail-on is leeg; noem een of meer uitkomsten, of laat de optie weg")
        if onbekend := sorted(namen - set(UITKOMSTEN)):
            keuzes = ", ".join(UITKOMSTEN)
            raise Gebruiksfout(f"onbekende uitkomst in --fail-on: {', '.join(onbekend)}; kies uit {keuzes}")
        return tuple(uitkomst for uitkomst in UITKOMSTEN if uitkomst in namen)

    @property
    def bestanden(self) -> dict[Path, str]:
        """The files of `--rapport` with their kinds. Raises `Gebruiksfout` for one that makes no sense."""
        gevraagd: dict[Path, str] = {}
        for tekst in self.rapporten:
            soort, teken, pad = tekst.partition("=")
            if not teken or not pad:
                raise Gebruiksfout(f"'{tekst}' is geen SOORT=PAD; schrijf bijvoorbeeld --rapport junit=uit/scores.xml")
            if soort not in UITVOER:
                raise Gebruiksfout(f"soort '{soort}' in --rapport bestaat niet; kies uit {', '.join(UITVOER)}")
            if Path(pad) in gevraagd:
                raise Gebruiksfout(f"--rapport vraagt twee keer om '{pad}'; geef elk bestand een eigen naam")
            if self.uit is not None and Path(pad).absolute() == self.uit.absolute():
                raise Gebruiksfout(f"-o en --rapport vragen beide om '{pad}'; geef elk bestand een eigen naam")
            gevraagd[Path(pad)] = soort
        return gevraagd

    def controleer(self) -> None:
        """Raise `Gebruiksfout` for what is wrong in the options themselves."""
        if self.min_voldoet is not None and not 0 <= self.min_voldoet <= 1:
            raise Gebruiksfout(f"--min-voldoet is een aandeel van 0 tot 1, niet {self.min_voldoet:g}")
        if self.zonder_config and self.config is not None:
            raise Gebruiksfout("--config en --zonder-config gaan niet samen; laat één van beide weg")
        _ = self.verboden, self.bestanden

    def configuratie(self) -> Path | None:
        """The configuration that was asked for, else the nearest from the working directory upwards."""
        if self.zonder_config:
            return None
        return self.config if self.config is not None else vind_configuratie(Path.cwd())

    def nodig(self, paden: Sequence[Path], formaat: str) -> bool:
        """Whether anything here has to be looked at, beyond the plain result."""
        gevraagd = (self.faal_bij, self.min_voldoet, self.config, self.baseline, self.ontheffingen, self.op)
        return (
            any(optie is not None for optie in gevraagd)
            or bool(self.rapporten)
            or formaat in CI_FORMATEN
            or eigen_ontheffingen(paden) is not None
            or self.configuratie() is not None
        )


def eigen_ontheffingen(paden: Sequence[Path]) -> Path | None:
    """The waivers that stand beside an onderzoek."""
    pad = paden[0] / ONTHEFFINGEN if len(paden) == 1 else None
    return pad if pad is not None and pad.is_file() else None
