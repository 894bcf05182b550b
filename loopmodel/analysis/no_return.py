"""The point of no return: how much of a killer is too much, and until when acting against it still helps."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from loopmodel.analysis.course import carries, ends_well
from loopmodel.analysis.growth import STEADY
from loopmodel.analysis.killers import Answer, harming
from loopmodel.arrays import Arrays, arrays_of
from loopmodel.model import LoopModel
from loopmodel.simulation.step import State, advance, start_state

MOST = 1e6  # times what it hides among, in the search for too much


class NoReturn(NamedTuple):
    """The point of no return of one killer.

    amount       of it at start beyond which, without action, the loops do not carry themselves at the horizon
    share        the same as a share of what it hides among at start
    host         that node
    last_chance  last period from which removing all of it each period still saves them at the end of another horizon
    """

    killer: str
    host: str
    amount: Answer
    share: Answer
    last_chance: Answer


def points_of_no_return(model: LoopModel) -> tuple[NoReturn, ...]:
    """The point of no return of every killer that harms something, by bisection on the projection, in file order."""
    arrays = arrays_of(model)
    return tuple(_of(arrays, killer, model.horizon) for killer in harming(model, arrays))


def _of(arrays: Arrays, killer: str, horizon: int) -> NoReturn:
    place = arrays.position[killer]
    host = min(
        int(h.host[i]) for h in (arrays.link_harms, arrays.node_harms) for i in np.flatnonzero(h.killer == place)
    )
    amount = _too_much(arrays, place, host, horizon)
    hidden = float(arrays.start[host])
    share = Answer(amount.value / (amount.value + hidden)) if amount.value is not None and hidden > 0 else amount
    return NoReturn(killer, arrays.nodes[host], amount, share, _last_chance(arrays, place, horizon))


def _too_much(arrays: Arrays, place: int, host: int, horizon: int) -> Answer:
    def well(amount: float) -> bool:
        start = arrays.start.copy()
        start[place] = amount
        return ends_well(replace(arrays, start=start), horizon)

    high = MOST * max(1.0, float(arrays.start[host]))
    if not well(0.0):
        return Answer(None, "without any of it at start the loops do not carry themselves at the horizon either")
    if well(high):
        return Answer(None, "the loops recover from any amount of it at start")
    low = 0.0
    for _ in range(100):
        middle = (low + high) / 2 if high < 4 * low or high < 1e-6 else (max(low, high * 1e-12) * high) ** 0.5
        if middle in (low, high):
            break
        low, high = (middle, high) if well(middle) else (low, middle)
    return Answer(low)


def _last_chance(arrays: Arrays, place: int, horizon: int) -> Answer:
    if ends_well(arrays, horizon):
        return Answer(None, "the loops carry themselves at the horizon without any action")
    states = [start_state(arrays)]
    for _ in range(horizon):
        states.append(advance(states[-1], arrays))
    kept = arrays.retention.copy()
    kept[place] = 0.0
    without = replace(arrays, retention=kept)
    if not _recovers(states[0], without, horizon):
        return Answer(None, "not even removing all of it each period from the start saves the loops")
    if _recovers(states[-1], without, horizon):
        return Answer(None, "whenever all of it is removed, what is left recovers, throughout the horizon")
    low, high = 0, horizon
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _recovers(states[middle], without, horizon) else (low, middle)
    return Answer(float(low))


def _recovers(state: State, arrays: Arrays, horizon: int) -> bool:
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(horizon):
            after = advance(state, arrays)
            if not np.isfinite(after.amounts).all():
                break
            state = after
    return carries(arrays, state.amounts) > 1.0 + STEADY
