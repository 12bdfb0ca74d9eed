"""What an output reads: the result, the texts of the framework, what came of the gates, and where dossiers stand."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct, field

from dossieraudit.models.kader import Kader
from dossieraudit.models.poorten import Poortuitslag
from dossieraudit.models.resultaat import Ontheffingstand, Resultaat


class Plaats(NamedTuple):
    """A file as a path from the working directory, and a line in it where it holds more than one dossier."""

    pad: str
    regel: int | None = None


_HIER = Plaats(".")


class Beeld(Struct, frozen=True):
    """One run as outputs see it.

    `plaatsen` gives for a dossier where it stands, and for a rejected input its file. `geheel` is the file that stands
    for everything together, as some readers want a place for every finding.
    """

    resultaat: Resultaat
    kader: Kader
    uitslag: Poortuitslag = field(default_factory=Poortuitslag)
    plaatsen: Mapping[str, Plaats] = field(default_factory=dict)
    geheel: Plaats = _HIER

    @property
    def ontheffingen(self) -> tuple[Ontheffingstand, ...]:
        """The waivers of the result; one that let pass what only a baseline shows, holds for that too."""
        extra: dict[int, list[str]] = {}
        for melding in self.uitslag.meldingen:
            if melding.ontheffing is not None and melding.dossier is not None:
                extra.setdefault(melding.ontheffing, []).append(melding.dossier)
        return tuple(
            stand
            if plaats not in extra
            else stand.model_copy(
                update={"stand": "geldt", "dossiers": tuple(dict.fromkeys((*stand.dossiers, *extra[plaats])))}
            )
            for plaats, stand in enumerate(self.resultaat.ontheffingen)
        )
