"""A quick look whether the facts of a dossier (as dicts) can be true together, compiled from the tables of samenhang.

It only says 'surely fine'; what may be wrong is for `models.samenhang` to tell. It counts the keys on its way.
"""

from collections.abc import Callable
from typing import Any, get_args, get_type_hints

from dossieraudit.expressions.writing import INSPRINGING, Regelschrijver
from dossieraudit.models.basis import Model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.paden import pad_bestaat_in
from dossieraudit.models.samenhang import LIJSTEN, MEDEWERKER, ONDERDELEN, Regels

NIETS = Regels()


def maak_toets() -> Callable[[dict[str, Any]], int | None]:
    """A function that gives the number of fields in a dossier that is surely fine, and None for any other."""
    schrijver = _Toetsschrijver()
    schrijver.schrijf()
    functie: Callable[[dict[str, Any]], int | None] = schrijver.functie("toets", "d")
    return functie


class _Toetsschrijver(Regelschrijver):
    def schrijf(self) -> None:
        self.constanten |= {"_len": len, "_set": set, "_bestaat": pad_bestaat_in, "_getattr": getattr}
        self.regel(f"aantal = {len(Dossier.model_fields)} + _len(d['vindplaatsen'])")
        self._kring()
        for naam, model in delen(Dossier).items():
            if naam in LIJSTEN:
                self._lijst(f"d[{naam!r}]", model, LIJSTEN[naam])
            else:
                self._onderdeel(f"d[{naam!r}]", model, ONDERDELEN.get(naam, NIETS))
        self._verbanden()
        self.regel("return aantal")

    def _weiger_als(self, voorwaarde: str) -> None:
        self.regel(f"if {voorwaarde}: return None")

    def _kring(self) -> None:
        """Who there are, and the youngest year of birth."""
        self.regel("gezin, partners, leden, kring, jongste = d['gezinsleden'], d['netwerkpartners'], None, None, 0")
        with self.blok("if gezin is not None:"):
            self.regel("leden = _set()")
            with self.blok("for g in gezin:"):
                self.regel("leden.add(g['id'])")
                self.regel("v = g['geboortejaar']")
                self.regel("if v is not None and v > jongste: jongste = v")
            with self.blok("if partners is not None:"):
                self.regel("kring = leden.union([p['id'] for p in partners])")

    def _lijst(self, bron: str, model: type[Model], regels: Regels) -> None:
        lijst, item, ids = self.nieuw("l"), self.nieuw("x"), self.nieuw("i")
        self.regel(f"{lijst} = {bron}")
        with self.blok(f"if {lijst}:"):
            self.regel(f"aantal += {len(model.model_fields)} * _len({lijst})")
            if "id" in model.model_fields:
                self.regel(f"if _len({lijst}) > 1:")
                self.regel(f"{INSPRINGING}{ids} = {{y['id'] for y in {lijst}}}")
                self.regel(f"{INSPRINGING}if _len({ids}) != _len({lijst}): return None")
            begin = len(self.regels)
            with self.blok(f"for {item} in {lijst}:"):
                self._deel(item, model, regels)
            if self.regels[begin + 1 :] == [INSPRINGING * (self._diepte + 1) + "pass"]:
                del self.regels[begin:]

    def _onderdeel(self, bron: str, model: type[Model], regels: Regels) -> None:
        deel = self.nieuw("p")
        self.regel(f"{deel} = {bron}")
        with self.blok(f"if {deel} is not None:"):
            self.regel(f"aantal += {len(model.model_fields)}")
            self._deel(deel, model, regels)

    def _deel(self, deel: str, model: type[Model], regels: Regels) -> None:
        for veld in regels.leden:
            self.regel(f"v = {deel}[{veld!r}]")
            self._weiger_als("v and leden is not None and not leden.issuperset(v)")
        for veld in regels.lid:
            self.regel(f"v = {deel}[{veld!r}]")
            self._weiger_als("v is not None and leden is not None and v not in leden")
        for veld in regels.wie:
            self.regel(f"v = {deel}[{veld!r}]")
            self._weiger_als(
                f"v is not None and kring is not None and v not in kring and not v.startswith({MEDEWERKER!r})"
            )
        if regels.aanwezig_op is not None:
            self.regel(f"v = {deel}[{regels.aanwezig_op!r}]")
            self._weiger_als("v is not None and v.year < jongste")
        for eerst, later in regels.volgorde:
            self.regel(f"v, w = {deel}[{eerst!r}], {deel}[{later!r}]")
            self._weiger_als("v is not None and w is not None and v > w")
        for veld, stand, gevuld in regels.ontkend:
            self._weiger_als(f"{deel}[{veld!r}] is {stand} and {deel}[{gevuld!r}] is not None")
        binnen = dict(regels.lijsten)
        for veld, soort in delen(model).items():
            self._lijst(f"{deel}[{veld!r}]", soort, binnen.get(veld, NIETS))

    def _verbanden(self) -> None:
        """What samenhang says about several parts at once, each made a little stricter where that is cheaper."""
        self.regel("o, a, m = d['overdracht'], d['afsluiting'], d['meldingen']")
        self.regel("ontvangen = None if o is None else o['ontvangen_op']")
        with self.blok("if ontvangen is not None:"):
            with self.blok("if m:"):
                with self.blok("for x in m:"):
                    self.regel("if x['datum'] is None or x['datum'] <= ontvangen: break")
                with self.blok("else:"):
                    self.regel("return None")
            self._weiger_als("a is not None and a['datum'] is not None and a['datum'] < ontvangen")
        with self.blok("for p in d['veiligheidsplannen'] or ():"), self.blok("for x in p['evaluaties'] or ():"):
            self._weiger_als("p['start'] is not None and None is not x['gehouden_op'] < p['start']")
        with self.blok("if jongste:"):
            with self.blok("for x in d['contacten'] or ():"):
                self.regel("if x['datum'] is not None and x['datum'].year >= jongste: break")
            with self.blok("else:"):
                self.regel("return None")
        with self.blok("for v in d['niet_aangeleverd']:"):
            self._weiger_als("d[v] is not None")
        with self.blok("for v in d['vindplaatsen']:"):
            self._weiger_als("not _bestaat(d, v)")


def delen(model: type[Model]) -> dict[str, type[Model]]:
    """The fields of a model that hold other models, alone or in a list."""
    hints = get_type_hints(model)
    gevonden = {naam: _model_in(hints[naam]) for naam in model.model_fields}
    return {naam: soort for naam, soort in gevonden.items() if soort is not None}


def _model_in(annotatie: Any) -> type[Model] | None:
    if isinstance(annotatie, type) and issubclass(annotatie, Model):
        return annotatie
    return next((m for deel in get_args(annotatie) if (m := _model_in(deel)) is not None), None)
