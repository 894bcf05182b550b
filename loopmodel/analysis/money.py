"""Money: what a run earns and costs, and what one unit is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from loopmodel.analysis.carry import unit_rates
from loopmodel.analysis.point import point_at
from loopmodel.arrays import Arrays, Floats, arrays_of
from loopmodel.estimate import mid
from loopmodel.model import LoopModel
from loopmodel.simulation.ensemble import Ensemble

LONGEST = 5200  # periods looked at for a payback


@dataclass(frozen=True, eq=False)
class Money:
    """Currency in each period and draw, every field of shape (periods + 1, draws).

    revenue       amounts at the period times their revenue
    cost          inflow of the period times its acquisition cost
    contribution  revenue less cost
    cash          contribution added up from period 0
    """

    revenue: Floats
    cost: Floats

    @property
    def contribution(self) -> Floats:
        return self.revenue - self.cost

    @property
    def cash(self) -> Floats:
        return np.cumsum(self.contribution, axis=0)


@dataclass(frozen=True)
class UnitMoney:
    """What one unit of a node brings in its life, at start: LTV, what it costs to acquire, and when it has paid back.

    Each figure is None with its reason in `why`, by the name of the figure.
    """

    node: str
    ltv: float | None
    cac: float | None
    ratio: float | None
    payback: int | None
    why: Mapping[str, str]


def money(made: Ensemble) -> Money:
    """The money of an ensemble, from the same draws of amounts, revenue, inflow and acquisition cost.

    Inflow is paid for as it is stated, whether or not a ceiling leaves room for it. Killers earn and cost like others.
    """
    shape = (len(made.amounts), made.amounts.shape[2])
    revenue, cost = np.zeros(shape), np.zeros(shape)
    for stage in made.stages:
        numbers, periods = stage.numbers, slice(stage.first, stage.last)
        for i, row in enumerate(stage.at):
            if np.any(numbers.revenue[i]):
                revenue[periods] += made.amounts[periods, row] * numbers.revenue[i]
            if np.any(numbers.acquisition_cost[i]):
                cost[periods] += numbers.inflow[i] * numbers.acquisition_cost[i]
    return Money(revenue, cost)


def paid_back(cash: Floats) -> Floats:
    """For each draw the first period from which cash, shape (periods, draws), stays at 0 or above.

    0 for a draw that is never below 0; infinite for one that is below 0 at the end.
    """
    below = cash < 0
    last = len(cash) - 1 - np.argmax(below[::-1], axis=0)
    first = np.where(below.any(axis=0), last + 1, 0).astype(np.float64)
    return np.where(first < len(cash), first, np.inf)


def unit_money(model: LoopModel) -> tuple[UnitMoney, ...]:
    """LTV, CAC, their ratio and the payback of every node with revenue or acquisition cost, numbers at their middle.

    LTV is what one unit brings over its life by itself and by what it converts into, from the retentions at start with
    room everywhere: v = revenue + S' v, S what stays and what converts (a Markov chain with rewards; Howard 1960). What
    it creates is not counted: that is the loop's doing.
    """
    arrays = arrays_of(model)
    stays = _stays(arrays)
    price = {node.id: mid(node.revenue) for node in model.nodes}
    revenue = np.array([price[id_] for id_ in arrays.nodes])
    found = []
    for node in model.nodes:
        if mid(node.revenue) > 0 or mid(node.acquisition_cost) > 0:
            found.append(_unit(node.id, arrays.position[node.id], mid(node.acquisition_cost), revenue, stays))
    return tuple(found)


def _unit(id_: str, at: int, cost: float, revenue: Floats, stays: Floats) -> UnitMoney:
    why: dict[str, str] = {}
    reached = _reached(stays, at)
    radius = np.abs(np.linalg.eigvals(stays[np.ix_(reached, reached)])).max(initial=0.0)
    ltv: float | None = None
    if not revenue[reached].any():
        ltv = 0.0
    elif radius < 1 - 1e-12:
        part = stays[np.ix_(reached, reached)]
        ltv = float(np.linalg.solve(np.eye(len(reached)) - part.T, revenue[reached])[reached.index(at)])
    else:
        why["ltv"] = "a unit of it, or of what it becomes, never leaves (retention 1)"
    cac = cost if cost > 0 else None
    if cac is None:
        why["cac"] = "it has no acquisition cost"
    ratio = ltv / cac if ltv is not None and cac is not None else None
    payback = _payback(at, cac, revenue, stays) if cac is not None else None
    if ratio is None:
        why["ratio"] = why.get("ltv") or why["cac"]
    if payback is None:
        why["payback"] = why.get("cac") or "over its life it never brings back what it costs"
    return UnitMoney(id_, ltv, cac, ratio, payback, why)


def ltv(made: Ensemble, node: str) -> Floats:
    """LTV of a unit of a node in each draw, as `unit_money` has it, shape (draws,); infinite where it never leaves."""
    stage = made.stages[0]
    stay, gain = unit_rates(stage, made.amounts[0])
    arrays, size, draws = stage.arrays, len(stage.arrays.nodes), made.amounts.shape[2]
    stays = np.zeros((draws, size, size))
    for i in range(size):
        stays[:, i, i] = stay[i]
    for link in np.flatnonzero(arrays.converts).tolist():
        stays[:, arrays.target[link], arrays.source[link]] += gain[link]
    at = arrays.position[node]
    reached = _reached(stays.max(axis=0), at)
    part = stays[:, reached][:, :, reached]
    worth = np.stack([np.broadcast_to(stage.numbers.revenue[i], draws) for i in reached], axis=1)
    endless = np.abs(np.linalg.eigvals(part)).max(axis=1) >= 1 - 1e-12
    part[endless] = 0.0
    found = np.linalg.solve(np.eye(len(reached)) - part.transpose(0, 2, 1), worth[:, :, None])[:, reached.index(at), 0]
    return np.where(endless & worth.any(axis=1), np.inf, found)


def _payback(at: int, cost: float, revenue: Floats, stays: Floats) -> int | None:
    """How many periods of revenue one unit needs to bring back its cost."""
    here, brought = np.eye(len(revenue))[at], 0.0
    for period in range(1, LONGEST + 1):
        earned = float(revenue @ here)
        brought += earned
        if brought >= cost * (1 - 1e-12):
            return period
        here = stays @ here
        if here.sum() < 1e-15:
            break
    return None


def _stays(arrays: Arrays) -> Floats:
    """S at start: entry (i, j) is what of one unit of j is i a period later by staying or converting."""
    point = point_at(arrays, arrays.start, "at start", ceiling=False)
    size, row = len(arrays.nodes), arrays.position
    made = np.zeros((size, size))
    for id_, stay in zip(point.nodes, point.stay, strict=True):
        made[row[id_], row[id_]] = stay
    converts = {link for link, yes in zip(arrays.links, arrays.converts, strict=True) if yes}
    for link, source, target, gain in zip(point.links, point.source, point.target, point.gain, strict=True):
        if link in converts:
            made[row[point.nodes[target]], row[point.nodes[source]]] += gain
    return made


def _reached(stays: Floats, at: int) -> list[int]:
    found, waiting = {at}, [at]
    while waiting:
        for onward in np.flatnonzero(stays[:, waiting.pop()]).tolist():
            if onward not in found:
                found.add(onward)
                waiting.append(onward)
    return sorted(found)
