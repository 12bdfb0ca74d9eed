"""What people wrote in a form where nobody reads it: beside the table, in comments, on sheets of their own."""

from collections.abc import Iterator
from typing import Any

from dossieraudit.loading.werkmap import cel
from dossieraudit.report.taal import zichtbaar
from dossieraudit.review import vorm

_BREEDTES = {
    vorm.OORDELENBLAD: len(vorm.KOLOMMEN),
    vorm.FEITENBLAD: len(vorm.FEITKOLOMMEN),
    vorm.UITLEGBLAD: 2,
    vorm.STEMPELBLAD: 2,
}

_KOLOM = {naam: kolom for kolom, naam in enumerate(vorm.KOLOMMEN, 1)}


def ongelezen(werkmap: Any) -> Iterator[str]:
    """Each place with something that is not read, as people point at it; never what stands there."""
    for blad in werkmap:
        naam = zichtbaar(blad.title)
        if blad.title not in _BREEDTES:
            yield f"blad {naam}"
            continue
        # Only cells that are there: asking for a row makes every cell up to the last column of the sheet.
        for plaats, gevonden in sorted(getattr(blad, "_cells", {}).items()):
            if gevonden.comment is not None:
                yield f"blad {naam}, opmerking bij cel {gevonden.coordinate}"
            # A link to the facts stays behind where a row was taken out, and is no remark.
            if cel(gevonden).tekst and gevonden.hyperlink is None and _buiten(blad, *plaats):
                yield f"blad {naam}, {cel(gevonden).plaats}"


def _buiten(blad: Any, rij: int, kolom: int) -> bool:
    """Whether the form wrote nothing at this place, and asks nothing there."""
    if kolom > _BREEDTES[blad.title]:
        return True
    if blad.title == vorm.OORDELENBLAD:
        if rij <= vorm.KOPRIJ:
            return rij < vorm.KOPRIJ and blad.cell(rij, kolom).coordinate not in vorm.BOVEN
        return all(blad.cell(rij, _KOLOM[naam]).value is None for naam in vorm.RIJ)
    # Each row of facts begins with its dossier, and each of the explanation with its subject.
    return blad.cell(rij, 1).value is None
