"""How much a column of an export is like a fact of a dossier: by its name, and by the kind of values in it."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dossieraudit.importeren.kijken import Kolombeeld, Tabelbeeld
from dossieraudit.loading.tabellen import Tabel, Veld, tabellen

_GELIJKENIS = 0.66
# A free text is put under a fact by its name alone, so that has to be a good likeness.
_GELIJKENIS_TEKST = 0.8
_MEESTE_JA_NEE = 5
_SLEUTELWOORDEN = (
    "dossier",
    "dossierid",
    "dossiernummer",
    "zaak",
    "zaaknummer",
    "zaakid",
    "casus",
    "casusnummer",
    "client",
)
# Words of exports that say the same as ours, or nothing.
_SYNONIEMEN = dict.fromkeys(("code", "codes", "d", "dd", "op", "datum", "jn", "aantal"), "") | {
    "type": "soort",
    "nr": "id",
    "nummer": "id",
    "mdw": "medewerkers",
}
_ANDERS_GENOEMD = {
    "tot_stand_gekomen": ("gelukt", "geslaagd", "gerealiseerd"),
    "verslag": ("toelichting", "notitie"),
    "gesproken_met": ("persoon ids", "aanwezigen", "met wie"),
    "ontvangen_op": ("ontvangst", "overdracht ontvangen"),
    "opgepakt_op": ("start", "gestart"),
    "woont_thuis": ("thuiswonend",),
    "geboortejaar": ("geboortedatum", "geb jaar"),
    "resultaat": ("uitslag",),
    "rapporteert": ("frequentie",),
    "rapporteert_aan": ("aan",),
    "start": ("ingang", "begin"),
}
_TABELNAMEN = {
    "gezinsleden": ("persoon", "personen", "gezinslid", "client", "betrokkene"),
    "contacten": ("contactmoment", "contactmomenten", "journaal", "contactjournaal", "gesprekken"),
    "veiligheidsplannen": ("plan", "plannen"),
}


@dataclass(frozen=True)
class Keuze:
    """A column that may be a fact."""

    kolom: Kolombeeld
    tabel: Tabel
    veld: Veld
    gelijkenis: float


def sleutels(beelden: Sequence[Tabelbeeld]) -> tuple[Tabelbeeld, dict[str, Kolombeeld]]:
    """The table of the dossiers, and by table the column that names a dossier: by its name, and by what it shares."""
    naar_naam = Counter("".join(delen_van(k.naam)) for beeld in beelden for k in beeld.kolommen)

    def kans(kolom: Kolombeeld) -> float:
        kaal = "".join(delen_van(kolom.naam))
        lijkt = max(difflib.SequenceMatcher(None, kaal, woord).ratio() for woord in _SLEUTELWOORDEN)
        return lijkt + naar_naam[kaal] / (2 * len(beelden)) if not kolom.is_datum else 0.0

    beste = {b.naam: max(b.kolommen, key=kans, default=Kolombeeld("")) for b in beelden}
    uniek = [b for b in beelden if beste[b.naam].gevuld == len(beste[b.naam].sleutels) == b.rijen > 0]
    dossier = max(uniek or beelden, key=lambda b: (kans(beste[b.naam]), -beelden.index(b)))
    sleutel = beste[dossier.naam]
    gevonden = {dossier.naam: sleutel}
    for beeld in beelden:
        # Shared keys: no more than a few of the others may be missing, for numbers are alike everywhere.
        delers = [
            k
            for k in beeld.kolommen
            if k.sleutels & sleutel.sleutels and len(k.sleutels - sleutel.sleutels) <= len(k.sleutels) / 2
        ]
        if beeld is not dossier and delers:
            gevonden[beeld.naam] = max(delers, key=kans)
    return dossier, gevonden


def beste(beeld: Tabelbeeld, delen: Sequence[Tabel], sleutel: Kolombeeld | None, *, breed: bool) -> Iterator[Keuze]:
    """The best fact for each column, each fact once; `breed`: the name may hold that of the part."""
    kandidaten = [
        Keuze(kolom, tabel, veld, lijkt)
        for kolom in beeld.kolommen
        if kolom is not sleutel and not kolom.is_bsn and kolom.naam
        for tabel in delen
        for veld in tabel.velden
        if (tabel.pad or veld.naam != "id")
        if (lijkt := _gelijkenis(kolom, beeld, tabel, veld, breed)) >= _GELIJKENIS
    ]
    kolommen: set[str] = set()
    feiten: set[tuple[str, str]] = set()
    gekozen = []
    for keuze in sorted(kandidaten, key=lambda k: -k.gelijkenis):
        feit = (keuze.tabel.naam, keuze.veld.naam)
        if keuze.kolom.naam not in kolommen and feit not in feiten:
            kolommen.add(keuze.kolom.naam)
            feiten.add(feit)
            gekozen.append(keuze)
    volgorde = [kolom.naam for kolom in beeld.kolommen]
    return iter(sorted(gekozen, key=lambda k: volgorde.index(k.kolom.naam)))


def beste_lijst(beeld: Tabelbeeld, sleutel: Kolombeeld | None) -> list[Keuze]:
    """For a table of its own: the one part that fits best, by its name and by its columns."""

    def waardering(tabel: Tabel) -> tuple[float, list[Keuze]]:
        keuzes = list(beste(beeld, [tabel], sleutel, breed=False))
        namen = (tabel.pad[-1].replace("_", ""), *_TABELNAMEN.get(tabel.naam, ()))
        kaal = "".join(delen_van(beeld.naam))
        naam = max(difflib.SequenceMatcher(None, kaal, naam).ratio() for naam in namen)
        return 2 * naam + sum(k.gelijkenis for k in keuzes) / max(1, len(beeld.kolommen)), keuzes

    return max((waardering(tabel) for tabel in tabellen().values() if tabel.pad), key=lambda paar: paar[0])[1]


def _gelijkenis(kolom: Kolombeeld, beeld: Tabelbeeld, tabel: Tabel, veld: Veld, breed: bool) -> float:
    """How much the name of a column is like that of a fact; nothing where its values are of another kind."""
    if not _kan(kolom, veld):
        return 0.0
    kop = _kern(kolom.naam)
    vormen = [_kern(veld.naam), *(_kern(naam) for naam in _ANDERS_GENOEMD.get(veld.naam, ()))]
    if breed and tabel.pad:
        vormen.append(_kern(f"{tabel.pad[-1]} {veld.naam}"))
    if veld.naam == "id":
        # 'PersoonID' of a table 'Persoon' is the id of its rows.
        vormen.append(_kern(f"{beeld.naam.removesuffix('moment')} id"))
        vormen.append(_kern(f"{re.sub('nen$|en$', '', beeld.naam)} id"))
    if "".join(delen_van(kolom.naam)) == veld.naam.replace("_", ""):
        return 1.0
    lijkt = max(difflib.SequenceMatcher(None, kop, vorm).ratio() for vorm in vormen)
    return 0.0 if veld.soort == "tekst" and lijkt < _GELIJKENIS_TEKST else lijkt


def _kan(kolom: Kolombeeld, veld: Veld) -> bool:
    """Whether the values can be of this kind; of an empty column nothing is known."""
    if not kolom.gevuld:
        return True
    if veld.naam == "geboortejaar":
        return kolom.is_datum or all(waarde.isdecimal() for waarde in kolom.verschillend)
    if (veld.soort == "datum") != kolom.is_datum:
        return False
    if veld.soort == "ja_nee":
        return kolom.codes is not None and len(kolom.codes) <= _MEESTE_JA_NEE
    return veld.soort != "getal" or all(re.fullmatch(r"[\d.,]+", waarde) for waarde in kolom.verschillend)


def _kern(naam: str) -> str:
    """The words of a name that tell something, in a fixed order."""
    woorden = [_SYNONIEMEN.get(deel, deel) for deel in delen_van(naam)]
    return " ".join(sorted(woord for woord in woorden if woord)) or "datum"


def delen_van(naam: str) -> list[str]:
    """A name in words: 'DatumOntvangst', 'datum_ontvangst' and 'Datum ontvangst' are the same."""
    los = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", naam)
    kaal = unicodedata.normalize("NFKD", los).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", kaal)
