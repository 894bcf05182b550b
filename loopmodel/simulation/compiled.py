"""The compiled step, where numba is installed and has been made ready; without it batch.py does the same.

Compiling takes seconds once on a machine (numba keeps the result on disk), so nobody waits for it: a page asks for it
in the background and draws with numpy until it is there.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from loopmodel.simulation.batch import enter
from loopmodel.simulation.stages import Number, Stage, Values

_READY: dict[str, Callable[..., None]] = {}
_ONCE = threading.Lock()


def available() -> bool:
    """Whether numba is installed."""
    return importlib.util.find_spec("numba") is not None


def ready() -> bool:
    """Whether the compiled step is there to be used."""
    return "kernel" in _READY


def prepare(wait: bool = False) -> None:
    """Compile the step, or load what was compiled before; in the background unless `wait`. Nothing without numba."""
    if not available() or ready():
        return
    if wait:
        _compile()
    elif not _ONCE.locked():
        threading.Thread(target=_compile, daemon=True, name="loopmodel-compile").start()


def serves(stages: Sequence[Stage]) -> bool:
    """Whether the compiled step can run these stages: it is ready, and no lag reaches over a change of the model."""
    return ready() and (len(stages) == 1 or all(stage.arrays.longest_lag == 0 for stage in stages))


class Compiled:
    """Stages made ready for the compiled step, which fills `history` (periods + 1, nodes, draws), some draws a call."""

    def __init__(self, stages: Sequence[Stage], history: Values) -> None:
        self.stages, self.history = stages, history
        self.plans = [_plan(stage, history) for stage in stages]

    def run(self, draws: slice) -> None:
        """Fill these draws as `batch.run` does."""
        history, exact = self.history, _exact(self.history.dtype.type)
        for index, (stage, plan) in enumerate(zip(self.stages, self.plans, strict=True)):
            before = self.stages[index - 1] if index else None
            enter(history[stage.first, :, draws], stage.part(draws, history.dtype.type), before)
            periods = stage.first, min(stage.last, len(history) - 1)
            at = np.array(stage.at, dtype=np.int64)
            gone = np.setdiff1d(np.arange(history.shape[1]), at)
            _READY["kernel"](history, (draws.start, draws.stop), periods, at, gone, *plan, exact)


def _plan(stage: Stage, history: Values) -> tuple[Any, ...]:
    """Nodes, links, harms on links, harms on nodes, needs: positions and numbers, as the kernel takes them.

    nodes  retention, inflow, capacity, 1 / capacity, whether it has a ceiling, whether it has inflow
    links  row of the source, position of the target, lag, whether it converts; for each node whether any link converts
           it away; position of the source, rate
    """
    arrays, numbers = stage.arrays, stage.numbers
    at = np.array(stage.at, dtype=np.int64)
    capacity = _table(numbers.capacity, history)
    fed = np.array([not (isinstance(u, float) and u == 0.0) for u in numbers.inflow], dtype=bool)
    leaving = np.zeros(len(at), dtype=bool)
    leaving[list(stage.leaving)] = True
    nodes = (_table(numbers.retention, history), _table(numbers.inflow, history), capacity, 1.0 / capacity,
             np.isfinite(arrays.capacity), fed)  # fmt: skip
    links = (at[arrays.source], arrays.target, arrays.lag, arrays.converts, leaving, arrays.source,
             _table(numbers.rate, history))  # fmt: skip
    harms, on_nodes, needs = arrays.link_harms, arrays.node_harms, arrays.needs
    return (
        nodes,
        links,
        (harms.target, at[harms.killer], at[harms.host], _table(numbers.link_severity, history)),
        (on_nodes.target, at[on_nodes.killer], at[on_nodes.host], _table(numbers.node_severity, history)),
        (needs.link, at[needs.node], _table(numbers.half, history)),
    )


def _table(numbers: Sequence[Number], history: Values) -> Values:
    size = next((len(number) for number in numbers if not isinstance(number, float)), history.shape[2])
    made: Values = np.empty((len(numbers), size), history.dtype)
    for row, number in zip(made, numbers, strict=True):
        row[...] = number
    return made


def _compile() -> None:
    with _ONCE:
        if ready():
            return
        from loopmodel.simulation.kernel import run_kernel

        for kind in (np.float32, np.float64):
            _try(run_kernel, kind)
        _READY["kernel"] = run_kernel


def _try(kernel: Callable[..., None], kind: type) -> None:
    """One call on nothing, with the types that every later call has."""
    places, flags = np.zeros(0, np.int64), np.zeros(0, bool)
    numbers: Values = np.zeros((0, 1), kind)
    nodes = (numbers, numbers, numbers, numbers, flags, flags)
    links = (places, places, places, flags, flags, places, numbers)
    harms, needs = (places, places, places, numbers), (places, places, numbers)
    kernel(np.zeros((2, 0, 1), kind), (0, 1), (0, 1), places, places, nodes, links, harms, harms, needs, _exact(kind))


def _exact(kind: type) -> tuple[Any, Any, Any]:
    """0, 1 and the smallest number of a precision, so that nothing is widened on the way."""
    return kind(0), kind(1), np.finfo(kind).tiny
