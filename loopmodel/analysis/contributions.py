"""Which change of a scenario contributes how much, whatever the order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from math import factorial

import numpy as np

from loopmodel.analysis.outcome import Outcome, read
from loopmodel.model import LoopModel, Scenario, Step
from loopmodel.simulation.sampling import columns

EXACT_UP_TO = 8  # changes: 256 runs
ORDERS = 64  # orders tried beyond that


@dataclass(frozen=True)
class Contribution:
    """A change and its share of the difference between scenario and base, in units of the outcome.

    per_effort  the share for each unit of effort, or None where no effort was given
    """

    change: Step
    value: float
    per_effort: float | None = None


@dataclass(frozen=True)
class Contributions:
    """The Shapley value of each change, in the order of the scenario; their sum is `scenario` - `base`.

    exact  whether all subsets were tried, or a sample of orders
    """

    changes: tuple[Contribution, ...]
    base: float
    scenario: float
    exact: bool


def contributions(
    model: LoopModel, scenario: Scenario, outcome: Outcome, efforts: Mapping[int, float] | None = None, seed: int = 1
) -> Contributions:
    """What each change adds to an outcome on average over all orders in which the changes could be made.

    Computed with every number at its middle. Up to 8 changes exactly, from all subsets (Shapley 1953, "A value for
    n-person games"); beyond, over 64 random orders, each of which sums to the whole as well (Castro, Gomez and Tejada
    2009).
    A change of what another change adds does nothing without it. `efforts` gives the effort of some changes, by their
    number in the scenario, 0 first; one that is not above 0 is left aside.
    """
    changes = scenario.changes
    kept: dict[frozenset[int], float] = {}

    def worth(chosen: frozenset[int]) -> float:
        if chosen not in kept:
            part = replace(scenario, changes=tuple(changes[i] for i in sorted(chosen)))
            kept[chosen] = float(read(model, columns(model, 1, {}), outcome, part)[0])
        return kept[chosen]

    everyone = frozenset(range(len(changes)))
    base, whole = worth(frozenset()), worth(everyone)
    exact = len(changes) <= EXACT_UP_TO
    orders = np.random.default_rng(seed)
    values = []
    if exact:
        for i in everyone:
            values.append(sum(w * (worth(s | {i}) - worth(s)) for s, w in _subsets(everyone - {i})))
    else:
        values = [0.0] * len(changes)
        for _ in range(ORDERS):
            done: frozenset[int] = frozenset()
            for i in orders.permutation(len(changes)).tolist():
                values[i] += (worth(done | {i}) - worth(done)) / ORDERS
                done |= {i}
    made = []
    for i, (change, value) in enumerate(zip(changes, values, strict=True)):
        effort = (efforts or {}).get(i, 0.0)
        made.append(Contribution(change, value, value / effort if effort > 0 else None))
    return Contributions(tuple(made), base, whole, exact)


def _subsets(others: frozenset[int]) -> list[tuple[frozenset[int], float]]:
    """All subsets of the others, each with its Shapley weight."""
    count = len(others) + 1
    found = []
    for size in range(count):
        weight = factorial(size) * factorial(count - size - 1) / factorial(count)
        found += [(frozenset(chosen), weight) for chosen in combinations(sorted(others), size)]
    return found
