"""Framework × dossier → uitkomsten: the one rule that judges a leaf, and the compiled function that applies it."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from functools import cache, cached_property
from types import FunctionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from dossieraudit.errors import TeVeelWerk
from dossieraudit.expressions import nodes as n
from dossieraudit.expressions.check import Omgeving
from dossieraudit.expressions.check import onderdelen as onderdelen_in
from dossieraudit.expressions.compile import Codeschrijver
from dossieraudit.expressions.explain import Uitleg, Zaak, leg_uit, open_door_wat_kwijt_is
from dossieraudit.expressions.rules import Bladregels, Regels
from dossieraudit.expressions.types import van_model
from dossieraudit.models.basis import GeplandMarkering, Model
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import Reden, Uitkomst

Eiswaarden = tuple[bool | None, ...]
# For so many combinations of parts that are missing it is remembered what reads them.
_ONTHOUDEN = 1_000


class Bladscore(Struct, frozen=True):
    """One leaf × one dossier. `eisen` holds the values in the leaf's order; empty where the leaf does not apply.

    `hoogstens` and `minstens` are what it comes to if it applies, which it may not where `misschien_nvt` is set.
    """

    uitkomst: Uitkomst
    reden: Reden | None = None
    hoogstens: Uitkomst | None = None
    minstens: Uitkomst | None = None
    eisen: Eiswaarden = ()
    misschien_nvt: bool = False


class Dossierscore(Struct, frozen=True):
    """Every leaf and every kenmerk of one dossier, in the order of the framework's rules."""

    bladen: tuple[Bladscore, ...]
    kenmerken: Eiswaarden


def bekende_uitkomst(eisen: Sequence[bool], essentieel: Sequence[bool]) -> Uitkomst:
    """The uitkomst of a leaf of which every eis is known.

    An essential eis not met, or none met at all, is `voldoet_niet`; all met is `voldoet`; otherwise
    `voldoet_gedeeltelijk`.
    """
    if all(eisen):
        return "voldoet"
    if not any(eisen) or any(e and not w for w, e in zip(eisen, essentieel, strict=True)):
        return "voldoet_niet"
    return "voldoet_gedeeltelijk"


def beoordeel(
    eisen: Eiswaarden, essentieel: Sequence[bool], door_mens: Sequence[bool], geldt: bool | None
) -> Bladscore:
    """The one rule: what the eisen of a leaf say about it.

    `eisen`, `essentieel` and `door_mens` (only a person can judge this one) run parallel; `geldt` is whether the
    leaf applies, None where that is not recorded. With something unknown the best case (every unknown eis met) is
    set against the worst (none met). The rule is monotone, so where both agree that is the uitkomst; where they
    differ it cannot be followed, or it waits for a professional if nothing but a person's judgement is open.
    """
    hoogstens = bekende_uitkomst([w is not False for w in eisen], essentieel)
    minstens = bekende_uitkomst([w is True for w in eisen], essentieel)
    if geldt is not None and hoogstens == minstens:
        return Bladscore(hoogstens, eisen=eisen)
    open_feiten = any(w is None and not mens for w, mens in zip(eisen, door_mens, strict=True))
    if geldt is None or open_feiten:
        return Bladscore("niet_navolgbaar", "niet_vastgelegd", hoogstens, minstens, eisen, geldt is None)
    return Bladscore("niet_getoetst", "professioneel_oordeel_nodig", hoogstens, minstens, eisen)


class Scoring:
    """The rules of one framework, compiled. Make it once, use it for every dossier."""

    def __init__(self, regels: Regels) -> None:
        self.regels = regels
        self._functie = _compileer(regels)
        self._ware_reden: dict[int, Bladscore] = {}
        self._geraakt: dict[tuple[str, ...], tuple[tuple[int, tuple[_Lezer, ...]], ...]] = {}

    def score(self, dossier: Any, peildatum: date) -> Dossierscore:
        """Judge one dossier on every leaf, with terms as they stand on `peildatum`.

        Raises `TeVeelWerk` (an `Invoerfout`) where that would take too long.
        """
        try:
            kenmerken, bladen = self._functie(dossier, peildatum)
            if dossier.niet_aangeleverd:
                bladen = self._met_ware_redenen(bladen, kenmerken, dossier, peildatum)
        except TeVeelWerk:
            raise TeVeelWerk(dossier.id) from None
        return Dossierscore(bladen, kenmerken)

    def voor_andere_objecten(self) -> "Scoring":
        """The same rules for dossiers that are no models but have all of their fields.

        Python adapts a function to the types that it meets; a copy of its own keeps it from doing so again and again.
        """
        tweede = copy(self)
        tweede._functie = FunctionType(self._functie.__code__.replace(), self._functie.__globals__)
        return tweede

    def zaak(self, dossier: Any, peildatum: date) -> Zaak:
        """The same dossier as the slow, explaining evaluation wants it."""
        return Zaak(dossier, peildatum, self.regels.kenmerken, frozenset(dossier.niet_aangeleverd))

    @cached_property
    def _delen_van_kenmerken(self) -> dict[str, frozenset[str]]:
        """Per kenmerk the parts of the file that it reads, through other kenmerken too."""
        delen: dict[str, frozenset[str]] = {}
        for naam, node in self.regels.kenmerken.items():
            delen[naam] = onderdelen(node, delen)
        return delen

    @cached_property
    def _gelezen_delen(self) -> tuple[tuple[tuple[n.Node, frozenset[str], int | None], ...], ...]:
        """Per leaf: each condition and eis, the parts of the file that it reads, and its place among the eisen."""
        delen = self._delen_van_kenmerken
        return tuple(
            (
                *((node, onderdelen(node, delen), None) for node, _ in blad.voorwaarden),
                *((node, onderdelen(node, delen), i) for i, (_, node) in enumerate(blad.eisen) if node is not None),
            )
            for blad in self.regels.bladen
        )

    def _geraakt_door(self, niet_aangeleverd: tuple[str, ...]) -> "tuple[tuple[int, tuple[_Lezer, ...]], ...]":
        """The leaves that read something of these parts, by place, each with what reads it. The same few parts are
        missing again and again, so this is worked out once for them."""
        if niet_aangeleverd not in self._geraakt:
            if len(self._geraakt) >= _ONTHOUDEN:
                self._geraakt.clear()
            kwijt = frozenset(niet_aangeleverd)
            lezers = (
                tuple(_Lezer(node, eis, delen <= kwijt) for node, delen, eis in gelezen if not kwijt.isdisjoint(delen))
                for gelezen in self._gelezen_delen
            )
            self._geraakt[niet_aangeleverd] = tuple((i, van_blad) for i, van_blad in enumerate(lezers) if van_blad)
        return self._geraakt[niet_aangeleverd]

    def _met_ware_redenen(
        self, bladen: tuple[Bladscore, ...], kenmerken: Eiswaarden, dossier: Any, peildatum: date
    ) -> tuple[Bladscore, ...]:
        """Tell 'not recorded' from 'that part was not supplied' by the facts that left a leaf open."""
        zaak: Zaak | None = None
        met_reden = list(bladen)
        for plaats, lezers in self._geraakt_door(dossier.niet_aangeleverd):
            blad = bladen[plaats]
            if blad.reden != "niet_vastgelegd":
                continue
            open_ = [lezer for lezer in lezers if lezer.eis is None or blad.eisen[lezer.eis] is None]
            if not any(lezer.niets_anders and lezer.eis is not None for lezer in open_):
                # Only where some parts are there and others are not, the facts themselves have to tell.
                zaak = zaak or self._zaak_met_kenmerken(dossier, peildatum, kenmerken)
                if not any(open_door_wat_kwijt_is(lezer.node, zaak) for lezer in open_):
                    continue
            met_reden[plaats] = self._niet_aangeleverd(blad)
        return tuple(met_reden)

    def _zaak_met_kenmerken(self, dossier: Any, peildatum: date, kenmerken: Eiswaarden) -> Zaak:
        """With the values of the kenmerken that read no part that is missing."""
        zaak, delen = self.zaak(dossier, peildatum), self._delen_van_kenmerken
        waarden = zip(self.regels.kader.kenmerken, kenmerken, strict=True)
        compleet = {naam: waarde for naam, waarde in waarden if zaak.niet_aangeleverd.isdisjoint(delen[naam])}
        return replace(zaak, zonder_wat_kwijt_is=compleet)

    def _niet_aangeleverd(self, blad: Bladscore) -> Bladscore:
        # One object for equal scores, so that counting can go by identity here too.
        if id(blad) not in self._ware_reden:
            self._ware_reden[id(blad)] = replace(blad, reden="onderdeel_niet_aangeleverd")
        return self._ware_reden[id(blad)]


class _Lezer(Struct, frozen=True):
    """A condition or eis (with its place among them) that reads a part that is missing, and maybe no other part."""

    node: n.Node
    eis: int | None
    niets_anders: bool


class Bladuitleg(Struct, frozen=True):
    """Why a leaf has its uitkomst in one dossier: its conditions and eisen, each with what it rests on."""

    regels: Bladregels
    score: Bladscore
    voorwaarden: tuple[Uitleg, ...]
    eisen: tuple[Uitleg | None, ...]


def verklaar(scoring: Scoring, dossier: Dossier, peildatum: date, blad: str) -> Bladuitleg:
    """Explain one leaf for one dossier. Raises KeyError for a leaf that the framework does not have."""
    zaak, bladen = scoring.zaak(dossier, peildatum), scoring.score(dossier, peildatum).bladen
    regels, score = {r.indicator.id: (r, s) for r, s in zip(scoring.regels.bladen, bladen, strict=True)}[blad]
    return Bladuitleg(
        regels,
        score,
        tuple(leg_uit(node, zaak) for node, _ in regels.voorwaarden),
        tuple(None if node is None else leg_uit(node, zaak) for _, node in regels.eisen),
    )


def _compileer(regels: Regels) -> Any:
    """One function (dossier, peildatum) → (kenmerken, bladen), every expression of the framework in it."""
    code = Codeschrijver()
    for naam, node in regels.kenmerken.items():
        code.kenmerken[naam] = code.atoom(node)
        code.sluit_af()
    bladen = [_schrijf_blad(code, blad) for blad in regels.bladen]
    in_volgorde = [code.kenmerken[naam] for naam in regels.kader.kenmerken]
    code.regel(f"return ({''.join(f'{k}, ' for k in in_volgorde)}), ({''.join(f'{b}, ' for b in bladen)})")
    return code.functie("score", "d, peildatum")


def _schrijf_blad(code: Codeschrijver, regels: Bladregels) -> str:
    """Write one leaf; gives the name that holds its Bladscore.

    Scores of equal values are one object out of a memo, so that judging costs a look-up and counting can go by
    identity.
    """
    if not regels.uit_dossier:
        return code.constante(Bladscore("niet_getoetst", "andere_bron"))
    naam, geldt = code.nieuw("b"), "True"
    if any(node.nullable for node, _ in regels.voorwaarden):
        geldt = code.nieuw("g")
        code.regel(f"{geldt} = True")
    # Not a loop: the first condition that is false leads out of it.
    with code.blok("while True:"):
        for node, reden in regels.voorwaarden:
            waarde = code.atoom(node)
            if waarde == "True":  # a parameter of a profile can leave a condition without meaning
                continue
            with code.blok(f"if {waarde} is False:"):
                code.regel(f"{naam} = {code.constante(Bladscore('niet_van_toepassing', reden))}")
                code.regel("break")
            if node.nullable:
                code.regel(f"if {waarde} is None: {geldt} = None")
        eisen = ["None" if node is None else code.atoom(node) for _, node in regels.eisen]
        onthoud, beoordeel_ = _geheugen(regels)
        sleutel = code.nieuw("s")
        code.regel(f"{sleutel} = ({geldt}, {', '.join(eisen)})")
        code.regel(f"{naam} = {code.constante(onthoud.get)}({sleutel}) or {code.constante(beoordeel_)}({sleutel})")
        code.regel("break")
    code.sluit_af()
    return naam


def _geheugen(regels: Bladregels) -> tuple[dict[tuple[bool | None, ...], Bladscore], Any]:
    """The memo of one leaf and the function that fills it."""
    essentieel = tuple(eis.essentieel for eis in regels.indicator.eisen)
    door_mens = tuple(node is None for _, node in regels.eisen)
    onthoud: dict[tuple[bool | None, ...], Bladscore] = {}

    def vul(sleutel: tuple[bool | None, ...]) -> Bladscore:
        onthoud[sleutel] = beoordeel(sleutel[1:], essentieel, door_mens, sleutel[0])
        return onthoud[sleutel]

    return onthoud, vul


def onderdelen(node: n.Node, van_kenmerken: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The parts of the file that an expression reads, those of kenmerken included."""
    return onderdelen_in(node, Omgeving(van_model(Dossier), onderdelen_van=van_kenmerken))


def laatste_datum(dossier: Dossier) -> date | None:
    """The latest day that the file speaks of, planned days apart: the peildatum of a loose file without another."""
    return max(_datums(dossier), default=None)


def _datums(model: Model) -> list[date]:
    gevonden: list[date] = []
    for naam in datumvelden(type(model)):
        waarde = getattr(model, naam)
        for deel in waarde if isinstance(waarde, tuple) else (waarde,):
            if isinstance(deel, Model):
                gevonden += _datums(deel)
            elif isinstance(deel, date):
                gevonden.append(deel)
    return gevonden


@cache
def datumvelden(model: type[Model]) -> tuple[str, ...]:
    """Fields of a model that may hold a date that is not a plan, or a model that may."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(naam for naam in model.model_fields if not _gepland(hints[naam]))


def _gepland(annotatie: Any) -> bool:
    if get_origin(annotatie) is Annotated and any(isinstance(m, GeplandMarkering) for m in get_args(annotatie)[1:]):
        return True
    return any(_gepland(a) for a in get_args(annotatie) if not isinstance(a, (str, int)))
