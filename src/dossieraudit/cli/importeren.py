"""`dossieraudit import`."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dossieraudit.cli import exitcodes
from dossieraudit.cli.bewaking import spaar
from dossieraudit.cli.messages import meld, zeg
from dossieraudit.errors import Fout, Gebruiksfout, Invoerfout
from dossieraudit.outputs.dossiers import Dossiermap, als_jsonregel
from dossieraudit.outputs.files import schrijf_heel, schrijf_stromend
from dossieraudit.wording import enkele

_REGELS = ".jsonl"
# So many files that are no tables are named; a folder may hold hundreds.
_GENOEMD = 5
_GEEN_MAP = (".json", ".yaml", ".yml", ".csv", ".xlsx")
# Shown of the faults in rejected dossiers; they are counted by reason below, and all of them go to --rejects.
_MEESTE_FOUTEN = 25


def voer_uit(
    exports: Sequence[Path],
    *,
    uit: Path | None,
    mapping: Path | None,
    suggest: bool,
    dry_run: bool,
    rejects: Path | None,
    vervang: bool,
    ongeldig_mag: bool,
    stil: bool,
    toon_waarden: bool,
) -> int:
    """Read, write, count, and give the exit code."""
    if suggest:
        if mapping is not None or dry_run or rejects is not None:
            raise Gebruiksfout("--suggest maakt een mapping; --mapping, --dry-run en --rejects komen daarna")
        return _stel_voor(exports, uit, stil, toon_waarden)
    if uit is None and not dry_run:
        raise Gebruiksfout("zeg met -o waar de dossiers heen moeten: een map, of een bestand .jsonl; of geef --dry-run")
    if rejects is not None and rejects.suffix.lower() != _REGELS:
        raise Gebruiksfout(f"--rejects schrijft regels JSON; geef een bestand {_REGELS}, niet '{rejects}'")
    if uit is not None and uit.suffix.lower() in _GEEN_MAP:
        raise Gebruiksfout(f"-o is een map, of een bestand {_REGELS}; niet '{uit}'")
    if mapping is None:
        if rejects is not None:
            raise Gebruiksfout("--rejects hoort bij --mapping: een werkmap wordt in haar geheel gelezen of geweigerd")
        return _werkmap(exports, uit, dry_run, vervang, stil)
    return _exports(exports, mapping, uit, dry_run, rejects, vervang, ongeldig_mag, stil, toon_waarden)


def _werkmap(exports: Sequence[Path], uit: Path | None, dry_run: bool, vervang: bool, stil: bool) -> int:
    """An intake workbook: all of it, or nothing."""
    from dossieraudit.intake import lees
    from dossieraudit.privacy.poort import weiger_bsn

    if len(exports) != 1 or exports[0].suffix.lower() != ".xlsx":
        raise Gebruiksfout(
            "zonder --mapping leest import één ingevulde werkmap (.xlsx, gemaakt met 'init --xlsx'); voor een export: "
            "maak een mapping met --suggest"
        )
    dossiers = lees(exports[0])
    weiger_bsn((f"{exports[0]} (dossier {nummer})", dossier) for nummer, dossier in enumerate(dossiers, 1))
    zijn = "1 dossier" if len(dossiers) == 1 else f"{len(dossiers)} dossiers"
    if uit is None or dry_run:
        if not stil:
            zeg(f"{zijn} in {exports[0]} in orde; er is niets geschreven.")
        return exitcodes.GELUKT
    if uit.suffix.lower() == _REGELS:
        spaar([uit], exports)
        _eis_vrij(uit, vervang)
        schrijf_heel(uit, b"".join(map(als_jsonregel, dossiers)))
    else:
        Dossiermap(uit, vervang=vervang).schrijf(dossiers)
    if not stil:
        zeg(f"{zijn} uit {exports[0]} geschreven in {uit}.")
    return exitcodes.GELUKT


def _exports(
    exports: Sequence[Path],
    mapping: Path,
    uit: Path | None,
    dry_run: bool,
    rejects: Path | None,
    vervang: bool,
    ongeldig_mag: bool,
    stil: bool,
    toon_waarden: bool,
) -> int:
    """Tables of a system, by a mapping."""
    from dossieraudit.importeren import importeer, laad_mapping, verslag
    from dossieraudit.importeren.opslag import Opslag
    from dossieraudit.importeren.tabelbestanden import vind_exports

    bestanden = vind_exports(exports)
    _zeg_vreemd(exports)
    regels = uit if uit is not None and uit.suffix.lower() == _REGELS else None
    spaar((regels, rejects), (*bestanden.values(), mapping))
    plan = laad_mapping(mapping)
    if regels is not None and not dry_run:
        _eis_vrij(regels, vervang)
    with Opslag() as opslag, _afwijzingen(rejects) as afwijzing:
        uitkomst = importeer(plan, bestanden, opslag, afwijzing, toon_waarden)
        if uit is not None and not dry_run and uitkomst.telling.dossiers:
            _schrijf(opslag, uit, vervang)
    telling = uitkomst.telling
    meld(uitkomst.afgekeurd[:_MEESTE_FOUTEN], toon_waarden)
    if (rest := len(uitkomst.afgekeurd) - _MEESTE_FOUTEN) > 0:
        zeg(f"… en meer fouten in afgekeurde dossiers ({rest} of meer); alle staan in --rejects.", file=sys.stderr)
    volledig = verslag.is_volledig(telling)
    if dry_run:
        _zeg_alles(verslag.per_kolom(telling))
        zeg()
    # Counts are said always: quiet is for what went well.
    if not stil or not volledig:
        _zeg_alles(verslag.bijzonderheden(telling, toon_waarden))
        _zeg_alles(verslag.tellingen(telling))
    if dry_run:
        if not stil:
            zeg("Proef: er zijn geen dossiers geschreven.")
    elif not telling.dossiers:
        zeg(f"Er is geen dossier om te schrijven; {uit} is niet gemaakt en niet veranderd.")
    elif not stil:
        zeg(f"Geschreven: {uit}")
    if rejects is not None and not stil:
        zeg(f"Geschreven: {rejects}")
    elif telling.rijen_afgewezen and not stil:
        zeg("Geef --rejects BESTAND voor de afgewezen rijen, elk met de reden.")
    return exitcodes.GELUKT if volledig or ongeldig_mag else exitcodes.INVOER_AFGEKEURD


def _zeg_vreemd(exports: Sequence[Path]) -> None:
    """Name what stands among the tables and is none that is read, so that nobody takes it for imported."""
    from dossieraudit.importeren.tabelbestanden import EXTENSIES, vreemd

    if namen := vreemd(exports):
        zeg(f"Niet gelezen, want geen tabel ({' '.join(EXTENSIES)}): {enkele(namen, _GENOEMD)}.", file=sys.stderr)


def _zeg_alles(regels: Iterable[str]) -> None:
    for regel in regels:
        zeg(regel)


@contextmanager
def _afwijzingen(pad: Path | None) -> Iterator[Any]:
    """Where rejected rows go: line by line to a file that appears when all is well, or nowhere."""
    if pad is None:
        yield lambda _bericht: None
        return
    import json

    with schrijf_stromend(str(pad)) as bestand:
        yield lambda bericht: bestand.write(json.dumps(bericht, ensure_ascii=False).encode() + b"\n")


def _schrijf(opslag: Any, uit: Path, vervang: bool) -> None:
    """The dossiers that are ready, to a file of lines or to a folder; nothing that stands there is lost unasked."""
    from dossieraudit.models.dossier import Dossier

    if uit.suffix.lower() == _REGELS:
        with schrijf_stromend(str(uit)) as bestand:
            for _, inhoud in opslag.uit():
                bestand.write(inhoud)
        return
    if gelijk := opslag.gelijknamig():
        advies = f"schrijf naar een bestand {_REGELS}, of geef ze andere ids"
        melding = "deze ids verschillen alleen in hoofdletters; er kan maar één bestand zo heten"
        raise Invoerfout(tuple(Fout(f"{een} en {ander}", melding, advies=advies) for een, ander in gelijk))
    map_ = Dossiermap(uit, vervang=vervang)
    map_.eis_ruimte(Dossier.model_validate_json(inhoud) for _, inhoud in opslag.uit())
    for _, inhoud in opslag.uit():
        map_.zet_neer(Dossier.model_validate_json(inhoud))


def _eis_vrij(uit: Path, vervang: bool) -> None:
    if uit.exists() and not vervang:
        raise Gebruiksfout(f"'{uit}' bestaat al; kies een andere naam, of geef --vervang")


def _stel_voor(exports: Sequence[Path], uit: Path | None, stil: bool, toon_waarden: bool) -> int:
    """A mapping to go on with, from the headings of the tables."""
    from dossieraudit.importeren import stel_voor
    from dossieraudit.importeren.tabelbestanden import vind_exports

    if uit is not None and uit.exists():
        raise Gebruiksfout(f"'{uit}' bestaat al, en er kan werk in staan; kies een andere naam")
    bestanden = vind_exports(exports)
    _zeg_vreemd(exports)
    tekst = stel_voor(bestanden, toon_waarden)
    if uit is None:
        sys.stdout.write(tekst)
        return exitcodes.GELUKT
    schrijf_heel(uit, tekst.encode())
    if not stil:
        zeg(f"Geschreven: {uit}. Het is een voorstel: loop elke regel na, en probeer haar dan met --dry-run.")
    return exitcodes.GELUKT
