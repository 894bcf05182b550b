"""Break-even of every link and retention: the value at which the loops just carry themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from loopmodel.analysis.crossing import crossing
from loopmodel.analysis.growth import STEADY, Part, loop_growth_factor, loop_parts
from loopmodel.analysis.inverse import Columns, columns_of
from loopmodel.analysis.point import Point
from loopmodel.arrays import Indices

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


class Threshold(NamedTuple):
    """A break-even, or None with the reason."""

    value: float | None
    why: str | None = None


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
    links, _ = thresholds(whole, nodes=False)
    found = [
        BreakEven(id_, rate, level.value, abs(level.value / rate - 1.0))
        for id_, rate, level in zip(whole.links, whole.rate.tolist(), links, strict=True)
        if level.value is not None and level.value > 0 and rate > 0 and abs(level.value / rate - 1.0) > STEADY
    ]
    return tuple(sorted(found, key=lambda entry: (round(entry.distance, 9), entry.link))[:most])


def thresholds(point: Point, nodes: bool = True) -> tuple[list[Threshold], list[Threshold]]:
    """Break-even of every link and (if `nodes`) every retention, in the order of the point.

    At growth factor 1 lags drop out, so A = S + T without them. Raising a `creates` link j -> i by d changes one
    entry: the factor is 1 where d = 1 / [(I - A)^-1]_ji; for `converts` the same unit leaves j, so d is
    1 / ([..]_ji - [..]_jj); for what stays at i it is 1 / [..]_ii (Sherman and Morrison 1950; docs/formulas.md).
    Given where the loops fade without the link (or with nothing kept at the node); None with the reason elsewhere.
    """
    parts = loop_parts(point)
    large = [part for part in parts if part.mode.factor > 1.0 + STEADY]
    steady = [part for part in parts if abs(part.mode.factor - 1.0) <= STEADY]
    nothing = [Threshold(None, OTHER_LOOP if large or steady else OFF_LOOP)] * len(point.links)
    alone = [Threshold(None, OTHER_LOOP if large or steady else OFF_LOOP)] * len(point.nodes)
    made = _Made(_off_loop(point, nothing), alone)
    if len(large) == 1 and not steady:
        _fill(made, point, large[0].nodes, nodes, growing=True)
    elif len(steady) == 1 and not large:
        _as_they_are(made, point, steady[0])
    elif not large and not steady:
        for number in np.unique(point.component[point.on_loop]):
            _fill(made, point, np.flatnonzero(point.component == number), nodes, growing=False)
    return made.links, [
        level if on else Threshold(None, OFF_LOOP) for level, on in zip(made.nodes, point.on_loop, strict=True)
    ]


class _Made(NamedTuple):
    links: list[Threshold]
    nodes: list[Threshold]


def _off_loop(point: Point, levels: list[Threshold]) -> list[Threshold]:
    inside = point.component[point.source] == point.component[point.target]
    return [level if i else Threshold(None, OFF_LOOP) for level, i in zip(levels, inside, strict=True)]


def _as_they_are(made: _Made, point: Point, part: Part) -> None:
    """Exactly at break-even every number of the part is its own."""
    for i in part.links:
        made.links[i] = Threshold(float(point.rate[i]))
    for i in part.nodes:
        made.nodes[i] = Threshold(float(point.retention[i]))


def _fill(made: _Made, point: Point, at: Indices, nodes: bool, growing: bool) -> None:
    """Thresholds of the links and nodes of one part, by one factorisation."""
    chosen = np.zeros(len(point.nodes), dtype=bool)
    chosen[at] = True
    inside = np.flatnonzero(chosen[point.source] & chosen[point.target])
    part = point.only(chosen)
    columns = columns_of(part, nodes)
    if columns is None:
        for i in inside:
            made.links[i] = Threshold(None, TOO_FAR)
        return
    for k, i in enumerate(inside):
        made.links[i] = _link(part, k, columns, growing)
    for k, i in enumerate(at if nodes else at[:0]):
        made.nodes[i] = _node(part, k, columns, growing)


def _link(part: Point, k: int, columns: Columns, growing: bool) -> Threshold:
    slope, source = float(columns.link_slope[k]), part.source[k]
    if part.per_rate[k] <= 0.0:
        return Threshold(None, BLOCKED)
    if not np.isfinite(slope):
        return Threshold(None, TOO_FAR)
    if part.converts[k] and part.shared_out[source]:
        return _searched(lambda rate: part.with_rate(k, rate), float(part.rate[k]), HIGHEST)
    if growing:
        value = part.rate[k] + 1.0 / (slope * part.per_rate[k]) if slope < 0.0 else -1.0
        dominant = columns.link_one_sign[k] and value > 0.0
        return Threshold(float(value)) if dominant else Threshold(None, NOT_NEEDED)
    if slope <= 0.0:
        return Threshold(None, TAKES if slope < 0.0 else NO_WAY_BACK)
    more = 1.0 / slope
    if part.converts[k] and part.wanted[source] + more > part.retention[source] * part.per_retention[source]:
        return _searched(lambda rate: part.with_rate(k, rate), float(part.rate[k]), HIGHEST)
    value = part.rate[k] + more / part.per_rate[k]
    return Threshold(float(value)) if np.isfinite(value) else Threshold(None, TOO_FAR)


def _node(part: Point, k: int, columns: Columns, growing: bool) -> Threshold:
    if part.per_retention[k] <= 0.0:
        return Threshold(None, "its killers take all that would stay")
    if not np.isfinite(columns.node_slope[k]):
        return Threshold(None, TOO_FAR)
    kept, slope = float(part.retention[k]), float(columns.node_slope[k])
    value = kept + 1.0 / (slope * part.per_retention[k]) if slope else -1.0
    if part.shared_out[k] or value * part.per_retention[k] < part.wanted[k]:
        return _searched(lambda share: part.with_retention(k, share), kept, 1.0)
    if growing:
        dominant = columns.node_one_sign[k] and 0.0 <= value < kept
        return Threshold(float(value)) if dominant else Threshold(None, NOT_NEEDED)
    return Threshold(float(value)) if value <= 1.0 else Threshold(None, NOT_ENOUGH.format("a retention of 1"))


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
