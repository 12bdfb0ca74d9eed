"""The gates of `dossieraudit score`: what was asked, brought together, and what is said of it."""

import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossieraudit.cli.bewaking import spaar
from dossieraudit.cli.gather import Stukken
from dossieraudit.cli.messages import meld, van_hier, zeg
from dossieraudit.cli.poortopties import Poortopties, eigen_ontheffingen
from dossieraudit.cli.verify import lees_resultaat
from dossieraudit.errors import Fout, Gebruiksfout
from dossieraudit.loading.bestand import eis_binnen
from dossieraudit.loading.onderzoek import BESTAND
from dossieraudit.models.kader import Kader
from dossieraudit.models.poorten import Grenzen, Grond, Poortinstellingen, Poortuitslag
from dossieraudit.models.resultaat import BladTelling, Ontheffingstand, Resultaat
from dossieraudit.outputs.beeld import Beeld, Plaats
from dossieraudit.poorten.inlezen import GelezenConfiguratie, controleer_codes, lees_configuratie
from dossieraudit.poorten.ontheffingen import met_ontheffingen
from dossieraudit.poorten.toetsen import Poorten, toets, toets_tellingen, werk_uit
from dossieraudit.poorten.verslag import GEEN_DOSSIER, regels

_GEHAALD: dict[Grond, str] = {
    "alles": "Poorten gehaald.",
    "deel": "Poorten gehaald, voor zover er iets te toetsen was.",
    "niets": "Geen poort kon iets zeggen: er is niets beoordeeld waar zij over gaan.",
}


@dataclass(frozen=True)
class Poortwerk:
    """All that was asked, read and checked against the framework, before a dossier is scored."""

    opties: Poortopties
    kader: Kader
    poorten: Poorten
    baseline: tuple[Resultaat, str] | None
    ontheffingen: Path | None
    config: str | None = None

    def met_standen(self, resultaat: Resultaat) -> Resultaat:
        """The result with its waivers, as they stand on the day that was asked."""
        if self.ontheffingen is None:
            return resultaat
        naam = van_hier(str(self.ontheffingen))
        return met_ontheffingen(resultaat, self.ontheffingen, naam, self.kader, self.opties.op)

    def bezie(self, resultaat: Resultaat, stukken: Stukken, paden: Sequence[Path]) -> Beeld:
        """The run as outputs see it: the result with its waivers, what came of the gates, and paths from here."""
        resultaat = self.met_standen(resultaat)
        uitslag = toets(self.poorten, resultaat, self.baseline)
        onderzoek = paden[0] / BESTAND
        geheel = Plaats(van_hier(str(onderzoek if onderzoek.is_file() else paden[0])))
        return Beeld(resultaat, self.kader, uitslag, _plaatsen(resultaat, stukken, paden), geheel)

    def meld(self, beeld: Beeld, paden: Sequence[Path], *, stil: bool) -> None:
        """Say on standard error what the gates stop, and unless `stil` what they let pass and why."""
        if self.config is not None and not stil:
            zeg(f"Poorten uit {self.config}.", file=sys.stderr)
        meld_uitslag(beeld.uitslag, paden, beeld.resultaat.ontheffingen, stil=stil)


def bereid_voor(
    opties: Poortopties, paden: Sequence[Path], kader: Kader, *, alleen_ontheffingen: bool = False
) -> Poortwerk:
    """Read everything that the gates need, or only the waivers, which are part of a result.

    Raises `Invoerfout` or `Gebruiksfout` with what is wrong in it.
    """
    gelezen = _configuratie(opties, kader)
    ontheffingen = opties.ontheffingen or _uit(gelezen, "ontheffingen")
    if ontheffingen is not None and not ontheffingen.is_file():
        raise Gebruiksfout(f"het bestand met ontheffingen '{van_hier(str(ontheffingen))}' is er niet")
    if ontheffingen is None and (eigen := eigen_ontheffingen(paden)) is not None:
        eis_binnen(eigen, paden[0])
        ontheffingen = eigen
    baseline = None if alleen_ontheffingen else opties.baseline or _uit(gelezen, "baseline")
    spaar((opties.uit, *opties.bestanden), (baseline, ontheffingen, None if gelezen is None else gelezen.pad))
    return Poortwerk(
        opties,
        kader,
        werk_uit(_instellingen(gelezen, opties), kader),
        None if baseline is None else (_lees_baseline(baseline, paden), van_hier(str(baseline))),
        ontheffingen,
        None if gelezen is None else van_hier(str(gelezen.pad)),
    )


def _lees_baseline(pad: Path, paden: Sequence[Path]) -> Resultaat:
    # A folder that was given for a file is most likely the onderzoek itself, of which a baseline is still to be made.
    naam = "baseline.json" if pad.is_dir() else van_hier(str(pad))
    wat = shlex.join(map(str, paden))
    return lees_resultaat(pad, "de baseline", f"dossieraudit score {wat} --zonder-config --format json -o {naam}")


def _configuratie(opties: Poortopties, kader: Kader) -> GelezenConfiguratie | None:
    pad = opties.configuratie()
    if pad is None:
        return None
    gelezen = lees_configuratie(pad, van_hier(str(pad)))
    controleer_codes(gelezen, kader)
    return gelezen


def _uit(gelezen: GelezenConfiguratie | None, naam: str) -> Path | None:
    return None if gelezen is None else gelezen.pad_van(getattr(gelezen.inhoud, naam))


def _instellingen(gelezen: GelezenConfiguratie | None, opties: Poortopties) -> Poortinstellingen:
    """What the configuration asks; an option takes the place of what it says about the same thing, everywhere."""
    instellingen = gelezen.inhoud.poorten if gelezen is not None else Poortinstellingen()
    nieuw: dict[str, object] = {}
    if opties.verboden is not None:
        nieuw["faal_bij"] = opties.verboden
    if opties.min_voldoet is not None:
        nieuw["min_voldoet"] = opties.min_voldoet
    leeg = dict.fromkeys(nieuw)

    def zonder(delen: Mapping[str, Grenzen]) -> dict[str, Grenzen]:
        return {naam: grenzen.model_copy(update=leeg) for naam, grenzen in delen.items()}

    per_deel = {soort: zonder(getattr(instellingen, soort)) for soort in ("themas", "criteria", "bladen")}
    return instellingen.model_copy(update=nieuw | per_deel)


def eis_tellingen(opties: Poortopties) -> None:
    """Before a table is made: raise `Gebruiksfout` for what needs the dossiers one by one."""
    pad = opties.configuratie()
    gelezen = None if pad is None else lees_configuratie(pad, van_hier(str(pad)))
    per_dossier = (opties.baseline or _uit(gelezen, "baseline"), opties.ontheffingen or _uit(gelezen, "ontheffingen"))
    if any(per_dossier) or opties.op or opties.rapporten or _vraagt_oordeel(_instellingen(gelezen, opties)):
        raise Gebruiksfout(
            "een baseline, ontheffingen, --rapport en min_oordeel gaan niet samen met een tabel (-o naar .csv, .jsonl "
            "of .parquet); kies met --format wat u wilt, bijvoorbeeld --format csv, of voeg --zonder-config toe"
        )


def _vraagt_oordeel(instellingen: Poortinstellingen) -> bool:
    delen = (instellingen.themas, instellingen.criteria, instellingen.bladen)
    alle = (instellingen, *(grenzen for deel in delen for grenzen in deel.values()))
    return any(grenzen.min_oordeel is not None for grenzen in alle)


def toets_tabel(
    opties: Poortopties, paden: Sequence[Path], kader: Kader, tellingen: Mapping[str, BladTelling], *, stil: bool
) -> Poortuitslag:
    """The gates over a table: counts alone; says what they stop."""
    instellingen = _instellingen(_configuratie(opties, kader), opties)
    if eigen_ontheffingen(paden) is not None and not stil:
        zeg("Een tabel kent geen ontheffingen: de poorten laten hier niets door.", file=sys.stderr)
    uitslag = toets_tellingen(werk_uit(instellingen, kader), tellingen)
    meld_uitslag(uitslag, paden, stil=stil)
    return uitslag


def meld_uitslag(
    uitslag: Poortuitslag, paden: Sequence[Path], ontheffingen: Sequence[Ontheffingstand] = (), *, stil: bool
) -> None:
    """Say what came of the gates on standard error; with `stil` only what they stop."""
    for regel in regels(uitslag, ontheffingen, kort=stil):
        zeg(regel, file=sys.stderr)
    if uitslag.leeg:
        advies = "controleer of het pad klopt en of de export is gelukt; een poort vraagt ten minste één dossier"
        meld([Fout(", ".join(map(str, paden)), GEEN_DOSSIER, advies=advies)], toon_waarden=False)
    elif uitslag.gevraagd and uitslag.gehaald and not stil:
        zeg(_GEHAALD[uitslag.grond], file=sys.stderr)


def _plaatsen(resultaat: Resultaat, stukken: Stukken, paden: Sequence[Path]) -> dict[str, Plaats]:
    """Where every dossier and every rejected input stands, as a path from the working directory."""
    plaatsen = {een.invoer: Plaats(van_hier(een.invoer, paden)) for een in resultaat.afgekeurd}
    for geladen in stukken.lading.dossiers:
        plaatsen[geladen.dossier.id] = Plaats(van_hier(geladen.invoer, paden), geladen.regel)
    return plaatsen
