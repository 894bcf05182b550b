"""Break-even of each link: the rate at which the loop just carries itself."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from loopmodel.analysis.point import Point
from loopmodel.arrays import Arrays, Chosen, Floats

TINY = 1e-12
LARGEST = 1000  # nodes; beyond, one dense factorisation no longer keeps a page live


class BreakEven(NamedTuple):
    """One link: its rate, the rate at which the growth factor is 1, and their distance as a share of the rate."""

    link: str
    rate: float
    break_even: float
    distance: float


def break_evens(whole: Point, arrays: Arrays, most: int | None = None) -> tuple[BreakEven, ...]:
    """Every link that has a break-even above 0 on its own, nearest first; only the nearest `most` of them if given.

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
    converts = arrays.converts[[number[link] for link in point.links]]
    fades = bool(
        (inverse >= -TINY).all()
    )  # an M-matrix (Berman and Plemmons 1994, 6.2.3): the growth factor is below 1
    found: list[BreakEven] = []
    for i, level in _candidates(point, converts, inverse):
        if len(found) == most:
            break
        if fades or _fades_without(point, i, bool(converts[i]), inverse):
            rate = float(arrays.rate[number[point.links[i]]])
            found.append(BreakEven(point.links[i], rate, rate * level, abs(level - 1.0)))
    return tuple(found)


def _candidates(point: Point, converts: Chosen, inverse: Floats) -> list[tuple[int, float]]:
    """Links with the multiple of their rate at which 1 is a root, nearest first."""
    slope = inverse[point.source, point.target] - np.where(converts, inverse[point.source, point.source], 0.0)
    inside = point.component[point.source] == point.component[point.target]
    usable = inside & (point.gain > 0) & (np.abs(slope) > TINY)
    level = 1.0 + 1.0 / np.where(usable, point.gain * slope, 1.0)
    there = ~converts | (point.gain * (level - 1.0) <= point.stay[point.source])  # no more converts than stays
    at = np.flatnonzero(usable & there & (level > TINY))
    order = sorted(at.tolist(), key=lambda i: (round(float(abs(level[i] - 1.0)), 9), point.links[i]))
    return [(i, float(level[i])) for i in order]


def _inverse(point: Point) -> Floats | None:
    size = len(point.nodes)
    matrix = np.diag(point.stay)
    np.add.at(matrix, (point.target, point.source), point.gain)
    try:
        inverse = np.linalg.inv(np.eye(size) - matrix).astype(np.float64)
    except np.linalg.LinAlgError:
        return None
    return inverse if np.isfinite(inverse).all() and np.abs(inverse).max() < 1e12 else None


def _fades_without(point: Point, link: int, converts: bool, inverse: Floats) -> bool:
    """Whether the model fades without the link, so that 1 is the growth factor at its break-even and no other root.

    I less the matrix without the link differs by one rank; the model fades where the inverse of that has no negative.
    """
    source, target, gain = point.source[link], point.target[link], point.gain[link]
    column = inverse[:, target] - (inverse[:, source] if converts else 0.0)
    scale = 1.0 + gain * column[source]
    if abs(scale) < TINY:
        return False
    without = inverse - np.outer(column, inverse[source]) * (gain / scale)
    return bool((without >= -1e-9 * np.abs(without).max()).all())
