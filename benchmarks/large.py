"""10,000 nodes, 50,000 links: a projection beside moving its data through memory, and the growth factor beside that."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.models import capped, linear
from benchmarks.timing import in_turn, table
from loopmodel import project
from loopmodel.analysis.growth import growth_factor
from loopmodel.analysis.point import point_at_start
from loopmodel.arrays import arrays_of

PERIODS = 104


def bytes_a_period(nodes: int, links: int, lag: int) -> int:
    """A rate and two 4-byte ends a link, a retention and an end a node, the amounts read (each lag) and written."""
    return links * 16 + nodes * 12 + (lag + 1) * nodes * 8 + nodes * 8


def main() -> None:
    nodes, links, lag = 10_000, 50_000, 3
    plain = linear(nodes, links, lag)
    ceiling = capped(plain)
    size = bytes_a_period(nodes, links, lag) * PERIODS
    source, target = np.ones(size // 8), np.ones(size // 8)
    moving = f"moving {size / 1e6:.0f} MB (read and write)"
    runs = {
        moving: lambda: np.copyto(target, source),
        "writing as much": lambda: target.fill(2.0),
        "project, links that create": lambda: project(plain, PERIODS),
        "project, a third of the nodes with a ceiling": lambda: project(ceiling, PERIODS),
        "growth factor": lambda: growth_factor(point_at_start(arrays_of(plain))),
    }
    times = in_turn(runs, rounds=11)
    print(f"{nodes:,} nodes, {links:,} links, lags 0 to {lag}, {PERIODS} periods; as a multiple of {moving}")
    print(table(times, moving))
    print("\nas a multiple of one projection")
    print(table({k: times[k] for k in ("project, links that create", "growth factor")}, "project, links that create"))


if __name__ == "__main__":
    main()
