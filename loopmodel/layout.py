"""Where nodes lie when nobody has placed them: a loop on a ring, what hangs on it around it, groups apart."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations, islice

import networkx as nx

from loopmodel.diagram import Diagram

Place = tuple[float, float]
STEP = (270.0, 150.0)  # from node to node in a row and in a column, in canvas units
WIDE = 1.3  # a ring is wider than high, as a screen is
CYCLES = 2000  # loops looked at for the longest
RING_UP_TO = 60  # nodes on one ring; more are laid out by springs


def arranged(diagram: Diagram) -> Diagram:
    """The drawing with a new place for every node, in canvas units around (0, 0).

    Nodes of a group stay together; without groups, those that a loop holds together and what hangs on it.
    """
    graph = _graph(diagram)
    places: dict[str, Place] = {}
    blocks = _blocks(graph, diagram)
    inside = [_centred(_block(graph.subgraph(block))) for block in blocks]
    for found, (x, y) in zip(inside, _apart(graph, blocks, [_size(found) for found in inside]), strict=True):
        places |= {id_: (x + dx, y + dy) for id_, (dx, dy) in found.items()}
    layout = {id_: [round(x), round(y)] for id_, (x, y) in places.items()}
    return Diagram({**diagram.document, "layout": layout})


def _graph(diagram: Diagram) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(str(node.get("id")) for node in diagram.items("nodes"))
    ends = [(link.get("source"), link.get("target")) for link in diagram.items("links")]
    ties = [(harm.get("killer"), _end_of(diagram, harm.get("target"))) for harm in diagram.items("harms")]
    graph.add_edges_from((a, b) for a, b in [*ends, *ties] if a in graph and b in graph and a != b)
    return graph


def _end_of(diagram: Diagram, id_: object) -> object:
    """The node a harm's target stands for: itself, or the source of the link."""
    return next((link.get("source") for link in diagram.items("links") if link.get("id") == id_), id_)


def _blocks(graph: nx.DiGraph, diagram: Diagram) -> list[list[str]]:
    """Nodes that belong together, in file order."""
    group = {str(node.get("id")): node.get("group") for node in diagram.items("nodes")}
    if any(group.values()):
        of: Mapping[str, Hashable] = {id_: group.get(id_) or id_ for id_ in graph}
    else:
        of = _nearest_loop(graph)
    found: dict[Hashable, list[str]] = {}
    for id_ in graph:
        found.setdefault(of[id_], []).append(id_)
    return list(found.values())


def _nearest_loop(graph: nx.DiGraph) -> dict[str, int]:
    """For each node the number of the nearest loop; a part that has no loop has a number of its own."""
    loops = [part for part in nx.strongly_connected_components(graph) if len(part) > 1]
    either_way = graph.to_undirected(as_view=True)
    found: dict[str, int] = {}
    for number, loop in enumerate(loops):
        found |= dict.fromkeys(loop, number)
    if loops:
        for id_, path in nx.multi_source_dijkstra_path(either_way, set(found)).items():
            found[id_] = found[path[0]]
    for number, part in enumerate(nx.connected_components(either_way), len(loops)):
        found |= {id_: number for id_ in part if id_ not in found}
    return found


def _block(graph: nx.DiGraph) -> dict[str, Place]:
    """Places within one block."""
    core: set[str] = max(nx.strongly_connected_components(graph), key=len, default=set())
    if len(core) < 2:
        return _rows(graph)
    if len(graph) > RING_UP_TO:
        return _springs(graph)
    ring = _ring(graph.subgraph(core))
    radius = max(190.0, 58.0 * len(ring))
    angles = {id_: 2 * math.pi * k / len(ring) - math.pi / 2 for k, id_ in enumerate(ring)}
    places = {id_: (WIDE * radius * math.cos(a), radius * math.sin(a)) for id_, a in angles.items()}
    return places | _around(graph, angles, radius)


def _ring(graph: nx.DiGraph) -> list[str]:
    """The nodes of a loop in the order of its longest circle; the others beside a neighbour."""
    longest: list[str] = max(islice(nx.simple_cycles(graph), CYCLES), key=len)
    ring = list(longest)
    left = [id_ for id_ in graph if id_ not in longest]
    while left:
        id_ = next(i for i in left if any(n in ring for n in nx.all_neighbors(graph, i)))
        beside = next(n for n in nx.all_neighbors(graph, id_) if n in ring)
        ring.insert(ring.index(beside) + 1, id_)
        left.remove(id_)
    return ring


def _around(graph: nx.DiGraph, angles: Mapping[str, float], radius: float) -> dict[str, Place]:
    """What hangs on a ring stands outside it, each at the angle of what it hangs on, or the next free one."""
    known, taken = dict(angles), set()
    places: dict[str, Place] = {}
    for id_ in nx.bfs_tree(_rooted(graph, angles), 0):
        if id_ in known or id_ == 0:
            continue
        near = [known[n] for n in nx.all_neighbors(graph, id_) if n in known]
        middle = math.atan2(sum(map(math.sin, near)), sum(map(math.cos, near))) if near else 0.0
        slots = max(8, int(2 * math.pi * (radius + 170) / 190))
        wished = round(middle / (2 * math.pi) * slots)
        ordered = (((wished + (k + 1) // 2 * (-1) ** k) % slots, k // slots) for k in range(100 * slots))
        slot, out = next(place for place in ordered if place not in taken)
        taken.add((slot, out))
        known[id_] = angle = 2 * math.pi * slot / slots
        reach = radius + 170 + 150 * out
        places[id_] = (WIDE * reach * math.cos(angle), reach * math.sin(angle))
    return places


def _rooted(graph: nx.DiGraph, ring: Iterable[str]) -> nx.Graph:
    """The block with a root (0) tied to its ring, so that a walk from the root meets the nearest first."""
    tied = nx.Graph(graph.to_undirected(as_view=True))
    tied.add_edges_from((0, id_) for id_ in ring)
    tied.add_edges_from((0, min(part)) for part in list(nx.connected_components(tied)) if 0 not in part)
    return tied


def _rows(graph: nx.DiGraph) -> dict[str, Place]:
    """A block without a loop: one column a step, causes to the left."""
    places: dict[str, Place] = {}
    for column, layer in enumerate(nx.topological_generations(graph)):
        for row, id_ in enumerate(layer):
            places[id_] = (STEP[0] * column, STEP[1] * (row - (len(layer) - 1) / 2))
    return places


def _springs(graph: nx.DiGraph) -> dict[str, Place]:
    """A large block: springs, drawn out until a node has room."""
    found = nx.spring_layout(graph, seed=1, iterations=40)
    reach = 130.0 * math.sqrt(len(graph))
    return {id_: (WIDE * reach * float(x), reach * float(y)) for id_, (x, y) in found.items()}


def _centred(places: Mapping[str, Place]) -> dict[str, Place]:
    xs, ys = [p[0] for p in places.values()], [p[1] for p in places.values()]
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return {id_: (px - x, py - y) for id_, (px, py) in places.items()}


def _size(places: Mapping[str, Place]) -> Place:
    """Half the width and height of a block that is centred on (0, 0), with room around it."""
    return max(p[0] for p in places.values()) + STEP[0] / 2, max(p[1] for p in places.values()) + STEP[1] / 2


def _apart(graph: nx.DiGraph, blocks: list[list[str]], sizes: list[Place]) -> list[Place]:
    """A middle for each block, such that none lies on another; those that are linked lie near each other."""
    if len(blocks) < 2:
        return [(0.0, 0.0)] * len(blocks)
    quotient = nx.quotient_graph(graph.to_undirected(as_view=True), [set(block) for block in blocks], relabel=True)
    near = nx.kamada_kawai_layout(quotient) if len(blocks) <= 80 else nx.circular_layout(quotient)
    found = [(float(near[k][0]), float(near[k][1])) for k in range(len(blocks))]
    ways = [_stretched(at, sizes) for at in (found, [(y, x) for x, y in found])]
    return min(ways, key=lambda at: _reach(at, sizes))  # upright or lying, whichever fits a wide paper better


def _stretched(at: list[Place], sizes: list[Place]) -> list[Place]:
    """The places drawn out until no block lies on another."""
    stretch = 1.0
    for i, j in combinations(range(len(at)), 2):
        dx, dy = (abs(at[i][k] - at[j][k]) for k in range(2))
        wide, high = sizes[i][0] + sizes[j][0], sizes[i][1] + sizes[j][1]
        # apart sideways or up and down, whichever asks for less
        stretch = max(stretch, min(wide / max(dx, 1e-6), high / max(dy, 1e-6)))
    return [(stretch * x, stretch * y) for x, y in at]


def _reach(at: list[Place], sizes: list[Place]) -> float:
    """How large the whole is on a paper as wide as WIDE times its height."""
    spans = [
        max(p[k] + s[k] for p, s in zip(at, sizes, strict=True))
        - min(p[k] - s[k] for p, s in zip(at, sizes, strict=True))
        for k in range(2)
    ]
    return max(spans[0] / WIDE, spans[1])
