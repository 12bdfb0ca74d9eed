"""What pydantic says of wrong data, as faults in Dutch: where, what was expected, and what to do."""

import difflib
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from msgspec import Struct
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dossieraudit.errors import Fout
from dossieraudit.loading.annotaties import Spoor, is_model, kern, kort, omschrijving, takken, velden, volg, waarden
from dossieraudit.loading.tekst import MAX_FOUTEN, Document, Json, begrensd, fout_bij, toonbaar
from dossieraudit.models.paden import Pad

_JA_NEE = {"ja", "nee", "yes", "no", "y", "n", "j", "on", "off", "aan", "uit", "waar", "onwaar"}
_GEEN = {"geen", "niets", "nee"}
_LEEG = {"", "?", "-", "null", "none", "nil", "onbekend", "nvt", "n.v.t.", "n.v.t"}
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_GELIJKENIS = 0.6
# A sign or digit may also be written as a code (`\u0031`).
_CIJFERS = re.compile(r'"(?:[+-]|\\u002[bBdD])?(?:[.0-9]|\\u00(?:2[eE]|3[0-9]))+"')
_HALF_TEKEN = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class _Geval(Struct, frozen=True):
    """One error of pydantic at a place that is known in the model."""

    soort: str
    waarde: Any
    spoor: Spoor
    annotatie: Any
    bericht: str = ""

    @property
    def leeg_mag(self) -> bool:
        return takken(self.annotatie)[1]

    @property
    def basis(self) -> Any:
        """The one kind of type that belongs here, or `None` where there is a choice."""
        soorten = {kern(tak)[0] for tak in takken(self.annotatie)[0]}
        return soorten.pop() if len(soorten) == 1 else None


def vertaal(fout: ValidationError, model: type[BaseModel], document: Document) -> list[Fout]:
    """Every error of pydantic about this document, one fault per place, in the order of pydantic; of many the first."""
    gevallen = []
    details = [detail for detail in fout.errors(include_url=False) if not _door_een_ander(detail)]
    for detail in details[: 2 * MAX_FOUTEN]:
        spoor = volg(model, detail["loc"])
        geval = _Geval(detail["type"], detail["input"], spoor, spoor.annotatie, detail["msg"])
        gevallen.append((spoor, geval))
    # Of a choice between types pydantic reports every branch. Deeper errors are in the branch that was meant.
    dieper = {
        (s.vereniging, s.pad[: s.vereniging])
        for s, _ in gevallen
        if s.vereniging is not None and len(s.pad) > s.vereniging
    }
    fouten: list[Fout] = []
    gezien: set[tuple[int, Pad]] = set()
    for spoor, geval in gevallen:
        if spoor.vereniging is not None and len(spoor.pad) == spoor.vereniging:
            keuze = (spoor.vereniging, spoor.pad)
            if keuze in dieper or keuze in gezien:
                continue
            gezien.add(keuze)
            geval = _Geval(geval.soort, geval.waarde, spoor, spoor.keuze)
        fouten.append(_als_fout(geval, document))
    return begrensd(fouten, len(details) - 2 * MAX_FOUTEN)


def _door_een_ander(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because of items that have faults of their own."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def kan_schijndatum(json_tekst: str) -> bool:
    """Whether a text of digits alone stands in this JSON at all, for mostly none does; see `schijndatums`."""
    return _CIJFERS.search(json_tekst) is not None


def schijndatums(model: type[BaseModel], document: Document) -> list[Fout]:
    """Dates that are text of digits alone: pydantic takes those for seconds since 1970, whatever was meant."""
    fouten: list[Fout] = []
    te_doen: list[tuple[Pad, Any, Json]] = [((), model, document.data)]
    while te_doen and len(fouten) <= MAX_FOUTEN:
        pad, annotatie, waarde = te_doen.pop()
        for tak in takken(annotatie)[0]:
            basis, argumenten = kern(tak)
            if basis is date and isinstance(waarde, str) and not _ISO.fullmatch(waarde):
                fouten.append(_als_fout(_Geval("date_parsing", waarde, Spoor(pad, annotatie), annotatie), document))
            elif is_model(basis) and isinstance(waarde, dict):
                bekend = velden(basis)
                te_doen += [((*pad, s), bekend[s], w) for s, w in waarde.items() if s in bekend]
            elif basis in (tuple, list) and isinstance(waarde, list):
                te_doen += [((*pad, i), argumenten[0], w) for i, w in enumerate(waarde)]
            elif basis is dict and isinstance(waarde, dict):
                te_doen += [((*pad, s), argumenten[1], w) for s, w in waarde.items()]
    return sorted(fouten, key=lambda fout: (fout.regel or 0, fout.kolom or 0))


def _als_fout(geval: _Geval, document: Document) -> Fout:
    if geval.soort == "json_invalid":
        return _ongeldige_json(geval, document)
    if geval.soort == "missing":
        return _ontbreekt(geval, document)
    if geval.soort == "extra_forbidden":
        return _onbekende_sleutel(geval, document)
    melding, advies = _vertolk(geval)
    return fout_bij(
        document,
        geval.spoor.pad,
        melding,
        waarde=toonbaar(geval.waarde),
        verwacht=omschrijving(geval.annotatie) if geval.spoor.pad else kort(geval.annotatie),
        advies=advies,
        bij_sleutel=geval.spoor.bij_sleutel,
    )


def _ongeldige_json(geval: _Geval, document: Document) -> Fout:
    """The two readers of JSON agree on all but half characters, which only the stricter one of pydantic refuses."""
    begin, tot = document.bereik(()) or (0, len(document.bron.tekst))
    half = _HALF_TEKEN.search(document.bron.tekst, begin, tot)
    if half is None:
        return document.bron.fout((begin, tot), f"dit is geen geldige JSON ({geval.bericht})")
    return document.bron.fout(
        half.span(),
        "deze code is maar de helft van een teken",
        advies="schrijf het teken zelf, of beide helften (\\ud800–\\udbff en \\udc00–\\udfff) na elkaar",
    )


def _ontbreekt(geval: _Geval, document: Document) -> Fout:
    naam = geval.spoor.pad[-1]
    return fout_bij(
        document,
        geval.spoor.pad,
        f"de verplichte sleutel '{naam}' ontbreekt",
        verwacht=omschrijving(geval.annotatie),
        advies=f"voeg '{naam}' toe",
    )


def _onbekende_sleutel(geval: _Geval, document: Document) -> Fout:
    naam = str(geval.spoor.pad[-1])
    bekend = list(velden(geval.spoor.houder)) if geval.spoor.houder is not None else []
    lijkt = _lijkt_op(naam, bekend)
    return fout_bij(
        document,
        geval.spoor.pad,
        f"de sleutel '{naam}' is hier onbekend" if document.bron.noembaar(naam) else "deze sleutel is hier onbekend",
        waarde=toonbaar(naam),
        verwacht="een van de sleutels: " + ", ".join(bekend),
        advies=f"bedoelde u '{lijkt}'?" if lijkt else "haal de sleutel weg, of gebruik een van de bekende sleutels",
        bij_sleutel=True,
    )


def _vertolk(geval: _Geval) -> tuple[str, str]:
    """Message and advice, first by what makes a fault special, then by the kind of type that belongs here."""
    if geval.waarde is None and not geval.leeg_mag:
        return "deze waarde mag niet leeg (null) zijn", _advies_bij_leeg(geval)
    if geval.soort in _GRENZEN:
        return _GRENZEN[geval.soort], "controleer of dit een tikfout is"
    if geval.basis is date and isinstance(geval.waarde, str):
        return _datum(geval.waarde)
    if geval.soort in _VORM:
        return _vorm(geval)
    if geval.basis is Literal and isinstance(geval.waarde, str):
        lijkt = _lijkt_op(geval.waarde, [w for w in waarden(geval.annotatie) if isinstance(w, str)])
        return "deze waarde is hier niet toegestaan", (
            f"bedoelde u '{lijkt}'?" if lijkt else "kies een van de toegestane waarden"
        )
    if _TYPEFOUT.fullmatch(geval.soort):
        bij_type = _advies_groep if is_model(geval.basis) else _BIJ_TYPE.get(geval.basis)
        melding = f"hier hoort {kort(geval.annotatie)} te staan; er staat {_benoem(geval.waarde)}"
        return melding, bij_type(geval) if bij_type else "vervang de waarde door wat hier wordt verwacht"
    return (
        f"deze waarde wordt hier niet aangenomen (soort fout: {geval.soort})",
        "vervang de waarde door wat hier wordt verwacht",
    )


_GRENZEN = {
    "greater_than": "deze waarde is te klein",
    "greater_than_equal": "deze waarde ligt onder de kleinste die wordt aangenomen",
    "less_than": "deze waarde is te groot",
    "less_than_equal": "deze waarde ligt boven de grootste die wordt aangenomen",
    "multiple_of": "dit getal is geen veelvoud van wat hier wordt gevraagd",
    "finite_number": "dit getal is niet eindig",
    "int_parsing_size": "dit getal is te groot",
}
_VORM = {
    "string_pattern_mismatch": "deze tekst heeft niet de vorm die hier hoort",
    "string_too_long": "deze tekst is te lang",
    "string_too_short": "deze tekst is te kort",
    "string_unicode": "deze tekst bevat tekens die niet te lezen zijn",
    "too_short": "deze lijst is te kort",
    "too_long": "deze lijst is te lang",
}
_TYPEFOUT = re.compile(r".*_(type|parsing)|int_from_float|date_from_datetime_inexact|literal_error|none_required")


def _vorm(geval: _Geval) -> tuple[str, str]:
    advies = {
        "string_too_long": "kort de tekst in",
        "string_too_short": "vul de tekst in",
        "too_short": "vul de lijst aan",
        "too_long": "kort de lijst in",
    }.get(geval.soort, "schrijf de tekst in de vorm die wordt verwacht")
    if kort(geval.annotatie) == "een id":
        advies = "gebruik een pseudoniem zonder spaties of accenten, bijvoorbeeld m1 of c3"
    return _VORM[geval.soort], advies


def _datum(tekst: str) -> tuple[str, str]:
    if _ISO.fullmatch(tekst):
        return "deze datum bestaat niet", "controleer de dag en de maand"
    melding = "deze datum staat niet in de vorm jjjj-mm-dd"
    if re.match(r"\d{4}-\d\d-\d\d[T ]", tekst):
        return melding, "laat de tijd weg: een datum is hier een dag"
    return melding, "schrijf het jaar in vier cijfers, dan de maand en de dag in twee, bijvoorbeeld 2017-03-01"


def _advies_bij_leeg(geval: _Geval) -> str:
    if geval.spoor.pad and isinstance(geval.spoor.pad[-1], int):
        return "vul dit punt van de lijst in, of haal het weg"
    if geval.basis in (tuple, list):
        return "schrijf [] als er niets van deze soort is, of haal de sleutel weg"
    return "vul de waarde in, of haal de sleutel weg als die niet verplicht is"


def _advies_bool(geval: _Geval) -> str:
    tekst = geval.waarde.strip().lower() if isinstance(geval.waarde, str) else None
    anders = "; schrijf null als het niet is vastgelegd" if geval.leeg_mag else ""
    if tekst in _JA_NEE:
        return f"schrijf true of false (ja, nee, yes, no, on en off zijn hier gewone tekst){anders}"
    if tekst in ("true", "false"):
        return "schrijf true of false met kleine letters en zonder aanhalingstekens"
    if tekst in _LEEG and geval.leeg_mag:
        return "schrijf null, of laat de sleutel weg, als het niet is vastgelegd"
    return f"schrijf true of false{anders}"


def _advies_getal(geval: _Geval) -> str:
    waarde = geval.waarde
    if isinstance(waarde, float):
        return "schrijf een geheel getal, zonder cijfers achter de komma"
    if not isinstance(waarde, str):
        return "schrijf een getal in gewone cijfers"
    for patroon, advies in _GETALVORMEN:
        if re.fullmatch(patroon, waarde.strip()):
            return advies
    if waarde.strip().lower() in _LEEG and geval.leeg_mag:
        return "schrijf null, of laat de sleutel weg, als het niet is vastgelegd"
    return "schrijf een getal in gewone cijfers, zonder aanhalingstekens"


_GETALVORMEN = (
    (r"[-+]?0\d+", "schrijf het getal zonder nul vooraan; met een nul vooraan is het hier gewone tekst"),
    (r"[-+]?0[xXoObB][0-9a-fA-F_]+", "schrijf het getal in gewone cijfers; 0x, 0o en 0b zijn hier gewone tekst"),
    (r"[-+]?\d[\d_]*_[\d_]*", "schrijf het getal zonder liggende streepjes; daarmee is het hier gewone tekst"),
    (r"\d+(:\d+)+", "schrijf één getal; iets met een ':' erin, zoals een tijd, is hier gewone tekst"),
    (r"\+\d+", "schrijf het getal zonder plusteken"),
    (r"-?\d+", "schrijf het getal zonder aanhalingstekens"),
    (r"-?\d+[.,]\d+", "schrijf een geheel getal, zonder punt of komma"),
)


def _advies_tekst(_geval: _Geval) -> str:
    return "zet de waarde tussen aanhalingstekens, zodat het tekst is"


def _advies_lijst(geval: _Geval) -> str:
    if isinstance(geval.waarde, dict):
        return "zet een '-' voor elk onderdeel, zodat het een lijst wordt"
    if isinstance(geval.waarde, str) and geval.waarde.strip().lower() in _LEEG | _GEEN:
        return "schrijf [] als vaststaat dat er geen zijn, of laat de sleutel weg als het niet is vastgelegd"
    return "schrijf een lijst: [eerste, tweede], of elk punt op een eigen regel met een '-' ervoor"


def _advies_groep(geval: _Geval) -> str:
    if isinstance(geval.waarde, list):
        return "haal het '-' of de blokhaken weg: hier past maar één groep"
    return "schrijf elke sleutel op een eigen regel: 'sleutel: waarde'"


def _advies_keuze(_geval: _Geval) -> str:
    return "kies een van de toegestane waarden"


def _advies_datum(_geval: _Geval) -> str:
    return "schrijf de datum als jjjj-mm-dd, bijvoorbeeld 2017-03-01"


_BIJ_TYPE: dict[Any, Callable[[_Geval], str]] = {
    bool: _advies_bool,
    int: _advies_getal,
    float: _advies_getal,
    str: _advies_tekst,
    date: _advies_datum,
    tuple: _advies_lijst,
    list: _advies_lijst,
    dict: _advies_groep,
    Literal: _advies_keuze,
}


def _benoem(waarde: object) -> str:
    """What sort of thing this is, without saying what it holds."""
    if waarde is None:
        return "niets (null)"
    soorten: tuple[tuple[type, str], ...] = (
        (bool, "true of false"),
        (str, "tekst"),
        (int, "een geheel getal"),
        (float, "een getal met decimalen"),
        (list, "een lijst"),
        (tuple, "een lijst"),
        (dict, "een groep van sleutels"),
    )
    return next((naam for soort, naam in soorten if isinstance(waarde, soort)), "iets anders")


def _lijkt_op(gegeven: str, bekend: list[str]) -> str | None:
    """The known name that was probably meant; capitals, accents, spaces and dashes make no difference."""
    if len(gegeven) > 100:
        return None
    kaal = unicodedata.normalize("NFKD", gegeven).encode("ascii", "ignore").decode().lower()
    kaal = re.sub(r"[\s-]+", "_", kaal.strip())
    beste = difflib.get_close_matches(kaal, bekend, n=1, cutoff=_GELIJKENIS)
    return beste[0] if beste else None
