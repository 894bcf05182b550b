"""What only the projection can tell: whether killers overrun it, whether it needs critical mass, when it is full."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from loopmodel.analysis.growth import STEADY, loop_growth_factor
from loopmodel.analysis.point import Point, point_at, point_at_best
from loopmodel.arrays import Arrays, Floats
from loopmodel.model import LoopModel
from loopmodel.simulation.project import LARGEST, amounts_of

FULL = 0.99  # of the ceiling
DOUBLINGS = 24  # of the start, tried in the search for critical mass


@dataclass(frozen=True)
class Course:
    """How the projection changes the verdict at start.

    token          the verdict where the projection decides it, else None
    turns_at       first period at which it begins (or ceases) to carry itself, or None
    full_at        first period at which a node of the loop is within 1 % of its ceiling, or None
    full           id of that node
    critical_mass  multiple of the start beyond which it takes off, or None
    """

    token: Literal["fading", "break-even", "self-sustaining", "needs-critical-mass", "overrun"] | None = None
    turns_at: int | None = None
    full_at: int | None = None
    full: str | None = None
    critical_mass: float | None = None


def course_of(model: LoopModel, arrays: Arrays, start: Point) -> Course:
    """The course of a model with a loop, over its horizon.

    A ceiling is no killer, so whether the loop carries itself is asked with room everywhere; `docs/formulas.md`,
    "Verdict", says why.
    """
    changing = bool(arrays.link_harms.target.size or arrays.node_harms.target.size or arrays.needs.link.size)
    if not changing and not arrays.capped:
        return Course()
    amounts = finite_part(amounts_of(arrays, model.horizon))
    full_at, full = _full(arrays, start, amounts)
    at_first = carries(arrays, amounts[0])
    if not changing:
        return Course(token=_plain(at_first), full_at=full_at, full=full)
    return replace(_decided(model, arrays, amounts, at_first), full_at=full_at, full=full)


def carries(arrays: Arrays, amounts: Floats) -> float:
    """Growth factor of the loops at these amounts, with room everywhere."""
    return loop_growth_factor(point_at(arrays, amounts, "", ceiling=False))


def ends_well(arrays: Arrays, horizon: int) -> bool:
    """Whether the loops carry themselves at the end of the projection."""
    return carries(arrays, finite_part(amounts_of(arrays, horizon))[-1]) > 1.0 + STEADY


def finite_part(amounts: Floats) -> Floats:
    """The periods before any amount passes all bounds."""
    good = (amounts < LARGEST).all(axis=1)
    return amounts if good.all() else amounts[: int(np.argmin(good))]


def _plain(factor: float) -> Literal["fading", "break-even", "self-sustaining"]:
    if abs(factor - 1.0) <= STEADY:
        return "break-even"
    return "self-sustaining" if factor > 1.0 else "fading"


def _decided(model: LoopModel, arrays: Arrays, amounts: Floats, at_first: float) -> Course:
    at_last = carries(arrays, amounts[-1])
    above = _plain(at_first) == "self-sustaining"
    if above and at_last < 1.0 - STEADY:
        harmed = bool(arrays.link_harms.target.size or arrays.node_harms.target.size)
        return Course("overrun" if harmed else "fading", turns_at=_turn(arrays, amounts, rising=False))
    if above or _plain(at_first) == "break-even":
        return Course(_plain(at_first))
    if at_last > 1.0 + STEADY:
        return Course("self-sustaining", turns_at=_turn(arrays, amounts, rising=True))
    if loop_growth_factor(point_at_best(arrays)) > 1.0 + STEADY:
        needed = _critical_mass(arrays, model.horizon)
        if needed is not None:
            return Course("needs-critical-mass", critical_mass=needed)
    return Course("fading")


def _turn(arrays: Arrays, amounts: Floats, rising: bool) -> int:
    """The last crossing of 1 on the way to the end, by bisection between a period before and one after."""
    low, high = 0, len(amounts) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if (carries(arrays, amounts[middle]) > 1.0) == rising:
            high = middle
        else:
            low = middle
    return high


def _critical_mass(arrays: Arrays, horizon: int) -> float | None:
    """The smallest multiple of the start (killers apart) from which the loop carries itself at the horizon."""

    def takes_off(multiple: float) -> bool:
        larger = np.minimum(np.maximum(arrays.start, 1.0) * multiple, np.maximum(arrays.capacity, arrays.start))
        moved = replace(arrays, start=np.where(arrays.killer, arrays.start, larger))
        return ends_well(moved, horizon)

    enough = next((2.0**k for k in range(1, DOUBLINGS + 1) if takes_off(2.0**k)), None)
    if enough is None:
        return None
    low, high = enough / 2, enough
    while high / low > 1.001:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if takes_off(middle) else (middle, high)
    return high


def _full(arrays: Arrays, start: Point, amounts: Floats) -> tuple[int | None, str | None]:
    on_loop = {id_ for id_, on in zip(start.nodes, start.on_loop, strict=True) if on}
    best: tuple[int | None, str | None] = (None, None)
    for id_ in sorted(on_loop):
        at = arrays.position[id_]
        reached = np.flatnonzero(amounts[:, at] >= FULL * arrays.capacity[at])
        if np.isfinite(arrays.capacity[at]) and reached.size and (best[0] is None or reached[0] < best[0]):
            best = (int(reached[0]), id_)
    return best
