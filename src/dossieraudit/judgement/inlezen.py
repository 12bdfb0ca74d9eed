"""The one way in for a result that was written before: strictly, without a BSN in it, and with sums that are right."""

from pathlib import Path
from typing import get_args

from msgspec.structs import replace

from dossieraudit.errors import Invoerfout
from dossieraudit.judgement.kloppend import tegenspraken
from dossieraudit.loading.bestand import lees_bytes
from dossieraudit.loading.jsontekst import JsonTekst, lees_json
from dossieraudit.loading.model import als_model
from dossieraudit.loading.tekst import MAX_BYTES, begrensd, fout_bij, lees_tekst
from dossieraudit.models.resultaat import Resultaat, Schema
from dossieraudit.privacy.poort import weiger_bsn_in_json

# A result of some thousands of dossiers, which is what fits in `MAX_BYTES`.
_MAX_ONDERDELEN = 2_000_000
(_SCHEMA,) = get_args(Schema)
_ADVIES = "geef een bestand dat 'score --format json' heeft geschreven"


def lees_resultaat(pad: Path, naam: str) -> Resultaat:
    """An earlier result in a file, known to the user as `naam`.

    Raises `Invoerfout` with every fault in it: what is no JSON or no result, a BSN, ids that stand twice, counts that
    its dossiers do not come to.
    """
    inhoud = lees_bytes(pad, naam, grens=MAX_BYTES)
    tekst = lees_json(lees_tekst(inhoud, naam, vertrouwelijk=True, resultaat=True), onderdelen=_MAX_ONDERDELEN)
    # Before anything else is said of it: a message names dossiers, and a log keeps messages.
    _weiger_bsn(naam, tekst)
    _eis_resultaat(tekst)
    resultaat = als_model(tekst, Resultaat)
    if fouten := list(tegenspraken(tekst, resultaat)):
        raise Invoerfout(tuple(begrensd(fouten)))
    return resultaat


def _weiger_bsn(naam: str, tekst: JsonTekst) -> None:
    """One dossier stands in many places of a result, so the first of them stands for all."""
    try:
        weiger_bsn_in_json(naam, tekst)
    except Invoerfout as gevonden:
        eerste, *rest = gevonden.fouten
        meer = f" (en nog op {len(rest)} {'plaats' if len(rest) == 1 else 'plaatsen'} in dit bestand)" if rest else ""
        raise Invoerfout((replace(eerste, melding=eerste.melding + meer),)) from None


def _eis_resultaat(tekst: JsonTekst) -> None:
    """Of another kind of file only that is said, not every key that it does not have."""
    schema = tekst.data.get("schema") if isinstance(tekst.data, dict) else None
    if schema == _SCHEMA:
        return
    melding = "dit is geen resultaat van dossieraudit"
    if isinstance(schema, str) and schema.startswith("dossieraudit/resultaat/"):
        melding = "dit resultaat heeft een vorm die deze versie van dossieraudit niet kent"
    pad = ("schema",) if schema is not None else ()
    raise Invoerfout((fout_bij(tekst, pad, melding, verwacht=f'"schema": "{_SCHEMA}"', advies=_ADVIES),))
