"""The one figure that a question is asked about, read from every draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from loopmodel.analysis.carry import growth_factors
from loopmodel.analysis.money import money
from loopmodel.arrays import Floats
from loopmodel.model import LoopModel, Scenario
from loopmodel.simulation.ensemble import Ensemble, Watch, runs
from loopmodel.simulation.flows import flow_of
from loopmodel.simulation.sampling import Sample


@dataclass(frozen=True)
class Outcome:
    """A figure of a run.

    periods  how far a run must go
    read     the figure in each draw, shape (draws,)
    even     the figure on the scale on which its variance is taken: log(1 + amount) for amounts, which range over
             orders of magnitude, else the figure itself
    """

    periods: int
    read: Callable[[Ensemble], Floats]
    even: Callable[[Floats], Floats]


def amount_at(node: str, period: int) -> Outcome:
    """The amount of a node at a period, in units."""
    return Outcome(period, lambda made: made.of(node)[period].astype(np.float64), np.log1p)


def flow_at(link: str, period: int) -> Outcome:
    """The units a link sends in a period; 0 while it is not there."""

    def found(made: Ensemble) -> Floats:
        present = any(link in stage.arrays.links for stage in made.stages)
        return np.asarray(flow_of(made, link)[period] if present else np.zeros(made.amounts.shape[2]), np.float64)

    return Outcome(period, found, np.log1p)


def revenue_at(period: int) -> Outcome:
    """The revenue of a period, in currency."""
    return Outcome(period, lambda made: money(made).revenue[period], _itself)


def cash_at(period: int) -> Outcome:
    """The cash at the end of a period, in currency."""
    return Outcome(period, lambda made: money(made).cash[period], _itself)


def growth() -> Outcome:
    """The growth factor of the loops at start, with room everywhere, per period."""
    return Outcome(0, lambda made: growth_factors(made.stages[0], made.amounts[0]), _itself)


def _itself(values: Floats) -> Floats:
    return values


def read(
    model: LoopModel, drawn: Sample, outcome: Outcome, scenario: Scenario | None = None, watch: Watch | None = None
) -> Floats:
    """The outcome in each draw of a sample, shape (draws,)."""
    found = [outcome.read(made) for made in runs(model, drawn, outcome.periods, scenario, watch)]
    return np.concatenate(found) if found else np.zeros(0)
