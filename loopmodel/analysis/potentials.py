"""Costs 0 or more on edges, in whose order loops come by gain."""

from __future__ import annotations

import numpy as np

from loopmodel.analysis.influence import Edges
from loopmodel.arrays import Floats

ROUNDS = 64


def gain_costs(found: Edges, far: float) -> tuple[Floats, float]:
    """Cost of each edge, and by how much a further edge may raise the gain of a loop (its log; 0 where none can).

    Log of a loop's gain is credit * edges - cost. Where no loop has a gain above 1, potentials p with log gain <=
    p_target - p_source exist (Bellman 1958, Ford 1956), and with them every cost is 0 or more and the credit 0: loops
    then come exactly in the order of their gain. Else the credit is the least that makes such potentials exist.
    """
    with np.errstate(divide="ignore"):
        log_gain = np.minimum(np.log(found.per_life), far / 10)
    live = np.isfinite(log_gain)
    credit, potential = 0.0, _potentials(found, log_gain, live, 0.0)
    if potential is None:
        credit, potential = _least_credit(found, log_gain, live)
    cost = np.full(len(log_gain), far)
    moved = credit - log_gain + potential[found.target] - potential[found.source]
    cost[live] = np.maximum(moved[live], 0.0)
    return cost, credit


def _potentials(found: Edges, log_gain: Floats, live: np.ndarray, credit: float) -> Floats | None:
    """Potentials under which no edge gains more than the credit; None where a loop does (or it takes too long)."""
    made = np.zeros(len(found.nodes))
    source, target, size = found.source[live], found.target[live], log_gain[live] - credit
    for _ in range(min(len(made), ROUNDS) + 1):
        before = made.copy()
        np.maximum.at(made, target, before[source] + size)
        if (made - before).max(initial=0.0) <= 1e-12:
            return made
    return None


def _least_credit(found: Edges, log_gain: Floats, live: np.ndarray) -> tuple[float, Floats]:
    low, high = 0.0, float(max(log_gain[live].max(), 0.0)) + 1e-9
    best = np.zeros(len(found.nodes))
    for _ in range(12):
        middle = (low + high) / 2
        potential = _potentials(found, log_gain, live, middle)
        if potential is None:
            low = middle
        else:
            high, best = middle, potential
    return high, best
