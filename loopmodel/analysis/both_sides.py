"""Users and customers at once: what a change does to each, and what would help both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from loopmodel.analysis.outcome import Outcome, read
from loopmodel.arrays import Floats
from loopmodel.estimate import mid
from loopmodel.model import LoopModel, Scenario, Step
from loopmodel.quantities import Place, stated
from loopmodel.simulation.ensemble import Ensemble
from loopmodel.simulation.sampling import columns

NOTHING = 1e-6  # relative changes up to this count as none
MONEY = ("revenue", "acquisition_cost")
Judgement = Literal["helps both", "helps one", "hurts one", "trade-off", "hurts both", "no effect"]


@dataclass(frozen=True)
class Effect:
    """What a change does by a period: relative change of all users and of all customers, members counting as both.

    None where that side is not there or stands at 0 without the change.
    """

    users: float | None
    customers: float | None

    @property
    def judged(self) -> Judgement:
        """Whether it helps or hurts; a "trade-off" helps one side and hurts the other."""
        signs = [0 if v is None or abs(v) <= NOTHING else 1 if v > 0 else -1 for v in (self.users, self.customers)]
        if 1 in signs and -1 in signs:
            return "trade-off"
        if not any(signs):
            return "no effect"
        both = all(signs)
        if 1 in signs:
            return "helps both" if both else "helps one"
        return "hurts both" if both else "hurts one"


@dataclass(frozen=True)
class Nudge:
    """One number moved alone, and what that does to both sides."""

    place: Place
    before: float
    after: float
    effect: Effect


def effects_of_changes(model: LoopModel, scenario: Scenario, period: int) -> tuple[tuple[Step, Effect], ...]:
    """Each change of a scenario alone against the base case, every number at its middle."""
    users, customers = _sides(model, period)
    middle = columns(model, 1, {})
    base = [float(read(model, middle, side)[0]) for side in (users, customers)]
    found = []
    for change in scenario.changes:
        alone = replace(scenario, changes=(change,))
        moved = [float(read(model, middle, side, alone)[0]) for side in (users, customers)]
        found.append((change, Effect(*(_relative(b, m) for b, m in zip(base, moved, strict=True)))))
    return tuple(found)


def nudges(model: LoopModel, period: int, step: float = 0.1, scenario: Scenario | None = None) -> tuple[Nudge, ...]:
    """Every number moved up and down by `step` of itself, those that help both sides most first.

    A share moves that part of its way to 0 or to 1, whichever is nearer, so that it stays one. The order is by the
    smaller of the two effects, because what helps both is only as good as what it does for the worse-off side.
    """
    moves = [move for number in stated(model) if number.place.field not in MONEY for move in _moves(number, step)]
    if not moves:
        return ()
    count = len(moves) + 1
    table: dict[Place, Floats] = {}
    for i, (place, before, after) in enumerate(moves):
        table.setdefault(place, np.full(count, before))[i + 1] = after
    drawn = columns(model, count, table)
    users, customers = (read(model, drawn, side, scenario) for side in _sides(model, period))
    found = [
        Nudge(
            place, before, after, Effect(_relative(users[0], users[i + 1]), _relative(customers[0], customers[i + 1]))
        )
        for i, (place, before, after) in enumerate(moves)
    ]
    return tuple(sorted(found, key=lambda n: (-_worse(n.effect), n.place, n.after)))


def helping_both(found: Sequence[Nudge]) -> tuple[Nudge, ...]:
    """Those that help users and customers at once."""
    return tuple(nudge for nudge in found if nudge.effect.judged == "helps both")


def _moves(number: tuple[Place, object, bool], step: float) -> list[tuple[Place, float, float]]:
    place, quantity, share = number
    now = mid(quantity)  # type: ignore[arg-type]
    by = step * (min(now, 1.0 - now) if share else now)
    return [(place, now, now + by), (place, now, now - by)] if by > 0 else []


def _sides(model: LoopModel, period: int) -> tuple[Outcome, Outcome]:
    return _total(model, ("user", "member"), period), _total(model, ("customer", "member"), period)


def _total(model: LoopModel, roles: tuple[str, ...], period: int) -> Outcome:
    ids = {node.id for node in model.nodes if node.role in roles}

    def total(made: Ensemble) -> Floats:
        rows = [i for i, id_ in enumerate(made.nodes) if id_ in ids]
        return np.asarray(made.amounts[period, rows].sum(axis=0), dtype=np.float64)

    return Outcome(period, total, np.log1p)


def _relative(before: float, after: float) -> float | None:
    change = float(after - before)
    return change / float(before) if before > 0 and np.isfinite(change) else None


def _worse(effect: Effect) -> float:
    known = [value for value in (effect.users, effect.customers) if value is not None]
    return min(known, default=-np.inf)
