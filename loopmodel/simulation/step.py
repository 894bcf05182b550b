"""One period: state and model in, next state out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loopmodel.arrays import Arrays, Floats
from loopmodel.simulation.factors import flows, kept_retention, room


@dataclass(frozen=True, eq=False)
class State:
    """Amounts, and what is under way.

    amounts has shape (nodes,). created and converted have shape (longest lag + 1, nodes): row d holds the units that
    arrive d steps after the next one, from `creates` and from `converts` links.
    """

    amounts: Floats
    created: Floats
    converted: Floats


def start_state(arrays: Arrays) -> State:
    """The state at period 0: nothing is under way."""
    nothing = np.zeros((arrays.longest_lag + 1, len(arrays.nodes)))
    return State(arrays.start, nothing, nothing)


def advance(state: State, arrays: Arrays) -> State:
    """The state one period later.

    All flows are computed from the state as it stands, then all are applied, so the order of links never matters.
    """
    sent = flows(state.amounts, arrays)
    created, converted = state.created.copy(), state.converted.copy()
    for under_way, of_mode in ((created, ~arrays.converts), (converted, arrays.converts)):
        np.add.at(under_way, (arrays.lag[of_mode], arrays.target[of_mode]), sent[of_mode])
    leaving = np.zeros_like(state.amounts)
    np.add.at(leaving, arrays.source[arrays.converts], sent[arrays.converts])
    amounts = settle(state.amounts, leaving, created[0], converted[0], arrays)
    return State(amounts, _next(created), _next(converted))


def settle(
    amounts: Floats, leaving: Floats | float, created: Floats, converted: Floats | float, arrays: Arrays
) -> Floats:
    """Amounts one period later, from what leaves and what arrives; each of shape (nodes,), or 0.0 for none."""
    kept = kept_retention(amounts, arrays) * amounts
    arriving = arrays.inflow + created
    if arrays.capped:
        arriving = np.minimum(room(amounts, arrays) * arriving, np.maximum(0.0, arrays.capacity - kept))
    return np.maximum(kept - leaving, 0.0) + arriving + converted


def _next(under_way: Floats) -> Floats:
    moved = np.zeros_like(under_way)
    moved[:-1] = under_way[1:]
    return moved
