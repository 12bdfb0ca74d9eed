"""What expressions use: parameters, kenmerken, and counts of the sample."""

from collections.abc import Iterable, Iterator, Mapping

from dossieraudit.expressions import nodes as n
from dossieraudit.models.rapportregels import Rapportregel
from dossieraudit.wording import tellingen_in


def alle_nodes(node: n.Node) -> Iterator[n.Node]:
    """A node and everything below it."""
    yield node
    for kind in n.kinderen(node):
        yield from alle_nodes(kind)


def kenmerken_van(nodes: Iterable[n.Node], kenmerken: Mapping[str, n.Node]) -> tuple[str, ...]:
    """The kenmerken that expressions use, through other kenmerken too, each once."""
    gevonden: dict[str, None] = {}
    te_doen = list(nodes)
    while te_doen:
        for deel in alle_nodes(te_doen.pop(0)):
            if isinstance(deel, n.Kenmerkwaarde) and deel.naam not in gevonden:
                gevonden[deel.naam] = None
                te_doen.append(kenmerken[deel.naam])
    return tuple(gevonden)


def parameters_van(nodes: Iterable[n.Node], kenmerken: Mapping[str, n.Node]) -> tuple[str, ...]:
    """The parameters that expressions use, through kenmerken too, each once."""
    nodes = tuple(nodes)
    delen = [*nodes, *(kenmerken[naam] for naam in kenmerken_van(nodes, kenmerken))]
    namen = (getattr(deel, "parameter", None) for node in delen for deel in alle_nodes(node))
    return tuple(dict.fromkeys(naam for naam in namen if naam))


def paden(node: n.Node) -> Iterator[str]:
    """The dotted names of the fields that an expression reads, from the top."""
    for deel in alle_nodes(node):
        namen: list[str] = []
        stap: n.Node | None = deel
        while isinstance(stap, n.Veldwaarde):
            namen.insert(0, stap.naam)
            stap = stap.van
        if namen and stap is None:
            yield ".".join(namen)


def tellingen_van(zin: Rapportregel, node: n.Node) -> frozenset[str]:
    """The counts that a sentence of the report names, in its text or its condition, by their first two parts."""
    return frozenset(".".join(naam.split(".")[:2]) for naam in (*tellingen_in(zin.tekst), *paden(node)))
