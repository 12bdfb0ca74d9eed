"""Reading trekking.csv: on whom the lot fell, and who is reserve, as `sample` wrote it."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path

from msgspec import Struct

from dossieraudit.errors import Fout, Foutenlijst, Invoerfout
from dossieraudit.loading.bestand import eis_binnen, lees_bytes
from dossieraudit.loading.onderzoek import BESTAND
from dossieraudit.loading.tekst import lees_tekst
from dossieraudit.models.onderzoek import Onderzoek

KOLOMMEN = ("stratum", "rol", "volgorde", "id", "rang")
GETROKKEN, RESERVE = "getrokken", "reserve"
_ADVIES = "neem trekking.csv over zoals 'dossieraudit sample' het schreef"


def stratumnaam(kenmerken: Iterable[tuple[str, str]]) -> str:
    """What trekking.csv calls a stratum, by its traits ('soort', 'team') and their values in the order of the draw."""
    return ", ".join(f"{kenmerk} {waarde}" for kenmerk, waarde in kenmerken) or "alle gevallen"


def heet_als(naam: str, *, soort: str | None, team: str | None) -> bool:
    """Whether trekking.csv calls this stratum so; the traits may stand in either order. None: not a trait of it."""
    kenmerken = [(k, w) for k, w in (("soort", soort), ("team", team)) if w is not None]
    return any(stratumnaam(volgorde) == naam for volgorde in permutations(kenmerken))


class Lot(Struct, frozen=True):
    """A case in the order of the lot: its stratum, its role, its place in that role, and its rank."""

    id: str
    stratum: str
    rol: str
    volgorde: int
    rang: str


class Lotlijst(Struct, frozen=True):
    """Everything that trekking.csv holds. `aanwezig` is False where onderzoek.yaml names a file that is not there."""

    naam: str
    loten: tuple[Lot, ...] = ()
    sha256: str = ""
    aanwezig: bool = True

    def met_rol(self, rol: str) -> tuple[Lot, ...]:
        """The cases of one role, in the order of the file."""
        return tuple(lot for lot in self.loten if lot.rol == rol)


def laad_trekking(onderzoek: Onderzoek | None, map_: Path) -> Lotlijst | None:
    """The list of an onderzoek; None where onderzoek.yaml names none. Raises `Invoerfout` with every fault in it."""
    naam = onderzoek.steekproef.trekking if onderzoek is not None else None
    if naam is None:
        return None
    pad = map_ / naam
    eis_binnen(pad, map_, f"{map_ / BESTAND}: trekking '{naam}'")
    if not pad.is_file():
        return Lotlijst(naam, aanwezig=False)
    inhoud = lees_bytes(pad)
    return Lotlijst(naam, tuple(_loten(inhoud, str(pad))), hashlib.sha256(inhoud).hexdigest())


def _loten(inhoud: bytes, bestand: str) -> Sequence[Lot]:
    tekst = lees_tekst(inhoud, bestand, vertrouwelijk=True).tekst.removeprefix("\ufeff")
    lezer = csv.DictReader(io.StringIO(tekst, newline=""), strict=True)
    try:
        rijen = [(lezer.line_num, rij) for rij in lezer]
    except csv.Error as fout:
        melding = "deze regel is niet als CSV te lezen"
        raise Invoerfout((Fout(bestand, melding, regel=lezer.line_num, advies=_ADVIES),)) from fout
    if weg := [kolom for kolom in KOLOMMEN if kolom not in (lezer.fieldnames or ())]:
        melding = f"de kolom '{weg[0]}' ontbreekt"
        raise Invoerfout((Fout(bestand, melding, regel=1, verwacht=", ".join(KOLOMMEN), advies=_ADVIES),))
    fouten, loten = Foutenlijst(), []
    eerder: dict[str, int] = {}
    for regel, rij in rijen:
        gevonden = list(_fouten(rij, eerder))
        fouten.neem_over(Fout(bestand, melding, regel=regel, advies=_ADVIES) for melding in gevonden)
        if not gevonden:
            eerder[rij["id"]] = regel
            loten.append(Lot(rij["id"], rij["stratum"], rij["rol"], int(rij["volgorde"]), rij["rang"]))
    fouten.meld()
    return loten


def _fouten(rij: Mapping[str, str | None], eerder: Mapping[str, int]) -> Iterator[str]:
    if any(rij[kolom] is None or not str(rij[kolom]).strip() for kolom in KOLOMMEN):
        yield "op deze rij ontbreekt een waarde"
        return
    if rij["rol"] not in (GETROKKEN, RESERVE):
        yield f"de rol is '{GETROKKEN}' of '{RESERVE}'"
    if not str(rij["volgorde"]).isdecimal():
        yield "de volgorde is een geheel getal"
    if (al := eerder.get(str(rij["id"]))) is not None:
        yield f"dit geval staat ook op regel {al}"
