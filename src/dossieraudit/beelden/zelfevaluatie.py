"""Self-assessment: what every dossier lacks by a framework, who can mend it, and whether that is still possible.

The framework says who and what (`models/herstel.py`); here it is only held against the state of each case. A case of
which it is unknown whether it was closed gets an answer only where both states give the same one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dossieraudit import __version__
from dossieraudit.expressions.explain import Uitleg
from dossieraudit.judgement import Beoordeelstuk
from dossieraudit.models.beelden import BladTekorten, Gebrek, Herstelbaar, Tekort, Zelfevaluatie
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.herstel import Herstelregel, geldend
from dossieraudit.models.kader import Eis, Indicator, Kader, Uitkomst
from dossieraudit.models.resultaat import BladUitkomst, Resultaat
from dossieraudit.scoring import Bladuitleg, Scoring, verklaar

_OF_HET_GELDT = "Of deze norm voor dit dossier geldt."
_GEEN_TEKORT = frozenset({"voldoet", "niet_van_toepassing"})


def evalueer(scoring: Scoring, stukken: Iterable[Beoordeelstuk], resultaat: Resultaat) -> Zelfevaluatie:
    """Every shortcoming of every dossier in the result, the heaviest first.

    A leaf that a person judged to be met, or not to apply, has none; where a person found otherwise than the rules that
    it is not, that is a shortcoming of its own, as no fact shows what is the matter. Explaining is the slow part:
    about a thousandth of a second for each leaf of a dossier that falls short.
    """
    kader = scoring.regels.kader
    uitkomsten = {d.id: d.uitkomsten for d in resultaat.dossiers}
    gevonden: list[Tekort] = []
    professional = door_beoordelaar = 0
    ids = []
    for stuk in stukken:
        dossier = stuk.geladen.dossier
        if dossier.id not in uitkomsten:
            continue
        ids.append(dossier.id)
        for regels in scoring.regels.bladen:
            blad = regels.indicator
            uitkomst = uitkomsten[dossier.id][blad.id]
            anders = _anders_beoordeeld(uitkomst)
            if uitkomst.uitkomst in _GEEN_TEKORT:
                door_beoordelaar += anders and _tekort_volgens_regels(scoring, stuk, uitkomst, blad.id)
                continue
            if anders:
                gevonden.append(_volgens_beoordelaar(kader, blad, dossier, uitkomst.uitkomst))
            if not regels.uit_dossier:
                continue
            uitleg = verklaar(scoring, dossier, stuk.peildatum, blad.id)
            gevonden += _tekorten(kader, blad, uitleg, dossier, gesloten(dossier, stuk.peildatum))
            professional += sum(1 for eis in uitleg.eisen if eis is None) if not _beoordeeld(uitkomst) else 0
    met = {tekort.dossier for tekort in gevonden}
    return Zelfevaluatie(
        versie=__version__,
        peildatum=resultaat.peildatum,
        kader=resultaat.kader,
        profiel=resultaat.profiel.titel if resultaat.profiel is not None else None,
        dossiers=len(ids),
        zonder_tekort=tuple(naam for naam in ids if naam not in met),
        bladen=_bladen(kader, gevonden),
        tekorten=_geordend(kader, gevonden, ids),
        professional=professional,
        door_beoordelaar=door_beoordelaar,
        andere_bron=tuple(r.indicator.id for r in scoring.regels.bladen if not r.uit_dossier),
    )


def _beoordeeld(uitkomst: BladUitkomst) -> bool:
    """Whether a judgement by a person counts here."""
    return uitkomst.beoordeling is not None and not uitkomst.beoordeling.verouderd


def _anders_beoordeeld(uitkomst: BladUitkomst) -> bool:
    """Whether a person came to something else than the rules."""
    machine = uitkomst.beoordeling.uitkomst_machine if uitkomst.beoordeling is not None else None
    return _beoordeeld(uitkomst) and machine != uitkomst.uitkomst


def _tekort_volgens_regels(scoring: Scoring, stuk: Beoordeelstuk, uitkomst: BladUitkomst, blad: str) -> bool:
    """Whether the rules miss something in a leaf that a person judged; what only waits for a person they do not."""
    if uitkomst.beoordeling is None or uitkomst.beoordeling.uitkomst_machine in _GEEN_TEKORT:
        return False
    uitleg = verklaar(scoring, stuk.geladen.dossier, stuk.peildatum, blad)
    return any(deel is not None and deel.waarde is not True for deel in (*uitleg.voorwaarden, *uitleg.eisen))


def gesloten(dossier: Dossier, peildatum: date) -> bool | None:
    """Whether the case is closed on a day; None where the file does not tell. Closing later is not closed yet."""
    sluiting = dossier.afsluiting
    if sluiting is None or sluiting.afgesloten is None:
        return None
    if sluiting.afgesloten and sluiting.datum is not None and sluiting.datum > peildatum:
        return False
    return sluiting.afgesloten


def herstelbaar(regel: Herstelregel, wat: Gebrek, dicht: bool | None) -> Herstelbaar:
    """What can still be done about a shortcoming, by the rule of the framework and the state of the case."""
    if wat == "niet_aangeleverd":
        return "alsnog_aanleveren"
    if wat == "niet_vastgelegd":
        return regel.niet_vastgelegd
    if wat == "beoordeeld":
        return "zie_beoordeling"
    if dicht is None:
        return regel.lopend if regel.lopend == regel.gesloten else "niet_vast_te_stellen"
    return regel.gesloten if dicht else regel.lopend


def _tekorten(
    kader: Kader, blad: Indicator, uitleg: Bladuitleg, dossier: Dossier, dicht: bool | None
) -> Iterator[Tekort]:
    onbekend = [voorwaarde for voorwaarde in uitleg.voorwaarden if voorwaarde.waarde is None]
    if onbekend:
        # What the norm asks is no shortcoming before it is known that the norm holds here.
        feiten = tuple(dict.fromkeys(feit for voorwaarde in onbekend for feit in voorwaarde.feiten))
        yield _tekort(kader, blad, None, Uitleg(None, feiten), dossier, dicht)
        return
    for eis, gevonden in zip(blad.eisen, uitleg.eisen, strict=True):
        if gevonden is not None and gevonden.waarde is not True:
            yield _tekort(kader, blad, eis, gevonden, dossier, dicht)


def _tekort(
    kader: Kader, blad: Indicator, eis: Eis | None, uitleg: Uitleg, dossier: Dossier, dicht: bool | None
) -> Tekort:
    wat = _gebrek(uitleg)
    regel = geldend(eis.herstel if eis is not None else None, blad.herstel, kader.herstel)
    return Tekort(
        dossier=dossier.id,
        blad=blad.id,
        eis=eis.id if eis is not None else None,
        tekst=" ".join(eis.tekst.split()) if eis is not None else _OF_HET_GELDT,
        essentieel=eis.essentieel if eis is not None else False,
        zwaarwegend=blad.zwaarwegend,
        wat=wat,
        kan=herstelbaar(regel, wat, dicht),
        # Whoever should have done the work: what is not on record is written down by the one who keeps the file.
        wie=regel.wie if wat == "niet_vervuld" else regel.vastlegger,
        aanname=regel.herkomst == "aanname",
        paden=_paden(uitleg),
    )


def _volgens_beoordelaar(kader: Kader, blad: Indicator, dossier: Dossier, uitkomst: Uitkomst) -> Tekort:
    """What a person found and the rules did not; what to do about it is in the motivation, which is not repeated."""
    regel = geldend(blad.herstel, kader.herstel)
    return Tekort(
        dossier=dossier.id,
        blad=blad.id,
        eis=None,
        tekst=f"Een beoordelaar kwam tot een ander oordeel dan de regels: {uitkomst.replace('_', ' ')}.",
        essentieel=uitkomst == "voldoet_niet",
        zwaarwegend=blad.zwaarwegend,
        wat="beoordeeld",
        kan=herstelbaar(regel, "beoordeeld", None),
        wie=regel.wie,
        aanname=regel.herkomst == "aanname",
        paden=(),
    )


def _gebrek(uitleg: Uitleg) -> Gebrek:
    if uitleg.waarde is False:
        return "niet_vervuld"
    kwijt = any(feit.onbekend == "onderdeel_niet_aangeleverd" for feit in uitleg.feiten)
    return "niet_aangeleverd" if kwijt else "niet_vastgelegd"


def _paden(uitleg: Uitleg) -> tuple[str, ...]:
    """Where in the file it is about: what is empty, or else the items that fall short, or else all that was read."""
    leeg = [feit.pad for feit in uitleg.feiten if feit.onbekend is not None]
    if uitleg.waarde is None and leeg:
        return tuple(dict.fromkeys(leeg))
    tekort = [getuige.pad for getuige in uitleg.getuigen if getuige.waarde is not True]
    return tuple(dict.fromkeys(tekort or [feit.pad for feit in uitleg.feiten]))


def _geordend(kader: Kader, tekorten: Sequence[Tekort], ids: Sequence[str]) -> tuple[Tekort, ...]:
    """Essential eisen first, then heavy leaves, then what most dossiers lack; the rest as in framework and sample."""
    volgorde = {(blad.id, None): plaats for plaats, blad in enumerate(kader.indicatoren)}
    eisen = {(b.id, e.id): n for b in kader.indicatoren for n, e in enumerate(b.eisen)}
    aantal = Counter((t.blad, t.eis) for t in tekorten)
    rij = {naam: plaats for plaats, naam in enumerate(ids)}

    def gewicht(t: Tekort) -> tuple[bool, bool, int, int, int, int]:
        plaats = eisen.get((t.blad, t.eis or ""), -1)
        return (
            not t.essentieel,
            not t.zwaarwegend,
            -aantal[t.blad, t.eis],
            volgorde[t.blad, None],
            plaats,
            rij[t.dossier],
        )

    return tuple(sorted(tekorten, key=gewicht))


def _bladen(kader: Kader, tekorten: Sequence[Tekort]) -> tuple[BladTekorten, ...]:
    gevonden = []
    for plaats, blad in enumerate(kader.indicatoren):
        eigen = [t for t in tekorten if t.blad == blad.id]
        if eigen:
            dossiers = len({t.dossier for t in eigen})
            gewicht = (not any(t.essentieel for t in eigen), not blad.zwaarwegend, -dossiers, plaats)
            telling = BladTekorten(
                blad=blad.id,
                titel=blad.titel,
                zwaarwegend=blad.zwaarwegend,
                dossiers=dossiers,
                tekorten=dict(Counter(t.kan for t in eigen)),
            )
            gevonden.append((gewicht, telling))
    return tuple(telling for _, telling in sorted(gevonden, key=lambda paar: paar[0]))
