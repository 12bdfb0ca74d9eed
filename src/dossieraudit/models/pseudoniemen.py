"""Which ids of a dossier have the shape of a pseudonym, and so may be repeated and may stay."""

import re
from typing import get_args

from dossieraudit.models.basis import Organisatie, Rol

# No more than three digits: four may be a year of birth.
_VORM = re.compile(r"(?P<letters>[a-z]+)[-_]?(?P<nummer>\d{0,3})")
# What a short id may be made of and still say nothing: kinds of people and organisations, and usual abbreviations.
_WOORDEN = frozenset(
    {deel for naam in (*get_args(Rol), *get_args(Organisatie)) for deel in naam.split("_")}
    | {"oma", "opa", "buur", "tante", "oom", "team", "vt", "gi", "cit", "jgz", "kdv", "poh", "wt"}
    | {"jeugd", "schuld", "verslaving", "woon", "opvang", "zorg", "netwerk", "werk", "sport", "kerk", "bso", "psz"}
)
# Two letters with which parts of a dossier are numbered ('vp1', 'cb2'); any other two may be initials.
_TWEE_LETTERS = frozenset({"cb", "ml", "mo", "mw", "np", "op", "ov", "pe", "rp", "tp", "ve", "vp"})


def zegt_niets(id_: str) -> bool:
    """Whether an id has the shape of a pseudonym: 'm1', 'c12', 'school1', 'oma'; never a name or a real number.

    Initials with a number ('fy1985', 'fy85') may lead to a person, so they have not.
    """
    match = _VORM.fullmatch(id_)
    if match is None:
        return False
    letters, genummerd = match["letters"], match["nummer"] != ""
    return letters in _WOORDEN or (genummerd and (len(letters) == 1 or letters in _TWEE_LETTERS))
