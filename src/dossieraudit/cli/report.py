"""`dossieraudit report`."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from dossieraudit.cli.beoordelen import beoordeel
from dossieraudit.cli.bestanden import bewaar, lees_formaten, plaatsen
from dossieraudit.cli.gather import Stukken, exitcode, verzamel
from dossieraudit.cli.messages import zeg
from dossieraudit.cli.reactie import met_reactie, schrijf_formulier
from dossieraudit.cli.verbeterplan import lees_verbeterplan
from dossieraudit.cli.voortgang import een_voor_een, voortgang
from dossieraudit.errors import Gebruiksfout
from dossieraudit.judgement import Beoordeelstuk
from dossieraudit.judgement.findings import steekproef
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.outputs.explanation import vindplaats, waarde_tekst
from dossieraudit.poorten.ontheffingen import met_eigen_ontheffingen
from dossieraudit.publicatie import MIN_CEL, maak_publicatie
from dossieraudit.report.build import maak_document, secties
from dossieraudit.report.context import Context
from dossieraudit.report.notes import MAP, laad_toelichtingen
from dossieraudit.report.schrijvers import DOCUMENTEN
from dossieraudit.report.tree import Document
from dossieraudit.report.verkenner import REDEN_LABELS, Feit, Verkenner
from dossieraudit.sample import tel_kenmerken
from dossieraudit.scoring import verklaar

STANDAARDMAP = Path("rapport")
PUBLICATIEMAP = Path("publicatie")
# Explaining a dossier down to its facts takes far longer than judging it. This room holds some three hundred of them:
# more than an inspection reads, and a report on thousands still comes in seconds. `explain` has the others.
RUIMTE_FEITEN = 600_000


@dataclass(frozen=True)
class Werk:
    """One report on its way to files: everything that a format may need, made when it is first asked for.

    `min_cel` asks for the version for publication, of which no count is smaller.
    """

    stukken: Stukken
    bruikbaar: tuple[Beoordeelstuk, ...]
    resultaat: Resultaat
    context: Context
    min_cel: int | None = None

    @cached_property
    def document(self) -> Document:
        """The document tree that every text format shows."""
        return maak_document(self.context) if self.min_cel is None else maak_publicatie(self.context, self.min_cel)

    @cached_property
    def verkenner(self) -> Verkenner:
        """The explorer, with facts that are explained only as long as there is room for them."""
        verkenner = Verkenner.uit(self.resultaat, self.context.kader, self._feiten)
        return replace(verkenner, ruimte_feiten=min(verkenner.ruimte_feiten, RUIMTE_FEITEN))

    def _feiten(self, dossier: str, blad: str) -> Sequence[Feit]:
        stuk = self._per_id[dossier]
        uitleg = verklaar(self.stukken.scoring, stuk.geladen.dossier, stuk.peildatum, blad)
        gevonden: dict[str, Feit] = {}
        for deel in (*uitleg.voorwaarden, *uitleg.eisen):
            for feit in deel.feiten if deel is not None else ():
                waarde = waarde_tekst(feit.waarde) if feit.onbekend is None else REDEN_LABELS[feit.onbekend]
                gevonden.setdefault(feit.pad, Feit(feit.pad, waarde, vindplaats(stuk.geladen.dossier, feit.pad)))
        return tuple(gevonden.values())

    @cached_property
    def _per_id(self) -> dict[str, Beoordeelstuk]:
        return {stuk.geladen.dossier.id: stuk for stuk in self.bruikbaar}


def _html(werk: Werk) -> bytes:
    from dossieraudit.report.html import schrijf

    return schrijf(werk.document, werk.verkenner if werk.min_cel is None else None)


def _xlsx(werk: Werk) -> bytes:
    if werk.min_cel is not None:
        from dossieraudit.publicatie.werkmap import schrijf as schrijf_publicatie

        return schrijf_publicatie(werk.document)
    from dossieraudit.report.xlsx import schrijf

    return schrijf(werk.resultaat, werk.context.kader, werk.context.reactie.reactie if werk.context.reactie else None)


# Per format: the name of its file in a folder.
NAMEN = {soort: f"rapport.{soort}" for soort in DOCUMENTEN} | {"xlsx": "scores.xlsx"}
# A name of its own, so that what may leave the house is never taken for what may not, or the other way round.
NAMEN_PUBLICATIE = {soort: f"publicatie.{soort}" for soort in NAMEN}


def maak(werk: Werk, soort: str) -> bytes:
    """The report in one format."""
    eigen = {"html": _html, "xlsx": _xlsx}
    return eigen[soort](werk) if soort in eigen else DOCUMENTEN[soort](werk.document)


def voer_uit(
    pad: Path,
    *,
    uit: Path | None,
    formaten: str,
    kader: str | None,
    profiel: Path | None,
    peildatum: date | None,
    stil: bool,
    ongeldig_mag: bool,
    latere_normen: bool,
    publicatie: bool,
    min_cel: int | None,
    reactie: Path | None,
    reactie_formulier: Path | None,
    toon_waarden: bool,
) -> int:
    """Write the report in every format that is asked for, and give the exit code."""
    gevraagd = lees_formaten(formaten, NAMEN)
    if min_cel is not None and not publicatie:
        raise Gebruiksfout("--min-cel hoort bij --publicatie; een rapport voor eigen gebruik laat geen aantallen weg")
    namen, map_ = (NAMEN_PUBLICATIE, PUBLICATIEMAP) if publicatie else (NAMEN, STANDAARDMAP)
    naar = plaatsen(uit, gevraagd, namen, map_)
    if publicatie and reactie is not None:
        raise Gebruiksfout("--reactie gaat niet samen met --publicatie: opmerkingen gaan over losse dossiers")
    with voortgang(1, stil) as volgende:
        volgende("dossiers lezen en toetsen")
        werk = maak_werk(pad, kader, profiel, peildatum, latere_normen, toon_waarden)
    if reactie_formulier is not None:
        schrijf_formulier(werk.context, reactie_formulier, stil)
        return exitcode(len(werk.resultaat.afgekeurd), ongeldig_mag)
    if not publicatie:
        werk = replace(werk, context=met_reactie(werk.context, pad, reactie, werk.stukken.eigen_kader))
    if publicatie:
        werk = replace(werk, min_cel=MIN_CEL if min_cel is None else min_cel)
    formaten_ = een_voor_een(list(naar.items()), "rapport maken", stil)
    bestanden = {plaats: (soort, maak(werk, soort)) for soort, plaats in formaten_}
    bewaar(bestanden, lambda: werk.document, gelezen=(pad, kader, profiel, reactie), stil=stil)
    afgekeurd = len({a.invoer for a in werk.resultaat.afgekeurd})
    if afgekeurd:
        telt = "1 invoerbestand is" if afgekeurd == 1 else f"{afgekeurd} invoerbestanden zijn"
        zeg(f"Let op: {telt} afgekeurd; het rapport gaat over de rest en zegt dat ook.", file=sys.stderr)
    return exitcode(afgekeurd, ongeldig_mag)


def maak_werk(
    pad: Path,
    kader: str | None = None,
    profiel: Path | None = None,
    peildatum: date | None = None,
    latere_normen: bool = False,
    toon_waarden: bool = False,
) -> Werk:
    """Read, judge and put together everything that a report needs; faults of dossiers go to standard error."""
    stukken = verzamel([pad], kader, peildatum, profiel)
    beoordeeld = beoordeel(stukken, [pad], latere_normen=latere_normen, toon_waarden=toon_waarden)
    regels, bruikbaar = stukken.scoring.regels, beoordeeld.bruikbaar
    resultaat = met_eigen_ontheffingen(beoordeeld.resultaat, pad, regels.kader)
    context = Context(
        resultaat,
        regels.kader,
        stukken.bronnen,
        stukken.onderzoek,
        {stuk.geladen.dossier.id: stuk.geladen.dossier for stuk in bruikbaar},
        loting=beoordeeld.loting,
        maatregelen=lees_verbeterplan(pad, stukken),
    )
    kenmerken = tel_kenmerken(
        regels.kader, (tuple(d.kenmerken[naam] for naam in regels.kader.kenmerken) for d in resultaat.dossiers)
    )
    telbaar = steekproef(
        regels.kader, len(resultaat.dossiers), resultaat.indicatoren, kenmerken, {}, None, stukken.bronnen
    )
    map_ = _toelichtingenmap(pad, stukken)
    toelichtingen = laad_toelichtingen(map_, secties(context), telbaar.tellingen, regels.kader.woordkeus)
    return Werk(stukken, bruikbaar, resultaat, replace(context, toelichtingen=toelichtingen))


def _toelichtingenmap(pad: Path, stukken: Stukken) -> Path | None:
    """Where the notes for this framework stand: those for another than the onderzoek's own in a folder of its id."""
    if stukken.onderzoek is None:
        return None
    kader = stukken.scoring.regels.kader.id
    if kader == stukken.eigen_kader:
        return pad / MAP
    if any((pad / MAP).glob("*.md")) and not (pad / MAP / kader).is_dir():
        zeg(
            f"De toelichtingen in {pad / MAP} zijn geschreven voor kader '{stukken.eigen_kader}' en blijven weg; "
            f"die bij '{kader}' horen in {pad / MAP / kader}.",
            file=sys.stderr,
        )
    return pad / MAP / kader
