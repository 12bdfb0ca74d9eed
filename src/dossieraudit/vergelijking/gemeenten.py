"""Several onderzoeken beside each other: per leaf, criterium, thema and chapter, and which risks and causes they share.

It counts municipalities and never ranks them: there is no total score, and nothing is added up over municipalities. The
onderzoeken stand in the order of their names, so that the order in which they were given makes no difference.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dossieraudit import __version__
from dossieraudit.errors import Gebruiksfout
from dossieraudit.expressions.rules import Regels
from dossieraudit.loading.bronnen import Bronnen
from dossieraudit.loting import Lotcontrole
from dossieraudit.models.gemeenten import (
    Bladvergelijking,
    Deelnemer,
    EigenUitleg,
    Gemeentenvergelijking,
    Groepsstand,
    Groepsvergelijking,
    Klassetelling,
    NietVergeleken,
    Steekproefstaat,
    Tagvergelijking,
    Zinvergelijking,
)
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.models.rapportregels import GEORDENDE_KLASSEN, KLASSEN, Klasse
from dossieraudit.models.resultaat import Oordeel, Resultaat, Zin
from dossieraudit.vergelijking.gedeeld import Gedeeld, groepen

MINST = 2
_ANDER_OORDEEL = "het rust niet overal op dezelfde bladen en regels"


@dataclass(frozen=True)
class Onderzocht:
    """One onderzoek as it was read and judged. `naam` is filled in when its neighbours are known."""

    map: str
    onderzoek: Onderzoek
    resultaat: Resultaat
    regels: Regels
    bronnen: Bronnen
    loting: Lotcontrole | None = None
    naam: str = ""


def vergelijk(onderzoeken: Sequence[Onderzocht]) -> Gemeentenvergelijking:
    """Lay them beside each other. Raises `Gebruiksfout` where their frameworks leave nothing to compare."""
    delen = op_naam(onderzoeken)
    _eis_een_kader(delen)
    gedeeld = Gedeeld([deel.regels for deel in delen])
    if not gedeeld.bladen:
        raise Gebruiksfout(
            "deze onderzoeken hebben geen enkel blad met dezelfde regels; toets ze opnieuw met één kader: "
            "--met-kader NAAM"
        )
    kader = delen[0].regels.kader
    risicos, verklaringen = _zinnen(delen, gedeeld, "risicos"), _zinnen(delen, gedeeld, "verklaringen")
    return Gemeentenvergelijking(
        versie=__version__,
        eenheid=_eenheid(delen),
        gemeenten=tuple(_deelnemer(deel) for deel in delen),
        totaal=next(iter(_groepen(delen, gedeeld, "totaal", {"totaal": "Het geheel"})), None),
        hoofdstukken=_groepen(delen, gedeeld, "hoofdstukken", {str(h.nummer): h.titel for h in kader.hoofdstukken}),
        themas=_groepen(delen, gedeeld, "themas", {t.id: t.titel for t in kader.themas}),
        criteria=_groepen(delen, gedeeld, "criteria", {c.id: c.titel for t in kader.themas for c in t.criteria}),
        bladen=_bladen(delen, gedeeld),
        risicos=risicos,
        verklaringen=verklaringen,
        tags=_tags(delen, risicos, verklaringen),
        niet_vergeleken=tuple(_niet_vergeleken(delen, gedeeld)),
    )


def op_naam(onderzoeken: Sequence[Onderzocht]) -> tuple[Onderzocht, ...]:
    """The onderzoeken in the order of names that tell them apart: municipality, then wijkteam, day, folder.

    Raises `Gebruiksfout` for fewer than two, and where nothing tells two of them apart.
    """
    if len(onderzoeken) < MINST:
        raise Gebruiksfout("geef twee of meer onderzoeksmappen, of een map waarin er zoveel staan")
    trappen: tuple[Callable[[Onderzocht], str], ...] = (
        lambda o: o.onderzoek.gemeente,
        lambda o: f"{o.onderzoek.gemeente}, {o.onderzoek.wijkteam}",
        lambda o: f"{o.onderzoek.gemeente}, {o.onderzoek.wijkteam} ({o.onderzoek.peildatum})",
        lambda o: f"{o.onderzoek.gemeente}, {o.onderzoek.wijkteam} ({o.map})",
    )
    for naam in trappen:
        namen = Counter(naam(o) for o in onderzoeken)
        if namen.most_common(1)[0][1] == 1:
            return tuple(
                sorted((replace(o, naam=naam(o)) for o in onderzoeken), key=lambda o: (o.naam.lower(), o.naam))
            )
    raise Gebruiksfout("dezelfde map is meer dan één keer gegeven; noem elk onderzoek één keer")


def _eenheid(delen: Sequence[Onderzocht]) -> Literal["gemeente", "onderzoek"]:
    return "gemeente" if len({d.onderzoek.gemeente for d in delen}) == len(delen) else "onderzoek"


def _eis_een_kader(delen: Sequence[Onderzocht]) -> None:
    """Verdicts by different frameworks say different things: beside each other they would mislead."""
    per_kader: dict[str, list[str]] = {}
    for deel in delen:
        per_kader.setdefault(deel.resultaat.kader.id, []).append(deel.naam)
    if len(per_kader) > 1:
        wie = "; ".join(f"{kader}: {', '.join(namen)}" for kader, namen in sorted(per_kader.items()))
        raise Gebruiksfout(
            f"deze onderzoeken zijn aan verschillende kaders getoetst ({wie}) en dus niet te vergelijken; toets ze "
            "met één kader: --met-kader NAAM"
        )


def _deelnemer(deel: Onderzocht) -> Deelnemer:
    o, r = deel.onderzoek, deel.resultaat
    s = o.steekproef
    return Deelnemer(
        naam=deel.naam,
        gemeente=o.gemeente,
        wijkteam=o.wijkteam,
        onderzoek=o.naam,
        peildatum=r.peildatum or o.peildatum,
        dossiers=len(r.dossiers),
        afgekeurd=len({a.invoer for a in r.afgekeurd}),
        interviews=len(deel.bronnen.interviews),
        documenten=len(deel.bronnen.documenten),
        beoordelingen=sum(
            u.beoordeling is not None and not u.beoordeling.verouderd for d in r.dossiers for u in d.uitkomsten.values()
        ),
        kader=r.kader,
        profiel=f"{r.profiel.id} {r.profiel.versie}" if r.profiel is not None else None,
        steekproef=Steekproefstaat(
            aselect=s.aselect,
            populatie=s.populatie,
            omschrijving=s.omschrijving,
            vervangen=len(deel.loting.vervangen) if deel.loting is not None else 0,
            afwijkingen=tuple(a.tekst for a in deel.loting.afwijkingen) if deel.loting is not None else (),
        ),
        verklaringen=tuple(EigenUitleg(tekst=v.tekst, tags=v.tags, bron=v.bron) for v in o.verklaringen),
        invoer=r.invoer,
    )


def _bladen(delen: Sequence[Onderzocht], gedeeld: Gedeeld) -> tuple[Bladvergelijking, ...]:
    gevonden = []
    for blad in delen[0].regels.kader.indicatoren:
        if blad.id not in gedeeld.bladen:
            continue
        weg = {"bronnen": None} if gedeeld.oordeel(frozenset({blad.id})) else {"bronnen": None, "oordeel": None}
        tellingen = {d.naam: d.resultaat.indicatoren[blad.id].model_copy(update=weg) for d in delen}
        oordelen = {naam: t.oordeel for naam, t in tellingen.items() if t.oordeel is not None}
        gevonden.append(
            Bladvergelijking(
                id=blad.id,
                titel=blad.titel,
                zwaarwegend=blad.zwaarwegend,
                gemeenten=tellingen,
                klassen=tel_klassen(oordelen) if oordelen else {},
            )
        )
    return tuple(gevonden)


def tel_klassen(oordelen: Mapping[str, Oordeel]) -> dict[Klasse, Klassetelling]:
    """How many have which class; `zeker` and `mogelijk` bound that by what each would be at best and at worst."""
    per_naam = {naam: mogelijke_klassen(oordeel) for naam, oordeel in oordelen.items()}
    return {
        klasse: Klassetelling(
            aantal=sum(o.oordeel == klasse for o in oordelen.values()),
            zeker=sum(klassen == {klasse} for klassen in per_naam.values()),
            mogelijk=sum(klasse in klassen for klassen in per_naam.values()),
            gemeenten=tuple(naam for naam, o in oordelen.items() if o.oordeel == klasse),
        )
        for klasse in KLASSEN
    }


def mogelijke_klassen(oordeel: Oordeel) -> frozenset[Klasse]:
    """Every class that a verdict may come to, from at best to at worst."""
    uiterst = {oordeel.oordeel, oordeel.hoogstens, oordeel.minstens}
    geordend = sorted(GEORDENDE_KLASSEN.index(k) for k in uiterst if k in GEORDENDE_KLASSEN)
    tussen = GEORDENDE_KLASSEN[geordend[0] : geordend[-1] + 1] if geordend else ()
    return frozenset((*tussen, *uiterst))


def _groepen(
    delen: Sequence[Onderzocht], gedeeld: Gedeeld, soort: str, titels: Mapping[str, str]
) -> tuple[Groepsvergelijking, ...]:
    gevonden = []
    leden = groepen(delen[0].regels.kader, soort)
    for id_, titel in titels.items():
        if not leden.get(id_) or not gedeeld.groep(soort, id_):
            continue
        standen = {d.naam: stand for d in delen if (stand := _stand(d.resultaat, soort, id_, leden[id_])) is not None}
        if standen:
            klassen = tel_klassen({naam: s.praktijk for naam, s in standen.items()})
            gevonden.append(
                Groepsvergelijking(id=id_, titel=titel, bladen=leden[id_], gemeenten=standen, klassen=klassen)
            )
    return tuple(gevonden)


def _stand(resultaat: Resultaat, soort: str, id_: str, bladen: Iterable[str]) -> Groepsstand | None:
    oordelen = [resultaat.indicatoren[blad].oordeel for blad in bladen]
    geteld = Counter(o.oordeel for o in oordelen if o is not None)
    normen: dict[Klasse, int] = {klasse: geteld[klasse] for klasse in KLASSEN}
    if soort == "hoofdstukken":
        hoofdstuk = resultaat.hoofdstukken.get(id_)
        return (
            Groepsstand(praktijk=hoofdstuk.praktijk, beleid=hoofdstuk.beleid, normen=normen)
            if hoofdstuk is not None
            else None
        )
    if soort == "totaal":
        totaal = resultaat.oordeel
        oordeel = Oordeel(**totaal.model_dump(exclude={"tekst"})) if totaal is not None else None
    else:
        oordeel = (resultaat.criteria if soort == "criteria" else resultaat.themas).get(id_)
    return Groepsstand(praktijk=oordeel, normen=normen) if oordeel is not None else None


def _zinnen(delen: Sequence[Onderzocht], gedeeld: Gedeeld, soort: str) -> tuple[Zinvergelijking, ...]:
    """Every rule that is true somewhere. Rules of one chapter with the same title say the same in other words."""
    gelijk = gedeeld.zinnen(soort)
    per_sleutel: dict[tuple[int, str], list[tuple[str, Zin]]] = {}
    volgorde = [(r.hoofdstuk, r.titel or r.id) for r, _ in delen[0].regels.steekproef.rapport[soort]]
    for deel in delen:
        zinnen: tuple[Zin, ...] = getattr(deel.resultaat, soort)
        for zin in zinnen:
            if zin.id in gelijk:
                per_sleutel.setdefault((zin.hoofdstuk, zin.titel or zin.id), []).append((deel.naam, zin))
    gevonden = [
        Zinvergelijking(
            regels=tuple(dict.fromkeys(zin.id for _, zin in paren)),
            titel=sleutel[1],
            hoofdstuk=sleutel[0],
            tags=tuple(sorted({tag for _, zin in paren for tag in zin.tags})),
            gemeenten=_samen((naam, zin.tekst) for naam, zin in paren),
        )
        for sleutel, paren in per_sleutel.items()
    ]
    return tuple(sorted(gevonden, key=lambda z: (-len(z.gemeenten), volgorde.index((z.hoofdstuk, z.titel)))))


def _samen(paren: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Sentences by onderzoek; where two rules with one title are true in the same one, both."""
    gevonden: dict[str, str] = {}
    for naam, tekst in paren:
        gevonden[naam] = f"{gevonden[naam]} {tekst}" if naam in gevonden else tekst
    return gevonden


def _tags(
    delen: Sequence[Onderzocht], risicos: Sequence[Zinvergelijking], verklaringen: Sequence[Zinvergelijking]
) -> tuple[Tagvergelijking, ...]:
    """Every cause of the framework's list, also one that nobody names: that is a finding too."""
    namen = [deel.naam for deel in delen]

    def van(zinnen: Sequence[Zinvergelijking], soort: str, tag: str) -> set[str]:
        gelijk = {regel for z in zinnen for regel in z.regels}
        return {
            deel.naam
            for deel in delen
            for zin in getattr(deel.resultaat, soort)
            if tag in zin.tags and zin.id in gelijk
        }

    gevonden = []
    for tag, omschrijving in delen[0].regels.kader.tags.items():
        regels, risico = van(verklaringen, "verklaringen", tag), van(risicos, "risicos", tag)
        eigen = {d.naam for d in delen if any(tag in v.tags for v in d.onderzoek.verklaringen)}
        gevonden.append(
            Tagvergelijking(
                tag=tag,
                omschrijving=omschrijving,
                verklaringen=tuple(naam for naam in namen if naam in regels),
                eigen=tuple(naam for naam in namen if naam in eigen),
                samen=tuple(naam for naam in namen if naam in regels | eigen),
                risicos=tuple(naam for naam in namen if naam in risico),
            )
        )
    return tuple(gevonden)


def _niet_vergeleken(delen: Sequence[Onderzocht], gedeeld: Gedeeld) -> Iterable[NietVergeleken]:
    """Everything that the frameworks do not share, told apart."""
    if gedeeld.zelfde:
        return
    if bladen := gedeeld.niet_gedeeld():
        reden = "niet elk onderzoek heeft dit blad met dezelfde regels (andere versie van het kader, of een profiel)"
        yield from (NietVergeleken(wat=f"blad {blad}", reden=reden) for blad in bladen)
    for blad in (b.id for b in delen[0].regels.kader.indicatoren if b.id in gedeeld.bladen):
        if not gedeeld.oordeel(frozenset({blad})):
            yield NietVergeleken(
                wat=f"oordeel over blad {blad}", reden="het weegt niet overal even zwaar; de aantallen staan er wel"
            )
    for soort, naam in (("criteria", "criterium"), ("themas", "thema"), ("hoofdstukken", "hoofdstuk")):
        for id_ in groepen(delen[0].regels.kader, soort):
            if not gedeeld.groep(soort, id_):
                yield NietVergeleken(wat=f"oordeel over {naam} {id_}", reden=_ANDER_OORDEEL)
    if not gedeeld.groep("totaal", "totaal"):
        yield NietVergeleken(wat="oordeel over het geheel", reden=_ANDER_OORDEEL)
    for soort, naam in (("risicos", "risico"), ("verklaringen", "verklaring")):
        for id_ in gedeeld.niet_gedeelde_zinnen(soort):
            yield NietVergeleken(wat=f"{naam} {id_}", reden="niet elk onderzoek kent deze regel, met dezelfde inhoud")
