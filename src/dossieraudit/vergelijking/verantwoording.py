"""How the comparison was made and what it allows one to say: the annex of the progress report."""

from collections.abc import Iterator

from dossieraudit.models.vergelijking import Kant, Vergelijking
from dossieraudit.report.prose import zin
from dossieraudit.report.sections import tussenkop
from dossieraudit.report.tree import Alinea, Blok, Cel, Kolom, Lijst, Tabel
from dossieraudit.vergelijking.toets import ALFA
from dossieraudit.vergelijking.woorden import MINST_VOOR_PROCENT, norm_naam, toets_tekst

_REGELS = (
    "Een norm is verbeterd als een groter deel van de dossiers voldoet, of ten minste gedeeltelijk voldoet, en geen "
    "van die twee delen kleiner werd. Verslechterd is het omgekeerde. Wijzen zij uiteen, dan is er geen richting.",
    "Wat niet navolgbaar is of op het oordeel van een mens wacht, kan nog voldoen of niet. Een richting is alleen "
    "gegeven als zij geldt hoe dat alles ook uitvalt; anders staat er ‘niet te zeggen’.",
    "Zijn de steekproeven niet even groot, dan telt een verschil vanaf één heel dossier in de kleinste. Een verschil "
    "dat kleiner is dan één dossier in de grootste geldt als gelijk, en wat ertussen ligt als niet te zeggen.",
    "Ongewijzigd betekent dat hetzelfde is gevonden. Wat niet navolgbaar is, kan intussen veranderd zijn.",
    "Een norm is niet te vergelijken als zij aan een kant niet is beoordeeld, of als de norm zelf anders is.",
    "Zegt een dossier niets over een norm, dan is het oordeel vergeleken, dat uit gesprekken en documenten komt.",
    f"Onder de {MINST_VOOR_PROCENT} dossiers staan er geen percentages: een procent is daar minder dan een dossier.",
)


def verantwoording(v: Vergelijking) -> Iterator[Blok]:
    """The rules, the sample, the test, and the files."""
    yield tussenkop(1, "Bijlage: Verantwoording", "bijlage")
    yield tussenkop(2, "Wanneer iets verbeterd heet", "bijlage-regels")
    yield Lijst(tuple(Alinea((regel,)) for regel in _REGELS))
    yield tussenkop(2, "Wat dit zegt over andere dossiers", "bijlage-toets")
    yield from _toets(v)
    if v.verantwoording.hertoets:
        yield Alinea(
            (
                "Dit is een hertoets van normen die onvoldoende waren of een maatregel hebben. Wie kiest op een "
                "slechte uitkomst, vindt de tweede keer vaker een betere, ook zonder dat de praktijk veranderde. Een "
                "verbetering hier is daarom op zichzelf geen bewijs dat een maatregel werkt.",
            )
        )
    yield tussenkop(2, "Gebruikte versies", "bijlage-versies")
    rijen = tuple(_versies("Vóór", v.voor)) + tuple(_versies("Na", v.na))
    yield Tabel("Kaders en profielen met hun SHA-256", (Kolom("Wat", 40), Kolom("SHA-256", 60)), rijen)
    yield Alinea((f"Deze vergelijking is gemaakt met dossieraudit {v.versie}.",))


def _versies(wanneer: str, kant: Kant) -> Iterator[tuple[Cel, ...]]:
    yield (
        Cel(f"{wanneer}: kader {kant.kader.id} {kant.kader.versie} (dossieraudit {kant.versie})"),
        Cel(kant.kader.sha256),
    )
    if kant.profiel is not None:
        yield Cel(f"{wanneer}: profiel {kant.profiel.id} {kant.profiel.versie}"), Cel(kant.profiel.sha256)


def _toets(v: Vergelijking) -> Iterator[Blok]:
    a = v.verantwoording
    if a.geen_toets:
        yield Alinea(
            (
                f"Er is geen toets gedaan die iets zegt over dossiers die niet zijn gelezen. {zin(a.geen_toets)} Alle "
                "verschillen gelden daarom alleen voor de gelezen dossiers.",
            )
        )
        return
    yield Alinea(
        (
            "Beide steekproeven zijn door loting getrokken. Per norm is met de exacte toets van Fisher (1935, "
            "tweezijdig) nagegaan of het deel dat voldoet ook onder alle overdrachten verschilt. Wat niet navolgbaar "
            "is, is daarbij gelezen zoals het verschil het kleinst is. Bij veel toetsen lijkt er altijd wel één "
            f"bijzonder; daarom zijn de kansen gecorrigeerd naar Holm (1979), over alle {a.getoetst} getoetste normen "
            f"samen, ook als hier maar een deel ervan staat. Aantoonbaar is een gecorrigeerde kans van hoogstens "
            f"{str(ALFA).replace('.', ',')}. Niet aantoonbaar betekent niet dat er niets veranderde: bij kleine "
            "steekproeven vindt een toets alleen grote verschillen.",
        )
    )
    rijen = tuple(
        (
            Cel(norm_naam(b)),
            Cel(f"{b.toets.voor[0]} van {b.toets.voor[1]}"),
            Cel(f"{b.toets.na[0]} van {b.toets.na[1]}"),
            Cel(f"{b.toets.p:.4f}".replace(".", ",")),
            Cel(toets_tekst(b.toets)),
        )
        for b in v.bladen
        if b.toets is not None
    )
    kolommen = (Kolom("Norm", 34), Kolom("Vóór", 14), Kolom("Na", 14), Kolom("p", 12), Kolom("Na correctie", 26))
    yield Tabel("Exacte toets per norm: voldoet, zoals het in de toets ging", kolommen, rijen)
