"""An onderzoek with a hostile text in every free text that a file of a user can hold, found by walking the models."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossieraudit.loading.annotaties import is_model, kern, takken, velden
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.bronnen import Beleidsdocument, Interview, Oordeelsvelling
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.onderzoek import Onderzoek
from tests.conftest import VLAARDINGEN

# HTML, Jinja, Markdown, Typst, formulas, XML, terminal codes, bidi, and what ends the strings of each.
LADING = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script><img src=x onerror=alert(2)> {{7*7}}{% raw %}${7*7}#{7*7} "
    "[x](javascript:alert(3)) ![y](http://kwaad.invalid/z) <http://kwaad.invalid> `code` **vet** | cel | ]]> --> \" ' "
    '#read("/etc/passwd") #eval("1") $x$ @ref \\u{1F600} \\ & &lt; <!DOCTYPE a> <office:script/> <w:fldSimple/> '
    "\x1b[2J\x07\u202egnirts\u2066\u200b\ufeff\ufffe\u2028 einde"
)
# These name a file or another field, and are refused where they are no such thing.
_VERWIJZINGEN = {"kader", "profiel", "trekking", "uitkomst_machine"}


class Kanaries:
    """Gives every text a number of its own, so that it can be told which ones reach which output."""

    def __init__(self) -> None:
        self.namen: dict[str, str] = {}

    def nieuw(self, plaats: str) -> str:
        merk = f"KANARIE{len(self.namen):04}"
        self.namen[merk] = plaats
        return f"{merk} {LADING}"

    def vul(self, data: Any, model: Any, plaats: str) -> Any:
        """The same data with a canary in every free text, also in those that were not filled in."""
        if not isinstance(data, dict):
            return data
        uit = dict(data)
        for naam, annotatie in velden(model).items():
            for tak in takken(annotatie)[0]:
                basis, argumenten = kern(tak)
                if basis is str and _vrij(tak) and naam not in _VERWIJZINGEN:
                    uit[naam] = self.nieuw(f"{plaats}.{naam}")
                elif is_model(basis) and isinstance(uit.get(naam), dict):
                    uit[naam] = self.vul(uit[naam], basis, f"{plaats}.{naam}")
                elif basis in (tuple, list) and isinstance(uit.get(naam), list):
                    soort = next((t for t in takken(argumenten[0])[0] if is_model(kern(t)[0])), None)
                    if soort is not None:
                        uit[naam] = [self.vul(item, kern(soort)[0], f"{plaats}.{naam}") for item in uit[naam]]
                elif basis is dict and naam == "vindplaatsen" and uit.get(naam):
                    uit[naam] = {pad: self.nieuw(f"{plaats}.{naam}") for pad in uit[naam]}
        return uit


def _vrij(annotatie: Any) -> bool:
    return "pattern" not in repr(annotatie) or "pattern=None" in repr(annotatie)


def _lees(pad: Path) -> Any:
    return lees_yaml(pad.read_bytes(), pad.name).data


def _schrijf(pad: Path, data: Any) -> None:
    # JSON is YAML as well, and can write every character as a code.
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text(json.dumps(data), encoding="utf-8")


def maak_onderzoek(map_: Path) -> tuple[Path, Kanaries]:
    """A few dossiers of the example with their sources, every free text hostile."""
    k = Kanaries()
    _schrijf(map_ / "onderzoek.yaml", k.vul(_lees(VLAARDINGEN / "onderzoek.yaml"), Onderzoek, "onderzoek"))
    for naam in ("V03", "V07", "V11"):
        data = k.vul(_lees(VLAARDINGEN / "dossiers" / f"{naam}.yaml"), Dossier, "dossier")
        (map_ / "dossiers").mkdir(exist_ok=True)
        (map_ / "dossiers" / f"{naam}.json").write_text(json.dumps(data), encoding="utf-8")
    for soort, model in (("interviews", Interview), ("documenten", Beleidsdocument)):
        for pad in sorted((VLAARDINGEN / soort).glob("*.yaml"))[:6]:
            data = _lees(pad)
            delen = data if isinstance(data, list) else [data]
            _schrijf(map_ / soort / pad.name, [k.vul(deel, model, soort) for deel in delen])
    oordeel = {
        "dossier": "V03",
        "blad": "SH1.1",
        "beoordelaar": "b1",
        "datum": "2017-11-01",
        "uitkomst": "voldoet",
        "uitkomst_machine": "voldoet_niet",
    }
    _schrijf(map_ / "beoordelingen" / "b1.yaml", [k.vul(oordeel, Oordeelsvelling, "beoordeling")])
    return map_, k


def maak_kader(van: Path, naar: Path, k: Kanaries) -> Path:
    """A copy of a framework with a hostile text in every title, norm, explanation and source."""
    shutil.copytree(van, naar)
    for pad in sorted(naar.glob("*.yaml")):
        if pad.name in ("rapport.yaml", "oordeel.yaml"):  # their texts are templates of counts, and checked as such
            continue
        data = _lees(pad)
        _schrijf(pad, _besmet(data, k, pad.stem))
    return naar


def _besmet(data: Any, k: Kanaries, plaats: str) -> Any:
    if isinstance(data, dict):
        vrij = {"titel", "norm", "operationalisering", "tekst", "omschrijving", "toelichting", "reden"}
        return {
            s: k.nieuw(f"{plaats}.{s}") if s in vrij and isinstance(w, str) else _besmet(w, k, f"{plaats}.{s}")
            for s, w in data.items()
        }
    return [_besmet(deel, k, plaats) for deel in data] if isinstance(data, list) else data


def merken(tekst: str) -> Iterator[str]:
    """The canaries that a text holds."""
    import re

    return iter(dict.fromkeys(re.findall(r"KANARIE\d{4}", tekst)))
