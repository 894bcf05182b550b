"""Cached calls into the engine for the Money tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from loopmodel.analysis.money import Money, UnitMoney, ltv, money, paid_back, unit_money
from loopmodel.model import LoopModel, Scenario
from loopmodel.simulation.ensemble import Settings, ensemble
from loopmodel.simulation.fans import Fan, fan
from loopmodel.simulation.scenario import apply_always
from loopmodel.ui.futures import FEW, Question
from loopmodel.ui.kept import kept

Spread = tuple[float, float, float]  # 5th, 50th and 95th percentile


@dataclass(frozen=True)
class Purse:
    """Money of one scenario: fans over time, the period at which cash is back (infinite: not within the horizon)."""

    scenario: Scenario | None
    revenue: Fan
    contribution: Fan
    cash: Fan
    back: Spread
    back_share: float


def purses(question: Question, scenarios: tuple[Scenario, ...]) -> tuple[Purse, ...]:
    """Money of the base case and of each scenario."""
    return tuple(_one(question, scenario) for scenario in (None, *scenarios))


def units(question: Question, scenario: Scenario | None = None) -> tuple[UnitMoney, ...]:
    """What one unit of each node that earns or costs is worth, with every change of the scenario in force."""
    model = _under(question, scenario)
    return kept(("units", model), lambda: unit_money(model))


def unit_spread(question: Question, node: str, scenario: Scenario | None = None) -> tuple[Spread, Spread]:
    """LTV of a node and LTV / CAC, 5th, 50th and 95th percentile; infinite where a unit never leaves."""
    model = _under(question, scenario)

    def found() -> tuple[Spread, Spread]:
        few = Settings(min(FEW, question.settings.draws), question.settings.seed, precision="double")
        made = ensemble(model, few, 0)
        numbers, at = made.stages[0].numbers, made.stages[0].arrays.position[node]
        worth, cost = ltv(made, node), np.broadcast_to(numbers.acquisition_cost[at], few.draws)
        ratio = np.divide(worth, cost, out=np.full(few.draws, np.inf), where=cost > 0)
        return _spread(worth), _spread(ratio)

    return kept(("unit", model, question.settings, node), found)


def _under(question: Question, scenario: Scenario | None) -> LoopModel:
    return question.model if scenario is None else apply_always(question.model, scenario)


def _spread(values: Any) -> Spread:
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95), method="inverted_cdf")
    return float(low), float(middle), float(high)


def _one(question: Question, scenario: Scenario | None) -> Purse:
    return kept(("purse", question, scenario), lambda: _purse(question, scenario))


def _purse(question: Question, scenario: Scenario | None) -> Purse:
    few = Settings(min(FEW, question.settings.draws), question.settings.seed, question.settings.method,
                   question.settings.together)  # fmt: skip
    made = ensemble(question.model, few, question.model.horizon, scenario)
    earned: Money = money(made)
    back = paid_back(earned.cash)
    share = float(np.isfinite(back).mean())
    return Purse(scenario, fan(earned.revenue), fan(earned.contribution), fan(earned.cash), _spread(back), share)
