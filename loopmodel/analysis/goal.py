"""Goal seek: the value that one number alone must take for a goal, or that none suffices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loopmodel.analysis.outcome import Outcome, amount_at, read
from loopmodel.arrays import Floats
from loopmodel.estimate import mid
from loopmodel.model import LoopModel, Scenario
from loopmodel.quantities import Place, Stated, stated
from loopmodel.simulation.sampling import columns

REACH = 1000.0  # an amount or rate is tried from its thousandth to a thousand times itself, and at 0
TRIED = 65  # values a round
ROUNDS = 6
MONEY = ("revenue", "acquisition_cost")


@dataclass(frozen=True)
class Goal:
    """At least `amount` units of a node at a period (at most, if not `at_least`)."""

    node: str
    amount: float
    period: int
    at_least: bool = True

    @property
    def outcome(self) -> Outcome:
        """The amount that the goal is about."""
        return amount_at(self.node, self.period)

    def met(self, values: Floats) -> np.ndarray:
        """Whether amounts meet the goal."""
        return values >= self.amount if self.at_least else values <= self.amount


@dataclass(frozen=True)
class Answer:
    """What one number alone can do for a goal.

    now    the number as it stands (its middle)
    value  the nearest value to `now` that meets the goal, or None where none does
    best   the amount nearest to the goal that it can bring about, at `best_at`
    """

    place: Place
    now: float
    value: float | None
    best: float
    best_at: float

    @property
    def why(self) -> str | None:
        """Why there is no value, or None."""
        if self.value is not None:
            return None
        return f"no value suffices: at {self.best_at:.4g} it comes nearest, with {self.best:,.4g}"


def goal_seek(model: LoopModel, goal: Goal, scenario: Scenario | None = None) -> tuple[Answer, ...]:
    """For each number alone the value that meets the goal, all others at their middle; the least change first.

    Shares are tried from 0 to 1, other numbers at 0 and from a thousandth to a thousand times themselves (at 0: up to
    1,000). The outcome need not rise or fall throughout: of the values tried that meet the goal the nearest to the
    present one is taken, and the edge beside it narrowed down to eight digits. Numbers of money are left out. Where the
    goal is met already, `value` is `now`. Raises ValueError where there is no such node or the period is negative.
    """
    if goal.node not in model.node_ids:
        raise ValueError(f"there is no node “{goal.node}”")
    if goal.period < 0:
        raise ValueError(f"period is {goal.period}; it must be 0 or more")
    numbers = [number for number in stated(model) if number.place.field not in MONEY]
    tried = np.array([_grid(number) for number in numbers]).reshape(len(numbers), TRIED)
    amounts = _amounts(model, goal, scenario, numbers, tried)
    best = np.nanargmin(np.where(np.isfinite(amounts), np.abs(amounts - goal.amount), np.inf), axis=1)
    ends = [_nearest(goal, number, t, a) for number, t, a in zip(numbers, tried, amounts, strict=True)]
    values = _narrowed(model, goal, scenario, numbers, ends)
    found = [
        Answer(n.place, mid(n.quantity), value, float(amounts[i, best[i]]), float(tried[i, best[i]]))
        for i, (n, value) in enumerate(zip(numbers, values, strict=True))
    ]
    shares = {number.place: number.share for number in numbers}
    return tuple(sorted(found, key=lambda a: (_away(a.now, a.value, shares[a.place]), a.place)))


Ends = tuple[float, float] | None  # a value that falls short and one that meets the goal, next to each other


def _grid(number: Stated) -> Floats:
    now = mid(number.quantity)
    if number.share:
        return np.sort(np.append(np.linspace(0.0, 1.0, TRIED - 1), now))
    size = now if now > 0 else 1.0
    low = number.place.field in ("capacity", "half")  # these must stay above 0
    steps = np.geomspace(size / REACH, size * REACH, TRIED - 2)
    return np.sort(np.concatenate([[size / REACH / 2 if low else 0.0], steps, [now]]))


def _amounts(model: LoopModel, goal: Goal, scenario: Scenario | None, numbers: list[Stated], tried: Floats) -> Floats:
    """The goal's amount for each value tried, one number at a time; shape as `tried`, (numbers, values)."""
    rows, count = tried.shape
    table = {}
    for i, number in enumerate(numbers):
        column = np.full(rows * count, mid(number.quantity))
        column[i * count : (i + 1) * count] = tried[i]
        table[number.place] = column
    drawn = columns(model, rows * count, table)
    return read(model, drawn, goal.outcome, scenario).reshape(rows, count)


def _nearest(goal: Goal, number: Stated, tried: Floats, amounts: Floats) -> Ends:
    """The nearest value to the present one that meets the goal, and the one beside it that does not."""
    now = mid(number.quantity)
    met = np.flatnonzero(goal.met(amounts))
    if not met.size:
        return None
    best = int(min(met.tolist(), key=lambda i: _away(now, float(tried[i]), number.share)))
    beside = best - 1 if tried[best] > now else best + 1
    return (float(tried[beside]), float(tried[best])) if tried[best] != now else (now, now)


def _narrowed(
    model: LoopModel, goal: Goal, scenario: Scenario | None, numbers: list[Stated], ends: list[Ends]
) -> list[float | None]:
    """The value at the edge between falling short and meeting the goal, for each number that has one."""
    which = [i for i, pair in enumerate(ends) if pair is not None and pair[0] != pair[1]]
    for _ in range(ROUNDS if which else 0):
        chosen = [numbers[i] for i in which]
        tried = np.array([np.linspace(*(ends[i] or (0.0, 0.0)), TRIED) for i in which])
        met = goal.met(_amounts(model, goal, scenario, chosen, tried))
        for i, row, good in zip(which, tried, met, strict=True):
            at = max(1, int(np.argmax(good)))
            ends[i] = (float(row[at - 1]), float(row[at]))
    return [None if pair is None else pair[1] for pair in ends]


def _away(now: float, value: float | None, share: bool) -> float:
    """How large a change is: the ratio for amounts, the difference for shares; endless where there is no value."""
    if value is None:
        return np.inf
    if share:
        return abs(value - now)
    if now == value:
        return 0.0
    return abs(float(np.log(value / now))) if now > 0 and value > 0 else 1e6 + abs(value - now)
