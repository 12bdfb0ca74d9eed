"""The self-assessment as a document: what is still to mend, per person who can, and what is past mending."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dossieraudit.models.beelden import GEBREKEN, HERSTELBAAR, TE_HERSTELLEN, Herstelbaar, Tekort, Zelfevaluatie
from dossieraudit.models.herstel import HERSTELLERS
from dossieraudit.report.prose import opsomming, tel, zijn, zin
from dossieraudit.report.sections import tussenkop
from dossieraudit.report.tree import Alinea, Blok, Cel, Document, Kolom, Lijst, Tabel

MEESTE_PADEN = 3
VASTLEGGEN = (
    "Wat alsnog wordt vastgelegd, krijgt de datum van vandaag, met erbij wat er toen gebeurde en hoe dat bekend is. "
    "Verander geen oude datums, en leg niets vast wat niemand zeker weet."
)
NIET_MEER = (
    "Wat niet meer te herstellen is, is voorbij, zoals een termijn die verstreek. Loopt de zaak nog, ga dan na of het "
    "nu wel goed gaat. Het laat zien wat bij een volgend gezin anders moet, en hoort daarom in een verbeterplan."
)
AANNAME = "Wie een tekort kan herstellen en of dat nog kan, staat in geen bron: het zijn aannames van het kader."


def acties(beeld: Zelfevaluatie) -> tuple[Tekort, ...]:
    """What can, or perhaps can, still be mended."""
    return tuple(t for t in beeld.tekorten if t.kan != "niet_meer")


def maak_document(beeld: Zelfevaluatie, naam: str | None) -> Document:
    """The action list as a document; `naam` is the onderzoek, if there is one."""
    return Document(
        titel="Actielijst uit de zelfevaluatie",
        ondertitel=naam or "Losse dossiers",
        datum=beeld.peildatum,
        onderwerp=f"Getoetst aan kader {beeld.kader.id} {beeld.kader.versie}"
        + (f", met profiel {beeld.profiel}" if beeld.profiel else ""),
        blokken=tuple(_blokken(beeld)),
        kenmerk=f"{beeld.kader.id} {beeld.kader.versie}",
        trefwoorden=("zelfevaluatie", "actielijst"),
    )


def _blokken(beeld: Zelfevaluatie) -> Iterator[Blok]:
    yield tussenkop(1, "In het kort", "kort")
    yield from (Alinea((regel,)) for regel in samengevat(beeld))
    if beeld.bladen:
        yield _bladtabel(beeld)
    te_doen = acties(beeld)
    yield tussenkop(1, "Wat nog te herstellen is", "acties")
    if not te_doen:
        yield Alinea(("Er is niets dat nog hersteld kan worden.",))
    else:
        yield Alinea((VASTLEGGEN,))
    for wie, label in HERSTELLERS.items():
        eigen = [t for t in te_doen if t.wie == wie]
        if eigen:
            yield tussenkop(2, label[:1].upper() + label[1:], f"acties-{wie.replace('_', '-')}")
            yield _actietabel(f"Acties: {label} ({len(eigen)})", eigen)
    voorbij = [t for t in beeld.tekorten if t.kan == "niet_meer"]
    if voorbij:
        yield tussenkop(1, "Wat niet meer te herstellen is", "voorbij")
        yield Alinea((NIET_MEER,))
        yield _voorbij(voorbij)
    yield tussenkop(1, "Hoe deze lijst is gemaakt", "verantwoording")
    yield Lijst(tuple(Alinea((regel,)) for regel in verantwoording(beeld)))


def samengevat(beeld: Zelfevaluatie) -> list[str]:
    """The counts in sentences."""
    met = beeld.dossiers - len(beeld.zonder_tekort)
    if not beeld.dossiers:
        return ["Er is geen dossier dat getoetst kon worden."]
    waarin = f"in {tel(beeld.dossiers, 'dossier', 'dossiers')}"
    if not beeld.tekorten and beeld.door_beoordelaar:
        # The rules did miss something there: that a person found otherwise does not make it theirs.
        return [zin(f"{waarin} is geen tekort over"), *_kanttekeningen(beeld)]
    if not beeld.tekorten:
        wat = "ontbreekt niets van wat de regels in een dossier kunnen nagaan"
        return [zin(f"{waarin} {wat}"), *_kanttekeningen(beeld)]
    aantal = f"{len(beeld.tekorten)} {'tekort' if len(beeld.tekorten) == 1 else 'tekorten'}"
    if beeld.dossiers == 1:
        regels = [f"Het dossier heeft {aantal}."]
    elif met == 1:
        regels = [f"Van de {beeld.dossiers} dossiers heeft er één {aantal}."]
    else:
        regels = [f"Van de {beeld.dossiers} dossiers hebben er {met} samen {aantal}."]
    soorten = [f"{n} {TE_HERSTELLEN[kan]}" for kan in HERSTELBAAR if (n := _aantal(beeld.tekorten, kan))]
    regels.append(zin(f"Daarvan {zijn(len(beeld.tekorten))} er {opsomming(soorten)}"))
    if zwijgt := sum(1 for t in beeld.tekorten if t.wat in ("niet_vastgelegd", "niet_aangeleverd")):
        bij = "Bij elk tekort" if zwijgt == len(beeld.tekorten) else f"Bij {zwijgt} van de tekorten"
        waar = "dat staat niet in het dossier, of niet in wat is aangeleverd"
        regels.append(f"{bij} is niet na te gaan of er iets tekortschoot: {waar}.")
    if beeld.zonder_tekort:
        regels.append(zin(f"Zonder tekort: {opsomming(beeld.zonder_tekort)}"))
    return regels


def verantwoording(beeld: Zelfevaluatie) -> list[str]:
    """How the list came about, and what is not in it."""
    regels = [
        "Een tekort is een eis die in een dossier niet is vervuld, of waarvan niet vaststaat dat zij is vervuld. De "
        "volgorde: essentiële eisen eerst, dan normen die zwaar wegen, dan wat in de meeste dossiers ontbreekt.",
        "Of een tekort nog te herstellen is, hangt ervan af of de zaak nog loopt. Is dat niet vastgelegd en maakt het "
        "verschil, dan staat er dat het daarvan afhangt.",
    ]
    if any(t.aanname for t in beeld.tekorten):
        regels.append(AANNAME)
    regels += _kanttekeningen(beeld)
    if any(t.wat == "beoordeeld" for t in beeld.tekorten):
        regels.append(
            "Kwam een beoordelaar tot een ander oordeel dan de regels, dan staat dat er apart bij. Wat er te doen is, "
            "staat in de motivering van die beoordeling."
        )
    if beeld.andere_bron:
        regels.append(
            f"Over {opsomming(beeld.andere_bron)} zegt een dossier niets; daarvoor zijn gesprekken of documenten nodig."
        )
    return regels


def _kanttekeningen(beeld: Zelfevaluatie) -> list[str]:
    """What a list that seems complete, or empty, does not hold because of a person."""
    regels = []
    if beeld.professional:
        wacht, staan = (
            ("1 eis wacht", "staat") if beeld.professional == 1 else (f"{beeld.professional} eisen wachten", "staan")
        )
        regels.append(f"{wacht} op het oordeel van een professional; die {staan} niet in de lijst.")
    if beeld.door_beoordelaar:
        keer = "Eén keer" if beeld.door_beoordelaar == 1 else f"{beeld.door_beoordelaar} keer"
        regels.append(
            f"{keer} vond een beoordelaar, anders dan de regels, een norm vervuld of niet van toepassing; daarvan "
            "staat niets in de lijst."
        )
    return regels


def paden_kort(tekort: Tekort) -> str:
    """Where in the file it is about; many places as a few and how many more."""
    eerste = ", ".join(tekort.paden[:MEESTE_PADEN])
    rest = len(tekort.paden) - MEESTE_PADEN
    return f"{eerste} en {rest} andere" if rest > 0 else eerste


def _aantal(tekorten: Iterable[Tekort], kan: Herstelbaar) -> int:
    return sum(1 for t in tekorten if t.kan == kan)


def _bladtabel(beeld: Zelfevaluatie) -> Tabel:
    soorten = [kan for kan in HERSTELBAAR if _aantal(beeld.tekorten, kan)]
    kolommen = (
        Kolom("Norm", 40),
        Kolom("Dossiers", 12, rechts=True),
        *(Kolom(HERSTELBAAR[kan], 12, rechts=True) for kan in soorten),
    )
    rijen = tuple(
        (
            Cel(f"{b.blad} {b.titel}{' (weegt zwaar)' if b.zwaarwegend else ''}"),
            Cel(str(b.dossiers)),
            *(Cel(str(b.tekorten.get(kan, 0))) for kan in soorten),
        )
        for b in beeld.bladen
    )
    return Tabel("Normen met tekorten: het aantal dossiers, en de tekorten naar wat nog kan", kolommen, rijen)


def _actietabel(bijschrift: str, tekorten: Sequence[Tekort]) -> Tabel:
    kolommen = (
        Kolom("Dossier en norm", 14),
        Kolom("Eis", 36),
        Kolom("Nu", 14),
        Kolom("Wat nog kan", 14),
        Kolom("Plaats in het dossier", 22),
    )
    rijen = tuple(
        (
            Cel(f"{t.dossier}, {t.blad}"),
            Cel(f"{t.tekst}{' (essentieel)' if t.essentieel else ''}"),
            Cel(GEBREKEN[t.wat]),
            Cel(HERSTELBAAR[t.kan]),
            Cel(paden_kort(t)),
        )
        for t in tekorten
    )
    return Tabel(bijschrift, kolommen, rijen)


def _voorbij(tekorten: Sequence[Tekort]) -> Tabel:
    """By eis, as nothing is left to do in a single dossier."""
    per_eis: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for t in tekorten:
        per_eis[t.blad, t.tekst, t.essentieel].append(t.dossier)
    kolommen = (Kolom("Norm", 10), Kolom("Eis", 54), Kolom("Aantal", 8, rechts=True), Kolom("Dossiers", 28))
    rijen = tuple(
        (
            Cel(blad),
            Cel(f"{tekst}{' (essentieel)' if essentieel else ''}"),
            Cel(str(len(dossiers))),
            Cel(", ".join(dossiers)),
        )
        for (blad, tekst, essentieel), dossiers in per_eis.items()
    )
    return Tabel("Tekorten die blijven", kolommen, rijen)
