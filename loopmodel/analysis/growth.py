"""Growth factor and doubling time of an operating point."""

from __future__ import annotations

import math
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from loopmodel.analysis.point import Point
from loopmodel.analysis.spectrum import Mode, mode
from loopmodel.arrays import Chosen, Floats, Indices

STEADY = 1e-9  # growth factors within this of 1 count as 1


class Part(NamedTuple):
    """A strongly connected part of what lies on loops: positions of its nodes and links, and how it grows."""

    nodes: Indices
    links: Indices
    mode: Mode


def growth_factor(point: Point, loops: float | None = None) -> float:
    """Growth factor per period: the spectral radius of the matrix over nodes and units under way.

    0 where nothing stays and no link closes a loop. Source: Caswell, Matrix Population Models, 2nd ed. (2001), 4.4.
    Each strongly connected part is solved by itself. `loops` may hand in the loop growth factor where it is known.
    """
    alone = float(point.stay[~point.on_loop].max(initial=0.0))
    return max(alone, loop_growth_factor(point) if loops is None else loops)


def loop_growth_factor(point: Point) -> float:
    """The same for the nodes that lie on loops alone; 0 where there are none."""
    return max((part.mode.factor for part in loop_parts(point)), default=0.0)


def doubling_time(factor: float) -> float | None:
    """Periods until everything has doubled, ln 2 / ln factor; None where the factor is at most 1."""
    return math.log(2) / math.log(factor) if factor > 1 + STEADY else None


def loop_parts(point: Point) -> list[Part]:
    """The parts that the nodes on loops fall into by the links that carry something, in the order of their nodes.

    Links whose gain is 0 hold nothing together; a node of a drawn loop that is left alone is a part by itself.
    """
    kept = _KEPT.get(point)
    if kept is None:
        kept = _KEPT[point] = _loop_parts(point)
    return kept


_KEPT: WeakKeyDictionary[Point, list[Part]] = WeakKeyDictionary()


def _loop_parts(point: Point) -> list[Part]:
    size = len(point.nodes)
    live = point.gain > 0
    if live.all():
        label = point.component
    else:
        graph = csr_array((np.ones(int(live.sum())), (point.source[live], point.target[live])), shape=(size, size))
        label = connected_components(graph, directed=True, connection="strong")[1]
    return [_part(point, label == c, live) for c in np.unique(label[point.on_loop])]


def _part(point: Point, chosen: Chosen, live: Chosen) -> Part:
    nodes = np.flatnonzero(chosen)
    links = np.flatnonzero(chosen[point.source] & chosen[point.target] & live)
    if not links.size:
        return Part(nodes, links, _alone(point.stay[nodes]))
    inside = point.only(chosen)
    if len(inside.links) > len(links):
        inside = inside.only_links(inside.gain > 0)
    return Part(nodes, links, mode(inside))


def _alone(stay: Floats) -> Mode:
    kept = float(stay[0])
    return Mode(math.log(kept) if kept > 0 else -math.inf, np.zeros(0), np.ones(1) * (kept > 0), 0.0)
