"""The account of the overall report, and its annexes: counts per leaf, verdicts per thema and criterium, sentences."""

import hashlib
from collections.abc import Iterator, Sequence

from dossieraudit.models.gemeenten import (
    Bladvergelijking,
    Deelnemer,
    Gemeentenvergelijking,
    Groepsvergelijking,
    Zinvergelijking,
)
from dossieraudit.report.prose import alinea, tel, zin
from dossieraudit.report.sections import kop, tussenkop
from dossieraudit.report.tree import Alinea, Blok, Cel, Kolom, Lijst, Nadruk, Tabel
from dossieraudit.vergelijking.gemeenten_woorden import GETOONDE_KLASSEN, Woorden, klassekolommen, met_bereik
from dossieraudit.wording import met_hoofdletter


def verantwoording(v: Gemeentenvergelijking, w: Woorden, n: str) -> Iterator[Blok]:
    """How the comparison came about, and the account of every onderzoek in it."""
    yield kop(f"{n}.1", "Hoe is vergeleken")
    yield Alinea(
        (
            "Elk onderzoek is op zichzelf getoetst en beoordeeld, met de regels van zijn kader. Dit rapport telt die "
            f"oordelen; het berekent er geen nieuwe. De {w.meervoud} staan op volgorde van naam. Er is geen "
            "totaalscore.",
        ),
        "compare --gemeenten",
    )
    yield Alinea(
        (
            "Een aantal staat altijd naast zijn noemer: het aantal dossiers waarvoor de norm geldt en waarin zij is "
            "getoetst. Wat niet navolgbaar is, telt in die noemer mee en staat in een eigen kolom; het telt nooit als "
            "‘voldoet niet’. Percentages gebruikt dit rapport niet, want daarvoor zijn de aantallen te klein. Bij een "
            "oordeel staat wat het hoogstens en minstens had kunnen zijn als het niet-navolgbare bekend was.",
        ),
    )
    yield from _niet_vergeleken(v)
    yield kop(f"{n}.2", f"Per {w.eenheid}")
    yield Lijst(tuple(Alinea((Nadruk(g.naam), f". {_staat(g)}"), "onderzoek.yaml en resultaat") for g in v.gemeenten))
    kolommen = (
        Kolom(w.hoofd, 22),
        Kolom("Kader en profiel", 36),
        Kolom("Bestanden", 12, rechts=True),
        Kolom("SHA-256", 30),
    )
    rijen = tuple(
        (
            Cel(g.naam),
            Cel(f"{g.kader.id} {g.kader.versie}{f', profiel {g.profiel}' if g.profiel else ''}"),
            Cel(str(len(g.invoer))),
            Cel(hash_over(g)),
        )
        for g in v.gemeenten
    )
    yield Tabel("Kader en invoer; de hash gaat over alle bestanden van het onderzoek", kolommen, rijen, "invoer")
    yield Alinea((f"Gemaakt met dossieraudit {v.versie}.",))


def _niet_vergeleken(v: Gemeentenvergelijking) -> Iterator[Blok]:
    if not v.niet_vergeleken:
        if len({g.kader.sha256 for g in v.gemeenten}) == 1:
            yield Alinea(
                ("Alle onderzoeken zijn getoetst aan dezelfde versie van hetzelfde kader.",), "hash van het kader"
            )
        return
    yield Alinea(
        (
            "De onderzoeken zijn getoetst aan versies van een kader, of met profielen, die van elkaar verschillen. "
            "Alleen wat overal met dezelfde regels is getoetst, staat naast elkaar. Niet vergeleken is:",
        ),
        "regels van de kaders",
    )
    kolommen = (Kolom("Wat", 40), Kolom("Waarom niet", 60))
    yield Tabel("Wat niet is vergeleken", kolommen, tuple((Cel(x.wat), Cel(x.reden)) for x in v.niet_vergeleken))


def _staat(g: Deelnemer) -> str:
    """How the dossiers of one onderzoek were chosen, and what of it could not be read."""
    s = g.steekproef
    hoe = zin(s.omschrijving) if s.omschrijving else "Hoe de dossiers zijn gekozen, is niet vastgelegd."
    if s.aselect is None:
        loting = "Of er is geloot, is niet vastgelegd."
    else:
        loting = (
            "De dossiers zijn door loting getrokken." if s.aselect else "De dossiers zijn niet door loting getrokken."
        )
    anders = f"Wat is gelezen, is niet wat is getrokken: {'; '.join(s.afwijkingen)}." if s.afwijkingen else ""
    weg = (
        f"{met_hoofdletter(tel(g.afgekeurd, 'bestand', 'bestanden'))} afgekeurd; dat telt niet mee."
        if g.afgekeurd
        else ""
    )
    mensen = (
        f"Bij {tel(g.beoordelingen, 'uitkomst', 'uitkomsten')} gaf het oordeel van een beoordelaar de doorslag."
        if g.beoordelingen
        else ""
    )
    reserve = (
        f"{met_hoofdletter(tel(s.vervangen, 'dossier', 'dossiers'))} viel uit en is vervangen door een reserve."
        if s.vervangen == 1
        else f"{met_hoofdletter(tel(s.vervangen, 'dossier', 'dossiers'))} vielen uit en zijn vervangen door reserves."
        if s.vervangen
        else ""
    )
    return alinea(hoe, loting, reserve, anders, weg, mensen)


def hash_over(g: Deelnemer) -> str:
    """One hash over the names and hashes of every file of an onderzoek, in order of name."""
    regels = "".join(f"{i.sha256}  {i.naam}\n" for i in sorted(g.invoer, key=lambda i: i.naam))
    return hashlib.sha256(regels.encode()).hexdigest()


def bijlagen(v: Gemeentenvergelijking, w: Woorden) -> Iterator[Blok]:
    """The counts behind every verdict, the verdicts per thema and criterium, and the sentences of every onderzoek."""
    yield tussenkop(1, f"Bijlage 1: Aantallen per norm en {w.eenheid}", "bijlage-1")
    yield Alinea(
        (
            "Voldoet, gedeeltelijk, voldoet niet en niet navolgbaar tellen samen tot de noemer. ‘Telt niet mee’ is het "
            "aantal dossiers waarvoor de norm niet geldt of waarin zij niet is getoetst.",
        ),
    )
    for blad in v.bladen:
        yield bladtabel(blad, w)
    if v.themas or v.criteria:
        yield tussenkop(1, "Bijlage 2: Oordeel per thema en criterium", "bijlage-2")
        for groepen, soort in ((v.themas, "thema"), (v.criteria, "criterium")):
            if groepen:
                yield _klassentabel(groepen, soort, w)
        for groep in (*v.themas, *v.criteria):
            yield groepstabel(groep, w)
    yield tussenkop(1, f"Bijlage 3: Risico's en verklaringen per {w.eenheid}", "bijlage-3")
    for titel, zinnen, anker in (("Risico's", v.risicos, "risicos"), ("Verklaringen", v.verklaringen, "verklaringen")):
        yield tussenkop(2, titel, f"bijlage-3-{anker}")
        yield from _zinnen(zinnen, w)


def bladtabel(blad: Bladvergelijking, w: Woorden) -> Tabel:
    """One leaf: municipality × verdict with its counts, what is untraceable in a column of its own."""
    kolommen = (
        Kolom(w.hoofd, 20),
        Kolom("Oordeel", 24),
        Kolom("Voldoet", 11, rechts=True),
        Kolom("Gedeeltelijk", 12, rechts=True),
        Kolom("Voldoet niet", 11, rechts=True),
        Kolom("Niet navolgbaar", 12, rechts=True),
        Kolom("Telt niet mee", 10, rechts=True),
    )
    rijen = []
    for naam, t in blad.gemeenten.items():
        geteld = (t.voldoet, t.voldoet_gedeeltelijk, t.voldoet_niet, t.niet_navolgbaar)
        rijen.append(
            (
                Cel(naam),
                Cel(met_bereik(t.oordeel) if t.oordeel is not None else "–"),
                *(Cel(f"{n} van {t.beoordeeld}" if t.beoordeeld else "–") for n in geteld),
                Cel(str(t.niet_van_toepassing + t.niet_getoetst)),
            )
        )
    zwaar = " (weegt zwaar)" if blad.zwaarwegend else ""
    return Tabel(f"{blad.id} {blad.titel}{zwaar}", kolommen, tuple(rijen), f"blad-{blad.id}")


def _klassentabel(groepen: Sequence[Groepsvergelijking], soort: str, w: Woorden) -> Tabel:
    kolommen = (
        Kolom(soort.capitalize(), 28),
        *(Kolom(met_hoofdletter(k.replace("_", " ")), 18) for k in GETOONDE_KLASSEN),
    )
    rijen = tuple(
        (Cel(f"{g.id} {g.titel}"), *(Cel(w.namencel(g.klassen[k])) for k in GETOONDE_KLASSEN)) for g in groepen
    )
    return Tabel(f"{w.meervoud.capitalize()} per oordeel over een {soort}", kolommen, rijen)


def groepstabel(groep: Groepsvergelijking, w: Woorden) -> Tabel:
    """A thema or criterium: municipality × verdict with the counts of leaves behind it."""
    kolommen = (
        Kolom(w.hoofd, 24),
        Kolom("Oordeel", 23),
        *klassekolommen(),
    )
    rijen = tuple(
        (
            Cel(naam),
            Cel(met_bereik(s.praktijk)),
            *(Cel(f"{s.normen[k]} van {sum(s.normen.values())}") for k in GETOONDE_KLASSEN),
        )
        for naam, s in groep.gemeenten.items()
    )
    bijschrift = f"{groep.id} {groep.titel}: oordeel, en hoeveel normen zo zijn beoordeeld"
    return Tabel(bijschrift, kolommen, rijen, f"groep-{groep.id}")


def _zinnen(zinnen: Sequence[Zinvergelijking], w: Woorden) -> Iterator[Blok]:
    if not zinnen:
        yield Alinea(("Geen.",), "geen regel ging op")
    for z in zinnen:
        grond = f"regels {', '.join(z.regels)}"
        yield Alinea((Nadruk(z.titel), f", {w.in_(len(z.gemeenten))}:"), grond)
        yield Lijst(tuple(Alinea((Nadruk(naam), f": {tekst}"), grond) for naam, tekst in z.gemeenten.items()))
