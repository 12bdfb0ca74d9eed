"""`kader docs`: the book of a framework as a document tree, from which every renderer makes its own format."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dossieraudit.expressions.rules import Bladregels, Regels
from dossieraudit.expressions.sample_rules import bladnaam
from dossieraudit.gevallen import Proef
from dossieraudit.kaders.gebruik import kenmerken_van, parameters_van, tellingen_van
from dossieraudit.models.beelden import HERSTELBAAR
from dossieraudit.models.herstel import HERSTELLERS, Herstelregel, geldend
from dossieraudit.models.kader import Bron, Indicator, Kader, Parameterwaarde
from dossieraudit.models.rapportregels import Rapportregel
from dossieraudit.report.stijl import STIJLEN
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import (
    Alinea,
    Blok,
    Cel,
    Document,
    Kaderblok,
    Kolom,
    Kop,
    Lijst,
    Nadruk,
    Tabel,
    Verwijzing,
)
from dossieraudit.report.verkenner import REDEN_LABELS

SOORTEN = {
    "bevindingen": "bevinding",
    "tegenspraken": "tegenspraak",
    "risicos": "risico",
    "verklaringen": "verklaring",
    "kansen": "kans",
    "gronden": "grond van het oordeel",
}
OORDEELSOORTEN = {
    "blad": "Oordeel over de praktijk van een blad",
    "beleid": "Oordeel over het beleid bij een blad",
    "samengesteld": "Oordeel over een criterium, thema of hoofdstuk",
    "totaal": "Oordeel over het geheel",
}
BEWIJS = {"dossier": "het dossier", "interview": "gesprekken", "document": "documenten"}
_WAARDEN: dict[bool | None, str] = {True: "vervuld", False: "niet vervuld", None: "onbekend"}
_REGEL = (
    "Is aan elke eis voldaan, dan voldoet het blad. Is aan geen enkele eis voldaan, of is een essentiële eis "
    "aantoonbaar niet vervuld, dan voldoet het niet. Anders voldoet het gedeeltelijk. Is iets niet vastgelegd, dan "
    "wordt gekeken wat eruit komt als al het onbekende wel, en als al het onbekende niet vervuld is. Komt dat op "
    "hetzelfde neer, dan is dat de uitkomst; verschilt het, dan is de uitkomst 'niet navolgbaar'. Niet vastgelegd is "
    "dus nooit 'nee'."
)


@dataclass(frozen=True)
class Boek:
    """Everything that the book is made from."""

    regels: Regels
    proeven: tuple[Proef, ...]

    @property
    def kader(self) -> Kader:
        """The framework."""
        return self.regels.kader

    @cached_property
    def bladregels(self) -> Mapping[str, Bladregels]:
        """The checked rules of every leaf by its id."""
        return {blad.indicator.id: blad for blad in self.regels.bladen}

    @cached_property
    def zinnen_per_blad(self) -> Mapping[str, tuple[tuple[str, Rapportregel], ...]]:
        """The sentences of the report that rest on a leaf: it is named, in the text or in the condition."""
        per_blad: dict[str, list[tuple[str, Rapportregel]]] = defaultdict(list)
        for soort, regels in self.regels.steekproef.rapport.items():
            for zin, node in regels:
                namen = tellingen_van(zin, node)
                for blad in self.kader.indicatoren:
                    if blad.id in zin.bladen or f"blad.{bladnaam(blad.id)}" in namen:
                        per_blad[blad.id].append((soort, zin))
        return {blad: tuple(zinnen) for blad, zinnen in per_blad.items()}

    def document(self) -> Document:
        """The whole book."""
        kader = self.kader
        blokken = [
            *self._inleiding(),
            *(blok for thema in kader.themas for blok in self._thema(thema.id)),
            *self._parameters(),
            *self._kenmerken(),
            *self._vragen(),
            *self._oordeel(),
            *self._rapport(),
        ]
        return Document(
            titel=kader.titel,
            ondertitel=f"Boek van het kader, versie {kader.versie}",
            datum=None,
            onderwerp=f"Bron: {kader.bron}",
            blokken=tuple(blokken),
            kenmerk=f"{kader.id} {kader.versie}",
        )

    # Introduction

    def _inleiding(self) -> Iterator[Blok]:
        kader = self.kader
        yield Kop(1, "Over dit kader", "over")
        if kader.toelichting:
            yield Alinea((kader.toelichting,))
        tot = f" tot en met {datum_voluit(kader.geldig.tot)}" if kader.geldig.tot else ""
        eisen = sum(len(blad.eisen) for blad in kader.indicatoren)
        yield Alinea(
            (
                f"De normen gelden vanaf {datum_voluit(kader.geldig.van)}{tot}. Het kader heeft "
                f"{len(kader.indicatoren)} bladen met samen {eisen} eisen; {len(self.proeven)} gevallen laten zien hoe "
                "die uitpakken.",
            )
        )
        if kader.profiel is not None:
            yield Kaderblok(
                f"Profiel: {kader.profiel.titel}",
                (
                    Alinea((f"Bron: {kader.profiel.bron}",)),
                    Lijst(tuple(Alinea((zin,)) for zin in kader.profiel.wijzigingen)),
                ),
            )
        yield Kop(2, "Hoe een blad zijn uitkomst krijgt", "regel")
        yield Alinea((_REGEL,))
        yield Tabel(
            "Bladen per hoofdstuk van het rapport",
            (Kolom("Hoofdstuk", 40), Kolom("Bladen", 60)),
            tuple((Cel(f"{h.nummer} {h.titel}"), Cel(", ".join(h.indicatoren))) for h in kader.hoofdstukken),
        )

    # The tree

    def _thema(self, thema_id: str) -> Iterator[Blok]:
        thema = next(t for t in self.kader.themas if t.id == thema_id)
        yield Kop(1, f"{thema.id} {thema.titel}", f"thema-{thema.id}")
        if thema.omschrijving:
            yield Alinea((thema.omschrijving,))
        for criterium in thema.criteria:
            yield Kop(2, f"{criterium.id} {criterium.titel}", f"criterium-{criterium.id}")
            for blad in criterium.indicatoren:
                yield from self._blad(blad)

    def _blad(self, blad: Indicator) -> Iterator[Blok]:
        yield Kop(3, f"{blad.id} {blad.titel}", f"blad-{blad.id}")
        yield Alinea((Nadruk("Norm."), f" {blad.norm}"))
        yield Alinea((Nadruk("Waaraan je het ziet."), f" {blad.operationalisering}"))
        yield Lijst(tuple(Alinea((Nadruk(f"{kop}:"), f" {tekst}")) for kop, tekst in self._eigenschappen(blad)))
        yield from self._geldt(blad)
        if blad.eisen:
            yield self._eisentabel(blad)
        regels = self.bladregels[blad.id]
        nodes = [node for node, _ in regels.voorwaarden] + [node for _, node in regels.eisen if node is not None]
        if parameters := parameters_van(nodes, self.regels.kenmerken):
            yield self._parametertabel(f"Parameters van {blad.id}", parameters)
        if kenmerken := kenmerken_van(nodes, self.regels.kenmerken):
            yield self._kenmerktabel(f"Kenmerken in {blad.id}", kenmerken)
        yield from self._gevallen(blad)
        yield from self._rust_op(blad)

    def _eigenschappen(self, blad: Indicator) -> Iterator[tuple[str, str]]:
        yield "Bron", bron_tekst(blad.bron)
        yield "Bewijs uit", " en ".join(BEWIJS[b] for b in blad.bewijs)
        yield "Werkwoord", blad.werkwoord
        if blad.universeel:
            yield "Voor alle gevallen", "één dossier waarin de norm niet is aangetoond, breekt haar"
        if blad.zwaarwegend:
            yield "Weegt zwaar", "in het oordeel over hoofdstuk en geheel"
        hoofdstuk = next((h for h in self.kader.hoofdstukken if blad.id in h.indicatoren), None)
        if hoofdstuk is not None:
            yield "Hoofdstuk", f"{hoofdstuk.nummer} {hoofdstuk.titel}"
        if "dossier" in blad.bewijs:
            yield "Herstel van een tekort", herstel_tekst(geldend(blad.herstel, self.kader.herstel))
            for eis in blad.eisen:
                if eis.herstel is not None:
                    yield f"Herstel bij {eis.id}", herstel_tekst(geldend(eis.herstel, blad.herstel, self.kader.herstel))

    def _geldt(self, blad: Indicator) -> Iterator[Blok]:
        if not blad.van_toepassing:
            return
        yield Alinea((Nadruk("Niet van toepassing"), " als een van deze voorwaarden onwaar is:"))
        yield Lijst(
            tuple(Alinea((op_een_regel(v.als), f" (anders: {REDEN_LABELS[v.anders]})")) for v in blad.van_toepassing)
        )

    def _eisentabel(self, blad: Indicator) -> Tabel:
        return Tabel(
            f"Eisen van {blad.id}",
            (Kolom("Eis", 15), Kolom("In gewone taal", 35), Kolom("Expressie", 35), Kolom("Bron", 15)),
            tuple(
                (
                    Cel(f"{eis.id}{' (essentieel)' if eis.essentieel else ''}"),
                    Cel(eis.tekst),
                    Cel(op_een_regel(eis.als) if eis.als else "een professional beoordeelt dit"),
                    Cel(eis.bron or ""),
                )
                for eis in blad.eisen
            ),
        )

    def _gevallen(self, blad: Indicator) -> Iterator[Blok]:
        eigen = [p.geval for p in self.proeven if p.geval.indicator == blad.id]
        if not eigen:
            return
        yield Tabel(
            f"Gevallen bij {blad.id}",
            (Kolom("Geval", 45), Kolom("Uitkomst", 20), Kolom("Omdat", 35)),
            tuple(
                (
                    Cel(geval.naam),
                    Cel(STIJLEN[geval.verwacht.uitkomst].label, geval.verwacht.uitkomst),
                    Cel(_omdat(geval.verwacht.reden, geval.verwacht.eisen)),
                )
                for geval in eigen
            ),
        )

    def _rust_op(self, blad: Indicator) -> Iterator[Blok]:
        zinnen = self.zinnen_per_blad.get(blad.id, ())
        if zinnen:
            yield Alinea((Nadruk("In het rapport"), " rusten hierop:"))
            yield Lijst(
                tuple(
                    Alinea((f"{SOORTEN[soort]}: ", Verwijzing(zin.titel or zin.id, f"zin-{soort}")))
                    for soort, zin in zinnen
                )
            )
        for soort, wie in (("vragen", "gesprekspartners"), ("documentvragen", "documenten")):
            vragen = [v.tekst for v in getattr(self.kader.bronnen, soort).values() if blad.id in v.bladen]
            if vragen:
                yield Alinea((Nadruk(f"Vragen aan {wie}"), " over dit blad:"))
                yield Lijst(tuple(Alinea((tekst,)) for tekst in vragen))

    # The parts that leaves share

    def _parameters(self) -> Iterator[Blok]:
        if self.kader.parameters:
            yield Kop(1, "Parameters", "parameters")
            yield Alinea(("Getallen, lijsten en tabellen in de normen. Een aanname staat in geen bron.",))
            yield self._parametertabel("Alle parameters", tuple(self.kader.parameters))

    def _parametertabel(self, titel: str, namen: Iterable[str]) -> Tabel:
        rijen = []
        for naam in namen:
            p = self.kader.parameters[naam]
            herkomst = f"bron: {p.bron}" if p.herkomst == "bron" else "aanname"
            waarde = f"{waarde_tekst(p.waarde)} {p.eenheid or ''}".strip()
            rijen.append((Cel(naam), Cel(waarde), Cel(herkomst), Cel(p.omschrijving)))
        kolommen = (Kolom("Parameter", 20), Kolom("Waarde", 20), Kolom("Herkomst", 20), Kolom("Betekenis", 40))
        return Tabel(titel, kolommen, tuple(rijen))

    def _kenmerken(self) -> Iterator[Blok]:
        if self.kader.kenmerken:
            yield Kop(1, "Kenmerken", "kenmerken")
            yield Alinea(("Feiten over een dossier met een naam: ze staan in eisen, en het rapport telt ze.",))
            yield self._kenmerktabel("Alle kenmerken", tuple(self.kader.kenmerken))

    def _kenmerktabel(self, titel: str, namen: Iterable[str]) -> Tabel:
        rijen = []
        for naam in namen:
            k = self.kader.kenmerken[naam]
            over = f" Geteld over dossiers met {k.over}." if k.over else ""
            rijen.append((Cel(naam), Cel(f"{k.omschrijving}{over}"), Cel(op_een_regel(k.als)), Cel(k.bron or "")))
        kolommen = (Kolom("Kenmerk", 20), Kolom("Betekenis", 30), Kolom("Expressie", 40), Kolom("Bron", 10))
        return Tabel(titel, kolommen, tuple(rijen))

    def _vragen(self) -> Iterator[Blok]:
        bronnen = self.kader.bronnen
        if not bronnen.vragen and not bronnen.documentvragen:
            return
        yield Kop(1, "Vragen", "vragen")
        for soort, titel in (("vragen", "Vragen aan gesprekspartners"), ("documentvragen", "Vragen aan documenten")):
            rijen = tuple(
                (
                    Cel(vraag.tekst),
                    Cel(", ".join(bronnen.groepen[g].meervoud for g in vraag.groepen)),
                    Cel("; ".join(_antwoord(a.tekst, a.steunt) for a in vraag.antwoorden.values())),
                    Cel(", ".join(vraag.bladen)),
                )
                for vraag in getattr(bronnen, soort).values()
            )
            if rijen:
                kolommen = (Kolom("Vraag", 35), Kolom("Aan", 20), Kolom("Antwoorden", 30), Kolom("Bladen", 15))
                yield Tabel(titel, kolommen, rijen)

    def _oordeel(self) -> Iterator[Blok]:
        if self.kader.oordeel is None:
            return
        yield Kop(1, "Van telling naar oordeel", "oordeel")
        yield Alinea(("De eerste regel waarvan de voorwaarde waar is, geeft het oordeel.",))
        for soort, titel in OORDEELSOORTEN.items():
            yield Tabel(
                titel,
                (Kolom("Regel", 15), Kolom("Als", 35), Kolom("Oordeel", 15), Kolom("In gewone taal", 35)),
                tuple(
                    (Cel(r.id), Cel(op_een_regel(r.als)), Cel(r.oordeel.replace("_", " ")), Cel(r.uitleg))
                    for r in getattr(self.kader.oordeel, soort)
                ),
            )

    def _rapport(self) -> Iterator[Blok]:
        delen = [(soort, getattr(self.kader.rapport, soort)) for soort in SOORTEN]
        if not any(regels for _, regels in delen):
            return
        yield Kop(1, "Wat het rapport zegt", "rapport")
        yield Alinea(("Elke zin komt in het rapport als zijn voorwaarde over de steekproef waar is.",))
        if self.kader.tags:
            rijen = tuple((Cel(tag), Cel(omschrijving)) for tag, omschrijving in self.kader.tags.items())
            yield Tabel("Oorzaken waaronder zinnen vallen (tags)", (Kolom("Tag", 30), Kolom("Wat het is", 70)), rijen)
        for soort, regels in delen:
            if regels:
                yield Tabel(
                    f"Zinnen: {soort}",
                    (Kolom("Naam", 20), Kolom("Zin", 40), Kolom("Als", 30), Kolom("Bladen en tags", 10)),
                    tuple(_zin(zin) for zin in regels),
                    anker=f"zin-{soort}",
                )


def _zin(zin: Rapportregel) -> tuple[Cel, ...]:
    return (
        Cel(zin.titel or zin.id),
        Cel(op_een_regel(zin.tekst)),
        Cel(op_een_regel(zin.als)),
        Cel(", ".join((*zin.bladen, *zin.tags))),
    )


def _antwoord(tekst: str, steunt: bool | None) -> str:
    return tekst if steunt is None else f"{tekst} ({'steunt de norm' if steunt else 'spreekt de norm tegen'})"


def _omdat(reden: str | None, eisen: Mapping[str, bool | None]) -> str:
    """What the case itself names as ground: the reden, or the eisen that are not met."""
    delen = [label for naam, label in REDEN_LABELS.items() if naam == reden]
    delen += [f"{naam} {_WAARDEN[waarde]}" for naam, waarde in eisen.items() if waarde is not True]
    return "; ".join(delen)


def bron_tekst(bron: Bron) -> str:
    """A source on one line."""
    return "; ".join(d for d in (bron.document, bron.thema, bron.criterium, bron.rij, *bron.paragrafen) if d)


def herstel_tekst(regel: Herstelregel) -> str:
    """Who mends a shortcoming and what can still be done about it, on one line."""
    return (
        f"{HERSTELLERS[regel.wie]}; zolang de zaak loopt {HERSTELBAAR[regel.lopend]}, na het sluiten "
        f"{HERSTELBAAR[regel.gesloten]}; niet vastgelegd: {HERSTELBAAR[regel.niet_vastgelegd]} door "
        f"{HERSTELLERS[regel.vastlegger]} ({regel.bron or 'aanname'})"
    )


def op_een_regel(tekst: str) -> str:
    """A text of several lines on one."""
    return " ".join(tekst.split())


def waarde_tekst(waarde: Parameterwaarde) -> str:
    """The value of a parameter in plain Dutch."""
    if isinstance(waarde, dict):
        return ", ".join(f"{sleutel}: {getal}" for sleutel, getal in waarde.items())
    return ", ".join(waarde) if isinstance(waarde, tuple) else str(waarde)
