"""The bijlage that lays the municipality's comments on the draft beside the answers, and a form to begin one."""

from collections import Counter
from collections.abc import Iterator

from dossieraudit.loading.reactie import GeladenReactie, Plaatsen
from dossieraudit.models.kader import Kader
from dossieraudit.models.reactie import ANTWOORDEN, Opmerking
from dossieraudit.report.context import Context
from dossieraudit.report.prose import opsomming, tel, zijn, zin
from dossieraudit.report.sections import tussenkop
from dossieraudit.report.taal import datum_voluit
from dossieraudit.report.tree import Alinea, Blok, Cel, Kolom, Kop, Tabel

TITEL = "Reactie op het conceptrapport"
KOLOMMEN = (
    Kolom("Opmerking", 24),
    Kolom("Wat de gemeente opmerkt", 38),
    Kolom("Reactie van de inspectie", 38),
)


# Goes into the introduction of a report that has the bijlage.
LEESWIJZER = " De laatste bijlage legt opmerkingen van de gemeente over feiten naast de reactie van de inspectie."


def heeft_reactie(context: Context) -> bool:
    """Whether the report has a bijlage of comments."""
    return context.reactie is not None and context.reactie.reactie.opmerkingen is not None


def bijlage_reactie(geladen: GeladenReactie | None, nummer: int) -> Iterator[Blok]:
    """The comments with their answers; nothing where none were asked for or received."""
    if geladen is None or geladen.reactie.opmerkingen is None:
        return
    reactie, opmerkingen = geladen.reactie, geladen.reactie.opmerkingen
    yield tussenkop(1, f"Bijlage {nummer}: {TITEL}", f"bijlage-{nummer}")
    van = f" van {datum_voluit(reactie.concept_van)}" if reactie.concept_van else ""
    if not opmerkingen:
        yield Alinea((f"De gemeente had geen opmerkingen over feiten in het concept{van}.",), geladen.bestand)
        return
    yield Alinea((telling(opmerkingen, van),), geladen.bestand)
    rijen = tuple((_kop(o), Cel(o.opmerking), Cel(antwoord_tekst(o))) for o in opmerkingen)
    yield Tabel("Opmerkingen van de gemeente en de reactie van de inspectie", KOLOMMEN, rijen, "tabel-reactie")


def telling(opmerkingen: tuple[Opmerking, ...], van: str = "") -> str:
    """How many comments there are, and what was done with them."""
    aantal = len(opmerkingen)
    kop = zin(f"De gemeente maakte {tel(aantal, 'opmerking', 'opmerkingen')} over feiten in het concept{van}")
    geteld = Counter(o.antwoord for o in opmerkingen)
    delen = [f"{tel(geteld[a], '', '').strip()} {label}" for a, label in ANTWOORDEN.items() if geteld[a]]
    if len(delen) == 1:
        wie = "Die is" if aantal == 1 else f"Alle {aantal} zijn"
        return f"{kop} {wie} {next(ANTWOORDEN[a] for a in geteld)}."
    eerste = next(geteld[a] for a in ANTWOORDEN if geteld[a])
    return f"{kop} Daarvan {zijn(eerste)} er {opsomming(delen)}."


def antwoord_tekst(o: Opmerking) -> str:
    """The answer in sentences: what was decided, why, and what was changed."""
    delen = [zin(ANTWOORDEN[o.antwoord])]
    if o.reden:
        delen.append(zin(o.reden))
    if o.gewijzigd:
        delen.append(zin(f"Gewijzigd: {o.gewijzigd}"))
    return " ".join(delen)


def plaats_tekst(o: Opmerking) -> str:
    """Where in the draft a comment is about."""
    p = o.plaats
    delen = []
    if p.sectie is not None:
        delen.append(f"onderdeel {p.sectie}" if p.sectie[0].isdigit() else p.sectie.replace("-", " "))
    delen += [f"norm {p.blad}"] if p.blad else []
    delen += [f"dossier {p.dossier}"] if p.dossier else []
    return ", ".join(delen)


def formulier(kader: Kader, plaatsen: Plaatsen, koppen: list[Kop], schema: str | None) -> str:
    """A file to begin with: how to fill it in, one example, and every section and norm that a comment may name."""
    secties = [f"#   '{k.nummer}'  {k.tekst}" for k in koppen if k.nummer in plaatsen.secties]
    secties += [f"#   {naam}" for naam in plaatsen.secties if not naam[0].isdigit()]
    bladen = [f"#   {blad.id}  {blad.titel}" for blad in kader.indicatoren]
    return "\n".join(
        [
            *([schema] if schema else []),
            *(regel.replace("KADER", kader.id) for regel in _FORMULIER),
            *_voorbeeld(kader, plaatsen, koppen),
            *secties,
            "#",
            "# Normen (blad):",
            *bladen,
            "",
        ]
    )


def _voorbeeld(kader: Kader, plaatsen: Plaatsen, koppen: list[Kop]) -> list[str]:
    """An example with places that this report has."""
    sectie = next((str(k.nummer) for k in koppen if "." in str(k.nummer)), "samenvatting")
    plaats = [f"sectie: '{sectie}'", f"blad: {kader.indicatoren[0].id}"]
    plaats += [f"dossier: {naam}" for naam in list(plaatsen.dossiers)[:1]]
    return [regel.replace("PLAATS", ", ".join(plaats)) for regel in _VOORBEELD]


def _kop(o: Opmerking) -> Cel:
    return Cel(f"{o.id}: {plaats_tekst(o)} ({o.van}, {datum_voluit(o.datum)})", anker=_anker(o))


def _anker(o: Opmerking) -> str | None:
    """The place in the report to which the comment links: its section, or else the row of its norm."""
    sectie = o.plaats.sectie
    if sectie is not None:
        return f"h-{sectie.replace('.', '-')}" if sectie[0].isdigit() else sectie
    return f"blad-{o.plaats.blad.replace('.', '-').lower()}" if o.plaats.blad is not None else None


_FORMULIER = """\
# Reactie van de gemeente op het conceptrapport, en het antwoord van de inspectie.
#
# De gemeente vult per opmerking in: id, plaats, opmerking, van (een functie, geen naam) en datum.
# De inspectie vult daarna in: antwoord, en
#   overgenomen       gewijzigd: wat er in het rapport is veranderd
#   gedeeltelijk      reden en gewijzigd
#   niet_overgenomen  reden
#   open              nog niets
#
# Laat 'opmerkingen' leeg zolang er niets is ontvangen. Had de gemeente geen opmerkingen, schrijf dan: opmerkingen: []
kader: KADER
concept_van: null
opmerkingen:""".splitlines()
_VOORBEELD = """\
#  - id: o1
#    plaats: {PLAATS}   # één of meer van de drie
#    opmerking: Wat er feitelijk niet klopt, en waar dat uit blijkt.
#    van: teamleider
#    datum: 2017-12-11
#    antwoord: open
#    reden: null
#    gewijzigd: null
#
# Onderdelen (sectie):""".splitlines()
