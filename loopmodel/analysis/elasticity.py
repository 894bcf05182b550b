"""Elasticity: the share of a proportional change of a rate or a retention that the growth factor takes over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loopmodel.analysis.growth import Part, loop_parts
from loopmodel.analysis.point import Point
from loopmodel.analysis.spectrum import Mode
from loopmodel.arrays import Floats, Indices

TIE = 1e-9


@dataclass(frozen=True, eq=False)
class Elasticities:
    """Elasticities of one growth factor; together with `lags` they sum to 1.

    growth_factor  the one they belong to: that of the loops; of what stays longest where there is no loop; or None
    carried_by     ids of the nodes that decide it: those of the fastest growing part
    links, nodes   of each rate and each retention, in the order of the point; None with `why`
    lags           of the entries that only carry a lag; None with `why`
    entries        the same of the entries of the matrix themselves, links first, then what stays; lags left out
    link_ids       ids of the links, in the order of `links` and `entries`
    """

    growth_factor: float | None
    carried_by: tuple[str, ...]
    links: Floats | None
    nodes: Floats | None
    lags: float | None
    entries: tuple[Floats, Floats] | None
    link_ids: tuple[str, ...]
    why: str | None = None


def elasticities(point: Point) -> Elasticities:
    """Elasticities of the growth factor of the loops.

    Of an entry a_ij it is (a_ij / lambda) v_i w_j / <v, w>, v and w the left and right vector (de Kroon, Plaisier, van
    Groenendael and Caswell 1986; Caswell 2001, 9.2); a link with a lag of d has d + 1 such entries of equal
    elasticity. A rate that converts takes from what stays at its source, and that is counted against it. Undefined
    where nothing stays or grows, and where two separate parts grow equally fast.
    """
    parts = loop_parts(point) or _lone(point)
    best = max((part.mode.log_factor for part in parts), default=-np.inf)
    if best == -np.inf:
        return _undefined("nothing stays and nothing comes back: the growth factor is 0")
    first = [part for part in parts if best - part.mode.log_factor <= TIE]
    if len(first) > 1:
        names = tuple(point.nodes[i] for part in first for i in part.nodes)
        why = "a tie: separate parts grow equally fast, and which one decides depends on the first change"
        return _undefined(why, first[0].mode.factor, names)
    return _of(point, first[0])


def _undefined(why: str, factor: float | None = None, nodes: tuple[str, ...] = ()) -> Elasticities:
    return Elasticities(factor, nodes, None, None, None, None, (), why)


def _lone(point: Point) -> list[Part]:
    """Without a loop what stays longest decides in the long run."""
    made = []
    for i, stay in enumerate(point.stay.tolist()):
        log_factor = float(np.log(stay)) if stay > 0 else -np.inf
        made.append(Part(np.array([i]), np.zeros(0, dtype=np.int64), Mode(log_factor, np.zeros(0), np.ones(1), 0.0)))
    return made


def _of(point: Point, part: Part) -> Elasticities:
    links, stays = np.zeros(len(point.links)), np.zeros(len(point.nodes))
    share = 1.0 / (1.0 + part.mode.mean_lag)
    links[part.links], stays[part.nodes] = part.mode.links * share, part.mode.nodes * share
    per_stay = _per_unit_kept(point, stays, part.nodes)
    return Elasticities(
        growth_factor=part.mode.factor,
        carried_by=tuple(point.nodes[i] for i in part.nodes),
        links=_of_rates(point, links, per_stay),
        nodes=_of_retentions(point, links, per_stay),
        lags=1.0 - share,
        entries=(links, stays),
        link_ids=point.links,
    )


def _per_unit_kept(point: Point, stays: Floats, nodes: Indices) -> Floats:
    """Elasticity for each unit of what stays; 0 where nothing does, because all that is kept converts there."""
    made = np.zeros(len(stays))
    kept = nodes[point.stay[nodes] > 0]
    made[kept] = stays[kept] / point.stay[kept]
    return made


def _of_rates(point: Point, links: Floats, per_stay: Floats) -> Floats:
    made = links.copy()
    for i in np.flatnonzero(point.converts):
        source = point.source[i]
        if point.shared_out[source]:
            part_of = point.rate[i] * point.per_rate[i] / point.wanted[source]
            made[i] -= part_of * links[point.converts & (point.source == source)].sum()
        else:
            made[i] -= per_stay[source] * point.gain[i]
    return made


def _of_retentions(point: Point, links: Floats, per_stay: Floats) -> Floats:
    made = per_stay * point.retention * point.per_retention
    for node in np.flatnonzero(point.shared_out):
        made[node] = links[point.converts & (point.source == node)].sum()
    return made
