"""What an ensemble shows: fans of percentiles, and the chance of a goal by a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loopmodel.arrays import Floats
from loopmodel.simulation.stages import Values

FAN = (5.0, 25.0, 50.0, 75.0, 95.0)


@dataclass(frozen=True, eq=False)
class Fan:
    """Percentiles over time: `lines` gives for each of `percents` the values of the periods 0, 1, ...

    stopped_why  why it ends before the periods of the ensemble, or None
    """

    percents: tuple[float, ...]
    lines: Floats
    stopped_why: str | None = None

    def line(self, percent: float) -> Floats:
        """The values of one percentile over time."""
        return np.asarray(self.lines[self.percents.index(percent)])


def fan(values: Values, percents: Sequence[float] = FAN) -> Fan:
    """The fan of one quantity from its draws, shape (periods, draws).

    A percentile between two draws is interpolated (Hyndman and Fan 1996, definition 7). Sorting costs more than the
    simulation, so ask only for what is shown. The fan ends where a percentile asked for is no longer finite.
    """
    ordered = np.sort(values, axis=1)
    place = np.asarray(percents) / 100.0 * (values.shape[1] - 1)
    lower = np.floor(place).astype(np.intp)
    upper = np.minimum(lower + 1, values.shape[1] - 1)
    low, high = ordered[:, lower].astype(np.float64), ordered[:, upper].astype(np.float64)
    good = np.asarray((np.isfinite(low) & np.isfinite(high)).all(axis=1))
    last = len(good) if good.all() else int(np.argmin(good))
    lines = low[:last] + (place - lower) * (high[:last] - low[:last])
    why = (
        f"In period {last} amounts pass all bounds in some draws, so the fan ends there." if last < len(good) else None
    )
    return Fan(tuple(percents), lines.T, why)


def chance_of(values: Values, goal: float, period: int, at_least: bool = True) -> float:
    """The share of draws, shape (periods, draws), that reach a goal in some period up to `period`.

    With ``at_least`` false, the share that falls to the goal or below it. Raises ValueError for a period outside.
    """
    if not 0 <= period < len(values):
        raise ValueError(f"period is {period}; it must be between 0 and {len(values) - 1}")
    until = values[: period + 1]
    most = (until.max(axis=0) if at_least else until.min(axis=0)).astype(np.float64)
    reached = most >= goal if at_least else most <= goal
    return float(reached.mean())
