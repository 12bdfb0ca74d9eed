"""`dossieraudit report`."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from dossieraudit.cli.gather import Stukken, exitcode, meld_afgekeurd, meld_loting, meld_te_zwaar, verzamel
from dossieraudit.cli.messages import zeg
from dossieraudit.cli.reactie import met_reactie, schrijf_formulier
from dossieraudit.cli.verbeterplan import lees_verbeterplan
from dossieraudit.cli.voortgang import een_voor_een, voortgang
from dossieraudit.errors import Gebruiksfout
from dossieraudit.judgement import Beoordeelstuk, beoordeel_alles, losse_oordelen, met_peildatum
from dossieraudit.judgement.findings import steekproef
from dossieraudit.loading.bestand import eis_binnen
from dossieraudit.models.kader import Kader
from dossieraudit.models.resultaat import Resultaat
from dossieraudit.outputs.explanation import vindplaats, waarde_tekst
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.poorten.vinden import ONTHEFFINGEN
from dossieraudit.privacy.poort import weiger_bsn_in_uitvoer
from dossieraudit.publicatie import MIN_CEL, maak_publicatie
from dossieraudit.report.build import maak_document, secties
from dossieraudit.report.context import Context
from dossieraudit.report.notes import MAP, laad_toelichtingen
from dossieraudit.report.tree import Document
from dossieraudit.report.verkenner import REDEN_LABELS, Feit, Verkenner
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


def _md(werk: Werk) -> bytes:
    from dossieraudit.report.markdown import schrijf

    return schrijf(werk.document)


def _docx(werk: Werk) -> bytes:
    from dossieraudit.report.docx import schrijf

    return schrijf(werk.document)


def _odt(werk: Werk) -> bytes:
    from dossieraudit.report.odt import schrijf

    return schrijf(werk.document)


def _pdf(werk: Werk) -> bytes:
    from dossieraudit.report.pdf import schrijf

    return schrijf(werk.document)


def _xlsx(werk: Werk) -> bytes:
    if werk.min_cel is not None:
        from dossieraudit.publicatie.werkmap import schrijf as schrijf_publicatie

        return schrijf_publicatie(werk.document)
    from dossieraudit.report.xlsx import schrijf

    return schrijf(werk.resultaat, werk.context.kader, werk.context.reactie.reactie if werk.context.reactie else None)


# Per format: the name of its file in a folder, and what makes it. A library is loaded only where its format is asked.
FORMATEN: dict[str, tuple[str, Callable[[Werk], bytes]]] = {
    "html": ("rapport.html", _html),
    "md": ("rapport.md", _md),
    "docx": ("rapport.docx", _docx),
    "odt": ("rapport.odt", _odt),
    "pdf": ("rapport.pdf", _pdf),
    "xlsx": ("scores.xlsx", _xlsx),
}


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
    gevraagd = _gevraagd(formaten)
    if min_cel is not None and not publicatie:
        raise Gebruiksfout("--min-cel hoort bij --publicatie; een rapport voor eigen gebruik laat geen aantallen weg")
    plaatsen = _plaatsen(uit, gevraagd, publicatie)
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
    # Everything is made before anything is written: a report that fails half-way leaves the old files as they were.
    formaten_ = een_voor_een(list(plaatsen.items()), "rapport maken", stil)
    bestanden = [(plaats, FORMATEN[soort][1](werk)) for soort, plaats in formaten_]
    for plaats, inhoud in bestanden:
        # The text of a PDF cannot be read back; the Markdown says the same.
        weiger_bsn_in_uitvoer(plaats.name, inhoud)
        if plaats.suffix == ".pdf":
            weiger_bsn_in_uitvoer(f"{plaats.name}.md", _md(werk))
    for plaats, inhoud in bestanden:
        schrijf_heel(plaats, inhoud)
        if not stil:
            zeg(f"Geschreven: {plaats}", file=sys.stderr)
    afgekeurd = len({a.invoer for a in werk.resultaat.afgekeurd})
    if afgekeurd:
        telt = "1 invoerbestand is" if afgekeurd == 1 else f"{afgekeurd} invoerbestanden zijn"
        zeg(f"Let op: {telt} afgekeurd; het rapport gaat over de rest en zegt dat ook.", file=sys.stderr)
    return exitcode(afgekeurd, ongeldig_mag)


def _gevraagd(formaten: str) -> tuple[str, ...]:
    namen = tuple(dict.fromkeys(deel.strip().lower() for deel in formaten.split(",") if deel.strip()))
    if onbekend := [naam for naam in namen if naam not in FORMATEN]:
        raise Gebruiksfout(f"formaat '{onbekend[0]}' bestaat niet; kies uit {', '.join(FORMATEN)}")
    if not namen:
        raise Gebruiksfout(f"geef met --format ten minste één van {', '.join(FORMATEN)}")
    return namen


def _plaatsen(uit: Path | None, gevraagd: Sequence[str], publicatie: bool) -> dict[str, Path]:
    """Where each format goes: into a folder, or one format to a file of its own kind."""
    map_ = uit or (PUBLICATIEMAP if publicatie else STANDAARDMAP)
    if uit is not None and not uit.is_dir() and uit.suffix.lower().lstrip(".") in FORMATEN:
        soort = uit.suffix.lower().lstrip(".")
        if gevraagd != (soort,):
            raise Gebruiksfout(f"'{uit}' is één bestand; geef een map, of vraag alleen --format {soort}")
        return {soort: uit}
    if map_.is_file():
        raise Gebruiksfout(f"'{map_}' is een bestand; geef een map, of een naam die eindigt op .{gevraagd[0]}")
    # A name of its own, so that what may leave the house is never taken for what may not, or the other way round.
    return {soort: map_ / (f"publicatie.{soort}" if publicatie else FORMATEN[soort][0]) for soort in gevraagd}


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
    regels = stukken.scoring.regels
    geldig = None if latere_normen else regels.kader.geldig
    bruikbaar, afgekeurd = met_peildatum(stukken.lading, stukken.peildatum, geldig)
    afgekeurd += losse_oordelen(stukken.bronnen, bruikbaar)
    meld_afgekeurd(afgekeurd, toon_waarden, [pad])
    resultaat = beoordeel_alles(stukken.scoring, stukken.lading, stukken.peildatum, stukken.bronnen, latere_normen)
    meld_te_zwaar(resultaat, len(afgekeurd), [pad])
    resultaat = _met_ontheffingen(resultaat, pad, regels.kader)
    loting = meld_loting(stukken.onderzoek, stukken.lotlijst, {d.id for d in resultaat.dossiers}, pad)
    context = Context(
        resultaat,
        regels.kader,
        stukken.bronnen,
        stukken.onderzoek,
        {stuk.geladen.dossier.id: stuk.geladen.dossier for stuk in bruikbaar},
        loting=loting,
        maatregelen=lees_verbeterplan(pad, stukken),
    )
    telbaar = steekproef(
        regels.kader, len(resultaat.dossiers), resultaat.indicatoren, resultaat.kenmerken, {}, None, stukken.bronnen
    )
    map_ = _toelichtingenmap(pad, stukken)
    toelichtingen = laad_toelichtingen(map_, secties(context), telbaar.tellingen, regels.kader.woordkeus)
    return Werk(stukken, bruikbaar, resultaat, replace(context, toelichtingen=toelichtingen))


def _met_ontheffingen(resultaat: Resultaat, pad: Path, kader: Kader) -> Resultaat:
    """The result with the waivers that stand beside the onderzoek, judged on the peildatum."""
    if not (pad / ONTHEFFINGEN).is_file():
        return resultaat
    from dossieraudit.poorten.ontheffingen import met_ontheffingen

    eis_binnen(pad / ONTHEFFINGEN, pad)
    return met_ontheffingen(resultaat, pad / ONTHEFFINGEN, str(pad / ONTHEFFINGEN), kader)


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
