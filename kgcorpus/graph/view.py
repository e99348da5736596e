"""A networkx view of the graph for analysis and drawing: what is popular, what hangs together, what stands around a term.

Nodes are term numbers, so that results do not depend on the hash seed; results name terms by id. The view holds certain, unconditional
facts between entities on the corpus date.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import UsageError
from ..model import Json
from .conditions import CERTAIN, Use
from .table import FactTable


def view(table: FactTable, *, predicates: Collection[str] | None = None) -> Any:
    """A ``networkx.MultiDiGraph``: nodes are term numbers with ``id``; edges have the fact's row as key and its ``predicate``."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    linked = np.zeros(table.entities, bool)
    linked[table.subject] = True
    linked[table.object[table.object < table.entities]] = True
    linked[[table.index[id] for id in table.named]] = True
    graph.add_nodes_from((number, {"id": str(table.terms[number])}) for number in np.flatnonzero(linked).tolist())
    for number, name in enumerate(table.predicates):
        if predicates is not None and name not in predicates:
            continue
        rows = np.flatnonzero(table.status(number, Use()) == CERTAIN) + int(table.slices[number])
        rows = rows[table.object[rows] < table.entities]
        ends = zip(table.subject[rows].tolist(), table.object[rows].tolist(), rows.tolist(), strict=True)
        graph.add_edges_from((subject, object, row, {"predicate": name}) for subject, object, row in ends)
    return graph


def popularity(table: FactTable) -> dict[str, float]:
    """PageRank of every entity over the undirected view, rounded to 12 digits, most popular first, then by id.

    >>> from kgcorpus.graph.table import from_facts
    >>> from kgcorpus.model import Fact
    >>> from kgcorpus.ontology import Ontology
    >>> graph = from_facts([Fact("a", "p", "c"), Fact("b", "p", "c")], Ontology(), (), (), "2026-01-01")
    >>> list(popularity(graph))
    ['c', 'a', 'b']
    """
    import networkx as nx

    ranks = nx.pagerank(nx.Graph(view(table)))
    ordered = sorted(((round(rank, 12), node) for node, rank in ranks.items()), key=lambda pair: (-pair[0], pair[1]))
    return {str(table.terms[node]): rank for rank, node in ordered}


def components(table: FactTable) -> list[list[str]]:
    """Entities that hang together by facts in any direction: largest component first, then by first id; ids sorted."""
    import networkx as nx

    return _named(table, nx.weakly_connected_components(view(table)))


def communities(table: FactTable, *, seed: int = 0) -> list[list[str]]:
    """Densely linked groups of entities (Louvain): largest first, then by first id; ids sorted. Equal for equal graphs and seeds."""
    import networkx as nx

    return _named(table, nx.community.louvain_communities(nx.Graph(view(table)), seed=seed))


def _named(table: FactTable, groups: Any) -> list[list[str]]:
    numbers = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))
    return [[str(table.terms[number]) for number in group] for group in numbers]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a picture of a part of the graph shows, in the form that Cytoscape reads. ``left_out`` counts neighbours beyond the limit."""

    nodes: tuple[Mapping[str, Json], ...]
    edges: tuple[Mapping[str, Json], ...]
    left_out: int

    def to_json(self) -> dict[str, Json]:
        elements = [{"group": "nodes", **node} for node in self.nodes] + [{"group": "edges", **edge} for edge in self.edges]
        return {"elements": elements, "left_out": self.left_out}


def drawing(table: FactTable, center: str, *, hops: int = 1, most: int = 60, lang: str = "en") -> Drawing:
    """The surroundings of an entity up to some hops, with places (x, y within -1..1) from a layout with a fixed seed.

    The nearest and most linked neighbours are kept where there are more than ``most``. Labels are in ``lang`` where there is one, else ids.
    """
    import networkx as nx

    start = table.number(center)
    if not 0 <= start < table.entities:
        raise UsageError("drawing", f"unknown entity '{center}'", "an entity of the graph")
    graph = view(table)
    distance = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), start, cutoff=hops)
    ordered = sorted(distance, key=lambda node: (distance[node], -graph.degree(node), node))
    part = graph.subgraph(ordered[:most])
    simple = nx.Graph()
    simple.add_nodes_from(sorted(part))
    simple.add_edges_from(sorted(part.edges()))
    places = nx.spring_layout(simple, seed=1, method="force") if len(part) > 1 else {start: (0.0, 0.0)}
    nodes = tuple(_node(table, node, places[node], distance[node], lang) for node in ordered[:most])
    edges = tuple(
        {
            "data": {
                "id": table.fact_id(row),
                "source": str(table.terms[a]),
                "target": str(table.terms[b]),
                "predicate": data["predicate"],
                "label": table.ontology.label(data["predicate"], lang) or data["predicate"],
            }
        }
        for a, b, row, data in sorted(part.edges(keys=True, data=True), key=lambda edge: edge[2])
    )
    return Drawing(nodes, edges, max(len(ordered) - most, 0))


def _node(table: FactTable, node: int, place: Any, distance: int, lang: str) -> Mapping[str, Json]:
    id = str(table.terms[node])
    entity = table.named.get(id)
    label = entity.labels.get(lang) or next(iter(sorted(entity.labels.values())), id) if entity else id
    data = {"id": id, "label": label, "classes": sorted(entity.classes) if entity else [], "distance": distance}
    return {"data": data, "position": {"x": round(float(place[0]), 3), "y": round(float(place[1]), 3)}}
