"""From a document to a model, strictly, with every fault in Dutch: the one way in for every file but the dossiers."""

import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from dossieraudit.errors import Invoerfout
from dossieraudit.loading.tekst import Document
from dossieraudit.loading.vertaling import schijndatums, vertaal

M = TypeVar("M", bound=BaseModel)


def als_model(tekst: Document, model: type[M]) -> M:
    """The data of a document as a model. Raises `Invoerfout` with every fault in it."""
    try:
        gevonden = model.model_validate_json(json.dumps(tekst.data))
    except ValidationError as fout:
        raise Invoerfout(tuple(vertaal(fout, model, tekst))) from None
    # Text of digits alone passes for seconds since 1970; what looks like a number is no date.
    if fouten := schijndatums(model, tekst):
        raise Invoerfout(tuple(fouten))
    return gevonden
