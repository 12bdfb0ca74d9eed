"""`dossieraudit review`: the form out, the form back, or the terminal."""

import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from dossieraudit.cli.bewaking import spaar
from dossieraudit.cli.gather import Stukken, exitcode, meld_afgekeurd, verzamel
from dossieraudit.cli.messages import zeg
from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout
from dossieraudit.judgement import Beoordeelstuk, met_peildatum
from dossieraudit.judgement.vingerafdruk import normafdruk
from dossieraudit.models.bronnen import CONSENSUS, Oordeelsvelling
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.privacy.poort import weiger_bsn_in_uitvoer
from dossieraudit.review import formulier, teruglezen, verwerken
from dossieraudit.review.opslag import MAP, bestand_van, bewaar, lees_oordelen, lees_van, op_plaats
from dossieraudit.review.overname import eis_ingelezen
from dossieraudit.review.stempel import maak_stempel
from dossieraudit.review.taken import (
    Paar,
    Taak,
    is_pseudoniem,
    kies_bladen,
    maak_consensustaken,
    maak_taken,
    over_dossiers,
    standen,
)
from dossieraudit.wording import enkele

# So many places are named in a remark about them.
_GENOEMD = 20
_MANIEREN = "kies één van: -o FORMULIER.xlsx, --lees FORMULIER.xlsx of --in-terminal"


def voer_uit(
    pad: Path,
    *,
    beoordelaar: str | None,
    lees: Path | None,
    in_terminal: bool,
    bladen: str | None,
    datum: date | None,
    uit: Path | None,
    kader: str | None,
    profiel: Path | None,
    peildatum: date | None,
    stil: bool,
    toon_waarden: bool,
) -> int:
    """Do what was asked with the judgements of one assessor."""
    if sum((uit is not None, lees is not None, in_terminal)) != 1:
        raise Gebruiksfout(_MANIEREN)
    if beoordelaar is not None and not is_pseudoniem(beoordelaar):
        raise Gebruiksfout(f"--beoordelaar '{beoordelaar}' kan niet: letters, cijfers, '-', '_' en '.', hooguit 64")
    if beoordelaar is not None and beoordelaar != CONSENSUS and beoordelaar.casefold() == CONSENSUS:
        raise Gebruiksfout(f"schrijf --beoordelaar {CONSENSUS} met kleine letters: dat zijn beoordelaars samen")
    if beoordelaar is None and lees is None:
        raise Gebruiksfout("noem met --beoordelaar het pseudoniem van de beoordelaar, bijvoorbeeld b1")
    if uit is not None and uit.suffix.lower() != ".xlsx":
        raise Gebruiksfout(f"het formulier is een werkmap: geef -o een naam die eindigt op .xlsx, niet '{uit}'")
    spaar([uit], (pad, kader, profiel))
    stukken = verzamel([pad], kader, peildatum, profiel)
    if stukken.onderzoek is None:
        raise Gebruiksfout(
            f"'{pad}' is geen onderzoeksmap (er is geen onderzoek.yaml); oordelen horen bij een onderzoek"
        )
    bruikbaar, afgekeurd = met_peildatum(stukken.lading, stukken.peildatum)
    meld_afgekeurd(afgekeurd, toon_waarden, [pad])
    zaak = _Zaak(pad, stukken, stukken.onderzoek, bruikbaar)
    if lees is not None:
        zaak.lees_terug(lees, beoordelaar, datum, stil)
    elif beoordelaar is not None and uit is not None:
        taken = zaak.taken(beoordelaar, bladen)
        eis_ingelezen(uit, zaak.eigen(beoordelaar))
        inhoud = formulier.schrijf(taken, zaak.kader, stukken.onderzoek, beoordelaar, datum, stukken.peildatum)
        weiger_bsn_in_uitvoer(uit.name, inhoud)
        schrijf_heel(uit, inhoud)
        if not stil:
            klaar, totaal = standen(taken)
            verouderd = sum(taak.verouderd is not None for taak in taken)
            zeg(f"Geschreven: {uit}. {totaal} te beoordelen, {klaar} beoordeeld, {verouderd} verouderd.")
    elif beoordelaar is not None:
        zaak.in_terminal(beoordelaar, bladen, datum)
    return exitcode(len(afgekeurd), ongeldig_mag=False)


class _Zaak:
    """An onderzoek with its dossiers and judgements."""

    def __init__(self, pad: Path, stukken: Stukken, onderzoek: Onderzoek, bruikbaar: tuple[Beoordeelstuk, ...]) -> None:
        self.pad, self.stukken, self.onderzoek, self.bruikbaar = pad, stukken, onderzoek, bruikbaar
        self.kader = stukken.scoring.regels.kader

    @property
    def genoemd_kader(self) -> str | None:
        """The framework to name in a judgement: none where it is that of the onderzoek."""
        return None if self.kader.id == self.stukken.eigen_kader else self.kader.id

    def eigen(self, beoordelaar: str) -> dict[Paar, Oordeelsvelling]:
        """What this assessor judged by this framework.

        Raises `Invoerfout` where it stands in more files than one, and `Gebruiksfout` for another's name in other
        capitals: one person would count as two.
        """
        pad = bestand_van(self.pad, beoordelaar)
        for ander in sorted((self.pad / MAP).glob("*.yaml")):
            if ander.stem != beoordelaar and ander.stem.casefold() == beoordelaar.casefold():
                raise Gebruiksfout(f"er zijn al oordelen van '{ander.stem}'; schrijf '{beoordelaar}' net zo")
        elders = [
            Fout(str(ander), f"hier staan oordelen van {beoordelaar}", advies=f"zet ze in {pad.name}")
            for ander in sorted((self.pad / MAP).glob("*.yaml"))
            if ander != pad and any(o.beoordelaar == beoordelaar for o in lees_oordelen(ander))
        ]
        if elders:
            raise Invoerfout(tuple(elders))
        plaatsen = op_plaats(lees_van(pad, beoordelaar), self.stukken.eigen_kader)
        return {(dossier, blad): o for (kader, dossier, blad), o in plaatsen.items() if kader == self.kader.id}

    def taken(self, beoordelaar: str, bladen: str | None) -> tuple[Taak, ...]:
        """What this assessor is asked."""
        eigen = self.eigen(beoordelaar)
        if beoordelaar == CONSENSUS:
            return maak_consensustaken(self.stukken.scoring, self.bruikbaar, eigen, self.anderen())
        return maak_taken(self.stukken.scoring, self.bruikbaar, eigen, kies_bladen(self.kader, bladen))

    def anderen(self) -> dict[Paar, tuple[Oordeelsvelling, ...]]:
        """What assessors judged by this framework, each alone."""
        per_paar: dict[Paar, list[Oordeelsvelling]] = defaultdict(list)
        for pad in sorted((self.pad / MAP).glob("*.yaml")):
            for oordeel in lees_oordelen(pad):
                if (oordeel.kader or self.stukken.eigen_kader) == self.kader.id and oordeel.beoordelaar != CONSENSUS:
                    per_paar[oordeel.dossier, oordeel.blad].append(oordeel)
        return {paar: tuple(oordelen) for paar, oordelen in per_paar.items()}

    def lees_terug(self, pad: Path, beoordelaar: str | None, datum: date | None, stil: bool) -> None:
        """Take over what was filled in."""
        nu = maak_stempel(self.onderzoek, self.kader, beoordelaar or "")
        ingevuld = teruglezen.lees(pad, nu, self.onderzoek)
        if beoordelaar not in (None, ingevuld.beoordelaar):
            raise Gebruiksfout(f"dit formulier is van {ingevuld.beoordelaar}, niet van {beoordelaar}")
        wie, regels = ingevuld.beoordelaar, self.stukken.scoring.regels
        stand = verwerken.Stand(
            stempel=nu,
            normen={b.indicator.id: normafdruk(b, regels) for b in regels.bladen},
            bladen=over_dossiers(self.kader),
            dossiers=frozenset(stuk.geladen.dossier.id for stuk in self.bruikbaar),
            eigen=self.eigen(wie),
            anderen=self.anderen() if wie == CONSENSUS else {},
            kader=self.genoemd_kader,
        )
        verwerkt = verwerken.verwerk(ingevuld, stand, datum)
        if verwerkt.nieuw and not ingevuld.stempel.zelfde_normen(nu):
            zeg(
                "Let op: het kader of zijn profiel is veranderd sinds dit formulier; de normen waarover u nu "
                "oordeelde, zijn gelijk gebleven.",
                file=sys.stderr,
            )
        if verwerkt.nieuw:
            bewaar(bestand_van(self.pad, wie), wie, verwerkt.nieuw, self.stukken.eigen_kader)
        for dossier, blad in verwerkt.gewist:
            zeg(f"{dossier} {blad}: in het formulier gewist; het vastgelegde oordeel blijft staan.", file=sys.stderr)
        if verwerkt.weggehaald:
            welke = enkele([" ".join(paar) for paar in verwerkt.weggehaald], _GENOEMD, "; ")
            zeg(f"Weggehaald uit het formulier; wat erover vastligt, blijft zoals het was: {welke}.", file=sys.stderr)
        if ingevuld.ongelezen:
            welke = enkele(ingevuld.ongelezen, _GENOEMD, "; ")
            zeg(f"Niet gelezen; neem zelf over wat telt: {welke}.", file=sys.stderr)
        for dossier, blad in verwerkt.ingetrokken:
            zeg(f"{dossier} {blad}: sinds dit formulier ingetrokken, en dat blijft zo.", file=sys.stderr)
        for dossier, blad in verwerkt.verouderd:
            zeg(f"{dossier} {blad}: verouderd en niet opnieuw bekeken; telt niet mee.", file=sys.stderr)
        for taak in self.taken(wie, None):
            if taak.verouderd and any((o.dossier, o.blad) == taak.paar for o in verwerkt.nieuw):
                waar = " ".join(taak.paar)
                zeg(f"{waar}: veranderd sinds het formulier, telt niet mee: {taak.verouderd}.", file=sys.stderr)
        if not stil:
            zeg(
                f"{len(verwerkt.nieuw)} nieuw of gewijzigd, {verwerkt.ongewijzigd} ongewijzigd, "
                f"{len(verwerkt.verouderd)} verouderd, {verwerkt.open} open."
            )
            zeg(self._waar(wie))

    def _waar(self, wie: str) -> str:
        """Where the judgements of an assessor stand, if there are any yet."""
        bestand = bestand_van(self.pad, wie)
        return f"De oordelen van {wie} staan in {bestand}." if bestand.exists() else f"Van {wie} ligt nog niets vast."

    def in_terminal(self, beoordelaar: str, bladen: str | None, datum: date | None) -> None:
        """Ask here; `review` judges on the day that the user says, as nothing reads the clock."""
        from rich.console import Console

        from dossieraudit.review.terminal import beoordeel

        if datum is None:
            raise Gebruiksfout("noem met --datum de dag van de beoordeling, bijvoorbeeld --datum 2017-11-20")
        bestand = bestand_van(self.pad, beoordelaar)
        beoordeel(
            self.taken(beoordelaar, bladen),
            beoordelaar,
            datum,
            self.genoemd_kader,
            sys.stdin.readline,
            lambda oordeel: bewaar(bestand, beoordelaar, [oordeel], self.stukken.eigen_kader),
            Console(highlight=False),
        )
