"""Weak points beside projections, ARPACK, networkx and one growth factor. Needs the test environment."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import networkx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import eigs

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.models import linear
from benchmarks.timing import in_turn, table
from loopmodel import Diagram, LoopModel, build_model, closing, find_loops, project
from loopmodel.analysis.break_even import thresholds
from loopmodel.analysis.elasticity import elasticities
from loopmodel.analysis.growth import growth_factor
from loopmodel.analysis.point import point_at_start
from loopmodel.arrays import Arrays, arrays_of


def widened(arrays: Arrays) -> csr_array:
    """The matrix over nodes and units under way, as ARPACK needs it."""
    count = len(arrays.nodes)
    size = count + int(arrays.lag.sum())
    rows, columns, values = list(range(count)), list(range(count)), arrays.retention.tolist()
    free = count
    for source, target, lag, rate in zip(arrays.source, arrays.target, arrays.lag, arrays.rate, strict=True):
        carrier, weight = int(source), float(rate)
        for _ in range(lag):
            rows.append(free)
            columns.append(carrier)
            values.append(weight)
            carrier, weight, free = free, 1.0, free + 1
        rows.append(int(target))
        columns.append(carrier)
        values.append(weight)
    return csr_array((values, (rows, columns)), shape=(size, size))


def both(model: LoopModel) -> None:
    """Elasticities and break-evens of all links and retentions, nothing kept from before."""
    point = point_at_start(arrays_of(model))
    elasticities(point)
    for levels in thresholds(point):
        levels.all()


def fading(nodes: int, links: int) -> LoopModel:
    """The linear model with rates of three tenths, so that its loops fade."""
    made = linear(nodes, links, 3)
    return build_model(
        Diagram({
            "format": "loopmodel/1",
            "nodes": [{"id": n.id, "role": n.role, "retention": n.retention, "start": n.start} for n in made.nodes],
            "links": [
                {"id": k.id, "source": k.source, "target": k.target, "rate": 0.3 * float(k.rate), "lag": k.lag}
                for k in made.links
            ],
        })
    )  # fmt: skip


def complete(count: int) -> LoopModel:
    """Every node linked to every other."""
    nodes = [{"id": f"n{i}", "role": "user", "start": 1, "retention": 0.5} for i in range(count)]
    ends = [(i, j) for i in range(count) for j in range(count) if i != j]
    links = [{"id": f"l{i}-{j}", "source": f"n{i}", "target": f"n{j}", "rate": 0.03 + (i + j) / 1e4} for i, j in ends]
    return build_model(Diagram({"format": "loopmodel/1", "nodes": nodes, "links": links}))


def small() -> None:
    model = linear(20, 40, 3)
    runs = {
        "one projection, 104 periods": lambda: project(model, 104),
        "elasticities and break-evens": lambda: both(model),
    }
    print("20 nodes, 40 links")
    print(table(in_turn(runs, rounds=15), "one projection, 104 periods"))


def large() -> None:
    model, open_model = linear(1000, 5000, 3), fading(1000, 5000)
    matrix = widened(arrays_of(model))
    arpack = "ARPACK, growth factor alone"
    runs = {
        arpack: lambda: eigs(matrix, k=1, which="LR", return_eigenvectors=False),
        "growth factor": lambda: growth_factor(point_at_start(arrays_of(model))),
        "elasticities and break-evens": lambda: both(model),
        "growth factor of the fading model": lambda: growth_factor(point_at_start(arrays_of(open_model))),
        "advisor, all 994,000 missing links": lambda: closing(open_model, top=50),
    }
    print("\n1,000 nodes, 5,000 links")
    times = in_turn(runs, rounds=9)
    print(table(times, arpack))
    last = ("growth factor of the fading model", "advisor, all 994,000 missing links")
    print(table({k: times[k] for k in last}, last[0]))


def loops() -> None:
    model = linear(1000, 5000, 3)
    graph = networkx.MultiDiGraph([(k.source, k.target) for k in model.links])
    begun = time.perf_counter()
    count = sum(1 for _ in networkx.simple_cycles(graph, length_bound=6))
    theirs = time.perf_counter() - begun
    print(f"\n1,000 nodes, 5,000 links: networkx, all {count:,} loops of up to 6 links: {theirs:.1f} s (one run)")
    runs = {f"first 100 loops by {by}": _first(model, by) for by in ("gain", "share", "cycle-time")}
    runs["complete graph of 15 nodes, first 100"] = _first(complete(15), "gain")
    for name, seconds in in_turn(runs, rounds=5).items():
        middle = float(np.median(seconds))
        print(f"{name:<44}{middle * 1e3:>10.1f} ms   networkx takes {theirs / middle:,.0f} times as long")


def _first(model: LoopModel, by: str):
    return lambda: find_loops(model, top=100, by=by)


def largest() -> None:
    model = linear(10_000, 50_000, 3)
    begun = time.perf_counter()
    both(model)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n10,000 nodes, 50,000 links: elasticities and break-evens in {time.perf_counter() - begun:.0f} s")
    print(f"most memory of the process until then: {peak:,.0f} MB")


if __name__ == "__main__":
    small()
    large()
    loops()
    largest()
