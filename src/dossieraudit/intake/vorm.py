"""What the intake workbook looks like: the names by which writing and reading it know sheets, columns and texts."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dossieraudit.loading.tabellen import Tabel, Veld, ouder_van, tabellen
from dossieraudit.loading.werkmap import is_foutwaarde

FORMAAT = "dossieraudit/intake/1"
UITLEGBLAD = "Uitleg"
DOSSIERBLAD = "Dossiers"
NIET_AANGELEVERD = "Niet aangeleverd"
VINDPLAATSEN = "Vindplaatsen"
KOLOMMENBLAD = "Kolommen"
KEUZEBLAD = "Keuzelijsten"
STEMPELBLAD = "stempel"
ZONDER_FEITEN = (UITLEGBLAD, KOLOMMENBLAD, KEUZEBLAD, STEMPELBLAD)

JA, NEE, ONBEKEND = "ja", "nee", "niet vastgelegd"
# Between brackets, as 'geen' by itself could be an id.
GEEN = "(geen)"
ZIE_BLAD = "zie blad"
LANGSTE_CEL = 32_767

Rol = Literal["dossier", "houder", "feit", "lijst", "vindplaats"]

_LETTERLIJK = "letterlijk:"
# What spreadsheets, or the format itself, would read as something else than it is.
_LASTIG = re.compile(
    r"[^\n\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|_x[0-9A-Fa-f]{4}|x005F_"
)
_SPELLING = {
    "vt": "VT",
    "risicos": "risico's",
    "veiligheidsrisicos": "veiligheidsrisico's",
    "geinformeerd": "geïnformeerd",
}


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of a sheet: its heading, what it is for and, for a fact, its field."""

    naam: str
    kop: str
    rol: Rol
    uitleg: str
    veld: Veld | None = None

    @property
    def verplicht(self) -> bool:
        """Whether a row cannot do without it."""
        return self.rol in ("dossier", "houder") or (self.veld is not None and self.veld.verplicht)


def bladnaam(tabel: Tabel) -> str:
    """The sheet of a table; of Excel it may have 31 characters."""
    return _woorden(tabel.naam.replace(".", "_"), spelling={"vt": "VT"}) if tabel.pad else DOSSIERBLAD


@cache
def bladen() -> dict[str, Tabel]:
    """Every sheet with facts by its name."""
    return {bladnaam(tabel): tabel for tabel in tabellen().values()}


@cache
def kolommen(pad: tuple[str, ...]) -> tuple[Kolom, ...]:
    """The columns of the sheet of a table, in order."""
    tabel = tabellen()[pad]
    gevonden: list[Kolom] = []
    ouder = ouder_van(tabel)
    if ouder is not None:
        gevonden.append(Kolom("dossier", "Dossier", "dossier", f"Id van het dossier, zoals op blad {DOSSIERBLAD}."))
        if ouder.lijst:
            blad = bladnaam(ouder)
            gevonden.append(
                Kolom("hoort_bij", "Hoort bij", "houder", f"Id van de rij op blad {blad} waar dit bij hoort.")
            )
    gevonden += [Kolom(v.naam, _woorden(v.naam), "feit", v.omschrijving, v) for v in tabel.velden]
    for naam in tabel.lijsten:
        binnen = tabellen()[(*pad, naam)]
        uitleg = (
            f"{binnen.omschrijving} De gegevens staan op blad {bladnaam(binnen)}. Kies {GEEN} als is nagegaan dat er "
            "geen zijn. Leeg zonder rijen daar betekent: niet vastgelegd."
        )
        gevonden.append(Kolom(naam, _woorden(naam), "lijst", uitleg))
    if ouder is not None:
        gevonden.append(
            Kolom(
                "vindplaats", "Vindplaats", "vindplaats", "Waar dit in het dossier staat, bijvoorbeeld een bladzijde."
            )
        )
    return tuple(gevonden)


NIET_AANGELEVERD_KOLOMMEN = (
    Kolom("dossier", "Dossier", "dossier", f"Id van het dossier, zoals op blad {DOSSIERBLAD}."),
    Kolom("onderdeel", "Onderdeel", "houder", "Onderdeel dat u niet hebt gekregen; alles daarin is onbekend."),
)
VINDPLAATS_KOLOMMEN = (
    Kolom("dossier", "Dossier", "dossier", f"Id van het dossier, zoals op blad {DOSSIERBLAD}."),
    Kolom("pad", "Pad", "houder", "Pad van het feit, bijvoorbeeld contacten[c3].datum of overdracht.ontvangen_op."),
    Kolom("plaats", "Plaats", "houder", "Waar dit feit in het dossier staat, bijvoorbeeld een bladzijde."),
)


def kale_kop(tekst: str) -> str:
    """A heading as a name: the star of what is required does not matter either."""
    return kale_keuze(tekst.replace("*", ""))


def kale_keuze(tekst: str) -> str:
    """A choice as a name: capitals, accents and spaces do not matter. A sign does: 'nee ❓' is no 'nee'."""
    los = unicodedata.normalize("NFKD", tekst).lower()
    kaal = "".join(teken for teken in los if unicodedata.category(teken) not in ("Mn", "Cf"))
    return re.sub(r"[\s_-]+", "_", re.sub(r"['’]", "", kaal).strip())


def keuze(waarde: str) -> str:
    """A value of a closed list as people read it."""
    return waarde.replace("_", " ")


def als_cel(tekst: str) -> str:
    """A text as its cell holds it: what a spreadsheet would change is written out between quotes."""
    gewoon = tekst == tekst.strip() and not tekst.startswith(_LETTERLIJK) and not _LASTIG.search(tekst)
    if tekst and gewoon and not is_foutwaarde(tekst):
        return tekst
    # The format itself has codes with an x in them ('_x0041_'); this way none of them can arise.
    return _LETTERLIJK + json.dumps(tekst).replace("x", "\\u0078")


def uit_cel(tekst: str) -> str:
    """The text of a cell. Raises ValueError, in Dutch, where the quoted form is broken."""
    if not tekst.startswith(_LETTERLIJK):
        return tekst
    try:
        gelezen = json.loads(tekst.removeprefix(_LETTERLIJK))
    except (ValueError, RecursionError):
        gelezen = None
    if not isinstance(gelezen, str):
        raise ValueError(f"achter '{_LETTERLIJK}' hoort een tekst tussen aanhalingstekens te staan")
    return gelezen


def _woorden(naam: str, spelling: dict[str, str] | None = None) -> str:
    spelling = _SPELLING if spelling is None else spelling
    tekst = " ".join(spelling.get(woord, woord) for woord in naam.split("_"))
    return tekst[0].upper() + tekst[1:]
