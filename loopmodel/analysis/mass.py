"""Critical mass: the start below which a model dies and above which it takes off, and the cheapest way past it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from loopmodel.analysis.course import ends_well
from loopmodel.analysis.frontier import Seeding, alone, edge, frontier, two_sides
from loopmodel.analysis.growth import STEADY, loop_growth_factor
from loopmodel.analysis.killers import Answer
from loopmodel.analysis.point import point_at_best
from loopmodel.arrays import Arrays, Floats, arrays_of
from loopmodel.model import LoopModel

DOUBLINGS = 24


@dataclass(frozen=True)
class Mass:
    """The critical mass of a model with two futures.

    multiple    of the whole start (killers apart), below 1 where the model takes off as drawn; None with the reason
    start       for each node that is no killer its start as drawn, in units
    amounts     for each node that is no killer its start at that multiple, in units
    alone       for each of them the start that is enough with all else as drawn, or None with the reason
    sides       ids of the two nodes of the frontier, or None: customer and user, or the first two on a loop
    frontier    pairs of starts of the two sides on the edge between the two futures, all else as drawn
    cheapest    the cheapest units to add to them that pass it; None where none are needed or none suffice
    """

    multiple: Answer
    start: dict[str, float]
    amounts: dict[str, float]
    alone: dict[str, Answer]
    sides: tuple[str, str] | None
    frontier: tuple[tuple[float, float], ...]
    cheapest: Seeding | None


def critical_mass(model: LoopModel) -> Mass:
    """The critical mass, by bisection on the projection: a start takes off where the loops carry themselves at its end.

    Only needs and harms can give a model two futures; starts are varied up to the capacity. None where there is one
    future only.
    """
    arrays = arrays_of(model)
    none = Mass(Answer(None), {}, {}, {}, None, (), None)
    why = _one_future(arrays)
    if why:
        return replace(none, multiple=Answer(None, why))
    multiple = _multiple(arrays, model.horizon)
    if multiple.value is None:
        return replace(none, multiple=multiple)
    seeds = _scaled(arrays, multiple.value)
    people = [i for i in range(len(arrays.nodes)) if not arrays.killer[i]]
    sides = two_sides(model, arrays)
    points, cheapest = frontier(model, arrays, sides, seeds) if sides else ((), None)
    return Mass(
        multiple=multiple,
        start={arrays.nodes[i]: float(arrays.start[i]) for i in people},
        amounts={arrays.nodes[i]: float(seeds[i]) for i in people},
        alone={arrays.nodes[i]: alone(arrays, i, model.horizon) for i in people},
        sides=None if sides is None else (arrays.nodes[sides[0]], arrays.nodes[sides[1]]),
        frontier=points,
        cheapest=cheapest,
    )


def _one_future(arrays: Arrays) -> str | None:
    if not (arrays.needs.link.size or arrays.link_harms.target.size or arrays.node_harms.target.size):
        return "one future only: without needs and harms the size of the start decides nothing but the size of the rest"
    if loop_growth_factor(point_at_best(arrays)) <= 1.0 + STEADY:
        return "one future only: not even at its best do the loops carry themselves"
    return None


def _scaled(arrays: Arrays, multiple: float) -> Floats:
    larger = np.minimum(np.maximum(arrays.start, 1.0) * multiple, np.maximum(arrays.capacity, arrays.start))
    return np.where(arrays.killer, arrays.start, larger)


def _multiple(arrays: Arrays, horizon: int) -> Answer:
    def takes_off(multiple: float) -> bool:
        return ends_well(replace(arrays, start=_scaled(arrays, multiple)), horizon)

    grows = takes_off(1.0)
    tries = [2.0 ** (-k if grows else k) for k in range(1, DOUBLINGS + 1)]
    turned = next((m for m in tries if takes_off(m) != grows), None)
    if turned is None:
        tried = f"from every start tried, {'down' if grows else 'up'} to 2^{DOUBLINGS} times the one drawn"
        return Answer(None, f"one future only: over its horizon it {'takes off' if grows else 'dies'} {tried}")
    low, high = (turned, 2 * turned) if grows else (turned / 2, turned)
    return Answer(edge(takes_off, low, high))
