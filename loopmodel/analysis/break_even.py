"""Break-even of each link: the rate at which the loop just carries itself."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from loopmodel.analysis.growth import STEADY, loop_growth_factor
from loopmodel.analysis.point import Point
from loopmodel.arrays import Arrays, Floats

LARGEST = 1000  # nodes; beyond, one dense factorisation no longer keeps a page live


class BreakEven(NamedTuple):
    """One link: its rate, the rate at which the growth factor is 1, and their distance as a share of the rate."""

    link: str
    rate: float
    break_even: float
    distance: float


def break_evens(whole: Point, arrays: Arrays) -> tuple[BreakEven, ...]:
    """Every link that has a break-even above 0 on its own, nearest first.

    At growth factor 1 lags drop out, so A = S + T without them. Raising a `creates` link j -> i by d changes one
    entry: the factor is 1 where d = 1 / [(I - A)^-1]_ji; for `converts` the same unit leaves j, so d is
    1 / ([..]_ji - [..]_jj). (Sherman and Morrison 1950; docs/formulas.md, "Break-even".) A link without which the
    model still carries itself, or that lies on no loop, has none. Empty where the matrix is larger than 1,000 nodes or
    exactly at break-even.
    """
    point = whole.only(whole.on_loop)
    if not point.links or len(point.nodes) > LARGEST:
        return ()
    inverse = _inverse(point)
    if inverse is None:
        return ()
    number = {id_: i for i, id_ in enumerate(arrays.links)}
    found = []
    for i, link in enumerate(point.links):
        at = number[link]
        source, target = point.source[i], point.target[i]
        slope = inverse[source, target] - (inverse[source, source] if arrays.converts[at] else 0.0)
        if point.component[source] != point.component[target] or point.gain[i] <= 0:
            continue
        if abs(slope) < 1e-12:
            continue
        needed = point.gain[i] + 1.0 / slope
        if needed > 1e-9 * point.gain[i] and _decides(point, i, needed, bool(arrays.converts[at])):
            rate = float(arrays.rate[at])
            level = rate * float(needed / point.gain[i])
            found.append(BreakEven(link, rate, level, abs(level - rate) / rate))
    return tuple(sorted(found, key=lambda entry: (round(entry.distance, 9), entry.link)))


def _inverse(point: Point) -> Floats | None:
    size = len(point.nodes)
    matrix = np.diag(point.stay)
    np.add.at(matrix, (point.target, point.source), point.gain)
    try:
        inverse = np.linalg.inv(np.eye(size) - matrix).astype(np.float64)
    except np.linalg.LinAlgError:
        return None
    return inverse if np.isfinite(inverse).all() and np.abs(inverse).max() < 1e12 else None


def _decides(point: Point, link: int, gain: float, converts: bool) -> bool:
    """Whether 1 is the growth factor itself at that gain, not merely some root of it."""
    changed, stay = point.gain.copy(), point.stay.copy()
    changed[link] = gain
    if converts:
        stay[point.source[link]] -= gain - point.gain[link]
        if stay[point.source[link]] < 0:
            return False
    at = Point(point.name, point.nodes, stay, point.links, point.source, point.target, point.lag * 0, changed)
    return abs(loop_growth_factor(at) - 1.0) < max(STEADY, 1e-7)
