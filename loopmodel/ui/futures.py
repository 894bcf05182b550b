"""Cached calls into the engine for the Scenarios page: what it shows of each scenario, small enough to keep."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import streamlit as st

from loopmodel.analysis.both_sides import Effect, Nudge, effects_of_changes, nudges
from loopmodel.analysis.carry import chance_self_sustaining
from loopmodel.analysis.cheapest import Combination, cheapest, levers
from loopmodel.analysis.contributions import Contributions, contributions
from loopmodel.analysis.extinction import Extinction, extinction_chance
from loopmodel.analysis.goal import Answer, Goal, goal_seek
from loopmodel.analysis.ledger import Entry, ledger
from loopmodel.analysis.money import Money, UnitMoney, ltv, money, paid_back, unit_money
from loopmodel.analysis.outcome import Outcome, amount_at, cash_at, flow_at, revenue_at
from loopmodel.analysis.sensitivity import Bar, Sensitivity, sensitivity, tornado, width_left
from loopmodel.model import LoopModel, Scenario, Step
from loopmodel.quantities import uncertain
from loopmodel.simulation import compiled
from loopmodel.simulation.ensemble import Ensemble, Settings, Watch, ensemble
from loopmodel.simulation.fans import Fan, chance_of, fan
from loopmodel.simulation.flows import flow_of
from loopmodel.simulation.scenario import apply_always
from loopmodel.simulation.whole_people import whole_people

T = TypeVar("T")
Spread = tuple[float, float, float]  # 5th, 50th and 95th percentile
KEPT = 200
WHOLE_RUNS = 2000
MUCH = 300_000_000  # about how many steps of a node or link a side question may take
FEW = 4000  # draws for money and LTV, which are kept in double precision
REVENUE, CASH = "revenue", "cash"


@dataclass(frozen=True)
class Question:
    """What the page is about: one quantity (a node, a link, "revenue" or "cash") by a period, and a goal for it."""

    model: LoopModel
    settings: Settings
    quantity: str
    period: int
    goal: float | None = None

    @property
    def outcome(self) -> Outcome:
        """The quantity at the period."""
        if self.quantity == REVENUE:
            return revenue_at(self.period)
        if self.quantity == CASH:
            return cash_at(self.period)
        return (amount_at if self.quantity in self.model.node_ids else flow_at)(self.quantity, self.period)


@dataclass(frozen=True)
class Future:
    """One scenario (the base case where `scenario` is None) in figures.

    gain  fan of its difference to the base case, draw by draw; None for the base case
    """

    scenario: Scenario | None
    fan: Fan
    chance: float | None
    goal_chance: float | None
    gain: Fan | None


@dataclass(frozen=True)
class Purse:
    """Money of one scenario: fans over time, the period at which cash is back (infinite: not within the horizon)."""

    scenario: Scenario | None
    revenue: Fan
    contribution: Fan
    cash: Fan
    back: Spread
    back_share: float


def prepare() -> None:
    """Have the compiled step made ready in the background; until it is, draws are made with numpy."""
    compiled.prepare()


def certain(model: LoopModel) -> bool:
    """Whether no number of the model or its scenarios has a range."""
    return not uncertain(model)


def futures(question: Question, scenarios: tuple[Scenario, ...], watch: Watch | None = None) -> tuple[Future, ...]:
    """The base case first, then each scenario, from the same draws."""
    found: list[Future] = []
    base: Ensemble | None = None
    chosen = (None, *scenarios)
    for number, scenario in enumerate(chosen):
        key = ("future", question, scenario)
        known: Future | None = _store().get(key)
        if known is None:
            told = None if watch is None else _part(watch, number, len(chosen))
            base = _run(question, None, told) if base is None else base
            made = base if scenario is None else _run(question, scenario, told)
            known = _keep(key, _future(question, scenario, made, base))
        found.append(known)
    return tuple(found)


def purses(question: Question, scenarios: tuple[Scenario, ...]) -> tuple[Purse, ...]:
    """Money of the base case and of each scenario."""
    return tuple(_kept_purse(question, scenario) for scenario in (None, *scenarios))


def influences(question: Question) -> Sensitivity:
    """What answers for the variance of the outcome."""
    how = question.settings
    key = ("influences", question.model, question.quantity, question.period, how.together, how.seed)
    return _kept(key, lambda: sensitivity(question.model, question.outcome, None, how.together, how.seed))


def narrowed(question: Question, found: Sensitivity) -> float | None:
    """How wide the fan is that knowing the most influential number would leave."""
    if not found.influences:
        return None
    model = question.model
    size = (len(model.nodes) + len(model.links)) * (question.period + 1)
    few = max(100, min(FEW, MUCH // size))
    how = Settings(few, question.settings.seed, question.settings.method, question.settings.together)
    places = found.influences[0].places
    # kept in a tuple, because None is an answer too
    key = ("narrowed", question, places)
    return _kept(key, lambda: (width_left(question.model, question.outcome, places, how),))[0]


def bars(question: Question) -> tuple[Bar, ...]:
    """The tornado of the outcome."""
    return _kept(
        ("bars", question), lambda: tornado(question.model, question.outcome, None, question.settings.together)
    )


def entries(question: Question) -> tuple[Entry, ...]:
    """The assumption ledger."""
    return _kept(("ledger", question), lambda: ledger(question.model, influences(question)))


def shares(question: Question, scenario: Scenario) -> Contributions:
    """What each change of a scenario contributes to the outcome."""
    return _kept(("shares", question, scenario), lambda: contributions(question.model, scenario, question.outcome))


def sides(question: Question, scenario: Scenario) -> tuple[tuple[Step, Effect], ...]:
    """What each change does to users and to customers."""
    return _kept(("sides", question, scenario), lambda: effects_of_changes(question.model, scenario, question.period))


def moves(question: Question) -> tuple[Nudge, ...]:
    """Every number a tenth up and down, and what that does to both sides."""
    return _kept(("moves", question), lambda: nudges(question.model, question.period))


def alone(question: Question, goal: Goal) -> tuple[Answer, ...]:
    """What each number alone can do for a goal."""
    return _kept(("alone", question, goal), lambda: goal_seek(question.model, goal))


def together(question: Question, goal: Goal) -> Combination:
    """The cheapest combination that meets a goal."""
    return _kept(("together", question, goal), lambda: cheapest(question.model, goal, levers(question.model)))


def dying(question: Question) -> tuple[float, Extinction]:
    """The share of runs with whole people that die out, and the branching process's chance."""
    model, seed = question.model, question.settings.seed
    return _kept(
        ("dying", model, seed), lambda: (whole_people(model, WHOLE_RUNS, seed).chance_gone, extinction_chance(model))
    )


def units(question: Question, scenario: Scenario | None = None) -> tuple[UnitMoney, ...]:
    """What one unit of each node that earns or costs is worth, with every change of the scenario in force."""
    model = _under(question, scenario)
    return _kept(("units", model), lambda: unit_money(model))


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

    return _kept(("unit", model, question.settings, node), found)


def _under(question: Question, scenario: Scenario | None) -> LoopModel:
    return question.model if scenario is None else apply_always(question.model, scenario)


def _spread(values: Any) -> Spread:
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95), method="inverted_cdf")
    return float(low), float(middle), float(high)


def _run(question: Question, scenario: Scenario | None, watch: Watch | None = None) -> Ensemble:
    return ensemble(question.model, question.settings, question.model.horizon, scenario, watch)


def _future(question: Question, scenario: Scenario | None, made: Ensemble, base: Ensemble) -> Future:
    values = _values(question, made)
    goal = None if question.goal is None else chance_of(values, question.goal, question.period)
    gain = None
    if scenario is not None:
        gain = fan(values - _values(question, base))  # the same draws, so chance cancels
    return Future(scenario, fan(values), chance_self_sustaining(made), goal, gain)


def _values(question: Question, made: Ensemble) -> Any:
    if question.quantity in (REVENUE, CASH):
        earned = money(made)
        return earned.revenue if question.quantity == REVENUE else earned.cash
    if question.quantity in question.model.node_ids:
        return made.of(question.quantity)
    present = any(question.quantity in stage.arrays.links for stage in made.stages)
    return flow_of(made, question.quantity) if present else np.zeros_like(made.amounts[:, 0])


def _kept_purse(question: Question, scenario: Scenario | None) -> Purse:
    return _kept(("purse", question, scenario), lambda: _purse(question, scenario))


def _purse(question: Question, scenario: Scenario | None) -> Purse:
    few = Settings(min(FEW, question.settings.draws), question.settings.seed, question.settings.method,
                   question.settings.together)  # fmt: skip
    made = ensemble(question.model, few, question.model.horizon, scenario)
    earned: Money = money(made)
    back = paid_back(earned.cash)
    share = float(np.isfinite(back).mean())
    return Purse(scenario, fan(earned.revenue), fan(earned.contribution), fan(earned.cash), _spread(back), share)


def _part(watch: Watch, number: int, of: int) -> Watch:
    return lambda done: watch((number + done) / of)


@st.cache_resource(show_spinner=False)
def _store() -> OrderedDict[Hashable, Any]:
    return OrderedDict()


def _keep(key: Hashable, value: T) -> T:
    store = _store()
    store[key] = value
    while len(store) > KEPT:
        store.popitem(last=False)
    return value


def _kept(key: Hashable, make: Callable[[], T]) -> T:
    """A result from the store; Streamlit's own cache would replay the progress bar instead of moving it."""
    found: T | None = _store().get(key)
    return _keep(key, make()) if found is None else found
