"""A copy of dossiers, or of a whole onderzoek, without what identifies people. The caller writes it."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dossieraudit.loading.dossiers import DOSSIERMAP, ONDERZOEK, GeladenDossier
from dossieraudit.loading.tekst import Json
from dossieraudit.loading.yamlschrijven import SNELLE_SCHRIJVER
from dossieraudit.loading.yamltekst import lees_yaml
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.samenhang import samenhang
from dossieraudit.privacy.normen import normen_van
from dossieraudit.privacy.omzetten import Omzetter
from dossieraudit.privacy.poort import weiger_bsn_in_uitvoer
from dossieraudit.privacy.verschuiving import heeft_datums, kies, verschuif

# Whether a dossier scores the same before and after; and the fingerprint of the facts that a judgement rests on, by its
# leaf and the framework that it names: None where the dossiers are not scored by that leaf.
Gelijk = Callable[[Dossier, Dossier], bool]
Vingerafdruk = Callable[[Dossier, str, str | None], str | None]
# Whether what names this framework, or none, has only codes that are on its lists.
OpLijst = Callable[[str | None], bool]

_MAPPEN = ("interviews", "documenten", "beoordelingen")
# Sections of the report, after which a file with a note is named; any other name is not repeated.
_SECTIE = re.compile(r"\d+(?:\.\d+)*|samenvatting|bijlage-\d+")
# Of who was drawn nothing goes along: the list and the replacements hold the ids that the copy is to be rid of, and
# with the original list the seed alone would do to draw again.
_LOTING = ("trekking", "vervangingen", "zaad")
# Outdated in the copy as it was in the original, and of no facts.
_VEROUDERD = "0" * 64


@dataclass(frozen=True)
class Omgezet:
    """A dossier as it has become, and by how many weeks its days moved: None where none was found, 0 without days."""

    oud: Dossier
    nieuw: Dossier
    weken: int | None


@dataclass
class Uitgifte:
    """The files of the copy by their path in it, and what has to be said about them.

    `verouderd` counts judgements whose facts could not be held against those of the copy, `onverschoven` the dossiers
    that are in it with their own days.
    """

    bestanden: dict[str, bytes] = field(default_factory=dict)
    niet_verschoven: list[str] = field(default_factory=list)
    niet_overgenomen: list[str] = field(default_factory=list)
    dossiers: int = 0
    verouderd: int = 0
    onverschoven: int = 0


def zet_om(om: Omzetter, dossier: Dossier, gelijk: Gelijk) -> Omgezet:
    """One dossier: pseudonyms first, then a shift of its days that changes no score."""
    data = om.dossier(dossier)
    kaal = _model(data)
    if not heeft_datums(data):
        return Omgezet(dossier, kaal, 0)
    geprobeerd: dict[int, Dossier] = {}

    def past(weken: int) -> bool:
        try:
            geprobeerd[weken] = _model(verschuif(data, weken))
        except (OverflowError, ValueError):
            # Beyond the years that a dossier may speak of. pydantic's errors are ValueErrors.
            return False
        return not list(samenhang(geprobeerd[weken])) and gelijk(dossier, geprobeerd[weken])

    weken = kies(om.sleutel, dossier.id, past)
    return Omgezet(dossier, kaal if weken is None else geprobeerd[weken], weken)


def _model(data: dict[str, Any]) -> Dossier:
    return Dossier.model_validate_json(json.dumps(data))


def geef_uit(
    om: Omzetter,
    geladen: Iterable[GeladenDossier],
    gelijk: Gelijk,
    *,
    onderzoek: Path | None = None,
    vingerafdruk: Vingerafdruk | None = None,
    op_lijst: OpLijst = lambda _: True,
    ook_onverschoven: bool = False,
) -> Uitgifte:
    """The copy. A dossier whose days could not be moved is left out, unless `ook_onverschoven`.

    So are interviews and documents of which nobody can say whether their codes are on a list: one that is on none may
    be a name.

    A new key is written as the last of it: where anything is refused there is no key, and no copy is without one.
    """
    uit = Uitgifte()
    regels: list[bytes] = []
    omgezet: dict[str, Omgezet] = {}
    for stuk in geladen:
        een = zet_om(om, stuk.dossier, gelijk)
        if een.weken is None:
            uit.niet_verschoven.append(stuk.plaats)
            if not ook_onverschoven:
                continue
            uit.onverschoven += 1
        omgezet[stuk.dossier.id] = een
        if stuk.invoer.endswith(".jsonl"):
            regels.append(een.nieuw.model_dump_json(exclude_unset=True).encode() + b"\n")
        else:
            map_ = f"{DOSSIERMAP}/" if onderzoek is not None else ""
            uit.bestanden[f"{map_}{een.nieuw.id}.yaml"] = _yaml(een.nieuw.model_dump(mode="json", exclude_unset=True))
    if regels:
        # Sorted by what they hold, so that the order does not lead back to the original.
        uit.bestanden["dossiers/dossiers.jsonl" if onderzoek is not None else "dossiers.jsonl"] = b"".join(
            sorted(regels)
        )
    uit.dossiers = len(omgezet)
    if onderzoek is not None:
        _Onderzoek(om, onderzoek, uit, omgezet, vingerafdruk, op_lijst).zet_om()
    uit.bestanden = dict(sorted(uit.bestanden.items()))
    for naam, inhoud in uit.bestanden.items():
        weiger_bsn_in_uitvoer(naam, inhoud)
    om.sleutel.bewaar()
    return uit


class _Onderzoek:
    """What stands beside the dossiers of an onderzoek."""

    def __init__(
        self,
        om: Omzetter,
        map_: Path,
        uit: Uitgifte,
        omgezet: dict[str, Omgezet],
        vingerafdruk: Vingerafdruk | None,
        op_lijst: OpLijst,
    ) -> None:
        self.om = om
        self.map = map_
        self.uit = uit
        self.omgezet = omgezet
        self.vingerafdruk = vingerafdruk
        self.op_lijst = op_lijst
        self.gezien = {DOSSIERMAP, ONDERZOEK, *_MAPPEN}

    def zet_om(self) -> None:
        """Put every file that is known in the copy, and name the ones that are not."""
        gegevens = self._lees(self.map / ONDERZOEK)
        if isinstance(gegevens, dict):
            self._normen(gegevens)
            self._loting(gegevens)
            if self.om.vrije_tekst == "verwijder":
                gegevens = {sleutel: waarde for sleutel, waarde in gegevens.items() if sleutel != "aanleiding"}
        self.uit.bestanden[ONDERZOEK] = _yaml(self.om.boom(gegevens))
        for soort in _MAPPEN:
            # Names of files may be names of people, so they become numbers.
            for nummer, inhoud in enumerate(self._bronnen(soort), start=1):
                self.uit.bestanden[f"{soort}/{nummer:03}.yaml"] = inhoud
        self._toelichtingen()
        self.uit.niet_overgenomen += sorted(
            pad.name for pad in self.map.iterdir() if pad.name not in self.gezien and not pad.name.startswith(".")
        )

    def _bronnen(self, soort: str) -> list[bytes]:
        """The files of one folder; what is about people is sorted by what it holds, file by file and within each.

        Forms are written in the order of the dossiers, and files of interviews are called after the respondent.
        """
        bestanden, over_mensen, anders = list[bytes](), soort != "documenten", 0
        for pad in sorted((self.map / soort).glob("*.yaml")):
            items = self._lees(pad)
            gelezen = items if isinstance(items, list) else [items]
            eigen = [item for item in gelezen if self._op_lijst(soort, item)]
            anders += len(gelezen) - len(eigen)
            nieuw = [self._item(soort, item) for item in eigen]
            if over_mensen:
                nieuw.sort(key=_yaml)
            if nieuw:
                bestanden.append(_yaml(nieuw if isinstance(items, list) else nieuw[0]))
        if anders:
            self.uit.niet_overgenomen.append(f"{soort} van een kader dat hier niet is ({anders})")
        return sorted(bestanden) if over_mensen else bestanden

    def _op_lijst(self, soort: str, item: Json) -> bool:
        """Whether the codes of an item are on the lists of the framework; a judgement has none but those of all."""
        genoemd = item.get("kader") if isinstance(item, dict) else None
        return soort == "beoordelingen" or self.op_lijst(None if genoemd is None else str(genoemd))

    def _lees(self, pad: Path) -> Json:
        return lees_yaml(pad.read_bytes(), str(pad), vertrouwelijk=True).data

    def _normen(self, gegevens: dict[str, Json]) -> None:
        """The framework or profile that the onderzoek brings along: norms, so they are copied as they are."""
        normen = normen_van(self.map)
        gegevens.update(normen.verwijzingen)
        self.uit.bestanden |= normen.bestanden
        self.uit.niet_overgenomen += normen.over
        self.gezien |= normen.gezien

    def _loting(self, gegevens: dict[str, Json]) -> None:
        steekproef = gegevens.get("steekproef")
        if isinstance(steekproef, dict):
            for sleutel in _LOTING:
                steekproef.pop(sleutel, None)

    def _item(self, soort: str, item: Json) -> Json:
        nieuw: Json = self.om.boom(item)
        if not isinstance(nieuw, dict) or not isinstance(item, dict):
            return nieuw
        if soort == "interviews" and isinstance(item.get("id"), str):
            nieuw["id"] = self.om.gesprekspartner(str(item["id"]))
        if soort == "documenten" and isinstance(item.get("id"), str):
            nieuw["id"] = self.om.document(str(item["id"]))
        if soort == "beoordelingen":
            self._vingerafdruk(item, nieuw)
        return nieuw

    def _vingerafdruk(self, oud: dict[str, Json], nieuw: dict[str, Json]) -> None:
        """A judgement over the facts as they were is one over the same facts in the copy; any other stays outdated.

        So is one over a leaf by which nothing was scored: whether its facts came through unchanged, nobody looked.
        """
        een, afdruk = self.omgezet.get(str(oud.get("dossier"))), self.vingerafdruk
        if not oud.get("vingerafdruk"):
            return
        nieuw["vingerafdruk"] = _VEROUDERD
        if een is None or afdruk is None:
            return
        blad, kader = str(oud["blad"]), oud.get("kader")
        waarvan = str(kader) if kader else None
        toen = afdruk(een.oud, blad, waarvan)
        self.uit.verouderd += toen is None
        if toen == oud["vingerafdruk"]:
            nieuw["vingerafdruk"] = afdruk(een.nieuw, blad, waarvan)

    def _toelichtingen(self) -> None:
        """Texts that the inspectors wrote for the report: free text, so they are masked or left behind."""
        map_ = self.map / "toelichtingen"
        if self.om.vrije_tekst == "verwijder" or not map_.is_dir():
            return
        self.gezien.add(map_.name)
        for pad in sorted(map_.glob("*.md")):
            if _SECTIE.fullmatch(pad.stem) is None:
                self.uit.niet_overgenomen.append(f"{map_.name}/{pad.name}")
                continue
            tekst = self.om.tekst(pad.read_text(encoding="utf-8"))
            if tekst is not None:
                self.uit.bestanden[f"{map_.name}/{pad.name}"] = tekst.encode()


def _yaml(data: Json) -> bytes:
    tekst: str = yaml.dump(data, Dumper=SNELLE_SCHRIJVER, allow_unicode=True, sort_keys=False, width=120)
    return tekst.encode()
