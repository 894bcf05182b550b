"""The cheapest combination of changes that meets a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from loopmodel.analysis.goal import MONEY, Goal
from loopmodel.analysis.outcome import read
from loopmodel.arrays import Floats
from loopmodel.estimate import mid, ranged
from loopmodel.model import LoopModel, Scenario
from loopmodel.quantities import Place, stated
from loopmodel.simulation.sampling import columns

NUDGE = 1e-5
DOUBLE = 2.0  # a number without a range may be halved or doubled


@dataclass(frozen=True)
class Lever:
    """A number that may be changed between two bounds; `effort` weighs it against the others."""

    place: Place
    now: float
    low: float
    high: float
    share: bool
    effort: float = 1.0


@dataclass(frozen=True)
class Combination:
    """The values that meet the goal for the least effort, or None with the reason.

    effort  sum over the levers of effort * (change)^2, changes in natural logarithms (shares: logits)
    amount  what the goal's amount then is
    """

    values: dict[Place, float] | None
    effort: float | None
    amount: float
    why: str | None = None


def levers(model: LoopModel) -> tuple[Lever, ...]:
    """Every number that a plan could move: within its range, or to half and double where it has none.

    Numbers at 0, and shares at 1, have no logarithm (logit) and stay as they are; so do numbers of money and killers'.
    """
    foes = {node.id for node in model.nodes if node.role == "killer"}
    found = []
    for place, quantity, share in stated(model):
        now = mid(quantity)
        if place.field in MONEY or place.target in foes or now <= 0 or (share and now >= 1):
            continue
        if ranged(quantity) and quantity.low is not None and quantity.high is not None:
            low, high = quantity.low, quantity.high
        elif share:
            low, high = (float(expit(logit(now) + sign * np.log(DOUBLE))) for sign in (-1, 1))
        else:
            low, high = now / DOUBLE, now * DOUBLE
        tiny = 1e-6
        bounds = (max(low, tiny), min(high, 1 - tiny)) if share else (max(low, now * tiny), high)
        found.append(Lever(place, now, min(bounds[0], now), max(bounds[1], now), share))
    return tuple(found)


def cheapest(model: LoopModel, goal: Goal, chosen: Sequence[Lever], scenario: Scenario | None = None) -> Combination:
    """The least effort that meets a goal, by sequential quadratic programming (SciPy's SLSQP; Kraft 1988).

    Effort grows with the square of a change, so the second step costs more than the first and several numbers share
    the work. Where even the better bounds of all do not suffice there is none; a combination that SLSQP could not
    confirm is not given either. What is found is a local optimum.
    """
    task = _Task(model, goal, tuple(chosen), scenario)
    nothing = np.zeros(len(chosen))
    if task.slack(nothing)[0] >= 0:
        return Combination({}, 0.0, task.amount(nothing))
    bounds = [(_to(lever, lever.low), _to(lever, lever.high)) for lever in chosen]
    better = _better(task.slope(nothing), bounds) if chosen else nothing
    if task.slack(better)[0] < 0:
        why = "even with every number at its better bound the goal is not reached"
        return Combination(None, None, task.amount(better), why)
    moves, effort = _least(task, better / 2, bounds)
    if task.slack(moves)[0] < -1e-6:
        why = "the search did not settle; try wider bounds or fewer numbers"
        return Combination(None, None, task.amount(moves), why)
    moved = [(lever, move) for lever, move in zip(chosen, moves, strict=True) if abs(move) > 1e-6]
    return Combination({lever.place: float(_back(lever, move)) for lever, move in moved}, effort, task.amount(moves))


@dataclass(frozen=True)
class _Task:
    """The goal as a function of the moves of the levers, of shape (levers,) or (tries, levers)."""

    model: LoopModel
    goal: Goal
    chosen: tuple[Lever, ...]
    scenario: Scenario | None

    def amounts(self, moves: Floats) -> Floats:
        table = {lever.place: _back(lever, moves[:, i]) for i, lever in enumerate(self.chosen)}
        return read(self.model, columns(self.model, len(moves), table), self.goal.outcome, self.scenario)

    def amount(self, moves: Floats) -> float:
        return float(self.amounts(moves[None])[0])

    def slack(self, moves: Floats) -> Floats:
        """How far beyond the goal, in logarithms; negative short of it."""
        sign = 1.0 if self.goal.at_least else -1.0
        return np.asarray(sign * (np.log1p(self.amounts(np.atleast_2d(moves))) - np.log1p(self.goal.amount)))

    def slope(self, moves: Floats) -> Floats:
        """The slope of the slack, by central differences in one run."""
        size = len(self.chosen)
        found = self.slack(np.vstack([moves + NUDGE * np.eye(size), moves - NUDGE * np.eye(size)]))
        return np.asarray((found[:size] - found[size:]) / (2 * NUDGE))


def _least(task: _Task, first: Floats, bounds: Sequence[tuple[float, float]]) -> tuple[Floats, float]:
    from scipy.optimize import minimize  # late: importing it takes longer than most commands run

    weights = np.array([lever.effort for lever in task.chosen])
    made = minimize(
        lambda moves: float(weights @ moves**2),
        first,
        jac=lambda moves: 2 * weights * moves,
        bounds=bounds,
        method="SLSQP",
        constraints=[{"type": "ineq", "fun": lambda moves: task.slack(moves)[0], "jac": task.slope}],
        options={"ftol": 1e-12, "maxiter": 200},
    )
    return made.x, float(made.fun)


def _better(slope: Floats, bounds: Sequence[tuple[float, float]]) -> Floats:
    return np.array([high if s > 0 else low if s < 0 else 0.0 for s, (low, high) in zip(slope, bounds, strict=True)])


def _to(lever: Lever, value: float) -> float:
    """The change from now to a value, in logits or logarithms."""
    return float(logit(value) - logit(lever.now) if lever.share else np.log(value / lever.now))


def _back(lever: Lever, move: Floats) -> Floats:
    return np.asarray(expit(logit(lever.now) + move) if lever.share else lever.now * np.exp(move))
