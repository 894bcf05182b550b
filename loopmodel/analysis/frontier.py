"""Two sides that need each other: the starts on the edge between the two futures, and the cheapest way past it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from loopmodel.analysis.course import ends_well
from loopmodel.analysis.killers import Answer
from loopmodel.analysis.point import point_at_best
from loopmodel.analysis.verdict import focal_node
from loopmodel.arrays import Arrays, Floats
from loopmodel.estimate import mid
from loopmodel.model import LoopModel

CLOSE = 1.0005  # ratio of the two ends at which a bisection stops
ACROSS = 21  # points of the frontier


class Seeding(NamedTuple):
    """Units added to two sides at start, and what they cost; `by_heads` where a price is missing and heads count."""

    added: tuple[float, float]
    cost: float
    by_heads: bool


def edge(takes_off: Callable[[float], bool], low: float, high: float) -> float:
    """Between a start that dies and one that takes off, the least that does."""
    while high > CLOSE * max(low, 1e-9):
        middle = (low * high) ** 0.5 if low > high / 4 else (low + high) / 2
        low, high = (low, middle) if takes_off(middle) else (middle, high)
    return high


def alone(arrays: Arrays, node: int, horizon: int, most: float | None = None) -> Answer:
    """The least start of one node that takes off, all others as they are."""

    def takes_off(amount: float) -> bool:
        start = arrays.start.copy()
        start[node] = amount
        return ends_well(replace(arrays, start=start), horizon)

    if takes_off(0.0):
        return Answer(0.0)
    high = most or min(max(1.0, float(arrays.start[node])) * 1024.0, float(arrays.capacity[node]))
    if not takes_off(high):
        return Answer(None, "no start of it alone is enough")
    return Answer(edge(takes_off, 0.0, high))


def two_sides(model: LoopModel, arrays: Arrays) -> tuple[int, int] | None:
    """A customer and a user on loops, else the first two nodes on them."""
    point = point_at_best(arrays)
    on = [id_ for id_, yes in zip(point.nodes, point.on_loop, strict=True) if yes]
    order = [node for node in model.nodes if node.id in on]
    user = next((n.id for n in order if n.role in ("user", "member")), focal_node(model, point))
    payer = next((n.id for n in order if n.role == "customer"), None)
    other = payer or next((n.id for n in order if n.id != user), None)
    return None if user is None or other is None else (arrays.position[user], arrays.position[other])


def frontier(
    model: LoopModel, arrays: Arrays, sides: tuple[int, int], seeds: Floats
) -> tuple[tuple[tuple[float, float], ...], Seeding | None]:
    first, second = sides
    most = min(float(seeds[second]) * 64.0, float(arrays.capacity[second]))

    def needed(amount: float) -> float | None:
        start = arrays.start.copy()
        start[first] = amount
        return alone(replace(arrays, start=start), second, model.horizon, most).value

    centre, limit = float(seeds[first]), float(arrays.capacity[first])
    across = [x for x in np.geomspace(centre / 8.0, centre * 8.0, ACROSS).tolist() if x <= limit]
    points: list[tuple[float, float]] = []
    for x in across:
        y = needed(x)
        if y is not None:
            points.append((x, y))
        if y == 0.0:
            break
    return tuple(points), _cheapest(model, arrays, sides, points, needed)


def _cheapest(
    model: LoopModel,
    arrays: Arrays,
    sides: tuple[int, int],
    points: list[tuple[float, float]],
    needed: Callable[[float], float | None],
) -> Seeding | None:
    """The least cost along the frontier, by golden section between the neighbours of its cheapest point."""
    begin = [float(arrays.start[i]) for i in sides]
    prices = [mid(model.by_id[arrays.nodes[i]].acquisition_cost) for i in sides]
    by_heads = min(prices) <= 0.0
    price = [1.0, 1.0] if by_heads else prices

    def added(x: float, y: float) -> tuple[float, float]:
        return max(0.0, x - begin[0]), max(0.0, y - begin[1])

    def cost(x: float, y: float | None) -> float:
        return np.inf if y is None else sum(p * a for p, a in zip(price, added(x, y), strict=True))

    if ends_well(arrays, model.horizon):
        return None
    every = sorted([*points, *((begin[0], y) for y in [needed(begin[0])] if y is not None)])
    if not every:
        return None
    best = min(range(len(every)), key=lambda i: cost(*every[i]))
    ends = every[max(best - 1, 0)][0], every[min(best + 1, len(every) - 1)][0]
    x = _golden(lambda x: cost(x, needed(x)), *ends)
    y = needed(x)
    if y is None or cost(x, y) > cost(*every[best]):
        x, y = every[best]
    return Seeding(added(x, y), float(cost(x, y)), by_heads)


def _golden(cost: Callable[[float], float], low: float, high: float) -> float:
    """Where a cost with one valley is least, by golden section."""
    for _ in range(16):
        a, b = low + 0.382 * (high - low), low + 0.618 * (high - low)
        low, high = (low, b) if cost(a) <= cost(b) else (a, high)
    return (low + high) / 2
