"""Writing the intake workbook, empty or filled: a sheet for every part of a dossier, made from the model.

Text is always written as text, so that nothing from a dossier can be a formula or a link.
"""

from collections.abc import Sequence
from typing import Any

import xlsxwriter.utility

from dossieraudit.errors import Gebruiksfout
from dossieraudit.intake import uitleg, vorm
from dossieraudit.intake.rijen import Bladen, Celinhoud, Rij, als_rijen
from dossieraudit.loading.tabellen import Soort, tabellen
from dossieraudit.models.dossier import ONDERDELEN, Dossier
from dossieraudit.report.werkmap import (
    BASIS,
    EEN_DATUM,
    MEESTE_RIJEN,
    OMRAND,
    REGEL,
    TEKST,
    Werkmap,
    hoogte,
    op_papier,
    paginas_voor,
)

# Rows below the last filled one that have drop-downs.
_RUIMTE = 2_000
_LANGSTE_MELDING = 255
_LANGSTE_MELDINGTITEL = 32
_KOPHOOGTE = 30
_TITELHOOGTE = 22
_BREEDTES: dict[Soort | None, int] = {
    "ja_nee": 13,
    "datum": 12,
    "getal": 11,
    "id": 13,
    "tekst": 46,
    "keuze": 27,
    "lijst_id": 20,
    "lijst_keuze": 34,
    None: 16,
}
_KLEUREN = {"sleutel": "#1f4e5f", "feit": "#e4eaf1", "lijst": "#dfeedd", "vindplaats": "#eeeeee"}


def schrijf(dossiers: Sequence[Dossier] = ()) -> bytes:
    """The workbook with these dossiers in it. Raises `Invoerfout` where a text does not fit in a cell, and
    `Gebruiksfout` where there is more than a sheet can hold."""
    bladen = als_rijen(dossiers)
    meeste = max(len(rijen) for rijen in (*bladen.delen.values(), bladen.vindplaatsen))
    if meeste > MEESTE_RIJEN:
        raise Gebruiksfout(f"{meeste} rijen passen niet op één blad; maak een werkmap van minder dossiers")
    werkmap = Werkmap("Dossiers invoeren")
    _Schrijver(werkmap.boek, bladen).schrijf()
    return werkmap.gesloten()


class _Schrijver:
    """One workbook with its formats."""

    def __init__(self, boek: Any, bladen: Bladen) -> None:
        self.boek, self.bladen = boek, bladen
        basis = BASIS | {"text_wrap": True}
        self.titel = boek.add_format(basis | {"bold": True, "font_size": 14, "text_wrap": False})
        self.tekst = boek.add_format(TEKST)
        self.vet = boek.add_format(basis | {"bold": True})
        self.link = boek.add_format(basis | {"font_color": "#1d5d9b", "underline": 1})
        self.cel = boek.add_format(basis | {"num_format": "@"})
        self.getal = boek.add_format(basis | {"num_format": "0", "align": "left"})
        self.datum = boek.add_format(basis | {"num_format": "dd-mm-yyyy", "align": "left"})
        self.koppen = {
            naam: boek.add_format(
                basis
                | OMRAND
                | {"bold": True, "bg_color": kleur, "font_color": "#ffffff" if naam == "sleutel" else "#000000"}
            )
            for naam, kleur in _KLEUREN.items()
        }
        self.keuzebereiken: dict[tuple[str, ...], str] = {}

    def schrijf(self) -> None:
        """Every sheet, in the order in which people need them."""
        namen = [vorm.UITLEGBLAD, *vorm.bladen(), vorm.NIET_AANGELEVERD, vorm.VINDPLAATSEN, vorm.KOLOMMENBLAD]
        self.blad = {naam: self.boek.add_worksheet(naam) for naam in [*namen, vorm.KEUZEBLAD, vorm.STEMPELBLAD]}
        self.keuzelijsten()
        self.uitleg()
        for naam, tabel in vorm.bladen().items():
            self.feiten(naam, vorm.kolommen(tabel.pad), self.bladen.delen[tabel.pad])
        self.feiten(vorm.NIET_AANGELEVERD, vorm.NIET_AANGELEVERD_KOLOMMEN, self.bladen.niet_aangeleverd)
        self.feiten(vorm.VINDPLAATSEN, vorm.VINDPLAATS_KOLOMMEN, self.bladen.vindplaatsen, {"pad": 44, "plaats": 70})
        self.kolommen()
        stempel = self.blad[vorm.STEMPELBLAD]
        stempel.write_string(0, 0, "formaat", self.tekst)
        stempel.write_string(0, 1, vorm.FORMAAT, self.tekst)
        stempel.very_hidden()
        self.blad[vorm.KEUZEBLAD].hide()

    def keuzelijsten(self) -> None:
        """Every closed list in a column of its own, as a drop-down can only hold a short text itself."""
        alle = dict.fromkeys(v.keuzes for tabel in tabellen().values() for v in tabel.velden if v.keuzes)
        blad = self.blad[vorm.KEUZEBLAD]
        for kolom, keuzes in enumerate([*alle, ONDERDELEN]):
            for rij, keuze in enumerate(keuzes):
                blad.write_string(rij, kolom, vorm.keuze(keuze), self.tekst)
            letter = xlsxwriter.utility.xl_col_to_name(kolom)
            self.keuzebereiken[keuzes] = f"='{vorm.KEUZEBLAD}'!${letter}$1:${letter}${len(keuzes)}"

    def feiten(
        self, naam: str, kolommen: Sequence[vorm.Kolom], rijen: Sequence[Rij], breedtes: dict[str, int] | None = None
    ) -> None:
        """One sheet with facts."""
        blad, laatste = self.blad[naam], len(rijen) + _RUIMTE
        sleutels, wijd = 0, list[int]()
        for plaats, kolom in enumerate(kolommen):
            sleutel = kolom.verplicht
            sleutels += kolom.rol in ("dossier", "houder") or kolom.naam == "id"
            opmaak = self.koppen["sleutel" if sleutel else kolom.rol]
            blad.write_string(0, plaats, f"{kolom.kop}{' *' if sleutel else ''}", opmaak)
            soort = kolom.veld.soort if kolom.veld else "tekst" if kolom.rol == "vindplaats" else None
            breedte = (breedtes or {}).get(kolom.naam, 30 if kolom.rol == "vindplaats" else _BREEDTES[soort])
            wijd.append(breedte)
            blad.set_column(plaats, plaats, breedte, self.opmaak(kolom))
            blad.write_comment(0, plaats, uitleg.hulp(kolom), {"x_scale": 2.2, "y_scale": 1.6, "font_size": 9})
            blad.data_validation(1, plaats, laatste, plaats, self.keuze(naam, kolom))
        for nummer, rij in enumerate(rijen, 1):
            for plaats, inhoud in enumerate(rij):
                self.schrijf_cel(blad, nummer, plaats, inhoud, kolommen[plaats])
            regels = max((_regels(str(t), wijd[plek]) for plek, t in enumerate(rij) if t is not None), default=1)
            if regels > 1:
                blad.set_row(nummer, hoogte(regels))
        blad.set_row(0, _KOPHOOGTE)
        blad.freeze_panes(1, min(sleutels, 3))
        blad.autofilter(0, 0, max(len(rijen), 1), len(kolommen) - 1)
        blad.repeat_rows(0)
        blad.repeat_columns(0, max(sleutels, 1) - 1)
        blad.hide_gridlines(0)  # they are printed too
        op_papier(blad, paginas_voor(wijd))

    def schrijf_cel(self, blad: Any, rij: int, plaats: int, inhoud: Celinhoud, kolom: vorm.Kolom) -> None:
        opmaak = self.opmaak(kolom)
        if isinstance(inhoud, str):
            blad.write_string(rij, plaats, inhoud, opmaak)
        elif isinstance(inhoud, int):
            blad.write_number(rij, plaats, inhoud, opmaak)
        elif inhoud is not None:
            blad.write_datetime(rij, plaats, inhoud, opmaak)

    def opmaak(self, kolom: vorm.Kolom) -> Any:
        soort = kolom.veld.soort if kolom.veld else None
        return self.datum if soort == "datum" else self.getal if soort == "getal" else self.cel

    def keuze(self, blad: str, kolom: vorm.Kolom) -> dict[str, Any]:
        """The drop-down or check of a column, with the help that appears when a cell is chosen."""
        hulp = {
            "input_title": kolom.kop[:_LANGSTE_MELDINGTITEL],
            "input_message": _ingekort(uitleg.hulp(kolom), _LANGSTE_MELDING),
        }
        veld = kolom.veld
        if kolom.rol == "dossier":
            bron = f"='{vorm.DOSSIERBLAD}'!$A$2:$A${len(self.bladen.delen[()]) + _RUIMTE + 1}"
            return hulp | {"validate": "list", "source": bron} | _fout("Kies een dossier van het blad Dossiers.")
        if blad == vorm.NIET_AANGELEVERD:
            return hulp | {"validate": "list", "source": self.keuzebereiken[ONDERDELEN]} | _fout("Kies een onderdeel.")
        if kolom.rol == "lijst":
            keuzes = [vorm.ZIE_BLAD, vorm.GEEN, vorm.ONBEKEND]
            return hulp | {"validate": "list", "source": keuzes} | _fout(f"Kies {', '.join(keuzes)}, of laat leeg.")
        if veld is None or veld.soort in ("id", "tekst", "lijst_id"):
            return hulp | {"validate": "any"}
        if veld.soort == "ja_nee":
            keuzes = [vorm.JA, vorm.NEE, vorm.ONBEKEND]
            return (
                hulp | {"validate": "list", "source": keuzes} | _fout("Kies ja, nee of niet vastgelegd, of laat leeg.")
            )
        if veld.soort == "datum":
            return hulp | EEN_DATUM | _fout("Schrijf een datum als dd-mm-jjjj, bijvoorbeeld 10-04-2017.")
        if veld.soort == "getal":
            grenzen = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 10_000}
            return hulp | grenzen | _fout("Schrijf een geheel getal.")
        bron = self.keuzebereiken[veld.keuzes]
        if veld.soort == "lijst_keuze":
            # Several may stand in one cell, so the list helps and does not stop.
            return hulp | {"validate": "list", "source": bron, "show_error": False}
        return hulp | {"validate": "list", "source": bron} | _fout("Kies een waarde uit de lijst, of laat de cel leeg.")

    def uitleg(self) -> None:
        """How to fill in the workbook, and where everything is."""
        blad = self.blad[vorm.UITLEGBLAD]
        blad.set_column(0, 0, 32)
        blad.set_column(1, 1, 104)
        blad.hide_gridlines(2)
        rij = 0
        for titel, regels in uitleg.STUKKEN:
            blad.write_string(rij, 0, titel, self.titel)
            blad.set_row(rij, _TITELHOOGTE)
            for nummer, (links, rechts) in enumerate(regels, rij + 1):
                blad.write_string(nummer, 0, links, self.vet)
                blad.write_string(nummer, 1, rechts, self.tekst)
                _hoogte(blad, nummer, rechts, 115)
            rij += len(regels) + 2
        blad.write_string(rij, 0, "De bladen", self.titel)
        blad.set_row(rij, _TITELHOOGTE)
        for nummer, (naam, wat) in enumerate(uitleg.inhoudsopgave(), rij + 1):
            blad.write_url(nummer, 0, f"internal:'{naam}'!A1", self.link, naam)
            blad.write_string(nummer, 1, wat, self.tekst)
            _hoogte(blad, nummer, wat, 115)
        op_papier(blad)
        blad.activate()

    def kolommen(self) -> None:
        """Every column of every sheet, to look up or to print."""
        blad = self.blad[vorm.KOLOMMENBLAD]
        breedtes = (28, 26, 22, 70, 60)
        for plaats, (kop, breedte) in enumerate(zip(uitleg.KOPPEN, breedtes, strict=True)):
            blad.set_column(plaats, plaats, breedte)
            blad.write_string(0, plaats, kop, self.koppen["feit"])
        rijen = list(uitleg.kolomrijen())
        for nummer, rij in enumerate(rijen, 1):
            for plaats, tekst in enumerate(rij):
                blad.write_string(nummer, plaats, tekst, self.tekst)
            _hoogte(blad, nummer, max(rij, key=len), 58)
        blad.freeze_panes(1, 2)
        blad.autofilter(0, 0, len(rijen), len(breedtes) - 1)
        blad.repeat_rows(0)
        op_papier(blad)


def _fout(melding: str) -> dict[str, str]:
    return {"error_title": "Dit past hier niet", "error_message": melding}


def _ingekort(tekst: str, lengte: int) -> str:
    return tekst if len(tekst) <= lengte else tekst[: lengte - 1] + "…"


def _regels(tekst: str, breedte: int) -> int:
    """How many lines a text takes in a column."""
    return sum(1 + len(regel) // breedte for regel in tekst.split("\n"))


def _hoogte(blad: Any, rij: int, tekst: str, breedte: int) -> None:
    """Not every program works out the height of wrapped text when it opens a file."""
    blad.set_row(rij, REGEL * _regels(tekst, breedte))
