"""From a document to a model, strictly, with every fault in Dutch: the one way in for every file but the dossiers."""

import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from dossieraudit.errors import Invoerfout
from dossieraudit.loading.tekst import Document
from dossieraudit.loading.vertaling import kan_schijndatum, schijndatums, vertaal

M = TypeVar("M", bound=BaseModel)


def als_model(tekst: Document, model: type[M]) -> M:
    """The data of a document as a model. Raises `Invoerfout` with every fault in it."""
    try:
        json_tekst = json.dumps(tekst.data)
        gevonden = model.model_validate_json(json_tekst)
    except ValidationError as fout:
        raise Invoerfout(tuple(vertaal(fout, model, tekst))) from None
    # Text of digits alone passes for seconds since 1970; what looks like a number is no date.
    if kan_schijndatum(json_tekst) and (fouten := schijndatums(model, tekst)):
        raise Invoerfout(tuple(fouten))
    return gevonden
