"""The dossier as tables: a table for every part, a column for every fact; read off the model, so that none is missed.

What a workbook or an export can hold is flat. Everything that makes a tree of a dossier is said here once: which parts
there are, which of them hold lists of others, and what kind of value belongs in each field.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from dossieraudit.loading.annotaties import is_model, kern, takken, velden, waarden
from dossieraudit.models.basis import VrijeTekstMarkering
from dossieraudit.models.dossier import Dossier

Soort = Literal["ja_nee", "datum", "getal", "id", "tekst", "keuze", "lijst_id", "lijst_keuze"]
# Fields of a dossier that are neither facts nor parts.
BIJZONDER = ("niet_aangeleverd", "vindplaatsen")


@dataclass(frozen=True, slots=True)
class Veld:
    """One field: what kind of value it takes, from which list, and what it means in Dutch."""

    naam: str
    soort: Soort
    omschrijving: str
    keuzes: tuple[str, ...] = ()
    verplicht: bool = False
    vrij: bool = False


@dataclass(frozen=True, slots=True)
class Tabel:
    """One part of a dossier as a table. `pad` is the way to it: () for the dossier, ('regie', 'perioden') for a list in
    a part. `lijst`: any number of rows for each holder; else one at most. `lijsten` are the lists within a row."""

    pad: tuple[str, ...]
    lijst: bool
    omschrijving: str
    velden: tuple[Veld, ...]
    lijsten: tuple[str, ...] = ()

    @property
    def naam(self) -> str:
        """The way to it as people write it: 'regie.perioden'."""
        return ".".join(self.pad)

    @property
    def heeft_id(self) -> bool:
        """Whether its rows have an id of their own, by which other rows can name them."""
        return any(veld.naam == "id" for veld in self.velden)

    def veld(self, naam: str) -> Veld | None:
        """The field of this name, if there is one."""
        return next((veld for veld in self.velden if veld.naam == naam), None)


@cache
def tabellen() -> dict[tuple[str, ...], Tabel]:
    """Every table of a dossier by its path, the dossier itself first and each holder before what it holds."""
    return {tabel.pad: tabel for tabel in _tabellen(Dossier, (), False, "Het dossier.")}


def ouder_van(tabel: Tabel) -> Tabel | None:
    """The table whose rows hold this one; None for the dossier itself."""
    return tabellen()[tabel.pad[:-1]] if tabel.pad else None


def _tabellen(model: type[BaseModel], pad: tuple[str, ...], lijst: bool, omschrijving: str) -> Iterator[Tabel]:
    eigen: list[Veld] = []
    delen: list[tuple[str, type[BaseModel], bool, str]] = []
    for naam, annotatie in velden(model).items():
        if not pad and naam in BIJZONDER:
            continue
        info = model.model_fields[naam]
        [soort, *_] = takken(annotatie)[0]
        basis, argumenten = kern(soort)
        if is_model(basis):
            delen.append((naam, basis, False, info.description or ""))
        elif basis is tuple and is_model(kern(argumenten[0])[0]):
            delen.append((naam, kern(argumenten[0])[0], True, info.description or ""))
        else:
            eigen.append(_veld(naam, annotatie, info.description or "", info.is_required()))
    yield Tabel(pad, lijst, omschrijving, tuple(eigen), tuple(naam for naam, _, veel, _ in delen if veel))
    for naam, binnen, veel, uitleg in delen:
        yield from _tabellen(binnen, (*pad, naam), veel, uitleg)


def _veld(naam: str, annotatie: Any, omschrijving: str, verplicht: bool) -> Veld:
    [eerste, *_] = takken(annotatie)[0]
    basis, argumenten = kern(eerste)
    if basis is tuple:
        keuzes = tuple(map(str, waarden(argumenten[0])))
        return Veld(naam, "lijst_keuze" if keuzes else "lijst_id", omschrijving, keuzes, verplicht)
    if keuzes := tuple(map(str, waarden(annotatie))):
        return Veld(naam, "keuze", omschrijving, keuzes, verplicht)
    if basis is str:
        vrij = any(isinstance(deel, VrijeTekstMarkering) for deel in getattr(eerste, "__metadata__", ()))
        return Veld(naam, "tekst" if vrij else "id", omschrijving, (), verplicht, vrij)
    soorten: dict[Any, Soort] = {bool: "ja_nee", date: "datum", int: "getal"}
    return Veld(naam, soorten[basis], omschrijving, (), verplicht)
