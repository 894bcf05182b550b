"""What to measure first: the share of an outcome's variance that each uncertain number answers for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from loopmodel.analysis.outcome import Outcome, read
from loopmodel.arrays import Floats
from loopmodel.estimate import FIVE
from loopmodel.model import LoopModel, Scenario
from loopmodel.quantities import Place
from loopmodel.simulation.ensemble import Settings, Watch
from loopmodel.simulation.sampling import Together, given, groups, sample

Function = Callable[[Floats], Floats]  # points of shape (dimensions, points) in 0..1 to values of shape (points,)
RUNS = 40_000  # about how many runs the indices may take
WORK = 1e9  # about how many steps of a node or link in all: some seconds
FEWEST = 32  # points below which the indices would be noise
SURE = 1e-12  # a spread below this, as a share of the size, counts as none


@dataclass(frozen=True)
class Influence:
    """One number (or several that move together) and its part in the outcome.

    first  share of the variance that knowing it alone would take away on average, about 0 to 1
    total  share it answers for together with all others, at least `first`; both are estimates from draws
    """

    places: tuple[Place, ...]
    first: float
    total: float


@dataclass(frozen=True)
class Sensitivity:
    """Influences, largest first; `why` says why there are none."""

    influences: tuple[Influence, ...]
    runs: int
    why: str | None = None


@dataclass(frozen=True)
class Bar:
    """The outcome with one number at its low and its high end and all others in the middle."""

    places: tuple[Place, ...]
    low: float
    high: float
    middle: float


def sobol_indices(function: Function, dimensions: int, points: int, seed: int) -> tuple[Floats, Floats]:
    """First-order and total indices of a function of independent uniform numbers, each of shape (dimensions,).

    By SciPy, from `points` (a power of 2) * (dimensions + 2) values. Source: Saltelli et al. (2010), "Variance based
    sensitivity analysis of model output", equations (b) and (f) of table 2; Sobol (1993).
    """
    if dimensions == 1:  # one number answers for everything; SciPy 1.17 fails on a single dimension
        return np.ones(1), np.ones(1)
    from scipy import stats  # late: importing it takes longer than most commands run

    uniform = [stats.uniform()] * dimensions
    found = stats.sobol_indices(func=function, n=points, dists=uniform, rng=np.random.default_rng(seed))
    return np.ravel(found.first_order), np.ravel(found.total_order)


def sensitivity(
    model: LoopModel,
    outcome: Outcome,
    scenario: Scenario | None = None,
    together: Together = (),
    seed: int = 1,
    watch: Watch | None = None,
) -> Sensitivity:
    """The influence of every uncertain number on an outcome; numbers that move together count as one.

    None, with the reason, where nothing is uncertain, the outcome is the same in all draws, or it passes all bounds.
    """
    places = groups(model, together)
    if not places:
        return Sensitivity((), 0, "no number has a range")
    runs = min(RUNS, WORK / ((len(model.nodes) + len(model.links)) * (outcome.periods + 1)))
    points = 2 ** int(np.log2(max(1.0, runs / (len(places) + 2))))
    if points < FEWEST:
        return Sensitivity(
            (), 0, "so large a model with so many uncertain numbers would take too long; see the tornado"
        )

    def values(uniform: Floats) -> Floats:
        scores = ndtri(np.clip(uniform, 1e-16, 1.0 - 1e-16))
        return outcome.even(read(model, given(model, scores, places), outcome, scenario, watch))

    sure = values(np.random.default_rng(seed).random((len(places), 64)))
    if not np.isfinite(sure).all():
        return Sensitivity((), 64, "the outcome passes all bounds in some draws")
    if np.ptp(sure) <= SURE * max(1.0, float(np.abs(sure).max())):
        return Sensitivity((), 64, "the outcome is the same in all draws")
    with np.errstate(all="ignore"):
        first, total = sobol_indices(values, len(places), points, seed)
    if not (np.isfinite(first).all() and np.isfinite(total).all()):
        return Sensitivity((), points, "the outcome passes all bounds in some draws")
    found = [Influence(p, float(f), float(t)) for p, f, t in zip(places, first, total, strict=True)]
    order = sorted(found, key=lambda i: (-i.first, -i.total, i.places))
    return Sensitivity(tuple(order), points * (len(places) + 2))


def tornado(
    model: LoopModel, outcome: Outcome, scenario: Scenario | None = None, together: Together = ()
) -> tuple[Bar, ...]:
    """The outcome at both ends of each uncertain number, the others at their middle; the widest bar first."""
    places = groups(model, together)
    scores = np.zeros((len(places), 2 * len(places) + 1))
    for i in range(len(places)):
        scores[i, 2 * i + 1], scores[i, 2 * i + 2] = -FIVE, FIVE
    values = read(model, given(model, scores, places), outcome, scenario)
    bars = [Bar(p, float(values[2 * i + 1]), float(values[2 * i + 2]), float(values[0])) for i, p in enumerate(places)]
    return tuple(sorted(bars, key=lambda bar: (-abs(bar.high - bar.low), bar.places)))


def width_left(
    model: LoopModel, outcome: Outcome, places: tuple[Place, ...], settings: Settings, scenario: Scenario | None = None
) -> float | None:
    """The part of the fan (5 to 95 %) of an outcome that is left when the numbers at `places` stand at their middle.

    0 where nothing else matters; above 1 is possible where the middle is the liveliest place; None where there is no
    fan.
    """
    drawn = sample(model, settings.draws, settings.seed, settings.method, settings.together)
    wide, narrow = (_width(read(model, d, outcome, scenario)) for d in (drawn, drawn.known(places)))
    return narrow / wide if wide > 0 and np.isfinite(wide) and np.isfinite(narrow) else None


def _width(values: Floats) -> float:
    low, high = np.percentile(values, (5, 95))
    return float(high - low)
