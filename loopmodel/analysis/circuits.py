"""The cheapest circuits of a graph, one after the other: never an unbounded listing."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from loopmodel.analysis.ways import RESTRICTED_UP_TO, Back, way_back
from loopmodel.arrays import Floats, Indices

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
        self._ends, self._cost, self._nodes = (source, target), np.maximum(cost, 1e-300), nodes
        self._out: list[list[tuple[int, int, float]]] = [[] for _ in range(nodes)]
        for i, (s, t, c) in enumerate(zip(source.tolist(), target.tolist(), cost.tolist(), strict=True)):
            self._out[s].append((t, i, c))

    def __iter__(self) -> Iterator[Circuit]:
        """The circuits, cheapest first; `exhausted` is set where there are no more.

        In a large graph in rounds, each up to a higher cost: ways back that cost more are not worth finding yet.
        """
        before = -1.0
        for limit in self._limits():
            back = way_back(*self._ends, self._cost, self._nodes, limit)
            for circuit in self._up_to(back, limit):
                if circuit is None:
                    return
                if circuit.cost > before:
                    yield circuit
            before = limit
        self.exhausted = True

    def _limits(self) -> list[float]:
        if self._nodes <= RESTRICTED_UP_TO or not len(self._cost):
            return [np.inf]
        middle = float(np.median(self._cost))
        return [*(middle * 1.5**k for k in range(1, 12)), np.inf]

    def _up_to(self, back: Back, limit: float) -> Iterator[Circuit | None]:
        """The circuits that cost no more than the limit, cheapest first; None at the end of the budget."""
        out = self._out
        heap: list[tuple[float, int, int, int, float, Any, int]] = []
        for root, bound in back.cheapest():
            if bound <= limit and bound < np.inf:
                heap.append((bound, len(heap), root, root, 0.0, None, 0))
        heapq.heapify(heap)
        serial = len(heap)
        while heap:
            _, _, root, node, cost, path, seen = heapq.heappop(heap)
            if path is not None and node == root:
                yield Circuit(_unwound(path), cost)
                continue
            self._budget -= 1
            if self._budget < 0:
                yield None
            way = back.to(root)
            for target, edge, more in out[node]:
                if target < root or seen >> target & 1:
                    continue
                total = cost + more
                bound = total + way[target]
                if bound > limit or bound == np.inf:
                    continue
                serial += 1
                mark = seen if target == root else seen | 1 << target
                heapq.heappush(heap, (bound, serial, root, target, total, (path, edge), mark))


def _unwound(path: tuple[object, int]) -> tuple[int, ...]:
    edges: list[int] = []
    rest: object = path
    while isinstance(rest, tuple):
        rest, edge = rest
        edges.append(edge)
    return tuple(reversed(edges))
