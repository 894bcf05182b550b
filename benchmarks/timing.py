"""Times taken in turn, so that a machine that slows down slows everybody."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def in_turn(runs: Mapping[str, Callable[[], object]], rounds: int, least: float = 0.02) -> dict[str, list[float]]:
    """Seconds a call of each run, one figure a round; each round repeats a run for at least `least` seconds."""
    for run in runs.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            count, begun = 0, time.perf_counter()
            while count == 0 or time.perf_counter() - begun < least:
                run()
                count += 1
            times[name].append((time.perf_counter() - begun) / count)
    return times


def table(times: Mapping[str, list[float]], against: str) -> str:
    """A line a run: median and best milliseconds, the ratio to `against` (median of the rounds, and of the bests)."""
    lines = [f"{'':<44}{'median ms':>12}{'best ms':>12}{'ratio':>10}{'best/best':>11}"]
    for name, seconds in times.items():
        ratio = statistics.median(s / base for s, base in zip(seconds, times[against], strict=True))
        best = min(seconds) / min(times[against])
        lines.append(
            f"{name:<44}{statistics.median(seconds) * 1e3:>12.4f}{min(seconds) * 1e3:>12.4f}{ratio:>10.2f}{best:>11.2f}"
        )
    return "\n".join(lines)
