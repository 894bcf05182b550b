"""The links that are not drawn: the rate at which each would just carry the loops, and two of them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from loopmodel.analysis.inverse import factorised, solved
from loopmodel.analysis.patterns import typical_rate
from loopmodel.analysis.point import Point
from loopmodel.arrays import Chosen, Floats
from loopmodel.model import LoopModel

PAIRED_UP_TO = 400  # missing links of which pairs are tried


@dataclass(frozen=True, eq=False)
class Missing:
    """All pairs of nodes, shape (nodes, nodes), source first.

    rate     the rate of a new link at which the loops just carry themselves; infinite where none does
    typical  the rate that is plausible for the two roles
    pairs    whether the pair is two nodes that no link joins that way; own: a node without a link to itself
    back     whether anything comes back from the target to the source
    through  what one unit at the target brings to the source over all time: 1 / (rate * room)
    room     share of the capacity of each node that is free, shape (nodes,)
    """

    rate: Floats
    typical: Floats
    pairs: Chosen
    own: Chosen
    back: Chosen
    through: Floats
    room: Floats


class Pair(NamedTuple):
    """Two links that are together at break-even, each at the same multiple (`ratio`) of what is plausible for it."""

    links: tuple[tuple[str, str], tuple[str, str]]
    rates: tuple[float, float]
    ratio: float


def missing_rates(model: LoopModel, point: Point, room: Floats) -> Missing:
    """The rates at an operating point whose loops fade; `room` of shape (nodes,). Formula: `closing`."""
    size = len(point.nodes)
    drawn = np.zeros((size, size), dtype=bool)
    drawn[point.source, point.target] = True
    same = np.eye(size, dtype=bool)
    back = _reachable(point).T
    endless = point.stay >= 1.0
    through = _through(point, ~endless)
    forever = np.zeros((size, size), dtype=bool)
    if endless.any():  # from the target to a node that never leaves, and on from it to the source
        forever = (back[:, endless].astype(np.float32) @ back[endless, :].astype(np.float32)) > 0
    rate = np.full((size, size), np.inf)
    reaches = back & (room[None, :] > 0.0)
    with np.errstate(over="ignore", divide="ignore"):
        np.divide(1.0, through * room[None, :], out=rate, where=reaches & (through > 0.0))
    rate[forever & reaches] = 0.0
    roles = [model.by_id[id_].role for id_ in point.nodes]
    return Missing(rate, _typical(roles, model.period), ~drawn & ~same, same & ~drawn, back, through, room)


def _through(point: Point, leaving: Chosen) -> Floats:
    """(I - A)^-1 among the nodes that units leave, source of the new link first; 0 elsewhere."""
    size = len(point.nodes)
    made = np.zeros((size, size))
    part = point.only(leaving)
    factors = factorised(part)
    if factors is not None and len(part.nodes):
        at = np.flatnonzero(leaving)
        made[np.ix_(at, at)] = np.maximum(solved(factors, np.arange(len(at)), len(at)), 0.0)
    return made


def _reachable(point: Point) -> Chosen:
    """Whether what is at the first node comes to the second, at once or by links that carry something."""
    size = len(point.nodes)
    live = point.gain > 0
    graph = csr_array((np.ones(int(live.sum())), (point.source[live], point.target[live])), shape=(size, size))
    if live.all() and point.component.size and point.component.max() == 0:
        return np.ones((size, size), dtype=bool)
    return np.asarray(np.isfinite(shortest_path(graph, method="D", unweighted=True)), dtype=bool)


def _typical(roles: list[str], period: str) -> Floats:
    kinds = sorted(set(roles))
    table = np.array([[typical_rate(s, t, period) for t in kinds] for s in kinds])
    place = np.array([kinds.index(role) for role in roles], dtype=np.int64)
    return np.asarray(table[np.ix_(place, place)], dtype=np.float64)


def pairs_of(model: LoopModel, point: Point, missing: Missing, top: int) -> tuple[Pair, ...]:
    """Two missing links that together carry the loops, each at the same multiple of its plausible rate; easiest first.

    With G = (I - A)^-1 and links a: j -> i, b: l -> k of rates x, y the growth factor is 1 where
    1 - x G_ji - y G_lk + x y (G_ji G_lk - G_jk G_li) = 0 (determinant of a change of rank two, Woodbury 1950).
    """
    ratio = np.where(missing.pairs, missing.rate / missing.typical, -1.0)
    open_room = missing.pairs & (missing.room[None, :] > 0.0)
    at = np.argwhere(open_room & (ratio >= 0.0))
    order = np.lexsort((-missing.typical[at[:, 0], at[:, 1]], ratio[at[:, 0], at[:, 1]]))
    at = at[order[:PAIRED_UP_TO]]
    source, target = at[:, 0], at[:, 1]
    unit = missing.typical[source, target] * missing.room[target]
    cross = missing.through[np.ix_(source, target)] * unit[None, :]  # [a, b]: from the end of b to the beginning of a
    alone = np.diag(cross)
    level = _least_root(alone[:, None] + alone[None, :], np.outer(alone, alone) - cross * cross.T)
    level[np.tril_indices(len(at))] = np.inf
    level[level >= np.minimum(_single(alone)[:, None], _single(alone)[None, :])] = np.inf
    best = np.argsort(level, axis=None, kind="stable")[:top]
    return tuple(
        _pair(point, missing, at[a], at[b], float(level[a, b]))
        for a, b in (divmod(int(i), len(at)) for i in best)
        if np.isfinite(level[a, b])
    )


def _single(alone: Floats) -> Floats:
    return np.asarray(np.divide(1.0, alone, out=np.full(len(alone), np.inf), where=alone > 0.0), dtype=np.float64)


def _least_root(total: Floats, product: Floats) -> Floats:
    """The least level > 0 at which 1 - total level + product level^2 is 0; infinite where there is none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        under = np.sqrt(np.maximum(total * total - 4.0 * product, 0.0))
        level = 2.0 / (total + under)
    return np.asarray(np.where((total + under > 0.0) & np.isfinite(level), level, np.inf), dtype=np.float64)


def _pair(point: Point, missing: Missing, a: np.ndarray, b: np.ndarray, level: float) -> Pair:
    ends = tuple((point.nodes[i], point.nodes[j]) for i, j in (a, b))
    rates = tuple(level * float(missing.typical[i, j]) for i, j in (a, b))
    return Pair((ends[0], ends[1]), (rates[0], rates[1]), level)
