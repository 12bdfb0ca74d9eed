"""Reading a framework: kader.yaml, parameters.yaml, kenmerken.yaml and one file per criterium, checked as one."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from pydantic import BaseModel, RootModel, ValidationError

from dossieraudit.data import criteria_dir
from dossieraudit.errors import Fout, Foutenlijst, Gebruiksfout, Invoerfout, bedoelde
from dossieraudit.expressions.faults import Regelfout
from dossieraudit.expressions.rules import Regels, bouw_regels
from dossieraudit.expressions.syntax import Expressiefout
from dossieraudit.loading.bestand import eis_binnen, lees_bytes
from dossieraudit.loading.kadersamenhang import samenhang
from dossieraudit.loading.profielen import pas_profiel_toe
from dossieraudit.loading.vertaling import vertaal
from dossieraudit.loading.yamltekst import YamlTekst, lees_yaml
from dossieraudit.models.basis import Naam
from dossieraudit.models.bronnen import BronnenBestand
from dossieraudit.models.kader import HOOFDBESTAND, Criterium, Kader, KaderBestand, Kenmerk, Parameter, Thema
from dossieraudit.models.paden import Pad
from dossieraudit.models.profiel import Profiel
from dossieraudit.models.rapportregels import OordeelBestand, RapportBestand

M = TypeVar("M", bound=BaseModel)
PROFIEL = "profiel"
# Names the framework that is used where none is asked for; it stands beside the frameworks, not in the code.
STANDAARD = "standaard"
# Any other name leads to no file of the framework.
_CRITERIUM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
# A fault (or finding) at a path in the loaded framework, with its place in the file that holds it.
FoutBij = Callable[[Pad, str, str | None], Fout]


class GeladenKader(Struct, frozen=True):
    """The checked rules, the folder they came from, its files, and the way from a path in them to a place in a file."""

    regels: Regels
    map: Path
    fout_bij: FoutBij
    bestanden: frozenset[str]


class Parameters(RootModel[dict[Naam, Parameter]]):
    """The file parameters.yaml."""


class Kenmerken(RootModel[dict[Naam, Kenmerk]]):
    """The file kenmerken.yaml."""


def beschikbare_kaders() -> dict[str, Path]:
    """The frameworks that ship with the program: name → folder."""
    return {map_.name: map_ for map_ in sorted(criteria_dir().iterdir()) if (map_ / HOOFDBESTAND).is_file()}


def standaardkader() -> str:
    """The name of the framework that is used where none is asked for."""
    return (criteria_dir() / STANDAARD).read_text(encoding="utf-8").strip()


def kadermap(naam_of_pad: str | None) -> Path:
    """The folder of a framework, by the name of a shipped one or by a path.

    Raises `Gebruiksfout` where there is no such framework.
    """
    naam = naam_of_pad or standaardkader()
    kaders = beschikbare_kaders()
    if naam in kaders:
        return kaders[naam]
    pad = Path(naam)
    if pad.name == HOOFDBESTAND:
        pad = pad.parent
    if (pad / HOOFDBESTAND).is_file():
        return pad
    if pad.is_dir():
        raise Gebruiksfout(f"in de map '{naam}' staat geen {HOOFDBESTAND}; een kader is een map met dat bestand")
    tip = bedoelde(naam, kaders) or f"meegeleverd: {', '.join(kaders)}"
    raise Gebruiksfout(f"er is geen kader '{naam}'; {tip} (of geef het pad van een map met {HOOFDBESTAND})")


def kader_id(naam_of_pad: str | None) -> str:
    """The id of a framework, read off its main file alone. Raises `Gebruiksfout` where there is none."""
    pad = kadermap(naam_of_pad) / HOOFDBESTAND
    data: Any = lees_yaml(lees_bytes(pad), str(pad)).data
    return str(data.get("id")) if isinstance(data, dict) else ""


def laad_kader(naam_of_pad: str | None = None, profiel: Path | None = None) -> Regels:
    """Load and check a framework, with a profile over it where one is given.

    Raises `Invoerfout` with every fault in either, `Gebruiksfout` where there is no such framework.
    """
    return laad_met_plaatsen(naam_of_pad, profiel).regels


def laad_met_plaatsen(naam_of_pad: str | None = None, profiel: Path | None = None) -> GeladenKader:
    """The same, for who has more to say about the files themselves."""
    map_ = kadermap(naam_of_pad)
    lader = _Lader(map_, profiel)
    regels = lader.laad()

    def fout_bij(pad: Pad, melding: str, advies: str | None = None) -> Fout:
        return lader.fout_bij(regels.kader, pad, melding, advies)

    return GeladenKader(regels, map_, fout_bij, frozenset(lader.teksten))


class _Lader:
    """Reads the files of one framework and remembers where everything stood."""

    def __init__(self, map_: Path, profiel: Path | None = None) -> None:
        self.map = map_
        # Files that ship with the program may be links into the store of an installer.
        self.meegeleverd = map_ in beschikbare_kaders().values()
        self.profielpad = profiel
        self.fouten = Foutenlijst()
        self.teksten: dict[str, YamlTekst] = {}
        self.sha = hashlib.sha256()

    def laad(self) -> Regels:
        hoofd = self._lees(HOOFDBESTAND, KaderBestand)
        parameters = self._lees("parameters.yaml", Parameters, verplicht=False)
        kenmerken = self._lees("kenmerken.yaml", Kenmerken, verplicht=False)
        bronnen = self._lees("bronnen.yaml", BronnenBestand, verplicht=False)
        oordeel = self._lees("oordeel.yaml", OordeelBestand, verplicht=False)
        rapport = self._lees("rapport.yaml", RapportBestand, verplicht=False)
        if hoofd is None:
            self._criteria_ondanks_fouten()
            self.fouten.meld()
            raise AssertionError("kader.yaml is missing and no fault was noted")
        themas = self._themas(hoofd)
        self.fouten.meld()
        kader = Kader(
            id=hoofd.id,
            titel=hoofd.titel,
            versie=hoofd.versie,
            geldig=hoofd.geldig,
            bron=hoofd.bron,
            toelichting=hoofd.toelichting,
            sha256=self.sha.hexdigest(),
            themas=themas,
            hoofdstukken=hoofd.hoofdstukken,
            parameters=parameters.root if parameters else {},
            kenmerken=kenmerken.root if kenmerken else {},
            woordkeus=hoofd.woordkeus,
            bronnen=bronnen or BronnenBestand(),
            oordeel=oordeel,
            rapport=rapport or RapportBestand(),
            tags=hoofd.tags,
            uitzonderingen=hoofd.uitzonderingen,
            herstel=hoofd.herstel,
        )
        self.fouten.neem_over(self._bij(*fout) for fout in samenhang(kader))
        if self.profielpad is not None:
            kader = self._met_profiel(kader, self.profielpad)
        self.fouten.neem_over(self._herstel(kader))
        regels, regelfouten = bouw_regels(kader)
        self.fouten.neem_over(self._als_fout(kader, fout) for fout in regelfouten)
        self.fouten.meld()
        if regels is None:
            raise AssertionError("rules are missing and no fault was noted")
        return regels

    def _lees(self, bestand: str, model: type[M], verplicht: bool = True) -> M | None:
        """One file as a model; None where it has faults (noted) or is absent and may be."""
        pad = self.map / bestand
        if not pad.is_file():
            if verplicht:
                advies = "maak het bestand, of haal de verwijzing weg"
                self.fouten.voeg_toe(Fout(str(pad), "dit bestand van het kader ontbreekt", advies=advies))
            return None
        try:
            if not self.meegeleverd:
                eis_binnen(pad, self.map)
            inhoud = lees_bytes(pad)
        except Invoerfout as fout:
            self.fouten.neem_over(fout.fouten)
            return None
        self.sha.update(bestand.encode() + b"\0" + inhoud + b"\0")
        try:
            tekst = self.teksten[bestand] = lees_yaml(inhoud, str(pad))
        except Invoerfout as fout:
            self.fouten.neem_over(fout.fouten)
            return None
        try:
            return model.model_validate_json(json.dumps(tekst.data))
        except ValidationError as fout:
            self.fouten.neem_over(vertaal(fout, model, tekst))
            return None

    def _met_profiel(self, kader: Kader, pad: Path) -> Kader:
        """The framework with the profile over it. Raises `Invoerfout` where the profile cannot be read or applied."""
        if not pad.is_file():
            raise Gebruiksfout(f"het profiel '{pad}' is er niet")
        inhoud = lees_bytes(pad)
        tekst = self.teksten[PROFIEL] = lees_yaml(inhoud, str(pad))
        try:
            profiel = Profiel.model_validate_json(json.dumps(tekst.data))
        except ValidationError as fout:
            raise Invoerfout((*self.fouten.fouten, *vertaal(fout, Profiel, tekst))) from None
        kader, fouten = pas_profiel_toe(kader, profiel, hashlib.sha256(inhoud).hexdigest())
        for plaats, melding, advies in fouten:
            self._noteer(PROFIEL, plaats, melding, advies)
        self.fouten.meld()
        return kader

    def _themas(self, hoofd: KaderBestand) -> tuple[Thema, ...]:
        themas = []
        for t, verwijzing in enumerate(hoofd.themas):
            criteria = []
            for c, naam in enumerate(verwijzing.criteria):
                criterium = self._lees(f"{naam}.yaml", Criterium)
                if criterium is not None and criterium.id != naam:
                    melding = f"criterium '{criterium.id}' staat in een bestand dat '{naam}' heet"
                    self._noteer(f"{naam}.yaml", ("id",), melding, "geef bestand en criterium dezelfde naam")
                if criterium is not None:
                    criteria.append(criterium)
                elif not (self.map / f"{naam}.yaml").is_file():
                    self._noteer(HOOFDBESTAND, ("themas", t, "criteria", c), f"'{naam}.yaml' is er niet")
            themas.append(
                Thema(
                    id=verwijzing.id,
                    titel=verwijzing.titel,
                    omschrijving=verwijzing.omschrijving,
                    criteria=tuple(criteria),
                )
            )
        return tuple(themas)

    def _criteria_ondanks_fouten(self) -> None:
        """What kader.yaml names is read where it has faults itself, so that every fault is told at once."""
        tekst = self.teksten.get(HOOFDBESTAND)
        data: Any = tekst.data if tekst is not None else None
        themas = data.get("themas") if isinstance(data, dict) else None
        for thema in themas if isinstance(themas, list) else ():
            criteria = thema.get("criteria") if isinstance(thema, dict) else None
            for naam in criteria if isinstance(criteria, list) else ():
                if isinstance(naam, str) and _CRITERIUM.fullmatch(naam):
                    self._lees(f"{naam}.yaml", Criterium)

    def _herstel(self, kader: Kader) -> Iterable[Fout]:
        """Rules on mending that claim a source and name none, those of a profile included."""
        for pad, herstel in kader.herstelplaatsen():
            if herstel.herkomst == "bron" and herstel.bron is None:
                melding = "dit herstel heeft herkomst 'bron' maar noemt er geen"
                yield self.fout_bij(kader, pad, melding, "vul 'bron' in, of kies herkomst: aanname")

    def _noteer(self, bestand: str, pad: Pad, melding: str, advies: str | None = None) -> None:
        self.fouten.voeg_toe(self._bij(bestand, pad, melding, advies))

    def _bij(self, bestand: str, pad: Pad, melding: str, advies: str | None = None) -> Fout:
        """A fault at a value in a file of the framework."""
        tekst = self.teksten[bestand]
        return tekst.bron.fout(tekst.bereik(pad), melding, advies=advies)

    def fout_bij(self, kader: Kader, pad: Pad, melding: str, advies: str | None) -> Fout:
        """A fault at a path in the loaded framework, at the nearest place that the files have for it."""
        bestand, eigen = self._plaats(kader, pad)
        tekst = self.teksten[bestand]
        while eigen and tekst.bereik(eigen) is None:
            eigen = eigen[:-1]
        bereik = tekst.sleutelbereik(eigen) or tekst.bereik(eigen)
        return tekst.bron.fout(bereik, melding, advies=advies)

    def _als_fout(self, kader: Kader, regelfout: Regelfout) -> Fout:
        """A fault in a rule, with its place in the file that the rule stands in."""
        bestand, pad = self._plaats(kader, regelfout.pad)
        if not isinstance(regelfout.fout, Expressiefout):
            return self._bij(bestand, pad, regelfout.fout, regelfout.advies)
        fout, tekst = regelfout.fout, self.teksten[bestand]
        waarde = str(_deel(tekst.data, pad))
        regels = waarde.split("\n")
        span = fout.span
        begin = sum(len(regel) + 1 for regel in regels[: span.regel - 1]) + span.kolom
        plaats = tekst.tekstplaats(pad, begin) or (None, None)
        lengte = (
            span.eindkolom - span.kolom if span.eindregel == span.regel else len(regels[span.regel - 1]) - span.kolom
        )
        return Fout(
            tekst.bron.bestand,
            fout.melding,
            regel=plaats[0],
            kolom=plaats[1],
            pad=_noem(kader, regelfout.pad),
            regeltekst=regels[span.regel - 1],
            aanwijzer=(span.kolom, lengte),
            advies=fout.advies,
        )

    def _plaats(self, kader: Kader, pad: Pad) -> tuple[str, Pad]:
        """From a path in the loaded framework to the file and the path in that file; a profile may hold it too."""
        match pad:
            case ("kenmerken", naam, *rest):
                eigen = _heeft(self.teksten.get("kenmerken.yaml"), (naam,))
                return ("kenmerken.yaml", (naam, *rest)) if eigen else (PROFIEL, ("kenmerken", naam, *rest))
            case ("parameters", naam, *rest):
                eigen = _heeft(self.teksten.get("parameters.yaml"), (naam,))
                return ("parameters.yaml", (naam, *rest)) if eigen else (PROFIEL, ("eigen_parameters", naam, *rest))
            case ("rapport", str(soort), int(r), *rest):
                # By id, for a profile may have left sentences out.
                ids = [zin["id"] for zin in _deel(self.teksten["rapport.yaml"].data, (soort,))]
                return "rapport.yaml", (soort, ids.index(getattr(kader.rapport, soort)[r].id), *rest)
            case (("oordeel" | "bronnen") as deel, *rest):
                return f"{deel}.yaml", tuple(rest)
            case (("uitzonderingen" | "herstel"), *_):
                return HOOFDBESTAND, pad
            case ("themas", int(t), "criteria", int(c), "indicatoren", int(i), *rest):
                return self._bladplaats(kader.themas[t].criteria[c], i, tuple(rest))
        raise AssertionError(f"no file for {pad}")

    def _bladplaats(self, criterium: Criterium, i: int, rest: Pad) -> tuple[str, Pad]:
        """By ids, for a profile may have left leaves out or added eisen."""
        blad, bestand = criterium.indicatoren[i], f"{criterium.id}.yaml"
        profiel: Any = self.teksten[PROFIEL].data if PROFIEL in self.teksten else {}
        if bestand not in self.teksten:
            return PROFIEL, (*_vind(profiel, blad.id), *rest)
        data: Any = self.teksten[bestand].data
        voor = ("indicatoren", [item["id"] for item in data["indicatoren"]].index(blad.id))
        if rest[:1] == ("eisen",) and len(rest) > 1:
            eis = blad.eisen[int(rest[1])].id
            eisen = [item["id"] for item in _deel(data, voor).get("eisen", ())]
            if eis not in eisen:
                toegevoegd = [(e["blad"], e["eis"]["id"]) for e in profiel["eisen"]]
                return PROFIEL, ("eisen", toegevoegd.index((blad.id, eis)), "eis", *rest[2:])
            rest = ("eisen", eisen.index(eis), *rest[2:])
        return bestand, (*voor, *rest)


def _deel(data: Any, pad: Pad) -> Any:
    for stap in pad:
        data = data[stap]
    return data


def _heeft(tekst: YamlTekst | None, pad: Pad) -> bool:
    return tekst is not None and tekst.bereik(pad) is not None


def _vind(data: Any, blad: str) -> Pad:
    """The path of a local leaf in the file of a profile."""
    for t, thema in enumerate(data["themas"]):
        for c, criterium in enumerate(thema["criteria"]):
            for i, indicator in enumerate(criterium["indicatoren"]):
                if indicator["id"] == blad:
                    return ("themas", t, "criteria", c, "indicatoren", i)
    raise AssertionError(f"leaf {blad} stands in no file")


def _noem(kader: Kader, pad: Pad) -> str:
    """A path as the writer of a framework thinks of it: leaf and eis by their ids."""
    match pad:
        case ("themas", int(t), "criteria", int(c), "indicatoren", int(i), "eisen", int(e), *_):
            blad = kader.themas[t].criteria[c].indicatoren[i]
            return f"{blad.id} > eis {blad.eisen[e].id}"
        case ("themas", int(t), "criteria", int(c), "indicatoren", int(i), "van_toepassing", int(v), *_):
            return f"{kader.themas[t].criteria[c].indicatoren[i].id} > van_toepassing {v + 1}"
        case (("oordeel" | "rapport") as deel, str(soort), int(r), *_):
            return f"{deel}.yaml > {soort} > {getattr(getattr(kader, deel), soort)[r].id}"
    return f"kenmerk {pad[1]}"
