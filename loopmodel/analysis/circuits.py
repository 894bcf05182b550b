"""The cheapest circuits of a graph, one after the other: never an unbounded listing."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from loopmodel.arrays import Floats, Indices

RESTRICTED_UP_TO = 300  # nodes for which the way back is measured among the nodes still allowed
BUDGET = 300_000  # paths looked at


class Circuit(NamedTuple):
    """A circle of edges, each node once: positions of its edges in order, and what they cost together."""

    edges: tuple[int, ...]
    cost: float


class Search:
    """Best-first search for circuits in the order of their cost.

    Each circuit is found once, from its node that comes first. Paths are looked at in the order of their cost plus the
    exact cost of the cheapest way back, so the first circuit found is the cheapest, and so on (Hart, Nilsson and
    Raphael 1968, with a bound that never exceeds the truth). Parallel edges make different circuits.

    source, target, cost   of each edge; cost 0 or more, shape (edges,)
    """

    def __init__(self, source: Indices, target: Indices, cost: Floats, nodes: int, budget: int = BUDGET) -> None:
        self.exhausted = False
        self._budget = budget
        self._source, self._target, self._cost = source, target, cost
        self._out: list[list[tuple[int, int, float]]] = [[] for _ in range(nodes)]
        for i, (s, t, c) in enumerate(zip(source.tolist(), target.tolist(), cost.tolist(), strict=True)):
            self._out[s].append((t, i, c))
        self._back = _Back(source, target, cost, nodes)

    def __iter__(self) -> Iterator[Circuit]:
        """The circuits, cheapest first; `exhausted` is set where there are no more."""
        back, out = self._back, self._out
        heap: list[tuple[float, int, int, int, float, Any, int]] = []
        for root in range(len(out)):
            bound = back.cheapest(root)
            if bound < np.inf:
                heap.append((bound, len(heap), root, root, 0.0, None, 0))
        heapq.heapify(heap)
        serial, looked = len(heap), 0
        while heap:
            _, _, root, node, cost, path, seen = heapq.heappop(heap)
            if path is not None and node == root:
                yield Circuit(_unwound(path), cost)
                continue
            looked += 1
            if looked > self._budget:
                return
            way = back.to(root)
            for target, edge, more in out[node]:
                if target < root or seen >> target & 1 or way[target] == np.inf:
                    continue
                total = cost + more
                mark = seen if target == root else seen | 1 << target
                serial += 1
                heapq.heappush(heap, (total + way[target], serial, root, target, total, (path, edge), mark))
        self.exhausted = True


def _unwound(path: tuple[object, int]) -> tuple[int, ...]:
    edges: list[int] = []
    rest: object = path
    while isinstance(rest, tuple):
        rest, edge = rest
        edges.append(edge)
    return tuple(reversed(edges))


class _Back:
    """The cost of the cheapest way from each node back to a root, among the nodes from the root on."""

    def __init__(self, source: Indices, target: Indices, cost: Floats, nodes: int) -> None:
        self._nodes, self._known = nodes, dict[int, list[float]]()
        self._source, self._target, self._edge_cost = source, target, np.maximum(cost, 1e-300)
        loose = nodes > RESTRICTED_UP_TO
        self._every = dijkstra_all(*self._least(source, target, self._edge_cost), nodes) if loose else None
        self._leaving: list[list[int]] = [[] for _ in range(nodes)]
        for i, s in enumerate(source.tolist()):
            self._leaving[s].append(i)

    @staticmethod
    def _least(source: Indices, target: Indices, cost: Floats) -> tuple[Indices, Indices, Floats]:
        """Of parallel edges the cheapest; a circuit of one edge leads nowhere else."""
        order = np.lexsort((cost, target, source))
        source, target, cost = source[order], target[order], cost[order]
        first = np.ones(len(source), dtype=bool)
        first[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
        first &= source != target
        return source[first], target[first], cost[first]

    def cheapest(self, root: int) -> float:
        """The cost of the cheapest circuit from a root; infinite where none comes back."""
        way, edges = self.to(root), self._leaving[root]
        return min(
            (self._edge_cost[e] + way[self._target[e]] for e in edges if self._target[e] >= root), default=np.inf
        )

    def to(self, root: int) -> list[float]:
        """For each node the cost of the way to the root."""
        found = self._known.get(root)
        if found is None:
            found = self._known[root] = self._restricted(root) if self._every is None else self._every[root].tolist()
        return found

    def _restricted(self, root: int) -> list[float]:
        inside = (self._source >= root) & (self._target >= root)
        least = self._least(self._source[inside], self._target[inside], self._edge_cost[inside])
        way: list[float] = dijkstra_all(*least, self._nodes, [root])[0].tolist()
        return way


def dijkstra_all(source: Indices, target: Indices, cost: Floats, nodes: int, roots: list[int] | None = None) -> Floats:
    """The cost from each node to each root (all where None), shape (roots, nodes); infinite where there is no way."""
    backwards = csr_array((cost, (target, source)), shape=(nodes, nodes))
    return np.atleast_2d(np.asarray(dijkstra(backwards, indices=roots), dtype=np.float64))
