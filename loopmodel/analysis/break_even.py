"""Break-even of every link and retention: the value at which the loops just carry themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from loopmodel.analysis.crossing import crossing
from loopmodel.analysis.growth import STEADY, loop_growth_factor, loop_parts
from loopmodel.analysis.inverse import Columns, columns_of
from loopmodel.analysis.levels import Levels, Threshold
from loopmodel.analysis.point import Point, point_at_start
from loopmodel.arrays import Indices, arrays_of
from loopmodel.model import LoopModel

LARGEST = 1000  # nodes; beyond, the factorisation no longer keeps a page live
HIGHEST = 1e300  # rates looked at in a search

NOT_NEEDED = "not needed: the loops carry themselves without it"
OTHER_LOOP = "not needed: another loop carries itself without it"
OFF_LOOP = "it lies on no loop"
NO_WAY_BACK = "nothing comes back: a link on every way round brings nothing here"
BLOCKED = "it brings nothing here, whatever its rate: a need is not met, a killer takes all, or its target is full"
NOT_ENOUGH = "not enough alone: even at {} the loops fade"
TAKES = "it takes more than it gives: the less it converts, the better for the loops"
TOO_FAR = "its numbers are too large or too far apart for arithmetic"


class BreakEven(NamedTuple):
    """One link: its rate, the rate at which the growth factor is 1, and their distance as a share of the rate."""

    link: str
    rate: float
    break_even: float
    distance: float


def break_evens(whole: Point, most: int | None = None) -> tuple[BreakEven, ...]:
    """Every link that has a break-even above 0 on its own, nearest first; only the nearest `most` of them if given.

    Empty where more than 1,000 nodes lie on loops. Formula: `thresholds`.
    """
    if not whole.links or int(whole.on_loop.sum()) > LARGEST:
        return ()
    links, _ = thresholds(whole)
    found = []
    for i in np.flatnonzero((links.value > 0) & (whole.rate > 0)).tolist():
        rate, level = float(whole.rate[i]), float(links.value[i])
        if abs(level / rate - 1.0) > STEADY:
            found.append(BreakEven(whole.links[i], rate, level, abs(level / rate - 1.0)))
    return tuple(sorted(found, key=lambda entry: (round(entry.distance, 9), entry.link))[:most])


def level_at_start(model: LoopModel, id_: str, field: str) -> float | None:
    """Break-even at start of one number: the `rate` of a link or the `retention` of a node; None where it has none."""
    point = point_at_start(arrays_of(model))
    links, nodes = thresholds(point)
    ids, found = (point.links, links) if field == "rate" else (point.nodes, nodes)
    if field not in ("rate", "retention") or id_ not in ids:
        return None
    return found.all()[ids.index(id_)].value


def thresholds(point: Point) -> tuple[Levels, Levels]:
    """Break-even of every link and of every retention, in the order of the point.

    At growth factor 1 lags drop out, so A = S + T without them. Raising a `creates` link j -> i by d changes one
    entry: the factor is 1 where d = 1 / [(I - A)^-1]_ji; for `converts` the same unit leaves j, so d is
    1 / ([..]_ji - [..]_jj); for what stays at i it is 1 / [..]_ii (Sherman and Morrison 1950; docs/formulas.md).
    Given where the loops fade without the link (or with nothing kept at the node); None with the reason elsewhere.
    """
    parts = loop_parts(point)
    large = [part for part in parts if part.mode.factor > 1.0 + STEADY]
    steady = [part for part in parts if abs(part.mode.factor - 1.0) <= STEADY]
    reason = OTHER_LOOP if large or steady else OFF_LOOP
    links, nodes = Levels.none(len(point.links), reason), Levels.none(len(point.nodes), reason)
    links.why[point.component[point.source] != point.component[point.target]] = OFF_LOOP
    nodes.why[~point.on_loop] = OFF_LOOP
    if len(large) == 1 and not steady:
        _fill(links, nodes, point, large[0].nodes, growing=True)
    elif len(steady) == 1 and not large:  # exactly at break-even every number of the part is its own
        links.value[steady[0].links] = point.rate[steady[0].links]
        nodes.value[steady[0].nodes] = point.retention[steady[0].nodes]
    elif not large and not steady:
        for number in np.unique(point.component[point.on_loop]):
            _fill(links, nodes, point, np.flatnonzero(point.component == number), growing=False)
    return links, nodes


def _fill(links: Levels, nodes: Levels, point: Point, at: Indices, growing: bool) -> None:
    """Thresholds of the links and nodes of one part, by one factorisation."""
    whole = len(at) == len(point.nodes)
    chosen = np.zeros(len(point.nodes), dtype=bool)
    chosen[at] = True
    inside = np.flatnonzero(chosen[point.source] & chosen[point.target])
    part = point if whole else point.only(chosen)
    columns = columns_of(part, signs=growing)
    if columns is None:
        links.why[inside], nodes.why[at] = TOO_FAR, TOO_FAR
        return
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        links.put(inside, _of_links(part, columns, growing))
        nodes.put(at, _of_nodes(part, columns, growing))


def _of_links(part: Point, columns: Columns, growing: bool) -> Levels:
    slope = columns.link_slope
    made = Levels.none(len(part.links), NOT_NEEDED if growing else NO_WAY_BACK)
    value = part.rate + 1.0 / (slope * part.per_rate)
    good = (slope < 0.0) & (value > 0.0) & columns.link_one_sign if growing else slope > 0.0
    made.value[good] = value[good]
    if not growing:
        made.why[part.converts & (slope < 0.0)] = TAKES
    made.drop(~np.isfinite(slope) | (good & ~np.isfinite(value)), TOO_FAR)
    made.drop(part.per_rate <= 0.0, BLOCKED)
    kept = (part.retention * part.per_retention)[part.source]
    beyond = part.wanted[part.source] + 1.0 / slope > kept if not growing else np.zeros(len(slope), dtype=bool)
    for k in np.flatnonzero(part.converts & (part.shared_out[part.source] | (good & beyond))).tolist():
        made.set(k, _searched(partial(part.with_rate, k), float(part.rate[k]), HIGHEST))
    return made


def _of_nodes(part: Point, columns: Columns, growing: bool) -> Levels:
    slope = columns.node_slope
    made = Levels.none(len(part.nodes), NOT_NEEDED if growing else NOT_ENOUGH.format("a retention of 1"))
    value = part.retention + 1.0 / (slope * part.per_retention)
    good = columns.node_one_sign & (value >= 0.0) & (value < part.retention) if growing else value <= 1.0
    made.value[good] = value[good]
    made.drop(~np.isfinite(slope), TOO_FAR)
    made.drop(part.per_retention <= 0.0, "its killers take all that would stay")
    less = np.nan_to_num(value) * part.per_retention < part.wanted
    bent = part.shared_out | (less & (part.wanted > 0.0))
    for k in np.flatnonzero(bent & (part.per_retention > 0.0)).tolist():
        made.set(k, _searched(partial(part.with_retention, k), float(part.retention[k]), 1.0))
    return made


def _searched(changed: Callable[[float], Point], now: float, highest: float) -> Threshold:
    """By bisection on the growth factor, where links that convert share out all there is and the formula bends."""

    def factor(value: float) -> float:
        return loop_growth_factor(changed(value))

    if factor(0.0) >= 1.0 - STEADY:
        return Threshold(None, NOT_NEEDED if factor(now) >= 1.0 else TAKES)
    if factor(highest) <= 1.0 + STEADY:
        most = "a retention of 1" if highest == 1.0 else "any rate"
        return Threshold(None, NOT_ENOUGH.format(most))
    return Threshold(crossing(factor, 0.0, highest))
