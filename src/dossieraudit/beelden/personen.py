"""Everyone who matters to a case, and whether the wijkteam spoke with them: yes, no, or not recorded.

By the journal of contacts of the wijkteam, whenever that was. An empty journal says that nobody was spoken with; no
journal says nothing.
"""

from collections import Counter
from collections.abc import Iterable

from dossieraudit.models.beelden import Antwoord, Betrokkene, Gesproken, Partij
from dossieraudit.models.delen import Contact
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.hulp import Netwerkpartner


def gezin(dossier: Dossier) -> tuple[Betrokkene, ...] | None:
    """The members of the household and others who matter; None where it is not recorded who they are."""
    if dossier.gezinsleden is None or "gezinsleden" in dossier.niet_aangeleverd:
        return None
    journaal = None if "contacten" in dossier.niet_aangeleverd else dossier.contacten
    gevonden = []
    for lid in dossier.gezinsleden:
        gesproken = [(c, _gesproken(c, lid.id)) for c in journaal or ()]
        zeker = [c for c, antwoord in gesproken if antwoord]
        gezien = [_of(antwoord, _gezien(c, lid.id)) for c, antwoord in gesproken]
        gevonden.append(
            Betrokkene(
                id=lid.id,
                rol=lid.rol,
                woont_thuis=lid.woont_thuis,
                gesproken=_ooit([antwoord for _, antwoord in gesproken], journaal is not None),
                gezien=_ooit(gezien, journaal is not None),
                keren=len(zeker),
                laatst=max((c.datum for c in zeker if c.datum is not None), default=None),
            )
        )
    return tuple(gevonden)


def partijen(dossier: Dossier) -> tuple[Partij, ...] | None:
    """The organisations and persons around the household; None where they are not recorded."""
    if dossier.netwerkpartners is None or "netwerkpartners" in dossier.niet_aangeleverd:
        return None
    return tuple(
        Partij(
            id=partij.id,
            soort=partij.soort,
            relevant=partij.relevant,
            gesproken=_uitgewisseld(partij),
            laatst=max((u.datum for u in partij.uitwisselingen or () if u.datum is not None), default=None),
        )
        for partij in dossier.netwerkpartners
    )


def medewerkers(dossier: Dossier) -> tuple[str, ...]:
    """The staff that the journal names, in the order in which they appear."""
    if "contacten" in dossier.niet_aangeleverd:
        return ()
    return tuple(dict.fromkeys(naam for c in dossier.contacten or () for naam in c.door or ()))


def geteld(antwoorden: Iterable[tuple[str, Antwoord]]) -> tuple[Gesproken, ...]:
    """How many of each kind were spoken with, in the order in which the kinds appear."""
    per_soort: dict[str, Counter[Antwoord]] = {}
    for soort, antwoord in antwoorden:
        per_soort.setdefault(soort, Counter())[antwoord] += 1
    return tuple(
        Gesproken(soort=soort, ja=n["ja"], nee=n["nee"], niet_vast_te_stellen=n["niet_vast_te_stellen"])
        for soort, n in per_soort.items()
    )


def _gesproken(contact: Contact, wie: str) -> bool | None:
    return _en(contact.tot_stand_gekomen, _bevat(contact.gesproken_met, wie))


def _gezien(contact: Contact, wie: str) -> bool | None:
    return _en(contact.tot_stand_gekomen, _bevat(contact.gezien, wie))


def _uitgewisseld(partij: Netwerkpartner) -> Antwoord:
    if partij.uitwisselingen is None:
        return "niet_vast_te_stellen"
    return "ja" if partij.uitwisselingen else "nee"


def _bevat(lijst: tuple[str, ...] | None, wie: str) -> bool | None:
    return None if lijst is None else wie in lijst


def _en(a: bool | None, b: bool | None) -> bool | None:
    return False if a is False or b is False else None if a is None or b is None else True


def _of(a: bool | None, b: bool | None) -> bool | None:
    return True if a or b else None if a is None or b is None else False


def _ooit(antwoorden: list[bool | None], bekend: bool) -> Antwoord:
    """Whether any contact was with this person; an unknown one, or no journal at all, leaves it open."""
    if True in antwoorden:
        return "ja"
    return "nee" if bekend and None not in antwoorden else "niet_vast_te_stellen"
