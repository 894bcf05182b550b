"""Cached calls into the engine for the Scenarios page: what it shows of each scenario, small enough to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from loopmodel.analysis.both_sides import Effect, Nudge, effects_of_changes, nudges
from loopmodel.analysis.carry import chance_self_sustaining
from loopmodel.analysis.cheapest import Combination, cheapest, levers
from loopmodel.analysis.contributions import Contributions, contributions
from loopmodel.analysis.extinction import Extinction, extinction_chance
from loopmodel.analysis.goal import Answer, Goal, goal_seek
from loopmodel.analysis.ledger import Entry, ledger
from loopmodel.analysis.money import money
from loopmodel.analysis.outcome import Outcome, amount_at, cash_at, flow_at, revenue_at
from loopmodel.analysis.sensitivity import Bar, Sensitivity, sensitivity, tornado, width_left
from loopmodel.model import LoopModel, Scenario, Step
from loopmodel.quantities import uncertain
from loopmodel.simulation import compiled
from loopmodel.simulation.ensemble import Ensemble, Settings, Watch, ensemble
from loopmodel.simulation.fans import Fan, chance_of, fan
from loopmodel.simulation.flows import flow_of
from loopmodel.simulation.whole_people import whole_people
from loopmodel.ui.kept import keep, kept, recall

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
        known: Future | None = recall(key)
        if known is None:
            told = None if watch is None else _part(watch, number, len(chosen))
            base = _run(question, None, told) if base is None else base
            made = base if scenario is None else _run(question, scenario, told)
            known = keep(key, _future(question, scenario, made, base))
        found.append(known)
    return tuple(found)


def influences(question: Question) -> Sensitivity:
    """What answers for the variance of the outcome."""
    how = question.settings
    key = ("influences", question.model, question.quantity, question.period, how.together, how.seed)
    return kept(key, lambda: sensitivity(question.model, question.outcome, None, how.together, how.seed))


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
    return kept(key, lambda: (width_left(question.model, question.outcome, places, how),))[0]


def bars(question: Question) -> tuple[Bar, ...]:
    """The tornado of the outcome."""
    return kept(("bars", question), lambda: tornado(question.model, question.outcome, None, question.settings.together))


def entries(question: Question) -> tuple[Entry, ...]:
    """The assumption ledger."""
    return kept(("ledger", question), lambda: ledger(question.model, influences(question)))


def shares(question: Question, scenario: Scenario) -> Contributions:
    """What each change of a scenario contributes to the outcome."""
    return kept(("shares", question, scenario), lambda: contributions(question.model, scenario, question.outcome))


def sides(question: Question, scenario: Scenario) -> tuple[tuple[Step, Effect], ...]:
    """What each change does to users and to customers."""
    return kept(("sides", question, scenario), lambda: effects_of_changes(question.model, scenario, question.period))


def moves(question: Question) -> tuple[Nudge, ...]:
    """Every number a tenth up and down, and what that does to both sides."""
    return kept(("moves", question), lambda: nudges(question.model, question.period))


def alone(question: Question, goal: Goal) -> tuple[Answer, ...]:
    """What each number alone can do for a goal."""
    return kept(("alone", question, goal), lambda: goal_seek(question.model, goal))


def together(question: Question, goal: Goal) -> Combination:
    """The cheapest combination that meets a goal."""
    return kept(("together", question, goal), lambda: cheapest(question.model, goal, levers(question.model)))


def dying(question: Question) -> tuple[float, Extinction]:
    """The share of runs with whole people that die out, and the branching process's chance."""
    model, seed = question.model, question.settings.seed
    return kept(
        ("dying", model, seed), lambda: (whole_people(model, WHOLE_RUNS, seed).chance_gone, extinction_chance(model))
    )


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


def _part(watch: Watch, number: int, of: int) -> Watch:
    return lambda done: watch((number + done) / of)
