"""The model made linear at an operating point, which every figure names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from loopmodel.arrays import Arrays, Chosen, Floats, Indices
from loopmodel.simulation.factors import kept_retention, multipliers, room

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
    converts  whether the unit leaves its source, shape (links,)
    rate, per_rate            of each link, and what multiplier and room leave of a unit of rate, 0 to 1
    retention, per_retention  of each node, and what harms leave of it, 0 to 1
    leak      what links to nodes outside the point would convert out of each node, per unit
    """

    name: str
    nodes: tuple[str, ...]
    stay: Floats
    links: tuple[str, ...]
    source: Indices
    target: Indices
    lag: Indices
    gain: Floats
    converts: Chosen
    rate: Floats
    per_rate: Floats
    retention: Floats
    per_retention: Floats
    leak: Floats

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
        inside = chosen[self.source] if len(self.links) else np.zeros(0, dtype=bool)
        kept = inside & chosen[self.target] if len(self.links) else inside
        lost = inside & ~kept & self.converts
        leak = self.leak + np.bincount(self.source[lost], (self.rate * self.per_rate)[lost], len(self.nodes))
        return Point(
            self.name,
            tuple(id_ for id_, keep in zip(self.nodes, chosen, strict=True) if keep),
            self.stay[chosen],
            tuple(id_ for id_, keep in zip(self.links, kept, strict=True) if keep),
            at[self.source[kept]],
            at[self.target[kept]],
            self.lag[kept],
            self.gain[kept],
            self.converts[kept],
            self.rate[kept],
            self.per_rate[kept],
            self.retention[chosen],
            self.per_retention[chosen],
            leak[chosen],
        )

    def only_links(self, chosen: Chosen) -> Point:
        """The same point with only the chosen links (shape (links,)); what stays is as it was."""
        links = tuple(id_ for id_, keep in zip(self.links, chosen, strict=True) if keep)
        return replace(
            self, links=links, source=self.source[chosen], target=self.target[chosen], lag=self.lag[chosen],
            gain=self.gain[chosen], converts=self.converts[chosen], rate=self.rate[chosen],
            per_rate=self.per_rate[chosen],
        )  # fmt: skip

    @cached_property
    def wanted(self) -> Floats:
        """What the `converts` links of each node would take of a unit, before they share; shape (nodes,)."""
        taken = (self.rate * self.per_rate)[self.converts]
        return self.leak + np.bincount(self.source[self.converts], taken, len(self.nodes))

    @cached_property
    def shared_out(self) -> Chosen:
        """For each node whether its `converts` links would take more than it keeps, so that they share it pro rata."""
        return np.asarray(self.wanted > self.retention * self.per_retention)

    def with_rate(self, link: int, rate: float) -> Point:
        """The same point with another rate of one link (by position), multipliers and room as they are."""
        rates = self.rate.copy()
        rates[link] = rate
        return _derived(replace(self, rate=rates))

    def with_retention(self, node: int, retention: float) -> Point:
        """The same point with another retention of one node (by position), its harms as they are."""
        kept = self.retention.copy()
        kept[node] = retention
        return _derived(replace(self, retention=kept))


def point_at(arrays: Arrays, amounts: Floats, name: str, ceiling: bool = True) -> Point:
    """The operating point at these amounts, shape (nodes,); without `ceiling` there is room everywhere."""
    free = room(amounts, arrays) if ceiling else np.ones(len(arrays.nodes))
    harmed = kept_retention(amounts, replace(arrays, retention=np.ones(len(arrays.nodes))))
    return _whole(arrays, name, multipliers(amounts, arrays), free, harmed).only(~arrays.killer)


def point_at_start(arrays: Arrays) -> Point:
    """The operating point of period 0."""
    return point_at(arrays, arrays.start, AT_START)


def point_at_best(arrays: Arrays) -> Point:
    """No killer, every need met, no ceiling."""
    nothing = np.ones(len(arrays.nodes))
    return _whole(arrays, AT_BEST, np.ones(len(arrays.links)), nothing, nothing).only(~arrays.killer)


def point_with_killers(arrays: Arrays, amounts: Floats, name: str) -> Point:
    """The operating point at these amounts with the killers in it: what loops through harms are measured on."""
    harmed = kept_retention(amounts, replace(arrays, retention=np.ones(len(arrays.nodes))))
    return _whole(arrays, name, multipliers(amounts, arrays), room(amounts, arrays), harmed)


def _whole(arrays: Arrays, name: str, multiplier: Floats, free: Floats, harmed: Floats) -> Point:
    nothing = np.zeros(len(arrays.nodes))
    per_rate = multiplier * free[arrays.target]
    return _derived(
        Point(
            name, arrays.nodes, nothing, arrays.links, arrays.source, arrays.target, arrays.lag, nothing,
            arrays.converts, arrays.rate, per_rate, arrays.retention, np.array(harmed, dtype=float), nothing,
        )
    )  # fmt: skip


def _derived(point: Point) -> Point:
    """The point with what stays and what each link brings, from rates and retentions.

    What `converts` links take together never exceeds what the node keeps: they share it pro rata.
    """
    gain = point.rate * point.per_rate
    kept = point.retention * point.per_retention
    if not point.converts.any() and not point.leak.any():
        return replace(point, gain=gain, stay=kept)
    wanted = point.wanted
    scale = np.divide(kept, wanted, out=np.ones_like(kept), where=wanted > kept)
    gain = np.where(point.converts, gain * scale[point.source], gain)
    return replace(point, gain=gain, stay=np.maximum(kept - wanted, 0.0))
