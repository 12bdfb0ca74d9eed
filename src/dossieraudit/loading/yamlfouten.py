"""What the YAML parser says of a syntax fault, in Dutch, with the place that a reader has to look at.

The two parsers of PyYAML (libyaml's and the one in Python) word the same fault differently; both are known here.
"""

import re
from typing import Literal

import yaml
from msgspec import Struct

from dossieraudit.errors import Fout
from dossieraudit.loading.tekst import Bereik, Brontekst

_AANHALINGSTEKENS = "zet de hele waarde tussen aanhalingstekens"


class _Soort(Struct, frozen=True):
    """A kind of fault. `bij`: the caret stands where the parser got stuck, or where the construct began."""

    patroon: str
    melding: str
    advies: str
    bij: Literal["probleem", "begin"] = "probleem"


_NIET_GESLOTEN = {
    "[": ("de lijst die hier met '[' begint, wordt nergens gesloten", "sluit de lijst met ']'"),
    "{": ("de groep die hier met '{' begint, wordt nergens gesloten", "sluit de groep met '}'"),
}
# The first that matches holds. `{r}`: the line on which the list, group or quote in question begins.
_SOORTEN = (
    _Soort(
        r"expected ',' or '\]'",
        "hier ontbreekt een komma of een ']': de lijst die op regel {r} met '[' begint, is nog niet gesloten",
        "zet een komma tussen twee punten van de lijst, of sluit de lijst met ']'",
    ),
    _Soort(
        r"expected ',' or '\}'",
        "hier ontbreekt een komma of een '}}': de groep die op regel {r} met '{{' begint, is nog niet gesloten",
        "zet een komma tussen twee sleutels, of sluit de groep met '}'",
    ),
    _Soort(
        r"mapping values are not allowed|found unexpected ':'",
        "een ':' kan hier niet staan",
        "zet een waarde met ': ' erin tussen aanhalingstekens; kijk anders of de regel even ver inspringt als de "
        "sleutels erboven, en of daar een ':' ontbreekt",
    ),
    _Soort(r"mapping keys are not allowed", "een '?' kan hier niet staan", _AANHALINGSTEKENS),
    _Soort(
        r"sequence entries are not allowed",
        "een lijst met '-' kan hier niet beginnen",
        "zet elk punt van de lijst op een eigen regel, onder de sleutel",
    ),
    _Soort(
        r"could not find expected ':'",
        "na deze sleutel ontbreekt een ':'",
        "schrijf 'sleutel: waarde', of laat tekst die bij de vorige regel hoort verder inspringen",
        "begin",
    ),
    _Soort(
        r"quoted scalar: found unexpected (end of stream|document (indicator|separator))",
        "de tekst die hier met een aanhalingsteken begint, wordt nergens gesloten",
        "zet hetzelfde aanhalingsteken aan het eind van de tekst",
        "begin",
    ),
    _Soort(
        r"(double-)?quoted scalar: (found (unknown|invalid Unicode)|(did not find )?expected (hex|escape))",
        "deze code met een '\\' bestaat niet in YAML, of is een half teken (\\ud800 tot en met \\udfff)",
        "schrijf '\\\\' voor een gewone '\\', schrijf het teken zelf, of gebruik enkele aanhalingstekens",
    ),
    _Soort(
        r"found a tab character|found character '\\t'",
        "hier staat een tab in de inspringing",
        "gebruik spaties om te laten inspringen",
    ),
    _Soort(
        r"block scalar: (did not find )?expected (chomping|comment)|indentation indicator",
        "na '|' of '>' kan op dezelfde regel geen tekst staan",
        "begin de tekst op de volgende regel, en laat die verder inspringen dan de sleutel",
    ),
    _Soort(
        r"block (collection|sequence): .*expected",
        "de inspringing van deze regel past niet bij de lijst die op regel {r} begint",
        "laat elk punt van een lijst met '-' even ver inspringen",
    ),
    _Soort(
        r"scanning an (anchor|alias)",
        "een waarde kan niet met '*' of '&' beginnen",
        _AANHALINGSTEKENS,
        "begin",
    ),
    _Soort(
        r"scanning a (tag|directive)|tag handle|directive|incompatible YAML|while parsing a tag",
        "tags (met '!') en regels die met '%' beginnen, worden niet gelezen",
        "haal de tag of de regel weg, of zet een waarde die met '!' begint tussen aanhalingstekens",
        "begin",
    ),
    _Soort(
        r"expected '?<document start>",
        "hier staat nog iets nadat de inhoud al is afgesloten",
        "haal weg wat te veel is; vaak is het een ']', een '}' of tekst na een aanhalingsteken",
    ),
    _Soort(
        r"expected (the )?node content",
        "hier hoort een waarde te staan",
        "vul de waarde in, of haal het leesteken weg",
    ),
)


def vertaal_yamlfout(fout: yaml.YAMLError, bron: Brontekst, nog_open: int | None = None) -> Fout:
    """One syntax fault; a kind that is not known gets the parser's own words in parentheses.

    `nog_open`: where the innermost list or group begins that was not closed yet.
    """
    if not isinstance(fout, yaml.MarkedYAMLError):
        # A ReaderError; what it refuses was refused before, so that this is no known kind.
        return bron.fout(None, f"dit is geen geldige YAML ({getattr(fout, 'reason', fout)})")
    probleem = _bereik(fout.problem_mark, bron)
    begin = _bereik(fout.context_mark, bron) or probleem
    origineel = ": ".join(deel for deel in (fout.context, fout.problem) if deel)
    if probleem is not None and not bron.tekst[probleem[0] :].strip() and nog_open is not None:
        niet_gesloten = _NIET_GESLOTEN.get(bron.tekst[nog_open])
        if niet_gesloten is not None and re.search(r"expected (',' or|(the )?node content)", origineel):
            return bron.fout((nog_open, nog_open + 1), niet_gesloten[0], advies=niet_gesloten[1])
    for soort in (*_van_teken(fout, bron, probleem), *_SOORTEN):
        if re.search(soort.patroon, origineel):
            regel = bron.plaats(begin[0])[0] if begin else "?"
            melding = soort.melding.format(r=regel) if "{r}" in soort.melding else soort.melding
            return bron.fout(begin if soort.bij == "begin" else probleem, melding, advies=soort.advies)
    return bron.fout(
        probleem or begin,
        f"dit is geen geldige YAML ({origineel})",
        advies="vergelijk de schrijfwijze met de regels erboven; zet waarden met leestekens tussen aanhalingstekens",
    )


def _van_teken(fout: yaml.MarkedYAMLError, bron: Brontekst, bereik: Bereik | None) -> tuple[_Soort, ...]:
    """Kinds for which the parser has one name, and that the text itself tells apart."""
    if bereik is None:
        return ()
    index = bereik[0]
    teken = bron.tekst[index : index + 1]
    regel, kolom = bron.plaats(index)
    ervoor = bron.regeltekst(regel)[: kolom - 1].strip()
    if "cannot start any token" in (fout.problem or "") and teken != "\t":
        return (_Soort("cannot start any token", f"een waarde kan niet met '{teken}' beginnen", _AANHALINGSTEKENS),)
    if "cannot start any token" in (fout.problem or ""):
        return (_Soort("", "hier staat een tab in de inspringing", "gebruik spaties om te laten inspringen"),)
    if not re.search(r"block mapping: (did not find expected key|expected <block end>)", _samen(fout)):
        return ()
    if teken == ":":
        return (_Soort("", "voor deze ':' staat geen sleutel", "zet er een sleutel voor, of haal de ':' weg"),)
    if ervoor:
        return (_Soort("", "de waarde is hier al afgesloten, maar er staat nog tekst achter", _AANHALINGSTEKENS),)
    return (
        _Soort(
            "",
            "de inspringing van deze regel klopt niet: zij past bij geen van de sleutels erboven",
            "laat sleutels die bij elkaar horen even ver inspringen, met spaties",
        ),
    )


def _samen(fout: yaml.MarkedYAMLError) -> str:
    return f"{fout.context}: {fout.problem}"


def _bereik(plek: yaml.Mark | None, bron: Brontekst) -> Bereik | None:
    if plek is None:
        return None
    index = min(plek.index, len(bron.tekst))
    return index, index + 1
