"""Holding one dossier against the model, and then against itself: the one way in, whatever it came from."""

import copy

from pydantic import ValidationError
from pydantic_core import ErrorDetails, to_json

from dossieraudit.errors import Fout
from dossieraudit.loading.annotaties import volg
from dossieraudit.loading.jsontekst import JsonTekst
from dossieraudit.loading.tekst import MAX_FOUTEN, MAX_WAARDEN, Document, Json, begrensd, fout_bij, te_veel_waarden
from dossieraudit.loading.vertaling import kan_schijndatum, schijndatums, vertaal
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.paden import Pad
from dossieraudit.models.samenhang import Tegenspraak, samenhang

Keuring = Dossier | tuple[Fout, ...]

# A wrong value is taken out, then the part that cannot do without it, then the list of that part.
_RONDEN = 4


def keur(document: Document, json_tekst: str) -> Keuring:
    """The dossier that this JSON holds, or every fault for which it is rejected; `document` knows their places."""
    # Text of this length at most holds no more values than that.
    if len(json_tekst) > MAX_WAARDEN and te_veel_waarden(document.data):
        melding = f"dit dossier heeft meer dan {MAX_WAARDEN} waarden en wordt niet gelezen"
        advies = "controleer de export: staan er meer dossiers of dubbele regels in?"
        # Looking up the place of a part would mean reading all of it again.
        begin = (document.van, document.van + 1) if isinstance(document, JsonTekst) else document.bereik(())
        return (document.bron.fout(begin, melding, advies=advies),)
    try:
        dossier = Dossier.__pydantic_validator__.validate_json(json_tekst)
    except ValidationError as fout:
        if isinstance(document, JsonTekst) and document.doorzocht.fouten:
            return document.doorzocht.fouten
        schijn = _schijndatums(document, json_tekst)
        return (*vertaal(fout, Dossier, document), *(schijn or _tegenspraken_in_de_rest(fout, document)))
    fouten = _schijndatums(document, json_tekst) or _als_fouten(document, samenhang(dossier))
    return tuple(fouten) if fouten else dossier


def keur_document(document: Document) -> Keuring:
    """A dossier that came another way than as a file of its own: the same road, the same faults."""
    return keur(document, to_json(document.data).decode())


def _schijndatums(document: Document, json_tekst: str) -> list[Fout]:
    return schijndatums(Dossier, document) if kan_schijndatum(json_tekst) else []


def _als_fouten(document: Document, tegenspraken: list[Tegenspraak]) -> list[Fout]:
    fouten = [
        fout_bij(document, pad, melding, waarde=waarde, bij_sleutel=pad[0] == "vindplaatsen")
        for pad, waarde, melding in tegenspraken[: MAX_FOUTEN + 1]
    ]
    return begrensd(fouten, len(tegenspraken) - len(fouten))


def _tegenspraken_in_de_rest(fout: ValidationError, document: Document) -> list[Fout]:
    """What clashes among the facts that are right, so that one run names those faults too.

    What is wrong counts as not recorded, and what is not recorded never clashes: nothing here is a false alarm.
    """
    data = copy.deepcopy(document.data)
    details = fout.errors(include_url=False, include_context=False)
    for _ in range(_RONDEN):
        for pad in sorted(map(_weg_te_laten, details), key=len, reverse=True):
            if not pad:
                return []
            _verwijder(data, pad)
        try:
            rest = Dossier.__pydantic_validator__.validate_json(to_json(data))
        except ValidationError as nog:
            details = nog.errors(include_url=False, include_context=False)
            continue
        # A vindplaats may well lead to what was taken out.
        return _als_fouten(document, [t for t in samenhang(rest) if t[0][0] != "vindplaatsen"])
    return []


def _weg_te_laten(detail: ErrorDetails) -> Pad:
    """The key without which this error is gone: a list goes as a whole, for the places in it must not shift."""
    pad = volg(Dossier, detail["loc"]).pad
    if detail["type"] == "missing":
        pad = pad[:-1]
    while pad and isinstance(pad[-1], int):
        pad = pad[:-1]
    return pad


def _verwijder(data: Json, pad: Pad) -> None:
    *weg, sleutel = pad
    try:
        for stap in weg:
            data = data[stap]  # type: ignore[index]
        del data[sleutel]  # type: ignore[union-attr,arg-type]
    except (KeyError, IndexError, TypeError):
        return  # went with a part around it, or was never there
