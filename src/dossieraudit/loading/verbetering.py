"""Reading verbetermaatregelen.yaml: the measures of a municipality, tied to leaves of the framework."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from dossieraudit.errors import Foutenlijst, Invoerfout, bedoelde
from dossieraudit.loading.bestand import eis_binnen, lees_bytes
from dossieraudit.loading.model import als_model
from dossieraudit.loading.yamltekst import YamlTekst, lees_yaml
from dossieraudit.models.kader import Kader
from dossieraudit.models.paden import Pad
from dossieraudit.models.verbetering import VerbeterBestand, Verbetermaatregel

BESTAND = "verbetermaatregelen.yaml"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True)
class Verbeterplan:
    """The measures of an onderzoek, the leaves that each is about, and the hash of the file.

    `bladen` holds, per measure, the leaves behind the leaves, criteria and thema's that it names, in the order of the
    framework; leaves that a profile left out fall away. `van_ander_kader` says that the file is about another framework
    than the one in use, so that it holds no measures here.
    """

    maatregelen: tuple[Verbetermaatregel, ...] = ()
    bladen: Mapping[str, tuple[str, ...]] | None = None
    sha256: str = ""
    van_ander_kader: bool = False

    def over(self, blad: str) -> tuple[Verbetermaatregel, ...]:
        """The measures about one leaf, in the order of the file."""
        return tuple(m for m in self.maatregelen if blad in self.bladen_van(m))

    def bladen_van(self, maatregel: Verbetermaatregel) -> tuple[str, ...]:
        """The leaves that a measure is about."""
        return (self.bladen or {}).get(maatregel.id, ())


def laad_verbeterplan(map_: Path | None, kader: Kader, eigen_kader: str | None = None) -> Verbeterplan | None:
    """The measures beside an onderzoek; None where the file is not there.

    Raises `Invoerfout` with every fault in it: besides those of form, ids that occur twice, ids of no leaf, criterium
    or thema, a measure that lapsed without a reason. `eigen_kader` is the framework (id) of the onderzoek itself.
    """
    if map_ is None or not (map_ / BESTAND).is_file():
        return None
    pad = map_ / BESTAND
    eis_binnen(pad, map_)
    inhoud = lees_bytes(pad)
    tekst = lees_yaml(inhoud, str(pad), vertrouwelijk=True)
    bestand = _gekeurd(tekst, kader, eigen_kader or kader.id)
    sha = hashlib.sha256(inhoud).hexdigest()
    if (bestand.kader or eigen_kader or kader.id) != kader.id:
        return Verbeterplan(sha256=sha, van_ander_kader=True)
    bekend = _bladen_per_id(kader)
    per_maatregel = {m.id: _in_volgorde(m, bekend, kader) for m in bestand.maatregelen}
    return Verbeterplan(bestand.maatregelen, per_maatregel, sha)


def _gekeurd(tekst: YamlTekst, kader: Kader, eigen_kader: str) -> VerbeterBestand:
    """The file as a model, or one `Invoerfout` with the faults of form and of content together."""
    bekend = {*_bladen_per_id(kader), *kader.weggelaten}
    fouten = Foutenlijst()
    bestand = None
    try:
        bestand = als_model(tekst, VerbeterBestand)
    except Invoerfout as fout:
        fouten.neem_over(fout.fouten)
    data = tekst.data if isinstance(tekst.data, dict) else {}
    # Ids and tags of another framework are not looked up in this one.
    eigen = (data.get("kader") or eigen_kader) == kader.id
    for plaats, melding, advies in _fouten(data.get("maatregelen"), *((bekend, kader.tags) if eigen else (None, None))):
        fouten.voeg_toe(tekst.bron.fout(tekst.bereik(plaats), melding, advies=advies))
    fouten.meld()
    if bestand is None:
        raise AssertionError("a file without a model has faults")
    return bestand


def _bladen_per_id(kader: Kader) -> dict[str, tuple[str, ...]]:
    """The leaves behind every id that a measure may name."""
    gevonden: dict[str, tuple[str, ...]] = {}
    for thema in kader.themas:
        gevonden[thema.id] = tuple(i.id for c in thema.criteria for i in c.indicatoren)
        for criterium in thema.criteria:
            gevonden[criterium.id] = tuple(i.id for i in criterium.indicatoren)
            gevonden |= {i.id: (i.id,) for i in criterium.indicatoren}
    return gevonden


def _in_volgorde(maatregel: Verbetermaatregel, bekend: Mapping[str, tuple[str, ...]], kader: Kader) -> tuple[str, ...]:
    genoemd = {blad for id_ in maatregel.bladen for blad in bekend.get(id_, ())}
    return tuple(i.id for i in kader.indicatoren if i.id in genoemd)


def _fouten(
    maatregelen: Any, bekend: set[str] | None, tags: Mapping[str, str] | None
) -> Iterator[tuple[Pad, str, str | None]]:
    """What the form alone cannot tell, each with its place; of data that may still have faults of form."""
    eerder: set[str] = set()
    for nummer, maatregel in enumerate(maatregelen if isinstance(maatregelen, list) else ()):
        if not isinstance(maatregel, dict):
            continue
        plaats: Pad = ("maatregelen", nummer)
        code = maatregel.get("id")
        if _is_code(code):
            if code in eerder:
                yield (*plaats, "id"), f"maatregel '{code}' staat er al", "geef elke maatregel een eigen code"
            eerder.add(code)
        yield from _bladfouten(maatregel.get("bladen"), plaats, bekend)
        yield from _tagfouten(maatregel.get("oorzaken"), plaats, tags)
        if maatregel.get("status") == "vervallen" and not maatregel.get("reden"):
            advies = "zeg met 'reden' waarom de maatregel is vervallen"
            yield (*plaats, "status"), "een vervallen maatregel heeft een reden nodig", advies


def _is_code(waarde: Any) -> TypeGuard[str]:
    """Whether a value has the form of an id; anything else is a fault of form already, and is not repeated."""
    return isinstance(waarde, str) and _CODE.fullmatch(waarde) is not None


def _bladfouten(bladen: Any, plaats: Pad, bekend: set[str] | None) -> Iterator[tuple[Pad, str, str | None]]:
    namen = bladen if isinstance(bladen, list) else []
    for b, blad in enumerate(namen):
        waar: Pad = (*plaats, "bladen", b)
        if not _is_code(blad):
            continue
        if blad in namen[:b]:
            yield waar, f"'{blad}' staat er al bij deze maatregel", "noem het één keer"
        elif bekend is not None and blad not in bekend:
            advies = bedoelde(blad, bekend) or "'dossieraudit kader show' toont de bladen, criteria en thema's"
            yield waar, f"het kader kent geen blad, criterium of thema '{blad}'", advies


def _tagfouten(oorzaken: Any, plaats: Pad, tags: Mapping[str, str] | None) -> Iterator[tuple[Pad, str, str | None]]:
    for nummer, tag in enumerate(oorzaken if isinstance(oorzaken, list) and tags is not None else ()):
        if _is_code(tag) and tag not in (tags or {}):
            mogelijk = f"mogelijk zijn: {', '.join(tags)}" if tags else "dit kader noemt geen tags"
            yield (
                (*plaats, "oorzaken", nummer),
                f"het kader kent geen tag '{tag}'",
                bedoelde(tag, tags or {}) or mogelijk,
            )
