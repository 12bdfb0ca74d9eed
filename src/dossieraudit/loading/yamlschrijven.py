"""Writing YAML that `yamltekst` reads back as it was: the library quotes by the rules of YAML 1.1 alone."""

import re
from typing import Any

import yaml

from dossieraudit.loading.yamltekst import is_getal

# The library takes these for the end of a line and adds spaces after them; between quotes they stay.
_ANDERE_REGELEINDEN = re.compile("[\x85\u2028\u2029]")


def schrijver(basis: Any) -> Any:
    """A dumper of PyYAML like `basis` that quotes every text that would be read as something else.

    To YAML 1.1 the id '2e5' is a text, which needs no quotes; to JSON, and to us, it is a number.
    """
    klasse: Any = type("Schrijver", (basis,), {})
    klasse.add_representer(str, _tekst)
    return klasse


def _tekst(dumper: Any, tekst: str) -> yaml.ScalarNode:
    stijl = '"' if _ANDERE_REGELEINDEN.search(tekst) else "'" if is_getal(tekst) else None
    knoop: yaml.ScalarNode = dumper.represent_scalar("tag:yaml.org,2002:str", tekst, style=stijl)
    return knoop


SCHRIJVER: Any = schrijver(yaml.SafeDumper)
# The same in C where that is there, for many or large files; its lines may break elsewhere.
SNELLE_SCHRIJVER: Any = schrijver(getattr(yaml, "CSafeDumper", yaml.SafeDumper))
