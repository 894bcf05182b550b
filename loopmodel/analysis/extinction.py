"""The chance that a loop which should grow dies early: the branching process behind a model."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from loopmodel.analysis.point import Point, point_at_start
from loopmodel.arrays import Arrays, Floats, arrays_of
from loopmodel.model import LoopModel

ENOUGH = 1e-13
MOST = 200_000


class Extinction(NamedTuple):
    """Chance that everything dies out in the end, 0 to 1, or None with the reason."""

    value: float | None
    why: str | None = None


def extinction_chance(model: LoopModel) -> Extinction:
    """The extinction chance of the multi-type branching process at the start, every unit by itself.

    q_j = (1 - s_j + (what stays) q_j + sum of converts q_i) * product over creates of exp(r (q_i - 1)), the smallest
    solution, found by iterating from 0; the chance is the product of q_i to the start of i. Lags change when, not
    whether. Source: Harris (1963), The Theory of Branching Processes, II.7; Athreya and Ney (1972), V.3. None where
    inflow keeps coming, or where ceilings, harms or needs tie the fates of units together.
    """
    arrays = arrays_of(model)
    living = ~arrays.killer
    if (arrays.inflow[living] > 0).any():
        return Extinction(None, "inflow from outside keeps coming, so it cannot die out for good")
    if arrays.capped or arrays.link_harms.target.size or arrays.node_harms.target.size or arrays.needs.link.size:
        return Extinction(None, "ceilings, harms or needs tie units together; ask the runs with whole people")
    point = point_at_start(arrays)
    fates = _fates(point, arrays)
    start = arrays.start[living]
    whole = np.floor(start)  # a part of a unit is there with that chance
    return Extinction(float(np.prod(fates**whole * (1.0 - (start - whole) * (1.0 - fates)))))


def _fates(point: Point, arrays: Arrays) -> Floats:
    """For each node of the point the chance that the line of one unit of it dies out, shape (nodes,)."""
    converts = dict(zip(arrays.links, arrays.converts.tolist(), strict=True))
    moving = np.array([converts[link] for link in point.links], dtype=bool)
    leave = 1.0 - point.stay
    np.subtract.at(leave, point.source[moving], point.gain[moving])
    fates = np.zeros(len(point.nodes))
    for _ in range(MOST):
        onward = np.zeros_like(fates)
        np.add.at(onward, point.source[moving], point.gain[moving] * fates[point.target[moving]])
        offspring = np.zeros_like(fates)
        np.add.at(offspring, point.source[~moving], point.gain[~moving] * (fates[point.target[~moving]] - 1.0))
        new = (leave + point.stay * fates + onward) * np.exp(offspring)
        if np.abs(new - fates).max(initial=0.0) < ENOUGH:
            return new
        fates = new
    return fates
