"""Reading a mapping and holding it against the model of a dossier: every fault at its line, all at once."""

from collections.abc import Iterator
from collections.abc import Mapping as Afbeelding
from dataclasses import dataclass, field
from pathlib import Path

from dossieraudit.errors import Fout, Invoerfout, bedoelde
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.model import als_model
from dossieraudit.loading.tabellen import Tabel, Veld, ouder_van, tabellen
from dossieraudit.loading.tekst import fout_bij
from dossieraudit.loading.yamltekst import YamlTekst, lees_yaml
from dossieraudit.models.mapping import Codelijst, Codewaarde, Mapping, Onderdeelbron, Tabelbron, Veldregel, Voorwaarde
from dossieraudit.models.paden import Pad

_WOORDEN: dict[str, bool | None] = {
    **dict.fromkeys(("ja", "true", "waar"), True),
    **dict.fromkeys(("nee", "false", "onwaar"), False),
    **dict.fromkeys(("onbekend", "niet_vastgelegd"), None),
}
_ONTKENNEND = ("geen", "niet_")
_LEEG_IS_ONBEKEND = "laat dit weg: wat de export niet zegt, is onbekend"


@dataclass(frozen=True, slots=True)
class Feitregel:
    """Where one fact of a row comes from: a column with its codes, or a constant."""

    veld: Veld
    regel: Veldregel
    bron: Tabelbron
    pad: Pad
    codes: Afbeelding[str, Codewaarde] | None = None


@dataclass(frozen=True)
class Afname:
    """What one table gives to one part of the dossiers. `pad` is its place in the mapping."""

    tabelnaam: str
    tabel: Tabel
    sleutel: str
    pad: Pad
    regels: tuple[Feitregel, ...]
    hoort_bij: str | None = None
    nummering: str | None = None
    als: Voorwaarde | None = None

    @property
    def naam(self) -> str:
        """The part, as people write it."""
        return self.tabel.naam or "dossier"


@dataclass(frozen=True)
class Plan:
    """A mapping that is sound: what to take from which table, holders before what they hold."""

    mapping: Mapping
    tekst: YamlTekst
    afnames: tuple[Afname, ...] = field(default=())

    def fout(self, pad: Pad, melding: str, *, verwacht: str | None = None, advies: str | None = None) -> Fout:
        """A fault at a place in the mapping."""
        return fout_bij(self.tekst, pad, melding, verwacht=verwacht, advies=advies)


def laad_mapping(pad: Path) -> Plan:
    """Read a mapping. Raises `Invoerfout` with every fault in it."""
    tekst = lees_yaml(lees_bytes(pad), str(pad))
    return als_plan(tekst)


def als_plan(tekst: YamlTekst) -> Plan:
    """A mapping as a plan. Raises `Invoerfout` with every fault in it."""
    mapping = als_model(tekst, Mapping)
    toets = _Toets(mapping, tekst)
    afnames = [toets.dossier(), *(toets.onderdeel(nummer, bron) for nummer, bron in enumerate(mapping.onderdelen))]
    toets.geheel()
    if toets.fouten:
        raise Invoerfout(tuple(sorted(toets.fouten, key=lambda fout: (fout.regel or 0, fout.kolom or 0))))
    gevonden = [afname for afname in afnames if afname is not None]
    return Plan(mapping, tekst, tuple(sorted(gevonden, key=lambda a: len(a.tabel.pad))))


class _Toets:
    """Collects what is wrong with a mapping."""

    def __init__(self, mapping: Mapping, tekst: YamlTekst) -> None:
        self.mapping, self.tekst = mapping, tekst
        self.fouten: list[Fout] = []
        self.onderdelen = {tabel.naam: tabel for tabel in tabellen().values() if tabel.pad}

    def meld(
        self, pad: Pad, melding: str, verwacht: str | None = None, advies: str | None = None, *, sleutel: bool = False
    ) -> None:
        self.fouten.append(fout_bij(self.tekst, pad, melding, verwacht=verwacht, advies=advies, bij_sleutel=sleutel))

    def dossier(self) -> Afname:
        """The dossiers themselves."""
        bron, tabel = self.mapping.dossier, tabellen()[()]
        tabelbron = self.tabelbron(("dossier", "tabel"), bron.tabel)
        regels = self.regels(("dossier", "velden"), bron.velden, tabel, tabelbron)
        if "id" in bron.velden:
            self.meld(("dossier", "velden", "id"), "het id van een dossier komt uit 'sleutel'", advies="haal dit weg")
        return Afname(bron.tabel, tabel, bron.sleutel, ("dossier",), regels)

    def onderdeel(self, nummer: int, bron: Onderdeelbron) -> Afname | None:
        """One part."""
        pad: Pad = ("onderdelen", nummer)
        tabel = self.onderdelen.get(bron.onderdeel)
        if tabel is None:
            tip = bedoelde(bron.onderdeel, self.onderdelen)
            verwacht = "een van: " + ", ".join(self.onderdelen)
            self.meld((*pad, "onderdeel"), "dit onderdeel heeft een dossier niet", verwacht, tip)
        tabelbron = self.tabelbron((*pad, "tabel"), bron.tabel)
        if tabel is None:
            return None
        regels = self.regels((*pad, "velden"), bron.velden, tabel, tabelbron)
        self.ids(pad, bron, tabel)
        self.houder(pad, bron, tabel)
        if bron.als is not None and (bron.als.is_ is None) == (bron.als.gevuld is None):
            self.meld((*pad, "als"), "geef bij een voorwaarde óf 'is', óf 'gevuld'")
        sleutel = bron.sleutel or self.mapping.dossier.sleutel
        return Afname(bron.tabel, tabel, sleutel, pad, regels, bron.hoort_bij, bron.nummering, bron.als)

    def ids(self, pad: Pad, bron: Onderdeelbron, tabel: Tabel) -> None:
        """The id of a row comes from one place; what else is required has to come from somewhere."""
        if bron.nummering is not None and (not tabel.heeft_id or "id" in bron.velden):
            waarom = "'velden' noemt het id al" if tabel.heeft_id else "rijen van dit onderdeel hebben geen id"
            self.meld((*pad, "nummering"), f"'nummering' kan hier niet: {waarom}", advies="haal een van de twee weg")
        for veld in tabel.velden:
            if not veld.verplicht or veld.naam in bron.velden or (veld.naam == "id" and bron.nummering is not None):
                continue
            advies = "noem de kolom, of geef 'nummering'" if veld.naam == "id" else "noem de kolom, of een vaste waarde"
            self.meld(
                (*pad, "velden"), f"'{veld.naam}' ontbreekt, en elke rij moet het hebben", veld.omschrijving, advies
            )

    def houder(self, pad: Pad, bron: Onderdeelbron, tabel: Tabel) -> None:
        """A list within a list names the row that holds it; and what holds it comes from the export too."""
        ouder = ouder_van(tabel)
        if ouder is None or not ouder.pad:
            if bron.hoort_bij is not None:
                self.meld(
                    (*pad, "hoort_bij"), "dit onderdeel hoort bij het dossier zelf", advies="haal 'hoort_bij' weg"
                )
            return
        if ouder.lijst and bron.hoort_bij is None:
            melding = f"'hoort_bij' ontbreekt: welke kolom noemt het id uit '{ouder.naam}'?"
            self.meld(pad, melding, advies="voeg toe: hoort_bij: <kolom>")
        elif not ouder.lijst and bron.hoort_bij is not None:
            self.meld(
                (*pad, "hoort_bij"), f"van '{ouder.naam}' is er maar één per dossier", advies="haal 'hoort_bij' weg"
            )
        if ouder.lijst and ouder.naam not in {b.onderdeel for b in self.mapping.onderdelen}:
            melding = f"deze mapping vult '{ouder.naam}' niet, en daar hoort dit bij"
            self.meld((*pad, "onderdeel"), melding, advies=f"voeg een onderdeel '{ouder.naam}' toe")

    def geheel(self) -> None:
        """What can only be seen of the mapping as a whole."""
        mapping = self.mapping
        gebruikt = {mapping.dossier.tabel, *(bron.tabel for bron in mapping.onderdelen)}
        for naam in mapping.tabellen:
            if naam not in gebruikt:
                melding = f"tabel '{naam}' wordt nergens gebruikt"
                self.meld(
                    ("tabellen", naam), melding, advies="gebruik haar bij een onderdeel, of haal haar weg", sleutel=True
                )
        sleutels = {mapping.dossier.tabel: mapping.dossier.sleutel}
        for nummer, bron in enumerate(mapping.onderdelen):
            sleutel = bron.sleutel or mapping.dossier.sleutel
            ander = sleutels.setdefault(bron.tabel, sleutel)
            if ander != sleutel:
                melding = f"de rijen van '{bron.tabel}' horen al bij een dossier door de kolom '{ander}'"
                self.meld(("onderdelen", nummer), melding, advies="gebruik voor een tabel overal dezelfde 'sleutel'")
        gevuld = {bron.onderdeel.split(".")[0] for bron in mapping.onderdelen} | set(mapping.dossier.velden)
        for nummer, naam in enumerate(mapping.niet_aangeleverd):
            if naam in gevuld:
                melding = f"'{naam}' is hier niet aangeleverd, en wordt ook gevuld"
                self.meld(("niet_aangeleverd", nummer), melding, advies="kies een van de twee")
        for nummer, regel in enumerate(mapping.leeg_als):
            tabel = self.onderdelen.get(regel.onderdeel)
            if tabel is None or not tabel.lijst or (len(tabel.pad) > 1 and self.onderdelen[tabel.pad[0]].lijst):
                keuzes = [n for n, t in self.onderdelen.items() if t.lijst and len(t.pad) == 1]
                tip = bedoelde(regel.onderdeel, keuzes)
                self.meld(
                    ("leeg_als", nummer, "onderdeel"), "dit is geen lijst van een dossier", ", ".join(keuzes), tip
                )
            if not all(deel.strip() for deel in regel.is_):
                melding = "een lege cel zegt niet dat er is gekeken"
                self.meld(("leeg_als", nummer, "is"), melding, advies=_LEEG_IS_ONBEKEND)
        for naam, lijst in mapping.codelijsten.items():
            self.codelijst(("codelijsten", naam), lijst)

    def tabelbron(self, pad: Pad, naam: str) -> Tabelbron:
        """The table of this name; where there is none, one to go on with."""
        if naam not in self.mapping.tabellen:
            verwacht = "een van de namen onder 'tabellen': " + ", ".join(self.mapping.tabellen)
            self.meld(pad, f"er is geen tabel '{naam}'", verwacht, bedoelde(naam, self.mapping.tabellen))
            return Tabelbron(bestand="-")
        return self.mapping.tabellen[naam]

    # Facts

    def regels(
        self, pad: Pad, velden: Afbeelding[str, str | Veldregel], tabel: Tabel, bron: Tabelbron
    ) -> tuple[Feitregel, ...]:
        """The facts of a part."""
        gevonden = []
        for naam, gegeven in velden.items():
            veld = tabel.veld(naam)
            if veld is None:
                self.onbekend_veld((*pad, naam), naam, tabel)
                continue
            regel = Veldregel(kolom=gegeven) if isinstance(gegeven, str) else gegeven
            gevonden.append(self.feit((*pad, naam), veld, regel, bron))
        return tuple(gevonden)

    def onbekend_veld(self, pad: Pad, naam: str, tabel: Tabel) -> None:
        wat = tabel.naam or "een dossier"
        eigen = f"{tabel.naam}.{naam}".strip(".")
        if eigen in self.onderdelen:
            self.meld(
                pad,
                f"'{naam}' is een onderdeel met eigen rijen",
                advies=f"maak er een onderdeel '{eigen}' van",
                sleutel=True,
            )
            return
        namen = [veld.naam for veld in tabel.velden]
        self.meld(
            pad, f"'{naam}' is geen feit van {wat}", "een van: " + ", ".join(namen), bedoelde(naam, namen), sleutel=True
        )

    def feit(self, pad: Pad, veld: Veld, regel: Veldregel, bron: Tabelbron) -> Feitregel:
        """One fact: a column or a constant, and what fits its kind."""
        if (regel.kolom is None) == (regel.waarde is None):
            self.meld(pad, "geef bij een feit óf een kolom, óf een vaste waarde")
        elif regel.waarde is not None:
            self.constante((*pad, "waarde"), veld, regel.waarde)
        codes = regel.codes
        if isinstance(codes, str):
            if codes not in self.mapping.codelijsten:
                tip = bedoelde(codes, self.mapping.codelijsten)
                self.meld((*pad, "codes"), f"er is geen codelijst '{codes}'", ", ".join(self.mapping.codelijsten), tip)
            lijst = self.mapping.codelijsten.get(codes)
        else:
            lijst = codes
            if codes is not None:
                self.codelijst((*pad, "codes"), codes)
        for melding, sleutel in _misplaatst(veld, regel):
            self.meld((*pad, sleutel), melding, advies="haal dit weg")
        eigen_pad = (*pad, "codes") if isinstance(regel.codes, dict) else ("codelijsten", str(regel.codes))
        for code, waarde in (lijst or {}).items():
            if (fout := _codefout(veld, waarde)) is not None:
                melding, verwacht, tip = fout
                self.meld((*eigen_pad, code), f"{melding} (bij '{'.'.join(map(str, pad))}')", verwacht, tip)
        vertaald = None if lijst is None else {kale_code(code): _gewone(veld, waarde) for code, waarde in lijst.items()}
        return Feitregel(veld, regel, bron, pad, vertaald)

    def constante(self, pad: Pad, veld: Veld, waarde: Codewaarde) -> None:
        """A value for every row, which may say what something is, but never that something is not so."""
        if (fout := _codefout(veld, waarde)) is not None:
            melding, verwacht, tip = fout
            self.meld(pad, melding, verwacht, tip)
        elif _is_ontkenning(veld, waarde):
            melding = "een vaste waarde kan niet zeggen dat iets er niet was: onbekend is geen nee"
            self.meld(pad, melding, advies="noem de kolom die het wel zegt, of laat dit feit weg")

    def codelijst(self, pad: Pad, lijst: Codelijst) -> None:
        """A list of codes: an empty cell is no code, and capitals make no difference."""
        eerder: dict[str, str] = {}
        for code, waarde in lijst.items():
            if not code.strip():
                if waarde is not None:
                    self.meld(
                        (*pad, code), "een lege cel is onbekend, en geen code", advies=_LEEG_IS_ONBEKEND, sleutel=True
                    )
                continue
            ander = eerder.setdefault(kale_code(code), code)
            if ander != code:
                self.meld(
                    (*pad, code),
                    f"deze code staat er ook als '{ander}'",
                    advies="laat één van de twee staan",
                    sleutel=True,
                )


def _misplaatst(veld: Veld, regel: Veldregel) -> Iterator[tuple[str, str]]:
    """What was given with a fact of another kind."""
    is_lijst = veld.soort in ("lijst_id", "lijst_keuze")
    if regel.scheiding is not None and not is_lijst:
        yield f"'{veld.naam}' is geen lijst, en heeft geen scheiding", "scheiding"
    if regel.neem is not None and veld.soort != "getal":
        yield f"'{veld.naam}' is geen jaartal", "neem"
    if veld.soort not in ("id", "lijst_id"):
        if regel.voorvoegsel is not None:
            yield f"'{veld.naam}' is geen id", "voorvoegsel"
        if regel.vervang:
            yield f"'{veld.naam}' is geen id", "vervang"
    if regel.waarde is not None and regel.codes is not None:
        yield "een vaste waarde heeft geen codes", "codes"
    if veld.soort in ("datum", "tekst") and regel.codes is not None:
        yield f"'{veld.naam}' is een {veld.soort}, en heeft geen codes", "codes"


def _codefout(veld: Veld, waarde: Codewaarde) -> tuple[str, str | None, str | None] | None:
    """Why this cannot be a value of a field: message, what was expected, advice."""
    if waarde is None or (isinstance(waarde, str) and _WOORDEN.get(_kaal(waarde), True) is None):
        return None
    gewoon = _gewone(veld, waarde)
    if veld.soort in ("keuze", "lijst_keuze") and gewoon not in veld.keuzes:
        verwacht = "een van: " + ", ".join(veld.keuzes) + "; of onbekend"
        return f"'{waarde}' is geen waarde van '{veld.naam}'", verwacht, bedoelde(str(waarde), veld.keuzes)
    if veld.soort == "ja_nee" and not isinstance(gewoon, bool):
        return f"'{waarde}' is geen waarde van '{veld.naam}'", "ja, nee of onbekend", None
    if veld.soort == "getal" and (isinstance(gewoon, bool) or not isinstance(gewoon, int)):
        return f"'{waarde}' is geen waarde van '{veld.naam}'", "een geheel getal, of onbekend", None
    if veld.soort in ("id", "lijst_id", "tekst") and not isinstance(gewoon, str):
        return f"'{waarde}' is geen waarde van '{veld.naam}'", "tekst", None
    return ("van een datum kan de mapping geen vaste waarde geven", None, None) if veld.soort == "datum" else None


def _gewone(veld: Veld, waarde: Codewaarde) -> Codewaarde:
    """The value as the model has it: 'ja' of a yes or no is true."""
    if isinstance(waarde, str):
        kaal = _kaal(waarde)
        if kaal in _WOORDEN and (veld.soort == "ja_nee" or _WOORDEN[kaal] is None):
            return _WOORDEN[kaal]
        if veld.soort in ("keuze", "lijst_keuze"):
            return kaal
    if veld.soort in ("id", "lijst_id", "tekst") and isinstance(waarde, int) and not isinstance(waarde, bool):
        return str(waarde)
    return waarde


def _is_ontkenning(veld: Veld, waarde: Codewaarde) -> bool:
    gewoon = _gewone(veld, waarde)
    if gewoon is False or (veld.soort == "getal" and gewoon == 0):
        return True
    return veld.soort in ("keuze", "lijst_keuze") and str(gewoon).startswith(_ONTKENNEND)


def kale_code(tekst: str) -> str:
    """A code of an export as it is compared: capitals and the spaces around it make no difference."""
    return " ".join(tekst.casefold().split())


def _kaal(tekst: str) -> str:
    """A value of ours as it is compared: spaces, dashes and capitals make no difference."""
    return "_".join(tekst.replace("-", " ").replace("_", " ").casefold().split())
