"""Many projections at once, one for each draw of the uncertain numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from loopmodel.model import LoopModel, Scenario
from loopmodel.simulation.batch import run
from loopmodel.simulation.compiled import Compiled, serves
from loopmodel.simulation.sampling import Method, Sample, Together, sample
from loopmodel.simulation.stages import Stage, Values, stages_of

DRAWS = 10_000
BLOCK = 10_000  # draws at a time: fewer, and calls cost more than arithmetic; benchmarks/ensemble.py
WORK = 2_000_000  # nodes, links and draws of a block multiplied, at most about this
MOST_BYTES = 2**30
Watch = Callable[[float], object]  # told the share that is done; what it raises ends the run


@dataclass(frozen=True)
class Settings:
    """How an ensemble is drawn: the same settings give the same draws.

    precision  ``single`` is enough for fans (largest error of about 1e-6 of an amount) and half the memory
    """

    draws: int = DRAWS
    seed: int = 1
    method: Method = "latin-hypercube"
    together: Together = ()
    precision: str = "single"

    @property
    def dtype(self) -> type:
        """The type of number of the result."""
        return np.float64 if self.precision == "double" else np.float32


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Amounts over time in every draw.

    nodes    sorted by id; `amounts` has shape (periods + 1, nodes, draws), 0 while a scenario has a node removed
    stages   the model of each stretch of periods, with the numbers drawn
    """

    nodes: tuple[str, ...]
    amounts: Values
    stages: tuple[Stage, ...]
    drawn: Sample
    settings: Settings

    @property
    def periods(self) -> range:
        """The periods covered, 0 first."""
        return range(len(self.amounts))

    def of(self, node: str) -> Values:
        """Amounts of a node, shape (periods + 1, draws); raises ValueError where there is no such node."""
        if node not in self.nodes:
            raise ValueError(f"there is no node “{node}”")
        return np.asarray(self.amounts[:, self.nodes.index(node)])


def ensemble(
    model: LoopModel,
    settings: Settings | None = None,
    periods: int | None = None,
    scenario: Scenario | None = None,
    watch: Watch | None = None,
) -> Ensemble:
    """Project a model once for each draw, under a scenario if one is given; one draw holds for a whole run.

    `watch` is told after each block which share is done; to cancel, let it raise: nothing half done remains. Raises
    ValueError where the result would need more than 1 GiB, with what would fit.
    """
    how = settings or Settings()
    count = _periods(model, periods)
    _fits(model, how, count)
    drawn = sample(model, how.draws, how.seed, how.method, how.together)
    nodes, stages = stages_of(model, count, scenario, drawn)
    amounts: Values = np.empty((count + 1, len(nodes), how.draws), how.dtype)
    fill = Compiled(stages, amounts).run if serves(stages) else _by_numpy(stages, amounts)
    with np.errstate(all="ignore"):
        for draws in _blocks(how.draws, stages):
            fill(draws)
            if watch is not None:
                watch(draws.stop / how.draws)
    amounts.setflags(write=False)
    return Ensemble(nodes, amounts, stages, drawn, how)


def _by_numpy(stages: Sequence[Stage], amounts: Values) -> Callable[[slice], None]:
    return lambda draws: run([stage.part(draws, amounts.dtype.type) for stage in stages], amounts[:, :, draws])


def runs(
    model: LoopModel, drawn: Sample, periods: int, scenario: Scenario | None = None, watch: Watch | None = None
) -> Iterator[Ensemble]:
    """The same block by block in double precision, for those who keep only part of it.

    The amounts of a block are overwritten by the next one, so memory stays that of one block.
    """
    nodes, stages = stages_of(model, periods, scenario, drawn)
    amounts = np.empty((periods + 1, len(nodes), min(BLOCK, drawn.draws)))
    for draws in _blocks(drawn.draws, stages):
        part, now = amounts[:, :, : draws.stop - draws.start], [stage.part(draws, np.float64) for stage in stages]
        with np.errstate(all="ignore"):
            Compiled(now, amounts).run(slice(0, part.shape[2])) if serves(now) else run(now, part)
        yield Ensemble(nodes, part, tuple(now), drawn.part(draws), Settings(part.shape[2], precision="double"))
        if watch is not None:
            watch(draws.stop / drawn.draws)


def most_draws(model: LoopModel, settings: Settings, periods: int | None = None) -> int:
    """The largest number of draws whose result fits in 1 GiB."""
    cell = np.dtype(settings.dtype).itemsize * max(1, _widest(model)) * (_periods(model, periods) + 1)
    return max(1, MOST_BYTES // cell)


def _widest(model: LoopModel) -> int:
    added = max((len(scenario.changes) for scenario in model.scenarios), default=0)
    return len(model.nodes) + added


def _periods(model: LoopModel, periods: int | None) -> int:
    count = model.horizon if periods is None else periods
    if count < 0:
        raise ValueError(f"periods is {count}; it must be 0 or more")
    return count


def _fits(model: LoopModel, settings: Settings, periods: int) -> None:
    most = most_draws(model, settings, periods)
    if settings.draws > most:
        raise ValueError(
            f"{settings.draws:,} draws of {len(model.nodes):,} nodes over {periods:,} periods need more than 1 GiB; "
            f"at most {most:,} draws fit"
        )


def _blocks(draws: int, stages: Sequence[Stage]) -> Sequence[slice]:
    """Blocks of draws; smaller ones for large models, so that progress is told often."""
    elements = max((len(stage.arrays.nodes) + len(stage.arrays.links) for stage in stages), default=1)
    size = min(BLOCK, max(500, WORK // max(1, elements)))
    return [slice(first, min(first + size, draws)) for first in range(0, draws, size)]
