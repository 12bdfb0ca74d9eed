"""Exports as systems and spreadsheets give them: what a cell does not say for certain, it does not say at all."""

import json

from tests.importeren.hulp import MAPPING, Proef, xlsx

KOP = ["nr", "datum", "type", "met"]
ALS_GEVULD = "    nummering: c\n    als: {kolom: datum, gevuld: true}\n"
UIT_WERKMAP = MAPPING.replace("contacten.csv", "contacten.xlsx")


def _contacten_in_werkmap(proef: Proef, *rijen: list[object]) -> None:
    (proef.map / "contacten.csv").unlink()
    proef.zet(contacten__xlsx=xlsx([KOP, *rijen]))


# Conditions


def test_a_condition_that_cannot_be_read_is_not_an_empty_one(proef: Proef) -> None:
    """A contact is not left out of its dossier because its date is a formula: then nobody would have been seen."""
    _contacten_in_werkmap(proef, ["1", "=DATE(2017,3,1)", "HB", "m1"], ["3", "2017-04-02", "HB", None])
    afloop = proef.importeer(mapping=UIT_WERKMAP.replace("    nummering: c\n", ALS_GEVULD))
    assert (afloop.code, set(proef.dossiers)) == (3, {"D2", "D3", "D4"})
    assert "of deze rij telt, is niet te zien: in kolom 'datum' er staat een formule" in afloop.fout


def test_a_condition_is_compared_as_codes_are(proef: Proef) -> None:
    """A space that does not break, or two of them, cost no row."""
    mapping = MAPPING.replace("HB: huisbezoek", "Huis bezoek: huisbezoek").replace(
        "    nummering: c\n", "    nummering: c\n    als: {kolom: type, is: [Huis bezoek]}\n"
    )
    proef.zet(contacten="nr;datum;type;met\n3;;huis\xa0bezoek;\n3;;Huis  bezoek;\n")
    assert proef.importeer(mapping=mapping).code == 0
    assert [c.soort for c in proef.dossiers["D3"].contacten or ()] == ["huisbezoek"] * 2


# Empty


def test_an_empty_list_in_json_is_an_empty_cell(proef: Proef) -> None:
    """Nobody filled in with whom there was contact; that is not a contact with nobody."""
    (proef.map / "contacten.csv").unlink()
    proef.zet(contacten__json=json.dumps([{"nr": 1, "datum": "2017-03-01", "type": "HB", "met": []}]))
    assert proef.importeer(mapping=MAPPING.replace("contacten.csv", "contacten.json")).code == 0
    assert [c.gesproken_met for c in proef.dossiers["D1"].contacten or ()] == [None]
