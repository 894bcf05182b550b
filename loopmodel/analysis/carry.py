"""Whether the loops carry themselves, for many draws at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from loopmodel.analysis.growth import STEADY
from loopmodel.analysis.point import point_at_best
from loopmodel.analysis.radius import Entries, radius_above
from loopmodel.arrays import Chosen, Floats
from loopmodel.simulation.ensemble import Ensemble
from loopmodel.simulation.stages import Number, Stage, Values


def chance_self_sustaining(made: Ensemble) -> float | None:
    """The share of draws whose verdict is self-sustaining; None where the model has no loop.

    The verdict of a draw is that of docs/formulas.md: with room everywhere, taken at the end of the horizon where harms
    or needs change it on the way. A draw whose amounts pass all bounds counts as self-sustaining.
    """
    carried = self_sustaining(made)
    return None if carried is None else float(carried.mean())


def self_sustaining(made: Ensemble) -> Chosen | None:
    """For each draw whether its verdict is self-sustaining, shape (draws,); None where the model has no loop."""
    stage = made.stages[-1]
    if not _on_loop(stage).any():
        return None
    last = made.amounts[-1]
    if not _changing(stage):
        return carries(stage, last)
    at_last, surely = carries(stage, last), carries(stage, last, 1.0 - STEADY)
    unbounded = ~np.isfinite(last).all(axis=0)
    if len(made.stages) > 1:
        return np.asarray(at_last | unbounded)
    first, barely = carries(stage, made.amounts[0]), carries(stage, made.amounts[0], 1.0 - STEADY)
    return np.asarray(np.where(first, surely, at_last & ~barely) | unbounded)


def carries(stage: Stage, amounts: Values, factor: float = 1.0 + STEADY) -> Chosen:
    """For each draw whether the growth factor of the loops is above `factor` at these amounts, shape (nodes, draws).

    With L the factor, and M(L) as in growth.py, it is exactly when the spectral radius of M(L) is above L: radius.py.
    """
    draws = amounts.shape[1]
    return _exceeds(stage, unit_rates(stage, amounts), np.full(draws, factor))


def growth_factors(stage: Stage, amounts: Values) -> Floats:
    """The growth factor of the loops in each draw, shape (draws,), within 1e-9 of itself; 0 without a loop.

    Bisection on `carries`: M(L) falls and L rises, so there is one crossing.
    """
    draws = amounts.shape[1]
    if not _on_loop(stage).any():
        return np.zeros(draws)
    units = unit_rates(stage, amounts)
    low, high = np.full(draws, -30.0), np.full(draws, 30.0)  # logarithms
    for _ in range(36):
        middle = (low + high) / 2.0
        above = _exceeds(stage, units, np.exp(middle))
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    found = np.exp((low + high) / 2.0)
    return np.where(high <= -29.9, 0.0, found)


def _changing(stage: Stage) -> bool:
    return bool(stage.link_harms or stage.node_harms or stage.needs)


def _on_loop(stage: Stage) -> Chosen:
    """For each node of the stage whether it lies on a loop and is no killer."""
    found = np.zeros(len(stage.arrays.nodes), dtype=bool)
    point = point_at_best(stage.arrays)
    found[[stage.arrays.position[id_] for id_ in np.array(point.nodes, dtype=object)[point.on_loop]]] = True
    return found


class UnitRates(NamedTuple):
    """What stays of each node, and what each link brings per unit of its source; draws or plain numbers."""

    stay: list[Number]
    gain: list[Number]


def unit_rates(stage: Stage, amounts: Values) -> UnitRates:
    """What stays of a unit of each node, what each link brings; at amounts of shape (nodes, draws), room everywhere."""
    x = [np.asarray(row, dtype=np.float64) for row in amounts]
    numbers = stage.numbers
    stay = [_harmed(s, stage.node_harms.get(i, ()), numbers.node_severity, x) for i, s in enumerate(numbers.retention)]
    gain = [_harmed(r, stage.link_harms.get(i, ()), numbers.link_severity, x) for i, r in enumerate(numbers.rate)]
    for link, needs in stage.needs.items():
        for which, row in needs:
            gain[link] = gain[link] * (x[row] / (x[row] + numbers.half[which]))
    for node, links in stage.leaving.items():
        total = sum((gain[link] for link in links[1:]), gain[links[0]])
        part = np.minimum(1.0, stay[node] / np.maximum(total, np.finfo(np.float64).tiny))
        for link in links:
            gain[link] = gain[link] * part
        stay[node] = np.maximum(stay[node] - total * part, 0.0)
    return UnitRates(stay, gain)


def _harmed(
    value: Number, harms: Sequence[tuple[int, int, int]], severity: Sequence[Number], x: Sequence[Floats]
) -> Number:
    for which, killer, host in harms:
        total = np.maximum(x[killer] + x[host], np.finfo(np.float64).tiny)
        value = value * (1.0 - severity[which] * (x[killer] / total))
    return value


def _exceeds(stage: Stage, units: UnitRates, factor: Floats) -> Chosen:
    inside = np.flatnonzero(_on_loop(stage)).tolist()
    row = {node: i for i, node in enumerate(inside)}
    entries: Entries = {(i, i): units.stay[node] for node, i in row.items()}
    arrays = stage.arrays
    for link, (source, target, lag) in enumerate(zip(arrays.source, arrays.target, arrays.lag.tolist(), strict=True)):
        if source in row and target in row:
            at = (row[target], row[source])
            brought = units.gain[link] * factor ** float(-lag) if lag else units.gain[link]
            entries[at] = entries.get(at, 0.0) + brought
    return radius_above(entries, len(inside), factor)
