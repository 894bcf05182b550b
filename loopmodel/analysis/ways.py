"""The cost of the cheapest way back to a root: the bound of the search for circuits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from loopmodel.arrays import Floats, Indices

RESTRICTED_UP_TO = 300  # nodes for which the way back is measured among the nodes still allowed


class Back(Protocol):
    """Ways back to roots."""

    def cheapest(self) -> Iterator[tuple[int, float]]:
        """Each root with the cost of its cheapest circuit (or less); infinite where none comes back."""

    def to(self, root: int) -> list[float]:
        """For each node the cost of the way to the root (or less); infinite where there is none."""


def way_back(source: Indices, target: Indices, cost: Floats, nodes: int, limit: float) -> Back:
    """Ways back among the nodes from the root on, where there are few; else among all, no longer than the limit."""
    if nodes <= RESTRICTED_UP_TO:
        return _Restricted(source, target, cost, nodes)
    return _Loose(source, target, cost, nodes, limit)


class _Restricted:
    def __init__(self, source: Indices, target: Indices, cost: Floats, nodes: int) -> None:
        self._edges, self._nodes, self._known = (source, target, cost), nodes, dict[int, list[float]]()

    def cheapest(self) -> Iterator[tuple[int, float]]:
        source, target, cost = (part.tolist() for part in self._edges)
        leaving: list[list[tuple[int, float]]] = [[] for _ in range(self._nodes)]
        for s, t, c in zip(source, target, cost, strict=True):
            if t >= s:
                leaving[s].append((t, c))
        for root, edges in enumerate(leaving):
            if edges:
                way = self.to(root)
                yield root, min(c + way[t] for t, c in edges)

    def to(self, root: int) -> list[float]:
        found = self._known.get(root)
        if found is None:
            source, target, cost = self._edges
            inside = (source >= root) & (target >= root)
            found = _costs(source[inside], target[inside], cost[inside], self._nodes, np.inf, [root])[0].tolist()
            self._known[root] = found
        return found


class _Loose:
    def __init__(self, source: Indices, target: Indices, cost: Floats, nodes: int, limit: float) -> None:
        self._every = _costs(source, target, cost, nodes, limit)
        self._known = dict[int, list[float]]()
        onward = target >= source
        least = np.full(nodes, np.inf)
        bound = cost[onward] + self._every[source[onward], target[onward]]
        np.minimum.at(least, source[onward], bound)
        self._least: list[float] = least.tolist()

    def cheapest(self) -> Iterator[tuple[int, float]]:
        return iter(enumerate(self._least))

    def to(self, root: int) -> list[float]:
        found = self._known.get(root)
        if found is None:
            found = self._known[root] = self._every[root].tolist()
        return found


def _costs(
    source: Indices, target: Indices, cost: Floats, nodes: int, limit: float, roots: list[int] | None = None
) -> Floats:
    """The cost from each node to each root (all where None), shape (roots, nodes); infinite beyond the limit."""
    source, target, cost = _least(source, target, cost)
    backwards = csr_array((cost, (target, source)), shape=(nodes, nodes))
    return np.atleast_2d(np.asarray(dijkstra(backwards, indices=roots, limit=limit), dtype=np.float64))


def _least(source: Indices, target: Indices, cost: Floats) -> tuple[Indices, Indices, Floats]:
    """Of parallel edges the cheapest; a circuit of one edge leads nowhere else."""
    order = np.lexsort((cost, target, source))
    source, target, cost = source[order], target[order], cost[order]
    first = np.ones(len(source), dtype=bool)
    first[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    first &= source != target
    return source[first], target[first], cost[first]
