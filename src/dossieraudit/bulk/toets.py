"""A quick look whether the facts of a dossier (as plain objects) can be true together, compiled from the tables of
samenhang and from the types of the models.

It only says 'surely fine'; what may be wrong is for the ordinary reader to tell. On its way it counts the keys, finds
the latest day that the file speaks of, and gathers the texts, in which alone a number could stand that must not.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Annotated, Any, get_args, get_origin

from dossieraudit.bulk.vindplaatsen import zoeker
from dossieraudit.bulk.vormen import ID_PATROON, delen, eisen_van
from dossieraudit.expressions.writing import INSPRINGING, Regelschrijver
from dossieraudit.models.basis import Datum, Model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.samenhang import LIJSTEN, MEDEWERKER, ONDERDELEN, Regels
from dossieraudit.privacy.poort import kan_bsn_bevatten
from dossieraudit.scoring import datumvelden

NIETS = Regels()
_DATUM = eisen_van(get_args(Datum)[1:])
_EERSTE, _LAATSTE = _DATUM["ge"], _DATUM["le"]
Toets = Callable[[Any, list[str]], "tuple[int, date | None] | None"]
# Ids are pseudonyms within a dossier, so the same few come back in every one.
_ONTHOUDEN_IDS = 10_000


def maak_toets() -> Toets:
    """A function of a dossier that gives the number of its fields and its latest day, or None where it is in doubt.

    Its second argument is a list, to which it adds the texts.
    """
    schrijver = _Toetsschrijver()
    schrijver.schrijf()
    functie: Toets = schrijver.functie("toets", "d, teksten")
    return functie


class _Ids:
    """Which ids are well-formed and no BSN, with those that were seen before kept in a set."""

    def __init__(self) -> None:
        self._past = re.compile(ID_PATROON).fullmatch
        self.gezien: set[str] = set()

    def goed(self, ids: Iterable[str]) -> bool:
        """Whether all of these are."""
        for id_ in ids:
            if id_ not in self.gezien and (self._past(id_) is None or kan_bsn_bevatten(id_.encode())):
                return False
            if len(self.gezien) < _ONTHOUDEN_IDS:
                self.gezien.add(id_)
        return True


class _Toetsschrijver(Regelschrijver):
    def schrijf(self) -> None:
        ids = _Ids()
        self.constanten |= {"_len": len, "_set": set, "_getattr": getattr, "_zoeker": zoeker}
        self.constanten |= {"_gezien": ids.gezien, "_goed": ids.goed, "_dag": date}
        self.constanten |= {"_eerste": _EERSTE, "_nooit": _EERSTE - timedelta(days=1), "_laatste": _LAATSTE}
        self.regel("vindplaatsen = d.vindplaatsen")
        self.regel(f"aantal, laatste = {len(Dossier.model_fields)} + _len(vindplaatsen), _nooit")
        self.regel("teksten += vindplaatsen")
        self.regel("teksten += vindplaatsen.values()")
        self._kring()
        self._velden("d", Dossier, NIETS)
        for naam, model in delen(Dossier).items():
            if naam in LIJSTEN:
                self._lijst(f"d.{naam}", model, LIJSTEN[naam])
            else:
                self._onderdeel(f"d.{naam}", model, ONDERDELEN.get(naam, NIETS))
        self._verbanden()
        self.regel("return aantal, (None if laatste is _nooit else laatste)")

    def _weiger_als(self, voorwaarde: str) -> None:
        self.regel(f"if {voorwaarde}: return None")

    def _kring(self) -> None:
        """Who there are, and the youngest year of birth."""
        self.regel("gezin, partners, leden, kring, jongste = d.gezinsleden, d.netwerkpartners, None, None, 0")
        # Nobody is born before the first day that a field takes, so a look at this is one at the other too.
        self.regel("allen_geboren = _eerste")
        with self.blok("if gezin is not None:"):
            self.regel("leden = _set()")
            with self.blok("for g in gezin:"):
                self.regel("leden.add(g.id)")
                self.regel("v = g.geboortejaar")
                self.regel("if v is not None and v > jongste: jongste = v")
            self.regel("if jongste: allen_geboren = _dag(jongste, 1, 1)")
            with self.blok("if partners is not None:"):
                self.regel("kring = leden.union([p.id for p in partners])")
        self.regel("leden_of_ids = _gezien if leden is None else leden")

    def _lijst(self, bron: str, model: type[Model], regels: Regels) -> None:
        lijst, item, ids = self.nieuw("l"), self.nieuw("x"), self.nieuw("i")
        self.regel(f"{lijst} = {bron}")
        with self.blok(f"if {lijst}:"):
            self.regel(f"aantal += {len(model.model_fields)} * _len({lijst})")
            if "id" in model.model_fields:
                self.regel(f"{ids} = {{y.id for y in {lijst}}}")
                self._weiger_als(f"_len({ids}) != _len({lijst}) or not (_gezien.issuperset({ids}) or _goed({ids}))")
            begin = len(self.regels)
            with self.blok(f"for {item} in {lijst}:"):
                self._deel(item, model, regels, zonder=("id",))
            if self.regels[begin + 1 :] == [INSPRINGING * (self._diepte + 1) + "pass"]:
                del self.regels[begin:]

    def _onderdeel(self, bron: str, model: type[Model], regels: Regels) -> None:
        deel = self.nieuw("p")
        self.regel(f"{deel} = {bron}")
        with self.blok(f"if {deel} is not None:"):
            self.regel(f"aantal += {len(model.model_fields)}")
            self._deel(deel, model, regels)

    def _deel(self, deel: str, model: type[Model], regels: Regels, zonder: tuple[str, ...] = ()) -> None:
        self._velden(deel, model, regels, zonder)
        for eerst, later in regels.volgorde:
            self.regel(f"v, w = {deel}.{eerst}, {deel}.{later}")
            self._weiger_als("v is not None and w is not None and v > w")
        for veld, stand, gevuld in regels.ontkend:
            self._weiger_als(f"{deel}.{veld} is {stand} and {deel}.{gevuld} is not None")
        binnen = dict(regels.lijsten)
        for veld, soort in delen(model).items():
            self._lijst(f"{deel}.{veld}", soort, binnen.get(veld, NIETS))

    # The fields of one part: dates within their range, ids well-formed and leading somewhere, texts gathered

    def _velden(self, deel: str, model: type[Model], regels: Regels, zonder: tuple[str, ...] = ()) -> None:
        tellen_mee = datumvelden(model)
        for naam, veld in model.model_fields.items():
            kern, eisen = _kern(veld.annotation, veld.metadata)
            if kern is date:
                self._datum(f"{deel}.{naam}", eisen, naam in tellen_mee, naam == regels.aanwezig_op)
            elif kern is str and "pattern" not in eisen:
                self.regel(f"v = {deel}.{naam}")
                self.regel("if v is not None: teksten.append(v)")
            elif "pattern" in eisen and naam not in zonder:
                self.regel(f"v = {deel}.{naam}")
                if naam in regels.leden:
                    self._weiger_als("v and not leden_of_ids.issuperset(v) and (leden is not None or not _goed(v))")
                elif kern is tuple:
                    self._weiger_als("v and not _gezien.issuperset(v) and not _goed(v)")
                else:
                    self._een_id(naam, regels)

    def _een_id(self, naam: str, regels: Regels) -> None:
        self._weiger_als("v is not None and v not in _gezien and not _goed((v,))")
        if naam in regels.lid:
            self._weiger_als("v is not None and leden is not None and v not in leden")
        if naam in regels.wie:
            self._weiger_als(
                f"v is not None and kring is not None and v not in kring and not v.startswith({MEDEWERKER!r})"
            )

    def _datum(self, bron: str, eisen: dict[str, Any], telt_mee: bool, aanwezig: bool) -> None:
        if eisen != _DATUM:
            raise TypeError(f"no rule for a date with {eisen!r}")
        self.regel(f"v = {bron}")
        with self.blok("if v is not None:"):
            if telt_mee:
                # The latest day begins before the range, and whether it ends within it is asked once, at the end.
                self.regel("if v > laatste: laatste = v")
                if not aanwezig:
                    self.regel("elif v < _eerste: return None")
            else:
                self._weiger_als("not _eerste <= v <= _laatste")
            if aanwezig:
                self._weiger_als("v < allen_geboren")

    def _verbanden(self) -> None:
        """What samenhang says about several parts at once, each made a little stricter where that is cheaper."""
        self.regel("o, a, m = d.overdracht, d.afsluiting, d.meldingen")
        self.regel("ontvangen = None if o is None else o.ontvangen_op")
        with self.blok("if ontvangen is not None:"):
            with self.blok("if m:"):
                with self.blok("for x in m:"):
                    self.regel("if x.datum is None or x.datum <= ontvangen: break")
                with self.blok("else:"):
                    self.regel("return None")
            self._weiger_als("a is not None and a.datum is not None and a.datum < ontvangen")
        with self.blok("for p in d.veiligheidsplannen or ():"), self.blok("for x in p.evaluaties or ():"):
            self._weiger_als("p.start is not None and None is not x.gehouden_op < p.start")
        # Planned days count for births and are left out here, so without another day the ordinary reader decides.
        self._weiger_als("laatste > _laatste or (jongste and laatste < allen_geboren)")
        with self.blok("for v in d.niet_aangeleverd:"):
            self._weiger_als("_getattr(d, v) is not None")
        with self.blok("for v in vindplaatsen:"):
            self._weiger_als("not _zoeker(v)(d)")


def _kern(annotatie: Any, markeringen: Iterable[Any]) -> tuple[Any, dict[str, Any]]:
    """The type of a field apart from None, with what is demanded of it, or of each item where it is a list."""
    oorsprong, binnen = get_origin(annotatie), get_args(annotatie)
    if oorsprong is Annotated:
        return _kern(binnen[0], (*binnen[1:], *markeringen))
    soorten = [deel for deel in binnen if deel is not type(None)]
    if type(None) in binnen and len(soorten) == 1:
        return _kern(soorten[0], markeringen)
    if oorsprong is tuple:
        return tuple, _kern(binnen[0], ())[1]
    return annotatie, eisen_van(tuple(markeringen))
