"""Whether the facts of one dossier can be true together: what the type of each field alone cannot tell.

Ids are unique within their list, references lead somewhere, dates are in order, nothing denies itself. What is not
recorded never clashes: an unknown list of gezinsleden makes every reference to it possible.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import Struct
from pydantic import BaseModel

from dossieraudit.models.basis import Model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.paden import Pad, pad_bestaat

Tegenspraak = tuple[Pad, str, str]

MEDEWERKER = "mw"


class Regels(Struct, frozen=True, dict=True):
    """What has to hold within one kind of part.

    `leden`: lists of ids of gezinsleden; `lid`: one such id; `wie`: an id of a gezinslid, netwerkpartner or
    medewerker. `volgorde`: the first date is not after the second. `ontkend`: where the first field is that value,
    the second is empty. `lijsten`: lists within this part. `aanwezig_op`: the date on which `leden` were present.
    """

    leden: tuple[str, ...] = ()
    lid: tuple[str, ...] = ()
    wie: tuple[str, ...] = ()
    volgorde: tuple[tuple[str, str], ...] = ()
    ontkend: tuple[tuple[str, bool, str], ...] = ()
    lijsten: "tuple[tuple[str, Regels], ...]" = ()
    aanwezig_op: str | None = None

    @cached_property
    def alleen_leden(self) -> bool:
        """Whether only `leden` and `aanwezig_op` can be broken."""
        return not any((self.lid, self.wie, self.volgorde, self.ontkend, self.lijsten))

    @cached_property
    def halers(self) -> tuple[Callable[[Any], Any], ...]:
        """Readers of the fields of `leden`."""
        return tuple(attrgetter(veld) for veld in self.leden)


GEEN = Regels()
LIJSTEN: dict[str, Regels] = {
    "gezinsleden": GEEN,
    "meldingen": Regels(
        leden=("betrokkenen",),
        volgorde=(
            ("datum_incident", "datum"),
            ("datum", "triage_afgerond_op"),
            ("datum_incident", "triage_afgerond_op"),
        ),
    ),
    "contacten": Regels(leden=("gesproken_met", "gezien"), aanwezig_op="datum"),
    "toestemmingen": Regels(lid=("van",), aanwezig_op="gevraagd_op"),
    "instrumenten": Regels(leden=("over",)),
    "veiligheidsrisicos": Regels(
        leden=("betreft",),
        volgorde=(("gesignaleerd_op", "opgeheven_op"),),
        ontkend=(("opgeheven", False, "opgeheven_op"),),
    ),
    "veiligheidsplannen": Regels(
        volgorde=(("start", "eind"),),
        lijsten=(
            ("afspraken", Regels(wie=("verantwoordelijke", "rapporteert_aan"))),
            ("evaluaties", Regels(ontkend=(("gehouden", False, "gehouden_op"),))),
        ),
    ),
    "netwerkpartners": Regels(leden=("ziet_kinderen",), lijsten=(("uitwisselingen", Regels(leden=("over",))),)),
    "ondersteuning": Regels(
        leden=("voor",),
        volgorde=(("aangevraagd_op", "gestart_op"),),
        ontkend=(("gestart", False, "gestart_op"),),
    ),
    "escalaties": Regels(volgorde=(("datum", "gehandeld_op"),), ontkend=(("gehandeld", False, "gehandeld_op"),)),
    "opschalingen": GEEN,
    "monitoring_vt": GEEN,
    "casusbesprekingen": GEEN,
    "behoeftewijzigingen": Regels(leden=("samen_met",)),
}
ONDERDELEN: dict[str, Regels] = {
    "overdracht": Regels(
        volgorde=(("ontvangen_op", "opgepakt_op"),), ontkend=(("gesprek_gehouden", False, "gesprek_op"),)
    ),
    "overleg_vt": Regels(
        lijsten=(
            (
                "verzoeken",
                Regels(
                    volgorde=(("gevraagd_op", "gehouden_op"),),
                    ontkend=(("tot_stand_gekomen", False, "gehouden_op"),),
                ),
            ),
        )
    ),
    "terugmelding": Regels(lijsten=(("pogingen", GEEN),)),
    "hulpvraag": Regels(leden=("betrokkenen",), aanwezig_op="geformuleerd_op"),
    "familiegroepsplan": Regels(ontkend=(("opgesteld", False, "opgesteld_op"),)),
    "ondersteuningsplan": Regels(
        leden=("opgesteld_met", "besproken_met"),
        ontkend=(("opgesteld", False, "opgesteld_op"),),
        lijsten=(
            ("doelen", Regels(leden=("betreft",))),
            ("evaluaties", Regels(leden=("met",), aanwezig_op="datum")),
        ),
    ),
    "regie": Regels(
        lijsten=(
            (
                "perioden",
                Regels(wie=("regisseur",), volgorde=(("van", "tot"),), ontkend=(("loopt_nog", True, "tot"),)),
            ),
        )
    ),
    "afsluiting": Regels(ontkend=(("afgesloten", False, "datum"), ("vt_geinformeerd", False, "vt_geinformeerd_op"))),
}


def samenhang(dossier: Dossier) -> list[Tegenspraak]:
    """Everything in this dossier that cannot be, as (path, value, message); messages repeat nothing of the case."""
    toets = _Toets(dossier)
    for naam, regels in LIJSTEN.items():
        lijst = getattr(dossier, naam)
        if lijst:
            toets.lijst((naam,), lijst, regels)
    for naam, regels in ONDERDELEN.items():
        onderdeel = getattr(dossier, naam)
        if onderdeel is not None:
            toets.deel((naam,), onderdeel, regels)
    gevonden = toets.gevonden
    gevonden += _overdracht(dossier)
    gevonden += _evaluaties(dossier)
    if toets.jongste:
        gevonden += _na_alles_geboren(dossier, toets.jongste)
    gevonden += [
        ((naam,), _tonen(waarde), "dit onderdeel staat ook in 'niet_aangeleverd', en moet dan leeg zijn")
        for naam in dossier.niet_aangeleverd
        if (waarde := getattr(dossier, naam)) is not None
    ]
    gevonden += [
        (("vindplaatsen", pad), pad, "dit pad leidt niet naar een feit in dit dossier")
        for pad in dossier.vindplaatsen
        if not pad_bestaat(dossier, pad)
    ]
    return gevonden


class _Toets:
    """Applies the tables; runs on every dossier, so the road without faults is kept short."""

    def __init__(self, dossier: Dossier) -> None:
        gezin = dossier.gezinsleden
        self.leden = None if gezin is None else {g.id for g in gezin}
        # Everyone who can be named as responsible; unknown where not everyone is known.
        self.kring: set[str] | None = None
        if self.leden is not None and dossier.netwerkpartners is not None:
            self.kring = self.leden.union(p.id for p in dossier.netwerkpartners)
        self.geboren = {g.id: g.geboortejaar for g in gezin or () if g.geboortejaar is not None}
        self.jongste = max(self.geboren.values(), default=0)
        self.gevonden: list[Tegenspraak] = []

    def lijst(self, pad: Pad, items: tuple[Any, ...], regels: Regels) -> None:
        """The items of one list: their ids, and each of them."""
        if len({item.id for item in items}) != len(items):
            self.gevonden += _dubbele_ids(pad, items)
        if not (regels.alleen_leden and self._in_een_oogopslag_goed(items, regels)):
            for plaats, item in enumerate(items):
                self.deel((*pad, plaats), item, regels)

    def _in_een_oogopslag_goed(self, items: tuple[Any, ...], regels: Regels) -> bool:
        """A look over the whole list at once, which is all that the long journals of good dossiers need."""
        leden = self.leden
        if leden is None:
            return True
        for haler in regels.halers:
            if not leden.issuperset(chain.from_iterable(filter(None, map(haler, items)))):
                return False
        if regels.aanwezig_op is None:
            return True
        eerste = min(filter(None, map(attrgetter(regels.aanwezig_op), items)), default=None)
        return eerste is None or eerste.year >= self.jongste

    def deel(self, pad: Pad, deel: Model, regels: Regels) -> None:
        """One part and the lists in it."""
        if self.leden is not None:
            self._verwijzingen(pad, deel, regels, self.leden)
        for eerst, later in regels.volgorde:
            begin, einde = getattr(deel, eerst), getattr(deel, later)
            if begin is not None and einde is not None and begin > einde:
                waarde = f"{einde} (en '{eerst}' is {begin})"
                self.gevonden.append(((*pad, later), waarde, f"'{later}' ligt vóór '{eerst}'"))
        for veld, stand, gevuld in regels.ontkend:
            if getattr(deel, veld) is stand and getattr(deel, gevuld) is not None:
                melding = f"'{gevuld}' is ingevuld, terwijl '{veld}' {'true' if stand else 'false'} is"
                self.gevonden.append(((*pad, gevuld), str(getattr(deel, gevuld)), melding))
        for veld, binnen in regels.lijsten:
            items = getattr(deel, veld)
            if items:
                self.lijst((*pad, veld), items, binnen)

    def _verwijzingen(self, pad: Pad, deel: Model, regels: Regels, leden: set[str]) -> None:
        for veld in regels.leden:
            ids = getattr(deel, veld)
            if ids and not leden.issuperset(ids):
                self.gevonden += _onbekende_leden((*pad, veld), ids, leden)
        for veld in regels.lid:
            lid = getattr(deel, veld)
            if lid is not None and lid not in leden:
                self.gevonden.append(((*pad, veld), lid, _GEEN_LID))
        for veld in regels.wie:
            wie = getattr(deel, veld)
            if wie is None or self.kring is None or wie in self.kring or wie.startswith(MEDEWERKER):
                continue
            self.gevonden.append(((*pad, veld), wie, _GEEN_BEKENDE))
        if regels.aanwezig_op is not None:
            datum = getattr(deel, regels.aanwezig_op)
            if datum is not None and datum.year < self.jongste:
                self._nog_niet_geboren(pad, deel, regels, datum)

    def _nog_niet_geboren(self, pad: Pad, deel: Model, regels: Regels, datum: date) -> None:
        velden = [((*pad, veld, i), lid) for veld in regels.leden for i, lid in enumerate(getattr(deel, veld) or ())]
        velden += [((*pad, veld), getattr(deel, veld)) for veld in regels.lid]
        for plek, lid in velden:
            if self.geboren.get(lid, 0) > datum.year:
                waarde = f"{lid} (geboortejaar {self.geboren[lid]}, '{regels.aanwezig_op}' {datum})"
                self.gevonden.append((plek, waarde, _NIET_GEBOREN))


_GEEN_LID = "dit id staat niet in 'gezinsleden'"
_GEEN_BEKENDE = f"dit is geen gezinslid, geen netwerkpartner en geen medewerker (id met '{MEDEWERKER}' vooraan)"
_NIET_GEBOREN = "dit gezinslid was volgens 'geboortejaar' op deze datum nog niet geboren"


def _dubbele_ids(pad: Pad, items: tuple[Any, ...]) -> Iterator[Tegenspraak]:
    eerste: dict[str, int] = {}
    for plaats, item in enumerate(items):
        al_op = eerste.setdefault(item.id, plaats)
        if al_op != plaats:
            yield (*pad, plaats, "id"), item.id, f"dit id staat ook bij punt {al_op + 1} van deze lijst"


def _onbekende_leden(pad: Pad, ids: tuple[str, ...], leden: set[str]) -> Iterator[Tegenspraak]:
    return (((*pad, plaats), lid, _GEEN_LID) for plaats, lid in enumerate(ids) if lid not in leden)


def _overdracht(dossier: Dossier) -> Iterator[Tegenspraak]:
    """The hand-over follows at least one report, and comes before the closing (§3.2)."""
    ontvangen = dossier.overdracht.ontvangen_op if dossier.overdracht is not None else None
    if ontvangen is None:
        return
    if dossier.meldingen:
        # Later reports may follow a hand-over; but one of them was handed over.
        datums = [m.datum for m in dossier.meldingen if m.datum is not None]
        if len(datums) == len(dossier.meldingen) and min(datums) > ontvangen:
            melding = "'overdracht.ontvangen_op' ligt vóór de datum van elke melding"
            yield ("overdracht", "ontvangen_op"), str(ontvangen), melding
    gesloten = dossier.afsluiting.datum if dossier.afsluiting is not None else None
    if gesloten is not None and gesloten < ontvangen:
        yield ("afsluiting", "datum"), str(gesloten), "'afsluiting.datum' ligt vóór 'overdracht.ontvangen_op'"


def _evaluaties(dossier: Dossier) -> Iterator[Tegenspraak]:
    """A held evaluation is not older than its plan (§3.3.1)."""
    for nummer, plan in enumerate(dossier.veiligheidsplannen or ()):
        if plan.start is None or not plan.evaluaties:
            continue
        for plaats, evaluatie in enumerate(plan.evaluaties):
            if evaluatie.gehouden_op is not None and evaluatie.gehouden_op < plan.start:
                pad = ("veiligheidsplannen", nummer, "evaluaties", plaats, "gehouden_op")
                yield pad, str(evaluatie.gehouden_op), "'gehouden_op' ligt vóór de 'start' van het plan"


def _na_alles_geboren(dossier: Dossier, jongste: int) -> Iterator[Tegenspraak]:
    """Nobody is born after the last date of the file; a child may be expected, so earlier dates say nothing."""
    # Nearly always a contact shows that all is well, and the walk over all dates is not needed.
    if any(c.datum is not None and c.datum.year >= jongste for c in dossier.contacten or ()):
        return
    laatste = max((datum.year for datum in _alle_datums(dossier)), default=None)
    for plaats, lid in enumerate(dossier.gezinsleden or ()):
        if laatste is not None and lid.geboortejaar is not None and lid.geboortejaar > laatste:
            pad = ("gezinsleden", plaats, "geboortejaar")
            yield pad, str(lid.geboortejaar), "dit jaar ligt na elke datum in het dossier"


def _alle_datums(deel: BaseModel) -> Iterator[date]:
    for waarde in vars(deel).values():
        if isinstance(waarde, date):
            yield waarde
        elif isinstance(waarde, BaseModel):
            yield from _alle_datums(waarde)
        elif isinstance(waarde, tuple):
            for item in waarde:
                if isinstance(item, BaseModel):
                    yield from _alle_datums(item)


def _tonen(waarde: object) -> str:
    return f"{len(waarde)} punt(en)" if isinstance(waarde, tuple) else "ingevuld"
