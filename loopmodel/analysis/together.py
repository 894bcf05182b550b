"""Where no single link or retention within reach is enough: two of them that are."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from loopmodel.analysis.crossing import crossing
from loopmodel.analysis.elasticity import elasticities
from loopmodel.analysis.growth import STEADY, loop_growth_factor
from loopmodel.analysis.point import Point

TRIED = 14  # quantities with the most leverage


class Part(NamedTuple):
    """One quantity: its value now, and the one it takes together with the other."""

    id: str
    field: str
    value: float
    needed: float


class Together(NamedTuple):
    """Two quantities that are enough together, each moved by the same share of its reach (above 0 up to 1)."""

    parts: tuple[Part, Part]
    effort: float


class Reach(NamedTuple):
    """What is within reach at an operating point: a rate doubled, a churn halved.

    alone     (id, field) of the quantities that are enough alone
    together  where there are none: pairs that are, the least effort first
    """

    alone: tuple[tuple[str, str], ...]
    together: tuple[Together, ...]


def within_reach(point: Point) -> Reach:
    """Which quantities of a fading model carry its loops when a rate is doubled or a churn halved, alone or in pairs.

    Solved anew for each, multipliers and room as they are; of many quantities the 14 with the most leverage. Both lists
    are empty where the loops carry themselves, or where there is none.
    """
    if not point.on_loop.any() or loop_growth_factor(point) >= 1.0 - STEADY:
        return Reach((), ())
    quantities = _quantities(point)
    alone = tuple(q for q in quantities if _factor(point, (q,), 1.0) >= 1.0)
    if alone:
        return Reach(tuple((_id(point, q), q[0]) for q in alone), ())
    made = [_pair(point, pair) for pair in combinations(quantities, 2) if _factor(point, pair, 1.0) > 1.0]
    return Reach((), tuple(sorted(made, key=lambda pair: pair.effort)))


Quantity = tuple[str, int]


def _quantities(point: Point) -> list[Quantity]:
    leverage = elasticities(point)
    if leverage.links is None or leverage.nodes is None:
        return []
    every = [(float(v), ("rate", i)) for i, v in enumerate(leverage.links)]
    every += [(float(v), ("retention", i)) for i, v in enumerate(leverage.nodes) if point.retention[i] < 1.0]
    return [quantity for size, quantity in sorted(every, key=lambda pair: -pair[0]) if size > 0.0][:TRIED]


def _moved(point: Point, quantity: Quantity, effort: float) -> tuple[Point, float]:
    field, i = quantity
    if field == "rate":
        value = float(point.rate[i]) * (1.0 + effort)
        return point.with_rate(i, value), value
    value = 1.0 - (1.0 - float(point.retention[i])) * (1.0 - effort / 2.0)
    return point.with_retention(i, value), value


def _factor(point: Point, quantities: tuple[Quantity, ...], effort: float) -> float:
    for quantity in quantities:
        point, _ = _moved(point, quantity, effort)
    return loop_growth_factor(point)


def _pair(point: Point, pair: tuple[Quantity, ...]) -> Together:
    effort = crossing(lambda share: _factor(point, pair, share), 0.0, 1.0)
    parts = [Part(_id(point, q), q[0], _value(point, q), _moved(point, q, effort)[1]) for q in pair]
    return Together((parts[0], parts[1]), effort)


def _id(point: Point, quantity: Quantity) -> str:
    return (point.links if quantity[0] == "rate" else point.nodes)[quantity[1]]


def _value(point: Point, quantity: Quantity) -> float:
    values = point.rate if quantity[0] == "rate" else point.retention
    return float(values[quantity[1]])
