"""A model made ready for many draws at once: one stage for each stretch of periods in which nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loopmodel.arrays import Arrays, arrays_of
from loopmodel.model import Harm, LoopModel, Scenario
from loopmodel.quantities import Place
from loopmodel.simulation.sampling import Sample
from loopmodel.simulation.scenario import boundaries, model_at

Values = NDArray[Any]  # float32 or float64
Number = float | Values  # a plain number, or one for each draw


@dataclass(frozen=True, eq=False)
class Numbers:
    """The numbers of a stage in the order of its arrays; each a plain number or of shape (draws,)."""

    start: Sequence[Number]
    retention: Sequence[Number]
    inflow: Sequence[Number]
    capacity: Sequence[Number]
    rate: Sequence[Number]
    link_severity: Sequence[Number]
    node_severity: Sequence[Number]
    half: Sequence[Number]
    revenue: Sequence[Number]
    acquisition_cost: Sequence[Number]

    def part(self, draws: slice, dtype: type) -> Numbers:
        """The numbers of some of the draws, in float32 or float64."""
        return Numbers(**{f.name: [_cut(n, draws, dtype) for n in getattr(self, f.name)] for f in fields(self)})


@dataclass(frozen=True, eq=False)
class Stage:
    """Periods `first` up to before `last`. `at` gives for each of its nodes the row among all nodes of the run."""

    first: int
    last: int
    arrays: Arrays
    numbers: Numbers
    at: tuple[int, ...]

    @cached_property
    def source(self) -> list[int]:
        """The row of the source of each link."""
        return [self.at[i] for i in self.arrays.source]

    @cached_property
    def target(self) -> list[int]:
        """The row of the target of each link."""
        return [self.at[i] for i in self.arrays.target]

    @cached_property
    def lags(self) -> dict[int, list[int]]:
        """The links of each lag, shortest first."""
        found: dict[int, list[int]] = {}
        for link, lag in enumerate(self.arrays.lag.tolist()):
            found.setdefault(lag, []).append(link)
        return dict(sorted(found.items()))

    @cached_property
    def link_harms(self) -> dict[int, list[tuple[int, int, int]]]:
        """For each harmed link its harms: which, and the rows of killer and host."""
        return self._harms(self.arrays.link_harms)

    @cached_property
    def node_harms(self) -> dict[int, list[tuple[int, int, int]]]:
        """The same for nodes, by position in the arrays."""
        return self._harms(self.arrays.node_harms)

    @cached_property
    def needs(self) -> dict[int, list[tuple[int, int]]]:
        """For each link with needs: which, and the row of the node."""
        found: dict[int, list[tuple[int, int]]] = {}
        for which, (link, node) in enumerate(zip(self.arrays.needs.link, self.arrays.needs.node, strict=True)):
            found.setdefault(int(link), []).append((which, self.at[node]))
        return found

    @cached_property
    def leaving(self) -> dict[int, list[int]]:
        """For each node (by position) that links convert away, these links."""
        found: dict[int, list[int]] = {}
        for link in np.flatnonzero(self.arrays.converts).tolist():
            found.setdefault(int(self.arrays.source[link]), []).append(link)
        return found

    @cached_property
    def capped(self) -> dict[int, int]:
        """The position of each node with a ceiling, by its row."""
        return {self.at[i]: i for i in np.flatnonzero(np.isfinite(self.arrays.capacity)).tolist()}

    def part(self, draws: slice, dtype: type) -> Stage:
        """The stage for some of the draws."""
        return replace(self, numbers=self.numbers.part(draws, dtype))

    def _harms(self, harms: Any) -> dict[int, list[tuple[int, int, int]]]:
        found: dict[int, list[tuple[int, int, int]]] = {}
        for which, (target, killer, host) in enumerate(zip(harms.target, harms.killer, harms.host, strict=True)):
            found.setdefault(int(target), []).append((which, self.at[killer], self.at[host]))
        return found


def stages_of(
    model: LoopModel, periods: int, scenario: Scenario | None, drawn: Sample
) -> tuple[tuple[str, ...], tuple[Stage, ...]]:
    """The nodes of a run, sorted by id, and its stages over 0 to `periods`."""
    dates = [0] if scenario is None else [date for date in boundaries(scenario) if date <= periods]
    models = [model if scenario is None else model_at(model, scenario, date) for date in dates]
    nodes = tuple(sorted({id_ for m in models for id_ in m.node_ids}))
    row = {id_: i for i, id_ in enumerate(nodes)}
    stages = []
    for at, first, last in zip(models, dates, [*dates[1:], periods + 1], strict=True):
        arrays = arrays_of(at)
        stages.append(Stage(first, last, arrays, numbers_of(at, drawn), tuple(row[id_] for id_ in arrays.nodes)))
    return nodes, tuple(stages)


def numbers_of(model: LoopModel, drawn: Sample) -> Numbers:
    """The numbers of a model, drawn where they are uncertain."""

    def column(elements: Sequence[Any], field: str) -> list[Number]:
        values = [getattr(element, field) for element in elements]
        return [
            float("inf") if value is None else drawn.values(Place(element.id, field), value)
            for element, value in zip(elements, values, strict=True)
        ]

    nodes = sorted(model.nodes, key=lambda node: node.id)
    links = sorted(model.links, key=lambda link: link.id)
    on_links, on_nodes = _split(model)
    return Numbers(
        start=column(nodes, "start"),
        retention=column(nodes, "retention"),
        inflow=column(nodes, "inflow"),
        capacity=column(nodes, "capacity"),
        rate=column(links, "rate"),
        link_severity=column(on_links, "severity"),
        node_severity=column(on_nodes, "severity"),
        half=column(sorted(model.needs, key=lambda need: need.id), "half"),
        revenue=column(nodes, "revenue"),
        acquisition_cost=column(nodes, "acquisition_cost"),
    )


def _split(model: LoopModel) -> tuple[list[Harm], list[Harm]]:
    harms, nodes = sorted(model.harms, key=lambda harm: harm.id), set(model.node_ids)
    return [h for h in harms if h.target not in nodes], [h for h in harms if h.target in nodes]


def _cut(number: Number, draws: slice, dtype: type) -> Number:
    if isinstance(number, float):
        return number
    return number[draws].astype(dtype)
