"""The step, repeated: what happens over the horizon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from loopmodel.arrays import Arrays, Floats, arrays_of
from loopmodel.model import LoopModel, Scenario
from loopmodel.simulation.factors import flows
from loopmodel.simulation.scenario import boundaries, model_at
from loopmodel.simulation.step import State, advance, start_state
from loopmodel.simulation.unrolled import project_unrolled
from loopmodel.simulation.window import project_windowed

UNROLLED_UP_TO = 100  # nodes and links together; benchmarks/engine.py shows where the two roads cross
LARGEST = 1e300  # amounts beyond this are no longer told apart from infinity


@dataclass(frozen=True, eq=False)
class Segment:
    """Periods `first` up to before `last` in which nothing of the model changes.

    amounts has shape (periods, nodes); total is their sum, infinite or nan where any of them is.
    """

    first: int
    last: int
    arrays: Arrays
    amounts: Floats
    total: float


@dataclass(frozen=True, eq=False)
class Projection:
    """Amounts and flows over time.

    periods      0, 1, ... as far as the projection goes
    stopped_why  why it ends before the periods asked for, or None
    """

    nodes: tuple[str, ...]
    links: tuple[str, ...]
    segments: tuple[Segment, ...]
    stopped_why: str | None = None

    @property
    def periods(self) -> range:
        """The periods the projection covers, 0 first."""
        return range(self.segments[-1].last)

    @cached_property
    def amounts(self) -> Mapping[str, Floats]:
        """For each node its amount at each period, in units; 0 while a scenario has it removed."""
        return self._columns(self.nodes, [(s, s.arrays.nodes, s.amounts) for s in self.segments])

    @cached_property
    def flows(self) -> Mapping[str, Floats]:
        """For each link the units it sends in each period (they arrive lag + 1 periods later)."""
        parts = [(s, s.arrays.links, flows(s.amounts, s.arrays)) for s in self.segments]
        return self._columns(self.links, parts)

    def _columns(
        self, ids: tuple[str, ...], parts: list[tuple[Segment, tuple[str, ...], Floats]]
    ) -> Mapping[str, Floats]:
        made = {id_: np.zeros(len(self.periods)) for id_ in ids}
        for segment, names, values in parts:
            for id_, column in zip(names, values.T, strict=True):
                made[id_][segment.first : segment.last] = column
        for column in made.values():
            column.setflags(write=False)
        return made


def project(model: LoopModel, periods: int | None = None, scenario: Scenario | None = None) -> Projection:
    """Project a model over `periods` (its horizon when None), under a scenario if one is given.

    The result goes from period 0 to `periods`, or to the last period whose amounts stay below 1e300.
    Raises ValueError where `periods` is negative.
    """
    count = model.horizon if periods is None else periods
    if count < 0:
        raise ValueError(f"periods is {count}; it must be 0 or more")
    if scenario is None or not scenario.changes:
        arrays = arrays_of(model)
        segments = [Segment(0, count + 1, arrays, *_repeated(arrays, count))]
        return _finite(model.node_ids, model.link_ids, segments)
    with np.errstate(over="ignore", invalid="ignore"):
        segments = _segments(model, scenario, count)
    nodes = dict.fromkeys([*model.node_ids, *(id_ for s in segments for id_ in s.arrays.nodes)])
    links = dict.fromkeys([*model.link_ids, *(id_ for s in segments for id_ in s.arrays.links)])
    return _finite(tuple(nodes), tuple(links), segments)


def amounts_of(arrays: Arrays, periods: int) -> Floats:
    """Amounts of shape (periods + 1, nodes), nodes in the order of the arrays."""
    return _repeated(arrays, periods)[0]


def _repeated(arrays: Arrays, periods: int) -> tuple[Floats, float]:
    if len(arrays.nodes) + len(arrays.links) <= UNROLLED_UP_TO:
        return project_unrolled(arrays, periods)
    with np.errstate(over="ignore", invalid="ignore"):
        amounts = project_windowed(arrays, periods)
        return amounts, float(amounts.sum())


def _segments(model: LoopModel, scenario: Scenario, count: int) -> list[Segment]:
    dates = [date for date in boundaries(scenario) if date <= count]
    segments: list[Segment] = []
    state, before = None, None
    for first, last in zip(dates, [*dates[1:], count + 1], strict=True):
        arrays = arrays_of(model_at(model, scenario, first))
        state = start_state(arrays) if state is None or before is None else _carried(state, before, arrays)
        rows = []
        for _ in range(first, last):
            rows.append(state.amounts)
            state = advance(state, arrays)
        amounts = np.array(rows)
        segments.append(Segment(first, last, arrays, amounts, float(amounts.sum())))
        before = arrays
    return segments


def _carried(state: State, before: Arrays, after: Arrays) -> State:
    """The state of one segment as the next one finds it: nodes matched by id, new ones at their start."""
    kept = [id_ for id_ in after.nodes if id_ in before.position]
    old, new = [before.position[id_] for id_ in kept], [after.position[id_] for id_ in kept]
    amounts = after.start.copy()
    amounts[new] = state.amounts[old]
    rows = max(state.created.shape[0], after.longest_lag + 1)
    created, converted = np.zeros((rows, len(amounts))), np.zeros((rows, len(amounts)))
    for carried, under_way in ((created, state.created), (converted, state.converted)):
        carried[: under_way.shape[0], new] = under_way[:, old]
    return State(amounts, created, converted)


def _finite(nodes: tuple[str, ...], links: tuple[str, ...], segments: list[Segment]) -> Projection:
    """The projection up to the last period whose amounts can still be told apart from infinity."""
    kept: list[Segment] = []
    why = None
    for s in segments:
        if not s.total < LARGEST and not (s.amounts < LARGEST).all():
            last = s.first + int(np.argmin((s.amounts < LARGEST).all(axis=1)))
            why = f"Amounts pass 1e300 in period {last}, so the projection ends there: no market is that large."
            kept.append(replace(s, last=last, amounts=s.amounts[: last - s.first]))
            break
        kept.append(s)
    return Projection(nodes, links, tuple(kept), why)
