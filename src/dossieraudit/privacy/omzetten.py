"""Taking out of data what identifies: ids become pseudonyms, free text goes or is masked. By the names of fields."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from dossieraudit.models.bronnen import CONSENSUS
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.kader import UITKOMSTEN
from dossieraudit.models.paden import pad_bestaat
from dossieraudit.models.pseudoniemen import zegt_niets
from dossieraudit.privacy.check import zoek
from dossieraudit.privacy.ids import hernoem, vrij
from dossieraudit.privacy.namenlijsten import lijsten
from dossieraudit.privacy.sleutel import Sleutel
from dossieraudit.privacy.vondst import Zekerheid, minstens

VrijeTekstKeuze = Literal["verwijder", "maskeer"]

# Fields by what they hold. A test holds these against every field of every model.
VRIJE_TEKST = frozenset({"toelichting", "verslag", "omschrijving", "naam", "notities", "aantekening"})
PERSONEEL = frozenset({"door", "regisseur", "verantwoordelijke", "rapporteert_aan"})
# Lists of members of the household, and single ones. The same name may elsewhere stand for something else.
LEDEN = frozenset(
    {"betrokkenen", "gesproken_met", "gezien", "over", "betreft", "opgesteld_met", "besproken_met", "ziet_kinderen"}
    | {"voor", "samen_met", "met"}
)
LID = frozenset({"van"})
ONDERZOEKERS = frozenset({"beoordelaar", "beoordelaars"})
# Beside the dossiers: closed lists, codes of the framework, and what the copying of the norms already replaced.
BLIJFT = frozenset(
    {"kader", "profiel", "blad", "groep", "antwoorden", "tags", "soort", "mate", "uitkomst", "sha256"}
    | {"vingerafdruk", "normafdruk"}
)
# Text by its type, of which the loading takes no other than these.
_GESLOTEN = {"uitkomst_machine": frozenset(UITKOMSTEN)}
_MET_IDS = PERSONEEL | LEDEN | LID | {"id"}
VERWIJDERD = "[tekst verwijderd]"

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_IDDEEL = re.compile(r"[^\W\d_]{3,}")
_PADID = re.compile(r"\[(?P<id>[^\[\]#]+)\]")
_EXTENSIE = r"\.(?P<extensie>pdf|docx?|od[ts]|rtf|xlsx?|[ct]sv|txt|md|html?|jsonl?|ya?ml|eml|msg|pptx?|zip|jpe?g|png)"
_BESTANDSNAAM = re.compile(rf"\S+{_EXTENSIE}(?![\w-])", re.IGNORECASE)
_ALLEEN_BESTANDSNAAM = re.compile(rf".+{_EXTENSIE}", re.IGNORECASE | re.DOTALL)
# Where words are stuck together: 'lijst_fatima', 'lijstFatima', 'straat12'; and the words in it.
_NAAD = re.compile(r"(?<=[^\W_])_+(?=[^\W_])|(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|(?<=[^\W\d_]{3})(?=\d)")
_WOORDDEEL = re.compile(r"[A-ZÀ-Ý]+(?![a-zà-ÿ])|[A-ZÀ-Ý]?[a-zà-ÿ]+|[^\W\d_]+|\d+")


def maskeer(tekst: str, eigen_namen: Collection[str] = (), vanaf: Zekerheid = "mogelijk") -> str:
    """The text with everything that was found replaced by its kind: '[naam]', '[datum]', '[telefoon]'.

    Names of files say who a file is about, so those become 'bestand.pdf' whatever they are.
    """
    tekst = _BESTANDSNAAM.sub(_neutraal, tekst)
    gevonden: list[tuple[int, int, str]]
    gevonden = [(v.begin, v.eind, v.soort) for v in zoek(tekst, eigen_namen) if minstens(v.zekerheid, vanaf)]
    gevonden += _in_aaneengeschreven(tekst, eigen_namen)
    delen, vorige = [], 0
    for begin, eind, soort in sorted(gevonden):
        if begin >= vorige:
            delen += [tekst[vorige:begin], f"[{soort}]"]
        vorige = max(vorige, eind)
    return "".join(delen) + tekst[vorige:]


def _neutraal(naam: re.Match[str]) -> str:
    return f"bestand.{naam['extensie'].lower()}"


def _in_aaneengeschreven(tekst: str, eigen_namen: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """What is found in words that are stuck together, or in a text of one word, read as words with a capital each."""
    for woord in re.finditer(r"\S+", tekst):
        if (woord[0] != tekst and _NAAD.search(woord[0]) is None) or lijsten().beschermd.fullmatch(woord[0]):
            continue
        los, plekken = "", list[int]()
        for deel in _WOORDDEEL.finditer(woord[0]):
            los += f"{deel[0][0].upper()}{deel[0][1:]} "
            plekken += range(woord.start() + deel.start(), woord.start() + deel.end() + 1)
        for vondst in zoek(los, eigen_namen):
            if minstens(vondst.zekerheid, "waarschijnlijk"):
                yield plekken[vondst.begin], plekken[vondst.eind - 1] + 1, vondst.soort


@dataclass
class Omzetter:
    """What holds for a whole onderzoek: the key, what becomes of free text, and the names that are known."""

    sleutel: Sleutel
    vrije_tekst: VrijeTekstKeuze
    eigen_namen: Collection[str] = ()
    teksten: int = field(default=0, init=False)

    def dossier_id(self, id_: str) -> str:
        """The pseudonym of a dossier."""
        return f"d-{self.sleutel.pseudoniem('dossier', id_)}"

    def team(self, id_: str) -> str:
        """The pseudonym of a team."""
        return f"t-{self.sleutel.pseudoniem('team', id_)}"

    def medewerker(self, id_: str) -> str:
        """The pseudonym of a member of staff; the letters in front tell the loading that it is one."""
        return f"mw-{self.sleutel.pseudoniem('medewerker', id_)}"

    def onderzoeker(self, id_: str) -> str:
        """The pseudonym of an assessor; what was judged together stays recognisable."""
        return id_ if id_ == CONSENSUS else f"b-{self.sleutel.pseudoniem('onderzoeker', id_)}"

    def gesprekspartner(self, id_: str) -> str:
        """The pseudonym of a respondent."""
        return f"g-{self.sleutel.pseudoniem('gesprekspartner', id_)}"

    def document(self, id_: str) -> str:
        """The pseudonym of a document; a number such as 'D01' says nothing and stays."""
        return id_ if zegt_niets(id_.lower()) else f"doc-{self.sleutel.pseudoniem('document', id_)}"

    def tekst(self, tekst: str, ook: Collection[str] = ()) -> str | None:
        """What comes in the place of a free text; None: nothing. `ook`: names that are known in this dossier."""
        self.teksten += 1
        return maskeer(tekst, [*self.eigen_namen, *ook]) if self.vrije_tekst == "maskeer" else None

    def dossier(self, dossier: Dossier) -> dict[str, Any]:
        """A dossier as data, without what identifies; its days are still its own."""
        # As Python, a day is a day: a text that only looks like one may be when somebody was born.
        return _Dossier(self, dossier.model_dump(exclude_unset=True)).omgezet()

    def boom(self, waarde: Any, veld: str = "") -> Any:
        """Any other data of the onderzoek, by the names of its fields; what is on no list is text, and is masked.

        The names of the municipality and the wijkteam are those of an organisation, which the copy is about: they stay,
        unless there is a name of a person in them.
        """
        if veld in BLIJFT:
            return waarde
        if isinstance(waarde, dict):
            return {sleutel: self.boom(deel, sleutel) for sleutel, deel in waarde.items()}
        if isinstance(waarde, list | tuple):
            return [self.boom(deel, veld) for deel in waarde]
        if not isinstance(waarde, str):
            return waarde
        if veld == "dossier":
            return self.dossier_id(waarde)
        if veld == "team":
            return self.team(waarde)
        if veld in ONDERZOEKERS:
            return self.onderzoeker(waarde)
        if veld in PERSONEEL:
            return self.medewerker(waarde)
        if veld in VRIJE_TEKST - {"naam"} or veld in ("motivering", "aanleiding"):
            return self.tekst(waarde) or VERWIJDERD
        if veld in _GESLOTEN:
            return waarde if waarde in _GESLOTEN[veld] else VERWIJDERD
        # Last of all: an id or a text of the fields above may look like a day as well.
        return waarde if _ISO.fullmatch(waarde) else self._korte_tekst(waarde, veld)

    def _korte_tekst(self, waarde: str, veld: str) -> str:
        """A title, a description, a place. A name of a file goes as a whole."""
        bestandsnaam = _ALLEEN_BESTANDSNAAM.fullmatch(waarde)
        if bestandsnaam is not None:
            return _neutraal(bestandsnaam)
        if veld == "bestand":
            return "bestand"
        # These are about norms and policy: there an unknown capital is no reason to black it out.
        return maskeer(waarde, self.eigen_namen, "waarschijnlijk")


class _Dossier:
    """One dossier on its way: which id becomes which."""

    def __init__(self, om: Omzetter, data: dict[str, Any]) -> None:
        self.om = om
        self.data = data
        leden, partners = data.get("gezinsleden") or (), data.get("netwerkpartners") or ()
        bezet: set[str] = set()
        self.leden = hernoem(leden, "o", bezet)
        self.partners = hernoem(partners, "n", bezet)
        # All ids that became another, for the paths to facts.
        self.hernoemd: dict[str, str] = {}
        # References to someone on no list, where the list itself is not known.
        self.anderen: dict[str, str] = {}
        ids = _ids_in(data)
        self.bezet = bezet | ids
        # What an id says may be said in the texts too.
        self.namen = {deel for id_ in ids if not zegt_niets(id_) for deel in _IDDEEL.findall(id_)}

    def omgezet(self) -> dict[str, Any]:
        """The data, changed."""
        nieuw: dict[str, Any] = {}
        for sleutel, waarde in self.data.items():
            if sleutel == "id":
                nieuw["id"] = self.om.dossier_id(waarde)
            elif sleutel != "vindplaatsen":
                nieuw[sleutel] = self._waarde(waarde, sleutel)
        nieuw["vindplaatsen"] = self._vindplaatsen(nieuw)
        return nieuw

    def _vindplaatsen(self, nieuw: dict[str, Any]) -> dict[str, str]:
        """Where facts stand in the file: text, so it goes or is masked; a path that leads nowhere goes too."""
        plaatsen = {
            self._pad(p): self.om.tekst(plaats, self.namen) for p, plaats in self.data.get("vindplaatsen", {}).items()
        }
        if self.om.vrije_tekst == "verwijder":
            return {}
        model = Dossier.model_validate_json(json.dumps(nieuw))
        return {p: plaats for p, plaats in plaatsen.items() if plaats is not None and pad_bestaat(model, p)}

    def _waarde(self, waarde: Any, veld: str) -> Any:
        if isinstance(waarde, dict):
            return {sleutel: self._waarde(deel, sleutel) for sleutel, deel in waarde.items()}
        if isinstance(waarde, list | tuple):
            return self._lijst(list(waarde), veld)
        if isinstance(waarde, date):
            return str(waarde)
        if not isinstance(waarde, str):
            return waarde
        if veld in VRIJE_TEKST:
            return self.om.tekst(waarde, self.namen)
        if veld == "team":
            return self.om.team(waarde)
        if veld in PERSONEEL:
            return self._wie(waarde)
        return self._lid(waarde) if veld in LID else waarde

    def _lijst(self, waarden: list[Any], veld: str) -> list[Any]:
        items = [deel for deel in waarden if isinstance(deel, dict)]
        if items:
            ids = {"gezinsleden": self.leden, "netwerkpartners": self.partners}.get(veld) or hernoem(
                items, veld[0], set()
            )
            self.hernoemd |= ids
            return [self._waarde(deel, veld) | ({"id": ids[deel["id"]]} if "id" in deel else {}) for deel in items]
        if veld in LEDEN:
            return [self._lid(deel) for deel in waarden]
        return [self._waarde(deel, veld) for deel in waarden]

    def _lid(self, id_: str) -> str:
        if id_ in self.leden:
            return self.leden[id_]
        return self._onbekend(id_) if self.data.get("gezinsleden") is None else id_

    def _wie(self, id_: str) -> str:
        if id_ in self.leden or id_ in self.partners:
            return self.leden.get(id_) or self.partners[id_]
        # Without both lists an id that says nothing may be that of a member of the household.
        bekend = self.data.get("gezinsleden") is not None and self.data.get("netwerkpartners") is not None
        if not bekend and zegt_niets(id_) and not id_.startswith("mw"):
            return id_
        return self.om.medewerker(id_)

    def _onbekend(self, id_: str) -> str:
        if zegt_niets(id_):
            return id_
        return self.anderen.setdefault(id_, self.anderen.get(id_) or vrij("o", self.bezet))

    def _pad(self, pad: str) -> str:
        """A path to a fact, with the ids in it as they have become."""
        return _PADID.sub(lambda match: f"[{self.hernoemd.get(match['id'], match['id'])}]", pad)


def _ids_in(data: Any, veld: str = "") -> set[str]:
    """Every id in this tree: that of an item, and those of people in its fields."""
    if isinstance(data, dict):
        return {id_ for sleutel, deel in data.items() for id_ in _ids_in(deel, sleutel)}
    if isinstance(data, list | tuple):
        return {id_ for deel in data for id_ in _ids_in(deel, veld)}
    return {data} if isinstance(data, str) and veld in _MET_IDS else set()
