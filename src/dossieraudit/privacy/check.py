"""Searching for everything that may identify a person: in one text, and in all the texts of a file."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dossieraudit.models.pseudoniemen import zegt_niets
from dossieraudit.privacy.namenlijsten import lijsten, vouw
from dossieraudit.privacy.names import namen
from dossieraudit.privacy.patterns import ZOEKERS, bsn, effen, email, iban
from dossieraudit.privacy.stukken import Stuk
from dossieraudit.privacy.vondst import Vondst, zonder_overlap

MAX_VRIJE_TEKST = 200
_KORT = 60
_MAX_DELEN = 3
_MET_CONTROLE = (bsn, iban, email)
_IDDEEL = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Opties:
    """What a user may ask of a search: names that are known, how long a text may be, and a second opinion."""

    eigen_namen: Collection[str] = ()
    max_vrije_tekst: int = MAX_VRIJE_TEKST
    tweede: Callable[[str], list[Vondst]] | None = None


@dataclass(frozen=True, slots=True)
class Gevonden:
    """A finding in a file: where it stands, and the text itself, which is shown only on request."""

    bestand: str
    plaats: str
    vondst: Vondst
    waarde: str


def zoek(tekst: str, eigen_namen: Iterable[str] = ()) -> list[Vondst]:
    """Everything in a text that may identify a person, in order of place and without overlap.

    `eigen_namen`: names that are known to belong to this dossier; they count in any case and are always sure.
    """
    effen_tekst = effen(tekst)
    gevonden = zonder_overlap([vondst for zoeker in ZOEKERS for vondst in zoeker(effen_tekst)])
    bezet = [(vondst.begin, vondst.eind) for vondst in gevonden]
    gevonden += namen(effen_tekst, eigen_namen, bezet=bezet)
    return _geboortedatums(effen_tekst, sorted(gevonden, key=lambda vondst: vondst.begin))


def _geboortedatums(tekst: str, vondsten: list[Vondst]) -> list[Vondst]:
    """A whole date right after a name is that person's date of birth: 'Naam Achternaam, 23-06-1985'."""
    for i, (naam, dag) in enumerate(pairwise(vondsten), start=1):
        tussen = tekst[naam.eind : dag.begin]
        met_jaar = sum(teken.isdigit() for teken in tekst[dag.begin : dag.eind]) >= 5
        if naam.soort == "naam" and dag.soort == "datum" and met_jaar and tussen in (", ", " (", ": ", " - ", "; "):
            vondsten[i] = Vondst("geboortedatum", dag.begin, dag.eind, "waarschijnlijk")
    return vondsten


def doorzoek(bestand: str, stukken: Iterable[Stuk], opties: Opties) -> Iterator[Gevonden]:
    """Search the texts of one file. An id in it that is a name counts as a known name in all that follows."""
    eigen = set(opties.eigen_namen)
    for stuk in stukken:
        vondsten = in_stuk(stuk, frozenset(eigen), opties.max_vrije_tekst)
        if stuk.aard == "id" and any(vondst.soort == "naam" for vondst in vondsten):
            eigen.update(namen_in_id(stuk.tekst))
        if opties.tweede is not None and stuk.aard in ("tekst", "waarde"):
            vondsten += _nieuw(opties.tweede(stuk.tekst), vondsten)
        for vondst in vondsten:
            yield Gevonden(bestand, stuk.plaats, vondst, stuk.tekst[vondst.begin : vondst.eind])


def _nieuw(tweede: list[Vondst], eerste: list[Vondst]) -> list[Vondst]:
    """What the second opinion adds to the first."""
    return [v for v in tweede if not any(v.begin < ander.eind and ander.begin < v.eind for ander in eerste)]


def in_naam(bestand: str, naam: str) -> Iterator[Gevonden]:
    """Search the name of a file itself: it ends up in results and reports."""
    for vondst in (*zoek(naam), *_in_id(naam)):
        yield Gevonden(bestand, "bestandsnaam", vondst, naam)
        return


def in_stuk(stuk: Stuk, eigen_namen: frozenset[str], max_vrije_tekst: int) -> list[Vondst]:
    """Search one text, with its key read along; places are those in the text itself."""
    if stuk.aard == "code":
        effen_tekst = effen(stuk.tekst)
        return zonder_overlap([vondst for zoeker in _MET_CONTROLE for vondst in zoeker(effen_tekst)])
    # Data files hold the same few words over and over.
    zoek_hier = _onthouden if len(stuk.tekst) <= _KORT else _in_waarde
    vondsten = list(zoek_hier(stuk.vooraf, stuk.tekst, eigen_namen))
    if stuk.aard == "id" and not vondsten:
        vondsten = _in_id(stuk.tekst)
    if stuk.aard == "waarde" and len(stuk.tekst) > max_vrije_tekst:
        vondsten.append(Vondst("vrije_tekst", 0, len(stuk.tekst), "mogelijk"))
    return vondsten


def _in_waarde(vooraf: str, tekst: str, eigen_namen: frozenset[str]) -> tuple[Vondst, ...]:
    voor = len(vooraf)
    return tuple(
        Vondst(v.soort, max(0, v.begin - voor), v.eind - voor, v.zekerheid)
        for v in zoek(vooraf + tekst, eigen_namen)
        if v.eind > voor
    )


_onthouden = lru_cache(maxsize=20_000)(_in_waarde)


def _in_id(tekst: str) -> list[Vondst]:
    """A name in what ought to be a pseudonym: 'p.jansen', 'fatima'. What has more words is a description."""
    namen_erin = () if zegt_niets(tekst) else namen_in_id(tekst)
    return [Vondst("naam", 0, len(tekst), "waarschijnlijk")] if namen_erin else []


def namen_in_id(tekst: str) -> list[str]:
    """The parts of an id that are on a list of names, and are no ordinary words."""
    delen, bekend = _IDDEEL.findall(tekst), lijsten()
    if len(delen) > _MAX_DELEN:
        return []
    return [deel for deel in delen if len(deel) > 2 and vouw(deel) in bekend.alleen_naam]
