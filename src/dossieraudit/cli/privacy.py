"""`dossieraudit privacy …`."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import cast, get_args

from dossieraudit.cli import exitcodes
from dossieraudit.cli.bewaking import spaar
from dossieraudit.cli.gather import Stukken, exitcode, meld_afgekeurd, verzamel_ongezien
from dossieraudit.cli.messages import meld, van_hier, zeg
from dossieraudit.cli.voortgang import een_voor_een
from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout
from dossieraudit.judgement import met_peildatum
from dossieraudit.judgement.vingerafdruk import vingerafdruk
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.bronnen import laad_bronnen
from dossieraudit.loading.kaders import beschikbare_kaders, laad_kader
from dossieraudit.loading.tekst import lees_tekst
from dossieraudit.models.dossier import Dossier
from dossieraudit.outputs.files import schrijf_heel
from dossieraudit.privacy.check import Gevonden, Opties, doorzoek, in_naam
from dossieraudit.privacy.omzetten import Omzetter, VrijeTekstKeuze
from dossieraudit.privacy.pseudonymise import Uitgifte, geef_uit
from dossieraudit.privacy.sleutel import open_sleutel
from dossieraudit.privacy.stukken import bestanden_in, lees_bestand
from dossieraudit.privacy.vondst import BENAMING, ZEKERHEDEN, Vondst, minstens
from dossieraudit.scoring import laatste_datum, verklaar

SCHEMA = "dossieraudit/privacy/1"


# privacy check


def controleer(
    paden: Sequence[Path],
    *,
    vanaf: str,
    formaat: str,
    namen: Path | None,
    max_tekst: int,
    overslaan: Sequence[str],
    deduce: bool,
    uit: Path | None,
    stil: bool,
    toon_waarden: bool,
) -> int:
    """Search every file, show what was found, and give the exit code."""
    if vanaf not in ZEKERHEDEN:
        raise Gebruiksfout(f"--vanaf is {', '.join(ZEKERHEDEN[:-1])} of {ZEKERHEDEN[-1]}, niet '{vanaf}'")
    if formaat not in ("console", "json"):
        raise Gebruiksfout(f"formaat '{formaat}' bestaat niet; kies uit console, json")
    opties = Opties(_namen(namen), max_tekst, _tweede_mening() if deduce else None)
    gevonden: list[Gevonden] = []
    fouten: list[Fout] = []
    alle = [
        (bestand, naam)
        for pad in paden
        for bestand, naam in bestanden_in(pad)
        if not any(fnmatch(bestand.name, patroon) for patroon in overslaan)
    ]
    # Every file of a folder is searched here, so none of them may become the outcome.
    spaar([uit], (*(bestand for bestand, _ in alle), namen))
    aantal = len(alle)
    for bestand, naam in een_voor_een(alle, "bestanden doorzoeken", stil):
        gevonden += in_naam(naam, bestand.stem)
        try:
            gevonden += doorzoek(naam, lees_bestand(bestand, naam), opties)
        except Invoerfout as fout:
            fouten += fout.fouten
    meld(fouten, toon_waarden)
    geldt = [een for een in gevonden if minstens(een.vondst.zekerheid, vanaf)]
    if formaat == "json":
        _lever(_als_json(geldt, fouten, aantal, toon_waarden), uit)
    else:
        _lever(_als_tabel(geldt, len(gevonden) - len(geldt), aantal, len(fouten), stil, toon_waarden, uit), uit)
    if fouten:
        return exitcodes.INVOER_AFGEKEURD
    return exitcodes.POORT_NIET_GEHAALD if geldt else exitcodes.GELUKT


def _tweede_mening() -> Callable[[str], list[Vondst]]:
    from dossieraudit.privacy import tweede_mening

    zeg(tweede_mening.WAARSCHUWING, file=sys.stderr)
    return tweede_mening.laad()


def _namen(pad: Path | None) -> tuple[str, ...]:
    """The names in a text file, one a line."""
    if pad is None:
        return ()
    if not pad.is_file():
        raise Gebruiksfout(f"het bestand met namen '{pad}' is er niet")
    regels = lees_tekst(lees_bytes(pad), str(pad), vertrouwelijk=True).tekst.splitlines()
    return tuple(regel.strip() for regel in regels if regel.strip() and not regel.startswith("#"))


def _lever(tekst: str, uit: Path | None) -> None:
    if uit is None:
        sys.stdout.write(tekst)
    else:
        schrijf_heel(uit, tekst.encode())


def _als_json(geldt: Sequence[Gevonden], fouten: Sequence[Fout], aantal: int, toon_waarden: bool) -> str:
    inhoud = {
        "schema": SCHEMA,
        "bestanden": aantal,
        "niet_gelezen": [{"bestand": fout.bestand, "melding": fout.melding} for fout in fouten],
        "vondsten": [
            {
                "bestand": een.bestand,
                "plaats": een.plaats,
                "soort": een.vondst.soort,
                "zekerheid": een.vondst.zekerheid,
                "waarde": een.waarde if toon_waarden else None,
            }
            for een in geldt
        ],
    }
    return json.dumps(inhoud, ensure_ascii=False, indent=2) + "\n"


def _als_tabel(
    geldt: Sequence[Gevonden],
    lager: int,
    aantal: int,
    onleesbaar: int,
    stil: bool,
    toon_waarden: bool,
    uit: Path | None,
) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    breedte = Console().width if uit is None else 120
    scherm = Console(file=StringIO(), width=breedte, highlight=False, color_system=None)
    if geldt:
        tabel = Table(box=None, padding=(0, 1), show_edge=False)
        for kop in ("Bestand", "Plaats", "Soort", "Zekerheid", *(["Waarde"] if toon_waarden else [])):
            tabel.add_column(kop, overflow="fold")
        for een in geldt:
            waarde = [Text(een.waarde)] if toon_waarden else []
            soort = Text(BENAMING[een.vondst.soort])
            tabel.add_row(Text(van_hier(een.bestand)), Text(een.plaats), soort, Text(een.vondst.zekerheid), *waarde)
        scherm.print(tabel)
    if not stil:
        scherm.print(Text(_slotsom(geldt, lager, aantal, onleesbaar)))
    return cast("StringIO", scherm.file).getvalue()


def _slotsom(geldt: Sequence[Gevonden], lager: int, aantal: int, onleesbaar: int) -> str:
    gelezen = f"{aantal - onleesbaar} van {aantal} bestanden doorzocht"
    per_soort = Counter(BENAMING[een.vondst.soort] for een in geldt)
    delen = ", ".join(f"{soort} {n}" for soort, n in per_soort.most_common())
    regels = [f"{gelezen}; {len(geldt)} plaatsen gevonden{f': {delen}' if delen else ''}."]
    if lager:
        regels.append(f"{lager} minder zekere plaatsen zijn niet getoond (--vanaf mogelijk).")
    regels.append("Geen lijst kent elke naam: niets gevonden is geen bewijs dat er niets staat.")
    return "\n".join(regels)


# privacy pseudonymise


def pseudonymiseer(
    pad: Path,
    *,
    uit: Path,
    sleutel: Path,
    vrije_tekst: str,
    namen: Path | None,
    onverschoven_mag: bool,
    kader: str | None,
    profiel: Path | None,
    peildatum: date | None,
    stil: bool,
    ongeldig_mag: bool,
    toon_waarden: bool,
) -> int:
    """Make the copy in memory, see that nothing in it may not be there, write it, and say what was done."""
    if vrije_tekst not in get_args(VrijeTekstKeuze):
        raise Gebruiksfout(f"--vrije-tekst is verwijder of maskeer, niet '{vrije_tekst}'")
    _toets_map(pad, uit)
    bekende_namen = _namen(namen)
    stukken = verzamel_ongezien([pad], kader, peildatum, profiel)
    bruikbaar, afgekeurd = met_peildatum(stukken.lading, stukken.peildatum)
    meld_afgekeurd(afgekeurd, toon_waarden, [pad])
    geheim, nieuw = open_sleutel(sleutel, niet_in=uit)
    om = Omzetter(geheim, cast("VrijeTekstKeuze", vrije_tekst), bekende_namen)
    nagerekend = _Nagerekend(stukken, pad)
    uitgifte = geef_uit(
        om,
        een_voor_een([stuk.geladen for stuk in bruikbaar], "dossiers omzetten en narekenen", stil),
        nagerekend.gelijk,
        onderzoek=pad if stukken.onderzoek is not None else None,
        vingerafdruk=nagerekend.vingerafdruk,
        op_lijst=nagerekend.op_lijst,
        ook_onverschoven=onverschoven_mag,
    )
    for naam, inhoud in uitgifte.bestanden.items():
        schrijf_heel(uit / naam, inhoud)
    _meld_niet_verschoven(uitgifte, onverschoven_mag)
    if not stil:
        _meld_kopie(uitgifte, om, uit, sleutel if nieuw else None)
    code = exitcode(len(afgekeurd), ongeldig_mag)
    return exitcodes.INVOER_AFGEKEURD if uitgifte.niet_verschoven and not onverschoven_mag else code


def _toets_map(pad: Path, uit: Path) -> None:
    if uit.exists() and (not uit.is_dir() or any(uit.iterdir())):
        raise Gebruiksfout(f"'{uit}' bestaat al en is niet leeg; kies een nieuwe map")
    binnen, buiten = uit.resolve(), pad.resolve()
    if pad.is_dir() and (binnen.is_relative_to(buiten) or buiten.is_relative_to(binnen)):
        raise Gebruiksfout(f"'{uit}' en '{pad}' liggen in elkaar; zet de kopie in een map daarbuiten")


class _Nagerekend:
    """Scores before and after: with the framework and the peildatum of the onderzoek, or each dossier's own day."""

    def __init__(self, stukken: Stukken, map_: Path) -> None:
        self.map = map_
        self.scoring = stukken.scoring
        self.peildatum = stukken.peildatum
        self.kader = stukken.scoring.regels.kader
        self.eigen_kader = stukken.eigen_kader
        self._andere: dict[str, bool] = {}

    def gelijk(self, oud: Dossier, nieuw: Dossier) -> bool:
        """Whether every leaf and every kenmerk is the same, and the norms hold on the one day as on the other."""
        dag, andere_dag = self._dag(oud), self._dag(nieuw)
        if (dag < self.kader.geldig.van) != (andere_dag < self.kader.geldig.van):
            return False
        return self.scoring.score(oud, dag) == self.scoring.score(nieuw, andere_dag)

    def vingerafdruk(self, dossier: Dossier, blad: str, kader: str | None) -> str | None:
        """The fingerprint of the facts of a leaf; None for one of another framework, or that the profile leaves out."""
        if (kader or self.eigen_kader) != self.kader.id or all(i.id != blad for i in self.kader.indicatoren):
            return None
        return vingerafdruk(verklaar(self.scoring, dossier, self._dag(dossier), blad), dossier)

    def op_lijst(self, genoemd: str | None) -> bool:
        """Whether what names this framework, or none, has only codes that are on its lists.

        Raises `Invoerfout` where the framework ships with the program and has others; of any other nobody knows.
        """
        naam = genoemd or self.eigen_kader
        if naam == self.kader.id:  # held against them when it was read
            return True
        if naam not in self._andere:
            self._andere[naam] = naam in beschikbare_kaders()
            if self._andere[naam]:
                laad_bronnen(self.map, laad_kader(naam).kader, self.eigen_kader)
        return self._andere[naam]

    def _dag(self, dossier: Dossier) -> date:
        dag = self.peildatum or laatste_datum(dossier)
        if dag is None:
            raise TypeError("a dossier without any date was rejected before")
        return dag


def _meld_niet_verschoven(uitgifte: Uitgifte, onverschoven_mag: bool) -> None:
    for plaats in uitgifte.niet_verschoven:
        gevolg = "de datums staan er zoals ze waren" if onverschoven_mag else "dit dossier is niet overgenomen"
        advies = None if onverschoven_mag else "neem het toch over met --onverschoven-mag, of laat het weg"
        melding = f"de datums kunnen niet schuiven zonder dat een score verandert; {gevolg}"
        zeg(Fout(plaats, melding, advies=advies).als_tekst(False), file=sys.stderr)


def _meld_kopie(uitgifte: Uitgifte, om: Omzetter, uit: Path, nieuwe_sleutel: Path | None) -> None:
    gedaan = "verwijderd" if om.vrije_tekst == "verwijder" else "gemaskeerd"
    zeg(f"Geschreven in {uit}: {uitgifte.dossiers} dossiers, {len(uitgifte.bestanden)} bestanden.")
    # What kept its own days is in the copy because no shift came out the same: of that nothing was found to be equal.
    if nagerekend := uitgifte.dossiers - uitgifte.onverschoven:
        welk = "elk dossier" if not uitgifte.onverschoven else f"{nagerekend} van de {uitgifte.dossiers} dossiers"
        zeg(f"De scores van {welk} zijn nagerekend en gelijk aan die van het origineel.")
    zeg(f"{om.teksten} vrije teksten {gedaan}.")
    if uitgifte.verouderd:
        oordelen = "1 oordeel" if uitgifte.verouderd == 1 else f"{uitgifte.verouderd} oordelen"
        zeg(f"Verouderd in de kopie: {oordelen}, over een blad waarmee de dossiers niet zijn nagerekend.")
    if uitgifte.niet_overgenomen:
        zeg(f"Niet overgenomen: {', '.join(uitgifte.niet_overgenomen)}.")
    if nieuwe_sleutel is not None:
        zeg(f"Nieuwe sleutel: {nieuwe_sleutel}. Wie haar heeft, kan pseudoniemen narekenen: bewaar haar apart.")
    zeg("Geboortejaren, gezinssamenstelling en gemeente staan er nog in: een kopie is niet anoniem.")
