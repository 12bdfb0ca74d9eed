"""Leaves in the parts that a reader knows: the chapters of the report, or its thema's."""

from collections.abc import Iterator

from dossieraudit.models.vergelijking import Bladvergelijking, Groepsvergelijking, Vergelijking

HERTOETS = "Bladen van de hertoets"
ALLE = "Alle bladen"
OVERIG = "Overige bladen"


def onderdelen(
    vergelijking: Vergelijking,
) -> Iterator[tuple[Groepsvergelijking | None, str, tuple[Bladvergelijking, ...]]]:
    """Every part: its group where it is one, its title, its leaves. Each leaf stands in one part."""
    per_id = {blad.id: blad for blad in vergelijking.bladen}
    groepen = vergelijking.groep("hoofdstuk") or vergelijking.groep("thema")
    gezien: set[str] = set()
    for groep in groepen:
        bladen = tuple(per_id[b] for b in groep.bladen if b in per_id and b not in gezien)
        gezien.update(blad.id for blad in bladen)
        if bladen:
            yield groep, groep.titel, bladen
    rest = tuple(blad for blad in vergelijking.bladen if blad.id not in gezien)
    if rest:
        yield None, OVERIG if gezien else HERTOETS if vergelijking.verantwoording.hertoets else ALLE, rest
