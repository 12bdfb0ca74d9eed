"""What every view of the comparison is made from: the comparison, the framework, and its subjects in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from dossieraudit.models.gemeenten import Bladvergelijking, Gemeentenvergelijking, Groepsvergelijking
from dossieraudit.models.kader import Kader
from dossieraudit.report.context import onderwerp_van
from dossieraudit.vergelijking.gemeenten_woorden import Woorden


@dataclass(frozen=True)
class Onderdeel:
    """A chapter of the framework, or a thema where it has none, with the leaves that are compared."""

    titel: str
    verwachting: str | None
    groep: Groepsvergelijking | None
    bladen: tuple[Bladvergelijking, ...]


@dataclass(frozen=True)
class Overzicht:
    """What the document is made from."""

    vergelijking: Gemeentenvergelijking
    kader: Kader
    woorden: Woorden

    @property
    def onderdelen(self) -> tuple[Onderdeel, ...]:
        """The subjects in the order of the framework; those without a shared leaf fall out."""
        if self.kader.hoofdstukken:
            groepen = {g.id: g for g in self.vergelijking.hoofdstukken}
            alle = [
                self._onderdeel(
                    onderwerp_van(self.kader, h.titel, h.indicatoren),
                    h.verwachting,
                    groepen.get(str(h.nummer)),
                    h.indicatoren,
                )
                for h in self.kader.hoofdstukken
            ]
        else:
            groepen = {g.id: g for g in self.vergelijking.themas}
            alle = [
                self._onderdeel(
                    t.titel, t.omschrijving, groepen.get(t.id), [i.id for c in t.criteria for i in c.indicatoren]
                )
                for t in self.kader.themas
            ]
        return tuple(deel for deel in alle if deel.bladen)

    def _onderdeel(
        self, titel: str, verwachting: str | None, groep: Groepsvergelijking | None, bladen: Sequence[str]
    ) -> Onderdeel:
        per_id = {blad.id: blad for blad in self.vergelijking.bladen}
        return Onderdeel(titel, verwachting, groep, tuple(per_id[blad] for blad in bladen if blad in per_id))

    def oorzaken(self, tags: Sequence[str]) -> str:
        """Causes by the names that the table of causes gives them; a reader cannot tell them by their codes."""
        return "; ".join(self.kader.tags.get(tag, tag) for tag in tags)
