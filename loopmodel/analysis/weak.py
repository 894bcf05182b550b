"""The three lenses on every link and retention: leverage, fragility, loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from loopmodel.analysis.break_even import thresholds
from loopmodel.analysis.elasticity import elasticities
from loopmodel.analysis.growth import growth_factor, loop_growth_factor
from loopmodel.analysis.levels import Threshold
from loopmodel.analysis.point import Point
from loopmodel.analysis.verdict import At, operating_point
from loopmodel.arrays import arrays_of
from loopmodel.model import LoopModel

EXACT_UP_TO = 400  # entries whose loss is solved anew
OF_MORE = 20  # of a larger model only those with the most leverage
FACTORED_UP_TO = 10_000  # nodes

Field = Literal["rate", "retention"]


class Entry(NamedTuple):
    """One quantity under the three lenses.

    elasticity  leverage: share of a proportional change that the growth factor takes over
    break_even  fragility: the value at which the loops just carry themselves
    distance    the way there as a share of the value: -0.2 is 20 % down; None with `break_even_why` or at value 0
    without     loss: growth factor per period if the quantity were 0
    """

    id: str
    field: Field
    value: float
    elasticity: float | None
    elasticity_why: str | None
    break_even: float | None
    break_even_why: str | None
    without: float | None
    without_why: str | None

    @property
    def distance(self) -> float | None:
        """From the value to the break-even, as a share of the value."""
        if self.break_even is None or self.value <= 0.0:
            return None
        return self.break_even / self.value - 1.0


@dataclass(frozen=True)
class WeakPoints:
    """Every link and retention of a model at one operating point.

    at             "at start", "at its best" or "at period t"
    growth_factor  of the whole, per period; None for a model without nodes
    loop_growth    of the loops, per period; None without a loop
    entries        links first, then retentions, each in file order
    carried_by     ids of the nodes that decide the growth factor in the long run
    """

    at: str
    growth_factor: float | None
    loop_growth: float | None
    entries: tuple[Entry, ...]
    elasticity_of_lags: float | None
    elasticity_of_lags_why: str | None
    carried_by: tuple[str, ...]


def weak_points(model: LoopModel, at: At = "start") -> WeakPoints:
    """Elasticity, break-even and growth factor without it, for every link and retention.

    Killers and their links are left out: they act through multipliers (see `killers`). Formulas: `elasticities`,
    `thresholds`; docs/formulas.md, "Elasticity", "Break-even", "Loss". Raises ValueError where `at` is no period.
    """
    return weak_points_at(operating_point(arrays_of(model), at), model)


def weak_points_at(point: Point, model: LoopModel) -> WeakPoints:
    """The same at an operating point that is at hand."""
    if not point.nodes:
        why = "the model has no nodes that are no killers"
        return WeakPoints(point.name, None, None, (), None, why, ())
    leverage = elasticities(point)
    levels = [level.all() for level in thresholds(point)] if _factored(point) else _too_large(point)
    losses = _losses(point, leverage.links, leverage.nodes)
    rows = [
        _entry(point, "rate", i, leverage.links, leverage.why, levels[0][i], losses) for i in range(len(point.links))
    ] + [
        _entry(point, "retention", i, leverage.nodes, leverage.why, levels[1][i], losses)
        for i in range(len(point.nodes))
    ]
    order = {id_: i for i, id_ in enumerate([*model.link_ids, *model.node_ids])}
    return WeakPoints(
        at=point.name,
        growth_factor=growth_factor(point),
        loop_growth=loop_growth_factor(point) if point.on_loop.any() else None,
        entries=tuple(sorted(rows, key=lambda entry: (entry.field, order[entry.id]))),
        elasticity_of_lags=leverage.lags,
        elasticity_of_lags_why=leverage.why,
        carried_by=leverage.carried_by,
    )


def _entry(
    point: Point,
    field: Field,
    i: int,
    leverage: np.ndarray | None,
    why: str | None,
    level: Threshold,
    losses: dict[tuple[Field, int], float],
) -> Entry:
    ids, values = (point.links, point.rate) if field == "rate" else (point.nodes, point.retention)
    without = losses.get((field, i))
    return Entry(
        id=ids[i],
        field=field,
        value=float(values[i]),
        elasticity=None if leverage is None else float(leverage[i]),
        elasticity_why=why,
        break_even=level.value,
        break_even_why=level.why,
        without=without,
        without_why=None if without is not None else f"solved only for the {OF_MORE} with the most leverage",
    )


def _factored(point: Point) -> bool:
    return int(point.on_loop.sum()) <= FACTORED_UP_TO


def _too_large(point: Point) -> list[list[Threshold]]:
    none = Threshold(None, f"more than {FACTORED_UP_TO:,} nodes lie on loops: too many for one factorisation")
    return [[none] * len(point.links), [none] * len(point.nodes)]


def _losses(point: Point, links: np.ndarray | None, nodes: np.ndarray | None) -> dict[tuple[Field, int], float]:
    """Growth factor without each quantity, multipliers and room as they are."""
    every: list[tuple[float, Field, int]] = []
    for field, leverage, count in (("rate", links, len(point.links)), ("retention", nodes, len(point.nodes))):
        for i in range(count):
            every.append((0.0 if leverage is None else -abs(float(leverage[i])), field, i))  # type: ignore[arg-type]
    if len(every) > EXACT_UP_TO:
        every = sorted(every)[:OF_MORE]
    return {(field, i): growth_factor(_without(point, field, i)) for _, field, i in every}


def _without(point: Point, field: Field, i: int) -> Point:
    return point.with_rate(i, 0.0) if field == "rate" else point.with_retention(i, 0.0)
