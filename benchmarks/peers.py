"""One projection of the same small model here and in three peers, in turn; trajectories must agree to 1e-9."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.models import linear
from benchmarks.timing import in_turn, table
from benchmarks.xmile import xmile
from loopmodel import LoopModel, project
from loopmodel.arrays import arrays_of

PERIODS = 104


def ours(model: LoopModel) -> Callable[[], np.ndarray]:
    """Our public call, amounts of all nodes as arrays."""
    order = arrays_of(model).nodes

    def run() -> np.ndarray:
        made = project(model, PERIODS)
        return made.segments[0].amounts if order else np.zeros(0)

    return run


def simlin(model: LoopModel, fresh: bool) -> Callable[[], np.ndarray]:
    """pysimlin: the compiled model reset and run (or a new simulation), series of all nodes fetched."""
    import simlin as library

    arrays = arrays_of(model)
    path = Path(tempfile.mkdtemp()) / "model.stmx"
    path.write_text(xmile(arrays, PERIODS), encoding="utf-8")
    compiled = library.load(str(path))
    names = [f"x{i}" for i in range(len(arrays.nodes))]
    held = compiled.simulate()
    rate = float(arrays.rate[0])

    def again() -> np.ndarray:
        held.reset()
        held.set_value("r0", rate)
        held.run_to_end()
        return np.array([held.get_series(name) for name in names]).T

    def new() -> np.ndarray:
        with compiled.simulate({"r0": rate}) as simulation:
            simulation.run_to_end()
            return np.array([simulation.get_series(name) for name in names]).T

    return new if fresh else again


def pysd(model: LoopModel) -> Callable[[], np.ndarray]:
    """PySD: the translated model run, nodes returned."""
    import pysd as library

    arrays = arrays_of(model)
    path = Path(tempfile.mkdtemp()) / "model.xmile"
    path.write_text(xmile(arrays, PERIODS), encoding="utf-8")
    loaded = library.read_xmile(str(path))
    names = [f"x{i}" for i in range(len(arrays.nodes))]
    return lambda: loaded.run(params={"r0": float(arrays.rate[0])}, return_columns=names).to_numpy()


def bptk(model: LoopModel) -> Callable[[], np.ndarray]:
    """BPTK-Py: its Python model, cache cleared, every node evaluated at every period."""
    from BPTK_Py import Model

    arrays = arrays_of(model)
    made = Model(starttime=0, stoptime=PERIODS, dt=1, name="m")
    stocks = [made.stock(f"x{i}") for i in range(len(arrays.nodes))]
    terms: list[list[object]] = [[] for _ in stocks]
    for i, (source, target, lag) in enumerate(zip(arrays.source, arrays.target, arrays.lag, strict=True)):
        sent = stocks[source] * float(arrays.rate[i])
        for d in range(lag):
            held, change = made.stock(f"w{i}_{d}"), made.biflow(f"c{i}_{d}")
            held.initial_value = 0.0
            change.equation = sent - held
            held.equation = change
            sent = held * 1.0
        terms[target].append(sent)
    for i, stock in enumerate(stocks):
        change = made.biflow(f"d{i}")
        total = stock * (float(arrays.retention[i]) - 1.0) + float(arrays.inflow[i])
        for term in terms[i]:
            total = total + term
        change.equation = total
        stock.initial_value = float(arrays.start[i])
        stock.equation = change

    def run() -> np.ndarray:
        made.reset_cache()
        return np.array([[made.evaluate_equation(s.name, float(t)) for s in stocks] for t in range(PERIODS + 1)])

    return run


def main() -> None:
    for lag in (0, 3):
        model = linear(8, 12, lag)
        runs = {
            "loopmodel, project(model)": ours(model),
            "pysimlin, reset and set_value": simlin(model, fresh=False),
            "pysimlin, new simulate(overrides)": simlin(model, fresh=True),
            "PySD, run(params)": pysd(model),
            "BPTK-Py, Python model": bptk(model),
        }
        expected = runs["loopmodel, project(model)"]()
        print(f"\n8 nodes, 12 links, lags 0 to {lag}, {PERIODS} periods")
        for name, run in runs.items():
            away = np.abs(run() - expected).max() / np.abs(expected).max()
            assert away < 1e-9, f"{name} is {away} away"
        print(table(in_turn(runs, rounds=15), "pysimlin, reset and set_value"))
        print("trajectories agree to 1e-9")


if __name__ == "__main__":
    main()
