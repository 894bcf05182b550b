"""10,000 draws x 104 periods of two gallery models here and in three peers, in turn; draws must agree to 1e-9.

A peer runs as many draws as fit in a slice of each round; its time is that a draw, times 10,000. Every uncertain number
is set for each draw. Ours is the whole public call: sampling, drawing, running, all nodes and periods kept.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.timing import in_turn
from benchmarks.whole import net, numbers, xmile_whole
from benchmarks.xmile import HEAD
from loopmodel import LoopModel, Settings, ensemble, fan, read
from loopmodel.arrays import arrays_of
from loopmodel.simulation import compiled
from loopmodel.simulation.ensemble import Ensemble

PERIODS, DRAWS, ROUNDS = 104, 10_000, 9
DOUBLE = Settings(precision="double")
Peer = Callable[[dict[str, float]], np.ndarray]


def of_draw(made: Ensemble, draw: int) -> dict[str, float]:
    """The numbers of one draw, by the names that the peers' models have."""
    columns = made.stages[0].numbers
    named = {"s": columns.retention, "u": columns.inflow, "k": columns.capacity, "r": columns.rate, "i": columns.start}
    named["v"] = [*columns.link_severity, *columns.node_severity]
    found = {f"{a}{n}": v for a, values in named.items() for n, v in enumerate(values) if not isinstance(v, float)}
    return {name: float(values[draw]) for name, values in found.items()}


def simlin(model: LoopModel) -> Peer:
    """pysimlin: the compiled model reset, its numbers set, run."""
    import simlin as library

    arrays = arrays_of(model)
    path = Path(tempfile.mkdtemp()) / "model.stmx"
    path.write_text(xmile_whole(arrays, PERIODS, HEAD), encoding="utf-8")
    held = library.load(str(path)).simulate()
    names = [f"x{n}" for n in range(len(arrays.nodes))]

    def run(values: dict[str, float]) -> np.ndarray:
        held.reset()
        for name, value in values.items():
            held.set_value(name, value)
        held.run_to_end()
        return np.array([held.get_series(name) for name in names])

    return run


def pysd(model: LoopModel) -> Peer:
    """PySD: the translated model run with parameters."""
    import pysd as library

    arrays = arrays_of(model)
    path = Path(tempfile.mkdtemp()) / "model.xmile"
    path.write_text(xmile_whole(arrays, PERIODS, HEAD), encoding="utf-8")
    loaded = library.read_xmile(str(path))
    names = [f"x{n}" for n in range(len(arrays.nodes))]
    return lambda values: loaded.run(params=values, return_columns=names, initial_condition="original").to_numpy().T


def bptk(model: LoopModel) -> Peer:
    """BPTK-Py's compiled engine, called directly (it is private), the loaded model reused."""
    from BPTK_Py import Model
    from BPTK_Py import sd_functions as sd
    from BPTK_Py._rust_engine import RustSdEngine

    arrays = arrays_of(model)
    made = Model(starttime=0, stoptime=PERIODS, dt=1, name="m")
    constants = {}
    for name, value in numbers(arrays).items():
        constants[name] = made.constant(name)
        constants[name].equation = value
    stocks = [made.stock(f"x{n}") for n in range(len(arrays.nodes))]
    changes = net(arrays, stocks, constants, lambda a, b: sd.min(a, b), lambda a, b: sd.max(a, b))
    for n, (stock, change) in enumerate(zip(stocks, changes, strict=True)):
        flow = made.biflow(f"d{n}")
        flow.equation = change
        stock.initial_value = constants[f"i{n}"]
        stock.equation = flow
    names = [stock.name for stock in stocks]
    loaded = RustSdEngine().load_model(made.to_json())
    loaded.set_runspecs(0.0, float(PERIODS), 1.0)

    def run(values: dict[str, float]) -> np.ndarray:
        loaded.reset()
        for name, value in values.items():
            loaded.set_constant(name, value)
        found = loaded.simulate(names)
        return np.array([[found[name][time] for time in times] for name in names])

    times = sorted(loaded.simulate(names)["x0"], key=float)
    return run


def peak(run: Callable[[], Ensemble]) -> float:
    """Peak of what the call allocates, in sizes of its result."""
    run()
    tracemalloc.start()
    made = run()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / made.amounts.nbytes


def cycled(peer: Peer, draws: list[dict[str, float]]) -> Callable[[], object]:
    """One draw after another."""
    state = {"at": 0}

    def run() -> object:
        state["at"] = (state["at"] + 1) % len(draws)
        return peer(draws[state["at"]])

    return run


def main() -> None:
    compiled.prepare(wait=True)
    print("compiled step" if compiled.ready() else "numpy alone (numba is not installed)")
    for id_ in ("job-board", "ugc"):
        model = read(id_)
        made = ensemble(model, DOUBLE, PERIODS)
        single = ensemble(model, Settings(), PERIODS)
        draws = [of_draw(made, draw) for draw in range(64)]
        peers = {"pysimlin, reset and set_value": simlin(model), "BPTK-Py, compiled engine": bptk(model),
                 "PySD, run(params)": pysd(model)}  # fmt: skip
        for name, peer in peers.items():
            away = max(np.abs(peer(draws[d]) / made.amounts[:, :, d].T - 1.0).max() for d in (0, 40))
            assert away < 1e-9, f"{name} is {away} away"
        ours = {
            "double": lambda m=model: ensemble(m, DOUBLE, PERIODS),
            "single": lambda m=model: ensemble(m, Settings(), PERIODS),
            "write double": lambda a=made.amounts: np.full(a.shape, 1.5, a.dtype),
            "write single": lambda a=single.amounts: np.full(a.shape, np.float32(1.5), a.dtype),
            "fan of one node": lambda e=single: fan(e.amounts[:, 0]),
            "fans of all nodes": lambda e=single: [fan(e.amounts[:, n]) for n in range(e.amounts.shape[1])],
        }
        times = in_turn({**ours, **{name: cycled(peer, draws) for name, peer in peers.items()}}, ROUNDS, least=0.15)
        print(
            f"\n{id_}: {DRAWS:,} draws x {PERIODS} periods, {len(made.nodes)} nodes, {len(draws[0])} uncertain numbers"
        )
        print(f"{'':<34}{'median ms':>12}{'best ms':>12}{'of double':>12}{'of single':>12}{'of its write':>14}")
        for name, seconds in times.items():
            scale = DRAWS if name in peers else 1
            median, best = statistics.median(seconds) * scale * 1e3, min(seconds) * scale * 1e3
            of = [
                statistics.median(s * scale / o for s, o in zip(seconds, times[p], strict=True))
                for p in ("double", "single")
            ]
            write = ""
            if name in ("double", "single"):
                pairs = zip(seconds, times[f"write {name}"], strict=True)
                write = f"{statistics.median(s / w for s, w in pairs):.1f}"
            print(f"{name:<34}{median:>12.1f}{best:>12.1f}{of[0]:>12.2f}{of[1]:>12.2f}{write:>14}")
        print(f"peak memory, in results: double {peak(ours['double']):.2f}, single {peak(ours['single']):.2f}")


if __name__ == "__main__":
    main()
