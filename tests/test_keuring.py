"""One run names every fault of a dossier: what is wrong by itself, and what clashes among the rest."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dossieraudit.errors import Fout
from dossieraudit.loading.jsontekst import lees_json
from dossieraudit.loading.keuring import keur
from dossieraudit.loading.tekst import lees_tekst
from dossieraudit.models.dossier import Dossier
from dossieraudit.models.samenhang import samenhang
from tests.conftest import Opdracht
from tests.strategies import dossiers

ALLES = """\
id: D1
teem: team1
gezinsleden:
  - {id: k1, rol: kind, geboortejaar: 2009}
  - {id: k1, rol: kind, geboortejaar: 2011}
overdracht: {soort: na_triage, ontvangen_op: 2017-05-10, opgepakt_op: 2017-05-01}
contacten:
  - {datum: 2017-06-01, soort: huisbezoek, gesproken_met: [k9]}
veiligheidsplannen:
  - {id: p1, start: 2017-06-01, eind: 2017-05-01, ernst: heftig}
"""


def test_wrong_fields_hide_no_clash_elsewhere(dossieraudit: Opdracht, tmp_path: Path) -> None:
    """An unknown key, a wrong value and a missing key stand beside an id twice and two dates that are turned round.

    The contacten cannot be read at all, so nothing is said of who is in them.
    """
    (tmp_path / "alles.yaml").write_text(ALLES, encoding="utf-8")
    afloop = dossieraudit("validate", str(tmp_path / "alles.yaml"), "-q")
    assert afloop.code == 3
    meldingen = [regel for regel in afloop.fout.splitlines() if regel.startswith(("alles", str(tmp_path)))]
    plaatsen = sorted(tuple(map(int, m.split(".yaml:")[1].split(":")[:2])) for m in meldingen)
    assert [regel for regel, _ in plaatsen] == [2, 5, 6, 8, 10, 10]
    assert "k9" not in afloop.fout


def _kapotgemaakt(data: Any, keuze: st.DataObject) -> None:
    """Break something at a random place: a key that does not exist, or a value that belongs nowhere."""
    plaatsen: list[tuple[Any, Any]] = []
    te_doen = [data]
    while te_doen:
        deel = te_doen.pop()
        for sleutel, waarde in deel.items() if isinstance(deel, dict) else enumerate(deel):
            if (deel is data and sleutel in ("id", "niet_aangeleverd")) or sleutel == "vindplaatsen":
                continue
            plaatsen.append((deel, sleutel))
            if isinstance(waarde, dict | list):
                te_doen.append(waarde)
    for _ in range(keuze.draw(st.integers(1, 3))):
        deel, sleutel = keuze.draw(st.sampled_from(plaatsen))
        if isinstance(deel, dict) and keuze.draw(st.booleans()):
            deel["bestaat_niet"] = 1
        else:
            deel[sleutel] = 0.5


@given(dossiers(), st.data())
def test_what_is_wrong_never_raises_a_false_alarm(dossier: Dossier, keuze: st.DataObject) -> None:
    """Whatever is broken, no clash is named that the whole dossier does not have."""
    data = json.loads(dossier.model_dump_json())
    echt = {melding for _, _, melding in samenhang(dossier)}
    _kapotgemaakt(data, keuze)
    tekst = lees_json(lees_tekst(json.dumps(data).encode(), "proef.json", vertrouwelijk=True))
    keuring = keur(tekst, tekst.tekst)
    assert isinstance(keuring, tuple)
    assert {f.melding for f in keuring if not _van_een_veld(f)} <= echt


def _van_een_veld(fout: Fout) -> bool:
    """Faults of one field say what was expected there; clashes do not."""
    return fout.verwacht is not None
