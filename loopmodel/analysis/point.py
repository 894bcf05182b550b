"""The model made linear at an operating point, which every figure names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from loopmodel.arrays import Arrays, Chosen, Floats, Indices
from loopmodel.simulation.factors import kept_retention, multipliers, room, unit_flows

AT_START = "at start"
AT_BEST = "at its best"


@dataclass(frozen=True, eq=False)
class Point:
    """One operating point: what stays, and what each link brings per unit of its source, multipliers and room fixed.

    Killers are left out: they act through the multipliers, and what they do by themselves is not the product's growth.

    name      "at start", "at its best" or "at period t"
    nodes     ids of the nodes that are no killers
    stay      share of a unit that stays for the next period (retention less what converts out), shape (nodes,)
    links     ids of the links between them
    source, target, lag, gain   of each link; gain in units of target per unit of source and period
    """

    name: str
    nodes: tuple[str, ...]
    stay: Floats
    links: tuple[str, ...]
    source: Indices
    target: Indices
    lag: Indices
    gain: Floats

    @cached_property
    def component(self) -> Indices:
        """For each node the number of its strongly connected component, by the links as drawn."""
        size = len(self.nodes)
        graph = csr_array((np.ones(len(self.links)), (self.source, self.target)), shape=(size, size))
        found: Indices = connected_components(graph, directed=True, connection="strong")[1]
        return found

    @cached_property
    def on_loop(self) -> Chosen:
        """For each node whether it lies on a loop, shape (nodes,)."""
        sizes = np.bincount(self.component, minlength=1)
        own = np.zeros(len(self.nodes), dtype=bool)
        own[self.source[self.source == self.target]] = True
        return np.asarray(own | (sizes[self.component] > 1)) if len(self.nodes) else own

    def only(self, chosen: Chosen) -> Point:
        """The same point with only the chosen nodes (shape (nodes,)) and the links among them."""
        at = np.cumsum(chosen) - 1
        kept = chosen[self.source] & chosen[self.target] if len(self.links) else np.zeros(0, dtype=bool)
        return Point(
            self.name,
            tuple(id_ for id_, keep in zip(self.nodes, chosen, strict=True) if keep),
            self.stay[chosen],
            tuple(id_ for id_, keep in zip(self.links, kept, strict=True) if keep),
            at[self.source[kept]],
            at[self.target[kept]],
            self.lag[kept],
            self.gain[kept],
        )


def point_at(arrays: Arrays, amounts: Floats, name: str, ceiling: bool = True) -> Point:
    """The operating point at these amounts, shape (nodes,); without `ceiling` there is room everywhere."""
    free = room(amounts, arrays) if ceiling else np.ones(len(arrays.nodes))
    return _point(arrays, name, multipliers(amounts, arrays), free, kept_retention(amounts, arrays))


def point_at_start(arrays: Arrays) -> Point:
    """The operating point of period 0."""
    return point_at(arrays, arrays.start, AT_START)


def point_at_best(arrays: Arrays) -> Point:
    """No killer, every need met, no ceiling."""
    return _point(arrays, AT_BEST, np.ones(len(arrays.links)), np.ones(len(arrays.nodes)), arrays.retention)


def _point(arrays: Arrays, name: str, multiplier: Floats, free: Floats, kept: Floats) -> Point:
    gain = unit_flows(multiplier, free, kept, arrays)
    stay = np.array(kept, dtype=float)
    np.subtract.at(stay, arrays.source[arrays.converts], gain[arrays.converts])
    stay = np.maximum(stay, 0.0)
    created = np.where(arrays.converts, 1.0, free[arrays.target])
    whole = Point(
        name, arrays.nodes, stay, arrays.links, arrays.source, arrays.target, arrays.lag, gain * created
    )  # fmt: skip
    return whole.only(~arrays.killer)
