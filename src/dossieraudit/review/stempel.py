"""What a score form says of itself on a hidden sheet: for which onderzoek, norms and assessor it was made."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dossieraudit.models.kader import Kader
from dossieraudit.models.onderzoek import Onderzoek
from dossieraudit.report.taal import zichtbaar
from dossieraudit.review import vorm
from dossieraudit.review.taken import Paar

_RIJ = "rij"


@dataclass(frozen=True)
class Stempel:
    """For which onderzoek, framework and assessor a form was made, and which rows it had."""

    onderzoek: str
    kader: str
    versie: str
    sha256: str
    profiel: str
    beoordelaar: str
    rijen: tuple[Paar, ...] = ()

    @property
    def zout(self) -> str:
        """What the seals of its rows are made with."""
        return "\n".join((self.onderzoek, self.kader, self.sha256, self.profiel, self.beoordelaar))

    def zelfde_normen(self, ander: "Stempel") -> bool:
        """Whether both were made by the same files of framework and profile."""
        return (self.kader, self.sha256, self.profiel) == (ander.kader, ander.sha256, ander.profiel)

    def verschil(self, nu: "Stempel") -> str:
        """What differs in the norms of a form that would be made now, in words."""
        if self.versie != nu.versie:
            return f"kader {zichtbaar(self.versie)}, nu {nu.versie}"
        if self.sha256 != nu.sha256:
            return f"kader {nu.versie}, nu met een andere inhoud"
        return "met een ander profiel, of zonder profiel"

    def regels(self) -> Iterator[tuple[str, str]]:
        """As names and values, for the sheet."""
        yield "formaat", vorm.FORMAAT
        for naam in _VELDEN:
            yield naam, getattr(self, naam)
        for paar in self.rijen:
            yield _RIJ, " ".join(paar)


_VELDEN = tuple(naam for naam in Stempel.__dataclass_fields__ if naam != "rijen")


def maak_stempel(onderzoek: Onderzoek, kader: Kader, beoordelaar: str, rijen: Iterable[Paar] = ()) -> Stempel:
    """The stamp of a form that would be made now."""
    return Stempel(
        onderzoek=onderzoeksafdruk(onderzoek),
        kader=kader.id,
        versie=kader.versie,
        sha256=kader.sha256,
        profiel=kader.profiel.sha256 if kader.profiel is not None else "",
        beoordelaar=beoordelaar,
        rijen=tuple(rijen),
    )


def onderzoeksafdruk(onderzoek: Onderzoek) -> str:
    """The onderzoek as a hash of what it is called, and of whom it is about; the peildatum may be corrected."""
    wie = (onderzoek.naam, onderzoek.gemeente, onderzoek.wijkteam)
    tekst = "\n".join(" ".join(deel.split()).casefold() for deel in wie)
    return hashlib.sha256(tekst.encode()).hexdigest()


def lees_stempel(rijen: Iterable[Sequence[Any]]) -> Stempel | None:
    """The stamp on a sheet; None where it is of another format."""
    tekst = [(str(rij[0].value), "" if rij[1].value is None else str(rij[1].value)) for rij in rijen]
    velden = {naam: waarde for naam, waarde in tekst if naam != _RIJ}
    if velden.get("formaat") != vorm.FORMAAT:
        return None
    paren = [tuple(waarde.split(" ", 1)) for naam, waarde in tekst if naam == _RIJ]
    return Stempel(
        **{naam: velden.get(naam, "") for naam in _VELDEN},
        rijen=tuple((paar[0], paar[1]) for paar in paren if len(paar) == 2),
    )
